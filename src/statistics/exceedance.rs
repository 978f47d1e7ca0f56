//! How often a threshold is exceeded, and the loss exceedance curve.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::error::StatisticsError;
use super::proportion::{Proportion, proportion};
use super::sample::SortedSample;

/// Fewest points a curve may be asked for: both ends and something between.
pub const MINIMUM_CURVE_POINTS: usize = 4;

/// One point of the loss exceedance curve.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExceedancePoint {
    /// Loss that is or is not exceeded, in the unit of the values; one of the sample's values.
    pub value: f64,
    /// `P(X > value)` with its 95 % interval for this point alone, not for the whole curve at once.
    pub exceedance: Proportion,
}

/// Chance that a value is above `threshold`: the share of trials with `x > threshold`, with Wilson's interval.
///
/// - `sample`: shape `[trial]`, independent.
/// - `threshold`: in the unit of the sample. A trial exactly on it does not exceed it.
///
/// # Errors
/// A `threshold` that is not finite.
///
/// ```
/// use splitstack::statistics::{SortedSample, exceedance};
/// let losses = SortedSample::new(&[1.0, 2.0, 3.0, 4.0])?;
/// assert_eq!(exceedance(&losses, 3.0)?.estimate, 0.25);
/// # Ok::<(), splitstack::statistics::StatisticsError>(())
/// ```
pub fn exceedance(sample: &SortedSample, threshold: f64) -> Result<Proportion, StatisticsError> {
    if !threshold.is_finite() {
        return Err(StatisticsError::Threshold { threshold });
    }
    proportion(sample.trials() - sample.trials_at_or_below(threshold), sample.trials())
}

/// The loss exceedance curve `x ↦ P(X > x)` at values of the sample, thinned to at most `points` points.
///
/// Values rise and chances fall strictly. Half of the points are spread evenly over the trials, so the body is
/// smooth, and half evenly over the range of values, so the tail is not lost; the lowest and the highest value are
/// always there. Below the first value the chance is 1, at the last it is 0; between points the curve is a step.
///
/// - `sample`: shape `[trial]`, independent.
/// - `points`: at least [`MINIMUM_CURVE_POINTS`]; the curve has fewer if there are fewer distinct values.
///
/// # Errors
/// Too few `points`.
pub fn exceedance_curve(
    sample: &SortedSample,
    points: usize,
) -> Result<Vec<ExceedancePoint>, StatisticsError> {
    if points < MINIMUM_CURVE_POINTS {
        return Err(StatisticsError::TooFewPoints { points, minimum: MINIMUM_CURVE_POINTS });
    }
    let mut at_or_below = 0;
    let steps: Vec<(f64, usize)> = sample
        .runs()
        .into_iter()
        .map(|run| {
            at_or_below += run.trials;
            (run.value, at_or_below)
        })
        .collect();
    let kept: BTreeSet<usize> =
        if steps.len() <= points { (0..steps.len()).collect() } else { thinned(&steps, points) };
    kept.into_iter()
        .map(|index| {
            let (value, at_or_below) = steps[index];
            let exceedance = proportion(sample.trials() - at_or_below, sample.trials())?;
            Ok(ExceedancePoint { value, exceedance })
        })
        .collect()
}

/// Indices of the steps to keep. `steps`: value and trials at or below it, ascending, more than `points` of them.
fn thinned(steps: &[(f64, usize)], points: usize) -> BTreeSet<usize> {
    let last = steps.len() - 1;
    let trials = steps[last].1;
    let by_trials = points / 2;
    let by_value = points - by_trials;
    let mut kept = BTreeSet::from([0, last]);
    for number in 1..by_trials - 1 {
        let rank = 1 + (trials - 1) * number / (by_trials - 1);
        kept.insert(steps.partition_point(|step| step.1 < rank));
    }
    let (lowest, highest) = (steps[0].0, steps[last].0);
    for number in 1..by_value - 1 {
        let value = lowest + (highest - lowest) * number as f64 / (by_value - 1) as f64;
        // The step at or below `value`; there is one, as `value` is not below the lowest.
        kept.insert(steps.partition_point(|step| step.0 <= value).saturating_sub(1));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::super::testing::exponentials;
    use super::*;
    use proptest::prelude::*;

    fn sample_of(values: &[f64]) -> SortedSample {
        SortedSample::new(values).unwrap()
    }

    #[test]
    fn trial_on_the_threshold_does_not_exceed_it() {
        let sample = sample_of(&[10.0, 20.0, 20.0, 30.0]);
        for (threshold, successes) in [(5.0, 4), (10.0, 3), (20.0, 1), (29.9, 1), (30.0, 0)] {
            assert_eq!(exceedance(&sample, threshold).unwrap().successes, successes, "{threshold}");
        }
        assert!(exceedance(&sample, 30.0).unwrap().confidence_interval.high > 0.4);
        assert!(matches!(
            exceedance(&sample, f64::INFINITY),
            Err(StatisticsError::Threshold { threshold: f64::INFINITY })
        ));
    }

    #[test]
    fn curve_by_hand() {
        // 1, 1, 2, 5: beyond 1 lie 2 of 4, beyond 2 lies 1, beyond 5 none.
        let curve = exceedance_curve(&sample_of(&[5.0, 1.0, 2.0, 1.0]), 10).unwrap();
        let pairs: Vec<(f64, f64)> =
            curve.iter().map(|point| (point.value, point.exceedance.estimate)).collect();
        assert_eq!(pairs, [(1.0, 0.5), (2.0, 0.25), (5.0, 0.0)]);
    }

    #[test]
    fn thinning_keeps_the_tail() {
        // A thousand values in [0, 1) and one each at 10, 20 … 100: evenly spaced trials alone would skip them.
        let mut values: Vec<f64> = (0..1000).map(|index| f64::from(index) / 1000.0).collect();
        values.extend((1..=10).map(|index| f64::from(index) * 10.0));
        let curve = exceedance_curve(&sample_of(&values), 40).unwrap();
        assert!(curve.len() <= 40);
        let in_tail = curve.iter().filter(|point| point.value >= 10.0).count();
        assert_eq!(in_tail, 10);
        assert!(curve.len() - in_tail >= 18);
    }

    #[test]
    fn curve_follows_the_exponential() {
        // P(X > x) = e^−x. Kolmogorov's distance exceeds 2.3/√n by chance once in 20 000: 2·e^(−2·2.3²) = 5e-5.
        let trials = 20_000;
        let curve = exceedance_curve(&sample_of(&exponentials(51, trials)), 100).unwrap();
        for point in &curve {
            let distance = (point.exceedance.estimate - libm::exp(-point.value)).abs();
            assert!(distance < 2.3 / (trials as f64).sqrt(), "{}", point.value);
        }
    }

    #[test]
    fn refuses_too_few_points() {
        assert_eq!(
            exceedance_curve(&sample_of(&[1.0]), 3),
            Err(StatisticsError::TooFewPoints { points: 3, minimum: 4 })
        );
    }

    proptest! {
        #[test]
        fn curve_falls_strictly_between_both_ends(
            values in prop::collection::vec((-20_i32..20).prop_map(f64::from), 1..200),
            points in 4_usize..50,
        ) {
            let sample = sample_of(&values);
            let curve = exceedance_curve(&sample, points).unwrap();
            prop_assert!(curve.len() <= points);
            prop_assert_eq!(curve[0].value, sample.minimum());
            prop_assert_eq!(curve[curve.len() - 1].value, sample.maximum());
            prop_assert_eq!(curve[curve.len() - 1].exceedance.successes, 0);
            for pair in curve.windows(2) {
                prop_assert!(pair[0].value < pair[1].value);
                prop_assert!(pair[0].exceedance.successes > pair[1].exceedance.successes);
            }
            for point in &curve {
                prop_assert_eq!(&exceedance(&sample, point.value).unwrap(), &point.exceedance);
            }
        }
    }
}
