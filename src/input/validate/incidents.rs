//! Incident: what an event costs, whom it hits and for how long, what makes it rarer or milder.

use super::super::collector::Problem;
use super::super::located::Located;
use super::super::raw::{RawExposure, RawIncident, RawProtectedBy, RawRideThrough};
use super::asked::{DURATION, FACTOR, MONEY, SHARE};
use super::checker::Checker;
use super::conditions::condition;
use super::registry::Kind;
use crate::domain::{Condition, Incident, Protection, Severity, TriggeredInspection};
use crate::quantity::Quantity;

pub(super) fn incident(id: &Located<String>, raw: &RawIncident, check: &mut Checker) -> Incident {
    let name = |field: &str| format!("risk.{}.{field}", id.value);
    if raw.severity.is_none()
        && raw.severity_per_day.is_none()
        && raw.downtime.is_none()
        && raw.inspection.is_none()
    {
        let rule = format!("the incident of risk `{}` does nothing", id.value);
        check.error_with_hint(check.of(id), rule, "add `severity`, `downtime` or `inspection`");
    }
    refuse_what_needs_downtime(raw, check);
    let lost_security =
        check.optional(raw.lost_security_factor.as_ref(), name("lost_security_factor"), FACTOR);
    if let (Some(factor), Some(spec)) = (&lost_security, &raw.lost_security_factor)
        && factor.distribution.support().1 < 1.0
        && check.is_sound(&factor.name)
    {
        let rule = "by a factor below 1 incidents become rarer when a security service is gone";
        check.report(Problem::warning(check.of(spec), rule).hint("for twice as many write 2"));
    }
    Incident {
        severity: severity(&id.value, raw, check),
        exposure: exposure(&id.value, raw, check),
        applications: raw.applications.as_ref().map(|raw| condition(raw, check)).unwrap_or_default(),
        downtime: check.optional(raw.downtime.as_ref(), name("downtime"), DURATION.per_event()),
        ride_through: ride_through(&id.value, &raw.ride_through, check),
        lost_security_factor: lost_security,
        protection: raw.protection.as_ref().map(|raw| protection(raw, name("protection.factor"), check)),
        inspection: raw.inspection.as_ref().map(|raw| TriggeredInspection {
            risk: check.reference(Kind::Risk, &raw.risk),
            chance: check.quantity(&raw.chance, name("inspection.chance"), SHARE),
            after: check.quantity(&raw.after, name("inspection.after"), DURATION),
        }),
    }
}

/// The cost of an event: so much, or so much a day.
fn severity(risk: &str, raw: &RawIncident, check: &mut Checker) -> Option<Severity> {
    let name = |field: &str| format!("risk.{risk}.{field}");
    let per_event = check.optional(raw.severity.as_ref(), name("severity"), MONEY.per_event());
    let per_day = check.optional(raw.severity_per_day.as_ref(), name("severity_per_day"), MONEY.per_event());
    if let (Some(first), Some(second)) = (&raw.severity, &raw.severity_per_day) {
        let rule = format!("the incident of risk `{risk}` costs either so much an event or so much a day");
        let problem = Problem::error(check.of(second), rule).secondary(check.of(first), "so much an event");
        check.report(problem.hint("remove one of `severity` and `severity_per_day`"));
    }
    per_event.map(Severity::PerEvent).or(per_day.map(Severity::PerDay))
}

/// Days that cost, and times that are ridden through, are those of a downtime.
fn refuse_what_needs_downtime(raw: &RawIncident, check: &mut Checker) {
    if raw.downtime.is_some() {
        return;
    }
    let without = "without a downtime there is nothing to ride through";
    let found = [
        raw.severity_per_day.as_ref().map(|spec| (spec, "a cost per day needs days", "severity_per_day")),
        raw.ride_through.first().map(|entry| (&entry.time, without, "ride_through")),
    ];
    for (spec, rule, key) in found.into_iter().flatten() {
        let hint = format!("add `downtime`, or remove `{key}`");
        check.error_with_hint(check.of(spec), rule, hint);
    }
}

fn exposure(risk: &str, raw: &RawIncident, check: &mut Checker) -> Vec<(Condition, Quantity)> {
    let costs = raw.severity.is_some() || raw.severity_per_day.is_some();
    if let (false, Some(first)) = (costs, raw.exposure.first()) {
        let rule = "an exposure is a factor on the cost of an event, and this incident costs nothing";
        check.error_with_hint(
            check.of(&first.factor),
            rule,
            "add `severity` or `severity_per_day`, or remove `exposure`",
        );
    }
    let entry = |(index, raw): (usize, &RawExposure)| {
        let name = format!("risk.{risk}.exposure.{}", index + 1);
        (condition(&raw.when, check), check.quantity(&raw.factor, name, FACTOR))
    };
    raw.exposure.iter().enumerate().map(entry).collect()
}

fn ride_through(risk: &str, raw: &[RawRideThrough], check: &mut Checker) -> Vec<(Condition, Quantity)> {
    let entry = |(index, raw): (usize, &RawRideThrough)| {
        let name = format!("risk.{risk}.ride_through.{}", index + 1);
        (condition(&raw.when, check), check.quantity(&raw.time, name, DURATION))
    };
    raw.iter().enumerate().map(entry).collect()
}

fn protection(raw: &RawProtectedBy, name: String, check: &mut Checker) -> Protection {
    let factor = check.quantity(&raw.factor, name.clone(), FACTOR);
    if raw.duties.is_empty() {
        let rule = "no duty protects: the factor never acts";
        check.error_with_hint(check.of(&raw.factor), rule, "name `duties`, or remove `protection`");
    }
    if factor.distribution.support().0 > 1.0 && check.is_sound(&name) {
        let rule = "by a factor above 1 incidents become more frequent when the duties are met";
        check.report(Problem::warning(check.of(&raw.factor), rule).hint("for half as many write 0.5"));
    }
    Protection { duties: check.references(Kind::Duty, &raw.duties), factor }
}
