//! Figures in readable units, for people.

use super::{Currency, Dimension};
use crate::math::{log10, pow};

/// An amount of money in a readable unit: `12.3M EUR`, `1.24bn EUR`, `850k EUR`, `-40 EUR`.
///
/// `significant_digits` (at least 1, at most 15) counts all digits; whole numbers are never cut, so three digits
/// of 1250 k are shown as `1.25M`.
pub fn format_money(amount: f64, currency: Currency, significant_digits: usize) -> String {
    format!("{} {currency}", format_number(amount, significant_digits))
}

/// A number with `k`, `M` or `bn` where it is large: `1.2M`, `850k`, `0.034`.
pub fn format_number(number: f64, significant_digits: usize) -> String {
    if !number.is_finite() {
        return number.to_string();
    }
    let rounded = round_to_digits(number, significant_digits);
    let (divisor, suffix) = match rounded.abs() {
        magnitude if magnitude >= 1e9 => (1e9, "bn"),
        magnitude if magnitude >= 1e6 => (1e6, "M"),
        magnitude if magnitude >= 1e3 => (1e3, "k"),
        _ => (1.0, ""),
    };
    format!("{}{suffix}", plain(rounded / divisor, significant_digits))
}

/// A figure held in the normal unit of its dimension, as people write it: `30%`, `6 months`, `0.5 per year`.
///
/// Short durations are shown in days or hours, and money in `currency`.
pub fn format_in_dimension(
    value: f64,
    dimension: Dimension,
    currency: Currency,
    significant_digits: usize,
) -> String {
    let digits = significant_digits;
    match dimension {
        Dimension::Money => format_money(value, currency, digits),
        Dimension::Share => format!("{}%", plain(value * 100.0, digits)),
        Dimension::Duration => format_duration(value, digits),
        Dimension::RatePerYear => format!("{} per year", plain(value, digits)),
        Dimension::Count | Dimension::Factor => format_number(value, digits),
        Dimension::HoursPerMonth => format!("{} hours per month", plain(value, digits)),
    }
}

/// A duration given in months, in the largest unit of which it holds at least one.
fn format_duration(months: f64, digits: usize) -> String {
    let days = months * super::DAYS_PER_MONTH;
    let (number, unit) = if months == 0.0 || months.abs() >= 1.0 - 1e-9 {
        (months, "month")
    } else if days.abs() >= 1.0 - 1e-9 {
        (days, "day")
    } else {
        (days * super::HOURS_PER_DAY, "hour")
    };
    let number = plain(number, digits);
    let plural = if number == "1" { "" } else { "s" };
    format!("{number} {unit}{plural}")
}

fn round_to_digits(number: f64, digits: usize) -> f64 {
    // Through the decimal text, which rounds correctly; a power of ten would add its own error.
    format!("{:.*e}", digits.clamp(1, 15) - 1, number).parse().unwrap_or(number)
}

/// A number with so many significant digits, whole digits kept, trailing zeros dropped.
fn plain(number: f64, digits: usize) -> String {
    if !number.is_finite() {
        return number.to_string();
    }
    let rounded = round_to_digits(number, digits);
    if rounded == 0.0 {
        return "0".into();
    }
    let magnitude = rounded.abs();
    if !(1e-6..1e15).contains(&magnitude) {
        return format!("{rounded:e}");
    }
    // `log10` of an exact power of ten may fall just short of the whole number.
    let mut leading = log10(magnitude).floor() as i32;
    if magnitude >= pow(10.0, f64::from(leading + 1)) {
        leading += 1;
    }
    let decimals = usize::try_from(digits.clamp(1, 15) as i32 - 1 - leading).unwrap_or(0);
    let text = format!("{rounded:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').into() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_in_readable_units() {
        let eur = Currency::new("EUR").unwrap();
        for (amount, digits, expected) in [
            (12_345_678.0, 3, "12.3M EUR"),
            (1_236_000_000.0, 3, "1.24bn EUR"),
            (850_000.0, 3, "850k EUR"),
            (999_999.0, 3, "1M EUR"),
            (-40.4, 2, "-40 EUR"),
            (0.0, 3, "0 EUR"),
            (0.125, 2, "0.12 EUR"),
            (123_456.0, 1, "100k EUR"),
            (5e12, 3, "5000bn EUR"),
        ] {
            assert_eq!(format_money(amount, eur, digits), expected);
        }
        assert_eq!(format_money(f64::NAN, eur, 3), "NaN EUR");
    }

    #[test]
    fn every_dimension() {
        let eur = Currency::new("EUR").unwrap();
        for (value, dimension, expected) in [
            (0.3, Dimension::Share, "30%"),
            (0.0725, Dimension::Share, "7.25%"),
            (6.0, Dimension::Duration, "6 months"),
            (1.0, Dimension::Duration, "1 month"),
            (14.0 * 12.0 / 365.0, Dimension::Duration, "14 days"),
            (12.0 / 365.0 / 4.0, Dimension::Duration, "6 hours"),
            (0.5, Dimension::RatePerYear, "0.5 per year"),
            (1500.0, Dimension::Count, "1.5k"),
            (1.2, Dimension::Factor, "1.2"),
            (4.0, Dimension::HoursPerMonth, "4 hours per month"),
        ] {
            assert_eq!(format_in_dimension(value, dimension, eur, 3), expected);
        }
    }
}
