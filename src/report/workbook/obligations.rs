//! What the law obliges each option to.

use super::numbers::{MONEY, SHARE, WHOLE};
use super::plan::{Block, Entry, Grid, Part, SheetPlan};
use crate::domain::Case;
use crate::report::board::ReportContents;
use crate::report::rule_words::{article, concerned};
use crate::rules::{Obligation, Register, register};

/// The sheet.
pub fn obligations(contents: &ReportContents<'_>, name: &str) -> SheetPlan {
    let mut plan = SheetPlan::new(name, "What the law obliges to", Part::GivenAndAnalysis);
    match &contents.case {
        Err(reason) => plan.add(Block::Note(format!("The obligations cannot be shown: {reason}"))),
        Ok(read) => registers(&mut plan, contents, &read.case),
    }
    plan
}

fn registers(plan: &mut SheetPlan, contents: &ReportContents<'_>, case: &Case) {
    let wanted = |id: &str| contents.setting.options.iter().any(|(known, _)| known == id);
    let currency = case.settings.currency.code();
    plan.add(Block::Note(format!(
        "By the rules of the packs and the facts of the case, without any dice; a model of the law, not legal advice. Amounts in {currency}: means, \
         not discounted, over {} months.",
        case.settings.horizon_months
    )));
    let mut found = Vec::new();
    for option in case.options.iter().filter(|option| wanted(option.id.as_str())) {
        match register(case, option, None) {
            Ok(register) => found.push(register),
            Err(problem) => plan.add(Block::Note(format!("A register cannot be shown: {problem}"))),
        }
    }
    plan.add(Block::Table(overview(&found)));
    plan.add(Block::Table(all(case, &found)));
}

fn overview(registers: &[Register<'_>]) -> Grid {
    let mut grid = Grid::new(
        "Obligations of each option",
        &[
            ("Option", ""),
            ("Obligations", WHOLE),
            ("Of them likely", WHOLE),
            ("Approvals", WHOLE),
            ("Once", MONEY),
            ("Running", MONEY),
            ("Renewals", MONEY),
            ("Over horizon", MONEY),
        ],
    );
    let row = |register: &Register<'_>| {
        let all = &register.obligations;
        let count = |wanted: fn(&&Obligation) -> bool| Entry::whole(all.iter().filter(wanted).count() as u64);
        let sum = |part: fn(&Obligation) -> f64| Entry::number(all.iter().map(part).sum::<f64>());
        vec![
            Entry::text(&register.option.name),
            Entry::whole(all.len() as u64),
            count(|entry| entry.likelihood >= 0.5),
            count(|entry| entry.duty.approval.is_some()),
            sum(|entry| entry.cost.one_off),
            sum(|entry| entry.cost.yearly),
            sum(|entry| entry.cost.renewals),
            Entry::number(register.total_cost()),
        ]
    };
    grid.rows = registers.iter().map(row).collect();
    grid
}

fn all(case: &Case, registers: &[Register<'_>]) -> Grid {
    let mut grid = Grid::new(
        "All obligations",
        &[
            ("Option", ""),
            ("Obligation", ""),
            ("Function", ""),
            ("Article", ""),
            ("From month", "0.0"),
            ("Until month", "0.0"),
            ("For", ""),
            ("Likelihood", SHARE),
            ("Once", MONEY),
            ("Running", MONEY),
            ("Renewals", MONEY),
            ("Over horizon", MONEY),
        ],
    );
    let row = |option: &str, entry: &Obligation| {
        vec![
            Entry::text(option),
            Entry::text(entry.duty.name.to_string()),
            Entry::text(entry.duty.owner.name()),
            Entry::text(article(entry)),
            Entry::number(entry.from),
            Entry::number(entry.until),
            Entry::text(concerned(case, entry)),
            Entry::number(entry.likelihood),
            Entry::number(entry.cost.one_off),
            Entry::number(entry.cost.yearly),
            Entry::number(entry.cost.renewals),
            Entry::number(entry.cost.total()),
        ]
    };
    for register in registers {
        grid.rows.extend(register.obligations.iter().map(|entry| row(&register.option.name, entry)));
    }
    grid
}
