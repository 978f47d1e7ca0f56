//! The register of obligations for programs.

use serde_json::{Value, json};

use super::rule_words::{condition, crossing_id, flows, hinge};
use crate::domain::{Case, CostBasis};
use crate::quantity::Quantity;
use crate::rules::{
    CiioScore, NEVER, Obligation, Register, Situation, Spread, Stretch, flow_views, segment_score,
    system_views, volume_view, walk, worst,
};

/// Registers of some options. Money in the case's currency, times in months from the start of the horizon.
#[must_use]
pub fn obligations_json(case: &Case, registers: &[Register<'_>]) -> Value {
    json!({
        "case": case.settings.name,
        "currency": case.settings.currency.to_string(),
        "start": format!("{:04}-{:02}", case.settings.start.0, case.settings.start.1),
        "horizon_months": case.settings.horizon_months,
        "options": registers.iter().map(|register| option(case, register)).collect::<Vec<Value>>(),
    })
}

fn option(case: &Case, register: &Register<'_>) -> Value {
    let laws = register.laws.iter().map(|law| {
        json!({
            "pack": law.pack.as_ref().map(ToString::to_string),
            "name": law.name,
            "in_force": law.in_force.map(|day| day.to_string()),
            "day": law.day.to_string(),
            "from": law.from,
        })
    });
    let phases = register.phases.iter().map(|phase| {
        json!({ "name": phase.name, "from": phase.from, "until": phase.until, "isolation": phase.isolation.id.to_string() })
    });
    json!({
        "option": register.option.id.to_string(),
        "name": register.option.name,
        "laws": laws.collect::<Vec<Value>>(),
        "phases": phases.collect::<Vec<Value>>(),
        "stretches": register.stretches.iter().map(|stretch| of_stretch(case, register, stretch)).collect::<Vec<Value>>(),
        "obligations": register.obligations.iter().map(|entry| obligation(case, entry)).collect::<Vec<Value>>(),
        "expected_cost": register.total_cost(),
    })
}

fn of_stretch(case: &Case, register: &Register<'_>, stretch: &Stretch) -> Value {
    let phase = &register.phases[stretch.phase];
    let law = &register.laws[stretch.law];
    let situation = Situation::new(case, register.option, phase, law);
    let volumes = volume_view(&situation);
    let segments = case.segments.iter().map(|segment| {
        json!({
            "segment": segment.id.to_string(),
            "stated": segment.ciio.as_ref().map(quantity),
            "score": segment_score(law, segment).as_ref().map(score),
        })
    });
    json!({
        "from": stretch.from,
        "until": stretch.until,
        "phase": phase.name,
        "pack": law.pack.as_ref().map(ToString::to_string),
        "flows": flow_values(case, &situation),
        "systems": systems(case, &situation),
        "exported_persons": spread(&volumes.exported),
        "exported_sensitive_persons": spread(&volumes.sensitive_exported),
        "handled_persons": spread(&volumes.handled),
        "ciio": {
            "likelihood": situation.designation,
            "score": situation.score.as_ref().map(score),
            "segments": segments.collect::<Vec<Value>>(),
        },
    })
}

fn flow_values(case: &Case, situation: &Situation<'_>) -> Vec<Value> {
    let names = flows(case);
    let value = |view: crate::rules::FlowView| {
        let (application, flow) = names[view.flow];
        let walked = walk(situation, &situation.likelier(), view.flow);
        let chain = walked.decision.walked.iter().map(|branch| {
            json!({
                "rule": branch.rule.id.to_string(),
                "name": branch.rule.name,
                "article": branch.rule.reference.article,
                "holds": branch.holds,
            })
        });
        let estimate = &situation.flows[view.flow];
        json!({
            "flow": format!("{}.{}", application.id, flow.id),
            "application": application.id.to_string(),
            "name": flow.name,
            "owner": flow.function.id(),
            "persons": spread(&view.persons),
            "sensitive_persons": spread(&view.sensitive_persons),
            "class": view.class.id(),
            "class_once_important": estimate.once_important.id(),
            "important_likelihood": estimate.important,
            "exempt_likelihood": estimate.exempt,
            "crossing": crossing_id(view.crossing),
            "crosses": view.crossing.crosses(),
            "route": view.route.id(),
            "route_if_important": view.if_important.map(|route| route.id()),
            "route_if_designated": view.if_designated.map(|route| route.id()),
            "route_if_fewer_persons": view.if_fewer.id(),
            "route_if_more_persons": view.if_more.id(),
            "rules_if_it_crosses": chain.collect::<Vec<Value>>(),
        })
    };
    flow_views(situation).into_iter().map(value).collect()
}

fn systems(case: &Case, situation: &Situation<'_>) -> Vec<Value> {
    let value = |view: crate::rules::SystemView<'_>| {
        json!({
            "application": case.applications[view.application].id.to_string(),
            "level": view.level,
            "requirements": view.asks.and_then(|asks| asks.requirements),
            "filing": view.asks.map(|asks| asks.filing),
            "assessment_every": view.asks.and_then(|asks| asks.assessment_every.as_ref()).map(quantity),
        })
    };
    system_views(situation).into_iter().map(value).collect()
}

fn obligation(case: &Case, entry: &Obligation) -> Value {
    let duty = &entry.duty;
    let concerned =
        case.applications.iter().zip(&entry.applications).filter(|(_, likelihood)| **likelihood > NEVER);
    let applications = concerned
        .map(|(application, likelihood)| json!({ "application": application.id.to_string(), "likelihood": likelihood }));
    let highest = worst(case, entry);
    let hinges = entry.hinges.iter().map(|found| {
        json!({
            "fact": hinge(case, found),
            "likelihood": found.likelihood,
            "decides": found.decides,
            "adds": found.adds.iter().map(|place| case.applications[*place].id.to_string()).collect::<Vec<String>>(),
            "removes": found.removes.iter().map(|place| case.applications[*place].id.to_string()).collect::<Vec<String>>(),
        })
    });
    json!({
        "id": duty.id.to_string(),
        "name": duty.name,
        "description": duty.description,
        "article": duty.article,
        "pack": duty.pack.as_ref().map(ToString::to_string),
        "since": entry.since.map(|day| day.to_string()),
        "owner": duty.owner.id(),
        "authority": duty.authority.as_ref().map(ToString::to_string),
        "trigger": condition(case, &duty.when),
        "applications": applications.collect::<Vec<Value>>(),
        "from": entry.from,
        "until": entry.until,
        "likelihood": entry.likelihood,
        "hangs_on": hinges.collect::<Vec<Value>>(),
        "per": match duty.per { CostBasis::Application => "application", CostBasis::Company => "company" },
        "one_off": quantity(&duty.one_off),
        "yearly": quantity(&duty.yearly),
        "lead_time": duty.lead_time.as_ref().map(quantity),
        "renewal": duty.renewal.as_ref().map(|renewal| json!({ "every": quantity(&renewal.every), "cost": quantity(&renewal.cost) })),
        "approval": duty.approval.as_ref().map(|approval| json!({
            "review": quantity(&approval.review),
            "refusal": quantity(&approval.refusal),
            "refusal_of_renewal": approval.refusal_of_renewal.as_ref().map(quantity),
            "grace": approval.grace.as_ref().map(quantity),
            "if_refused": approval.if_refused.id(),
        })),
        "ladder": entry.ladder.as_ref().map(|ladder| json!({
            "id": ladder.id.to_string(),
            "name": ladder.name,
            "article": ladder.article,
            "highest_fine": highest.company,
            "highest_fine_of_manager": highest.manager,
            "share_of_turnover": highest.of_turnover,
            "suspension": highest.suspension,
            "revocation": highest.revocation,
        })),
        "expected_cost": {
            "one_off": entry.cost.one_off,
            "yearly": entry.cost.yearly,
            "renewals": entry.cost.renewals,
            "total": entry.cost.total(),
        },
    })
}

/// In words, and its mean.
fn quantity(quantity: &Quantity) -> Value {
    json!({ "words": quantity.to_string(), "mean": quantity.mean() })
}

fn spread(spread: &Spread) -> Value {
    json!({ "p5": spread.low, "median": spread.middle, "p95": spread.high })
}

fn score(score: &CiioScore) -> Value {
    let parts = score.parts.iter().map(|part| {
        json!({ "id": part.id.as_ref().map(ToString::to_string), "name": part.name, "points": part.points })
    });
    json!({ "likelihood": score.likelihood, "parts": parts.collect::<Vec<Value>>() })
}
