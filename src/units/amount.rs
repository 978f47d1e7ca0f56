//! Reading a figure with its unit: `12M EUR`, `30%`, `6 months`, `0.5 per year`.

use super::{Currency, Dimension, ExchangeRates, TimeUnit, UnitError};
use std::fmt;

/// A unit as written, without a multiplier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// `EUR`
    Currency(Currency),
    /// `%`
    Percent,
    /// `weeks`
    Time(TimeUnit),
    /// `per month`
    Per(TimeUnit),
    /// `% per year`
    PercentPer(TimeUnit),
    /// `hours per week`
    HoursPer(TimeUnit),
}

impl Unit {
    /// What one of this unit is worth in the normal unit of `dimension`.
    ///
    /// # Errors
    /// A unit of another dimension, or a currency without an exchange rate.
    pub fn in_normal_units(self, dimension: Dimension, rates: &ExchangeRates) -> Result<f64, UnitError> {
        let wrong = || Err(UnitError::WrongUnit { unit: self.to_string(), dimension });
        match (dimension, self) {
            (Dimension::Money, Self::Currency(currency)) => rates.value_of(currency),
            (Dimension::Share | Dimension::Factor, Self::Percent) => Ok(0.01),
            (Dimension::Duration, Self::Time(time)) => Ok(time.months()),
            (Dimension::RatePerYear, Self::Per(time)) => Ok(time.per_year()),
            (Dimension::RatePerYear, Self::PercentPer(time)) => Ok(0.01 * time.per_year()),
            (Dimension::HoursPerMonth, Self::Time(TimeUnit::Hour)) => Ok(1.0),
            (Dimension::HoursPerMonth, Self::HoursPer(time)) => Ok(1.0 / time.months()),
            (
                Dimension::Money
                | Dimension::Share
                | Dimension::Duration
                | Dimension::RatePerYear
                | Dimension::Count
                | Dimension::Factor
                | Dimension::HoursPerMonth,
                Self::Currency(_)
                | Self::Percent
                | Self::Time(_)
                | Self::Per(_)
                | Self::PercentPer(_)
                | Self::HoursPer(_),
            ) => wrong(),
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = |time: &TimeUnit| match time {
            TimeUnit::Hour => "hour",
            TimeUnit::Day => "day",
            TimeUnit::Week => "week",
            TimeUnit::Month => "month",
            TimeUnit::Year => "year",
        };
        match self {
            Self::Currency(currency) => write!(formatter, "{currency}"),
            Self::Percent => write!(formatter, "%"),
            Self::Time(time) => write!(formatter, "{}s", word(time)),
            Self::Per(time) => write!(formatter, "per {}", word(time)),
            Self::PercentPer(time) => write!(formatter, "% per {}", word(time)),
            Self::HoursPer(time) => write!(formatter, "hours per {}", word(time)),
        }
    }
}

/// A figure as written: digits, multiplier and unit kept apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amount {
    /// The number before the multiplier; always finite.
    pub number: f64,
    /// 1e3 for `k`, 1e6 for `M`, 1e9 for `bn`, if one was written.
    pub multiplier: Option<f64>,
    /// The unit, if one was written.
    pub unit: Option<Unit>,
}

impl Amount {
    /// Number and multiplier as text: `5M`.
    fn without_unit(&self) -> String {
        let suffix = match self.multiplier {
            Some(1e3) => "k",
            Some(1e6) => "M",
            Some(1e9) => "bn",
            Some(_) | None => "",
        };
        format!("{}{suffix}", self.number)
    }

    /// The figure in the normal unit of `dimension`.
    ///
    /// # Errors
    /// A unit that is missing, belongs to another dimension or has no exchange rate; a product that is too large.
    pub fn in_normal_units(&self, dimension: Dimension, rates: &ExchangeRates) -> Result<f64, UnitError> {
        let number = self.number * self.multiplier.unwrap_or(1.0);
        let value = match self.unit {
            // 30 % as 30 / 100, the double nearest to 0.3, which 30 · 0.01 is not. Hours per day likewise.
            Some(unit @ (Unit::Percent | Unit::PercentPer(_))) => {
                number / 100.0 * (unit.in_normal_units(dimension, rates)? / 0.01)
            }
            Some(unit) => number * unit.in_normal_units(dimension, rates)?,
            None if dimension.plain_number_allowed() || number == 0.0 => number,
            None => return Err(UnitError::MissingUnit { written: self.without_unit(), dimension }),
        };
        if value.is_finite() { Ok(value) } else { Err(UnitError::NotFinite { text: number.to_string() }) }
    }
}

/// Reads one figure: a number, an optional multiplier `k`, `M` or `bn`, an optional unit.
///
/// # Errors
/// See [`UnitError`]; a number style that could be read in two ways is refused, not guessed.
pub fn parse_amount(text: &str) -> Result<Amount, UnitError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(UnitError::Empty);
    }
    let digits_end = end_of_number(text);
    let (digits, rest) = text.split_at(digits_end);
    let number = parse_number(digits, text)?;
    let (multiplier, unit) = parse_unit(rest)?;
    if multiplier.is_none() && matches!(unit, Some(Unit::Currency(_))) && may_group_thousands(digits) {
        return Err(UnitError::ThousandsPoint { text: digits.into() });
    }
    Ok(Amount { number, multiplier, unit })
}

/// Reads what follows a number: an optional multiplier, then an optional unit (`M EUR`, `%`, `per year`, ``).
///
/// # Errors
/// [`UnitError::UnknownUnit`], with a hint where the intended unit is known.
pub fn parse_unit(text: &str) -> Result<(Option<f64>, Option<Unit>), UnitError> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (multiplier, unit) = match words.split_first() {
        Some((&"k", rest)) => (Some(1e3), rest),
        Some((&"M", rest)) => (Some(1e6), rest),
        Some((&"bn", rest)) => (Some(1e9), rest),
        Some(_) | None => (None, words.as_slice()),
    };
    let unknown = || UnitError::UnknownUnit { unit: words.join(" ") };
    let time = |word: &str| TimeUnit::from_word(word).ok_or_else(unknown);
    let unit = match unit {
        [] => None,
        ["%"] => Some(Unit::Percent),
        ["per", span] => Some(Unit::Per(time(span)?)),
        ["%", "per", span] => Some(Unit::PercentPer(time(span)?)),
        ["hours" | "hour", "per", span] => Some(Unit::HoursPer(time(span)?)),
        [word] => match (TimeUnit::from_word(word), Currency::new(word)) {
            (Some(time), _) => Some(Unit::Time(time)),
            (None, Ok(currency)) => Some(Unit::Currency(currency)),
            (None, Err(_)) => return Err(lower_case_currency(word).unwrap_or_else(unknown)),
        },
        [..] => return Err(unknown()),
    };
    Ok((multiplier, unit))
}

/// `eur` is most likely a currency in small letters; words of other lengths are not.
fn lower_case_currency(word: &str) -> Option<UnitError> {
    const COMMON: [&str; 8] = ["EUR", "USD", "CNY", "GBP", "JPY", "CHF", "HKD", "SGD"];
    COMMON
        .contains(&word.to_ascii_uppercase().as_str())
        .then(|| UnitError::CurrencyCode { code: word.into() })
}

/// Where the characters of a leading number end: sign, digits, grouping, decimal point, exponent.
fn end_of_number(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut end = usize::from(matches!(bytes.first(), Some(b'-' | b'+')));
    while end < bytes.len() {
        let exponent_follows = || match bytes.get(end + 1) {
            Some(b'-' | b'+') => bytes.get(end + 2).is_some_and(u8::is_ascii_digit),
            Some(byte) => byte.is_ascii_digit(),
            None => false,
        };
        match bytes[end] {
            b'0'..=b'9' | b'_' | b'.' | b',' | b'\'' => end += 1,
            b'e' | b'E' if end > 0 && exponent_follows() => end += 2,
            _ => break,
        }
    }
    end
}

/// `2.200`, in which some countries group thousands by the point. `0.125` can only be a decimal.
fn may_group_thousands(digits: &str) -> bool {
    let unsigned = digits.trim_start_matches(['-', '+']);
    unsigned.split_once('.').is_some_and(|(whole, decimals)| {
        let are_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        (1..=3).contains(&whole.len())
            && decimals.len() == 3
            && !whole.starts_with('0')
            && are_digits(whole)
            && are_digits(decimals)
    })
}

fn parse_number(digits: &str, text: &str) -> Result<f64, UnitError> {
    let unsigned = digits.trim_start_matches(['-', '+']);
    if unsigned.is_empty() {
        return Err(match text.trim_start_matches(['-', '+']).to_ascii_lowercase().as_str() {
            "nan" | "inf" | "infinity" => UnitError::NotFinite { text: text.into() },
            _ => UnitError::NotANumber { text: text.into() },
        });
    }
    let ambiguous = || UnitError::AmbiguousNumber { text: digits.into() };
    let bytes = digits.as_bytes();
    let is_digit = |index: Option<usize>| index.and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_digit);
    for (index, byte) in bytes.iter().enumerate() {
        let between_digits = is_digit(index.checked_sub(1)) && is_digit(Some(index + 1));
        if matches!(byte, b',' | b'\'') || (matches!(byte, b'_' | b'.') && !between_digits) {
            return Err(ambiguous());
        }
    }
    let number: f64 = digits.replace('_', "").parse().map_err(|_| ambiguous())?;
    if number.is_finite() { Ok(number) } else { Err(UnitError::NotFinite { text: digits.into() }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rates() -> ExchangeRates {
        let (eur, cny) = (Currency::new("EUR").unwrap(), Currency::new("CNY").unwrap());
        ExchangeRates::new(eur, [(cny, 0.125)]).unwrap()
    }

    fn read(text: &str, dimension: Dimension) -> Result<f64, UnitError> {
        parse_amount(text)?.in_normal_units(dimension, &rates())
    }

    #[test]
    fn reads_every_documented_form() {
        for (text, dimension, expected) in [
            ("12M EUR", Dimension::Money, 12e6),
            ("12 M EUR", Dimension::Money, 12e6),
            ("8k CNY", Dimension::Money, 1e3),
            ("1.5bn EUR", Dimension::Money, 1.5e9),
            ("-3M EUR", Dimension::Money, -3e6),
            ("1_250_000 EUR", Dimension::Money, 1.25e6),
            ("2e6 EUR", Dimension::Money, 2e6),
            ("0", Dimension::Money, 0.0),
            ("30%", Dimension::Share, 0.3),
            ("30 %", Dimension::Share, 0.3),
            ("7%", Dimension::Share, 0.07),
            ("0.3", Dimension::Share, 0.3),
            ("1 month", Dimension::Duration, 1.0),
            ("2 years", Dimension::Duration, 24.0),
            ("365 days", Dimension::Duration, 12.0),
            ("0.5 per year", Dimension::RatePerYear, 0.5),
            ("1 per month", Dimension::RatePerYear, 12.0),
            ("5% per year", Dimension::RatePerYear, 0.05),
            ("1.2M", Dimension::Count, 1.2e6),
            ("1.598", Dimension::Count, 1.598),
            ("120%", Dimension::Factor, 1.2),
            ("2 hours", Dimension::HoursPerMonth, 2.0),
            ("12 hours per year", Dimension::HoursPerMonth, 1.0),
        ] {
            let value = read(text, dimension).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert!((value - expected).abs() <= 4e-16 * expected.abs(), "{text}: {value}");
        }
        // Percentages are the nearest doubles, as people type them.
        for percent in 0..=100 {
            let text = format!("{percent}%");
            assert_eq!(read(&text, Dimension::Share).unwrap(), f64::from(percent) / 100.0);
        }
    }

    #[test]
    fn refuses_with_rule_and_hint() {
        for (text, dimension, rule, hint) in [
            ("", Dimension::Money, "found nothing", None),
            ("5", Dimension::Money, "money needs a unit", Some("write `5 EUR`")),
            ("5M", Dimension::Money, "money needs a unit", Some("write `5M EUR`")),
            ("6", Dimension::Duration, "a duration needs a unit", Some("write `6 months`")),
            ("5m EUR", Dimension::Money, "unknown unit `m EUR`", Some("write `M`")),
            ("5mn EUR", Dimension::Money, "unknown unit `mn EUR`", Some("write `M`")),
            ("5B EUR", Dimension::Money, "unknown unit `B EUR`", Some("write `bn`")),
            ("5M eur", Dimension::Money, "not a currency", Some("did you mean EUR?")),
            ("5M USD", Dimension::Money, "no exchange rate for USD; known: CNY, EUR", Some("add `USD`")),
            ("EUR 5M", Dimension::Money, "does not begin with a number", Some("5M EUR")),
            ("€5M", Dimension::Money, "does not begin with a number", Some("code after the number")),
            ("1,598 EUR", Dimension::Money, "only one way", Some("underscores")),
            ("1.598.000 EUR", Dimension::Money, "only one way", Some("one decimal point")),
            ("1,5M EUR", Dimension::Money, "only one way", Some("`1.5`")),
            ("2.200 EUR", Dimension::Money, "two ways: 2.2 or 2200", Some("write `2.2` or `2200`")),
            ("3 percent", Dimension::Share, "unknown unit `percent`", Some("`3%`")),
            ("1__0", Dimension::Count, "only one way", None),
            (".5", Dimension::Share, "only one way", None),
            ("nan", Dimension::Count, "not a finite number", None),
            ("-inf", Dimension::Count, "not a finite number", None),
            ("1e999", Dimension::Count, "not a finite number", None),
            ("1e308 years", Dimension::Duration, "not a finite number", None),
            ("6 mnoths", Dimension::Duration, "unknown unit `mnoths`", Some("`months`")),
            ("6 months", Dimension::Money, "`months` is not a unit of money; allowed: a currency", None),
            ("5%", Dimension::RatePerYear, "`%` is not a unit of a rate", Some("% per year")),
            ("abc", Dimension::Count, "does not begin with a number", None),
            ("5 万 CNY", Dimension::Money, "unknown unit", Some("M (million)")),
            ("-", Dimension::Count, "does not begin with a number", None),
            ("−5", Dimension::Count, "does not begin with a number", Some("`-`")),
        ] {
            let error = read(text, dimension).expect_err(text);
            assert!(error.to_string().contains(rule), "{text}: {error}");
            if let Some(hint) = hint {
                assert!(error.hint().unwrap_or_default().contains(hint), "{text}: {:?}", error.hint());
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_written_panics(text in "\\PC*") {
            for dimension in Dimension::ALL {
                if let Err(error) = read(&text, dimension) {
                    let _ = (error.to_string(), error.hint());
                }
            }
        }

        #[test]
        fn plain_numbers_survive(number in -1e12..1e12_f64) {
            proptest::prop_assert_eq!(read(&number.to_string(), Dimension::Count), Ok(number));
        }
    }
}
