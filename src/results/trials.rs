//! `trials.parquet`: every trial of every option in every scenario, for whoever wants to look closer.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use polars::prelude::{
    BatchedWriter, Column as TableColumn, DataFrame, DataType, Field, ParquetCompression, ParquetWriter,
    PolarsError, Schema,
};

use super::error::ResultsError;
use super::hash::{NamedColumn, column_names};
use crate::engine::{Column, Count};

pub(super) const SCENARIO: &str = "scenario";
pub(super) const OPTION: &str = "option";
pub(super) const TRIAL: &str = "trial";

/// Writes the table block by block, one block (a row group) per scenario, [chunk](super::Chunk) of trials and option: a
/// reader that wants one option in one scenario skips the rest, and memory does not grow with the number of trials but for
/// the list of blocks.
///
/// Columns: `scenario` and `option` (text), `trial` (whole number from 0, the trial's index in its random numbers),
/// `total`, then the columns of [`Outcomes`](crate::engine::Outcomes) by name; whole numbers for what is counted, 64-bit floats otherwise.
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

    /// Adds consecutive trials of one option in one scenario.
    ///
    /// - `first`: number of the first of them.
    /// - `columns`: `total`, then those of the table.
    ///
    /// # Errors
    /// Columns other than those of the table, a count that is not a whole number, or writing failed.
    pub fn write(
        &mut self,
        scenario: &str,
        option: &str,
        first: u64,
        columns: &[NamedColumn],
    ) -> Result<(), ResultsError> {
        let names = columns.iter().map(|(name, _)| name);
        if !names.eq(&column_names(&self.columns)) {
            return Err(ResultsError::Table { problem: format!("other columns in scenario {scenario}") });
        }
        let trials = columns[0].1.len();
        let mut table = vec![
            TableColumn::new(SCENARIO.into(), vec![scenario; trials]),
            TableColumn::new(OPTION.into(), vec![option; trials]),
            TableColumn::new(TRIAL.into(), trial_numbers(first, trials)?),
        ];
        let kinds = std::iter::once(false).chain(self.columns.iter().map(counts));
        for ((name, values), counted) in columns.iter().zip(kinds) {
            table.push(if counted {
                TableColumn::new(name.as_str().into(), whole_numbers(name, values, first)?)
            } else {
                TableColumn::new(name.as_str().into(), values.as_slice())
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

fn trial_numbers(first: u64, trials: usize) -> Result<Vec<u32>, ResultsError> {
    let number = |number: u64| {
        u32::try_from(number).map_err(|_| ResultsError::Table {
            problem: format!("trial {number} is beyond the numbers it has room for"),
        })
    };
    Ok((number(first)?..number(first + trials as u64)?).collect())
}

/// - `first`: number of the trial of the first value.
fn whole_numbers(name: &str, values: &[f64], first: u64) -> Result<Vec<u32>, ResultsError> {
    values
        .iter()
        .enumerate()
        .map(|(position, &value)| {
            // The cast saturates, so only a whole number in range survives it unchanged; −0 would not come back.
            let whole = value as u32;
            if f64::from(whole).to_bits() == value.to_bits() {
                Ok(whole)
            } else {
                let trial = first as usize + position;
                Err(ResultsError::NotACount { column: name.to_owned(), trial, value })
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::path::Path;

    use polars::prelude::{ParquetReader, SerReader};

    use super::*;
    use crate::engine::Outcomes;
    use crate::results::testing::outcomes;
    use crate::results::{CHUNK_TRIALS, TableLayout, TrialsTable, columns_of, read_block};

    fn write_all(path: &Path) -> Outcomes {
        let outcomes = outcomes(2, 50);
        let file = File::create(path).unwrap();
        let mut writer = TrialsWriter::new(file, outcomes.columns()).unwrap();
        for scenario in ["calm", "storm"] {
            for (index, option) in ["stay", "leave"].into_iter().enumerate() {
                writer.write(scenario, option, 0, &columns_of(&outcomes, index)).unwrap();
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
    fn scenarios_of_several_chunks_and_any_length_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("trials.parquet");
        let layout = TableLayout { options: 2, trials: vec![CHUNK_TRIALS + 5, 7] };
        let outcomes = outcomes(2, CHUNK_TRIALS as usize + 5);
        let part = |option: usize, from: usize, to: usize| -> Vec<NamedColumn> {
            let columns = columns_of(&outcomes, option).into_iter();
            columns.map(|(name, values)| (name, values[from..to].to_vec())).collect()
        };
        let mut writer = TrialsWriter::new(File::create(&path).unwrap(), outcomes.columns()).unwrap();
        let chunk = CHUNK_TRIALS as usize;
        for (scenario, from, to) in [("calm", 0, chunk), ("calm", chunk, chunk + 5), ("storm", 0, 7)] {
            for (index, option) in ["stay", "leave"].into_iter().enumerate() {
                writer.write(scenario, option, from as u64, &part(index, from, to)).unwrap();
            }
        }
        writer.finish().unwrap();
        let table = TrialsTable::open(&path, layout.clone()).unwrap();
        let block = table.block(0, 1, 1).unwrap();
        assert_eq!(
            (block.scenario.as_str(), block.option.as_str(), block.first),
            ("calm", "leave", CHUNK_TRIALS)
        );
        assert_eq!(block.columns, part(1, chunk, chunk + 5));
        assert_eq!(table.block(1, 0, 0).unwrap().columns, part(0, 0, 7));
        let totals = table.totals(0, 1).unwrap();
        assert_eq!((totals.option.as_str(), &totals.columns[0].1), ("leave", &outcomes.totals(1)));
        // Another layout is not this table's.
        let other = TableLayout { trials: vec![7, CHUNK_TRIALS + 5], ..layout.clone() };
        assert!(TrialsTable::open(&path, other).unwrap().block(1, 0, 0).is_err());
        let shorter = TableLayout { trials: vec![CHUNK_TRIALS + 5, 6], ..layout };
        assert!(matches!(TrialsTable::open(&path, shorter), Err(ResultsError::Malformed { .. })));
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
                whole_numbers("fines", &[1.0, value], 8),
                Err(ResultsError::NotACount { trial: 9, .. })
            ));
        }
        assert_eq!(whole_numbers("fines", &[0.0, 7.0], 0).unwrap(), [0, 7]);
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
        let error = writer.write("calm", "stay", 0, &columns_of(&outcomes, 0)).unwrap_err();
        assert!(error.to_string().contains("free some space"), "{error}");
    }
}
