//! What every chart asks of its data before it draws.

use super::error::ChartError;

/// Amounts beyond this are a slip, and their axis could not be labelled.
pub const LARGEST_AMOUNT: f64 = 1e15;

/// An amount of money: finite and of a size that fits on an axis.
pub fn amount(what: &str, value: f64) -> Result<(), ChartError> {
    if !value.is_finite() {
        return Err(ChartError::NotFinite { what: what.to_owned(), value });
    }
    if value.abs() > LARGEST_AMOUNT {
        return Err(ChartError::TooLarge { what: what.to_owned(), value, limit: LARGEST_AMOUNT });
    }
    Ok(())
}

pub fn probability(what: &str, value: f64) -> Result<(), ChartError> {
    if (0.0..=1.0).contains(&value) {
        Ok(())
    } else {
        Err(ChartError::NotAProbability { what: what.to_owned(), value })
    }
}

pub fn density(what: &str, value: f64) -> Result<(), ChartError> {
    if value < 0.0 {
        return Err(ChartError::NegativeDensity { what: what.to_owned(), value });
    }
    if value.is_finite() { Ok(()) } else { Err(ChartError::NotFinite { what: what.to_owned(), value }) }
}

/// Between one and `most` entries.
pub fn count(what: &str, found: usize, most: usize) -> Result<(), ChartError> {
    match found {
        0 => Err(ChartError::Empty { what: what.to_owned() }),
        _ if found > most => Err(ChartError::TooMany { what: what.to_owned(), found, most }),
        _ => Ok(()),
    }
}

pub fn length(what: &str, found: usize, expected: usize) -> Result<(), ChartError> {
    if found == expected {
        Ok(())
    } else {
        Err(ChartError::LengthMismatch { what: what.to_owned(), found, expected })
    }
}

/// Amounts that must not decrease, each with its name: "Hybrid: p5", …
///
/// Equal numbers that were computed in two ways differ by rounding; a millionth of the larger is let pass.
pub fn ascending(of: &str, named: &[(&str, f64)]) -> Result<(), ChartError> {
    for &(name, value) in named {
        amount(&format!("{of}: {name}"), value)?;
    }
    for pair in named.windows(2) {
        let ((lower_name, lower), (upper_name, upper)) = (pair[0], pair[1]);
        if lower > upper + 1e-6 * lower.abs().max(upper.abs()) {
            return Err(ChartError::OutOfOrder {
                lower_name: format!("{of}: {lower_name}"),
                lower,
                upper_name: upper_name.to_owned(),
                upper,
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_finite_and_not_absurd() {
        assert!(amount("x", -3e9).is_ok());
        assert!(matches!(amount("x", f64::NAN), Err(ChartError::NotFinite { .. })));
        assert!(matches!(amount("x", 1e300), Err(ChartError::TooLarge { .. })));
    }

    #[test]
    fn order_is_checked_up_to_rounding() {
        assert!(ascending("A", &[("p5", 1.0), ("p50", 1.0 - 1e-12), ("p95", 2.0)]).is_ok());
        let error = ascending("A", &[("p5", 3.0), ("p50", 2.0)]).unwrap_err();
        assert_eq!(error.to_string(), "A: p5 is 3, above p50 2");
    }

    #[test]
    fn counts_and_probabilities() {
        assert!(count("options", 3, 3).is_ok());
        assert_eq!(count("options", 0, 3).unwrap_err().to_string(), "the chart has no options");
        assert!(
            count("options", 4, 3).unwrap_err().to_string().starts_with("the chart has 4 options; at most 3")
        );
        assert!(
            probability("p", 1.0).is_ok()
                && probability("p", 1.01).is_err()
                && probability("p", f64::NAN).is_err()
        );
    }
}
