//! Service loss: services are banned or withdrawn; applications that use them move on plan if the plan is in time,
//! else in an emergency, and are down from the end of grace until they have moved or the services are back.

use super::{emergency, outage};
use crate::engine::ledger::Ledger;
use crate::engine::margin::{Cause, Downtime};
use crate::engine::option_run::{Move, OptionRun};
use crate::plan::ServiceLossPlan;

/// A service loss is announced.
pub(in crate::engine) fn announce<L: Ledger>(
    run: &mut OptionRun<'_, L>,
    event: usize,
    plan: &ServiceLossPlan,
) {
    let loss = run.world.events[event];
    let effective = loss.time + loss.grace;
    let over = effective + loss.duration;
    run.memory.losses.push(event);
    for application in 0..run.standing.stations.len() {
        let here = run.standing.stations[application];
        let plan_now = run.memory.moves[application];
        let uses = |station: usize| uses_any(run, station, &plan.services);
        let out_in_time = plan_now.is_some_and(|entry| entry.end <= effective && !uses(entry.to));
        if uses(here) && !out_in_time {
            let complete = leave(run, application, plan);
            let protects = run.plan.company.applications[application].security;
            if !protects {
                let to = f64::min(complete, over);
                outage::go_down(
                    run,
                    Downtime { application, from: effective, to, share: 1.0, cause: Cause::ServiceLoss },
                );
            }
        } else if let Some(entry) = plan_now.filter(|entry| uses(entry.to) && entry.end < over) {
            redirect(run, application, entry);
        }
    }
}

/// Starts the way out of a service that goes, and says when the application is out; never when there is none.
fn leave<L: Ledger>(run: &mut OptionRun<'_, L>, application: usize, plan: &ServiceLossPlan) -> f64 {
    match emergency::refuge(run, application, |station| is_safe(run, station)) {
        Some(to) => emergency::send(run, application, to, &plan.emergency),
        None => f64::INFINITY,
    }
}

/// A move leads to a service that goes: it leads to the option's fallback instead, at the time and on the terms of
/// an ordinary move, or is dropped when there is no safe place to go.
fn redirect<L: Ledger>(run: &mut OptionRun<'_, L>, application: usize, planned: Move) {
    let to = run.option.targets[application].fallback;
    if to == run.standing.stations[application] || !is_safe(run, to) {
        run.memory.moves[application] = None;
        run.memory.attempts[application] += 1;
    } else {
        let start = f64::max(run.now, planned.start);
        let (cost, time) = run.terms_of_move(application, to);
        let setup_per_month = cost / time;
        run.schedule_move(
            application,
            Move { to, start, end: start + time, setup_per_month, started: false, dual: false, ..planned },
        );
    }
    run.refresh_rates();
}

/// Whether a station uses none of the services that are gone or announced to go.
pub(super) fn is_safe<L: Ledger>(run: &OptionRun<'_, L>, station: usize) -> bool {
    run.memory.losses.iter().all(|event| {
        let loss = run.world.events[*event];
        let over = loss.time + loss.grace + loss.duration <= run.now;
        let plan = run.plan.risks[loss.risk].mechanism.as_service_loss();
        over || plan.is_none_or(|plan| !uses_any(run, station, &plan.services))
    })
}

fn uses_any<L: Ledger>(run: &OptionRun<'_, L>, station: usize, services: &[usize]) -> bool {
    run.plan.stations.stations[station].services.iter().any(|service| services.contains(service))
}
