//! How Excel shows a number: in the unit and with the decimals that the page shows, while the cell keeps all digits.

use crate::report::decide::{AnswerColumn, Cell};
use crate::report::figures::Scale;

/// Money in whole units of the currency.
pub const MONEY: &str = "#,##0";
/// Shares in per cent with a decimal.
pub const SHARE: &str = "0.0%";
/// Whole numbers.
pub const WHOLE: &str = "#,##0";

/// An amount as `scale` writes it with this error: `#,##0.0,,`.
pub fn amount_format(scale: Scale, amount: f64, standard_error: Option<f64>) -> String {
    let shown = scale.amount(amount, standard_error);
    let decimals = shown.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    number_format(decimals, thousands(scale))
}

/// How often a thousand is divided out.
fn thousands(scale: Scale) -> usize {
    match scale.suffix {
        "bn" => 3,
        "M" => 2,
        "k" => 1,
        _ => 0,
    }
}

fn number_format(decimals: usize, thousands: usize) -> String {
    let point = if decimals == 0 { "" } else { "." };
    format!("#,##0{point}{}{}", "0".repeat(decimals), ",".repeat(thousands))
}

/// The unit of a column's numbers, read from its cells: what is shown against the value behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Share {
        decimals: usize,
    },
    /// Divided by a power of a thousand.
    Number {
        decimals: usize,
        thousands: usize,
    },
    Unknown,
}

/// Formats of the values of a column, by its keys, and the unit of money to name in their headers: `M`.
pub fn column_formats<'a>(
    column: &AnswerColumn,
    cells: impl Iterator<Item = &'a Cell> + Clone,
) -> Vec<(String, &'static str)> {
    let unit = unit_of(cells.clone());
    let of_key = |index: usize| {
        let values = cells.clone().filter_map(|cell| cell.values.get(index)?.as_f64());
        let (low, high) = values.fold((f64::INFINITY, 0.0_f64), |(low, high), value| {
            (low.min(value.abs()), high.max(value.abs()))
        });
        let counts = column.keys[index].contains("trials");
        match unit {
            _ if low > high => (String::new(), ""),
            _ if counts => (WHOLE.to_owned(), ""),
            Unit::Share { decimals } if high <= 1.5 => (share_format(decimals), ""),
            // Beside money, a share: a chance, say.
            Unit::Number { thousands: 1.., .. } if high <= 1.0 && high > 0.0 => (SHARE.to_owned(), ""),
            Unit::Number { decimals, thousands } => (number_format(decimals, thousands), suffix(thousands)),
            Unit::Share { .. } | Unit::Unknown if high >= 10_000.0 => (MONEY.to_owned(), ""),
            Unit::Share { .. } | Unit::Unknown => (String::new(), ""),
        }
    };
    (0..column.keys.len()).map(of_key).collect()
}

fn suffix(thousands: usize) -> &'static str {
    ["", "k", "M", "bn"].get(thousands).copied().unwrap_or("")
}

fn share_format(decimals: usize) -> String {
    let point = if decimals == 0 { "" } else { "." };
    format!("0{point}{}%", "0".repeat(decimals))
}

/// From the cell with the largest value, which shows its unit best; the most decimals of all.
fn unit_of<'a>(cells: impl Iterator<Item = &'a Cell>) -> Unit {
    let mut found = (Unit::Unknown, 0.0);
    let mut most = 0;
    for cell in cells {
        let Some(value) = cell.values.first().and_then(serde_json::Value::as_f64) else { continue };
        let Some(shown) = Shown::of(&cell.shown) else { continue };
        most = most.max(shown.decimals);
        let unit = unit(value, &shown);
        if unit != Unit::Unknown && value.abs() >= found.1 {
            found = (unit, value.abs());
        }
    }
    match found.0 {
        Unit::Share { .. } => Unit::Share { decimals: most },
        Unit::Number { thousands, .. } => Unit::Number { decimals: most, thousands },
        Unit::Unknown => Unit::Unknown,
    }
}

fn unit(value: f64, shown: &Shown) -> Unit {
    let near = |factor: f64| {
        let step: f64 = [0.6, 0.06, 0.006].get(shown.decimals).copied().unwrap_or(0.0006);
        (value.abs() / factor - shown.number).abs() <= step.max(shown.number * 1e-3)
    };
    if shown.percent {
        return if near(0.01) { Unit::Share { decimals: shown.decimals } } else { Unit::Unknown };
    }
    if value == 0.0 {
        return Unit::Unknown;
    }
    let factors = [(0, 1.0), (1, 1e3), (2, 1e6), (3, 1e9)];
    let fitting = factors.into_iter().find(|(_, factor)| near(*factor));
    fitting.map_or(Unit::Unknown, |(thousands, _)| Unit::Number { decimals: shown.decimals, thousands })
}

/// The first number of a text.
struct Shown {
    number: f64,
    decimals: usize,
    percent: bool,
}

impl Shown {
    fn of(text: &str) -> Option<Shown> {
        let start = text.find(|letter: char| letter.is_ascii_digit())?;
        let rest = &text[start..];
        let end = rest
            .find(|letter: char| !(letter.is_ascii_digit() || letter == '.' || letter == ','))
            .unwrap_or(rest.len());
        let written = rest[..end].trim_end_matches(['.', ',']).replace(',', "");
        let decimals = written.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let percent = rest[end..].trim_start().starts_with('%');
        written.parse().ok().map(|number| Shown { number, decimals, percent })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn formats(keys: &[&str], cells: &[(&str, &[f64])]) -> Vec<(String, &'static str)> {
        let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        let column = AnswerColumn { label: "x".to_owned(), keys, prose: false, hidden: false };
        let cell = |(shown, values): &(&str, &[f64])| Cell {
            shown: (*shown).to_owned(),
            values: values.iter().map(|value| json!(value)).collect(),
        };
        let cells: Vec<Cell> = cells.iter().map(cell).collect();
        column_formats(&column, cells.iter())
    }

    #[test]
    fn a_cell_is_shown_in_the_unit_of_the_page() {
        let money = formats(
            &["mean", "low", "trials"],
            &[("≈ 197.2 (194 to 199)", &[197.15e6, 194e6, 3160.0]), ("−1,235", &[-1_234.6e6, 0.0, 5.0])],
        );
        assert_eq!(
            money,
            [("#,##0.0,,".to_owned(), "M"), ("#,##0.0,,".to_owned(), "M"), ("#,##0".to_owned(), "")]
        );
        let share =
            formats(&["over", "low"], &[("8.6 % (7.4–9.9 %)", &[0.0855, 0.074]), ("100 %", &[1.0, 0.9])]);
        assert_eq!(share, [("0.0%".to_owned(), ""), ("0.0%".to_owned(), "")]);
        assert_eq!(formats(&["months"], &[("6.4", &[6.385])]), [("#,##0.0".to_owned(), "")]);
        assert_eq!(formats(&["odd"], &[("see 12", &[0.3])]), [(String::new(), "")]);
    }
}
