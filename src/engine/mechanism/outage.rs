//! Outage: applications are down for a time, then come back, unless an emergency move is complete before.

use super::{emergency, service_loss};
use crate::domain::Hosting;
use crate::engine::agenda::Step;
use crate::engine::ledger::Ledger;
use crate::engine::margin::{Downtime, Trouble};
use crate::engine::option_run::OptionRun;
use crate::engine::story::Cause;
use crate::plan::{MechanismPlan, OutagePlan, OutageScopePlan, Value};

/// An outage begins: the applications it hits are down until it ends.
pub(in crate::engine) fn begin<L: Ledger>(run: &mut OptionRun<'_, L>, event: usize, plan: &OutagePlan) {
    let outage = run.memory.events[event];
    let end = outage.time + outage.duration;
    let softened = softening(run, outage.risk);
    for application in 0..run.standing.stations.len() {
        let share = share_lost(run, application, run.standing.stations[application], plan) * softened;
        let trouble = Trouble::Outage(event);
        let blame = Cause::Risk(outage.risk);
        go_down(run, Downtime { application, from: run.now, to: end, share, trouble, blame });
    }
    if let Some((after, _)) = &plan.emergency {
        let start = outage.time + after.of(run.drawn());
        if start < end {
            run.agenda.add(start, Step::Emergency { event });
        }
    }
}

/// The outage has lasted too long: applications that it hits wholly are moved out of its reach.
pub(in crate::engine) fn flee<L: Ledger>(run: &mut OptionRun<'_, L>, event: usize, plan: &OutagePlan) {
    let Some((_, terms)) = &plan.emergency else { return };
    for application in 0..run.standing.stations.len() {
        let here = run.standing.stations[application];
        if !hits_wholly(run, application, here, plan) {
            continue;
        }
        let to = emergency::refuge(run, application, |station| {
            !hits_wholly(run, application, station, plan) && service_loss::is_safe(run, station)
        });
        if let Some(to) = to {
            let cause = Cause::Risk(run.memory.events[event].risk);
            emergency::send(run, application, to, terms, cause);
        }
    }
}

/// An application has moved: what it loses to the outages that last is what they take where it is now.
pub(in crate::engine) fn follow_move<L: Ledger>(run: &mut OptionRun<'_, L>, application: usize) {
    let (now, station) = (run.now, run.standing.stations[application]);
    for event in 0..run.memory.events.len() {
        let outage = run.memory.events[event];
        let end = outage.time + outage.duration;
        let MechanismPlan::Outage(plan) = &run.plan.risks[outage.risk].mechanism else { continue };
        if outage.time >= now || end <= now {
            continue;
        }
        let share = share_lost(run, application, station, plan) * softening(run, outage.risk);
        let mut down_from = None;
        for downtime in &mut run.memory.downtimes {
            if downtime.application == application && downtime.trouble == Trouble::Outage(event) {
                down_from.get_or_insert(downtime.from);
                downtime.to = f64::min(downtime.to, now);
            }
        }
        run.memory.downtimes.retain(|downtime| downtime.from < downtime.to);
        let blame = Cause::Risk(outage.risk);
        let rest =
            Downtime { application, from: now, to: end, share, trouble: Trouble::Outage(event), blame };
        match down_from {
            // Its tolerance is used up, or runs on.
            Some(from) if share > 0.0 => {
                run.memory.downtimes.push(Downtime { from: f64::max(from, now), ..rest });
            }
            Some(_) => {}
            None => go_down(run, rest),
        }
    }
}

/// Factor of the measures that soften the outages of a risk.
fn softening<L: Ledger>(run: &OptionRun<'_, L>, risk: usize) -> f64 {
    run.measure_factor(
        |measure| if measure.softens[risk] { measure.outage_factor } else { Value::Constant(1.0) },
    )
}

/// Share of an application's function that the outage takes at a station.
fn share_lost<L: Ledger>(
    run: &OptionRun<'_, L>,
    application: usize,
    station: usize,
    plan: &OutagePlan,
) -> f64 {
    match &plan.scope {
        OutageScopePlan::Border => run.standing.border_dependency(application, station, run.setting()),
        OutageScopePlan::Applications(_) => f64::from(u8::from(hits_wholly(run, application, station, plan))),
    }
}

/// Whether an application at a station is in the middle of it, rather than touched through integration.
fn hits_wholly<L: Ledger>(
    run: &OptionRun<'_, L>,
    application: usize,
    station: usize,
    plan: &OutagePlan,
) -> bool {
    match &plan.scope {
        OutageScopePlan::Border => match run.plan.stations.stations[station].hosting {
            Hosting::Abroad => true,
            Hosting::China => false,
        },
        OutageScopePlan::Applications(condition) => {
            condition.stations[station]
                && condition.isolations[run.standing.isolation]
                && condition.measure.is_none_or(|measure| run.standing.active[measure])
                && run.standing.facts_meet(condition, application)
        }
    }
}

/// Records a downtime from the end of the application's tolerance on.
pub(super) fn go_down<L: Ledger>(run: &mut OptionRun<'_, L>, downtime: Downtime) {
    let tolerance = run.plan.company.applications[downtime.application].tolerance.of(run.drawn());
    let from = downtime.from + tolerance;
    if downtime.share > 0.0 && from < downtime.to && from < run.horizon() {
        run.memory.downtimes.push(Downtime { from, ..downtime });
    }
}
