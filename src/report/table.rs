//! Tables on a terminal.

use comfy_table::{
    Cell, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Row, Table, TableStyle, Width,
};

/// Names up to this length are not broken to make room for numbers.
const LONGEST_NAME: usize = 26;

/// Blanks before a column, beside the one where its border would stand.
const GAP: u16 = 1;

/// Words up to this length are not broken.
const LONGEST_WORD: usize = 16;

/// A header line, a rule and rows; the first column, names, to the left, the others, numbers, to the right.
pub struct TextTable {
    table: Table,
    page_width: u16,
    /// Columns of prose beside the first: to the left, and broken between words.
    prose: Vec<usize>,
    /// By column: what must not be broken, names up to [`LONGEST_NAME`], numbers, and words of the header.
    least_widths: Vec<usize>,
}

impl TextTable {
    /// A table no wider than `width` columns; long names wrap.
    pub fn new(width: u16, header: &[String]) -> TextTable {
        TextTable::with_prose(width, header, &[])
    }

    /// The same; the columns at these positions hold prose instead of numbers.
    pub fn with_prose(width: u16, header: &[String], prose: &[usize]) -> TextTable {
        let mut table = Table::new();
        let rule = LineStyle::none().fill('─').junction('─');
        table
            .load_style(TableStyle::new().header_separator(rule))
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(width)
            .set_header(aligned(header, prose));
        let least_widths = header.iter().map(|cell| longest_word(cell)).collect();
        TextTable { table, page_width: width, prose: prose.to_vec(), least_widths }
    }

    pub fn row(&mut self, cells: &[String]) {
        for (index, (least, cell)) in self.least_widths.iter_mut().zip(cells).enumerate() {
            let letters = cell.chars().count();
            *least = (*least).max(match index {
                index if self.prose.contains(&index) => longest_word(cell).min(LONGEST_WORD),
                0 => letters.min(LONGEST_NAME),
                _ => letters,
            });
        }
        self.table.add_row(aligned(cells, &self.prose));
    }

    /// The text, with a line break at the end and no blanks at line ends; styled only for a terminal that shows it.
    pub fn text(&self, styled: bool) -> String {
        let mut table = self.table.clone();
        if styled {
            table.enforce_styling();
        } else {
            table.force_no_tty();
        }
        // A page too narrow for all must break something: then words of the header are as good as any.
        let gaps = (usize::from(GAP) + 1) * self.least_widths.len().saturating_sub(1);
        let fits = self.least_widths.iter().sum::<usize>() + gaps <= usize::from(self.page_width);
        for ((index, column), least) in table.column_iter_mut().enumerate().zip(&self.least_widths) {
            let gap = if index == 0 { 0 } else { GAP };
            column.set_padding((gap, 0));
            if fits {
                let width = u16::try_from(*least).unwrap_or(u16::MAX).saturating_add(gap);
                column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(width)));
            }
        }
        let mut text = String::new();
        for line in table.lines() {
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

fn longest_word(cell: &str) -> usize {
    cell.split(' ').map(|word| word.chars().count()).max().unwrap_or(0)
}

fn aligned(cells: &[String], prose: &[usize]) -> Row {
    let cell = |(index, text): (usize, &String)| {
        let left = index == 0 || prose.contains(&index);
        let alignment = if left { CellAlignment::Left } else { CellAlignment::Right };
        Cell::new(text).set_alignment(alignment)
    };
    cells.iter().enumerate().map(cell).collect::<Vec<Cell>>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_whole_and_numbers_stand_to_the_right() {
        let words = |texts: [&str; 2]| texts.map(str::to_owned);
        let mut table = TextTable::new(40, &words(["", "Cost"]));
        table.row(&words(["Foreign cloud in China", "1"]));
        let text = table.text(false);
        let found: Vec<&str> = text.lines().collect();
        assert_eq!(found[0], "                        Cost");
        assert_eq!(found[2], "Foreign cloud in China     1");
        assert_eq!(found.len(), 3);
    }
}
