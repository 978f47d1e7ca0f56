//! Yearly counts, from a file of their own that belongs to no case.

use std::path::Path;

use serde::Deserialize;

use super::collector::{Collector, FileId, Problem, Site};
use super::decode::decode;
use super::diagnostic::InputError;
use super::located::Located;
use super::source::{CaseSource, Found, InputFile, refused, shipped_model};

/// The counts that are shipped, as a path in `models/`.
const SHIPPED_COUNTS: &str = "enforcement/counts.toml";

/// With fewer years a curve of three parameters is not fitted.
pub const FEWEST_COUNTS: usize = 5;

const YEARS: std::ops::RangeInclusive<i64> = 1900..=2200;
const LARGEST_COUNT: f64 = 1e12;

/// How often something happened, by year.
#[derive(Debug, Clone, PartialEq)]
pub struct YearlyCounts {
    /// What was counted, as a noun: "administrative fines".
    pub what: String,
    /// Where the counts come from.
    pub source: String,
    /// Years, rising.
    pub years: Vec<i32>,
    /// Above 0, by year.
    pub counts: Vec<f64>,
    /// The file as read.
    pub file: InputFile,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCountsFile {
    what: Located<String>,
    source: Located<String>,
    #[serde(rename = "note")]
    _note: Option<String>,
    count: Located<Vec<Located<RawCount>>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCount {
    year: Located<i64>,
    number: Located<f64>,
    #[serde(rename = "note")]
    _note: Option<String>,
}

/// Reads yearly counts from a file, or the shipped ones.
///
/// # Errors
/// Everything that is wrong in the file, with its place.
pub fn read_counts(path: Option<&Path>) -> Result<YearlyCounts, InputError> {
    let mut collector = Collector::default();
    let counts = found(path, &mut collector).and_then(|file| checked(file, &mut collector));
    match counts.filter(|_| !collector.has_errors()) {
        Some(counts) => Ok(counts),
        None => {
            let (diagnostics, files) = collector.finish();
            Err(InputError { diagnostics, files })
        }
    }
}

fn found(path: Option<&Path>, collector: &mut Collector) -> Option<FileId> {
    let (found, display) = match path {
        None => (shipped_model(SHIPPED_COUNTS), format!("models/{SHIPPED_COUNTS}")),
        Some(path) => {
            let folder = path.parent().unwrap_or(Path::new(""));
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            (CaseSource::folder(folder).own_file(&name), path.display().to_string())
        }
    };
    let diagnostic = match found {
        Found::File(file) => return Some(collector.add_file(file)),
        Found::Refused(diagnostic) => diagnostic,
        Found::Absent => {
            let hint = format!("without --counts the shipped ones are fitted, `models/{SHIPPED_COUNTS}`");
            refused(display.clone(), &display, format!("there is no file `{display}`"), Some(hint))
        }
    };
    collector.report_unread(diagnostic);
    None
}

fn checked(file: FileId, collector: &mut Collector) -> Option<YearlyCounts> {
    let raw: RawCountsFile = decode(file, collector)?;
    let site = |span: &std::ops::Range<usize>| Site { file, span: span.clone() };
    for (key, text) in [("what", &raw.what), ("source", &raw.source)] {
        if text.value.trim().is_empty() {
            let problem = Problem::error(site(&text.span), format!("`{key}` is empty"));
            collector.report(problem.hint("a figure without its source is nobody's"));
        }
    }
    let counts = &raw.count.value;
    if counts.len() < FEWEST_COUNTS {
        // The list itself has no place of its own in the file: its last entry has.
        let span = counts.last().map_or(raw.count.span.clone(), |last| last.span.clone());
        let rule =
            format!("{} years are too few for a curve; at least {FEWEST_COUNTS} are needed", counts.len());
        collector.report(Problem::error(site(&span), rule).value(counts.len().to_string()));
    }
    let mut before: Option<&Located<i64>> = None;
    for Located { value: RawCount { year, number, .. }, .. } in counts {
        if !YEARS.contains(&year.value) {
            let rule = format!("a year lies between {} and {}", YEARS.start(), YEARS.end());
            collector.report(Problem::error(site(&year.span), rule));
        }
        if let Some(before) = before.filter(|before| before.value >= year.value) {
            let rule = format!("year {} comes after {}; years rise", year.value, before.value);
            let problem = Problem::error(site(&year.span), rule).hint("one entry a year, oldest first");
            collector.report(problem.secondary(site(&before.span), "the year before"));
        }
        let possible = number.value > 0.0 && number.value <= LARGEST_COUNT;
        if !possible {
            let rule = format!("a count lies above 0 and up to {LARGEST_COUNT:e}");
            let hint = "leave out a year for which nothing is known; its logarithm is what is fitted";
            collector.report(Problem::error(site(&number.span), rule).hint(hint));
        }
        before = Some(year);
    }
    let year = |entry: &Located<RawCount>| i32::try_from(entry.value.year.value).ok();
    Some(YearlyCounts {
        what: raw.what.value.clone(),
        source: raw.source.value.clone(),
        years: counts.iter().map(year).collect::<Option<Vec<i32>>>()?,
        counts: counts.iter().map(|entry| entry.value.number.value).collect(),
        file: collector.file(file).clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "what = \"fines\"\nsource = \"a test\"\n";

    /// What is said of a file with these entries, or nothing.
    fn said(head: &str, entries: &[(&str, &str)]) -> String {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("counts.toml");
        let list: Vec<String> =
            entries.iter().map(|(year, n)| format!("[[count]]\nyear = {year}\nnumber = {n}\n")).collect();
        std::fs::write(&path, format!("{head}{}", list.concat())).unwrap();
        match read_counts(Some(&path)) {
            Ok(_) => String::new(),
            Err(error) => {
                let lines = error.diagnostics.iter().map(ToString::to_string);
                lines.map(|line| line.replace(&format!("{}/", place.path().display()), "") + "\n").collect()
            }
        }
    }

    const FIVE: [(&str, &str); 5] =
        [("2016", "245"), ("2018", "605.5"), ("2019", "1598"), ("2020", "3007"), ("2021", "2696")];

    #[test]
    fn the_shipped_counts_are_those_of_the_fact_base() {
        let counts = read_counts(None).unwrap();
        assert_eq!(counts.years, [2016, 2018, 2019, 2020, 2021, 2022]);
        assert_eq!(counts.counts, [245.0, 605.0, 1598.0, 3007.0, 2696.0, 3095.0]);
        assert!(counts.source.contains("facts D.1, S1"));
        assert_eq!(counts.file.display, "models/enforcement/counts.toml");
    }

    #[test]
    fn mistakes_are_found_where_they_stand_and_all_at_once() {
        assert_eq!(said(HEAD, &FIVE), "");
        let mut wrong = FIVE;
        wrong[1].1 = "0";
        wrong[3].0 = "2019";
        let text = said(HEAD, &wrong);
        assert!(text.contains("counts.toml:8:10: error: a count lies above 0"), "{text}");
        assert!(text.contains("counts.toml:13:8: error: year 2019 comes after 2019; years rise"), "{text}");
        wrong[1].1 = "nan";
        assert!(said(HEAD, &wrong).contains("a count lies above 0"));
        wrong[0].0 = "16";
        assert!(said(HEAD, &wrong).contains("a year lies between 1900 and 2200"));
    }

    #[test]
    fn too_few_years_and_misspelt_keys_are_refused() {
        let text = said(HEAD, &FIVE[..4]);
        assert!(text.contains("4 years are too few for a curve; at least 5 are needed"), "{text}");
        let text = said("waht = \"fines\"\nsource = \" \"\n", &FIVE);
        assert!(text.contains("unknown key `waht`; did you mean `what`?"), "{text}");
        assert!(text.contains("`source` is empty"), "{text}");
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = read_counts(Some(Path::new("no/such/counts.toml"))).unwrap_err();
        assert!(error.diagnostics[0].to_string().contains("there is no file `no/such/counts.toml`"));
        assert!(read_counts(Some(Path::new("/"))).is_err());
    }
}
