//! What is wrong with an input, where, and what to do about it.

use std::fmt;
use std::ops::Range;

use serde::Serialize;

use super::render::{Style, render};
use super::source::InputFile;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The case cannot be used.
    Error,
    /// The case can be used, but probably says something else than was meant.
    Warning,
}

/// Where something stands in a text: line and column from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// Where the lines of a text begin, so that positions are found without reading the text again.
#[derive(Debug, Clone, Default)]
pub(super) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    pub fn of(text: &str) -> Lines {
        let after_newlines = text.match_indices('\n').map(|(newline, _)| newline + 1);
        Lines { starts: std::iter::once(0).chain(after_newlines).collect() }
    }

    /// Position of a byte of the text; of the end of the text for a byte beyond it.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let mut end = offset.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= end).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        Position { line, column: text.get(start..end).unwrap_or_default().chars().count() + 1 }
    }
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file's path, as one can open it from where the program runs; for shipped files their path in the repository.
    pub file: String,
    /// Where in the file; `None` when the file as a whole is meant.
    pub position: Option<Position>,
    /// Bytes of the file's text; `None` when the text could not be read.
    #[serde(skip)]
    pub span: Option<Range<usize>>,
}

/// One finding: the place, the value found there, the rule it breaks, and a hint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    pub severity: Severity,
    #[serde(flatten)]
    pub place: Place,
    /// What stands there, shortened.
    pub value: String,
    /// What is wrong with it, as a sentence.
    pub rule: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// Another place that explains the first, with what it is.
    pub secondary: Option<Secondary>,
}

/// Another place that explains a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Secondary {
    #[serde(flatten)]
    pub place: Place,
    /// What stands there, e.g. "first defined here".
    pub label: String,
}

impl fmt::Display for Diagnostic {
    /// One line: `case.toml:3:9: error: …; hint`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.place.file)?;
        if let Some(Position { line, column }) = self.place.position {
            write!(formatter, ":{line}:{column}")?;
        }
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(formatter, ": {severity}: {}", self.rule)?;
        match &self.hint {
            Some(hint) => write!(formatter, "; {hint}"),
            None => Ok(()),
        }
    }
}

/// The input cannot be used. Holds everything that was found, warnings included, by file and position.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{}", summary(.diagnostics))]
pub struct InputError {
    pub diagnostics: Vec<Diagnostic>,
    /// The files as read, to show the lines in question.
    pub files: Vec<InputFile>,
}

impl InputError {
    /// All findings with the lines in question, as a compiler shows them, and a last line that counts them.
    pub fn render(&self, style: Style) -> String {
        format!("{}\n{}\n", render(&self.diagnostics, &self.files, style), summary(&self.diagnostics))
    }
}

fn summary(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    let mut files: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.place.file.as_str()).collect();
    files.sort_unstable();
    files.dedup();
    let plural = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let warnings = diagnostics.len() - errors;
    let and_warnings =
        if warnings == 0 { String::new() } else { format!(" and {}", plural(warnings, "warning")) };
    format!("{}{and_warnings} in {}", plural(errors, "error"), plural(files.len(), "file"))
}

#[cfg(test)]
mod tests {
    use super::{Lines, Position};

    #[test]
    fn columns_count_characters_from_one() {
        let text = "a = 1\nnäme = 2\n";
        let lines = Lines::of(text);
        assert_eq!(lines.position(text, 0), Position { line: 1, column: 1 });
        // `ä` takes two bytes, so `=` of the second line is at byte 12 and in column 6.
        assert_eq!(&text[12..13], "=");
        assert_eq!(lines.position(text, 12), Position { line: 2, column: 6 });
        assert_eq!(lines.position(text, 9_999), Position { line: 3, column: 1 });
    }
}
