//! Playbooks: *when* something holds, *then* do that.

use super::super::located::Located;
use super::super::near::quoted;
use super::super::raw::{RawPlaybookEntry, RawResponse, RawTrigger};
use super::asked::{Asked, DURATION, FACTOR, MONEY, SHARE};
use super::checker::Checker;
use super::registry::Kind;
use crate::domain::{Application, Gauge, Id, PlaybookEntry, Response, Trigger};
use crate::quantity::QuantitySpec;
use crate::units::DAYS_PER_MONTH;

pub(super) fn playbook(
    option: &str,
    raw: &[RawPlaybookEntry],
    applications: &[Application],
    check: &mut Checker,
) -> Vec<PlaybookEntry> {
    raw.iter().map(|raw| entry(option, raw, applications, check)).collect()
}

fn entry(
    option: &str,
    raw: &RawPlaybookEntry,
    applications: &[Application],
    check: &mut Checker,
) -> PlaybookEntry {
    let name = |field: &str| format!("option.{option}.playbook.{}.{field}", raw.id.value);
    let site = check.of(&raw.id);
    let when = trigger(&raw.when, site, check);
    let against = match &raw.against {
        Some(risks) => check.references(Kind::Risk, risks),
        None => risks_of(&when),
    };
    PlaybookEntry {
        id: check.id(&raw.id.value),
        name: raw.name.clone(),
        description: raw.description.clone(),
        when,
        lag: check.optional(raw.lag.as_ref(), name("lag"), DURATION),
        cool_down: raw.cool_down.as_ref().map_or(0.0, |spec| check.decision(spec, DURATION)),
        reverts: raw.reverts,
        against,
        response: response(&raw.then, &name("premium"), &name("time_factor"), applications, check),
    }
}

/// Risks that a trigger names, each once.
fn risks_of(trigger: &Trigger) -> Vec<Id> {
    let mut risks = match trigger {
        Trigger::All(parts) | Trigger::Any(parts) => parts.iter().flat_map(risks_of).collect(),
        Trigger::Announced(risk) | Trigger::Occurred(risk) => vec![risk.clone()],
        Trigger::Entered(_) | Trigger::Left(_) | Trigger::Above { .. } | Trigger::Month(_) => Vec::new(),
    };
    risks.sort();
    risks.dedup();
    risks
}

type Threshold<'a> = &'a Option<Located<QuantitySpec>>;

fn trigger(raw: &RawTrigger, entry: super::super::collector::Site, check: &mut Checker) -> Trigger {
    let mut found: Vec<(&str, Trigger)> = Vec::new();
    let mut parts = |raw: &Vec<RawTrigger>| -> Vec<Trigger> {
        raw.iter().map(|part| trigger(part, entry.clone(), check)).collect()
    };
    if let Some(raw) = &raw.all {
        found.push(("all", Trigger::All(parts(raw))));
    }
    if let Some(raw) = &raw.any {
        found.push(("any", Trigger::Any(parts(raw))));
    }
    if let Some(regime) = &raw.entered {
        found.push(("entered", Trigger::Entered(check.reference(Kind::Regime, regime))));
    }
    if let Some(regime) = &raw.left {
        found.push(("left", Trigger::Left(check.reference(Kind::Regime, regime))));
    }
    if let Some(risk) = &raw.announced {
        found.push(("announced", Trigger::Announced(check.reference(Kind::Risk, risk))));
    }
    if let Some(risk) = &raw.occurred {
        found.push(("occurred", Trigger::Occurred(check.reference(Kind::Risk, risk))));
    }
    if let Some(month) = &raw.month {
        found.push(("month", Trigger::Month(check.decision(month, DURATION))));
    }
    found.extend(gauges(raw, check));
    if found.len() > 1 {
        let names: Vec<&str> = found.iter().map(|(name, _)| *name).collect();
        let rule = format!("a trigger asks {} things at once: {}", names.len(), quoted(&names));
        check.error_with_hint(entry.clone(), rule, "put them into `all = [...]` or `any = [...]`");
    }
    found.pop().map_or_else(
        || {
            let hint = "add one of `entered`, `left`, `announced`, `occurred`, `month`, `fines_above`, \
                        `days_down_above`, `demand_above`, `customers_lost_above`, `all`, `any`";
            check.error_with_hint(entry, "a trigger asks nothing: nothing says when", hint);
            Trigger::All(Vec::new())
        },
        |(_, trigger)| trigger,
    )
}

fn gauges(raw: &RawTrigger, check: &mut Checker) -> Vec<(&'static str, Trigger)> {
    let mut found = Vec::new();
    let within = raw.within.as_ref().map(|spec| check.decision(spec, DURATION));
    let segment = raw.segment.as_ref().map(|id| check.reference(Kind::Segment, id));
    let mut above =
        |key: &'static str, spec: Threshold<'_>, asked: Asked, scale: f64, gauge: Option<Gauge>| {
            let Some(spec) = spec else { return };
            let on = check.decision(spec, asked) * scale;
            let off = raw.off_below.as_ref().map_or(on, |spec| check.decision(spec, asked) * scale);
            if off > on
                && let Some(spec) = &raw.off_below
            {
                let rule =
                    "a trigger would cease to hold before it begins: `off_below` is above the threshold";
                check.error_with_hint(check.of(spec), rule, "make it lower");
            }
            match gauge {
                Some(gauge) => found.push((key, Trigger::Above { gauge, on, off })),
                None => {
                    let hint = match key {
                        "demand_above" => "add `risk`: the demand shift",
                        _ => "add `segment`",
                    };
                    check.error_with_hint(check.of(spec), format!("`{key}` does not say of what"), hint);
                }
            }
        };
    above("fines_above", &raw.fines_above, MONEY, 1.0, Some(Gauge::Fines { within }));
    above(
        "days_down_above",
        &raw.days_down_above,
        DURATION,
        DAYS_PER_MONTH,
        Some(Gauge::DaysDown { within }),
    );
    let risk = raw.risk.as_ref().map(|id| Id::new(&id.value)).unwrap_or_default();
    let demand = risk.map(|risk| Gauge::Demand { risk, segment: segment.clone() });
    above("demand_above", &raw.demand_above, SHARE, 1.0, demand);
    let lost = segment.map(|segment| Gauge::CustomersLost { segment });
    above("customers_lost_above", &raw.customers_lost_above, SHARE, 1.0, lost);
    if let Some(risk) = &raw.risk {
        check.reference(Kind::Risk, risk);
    }
    found
}

fn response(
    raw: &RawResponse,
    premium: &str,
    time_factor: &str,
    applications: &[Application],
    check: &mut Checker,
) -> Response {
    let mut moves = Vec::new();
    for (application, placement) in &raw.placement {
        let application = check.reference(Kind::Application, application);
        moves.push((application, check.reference(Kind::Placement, placement)));
    }
    Response {
        moves,
        premium: check.optional(raw.premium.as_ref(), premium.to_owned(), FACTOR),
        time_factor: check.optional(raw.time_factor.as_ref(), time_factor.to_owned(), FACTOR),
        switch_on: check.references(Kind::Measure, &raw.switch_on),
        switch_off: check.references(Kind::Measure, &raw.switch_off),
        stop_flows: raw.stop_flows.iter().filter_map(|flow| stopped(flow, applications, check)).collect(),
        strictness: raw.strictness.as_ref().map(|id| check.reference(Kind::Strictness, id)),
        isolation: raw.isolation.as_ref().map(|id| check.reference(Kind::Isolation, id)),
    }
}

/// A flow written "application.flow".
fn stopped(raw: &Located<String>, applications: &[Application], check: &mut Checker) -> Option<(Id, Id)> {
    let found = raw.value.split_once('.').and_then(|(application, flow)| {
        let application = applications.iter().find(|entry| entry.id.as_str() == application)?;
        let flow = application.flows.iter().find(|entry| entry.id.as_str() == flow)?;
        Some((application.id.clone(), flow.id.clone()))
    });
    if found.is_none() {
        let rule = format!("there is no flow `{}`", raw.value);
        let hint = "write it as \"application.flow\"; a flow without an identifier is called `data`";
        check.error_with_hint(check.of(raw), rule, hint);
    }
    found
}
