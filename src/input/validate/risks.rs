//! `risks.toml`: what can happen, and how often. How it costs money: `mechanisms`.

use std::collections::BTreeMap;

use super::super::located::Located;
use super::super::near::quoted;
use super::super::raw::{RawRate, RawRisk, RisksFile};
use super::asked::{RATE, SHARE};
use super::checker::Checker;
use super::incidents::incident;
use super::mechanisms::{demand_shift, enforcement, outage, service_loss};
use super::pressures::{counter_measure, degradation, odds, supplier_ban};
use super::rates::{require_rate_in_bounds, require_trend_in_bounds};
use super::registry::Kind;
use super::rule_changes::rule_change;
use crate::domain::{Id, Mechanism, Rate, Risk};
use crate::quantity::QuantitySpec;

/// The risks; those without one clear mechanism are left out (and reported).
pub(super) fn risks(raw: &RisksFile, check: &mut Checker) -> Vec<Risk> {
    raw.risk.iter().filter_map(|raw| risk(raw, check)).collect()
}

fn risk(raw: &RawRisk, check: &mut Checker) -> Option<Risk> {
    let id = &raw.id.value;
    let rate = raw.rate.as_ref().and_then(|rate| self::rate(raw, rate, check));
    let trend = check.optional(raw.trend.as_ref(), format!("risk.{id}.trend"), SHARE.signed());
    if let (Some(trend), Some(spec)) = (&trend, &raw.trend) {
        require_trend_in_bounds(trend, spec, check);
    }
    let mechanism = mechanism(raw, check)?;
    match &mechanism {
        Mechanism::DemandShift(_) => check_demand_shift(raw, check),
        Mechanism::Degradation(_) => check_degradation(raw, check),
        Mechanism::Outage(_)
        | Mechanism::ServiceLoss(_)
        | Mechanism::Enforcement(_)
        | Mechanism::RuleChange(_)
        | Mechanism::SupplierBan(_)
        | Mechanism::CounterMeasure(_)
        | Mechanism::Incident(_) => require_rate(raw, check),
    }
    let odds = odds(id, &raw.odds, check);
    Some(Risk {
        id: check.id(id),
        name: raw.name.clone(),
        description: raw.description.clone(),
        rate,
        trend,
        once: raw.once,
        odds,
        mechanism,
    })
}

fn require_rate(raw: &RawRisk, check: &mut Checker) {
    if raw.rate.is_none() {
        let hint = "add `rate.always = \"0.1 per year\"`, or `[risk.rate.by_regime]` with every regime";
        check.error_with_hint(check.of(&raw.id), format!("risk `{}` has no rate", raw.id.value), hint);
    }
}

/// Campaigns come at a rate, hours do not.
fn check_degradation(raw: &RawRisk, check: &mut Checker) {
    let has_campaign = raw.degradation.as_ref().is_some_and(|raw| raw.campaign.is_some());
    let id = &raw.id.value;
    match (has_campaign, &raw.rate) {
        (true, None) => require_rate(raw, check),
        (false, Some(_)) => {
            let rule = format!("risk `{id}` is a degradation without campaigns and can have no `rate`");
            check.error_with_hint(
                check.of(&raw.id),
                rule,
                "remove `rate`, or add `[risk.degradation.campaign]`",
            );
        }
        (true, Some(_)) | (false, None) => {}
    }
    if raw.once {
        let rule = format!("risk `{id}` is a degradation and can have no `once`: hours are lost every month");
        check.error_with_hint(check.of(&raw.id), rule, "remove `once`");
    }
    if let Some(odds) = raw.odds.first() {
        let rule =
            format!("risk `{id}` is a degradation and can have no `odds`: campaigns are the same for all");
        let hint = "remove `odds`; whose users lose hours is said by `applications`";
        check.error_with_hint(check.of(&odds.factor), rule, hint);
    }
}

fn mechanism(risk: &RawRisk, check: &mut Checker) -> Option<Mechanism> {
    let id = &risk.id.value;
    let mut found: Vec<(&str, Mechanism)> = Vec::new();
    if let Some(raw) = &risk.outage {
        found.push(("outage", Mechanism::Outage(outage(id, raw, check))));
    }
    if let Some(raw) = &risk.service_loss {
        found.push(("service_loss", Mechanism::ServiceLoss(service_loss(id, raw, check))));
    }
    if let Some(raw) = &risk.enforcement {
        found.push(("enforcement", Mechanism::Enforcement(enforcement(id, raw, check))));
    }
    if let Some(raw) = &risk.demand_shift {
        found.push(("demand_shift", Mechanism::DemandShift(demand_shift(id, raw, check))));
    }
    if let Some(raw) = &risk.rule_change {
        let change = rule_change(id, raw, check)?;
        found.push(("rule_change", Mechanism::RuleChange(change)));
    }
    if let Some(raw) = &risk.degradation {
        found.push(("degradation", Mechanism::Degradation(degradation(id, raw, check))));
    }
    if let Some(raw) = &risk.supplier_ban {
        found.push(("supplier_ban", Mechanism::SupplierBan(supplier_ban(id, raw, check))));
    }
    if let Some(raw) = &risk.counter_measure {
        found.push(("counter_measure", Mechanism::CounterMeasure(counter_measure(id, raw, check))));
    }
    if let Some(raw) = &risk.incident {
        found.push(("incident", Mechanism::Incident(incident(&risk.id, raw, check))));
    }
    if found.len() > 1 {
        let names: Vec<&str> = found.iter().map(|(name, _)| *name).collect();
        let rule = format!("risk `{id}` has {} mechanisms: {}", names.len(), quoted(&names));
        check.error_with_hint(check.of(&risk.id), rule, "make it a risk for each of them");
        return None;
    }
    let Some((_, mechanism)) = found.pop() else {
        let rule = format!("risk `{id}` has no mechanism: nothing says how it costs money");
        let hint = "add one of `[risk.outage]`, `[risk.service_loss]`, `[risk.enforcement]`, `[risk.demand_shift]`, \
                    `[risk.rule_change]`, `[risk.degradation]`, `[risk.supplier_ban]`, `[risk.counter_measure]`, \
                    `[risk.incident]`";
        check.error_with_hint(check.of(&risk.id), rule, hint);
        return None;
    };
    Some(mechanism)
}

/// A demand shift is a curve, not a series of events.
fn check_demand_shift(raw: &RawRisk, check: &mut Checker) {
    let given = [("rate", raw.rate.is_some()), ("trend", raw.trend.is_some()), ("once", raw.once)];
    for (key, is_given) in given {
        if is_given {
            let rule = format!("risk `{}` is a demand shift and can have no `{key}`", raw.id.value);
            let hint = format!("remove `{key}`; how fast demand shifts is said by its curves and its pace");
            check.error_with_hint(check.of(&raw.id), rule, hint);
        }
    }
    if let Some(odds) = raw.odds.first() {
        let rule =
            format!("risk `{}` is a demand shift and can have no `odds`: it has no rate", raw.id.value);
        let hint = "remove `odds`; what an option has done counts by what it satisfies of the requirement";
        check.error_with_hint(check.of(&odds.factor), rule, hint);
    }
}

fn rate(risk: &RawRisk, raw: &RawRate, check: &mut Checker) -> Option<Rate> {
    let id = &risk.id.value;
    match (&raw.always, raw.by_regime.is_empty()) {
        (Some(always), true) => {
            let rate = check.quantity(always, format!("risk.{id}.rate.always"), RATE);
            require_rate_in_bounds(&rate, always, check);
            Some(Rate::Always(rate))
        }
        (None, false) => Some(Rate::ByRegime(by_regime(risk, &raw.by_regime, check))),
        (Some(always), false) => {
            let rule = format!("the rate of risk `{id}` is given both for always and by regime");
            check.error_with_hint(check.of(always), rule, "keep one of them");
            None
        }
        (None, true) => {
            let rule = format!("the rate of risk `{id}` is empty");
            check.error_with_hint(check.of(&risk.id), rule, "add `always` or `by_regime`");
            None
        }
    }
}

/// In the order of the regimes catalogue.
fn by_regime(
    risk: &RawRisk,
    raw: &BTreeMap<Located<String>, Located<QuantitySpec>>,
    check: &mut Checker,
) -> Vec<(Id, crate::quantity::Quantity)> {
    let id = &risk.id.value;
    for regime in raw.keys() {
        check.reference(Kind::Regime, regime);
    }
    let registry = check.registry;
    let mut rates = Vec::new();
    let mut missing: Vec<&str> = Vec::new();
    for regime in registry.ids(Kind::Regime) {
        match raw.iter().find(|(key, _)| key.value == *regime) {
            Some((_, spec)) => {
                let rate = check.quantity(spec, format!("risk.{id}.rate.{regime}"), RATE);
                require_rate_in_bounds(&rate, spec, check);
                rates.push((check.id(regime), rate));
            }
            None => missing.push(regime),
        }
    }
    if !missing.is_empty() {
        let rule =
            format!("the rate of risk `{id}` by regime must name every regime: {} missing", quoted(&missing));
        let site = raw.keys().next().map_or_else(|| check.of(&risk.id), |key| check.of(key));
        check.error_with_hint(site, rule, "add the rate, 0 if it cannot happen there");
    }
    rates
}
