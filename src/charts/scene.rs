//! The display list: what is drawn, before it is decided in which file format.

use super::theme::Ground;
use crate::language::Language;

/// An opaque colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

impl Colour {
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// As `#332288`.
    pub fn code(self) -> String {
        format!("#{:02X}{:02X}{:02X}", self.red, self.green, self.blue)
    }

    /// Mixes with `other`; `share` is how much of `other` is in the result, 0 to 1.
    pub fn mixed_with(self, other: Self, share: f64) -> Self {
        let mix = |own: u8, foreign: u8| {
            (f64::from(own) * (1.0 - share) + f64::from(foreign) * share).round() as u8
        };
        Self::new(mix(self.red, other.red), mix(self.green, other.green), mix(self.blue, other.blue))
    }
}

/// Pixels from the upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

pub const fn point(x: f64, y: f64) -> Point {
    Point { x, y }
}

/// An upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    pub fn new(left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Self { left, top, right, bottom }
    }
    pub fn width(&self) -> f64 {
        self.right - self.left
    }
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }
    pub fn centre(&self) -> Point {
        point((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fill {
    pub colour: Colour,
    /// 0 invisible, 1 opaque.
    pub opacity: f64,
}

impl From<Colour> for Fill {
    fn from(colour: Colour) -> Self {
        Self { colour, opacity: 1.0 }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    pub colour: Colour,
    pub width: f64,
    /// Length of the dashes and of the gaps between them; `None` is a solid line.
    pub dash: Option<f64>,
}

impl Stroke {
    pub fn solid(colour: Colour, width: f64) -> Self {
        Self { colour, width, dash: None }
    }
    pub fn dashed(colour: Colour, width: f64, dash: f64) -> Self {
        Self { colour, width, dash: Some(dash) }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Bold,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// Size, weight and colour of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Type {
    /// Size of the em square in pixels.
    pub size: f64,
    pub weight: Weight,
    pub colour: Colour,
}

impl Type {
    pub fn regular(size: f64, colour: Colour) -> Self {
        Self { size, weight: Weight::Regular, colour }
    }
    pub fn bold(size: f64, colour: Colour) -> Self {
        Self { size, weight: Weight::Bold, colour }
    }
    /// From the middle of the capital letters down to the base line: adds to a centre to get the base line.
    pub fn half_capital(&self) -> f64 {
        0.36 * self.size
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    Rectangle {
        area: Area,
        fill: Fill,
    },
    Polygon {
        points: Vec<Point>,
        fill: Fill,
    },
    Line {
        points: Vec<Point>,
        stroke: Stroke,
    },
    Disc {
        centre: Point,
        radius: f64,
        fill: Fill,
    },
    Text {
        content: String,
        /// On the base line, at the start, middle or end of the text.
        at: Point,
        anchor: Anchor,
        style: Type,
    },
}

/// A picture as an ordered list of shapes; later ones cover earlier ones.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    pub width: u32,
    pub height: u32,
    /// Read aloud instead of the picture, and the name of the picture where it is listed.
    pub title: String,
    /// What it is drawn on; the colours of the shapes are those for a light ground.
    pub ground: Ground,
    /// In which its words and numbers are written.
    pub language: Language,
    pub shapes: Vec<Shape>,
}

impl Scene {
    pub fn new((width, height): (u32, u32), title: &str) -> Self {
        Self {
            width,
            height,
            title: printable(title),
            ground: Ground::Light,
            language: Language::English,
            shapes: Vec::new(),
        }
    }

    pub fn rectangle(&mut self, area: Area, fill: impl Into<Fill>) {
        self.shapes.push(Shape::Rectangle { area, fill: fill.into() });
    }

    pub fn polygon(&mut self, points: Vec<Point>, fill: impl Into<Fill>) {
        self.shapes.push(Shape::Polygon { points, fill: fill.into() });
    }

    pub fn line(&mut self, points: Vec<Point>, stroke: Stroke) {
        self.shapes.push(Shape::Line { points, stroke });
    }

    pub fn segment(&mut self, from: Point, to: Point, stroke: Stroke) {
        self.line(vec![from, to], stroke);
    }

    pub fn disc(&mut self, centre: Point, radius: f64, fill: impl Into<Fill>) {
        self.shapes.push(Shape::Disc { centre, radius, fill: fill.into() });
    }

    /// A square standing on its corner.
    pub fn diamond(&mut self, centre: Point, radius: f64, fill: impl Into<Fill>) {
        let Point { x, y } = centre;
        self.polygon(
            vec![point(x - radius, y), point(x, y - radius), point(x + radius, y), point(x, y + radius)],
            fill,
        );
    }

    pub fn text(&mut self, content: impl Into<String>, at: Point, anchor: Anchor, style: Type) {
        self.shapes.push(Shape::Text { content: printable(&content.into()), at, anchor, style });
    }

    /// Text whose capitals are centred on `at.y`.
    pub fn centred_text(&mut self, content: impl Into<String>, at: Point, anchor: Anchor, style: Type) {
        self.text(content, point(at.x, at.y + style.half_capital()), anchor, style);
    }
}

/// Text as any format may hold it: control characters, which XML forbids, are blanks.
fn printable(text: &str) -> String {
    let forbidden = |character: char| character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}');
    text.replace(forbidden, " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mix_lies_between_its_colours() {
        let mixed = Colour::new(0, 100, 255).mixed_with(Colour::new(255, 255, 255), 0.5);
        assert_eq!(mixed, Colour::new(128, 178, 255));
    }
}
