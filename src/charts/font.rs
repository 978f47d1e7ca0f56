//! The embedded font, Open Sans: widths for the layout, and glyph shapes for the PNG.
//!
//! Widths are read from the font file itself, in font units. They are exact, the same on each machine, and say
//! which characters the font lacks; the text measure of plotters is a whole number of pixels and says neither.

use std::sync::OnceLock;

use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};

use super::error::ChartError;
use super::scene::Weight;

/// Open Sans Regular as TrueType, for embedding beside an SVG. Apache licence 2.0; the terms lie beside the file.
pub const REGULAR_FONT: &[u8] = include_bytes!("../../assets/fonts/OpenSans-Regular.ttf");
/// Open Sans Bold as TrueType.
pub const BOLD_FONT: &[u8] = include_bytes!("../../assets/fonts/OpenSans-Bold.ttf");

const FAMILY: &str = "Open Sans";

/// Both weights, ready for measuring and drawing.
pub struct Fonts {
    regular: Metrics,
    bold: Metrics,
}

impl Fonts {
    /// The embedded fonts, read and registered once per process.
    pub fn embedded() -> Result<&'static Self, ChartError> {
        static FONTS: OnceLock<Result<Fonts, ChartError>> = OnceLock::new();
        FONTS.get_or_init(Self::load).as_ref().map_err(Clone::clone)
    }

    fn load() -> Result<Self, ChartError> {
        for (style, bytes) in [(FontStyle::Normal, REGULAR_FONT), (FontStyle::Bold, BOLD_FONT)] {
            register_font(FAMILY, style, bytes)
                .map_err(|_| ChartError::Font { reason: "not an OpenType file".to_owned() })?;
        }
        let read = |bytes| {
            Metrics::read(bytes)
                .ok_or_else(|| ChartError::Font { reason: "its tables are damaged".to_owned() })
        };
        Ok(Self { regular: read(REGULAR_FONT)?, bold: read(BOLD_FONT)? })
    }

    pub fn metrics(&self, weight: Weight) -> &Metrics {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    /// Draws one character with its pen position at 0 and its base line at row 0.
    ///
    /// `size` is the em square in pixels. `draw` gets column, row and coverage (0 to 1) of each pixel touched.
    pub fn draw_glyph(
        &self,
        character: char,
        size: f64,
        weight: Weight,
        mut draw: impl FnMut(i32, i32, f64),
    ) -> Result<(), ChartError> {
        let metrics = self.metrics(weight);
        let style = match weight {
            Weight::Regular => FontStyle::Normal,
            Weight::Bold => FontStyle::Bold,
        };
        // Plotters scales by the height from ascender to descender instead of the em square, shifts the base line
        // down by half of that height and drops the space before the glyph: all three are put right here.
        let height = size * metrics.height / metrics.units_per_em;
        let half = (height / 2.0).floor();
        let bearing = (metrics.glyph(character).left_bearing * size / metrics.units_per_em).floor() as i32;
        let font = FontDesc::new(FontFamily::Name(FAMILY), 2.0 * half, style);
        font.draw(character.encode_utf8(&mut [0; 4]), (bearing, -(half as i32)), |x, y, coverage| {
            draw(x, y, f64::from(coverage));
            Ok::<(), std::convert::Infallible>(())
        })
        .map_err(|error| ChartError::Font { reason: error.to_string() })?
        .map_err(|never| match never {})
    }
}

/// Advance widths and left bearings of one font, in font units.
pub struct Metrics {
    units_per_em: f64,
    /// Ascender to descender.
    height: f64,
    glyphs: Vec<Glyph>,
    segments: Vec<Segment>,
    glyph_ids: Vec<u8>,
}

#[derive(Clone, Copy)]
struct Glyph {
    advance: f64,
    left_bearing: f64,
}

/// One run of characters of a `cmap` table of format 4.
struct Segment {
    first: u16,
    last: u16,
    delta: u16,
    /// Offset into `glyph_ids` of the glyph of `first`; `None` where the glyph follows from `delta` alone.
    ids_at: Option<usize>,
}

impl Metrics {
    /// `None` if a table is missing or cut short.
    ///
    /// # Source
    /// OpenType specification, tables `head`, `hhea`, `hmtx`, `cmap` (format 4).
    fn read(file: &[u8]) -> Option<Self> {
        let (head, hhea) = (table(file, b"head")?, table(file, b"hhea")?);
        let (hmtx, cmap) = (table(file, b"hmtx")?, table(file, b"cmap")?);
        let height = f64::from(i16_at(hhea, 4)?) - f64::from(i16_at(hhea, 6)?);
        let glyphs = (0..usize::from(u16_at(hhea, 34)?))
            .map(|index| {
                Some(Glyph {
                    advance: f64::from(u16_at(hmtx, 4 * index)?),
                    left_bearing: f64::from(i16_at(hmtx, 4 * index + 2)?),
                })
            })
            .collect::<Option<Vec<_>>>()?;
        let (segments, glyph_ids) = character_map(cmap)?;
        let units_per_em = f64::from(u16_at(head, 18)?);
        (!glyphs.is_empty()).then_some(Self { units_per_em, height, glyphs, segments, glyph_ids })
    }

    fn glyph_id(&self, character: char) -> Option<usize> {
        let code = u16::try_from(u32::from(character)).ok()?;
        let segment = self.segments.iter().find(|segment| code <= segment.last)?;
        let steps = code.checked_sub(segment.first)?;
        let id = match segment.ids_at {
            None => code.wrapping_add(segment.delta),
            Some(at) => match u16_at(&self.glyph_ids, at + 2 * usize::from(steps))? {
                0 => 0,
                id => id.wrapping_add(segment.delta),
            },
        };
        (id != 0).then_some(usize::from(id))
    }

    fn glyph(&self, character: char) -> Glyph {
        // Glyphs beyond the table share the last advance; number 0 is the box for what is missing.
        let id = self.glyph_id(character).unwrap_or(0).min(self.glyphs.len() - 1);
        self.glyphs[id]
    }

    pub fn has(&self, character: char) -> bool {
        self.glyph_id(character).is_some()
    }

    /// Width of one character at text size `size`, in pixels. A character that the font lacks counts as a full em,
    /// the width of a Chinese character in whichever font shows it.
    pub fn advance(&self, character: char, size: f64) -> f64 {
        if self.has(character) { self.glyph(character).advance * size / self.units_per_em } else { size }
    }

    /// Width of a line of text at text size `size`, in pixels; without kerning.
    pub fn width(&self, text: &str, size: f64) -> f64 {
        text.chars().map(|character| self.advance(character, size)).sum()
    }
}

fn table<'a>(file: &'a [u8], tag: &[u8; 4]) -> Option<&'a [u8]> {
    (0..usize::from(u16_at(file, 4)?)).find_map(|index| {
        let record = file.get(12 + 16 * index..28 + 16 * index)?;
        let (start, length) = (u32_at(record, 8)?, u32_at(record, 12)?);
        (record[..4] == tag[..]).then(|| file.get(start..start.checked_add(length)?)).flatten()
    })
}

fn character_map(cmap: &[u8]) -> Option<(Vec<Segment>, Vec<u8>)> {
    let map = (0..usize::from(u16_at(cmap, 2)?)).find_map(|index| {
        let map = cmap.get(u32_at(cmap, 8 + 8 * index)?..)?;
        (u16_at(map, 0)? == 4).then_some(map)
    })?;
    let double_count = usize::from(u16_at(map, 6)?);
    let offsets_start = 16 + 3 * double_count;
    let segments = (0..double_count / 2)
        .map(|index| {
            let offset_at = offsets_start + 2 * index;
            let offset = usize::from(u16_at(map, offset_at)?);
            Some(Segment {
                last: u16_at(map, 14 + 2 * index)?,
                first: u16_at(map, 16 + double_count + 2 * index)?,
                delta: u16_at(map, 16 + 2 * double_count + 2 * index)?,
                // The offset counts from its own place in the table.
                ids_at: (offset != 0).then_some(offset_at + offset - offsets_start),
            })
        })
        .collect::<Option<Vec<_>>>()?;
    Some((segments, map.get(offsets_start..usize::from(u16_at(map, 2)?))?.to_vec()))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn i16_at(bytes: &[u8], at: usize) -> Option<i16> {
    Some(i16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_font() {
        let metrics = Fonts::embedded().unwrap().metrics(Weight::Regular);
        // Open Sans Regular: 2048 units per em, each digit 1171 units wide, "i" 518, space 532.
        assert_eq!(metrics.width("7", 2048.0), 1171.0);
        assert_eq!(metrics.width("0 i", 2048.0), 1171.0 + 532.0 + 518.0);
    }

    #[test]
    fn what_the_charts_write_themselves_is_in_the_font() {
        for weight in [Weight::Regular, Weight::Bold] {
            for character in "≈–—…€·−≤≥×%\u{a0}".chars() {
                assert!(Fonts::embedded().unwrap().metrics(weight).has(character), "{character}");
            }
        }
    }

    #[test]
    fn a_chinese_character_is_known_to_be_missing_and_a_full_em_wide() {
        let metrics = Fonts::embedded().unwrap().metrics(Weight::Bold);
        assert!(!metrics.has('云'));
        assert_eq!(metrics.width("云", 20.0), 20.0);
    }

    #[test]
    fn a_cut_font_is_refused() {
        assert!(Metrics::read(&REGULAR_FONT[..300]).is_none());
        assert!(Metrics::read(&[]).is_none());
    }

    #[test]
    fn a_glyph_stands_on_its_base_line() {
        let (mut top, mut bottom, mut left) = (i32::MAX, i32::MIN, i32::MAX);
        let note = |x: i32, y: i32, coverage: f64| {
            if coverage > 0.5 {
                (top, bottom, left) = (top.min(y), bottom.max(y), left.min(x));
            }
        };
        Fonts::embedded().unwrap().draw_glyph('H', 100.0, Weight::Regular, note).unwrap();
        // Capitals of Open Sans are 1462 of 2048 units high, and "H" starts 201 units right of the pen; one pixel of
        // rounding each (text size to a whole half height, base line, edge).
        assert!((-73..=-70).contains(&top) && (-2..=0).contains(&bottom), "{top} to {bottom}");
        assert!((9..=11).contains(&left), "{left}");
    }
}
