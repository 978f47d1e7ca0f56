//! Charts beside the answers: the first of each kind where it belongs, the others in the appendix.

use super::cut::{FULL_TEXT, LONGEST_TITLE, cut, numbered, portions};
use super::slide::{Column, Part, Slide, Visual};
use crate::report::board::ReportContents;
use crate::report::exhibits::{Exhibit, ExhibitSection, MONEY_QUESTION};

/// A slide for each kind of chart of a section.
pub fn exhibits<'a>(contents: &'a ReportContents<'_>, section: ExhibitSection) -> Vec<Slide<'a>> {
    let of_a_kind = |kind: Vec<&'a Exhibit>| {
        let mut slide = slide(kind.first()?, kind.len());
        slide.note = match kind.len() - 1 {
            0 => String::new(),
            1 => "1 more chart in the appendix.".to_owned(),
            more => format!("{more} more charts in the appendix."),
        };
        Some(slide)
    };
    contents.exhibits.of(section).into_iter().filter_map(of_a_kind).collect()
}

/// All but the first of each kind.
pub fn other_exhibits<'a>(contents: &'a ReportContents<'_>) -> Vec<Slide<'a>> {
    let sections = [ExhibitSection::Given, ExhibitSection::Money, ExhibitSection::Obligations];
    let kinds = sections.into_iter().flat_map(|section| contents.exhibits.of(section));
    let of_a_kind = |kind: Vec<&'a Exhibit>| {
        let count = kind.len();
        kind.into_iter().skip(1).map(move |exhibit| {
            let slide = slide(exhibit, count);
            Slide { kicker: format!("Appendix: {}", slide.kicker), ..slide }
        })
    };
    kinds.flat_map(of_a_kind).collect()
}

/// Which charts beside the answers are missing, and why.
pub fn not_drawn(contents: &ReportContents<'_>) -> Vec<Slide<'static>> {
    let missing = &contents.exhibits.missing;
    let slides = portions(missing, FULL_TEXT / 2).into_iter().map(|points| {
        let title = match missing.len() {
            1 => "One chart of the money could not be drawn".to_owned(),
            many => format!("{many} charts of the money could not be drawn"),
        };
        let mut slide = Slide::new(Part::Analysis, MONEY_QUESTION, title);
        slide.visual = Visual::Columns(vec![Column { heading: String::new(), points }]);
        slide.note = "The figures are in the tables: on the slide of mean costs, on the HTML page and in the workbook.".to_owned();
        slide
    });
    numbered(slides.collect())
}

fn slide(exhibit: &Exhibit, count: usize) -> Slide<'_> {
    let (part, kicker) = match exhibit.section {
        ExhibitSection::Money => (Part::Analysis, MONEY_QUESTION),
        ExhibitSection::Given | ExhibitSection::Obligations => (Part::Given, exhibit.kind),
    };
    let (title, about) = (exhibit.picture.picture.title.trim(), exhibit.about.1.as_str());
    let title =
        if count > 1 && !title.starts_with(about) { format!("{about}: {title}") } else { title.to_owned() };
    let mut slide = Slide::new(part, kicker, cut(&title, LONGEST_TITLE));
    slide.visual = Visual::Picture(&exhibit.picture);
    slide
}
