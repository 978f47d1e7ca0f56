//! The case as a whole, from the bottom up: what is referred to is checked before what refers to it.

use std::collections::{BTreeMap, BTreeSet};

use super::super::assumptions::FigureEntry;
use super::super::change::{Changes, FigureChange};
use super::super::collector::Collector;
use super::super::files::{RawCase, warn_of_unused};
use super::super::source::CaseSource;
use super::applications::applications;
use super::checker::Checker;
use super::company::{company, segments, value_streams};
use super::contradictions::check_contradictions;
use super::correlations::correlations;
use super::duties::{duties, strictness};
use super::extends::{merge, order, report_cycles};
use super::ladders::ladders;
use super::law::Law;
use super::measures::measures;
use super::options::option;
use super::placements::{isolations, placements};
use super::rates::check_factors;
use super::regimes::regimes;
use super::registry::{Kind, Registry};
use super::regulation::{check_own_ladders, regulation};
use super::relations::check_relations;
use super::requirements::requirements;
use super::revenue::check_revenue;
use super::risks::risks;
use super::scenarios::{Story, story};
use super::settings::{read_exchange_rates, settings};
use super::weights::weights;
use crate::domain::{Application, Case, ItOption, Regimes, Risk, Scenario};

/// Checks all files of a case. The result may be relied on only if the collector holds no error.
pub(in super::super) fn validate(
    raw: &RawCase,
    source: &CaseSource,
    changes: &[FigureChange],
    collector: &mut Collector,
) -> Option<(Case, Vec<FigureEntry>)> {
    let registry = Registry::build(raw, collector);
    report_cycles(raw, collector);
    let used: BTreeSet<String> = raw.case.raw.scenarios.iter().flat_map(|id| order(raw, &id.value)).collect();
    warn_of_unused(raw, &used, collector);

    let mut check = Checker::new(collector, &registry, source, Changes::new(changes), raw.case.file)?;
    read_exchange_rates(&raw.case.raw, &mut check);
    let settings = settings(&raw.case.raw, &mut check);
    // Before what refers to it; its figures stand with the duties.
    let figures = check.figures.len();
    let regulation = regulation(raw, settings.start, &mut check);
    let of_packs = check.figures.split_off(figures);
    check.law = Law::of(&regulation);
    check.file = raw.company.file;
    let company = company(&raw.company.raw, &mut check);
    let segments = segments(&raw.company.raw, &mut check);
    let value_streams = value_streams(&raw.company.raw, &mut check);
    check_revenue(&raw.company.raw, &company, &segments, &value_streams, &mut check);
    check.file = raw.applications.file;
    let applications = applications(&raw.applications.raw, &mut check);
    check.file = raw.placements.file;
    let placements = placements(&raw.placements.raw, &mut check);
    let isolations = isolations(&raw.placements.raw, &mut check);
    check.file = raw.requirements.file;
    let requirements = requirements(&raw.requirements.raw, &mut check);
    check.file = raw.measures.file;
    let measures = measures(&raw.measures.raw, &mut check);
    check.file = raw.duties.file;
    let strictness = strictness(&raw.duties.raw, &mut check);
    let ladders = ladders(&raw.duties.raw, &mut check);
    let duties = duties(&raw.duties.raw, &mut check);
    check_own_ladders(raw, &regulation, &mut check);
    check.law.add(&duties);
    check.figures.extend(of_packs);
    check.file = raw.regimes.file;
    let regimes = regimes(&raw.regimes.raw, &mut check);
    check.file = raw.risks.file;
    let risks = risks(&raw.risks.raw, &mut check);
    check_relations(raw, &risks, &mut check);
    let options = options(raw, &applications, &risks, &mut check);
    let scenarios = scenarios(raw, &used, &risks, &regimes, &mut check);
    check.file = raw.case.file;
    let weights = weights(&raw.case.raw, &mut check);
    let correlations = correlations(&raw.case.raw.correlation, &mut check);
    check.report_unmade();
    let case = Case {
        settings,
        company,
        segments,
        value_streams,
        applications,
        placements,
        isolations,
        requirements,
        measures,
        strictness,
        ladders,
        duties,
        regulation,
        regimes,
        risks,
        options,
        scenarios,
        correlations,
        weights,
    };
    Some((case, check.figures))
}

/// The listed options in the order of the list; the others are checked all the same.
fn options(
    raw: &RawCase,
    applications: &[Application],
    risks: &[Risk],
    check: &mut Checker,
) -> Vec<ItOption> {
    let mut checked: BTreeMap<&str, ItOption> = BTreeMap::new();
    for (id, parsed) in &raw.options {
        check.file = parsed.file;
        checked.insert(id, option(id, &parsed.raw, applications, risks, check));
    }
    check.file = raw.case.file;
    let listed = &raw.case.raw.options;
    if listed.is_empty() {
        check.error_with_hint(check.key_site("options"), "the list of options is empty", "name at least one");
    }
    check.references(Kind::Option, listed);
    listed.iter().filter_map(|id| checked.get(id.value.as_str()).cloned()).collect()
}

/// The listed scenarios in the order of the list, each with what it extends; the others are checked all the same,
/// but their figures are not the case's.
fn scenarios(
    raw: &RawCase,
    used: &BTreeSet<String>,
    risks: &[Risk],
    regimes: &Regimes,
    check: &mut Checker,
) -> Vec<Scenario> {
    let mut stories: BTreeMap<&str, Story> = BTreeMap::new();
    for (id, parsed) in &raw.scenarios {
        check.file = parsed.file;
        let figures = check.figures.len();
        stories.insert(id, story(id, &parsed.raw, risks, check));
        if !used.contains(id) {
            check.figures.truncate(figures);
        }
    }
    check.file = raw.case.file;
    let listed = &raw.case.raw.scenarios;
    if listed.is_empty() {
        check.error_with_hint(
            check.key_site("scenarios"),
            "the list of scenarios is empty",
            "name at least one",
        );
    }
    check.references(Kind::Scenario, listed);
    check_contradictions(raw, &stories, risks, check);
    check.file = raw.case.file;
    let merged = |id: &str| {
        let parsed = raw.scenarios.get(id)?;
        let order = order(raw, id);
        let parts: Vec<&Story> = order.iter().filter_map(|id| stories.get(id.as_str())).collect();
        Some(merge(check.id(id), &parsed.raw, &parts, &regimes.initial))
    };
    let merged: Vec<Scenario> = listed.iter().filter_map(|id| merged(&id.value)).collect();
    for scenario in &merged {
        check_factors(scenario, raw, risks, regimes, check);
    }
    merged
}
