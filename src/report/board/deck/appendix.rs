//! What the slides of the questions leave out: findings in full, then the other charts, one a slide.

use super::cut::{FULL_TEXT, LONGEST_TITLE, cut, numbered, portions};
use super::questions::{leaves_out, picture_title};
use super::slide::{Column, Part, Slide, Visual};
use crate::report::board::{Asked, ReportContents, in_order};
use crate::report::decide::{Answer, DecideSetting};

/// All slides of the appendix.
pub fn appendix<'a>(contents: &'a ReportContents<'_>) -> Vec<Slide<'a>> {
    let of = |(question, asked): (String, &'a Asked)| {
        let answer = asked.answer.as_ref().ok()?;
        let mut slides = findings(&question, answer);
        slides.extend(charts(contents.setting, &question, answer));
        Some(slides)
    };
    in_order(contents).into_iter().filter_map(of).flatten().collect()
}

fn findings(question: &str, answer: &Answer) -> Vec<Slide<'static>> {
    if !leaves_out(answer) {
        return Vec::new();
    }
    let slides = portions(&answer.sentences, FULL_TEXT).into_iter().map(|points| {
        let mut slide = Slide::new(Part::Analysis, "Appendix: all findings", question);
        slide.visual = Visual::Columns(vec![Column { heading: String::new(), points }]);
        slide
    });
    numbered(slides.collect())
}

fn charts<'a>(setting: &DecideSetting, question: &str, answer: &'a Answer) -> Vec<Slide<'a>> {
    let others = answer.pictures.iter().skip(1).map(|picture| {
        let title = cut(&picture_title(setting, answer, picture), LONGEST_TITLE);
        let mut slide = Slide::new(Part::Analysis, &format!("Appendix: {question}"), title);
        slide.visual = Visual::Picture(picture);
        slide
    });
    others.collect()
}
