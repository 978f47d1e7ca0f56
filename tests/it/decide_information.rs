//! `decide information`, as a user meets it, on the minimal case.

use serde_json::Value;

use super::program::{listing, minimal_case, run_minimal, say};

fn json(place: &std::path::Path, arguments: &[&str]) -> Value {
    let said = say(place, &[&["decide", "information"], arguments, &["--json"]].concat());
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    serde_json::from_str(&said.out).unwrap()
}

#[test]
fn a_folder_and_its_case_give_the_same_values() {
    let (place, results, _) = run_minimal(&["--trials", "400"]);
    let case = minimal_case();
    let folder = json(place.path(), &[results.to_str().unwrap()]);
    let again = json(place.path(), &[case.to_str().unwrap(), "--trials", "400"]);
    assert_eq!(folder["answer"], again["answer"]);
    assert_eq!(folder["sentences"], again["sentences"]);
    for outlook in folder["answer"]["outlooks"].as_array().unwrap() {
        let perfect = outlook["perfect"]["value"].as_f64().unwrap();
        assert!(outlook["screened"].as_u64().unwrap() >= 3);
        let groups = outlook["groups"].as_array().unwrap();
        assert_eq!(groups[0]["name"], "all figures");
        assert_eq!(groups[0]["figures"], outlook["screened"]);
        let parts: u64 = groups[1..].iter().map(|group| group["figures"].as_u64().unwrap()).sum();
        assert_eq!(Some(parts), outlook["screened"].as_u64(), "sections hold every figure once");
        let figures = outlook["figures"].as_array().unwrap();
        let values =
            groups.iter().chain(figures).map(|known| known["information"]["value"].as_f64().unwrap());
        assert!(values.clone().all(|value| (0.0..=perfect).contains(&value)));
    }
}

#[test]
fn groups_and_files_are_as_asked_for() {
    let (place, results, _) = run_minimal(&["--trials", "400"]);
    let results = results.to_str().unwrap();
    let asked = [
        "decide",
        "information",
        results,
        "--group",
        "mine=company.delivery",
        "--most",
        "2",
        "--out",
        "answer",
    ];
    let said = say(place.path(), &asked);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    assert!(!said.remarks.contains("warning"), "{}", said.remarks);
    let names = listing(&place.path().join("answer"));
    for name in ["information.txt", "information.json", "information-groups.csv", "information-figures.csv"] {
        assert!(names.contains(&name.to_owned()), "{names:?}");
    }
    let groups = std::fs::read_to_string(place.path().join("answer/information-groups.csv")).unwrap();
    assert!(groups.lines().any(|line| line.contains(",mine,2,")), "{groups}");
    let figures = std::fs::read_to_string(place.path().join("answer/information-figures.csv")).unwrap();
    assert_eq!(figures.lines().count(), 1 + 2 * 2, "two figures in each of two scenarios: {figures}");
    let said = say(place.path(), &["decide", "information", results, "--group", "mine=compnay"]);
    assert_eq!(said.code, Some(2));
    assert!(
        said.remarks.contains("no uncertain figure of this case is in the group `mine`"),
        "{}",
        said.remarks
    );
}

#[test]
fn trials_that_come_out_otherwise_are_not_explained() {
    let (place, results, _) = run_minimal(&["--trials", "400"]);
    // Somebody changes a figure in the copies of the inputs.
    let file = results.join("inputs/company.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let changed = text.replace("\"100M EUR\"", "\"200M EUR\"").replace("\"50M EUR\"", "\"90M EUR\"");
    assert_ne!(text, changed);
    std::fs::write(&file, changed).unwrap();
    let said = say(place.path(), &["decide", "information", results.to_str().unwrap()]);
    assert_ne!(said.code, Some(0), "{}", said.out);
    assert!(said.remarks.contains("trial 0"), "{}", said.remarks);
}

#[test]
fn too_few_or_no_trials_are_refused_with_the_command() {
    let (place, results, _) = run_minimal(&["--trials", "60"]);
    let said = say(place.path(), &["decide", "information", results.to_str().unwrap()]);
    assert_eq!(said.code, Some(2));
    assert!(
        said.remarks.contains("60 trials are too few") && said.remarks.contains("splitstack run"),
        "{}",
        said.remarks
    );
}
