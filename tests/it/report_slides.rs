//! `report --format pptx`: the parts of the file, on the minimal case.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use serde_json::Value;
use zip::ZipArchive;

use super::program::{run_minimal, say};

type Parts = BTreeMap<String, Vec<u8>>;

fn report(place: &Path, results: &Path) -> Vec<u8> {
    let said = say(place, &["report", results.to_str().unwrap(), "--format", "pptx", "--force"]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    fs::read(results.join("report.pptx")).unwrap()
}

fn parts(file: Vec<u8>) -> Parts {
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut parts = Parts::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        assert!(parts.insert(part.name().unwrap().into_owned(), content).is_none(), "a part stands twice");
    }
    parts
}

fn text<'a>(parts: &'a Parts, path: &str) -> &'a str {
    std::str::from_utf8(parts.get(path).unwrap_or_else(|| panic!("no part {path}"))).unwrap()
}

/// What stands between each pair of marks.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    text.split(start).skip(1).filter_map(|rest| rest.split(end).next()).collect()
}

/// Every opened element is closed in order.
fn assert_well_formed(path: &str, text: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in between(text, "<", ">") {
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        match (tag.starts_with('?'), tag.starts_with('/'), tag.ends_with('/')) {
            (true, _, _) | (_, false, true) => {}
            (_, true, _) => assert_eq!(open.pop(), Some(name), "{path}"),
            (_, false, false) => open.push(name),
        }
    }
    assert!(open.is_empty(), "{path}: {open:?}");
}

/// A path without `..`.
fn resolved(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        if step == ".." {
            steps.pop();
        } else {
            steps.push(step);
        }
    }
    steps.join("/")
}

#[test]
fn every_part_is_well_formed_has_a_type_and_leads_somewhere() {
    let (place, results, _) = run_minimal(&["--trials", "300"]);
    let file = report(place.path(), &results);
    let parts = parts(file.clone());
    let types = text(&parts, "[Content_Types].xml");
    for path in parts.keys() {
        let ending = path.rsplit('.').next().unwrap();
        assert!(types.contains(&format!("Extension=\"{ending}\"")), "{path}");
        if ending == "xml" || ending == "rels" {
            assert_well_formed(path, text(&parts, path));
        }
        if let Some((folder, _)) = path.split_once("_rels/").filter(|_| ending == "rels") {
            for target in between(text(&parts, path), "Target=\"", "\"") {
                assert!(parts.contains_key(&resolved(folder, target)), "{path}: {target}");
            }
        }
    }
    for named in between(types, "PartName=\"/", "\"") {
        assert!(parts.contains_key(named), "{named}");
    }
    for path in parts.keys().filter(|path| path.starts_with("ppt/slides/slide")) {
        let slide = text(&parts, path);
        let titles = slide.matches("<p:ph type=\"title\"/>").count()
            + slide.matches("<p:ph type=\"ctrTitle\"/>").count();
        assert_eq!(titles, 1, "{path}");
    }
    assert!(file == report(place.path(), &results), "the same results give the same bytes");
}

#[test]
fn charts_hold_the_figures_of_the_summary() {
    let (place, results, _) = run_minimal(&["--trials", "300"]);
    let parts = parts(report(place.path(), &results));
    let chart = text(&parts, "ppt/charts/chart1.xml");
    let summary: Value =
        serde_json::from_str(&fs::read_to_string(results.join("summary.json")).unwrap()).unwrap();
    let series = between(chart, "<c:ser>", "</c:ser>");
    let scenarios = summary["scenarios"].as_array().unwrap();
    assert_eq!(series.len(), scenarios[0]["options"].as_array().unwrap().len());
    for (option, series) in series.iter().enumerate() {
        let values = between(series, "<c:val>", "</c:val>");
        let shown: Vec<f64> =
            between(values[0], "<c:v>", "</c:v>").iter().map(|value| value.parse().unwrap()).collect();
        let expected: Vec<f64> = scenarios
            .iter()
            .map(|scenario| scenario["options"][option]["total"]["mean"].as_f64().unwrap())
            .collect();
        assert_eq!(shown, expected);
    }
}
