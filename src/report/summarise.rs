//! From outcomes to the figures of `summary.json`.

use rayon::prelude::*;

use super::accumulate::{Method, ScenarioAccumulator};
use super::option_accumulator::{ColumnAccumulator, Label, OptionAccumulator};
use super::summary::{
    AppetiteSummary, CostSummary, CountSummary, OptionSummary, Sampling, ScenarioSummary, Summary,
};
use crate::decision::{ComparedOption, DecisionError};
use crate::domain::{Appetite, Group, ItOption, Scenario, Settings};
use crate::engine::Outcomes;
use crate::statistics::{
    CONFIDENCE, CountAccumulator, Counted, Ordered, QuantileRanks, SampleAccumulator, StatisticsError,
    shortfall_of,
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
        sampling: Sampling::of(settings.sampling),
        appetite: AppetiteSummary { amount: settings.appetite.amount, chance: settings.appetite.chance },
        confidence: CONFIDENCE,
        partial: None,
        precision: Vec::new(),
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
    let mut accumulator = ScenarioAccumulator::new(outcomes.columns(), options, appetite, Method::default());
    accumulator.add(0, outcomes)?;
    accumulator.finish(scenario, options)
}

/// The figures of one option, whose place among the others is `standing`.
pub(super) fn summarise_option(
    option: &ItOption,
    labels: &[Label],
    figures: &OptionAccumulator,
    standing: ComparedOption,
    ranks: &Ranks,
) -> Result<OptionSummary, StatisticsError> {
    let groups = Group::ALL
        .into_par_iter()
        .zip(&figures.groups)
        .map(|(group, sample)| cost_summary(group.id(), sample, ranks))
        .collect::<Result<Vec<CostSummary>, StatisticsError>>()?;
    let columns = labels
        .par_iter()
        .zip(&figures.columns)
        .filter(|(_, column)| !column.is_left_out())
        .map(|(label, sample)| Ok((label, summarise_column(label, sample, ranks)?)))
        .collect::<Result<Vec<(&Label, ColumnSummary)>, StatisticsError>>()?;
    let mut summary = OptionSummary {
        id: option.id.to_string(),
        name: option.name.clone(),
        total: cost_summary("total", &figures.total, ranks)?,
        chance_to_exceed_appetite: standing.exceeds_appetite.ok_or(StatisticsError::Empty)?,
        cheapest: standing.cheapest,
        groups,
        components: Vec::new(),
        years: Vec::new(),
        counts: Vec::new(),
        events: Vec::new(),
        playbook: Vec::new(),
    };
    columns.into_iter().for_each(|(label, column)| column.enter(label, &mut summary));
    Ok(summary)
}

#[expect(clippy::large_enum_variant, reason = "a few at a time, passed on at once")]
enum ColumnSummary {
    Cost(CostSummary),
    Count(CountSummary),
}

impl ColumnSummary {
    fn enter(self, label: &Label, summary: &mut OptionSummary) {
        match self {
            ColumnSummary::Cost(cost) if label.is_year() => summary.years.push(cost),
            ColumnSummary::Cost(cost) => summary.components.push(cost),
            ColumnSummary::Count(count) => match label {
                Label::Playbook { .. } => summary.playbook.push(count),
                Label::Events(_) => summary.events.push(count),
                Label::Count { .. } | Label::Component(_) | Label::Year(_) => summary.counts.push(count),
            },
        }
    }
}

fn summarise_column(
    label: &Label,
    column: &ColumnAccumulator,
    ranks: &Ranks,
) -> Result<ColumnSummary, StatisticsError> {
    let (id, unit) = match label {
        Label::Component(id) | Label::Year(id) => (id, None),
        Label::Count { id, unit } => (id, unit.as_deref()),
        Label::Playbook { id, .. } => (id, Some("firings")),
        Label::Events(risk) => (risk, Some("events")),
    };
    Ok(match column {
        ColumnAccumulator::Cost(sample) => ColumnSummary::Cost(cost_summary(id, sample, ranks)?),
        ColumnAccumulator::Count(counts) => ColumnSummary::Count(count_summary(id, unit, counts, ranks)?),
        ColumnAccumulator::LeftOut => return Err(StatisticsError::Empty),
    })
}

/// The ranks of the quantiles in a summary: the same for all samples of a scenario.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranks {
    pub(super) p05: QuantileRanks,
    pub(super) p50: QuantileRanks,
    pub(super) p95: QuantileRanks,
    pub(super) p99: QuantileRanks,
}

impl Ranks {
    pub(super) fn new(trials: u64) -> Result<Self, StatisticsError> {
        let at = |level| QuantileRanks::new(trials, level);
        Ok(Ranks { p05: at(0.05)?, p50: at(0.5)?, p95: at(0.95)?, p99: at(0.99)? })
    }
}

fn cost_summary(id: &str, sample: &SampleAccumulator, ranks: &Ranks) -> Result<CostSummary, StatisticsError> {
    let moments = sample.moments()?;
    // From the lowest rank of the 95th percentile on all values are in order, which serves the 99th and the shortfalls.
    let ordered = sample.arranged(&[ranks.p05, ranks.p50, ranks.p95])?;
    let at = |ranks: &QuantileRanks| ranks.read(|rank| ordered.at(rank));
    Ok(CostSummary {
        id: id.to_owned(),
        mean: moments.mean,
        standard_error: moments.standard_error,
        confidence_interval: moments.confidence_interval,
        standard_deviation: moments.standard_deviation,
        p05: at(&ranks.p05),
        p50: at(&ranks.p50),
        p95: at(&ranks.p95),
        p99: at(&ranks.p99),
        value_at_risk_95: at(&ranks.p95),
        value_at_risk_99: at(&ranks.p99),
        expected_shortfall_95: shortfall_of(&ordered, 0.95)?,
        expected_shortfall_99: shortfall_of(&ordered, 0.99)?,
    })
}

fn count_summary(
    id: &str,
    unit: Option<&str>,
    counts: &CountAccumulator,
    ranks: &Ranks,
) -> Result<CountSummary, StatisticsError> {
    let moments = counts.moments()?;
    let (quantiles, maximum) = match counts.counted() {
        Counted::Whole(whole) => {
            let sample = whole.sample()?;
            (estimates(&sample, ranks), sample.maximum())
        }
        Counted::Other(sample) => {
            let ordered = sample.arranged(&[ranks.p05, ranks.p50, ranks.p95])?;
            (estimates(&ordered, ranks), sample.maximum().ok_or(StatisticsError::Empty)?)
        }
    };
    let [p05, p50, p95] = quantiles;
    Ok(CountSummary {
        id: id.to_owned(),
        unit: unit.map(str::to_owned),
        mean: moments.mean,
        standard_error: moments.standard_error,
        p05,
        p50,
        p95,
        maximum,
    })
}

fn estimates(sample: &impl Ordered, ranks: &Ranks) -> [f64; 3] {
    [&ranks.p05, &ranks.p50, &ranks.p95].map(|ranks| sample.at(ranks.estimate()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::testing::{outcomes_and_summary, summary};
    use crate::statistics::{SortedSample, expected_shortfall, quantile};

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
