use super::agenda::{Agenda, Step};
use super::circumstances::Circumstances;
use super::keys::Keys;
use super::ledger::Ledger;
use super::margin::{Downtime, MarginLost, MonthOfMargin, interrupted_shares};
use super::mechanism::obligation::{self, Filing};
use super::mechanism::{demand_shift, enforcement, outage, rule_change, service_loss};
use super::outcomes::Count;
use super::standing::{Setting, Standing};
use super::world::World;
use crate::domain::Component;
use crate::plan::{MechanismPlan, OptionPlan, ScenarioPlan, SimulationPlan};
use crate::units::DAYS_PER_MONTH;

pub(super) const COMPONENTS: usize = Component::ALL.len();

/// A move under way or planned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Move {
    pub to: usize,
    pub start: f64,
    pub end: f64,
    /// Money per month while it is under way.
    pub setup_per_month: f64,
    /// Money per month on top, for haste.
    pub emergency_per_month: f64,
    pub started: bool,
    /// The new system runs beside the old one.
    pub dual: bool,
    /// In the option's plan, rather than forced by an event alone.
    pub planned: bool,
}

/// What an option remembers beside its standing.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory {
    /// `[application]`.
    pub moves: Vec<Option<Move>>,
    /// `[application]`: raised whenever a move is replanned, so that old steps are recognised.
    pub attempts: Vec<u32>,
    pub downtimes: Vec<Downtime>,
    /// Services that are gone or announced to go: position of the event.
    pub losses: Vec<usize>,
    /// Pack in force.
    pub pack: usize,
    /// `[duty]`, whatever its form: has been in force.
    pub duty_begun: Vec<bool>,
    /// `[duty][application]`, whatever its form: one-off cost has been paid.
    pub paid: Vec<bool>,
    /// `[duty][application]`, whatever its form, used for those that need an approval.
    pub filings: Vec<Filing>,
    /// `[risk]`, used for enforcement.
    pub inspectors: Vec<enforcement::Inspector>,
    /// Month until which business in China is closed.
    pub closed_until: f64,
    /// `[curve]`: share of the segment that is lost because of it.
    pub lost: Vec<f64>,
    /// `[segment]`.
    pub churned: Vec<f64>,
    /// `[stream]`.
    pub interrupted: Vec<f64>,
    /// `[count]`.
    pub counts: [f64; Count::ALL.len()],
}

/// One option living through one world.
pub(super) struct OptionRun<'a, L> {
    pub plan: &'a SimulationPlan,
    pub scenario: &'a ScenarioPlan,
    pub option: &'a OptionPlan,
    pub world: &'a World,
    pub circumstances: &'a Circumstances,
    pub keys: &'a Keys,
    pub ledger: &'a mut L,
    pub standing: &'a mut Standing,
    pub memory: &'a mut Memory,
    pub agenda: &'a mut Agenda,
    pub now: f64,
    /// What arises now was there before the horizon.
    pub at_start: bool,
    /// `[component]`: money per month at present, once `stale` is false.
    pub(super) rates: [f64; COMPONENTS],
    /// Something changed since the rates were worked out.
    pub(super) stale: bool,
    /// `[component]`: money of this month up to `accrued_until`.
    pub(super) accrued: [f64; COMPONENTS],
    /// `[component]`: month in which its rate last changed, or start of this month.
    pub(super) accrued_until: [f64; COMPONENTS],
    /// Share of the month for which business in China was closed, up to `closed_counted_until`.
    closed: f64,
    closed_counted_until: f64,
    /// Money per month for work on measures, by measure chosen; and on isolation.
    pub(super) measure_work: f64,
    pub(super) isolation_work: f64,
    isolated: bool,
}

/// What one option run writes and thinks with; kept between runs to save allocations.
#[derive(Debug, Clone, Default)]
pub(super) struct Desk {
    pub standing: Standing,
    pub memory: Memory,
    pub agenda: Agenda,
}

impl<'a, L: Ledger> OptionRun<'a, L> {
    /// Runs an option through the horizon.
    pub fn simulate(
        setting: Setting<'a>,
        scenario: &'a ScenarioPlan,
        option: &'a OptionPlan,
        keys: &'a Keys,
        ledger: &'a mut L,
        desk: &'a mut Desk,
    ) {
        let mut run = OptionRun {
            plan: setting.plan,
            scenario,
            option,
            world: setting.world,
            circumstances: setting.circumstances,
            keys,
            ledger,
            standing: &mut desk.standing,
            memory: &mut desk.memory,
            agenda: &mut desk.agenda,
            now: 0.0,
            at_start: false,
            rates: [0.0; COMPONENTS],
            stale: true,
            accrued: [0.0; COMPONENTS],
            accrued_until: [0.0; COMPONENTS],
            closed: 0.0,
            closed_counted_until: 0.0,
            measure_work: 0.0,
            isolation_work: 0.0,
            isolated: false,
        };
        run.prepare();
        for month in 0..run.plan.horizon_months {
            let end = month as f64 + 1.0;
            while let Some((time, step)) = run.agenda.next_before(end) {
                run.advance(time);
                run.take(step);
            }
            run.advance(end);
            run.close(month);
        }
    }

    pub fn setting(&self) -> Setting<'a> {
        Setting { plan: self.plan, world: self.world, circumstances: self.circumstances }
    }

    pub fn drawn(&self) -> &'a [f64] {
        &self.world.drawn
    }

    pub fn horizon(&self) -> f64 {
        self.plan.horizon_months as f64
    }

    pub fn count(&mut self, count: Count, amount: f64) {
        self.memory.counts[count as usize] += amount;
    }

    /// Adds a cost of this very moment.
    pub fn spend(&mut self, component: Component, amount: f64) {
        self.accrued[component as usize] += amount;
    }

    fn prepare(&mut self) {
        let plan = self.plan;
        self.standing.reset(self.option, self.setting());
        self.agenda.clear();
        self.reset_memory();
        for (event, entry) in self.world.events.iter().enumerate() {
            self.agenda.add(entry.time, Step::Event { event });
        }
        for (chosen, (_, start)) in self.option.measures.iter().enumerate() {
            self.agenda.add(*start, Step::MeasureStart { chosen });
        }
        self.plan_moves();
        for risk in 0..plan.risks.len() {
            if let MechanismPlan::Enforcement(_) = &plan.risks[risk].mechanism {
                enforcement::prepare(self, risk);
            }
        }
        rule_change::prepare(self);
        self.at_start = true;
        self.reassess_all();
        self.at_start = false;
    }

    fn reset_memory(&mut self) {
        let plan = self.plan;
        let applications = plan.company.applications.len();
        let memory = &mut *self.memory;
        memory.moves.clear();
        memory.moves.resize(applications, None);
        memory.attempts.clear();
        memory.attempts.resize(applications, 0);
        memory.downtimes.clear();
        memory.losses.clear();
        memory.duty_begun.clear();
        memory.duty_begun.resize(plan.law.duties.len(), false);
        memory.paid.clear();
        memory.paid.resize(plan.law.duties.len() * applications, false);
        memory.filings.clear();
        memory.filings.resize(plan.law.duties.len() * applications, Filing::default());
        memory.inspectors.clear();
        memory.inspectors.resize(plan.risks.len(), enforcement::Inspector::default());
        memory.closed_until = 0.0;
        memory.lost.clear();
        memory.lost.resize(self.world.demand.len() / plan.horizon_months.max(1), 0.0);
        memory.churned.clear();
        memory.churned.resize(plan.company.segments.len(), 0.0);
        memory.interrupted.clear();
        memory.interrupted.resize(plan.company.streams.len(), 0.0);
        memory.counts = [0.0; Count::ALL.len()];
        memory.counts[Count::MonthOfSeparation as usize] = plan.horizon_months as f64;
    }

    /// Puts the planned moves and the work on isolation on the agenda.
    fn plan_moves(&mut self) {
        let (mut first, mut last) = (f64::INFINITY, 0.0);
        for application in 0..self.option.targets.len() {
            let target = &self.option.targets[application];
            if target.planned == target.current {
                continue;
            }
            let (cost, time) = self.terms_of_move(application, target.planned);
            let end = target.start + time;
            (first, last) = (f64::min(first, target.start), f64::max(last, end));
            self.schedule_move(
                application,
                Move {
                    to: target.planned,
                    start: target.start,
                    end,
                    setup_per_month: cost / time,
                    emergency_per_month: 0.0,
                    started: false,
                    dual: false,
                    planned: true,
                },
            );
        }
        let one_off = self.plan.stations.isolations[self.option.isolation].one_off.of(self.drawn());
        if first < last {
            self.isolation_work = one_off / (last - first);
            self.agenda.add(first, Step::IsolationWorkStart);
            self.agenda.add(last, Step::IsolationWorkEnd);
        } else {
            self.spend(Component::Setup, one_off);
        }
        self.isolate_when_done();
    }

    /// Cost and months of moving an application from where it stands to `to`, overruns included.
    pub fn terms_of_move(&self, application: usize, to: usize) -> (f64, f64) {
        let here = &self.plan.stations.stations[self.standing.stations[application]];
        let factor = here.leaving_factor.of(self.drawn());
        (self.circumstances.move_cost[to] * factor, self.circumstances.move_time[to] * factor)
    }

    /// Puts a move on the agenda in place of any other move of the application.
    pub fn schedule_move(&mut self, application: usize, planned: Move) {
        self.memory.attempts[application] += 1;
        let attempt = self.memory.attempts[application];
        self.memory.moves[application] = Some(planned);
        if !planned.started {
            self.agenda.add(planned.start, Step::MoveStart { application, attempt });
        }
        let dual = self.plan.company.applications[application].dual_running.of(self.drawn());
        self.agenda
            .add(f64::max(planned.start, planned.end - dual), Step::DualRunning { application, attempt });
        self.agenda.add(planned.end, Step::MoveEnd { application, attempt });
    }

    /// The move of an application, if `attempt` is still the latest.
    fn current_move(&mut self, application: usize, attempt: u32) -> Option<&mut Move> {
        if self.memory.attempts[application] == attempt {
            self.memory.moves[application].as_mut()
        } else {
            None
        }
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::MoveStart { application, attempt } => {
                if let Some(entry) = self.current_move(application, attempt) {
                    entry.started = true;
                    self.refresh_rates();
                }
            }
            Step::DualRunning { application, attempt } => {
                if let Some(entry) = self.current_move(application, attempt) {
                    entry.dual = true;
                    self.refresh_rates();
                }
            }
            Step::MoveEnd { application, attempt } => self.end_move(application, attempt),
            Step::MeasureStart { chosen } => self.start_measure(chosen),
            Step::MeasureReady { chosen } => self.finish_measure(chosen),
            Step::IsolationWorkStart => self.refresh_rates(),
            Step::IsolationWorkEnd => {
                self.isolation_work = 0.0;
                self.refresh_rates();
            }
            Step::Renewal { duty } => obligation::renew(self, duty),
            Step::Decision { duty, application, attempt, renewal } => {
                obligation::decide(self, duty, application, attempt, renewal);
            }
            Step::RulesBegin => rule_change::begin(self),
            Step::PackBegins { index } => rule_change::succeed(self, index),
            Step::RuleChanges { event } => rule_change::take_effect(self, event),
            Step::FineForgotten { risk } => enforcement::forget(self, risk),
            Step::Event { event } => match &self.plan.risks[self.world.events[event].risk].mechanism {
                MechanismPlan::Outage(plan) => outage::begin(self, event, plan),
                MechanismPlan::ServiceLoss(plan) => service_loss::announce(self, event, plan),
                MechanismPlan::RuleChange(_) => rule_change::announce(self, event),
                MechanismPlan::Enforcement(_)
                | MechanismPlan::DemandShift(_)
                | MechanismPlan::Degradation(_)
                | MechanismPlan::SupplierBan(_)
                | MechanismPlan::CounterMeasure(_)
                | MechanismPlan::Incident(_) => {}
            },
            Step::Emergency { event } => {
                if let MechanismPlan::Outage(plan) = &self.plan.risks[self.world.events[event].risk].mechanism
                {
                    outage::flee(self, plan);
                }
            }
            Step::ScheduledInspection { risk, index } => enforcement::inspect_as_scheduled(self, risk, index),
            Step::Inspection { risk, attempt } => enforcement::inspect_by_chance(self, risk, attempt),
        }
    }

    fn end_move(&mut self, application: usize, attempt: u32) {
        let Some(entry) = self.current_move(application, attempt) else { return };
        let (to, started) = (entry.to, entry.started);
        if !started {
            // A move that takes no time ends before the step that would start it.
            let (cost, _) = self.terms_of_move(application, to);
            self.spend(Component::Setup, cost);
        }
        self.memory.moves[application] = None;
        self.standing.stations[application] = to;
        self.reassess(application);
        self.isolate_when_done();
        outage::follow_move(self, application);
        obligation::follow_move(self, application, false);
        self.refresh_rates();
    }

    /// Isolation takes effect once no planned move is left.
    fn isolate_when_done(&mut self) {
        let left = self.memory.moves.iter().flatten().any(|entry| entry.planned);
        if left || self.isolated {
            return;
        }
        self.isolated = true;
        self.memory.counts[Count::MonthOfSeparation as usize] = self.now;
        if self.standing.isolation != self.option.isolation {
            self.standing.isolation = self.option.isolation;
            self.reassess_all();
            for application in 0..self.standing.stations.len() {
                obligation::follow_move(self, application, false);
            }
        }
    }

    fn start_measure(&mut self, chosen: usize) {
        let (measure, _) = self.option.measures[chosen];
        let plan = &self.plan.measures[measure];
        let (one_off, lead_time) = (plan.one_off.of(self.drawn()), plan.lead_time.of(self.drawn()));
        if lead_time > 0.0 {
            self.measure_work = self.work_on_measures();
            self.agenda.add(self.now + lead_time, Step::MeasureReady { chosen });
            self.refresh_rates();
        } else {
            self.spend(Component::Setup, one_off);
            self.finish_measure(chosen);
        }
    }

    fn finish_measure(&mut self, chosen: usize) {
        let (measure, _) = self.option.measures[chosen];
        self.standing.active[measure] = true;
        self.measure_work = self.work_on_measures();
        self.reassess_all();
    }

    /// Money per month for measures whose lead time is running.
    fn work_on_measures(&self) -> f64 {
        let drawn = self.drawn();
        self.option
            .measures
            .iter()
            .filter(|(measure, start)| *start <= self.now && !self.standing.active[*measure])
            .map(|(measure, _)| {
                let plan = &self.plan.measures[*measure];
                (plan.one_off.of(drawn), plan.lead_time.of(drawn))
            })
            // What takes no time is paid at once.
            .filter(|(_, lead_time)| *lead_time > 0.0)
            .map(|(one_off, lead_time)| one_off / lead_time)
            .sum()
    }

    /// Product of a factor over the measures that work.
    pub fn measure_factor(&self, factor: impl Fn(&crate::plan::MeasurePlan) -> crate::plan::Value) -> f64 {
        let drawn = self.drawn();
        self.plan
            .measures
            .iter()
            .zip(&self.standing.active)
            .filter(|(_, active)| **active)
            .map(|(measure, _)| factor(measure).of(drawn))
            .product()
    }

    /// Derives everything anew that follows by rule from where the option stands.
    pub fn reassess_all(&mut self) {
        self.standing.reassess(None, self.setting());
        obligation::begin(self);
        self.refresh_rates();
    }

    fn reassess(&mut self, application: usize) {
        self.standing.reassess(Some(application), self.setting());
        obligation::begin(self);
    }

    /// Lets time pass.
    fn advance(&mut self, time: f64) {
        if time > self.now && self.stale {
            self.work_out_rates();
        }
        self.now = time;
    }

    /// Closes business in China until a month at least.
    pub fn close_business(&mut self, until: f64) {
        if until > self.memory.closed_until {
            self.count_closed();
            self.memory.closed_until = until;
        }
    }

    fn count_closed(&mut self) {
        let until = f64::min(self.now, self.memory.closed_until);
        self.closed += f64::max(0.0, until - self.closed_counted_until);
        self.closed_counted_until = self.now;
    }

    /// Settles a month: costs, then the margin that was lost, then what customers conclude.
    fn close(&mut self, month: usize) {
        for component in Component::ALL {
            self.accrue(component);
            let amount = std::mem::take(&mut self.accrued[component as usize]);
            if amount != 0.0 {
                self.ledger.post(month, component, amount);
            }
        }
        demand_shift::churn(self);
        interrupted_shares(&self.memory.downtimes, month, self.circumstances, &mut self.memory.interrupted);
        self.count_closed();
        let closed = std::mem::take(&mut self.closed);
        let fate =
            MonthOfMargin { closed, churned: &self.memory.churned, interrupted: &self.memory.interrupted };
        let lost = MarginLost::of_month(self.plan, self.circumstances, month, &fate);
        for (component, amount) in lost.postings() {
            if amount != 0.0 {
                self.ledger.post(month, component, amount);
            }
        }
        if lost.available > 0.0 {
            self.count(Count::DaysDown, lost.interruption / lost.available * DAYS_PER_MONTH);
        }
        self.count(Count::RevenueLost, lost.revenue);
        self.count(Count::DaysSuspended, closed * DAYS_PER_MONTH);
        self.standing.sum_up_requirements(self.setting());
        demand_shift::respond(self, month);
    }
}
