//! What options cost over all scenarios together, each with the weight that the case gives it.

use serde::{Deserialize, Serialize};

use super::summary::{QuantileMethod, WeightedOption, WeightedScenario, WeightedSummary};
use crate::domain::{Appetite, ItOption, Scenario};
use crate::statistics::{Mixture, SampleAccumulator, StatisticsError};

/// Total cost of every option in one scenario: what the figures over all scenarios need of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScenarioTotals {
    options: Vec<OptionTotals>,
}

/// Total cost of an option in one scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct OptionTotals {
    pub(super) sample: SampleAccumulator,
    /// Trials that cost more than the appetite, where not all are kept.
    pub(super) beyond: Option<u64>,
}

impl OptionTotals {
    fn beyond(&self, appetite: Appetite) -> u64 {
        let kept = || self.sample.kept().iter().filter(|cost| **cost > appetite.amount).count() as u64;
        self.beyond.unwrap_or_else(kept)
    }
}

impl ScenarioTotals {
    pub(super) fn new(options: Vec<OptionTotals>) -> Self {
        ScenarioTotals { options }
    }
}

/// Figures of every option over the mixture of scenarios.
///
/// - `weights`: by scenario, summing to 1.
/// - `totals`: by scenario. Where all trials are kept and scenarios have as many, figures are exact; beyond, see [`Mixture::of`].
///
/// # Errors
/// No weight above 0, or totals without trials.
pub fn summarise_weighted(
    scenarios: &[Scenario],
    options: &[ItOption],
    appetite: Appetite,
    weights: &[f64],
    totals: &[ScenarioTotals],
) -> Result<WeightedSummary, StatisticsError> {
    let of_scenario = |(scenario, weight): (&Scenario, &f64)| WeightedScenario {
        id: scenario.id.to_string(),
        name: scenario.name.clone(),
        weight: *weight,
    };
    let of_option = |(index, option): (usize, &ItOption)| {
        let parts = weights
            .iter()
            .zip(totals)
            .filter_map(|(weight, totals)| totals.options.get(index).map(|totals| (*weight, totals)));
        weighted_option(option, appetite, &parts.collect::<Vec<(f64, &OptionTotals)>>())
    };
    let binned = totals.iter().flat_map(|scenario| &scenario.options).any(|option| !option.sample.is_exact());
    Ok(WeightedSummary {
        quantiles: QuantileMethod::of(!binned),
        scenarios: scenarios.iter().zip(weights).map(of_scenario).collect(),
        options: options.iter().enumerate().map(of_option).collect::<Result<_, StatisticsError>>()?,
    })
}

/// - `parts`: weight of a scenario, and the option's totals there.
fn weighted_option(
    option: &ItOption,
    appetite: Appetite,
    parts: &[(f64, &OptionTotals)],
) -> Result<WeightedOption, StatisticsError> {
    let samples: Vec<(f64, &SampleAccumulator)> =
        parts.iter().map(|(weight, totals)| (*weight, &totals.sample)).collect();
    let mixture = Mixture::of(&samples)?;
    let total: f64 = parts.iter().map(|(weight, _)| weight).sum();
    // Whole trials, counted one by one: exact however quantiles are got.
    let beyond = parts.iter().filter(|(weight, _)| *weight > 0.0).map(|(weight, totals)| {
        weight / total * (totals.beyond(appetite) as f64 / totals.sample.trials() as f64)
    });
    Ok(WeightedOption {
        id: option.id.to_string(),
        name: option.name.clone(),
        mean: mixture.mean().mean,
        standard_error: mixture.mean().standard_error,
        p95: mixture.quantile(0.95)?,
        chance_to_exceed_appetite: beyond.sum::<f64>().clamp(0.0, 1.0),
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
        let totals = |values: [f64; 2]| {
            let mut sample = SampleAccumulator::new(Intake { limit: 8, replicates: None, lasting: true });
            sample.add(&values).unwrap();
            OptionTotals { sample, beyond: None }
        };
        let totals = [
            ScenarioTotals::new(vec![totals([100e6, 200e6]), totals([10e6, 10e6])]),
            ScenarioTotals::new(vec![totals([300e6, 400e6]), totals([20e6, 20e6])]),
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
