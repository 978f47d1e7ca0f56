//! Money per month: what flows at present, and how it adds up within a month.

use super::ledger::Ledger;
use super::option_run::OptionRun;
use crate::domain::Component;

impl<L: Ledger> OptionRun<'_, L> {
    /// Says that the money per month has changed; it is worked out when time passes next.
    pub fn refresh_rates(&mut self) {
        self.stale = true;
    }

    /// Works out the money per month that flows at present.
    pub fn work_out_rates(&mut self) {
        self.stale = false;
        let (plan, drawn) = (self.plan, self.drawn());
        let (mut setup, mut run, mut emergency, mut hours) = (0.0, 0.0, 0.0, 0.0);
        for (application, station) in self.standing.stations.iter().enumerate() {
            run += self.circumstances.run_cost[*station];
            hours += plan.company.applications[application].users.of(drawn)
                * self.standing.friction(application, self.setting());
            if let Some(entry) = self.memory.moves[application].filter(|entry| entry.started) {
                setup += entry.setup_per_month;
                emergency += entry.emergency_per_month;
                if entry.dual {
                    run += self.circumstances.run_cost[entry.to];
                }
            }
        }
        let isolation = &plan.stations.isolations[self.standing.isolation];
        run += isolation.yearly.of(drawn) / 12.0;
        for (measure, active) in plan.measures.iter().zip(&self.standing.active) {
            if *active {
                run += measure.yearly.of(drawn) / 12.0;
            }
        }
        let factor = plan.strictness[self.option.strictness].cost_factor.of(drawn);
        let mut compliance = 0.0;
        for (position, duty) in plan.duties.iter().enumerate() {
            compliance +=
                self.standing.cost_count(position, duty.per) * duty.yearly.of(drawn) * factor / 12.0;
        }
        let starts = self.option.targets.iter().filter(|target| target.planned != target.current);
        let first = starts.map(|target| target.start).fold(f64::INFINITY, f64::min);
        let on_isolation = if self.now >= first { self.isolation_work } else { 0.0 };
        self.set_rate(Component::Setup, setup + self.measure_work + on_isolation);
        self.set_rate(Component::Run, run);
        self.set_rate(Component::Compliance, compliance);
        self.set_rate(Component::Productivity, hours * plan.company.loaded_hourly_cost.of(drawn));
        self.set_rate(Component::Emergency, emergency);
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
