//! `decide plan`, as a user meets it: on the case with every kind of thing, whose one option has two prepared moves.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::input::every_kind;
use super::program::{Said, listing, minimal_case, say};

fn plan(place: &Path, case: &Path, arguments: &[&str]) -> Said {
    say(place, &[&["decide", "plan", case.to_str().unwrap()], arguments].concat())
}

fn json(said: &Said) -> Value {
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    serde_json::from_str(&said.out).unwrap()
}

fn moves(answer: &Value) -> &Vec<Value> {
    answer["answer"]["options"][0]["moves"].as_array().unwrap()
}

/// Mean cost of a candidate of a move in a scenario.
fn mean(found: &Value, candidate: &str, scenario: usize) -> f64 {
    let labels = found["candidates"].as_array().unwrap();
    let place = labels.iter().position(|label| label == candidate);
    let place = place.unwrap_or_else(|| panic!("{candidate} in {labels:?}"));
    found["outlooks"][scenario]["triggers"][place]["mean"]["estimate"].as_f64().unwrap()
}

/// Mean costs of the option in both scenarios by `decide compare`.
fn plain_means(case: &Path) -> [f64; 2] {
    let said =
        say(Path::new("."), &["decide", "compare", case.to_str().unwrap(), "--trials", "60", "--json"]);
    let answer = json(&said);
    [0, 1].map(|scenario| {
        let options = &answer["answer"]["outlooks"][scenario]["comparison"]["options"];
        options[0]["cost"]["mean"].as_f64().unwrap()
    })
}

/// The case with its first trigger replaced.
fn with_trigger(when: &str) -> tempfile::TempDir {
    let case = every_kind();
    let path = case.path().join("options/stay.toml");
    let text = fs::read_to_string(&path).unwrap();
    let start = text.find("[playbook.when]").unwrap();
    let end = text.find("[playbook.then]").unwrap();
    fs::write(&path, format!("{}[playbook.when]\n{when}\n\n{}", &text[..start], &text[end..])).unwrap();
    case
}

#[test]
fn a_plan_is_written_as_sentences_page_tables_figures_and_charts() {
    let case = every_kind();
    let place = tempfile::tempdir().unwrap();
    let said = plan(place.path(), case.path(), &["--trials", "120", "--out", "answer"]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    assert!(!said.remarks.contains("warning"), "{}", said.remarks);
    assert!(said.out.starts_with("Of 2 prepared moves "), "{}", said.out);
    let folder = place.path().join("answer");
    let expected = [
        "plan-local.md",
        "plan-moves.csv",
        "plan-months.csv",
        "plan-stay-months.png",
        "plan-stay-months.svg",
        "plan-stay-triggers.png",
        "plan-stay-triggers.svg",
        "plan-stay.md",
        "plan-summary.csv",
        "plan-triggers.csv",
        "plan.json",
        "plan.txt",
    ];
    let mut expected = expected.map(str::to_owned);
    expected.sort();
    assert_eq!(listing(&folder), expected);
    let page = fs::read_to_string(folder.join("plan-stay.md")).unwrap();
    for part in [
        "# Contingency plan: Stay",
        "## 1. Leave (owner: to be named)",
        "**Signal:** the world is in Tense or",
        "**Action:** ERP to In China",
        "**Against:** Network cut.",
        "**Preparation:** nothing is prepared",
        "| Scenario | Set off | In time | Too late | In vain | Missed | Saves, M EUR |",
        "## 2. Come back",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(!page.contains("NaN") && !page.contains("inf"), "{page}");
    // Two scenarios and both by weight, two moves.
    assert_eq!(fs::read_to_string(folder.join("plan-moves.csv")).unwrap().lines().count(), 1 + 2 * 3);
}

/// What is said of a candidate is what a run of the case says in which that trigger is written.
#[test]
fn every_candidate_is_a_run_of_its_own() {
    let case = every_kind();
    let place = tempfile::tempdir().unwrap();
    let answer = json(&plan(place.path(), case.path(), &["--trials", "60", "--json"]));
    let found = &moves(&answer)[0];
    for (candidate, when) in [
        ("now", "month = \"0 months\""),
        ("month 9", "month = \"9 months\""),
        ("in Tense", "entered = \"tense\""),
        ("days down above 5", "days_down_above = \"5 days\""),
    ] {
        let changed = with_trigger(when);
        for (scenario, run) in plain_means(changed.path()).into_iter().enumerate() {
            let planned = mean(found, candidate, scenario);
            assert!((planned - run).abs() <= 1e-9 * run.abs(), "{candidate} in {scenario}: {planned} {run}");
        }
    }
    for (scenario, run) in plain_means(case.path()).into_iter().enumerate() {
        assert!((mean(found, "as written", scenario) - run).abs() <= 1e-9 * run.abs());
    }
    // Never: the case without the entry.
    let path = case.path().join("options/stay.toml");
    let text = fs::read_to_string(&path).unwrap();
    let (start, end) = (text.find("[[playbook]]").unwrap(), text.rfind("[[playbook]]").unwrap());
    fs::write(&path, format!("{}{}", &text[..start], &text[end..])).unwrap();
    for (scenario, run) in plain_means(case.path()).into_iter().enumerate() {
        assert!((mean(found, "never", scenario) - run).abs() <= 1e-9 * run.abs());
    }
}

#[test]
fn threads_and_what_else_is_asked_for_change_nothing() {
    let case = every_kind();
    let place = tempfile::tempdir().unwrap();
    let asked = |more: &[&str]| {
        json(&plan(place.path(), case.path(), &[&["--trials", "50", "--json"], more].concat()))
    };
    let all = asked(&["--threads", "1"]);
    assert_eq!(all, asked(&["--threads", "3"]));
    let one = asked(&["--move", "leave", "--scenario", "cut"]);
    assert_eq!(moves(&one).len(), 1);
    let (alone, among) = (&moves(&one)[0]["outlooks"][0], &moves(&all)[0]["outlooks"][1]);
    assert_eq!(alone["saves"], among["saves"]);
    assert_eq!(alone["months"], among["months"]);
    assert_ne!(all["answer"], asked(&["--seed", "99"])["answer"]);
}

#[test]
fn options_may_stand_in_any_order() {
    let case = every_kind();
    let options = case.path().join("options");
    let stay = fs::read_to_string(options.join("stay.toml")).unwrap();
    fs::write(
        options.join("other.toml"),
        stay.replace("\"leave\"", "\"flee\"").replace("month = \"3 months\"", "month = \"5 months\""),
    )
    .unwrap();
    let file = case.path().join("case.toml");
    let text = fs::read_to_string(&file).unwrap();
    let line = text.lines().find(|line| line.starts_with("options")).unwrap().to_owned();
    let place = tempfile::tempdir().unwrap();
    let mut answers = Vec::new();
    for order in ["options = [\"stay\", \"other\"]", "options = [\"other\", \"stay\"]"] {
        fs::write(&file, text.replace(&line, order)).unwrap();
        let answer = json(&plan(place.path(), case.path(), &["--trials", "40", "--json"]));
        let mut options = answer["answer"]["options"].as_array().unwrap().clone();
        options.sort_by_key(|option| option["option"].as_str().unwrap().to_owned());
        answers.push(options);
    }
    assert_eq!(answers[0], answers[1]);
}

#[test]
fn an_owner_stands_in_the_plan_and_changes_no_figure() {
    let case = every_kind();
    let place = tempfile::tempdir().unwrap();
    let before = json(&plan(place.path(), case.path(), &["--trials", "30", "--json"]));
    let path = case.path().join("options/stay.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("name = \"Leave\"", "name = \"Leave\"\nowner = \"CIO China\"", 1))
        .unwrap();
    let said = plan(place.path(), case.path(), &["--trials", "30", "--out", "owned"]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    let page = fs::read_to_string(place.path().join("owned/plan-stay.md")).unwrap();
    assert!(page.contains("## 1. Leave (owner: CIO China)"), "{page}");
    let after = json(&plan(place.path(), case.path(), &["--trials", "30", "--json"]));
    assert_eq!(moves(&after)[0]["owner"], "CIO China");
    assert_eq!(moves(&after)[0]["outlooks"], moves(&before)[0]["outlooks"]);
    // Nobody of no name.
    fs::write(&path, text.replacen("name = \"Leave\"", "name = \"Leave\"\nowner = \" \"", 1)).unwrap();
    let refused = plan(place.path(), case.path(), &["--trials", "30"]);
    assert_eq!(refused.code, Some(2), "{}", refused.remarks);
    assert!(refused.remarks.contains("the owner has no name"), "{}", refused.remarks);
}

#[test]
fn a_result_folder_is_planned_by_new_runs_of_its_case() {
    let case = every_kind();
    let place = tempfile::tempdir().unwrap();
    let arguments =
        ["run", case.path().to_str().unwrap(), "--trials", "40", "--seed", "7", "--out", "results"];
    assert_eq!(say(place.path(), &arguments).code, Some(0));
    let folder = plan(place.path(), &place.path().join("results"), &["--trials", "40", "--json"]);
    assert!(folder.remarks.contains("new runs of its case"), "{}", folder.remarks);
    let direct = plan(place.path(), case.path(), &["--trials", "40", "--seed", "7", "--json"]);
    assert_eq!(json(&folder), json(&direct));
    let other =
        plan(place.path(), &place.path().join("results"), &["--trials", "40", "--seed", "8", "--json"]);
    assert_ne!(json(&folder)["answer"], json(&other)["answer"]);
}

#[test]
fn what_cannot_be_is_refused_with_a_hint() {
    let (case, minimal) = (every_kind(), minimal_case());
    let place = tempfile::tempdir().unwrap();
    for (case, arguments, message) in [
        (minimal.as_path(), vec![], "no option that is asked for has prepared moves: add [[playbook]]"),
        (case.path(), vec!["--move", "leav"], "did you mean `leave`"),
        (case.path(), vec!["--option", "sty"], "did you mean `stay`"),
        (case.path(), vec!["--scenario", "cutt"], "did you mean `cut`"),
        (case.path(), vec!["--step", "0"], "0 is not in 1..=600"),
        (case.path(), vec!["--trials", "0"], "0 trials"),
        (case.path(), vec!["--trials", "900000000"], "do not fit into memory"),
        (case.path(), vec!["--weights", "cutt=1"], "did you mean `cut`"),
    ] {
        let said = plan(place.path(), case, &arguments);
        assert_eq!(said.code, Some(2), "{arguments:?}: {}", said.remarks);
        assert!(said.remarks.contains(message), "{arguments:?}: {}", said.remarks);
    }
}

#[test]
fn one_trial_tells_nothing_and_says_so() {
    let case = every_kind();
    let place = tempfile::tempdir().unwrap();
    let said = plan(place.path(), case.path(), &["--trials", "1"]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    assert!(said.out.contains("at 1 trial"), "{}", said.out);
    assert!(!said.out.contains("NaN") && !said.out.contains("inf "), "{}", said.out);
}
