//! Commands, exit codes and messages.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::program::{listing, minimal_case, run_minimal, say};

fn copy_of_minimal(to: &Path) {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            let target = to.join(entry.file_name());
            if entry.path().is_dir() {
                copy(&entry.path(), &target);
            } else {
                fs::copy(entry.path(), target).unwrap();
            }
        }
    }
    copy(&minimal_case(), to);
}

#[test]
fn run_prints_the_comparison_and_writes_the_folder() {
    let (place, results, said) = run_minimal(&[]);
    for text in [
        "what does each option cost?",
        "Fine exposure",
        "which is cheapest",
        "Stay",
        "Localise",
        "Results: results",
    ] {
        assert!(said.out.contains(text), "{text}\n{}", said.out);
    }
    assert!(said.out.lines().all(|line| line.chars().count() <= 100), "{}", said.out);
    assert_eq!(
        listing(&results),
        ["charts", "inputs", "manifest.json", "stories", "summary.json", "trials.parquet"]
    );
    assert_eq!(listing(place.path()), ["results"]);
}

#[test]
fn json_is_the_summary_and_nothing_else() {
    let (_place, results, said) = run_minimal(&["--json", "--trials", "20"]);
    assert_eq!(said.out, fs::read_to_string(results.join("summary.json")).unwrap());
    let summary: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(summary["trials"], 20);
    assert_eq!(summary["scenarios"].as_array().unwrap().len(), 2);
}

#[test]
fn unknown_identifiers_get_the_nearest_as_a_hint() {
    let place = tempfile::tempdir().unwrap();
    let case = minimal_case();
    let said = say(place.path(), &["run", case.to_str().unwrap(), "--scenario", "cutt"]);
    assert_eq!(said.code, Some(2));
    assert_eq!(said.remarks, "error: the case runs no scenario `cutt`; did you mean `cut`?\n");
    let said = say(place.path(), &["run", case.to_str().unwrap(), "--option", "lokal"]);
    assert_eq!(said.code, Some(2));
    assert!(said.remarks.contains("no option `lokal`; did you mean `local`?"), "{}", said.remarks);
    assert_eq!(listing(place.path()), Vec::<String>::new());
}

#[test]
fn wrong_arguments_are_refused_with_exit_code_2() {
    let place = tempfile::tempdir().unwrap();
    let case = minimal_case();
    let case = case.to_str().unwrap();
    for arguments in [
        ["run", case, "--trials", "0"],
        ["run", case, "--trials", "99999999999"],
        ["run", case, "--threads", "0"],
        ["run", case, "--seed", "-1"],
        ["run", case, "--no-such-flag", "1"],
    ] {
        let said = say(place.path(), &arguments);
        assert_eq!(said.code, Some(2), "{arguments:?}\n{}", said.remarks);
        assert_eq!(said.out, "", "{arguments:?}");
    }
    let said = say(place.path(), &["chekc"]);
    assert_eq!(
        (said.code, said.remarks.contains("did you mean `check`?")),
        (Some(2), true),
        "{}",
        said.remarks
    );
}

#[test]
fn results_are_never_overwritten_without_force() {
    let (place, results, _) = run_minimal(&["--trials", "10"]);
    fs::write(results.join("mark"), "").unwrap();
    let case = minimal_case();
    let arguments = ["run", case.to_str().unwrap(), "--trials", "10", "--out", "results", "--force"];
    let said = say(place.path(), &arguments[..6]);
    assert_eq!(said.code, Some(2));
    assert!(
        said.remarks.contains("results exists already; choose another folder with --out"),
        "{}",
        said.remarks
    );
    assert!(results.join("mark").exists());
    assert_eq!(say(place.path(), &arguments).code, Some(0));
    assert!(!results.join("mark").exists());
    assert_eq!(listing(place.path()), ["results"]);
}

#[test]
fn force_does_not_remove_other_folders() {
    let place = tempfile::tempdir().unwrap();
    fs::create_dir(place.path().join("photos")).unwrap();
    fs::write(place.path().join("photos/one.jpg"), "").unwrap();
    let case = minimal_case();
    let said = say(place.path(), &["run", case.to_str().unwrap(), "--out", "photos", "--force"]);
    assert_eq!(said.code, Some(2));
    assert!(said.remarks.contains("is not a result folder"), "{}", said.remarks);
    assert_eq!(listing(&place.path().join("photos")), ["one.jpg"]);
}

#[test]
fn an_unwritable_place_is_refused_before_the_run() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("file"), "").unwrap();
    let case = minimal_case();
    // So many trials that the test would not end if the place were checked after the run.
    let said =
        say(place.path(), &["run", case.to_str().unwrap(), "--out", "file/run", "--trials", "10000000"]);
    assert_eq!(said.code, Some(2));
    assert!(said.remarks.contains("file is not a folder"), "{}", said.remarks);
}

#[test]
fn verify_confirms_what_is_unchanged() {
    let (place, _, _) = run_minimal(&["--trials", "30", "--seed", "0", "--scenario", "cut"]);
    let said = say(place.path(), &["verify", "results", "--threads", "1"]);
    assert_eq!(said.code, Some(0), "{}{}", said.out, said.remarks);
    assert!(
        said.out.contains("2 options in 1 scenarios with 30 trials each give the same bits"),
        "{}",
        said.out
    );
    assert!(said.out.contains("Charts and stories are drawings of these figures"), "{}", said.out);
}

#[test]
fn verify_names_one_changed_byte() {
    let (place, results, _) = run_minimal(&["--trials", "30"]);
    let summary = results.join("summary.json");
    let text = fs::read_to_string(&summary).unwrap();
    fs::write(&summary, text.replacen("\"trials\": 30", "\"trials\": 31", 1)).unwrap();
    let said = say(place.path(), &["verify", "results"]);
    assert_eq!(said.code, Some(1), "{}", said.out);
    assert!(said.out.contains("summary.json: changed since the run"), "{}", said.out);
    assert!(
        said.out.contains("the file has `\"trials\": 31,`, running again gives `\"trials\": 30,`"),
        "{}",
        said.out
    );
}

#[test]
fn verify_names_one_changed_figure_of_the_case() {
    let (place, results, _) = run_minimal(&["--trials", "30"]);
    let case = results.join("inputs/case.toml");
    let text = fs::read_to_string(&case).unwrap();
    let changed = text.replacen("discount_rate = \"10%\"", "discount_rate = \"11%\"", 1);
    assert_ne!(text, changed);
    fs::write(&case, changed).unwrap();
    fs::write(results.join("inputs/extra.toml"), "").unwrap();
    let said = say(place.path(), &["verify", "results"]);
    assert_eq!(said.code, Some(1), "{}", said.out);
    for text in [
        "inputs/case.toml: changed since the run",
        "inputs/extra.toml: was not there at the run",
        "baseline / stay: running again gives other numbers than the manifest records",
        "trials.parquet, baseline / stay: column total differs in 30 of 30 trials, first in trial 0",
        "running again gives another summary.json",
    ] {
        assert!(said.out.contains(text), "{text}\n{}", said.out);
    }
}

#[test]
fn verify_notices_trials_of_another_run() {
    let (place, results, _) = run_minimal(&["--trials", "30"]);
    let (_other_place, other, _) = run_minimal(&["--trials", "30", "--seed", "99"]);
    fs::copy(other.join("trials.parquet"), results.join("trials.parquet")).unwrap();
    let said = say(place.path(), &["verify", "results"]);
    assert_eq!(said.code, Some(1), "{}", said.out);
    assert!(said.out.contains("trials.parquet, baseline / stay: column total differs"), "{}", said.out);
    assert!(!said.out.contains("than the manifest records"), "{}", said.out);
}

#[test]
fn verify_refuses_other_folders() {
    let place = tempfile::tempdir().unwrap();
    let said = say(place.path(), &["verify", "nowhere"]);
    assert_eq!(said.code, Some(2));
    assert!(said.remarks.contains("manifest.json cannot be read"), "{}", said.remarks);
}

#[test]
fn check_says_the_case_in_words() {
    let case = minimal_case();
    let said = say(Path::new("."), &["check", case.to_str().unwrap()]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    for text in [
        "Option local: Localise",
        "Moves 1 of 2 applications",
        "From month 3",
        "Standby system (from month 1)",
    ] {
        assert!(said.out.contains(text), "{text}\n{}", said.out);
    }
}

#[test]
fn check_lists_figures_and_counts_those_without_a_source() {
    let case = minimal_case();
    let said = say(Path::new("."), &["check", case.to_str().unwrap(), "--assumptions"]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    assert!(said.out.contains("company.revenue_china = 100M EUR"), "{}", said.out);
    assert!(said.out.contains("with neither."), "{}", said.out);
    let said = say(Path::new("."), &["check", case.to_str().unwrap(), "--assumptions", "--json"]);
    let found: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(found["usable"], true);
    assert!(found["figures"].as_array().unwrap().len() > 10);
}

#[test]
fn check_shows_everything_that_is_wrong() {
    let place = tempfile::tempdir().unwrap();
    copy_of_minimal(&place.path().join("broken"));
    let case = place.path().join("broken/case.toml");
    let text =
        fs::read_to_string(&case).unwrap().replace("\"cut\"", "\"cutt\"").replace("\"10%\"", "\"10 apples\"");
    fs::write(&case, text).unwrap();
    let said = say(place.path(), &["check", "broken"]);
    assert_eq!((said.code, said.out.as_str()), (Some(2), ""));
    assert!(said.remarks.contains("cutt") && said.remarks.contains("apples"), "{}", said.remarks);
    let said = say(place.path(), &["check", "broken", "--json"]);
    let found: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((said.code, &found["usable"]), (Some(2), &serde_json::Value::Bool(false)));
    assert!(found["diagnostics"].as_array().unwrap().len() >= 2);
}

#[test]
fn new_gives_a_case_that_checks_and_never_overwrites() {
    let place = tempfile::tempdir().unwrap();
    let said = say(place.path(), &["new", "mine"]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    assert!(said.out.contains("splitstack check mine"), "{}", said.out);
    assert_eq!(say(place.path(), &["check", "mine"]).code, Some(0));
    let case = fs::read_to_string(place.path().join("mine/case.toml")).unwrap();
    assert!(case.starts_with("#:schema schema/case.schema.json\n"), "{case}");
    assert!(place.path().join("mine/schema/case.schema.json").exists());
    let said = say(place.path(), &["new", "mine"]);
    assert_eq!(said.code, Some(2));
    assert!(said.remarks.contains("mine exists already"), "{}", said.remarks);

    assert_eq!(say(place.path(), &["new", "whole", "--all"]).code, Some(0));
    assert!(place.path().join("whole/risks.toml").exists());
    assert_eq!(say(place.path(), &["check", "whole"]).code, Some(0));
    let said = say(place.path(), &["new", "other", "--from", "reference-manufakturer"]);
    assert_eq!(said.code, Some(2));
    assert!(said.remarks.contains("did you mean `reference-manufacturer`?"), "{}", said.remarks);
}

#[test]
fn schema_prints_or_writes() {
    let place = tempfile::tempdir().unwrap();
    let all: serde_json::Value = serde_json::from_str(&say(place.path(), &["schema"]).out).unwrap();
    let one: serde_json::Value = serde_json::from_str(&say(place.path(), &["schema", "option"]).out).unwrap();
    assert_eq!(all["option"], one);
    assert_eq!(say(place.path(), &["schema", "--out", "deep/schema"]).code, Some(0));
    let written = fs::read_to_string(place.path().join("deep/schema/option.schema.json")).unwrap();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&written).unwrap(), one);
    let said = say(place.path(), &["schema", "optoin"]);
    assert_eq!(said.code, Some(2));
    assert!(said.remarks.contains("did you mean `option`?"), "{}", said.remarks);
}

#[test]
fn help_shows_examples_for_every_command() {
    for command in ["run", "check", "new", "schema", "verify", "story"] {
        let said = say(Path::new("."), &[command, "--help"]);
        assert_eq!(said.code, Some(0));
        assert!(said.out.contains(&format!("splitstack {command}")), "{}", said.out);
        assert!(said.out.contains("Example"), "{}", said.out);
    }
    assert!(say(Path::new("."), &["--help"]).out.contains("Exit code"));
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_splitstack"))
        .arg("schema")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The schemas are larger than any pipe's buffer is likely to be; in any case the reader is gone at once.
    drop(child.stdout.take());
    let mut remarks = String::new();
    child.stderr.take().unwrap().read_to_string(&mut remarks).unwrap();
    assert_eq!((child.wait().unwrap().code(), remarks.as_str()), (Some(0), ""));
}

#[test]
fn weights_and_playbooks_show_in_words_in_the_table_and_in_the_summary() {
    let case = crate::input::every_kind();
    let folder = case.path().to_str().unwrap();
    let said = say(Path::new("."), &["check", folder]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    let words = said.out.split_whitespace().collect::<Vec<&str>>().join(" ");
    for text in [
        "Leave: when the world is in Tense or (Ban of foreign software is announced and 3 months have passed)",
        "then, about 28 days later: ERP to In China",
        "Weights: baseline 75 %, cut 25 %.",
        "Ban as a supplier: 2 times as often; hosted abroad.",
    ] {
        assert!(words.contains(text), "{text}\n{}", said.out);
    }
    let place = tempfile::tempdir().unwrap();
    let said = say(place.path(), &["run", folder, "--out", "all"]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    assert!(
        said.out.contains("Weighted over scenarios (tolerated 5 %; weights: Baseline 75 %, Cut 25 %)"),
        "{}",
        said.out
    );
    assert!(said.out.contains("Cut: does the playbook help?"), "{}", said.out);
    let summary: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(place.path().join("all/summary.json")).unwrap()).unwrap();
    let mean = |of: &serde_json::Value| of.as_f64().unwrap();
    let scenario = |index: usize| mean(&summary["scenarios"][index]["options"][0]["total"]["mean"]);
    let weighted = mean(&summary["weighted"]["options"][0]["mean"]);
    // Sums in another order: apart by rounding only.
    assert!((weighted / (0.75 * scenario(0) + 0.25 * scenario(1)) - 1.0).abs() < 1e-12);
    // A single scenario is weighed against nothing.
    let said = say(place.path(), &["run", folder, "--out", "one", "--scenario", "cut"]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    assert!(!said.out.contains("Weighted"), "{}", said.out);
}
