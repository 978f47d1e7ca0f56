//! What an answer hands to charts, in the language of their readers.

use super::setting::DecideSetting;
use crate::language::{Filling, Language};
use crate::report::figures::{Scale, chance};

impl DecideSetting {
    /// The language of charts.
    pub(super) fn language(&self) -> Language {
        self.look.language
    }

    /// A phrase in the language of charts.
    pub(super) fn say(&self, phrase: &str) -> String {
        self.language().say(phrase)
    }

    /// A phrase in the language of charts, with its gaps filled, each by name.
    pub(super) fn fill(&self, phrase: &str, gaps: &[(&str, &str)]) -> String {
        fill(self.language(), phrase, gaps)
    }

    /// The names of options as a list, in the language of charts.
    pub(super) fn options_listed(&self, options: &[usize]) -> String {
        let names: Vec<&str> = options.iter().map(|option| self.option(*option)).collect();
        self.language().listed(&names)
    }

    /// A chance as sentences write it, in the language of charts.
    pub(super) fn chance(&self, share: f64) -> String {
        self.language().decimal(&chance(share))
    }

    /// An amount with the currency: `212 Mio. EUR`, in English in the unit of the scale.
    pub(super) fn money(&self, scale: Scale, amount: f64) -> String {
        match self.language() {
            Language::English => {
                format!("{} {}", scale.amount(amount, None), scale.unit(&self.currency))
            }
            other @ (Language::German | Language::Chinese) => {
                format!("{} {}", other.money(amount), self.currency)
            }
        }
    }

    /// A figure in words, in the language of charts: "Cost overrun of projects".
    ///
    /// - `name`: its identifier.
    pub(super) fn figure(&self, name: &str) -> String {
        self.names.in_words(name, self.language())
    }

    /// The same within a sentence or a title.
    pub(super) fn quoted_figure(&self, name: &str) -> String {
        self.fill("quoted", &[("name", &self.figure(name))])
    }

    /// A figure in a sentence: “Cost overrun of projects”.
    pub(super) fn named(&self, name: &str) -> String {
        format!("“{}”", self.names.in_words(name, Language::English))
    }

    /// The same where it comes up first: “Cost overrun of projects” (company.delivery.cost_overrun).
    pub(super) fn introduced(&self, name: &str) -> String {
        format!("{} ({name})", self.named(name))
    }

    /// What an amount in the unit of a scale is of: `M EUR`.
    pub(super) fn unit(&self, scale: Scale) -> String {
        let currency = [("currency", self.currency.as_str())];
        match scale.suffix {
            "k" => self.fill("scale-thousands", &currency),
            "M" => self.fill("scale-millions", &currency),
            "bn" => self.fill("scale-billions", &currency),
            _ => self.currency.clone(),
        }
    }

    /// Figures as sentences write them, such as `2.1 (1.9 to 2.3)`, in the language of charts.
    pub(super) fn ranged(&self, written: &str) -> String {
        let written = self.language().decimal(written);
        match written.split_once(" to ") {
            Some((low, high)) => self.fill("range-to", &[("low", low), ("high", high)]),
            None => written,
        }
    }

    /// A title that states the finding: in English the sentence of the answer, in other languages the same in short; what is
    /// shorter where that does not fit.
    pub(super) fn title(&self, english: &str, other: impl FnOnce() -> String, shorter: &str) -> String {
        match self.language() {
            Language::English => title(Language::English, english, shorter),
            language @ (Language::German | Language::Chinese) => title(language, &other(), shorter),
        }
    }

    /// The same where one phrase says it in every language.
    pub(super) fn short_title(&self, full: &str, shorter: &str) -> String {
        title(self.language(), full, shorter)
    }
}

/// A phrase of a language with its gaps filled, each by name.
pub(super) fn fill(language: Language, phrase: &str, gaps: &[(&str, &str)]) -> String {
    let gaps: Vec<(&str, Filling<'_>)> = gaps.iter().map(|(gap, text)| (*gap, (*text).into())).collect();
    language.fill(phrase, &gaps)
}

/// Letters of a title that surely fit.
fn longest_title(language: Language) -> usize {
    match language {
        Language::English => 170,
        Language::German | Language::Chinese => 160,
    }
}

/// Letters as wide as Latin ones: a Chinese one counts twice.
fn letters(text: &str) -> usize {
    text.chars().map(|letter| if letter >= '\u{2e80}' { 2 } else { 1 }).sum()
}

/// The sentence if it fits, else what is shorter; without the full stop.
fn title(language: Language, sentence: &str, shorter: &str) -> String {
    let fits = letters(sentence) <= longest_title(language);
    let chosen = if fits { sentence } else { shorter };
    // Phrases end without a stop, but with "Mio.".
    match language {
        Language::English => chosen.trim_end_matches('.').to_owned(),
        Language::German | Language::Chinese => chosen.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_as_long_as_fits_its_language() {
        let (latin, han) = ("l".repeat(160), "长".repeat(81));
        assert_eq!(title(Language::English, &latin, "short."), latin);
        assert_eq!(title(Language::Chinese, &latin, "short"), latin);
        assert_eq!(title(Language::Chinese, &han, "short"), "short");
        assert_eq!(title(Language::English, "Over 260M.", "short."), "Over 260M");
        assert_eq!(title(Language::German, "Über 260 Mio.", "short"), "Über 260 Mio.");
    }
}
