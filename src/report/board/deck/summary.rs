//! The finding on one slide, and the mean cost of all options in all scenarios.

use super::cut::{LONGEST_TITLE, MOST_ROWS, cut, numbered, short_name};
use super::slide::{Column, Part, Slide, SlideCell, SlideRow, SlideTable, Visual};
use crate::report::Scale;
use crate::report::board::{Evidence, ReportContents, recommend};
use crate::report::summary::{OptionSummary, ScenarioSummary, WeightedOption};

/// Scenarios beside each other in a table.
const MOST_SCENARIOS: usize = 8;
/// Longest point of a column, and points of it.
const LONGEST_GROUND: usize = 330;
const MOST_GROUNDS: usize = 5;

/// Key finding, recommendation, grounds, and what the trials do not tell.
pub fn on_one_page(contents: &ReportContents<'_>) -> Slide<'static> {
    let found = recommend(contents.setting, &Evidence::of(contents));
    let mut slide = Slide::new(
        Part::Recommendation,
        "What the trials support",
        cut(&contents.key_finding(), LONGEST_TITLE),
    );
    slide.points = vec![cut(&found.headline, 520)];
    let mut columns = vec![Column { heading: "On these grounds".to_owned(), points: few(&found.grounds) }];
    if !found.open.is_empty() {
        let heading = "What the trials do not tell".to_owned();
        columns.push(Column { heading, points: few(&found.open) });
    }
    columns.retain(|column| !column.points.is_empty());
    if !columns.is_empty() {
        slide.visual = Visual::Columns(columns);
    }
    slide.note = "Made of the verdicts on the following slides, by fixed rules, from mean costs, regret, dominance and the appetite; nothing else that \
                  may matter to the board is in it. Each verdict holds with 95 % by itself."
        .to_owned();
    slide
}

/// As many as a column holds, and how many more there are.
fn few(texts: &[String]) -> Vec<String> {
    let shown = if texts.len() > MOST_GROUNDS { MOST_GROUNDS - 1 } else { texts.len() };
    let mut few: Vec<String> = texts[..shown].iter().map(|text| cut(text, LONGEST_GROUND)).collect();
    if texts.len() > shown {
        few.push(format!("{} more: see the page that `splitstack report` writes.", texts.len() - shown));
    }
    few
}

/// Mean cost by option and scenario, over as many slides as it takes.
pub fn means(contents: &ReportContents<'_>) -> Vec<Slide<'static>> {
    let summary = contents.summary;
    if summary.scenarios.is_empty() {
        return Vec::new();
    }
    let options: Vec<(usize, &(String, String))> = contents.setting.options.iter().enumerate().collect();
    let chart = contents.answer("compare").and_then(|answer| answer.pictures.first());
    let finding = chart.map_or_else(|| contents.key_finding(), |chart| chart.picture.title.clone());
    let mut slides = Vec::new();
    for scenarios in summary.scenarios.chunks(MOST_SCENARIOS) {
        for rows in options.chunks(MOST_ROWS) {
            let mut slide =
                Slide::new(Part::Analysis, "Mean cost over the horizon", cut(&finding, LONGEST_TITLE));
            slide.visual = Visual::Table(table(contents, scenarios, rows));
            slide.note = "Bold: the lowest mean of a scenario. ≈: the trials do not tell it from the lowest."
                .to_owned();
            slides.push(slide);
        }
    }
    numbered(slides)
}

fn table(
    contents: &ReportContents<'_>,
    scenarios: &[ScenarioSummary],
    rows: &[(usize, &(String, String))],
) -> SlideTable {
    let summary = contents.summary;
    let scale = contents.scale();
    let weighted = summary.weighted.as_ref();
    let mut header = vec!["Option".to_owned()];
    header.extend(weighted.map(|_| "By weight".to_owned()));
    header.extend(scenarios.iter().map(|scenario| short_name(&scenario.name)));
    let row =
        |(position, (id, name)): &(usize, &(String, String))| {
            let mut cells = vec![SlideCell::of(short_name(name))];
            cells.extend(weighted.map(|weighted| {
                weighted_cell(scale, weighted.options.iter().find(|option| option.id == *id))
            }));
            cells.extend(scenarios.iter().map(|scenario| mean_cell(scale, scenario, scenario.option(id))));
            SlideRow { option: Some(*position), cells }
        };
    SlideTable {
        caption: format!("Mean cost over the horizon ({}; 95 % intervals)", scale.unit(&summary.currency)),
        numbers: (0..header.len()).map(|column| column > 0).collect(),
        header,
        rows: rows.iter().map(row).collect(),
    }
}

fn mean_cell(scale: Scale, scenario: &ScenarioSummary, option: Option<&OptionSummary>) -> SlideCell {
    let Some(option) = option else { return SlideCell::of("–") };
    let total = &option.total;
    let cheapest = scenario.cheapest();
    let near = cheapest.is_some_and(|cheapest| scenario.cannot_tell(&option.id, &cheapest.id));
    let amount = |amount: f64| scale.amount(amount, total.standard_error);
    let interval = total.confidence_interval.filter(|found| found.low < found.high);
    SlideCell {
        text: format!("{}{}", if near { "≈ " } else { "" }, amount(total.mean)),
        detail: interval
            .map_or_else(String::new, |found| format!("{}–{}", amount(found.low), amount(found.high))),
        lead: scenario.options.len() > 1 && cheapest.is_some_and(|cheapest| cheapest.id == option.id),
    }
}

fn weighted_cell(scale: Scale, option: Option<&WeightedOption>) -> SlideCell {
    option.map_or_else(
        || SlideCell::of("–"),
        |option| SlideCell::of(scale.amount_with_error(option.mean, option.standard_error)),
    )
}
