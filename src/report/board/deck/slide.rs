//! What a slide is made of.

use crate::report::NamedPicture;
use crate::report::board::method::MethodStep;

/// What kind of thing a slide says; readers must be able to keep these apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The first slide.
    Title,
    /// What was given to the model.
    Given,
    /// What the trials show.
    Analysis,
    /// What follows from that for the choice.
    Recommendation,
}

impl Part {
    /// As it stands on the slide; the first slide needs none.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Part::Title => "",
            Part::Given => "Given",
            Part::Analysis => "Analysis",
            Part::Recommendation => "Recommendation",
        }
    }
}

/// One slide. All texts are plain: no markup, whatever signs they contain.
#[derive(Debug, Clone, PartialEq)]
pub struct Slide<'a> {
    pub part: Part,
    /// The question or the topic.
    pub kicker: String,
    /// What is found, in a sentence that the trials support.
    pub title: String,
    /// At most three, each a sentence or two; beside the visual, or alone.
    pub points: Vec<String>,
    pub visual: Visual<'a>,
    /// In small type at the bottom: how to read it, where the rest is; may be empty.
    pub note: String,
}

/// What a slide shows beside its points.
#[derive(Debug, Clone, PartialEq)]
pub enum Visual<'a> {
    Nothing,
    /// Where its own title is the slide's (see [`Slide::repeats`]) one of both can be hidden.
    Picture(&'a NamedPicture),
    Table(SlideTable),
    /// Side by side.
    Columns(Vec<Column>),
    /// The method, each step with its equation in words.
    Method(&'static [MethodStep]),
}

/// Points under a heading.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Column {
    /// May be empty.
    pub heading: String,
    pub points: Vec<String>,
}

/// A table that fits on its slide.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SlideTable {
    /// What it shows, with the unit of its figures.
    pub caption: String,
    /// All empty: none is shown.
    pub header: Vec<String>,
    /// Of each column: whether it holds figures, to the right, or words, to the left.
    pub numbers: Vec<bool>,
    pub rows: Vec<SlideRow>,
}

/// A row; its cells are as many as the header's.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SlideRow {
    /// The option that it is about, by its position, for its colour.
    pub option: Option<usize>,
    pub cells: Vec<SlideCell>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SlideCell {
    pub text: String,
    /// Smaller, below; may be empty.
    pub detail: String,
    /// To be seen first: the lowest mean of a scenario.
    pub lead: bool,
}

impl SlideCell {
    pub(super) fn of(text: impl Into<String>) -> SlideCell {
        SlideCell { text: text.into(), ..SlideCell::default() }
    }
}

impl Slide<'_> {
    pub(super) fn new(part: Part, kicker: &str, title: impl Into<String>) -> Slide<'static> {
        Slide {
            part,
            kicker: kicker.to_owned(),
            title: title.into(),
            points: Vec::new(),
            visual: Visual::Nothing,
            note: String::new(),
        }
    }

    /// Whether the slide's title says what its chart's title says.
    #[must_use]
    pub fn repeats(&self) -> bool {
        let plain = |text: &str| text.trim().trim_end_matches('.').to_owned();
        match &self.visual {
            Visual::Picture(picture) => plain(&self.title).ends_with(&plain(&picture.picture.title)),
            Visual::Nothing | Visual::Table(_) | Visual::Columns(_) | Visual::Method(_) => false,
        }
    }
}
