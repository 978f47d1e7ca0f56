//! Stories that contradict themselves: looked at once everything that a scenario extends is merged in.
//!
//! Judged is what lies within the case's horizon. What looks like a contradiction and is meant is allowed by
//! `[[allow]]` with the reason, in the scenario or in one that it extends.

use std::collections::{BTreeMap, BTreeSet};

use super::super::collector::{FileId, Problem, Site};
use super::super::files::RawCase;
use super::checker::Checker;
use super::conflicts::{Conflict, World, conflicts};
use super::extends::order;
use super::scenarios::{Said, Story};
use crate::domain::{Id, Risk};

/// A pair of places, as one that can be remembered.
type Pair = [(FileId, usize); 2];

/// Refuses every listed scenario, and every one of the case's own, that contradicts itself, and every allowance that
/// nothing needs. A contradiction is told of the first scenario that has it: of a base before what builds on it.
pub(super) fn check_contradictions(
    raw: &RawCase,
    stories: &BTreeMap<&str, Story>,
    risks: &[Risk],
    check: &mut Checker,
) {
    let world = World { risks, raw };
    let mut told: BTreeSet<Pair> = BTreeSet::new();
    for id in judged(raw, check) {
        let order = order(raw, &id);
        let parts: Vec<&Story> = order.iter().filter_map(|id| stories.get(id.as_str())).collect();
        if parts.iter().any(|story| story.is_refused) {
            continue;
        }
        let found = conflicts(&parts, &world, check);
        for conflict in &found {
            let is_allowed = parts.iter().any(|story| allows(story, conflict));
            if !is_allowed && told.insert([key(&conflict.site), key(&conflict.other)]) {
                report(&id, conflict, raw, check);
            }
        }
        let is_cut = parts.iter().any(|story| story.is_cut);
        if let Some(story) = stories.get(id.as_str()).filter(|_| !is_cut && is_at_home(raw, &id, check)) {
            refuse_idle_allowances(story, &found, check);
        }
    }
}

/// The listed scenarios and the case's own, bases before what builds on them. A shipped one that only others build on
/// is not run, and could not be mended.
fn judged(raw: &RawCase, check: &Checker) -> Vec<String> {
    let listed: Vec<&String> = raw.case.raw.scenarios.iter().map(|id| &id.value).collect();
    let is_own = |id: &String| raw.scenarios.get(id).is_some_and(|file| !is_shipped(file.file, check));
    let mut judged: Vec<String> = Vec::new();
    for id in listed.iter().copied().chain(raw.scenarios.keys()) {
        for id in order(raw, id) {
            if (listed.contains(&&id) || is_own(&id)) && !judged.contains(&id) {
                judged.push(id);
            }
        }
    }
    judged
}

fn is_shipped(file: FileId, check: &Checker) -> bool {
    check.collector.file(file).shipped
}

/// Whether a scenario was written for the catalogues at hand: a shipped one was not for a case's own.
fn is_at_home(raw: &RawCase, id: &str, check: &Checker) -> bool {
    let scenario = raw.scenarios.get(id).is_some_and(|file| is_shipped(file.file, check));
    !scenario || is_shipped(raw.risks.file, check) && is_shipped(raw.regimes.file, check)
}

fn allows(story: &Story, conflict: &Conflict) -> bool {
    story.allows.iter().any(|allow| conflict.risks.contains(&allow.what))
}

fn key(site: &Site) -> (FileId, usize) {
    (site.file, site.span.start)
}

fn report(id: &str, conflict: &Conflict, raw: &RawCase, check: &mut Checker) {
    let shipped = raw.scenarios.get(id).is_some_and(|file| is_shipped(file.file, check));
    let place = if shipped {
        format!("a scenario of your own that extends `{id}`, in place of it")
    } else {
        format!("scenarios/{id}.toml")
    };
    let risk: &str = conflict.risks.first().map_or("", Id::as_str);
    let hint = format!(
        "{}; or, if it is meant, say why in {place}:\n[[allow]]\nrisk = \"{risk}\"\nwhy = \"{}\"",
        conflict.remedy, conflict.why
    );
    let problem = Problem::error(conflict.site.clone(), format!("scenario `{id}` {}", conflict.rule));
    check.report(problem.secondary(conflict.other.clone(), &conflict.label).hint(hint));
}

fn refuse_idle_allowances(story: &Story, found: &[Conflict], check: &mut Checker) {
    for Said { what: risk, site } in &story.allows {
        if !found.iter().any(|conflict| conflict.risks.contains(risk)) {
            let rule = format!("nothing here contradicts risk `{risk}`: there is nothing to allow");
            check.error_with_hint(site.clone(), rule, "remove this `[[allow]]`");
        }
    }
}
