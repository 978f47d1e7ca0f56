//! A share of trials, with an interval that stays sensible at none and at all.

use serde::{Deserialize, Serialize};

use super::error::StatisticsError;
use super::interval::{Interval, NORMAL_CRITICAL_VALUE};

/// The share of trials in which something happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proportion {
    /// Trials in which it happened.
    pub successes: usize,
    /// All trials.
    pub trials: usize,
    /// `successes / trials`, in `[0, 1]`.
    pub estimate: f64,
    /// Wilson's 95 % interval, inside `[0, 1]` and never of width zero.
    pub confidence_interval: Interval,
}

/// The share `successes / trials` with Wilson's score interval.
///
/// - `successes`: at most `trials`.
/// - `trials`: at least one; independent.
///
/// # Errors
/// No trials; more successes than trials.
///
/// # Source
/// Wilson (1927), "Probable inference, the law of succession, and statistical inference".
///
/// ```
/// // Never seen in 1000 trials: up to 0.4 % is compatible with that.
/// let share = splitstack::statistics::proportion(0, 1000)?;
/// assert_eq!(share.estimate, 0.0);
/// assert!((share.confidence_interval.high - 0.0038).abs() < 0.0001);
/// # Ok::<(), splitstack::statistics::StatisticsError>(())
/// ```
pub fn proportion(successes: usize, trials: usize) -> Result<Proportion, StatisticsError> {
    if trials == 0 {
        return Err(StatisticsError::Empty);
    }
    if successes > trials {
        return Err(StatisticsError::TooManySuccesses { successes, trials });
    }
    let estimate = successes as f64 / trials as f64;
    Ok(Proportion { successes, trials, estimate, confidence_interval: wilson_interval(estimate, trials)? })
}

/// Wilson's 95 % interval for the mean of values in `[0, 1]`.
///
/// `(p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)`. For shares that are not whole successes, such as ties
/// divided among several, it errs on the wide side: their variance is at most `p(1−p)`.
///
/// - `share`: the mean, in `[0, 1]`.
/// - `trials`: at least one; independent.
///
/// # Errors
/// No trials; `share` outside `[0, 1]`.
pub fn wilson_interval(share: f64, trials: usize) -> Result<Interval, StatisticsError> {
    if trials == 0 {
        return Err(StatisticsError::Empty);
    }
    if !(0.0..=1.0).contains(&share) {
        return Err(StatisticsError::Share { share });
    }
    let count = trials as f64;
    let square = NORMAL_CRITICAL_VALUE * NORMAL_CRITICAL_VALUE;
    let scale = 1.0 + square / count;
    let centre = (share + square / (2.0 * count)) / scale;
    let spread = (share * (1.0 - share) / count + square / (4.0 * count * count)).sqrt();
    let half = NORMAL_CRITICAL_VALUE * spread / scale;
    // At no and at all successes one end is 0 or 1 in the formula itself; rounding must not move it past them.
    Ok(Interval {
        low: if share == 0.0 { 0.0 } else { (centre - half).max(0.0) },
        high: if share == 1.0 { 1.0 } else { (centre + half).min(1.0) },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use statrs::distribution::{Binomial, Discrete};

    #[test]
    fn agrees_with_newcombe() {
        // Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I, method 3.
        let table = [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0000, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ];
        for (successes, trials, low, high) in table {
            let interval = proportion(successes, trials).unwrap().confidence_interval;
            assert!((interval.low - low).abs() <= 0.000_05 + 1e-12, "{successes}/{trials}: {interval:?}");
            assert!((interval.high - high).abs() <= 0.000_05 + 1e-12, "{successes}/{trials}: {interval:?}");
        }
    }

    #[test]
    fn none_and_all_keep_a_width() {
        // 0 of n: high = z²/(n + z²); 10 trials: 3.841459/13.841459 = 0.277533.
        let none = proportion(0, 10).unwrap();
        assert_eq!((none.estimate, none.confidence_interval.low), (0.0, 0.0));
        assert!((none.confidence_interval.high - 0.277_533).abs() < 1e-6);
        let all = proportion(10, 10).unwrap();
        assert_eq!((all.estimate, all.confidence_interval.high), (1.0, 1.0));
        assert!((all.confidence_interval.low - 0.722_467).abs() < 1e-6);
    }

    #[test]
    fn refuses_impossible_counts() {
        assert_eq!(proportion(0, 0), Err(StatisticsError::Empty));
        assert_eq!(proportion(3, 2), Err(StatisticsError::TooManySuccesses { successes: 3, trials: 2 }));
        assert_eq!(wilson_interval(1.5, 2), Err(StatisticsError::Share { share: 1.5 }));
        assert!(wilson_interval(f64::NAN, 2).is_err());
    }

    #[test]
    fn coverage_summed_over_all_outcomes_is_close_to_nominal() {
        // No dice: the chance of each count times whether its interval holds the truth. Wilson's coverage swings
        // around 0.95 by up to 0.02 at these p and n (cf. Brown, Cai & DasGupta 2001).
        for (truth, trials) in [(0.05, 200_u64), (0.3, 200), (0.5, 50), (0.9, 100), (0.01, 2000)] {
            let binomial = Binomial::new(truth, trials).unwrap();
            let covered: f64 = (0..=trials)
                .filter(|&count| {
                    proportion(count as usize, trials as usize).unwrap().confidence_interval.contains(truth)
                })
                .map(|count| binomial.pmf(count))
                .sum();
            assert!((covered - 0.95).abs() < 0.02, "{truth} {trials}: {covered}");
        }
    }

    proptest! {
        #[test]
        fn interval_holds_the_estimate_inside_zero_and_one(trials in 1_usize..100_000, share in 0.0..=1.0_f64) {
            let successes = (share * trials as f64) as usize;
            let found = proportion(successes, trials).unwrap();
            let interval = found.confidence_interval;
            prop_assert!(interval.contains(found.estimate));
            prop_assert!(interval.low >= 0.0 && interval.high <= 1.0 && interval.width() > 0.0);
        }
    }
}
