//! A number with a unit that may be uncertain, and where it comes from.

use super::distribution::Distribution;
use crate::units::{Currency, Dimension, format_in_dimension};
use std::fmt;

/// A number with a unit that may be uncertain.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// Stable name, such as `company.revenue_china`: the key of its random numbers, and what correlations refer to. Empty
    /// until [`named`](Self::named).
    pub name: String,
    /// In the normal unit of the dimension.
    pub distribution: Distribution,
    pub dimension: Dimension,
    /// Currency in which money is held.
    pub base_currency: Currency,
    pub provenance: Provenance,
}

/// Where a quantity comes from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Provenance {
    pub source: Option<String>,
    pub note: Option<String>,
    /// Who said what, when the quantity is a pool; in the order written.
    pub experts: Vec<ExpertOpinion>,
}

impl Provenance {
    /// Names of the experts whose views have weight, in the order written: one for each component of the pool.
    #[must_use]
    pub fn experts_heard(&self) -> Vec<String> {
        let heard = self.experts.iter().filter(|expert| expert.weight > 0.0);
        heard.map(|expert| expert.name.clone()).collect()
    }
}

/// One expert's estimate inside a pool.
#[derive(Debug, Clone, PartialEq)]
pub struct ExpertOpinion {
    pub name: String,
    /// As written; the pool divides by the sum.
    pub weight: f64,
    pub estimate: Quantity,
}

impl Quantity {
    /// A certain quantity in normal units, for defaults and tests.
    ///
    /// # Errors
    /// A value that is not finite.
    pub fn certain(
        value: f64,
        dimension: Dimension,
        base_currency: Currency,
    ) -> Result<Self, super::ParameterError> {
        let distribution = Distribution::certain(value)?;
        let provenance = Provenance::default();
        Ok(Self { name: String::new(), distribution, dimension, base_currency, provenance })
    }

    /// The same quantity under its stable name.
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Whether there is only one possible value.
    pub fn is_certain(&self) -> bool {
        self.distribution.is_certain()
    }

    /// The value at probability `u` in `(0, 1)`, in the normal unit; rising with `u`.
    pub fn inverse_cdf(&self, u: f64) -> f64 {
        self.distribution.inverse_cdf(u)
    }

    /// Expected value, in the normal unit.
    pub fn mean(&self) -> f64 {
        self.distribution.mean()
    }

    fn figure(&self, value: f64) -> String {
        format_in_dimension(value, self.dimension, self.base_currency, 3)
    }

    /// `5M to 20M EUR`: the unit once where both ends share it.
    fn range(&self, low: f64, high: f64) -> String {
        let (low, high) = (self.figure(low), self.figure(high));
        match (low.split_once(' '), high.split_once(' ')) {
            (Some((number, unit)), Some((_, same))) if unit == same => format!("{number} to {high}"),
            (Some(_) | None, Some(_) | None) => format!("{low} to {high}"),
        }
    }
}

/// In the field's words: `12M EUR`, `5M to 20M EUR (lognormal, 5–95 %)`, `5M to 20M EUR (pert, mean 9.5M EUR)`.
impl fmt::Display for Quantity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_certain() {
            return formatter.write_str(&self.figure(self.mean()));
        }
        let mut name = self.distribution.name().to_string();
        let count = self.provenance.experts.len();
        if count > 0 {
            name = format!("pool of {count} expert{}", if count == 1 { "" } else { "s" });
        }
        let percentiles = self.range(self.inverse_cdf(0.05), self.inverse_cdf(0.95));
        let (low, high) = self.distribution.support();
        match &self.distribution {
            Distribution::Uniform(_)
            | Distribution::Triangular(_)
            | Distribution::Pert(_)
            | Distribution::Beta(_) => {
                write!(formatter, "{} ({name}, mean {})", self.range(low, high), self.figure(self.mean()))
            }
            Distribution::Truncated(_) => write!(formatter, "{percentiles} ({name}, truncated, 5–95 %)"),
            Distribution::Certain(_)
            | Distribution::Normal(_)
            | Distribution::LogNormal(_)
            | Distribution::LogitNormal(_)
            | Distribution::Gamma(_)
            | Distribution::Discrete(_)
            | Distribution::Metalog(_)
            | Distribution::Empirical(_)
            | Distribution::Mixture(_) => write!(formatter, "{percentiles} ({name}, 5–95 %)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::parse_text;
    use crate::units::ExchangeRates;

    #[test]
    fn reads_well() {
        let eur = Currency::new("EUR").unwrap();
        let rates = ExchangeRates::new(eur, []).unwrap();
        for (text, dimension, expected) in [
            ("12M EUR", Dimension::Money, "12M EUR"),
            ("5M to 20M EUR", Dimension::Money, "5M to 20M EUR (lognormal, 5–95 %)"),
            ("10% to 30%", Dimension::Share, "10% to 30% (logit-normal, 5–95 %)"),
            ("10 days to 6 months", Dimension::Duration, "10 days to 6 months (lognormal, 5–95 %)"),
            ("pert(5M, 8M, 20M) EUR", Dimension::Money, "5M to 20M EUR (pert, mean 9.5M EUR)"),
            ("uniform(1, 3) per year", Dimension::RatePerYear, "1 to 3 per year (uniform, mean 2 per year)"),
        ] {
            let distribution = parse_text(text, dimension, &rates).unwrap();
            let provenance = Provenance::default();
            let name = String::new();
            let quantity = Quantity { name, distribution, dimension, base_currency: eur, provenance };
            assert_eq!(quantity.to_string(), expected);
        }
    }
}
