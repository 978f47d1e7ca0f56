//! Tables of a contingency plan: a row for each move on a page, everything in files.

use serde_json::{Value, json};

use super::answer::{AnswerColumn, AnswerTable, Cell};
use super::plan::{MoveWords, is_signal, month_in_words};
use super::words::{UNKNOWN, estimate_values};
use crate::decision::{CostDifference, MoveFinding};
use crate::statistics::{Proportion, Verdict};

/// One row for each move.
pub(super) fn summary_table(moves: &[MoveWords<'_>]) -> AnswerTable {
    let unit = moves.first().map_or_else(String::new, MoveWords::unit);
    AnswerTable {
        name: "summary".to_owned(),
        title: format!(
            "Prepared moves as they are written: in how many scenarios they pay, and what they save where most is at stake ({unit})"
        ),
        columns: vec![
            AnswerColumn::words("Option", "option"),
            AnswerColumn::words("Move", "move"),
            AnswerColumn::figures("Pays, costs, open", &["pays", "costs", "open"]),
            AnswerColumn::words("Most at stake in", "scenario"),
            AnswerColumn::figures("Saves", &["saves", "saves_low", "saves_high"]),
            AnswerColumn::figures("Until month", &["until", "surely_until"]),
            AnswerColumn::words("Cheaper signal there", "cheaper_signal"),
        ],
        rows: moves.iter().map(summary_row).collect(),
    }
}

fn summary_row(found: &MoveWords<'_>) -> Vec<Cell> {
    let main = found.main();
    let count = |verdict: Verdict| found.scenarios_with(verdict).len();
    let (pays, costs) = (count(Verdict::SecondLower), count(Verdict::FirstLower));
    let open = count(Verdict::CannotTell);
    let cheaper =
        found.cheaper(main, is_signal).map_or_else(|| "none shown".to_owned(), |one| found.label(one));
    vec![
        Cell::words(found.context.setting.option(found.option)),
        Cell::words(&found.name()),
        Cell::figures(format!("{pays}, {costs}, {open}"), vec![json!(pays), json!(costs), json!(open)]),
        Cell::words(found.outlook(main)),
        difference_cell(found, &main.saves),
        until_cell(main),
        Cell::words(&cheaper),
    ]
}

fn difference_cell(found: &MoveWords<'_>, compared: &CostDifference) -> Cell {
    Cell::figures(found.money(compared), estimate_values(&compared.difference))
}

fn until_cell(found: &MoveFinding) -> Cell {
    let shown = found.latest.likely.map_or_else(|| "none".to_owned(), |month| format!("{month:.0}"));
    Cell::figures(shown, vec![json!(found.latest.likely), json!(found.latest.surely)])
}

/// By outlook; by trigger; by month.
pub(super) fn detail_tables(moves: &[MoveWords<'_>]) -> Vec<AnswerTable> {
    vec![outlook_table(moves), trigger_table(moves), month_table(moves)]
}

/// Columns that say which move and outlook a row is about.
fn keys() -> Vec<AnswerColumn> {
    vec![
        AnswerColumn::words("Option", "option"),
        AnswerColumn::words("Move", "move"),
        AnswerColumn::words("Scenario", "scenario"),
    ]
}

fn key_cells(found: &MoveWords<'_>, outlook: &MoveFinding) -> Vec<Cell> {
    vec![
        Cell::words(found.it_option().id.as_str()),
        Cell::words(found.entry().id.as_str()),
        Cell::words(found.context.setting.outlook_id(outlook.scenario)),
    ]
}

/// A column of a file alone.
fn column(key: &str) -> AnswerColumn {
    AnswerColumn::figures(key, &[key])
}

fn cell(value: Value) -> Cell {
    Cell::figures(UNKNOWN.to_owned(), vec![value])
}

fn outlook_table(moves: &[MoveWords<'_>]) -> AnswerTable {
    let names = [
        "owner",
        "saves",
        "saves_low",
        "saves_high",
        "verdict",
        "until",
        "surely_until",
        "possibly_until",
        "latest_start",
        "lead_time",
        "warning",
        "value_of_waiting",
        "value_of_waiting_low",
        "value_of_waiting_high",
        "best_by_mean",
        "best_by_shortfall",
    ];
    let row = |found: &MoveWords<'_>, outlook: &MoveFinding| {
        let waiting = outlook.waiting.as_ref().map(|waiting| &waiting.value_of_waiting);
        let interval = waiting.and_then(|found| found.confidence_interval);
        let mut cells = key_cells(found, outlook);
        let saves = estimate_values(&outlook.saves.difference);
        cells.push(cell(json!(found.entry().owner)));
        cells.extend(saves.into_iter().map(cell));
        cells.extend(
            [
                json!(pays(outlook.saves.verdict)),
                json!(outlook.latest.likely),
                json!(outlook.latest.surely),
                json!(outlook.latest.possibly),
                json!(outlook.latest_start.as_ref().map(|found| found.estimate)),
                json!(outlook.lead_time.map(|found| found.median)),
                json!(outlook.warning.map(|found| found.median)),
                json!(waiting.map(|found| found.mean)),
                json!(interval.map(|found| found.low)),
                json!(interval.map(|found| found.high)),
                json!(found.label(outlook.best_by_mean)),
                json!(outlook.best_by_shortfall.map(|best| found.label(best))),
            ]
            .map(cell),
        );
        cells
    };
    AnswerTable {
        name: "moves".to_owned(),
        title: String::new(),
        columns: keys().into_iter().chain(names.map(column)).collect(),
        rows: rows(moves, |found, outlook| vec![row(found, outlook)]),
    }
}

/// In a word, of a saving: never moving less as written.
pub(super) fn pays(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::SecondLower => "pays",
        Verdict::FirstLower => "costs more than it saves",
        Verdict::CannotTell => "cannot be told",
        Verdict::Identical => "changes nothing",
    }
}

fn rows(
    moves: &[MoveWords<'_>],
    of: impl Fn(&MoveWords<'_>, &MoveFinding) -> Vec<Vec<Cell>>,
) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for found in moves {
        for outlook in &found.found.findings {
            rows.extend(of(found, outlook));
        }
    }
    rows
}

fn trigger_table(moves: &[MoveWords<'_>]) -> AnswerTable {
    let names = [
        "trigger",
        "fires",
        "in_time",
        "too_late",
        "in_vain",
        "missed",
        "mean",
        "against_written",
        "against_written_low",
        "against_written_high",
        "differing_trials",
        "verdict",
        "shortfall",
        "shortfall_against_written",
        "shortfall_against_written_low",
        "shortfall_against_written_high",
        "shortfall_verdict",
    ];
    let row = |found: &MoveWords<'_>, outlook: &MoveFinding, one: usize| {
        let trigger = &outlook.triggers[one];
        let share = |share: Option<&Proportion>| json!(share.map(|share| share.estimate));
        let score = trigger.score.as_ref();
        let tail = trigger.shortfall_against_written.as_ref();
        let mut cells = key_cells(found, outlook);
        cells.extend(
            [
                json!(found.label(one)),
                share(trigger.fires.as_ref()),
                share(score.map(|score| &score.in_time)),
                share(score.map(|score| &score.too_late)),
                share(score.map(|score| &score.in_vain)),
                share(score.map(|score| &score.missed)),
                json!(trigger.mean.estimate),
            ]
            .map(cell),
        );
        cells.extend(estimate_values(&trigger.against_written.difference).into_iter().map(cell));
        cells.push(cell(json!(trigger.against_written.differing)));
        cells.push(cell(json!(against(trigger.against_written.verdict))));
        cells.push(cell(json!(trigger.shortfall.estimate)));
        let tails = tail.map_or(vec![Value::Null; 3], |tail| estimate_values(&tail.difference));
        cells.extend(tails.into_iter().map(cell));
        cells.push(cell(json!(tail.map(|tail| against(tail.verdict)))));
        cells
    };
    AnswerTable {
        name: "triggers".to_owned(),
        title: String::new(),
        columns: keys().into_iter().chain(names.map(column)).collect(),
        rows: rows(moves, |found, outlook| {
            (0..outlook.triggers.len()).map(|one| row(found, outlook, one)).collect()
        }),
    }
}

/// In a word, of a trigger against the one that is written.
fn against(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::FirstLower => "costs less",
        Verdict::SecondLower => "costs more",
        Verdict::CannotTell => "cannot be told",
        Verdict::Identical => "the same",
    }
}

fn month_table(moves: &[MoveWords<'_>]) -> AnswerTable {
    let names = ["month", "against_never", "against_never_low", "against_never_high", "verdict"];
    AnswerTable {
        name: "months".to_owned(),
        title: String::new(),
        columns: keys().into_iter().chain(names.map(column)).collect(),
        rows: rows(moves, |found, outlook| {
            let row = |month: &crate::decision::MonthFinding| {
                let mut cells = key_cells(found, outlook);
                cells.push(cell(json!(month.month)));
                let values = estimate_values(&month.against_never.difference);
                cells.extend(values.into_iter().map(cell));
                cells.push(cell(json!(against(month.against_never.verdict))));
                cells
            };
            outlook.months.iter().map(row).collect()
        }),
    }
}

/// `27`, `27 (for certain 18)`, `none`.
pub(super) fn until_in_words(found: &MoveFinding) -> String {
    match (found.latest.likely, found.latest.surely) {
        (None, _) => "none".to_owned(),
        (Some(month), Some(sure)) if sure == month => month_in_words(month),
        (Some(month), Some(sure)) => {
            format!("{} (for certain {})", month_in_words(month), month_in_words(sure))
        }
        (Some(month), None) => format!("{} (not for certain)", month_in_words(month)),
    }
}
