//! Options acted out one by one in the same trial: for planners who decide in a trial which of them to look at.

use rayon::prelude::*;

use super::ledger::Totals;
use super::playbook::first_firing;
use super::simulate::{Simulation, Workshop};

/// What an option did in a trial, as a planner of contingencies looks at it.
#[derive(Debug, Clone, PartialEq)]
pub struct Performance {
    /// Total cost, present value; cost positive.
    pub cost: f64,
    /// `[entry]` of the option's playbook: the first time that it fired; `None` if it never did.
    pub firings: Vec<Option<FirstFiring>>,
    /// `[entry]`: month in which the first event against which it prepares took effect; `None` if none did within the horizon.
    pub needs: Vec<Option<f64>>,
}

/// The first time that an entry of a playbook fired. Months from the start.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FirstFiring {
    pub at: f64,
    /// When everything that it does was done; `None` if it was not within the horizon.
    pub complete: Option<f64>,
    /// When the next event against which it prepares took effect, at the firing or after; `None` if none did within the horizon.
    pub next_need: Option<f64>,
}

/// The world of a trial, in which options act one by one.
pub struct Stage<'a> {
    simulation: &'a Simulation<'a>,
    scenario: usize,
    workshop: &'a mut Workshop,
}

impl Stage<'_> {
    /// Runs an option through the trial: what it does does not depend on which options ran before.
    ///
    /// - `option`: position in the plan.
    pub fn act(&mut self, option: usize) -> Performance {
        let plan = self.simulation.plan();
        let mut totals = Totals::new(&plan.discount);
        self.workshop.run(self.simulation, self.scenario, option, &mut totals);
        let memory = self.workshop.memory();
        let horizon = plan.horizon_months as f64;
        let entries = plan.options[option].playbook.iter().enumerate();
        let (firings, needs) =
            entries.map(|(position, entry)| first_firing(memory, position, &entry.against, horizon)).unzip();
        Performance { cost: totals.components.iter().fold(0.0, |sum, part| sum + part), firings, needs }
    }
}

impl Simulation<'_> {
    /// Opens the world of every trial of a scenario, in the current thread pool, and lets `act` choose which options to run through it.
    /// Results come in the order of the trials, with the same bits for any number of threads.
    ///
    /// - `scenario`: position in `plan.scenarios`.
    /// - `progress`: told the number of trials just finished, from any thread.
    pub fn rehearse<T: Send>(
        &self,
        scenario: usize,
        progress: &(dyn Fn(u64) + Sync),
        act: &(dyn Fn(&mut Stage<'_>) -> T + Sync),
    ) -> Vec<T> {
        (0..self.trials)
            .into_par_iter()
            .map_init(Workshop::default, |workshop, trial| {
                workshop.open(self, scenario, trial);
                let acted = act(&mut Stage { simulation: self, scenario, workshop });
                progress(1);
                acted
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Column, Firings, RunSpec};
    use crate::input::{CaseSource, read_case};
    use crate::plan::SimulationPlan;

    /// What a stage tells is what a run tells, in whatever order options act.
    #[test]
    fn a_stage_shows_what_a_run_shows() {
        let case = read_case(&CaseSource::embedded("reference-manufacturer")).unwrap().case;
        let plan = SimulationPlan::new(&case).unwrap();
        let simulation = Simulation::new(&plan, &RunSpec { seed: 3, trials: 40 });
        let scenario = plan.scenarios.iter().position(|one| one.id.as_str() == "combined-stress").unwrap();
        let outcomes = simulation.scenario(scenario, &|_| {});
        let options = plan.options.len();
        let acted = simulation.rehearse(scenario, &|_| {}, &|stage| {
            let mut performances: Vec<Performance> =
                (0..options).rev().map(|option| stage.act(option)).collect();
            performances.reverse();
            performances
        });
        let mut fired = 0;
        for option in 0..options {
            let totals = outcomes.totals(option);
            for (trial, performances) in acted.iter().enumerate() {
                let found = &performances[option];
                assert!((found.cost - totals[trial]).abs() <= 1e-9 * totals[trial].abs());
                for (entry, firing) in plan.options[option].playbook.iter().zip(&found.firings) {
                    let count = |which: Firings| {
                        let wanted = Column::Playbook(entry.id.clone(), which);
                        let column = outcomes.columns().iter().position(|column| *column == wanted).unwrap();
                        outcomes.column(option, column)[trial]
                    };
                    assert_eq!(firing.is_some(), count(Firings::All) > 0.0);
                    let Some(firing) = firing.filter(|_| count(Firings::All) == 1.0) else { continue };
                    fired += 1;
                    let in_time = firing
                        .next_need
                        .is_some_and(|need| firing.complete.is_some_and(|complete| complete <= need));
                    assert_eq!(in_time, count(Firings::InTime) == 1.0, "{}", entry.id);
                }
            }
        }
        assert!(fired > 100, "{fired}");
    }
}
