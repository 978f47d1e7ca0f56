//! Figures one below the other: their names in a wide gutter on the left, with columns of words, their rows over the rest.

use super::error::ChartError;
use super::layout::{fit_name, widest, wrap_evenly};
use super::rows::Rows;
use super::scene::{Anchor, Area, Colour, Scene, Type, point};
use super::theme::{INK, SMALL, TIGHT_LINE_HEIGHT};

/// Share of the width that names may take, beside columns and without.
const GUTTER_SHARE: f64 = 0.36;
const WIDE_GUTTER_SHARE: f64 = 0.46;
const GAP: f64 = 18.0;

/// A column of words right of the names.
#[derive(Debug, Clone)]
pub struct WordColumn {
    pub heading: String,
    pub colour: Colour,
    /// One a row.
    pub words: Vec<String>,
}

/// A name on two lines where it needs them and a row has room for them.
fn name_lines(name: &str, style: Type, width: f64, pitch: f64) -> Result<Vec<String>, ChartError> {
    // Lines of neighbours may nearly touch.
    let has_room = pitch >= 0.95 * 2.0 * TIGHT_LINE_HEIGHT * SMALL;
    if has_room { wrap_evenly(name, style, width, 2) } else { Ok(vec![fit_name(name, style, width)?]) }
}

/// Draws names and columns, and divides what is left of `area` into rows.
pub fn figure_rows(
    scene: &mut Scene,
    area: Area,
    names: &[&str],
    columns: &[WordColumn],
) -> Result<Rows, ChartError> {
    let style = Type::regular(SMALL, INK);
    let share = if columns.is_empty() { WIDE_GUTTER_SHARE } else { GUTTER_SHARE };
    let gutter = (widest(names.iter().copied(), style)? + 1.0).min(share * area.width());
    let pitch = area.height() / names.len().max(1) as f64;
    let mut left = area.left + gutter;
    let middle = |row: usize| area.top + (row as f64 + 0.5) * pitch;
    for (row, name) in names.iter().enumerate() {
        let lines = name_lines(name, style, gutter, pitch)?;
        let first = middle(row) - (lines.len() as f64 - 1.0) / 2.0 * TIGHT_LINE_HEIGHT * SMALL;
        for (line, text) in lines.into_iter().enumerate() {
            let y = first + line as f64 * TIGHT_LINE_HEIGHT * SMALL;
            scene.centred_text(text, point(left, y), Anchor::End, style);
        }
    }
    for column in columns {
        let style = Type::bold(SMALL, column.colour);
        let texts = column.words.iter().map(String::as_str).chain([column.heading.as_str()]);
        // Letters of some viewers are wider.
        left += GAP + 1.06 * widest(texts, style)?;
        scene.text(column.heading.clone(), point(left, area.top - 0.4 * SMALL), Anchor::End, style);
        for (row, words) in column.words.iter().enumerate() {
            scene.centred_text(words.clone(), point(left, middle(row)), Anchor::End, style);
        }
    }
    Ok(Rows { plot: Area { left: left + GAP, ..area }, pitch })
}
