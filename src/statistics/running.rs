//! How many trials are enough: the questions asked while a run is going on.

use super::error::StatisticsError;
use super::interval::NORMAL_CRITICAL_VALUE;
use super::moments::Moments;
use super::student::half_width;

/// No answer beyond this many trials: whole numbers are exact in a float up to here, and nobody runs that many.
pub(crate) const MOST_TRIALS: f64 = 9e15;

/// Precision reached: half the width of the 95 % interval of the mean, as a share of the mean's magnitude.
///
/// `None` for a single trial, or a mean of exactly 0, of which there are no shares.
#[must_use]
pub fn relative_precision(moments: &Moments) -> Option<f64> {
    let deviation = moments.standard_deviation?;
    (moments.mean != 0.0).then(|| half_width(deviation, moments.trials as u64) / moments.mean.abs())
}

/// Trials after which the 95 % interval of the mean should be within `± precision·|mean|`.
///
/// Extrapolates the spread and the mean seen so far; both move as trials are added, so it is a forecast, "about so
/// many". It is at most the trials done exactly when the precision is reached.
///
/// - `precision`: positive, e.g. `0.01` for one per cent.
///
/// Returns `None` if a single trial or a mean of exactly 0 gives nothing to extrapolate, or beyond 9e15 trials.
///
/// # Errors
/// A `precision` that is not positive and finite.
pub fn trials_for_relative_precision(
    moments: &Moments,
    precision: f64,
) -> Result<Option<u64>, StatisticsError> {
    if !(precision > 0.0 && precision.is_finite()) {
        return Err(StatisticsError::Precision { precision });
    }
    let target = precision * moments.mean.abs();
    Ok(moments.standard_deviation.and_then(|deviation| trials_for_half_width(deviation, target)))
}

/// Fewest trials, at least two, with which half the width of the 95 % interval of a mean, `t(n−1)·s/√n`, falls below
/// `target`.
///
/// About `(z·s/target)²`; a few more where Student's factor matters. `None` if `target` is not positive or more than
/// 9e15 trials would be needed.
///
/// - `standard_deviation`: of one trial, in the unit of `target`.
#[must_use]
pub fn trials_for_half_width(standard_deviation: f64, target: f64) -> Option<u64> {
    if target <= 0.0 {
        return None;
    }
    let root = NORMAL_CRITICAL_VALUE * standard_deviation / target;
    let large_sample = root * root;
    if large_sample.is_nan() || large_sample > MOST_TRIALS {
        return None;
    }
    // Student's factor exceeds the normal one, so this is where to start; t ≈ z·(1 + 1.21/n) moves it by a few only.
    let mut trials = (large_sample as u64).max(2);
    while half_width(standard_deviation, trials) >= target {
        trials += 1;
    }
    Some(trials)
}

#[cfg(test)]
mod tests {
    use super::super::moments::moments;
    use super::super::testing::exponentials;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn large_sample_by_hand() {
        // s = 1, target 0.01: 196² = 38 414.6 with z; Student's t(38 414) is larger by z·1.21/38 414, which adds
        // 2·1.21 = 2.4 trials: 38 417.03, so 38 418.
        assert_eq!(trials_for_half_width(1.0, 0.01), Some(38_418));
    }

    #[test]
    fn small_sample_by_hand() {
        // s = 1, target 1: t(n−1)/√n is 2.571/√6 = 1.0495 at 6 and 2.447/√7 = 0.9249 at 7.
        assert_eq!(trials_for_half_width(1.0, 1.0), Some(7));
        assert_eq!(trials_for_half_width(0.0, 1.0), Some(2));
        // t(1)/√2 = 8.985.
        assert_eq!(trials_for_half_width(1.0, 9.0), Some(2));
    }

    #[test]
    fn nothing_to_aim_at_has_no_answer() {
        assert_eq!(trials_for_half_width(1.0, 0.0), None);
        assert_eq!(trials_for_half_width(1.0, 1e-300), None);
        assert_eq!(trials_for_relative_precision(&moments(&[3.0]).unwrap(), 0.01), Ok(None));
        let balanced = moments(&[-1.0, 1.0]).unwrap();
        assert_eq!(trials_for_relative_precision(&balanced, 0.01), Ok(None));
        assert_eq!(relative_precision(&balanced), None);
    }

    #[test]
    fn refuses_a_precision_that_is_none() {
        let found = moments(&[1.0, 2.0]).unwrap();
        for precision in [0.0, -0.1, f64::INFINITY] {
            assert_eq!(
                trials_for_relative_precision(&found, precision),
                Err(StatisticsError::Precision { precision })
            );
        }
    }

    #[test]
    fn forecast_comes_true() {
        // From 1000 exponential trials: s/mean has a relative error of about 1/√1000 = 3.2 %, so the precision reached
        // at the forecast is within four of these, 13 %, of the one asked for: a false alarm in 16 000 seeds.
        let values = exponentials(71, 60_000);
        let forecast =
            trials_for_relative_precision(&moments(&values[..1000]).unwrap(), 0.01).unwrap().unwrap();
        let reached = relative_precision(&moments(&values[..forecast as usize]).unwrap()).unwrap();
        assert!((reached / 0.01 - 1.0).abs() < 0.13, "{forecast}: {reached}");
    }

    proptest! {
        #[test]
        fn is_the_fewest_that_suffice(deviation in 1e-3..1e3_f64, target in 1e-3..1e3_f64) {
            if let Some(trials) = trials_for_half_width(deviation, target) {
                prop_assert!(half_width(deviation, trials) < target);
                prop_assert!(trials == 2 || half_width(deviation, trials - 1) >= target);
            }
        }
    }
}
