//! `decide reverse-stress`, as a user meets it, on the minimal case.

use std::path::Path;

use serde_json::Value;

use super::program::{Said, listing, minimal_case, run_minimal, say};

const AMOUNT: &str = "case.risk_appetite.amount";

fn stress(place: &Path, case: &Path, arguments: &[&str]) -> Said {
    let first = ["decide", "reverse-stress", case.to_str().unwrap(), "--trials", "400"];
    say(place, &[&first[..], arguments].concat())
}

fn json(said: &Said) -> Value {
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    serde_json::from_str(&said.out).unwrap()
}

fn searches(answer: &Value) -> &[Value] {
    answer["answer"]["searches"].as_array().unwrap()
}

/// Distance of each search: 0 at the centre, infinite out of reach.
fn distances(answer: &Value) -> Vec<f64> {
    let distance = |search: &Value| {
        let outcome = &search["outcome"];
        if outcome.get("at_centre").is_some() {
            0.0
        } else {
            outcome["found"]["distance"].as_f64().unwrap_or(f64::INFINITY)
        }
    };
    searches(answer).iter().map(distance).collect()
}

#[test]
fn a_run_with_the_figures_found_costs_the_amount() {
    let place = tempfile::tempdir().unwrap();
    let case = minimal_case();
    let set = format!("{AMOUNT}=25M EUR");
    let asked = [
        "--set",
        &set,
        "--scenario",
        "cut",
        "--option",
        "local",
        "--vary",
        "application.erp.move_cost",
        "--vary",
        "company.delivery.cost_overrun",
        "--trials",
        "2000",
        "--json",
    ];
    let said =
        say(place.path(), &[&["decide", "reverse-stress", case.to_str().unwrap()], &asked[..]].concat());
    let answer = json(&said);
    let found = &searches(&answer)[0]["outcome"]["found"];
    let distance = found["distance"].as_f64().unwrap();
    assert!((0.3..4.0).contains(&distance), "{found}");
    // Time goes with cost: the partner moves, too.
    let figures = found["figures"].as_array().unwrap();
    let names: Vec<&str> = figures.iter().map(|of| of["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"company.delivery.time_overrun"), "{names:?}");
    let mut arguments: Vec<String> =
        ["decide", "compare", case.to_str().unwrap()].map(str::to_owned).to_vec();
    arguments.extend(["--scenario", "cut", "--trials", "4000", "--seed", "99", "--json"].map(str::to_owned));
    for figure in figures {
        let unit = if figure["name"] == "application.erp.move_cost" { " EUR" } else { "" };
        arguments.extend([
            "--set".to_owned(),
            format!("{}={}{unit}", figure["name"].as_str().unwrap(), figure["value"]),
        ]);
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let run = json(&say(place.path(), &arguments));
    let option = &run["answer"]["outlooks"][0]["comparison"]["options"][1];
    assert_eq!(option["option"], "local");
    let (mean, error) =
        (option["cost"]["mean"].as_f64().unwrap(), option["cost"]["standard_error"].as_f64().unwrap());
    let own = found["cost"]["standard_error"].as_f64().unwrap();
    assert!((mean - 25e6).abs() < 4.0 * (error * error + own * own).sqrt() + 0.05e6, "{mean} {error} {own}");
}

#[test]
fn in_the_shipped_case_delivery_breaks_full_localisation_and_brings_its_partner() {
    let place = tempfile::tempdir().unwrap();
    // Of the 260 M EUR of the case these two alone fall short.
    let set = format!("{AMOUNT}=230M EUR");
    let asked = [
        "--set",
        &set,
        "--scenario",
        "current-direction",
        "--option",
        "full-localisation",
        "--vary",
        "company.delivery.cost_overrun",
        "--trials",
        "200",
        "--json",
    ];
    let said =
        say(place.path(), &[&["decide", "reverse-stress", "reference-manufacturer"], &asked[..]].concat());
    let answer = json(&said);
    let found = &searches(&answer)[0]["outcome"]["found"];
    // Cost and time overruns go together: dear and late, both above their medians.
    let figures = found["figures"].as_array().unwrap();
    assert_eq!(figures.len(), 2, "{answer}");
    assert!(figures.iter().all(|of| of["score"].as_f64().unwrap() > 0.3), "{found}");
    assert!((0.5..4.0).contains(&found["distance"].as_f64().unwrap()), "{found}");
}

#[test]
fn the_same_from_a_folder_and_for_any_number_of_threads() {
    let (place, results, _) = run_minimal(&["--trials", "20"]);
    let set = format!("{AMOUNT}=25M EUR");
    let asked = ["--set", set.as_str(), "--scenario", "cut", "--figures", "3", "--json"];
    let case = json(&stress(place.path(), &minimal_case(), &asked));
    assert_eq!(case, json(&stress(place.path(), &results, &asked)));
    assert_eq!(
        case,
        json(&stress(place.path(), &minimal_case(), &[&asked[..], &["--threads", "1"]].concat()))
    );
    // One scenario of two options.
    assert_eq!(searches(&case).len(), 2);
}

#[test]
fn a_higher_amount_is_farther_and_a_stricter_measure_is_nearer() {
    let place = tempfile::tempdir().unwrap();
    let of = |amount: &str, by: &str| {
        let set = format!("{AMOUNT}={amount}");
        distances(&json(&stress(
            place.path(),
            &minimal_case(),
            &["--set", &set, "--by", by, "--figures", "4", "--json"],
        )))
    };
    let (low, high, tail) = (of("24M EUR", "mean"), of("27M EUR", "mean"), of("27M EUR", "es95"));
    for search in 0..4 {
        assert!(low[search] <= high[search] && tail[search] <= high[search], "{low:?} {high:?} {tail:?}");
    }
    assert!(low.iter().zip(&high).any(|(low, high)| low < high), "{low:?} {high:?}");
    assert_eq!(of("1M EUR", "chance"), [0.0; 4]);
    assert!(of("5000M EUR", "mean").iter().all(|distance| distance.is_infinite()));
}

#[test]
fn the_answer_is_written_as_sentences_tables_figures_and_charts() {
    let place = tempfile::tempdir().unwrap();
    let set = format!("{AMOUNT}=25M EUR");
    let said =
        stress(place.path(), &minimal_case(), &["--set", &set, "--scenario", "cut", "--out", "answer"]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    assert!(!said.remarks.contains("warning"), "{}", said.remarks);
    assert!(said.out.contains("standard deviations away, as seldom as"), "{}", said.out);
    let names = listing(&place.path().join("answer"));
    for name in [
        "reverse-stress.txt",
        "reverse-stress.json",
        "reverse-stress-distances.csv",
        "reverse-stress-figures.csv",
        "reverse-stress-cut-local.svg",
        "reverse-stress-cut-local.png",
    ] {
        assert!(names.contains(&name.to_owned()), "{names:?}");
    }
    let text = std::fs::read_to_string(place.path().join("answer/reverse-stress.txt")).unwrap();
    assert!(!text.contains("NaN") && !text.contains("inf "), "{text}");
    let broken = stress(place.path(), &minimal_case(), &["--set", &format!("{AMOUNT}=1M EUR")]);
    assert!(broken.out.contains("every option is above 1"), "{}", broken.out);
}

#[test]
fn what_cannot_be_is_refused_with_a_hint() {
    let place = tempfile::tempdir().unwrap();
    for (arguments, message) in [
        (vec!["--vary", "application.erp.move_cots"], "did you mean `application.erp.move_cost`"),
        (vec!["--vary", "company.loaded_hourly_cost"], "for certain; say over which values"),
        (vec!["--weights", "cut=1"], "asks each scenario by itself"),
        (vec!["--by", "median"], "possible values: mean, es95, chance"),
        (vec!["--by", "chance", "--set", "case.risk_appetite.chance=0%"], "tolerates no chance"),
        (vec!["--option", "locla"], "did you mean `local`"),
    ] {
        let said = stress(place.path(), &minimal_case(), &arguments);
        assert_eq!(said.code, Some(2), "{arguments:?}: {}", said.remarks);
        assert!(said.remarks.contains(message), "{arguments:?}: {}", said.remarks);
    }
    let case = minimal_case();
    let few = say(place.path(), &["decide", "reverse-stress", case.to_str().unwrap(), "--trials", "50"]);
    assert_eq!(few.code, Some(2));
    assert!(few.remarks.contains("give from 200"), "{}", few.remarks);
}
