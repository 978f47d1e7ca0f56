//! `decide discover`.

use std::process::ExitCode;

use clap::Args;
use rayon::prelude::*;

use super::Given;
use super::show::show;
use super::varied::{Asked, MOST_TRIALS, Vary, asked, correlations, highest};
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::pipeline::with_threads;
use crate::cli::progress::Progress;
use crate::decision::{DecisionError, Futures, discover};
use crate::engine::random::{DIMENSIONS, StreamKey};
use crate::engine::{RunSpec, Simulation};
use crate::plan::SimulationPlan;
use crate::quantity::Distribution;
use crate::report::count;
use crate::report::decide::{Answer, DecideSetting, FutureFigure, FutureRuns, discover_answer};
use crate::statistics::{Covariate, DesignError, Dimension, Range, Sampling, moments, sample_design};

/// Trials of a future where none are given.
const USUAL_TRIALS: u64 = 200;

/// Trials of each scenario from which it is seen which figures matter.
const SCREENED: u64 = 256;

/// Failing trials of a future where it just keeps to the appetite: with fewer its chance is not seen at all.
const SEEN: f64 = 2.0;

/// From here on every ratio is as likely, below every value.
const RATIO: f64 = 10.0;

/// Name of the dimension that no figure has.
const SCENARIO: &str = "scenario";

/// Futures where no number is given.
const USUAL_FUTURES: u32 = 1000;

/// Figures that differ where none are named.
const USUAL_FIGURES: u8 = 10;

impl DiscoverArguments {
    /// As the command without any option.
    pub fn usual(given: Given) -> DiscoverArguments {
        DiscoverArguments {
            given,
            futures: USUAL_FUTURES,
            vary: Vec::new(),
            figures: USUAL_FIGURES,
            wide: false,
            latin_hypercube: false,
        }
    }
}

#[derive(Debug, Clone, Args)]
pub struct DiscoverArguments {
    #[command(flatten)]
    pub given: Given,
    /// Futures to simulate; --trials says how many trials each has (200 when absent)
    #[arg(long, value_name = "N", default_value_t = USUAL_FUTURES, value_parser = clap::value_parser!(u32).range(200..=50_000))]
    pub futures: u32,
    /// A figure in which futures differ, over LOW to HIGH or, with the name alone, over its 5 to 95 % range; may be given several
    /// times; in place of those that matter most
    #[arg(long, value_name = "FIGURE[=LOW..HIGH]", value_parser = Vary::parse)]
    pub vary: Vec<Vary>,
    /// How many figures differ between futures where none are named: those that matter most
    #[arg(long, value_name = "N", default_value_t = USUAL_FIGURES, value_parser = clap::value_parser!(u8).range(1..=30), conflicts_with = "vary")]
    pub figures: u8,
    /// Ranges twice as wide: 0.05 to 99.95 % of each figure's distribution
    #[arg(long)]
    pub wide: bool,
    /// Spread futures by a Latin hypercube in place of scrambled Sobol points
    #[arg(long)]
    pub latin_hypercube: bool,
}

/// Runs the futures and tells what separates those in which an option fails.
///
/// # Errors
/// Arguments that do not fit the case, or files that cannot be written.
pub fn decide(arguments: &DiscoverArguments, console: &mut Console) -> Result<ExitCode, CliError> {
    let (setting, answer) = answer(arguments, console)?;
    show(&answer, &setting, &arguments.given, console)?;
    Ok(ExitCode::SUCCESS)
}

/// The answer, and what it is about.
///
/// # Errors
/// As [`decide`], but for files.
pub fn answer(
    arguments: &DiscoverArguments,
    console: &mut Console,
) -> Result<(DecideSetting, Answer), CliError> {
    let given = &arguments.given;
    let asked = asked(given, &arguments.vary, console)?;
    let trials = trials_of(given, asked.case.settings.appetite.chance)?;
    let setting = asked.setting(trials);
    let named = asked.named()?;
    let (futures, options) = (u64::from(arguments.futures), asked.case.options.len() as u64);
    console.remark(&format!(
        "{} futures of {trials} trials of {options} options: new simulations\n",
        count(futures)
    ));
    let runs = with_threads(given.threads, || runs(arguments, &asked, named, trials))??;
    let mut inputs: Vec<Covariate<'_>> =
        runs.values.iter().map(|values| Covariate::Numeric(values)).collect();
    if asked.case.scenarios.len() > 1 {
        inputs.push(Covariate::Category(&runs.scenarios));
    }
    let question =
        Futures { inputs, chances: &runs.chances, tolerated: setting.appetite.1, seed: asked.seed };
    let found = with_threads(given.threads, || discover(&question))??;
    let answer = discover_answer(&setting, &runs, &found);
    Ok((setting, answer))
}

/// Trials of a future.
fn trials_of(given: &Given, tolerated: f64) -> Result<u64, CliError> {
    let least = if tolerated > 0.0 { (SEEN / tolerated).ceil() as u64 } else { 1 };
    match given.trials {
        None => Ok(USUAL_TRIALS.max(least).min(MOST_TRIALS)),
        Some(trials) if (least..=MOST_TRIALS).contains(&trials) => Ok(trials),
        Some(trials) => Err(CliError::Usage(format!(
            "{trials} trials for each future: with a tolerated chance of {} give from {least} to {MOST_TRIALS}",
            crate::report::rate(tolerated)
        ))),
    }
}

/// Which figures differ, over which ranges, and what every option comes to in each future.
fn runs(
    arguments: &DiscoverArguments,
    asked: &Asked,
    named: Vec<usize>,
    trials: u64,
) -> Result<FutureRuns, CliError> {
    let plan = &asked.plan;
    let screened = named.is_empty().then(|| SCREENED * plan.scenarios.len() as u64);
    let positions =
        if named.is_empty() { highest(&scores(asked), usize::from(arguments.figures)) } else { named };
    let figures: Vec<FutureFigure> =
        positions.iter().map(|position| figure(asked, *position, arguments.wide)).collect();
    let figures: Vec<(usize, FutureFigure)> = positions.into_iter().zip(figures).collect();
    let flat = |figure: &FutureFigure| figure.low >= figure.high;
    if let Some((_, one)) = figures.iter().find(|(_, figure)| flat(figure)).filter(|_| screened.is_none()) {
        return Err(CliError::Usage(format!(
            "--vary: `{}` has one and the same value over the range; give another, as in \"{0}=LOW..HIGH\"",
            one.figure.name
        )));
    }
    let figures: Vec<(usize, FutureFigure)> =
        figures.into_iter().filter(|(_, figure)| !flat(figure)).collect();
    if figures.is_empty() && plan.scenarios.len() == 1 {
        return Err(CliError::Usage(
            "no uncertain figure of this case moves any cost; name one and its values with --vary".to_owned(),
        ));
    }
    let (values, scenarios) = design(arguments, &figures, plan.scenarios.len(), asked.seed)?;
    let positions: Vec<usize> = figures.iter().map(|(position, _)| *position).collect();
    let run = Run {
        plan,
        positions: &positions,
        trials,
        seed: asked.seed,
        limit: asked.case.settings.appetite.amount,
    };
    let outcomes = run.all(&values, &scenarios)?;
    let by_option = |of: fn(&(f64, f64)) -> f64| -> Vec<Vec<f64>> {
        let each = 0..plan.options.len();
        each.map(|option| outcomes.iter().map(|future| of(&future[option])).collect()).collect()
    };
    Ok(FutureRuns {
        figures: figures.into_iter().map(|(_, figure)| figure).collect(),
        values,
        scenarios,
        means: by_option(|of| of.0),
        chances: by_option(|of| of.1),
        trials,
        screened,
        wide: arguments.wide,
    })
}

/// How much each figure moves all options together: squared rank correlations over all scenarios with the cost, and with whether it is above
/// the appetite.
fn scores(asked: &Asked) -> Vec<f64> {
    let found = correlations(&asked.plan, asked.seed, SCREENED, Some(asked.case.settings.appetite.amount));
    let count = found.len() as f64;
    let mean =
        |cost: usize, figure: usize| found.iter().map(|scenario| scenario[cost][figure]).sum::<f64>() / count;
    let costs = found.first().map_or(0, Vec::len);
    let score = |figure: usize| (0..costs).map(|cost| mean(cost, figure)).map(|mean| mean * mean).sum();
    (0..asked.plan.table.parameters.len()).map(score).collect()
}

fn figure(asked: &Asked, position: usize, wide: bool) -> FutureFigure {
    let distribution = &asked.plan.table.parameters[position].distribution;
    let tail = if wide { 0.0005 } else { 0.05 };
    let (low, high) = match distribution {
        // Its ends are as likely as what lies between.
        Distribution::Uniform(_) => distribution.support(),
        Distribution::Certain(_)
        | Distribution::Normal(_)
        | Distribution::LogNormal(_)
        | Distribution::LogitNormal(_)
        | Distribution::Triangular(_)
        | Distribution::Pert(_)
        | Distribution::Beta(_)
        | Distribution::Gamma(_)
        | Distribution::Discrete(_)
        | Distribution::Metalog(_)
        | Distribution::Empirical(_)
        | Distribution::Mixture(_)
        | Distribution::Truncated(_) => {
            (distribution.inverse_cdf(tail), distribution.inverse_cdf(1.0 - tail))
        }
    };
    FutureFigure { figure: asked.figure(position), low, high, logarithmic: low > 0.0 && high >= RATIO * low }
}

/// Values of the figures, `[figure][future]`, and the scenario of each future.
fn design(
    arguments: &DiscoverArguments,
    figures: &[(usize, FutureFigure)],
    scenarios: usize,
    seed: u64,
) -> Result<(Vec<Vec<f64>>, Vec<u32>), CliError> {
    let range = |figure: &FutureFigure| match (figure.low, figure.high) {
        (low, high) if figure.logarithmic => Range::Logarithmic { low, high },
        (low, high) => Range::Linear { low, high },
    };
    let of_figure = |(_, figure): &(usize, FutureFigure)| Dimension {
        name: figure.figure.name.clone(),
        range: range(figure),
    };
    let mut dimensions: Vec<Dimension> = figures.iter().map(of_figure).collect();
    if scenarios > 1 {
        dimensions
            .push(Dimension { name: SCENARIO.to_owned(), range: Range::Levels { count: scenarios as u32 } });
    }
    let futures = arguments.futures as usize;
    let sampling = if arguments.latin_hypercube || dimensions.len() > DIMENSIONS {
        Sampling::LatinHypercube
    } else {
        Sampling::Sobol
    };
    let wrong = |error: DesignError| CliError::Usage(format!("--vary: {error}"));
    let points = sample_design(&dimensions, futures, sampling, seed).map_err(wrong)?;
    let values = (0..figures.len()).map(|place| points.column(place).to_vec()).collect();
    let labels = match scenarios {
        0 | 1 => vec![0; futures],
        _ => points.column(figures.len()).iter().map(|level| *level as u32).collect(),
    };
    Ok((values, labels))
}

/// How futures are simulated.
struct Run<'a> {
    plan: &'a SimulationPlan,
    positions: &'a [usize],
    trials: u64,
    seed: u64,
    limit: f64,
}

impl Run<'_> {
    /// Mean cost and chance above the appetite, `[future][option]`, in the current thread pool.
    fn all(&self, values: &[Vec<f64>], scenarios: &[u32]) -> Result<Vec<Vec<(f64, f64)>>, CliError> {
        let progress = Progress::over(scenarios.len() as u64);
        let future = |future: usize| {
            let held: Vec<f64> = values.iter().map(|figure| figure[future]).collect();
            let done = self.future(future as u64, &held, scenarios[future] as usize);
            progress.trials_done(1);
            done
        };
        (0..scenarios.len()).into_par_iter().map(future).collect()
    }

    /// One future, in trials of its own: those of all futures together being independent, what is found again in another half of the
    /// futures is no play of the trials either.
    fn future(&self, future: u64, held: &[f64], scenario: usize) -> Result<Vec<(f64, f64)>, CliError> {
        let seed = StreamKey::new(self.seed, "discover/trials").draw(0).bits(future);
        let mut simulation = Simulation::new(self.plan, &RunSpec { seed, trials: self.trials });
        for (position, value) in self.positions.iter().zip(held) {
            if !simulation.hold(*position, *value) {
                return Err(CliError::Usage(
                    "too many trials for each future; give fewer --trials".to_owned(),
                ));
            }
        }
        let outcomes = simulation.scenario(scenario, &|_| {});
        let of_option = |option: usize| {
            let totals = outcomes.totals(option);
            let above = totals.iter().filter(|total| **total > self.limit).count();
            let mean = moments(&totals).map_err(DecisionError::from)?.mean;
            Ok((mean, above as f64 / totals.len() as f64))
        };
        (0..self.plan.options.len()).map(of_option).collect()
    }
}
