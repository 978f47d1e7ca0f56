//! The board's questions in its order, each with sentence, chart and tables.

use maud::{Markup, html};

use super::chart::{answer_pictures, figure_again};
use super::exhibits::money;
use super::summary::SUMMARY_QUESTION;
use super::table::answer_table;
use crate::report::board::{ReportContents, in_order};
use crate::report::decide::{Answer, DecideSetting};

/// Sentences shown before the rest folds away.
const MOST_SENTENCES: usize = 3;

/// The section.
pub fn questions(contents: &ReportContents<'_>) -> Markup {
    html! {
        section #questions aria-labelledby="questions-title" {
            h2 #questions-title { "The board’s questions" span.kind { "Analysis" } }
            p.hint {
                "Each answer rests on the trials alone and carries its uncertainty: intervals are 95 %, and what the trials do not tell \
                 apart is not claimed."
            }
            ol.questions { @for (title, asked) in in_order(contents) {
                li { a href=(format!("#question-{}", asked.question)) { (title) } }
            } }
            @for (number, (title, asked)) in in_order(contents).into_iter().enumerate() {
                article.question id=(format!("question-{}", asked.question)) {
                    h3 { span.number { (number + 1) "." } " " (title) }
                    @match &asked.answer {
                        Ok(answer) => (answered(contents.setting, answer)),
                        Err(reason) => p.missing { "Not answered here: " (reason) },
                    }
                }
            }
            (money(contents))
        }
    }
}

fn answered(setting: &DecideSetting, answer: &Answer) -> Markup {
    html! {
        (sentences(setting, &answer.sentences))
        @if answer.question == SUMMARY_QUESTION && answer.pictures.len() == 1 {
            (figure_again(&answer.pictures[0], &answer.sentences.first().cloned().unwrap_or_default()))
        } @else {
            (answer_pictures(setting, answer))
        }
        @for note in &answer.notes { p.note { (note) } }
        @for table in &answer.tables { (answer_table(table)) }
    }
}

/// The first ones, and the rest under a line that opens them.
fn sentences(setting: &DecideSetting, all: &[String]) -> Markup {
    let shown = if all.len() <= MOST_SENTENCES + 1 { all.len() } else { MOST_SENTENCES };
    let (first, rest) = all.split_at(shown);
    // What is about all scenarios stands out.
    let of_one =
        |sentence: &str| setting.scenarios.iter().any(|(_, name)| sentence.starts_with(&format!("{name}:")));
    html! {
        @if let [only] = first {
            p.finding { (only) }
        } @else {
            ul.findings { @for sentence in first {
                li class=[(!of_one(sentence)).then_some("lead")] { (sentence) }
            } }
        }
        @if !rest.is_empty() {
            details.fold {
                summary { (rest.len()) " more findings" }
                ul.findings { @for sentence in rest { li { (sentence) } } }
            }
        }
    }
}
