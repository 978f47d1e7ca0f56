//! The figures of every trial, drawn again from the case, the seed and the numbers of the trials.

use super::given::Given;
use super::load::Loaded;
use crate::cli::error::CliError;
use crate::cli::selection::select;
use crate::cli::source::{read_inputs, source_of};
use crate::decision::{DrawnFigure, DrawnViews};
use crate::domain::Case;
use crate::engine::{drawn_figures, drawn_views, story};
use crate::input::{FigureEntry, LoadedCase, read_case};
use crate::plan::{Parameter, SimulationPlan};
use crate::report::decide::FigureEnds;
use crate::report::{FigureNames, story_total};
use crate::results::{MANIFEST_FILE, Manifest};
use crate::units::Dimension;

/// Trials that figures are drawn of: 20,000 of 1,000 figures take 160 MB.
const MOST_TRIALS: usize = 20_000;

/// Trials below which figures cannot be told apart at all.
const FEWEST_TRIALS: usize = 100;

/// All uncertain figures of a case, with their draws.
pub struct Drawn {
    pub plan: SimulationPlan,
    /// In the order of the plan's table.
    pub figures: Vec<DrawnFigure>,
    /// What each is said to be, as `check --assumptions` has it.
    pub values: Vec<String>,
    /// What each is at its 10th and 90th percentile.
    pub ends: Vec<FigureEnds>,
    /// Whether each is correlated with others.
    pub correlated: Vec<bool>,
    /// Positions in the plan of the scenarios that are asked for.
    pub scenarios: Vec<usize>,
    /// Positions in the plan of the options that are asked for.
    pub options: Vec<usize>,
    /// What people call the figures.
    pub names: FigureNames,
}

/// Draws the figures of the trials that costs were loaded of.
///
/// # Errors
/// The case cannot be read, there are too few trials, or the first trial does not come out as its table records.
pub fn draw(given: &Given, loaded: &Loaded) -> Result<Drawn, CliError> {
    let trials = trials_of(loaded)?;
    let read = case_of(given)?;
    let plan = SimulationPlan::new(&read.case)?;
    let (setting, case) = (&loaded.setting, &read.case);
    let known = |id: &str| case.scenarios.iter().position(|known| known.id.as_str() == id);
    let scenarios: Vec<usize> = setting.scenarios.iter().filter_map(|(id, _)| known(id)).collect();
    let known = |id: &str| case.options.iter().position(|known| known.id.as_str() == id);
    let options: Vec<usize> = setting.options.iter().filter_map(|(id, _)| known(id)).collect();
    check_same_world(&plan, (&scenarios, &options), loaded)?;
    let entries = plan.table.parameters.iter().map(|parameter| entry(&read, parameter));
    let described: Vec<(&Parameter, Option<&FigureEntry>)> =
        plan.table.parameters.iter().zip(entries).collect();
    let drawn = described.iter().zip(drawn_figures(&plan, setting.seed, trials));
    let figures =
        drawn.map(|((parameter, entry), values)| with_views(parameter, values, *entry, setting.seed));
    Ok(Drawn {
        figures: figures.collect(),
        values: described
            .iter()
            .map(|(_, entry)| entry.map_or(String::new(), |entry| entry.value.clone()))
            .collect(),
        ends: described.iter().map(|(parameter, entry)| ends(parameter, *entry, case)).collect(),
        correlated: described.iter().map(|(parameter, _)| is_correlated(case, &parameter.name)).collect(),
        scenarios,
        options,
        names: FigureNames::of(case),
        plan,
    })
}

/// How many trials figures are drawn of.
fn trials_of(loaded: &Loaded) -> Result<usize, CliError> {
    let costs = loaded.costs()?;
    let fewest = (0..costs.scenarios().len()).map(|scenario| costs.trials(scenario)).min().unwrap_or(0);
    if fewest >= FEWEST_TRIALS {
        return Ok(fewest.min(MOST_TRIALS));
    }
    Err(CliError::Usage(format!(
        "{fewest} trials are too few to tell what figures do; {} --trials {MOST_TRIALS}",
        loaded.setting.rerun
    )))
}

fn entry<'a>(read: &'a LoadedCase, parameter: &Parameter) -> Option<&'a FigureEntry> {
    read.figures.iter().find(|figure| figure.name == parameter.name)
}

fn ends(parameter: &Parameter, entry: Option<&FigureEntry>, case: &Case) -> FigureEnds {
    let dimension = entry.map_or(Dimension::Factor, |entry| entry.dimension);
    let at = |level| parameter.distribution.inverse_cdf(level);
    FigureEnds { low: at(0.1), high: at(0.9), dimension, currency: case.settings.currency }
}

fn is_correlated(case: &Case, name: &str) -> bool {
    case.correlations.iter().any(|pair| pair.first == name || pair.second == name)
}

/// The case as it was run.
fn case_of(given: &Given) -> Result<LoadedCase, CliError> {
    if !given.place.join(MANIFEST_FILE).is_file() {
        let mut read = read_case(&source_of(Some(&given.place)))?;
        select(&mut read.case, &given.scenarios, &given.options)?;
        return Ok(read);
    }
    let manifest = Manifest::read(&given.place)?;
    let mut read = read_inputs(&given.place, &manifest)?;
    // All that the run had, whatever is asked for: which draws lead depends on them.
    select(&mut read.case, &manifest.scenarios, &manifest.options)?;
    read.case.settings.sampling = manifest.settings.sampling.setting();
    Ok(read)
}

/// Whether the first trial is the one that the costs are of: else other figures would be told to drive them.
fn check_same_world(
    plan: &SimulationPlan,
    (scenarios, options): (&[usize], &[usize]),
    loaded: &Loaded,
) -> Result<(), CliError> {
    let (costs, setting) = (loaded.costs()?, &loaded.setting);
    let all = scenarios.len() == setting.scenarios.len() && options.len() == setting.options.len();
    let again = scenarios
        .first()
        .zip(options.first())
        .filter(|_| all)
        .map(|(scenario, option)| story_total(plan, &story(plan, *scenario, *option, setting.seed, 0)));
    let recorded = costs.costs(0)[0][0];
    match again {
        // Plans that run in lanes add costs in another order.
        Some(again) if (again - recorded).abs() <= 1e-9 * recorded.abs() => Ok(()),
        Some(_) | None => Err(CliError::OtherWorld {
            trial: 0,
            recorded,
            again: again.unwrap_or(f64::NAN),
            reason: "these results are of another version or of changed inputs, so that the figures of their trials cannot be drawn again"
                .to_owned(),
        }),
    }
}

fn with_views(
    parameter: &Parameter,
    values: Vec<f64>,
    entry: Option<&FigureEntry>,
    seed: u64,
) -> DrawnFigure {
    let name = parameter.name.clone();
    let experts = entry.map(|entry| entry.experts.clone()).filter(|experts| experts.len() > 1);
    let drawn = experts
        .and_then(|experts| Some((experts, drawn_views(&parameter.distribution, &name, seed, &values)?)))
        .filter(|(experts, drawn)| drawn.iter().all(|view| (*view as usize) < experts.len()));
    let views = drawn.map(|(experts, drawn)| DrawnViews { experts, drawn });
    DrawnFigure { name, values, views }
}
