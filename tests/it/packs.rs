//! Regulation packs: what each takes over, which is in force when, and how their figures are called.

use std::fs;
use std::path::Path;

use jiff::civil::date;
use splitstack::domain::{
    DataClass, Direction, Function, Harm, HarmObject, Impact, Interest, Mechanism, Pack, Recipient,
    Reference, Refusal, Regulation, RuleEffect, TransferRoute,
};
use splitstack::input::{CaseSource, LoadedCase, Style, read_case, render, shipped_cases};
use tempfile::TempDir;

use crate::input::{message, minimal, read, write};

fn loaded(folder: &Path) -> LoadedCase {
    read(folder).unwrap_or_else(|error| panic!("{}", error.render(Style::Plain)))
}

fn pack<'r>(regulation: &'r Regulation, id: &str) -> &'r Pack {
    regulation.packs.iter().find(|pack| pack.id.as_str() == id).unwrap_or_else(|| panic!("no pack `{id}`"))
}

/// Replaces part of a file of the case.
fn edit(folder: &Path, path: &str, from: &str, to: &str) {
    let text = fs::read_to_string(folder.join(path)).unwrap();
    assert!(text.contains(from), "{path}: {from}");
    fs::write(folder.join(path), text.replacen(from, to, 1)).unwrap();
}

/// A pack that changes `minimal` in every way.
const LATER: &str = r#"
name = "Later law"
in_force = "2028-03-16"
predecessor = "minimal"
repeals = ["employees", "energy"]

[transfer]
counting = { years = 2, article = "Art. 1", source = "the law" }
rule = [{ id = "all", name = "Everything", route = "certification", article = "Art. 2", note = "assumed" }]

[[transfer.ground]]
id = "trade"
name = "Trade"
accepted = "80%"
from = "2028-06-01"
article = "Art. 3"

[[data.factor]]
id = "maps"
name = "Maps"
likelihood = "50%"
article = "Art. 4"

[protection]
article = "Art. 5"
matrix.national-security = { very-serious = 5 }

[[protection.level]]
level = 3
requirements = 300
filing = true
assessment_every = "6 months"
article = "Art. 6"

[[protection.level]]
level = 1
filing = false
article = "Art. 7"

[ciio]
base = -4
article = "Art. 8"

[[ladder]]
id = "infrastructure-law"
name = "Stricter infrastructure law"
article = "Art. 9"
step = [{ class = "fine", odds = 1, amount = "2M CNY" }]

[[duty]]
id = "filing"
name = "Filing"
article = "Art. 10"
when = { exports_personal = true, transfer = ["standard-contract", "none"] }
per = "company"
one_off = "1M EUR"
yearly = 0
ladder = "infrastructure-law"
"#;

fn with_later() -> TempDir {
    let folder = minimal();
    write(folder.path(), "regulation/later.toml", LATER);
    folder
}

#[test]
fn a_pack_takes_over_what_it_neither_states_nor_repeals() {
    let folder = with_later();
    let loaded = loaded(folder.path());
    let (minimal, later) = (pack(&loaded.case.regulation, "minimal"), pack(&loaded.case.regulation, "later"));
    // Replaced as a whole.
    assert_eq!((minimal.transfer.counting.years, later.transfer.counting.years), (1.0, 2.0));
    let rules =
        |pack: &Pack| -> Vec<String> { pack.transfer.rules.iter().map(|rule| rule.id.to_string()).collect() };
    assert_eq!(rules(minimal), ["core", "many", "some"]);
    assert_eq!(rules(later), ["all"]);
    assert_eq!(later.protection.matrix, [(HarmObject::NationalSecurity, Harm::VerySerious, 5)]);
    assert_eq!(later.protection.reference.article, "Art. 5");
    // Not stated, so as it was.
    assert_eq!(later.data.matrix, minimal.data.matrix);
    assert_eq!(later.data.matrix[2], (Interest::NationalSecurity, Impact::Severe, DataClass::Core));
    assert_eq!(later.data.reference.article, "Data Act Art. 6");
    assert_eq!(later.products[0].reference, minimal.products[0].reference);
    assert_eq!(later.ciio.factors[0].points.mean(), -1.0);
    // Repealed.
    assert_eq!(later.ciio.sectors.len(), 0);
    assert_eq!(later.transfer.grounds.len(), 1);
    assert_eq!(later.transfer.grounds[0].from, Some(date(2028, 6, 1)));
    // Stated anew, or added.
    assert_eq!(later.data.factors[0].likelihood.mean(), 0.5);
    assert_eq!(later.ciio.base.as_ref().unwrap().mean(), -4.0);
    assert_eq!(later.ciio.reference.article, "Art. 8");
    let levels: Vec<(u8, Option<u32>, Option<f64>)> = later
        .protection
        .levels
        .iter()
        .map(|level| {
            (level.level, level.requirements, level.assessment_every.as_ref().map(|every| every.mean()))
        })
        .collect();
    assert_eq!(levels, [(1, None, None), (2, Some(100), None), (3, Some(300), Some(6.0))]);
    assert_eq!(later.ladders.len(), 1);
    assert_eq!(later.ladders[0].steps.len(), 1);
    assert_eq!(minimal.ladders[0].steps.len(), 2);
    let duties: Vec<(&str, &str)> =
        later.duties.iter().map(|duty| (duty.id.as_str(), duty.pack.as_ref().unwrap().as_str())).collect();
    assert_eq!(duties, [("purchase-review", "minimal"), ("filing", "later")]);
    let transfer = later.duties[1].when.transfer.as_deref();
    assert_eq!(transfer, Some([TransferRoute::StandardContract, TransferRoute::Free].as_slice()));
}

#[test]
fn what_a_pack_states_anew_has_figures_of_its_own() {
    let folder = with_later();
    // A sibling of `later` that states the same duty; suppositions come after what has a day.
    write(
        folder.path(),
        "regulation/a-supposition.toml",
        &LATER.replace("in_force = \"2028-03-16\"\n", "").replace("1M EUR", "3M EUR"),
    );
    let loaded = loaded(folder.path());
    let mut names: Vec<&str> = loaded.figures.iter().map(|figure| figure.name.as_str()).collect();
    for name in [
        "ground.employees.accepted",
        "data_factor.maps.likelihood",
        "data_factor.maps@later.likelihood",
        "data_factor.maps@a-supposition.likelihood",
        "protection.level-3.assessment_every",
        "protection.level-3@later.assessment_every",
        "ciio.base",
        "ciio@later.base",
        "ciio.sector.energy.points",
        "ciio.factor.abroad.points",
        "ladder.infrastructure-law.fine.purchase_multiple",
        "ladder.infrastructure-law.leniency.chance",
        "ladder.infrastructure-law@later.fine.amount",
        "duty.purchase-review.approval.review",
        "duty.filing.one_off",
        "duty.filing@a-supposition.one_off",
    ] {
        assert!(names.contains(&name), "no figure `{name}`: {names:#?}");
    }
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count, "two figures share a name");
    // What is taken over keeps its figures, and so its draws.
    let regulation = &loaded.case.regulation;
    assert_eq!(pack(regulation, "later").duties[0].one_off.name, "duty.purchase-review.one_off");
    assert_eq!(pack(regulation, "later").duties[1].one_off.mean(), 1e6);
    assert_eq!(pack(regulation, "a-supposition").duties[1].one_off.mean(), 3e6);
    assert!(!names.contains(&"duty.purchase-review@later.one_off"));
}

#[test]
fn dated_packs_that_change_the_first_one_follow_on_their_day() {
    let folder = with_later();
    let stub = |id: &str, predecessor: &str, day: &str| {
        let text = format!("name = \"{id}\"\nin_force = \"{day}\"\npredecessor = \"{predecessor}\"\n");
        write(folder.path(), &format!("regulation/{id}.toml"), &text);
    };
    stub("next", "later", "2028-12-31");
    stub("beyond", "next", "2029-01-01");
    stub("same-day", "minimal", "2027-01-01");
    write(folder.path(), "regulation/alone.toml", "name = \"Alone\"\nin_force = \"2027-03-01\"\n");
    write(folder.path(), "regulation/outlook.toml", "name = \"Outlook\"\npredecessor = \"later\"\n");
    let case = loaded(folder.path()).case;
    assert_eq!(case.regulation.initial.as_ref().unwrap().as_str(), "minimal");
    let found: Vec<(f64, &str)> =
        case.regulation.successions.iter().map(|(at, id)| (*at, id.as_str())).collect();
    // January 2027 is month 0, and the horizon ends with December 2028. `alone` changes nothing that is in force.
    assert_eq!(found, [(14.0 + 15.0 / 31.0, "later"), (23.0 + 30.0 / 31.0, "next")]);
}

#[test]
fn the_latest_pack_in_force_is_the_first_unless_the_case_names_one() {
    let folder = with_later();
    let first = |folder: &Path| loaded(folder).case.regulation.initial.map(|id| id.to_string());
    edit(folder.path(), "case.toml", "regulation = \"minimal\"\n", "");
    assert_eq!(first(folder.path()).as_deref(), Some("minimal"));
    // On the very day, not before it.
    edit(folder.path(), "regulation/later.toml", "2028-03-16", "2027-01-02");
    assert_eq!(first(folder.path()).as_deref(), Some("minimal"));
    edit(folder.path(), "regulation/later.toml", "2027-01-02", "2027-01-01");
    assert_eq!(first(folder.path()).as_deref(), Some("later"));
    // Before all law.
    edit(folder.path(), "case.toml", "start = \"2027-01\"", "start = \"1990-01\"");
    let before = loaded(folder.path());
    assert_eq!(before.case.regulation.initial, None);
    assert!(before.case.regulation.successions.is_empty());
    let text = render(&before.warnings, &before.files, Style::Plain);
    assert!(text.contains("warning: no regulation pack is in force at the start"), "{text}");
}

#[test]
fn a_case_without_yuan_is_told_so_once_and_not_at_every_amount_of_shipped_packs() {
    let folder = minimal();
    for path in ["duties.toml", "regulation/minimal.toml"] {
        let text = fs::read_to_string(folder.path().join(path)).unwrap();
        write(folder.path(), path, &text.replace("CNY", "EUR"));
    }
    edit(folder.path(), "case.toml", "CNY = 0.125", "USD = 0.9");
    let text = message(folder.path());
    assert!(text.starts_with("error: the shipped regulation packs state amounts in CNY"), "{text}");
    assert!(text.contains("--> case.toml:3:12\n") && text.ends_with("\n1 error in 1 file\n"), "{text}");
}

#[test]
fn a_pack_of_the_case_takes_the_place_of_the_shipped_one() {
    let folder = minimal();
    write(folder.path(), "regulation/outlook-eased.toml", "name = \"Own outlook\"\n");
    let loaded = loaded(folder.path());
    let packs = &loaded.case.regulation.packs;
    let named: Vec<&str> = packs
        .iter()
        .filter(|pack| pack.id.as_str() == "outlook-eased")
        .map(|pack| pack.name.as_str())
        .collect();
    assert_eq!(named, ["Own outlook"]);
}

#[test]
fn flows_and_standing_are_read_as_written() {
    let folder = minimal();
    edit(
        folder.path(),
        "applications.toml",
        "persons = 20_000\nsensitive_persons = 1_000\nimportant_data = \"5%\"\nmlps_level = 2\n",
        "harm = { public-order = \"serious\", legal-persons = \"very-serious\" }\nkinds = [\"encryption\"]\n\
         purchase = \"3M EUR\"\n",
    );
    edit(
        folder.path(),
        "applications.toml",
        "[application.at.local]\nrun_cost = \"1.5M EUR\"\n",
        "[[application.flow]]\nid = \"staff\"\nname = \"Staff\"\nfunction = \"hr\"\nrecipient = \"third-party\"\n\
         persons = 900\nsensitive_persons = 100\nturnover = \"12%\"\npeople = \"employees\"\n\
         grounds = [\"employees\"]\nneeded = \"30%\"\n\n\
         [[application.flow]]\nid = \"maps\"\nname = \"Maps\"\ndirection = \"inbound\"\nfactors = [\"maps\"]\n\
         impact = { individuals = \"limited\", national-security = \"severe\" }\n",
    );
    edit(
        folder.path(),
        "company.toml",
        "loaded_hourly_cost = \"50 EUR\"\n",
        "loaded_hourly_cost = \"50 EUR\"\n\
         standing = { entity_in_china = false, sectors = [\"energy\"], factors = [\"abroad\"], handled_persons = 5_000, \
         sells = [\"encryption\"], met_at_start = \"80%\" }\n",
    );
    edit(folder.path(), "company.toml", "market = \"china\"\n", "market = \"china\"\nciio = \"40%\"\n");
    let loaded = loaded(folder.path());
    assert_eq!(loaded.warnings, []);
    let erp = &loaded.case.applications[0];
    assert_eq!(
        erp.harm,
        [(HarmObject::LegalPersons, Harm::VerySerious), (HarmObject::PublicOrder, Harm::Serious)]
    );
    assert_eq!(erp.purchase.as_ref().unwrap().mean(), 3e6);
    assert_eq!((erp.flows.len(), erp.mlps_level, erp.kinds[0].as_str()), (2, None, "encryption"));
    let staff = &erp.flows[0];
    assert_eq!((staff.function, staff.recipient), (Function::HumanResources, Recipient::ThirdParty));
    assert_eq!(staff.turnover.as_ref().unwrap().name, "application.erp.flow.staff.turnover");
    assert_eq!(staff.people.as_ref().unwrap().as_str(), "employees");
    assert_eq!(staff.needed.as_ref().unwrap().mean(), 0.3);
    let maps = &erp.flows[1];
    assert_eq!(maps.direction, Direction::Inbound);
    assert_eq!(
        maps.impact,
        [(Interest::NationalSecurity, Impact::Severe), (Interest::Individuals, Impact::Limited)]
    );
    let standing = &loaded.case.company.standing;
    assert!(!standing.entity_in_china && !standing.designated);
    assert_eq!(standing.handled_persons.as_ref().unwrap().mean(), 5_000.0);
    assert_eq!(loaded.case.segments[0].ciio.as_ref().unwrap().name, "segment.state.ciio");
    // A single kind of data needs no list of flows, and keeps the names of its figures.
    let plain = self::loaded(minimal().path());
    let data = &plain.case.applications[0].flows;
    assert_eq!((data.len(), data[0].id.as_str()), (1, "data"));
    assert_eq!(data[0].persons.as_ref().unwrap().name, "application.erp.persons");
    assert!(plain.case.applications[1].flows.is_empty());
}

#[test]
fn an_authority_tests_every_duty_that_names_it() {
    let folder = with_later();
    let filing = "id = \"filing\"\n";
    edit(folder.path(), "regulation/later.toml", filing, "id = \"filing\"\nauthority = \"inspectorate\"\n");
    edit(
        folder.path(),
        "duties.toml",
        "id = \"grading\"\n",
        "id = \"grading\"\nauthority = \"inspectorate\"\n",
    );
    edit(
        folder.path(),
        "risks.toml",
        "duties = [\"export-assessment\", \"grading\"]\n",
        "duties = [\"filing\"]\nauthority = \"inspectorate\"\nintensity = \"0.5 to 2\"\n",
    );
    let loaded = loaded(folder.path());
    let tested = loaded.case.risks.iter().find_map(|risk| match &risk.mechanism {
        Mechanism::Enforcement(enforcement) => Some(enforcement),
        Mechanism::Outage(_)
        | Mechanism::ServiceLoss(_)
        | Mechanism::DemandShift(_)
        | Mechanism::RuleChange(_)
        | Mechanism::Degradation(_)
        | Mechanism::SupplierBan(_)
        | Mechanism::CounterMeasure(_)
        | Mechanism::Incident(_) => None,
    });
    let tested = tested.unwrap();
    let duties: Vec<&str> = tested.duties.iter().map(|id| id.as_str()).collect();
    assert_eq!(duties, ["filing", "purchase-review", "grading"]);
    let intensity = loaded.figures.iter().find(|figure| figure.name == "risk.inspection.intensity").unwrap();
    assert!(!intensity.once_per_trial);
}

#[test]
fn rule_changes_are_read_as_written() {
    let folder = with_later();
    let change = |id: &str, effect: &str| {
        format!(
            "\n[[risk]]\nid = \"{id}\"\nname = \"{id}\"\nrate.always = \"0.1 per year\"\n\
             rule_change = {{ notice = \"1 to 3 months\", {effect} }}\n"
        )
    };
    let text = fs::read_to_string(folder.path().join("risks.toml")).unwrap()
        + &change("law", "pack = \"later\"")
        + &change("catalogue", "wider_catalogue = \"uniform(1, 3)\"")
        + &change("look", "designation = true")
        + &change("withdrawal", "withdraws = [\"purchase-review\"]");
    write(folder.path(), "risks.toml", &text);
    edit(
        folder.path(),
        "scenarios/cut.toml",
        "[[scheduled]]\n",
        "[[scheduled]]\nrisk = \"law\"\nat = \"3 months\"\ngrace = \"6 months\"\n\n[[scheduled]]\n",
    );
    let loaded = loaded(folder.path());
    let effects: Vec<String> = loaded.case.risks[5..]
        .iter()
        .map(|risk| match &risk.mechanism {
            Mechanism::RuleChange(change) => match &change.effect {
                RuleEffect::Pack(pack) => format!("pack {pack}"),
                RuleEffect::WiderCatalogue(factor) => format!("wider {}", factor.mean()),
                RuleEffect::Designation => "designation".to_owned(),
                RuleEffect::Withdrawal(duties) => format!("withdrawal {}", duties[0]),
                RuleEffect::SlowerReviews { factor, .. } => format!("slower {}", factor.mean()),
            },
            Mechanism::Outage(_)
            | Mechanism::ServiceLoss(_)
            | Mechanism::Enforcement(_)
            | Mechanism::DemandShift(_)
            | Mechanism::Degradation(_)
            | Mechanism::SupplierBan(_)
            | Mechanism::CounterMeasure(_)
            | Mechanism::Incident(_) => panic!("{risk:?}"),
        })
        .collect();
    assert_eq!(effects, ["pack later", "wider 2", "designation", "withdrawal purchase-review"]);
    assert_eq!(loaded.case.scenarios[1].scheduled[0].grace.as_ref().unwrap().mean(), 6.0);
    let once = |name: &str| {
        loaded.figures.iter().find(|figure| figure.name == name).map(|figure| figure.once_per_trial)
    };
    assert_eq!(once("risk.catalogue.wider_catalogue"), Some(true));
    assert_eq!(once("risk.law.notice"), Some(false));
}

#[test]
fn duties_of_packs_carry_their_approval() {
    let loaded = loaded(minimal().path());
    let duty = &pack(&loaded.case.regulation, "minimal").duties[0];
    assert_eq!(duty.owner, Function::InformationTechnology);
    assert_eq!(duty.from, Some(date(2027, 7, 1)));
    assert_eq!(duty.ladder_ciio.as_ref().unwrap().as_str(), "infrastructure-law");
    let approval = duty.approval.as_ref().unwrap();
    assert_eq!(approval.if_refused, Refusal::ApplicationReplaced);
    assert_eq!(approval.forced_move.as_ref().unwrap().time_factor.mean(), 0.8);
    let figure = |name: &str| {
        loaded.figures.iter().find(|figure| figure.name == name).map(|figure| figure.once_per_trial)
    };
    assert_eq!(figure("duty.purchase-review.approval.review"), Some(false));
    assert_eq!(figure("duty.purchase-review.approval.refusal"), Some(true));
    let fine = &pack(&loaded.case.regulation, "minimal").ladders[0].steps[1];
    // 100k CNY at 0.125 EUR.
    assert_eq!(fine.floor.as_ref().unwrap().mean(), 12_500.0);
}

#[test]
fn a_pack_is_law_for_any_case_and_may_name_what_this_one_lacks() {
    let folder = minimal();
    edit(
        folder.path(),
        "regulation/minimal.toml",
        "when = { hosting = \"abroad\" }",
        "when = { services = [\"satellite-line\"], measure = \"vault\" }",
    );
    assert_eq!(message(folder.path()), "accepted\n");
    // Nearly the name of what it has: a slip of the pen in a pack of one's own.
    edit(folder.path(), "regulation/minimal.toml", "\"vault\"", "\"standbye\"");
    let text = message(folder.path());
    assert!(text.contains("warning: this case has no measure `standbye`"), "{text}");
    assert!(text.contains("did you mean `standby`?"), "{text}");
}

#[test]
fn every_rule_of_the_shipped_packs_says_where_it_comes_from() {
    for id in shipped_cases() {
        let loaded = read_case(&CaseSource::embedded(&id));
        let loaded = loaded.unwrap_or_else(|error| panic!("{}", error.render(Style::Plain)));
        for pack in &loaded.case.regulation.packs {
            for (what, reference) in references(pack) {
                let place = format!("pack `{}`, {what}", pack.id);
                assert!(!reference.article.is_empty(), "{place}: no article");
                let is_founded = reference.source.is_some() || reference.note.is_some();
                assert!(is_founded, "{place}: neither source nor note");
            }
        }
    }
}

fn references(pack: &Pack) -> Vec<(String, &Reference)> {
    let transfer = &pack.transfer;
    let mut found = Vec::new();
    if !transfer.rules.is_empty() {
        found.push(("counting".to_owned(), &transfer.counting.reference));
    }
    found.extend(transfer.rules.iter().map(|rule| (format!("branch `{}`", rule.id), &rule.reference)));
    found
        .extend(transfer.grounds.iter().map(|ground| (format!("ground `{}`", ground.id), &ground.reference)));
    if !pack.data.matrix.is_empty() {
        found.push(("matrix of data".to_owned(), &pack.data.reference));
    }
    found.extend(
        pack.data.factors.iter().map(|factor| (format!("data factor `{}`", factor.id), &factor.reference)),
    );
    if !pack.protection.matrix.is_empty() {
        found.push(("matrix of levels".to_owned(), &pack.protection.reference));
    }
    let levels = &pack.protection.levels;
    found.extend(levels.iter().map(|level| (format!("level {}", level.level), &level.reference)));
    if pack.ciio.base.is_some() {
        found.push(("base of the score".to_owned(), &pack.ciio.reference));
    }
    let factors = pack.ciio.sectors.iter().chain(&pack.ciio.factors);
    found.extend(factors.map(|factor| (format!("designation by `{}`", factor.id), &factor.reference)));
    found.extend(pack.products.iter().map(|kind| (format!("product `{}`", kind.id), &kind.reference)));
    found
}
