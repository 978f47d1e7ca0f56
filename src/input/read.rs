//! The whole way from a source to a checked case.

use super::assumptions::FigureEntry;
use super::change::FigureChange;
use super::collector::Collector;
use super::diagnostic::{Diagnostic, InputError};
use super::files::{read_files, warn_of_strangers};
use super::source::{CaseSource, InputFile};
use super::validate::validate;
use crate::domain::Case;

/// A case that may be relied on, and what went into it.
#[derive(Debug, Clone)]
pub struct LoadedCase {
    pub case: Case,
    /// Every file that was used. Written to their paths in an empty folder, they read as the same case.
    pub files: Vec<InputFile>,
    /// What looks unintended, by file and position.
    pub warnings: Vec<Diagnostic>,
    /// Every figure with where it comes from, in the order of the files.
    pub figures: Vec<FigureEntry>,
}

/// Reads a case and checks all of it.
///
/// # Errors
/// Everything that is wrong in any of its files, not only the first finding.
pub fn read_case(source: &CaseSource) -> Result<LoadedCase, InputError> {
    read_case_with(source, &[])
}

/// The same with some figures set to other values than the files hold; the files stay as they are.
///
/// # Errors
/// As [`read_case`]; a figure that the case does not have or that is set twice, a value that it cannot have.
pub fn read_case_with(source: &CaseSource, changes: &[FigureChange]) -> Result<LoadedCase, InputError> {
    let mut collector = Collector::default();
    if let Some(diagnostic) = source.refusal() {
        collector.report_unread(diagnostic);
        return Err(error(collector));
    }
    warn_of_strangers(source, &mut collector);
    let Some(raw) = read_files(source, &mut collector) else { return Err(error(collector)) };
    let validated = validate(&raw, source, changes, &mut collector);
    let Some((case, figures)) = validated.filter(|_| !collector.has_errors()) else {
        return Err(error(collector));
    };
    let (warnings, files) = collector.finish();
    Ok(LoadedCase { case, files, warnings, figures })
}

fn error(collector: Collector) -> InputError {
    let (diagnostics, files) = collector.finish();
    InputError { diagnostics, files }
}
