//! A cost over several scenarios, each with its weight: mean, quantiles and tail with their errors.

use serde::{Deserialize, Serialize};

use super::error::DecisionError;
use crate::statistics::{
    Interval, MINIMUM_TAIL_TRIALS, SortedSample, moments_of_replicates, quantile, student_critical_value,
    wilson_interval,
};

/// A figure with its error.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    pub estimate: f64,
    /// `None` where the trials do not say.
    pub standard_error: Option<f64>,
    /// 95 % interval; `None` where the trials do not say.
    pub confidence_interval: Option<Interval>,
}

/// Values of each scenario with its weight; trial i of one may share random numbers with trial i of another, so that errors are
/// taken of what trial i gives in all of them together.
#[derive(Debug, Clone)]
pub(super) struct Mixed<'a> {
    /// Weights above 0 that sum to 1.
    parts: Vec<(f64, &'a [f64])>,
    trials: usize,
    replicates: Option<u32>,
}

impl<'a> Mixed<'a> {
    /// - `parts`: cut to the trials that all have.
    pub fn new(parts: Vec<(f64, &'a [f64])>, replicates: Option<u32>) -> Mixed<'a> {
        let trials = parts.iter().map(|(_, values)| values.len()).min().unwrap_or(0);
        let parts = parts.into_iter().map(|(weight, values)| (weight, &values[..trials])).collect();
        Mixed { parts, trials, replicates }
    }

    /// Of each trial, the weighted mean of a function of its values.
    pub fn by_trial(&self, of: impl Fn(f64) -> f64) -> Vec<f64> {
        if let [(_, values)] = self.parts[..] {
            return values.iter().map(|value| of(*value)).collect();
        }
        let at = |trial: usize| self.parts.iter().map(|(weight, values)| weight * of(values[trial])).sum();
        (0..self.trials).map(at).collect()
    }

    pub fn mean(&self) -> Result<Estimate, DecisionError> {
        mean_of(&self.by_trial(|value| value), self.replicates)
    }

    /// Chance that a value holds a condition, with an interval that is on the wide side where scenarios are mixed.
    pub fn chance(&self, holds: impl Fn(f64) -> bool) -> Result<Estimate, DecisionError> {
        let shares = self.by_trial(|value| f64::from(u8::from(holds(value))));
        let found = mean_of(&shares, self.replicates)?;
        let share = found.estimate.clamp(0.0, 1.0);
        Ok(Estimate { confidence_interval: Some(wilson_interval(share, self.trials)?), ..found })
    }

    /// The smallest value that at least the share `level` of the weight does not exceed.
    ///
    /// With one scenario of independent trials the interval is that of [`quantile`]; else the quantiles at `level` plus and minus
    /// what the share below the estimate is known to (Woodruff 1952); `None` with fewer than [`MINIMUM_TAIL_TRIALS`] beyond.
    pub fn quantile(&self, level: f64) -> Result<Estimate, DecisionError> {
        if let ([(_, values)], None) = (&self.parts[..], self.replicates) {
            let found = quantile(&SortedSample::new(values)?, level)?;
            return Ok(Estimate {
                estimate: found.estimate,
                standard_error: None,
                confidence_interval: found.confidence_interval,
            });
        }
        let sorted = self.sorted();
        let estimate = at_level(&sorted, level);
        let below = mean_of(&self.by_trial(|value| f64::from(u8::from(value <= estimate))), self.replicates)?;
        let enough = self.beyond(estimate) >= MINIMUM_TAIL_TRIALS;
        let interval = below.confidence_interval.filter(|_| enough).map(|found| {
            let half = found.width() / 2.0;
            Interval { low: at_level(&sorted, level - half), high: at_level(&sorted, level + half) }
        });
        Ok(Estimate { estimate, standard_error: None, confidence_interval: interval })
    }

    /// Mean of the worst `1 − level` share of the weight; its error is that of [`Mixed::shortfall_by_trial`], with Student's factor
    /// for the trials of the tail, and `None` with fewer than [`MINIMUM_TAIL_TRIALS`] of them.
    pub fn shortfall(&self, level: f64) -> Result<Estimate, DecisionError> {
        let boundary = at_level(&self.sorted(), level);
        let found = mean_of(&self.shortfall_by_trial(level), self.replicates)?;
        let tail = self.beyond(boundary);
        if tail < MINIMUM_TAIL_TRIALS {
            return Ok(Estimate { standard_error: None, confidence_interval: None, ..found });
        }
        let freedom = match self.replicates {
            None => tail as u64 - 1,
            Some(replicates) => u64::from(replicates).saturating_sub(1),
        };
        let interval = found.standard_error.map(|error| {
            let half = student_critical_value(freedom) * error;
            Interval { low: found.estimate - half, high: found.estimate + half }
        });
        Ok(Estimate { confidence_interval: interval, ..found })
    }

    /// Of each trial, `b + Σ w·(x − b)⁺/(1 − level)` with the quantile b: its mean is the expected shortfall, and its error that of the
    /// shortfall to first order (Manistre & Hancock 2005), as the boundary b is where the expression is flat.
    pub fn shortfall_by_trial(&self, level: f64) -> Vec<f64> {
        let boundary = at_level(&self.sorted(), level);
        let excess = self.by_trial(|value| (value - boundary).max(0.0));
        excess.into_iter().map(|excess| boundary + excess / (1.0 - level)).collect()
    }

    /// Trials in which some scenario's value is beyond a boundary.
    fn beyond(&self, boundary: f64) -> usize {
        let is_beyond = |trial: &usize| self.parts.iter().any(|(_, values)| values[*trial] > boundary);
        (0..self.trials).filter(is_beyond).count()
    }

    /// Values with the weight of each, ascending.
    pub fn sorted(&self) -> Vec<(f64, f64)> {
        let each = |(weight, values): &(f64, &'a [f64])| {
            let share = weight / self.trials as f64;
            values.iter().map(move |value| (*value, share)).collect::<Vec<_>>()
        };
        let mut sorted: Vec<(f64, f64)> = self.parts.iter().flat_map(each).collect();
        sorted.sort_by(|left, right| left.0.total_cmp(&right.0));
        sorted
    }
}

/// The smallest value that at least the share `level` of the weight does not exceed; the lowest or highest beyond 0 and 1.
pub(super) fn at_level(sorted: &[(f64, f64)], level: f64) -> f64 {
    // What is missed by rounding only counts as reached.
    let enough = level - 1e-12;
    let mut below = 0.0;
    for &(value, weight) in sorted {
        below += weight;
        if below >= enough {
            return value;
        }
    }
    sorted.last().map_or(0.0, |(value, _)| *value)
}

/// The mean of values in the order of their trials.
pub(super) fn mean_of(values: &[f64], replicates: Option<u32>) -> Result<Estimate, DecisionError> {
    let found = moments_of_replicates(values, replicates)?;
    Ok(Estimate {
        estimate: found.mean,
        standard_error: found.standard_error,
        confidence_interval: found.confidence_interval,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::{Mixture, expected_shortfall, moments};

    fn wavy(phase: f64, trials: usize) -> Vec<f64> {
        (0..trials).map(|trial| 10.0 * crate::math::sin(phase + 1.7 * trial as f64) + phase).collect()
    }

    #[test]
    fn one_scenario_gives_the_figures_of_plain_samples() {
        let values = wavy(0.3, 997);
        let mixed = Mixed::new(vec![(1.0, &values)], None);
        let plain = moments(&values).unwrap();
        assert_eq!(
            (mixed.mean().unwrap().estimate, mixed.mean().unwrap().standard_error),
            (plain.mean, plain.standard_error)
        );
        let tail = expected_shortfall(&SortedSample::new(&values).unwrap(), 0.95).unwrap();
        let found = mixed.shortfall(0.95).unwrap();
        assert!((found.estimate - tail.estimate).abs() < 1e-12);
        assert!((found.standard_error.unwrap() - tail.standard_error.unwrap()).abs() < 1e-12);
        let (found, expected) = (found.confidence_interval.unwrap(), tail.confidence_interval.unwrap());
        assert!((found.low - expected.low).abs() + (found.high - expected.high).abs() < 1e-11);
    }

    #[test]
    fn two_scenarios_give_the_figures_of_a_mixture() {
        let (first, second) = (wavy(0.3, 400), wavy(2.0, 400));
        let mixed = Mixed::new(vec![(0.75, &first), (0.25, &second)], None);
        let mixture = Mixture::new(&[(0.75, &first), (0.25, &second)]).unwrap();
        assert!((mixed.mean().unwrap().estimate - mixture.mean().mean).abs() < 1e-12);
        assert!(
            (mixed.mean().unwrap().standard_error.unwrap() - mixture.mean().standard_error.unwrap()).abs()
                < 1e-12
        );
        for level in [0.05, 0.5, 0.95] {
            assert_eq!(mixed.quantile(level).unwrap().estimate, mixture.quantile(level).unwrap());
        }
        let above = mixed.chance(|value| value > 8.0).unwrap();
        assert!((above.estimate - mixture.share_above(8.0).unwrap()).abs() < 1e-12);
        assert!(
            mixed
                .quantile(0.95)
                .unwrap()
                .confidence_interval
                .unwrap()
                .contains(mixed.quantile(0.95).unwrap().estimate)
        );
    }

    #[test]
    fn a_tail_of_few_trials_has_no_error() {
        let values = wavy(0.0, 150);
        let mixed = Mixed::new(vec![(0.5, &values), (0.5, &values)], None);
        // 150·5 % are 7 trials.
        assert_eq!(mixed.shortfall(0.95).unwrap().confidence_interval, None);
        assert_eq!(mixed.quantile(0.95).unwrap().confidence_interval, None);
        assert!(mixed.shortfall(0.8).unwrap().confidence_interval.is_some());
    }
}
