//! Samples that can be read by rank, whatever they are kept in.

use super::error::StatisticsError;
use super::sample::SortedSample;

/// A sample in ascending order.
pub trait Ordered {
    /// Number of trials, at least one.
    fn trials(&self) -> u64;

    /// The value at a rank, counted from one; beyond the sample its highest value.
    fn at(&self, rank: u64) -> f64;

    /// The values after a rank, ascending, each with the number of trials that have it; a value can come more than once.
    fn after(&self, rank: u64) -> impl Iterator<Item = (f64, u64)> + Clone;

    /// Trials with a value at or below `threshold`.
    fn at_or_below(&self, threshold: f64) -> u64;
}

impl Ordered for SortedSample {
    fn trials(&self) -> u64 {
        self.values().len() as u64
    }

    fn at(&self, rank: u64) -> f64 {
        let values = self.values();
        values[(rank.max(1) as usize).min(values.len()) - 1]
    }

    fn after(&self, rank: u64) -> impl Iterator<Item = (f64, u64)> + Clone {
        self.values().iter().skip(rank as usize).map(|value| (*value, 1))
    }

    fn at_or_below(&self, threshold: f64) -> u64 {
        self.trials_at_or_below(threshold) as u64
    }
}

/// A sample as distinct values with their numbers of trials: what histograms and counts hold.
#[derive(Debug, Clone, PartialEq)]
pub struct RunSample {
    /// Ascending.
    values: Vec<f64>,
    /// Trials at or below each value.
    cumulated: Vec<u64>,
}

impl RunSample {
    /// A sample from its distinct values, ascending, each with its number of trials.
    ///
    /// # Errors
    /// No trials.
    pub fn new(runs: impl Iterator<Item = (f64, u64)>) -> Result<Self, StatisticsError> {
        let mut sample = RunSample { values: Vec::new(), cumulated: Vec::new() };
        let mut trials = 0;
        for (value, count) in runs {
            trials += count;
            sample.values.push(value);
            sample.cumulated.push(trials);
        }
        if trials == 0 { Err(StatisticsError::Empty) } else { Ok(sample) }
    }

    /// The distinct values, ascending, each with its number of trials.
    pub fn runs(&self) -> impl Iterator<Item = (f64, u64)> + Clone + '_ {
        self.after(0)
    }

    /// The highest value.
    #[must_use]
    pub fn maximum(&self) -> f64 {
        self.at(u64::MAX)
    }
}

impl Ordered for RunSample {
    fn trials(&self) -> u64 {
        self.cumulated.last().copied().unwrap_or(0)
    }

    fn at(&self, rank: u64) -> f64 {
        let place = self.cumulated.partition_point(|cumulated| *cumulated < rank);
        self.values[place.min(self.values.len() - 1)]
    }

    fn after(&self, rank: u64) -> impl Iterator<Item = (f64, u64)> + Clone {
        let first = self.cumulated.partition_point(|cumulated| *cumulated <= rank);
        let below = std::iter::once(rank).chain(self.cumulated.iter().skip(first).copied());
        let runs = self.values.iter().zip(&self.cumulated).skip(first);
        runs.zip(below).map(|((value, cumulated), below)| (*value, cumulated - below))
    }

    fn at_or_below(&self, threshold: f64) -> u64 {
        let place = self.values.partition_point(|value| *value <= threshold);
        place.checked_sub(1).map_or(0, |last| self.cumulated[last])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_ranks_across_runs() {
        // −1, −1, 0, 4, 4, 4.
        let sample = RunSample::new([(-1.0, 2), (0.0, 1), (4.0, 3)].into_iter()).unwrap();
        let values: Vec<f64> = (1..=7).map(|rank| sample.at(rank)).collect();
        assert_eq!(values, [-1.0, -1.0, 0.0, 4.0, 4.0, 4.0, 4.0]);
        assert_eq!(sample.after(1).collect::<Vec<_>>(), [(-1.0, 1), (0.0, 1), (4.0, 3)]);
        assert_eq!(sample.after(4).collect::<Vec<_>>(), [(4.0, 2)]);
        assert_eq!(sample.after(6).count(), 0);
        let below: Vec<u64> = [-2.0, -1.0, 3.0, 4.0].map(|threshold| sample.at_or_below(threshold)).to_vec();
        assert_eq!(below, [0, 2, 3, 6]);
        assert_eq!(RunSample::new(std::iter::empty()), Err(StatisticsError::Empty));
    }

    proptest! {
        #[test]
        fn agrees_with_the_sorted_sample(values in prop::collection::vec((-5_i32..5).prop_map(f64::from), 1..60)) {
            let sorted = SortedSample::new(&values).unwrap();
            let runs = sorted.runs();
            let sample = RunSample::new(runs.iter().map(|run| (run.value, run.trials as u64))).unwrap();
            for rank in 1..=values.len() as u64 {
                prop_assert_eq!(sample.at(rank), Ordered::at(&sorted, rank));
                let count = |pairs: Vec<(f64, u64)>| {
                    pairs.into_iter().map(|(value, trials)| value * trials as f64).sum::<f64>()
                };
                prop_assert_eq!(count(sample.after(rank).collect()), count(sorted.after(rank).collect()));
            }
        }
    }
}
