//! Supplier ban and counter-measure: announced, in force for a time, and over: customers or value streams are closed, data is barred
//! from crossing the border.

use super::{emergency, obligation, service_loss};
use crate::domain::{Barred, DataClass, Hosting};
use crate::engine::agenda::Step;
use crate::engine::closures::Closure;
use crate::engine::ledger::Ledger;
use crate::engine::option_run::OptionRun;
use crate::engine::story::{Cause, Happening};
use crate::plan::ClosurePlan;

/// It is announced.
pub(in crate::engine) fn announce<L: Ledger>(run: &mut OptionRun<'_, L>, event: usize) {
    let effect = run.memory.events[event].effect();
    if effect <= run.now {
        take_effect(run, event);
    } else {
        run.agenda.add(effect, Step::TakesEffect { event });
    }
}

/// It takes effect, unless a review comes to nothing.
pub(in crate::engine) fn take_effect<L: Ledger>(run: &mut OptionRun<'_, L>, event: usize) {
    let entry = run.memory.events[event];
    let Some(plan) = run.plan.risks[entry.risk].mechanism.as_closure() else { return };
    let uniform = run.keys.risks[entry.risk].chance.trial(run.world.trial).uniform(entry.draw);
    if uniform >= plan.chance.of(run.drawn()) {
        run.memory.events[event].effective = false;
        run.note(Happening::ComesToNothing { event });
        return;
    }
    close(run, event, plan);
    if plan.bars != Barred::Nothing {
        run.memory.bars.push((event, plan.bars));
        bar(run, Cause::Risk(entry.risk));
        run.agenda.add(entry.end(), Step::Ends { event });
        if let Some((after, _)) = &plan.emergency {
            let start = run.now + after.of(run.drawn());
            if start < entry.end() {
                run.agenda.add(start, Step::Emergency { event });
            }
        }
    }
}

fn close<L: Ledger>(run: &mut OptionRun<'_, L>, event: usize, plan: &ClosurePlan) {
    let entry = run.memory.events[event];
    run.standing.sum_up_requirements(run.setting());
    let left = plan.spared_by.map_or(1.0, |requirement| 1.0 - run.standing.satisfied[requirement]);
    let drawn = run.drawn();
    let segments: Vec<f64> = plan.segments.iter().map(|share| share.of(drawn) * left).collect();
    let streams: Vec<f64> = plan.streams.iter().map(|share| share.of(drawn)).collect();
    if segments.iter().chain(&streams).any(|share| *share > 0.0) {
        run.memory.closures.push(Closure {
            blame: Cause::Risk(entry.risk),
            from: run.now,
            to: entry.end(),
            win_back: plan.win_back_time.of(drawn),
            segments,
            streams,
        });
    }
}

/// It has lasted too long: applications abroad that live on barred data are moved to China.
pub(in crate::engine) fn flee<L: Ledger>(run: &mut OptionRun<'_, L>, event: usize, plan: &ClosurePlan) {
    let Some((_, terms)) = &plan.emergency else { return };
    let cause = Cause::Risk(run.memory.events[event].risk);
    for application in 0..run.standing.stations.len() {
        let flows = run.plan.company.flows.iter().zip(&run.memory.barred);
        let lives_on_it = flows.filter(|(flow, barred)| **barred && flow.application == application);
        let starved = lives_on_it.map(|(flow, _)| flow.needed.of(run.drawn())).any(|needed| needed > 0.0);
        let abroad = |station: usize| match run.plan.stations.stations[station].hosting {
            Hosting::Abroad => true,
            Hosting::China => false,
        };
        if starved && abroad(run.standing.stations[application]) {
            let safe = |station: usize| !abroad(station) && service_loss::is_safe(run, station);
            if let Some(to) = emergency::refuge(run, application, safe) {
                emergency::send(run, application, to, terms, cause);
            }
        }
    }
}

/// It is over: data may cross again.
pub(in crate::engine) fn end<L: Ledger>(run: &mut OptionRun<'_, L>, event: usize) {
    let cause = Cause::Risk(run.memory.events[event].risk);
    run.memory.bars.retain(|(barring, _)| *barring != event);
    bar(run, cause);
}

/// Stops the flows that are barred now, and lets those cross that no longer are.
fn bar<L: Ledger>(run: &mut OptionRun<'_, L>, cause: Cause) {
    for flow in 0..run.plan.company.flows.len() {
        let facts = &run.standing.flows[flow].flow;
        let delicate =
            facts.class >= DataClass::Important || facts.persons > 0.0 || facts.sensitive_persons > 0.0;
        run.memory.barred[flow] = run.plan.company.flows[flow].outbound
            && run.memory.bars.iter().any(|(_, bars)| match bars {
                Barred::Nothing => false,
                Barred::PersonalAndImportant => delicate,
                Barred::Everything => true,
            });
    }
    obligation::follow_stops(run, cause);
}
