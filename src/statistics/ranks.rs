//! Which order statistics a quantile rests on.

use super::error::{StatisticsError, check_level};
use super::interval::{CONFIDENCE, Interval};
use super::quantile::Quantile;

/// `n·level`, taken as the whole number it is meant to be if it misses one by rounding only.
///
/// Without this 0.07 of 100 trials would be 7.000000000000001, and its ceiling the eighth trial.
pub(crate) fn position(trials: u64, level: f64) -> f64 {
    let position = trials as f64 * level;
    let whole = position.round();
    // Half an ulp from writing the level in binary and half from the product, doubled for safety.
    if (position - whole).abs() <= 2.0 * f64::EPSILON * position { whole } else { position }
}

/// The rank `⌈n·level⌉`, counted from one, of the quantile at `level` in `(0, 1)`.
pub(crate) fn rank(trials: u64, level: f64) -> u64 {
    (position(trials, level).ceil() as u64).clamp(1, trials.max(1))
}

/// The ranks, counted from one, of a quantile and of the ends of its interval: the same for all samples of one size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QuantileRanks {
    level: f64,
    trials: u64,
    estimate: u64,
    /// Lower and upper end; `None` if the sample is too small for the level.
    interval: Option<(u64, u64)>,
}

impl QuantileRanks {
    /// The ranks for a sample of so many trials.
    ///
    /// # Errors
    /// No trials; `level` outside `(0, 1)`.
    pub fn new(trials: u64, level: f64) -> Result<Self, StatisticsError> {
        QuantileRanks::allowing(1.0 - CONFIDENCE, trials, level)
    }

    /// The ranks for a sample of so many trials, with an interval that misses the quantile with a chance of `error` at most.
    ///
    /// # Errors
    /// No trials; `level` or `error` outside `(0, 1)`.
    pub fn allowing(error: f64, trials: u64, level: f64) -> Result<Self, StatisticsError> {
        check_level(level)?;
        check_level(error)?;
        if trials == 0 {
            return Err(StatisticsError::Empty);
        }
        let interval = ranks_allowing(error, trials, level);
        Ok(QuantileRanks { level, trials, estimate: rank(trials, level), interval })
    }

    /// Share of trials at or below the quantile, in `(0, 1)`.
    #[must_use]
    pub fn level(&self) -> f64 {
        self.level
    }

    /// Number of trials.
    #[must_use]
    pub fn trials(&self) -> u64 {
        self.trials
    }

    /// The rank of the quantile itself.
    #[must_use]
    pub fn estimate(&self) -> u64 {
        self.estimate
    }

    /// Every rank that the quantile and its interval need, ascending.
    #[must_use]
    pub fn all(&self) -> Vec<u64> {
        match self.interval {
            Some((low, high)) => vec![low, self.estimate, high],
            None => vec![self.estimate],
        }
    }

    /// The quantile of a sample.
    ///
    /// - `at`: its value at a rank.
    pub fn read(&self, at: impl Fn(u64) -> f64) -> Quantile {
        let confidence_interval = self.interval.map(|(low, high)| Interval { low: at(low), high: at(high) });
        Quantile { level: self.level, estimate: at(self.estimate), confidence_interval }
    }
}

/// Ranks, counted from one, between which the true quantile lies with at least 95 % confidence.
#[cfg(test)]
pub(crate) fn interval_ranks(trials: u64, level: f64) -> Option<(u64, u64)> {
    ranks_allowing(1.0 - CONFIDENCE, trials, level)
}

/// Ranks, counted from one, between which the true quantile lies but for a chance of `error` at most.
fn ranks_allowing(error: f64, trials: u64, level: f64) -> Option<(u64, u64)> {
    let allowed = error / 2.0;
    let (first, probabilities) = binomial_probabilities(trials, level);
    let last = first + probabilities.len() as u64 - 1;

    let mut low = first;
    let mut below = 0.0;
    for probability in &probabilities {
        below += probability;
        if below > allowed {
            break;
        }
        low += 1;
    }

    let mut high = last + 1;
    let mut above = 0.0;
    for probability in probabilities.iter().rev() {
        above += probability;
        if above > allowed {
            break;
        }
        high -= 1;
    }
    (low >= 1 && high <= trials).then_some((low, high))
}

/// The probabilities of Binomial(trials, level) where they matter, and the number of successes of the first.
///
/// Runs outwards from the most likely number by the ratio of neighbours and is scaled to one at the end: neither
/// factorials nor logarithms, so the bits are the same everywhere. What is left out is below 1e-20 of the largest.
pub(crate) fn binomial_probabilities(trials: u64, level: f64) -> (u64, Vec<f64>) {
    const NEGLIGIBLE: f64 = 1e-20;
    let odds = level / (1.0 - level);
    let mode = (((trials + 1) as f64 * level).floor() as u64).min(trials);

    let mut lower = Vec::new();
    let mut weight = 1.0;
    for successes in (1..=mode).rev() {
        weight *= successes as f64 / ((trials - successes + 1) as f64 * odds);
        if weight < NEGLIGIBLE {
            break;
        }
        lower.push(weight);
    }
    let first = mode - lower.len() as u64;

    let mut weights: Vec<f64> = lower.into_iter().rev().collect();
    weights.push(1.0);
    weight = 1.0;
    for successes in mode..trials {
        weight *= (trials - successes) as f64 * odds / (successes + 1) as f64;
        if weight < NEGLIGIBLE {
            break;
        }
        weights.push(weight);
    }
    let total: f64 = weights.iter().sum();
    (first, weights.into_iter().map(|weight| weight / total).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{Binomial, DiscreteCDF};

    #[test]
    fn rank_of_every_percentage_of_every_hundred_is_exact() {
        // ⌈n·p/100⌉ in whole numbers is the oracle.
        for trials in [1, 2, 7, 50, 100, 200, 1_000, 10_000, 10_000_000] {
            for percent in 1..100_u64 {
                let expected = (trials * percent).div_ceil(100);
                assert_eq!(rank(trials, percent as f64 / 100.0), expected, "{percent} % of {trials}");
            }
        }
    }

    #[test]
    fn a_smaller_error_asks_for_ranks_further_apart() {
        // Of 20 trials and the median: P(B ≤ 5) = 2.07 % and P(B ≤ 2) = 0.02 %, P(B ≤ 3) = 0.13 %: ranks 6 and 4.
        assert_eq!(QuantileRanks::allowing(0.05, 20, 0.5).unwrap().all(), [6, 10, 15]);
        assert_eq!(QuantileRanks::allowing(0.005, 20, 0.5).unwrap().all(), [4, 10, 17]);
        assert!(QuantileRanks::allowing(0.0, 20, 0.5).is_err());
    }

    #[test]
    fn rank_stays_inside_the_sample_at_extreme_levels() {
        assert_eq!(rank(3, f64::MIN_POSITIVE), 1);
        assert_eq!(rank(3, 1.0 - f64::EPSILON / 2.0), 3);
    }

    #[test]
    fn ranks_of_ten_million_trials_are_the_tightest_that_cover() {
        // The ranks by definition, from a distribution function that someone else wrote (right to about 1e-9 here).
        let ranks = QuantileRanks::new(10_000_000, 0.99).unwrap();
        let binomial = Binomial::new(0.99, 10_000_000).unwrap();
        let (low, high) = ranks.interval.unwrap();
        assert!(binomial.cdf(low - 1) <= 0.025 + 1e-6 && binomial.cdf(low) > 0.025 - 1e-6);
        assert!(1.0 - binomial.cdf(high - 1) <= 0.025 + 1e-6 && 1.0 - binomial.cdf(high - 2) > 0.025 - 1e-6);
        assert_eq!(ranks.all(), [low, 9_900_000, high]);
    }
}
