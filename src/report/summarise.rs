//! From outcomes to the figures of `summary.json`.

use rayon::prelude::*;

use super::summary::{AppetiteSummary, CostSummary, CountSummary, OptionSummary, ScenarioSummary, Summary};
use crate::decision::{CheapestChance, DecisionError, OptionCosts, compare};
use crate::domain::{Appetite, Component, Group, Id, ItOption, Scenario, Settings};
use crate::engine::{Column, Outcomes};
use crate::statistics::{
    CONFIDENCE, Proportion, SortedSample, StatisticsError, expected_shortfall, moments, quantile,
    value_at_risk,
};

/// The figures of a whole run from those of its scenarios, in the order of the case; not weighted.
#[must_use]
pub fn summarise(settings: &Settings, trials: u64, seed: u64, scenarios: Vec<ScenarioSummary>) -> Summary {
    Summary {
        case: settings.name.clone(),
        currency: settings.currency.to_string(),
        start: format!("{:04}-{:02}", settings.start.0, settings.start.1),
        horizon_months: settings.horizon_months,
        discount_rate: settings.discount_rate,
        trials,
        seed,
        appetite: AppetiteSummary { amount: settings.appetite.amount, chance: settings.appetite.chance },
        confidence: CONFIDENCE,
        scenarios,
        weighted: None,
        oracle: None,
    }
}

/// The figures of all options in one scenario.
///
/// - `outcomes`: of `scenario`, options in the order of `options`.
///
/// The bits do not depend on the number of threads.
///
/// # Errors
/// Outcomes without trials, or not finite.
pub fn summarise_scenario(
    scenario: &Scenario,
    options: &[ItOption],
    appetite: Appetite,
    outcomes: &Outcomes,
) -> Result<ScenarioSummary, DecisionError> {
    let totals: Vec<Vec<f64>> =
        (0..outcomes.options()).into_par_iter().map(|option| outcomes.totals(option)).collect();
    let costs: Vec<OptionCosts<'_>> = options
        .iter()
        .zip(&totals)
        .map(|(option, costs)| OptionCosts { option: option.id.as_str(), costs })
        .collect();
    let comparison = compare(&costs, Some(appetite.amount))?;
    let compared = comparison
        .options
        .into_par_iter()
        .enumerate()
        .map(|(index, compared)| {
            let exceeds = compared.exceeds_appetite.ok_or(StatisticsError::Empty)?;
            let standing = Standing { cheapest: compared.cheapest, exceeds };
            let position = Position { index, option: &options[index] };
            summarise_option(position, standing, &totals[index], outcomes)
        })
        .collect::<Result<Vec<OptionSummary>, StatisticsError>>()?;
    Ok(ScenarioSummary {
        id: scenario.id.to_string(),
        name: scenario.name.clone(),
        options: compared,
        pairs: comparison.pairs,
        ranking: comparison.ranking,
        controlled: None,
    })
}

/// What an option is among the others.
struct Standing {
    cheapest: CheapestChance,
    exceeds: Proportion,
}

/// An option and its position in the outcomes.
struct Position<'a> {
    index: usize,
    option: &'a ItOption,
}

fn summarise_option(
    position: Position<'_>,
    standing: Standing,
    totals: &[f64],
    outcomes: &Outcomes,
) -> Result<OptionSummary, StatisticsError> {
    let Position { index, option } = position;
    let groups = Group::ALL
        .into_par_iter()
        .map(|group| {
            let components: Vec<Component> = group.components().collect();
            cost_summary(group.id(), &outcomes.sum(index, &components))
        })
        .collect::<Result<Vec<CostSummary>, StatisticsError>>()?;
    let columns = outcomes
        .columns()
        .par_iter()
        .enumerate()
        .map(|(position, column)| summarise_column(column, &outcomes.column(index, position).to_vec()))
        .collect::<Result<Vec<ColumnSummary>, StatisticsError>>()?;
    let mut summary = OptionSummary {
        id: option.id.to_string(),
        name: option.name.clone(),
        total: cost_summary("total", totals)?,
        chance_to_exceed_appetite: standing.exceeds,
        cheapest: standing.cheapest,
        groups,
        components: Vec::new(),
        years: Vec::new(),
        counts: Vec::new(),
        events: Vec::new(),
        playbook: Vec::new(),
    };
    for column in columns {
        match column {
            ColumnSummary::Component(cost) => summary.components.push(cost),
            ColumnSummary::Year(cost) => summary.years.push(cost),
            ColumnSummary::Count(count) => summary.counts.push(count),
            ColumnSummary::Events(count) => summary.events.push(count),
            ColumnSummary::Playbook(entry, count) => {
                if option.playbook.iter().any(|own| own.id == entry) {
                    summary.playbook.push(count);
                }
            }
        }
    }
    Ok(summary)
}

enum ColumnSummary {
    Component(CostSummary),
    Year(CostSummary),
    Count(CountSummary),
    Events(CountSummary),
    Playbook(Id, CountSummary),
}

fn summarise_column(column: &Column, values: &[f64]) -> Result<ColumnSummary, StatisticsError> {
    Ok(match column {
        Column::Component(_) => ColumnSummary::Component(cost_summary(&column.name(), values)?),
        Column::Year(_) => ColumnSummary::Year(cost_summary(&column.name(), values)?),
        Column::Count(count) => ColumnSummary::Count(count_summary(count.id(), count.unit(), values)?),
        Column::Playbook(entry, firings) => {
            let id = format!("{entry}.{}", firings.id());
            ColumnSummary::Playbook(entry.clone(), count_summary(&id, Some("firings"), values)?)
        }
        Column::Events(risk) => ColumnSummary::Events(count_summary(risk.as_str(), Some("events"), values)?),
    })
}

fn cost_summary(id: &str, values: &[f64]) -> Result<CostSummary, StatisticsError> {
    let moments = moments(values)?;
    let sample = SortedSample::new(values)?;
    Ok(CostSummary {
        id: id.to_owned(),
        mean: moments.mean,
        standard_error: moments.standard_error,
        confidence_interval: moments.confidence_interval,
        standard_deviation: moments.standard_deviation,
        p05: quantile(&sample, 0.05)?,
        p50: quantile(&sample, 0.50)?,
        p95: quantile(&sample, 0.95)?,
        p99: quantile(&sample, 0.99)?,
        value_at_risk_95: value_at_risk(&sample, 0.95)?,
        value_at_risk_99: value_at_risk(&sample, 0.99)?,
        expected_shortfall_95: expected_shortfall(&sample, 0.95)?,
        expected_shortfall_99: expected_shortfall(&sample, 0.99)?,
    })
}

fn count_summary(id: &str, unit: Option<&str>, values: &[f64]) -> Result<CountSummary, StatisticsError> {
    let moments = moments(values)?;
    let sample = SortedSample::new(values)?;
    Ok(CountSummary {
        id: id.to_owned(),
        unit: unit.map(str::to_owned),
        mean: moments.mean,
        standard_error: moments.standard_error,
        p05: quantile(&sample, 0.05)?.estimate,
        p50: quantile(&sample, 0.50)?.estimate,
        p95: quantile(&sample, 0.95)?.estimate,
        maximum: sample.maximum(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::testing::{outcomes_and_summary, summary};

    #[test]
    fn parts_sum_to_the_total_and_years_too() {
        for scenario in &summary(2, 3).scenarios {
            for option in &scenario.options {
                let sum = |costs: &[CostSummary]| costs.iter().map(|cost| cost.mean).sum::<f64>();
                for parts in [&option.components, &option.groups, &option.years] {
                    // Means of parts and of the total round apart by a few units in the last place of 1e8.
                    assert!((sum(parts) - option.total.mean).abs() < 1e-6, "{}", option.id);
                }
            }
        }
    }

    #[test]
    fn figures_are_those_of_the_estimators() {
        let (outcomes, summary) = outcomes_and_summary(1, 2);
        let option = &summary.scenarios[0].options[1];
        let sample = SortedSample::new(&outcomes.totals(1)).unwrap();
        assert_eq!(option.total.p95, quantile(&sample, 0.95).unwrap());
        assert_eq!(option.total.value_at_risk_99, option.total.p99);
        assert_eq!(option.total.expected_shortfall_99, expected_shortfall(&sample, 0.99).unwrap());
        let fines = option.components.iter().find(|cost| cost.id == "fines").unwrap();
        // Component 3 of option 1 costs 1e6·4·1.1·(1 + chance); the chances 0, 1/50 … 2 of 101 trials have mean 1.
        assert!((fines.mean - 8.8e6).abs() < 1e-3, "{}", fines.mean);
        let raids = &option.events[0];
        // Values 1, 2, 3, 0, 1 … over 404 trials, a multiple of 4: mean 1.5, maximum 3.
        assert_eq!((raids.id.as_str(), raids.mean, raids.maximum), ("raid", 1.5, 3.0));
        assert_eq!(option.counts.len(), crate::engine::Count::ALL.len());
    }

    #[test]
    fn the_same_bits_for_any_number_of_threads_and_through_json() {
        let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let together = rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap();
        let text = |pool: &rayon::ThreadPool| {
            pool.install(|| crate::results::to_json(&summary(2, 3), "summary.json").unwrap())
        };
        let json = text(&alone);
        assert_eq!(json, text(&together));
        let read: Summary = serde_json::from_str(&json).unwrap();
        assert_eq!(read, summary(2, 3));
    }
}
