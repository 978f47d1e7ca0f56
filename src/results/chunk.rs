//! Trials on their way to the table: so many at a time that memory does not depend on their number.

use super::hash::{NamedColumn, column_names};
use crate::engine::{Outcomes, STREAMED_BLOCK};

/// Trials of one option that stand together in the table, in a row group of their own: a multiple of the blocks in which the
/// engine hands them over.
pub const CHUNK_TRIALS: u64 = 8 * STREAMED_BLOCK as u64;

/// Consecutive trials of all options in one scenario, as they stand in the table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chunk {
    /// Number of the first trial.
    pub first: u64,
    /// By option: the total, then the outcomes' columns in their order.
    pub options: Vec<Vec<NamedColumn>>,
}

impl Chunk {
    /// Trials of each option.
    #[must_use]
    pub fn trials(&self) -> u64 {
        let columns = self.options.first().and_then(|columns| columns.first());
        columns.map_or(0, |(_, values)| values.len() as u64)
    }

    fn is_full(&self) -> bool {
        self.trials() >= CHUNK_TRIALS
    }

    fn add(&mut self, outcomes: &Outcomes) {
        if self.options.is_empty() {
            let empty = || column_names(outcomes.columns()).into_iter().map(|name| (name, Vec::new()));
            self.options = (0..outcomes.options()).map(|_| empty().collect()).collect();
        }
        for (option, columns) in self.options.iter_mut().enumerate() {
            for (position, (_, values)) in columns.iter_mut().enumerate() {
                match position.checked_sub(1) {
                    None => values.extend(outcomes.totals(option)),
                    Some(column) => values.extend(outcomes.column(option, column)),
                }
            }
        }
    }
}

/// Puts blocks of trials together to chunks of [`CHUNK_TRIALS`] trials, the last one shorter.
#[derive(Debug, Default)]
pub struct Gathering {
    chunk: Chunk,
}

impl Gathering {
    /// Takes a chunk of the table again, in place of blocks, and gives it back if it is full; else it is completed by what
    /// follows.
    pub fn add_chunk(&mut self, chunk: Chunk) -> Option<Chunk> {
        self.chunk = chunk;
        self.chunk.is_full().then(|| self.take())
    }

    /// Adds the next block of a scenario and gives the chunk that it completes.
    ///
    /// - `outcomes`: at most [`STREAMED_BLOCK`] trials that follow those before.
    pub fn add(&mut self, outcomes: &Outcomes) -> Option<Chunk> {
        self.chunk.add(outcomes);
        self.chunk.is_full().then(|| self.take())
    }

    /// What is left when a scenario ends.
    pub fn rest(&mut self) -> Option<Chunk> {
        (self.chunk.trials() > 0).then(|| self.take())
    }

    fn take(&mut self) -> Chunk {
        let next = Chunk { first: self.chunk.first + self.chunk.trials(), options: Vec::new() };
        std::mem::replace(&mut self.chunk, next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::columns_of;
    use crate::results::testing::outcomes;

    #[test]
    fn blocks_come_out_as_chunks_with_nothing_lost() {
        let (block, short) = (outcomes(2, STREAMED_BLOCK), outcomes(2, 10));
        let mut gathering = Gathering::default();
        for _ in 0..7 {
            assert_eq!(gathering.add(&block), None);
        }
        let full = gathering.add(&block).unwrap();
        assert_eq!((full.first, full.trials(), full.options.len()), (0, CHUNK_TRIALS, 2));
        let (name, values) = &full.options[1][3];
        let (expected, part) = &columns_of(&block, 1)[3];
        assert_eq!((name, &values[STREAMED_BLOCK..2 * STREAMED_BLOCK]), (expected, part.as_slice()));
        assert_eq!(gathering.add(&short), None);
        let rest = gathering.rest().unwrap();
        assert_eq!((rest.first, rest.trials()), (CHUNK_TRIALS, 10));
        assert_eq!(rest.options[0], columns_of(&short, 0));
        assert_eq!(gathering.rest(), None);
    }

    #[test]
    fn a_chunk_begun_elsewhere_is_completed() {
        let block = outcomes(1, STREAMED_BLOCK);
        let mut all = Gathering::default();
        let mut begun = Gathering::default();
        for _ in 0..3 {
            all.add(&block);
            begun.add(&block);
        }
        let mut resumed = Gathering::default();
        assert_eq!(resumed.add_chunk(begun.rest().unwrap()), None);
        for _ in 0..4 {
            all.add(&block);
            resumed.add(&block);
        }
        assert_eq!(all.add(&block).unwrap(), resumed.add(&block).unwrap());
    }
}
