//! Mechanisms by which customers, states and the line itself press on the company: degradation, supplier ban,
//! counter-measure; and the odds that an option's own doing changes.

use std::collections::BTreeMap;

use super::super::collector::Problem;
use super::super::located::Located;
use super::super::raw::{RawBarred, RawCounterMeasure, RawDegradation, RawOdds, RawSupplierBan};
use super::asked::{DURATION, FACTOR, HOURS, SHARE};
use super::checker::Checker;
use super::conditions::condition;
use super::mechanisms::emergency;
use super::registry::Kind;
use crate::domain::{Barred, Campaign, Condition, CounterMeasure, Degradation, Hosting, Id, SupplierBan};
use crate::quantity::{Quantity, QuantitySpec};

pub(super) fn odds(risk: &str, raw: &[RawOdds], check: &mut Checker) -> Vec<(Condition, Quantity)> {
    raw.iter()
        .enumerate()
        .map(|(index, raw)| {
            let name = format!("risk.{risk}.odds.{}", index + 1);
            (condition(&raw.when, check), check.quantity(&raw.factor, name, FACTOR))
        })
        .collect()
}

pub(super) fn degradation(risk: &str, raw: &RawDegradation, check: &mut Checker) -> Degradation {
    let name = |field: &str| format!("risk.{risk}.{field}");
    for regime in raw.by_regime.keys() {
        check.reference(Kind::Regime, regime);
    }
    let registry = check.registry;
    let mut by_regime = Vec::new();
    for regime in registry.ids(Kind::Regime) {
        let spec = raw.by_regime.iter().find(|(key, _)| key.value == *regime).map(|(_, spec)| spec);
        let factor = check.optional(spec, format!("risk.{risk}.by_regime.{regime}"), FACTOR);
        by_regime.push((check.id(regime), factor));
    }
    Degradation {
        hours: check.quantity(&raw.hours, name("hours"), HOURS),
        applications: match &raw.applications {
            Some(applications) => condition(applications, check),
            None => Condition { hosting: Some(Hosting::Abroad), ..Condition::default() },
        },
        by_regime,
        campaign_months: campaign_months(risk, raw, check),
        campaign: raw.campaign.as_ref().map(|raw| Campaign {
            duration: check.quantity(&raw.duration, name("campaign.duration"), DURATION.per_event()),
            factor: check.quantity(&raw.factor, name("campaign.factor"), FACTOR.per_event()),
        }),
    }
}

/// Months of the calendar and their factor come together.
fn campaign_months(risk: &str, raw: &RawDegradation, check: &mut Checker) -> Option<(Vec<u8>, Quantity)> {
    let factor = check.optional(raw.campaign_factor.as_ref(), format!("risk.{risk}.campaign_factor"), FACTOR);
    for (index, month) in raw.campaign_months.iter().enumerate() {
        if let Some(first) = raw.campaign_months[..index].iter().find(|first| first.value == month.value) {
            let rule = format!("month {} stands here twice", month.value);
            check.report(Problem::error(check.of(month), rule).secondary(check.of(first), "first here"));
        }
        if !(1..=12).contains(&month.value) {
            let rule = format!("there is no month {}: months go from 1 to 12", month.value);
            check.error(check.of(month), rule);
        }
    }
    match (factor, raw.campaign_months.first(), &raw.campaign_factor) {
        (Some(factor), Some(_), _) => {
            let mut months: Vec<u8> = raw.campaign_months.iter().map(|month| month.value).collect();
            months.sort_unstable();
            months.dedup();
            Some((months, factor))
        }
        (None, Some(first), _) => {
            let rule = format!("campaign months of risk `{risk}` need a factor on the hours");
            check.error_with_hint(check.of(first), rule, "add `campaign_factor`");
            None
        }
        (Some(_), None, Some(spec)) => {
            let rule = format!("the campaign factor of risk `{risk}` has no months to act in");
            check.error_with_hint(check.of(spec), rule, "add `campaign_months`, e.g. [3, 10]");
            None
        }
        (_, None, _) => None,
    }
}

pub(super) fn supplier_ban(risk: &str, raw: &RawSupplierBan, check: &mut Checker) -> SupplierBan {
    let name = |field: &str| format!("risk.{risk}.{field}");
    if raw.segments.is_empty() {
        let rule = format!("the supplier ban of risk `{risk}` hits no segment");
        check.error_with_hint(check.of(&raw.notice), rule, "add `segments`, e.g. { ciio = \"50%\" }");
    }
    win_back(raw.win_back_time.as_ref(), raw.duration.is_some(), !raw.segments.is_empty(), check);
    SupplierBan {
        notice: check.quantity(&raw.notice, name("notice"), DURATION.per_event()),
        chance: check.optional(raw.chance.as_ref(), name("chance"), SHARE),
        duration: check.optional(raw.duration.as_ref(), name("duration"), DURATION.per_event()),
        segments: shares(risk, "segment", Kind::Segment, &raw.segments, check),
        win_back_time: check.optional(raw.win_back_time.as_ref(), name("win_back_time"), DURATION),
        spared_by: raw.spared_by.as_ref().map(|id| check.reference(Kind::Requirement, id)),
    }
}

/// Only what is lost for a time can come back.
fn win_back(
    time: Option<&Located<QuantitySpec>>,
    has_end: bool,
    anything_is_lost: bool,
    check: &mut Checker,
) {
    let Some(time) = time else { return };
    if !anything_is_lost {
        let rule = "no customers are lost that could come back";
        check.error_with_hint(check.of(time), rule, "add `segments`, or remove `win_back_time`");
    } else if !has_end {
        let rule = "nothing comes back after what is for good";
        check.error_with_hint(check.of(time), rule, "add `duration`, or remove `win_back_time`");
    }
}

/// Shares by segment or stream, ordered by its identifier.
fn shares(
    risk: &str,
    what: &str,
    kind: Kind,
    raw: &BTreeMap<Located<String>, Located<QuantitySpec>>,
    check: &mut Checker,
) -> Vec<(Id, Quantity)> {
    raw.iter()
        .map(|(id, spec)| {
            let name = format!("risk.{risk}.{what}.{}", id.value);
            (check.reference(kind, id), check.quantity(spec, name, SHARE))
        })
        .collect()
}

pub(super) fn counter_measure(risk: &str, raw: &RawCounterMeasure, check: &mut Checker) -> CounterMeasure {
    let name = |field: &str| format!("risk.{risk}.{field}");
    let bars = match raw.bars {
        RawBarred::Nothing => Barred::Nothing,
        RawBarred::PersonalAndImportant => Barred::PersonalAndImportant,
        RawBarred::Everything => Barred::Everything,
    };
    if bars == Barred::Nothing && raw.segments.is_empty() && raw.streams.is_empty() {
        let rule = format!("the counter-measure of risk `{risk}` does nothing");
        check.error_with_hint(check.of(&raw.notice), rule, "add `bars`, `segments` or `streams`");
    }
    let anything_is_lost = !raw.segments.is_empty() || !raw.streams.is_empty();
    win_back(raw.win_back_time.as_ref(), raw.duration.is_some(), anything_is_lost, check);
    CounterMeasure {
        notice: check.quantity(&raw.notice, name("notice"), DURATION.per_event()),
        duration: check.optional(raw.duration.as_ref(), name("duration"), DURATION.per_event()),
        bars,
        segments: shares(risk, "segment", Kind::Segment, &raw.segments, check),
        streams: shares(risk, "stream", Kind::ValueStream, &raw.streams, check),
        win_back_time: check.optional(raw.win_back_time.as_ref(), name("win_back_time"), DURATION),
        emergency: emergency(risk, [&raw.emergency_after, &raw.premium, &raw.time_factor], check),
    }
}
