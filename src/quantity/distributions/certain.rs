//! One certain value.

use crate::quantity::parameter_error::{ParameterError, finite};
use crate::quantity::univariate::{Univariate, step};

/// A number without uncertainty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Certain {
    value: f64,
}

impl Certain {
    /// # Errors
    /// A value that is not finite.
    pub fn new(value: f64) -> Result<Self, ParameterError> {
        Ok(Self { value: finite("value", value)? })
    }

    pub fn value(&self) -> f64 {
        self.value
    }
}

impl Univariate for Certain {
    fn inverse_cdf(&self, u: f64) -> f64 {
        if (0.0..=1.0).contains(&u) { self.value } else { f64::NAN }
    }

    fn cdf(&self, x: f64) -> f64 {
        step(x, self.value)
    }

    fn mean(&self) -> f64 {
        self.value
    }

    fn standard_deviation(&self) -> f64 {
        0.0
    }

    fn support(&self) -> (f64, f64) {
        (self.value, self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::distributions::checks;

    #[test]
    fn is_its_value() {
        checks::is_the_value(&Certain::new(-3.5).unwrap(), -3.5);
        assert!(Certain::new(f64::NAN).is_err());
    }
}
