//! Costs of every trial, from a result folder or from a case that is run for the question.

use std::ops::ControlFlow;
use std::path::Path;

use super::given::{Given, Weights};
use crate::charts::Look;
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::pipeline::with_threads;
use crate::cli::selection::{check_known, run_spec, select};
use crate::cli::source::{recorded_totals, source_of};
use crate::decision::ScenarioCosts;
use crate::domain::{Case, Sampling, normalised};
use crate::engine::random::REPLICATES;
use crate::engine::{RunSpec, Simulation};
use crate::input::read_case_with;
use crate::plan::SimulationPlan;
use crate::report::FigureNames;
use crate::report::Summary;
use crate::report::decide::DecideSetting;
use crate::results::{
    INPUTS_FOLDER, MANIFEST_FILE, Manifest, Overrides, ResultsError, SUMMARY_FILE, TRIALS_FILE, TableLayout,
    TrialsTable,
};

/// Costs that are kept in memory at once: 2 GB.
const MOST_COSTS: u64 = 250_000_000;

/// Below so many trials there is no tail to speak of: ten of the worst 5 %.
const FEW_TRIALS: u64 = 200;

/// Trials that are proposed where there are none or too few.
const USUAL_TRIALS: u64 = 20_000;

/// What a question is asked of.
pub struct Loaded {
    pub setting: DecideSetting,
    /// Without options and weights of the command line; scenarios are those asked for. Empty for a case.
    pub scenarios: Vec<crate::report::ScenarioSummary>,
    /// `None` where no trials were kept.
    pub costs: Option<ScenarioCosts>,
    /// Why there are none, and what to do.
    missing: String,
    /// Options or weights were chosen, for which a summary is not enough.
    chosen: bool,
}

impl Loaded {
    /// Costs of every trial.
    ///
    /// # Errors
    /// There are none.
    pub fn costs(&self) -> Result<&ScenarioCosts, CliError> {
        self.costs.as_ref().ok_or_else(|| CliError::Usage(self.missing.clone()))
    }

    /// For what a summary can answer.
    ///
    /// # Errors
    /// Options or weights were chosen.
    pub fn refuse_without_trials(&self) -> Result<(), CliError> {
        if self.chosen { Err(CliError::Usage(self.missing.clone())) } else { Ok(()) }
    }
}

/// Reads a result folder, or runs a case.
///
/// # Errors
/// The place is neither, names are unknown, or the table of trials is not that of the run.
pub fn load(given: &Given, console: &mut Console) -> Result<Loaded, CliError> {
    let loaded = if given.place.join(MANIFEST_FILE).is_file() {
        from_folder(given)?
    } else {
        from_case(given, console)?
    };
    let least = loaded.setting.trials.iter().copied().min().unwrap_or(0);
    if least < FEW_TRIALS {
        console.remark(&format!(
            "note: with {least} trials there are no errors for the worst 5 %; {} --trials {USUAL_TRIALS}\n",
            loaded.setting.rerun
        ));
    }
    Ok(loaded)
}

/// The kept ones of several, by position.
fn positions(kind: &str, wanted: &[String], known: &[String]) -> Result<Vec<usize>, CliError> {
    check_known(kind, wanted, known)?;
    let kept = |id: &String| wanted.is_empty() || wanted.contains(id);
    Ok(known.iter().enumerate().filter(|(_, id)| kept(id)).map(|(position, _)| position).collect())
}

/// Weights of the command line, else of the case, for the kept scenarios; a single one is weighed against nothing.
pub(super) fn weights_of(
    given: Option<&Weights>,
    case: Option<Vec<f64>>,
    kept: &[String],
) -> Result<Option<Vec<f64>>, CliError> {
    let weights = match given {
        None => case,
        Some(Weights(weights)) => {
            let named: Vec<String> = weights.iter().map(|(id, _)| id.clone()).collect();
            check_known("scenario", &named, kept)?;
            let of = |id: &String| {
                weights.iter().find(|(named, _)| named == id).map_or(0.0, |(_, weight)| *weight)
            };
            Some(kept.iter().map(of).collect())
        }
    };
    Ok(weights.and_then(|weights| normalised(&weights)).filter(|weights| weights.len() > 1))
}

fn from_folder(given: &Given) -> Result<Loaded, CliError> {
    let folder = &given.place;
    if given.trials.is_some() || given.seed.is_some() || !given.set.is_empty() {
        return Err(CliError::Usage(format!(
            "{} has been run already: --trials, --seed and --set are for a case; `splitstack decide … {}/{INPUTS_FOLDER}` runs its case again",
            folder.display(),
            folder.display()
        )));
    }
    let manifest = Manifest::read(folder)?;
    let summary = read_summary(folder)?;
    let shown: Vec<String> = summary.scenarios.iter().map(|scenario| scenario.id.clone()).collect();
    let scenarios = positions("scenario", &given.scenarios, &shown)?;
    let options = positions("option", &given.options, &manifest.options)?;
    let kept: Vec<String> = scenarios.iter().map(|scenario| shown[*scenario].clone()).collect();
    let of_case = summary.weighted.as_ref().map(|weighted| {
        let of = |id: &String| weighted.scenarios.iter().find(|scenario| scenario.id == *id);
        kept.iter().map(|id| of(id).map_or(0.0, |scenario| scenario.weight)).collect()
    });
    let weights = weights_of(given.weights.as_ref(), of_case, &kept)?;
    let replicates = manifest.settings.sampling.replicates.map(|replicates| replicates as u32);
    let rerun = rerun(folder, given, &manifest.overrides.set);
    let costs = match manifest.layout() {
        None => None,
        Some(layout) => {
            check_size(layout.rows())?;
            let ids = options.iter().map(|option| manifest.options[*option].clone()).collect();
            let costs = read_costs(folder, &manifest, layout, (&scenarios, &options))?;
            Some(ScenarioCosts::new(ids, kept, weights.clone(), costs, replicates)?)
        }
    };
    let ids: Vec<String> = options.iter().map(|option| manifest.options[*option].clone()).collect();
    let setting = DecideSetting {
        weights: weights.filter(|_| costs.is_some()),
        rerun,
        look: given.look.look(),
        ..DecideSetting::of_summary(&summary, &ids, &scenarios)
    };
    Ok(Loaded {
        missing: format!(
            "{} has no trials, as --summary-only asks, and this question needs them: {} --trials {}",
            folder.display(),
            setting.rerun,
            manifest.trials.min(USUAL_TRIALS)
        ),
        scenarios: scenarios.iter().map(|scenario| summary.scenarios[*scenario].clone()).collect(),
        chosen: !given.options.is_empty() || given.weights.is_some(),
        setting,
        costs,
    })
}

/// The summary of a result folder.
///
/// # Errors
/// It is not there, or is none.
pub fn read_summary(folder: &Path) -> Result<Summary, CliError> {
    let path = folder.join(SUMMARY_FILE);
    let text =
        std::fs::read_to_string(&path).map_err(|source| ResultsError::Read { path: path.clone(), source })?;
    let read = serde_json::from_str(&text);
    Ok(read.map_err(|error| ResultsError::Malformed { path, problem: error.to_string() })?)
}

/// The command that runs the case of a result folder again, but for the number of trials.
fn rerun(folder: &Path, given: &Given, set: &[String]) -> String {
    let chosen =
        |flag: &str, ids: &[String]| ids.iter().map(|id| format!(" --{flag} {id}")).collect::<String>();
    format!(
        "splitstack run {}/{INPUTS_FOLDER}{}{}{}",
        folder.display(),
        chosen("scenario", &given.scenarios),
        chosen("option", &given.options),
        set.iter().map(|text| format!(" --set \"{text}\"")).collect::<String>()
    )
}

/// Totals, `[scenario][option][trial]`, of the kept scenarios and options.
fn read_costs(
    folder: &Path,
    manifest: &Manifest,
    layout: TableLayout,
    (scenarios, options): (&[usize], &[usize]),
) -> Result<Vec<Vec<Vec<f64>>>, CliError> {
    let path = folder.join(TRIALS_FILE);
    let table = TrialsTable::open(&path, layout)?;
    let totals =
        |scenario: usize, option: usize| recorded_totals(&table, &path, manifest, (scenario, option));
    scenarios
        .iter()
        .map(|scenario| options.iter().map(|option| totals(*scenario, *option)).collect())
        .collect()
}

fn check_size(costs: u64) -> Result<(), CliError> {
    if costs <= MOST_COSTS {
        return Ok(());
    }
    Err(CliError::Usage(format!(
        "{costs} costs of trials do not fit into memory, {MOST_COSTS} would; choose with --scenario and --option, or run fewer trials"
    )))
}

fn from_case(given: &Given, console: &mut Console) -> Result<Loaded, CliError> {
    let loaded = read_case_with(&source_of(Some(&given.place)), &given.set)?;
    console.warn(&loaded.warnings, &loaded.files);
    let mut case = loaded.case;
    select(&mut case, &given.scenarios, &given.options)?;
    let overrides = Overrides { trials: given.trials, seed: given.seed, ..Overrides::default() };
    let spec = run_spec(&case, &overrides)?;
    check_size(spec.trials * (case.options.len() * case.scenarios.len()) as u64)?;
    let kept: Vec<String> = case.scenarios.iter().map(|scenario| scenario.id.to_string()).collect();
    let weights = weights_of(given.weights.as_ref(), case.weights.clone(), &kept)?;
    let plan = SimulationPlan::new(&case)?;
    let costs = with_threads(given.threads, || simulate(&case, &plan, &spec))?;
    let replicates = match case.settings.sampling {
        Sampling::Independent => None,
        Sampling::Sobol => Some(REPLICATES as u32),
    };
    let ids = case.options.iter().map(|option| option.id.to_string()).collect();
    let costs = ScenarioCosts::new(ids, kept, weights.clone(), costs, replicates)?;
    let setting = setting_of_case(&case, &spec, weights, given.look.look());
    Ok(Loaded { setting, scenarios: Vec::new(), costs: Some(costs), missing: String::new(), chosen: false })
}

/// The setting of an answer for which a case is run.
pub(super) fn setting_of_case(
    case: &Case,
    spec: &RunSpec,
    weights: Option<Vec<f64>>,
    look: Look,
) -> DecideSetting {
    let settings = &case.settings;
    DecideSetting {
        case: settings.name.clone(),
        currency: settings.currency.to_string(),
        discount_rate: settings.discount_rate,
        horizon_months: settings.horizon_months,
        seed: spec.seed,
        options: case.options.iter().map(|option| (option.id.to_string(), option.name.clone())).collect(),
        scenarios: case
            .scenarios
            .iter()
            .map(|scenario| (scenario.id.to_string(), scenario.name.clone()))
            .collect(),
        trials: vec![spec.trials; case.scenarios.len()],
        weights,
        appetite: (settings.appetite.amount, settings.appetite.chance),
        partial: None,
        rerun: "give more".to_owned(),
        look,
        names: FigureNames::of(case),
    }
}

/// Totals of all options in all scenarios, `[scenario][option][trial]`.
fn simulate(case: &Case, plan: &SimulationPlan, spec: &RunSpec) -> Vec<Vec<Vec<f64>>> {
    let simulation = Simulation::new(plan, spec);
    let of_scenario = |scenario: usize| {
        let mut totals: Vec<Vec<f64>> = vec![Vec::with_capacity(spec.trials as usize); case.options.len()];
        simulation.stream(scenario, 0..spec.trials, &|_| {}, &mut |_, outcomes| {
            for (option, totals) in totals.iter_mut().enumerate() {
                totals.extend(outcomes.totals(option));
            }
            ControlFlow::Continue(())
        });
        totals
    };
    (0..case.scenarios.len()).map(of_scenario).collect()
}
