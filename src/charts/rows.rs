//! Options one below the other: their names in a gutter on the left, their rows over the rest.

use super::error::ChartError;
use super::heading::ChartOption;
use super::layout::{widest, wrap};
use super::scene::{Anchor, Area, Scene, Type, point};
use super::theme::{INK, LABEL, SMALL, TIGHT_LINE_HEIGHT};

/// Options below each other that are told by their names, not by their colours.
pub const MOST_ROWS: usize = 20;

/// Share of the width that names may take.
const GUTTER_SHARE: f64 = 0.24;
const GAP: f64 = 18.0;

/// Rows of equal height.
pub struct Rows {
    /// Where the rows draw, right of the names.
    pub plot: Area,
    pub pitch: f64,
}

impl Rows {
    /// Draws the names and divides `area` into rows.
    pub fn draw(scene: &mut Scene, area: Area, options: &[&ChartOption]) -> Result<Self, ChartError> {
        let pitch = area.height() / options.len().max(1) as f64;
        let style = Type::regular(if pitch < 66.0 { SMALL } else { LABEL }, INK);
        let line = TIGHT_LINE_HEIGHT * style.size;
        let most_lines = ((pitch - 2.0) / line).floor().clamp(1.0, 3.0) as usize;
        let names = options.iter().map(|option| option.name.trim());
        let gutter = (widest(names.clone(), style)? + 1.0).min(GUTTER_SHARE * area.width());
        let plot = Area { left: area.left + gutter + GAP, ..area };
        let rows = Self { plot, pitch };
        for (index, name) in names.enumerate() {
            let lines = wrap(name, style, gutter, most_lines)?;
            let row = rows.row(index);
            let first = row.centre().y - (lines.len() as f64 - 1.0) / 2.0 * line;
            for (offset, text) in lines.into_iter().enumerate() {
                let at = point(area.left + gutter, first + offset as f64 * line);
                scene.centred_text(text, at, Anchor::End, style);
            }
        }
        Ok(rows)
    }

    pub fn row(&self, index: usize) -> Area {
        let top = self.plot.top + index as f64 * self.pitch;
        Area { top, bottom: top + self.pitch, ..self.plot }
    }
}
