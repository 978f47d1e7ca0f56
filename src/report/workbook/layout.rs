//! Writes what a sheet is to hold: widths, wrapped text, tables, charts.

use rust_xlsxwriter::{
    Color, Format, FormatBorder, Table, TableColumn, TableStyle, Url, Workbook, Worksheet, XlsxError,
};

use super::charts::excel_chart;
use super::plan::{Block, Entry, Grid, Part, PlacedChart, SheetPlan};
use super::styles;

/// Width of running text, in letters.
const TEXT_WIDTH: f64 = 120.0;
/// What a printed page holds beside each other and can still be read, in letters.
const PAGE_WIDTH: f64 = 260.0;
/// Width of a column that nobody has set, in letters.
const DEFAULT_WIDTH: f64 = 8.43;
/// Narrowest and widest columns of tables, in letters.
const WIDTHS: (f64, f64) = (11.0, 68.0);
/// Height of a line in points.
const LINE: f64 = 15.0;
/// A header this far up stays in sight; further down it would take too much of the screen.
const LOWEST_FROZEN_HEADER: u32 = 7;
/// A row and a column that nobody has set, in pixels.
const CELL_PIXELS: (u32, u32) = (20, 64);
/// Most letters of a cell.
const LONGEST_CELL: usize = 32_000;
/// A4.
const PAPER: u8 = 9;

/// Adds the sheet to the workbook.
///
/// # Errors
/// More rows or columns than a sheet has.
pub fn write_sheet(workbook: &mut Workbook, plan: &SheetPlan) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(&plan.name)?;
    sheet.set_tab_color(Color::RGB(plan.part.colour()));
    sheet.set_landscape().set_paper_size(PAPER);
    sheet.set_screen_gridlines(false);
    sheet.set_footer("&L&F: &A&RPage &P of &N");
    let widths = widths(plan);
    let pages = (widths.iter().sum::<f64>() / PAGE_WIDTH).ceil().clamp(1.0, 9.0);
    sheet.set_print_fit_to_pages(pages as u16, 0);
    for (column, width) in (0..).zip(&widths) {
        sheet.set_column_width(column, *width)?;
    }
    let mut writer = Writer {
        sheet,
        text_columns: text_columns(&widths),
        widths,
        row: 0,
        headers: Vec::new(),
        breaks: Vec::new(),
    };
    writer.title(plan)?;
    for block in &plan.blocks {
        writer.block(block)?;
    }
    if !writer.breaks.is_empty() {
        writer.sheet.set_page_breaks(&writer.breaks)?;
    }
    freeze(&mut writer, plan)
}

/// Keeps header and first columns in sight where the only table stands at the top; in print an only table has its header on
/// every page.
fn freeze(writer: &mut Writer<'_>, plan: &SheetPlan) -> Result<(), XlsxError> {
    if let [header] = writer.headers.as_slice() {
        writer.sheet.set_repeat_rows(*header, *header)?;
    }
    let row = match writer.headers.as_slice() {
        [header] if *header <= LOWEST_FROZEN_HEADER => header + 1,
        _ => 1,
    };
    writer.sheet.set_freeze_panes(row, plan.fixed_columns).map(|_sheet| ())
}

/// Letters as wide as Latin ones; Chinese ones count twice.
fn width_of(text: &str) -> f64 {
    text.chars().map(|letter| if u32::from(letter) >= 0x1100 && letter != '–' { 2.0 } else { 1.0 }).sum()
}

/// Widths of the columns of all tables of a sheet.
fn widths(plan: &SheetPlan) -> Vec<f64> {
    let mut widths: Vec<f64> = Vec::new();
    for block in &plan.blocks {
        let Block::Table(grid) = block else { continue };
        for column in 0..grid.columns.len() {
            if widths.len() <= column {
                widths.push(WIDTHS.0);
            }
            widths[column] = widths[column].max(column_width(grid, column));
        }
    }
    widths
}

fn column_width(grid: &Grid, column: usize) -> f64 {
    let longest_word = grid.columns[column].header.split_whitespace().map(width_of).fold(0.0, f64::max);
    let cell = |row: &Vec<Entry>| match row.get(column) {
        Some(Entry::Text(text) | Entry::Coloured(text, _)) => width_of(text),
        Some(Entry::Number(_) | Entry::Marked { .. }) => 13.0,
        Some(Entry::Nothing) | None => 0.0,
    };
    // Room for the arrow of the filter.
    let words = grid.rows.iter().map(cell).fold(longest_word + 4.0, f64::max);
    (words + 1.0).clamp(WIDTHS.0, WIDTHS.1)
}

/// So many columns from the left are as wide as running text.
fn text_columns(widths: &[f64]) -> u16 {
    let mut total = 0.0;
    let mut columns = 0;
    while total < TEXT_WIDTH {
        total += widths.get(usize::from(columns)).copied().unwrap_or(DEFAULT_WIDTH);
        columns += 1;
    }
    columns
}

struct Writer<'a> {
    sheet: &'a mut Worksheet,
    widths: Vec<f64>,
    text_columns: u16,
    row: u32,
    /// Rows of the headers of tables.
    headers: Vec<u32>,
    /// Rows that begin a page.
    breaks: Vec<u32>,
}

impl Writer<'_> {
    fn title(&mut self, plan: &SheetPlan) -> Result<(), XlsxError> {
        self.line(&plan.title, &styles::title(), 24.0)?;
        self.line(plan.part.label(), &styles::part(plan.part), LINE)
    }

    fn block(&mut self, block: &Block) -> Result<(), XlsxError> {
        match block {
            Block::Heading(text, part) => self.heading(text, *part),
            Block::Lead(text) => self.text(text, &styles::lead(), 1.15),
            Block::Text(text) => self.text(text, &styles::text(), 1.0),
            Block::Point(text) => self.text(&format!("• {text}"), &styles::text().set_indent(1), 1.05),
            Block::Note(text) => self.text(text, &styles::note(), 1.0),
            Block::Link { sheet, text } => self.link(sheet, text),
            Block::Table(grid) => self.table(grid),
            Block::NewPage => {
                self.breaks.push(self.row);
                Ok(())
            }
            Block::Charts(charts) => self.charts(charts),
        }
    }

    /// A line that may run over the columns to the right.
    fn line(&mut self, text: &str, format: &Format, height: f64) -> Result<(), XlsxError> {
        self.sheet.set_row_height(self.row, height)?;
        let format = styles::of_text(format.clone(), text);
        self.sheet.write_string_with_format(self.row, 0, cut(text), &format)?;
        self.row += 1;
        Ok(())
    }

    fn heading(&mut self, text: &str, part: Option<Part>) -> Result<(), XlsxError> {
        self.row += 1;
        self.line(text, &styles::heading(), 20.0)?;
        part.map_or(Ok(()), |part| self.line(part.label(), &styles::part(part), LINE))
    }

    /// Running text over as many columns as it takes, as high as its lines.
    ///
    /// - `size`: width of its letters against plain text.
    fn text(&mut self, text: &str, format: &Format, size: f64) -> Result<(), XlsxError> {
        let letters: f64 = (0..self.text_columns)
            .map(|column| self.widths.get(usize::from(column)).copied().unwrap_or(DEFAULT_WIDTH))
            .sum();
        let lines = |line: &str| (width_of(line) * size / letters).ceil().max(1.0);
        let height = text.lines().map(lines).sum::<f64>() * LINE * size.max(1.0);
        self.sheet.set_row_height(self.row, height.clamp(LINE, 400.0))?;
        let format = styles::of_text(format.clone(), text);
        self.sheet.merge_range(self.row, 0, self.row, self.text_columns - 1, &cut(text), &format)?;
        self.row += 1;
        Ok(())
    }

    fn link(&mut self, sheet: &str, text: &str) -> Result<(), XlsxError> {
        let target = format!("internal:'{}'!A1", sheet.replace('\'', "''"));
        self.sheet.write_url(self.row, 0, Url::new(target).set_text(cut(text)))?;
        self.row += 1;
        Ok(())
    }

    fn table(&mut self, grid: &Grid) -> Result<(), XlsxError> {
        if grid.title.is_empty() {
            self.row += 1;
        } else {
            self.heading(&grid.title, None)?;
        }
        let Some(last_column) = grid.columns.len().checked_sub(1) else { return Ok(()) };
        if grid.rows.is_empty() {
            return self.text("No rows.", &styles::note(), 1.0);
        }
        self.header_height(grid)?;
        self.headers.push(self.row);
        let table = Table::new().set_style(TableStyle::Light1).set_columns(&headers(grid));
        let (first, last) = (self.row, self.row + grid.rows.len() as u32);
        self.sheet.add_table(first, 0, last, last_column as u16, &table)?;
        for (row, cells) in (first + 1..).zip(&grid.rows) {
            for (column, entry) in cells.iter().enumerate().take(grid.columns.len()) {
                self.entry(row, column as u16, entry, &grid.columns[column].format)?;
            }
        }
        self.row = last + 2;
        Ok(())
    }

    fn header_height(&mut self, grid: &Grid) -> Result<(), XlsxError> {
        let lines = |(column, width): (usize, &f64)| {
            grid.columns
                .get(column)
                .map_or(1.0, |column| (width_of(&column.header) * 1.1 / (width - 3.0)).ceil())
        };
        let most = self.widths.iter().enumerate().map(lines).fold(1.0, f64::max);
        self.sheet.set_row_height(self.row, (most * LINE).min(150.0)).map(|_sheet| ())
    }

    fn entry(&mut self, row: u32, column: u16, entry: &Entry, format: &str) -> Result<(), XlsxError> {
        match entry {
            Entry::Text(text) => {
                let look = styles::of_text(styles::text(), text);
                self.sheet.write_string_with_format(row, column, cut(text), &look)?;
            }
            Entry::Coloured(text, colour) => {
                let colour = u32::from_str_radix(colour.trim_start_matches('#'), 16).unwrap_or(0);
                let edge = styles::text().set_bold().set_border_left(FormatBorder::Thick);
                let look = styles::of_text(edge.set_border_left_color(Color::RGB(colour)), text);
                self.sheet.write_string_with_format(row, column, cut(text), &look)?;
            }
            Entry::Number(value) => {
                self.sheet.write_number_with_format(row, column, *value, &styles::number(format))?;
            }
            Entry::Marked { value, format, bold } => {
                let look = styles::number(format);
                let look = if *bold { look.set_bold() } else { look };
                self.sheet.write_number_with_format(row, column, *value, &look)?;
            }
            Entry::Nothing => {}
        }
        Ok(())
    }

    fn charts(&mut self, charts: &[PlacedChart]) -> Result<(), XlsxError> {
        let mut offset = 0;
        for placed in charts {
            self.sheet.insert_chart_with_offset(self.row, 0, &excel_chart(placed), offset, 0)?;
            offset += placed.size.0 + CELL_PIXELS.1 / 2;
        }
        let highest = charts.iter().map(|placed| placed.size.1).max().unwrap_or(0);
        self.row += highest.div_ceil(CELL_PIXELS.0) + 1;
        Ok(())
    }
}

/// Excel wants every header once, whatever its case, and none empty.
fn headers(grid: &Grid) -> Vec<TableColumn> {
    let mut taken: Vec<String> = Vec::new();
    let mut once = |header: &str| {
        let wanted = if header.trim().is_empty() { "Remark" } else { header };
        let mut name = wanted.to_owned();
        let mut number = 2;
        while taken.contains(&name.to_lowercase()) {
            name = format!("{wanted} {number}");
            number += 1;
        }
        taken.push(name.to_lowercase());
        name
    };
    let columns = grid.columns.iter();
    columns
        .map(|column| TableColumn::new().set_header(once(&column.header)).set_header_format(styles::header()))
        .collect()
}

/// What Excel takes in a cell.
fn cut(text: &str) -> String {
    text.chars().take(LONGEST_CELL).collect()
}
