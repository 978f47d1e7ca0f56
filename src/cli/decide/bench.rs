//! Costs of some options in some scenarios while figures move, on the same trials.

use super::origin::Origin;
use crate::cli::error::CliError;
use crate::decision::ScenarioCosts;
use crate::domain::normalised;
use crate::engine::{RunSpec, Study};
use crate::input::FigureChange;

/// Trials of an option in a scenario that are kept in memory at once, with all their columns: about 2 GB.
const MOST_KEPT: u64 = 1_500_000;

/// A case under study: each change simulates only what it can affect.
pub struct Bench<'a> {
    origin: &'a Origin,
    scenarios: Vec<String>,
    options: Vec<String>,
    /// By scenario.
    weights: Option<Vec<f64>>,
    study: Study,
}

impl<'a> Bench<'a> {
    /// Simulates the case as it is.
    ///
    /// - `weights`: by scenario of `scenarios`.
    ///
    /// # Errors
    /// The case cannot be read or planned, or more would have to be kept than fits into memory.
    pub fn new(
        origin: &'a Origin,
        (scenarios, options): (&[String], &[String]),
        weights: Option<&[f64]>,
        spec: RunSpec,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<Bench<'a>, CliError> {
        let case = origin.case(&[], scenarios, options)?;
        let kept = spec.trials.saturating_mul((case.options.len() * case.scenarios.len()) as u64);
        if kept > MOST_KEPT {
            return Err(CliError::Usage(format!(
                "{} trials do not fit into memory with all their scenarios and options, {} would; choose with --scenario and --option, or \
                 run fewer",
                spec.trials,
                MOST_KEPT / (case.options.len() * case.scenarios.len()).max(1) as u64
            )));
        }
        let study = Study::new(case, spec, progress)?;
        let (scenarios, options) = (scenarios.to_vec(), options.to_vec());
        let weights = weights.and_then(normalised).filter(|weights| weights.len() > 1);
        Ok(Bench { origin, scenarios, options, weights, study })
    }

    /// Costs of the case as it stands.
    ///
    /// # Errors
    /// Costs that no statistic can be taken of.
    pub fn costs(&self) -> Result<ScenarioCosts, CliError> {
        let totals = |scenario: usize| {
            let outcomes = self.study.outcomes(scenario);
            (0..self.options.len()).map(|option| outcomes.totals(option)).collect()
        };
        let costs: Vec<Vec<Vec<f64>>> = (0..self.scenarios.len()).map(totals).collect();
        Ok(ScenarioCosts::new(
            self.options.clone(),
            self.scenarios.clone(),
            self.weights.clone(),
            costs,
            None,
        )?)
    }

    /// Costs with figures at other values.
    ///
    /// # Errors
    /// The case cannot be read or planned with these values.
    pub fn costs_with(
        &mut self,
        changes: &[FigureChange],
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<ScenarioCosts, CliError> {
        let case = self.origin.case(changes, &self.scenarios, &self.options)?;
        self.study.edit(case, progress)?;
        self.costs()
    }
}
