//! Scenarios that build on others.
//!
//! A scenario and everything it extends, each once, are put in one order: bases before what builds on them, from left
//! to right, the scenario itself last. In this order factors multiply, scheduled events add up, and the last word on
//! a rate and on the regime's path counts. A base reached in two ways counts once.

use std::collections::{BTreeMap, BTreeSet};

use super::super::collector::{Collector, Problem, Site};
use super::super::files::{Parsed, RawCase};
use super::super::raw::ScenarioFile;
use super::scenarios::{Said, Story};
use crate::domain::{Id, RateChange, RegimePath, RegimePoint, Scenario, ScheduledEvent};
use crate::quantity::Quantity;

/// The scenarios in the order in which their words count, each once; the wanted one last.
pub(super) fn order(raw: &RawCase, wanted: &str) -> Vec<String> {
    let mut order = Vec::new();
    visit(raw, wanted, &mut BTreeSet::new(), &mut order);
    order
}

fn visit(raw: &RawCase, id: &str, seen: &mut BTreeSet<String>, order: &mut Vec<String>) {
    let Some(scenario) = raw.scenarios.get(id) else { return };
    if !seen.insert(id.to_owned()) {
        return;
    }
    for base in &scenario.raw.extends {
        visit(raw, &base.value, seen, order);
    }
    order.push(id.to_owned());
}

/// Reports every chain of `extends` that comes back to where it began.
pub(super) fn report_cycles(raw: &RawCase, collector: &mut Collector) {
    let mut done = BTreeSet::new();
    for id in raw.scenarios.keys() {
        follow(&raw.scenarios, id, &mut Vec::new(), &mut done, collector);
    }
}

fn follow<'r>(
    scenarios: &'r BTreeMap<String, Parsed<ScenarioFile>>,
    id: &'r str,
    chain: &mut Vec<&'r str>,
    done: &mut BTreeSet<&'r str>,
    collector: &mut Collector,
) {
    let Some(scenario) = scenarios.get(id) else { return };
    if done.contains(id) {
        return;
    }
    chain.push(id);
    for base in &scenario.raw.extends {
        if let Some(start) = chain.iter().position(|earlier| *earlier == base.value) {
            let mut cycle: Vec<&str> = chain[start..].to_vec();
            cycle.push(&base.value);
            let site = Site { file: scenario.file, span: base.span.clone() };
            let rule = format!("scenarios extend each other in a circle: {}", cycle.join(" -> "));
            collector.report(Problem::error(site, rule).hint("remove one of these steps"));
        } else {
            follow(scenarios, &base.value, chain, done, collector);
        }
    }
    chain.pop();
    done.insert(id);
}

/// Merges stories in the order in which their words count.
pub(super) fn merge(id: Id, raw: &ScenarioFile, stories: &[&Story], initial: &Id) -> Scenario {
    let mut initial = initial.clone();
    let mut path: Option<Vec<RegimePoint>> = None;
    let mut factors_into: BTreeMap<Id, Vec<Quantity>> = BTreeMap::new();
    let mut changes: BTreeMap<Id, RateChange> = BTreeMap::new();
    let mut scheduled: Vec<ScheduledEvent> = Vec::new();
    for story in stories {
        if let Some(own) = &story.initial {
            initial = own.what.clone();
            path = None;
        }
        if !story.path.is_empty() {
            path = Some(story.path.iter().map(|point| point.what.clone()).collect());
        }
        for (regime, factor) in &story.factors_into {
            factors_into.entry(regime.clone()).or_default().push(factor.clone());
        }
        for Said { what: (risk, own), .. } in &story.changes {
            let change = changes.entry(risk.clone()).or_default();
            change.factors.extend(own.factors.iter().cloned());
            change.rate = own.rate.clone().or(change.rate.take());
            change.off |= own.off;
        }
        scheduled.extend(story.scheduled.iter().map(|event| event.what.clone()));
    }
    let regime = match path {
        Some(points) => RegimePath::Forced(points),
        None => RegimePath::Chance { initial, factors_into: factors_into.into_iter().collect() },
    };
    Scenario {
        id,
        name: raw.name.clone(),
        description: raw.description.clone(),
        regime,
        changes: changes.into_iter().collect(),
        scheduled,
    }
}
