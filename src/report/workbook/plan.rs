//! What stands on a sheet, before anything is laid out.

use crate::report::office::{ChartBlock, NativeChart};

/// Whether something was given to the model, found by it, or follows from what it found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Given,
    Analysis,
    GivenAndAnalysis,
    Recommendation,
}

impl Part {
    /// As the sheet shows it.
    pub fn label(self) -> &'static str {
        match self {
            Part::Given => "Given",
            Part::Analysis => "Analysis",
            Part::GivenAndAnalysis => "Given, and analysis",
            Part::Recommendation => "Recommendation",
        }
    }

    /// Colour of the sheet's tab and of the label.
    pub fn colour(self) -> u32 {
        match self {
            Part::Given => 0x5F_6B_7A,
            Part::Analysis | Part::GivenAndAnalysis => 0x1B_4F_86,
            Part::Recommendation => 0x11_77_33,
        }
    }
}

/// A sheet.
#[derive(Debug, Clone)]
pub struct SheetPlan {
    /// Legal and unique in the workbook.
    pub name: String,
    pub title: String,
    pub part: Part,
    pub blocks: Vec<Block>,
    /// Columns that stay in sight when the reader moves to the right.
    pub fixed_columns: u16,
}

/// One thing below the other.
#[derive(Debug, Clone)]
pub enum Block {
    /// With its part, where that differs from the sheet's.
    Heading(String, Option<Part>),
    /// The sentence that counts.
    Lead(String),
    Text(String),
    Point(String),
    Note(String),
    /// Text that leads to another sheet.
    Link {
        sheet: String,
        text: String,
    },
    Table(Grid),
    /// What follows begins a new page in print.
    NewPage,
    /// Side by side.
    Charts(Vec<PlacedChart>),
}

/// A chart, and where its figures stand.
#[derive(Debug, Clone)]
pub struct PlacedChart {
    pub chart: NativeChart,
    /// Name of the sheet of its figures.
    pub sheet: String,
    pub block: ChartBlock,
    /// In pixels.
    pub size: (u32, u32),
}

/// A table with filters.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// May be empty.
    pub title: String,
    pub columns: Vec<GridColumn>,
    pub rows: Vec<Vec<Entry>>,
}

/// A column of a table.
#[derive(Debug, Clone, Default)]
pub struct GridColumn {
    pub header: String,
    /// How Excel shows its numbers; empty: as they are.
    pub format: String,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    Text(String),
    /// Of something, in the option's colour.
    Coloured(String, String),
    Number(f64),
    /// With a number format of its own, and in bold or not.
    Marked {
        value: f64,
        format: String,
        bold: bool,
    },
    Nothing,
}

impl SheetPlan {
    pub fn new(name: &str, title: &str, part: Part) -> SheetPlan {
        SheetPlan {
            name: name.to_owned(),
            title: title.to_owned(),
            part,
            blocks: Vec::new(),
            fixed_columns: 0,
        }
    }

    pub fn add(&mut self, block: Block) {
        self.blocks.push(block);
    }

    pub fn texts<T: Into<String>>(
        &mut self,
        texts: impl IntoIterator<Item = T>,
        block: impl Fn(String) -> Block,
    ) {
        self.blocks.extend(texts.into_iter().map(|text| block(text.into())));
    }
}

impl Grid {
    /// - `columns`: header and number format of each.
    pub fn new(title: &str, columns: &[(&str, &str)]) -> Grid {
        let column = |(header, format): &(&str, &str)| GridColumn {
            header: (*header).to_owned(),
            format: (*format).to_owned(),
        };
        Grid { title: title.to_owned(), columns: columns.iter().map(column).collect(), rows: Vec::new() }
    }
}

impl Entry {
    pub fn text(text: impl Into<String>) -> Entry {
        Entry::Text(text.into())
    }

    /// A number; nothing where it is not known or not finite.
    pub fn number(value: impl Into<Option<f64>>) -> Entry {
        value.into().filter(|value| value.is_finite()).map_or(Entry::Nothing, Entry::Number)
    }

    pub fn whole(value: u64) -> Entry {
        Entry::Number(value as f64)
    }
}
