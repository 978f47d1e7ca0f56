//! What can be wrong with a figure or its unit.

use super::Dimension;

/// Why a figure, a unit or a currency was refused. `Display` states the rule; [`UnitError::hint`] the way out.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum UnitError {
    /// Nothing was written.
    #[error("a figure is expected, found nothing")]
    Empty,
    /// The text does not begin with a number.
    #[error("`{text}` does not begin with a number")]
    NotANumber { text: String },
    /// Digits that could be read in two ways, or that a double cannot hold.
    #[error("`{text}` is not a number that can be read in only one way")]
    AmbiguousNumber { text: String },
    /// A point that may group thousands or begin decimals.
    #[error("`{text}` can be read in two ways: {} or {}", without_zeros(.text), text.replace('.', ""))]
    ThousandsPoint { text: String },
    /// NaN or infinite.
    #[error("`{text}` is not a finite number")]
    NotFinite { text: String },
    /// A unit that does not exist here.
    #[error("unknown unit `{unit}`")]
    UnknownUnit { unit: String },
    /// A unit of another dimension.
    #[error("`{unit}` is not a unit of {dimension}; allowed: {}", dimension.allowed_units())]
    WrongUnit { unit: String, dimension: Dimension },
    /// A figure that needs a unit has none.
    #[error("{dimension} needs a unit; allowed: {}", dimension.allowed_units())]
    MissingUnit { written: String, dimension: Dimension },
    /// Not three capital letters.
    #[error("`{code}` is not a currency: three capital letters are expected, such as EUR")]
    CurrencyCode { code: String },
    /// A currency without an exchange rate.
    #[error("no exchange rate for {code}; known: {known}")]
    UnknownCurrency { code: String, known: String },
    /// An exchange rate that is not a positive number.
    #[error("exchange rate of {code} is {rate}; it must be a positive number")]
    ExchangeRate { code: String, rate: f64 },
    /// A rate for the base currency other than 1.
    #[error("{code} is the base currency: its exchange rate is 1, not {rate}")]
    BaseRate { code: String, rate: f64 },
}

impl UnitError {
    /// A suggestion that would make the figure acceptable, where there is one.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Empty | Self::NotFinite { .. } | Self::ExchangeRate { .. } | Self::BaseRate { .. } => None,
            Self::NotANumber { text } => not_a_number_hint(text),
            Self::ThousandsPoint { text } => {
                Some(format!("write `{}` or `{}`", without_zeros(text), text.replace('.', "")))
            }
            Self::AmbiguousNumber { text } if is_decimal_comma(text) => {
                Some(format!("write a decimal point: `{}`", text.replace(',', ".")))
            }
            Self::AmbiguousNumber { text } => Some(if text.contains(',') {
                "write a decimal point, and underscores to group digits: 1_598.50".into()
            } else {
                "write digits, one decimal point, and underscores only between digits: 1_598.50".into()
            }),
            Self::UnknownUnit { unit } => unknown_unit_hint(unit),
            Self::WrongUnit { unit, dimension } => {
                if unit == "%" && *dimension == Dimension::RatePerYear {
                    Some("write `% per year`".into())
                } else {
                    None
                }
            }
            Self::MissingUnit { written, dimension } => {
                Some(format!("write `{written} {}`", dimension.example_unit()))
            }
            Self::CurrencyCode { code } => {
                let upper = code.to_ascii_uppercase();
                (upper != *code && upper.len() == 3).then(|| format!("did you mean {upper}?"))
            }
            Self::UnknownCurrency { code, .. } => match code.as_str() {
                "RMB" | "CNH" => Some("write CNY".into()),
                _ => Some(format!("add `{code}` to the exchange rates")),
            },
        }
    }
}

/// `2.2` of `2.200`.
fn without_zeros(text: &str) -> &str {
    text.trim_end_matches('0').trim_end_matches('.')
}

/// One comma that cannot group thousands, as in `1,5`.
fn is_decimal_comma(text: &str) -> bool {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once(',').is_some_and(|(whole, decimals)| {
        is_digits(whole.trim_start_matches(['-', '+'])) && is_digits(decimals) && decimals.len() != 3
    })
}

fn not_a_number_hint(text: &str) -> Option<String> {
    if text.starts_with(['−', '–']) {
        return Some("write the minus sign as `-`".into());
    }
    if text.starts_with(['€', '$', '¥', '£', '￥']) {
        return Some("write the currency as a code after the number: 5M EUR".into());
    }
    let mut words = text.split_whitespace();
    let first = words.next()?;
    let is_code = first.len() == 3 && first.chars().all(|c| c.is_ascii_uppercase());
    match (is_code, words.next()) {
        (true, Some(rest)) if rest.starts_with(|c: char| c.is_ascii_digit()) => {
            Some(format!("write the currency after the number: {rest} {first}"))
        }
        _ => None,
    }
}

/// Units that people write and that we refuse because they are read in more than one way, and misspellings.
fn unknown_unit_hint(unit: &str) -> Option<String> {
    let first = unit.split_whitespace().next().unwrap_or(unit);
    let multiplier = match first {
        "m" | "mn" | "mio" | "Mio" | "Mio." | "mil" | "mln" | "MM" | "million" | "millions" => Some("M"),
        "b" | "B" | "Mrd" | "Mrd." | "mrd" | "billion" | "billions" | "G" => Some("bn"),
        "K" | "T" | "Tsd" | "Tsd." | "thousand" => Some("k"),
        "percent" | "Percent" | "pct" | "Prozent" => return Some("write `%`, such as `3%`".into()),
        "万" | "亿" => return Some("write k (thousand), M (million) or bn (thousand million)".into()),
        "€" => return Some("write EUR".into()),
        "$" => return Some("write USD".into()),
        "¥" | "￥" => return Some("write CNY or JPY".into()),
        "p.a." | "/year" | "/yr" | "p.a" | "pa" => return Some("write `per year`".into()),
        _ => None,
    };
    if let Some(multiplier) = multiplier {
        return Some(format!("write `{multiplier}` (k = thousand, M = million, bn = thousand million)"));
    }
    let lower = unit.to_lowercase();
    const WORDS: [&str; 10] =
        ["hours", "days", "weeks", "months", "years", "per year", "per month", "per week", "per day", "%"];
    WORDS
        .iter()
        .map(|word| (strsim::damerau_levenshtein(&lower, word), word))
        .filter(|(distance, word)| *distance <= 2 && *distance < word.len())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| format!("did you mean `{word}`?"))
}
