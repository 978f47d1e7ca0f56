//! What a figure is where an input is low, and where it is high: a bar of a tornado.

use serde::{Deserialize, Serialize};

use super::covariate::{categories, order_of, ties};
use super::error::{StatisticsError, check_sample};
use super::interval::Interval;
use super::moments::{Moments, moments};
use super::student::student_critical_value;

/// A mean over part of the trials.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PartMean {
    /// In the unit of the target.
    pub mean: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// 95 % interval (Student).
    pub confidence_interval: Interval,
}

/// The mean of a target in both tails of an input.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Swing {
    /// Where the input is lowest.
    pub low: PartMean,
    /// Where the input is highest.
    pub high: PartMean,
    /// `high − low`: positive if the target is higher where the input is high.
    pub change: PartMean,
}

/// Trials that a tail needs.
pub const MINIMUM_SWING_TRIALS: usize = 10;

/// The mean of `target` over the trials with the lowest and the highest values of `input`.
///
/// Inputs that go together with this one move too: it is what is seen, not the effect of the input alone. Where equal values of the input lie
/// across a tail's edge, each of them counts in part.
///
/// - `input`, `target`: shape `[trial]`, independent trials.
/// - `tail`: share of the trials on each side, in `(0, 0.5]`, e.g. 0.1.
///
/// # Errors
/// Unequal lengths; `tail` out of range; fewer than [`MINIMUM_SWING_TRIALS`] trials in a tail; a value that is not finite or beyond ±1e150.
pub fn swing(input: &[f64], target: &[f64], tail: f64) -> Result<Swing, StatisticsError> {
    if input.len() != target.len() {
        return Err(StatisticsError::UnequalLengths { first: input.len(), second: target.len() });
    }
    check_sample(input)?;
    check_sample(target)?;
    // False for NaN as well.
    let sound = tail > 0.0 && tail <= 0.5;
    if !sound {
        return Err(StatisticsError::Level { level: tail });
    }
    let room = tail * input.len() as f64;
    if room < MINIMUM_SWING_TRIALS as f64 {
        return Err(StatisticsError::TooFewPoints { points: room as usize, minimum: MINIMUM_SWING_TRIALS });
    }
    let mut order = order_of(input);
    let low = part(&weights(input, &order, room), target);
    order.reverse();
    let high = part(&weights(input, &order, room), target);
    let standard_error =
        (low.standard_error * low.standard_error + high.standard_error * high.standard_error).sqrt();
    let change = part_mean(high.mean - low.mean, standard_error, 2.0 * room);
    Ok(Swing { low, high, change })
}

/// Trials of a tail with their weights in `(0, 1]`, which sum to `room`.
fn weights(input: &[f64], order: &[usize], room: f64) -> Vec<(usize, f64)> {
    let (mut chosen, mut left) = (Vec::new(), room);
    for tied in ties(input, order) {
        if left <= 0.0 {
            break;
        }
        let weight = (left / tied.len() as f64).min(1.0);
        chosen.extend(tied.iter().map(|&index| (index, weight)));
        left -= tied.len() as f64;
    }
    chosen
}

fn part(weights: &[(usize, f64)], target: &[f64]) -> PartMean {
    let total: f64 = weights.iter().map(|(_, weight)| weight).sum();
    let mean = weights.iter().map(|&(index, weight)| weight * target[index]).sum::<f64>() / total;
    let squares: f64 = weights
        .iter()
        .map(|&(index, weight)| weight * weight * (target[index] - mean) * (target[index] - mean))
        .sum();
    part_mean(mean, (squares / (total * (total - 1.0))).sqrt(), total)
}

fn part_mean(mean: f64, standard_error: f64, trials: f64) -> PartMean {
    let half = student_critical_value((trials - 1.0) as u64) * standard_error;
    PartMean { mean, standard_error, confidence_interval: Interval::around(mean, half) }
}

/// The mean of a target over the trials of one category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CategoryMean {
    /// Number of the category.
    pub category: u32,
    /// Mean of the target there.
    pub target: Moments,
}

/// The mean of `target` in each category, by rising number of the category.
///
/// - `labels`, `target`: shape `[trial]`, independent trials.
///
/// # Errors
/// Unequal lengths; empty; a value that is not finite or beyond ±1e150.
pub fn category_means(labels: &[u32], target: &[f64]) -> Result<Vec<CategoryMean>, StatisticsError> {
    if labels.len() != target.len() {
        return Err(StatisticsError::UnequalLengths { first: labels.len(), second: target.len() });
    }
    check_sample(target)?;
    let (distinct, places) = categories(labels);
    let mut values = vec![Vec::new(); distinct.len()];
    places.iter().zip(target).for_each(|(&place, &value)| values[place].push(value));
    distinct
        .into_iter()
        .zip(values)
        .map(|(category, values)| Ok(CategoryMean { category, target: moments(&values)? }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{normals, share_of};
    use super::*;
    use crate::math::{inverse_normal_cdf, normal_density};

    #[test]
    fn tails_by_hand() {
        // 40 trials, a quarter on each side: the target is ten times the input.
        let input: Vec<f64> = (0..40).map(f64::from).collect();
        let target: Vec<f64> = input.iter().map(|value| 10.0 * value).collect();
        let found = swing(&input, &target, 0.25).unwrap();
        assert_eq!((found.low.mean, found.high.mean, found.change.mean), (45.0, 345.0, 300.0));
        // Values 0, 10 … 90: s² = 8250/9; error √(8250/90).
        assert!((found.low.standard_error - (8250.0_f64 / 90.0).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn equal_values_across_the_edge_count_in_part() {
        // All inputs alike: both tails are all trials, each by a quarter.
        let target: Vec<f64> = (0..40).map(f64::from).collect();
        let found = swing(&[1.0; 40], &target, 0.25).unwrap();
        assert!((found.low.mean - 19.5).abs() < 1e-12 && found.change.mean.abs() < 1e-12);
    }

    #[test]
    fn interval_covers_as_often_as_it_says() {
        // Y = X + noise; the mean of X in its highest tenth is φ(z)/0.1, so the swing is twice that. The errors are those of given tails, and
        // leave out that the tails' edges move: 1000 replications, four deviations of 0.0069.
        let truth = 20.0 * normal_density(inverse_normal_cdf(0.9));
        let covered = share_of(1000, |replication| {
            let input = normals(1_200_000 + replication, 500);
            let noise = normals(1_300_000 + replication, 500);
            let target: Vec<f64> =
                input.iter().zip(&noise).map(|(input, noise)| input + 2.0 * noise).collect();
            swing(&input, &target, 0.1).unwrap().change.confidence_interval.contains(truth)
        });
        assert!((covered - 0.95).abs() < 0.0276, "{covered}");
    }

    #[test]
    fn categories_have_their_own_means() {
        let found = category_means(&[3, 1, 3, 1, 1], &[10.0, 1.0, 20.0, 2.0, 3.0]).unwrap();
        let means: Vec<(u32, f64)> = found.iter().map(|mean| (mean.category, mean.target.mean)).collect();
        assert_eq!(means, [(1, 2.0), (3, 15.0)]);
    }

    #[test]
    fn refuses_tails_that_are_too_thin_or_overlap() {
        let values: Vec<f64> = (0..50).map(f64::from).collect();
        assert!(matches!(swing(&values, &values, 0.1), Err(StatisticsError::TooFewPoints { points: 5, .. })));
        assert!(swing(&values, &values, 0.6).is_err() && swing(&values, &values, f64::NAN).is_err());
    }
}
