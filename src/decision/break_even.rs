//! At which value of a figure two options cost the same, and which option is best at a value.

use serde::Serialize;

use super::error::DecisionError;
use super::mixed::{Estimate, mean_of};
use super::scenario_costs::{Outlook, ScenarioCosts};
use crate::statistics::{Crossings, Evaluation, NORMAL_CRITICAL_VALUE};

/// Level of the expected shortfall by which options may be compared.
const SHORTFALL_LEVEL: f64 = 0.95;

/// By what options are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Mean cost.
    Mean,
    /// Mean cost of the worst 5 % of trials.
    Shortfall,
}

/// Where a figure makes two options cost the same.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BreakEven {
    /// Position of the scenario; `None`: all by weight.
    pub scenario: Option<usize>,
    /// Positions of the options; figures are of the first less the second.
    pub first: usize,
    pub second: usize,
    /// The difference with the figure as the case has it.
    pub as_is: Estimate,
    pub found: Crossings,
}

impl BreakEven {
    /// The difference is the same whatever the figure.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        let mut figures = self.found.looked_at.iter().map(|(_, figure)| figure.mean);
        let first = figures.next();
        figures.all(|mean| Some(mean) == first)
    }

    /// The value at which the difference is nearest to 0 for what is known of it, in standard errors.
    #[must_use]
    pub fn closest(&self) -> Option<(f64, Evaluation)> {
        let errors = |figure: &Evaluation| match figure.mean.abs() {
            0.0 => 0.0,
            size => size / figure.standard_error,
        };
        let points = self.found.looked_at.iter().copied();
        points.min_by(|left, right| errors(&left.1).total_cmp(&errors(&right.1)))
    }
}

/// Trials after which a difference would be told from 0 if it stays what it is; `None` for none at all.
#[must_use]
pub fn trials_to_tell(figure: &Evaluation, trials: u64) -> Option<u64> {
    let errors = NORMAL_CRITICAL_VALUE * figure.standard_error / figure.mean.abs();
    (figure.mean != 0.0 && errors.is_finite())
        .then(|| (trials as f64 * errors * errors).ceil().min(1e15) as u64)
}

/// What an option costs, trial by trial, so that the mean is what options are compared by.
fn by_trial(
    costs: &ScenarioCosts,
    outlook: Outlook,
    option: usize,
    measure: Measure,
) -> Result<Vec<f64>, DecisionError> {
    Ok(match measure {
        Measure::Mean => costs.costs_by_trial(outlook, option),
        Measure::Shortfall => costs.mixed(outlook, option).shortfall_by_trial(SHORTFALL_LEVEL),
    })
}

/// Cost of one option less that of another, by what they are compared by. Errors are paired; that of a difference of shortfalls is of
/// first order, and there is none with too few trials in a tail.
///
/// - `pair`: positions of the options.
///
/// # Errors
/// Costs that no statistic can be taken of.
pub fn cost_difference(
    costs: &ScenarioCosts,
    outlook: Outlook,
    pair: (usize, usize),
    measure: Measure,
) -> Result<Estimate, DecisionError> {
    let first = by_trial(costs, outlook, pair.0, measure)?;
    let second = by_trial(costs, outlook, pair.1, measure)?;
    let differences: Vec<f64> = first.iter().zip(&second).map(|(first, second)| first - second).collect();
    let found = mean_of(&differences, costs.replicates())?;
    let known = match measure {
        Measure::Mean => true,
        Measure::Shortfall => {
            let known = |option: usize| {
                let tail = costs.mixed(outlook, option).shortfall(SHORTFALL_LEVEL)?;
                Ok::<bool, DecisionError>(tail.standard_error.is_some())
            };
            known(pair.0)? && known(pair.1)?
        }
    };
    Ok(if known { found } else { Estimate { standard_error: None, confidence_interval: None, ..found } })
}

/// Cost of each option, `[option]`, by what they are compared by.
///
/// # Errors
/// Costs that no statistic can be taken of.
pub fn cost_levels(
    costs: &ScenarioCosts,
    outlook: Outlook,
    measure: Measure,
) -> Result<Vec<f64>, DecisionError> {
    let level = |option: usize| Ok(mean_of(&by_trial(costs, outlook, option, measure)?, None)?.estimate);
    (0..costs.options().len()).map(level).collect()
}

/// The pairs of options whose break-even matters along a figure: those that take turns in costing least, in the order in which they
/// do, the one that is cheapest below first; if one option costs least throughout, it and the one that comes nearest to it.
///
/// - `levels`: `[point][option]`, cost at rising values of the figure.
#[must_use]
pub fn rivals(levels: &[Vec<f64>]) -> Vec<(usize, usize)> {
    let Some(options) = levels.first().map(Vec::len).filter(|options| *options > 1) else {
        return Vec::new();
    };
    let leaders: Vec<usize> = levels.iter().map(|level| cheapest(level)).collect();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for turn in leaders.windows(2) {
        let (below, above) = (turn[0], turn[1]);
        let known = pairs.contains(&(below, above)) || pairs.contains(&(above, below));
        if below != above && !known {
            pairs.push((below, above));
        }
    }
    if pairs.is_empty() {
        let leader = leaders[0];
        let gap = |option: usize| {
            levels.iter().map(|level| level[option] - level[leader]).fold(f64::INFINITY, f64::min)
        };
        let others = (0..options).filter(|option| *option != leader);
        let nearest = others.min_by(|left, right| gap(*left).total_cmp(&gap(*right)));
        pairs.extend(nearest.map(|nearest| (leader, nearest)));
    }
    pairs
}

/// Position of the lowest; the first of several.
fn cheapest(level: &[f64]) -> usize {
    (0..level.len()).fold(0, |best, option| if level[option] < level[best] { option } else { best })
}

/// The best option at some values of the figures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct BestOption {
    /// Position of the option.
    pub option: usize,
    /// The option that is nearest to it in standard errors; `None` if there is no other.
    pub rival: Option<usize>,
    /// What the rival costs more.
    pub ahead: Option<Estimate>,
    /// Every other option costs more for certain (95 %, each by itself).
    pub told_apart: bool,
}

/// The option that costs least, and whether the trials show it.
///
/// # Errors
/// Costs that no statistic can be taken of.
pub fn best_option(
    costs: &ScenarioCosts,
    outlook: Outlook,
    measure: Measure,
) -> Result<BestOption, DecisionError> {
    let levels = cost_levels(costs, outlook, measure)?;
    let best = cheapest(&levels);
    let mut nearest: Option<(f64, usize, Estimate)> = None;
    let mut told_apart = true;
    for other in (0..levels.len()).filter(|other| *other != best) {
        let ahead = cost_difference(costs, outlook, (other, best), measure)?;
        told_apart &= ahead.confidence_interval.is_some_and(|interval| interval.low > 0.0);
        let errors = match (ahead.estimate, ahead.standard_error) {
            (0.0, _) | (_, None) => 0.0,
            (ahead, Some(error)) => ahead / error,
        };
        if nearest.as_ref().is_none_or(|(least, _, _)| errors < *least) {
            nearest = Some((errors, other, ahead));
        }
    }
    Ok(BestOption {
        option: best,
        rival: nearest.map(|(_, rival, _)| rival),
        ahead: nearest.map(|(_, _, ahead)| ahead),
        told_apart,
    })
}

#[cfg(test)]
mod tests {
    use super::super::scenario_costs::testing::costs_of;
    use super::*;
    use crate::statistics::testing::normals;

    #[test]
    fn rivals_take_turns_or_come_nearest() {
        let turns = [vec![1.0, 2.0, 9.0], vec![3.0, 2.0, 9.0], vec![4.0, 3.0, 2.0]];
        assert_eq!(rivals(&turns), [(0, 1), (1, 2)]);
        let back = [vec![1.0, 2.0], vec![2.0, 1.0], vec![1.0, 2.0]];
        assert_eq!(rivals(&back), [(0, 1)]);
        let none = [vec![1.0, 5.0, 4.0], vec![1.0, 1.5, 4.0]];
        assert_eq!(rivals(&none), [(0, 1)]);
        assert!(rivals(&[vec![1.0]]).is_empty());
    }

    #[test]
    fn differences_are_paired_and_shortfalls_are_those_of_the_tail() {
        let base: Vec<f64> = (0..1000).map(f64::from).collect();
        let shifted: Vec<f64> = base.iter().map(|cost| cost + 7.0).collect();
        let costs = costs_of(vec![vec![base, shifted]], None);
        let outlook = Outlook::Scenario(0);
        for measure in [Measure::Mean, Measure::Shortfall] {
            let found = cost_difference(&costs, outlook, (1, 0), measure).unwrap();
            assert!((found.estimate - 7.0).abs() < 1e-9, "{measure:?}");
            assert!(found.standard_error.unwrap() < 1e-9);
        }
        // Of 0 … 999 the worst 5 % are 950 … 999.
        let levels = cost_levels(&costs, outlook, Measure::Shortfall).unwrap();
        assert!((levels[0] - 974.5).abs() < 1e-9, "{levels:?}");
        let few = costs_of(vec![vec![vec![1.0, 2.0], vec![2.0, 1.0]]], None);
        assert_eq!(cost_difference(&few, outlook, (0, 1), Measure::Shortfall).unwrap().standard_error, None);
    }

    #[test]
    fn the_best_is_told_apart_only_from_all() {
        let noise = normals(5, 400);
        let cost =
            |mean: f64, share: f64| noise.iter().map(|noise| mean + share * noise).collect::<Vec<f64>>();
        let costs = costs_of(vec![vec![cost(10.0, 0.0), cost(10.01, 1.0), cost(20.0, 1.0)]], None);
        let found = best_option(&costs, Outlook::Scenario(0), Measure::Mean).unwrap();
        assert!(!found.told_apart && found.rival.is_some_and(|rival| rival < 2));
        let clear = costs_of(vec![vec![cost(10.0, 0.0), cost(12.0, 1.0), cost(20.0, 1.0)]], None);
        let found = best_option(&clear, Outlook::Scenario(0), Measure::Mean).unwrap();
        assert_eq!((found.option, found.rival, found.told_apart), (0, Some(1), true));
        let twins = costs_of(vec![vec![cost(10.0, 1.0), cost(10.0, 1.0)]], None);
        assert!(!best_option(&twins, Outlook::Scenario(0), Measure::Mean).unwrap().told_apart);
    }

    #[test]
    fn trials_that_would_tell_grow_with_the_square_of_the_error() {
        let figure = Evaluation { mean: 1.0, standard_error: 2.0 };
        let expected = (100.0 * (2.0 * NORMAL_CRITICAL_VALUE).powi(2)).ceil() as u64;
        assert_eq!(trials_to_tell(&figure, 100), Some(expected));
        assert_eq!(trials_to_tell(&Evaluation { mean: 0.0, standard_error: 1.0 }, 100), None);
    }
}
