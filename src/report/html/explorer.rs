//! The interactive charts: hover for values, switch the scenario, sort. Without scripts and in print they are not there; the page
//! says the same in tables and pictures.
//!
//! Drawn by Apache ECharts (`assets/explorer`) from figures of the summary; every text that a hover shows is written here, so that
//! it is that of the tables.

use maud::{Markup, PreEscaped, html};
use serde_json::{Value, json};

use crate::charts::{Ground, group_colour_code_on, option_colour_code_on};
use crate::domain::Group;
use crate::report::board::ReportContents;
use crate::report::figures::{Scale, chance, rate, trials_in_words};
use crate::report::summary::{CostSummary, OptionSummary, ScenarioSummary};

/// The charting library, packed; see `assets/explorer`.
pub const LIBRARY: &str = include_str!("../../../assets/explorer/echarts.min.js");
/// What draws with it.
pub const EXPLORER: &str = include_str!("explorer.js");

/// The section, hidden until its script runs.
pub fn explorer(contents: &ReportContents<'_>) -> Markup {
    let summary = contents.summary;
    if summary.scenarios.is_empty() {
        return html! {};
    }
    let views = [
        ("mean", "Mean cost and its 95 % interval"),
        ("groups", "What the mean cost is made of"),
        ("range", "Range of costs"),
        ("years", "Mean cost as it builds up"),
        ("chance", "Chance to exceed the risk appetite"),
    ];
    html! {
        section #explorer aria-labelledby="explorer-title" hidden {
            h2 #explorer-title { "Look closer" span.kind { "Analysis" } }
            p.hint { "Point at a mark for its values. The figures are those of the tables." }
            div.controls {
                label { "Scenario " select #explorer-scenario { @for scenario in &summary.scenarios {
                    option value=(scenario.id) { (scenario.name) }
                } } }
                label { "Show " select #explorer-view { @for (id, name) in views { option value=(id) { (name) } } } }
                label { input #explorer-sort type="checkbox"; " lowest first" }
            }
            p #explorer-caption .note {}
            div #explorer-chart role="img" aria-label="Interactive chart" {}
            script type="application/json" #explorer-data { (PreEscaped(inert(&data(contents)))) }
        }
    }
}

/// JSON that cannot end the element it stands in.
fn inert(data: &Value) -> String {
    data.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

fn data(contents: &ReportContents<'_>) -> Value {
    let summary = contents.summary;
    let scale = contents.scale();
    let years = summary.scenarios.iter().flat_map(|scenario| &scenario.options);
    let years: Vec<&str> =
        years.take(1).flat_map(|option| option.years.iter().map(|year| year.id.as_str())).collect();
    json!({
        "unit": scale.unit(&summary.currency),
        "valuation": format!("present value at {}", rate(summary.discount_rate)),
        "appetite": {
            "amount": summary.appetite.amount,
            "text": format!("{} {}", scale.certain(summary.appetite.amount), scale.unit(&summary.currency)),
            "chance": summary.appetite.chance,
            "tolerated": chance(summary.appetite.chance),
        },
        "groups": Group::ALL.map(|group| group.name()),
        "groupColours": colours(Group::ALL.len(), group_colour_code_on),
        "optionColours": colours(contents.setting.options.len(), option_colour_code_on),
        "years": years,
        "scenarios": summary.scenarios.iter().map(|scenario| of_scenario(contents, scenario, scale)).collect::<Vec<_>>(),
    })
}

/// Colours by position, on white and on a dark ground.
fn colours(count: usize, code: fn(usize, Ground) -> String) -> Value {
    let on = |ground: Ground| (0..count).map(|index| code(index, ground)).collect::<Vec<String>>();
    json!({ "light": on(Ground::Light), "dark": on(Ground::Dark) })
}

fn of_scenario(contents: &ReportContents<'_>, scenario: &ScenarioSummary, scale: Scale) -> Value {
    let options = contents.setting.options.iter().enumerate();
    let options = options.filter_map(|(position, (id, _))| Some((position, scenario.option(id)?)));
    json!({
        "id": scenario.id,
        "name": scenario.name,
        "trials": trials_in_words(scenario.trials),
        "options": options.map(|(position, option)| of_option(scenario, (position, option), scale)).collect::<Vec<_>>(),
    })
}

fn of_option(scenario: &ScenarioSummary, (position, option): (usize, &OptionSummary), scale: Scale) -> Value {
    let total = &option.total;
    let error = total.standard_error;
    let ends = total.confidence_interval.map_or([total.mean; 2], |found| [found.low, found.high]);
    let exceeds = &option.chance_to_exceed_appetite;
    let interval = exceeds.confidence_interval;
    json!({
        "position": position,
        "name": option.name,
        "mean": total.mean,
        "low": ends[0],
        "high": ends[1],
        "meanText": with_interval(scale, total),
        "standing": standing(scenario, option, scale),
        "told": scenario.cheapest().is_none_or(|cheapest| !scenario.cannot_tell(&option.id, &cheapest.id)),
        "p05": total.p05.estimate,
        "p50": total.p50.estimate,
        "p95": total.p95.estimate,
        "p99": total.p99.estimate,
        "worst": total.expected_shortfall_95.estimate,
        "rangeTexts": [
            scale.amount(total.p05.estimate, error), scale.amount(total.p50.estimate, error),
            scale.amount(total.p95.estimate, error), scale.amount(total.p99.estimate, error),
            scale.amount(total.expected_shortfall_95.estimate, error),
        ],
        "chance": exceeds.estimate,
        "chanceLow": interval.low,
        "chanceHigh": interval.high,
        "chanceText": format!("{} ({} to {})", chance(exceeds.estimate), chance(interval.low), chance(interval.high)),
        "groups": option.groups.iter().map(|group| group.mean).collect::<Vec<f64>>(),
        "groupTexts": option.groups.iter().map(|group| with_interval(scale, group)).collect::<Vec<String>>(),
        "years": option.years.iter().map(|year| year.mean).collect::<Vec<f64>>(),
    })
}

/// `157.3 (155.2 to 159.4)`.
fn with_interval(scale: Scale, cost: &CostSummary) -> String {
    let mean = scale.amount(cost.mean, cost.standard_error);
    match cost.confidence_interval.filter(|found| found.low < found.high) {
        Some(found) => format!("{mean} ({})", scale.interval(found.low, found.high, cost.standard_error)),
        None => mean,
    }
}

/// What the trials tell of an option against the lowest mean.
fn standing(scenario: &ScenarioSummary, option: &OptionSummary, scale: Scale) -> String {
    let Some(cheapest) = scenario.cheapest() else { return String::new() };
    if cheapest.id == option.id {
        return "the lowest mean".to_owned();
    }
    let Some(paired) = scenario.difference(&option.id, &cheapest.id) else { return String::new() };
    if scenario.cannot_tell(&option.id, &cheapest.id) {
        return format!("the trials do not tell it from {}", cheapest.name);
    }
    let more = scale.amount(paired.mean_difference, paired.standard_error);
    match paired.confidence_interval {
        Some(found) => format!(
            "{more} ({}) more than {}",
            scale.interval(found.low, found.high, paired.standard_error),
            cheapest.name
        ),
        None => format!("{more} more than {}", cheapest.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::testing::{summary, summary_of_twins};

    #[test]
    fn data_cannot_end_its_element() {
        let text = inert(&json!({ "name": "</script><b>&" }));
        assert!(!text.contains('<') && !text.contains('>') && !text.contains('&'), "{text}");
        let back: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(back["name"], "</script><b>&");
    }

    #[test]
    fn what_the_trials_do_not_tell_is_not_said() {
        let twins = summary_of_twins();
        let scenario = &twins.scenarios[0];
        let scale = Scale::for_amounts_up_to(1e8);
        let said: Vec<String> =
            scenario.options.iter().map(|option| standing(scenario, option, scale)).collect();
        assert_eq!(said.iter().filter(|said| *said == "the lowest mean").count(), 1);
        assert!(said.iter().any(|said| said.starts_with("the trials do not tell it from")), "{said:?}");
    }

    #[test]
    fn figures_are_those_of_the_summary() {
        let found = summary(2, 3);
        let scenario = &found.scenarios[1];
        let option = &scenario.options[2];
        let data = of_option(scenario, (2, option), Scale::for_amounts_up_to(1e8));
        assert_eq!(data["mean"].as_f64(), Some(option.total.mean));
        assert_eq!(data["p99"].as_f64(), Some(option.total.p99.estimate));
        assert_eq!(data["chance"].as_f64(), Some(option.chance_to_exceed_appetite.estimate));
        let groups: f64 = data["groups"].as_array().unwrap().iter().filter_map(Value::as_f64).sum();
        assert!((groups - option.total.mean).abs() < 1e-6 * option.total.mean.abs());
    }
}
