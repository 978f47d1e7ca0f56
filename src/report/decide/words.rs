//! Figures with their errors, in words and in cells.

use serde_json::{Value, json};

use super::answer::Cell;
use crate::decision::Estimate;
use crate::report::figures::{Scale, about, chance, trials_in_words};
use crate::statistics::Interval;

/// What stands in a cell of which nothing is known.
pub const UNKNOWN: &str = "–";

/// `12.3 (10.1 to 14.5)`, in the unit of the scale.
pub fn with_interval(scale: Scale, found: &Estimate) -> String {
    let error = half(found.confidence_interval);
    match found.confidence_interval {
        Some(interval) if interval.low < interval.high => {
            format!("{} ({})", scale.amount(found.estimate, error), range(scale, interval))
        }
        Some(_) | None => scale.amount(found.estimate, None),
    }
}

/// `10.1 to 14.5`.
pub fn range(scale: Scale, interval: Interval) -> String {
    let error = half(Some(interval));
    format!("{} to {}", scale.amount(interval.low, error), scale.amount(interval.high, error))
}

/// About a standard error, for the number of digits.
fn half(interval: Option<Interval>) -> Option<f64> {
    interval.map(|found| found.width() / 4.0)
}

/// `34 % (30 to 39)`.
pub fn share_with_interval(share: f64, interval: Option<Interval>) -> String {
    match interval {
        Some(found) if found.low < found.high => {
            format!("{} ({})", chance(share), share_range(found).trim_end_matches(" %"))
        }
        Some(_) | None => chance(share),
    }
}

/// `30 to 39 %`.
pub fn share_range(interval: Interval) -> String {
    let low = chance(interval.low);
    format!("{} to {}", low.trim_end_matches(" %"), chance(interval.high))
}

/// An amount with its interval.
pub fn money_cell(scale: Scale, found: &Estimate) -> Cell {
    Cell::figures(with_interval(scale, found), estimate_values(found))
}

pub fn share_cell(found: &Estimate) -> Cell {
    Cell::figures(share_with_interval(found.estimate, found.confidence_interval), estimate_values(found))
}

/// Estimate, low, high.
pub fn estimate_values(found: &Estimate) -> Vec<Value> {
    let end =
        |of: fn(Interval) -> f64| found.confidence_interval.map_or(Value::Null, |found| json!(of(found)));
    vec![json!(found.estimate), end(|found| found.low), end(|found| found.high)]
}

/// `at 2,000 trials; about 13,000 would do`, or without a forecast.
pub fn at_trials(trials: u64, needed: Option<u64>) -> String {
    match needed.filter(|needed| *needed > trials) {
        Some(needed) => format!("at {}; about {} would do", trials_in_words(trials), about(needed)),
        None => format!("at {}", trials_in_words(trials)),
    }
}

/// A sentence with a large first letter.
pub fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
