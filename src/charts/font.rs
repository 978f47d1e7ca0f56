//! The embedded font, Open Sans: widths for the layout, and glyph shapes for the PNG.
//!
//! Widths are those of the font file, in font units: the same on each machine, and finer than the text measure of
//! plotters, which is a whole number of pixels.

use std::sync::OnceLock;

use ab_glyph::{Font as _, FontRef, GlyphId, OutlinedGlyph};

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
        Ok(Self { regular: Font::read(REGULAR_FONT)?, bold: Font::read(BOLD_FONT)? })
    }

    pub fn of(&self, weight: Weight) -> &Font {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

/// One weight of the font.
pub struct Font {
    face: FontRef<'static>,
    units_per_em: f32,
}

impl Font {
    fn read(file: &'static [u8]) -> Result<Self, ChartError> {
        let unusable = |reason: &str| ChartError::Font { reason: reason.to_owned() };
        let face = FontRef::try_from_slice(file).map_err(|error| unusable(&error.to_string()))?;
        let units_per_em = face.units_per_em().ok_or_else(|| unusable("it has no size"))?;
        Ok(Self { face, units_per_em })
    }

    pub fn has(&self, character: char) -> bool {
        // Number 0 is the box for what is missing.
        self.face.glyph_id(character) != GlyphId(0)
    }

    /// Width of one character at text size `size`, in pixels. A character that the font lacks counts as a full em,
    /// the width of a Chinese character in whichever font shows it.
    fn advance(&self, character: char, size: f64) -> f64 {
        match self.face.glyph_id(character) {
            GlyphId(0) => size,
            glyph => f64::from(self.face.h_advance_unscaled(glyph)) * size / f64::from(self.units_per_em),
        }
    }

    /// Width of a line of text at text size `size`, in pixels; without kerning.
    pub fn width(&self, text: &str, size: f64) -> f64 {
        text.chars().map(|character| self.advance(character, size)).sum()
    }

    /// The shapes of a line of text that starts at `start` on the base line; `size` is the em square.
    pub fn outlines(&self, text: &str, size: f64, start: (f64, f64)) -> Vec<OutlinedGlyph> {
        // A scale is the height from ascender to descender.
        let scale = size as f32 * self.face.height_unscaled() / self.units_per_em;
        let mut pen = start.0;
        let mut outlines = Vec::new();
        for character in text.chars() {
            let at = ab_glyph::point(pen as f32, start.1 as f32);
            let glyph = self.face.glyph_id(character).with_scale_and_position(scale, at);
            // A space has none.
            outlines.extend(self.face.outline_glyph(glyph));
            pen += self.advance(character, size);
        }
        outlines
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
    fn a_chinese_character_is_known_to_be_missing_and_a_full_em_wide() {
        let font = &Fonts::embedded().unwrap().bold;
        assert!(!font.has('云'));
        assert_eq!(font.width("云", 20.0), 20.0);
    }

    #[test]
    fn a_cut_font_is_refused() {
        assert!(matches!(Font::read(&REGULAR_FONT[..300]), Err(ChartError::Font { .. })));
        assert!(matches!(Font::read(&[]), Err(ChartError::Font { .. })));
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
