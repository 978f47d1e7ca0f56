use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::interrupt::INTERRUPTED;
use crate::decision::DecisionError;
use crate::input::InputError;
use crate::plan::PlanError;
use crate::report::pdf::PdfError;
use crate::report::powerpoint::PresentationError;
use crate::report::workbook::WorkbookError;
use crate::results::ResultsError;

/// Why a command ends early.
#[derive(Debug, Error)]
pub enum CliError {
    #[error("the case cannot be used")]
    Input(Box<InputError>),
    #[error("{0}")]
    Usage(String),
    #[error("the case cannot be simulated: {0}")]
    Plan(#[from] PlanError),
    #[error(transparent)]
    Results(#[from] ResultsError),
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
    #[error(transparent)]
    Presentation(#[from] PresentationError),
    #[error("the results cannot be summarised: {0}")]
    Decision(#[from] DecisionError),
    #[error(transparent)]
    Typeset(#[from] PdfError),
    #[error("{path} cannot be written ({source})")]
    Write { path: PathBuf, source: io::Error },
    /// A trial lived through again costs something else than its table records.
    #[error(
        "trial {trial} cannot be told: its table records a total of {recorded}, living through it again comes to {again}; \
         {reason}"
    )]
    OtherWorld { trial: u64, recorded: f64, again: f64, reason: String },
    #[error("interrupted; nothing was written")]
    Interrupted,
    #[error("the threads cannot be started ({0}); try fewer with --threads")]
    Threads(String),
    #[error("the output cannot be printed ({0})")]
    Print(io::Error),
    /// Whoever read the output has enough; no reason to complain.
    #[error("the output was closed")]
    Closed,
}

impl From<InputError> for CliError {
    fn from(error: InputError) -> CliError {
        CliError::Input(Box::new(error))
    }
}

impl CliError {
    /// Exit code: 2 for what the user can put right in input or arguments, 1 for what failed on the way, 130 after Ctrl-C, 0
    /// when the reader closed the output.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            CliError::Input(_) | CliError::Usage(_) | CliError::Plan(_) => 2,
            CliError::Results(error) => match error {
                ResultsError::Exists { .. }
                | ResultsError::NotResults { .. }
                | ResultsError::NoName { .. }
                | ResultsError::Obstacle { .. }
                | ResultsError::Unwritable { .. }
                | ResultsError::Read { .. }
                | ResultsError::Malformed { .. } => 2,
                ResultsError::Write { .. }
                | ResultsError::Outside { .. }
                | ResultsError::Table { .. }
                | ResultsError::NotACount { .. } => 1,
            },
            CliError::Decision(_)
            | CliError::Workbook(_)
            | CliError::Presentation(_)
            | CliError::Typeset(_)
            | CliError::Write { .. }
            | CliError::OtherWorld { .. }
            | CliError::Threads(_)
            | CliError::Print(_) => 1,
            CliError::Interrupted => INTERRUPTED,
            CliError::Closed => 0,
        }
    }
}
