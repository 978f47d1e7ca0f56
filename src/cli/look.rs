//! How charts are to look.

use clap::{Args, ValueEnum};

use crate::charts::{Ground, Look, Size};
use crate::language::Language;

/// Choices for charts; without any they are slides on white, in English.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct LookArguments {
    /// Charts on a dark ground
    #[arg(long)]
    pub dark: bool,
    /// Charts for the full width of an upright page, in place of a 16:9 slide
    #[arg(long)]
    pub page: bool,
    /// Language of charts
    #[arg(long, value_enum, default_value_t, value_name = "LANGUAGE")]
    pub language: ChartLanguage,
}

impl LookArguments {
    pub fn look(self) -> Look {
        Look {
            size: if self.page { Size::Page } else { Size::Slide },
            language: self.language.language(),
            ground: if self.dark { Ground::Dark } else { Ground::Light },
        }
    }
}

/// Languages by their ISO 639-1 codes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ChartLanguage {
    /// English
    #[default]
    En,
    /// German
    De,
    /// Chinese
    Zh,
}

impl ChartLanguage {
    pub fn language(self) -> Language {
        match self {
            ChartLanguage::En => Language::English,
            ChartLanguage::De => Language::German,
            ChartLanguage::Zh => Language::Chinese,
        }
    }
}
