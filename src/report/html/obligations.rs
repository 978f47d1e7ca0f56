//! What the law obliges each option to.

use maud::{Markup, html};

use super::exhibits::section_exhibits;
use super::fold::fold;
use super::table::scroll;
use crate::domain::{Case, Function};
use crate::report::board::{ObligationCounts, ReportContents, obligation_counts};
use crate::report::exhibits::ExhibitSection;
use crate::report::figures::{Scale, chance};
use crate::report::rule_words::{article, concerned, span};
use crate::rules::{Obligation, Register};

/// The section.
pub fn obligations(contents: &ReportContents<'_>) -> Markup {
    html! {
        section #obligations aria-labelledby="obligations-title" {
            h2 #obligations-title { "What the law obliges to" span.kind { "Given, and analysis" } }
            @match &contents.case {
                Err(reason) => p.missing { "The obligations cannot be shown: " (reason) },
                Ok(read) => (registers(contents, &read.case)),
            }
        }
    }
}

fn registers(contents: &ReportContents<'_>, case: &Case) -> Markup {
    let found = obligation_counts(contents, case);
    let (scale, unit) = (found.scale, found.unit.as_str());
    html! {
        p.hint {
            "By the rules of the packs and the facts of the case, without any dice; a model of the law, not legal advice. Amounts in " (unit)
            ": means, not discounted, over " (case.settings.horizon_months) " months."
        }
        @for problem in &found.problems { p.missing { "A register cannot be shown: " (problem) } }
        (overview(&found))
        (section_exhibits(contents, ExhibitSection::Obligations))
        @for register in &found.registers { (of_option(case, register, scale, unit)) }
    }
}

fn overview(found: &ObligationCounts<'_>) -> Markup {
    let title = format!("Obligations of each option ({})", found.unit);
    scroll(
        &title,
        &html! {
            table.sortable {
                caption { (title) }
                thead { tr {
                    th scope="col" { "Option" }
                    @for label in ["Obligations", "Of them likely", "Approvals", "Once", "Running", "Renewals", "Over horizon"] {
                        th.number scope="col" { (label) }
                    }
                } }
                tbody { @for option in &found.options { tr {
                    th scope="row" { (option.name) }
                    @for count in [option.obligations, option.likely, option.approvals] { td.number { (count) } }
                    @for amount in [option.once, option.running, option.renewals, option.total] { (money(found.scale, amount)) }
                } } }
            }
        },
    )
}

fn money(scale: Scale, amount: f64) -> Markup {
    html! { td.number data-value=(amount) { (scale.amount(amount, None)) } }
}

fn of_option(case: &Case, register: &Register<'_>, scale: Scale, unit: &str) -> Markup {
    let title = format!("Obligations of {} by function ({unit})", register.option.name);
    let horizon = case.settings.horizon_months as f64;
    let entries: Vec<(Function, &Obligation)> = Function::ALL
        .iter()
        .flat_map(|owner| {
            register
                .obligations
                .iter()
                .filter(move |entry| entry.duty.owner == *owner)
                .map(|entry| (*owner, entry))
        })
        .collect();
    let inner = html! {
        table.sortable {
            caption { (title) }
            thead { tr {
                @for label in ["Obligation", "Function", "Article", "When", "For"] { th scope="col" { (label) } }
                @for label in ["Likely", "Over horizon"] { th.number scope="col" { (label) } }
            } }
            tbody { @for (owner, entry) in &entries { tr {
                th scope="row" { (entry.duty.name) }
                td { (owner.name()) }
                td { (article(entry)) }
                td data-value=(entry.from) { (span(entry, horizon)) }
                td { (concerned(case, entry)) }
                td.number data-value=(entry.likelihood) { (chance(entry.likelihood)) }
                (money(scale, entry.cost.total()))
            } } }
        }
    };
    fold(&format!("Table: {title}, {} obligations", entries.len()), entries.len(), &scroll(&title, &inner))
}
