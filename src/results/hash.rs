//! Hashes by which two runs are compared.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::engine::{Column, Outcomes, STREAMED_BLOCK};

/// SHA-256 of some content, as 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContentHash(String);

impl ContentHash {
    /// Hash of bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> ContentHash {
        finish(Sha256::new_with_prefix(bytes))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A named column of numbers, `[trial]`.
pub type NamedColumn = (String, Vec<f64>);

/// Columns of one option as they stand in `trials.parquet`: the total, then the outcomes' columns in their order.
#[must_use]
pub fn columns_of(outcomes: &Outcomes, option: usize) -> Vec<NamedColumn> {
    let total = ("total".to_owned(), outcomes.totals(option));
    let rest = outcomes
        .columns()
        .iter()
        .enumerate()
        .map(|(index, column)| (column.name(), outcomes.column(option, index).to_vec()));
    std::iter::once(total).chain(rest).collect()
}

/// Hash of the numbers of one option in one scenario, whatever file they are kept in, block by block in the order of the
/// trials.
///
/// It starts as the SHA-256 of the names of the columns, each after its length. Every block of [`STREAMED_BLOCK`] trials, the
/// last one shorter, then gives the SHA-256 of: the hash before it (64 hexadecimal digits, ASCII), the number of its first trial, the number of its
/// trials, and column by column each value as IEEE 754 binary64. Lengths and numbers are unsigned 64 bit, all little-endian.
/// Equal hashes mean equal numbers, bit for bit.
///
/// Whole blocks are all that is between two states, so a run that stops after a block goes on from the state it left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValuesHasher {
    state: ContentHash,
    trials: u64,
}

impl ValuesHasher {
    /// Before the first trial.
    ///
    /// - `names`: of the columns as in `trials.parquet`, `total` first.
    #[must_use]
    pub fn new(names: &[String]) -> ValuesHasher {
        let mut hasher = Sha256::new();
        for name in names {
            hasher.update((name.len() as u64).to_le_bytes());
            hasher.update(name.as_bytes());
        }
        ValuesHasher { state: finish(hasher), trials: 0 }
    }

    /// Adds the next trials.
    ///
    /// - `columns`: of whole blocks, but for the last one of all; as many trials each, in the order of the names.
    pub fn add(&mut self, columns: &[NamedColumn]) {
        let trials = columns.first().map_or(0, |(_, values)| values.len());
        let mut bytes = Vec::with_capacity(8 * trials.min(STREAMED_BLOCK));
        for start in (0..trials).step_by(STREAMED_BLOCK) {
            let end = (start + STREAMED_BLOCK).min(trials);
            let mut hasher = Sha256::new_with_prefix(self.state.as_str().as_bytes());
            hasher.update(self.trials.to_le_bytes());
            hasher.update(((end - start) as u64).to_le_bytes());
            for (_, values) in columns {
                bytes.clear();
                bytes.extend(values[start..end].iter().flat_map(|value| value.to_bits().to_le_bytes()));
                hasher.update(&bytes);
            }
            self.state = finish(hasher);
            self.trials += (end - start) as u64;
        }
    }

    /// Trials so far.
    #[must_use]
    pub fn trials(&self) -> u64 {
        self.trials
    }

    /// The hash of all trials so far.
    #[must_use]
    pub fn hash(&self) -> ContentHash {
        self.state.clone()
    }
}

/// Names of the columns of `trials.parquet` that hold numbers of an option: `total`, then the outcomes' columns.
#[must_use]
pub fn column_names(columns: &[Column]) -> Vec<String> {
    std::iter::once("total".to_owned()).chain(columns.iter().map(Column::name)).collect()
}

fn finish(hasher: Sha256) -> ContentHash {
    ContentHash(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Vec<NamedColumn> {
        vec![("a".to_owned(), vec![1.0, 2.0]), ("b".to_owned(), vec![0.0, -4.5])]
    }

    #[test]
    fn content_has_the_published_hash() {
        // FIPS 180-4, example of the one-block message "abc".
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(ContentHash::of(b"abc").as_str(), expected);
    }

    fn hash_of(columns: &[NamedColumn]) -> ContentHash {
        let names: Vec<String> = columns.iter().map(|(name, _)| name.clone()).collect();
        let mut hasher = ValuesHasher::new(&names);
        hasher.add(columns);
        hasher.hash()
    }

    #[test]
    fn one_bit_one_name_or_another_order_changes_the_hash() {
        let hash = hash_of(&columns());
        assert_eq!(hash, hash_of(&columns()));
        let mut last_bit = columns();
        last_bit[1].1[1] = f64::from_bits((-4.5_f64).to_bits() ^ 1);
        let mut sign_of_zero = columns();
        sign_of_zero[1].1[0] = -0.0;
        let mut name = columns();
        name[0].0 = "c".to_owned();
        let mut order = columns();
        order.swap(0, 1);
        let mut shorter = columns();
        for (_, values) in &mut shorter {
            values.pop();
        }
        for other in [last_bit, sign_of_zero, name, order, shorter] {
            assert_ne!(hash, hash_of(&other));
        }
    }

    #[test]
    fn blocks_may_come_together_or_alone_and_the_state_may_be_kept() {
        let values: Vec<f64> = (0..2 * STREAMED_BLOCK + 7).map(|trial| trial as f64 / 3.0).collect();
        let column = |range: std::ops::Range<usize>| vec![("a".to_owned(), values[range].to_vec())];
        let whole = hash_of(&column(0..values.len()));
        let mut hasher = ValuesHasher::new(&["a".to_owned()]);
        hasher.add(&column(0..STREAMED_BLOCK));
        let kept = serde_json::to_string(&hasher).unwrap();
        let mut again: ValuesHasher = serde_json::from_str(&kept).unwrap();
        again.add(&column(STREAMED_BLOCK..values.len()));
        assert_eq!((again.hash(), again.trials()), (whole.clone(), values.len() as u64));
        // Blocks in another order are other trials.
        let mut swapped = ValuesHasher::new(&["a".to_owned()]);
        swapped.add(&column(STREAMED_BLOCK..2 * STREAMED_BLOCK));
        swapped.add(&column(0..STREAMED_BLOCK));
        assert_ne!(swapped.hash(), hash_of(&column(0..2 * STREAMED_BLOCK)));
    }
}
