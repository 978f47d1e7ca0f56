use ndarray::Array3;
use rayon::prelude::*;

use super::circumstances::Circumstances;
use super::keys::Keys;
use super::ledger::{Journal, Ledger, Totals};
use super::option_run::{Desk, OptionRun};
use super::outcomes::{Column, Count, Outcomes};
use super::standing::Setting;
use super::world::World;
use crate::domain::Component;
use crate::plan::{MechanismPlan, SimulationPlan};

/// How much to simulate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunSpec {
    /// Any number; 0 is a seed like others.
    pub seed: u64,
    pub trials: u64,
}

/// Trials that one task simulates. Results do not depend on it.
const BLOCK: usize = 256;

/// Simulates every option of a plan in one scenario.
///
/// Each number is a pure function of seed, trial and name, and no number is summed across trials here: the result
/// has the same bits for any number of threads.
///
/// - `scenario`: position in `plan.scenarios`.
/// - `progress`: told the number of trials just finished, from any thread.
pub fn simulate(
    plan: &SimulationPlan,
    scenario: usize,
    spec: &RunSpec,
    progress: &(dyn Fn(u64) + Sync),
) -> Outcomes {
    let columns = columns(plan);
    let (options, width, trials) = (plan.options.len(), columns.len(), spec.trials as usize);
    let keys = Keys::new(plan, spec.seed);
    let blocks: Vec<(usize, Vec<f64>)> = (0..trials.div_ceil(BLOCK))
        .into_par_iter()
        .map_init(Workshop::default, |workshop, block| {
            let first = block * BLOCK;
            let last = usize::min(first + BLOCK, trials);
            let mut rows = vec![0.0; (last - first) * options * width];
            for (trial, rows) in (first..last).zip(rows.chunks_exact_mut(options * width)) {
                workshop.trial(plan, scenario, &keys, trial as u64, rows);
            }
            progress((last - first) as u64);
            (first, rows)
        })
        .collect();
    let mut values = Array3::zeros((options, width, trials));
    for (first, rows) in blocks {
        for (offset, row) in rows.chunks_exact(options * width).enumerate() {
            for (place, value) in row.iter().enumerate() {
                values[[place / width, place % width, first + offset]] = *value;
            }
        }
    }
    Outcomes::new(columns, values)
}

/// The columns of a plan's outcomes.
fn columns(plan: &SimulationPlan) -> Vec<Column> {
    let years = plan.horizon_months.div_ceil(12);
    let eventful = plan.risks.iter().filter(|risk| match &risk.mechanism {
        MechanismPlan::DemandShift(_) => false,
        MechanismPlan::Outage(_) | MechanismPlan::ServiceLoss(_) | MechanismPlan::Enforcement(_) => true,
    });
    Component::ALL
        .into_iter()
        .map(Column::Component)
        .chain((0..years).map(Column::Year))
        .chain(Count::ALL.into_iter().map(Column::Count))
        .chain(eventful.map(|risk| Column::Events(risk.id.clone())))
        .collect()
}

/// What one thread works with; kept between trials to save allocations.
#[derive(Default)]
struct Workshop {
    world: World,
    circumstances: Circumstances,
    desk: Desk,
}

impl Workshop {
    fn open(&mut self, plan: &SimulationPlan, scenario: usize, keys: &Keys, trial: u64) {
        self.world.draw_parameters(plan, keys, trial);
        self.world.unfold(plan, &plan.scenarios[scenario], keys);
        self.circumstances.assess(plan, &self.world, keys);
    }

    fn run<L: Ledger>(
        &mut self,
        plan: &SimulationPlan,
        scenario: usize,
        option: usize,
        keys: &Keys,
        ledger: &mut L,
    ) {
        let setting = Setting { plan, world: &self.world, circumstances: &self.circumstances };
        OptionRun::simulate(
            setting,
            &plan.scenarios[scenario],
            &plan.options[option],
            keys,
            ledger,
            &mut self.desk,
        );
    }

    /// Fills `rows`, `[option][column]`.
    fn trial(&mut self, plan: &SimulationPlan, scenario: usize, keys: &Keys, trial: u64, rows: &mut [f64]) {
        self.open(plan, scenario, keys, trial);
        let width = rows.len() / plan.options.len();
        for (option, row) in rows.chunks_exact_mut(width).enumerate() {
            let mut totals = Totals::new(&plan.discount);
            self.run(plan, scenario, option, keys, &mut totals);
            let values =
                totals.components.iter().chain(&totals.years).chain(&self.desk.memory.counts).copied();
            let events = plan.risks.iter().enumerate().filter_map(|(position, risk)| match &risk.mechanism {
                MechanismPlan::Outage(_) | MechanismPlan::ServiceLoss(_) => {
                    Some(f64::from(self.world.event_counts[position]))
                }
                MechanismPlan::Enforcement(_) => {
                    Some(f64::from(self.desk.memory.inspectors[position].inspections))
                }
                MechanismPlan::DemandShift(_) => None,
            });
            for (place, value) in row.iter_mut().zip(values.chain(events)) {
                *place = value;
            }
        }
    }
}

/// Everything one option did in one trial: its postings in order of time, and its counts.
#[derive(Debug, Clone, PartialEq)]
pub struct TrialRecord {
    pub journal: Journal,
    /// `[count]`, in the order of [`Count::ALL`].
    pub counts: [f64; Count::ALL.len()],
}

/// Runs one trial of one option with a journal in place of totals: the same simulation, another ledger.
pub fn journal(plan: &SimulationPlan, scenario: usize, option: usize, seed: u64, trial: u64) -> TrialRecord {
    let keys = Keys::new(plan, seed);
    let mut workshop = Workshop::default();
    workshop.open(plan, scenario, &keys, trial);
    let mut journal = Journal::default();
    workshop.run(plan, scenario, option, &keys, &mut journal);
    TrialRecord { journal, counts: workshop.desk.memory.counts }
}
