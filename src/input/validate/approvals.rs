//! What an authority has to approve.

use super::super::raw::{RawApproval, RawCostBasis, RawDuty, RawRefusal};
use super::asked::{DURATION, FACTOR, SHARE};
use super::checker::Checker;
use crate::domain::{Approval, Emergency, Refusal, SalesStop};

/// The approval of a duty.
///
/// `prefix`: start of the names of the duty's figures.
pub(super) fn approval(duty: &RawDuty, raw: &RawApproval, prefix: &str, check: &mut Checker) -> Approval {
    let name = |field: &str| format!("{prefix}.approval.{field}");
    if let (Some(refusal), None) = (&raw.refusal_of_renewal, &duty.renewal_every) {
        let rule = format!("duty `{}` is never renewed: it has no `renewal_every`", duty.id.value);
        let hint = "add `renewal_every` and `renewal`, or remove `refusal_of_renewal`";
        check.error_with_hint(check.of(refusal), rule, hint);
    }
    if raw.before_use && duty.per == RawCostBasis::Company {
        let rule =
            format!("duty `{}` is the company's: no application waits for its approval", duty.id.value);
        let hint = "write `per = \"application\"`, or remove `before_use`";
        check.error_with_hint(check.of(&duty.id), rule, hint);
    }
    let if_refused = refusal(raw.if_refused);
    Approval {
        review: check.quantity(&raw.review, name("review"), DURATION.per_event()),
        refusal: check.quantity(&raw.refusal, name("refusal"), SHARE),
        refusal_of_renewal: check.optional(
            raw.refusal_of_renewal.as_ref(),
            name("refusal_of_renewal"),
            SHARE,
        ),
        grace: check.optional(raw.grace.as_ref(), name("grace"), DURATION),
        if_refused,
        forced_move: forced_move(duty, raw, if_refused, prefix, check),
        before_use: raw.before_use,
        sales_stop: sales_stop(duty, raw, if_refused, prefix, check),
    }
}

/// What is stopped from being sold comes with how long, and only where a refusal stops sales.
fn sales_stop(
    duty: &RawDuty,
    raw: &RawApproval,
    if_refused: Refusal,
    prefix: &str,
    check: &mut Checker,
) -> Option<SalesStop> {
    let name = |field: &str| format!("{prefix}.approval.{field}");
    let share = check.optional(raw.sales_share.as_ref(), name("sales_share"), SHARE);
    let duration = check.optional(raw.sales_stop.as_ref(), name("sales_stop"), DURATION.per_event());
    let stops = if_refused == Refusal::SalesStop;
    let given = raw.sales_share.as_ref().or(raw.sales_stop.as_ref());
    match (share, duration) {
        (Some(share), Some(duration)) if stops => Some(SalesStop { share, duration }),
        _ if stops => {
            let rule =
                format!("a refusal of duty `{}` stops sales: which share, and how long?", duty.id.value);
            let site = check.of(given.unwrap_or(&raw.refusal));
            check.error_with_hint(site, rule, "add `sales_share` and `sales_stop`");
            None
        }
        _ => {
            if let Some(given) = given {
                let rule =
                    format!("a refusal of duty `{}` stops no sales (`{}`)", duty.id.value, if_refused.id());
                check.error_with_hint(
                    check.of(given),
                    rule,
                    "remove it, or write `if_refused = \"sales-stop\"`",
                );
            }
            None
        }
    }
}

fn refusal(raw: RawRefusal) -> Refusal {
    match raw {
        RawRefusal::FlowStops => Refusal::FlowStops,
        RawRefusal::ApplicationMoves => Refusal::ApplicationMoves,
        RawRefusal::ApplicationReplaced => Refusal::ApplicationReplaced,
        RawRefusal::SalesStop => Refusal::SalesStop,
        RawRefusal::Nothing => Refusal::Nothing,
    }
}

/// The terms of a move come together, and only where a refusal forces one.
fn forced_move(
    duty: &RawDuty,
    raw: &RawApproval,
    if_refused: Refusal,
    prefix: &str,
    check: &mut Checker,
) -> Option<Emergency> {
    let name = |field: &str| format!("{prefix}.approval.{field}");
    let premium = check.optional(raw.premium.as_ref(), name("premium"), FACTOR);
    let time_factor = check.optional(raw.time_factor.as_ref(), name("time_factor"), FACTOR);
    let forces = match if_refused {
        Refusal::ApplicationMoves | Refusal::ApplicationReplaced => true,
        Refusal::FlowStops | Refusal::SalesStop | Refusal::Nothing => false,
    };
    let given = raw.premium.as_ref().or(raw.time_factor.as_ref());
    match (premium, time_factor) {
        (Some(premium), Some(time_factor)) if forces => Some(Emergency { premium, time_factor }),
        (premium, time_factor) if forces => {
            let missing = match (premium, time_factor) {
                (None, None) => "`premium` and `time_factor`",
                (None, Some(_)) => "`premium`",
                (Some(_), _) => "`time_factor`",
            };
            let rule = format!(
                "a refusal of duty `{}` forces a move (`{}`): `premium` and `time_factor` say on what terms",
                duty.id.value,
                if_refused.id()
            );
            let site = check.of(given.unwrap_or(&raw.refusal));
            check.error_with_hint(site, rule, format!("add {missing}"));
            None
        }
        _ => {
            if let Some(given) = given {
                let rule = format!(
                    "a refusal of duty `{}` forces no move (`{}`), so that this has no effect",
                    duty.id.value,
                    if_refused.id()
                );
                let hint = "remove it, or write `if_refused = \"application-moves\"`";
                check.error_with_hint(check.of(given), rule, hint);
            }
            None
        }
    }
}
