//! The program: one command per file. All that is printed is printed from here.
//!
//! Results go to stdout, everything else (progress, warnings, errors) to stderr.

mod arguments;
mod check;
mod clock;
mod compare_packs;
mod console;
mod course;
mod decide;
mod error;
mod exhibits;
mod explain_rule;
mod fit_enforcement;
mod interrupt;
mod look;
mod new;
mod obligations;
mod pipeline;
mod progress;
mod recording;
mod report;
mod resume;
mod run;
mod sampling;
mod schema;
mod selection;
mod source;
mod stories;
mod story;
mod tail;
mod verify;
mod whole_file;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use console::Console;
use error::CliError;

use crate::math::InstructionSet;

/// Reads the command line and does what it says.
#[must_use]
pub fn main() -> ExitCode {
    interrupt::watch();
    let mut console = Console::of_process();
    let done = match Arguments::try_parse() {
        Ok(arguments) => match arguments.misspelt_command() {
            Some(hint) => Err(CliError::Usage(hint)),
            None => dispatch(arguments.command(), &mut console),
        },
        Err(shown) => console.show_usage(&shown),
    };
    match done {
        Ok(code) => code,
        Err(error) => console.complain(&error),
    }
}

fn dispatch(command: Command, console: &mut Console) -> Result<ExitCode, CliError> {
    InstructionSet::of_process().map_err(|error| CliError::Usage(error.to_string()))?;
    match command {
        Command::Run(arguments) => run::run(&arguments, console),
        Command::Check(arguments) => check::check(&arguments, console),
        Command::Obligations(arguments) => obligations::obligations(&arguments, console),
        Command::ExplainRule(arguments) => explain_rule::explain_rule(&arguments, console),
        Command::ComparePacks(arguments) => compare_packs::compare_packs(&arguments, console),
        Command::New(arguments) => new::new(&arguments, console),
        Command::Schema(arguments) => schema::schema(&arguments, console),
        Command::FitEnforcement(arguments) => fit_enforcement::fit_enforcement(&arguments, console),
        Command::Story(arguments) => story::story(&arguments, console),
        Command::Tail(arguments) => tail::tail(&arguments, console),
        Command::Decide(arguments) => decide::decide(&arguments, console),
        Command::Report(arguments) => report::report(&arguments, console),
        Command::Verify(arguments) => verify::verify(&arguments, console),
    }
}
