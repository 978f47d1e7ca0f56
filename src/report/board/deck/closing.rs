//! Assumptions, limits, method, origin.

use super::cut::{cut, numbered, portions, short_name};
use super::slide::{Column, Part, Slide, SlideCell, SlideRow, SlideTable, Visual};
use crate::input::{FigureEntry, count_assumptions};
use crate::report::board::method::METHOD;
use crate::report::board::{GENERAL_LIMITS, ReportContents, own_limits};
use crate::report::decide::{Answer, AnswerTable, Cell};
use crate::report::figures::count;

/// Figures most worth knowing.
const MOST_FIGURES: usize = 6;
/// Longest source or reason.
const LONGEST_SOURCE: usize = 150;

/// How figures are founded, and those most worth knowing with where they come from.
pub fn assumptions(contents: &ReportContents<'_>) -> Vec<Slide<'static>> {
    let kicker = "Assumptions and their sources";
    let figures = match &contents.case {
        Ok(read) => &read.figures,
        Err(reason) => {
            let mut slide = Slide::new(Part::Given, kicker, "The assumptions cannot be shown");
            slide.points = vec![cut(reason, 600)];
            return vec![slide];
        }
    };
    let counts = count_assumptions(figures);
    let number = |number: usize| count(number as u64);
    let title = format!(
        "{} figures: {} with a source, {} assumed with a reason, {} with neither",
        number(figures.len()),
        number(counts.with_source),
        number(counts.assumed),
        number(counts.unfounded)
    );
    let mut slide = Slide::new(Part::Given, kicker, title);
    match contents.answer("information").and_then(|answer| worth_knowing(answer, figures)) {
        Some(table) => slide.visual = Visual::Table(table),
        None => slide.points = vec!["What each figure is worth knowing is not answered here: `splitstack decide information` says it.".to_owned()],
    }
    slide.note =
        "Every figure with its source: the HTML page, or `splitstack check --assumptions`.".to_owned();
    vec![slide]
}

/// The figures most worth knowing, each in the scenario in which it is worth most.
fn worth_knowing(answer: &Answer, figures: &[FigureEntry]) -> Option<SlideTable> {
    let table = answer.tables.iter().find(|table| column(table, "figure").is_some())?;
    let place = |key: &str| column(table, key);
    let [scenario, figure, now, worth] =
        [place("scenario")?, place("figure")?, place("now")?, place("value")?];
    let value = |row: &[Cell]| row[worth].values.first().and_then(serde_json::Value::as_f64).unwrap_or(0.0);
    let mut rows: Vec<&Vec<Cell>> = table.rows.iter().filter(|row| value(row) > 0.0).collect();
    rows.sort_by(|left, right| value(right).total_cmp(&value(left)));
    let mut shown: Vec<&Vec<Cell>> = Vec::new();
    for row in rows {
        if shown.len() < MOST_FIGURES && shown.iter().all(|known| known[figure].shown != row[figure].shown) {
            shown.push(row);
        }
    }
    let words = place("words").unwrap_or(figure);
    let known = |name: &str| figures.iter().find(|entry| entry.name == name);
    let row = |row: &&Vec<Cell>| {
        let cells = [
            breakable(&row[words].shown),
            cut(&row[now].shown, 70),
            row[worth].shown.clone(),
            short_name(&row[scenario].shown),
            known(&row[figure].shown).map_or_else(String::new, founded),
        ];
        SlideRow { option: None, cells: cells.map(SlideCell::of).to_vec() }
    };
    let header = ["Figure", "Now", "Worth knowing", "In", "Source or reason"];
    (!shown.is_empty()).then(|| SlideTable {
        caption: format!("Most worth knowing before the choice. {}", table.title),
        header: header.map(str::to_owned).to_vec(),
        numbers: vec![false, false, true, false, false],
        rows: shown.iter().map(row).collect(),
    })
}

/// A long name with places to break at: a zero-width space behind each dot and underscore.
fn breakable(name: &str) -> String {
    name.replace('.', ".\u{200b}").replace('_', "_\u{200b}")
}

fn column(table: &AnswerTable, key: &str) -> Option<usize> {
    table.columns.iter().position(|column| column.keys.iter().any(|known| known == key))
}

fn founded(figure: &FigureEntry) -> String {
    let found = figure.source.as_ref().or(figure.note.as_ref());
    found.map_or_else(|| "neither".to_owned(), |text| cut(text, LONGEST_SOURCE))
}

/// What the model does not say: of these results, and in general.
pub fn limits(contents: &ReportContents<'_>) -> Vec<Slide<'static>> {
    let slide = |title: &str, points: Vec<String>| {
        let mut slide = Slide::new(Part::Given, "Limits", title);
        slide.visual = Visual::Columns(vec![Column { heading: String::new(), points }]);
        slide
    };
    let own = portions(&own_limits(contents), 1_100);
    let own = own.into_iter().map(|points| slide("What these results do not say", points));
    let mut slides = numbered(own.collect());
    let general = GENERAL_LIMITS.iter().map(|limit| (*limit).to_owned()).collect();
    slides.push(slide("What the model does not say", general));
    slides
}

/// The method on one slide.
pub fn method() -> Slide<'static> {
    let title = "All options live through the same simulated futures, and what they cost there is compared";
    let mut slide = Slide::new(Part::Given, "Method", title);
    slide.visual = Visual::Method(&METHOD);
    slide
}

/// What was run, so that it can be run and checked again.
pub fn origin(contents: &ReportContents<'_>) -> Slide<'static> {
    let manifest = contents.manifest;
    let mut slide =
        Slide::new(Part::Given, "Where this comes from", "The same bits come out again, on any machine");
    let rows = [
        ("Case", format!("{} ({})", cut(&manifest.case.name, 120), manifest.case.id)),
        ("Run", manifest.created.clone()),
        ("Version", format!("splitstack {}", manifest.splitstack)),
        ("Seed", manifest.seed.to_string()),
        ("Trials", manifest.trials.to_string()),
        ("Input files", manifest.inputs.len().to_string()),
        ("SHA-256 of summary.json", manifest.results.summary_sha256.to_string()),
        ("To confirm it", format!("splitstack verify {}", cut(contents.folder, 120))),
    ];
    let row = |(term, text): (&str, String)| {
        let term = SlideCell { text: term.to_owned(), lead: true, ..SlideCell::default() };
        SlideRow { option: None, cells: vec![term, SlideCell::of(text)] }
    };
    slide.visual = Visual::Table(SlideTable {
        caption: String::new(),
        header: ["", ""].map(str::to_owned).to_vec(),
        numbers: vec![false, false],
        rows: rows.into_iter().map(row).collect(),
    });
    slide
}
