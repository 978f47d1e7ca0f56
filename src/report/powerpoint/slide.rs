//! One slide: title, part, visual, points, note, footer.

use super::frame::{Layout, number_shape, root, title_place, tree};
use super::package::OFFICE;
use super::table::{caption_size, table_frame};
use super::text::{MUTED, Paragraph, Place, Run, bar, fitting, text_box};
use super::xml::{Element, element};
use crate::report::board::deck::{Column, Part, Slide, SlideTable, Visual};
use crate::report::board::method::MethodStep;

/// Left edge and width of what a slide shows, in inches.
const LEFT: f64 = 0.6;
const WIDTH: f64 = 12.13;
/// Top and height of the body.
const TOP: f64 = 1.72;
const HEIGHT: f64 = 4.72;
/// Width against height of the charts that are pictures.
const PICTURE_SHAPE: f64 = 16.0 / 9.0;

/// What a slide shows in a frame of its own part, by the identifier of the relationship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    Nothing,
    /// With its text for those who cannot see it.
    Picture {
        id: String,
        text: String,
    },
    Chart {
        id: String,
        text: String,
    },
}

/// Colour of a part's label.
fn colour(part: Part) -> &'static str {
    match part {
        Part::Title => "1B4F86",
        Part::Given => "5F6B7A",
        Part::Analysis => "1B4F86",
        Part::Recommendation => "117733",
    }
}

/// Which layout a slide has.
pub fn layout_of(slide: &Slide<'_>) -> Layout {
    match slide.part {
        Part::Title => Layout::Title,
        Part::Given | Part::Analysis | Part::Recommendation => Layout::Content,
    }
}

/// The part of a slide.
pub fn slide_part(slide: &Slide<'_>, shown: &Shown, footer: &str) -> Element {
    let mut shapes = Shapes { found: Vec::new(), next: 2 };
    match layout_of(slide) {
        Layout::Title => shapes.first_slide(slide),
        Layout::Content => {
            shapes.frame(slide, footer);
            shapes.visual(slide, shown);
        }
    }
    root("p:sld")
        .child(element("p:cSld").child(tree(shapes.found)))
        .child(element("p:clrMapOvr").child(element("a:masterClrMapping")))
}

struct Shapes {
    found: Vec<Element>,
    next: usize,
}

impl Shapes {
    fn id(&mut self) -> usize {
        self.next += 1;
        self.next - 1
    }

    fn text(&mut self, name: &str, place: Place, anchor: &str, paragraphs: &[Paragraph]) {
        let id = self.id();
        self.found.push(text_box(id, name, None, place, anchor, paragraphs));
    }

    fn title(&mut self, kind: &str, place: Place, run: Run) {
        let id = self.id();
        let placeholder = element("p:ph").with("type", kind);
        self.found.push(text_box(id, "Title", Some(placeholder), place, "t", &[Paragraph::of(run)]));
    }

    fn bar(&mut self, name: &str, place: Place, colour: &str) {
        let id = self.id();
        self.found.push(bar(id, name, place, colour));
    }

    fn first_slide(&mut self, slide: &Slide<'_>) {
        let size = fitting(&[&slide.title], (11.5, 1.7), (20.0, 40.0), 0.0);
        self.title("ctrTitle", Place::inches(0.9, 2.1, 11.5, 1.9), Run::new(&slide.title, size).bold());
        self.bar("Edge", Place::inches(0.0, 0.0, 0.35, 7.5), colour(Part::Title));
        let kicker = Run::new(&slide.kicker, 18.0).coloured(MUTED);
        self.text("Topic", Place::inches(0.9, 1.5, 11.5, 0.5), "t", &[Paragraph::of(kicker)]);
        let texts: Vec<&str> = slide.points.iter().map(String::as_str).collect();
        let size = fitting(&texts, (11.5, 2.2), (11.0, 16.0), 0.4);
        let points: Vec<Paragraph> = texts.iter().map(|text| Paragraph::of(Run::new(text, size))).collect();
        self.text("What was compared", Place::inches(0.9, 4.2, 11.5, 2.3), "t", &points);
        let note = Run::new(&slide.note, 10.0).coloured(MUTED);
        self.text("Note", Place::inches(0.9, 6.75, 11.5, 0.4), "t", &[Paragraph::of(note)]);
    }

    /// What all slides but the first have.
    fn frame(&mut self, slide: &Slide<'_>, footer: &str) {
        let size = fitting(&[&slide.title], (WIDTH, 0.92), (14.0, 24.0), 0.0);
        self.title("title", title_place(), Run::new(&slide.title, size).bold());
        self.bar("Edge", Place::inches(0.0, 0.0, 13.333, 0.09), colour(slide.part));
        let kicker = Run::new(&slide.kicker, 12.0).coloured(MUTED);
        self.text("Topic", Place::inches(LEFT, 0.28, 9.8, 0.32), "ctr", &[Paragraph::of(kicker)]);
        let part = Run::new(slide.part.name(), 12.0).bold().coloured(colour(slide.part));
        let part = Paragraph { right: true, ..Paragraph::of(part) };
        self.text("Part", Place::inches(10.53, 0.28, 2.2, 0.32), "ctr", &[part]);
        if !slide.note.is_empty() {
            let size = fitting(&[&slide.note], (WIDTH, 0.4), (7.0, 10.0), 0.0);
            let note = Run::new(&slide.note, size).coloured(MUTED);
            self.text("Note", Place::inches(LEFT, 6.52, WIDTH, 0.42), "t", &[Paragraph::of(note)]);
        }
        let footer = Run::new(footer, 9.0).coloured(MUTED);
        self.text("Footer", Place::inches(LEFT, 7.02, 10.9, 0.28), "ctr", &[Paragraph::of(footer)]);
        let id = self.id();
        self.found.push(number_shape(id));
    }

    fn visual(&mut self, slide: &Slide<'_>, shown: &Shown) {
        match (&slide.visual, shown) {
            (_, Shown::Chart { id, text }) => {
                let top = self.points_above(&slide.points);
                let frame =
                    chart_frame(self.id(), id, text, Place::inches(LEFT, top, WIDTH, TOP + HEIGHT - top));
                self.found.push(frame);
            }
            (Visual::Picture(_), Shown::Picture { id, text }) => self.picture(slide, id, text),
            (Visual::Table(table), _) => self.table(slide, table),
            (Visual::Columns(columns), _) => self.columns(slide, columns),
            (Visual::Method(steps), _) => self.method(steps),
            (Visual::Nothing | Visual::Picture(_), _) => {
                self.points(&slide.points, (LEFT, TOP, WIDTH, HEIGHT), 18.0)
            }
        }
    }

    /// Points from the top on; returns where the rest begins, in inches.
    fn points_above(&mut self, points: &[String]) -> f64 {
        if points.is_empty() {
            return TOP;
        }
        let texts: Vec<&str> = points.iter().map(String::as_str).collect();
        let size = fitting(&texts, (WIDTH - 0.2, 1.35), (9.0, 14.0), 0.4);
        let height: f64 =
            texts.iter().map(|text| super::text::lines(text, size, WIDTH - 0.2) + 0.4).sum::<f64>()
                * size
                * 1.22
                / 72.0;
        self.points(points, (LEFT, TOP, WIDTH, height.min(1.4)), size);
        TOP + height.min(1.4) + 0.08
    }

    /// Points in a box: left, top, width and height in inches.
    fn points(&mut self, points: &[String], (left, top, width, height): (f64, f64, f64, f64), most: f64) {
        if points.is_empty() {
            return;
        }
        let texts: Vec<&str> = points.iter().map(String::as_str).collect();
        let size = fitting(&texts, (width - 0.2, height), (8.0, most), 0.4);
        let paragraphs: Vec<Paragraph> = texts
            .iter()
            .map(|text| {
                let run = Run::new(text, size);
                if texts.len() == 1 { Paragraph::of(run) } else { Paragraph::point(run) }
            })
            .collect();
        self.text("Points", Place::inches(left, top, width, height), "t", &paragraphs);
    }

    /// Beside the points, or in the middle without any.
    fn picture(&mut self, slide: &Slide<'_>, id: &str, text: &str) {
        let place = if slide.points.is_empty() {
            let width = HEIGHT * PICTURE_SHAPE;
            Place::inches(LEFT + (WIDTH - width) / 2.0, TOP, width, HEIGHT)
        } else {
            let width = 8.0;
            self.points(&slide.points, (LEFT, TOP + 0.1, WIDTH - width - 0.3, HEIGHT - 0.2), 14.0);
            let height = width / PICTURE_SHAPE;
            Place::inches(LEFT + WIDTH - width, TOP + (HEIGHT - height) / 2.0, width, height)
        };
        let shape = self.id();
        self.found.push(picture(shape, id, text, place));
    }

    fn table(&mut self, slide: &Slide<'_>, table: &SlideTable) {
        let mut top = self.points_above(&slide.points);
        if !table.caption.is_empty() {
            let caption = Run::new(&table.caption, caption_size(&table.caption, WIDTH)).coloured(MUTED);
            self.text("Caption", Place::inches(LEFT, top, WIDTH, 0.28), "t", &[Paragraph::of(caption)]);
            top += 0.32;
        }
        let height = TOP + HEIGHT - top;
        let id = self.id();
        let place = Place::inches(LEFT, top, WIDTH, height);
        self.found.push(table_frame(id, table, place, (WIDTH, height)));
    }

    fn columns(&mut self, slide: &Slide<'_>, columns: &[Column]) {
        let top = self.points_above(&slide.points) + 0.06;
        let gap = 0.4;
        let width = (WIDTH - gap * (columns.len().max(1) - 1) as f64) / columns.len().max(1) as f64;
        let mut left = LEFT;
        for column in columns {
            let mut from = top;
            if !column.heading.is_empty() {
                let size = fitting(&[&column.heading], (width, 0.3), (9.0, 14.0), 0.0);
                let heading = Run::new(&column.heading, size).bold();
                self.text("Heading", Place::inches(left, from, width, 0.32), "t", &[Paragraph::of(heading)]);
                from += 0.38;
            }
            self.points(&column.points, (left, from, width, TOP + HEIGHT - from), 14.0);
            left += width + gap;
        }
    }

    /// In two columns.
    fn method(&mut self, steps: &[MethodStep]) {
        let half = steps.len().div_ceil(2);
        let width = (WIDTH - 0.4) / 2.0;
        let words = |step: &MethodStep| format!("{} {} {}", step.name, step.text, step.equation);
        for (column, steps) in steps.chunks(half.max(1)).enumerate() {
            let texts: Vec<String> = steps.iter().map(words).collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let size = fitting(&texts, (width, HEIGHT), (8.0, 12.0), 1.0);
            let paragraphs: Vec<Paragraph> = steps
                .iter()
                .map(|step| {
                    let mut runs =
                        vec![Run::new(&format!("{} ", step.name), size).bold(), Run::new(step.text, size)];
                    if !step.equation.is_empty() {
                        runs.push(
                            Run::new(&format!(" {}.", step.equation.trim_end_matches('.')), size)
                                .coloured(MUTED),
                        );
                    }
                    Paragraph { runs, ..Paragraph::default() }
                })
                .collect();
            let left = LEFT + column as f64 * (width + 0.4);
            self.text("Method", Place::inches(left, TOP, width, HEIGHT), "t", &paragraphs);
        }
    }
}

fn picture(id: usize, relationship: &str, text: &str, place: Place) -> Element {
    let names = element("p:nvPicPr")
        .child(element("p:cNvPr").with("id", id).with("name", "Chart").with("descr", text))
        .child(element("p:cNvPicPr").child(element("a:picLocks").with("noChangeAspect", 1)))
        .child(element("p:nvPr"));
    let fill = element("p:blipFill")
        .child(element("a:blip").with("r:embed", relationship))
        .child(element("a:stretch").child(element("a:fillRect")));
    let shape = element("p:spPr")
        .child(place.transform("a:xfrm"))
        .child(element("a:prstGeom").with("prst", "rect").child(element("a:avLst")));
    element("p:pic").child(names).child(fill).child(shape)
}

fn chart_frame(id: usize, relationship: &str, text: &str, place: Place) -> Element {
    let names = element("p:nvGraphicFramePr")
        .child(element("p:cNvPr").with("id", id).with("name", "Chart").with("descr", text))
        .child(element("p:cNvGraphicFramePr"))
        .child(element("p:nvPr"));
    let chart = element("c:chart")
        .with("xmlns:c", "http://schemas.openxmlformats.org/drawingml/2006/chart")
        .with("xmlns:r", OFFICE)
        .with("r:id", relationship);
    let data = element("a:graphicData")
        .with("uri", "http://schemas.openxmlformats.org/drawingml/2006/chart")
        .child(chart);
    element("p:graphicFrame")
        .child(names)
        .child(place.transform("p:xfrm"))
        .child(element("a:graphic").child(data))
}
