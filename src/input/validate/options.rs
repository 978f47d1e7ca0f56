//! `options/<id>.toml`: where each application goes, and when.

use std::collections::BTreeMap;

use super::super::collector::{Problem, Site};
use super::super::located::Located;
use super::super::near::quoted;
use super::super::raw::{OptionFile, RawChosenMeasure};
use super::asked::DURATION;
use super::checker::Checker;
use super::placements::CURRENT;
use super::playbooks::{Surroundings, playbook};
use super::registry::Kind;
use crate::domain::{Application, ChosenMeasure, Id, ItOption, Risk, Target};

pub(super) fn option(
    id: &str,
    raw: &OptionFile,
    applications: &[Application],
    risks: &[Risk],
    check: &mut Checker,
) -> ItOption {
    let mut option = ItOption {
        prefers_certification: raw.prefers_certification,
        id: check.id(id),
        name: raw.name.clone(),
        description: raw.description.clone(),
        isolation: check.reference(Kind::Isolation, &raw.isolation),
        strictness: check.reference(Kind::Strictness, &raw.strictness),
        fallback: check.reference(Kind::Placement, &raw.fallback),
        targets: targets(id, raw, applications, check),
        measures: measures(&raw.measure, check),
        playbook: Vec::new(),
    };
    option.playbook = playbook(&raw.playbook, &Surroundings { option: &option, applications, risks }, check);
    option
}

/// A wave as it concerns one application.
struct InWave {
    name: String,
    start: f64,
    site: Site,
}

/// In the order of the applications.
fn targets(id: &str, raw: &OptionFile, applications: &[Application], check: &mut Checker) -> Vec<Target> {
    let mut all_known = check.registry.is_complete(Kind::Application);
    for (application, placement) in &raw.placement {
        check.reference(Kind::Application, application);
        all_known &= check.registry.contains(Kind::Application, &application.value);
        placement_or_current(placement, check);
    }
    if let Some(placement) = &raw.default_placement {
        placement_or_current(placement, check);
    }
    let mut waves = waves(raw, check);
    let mut missing: Vec<&str> = Vec::new();
    let mut targets = Vec::new();
    for application in applications {
        let name = application.id.as_str();
        let given = raw.placement.iter().find(|(key, _)| key.value == name).map(|(_, placement)| placement);
        let Some(placement) = given.or(raw.default_placement.as_ref()) else {
            missing.push(name);
            continue;
        };
        let placement = match placement.value.as_str() {
            CURRENT => application.current.clone(),
            other => check.id(other),
        };
        let wave = waves.remove(name);
        if placement == application.current
            && let Some(wave) = &wave
        {
            let rule =
                format!("wave \"{}\" names `{name}`, which stays where it is: `{placement}`", wave.name);
            let hint = format!("give `{name}` another placement in this option, or take it out of the wave");
            check.error_with_hint(wave.site.clone(), rule, hint);
        }
        let (start, wave) = wave.map_or((0.0, None), |wave| (wave.start, Some(wave.name)));
        targets.push(Target { application: application.id.clone(), placement, start, wave });
    }
    // A misspelt application would otherwise be reported as missing too.
    if !missing.is_empty() && all_known {
        let rule = format!("option `{id}` has no placement for {}", quoted(&missing));
        let hint = "add them under `[placement]`, or add `default_placement = \"current\"` to leave them where they are";
        check.error_with_hint(check.key_site("placement"), rule, hint);
    }
    targets
}

fn placement_or_current(placement: &Located<String>, check: &mut Checker) {
    if placement.value != CURRENT {
        check.reference(Kind::Placement, placement);
    }
}

/// The wave of each application that one names.
fn waves(raw: &OptionFile, check: &mut Checker) -> BTreeMap<String, InWave> {
    let mut by_application: BTreeMap<String, InWave> = BTreeMap::new();
    let mut late: Vec<(String, Site)> = Vec::new();
    for wave in &raw.wave {
        let start = check.decision(&wave.start, DURATION);
        if check.is_beyond_horizon(start) {
            late.push((format!("\"{}\"", wave.name), check.of(&wave.start)));
        }
        if wave.applications.is_empty() {
            let rule = format!("wave \"{}\" names no application", wave.name);
            check.error(check.of(&wave.start), rule);
        }
        for application in &wave.applications {
            check.reference(Kind::Application, application);
            let site = check.of(application);
            if let Some(first) = by_application.get(&application.value) {
                let rule = format!("`{}` is in two waves", application.value);
                let label = format!("first in wave \"{}\"", first.name);
                check.report(Problem::error(site, rule).secondary(first.site.clone(), label));
                continue;
            }
            let wave = InWave { name: wave.name.clone(), start, site };
            by_application.insert(application.value.clone(), wave);
        }
    }
    warn_of_late_waves(&late, check);
    by_application
}

/// One warning for all waves of an option.
fn warn_of_late_waves(late: &[(String, Site)], check: &mut Checker) {
    let Some((_, first)) = late.first() else { return };
    let names: Vec<&str> = late.iter().map(|(name, _)| name.as_str()).collect();
    let (nouns, verbs) = if names.len() == 1 { ("wave", "starts beyond") } else { ("waves", "start beyond") };
    let has = if names.len() == 1 { "has" } else { "have" };
    let rule = format!(
        "{nouns} {} {verbs} the horizon of {} and {has} no effect",
        names.join(", "),
        check.horizon_in_words()
    );
    check.report(Problem::warning(first.clone(), rule));
}

fn measures(raw: &[RawChosenMeasure], check: &mut Checker) -> Vec<ChosenMeasure> {
    let mut chosen: Vec<ChosenMeasure> = Vec::new();
    for (index, entry) in raw.iter().enumerate() {
        if let Some(first) = raw[..index].iter().find(|first| first.id.value == entry.id.value) {
            let rule = format!("measure `{}` is taken twice", entry.id.value);
            let problem = Problem::error(check.of(&entry.id), rule);
            check.report(problem.secondary(check.of(&first.id), "first taken here"));
        }
        let measure: Id = check.reference(Kind::Measure, &entry.id);
        let start = match &entry.start {
            Some(start) => {
                let months = check.decision(start, DURATION);
                warn_if_late(months, &start.span, "the measure", check);
                months
            }
            None => 0.0,
        };
        chosen.push(ChosenMeasure { measure, start });
    }
    chosen
}

fn warn_if_late(start: f64, span: &std::ops::Range<usize>, what: &str, check: &mut Checker) {
    if check.is_beyond_horizon(start) {
        let rule =
            format!("{what} starts beyond the horizon of {} and has no effect", check.horizon_in_words());
        let site = check.site(span);
        check.report(Problem::warning(site, rule));
    }
}
