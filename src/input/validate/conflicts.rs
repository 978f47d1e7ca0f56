//! What in a story contradicts what else.

use super::super::collector::Site;
use super::super::files::RawCase;
use super::super::located::Located;
use super::checker::Checker;
use super::scenarios::{Said, Story};
use crate::domain::{Id, Mechanism, RateChange, RegimePoint, Risk, ScheduledEvent};
use crate::quantity::Quantity;
use crate::units::{Dimension, format_in_dimension};

/// Two things that a story says and that do not go together.
#[derive(Debug, Clone)]
pub(super) struct Conflict {
    /// Risks of which one must be allowed to contradict.
    pub risks: Vec<Id>,
    pub site: Site,
    /// What the scenario does: "schedules …".
    pub rule: String,
    pub other: Site,
    /// What stands at the other place.
    pub label: String,
    /// How to mend it.
    pub remedy: &'static str,
    /// A reason that may be given.
    pub why: &'static str,
}

/// What stories are told of.
pub(super) struct World<'a> {
    pub risks: &'a [Risk],
    pub raw: &'a RawCase,
}

type Event<'a> = &'a Said<ScheduledEvent>;

/// All contradictions of a story; `parts` in the order in which their words count.
pub(super) fn conflicts(parts: &[&Story], world: &World<'_>, check: &Checker) -> Vec<Conflict> {
    let mut events: Vec<Event<'_>> = parts.iter().flat_map(|story| &story.scheduled).collect();
    // Stable: of events at one time the one said first comes first.
    events.sort_by(|left, right| left.what.at.total_cmp(&right.what.at));
    let mut found = Vec::new();
    for (index, event) in events.iter().enumerate() {
        found.extend(in_wrong_regime(event, parts, world, check));
        found.extend(of_what_does_not_exist(event, parts));
        for (position, earlier) in events[..index].iter().enumerate() {
            found.extend(twice(event, earlier, world, check));
            // Of several events of the other risk the first will do.
            if events[..position].iter().all(|before| before.what.risk != earlier.what.risk) {
                found.extend(excluded(event, earlier, world, check));
            }
        }
    }
    found
}

fn time(months: f64, check: &Checker) -> String {
    format_in_dimension(months, Dimension::Duration, check.exchange_rates.base(), 3)
}

/// An event while the world is for certain in a regime that excludes it.
fn in_wrong_regime(
    event: Event<'_>,
    parts: &[&Story],
    world: &World<'_>,
    check: &Checker,
) -> Option<Conflict> {
    let risk = &event.what.risk;
    let at = time(event.what.at, check);
    let (regime, rule, other, label) = match path(parts) {
        Some(path) => {
            let point = path.iter().rev().find(|point| point.what.from <= event.what.at)?;
            let regime = &point.what.regime;
            let rule = format!(
                "schedules an event of risk `{risk}` at {at}, when the world is in the regime `{regime}`, which has none"
            );
            let label = format!("in `{regime}` from {} on", time(point.what.from, check));
            (regime.clone(), rule, point.site.clone(), label)
        }
        None => {
            let initial = initial(parts, world);
            let regime = initial.what;
            let rule = format!(
                "schedules an event of risk `{risk}` at {at}, but begins in the regime `{regime}`, which has none, and \
                 leaves it by chance only"
            );
            (regime, rule, initial.site, "the world begins here".to_owned())
        }
    };
    let excludes = |regime: &Id| {
        let raw = world.raw.regimes.raw.regime.iter().find(|raw| raw.id.value == regime.as_str());
        raw.is_some_and(|raw| names(&raw.excludes, risk))
    };
    excludes(&regime).then(|| Conflict {
        risks: vec![risk.clone()],
        site: event.site.clone(),
        rule,
        other,
        label,
        remedy: "remove the event, or let a forced `path` leave that regime before it",
        why: "…",
    })
}

fn names(ids: &[Located<String>], id: &Id) -> bool {
    ids.iter().any(|named| named.value == id.as_str())
}

/// The forced path that counts; `None` for chance. As `extends::merge` has it.
fn path<'a>(parts: &[&'a Story]) -> Option<&'a [Said<RegimePoint>]> {
    let last = parts.iter().rev().find(|story| story.initial.is_some() || !story.path.is_empty())?;
    (!last.path.is_empty()).then_some(last.path.as_slice())
}

/// The regime at the start of a story without a path, and where it is said.
fn initial(parts: &[&Story], world: &World<'_>) -> Said<Id> {
    let own = parts.iter().rev().find_map(|story| story.initial.clone());
    own.unwrap_or_else(|| {
        let initial = &world.raw.regimes.raw.initial;
        let site = Site { file: world.raw.regimes.file, span: initial.span.clone() };
        Said { what: Id::new(&initial.value).unwrap_or_else(Id::stand_in), site }
    })
}

/// An event of a risk that the same story takes out of the world.
fn of_what_does_not_exist(event: Event<'_>, parts: &[&Story]) -> Option<Conflict> {
    let risk = &event.what.risk;
    let all = parts.iter().flat_map(|story| &story.changes);
    let changes: Vec<&Said<(Id, RateChange)>> = all.filter(|change| change.what.0 == *risk).collect();
    let is_zero = |quantity: &Quantity| quantity.distribution.support().1 <= 0.0;
    let last_rate = changes.iter().rev().find(|change| change.what.1.rate.is_some());
    let (change, how) = changes
        .iter()
        .find(|change| change.what.1.off)
        .map(|change| (change, "switched off"))
        .or_else(|| {
            let zero = changes.iter().find(|change| change.what.1.factors.iter().any(is_zero))?;
            Some((zero, "made impossible by a factor of 0"))
        })
        .or_else(|| {
            let last = last_rate.filter(|last| last.what.1.rate.as_ref().is_some_and(is_zero))?;
            Some((last, "made impossible by a rate of 0"))
        })?;
    Some(Conflict {
        risks: vec![risk.clone()],
        site: event.site.clone(),
        rule: format!("schedules an event of risk `{risk}`, which is {how} in it"),
        other: change.site.clone(),
        label: how.to_owned(),
        remedy: "remove one of them",
        why: "exactly this one event",
    })
}

/// Events of two risks of which one excludes the other.
fn excluded(event: Event<'_>, earlier: Event<'_>, world: &World<'_>, check: &Checker) -> Option<Conflict> {
    let (second, first) = (&event.what.risk, &earlier.what.risk);
    let excludes = |one: &Id, other: &Id| {
        let raw = world.raw.risks.raw.risk.iter().find(|raw| raw.id.value == one.as_str());
        raw.is_some_and(|raw| names(&raw.excludes, other))
    };
    (excludes(first, second) || excludes(second, first)).then(|| Conflict {
        risks: vec![second.clone(), first.clone()],
        site: event.site.clone(),
        rule: format!("schedules events of the risks `{first}` and `{second}`, which exclude each other"),
        other: earlier.site.clone(),
        label: format!("`{first}` at {}", time(earlier.what.at, check)),
        remedy: "remove one of them",
        why: "…",
    })
}

/// Two events of a risk that happens once, or two outages at a time.
fn twice(event: Event<'_>, earlier: Event<'_>, world: &World<'_>, check: &Checker) -> Option<Conflict> {
    let id = &event.what.risk;
    let risk = world.risks.iter().find(|risk| risk.id == *id && earlier.what.risk == *id)?;
    let (first, second) = (time(earlier.what.at, check), time(event.what.at, check));
    let (rule, label, remedy) = if risk.once {
        let rule =
            format!("schedules two events of risk `{id}`, at {first} and {second}, which happens once");
        (rule, format!("the first, at {first}"), "remove one of them")
    } else if overlap(&risk.mechanism, &event.what, &earlier.what) {
        let rule =
            format!("schedules an outage of risk `{id}` at {second}, before the one at {first} is over");
        (rule, format!("the one at {first}"), "remove one of them, or move them apart")
    } else {
        return None;
    };
    Some(Conflict {
        risks: vec![id.clone()],
        site: event.site.clone(),
        rule,
        other: earlier.site.clone(),
        label,
        remedy,
        why: "…",
    })
}

/// Whether an outage begins before the earlier one can be over, however short that is.
fn overlap(mechanism: &Mechanism, event: &ScheduledEvent, earlier: &ScheduledEvent) -> bool {
    let Mechanism::Outage(outage) = mechanism else { return false };
    let duration = earlier.duration.as_ref().unwrap_or(&outage.duration);
    event.at <= earlier.at || event.at < earlier.at + duration.distribution.support().0
}
