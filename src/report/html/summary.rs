//! The first page: finding, recommendation, all options in all scenarios, one chart.

use maud::{Markup, html};

use super::chart::figure;
use super::table::scroll;
use crate::charts::{Ground, option_colour_code_on};
use crate::report::board::{Evidence, Recommendation, ReportContents, recommend};
use crate::report::figures::Scale;
use crate::report::partial_in_words;
use crate::report::summary::{OptionSummary, ScenarioSummary, WeightedOption};

/// The question whose chart stands on the first page.
pub const SUMMARY_QUESTION: &str = "compare";

/// The section.
pub fn summary(contents: &ReportContents<'_>) -> Markup {
    let evidence = Evidence::of(contents);
    let recommendation = recommend(contents.setting, &evidence);
    html! {
        section #summary aria-labelledby="summary-title" {
            h2 #summary-title { "On one page" }
            @if let Some(partial) = &contents.summary.partial {
                p.warning { strong { (partial_in_words(partial)) } ". Figures are those of the trials done." }
            }
            p.key-finding { (contents.key_finding()) }
            (recommended(&recommendation))
            (means(contents))
            @if let Some(picture) = contents.answer(SUMMARY_QUESTION).and_then(|answer| answer.pictures.first()) {
                (figure(picture))
            }
        }
    }
}

fn recommended(found: &Recommendation) -> Markup {
    html! {
        aside.recommendation aria-labelledby="recommendation-title" {
            h3 #recommendation-title { "What the trials support" span.kind { "Recommendation" } }
            p.headline { (found.headline) }
            @if !found.grounds.is_empty() { ul { @for ground in &found.grounds { li { (ground) } } } }
            @if !found.open.is_empty() {
                h4 { "What they do not tell" }
                ul { @for open in &found.open { li { (open) } } }
            }
            p.note {
                "Made of the verdicts below, by fixed rules, from mean costs, regret, dominance and the appetite; nothing else that may matter \
                 to the board is in it. Each verdict holds with 95 % by itself."
            }
        }
    }
}

/// Mean cost of every option in every scenario.
fn means(contents: &ReportContents<'_>) -> Markup {
    let summary = contents.summary;
    let scale = contents.scale();
    let title = format!("Mean cost over the horizon ({}; 95 % intervals)", scale.unit(&summary.currency));
    let weighted = summary.weighted.as_ref();
    let inner = html! {
        table.means.sortable {
            caption { (title) }
            thead { tr {
                th scope="col" { "Option" }
                @if weighted.is_some() { th.number scope="col" { "By weight" } }
                @for scenario in &summary.scenarios { th.number scope="col" { (scenario.name) } }
            } }
            tbody {
                @for (position, (id, name)) in contents.setting.options.iter().enumerate() {
                    tr {
                        th scope="row" { span.swatch style=(swatch(position)) {} (name) }
                        @if let Some(weighted) = weighted {
                            (weighted_cell(scale, weighted.options.iter().find(|option| option.id == *id)))
                        }
                        @for scenario in &summary.scenarios { (mean_cell(scale, scenario, scenario.option(id))) }
                    }
                }
            }
        }
    };
    html! {
        (scroll(&title, &inner))
        p.note { span.lead { "Bold" } ": the lowest mean of a scenario; " span.near { "≈" } ": the trials do not tell it from the lowest." }
    }
}

/// An option's colour, by the reader's light or dark setting where the browser knows how.
fn swatch(position: usize) -> String {
    let [light, dark] = [Ground::Light, Ground::Dark].map(|ground| option_colour_code_on(position, ground));
    format!("background:{light};background:light-dark({light},{dark})")
}

fn mean_cell(scale: Scale, scenario: &ScenarioSummary, option: Option<&OptionSummary>) -> Markup {
    let Some(option) = option else { return html! { td.number { "–" } } };
    let total = &option.total;
    let lowest = scenario.cheapest().is_some_and(|cheapest| cheapest.id == option.id);
    let near = scenario.cheapest().is_some_and(|cheapest| scenario.cannot_tell(&option.id, &cheapest.id));
    let several = scenario.options.len() > 1;
    let class = if lowest && several { "number lead" } else { "number" };
    html! {
        td class=(class) data-scenario=(scenario.id) data-option=(option.id) data-value=(total.mean) {
            @if near { span.near { "≈ " } }
            (scale.amount(total.mean, total.standard_error))
            @if let Some(interval) = total.confidence_interval.filter(|found| found.low < found.high) {
                " " span.interval {
                    (scale.amount(interval.low, total.standard_error)) "–" (scale.amount(interval.high, total.standard_error))
                }
            }
        }
    }
}

fn weighted_cell(scale: Scale, option: Option<&WeightedOption>) -> Markup {
    html! {
        @match option {
            None => td.number { "–" },
            Some(option) => td.number data-option=(option.id) data-scenario="weighted" data-value=(option.mean) {
                (scale.amount_with_error(option.mean, option.standard_error))
            },
        }
    }
}
