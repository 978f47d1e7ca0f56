//! Fine ladders, in `duties.toml` and in packs: what a gap can cost.

use super::super::collector::Problem;
use super::super::raw::{DutiesFile, RawLadder, RawPenalty, RawPenaltyClass};
use super::asked::{DURATION, FACTOR, MONEY, SHARE};
use super::checker::Checker;
use crate::domain::{Ladder, Leniency, Penalty, PenaltyClass};

/// The case's own.
pub(super) fn ladders(raw: &DutiesFile, check: &mut Checker) -> Vec<Ladder> {
    raw.ladder.iter().map(|raw| ladder(raw, &format!("ladder.{}", raw.id.value), check)).collect()
}

/// A ladder of a pack, or of the case's own.
///
/// `prefix`: start of the names of its figures.
pub(super) fn ladder(raw: &RawLadder, prefix: &str, check: &mut Checker) -> Ladder {
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
    let steps: Vec<Penalty> = raw.step.iter().map(|raw| penalty(prefix, raw, check)).collect();
    if !steps.is_empty() && steps.iter().all(|step| step.odds.distribution.support().1 <= 0.0) {
        let rule = format!("the odds of ladder `{id}` sum to 0: no step could ever be chosen");
        check.error(check.of(&raw.id), rule);
    }
    let leniency = raw.leniency.as_ref().map(|raw| Leniency {
        chance: check.quantity(&raw.chance, format!("{prefix}.leniency.chance"), SHARE),
        article: raw.article.clone(),
    });
    Ladder { id: check.id(id), name: raw.name.clone(), article: raw.article.clone(), steps, leniency }
}

fn penalty(prefix: &str, raw: &RawPenalty, check: &mut Checker) -> Penalty {
    let name = |field: &str| format!("{prefix}.{}.{field}", class_word(raw.class));
    let money = MONEY.per_event();
    let factor = FACTOR.per_event();
    let penalty = Penalty {
        class: class(raw.class),
        odds: check.quantity(&raw.odds, name("odds"), FACTOR),
        amount: check.optional(raw.amount.as_ref(), name("amount"), money),
        turnover_share: check.optional(
            raw.turnover_share.as_ref(),
            name("turnover_share"),
            SHARE.per_event(),
        ),
        purchase_multiple: check.optional(raw.purchase_multiple.as_ref(), name("purchase_multiple"), factor),
        gains_multiple: check.optional(raw.gains_multiple.as_ref(), name("gains_multiple"), factor),
        gains_from: check.optional(raw.gains_from.as_ref(), name("gains_from"), MONEY),
        floor: check.optional(raw.floor.as_ref(), name("floor"), MONEY),
        cap: check.optional(raw.cap.as_ref(), name("cap"), MONEY),
        personal: check.optional(raw.personal.as_ref(), name("personal"), money),
        suspension: check.optional(raw.suspension.as_ref(), name("suspension"), DURATION.per_event()),
    };
    if let (Some(at), None) = (&raw.gains_from, &raw.gains_multiple) {
        let rule = "`gains_from` without `gains_multiple`, which counts from there on";
        check.error_with_hint(check.of(at), rule, "add `gains_multiple`");
    }
    if let (Some(floor), Some(cap), Some(low), Some(high)) =
        (&penalty.floor, &penalty.cap, &raw.floor, &raw.cap)
        && floor.mean() > cap.mean()
        && check.is_sound(&floor.name)
        && check.is_sound(&cap.name)
    {
        let rule = "the lowest amount that the law allows is above the highest";
        let problem = Problem::error(check.of(low), rule).secondary(check.of(high), "the highest");
        check.report(problem.hint("swap them?"));
    }
    penalty
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
