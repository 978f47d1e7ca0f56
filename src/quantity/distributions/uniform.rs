//! The uniform distribution.

use crate::quantity::parameter_error::{ParameterError, finite, in_order};
use crate::quantity::univariate::{Univariate, step};

/// Every value between `low` and `high` is equally likely.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Uniform {
    low: f64,
    high: f64,
}

impl Uniform {
    /// # Errors
    /// Parameters that are not finite, or `high` below `low`.
    pub fn new(low: f64, high: f64) -> Result<Self, ParameterError> {
        finite("low", low)?;
        finite("high", high)?;
        in_order(("low", low), ("high", high))?;
        finite("high − low", high - low)?;
        Ok(Self { low, high })
    }
}

impl Univariate for Uniform {
    fn inverse_cdf(&self, u: f64) -> f64 {
        if (0.0..=1.0).contains(&u) {
            // Rounding could pass the end by a bit.
            (self.low + u * (self.high - self.low)).min(self.high)
        } else {
            f64::NAN
        }
    }

    fn cdf(&self, x: f64) -> f64 {
        if self.low == self.high {
            return step(x, self.low);
        }
        ((x - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    fn mean(&self) -> f64 {
        self.low + 0.5 * (self.high - self.low)
    }

    fn standard_deviation(&self) -> f64 {
        (self.high - self.low) / 12.0_f64.sqrt()
    }

    fn support(&self) -> (f64, f64) {
        (self.low, self.high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::distributions::checks;

    #[test]
    fn conforms() {
        let uniform = Uniform::new(-2.0, 3.0).unwrap();
        checks::conforms(&uniform, 1e-12);
        checks::kolmogorov_smirnov(&uniform, |x| (x + 2.0) / 5.0);
        checks::is_the_value(&Uniform::new(4.0, 4.0).unwrap(), 4.0);
    }

    #[test]
    fn refuses() {
        let error = Uniform::new(4.0, 2.0).unwrap_err();
        assert_eq!(error.to_string(), "high = 2: lies below low");
        assert_eq!(error.hint.unwrap(), "swap them?");
        assert!(Uniform::new(f64::NEG_INFINITY, 2.0).is_err());
        assert!(Uniform::new(-1.7e308, 1.7e308).is_err());
    }
}
