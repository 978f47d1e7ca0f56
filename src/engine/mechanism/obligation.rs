//! Obligations: what they cost when they arise and are renewed, and what an authority has to approve: filings take time, can be
//! refused, run out, and are withdrawn.

use super::{emergency, outage, service_loss};
use crate::domain::{Component, CostBasis, Hosting, Refusal};
use crate::engine::agenda::Step;
use crate::engine::ledger::Ledger;
use crate::engine::margin::{Cause, Downtime};
use crate::engine::option_run::OptionRun;
use crate::engine::outcomes::Count;
use crate::plan::{ApprovalPlan, DutyPlan};

/// How an approval stands.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(in crate::engine) enum Approval {
    #[default]
    None,
    /// Filed or about to be; until the month given it is no gap to go on without.
    Pending {
        tolerated_until: f64,
    },
    Granted,
    /// Refused, not renewed or withdrawn.
    Refused,
}

/// The approval of a duty for an application.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(in crate::engine) struct Filing {
    pub approval: Approval,
    /// Raised whenever something else becomes due, so that old steps are recognised.
    attempt: u32,
    /// Decisions so far.
    decisions: u64,
}

/// Pays the one-off cost of duties that arise for the first time, and files what has to be approved.
pub(in crate::engine) fn begin<L: Ledger>(run: &mut OptionRun<'_, L>) {
    if !std::mem::take(&mut run.standing.risen) {
        return;
    }
    let applications = run.standing.stations.len();
    let plan = run.plan;
    let factor = cost_factor(run);
    for (position, duty) in plan.duties.iter().enumerate() {
        if run.standing.duty_count[position] == 0 {
            continue;
        }
        let one_off = duty.one_off.of(run.drawn()) * factor;
        let first = !std::mem::replace(&mut run.memory.duty_begun[duty.group], true);
        if first
            && duty.approval.is_none()
            && let Some((every, _)) = &duty.renewal
        {
            run.agenda.add(run.now + every.of(run.drawn()), Step::Renewal { duty: duty.group });
        }
        let arises = position * applications..(position + 1) * applications;
        let (begins, ends) = match duty.per {
            // What counts once for the company is kept at the first application.
            CostBasis::Company => (0, 1),
            CostBasis::Application => (0, applications),
        };
        for application in begins..ends {
            let in_force = match duty.per {
                CostBasis::Company => true,
                CostBasis::Application => run.standing.arises[arises.start + application],
            };
            if !in_force {
                continue;
            }
            let place = duty.group * applications + application;
            let paid = std::mem::replace(&mut run.memory.paid[place], true);
            match &duty.approval {
                None if !paid => run.spend(Component::Compliance, one_off * still_to_pay(run)),
                None => {}
                Some(approval) => file(run, duty, approval, application, if paid { 0.0 } else { one_off }),
            }
        }
    }
}

/// Share of a one-off cost that is not behind the company yet.
fn still_to_pay<L: Ledger>(run: &OptionRun<'_, L>) -> f64 {
    if run.at_start { 1.0 - run.plan.company.met_at_start.of(run.drawn()) } else { 1.0 }
}

fn cost_factor<L: Ledger>(run: &OptionRun<'_, L>) -> f64 {
    run.plan.strictness[run.option.strictness].cost_factor.of(run.drawn())
}

/// Files for an approval that is not there yet; what the company brings along at the start runs out some time within its validity.
fn file<L: Ledger>(
    run: &mut OptionRun<'_, L>,
    duty: &DutyPlan,
    approval: &ApprovalPlan,
    application: usize,
    one_off: f64,
) {
    let place = place(run, duty.group, application);
    if run.memory.filings[place].approval != Approval::None {
        return;
    }
    let keys = run.keys.approvals[duty.group][application];
    let held = keys.held.trial(run.world.trial);
    if run.at_start && held.uniform(0) < run.plan.company.met_at_start.of(run.drawn()) {
        run.memory.filings[place].approval = Approval::Granted;
        if let Some((validity, _)) = &duty.renewal {
            let left = validity.of(run.drawn()) * held.uniform(1);
            due(run, duty.group, application, left, true);
        }
        return;
    }
    run.spend(Component::Compliance, one_off);
    let filing = &mut run.memory.filings[place];
    let review = approval.review.inverse_cdf(keys.review.trial(run.world.trial).uniform(filing.decisions));
    // At the start the obligation is not new.
    let grace = if run.at_start { 0.0 } else { approval.grace.of(&run.world.drawn) };
    filing.approval = Approval::Pending { tolerated_until: run.now + grace };
    let lead = duty.lead_time.of(run.drawn());
    due(run, duty.group, application, lead + review, false);
}

/// Puts the next decision on the agenda.
fn due<L: Ledger>(run: &mut OptionRun<'_, L>, group: usize, application: usize, months: f64, renewal: bool) {
    let place = place(run, group, application);
    let filing = &mut run.memory.filings[place];
    filing.attempt += 1;
    let attempt = filing.attempt;
    run.agenda.add(run.now + months, Step::Decision { duty: group, application, attempt, renewal });
}

fn place<L: Ledger>(run: &OptionRun<'_, L>, group: usize, application: usize) -> usize {
    group * run.standing.stations.len() + application
}

/// The form of a duty that arises for an application (for any, if it counts once for the company).
fn in_force<L: Ledger>(run: &OptionRun<'_, L>, group: usize, application: usize) -> Option<usize> {
    let applications = run.standing.stations.len();
    let arises = |position: &usize| match run.plan.duties[*position].per {
        CostBasis::Company => run.standing.duty_count[*position] > 0,
        CostBasis::Application => run.standing.arises[position * applications + application],
    };
    run.plan.law.forms[group].iter().copied().find(arises)
}

/// The form of a duty that arises for some application.
pub(in crate::engine) fn form_in_force<L: Ledger>(run: &OptionRun<'_, L>, group: usize) -> Option<usize> {
    run.plan.law.forms[group].iter().copied().find(|position| run.standing.duty_count[*position] > 0)
}

/// An authority decides on a filing, or an approval runs out and its renewal is decided.
pub(in crate::engine) fn decide<L: Ledger>(
    run: &mut OptionRun<'_, L>,
    group: usize,
    application: usize,
    attempt: u32,
    renewal: bool,
) {
    let place = place(run, group, application);
    if run.memory.filings[place].attempt != attempt {
        return;
    }
    let form = in_force(run, group, application).map(|position| &run.plan.duties[position]);
    let Some((duty, approval)) = form.and_then(|duty| Some((duty, duty.approval.as_ref()?))) else {
        // Nothing needs it any more: it lapses, and is filed anew when something does.
        run.memory.filings[place].approval = Approval::None;
        return;
    };
    if renewal && let Some((_, cost)) = &duty.renewal {
        run.spend(Component::Compliance, cost.of(run.drawn()) * cost_factor(run));
    }
    let filing = &mut run.memory.filings[place];
    let refused =
        run.keys.approvals[group][application].refused.trial(run.world.trial).uniform(filing.decisions);
    filing.decisions += 1;
    let chance = if renewal { approval.refusal_of_renewal } else { approval.refusal };
    if refused < chance.of(&run.world.drawn) {
        refuse(run, duty, approval, application);
        return;
    }
    filing.approval = Approval::Granted;
    if let Some((validity, _)) = &duty.renewal {
        due(run, group, application, validity.of(run.drawn()), true);
    }
}

/// Approvals that were granted for some duties are withdrawn.
pub(in crate::engine) fn withdraw<L: Ledger>(run: &mut OptionRun<'_, L>, groups: &[usize]) {
    for group in groups {
        for application in 0..run.standing.stations.len() {
            let place = place(run, *group, application);
            if run.memory.filings[place].approval != Approval::Granted {
                continue;
            }
            let form = in_force(run, *group, application).map(|position| &run.plan.duties[position]);
            if let Some((duty, approval)) = form.and_then(|duty| Some((duty, duty.approval.as_ref()?))) {
                refuse(run, duty, approval, application);
            }
        }
    }
}

/// There is no approval, and there will be none: what it was for stops.
fn refuse<L: Ledger>(
    run: &mut OptionRun<'_, L>,
    duty: &DutyPlan,
    approval: &ApprovalPlan,
    application: usize,
) {
    let applications = run.standing.stations.len();
    let place = place(run, duty.group, application);
    let filing = &mut run.memory.filings[place];
    filing.approval = Approval::Refused;
    filing.attempt += 1;
    run.count(Count::Refusals, 1.0);
    let concerned: Vec<usize> = match duty.per {
        CostBasis::Application => vec![application],
        CostBasis::Company => {
            (0..applications).filter(|application| run.standing.meets(&duty.when, *application)).collect()
        }
    };
    for application in concerned {
        match approval.if_refused {
            Refusal::Nothing | Refusal::SalesStop => {}
            Refusal::FlowStops => stop_flows(run, duty, application),
            Refusal::ApplicationMoves => {
                stop_flows(run, duty, application);
                leave_for(run, approval, application, |run, station| {
                    run.plan.stations.stations[station].hosting == Hosting::China
                });
            }
            Refusal::ApplicationReplaced => replace(run, duty, approval, application),
        }
    }
    run.reassess_all();
}

/// Stops the flows for which a duty arises; the part of the application that lives on them is down.
fn stop_flows<L: Ledger>(run: &mut OptionRun<'_, L>, duty: &DutyPlan, application: usize) {
    let mut stopped = 0.0;
    for flow in 0..run.plan.company.flows.len() {
        let facts = &run.standing.flows[flow];
        let concerned = facts.application == application
            && facts.crosses
            && duty.when.facts.asks_route().is_none_or(|routes| routes.contains(run.standing.routes[flow]));
        if concerned {
            run.standing.stopped[flow] = true;
            stopped += 1.0;
        }
    }
    run.count(Count::FlowsStopped, stopped);
    if stopped > 0.0 {
        follow_move(run, application, true);
    }
}

/// What the stopped flows of an application take where it is now.
///
/// - `just_stopped`: its tolerance begins now.
pub(in crate::engine) fn follow_move<L: Ledger>(
    run: &mut OptionRun<'_, L>,
    application: usize,
    just_stopped: bool,
) {
    let flows = run.plan.company.flows.iter().zip(&run.standing.stopped);
    let of_application = flows.filter(|(flow, stopped)| **stopped && flow.application == application);
    let left: f64 = of_application.map(|(flow, _)| 1.0 - flow.needed.of(&run.world.drawn)).product();
    let stopped_before = run
        .memory
        .downtimes
        .iter()
        .any(|downtime| downtime.application == application && downtime.cause == Cause::StoppedFlow);
    if left >= 1.0 && !stopped_before {
        return;
    }
    let now = run.now;
    let mut began = None;
    for downtime in &mut run.memory.downtimes {
        if downtime.application == application && downtime.cause == Cause::StoppedFlow && downtime.to > now {
            began = Some(f64::max(downtime.from, now));
            downtime.to = now;
        }
    }
    run.memory.downtimes.retain(|downtime| downtime.from < downtime.to);
    let station = run.standing.stations[application];
    let share = (1.0 - left) * run.standing.border_dependency(application, station, run.setting());
    let downtime = Downtime { application, from: now, to: f64::INFINITY, share, cause: Cause::StoppedFlow };
    match began {
        Some(from) if share > 0.0 => run.memory.downtimes.push(Downtime { from, ..downtime }),
        None if just_stopped => outage::go_down(run, downtime),
        Some(_) | None => {}
    }
}

/// Sends an application to a refuge, and says when it will be there; never when there is none.
fn leave_for<L: Ledger>(
    run: &mut OptionRun<'_, L>,
    approval: &ApprovalPlan,
    application: usize,
    allowed: impl Fn(&OptionRun<'_, L>, usize) -> bool,
) -> f64 {
    let here = run.standing.stations[application];
    if allowed(run, here) {
        return run.now;
    }
    let safe = |station: usize| allowed(run, station) && service_loss::is_safe(run, station);
    match emergency::refuge(run, application, safe) {
        Some(to) => emergency::send(run, application, to, &approval.forced_move),
        None => f64::INFINITY,
    }
}

/// What may not be used is down until something else is there.
fn replace<L: Ledger>(
    run: &mut OptionRun<'_, L>,
    duty: &DutyPlan,
    approval: &ApprovalPlan,
    application: usize,
) {
    let complete = leave_for(run, approval, application, |_, station| !duty.when.stations[station]);
    if complete.is_finite() {
        let from = run.now;
        outage::go_down(run, Downtime { application, from, to: complete, share: 1.0, cause: Cause::Banned });
    }
}

/// Pays the renewal of a duty that nobody has to approve.
pub(in crate::engine) fn renew<L: Ledger>(run: &mut OptionRun<'_, L>, group: usize) {
    let form = form_in_force(run, group);
    let any = run.plan.duties.iter().position(|duty| duty.group == group && duty.renewal.is_some());
    let Some(position) = form.or(any) else { return };
    let duty = &run.plan.duties[position];
    let Some((every, cost)) = &duty.renewal else { return };
    let amount = cost.of(run.drawn()) * cost_factor(run) * run.standing.cost_count(position, duty.per);
    run.spend(Component::Compliance, amount);
    run.agenda.add(run.now + every.of(run.drawn()), Step::Renewal { duty: group });
}

/// Whether an approval that a duty needs is missing where it arises.
pub(in crate::engine) fn is_missing<L: Ledger>(run: &OptionRun<'_, L>, position: usize) -> bool {
    let applications = run.standing.stations.len();
    let duty = &run.plan.duties[position];
    if duty.approval.is_none() {
        return false;
    }
    let missing = |application: usize| match run.memory.filings[place(run, duty.group, application)].approval
    {
        Approval::None | Approval::Refused => true,
        Approval::Pending { tolerated_until } => run.now >= tolerated_until,
        Approval::Granted => false,
    };
    match duty.per {
        CostBasis::Company => missing(0),
        CostBasis::Application => (0..applications).any(|application| {
            run.standing.arises[position * applications + application] && missing(application)
        }),
    }
}
