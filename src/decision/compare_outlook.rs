//! The comparison of options in one scenario, or over all of them by weight.

use serde::{Deserialize, Serialize};

use super::compare::{Comparison, compare_replicates};
use super::error::DecisionError;
use super::mixed::{Estimate, mean_of};
use super::option_costs::OptionCosts;
use super::scenario_costs::{Outlook, ScenarioCosts};
use crate::statistics::wilson_interval;

/// Options side by side in one outlook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutlookComparison {
    /// Position of the scenario; `None`: all by weight.
    pub scenario: Option<usize>,
    /// Means and paired differences; over weighted scenarios those of each trial's weighted mean.
    pub comparison: Comparison,
    /// By option, the chance to be the cheapest.
    pub cheapest: Vec<Estimate>,
    /// By option, the chance to cost more than the appetite.
    pub exceeds_appetite: Vec<Estimate>,
}

/// Compares options in an outlook.
///
/// Over weighted scenarios means are weighted trial by trial, which leaves in the error what scenarios have in common; chances
/// are those of the mixture, with an interval on the wide side.
///
/// - `appetite`: what a trial should not cost more than.
///
/// # Errors
/// An `appetite` that is not finite.
pub fn compare_outlook(
    costs: &ScenarioCosts,
    outlook: Outlook,
    appetite: f64,
) -> Result<OutlookComparison, DecisionError> {
    let count = costs.options().len();
    let by_trial: Vec<Vec<f64>> = (0..count).map(|option| costs.costs_by_trial(outlook, option)).collect();
    let named: Vec<OptionCosts<'_>> =
        costs.options().iter().zip(&by_trial).map(|(option, costs)| OptionCosts { option, costs }).collect();
    let comparison = compare_replicates(&named, Some(appetite), costs.replicates())?;
    let scenario = match outlook {
        Outlook::Scenario(scenario) => Some(scenario),
        Outlook::Weighted => None,
    };
    let cheapest =
        (0..count).map(|option| chance_cheapest(costs, outlook, option)).collect::<Result<_, _>>()?;
    let exceeds_appetite = (0..count)
        .map(|option| costs.mixed(outlook, option).chance(|cost| cost > appetite))
        .collect::<Result<_, _>>()?;
    Ok(OutlookComparison { scenario, comparison, cheapest, exceeds_appetite })
}

/// A trial in which `m` options cost the same and least counts `1/m`.
fn chance_cheapest(
    costs: &ScenarioCosts,
    outlook: Outlook,
    option: usize,
) -> Result<Estimate, DecisionError> {
    let trials = costs.trials_of(outlook);
    let mut shares = vec![0.0; trials];
    for (weight, scenario) in costs.parts(outlook) {
        let options = costs.costs(scenario);
        for (trial, share) in shares.iter_mut().enumerate() {
            let lowest = options.iter().map(|costs| costs[trial]).fold(f64::INFINITY, f64::min);
            if options[option][trial] == lowest {
                *share += weight / options.iter().filter(|costs| costs[trial] == lowest).count() as f64;
            }
        }
    }
    let found = mean_of(&shares, costs.replicates())?;
    let share = found.estimate.clamp(0.0, 1.0);
    Ok(Estimate { estimate: share, confidence_interval: Some(wilson_interval(share, trials)?), ..found })
}

#[cfg(test)]
mod tests {
    use super::super::scenario_costs::testing::costs_of;
    use super::*;
    use crate::statistics::testing::normals;

    #[test]
    fn chances_are_weighted_and_means_are_paired() {
        let costs = vec![
            vec![vec![1.0, 2.0, 3.0, 4.0], vec![2.0, 1.0, 3.0, 5.0]],
            vec![vec![9.0, 9.0, 9.0, 9.0], vec![5.0, 5.0, 5.0, 5.0]],
        ];
        let costs = costs_of(costs, Some(vec![0.5, 0.5]));
        let found = compare_outlook(&costs, Outlook::Weighted, 4.5).unwrap();
        // Cheapest in the first scenario: 1, 0, 1/2, 1 of 4; never in the second.
        assert_eq!(found.cheapest[0].estimate, 0.5 * 2.5 / 4.0);
        assert_eq!(found.exceeds_appetite[1].estimate, 0.5 * 0.25 + 0.5);
        // Differences by trial: (−1 + 4)/2, (1 + 4)/2, 2, (−1 + 4)/2.
        let pair = found.comparison.pair("a", "b").unwrap();
        assert_eq!(pair.mean_difference, 1.875);
        assert_eq!(found.scenario, None);
    }

    #[test]
    fn the_chance_to_be_cheapest_of_correlated_normals_has_a_closed_form() {
        // a ~ N(10, 1), b ~ N(10.5, 2²), correlation 0.5: a − b ~ N(−0.5, 1 + 4 − 2·0.5·1·2) = N(−0.5, 3): Φ(0.5/√3) = 0.6136.
        let (common, own) = (normals(21, 20_000), normals(22, 20_000));
        let first: Vec<f64> = common.iter().map(|value| 10.0 + value).collect();
        let both = common.iter().zip(&own);
        let second = both.map(|(common, own)| 10.5 + 2.0 * (0.5 * common + 0.75_f64.sqrt() * own)).collect();
        let costs = costs_of(vec![vec![first, second]], None);
        let found = compare_outlook(&costs, Outlook::Scenario(0), 0.0).unwrap();
        let expected = crate::math::normal_cdf(0.5 / 3.0_f64.sqrt());
        assert!((expected - 0.6136).abs() < 1e-4);
        // Four standard errors: a false alarm in 16,000 seeds.
        let error = (expected * (1.0 - expected) / 20_000.0).sqrt();
        assert!((found.cheapest[0].estimate - expected).abs() < 4.0 * error);
        assert!((found.cheapest[0].estimate + found.cheapest[1].estimate - 1.0).abs() < 1e-12);
    }
}
