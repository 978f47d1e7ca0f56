//! `report --format pdf`, its texts read back from the file, on the minimal case.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use super::pdf_text::texts_by_page;
use super::program::say;
use super::report_page::changed_case;

/// Slides as their texts, and the summary.
fn slides() -> (TempDir, Vec<Vec<String>>, Value) {
    let place = tempfile::tempdir().unwrap();
    // So low that options exceed it in some trials.
    let case = changed_case(place.path(), &[("case.toml", "amount = \"50M EUR\"", "amount = \"22M EUR\"")]);
    let run = ["run", case.to_str().unwrap(), "--trials", "300", "--out", "results"];
    let said = say(place.path(), &run);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    let write = ["report", "results", "--format", "pdf", "--without", "drivers", "--without", "information"];
    let said = say(place.path(), &write);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    let results = place.path().join("results");
    let slides = texts_by_page(&fs::read(results.join("report.pdf")).unwrap());
    let summary = serde_json::from_str(&fs::read_to_string(results.join("summary.json")).unwrap()).unwrap();
    (place, slides, summary)
}

fn is_about(slide: &[String], title: &str) -> bool {
    slide.first().is_some_and(|first| first.trim_start_matches("Appendix: ").starts_with(title))
}

/// Whether an amount in millions is shown rounded to the digits that are there, at least two.
fn shows(text: &str, amount: f64) -> bool {
    let text = text.trim_start_matches("≈ ").trim_end_matches('M');
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    text.chars().filter(char::is_ascii_digit).count() >= 2 && text == format!("{:.decimals$}", amount / 1e6)
}

/// Whether both ends of an interval are shown.
fn shows_interval(text: &str, interval: &Value) -> bool {
    let ends = ["low", "high"].map(|end| interval[end].as_f64().unwrap());
    text.split_once('–').is_some_and(|(low, high)| shows(low, ends[0]) && shows(high, ends[1]))
}

/// Ways to write a chance in percent.
fn chances(chance: f64) -> [String; 3] {
    [0, 1, 2].map(|decimals: usize| format!("{:.decimals$} %", 100.0 * chance))
}

/// An amount with three digits, in millions, as charts write it.
fn in_millions(amount: f64) -> String {
    let decimals = if amount < 10e6 { 2 } else { 1 };
    format!("{:.decimals$}M", amount / 1e6)
}

fn each<'a>(summary: &'a Value, list: &str) -> impl Iterator<Item = &'a Value> {
    summary[list].as_array().unwrap().iter()
}

fn number(value: &Value, name: &str) -> f64 {
    value[name].as_f64().unwrap()
}

#[test]
fn figures_are_those_of_the_summary() {
    let (_place, slides, summary) = slides();
    assert_means_and_intervals(&slides, &summary);
    assert_slide_of_each_scenario(&slides, &summary);
}

/// The table of mean costs.
fn assert_means_and_intervals(slides: &[Vec<String>], summary: &Value) {
    let slide = slides.iter().find(|slide| is_about(slide, "Mean cost over the horizon")).unwrap();
    let options: Vec<&str> =
        each(&summary["scenarios"][0], "options").map(|option| option["name"].as_str().unwrap()).collect();
    for (position, name) in options.iter().enumerate() {
        let start = slide.iter().position(|text| text.trim() == *name).unwrap() + 1;
        let mut cells = slide[start..].iter();
        for scenario in each(summary, "scenarios") {
            let total = &scenario["options"][position]["total"];
            let (mean, interval) = (cells.next().unwrap(), cells.next().unwrap());
            assert!(shows(mean.trim(), number(total, "mean")), "{name}: {mean} of {total}");
            assert!(
                shows_interval(interval.trim(), &total["confidence_interval"]),
                "{name}: {interval} of {total}"
            );
            // A figure that is a little off is none that stands there.
            assert!(!shows(mean.trim(), 1.02 * number(total, "mean")));
        }
    }
}

/// Each scenario has a slide with the means, and one with the chances beyond the appetite; charts set their texts letter by letter.
fn assert_slide_of_each_scenario(slides: &[Vec<String>], summary: &Value) {
    let slides: Vec<String> = slides.iter().map(|slide| slide.concat().replace('\u{a0}', " ")).collect();
    let mut telling = 0;
    for scenario in each(summary, "scenarios") {
        let name = scenario["name"].as_str().unwrap();
        let of_scenario = |title: &str, words: &str| {
            let wanted = |slide: &&String| {
                slide.trim_start_matches("Appendix: ").starts_with(title)
                    && slide.contains(&format!("Scenario: {name} "))
                    && slide.contains(words)
            };
            slides.iter().find(wanted).unwrap_or_else(|| panic!("{title}: {name}"))
        };
        let groups = of_scenario("Where does the money go", "mean total, as wide as");
        let risk = of_scenario("How bad can it get", "chance that the total cost exceeds");
        for option in each(scenario, "options") {
            let mean = in_millions(number(&option["total"], "mean"));
            assert!(groups.contains(&mean), "{name}: {mean} {groups}");
            let chance = number(&option["chance_to_exceed_appetite"], "estimate");
            let label = |written: &String| format!("{}{written}", option["name"].as_str().unwrap());
            assert!(
                chances(chance).iter().any(|written| risk.contains(&label(written))),
                "{name}: {chance} {risk}"
            );
            telling += usize::from(chance > 0.0 && chance < 1.0);
        }
    }
    assert!(telling > 1, "the appetite tells too little");
}
