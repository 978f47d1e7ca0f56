//! The gamma distribution.

use crate::math::IncompleteGamma;
use crate::quantity::parameter_error::{ParameterError, positive};
use crate::quantity::univariate::Univariate;

/// Gamma distribution with mean `shape · scale`; shape 1 is the exponential distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gamma {
    shape: f64,
    scale: f64,
    function: IncompleteGamma,
}

impl Gamma {
    /// # Errors
    /// A shape outside `[0.01, 1e6]`, or a scale that is not positive.
    pub fn new(shape: f64, scale: f64) -> Result<Self, ParameterError> {
        positive("shape", shape, 1e6)?;
        if shape < 0.01 {
            return Err(ParameterError::new("shape", shape, "must be at least 0.01")
                .hint("nearly all probability is at 0: use `discrete` or `mixture`"));
        }
        positive("scale", scale, 1e300)?;
        Ok(Self { shape, scale, function: IncompleteGamma::new(shape) })
    }

    /// The gamma distribution with this mean and standard deviation: `shape = (mean / sd)²`, `scale = sd² / mean`.
    ///
    /// # Errors
    /// Moments that are not positive, or a shape out of range.
    pub fn from_moments(mean: f64, standard_deviation: f64) -> Result<Self, ParameterError> {
        positive("mean", mean, 1e150)?;
        positive("standard_deviation", standard_deviation, 1e150)?;
        let ratio = mean / standard_deviation;
        let scale = standard_deviation / ratio;
        Self::new(ratio * ratio, scale).map_err(|error| {
            let rule = format!("gives {error}");
            ParameterError::new("standard_deviation", standard_deviation, rule)
        })
    }
}

impl Univariate for Gamma {
    fn inverse_cdf(&self, u: f64) -> f64 {
        self.scale * self.function.inverse(u)
    }

    fn cdf(&self, x: f64) -> f64 {
        if x <= 0.0 { 0.0 } else { self.function.lower(x / self.scale) }
    }

    fn mean(&self) -> f64 {
        self.shape * self.scale
    }

    fn standard_deviation(&self) -> f64 {
        self.shape.sqrt() * self.scale
    }

    fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::distributions::checks;
    use statrs::distribution::ContinuousCDF;

    #[test]
    fn conforms() {
        let gamma = Gamma::new(2.5, 4.0).unwrap();
        checks::conforms(&gamma, 1e-9);
        let oracle = statrs::distribution::Gamma::new(2.5, 0.25).unwrap();
        checks::kolmogorov_smirnov(&gamma, |x| oracle.cdf(x));
        checks::conforms(&Gamma::new(0.3, 4.0).unwrap(), 1e-6);
        let gamma = Gamma::from_moments(10.0, 4.0).unwrap();
        assert!((gamma.mean() - 10.0).abs() < 1e-14 && (gamma.standard_deviation() - 4.0).abs() < 1e-14);
    }

    #[test]
    fn refuses() {
        assert_eq!(Gamma::new(-1.0, 1.0).unwrap_err().parameter, "shape");
        assert_eq!(Gamma::new(1.0, 0.0).unwrap_err().parameter, "scale");
        assert!(Gamma::new(0.001, 1.0).is_err());
        assert!(Gamma::from_moments(1.0, 1e6).is_err());
    }
}
