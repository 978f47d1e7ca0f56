//! What was compared: facts that were given to the model, none of them found by it.

use maud::{Markup, html};

use super::exhibits::section_exhibits;
use crate::report::board::{ReportContents, facts, option_text, scenario_text, weight};
use crate::report::exhibits::ExhibitSection;

/// The section.
pub fn given(contents: &ReportContents<'_>) -> Markup {
    let summary = contents.summary;
    html! {
        section #given aria-labelledby="given-title" {
            h2 #given-title { "What was compared" span.kind { "Given" } }
            dl.facts {
                @for (term, text) in facts(contents) { div { dt { (term) } dd { (text) } } }
            }
            div.columns {
                div {
                    h3 { "Options" }
                    ul { @for (id, name) in &contents.setting.options {
                        li { strong { (name) } @if let Some(text) = option_text(contents, id) { ": " (text) } }
                    } }
                }
                div {
                    h3 { "Scenarios" }
                    p.hint { "Outside worlds as assumptions, not forecasts." }
                    ul { @for scenario in &summary.scenarios {
                        li {
                            strong { (scenario.name) }
                            @if let Some(weight) = weight(contents, &scenario.id) { " (weight " (weight) ")" }
                            @if let Some(text) = scenario_text(contents, &scenario.id) { ": " (text) }
                        }
                    } }
                }
            }
            (section_exhibits(contents, ExhibitSection::Given))
        }
    }
}
