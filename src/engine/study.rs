//! A case that is simulated, edited, and simulated again only where the edit can matter.

use std::collections::BTreeSet;

use ndarray::{Array3, s};

use super::drawn::Drawn;
use super::edit::{Edit, Extent};
use super::keys::Keys;
use super::outcomes::{Column, Outcomes};
use super::partial::RowsOfOptions;
use super::simulate::{RunSpec, Simulation, Workshop};
use super::world::World;
use crate::domain::{Case, Id};
use crate::plan::{PlanError, ScenarioPlan, SimulationPlan, follow_alike};

/// A case with the outcomes of all its scenarios: the base of work on assumptions where each change is seen at once.
///
/// After [`Study::edit`] the outcomes have the bits of a new run of the edited case.
#[derive(Debug, Clone)]
pub struct Study {
    case: Case,
    plan: SimulationPlan,
    spec: RunSpec,
    /// Keys and once-per-trial quantities.
    parts: (Keys, Drawn),
    /// By scenario.
    outcomes: Vec<Outcomes>,
}

/// How much an edit made necessary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resimulated {
    /// Trials of one option in one scenario that were simulated.
    pub simulated: u64,
    /// Those that there are.
    pub of: u64,
}

impl Study {
    /// Simulates all options of a case in all its scenarios, in the current thread pool.
    ///
    /// - `progress`: told the number of trials of a scenario just finished, from any thread.
    ///
    /// # Errors
    /// The case cannot be planned.
    pub fn new(case: Case, spec: RunSpec, progress: &(dyn Fn(u64) + Sync)) -> Result<Study, PlanError> {
        let plan = SimulationPlan::new(&case)?;
        let simulation = Simulation::new(&plan, &spec);
        let outcomes =
            (0..plan.scenarios.len()).map(|scenario| simulation.scenario(scenario, progress)).collect();
        let parts = simulation.into_parts();
        Ok(Study { case, plan, spec, parts, outcomes })
    }

    /// The case as it is now.
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// Outcomes of a scenario, by its position in the case.
    pub fn outcomes(&self, scenario: usize) -> &Outcomes {
        &self.outcomes[scenario]
    }

    /// Takes an edited case, and simulates what the edit can affect: an option that has changed, the trials in which something has
    /// changed for the others. The outcomes have the same bits as those of a new study of the edited case.
    ///
    /// # Errors
    /// The edited case cannot be planned; the study stays as it was.
    pub fn edit(&mut self, case: Case, progress: &(dyn Fn(u64) + Sync)) -> Result<Resimulated, PlanError> {
        let plan = SimulationPlan::new(&case)?;
        let edit = Edit::between(&self.case, &case);
        let old = Simulation::of_parts(&self.plan, &self.spec, self.parts.clone());
        let new = old.edited(&plan, &self.spec);
        let trials = self.spec.trials;
        // A draw that begins or ceases to follow Sobol points differs in every trial.
        let led_alike = follow_alike(&self.plan.leading, &plan.leading);
        let mut outcomes = Vec::new();
        let mut simulated = 0;
        for scenario in 0..plan.scenarios.len() {
            let before = match edit.extent {
                Extent::Everything => None,
                Extent::Parts if !led_alike => None,
                Extent::Parts => self.position_of(&plan.scenarios[scenario].id),
            };
            // Where all is cheap, nothing is kept; and what was summed in lanes may differ in the last bits.
            let general =
                |before: &usize| new.frequency(scenario).is_none() && old.frequency(*before).is_none();
            let Some(before) = before.filter(general) else {
                outcomes.push(new.scenario(scenario, progress));
                simulated += trials * plan.options.len() as u64;
                continue;
            };
            let known = Known::new(&self.outcomes[before], &self.plan, &plan, &edit);
            let sight = Sight { old: &old, new: &new, before, scenario, edit: &edit };
            let (done, count) = new.scenario_where(known.recall(), progress, &|workshops, trial, rows| {
                sight.trial(workshops, &known, trial, rows);
            });
            outcomes.push(done);
            simulated += count;
        }
        let of = trials * (plan.options.len() * plan.scenarios.len()) as u64;
        let parts = new.into_parts();
        *self = Study { case, plan, spec: self.spec, parts, outcomes };
        Ok(Resimulated { simulated, of })
    }

    fn position_of(&self, scenario: &Id) -> Option<usize> {
        self.plan.scenarios.iter().position(|entry| entry.id == *scenario)
    }
}

/// What is known of a scenario from before an edit.
struct Known<'a> {
    outcomes: &'a Outcomes,
    /// `[option]` of the new plan: its position before, unless it has changed.
    options: Vec<Option<usize>>,
    /// `[column]` of the new plan: its position before; `None` for what did not exist and is therefore 0.
    columns: Vec<Option<usize>>,
    /// `[option]` of the new plan: risks of which the option can have no part in a trial without an event of theirs, as columns before.
    silent: Vec<usize>,
}

impl<'a> Known<'a> {
    fn new(outcomes: &'a Outcomes, old: &SimulationPlan, new: &SimulationPlan, edit: &Edit) -> Known<'a> {
        let option = |id: &Id| {
            let unchanged = !edit.options.contains(id);
            old.options.iter().position(|option| option.id == *id).filter(|_| unchanged)
        };
        let column = |column: &Column| outcomes.columns().iter().position(|before| before == column);
        Known {
            outcomes,
            options: new.options.iter().map(|entry| option(&entry.id)).collect(),
            columns: super::simulate::columns(new).iter().map(column).collect(),
            silent: edit.on_event.iter().filter_map(|risk| column(&Column::Events(risk.clone()))).collect(),
        }
    }

    /// What is known of all options, `[option, column, trial]`; 0 for the others.
    fn recall(&self) -> Array3<f64> {
        let shape = (self.options.len(), self.columns.len(), self.outcomes.trials());
        let mut values = Array3::zeros(shape);
        for (option, before) in self.options.iter().enumerate() {
            let Some(before) = before else { continue };
            for (column, from) in self.columns.iter().enumerate() {
                if let Some(from) = from {
                    values.slice_mut(s![option, column, ..]).assign(&self.outcomes.column(*before, *from));
                }
            }
        }
        values
    }

    /// No event of a risk that matters only by its events came to the option.
    fn is_silent(&self, option: usize, trial: usize) -> bool {
        self.silent.iter().all(|column| self.outcomes.column(option, *column)[trial] == 0.0)
    }
}

/// Two worlds of one trial: as it was, and as it is after the edit.
struct Sight<'a> {
    old: &'a Simulation<'a>,
    new: &'a Simulation<'a>,
    /// Position of the scenario before the edit.
    before: usize,
    scenario: usize,
    edit: &'a Edit,
}

impl Sight<'_> {
    /// Simulates the options of which what is known does not hold in a trial.
    fn trial(
        &self,
        workshops: &mut [Workshop; 2],
        known: &Known<'_>,
        trial: usize,
        rows: &mut RowsOfOptions,
    ) {
        let [was, is] = workshops;
        let same = self.edit.leaves_worlds_alone() || {
            was.imagine(self.old, self.before, trial);
            is.imagine(self.new, self.scenario, trial);
            self.is_same(was.world(), is.world())
        };
        let stays =
            |before: &Option<usize>| before.is_some_and(|option| same && known.is_silent(option, trial));
        let mut open = false;
        for option in (0..known.options.len()).filter(|option| !stays(&known.options[*option])) {
            if !open {
                is.open(self.new, self.scenario, trial);
                open = true;
            }
            is.row(self.new, self.scenario, option, rows.add(trial, option));
        }
    }

    /// Whether no option that has not changed itself can see a difference between two worlds.
    fn is_same(&self, was: &World, is: &World) -> bool {
        let (old, new) = (self.old.plan(), self.new.plan());
        let changed = |id: &Id| self.edit.risks.contains(id);
        let unseen = |plan: &SimulationPlan, world: &World| {
            let risks = plan.risks.iter().enumerate().filter(|(_, risk)| changed(&risk.id));
            risks.into_iter().all(|(position, risk)| {
                self.edit.on_event.contains(&risk.id) || world.is_without(plan, position)
            })
        };
        let scenarios = (&old.scenarios[self.before], &new.scenarios[self.scenario]);
        unseen(old, was)
            && unseen(new, is)
            && was.is_same_but_for(is, (old, new), &changed)
            && inspections_are_scheduled_alike((old, scenarios.0), (new, scenarios.1))
    }
}

/// Whether two scenarios schedule the same inspections; other events that are scheduled are in the world.
fn inspections_are_scheduled_alike(
    (old, before): (&SimulationPlan, &ScenarioPlan),
    (new, now): (&SimulationPlan, &ScenarioPlan),
) -> bool {
    let scheduled = |plan: &SimulationPlan, scenario: &ScenarioPlan| {
        let risks = plan.risks.iter().zip(&scenario.risks);
        let enforcing = risks.filter(|(risk, _)| risk.mechanism.as_enforcement().is_some());
        let inspected = enforcing.filter(|(_, change)| !change.scheduled.is_empty());
        inspected.map(|(risk, change)| (risk.id.clone(), change.scheduled.clone())).collect::<Vec<_>>()
    };
    scheduled(old, before) == scheduled(new, now)
}

/// The identifiers that a set of entries and its edited form do not have in common, or that have changed.
pub(super) fn changed<'a, T: PartialEq>(
    old: &'a [T],
    new: &'a [T],
    id: impl Fn(&'a T) -> &'a Id,
) -> BTreeSet<Id> {
    let missing = |from: &'a [T], there: &'a [T]| {
        let is_there = |entry: &'a T| there.iter().any(|other| id(other) == id(entry) && other == entry);
        from.iter().filter(move |entry| !is_there(entry)).map(|entry| id(entry).clone()).collect::<Vec<_>>()
    };
    missing(old, new).into_iter().chain(missing(new, old)).collect()
}
