//! The ways in which a risk costs money; changes of rules: `rule_changes`.

use super::super::collector::Problem;
use super::super::located::Located;
use super::super::raw::{RawDemandCurve, RawDemandShift, RawEnforcement, RawOutage, RawServiceLoss};
use super::asked::{DURATION, FACTOR, RATE, SHARE};
use super::checker::Checker;
use super::conditions::condition;
use super::registry::Kind;
use crate::domain::{
    Condition, DemandCurve, DemandShift, Emergency, Enforcement, Id, Outage, OutageScope, ServiceLoss,
};
use crate::quantity::{Quantity, QuantitySpec};

pub(super) fn outage(risk: &str, raw: &RawOutage, check: &mut Checker) -> Outage {
    let duration = check.quantity(&raw.duration, format!("risk.{risk}.duration"), DURATION.per_event());
    let scope = match (raw.border, &raw.applications) {
        (true, None) => OutageScope::Border,
        (false, Some(applications)) => OutageScope::Applications(condition(applications, check)),
        (true, Some(_)) => {
            let rule = format!("the outage of risk `{risk}` is of the border and of applications at once");
            check.error_with_hint(check.of(&raw.duration), rule, "keep `border` or `applications`");
            OutageScope::Border
        }
        (false, None) => {
            let rule = format!("the outage of risk `{risk}` does not say what fails");
            let hint = "add `border = true`, or `applications = { … }` (`{}` for all of them)";
            check.error_with_hint(check.of(&raw.duration), rule, hint);
            OutageScope::Applications(Condition::default())
        }
    };
    Outage {
        duration,
        scope,
        emergency: emergency(risk, [&raw.emergency_after, &raw.premium, &raw.time_factor], check),
    }
}

/// An emergency move needs all of its three figures.
///
/// - `raw`: time after which it starts, premium, factor on its time.
pub(super) fn emergency(
    risk: &str,
    raw: [&Option<Located<QuantitySpec>>; 3],
    check: &mut Checker,
) -> Option<(Quantity, Emergency)> {
    let name = |field: &str| format!("risk.{risk}.{field}");
    let after = check.optional(raw[0].as_ref(), name("emergency_after"), DURATION);
    let premium = check.optional(raw[1].as_ref(), name("premium"), FACTOR);
    let time_factor = check.optional(raw[2].as_ref(), name("time_factor"), FACTOR);
    match (after, premium, time_factor) {
        (Some(after), Some(premium), Some(time_factor)) => Some((after, Emergency { premium, time_factor })),
        (None, None, None) => None,
        (after, premium, time_factor) => {
            let given = [("emergency_after", after), ("premium", premium), ("time_factor", time_factor)];
            let missing: Vec<&str> =
                given.iter().filter(|(_, figure)| figure.is_none()).map(|(key, _)| *key).collect();
            let rule = format!(
                "an emergency move of risk `{risk}` needs `emergency_after`, `premium` and `time_factor`"
            );
            let hint = format!("add {}", super::super::near::quoted(&missing));
            if let Some(first) = raw.into_iter().flatten().next() {
                check.error_with_hint(check.of(first), rule, hint);
            }
            None
        }
    }
}

pub(super) fn service_loss(risk: &str, raw: &RawServiceLoss, check: &mut Checker) -> ServiceLoss {
    let name = |field: &str| format!("risk.{risk}.{field}");
    if raw.services.is_empty() {
        let rule = format!("the service loss of risk `{risk}` names no service");
        check.error(check.of(&raw.grace), rule);
    }
    ServiceLoss {
        services: check.references(Kind::Service, &raw.services),
        grace: check.quantity(&raw.grace, name("grace"), DURATION.per_event()),
        duration: check.optional(raw.duration.as_ref(), name("duration"), DURATION.per_event()),
        emergency: Emergency {
            premium: check.quantity(&raw.premium, name("premium"), FACTOR),
            time_factor: check.quantity(&raw.time_factor, name("time_factor"), FACTOR),
        },
    }
}

pub(super) fn enforcement(risk: &str, raw: &RawEnforcement, check: &mut Checker) -> Enforcement {
    let name = |field: &str| format!("risk.{risk}.{field}");
    if raw.duties.is_empty() && raw.authority.is_none() {
        let rule = format!("the inspections of risk `{risk}` test no duty");
        check.error_with_hint(check.of(&raw.detection), rule, "add `authority`, or `duties`");
    }
    Enforcement {
        duties: tested(raw, check),
        intensity: check.optional(raw.intensity.as_ref(), name("intensity"), FACTOR.per_event()),
        detection: check.quantity(&raw.detection, name("detection"), SHARE),
        rate_factor_after_fine: check.quantity(
            &raw.rate_factor_after_fine,
            name("rate_factor_after_fine"),
            FACTOR,
        ),
        memory: check.quantity(&raw.memory, name("memory"), DURATION),
        odds_factor_repeat: check.quantity(&raw.odds_factor_repeat, name("odds_factor_repeat"), FACTOR),
        odds_factor_sensitive: check.quantity(
            &raw.odds_factor_sensitive,
            name("odds_factor_sensitive"),
            FACTOR,
        ),
    }
}

/// The duties that are named, then those of the authority: of every pack, then the case's own.
fn tested(raw: &RawEnforcement, check: &mut Checker) -> Vec<Id> {
    let mut duties = check.references(Kind::Duty, &raw.duties);
    if let Some(authority) = &raw.authority {
        let authority = check.reference(Kind::Authority, authority);
        for duty in &check.law.duties {
            if duty.authority.as_ref() == Some(&authority) && !duties.contains(&duty.id) {
                duties.push(duty.id.clone());
            }
        }
    }
    duties
}

pub(super) fn demand_shift(risk: &str, raw: &RawDemandShift, check: &mut Checker) -> DemandShift {
    let requirement = check.reference(Kind::Requirement, &raw.requirement);
    for regime in raw.pace.keys() {
        check.reference(Kind::Regime, regime);
    }
    if raw.curve.is_empty() {
        let rule = format!("the demand shift of risk `{risk}` has no curve: no segment demands anything");
        check.error_with_hint(check.of(&raw.requirement), rule, "add a `[[risk.demand_shift.curve]]`");
    }
    let mut seen: Vec<&Located<String>> = Vec::new();
    for curve in &raw.curve {
        if let Some(first) = seen.iter().find(|first| first.value == curve.segment.value) {
            let rule = format!("segment `{}` has two curves in risk `{risk}`", curve.segment.value);
            let problem = Problem::error(check.of(&curve.segment), rule);
            check.report(problem.secondary(check.of(first), "first curve"));
        }
        seen.push(&curve.segment);
    }
    DemandShift {
        requirement,
        pace: pace(risk, raw, check),
        curves: raw.curve.iter().map(|raw| curve(risk, raw, check)).collect(),
    }
}

/// In the order of the regimes catalogue.
fn pace(risk: &str, raw: &RawDemandShift, check: &mut Checker) -> Vec<(Id, Option<Quantity>)> {
    let registry = check.registry;
    let mut paces = Vec::new();
    for regime in registry.ids(Kind::Regime) {
        let spec = raw.pace.iter().find(|(key, _)| key.value == *regime).map(|(_, spec)| spec);
        let pace = check.optional(spec, format!("risk.{risk}.pace.{regime}"), FACTOR.signed());
        paces.push((check.id(regime), pace));
    }
    paces
}

fn curve(risk: &str, raw: &RawDemandCurve, check: &mut Checker) -> DemandCurve {
    let segment = check.reference(Kind::Segment, &raw.segment);
    let name = |field: &str| format!("risk.{risk}.curve.{}.{field}", raw.segment.value);
    let curve = DemandCurve {
        segment,
        ceiling: check.quantity(&raw.ceiling, name("ceiling"), SHARE),
        midpoint: check.quantity(&raw.midpoint, name("midpoint"), DURATION.signed()),
        speed: check.quantity(&raw.speed, name("speed"), RATE),
        loss_time: check.quantity(&raw.loss_time, name("loss_time"), DURATION),
        win_back_time: check.quantity(&raw.win_back_time, name("win_back_time"), DURATION),
    };
    check.require_above_zero(&curve.loss_time, &raw.loss_time, "the time of contract renewals");
    check.require_above_zero(&curve.win_back_time, &raw.win_back_time, "the time to win back customers");
    curve
}
