//! What `run` and `verify` have in common: from a case to figures and hashes, scenario by scenario.

use rayon::prelude::*;

use super::error::CliError;
use super::progress::Progress;
use crate::decision::DecisionError;
use crate::domain::{Case, Scenario};
use crate::engine::{Outcomes, RunSpec, Simulation};
use crate::plan::SimulationPlan;
use crate::report::{
    Method, ScenarioAccumulator, ScenarioSummary, ScenarioTotals, Summary, summarise, summarise_weighted,
};
use crate::results::{ValuesHash, columns_of, hash_of_columns};

/// What comes out of a run beside the trials.
pub struct Computed {
    pub summary: Summary,
    /// By scenario, then option.
    pub values: Vec<ValuesHash>,
}

/// One scenario when it is done.
pub struct ScenarioDone<'a> {
    pub plan: &'a SimulationPlan,
    /// Position of the scenario in the plan.
    pub position: usize,
    pub scenario: &'a Scenario,
    pub summary: &'a ScenarioSummary,
    pub outcomes: &'a Outcomes,
    /// By option.
    pub values: &'a [ValuesHash],
}

/// Simulates, summarises and hashes every scenario of a case; `each` sees the trials of one before they are dropped.
///
/// # Errors
/// The case cannot be planned, figures are not finite, or `each` fails.
pub fn compute(
    case: &Case,
    spec: &RunSpec,
    each: &mut (dyn FnMut(&ScenarioDone<'_>) -> Result<(), CliError> + Send),
) -> Result<Computed, CliError> {
    let plan = SimulationPlan::new(case)?;
    let progress = Progress::over(spec.trials.saturating_mul(case.scenarios.len() as u64));
    let simulation = Simulation::new(&plan, spec);
    let mut summaries = Vec::new();
    let mut values = Vec::new();
    // By scenario; kept only where scenarios are weighed.
    let mut totals: Vec<ScenarioTotals> = Vec::new();
    for (index, scenario) in case.scenarios.iter().enumerate() {
        progress.scenario(&scenario.name);
        let outcomes = simulation.scenario(index, &|trials| progress.trials_done(trials));
        let appetite = case.settings.appetite;
        let method = Method::of(case.settings.sampling);
        let mut accumulator = ScenarioAccumulator::new(outcomes.columns(), &case.options, appetite, method);
        accumulator.add(0, &outcomes)?;
        let summary = accumulator.finish(scenario, &case.options)?;
        let hashes = hashes_of(case, scenario, &outcomes);
        each(&ScenarioDone {
            plan: &plan,
            position: index,
            scenario,
            summary: &summary,
            outcomes: &outcomes,
            values: &hashes,
        })?;
        if case.weights.is_some() {
            totals.push(accumulator.totals());
        }
        summaries.push(summary);
        values.extend(hashes);
    }
    let mut summary = summarise(&case.settings, spec.trials, spec.seed, summaries);
    if let Some(weights) = &case.weights {
        let appetite = case.settings.appetite;
        let weighted = summarise_weighted(&case.scenarios, &case.options, appetite, weights, &totals);
        summary.weighted = Some(weighted.map_err(DecisionError::from)?);
    }
    Ok(Computed { summary, values })
}

fn hashes_of(case: &Case, scenario: &Scenario, outcomes: &Outcomes) -> Vec<ValuesHash> {
    case.options
        .par_iter()
        .enumerate()
        .map(|(index, option)| ValuesHash {
            scenario: scenario.id.to_string(),
            option: option.id.to_string(),
            sha256: hash_of_columns(&columns_of(outcomes, index)),
        })
        .collect()
}

/// Does some work with so many threads, all of the machine when `None`.
///
/// # Errors
/// The system has no threads left.
pub fn with_threads<T: Send>(threads: Option<u16>, work: impl FnOnce() -> T + Send) -> Result<T, CliError> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads.map_or(0, usize::from))
        .build()
        .map_err(|error| CliError::Threads(error.to_string()))?;
    Ok(pool.install(work))
}
