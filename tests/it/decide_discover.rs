//! `decide discover`, as a user meets it, on the minimal case.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::program::{Said, listing, minimal_case, run_minimal, say};

const AMOUNT: &str = "case.risk_appetite.amount";
const MOVE: &str = "application.erp.move_cost=4M..9M EUR";
const OVERRUN: &str = "company.delivery.cost_overrun=1..1.5";

fn discover(place: &Path, case: &Path, arguments: &[&str]) -> Said {
    let first = ["decide", "discover", case.to_str().unwrap(), "--futures", "200", "--trials", "40"];
    say(place, &[&first[..], arguments].concat())
}

fn json(said: &Said) -> Value {
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    serde_json::from_str(&said.out).unwrap()
}

/// What was found of each option, by its identifier.
fn by_option(answer: &Value) -> BTreeMap<String, Value> {
    let options = answer["answer"]["options"].as_array().unwrap().iter();
    options.map(|of| (of["option"].as_str().unwrap().to_owned(), of["found"].clone())).collect()
}

#[test]
fn the_same_futures_from_a_folder_and_for_any_number_of_threads() {
    let (place, results, _) = run_minimal(&["--trials", "20"]);
    let set = format!("{AMOUNT}=20M EUR");
    let asked = ["--set", set.as_str(), "--figures", "4", "--json"];
    let case = json(&discover(place.path(), &minimal_case(), &asked));
    let folder = json(&discover(place.path(), &results, &asked));
    let one = json(&discover(place.path(), &minimal_case(), &[&asked[..], &["--threads", "1"]].concat()));
    assert_eq!(case, folder);
    assert_eq!(case, one);
    assert_eq!(case["answer"]["inputs"].as_array().unwrap().len(), 4);
    let other = json(&discover(place.path(), &minimal_case(), &[&asked[..], &["--seed", "7"]].concat()));
    assert_ne!(case["answer"], other["answer"]);
}

#[test]
fn a_higher_amount_fails_in_fewer_futures_and_the_scenario_that_costs_more_is_a_condition() {
    let place = tempfile::tempdir().unwrap();
    let fails = |amount: &str| {
        let set = format!("{AMOUNT}={amount}");
        let found = json(&discover(
            place.path(),
            &minimal_case(),
            &["--set", &set, "--vary", MOVE, "--vary", OVERRUN, "--json"],
        ));
        by_option(&found)
    };
    // Stay costs about 10 M in one scenario and 22 M in the other, with a deviation of 3 M.
    let (lower, higher) = (fails("18M EUR"), fails("30M EUR"));
    for (option, found) in &lower {
        let share = |of: &Value| of["fails"]["estimate"].as_f64().unwrap();
        assert!(share(found) >= share(&higher[option]), "{option}");
    }
    let boxes = &lower["stay"]["conditions"]["boxes"];
    let first = &boxes["boxes"][0];
    let conditions = first["conditions"].as_array().unwrap();
    // The scenario comes after the two figures. Stay fails in the second one, and keeps in the first: either says the same.
    assert_eq!((conditions.len(), &conditions[0]["input"]), (1, &Value::from(2)), "{boxes}");
    let scenario = if boxes["outcome"] == "fails" { 1 } else { 0 };
    assert_eq!(conditions[0]["restriction"]["among"]["categories"], serde_json::json!([scenario]), "{boxes}");
    let share = |of: &str| first[of]["estimate"].as_f64().unwrap();
    assert!(share("density") > 0.6 && share("coverage") > 0.9, "{first}");
    assert_eq!(conditions[0]["found_again"], 10);
}

#[test]
fn the_order_of_options_changes_nothing() {
    let place = tempfile::tempdir().unwrap();
    let turned = place.path().join("turned");
    copy(&minimal_case(), &turned);
    let file = turned.join("case.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("options = [\"stay\", \"local\"]"));
    std::fs::write(&file, text.replace("options = [\"stay\", \"local\"]", "options = [\"local\", \"stay\"]"))
        .unwrap();
    let set = format!("{AMOUNT}=21M EUR");
    let asked = ["--set", &set, "--vary", MOVE, "--vary", OVERRUN, "--json"];
    let strip = |answer: &Value| -> BTreeMap<String, (Value, Value, Value)> {
        let each = by_option(answer).into_iter();
        each.map(|(id, found)| {
            (id, (found["fails"].clone(), found["conditions"].clone(), found["another_keeps"].clone()))
        })
        .collect()
    };
    let one = json(&discover(place.path(), &minimal_case(), &asked));
    let other = json(&discover(place.path(), &turned, &asked));
    assert_eq!(strip(&one), strip(&other));
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &place);
        } else {
            std::fs::copy(entry.path(), place).unwrap();
        }
    }
}

#[test]
fn futures_of_one_value_cost_what_a_run_with_that_value_costs() {
    let place = tempfile::tempdir().unwrap();
    let case = minimal_case();
    let vary =
        ["--vary", "application.erp.move_cost=8.999M..9.001M EUR", "--scenario", "cut", "--out", "answer"];
    let said = discover(place.path(), &case, &vary);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    let table = std::fs::read_to_string(place.path().join("answer/discover-futures.csv")).unwrap();
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(
        rows[0],
        [
            "future",
            "scenario",
            "application.erp.move_cost",
            "stay.mean",
            "stay.chance",
            "local.mean",
            "local.chance"
        ]
    );
    assert_eq!(rows.len(), 201);
    let mean = rows[1..].iter().map(|row| row[5].parse::<f64>().unwrap()).sum::<f64>() / 200.0;
    let run = [
        "decide",
        "compare",
        case.to_str().unwrap(),
        "--scenario",
        "cut",
        "--trials",
        "8000",
        "--json",
        "--set",
    ];
    let run = say(place.path(), &[&run[..], &["application.erp.move_cost=9M EUR"]].concat());
    let option = &json(&run)["answer"]["outlooks"][0]["comparison"]["options"][1];
    assert_eq!(option["option"], "local");
    // 8,000 trials on both sides, with other seeds: four standard errors of a difference. The median would be 3 M cheaper.
    let error = option["cost"]["standard_error"].as_f64().unwrap() * 2.0_f64.sqrt();
    let expected = option["cost"]["mean"].as_f64().unwrap();
    assert!((mean - expected).abs() < 4.0 * error, "{mean} {expected} {error}");
    assert!(error < 0.1e6);
}

#[test]
fn the_answer_is_written_as_sentences_tables_figures_and_charts() {
    let place = tempfile::tempdir().unwrap();
    let set = format!("{AMOUNT}=20M EUR");
    let said =
        discover(place.path(), &minimal_case(), &["--set", &set, "--out", "answer", "--latin-hypercube"]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    assert!(!said.remarks.contains("warning"), "{}", said.remarks);
    assert!(said.out.starts_with("Over 200 futures of 40 trials that differ in "), "{}", said.out);
    assert!(said.out.contains("of new ones by the halves left out"), "{}", said.out);
    let names = listing(&place.path().join("answer"));
    for name in [
        "discover.txt",
        "discover.json",
        "discover-boxes.csv",
        "discover-options.csv",
        "discover-ranges.csv",
        "discover-stay.svg",
        "discover-stay.png",
    ] {
        assert!(names.contains(&name.to_owned()), "{names:?}");
    }
    let text = std::fs::read_to_string(place.path().join("answer/discover.txt")).unwrap();
    assert!(!text.contains("NaN") && !text.contains("stay.chance"), "{text}");
    // Nothing fails above 500 M: no box, no chart, and it is said.
    let none = discover(place.path(), &minimal_case(), &["--set", &format!("{AMOUNT}=500M EUR")]);
    assert_eq!(none.code, Some(0), "{}", none.remarks);
    assert!(none.out.contains("fails in none of 200 futures"), "{}", none.out);
}

#[test]
fn what_cannot_be_is_refused_with_a_hint() {
    let place = tempfile::tempdir().unwrap();
    for (arguments, message) in [
        (vec!["--vary", "application.erp.move_cots"], "did you mean `application.erp.move_cost`"),
        (vec!["--vary", "application.erp.move_cots=1M..2M EUR"], "did you mean `application.erp.move_cost`"),
        (vec!["--vary", "company.loaded_hourly_cost"], "is 50 EUR for certain; say over which values"),
        (vec!["--vary", "risk.network-cut.duration"], "drawn anew for each event"),
        (vec!["--vary", "application.erp.move_cost", "--vary", "application.erp.move_cost"], "given twice"),
        (vec!["--vary", "application.erp.move_cost=9M..4M EUR"], "application.erp.move_cost"),
        (vec!["--vary", "application.erp.move_cost=2 months..3 months"], "application.erp.move_cost"),
        (vec!["--vary", ""], "name a figure"),
        (vec!["--vary", MOVE, "--figures", "3"], "cannot be used with"),
        (vec!["--weights", "cut=1"], "asks each scenario by itself"),
        (vec!["--scenario", "cutt"], "did you mean `cut`"),
    ] {
        let said = discover(place.path(), &minimal_case(), &arguments);
        assert_eq!(said.code, Some(2), "{arguments:?}: {}", said.remarks);
        assert!(said.remarks.contains(message), "{arguments:?}: {}", said.remarks);
    }
    let case = minimal_case();
    for (arguments, message) in [
        (vec!["--trials", "20"], "with a tolerated chance of 5 % give from 40"),
        (vec!["--futures", "100"], "200..=50"),
    ] {
        let said =
            say(place.path(), &[&["decide", "discover", case.to_str().unwrap()], &arguments[..]].concat());
        assert_eq!(said.code, Some(2), "{arguments:?}: {}", said.remarks);
        assert!(said.remarks.contains(message), "{arguments:?}: {}", said.remarks);
    }
    // A certain figure is varied where it is said over which values.
    let ranged =
        discover(place.path(), &minimal_case(), &["--vary", "company.loaded_hourly_cost=40..80 EUR"]);
    assert_eq!(ranged.code, Some(0), "{}", ranged.remarks);
}
