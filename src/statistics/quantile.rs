//! Quantiles, with an interval that assumes no distribution.

use serde::{Deserialize, Serialize};

use super::error::StatisticsError;
use super::interval::Interval;
use super::ranks::QuantileRanks;
use super::sample::SortedSample;

/// A quantile of a sample and where the true one lies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quantile {
    /// Share of trials at or below the quantile, in `(0, 1)`.
    pub level: f64,
    /// The quantile, in the unit of the values.
    pub estimate: f64,
    /// Interval between two order statistics that holds the true quantile with at least 95 % confidence; `None`
    /// if the sample is too small for the level.
    pub confidence_interval: Option<Interval>,
}

/// The smallest value that at least the share `level` of the trials does not exceed: `x_⌈n·level⌉`, counted from one.
///
/// The interval `[x_l, x_u]` rests on `B ~ Binomial(n, level)`, the number of trials below the true quantile: `l` is
/// the largest rank with `P(B ≤ l−1) ≤ 2.5 %`, `u` the smallest with `P(B ≥ u) ≤ 2.5 %`. It is exact at every `n`,
/// for any distribution, and covers more than 95 % by as much as whole ranks force it to. If no such rank exists on
/// either side the interval is `None`: the 0.95 quantile needs 72 trials, the 0.99 quantile 368.
///
/// - `sample`: shape `[trial]`, independent.
/// - `level`: in `(0, 1)`.
///
/// # Errors
/// `level` outside `(0, 1)`.
///
/// # Source
/// Conover (1999), "Practical Nonparametric Statistics", section 3.2.
///
/// ```
/// use splitstack::statistics::{SortedSample, quantile};
/// let sample = SortedSample::new(&[5.0, 1.0, 4.0, 2.0, 3.0])?;
/// assert_eq!(quantile(&sample, 0.8)?.estimate, 4.0);
/// # Ok::<(), splitstack::statistics::StatisticsError>(())
/// ```
pub fn quantile(sample: &SortedSample, level: f64) -> Result<Quantile, StatisticsError> {
    let values = sample.values();
    Ok(QuantileRanks::new(values.len() as u64, level)?.read(|rank| values[rank as usize - 1]))
}

#[cfg(test)]
mod tests {
    use super::super::ranks::{binomial_probabilities, interval_ranks};
    use super::super::testing::{exponentials, share_of};
    use super::*;
    use proptest::prelude::*;
    use statrs::distribution::{Binomial, Discrete, DiscreteCDF};

    fn sample_of(values: &[f64]) -> SortedSample {
        SortedSample::new(values).unwrap()
    }

    #[test]
    fn order_statistic_by_hand() {
        // n = 5: ⌈5·0.5⌉ = 3, ⌈5·0.2⌉ = 1, ⌈5·0.21⌉ = 2, ⌈5·0.99⌉ = 5.
        let sample = sample_of(&[50.0, 10.0, 40.0, 20.0, 30.0]);
        for (level, expected) in [(0.5, 30.0), (0.2, 10.0), (0.21, 20.0), (0.99, 50.0)] {
            assert_eq!(quantile(&sample, level).unwrap().estimate, expected, "{level}");
        }
    }

    #[test]
    fn ranks_of_the_median_agree_with_printed_tables() {
        // The ranks of the sign-test interval for the median, as printed for these sizes in textbooks. At 10 trials:
        // P(B ≤ 1) = 11/1024 = 1.07 % and P(B ≤ 2) = 56/1024 = 5.5 %, so ranks 2 and 9.
        for (trials, ranks) in [(6, (1, 6)), (10, (2, 9)), (20, (6, 15)), (50, (18, 33)), (100, (40, 61))] {
            assert_eq!(interval_ranks(trials, 0.5), Some(ranks), "{trials}");
        }
        assert_eq!(interval_ranks(5, 0.5), None);
    }

    #[test]
    fn too_few_trials_for_the_level_give_no_interval() {
        // p^n ≤ 0.025: n ≥ ln 0.025/ln 0.95 = 71.9 and n ≥ ln 0.025/ln 0.99 = 367.04.
        for (level, enough) in [(0.95, 72), (0.99, 368), (0.05, 72)] {
            assert_eq!(interval_ranks(enough - 1, level), None, "{level}");
            assert!(interval_ranks(enough, level).is_some(), "{level}");
        }
        let found = quantile(&sample_of(&[1.0; 50]), 0.99).unwrap();
        assert_eq!((found.estimate, found.confidence_interval), (1.0, None));
    }

    #[test]
    fn ranks_are_the_narrowest_that_the_binomial_allows() {
        for (trials, level) in [(80, 0.95), (200, 0.9), (1000, 0.5), (5000, 0.99), (20_000, 0.05)] {
            let (low, high) = interval_ranks(trials, level).unwrap();
            let binomial = Binomial::new(level, trials).unwrap();
            assert!(binomial.cdf(low - 1) <= 0.025 && binomial.cdf(low) > 0.025, "{trials} {level}");
            assert!(binomial.sf(high - 1) <= 0.025 && binomial.sf(high - 2) > 0.025, "{trials} {level}");
        }
    }

    #[test]
    fn binomial_probabilities_agree_with_statrs() {
        for (trials, level) in [(1, 0.3), (40, 0.02), (1000, 0.97), (100_000, 0.5)] {
            let (first, probabilities) = binomial_probabilities(trials, level);
            let binomial = Binomial::new(level, trials).unwrap();
            for (successes, probability) in (first..).zip(&probabilities) {
                let expected = binomial.pmf(successes);
                // statrs works through logarithms of factorials and is itself only this good.
                assert!((probability - expected).abs() < 1e-9, "{trials} {level} {successes}");
            }
        }
    }

    #[test]
    fn interval_covers_as_often_as_its_ranks_say() {
        // True 0.9 quantile of the exponential: ln 10. The chance that ranks l and u hold it is P(l ≤ B ≤ u−1), known
        // exactly; over 2000 replications the deviation is at most 0.0049, four of them a false alarm in 16 000.
        let (trials, level) = (200, 0.9);
        let (low, high) = interval_ranks(trials, level).unwrap();
        let binomial = Binomial::new(level, trials).unwrap();
        let chance = binomial.cdf(high - 1) - binomial.cdf(low - 1);
        assert!((0.95..0.97).contains(&chance), "{chance}");
        let truth = core::f64::consts::LN_10;
        let covered = share_of(2000, |replication| {
            let sample = sample_of(&exponentials(310_000 + replication, trials as usize));
            quantile(&sample, level).unwrap().confidence_interval.unwrap().contains(truth)
        });
        assert!((covered - chance).abs() < 0.0195, "{covered} against {chance}");
    }

    proptest! {
        #[test]
        fn interval_holds_the_estimate_and_the_order_does_not_matter(
            values in prop::collection::vec(-1e9..1e9_f64, 1..200),
            level in 0.001..0.999_f64,
        ) {
            let found = quantile(&sample_of(&values), level).unwrap();
            if let Some(interval) = found.confidence_interval {
                prop_assert!(interval.contains(found.estimate));
            }
            let reversed: Vec<f64> = values.iter().rev().copied().collect();
            prop_assert_eq!(quantile(&sample_of(&reversed), level).unwrap(), found);
        }

        #[test]
        fn quantiles_rise_with_the_level(
            values in prop::collection::vec(-1e9..1e9_f64, 1..100),
            low in 0.001..0.999_f64,
            high in 0.001..0.999_f64,
        ) {
            let sample = sample_of(&values);
            let (low, high) = (low.min(high), low.max(high));
            prop_assert!(quantile(&sample, low).unwrap().estimate <= quantile(&sample, high).unwrap().estimate);
        }
    }
}
