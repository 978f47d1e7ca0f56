//! `obligations`: what each option is obliged to, without simulating anything.

use std::process::ExitCode;

use super::arguments::ObligationsArguments;
use super::console::Console;
use super::error::CliError;
use super::selection::{find_pack, select};
use super::source::source_of;
use crate::input::read_case_with;
use crate::report::{obligations_in_words, obligations_json};
use crate::rules::register;

/// Prints the register of obligations.
///
/// # Errors
/// The case or the arguments are wrong.
pub fn obligations(arguments: &ObligationsArguments, console: &mut Console) -> Result<ExitCode, CliError> {
    let mut loaded = read_case_with(&source_of(arguments.case.as_ref()), &arguments.set)?;
    console.warn(&loaded.warnings, &loaded.files);
    select(&mut loaded.case, &[], &arguments.options)?;
    let case = &loaded.case;
    let pack = arguments.pack.as_deref().map(|id| find_pack(case, id)).transpose()?;
    let registers = case
        .options
        .iter()
        .map(|option| register(case, option, pack))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|problem| CliError::Usage(problem.to_string()))?;
    if arguments.json {
        console.print(&format!("{:#}\n", obligations_json(case, &registers)))?;
    } else {
        console.print(&obligations_in_words(case, &registers, console.page()))?;
    }
    Ok(ExitCode::SUCCESS)
}
