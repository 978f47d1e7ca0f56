//! Responses of playbooks: what is done.

use super::super::collector::Problem;
use super::super::located::Located;
use super::super::near::hint_for;
use super::super::raw::{RawPlaybookEntry, RawResponse};
use super::asked::FACTOR;
use super::checker::Checker;
use super::playbooks::{Surroundings, place};
use super::registry::Kind;
use crate::domain::{Application, Id, PlaybookEntry, Response};

/// - `name`: of the entry, with which the names of its figures begin.
pub(super) fn response(
    entry: &RawPlaybookEntry,
    name: &str,
    around: &Surroundings<'_>,
    check: &mut Checker,
) -> Response {
    let raw = &entry.then.value;
    let mut moves = Vec::new();
    for (application, placement) in &raw.placement {
        let application = check.reference(Kind::Application, application);
        moves.push((application, check.reference(Kind::Placement, placement)));
    }
    let response = Response {
        moves,
        premium: check.optional(raw.premium.as_ref(), format!("{name}.premium"), FACTOR),
        time_factor: check.optional(raw.time_factor.as_ref(), format!("{name}.time_factor"), FACTOR),
        switch_on: check.references(Kind::Measure, &raw.switch_on),
        switch_off: check.references(Kind::Measure, &raw.switch_off),
        stop_flows: stop_flows(&raw.stop_flows, around.applications, check),
        strictness: raw.strictness.as_ref().map(|id| check.reference(Kind::Strictness, id)),
        isolation: raw.isolation.as_ref().map(|id| check.reference(Kind::Isolation, id)),
    };
    // As written: what was left out for an error is not nothing.
    if response.does_nothing() && raw.stop_flows.is_empty() {
        let rule = format!("nothing is done by `{}`", entry.id.value);
        let hint = "add `placement`, `switch_on`, `switch_off`, `stop_flows`, `strictness` or `isolation`";
        let site = place(&entry.then, &check.of(&entry.id), check);
        check.error_with_hint(site, rule, hint);
    }
    refuse_contradictions(raw, check);
    response
}

fn refuse_contradictions(raw: &RawResponse, check: &mut Checker) {
    for off in &raw.switch_off {
        if let Some(on) = raw.switch_on.iter().find(|on| on.value == off.value) {
            let rule = format!("measure `{}` is switched on and off at once", off.value);
            let problem = Problem::error(check.of(off), rule).value(&off.value);
            check.report(problem.secondary(check.of(on), "switched on here").hint("keep one of them"));
        }
    }
    for (key, terms) in [("premium", &raw.premium), ("time_factor", &raw.time_factor)] {
        if let (Some(terms), true) = (terms, raw.placement.is_empty()) {
            let rule = format!("`{key}` is about moves, and nothing moves");
            check.error_with_hint(check.of(terms), rule, format!("remove `{key}`, or add `placement`"));
        }
    }
}

/// Flows written "application.flow".
fn stop_flows(raw: &[Located<String>], applications: &[Application], check: &mut Checker) -> Vec<(Id, Id)> {
    let known: Vec<String> = applications
        .iter()
        .flat_map(|application| application.flows.iter().map(move |flow| (application, flow)))
        .map(|(application, flow)| format!("{}.{}", application.id, flow.id))
        .collect();
    let mut stopped: Vec<(Id, Id)> = Vec::new();
    for (index, named) in raw.iter().enumerate() {
        if let Some(first) = raw[..index].iter().find(|first| first.value == named.value) {
            let rule = format!("`{}` stands here twice", named.value);
            check.report(Problem::error(check.of(named), rule).secondary(check.of(first), "first here"));
        }
        match named.value.split_once('.') {
            Some((application, flow)) if known.contains(&named.value) => {
                stopped.push((check.id(application), check.id(flow)));
            }
            Some(_) | None if check.registry.is_complete(Kind::Application) => {
                let hint = hint_for(&named.value, known.iter().map(String::as_str)).unwrap_or_else(|| {
                    "write it as \"application.flow\"; a flow without an identifier is called `data`"
                        .to_owned()
                });
                let rule = format!("there is no flow `{}`", named.value);
                check.report(Problem::error(check.of(named), rule).value(&named.value).hint(hint));
            }
            Some(_) | None => {}
        }
    }
    stopped
}

/// Warns of responses that find done already what they do.
pub(super) fn check_against_option(
    raw: &[RawPlaybookEntry],
    entries: &[PlaybookEntry],
    around: &Surroundings<'_>,
    check: &mut Checker,
) {
    for entry in raw {
        let then = &entry.then.value;
        for on in &then.switch_on {
            warn_if_on_already(on, entries, around, check);
        }
        for off in &then.switch_off {
            warn_if_never_on(off, entries, around, check);
        }
        for (application, placement) in &then.placement {
            warn_if_there_already(application, placement, entries, around, check);
        }
    }
}

fn warn_if_on_already(
    on: &Located<String>,
    entries: &[PlaybookEntry],
    around: &Surroundings<'_>,
    check: &mut Checker,
) {
    let from_start =
        around.option.measures.iter().any(|own| own.measure.as_str() == on.value && own.start == 0.0);
    let goes_off = entries.iter().any(|entry| names(&entry.response.switch_off, on));
    if from_start && !goes_off {
        let rule =
            format!("the option has measure `{}` from the start, and nothing switches it off", on.value);
        let hint = "take it out of the option's measures, or out of this entry";
        check.report(Problem::warning(check.of(on), rule).value(&on.value).hint(hint));
    }
}

fn warn_if_never_on(
    off: &Located<String>,
    entries: &[PlaybookEntry],
    around: &Surroundings<'_>,
    check: &mut Checker,
) {
    let is_taken = around.option.measures.iter().any(|own| own.measure.as_str() == off.value);
    let goes_on = entries.iter().any(|entry| names(&entry.response.switch_on, off));
    if !is_taken && !goes_on && check.registry.contains(Kind::Measure, &off.value) {
        let rule = format!("the option never has measure `{}` that is switched off here", off.value);
        let hint = "add it to the option's measures, or take it out of this entry";
        check.report(Problem::warning(check.of(off), rule).value(&off.value).hint(hint));
    }
}

fn names(ids: &[Id], named: &Located<String>) -> bool {
    ids.iter().any(|id| id.as_str() == named.value)
}

/// Neither plan nor emergency nor playbook takes the application away from where it is to go.
fn warn_if_there_already(
    application: &Located<String>,
    placement: &Located<String>,
    entries: &[PlaybookEntry],
    around: &Surroundings<'_>,
    check: &mut Checker,
) {
    let there = |id: &Id| id.as_str() == placement.value;
    let is_there = around
        .applications
        .iter()
        .any(|found| found.id.as_str() == application.value && there(&found.current));
    let mut targets =
        around.option.targets.iter().filter(|target| target.application.as_str() == application.value);
    let mut moves = entries.iter().flat_map(|entry| &entry.response.moves);
    let goes_away = targets.any(|target| !there(&target.placement))
        || moves.any(|(moved, to)| moved.as_str() == application.value && !there(to))
        || !there(&around.option.fallback);
    if is_there && !goes_away {
        let rule =
            format!("`{}` is at `{}` from the start and never leaves it", application.value, placement.value);
        let hint = "name another placement, or take this move out";
        check.report(Problem::warning(check.of(placement), rule).value(&placement.value).hint(hint));
    }
}
