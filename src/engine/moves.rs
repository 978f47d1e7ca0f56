//! Moves of applications: planned ones, and what ends, waits for, or replaces them.

use super::agenda::Step;
use super::ledger::Ledger;
use super::mechanism::{obligation, outage};
use super::option_run::OptionRun;
use super::outcomes::Count;
use super::playbook;
use super::story::{Cause, Happening, MoveReason};
use crate::domain::Component;

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
    pub reason: MoveReason,
    /// All is done but for an approval.
    pub waits: bool,
}

impl<L: Ledger> OptionRun<'_, L> {
    /// Puts the planned moves and the work on isolation on the agenda.
    pub fn plan_moves(&mut self) {
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
                    reason: MoveReason::Planned,
                    waits: false,
                },
            );
        }
        let one_off = self.plan.stations.isolations[self.option.isolation].one_off.of(self.drawn());
        if first < last {
            self.isolation_work = one_off / (last - first);
            self.agenda.add(first, Step::IsolationWorkStart);
            self.agenda.add(last, Step::IsolationWorkEnd);
        } else {
            self.spend(Component::Setup, Cause::Isolation, one_off);
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
        if planned.started {
            self.begin_move(application, planned);
        } else {
            self.agenda.add(planned.start, Step::MoveStart { application, attempt });
        }
        let dual = self.plan.company.applications[application].dual_running.of(self.drawn());
        self.agenda
            .add(f64::max(planned.start, planned.end - dual), Step::DualRunning { application, attempt });
        self.agenda.add(planned.end, Step::MoveEnd { application, attempt });
    }

    /// Work on a move begins: what has to be approved before the system may be used is filed now.
    fn begin_move(&mut self, application: usize, entry: Move) {
        let Move { to, reason, end, .. } = entry;
        self.note(Happening::MoveBegins { application, to, reason, end });
        obligation::file_for_move(self, application, to);
    }

    pub fn start_move(&mut self, application: usize, attempt: u32) {
        if let Some(entry) = self.current_move(application, attempt) {
            entry.started = true;
            let entry = *entry;
            self.begin_move(application, entry);
            self.refresh_rates();
        }
    }

    /// The move of an application, if `attempt` is still the latest.
    pub fn current_move(&mut self, application: usize, attempt: u32) -> Option<&mut Move> {
        if self.memory.attempts[application] == attempt {
            self.memory.moves[application].as_mut()
        } else {
            None
        }
    }

    /// Drops the move of an application.
    pub fn drop_move(&mut self, application: usize) {
        if self.memory.moves[application].take().is_some() {
            self.memory.attempts[application] += 1;
            self.note(Happening::MoveDropped { application });
            self.refresh_rates();
        }
    }

    pub fn end_move(&mut self, application: usize, attempt: u32) {
        let Some(entry) = self.current_move(application, attempt).copied() else { return };
        if !entry.started {
            // A move that takes no time ends before the step that would start it.
            let (cost, _) = self.terms_of_move(application, entry.to);
            self.spend(Component::Setup, Cause::Move(application), cost);
            self.begin_move(application, entry);
            if let Some(entry) = self.current_move(application, attempt) {
                entry.started = true;
                entry.setup_per_month = 0.0;
            }
        }
        match obligation::awaited(self, application, entry.to) {
            Some((duty, until)) => self.wait_for(application, duty, until),
            None => self.complete_move(application, entry),
        }
    }

    /// The system is ready but may not be used yet: the old one runs on beside it.
    fn wait_for(&mut self, application: usize, duty: usize, until: f64) {
        if let Some(entry) = &mut self.memory.moves[application] {
            entry.waits = true;
            entry.end = until;
            entry.setup_per_month = 0.0;
            entry.emergency_per_month = 0.0;
        }
        self.note(Happening::MoveWaits { application, duty, until });
        self.refresh_rates();
    }

    /// An approval has come: a move that waited for nothing else is complete.
    pub fn go_on(&mut self, application: usize) {
        if let Some(entry) = self.memory.moves[application].filter(|entry| entry.waits)
            && obligation::awaited(self, application, entry.to).is_none()
        {
            self.complete_move(application, entry);
        }
    }

    fn complete_move(&mut self, application: usize, entry: Move) {
        self.memory.moves[application] = None;
        self.memory.attempts[application] += 1;
        self.standing.stations[application] = entry.to;
        self.known_rates.applications = None;
        self.note(Happening::MoveEnds { application, to: entry.to });
        self.reassess();
        self.isolate_when_done();
        outage::follow_move(self, application);
        obligation::follow_move(self, application, false, None);
        self.refresh_rates();
        if let MoveReason::Playbook(firing) = entry.reason {
            playbook::move_done(self, firing);
        }
    }

    /// Isolation takes effect once no planned move is left.
    pub fn isolate_when_done(&mut self) {
        if self.memory.moves.iter().flatten().any(|entry| entry.planned) {
            return;
        }
        if !self.isolated {
            self.isolated = true;
            self.memory.counts[Count::MonthOfSeparation as usize] = self.now;
            if !self.memory.playbook.isolates() {
                self.isolate(self.option.isolation);
            }
        }
        // What a response asks for waits for its own moves, too.
        let responding =
            self.memory.moves.iter().flatten().any(|entry| matches!(entry.reason, MoveReason::Playbook(_)));
        if !responding && let Some(isolation) = self.memory.playbook.wanted_isolation.take() {
            self.isolate(isolation);
        }
    }

    /// Ties the systems in China to headquarters in another way from now on.
    pub fn isolate(&mut self, isolation: usize) {
        if self.standing.isolation == isolation {
            return;
        }
        self.standing.isolation = isolation;
        self.known_rates.applications = None;
        self.note(Happening::Isolated { isolation });
        self.reassess_all();
        for application in 0..self.standing.stations.len() {
            obligation::follow_move(self, application, false, None);
        }
    }
}
