//! Every name in a shipped pack leads to something: ladders, kinds of products, placements, measures, authorities.

use std::collections::BTreeSet;
use std::path::Path;

use splitstack::domain::{Case, Condition, Id, Mechanism, Pack, RuleEffect};
use splitstack::input::{CaseSource, Style, read_case, shipped_cases};

use super::law::{SHIPPED, pack};

fn shipped(id: &str) -> Case {
    let loaded = read_case(&CaseSource::embedded(id));
    loaded.unwrap_or_else(|error| panic!("{}", error.render(Style::Plain))).case
}

/// A case that takes everything from the shipped catalogue.
fn reference() -> Case {
    shipped("reference-manufacturer")
}

fn conditions(pack: &Pack) -> Vec<(String, &Condition)> {
    let duties = pack.duties.iter().map(|duty| (format!("duty `{}`", duty.id), &duty.when));
    let factors = pack.ciio.factors.iter();
    let factors =
        factors.filter_map(|factor| Some((format!("factor `{}`", factor.id), factor.when.as_ref()?)));
    duties.chain(factors).collect()
}

#[track_caller]
fn assert_known<'a>(what: &str, named: Option<&Vec<Id>>, known: impl Iterator<Item = &'a Id>) {
    let known: BTreeSet<&Id> = known.collect();
    for id in named.into_iter().flatten() {
        assert!(known.contains(id), "{what}: nothing is called `{id}`");
    }
    assert!(named.is_none_or(|named| !named.is_empty()), "{what}: an empty list is met by nothing");
}

#[test]
fn conditions_name_what_there_is() {
    let case = reference();
    for pack_id in SHIPPED {
        let pack = pack(pack_id);
        for (what, when) in conditions(pack) {
            let what = format!("{pack_id}, {what}");
            assert!(when.applications.is_none(), "{what}: law knows no application by name");
            assert_known(&what, when.kinds.as_ref(), pack.products.iter().map(|kind| &kind.id));
            assert_known(&what, when.sells.as_ref(), pack.products.iter().map(|kind| &kind.id));
            assert_known(&what, when.placements.as_ref(), case.placements.iter().map(|entry| &entry.id));
            assert_known(&what, when.isolation.as_ref(), case.isolations.iter().map(|entry| &entry.id));
            let measure = when.measure.clone().map(|measure| vec![measure]);
            assert_known(&what, measure.as_ref(), case.measures.iter().map(|entry| &entry.id));
            let services = case.placements.iter().flat_map(|entry| &entry.services);
            assert_known(&what, when.services.as_ref(), services);
            for route in when.transfer.iter().flatten() {
                let mut rules = pack.transfer.rules.iter();
                let leads = rules.any(|rule| rule.route == *route || rule.alternative == Some(*route));
                assert!(leads, "{what}: no branch leads to {route:?}");
            }
        }
    }
}

#[test]
fn duties_and_ladders_belong_together() {
    for pack_id in SHIPPED {
        let pack = pack(pack_id);
        let known: BTreeSet<&Id> = pack.ladders.iter().map(|ladder| &ladder.id).collect();
        let mut used = BTreeSet::new();
        for duty in &pack.duties {
            for ladder in std::iter::once(&duty.ladder).chain(&duty.ladder_ciio) {
                assert!(known.contains(ladder), "{pack_id}, `{}`: no ladder `{ladder}`", duty.id);
                used.insert(ladder);
            }
        }
        assert_eq!(known, used, "{pack_id}: a ladder that no duty breaks");
        let ids: BTreeSet<&Id> = pack.duties.iter().map(|duty| &duty.id).collect();
        assert_eq!((ids.len(), known.len()), (pack.duties.len(), pack.ladders.len()), "{pack_id}: twice");
        assert!(pack.duties.iter().all(|duty| !duty.article.is_empty() && duty.pack.is_some()), "{pack_id}");
    }
}

/// Values of a key in the entries of a list of tables of a shipped file, wherever in the entry.
fn values(path: &str, key: &str) -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("models").join(path);
    let document: toml::Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
    let mut found = BTreeSet::new();
    collect(&toml::Value::Table(document), key, &mut found);
    found
}

fn collect(value: &toml::Value, key: &str, found: &mut BTreeSet<String>) {
    match value {
        toml::Value::Table(table) => {
            for (name, entry) in table {
                match entry {
                    toml::Value::String(text) if name == key => {
                        found.insert(text.clone());
                    }
                    entry => collect(entry, key, found),
                }
            }
        }
        toml::Value::Array(entries) => entries.iter().for_each(|entry| collect(entry, key, found)),
        _ => (),
    }
}

#[test]
fn every_authority_of_a_duty_inspects_and_every_inspector_has_duties() {
    let inspectors = values("catalogue/risks.toml", "authority");
    let case = reference();
    let inspected: BTreeSet<&Id> = case
        .risks
        .iter()
        .filter_map(
            |risk| if let Mechanism::Enforcement(entry) = &risk.mechanism { Some(entry) } else { None },
        )
        .flat_map(|enforcement| &enforcement.duties)
        .collect();
    for pack_id in SHIPPED {
        let mut authorities = BTreeSet::new();
        for duty in &pack(pack_id).duties {
            let authority =
                duty.authority.as_ref().unwrap_or_else(|| panic!("{pack_id}: nobody tests `{}`", duty.id));
            assert!(inspectors.contains(authority.as_str()), "{pack_id}, `{}`: `{authority}`", duty.id);
            assert!(inspected.contains(&duty.id), "{pack_id}: no inspection tests `{}`", duty.id);
            authorities.insert(authority.to_string());
        }
        assert_eq!(authorities, inspectors, "{pack_id}");
    }
    let known: BTreeSet<&Id> =
        SHIPPED.iter().flat_map(|id| pack(id).duties.iter().map(|duty| &duty.id)).collect();
    assert!(inspected.is_subset(&known), "{:?}", inspected.difference(&known).collect::<Vec<_>>());
}

/// An authority whose inspections test a duty in one form tests it in every form.
#[test]
fn a_duty_keeps_its_authority() {
    for duty in &pack("cn-2022").duties {
        for pack_id in SHIPPED {
            let later = pack(pack_id).duties.iter().find(|entry| entry.id == duty.id);
            assert!(later.is_none_or(|later| later.authority == duty.authority), "{pack_id}: `{}`", duty.id);
        }
    }
}

#[test]
fn rule_changes_name_packs_and_approvals_that_there_are() {
    let case = reference();
    let mut changes = 0;
    for risk in &case.risks {
        let Mechanism::RuleChange(change) = &risk.mechanism else { continue };
        changes += 1;
        match &change.effect {
            RuleEffect::Pack(id) => {
                assert!(SHIPPED.contains(&id.as_str()), "{}: `{id}`", risk.id);
                assert_eq!(pack(id.as_str()).in_force, None, "{}: a dated pack comes by itself", risk.id);
            }
            RuleEffect::Withdrawal(duties) | RuleEffect::SlowerReviews { duties, .. } => {
                for (duty, pack_id) in duties.iter().flat_map(|duty| SHIPPED.map(|pack_id| (duty, pack_id))) {
                    let found = pack(pack_id).duties.iter().find(|entry| entry.id == *duty);
                    let approved = found.is_some_and(|duty| duty.approval.is_some());
                    assert!(approved, "{}: `{duty}` needs no approval under {pack_id}", risk.id);
                }
            }
            RuleEffect::WiderCatalogue(_) | RuleEffect::Designation => (),
        }
    }
    assert!(changes >= 5, "{changes}");
}

/// What a shipped case claims of the law, some law that it may come under knows: a ground of 2024 can be claimed in 2022, in vain.
#[test]
fn shipped_cases_claim_what_the_law_knows() {
    for case_id in shipped_cases() {
        let case = shipped(&case_id);
        let packs = &case.regulation.packs;
        let products = of(packs, |pack| pack.products.iter().map(|kind| &kind.id).collect());
        let sectors = of(packs, |pack| pack.ciio.sectors.iter().map(|sector| &sector.id).collect());
        let factors = of(packs, |pack| pack.ciio.factors.iter().map(|factor| &factor.id).collect());
        let of_data = of(packs, |pack| pack.data.factors.iter().map(|factor| &factor.id).collect());
        let grounds = of(packs, |pack| pack.transfer.grounds.iter().map(|ground| &ground.id).collect());
        let known = |kind: &str, named: &[Id], known: &BTreeSet<&Id>| {
            assert!(named.iter().all(|id| known.contains(id)), "{case_id}, {kind}: {named:?}");
        };
        let standing = &case.company.standing;
        known("sells", &standing.sells, &products);
        known("sectors", &standing.sectors, &sectors);
        known("factors", &standing.factors, &factors);
        for segment in &case.segments {
            known("segment's sectors", &segment.sectors, &sectors);
            known("segment's factors", &segment.factors, &factors);
        }
        for application in &case.applications {
            known("kinds", &application.kinds, &products);
            for flow in &application.flows {
                known("data factors", &flow.factors, &of_data);
                known("grounds", &flow.grounds, &grounds);
            }
        }
    }
}

/// Identifiers that some pack has.
fn of<'p>(packs: &'p [Pack], ids: impl Fn(&'p Pack) -> Vec<&'p Id>) -> BTreeSet<&'p Id> {
    packs.iter().flat_map(ids).collect()
}
