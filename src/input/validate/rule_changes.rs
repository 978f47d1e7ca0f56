//! Risks by which the law changes, or how it is applied.

use super::super::collector::Problem;
use super::super::located::Located;
use super::super::near::quoted;
use super::super::raw::RawRuleChange;
use super::asked::{DURATION, FACTOR};
use super::checker::Checker;
use super::registry::Kind;
use crate::domain::{Id, RuleChange, RuleEffect};
use crate::quantity::{Quantity, QuantitySpec};

/// `None` when it does not say one thing.
pub(super) fn rule_change(risk: &str, raw: &RawRuleChange, check: &mut Checker) -> Option<RuleChange> {
    let notice = check.quantity(&raw.notice, format!("risk.{risk}.notice"), DURATION.per_event());
    let mut effects: Vec<(&str, RuleEffect)> = Vec::new();
    if let Some(pack) = &raw.pack {
        effects.push(("pack", RuleEffect::Pack(check.reference(Kind::Pack, pack))));
    }
    if let Some(factor) = &raw.wider_catalogue {
        effects.push(("wider_catalogue", RuleEffect::WiderCatalogue(wider(risk, factor, check))));
    }
    if raw.designation {
        effects.push(("designation", RuleEffect::Designation));
    }
    if !raw.withdraws.is_empty() {
        effects.push(("withdraws", RuleEffect::Withdrawal(approved(&raw.withdraws, check))));
    }
    if let Some(raw) = &raw.slower_reviews {
        let name = format!("risk.{risk}.slower_reviews.factor");
        let factor = check.quantity(&raw.factor, name.clone(), FACTOR);
        if factor.distribution.support().1 < 1.0 && check.is_sound(&name) {
            let rule = "by a factor below 1 reviews become faster, not slower";
            let hint = "for reviews that take twice as long write 2";
            check.report(Problem::warning(check.of(&raw.factor), rule).hint(hint));
        }
        if raw.duties.is_empty() {
            let rule = format!("the slower reviews of risk `{risk}` are of no duty");
            check.error_with_hint(check.of(&raw.factor), rule, "name duties with an `approval`");
        }
        effects.push((
            "slower_reviews",
            RuleEffect::SlowerReviews { duties: approved(&raw.duties, check), factor },
        ));
    }
    let keys: Vec<&str> = effects.iter().map(|(key, _)| *key).collect();
    let hint = "keep one of `pack`, `wider_catalogue`, `designation`, `withdraws`, `slower_reviews`";
    match keys.len() {
        1 => {}
        0 => {
            let rule = format!("the rule change of risk `{risk}` does not say what changes");
            check.error_with_hint(check.of(&raw.notice), rule, hint.replace("keep", "add"));
        }
        _ => {
            let rule =
                format!("the rule change of risk `{risk}` says {} things: {}", keys.len(), quoted(&keys));
            let hint = format!("{hint}; make it a risk for each of them");
            check.error_with_hint(check.of(&raw.notice), rule, hint);
        }
    }
    effects.pop().map(|(_, effect)| RuleChange { notice, effect })
}

/// A factor below 1 would narrow the catalogue.
fn wider(risk: &str, spec: &Located<QuantitySpec>, check: &mut Checker) -> Quantity {
    let name = format!("risk.{risk}.wider_catalogue");
    let factor = check.quantity(spec, name.clone(), FACTOR);
    let (lowest, _) = factor.distribution.support();
    if lowest < 1.0 && check.is_sound(&name) {
        let rule = "a factor below 1 would narrow the catalogue of important data";
        let hint = "use uniform(low, high) or pert(low, mode, high) from 1, or a table with `min = 1`";
        check.error_with_hint(check.of(spec), rule, hint);
    }
    factor
}

/// Only what is approved can be withdrawn or take longer.
fn approved(raw: &[Located<String>], check: &mut Checker) -> Vec<Id> {
    let ids = check.references(Kind::Duty, raw);
    for named in raw {
        let mut stated = check.law.duties.iter().filter(|duty| duty.id.as_str() == named.value).peekable();
        if stated.peek().is_some() && !stated.any(|duty| duty.has_approval) {
            let rule = format!("duty `{}` has no approval", named.value);
            let hint = "name a duty with an `approval`";
            check.report(Problem::error(check.of(named), rule).value(&named.value).hint(hint));
        }
    }
    ids
}
