//! What the report is made of.

use crate::input::LoadedCase;
use crate::report::Summary;
use crate::report::decide::{Answer, DecideSetting};
use crate::results::Manifest;

/// Everything that a report shows; what is not there says why.
#[derive(Debug)]
pub struct ReportContents<'a> {
    /// The result folder as it was named, for commands.
    pub folder: &'a str,
    pub manifest: &'a Manifest,
    pub summary: &'a Summary,
    pub setting: &'a DecideSetting,
    /// The case that was run; else why it cannot be read.
    pub case: Result<&'a LoadedCase, String>,
    /// In any order.
    pub asked: &'a [Asked],
}

/// A question of the board, and what came of it.
#[derive(Debug)]
pub struct Asked {
    /// Name of the question, as on the command line.
    pub question: &'static str,
    /// Else why there is none, and what to do.
    pub answer: Result<Answer, String>,
}

impl ReportContents<'_> {
    /// The answer to a question, if there is one.
    pub(super) fn answer(&self, question: &str) -> Option<&Answer> {
        let found = self.asked.iter().find(|asked| asked.question == question);
        found.and_then(|asked| asked.answer.as_ref().ok())
    }
}
