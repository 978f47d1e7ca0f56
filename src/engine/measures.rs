//! Measures: work on them, and what they do once they work.

use super::agenda::Step;
use super::ledger::Ledger;
use super::option_run::OptionRun;
use super::story::{Cause, Happening};
use crate::domain::Component;

/// How far a measure is.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Progress {
    /// Month in which the work under way is done.
    pub ready: Option<f64>,
    /// Its one-off cost has been paid, its lead time has passed.
    pub built: bool,
    /// Raised whenever it is switched, so that old steps are recognised.
    attempt: u32,
}

impl<L: Ledger> OptionRun<'_, L> {
    /// Starts the work on a measure and says when it will work. What was built before works at once and costs nothing to build.
    pub fn switch_on(&mut self, measure: usize) -> f64 {
        let progress = self.memory.measures[measure];
        if self.standing.active[measure] {
            return self.now;
        }
        if let Some(ready) = progress.ready {
            return ready;
        }
        let plan = &self.plan.measures[measure];
        let (one_off, lead_time) = (plan.one_off.of(self.drawn()), plan.lead_time.of(self.drawn()));
        let progress = &mut self.memory.measures[measure];
        progress.attempt += 1;
        let attempt = progress.attempt;
        if lead_time > 0.0 && !progress.built {
            let ready = self.now + lead_time;
            progress.ready = Some(ready);
            self.note(Happening::MeasureBegins { measure });
            self.measure_work = self.work_on_measures();
            self.agenda.add(ready, Step::MeasureReady { measure, attempt });
            self.refresh_rates();
            return ready;
        }
        if !progress.built {
            self.spend(Component::Setup, Cause::Measure(measure), one_off);
        }
        self.finish_measure(measure, attempt);
        self.now
    }

    /// A measure ends; what has been spent on it is gone.
    pub fn switch_off(&mut self, measure: usize) {
        let progress = &mut self.memory.measures[measure];
        if progress.ready.is_none() && !self.standing.active[measure] {
            return;
        }
        progress.ready = None;
        progress.attempt += 1;
        self.standing.active[measure] = false;
        self.note(Happening::MeasureEnds { measure });
        self.follow_measures();
    }

    /// A measure works from now on.
    pub fn finish_measure(&mut self, measure: usize, attempt: u32) {
        let progress = &mut self.memory.measures[measure];
        if progress.attempt != attempt {
            return;
        }
        progress.ready = None;
        progress.built = true;
        self.standing.active[measure] = true;
        self.note(Happening::MeasureWorks { measure });
        self.follow_measures();
    }

    /// A measure has begun or ceased to work.
    fn follow_measures(&mut self) {
        self.measure_work = self.work_on_measures();
        self.memory.gaps.forget(self.plan.duties.len());
        self.softened = None;
        self.known_rates.measures = None;
        self.reassess_all();
    }

    /// Money per month for a measure whose lead time is running.
    pub fn work_on(&self, measure: usize) -> f64 {
        let plan = &self.plan.measures[measure];
        match self.memory.measures[measure].ready {
            Some(_) => plan.one_off.of(self.drawn()) / plan.lead_time.of(self.drawn()),
            None => 0.0,
        }
    }

    fn work_on_measures(&self) -> f64 {
        (0..self.plan.measures.len()).map(|measure| self.work_on(measure)).sum()
    }
}
