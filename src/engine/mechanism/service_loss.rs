//! Service loss: services are banned or withdrawn; applications that use them move on plan if the plan is in time,
//! else in an emergency, and are down from the end of grace until they have moved or the services are back.

use super::{emergency, outage};
use crate::engine::agenda::Step;
use crate::engine::ledger::Ledger;
use crate::engine::margin::{Downtime, Trouble};
use crate::engine::moves::Move;
use crate::engine::option_run::OptionRun;
use crate::engine::story::Cause;
use crate::plan::ServiceLossPlan;

/// A service loss is announced.
pub(in crate::engine) fn announce<L: Ledger>(
    run: &mut OptionRun<'_, L>,
    event: usize,
    plan: &ServiceLossPlan,
) {
    extend_grace(run, event);
    let loss = run.memory.events[event];
    let (effective, over) = (loss.effect(), loss.end());
    let cause = Cause::Risk(loss.risk);
    run.memory.losses.push(event);
    for application in 0..run.standing.stations.len() {
        let here = run.standing.stations[application];
        let plan_now = run.memory.moves[application];
        let uses = |station: usize| uses_any(run, station, &plan.services);
        let out_in_time = plan_now.is_some_and(|entry| entry.end <= effective && !uses(entry.to));
        if uses(here) && !out_in_time {
            let complete = leave(run, application, plan, cause);
            let to = f64::min(complete, over);
            if run.plan.company.applications[application].security {
                leave_unprotected(run, effective, to);
            } else {
                let trouble = Trouble::ServiceLoss;
                outage::go_down(
                    run,
                    Downtime { application, from: effective, to, share: 1.0, trouble, blame: cause },
                );
            }
        } else if let Some(entry) = plan_now.filter(|entry| uses(entry.to) && entry.end < over) {
            redirect(run, application, entry);
        }
    }
}

/// Contracts that give more time: the grace of this option's copy of the event grows.
fn extend_grace<L: Ledger>(run: &mut OptionRun<'_, L>, event: usize) {
    let risk = run.memory.events[event].risk;
    let measures = run.plan.measures.iter().zip(&run.standing.active);
    let more: f64 = measures
        .filter(|(measure, active)| **active && measure.extends[risk])
        .map(|(measure, _)| measure.extra_grace.of(run.drawn()))
        .sum();
    // The services come back when they would have without it.
    let own = &mut run.memory.events[event];
    own.grace += more;
    own.duration = f64::max(0.0, own.duration - more);
}

/// Security is missing for a time: incidents become likelier.
fn leave_unprotected<L: Ledger>(run: &mut OptionRun<'_, L>, from: f64, to: f64) {
    if from < to {
        run.memory.unprotected.push((from, to));
        run.agenda.add(from, Step::PostureChanges);
        run.agenda.add(to, Step::PostureChanges);
    }
}

/// Starts the way out of a service that goes, and says when the application is out; never when there is none.
fn leave<L: Ledger>(
    run: &mut OptionRun<'_, L>,
    application: usize,
    plan: &ServiceLossPlan,
    cause: Cause,
) -> f64 {
    match emergency::refuge(run, application, |station| is_safe(run, station)) {
        Some(to) => emergency::send(run, application, to, &plan.emergency, cause),
        None => f64::INFINITY,
    }
}

/// A move leads to a service that goes: it leads to the option's fallback instead, at the time and on the terms of
/// an ordinary move, or is dropped when there is no safe place to go.
pub(super) fn redirect<L: Ledger>(run: &mut OptionRun<'_, L>, application: usize, planned: Move) {
    let to = run.option.targets[application].fallback;
    if to == run.standing.stations[application] || !is_safe(run, to) {
        run.drop_move(application);
    } else {
        let start = f64::max(run.now, planned.start);
        let (cost, time) = run.terms_of_move(application, to);
        let setup_per_month = cost / time;
        run.schedule_move(
            application,
            Move {
                to,
                start,
                end: start + time,
                setup_per_month,
                started: false,
                dual: false,
                waits: false,
                ..planned
            },
        );
    }
    run.refresh_rates();
}

/// Whether a station uses none of the services that are gone or announced to go.
pub(in crate::engine) fn is_safe<L: Ledger>(run: &OptionRun<'_, L>, station: usize) -> bool {
    run.memory.losses.iter().all(|event| {
        let loss = run.memory.events[*event];
        let over = loss.end() <= run.now;
        let plan = run.plan.risks[loss.risk].mechanism.as_service_loss();
        over || plan.is_none_or(|plan| !uses_any(run, station, &plan.services))
    })
}

fn uses_any<L: Ledger>(run: &OptionRun<'_, L>, station: usize, services: &[usize]) -> bool {
    run.plan.stations.stations[station].services.iter().any(|service| services.contains(service))
}
