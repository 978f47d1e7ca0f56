//! Hashes by which two runs are compared.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::engine::Outcomes;

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

/// Hash of the numbers themselves, whatever file they are kept in.
///
/// SHA-256 over each column in turn: the length of its name and the name (UTF-8), the number of trials, and each value
/// as IEEE 754 binary64; lengths as unsigned 64 bit, all little-endian. Equal hashes mean equal numbers, bit for bit.
#[must_use]
pub fn hash_of_columns(columns: &[NamedColumn]) -> ContentHash {
    let mut hasher = Sha256::new();
    for (name, values) in columns {
        hasher.update((name.len() as u64).to_le_bytes());
        hasher.update(name.as_bytes());
        hasher.update((values.len() as u64).to_le_bytes());
        let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_bits().to_le_bytes()).collect();
        hasher.update(&bytes);
    }
    finish(hasher)
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

    #[test]
    fn one_bit_one_name_or_another_order_changes_the_hash() {
        let hash = hash_of_columns(&columns());
        assert_eq!(hash, hash_of_columns(&columns()));
        let mut last_bit = columns();
        last_bit[1].1[1] = f64::from_bits((-4.5_f64).to_bits() ^ 1);
        let mut sign_of_zero = columns();
        sign_of_zero[1].1[0] = -0.0;
        let mut name = columns();
        name[0].0 = "c".to_owned();
        let mut order = columns();
        order.swap(0, 1);
        for other in [last_bit, sign_of_zero, name, order] {
            assert_ne!(hash, hash_of_columns(&other));
        }
    }
}
