//! `report --format xlsx`, read back by another program's eyes, on the minimal case.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;
use tempfile::TempDir;

use super::program::{run_minimal, say};
use super::report_page::changed_case;

type Book = Xlsx<Cursor<Vec<u8>>>;

fn report(place: &Path, results: &Path) -> Vec<u8> {
    let said = say(place, &["report", results.to_str().unwrap(), "--format", "xlsx", "--force"]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    fs::read(results.join("report.xlsx")).unwrap()
}

fn opened(bytes: Vec<u8>) -> Book {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

fn book_of(more: &[&str]) -> (TempDir, PathBuf, Book) {
    let (place, results, _) = run_minimal(more);
    let book = opened(report(place.path(), &results));
    (place, results, book)
}

fn rows(book: &mut Book, sheet: &str) -> Vec<Vec<Data>> {
    book.worksheet_range(sheet).unwrap().rows().map(<[Data]>::to_vec).collect()
}

fn text(cell: &Data) -> &str {
    match cell {
        Data::String(text) => text,
        _ => "",
    }
}

/// Every text of the workbook.
fn texts(book: &mut Book) -> Vec<String> {
    let names = book.sheet_names();
    let sheets = names.iter().flat_map(|name| rows(book, name)).collect::<Vec<_>>();
    sheets.iter().flatten().map(|cell| text(cell).to_owned()).filter(|text| !text.is_empty()).collect()
}

fn summary_of(results: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(results.join("summary.json")).unwrap()).unwrap()
}

/// No sheet holds a formula: figures are values, names are text.
fn assert_without_formulas(book: &mut Book) {
    for name in book.sheet_names() {
        let found = book.worksheet_formula(&name).unwrap();
        assert!(found.cells().all(|(_, _, formula)| formula.is_empty()), "{name}");
    }
}

#[test]
fn numbers_are_those_of_the_summary_with_all_digits() {
    let (_place, results, mut book) = book_of(&["--trials", "300"]);
    let costs = rows(&mut book, "Costs");
    let header = costs.iter().position(|row| text(&row[0]) == "Scenario").unwrap();
    let column = |name: &str| {
        costs[header].iter().position(|cell| text(cell) == name).unwrap_or_else(|| panic!("{name}"))
    };
    let summary = summary_of(&results);
    let mut line = header;
    for scenario in summary["scenarios"].as_array().unwrap() {
        for option in scenario["options"].as_array().unwrap() {
            line += 1;
            let row = &costs[line];
            assert_eq!(
                (text(&row[0]), text(&row[1])),
                (scenario["name"].as_str().unwrap(), option["name"].as_str().unwrap())
            );
            let total = &option["total"];
            for (name, expected) in [
                ("Mean (EUR)", &total["mean"]),
                ("Mean low (EUR)", &total["confidence_interval"]["low"]),
                ("Standard error of mean (EUR)", &total["standard_error"]),
                ("p05 (EUR)", &total["p05"]["estimate"]),
                ("p99 high (EUR)", &total["p99"]["confidence_interval"]["high"]),
                ("Worst 5 % (EUR)", &total["expected_shortfall_95"]["estimate"]),
                ("Chance over appetite", &option["chance_to_exceed_appetite"]["estimate"]),
                ("Chance to be cheapest high", &option["cheapest"]["confidence_interval"]["high"]),
                ("Mean of Sales loss (EUR)", &option["groups"][3]["mean"]),
            ] {
                let found = match &row[column(name)] {
                    Data::Float(number) => Some(*number),
                    Data::Int(number) => Some(*number as f64),
                    _ => None,
                };
                assert_eq!(found, expected.as_f64(), "{name} of {:?}", row[1]);
            }
        }
    }
    assert_eq!(costs.len(), line + 1, "a row per scenario and option, no more");
}

#[test]
fn the_first_sheet_says_what_the_page_says_and_each_answer_has_a_sheet() {
    let (place, results, mut book) = book_of(&["--trials", "400"]);
    let names = book.sheet_names();
    assert_eq!(names[..4], ["Summary", "Charts", "Costs", "Questions"]);
    for name in [
        "Compare",
        "Appetite",
        "Regret",
        "Contingency",
        "Obligations",
        "Assumptions",
        "Method",
        "Limits",
        "Origin",
    ] {
        assert!(names.iter().any(|found| found == name), "{name} is not among {names:?}");
    }
    let all = texts(&mut book);
    let said = say(place.path(), &["report", results.to_str().unwrap()]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    let page = fs::read_to_string(results.join("report.html")).unwrap();
    let headline = page.split("<p class=\"headline\">").nth(1).unwrap().split("</p>").next().unwrap();
    assert!(all.iter().any(|text| text == headline), "{headline}");
    for part in ["Given", "Analysis", "Recommendation"] {
        assert!(all.iter().any(|text| text == part), "{part}");
    }
    let first = rows(&mut book, "Summary");
    let means = first.iter().find(|row| text(&row[0]) == "Stay").unwrap();
    let summary = summary_of(&results);
    assert_eq!(
        means[1],
        Data::Float(summary["scenarios"][0]["options"][0]["total"]["mean"].as_f64().unwrap())
    );
    assert_without_formulas(&mut book);
}

#[test]
fn the_same_results_give_the_same_bytes() {
    let (place, results, _) = run_minimal(&["--trials", "60"]);
    let first = report(place.path(), &results);
    // Times in the file have a resolution of seconds.
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    assert!(first == report(place.path(), &results), "the bytes differ");
    let named = results.join("other.xlsx");
    let arguments =
        ["report", results.to_str().unwrap(), "--format", "xlsx", "--out", named.to_str().unwrap()];
    assert_eq!(say(place.path(), &arguments).code, Some(0));
    assert!(first == fs::read(named).unwrap());
}

#[test]
fn names_that_look_like_formulas_stay_text() {
    let place = tempfile::tempdir().unwrap();
    let case = changed_case(
        place.path(),
        &[
            ("options/stay.toml", r#"name = "Stay""#, r#"name = "=HYPERLINK(\"http://x\",\"混合云\")""#),
            (
                "scenarios/cut.toml",
                r#"name = "Cut""#,
                r#"name = "@断网 [very] *long* name of a scenario that goes on and on / ?""#,
            ),
            ("case.toml", r#"name = "Minimal""#, r#"name = "+案例 <i>&""#),
        ],
    );
    let run = ["run", case.to_str().unwrap(), "--trials", "250", "--out", "results"];
    assert_eq!(say(place.path(), &run).code, Some(0));
    let mut book = opened(report(place.path(), &place.path().join("results")));
    assert_without_formulas(&mut book);
    let all = texts(&mut book);
    for name in ["=HYPERLINK(\"http://x\",\"混合云\")", "+案例 <i>&"] {
        assert!(all.iter().any(|text| text == name), "{name}");
    }
    assert!(all.iter().any(|text| text.starts_with("@断网 [very] *long*")));
}

#[test]
fn little_is_no_reason_to_fail() {
    for more in [
        &["--trials", "300", "--option", "stay"][..],
        &["--trials", "1"],
        &["--trials", "300", "--scenario", "cut"],
        &["--trials", "300", "--summary-only"],
    ] {
        let (_place, _results, mut book) = book_of(more);
        let all = texts(&mut book);
        assert!(!all.iter().any(|text| text.contains("NaN")), "{more:?}");
        assert_without_formulas(&mut book);
        for name in book.sheet_names() {
            for row in rows(&mut book, &name) {
                assert!(!row.iter().any(|cell| matches!(cell, Data::Error(_))), "{more:?}: {name}");
            }
        }
    }
}
