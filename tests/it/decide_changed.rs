//! `decide changed`, as a user meets it, on the minimal case.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::program::{Said, listing, minimal_case, say};

/// Runs a case into a folder.
fn run(place: &Path, case: &Path, name: &str, more: &[&str]) -> PathBuf {
    let arguments = ["run", case.to_str().unwrap(), "--out", name];
    let said = say(place, &[&arguments[..], more].concat());
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    place.join(name)
}

fn changed(place: &Path, old: &str, new: &str, more: &[&str]) -> Said {
    say(place, &[&["decide", "changed", old, new][..], more].concat())
}

fn answer(place: &Path, old: &str, new: &str, more: &[&str]) -> Value {
    let said = changed(place, old, new, &[more, &["--json"]].concat());
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    serde_json::from_str(&said.out).unwrap()
}

/// Costs of all scenarios and options.
fn costs(answer: &Value) -> Vec<Value> {
    let scenarios = answer["answer"]["scenarios"].as_array().unwrap();
    scenarios.iter().flat_map(|scenario| scenario["options"].as_array().unwrap().clone()).collect()
}

fn estimate(of: &Value) -> f64 {
    of["estimate"].as_f64().unwrap()
}

fn part_names(answer: &Value) -> Vec<String> {
    let parts = answer["answer"]["parts"].as_array().unwrap();
    parts.iter().map(|part| part["name"].as_str().unwrap().to_owned()).collect()
}

/// Shares, version and rest are what the change is made of.
fn assert_sums(answer: &Value) {
    for cost in costs(answer) {
        let change = estimate(&cost["new"]) - estimate(&cost["old"]);
        let shares = cost["shares"].as_array().unwrap().iter().map(estimate).sum::<f64>();
        let sum = shares + estimate(&cost["version"]) + estimate(&cost["rest"]);
        assert!((sum - change).abs() <= 1e-6 * estimate(&cost["new"]), "{cost}");
        let alone = cost["alone"].as_array().unwrap().iter().map(estimate).sum::<f64>();
        assert!((alone + estimate(&cost["interaction"]) - shares).abs() < 1.0, "{cost}");
    }
}

const RUN: [&str; 2] = ["--trials", "300"];

#[test]
fn figures_that_were_set_explain_the_change_to_the_cent() {
    let place = tempfile::tempdir().unwrap();
    let case = minimal_case();
    run(place.path(), &case, "old", &RUN);
    let sets = ["--set", "application.erp.run_cost=3M EUR", "--set", "company.loaded_hourly_cost=60 EUR"];
    run(place.path(), &case, "new", &[&RUN[..], &sets].concat());
    let said = answer(place.path(), "old", "new", &["--trials", "300"]);
    assert_eq!(part_names(&said), ["company.loaded_hourly_cost", "application.erp.run_cost"]);
    assert_sums(&said);
    for cost in costs(&said) {
        // All trials are replayed: nothing is left to chance, and the version is the same.
        assert_eq!(estimate(&cost["rest"]), 0.0, "{cost}");
        assert_eq!(estimate(&cost["version"]), 0.0, "{cost}");
    }
    let sentence = said["sentences"][0].as_str().unwrap();
    assert!(sentence.contains("running cost” (application.erp.run_cost: 2M EUR → 3M EUR)"), "{sentence}");
    // Staying pays 1M EUR a year more for two years, discounted at 10 %; a replay of one figure alone says the same.
    let stay = costs(&said)[0].clone();
    let share = estimate(&stay["shares"][1]);
    assert!((1.5e6..2.0e6).contains(&share), "{share}");
    run(place.path(), &case, "single", &[&RUN[..], &sets[..2]].concat());
    let single = answer(place.path(), "old", "single", &["--trials", "300"]);
    assert_eq!(part_names(&single), ["application.erp.run_cost"]);
    let (alone, whole) = (estimate(&stay["alone"][1]), estimate(&costs(&single)[0]["shares"][0]));
    assert!((alone - whole).abs() < 1.0, "{alone} {whole}");
    // The way back is the same with the other sign.
    let back = answer(place.path(), "new", "old", &["--trials", "300"]);
    for (there, back) in costs(&said).iter().zip(costs(&back)) {
        for part in [0, 1] {
            let sum = estimate(&there["shares"][part]) + estimate(&back["shares"][part]);
            assert!(sum.abs() < 1.0, "{there} {back}");
        }
    }
}

#[test]
fn files_rules_and_options_are_parts_and_what_does_not_matter_is_none() {
    let place = tempfile::tempdir().unwrap();
    let case = place.path().join("case");
    copy(&minimal_case(), &case);
    run(place.path(), &case, "old", &RUN);
    let edit = |file: &str, from: &str, to: &str| {
        let path = case.join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file}: {from}");
        std::fs::write(path, text.replacen(from, to, 1)).unwrap();
    };
    edit("options/local.toml", "start = \"3 months\"", "start = \"9 months\"");
    edit("risks.toml", "rate.always = \"0.5 per year\"", "rate.always = \"0.9 per year\"");
    // A remark, an appetite and the number of trials change no cost.
    edit("company.toml", "[company]", "# looked through in September\n[company]");
    edit("case.toml", "amount = \"50M EUR\"", "amount = \"40M EUR\"");
    run(place.path(), &case, "new", &RUN);
    let said = answer(place.path(), "old", "new", &["--trials", "300"]);
    assert_eq!(part_names(&said), ["risk.local-failure.rate.always", "option: options/local.toml"]);
    assert_sums(&said);
    let (stay, local) = (costs(&said)[0].clone(), costs(&said)[1].clone());
    // Shares are means over orders, summed in floating point: a millionth of a euro of some millions is rounding.
    assert!(estimate(&stay["shares"][1]).abs() < 1e-6, "another option's waves do not touch it");
    assert_ne!(estimate(&local["shares"][1]), 0.0);
    assert_ne!(estimate(&local["shares"][0]), 0.0);
    let out = changed(place.path(), "old", "new", &["--trials", "100", "--out", "answer"]);
    assert_eq!(out.code, Some(0), "{}", out.remarks);
    assert!(!out.remarks.contains("warning"), "{}", out.remarks);
    let names = listing(&place.path().join("answer"));
    for name in ["changed-totals.csv", "changed-origins.csv", "changed-baseline.svg", "changed-cut.png"] {
        assert!(names.iter().any(|known| known == name), "{name}: {names:?}");
    }
}

#[test]
fn a_seed_is_chance_and_within_its_error() {
    let place = tempfile::tempdir().unwrap();
    let case = minimal_case();
    run(place.path(), &case, "old", &RUN);
    run(place.path(), &case, "new", &["--trials", "400", "--seed", "8"]);
    let said = answer(place.path(), "old", "new", &[]);
    assert!(part_names(&said).is_empty());
    assert_sums(&said);
    for cost in costs(&said) {
        let (rest, error) = (estimate(&cost["rest"]), cost["rest"]["standard_error"].as_f64().unwrap());
        assert!(rest != 0.0 && rest.abs() < 4.0 * error, "{cost}");
        // The errors of two independent means.
        let of = |side: &str| cost[side]["standard_error"].as_f64().unwrap();
        let expected = (of("old") * of("old") + of("new") * of("new")).sqrt();
        assert!((error / expected - 1.0).abs() < 0.15, "{error} {expected}");
    }
    let sentence = said["sentences"][1].as_str().unwrap();
    assert!(sentence.contains("by other trials (±"), "{sentence}");
    let same = answer(place.path(), "old", "old", &[]);
    assert!(same["sentences"][0].as_str().unwrap().contains("have the same inputs"), "{same}");
    assert_eq!(same["sentences"][1], "No cost has changed in Baseline and Cut.");
}

#[test]
fn many_changes_are_taken_in_order_and_still_sum() {
    let place = tempfile::tempdir().unwrap();
    let case = minimal_case();
    run(place.path(), &case, "old", &["--trials", "60"]);
    let sets = [
        "application.erp.run_cost=3M EUR",
        "application.erp.integration=70%",
        "application.erp.workaround=20%",
        "application.mes.run_cost=700k EUR",
        "company.loaded_hourly_cost=60 EUR",
        "risk.local-failure.rate.always=0.7 per year",
        "value_stream.domestic.contribution_margin=35%",
    ];
    let sets: Vec<&str> = sets.iter().flat_map(|set| ["--set", set]).collect();
    run(place.path(), &case, "new", &[&["--trials", "60"][..], &sets].concat());
    let said = answer(place.path(), "old", "new", &[]);
    assert_eq!(said["answer"]["sharing"], "sequential");
    assert_eq!(part_names(&said).len(), 7);
    assert_sums(&said);
    assert!(said["notes"].to_string().contains("interaction"), "{}", said["notes"]);
}

#[test]
fn what_cannot_be_is_refused_with_a_hint() {
    let place = tempfile::tempdir().unwrap();
    let case = minimal_case();
    run(place.path(), &case, "old", &["--trials", "50"]);
    run(place.path(), &case, "stay", &["--trials", "50", "--option", "stay"]);
    run(place.path(), &case, "local", &["--trials", "50", "--option", "local"]);
    for (arguments, message) in [
        (vec!["old", "nowhere"], "is no result folder"),
        (vec!["old"], "<NEW>"),
        (vec!["stay", "local"], "no option in common"),
        (vec!["old", "old", "--scenario", "cutt"], "did you mean `cut`"),
        (vec!["old", "old", "--trials", "51"], "2 to 50 trials"),
        (vec!["old", "old", "--trials", "1"], "2 to 50 trials"),
    ] {
        let said = say(place.path(), &[&["decide", "changed"][..], &arguments].concat());
        assert_eq!(said.code, Some(2), "{arguments:?}: {}", said.remarks);
        assert!(said.remarks.contains(message), "{arguments:?}: {}", said.remarks);
    }
    // Options that only one folder has are left out.
    let said = answer(place.path(), "old", "stay", &[]);
    assert_eq!(said["setting"]["options"].as_array().unwrap().len(), 1);
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
