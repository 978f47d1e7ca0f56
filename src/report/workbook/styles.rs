//! Looks of cells.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use super::plan::Part;

/// Muted text.
const MUTED: u32 = 0x5F_6B_7A;
/// Ground of headers.
const HEADER: u32 = 0xE6_EB_F1;

pub fn title() -> Format {
    Format::new().set_bold().set_font_size(16).set_align(FormatAlign::VerticalCenter)
}

/// The label that says whether something was given or found.
pub fn part(part: Part) -> Format {
    Format::new().set_bold().set_font_color(Color::RGB(part.colour()))
}

pub fn heading() -> Format {
    Format::new().set_bold().set_font_size(13).set_align(FormatAlign::VerticalCenter)
}

/// The sentence that counts.
pub fn lead() -> Format {
    text().set_bold().set_font_size(12)
}

pub fn text() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top)
}

pub fn note() -> Format {
    text().set_font_color(Color::RGB(MUTED)).set_italic()
}

/// Headers of tables.
pub fn header() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_background_color(Color::RGB(HEADER))
        .set_border_bottom(FormatBorder::Thin)
        .set_align(FormatAlign::Bottom)
}

/// A cell of a table with a number format, empty for none.
pub fn number(format: &str) -> Format {
    let cell = Format::new().set_align(FormatAlign::Top);
    if format.is_empty() { cell } else { cell.set_num_format(format) }
}

/// Excel takes what begins so for a formula when somebody edits the cell, unless the cell says that it is text.
pub fn of_text(format: Format, text: &str) -> Format {
    if text.starts_with(['=', '+', '-', '@']) { format.set_quote_prefix() } else { format }
}
