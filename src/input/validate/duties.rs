//! Obligations, in `duties.toml` and in packs, and how strictly they are met.

use super::super::located::Located;
use super::super::raw::{DutiesFile, RawCostBasis, RawDuty, RawFunction, RawStrictness};
use super::approvals::approval;
use super::asked::{DURATION, FACTOR, MONEY, SHARE};
use super::checker::Checker;
use super::conditions::condition;
use super::dates::date;
use crate::domain::{CostBasis, Duty, Function, Id, Renewal, Strictness};

/// In alphabetical order: the file's is not kept by a table.
pub(super) fn strictness(raw: &DutiesFile, check: &mut Checker) -> Vec<Strictness> {
    let entry = |(id, raw): (&Located<String>, &RawStrictness)| {
        let id = &id.value;
        Strictness {
            id: check.id(id),
            cost_factor: check.quantity(&raw.cost_factor, format!("strictness.{id}.cost_factor"), FACTOR),
            gap: check.quantity(&raw.gap, format!("strictness.{id}.gap"), SHARE),
        }
    };
    raw.strictness.iter().map(entry).collect()
}

/// The case's own. Whether their ladders exist is checked with the packs, which may hold them.
pub(super) fn duties(raw: &DutiesFile, check: &mut Checker) -> Vec<Duty> {
    raw.duty.iter().map(|raw| duty(raw, &format!("duty.{}", raw.id.value), None, check)).collect()
}

/// A duty of a pack, or of the case's own (`pack` is `None`).
///
/// `prefix`: start of the names of its figures.
pub(super) fn duty(raw: &RawDuty, prefix: &str, pack: Option<&Id>, check: &mut Checker) -> Duty {
    let name = |field: &str| format!("{prefix}.{field}");
    Duty {
        id: check.id(&raw.id.value),
        name: raw.name.clone(),
        description: raw.description.clone(),
        article: raw.article.clone(),
        pack: pack.cloned(),
        from: raw.from.as_ref().and_then(|from| date(from, check)),
        owner: raw.owner.map_or(Function::Legal, function),
        authority: raw.authority.as_ref().map(|authority| check.id(&authority.value)),
        when: condition(&raw.when, check),
        per: match raw.per {
            RawCostBasis::Application => CostBasis::Application,
            RawCostBasis::Company => CostBasis::Company,
        },
        one_off: check.quantity(&raw.one_off, name("one_off"), MONEY),
        yearly: check.quantity(&raw.yearly, name("yearly"), MONEY),
        renewal: renewal(raw, prefix, check),
        gap_factor: check.optional(raw.gap_factor.as_ref(), name("gap_factor"), FACTOR),
        ladder: check.id(&raw.ladder.value),
        ladder_ciio: raw.ladder_ciio.as_ref().map(|ladder| check.id(&ladder.value)),
        lead_time: check.optional(raw.lead_time.as_ref(), name("lead_time"), DURATION),
        approval: raw.approval.as_ref().map(|approval_of| approval(raw, approval_of, prefix, check)),
        gains: check.optional(raw.gains.as_ref(), name("gains"), MONEY),
    }
}

pub(super) fn function(raw: RawFunction) -> Function {
    match raw {
        RawFunction::Hr => Function::HumanResources,
        RawFunction::Finance => Function::Finance,
        RawFunction::Marketing => Function::Marketing,
        RawFunction::It => Function::InformationTechnology,
        RawFunction::Legal => Function::Legal,
    }
}

/// Time and cost of a renewal come together.
fn renewal(raw: &RawDuty, prefix: &str, check: &mut Checker) -> Option<Renewal> {
    let name = |field: &str| format!("{prefix}.{field}");
    let every = check.optional(raw.renewal_every.as_ref(), name("renewal_every"), DURATION);
    let cost = check.optional(raw.renewal.as_ref(), name("renewal"), MONEY);
    match (every, cost, &raw.renewal_every, &raw.renewal) {
        (Some(every), Some(cost), Some(spec), _) => {
            check.require_above_zero(&every, spec, "the time between renewals");
            Some(Renewal { every, cost })
        }
        (_, _, Some(spec), None) => {
            let rule = "`renewal_every` without `renewal`, the cost of one";
            check.error_with_hint(check.of(spec), rule, "add `renewal`, 0 if it costs nothing");
            None
        }
        (_, _, None, Some(spec)) => {
            let rule = "`renewal` without `renewal_every`, the time between renewals";
            check.error_with_hint(check.of(spec), rule, "add `renewal_every`");
            None
        }
        (_, _, Some(_), Some(_)) | (_, _, None, None) => None,
    }
}
