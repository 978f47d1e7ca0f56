//! A checked sample in ascending order: one sort serves every order statistic.

use super::error::{StatisticsError, check_sample};

/// A sample that has at least one trial, holds finite values only and is sorted ascending.
///
/// What is computed from it has the same bits whatever the order of the values it was made from.
#[derive(Debug, Clone, PartialEq)]
pub struct SortedSample {
    values: Vec<f64>,
}

/// A value of the sample with the number of trials that have it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Run {
    pub(crate) value: f64,
    pub(crate) trials: usize,
}

impl SortedSample {
    /// Checks and sorts a copy of `values`.
    ///
    /// - `values`: shape `[trial]`, any order and unit.
    ///
    /// # Errors
    /// Empty; a value that is not finite or beyond ±1e150, with its index in `values`.
    pub fn new(values: &[f64]) -> Result<Self, StatisticsError> {
        check_sample(values)?;
        let mut values = values.to_vec();
        // The total order places −0 before +0: equal multisets give equal vectors, to the bit.
        values.sort_unstable_by(f64::total_cmp);
        Ok(Self { values })
    }

    /// The values, ascending; never empty.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// Number of trials, at least one.
    #[must_use]
    pub fn trials(&self) -> usize {
        self.values.len()
    }

    /// The lowest value.
    #[must_use]
    pub fn minimum(&self) -> f64 {
        self.values[0]
    }

    /// The highest value.
    #[must_use]
    pub fn maximum(&self) -> f64 {
        self.values[self.values.len() - 1]
    }

    /// Number of trials with a value at or below `threshold`.
    pub(crate) fn trials_at_or_below(&self, threshold: f64) -> usize {
        self.values.partition_point(|&value| value <= threshold)
    }

    /// The distinct values, ascending, each with its number of trials.
    pub(crate) fn runs(&self) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for &value in &self.values {
            match runs.last_mut() {
                Some(run) if run.value == value => run.trials += 1,
                Some(_) | None => runs.push(Run { value, trials: 1 }),
            }
        }
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_and_keeps_everything() {
        let sample = SortedSample::new(&[3.0, -1.0, 2.0, 2.0]).unwrap();
        assert_eq!(sample.values(), &[-1.0, 2.0, 2.0, 3.0]);
        assert_eq!((sample.trials(), sample.minimum(), sample.maximum()), (4, -1.0, 3.0));
        assert_eq!(sample.trials_at_or_below(2.0), 3);
        assert_eq!(sample.trials_at_or_below(-2.0), 0);
    }

    #[test]
    fn runs_join_equal_values_and_both_zeros() {
        let runs = SortedSample::new(&[0.0, 5.0, -0.0, 5.0, 5.0]).unwrap().runs();
        assert_eq!(runs, [Run { value: 0.0, trials: 2 }, Run { value: 5.0, trials: 3 }]);
    }

    #[test]
    fn refuses_what_cannot_be_ordered() {
        assert_eq!(SortedSample::new(&[]), Err(StatisticsError::Empty));
        assert!(matches!(
            SortedSample::new(&[1.0, f64::NAN]),
            Err(StatisticsError::NonFinite { index: 1, .. })
        ));
    }
}
