//! `decide break-even`, as a user meets it, on the minimal case.

use std::path::Path;

use serde_json::Value;

use super::program::{Said, listing, minimal_case, run_minimal, say};

/// Run cost of the old system: `local` moves away from it and `stay` keeps it, so that one value makes both cost the same.
const FIGURE: &str = "application.erp.run_cost";

fn break_even(place: &Path, case: &Path, more: &[&str]) -> Said {
    let arguments = ["decide", "break-even", case.to_str().unwrap(), "--figure", FIGURE];
    say(place, &[&arguments[..], more].concat())
}

fn json(said: &Said) -> Value {
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    serde_json::from_str(&said.out).unwrap()
}

/// The first crossing of a scenario.
fn crossing(answer: &Value, scenario: usize) -> Value {
    let all = answer["answer"]["differences"].as_array().unwrap();
    let of = all.iter().find(|found| found["scenario"] == scenario).unwrap();
    of["found"]["crossings"][0].clone()
}

const RANGE: [&str; 4] = ["--from", "0 EUR", "--to", "120M EUR"];

#[test]
fn a_break_even_is_told_drawn_and_where_costs_are_alike() {
    let place = tempfile::tempdir().unwrap();
    let case = minimal_case();
    let more = ["--trials", "300", "--scenario", "baseline", "--out", "answer"];
    let said = break_even(place.path(), &case, &[&RANGE[..], &more].concat());
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    assert!(!said.remarks.contains("warning"), "{}", said.remarks);
    let names = listing(&place.path().join("answer"));
    assert_eq!(
        names,
        ["break-even-values.csv", "break-even.json", "break-even.png", "break-even.svg", "break-even.txt"]
    );
    let text = std::fs::read_to_string(place.path().join("answer/break-even.json")).unwrap();
    let answer: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(answer["setting"]["trials"], serde_json::json!([300]));
    let found = crossing(&answer, 0);
    let at = found["at"].as_f64().unwrap();
    let (low, high) = (found["low"].as_f64().unwrap(), found["high"].as_f64().unwrap());
    assert!(0.0 < low && low < at && at < high && high < 120e6, "{found}");
    // With the figure held there, compare finds the two alike, and apart a little beyond the interval.
    let difference = |value: f64| {
        let set = format!("{FIGURE}={value} EUR");
        let arguments = [
            "decide",
            "compare",
            case.to_str().unwrap(),
            "--trials",
            "300",
            "--scenario",
            "baseline",
            "--json",
        ];
        let answer = json(&say(place.path(), &[&arguments[..], &["--set", &set]].concat()));
        let pair = &answer["answer"]["outlooks"][0]["comparison"]["pairs"][0]["difference"];
        let interval = &pair["confidence_interval"];
        (interval["low"].as_f64().unwrap(), interval["high"].as_f64().unwrap())
    };
    let (below, above) = difference(at);
    assert!(below < 0.0 && 0.0 < above, "{at}: {below} to {above}");
    for end in [low - 0.1 * (high - low), high + 0.1 * (high - low)] {
        let (below, above) = difference(end);
        assert!(below > 0.0 || above < 0.0, "{end}: {below} to {above}");
    }
    let sentence = answer["sentences"][0].as_str().unwrap();
    assert!(sentence.contains("running cost” (application.erp.run_cost) = "), "{sentence}");
    assert!(sentence.contains("The case has 2M EUR, below it."), "{sentence}");
}

#[test]
fn as_the_case_has_it_is_what_compare_says_and_threads_change_no_bit() {
    let place = tempfile::tempdir().unwrap();
    let case = minimal_case();
    let more = [&RANGE[..], &["--trials", "200", "--json"]].concat();
    let one = break_even(place.path(), &case, &[&more[..], &["--threads", "1"]].concat());
    let two = break_even(place.path(), &case, &[&more[..], &["--threads", "3"]].concat());
    assert_eq!(one.out, two.out);
    let answer = json(&one);
    let compare = ["decide", "compare", case.to_str().unwrap(), "--trials", "200", "--json"];
    let compare = json(&say(place.path(), &compare));
    for (scenario, outlook) in compare["answer"]["outlooks"].as_array().unwrap().iter().enumerate() {
        let pairs = outlook["comparison"]["pairs"].as_array().unwrap();
        let all = answer["answer"]["differences"].as_array().unwrap();
        let found = all.iter().find(|found| found["scenario"] == scenario).unwrap();
        let id = |position: &str| {
            answer["setting"]["options"][found[position].as_u64().unwrap() as usize]["id"].clone()
        };
        let pair =
            pairs.iter().find(|pair| pair["first"] == id("first") && pair["second"] == id("second")).unwrap();
        let (found, expected) = (&found["as_is"]["estimate"], &pair["difference"]["mean_difference"]);
        assert!((found.as_f64().unwrap() - expected.as_f64().unwrap()).abs() < 1e-3, "{found} {expected}");
    }
}

#[test]
fn naming_the_options_the_other_way_round_changes_signs_alone() {
    let place = tempfile::tempdir().unwrap();
    let case = minimal_case();
    let ask = |between: &str| {
        let more = ["--trials", "200", "--between", between, "--scenario", "baseline", "--json"];
        json(&break_even(place.path(), &case, &[&RANGE[..], &more].concat()))
    };
    let (one, other) = (crossing(&ask("stay,local"), 0), crossing(&ask("local,stay"), 0));
    for key in ["at", "low", "high"] {
        let (one, other) = (one[key].as_f64().unwrap(), other[key].as_f64().unwrap());
        assert!((one - other).abs() <= 1e-6 * one, "{key}: {one} {other}");
    }
    assert_ne!(one["rises"], other["rises"]);
}

#[test]
fn results_stand_for_their_case_and_weights_add_an_outlook() {
    let (place, results, _) = run_minimal(&["--trials", "50", "--seed", "7"]);
    let more = [&RANGE[..], &["--trials", "200", "--json", "--weights", "baseline=9, cut=1"]].concat();
    let from_results = json(&break_even(place.path(), &results, &more));
    assert_eq!(from_results["setting"]["seed"], 7);
    let from_case = json(&break_even(place.path(), &minimal_case(), &[&more[..], &["--seed", "7"]].concat()));
    assert_eq!(from_results["answer"], from_case["answer"]);
    let all = from_case["answer"]["differences"].as_array().unwrap();
    let place_of = |scenario: Value| {
        let of = all.iter().find(|found| found["scenario"] == scenario).unwrap();
        of["found"]["crossings"][0]["at"].as_f64().unwrap()
    };
    // In the other scenario moving costs less at once, which brings the break-even of both nearer.
    let (baseline, weighted) = (place_of(Value::from(0)), place_of(Value::Null));
    assert!(0.0 < weighted && weighted < baseline, "{baseline} {weighted}");
    let tail = json(&break_even(place.path(), &minimal_case(), &[&more[..], &["--by", "es95"]].concat()));
    assert_eq!(tail["answer"]["measure"], "shortfall");
}

#[test]
fn a_map_shows_the_best_option_on_a_grid() {
    let place = tempfile::tempdir().unwrap();
    let case = minimal_case();
    let more = [
        &["--figure", "company.delivery.cost_overrun"][..],
        &RANGE,
        &["--grid", "3", "--trials", "60", "--scenario", "baseline", "--out", "answer"],
    ]
    .concat();
    let said = break_even(place.path(), &case, &more);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    let text = std::fs::read_to_string(place.path().join("answer/break-even.json")).unwrap();
    let answer: Value = serde_json::from_str(&text).unwrap();
    let rows = answer["answer"]["maps"][0]["best"].as_array().unwrap();
    assert_eq!((rows.len(), rows[0].as_array().unwrap().len()), (3, 3));
    for row in rows {
        // Staying is best where the old system costs nothing, moving where it costs 120M EUR a year.
        let options: Vec<u64> =
            row.as_array().unwrap().iter().map(|cell| cell["option"].as_u64().unwrap()).collect();
        assert_eq!((options[0], options[2]), (0, 1), "{options:?}");
        assert!(row[0]["told_apart"].as_bool().unwrap() && row[2]["told_apart"].as_bool().unwrap());
    }
    assert!(listing(&place.path().join("answer")).contains(&"break-even.png".to_owned()));
    // Without a scenario the first alone is drawn, and told so.
    let more = [&["--figure", "company.delivery.cost_overrun", "--grid", "2", "--trials", "10"][..], &RANGE]
        .concat();
    let said = break_even(place.path(), &case, &more);
    assert!(said.remarks.contains("a map of the first scenario alone, baseline"), "{}", said.remarks);
}

#[test]
fn what_cannot_be_is_refused_with_a_hint_before_any_work() {
    let place = tempfile::tempdir().unwrap();
    let case = minimal_case();
    let case = case.to_str().unwrap();
    let ask = |figure: &'static str| vec!["decide", "break-even", case, "--figure", figure];
    let with = |figure: &'static str, more: &[&'static str]| [ask(figure), more.to_vec()].concat();
    for (arguments, message) in [
        (ask("application.erp.runcost"), "did you mean `application.erp.run_cost`?"),
        (ask("nothing.like.this"), "lists the names of all figures"),
        (with(FIGURE, &["--from", "9M EUR", "--to", "1M EUR"]), "give --from below --to"),
        (with(FIGURE, &["--from", "9 months"]), "the value set for `application.erp.run_cost`"),
        (with(FIGURE, &["--from", "1M to 9M EUR"]), "no certain value"),
        (with(FIGURE, &["--between", "stay"]), "needs two options"),
        (with(FIGURE, &["--between", "stay,stay"]), "two different options"),
        (with(FIGURE, &["--between", "stay,lokal"]), "did you mean `local`"),
        (with(FIGURE, &["--option", "stay"]), "nothing to break even with"),
        (with(FIGURE, &["--figure", FIGURE]), "two different figures"),
        (with(FIGURE, &["--figure", "a", "--figure", "b"]), "more than two figures"),
        (with(FIGURE, &["--from", "1 EUR", "--from", "2 EUR"]), "once for each --figure"),
        (with(FIGURE, &["--trials", "1"]), "give at least 2"),
        (with(FIGURE, &["--trials", "100", "--by", "es95"]), "give at least 200"),
        (with(FIGURE, &["--trials", "10000000"]), "do not fit into memory"),
        (with("application.erp.integration", &["--to", "2"]), "must not lie above 100%"),
    ] {
        let said = say(place.path(), &arguments);
        assert_eq!(said.code, Some(2), "{arguments:?}: {}", said.remarks);
        assert!(said.remarks.contains(message), "{arguments:?}: {}", said.remarks);
    }
}

/// The interval of a break-even on small runs holds that of a long run as often as it says. 40 seeds of 100 trials against 2,500, whose own
/// error lets 5.5 % miss in place of 5: more than 8 of 40 do so once in 3,700 such tests (binomial).
#[test]
fn intervals_hold_the_break_even_of_a_long_run() {
    let place = tempfile::tempdir().unwrap();
    let case = minimal_case();
    let ask = |trials: &str, seed: &str| {
        let more = ["--trials", trials, "--seed", seed, "--scenario", "baseline", "--json"];
        crossing(&json(&break_even(place.path(), &case, &[&RANGE[..], &more].concat())), 0)
    };
    let truth = ask("2500", "1")["at"].as_f64().unwrap();
    let mut missed = 0;
    for seed in 1001..=1040 {
        let found = ask("100", &seed.to_string());
        let (low, high) = (found["low"].as_f64(), found["high"].as_f64());
        let holds = low.is_none_or(|low| low <= truth) && high.is_none_or(|high| truth <= high);
        missed += u32::from(!holds);
    }
    assert!(missed <= 8, "{missed} of 40 intervals miss {truth}");
}
