//! What a report is made of.

use crate::input::LoadedCase;
use crate::language::Language;
use crate::report::decide::{Answer, DecideSetting};
use crate::report::exhibits::Exhibits;
use crate::report::{Scale, Summary, overall_finding};
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
    /// Charts beside the answers.
    pub exhibits: &'a Exhibits,
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
    ///
    /// - `question`: its name on the command line.
    #[must_use]
    pub fn answer(&self, question: &str) -> Option<&Answer> {
        let found = self.asked.iter().find(|asked| asked.question == question);
        found.and_then(|asked| asked.answer.as_ref().ok())
    }

    /// Which option leads over the scenarios, in a sentence.
    #[must_use]
    pub fn key_finding(&self) -> String {
        if self.summary.scenarios.is_empty() {
            return "There are no results yet.".to_owned();
        }
        format!("{}.", overall_finding(self.summary, Language::English).trim_end_matches('.'))
    }

    /// The unit in which mean costs of this report are written.
    #[must_use]
    pub fn scale(&self) -> Scale {
        let options = self.summary.scenarios.iter().flat_map(|scenario| &scenario.options);
        Scale::for_amounts_up_to(options.map(|option| option.total.mean.abs()).fold(0.0, f64::max))
    }
}
