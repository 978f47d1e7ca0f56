//! A table that people can edit.

use super::text::{INK, MUTED, Paragraph, Place, Run, body, fitting, letters, lines, solid_fill};
use super::xml::{Element, element};
use crate::charts::option_colour_code;
use crate::report::board::deck::{SlideCell, SlideRow, SlideTable};

/// Margins of a cell, in inches.
const MARGIN: (f64, f64) = (0.06, 0.03);
/// Ground of the header.
const HEADER: &str = "E6EBF1";
const LINE: &str = "C3CAD3";

/// The table as a frame.
///
/// - `width`, `height`: room in inches, from `place`.
pub fn table_frame(id: usize, table: &SlideTable, place: Place, (width, height): (f64, f64)) -> Element {
    let widths = widths(table, width);
    let size = letters_size(table, &widths, height);
    let names = element("p:nvGraphicFramePr")
        .child(element("p:cNvPr").with("id", id).with("name", "Table").with("descr", &table.caption))
        .child(element("p:cNvGraphicFramePr").child(element("a:graphicFrameLocks").with("noGrp", 1)))
        .child(element("p:nvPr"));
    let columns = widths.iter().map(|width| element("a:gridCol").with("w", (width * 914_400.0) as i64));
    let header = SlideRow {
        option: None,
        cells: table
            .header
            .iter()
            .map(|text| SlideCell { text: text.clone(), lead: true, ..SlideCell::default() })
            .collect(),
    };
    let drawn = Rows { table, widths: &widths, size };
    let grid = element("a:tbl")
        .child(element("a:tblPr").with("firstRow", 1))
        .child(element("a:tblGrid").children(columns))
        .child(drawn.row(&header, true))
        .children(table.rows.iter().map(|row| drawn.row(row, false)));
    let data = element("a:graphicData")
        .with("uri", "http://schemas.openxmlformats.org/drawingml/2006/table")
        .child(grid);
    element("p:graphicFrame")
        .child(names)
        .child(place.transform("p:xfrm"))
        .child(element("a:graphic").child(data))
}

/// By what their cells need: words take more than figures, within bounds.
fn widths(table: &SlideTable, width: f64) -> Vec<f64> {
    let need = |column: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
        let longest = cells.flat_map(|cell| [letters(&cell.text), letters(&cell.detail)]).fold(0.0, f64::max);
        let word = table.header[column].split_whitespace().map(letters).fold(0.0, f64::max);
        let most = if table.numbers.get(column) == Some(&true) { 18.0 } else { 60.0 };
        longest.clamp(6.0, most).max(word)
    };
    let needs: Vec<f64> = (0..table.header.len()).map(need).collect();
    let all: f64 = needs.iter().sum();
    needs.iter().map(|need| width * need / all.max(1.0)).collect()
}

/// Lines of a row at a size of letters.
fn row_lines(cells: &[SlideCell], widths: &[f64], size: f64) -> f64 {
    let of = |(cell, width): (&SlideCell, &f64)| {
        let inner = width - 2.0 * MARGIN.0;
        let detail =
            if cell.detail.is_empty() { 0.0 } else { 0.85 * lines(&cell.detail, size * 0.85, inner) };
        lines(&cell.text, size, inner) + detail
    };
    cells.iter().zip(widths).map(of).fold(1.0, f64::max)
}

/// The largest letters with which all rows fit.
fn letters_size(table: &SlideTable, widths: &[f64], height: f64) -> f64 {
    let header: Vec<SlideCell> =
        table.header.iter().map(|text| SlideCell { text: text.clone(), ..SlideCell::default() }).collect();
    let mut size = 14.0;
    let needed = |size: f64| {
        let rows = table.rows.iter().map(|row| row_lines(&row.cells, widths, size));
        let all = [row_lines(&header, widths, size)].into_iter().chain(rows);
        all.map(|lines| lines * size * 1.22 / 72.0 + 2.0 * MARGIN.1).sum::<f64>()
    };
    while size > 8.0 && needed(size) > height {
        size -= 0.5;
    }
    size
}

struct Rows<'a> {
    table: &'a SlideTable,
    widths: &'a [f64],
    size: f64,
}

impl Rows<'_> {
    fn row(&self, row: &SlideRow, header: bool) -> Element {
        let height = row_lines(&row.cells, self.widths, self.size) * self.size * 1.22 / 72.0 + 2.0 * MARGIN.1;
        let cells = row.cells.iter().enumerate().map(|(column, cell)| {
            let colour = row.option.filter(|_| column == 0);
            self.cell(cell, column, header, colour)
        });
        element("a:tr").with("h", (height * 914_400.0) as i64).children(cells)
    }

    fn cell(&self, cell: &SlideCell, column: usize, header: bool, option: Option<usize>) -> Element {
        let run = Run::new(&cell.text, self.size);
        let run = if cell.lead { run.bold() } else { run };
        let right = self.table.numbers.get(column) == Some(&true);
        let mut paragraphs = vec![Paragraph { right, ..Paragraph::of(run) }];
        if !cell.detail.is_empty() {
            let detail = Run::new(&cell.detail, self.size * 0.85).coloured(MUTED);
            paragraphs.push(Paragraph { right, ..Paragraph::of(detail) });
        }
        let edge = |name: &'static str, colour: &str, width: u32| {
            element(name).with("w", width).child(solid_fill(colour))
        };
        let none = |name: &'static str| element(name).with("w", 0).child(element("a:noFill"));
        let left = option.map_or_else(
            || none("a:lnL"),
            |option| edge("a:lnL", option_colour_code(option).trim_start_matches('#'), 57_150),
        );
        let inset = |inches: f64| (inches * 914_400.0) as i64;
        // Room for the option's colour.
        let from_left = if option.is_some() { 2.0 * MARGIN.0 } else { MARGIN.0 };
        let properties = element("a:tcPr")
            .with("marL", inset(from_left))
            .with("marR", inset(MARGIN.0))
            .with("marT", inset(MARGIN.1))
            .with("marB", inset(MARGIN.1))
            .with("anchor", if header { "b" } else { "ctr" })
            .child(left)
            .child(none("a:lnR"))
            .child(none("a:lnT"))
            .child(edge("a:lnB", if header { INK } else { LINE }, if header { 12_700 } else { 6_350 }))
            .child(if header { solid_fill(HEADER) } else { element("a:noFill") });
        element("a:tc").child(body("a:txBody", "t", &paragraphs)).child(properties)
    }
}

/// The largest letters for a caption.
pub fn caption_size(caption: &str, width: f64) -> f64 {
    fitting(&[caption], (width, 0.3), (9.0, 12.0), 0.0)
}
