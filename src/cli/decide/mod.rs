//! `decide`: the board's questions, one a file, from a result folder or a case.

mod acceptability;
mod axis;
mod believe;
mod bench;
mod best_map;
mod break_even;
mod changed;
mod changed_parts;
mod compare;
mod discover;
mod dominance;
mod drawn;
mod drivers;
mod every;
mod frontier;
mod given;
mod information;
mod load;
mod origin;
mod plan;
mod regret;
mod reverse_stress;
mod show;
mod sides;
mod total_indices;
mod varied;

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::console::Console;
use super::error::CliError;
use crate::report::decide::Answer;
use given::Given;
use load::{Loaded, load};
use show::show;

pub use every::{EveryQuestion, OWN_RUNS, QUESTIONS, answer_every};
pub use load::read_summary;

const EXAMPLES: &str = "Examples:
  splitstack decide compare results/my-case-2027-01-31T093000Z
  splitstack decide regret my-case --trials 20000 --out answers
  splitstack decide frontier my-case --weights \"current-direction=0.8, network-cut=0.2\"
  splitstack decide believe my-case --scenario current-direction --scenario network-cut --scenario foreign-service-ban
  splitstack decide break-even my-case --figure company.revenue_china --from \"300M EUR\" --to \"900M EUR\"
  splitstack decide information results/my-case --group demand=demand,segment --out answers
  splitstack decide drivers results/my-case --option hybrid --option dual-systems --runs 2000
  splitstack decide discover my-case --futures 1000 --vary \"company.revenue_china=400M..700M EUR\" --out answers
  splitstack decide reverse-stress my-case --scenario current-direction --by chance
  splitstack decide changed results/june results/september
  splitstack decide plan my-case --option hybrid --out answers

A result folder must have its trials, except for compare. break-even, discover, reverse-stress, changed and plan run its case anew.
A case is run first, in memory, and leaves no result folder.
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
    /// How likely is each option to be the best choice, by what one is ready to spend for a loss avoided?
    Acceptability(acceptability::AcceptabilityArguments),
    /// Which option is best for whom: over all weights that the scenarios could be given?
    Believe(believe::BelieveArguments),
    /// At which value of a figure do two options cost the same? With two figures: which option is best where?
    BreakEven(break_even::BreakEvenArguments),
    /// Two result folders: how much of the difference comes from which changed figure, rule, option, version, or from chance?
    Changed(changed::ChangedArguments),
    /// What is worth finding out before the choice: which argument should be settled, and what is none worth more than?
    Information(information::InformationArguments),
    /// What drives the difference between two options?
    Drivers(drivers::DriversArguments),
    /// In which futures does an option fail the risk appetite: conditions over thousands of them, by new simulations
    Discover(discover::DiscoverArguments),
    /// What least extreme combination of figures makes an option break the risk appetite? By new simulations
    ReverseStress(reverse_stress::ReverseStressArguments),
    /// When is each prepared move to be made, until when does it work, and is its trigger the right one?
    Plan(plan::PlanArguments),
}

/// Answers a question.
///
/// # Errors
/// The arguments name what is not there, trials are missing, or files exist already or cannot be written.
pub fn decide(arguments: &DecideArguments, console: &mut Console) -> Result<ExitCode, CliError> {
    match &arguments.question {
        Question::Compare(asked) => of_costs(&asked.given, console, |loaded| compare::answer(asked, loaded)),
        Question::Regret(asked) => of_costs(&asked.given, console, regret::answer),
        Question::Dominance(asked) => of_costs(&asked.given, console, dominance::answer),
        Question::Frontier(asked) => of_costs(&asked.given, console, frontier::answer),
        Question::Acceptability(asked) => {
            of_costs(&asked.given, console, |loaded| acceptability::answer(asked, loaded))
        }
        Question::Believe(asked) => of_costs(&asked.given, console, believe::answer),
        Question::Information(asked) => {
            of_costs(&asked.given, console, |loaded| information::answer(asked, loaded))
        }
        Question::Drivers(asked) => of_costs(&asked.given, console, |loaded| drivers::answer(asked, loaded)),
        // With runs of their own.
        Question::BreakEven(asked) => break_even::decide(asked, console),
        Question::Discover(asked) => discover::decide(asked, console),
        Question::ReverseStress(asked) => reverse_stress::decide(asked, console),
        Question::Changed(asked) => changed::decide(asked, console),
        Question::Plan(asked) => plan::decide(asked, console),
    }
}

/// Answers a question about the costs of trials that are there or are run first.
fn of_costs(
    given: &Given,
    console: &mut Console,
    answer: impl FnOnce(&Loaded) -> Result<Answer, CliError>,
) -> Result<ExitCode, CliError> {
    let loaded = load(given, console)?;
    show(&answer(&loaded)?, &loaded.setting, given, console)?;
    Ok(ExitCode::SUCCESS)
}
