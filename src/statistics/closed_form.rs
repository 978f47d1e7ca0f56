//! Whether a simulation agrees with what is expected of it.

use serde::{Deserialize, Serialize};

use crate::math::{inverse_normal_cdf, regularized_lower_gamma, regularized_upper_gamma};

/// Fewer trials are not judged.
pub const MINIMUM_JUDGED_TRIALS: u64 = 500;

/// Fewer expected events are not judged where the normal law stands in for theirs.
pub const MINIMUM_JUDGED_EVENTS: f64 = 20.0;

/// Up to so many expected events the tail of the Poisson law judges, above the normal one.
const MOST_EVENTS_BY_TAIL: f64 = 1000.0;

/// Skewness of a mean above which the normal law, corrected or not, does not judge.
const MOST_SKEWNESS: f64 = 0.2;

/// Agreement up to rounding, as a share of what is expected.
const ROUNDING: f64 = 1e-9;

/// No tail is told apart below this probability: 37 standard errors.
const SMALLEST_TAIL: f64 = 1e-300;

/// Sums over trials of what was seen less what was expected given what came before.
///
/// Added trial by trial in the order given, so the bits do not depend on how trials are cut into blocks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct DeviationSums {
    trials: u64,
    differences: f64,
    squares: f64,
    cubes: f64,
    expected: f64,
}

/// How far what was seen lies from what was expected.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Deviation {
    /// Mean over the trials of what was seen.
    pub seen: f64,
    /// Mean over the trials of what was expected.
    pub expected: f64,
    /// `seen − expected` in standard errors, positive if more was seen; where the law is not normal, those of a normal value
    /// with the same chance to lie as far out.
    pub standard_errors: f64,
}

impl DeviationSums {
    /// Adds trials.
    pub fn add(
        &mut self,
        differences: impl IntoIterator<Item = f64>,
        expected: impl IntoIterator<Item = f64>,
    ) {
        for (difference, expected) in differences.into_iter().zip(expected) {
            self.trials += 1;
            self.differences += difference;
            self.squares += difference * difference;
            self.cubes += difference * difference * difference;
            self.expected += expected;
        }
    }

    /// Number of trials added.
    #[must_use]
    pub fn trials(&self) -> u64 {
        self.trials
    }

    /// Sum of what was seen.
    #[must_use]
    pub fn seen(&self) -> f64 {
        self.expected + self.differences
    }

    /// Sum of what was expected.
    #[must_use]
    pub fn expected(&self) -> f64 {
        self.expected
    }

    /// Judges a mean by the spread seen: Student's ratio, corrected for the skewness of the differences.
    ///
    /// With `t` the mean in its standard errors and `g` the skewness over `√n`: `t + g(1 + 2t²)/6 + g²t³/27`, by which its
    /// tails become those of a normal value up to terms in `1/n`.
    ///
    /// `None` with too few trials, without spread, or with `|g|` above 0.2.
    ///
    /// # Source
    /// Hall (1992), "On the removal of skewness by transformation", Journal of the Royal Statistical Society B 54(1).
    #[must_use]
    pub fn judge_by_spread(&self) -> Option<Deviation> {
        let (t, skewness) = self.ratio_and_skewness()?;
        let corrected = t + skewness * (1.0 + 2.0 * t * t) / 6.0 + skewness * skewness * t * t * t / 27.0;
        Some(self.deviation(corrected))
    }

    /// Judges a mean by a spread that is known, corrected for the skewness of the differences (Cornish & Fisher).
    ///
    /// - `variance`: of the sum of all differences.
    ///
    /// `None` with too few trials, without spread, or with a mean that is too skewed.
    #[must_use]
    pub fn judge_by_known_spread(&self, variance: f64) -> Option<Deviation> {
        let (_, skewness) = self.ratio_and_skewness()?;
        let z = self.differences / variance.sqrt();
        z.is_finite().then(|| self.deviation(z - skewness * (z * z - 1.0) / 6.0))
    }

    /// Judges a number of events whose expected number is known given what came before: by the tail of the Poisson law while
    /// few are expected, and by the spread seen above.
    ///
    /// - `exact`: whether the expected number does not depend on the events themselves; otherwise at least 20 have to be expected.
    ///
    /// `None` with too few trials or events.
    #[must_use]
    pub fn judge_count(&self, exact: bool) -> Option<Deviation> {
        let least = if exact { 0.0 } else { MINIMUM_JUDGED_EVENTS };
        if self.trials < MINIMUM_JUDGED_TRIALS || self.expected < least {
            return None;
        }
        if self.expected > MOST_EVENTS_BY_TAIL {
            return self.judge_by_spread();
        }
        let (seen, expected) = (self.seen().round(), self.expected);
        if seen == 0.0 && expected == 0.0 {
            return None;
        }
        let distance = |tail: f64| -inverse_normal_cdf(tail.clamp(SMALLEST_TAIL, 0.5));
        let standard_errors = if seen > expected {
            // P(N ≥ seen).
            distance(if expected > 0.0 { regularized_lower_gamma(seen, expected) } else { 0.0 })
        } else {
            // P(N ≤ seen).
            -distance(regularized_upper_gamma(seen + 1.0, expected))
        };
        Some(self.deviation(standard_errors))
    }

    /// Judges what has to be equal in every trial: in units of 10⁻⁹ of what is expected, 0 up to one of them.
    #[must_use]
    pub fn judge_equality(&self) -> Option<Deviation> {
        if self.trials < MINIMUM_JUDGED_TRIALS {
            return None;
        }
        let unit = ROUNDING * f64::max(self.expected.abs(), f64::MIN_POSITIVE / ROUNDING);
        let apart = (self.squares * self.trials as f64).sqrt().copysign(self.differences) / unit;
        Some(self.deviation(if apart.abs() <= 1.0 { 0.0 } else { apart }))
    }

    /// Student's ratio, and the skewness of the differences over `√n`.
    fn ratio_and_skewness(&self) -> Option<(f64, f64)> {
        let count = self.trials as f64;
        let mean = self.differences / count;
        let variance = (self.squares / count - mean * mean) * count / (count - 1.0);
        if self.trials < MINIMUM_JUDGED_TRIALS || variance.is_nan() || variance <= 0.0 {
            return None;
        }
        let third = self.cubes / count - 3.0 * mean * self.squares / count + 2.0 * mean * mean * mean;
        let deviation = variance.sqrt();
        let skewness = third / (variance * deviation) / count.sqrt();
        (skewness.abs() <= MOST_SKEWNESS).then(|| (mean / deviation * count.sqrt(), skewness))
    }

    fn deviation(&self, standard_errors: f64) -> Deviation {
        let count = self.trials as f64;
        Deviation { seen: self.seen() / count, expected: self.expected / count, standard_errors }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{exponentials, normals, share_of};
    use super::*;

    fn of(differences: &[f64], expected: f64) -> DeviationSums {
        let mut sums = DeviationSums::default();
        sums.add(differences.iter().copied(), differences.iter().map(|_| expected));
        sums
    }

    #[test]
    fn normal_means_are_judged_as_in_any_table() {
        let differences: Vec<f64> = normals(1, 1000).iter().map(|value| value + 0.2).collect();
        let found = of(&differences, 3.0).judge_by_spread().unwrap();
        let moments = crate::statistics::moments(&differences).unwrap();
        let ratio = moments.mean / moments.standard_error.unwrap();
        // The skewness of 1000 normal values has a deviation of √(6/1000) = 0.08, over √1000: 0.0025·(1 + 2·6.3²)/6 = 0.03 each.
        assert!((found.standard_errors - ratio).abs() < 0.12, "{found:?} {ratio}");
        assert!(found.standard_errors > 4.0);
        assert_eq!(found.expected, 3.0);
        assert!((found.seen - 3.0 - moments.mean).abs() < 1e-12);
    }

    #[test]
    fn skewed_means_raise_no_more_alarms_than_normal_ones() {
        // Exponential values, 600 a time: Student's ratio lies below −3 in 0.0033 of samples by its skewness of 0.082 (an
        // Edgeworth series gives 0.00135 + 0.082·(2·9 + 1)/6·0.0044 = 0.0025), above 3 in 0.0002; corrected both in 0.00135.
        // Beyond ±3 in 4000 samples: 10.8 expected, 24 are exceeded with probability 2e-4.
        let judged = |replication: u64| {
            let values: Vec<f64> = exponentials(900_000 + replication, 600).iter().map(|x| x - 1.0).collect();
            of(&values, 1.0).judge_by_spread().unwrap().standard_errors
        };
        let below = share_of(2000, |replication| judged(replication) < -3.0) * 2000.0;
        let above = share_of(2000, |replication| judged(replication) > 3.0) * 2000.0;
        assert!(below + above <= 16.0 && below <= 11.0 && above <= 11.0, "{below} {above}");
    }

    #[test]
    fn counts_are_judged_by_the_poisson_law() {
        // 600 trials in which 0.01 are expected each, 6 in all.
        let with = |events: usize| {
            let differences: Vec<f64> =
                (0..600).map(|trial| if trial < events { 0.99 } else { -0.01 }).collect();
            of(&differences, 0.01).judge_count(true).unwrap().standard_errors
        };
        // P(N ≥ 18 | 6) = 5.2e-5: 3.88 deviations of a normal; 19 has 1.8e-5: 4.13. P(0) = e⁻⁶ = 0.0025: 2.81.
        assert!((with(18) - 3.88).abs() < 0.03, "{}", with(18));
        assert!((with(19) - 4.13).abs() < 0.03, "{}", with(19));
        assert!((with(0) + 2.81).abs() < 0.01, "{}", with(0));
        assert_eq!(with(6), 0.0_f64.max(with(6)));
        // What depends on itself needs more of them.
        assert_eq!(of(&[0.0; 600], 0.01).judge_count(false), None);
        // An event where none can be.
        let mut impossible = vec![0.0; 600];
        impossible[3] = 1.0;
        assert!(of(&impossible, 0.0).judge_count(true).unwrap().standard_errors > 30.0);
        assert_eq!(of(&[0.0; 600], 0.0).judge_count(true), None);
    }

    #[test]
    fn a_known_spread_saves_from_values_that_never_came() {
        // A chance of 1 in 1000 that never came in 600 trials: no spread seen, nothing to judge by.
        let never = of(&[-0.001; 600], 0.001);
        assert_eq!(never.judge_by_spread(), None);
        // With a spread seen, the known one counts: 0.1 off by a variance of 4 a trial is 0.1·√1000/2 = 1.58.
        let differences: Vec<f64> = (0..1000).map(|trial| if trial % 2 == 0 { 1.1 } else { -0.9 }).collect();
        let found = of(&differences, 0.0).judge_by_known_spread(4000.0).unwrap();
        assert!((found.standard_errors - 1.58).abs() < 0.01, "{found:?}");
    }

    #[test]
    fn equality_is_up_to_rounding() {
        assert_eq!(of(&[1e-12; 600], 5.0).judge_equality().unwrap().standard_errors, 0.0);
        assert!(of(&[0.05; 600], 5.0).judge_equality().unwrap().standard_errors > 1e6);
        // Deviations that cancel are deviations.
        let both: Vec<f64> = (0..600).map(|trial| if trial % 2 == 0 { 0.1 } else { -0.1 }).collect();
        assert!(of(&both, 5.0).judge_equality().unwrap().standard_errors.abs() > 1e6);
    }

    #[test]
    fn few_trials_and_skewed_sums_are_not_judged() {
        assert_eq!(of(&[1.0; 499], 1.0).judge_count(true), None);
        let mut rare = vec![-0.01; 700];
        rare[5] = 100.0;
        assert_eq!(of(&rare, 0.01).judge_by_spread(), None);
    }
}
