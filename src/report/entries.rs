//! Lists of things that have a few figures and something to say: a line of columns each, and prose below it.

use super::prose::wrapped;

/// Blanks between columns.
const GAP: usize = 2;
/// Blanks before the prose.
const INDENT: u16 = 4;
/// Names are not broken to less than this.
const NARROWEST_NAME: usize = 20;

/// A header, and entries below each other.
pub struct Entries {
    header: Vec<String>,
    rows: Vec<(Vec<String>, Vec<String>)>,
}

impl Entries {
    pub fn new(header: &[&str]) -> Entries {
        Entries { header: header.iter().map(|text| (*text).to_owned()).collect(), rows: Vec::new() }
    }

    /// An entry: its name and figures, in the order of the header, and paragraphs about it.
    pub fn add(&mut self, cells: Vec<String>, paragraphs: Vec<String>) {
        self.rows.push((cells, paragraphs));
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The text, in lines of at most `width` letters where words allow it.
    pub fn text(&self, width: u16) -> String {
        let all = || std::iter::once(&self.header).chain(self.rows.iter().map(|(cells, _)| cells));
        let letters = |column: usize| {
            all().filter_map(|cells| cells.get(column)).map(|cell| cell.chars().count()).max()
        };
        let figures: Vec<usize> = (1..self.header.len()).filter_map(letters).collect();
        let taken: usize = figures.iter().map(|letters| letters + GAP).sum();
        let name = usize::from(width).saturating_sub(taken).max(NARROWEST_NAME);
        let mut text = line(&self.header, name, &figures);
        text += &format!("{}\n", "─".repeat(usize::from(width).min(name + taken)));
        for (cells, paragraphs) in &self.rows {
            text += &line(cells, name, &figures);
            for paragraph in paragraphs {
                for line in wrapped(paragraph, width.saturating_sub(INDENT)).lines() {
                    text += &format!("{}{line}\n", " ".repeat(usize::from(INDENT)));
                }
            }
        }
        text
    }
}

/// The name to the left, over several lines if need be; the figures to the right of its first line.
fn line(cells: &[String], name: usize, figures: &[usize]) -> String {
    let Some((first, rest)) = cells.split_first() else { return String::new() };
    let broken = wrapped(first, u16::try_from(name).unwrap_or(u16::MAX));
    let mut text = String::new();
    for (number, part) in broken.lines().enumerate() {
        let mut line = part.to_owned();
        if number == 0 {
            line += &" ".repeat(name.saturating_sub(part.chars().count()));
            for (cell, letters) in rest.iter().zip(figures) {
                line += &" ".repeat(GAP + letters.saturating_sub(cell.chars().count()));
                line += cell;
            }
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_in_columns_and_prose_below() {
        let mut entries = Entries::new(&["", "Cost"]);
        entries.add(vec!["One".to_owned(), "1".to_owned()], vec!["said of it".to_owned()]);
        entries.add(vec!["A name that is far too long".to_owned(), "12.50".to_owned()], Vec::new());
        let text = entries.text(27);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "                       Cost");
        assert_eq!(lines[2], "One                       1");
        assert_eq!(lines[3], "    said of it");
        assert_eq!(lines[4], "A name that is far    12.50");
        assert_eq!(lines[5], "too long");
    }
}
