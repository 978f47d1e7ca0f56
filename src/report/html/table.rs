//! Tables of answers.

use maud::{Markup, html};
use serde_json::Value;

use super::fold::fold;
use crate::report::decide::{AnswerColumn, AnswerTable, Cell};

/// A fold-out table of an answer; with scripts it can be sorted by any column.
pub fn answer_table(table: &AnswerTable) -> Markup {
    let shown: Vec<usize> = (0..table.columns.len()).filter(|index| !table.columns[*index].hidden).collect();
    let columns: Vec<&AnswerColumn> = shown.iter().map(|index| &table.columns[*index]).collect();
    let inner = scroll(
        &table.title,
        &html! {
            table.sortable {
                caption { (table.title) }
                thead { tr { @for column in &columns { (header(column)) } } }
                tbody {
                    @for row in &table.rows {
                        tr { @for (place, index) in shown.iter().enumerate() {
                            (cell(place == 0, columns[place], &row[*index]))
                        } }
                    }
                }
            }
        },
    );
    let rows = table.rows.len();
    // A title may go on with what belongs to it: the line that opens it keeps to the first sentence.
    let title = table.title.split_once(". ").map_or(table.title.as_str(), |(first, _)| first);
    fold(&format!("Table: {title} ({rows} {})", if rows == 1 { "row" } else { "rows" }), rows, &inner)
}

fn header(column: &AnswerColumn) -> Markup {
    let label = if column.label.is_empty() { "Remark" } else { &column.label };
    html! { th scope="col" class=[(!column.prose).then_some("number")] { (label) } }
}

fn cell(first: bool, column: &AnswerColumn, cell: &Cell) -> Markup {
    // With all digits, for sorting and for whoever copies the page's source.
    let value = cell.values.first().and_then(Value::as_f64).map(|value| value.to_string());
    html! {
        @if first {
            th scope="row" data-value=[value] { (cell.shown) }
        } @else {
            td class=[(!column.prose).then_some("number")] data-value=[value] { (cell.shown) }
        }
    }
}

/// Something wide, which scrolls by itself on a narrow screen and can be reached by keyboard.
pub fn scroll(label: &str, inner: &Markup) -> Markup {
    html! { div.scroll tabindex="0" role="group" aria-label=(label) { (inner) } }
}
