//! `decide plan`.

use std::process::ExitCode;

use clap::Args;

use super::Given;
use super::load::{setting_of_case, weights_of};
use super::origin::Origin;
use super::show::show;
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::pipeline::with_threads;
use crate::cli::progress::Progress;
use crate::cli::selection::{check_known, run_spec, select};
use crate::decision::{DecisionError, OptionRehearsal, contingency, rehearse_option, worth_of_preparation};
use crate::domain::{Case, ItOption};
use crate::engine::RunSpec;
use crate::report::decide::{Answer, DecideSetting, PlannedMove, PlannedOption, plan_answer};
use crate::results::{MANIFEST_FILE, Overrides};

/// Trials where none are given: with some twenty triggers for each move, the reference case takes about two minutes on two cores.
const FEW_TRIALS: u64 = 500;

/// Costs and firings of one option that are kept at once, with copies on the way: 2 GB.
const MOST_COSTS: u64 = 15_000_000;

/// Months that are tried, about.
const GRID: usize = 8;

/// Candidates of a move, about, for the memory they take.
const USUAL_CANDIDATES: u64 = 40;

#[derive(Debug, Clone, Args)]
pub struct PlanArguments {
    #[command(flatten)]
    pub given: Given,
    /// Only this prepared move, by its identifier in the playbook; may be given several times
    #[arg(long = "move", value_name = "ID")]
    pub moves: Vec<String>,
    /// Months from one month of acting that is tried to the next, in place of about an eighth of the horizon
    #[arg(long, value_name = "MONTHS", value_parser = clap::value_parser!(u16).range(1..=600))]
    pub step: Option<u16>,
}

/// Answers the question, with runs of its own.
///
/// # Errors
/// The arguments name what is not there, no option has prepared moves, or files exist already or cannot be written.
pub fn decide(arguments: &PlanArguments, console: &mut Console) -> Result<ExitCode, CliError> {
    let (setting, answer) = answer(arguments, console)?;
    show(&answer, &setting, &arguments.given, console)?;
    Ok(ExitCode::SUCCESS)
}

/// The answer, and what it is about.
///
/// # Errors
/// As [`decide`], but for files.
pub fn answer(arguments: &PlanArguments, console: &mut Console) -> Result<(DecideSetting, Answer), CliError> {
    let given = &arguments.given;
    let (mut case, seed) = case_of(given, console)?;
    let whole = case.clone();
    select(&mut case, &given.scenarios, &given.options)?;
    let chosen = chosen_moves(&case, &arguments.moves)?;
    let trials = given.trials.unwrap_or(FEW_TRIALS);
    let spec = run_spec(&case, &Overrides { trials: Some(trials), seed, ..Overrides::default() })?;
    check_size(&case, &chosen, spec.trials)?;
    let kept: Vec<String> = case.scenarios.iter().map(|scenario| scenario.id.to_string()).collect();
    let weights = weights_of(given.weights.as_ref(), case.weights.clone(), &kept)?;
    if given.trials.is_none() {
        console.remark(&format!(
            "note: {trials} trials of each scenario, as every move is run under many triggers; --trials gives closer answers\n"
        ));
    }
    let step = arguments.step.map_or_else(|| usual_step(case.settings.horizon_months), f64::from);
    let played = Case { options: whole.options, ..case.clone() };
    let runs = chosen.iter().filter(|moves| !moves.is_empty()).count() as u64;
    let progress = Progress::over(runs * spec.trials * case.scenarios.len() as u64);
    let mut planned = Vec::new();
    for (position, option) in case.options.iter().enumerate() {
        progress.message(&option.name);
        let question = Question { case: &played, weights: weights.as_deref(), step, spec: &spec };
        planned.push(with_threads(given.threads, || {
            question.answer((position, option), &chosen[position], &|trials| progress.trials_done(trials))
        })??);
    }
    drop(progress);
    let setting = setting_of_case(&case, &spec, weights, given.look.look());
    let answer = plan_answer(&setting, &case, &planned);
    Ok((setting, answer))
}

/// The case with all its options, and its seed where a result folder has one.
fn case_of(given: &Given, console: &mut Console) -> Result<(Case, Option<u64>), CliError> {
    // Signals are those of the whole case, whatever is asked for.
    let whole = Given { scenarios: Vec::new(), options: Vec::new(), ..given.clone() };
    let origin = Origin::new(&whole)?;
    let loaded = origin.read(&[])?;
    if given.place.join(MANIFEST_FILE).is_file() {
        console.remark(
            "note: its trials do not tell what other triggers would have done: new runs of its case\n",
        );
    } else {
        console.warn(&loaded.warnings, &loaded.files);
    }
    Ok((loaded.case, origin.seed))
}

/// By option, the positions of the moves that are asked for.
fn chosen_moves(case: &Case, wanted: &[String]) -> Result<Vec<Vec<usize>>, CliError> {
    let mut known: Vec<String> =
        case.options.iter().flat_map(|option| &option.playbook).map(|entry| entry.id.to_string()).collect();
    known.sort();
    known.dedup();
    if known.is_empty() {
        return Err(CliError::Usage(
            "no option that is asked for has prepared moves: add [[playbook]] to its file, as options of `splitstack new` show, or name \
             other options"
                .to_owned(),
        ));
    }
    check_known("prepared move", wanted, &known)?;
    let is_wanted = |id: &str| wanted.is_empty() || wanted.iter().any(|named| named == id);
    let of = |option: &ItOption| {
        let entries = option.playbook.iter().enumerate();
        entries.filter(|(_, entry)| is_wanted(entry.id.as_str())).map(|(place, _)| place).collect()
    };
    Ok(case.options.iter().map(of).collect())
}

fn check_size(case: &Case, chosen: &[Vec<usize>], trials: u64) -> Result<(), CliError> {
    let most = chosen.iter().map(Vec::len).max().unwrap_or(0) as u64;
    let fits = MOST_COSTS / (most * USUAL_CANDIDATES * case.scenarios.len() as u64).max(1);
    if trials <= fits {
        return Ok(());
    }
    Err(CliError::Usage(format!(
        "{trials} trials of all triggers do not fit into memory, {fits} would; choose with --scenario, --option and --move, or give fewer"
    )))
}

/// About an eighth of the horizon, in whole quarters of a year.
fn usual_step(horizon_months: usize) -> f64 {
    (horizon_months.div_ceil(GRID).div_ceil(3) * 3) as f64
}

/// What all options have in common.
struct Question<'a> {
    /// With all options of the case, for their signals.
    case: &'a Case,
    weights: Option<&'a [f64]>,
    step: f64,
    spec: &'a RunSpec,
}

impl Question<'_> {
    fn answer(
        &self,
        (position, option): (usize, &ItOption),
        chosen: &[usize],
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<PlannedOption, CliError> {
        if chosen.is_empty() {
            return Ok(PlannedOption { option: position, moves: Vec::new(), preparation: Vec::new() });
        }
        let rehearsal = rehearse_option(self.case, (option, chosen), self.step, self.spec, progress)?;
        let OptionRehearsal { moves, costs, unprepared } = rehearsal;
        let found = moves.into_iter().zip(chosen).map(|(rehearsal, place)| {
            let findings = contingency(&rehearsal, self.weights)?;
            let (candidates, is_judged) = (rehearsal.candidates, rehearsal.is_judged);
            Ok(PlannedMove { place: *place, candidates, is_judged, findings })
        });
        let preparation = match unprepared.as_slice() {
            [] => Vec::new(),
            unprepared => worth_of_preparation(&costs, unprepared, self.weights)?,
        };
        let moves = found.collect::<Result<Vec<PlannedMove>, DecisionError>>()?;
        Ok(PlannedOption { option: position, moves, preparation })
    }
}
