//! `trials.parquet`: every trial of every option in every scenario, for whoever wants to look closer.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use polars::prelude::{
    BatchedWriter, Column as TableColumn, DataFrame, DataType, Field, ParquetCompression, ParquetReader,
    ParquetWriter, PolarsError, Schema, SerReader,
};

use super::error::ResultsError;
use super::hash::{NamedColumn, columns_of};
use crate::engine::{Column, Count, Outcomes};

const SCENARIO: &str = "scenario";
const OPTION: &str = "option";
const TRIAL: &str = "trial";

/// Writes the table block by block, one block (a row group) per scenario and option: a reader that wants one option in
/// one scenario skips the rest.
///
/// Columns: `scenario` and `option` (text), `trial` (whole number from 0, the trial's index in its random numbers),
/// `total`, then the columns of [`Outcomes`] by name; whole numbers for what is counted, 64-bit floats otherwise.
pub struct TrialsWriter<W: Write> {
    table: BatchedWriter<Watched<W>>,
    columns: Vec<Column>,
    disk: DiskError,
}

impl<W: Write + Send> TrialsWriter<W> {
    /// A table of outcomes with these columns.
    ///
    /// # Errors
    /// The first bytes cannot be written.
    pub fn new(writer: W, columns: &[Column]) -> Result<TrialsWriter<W>, ResultsError> {
        let types = [(SCENARIO, DataType::String), (OPTION, DataType::String), (TRIAL, DataType::UInt32)];
        let mut schema: Schema =
            types.into_iter().map(|(name, kind)| Field::new(name.into(), kind)).collect();
        schema.insert("total".into(), DataType::Float64);
        for column in columns {
            let kind = if counts(column) { DataType::UInt32 } else { DataType::Float64 };
            schema.insert(column.name().into(), kind);
        }
        let disk = DiskError::default();
        let table = ParquetWriter::new(Watched { writer, error: disk.clone() })
            .with_compression(ParquetCompression::Zstd(None))
            .batched(&schema)
            .map_err(|error| disk.or(error))?;
        Ok(TrialsWriter { table, columns: columns.to_vec(), disk })
    }

    /// Adds all trials of one option, by position in `outcomes`, in one scenario.
    ///
    /// # Errors
    /// Columns other than those of the table, a count that is not a whole number, or writing failed.
    pub fn write(
        &mut self,
        scenario: &str,
        option: &str,
        outcomes: &Outcomes,
        index: usize,
    ) -> Result<(), ResultsError> {
        if outcomes.columns() != self.columns {
            return Err(ResultsError::Table { problem: format!("other columns in scenario {scenario}") });
        }
        let trials = outcomes.trials();
        let numbers = trial_numbers(trials)?;
        let mut table = vec![
            TableColumn::new(SCENARIO.into(), vec![scenario; trials]),
            TableColumn::new(OPTION.into(), vec![option; trials]),
            TableColumn::new(TRIAL.into(), numbers),
        ];
        let kinds = std::iter::once(false).chain(self.columns.iter().map(counts));
        for ((name, values), counted) in columns_of(outcomes, index).into_iter().zip(kinds) {
            table.push(if counted {
                TableColumn::new(name.as_str().into(), whole_numbers(&name, &values)?)
            } else {
                TableColumn::new(name.as_str().into(), values)
            });
        }
        let block = DataFrame::new(trials, table).map_err(|error| self.disk.or(error))?;
        self.table.write_batch(&block).map_err(|error| self.disk.or(error))
    }

    /// Writes the end of the file, without which it cannot be read.
    ///
    /// # Errors
    /// Writing failed.
    pub fn finish(self) -> Result<(), ResultsError> {
        self.table.finish().map(|_bytes| ()).map_err(|error| self.disk.or(error))
    }
}

/// Passes bytes on and keeps the first error of the disk, which the encoder would report as one of its own format.
struct Watched<W> {
    writer: W,
    error: DiskError,
}

impl<W: Write> Write for Watched<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes).inspect_err(|error| self.error.keep(error))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush().inspect_err(|error| self.error.keep(error))
    }
}

#[derive(Clone, Default)]
struct DiskError(Arc<Mutex<Option<io::Error>>>);

impl DiskError {
    fn keep(&self, error: &io::Error) {
        // The copy keeps the system's number, and with it kind and message.
        let copy = match error.raw_os_error() {
            Some(number) => io::Error::from_raw_os_error(number),
            None => io::Error::new(error.kind(), error.to_string()),
        };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(copy);
    }

    /// The error of the disk if there was one, else that of the encoder.
    fn or(&self, encoder: PolarsError) -> ResultsError {
        match self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            Some(source) => ResultsError::Write { file: super::TRIALS_FILE.into(), source },
            None => ResultsError::Table { problem: encoder.to_string() },
        }
    }
}

/// Whether a column holds whole numbers only.
fn counts(column: &Column) -> bool {
    match column {
        Column::Component(_) | Column::Year(_) => false,
        Column::Events(_) | Column::Playbook(..) => true,
        Column::Count(count) => match count {
            Count::Inspections
            | Count::Fines
            | Count::EmergencyMoves
            | Count::Refusals
            | Count::FlowsStopped => true,
            Count::DaysDown
            | Count::RevenueLost
            | Count::LargestFine
            | Count::MonthOfSeparation
            | Count::DaysSuspended => false,
        },
    }
}

fn trial_numbers(trials: usize) -> Result<Vec<u32>, ResultsError> {
    let last = u32::try_from(trials).map_err(|_| ResultsError::Table {
        problem: format!("{trials} trials are more than it can number"),
    })?;
    Ok((0..last).collect())
}

fn whole_numbers(name: &str, values: &[f64]) -> Result<Vec<u32>, ResultsError> {
    values
        .iter()
        .enumerate()
        .map(|(trial, &value)| {
            // The cast saturates, so only a whole number in range survives it unchanged; −0 would not come back.
            let whole = value as u32;
            if f64::from(whole).to_bits() == value.to_bits() {
                Ok(whole)
            } else {
                Err(ResultsError::NotACount { column: name.to_owned(), trial, value })
            }
        })
        .collect()
}

/// One scenario and option, read back.
#[derive(Debug, Clone, PartialEq)]
pub struct TrialsBlock {
    pub scenario: String,
    pub option: String,
    /// Columns of numbers in the order of the file, `total` first.
    pub columns: Vec<NamedColumn>,
}

/// Reads the `index`-th block of `trials` rows of a table; blocks stand by scenario, then option.
///
/// # Errors
/// The file cannot be read, ends before the block does, or its rows are not those of one scenario and option in
/// rising trials.
pub fn read_block(path: &Path, index: usize, trials: usize) -> Result<TrialsBlock, ResultsError> {
    let malformed = |problem: String| ResultsError::Malformed { path: path.to_owned(), problem };
    let file = File::open(path).map_err(|source| ResultsError::Read { path: path.to_owned(), source })?;
    let block = ParquetReader::new(file)
        .with_slice(Some((index * trials, trials)))
        .finish()
        .map_err(|error| malformed(error.to_string()))?;
    if block.height() != trials {
        return Err(malformed(format!("block {index} has {} rows in place of {trials}", block.height())));
    }
    let broken = |error: PolarsError| malformed(error.to_string());
    let numbers = block.column(TRIAL).and_then(|column| column.u32()).map_err(broken)?;
    if !numbers.iter().eq(trial_numbers(trials)?.into_iter().map(Some)) {
        return Err(malformed(format!("the trials of block {index} are not numbered 0, 1, 2 …")));
    }
    Ok(TrialsBlock {
        scenario: the_one_text(&block, SCENARIO).map_err(malformed)?,
        option: the_one_text(&block, OPTION).map_err(malformed)?,
        columns: numeric_columns(&block).map_err(malformed)?,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::testing::outcomes;

    fn write_all(path: &Path) -> Outcomes {
        let outcomes = outcomes(2, 50);
        let file = File::create(path).unwrap();
        let mut writer = TrialsWriter::new(file, outcomes.columns()).unwrap();
        for scenario in ["calm", "storm"] {
            for (index, option) in ["stay", "leave"].into_iter().enumerate() {
                writer.write(scenario, option, &outcomes, index).unwrap();
            }
        }
        writer.finish().unwrap();
        outcomes
    }

    #[test]
    fn blocks_read_back_bit_for_bit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("trials.parquet");
        let outcomes = write_all(&path);
        let block = read_block(&path, 3, 50).unwrap();
        assert_eq!((block.scenario.as_str(), block.option.as_str()), ("storm", "leave"));
        assert_eq!(block.columns, columns_of(&outcomes, 1));
        assert_eq!(read_block(&path, 0, 50).unwrap().columns, columns_of(&outcomes, 0));
    }

    #[test]
    fn rows_and_columns_are_those_promised() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("trials.parquet");
        let outcomes = write_all(&path);
        let table = ParquetReader::new(File::open(&path).unwrap()).finish().unwrap();
        assert_eq!(table.height(), 2 * 2 * 50);
        let names: Vec<String> = table.columns().iter().map(|column| column.name().to_string()).collect();
        let mut expected = vec!["scenario", "option", "trial", "total"];
        let rest: Vec<String> = outcomes.columns().iter().map(Column::name).collect();
        expected.extend(rest.iter().map(String::as_str));
        assert_eq!(names, expected);
        assert_eq!(table.column("inspections").unwrap().dtype(), &DataType::UInt32);
        assert_eq!(table.column("events.raid").unwrap().dtype(), &DataType::UInt32);
        assert_eq!(table.column("days-down").unwrap().dtype(), &DataType::Float64);
    }

    #[test]
    fn a_table_that_is_cut_or_too_short_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("trials.parquet");
        write_all(&path);
        assert!(matches!(read_block(&path, 4, 50), Err(ResultsError::Malformed { .. })));
        // Blocks of another size straddle two options.
        assert!(matches!(read_block(&path, 0, 60), Err(ResultsError::Malformed { .. })));
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
        assert!(matches!(read_block(&path, 0, 50), Err(ResultsError::Malformed { .. })));
    }

    #[test]
    fn a_broken_count_is_refused_rather_than_rounded() {
        for value in [0.5, -1.0, f64::NAN, 4_294_967_296.0] {
            assert!(matches!(
                whole_numbers("fines", &[1.0, value]),
                Err(ResultsError::NotACount { trial: 1, .. })
            ));
        }
        assert_eq!(whole_numbers("fines", &[0.0, 7.0]).unwrap(), [0, 7]);
    }

    /// A disk with room for some bytes.
    struct FullAfter(usize);

    impl Write for FullAfter {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.0 < bytes.len() {
                return Err(io::ErrorKind::StorageFull.into());
            }
            self.0 -= bytes.len();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_full_disk_is_recognised() {
        let outcomes = outcomes(1, 50);
        let mut writer = TrialsWriter::new(FullAfter(100), outcomes.columns()).unwrap();
        let error = writer.write("calm", "stay", &outcomes, 0).unwrap_err();
        assert!(error.to_string().contains("free some space"), "{error}");
    }
}
