//! Slides in, PDF out.

use thiserror::Error;
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use super::data::files;
use super::world::Memory;
use crate::report::board::deck::Slide;

/// Why a report cannot be typeset. None of it comes from what a user writes.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PdfError {
    #[error("the slides cannot be typeset: {problem}")]
    Typeset { problem: String },
    #[error("the typeset slides cannot be written as PDF: {problem}")]
    Write { problem: String },
}

/// The slides as a PDF file of as many pages, in 16:9.
///
/// - `footer`: what stands at the foot of every page.
///
/// # Errors
/// What the typesetter says.
pub fn pdf_report(slides: &[Slide<'_>], footer: &str) -> Result<Vec<u8>, PdfError> {
    let document = typeset(slides, footer)?;
    let options = PdfOptions {
        creator: Smart::Custom(Some(format!("splitstack {}", env!("CARGO_PKG_VERSION")))),
        ..PdfOptions::default()
    };
    let written = typst_pdf::pdf(&document, &options);
    written.map_err(|problems| PdfError::Write { problem: in_words(&problems) })
}

/// The slides as pages.
pub(super) fn typeset(slides: &[Slide<'_>], footer: &str) -> Result<PagedDocument, PdfError> {
    let world = Memory::new(files(slides, footer))?;
    let typeset = typst::compile::<PagedDocument>(&world).output;
    // What it remembers for a next time would only take room.
    typst::comemo::evict(0);
    typeset.map_err(|problems| PdfError::Typeset { problem: in_words(&problems) })
}

fn in_words(problems: &[SourceDiagnostic]) -> String {
    problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<&str>>().join("; ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use typst::layout::{Frame, FrameItem};

    use super::*;
    use crate::charts::{Heading, HeatMap, heat_map, samples};
    use crate::report::NamedPicture;
    use crate::report::board::deck::{Column, Part, SlideCell, SlideRow, SlideTable, Visual};

    fn slide(part: Part, title: &str) -> Slide<'static> {
        Slide {
            part,
            kicker: "Kicker".to_owned(),
            title: title.to_owned(),
            points: Vec::new(),
            visual: Visual::Nothing,
            note: String::new(),
        }
    }

    fn table(rows: usize, columns: usize, text: &str) -> Visual<'static> {
        let cell = SlideCell { text: text.to_owned(), detail: "1–2".to_owned(), lead: true };
        let row = SlideRow { option: Some(0), cells: vec![cell; columns] };
        Visual::Table(SlideTable {
            caption: "Caption".to_owned(),
            header: vec!["Head".to_owned(); columns],
            numbers: vec![true; columns],
            rows: vec![row; rows],
        })
    }

    /// The text of each page, run together without spaces.
    fn texts(slides: &[Slide<'_>]) -> Vec<String> {
        let document = typeset(slides, "Foot").unwrap();
        document.pages().iter().map(|page| text_of(&page.frame)).collect()
    }

    fn text_of(frame: &Frame) -> String {
        let of = |item: &FrameItem| match item {
            FrameItem::Group(group) => text_of(&group.frame),
            FrameItem::Text(text) => text.text.chars().filter(|sign| !sign.is_whitespace()).collect(),
            FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {
                String::new()
            }
        };
        frame.items().map(|(_, item)| of(item)).collect()
    }

    #[test]
    fn names_come_out_as_written_whatever_signs_they_hold() {
        let hostile = "#set page() *a* _b_ <c> @d \\e $f$ `g` = h // i \"j\" [k] ~ --- ' {l}";
        let plain: String = hostile.chars().filter(|sign| !sign.is_whitespace()).collect();
        let mut all = slide(Part::Given, hostile);
        all.points = vec![hostile.to_owned(), hostile.to_owned()];
        all.note = hostile.to_owned();
        all.visual = table(2, 2, hostile);
        let mut columns = slide(Part::Recommendation, "T");
        columns.visual = Visual::Columns(vec![Column {
            heading: hostile.to_owned(),
            points: vec![hostile.to_owned(); 3],
        }]);
        let mut first = slide(Part::Title, hostile);
        first.points = vec![hostile.to_owned()];
        let found = texts(&[first, all, columns]);
        // Title and point; title, points, note and four cells; heading and points.
        let counts: Vec<usize> = found.iter().map(|text| text.matches(&plain).count()).collect();
        assert_eq!(counts, [2, 8, 4], "{found:?}");
    }

    #[test]
    fn a_slide_is_a_page_however_much_it_holds() {
        let long = "Words without end. ".repeat(400);
        let mut full = slide(Part::Analysis, &long);
        full.points = vec![long.clone(); 3];
        let mut tall = slide(Part::Analysis, "T");
        tall.visual = table(40, 12, "A long name of an option");
        let mut chinese = slide(Part::Given, "混合云（中国）");
        chinese.points = vec!["云".repeat(600)];
        let mut method = slide(Part::Given, "Method");
        method.visual = Visual::Method(&crate::report::board::method::METHOD);
        let found = texts(&[slide(Part::Title, &long), full, tall, chinese, method]);
        assert_eq!(found.len(), 5);
        for (number, text) in found.iter().enumerate() {
            assert!(text.contains(&format!("Foot{}", number + 1)), "{text}");
        }
        assert!(found[4].contains("EVPPI") && found[4].contains("Whatknowingisworth."));
    }

    #[test]
    fn charts_are_vectors_and_their_title_stands_once() {
        let heading = Heading { title: "One option costs less".to_owned(), ..samples::heading("A") };
        let picture = heat_map(&HeatMap { heading, ..samples::heat_map(3) }).unwrap();
        let named = NamedPicture { name: "compare".to_owned(), picture };
        let mut shown = slide(Part::Analysis, "One option costs less.");
        shown.visual = Visual::Picture(&named);
        shown.points = vec!["A point".to_owned()];
        let slides = [slide(Part::Title, "A case"), shown];
        let first = pdf_report(&slides, "Foot").unwrap();
        assert!(first.starts_with(b"%PDF-1.7"));
        assert_eq!(first, pdf_report(&slides, "Foot").unwrap(), "the same bytes again");
        let file = files(&slides, "").into_iter().find(|(name, _)| name.ends_with(".svg")).unwrap().1;
        // What stays is the text for those who cannot see it.
        assert_eq!(file.matches("One option costs less").count(), 2);
        assert!(file.contains("aria-label=\"One option costs less\""));
    }

    #[test]
    fn every_step_of_the_method_with_an_equation_has_one_to_show() {
        let mut method = slide(Part::Given, "Method");
        method.visual = Visual::Method(&crate::report::board::method::METHOD);
        let document = typeset(&[method], "").unwrap();
        let mut fonts = BTreeMap::new();
        count_fonts(&document.pages()[0].frame, &mut fonts);
        assert!(fonts["New Computer Modern Math"] > 60, "{fonts:?}");
    }

    fn count_fonts(frame: &Frame, fonts: &mut BTreeMap<String, usize>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => count_fonts(&group.frame, fonts),
                FrameItem::Text(text) => {
                    *fonts.entry(text.font.font().info().family.to_string()).or_default() +=
                        text.glyphs.len();
                }
                FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }
}
