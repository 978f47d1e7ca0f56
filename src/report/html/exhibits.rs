//! Charts beside the answers, by section.

use maud::{Markup, html};

use super::chart::figure;
use crate::report::board::ReportContents;
use crate::report::exhibits::{Exhibit, ExhibitSection, MONEY_QUESTION};

/// The charts of a section: one of a kind at a time.
pub fn section_exhibits(contents: &ReportContents<'_>, section: ExhibitSection) -> Markup {
    let kinds = contents.exhibits.of(section);
    let heading = |name: &str| match section {
        // Below the question.
        ExhibitSection::Money => html! { h4 { (name) } },
        ExhibitSection::Given | ExhibitSection::Obligations => html! { h3 { (name) } },
    };
    html! {
        @for kind in &kinds {
            (heading(kind.first().map_or("", |exhibit| exhibit.kind)))
            (of_a_kind(kind, section))
        }
    }
}

fn of_a_kind(exhibits: &[&Exhibit], section: ExhibitSection) -> Markup {
    let name = exhibits.first().map_or("", |exhibit| exhibit.kind);
    html! {
        @if let [only] = exhibits {
            (figure(&only.picture))
        } @else {
            div.one-of {
                p.hint { "One chart each: open the one to look at." }
                @for (index, exhibit) in exhibits.iter().enumerate() {
                    details.one name=(format!("charts-{}", name.to_lowercase().replace(' ', "-")))
                        data-scenario=[(section == ExhibitSection::Money).then_some(&exhibit.about.0)] open[index == 0] {
                        summary { (exhibit.about.1) }
                        (figure(&exhibit.picture))
                    }
                }
            }
        }
    }
}

/// Where the money goes, and what could not be drawn anywhere; nothing where there is neither.
pub fn money(contents: &ReportContents<'_>) -> Markup {
    let found = contents.exhibits;
    html! {
        @if found.shown.iter().any(|exhibit| exhibit.section == ExhibitSection::Money) || !found.missing.is_empty() {
            article.question #question-money {
                h3 { (MONEY_QUESTION) }
                (section_exhibits(contents, ExhibitSection::Money))
                @for problem in &found.missing { p.missing { (problem) } }
            }
        }
    }
}
