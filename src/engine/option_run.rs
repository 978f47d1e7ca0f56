use super::agenda::{Agenda, Step};
use super::arrivals::Arrivals;
use super::circumstances::Circumstances;
use super::closures::{Closure, banned_shares};
use super::controls::FactorHeld;
use super::keys::Keys;
use super::ledger::Ledger;
use super::margin::{Downtime, MarginLost, MonthOfMargin, blame_losses, interrupted_shares};
use super::mechanism::degradation::Exposure;
use super::mechanism::obligation::{self, Filing};
use super::mechanism::{
    closure, degradation, demand_shift, enforcement, incident, outage, rule_change, service_loss,
};
use super::moves::Move;
use super::outcomes::Count;
use super::playbook::{self, Playbook};
use super::rates::KnownRates;
use super::reasons::Reasons;
use super::standing::{Setting, Standing};
use super::story::{Cause, Happening, Note};
use super::world::{Event, World};
use crate::domain::{Barred, Component};
use crate::plan::{MechanismPlan, OptionPlan, ScenarioPlan, SimulationPlan, StrictnessPlan};
use crate::units::DAYS_PER_MONTH;

pub(super) const COMPONENTS: usize = Component::ALL.len();

/// What an option remembers beside its standing.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory {
    /// The events of the world, then the option's own.
    pub events: Vec<Event>,
    /// `[risk]`: positions of its events.
    pub events_of: Vec<Vec<usize>>,
    /// `[risk]`: events so far and to come, inspections not counted.
    pub event_counts: Vec<u32>,
    /// `[risk]`, used for risks whose events are the option's own.
    pub arrivals: Vec<Arrivals>,
    /// Whether `factors` is kept.
    pub tells_factors: bool,
    /// Factors on the rates of the option's own events, by time.
    pub factors: Vec<FactorHeld>,
    /// `[application]`.
    pub moves: Vec<Option<Move>>,
    /// `[application]`: raised whenever a move is replanned, so that old steps are recognised.
    pub attempts: Vec<u32>,
    pub downtimes: Vec<Downtime>,
    /// Services that are gone or announced to go: position of the event.
    pub losses: Vec<usize>,
    /// From and to which month some security service is gone and not replaced.
    pub unprotected: Vec<(f64, f64)>,
    pub closures: Vec<Closure>,
    /// Counter-measures in force that bar data: position of the event.
    pub bars: Vec<(usize, Barred)>,
    /// `[flow]`: stopped for good, by a regulator's no.
    pub refused: Vec<bool>,
    /// `[flow]`: stopped by a counter-measure.
    pub barred: Vec<bool>,
    /// `[flow]`: stopped by the option's own playbook.
    pub halted: Vec<bool>,
    /// `[degradation]`.
    pub exposures: Vec<Exposure>,
    pub strictness: usize,
    /// `[measure]`.
    pub measures: Vec<super::measures::Progress>,
    /// Pack in force.
    pub pack: usize,
    /// `[duty]`, whatever its form: has been in force.
    pub duty_begun: Vec<bool>,
    /// `[duty][application]`, whatever its form: one-off cost has been paid.
    pub paid: Vec<bool>,
    /// `[duty][application]`, whatever its form, used for those that need an approval.
    pub filings: Vec<Filing>,
    /// `[duty]`, whatever its form: factor on the time of reviews.
    pub review_factor: Vec<f64>,
    /// `[risk]`, used for enforcement.
    pub inspectors: Vec<enforcement::Inspector>,
    /// Month until which business in China is closed, and by whom.
    pub closed_until: f64,
    pub closed_by: Option<Cause>,
    /// Month from which the licence is revoked.
    pub revoked_from: f64,
    /// What there was in China has been wound up.
    pub wound_up: bool,
    pub gaps: enforcement::Gaps,
    /// `[risk]`, used for incidents: share of protecting duties met when last asked for, and the factor of it.
    pub protections: Vec<(f64, f64)>,
    /// `[curve]`: share of the segment that is lost because of it.
    pub lost: Vec<f64>,
    /// `[segment]`.
    pub churned: Vec<f64>,
    /// `[cell]`.
    pub banned: Vec<f64>,
    /// `[stream]`.
    pub interrupted: Vec<f64>,
    /// Fines of the month under way, money.
    pub fines: f64,
    pub playbook: Playbook,
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
    pub(super) isolated: bool,
    pub(super) known_rates: KnownRates,
    /// Factor of working measures on hours lost to degradation, once it is asked for.
    pub(super) softened: Option<f64>,
    /// Something changed on which rates of own events depend.
    pub(super) posture_stale: bool,
    pub(super) reasons: &'a mut Reasons,
}

/// What one option run writes and thinks with; kept between runs to save allocations.
#[derive(Debug, Clone, Default)]
pub(super) struct Desk {
    pub standing: Standing,
    pub memory: Memory,
    pub agenda: Agenda,
    pub reasons: Reasons,
}

impl Memory {
    /// Adds an event of the option's own, and says where.
    pub fn add_event(&mut self, event: Event) -> usize {
        self.events_of[event.risk].push(self.events.len());
        self.events.push(event);
        self.events.len() - 1
    }
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
            known_rates: KnownRates::default(),
            softened: None,
            posture_stale: false,
            reasons: &mut desk.reasons,
        };
        run.prepare();
        let grows = run.plan.stations.run_costs_grow();
        for month in 0..run.plan.horizon_months {
            let end = month as f64 + 1.0;
            while let Some((time, step)) = run.agenda.next_before(end) {
                run.advance(time);
                run.take(step);
                if run.posture_stale {
                    run.follow_posture();
                }
            }
            run.advance(end);
            run.close(month);
            if grows {
                run.known_rates.applications = None;
                run.refresh_rates();
            }
        }
        playbook::judge(&mut run);
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

    /// How obligations are implemented at present.
    pub fn strictness(&self) -> &'a StrictnessPlan {
        &self.plan.strictness[self.memory.strictness]
    }

    /// Adds a cost of this very moment.
    pub fn spend(&mut self, component: Component, cause: Cause, amount: f64) {
        self.accrued[component as usize] += amount;
        if L::LISTENS {
            self.reasons.spend(component, cause, amount);
        }
    }

    /// Tells a ledger that listens what happens now.
    pub fn note(&mut self, what: Happening) {
        if L::LISTENS {
            self.ledger.note(Note { time: self.now, what });
        }
    }

    fn prepare(&mut self) {
        let plan = self.plan;
        self.standing.reset(self.option, self.setting());
        self.agenda.clear();
        self.reset_memory();
        for (event, entry) in self.memory.events.iter().enumerate() {
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
        self.await_own_events();
        self.posture_stale = false;
    }

    fn reset_memory(&mut self) {
        let plan = self.plan;
        let (applications, duties) = (plan.company.applications.len(), plan.law.duties.len());
        let memory = &mut *self.memory;
        memory.events.clone_from(&self.world.events);
        memory.events_of.iter_mut().for_each(Vec::clear);
        memory.events_of.resize_with(plan.risks.len(), Vec::new);
        for (event, entry) in memory.events.iter().enumerate() {
            memory.events_of[entry.risk].push(event);
        }
        memory.event_counts.clone_from(&self.world.event_counts);
        refill(&mut memory.arrivals, plan.risks.len(), Arrivals::default());
        memory.factors.clear();
        refill(&mut memory.moves, applications, None);
        refill(&mut memory.attempts, applications, 0);
        memory.downtimes.clear();
        memory.losses.clear();
        memory.unprotected.clear();
        memory.closures.clear();
        memory.bars.clear();
        for stops in [&mut memory.refused, &mut memory.barred, &mut memory.halted] {
            refill(stops, plan.company.flows.len(), false);
        }
        refill(&mut memory.exposures, plan.degradations.len(), Exposure::default());
        memory.strictness = self.option.strictness;
        refill(&mut memory.measures, plan.measures.len(), super::measures::Progress::default());
        refill(&mut memory.duty_begun, duties, false);
        refill(&mut memory.paid, duties * applications, false);
        refill(&mut memory.filings, duties * applications, Filing::default());
        refill(&mut memory.review_factor, duties, 1.0);
        refill(&mut memory.inspectors, plan.risks.len(), enforcement::Inspector::default());
        memory.closed_until = 0.0;
        memory.closed_by = None;
        memory.revoked_from = f64::INFINITY;
        memory.wound_up = false;
        memory.gaps.forget(plan.duties.len());
        refill(&mut memory.protections, plan.risks.len(), (f64::NAN, 1.0));
        refill(&mut memory.lost, self.world.demand.len() / plan.horizon_months.max(1), 0.0);
        refill(&mut memory.churned, plan.company.segments.len(), 0.0);
        memory.banned.clear();
        refill(&mut memory.interrupted, plan.company.streams.len(), 0.0);
        memory.fines = 0.0;
        memory.playbook.reset(self.option, plan.playbook_ids.len());
        memory.counts = [0.0; Count::ALL.len()];
        memory.counts[Count::MonthOfSeparation as usize] = plan.horizon_months as f64;
        self.reasons.reset();
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::MoveStart { application, attempt } => self.start_move(application, attempt),
            Step::DualRunning { application, attempt } => {
                if let Some(entry) = self.current_move(application, attempt) {
                    entry.dual = true;
                    self.refresh_rates();
                }
            }
            Step::MoveEnd { application, attempt } => self.end_move(application, attempt),
            Step::MeasureStart { chosen } => {
                let (measure, _) = self.option.measures[chosen];
                self.switch_on(measure);
            }
            Step::MeasureReady { measure, attempt } => self.finish_measure(measure, attempt),
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
            Step::TakesEffect { event } => closure::take_effect(self, event),
            Step::Ends { event } => closure::end(self, event),
            Step::FineForgotten { risk } => enforcement::forget(self, risk),
            Step::PostureChanges => self.posture_stale = true,
            Step::Event { event } => self.happen_once(event),
            Step::Emergency { event } => {
                let risk = self.memory.events[event].risk;
                let mechanism = &self.plan.risks[risk].mechanism;
                if let MechanismPlan::Outage(plan) = mechanism {
                    outage::flee(self, event, plan);
                } else if let Some(plan) = mechanism.as_closure() {
                    closure::flee(self, event, plan);
                }
            }
            Step::ScheduledInspection { risk, index } => enforcement::inspect_as_scheduled(self, risk, index),
            Step::TriggeredInspection { risk } => enforcement::inspect_as_triggered(self, risk),
            Step::Arrival { risk, attempt } => self.arrive(risk, attempt),
            Step::Responds { entry } => playbook::respond(self, entry),
            Step::Reverts { entry } => playbook::revert(self, entry),
            Step::WoundUp => self.wind_up(),
        }
    }

    /// A scheduled event of a risk that happens once, and has happened to this option already, does not happen again.
    fn happen_once(&mut self, event: usize) {
        let risk = self.memory.events[event].risk;
        let plan = &self.plan.risks[risk];
        if plan.is_own() && std::mem::replace(&mut self.memory.arrivals[risk].done, plan.once) {
            self.memory.events[event].effective = false;
            self.memory.event_counts[risk] -= 1;
            return;
        }
        self.happen(event);
    }

    /// An event happens, or is announced.
    pub fn happen(&mut self, event: usize) {
        let risk = self.memory.events[event].risk;
        match &self.plan.risks[risk].mechanism {
            MechanismPlan::Outage(plan) => outage::begin(self, event, plan),
            MechanismPlan::ServiceLoss(plan) => service_loss::announce(self, event, plan),
            MechanismPlan::RuleChange(_) => rule_change::announce(self, event),
            MechanismPlan::SupplierBan(_) | MechanismPlan::CounterMeasure(_) => {
                closure::announce(self, event)
            }
            MechanismPlan::Incident(plan) => incident::strike(self, event, plan),
            MechanismPlan::Enforcement(_) => enforcement::inspect_by_chance(self, event),
            // Campaigns are in the world's hours already.
            MechanismPlan::Degradation(_) | MechanismPlan::DemandShift(_) => {}
        }
    }

    /// Product of a factor over the measures that work.
    pub fn measure_factor(&self, factor: impl Fn(&crate::plan::MeasurePlan) -> crate::plan::Value) -> f64 {
        self.standing.measure_factor(self.plan, self.drawn(), factor)
    }

    /// Derives everything anew that follows by rule from where the option stands.
    pub fn reassess_all(&mut self) {
        self.standing.reassess(self.setting());
        obligation::begin(self);
        self.refresh_rates();
        self.posture_stale = true;
    }

    /// The same after one application has moved; the caller sees to the rates.
    pub fn reassess(&mut self) {
        self.standing.reassess(self.setting());
        obligation::begin(self);
        self.posture_stale = true;
    }

    /// Lets time pass.
    fn advance(&mut self, time: f64) {
        if time > self.now && self.stale {
            self.work_out_rates();
        }
        self.now = time;
    }

    /// Closes business in China until a month at least; for good when the licence is revoked.
    pub fn close_business(&mut self, until: f64, by: Cause) {
        if until > self.memory.closed_until {
            self.count_closed();
            self.memory.closed_until = until;
            self.memory.closed_by = Some(by);
            self.note(Happening::Closed { until });
        }
        if until.is_infinite() && self.memory.revoked_from.is_infinite() {
            self.memory.revoked_from = self.now;
            if let Some(months) = self.plan.company.winding_down {
                self.agenda.add(self.now + months.of(self.drawn()), Step::WoundUp);
            }
        }
    }

    /// What is left in China after a revocation ends: systems, projects, obligations.
    fn wind_up(&mut self) {
        let now = self.now;
        self.memory.wound_up = true;
        self.memory.moves.fill(None);
        for downtime in &mut self.memory.downtimes {
            downtime.to = f64::min(downtime.to, now);
        }
        self.memory.downtimes.retain(|downtime| downtime.from < downtime.to);
        self.agenda.clear();
        self.cease_own_events();
        self.note(Happening::WoundUp);
        self.refresh_rates();
    }

    fn count_closed(&mut self) {
        let until = f64::min(self.now, self.memory.closed_until);
        self.closed += f64::max(0.0, until - self.closed_counted_until);
        self.closed_counted_until = self.now;
    }

    /// Settles a month: costs, then the margin that was lost, then what customers conclude, then what the playbook says.
    fn close(&mut self, month: usize) {
        degradation::charge(self, month);
        let mut posted: Vec<(Component, f64)> = Vec::new();
        for component in Component::ALL {
            self.accrue(component);
            let amount = std::mem::take(&mut self.accrued[component as usize]);
            self.post(month, component, amount, &mut posted);
        }
        demand_shift::churn(self);
        interrupted_shares(&self.memory.downtimes, month, self.circumstances, &mut self.memory.interrupted);
        banned_shares(&self.memory.closures, month, self.plan, &mut self.memory.banned);
        self.count_closed();
        let closed = std::mem::take(&mut self.closed);
        let fate = MonthOfMargin {
            closed,
            revoked: f64::max(0.0, self.now - f64::max(month as f64, self.memory.revoked_from)),
            banned: &self.memory.banned,
            churned: &self.memory.churned,
            interrupted: &self.memory.interrupted,
        };
        let lost = MarginLost::of_month(self.plan, self.circumstances, month, &fate);
        if L::LISTENS {
            blame_losses(self.setting(), self.memory, month, &fate, self.reasons);
        }
        for (component, amount) in lost.postings() {
            self.post(month, component, amount, &mut posted);
        }
        if L::LISTENS {
            self.reasons.settle(self.now, month, &posted, self.ledger);
        }
        let days_down =
            if lost.available > 0.0 { lost.interruption / lost.available * DAYS_PER_MONTH } else { 0.0 };
        self.count(Count::DaysDown, days_down);
        self.count(Count::RevenueLost, lost.revenue);
        self.count(Count::DaysSuspended, closed * DAYS_PER_MONTH);
        self.standing.sum_up_requirements(self.setting());
        demand_shift::respond(self, month);
        playbook::observe(self, month, days_down);
    }

    fn post(&mut self, month: usize, component: Component, amount: f64, posted: &mut Vec<(Component, f64)>) {
        if amount != 0.0 {
            self.ledger.post(month, component, amount);
            if L::LISTENS {
                posted.push((component, amount));
            }
        }
    }
}

/// Makes a list of equal entries, in the memory that it has.
fn refill<T: Clone>(list: &mut Vec<T>, length: usize, value: T) {
    list.clear();
    list.resize(length, value);
}
