//! `compare-packs`: what a change of law does to each option, without simulating anything.

use std::process::ExitCode;

use super::arguments::ComparePacksArguments;
use super::console::Console;
use super::error::CliError;
use super::selection::{find_pack, select};
use super::source::source_of;
use crate::input::read_case;
use crate::report::{comparison_in_words, comparison_json};
use crate::rules;

/// Prints the comparison of two packs.
///
/// # Errors
/// The case or the arguments are wrong.
pub fn compare_packs(arguments: &ComparePacksArguments, console: &mut Console) -> Result<ExitCode, CliError> {
    let mut loaded = read_case(&source_of(Some(&arguments.case)))?;
    console.warn(&loaded.warnings, &loaded.files);
    select(&mut loaded.case, &[], &arguments.options)?;
    let case = &loaded.case;
    let (before, after) = (find_pack(case, &arguments.before)?, find_pack(case, &arguments.after)?);
    let comparisons = case
        .options
        .iter()
        .map(|option| rules::compare_packs(case, option, before, after))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|problem| CliError::Usage(problem.to_string()))?;
    if arguments.json {
        console.print(&format!("{:#}\n", comparison_json(case, (before, after), &comparisons)))?;
    } else {
        console.print(&comparison_in_words(case, (before, after), &comparisons, console.page()))?;
    }
    Ok(ExitCode::SUCCESS)
}
