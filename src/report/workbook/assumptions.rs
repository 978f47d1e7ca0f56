//! Every figure of the case with where it comes from.

use super::plan::{Block, Entry, Grid, Part, SheetPlan};
use crate::input::{FigureEntry, count_assumptions};
use crate::report::board::ReportContents;
use crate::report::figures::count;

/// The sheet.
pub fn assumptions(contents: &ReportContents<'_>, name: &str) -> SheetPlan {
    let mut plan = SheetPlan::new(name, "Assumptions and their sources", Part::Given);
    plan.fixed_columns = 1;
    match &contents.case {
        Err(reason) => plan.add(Block::Note(format!("The assumptions cannot be shown: {reason}"))),
        Ok(read) => register(&mut plan, &read.figures),
    }
    plan
}

fn register(plan: &mut SheetPlan, figures: &[FigureEntry]) {
    let counts = count_assumptions(figures);
    let number = |number: usize| count(number as u64);
    plan.add(Block::Text(format!(
        "{} figures: {} with a source, {} assumed with a reason, {} with neither.",
        number(figures.len()),
        number(counts.with_source),
        number(counts.assumed),
        number(counts.unfounded)
    )));
    let header = [
        "Figure",
        "Value",
        "Known by",
        "Source",
        "Reason or remark",
        "Without spread",
        "Drawn once per trial",
        "File",
    ];
    let mut grid = Grid::new("", &header.map(|header| (header, "")));
    grid.rows = figures.iter().map(row).collect();
    plan.add(Block::Table(grid));
}

fn row(figure: &FigureEntry) -> Vec<Entry> {
    let known_by = match (&figure.source, &figure.note) {
        (Some(_), _) => "source",
        (None, Some(_)) => "assumption",
        (None, None) => "neither",
    };
    let optional = |text: Option<&str>| text.map_or(Entry::Nothing, Entry::text);
    let yes = |yes: bool| Entry::text(if yes { "yes" } else { "no" });
    vec![
        Entry::text(&figure.name),
        Entry::text(&figure.value),
        Entry::text(known_by),
        optional(figure.source.as_deref()),
        optional(figure.note.as_deref().map(|note| note.trim_start_matches("assumption:").trim())),
        yes(figure.certain),
        yes(figure.once_per_trial),
        Entry::text(&figure.file),
    ]
}
