//! `trials.parquet`, read back piece by piece.

use std::fs::File;
use std::path::{Path, PathBuf};

use polars::io::parquet::metadata::FileMetadataRef;
use polars::prelude::{Column as TableColumn, DataFrame, DataType, ParquetReader, PolarsError, SerReader};

use super::chunk::CHUNK_TRIALS;
use super::error::ResultsError;
use super::hash::NamedColumn;
use super::trials::{OPTION, SCENARIO, TRIAL};

/// How the rows of a table follow each other: by scenario, then by chunk of [`CHUNK_TRIALS`] trials, then by option, then by
/// trial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableLayout {
    pub options: usize,
    /// Trials of each option, by scenario.
    pub trials: Vec<u64>,
}

impl TableLayout {
    /// Chunks of a scenario.
    #[must_use]
    pub fn chunks(&self, scenario: usize) -> u64 {
        self.trials.get(scenario).map_or(0, |trials| trials.div_ceil(CHUNK_TRIALS))
    }

    /// Rows of the whole table.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.trials.iter().sum::<u64>() * self.options as u64
    }

    /// First row and number of rows of an option in a chunk.
    fn place(&self, scenario: usize, option: usize, chunk: u64) -> (usize, usize) {
        let before: u64 = self.trials.iter().take(scenario).sum();
        let first = chunk * CHUNK_TRIALS;
        let all = self.trials.get(scenario).copied().unwrap_or_default();
        let trials = all.saturating_sub(first).min(CHUNK_TRIALS);
        let options = self.options as u64;
        ((((before + first) * options) + option as u64 * trials) as usize, trials as usize)
    }
}

/// Consecutive trials of one scenario and option, read back.
#[derive(Debug, Clone, PartialEq)]
pub struct TrialsBlock {
    pub scenario: String,
    pub option: String,
    /// Number of the first trial.
    pub first: u64,
    /// Columns of numbers in the order of the file, `total` first.
    pub columns: Vec<NamedColumn>,
}

/// A table of trials that is open for reading.
pub struct TrialsTable {
    path: PathBuf,
    layout: TableLayout,
    metadata: FileMetadataRef,
}

impl TrialsTable {
    /// Opens a table of which it is known how many trials it holds.
    ///
    /// # Errors
    /// It cannot be read, or has another number of rows.
    pub fn open(path: &Path, layout: TableLayout) -> Result<TrialsTable, ResultsError> {
        let metadata = metadata_of(path)?;
        let expected = layout.rows();
        if metadata.num_rows as u64 != expected {
            let problem = format!("it has {} rows in place of {expected}", metadata.num_rows);
            return Err(ResultsError::Malformed { path: path.to_owned(), problem });
        }
        Ok(TrialsTable { path: path.to_owned(), layout, metadata })
    }

    pub fn layout(&self) -> &TableLayout {
        &self.layout
    }

    /// An option's trials in the `chunk`-th [`CHUNK_TRIALS`] trials of a scenario, all by position.
    ///
    /// # Errors
    /// The rows cannot be read, or are not those of one scenario and option in rising trials.
    pub fn block(&self, scenario: usize, option: usize, chunk: u64) -> Result<TrialsBlock, ResultsError> {
        let (row, trials) = self.layout.place(scenario, option, chunk);
        let rows = read_rows(&self.path, &self.metadata, (row, trials), None)?;
        block_of(&self.path, &rows, chunk * CHUNK_TRIALS, trials)
    }

    /// Totals of an option in a scenario, `[trial]`, with the identifiers of both as the table has them; 8 bytes a trial.
    ///
    /// # Errors
    /// As [`TrialsTable::block`].
    pub fn totals(&self, scenario: usize, option: usize) -> Result<TrialsBlock, ResultsError> {
        let wanted = || Some([SCENARIO, OPTION, TRIAL, "total"].map(str::to_owned).to_vec());
        let mut whole: Option<TrialsBlock> = None;
        for chunk in 0..self.layout.chunks(scenario) {
            let (row, trials) = self.layout.place(scenario, option, chunk);
            let rows = read_rows(&self.path, &self.metadata, (row, trials), wanted())?;
            let block = block_of(&self.path, &rows, chunk * CHUNK_TRIALS, trials)?;
            match &mut whole {
                None => whole = Some(block),
                Some(whole) => append(whole, block, &self.path)?,
            }
        }
        let empty = TrialsBlock {
            scenario: String::new(),
            option: String::new(),
            first: 0,
            columns: vec![("total".to_owned(), Vec::new())],
        };
        Ok(whole.unwrap_or(empty))
    }
}

fn append(whole: &mut TrialsBlock, block: TrialsBlock, path: &Path) -> Result<(), ResultsError> {
    if (&whole.scenario, &whole.option) != (&block.scenario, &block.option) {
        let problem = "its trials do not stand in the order of a table of ours".to_owned();
        return Err(ResultsError::Malformed { path: path.to_owned(), problem });
    }
    for ((_, values), (_, more)) in whole.columns.iter_mut().zip(block.columns) {
        values.extend(more);
    }
    Ok(())
}

/// Reads the `index`-th block of `trials` rows of a table of at most [`CHUNK_TRIALS`] trials for each scenario and option;
/// blocks stand by scenario, then option.
///
/// # Errors
/// The file cannot be read, ends before the block does, or its rows are not those of one scenario and option in
/// rising trials.
pub fn read_block(path: &Path, index: usize, trials: usize) -> Result<TrialsBlock, ResultsError> {
    let rows = read_rows(path, &metadata_of(path)?, (index * trials, trials), None)?;
    block_of(path, &rows, 0, trials)
}

fn metadata_of(path: &Path) -> Result<FileMetadataRef, ResultsError> {
    let mut reader = ParquetReader::new(open(path)?);
    reader.get_metadata().cloned().map_err(|error| malformed(path, error.to_string()))
}

fn open(path: &Path) -> Result<File, ResultsError> {
    File::open(path).map_err(|source| ResultsError::Read { path: path.to_owned(), source })
}

fn malformed(path: &Path, problem: String) -> ResultsError {
    ResultsError::Malformed { path: path.to_owned(), problem }
}

fn read_rows(
    path: &Path,
    metadata: &FileMetadataRef,
    slice: (usize, usize),
    columns: Option<Vec<String>>,
) -> Result<DataFrame, ResultsError> {
    let mut reader = ParquetReader::new(open(path)?);
    reader.set_metadata(metadata.clone());
    let read = reader.with_columns(columns).with_slice(Some(slice)).finish();
    read.map_err(|error| malformed(path, error.to_string()))
}

fn block_of(path: &Path, rows: &DataFrame, first: u64, trials: usize) -> Result<TrialsBlock, ResultsError> {
    let wrong = |problem: String| malformed(path, problem);
    if rows.height() != trials {
        return Err(wrong(format!("a block has {} rows in place of {trials}", rows.height())));
    }
    let broken = |error: PolarsError| wrong(error.to_string());
    let numbers = rows.column(TRIAL).and_then(|column| column.u32()).map_err(broken)?;
    let expected = (first..first + trials as u64).map(|number| u32::try_from(number).ok());
    if !numbers.iter().eq(expected) {
        return Err(wrong(format!("the trials of a block are not numbered {first}, {} …", first + 1)));
    }
    Ok(TrialsBlock {
        scenario: the_one_text(rows, SCENARIO).map_err(wrong)?,
        option: the_one_text(rows, OPTION).map_err(wrong)?,
        first,
        columns: numeric_columns(rows).map_err(wrong)?,
    })
}

fn the_one_text(block: &DataFrame, name: &str) -> Result<String, String> {
    let column = block.column(name).map_err(|error| error.to_string())?;
    let mut texts = column.str().map_err(|error| error.to_string())?.iter();
    let first = texts.next().flatten().unwrap_or_default().to_owned();
    if texts.all(|text| text == Some(first.as_str())) {
        Ok(first)
    } else {
        Err(format!("column {name} changes within a block"))
    }
}

fn numeric_columns(block: &DataFrame) -> Result<Vec<NamedColumn>, String> {
    let named = |column: &&TableColumn| ![SCENARIO, OPTION, TRIAL].contains(&column.name().as_str());
    block
        .columns()
        .iter()
        .filter(named)
        .map(|column| {
            let values: Option<Vec<f64>> = match column.dtype() {
                DataType::Float64 => column.f64().map_err(|error| error.to_string())?.iter().collect(),
                DataType::UInt32 => {
                    let counts = column.u32().map_err(|error| error.to_string())?;
                    counts.iter().map(|count| count.map(f64::from)).collect()
                }
                // Types of another library: a table of ours has only those above.
                other => return Err(format!("column {} has type {other}", column.name())),
            };
            let values = values.ok_or_else(|| format!("column {} has empty cells", column.name()))?;
            Ok((column.name().to_string(), values))
        })
        .collect()
}
