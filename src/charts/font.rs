//! The embedded fonts: widths for the layout, and glyph shapes for the PNG. Open Sans; for Chinese characters Noto Sans SC.
//!
//! Widths are those of the font file, in font units: the same on each machine, and finer than the text measure of
//! plotters, which is a whole number of pixels.

use std::sync::OnceLock;

use ab_glyph::{Font as _, FontRef, GlyphId, OutlineCurve, OutlinedGlyph};

use super::error::ChartError;
use super::scene::Weight;

/// Open Sans Regular as TrueType, for embedding beside an SVG. Apache licence 2.0; the terms lie beside the file.
pub const REGULAR_FONT: &[u8] = include_bytes!("../../assets/fonts/OpenSans-Regular.ttf");
/// Open Sans Bold as TrueType.
pub const BOLD_FONT: &[u8] = include_bytes!("../../assets/fonts/OpenSans-Bold.ttf");

/// Open Sans Regular as WOFF2 with all its characters, an eighth of the size, for embedding into a page.
pub const REGULAR_PAGE_FONT: &[u8] = include_bytes!("../../assets/fonts/OpenSans-Regular.woff2");
/// Open Sans Bold as WOFF2.
pub const BOLD_PAGE_FONT: &[u8] = include_bytes!("../../assets/fonts/OpenSans-Bold.woff2");

/// Noto Sans SC Regular with the characters of GB/T 2312, as OpenType. SIL Open Font License 1.1; the terms lie beside the file.
pub const HAN_FONT: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Regular.otf");
/// Noto Sans SC Bold with the characters of level 1 of GB/T 2312.
pub const BOLD_HAN_FONT: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Bold.otf");

/// Both weights, ready for measuring and drawing.
pub struct Fonts {
    pub regular: Font,
    pub bold: Font,
}

impl Fonts {
    /// The embedded fonts, read once per process.
    pub fn embedded() -> Result<&'static Self, ChartError> {
        static FONTS: OnceLock<Result<Fonts, ChartError>> = OnceLock::new();
        FONTS.get_or_init(Self::load).as_ref().map_err(Clone::clone)
    }

    fn load() -> Result<Self, ChartError> {
        Ok(Self {
            regular: Font::read(&[REGULAR_FONT, HAN_FONT])?,
            bold: Font::read(&[BOLD_FONT, BOLD_HAN_FONT, HAN_FONT])?,
        })
    }

    pub fn of(&self, weight: Weight) -> &Font {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

/// One weight: a face, and further ones for the characters that it lacks.
pub struct Font {
    faces: Vec<Face>,
}

struct Face {
    face: FontRef<'static>,
    units_per_em: f32,
}

impl Face {
    fn read(file: &'static [u8]) -> Result<Self, ChartError> {
        let unusable = |reason: &str| ChartError::Font { reason: reason.to_owned() };
        let face = FontRef::try_from_slice(file).map_err(|error| unusable(&error.to_string()))?;
        let units_per_em = face.units_per_em().ok_or_else(|| unusable("it has no size"))?;
        Ok(Self { face, units_per_em })
    }

    /// Number 0 is the box for what is missing.
    fn has(&self, character: char) -> bool {
        self.face.glyph_id(character) != GlyphId(0)
    }
}

impl Font {
    fn read(files: &[&'static [u8]]) -> Result<Self, ChartError> {
        Ok(Self { faces: files.iter().map(|file| Face::read(file)).collect::<Result<_, _>>()? })
    }

    pub fn has(&self, character: char) -> bool {
        self.faces.iter().any(|face| face.has(character))
    }

    /// Whether a text has characters that only a further face has, which few machines have as a font.
    pub fn needs_outlines(&self, text: &str) -> bool {
        let missing = |character: char| !self.faces[0].has(character);
        text.chars().any(|character| missing(character) && self.has(character))
    }

    /// The first face with a character; the first of all for one that is missing.
    fn face_of(&self, character: char) -> &Face {
        self.faces.iter().find(|face| face.has(character)).unwrap_or(&self.faces[0])
    }

    /// Width of one character at text size `size`, in pixels. A character that the font lacks counts as a full em,
    /// the width of a Chinese character in whichever font shows it.
    fn advance(&self, character: char, size: f64) -> f64 {
        let Face { face, units_per_em } = self.face_of(character);
        match face.glyph_id(character) {
            GlyphId(0) => size,
            glyph => f64::from(face.h_advance_unscaled(glyph)) * size / f64::from(*units_per_em),
        }
    }

    /// Width of a line of text at text size `size`, in pixels; without kerning.
    pub fn width(&self, text: &str, size: f64) -> f64 {
        text.chars().map(|character| self.advance(character, size)).sum()
    }

    /// The shapes of a line of text that starts at `start` on the base line; `size` is the em square.
    pub fn outlines(&self, text: &str, size: f64, start: (f64, f64)) -> Vec<OutlinedGlyph> {
        let mut pen = start.0;
        let mut outlines = Vec::new();
        for character in text.chars() {
            let Face { face, units_per_em } = self.face_of(character);
            // A scale is the height from ascender to descender.
            let scale = size as f32 * face.height_unscaled() / units_per_em;
            let at = ab_glyph::point(pen as f32, start.1 as f32);
            let glyph = face.glyph_id(character).with_scale_and_position(scale, at);
            // A space has none.
            outlines.extend(face.outline_glyph(glyph));
            pen += self.advance(character, size);
        }
        outlines
    }

    /// The same shapes as the data of an SVG path, in whole units.
    pub fn path(&self, text: &str, size: f64, start: (f64, f64)) -> String {
        let mut pen = start.0;
        let mut path = String::new();
        for character in text.chars() {
            let Face { face, units_per_em } = self.face_of(character);
            let scale = size / f64::from(*units_per_em);
            // Font units run upwards.
            let place = |point: ab_glyph::Point| {
                let (x, y) = (pen + f64::from(point.x) * scale, start.1 - f64::from(point.y) * scale);
                format!("{} {}", x.round() as i64, y.round() as i64)
            };
            let mut last = None;
            let outline = face.outline(face.glyph_id(character));
            for curve in outline.map(|outline| outline.curves).unwrap_or_default() {
                let (from, to) = ends(&curve);
                if last != Some(from) {
                    path += &format!("M{}", place(from));
                }
                path += &match curve {
                    OutlineCurve::Line(..) => format!("L{}", place(to)),
                    OutlineCurve::Quad(_, control, _) => format!("Q{} {}", place(control), place(to)),
                    OutlineCurve::Cubic(_, first, second, _) => {
                        format!("C{} {} {}", place(first), place(second), place(to))
                    }
                };
                last = Some(to);
            }
            pen += self.advance(character, size);
        }
        path
    }
}

/// Where a part of an outline starts and ends.
fn ends(curve: &OutlineCurve) -> (ab_glyph::Point, ab_glyph::Point) {
    match curve {
        OutlineCurve::Line(from, to)
        | OutlineCurve::Quad(from, _, to)
        | OutlineCurve::Cubic(from, _, _, to) => (*from, *to),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_font() {
        let font = &Fonts::embedded().unwrap().regular;
        // Open Sans Regular: 2048 units per em, each digit 1171 units wide, "i" 518, space 532.
        assert_eq!(font.width("7", 2048.0), 1171.0);
        assert_eq!(font.width("0 i", 2048.0), 1171.0 + 532.0 + 518.0);
    }

    #[test]
    fn what_the_charts_write_themselves_is_in_the_font() {
        for weight in [Weight::Regular, Weight::Bold] {
            for character in "≈–—…€·−≤≥×%\u{a0}".chars() {
                assert!(Fonts::embedded().unwrap().of(weight).has(character), "{character}");
            }
        }
    }

    #[test]
    fn chinese_characters_are_there_and_a_full_em_wide() {
        for weight in [Weight::Regular, Weight::Bold] {
            let font = Fonts::embedded().unwrap().of(weight);
            for character in "云合规网络安全，。「」齄".chars() {
                assert!(font.has(character), "{character}");
            }
            assert_eq!(font.width("云", 20.0), 20.0);
            assert!(font.needs_outlines("混合 hybrid") && !font.needs_outlines("hybrid – 8 %"));
        }
    }

    #[test]
    fn a_character_that_no_face_has_is_known_to_be_missing() {
        let font = &Fonts::embedded().unwrap().bold;
        assert!(!font.has('한') && !font.needs_outlines("한"));
        assert_eq!(font.width("한", 20.0), 20.0);
    }

    #[test]
    fn the_path_of_a_text_stands_where_its_pixels_do() {
        let font = &Fonts::embedded().unwrap().regular;
        let path = font.path(" H", 204.8, (10.0, 500.0));
        // As below: "H" starts 201 units right of the pen, its capitals are 1462 units high, in tenths of a pixel.
        let numbers: Vec<i64> = path.split(['M', 'L', ' ']).filter_map(|part| part.parse().ok()).collect();
        let (left, top) = (numbers.iter().step_by(2).min(), numbers.iter().skip(1).step_by(2).min());
        assert_eq!((left, top), (Some(&83), Some(&354)), "{path}");
        assert!(font.path("云", 20.0, (0.0, 20.0)).contains('C'));
    }

    #[test]
    fn a_cut_font_is_refused() {
        assert!(matches!(Font::read(&[&REGULAR_FONT[..300]]), Err(ChartError::Font { .. })));
        assert!(matches!(Font::read(&[&[]]), Err(ChartError::Font { .. })));
    }

    #[test]
    fn a_glyph_stands_on_its_base_line() {
        let font = &Fonts::embedded().unwrap().regular;
        let outlines = font.outlines(" H", 204.8, (10.0, 500.0));
        // The space, 532 of 2048 units wide, has no shape. Capitals of Open Sans are 1462 units high, and "H" starts 201
        // units right of the pen; the bounds are those of whole pixels.
        assert_eq!(outlines.len(), 1);
        let bounds = outlines[0].px_bounds();
        assert_eq!((bounds.min.x, bounds.min.y, bounds.max.y), (83.0, 353.0, 500.0));
    }
}
