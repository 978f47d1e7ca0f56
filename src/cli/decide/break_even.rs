//! `decide break-even`.

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::axis::{axis_of, held};
use super::bench::Bench;
use super::best_map;
use super::given::Given;
use super::load::{setting_of_case, weights_of};
use super::origin::Origin;
use super::show::show;
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::pipeline::with_threads;
use crate::cli::progress::Progress;
use crate::cli::selection::{check_known, run_spec};
use crate::decision::{
    BreakEven, Estimate, Measure, Outlook, ScenarioCosts, cost_difference, cost_levels, rivals,
};
use crate::engine::RunSpec;
use crate::report::decide::{Answer, DecideSetting, FigureAxis, break_even_answer};
use crate::report::{count, wrapped};
use crate::results::Overrides;
use crate::statistics::{CrossingError, CrossingSearch, Evaluation, MINIMUM_TAIL_TRIALS, crossings};

/// Trials where none are given: the reference case is answered in about a minute.
const TRIALS: u64 = 1000;
/// Values of the figure that are tried before break-evens are narrowed down.
const POINTS: usize = 9;
/// Share of the range to which a break-even is narrowed down.
const TOLERANCE: f64 = 2e-3;
/// Fewest trials with which a tail of 5 % has an error.
const FEWEST_FOR_SHORTFALL: u64 = 20 * MINIMUM_TAIL_TRIALS as u64;

#[derive(Debug, Clone, Args)]
pub struct BreakEvenArguments {
    #[command(flatten)]
    pub given: Given,
    /// Figure that is moved, by its name in `check --assumptions`; twice for a map of the best option over two figures
    #[arg(long = "figure", value_name = "NAME", required = true)]
    pub figures: Vec<String>,
    /// Lowest value of the figure, such as "200M EUR"; its 1 % quantile when absent, or half of what is certain. With two figures
    /// once for each, in their order
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    pub from: Vec<String>,
    /// Highest value, likewise; its 99 % quantile, or twice what is certain
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    pub to: Vec<String>,
    /// Two options, as "hybrid,dual-systems", in place of those that take turns in costing least; not for a map
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub between: Vec<String>,
    /// What has to be equal
    #[arg(long, value_enum, default_value_t = ByMeasure::Mean)]
    pub by: ByMeasure,
    /// Values of each figure of a map
    #[arg(long, value_name = "N", default_value_t = 15, value_parser = clap::value_parser!(u16).range(2..=40))]
    pub grid: u16,
}

/// By what options are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ByMeasure {
    /// Mean cost
    Mean,
    /// Mean cost of the worst 5 % of trials
    Es95,
}

impl ByMeasure {
    pub fn measure(self) -> Measure {
        match self {
            ByMeasure::Mean => Measure::Mean,
            ByMeasure::Es95 => Measure::Shortfall,
        }
    }
}

/// Answers with new runs.
///
/// # Errors
/// The arguments name what is not there, or values that a figure cannot have; files exist already or cannot be written.
pub fn decide(arguments: &BreakEvenArguments, console: &mut Console) -> Result<ExitCode, CliError> {
    let asked = Asked::new(arguments, console)?;
    let given = &arguments.given;
    let answer = match asked.axes.as_slice() {
        [across, up] => {
            let axes = [across.clone(), up.clone()];
            best_map::answer(&asked, &axes, usize::from(arguments.grid), given.threads, console)?
        }
        [axis] => {
            console.remark(&wrapped(&plan_in_words(&asked, axis), 100));
            let found = with_threads(given.threads, || asked.search(axis))??;
            break_even_answer(&asked.setting, axis, asked.measure, &found)
        }
        // Refused before.
        _ => Answer::default(),
    };
    show(&answer, &asked.setting, given, console)?;
    Ok(ExitCode::SUCCESS)
}

fn plan_in_words(asked: &Asked, axis: &FigureAxis) -> String {
    format!(
        "{POINTS} values of {} in {} scenarios with {} options and {} trials, then closer to each break-even",
        axis.name,
        asked.scenarios.len(),
        asked.options.len(),
        count(asked.spec.trials)
    )
}

/// A question whose arguments are in order.
pub struct Asked {
    pub origin: Origin,
    pub axes: Vec<FigureAxis>,
    pub setting: DecideSetting,
    pub scenarios: Vec<String>,
    pub options: Vec<String>,
    pub spec: RunSpec,
    pub measure: Measure,
    /// Positions of the two options that were named.
    between: Option<(usize, usize)>,
}

impl Asked {
    fn new(arguments: &BreakEvenArguments, console: &mut Console) -> Result<Asked, CliError> {
        let given = &arguments.given;
        check_counts(arguments)?;
        let mut origin = Origin::new(given)?;
        if !arguments.between.is_empty() {
            origin.options.clone_from(&arguments.between);
        }
        let mut loaded = origin.read(&[])?;
        console.warn(&loaded.warnings, &loaded.files);
        let map = arguments.figures.len() == 2;
        let narrowed = map && best_map::narrow(&mut origin, &loaded.case, given, console);
        if narrowed {
            loaded = origin.read(&[])?;
        }
        let usual = if map { best_map::TRIALS } else { TRIALS };
        let overrides = Overrides {
            trials: Some(given.trials.unwrap_or(usual)),
            seed: origin.seed,
            ..Overrides::default()
        };
        let spec = run_spec(&loaded.case, &overrides)?;
        let measure = arguments.by.measure();
        check_trials(spec.trials, measure)?;
        let mut axes = Vec::new();
        for (place, name) in arguments.figures.iter().enumerate() {
            let end = |ends: &'_ [String]| ends.get(place).cloned();
            let (from, to) = (end(&arguments.from), end(&arguments.to));
            let axis = axis_of(&origin, &loaded, name, (from.as_deref(), to.as_deref()))?;
            // What a figure cannot be is told before any long work.
            for value in [axis.low, axis.high] {
                origin.read(&[held(&axis, value)])?;
            }
            axes.push(axis);
        }
        let case = &loaded.case;
        let scenarios: Vec<String> = case.scenarios.iter().map(|scenario| scenario.id.to_string()).collect();
        let options: Vec<String> = case.options.iter().map(|option| option.id.to_string()).collect();
        if options.len() < 2 {
            return Err(CliError::Usage(
                "one option has nothing to break even with; name two or more".to_owned(),
            ));
        }
        let weights = weights_of(given.weights.as_ref(), case.weights.clone(), &scenarios)?;
        let setting = setting_of_case(case, &spec, weights, given.look.look());
        let between = match arguments.between.as_slice() {
            [first, second] => {
                check_known("option", &arguments.between, &options)?;
                let position = |id: &String| options.iter().position(|option| option == id);
                position(first).zip(position(second))
            }
            _ => None,
        };
        Ok(Asked { origin, axes, setting, scenarios, options, spec, measure, between })
    }

    /// The outlooks of the question.
    pub fn outlooks(&self, costs: &ScenarioCosts) -> Vec<Outlook> {
        costs.outlooks()
    }

    fn search(&self, axis: &FigureAxis) -> Result<Vec<BreakEven>, CliError> {
        let trials = self.spec.trials;
        let scenarios = self.scenarios.len() as u64;
        // The narrowing down takes about as many trials as half of the values.
        let progress = Progress::over((POINTS as u64 + 1) * 3 / 2 * scenarios * trials);
        let done = |trials: u64| progress.trials_done(trials);
        progress.scenario(0, 0, &axis.name);
        let weights = self.setting.weights.as_deref();
        let mut bench =
            Bench::new(&self.origin, (&self.scenarios, &self.options), weights, self.spec, &done)?;
        let as_is = bench.costs()?;
        let values = axis.points(POINTS);
        let mut grid: Vec<(f64, ScenarioCosts)> = Vec::new();
        for value in values {
            grid.push((value, bench.costs_with(&[held(axis, value)], &done)?));
        }
        drop(bench);
        let mut found = Vec::new();
        for outlook in self.outlooks(&as_is) {
            let pairs = match self.between {
                Some(pair) => vec![pair],
                None => {
                    let levels =
                        |(_, costs): &(f64, ScenarioCosts)| cost_levels(costs, outlook, self.measure);
                    rivals(&grid.iter().map(levels).collect::<Result<Vec<_>, _>>()?)
                }
            };
            for pair in pairs {
                found.push(self.narrow_down(axis, (outlook, pair), &as_is, &grid, &done)?);
            }
        }
        Ok(found)
    }

    /// The break-evens of two options in an outlook.
    fn narrow_down(
        &self,
        axis: &FigureAxis,
        (outlook, pair): (Outlook, (usize, usize)),
        as_is: &ScenarioCosts,
        grid: &[(f64, ScenarioCosts)],
        done: &(dyn Fn(u64) + Sync),
    ) -> Result<BreakEven, CliError> {
        let search =
            CrossingSearch { low: axis.low, high: axis.high, points: grid.len(), tolerance: TOLERANCE };
        // Only these options, only where they are looked at; begun when a value is asked for that is not on the grid.
        let mut bench: Option<Bench<'_>> = None;
        let options = [self.options[pair.0].clone(), self.options[pair.1].clone()];
        let (scenarios, weights, small) = match outlook {
            Outlook::Scenario(scenario) => {
                (vec![self.scenarios[scenario].clone()], None, Outlook::Scenario(0))
            }
            Outlook::Weighted => (self.scenarios.clone(), self.setting.weights.as_deref(), Outlook::Weighted),
        };
        // A selection keeps the order of the case.
        let small_pair = if pair.0 < pair.1 { (0, 1) } else { (1, 0) };
        let ordered = if pair.0 < pair.1 { options } else { [options[1].clone(), options[0].clone()] };
        let mut evaluate = |value: f64| -> Result<Evaluation, CliError> {
            if let Some((_, costs)) = grid.iter().find(|(known, _)| *known == value) {
                return self.evaluation(costs, outlook, pair);
            }
            let bench = match &mut bench {
                Some(bench) => bench,
                None => {
                    bench.insert(Bench::new(&self.origin, (&scenarios, &ordered), weights, self.spec, done)?)
                }
            };
            let costs = bench.costs_with(&[held(axis, value)], done)?;
            self.evaluation(&costs, small, small_pair)
        };
        let found = crossings(&search, &mut evaluate).map_err(|error| match error {
            CrossingError::Function { source, .. } => source,
            CrossingError::Search { .. } | CrossingError::Figure { .. } | CrossingError::Root(_) => {
                CliError::Usage(error.to_string())
            }
        })?;
        let scenario = match outlook {
            Outlook::Scenario(scenario) => Some(scenario),
            Outlook::Weighted => None,
        };
        let as_is: Estimate = cost_difference(as_is, outlook, pair, self.measure)?;
        Ok(BreakEven { scenario, first: pair.0, second: pair.1, as_is, found })
    }

    fn evaluation(
        &self,
        costs: &ScenarioCosts,
        outlook: Outlook,
        pair: (usize, usize),
    ) -> Result<Evaluation, CliError> {
        let found = cost_difference(costs, outlook, pair, self.measure)?;
        let standard_error = found.standard_error.ok_or_else(|| {
            CliError::Usage(
                "these trials have no error for the worst 5 %; give more with --trials".to_owned(),
            )
        })?;
        Ok(Evaluation { mean: found.estimate, standard_error })
    }
}

/// How many figures, ends and options are named.
fn check_counts(arguments: &BreakEvenArguments) -> Result<(), CliError> {
    let refuse = |problem: &str| Err(CliError::Usage(problem.to_owned()));
    let figures = &arguments.figures;
    if figures.len() > 2 {
        return refuse("more than two figures make no picture: give --figure once, or twice for a map");
    }
    if figures.len() == 2 && figures[0] == figures[1] {
        return refuse("a map needs two different figures");
    }
    if arguments.from.len() > figures.len() || arguments.to.len() > figures.len() {
        return refuse("give --from and --to once for each --figure, in their order");
    }
    if figures.len() == 2 && !arguments.between.is_empty() {
        return refuse(
            "--between is for one figure; a map shows the best of all options, or of those named with --option",
        );
    }
    match arguments.between.as_slice() {
        [] => Ok(()),
        [first, second] if first == second => refuse("--between needs two different options"),
        [_, _] if arguments.given.options.is_empty() => Ok(()),
        [_, _] => refuse("--between names the options already; leave out --option"),
        _ => refuse("--between needs two options, such as hybrid,dual-systems"),
    }
}

fn check_trials(trials: u64, measure: Measure) -> Result<(), CliError> {
    let fewest = match measure {
        Measure::Mean => 2,
        Measure::Shortfall => FEWEST_FOR_SHORTFALL,
    };
    if trials >= fewest {
        return Ok(());
    }
    Err(CliError::Usage(format!(
        "{} trials have no error; give at least {fewest} with --trials",
        count(trials)
    )))
}
