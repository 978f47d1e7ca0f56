//! Rules of a pack on the transfer of data abroad.

use super::super::collector::Problem;
use super::super::raw::{RawCounting, RawGround, RawTransferRule, RawTransferTest};
use super::asked::SHARE;
use super::checker::Checker;
use super::conditions::{data_class, persons, route};
use super::dates::date;
use super::pack::reference;
use crate::domain::{CountingPeriod, Ground, TransferRoute, TransferRule, TransferTest};

/// Nothing counted when the pack does not say.
pub(super) fn counting(raw: Option<&RawCounting>, check: &mut Checker) -> CountingPeriod {
    let Some(raw) = raw else { return CountingPeriod::default() };
    if !(raw.years.value > 0.0 && raw.years.value.is_finite()) {
        let rule = "the years of the counting period must be finite and above 0";
        check.error_with_hint(check.of(&raw.years), rule, "1 since 1 January of the current year");
    }
    CountingPeriod {
        years: raw.years.value,
        reference: reference(&raw.article, raw.source.as_ref(), raw.note.as_ref()),
    }
}

/// `start`: start of the names of its figures.
pub(super) fn ground(raw: &RawGround, start: &str, check: &mut Checker) -> Ground {
    Ground {
        id: check.id(&raw.id.value),
        name: raw.name.clone(),
        accepted: check.quantity(&raw.accepted, format!("{start}.accepted"), SHARE),
        reference: reference(&raw.article, raw.source.as_ref(), raw.note.as_ref()),
        from: raw.from.as_ref().and_then(|from| date(from, check)),
    }
}

pub(super) fn rules(raw: &[RawTransferRule], check: &mut Checker) -> Vec<TransferRule> {
    let rules: Vec<TransferRule> = raw.iter().map(|raw| rule(raw, check)).collect();
    let last = rules.iter().position(|rule| rule.when == TransferTest::default() && rule.from.is_none());
    if let Some(last) = last
        && let Some(unreached) = raw.get(last + 1)
    {
        let rule =
            format!("branch `{}` is never reached: the one before it asks nothing", unreached.id.value);
        let rule = match last + 2 == raw.len() {
            true => rule,
            false => format!("{rule}, so that nothing after it decides"),
        };
        let problem = Problem::warning(check.of(&unreached.id), rule);
        let problem = problem.secondary(check.of(&raw[last].id), "this one always holds");
        check.report(problem.hint("move the branch that asks nothing to the end"));
    }
    rules
}

fn rule(raw: &RawTransferRule, check: &mut Checker) -> TransferRule {
    let route_of = route(raw.route);
    let alternative = raw.alternative.map(route);
    match alternative {
        None if raw.alternative_in_group_only => {
            let rule =
                format!("branch `{}` has no alternative that could be in the group only", raw.id.value);
            let hint = "add `alternative`, or remove `alternative_in_group_only`";
            check.error_with_hint(check.of(&raw.id), rule, hint);
        }
        Some(other) if other == route_of => {
            let rule = format!("the alternative of branch `{}` is its route", raw.id.value);
            check.error_with_hint(check.of(&raw.id), rule, "name the other route, or remove `alternative`");
        }
        Some(TransferRoute::StandardContract | TransferRoute::Certification) | None => {}
        Some(TransferRoute::Free | TransferRoute::SecurityAssessment | TransferRoute::Forbidden) => {
            let rule = format!(
                "the alternative of branch `{}` is no choice: a company can choose between standard contract and \
                 certification only",
                raw.id.value
            );
            let hint = "write `standard-contract` or `certification`, or remove `alternative`";
            check.error_with_hint(check.of(&raw.id), rule, hint);
        }
    }
    TransferRule {
        id: check.id(&raw.id.value),
        name: raw.name.clone(),
        when: test(&raw.when, check),
        route: route_of,
        alternative,
        alternative_in_group_only: raw.alternative_in_group_only,
        reference: reference(&raw.article, raw.source.as_ref(), raw.note.as_ref()),
        from: raw.from.as_ref().and_then(|from| date(from, check)),
    }
}

fn test(raw: &RawTransferTest, check: &mut Checker) -> TransferTest {
    TransferTest {
        class_at_least: raw.class_at_least.map(data_class),
        personal: raw.personal,
        sensitive: raw.sensitive,
        ciio: raw.ciio,
        exempt: raw.exempt,
        handled_at_least: persons(raw.handled_at_least.as_ref(), check),
        exported_at_least: persons(raw.exported_at_least.as_ref(), check),
        sensitive_exported_at_least: persons(raw.sensitive_exported_at_least.as_ref(), check),
    }
}
