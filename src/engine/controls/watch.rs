//! Which controls are worked out in which trials, and how they are handed over.

use ndarray::{Array2, ArrayView1};

use super::facts::{Place, WorldFacts};
use super::own_facts::{FactorHeld, OwnFacts};
use super::table::{ControlKind, ControlTable, Subject};
use crate::engine::simulate::STREAMED_BLOCK;
use crate::engine::world::{Event, World};
use crate::plan::{ScenarioPlan, SimulationPlan};

/// Blocks of trials from the first on in which every control is worked out; later every so many blocks.
const FIRST_BLOCKS: u64 = 4;
const EVERY: u64 = 8;

/// The controls of one scenario that a run works out: all of them in some blocks, a few in every block.
#[derive(Debug, Clone)]
pub struct Watch<'a> {
    plan: &'a SimulationPlan,
    scenario: &'a ScenarioPlan,
    table: ControlTable,
    all: Rows,
    chosen: Rows,
}

/// Controls by position in the table, ascending.
#[derive(Debug, Clone, Default)]
pub(in crate::engine) struct Rows {
    positions: Vec<usize>,
    /// Places in `positions` at which those of each option begin; as many as options, and the end.
    of_options: Vec<usize>,
    /// `[option]`: risks whose events are its own that are looked at, by position in the plan.
    own_risks: Vec<Vec<usize>>,
    expects_stays: bool,
    /// There is more than once-per-trial quantities among those that options share.
    looks_at_world: bool,
    /// The present value of marks is wanted.
    weighs_marks: bool,
}

impl<'a> Watch<'a> {
    /// - `plan`: by which is judged what a simulation shows: the one that is simulated.
    /// - `scenario`: position in `plan.scenarios`.
    /// - `chosen`: positions in the table of those worked out in every trial.
    /// - `parameters`: whether all once-per-trial quantities are among those worked out in some blocks: they are the same in all
    ///   scenarios, so one of them is enough.
    #[must_use]
    pub fn new(plan: &'a SimulationPlan, scenario: usize, chosen: &[usize], parameters: bool) -> Watch<'a> {
        let table = ControlTable::new(plan, scenario);
        let of_some = |position: &usize| match table.controls[*position].kind {
            ControlKind::Parameter => parameters || chosen.contains(position),
            ControlKind::Regime
            | ControlKind::Count
            | ControlKind::OwnCount
            | ControlKind::Rate
            | ControlKind::CertainRate
            | ControlKind::Mark
            | ControlKind::MarkWorth => true,
        };
        let all = Rows::new(&table, (0..table.controls.len()).filter(of_some).collect());
        let mut chosen = chosen.to_vec();
        chosen.sort_unstable();
        chosen.dedup();
        let chosen = Rows::new(&table, chosen);
        Watch { plan, scenario: &plan.scenarios[scenario], table, all, chosen }
    }

    /// Every control that is cheap, in every trial.
    #[must_use]
    pub fn of_pilot(plan: &'a SimulationPlan, scenario: usize) -> Watch<'a> {
        let table = ControlTable::new(plan, scenario);
        let cheap = (0..table.controls.len()).filter(|position| table.controls[*position].cheap);
        let chosen = Rows::new(&table, cheap.collect());
        Watch { plan, scenario: &plan.scenarios[scenario], table, all: chosen.clone(), chosen }
    }

    #[must_use]
    pub fn table(&self) -> &ControlTable {
        &self.table
    }

    /// Whether every control is worked out in the block that begins with a trial, or that it lies in.
    #[must_use]
    pub fn sees_all(&self, first_trial: u64) -> bool {
        let block = first_trial / STREAMED_BLOCK as u64;
        block < FIRST_BLOCKS || block.is_multiple_of(EVERY)
    }

    /// A world to look at.
    pub(in crate::engine) fn place<'w>(&'w self, world: &'w World) -> Place<'w> {
        Place { plan: self.plan, scenario: self.scenario, table: &self.table, world }
    }

    pub(in crate::engine) fn rows(&self, first_trial: u64) -> &Rows {
        if self.sees_all(first_trial) { &self.all } else { &self.chosen }
    }
}

impl Rows {
    fn new(table: &ControlTable, positions: Vec<usize>) -> Rows {
        let first = |start: &usize| positions.partition_point(|position| position < start);
        let of_options: Vec<usize> = table.of_options.iter().map(first).collect();
        let risks = |places: &[usize]| {
            let rows = &positions[places[0]..places[1]];
            let mut risks: Vec<usize> =
                rows.iter().filter_map(|position| table.controls[*position].subject.risk()).collect();
            risks.dedup();
            risks
        };
        let own_risks = of_options.windows(2).map(risks).collect();
        let subjects = || positions.iter().map(|position| table.controls[*position].subject);
        let expects_stays = positions.iter().any(|position| {
            let control = &table.controls[*position];
            matches!(control.subject, Subject::RegimeMonths(_)) && control.constant.is_none()
        });
        let looks_at_world = subjects().any(|subject| !matches!(subject, Subject::Parameter(_)));
        let weighs_marks = subjects().any(|subject| matches!(subject, Subject::MarkWorth { .. }));
        Rows { own_risks, of_options, expects_stays, looks_at_world, weighs_marks, positions }
    }

    pub fn len(&self) -> usize {
        self.positions.len()
    }

    /// Whether an option's own events have to be looked at.
    pub fn has_own(&self) -> bool {
        self.of_options.first() != self.of_options.last()
    }
}

/// What one thread works controls out with.
#[derive(Debug, Clone, Default)]
pub(in crate::engine) struct Gauge {
    world: WorldFacts,
    own: OwnFacts,
}

impl Gauge {
    /// Works out the controls that options share.
    ///
    /// - `values`: `[row]` pairs of what is seen less what is expected, and what is expected.
    pub fn world(&mut self, place: Place<'_>, rows: &Rows, values: &mut [[f64; 2]]) {
        if rows.looks_at_world {
            self.world.observe(place, rows.expects_stays);
        }
        let shared = rows.of_options.first().copied().unwrap_or(0);
        for (position, value) in rows.positions[..shared].iter().zip(values) {
            let control = &place.table.controls[*position];
            let (seen, expected) = self.world.of(place, control.subject, control.constant);
            *value = [seen - expected, expected];
        }
    }

    /// Works out the controls of one option, by what happened to it.
    pub fn option(
        &mut self,
        place: Place<'_>,
        rows: &Rows,
        option: usize,
        happened: (&[Event], &[FactorHeld]),
        values: &mut [[f64; 2]],
    ) {
        let own = rows.of_options[option]..rows.of_options[option + 1];
        if own.is_empty() {
            return;
        }
        self.own.observe(place, &rows.own_risks[option], happened, rows.weighs_marks);
        for (position, value) in rows.positions[own.clone()].iter().zip(&mut values[own]) {
            let (seen, expected) = self.own.of(place.table.controls[*position].subject);
            *value = [seen - expected, expected];
        }
    }
}

/// Controls of a block of trials.
#[derive(Debug, Clone)]
pub struct Controls {
    /// Positions in the table, ascending.
    positions: Vec<usize>,
    /// `[row, trial]`: seen less expected.
    differences: Array2<f64>,
    /// `[row, trial]`.
    expected: Array2<f64>,
}

impl Controls {
    /// - `values`: `[trial][row]`.
    pub(in crate::engine) fn new(rows: &Rows, values: &[[f64; 2]]) -> Controls {
        let trials = values.len() / rows.len().max(1);
        let mut differences = Array2::zeros((rows.len(), trials));
        let mut expected = Array2::zeros((rows.len(), trials));
        for (trial, of_trial) in values.chunks_exact(rows.len().max(1)).enumerate() {
            for (row, [difference, mean]) in of_trial.iter().enumerate() {
                differences[[row, trial]] = *difference;
                expected[[row, trial]] = *mean;
            }
        }
        Controls { positions: rows.positions.clone(), differences, expected }
    }

    /// Positions in the table of the controls here, ascending.
    #[must_use]
    pub fn positions(&self) -> &[usize] {
        &self.positions
    }

    /// What is seen less what is expected of a control, `[trial]`; `None` if it was not worked out.
    #[must_use]
    pub fn difference(&self, position: usize) -> Option<ArrayView1<'_, f64>> {
        self.positions.binary_search(&position).ok().map(|row| self.differences.row(row))
    }

    /// What is expected of a control, `[trial]`; `None` if it was not worked out.
    #[must_use]
    pub fn expected(&self, position: usize) -> Option<ArrayView1<'_, f64>> {
        self.positions.binary_search(&position).ok().map(|row| self.expected.row(row))
    }
}
