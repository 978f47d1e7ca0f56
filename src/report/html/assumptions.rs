//! Every figure of the case with where it comes from.

use maud::{Markup, html};

use super::fold::fold;
use super::table::scroll;
use crate::input::{FigureEntry, count_assumptions};
use crate::report::board::ReportContents;
use crate::report::figures::count;

/// The section.
pub fn assumptions(contents: &ReportContents<'_>) -> Markup {
    html! {
        section #assumptions aria-labelledby="assumptions-title" {
            h2 #assumptions-title { "Assumptions and their sources" span.kind { "Given" } }
            @match &contents.case {
                Err(reason) => p.missing { "The assumptions cannot be shown: " (reason) },
                Ok(read) => (register(&read.figures)),
            }
        }
    }
}

fn register(figures: &[FigureEntry]) -> Markup {
    let counts = count_assumptions(figures);
    let number = |number: usize| count(number as u64);
    let title = "Figures of the case";
    let inner = html! {
        table.sortable.register {
            caption { (title) }
            thead { tr { @for label in ["Figure", "Value", "Known by", "Source or reason"] { th scope="col" { (label) } } } }
            tbody { @for figure in figures { tr {
                th scope="row" { code { (breakable(&figure.name)) } }
                td { (figure.value) }
                td { (founded(figure)) }
                td { (reason(figure)) }
            } } }
        }
    };
    html! {
        p {
            (number(figures.len())) " figures: " (number(counts.with_source)) " with a source, "
            (number(counts.assumed)) " assumed with a reason, " (number(counts.unfounded)) " with neither. What each is worth knowing: see "
            a href="#question-information" { "the question" } " above."
        }
        (fold(&format!("Table: all {} figures", number(figures.len())), figures.len(), &scroll(title, &inner)))
    }
}

fn founded(figure: &FigureEntry) -> &'static str {
    match (&figure.source, &figure.note) {
        (Some(_), _) => "source",
        (None, Some(_)) => "assumption",
        (None, None) => "neither",
    }
}

fn reason(figure: &FigureEntry) -> Markup {
    let note = figure.note.as_ref().map(|note| note.trim_start_matches("assumption:").trim());
    html! {
        @if let Some(source) = &figure.source { (source) }
        @if figure.source.is_some() && note.is_some() { " – " }
        @if let Some(note) = note { (note) }
    }
}

/// A long name with places to break at.
fn breakable(name: &str) -> Markup {
    html! { @for (index, part) in name.split('.').enumerate() { @if index > 0 { "." wbr; } (part) } }
}
