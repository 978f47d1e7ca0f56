//! `tail`, and runs with Sobol points, as a user meets them.

use serde_json::Value;

use super::program::{minimal_case, run_minimal, say};

fn tail(arguments: &[&str]) -> super::program::Said {
    let place = tempfile::tempdir().unwrap();
    let case = minimal_case();
    let mut all = vec!["tail", case.to_str().unwrap()];
    all.extend(arguments);
    let said = say(place.path(), &all);
    assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 0, "a tail writes nothing");
    said
}

#[test]
fn a_tail_says_every_figure_twice_and_what_the_weights_are_worth() {
    let usual = ["--scenario", "baseline", "--rare", "network-cut=10", "--trials", "4000"];
    let said = tail(&usual);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    for phrase in [
        "Network cut × 10",
        "mean of worst 0.1 %",
        "exceeded in 1 %",
        "chance above 50",
        "effective ones",
        "Weights: mean",
        "Hastening makes",
    ] {
        assert!(said.out.contains(phrase), "no `{phrase}` in\n{}", said.out);
    }
    let again = tail(&[&usual[..], &["--json", "--threads", "1"]].concat());
    let found: Value = serde_json::from_str(&again.out).unwrap();
    let weights = &found["tail"]["weights"];
    assert!(weights["sound"].as_bool().unwrap());
    assert!(weights["largest"].as_f64().unwrap() <= 2.0);
    let effective = weights["effective_trials"].as_f64().unwrap();
    assert!(effective > 1500.0 && effective <= 4000.0, "{effective}");
    let options = found["tail"]["options"].as_array().unwrap();
    assert_eq!((options.len(), found["tail"]["differences"].as_array().unwrap().len()), (2, 1));
    for option in options {
        let figures = option["figures"].as_array().unwrap();
        // The mean, three quantiles, three expected shortfalls, one chance.
        assert_eq!(figures.len(), 8);
        for figure in figures {
            let number = |key: &str| figure[key].as_f64();
            let (Some(error), Some(plain)) = (number("standard_error"), number("plain_standard_error"))
            else {
                continue;
            };
            let apart = number("estimate").unwrap() - number("plain_estimate").unwrap();
            // Weighted and plain trials share their plain half, so they are nearer than independent ones.
            assert!(apart.abs() <= 4.0 * error.hypot(plain), "{figure}");
        }
    }
}

#[test]
fn a_tail_refuses_what_it_cannot_do_and_says_what_it_can() {
    for (arguments, phrases) in [
        (
            &["--scenario", "baseline", "--rare", "inspection=5"][..],
            &[
                "depends on what an option has done",
                "these can be hastened: local-failure, network-cut, software-ban",
            ][..],
        ),
        (&["--scenario", "baseline", "--rare", "local-demand=5"], &["without events"]),
        (
            &["--scenario", "baseline", "--rare", "network-cit=5"],
            &["there is no risk `network-cit`", "did you mean `network-cut`?"],
        ),
        (&["--scenario", "baseline", "--rare", "network-cut=5", "--rare", "network-cut=6"], &["named twice"]),
        (&["--scenario", "baseline", "--rare", "network-cut"], &["RISK=FACTOR"]),
        (&["--scenario", "baseline", "--rare", "network-cut=0"], &["not above 0"]),
        (&["--scenario", "baseline"], &["--rare"]),
        (&["--rare", "network-cut=5"], &["name it with --scenario", "baseline, cut"]),
        (&["--scenario", "basline", "--rare", "network-cut=5"], &["did you mean `baseline`?"]),
        (&["--scenario", "baseline", "--rare", "network-cut=5", "--level", "100%"], &["99.9%"]),
        (&["--scenario", "baseline", "--rare", "network-cut=5", "--trials", "1"], &["from 2 to"]),
        // Quantiles are exact, trials independent, and no precision ends them.
        (
            &["--scenario", "baseline", "--rare", "network-cut=5", "--exact-quantiles"],
            &["unexpected argument '--exact-quantiles'"],
        ),
        (
            &["--scenario", "baseline", "--rare", "network-cut=5", "--sampling", "sobol"],
            &["unexpected argument '--sampling'"],
        ),
        (
            &["--scenario", "baseline", "--rare", "network-cut=5", "--precision", "1%"],
            &["unexpected argument '--precision'"],
        ),
    ] {
        let said = tail(arguments);
        assert_eq!(said.code, Some(2), "{arguments:?}: {}", said.remarks);
        for phrase in phrases {
            assert!(said.remarks.contains(phrase), "{arguments:?}: no `{phrase}` in {}", said.remarks);
        }
    }
}

#[test]
fn a_run_with_sobol_points_says_so_verifies_and_tells_its_stories() {
    let (place, results, said) =
        run_minimal(&["--sampling", "sobol", "--trials", "64", "--scenario", "baseline"]);
    assert!(said.out.contains("spread by scrambled Sobol points"), "{}", said.out);
    let read = |name: &str| -> Value {
        serde_json::from_str(&std::fs::read_to_string(results.join(name)).unwrap()).unwrap()
    };
    let sampling = read("manifest.json")["settings"]["sampling"].clone();
    assert_eq!((&sampling["method"], &sampling["replicates"]), (&Value::from("sobol"), &Value::from(16)));
    assert_eq!(read("summary.json")["sampling"]["scrambled_sobol"]["replicates"], 16);
    let leading = sampling["leading"].as_array().unwrap();
    assert!(leading.iter().any(|draw| draw["name"] == "risk.network-cut.arrival"), "{leading:?}");
    let folder = results.to_str().unwrap();
    let verified = say(place.path(), &["verify", folder]);
    assert_eq!(verified.code, Some(0), "{}{}", verified.out, verified.remarks);
    let told = say(place.path(), &["story", folder, "--option", "local", "--at", "p95"]);
    assert_eq!(told.code, Some(0), "{}", told.remarks);
    let (_place, plain, _) = run_minimal(&["--trials", "64", "--scenario", "baseline"]);
    let plain: Value =
        serde_json::from_str(&std::fs::read_to_string(plain.join("summary.json")).unwrap()).unwrap();
    assert_eq!(plain["sampling"], "independent");
    assert_ne!(plain["scenarios"], read("summary.json")["scenarios"]);
}

/// `auto` is one of the two, says which, and is verified as that one.
#[test]
fn sampling_by_the_plan_is_recorded_as_what_it_was() {
    for (trials, taken) in [("64", "sobol"), ("9000", "independent")] {
        let usual = ["--summary-only", "--scenario", "baseline", "--trials", trials];
        let (place, results, _) = run_minimal(&[&usual[..], &["--sampling", "auto"]].concat());
        let (_place, named, _) = run_minimal(&[&usual[..], &["--sampling", taken]].concat());
        let read = |folder: &std::path::Path, file: &str| std::fs::read_to_string(folder.join(file)).unwrap();
        assert_eq!(read(&results, "summary.json"), read(&named, "summary.json"), "{taken}");
        let manifest: Value = serde_json::from_str(&read(&results, "manifest.json")).unwrap();
        assert_eq!(manifest["settings"]["sampling"]["method"], taken);
        assert_eq!(manifest["overrides"]["sampling"], taken);
        assert_eq!(say(place.path(), &["verify", "results"]).code, Some(0));
    }
    let case = minimal_case();
    let said = say(std::path::Path::new("."), &["check", case.to_str().unwrap()]);
    let words = said.out.split_whitespace().collect::<Vec<&str>>().join(" ");
    assert!(words.contains("With 100 trials `--sampling auto` takes scrambled Sobol points"), "{words}");
    let said = say(std::path::Path::new("."), &["check", case.to_str().unwrap(), "--json"]);
    let found: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(found["sampling_auto"]["method"], "sobol");
    assert_eq!(found["sampling"]["method"], "independent");
}

#[test]
fn sampling_is_refused_where_there_is_none_of_that_name() {
    let place = tempfile::tempdir().unwrap();
    let case = minimal_case();
    let said = say(place.path(), &["run", case.to_str().unwrap(), "--sampling", "sobel"]);
    assert_eq!(said.code, Some(2));
    assert!(said.remarks.contains("did you mean `sobol`?"), "{}", said.remarks);
}
