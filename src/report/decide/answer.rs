//! What every question gives: sentences, tables, pictures, figures.

use serde_json::{Value, json};

use super::setting::DecideSetting;
use crate::charts::{ChartError, Picture};
use crate::report::pictures::NamedPicture;
use crate::report::prose::wrapped;
use crate::report::table::TextTable;
use crate::report::terminal::Page;

/// The answer to one question.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answer {
    /// Name of the question, as on the command line.
    pub question: String,
    /// What figures rest on, in place of trials per scenario and option; may be empty.
    pub basis: String,
    /// In plain words, most important first; each carries its uncertainty.
    pub sentences: Vec<String>,
    /// How to read tables and intervals.
    pub notes: Vec<String>,
    pub tables: Vec<AnswerTable>,
    /// Tables that are too long for a page: in files alone.
    pub details: Vec<AnswerTable>,
    pub pages: Vec<AnswerPage>,
    pub pictures: Vec<NamedPicture>,
    /// Pictures that could not be drawn, and why.
    pub undrawn: Vec<String>,
    /// Everything with all digits.
    pub figures: Value,
}

/// A page of text for itself.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerPage {
    /// Name of its file, without what it ends on.
    pub name: String,
    /// Markdown.
    pub text: String,
    /// Whether it stands in the answer's text, too.
    pub shown: bool,
}

/// A table, for a terminal and as CSV.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerTable {
    /// For its file.
    pub name: String,
    pub title: String,
    pub columns: Vec<AnswerColumn>,
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table as people see it, which is one or several columns of its CSV file.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerColumn {
    pub label: String,
    /// Of the CSV file; empty: not in it.
    pub keys: Vec<String>,
    /// Words, to the left.
    pub prose: bool,
    /// In the CSV file alone: a page is too narrow for all.
    pub hidden: bool,
}

/// A cell as people see it, and its values by the keys of its column.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    pub shown: String,
    pub values: Vec<Value>,
}

impl AnswerColumn {
    pub(super) fn words(label: &str, key: &str) -> AnswerColumn {
        AnswerColumn { label: label.to_owned(), keys: vec![key.to_owned()], prose: true, hidden: false }
    }

    pub(super) fn figures(label: &str, keys: &[&str]) -> AnswerColumn {
        let keys = keys.iter().map(|key| (*key).to_owned()).collect();
        AnswerColumn { label: label.to_owned(), keys, prose: false, hidden: false }
    }
}

impl Cell {
    pub(super) fn words(text: &str) -> Cell {
        Cell { shown: text.to_owned(), values: vec![json!(text)] }
    }

    pub(super) fn figures(shown: String, values: Vec<Value>) -> Cell {
        Cell { shown, values }
    }
}

impl AnswerTable {
    /// The text of its CSV file: numbers with all digits, nothing where something is not known.
    #[must_use]
    pub fn csv(&self) -> String {
        let keys = self.columns.iter().flat_map(|column| column.keys.iter().map(|key| quoted(key)));
        let mut text = keys.collect::<Vec<String>>().join(",") + "\n";
        for row in &self.rows {
            let cells = self.columns.iter().zip(row).flat_map(|(column, cell)| {
                (0..column.keys.len()).map(|index| match cell.values.get(index) {
                    None | Some(Value::Null) => String::new(),
                    Some(Value::String(text)) => quoted(text),
                    Some(value) => value.to_string(),
                })
            });
            text += &(cells.collect::<Vec<String>>().join(",") + "\n");
        }
        text
    }

    /// As a terminal shows it.
    #[must_use]
    pub fn text(&self, page: Page) -> String {
        let shown: Vec<usize> =
            (0..self.columns.len()).filter(|index| !self.columns[*index].hidden).collect();
        let header: Vec<String> = shown.iter().map(|index| self.columns[*index].label.clone()).collect();
        let columns = shown.iter().map(|index| &self.columns[*index]).enumerate();
        let prose: Vec<usize> = columns.filter(|(_, column)| column.prose).map(|(index, _)| index).collect();
        let mut table = TextTable::with_prose(page.width, &header, &prose);
        for row in &self.rows {
            table.row(&shown.iter().map(|index| row[*index].shown.clone()).collect::<Vec<String>>());
        }
        format!("{}\n{}", self.title, table.text(page.styled))
    }
}

/// A field of a CSV file (RFC 4180).
fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

impl Answer {
    pub(super) fn to(question: &str) -> Answer {
        Answer { question: question.to_owned(), ..Answer::default() }
    }

    pub(super) fn draw(&mut self, name: &str, drawn: Result<Picture, ChartError>) {
        match drawn {
            Ok(picture) => self.pictures.push(NamedPicture { name: name.to_owned(), picture }),
            Err(problem) => self.undrawn.push(format!("{name}: {problem}")),
        }
    }

    /// Sentences, tables and notes.
    #[must_use]
    pub fn text(&self, setting: &DecideSetting, page: Page) -> String {
        let mut text = wrapped(&setting.in_words(&self.basis), page.width) + "\n";
        for sentence in &self.sentences {
            text += &wrapped(sentence, page.width);
        }
        for table in &self.tables {
            text += &format!("\n{}", table.text(page));
        }
        for page in self.pages.iter().filter(|page| page.shown) {
            text += &format!("\n{}", page.text);
        }
        if !self.notes.is_empty() {
            text += "\n";
        }
        for note in &self.notes {
            text += &wrapped(note, page.width);
        }
        text
    }

    /// The sentences alone, one a line.
    #[must_use]
    pub fn sentence_lines(&self) -> String {
        self.sentences.iter().map(|sentence| format!("{sentence}\n")).collect()
    }

    /// Question, setting, sentences and figures.
    #[must_use]
    pub fn json(&self, setting: &DecideSetting) -> Value {
        json!({
            "question": self.question,
            "setting": setting.json(),
            "sentences": self.sentences,
            "notes": self.notes,
            "answer": self.figures,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_csv_with_all_digits() {
        let table = AnswerTable {
            name: "t".to_owned(),
            title: "T".to_owned(),
            columns: vec![AnswerColumn::words("", "option"), AnswerColumn::figures("x", &["low", "high"])],
            rows: vec![
                vec![
                    Cell::words("a, \"b\""),
                    Cell::figures("1 to 2".to_owned(), vec![json!(0.1 + 0.2), json!(2)]),
                ],
                vec![Cell::words("c"), Cell::figures("–".to_owned(), vec![Value::Null])],
            ],
        };
        assert_eq!(table.csv(), "option,low,high\n\"a, \"\"b\"\"\",0.30000000000000004,2\nc,,\n");
        assert!(table.text(Page { width: 80, styled: false }).contains("1 to 2"));
    }
}
