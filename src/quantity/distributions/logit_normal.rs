//! The logit-normal distribution, for ranges of shares.

use super::normal::STANDARD_NORMAL_P95;
use crate::math::{exp, exp_block, inverse_normal_cdf, inverse_normal_cdf_block, ln, ln_1p, normal_cdf};
use crate::quantity::moments::moments_over_probability;
use crate::quantity::parameter_error::{ParameterError, finite, in_order};
use crate::quantity::univariate::{Univariate, step};

/// A share whose log odds `ln(x / (1 − x))` are normal.
///
/// It plays the lognormal's part for shares: two percentiles fix it, all values lie inside `(0, 1)`, and it is
/// close to the lognormal for small shares.
///
/// Source: Aitchison & Shen (1980), "Logistic-normal distributions", Biometrika 67(2), 261–272.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogitNormal {
    location: f64,
    sigma: f64,
    /// Kept so that a certain share is the number that was written.
    certain: Option<f64>,
}

impl LogitNormal {
    /// The logit-normal distribution with these 5th and 95th percentiles.
    ///
    /// # Errors
    /// Percentiles outside `(0, 1)`, or `p95` below `p5`.
    pub fn from_percentiles(p5: f64, p95: f64) -> Result<Self, ParameterError> {
        for (name, value) in [("p5", p5), ("p95", p95)] {
            finite(name, value)?;
            if !(value > 0.0 && value < 1.0) {
                return Err(ParameterError::new(name, value, "must lie between 0 and 1, ends excluded")
                    .hint("use uniform(low, high) or pert(low, mode, high) for a share that can be 0 or 1"));
            }
        }
        in_order(("p5", p5), ("p95", p95))?;
        let (low, high) = (log_odds(p5), log_odds(p95));
        Ok(Self {
            location: 0.5 * (low + high),
            sigma: (high - low) / (2.0 * STANDARD_NORMAL_P95),
            certain: (p5 == p95).then_some(p5),
        })
    }
}

fn log_odds(share: f64) -> f64 {
    ln(share) - ln_1p(-share)
}

impl Univariate for LogitNormal {
    fn inverse_cdf(&self, u: f64) -> f64 {
        let z = inverse_normal_cdf(u);
        match self.certain {
            Some(value) if !z.is_nan() => value,
            Some(_) | None => 1.0 / (1.0 + exp(-(self.location + self.sigma * z))),
        }
    }

    fn draw_block(&self, uniforms: &mut [f64]) {
        inverse_normal_cdf_block(uniforms);
        if let Some(value) = self.certain {
            return uniforms.iter_mut().filter(|z| !z.is_nan()).for_each(|z| *z = value);
        }
        uniforms.iter_mut().for_each(|z| *z = -(self.location + self.sigma * *z));
        exp_block(uniforms);
        uniforms.iter_mut().for_each(|odds_against| *odds_against = 1.0 / (1.0 + *odds_against));
    }

    fn cdf(&self, x: f64) -> f64 {
        match self.certain {
            Some(value) => step(x, value),
            None if x <= 0.0 => 0.0,
            None if x >= 1.0 => 1.0,
            None => normal_cdf((log_odds(x) - self.location) / self.sigma),
        }
    }

    /// By quadrature, relative error about 1e-12: there is no closed form.
    fn mean(&self) -> f64 {
        self.certain.unwrap_or_else(|| moments_over_probability(|u| self.inverse_cdf(u)).0)
    }

    /// By quadrature, as the mean.
    fn standard_deviation(&self) -> f64 {
        match self.certain {
            Some(_) => 0.0,
            None => moments_over_probability(|u| self.inverse_cdf(u)).1,
        }
    }

    fn support(&self) -> (f64, f64) {
        match self.certain {
            Some(value) => (value, value),
            None => (0.0, 1.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::distributions::checks;

    #[test]
    fn conforms() {
        let share = LogitNormal::from_percentiles(0.1, 0.6).unwrap();
        checks::conforms(&share, 1e-12);
        checks::is_the_value(&LogitNormal::from_percentiles(0.3, 0.3).unwrap(), 0.3);
        assert!((share.inverse_cdf(0.05) - 0.1).abs() < 1e-15);
        assert!((share.inverse_cdf(0.95) - 0.6).abs() < 1e-15);
        // Symmetric percentiles give a symmetric distribution with mean ½.
        assert!((LogitNormal::from_percentiles(0.2, 0.8).unwrap().mean() - 0.5).abs() < 1e-14);
    }

    #[test]
    fn refuses_the_ends() {
        for (low, high) in [(0.0, 0.5), (0.5, 1.0), (-0.1, 0.5), (0.6, 0.5)] {
            assert!(LogitNormal::from_percentiles(low, high).is_err());
        }
    }
}
