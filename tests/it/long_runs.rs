//! Runs of more trials than are kept, figures alone, and runs to a precision.

use std::fs;
use std::path::Path;

use splitstack::report::{QuantileMethod, Summary};
use splitstack::results::Manifest;

use crate::input::every_kind;
use crate::program::{listing, minimal_case, run_minimal, say};

fn summary_of(results: &Path) -> Summary {
    serde_json::from_str(&fs::read_to_string(results.join("summary.json")).unwrap()).unwrap()
}

#[test]
fn figures_alone_are_those_of_the_whole_run() {
    let (_a, whole, _) = run_minimal(&["--trials", "3000"]);
    let (_b, alone, said) = run_minimal(&["--trials", "3000", "--summary-only"]);
    assert_eq!(listing(&alone), ["inputs", "manifest.json", "summary.json"]);
    let text = |results: &Path| fs::read_to_string(results.join("summary.json")).unwrap();
    assert_eq!(text(&whole), text(&alone));
    assert!(said.out.contains("what does each option cost?"), "{}", said.out);
    let manifest = Manifest::read(&alone).unwrap();
    assert!(manifest.overrides.summary_only && manifest.results.values.is_empty());
}

#[test]
fn figures_alone_are_verified_and_hold_no_story() {
    let (place, results, _) = run_minimal(&["--trials", "2000", "--summary-only"]);
    let said = say(place.path(), &["verify", "results"]);
    assert_eq!(said.code, Some(0), "{}{}", said.out, said.remarks);
    assert!(said.out.contains("give the same figures to the bit"), "{}", said.out);
    let said = say(place.path(), &["story", "results", "--scenario", "cut", "--option", "stay"]);
    assert_eq!(said.code, Some(2));
    assert!(said.remarks.contains("holds no trials, as --summary-only asks"), "{}", said.remarks);
    let summary = results.join("summary.json");
    let text = fs::read_to_string(&summary).unwrap();
    fs::write(&summary, text.replacen("\"trials\": 2000", "\"trials\": 2001", 1)).unwrap();
    assert_eq!(say(place.path(), &["verify", "results"]).code, Some(1));
}

#[test]
fn more_trials_than_are_kept_say_so_and_do_not_depend_on_threads() {
    let more = ["--trials", "40001", "--scenario", "cut"];
    let (_a, alone, said) = run_minimal(&[&more[..], &["--threads", "1"]].concat());
    let (b, together, _) = run_minimal(&[&more[..], &["--threads", "3"]].concat());
    for file in ["summary.json", "trials.parquet"] {
        assert!(fs::read(alone.join(file)).unwrap() == fs::read(together.join(file)).unwrap(), "{file}");
    }
    let scenario = &summary_of(&alone).scenarios[0];
    assert_eq!(scenario.trials, 40_001);
    assert!(matches!(scenario.quantiles, QuantileMethod::Histogram { .. }));
    assert!(said.out.contains("are from histograms, right to"), "{}", said.out);
    // Words, whatever lines they stand in.
    let chart = |name: &str| {
        let svg = fs::read_to_string(alone.join("charts/cut").join(name)).unwrap();
        let texts = svg.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text);
        texts.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(chart("distributions.svg").contains("curves: the first of 40,001 trials"));
    assert!(!chart("cost-by-group.svg").contains("the first of"));
    // The table is that of all trials, in chunks, and is verified chunk by chunk.
    let said = say(b.path(), &["verify", "results"]);
    assert_eq!(said.code, Some(0), "{}{}", said.out, said.remarks);
    let story = ["story", "results", "--option", "stay", "--trial", "40000"];
    let said = say(b.path(), &story);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    assert!(said.out.contains("trial 40,000 of 40,001"), "{}", said.out);
}

#[test]
fn exact_quantiles_are_those_of_the_kept_values() {
    // Kept values are exact up to 32,768 trials: there the flag changes nothing.
    let (_a, kept, _) = run_minimal(&["--trials", "2000"]);
    let (_b, same, _) = run_minimal(&["--trials", "2000", "--exact-quantiles"]);
    assert_eq!(summary_of(&kept), summary_of(&same));
    let more = ["--trials", "33000", "--scenario", "cut", "--summary-only"];
    let (_c, binned, _) = run_minimal(&more);
    let (_d, exact, said) = run_minimal(&[&more[..], &["--exact-quantiles"]].concat());
    let (binned, exact) = (summary_of(&binned), summary_of(&exact));
    assert_eq!(exact.scenarios[0].quantiles, QuantileMethod::Exact);
    assert!(!said.out.contains("histograms"), "{}", said.out);
    for (rough, fine) in binned.scenarios[0].options.iter().zip(&exact.scenarios[0].options) {
        let (rough, fine) = (rough.total.p95.estimate, fine.total.p95.estimate);
        assert!((rough / fine - 1.0).abs() < 4e-4, "{rough} {fine}");
    }
}

#[test]
fn a_run_ends_when_the_precision_is_reached() {
    let (place, results, said) = run_minimal(&["--precision", "2%", "--trials", "400000", "--summary-only"]);
    let summary = summary_of(&results);
    assert_eq!(summary.precision.len(), summary.scenarios.len());
    for (reached, scenario) in summary.precision.iter().zip(&summary.scenarios) {
        assert_eq!((&reached.scenario, reached.trials), (&scenario.id, scenario.trials));
        assert_eq!((reached.asked, reached.output.as_str(), reached.met), (0.02, "mean", true));
        assert!(reached.reached.unwrap() <= 0.02 && reached.trials < 400_000);
        assert_eq!(reached.trials % 1024, 0);
        // A quarter of the variance takes four times the trials, and looks are by half apart.
        let factor = reached.trials_for_half.unwrap() as f64 / reached.trials as f64;
        assert!((1.0..10.0).contains(&factor), "{factor}");
        assert!(reached.trials_for_tenth > reached.trials_for_half);
        // The interval that holds at every look is wider than that of the last one alone.
        for option in &scenario.options {
            let plain = 1.96 * option.total.standard_error.unwrap() / option.total.mean;
            assert!(plain < reached.reached.unwrap(), "{plain}");
        }
    }
    let manifest = Manifest::read(&results).unwrap();
    assert_eq!(manifest.precision.unwrap().reached, summary.precision);
    assert_eq!(manifest.overrides.precision, ["2%"]);
    assert!(said.out.contains("How precise is it?"), "{}", said.out);
    let said = say(place.path(), &["verify", "results"]);
    assert_eq!(said.code, Some(0), "{}{}", said.out, said.remarks);
}

/// Looks take the errors of independent trials, so that points end a run no earlier; the errors in the end are those of the replicates.
#[test]
fn a_precision_is_reached_with_sobol_points_too() {
    let more = ["--precision", "2%", "--trials", "400000", "--summary-only", "--scenario", "baseline"];
    let (place, led, _) = run_minimal(&[&more[..], &["--sampling", "sobol", "--exact-quantiles"]].concat());
    let (_place, plain, _) = run_minimal(&more);
    let (led, plain) = (summary_of(&led), summary_of(&plain));
    let (reached, usual) = (&led.precision[0], &plain.precision[0]);
    assert!(reached.met && reached.trials == usual.trials, "{reached:?} {usual:?}");
    assert!((reached.reached.unwrap() / usual.reached.unwrap() - 1.0).abs() < 0.1, "{reached:?} {usual:?}");
    for (led, plain) in led.scenarios[0].options.iter().zip(&plain.scenarios[0].options) {
        let (led, plain) = (led.total.standard_error.unwrap(), plain.total.standard_error.unwrap());
        // Points make these means several times as sure; sixteen replicates tell an error to within 18 %.
        assert!(led < 0.8 * plain, "{led} {plain}");
    }
    let said = say(place.path(), &["verify", "results"]);
    assert_eq!(said.code, Some(0), "{}{}", said.out, said.remarks);
}

/// A second pass sees one scenario at a time, so that what is weighed over all of them stays from histograms, and says so.
#[test]
fn exact_quantiles_leave_those_over_weighted_scenarios() {
    let (case, place) = (every_kind(), tempfile::tempdir().unwrap());
    let run = |name: &str, more: &[&str]| {
        let start =
            ["run", case.path().to_str().unwrap(), "--out", name, "--summary-only", "--trials", "33000"];
        let said = say(place.path(), &[&start[..], more].concat());
        assert_eq!(said.code, Some(0), "{}", said.remarks);
        let words = said.out.split_whitespace().collect::<Vec<&str>>().join(" ");
        (summary_of(&place.path().join(name)), words)
    };
    let ((binned, _), (exact, words)) = (run("binned", &[]), run("exact", &["--exact-quantiles"]));
    assert!(exact.scenarios.iter().all(|scenario| scenario.quantiles == QuantileMethod::Exact));
    assert!(words.contains("Quantiles over all scenarios together are from histograms"), "{words}");
    let (binned, exact) = (binned.weighted.unwrap(), exact.weighted.unwrap());
    assert!(matches!(exact.quantiles, QuantileMethod::Histogram { .. }));
    assert_eq!(binned, exact);
}

#[test]
fn trials_bound_a_precision_that_is_not_reached() {
    let more = ["--precision", "0.001%:difference", "--precision", "90%:days-down", "--trials", "5000"];
    let (place, results, said) = run_minimal(&more);
    let summary = summary_of(&results);
    for reached in &summary.precision {
        assert_eq!((reached.trials, reached.met), (5_000, reached.output == "days-down"), "{reached:?}");
    }
    assert!(said.out.contains("! "), "{}", said.out);
    let said = say(place.path(), &["verify", "results"]);
    assert_eq!(said.code, Some(0), "{}{}", said.out, said.remarks);
}

#[test]
fn every_run_says_what_precision_it_reached() {
    let (_place, _, said) = run_minimal(&["--trials", "500"]);
    let words = said.out.split_whitespace().collect::<Vec<&str>>().join(" ");
    assert!(words.contains("Precision reached: every mean total within"), "{words}");
    assert!(words.contains("1 % would take about"), "{words}");
}

#[test]
fn wrong_precisions_are_refused_with_a_hint() {
    let place = tempfile::tempdir().unwrap();
    let case = minimal_case();
    let case = case.to_str().unwrap();
    for (precision, text) in [
        ("0", "`0` is no percentage"),
        ("0%", "a percentage above 0% and below 100%"),
        ("200%", "a percentage above 0% and below 100%"),
        ("1%:day-down", "there is no output `day-down`; did you mean `days-down`?"),
        ("1%:difference:stay,lokal", "the case runs no option `lokal`; did you mean `local`?"),
        ("1%:difference:stay", "a difference is between two options"),
    ] {
        let said = say(place.path(), &["run", case, "--precision", precision]);
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{precision}");
        assert!(said.remarks.contains(text), "{text}\n{}", said.remarks);
    }
    let said = say(place.path(), &["run", case, "--option", "stay", "--precision", "1%:difference"]);
    assert!(said.remarks.contains("a single option differs from nothing"), "{}", said.remarks);
    assert_eq!(listing(place.path()), Vec::<String>::new());
}
