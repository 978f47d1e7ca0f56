//! Do high values of one figure go with high values of another?

use serde::{Deserialize, Serialize};

use super::covariate::{mid_ranks, order_of, ties};
use super::error::{StatisticsError, check_sample};
use super::interval::{Interval, NORMAL_CRITICAL_VALUE};
use super::subsample_sums::moments_of_replicates;
use crate::math::{ln, tanh};

/// Spearman's rank correlation with its error.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RankCorrelation {
    /// In `[−1, 1]`; positive if the second rises with the first.
    pub estimate: f64,
    /// Standard error of the estimate.
    pub standard_error: f64,
    /// 95 % interval, inside `[−1, 1]`.
    pub confidence_interval: Interval,
}

/// Trials that the interval of a rank correlation needs.
pub const MINIMUM_CORRELATED_TRIALS: usize = 10;

/// Spearman's rank correlation of two figures: the plain correlation of their ranks, equal values sharing the middle of theirs.
///
/// The error holds for any kind of dependence, not for normal data alone: each trial's part in the estimate is what it adds by its own ranks and
/// by raising the ranks of others. The interval is taken on Fisher's scale, `artanh ρ`. How many values tie is held fixed.
///
/// - `first`, `second`: shape `[trial]`, at least [`MINIMUM_CORRELATED_TRIALS`].
/// - `replicates`: `Some(R)` if trial t belongs to replicate t mod R, replicates being independent.
///
/// The correlation with something that never varies is 0.
///
/// # Errors
/// Unequal lengths; too few trials; a value that is not finite or beyond ±1e150.
///
/// # Source
/// Spearman (1904), "The proof and measurement of association between two things"; the error: Hoeffding (1948), "A class of statistics
/// with asymptotically normal distribution", section 9.
pub fn rank_correlation(
    first: &[f64],
    second: &[f64],
    replicates: Option<u32>,
) -> Result<RankCorrelation, StatisticsError> {
    if first.len() != second.len() {
        return Err(StatisticsError::UnequalLengths { first: first.len(), second: second.len() });
    }
    check_sample(first)?;
    check_sample(second)?;
    if first.len() < MINIMUM_CORRELATED_TRIALS {
        return Err(StatisticsError::TooFewPoints {
            points: first.len(),
            minimum: MINIMUM_CORRELATED_TRIALS,
        });
    }
    let (u, v) = (mid_ranks(first), mid_ranks(second));
    let scale = (spread(&u) * spread(&v)).sqrt();
    if scale <= 0.0 {
        let nothing = Interval { low: 0.0, high: 0.0 };
        return Ok(RankCorrelation { estimate: 0.0, standard_error: 0.0, confidence_interval: nothing });
    }
    let (above_first, above_second) = (mean_above(first, &v), mean_above(second, &u));
    let count = first.len() as f64;
    let covariance = u.iter().zip(&v).map(|(u, v)| (u - 0.5) * (v - 0.5)).sum::<f64>() / count;
    let parts: Vec<f64> = (0..u.len())
        .map(|trial| (u[trial] * v[trial] + above_first[trial] + above_second[trial]) / scale)
        .collect();
    let standard_error = moments_of_replicates(&parts, replicates)?.standard_error.unwrap_or(0.0);
    let estimate = (covariance / scale).clamp(-1.0, 1.0);
    Ok(RankCorrelation { estimate, standard_error, confidence_interval: fisher(estimate, standard_error) })
}

/// Variance of ranks, whose mean is one half.
fn spread(ranks: &[f64]) -> f64 {
    ranks.iter().map(|rank| (rank - 0.5) * (rank - 0.5)).sum::<f64>() / ranks.len() as f64
}

/// For each trial the mean over all trials of `ranks`, where the value is above its own; half of it where they are equal.
fn mean_above(values: &[f64], ranks: &[f64]) -> Vec<f64> {
    let order = order_of(values);
    let count = values.len() as f64;
    let mut left: f64 = ranks.iter().sum();
    let mut above = vec![0.0; values.len()];
    for tied in ties(values, &order) {
        let here: f64 = tied.iter().map(|&index| ranks[index]).sum();
        tied.iter().for_each(|&index| above[index] = (left - 0.5 * here) / count);
        left -= here;
    }
    above
}

/// The interval on Fisher's scale, turned back.
fn fisher(estimate: f64, standard_error: f64) -> Interval {
    let room = 1.0 - estimate * estimate;
    if room <= 0.0 {
        return Interval { low: estimate, high: estimate };
    }
    let centre = 0.5 * ln((1.0 + estimate) / (1.0 - estimate));
    let half = NORMAL_CRITICAL_VALUE * standard_error / room;
    Interval { low: tanh(centre - half), high: tanh(centre + half) }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{normals, share_of};
    use super::*;
    use crate::math::{asin, exp};

    /// Two normals with a correlation of `weight`.
    fn pair(seed: u64, trials: usize, weight: f64) -> (Vec<f64>, Vec<f64>) {
        let first = normals(seed, trials);
        let rest = (1.0 - weight * weight).sqrt();
        let second = first.iter().zip(normals(seed + 5_000_000, trials));
        let second = second.map(|(first, other)| weight * first + rest * other).collect();
        (first, second)
    }

    #[test]
    fn small_sample_by_hand() {
        // Ranks 1…10 against 2, 1, 4, 3 …: Σd² = 10, ρ = 1 − 6·10/(10·99) = 0.93939.
        let first: Vec<f64> = (1..=10).map(f64::from).collect();
        let second: Vec<f64> =
            (1..=10).map(|rank| f64::from(if rank % 2 == 1 { rank + 1 } else { rank - 1 })).collect();
        let found = rank_correlation(&first, &second, None).unwrap();
        assert!((found.estimate - (1.0 - 60.0 / 990.0)).abs() < 1e-12, "{found:?}");
        assert!(found.confidence_interval.contains(found.estimate));
    }

    #[test]
    fn interval_covers_for_normal_and_for_uneven_dependence() {
        // Normal: ρ_S = 6/π·asin(ρ/2). 1000 replications: four deviations of 0.0069.
        let truth = 6.0 / core::f64::consts::PI * asin(0.3);
        let covered = share_of(1000, |replication| {
            let (first, second) = pair(1_000_000 + replication, 200, 0.6);
            rank_correlation(&first, &second, None).unwrap().confidence_interval.contains(truth)
        });
        assert!((covered - 0.95).abs() < 0.0276, "{covered}");
        // |X| with X: no correlation, but a dependence under which the usual error 1/√n would be wrong.
        let covered = share_of(1000, |replication| {
            let first = normals(1_100_000 + replication, 200);
            let second: Vec<f64> = first.iter().map(|value| value.abs()).collect();
            rank_correlation(&first, &second, None).unwrap().confidence_interval.contains(0.0)
        });
        assert!((covered - 0.95).abs() < 0.0276, "{covered}");
    }

    #[test]
    fn rising_transforms_change_nothing_and_falling_ones_the_sign() {
        let (first, second) = pair(7, 300, -0.4);
        let found = rank_correlation(&first, &second, None).unwrap();
        let raised: Vec<f64> = first.iter().map(|value| exp(*value)).collect();
        assert_eq!(rank_correlation(&raised, &second, None).unwrap(), found);
        let turned: Vec<f64> = second.iter().map(|value| -value).collect();
        let other = rank_correlation(&first, &turned, None).unwrap();
        assert!((other.estimate + found.estimate).abs() < 1e-12);
        assert!((other.standard_error - found.standard_error).abs() < 1e-12);
    }

    #[test]
    fn ends_of_the_scale() {
        let values: Vec<f64> = (0..20).map(f64::from).collect();
        let same = rank_correlation(&values, &values, None).unwrap();
        assert!((same.estimate - 1.0).abs() < 1e-12 && same.confidence_interval.high <= 1.0);
        assert_eq!(rank_correlation(&values, &[3.0; 20], None).unwrap().estimate, 0.0);
        assert!(rank_correlation(&values[..9], &values[..9], None).is_err());
    }
}
