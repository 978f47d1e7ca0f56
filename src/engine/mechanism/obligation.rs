//! Obligations: what they cost when they arise and are renewed, and what an authority has to approve: filings take time, can be
//! refused, run out, and are withdrawn.

use super::{emergency, outage, service_loss};
use crate::domain::{Component, CostBasis, Hosting, Market, Refusal};
use crate::engine::agenda::Step;
use crate::engine::closures::Closure;
use crate::engine::ledger::Ledger;
use crate::engine::margin::{Downtime, Trouble};
use crate::engine::option_run::OptionRun;
use crate::engine::outcomes::Count;
use crate::engine::story::{Cause, Happening};
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
    /// Refused, and what it is for is not sold until the next attempt succeeds: no gap.
    NotSold,
}

/// The approval of a duty for an application.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(in crate::engine) struct Filing {
    pub approval: Approval,
    /// Raised whenever something else becomes due, so that old steps are recognised.
    attempt: u32,
    /// Decisions so far.
    decisions: u64,
    /// Month of the next decision.
    due: f64,
    /// Month in which its papers are ready and the review begins.
    filed: f64,
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
        if first {
            run.note(Happening::DutyArises { duty: duty.group });
        }
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
                None if !paid => {
                    let amount = one_off * still_to_pay(run);
                    run.spend(Component::Compliance, Cause::Duty(duty.group), amount);
                }
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
    run.strictness().cost_factor.of(run.drawn())
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
    run.spend(Component::Compliance, Cause::Duty(duty.group), one_off);
    let filing = &mut run.memory.filings[place];
    let review = approval.review.draw(keys.review.trial(run.world.trial).uniform(filing.decisions))
        * run.memory.review_factor[duty.group];
    // At the start the obligation is not new.
    let grace = if run.at_start { 0.0 } else { approval.grace.of(&run.world.drawn) };
    filing.approval = Approval::Pending { tolerated_until: run.now + grace };
    if !run.plan.posture_risks.is_empty() {
        // A gap begins there, without anything else happening.
        run.agenda.add(run.now + grace, Step::PostureChanges);
    }
    let lead = duty.lead_time.of(run.drawn());
    run.memory.filings[place].filed = run.now + lead;
    due(run, duty.group, application, lead + review, false);
}

/// Puts the next decision on the agenda.
fn due<L: Ledger>(run: &mut OptionRun<'_, L>, group: usize, application: usize, months: f64, renewal: bool) {
    let place = place(run, group, application);
    let filing = &mut run.memory.filings[place];
    filing.attempt += 1;
    filing.due = run.now + months;
    let attempt = filing.attempt;
    run.agenda.add(filing.due, Step::Decision { duty: group, application, attempt, renewal });
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
    run.posture_stale = true;
    let form = in_force(run, group, application).or_else(|| form_of_move(run, group, application));
    let form = form.map(|position| &run.plan.duties[position]);
    let Some((duty, approval)) = form.and_then(|duty| Some((duty, duty.approval.as_ref()?))) else {
        // Nothing needs it any more: it lapses, and is filed anew when something does.
        run.memory.filings[place].approval = Approval::None;
        return;
    };
    if renewal && let Some((_, cost)) = &duty.renewal {
        let amount = cost.of(run.drawn()) * cost_factor(run);
        run.spend(Component::Compliance, Cause::Duty(group), amount);
    }
    let filing = &mut run.memory.filings[place];
    // The next attempt after a stop of sales is the one that succeeds.
    let again = filing.approval == Approval::NotSold;
    let refused =
        run.keys.approvals[group][application].refused.trial(run.world.trial).uniform(filing.decisions);
    filing.decisions += 1;
    let chance = if renewal { approval.refusal_of_renewal } else { approval.refusal };
    if refused < chance.of(&run.world.drawn) && !again {
        run.note(Happening::Refused { duty: group, application, renewal });
        refuse(run, duty, approval, application);
        return;
    }
    filing.approval = Approval::Granted;
    run.note(Happening::Granted { duty: group, application, renewal });
    if let Some((validity, _)) = &duty.renewal {
        due(run, group, application, validity.of(run.drawn()), true);
    }
    run.go_on(application);
}

/// The form of a duty that will arise for an application where it is moving to, if the system may not be used before.
fn form_of_move<L: Ledger>(run: &OptionRun<'_, L>, group: usize, application: usize) -> Option<usize> {
    let entry = run.memory.moves[application].filter(|entry| entry.started)?;
    let forms = run.plan.law.forms[group].iter().copied();
    licences(run, application, entry.to).find(|position| forms.clone().any(|form| form == *position))
}

/// Duties under the law in force whose approval an application needs before it may be used at a station.
fn licences<L: Ledger>(
    run: &OptionRun<'_, L>,
    application: usize,
    station: usize,
) -> impl Iterator<Item = usize> {
    let edition = run.setting().edition(run.standing);
    edition.candidates[station].iter().copied().filter(move |position| {
        let duty = &run.plan.duties[*position];
        let when = &duty.when;
        duty.approval.as_ref().is_some_and(|approval| approval.before_use)
            && when.isolations[run.standing.isolation]
            && when.measure.is_none_or(|measure| run.standing.active[measure])
            && run.standing.facts_meet(when, application)
    })
}

/// Work on a move begins: what has to be approved before the system may be used is filed now.
pub(in crate::engine) fn file_for_move<L: Ledger>(run: &mut OptionRun<'_, L>, application: usize, to: usize) {
    let plan = run.plan;
    let needed: Vec<usize> = licences(run, application, to).collect();
    for position in needed {
        let duty = &plan.duties[position];
        if let Some(approval) = &duty.approval {
            let place = place(run, duty.group, application);
            let paid = std::mem::replace(&mut run.memory.paid[place], true);
            let one_off = if paid { 0.0 } else { duty.one_off.of(run.drawn()) * cost_factor(run) };
            file(run, duty, approval, application, one_off);
        }
    }
}

/// The duty whose approval an application still waits for before it may be used at a station, and when it is decided: the latest.
pub(in crate::engine) fn awaited<L: Ledger>(
    run: &OptionRun<'_, L>,
    application: usize,
    station: usize,
) -> Option<(usize, f64)> {
    let pending = licences(run, application, station).filter_map(|position| {
        let group = run.plan.duties[position].group;
        let filing = &run.memory.filings[place(run, group, application)];
        matches!(filing.approval, Approval::Pending { .. }).then_some((group, filing.due))
    });
    pending.max_by(|left, right| left.1.total_cmp(&right.1))
}

/// Reviews for some duties take longer from now on; what is left of those under way is stretched.
pub(in crate::engine) fn slow_down<L: Ledger>(run: &mut OptionRun<'_, L>, groups: &[usize], factor: f64) {
    for group in groups {
        run.memory.review_factor[*group] *= factor;
        for application in 0..run.standing.stations.len() {
            let filing = run.memory.filings[place(run, *group, application)];
            if matches!(filing.approval, Approval::Pending { .. }) {
                let review = filing.due - f64::max(run.now, filing.filed);
                due(run, *group, application, filing.due - run.now + review * (factor - 1.0), false);
            }
        }
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
                run.note(Happening::Withdrawn { duty: *group, application });
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
        if approval.before_use {
            give_up_move(run, duty, application);
        }
        match approval.if_refused {
            Refusal::Nothing | Refusal::SalesStop => {}
            Refusal::FlowStops => stop_flows(run, duty, application),
            Refusal::ApplicationMoves => {
                stop_flows(run, duty, application);
                let cause = Cause::Refusal(duty.group);
                leave_for(run, approval, (application, cause), |run, station| {
                    run.plan.stations.stations[station].hosting == Hosting::China
                });
            }
            Refusal::ApplicationReplaced => replace(run, duty, approval, application),
        }
    }
    if let Some((share, duration)) = &approval.sales_stop {
        let decision = run.memory.filings[place].decisions;
        let key = run.keys.approvals[duty.group][application].sales_stop;
        let months = duration.draw(key.trial(run.world.trial).uniform(decision));
        stop_sales(run, duty.group, application, share.of(run.drawn()), months);
    }
    run.reassess_all();
}

/// A system may not be used where it is moving to: it goes to the option's fallback on ordinary terms, or stays.
fn give_up_move<L: Ledger>(run: &mut OptionRun<'_, L>, duty: &DutyPlan, application: usize) {
    if let Some(entry) = run.memory.moves[application].filter(|entry| duty.when.stations[entry.to]) {
        if duty.when.stations[run.option.targets[application].fallback] {
            run.drop_move(application);
            run.isolate_when_done();
        } else {
            service_loss::redirect(run, application, entry);
        }
    }
}

/// Products may not be sold in China for a time; then the next attempt succeeds.
fn stop_sales<L: Ledger>(
    run: &mut OptionRun<'_, L>,
    group: usize,
    application: usize,
    share: f64,
    months: f64,
) {
    let of_segment = |segment: &crate::plan::SegmentPlan| match segment.market {
        Market::China => share,
        Market::Abroad => 0.0,
    };
    let closure = Closure {
        blame: Cause::Refusal(group),
        from: run.now,
        to: run.now + months,
        win_back: 0.0,
        segments: run.plan.company.segments.iter().map(of_segment).collect(),
        streams: vec![0.0; run.plan.company.streams.len()],
    };
    run.memory.closures.push(closure);
    let place = place(run, group, application);
    run.memory.filings[place].approval = Approval::NotSold;
    due(run, group, application, months, false);
}

/// Stops the flows for which a duty arises, for good.
fn stop_flows<L: Ledger>(run: &mut OptionRun<'_, L>, duty: &DutyPlan, application: usize) {
    for flow in 0..run.plan.company.flows.len() {
        let facts = &run.standing.flows[flow];
        let concerned = facts.application == application
            && facts.crosses
            && duty.when.facts.asks_route().is_none_or(|routes| routes.contains(run.standing.routes[flow]));
        run.memory.refused[flow] |= concerned;
    }
    follow_stops(run, Cause::Refusal(duty.group));
}

/// Flows stop or cross again, by whatever now stops them; the part of an application that lives on them follows.
///
/// - `cause`: of the change.
pub(in crate::engine) fn follow_stops<L: Ledger>(run: &mut OptionRun<'_, L>, cause: Cause) {
    let mut changed = false;
    for flow in 0..run.plan.company.flows.len() {
        let memory = &run.memory;
        let stopped = memory.refused[flow] || memory.barred[flow] || memory.halted[flow];
        if std::mem::replace(&mut run.standing.stopped[flow], stopped) == stopped {
            continue;
        }
        changed = true;
        let application = run.plan.company.flows[flow].application;
        if stopped {
            run.note(Happening::FlowStops { flow });
            if run.memory.refused[flow] {
                run.count(Count::FlowsStopped, 1.0);
            }
        } else {
            run.note(Happening::FlowResumes { flow });
        }
        follow_move(run, application, stopped, Some(cause));
    }
    if changed {
        run.reassess_all();
    }
}

/// What the stopped flows of an application take where it is now.
///
/// - `just_stopped`: its tolerance begins now.
/// - `cause`: what changed them; `None` if they did not change.
pub(in crate::engine) fn follow_move<L: Ledger>(
    run: &mut OptionRun<'_, L>,
    application: usize,
    just_stopped: bool,
    cause: Option<Cause>,
) {
    let flows = run.plan.company.flows.iter().zip(&run.standing.stopped);
    let of_application = flows.filter(|(flow, stopped)| **stopped && flow.application == application);
    let left: f64 = of_application.map(|(flow, _)| 1.0 - flow.needed.of(&run.world.drawn)).product();
    let of_stops =
        |downtime: &Downtime| downtime.application == application && downtime.trouble == Trouble::StoppedFlow;
    let stopped_before = run.memory.downtimes.iter().any(of_stops);
    if left >= 1.0 && !stopped_before {
        return;
    }
    let now = run.now;
    let mut before = None;
    for downtime in run.memory.downtimes.iter_mut().filter(|downtime| of_stops(downtime) && downtime.to > now)
    {
        before = Some((f64::max(downtime.from, now), downtime.blame));
        downtime.to = now;
    }
    run.memory.downtimes.retain(|downtime| downtime.from < downtime.to);
    let station = run.standing.stations[application];
    let share = (1.0 - left) * run.standing.border_dependency(application, station, run.setting());
    let blame = before.map(|(_, blame)| blame).or(cause).unwrap_or(Cause::Application(application));
    let trouble = Trouble::StoppedFlow;
    let downtime = Downtime { application, from: now, to: f64::INFINITY, share, trouble, blame };
    match before {
        Some((from, _)) if share > 0.0 => run.memory.downtimes.push(Downtime { from, ..downtime }),
        None if just_stopped => outage::go_down(run, downtime),
        Some(_) | None => {}
    }
}

/// Sends an application to a refuge, and says when it will be there; never when there is none.
fn leave_for<L: Ledger>(
    run: &mut OptionRun<'_, L>,
    approval: &ApprovalPlan,
    (application, cause): (usize, Cause),
    allowed: impl Fn(&OptionRun<'_, L>, usize) -> bool,
) -> f64 {
    let here = run.standing.stations[application];
    if allowed(run, here) {
        return run.now;
    }
    let safe = |station: usize| allowed(run, station) && service_loss::is_safe(run, station);
    match emergency::refuge(run, application, safe) {
        Some(to) => emergency::send(run, application, to, &approval.forced_move, cause),
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
    let blame = Cause::Refusal(duty.group);
    let complete = leave_for(run, approval, (application, blame), |_, station| !duty.when.stations[station]);
    if complete.is_finite() {
        let from = run.now;
        outage::go_down(
            run,
            Downtime { application, from, to: complete, share: 1.0, trouble: Trouble::Banned, blame },
        );
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
    run.spend(Component::Compliance, Cause::Duty(group), amount);
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
        Approval::Granted | Approval::NotSold => false,
    };
    match duty.per {
        CostBasis::Company => missing(0),
        CostBasis::Application => (0..applications).any(|application| {
            run.standing.arises[position * applications + application] && missing(application)
        }),
    }
}
