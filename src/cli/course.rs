//! One scenario on its way: streamed block by block until it has its trials, its precision, or somebody stops it.

use std::ops::ControlFlow;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::CliError;
use super::pipeline::{Stop, Watcher};
use super::progress::Progress;
use crate::decision::DecisionError;
use crate::domain::{Case, Scenario};
use crate::engine::{Column, Outcomes, RunSpec, Simulation, Watch};
use crate::report::{
    ClosedForms, ExactPass, Method, OracleSummary, PrecisionWatch, QuantileMethod, ScenarioAccumulator,
    ScenarioSummary, Target, looks,
};
use crate::results::{ContentHash, Reached, ValuesHash, ValuesHasher, column_names, columns_of};

/// What is computed of a case.
pub struct Job<'a> {
    pub case: &'a Case,
    /// Seed, and trials per scenario; with `targets` the most that a scenario may take.
    pub spec: RunSpec,
    pub method: Method,
    /// Precisions that end a scenario when all are reached; none: it takes all its trials.
    pub targets: Vec<Target>,
    /// Quantiles by a second pass where values are not kept.
    pub exact_quantiles: bool,
    /// Whether trials are hashed.
    pub hashes: bool,
}

/// A scenario on its way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Course {
    pub accumulator: ScenarioAccumulator,
    watch: PrecisionWatch,
    closed_forms: ClosedForms,
    /// By option; empty where no trials are hashed.
    hashers: Vec<ValuesHasher>,
}

/// How a scenario ended.
pub struct Ended {
    pub summary: ScenarioSummary,
    /// It was not stopped.
    pub complete: bool,
}

impl Course {
    /// Before the first trial.
    ///
    /// # Errors
    /// A precision is asked of what the case does not have.
    pub fn new(job: &Job<'_>, columns: &[Column], closed_forms: ClosedForms) -> Result<Course, CliError> {
        let options = &job.case.options;
        let hashed = if job.hashes { options.len() } else { 0 };
        Ok(Course {
            accumulator: ScenarioAccumulator::new(columns, options, job.case.settings.appetite, job.method),
            watch: PrecisionWatch::new(&job.targets, columns, options).map_err(CliError::Usage)?,
            closed_forms,
            hashers: vec![ValuesHasher::new(&column_names(columns)); hashed],
        })
    }

    /// Trials so far.
    pub fn trials(&self) -> u64 {
        self.accumulator.trials()
    }

    /// Hashes of the trials so far, by option.
    pub fn values(&self, case: &Case, scenario: &Scenario) -> Vec<ValuesHash> {
        let options = case.options.iter().zip(&self.hashers);
        options
            .map(|(option, hasher)| ValuesHash {
                scenario: scenario.id.to_string(),
                option: option.id.to_string(),
                trials: hasher.trials(),
                sha256: hasher.hash(),
            })
            .collect()
    }

    /// How the trials so far agree with closed forms.
    ///
    /// - `position`: of the scenario in the case.
    pub fn oracle(&self, simulation: &Simulation<'_>, position: usize) -> OracleSummary {
        self.closed_forms.oracle(simulation.plan(), position)
    }

    /// The same without names.
    pub fn hashes(&self) -> Vec<ContentHash> {
        self.hashers.iter().map(ValuesHasher::hash).collect()
    }

    /// The precision reached, by target.
    ///
    /// # Errors
    /// No trials.
    pub fn reached(&self, job: &Job<'_>, scenario: &Scenario) -> Result<Vec<Reached>, CliError> {
        Ok(self.watch.reached(&job.targets, &self.accumulator, scenario, &job.case.options)?)
    }

    /// Goes on until the scenario is complete or stopped.
    ///
    /// - `position`: of the scenario in the case.
    ///
    /// # Errors
    /// Figures that are not finite, or `watcher` fails.
    pub fn run(
        &mut self,
        job: &Job<'_>,
        simulation: &Simulation<'_>,
        position: usize,
        watcher: &mut dyn Watcher,
        progress: &Progress,
        stop: Stop<'_>,
    ) -> Result<Ended, CliError> {
        let scenario = &job.case.scenarios[position];
        let mut complete = self.is_complete(job, scenario)?;
        while !complete {
            let until = looks(&job.targets, job.spec.trials).find(|look| *look > self.trials());
            let until = until.unwrap_or(job.spec.trials);
            self.advance(simulation, position, until, watcher, progress, stop)?;
            complete = self.is_complete(job, scenario)?;
            if !complete && stop(position, self.trials()) {
                break;
            }
        }
        let mut summary = self.accumulator.finish(scenario, &job.case.options)?;
        if complete && job.exact_quantiles {
            match self.exact(simulation, position, &summary, stop)? {
                Some(exact) => summary = exact,
                None => complete = false,
            }
        }
        summary.controlled = self.closed_forms.controlled(simulation.plan());
        Ok(Ended { summary, complete })
    }

    /// The summary with quantiles from the trials once more, as often as it takes; `None` if that was stopped, which leaves
    /// nothing of it.
    fn exact(
        &self,
        simulation: &Simulation<'_>,
        position: usize,
        summary: &ScenarioSummary,
        stop: Stop<'_>,
    ) -> Result<Option<ScenarioSummary>, CliError> {
        let mut exact = summary.clone();
        let mut left = match summary.quantiles {
            QuantileMethod::Exact => None,
            QuantileMethod::Histogram { .. } => Some(ExactPass::new(&self.accumulator)?),
        };
        while let Some(mut pass) = left {
            let (mut failed, mut stopped) = (None, false);
            simulation.stream(position, 0..self.trials(), &|_| {}, &mut |first, outcomes| {
                failed = pass.add(first, &outcomes).err();
                stopped = stop(position, self.trials());
                if failed.is_some() || stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            if let Some(error) = failed {
                return Err(error.into());
            }
            if stopped {
                return Ok(None);
            }
            left = pass.finish(&mut exact);
        }
        Ok(Some(exact))
    }

    /// Whether the scenario needs no more trials.
    fn is_complete(&self, job: &Job<'_>, scenario: &Scenario) -> Result<bool, CliError> {
        let trials = self.trials();
        if trials >= job.spec.trials {
            return Ok(true);
        }
        if job.targets.is_empty() || !looks(&job.targets, job.spec.trials).any(|look| look == trials) {
            return Ok(false);
        }
        Ok(self.reached(job, scenario)?.iter().all(|reached| reached.met))
    }

    fn advance(
        &mut self,
        simulation: &Simulation<'_>,
        position: usize,
        until: u64,
        watcher: &mut dyn Watcher,
        progress: &Progress,
        stop: Stop<'_>,
    ) -> Result<(), CliError> {
        let mut failed = None;
        let trials = self.trials()..until;
        let watch = self.closed_forms.watch(simulation.plan(), position);
        simulation.stream_watched(
            position,
            trials,
            Some(&watch),
            &|trials| progress.trials_done(trials),
            &mut |first, outcomes| {
                let added = self
                    .add(first, &outcomes, &watch)
                    .and_then(|()| watcher.block(position, first, &outcomes));
                failed = added.err();
                if failed.is_some() || stop(position, self.trials()) {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            },
        );
        failed.map_or(Ok(()), Err)
    }

    fn add(&mut self, first: u64, outcomes: &Outcomes, watch: &Watch<'_>) -> Result<(), CliError> {
        self.accumulator.add(first, outcomes)?;
        self.closed_forms.add(first, outcomes, watch).map_err(DecisionError::from)?;
        self.watch.add(outcomes);
        self.hashers
            .par_iter_mut()
            .enumerate()
            .for_each(|(option, hasher)| hasher.add(&columns_of(outcomes, option)));
        Ok(())
    }
}
