//! Incident: a breach, ransomware, or any other frequency × severity, at a rate that the option's security posture sets.

use super::{enforcement, obligation, outage};
use crate::domain::Component;
use crate::engine::agenda::Step;
use crate::engine::ledger::Ledger;
use crate::engine::margin::{Downtime, Trouble};
use crate::engine::option_run::OptionRun;
use crate::engine::story::{Cause, Happening};
use crate::engine::world::Event;
use crate::math;
use crate::plan::{CompiledCondition, IncidentPlan};
use crate::units::DAYS_PER_MONTH;

/// Factor on the rate beside the risk's odds: 0 while there is nothing to hit; higher while a security service is gone; lower the
/// better the duties of protection are met.
pub(in crate::engine) fn factor_of_posture<L: Ledger>(
    run: &mut OptionRun<'_, L>,
    risk: usize,
    incident: &IncidentPlan,
) -> f64 {
    let hits = run.plan.judged_by.hits[risk];
    if !hits.is_some_and(|condition| run.standing.some_meets(condition)) {
        return 0.0;
    }
    let drawn = run.drawn();
    let unprotected = run.memory.unprotected.iter().any(|(from, to)| *from <= run.now && run.now < *to);
    let lost = if unprotected { incident.lost_security_factor.of(drawn) } else { 1.0 };
    let Some((duties, factor)) = &incident.protection else { return lost };
    let share = share_met(run, duties);
    // Most changes of posture leave it as it was.
    let (known, protection) = run.memory.protections[risk];
    if known == share {
        return lost * protection;
    }
    let protection = math::pow(factor.of(drawn), share);
    run.memory.protections[risk] = (share, protection);
    lost * protection
}

/// Mean, over the duties that the option has now, of the likelihood that each is met; 0 if it has none of them.
fn share_met<L: Ledger>(run: &mut OptionRun<'_, L>, duties: &[usize]) -> f64 {
    let (mut met, mut owed) = (0.0, 0.0);
    for group in duties {
        let Some(duty) = obligation::form_in_force(run, *group) else { continue };
        owed += 1.0;
        met += 1.0 - enforcement::likelihood_of_gap(run, duty);
    }
    if owed > 0.0 { met / owed } else { 0.0 }
}

/// Money: exposure × severity; of a severity per day × the days on which one at least of the applications hit is down,
/// (D − the shortest time that one of them rides through)⁺.
fn cost<L: Ledger>(run: &OptionRun<'_, L>, event: &Event, plan: &IncidentPlan, hit: &[usize]) -> f64 {
    let meets =
        |when: &CompiledCondition| hit.iter().any(|application| run.standing.meets(when, *application));
    let factors = plan.exposure.iter().filter(|(when, _)| meets(when));
    let severity =
        factors.map(|(_, factor)| factor.of(run.drawn())).fold(event.severity, |cost, factor| cost * factor);
    if !plan.per_day {
        return severity;
    }
    let times = hit.iter().map(|application| ridden_through(run, plan, *application));
    let unharmed = times.fold(f64::INFINITY, f64::min);
    severity * f64::max(event.duration - unharmed, 0.0) * DAYS_PER_MONTH
}

/// Months of a downtime that an application bears unharmed: the longest whose condition it meets, 0 without one.
fn ridden_through<L: Ledger>(run: &OptionRun<'_, L>, plan: &IncidentPlan, application: usize) -> f64 {
    let met = plan.ride_through.iter().filter(|(when, _)| run.standing.meets(when, application));
    met.map(|(_, time)| time.of(run.drawn())).fold(0.0, f64::max)
}

/// It happens.
pub(in crate::engine) fn strike<L: Ledger>(run: &mut OptionRun<'_, L>, event: usize, plan: &IncidentPlan) {
    let entry = run.memory.events[event];
    let hit: Vec<usize> = (0..run.standing.stations.len())
        .filter(|application| run.standing.meets(&plan.applications, *application))
        .collect();
    if hit.is_empty() {
        run.memory.events[event].effective = false;
        run.memory.event_counts[entry.risk] -= 1;
        return;
    }
    let cause = Cause::Risk(entry.risk);
    let amount = cost(run, &entry, plan, &hit);
    run.note(Happening::Incident { event, amount });
    run.spend(Component::Incidents, cause, amount);
    for application in hit {
        let (from, to) = (run.now + ridden_through(run, plan, application), run.now + entry.duration);
        outage::go_down(
            run,
            Downtime { application, from, to, share: 1.0, trouble: Trouble::Incident, blame: cause },
        );
    }
    if let Some((risk, chance, after)) = &plan.inspection {
        let uniform = run.keys.risks[entry.risk].triggered.trial(run.world.trial).uniform(entry.draw);
        if uniform < chance.of(run.drawn()) {
            run.agenda.add(run.now + after.of(run.drawn()), Step::TriggeredInspection { risk: *risk });
        }
    }
}
