//! Playbooks: *when* something holds, *then* do that. The parts: `triggers` and `responses`.

use super::super::collector::{Problem, STAND_IN, Site};
use super::super::located::Located;
use super::super::raw::RawPlaybookEntry;
use super::asked::DURATION;
use super::checker::Checker;
use super::registry::{Kind, check_unique};
use super::responses::{check_against_option, response};
use super::triggers::{AskedBy, event_risk, risks_of, trigger};
use crate::domain::{Application, Id, ItOption, PlaybookEntry, Risk};
use crate::quantity::{Quantity, QuantitySpec};

/// What a playbook acts in.
pub(super) struct Surroundings<'a> {
    /// The option without its playbook.
    pub option: &'a ItOption,
    pub applications: &'a [Application],
    pub risks: &'a [Risk],
}

pub(super) fn playbook(
    raw: &[RawPlaybookEntry],
    around: &Surroundings<'_>,
    check: &mut Checker,
) -> Vec<PlaybookEntry> {
    check_unique("playbook entry", check.file, raw.iter().map(|entry| &entry.id), check.collector);
    let entries: Vec<PlaybookEntry> = raw.iter().map(|raw| entry(raw, around, check)).collect();
    check_against_option(raw, &entries, around, check);
    entries
}

fn entry(raw: &RawPlaybookEntry, around: &Surroundings<'_>, check: &mut Checker) -> PlaybookEntry {
    let name = format!("option.{}.playbook.{}", around.option.id, raw.id.value);
    let at = check.of(&raw.id);
    let when = trigger(&raw.when, &at, around.risks, check);
    let against = match &raw.against {
        Some(risks) => against(risks, around.risks, check),
        None => risks_of(&when),
    };
    let lag = check.optional(raw.lag.as_ref(), format!("{name}.lag"), DURATION);
    if let (Some(lag), Some(spec)) = (&lag, &raw.lag) {
        warn_of_lag(lag, spec, check);
    }
    let cool_down = raw.cool_down.as_ref().map_or(0.0, |spec| cool_down(spec, check));
    let response = response(raw, &name, around, check);
    if raw.reverts && !response.can_revert() && !response.does_nothing() {
        let rule = format!("nothing of what `{}` does can go back: moves stay", raw.id.value);
        check.error_with_hint(at, rule, "remove `reverts`");
    }
    PlaybookEntry {
        id: check.id(&raw.id.value),
        name: raw.name.clone(),
        description: raw.description.clone(),
        owner: raw.owner.as_ref().and_then(|owner| named_owner(owner, check)),
        when,
        lag,
        cool_down,
        reverts: raw.reverts,
        against,
        response,
    }
}

/// Who is in charge; nobody of no name is.
fn named_owner(owner: &Located<String>, check: &mut Checker) -> Option<String> {
    let name = owner.value.trim();
    if name.is_empty() {
        let rule = "the owner has no name";
        check.error_with_hint(check.of(owner), rule, "e.g. `owner = \"CIO China\"`, or leave the line out");
    }
    (!name.is_empty()).then(|| name.to_owned())
}

/// Risks by whose events an entry is judged.
fn against(raw: &[Located<String>], risks: &[Risk], check: &mut Checker) -> Vec<Id> {
    let ids = check.references(Kind::Risk, raw);
    for named in raw {
        event_risk(named, AskedBy::List, risks, check);
    }
    ids
}

/// Even the shortest lag may be too long.
fn warn_of_lag(lag: &Quantity, spec: &Located<QuantitySpec>, check: &mut Checker) {
    if check.is_beyond_horizon(lag.distribution.support().0) {
        let rule = format!(
            "by this lag the response always begins beyond the horizon of {} and has no effect",
            check.horizon_in_words()
        );
        check.report(Problem::warning(check.of(spec), rule));
    }
}

fn cool_down(spec: &Located<QuantitySpec>, check: &mut Checker) -> f64 {
    let months = check.decision(spec, DURATION);
    if check.is_beyond_horizon(months) {
        let rule = format!(
            "this cool-down is no shorter than the horizon of {}: the entry fires once at the most",
            check.horizon_in_words()
        );
        check.report(Problem::warning(check.of(spec), rule));
    }
    months
}

/// Where a value stands, or else the entry that it is part of: what is written in pieces stands nowhere.
pub(super) fn place<T>(located: &Located<T>, otherwise: &Site, check: &Checker) -> Site {
    if located.span.is_empty() && located.span != STAND_IN { otherwise.clone() } else { check.of(located) }
}
