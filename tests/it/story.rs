//! The story of a trial: the command, and the bill against the table of trials.

use std::fs;
use std::path::Path;

use splitstack::domain::Component;
use splitstack::engine::{RunSpec, simulate, story};
use splitstack::input::{CaseSource, read_case};
use splitstack::plan::SimulationPlan;
use splitstack::report::{Bill, BillLine, story_total};
use splitstack::results::read_block;

use crate::program::{Said, listing, minimal_case, run_minimal, say};

fn tell(place: &Path, more: &[&str]) -> Said {
    let mut arguments = vec!["story", "results", "--scenario", "cut"];
    arguments.extend(more);
    say(place, &arguments)
}

/// Totals of the minimal case in the table; blocks: baseline / stay, baseline / local, cut / stay, cut / local.
fn totals(results: &Path, block: usize, trials: usize) -> Vec<f64> {
    let block = read_block(&results.join("trials.parquet"), block, trials).unwrap();
    block.columns.into_iter().find(|(name, _)| name == "total").unwrap().1
}

#[test]
fn the_bill_of_thousands_of_trials_adds_up_to_their_totals_to_the_cent() {
    let case = read_case(&CaseSource::folder(minimal_case())).unwrap().case;
    let plan = SimulationPlan::new(&case).unwrap();
    let spec = RunSpec { seed: 5, trials: 1000 };
    for scenario in 0..plan.scenarios.len() {
        let outcomes = simulate(&plan, scenario, &spec, &|_| {});
        for option in 0..plan.options.len() {
            let totals = outcomes.totals(option);
            for trial in 0..spec.trials {
                let lived = story(&plan, scenario, option, spec.seed, trial);
                let total = story_total(&plan, &lived);
                assert_eq!(total.to_bits(), totals[trial as usize].to_bits(), "trial {trial}");
                let bill = Bill::new(&lived, &plan.discount, total);
                assert_eq!(bill.total, (total * 100.0).round() as i64);
                assert_eq!(bill.lines.iter().map(BillLine::total).sum::<i64>(), bill.total);
                for component in Component::ALL {
                    let of = |line: &BillLine| line.components[component as usize];
                    let shown: i64 = bill.lines.iter().map(of).sum();
                    assert_eq!(shown, bill.components[component as usize]);
                    // Charges say the same as the postings, component by component.
                    let posted: f64 = lived
                        .journal
                        .postings
                        .iter()
                        .filter(|posting| posting.component == component)
                        .map(|posting| posting.amount * plan.discount[posting.month])
                        .sum();
                    assert!((posted * 100.0 - shown as f64).abs() <= 1.5, "{component:?}: {posted} {shown}");
                }
            }
        }
    }
}

#[test]
fn the_p95_trial_is_that_of_the_table() {
    let (place, results, _) = run_minimal(&["--trials", "40"]);
    let totals = totals(&results, 3, 40);
    let mut sorted = totals.clone();
    sorted.sort_by(f64::total_cmp);
    // ⌈40 · 0.95⌉ = 38.
    let expected = totals.iter().position(|total| *total == sorted[37]).unwrap();
    let said = tell(place.path(), &["--option", "local", "--at", "p95", "--json"]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    let found: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(found["trial"], expected);
    assert_eq!(found["options"][0]["total"].as_f64().unwrap().to_bits(), sorted[37].to_bits());
    let lines = found["options"][0]["bill"].as_array().unwrap();
    let cents: i64 = lines.iter().map(|line| line["cents"].as_i64().unwrap()).sum();
    assert_eq!(cents, (sorted[37] * 100.0).round() as i64);
    // JSON alone draws nothing.
    assert_eq!(listing(place.path()), ["results"]);
}

#[test]
fn a_story_is_printed_and_drawn_and_may_be_told_again() {
    let (place, results, _) = run_minimal(&["--trials", "30"]);
    let said = tell(place.path(), &["--option", "stay", "--trial", "7"]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    for text in ["the story of a trial", "trial 7 of 30", "The bill", "What happened", "\n2027-01\n", "Total"]
    {
        assert!(said.out.contains(text), "{text}\n{}", said.out);
    }
    let total = totals(&results, 2, 30)[7];
    let cents = format!("{:02} EUR. Of its trials", ((total * 100.0).round() as i64) % 100);
    assert!(said.out.contains(&cents), "{total}\n{}", said.out);
    let names = ["results", "story-cut-stay-trial-7.png", "story-cut-stay-trial-7.svg"];
    assert_eq!(listing(place.path()), names);
    let svg = place.path().join(names[2]);
    assert!(fs::read_to_string(&svg).unwrap().starts_with("<svg "));
    assert_eq!(tell(place.path(), &["--option", "stay", "--trial", "7"]).code, Some(0));
    fs::write(&svg, "mine").unwrap();
    let said = tell(place.path(), &["--option", "stay", "--trial", "7"]);
    assert_eq!((said.code, said.out.as_str()), (Some(2), ""));
    assert!(said.remarks.contains("exists already and differs"), "{}", said.remarks);
    assert_eq!(tell(place.path(), &["--option", "stay", "--trial", "7", "--force"]).code, Some(0));
}

#[test]
fn two_options_live_through_the_same_trial() {
    let (place, results, _) = run_minimal(&["--trials", "30"]);
    let worst = totals(&results, 3, 30);
    let highest = worst.iter().copied().fold(f64::MIN, f64::max);
    let trial = worst.iter().position(|total| *total == highest).unwrap();
    let more = ["--option", "local", "--option", "stay", "--at", "worst", "--out", "told", "--json"];
    let said = tell(place.path(), &more);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    let found: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((&found["trial"], &found["place"]), (&trial.into(), &"worst".into()));
    let other = found["options"][1]["total"].as_f64().unwrap();
    assert_eq!(other.to_bits(), totals(&results, 2, 30)[trial].to_bits());
    let name = "story-cut-local-stay-worst";
    let expected = [".json", ".png", ".svg"].map(|end| format!("{name}{end}"));
    assert_eq!(listing(&place.path().join("told")), expected);
    let said = tell(place.path(), &more[..8]);
    assert!(said.out.contains("difference") && said.out.contains("A: only with Localise"), "{}", said.out);
}

#[test]
fn what_the_results_do_not_hold_is_refused_with_a_hint() {
    let (place, _, _) = run_minimal(&["--trials", "30"]);
    for (arguments, text) in [
        (vec!["story", "results"], "the results have 2 scenarios: choose with --scenario: baseline, cut"),
        (vec!["story", "results", "--scenario", "cutt"], "did you mean `cut`?"),
        (vec!["story", "results", "--scenario", "cut"], "choose with --option: stay, local"),
        (
            vec!["story", "results", "--scenario", "cut", "--option", "stay", "--trial", "30"],
            "trial 30 is beyond the results: their trials are numbered from 0 to 29",
        ),
        (
            vec!["story", "results", "--scenario", "cut", "--option", "stay", "--option", "stay"],
            "the same option twice",
        ),
        (
            vec!["story", "results", "--scenario", "cut", "--option", "stay", "--at", "p100"],
            "write p01 to p99",
        ),
        (vec!["story", "nowhere"], "nowhere is no result folder: it has no manifest.json"),
    ] {
        let said = say(place.path(), &arguments);
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(said.remarks.contains(text), "{text}\n{}", said.remarks);
    }
    assert_eq!(listing(place.path()), ["results"]);
}

#[test]
fn no_story_of_another_world_is_told() {
    let (place, results, _) = run_minimal(&["--trials", "30"]);
    let case = results.join("inputs/case.toml");
    let text = fs::read_to_string(&case).unwrap();
    fs::write(&case, text.replacen("discount_rate = \"10%\"", "discount_rate = \"11%\"", 1)).unwrap();
    let said = tell(place.path(), &["--option", "stay"]);
    assert_eq!((said.code, said.out.as_str()), (Some(1), ""));
    assert!(said.remarks.contains("living through it again comes to"), "{}", said.remarks);
    assert!(said.remarks.contains("inputs/case.toml was changed since the run"), "{}", said.remarks);
    let manifest = results.join("manifest.json");
    let text = fs::read_to_string(&manifest).unwrap();
    let version = format!("\"splitstack\": \"{}\"", env!("CARGO_PKG_VERSION"));
    fs::write(&manifest, text.replacen(&version, "\"splitstack\": \"0.0.9\"", 1)).unwrap();
    let said = tell(place.path(), &["--option", "stay"]);
    assert!(said.remarks.contains("note: these results are of splitstack 0.0.9"), "{}", said.remarks);
}

#[test]
fn a_run_leaves_the_median_and_the_p95_story_of_each_option_and_scenario() {
    let (place, results, _) = run_minimal(&["--trials", "3"]);
    let expected: Vec<String> = ["local", "stay"]
        .iter()
        .flat_map(|option| ["p50.svg", "p50.txt", "p95.svg", "p95.txt"].map(|end| format!("{option}-{end}")))
        .collect();
    for scenario in ["baseline", "cut"] {
        assert_eq!(listing(&results.join("stories").join(scenario)), expected);
    }
    let written = fs::read_to_string(results.join("stories/cut/stay-p95.txt")).unwrap();
    assert_eq!(tell(place.path(), &["--option", "stay", "--at", "p95"]).out, written);
}
