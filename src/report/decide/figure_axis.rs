//! A figure of the case that is moved from one value to another.

use serde_json::{Value, json};

use super::in_language::fill;
use super::setting::DecideSetting;
use crate::language::Language;
use crate::math::{log10, pow};
use crate::quantity::Distribution;
use crate::units::{Currency, DAYS_PER_MONTH, Dimension, format_number};

/// A figure, and the range over which it is moved.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureAxis {
    /// As `check --assumptions` lists it.
    pub name: String,
    /// What the case says it is, in words.
    pub value: String,
    pub dimension: Dimension,
    /// The case's.
    pub currency: Currency,
    /// What the case says it is.
    pub distribution: Distribution,
    /// Ends of the range, in the normal unit of the dimension.
    pub low: f64,
    pub high: f64,
}

/// The unit of an axis: what a value in the normal unit is divided by, what stands behind each number, and behind the title.
struct AxisUnit {
    divisor: f64,
    behind_number: &'static str,
    behind_title: BehindTitle,
}

enum BehindTitle {
    Nothing,
    Currency,
    Phrase(&'static str),
}

impl FigureAxis {
    /// A value with its unit: `412M EUR`, `30%`.
    pub(super) fn in_words(&self, value: f64) -> String {
        self.in_words_of(value, Language::English)
    }

    /// The same as a language writes it.
    pub(super) fn in_words_of(&self, value: f64, language: Language) -> String {
        language.in_dimension(value, self.dimension, self.currency, 3)
    }

    /// `380M to 450M EUR`: the unit once where both ends share it.
    pub(super) fn range_in_words(&self, low: f64, high: f64) -> String {
        self.range_in_words_of(low, high, Language::English)
    }

    /// The same as a language writes it.
    pub(super) fn range_in_words_of(&self, low: f64, high: f64, language: Language) -> String {
        let (low, high) = (self.in_words_of(low, language), self.in_words_of(high, language));
        let low = match (low.split_once(' '), high.split_once(' ')) {
            (Some((number, unit)), Some((_, same))) if unit == same => number.to_owned(),
            (Some(_) | None, Some(_) | None) => low,
        };
        fill(language, "range-to", &[("low", &low), ("high", &high)])
    }

    /// Evenly spaced values over the range, ends included; the range's own if `count` is below 2.
    #[must_use]
    pub fn points(&self, count: usize) -> Vec<f64> {
        let count = count.max(2);
        (0..count)
            .map(|point| self.low + (self.high - self.low) * (point as f64 / (count - 1) as f64))
            .collect()
    }

    /// What the case expects of it.
    pub(super) fn now(&self) -> f64 {
        self.distribution.mean()
    }

    /// Its 5–95 % range in the case, if it is uncertain.
    pub(super) fn now_range(&self) -> Option<(f64, f64)> {
        let spread = !self.distribution.is_certain();
        spread.then(|| (self.distribution.inverse_cdf(0.05), self.distribution.inverse_cdf(0.95)))
    }

    /// Name and unit.
    pub(super) fn title(&self, setting: &DecideSetting) -> String {
        let name = setting.figure(&self.name);
        match self.unit().behind_title {
            BehindTitle::Nothing => name,
            BehindTitle::Currency => {
                setting.fill("axis-with-unit", &[("title", &name), ("unit", &setting.currency)])
            }
            BehindTitle::Phrase(phrase) => {
                setting.fill("axis-with-unit", &[("title", &name), ("unit", &setting.say(phrase))])
            }
        }
    }

    fn unit(&self) -> AxisUnit {
        let of =
            |divisor: f64, behind_number, behind_title| AxisUnit { divisor, behind_number, behind_title };
        let phrase = BehindTitle::Phrase;
        match self.dimension {
            Dimension::Money => of(1.0, "", BehindTitle::Currency),
            Dimension::Share => of(0.01, "%", BehindTitle::Nothing),
            Dimension::Duration if self.high < 2.0 => of(1.0 / DAYS_PER_MONTH, "", phrase("unit-days")),
            Dimension::Duration => of(1.0, "", phrase("unit-months")),
            Dimension::RatePerYear => of(1.0, "", phrase("unit-per-year")),
            Dimension::Count | Dimension::Factor => of(1.0, "", BehindTitle::Nothing),
            Dimension::HoursPerMonth => of(1.0, "", phrase("unit-hours-per-month")),
        }
    }

    /// Round values within the range with their labels, at most `most`, for an axis.
    pub(super) fn ticks(&self, most: usize, language: Language) -> Vec<(f64, String)> {
        let unit = self.unit();
        let (low, high) = (self.low / unit.divisor, self.high / unit.divisor);
        let step = round_step(low, high, most.max(2));
        let first = (low / step - 1e-9).ceil() as i64;
        let last = (high / step + 1e-9).floor() as i64;
        let tick = |index: i64| {
            let shown = index as f64 * step;
            let number = match (language, self.dimension) {
                (Language::German | Language::Chinese, Dimension::Money) => language.tick_label(shown),
                (Language::English | Language::German | Language::Chinese, _) => {
                    language.decimal(&format_number(shown, 6).replace('-', "−"))
                }
            };
            let space = if language == Language::German && !unit.behind_number.is_empty() { " " } else { "" };
            (shown * unit.divisor, format!("{number}{space}{}", unit.behind_number))
        };
        (first..=last).map(tick).collect()
    }

    pub(super) fn json(&self) -> Value {
        json!({
            "name": self.name,
            "value": self.value,
            "unit": self.dimension.normal_unit(),
            "mean": self.now(),
            "from": self.low,
            "to": self.high,
        })
    }
}

/// The smallest of 1, 2, 2.5 and 5 times a power of ten with which at most so many multiples lie in a range.
fn round_step(low: f64, high: f64, most: usize) -> f64 {
    let mut power = pow(10.0, log10((high - low) / most as f64).floor());
    // A range that is none was refused; whatever it is, the loop ends.
    for _ in 0..4 {
        for factor in [1.0, 2.0, 2.5, 5.0] {
            let step = factor * power;
            let count = (high / step + 1e-9).floor() - (low / step - 1e-9).ceil() + 1.0;
            if count <= most as f64 {
                return step;
            }
        }
        power *= 10.0;
    }
    high - low
}

#[cfg(test)]
pub(super) mod testing {
    use super::*;

    /// A share between its 1 and 99 % quantiles.
    pub fn share() -> FigureAxis {
        let distribution = Distribution::uniform(0.2, 0.6).unwrap();
        FigureAxis {
            name: "application.erp.integration".to_owned(),
            value: "20% to 60%".to_owned(),
            dimension: Dimension::Share,
            currency: Currency::new("EUR").unwrap(),
            low: 0.204,
            high: 0.596,
            distribution,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::regret::tests::{asked, setting_of};
    use super::*;

    #[test]
    fn axes_have_round_ticks_in_a_readable_unit() {
        let share = testing::share();
        let labels = |axis: &FigureAxis, most| {
            axis.ticks(most, Language::English).into_iter().map(|(_, label)| label).collect::<Vec<String>>()
        };
        assert_eq!(labels(&share, 5), ["30%", "40%", "50%"]);
        let setting = setting_of(&asked(vec![vec![vec![1.0]]], None));
        assert_eq!(share.title(&setting), "erp: share that rests on headquarters");
        let money = FigureAxis { dimension: Dimension::Money, low: 210e6, high: 870e6, ..share.clone() };
        assert_eq!(labels(&money, 4), ["400M", "600M", "800M"]);
        assert_eq!(money.title(&setting), "erp: share that rests on headquarters (EUR)");
        assert_eq!(money.ticks(4, Language::German)[0].1, "400 Mio.");
        assert_eq!(money.range_in_words_of(210e6, 870e6, Language::German), "210 bis 870 Mio. EUR");
        assert_eq!(money.range_in_words(210e6, 870e6), "210M to 870M EUR");
        let days = FigureAxis { dimension: Dimension::Duration, low: 0.1, high: 1.0, ..share };
        assert_eq!(labels(&days, 4), ["10", "20", "30"]);
        assert!((days.ticks(4, Language::English)[0].0 - 10.0 / DAYS_PER_MONTH).abs() < 1e-12);
    }
}
