//! The page around the sections.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::assumptions::assumptions;
use super::contingency::contingency;
use super::explorer::{EXPLORER, LIBRARY, explorer};
use super::given::given;
use super::limits::limits;
use super::manifest::manifest;
use super::method::method;
use super::obligations::obligations;
use super::questions::questions;
use super::summary::summary;
use crate::charts::{dark_rules, font_faces};
use crate::report::board::ReportContents;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// What the page may do at most: show what is inside of it.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'";

/// The whole report as one HTML file.
#[must_use]
pub fn html_report(contents: &ReportContents<'_>) -> String {
    let case = &contents.summary.case;
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="generator" content=(format!("splitstack {}", env!("CARGO_PKG_VERSION")));
                meta name="color-scheme" content="light dark";
                title { (case) " – IT set-ups for China compared" }
                style { (PreEscaped(font_faces().concat())) (PreEscaped(STYLE)) (PreEscaped(dark_charts(contents))) }
            }
            body {
                a.skip href="#summary" { "To the summary" }
                header.page {
                    p.brand { "Splitstack report" }
                    h1 { (case) }
                    p { "Ways to run a multinational’s IT in China, compared across geopolitical and regulatory futures" }
                }
                nav aria-label="Contents" { (links()) }
                main { (sections(contents)) }
                footer { p {
                    "Results of " (contents.manifest.created) ", splitstack " (contents.manifest.splitstack) ", seed " (contents.manifest.seed)
                    ". One file: it loads nothing and sends nothing."
                } }
                script { (PreEscaped(SCRIPT)) }
                script { (PreEscaped(LIBRARY)) }
                script { (PreEscaped(EXPLORER)) }
            }
        }
    };
    page.into_string()
}

fn sections(contents: &ReportContents<'_>) -> Markup {
    html! {
        (summary(contents))
        (given(contents))
        (explorer(contents))
        (questions(contents))
        (contingency(contents))
        (obligations(contents))
        (assumptions(contents))
        (method())
        (limits(contents))
        (manifest(contents))
    }
}

fn links() -> Markup {
    let parts = [
        ("summary", "On one page"),
        ("given", "What was compared"),
        ("questions", "The board’s questions"),
        ("contingency", "Contingency plans"),
        ("obligations", "Obligations"),
        ("assumptions", "Assumptions"),
        ("method", "Method"),
        ("limits", "Limits"),
        ("manifest", "Origin"),
    ];
    html! { ol { @for (id, title) in parts { li { a href=(format!("#{id}")) { (title) } } } } }
}

/// Charts on a dark screen; in print they stay on white.
fn dark_charts(contents: &ReportContents<'_>) -> String {
    let answers = contents.asked.iter().filter_map(|asked| asked.answer.as_ref().ok());
    let pictures = answers.flat_map(|answer| &answer.pictures);
    let pictures = pictures.chain(contents.exhibits.shown.iter().map(|exhibit| &exhibit.picture));
    let pictures = pictures.map(|named| named.picture.svg.as_str());
    format!("@media screen and (prefers-color-scheme: dark) {{\n{}}}\n", dark_rules(pictures, "figure.chart"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Summary;
    use crate::report::board::Asked;
    use crate::report::decide::{Answer, appetite_answer, compare_answer, comparisons_of_summary};
    use crate::report::testing::{setting_of, summary, summary_of_one_trial, summary_of_twins};
    use crate::results::testing::manifest;

    /// The page of a summary without trials and inputs.
    fn page(summary: &Summary, more: Vec<Asked>) -> String {
        let setting = setting_of(summary);
        let compared = compare_answer(&setting, &comparisons_of_summary(&summary.scenarios), None);
        let tails = appetite_answer(&setting, &summary.scenarios, None).unwrap();
        let asked = |question, answer| Asked { question, answer };
        let mut all = vec![asked("compare", Ok(compared)), asked("appetite", Ok(tails))];
        all.extend(more);
        html_report(&ReportContents {
            folder: "results/test",
            manifest: &manifest(),
            summary,
            setting: &setting,
            case: Err("gone.".to_owned()),
            asked: &all,
            exhibits: &crate::report::exhibits::Exhibits::default(),
        })
    }

    #[test]
    fn an_answer_that_is_not_known_yet_is_shown_last_and_a_refusal_says_why() {
        let answer = Answer {
            question: "new-one".to_owned(),
            sentences: vec!["A < B".to_owned()],
            ..Answer::default()
        };
        let more = vec![
            Asked { question: "new-one", answer: Ok(answer) },
            Asked { question: "regret", answer: Err("run <it>.".to_owned()) },
        ];
        let page = page(&summary(2, 3), more);
        let places = ["question-compare", "question-appetite", "question-regret", "question-new-one"]
            .map(|id| page.find(&format!("id=\"{id}\"")).unwrap());
        assert!(places.is_sorted(), "{places:?}");
        assert!(page.contains("A &lt; B") && page.contains("Not answered here: run &lt;it&gt;."));
    }

    #[test]
    fn degenerate_results_claim_nothing() {
        let twins = page(&summary_of_twins(), Vec::new());
        assert!(twins.contains("the trials support no choice between them"));
        assert!(!twins.contains("Choose "));
        let one = page(&summary_of_one_trial(3), Vec::new());
        assert!(one.contains("A single trial supports no recommendation."));
        for page in [twins, one] {
            // The charting library knows the word.
            let page = page.split("<script>").next().unwrap();
            assert!(!page.contains("NaN") && page.contains("cannot be shown: gone."));
        }
    }

    #[test]
    fn a_total_without_spread_is_shown_without_an_interval() {
        let mut found = summary(1, 2);
        for option in &mut found.scenarios[0].options {
            let mean = option.total.mean;
            option.total.standard_error = Some(0.0);
            option.total.confidence_interval = Some(crate::statistics::Interval { low: mean, high: mean });
        }
        assert!(page(&summary(1, 2), Vec::new()).contains("class=\"interval\""));
        assert!(!page(&found, Vec::new()).contains("class=\"interval\""));
    }

    #[test]
    fn options_with_long_names_have_a_row_each() {
        let mut found = summary(3, 6);
        for scenario in &mut found.scenarios {
            for option in &mut scenario.options {
                option.name = "An option with a very long name ".repeat(6);
            }
        }
        let page = page(&found, Vec::new());
        assert_eq!(page.matches("data-scenario=\"current-direction\" data-option=").count(), 6);
    }
}
