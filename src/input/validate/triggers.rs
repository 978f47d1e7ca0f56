//! Triggers of playbooks: what has to hold.

use super::super::collector::{Problem, Site};
use super::super::located::Located;
use super::super::near::quoted;
use super::super::raw::RawTrigger;
use super::asked::{Asked, DURATION, MONEY, SHARE};
use super::checker::Checker;
use super::playbooks::place;
use super::registry::Kind;
use crate::domain::{Gauge, Id, Mechanism, Risk, Trigger};
use crate::quantity::QuantitySpec;
use crate::units::DAYS_PER_MONTH;

/// One thing that a trigger asks: under which key, where, and what.
type Asking = (&'static str, Site, Trigger);

/// - `around`: where the entry or the trigger stands that this is part of.
pub(super) fn trigger(
    raw: &Located<RawTrigger>,
    around: &Site,
    risks: &[Risk],
    check: &mut Checker,
) -> Trigger {
    let here = place(raw, around, check);
    let mut found = combined(&raw.value, &here, risks, check);
    found.extend(states(&raw.value, risks, check));
    found.extend(gauges(&raw.value, risks, check));
    refuse_strays(&raw.value, check);
    if let [(_, first, _), (_, second, _), ..] = found.as_slice() {
        let names: Vec<&str> = found.iter().map(|(name, ..)| *name).collect();
        let rule = format!("a trigger asks {} things at once: {}", names.len(), quoted(&names));
        let problem = Problem::error(second.clone(), rule).secondary(first.clone(), "asked first");
        check.report(problem.hint("put each into a table of its own under `all = [...]` or `any = [...]`"));
    }
    found.pop().map_or_else(
        || {
            let hint = "add one of `entered`, `left`, `announced`, `occurred`, `month`, `fines_above`, \
                        `days_down_above`, `demand_above`, `customers_lost_above`, `all`, `any`";
            check.error_with_hint(here, "a trigger asks nothing: nothing says when", hint);
            Trigger::All(Vec::new())
        },
        |(.., trigger)| trigger,
    )
}

/// Risks that a trigger names, each once.
pub(super) fn risks_of(trigger: &Trigger) -> Vec<Id> {
    let mut risks = match trigger {
        Trigger::All(parts) | Trigger::Any(parts) => parts.iter().flat_map(risks_of).collect(),
        Trigger::Announced(risk) | Trigger::Occurred(risk) => vec![risk.clone()],
        Trigger::Entered(_) | Trigger::Left(_) | Trigger::Above { .. } | Trigger::Month(_) => Vec::new(),
    };
    risks.sort();
    risks.dedup();
    risks
}

/// Who asks for a risk that comes as events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AskedBy {
    /// A trigger, which can ask for other things, too.
    Trigger,
    /// A list of risks.
    List,
}

/// Refuses a risk that does not come as events.
pub(super) fn event_risk(id: &Located<String>, by: AskedBy, risks: &[Risk], check: &mut Checker) {
    let Some(risk) = risks.iter().find(|risk| risk.id.as_str() == id.value) else { return };
    if risk.mechanism.has_events() {
        return;
    }
    let is = match &risk.mechanism {
        Mechanism::DemandShift(_) => "is a demand shift",
        Mechanism::Degradation(_) => "is a degradation without campaigns",
        Mechanism::Outage(_)
        | Mechanism::ServiceLoss(_)
        | Mechanism::Enforcement(_)
        | Mechanism::RuleChange(_)
        | Mechanism::SupplierBan(_)
        | Mechanism::CounterMeasure(_)
        | Mechanism::Incident(_) => "has no events",
    };
    let hint = match &risk.mechanism {
        Mechanism::DemandShift(_) if by == AskedBy::Trigger => {
            "a trigger can ask for its share: `demand_above`, with `risk`"
        }
        Mechanism::DemandShift(_)
        | Mechanism::Outage(_)
        | Mechanism::ServiceLoss(_)
        | Mechanism::Enforcement(_)
        | Mechanism::RuleChange(_)
        | Mechanism::Degradation(_)
        | Mechanism::SupplierBan(_)
        | Mechanism::CounterMeasure(_)
        | Mechanism::Incident(_) => "name a risk that comes as events",
    };
    let rule = format!("risk `{}` {is}: nothing is ever announced or occurs", id.value);
    check.report(Problem::error(check.of(id), rule).value(&id.value).hint(hint));
}

fn combined(raw: &RawTrigger, here: &Site, risks: &[Risk], check: &mut Checker) -> Vec<Asking> {
    let mut found = Vec::new();
    for (key, parts) in [("all", &raw.all), ("any", &raw.any)] {
        let Some(parts) = parts else { continue };
        let site = place(parts, here, check);
        if parts.value.is_empty() {
            let hint = "name at least one condition, e.g. `{ entered = \"…\" }`";
            check.error_with_hint(site.clone(), format!("`{key}` is empty: nothing says when"), hint);
        }
        let parts = parts.value.iter().map(|part| trigger(part, here, risks, check)).collect();
        let trigger = if key == "all" { Trigger::All(parts) } else { Trigger::Any(parts) };
        found.push((key, site, trigger));
    }
    found
}

/// What asks for a state of the world.
fn states(raw: &RawTrigger, risks: &[Risk], check: &mut Checker) -> Vec<Asking> {
    let mut found = Vec::new();
    if let Some(regime) = &raw.entered {
        let trigger = Trigger::Entered(check.reference(Kind::Regime, regime));
        found.push(("entered", check.of(regime), trigger));
    }
    if let Some(regime) = &raw.left {
        let trigger = Trigger::Left(check.reference(Kind::Regime, regime));
        found.push(("left", check.of(regime), trigger));
    }
    if let Some(risk) = &raw.announced {
        event_risk(risk, AskedBy::Trigger, risks, check);
        let trigger = Trigger::Announced(check.reference(Kind::Risk, risk));
        found.push(("announced", check.of(risk), trigger));
    }
    if let Some(risk) = &raw.occurred {
        event_risk(risk, AskedBy::Trigger, risks, check);
        let trigger = Trigger::Occurred(check.reference(Kind::Risk, risk));
        found.push(("occurred", check.of(risk), trigger));
    }
    if let Some(month) = &raw.month {
        let months = check.decision(month, DURATION);
        if check.is_beyond_horizon(months) {
            let rule = format!(
                "this time lies beyond the horizon of {}: the trigger never holds",
                check.horizon_in_words()
            );
            check.report(Problem::warning(check.of(month), rule));
        }
        found.push(("month", check.of(month), Trigger::Month(months)));
    }
    found
}

/// What asks whether something that the company can read is above a threshold.
fn gauges(raw: &RawTrigger, risks: &[Risk], check: &mut Checker) -> Vec<Asking> {
    let within = raw.within.as_ref().map(|spec| window(spec, check));
    let segment = raw.segment.as_ref().map(|id| check.reference(Kind::Segment, id));
    let mut found = Vec::new();
    if let Some(spec) = &raw.fines_above {
        let trigger = above(raw, spec, MONEY, Gauge::Fines { within }, check);
        found.push(("fines_above", check.of(spec), trigger));
    }
    if let Some(spec) = &raw.days_down_above {
        let trigger = above(raw, spec, DURATION, Gauge::DaysDown { within }, check);
        found.push(("days_down_above", check.of(spec), trigger));
    }
    if let Some(spec) = &raw.demand_above {
        let risk = demand(raw, spec, risks, check);
        let trigger = above(raw, spec, SHARE, Gauge::Demand { risk, segment: segment.clone() }, check);
        found.push(("demand_above", check.of(spec), trigger));
    }
    if let Some(spec) = &raw.customers_lost_above {
        let segment = segment.unwrap_or_else(|| {
            let rule = "`customers_lost_above` does not say of whose customers";
            check.error_with_hint(check.of(spec), rule, "add `segment`");
            Id::stand_in()
        });
        let trigger = above(raw, spec, SHARE, Gauge::CustomersLost { segment }, check);
        found.push(("customers_lost_above", check.of(spec), trigger));
    }
    found
}

/// Months that a gauge looks back.
fn window(spec: &Located<QuantitySpec>, check: &mut Checker) -> f64 {
    let months = check.decision(spec, DURATION);
    if months <= 0.0 {
        let rule = "no time passes in which anything could count";
        check.error_with_hint(check.of(spec), rule, "e.g. `within = \"12 months\"`; all counts when absent");
    }
    months
}

/// A threshold and the one below which the trigger ceases to hold, in the unit of the gauge.
fn above(
    raw: &RawTrigger,
    spec: &Located<QuantitySpec>,
    asked: Asked,
    gauge: Gauge,
    check: &mut Checker,
) -> Trigger {
    let scale = match gauge {
        Gauge::DaysDown { .. } => DAYS_PER_MONTH,
        Gauge::Fines { .. } | Gauge::Demand { .. } | Gauge::CustomersLost { .. } => 1.0,
    };
    let on = check.decision(spec, asked) * scale;
    let off = raw.off_below.as_ref().map_or(on, |spec| check.decision(spec, asked) * scale);
    if off > on
        && let Some(below) = &raw.off_below
    {
        let rule = "the trigger would cease to hold before it begins: `off_below` is above the threshold";
        let problem = Problem::error(check.of(below), rule).secondary(check.of(spec), "the threshold");
        check.report(problem.hint("make it lower"));
    }
    Trigger::Above { gauge, on, off }
}

/// The demand shift whose share is asked for.
fn demand(raw: &RawTrigger, spec: &Located<QuantitySpec>, risks: &[Risk], check: &mut Checker) -> Id {
    let Some(id) = &raw.risk else {
        let rule = "`demand_above` does not say what is demanded";
        check.error_with_hint(check.of(spec), rule, "add `risk`: the demand shift");
        return Id::stand_in();
    };
    let risk = check.reference(Kind::Risk, id);
    let Some(found) = risks.iter().find(|found| found.id == risk) else { return risk };
    match &found.mechanism {
        Mechanism::DemandShift(shift) => {
            if let Some(segment) = &raw.segment
                && check.registry.contains(Kind::Segment, &segment.value)
                && !shift.curves.iter().any(|curve| curve.segment.as_str() == segment.value)
            {
                let rule = format!("segment `{}` demands nothing in risk `{risk}`", segment.value);
                let demanding: Vec<&str> = shift.curves.iter().map(|curve| curve.segment.as_str()).collect();
                let hint = format!("segments with a curve there: {}", quoted(&demanding));
                check.report(Problem::error(check.of(segment), rule).value(&segment.value).hint(hint));
            }
        }
        Mechanism::Outage(_)
        | Mechanism::ServiceLoss(_)
        | Mechanism::Enforcement(_)
        | Mechanism::RuleChange(_)
        | Mechanism::Degradation(_)
        | Mechanism::SupplierBan(_)
        | Mechanism::CounterMeasure(_)
        | Mechanism::Incident(_) => {
            let rule = format!("risk `{risk}` is no demand shift: no customer demands anything");
            let shifts: Vec<&str> =
                risks.iter().filter(|risk| is_demand(risk)).map(|risk| risk.id.as_str()).collect();
            let hint = (!shifts.is_empty()).then(|| format!("demand shifts here: {}", quoted(&shifts)));
            check.report(Problem::error(check.of(id), rule).value(&id.value).hint_if(hint));
        }
    }
    risk
}

fn is_demand(risk: &Risk) -> bool {
    risk.mechanism.as_demand_shift().is_some()
}

/// Keys that say more about a threshold which is not there.
fn refuse_strays(raw: &RawTrigger, check: &mut Checker) {
    let sums = raw.fines_above.is_some() || raw.days_down_above.is_some();
    let (demand, lost) = (raw.demand_above.is_some(), raw.customers_lost_above.is_some());
    let figures = [
        ("within", &raw.within, sums, "`fines_above` and `days_down_above`"),
        ("off_below", &raw.off_below, sums || demand || lost, "a threshold such as `fines_above`"),
    ];
    let names = [
        ("risk", &raw.risk, demand, "`demand_above`"),
        ("segment", &raw.segment, demand || lost, "`demand_above` and `customers_lost_above`"),
    ];
    let figures = figures.map(|(key, at, used, with)| (key, at.as_ref().map(|at| check.of(at)), used, with));
    let names = names.map(|(key, at, used, with)| (key, at.as_ref().map(|at| check.of(at)), used, with));
    for (key, site, is_used, with) in figures.into_iter().chain(names) {
        if let (Some(site), false) = (site, is_used) {
            let rule = format!("`{key}` has no effect in this trigger: it goes with {with}");
            check.error_with_hint(site, rule, format!("remove `{key}`, or add what it goes with"));
        }
    }
}
