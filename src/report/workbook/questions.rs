//! The board's questions: a sheet of contents, and one for each answer.

use serde_json::Value;

use super::numbers::column_formats;
use super::plan::{Block, Entry, Grid, GridColumn, Part, SheetPlan};
use crate::report::board::{Asked, ReportContents};
use crate::report::decide::{Answer, AnswerTable, Cell};

/// A question, and the sheet of its answer.
#[derive(Debug)]
pub struct Question<'a> {
    pub title: String,
    pub asked: &'a Asked,
    pub sheet: String,
}

/// The sheets: contents first.
pub fn questions(contents: &ReportContents<'_>, name: &str, asked: &[Question<'_>]) -> Vec<SheetPlan> {
    let mut list = SheetPlan::new(name, "The board’s questions", Part::Analysis);
    let mut sheets = Vec::new();
    list.add(Block::Note(
        "Each answer rests on the trials alone and carries its uncertainty: intervals are 95 %, and what the trials do not tell apart is not \
         claimed."
            .to_owned(),
    ));
    for (number, question) in asked.iter().enumerate() {
        list.add(Block::Heading(format!("{}. {}", number + 1, question.title), None));
        match &question.asked.answer {
            Err(reason) => list.add(Block::Note(format!("Not answered here: {reason}"))),
            Ok(answer) => {
                list.blocks.extend(answer.sentences.first().cloned().map(Block::Text));
                list.add(Block::Link {
                    sheet: question.sheet.clone(),
                    text: format!("To the sheet {}", question.sheet),
                });
                sheets.push(answered(contents, question, answer));
            }
        }
    }
    [list].into_iter().chain(sheets).collect()
}

fn answered(contents: &ReportContents<'_>, question: &Question<'_>, answer: &Answer) -> SheetPlan {
    let mut plan = SheetPlan::new(&question.sheet, &question.title, Part::Analysis);
    match answer.sentences.as_slice() {
        [] => {}
        [first, rest @ ..] => {
            plan.add(Block::Lead(first.clone()));
            plan.texts(rest.iter().map(String::as_str), Block::Point);
        }
    }
    plan.texts(answer.notes.iter().map(String::as_str), Block::Note);
    for table in &answer.tables {
        plan.add(Block::Table(grid(table, &contents.summary.currency)));
    }
    plan
}

/// A table of an answer with the values behind what people see, all columns of its CSV file included.
pub fn grid(table: &AnswerTable, currency: &str) -> Grid {
    let mut grid = Grid { title: table.title.clone(), ..Grid::default() };
    for (index, column) in table.columns.iter().enumerate() {
        let formats = column_formats(column, table.rows.iter().filter_map(|row| row.get(index)));
        let base = column.keys.first().map_or("", String::as_str);
        for (place, (key, (format, unit))) in column.keys.iter().zip(formats).enumerate() {
            let label =
                if column.label.is_empty() { capitalised(&words(base)) } else { column.label.clone() };
            let header = match (place, key.strip_prefix(base)) {
                (0, _) => label,
                (_, Some(rest)) => format!("{label}, {}", words(rest)),
                (_, None) => format!("{label}, {}", words(key)),
            };
            let unit = if unit.is_empty() { String::new() } else { format!(" ({unit} {currency})") };
            grid.columns.push(GridColumn { header: header + &unit, format });
        }
        // What no file names is words for people alone.
        if column.keys.is_empty() {
            grid.columns.push(GridColumn { header: column.label.clone(), format: String::new() });
        }
    }
    grid.rows = table.rows.iter().map(|row| entries(table, row)).collect();
    grid
}

fn entries(table: &AnswerTable, row: &[Cell]) -> Vec<Entry> {
    let cells = table.columns.iter().zip(row);
    cells
        .flat_map(|(column, cell)| {
            let keyed = (0..column.keys.len()).map(|index| entry(cell.values.get(index)));
            let shown = column.keys.is_empty().then(|| Entry::text(&cell.shown));
            keyed.chain(shown).collect::<Vec<Entry>>()
        })
        .collect()
}

fn entry(value: Option<&Value>) -> Entry {
    match value {
        None | Some(Value::Null) => Entry::Nothing,
        Some(Value::Number(number)) => Entry::number(number.as_f64()),
        // Verdicts are identifiers.
        Some(Value::String(text)) if !text.contains(' ') => Entry::text(text.replace('_', " ")),
        Some(Value::String(text)) => Entry::text(text),
        Some(Value::Bool(yes)) => Entry::text(if *yes { "yes" } else { "no" }),
        Some(other @ (Value::Array(_) | Value::Object(_))) => Entry::text(other.to_string()),
    }
}

/// `mean_low` as `mean low`.
fn words(key: &str) -> String {
    key.replace(['_', '-'], " ").trim().to_owned()
}

/// With a capital at the start.
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
