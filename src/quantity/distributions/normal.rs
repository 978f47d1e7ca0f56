//! The normal distribution.

use crate::math::{inverse_normal_cdf, inverse_normal_cdf_block, normal_cdf};
use crate::quantity::parameter_error::{ParameterError, finite, in_order, not_negative};
use crate::quantity::univariate::{Univariate, step};

/// 95th percentile of the standard normal distribution.
pub(crate) const STANDARD_NORMAL_P95: f64 = 1.644_853_626_951_472_7;

/// Normal (Gaussian) distribution; a standard deviation of 0 is a certain value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Normal {
    mean: f64,
    standard_deviation: f64,
}

impl Normal {
    /// # Errors
    /// Parameters that are not finite, or a negative standard deviation.
    pub fn new(mean: f64, standard_deviation: f64) -> Result<Self, ParameterError> {
        finite("mean", mean)?;
        not_negative("standard_deviation", standard_deviation)?;
        Ok(Self { mean, standard_deviation })
    }

    /// The normal distribution with these 5th and 95th percentiles.
    ///
    /// # Errors
    /// Parameters that are not finite, or `p95` below `p5`.
    pub fn from_percentiles(p5: f64, p95: f64) -> Result<Self, ParameterError> {
        finite("p5", p5)?;
        finite("p95", p95)?;
        in_order(("p5", p5), ("p95", p95))?;
        finite("p95 − p5", p95 - p5)?;
        Self::new(0.5 * p5 + 0.5 * p95, (p95 - p5) / (2.0 * STANDARD_NORMAL_P95))
    }
}

impl Univariate for Normal {
    fn inverse_cdf(&self, u: f64) -> f64 {
        let z = inverse_normal_cdf(u);
        // 0 · ∞ would be NaN at u = 0 or 1.
        if self.standard_deviation == 0.0 && !z.is_nan() {
            return self.mean;
        }
        self.mean + self.standard_deviation * z
    }

    fn draw_block(&self, uniforms: &mut [f64]) {
        inverse_normal_cdf_block(uniforms);
        for place in uniforms {
            let value = self.mean + self.standard_deviation * *place;
            *place = if self.standard_deviation == 0.0 && !place.is_nan() { self.mean } else { value };
        }
    }

    fn cdf(&self, x: f64) -> f64 {
        if self.standard_deviation == 0.0 {
            return step(x, self.mean);
        }
        normal_cdf((x - self.mean) / self.standard_deviation)
    }

    fn mean(&self) -> f64 {
        self.mean
    }

    fn standard_deviation(&self) -> f64 {
        self.standard_deviation
    }

    fn support(&self) -> (f64, f64) {
        if self.standard_deviation == 0.0 {
            (self.mean, self.mean)
        } else {
            (f64::NEG_INFINITY, f64::INFINITY)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::distributions::checks;
    use statrs::distribution::ContinuousCDF;

    #[test]
    fn conforms() {
        let normal = Normal::new(-2.0, 3.0).unwrap();
        checks::conforms(&normal, 1e-10);
        let oracle = statrs::distribution::Normal::new(-2.0, 3.0).unwrap();
        checks::kolmogorov_smirnov(&normal, |x| oracle.cdf(x));
        checks::is_the_value(&Normal::new(4.0, 0.0).unwrap(), 4.0);
    }

    #[test]
    fn hits_its_percentiles() {
        // The double nearest to 0.95 is off by up to 5.6e-17, divided by the density 0.103 there.
        assert!((inverse_normal_cdf(0.95) - STANDARD_NORMAL_P95).abs() < 2e-15);
        let normal = Normal::from_percentiles(-1e6, 5e6).unwrap();
        assert!((normal.inverse_cdf(0.05) + 1e6).abs() < 1e-6);
        assert!((normal.inverse_cdf(0.95) - 5e6).abs() < 1e-6);
        assert_eq!(normal.mean(), 2e6);
    }

    #[test]
    fn refuses() {
        let error = Normal::new(0.0, -1.0).unwrap_err();
        assert_eq!(error.to_string(), "standard_deviation = -1: must not be negative");
        let error = Normal::from_percentiles(4e5, 2e5).unwrap_err();
        assert_eq!(error.hint.unwrap(), "swap them?");
    }
}
