//! What options cost over all scenarios together, each with the weight that the case gives it.

use serde::{Deserialize, Serialize};

use super::summary::{WeightedOption, WeightedScenario, WeightedSummary};
use crate::domain::{Appetite, ItOption, Scenario};
use crate::statistics::{Mixture, SampleAccumulator, StatisticsError};

/// Total cost of every option in one scenario: what the figures over all scenarios need of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScenarioTotals {
    options: Vec<SampleAccumulator>,
}

impl ScenarioTotals {
    pub(super) fn new(options: Vec<SampleAccumulator>) -> Self {
        ScenarioTotals { options }
    }
}

/// Figures of every option over the mixture of scenarios.
///
/// - `weights`: by scenario, summing to 1.
/// - `totals`: by scenario; as many trials in each.
///
/// # Errors
/// No weight above 0, or totals that are not finite.
pub fn summarise_weighted(
    scenarios: &[Scenario],
    options: &[ItOption],
    appetite: Appetite,
    weights: &[f64],
    totals: &[ScenarioTotals],
) -> Result<WeightedSummary, StatisticsError> {
    let of_option = |(index, option): (usize, &ItOption)| {
        let values = totals
            .iter()
            .map(|scenario| scenario.options.get(index).map_or(&[][..], SampleAccumulator::kept));
        let parts: Vec<(f64, &[f64])> = weights.iter().copied().zip(values).collect();
        let mixture = Mixture::new(&parts)?;
        Ok(WeightedOption {
            id: option.id.to_string(),
            name: option.name.clone(),
            mean: mixture.mean().mean,
            standard_error: mixture.mean().standard_error,
            p95: mixture.quantile(0.95)?,
            chance_to_exceed_appetite: mixture.share_above(appetite.amount)?,
        })
    };
    let of_scenario = |(scenario, weight): (&Scenario, &f64)| WeightedScenario {
        id: scenario.id.to_string(),
        name: scenario.name.clone(),
        weight: *weight,
    };
    Ok(WeightedSummary {
        scenarios: scenarios.iter().zip(weights).map(of_scenario).collect(),
        options: options.iter().enumerate().map(of_option).collect::<Result<_, StatisticsError>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::testing::{options, scenario, settings};
    use crate::statistics::Intake;

    #[test]
    fn weights_act_on_scenarios_and_options_stay_apart() {
        let scenarios = [scenario(0), scenario(1)];
        let sample = |values: [f64; 2]| {
            let mut sample = SampleAccumulator::new(Intake { limit: 8, replicates: None, lasting: true });
            sample.add(&values).unwrap();
            sample
        };
        let totals = [
            ScenarioTotals::new(vec![sample([100e6, 200e6]), sample([10e6, 10e6])]),
            ScenarioTotals::new(vec![sample([300e6, 400e6]), sample([20e6, 20e6])]),
        ];
        let found =
            summarise_weighted(&scenarios, &options(2), settings().appetite, &[0.75, 0.25], &totals).unwrap();
        let (first, second) = (&found.options[0], &found.options[1]);
        // 0.75·150 + 0.25·350 = 200; by trial 150 and 250, error 100/√2/√2 = 50.
        assert_eq!((first.mean, first.standard_error), (200e6, Some(50e6)));
        // Weights 3/8, 3/8, 1/8, 1/8: the 95th percentile is the highest; above 150M lies all but the first.
        assert_eq!((first.p95, first.chance_to_exceed_appetite), (400e6, 0.625));
        assert_eq!((second.mean, second.standard_error), (12.5e6, Some(0.0)));
        assert_eq!(second.chance_to_exceed_appetite, 0.0);
        assert_eq!(found.scenarios[1].weight, 0.25);
    }
}
