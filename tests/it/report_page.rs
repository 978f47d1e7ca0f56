//! `report`, as a user meets it, on the minimal case.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use super::program::{Said, listing, minimal_case, run_minimal, say};

const SECTIONS: [&str; 9] = [
    "summary",
    "given",
    "questions",
    "contingency",
    "obligations",
    "assumptions",
    "method",
    "limits",
    "manifest",
];

const QUESTIONS: [&str; 9] = [
    "compare",
    "appetite",
    "regret",
    "dominance",
    "frontier",
    "acceptability",
    "believe",
    "drivers",
    "information",
];

fn report(place: &Path, results: &Path) -> Said {
    say(place, &["report", results.to_str().unwrap()])
}

/// Runs the minimal case and reports it.
fn page_of(more: &[&str]) -> (TempDir, PathBuf, String) {
    let (place, results, _) = run_minimal(more);
    let said = report(place.path(), &results);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    let page = fs::read_to_string(results.join("report.html")).unwrap();
    (place, results, page)
}

/// Values of an attribute, in order.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    page.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// The page's scripts but for the charting library, by far the longest.
fn own_scripts(page: &str) -> Vec<&str> {
    let mut scripts: Vec<&str> =
        page.split("<script>").skip(1).filter_map(|rest| rest.split("</script>").next()).collect();
    scripts.sort_by_key(|script| std::cmp::Reverse(script.len()));
    // A page without interactive chart has neither the library nor its script.
    if scripts.len() < 2 { scripts } else { scripts.split_off(1) }
}

/// Nothing in the page makes a browser ask for anything.
fn assert_alone(page: &str) {
    let own = own_scripts(page);
    assert!((1..=2).contains(&own.len()), "{} scripts of our own", own.len());
    for script in own {
        for forbidden in
            ["://", "fetch(", "XMLHttpRequest", "import(", "WebSocket", "EventSource", "sendBeacon", "eval("]
        {
            assert!(!script.contains(forbidden), "a script asks: {forbidden}");
        }
    }
    // The charting library names namespaces; that it asks for nothing a browser shows (tests/html).
    let page = page.split("<script>").next().unwrap();
    let sources = attributes(page, "src");
    assert!(sources.is_empty(), "it loads {sources:?}");
    for target in attributes(page, "href") {
        let id = target.strip_prefix('#').unwrap_or_else(|| panic!("leads to {target}"));
        assert!(page.contains(&format!(" id=\"{id}\"")), "{target} leads nowhere");
    }
    for forbidden in
        ["<link", "<script src", "<iframe", "<img", "@import", "url(http", "url(//", "http://", "https://"]
    {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert_eq!(page.matches("url(").count(), page.matches("url(data:font/woff2;base64,").count());
}

fn assert_whole(page: &str) {
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\">") && page.ends_with("</html>"));
    for id in SECTIONS {
        assert!(page.contains(&format!("<section id=\"{id}\" aria-labelledby=\"{id}-title\">")), "{id}");
    }
    for question in QUESTIONS {
        assert!(page.contains(&format!("id=\"question-{question}\"")), "{question}");
    }
    for (opening, closing) in
        [("<section", "</section>"), ("<details", "</details>"), ("<table", "</table>"), ("<svg", "</svg>")]
    {
        assert_eq!(page.matches(opening).count(), page.matches(closing).count(), "{opening}");
    }
    let ids = attributes(page, "id");
    let mut distinct = ids.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(ids.len(), distinct.len(), "an identifier stands twice");
    // The charting library knows the word.
    let shown = page.split("<script>").next().unwrap();
    for wrong in [">NaN", " NaN", ">inf<", ">-inf<", " inf "] {
        assert!(!shown.contains(wrong), "{wrong}");
    }
}

#[test]
fn a_report_is_whole_alone_and_written_once() {
    let (place, results, page) = page_of(&["--trials", "400"]);
    assert_whole(&page);
    assert_alone(&page);
    assert!(page.contains("Content-Security-Policy") && page.contains("default-src 'none'"));
    // Headings in order: never two levels down at once.
    let levels: Vec<u32> = page
        .match_indices("<h")
        .filter_map(|(place, _)| page[place + 2..].chars().next()?.to_digit(10))
        .collect();
    assert!(levels[0] == 1 && levels.iter().filter(|level| **level == 1).count() == 1);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    // Every chart is named for those who cannot see it, every column for those who hear it.
    // One more place is for the interactive chart.
    assert_eq!(page.matches("<svg ").count() + 1, page.matches(" role=\"img\" aria-label=\"").count());
    let headers = page.matches("<th ").count();
    assert_eq!(headers, page.matches(" scope=\"col\"").count() + page.matches(" scope=\"row\"").count());
    // The same again is no change; another file is not written over.
    assert_eq!(report(place.path(), &results).code, Some(0));
    fs::write(results.join("report.html"), "mine").unwrap();
    let refused = report(place.path(), &results);
    assert_eq!(refused.code, Some(2));
    assert!(refused.remarks.contains("--force"), "{}", refused.remarks);
    let results = results.to_str().unwrap();
    assert_eq!(say(place.path(), &["report", results, "--out", "new/board.html"]).code, Some(0));
    assert_eq!(listing(&place.path().join("new")), ["board.html"]);
    assert_eq!(say(place.path(), &["verify", results]).code, Some(0), "the report is no part of the results");
}

#[test]
fn every_chart_of_the_page_is_a_file_where_asked_for_all_or_none() {
    let (place, results, page) = page_of(&["--trials", "400"]);
    let results = results.to_str().unwrap();
    let charts = place.path().join("charts");
    let said = say(place.path(), &["report", results, "--charts", charts.to_str().unwrap()]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    let names = listing(&charts);
    let drawn = attributes(&page, "id").into_iter().filter_map(|id| id.strip_prefix("chart-"));
    let mut expected: Vec<String> =
        drawn.flat_map(|name| [format!("{name}.png"), format!("{name}.svg")]).collect();
    expected.sort();
    assert_eq!(names, expected);
    for wanted in [
        "cost-by-group-",
        "distributions-",
        "data-across-the-border-",
        "states-of-the-world",
        "obligations-by-date-",
    ] {
        assert!(names.iter().any(|name| name.starts_with(wanted)), "{wanted}: {names:?}");
    }
    assert!(page.contains("id=\"question-money\""));
    // What differs is not written over, and then nothing is written.
    let (first, last) = (charts.join(&names[0]), charts.join(&names[names.len() - 1]));
    fs::write(&last, "mine").unwrap();
    fs::remove_file(&first).unwrap();
    let refused = say(place.path(), &["report", results, "--charts", charts.to_str().unwrap()]);
    assert_eq!(refused.code, Some(2));
    assert!(!first.exists() && fs::read(&last).unwrap() == b"mine");
    let forced = say(place.path(), &["report", results, "--charts", charts.to_str().unwrap(), "--force"]);
    assert_eq!(forced.code, Some(0), "{}", forced.remarks);
    assert_eq!(listing(&charts), names);
}

#[test]
fn numbers_are_those_of_the_summary() {
    let (_place, results, page) = page_of(&["--trials", "300"]);
    let summary: Value =
        serde_json::from_str(&fs::read_to_string(results.join("summary.json")).unwrap()).unwrap();
    let mut cells = 0;
    for scenario in summary["scenarios"].as_array().unwrap() {
        for option in scenario["options"].as_array().unwrap() {
            let (scenario, id) = (scenario["id"].as_str().unwrap(), option["id"].as_str().unwrap());
            let start = format!("data-scenario=\"{scenario}\" data-option=\"{id}\" data-value=\"");
            let shown: f64 = page.split(&start).nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
            assert_eq!(shown, option["total"]["mean"].as_f64().unwrap(), "{scenario} {id}");
            for figure in [
                &option["total"]["p95"]["estimate"],
                &option["total"]["expected_shortfall_95"]["estimate"],
                &option["chance_to_exceed_appetite"]["estimate"],
            ] {
                let value = figure.as_f64().unwrap();
                assert!(page.contains(&format!("data-value=\"{value}\"")), "{scenario} {id}: {value}");
            }
            cells += 1;
        }
    }
    assert_eq!(cells, 4);
    let hash = fs::read_to_string(results.join("manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&hash).unwrap();
    assert!(page.contains(manifest["results"]["summary_sha256"].as_str().unwrap()));
}

/// A copy of the minimal case with something changed in its files.
pub fn changed_case(place: &Path, changes: &[(&str, &str, &str)]) -> PathBuf {
    let case = place.join("case");
    copy(&minimal_case(), &case);
    for (file, from, to) in changes {
        let path = case.join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        fs::write(path, text.replacen(from, to, 1)).unwrap();
    }
    case
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn odd_and_chinese_names_and_weights_are_shown_as_they_are() {
    let place = tempfile::tempdir().unwrap();
    let odd = r#"name = "混合云 <script>alert('x')</script> & \"so on\"""#;
    let case = changed_case(
        place.path(),
        &[
            ("options/stay.toml", r#"name = "Stay""#, odd),
            ("scenarios/cut.toml", r#"name = "Cut""#, r#"name = "断网 </title><b>""#),
            ("case.toml", r#"name = "Minimal""#, r#"name = "案例 <i>&""#),
            (
                "case.toml",
                "[exchange_rates]",
                "[scenario_weights]\nbaseline = { value = 3, note = \"assumption: test\" }\ncut = { value = 1, note = \"assumption: test\" }\n\n[exchange_rates]",
            ),
        ],
    );
    let run = ["run", case.to_str().unwrap(), "--trials", "250", "--out", "results"];
    let said = say(place.path(), &run);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    let results = place.path().join("results");
    assert_eq!(report(place.path(), &results).code, Some(0));
    let page = fs::read_to_string(results.join("report.html")).unwrap();
    assert_whole(&page);
    assert_alone(&page);
    assert_eq!(page.matches("<script>").count(), 3, "a name has become a script");
    let shown = page.split("<script>").next().unwrap();
    assert_eq!(shown.matches("</title>").count(), shown.matches("<title>").count());
    assert!(page.contains("混合云 &lt;script&gt;alert('x')&lt;/script&gt; &amp; &quot;so on&quot;"));
    assert!(page.contains("断网 &lt;/title&gt;&lt;b&gt;") && page.contains("案例 &lt;i&gt;&amp;"));
    assert!(page.contains("data-scenario=\"weighted\"") && page.contains("75 %"));
}

#[test]
fn one_option_and_one_trial_are_no_reason_to_choose() {
    let (_place, _results, page) = page_of(&["--trials", "300", "--option", "stay"]);
    assert_whole(&page);
    assert!(page.contains("There is one option, Stay, so there is nothing to choose."));
    let (_place, _results, page) = page_of(&["--trials", "1"]);
    assert_whole(&page);
    assert!(page.contains("A single trial supports no recommendation."));
    let (_place, _results, page) = page_of(&["--trials", "300", "--scenario", "cut"]);
    assert_whole(&page);
    assert_alone(&page);
}

#[test]
fn without_trials_the_page_says_what_is_missing_and_the_command() {
    let (place, results, page) = page_of(&["--trials", "300", "--summary-only"]);
    assert_whole(&page);
    assert!(page.contains("Not answered here: ") && page.contains("/inputs --trials"));
    // The comparison needs no trials.
    assert!(!page.contains("nothing to recommend"));
    // Inputs that are not there any more take away what is read from them, nothing else.
    fs::remove_dir_all(results.join("inputs")).unwrap();
    let said = say(place.path(), &["report", results.to_str().unwrap(), "--force"]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    let page = fs::read_to_string(results.join("report.html")).unwrap();
    assert_whole(&page);
    assert!(page.contains("The obligations cannot be shown: "));
    let said = say(place.path(), &["report", results.to_str().unwrap(), "--force", "--without", "regret"]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    let page = fs::read_to_string(results.join("report.html")).unwrap();
    assert!(page.contains("it was left out; `splitstack decide regret "));
    let said = say(place.path(), &["report", "nowhere"]);
    assert_eq!(said.code, Some(2));
    assert!(said.remarks.contains("is no result folder"), "{}", said.remarks);
}

#[test]
fn slides_and_page_are_written_together_or_not_at_all() {
    let (place, results, _) = run_minimal(&["--trials", "40"]);
    let results = results.to_str().unwrap();
    let both = ["report", results, "--format", "pdf,html", "--without", "information", "--out", "board"];
    let said = say(place.path(), &both);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    let folder = place.path().join("board");
    assert_eq!(listing(&folder), ["report.html", "report.pdf"]);
    let slides = fs::read(folder.join("report.pdf")).unwrap();
    assert!(slides.starts_with(b"%PDF-"));
    // The same bytes again; and what stands in the way of one keeps back the other.
    assert_eq!(say(place.path(), &both).code, Some(0));
    assert_eq!(fs::read(folder.join("report.pdf")).unwrap(), slides);
    fs::remove_file(folder.join("report.html")).unwrap();
    fs::write(folder.join("report.pdf"), "mine").unwrap();
    let refused = say(place.path(), &both);
    assert_eq!(refused.code, Some(2));
    assert!(refused.remarks.contains("report.pdf exists already and differs"), "{}", refused.remarks);
    assert_eq!(listing(&folder), ["report.pdf"]);
    let file = folder.join("report.pdf");
    let into_file =
        say(place.path(), &["report", results, "--format", "pdf,html", "--out", file.to_str().unwrap()]);
    assert_eq!(into_file.code, Some(2));
    assert!(into_file.remarks.contains("names a folder"), "{}", into_file.remarks);
}
