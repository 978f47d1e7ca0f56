//! The first sheet: finding, recommendation, mean cost of every option in every scenario.

use super::numbers::amount_format;
use super::plan::{Block, Entry, Grid, GridColumn, Part, PlacedChart, SheetPlan};
use crate::charts::option_colour_code;
use crate::report::board::{Evidence, Recommendation, ReportContents, facts, recommend, weight};
use crate::report::figures::Scale;
use crate::report::partial_in_words;
use crate::report::summary::{ScenarioSummary, WeightedOption};

/// The sheet.
///
/// - `chart`: the mean costs as a chart.
pub fn summary(contents: &ReportContents<'_>, name: &str, chart: Option<&PlacedChart>) -> SheetPlan {
    let mut plan = SheetPlan::new(name, &contents.summary.case, Part::Analysis);
    if let Some(partial) = &contents.summary.partial {
        plan.add(Block::Lead(format!(
            "{}. Figures are those of the trials done.",
            partial_in_words(partial)
        )));
    }
    plan.add(Block::Lead(contents.key_finding()));
    recommended(&mut plan, &recommend(contents.setting, &Evidence::of(contents)));
    plan.add(Block::Heading("Mean cost over the horizon".to_owned(), Some(Part::Analysis)));
    plan.add(Block::Table(means(contents)));
    plan.add(Block::Note(
        "Bold: the lowest mean of a scenario; ≈: the trials do not tell it from the lowest. Intervals: on the sheet of costs. The cells hold \
         all digits."
            .to_owned(),
    ));
    if let Some(placed) = chart {
        plan.blocks.extend([Block::NewPage, Block::Charts(vec![placed.clone()])]);
    }
    plan.add(Block::Heading("What was compared".to_owned(), Some(Part::Given)));
    plan.texts(facts(contents).into_iter().map(|(term, text)| format!("{term}: {text}")), Block::Text);
    plan
}

fn recommended(plan: &mut SheetPlan, found: &Recommendation) {
    plan.add(Block::Heading("What the trials support".to_owned(), Some(Part::Recommendation)));
    plan.add(Block::Lead(found.headline.clone()));
    plan.texts(found.grounds.iter().map(String::as_str), Block::Point);
    if !found.open.is_empty() {
        plan.add(Block::Heading("What they do not tell".to_owned(), None));
        plan.texts(found.open.iter().map(String::as_str), Block::Point);
    }
    plan.add(Block::Note(
        "Made of the verdicts of the questions, by fixed rules, from mean costs, regret, dominance and the appetite; nothing else that may \
         matter to the board is in it. Each verdict holds with 95 % by itself."
            .to_owned(),
    ));
}

fn means(contents: &ReportContents<'_>) -> Grid {
    let summary = contents.summary;
    let scale = contents.scale();
    let unit = scale.unit(&summary.currency);
    let mut grid = Grid::new("", &[("Option", "")]);
    let column = |header: String| GridColumn { header, format: String::new() };
    grid.columns.extend(summary.weighted.as_ref().map(|_| column(format!("By weight ({unit})"))));
    grid.columns.extend(summary.scenarios.iter().map(|scenario| {
        let weight =
            weight(contents, &scenario.id).map_or_else(String::new, |weight| format!(", weight {weight}"));
        column(format!("{} ({unit}{weight})", scenario.name))
    }));
    let row = |(position, (id, name)): (usize, &(String, String))| {
        let mut row = vec![Entry::Coloured(name.clone(), option_colour_code(position))];
        if let Some(weighted) = &summary.weighted {
            row.push(weighted_entry(scale, weighted.options.iter().find(|option| option.id == *id)));
        }
        row.extend(summary.scenarios.iter().map(|scenario| mean_entry(scale, scenario, id)));
        row
    };
    grid.rows = contents.setting.options.iter().enumerate().map(row).collect();
    grid
}

fn mean_entry(scale: Scale, scenario: &ScenarioSummary, id: &str) -> Entry {
    let Some(option) = scenario.option(id) else { return Entry::Nothing };
    let cheapest = scenario.cheapest();
    let several = scenario.options.len() > 1;
    let near = cheapest.is_some_and(|cheapest| scenario.cannot_tell(id, &cheapest.id));
    let total = &option.total;
    let format = amount_format(scale, total.mean, total.standard_error);
    Entry::Marked {
        value: total.mean,
        format: if near { format!("\"≈ \"{format}") } else { format },
        bold: several && cheapest.is_some_and(|cheapest| cheapest.id == id),
    }
}

fn weighted_entry(scale: Scale, option: Option<&WeightedOption>) -> Entry {
    option.map_or(Entry::Nothing, |option| Entry::Marked {
        value: option.mean,
        format: amount_format(scale, option.mean, option.standard_error),
        bold: false,
    })
}
