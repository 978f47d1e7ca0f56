//! What is no number: how the difference of two options goes with whose view is right, and with the scenario.

use serde::Serialize;

use super::drawn_figure::DrawnFigure;
use super::error::DecisionError;
use super::mixed::{Estimate, mean_of};
use super::scenario_costs::ScenarioCosts;
use crate::statistics::{Covariate, ExplainedShare, first_order_index};

/// Steps of the golden ratio spread trials evenly over the scenarios, whatever their weights.
const GOLDEN: f64 = 0.618_033_988_749_894_9;

/// How the difference goes with something that takes one of a few values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CategoryDriver {
    /// Position of the pooled figure whose experts differ; `None`: the scenario.
    pub figure: Option<usize>,
    /// Name of the figure, empty for the scenario.
    pub name: String,
    pub values: Vec<CategoryValue>,
    /// Share of the difference's variance that goes away once the value is known.
    pub first_order: ExplainedShare,
}

/// One value that it can take.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CategoryValue {
    /// An expert's name, a scenario's identifier.
    pub value: String,
    /// Share of the trials, or weight, in `[0, 1]`.
    pub share: f64,
    /// Mean difference there, in the unit of the costs.
    pub difference: Estimate,
}

/// By experts, for every pooled figure.
///
/// - `target`: `[trial]`, the difference.
pub(super) fn by_experts(
    figures: &[DrawnFigure],
    target: &[f64],
    replicates: Option<u32>,
) -> Result<Vec<CategoryDriver>, DecisionError> {
    let pooled = figures
        .iter()
        .enumerate()
        .filter_map(|(place, figure)| Some((place, figure, figure.views.as_ref()?)));
    pooled
        .map(|(place, figure, views)| {
            let drawn = &views.drawn[..target.len()];
            let mut values = Vec::new();
            for (expert, name) in (0..).zip(&views.experts) {
                let own: Vec<f64> = drawn
                    .iter()
                    .zip(target)
                    .filter(|(drawn, _)| **drawn == expert)
                    .map(|(_, value)| *value)
                    .collect();
                if !own.is_empty() {
                    let share = own.len() as f64 / target.len() as f64;
                    // Who is drawn has nothing to do with a trial's replicate, so that these trials are taken as independent.
                    values.push(CategoryValue {
                        value: name.clone(),
                        share,
                        difference: mean_of(&own, None)?,
                    });
                }
            }
            let first_order = first_order_index(&[Covariate::Category(drawn)], target, replicates)?;
            Ok(CategoryDriver { figure: Some(place), name: figure.name.clone(), values, first_order })
        })
        .collect()
}

/// By the scenario, under the weights of the costs; `None` without weights.
///
/// - `pair`: the difference is the first option's cost less the second's.
pub(super) fn by_scenario(
    costs: &ScenarioCosts,
    pair: (usize, usize),
) -> Result<Option<CategoryDriver>, DecisionError> {
    let Some(weights) = costs.weights() else { return Ok(None) };
    let difference = |scenario: usize| -> Vec<f64> {
        let options = costs.costs(scenario);
        options[pair.0].iter().zip(&options[pair.1]).map(|(first, second)| first - second).collect()
    };
    let differences: Vec<Vec<f64>> = (0..weights.len()).map(difference).collect();
    let mut values = Vec::new();
    for ((scenario, weight), found) in costs.scenarios().iter().zip(weights).zip(&differences) {
        let difference = mean_of(found, costs.replicates())?;
        values.push(CategoryValue { value: scenario.clone(), share: *weight, difference });
    }
    let fewest = differences.iter().map(Vec::len).min().unwrap_or(0);
    let (labels, target): (Vec<u32>, Vec<f64>) = (0..fewest)
        .map(|trial| {
            let scenario = drawn(weights, (GOLDEN * (trial + 1) as f64).fract());
            (scenario as u32, differences[scenario][trial])
        })
        .unzip();
    let first_order = first_order_index(&[Covariate::Category(&labels)], &target, None)?;
    Ok(Some(CategoryDriver { figure: None, name: String::new(), values, first_order }))
}

/// The scenario at a level of the cumulated weights, which sum to 1.
fn drawn(weights: &[f64], level: f64) -> usize {
    let mut left = level;
    let found = weights.iter().position(|weight| {
        left -= weight;
        left < 0.0
    });
    let last = weights.iter().rposition(|weight| *weight > 0.0).unwrap_or(0);
    found.unwrap_or(last)
}

#[cfg(test)]
mod tests {
    use super::super::scenario_costs::testing::costs_of;
    use super::*;
    use crate::decision::DrawnViews;
    use crate::statistics::testing::normals;

    #[test]
    fn whose_view_is_right_explains_what_it_should() {
        // The difference is 2 with the first expert, −2 with the second, evenly drawn, and noise of variance 4: half of 8.
        let drawn: Vec<u32> = normals(1, 8000).iter().map(|value| u32::from(*value > 0.0)).collect();
        let noise = normals(2, 8000);
        let target: Vec<f64> =
            drawn.iter().zip(noise).map(|(view, noise)| 2.0 - 4.0 * f64::from(*view) + 2.0 * noise).collect();
        let views = Some(DrawnViews { experts: vec!["One".to_owned(), "Other".to_owned()], drawn });
        let plain = DrawnFigure { name: "plain".to_owned(), values: vec![0.0; 8000], views: None };
        let pooled = DrawnFigure { name: "pool".to_owned(), values: vec![0.0; 8000], views };
        let found = by_experts(&[plain, pooled], &target, None).unwrap();
        assert_eq!((found.len(), found[0].figure, found[0].name.as_str()), (1, Some(1), "pool"));
        let share = &found[0].first_order;
        assert!((share.estimate - 0.5).abs() < 4.0 * share.standard_error, "{share:?}");
        for (value, mean) in found[0].values.iter().zip([2.0, -2.0]) {
            let error = value.difference.standard_error.unwrap();
            assert!((value.difference.estimate - mean).abs() < 4.0 * error && error < 0.04, "{value:?}");
        }
    }

    #[test]
    fn the_scenario_explains_by_its_weight() {
        // Mean 0 by weight 3/4, mean 4 by 1/4, noise of variance 3 in both: between 16·3/16 = 3 of 6.
        let noise = |seed: u64| normals(seed, 9000).into_iter().map(|value| 3.0_f64.sqrt() * value);
        let zero = vec![0.0; 9000];
        let calm = vec![noise(1).collect(), zero.clone()];
        let storm = vec![noise(2).map(|value| value + 4.0).collect(), zero];
        let costs = costs_of(vec![calm.clone(), storm.clone()], Some(vec![0.75, 0.25]));
        let found = by_scenario(&costs, (0, 1)).unwrap().unwrap();
        let share = &found.first_order;
        assert!((share.estimate - 0.5).abs() < 4.0 * share.standard_error, "{share:?}");
        assert_eq!(found.values.iter().map(|value| value.share).collect::<Vec<f64>>(), [0.75, 0.25]);
        assert!((found.values[1].difference.estimate - 4.0).abs() < 0.08, "{found:?}");
        assert_eq!(by_scenario(&costs_of(vec![calm, storm], None), (0, 1)).unwrap(), None);
    }

    #[test]
    fn scenarios_are_drawn_by_weight() {
        assert_eq!([0.0, 0.19, 0.21, 0.999].map(|level| drawn(&[0.2, 0.8, 0.0], level)), [0, 0, 1, 1]);
    }
}
