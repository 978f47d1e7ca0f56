//! Events whose rate depends on what the option has done: the same unit-rate points for every option, the option's own Λ.

use super::agenda::Step;
use super::controls::FactorHeld;
use super::ledger::Ledger;
use super::mechanism::{enforcement, incident};
use super::option_run::OptionRun;
use super::world::event_by_chance;
use crate::math;
use crate::plan::MechanismPlan;

/// When the next event of one risk comes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Arrivals {
    /// Events by chance so far.
    pub count: u64,
    /// Expected events left until the next one, counted from `since`.
    remaining: f64,
    since: f64,
    attempt: u32,
    /// Factor on the world's rate at present.
    factor: f64,
    /// It happens once, and has happened.
    pub done: bool,
}

impl Default for Arrivals {
    fn default() -> Self {
        Arrivals { count: 0, remaining: 0.0, since: 0.0, attempt: 0, factor: 1.0, done: false }
    }
}

impl<L: Ledger> OptionRun<'_, L> {
    /// Puts the first events on the agenda.
    pub fn await_own_events(&mut self) {
        for risk in 0..self.plan.risks.len() {
            if self.plan.risks[risk].is_own() {
                let factor = self.factor_on_rate(risk);
                self.set_factor(risk, factor);
                self.await_next(risk);
            }
        }
    }

    /// No event of the option's own comes any more.
    pub fn cease_own_events(&mut self) {
        for risk in 0..self.plan.risks.len() {
            if self.plan.risks[risk].is_own() {
                self.set_factor(risk, 0.0);
            }
        }
    }

    /// A factor holds on the rate of a risk from now on.
    fn set_factor(&mut self, risk: usize, factor: f64) {
        self.memory.arrivals[risk].factor = factor;
        if self.memory.tells_factors {
            self.memory.factors.push(FactorHeld { risk, from: self.now, factor });
        }
    }

    /// Draws the gap Γ(k+1) − Γ(k) of the unit-rate process and waits for it.
    fn await_next(&mut self, risk: usize) {
        let count = self.memory.arrivals[risk].count;
        let gap =
            math::inverse_exponential(self.keys.risks[risk].arrival.trial(self.world.trial).uniform(count));
        let now = self.now;
        let arrivals = &mut self.memory.arrivals[risk];
        arrivals.remaining = gap;
        arrivals.since = now;
        self.put_on_agenda(risk);
    }

    /// The next event at the present rate: Λ⁻¹(Λ(now) + remaining ÷ factor).
    fn put_on_agenda(&mut self, risk: usize) {
        let hazard = &self.world.hazards[risk];
        let arrivals = &mut self.memory.arrivals[risk];
        arrivals.attempt += 1;
        let attempt = arrivals.attempt;
        if arrivals.factor > 0.0 && !arrivals.done {
            let target = hazard.cumulative(arrivals.since) + arrivals.remaining / arrivals.factor;
            if let Some(time) = hazard.inverse(target) {
                self.agenda.add(f64::max(time, self.now), Step::Arrival { risk, attempt });
            }
        }
    }

    /// Factor on the rate by where the option stands now.
    fn factor_on_rate(&mut self, risk: usize) -> f64 {
        let all = self.plan;
        let plan = &all.risks[risk];
        let odds: f64 = plan
            .odds
            .iter()
            .zip(&self.plan.judged_by.odds[risk])
            .filter(|(_, condition)| self.standing.some_meets(**condition))
            .map(|((_, factor), _)| factor.of(self.drawn()))
            .product();
        match &plan.mechanism {
            MechanismPlan::Enforcement(enforcement) => {
                odds * enforcement::factor_of_record(self, risk, enforcement)
            }
            MechanismPlan::Incident(incident) => odds * incident::factor_of_posture(self, risk, incident),
            MechanismPlan::Outage(_)
            | MechanismPlan::ServiceLoss(_)
            | MechanismPlan::DemandShift(_)
            | MechanismPlan::RuleChange(_)
            | MechanismPlan::Degradation(_)
            | MechanismPlan::SupplierBan(_)
            | MechanismPlan::CounterMeasure(_) => odds,
        }
    }

    /// Looks whether rates have changed; what is left of a waiting time passes at the new one.
    pub fn follow_posture(&mut self) {
        self.posture_stale = false;
        for position in 0..self.plan.posture_risks.len() {
            let risk = self.plan.posture_risks[position];
            self.follow_rate(risk);
        }
    }

    /// Looks whether the rate of one risk has changed.
    pub fn follow_rate(&mut self, risk: usize) {
        let factor = self.factor_on_rate(risk);
        if factor == self.memory.arrivals[risk].factor {
            return;
        }
        let hazard = &self.world.hazards[risk];
        let now = self.now;
        let arrivals = &mut self.memory.arrivals[risk];
        let passed = (hazard.cumulative(now) - hazard.cumulative(arrivals.since)) * arrivals.factor;
        arrivals.remaining = f64::max(0.0, arrivals.remaining - passed);
        arrivals.since = now;
        self.set_factor(risk, factor);
        self.put_on_agenda(risk);
    }

    /// An event by chance is due, unless the waiting time has changed since.
    pub fn arrive(&mut self, risk: usize, attempt: u32) {
        if self.memory.arrivals[risk].attempt != attempt {
            return;
        }
        let index = self.memory.arrivals[risk].count;
        self.memory.arrivals[risk].count += 1;
        if std::mem::replace(&mut self.memory.arrivals[risk].done, self.plan.risks[risk].once) {
            return;
        }
        if !self.plan.risks[risk].once {
            self.await_next(risk);
        }
        let event = event_by_chance(self.plan, self.keys, self.world.trial, (risk, self.now), index);
        let event = self.memory.add_event(event);
        self.memory.event_counts[risk] += 1;
        self.happen(event);
    }
}
