//! What was compared.

use super::cut::{cut, numbered, short_name};
use super::slide::{Part, Slide, SlideCell, SlideRow, SlideTable, Visual};
use crate::report::board::{ReportContents, facts, option_text, scenario_text, weight};

/// Longest text of an option or scenario.
const LONGEST_TEXT: usize = 330;
/// Of them on a slide.
const MOST_TEXTS: usize = 6;

/// Facts, options, scenarios.
pub fn given(contents: &ReportContents<'_>) -> Vec<Slide<'static>> {
    let mut first = Slide::new(Part::Given, "What was compared", compared(contents));
    let rows = facts(contents).into_iter().map(|(term, text)| words(None, term, &cut(&text, 400)));
    first.visual = Visual::Table(two_columns("", ["", ""], rows.collect()));
    let mut slides = vec![first];
    let options = contents.setting.options.iter().enumerate();
    let options = options.map(|(position, (id, name))| {
        words(Some(position), name, &option_text(contents, id).unwrap_or_default())
    });
    slides.extend(described(
        "Options",
        "What each option would be",
        ["Option", "What it is"],
        options.collect(),
        "",
    ));
    let scenarios = contents.summary.scenarios.iter().map(|scenario| {
        let weight =
            weight(contents, &scenario.id).map_or_else(String::new, |weight| format!(" (weight {weight})"));
        words(
            None,
            &format!("{}{weight}", scenario.name),
            &scenario_text(contents, &scenario.id).unwrap_or_default(),
        )
    });
    slides.extend(described(
        "Scenarios",
        "The outside worlds in which all options are tried",
        ["Scenario", "What happens"],
        scenarios.collect(),
        "Scenarios are assumptions, not forecasts.",
    ));
    slides
}

fn compared(contents: &ReportContents<'_>) -> String {
    let several = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    format!(
        "{} in {} over {} months",
        several(contents.setting.options.len(), "option"),
        several(contents.summary.scenarios.len(), "scenario"),
        contents.summary.horizon_months
    )
}

fn words(option: Option<usize>, name: &str, text: &str) -> SlideRow {
    let name = SlideCell { text: short_name(name), lead: true, ..SlideCell::default() };
    let text = if text.is_empty() { "The case does not describe it." } else { text };
    SlideRow { option, cells: vec![name, SlideCell::of(cut(text, LONGEST_TEXT))] }
}

fn two_columns(caption: &str, header: [&str; 2], rows: Vec<SlideRow>) -> SlideTable {
    let header = header.map(str::to_owned).to_vec();
    SlideTable { caption: caption.to_owned(), header, numbers: vec![false, false], rows }
}

fn described(
    kicker: &str,
    title: &str,
    header: [&str; 2],
    rows: Vec<SlideRow>,
    note: &str,
) -> Vec<Slide<'static>> {
    let slide = |rows: &[SlideRow]| {
        let mut slide = Slide::new(Part::Given, kicker, title);
        slide.visual = Visual::Table(two_columns("", header, rows.to_vec()));
        slide.note = note.to_owned();
        slide
    };
    // As many on each slide.
    let slides = rows.len().div_ceil(MOST_TEXTS).max(1);
    numbered(rows.chunks(rows.len().div_ceil(slides).max(1)).map(slide).collect())
}
