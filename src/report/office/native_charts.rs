//! The charts that a reader's program draws: mean cost, chance to exceed the appetite, cost by group, exceedance.

use std::collections::BTreeMap;

use super::native_chart::{ChartKind, Look, NativeChart, NativeSeries, short};
use crate::charts::{appetite_colour_code, group_colour_code, option_colour_code};
use crate::domain::Group;
use crate::language::Language;
use crate::report::board::ReportContents;
use crate::report::decide::CURVE_TABLE;
use crate::report::figures::{Scale, rate, trials_in_words};
use crate::report::findings::{appetite_finding, cheapest_finding};
use crate::report::summary::{CostSummary, OptionSummary, ScenarioSummary};
use crate::statistics::Interval;

/// A chance as a spreadsheet shows it.
const PERCENT: &str = "0%";

/// All of them: over the scenarios first, then two for each scenario.
#[must_use]
pub fn native_charts(contents: &ReportContents<'_>) -> Vec<NativeChart> {
    let curves = Curves::of(contents);
    let mut charts: Vec<NativeChart> =
        [mean_chart(contents), chance_chart(contents)].into_iter().flatten().collect();
    for scenario in &contents.summary.scenarios {
        charts.extend(groups_chart(contents, scenario));
        charts.extend(curves.chart(contents, scenario));
    }
    charts
}

/// Number format of amounts in the unit of the report.
fn money_format(scale: Scale) -> String {
    let thousands = match scale.suffix {
        "bn" => ",,,",
        "M" => ",,",
        "k" => ",",
        _ => "",
    };
    format!("#,##0{thousands}")
}

/// What follows a chart's topic in its subtitle.
fn setting_in_words(contents: &ReportContents<'_>, unit: &str, trials: u64) -> String {
    let summary = contents.summary;
    format!("{unit}, present value at {}; {}", rate(summary.discount_rate), trials_in_words(trials))
}

fn fewest_trials(contents: &ReportContents<'_>) -> u64 {
    contents.summary.scenarios.iter().map(|scenario| scenario.trials).min().unwrap_or(0)
}

/// What error bars reach down and up.
fn reach(estimate: f64, interval: Option<Interval>) -> (f64, f64) {
    interval.map_or((0.0, 0.0), |found| ((estimate - found.low).max(0.0), (found.high - estimate).max(0.0)))
}

/// A row per option over the scenarios, with error bars.
fn by_scenario(
    contents: &ReportContents<'_>,
    figure: impl Fn(&OptionSummary) -> (f64, Option<Interval>),
) -> Vec<NativeSeries> {
    let series = |(position, (id, name)): (usize, &(String, String))| {
        let found: Vec<(f64, Option<Interval>)> = contents
            .summary
            .scenarios
            .iter()
            .map(|scenario| scenario.option(id).map_or((0.0, None), &figure))
            .collect();
        let values = found.iter().map(|(value, _)| *value).collect();
        let mut series = NativeSeries::by_category(name, option_colour_code(position), values);
        series.errors = found.iter().map(|(value, interval)| reach(*value, *interval)).collect();
        series
    };
    contents.setting.options.iter().enumerate().map(series).collect()
}

fn scenario_names(contents: &ReportContents<'_>) -> Vec<String> {
    contents.summary.scenarios.iter().map(|scenario| short(&scenario.name)).collect()
}

/// Mean cost of every option in every scenario; `None` without results.
#[must_use]
pub fn mean_chart(contents: &ReportContents<'_>) -> Option<NativeChart> {
    let scale = contents.scale();
    let unit = scale.unit(&contents.summary.currency);
    let words = setting_in_words(contents, &unit, fewest_trials(contents));
    (!contents.summary.scenarios.is_empty()).then(|| NativeChart {
        name: "mean-cost".to_owned(),
        title: contents.key_finding(),
        subtitle: format!("Mean cost by scenario and option, {words}. Error bars: 95 % intervals"),
        kind: ChartKind::Clustered,
        categories: scenario_names(contents),
        series: by_scenario(contents, |option| (option.total.mean, option.total.confidence_interval)),
        horizontal_title: "Scenario".to_owned(),
        vertical_title: format!("Mean cost ({unit})"),
        horizontal_format: String::new(),
        vertical_format: money_format(scale),
    })
}

/// Chance of every option in every scenario to exceed the appetite, with the chance that is tolerated.
fn chance_chart(contents: &ReportContents<'_>) -> Option<NativeChart> {
    let summary = contents.summary;
    let appetite = &summary.appetite;
    let scale = Scale::for_amounts_up_to(appetite.amount);
    let amount = format!("{} {}", scale.certain(appetite.amount), scale.unit(&summary.currency));
    let title = contents.answer("appetite").and_then(|answer| answer.sentences.first().cloned());
    let mut series = by_scenario(contents, |option| {
        let chance = &option.chance_to_exceed_appetite;
        (chance.estimate, Some(chance.confidence_interval))
    });
    series.push(NativeSeries {
        look: Look::Limit,
        ..NativeSeries::by_category(
            &format!("Tolerated: {}", rate(appetite.chance)),
            appetite_colour_code(),
            vec![appetite.chance; summary.scenarios.len()],
        )
    });
    let trials = trials_in_words(fewest_trials(contents));
    (!summary.scenarios.is_empty()).then(|| NativeChart {
        name: "chance-over-appetite".to_owned(),
        title: title.unwrap_or_else(|| "Chance to exceed the risk appetite.".to_owned()),
        subtitle: format!("Chance to cost over {amount}; {trials}. Error bars: 95 % intervals"),
        kind: ChartKind::Clustered,
        categories: scenario_names(contents),
        series,
        horizontal_title: "Scenario".to_owned(),
        vertical_title: format!("Chance to cost over {amount}"),
        horizontal_format: String::new(),
        vertical_format: PERCENT.to_owned(),
    })
}

/// Mean cost of every option by group, with the error of the whole; `None` without options.
#[must_use]
pub fn groups_chart(contents: &ReportContents<'_>, scenario: &ScenarioSummary) -> Option<NativeChart> {
    let scale = contents.scale();
    let currency = &contents.summary.currency;
    let words = setting_in_words(contents, &scale.unit(currency), scenario.trials);
    let of = |option: &OptionSummary, group: Group| option.group(group).map_or(0.0, |cost| cost.mean);
    let mut series: Vec<NativeSeries> = Group::ALL
        .iter()
        .enumerate()
        .map(|(index, group)| {
            let values = scenario.options.iter().map(|option| of(option, *group)).collect();
            NativeSeries::by_category(group.name(), group_colour_code(index), values)
        })
        .collect();
    // The columns end where the total does: its interval stands on the last group.
    let total = |cost: &CostSummary| reach(cost.mean, cost.confidence_interval);
    if let Some(last) = series.last_mut() {
        last.errors = scenario.options.iter().map(|option| total(&option.total)).collect();
    }
    (!scenario.options.is_empty()).then(|| NativeChart {
        name: format!("groups-{}", scenario.id),
        title: format!(
            "{}.",
            cheapest_finding(scenario, scale, currency, Language::English).trim_end_matches('.')
        ),
        subtitle: format!(
            "{}: mean cost by group, {words}. Error bars: 95 % intervals of the total",
            scenario.name
        ),
        kind: ChartKind::Stacked,
        categories: scenario.options.iter().map(|option| short(&option.name)).collect(),
        series,
        horizontal_title: "Option".to_owned(),
        vertical_title: format!("Mean cost ({})", scale.unit(currency)),
        horizontal_format: String::new(),
        vertical_format: money_format(scale),
    })
}

/// Amounts and the chance to cost more, by identifiers of scenario and option.
#[derive(Default)]
struct Curves(BTreeMap<(String, String), Vec<(f64, f64)>>);

impl Curves {
    /// As the answer about the appetite has drawn them.
    fn of(contents: &ReportContents<'_>) -> Curves {
        let answer = contents.answer("appetite");
        let table = answer.and_then(|answer| answer.details.iter().find(|table| table.name == CURVE_TABLE));
        let mut curves = Curves::default();
        for row in table.map_or(&[][..], |table| &table.rows) {
            let value = |column: usize| row.get(column).and_then(|cell| cell.values.first());
            let text = |column: usize| value(column).and_then(|value| value.as_str()).map(str::to_owned);
            let number = |column: usize| value(column).and_then(|value| value.as_f64());
            if let (Some(scenario), Some(option), Some(cost), Some(chance)) =
                (text(0), text(1), number(2), number(3))
            {
                curves.0.entry((scenario, option)).or_default().push((cost, chance));
            }
        }
        curves
    }

    fn chart(&self, contents: &ReportContents<'_>, scenario: &ScenarioSummary) -> Option<NativeChart> {
        let (summary, appetite) = (contents.summary, &contents.summary.appetite);
        let floor = floor(scenario.trials, appetite.chance);
        let options = contents.setting.options.iter().enumerate();
        let mut series: Vec<NativeSeries> = options
            .filter_map(|(position, (id, name))| {
                let points = self.0.get(&(scenario.id.clone(), id.clone()))?;
                // A logarithmic axis has no zero, and below the floor there is mostly noise.
                let shown = points.iter().filter(|(_, chance)| *chance >= floor);
                let (at, values) = shown.copied().unzip();
                Some(NativeSeries {
                    at,
                    ..NativeSeries::by_category(name, option_colour_code(position), values)
                })
            })
            .filter(|series| !series.at.is_empty())
            .collect();
        if series.is_empty() {
            return None;
        }
        let most = series.iter().flat_map(|series| &series.at).copied().fold(appetite.amount, f64::max);
        let scale = Scale::for_amounts_up_to(most);
        let unit = scale.unit(&summary.currency);
        series.push(limit(contents, scale, most));
        let finding =
            appetite_finding(scenario, (appetite.amount, appetite.chance), scale, Language::English);
        Some(NativeChart {
            name: format!("exceedance-{}", scenario.id),
            title: format!("{}.", finding.trim_end_matches('.')),
            subtitle: format!(
                "{}: chance to cost more than an amount, {}",
                scenario.name,
                setting_in_words(contents, &unit, scenario.trials)
            ),
            kind: ChartKind::Curves { floor },
            categories: Vec::new(),
            series,
            horizontal_title: format!("Cost over the horizon ({unit})"),
            vertical_title: "Chance to cost more (logarithmic)".to_owned(),
            horizontal_format: money_format(scale),
            vertical_format: if floor < 0.01 { "0.0#%" } else { PERCENT }.to_owned(),
        })
    }
}

/// Down to its corner and on to the right: curves within the appetite pass below it.
fn limit(contents: &ReportContents<'_>, scale: Scale, most: f64) -> NativeSeries {
    let appetite = &contents.summary.appetite;
    let name = format!(
        "Appetite: {} over {} {}",
        rate(appetite.chance),
        scale.certain(appetite.amount),
        scale.unit(&contents.summary.currency)
    );
    NativeSeries {
        look: Look::Limit,
        at: vec![appetite.amount, appetite.amount, most],
        ..NativeSeries::by_category(
            &name,
            appetite_colour_code(),
            vec![1.0, appetite.chance, appetite.chance],
        )
    }
}

/// The lowest chance that is drawn, a power of ten: below ten trials a chance is mostly noise, but the tolerated one is shown.
fn floor(trials: u64, tolerated: f64) -> f64 {
    let by_trials = match trials {
        10_000.. => 0.001,
        1_000.. => 0.01,
        _ => 0.1,
    };
    [0.1, 0.01, 0.001, 0.000_1]
        .into_iter()
        .find(|level| *level <= by_trials && *level < tolerated)
        .unwrap_or(by_trials)
}
