//! What stands in a result folder.

use std::fs;
use std::path::Path;

use splitstack::report::Summary;
use splitstack::results::{Manifest, read_block};

use crate::program::{listing, run_minimal};

fn summary_of(results: &Path) -> Summary {
    serde_json::from_str(&fs::read_to_string(results.join("summary.json")).unwrap()).unwrap()
}

#[test]
fn groups_components_and_years_sum_to_the_total() {
    let (_place, results, _) = run_minimal(&[]);
    for scenario in &summary_of(&results).scenarios {
        for option in &scenario.options {
            for parts in [&option.groups, &option.components, &option.years] {
                let sum: f64 = parts.iter().map(|part| part.mean).sum();
                // Rounding: some hundred operations on amounts of the order of 1e7, each within 1e-16 of it.
                assert!((sum - option.total.mean).abs() < 1e-3, "{} {}: {sum}", scenario.id, option.id);
            }
        }
        let chances: f64 = scenario.options.iter().map(|option| option.cheapest.chance).sum();
        assert!((chances - 1.0).abs() < 1e-12);
    }
}

#[test]
fn the_summary_is_that_of_the_trials_in_the_table() {
    let (_place, results, _) = run_minimal(&["--trials", "40"]);
    let summary = summary_of(&results);
    let manifest = Manifest::read(&results).unwrap();
    let table = results.join("trials.parquet");
    for (index, recorded) in manifest.results.values.iter().enumerate() {
        let block = read_block(&table, index, 40).unwrap();
        assert_eq!((&block.scenario, &block.option), (&recorded.scenario, &recorded.option));
        let option = &summary.scenarios[index / 2].options[index % 2];
        let (name, totals) = &block.columns[0];
        assert_eq!(name, "total");
        let mean = totals.iter().sum::<f64>() / 40.0;
        assert!((mean - option.total.mean).abs() < 1e-6 * mean.abs());
        let highest = totals.iter().copied().fold(f64::MIN, f64::max);
        // ⌈40 · 0.99⌉ = 40: the largest of 40.
        assert_eq!(option.total.p99.estimate, highest);
    }
    assert!(read_block(&table, manifest.results.values.len(), 40).is_err(), "more rows than recorded");
}

#[test]
fn neither_threads_nor_a_choice_of_options_or_scenarios_changes_a_number() {
    let (_a, whole, _) = run_minimal(&["--trials", "300", "--threads", "1"]);
    let (_b, parallel, _) = run_minimal(&["--trials", "300", "--threads", "3"]);
    let (_c, part, _) = run_minimal(&["--trials", "300", "--option", "local", "--scenario", "cut"]);
    let values = |results: &Path| Manifest::read(results).unwrap().results.values;
    assert_eq!(values(&whole), values(&parallel));
    let summary = |results: &Path| fs::read_to_string(results.join("summary.json")).unwrap();
    assert_eq!(summary(&whole), summary(&parallel));
    assert_eq!(values(&part).len(), 1);
    assert_eq!(values(&part)[0], values(&whole)[3]);
}

#[test]
fn the_manifest_says_what_was_overridden_and_what_precision_was_reached() {
    let (_place, results, _) = run_minimal(&["--trials", "25", "--seed", "5", "--option", "stay"]);
    let manifest = Manifest::read(&results).unwrap();
    assert_eq!((manifest.seed, manifest.trials), (5, 25));
    assert_eq!((manifest.overrides.seed, manifest.overrides.trials), (Some(5), Some(25)));
    assert_eq!(
        (manifest.options, manifest.overrides.options),
        (vec!["stay".to_owned()], vec!["stay".to_owned()])
    );
    assert_eq!(manifest.overrides.scenarios, Vec::<String>::new());
    let summary = summary_of(&results);
    let shares = summary.scenarios.iter().map(|scenario| {
        let total = &scenario.options[0].total;
        total.standard_error.unwrap() / total.mean
    });
    let precision = manifest.precision.unwrap();
    assert_eq!(precision.largest_relative_standard_error, shares.fold(0.0, f64::max));
}

#[test]
fn a_single_trial_has_results_without_errors_of_them() {
    let (_place, results, said) = run_minimal(&["--trials", "1"]);
    assert_eq!(summary_of(&results).scenarios[0].options[0].total.standard_error, None);
    assert!(said.out.contains("cannot be told apart") || said.out.contains("do not differ"), "{}", said.out);
}

#[test]
fn every_scenario_has_its_charts() {
    let (_place, results, _) = run_minimal(&["--trials", "60"]);
    let charts = results.join("charts");
    assert_eq!(listing(&charts), ["baseline", "cut", "heat-map.png", "heat-map.svg"]);
    let expected: Vec<String> = ["cost-by-group", "cost-fan", "distributions", "loss-exceedance"]
        .iter()
        .flat_map(|name| [format!("{name}.png"), format!("{name}.svg")])
        .collect();
    for scenario in ["baseline", "cut"] {
        assert_eq!(listing(&charts.join(scenario)), expected);
        for name in &expected {
            let bytes = fs::read(charts.join(scenario).join(name)).unwrap();
            let start: &[u8] = if name.ends_with("png") { b"\x89PNG" } else { b"<svg" };
            assert!(bytes.starts_with(start), "{name}");
        }
    }
}
