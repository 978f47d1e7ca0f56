//! `duties.toml`: obligations, how strictly they are met, and what a gap can cost.

use super::super::located::Located;
use super::super::raw::{
    DutiesFile, RawCostBasis, RawDuty, RawLadder, RawPenalty, RawPenaltyClass, RawStrictness,
};
use super::asked::{DURATION, FACTOR, MONEY, SHARE};
use super::checker::Checker;
use super::conditions::condition;
use super::registry::Kind;
use crate::domain::{CostBasis, Duty, Function, Ladder, Penalty, PenaltyClass, Renewal, Strictness};

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

pub(super) fn duties(raw: &DutiesFile, check: &mut Checker) -> Vec<Duty> {
    raw.duty.iter().map(|raw| duty(raw, check)).collect()
}

fn duty(raw: &RawDuty, check: &mut Checker) -> Duty {
    let id = &raw.id.value;
    let name = |field: &str| format!("duty.{id}.{field}");
    Duty {
        id: check.id(id),
        name: raw.name.clone(),
        description: raw.description.clone(),
        article: raw.article.clone(),
        pack: None,
        from: None,
        owner: Function::Legal,
        authority: None,
        when: condition(&raw.when, check),
        per: match raw.per {
            RawCostBasis::Application => CostBasis::Application,
            RawCostBasis::Company => CostBasis::Company,
        },
        one_off: check.quantity(&raw.one_off, name("one_off"), MONEY),
        yearly: check.quantity(&raw.yearly, name("yearly"), MONEY),
        renewal: renewal(raw, check),
        gap_factor: check.optional(raw.gap_factor.as_ref(), name("gap_factor"), FACTOR),
        ladder: check.reference(Kind::Ladder, &raw.ladder),
        ladder_ciio: None,
        lead_time: None,
        approval: None,
        gains: None,
    }
}

/// Time and cost of a renewal come together.
fn renewal(raw: &RawDuty, check: &mut Checker) -> Option<Renewal> {
    let name = |field: &str| format!("duty.{}.{field}", raw.id.value);
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

pub(super) fn ladders(raw: &DutiesFile, check: &mut Checker) -> Vec<Ladder> {
    raw.ladder.iter().map(|raw| ladder(raw, check)).collect()
}

fn ladder(raw: &RawLadder, check: &mut Checker) -> Ladder {
    let id = &raw.id.value;
    if raw.step.is_empty() {
        check.error(check.of(&raw.id), format!("fine ladder `{id}` has no step"));
    }
    for pair in raw.step.windows(2) {
        if pair[0].class >= pair[1].class {
            let rule = format!(
                "steps of ladder `{id}` must ascend from lightest to gravest: `{}` follows `{}`",
                class_word(pair[1].class),
                class_word(pair[0].class)
            );
            check.error_with_hint(
                check.of(&pair[1].odds),
                rule,
                "warning, fine, serious-fine, turnover-based, suspension, revocation; each once at the most",
            );
        }
    }
    let steps: Vec<Penalty> = raw.step.iter().map(|raw| penalty(id, raw, check)).collect();
    if !steps.is_empty() && steps.iter().all(|step| step.odds.distribution.support().1 <= 0.0) {
        let rule = format!("the odds of ladder `{id}` sum to 0: no step could ever be chosen");
        check.error(check.of(&raw.id), rule);
    }
    Ladder { id: check.id(id), name: raw.name.clone(), article: raw.article.clone(), steps, leniency: None }
}

fn penalty(ladder: &str, raw: &RawPenalty, check: &mut Checker) -> Penalty {
    let name = |field: &str| format!("ladder.{ladder}.{}.{field}", class_word(raw.class));
    let money = MONEY.per_event();
    Penalty {
        class: class(raw.class),
        odds: check.quantity(&raw.odds, name("odds"), FACTOR),
        amount: check.optional(raw.amount.as_ref(), name("amount"), money),
        turnover_share: check.optional(
            raw.turnover_share.as_ref(),
            name("turnover_share"),
            SHARE.per_event(),
        ),
        purchase_multiple: None,
        gains_multiple: None,
        floor: None,
        cap: check.optional(raw.cap.as_ref(), name("cap"), MONEY),
        personal: check.optional(raw.personal.as_ref(), name("personal"), money),
        suspension: check.optional(raw.suspension.as_ref(), name("suspension"), DURATION.per_event()),
    }
}

fn class(raw: RawPenaltyClass) -> PenaltyClass {
    match raw {
        RawPenaltyClass::Warning => PenaltyClass::Warning,
        RawPenaltyClass::Fine => PenaltyClass::Fine,
        RawPenaltyClass::SeriousFine => PenaltyClass::SeriousFine,
        RawPenaltyClass::TurnoverBased => PenaltyClass::TurnoverBased,
        RawPenaltyClass::Suspension => PenaltyClass::Suspension,
        RawPenaltyClass::Revocation => PenaltyClass::Revocation,
    }
}

/// The class as it is written in files.
fn class_word(class: RawPenaltyClass) -> &'static str {
    match class {
        RawPenaltyClass::Warning => "warning",
        RawPenaltyClass::Fine => "fine",
        RawPenaltyClass::SeriousFine => "serious-fine",
        RawPenaltyClass::TurnoverBased => "turnover-based",
        RawPenaltyClass::Suspension => "suspension",
        RawPenaltyClass::Revocation => "revocation",
    }
}
