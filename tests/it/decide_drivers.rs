//! `decide drivers`, as a user meets it, on the minimal case.

use serde_json::Value;

use super::program::{listing, minimal_case, run_minimal, say};

fn json(place: &std::path::Path, arguments: &[&str]) -> Value {
    let said = say(place, &[&["decide", "drivers"], arguments, &["--json"]].concat());
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    serde_json::from_str(&said.out).unwrap()
}

#[test]
fn a_folder_and_its_case_give_the_same_drivers_of_the_same_difference() {
    let (place, results, _) = run_minimal(&["--trials", "400"]);
    let case = minimal_case();
    let results = results.to_str().unwrap();
    let folder = json(place.path(), &[results]);
    let again = json(place.path(), &[case.to_str().unwrap(), "--trials", "400"]);
    assert_eq!(folder["answer"], again["answer"]);
    let compared = say(place.path(), &["decide", "compare", results, "--json"]);
    let compared: Value = serde_json::from_str(&compared.out).unwrap();
    for (outlook, compared) in folder["answer"]["outlooks"]
        .as_array()
        .unwrap()
        .iter()
        .zip(compared["answer"]["outlooks"].as_array().unwrap())
    {
        let found = outlook["difference"]["estimate"].as_f64().unwrap();
        let other = compared["comparison"]["pairs"][0]["difference"]["mean_difference"].as_f64().unwrap();
        assert!(found <= 0.0 && (found.abs() - other.abs()).abs() <= 1e-9 * other.abs(), "{found} {other}");
        // The mean of both tails and the middle is the mean of all: the ends lie about it.
        for driver in outlook["drivers"].as_array().unwrap() {
            let change = driver["swing"]["change"]["mean"].as_f64().unwrap();
            let end = |end: &str| driver["swing"][end]["mean"].as_f64().unwrap();
            assert!((end("high") - end("low") - change).abs() <= 1e-6 * change.abs().max(1.0));
        }
    }
}

#[test]
fn total_indices_come_from_new_runs_and_are_not_below_the_first_order() {
    let (place, results, _) = run_minimal(&["--trials", "1000"]);
    let results = results.to_str().unwrap();
    let found = json(place.path(), &[results, "--scenario", "cut", "--runs", "1000"]);
    let drivers = found["answer"]["outlooks"][0]["drivers"].as_array().unwrap();
    let totals = found["answer"]["total_indices"][0].as_array().unwrap();
    assert_eq!(drivers.len(), totals.len());
    let mut known = 0;
    for (driver, total) in drivers.iter().zip(totals) {
        let correlated = driver["name"].as_str().unwrap().starts_with("company.delivery.");
        assert_eq!(total.is_null(), correlated, "{driver}");
        if let Some(estimate) = total["estimate"].as_f64() {
            let error = total["standard_error"].as_f64().unwrap()
                + driver["first_order"]["standard_error"].as_f64().unwrap();
            let first = driver["first_order"]["estimate"].as_f64().unwrap();
            assert!(estimate >= first - 4.0 * error - 0.02, "{driver} {total}");
            known += 1;
        }
    }
    assert!(known > 0);
}

#[test]
fn the_answer_is_written_and_one_option_is_refused() {
    let (place, results, _) = run_minimal(&["--trials", "400"]);
    let results = results.to_str().unwrap();
    let said = say(place.path(), &["decide", "drivers", results, "--out", "answer"]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    assert!(!said.remarks.contains("warning"), "{}", said.remarks);
    let names = listing(&place.path().join("answer"));
    for name in
        ["drivers.txt", "drivers.json", "drivers-swings.csv", "drivers-cut.svg", "drivers-baseline.png"]
    {
        assert!(names.contains(&name.to_owned()), "{names:?}");
    }
    let said = say(place.path(), &["decide", "drivers", results, "--option", "stay"]);
    assert_eq!(said.code, Some(2));
    assert!(said.remarks.contains("one option has no difference"), "{}", said.remarks);
}
