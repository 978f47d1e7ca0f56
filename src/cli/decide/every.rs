//! All questions that need no further arguments, for the report.

use std::path::Path;

use super::load::{Loaded, load};
use super::{
    Given, acceptability, believe, compare, discover, dominance, drivers, frontier, information, plan, regret,
};
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::look::LookArguments;
use crate::report::board::Asked;
use crate::report::decide::{Answer, DecideSetting, appetite_answer};

/// Figures looked at closely, as `decide information` does by itself.
const FIGURES_LOOKED_AT: u16 = 20;

/// Figures told, as `decide drivers` does by itself.
const DRIVERS_TOLD: u16 = 15;

/// The questions, as `report --without` names them.
pub const QUESTIONS: [&str; 9] = [
    "compare",
    "appetite",
    "regret",
    "dominance",
    "frontier",
    "acceptability",
    "believe",
    "drivers",
    "information",
];

/// Questions that take new simulations, as `report --with` names them.
pub const OWN_RUNS: [&str; 2] = ["plan", "discover"];

/// Which questions, and how they are answered.
#[derive(Debug, Clone, Copy)]
pub struct EveryQuestion<'a> {
    pub threads: Option<u16>,
    /// Of [`QUESTIONS`], those that are not to be answered.
    pub without: &'a [String],
    /// Of [`OWN_RUNS`], those that are to be answered.
    pub with: &'a [String],
    pub look: LookArguments,
}

/// Answers one question.
type Answering<'a> = &'a dyn Fn() -> Result<Answer, CliError>;

/// Answers every question from a result folder; where one cannot be answered, with the reason and what to do.
///
/// # Errors
/// The folder is no result folder, or its table of trials is not that of the run.
pub fn answer_every(
    folder: &Path,
    wanted: EveryQuestion<'_>,
    console: &mut Console,
) -> Result<(DecideSetting, Vec<Asked>), CliError> {
    let given = Given { look: wanted.look, ..Given::of_results(folder, wanted.threads) };
    let loaded = load(&given, console)?;
    let information = information::InformationArguments {
        given: given.clone(),
        groups: Vec::new(),
        most: FIGURES_LOOKED_AT,
    };
    let drivers = drivers::DriversArguments { given: given.clone(), most: DRIVERS_TOLD, runs: None };
    let acceptability = acceptability::AcceptabilityArguments { given: given.clone() };
    let compare = compare::CompareArguments { given: given.clone(), against: None };
    let questions: [(&'static str, Answering<'_>); 9] = [
        (QUESTIONS[0], &|| compare::answer(&compare, &loaded)),
        (QUESTIONS[1], &|| appetite(&loaded)),
        (QUESTIONS[2], &|| regret::answer(&loaded)),
        (QUESTIONS[3], &|| dominance::answer(&loaded)),
        (QUESTIONS[4], &|| frontier::answer(&loaded)),
        (QUESTIONS[5], &|| acceptability::answer(&acceptability, &loaded)),
        (QUESTIONS[6], &|| believe::answer(&loaded)),
        (QUESTIONS[7], &|| drivers::answer(&drivers, &loaded)),
        (QUESTIONS[8], &|| information::answer(&information, &loaded)),
    ];
    let mut asked = Vec::new();
    for (question, answer) in questions {
        if wanted.without.iter().any(|left_out| left_out == question) {
            let answer = Err(left_out(question, folder));
            asked.push(Asked { question, answer });
            continue;
        }
        console.remark(&format!("Answering {question} …\n"));
        asked.push(Asked { question, answer: answer().map_err(|problem| sentence(&problem)) });
    }
    for question in OWN_RUNS.into_iter().filter(|known| wanted.with.iter().any(|name| name == known)) {
        console.remark(&format!("Answering {question} …\n"));
        let answer = of_own_runs(question, &given, console).map_err(|problem| sentence(&problem));
        asked.push(Asked { question, answer });
    }
    Ok((loaded.setting, asked))
}

/// Answers one of [`OWN_RUNS`].
fn of_own_runs(question: &str, given: &Given, console: &mut Console) -> Result<Answer, CliError> {
    let given = given.clone();
    let answered = if question == "plan" {
        plan::answer(&plan::PlanArguments { given, moves: Vec::new(), step: None }, console)
    } else {
        discover::answer(&discover::DiscoverArguments::usual(given), console)
    };
    Ok(answered?.1)
}

/// It needs no more than the summary; curves need trials.
fn appetite(loaded: &Loaded) -> Result<Answer, CliError> {
    Ok(appetite_answer(&loaded.setting, &loaded.scenarios, loaded.costs.as_ref())?)
}

/// Why a question that was left out is not answered, and how it would be.
fn left_out(question: &str, folder: &Path) -> String {
    if question == "appetite" {
        return "it was left out.".to_owned();
    }
    format!("it was left out; `splitstack decide {question} {}` answers it.", folder.display())
}

/// With a full stop.
fn sentence(problem: &CliError) -> String {
    let text = problem.to_string();
    if text.ends_with('.') { text } else { text + "." }
}
