//! What a run does with closed forms, scenario by scenario: an oracle of the simulation and control variates of the means.

use serde::{Deserialize, Serialize};

use super::controlled::{ControlAccumulator, ControlPilot, ControlledSummary};
use super::oracle::{OracleAccumulator, OracleNames, OracleSummary};
use crate::engine::{ControlTable, Outcomes, Watch};
use crate::plan::SimulationPlan;
use crate::statistics::StatisticsError;

/// Closed forms beside the simulation of one scenario. Can be saved between blocks: it goes on to the same bits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClosedForms {
    oracle: OracleAccumulator,
    controlled: Option<ControlAccumulator>,
    /// Whether once-per-trial quantities are compared, too.
    parameters: bool,
}

impl ClosedForms {
    /// Before the first trial of a scenario.
    ///
    /// - `scenario`: position in the plan.
    /// - `parameters`: whether all once-per-trial quantities are compared: they are the same in all scenarios, so one is enough.
    /// - `pilot`: chooses control variates; `None` for none. Their errors suppose independent trials.
    #[must_use]
    pub fn begin(
        plan: &SimulationPlan,
        scenario: usize,
        parameters: bool,
        pilot: Option<&ControlPilot<'_>>,
    ) -> ClosedForms {
        ClosedForms {
            oracle: OracleAccumulator::new(&ControlTable::new(plan, scenario)),
            controlled: pilot
                .and_then(|pilot| ControlAccumulator::choose(pilot, scenario, &option_ids(plan))),
            parameters,
        }
    }

    /// What the simulation has to work out for this.
    #[must_use]
    pub fn watch<'p>(&self, plan: &'p SimulationPlan, scenario: usize) -> Watch<'p> {
        let chosen = self.controlled.as_ref().map_or(&[][..], ControlAccumulator::chosen);
        Watch::new(plan, scenario, chosen, self.parameters)
    }

    /// Adds a block of trials, of any size; blocks come in the order of the trials.
    ///
    /// # Errors
    /// Values that are not finite.
    pub fn add(
        &mut self,
        first_trial: u64,
        outcomes: &Outcomes,
        watch: &Watch<'_>,
    ) -> Result<(), StatisticsError> {
        self.oracle.add(first_trial, outcomes, watch);
        self.controlled.as_mut().map_or(Ok(()), |controlled| controlled.add(outcomes))
    }

    /// How simulation and closed forms agree so far.
    #[must_use]
    pub fn oracle(&self, plan: &SimulationPlan, scenario: usize) -> OracleSummary {
        let names =
            OracleNames { scenario: plan.scenarios[scenario].id.as_str(), options: &option_ids(plan) };
        self.oracle.finish(&ControlTable::new(plan, scenario), names)
    }

    /// Controlled means so far.
    #[must_use]
    pub fn controlled(&self, plan: &SimulationPlan) -> Option<ControlledSummary> {
        self.controlled.as_ref()?.finish(&option_ids(plan))
    }
}

fn option_ids(plan: &SimulationPlan) -> Vec<String> {
    plan.options.iter().map(|option| option.id.to_string()).collect()
}
