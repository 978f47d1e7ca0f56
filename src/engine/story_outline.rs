//! A story from what the journal and the world already say; stands in until the engine tells it itself.

use super::keys::Keys;
use super::simulate::journal;
use super::story::{Cause, Charge, Happening, MoveReason, Note, Story};
use super::world::World;
use crate::domain::Component;
use crate::plan::SimulationPlan;

/// Everything one option lives through in one trial, as far as journal, world and plan tell.
pub fn story(plan: &SimulationPlan, scenario: usize, option: usize, seed: u64, trial: u64) -> Story {
    let record = journal(plan, scenario, option, seed, trial);
    let keys = Keys::new(plan, seed);
    let mut world = World::default();
    world.draw_parameters(plan, &keys, trial);
    world.unfold(plan, &plan.scenarios[scenario], &keys);
    let end = plan.horizon_months as f64;
    let mut notes: Vec<Note> = Vec::new();
    let mut note = |time: f64, what: Happening| {
        if time < end {
            notes.push(Note { time, what });
        }
    };
    for (time, regime) in world.regimes() {
        note(*time, Happening::Regime { regime: *regime });
    }
    for (position, event) in world.events().iter().enumerate() {
        note(event.time, Happening::Announced { event: position });
        note(event.time + event.grace, Happening::TakesEffect { event: position });
        note(event.time + event.grace + event.duration, Happening::Ends { event: position });
    }
    for (application, target) in plan.options[option].targets.iter().enumerate() {
        if target.planned != target.current {
            let (to, reason, end) = (target.planned, MoveReason::Planned, target.start + 9.0);
            note(target.start, Happening::MoveBegins { application, to, reason, end });
            note(end, Happening::MoveEnds { application, to });
        }
    }
    notes.sort_by(|left, right| left.time.total_cmp(&right.time));
    let charges = record.journal.postings.iter().map(|posting| Charge {
        month: posting.month,
        component: posting.component,
        cause: outline(posting.component),
        amount: posting.amount,
    });
    Story {
        scenario,
        option,
        trial,
        regimes: world.regimes().to_vec(),
        events: world.events().to_vec(),
        notes,
        charges: charges.collect(),
        journal: record.journal,
        counts: record.counts,
    }
}

fn outline(component: Component) -> Cause {
    match component {
        Component::Setup => Cause::Move(0),
        Component::Run | Component::Productivity => Cause::Application(0),
        Component::Compliance => Cause::Duty(0),
        Component::Fines
        | Component::SalesLossCn
        | Component::SalesLossAbroad
        | Component::Interruption
        | Component::Emergency
        | Component::Incidents => Cause::Risk(0),
    }
}
