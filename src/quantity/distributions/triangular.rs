//! The triangular distribution.

use crate::quantity::parameter_error::{ParameterError, finite, in_order};
use crate::quantity::univariate::{Univariate, step};

/// Density rising straight from `low` to `mode` and falling straight to `high`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Triangular {
    low: f64,
    mode: f64,
    high: f64,
}

/// Checks finite `low ≤ mode ≤ high`, for the distributions given by these three.
pub(crate) fn check_three_points(low: f64, mode: f64, high: f64) -> Result<(), ParameterError> {
    finite("low", low)?;
    finite("mode", mode)?;
    finite("high", high)?;
    in_order(("low", low), ("high", high))?;
    in_order(("low", low), ("mode", mode))?;
    in_order(("mode", mode), ("high", high))?;
    finite("(high − low)²", (high - low) * (high - low))?;
    Ok(())
}

impl Triangular {
    /// # Errors
    /// Parameters that are not finite or not in the order `low ≤ mode ≤ high`.
    pub fn new(low: f64, mode: f64, high: f64) -> Result<Self, ParameterError> {
        check_three_points(low, mode, high)?;
        Ok(Self { low, mode, high })
    }
}

impl Univariate for Triangular {
    fn inverse_cdf(&self, u: f64) -> f64 {
        if !(0.0..=1.0).contains(&u) {
            return f64::NAN;
        }
        let Self { low, mode, high } = *self;
        let width = high - low;
        if width == 0.0 {
            return low;
        }
        if u <= (mode - low) / width {
            (low + (u * width * (mode - low)).sqrt()).min(mode)
        } else {
            (high - ((1.0 - u) * width * (high - mode)).sqrt()).max(mode)
        }
    }

    fn cdf(&self, x: f64) -> f64 {
        let Self { low, mode, high } = *self;
        let width = high - low;
        if width == 0.0 {
            step(x, low)
        } else if x <= low {
            0.0
        } else if x >= high {
            1.0
        } else if x <= mode {
            (x - low) / width * ((x - low) / (mode - low))
        } else {
            1.0 - (high - x) / width * ((high - x) / (high - mode))
        }
    }

    fn mean(&self) -> f64 {
        // Relative to `low`, so that equal parameters give exactly that value.
        self.low + ((self.mode - self.low) + (self.high - self.low)) / 3.0
    }

    fn standard_deviation(&self) -> f64 {
        let (left, width) = (self.mode - self.low, self.high - self.low);
        ((left * left + width * width - left * width) / 18.0).sqrt()
    }

    fn support(&self) -> (f64, f64) {
        (self.low, self.high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::distributions::checks;
    use statrs::distribution::ContinuousCDF;
    use statrs::statistics::Distribution;

    #[test]
    fn conforms() {
        let triangular = Triangular::new(1.0, 2.0, 6.0).unwrap();
        // The quantile function has a kink in its second derivative at the mode: the quadrature is less exact.
        checks::conforms(&triangular, 1e-4);
        let oracle = statrs::distribution::Triangular::new(1.0, 6.0, 2.0).unwrap();
        checks::kolmogorov_smirnov(&triangular, |x| oracle.cdf(x));
        assert!((triangular.mean() - oracle.mean().unwrap()).abs() < 1e-14);
        assert!((triangular.standard_deviation() - oracle.std_dev().unwrap()).abs() < 1e-14);
        checks::conforms(&Triangular::new(1.0, 1.0, 6.0).unwrap(), 1e-4);
        checks::conforms(&Triangular::new(1.0, 6.0, 6.0).unwrap(), 1e-4);
        checks::is_the_value(&Triangular::new(5.1, 5.1, 5.1).unwrap(), 5.1);
    }

    #[test]
    fn refuses_disorder() {
        assert_eq!(Triangular::new(1.0, 7.0, 6.0).unwrap_err().parameter, "high");
        assert_eq!(Triangular::new(1.0, 0.0, 6.0).unwrap_err().parameter, "mode");
        assert!(Triangular::new(1.0, f64::NAN, 6.0).is_err());
    }
}
