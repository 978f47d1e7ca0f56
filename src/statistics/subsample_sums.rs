//! Sums over parts of a sample, for the error of a mean whose trials are not independent or not kept.

use serde::{Deserialize, Serialize};

use super::error::StatisticsError;
use super::interval::Interval;
use super::moments::Moments;
use super::student::student_critical_value;

/// How trials are divided into parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Division {
    /// Trial t belongs to part t mod R.
    Replicates(u32),
    /// 1,024 successive trials belong together, and every 1,024th such chunk again.
    Chunks,
}

/// Trials in a chunk, and chunks that are told apart.
const CHUNK: u64 = 1024;

impl Division {
    fn parts(self) -> usize {
        match self {
            Division::Replicates(replicates) => replicates.max(1) as usize,
            Division::Chunks => CHUNK as usize,
        }
    }

    fn part_of(self, trial: u64) -> usize {
        let parts = self.parts() as u64;
        match self {
            Division::Replicates(_) => (trial % parts) as usize,
            Division::Chunks => (trial / CHUNK % parts) as usize,
        }
    }

    /// Trials of each part among the first `trials`.
    fn trials_of(self, part: usize, trials: u64) -> u64 {
        let (part, parts) = (part as u64, self.parts() as u64);
        match self {
            Division::Replicates(_) => trials / parts + u64::from(part < trials % parts),
            Division::Chunks => {
                let round = CHUNK * parts;
                let begun = (trials % round).saturating_sub(part * CHUNK).min(CHUNK);
                trials / round * CHUNK + begun
            }
        }
    }
}

/// Sum of the values in each part of a sample.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SubsampleSums {
    division: Division,
    trials: u64,
    /// The first value; sums are of what exceeds it, so that values all alike have no rounding error.
    shift: f64,
    /// By part.
    sums: Vec<f64>,
}

impl SubsampleSums {
    /// No values yet.
    #[must_use]
    pub fn new(division: Division) -> Self {
        SubsampleSums { division, trials: 0, shift: 0.0, sums: vec![0.0; division.parts()] }
    }

    /// Adds the values of the next trials, one after the other.
    pub fn add(&mut self, values: &[f64]) {
        if self.trials == 0 {
            self.shift = values.first().copied().unwrap_or(0.0);
        }
        for &value in values {
            self.add_beyond(value - self.shift);
        }
    }

    /// Adds the value of the next trial, less the first one.
    fn add_beyond(&mut self, value: f64) {
        self.sums[self.division.part_of(self.trials)] += value;
        self.trials += 1;
    }

    /// Adds the next 1,024 trials, of chunks: what their values exceed the first of all by, in sum.
    pub(super) fn add_chunk(&mut self, first: f64, sum: f64) {
        debug_assert!(self.division == Division::Chunks && self.trials.is_multiple_of(CHUNK));
        self.shift = first;
        self.sums[self.division.part_of(self.trials)] += sum;
        self.trials += CHUNK;
    }

    /// The sums with some more trials of a chunk that is not full.
    ///
    /// - `first`: the first value of all.
    /// - `pending`: what their values exceed it by.
    pub(super) fn with_pending(mut self, first: f64, pending: &[f64]) -> SubsampleSums {
        self.shift = first;
        pending.iter().for_each(|value| self.add_beyond(*value));
        self
    }

    /// Number of values.
    #[must_use]
    pub fn trials(&self) -> u64 {
        self.trials
    }

    /// How trials are divided.
    #[must_use]
    pub fn division(&self) -> Division {
        self.division
    }

    /// Bytes on the heap.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.sums.capacity() * size_of::<f64>()
    }

    /// Sums of weighted samples, trial by trial; `None` if their trials or divisions differ.
    #[must_use]
    pub fn weighted(parts: &[(f64, &SubsampleSums)]) -> Option<SubsampleSums> {
        let (_, first) = parts.first()?;
        let same = |sums: &SubsampleSums| sums.trials == first.trials && sums.division == first.division;
        if !parts.iter().all(|(_, sums)| same(sums)) {
            return None;
        }
        let mut all = SubsampleSums { trials: first.trials, ..SubsampleSums::new(first.division) };
        for (weight, sums) in parts {
            all.shift += weight * sums.shift;
            for (sum, part) in all.sums.iter_mut().zip(&sums.sums) {
                *sum += weight * part;
            }
        }
        Some(all)
    }

    /// Standard error of the mean of all values from how the means of the parts differ: with sums S of n trials in each of R
    /// parts and the mean m of all N, `√(R/(R−1)·Σ(S − n·m)²)/N`, and the R − 1 degrees of freedom it has. `None` with fewer
    /// than two parts that have values, or if those of a replicate are missing.
    ///
    /// # Source
    /// Cochran (1977), "Sampling Techniques", 6.4: the ratio estimator with parts of unequal size.
    #[must_use]
    pub fn standard_error(&self) -> Option<(f64, u64)> {
        let sizes = (0..self.sums.len()).map(|part| self.division.trials_of(part, self.trials));
        let filled: Vec<(f64, f64)> = self
            .sums
            .iter()
            .zip(sizes)
            .filter(|(_, size)| *size > 0)
            .map(|(sum, size)| (*sum, size as f64))
            .collect();
        let missing = match self.division {
            Division::Replicates(_) => filled.len() < self.sums.len(),
            Division::Chunks => false,
        };
        if filled.len() < 2 || missing {
            return None;
        }
        let trials = self.trials as f64;
        let mean = filled.iter().map(|(sum, _)| sum).sum::<f64>() / trials;
        let squares: f64 = filled.iter().map(|(sum, size)| (sum - size * mean) * (sum - size * mean)).sum();
        let parts = filled.len() as f64;
        Some(((parts / (parts - 1.0) * squares).sqrt() / trials, filled.len() as u64 - 1))
    }
}

impl Moments {
    /// The same mean and spread with the error and the interval that replicates give: Student's, with one degree of freedom
    /// less than there are replicates; `None` if a replicate has no trial.
    #[must_use]
    pub fn with_error_of(self, replicates: &SubsampleSums) -> Moments {
        let found = replicates.standard_error();
        let interval = found
            .map(|(error, freedom)| Interval::around(self.mean, student_critical_value(freedom) * error));
        Moments { standard_error: found.map(|(error, _)| error), confidence_interval: interval, ..self }
    }
}

/// Mean and spread of values in the order of their trials, the error from replicates where there are any.
///
/// # Errors
/// As [`moments`](super::moments()).
pub(crate) fn moments_of_replicates(
    values: &[f64],
    replicates: Option<u32>,
) -> Result<Moments, StatisticsError> {
    let found = super::moments::moments(values)?;
    Ok(match replicates {
        None => found,
        Some(replicates) => {
            let mut sums = SubsampleSums::new(Division::Replicates(replicates));
            sums.add(values);
            found.with_error_of(&sums)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::moments::moments;
    use super::super::testing::{normals, share_of};
    use super::*;

    fn sums_of(division: Division, values: &[f64]) -> SubsampleSums {
        let mut sums = SubsampleSums::new(division);
        sums.add(values);
        sums
    }

    #[test]
    fn replicates_by_hand() {
        // Replicates 1, 3 and 2, 6: means 2 and 4, mean 3; error of a mean of two: √(((2−3)² + (4−3)²)/1/2) = 1.
        let found = sums_of(Division::Replicates(2), &[1.0, 2.0, 3.0, 6.0]).standard_error();
        assert_eq!(found, Some((1.0, 1)));
        // A third one without a trial, and one alone.
        assert_eq!(sums_of(Division::Replicates(5), &[1.0, 2.0, 3.0, 6.0]).standard_error(), None);
        assert_eq!(sums_of(Division::Replicates(1), &[1.0, 2.0]).standard_error(), None);
        // t(1) = 12.7062.
        let moments = moments(&[1.0, 2.0, 3.0, 6.0]).unwrap();
        let found = moments.with_error_of(&sums_of(Division::Replicates(2), &[1.0, 2.0, 3.0, 6.0]));
        assert!((found.confidence_interval.unwrap().high - 15.7062).abs() < 1e-4);
    }

    #[test]
    fn every_trial_is_in_one_part() {
        for division in [Division::Replicates(7), Division::Chunks] {
            for trials in [1, 6, 7, 1023, 1024, 5000, 1024 * 1024 + 3000] {
                let parts = division.parts();
                let mut counted = vec![0; parts];
                (0..trials).for_each(|trial| counted[division.part_of(trial)] += 1);
                let told: Vec<u64> = (0..parts).map(|part| division.trials_of(part, trials)).collect();
                assert_eq!(told, counted, "{division:?} {trials}");
            }
        }
    }

    #[test]
    fn values_all_alike_have_no_error() {
        let found = sums_of(Division::Chunks, &[0.1; 5000]).standard_error();
        assert_eq!(found, Some((0.0, 4)));
    }

    #[test]
    fn interval_of_replicates_covers_as_often_as_it_says() {
        // Means of 100 normal values in each of 16 replicates are normal: Student's interval with 15 degrees is exact. 2000
        // replications, four deviations of 0.0049: a false alarm in 16 000 seeds.
        let covered = share_of(2000, |replication| {
            let values = normals(970_000 + replication, 1600);
            let sums = sums_of(Division::Replicates(16), &values);
            moments(&values).unwrap().with_error_of(&sums).confidence_interval.unwrap().contains(0.0)
        });
        assert!((covered - 0.95).abs() < 0.0195, "{covered}");
    }

    #[test]
    fn weighted_sums_see_what_the_samples_share() {
        // The second takes away what the first adds: half of each is always 3.
        let first = normals(9, 40_000);
        let second: Vec<f64> = first.iter().map(|value| 6.0 - value).collect();
        let sums = [first, second].map(|values| sums_of(Division::Chunks, &values));
        let both = SubsampleSums::weighted(&[(0.5, &sums[0]), (0.5, &sums[1])]).unwrap();
        assert!(both.standard_error().unwrap().0 < 1e-12);
        let alone = sums[0].standard_error().unwrap();
        // 40 parts tell the error of 1/√40 000 to about 1/√(2·39) = 11 %; four of them.
        assert!((alone.0 * 200.0 - 1.0).abs() < 0.45 && alone.1 == 39, "{alone:?}");
        assert!(
            SubsampleSums::weighted(&[(0.5, &sums[0]), (0.5, &sums_of(Division::Chunks, &[1.0]))]).is_none()
        );
    }
}
