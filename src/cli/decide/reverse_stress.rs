//! `decide reverse-stress`.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use rayon::prelude::*;

use super::Given;
use super::show::show;
use super::varied::{Asked, MOST_TRIALS, Vary, asked, correlations, highest};
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::pipeline::with_threads;
use crate::cli::progress::Progress;
use crate::decision::{
    DecisionError, Estimate, ScoreSpace, StressMeasure, StressOutcome, StressSettings, StressedFigure,
    reverse_stress,
};
use crate::domain::Case;
use crate::engine::random::StreamKey;
use crate::engine::{RunSpec, Simulation};
use crate::plan::SimulationPlan;
use crate::report::decide::{StressRun, StressSearchWords, VariedFigure, reverse_stress_answer};

/// Trials that a distance rests on where none are given.
const USUAL_TRIALS: u64 = 1000;

/// Below there is no tail, and no error of it.
const FEWEST_TRIALS: u64 = 200;

/// One in so many trials leads the search, but no fewer than the fewest.
const LEADING_SHARE: u64 = 4;

/// Trials of each scenario from which it is seen which figures matter.
const SCREENED: u64 = 1024;

/// Farthest distance looked at: 1 in 30,000.
const FARTHEST: f64 = 4.0;

/// Directions looked at in the check for nearer points.
const NEIGHBOURS: usize = 32;

/// What must not exceed the amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// The mean cost
    Mean,
    /// The mean of the worst 5 % of trials
    Es95,
    /// The cost that is exceeded with the tolerated chance: the appetite as it is written
    Chance,
}

#[derive(Debug, Clone, Args)]
pub struct ReverseStressArguments {
    #[command(flatten)]
    pub given: Given,
    /// What must not exceed the amount of the risk appetite
    #[arg(long, value_enum, default_value_t = By::Mean)]
    pub by: By,
    /// A figure that may move, or one with another distribution than the case has; may be given several times; in place of those that
    /// matter most
    #[arg(long, value_name = "FIGURE[=VALUE]", value_parser = Vary::parse)]
    pub vary: Vec<Vary>,
    /// How many figures may move where none are named: those that matter most to the option in the scenario
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u8).range(1..=30), conflicts_with = "vary")]
    pub figures: u8,
}

impl By {
    fn measure(self) -> StressMeasure {
        match self {
            By::Mean => StressMeasure::Mean,
            By::Es95 => StressMeasure::Shortfall,
            By::Chance => StressMeasure::Tolerated,
        }
    }
}

/// Searches for each option in each scenario what breaks the appetite.
///
/// # Errors
/// Arguments that do not fit the case, or files that cannot be written.
pub fn decide(arguments: &ReverseStressArguments, console: &mut Console) -> Result<ExitCode, CliError> {
    let given = &arguments.given;
    let asked = asked(given, &arguments.vary, console)?;
    let trials = given.trials.unwrap_or(USUAL_TRIALS);
    if !(FEWEST_TRIALS..=MOST_TRIALS).contains(&trials) {
        return Err(CliError::Usage(format!(
            "{trials} trials for each point: give from {FEWEST_TRIALS} to {MOST_TRIALS}"
        )));
    }
    let tolerated = asked.case.settings.appetite.chance;
    if arguments.by == By::Chance && !(tolerated > 0.0 && tolerated < 1.0) {
        return Err(CliError::Usage(
            "--by chance: the case tolerates no chance, or any; ask --by mean or --by es95".to_owned(),
        ));
    }
    let setting = asked.setting(trials);
    let named = asked.named()?;
    let searches = asked.case.options.len() * asked.case.scenarios.len();
    console.remark(&format!(
        "{searches} searches of some hundred points of up to {trials} trials: new simulations\n"
    ));
    let runs = with_threads(given.threads, || {
        let found = correlations_of(&asked, &named);
        let plans = plans(&asked.case)?;
        let desk = Desk { arguments, asked: &asked, named: &named, plans: &plans, found: &found, trials };
        let progress = Progress::over(searches as u64);
        (0..searches)
            .into_par_iter()
            .map(|search| {
                let done = desk.search(search % plans.len(), search / plans.len());
                progress.trials_done(1);
                done
            })
            .collect::<Result<Vec<StressRun>, CliError>>()
    })??;
    let words = StressSearchWords {
        measure: arguments.by.measure(),
        farthest: FARTHEST,
        neighbours: NEIGHBOURS,
        screened: named.is_empty().then_some(SCREENED),
        search_trials: leading(trials),
    };
    show(&reverse_stress_answer(&setting, &runs, &words), &setting, given, console)?;
    Ok(ExitCode::SUCCESS)
}

fn leading(trials: u64) -> u64 {
    (trials / LEADING_SHARE).max(FEWEST_TRIALS)
}

/// Empty where figures are named.
fn correlations_of(asked: &Asked, named: &[usize]) -> Vec<Vec<Vec<f64>>> {
    if named.is_empty() { correlations(&asked.plan, asked.seed, SCREENED, None) } else { Vec::new() }
}

/// A plan for each option alone: its trials are those of the plan of all.
fn plans(case: &Case) -> Result<Vec<SimulationPlan>, CliError> {
    let alone = |option: usize| {
        let mut case = case.clone();
        case.options = vec![case.options[option].clone()];
        Ok(SimulationPlan::new(&case)?)
    };
    (0..case.options.len()).map(alone).collect()
}

/// What all searches need.
struct Desk<'a> {
    arguments: &'a ReverseStressArguments,
    asked: &'a Asked,
    named: &'a [usize],
    plans: &'a [SimulationPlan],
    /// `[scenario][option][figure]`.
    found: &'a [Vec<Vec<f64>>],
    trials: u64,
}

impl Desk<'_> {
    fn search(&self, option: usize, scenario: usize) -> Result<StressRun, CliError> {
        let plan = &self.plans[option];
        let chosen = self.chosen(option, scenario);
        if chosen.is_empty() {
            return Ok(StressRun { scenario, option, figures: Vec::new(), outcome: None });
        }
        let space = ScoreSpace::new(&plan.table, &chosen);
        let settings = StressSettings {
            limit: self.asked.case.settings.appetite.amount,
            farthest: FARTHEST,
            neighbours: NEIGHBOURS,
            seed: self.asked.seed,
        };
        // The exact measure has trials of its own, so that what the search has made of its trials is not told as found.
        let other = StreamKey::new(self.asked.seed, "reverse-stress/trials").draw(0).bits(0);
        let mut rough =
            Simulation::new(plan, &RunSpec { seed: self.asked.seed, trials: leading(self.trials) });
        let mut exact = Simulation::new(plan, &RunSpec { seed: other, trials: self.trials });
        let outcome = reverse_stress(
            &space,
            &settings,
            |figures| self.cost(&mut rough, scenario, figures),
            |figures| self.cost(&mut exact, scenario, figures),
        )?;
        let figures = figures_of(&outcome).iter().map(|of| self.figure(&of.name)).collect();
        Ok(StressRun { scenario, option, figures, outcome: Some(outcome) })
    }

    /// Positions in the plan of the option alone; figures that it does not use are left out.
    fn chosen(&self, option: usize, scenario: usize) -> Vec<usize> {
        let all = &self.asked.plan.table.parameters;
        let own = &self.plans[option].table.parameters;
        let wanted = if self.named.is_empty() {
            let squares: Vec<f64> = self.found[scenario][option].iter().map(|of| of * of).collect();
            highest(&squares, usize::from(self.arguments.figures))
        } else {
            self.named.to_vec()
        };
        let position = |figure: &usize| own.iter().position(|parameter| parameter.name == all[*figure].name);
        wanted.iter().filter_map(position).collect()
    }

    fn figure(&self, name: &str) -> VariedFigure {
        let all = &self.asked.plan.table.parameters;
        let position = all.iter().position(|parameter| parameter.name == name).unwrap_or(0);
        self.asked.figure(position)
    }

    fn cost(
        &self,
        simulation: &mut Simulation<'_>,
        scenario: usize,
        figures: &[StressedFigure],
    ) -> Result<Estimate, DecisionError> {
        for figure in figures {
            if !simulation.hold(figure.figure, figure.value) {
                let problem = "too many trials for their figures to be held".to_owned();
                return Err(DecisionError::Search { problem });
            }
        }
        let totals = simulation.scenario(scenario, &|_| {}).totals(0);
        self.arguments.by.measure().of(&totals, self.asked.case.settings.appetite.chance, None)
    }
}

fn figures_of(outcome: &StressOutcome) -> &[StressedFigure] {
    match outcome {
        StressOutcome::AtCentre { .. } => &[],
        StressOutcome::OutOfReach { figures, .. } => figures,
        StressOutcome::Found(found) => &found.figures,
    }
}
