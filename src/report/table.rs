//! Tables on a terminal.

use comfy_table::{
    Cell, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Row, Table, TableStyle, Width,
};

/// Names up to this length are not broken to make room for numbers.
const LONGEST_NAME: usize = 26;

/// Blanks before a column, beside the one where its border would stand.
const GAP: u16 = 1;

/// A header line, a rule and rows; the first column, names, to the left, the others, numbers, to the right.
pub struct TextTable {
    table: Table,
    page_width: u16,
    /// By column: what must not be broken, names up to [`LONGEST_NAME`], numbers, and words of the header.
    least_widths: Vec<usize>,
}

impl TextTable {
    /// A table no wider than `width` columns; long names wrap.
    pub fn new(width: u16, header: &[String]) -> TextTable {
        let mut table = Table::new();
        let rule = LineStyle::none().fill('─').junction('─');
        table
            .load_style(TableStyle::new().header_separator(rule))
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(width)
            .set_header(aligned(header));
        let longest_word =
            |cell: &String| cell.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
        TextTable { table, page_width: width, least_widths: header.iter().map(longest_word).collect() }
    }

    pub fn row(&mut self, cells: &[String]) {
        for (index, (least, cell)) in self.least_widths.iter_mut().zip(cells).enumerate() {
            let letters = cell.chars().count();
            *least = (*least).max(if index == 0 { letters.min(LONGEST_NAME) } else { letters });
        }
        self.table.add_row(aligned(cells));
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

fn aligned(cells: &[String]) -> Row {
    let cell = |(index, text): (usize, &String)| {
        let alignment = if index == 0 { CellAlignment::Left } else { CellAlignment::Right };
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
