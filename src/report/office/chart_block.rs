//! Where the figures of a chart stand on a sheet of a workbook.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::native_chart::{ChartKind, NativeChart};

/// A cell by row and column, from 0.
pub type CellPlace = (u32, u16);

/// Cells of a column, from the first to the last row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellRange {
    pub first_row: u32,
    pub last_row: u32,
    pub column: u16,
}

/// The figures of a chart as a block of cells: title, header, a row per category or amount.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartBlock {
    pub title: CellPlace,
    /// Empty range for curves.
    pub categories: Option<CellRange>,
    pub series: Vec<SeriesPlace>,
    /// First row that is free below.
    pub next_row: u32,
}

/// Where a row of the legend has its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesPlace {
    pub name: CellPlace,
    /// Amounts, of curves.
    pub at: Option<CellRange>,
    pub values: CellRange,
    /// What error bars reach down and up.
    pub errors: Option<(CellRange, CellRange)>,
}

impl ChartBlock {
    /// Writes the figures of a chart.
    ///
    /// # Errors
    /// More rows or columns than a sheet has.
    pub fn write(
        chart: &NativeChart,
        sheet: &mut Worksheet,
        first_row: u32,
    ) -> Result<ChartBlock, XlsxError> {
        let mut block = BlockWriter { sheet, header: first_row + 1, next_column: 0 };
        block.text((first_row, 0), &chart.heading().replace('\n', " – "))?;
        let percent_or_money = Format::new().set_num_format(&chart.vertical_format);
        let amounts = Format::new().set_num_format(&chart.horizontal_format);
        let categories = match chart.kind {
            ChartKind::Clustered | ChartKind::Stacked => Some(block.names(chart)?),
            ChartKind::Curves { .. } => None,
        };
        let mut series = Vec::new();
        for found in &chart.series {
            let at = match categories {
                Some(_) => None,
                None => Some(block.column(&format!("{}: cost", found.name), &found.at, &amounts)?),
            };
            let name = (block.header, block.next_column);
            let values = block.column(&found.name, &found.values, &percent_or_money)?;
            let errors = if found.errors.is_empty() {
                None
            } else {
                let (down, up): (Vec<f64>, Vec<f64>) = found.errors.iter().copied().unzip();
                let down = block.column(&format!("{}: down", found.name), &down, &percent_or_money)?;
                Some((down, block.column(&format!("{}: up", found.name), &up, &percent_or_money)?))
            };
            series.push(SeriesPlace { name, at, values, errors });
        }
        let rows = chart.series.iter().map(|series| series.values.len()).max().unwrap_or(0);
        let next_row = first_row + 3 + rows as u32;
        Ok(ChartBlock { title: (first_row, 0), categories, series, next_row })
    }
}

impl ChartBlock {
    /// Number of columns.
    pub fn columns(&self) -> u16 {
        let last = |place: &SeriesPlace| place.errors.map_or(place.values.column, |(_, up)| up.column);
        self.series.iter().map(|place| last(place) + 1).max().unwrap_or(1)
    }
}

struct BlockWriter<'a> {
    sheet: &'a mut Worksheet,
    header: u32,
    next_column: u16,
}

impl BlockWriter<'_> {
    fn text(&mut self, (row, column): CellPlace, text: &str) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(row, column, text, &Format::new().set_bold()).map(|_sheet| ())
    }

    fn range(&mut self, rows: usize) -> CellRange {
        let column = self.next_column;
        self.next_column += 1;
        let first_row = self.header + 1;
        CellRange { first_row, last_row: first_row + (rows.max(1) as u32) - 1, column }
    }

    fn names(&mut self, chart: &NativeChart) -> Result<CellRange, XlsxError> {
        self.text((self.header, self.next_column), &chart.horizontal_title)?;
        let range = self.range(chart.categories.len());
        for (row, name) in (range.first_row..).zip(&chart.categories) {
            self.sheet.write_string(row, range.column, name)?;
        }
        Ok(range)
    }

    fn column(&mut self, name: &str, values: &[f64], format: &Format) -> Result<CellRange, XlsxError> {
        self.text((self.header, self.next_column), name)?;
        let range = self.range(values.len());
        for (row, value) in (range.first_row..).zip(values) {
            self.sheet.write_number_with_format(row, range.column, *value, format)?;
        }
        Ok(range)
    }
}
