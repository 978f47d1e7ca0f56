//! `decide`, as a user meets it, on the minimal case.

use std::path::Path;

use serde_json::Value;

use super::program::{Said, listing, minimal_case, run_minimal, say};

const QUESTIONS: [&str; 6] = ["compare", "regret", "dominance", "frontier", "acceptability", "believe"];

fn decide(place: &Path, arguments: &[&str]) -> Said {
    say(place, &[&["decide"], arguments].concat())
}

fn json(said: &Said) -> Value {
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    serde_json::from_str(&said.out).unwrap()
}

#[test]
fn every_question_is_answered_from_a_folder_and_from_its_case_alike() {
    let (place, results, _) = run_minimal(&["--trials", "400"]);
    let case = minimal_case();
    for question in QUESTIONS {
        let from_folder = decide(place.path(), &[question, results.to_str().unwrap(), "--json"]);
        let from_case =
            decide(place.path(), &[question, case.to_str().unwrap(), "--trials", "400", "--json"]);
        let (folder, case) = (json(&from_folder), json(&from_case));
        assert_eq!(folder["answer"], case["answer"], "{question}");
        assert_eq!(folder["sentences"], case["sentences"], "{question}");
        assert_eq!(folder["question"], question);
        let told = decide(place.path(), &[question, results.to_str().unwrap()]);
        assert_eq!(told.code, Some(0), "{}", told.remarks);
        // Sentences stand above the tables, wrapped.
        let first = folder["sentences"][0].as_str().unwrap();
        let words: Vec<&str> = first.split_whitespace().take(6).collect();
        let flat = told.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(&words.join(" ")), "{question}: {}", told.out);
    }
    assert_eq!(listing(place.path()), ["results"], "a case is run in memory");
}

#[test]
fn an_answer_is_written_as_sentences_tables_figures_and_charts() {
    let (place, results, _) = run_minimal(&["--trials", "300"]);
    for question in QUESTIONS {
        let said = decide(place.path(), &[question, results.to_str().unwrap(), "--out", "answer"]);
        assert_eq!(said.code, Some(0), "{}", said.remarks);
        assert!(!said.remarks.contains("warning"), "{}", said.remarks);
    }
    let folder = place.path().join("answer");
    let names = listing(&folder);
    for question in QUESTIONS {
        for end in [".txt", ".json", ".csv", ".svg", ".png"] {
            let of = |name: &&String| name.starts_with(question) && name.ends_with(end);
            assert!(names.iter().any(|name| of(&name)), "{question}{end}: {names:?}");
        }
    }
    let table = std::fs::read_to_string(folder.join("compare-differences.csv")).unwrap();
    let lines: Vec<&str> = table.lines().collect();
    assert!(lines[0].starts_with("scenario,option,mean,standard_error,difference,difference_low"));
    // Two scenarios of two options.
    assert_eq!(lines.len(), 5);
    // The same again is no change; another answer is not written over it.
    let again = decide(place.path(), &["compare", results.to_str().unwrap(), "--out", "answer"]);
    assert_eq!(again.code, Some(0), "{}", again.remarks);
    let other = ["compare", results.to_str().unwrap(), "--scenario", "cut", "--out", "answer"];
    let refused = decide(place.path(), &other);
    assert_eq!(refused.code, Some(2));
    assert!(refused.remarks.contains("exists already and differs"), "{}", refused.remarks);
    assert_eq!(decide(place.path(), &[&other[..], &["--force"]].concat()).code, Some(0));
}

#[test]
fn weights_are_given_or_there_are_none() {
    let (place, results, _) = run_minimal(&["--trials", "300"]);
    let results = results.to_str().unwrap();
    let without = json(&decide(place.path(), &["regret", results, "--json"]));
    assert_eq!(without["setting"]["weights"], Value::Null);
    assert_eq!(without["answer"]["outlooks"].as_array().unwrap().len(), 2);
    let with = json(&decide(place.path(), &["regret", results, "--weights", "cut=1, baseline=3", "--json"]));
    assert_eq!(with["setting"]["weights"], serde_json::json!([0.75, 0.25]));
    let outlooks = with["answer"]["outlooks"].as_array().unwrap();
    assert_eq!(outlooks.len(), 3);
    // Expected regret over weighted scenarios is the weighted mean of the scenarios'.
    for option in [0, 1] {
        let mean =
            |outlook: usize| outlooks[outlook]["options"][option]["mean"]["estimate"].as_f64().unwrap();
        let expected = 0.75 * mean(0) + 0.25 * mean(1);
        assert!((mean(2) - expected).abs() <= 1e-9 * expected.max(1.0));
    }
    for (weights, message) in
        [("cutt=1", "did you mean `cut`"), ("cut", "has no weight"), ("cut=-1", "not 0 or above")]
    {
        let said = decide(place.path(), &["regret", results, "--weights", weights]);
        assert_eq!(said.code, Some(2), "{weights}");
        assert!(said.remarks.contains(message), "{weights}: {}", said.remarks);
    }
}

#[test]
fn missing_trials_are_named_with_the_command_that_makes_them() {
    let (place, results, _) = run_minimal(&["--trials", "300", "--summary-only"]);
    let folder = results.to_str().unwrap();
    let said = decide(place.path(), &["regret", folder]);
    assert_eq!(said.code, Some(2));
    let command = said.remarks.split("needs them: splitstack ").nth(1).unwrap().trim();
    assert!(command.ends_with("--trials 300"), "{command}");
    // The command does what it says.
    let arguments: Vec<&str> = command.split(' ').chain(["--out", "again"]).collect();
    assert_eq!(say(place.path(), &arguments).code, Some(0));
    assert_eq!(decide(place.path(), &["regret", "again"]).code, Some(0));
    // What a summary knows it answers, with the figures of the trials.
    let summary = json(&decide(place.path(), &["compare", folder, "--json"]));
    let trials = json(&decide(place.path(), &["compare", "again", "--json"]));
    for outlook in 0..2 {
        let mean = |of: &Value| {
            of["answer"]["outlooks"][outlook]["comparison"]["pairs"][0]["difference"]["mean_difference"]
                .as_f64()
                .unwrap()
        };
        assert!((mean(&summary) - mean(&trials)).abs() <= 1e-9 * mean(&trials).abs());
    }
    assert_eq!(decide(place.path(), &["compare", folder, "--weights", "cut=1, baseline=1"]).code, Some(2));
}

#[test]
fn what_cannot_be_is_refused_with_a_hint() {
    let (place, results, _) = run_minimal(&["--trials", "50"]);
    let folder = results.to_str().unwrap();
    for (arguments, message) in [
        (vec!["regret", folder, "--scenario", "cutt"], "did you mean `cut`"),
        (vec!["regret", folder, "--option", "nothing"], "no option `nothing`"),
        (vec!["compare", folder, "--against", "nothing"], "no option `nothing`"),
        (vec!["regret", folder, "--trials", "100"], "has been run already"),
        (vec!["regret", "nowhere"], "nowhere"),
        (vec!["guess", folder], "guess"),
    ] {
        let said = decide(place.path(), &arguments);
        assert_eq!(said.code, Some(2), "{arguments:?}: {}", said.remarks);
        assert!(said.remarks.contains(message), "{arguments:?}: {}", said.remarks);
    }
    let said = decide(place.path(), &["frontier", folder]);
    assert!(
        said.remarks.contains("note: with 50 trials there are no errors for the worst 5 %"),
        "{}",
        said.remarks
    );
}

#[test]
fn one_trial_one_option_and_one_scenario_are_answered() {
    let place = tempfile::tempdir().unwrap();
    let case = minimal_case();
    let case = case.to_str().unwrap();
    for question in QUESTIONS {
        let one = decide(place.path(), &[question, case, "--trials", "1"]);
        assert_eq!(one.code, Some(0), "{question}: {}", one.remarks);
        assert!(one.out.contains("1 trial "), "{question}: {}", one.out);
        assert!(!one.out.contains("NaN") && !one.out.contains("inf"), "{question}: {}", one.out);
        let alone = decide(
            place.path(),
            &[question, case, "--trials", "30", "--scenario", "cut", "--option", "stay"],
        );
        assert_eq!(alone.code, Some(0), "{question}: {}", alone.remarks);
        assert!(alone.out.contains("is the only option"), "{question}: {}", alone.out);
    }
}
