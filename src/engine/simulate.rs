use std::ops::{ControlFlow, Range};

use ndarray::{Array3, ArrayViewMut3, s};
use rayon::prelude::*;

use super::circumstances::Circumstances;
use super::controls::{Controls, Gauge, Rows, Watch};
use super::drawn::Drawn;
use super::frequency::{Bench, Frequency};
use super::keys::Keys;
use super::ledger::{Chronicle, Journal, Ledger, Totals};
use super::option_run::{Desk, Memory, OptionRun};
use super::outcomes::{Column, Count, Firings, Outcomes};
use super::parameters::Ahead;
use super::rare::Hastening;
use super::standing::Setting;
use super::story::{Happening, Note, Story};
use super::world::{Event, World};
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

/// Trials that [`Simulation::stream`] hands over at a time, but for the first and the last block; some times as many where a trial
/// costs little.
pub const STREAMED_BLOCK: usize = 1024;

/// Trials that are handed over at a time where a trial costs little; a multiple of [`STREAMED_BLOCK`].
pub(super) const LONG_BLOCK: usize = 8 * STREAMED_BLOCK;

/// The first trials that show controls where a trial costs little.
const WATCHED_THOUGH_CHEAP: u64 = 2 * STREAMED_BLOCK as u64;

/// Blocks that wait for being handed over, for each thread.
const BLOCKS_PER_THREAD: usize = 2;

/// A plan with the random numbers of a run: what all its scenarios share.
///
/// Each number is a pure function of seed, trial and name, and no number is summed across trials here: results
/// have the same bits for any number of threads.
pub struct Simulation<'a> {
    plan: &'a SimulationPlan,
    pub(super) trials: usize,
    keys: Keys,
    /// Once-per-trial quantities, kept between scenarios.
    pub(super) drawn: Drawn,
    /// Rare risks that come more often; `None`: every risk keeps its rate.
    hastening: Option<Hastening>,
    /// Some figures are not what the plan would draw.
    pub(super) given: bool,
}

impl<'a> Simulation<'a> {
    /// Keys every name by the seed and draws the once-per-trial quantities, in the current thread pool.
    pub fn new(plan: &'a SimulationPlan, spec: &RunSpec) -> Simulation<'a> {
        let keys = Keys::new(plan, spec.seed);
        let drawn = Drawn::new(plan, &keys, spec.trials as usize);
        Simulation::of_parts(plan, spec, (keys, drawn))
    }

    /// A simulation with keys and once-per-trial quantities of the same plan and run.
    pub(super) fn of_parts(
        plan: &'a SimulationPlan,
        spec: &RunSpec,
        (keys, drawn): (Keys, Drawn),
    ) -> Simulation<'a> {
        Simulation { plan, trials: spec.trials as usize, keys, drawn, hastening: None, given: false }
    }

    /// What [`Simulation::of_parts`] takes.
    pub(super) fn into_parts(self) -> (Keys, Drawn) {
        (self.keys, self.drawn)
    }

    /// The simulation of an edited plan in the same trials. Once-per-trial quantities that the edit cannot have changed are taken over.
    pub(super) fn edited<'b>(&self, plan: &'b SimulationPlan, spec: &RunSpec) -> Simulation<'b> {
        let keys = Keys::new(plan, spec.seed);
        let drawn = self.drawn.edited((self.plan, &self.keys), (plan, &keys), self.trials);
        Simulation::of_parts(plan, spec, (keys, drawn))
    }

    /// A simulation of which single trials are wanted: nothing is kept, whatever their numbers.
    pub(super) fn of_single_trials(plan: &'a SimulationPlan, seed: u64) -> Simulation<'a> {
        Simulation::new(plan, &RunSpec { seed, trials: 0 })
    }

    /// The same simulation with the events of rare risks hastened: its outcomes count by the weights of [`Simulation::weights`].
    ///
    /// - `hastening`: for this plan and seed, and the scenario to be simulated; `None` gives every risk its rate back.
    #[must_use]
    pub fn hastened(self, hastening: Option<Hastening>) -> Simulation<'a> {
        Simulation { hastening, ..self }
    }

    /// Weights of trials, `[trial]`, in the current thread pool: by what a trial's outcomes count so that means come out as under the
    /// model; all 1 where nothing is hastened. See [`Hastening`].
    ///
    /// - `scenario`: position in `plan.scenarios`.
    /// - `trials`: their numbers.
    pub fn weights(&self, scenario: usize, trials: Range<u64>) -> Vec<f64> {
        let Some(hastening) = &self.hastening else { return vec![1.0; (trials.end - trials.start) as usize] };
        trials
            .into_par_iter()
            .map_init(Workshop::default, |workshop, trial| {
                workshop.imagine(self, scenario, trial as usize);
                hastening.weight(self.plan, &workshop.world)
            })
            .collect()
    }

    /// What a kept trial has drawn, `[parameter]`.
    #[cfg(test)]
    pub(super) fn drawn_in(&self, trial: usize) -> &[f64] {
        self.drawn.row(trial).unwrap()
    }

    /// The columns of its outcomes, whatever the scenario.
    pub fn columns(&self) -> Vec<Column> {
        columns(self.plan)
    }

    /// Simulates every option in one scenario, in the current thread pool, and keeps all trials in memory.
    ///
    /// - `scenario`: position in `plan.scenarios`.
    /// - `progress`: told the number of trials just finished, from any thread.
    pub fn scenario(&self, scenario: usize, progress: &(dyn Fn(u64) + Sync)) -> Outcomes {
        self.scenario_in_blocks(scenario, BLOCK, progress)
    }

    fn scenario_in_blocks(&self, scenario: usize, block: usize, progress: &(dyn Fn(u64) + Sync)) -> Outcomes {
        let columns = columns(self.plan);
        let mut values = Array3::zeros((self.plan.options.len(), columns.len(), self.trials));
        let _ = self.blocks(scenario, 0..self.trials as u64, block, None, progress, &mut |trials, done| {
            let mut place = values.slice_mut(s![.., .., trials.start as usize..trials.end as usize]);
            for (option, mut place) in place.outer_iter_mut().enumerate() {
                for (column, mut place) in place.outer_iter_mut().enumerate() {
                    place.assign(&done.column(option, column));
                }
            }
            ControlFlow::Continue(())
        });
        Outcomes::new(columns, values)
    }

    /// Simulates trials of every option in one scenario, in the current thread pool, and hands them over block by block in the
    /// order of the trials; memory does not depend on their number.
    ///
    /// - `scenario`: position in `plan.scenarios`.
    /// - `trials`: their numbers. Blocks begin at multiples of [`STREAMED_BLOCK`], whatever the first trial.
    /// - `progress`: told the number of trials just finished, from any thread.
    /// - `each`: takes a block: the number of its first trial, and its outcomes; `Break` ends the run after it.
    ///
    /// Returns the number of the trial after the last one that was handed over. Blocks and their bits do not depend on the number
    /// of threads.
    pub fn stream(
        &self,
        scenario: usize,
        trials: Range<u64>,
        progress: &(dyn Fn(u64) + Sync),
        each: &mut dyn FnMut(u64, Outcomes) -> ControlFlow<()>,
    ) -> u64 {
        self.stream_watched(scenario, trials, None, progress, each)
    }

    /// The same with the controls that `watch` asks for beside the outcomes of each block: see [`Outcomes::controls`]. The
    /// outcomes are the same to the bit.
    pub fn stream_watched(
        &self,
        scenario: usize,
        trials: Range<u64>,
        watch: Option<&Watch<'_>>,
        progress: &(dyn Fn(u64) + Sync),
        each: &mut dyn FnMut(u64, Outcomes) -> ControlFlow<()>,
    ) -> u64 {
        self.blocks(scenario, trials, STREAMED_BLOCK, watch, progress, &mut |trials, done| {
            each(trials.start, done)
        })
    }

    /// Computes blocks in parallel, some at a time, and hands them over in order.
    fn blocks(
        &self,
        scenario: usize,
        trials: Range<u64>,
        block: usize,
        watch: Option<&Watch<'_>>,
        progress: &(dyn Fn(u64) + Sync),
        each: &mut dyn FnMut(Range<u64>, Outcomes) -> ControlFlow<()>,
    ) -> u64 {
        let columns = columns(self.plan);
        let options = self.plan.options.len();
        let row = options * columns.len();
        let frequency = self.frequency(scenario);
        // Where a trial costs little, what takes the blocks does well to have many at a time.
        let long = frequency.is_some() && block == STREAMED_BLOCK;
        let length = |first: u64| {
            if long && !is_watched_though_cheap(first) { LONG_BLOCK as u64 } else { block as u64 }
        };
        let at_once = rayon::current_num_threads() * BLOCKS_PER_THREAD;
        let compute = |workshop: &mut Workshop, trials: &Range<u64>| {
            let count = (trials.end - trials.start) as usize;
            let watch = watch.filter(|_| frequency.is_none() || is_watched_though_cheap(trials.start));
            if let (Some(frequency), None) = (&frequency, watch) {
                let done = frequency.block(trials.start, count, &mut workshop.bench);
                progress(count as u64);
                return done;
            }
            let mut rows = vec![0.0; count * row];
            let mut gauging = watch.map(|watch| Gauging::new(watch, trials));
            for (trial, rows) in trials.clone().zip(rows.chunks_exact_mut(row.max(1))) {
                workshop.trial(self, scenario, trial as usize, rows, gauging.as_mut());
            }
            progress(count as u64);
            let done = match &frequency {
                Some(frequency) => frequency.block(trials.start, count, &mut workshop.bench),
                None => {
                    let mut values = Array3::zeros((options, columns.len(), count));
                    scatter(&rows, &mut values.view_mut());
                    Outcomes::new(columns.clone(), values)
                }
            };
            done.with_controls(gauging.map(Gauging::finish))
        };
        let mut next = trials.start;
        while next < trials.end {
            let mut ranges: Vec<Range<u64>> = Vec::new();
            let mut first = next;
            while first < trials.end && ranges.len() < at_once {
                let end = u64::min((first / length(first) + 1) * length(first), trials.end);
                ranges.push(first..end);
                first = end;
            }
            let done: Vec<Outcomes> = ranges.par_iter().map_init(Workshop::default, compute).collect();
            for (range, done) in ranges.into_iter().zip(done) {
                next = range.end;
                if each(range, done).is_break() {
                    return next;
                }
            }
        }
        next
    }
}

impl Simulation<'_> {
    /// What is simulated.
    pub fn plan(&self) -> &SimulationPlan {
        self.plan
    }

    /// What the plan comes to in a scenario, if nothing comes by chance but incidents that cost each option a sum.
    pub(super) fn frequency(&self, scenario: usize) -> Option<Frequency> {
        if self.hastening.is_some() || self.given {
            return None;
        }
        Frequency::of(self.plan, scenario, &self.keys)
    }
}

/// Where a block costs little, controls would cost the most of it: they are worked out in the first trials alone.
fn is_watched_though_cheap(first: u64) -> bool {
    first < WATCHED_THOUGH_CHEAP
}

/// The controls of a block while they are being worked out.
struct Gauging<'a> {
    watch: &'a Watch<'a>,
    rows: &'a Rows,
    /// Number of the first trial.
    first: u64,
    /// `[trial][row]`.
    values: Vec<[f64; 2]>,
}

impl<'a> Gauging<'a> {
    fn new(watch: &'a Watch<'a>, trials: &Range<u64>) -> Gauging<'a> {
        let rows = watch.rows(trials.start);
        let values = vec![[0.0; 2]; (trials.end - trials.start) as usize * rows.len()];
        Gauging { watch, rows, first: trials.start, values }
    }

    /// The values of a trial.
    fn of_trial(&mut self, trial: u64) -> &mut [[f64; 2]] {
        let first = (trial - self.first) as usize * self.rows.len();
        &mut self.values[first..first + self.rows.len()]
    }

    fn finish(self) -> Controls {
        Controls::new(self.rows, &self.values)
    }
}

/// From `[trial][option][column]` to `[option, column, trial]`.
fn scatter(rows: &[f64], values: &mut ArrayViewMut3<'_, f64>) {
    let (options, width, _) = values.dim();
    for (trial, row) in rows.chunks_exact((options * width).max(1)).enumerate() {
        for (place, value) in row.iter().enumerate() {
            values[[place / width, place % width, trial]] = *value;
        }
    }
}

/// Simulates every option of a plan in one scenario; see [`Simulation`], which serves several scenarios better.
pub fn simulate(
    plan: &SimulationPlan,
    scenario: usize,
    spec: &RunSpec,
    progress: &(dyn Fn(u64) + Sync),
) -> Outcomes {
    Simulation::new(plan, spec).scenario(scenario, progress)
}

/// The columns of a plan's outcomes.
pub(super) fn columns(plan: &SimulationPlan) -> Vec<Column> {
    let years = plan.horizon_months.div_ceil(12);
    let eventful = plan.risks.iter().filter(|risk| risk.has_events());
    Component::ALL
        .into_iter()
        .map(Column::Component)
        .chain((0..years).map(Column::Year))
        .chain(Count::ALL.into_iter().map(Column::Count))
        .chain(eventful.map(|risk| Column::Events(risk.id.clone())))
        .chain(
            plan.playbook_ids
                .iter()
                .flat_map(|id| Firings::ALL.into_iter().map(|firings| Column::Playbook(id.clone(), firings))),
        )
        .collect()
}

/// What one thread works with; kept between trials to save allocations.
#[derive(Default)]
pub(super) struct Workshop {
    world: World,
    circumstances: Circumstances,
    desk: Desk,
    bench: Bench,
    gauge: Gauge,
    ahead: Ahead,
}

impl Workshop {
    /// Makes the world of a trial, and what follows from it for every option.
    pub fn open(&mut self, simulation: &Simulation<'_>, scenario: usize, trial: usize) {
        self.imagine(simulation, scenario, trial);
        self.circumstances.assess(simulation.plan, &self.world, &simulation.keys);
    }

    /// `[application]`: stations of the option that was run last, at the end.
    pub fn stations(&self) -> &[usize] {
        &self.desk.standing.stations
    }

    /// What the option that was run last remembers, at the end.
    pub fn memory(&self) -> &Memory {
        &self.desk.memory
    }

    /// The world that was made last.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// Makes the world of a trial.
    pub fn imagine(&mut self, simulation: &Simulation<'_>, scenario: usize, trial: usize) {
        let Simulation { plan, keys, drawn, .. } = simulation;
        match drawn.row(trial) {
            Some(drawn) => self.world.take_parameters(trial as u64, drawn),
            None => {
                let drawn = self.ahead.row(plan, keys, trial as u64);
                self.world.take_parameters(trial as u64, drawn);
            }
        }
        if let Some(hastening) = &simulation.hastening {
            hastening.set_pace(plan, trial as u64, &mut self.world.pace);
        }
        self.world.unfold(plan, &plan.scenarios[scenario], keys);
    }

    pub fn run<L: Ledger>(
        &mut self,
        simulation: &Simulation<'_>,
        scenario: usize,
        option: usize,
        ledger: &mut L,
    ) {
        let plan = simulation.plan;
        let setting = Setting { plan, world: &self.world, circumstances: &self.circumstances };
        let (scenario, option) = (&plan.scenarios[scenario], &plan.options[option]);
        OptionRun::simulate(setting, scenario, option, &simulation.keys, ledger, &mut self.desk);
    }

    /// Works out the controls that options share; the options then tell what their own ones need.
    fn gauge_world(&mut self, gauging: Option<&mut Gauging<'_>>) {
        self.desk.memory.tells_factors = false;
        if let Some(gauging) = gauging {
            let place = gauging.watch.place(&self.world);
            self.gauge.world(place, gauging.rows, gauging.of_trial(self.world.trial));
            self.desk.memory.tells_factors = gauging.rows.has_own();
        }
    }

    /// Works out the controls of an option that has just been simulated.
    fn gauge_option(&mut self, option: usize, gauging: Option<&mut Gauging<'_>>) {
        if let Some(gauging) = gauging.filter(|gauging| gauging.rows.has_own()) {
            let (place, memory) = (gauging.watch.place(&self.world), &self.desk.memory);
            let happened = (memory.events.as_slice(), memory.factors.as_slice());
            let rows = gauging.rows;
            self.gauge.option(place, rows, option, happened, gauging.of_trial(self.world.trial));
        }
    }

    /// Fills `rows`, `[option][column]`, and the trial's controls.
    fn trial(
        &mut self,
        simulation: &Simulation<'_>,
        scenario: usize,
        trial: usize,
        rows: &mut [f64],
        mut gauging: Option<&mut Gauging<'_>>,
    ) {
        self.open(simulation, scenario, trial);
        let plan = simulation.plan;
        self.gauge_world(gauging.as_deref_mut());
        let width = rows.len() / plan.options.len();
        for (option, row) in rows.chunks_exact_mut(width).enumerate() {
            self.row(simulation, scenario, option, row);
            self.gauge_option(option, gauging.as_deref_mut());
        }
    }

    /// Runs an option through the world that is open, and fills `row`, `[column]`.
    pub fn row(&mut self, simulation: &Simulation<'_>, scenario: usize, option: usize, row: &mut [f64]) {
        let plan = simulation.plan;
        let mut totals = Totals::new(&plan.discount);
        self.run(simulation, scenario, option, &mut totals);
        let values = totals.components.iter().chain(&totals.years).chain(&self.desk.memory.counts).copied();
        let eventful = plan.risks.iter().enumerate().filter(|(_, risk)| risk.has_events());
        let events = eventful.map(|(position, risk)| match risk.mechanism.as_enforcement() {
            Some(_) => f64::from(self.desk.memory.inspectors[position].inspections),
            None => f64::from(self.desk.memory.event_counts[position]),
        });
        let firings = self.desk.memory.playbook.outcomes.iter().flatten().copied();
        for (place, value) in row.iter_mut().zip(values.chain(events).chain(firings)) {
            *place = value;
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
    // Nothing is kept for a single trial, whatever its number.
    let simulation = Simulation::of_single_trials(plan, seed);
    let mut workshop = Workshop::default();
    workshop.open(&simulation, scenario, trial as usize);
    let mut journal = Journal::default();
    workshop.run(&simulation, scenario, option, &mut journal);
    TrialRecord { journal, counts: workshop.desk.memory.counts }
}

/// Runs one trial of one option and tells it: the same simulation with a ledger that is also told what happens and why.
pub fn story(plan: &SimulationPlan, scenario: usize, option: usize, seed: u64, trial: u64) -> Story {
    let simulation = Simulation::of_single_trials(plan, seed);
    let mut workshop = Workshop::default();
    workshop.open(&simulation, scenario, trial as usize);
    let mut chronicle = Chronicle::default();
    workshop.run(&simulation, scenario, option, &mut chronicle);
    let Workshop { world, desk, .. } = workshop;
    let horizon = plan.horizon_months as f64;
    let mut notes = chronicle.notes;
    notes.extend(notes_of_world(world.regimes(), &desk.memory.events, plan));
    notes.retain(|note| note.time < horizon);
    notes.sort_by(|left, right| left.time.total_cmp(&right.time));
    Story {
        scenario,
        option,
        trial,
        regimes: world.regimes,
        events: desk.memory.events,
        notes,
        charges: chronicle.charges,
        journal: chronicle.journal,
        counts: desk.memory.counts,
    }
}

/// What can be told of regimes and events without having been there.
fn notes_of_world<'a>(
    regimes: &'a [(f64, usize)],
    events: &'a [Event],
    plan: &'a SimulationPlan,
) -> impl Iterator<Item = Note> + 'a {
    let regimes = regimes
        .iter()
        .map(|(time, regime)| Note { time: *time, what: Happening::Regime { regime: *regime } });
    let told = events.iter().enumerate().filter(|(_, event)| match &plan.risks[event.risk].mechanism {
        // Inspections and incidents tell of themselves.
        MechanismPlan::Enforcement(_) | MechanismPlan::Incident(_) | MechanismPlan::DemandShift(_) => false,
        MechanismPlan::Outage(_)
        | MechanismPlan::ServiceLoss(_)
        | MechanismPlan::RuleChange(_)
        | MechanismPlan::Degradation(_)
        | MechanismPlan::SupplierBan(_)
        | MechanismPlan::CounterMeasure(_) => true,
    });
    let events = told.flat_map(|(position, event)| {
        let note = |time: f64, what: Happening| Note { time, what };
        let announced = note(event.time, Happening::Announced { event: position });
        // What nobody had noticed beforehand is announced by happening.
        let effect = note(event.effect(), Happening::TakesEffect { event: position });
        let end = note(event.end(), Happening::Ends { event: position });
        let later = event.effective.then_some([effect, end]).into_iter().flatten();
        std::iter::once(announced)
            .chain(later.filter(move |note| note.time > event.time && note.time.is_finite()))
    });
    regimes.chain(events)
}

#[cfg(test)]
mod tests {
    use super::{RunSpec, Simulation};
    use crate::input::{CaseSource, read_case};
    use crate::plan::SimulationPlan;

    #[test]
    fn the_size_of_blocks_changes_no_bit() {
        let case = read_case(&CaseSource::embedded("reference-manufacturer")).unwrap().case;
        let plan = SimulationPlan::new(&case).unwrap();
        let simulation = Simulation::new(&plan, &RunSpec { seed: 0, trials: 7 });
        let bits = |block| {
            let outcomes = simulation.scenario_in_blocks(0, block, &|_| {});
            let columns = (0..outcomes.options())
                .flat_map(|option| (0..outcomes.columns().len()).map(move |column| (option, column)));
            columns
                .flat_map(|(option, column)| outcomes.column(option, column).to_vec())
                .map(f64::to_bits)
                .collect::<Vec<u64>>()
        };
        let whole = bits(7);
        for block in [1, 2, 3, 256] {
            assert_eq!(bits(block), whole, "blocks of {block}");
        }
    }
}
