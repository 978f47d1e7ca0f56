//! What of a case is run, and how often.

use super::error::CliError;
use crate::domain::{Case, Id, Pack, normalised};
use crate::engine::RunSpec;
use crate::input::hint_for;
use crate::results::Overrides;

/// Nobody waits for more, and `trials.parquet` numbers them with 32 bits.
pub const MOST_TRIALS: u64 = 1_000_000_000;

/// The most trials of a scenario where a precision is asked for and no number of trials is given.
pub const MOST_FOR_PRECISION: u64 = 10_000_000;

/// Keeps the scenarios and options that are named, in the order of the case; none named keeps all. Weights of scenarios
/// are those of the ones kept; none, if only one is kept or they weigh nothing.
///
/// # Errors
/// An identifier that the case does not have, with the nearest one as a hint.
pub fn select(case: &mut Case, scenarios: &[String], options: &[String]) -> Result<(), CliError> {
    let known: Vec<String> = case.scenarios.iter().map(|scenario| scenario.id.to_string()).collect();
    check_known("scenario", scenarios, &known)?;
    let known: Vec<String> = case.options.iter().map(|option| option.id.to_string()).collect();
    check_known("option", options, &known)?;
    let wanted = |list: &[String], id: &str| list.is_empty() || list.iter().any(|named| named == id);
    if let Some(weights) = &case.weights {
        let kept = case.scenarios.iter().zip(weights);
        let kept: Vec<f64> = kept
            .filter(|(scenario, _)| wanted(scenarios, scenario.id.as_str()))
            .map(|(_, weight)| *weight)
            .collect();
        // A single scenario is not weighed against anything.
        case.weights = normalised(&kept).filter(|weights| weights.len() > 1);
    }
    case.scenarios.retain(|scenario| wanted(scenarios, scenario.id.as_str()));
    case.options.retain(|option| wanted(options, option.id.as_str()));
    Ok(())
}

/// Whether all identifiers are known.
///
/// # Errors
/// The first that is not, with the nearest one as a hint.
pub fn check_known(kind: &str, named: &[String], known: &[String]) -> Result<(), CliError> {
    for id in named {
        if !known.contains(id) {
            let hint = hint_for(id, known.iter().map(String::as_str)).map(|hint| format!("; {hint}"));
            return Err(CliError::Usage(format!(
                "the case runs no {kind} `{id}`{}",
                hint.unwrap_or_default()
            )));
        }
    }
    Ok(())
}

/// The option of that identifier.
///
/// # Errors
/// The case has none, with the nearest one as a hint.
pub fn find_option<'a>(case: &'a Case, id: &str) -> Result<&'a Id, CliError> {
    let known: Vec<String> = case.options.iter().map(|option| option.id.to_string()).collect();
    check_known("option", &[id.to_owned()], &known)?;
    let found = case.options.iter().map(|option| &option.id).find(|known| known.as_str() == id);
    found.ok_or_else(|| CliError::Usage(format!("the case runs no option `{id}`")))
}

/// The pack of that identifier.
///
/// # Errors
/// The case has none, with the nearest one as a hint.
pub fn find_pack<'a>(case: &'a Case, id: &str) -> Result<&'a Pack, CliError> {
    let packs = &case.regulation.packs;
    let known: Vec<String> = packs.iter().map(|pack| pack.id.to_string()).collect();
    packs.iter().find(|pack| pack.id.as_str() == id).ok_or_else(|| {
        let hint = hint_for(id, known.iter().map(String::as_str)).map(|hint| format!("; {hint}"));
        CliError::Usage(format!("there is no regulation pack `{id}`{}", hint.unwrap_or_default()))
    })
}

/// Trials and seed of the command line, else those of the case; up to [`MOST_FOR_PRECISION`] trials where a precision decides.
///
/// # Errors
/// No trials, or more than [`MOST_TRIALS`].
pub fn run_spec(case: &Case, overrides: &Overrides) -> Result<RunSpec, CliError> {
    let usual = if overrides.precision.is_empty() { case.settings.trials } else { MOST_FOR_PRECISION };
    let trials = overrides.trials.unwrap_or(usual);
    if trials == 0 || trials > MOST_TRIALS {
        return Err(CliError::Usage(format!("{trials} trials: give a number from 1 to {MOST_TRIALS}")));
    }
    Ok(RunSpec { seed: overrides.seed.unwrap_or(case.settings.seed), trials })
}
