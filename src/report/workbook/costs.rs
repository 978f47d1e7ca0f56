//! All figures of the total cost: a row per scenario and option.

use super::numbers::{MONEY, SHARE, WHOLE};
use super::plan::{Block, Entry, Grid, GridColumn, Part, SheetPlan};
use crate::domain::Group;
use crate::report::board::ReportContents;
use crate::report::summary::{OptionSummary, ScenarioSummary, WeightedSummary};
use crate::statistics::{ExpectedShortfall, Interval, Quantile};

/// The sheet.
pub fn costs(contents: &ReportContents<'_>, name: &str) -> SheetPlan {
    let currency = &contents.summary.currency;
    let mut plan = SheetPlan::new(name, "Costs of every option in every scenario", Part::Analysis);
    plan.fixed_columns = 2;
    plan.add(Block::Note(format!(
        "{currency} in present value over the horizon; cost is positive. p95: what the cost does not exceed with a chance of 95 %. Worst 5 %: the \
         mean of the dearest twentieth of the trials. Low and high: ends of 95 % intervals."
    )));
    let mut grid = Grid { columns: columns(currency), ..Grid::default() };
    for scenario in &contents.summary.scenarios {
        grid.rows.extend(scenario.options.iter().map(|option| row(scenario, option)));
    }
    plan.add(Block::Table(grid));
    plan.blocks
        .extend(contents.summary.weighted.as_ref().map(|found| Block::Table(weighted(found, currency))));
    plan
}

fn columns(currency: &str) -> Vec<GridColumn> {
    let text = ["Scenario", "Option"].map(|header| (header.to_owned(), ""));
    let money = |header: &str| (format!("{header} ({currency})"), MONEY);
    let with_interval =
        |header: &str| [money(header), money(&format!("{header} low")), money(&format!("{header} high"))];
    let mut columns: Vec<(String, &str)> = text.into();
    columns.push(("Trials".to_owned(), WHOLE));
    columns.extend(with_interval("Mean"));
    columns.extend([money("Standard error of mean"), money("Standard deviation")]);
    for header in ["p05", "p50", "p95", "p99", "Worst 5 %", "Worst 1 %"] {
        columns.extend(with_interval(header));
    }
    for header in ["Chance over appetite", "Chance to be cheapest"] {
        let shares = ["", " low", " high"].map(|end| (format!("{header}{end}"), SHARE));
        columns.extend(shares);
    }
    columns.extend(Group::ALL.iter().map(|group| money(&format!("Mean of {}", group.name()))));
    columns.into_iter().map(|(header, format)| GridColumn { header, format: format.to_owned() }).collect()
}

fn ends(interval: Option<Interval>) -> [Entry; 2] {
    [Entry::number(interval.map(|found| found.low)), Entry::number(interval.map(|found| found.high))]
}

fn row(scenario: &ScenarioSummary, option: &OptionSummary) -> Vec<Entry> {
    let total = &option.total;
    let mut row = vec![
        Entry::text(&scenario.name),
        Entry::text(&option.name),
        Entry::whole(scenario.trials),
        Entry::number(total.mean),
    ];
    row.extend(ends(total.confidence_interval));
    row.extend([Entry::number(total.standard_error), Entry::number(total.standard_deviation)]);
    for Quantile { estimate, confidence_interval, .. } in [&total.p05, &total.p50, &total.p95, &total.p99] {
        row.push(Entry::number(*estimate));
        row.extend(ends(*confidence_interval));
    }
    for ExpectedShortfall { estimate, confidence_interval, .. } in
        [&total.expected_shortfall_95, &total.expected_shortfall_99]
    {
        row.push(Entry::number(*estimate));
        row.extend(ends(*confidence_interval));
    }
    let over = &option.chance_to_exceed_appetite;
    row.push(Entry::number(over.estimate));
    row.extend(ends(Some(over.confidence_interval)));
    row.push(Entry::number(option.cheapest.chance));
    row.extend(ends(Some(option.cheapest.confidence_interval)));
    row.extend(Group::ALL.iter().map(|group| Entry::number(option.group(*group).map(|cost| cost.mean))));
    row
}

fn weighted(found: &WeightedSummary, currency: &str) -> Grid {
    let mut grid = Grid::new(
        "All scenarios by weight",
        &[
            ("Weighted", ""),
            ("Option", ""),
            (&format!("Mean ({currency})"), MONEY),
            (&format!("Standard error of mean ({currency})"), MONEY),
            (&format!("p95 ({currency})"), MONEY),
            ("Chance over appetite", SHARE),
        ],
    );
    let row = |option: &crate::report::summary::WeightedOption| {
        vec![
            Entry::text("All scenarios by weight"),
            Entry::text(&option.name),
            Entry::number(option.mean),
            Entry::number(option.standard_error),
            Entry::number(option.p95),
            Entry::number(option.chance_to_exceed_appetite),
        ]
    };
    grid.rows = found.options.iter().map(row).collect();
    grid
}
