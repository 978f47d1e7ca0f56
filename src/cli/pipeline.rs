//! What `run` and `verify` have in common: from a case to figures and hashes, scenario by scenario and block by block, so that
//! memory does not depend on the number of trials.

use serde::{Deserialize, Serialize};

use super::course::{Course, Job};
use super::error::CliError;
use super::progress::Progress;
use crate::decision::DecisionError;
use crate::domain::{Sampling, Scenario};
use crate::engine::{Column, Outcomes, RunSpec, Simulation};
use crate::plan::SimulationPlan;
use crate::report::{
    ClosedForms, ControlPilot, OracleSummary, ScenarioAccumulator, ScenarioSummary, ScenarioTotals, Summary,
    summarise, summarise_weighted,
};
use crate::results::{Partial, Reached, UnderWay, ValuesHash};

/// Trials for which control variates are chosen where a precision ends the run.
const PILOT_FOR_PRECISION: u64 = 20_480;

/// What comes out of a run beside the trials.
pub struct Computed {
    pub summary: Summary,
    /// By scenario, then option; empty where no trials are hashed.
    pub values: Vec<ValuesHash>,
    /// From where to go on, if the run was stopped.
    pub stopped: Option<Checkpoint>,
}

/// How far a run has come: all that it takes to go on to the same bits, but for the trials themselves.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// The first scenarios, complete.
    pub complete: Vec<CompleteScenario>,
    /// The next one, if it has trials.
    pub under_way: Option<Course>,
}

/// What stays of a scenario when it is complete.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CompleteScenario {
    pub summary: ScenarioSummary,
    /// Where scenarios are weighed.
    pub totals: Option<ScenarioTotals>,
    /// By option; empty where no trials are hashed.
    pub values: Vec<ValuesHash>,
    /// Precision reached, by what was asked for.
    pub reached: Vec<Reached>,
    /// How the trials agree with closed forms.
    pub oracle: OracleSummary,
}

/// One scenario when it is complete, or when the run stops in it.
pub struct ScenarioDone<'a> {
    pub plan: &'a SimulationPlan,
    /// Position of the scenario in the plan.
    pub position: usize,
    pub scenario: &'a Scenario,
    pub summary: &'a ScenarioSummary,
    pub accumulator: &'a ScenarioAccumulator,
    /// By option.
    pub values: &'a [ValuesHash],
    pub complete: bool,
}

/// Sees trials before they are dropped.
pub trait Watcher: Send {
    /// Told once, before the first trial: the columns of the outcomes, and how far an earlier run has come.
    fn begin(&mut self, columns: &[Column], checkpoint: &Checkpoint) -> Result<(), CliError>;

    /// The next trials of a scenario, by position.
    ///
    /// - `first`: number of the first of them.
    fn block(&mut self, scenario: usize, first: u64, outcomes: &Outcomes) -> Result<(), CliError>;

    /// A scenario ends.
    fn scenario(&mut self, done: &ScenarioDone<'_>) -> Result<(), CliError>;
}

/// Whether to stop: asked between blocks with the position of the scenario and its number of trials so far.
pub type Stop<'a> = &'a (dyn Fn(usize, u64) -> bool + Sync);

/// Simulates, summarises and hashes every scenario of a case, from `checkpoint` on.
///
/// # Errors
/// The case cannot be planned, figures are not finite, or `watcher` fails.
pub fn compute(
    job: &Job<'_>,
    checkpoint: Checkpoint,
    watcher: &mut dyn Watcher,
    stop: Stop<'_>,
) -> Result<Computed, CliError> {
    let plan = SimulationPlan::new(job.case)?;
    let scenarios = &job.case.scenarios;
    let simulation = Simulation::new(&plan, &job.spec);
    let pilot = pilot(job, &plan);
    let columns = simulation.columns();
    watcher.begin(&columns, &checkpoint)?;
    let progress = Progress::over(job.spec.trials.saturating_mul(scenarios.len() as u64));
    let Checkpoint { mut complete, under_way: mut begun } = checkpoint;
    let mut under_way = None;
    for (position, scenario) in scenarios.iter().enumerate().skip(complete.len()) {
        progress.scenario(position, job.spec.trials, &scenario.name);
        let mut course = match begun.take() {
            Some(course) => course,
            None if stop(position, 0) => break,
            None => {
                // Once-per-trial quantities are the same in every scenario: they are compared in the first.
                let closed_forms = ClosedForms::begin(&plan, position, position == 0, pilot.as_ref());
                Course::new(job, &columns, closed_forms)?
            }
        };
        progress.trials_done(course.trials());
        let ended = course.run(job, &simulation, position, watcher, &progress, stop)?;
        let done = CompleteScenario {
            totals: job.case.weights.as_ref().map(|_| course.accumulator.totals()),
            values: course.values(job.case, scenario),
            reached: course.reached(job, scenario)?,
            oracle: course.oracle(&simulation, position),
            summary: ended.summary,
        };
        watcher.scenario(&ScenarioDone {
            plan: &plan,
            position,
            scenario,
            summary: &done.summary,
            accumulator: &course.accumulator,
            values: &done.values,
            complete: ended.complete,
        })?;
        if !ended.complete {
            under_way = Some((course, done));
            break;
        }
        complete.push(done);
    }
    computed(job, complete, under_way)
}

/// What chooses control variates: none where trials are not independent, as their errors would be wrong.
fn pilot<'a>(job: &Job<'_>, plan: &'a SimulationPlan) -> Option<ControlPilot<'a>> {
    // A run that stops at its precision seldom takes all the trials it may.
    let most = if job.targets.is_empty() { u64::MAX } else { PILOT_FOR_PRECISION };
    let spec = RunSpec { trials: u64::min(job.spec.trials, most), ..job.spec };
    match job.case.settings.sampling {
        Sampling::Independent => ControlPilot::new(plan, &spec),
        Sampling::Sobol => None,
    }
}

/// Puts the scenarios together; those over all scenarios only where all are complete.
fn computed(
    job: &Job<'_>,
    complete: Vec<CompleteScenario>,
    under_way: Option<(Course, CompleteScenario)>,
) -> Result<Computed, CliError> {
    let case = job.case;
    let shown: Vec<&CompleteScenario> =
        complete.iter().chain(under_way.iter().map(|(_, part)| part)).collect();
    let summaries = shown.iter().map(|done| done.summary.clone()).collect();
    let values = shown.iter().flat_map(|done| done.values.clone()).collect();
    let mut summary = summarise(&case.settings, job.spec.trials, job.spec.seed, summaries);
    summary.oracle = Some(OracleSummary::of_run(shown.iter().map(|done| done.oracle.clone()).collect()));
    summary.precision = shown.iter().flat_map(|done| done.reached.clone()).collect();
    let all = complete.len() == case.scenarios.len();
    if all && let Some(weights) = &case.weights {
        let totals: Vec<ScenarioTotals> = complete.iter().filter_map(|done| done.totals.clone()).collect();
        let appetite = case.settings.appetite;
        let weighted = summarise_weighted(&case.scenarios, &case.options, appetite, weights, &totals);
        summary.weighted = Some(weighted.map_err(DecisionError::from)?);
    }
    if all {
        return Ok(Computed { summary, values, stopped: None });
    }
    let ids = |from: usize| case.scenarios.iter().skip(from).map(|scenario| scenario.id.to_string());
    let under_way_now = under_way.as_ref().map(|(course, part)| UnderWay {
        scenario: part.summary.id.clone(),
        trials: course.trials(),
        of: job.spec.trials,
    });
    summary.partial = Some(Partial {
        complete: ids(0).take(complete.len()).collect(),
        missing: ids(complete.len() + usize::from(under_way_now.is_some())).collect(),
        under_way: under_way_now,
    });
    let stopped = Checkpoint { complete, under_way: under_way.map(|(course, _)| course) };
    Ok(Computed { summary, values, stopped: Some(stopped) })
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;
    use crate::cli::recording::Nothing;
    use crate::domain::Case;
    use crate::engine::RunSpec;
    use crate::input::{CaseSource, read_case};
    use crate::report::{Method, Target};
    use crate::results::to_json;

    fn minimal() -> Case {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/minimal");
        read_case(&CaseSource::folder(folder)).unwrap().case
    }

    /// Values are kept up to 4,096 trials, so that the other way is gone, too.
    fn job<'a>(case: &'a Case, trials: u64, targets: &[&str]) -> Job<'a> {
        Job {
            case,
            spec: RunSpec { seed: 3, trials },
            method: Method { exact_limit: 4_096, ..Method::of(case.settings.sampling) },
            targets: targets.iter().map(|target| Target::parse(target).unwrap()).collect(),
            exact_quantiles: false,
            hashes: true,
        }
    }

    fn all(computed: &Computed) -> (String, Vec<ValuesHash>) {
        (to_json(&computed.summary, "summary.json").unwrap(), computed.values.clone())
    }

    /// Stops after every so many questions, keeps the checkpoint as text, and goes on from that until all is done.
    fn in_pieces(job: &Job<'_>, questions: u64) -> Computed {
        let mut checkpoint = Checkpoint::default();
        for _ in 0..1_000 {
            let asked = AtomicU64::new(0);
            let stop = |_: usize, _: u64| asked.fetch_add(1, Ordering::SeqCst) + 1 >= questions;
            let computed = compute(job, checkpoint, &mut Nothing, &stop).unwrap();
            let Some(stopped) = &computed.stopped else { return computed };
            assert!(computed.summary.partial.is_some());
            checkpoint = serde_json::from_str(&serde_json::to_string(stopped).unwrap()).unwrap();
            assert!(&checkpoint == stopped);
        }
        panic!("no progress");
    }

    #[test]
    fn a_run_in_pieces_has_the_bits_of_a_whole_one() {
        let case = minimal();
        let job = job(&case, 9_500, &[]);
        let whole = compute(&job, Checkpoint::default(), &mut Nothing, &|_, _| false).unwrap();
        assert!(whole.stopped.is_none() && whole.summary.partial.is_none());
        for questions in [2, 3, 7] {
            assert!(all(&in_pieces(&job, questions)) == all(&whole), "{questions}");
        }
    }

    #[test]
    fn a_run_to_a_precision_stops_at_the_same_trials_in_pieces() {
        let case = minimal();
        let job = job(&case, 200_000, &["4%", "30%:difference", "9%:es99", "9%:p95"]);
        let whole = compute(&job, Checkpoint::default(), &mut Nothing, &|_, _| false).unwrap();
        assert!(whole.summary.scenarios.iter().all(|scenario| scenario.trials < 200_000));
        assert!(whole.summary.precision.iter().all(|reached| reached.met));
        assert!(all(&in_pieces(&job, 3)) == all(&whole));
    }

    #[test]
    fn quantiles_of_a_second_pass_do_not_depend_on_interruptions() {
        let case = minimal();
        let job = Job { exact_quantiles: true, ..job(&case, 9_500, &[]) };
        let whole = compute(&job, Checkpoint::default(), &mut Nothing, &|_, _| false).unwrap();
        let exact = |computed: &Computed| {
            computed
                .summary
                .scenarios
                .iter()
                .all(|scenario| scenario.quantiles == crate::report::QuantileMethod::Exact)
        };
        assert!(exact(&whole));
        // The second pass over ten blocks is not kept: more questions than that are needed to be through with it.
        assert!(all(&in_pieces(&job, 13)) == all(&whole));
    }

    #[test]
    fn sobol_points_in_pieces_have_the_bits_of_a_whole_run() {
        let mut case = minimal();
        case.settings.sampling = Sampling::Sobol;
        let all_trials = Job { exact_quantiles: true, ..job(&case, 9_500, &[]) };
        let to_a_precision = job(&case, 200_000, &["4%", "30%:difference", "9%:es99"]);
        for (job, questions) in [(all_trials, 13), (to_a_precision, 3)] {
            let whole = compute(&job, Checkpoint::default(), &mut Nothing, &|_, _| false).unwrap();
            assert!(all(&in_pieces(&job, questions)) == all(&whole), "{questions}");
            // No control variates: their errors would be those of independent trials.
            assert!(whole.summary.scenarios.iter().all(|scenario| scenario.controlled.is_none()));
        }
    }

    #[test]
    fn where_a_run_stops_is_recorded() {
        let case = minimal();
        let job = job(&case, 5_000, &[]);
        // In the second scenario after two blocks.
        let stop = |scenario: usize, trials: u64| scenario == 1 && trials >= 2_048;
        let computed = compute(&job, Checkpoint::default(), &mut Nothing, &stop).unwrap();
        let partial = computed.summary.partial.clone().unwrap();
        assert_eq!((partial.complete.as_slice(), partial.missing.len()), (&["baseline".to_owned()][..], 0));
        let under_way = partial.under_way.unwrap();
        assert_eq!((under_way.scenario.as_str(), under_way.trials, under_way.of), ("cut", 2_048, 5_000));
        assert_eq!(computed.values.last().map(|values| values.trials), Some(2_048));
        // Between two scenarios.
        let stop = |scenario: usize, _: u64| scenario == 1;
        let computed = compute(&job, Checkpoint::default(), &mut Nothing, &stop).unwrap();
        let partial = computed.summary.partial.unwrap();
        assert_eq!((partial.under_way, partial.missing), (None, vec!["cut".to_owned()]));
    }
}
