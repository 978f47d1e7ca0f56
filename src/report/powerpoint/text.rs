//! Boxes of text on a slide, and how large their letters may be.

use super::xml::{Element, element, valued};

/// English Metric Units: 914,400 in an inch.
pub const INCH: i64 = 914_400;
pub const INK: &str = "222B36";
pub const MUTED: &str = "5F6B7A";
/// Mean width of a letter against its height.
const LETTER_WIDTH: f64 = 0.52;
/// Height of a line against that of its letters.
const LINE_HEIGHT: f64 = 1.22;

/// Where something stands, in English Metric Units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub left: i64,
    pub top: i64,
    pub width: i64,
    pub height: i64,
}

impl Place {
    /// In inches.
    pub fn inches(left: f64, top: f64, width: f64, height: f64) -> Place {
        let units = |inches: f64| (inches * INCH as f64) as i64;
        Place { left: units(left), top: units(top), width: units(width), height: units(height) }
    }

    /// `a:xfrm`, or `p:xfrm` of a frame.
    pub fn transform(self, name: &'static str) -> Element {
        element(name)
            .child(element("a:off").with("x", self.left).with("y", self.top))
            .child(element("a:ext").with("cx", self.width).with("cy", self.height))
    }
}

/// A run of letters of one look.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    pub text: String,
    /// In points.
    pub size: f64,
    pub bold: bool,
    pub colour: String,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Paragraph {
    pub runs: Vec<Run>,
    pub bullet: bool,
    /// To the right, as figures in tables.
    pub right: bool,
}

impl Run {
    pub fn new(text: &str, size: f64) -> Run {
        Run { text: text.to_owned(), size, bold: false, colour: INK.to_owned() }
    }

    pub fn bold(self) -> Run {
        Run { bold: true, ..self }
    }

    pub fn coloured(self, colour: &str) -> Run {
        Run { colour: colour.to_owned(), ..self }
    }

    fn element(&self) -> Element {
        let properties = element("a:rPr")
            .with("lang", "en-GB")
            .with("sz", (self.size * 100.0).round() as i64)
            .with("b", u8::from(self.bold))
            .with("dirty", 0)
            .child(solid_fill(&self.colour));
        element("a:r").child(properties).child(element("a:t").text(&self.text))
    }
}

impl Paragraph {
    pub fn of(run: Run) -> Paragraph {
        Paragraph { runs: vec![run], ..Paragraph::default() }
    }

    /// With a bullet in front.
    pub fn point(run: Run) -> Paragraph {
        Paragraph { bullet: true, ..Paragraph::of(run) }
    }

    fn element(&self) -> Element {
        let size = self.runs.first().map_or(12.0, |run| run.size);
        let indent = (size * 0.9 * 12_700.0) as i64;
        let mut properties = element("a:pPr");
        if self.bullet {
            properties = properties.with("marL", indent).with("indent", -indent);
        }
        if self.right {
            properties = properties.with("algn", "r");
        }
        let after = element("a:spcAft").child(valued("a:spcPts", (size * 40.0).round() as i64));
        let bullet =
            if self.bullet { element("a:buFont").with("typeface", "Arial") } else { element("a:buNone") };
        let spaced = if self.bullet || self.runs.len() > 1 { Some(after) } else { None };
        let character = self.bullet.then(|| element("a:buChar").with("char", "•"));
        element("a:p")
            .child(properties.children(spaced).child(bullet).children(character))
            .children(self.runs.iter().map(Run::element))
    }
}

/// `a:solidFill` of a colour such as `222B36`.
pub fn solid_fill(colour: &str) -> Element {
    element("a:solidFill").child(valued("a:srgbClr", colour))
}

/// `p:txBody` or `a:txBody` without margins.
pub fn body(name: &'static str, anchor: &str, paragraphs: &[Paragraph]) -> Element {
    let properties = element("a:bodyPr")
        .with("wrap", "square")
        .with("lIns", 0)
        .with("tIns", 0)
        .with("rIns", 0)
        .with("bIns", 0)
        .with("anchor", anchor)
        .child(element("a:noAutofit"));
    let written: Vec<Element> = paragraphs.iter().map(Paragraph::element).collect();
    let none = written.is_empty().then(|| element("a:p"));
    element(name).child(properties).child(element("a:lstStyle")).children(written).children(none)
}

/// A box of text.
///
/// - `placeholder`: `title`, say, for what the layout has a place for.
pub fn text_box(
    id: usize,
    name: &str,
    placeholder: Option<Element>,
    place: Place,
    anchor: &str,
    paragraphs: &[Paragraph],
) -> Element {
    let is_box = placeholder.is_none();
    let mut own = element("p:cNvSpPr");
    if is_box {
        own = own.with("txBox", 1);
    } else {
        own = own.child(element("a:spLocks").with("noGrp", 1));
    }
    let names = element("p:nvSpPr")
        .child(element("p:cNvPr").with("id", id).with("name", name))
        .child(own)
        .child(element("p:nvPr").children(placeholder));
    let shape = element("p:spPr")
        .child(place.transform("a:xfrm"))
        .child(element("a:prstGeom").with("prst", "rect").child(element("a:avLst")))
        .children(is_box.then(|| element("a:noFill")));
    element("p:sp").child(names).child(shape).child(body("p:txBody", anchor, paragraphs))
}

/// A filled rectangle without text.
pub fn bar(id: usize, name: &str, place: Place, colour: &str) -> Element {
    let names = element("p:nvSpPr")
        .child(element("p:cNvPr").with("id", id).with("name", name))
        .child(element("p:cNvSpPr"))
        .child(element("p:nvPr"));
    let shape = element("p:spPr")
        .child(place.transform("a:xfrm"))
        .child(element("a:prstGeom").with("prst", "rect").child(element("a:avLst")))
        .child(solid_fill(colour))
        .child(element("a:ln").child(element("a:noFill")));
    element("p:sp").child(names).child(shape)
}

/// Width of a text in letters; Chinese ones count twice.
pub fn letters(text: &str) -> f64 {
    text.chars()
        .map(|letter| {
            if ('\u{1100}'..'\u{FFE7}').contains(&letter) && !('\u{2000}'..'\u{2E80}').contains(&letter) {
                1.9
            } else {
                1.0
            }
        })
        .sum()
}

/// Lines that a text takes in a width in inches.
pub fn lines(text: &str, size: f64, width: f64) -> f64 {
    let fitting = (width * 72.0 / (size * LETTER_WIDTH)).max(1.0);
    (letters(text) / fitting).ceil().max(1.0)
}

/// The largest size of letters, in points, at which texts fit into a box.
///
/// - `width`, `height`: in inches.
/// - `gap`: space below each text, in lines.
pub fn fitting(texts: &[&str], (width, height): (f64, f64), (least, most): (f64, f64), gap: f64) -> f64 {
    let mut size = most;
    while size > least {
        let needed: f64 = texts.iter().map(|text| lines(text, size, width) + gap).sum();
        if needed * size * LINE_HEIGHT / 72.0 <= height {
            return size;
        }
        size -= 0.5;
    }
    least
}
