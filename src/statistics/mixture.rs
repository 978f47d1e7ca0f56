//! Several samples with weights, as one.

use super::error::{StatisticsError, check_level};
use super::moments::{Moments, compensated_sum, moments};
use super::sample::SortedSample;

/// A sample of each part of a mixture, and how much each part weighs.
///
/// All trials of part s weigh `w_s/n`. Trial i of one part may share random numbers with trial i of another.
#[derive(Debug, Clone)]
pub struct Mixture {
    parts: Vec<Part>,
    /// Of each trial, the weighted mean of its values over the parts.
    moments: Moments,
}

#[derive(Debug, Clone)]
struct Part {
    weight: f64,
    sample: SortedSample,
}

impl Mixture {
    /// Joins samples by weight.
    ///
    /// - `parts`: weight, not negative, only their ratios count, and values, shape `[trial]`. Parts of weight 0 are left out.
    ///
    /// # Errors
    /// No part weighs anything; a weight that is not finite or negative; samples that are empty, of unequal size or not
    /// finite.
    pub fn new(parts: &[(f64, &[f64])]) -> Result<Mixture, StatisticsError> {
        for &(weight, _) in parts {
            if !weight.is_finite() || weight < 0.0 {
                return Err(StatisticsError::Share { share: weight });
            }
        }
        let weighing: Vec<(f64, &[f64])> =
            parts.iter().copied().filter(|(weight, _)| *weight > 0.0).collect();
        let trials = weighing.first().ok_or(StatisticsError::Empty)?.1.len();
        if let Some((_, odd)) = weighing.iter().find(|(_, values)| values.len() != trials) {
            return Err(StatisticsError::UnequalLengths { first: trials, second: odd.len() });
        }
        let total: f64 = weighing.iter().map(|(weight, _)| weight).sum();
        let checked = weighing
            .iter()
            .map(|&(weight, values)| Ok(Part { weight: weight / total, sample: SortedSample::new(values)? }))
            .collect::<Result<Vec<Part>, StatisticsError>>()?;
        let by_trial: Vec<f64> = (0..trials)
            .map(|trial| {
                compensated_sum(weighing.iter().map(|(weight, values)| weight / total * values[trial]))
            })
            .collect();
        Ok(Mixture { parts: checked, moments: moments(&by_trial)? })
    }

    /// Mean `Σ w_s·mean_s` with its standard error and interval: the weights are given, not drawn, so the error is that
    /// of the weighted means `y_i = Σ w_s·x_s,i` of the trials, which counts what the parts have in common.
    #[must_use]
    pub fn mean(&self) -> &Moments {
        &self.moments
    }

    /// Share of the weight on values above `threshold`, in `[0, 1]`.
    ///
    /// # Errors
    /// A threshold that is not finite.
    pub fn share_above(&self, threshold: f64) -> Result<f64, StatisticsError> {
        if !threshold.is_finite() {
            return Err(StatisticsError::Threshold { threshold });
        }
        let shares = self.parts.iter().map(|part| {
            let trials = part.sample.trials();
            let above = trials - part.sample.trials_at_or_below(threshold);
            part.weight * (above as f64 / trials as f64)
        });
        Ok(compensated_sum(shares).clamp(0.0, 1.0))
    }

    /// The smallest value that at least the share `level` of the weight does not exceed; with one part, its quantile.
    ///
    /// # Errors
    /// `level` outside `(0, 1)`.
    pub fn quantile(&self, level: f64) -> Result<f64, StatisticsError> {
        check_level(level)?;
        let mut values: Vec<(f64, f64)> = Vec::new();
        for part in &self.parts {
            let each = part.weight / part.sample.trials() as f64;
            values.extend(part.sample.values().iter().map(|&value| (value, each)));
        }
        values.sort_by(|left, right| left.0.total_cmp(&right.0));
        // What is missed by rounding only counts as reached: half an ulp for each weight that is added.
        let enough = level - f64::EPSILON * values.len() as f64;
        let mut below = 0.0;
        for &(value, weight) in &values {
            below += weight;
            if below >= enough {
                return Ok(value);
            }
        }
        values.last().map(|&(value, _)| value).ok_or(StatisticsError::Empty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::quantile;

    #[test]
    fn figures_by_hand() {
        // Part one with 3/4, each value 1/4; part two with 1/4, each 1/12.
        let mixture = Mixture::new(&[(0.75, &[3.0, 1.0, 2.0]), (0.25, &[20.0, 10.0, 6.0])]).unwrap();
        // By trial: 2.25 + 5 = 7.25, 0.75 + 2.5 = 3.25, 1.5 + 1.5 = 3; mean 4.5; deviations 2.75, -1.25, -1.5,
        // squares 7.5625 + 1.5625 + 2.25 = 11.375; error √(11.375/2/3).
        let mean = mixture.mean();
        assert!((mean.mean - 4.5).abs() < 1e-15);
        assert!((mean.standard_error.unwrap() - (11.375_f64 / 6.0).sqrt()).abs() < 1e-15);
        // Cumulated: 1/4, 1/2, 3/4, 10/12, 11/12, 1.
        for (level, expected) in
            [(0.25, 1.0), (0.26, 2.0), (0.75, 3.0), (0.76, 6.0), (0.84, 10.0), (0.95, 20.0)]
        {
            assert_eq!(mixture.quantile(level).unwrap(), expected, "{level}");
        }
        // Above 2: 1/4 + 1/4; above 10: 1/12.
        assert_eq!(mixture.share_above(2.0).unwrap(), 0.5);
        assert!((mixture.share_above(10.0).unwrap() - 1.0 / 12.0).abs() < 1e-15);
    }

    #[test]
    fn one_part_is_its_sample() {
        let values: Vec<f64> = (1..=100).map(|value| f64::from(value * 37 % 101)).collect();
        let mixture = Mixture::new(&[(1.0, &values)]).unwrap();
        let sample = SortedSample::new(&values).unwrap();
        for percent in 1..100 {
            let level = f64::from(percent) / 100.0;
            assert_eq!(
                mixture.quantile(level).unwrap(),
                quantile(&sample, level).unwrap().estimate,
                "{level}"
            );
        }
        assert_eq!(*mixture.mean(), moments(&values).unwrap());
    }

    #[test]
    fn parts_that_make_up_for_each_other_have_no_error() {
        let mixture = Mixture::new(&[(1.0, &[1.0, 3.0]), (1.0, &[3.0, 1.0]), (0.0, &[1e9])]).unwrap();
        assert_eq!((mixture.mean().mean, mixture.mean().standard_error), (2.0, Some(0.0)));
        assert_eq!(mixture.quantile(0.99).unwrap(), 3.0);
    }

    #[test]
    fn refuses_what_is_no_mixture() {
        assert!(matches!(Mixture::new(&[]), Err(StatisticsError::Empty)));
        assert!(matches!(Mixture::new(&[(0.0, &[1.0])]), Err(StatisticsError::Empty)));
        assert!(Mixture::new(&[(-0.5, &[1.0]), (1.5, &[1.0])]).is_err());
        assert!(Mixture::new(&[(f64::NAN, &[1.0])]).is_err());
        assert!(Mixture::new(&[(1.0, &[f64::NAN])]).is_err());
        let unequal = Mixture::new(&[(0.5, &[1.0]), (0.5, &[1.0, 2.0])]);
        assert!(matches!(unequal, Err(StatisticsError::UnequalLengths { first: 1, second: 2 })));
    }
}
