//! Money per month: what flows at present, and how it adds up within a month.

use super::ledger::Ledger;
use super::mechanism::degradation;
use super::option_run::OptionRun;
use super::story::{Cause, MoveReason};
use crate::domain::Component;

/// Parts of the money per month that have not changed since they were worked out.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct KnownRates {
    /// Money per month for running the applications, and hours per month that their users lose.
    pub applications: Option<(f64, f64)>,
    pub measures: Option<f64>,
    /// For meeting duties; holds while `Standing::duties_changed` is false.
    duties: f64,
}

impl<L: Ledger> OptionRun<'_, L> {
    /// Says that the money per month has changed; it is worked out when time passes next.
    pub fn refresh_rates(&mut self) {
        self.stale = true;
    }

    /// Works out the money per month that flows at present.
    pub fn work_out_rates(&mut self) {
        self.stale = false;
        if L::LISTENS {
            self.reasons.begin_rates(self.now);
        }
        degradation::count_users(self);
        if self.memory.wound_up {
            for component in Component::ALL {
                self.set_rate(component, 0.0);
            }
            return;
        }
        let (setup, dual, emergency) = self.rates_of_moves();
        // A ledger that listens is told every part each time.
        if L::LISTENS {
            self.known_rates = KnownRates::default();
            self.standing.duties_changed = true;
        }
        let (run, hours) = match self.known_rates.applications {
            Some(known) => known,
            None => self.rates_of_applications(),
        };
        let measures = match self.known_rates.measures {
            Some(known) => known,
            None => self.rates_of_measures(),
        };
        self.known_rates.applications = Some((run, hours));
        self.known_rates.measures = Some(measures);
        let isolation = self.plan.stations.isolations[self.standing.isolation].yearly.of(self.drawn()) / 12.0;
        let starts = self.option.targets.iter().filter(|target| target.planned != target.current);
        let first = starts.map(|target| target.start).fold(f64::INFINITY, f64::min);
        let on_isolation = if self.now >= first { self.isolation_work } else { 0.0 };
        self.flow(Component::Run, Cause::Isolation, isolation);
        self.flow(Component::Setup, Cause::Isolation, on_isolation);
        if std::mem::take(&mut self.standing.duties_changed) {
            self.known_rates.duties = self.rate_of_duties();
        }
        let compliance = self.known_rates.duties;
        self.set_rate(Component::Setup, setup + self.measure_work + on_isolation);
        self.set_rate(Component::Run, run + dual + isolation + measures);
        self.set_rate(Component::Compliance, compliance);
        self.set_rate(Component::Productivity, hours * self.plan.company.loaded_hourly_cost.of(self.drawn()));
        self.set_rate(Component::Emergency, emergency);
    }

    /// Money per month for projects, for dual running, and for haste.
    fn rates_of_moves(&mut self) -> (f64, f64, f64) {
        let (mut setup, mut dual, mut emergency) = (0.0, 0.0, 0.0);
        for application in 0..self.memory.moves.len() {
            let Some(entry) = self.memory.moves[application].filter(|entry| entry.started) else { continue };
            setup += entry.setup_per_month;
            emergency += entry.emergency_per_month;
            self.flow(Component::Setup, Cause::Move(application), entry.setup_per_month);
            let forced = match entry.reason {
                MoveReason::Emergency(cause) => cause,
                MoveReason::Planned | MoveReason::Playbook(_) => Cause::Move(application),
            };
            self.flow(Component::Emergency, forced, entry.emergency_per_month);
            if entry.dual {
                let beside = self.circumstances.run_cost_at(entry.to, self.now);
                dual += beside;
                self.flow(Component::Run, Cause::Move(application), beside);
            }
        }
        (setup, dual, emergency)
    }

    /// Money per month for running the applications, and hours per month that their users lose.
    fn rates_of_applications(&mut self) -> (f64, f64) {
        let (plan, drawn) = (self.plan, self.drawn());
        let hourly = plan.company.loaded_hourly_cost.of(drawn);
        let (mut run, mut hours) = (0.0, 0.0);
        for application in 0..self.standing.stations.len() {
            let cost = self.circumstances.run_cost_at(self.standing.stations[application], self.now);
            let lost = plan.company.applications[application].users.of(drawn)
                * self.standing.friction(application, self.setting());
            run += cost;
            hours += lost;
            self.flow(Component::Run, Cause::Application(application), cost);
            self.flow(Component::Productivity, Cause::Application(application), lost * hourly);
        }
        (run, hours)
    }

    /// Money per month for keeping measures; the work on those that are not ready is told here, too.
    fn rates_of_measures(&mut self) -> f64 {
        let mut run = 0.0;
        for measure in 0..self.plan.measures.len() {
            if self.standing.active[measure] {
                let yearly = self.plan.measures[measure].yearly.of(self.drawn()) / 12.0;
                run += yearly;
                self.flow(Component::Run, Cause::Measure(measure), yearly);
            } else if L::LISTENS {
                self.flow(Component::Setup, Cause::Measure(measure), self.work_on(measure));
            }
        }
        run
    }

    /// Money per month for meeting the duties in force.
    fn rate_of_duties(&mut self) -> f64 {
        let (plan, drawn) = (self.plan, self.drawn());
        let factor = self.strictness().cost_factor.of(drawn);
        let mut compliance = 0.0;
        for (position, duty) in plan.duties.iter().enumerate() {
            let rate = self.standing.cost_count(position, duty.per) * duty.yearly.of(drawn) * factor / 12.0;
            compliance += rate;
            self.flow(Component::Compliance, Cause::Duty(duty.group), rate);
        }
        compliance
    }

    /// Tells a ledger that listens what a rate is for.
    fn flow(&mut self, component: Component, cause: Cause, rate: f64) {
        if L::LISTENS {
            self.reasons.flow(component, cause, rate);
        }
    }

    fn set_rate(&mut self, component: Component, rate: f64) {
        if self.rates[component as usize] != rate {
            self.accrue(component);
            self.rates[component as usize] = rate;
        }
    }

    /// Adds what has flowed since the rate last changed. Only changes of a component's own rate split its sum, so
    /// that a step which does not concern it leaves its bits alone.
    pub fn accrue(&mut self, component: Component) {
        let place = component as usize;
        self.accrued[place] += self.rates[place] * (self.now - self.accrued_until[place]);
        self.accrued_until[place] = self.now;
    }
}
