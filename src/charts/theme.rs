//! Sizes, margins and neutral colours, in pixels of a 1600 × 900 slide.

use super::scene::Colour;
use crate::language::Language;

/// Outer size of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Size {
    /// 16:9 slide, 1600 × 900 pixels.
    #[default]
    Slide,
    /// Full width of an upright page, 1400 × 1000 pixels.
    Page,
}

impl Size {
    /// Width and height in pixels.
    pub fn pixels(self) -> (u32, u32) {
        match self {
            Self::Slide => (1600, 900),
            Self::Page => (1400, 1000),
        }
    }
}

/// What a picture stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ground {
    /// White paper.
    #[default]
    Light,
    /// A dark page or slide.
    Dark,
}

/// How all pictures of one report look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    pub size: Size,
    pub ground: Ground,
    pub language: Language,
}

pub const MARGIN: f64 = 48.0;

pub const TITLE: f64 = 40.0;
pub const SUBTITLE: f64 = 24.0;
/// Names of options and scenarios, totals: what is read first after the title.
pub const LABEL: f64 = 24.0;
/// Axis numbers, legends, notes: the smallest text of any chart.
pub const SMALL: f64 = 20.0;
/// Distance of base lines, as a multiple of the text size.
pub const LINE_HEIGHT: f64 = 1.25;
/// The same within one name, which is seen as one thing.
pub const TIGHT_LINE_HEIGHT: f64 = 1.1;

pub const INK: Colour = Colour::new(0x1A, 0x1A, 0x1A);
pub const MUTED_INK: Colour = Colour::new(0x55, 0x55, 0x55);
pub const AXIS: Colour = Colour::new(0x77, 0x77, 0x77);
pub const GRID: Colour = Colour::new(0xE2, 0xE2, 0xE2);
pub const PAPER: Colour = Colour::new(0xFF, 0xFF, 0xFF);
