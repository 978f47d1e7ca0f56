//! The register of obligations: its commands, and what must hold for it whatever the case.

use std::path::Path;
use std::sync::OnceLock;

use proptest::prelude::*;
use serde_json::Value;
use splitstack::domain::{Case, Hosting, Id, TransferRoute};
use splitstack::input::{CaseSource, read_case};
use splitstack::quantity::Quantity;
use splitstack::rules::{Situation, arising, laws, phases};
use splitstack::units::Dimension;

use crate::program::{listing, minimal_case, say};

const REFERENCE: &str = "reference-manufacturer";

fn assert_plain_and_narrow(text: &str) {
    assert!(!text.contains('\u{1b}'), "{text}");
    for line in text.lines() {
        assert!(line.chars().count() <= 100, "{} columns: {line}", line.chars().count());
    }
}

fn json(arguments: &[&str]) -> Value {
    let said = say(Path::new("."), arguments);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    serde_json::from_str(&said.out).unwrap()
}

#[test]
fn obligations_of_a_case_in_a_folder() {
    let case = minimal_case();
    let said = say(Path::new("."), &["obligations", case.to_str().unwrap()]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    for text in [
        "Option stay",
        "Option local",
        "Obligations of ",
        "Protection level",
        "not a finding",
        "Expected compliance cost",
    ] {
        assert!(said.out.contains(text), "{text}\n{}", said.out);
    }
    assert_plain_and_narrow(&said.out);
}

#[test]
fn obligations_of_the_shipped_case_say_article_trigger_and_what_they_hang_on() {
    let said = say(Path::new("."), &["obligations", REFERENCE, "--option", "hybrid"]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    for text in ["PIPL Art. 38", "cn-2026", "personal data crosses the border", "is found", "If refused"] {
        assert!(said.out.contains(text), "{text}\n{}", said.out);
    }
    assert!(!said.out.contains("Option dual"), "{}", said.out);
    assert_plain_and_narrow(&said.out);
}

#[test]
fn the_register_as_json_has_what_the_table_has() {
    let register = json(&["obligations", REFERENCE, "--option", "hybrid", "--json"]);
    assert_eq!(register["options"].as_array().unwrap().len(), 1);
    let option = &register["options"][0];
    assert_eq!(option["option"], "hybrid");
    let obligations = option["obligations"].as_array().unwrap();
    assert!(obligations.len() > 10);
    for entry in obligations {
        let likelihood = entry["likelihood"].as_f64().unwrap();
        assert!(likelihood > 0.0 && likelihood <= 1.0 + 1e-9, "{entry}");
        for key in ["id", "name", "article", "owner", "trigger", "per"] {
            assert!(entry[key].is_string(), "{key} of {entry}");
        }
        let cost = &entry["expected_cost"];
        let sum: f64 =
            ["one_off", "yearly", "renewals"].iter().map(|part| cost[part].as_f64().unwrap()).sum();
        assert!((sum - cost["total"].as_f64().unwrap()).abs() < 1e-6);
    }
    let flows = option["stretches"][0]["flows"].as_array().unwrap();
    assert!(flows.iter().any(|flow| flow["crosses"] == true && flow["rules_if_it_crosses"].is_array()));
}

#[test]
fn check_names_the_law_and_where_the_register_is() {
    let said = say(Path::new("."), &["check", REFERENCE]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    assert!(said.out.contains("(cn-2026, in force 2026-01-01)"), "{}", said.out);
    assert!(said.out.contains("`splitstack obligations`"), "{}", said.out);
}

#[test]
fn help_shows_examples() {
    for command in ["obligations", "explain-rule", "compare-packs"] {
        let said = say(Path::new("."), &[command, "--help"]);
        assert_eq!(said.code, Some(0));
        assert!(said.out.contains(&format!("  splitstack {command} ")), "{}", said.out);
    }
}

#[test]
fn a_pack_that_is_named_counts_alone() {
    let register = json(&["obligations", REFERENCE, "--option", "hybrid", "--pack", "cn-2022", "--json"]);
    let laws = register["options"][0]["laws"].as_array().unwrap();
    assert!(laws.iter().all(|law| law["pack"] == "cn-2022"), "{laws:?}");
}

#[test]
fn unknown_names_get_the_nearest_as_a_hint() {
    for (arguments, hint) in [
        (
            vec!["obligations", REFERENCE, "--pack", "cn-2025"],
            "there is no regulation pack `cn-2025`; did you mean `cn-202",
        ),
        (vec!["obligations", REFERENCE, "--option", "hybird"], "no option `hybird`; did you mean `hybrid`?"),
        (vec!["explain-rule", REFERENCE, "crn"], "there is no flow `crn`; did you mean `crm`?"),
        (vec!["explain-rule", REFERENCE, "hr"], "`hr` has several flows: `hr.employees`"),
        (vec!["explain-rule", REFERENCE, "hr.employees", "--option", "hybird"], "did you mean `hybrid`?"),
        (
            vec!["compare-packs", REFERENCE, "cn-2024", "cn-2062"],
            "no regulation pack `cn-2062`; did you mean",
        ),
    ] {
        let place = tempfile::tempdir().unwrap();
        let said = say(place.path(), &arguments);
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(said.remarks.contains(hint), "{hint}\n{}", said.remarks);
        assert_eq!(listing(place.path()), Vec::<String>::new());
    }
}

#[test]
fn a_rule_is_explained_in_words_and_as_a_picture_that_is_not_overwritten() {
    let place = tempfile::tempdir().unwrap();
    let arguments = ["explain-rule", REFERENCE, "hr.employees", "--out", "pictures"];
    let said = say(place.path(), &arguments);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    for text in ["1. ", "asked:", "It would change", "Under each option", "facts B"] {
        assert!(said.out.contains(text), "{text}\n{}", said.out);
    }
    assert_plain_and_narrow(&said.out);
    let picture = place.path().join("pictures/explain-hr.employees.svg");
    let drawn = std::fs::read_to_string(&picture).unwrap();
    assert!(drawn.starts_with("<svg ") && drawn.ends_with("</svg>\n"));
    std::fs::write(&picture, "mine").unwrap();
    let said = say(place.path(), &arguments);
    assert_eq!(said.code, Some(2));
    assert!(said.remarks.contains("exists already"), "{}", said.remarks);
    assert_eq!(std::fs::read_to_string(&picture).unwrap(), "mine");
    let forced =
        say(place.path(), &["explain-rule", REFERENCE, "hr.employees", "--out", "pictures", "--force"]);
    assert_eq!(forced.code, Some(0), "{}", forced.remarks);
    assert_eq!(std::fs::read_to_string(&picture).unwrap(), drawn);
    assert_eq!(listing(&place.path().join("pictures")), ["explain-hr.employees.svg"]);
}

#[test]
fn packs_are_compared() {
    let said = say(Path::new("."), &["compare-packs", REFERENCE, "cn-2022", "cn-2024"]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    assert!(said.out.contains("Gained") && said.out.contains("→"), "{}", said.out);
    assert_plain_and_narrow(&said.out);
    let compared = json(&["compare-packs", REFERENCE, "cn-2022", "cn-2024", "--option", "hybrid", "--json"]);
    let [option] = compared["options"].as_array().unwrap().as_slice() else { panic!("{compared}") };
    let verdicts: Vec<&str> =
        option["duties"].as_array().unwrap().iter().map(|duty| duty["verdict"].as_str().unwrap()).collect();
    assert!(verdicts.contains(&"eased") || verdicts.contains(&"lost"), "{verdicts:?}");
    let same = json(&["compare-packs", REFERENCE, "cn-2024", "cn-2024", "--json"]);
    for option in same["options"].as_array().unwrap() {
        assert_eq!(
            (option["duties"].as_array().unwrap().len(), &option["difference"]),
            (0, &Value::from(0.0))
        );
    }
}

// What must hold whatever the case. Everything is made certain, so that duties either arise or do not.

fn reference() -> &'static Case {
    static CASE: OnceLock<Case> = OnceLock::new();
    CASE.get_or_init(|| read_case(&CaseSource::embedded(REFERENCE)).unwrap().case)
}

/// Just below, at and above every threshold of the packs, and in between.
const PERSONS: [f64; 12] =
    [0.0, 1.0, 9_999.0, 10_000.0, 10_001.0, 60_000.0, 99_999.0, 100_000.0, 100_001.0, 999_999.0, 1e6, 1e7];

const ISOLATIONS: [&str; 3] = ["connected", "gateway", "ring-fenced"];

fn certain(value: f64, like: &Case) -> Quantity {
    Quantity::certain(value, Dimension::Count, like.settings.currency).unwrap()
}

/// One choice per application: hosted abroad, persons, persons with sensitive data as a position below them.
#[derive(Debug, Clone)]
struct World {
    pack: usize,
    isolation: usize,
    designated: bool,
    applications: Vec<(bool, usize, usize)>,
}

const APPLICATIONS: usize = 4;

fn worlds() -> impl Strategy<Value = World> {
    let application = (any::<bool>(), 0..PERSONS.len(), 0..PERSONS.len());
    (0..5_usize, 0..3_usize, any::<bool>(), proptest::collection::vec(application, APPLICATIONS)).prop_map(
        |(pack, isolation, designated, applications)| World { pack, isolation, designated, applications },
    )
}

/// What an option without moves owes in a world.
struct Owed {
    /// `[flow]`.
    crosses: Vec<bool>,
    /// `[flow]`.
    routes: Vec<TransferRoute>,
    /// Duties that ask for no route, with their application.
    others: Vec<(Id, usize)>,
}

fn owed(template: &Case, world: &World) -> Owed {
    let mut case = template.clone();
    case.applications.truncate(APPLICATIONS);
    case.company.standing.designated = world.designated;
    case.company.standing.handled_persons = None;
    for (application, (abroad, persons, sensitive)) in case.applications.iter_mut().zip(&world.applications) {
        let hosting = if *abroad { Hosting::Abroad } else { Hosting::China };
        let place = template.placements.iter().find(|placement| placement.hosting == hosting).unwrap();
        application.current = place.id.clone();
        application.flows.truncate(1);
        let Some(flow) = application.flows.first_mut() else { continue };
        flow.persons = Some(certain(PERSONS[*persons], template));
        flow.sensitive_persons = Some(certain(PERSONS[*sensitive.min(persons)], template));
        flow.important_data = Some(certain(0.0, template));
        flow.people = None;
        flow.turnover = None;
        flow.grounds = Vec::new();
    }
    let mut option = case.options[0].clone();
    option.targets = Vec::new();
    option.isolation = Id::new(ISOLATIONS[world.isolation]).unwrap();
    let pack = &template.regulation.packs[world.pack % template.regulation.packs.len()];
    let (phases, laws) = (phases(&case, &option).unwrap(), laws(&case, Some(pack)));
    let law = laws.last().unwrap();
    let situation = Situation::new(&case, &option, &phases[0], law);
    let likelier = situation.likelier();
    let mut others = Vec::new();
    for (duty, applications) in law.duties.iter().zip(arising(&situation, &likelier)) {
        if duty.when.transfer.is_none() {
            let arises = applications.iter().enumerate().filter(|(_, arises)| **arises);
            others.extend(arises.map(|(application, _)| (duty.id.clone(), application)));
        }
    }
    let facts = situation.facts(&likelier);
    Owed { crosses: facts.flows.iter().map(|flow| flow.crosses).collect(), routes: facts.routes, others }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn more_data_abroad_never_means_fewer_duties(world in worlds(), which in 0..APPLICATIONS, persons in 0..PERSONS.len(), sensitive in 0..PERSONS.len()) {
        let template = reference();
        let mut more = world.clone();
        let (_, before, sensitive_before) = &mut more.applications[which];
        *sensitive_before = (*sensitive_before).min(*before).max(sensitive.min(persons));
        *before = (*before).max(persons);
        let (less, more) = (owed(template, &world), owed(template, &more));
        // A gateway masks what holds persons: with the first of them a flow stays in China.
        prop_assume!(less.crosses == more.crosses);
        for (before, after) in less.routes.iter().zip(&more.routes) {
            prop_assert!(after.gravity() >= before.gravity(), "{:?} {:?}", less.routes, more.routes);
        }
        for duty in &less.others {
            prop_assert!(more.others.contains(duty), "{duty:?} is gone");
        }
    }

    #[test]
    fn a_more_open_isolation_never_means_a_lighter_transfer(world in worlds(), isolation in 0..3_usize) {
        let template = reference();
        let tighter = World { isolation: world.isolation.max(isolation), ..world.clone() };
        let open = World { isolation: world.isolation.min(isolation), ..world };
        let (open, tighter) = (owed(template, &open), owed(template, &tighter));
        for (open, tighter) in open.routes.iter().zip(&tighter.routes) {
            prop_assert!(open.gravity() >= tighter.gravity());
        }
    }

    #[test]
    fn localising_a_flow_never_adds_a_transfer_duty(world in worlds(), which in 0..APPLICATIONS) {
        let template = reference();
        let mut local = world.clone();
        local.applications[which].0 = false;
        let (abroad, local) = (owed(template, &World { applications: {
            let mut applications = world.applications.clone();
            applications[which].0 = true;
            applications
        }, ..world }), owed(template, &local));
        for (abroad, local) in abroad.routes.iter().zip(&local.routes) {
            prop_assert!(local.gravity() <= abroad.gravity());
        }
    }
}
