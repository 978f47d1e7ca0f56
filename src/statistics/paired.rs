//! Two samples that lived through the same trials: how they differ, and whether the difference is real.

use serde::{Deserialize, Serialize};

use super::error::{StatisticsError, check_sample};
use super::interval::Interval;
use super::moments::Moments;
use super::proportion::{Proportion, proportion};
use super::running::{MOST_TRIALS, trials_for_half_width};
use super::subsample_sums::moments_of_replicates;

/// What the trials say about which mean is lower.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The interval of `first − second` lies below zero.
    FirstLower,
    /// The interval of `first − second` lies above zero.
    SecondLower,
    /// The interval holds zero, or there is none: more trials are needed, or there is no difference.
    CannotTell,
    /// Equal in every trial, exactly.
    Identical,
}

/// The difference `first − second` of two samples, trial by trial.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Paired {
    /// Number of pairs.
    pub trials: usize,
    /// Mean of `first − second`; negative if the first is lower.
    pub mean_difference: f64,
    /// Standard deviation of one difference; `None` for a single pair.
    pub standard_deviation: Option<f64>,
    /// Standard error of the mean difference; `None` for a single pair.
    pub standard_error: Option<f64>,
    /// 95 % interval of the mean difference (Student); `None` for a single pair.
    pub confidence_interval: Option<Interval>,
    /// Share of trials in which the first is strictly lower.
    pub first_lower: Proportion,
    /// Share of trials in which both are exactly equal.
    pub tied: Proportion,
    /// Share of trials in which the second is strictly lower.
    pub second_lower: Proportion,
    /// Which mean is lower, if the interval can tell.
    pub verdict: Verdict,
    /// Trials with which the interval would exclude zero if mean and spread stayed as observed; at most `trials`
    /// exactly when it already does. `None` if the observed difference is zero or there is a single pair.
    pub trials_needed: Option<u64>,
}

/// Compares two samples trial by trial.
///
/// Mean, error and interval are those of `dᵢ = firstᵢ − secondᵢ`: what both samples share in a trial cancels, so far
/// fewer trials tell them apart than two separate intervals would. Ties count for neither side and are reported as
/// such. `trials_needed` is about `(z·s/|d̄|)²`; if the observed difference is the true one, that many trials
/// exclude zero in one run of two, and twice as many in four of five.
///
/// - `first`, `second`: shape `[trial]`, same unit, same trial at the same index; trials independent of each other.
///
/// # Errors
/// Unequal lengths; empty; a value that is not finite or beyond ±1e150 (index within its sample).
///
/// ```
/// use splitstack::statistics::{Verdict, paired};
/// let found = paired(&[1.0, 12.0, 33.0, 14.0], &[2.0, 14.0, 34.0, 15.0])?;
/// assert_eq!(found.mean_difference, -1.25);
/// assert_eq!(found.verdict, Verdict::FirstLower);
/// # Ok::<(), splitstack::statistics::StatisticsError>(())
/// ```
pub fn paired(first: &[f64], second: &[f64]) -> Result<Paired, StatisticsError> {
    paired_replicates(first, second, None)
}

/// As [`paired`], but trial t belongs to replicate t mod R: replicates are independent, trials of one are not. Error, interval
/// and verdict are those of the replicates' means.
///
/// # Errors
/// As [`paired`].
pub fn paired_replicates(
    first: &[f64],
    second: &[f64],
    replicates: Option<u32>,
) -> Result<Paired, StatisticsError> {
    if first.len() != second.len() {
        return Err(StatisticsError::UnequalLengths { first: first.len(), second: second.len() });
    }
    check_sample(first)?;
    check_sample(second)?;
    let differences: Vec<f64> = first.iter().zip(second).map(|(first, second)| first - second).collect();
    let lower = differences.iter().filter(|&&difference| difference < 0.0).count();
    let higher = differences.iter().filter(|&&difference| difference > 0.0).count();
    let found = moments_of_replicates(&differences, replicates)?;
    Paired::new(&found, lower as u64, higher as u64, replicates.is_some())
}

/// Trials with which the interval of the mean would exclude zero.
fn trials_to_tell(found: &Moments, replicated: bool) -> Option<u64> {
    let distance = found.mean.abs();
    if !replicated {
        return found.standard_deviation.and_then(|deviation| trials_for_half_width(deviation, distance));
    }
    // The error of replicates falls at least as fast as with the root of the trials.
    let share = found.confidence_interval?.width() / 2.0 / distance;
    let trials = found.trials as f64 * (share * share);
    (trials < MOST_TRIALS).then(|| (trials as u64 + 1).max(2))
}

fn verdict_of(interval: Interval) -> Verdict {
    if interval.high < 0.0 {
        Verdict::FirstLower
    } else if interval.low > 0.0 {
        Verdict::SecondLower
    } else {
        Verdict::CannotTell
    }
}

impl Paired {
    /// From the moments of the differences and the numbers of trials in which they are below and above 0.
    ///
    /// - `replicated`: the error is that of replicates.
    ///
    /// # Errors
    /// More trials than there are moments of.
    pub fn new(
        found: &Moments,
        lower: u64,
        higher: u64,
        replicated: bool,
    ) -> Result<Paired, StatisticsError> {
        let trials = found.trials;
        let (lower, higher) = (lower as usize, higher as usize);
        let verdict = if lower == 0 && higher == 0 {
            Verdict::Identical
        } else {
            found.confidence_interval.map_or(Verdict::CannotTell, verdict_of)
        };
        Ok(Paired {
            trials,
            mean_difference: found.mean,
            standard_deviation: found.standard_deviation,
            standard_error: found.standard_error,
            confidence_interval: found.confidence_interval,
            first_lower: proportion(lower, trials)?,
            tied: proportion(trials.saturating_sub(lower + higher), trials)?,
            second_lower: proportion(higher, trials)?,
            verdict,
            trials_needed: trials_to_tell(found, replicated),
        })
    }

    /// The same comparison seen from the second sample: what [`paired`] gives for swapped arguments.
    #[must_use]
    pub fn swapped(&self) -> Self {
        Self {
            trials: self.trials,
            // 0 − x rather than −x: a difference of zero stays +0.
            mean_difference: 0.0 - self.mean_difference,
            standard_deviation: self.standard_deviation,
            standard_error: self.standard_error,
            confidence_interval: self.confidence_interval.map(|interval| interval.negated()),
            first_lower: self.second_lower.clone(),
            tied: self.tied.clone(),
            second_lower: self.first_lower.clone(),
            verdict: match self.verdict {
                Verdict::FirstLower => Verdict::SecondLower,
                Verdict::SecondLower => Verdict::FirstLower,
                Verdict::CannotTell => Verdict::CannotTell,
                Verdict::Identical => Verdict::Identical,
            },
            trials_needed: self.trials_needed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{normals, share_of};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn small_example_by_hand() {
        // Differences −1, 0, −2, −1: mean −1, s² = (0+1+1+0)/3 = 2/3, error √(2/12) = 0.408248; t(3) = 3.182446, half
        // the width 1.299228: the interval −2.299 … 0.299 holds zero. z·s/1 = 1.6003, squared 2.56; t(4)·0.8165/√5 =
        // 1.01380 is not below 1, t(5)·0.8165/√6 = 0.85687 is: 6 trials would do.
        let found = paired(&[1.0, 5.0, 3.0, 7.0], &[2.0, 5.0, 5.0, 8.0]).unwrap();
        assert_eq!((found.trials, found.mean_difference), (4, -1.0));
        assert!((found.standard_error.unwrap() - (1.0_f64 / 6.0).sqrt()).abs() < 1e-15);
        assert!((found.confidence_interval.unwrap().high - 0.299_228).abs() < 1e-5);
        assert_eq!(found.verdict, Verdict::CannotTell);
        assert_eq!(found.trials_needed, Some(6));
        let counts = (found.first_lower.successes, found.tied.successes, found.second_lower.successes);
        assert_eq!(counts, (3, 1, 0));
    }

    #[test]
    fn same_numbers_are_identical() {
        let found = paired(&[1.0, 2.0, 3.0], &[1.0, 2.0, 3.0]).unwrap();
        assert_eq!(found.verdict, Verdict::Identical);
        assert_eq!((found.mean_difference, found.standard_error), (0.0, Some(0.0)));
        assert_eq!((found.tied.estimate, found.trials_needed), (1.0, None));
    }

    #[test]
    fn certain_difference_needs_two_trials() {
        let found = paired(&[1.5, 2.5, 3.5], &[1.0, 2.0, 3.0]).unwrap();
        assert_eq!((found.verdict, found.trials_needed), (Verdict::SecondLower, Some(2)));
        assert_eq!(found.confidence_interval, Some(Interval { low: 0.5, high: 0.5 }));
    }

    #[test]
    fn one_trial_tells_nothing() {
        let found = paired(&[1.0], &[2.0]).unwrap();
        assert_eq!((found.verdict, found.standard_error), (Verdict::CannotTell, None));
        assert_eq!((found.confidence_interval, found.trials_needed), (None, None));
    }

    #[test]
    fn differences_that_cancel_are_not_identical() {
        let found = paired(&[1.0, 2.0], &[2.0, 1.0]).unwrap();
        assert_eq!((found.verdict, found.trials_needed), (Verdict::CannotTell, None));
    }

    #[test]
    fn refuses_samples_that_do_not_pair() {
        assert_eq!(paired(&[1.0], &[1.0, 2.0]), Err(StatisticsError::UnequalLengths { first: 1, second: 2 }));
        assert_eq!(paired(&[], &[]), Err(StatisticsError::Empty));
        assert!(matches!(
            paired(&[1.0, 1.0], &[1.0, f64::NAN]),
            Err(StatisticsError::NonFinite { index: 1, .. })
        ));
    }

    #[test]
    fn shared_noise_cancels() {
        // Both carry the same noise of deviation 100, one of them 1 more with noise 1 of its own: pairing sees it in
        // 1000 trials (31 standard errors), separate intervals of ±6 would not.
        let shared = normals(81, 1000);
        let own = normals(82, 1000);
        let first: Vec<f64> = shared.iter().map(|noise| 100.0 * noise).collect();
        let second: Vec<f64> = first.iter().zip(&own).map(|(value, noise)| value + 1.0 + noise).collect();
        assert_eq!(paired(&first, &second).unwrap().verdict, Verdict::FirstLower);
    }

    #[test]
    fn interval_covers_and_accuses_as_often_as_it_says() {
        // No difference in truth: the interval holds zero with 0.95 (exact for normal values), so a wrong verdict is
        // given in 5 %. 2000 replications, four deviations of 0.0049: a false alarm in 16 000 seeds.
        let told_apart = share_of(2000, |replication| {
            let first = normals(830_000 + replication, 200);
            let second = normals(840_000 + replication, 200);
            paired(&first, &second).unwrap().verdict != Verdict::CannotTell
        });
        assert!((told_apart - 0.05).abs() < 0.0195, "{told_apart}");
    }

    proptest! {
        #[test]
        fn swapping_the_arguments_swaps_the_answer(
            pairs in prop::collection::vec((-10_i32..10, -10_i32..10), 1..50)
        ) {
            let first: Vec<f64> = pairs.iter().map(|pair| f64::from(pair.0)).collect();
            let second: Vec<f64> = pairs.iter().map(|pair| f64::from(pair.1)).collect();
            let found = paired(&first, &second).unwrap();
            prop_assert_eq!(paired(&second, &first).unwrap(), found.swapped());
            let sum = found.first_lower.successes + found.tied.successes + found.second_lower.successes;
            prop_assert_eq!(sum, found.trials);
        }

        #[test]
        fn enough_trials_exactly_when_told_apart(
            pairs in prop::collection::vec((-1e3..1e3_f64, -1e3..1e3_f64), 2..50)
        ) {
            let (first, second): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
            let found = paired(&first, &second).unwrap();
            let enough = found.trials_needed.is_some_and(|needed| needed <= found.trials as u64);
            prop_assert_eq!(enough, matches!(found.verdict, Verdict::FirstLower | Verdict::SecondLower));
            prop_assert!(found.confidence_interval.unwrap().contains(found.mean_difference));
        }
    }
}
