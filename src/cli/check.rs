//! `check`: everything that is wrong with a case; if nothing is, the case in words.

use std::process::ExitCode;

use serde_json::json;

use super::arguments::CheckArguments;
use super::console::Console;
use super::error::CliError;
use super::sampling::{Suggestion, suggestion};
use super::source::source_of;
use crate::input::{FigureEntry, InputError, LoadedCase, count_assumptions, read_case_with, to_json};
use crate::plan::SimulationPlan;
use crate::report::{case_in_words, leading_in_words, wrapped};
use crate::results::{Overrides, SamplingRecord};

/// Checks a case without simulating anything.
///
/// # Errors
/// What is wrong with the case, all of it.
pub fn check(arguments: &CheckArguments, console: &mut Console) -> Result<ExitCode, CliError> {
    let loaded = match read_case_with(&source_of(arguments.case.as_ref()), &arguments.set) {
        Ok(loaded) => loaded,
        Err(error) if arguments.json => return print_findings(&error, console),
        Err(error) => return Err(error.into()),
    };
    // What only the plan can see, such as rates too high to simulate.
    let plan = SimulationPlan::new(&loaded.case)?;
    let suggestion = suggestion(&loaded.case, &Overrides::default())?;
    if arguments.json {
        print_json(&loaded, (&plan, suggestion), arguments.assumptions, console)?;
    } else {
        console.warn(&loaded.warnings, &loaded.files);
        let width = console.page().width;
        let text = if arguments.assumptions {
            assumptions(&loaded.figures, width)
        } else {
            let trials = loaded.case.settings.trials;
            let auto = format!("With {trials} trials {}", suggestion.in_words());
            case_in_words(&loaded.case, width)
                + &leading_in_words(&plan, width)
                + "\n"
                + &wrapped(&auto, width)
        };
        console.print(&text)?;
    }
    // The process ends: giving memory back piece by piece takes a tenth of the whole command.
    std::mem::forget((loaded, plan));
    Ok(ExitCode::SUCCESS)
}

fn print_findings(error: &InputError, console: &mut Console) -> Result<ExitCode, CliError> {
    let findings = json!({ "usable": false, "diagnostics": to_json(&error.diagnostics) });
    console.print(&format!("{findings:#}\n"))?;
    Ok(ExitCode::from(2))
}

fn print_json(
    loaded: &LoadedCase,
    (plan, suggestion): (&SimulationPlan, Suggestion),
    figures: bool,
    console: &mut Console,
) -> Result<(), CliError> {
    let mut findings = json!({
        "usable": true,
        "diagnostics": to_json(&loaded.warnings),
        "assumption_counts": count_assumptions(&loaded.figures),
        "sampling": SamplingRecord::of(loaded.case.settings.sampling, plan),
        "sampling_auto": { "method": suggestion.sampling.id(), "because": suggestion.because },
    });
    if figures {
        findings["figures"] = json!(loaded.figures);
    }
    console.print(&format!("{findings:#}\n"))
}

/// Every figure with where it comes from, by file.
fn assumptions(figures: &[FigureEntry], width: u16) -> String {
    let mut text = String::new();
    let mut file = "";
    for figure in figures {
        if figure.file != file {
            file = &figure.file;
            text += &format!("{}{file}\n", if text.is_empty() { "" } else { "\n" });
        }
        text += &format!("  {:>4}  {} = {}\n", figure.line, figure.name, figure.value);
        let remarks = [("source", &figure.source), ("note", &figure.note)];
        let mut founded = false;
        for (kind, remark) in remarks {
            if let Some(remark) = remark {
                founded = true;
                text += &indented(&format!("{kind}: {remark}"), width);
            }
        }
        if !founded {
            text += &indented("NO SOURCE, NO NOTE", width);
        }
    }
    let counts = count_assumptions(figures);
    text += &format!(
        "\n{} figures: {} with a source, {} assumed and noted as such, {} with neither.\n",
        figures.len(),
        counts.with_source,
        counts.assumed,
        counts.unfounded
    );
    text
}

fn indented(text: &str, width: u16) -> String {
    const INDENT: u16 = 8;
    wrapped(text, width.saturating_sub(INDENT)).lines().map(|line| format!("        {line}\n")).collect()
}
