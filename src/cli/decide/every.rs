//! All questions that need no further arguments, for the report.

use std::path::Path;

use super::load::{Loaded, load};
use super::{Given, acceptability, believe, compare, dominance, drivers, frontier, information, regret};
use crate::cli::console::Console;
use crate::cli::error::CliError;
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

/// Answers every question from a result folder; where one cannot be answered, with the reason and what to do.
///
/// - `without`: questions that are not to be answered.
///
/// # Errors
/// The folder is no result folder, or its table of trials is not that of the run.
pub fn answer_every(
    folder: &Path,
    threads: Option<u16>,
    without: &[String],
    console: &mut Console,
) -> Result<(DecideSetting, Vec<Asked>), CliError> {
    let given = Given::of_results(folder, threads);
    let loaded = load(&given, console)?;
    let information = information::InformationArguments {
        given: given.clone(),
        groups: Vec::new(),
        most: FIGURES_LOOKED_AT,
    };
    let drivers = drivers::DriversArguments { given: given.clone(), most: DRIVERS_TOLD, runs: None };
    let acceptability = acceptability::AcceptabilityArguments { given: given.clone() };
    let compare = compare::CompareArguments { given, against: None };
    let questions: [(&'static str, &dyn Fn() -> Result<Answer, CliError>); 9] = [
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
        if without.iter().any(|left_out| left_out == question) {
            let answer = Err(left_out(question, folder));
            asked.push(Asked { question, answer });
            continue;
        }
        console.remark(&format!("Answering {question} …\n"));
        asked.push(Asked { question, answer: answer().map_err(|problem| sentence(&problem)) });
    }
    Ok((loaded.setting, asked))
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
