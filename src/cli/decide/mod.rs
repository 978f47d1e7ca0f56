//! `decide`: the board's questions, one a file, from a result folder or a case.

mod believe;
mod compare;
mod dominance;
mod drawn;
mod drivers;
mod every;
mod frontier;
mod given;
mod information;
mod load;
mod regret;
mod show;
mod total_indices;

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::console::Console;
use super::error::CliError;
use given::Given;
use load::{Loaded, load};
use show::show;

pub use every::{QUESTIONS, answer_every};
pub use load::read_summary;

const EXAMPLES: &str = "Examples:
  splitstack decide compare results/my-case-2027-01-31T093000Z
  splitstack decide regret my-case --trials 20000 --out answers
  splitstack decide frontier my-case --weights \"current-direction=0.8, network-cut=0.2\"
  splitstack decide believe my-case --scenario current-direction --scenario network-cut --scenario foreign-service-ban
  splitstack decide information results/my-case --group demand=demand,segment --out answers
  splitstack decide drivers results/my-case --option hybrid --option dual-systems --runs 2000

A result folder must have its trials, except for compare; a case is run first, in memory, and leaves no result folder.
Scenarios are weighed by the case's [scenario_weights] or by --weights, never by anything else.";

#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct DecideArguments {
    #[command(subcommand)]
    question: Question,
}

/// One question of the board.
#[derive(Debug, Clone, Subcommand)]
enum Question {
    /// Which option costs least, by how much, and do the trials show it?
    Compare(compare::CompareArguments),
    /// What does an option cost against the choice that would have been best, in a trial and over the scenarios?
    Regret(regret::RegretArguments),
    /// Does an option have the better distribution whatever one's attitude to risk?
    Dominance(dominance::DominanceArguments),
    /// Which options buy safety at the best price: mean cost against the worst 5 %?
    Frontier(frontier::FrontierArguments),
    /// Which option is best for whom: over all weights that the scenarios could be given?
    Believe(believe::BelieveArguments),
    /// What is worth finding out before the choice: which argument should be settled, and what is none worth more than?
    Information(information::InformationArguments),
    /// What drives the difference between two options?
    Drivers(drivers::DriversArguments),
}

/// Answers a question.
///
/// # Errors
/// The arguments name what is not there, trials are missing, or files exist already or cannot be written.
pub fn decide(arguments: &DecideArguments, console: &mut Console) -> Result<ExitCode, CliError> {
    let given = match &arguments.question {
        Question::Compare(arguments) => &arguments.given,
        Question::Regret(arguments) => &arguments.given,
        Question::Dominance(arguments) => &arguments.given,
        Question::Frontier(arguments) => &arguments.given,
        Question::Believe(arguments) => &arguments.given,
        Question::Information(arguments) => &arguments.given,
        Question::Drivers(arguments) => &arguments.given,
    };
    let loaded = load(given, console)?;
    let answer = match &arguments.question {
        Question::Compare(arguments) => compare::answer(arguments, &loaded),
        Question::Regret(_) => regret::answer(&loaded),
        Question::Dominance(_) => dominance::answer(&loaded),
        Question::Frontier(_) => frontier::answer(&loaded),
        Question::Believe(_) => believe::answer(&loaded),
        Question::Information(arguments) => information::answer(arguments, &loaded),
        Question::Drivers(arguments) => drivers::answer(arguments, &loaded),
    }?;
    show(&answer, &loaded.setting, given, console)?;
    Ok(ExitCode::SUCCESS)
}
