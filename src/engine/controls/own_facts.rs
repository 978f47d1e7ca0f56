//! What an option shows of the events that are its own, beside the compensators of their rates.

use super::facts::{EventSums, Place};
use super::table::Subject;
use crate::engine::hazard::Hazard;
use crate::engine::world::{Event, SCHEDULED};

/// From when on which factor held on the rate of a risk's own events.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::engine) struct FactorHeld {
    pub risk: usize,
    /// Month.
    pub from: f64,
    pub factor: f64,
}

/// Expected events of one risk given what the option did.
#[derive(Debug, Clone, Copy, Default)]
struct Compensator {
    /// Whether it is looked at.
    watched: bool,
    factor: f64,
    since: f64,
    /// Month of the first event of what happens once.
    over: f64,
    events: f64,
    /// Events in present value of 1 each.
    worth: f64,
}

/// What is worked out once for all controls of an option; kept between runs to save allocations.
#[derive(Debug, Clone, Default)]
pub(super) struct OwnFacts {
    /// `[risk]`.
    events: Vec<EventSums>,
    /// `[risk]`.
    expected: Vec<Compensator>,
}

impl OwnFacts {
    /// Looks at what happened to an option.
    ///
    /// - `risks`: positions of those that are looked at.
    /// - `events`: all of it, those of the world included.
    /// - `factors`: by time.
    /// - `weighs`: whether present values are wanted.
    pub fn observe(
        &mut self,
        place: Place<'_>,
        risks: &[usize],
        (events, factors): (&[Event], &[FactorHeld]),
        weighs: bool,
    ) {
        let plan = place.plan;
        let horizon = plan.horizon_months as f64;
        self.events.resize(plan.risks.len(), EventSums::default());
        self.expected.resize(plan.risks.len(), Compensator::default());
        for risk in risks {
            self.events[*risk] = EventSums::default();
            self.expected[*risk] = Compensator { watched: true, over: horizon, ..Compensator::default() };
        }
        for event in events {
            let expected = &mut self.expected[event.risk];
            if !expected.watched {
                continue;
            }
            if event.draw < SCHEDULED {
                self.events[event.risk].add(event, plan.discount[event.time as usize]);
            }
            if plan.risks[event.risk].once {
                expected.over = f64::min(expected.over, event.time);
            }
        }
        for held in factors {
            if self.expected[held.risk].watched {
                self.hold(place, *held, weighs);
            }
        }
        for risk in risks {
            self.hold(place, FactorHeld { risk: *risk, from: horizon, factor: 0.0 }, weighs);
            self.expected[*risk].watched = false;
        }
    }

    /// Adds what was expected under the last factor, and goes on with the next.
    fn hold(&mut self, place: Place<'_>, next: FactorHeld, weighs: bool) {
        let FactorHeld { risk, from, factor } = next;
        let entry = &mut self.expected[risk];
        let to = f64::min(from, entry.over);
        if entry.factor > 0.0 && to > entry.since {
            let hazard: &Hazard = &place.world.hazards[risk];
            entry.events += entry.factor * (hazard.cumulative(to) - hazard.cumulative(entry.since));
            if weighs {
                let worth = |time: f64| place.table.worth_until(time);
                entry.worth += entry.factor * hazard.integral(entry.since, to, worth);
            }
        }
        entry.factor = factor;
        entry.since = from;
    }

    /// What is seen and what is expected of a control of this option.
    pub fn of(&self, subject: Subject) -> (f64, f64) {
        match subject {
            Subject::Events { risk } => (self.events[risk].count, self.expected[risk].events),
            Subject::Mark { risk, mark, mean } => {
                let sums = &self.events[risk];
                (sums.marks[mark as usize], mean * sums.count)
            }
            Subject::MarkWorth { risk, mark, mean } => {
                (self.events[risk].worth[mark as usize], mean * self.expected[risk].worth)
            }
            Subject::Parameter(_)
            | Subject::RegimeMonths(_)
            | Subject::RegimeWorth(_)
            | Subject::Moves { .. }
            | Subject::Hazard { .. } => (0.0, 0.0),
        }
    }
}
