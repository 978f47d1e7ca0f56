//! The value of information by simulation within simulation: slow, and free of any regression.

use serde::{Deserialize, Serialize};

use super::error::DecisionError;
use crate::statistics::{Interval, StatisticsError, check_sample, moments};

/// Value of information by nested simulation.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct NestedInformation {
    /// EVPPI, in the unit of the costs; the upward bias of finitely many inner trials is taken off to the first order.
    pub value: f64,
    /// Standard error over the outer trials.
    pub standard_error: f64,
    /// 95 % interval.
    pub confidence_interval: Interval,
    /// What has been taken off.
    pub upward_bias: f64,
}

/// EVPPI by nested simulation: for every outer draw of what becomes known, inner draws of all else.
///
/// The lowest of `m` inner means errs low by about `c/m`; with half the inner trials by twice that, so the value of the whole less that difference
/// has no bias of the first order.
///
/// - `options`: how many costs `draw` gives, at least one.
/// - `outer`, `inner`: numbers of draws, at least two; an odd inner draw is not used.
/// - `draw`: the costs `[option]`, given the outer draw's number (which fixes what is known) and the inner draw's number.
///
/// # Errors
/// Too few draws; another number of costs; costs that are not finite or beyond ±1e150.
///
/// # Source
/// Brennan, Kharroubi, O'Hagan & Chilcott (2007), "Calculating partial expected value of perfect information via Monte Carlo sampling
/// algorithms", Medical Decision Making 27, 448–470; the halving: Giles & Goda (2019), "Decision-making under uncertainty: using
/// MLMC for efficient estimation of EVPPI", Statistics and Computing 29, 739–751.
pub fn nested_information(
    options: usize,
    outer: usize,
    inner: usize,
    mut draw: impl FnMut(usize, usize) -> Vec<f64>,
) -> Result<NestedInformation, DecisionError> {
    let half = inner / 2;
    if options == 0 {
        return Err(DecisionError::NoOptions);
    }
    if outer < 2 || half == 0 {
        return Err(StatisticsError::TooFewPoints { points: outer.min(inner), minimum: 2 }.into());
    }
    let halves = (0..outer)
        .map(|known| means_of_halves(options, half, |number| draw(known, number)))
        .collect::<Result<Vec<_>, StatisticsError>>()?;
    let total = |option: usize| halves.iter().map(|[one, other]| one[option] + other[option]).sum::<f64>();
    let totals: Vec<f64> = (0..options).map(total).collect();
    let best = (1..options).fold(0, |best, option| if totals[option] < totals[best] { option } else { best });
    let gains: Vec<[f64; 2]> = halves.iter().map(|halves| gains_of(halves, best)).collect();
    let whole = gains.iter().map(|[whole, _]| whole).sum::<f64>() / outer as f64;
    let corrected: Vec<f64> = gains.iter().map(|[whole, parts]| 2.0 * whole - parts).collect();
    let found = moments(&corrected)?;
    let alone = Interval { low: found.mean, high: found.mean };
    Ok(NestedInformation {
        value: found.mean,
        standard_error: found.standard_error.unwrap_or(0.0),
        confidence_interval: found.confidence_interval.unwrap_or(alone),
        upward_bias: whole - found.mean,
    })
}

/// Mean cost `[option]` of the even and of the odd inner draws.
fn means_of_halves(
    options: usize,
    half: usize,
    mut draw: impl FnMut(usize) -> Vec<f64>,
) -> Result<[Vec<f64>; 2], StatisticsError> {
    let mut means = [vec![0.0; options], vec![0.0; options]];
    for number in 0..2 * half {
        let costs = draw(number);
        check_sample(&costs)?;
        if costs.len() != options {
            return Err(StatisticsError::UnequalLengths { first: options, second: costs.len() });
        }
        let mean = &mut means[number % 2];
        mean.iter_mut().zip(&costs).for_each(|(mean, cost)| *mean += cost / half as f64);
    }
    Ok(means)
}

/// Gain over the best option on average: by all inner trials, and on average of their halves.
fn gains_of([one, other]: &[Vec<f64>; 2], best: usize) -> [f64; 2] {
    let gain = |means: &[f64]| means[best] - means.iter().copied().fold(f64::INFINITY, f64::min);
    let both: Vec<f64> = one.iter().zip(other).map(|(one, other)| 0.5 * (one + other)).collect();
    [gain(&both), 0.5 * (gain(one) + gain(other))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::random::StreamKey;
    use crate::math::inverse_normal_cdf;

    #[test]
    fn without_inner_noise_it_is_perfect_information() {
        // Costs of the second option ±1 by turns, of the first 0.25: best on average the second (0), gain 0 or 0.75.
        let found =
            nested_information(2, 10, 4, |outer, _| vec![0.25, if outer % 2 == 0 { 1.0 } else { -1.0 }])
                .unwrap();
        assert!((found.value - 0.375).abs() < 1e-12 && found.upward_bias.abs() < 1e-12, "{found:?}");
    }

    #[test]
    fn bias_of_few_inner_trials_is_taken_off_to_the_first_order() {
        // Known: N(0, 1), not known: N(0, 4), against nothing. The value is σ/√2π = 0.3989 with σ = 1; four inner trials see σ² = 1 + 4/4,
        // two see 1 + 4/2: 0.5642 and 0.6910, so 2·0.5642 − 0.6910 = 0.4374.
        let key = StreamKey::new(4, "nested");
        let normal = |draw: u64, trial: u64| inverse_normal_cdf(key.draw(draw).uniform(trial));
        let found = nested_information(2, 20_000, 4, |outer, inner| {
            vec![0.0, normal(0, outer as u64) + 2.0 * normal(1 + inner as u64, outer as u64)]
        })
        .unwrap();
        assert!((found.value - 0.4374).abs() < 4.0 * found.standard_error, "{found:?}");
        assert!((found.upward_bias - 0.1268).abs() < 0.02 && found.standard_error < 0.01, "{found:?}");
    }

    #[test]
    fn refuses_too_few_draws_and_missing_costs() {
        assert!(nested_information(2, 1, 4, |_, _| vec![0.0, 1.0]).is_err());
        assert!(nested_information(2, 4, 1, |_, _| vec![0.0, 1.0]).is_err());
        assert!(nested_information(2, 4, 4, |_, _| vec![0.0]).is_err());
        assert_eq!(nested_information(0, 4, 4, |_, _| vec![]), Err(DecisionError::NoOptions));
    }
}
