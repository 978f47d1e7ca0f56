//! What each option has prepared for the day something happens, and whether it helped in the trials.

use maud::{Markup, html};

use super::fold::fold;
use super::table::scroll;
use crate::domain::{Case, ItOption};
use crate::report::board::{PlanPage, PlannedMove, ReportContents, plan_page};
use crate::report::playbook_table::rows;
use crate::report::playbook_words::playbook_entry;
use crate::report::summary::ScenarioSummary;

/// The section.
pub fn contingency(contents: &ReportContents<'_>) -> Markup {
    html! {
        section #contingency aria-labelledby="contingency-title" {
            h2 #contingency-title { "If it happens: the contingency plans" span.kind { "Given, and analysis" } }
            @match &contents.case {
                Err(reason) => p.missing { "The plans cannot be shown: " (reason) },
                Ok(read) => (plans(contents, &read.case)),
            }
        }
    }
}

fn plans(contents: &ReportContents<'_>, case: &Case) -> Markup {
    let of = |id: &str| case.options.iter().find(|option| option.id.as_str() == id);
    let options: Vec<&ItOption> = contents.setting.options.iter().filter_map(|(id, _)| of(id)).collect();
    html! {
        p.hint { "What each option does when a signal is seen, and, trial by trial, whether that was in time." }
        @for option in options {
            article.plan {
                h3 { (option.name) }
                @if option.playbook.is_empty() {
                    p { "Nothing is prepared." }
                } @else if let Some(page) = plan_page(contents, option.id.as_str()) {
                    (planned(&option.name, &page))
                    (firings(contents, option))
                } @else {
                    ul { @for entry in &option.playbook { li { (playbook_entry(case, entry)) } } }
                    (firings(contents, option))
                }
            }
        }
    }
}

/// Signal, action, lead time and owner of each move, and what it saves by scenario.
fn planned(option: &str, page: &PlanPage) -> Markup {
    html! {
        @if !page.preparation.is_empty() { p { (page.preparation) } }
        @for found in &page.moves {
            h4 { (found.heading) }
            ul { @for (label, text) in &found.points { li {
                @if !label.is_empty() { strong { (label) ": " } }
                (text)
            } } }
            (savings(&format!("{option}, {}: what it saves", found.heading), found))
        }
    }
}

fn savings(title: &str, found: &PlannedMove) -> Markup {
    let [head, rows @ ..] = &found.table[..] else { return html! {} };
    let inner = html! {
        table.sortable {
            caption { (title) }
            thead { tr { @for label in head { th scope="col" { (label) } } } }
            tbody { @for row in rows { tr {
                @for (column, cell) in row.iter().enumerate() {
                    @if column == 0 { th scope="row" { (cell) } } @else { td { (cell) } }
                }
            } } }
        }
    };
    fold(&format!("Table: {title}"), rows.len(), &scroll(title, &inner))
}

/// How often entries fire, and the shares that were in time, too late and in vain, by scenario.
fn firings(contents: &ReportContents<'_>, option: &ItOption) -> Markup {
    let of = |scenario: &ScenarioSummary| -> Vec<(String, Vec<String>)> {
        let found = scenario.option(option.id.as_str());
        let rows = found.map_or_else(Vec::new, rows);
        rows.into_iter().map(|row| (scenario.name.clone(), row[1..].to_vec())).collect()
    };
    let rows: Vec<(String, Vec<String>)> = contents.summary.scenarios.iter().flat_map(of).collect();
    if rows.is_empty() {
        return html! {};
    }
    let name = |id: &str| {
        let entry = option.playbook.iter().find(|entry| entry.id.as_str() == id);
        entry.map_or_else(|| id.to_owned(), |entry| entry.name.clone())
    };
    let title = format!("{}: does the plan help? (shares of its firings)", option.name);
    let inner = html! {
        table.sortable {
            caption { (title) }
            thead { tr {
                th scope="col" { "Scenario" }
                th scope="col" { "Prepared move" }
                @for label in ["Firings per 100 trials", "In time", "Too late", "In vain"] {
                    th.number scope="col" { (label) }
                }
            } }
            tbody { @for (scenario, row) in &rows { tr {
                th scope="row" { (scenario) }
                td { (name(&row[0])) }
                @for cell in &row[1..] { td.number { (cell) } }
            } } }
        }
    };
    fold(&format!("Table: {title}"), rows.len(), &scroll(&title, &inner))
}
