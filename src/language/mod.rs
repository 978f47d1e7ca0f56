//! Words and numbers of charts in the languages of their readers.
//!
//! The words stand in one catalogue per language under `assets/words`, in the Fluent syntax that translators' tools
//! know. A phrase is named by its identifier, in full, where it is used: tests compare the names in the sources with the
//! catalogues, and the catalogues with each other.

mod catalogue;
mod number;

pub use fluent_bundle::FluentValue as Filling;

/// In which language a chart speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    #[default]
    English,
    German,
    /// Simplified characters.
    Chinese,
}

impl Language {
    /// All, in the order in which they are offered.
    pub const ALL: [Language; 3] = [Language::English, Language::German, Language::Chinese];

    /// Its ISO 639-1 code: `en`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::German => "de",
            Language::Chinese => "zh",
        }
    }

    /// The phrase of this name; the name itself if the catalogue lacks it.
    #[must_use]
    pub fn say(self, phrase: &str) -> String {
        self.fill(phrase, &[])
    }

    /// The phrase of this name with its gaps filled, each by name.
    #[must_use]
    pub fn fill(self, phrase: &str, gaps: &[(&str, Filling<'_>)]) -> String {
        catalogue::filled(self, phrase, gaps).unwrap_or_else(|| phrase.to_owned())
    }

    /// The phrase of this name, if the catalogue has it.
    #[must_use]
    pub fn find(self, phrase: &str) -> Option<String> {
        catalogue::filled(self, phrase, &[])
    }

    /// `A`, `A and B`, `A, B and C`.
    #[must_use]
    pub fn listed(self, names: &[&str]) -> String {
        match names {
            [] => String::new(),
            [only] => (*only).to_owned(),
            [first @ .., last] => {
                let first = first.join(&self.separator());
                self.fill("list-end", &[("first", first.into()), ("last", (*last).into())])
            }
        }
    }

    /// What stands between the names of a list, but for the last two.
    #[must_use]
    pub fn separator(self) -> String {
        match self {
            Language::English | Language::German => ", ".to_owned(),
            Language::Chinese => "、".to_owned(),
        }
    }
}
