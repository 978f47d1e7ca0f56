//! Playbooks: at the end of each month the option looks at the world and at itself, and does what it has prepared.

use super::agenda::Step;
use super::ledger::Ledger;
use super::mechanism::{demand_shift, obligation, service_loss};
use super::moves::Move;
use super::option_run::{Memory, OptionRun};
use super::rehearsal::FirstFiring;
use super::story::{Cause, Happening, MoveReason};
use super::world::{Event, World};
use crate::domain::Component;
use crate::plan::{GaugePlan, OptionPlan, PlaybookPlan, TriggerPlan};

/// What an option remembers of its playbook.
#[derive(Debug, Clone, Default)]
pub(super) struct Playbook {
    /// `[entry]`.
    entries: Vec<Entry>,
    /// `[gauge]`: has risen above its threshold and not fallen below the lower one since.
    gauges: Vec<bool>,
    /// `[month]`: fines, money.
    fines: Vec<f64>,
    /// `[month]`: days of margin lost to interruption.
    days_down: Vec<f64>,
    firings: Vec<Firing>,
    /// Responses in force that set the isolation.
    isolating: u32,
    /// Isolation that a response asked for, and that waits for moves.
    pub wanted_isolation: Option<usize>,
    /// `[playbook identifier][outcome]`: firings.
    pub outcomes: Vec<[f64; 4]>,
}

/// How one entry stands.
#[derive(Debug, Clone, Default)]
struct Entry {
    /// It has fired since its trigger last began to hold.
    fired: bool,
    /// Month in which it last fired.
    last: Option<f64>,
    /// What its response changed, to be taken back.
    undo: Option<Undo>,
}

/// What a response changed.
#[derive(Debug, Clone, Default)]
struct Undo {
    switched_on: Vec<usize>,
    switched_off: Vec<usize>,
    halted: Vec<usize>,
    strictness: Option<usize>,
    isolation: Option<usize>,
}

/// A time that an entry fired.
#[derive(Debug, Clone, Copy)]
struct Firing {
    entry: usize,
    at: f64,
    /// Month in which everything but moves that are still under way was done; infinite before it began.
    complete: f64,
    /// Moves under way.
    pending: u32,
}

/// Outcomes of a firing, in the order of the columns.
const FIRED: usize = 0;
const IN_TIME: usize = 1;
const TOO_LATE: usize = 2;
const IN_VAIN: usize = 3;

impl Playbook {
    /// Nothing has happened yet.
    ///
    /// - `identifiers`: number of different entries of all options.
    pub fn reset(&mut self, option: &OptionPlan, identifiers: usize) {
        self.entries.clear();
        self.entries.resize(option.playbook.len(), Entry::default());
        self.gauges.clear();
        self.gauges.resize(option.gauges, false);
        self.fines.clear();
        self.days_down.clear();
        self.firings.clear();
        self.isolating = 0;
        self.wanted_isolation = None;
        self.outcomes.clear();
        self.outcomes.resize(identifiers, [0.0; 4]);
    }

    /// A response has set the isolation.
    pub fn isolates(&self) -> bool {
        self.isolating > 0
    }
}

/// Looks at the month that ends now.
///
/// - `days_down`: days of margin that it lost to interruption.
pub(super) fn observe<L: Ledger>(run: &mut OptionRun<'_, L>, month: usize, days_down: f64) {
    if run.option.playbook.is_empty() || run.memory.wound_up {
        return;
    }
    demand_shift::churn(run);
    let fines = std::mem::take(&mut run.memory.fines);
    run.memory.playbook.fines.push(fines);
    run.memory.playbook.days_down.push(days_down);
    for (position, plan) in run.option.playbook.iter().enumerate() {
        let mut gauges = std::mem::take(&mut run.memory.playbook.gauges);
        let view = View { world: run.world, memory: run.memory, month, now: run.now };
        let holds = view.holds(&plan.when, &mut gauges);
        run.memory.playbook.gauges = gauges;
        follow(run, position, plan, holds);
    }
}

/// Fires an entry whose trigger begins to hold, or takes its response back when it ceases to.
fn follow<L: Ledger>(run: &mut OptionRun<'_, L>, position: usize, plan: &PlaybookPlan, holds: bool) {
    let now = run.now;
    let entry = &mut run.memory.playbook.entries[position];
    if !holds {
        if std::mem::take(&mut entry.fired) && plan.reverts {
            run.agenda.add(now + plan.lag.of(&run.world.drawn), Step::Reverts { entry: position });
        }
        return;
    }
    let cooled = entry.last.is_none_or(|last| now - last >= plan.cool_down);
    if entry.fired || !cooled {
        return;
    }
    entry.fired = true;
    entry.last = Some(now);
    run.memory.playbook.firings.push(Firing {
        entry: position,
        at: now,
        complete: f64::INFINITY,
        pending: 0,
    });
    run.note(Happening::Triggered { entry: position });
    run.agenda.add(now + plan.lag.of(run.drawn()), Step::Responds { entry: position });
}

/// What a trigger sees.
struct View<'a> {
    world: &'a World,
    memory: &'a Memory,
    month: usize,
    now: f64,
}

impl View<'_> {
    /// Whether a trigger holds. Every gauge in it is read, so that each remembers its own state.
    #[expect(clippy::unnecessary_fold, reason = "`all` and `any` would leave gauges unread")]
    fn holds(&self, trigger: &TriggerPlan, gauges: &mut [bool]) -> bool {
        match trigger {
            TriggerPlan::All(parts) => parts.iter().fold(true, |all, part| self.holds(part, gauges) && all),
            TriggerPlan::Any(parts) => parts.iter().fold(false, |any, part| self.holds(part, gauges) || any),
            TriggerPlan::Entered(regime) => self.regimes().last() == Some(*regime),
            TriggerPlan::Left(regime) => {
                self.regimes().last() != Some(*regime) && self.regimes().any(|past| past == *regime)
            }
            TriggerPlan::Announced(risk) => self.events(*risk).any(|event| self.was_on(event, event.time)),
            TriggerPlan::Occurred(risk) => self.events(*risk).any(|event| self.was_on(event, event.effect())),
            TriggerPlan::Month(month) => self.now >= *month,
            TriggerPlan::Above { gauge, on, off, state } => {
                let level = self.read(gauge);
                let was_on = gauges[*state];
                gauges[*state] = level > *on || (was_on && level >= *off);
                gauges[*state]
            }
        }
    }

    fn regimes(&self) -> impl Iterator<Item = usize> {
        self.world.regimes.iter().filter(|(from, _)| *from <= self.now).map(|(_, regime)| *regime)
    }

    fn events(&self, risk: usize) -> impl Iterator<Item = &Event> {
        self.memory.events_of[risk]
            .iter()
            .map(|event| &self.memory.events[*event])
            .filter(|event| event.effective)
    }

    /// Whether an event that counts from `from` on was there at some time of the month that ends now.
    fn was_on(&self, event: &Event, from: f64) -> bool {
        let start = self.now - 1.0;
        let passing = event.end() <= from && from >= start;
        from <= self.now && (event.end() > start || passing)
    }

    fn read(&self, gauge: &GaugePlan) -> f64 {
        match gauge {
            GaugePlan::Fines { within } => sum_of_last(&self.memory.playbook.fines, *within),
            GaugePlan::DaysDown { within } => sum_of_last(&self.memory.playbook.days_down, *within),
            GaugePlan::Demand { curves } => {
                let horizon = self.world.demand.len() / self.memory.lost.len().max(1);
                let now = |curve: &usize| self.world.demand[curve * horizon + self.month];
                curves.iter().map(now).fold(0.0, f64::max)
            }
            GaugePlan::CustomersLost { segment } => self.memory.churned[*segment],
        }
    }
}

/// Sum of the last `within` months, of all when `None`.
fn sum_of_last(months: &[f64], within: Option<f64>) -> f64 {
    let wanted = within.map_or(months.len(), |within| within.round() as usize);
    months.iter().rev().take(wanted).sum()
}

/// The response of an entry begins.
pub(super) fn respond<L: Ledger>(run: &mut OptionRun<'_, L>, position: usize) {
    let plan = &run.option.playbook[position];
    run.note(Happening::Responds { entry: position });
    let mut undo = Undo::default();
    let mut complete = run.now;
    for measure in &plan.response.switch_on {
        if !run.standing.active[*measure] && run.memory.measures[*measure].ready.is_none() {
            undo.switched_on.push(*measure);
        }
        complete = f64::max(complete, run.switch_on(*measure));
    }
    for measure in &plan.response.switch_off {
        if run.standing.active[*measure] || run.memory.measures[*measure].ready.is_some() {
            undo.switched_off.push(*measure);
            run.switch_off(*measure);
        }
    }
    if let Some(strictness) = plan.response.strictness.filter(|wanted| *wanted != run.memory.strictness) {
        undo.strictness = Some(std::mem::replace(&mut run.memory.strictness, strictness));
        change_strictness(run);
    }
    if let Some(isolation) = plan.response.isolation.filter(|wanted| *wanted != run.standing.isolation) {
        undo.isolation = Some(run.standing.isolation);
        run.memory.playbook.isolating += 1;
        let one_off = run.plan.stations.isolations[isolation].one_off.of(run.drawn());
        let (dearer, _) = late(run, plan);
        run.spend(Component::Setup, Cause::Isolation, one_off * dearer);
        run.memory.playbook.wanted_isolation = Some(isolation);
    }
    for flow in &plan.response.stop_flows {
        if !std::mem::replace(&mut run.memory.halted[*flow], true) {
            undo.halted.push(*flow);
        }
    }
    obligation::follow_stops(run, Cause::Playbook(position));
    let firing = run.memory.playbook.firings.iter().rposition(|firing| firing.entry == position);
    let Some(firing) = firing else { return };
    let mut pending = 0;
    for (application, to) in &plan.response.moves {
        pending += u32::from(send(run, plan, (*application, *to), firing));
    }
    run.isolate_when_done();
    run.memory.playbook.firings[firing].complete = complete;
    // A move that takes no time may be over already.
    run.memory.playbook.firings[firing].pending += pending;
    run.memory.playbook.entries[position].undo = Some(undo);
}

fn change_strictness<L: Ledger>(run: &mut OptionRun<'_, L>) {
    run.note(Happening::Strictness { strictness: run.memory.strictness });
    run.memory.gaps.forget(run.plan.duties.len());
    run.standing.duties_changed = true;
    run.refresh_rates();
    run.posture_stale = true;
}

/// Starts to move an application, and says whether it does: not when it is there, on its way there, or on the run.
fn send<L: Ledger>(
    run: &mut OptionRun<'_, L>,
    plan: &PlaybookPlan,
    (application, to): (usize, usize),
    firing: usize,
) -> bool {
    let here = run.standing.stations[application];
    let under_way = run.memory.moves[application];
    let flees = under_way.is_some_and(|entry| {
        matches!(entry.reason, MoveReason::Emergency(_)) || !service_loss::is_safe(run, here)
    });
    if here == to || flees || under_way.is_some_and(|entry| entry.to == to) || !service_loss::is_safe(run, to)
    {
        return false;
    }
    let (cost, time) = terms(run, plan, application, to);
    let planned = under_way.is_some_and(|entry| entry.planned);
    if time <= 0.0 {
        run.spend(Component::Setup, Cause::Move(application), cost);
    }
    run.schedule_move(
        application,
        Move {
            to,
            start: run.now,
            end: run.now + time,
            setup_per_month: if time > 0.0 { cost / time } else { 0.0 },
            emergency_per_month: 0.0,
            started: true,
            dual: false,
            planned,
            reason: MoveReason::Playbook(firing),
            waits: false,
        },
    );
    run.refresh_rates();
    true
}

/// Cost and months of a move that was not planned from the start: dearer and longer as a late redesign, less so where it was
/// prepared.
fn terms<L: Ledger>(
    run: &OptionRun<'_, L>,
    plan: &PlaybookPlan,
    application: usize,
    to: usize,
) -> (f64, f64) {
    let (cost, time) = run.terms_of_move(application, to);
    let (dearer, months_more) = late(run, plan);
    let prepared = run.measure_factor(|measure| measure.prepared_time_factor);
    let months = time * plan.response.time_factor.of(run.drawn()) * prepared;
    (cost * dearer, months + months_more)
}

/// Factor on the cost of what was not planned from the start, and months more that it takes.
fn late<L: Ledger>(run: &OptionRun<'_, L>, plan: &PlaybookPlan) -> (f64, f64) {
    let drawn = run.drawn();
    let late = run.plan.company.late_redesign;
    let designated = if run.standing.designated { late.designated_factor.of(drawn) } else { 1.0 };
    let premium = plan.response.premium.of(drawn) + late.premium.of(drawn) * designated;
    let prepared = run.measure_factor(|measure| measure.prepared_cost_factor);
    ((1.0 + premium) * prepared, late.extra_time.of(drawn) * designated)
}

/// A move of a response is complete.
pub(super) fn move_done<L: Ledger>(run: &mut OptionRun<'_, L>, firing: usize) {
    let now = run.now;
    let firing = &mut run.memory.playbook.firings[firing];
    firing.pending -= 1;
    firing.complete = f64::max(firing.complete, now);
}

/// The trigger has ceased to hold: what a response changed goes back, but for moves.
pub(super) fn revert<L: Ledger>(run: &mut OptionRun<'_, L>, position: usize) {
    let Some(undo) = run.memory.playbook.entries[position].undo.take() else { return };
    run.note(Happening::Reverts { entry: position });
    for measure in undo.switched_on {
        run.switch_off(measure);
    }
    for measure in undo.switched_off {
        run.switch_on(measure);
    }
    if let Some(strictness) = undo.strictness {
        run.memory.strictness = strictness;
        change_strictness(run);
    }
    if let Some(isolation) = undo.isolation {
        run.memory.playbook.isolating -= 1;
        run.memory.playbook.wanted_isolation = None;
        // What the plan has reached meanwhile stays.
        let isolation =
            if run.isolated && !run.memory.playbook.isolates() { run.option.isolation } else { isolation };
        run.isolate(isolation);
    }
    for flow in undo.halted {
        run.memory.halted[flow] = false;
    }
    obligation::follow_stops(run, Cause::Playbook(position));
}

/// Judges every firing by the events against which it was meant.
pub(super) fn judge<L: Ledger>(run: &mut OptionRun<'_, L>) {
    let horizon = run.horizon();
    for position in 0..run.memory.playbook.firings.len() {
        let firing = run.memory.playbook.firings[position];
        let plan = &run.option.playbook[firing.entry];
        let complete = if firing.pending > 0 { f64::INFINITY } else { firing.complete };
        let outcomes = &mut run.memory.playbook.outcomes[plan.column];
        outcomes[FIRED] += 1.0;
        if plan.against.is_empty() {
            continue;
        }
        let effects = run
            .memory
            .events
            .iter()
            .filter(|event| event.effective && plan.against.contains(&event.risk) && event.effect() < horizon)
            .map(Event::effect);
        let (mut next, mut any) = (f64::INFINITY, false);
        for effect in effects {
            any = true;
            if effect >= firing.at {
                next = f64::min(next, effect);
            }
        }
        let outcome = match (any, next.is_finite() && complete <= next) {
            (false, _) => IN_VAIN,
            (true, true) => IN_TIME,
            (true, false) => TOO_LATE,
        };
        outcomes[outcome] += 1.0;
    }
}

/// The first time that an entry fired, and the month of the first event against which it prepares.
pub(super) fn first_firing(
    memory: &Memory,
    entry: usize,
    against: &[usize],
    horizon: f64,
) -> (Option<FirstFiring>, Option<f64>) {
    let earliest = |from: f64| {
        let effects = memory.events.iter().filter(|event| event.effective && against.contains(&event.risk));
        let effects = effects.map(Event::effect).filter(|effect| (from..horizon).contains(effect));
        effects.min_by(f64::total_cmp)
    };
    let firing = memory.playbook.firings.iter().find(|firing| firing.entry == entry).map(|firing| {
        let is_done = firing.pending == 0 && firing.complete.is_finite();
        FirstFiring {
            at: firing.at,
            complete: is_done.then_some(firing.complete),
            next_need: earliest(firing.at),
        }
    });
    (firing, earliest(f64::NEG_INFINITY))
}
