//! `--set`: a figure that is argued about, set to another value without touching a file.

use std::fs;
use std::path::Path;

use splitstack::report::Summary;
use splitstack::results::Manifest;

use crate::program::{minimal_case, run_minimal, say};

fn summary_of(results: &Path) -> Summary {
    serde_json::from_str(&fs::read_to_string(results.join("summary.json")).unwrap()).unwrap()
}

#[test]
fn a_run_with_a_figure_set_is_that_of_a_case_that_says_so() {
    let set = ["--trials", "300", "--set", "application.erp.run_cost=3M EUR"];
    let (place, results, said) = run_minimal(&set);
    assert!(said.remarks.contains("set for this run: application.erp.run_cost=3M EUR"), "{}", said.remarks);
    let (_b, plain, _) = run_minimal(&["--trials", "300"]);
    assert_ne!(summary_of(&results), summary_of(&plain));
    // The inputs are copied as they are; the manifest says what was set.
    let text = |folder: &Path| fs::read_to_string(folder.join("inputs/applications.toml")).unwrap();
    assert_eq!(text(&results), text(&plain));
    assert_eq!(Manifest::read(&results).unwrap().overrides.set, ["application.erp.run_cost=3M EUR"]);
    // A copy of the case with the other figure in its file gives the same figures.
    let copy = place.path().join("copy");
    for folder in ["", "options", "scenarios", "regulation"] {
        let Ok(entries) = fs::read_dir(minimal_case().join(folder)) else { continue };
        fs::create_dir_all(copy.join(folder)).unwrap();
        for entry in entries.map(Result::unwrap).filter(|entry| entry.path().is_file()) {
            fs::copy(entry.path(), copy.join(folder).join(entry.file_name())).unwrap();
        }
    }
    let written = text(&plain);
    assert!(written.contains("run_cost = \"2M EUR\""), "{written}");
    fs::write(
        copy.join("applications.toml"),
        written.replacen("run_cost = \"2M EUR\"", "run_cost = \"3M EUR\"", 1),
    )
    .unwrap();
    let said = say(place.path(), &["run", "copy", "--trials", "300", "--out", "written"]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    assert_eq!(summary_of(&place.path().join("written")), summary_of(&results));
    // And the folder can be verified, and its stories told.
    assert_eq!(say(place.path(), &["verify", "results"]).code, Some(0));
    let said = say(place.path(), &["story", "results", "--scenario", "cut", "--option", "stay"]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
}

#[test]
fn what_cannot_be_set_is_told_all_at_once_and_nothing_is_written() {
    let place = tempfile::tempdir().unwrap();
    let case = minimal_case();
    let arguments = [
        "run",
        case.to_str().unwrap(),
        "--set",
        "application.erp.run_cots=3M EUR",
        "--set",
        "application.erp.users=many",
        "--set",
        "company.revenue_china=3 months",
        "--out",
        "results",
    ];
    let said = say(place.path(), &arguments);
    assert_eq!(said.code, Some(2), "{}", said.out);
    assert!(said.remarks.contains("no figure `application.erp.run_cots`"), "{}", said.remarks);
    assert!(said.remarks.contains("did you mean `application.erp.run_cost`?"), "{}", said.remarks);
    assert!(said.remarks.contains("the value set for `application.erp.users`"), "{}", said.remarks);
    assert!(said.remarks.contains("the value set for `company.revenue_china`"), "{}", said.remarks);
    assert!(!place.path().join("results").exists());
    let said = say(place.path(), &["check", "--set", "nonsense"]);
    assert_eq!(said.code, Some(2));
    assert!(said.remarks.contains("is not a figure and its value"), "{}", said.remarks);
}

#[test]
fn a_check_shows_what_was_set() {
    let place = tempfile::tempdir().unwrap();
    let case = minimal_case();
    let said = say(
        place.path(),
        &[
            "check",
            case.to_str().unwrap(),
            "--assumptions",
            "--set",
            "company.loaded_hourly_cost=20 to 80 EUR",
        ],
    );
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    assert!(said.out.contains("set for this run; the file says 50 EUR"), "{}", said.out);
}
