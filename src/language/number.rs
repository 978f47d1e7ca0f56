//! Numbers as each language writes them.

use super::Language;
use crate::units::{Currency, DAYS_PER_MONTH, Dimension, format_in_dimension};

/// Units of large amounts, from small to large.
const SHORT: [(f64, &str); 5] = [(1.0, ""), (1e3, "k"), (1e6, "M"), (1e9, "bn"), (1e12, "tn")];
const GERMAN: [(f64, &str); 5] = [(1.0, ""), (1e3, " Tsd."), (1e6, " Mio."), (1e9, " Mrd."), (1e12, " Bio.")];
/// Every four digits.
const CHINESE: [(f64, &str); 4] = [(1.0, ""), (1e4, "万"), (1e8, "亿"), (1e12, "万亿")];

impl Language {
    /// A round amount, in full: `0`, `50M`, `1.25bn`, `−200k`.
    #[must_use]
    pub fn tick_label(self, amount: f64) -> String {
        let (unit, suffix) = self.unit_of(amount.abs());
        let digits = format!("{:.4}", amount.abs() / unit);
        let short = digits.trim_end_matches('0').trim_end_matches('.');
        if short == "0" { "0".to_owned() } else { format!("{}{}{suffix}", sign(amount), self.decimal(short)) }
    }

    /// An amount to three significant digits: `212M`, `1.24bn`, `8.50k`, `−35.1M`, `0`.
    #[must_use]
    pub fn money(self, amount: f64) -> String {
        if amount == 0.0 {
            return "0".to_owned();
        }
        // 999.7M reads 1.00bn: rounding comes before the choice of the unit.
        let size = rounded_to_three_digits(amount.abs());
        let (unit, suffix) = self.unit_of(size);
        let shown = size / unit;
        let decimals = if shown >= 99.95 {
            0
        } else if shown >= 9.995 {
            1
        } else {
            2
        };
        format!("{}{}{suffix}", sign(amount), self.decimal(&format!("{shown:.decimals$}")))
    }

    /// A probability to two significant digits: `35 %`, `7.7 %`, `0.12 %`, `<0.01 %`, `0 %`.
    #[must_use]
    pub fn percent(self, probability: f64) -> String {
        let shown = 100.0 * probability;
        let number = if shown == 0.0 {
            "0".to_owned()
        } else if shown < 0.01 {
            "<0.01".to_owned()
        } else if shown < 0.995 {
            format!("{shown:.2}")
        } else if shown < 9.95 {
            format!("{shown:.1}")
        } else if shown > 99.0 && shown < 100.0 {
            // 99.9 % is not certainty.
            format!("{:.1}", (10.0 * shown).floor() / 10.0)
        } else {
            format!("{shown:.0}")
        };
        format!("{} %", self.decimal(&number))
    }

    /// A whole number with separators: `20,000`.
    #[must_use]
    pub fn count(self, number: u64) -> String {
        let digits = number.to_string();
        let separator = match self {
            Language::English | Language::Chinese => ',',
            Language::German => '.',
        };
        let mut grouped = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                grouped.push(separator);
            }
            grouped.push(digit);
        }
        grouped
    }

    /// A number of trials: `1 trial`, `20,000 trials`.
    #[must_use]
    pub fn trials(self, trials: u64) -> String {
        let number = self.count(trials);
        self.fill(if trials == 1 { "trial" } else { "trials" }, &[("number", number.into())])
    }

    /// A number written with a point, as this language writes it: `12.5`, or `12,5`.
    #[must_use]
    pub fn decimal(self, number: &str) -> String {
        match self {
            Language::English | Language::Chinese => number.to_owned(),
            // What separates thousands becomes a point as well.
            Language::German => number
                .chars()
                .map(|sign| match sign {
                    '.' => ',',
                    ',' => '.',
                    other => other,
                })
                .collect(),
        }
    }

    /// A value in the normal unit of its dimension, with that unit: `412M EUR`, `30%`, `3 months`.
    #[must_use]
    pub fn in_dimension(self, value: f64, dimension: Dimension, currency: Currency, digits: usize) -> String {
        let english = format_in_dimension(value, dimension, currency, digits);
        if self == Language::English {
            return english;
        }
        let number = self.decimal(english.split([' ', '%']).next().unwrap_or_default());
        let number = number.strip_prefix('-').map_or_else(|| number.clone(), |size| format!("−{size}"));
        let with = |phrase| self.fill(phrase, &[("number", number.as_str().into())]);
        match dimension {
            Dimension::Money => format!("{} {currency}", self.money(value)),
            Dimension::Share => format!("{number} %"),
            Dimension::RatePerYear => with("number-per-year"),
            Dimension::Count | Dimension::Factor if value.abs() >= 1000.0 => self.money(value),
            Dimension::Count | Dimension::Factor => self.decimal(&english),
            Dimension::HoursPerMonth => with("number-hours-per-month"),
            Dimension::Duration if value == 0.0 || value.abs() >= 1.0 - 1e-9 => with("number-months"),
            Dimension::Duration if value.abs() * DAYS_PER_MONTH >= 1.0 - 1e-9 => with("number-days"),
            Dimension::Duration => with("number-hours"),
        }
    }

    fn unit_of(self, size: f64) -> (f64, &'static str) {
        let units: &[(f64, &str)] = match self {
            Language::English => &SHORT,
            Language::German => &GERMAN,
            Language::Chinese => &CHINESE,
        };
        units.iter().rev().find(|(unit, _)| size >= unit * (1.0 - 1e-12)).copied().unwrap_or(units[0])
    }
}

/// As decimal text does it.
fn rounded_to_three_digits(size: f64) -> f64 {
    format!("{size:.2e}").parse().unwrap_or(size)
}

fn sign(amount: f64) -> &'static str {
    if amount < 0.0 { "−" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(language: Language, amounts: &[f64]) -> Vec<String> {
        amounts.iter().map(|&amount| language.money(amount)).collect()
    }

    #[test]
    fn amounts_as_people_write_them() {
        let amounts = [0.0, 212.4e6, 1.236e9, 8500.0, -35.06e6, 999.6e6, 0.5, 99.97e6, 2e12];
        let english = ["0", "212M", "1.24bn", "8.50k", "−35.1M", "1.00bn", "0.50", "100M", "2.00tn"];
        assert_eq!(of(Language::English, &amounts), english);
        let german = [
            "0",
            "212 Mio.",
            "1,24 Mrd.",
            "8,50 Tsd.",
            "−35,1 Mio.",
            "1,00 Mrd.",
            "0,50",
            "100 Mio.",
            "2,00 Bio.",
        ];
        assert_eq!(of(Language::German, &amounts), german);
        let chinese = ["0", "2.12亿", "12.4亿", "8500", "−3510万", "10.0亿", "0.50", "1.00亿", "2.00万亿"];
        assert_eq!(of(Language::Chinese, &amounts), chinese);
    }

    #[test]
    fn chances_as_people_write_them() {
        let written = [0.0, 0.000_05, 0.001_2, 0.077, 0.35, 0.999_9, 1.0]
            .map(|chance| Language::English.percent(chance));
        assert_eq!(written, ["0 %", "<0.01 %", "0.12 %", "7.7 %", "35 %", "99.9 %", "100 %"]);
        assert_eq!(Language::German.percent(0.077), "7,7 %");
    }

    #[test]
    fn ticks_are_written_in_full_and_no_longer() {
        let written =
            [0.0, 50e6, 1.2e9, 1e9, -200e3, 2.5, 1.25e9].map(|amount| Language::English.tick_label(amount));
        assert_eq!(written, ["0", "50M", "1.2bn", "1bn", "−200k", "2.5", "1.25bn"]);
        assert_eq!([50e6, 1.25e9].map(|amount| Language::Chinese.tick_label(amount)), ["5000万", "12.5亿"]);
        assert_eq!(
            [50e6, 1.25e9].map(|amount| Language::German.tick_label(amount)),
            ["50 Mio.", "1,25 Mrd."]
        );
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        let of = |language: Language| [1, 999, 1000, 1_234_567].map(|number| language.count(number));
        assert_eq!(of(Language::English), ["1", "999", "1,000", "1,234,567"]);
        assert_eq!(of(Language::German), ["1", "999", "1.000", "1.234.567"]);
    }

    #[test]
    fn figures_keep_their_unit() {
        let german = |value, dimension| {
            Language::German.in_dimension(value, dimension, Currency::new("EUR").unwrap(), 3)
        };
        assert_eq!(german(412e6, Dimension::Money), "412 Mio. EUR");
        assert_eq!(german(0.125, Dimension::Share), "12,5 %");
        assert_eq!(german(37.5, Dimension::Duration), "37,5 Monate");
        assert_eq!(german(0.13, Dimension::RatePerYear), "0,13 pro Jahr");
        assert_eq!(
            Language::Chinese.in_dimension(0.5, Dimension::Duration, Currency::new("CNY").unwrap(), 3),
            "15.2天"
        );
    }
}
