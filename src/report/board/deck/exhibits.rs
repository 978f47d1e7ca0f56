//! Charts beside the answers.

use super::cut::{LONGEST_TITLE, cut};
use super::slide::{Part, Slide, Visual};
use crate::report::board::ReportContents;
use crate::report::exhibits::{Exhibit, ExhibitSection, MONEY_QUESTION};

/// The first chart of each kind of a section.
pub fn exhibits<'a>(contents: &'a ReportContents<'_>, section: ExhibitSection) -> Vec<Slide<'a>> {
    let first = |kind: Vec<&'a Exhibit>| {
        let exhibit = *kind.first()?;
        let mut slide = shown(exhibit, section, "");
        if kind.len() > 1 {
            slide.note = format!("{}; {} more in the appendix.", exhibit.about.1, kind.len() - 1);
        }
        Some(slide)
    };
    contents.exhibits.of(section).into_iter().filter_map(first).collect()
}

/// The others, for the appendix.
pub fn other_exhibits<'a>(contents: &'a ReportContents<'_>) -> Vec<Slide<'a>> {
    let sections = [ExhibitSection::Given, ExhibitSection::Money, ExhibitSection::Obligations];
    let others = sections.into_iter().flat_map(|section| {
        let kinds = contents.exhibits.of(section).into_iter();
        kinds
            .flat_map(|kind| kind.into_iter().skip(1))
            .map(move |exhibit| shown(exhibit, section, "Appendix: "))
    });
    others.collect()
}

fn shown<'a>(exhibit: &'a Exhibit, section: ExhibitSection, before: &str) -> Slide<'a> {
    let (part, kicker) = match section {
        ExhibitSection::Given => (Part::Given, "What was compared"),
        ExhibitSection::Money => (Part::Analysis, MONEY_QUESTION),
        ExhibitSection::Obligations => (Part::Given, "What the law obliges to"),
    };
    let mut slide = Slide::new(part, &format!("{before}{kicker}"), cut(&exhibit.title, LONGEST_TITLE));
    slide.visual = Visual::Picture(&exhibit.picture);
    slide
}
