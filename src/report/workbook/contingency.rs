//! What each option has prepared, and whether it helped in the trials.

use super::numbers::SHARE;
use super::plan::{Block, Entry, Grid, Part, SheetPlan};
use crate::domain::{Case, ItOption};
use crate::report::board::ReportContents;
use crate::report::playbook_table::{Firings, firings};
use crate::report::playbook_words::playbook_entry;

/// The sheet.
pub fn contingency(contents: &ReportContents<'_>, name: &str) -> SheetPlan {
    let mut plan = SheetPlan::new(name, "If it happens: the contingency plans", Part::GivenAndAnalysis);
    match &contents.case {
        Err(reason) => plan.add(Block::Note(format!("The plans cannot be shown: {reason}"))),
        Ok(read) => plans(&mut plan, contents, &read.case),
    }
    plan
}

fn plans(plan: &mut SheetPlan, contents: &ReportContents<'_>, case: &Case) {
    let of = |id: &str| case.options.iter().find(|option| option.id.as_str() == id);
    let options: Vec<&ItOption> = contents.setting.options.iter().filter_map(|(id, _)| of(id)).collect();
    plan.add(Block::Note(
        "What each option does when a signal is seen (given), and, trial by trial, whether that was in time (analysis).".to_owned(),
    ));
    let mut grid = Grid::new(
        "Does the plan help? Shares of its firings",
        &[
            ("Option", ""),
            ("Scenario", ""),
            ("Prepared move", ""),
            ("Firings per 100 trials", "#,##0.0"),
            ("In time", SHARE),
            ("Too late", SHARE),
            ("In vain", SHARE),
        ],
    );
    for option in options {
        plan.add(Block::Heading(option.name.clone(), Some(Part::Given)));
        if option.playbook.is_empty() {
            plan.add(Block::Text("Nothing is prepared.".to_owned()));
        }
        plan.texts(option.playbook.iter().map(|entry| playbook_entry(case, entry)), Block::Point);
        for scenario in &contents.summary.scenarios {
            let found = scenario.option(option.id.as_str()).map_or_else(Vec::new, firings);
            grid.rows.extend(found.iter().map(|found| row(option, &scenario.name, found)));
        }
    }
    plan.add(Block::Table(grid));
}

fn row(option: &ItOption, scenario: &str, found: &Firings) -> Vec<Entry> {
    let entry = option.playbook.iter().find(|entry| entry.id.as_str() == found.entry);
    let name = entry.map_or(found.entry.as_str(), |entry| entry.name.as_str());
    let judged = |place: usize| Entry::number(found.judged.map(|shares| shares[place]));
    vec![
        Entry::text(&option.name),
        Entry::text(scenario),
        Entry::text(name),
        Entry::number(found.fired * 100.0),
        judged(0),
        judged(1),
        judged(2),
    ]
}
