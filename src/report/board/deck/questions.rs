//! The board's questions, one slide each.

use super::cut::{LONGEST_POINT, LONGEST_TITLE, MOST_POINTS, cut, portions, room};
use super::slide::{Column, Part, Slide, Visual};
use crate::report::NamedPicture;
use crate::report::board::{Asked, ReportContents, in_order};
use crate::report::decide::words::capitalised;
use crate::report::decide::{Answer, DecideSetting};

/// A slide for each question that is answered.
pub fn questions<'a>(contents: &'a ReportContents<'_>) -> Vec<Slide<'a>> {
    let answered = in_order(contents).into_iter().filter_map(|(question, asked)| {
        let answer = asked.answer.as_ref().ok()?;
        Some(slide(contents.setting, &question, answer))
    });
    answered.collect()
}

fn slide<'a>(setting: &DecideSetting, question: &str, answer: &'a Answer) -> Slide<'a> {
    let picture = answer.pictures.first();
    let (title, rest) = title_of(setting, question, answer, picture);
    let mut slide = Slide::new(Part::Analysis, question, title);
    let most = if picture.is_some() { MOST_POINTS } else { 2 * MOST_POINTS };
    slide.points = rest.iter().take(most).map(|sentence| cut(sentence, LONGEST_POINT)).collect();
    match (picture, answer.undrawn.first()) {
        (Some(picture), _) => slide.visual = Visual::Picture(picture),
        (None, Some(problem)) => slide.points.push(format!("No chart stands here: {}.", reason(problem))),
        (None, None) => {}
    }
    let cut_short = rest.iter().take(most).any(|sentence| room(sentence) > LONGEST_POINT);
    slide.note = remaining(answer, rest.len().saturating_sub(most), cut_short);
    slide
}

/// The title, and the sentences that it does not say, those about all scenarios first.
fn title_of<'a>(
    setting: &DecideSetting,
    question: &str,
    answer: &'a Answer,
    picture: Option<&NamedPicture>,
) -> (String, Vec<&'a String>) {
    let (of_one, of_all): (Vec<&String>, Vec<&String>) =
        answer.sentences.iter().partition(|sentence| is_of_one(setting, sentence));
    let mut rest: Vec<&String> = of_all.into_iter().chain(of_one).collect();
    let first = rest.first().filter(|first| room(first) <= LONGEST_TITLE && !is_of_one(setting, first));
    if let Some(first) = first {
        let title = (*first).clone();
        rest.remove(0);
        return (title, rest);
    }
    match (picture, rest.first()) {
        (Some(picture), _) => {
            let title = picture_title(setting, answer, picture);
            // What the title says already is left to the appendix.
            rest.sort_by_key(|sentence| sentence.starts_with(&title));
            (title, rest)
        }
        (None, Some(first)) if room(first) <= LONGEST_TITLE => {
            let title = (*first).clone();
            rest.remove(0);
            (title, rest)
        }
        (None, Some(_)) | (None, None) => (question.to_owned(), rest),
    }
}

/// Whether a sentence is about one of several scenarios.
fn is_of_one(setting: &DecideSetting, sentence: &str) -> bool {
    setting.scenarios.len() > 1
        && setting.scenarios.iter().any(|(_, name)| sentence.starts_with(&format!("{name}:")))
}

/// The title of a chart, with the scenario that it is about where there are several.
pub fn picture_title(setting: &DecideSetting, answer: &Answer, picture: &NamedPicture) -> String {
    let rest = picture.name.strip_prefix(answer.question.as_str()).unwrap_or(&picture.name);
    let rest = rest.trim_start_matches('-');
    let scenario = setting.scenarios.iter().find(|(id, _)| id == rest).map(|(_, name)| name.as_str());
    let weighted = (rest == "weighted").then(|| setting.outlook(None));
    let title = picture.picture.title.trim();
    match scenario.or(weighted).filter(|name| setting.scenarios.len() > 1 && !title.starts_with(name)) {
        Some(name) => format!("{name}: {title}"),
        None => title.to_owned(),
    }
}

/// Why a chart could not be drawn, without its name.
fn reason(problem: &str) -> &str {
    problem.split_once(": ").map_or(problem, |(_, reason)| reason).trim_end_matches('.')
}

/// What the slide leaves out, and where it is.
fn remaining(answer: &Answer, findings: usize, cut_short: bool) -> String {
    let several = |count: usize, what: &str| match count {
        0 => None,
        1 => Some(format!("1 more {what}")),
        many => Some(format!("{many} more {what}s")),
    };
    let charts = answer.pictures.len().saturating_sub(1);
    let parts: Vec<String> =
        [several(findings, "finding"), several(charts, "chart")].into_iter().flatten().collect();
    let mut notes = Vec::new();
    match (parts.is_empty(), cut_short) {
        (false, _) => notes.push(format!("{} in the appendix.", parts.join(" and "))),
        (true, true) => notes.push("In full in the appendix.".to_owned()),
        (true, false) => {}
    }
    if !answer.tables.is_empty() {
        let tables = answer.tables.len();
        let what = if tables == 1 {
            "The table of figures is".to_owned()
        } else {
            format!("{tables} tables of figures are")
        };
        notes.push(format!("{what} on the HTML page."));
    }
    if let Some(problem) = answer.undrawn.first().filter(|_| !answer.pictures.is_empty()) {
        notes.push(cut(&format!("A chart could not be drawn: {problem}."), 120));
    }
    notes.join(" ")
}

/// Whether the slide of a question leaves sentences out or cuts them.
pub fn leaves_out(answer: &Answer) -> bool {
    let long = answer.sentences.iter().any(|sentence| room(sentence) > LONGEST_TITLE.min(LONGEST_POINT));
    let most = if answer.pictures.is_empty() { 2 * MOST_POINTS } else { MOST_POINTS };
    long || answer.sentences.len() > most
}

/// Questions without an answer, with the reasons and what to do.
pub fn unanswered(contents: &ReportContents<'_>) -> Vec<Slide<'static>> {
    let reasons: Vec<String> = in_order(contents)
        .into_iter()
        .filter_map(|(question, asked): (String, &Asked)| {
            let reason = asked.answer.as_ref().err()?;
            Some(format!("{question} {}", capitalised(reason)))
        })
        .collect();
    let slides = portions(&reasons, 1_100).into_iter().map(|points| {
        let title = if reasons.len() == 1 {
            "One question is not answered here".to_owned()
        } else {
            format!("{} questions are not answered here", reasons.len())
        };
        let mut slide = Slide::new(Part::Analysis, "Not answered here", title);
        slide.visual = Visual::Columns(vec![Column { heading: String::new(), points }]);
        slide
    });
    super::cut::numbered(slides.collect())
}
