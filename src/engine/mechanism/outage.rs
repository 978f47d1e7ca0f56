//! Outage: applications are down for a time, then come back, unless an emergency move is complete before.

use super::emergency;
use crate::domain::Hosting;
use crate::engine::agenda::Step;
use crate::engine::ledger::Ledger;
use crate::engine::margin::Downtime;
use crate::engine::option_run::OptionRun;
use crate::plan::{OutagePlan, OutageScopePlan, Value};

/// An outage begins: the applications it hits are down until it ends.
pub(in crate::engine) fn begin<L: Ledger>(run: &mut OptionRun<'_, L>, event: usize, plan: &OutagePlan) {
    let outage = run.world.events[event];
    let end = outage.time + outage.duration;
    let softened = softening(run, outage.risk);
    for application in 0..run.standing.stations.len() {
        let share = share_lost(run, application, run.standing.stations[application], plan) * softened;
        go_down(run, Downtime { application, from: run.now, to: end, share });
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
    let outage = run.world.events[event];
    let end = outage.time + outage.duration;
    for application in 0..run.standing.stations.len() {
        let here = run.standing.stations[application];
        if !hits_wholly(run, application, here, plan) {
            continue;
        }
        let Some(to) =
            emergency::refuge(run, application, |station| !hits_wholly(run, application, station, plan))
        else {
            continue;
        };
        let complete = emergency::send(run, application, to, terms);
        if complete < end {
            let softened = softening(run, outage.risk);
            let share = share_lost(run, application, to, plan) * softened;
            for downtime in run.memory.downtimes.iter_mut().filter(|entry| entry.application == application) {
                if downtime.to == end {
                    downtime.to = complete;
                }
            }
            run.memory.downtimes.retain(|entry| entry.from < entry.to);
            run.memory.downtimes.push(Downtime { application, from: complete, to: end, share });
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
                && run.circumstances.data_meets(condition, application, run.plan, run.drawn())
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
