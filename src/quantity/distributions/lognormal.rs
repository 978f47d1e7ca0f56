//! The lognormal distribution.

use super::normal::STANDARD_NORMAL_P95;
use crate::math::{
    exp, exp_block, exp_m1, inverse_normal_cdf, inverse_normal_cdf_block, ln, ln_1p, normal_cdf,
};
use crate::quantity::parameter_error::{ParameterError, finite, in_order, not_negative, positive};
use crate::quantity::univariate::{Univariate, step};

/// A positive number whose logarithm is normal with mean `mu` and standard deviation `sigma`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogNormal {
    median: f64,
    sigma: f64,
}

impl LogNormal {
    /// The lognormal distribution with these 5th and 95th percentiles.
    ///
    /// # Errors
    /// Percentiles that are not positive and finite, or `p95` below `p5`.
    pub fn from_percentiles(p5: f64, p95: f64) -> Result<Self, ParameterError> {
        positive("p5", p5, f64::MAX)?;
        positive("p95", p95, f64::MAX)?;
        in_order(("p5", p5), ("p95", p95))?;
        if p5 == p95 {
            return Ok(Self { median: p5, sigma: 0.0 });
        }
        let sigma = (ln(p95) - ln(p5)) / (2.0 * STANDARD_NORMAL_P95);
        Self::checked(Self { median: p5.sqrt() * p95.sqrt(), sigma }, ("p95", p95))
    }

    /// The lognormal distribution with this mean and standard deviation of the number itself, not of its logarithm.
    ///
    /// # Errors
    /// A mean that is not positive, or a negative standard deviation.
    pub fn from_moments(mean: f64, standard_deviation: f64) -> Result<Self, ParameterError> {
        positive("mean", mean, f64::MAX)?;
        not_negative("standard_deviation", standard_deviation)?;
        let variation = standard_deviation / mean;
        finite("standard_deviation / mean", variation * variation)?;
        let variance = ln_1p(variation * variation);
        let median = mean * exp(-0.5 * variance);
        Self::checked(Self { median, sigma: variance.sqrt() }, ("standard_deviation", standard_deviation))
    }

    /// Refuses spreads whose mean overflows.
    fn checked(self, (name, value): (&str, f64)) -> Result<Self, ParameterError> {
        if self.mean().is_finite() && self.standard_deviation().is_finite() && self.median > 0.0 {
            Ok(self)
        } else {
            Err(ParameterError::new(name, value, "spreads so far that mean or variance overflow"))
        }
    }
}

impl Univariate for LogNormal {
    fn inverse_cdf(&self, u: f64) -> f64 {
        let z = inverse_normal_cdf(u);
        if self.sigma == 0.0 && !z.is_nan() {
            return self.median;
        }
        self.median * exp(self.sigma * z)
    }

    fn draw_block(&self, uniforms: &mut [f64]) {
        inverse_normal_cdf_block(uniforms);
        if self.sigma == 0.0 {
            return uniforms.iter_mut().filter(|z| !z.is_nan()).for_each(|z| *z = self.median);
        }
        uniforms.iter_mut().for_each(|z| *z *= self.sigma);
        exp_block(uniforms);
        uniforms.iter_mut().for_each(|factor| *factor *= self.median);
    }

    fn cdf(&self, x: f64) -> f64 {
        if self.sigma == 0.0 {
            step(x, self.median)
        } else if x <= 0.0 {
            0.0
        } else {
            normal_cdf(ln(x / self.median) / self.sigma)
        }
    }

    fn mean(&self) -> f64 {
        self.median * exp(0.5 * self.sigma * self.sigma)
    }

    fn standard_deviation(&self) -> f64 {
        self.mean() * exp_m1(self.sigma * self.sigma).sqrt()
    }

    fn support(&self) -> (f64, f64) {
        if self.sigma == 0.0 { (self.median, self.median) } else { (0.0, f64::INFINITY) }
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
        let lognormal = LogNormal::from_percentiles(5.0, 20.0).unwrap();
        checks::conforms(&lognormal, 1e-9);
        let (mu, sigma) = (ln(100.0) / 2.0, ln(4.0) / 2.0 / 1.644_853_626_951_472_7);
        let oracle = statrs::distribution::LogNormal::new(mu, sigma).unwrap();
        checks::kolmogorov_smirnov(&lognormal, |x| oracle.cdf(x));
        assert!((lognormal.mean() - oracle.mean().unwrap()).abs() < 1e-12);
        assert!((lognormal.standard_deviation() - oracle.std_dev().unwrap()).abs() < 1e-12);
        checks::is_the_value(&LogNormal::from_percentiles(3.1, 3.1).unwrap(), 3.1);
        checks::is_the_value(&LogNormal::from_moments(4.0, 0.0).unwrap(), 4.0);
    }

    #[test]
    fn hits_what_it_was_built_from() {
        let lognormal = LogNormal::from_percentiles(5e6, 2e7).unwrap();
        assert!((lognormal.inverse_cdf(0.05) / 5e6 - 1.0).abs() < 1e-14);
        assert!((lognormal.inverse_cdf(0.95) / 2e7 - 1.0).abs() < 1e-14);
        let lognormal = LogNormal::from_moments(8.0, 6.0).unwrap();
        assert!((lognormal.mean() - 8.0).abs() < 1e-14);
        assert!((lognormal.standard_deviation() - 6.0).abs() < 1e-13);
    }

    #[test]
    fn refuses() {
        assert!(LogNormal::from_percentiles(0.0, 1.0).is_err());
        let error = LogNormal::from_percentiles(4e5, 2e5).unwrap_err();
        assert_eq!(error.hint.unwrap(), "swap them?");
        assert!(LogNormal::from_percentiles(1e-300, 1e300).is_err());
        assert!(LogNormal::from_moments(1.0, -1.0).is_err());
        assert!(LogNormal::from_moments(1e-300, 1e300).is_err());
    }
}
