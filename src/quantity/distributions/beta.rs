//! The beta distribution, on `[0, 1]` or stretched to `[low, high]`.

use std::sync::Arc;

use super::beta_shapes::{BetaShapes, shared_shapes};
use crate::quantity::parameter_error::{ParameterError, finite, in_order, positive};
use crate::quantity::univariate::{Univariate, step};

/// `low + (high − low)·X` with X beta-distributed with shapes `alpha` and `beta`.
///
/// Trials draw from a table of the quantile function that all quantities of the same shapes share
/// ([`BetaQuantiles`](crate::math::BetaQuantiles)), single questions invert the incomplete beta function.
#[derive(Debug, Clone, PartialEq)]
pub struct Beta {
    alpha: f64,
    beta: f64,
    low: f64,
    high: f64,
    shapes: Arc<BetaShapes>,
}

/// Beyond this shape the distribution is a point for all practical purposes, and the functions lose digits.
const GREATEST_SHAPE: f64 = 1e6;
/// Below this shape nearly everything lies on the two ends; a discrete distribution says so more clearly.
const LEAST_SHAPE: f64 = 1e-2;

impl Beta {
    /// A beta distribution on `[low, high]`; use 0 and 1 for the standard one.
    ///
    /// # Errors
    /// Shapes outside `[0.01, 1e6]`; bounds that are not finite or not in order.
    pub fn new(alpha: f64, beta: f64, low: f64, high: f64) -> Result<Self, ParameterError> {
        for (name, shape) in [("alpha", alpha), ("beta", beta)] {
            positive(name, shape, GREATEST_SHAPE)?;
            if shape < LEAST_SHAPE {
                return Err(ParameterError::new(name, shape, format!("must be at least {LEAST_SHAPE}"))
                    .hint("nearly all probability is at the two ends: use `discrete`"));
            }
        }
        finite("low", low)?;
        finite("high", high)?;
        in_order(("low", low), ("high", high))?;
        finite("high − low", high - low)?;
        Ok(Self { alpha, beta, low, high, shapes: shared_shapes(alpha, beta) })
    }
}

impl Beta {
    fn stretched(&self, x: f64) -> f64 {
        (self.low + (self.high - self.low) * x).min(self.high)
    }
}

impl Univariate for Beta {
    fn inverse_cdf(&self, u: f64) -> f64 {
        if !(0.0..=1.0).contains(&u) {
            return f64::NAN;
        }
        if self.low == self.high {
            return self.low;
        }
        self.stretched(self.shapes.function.inverse(u))
    }

    fn draw(&self, u: f64) -> f64 {
        let table = self.shapes.quantiles().filter(|_| self.low < self.high);
        match table.and_then(|table| table.at(u)) {
            Some(x) => self.stretched(x),
            None => self.inverse_cdf(u),
        }
    }

    fn draw_block(&self, uniforms: &mut [f64]) {
        match self.shapes.quantiles().filter(|_| self.low < self.high) {
            Some(table) => {
                table.fill(uniforms, |u| self.shapes.function.inverse(u));
                for place in uniforms {
                    // What is not a number stays so.
                    *place = if place.is_nan() { *place } else { self.stretched(*place) };
                }
            }
            None => uniforms.iter_mut().for_each(|place| *place = self.inverse_cdf(*place)),
        }
    }

    fn cdf(&self, x: f64) -> f64 {
        if self.low == self.high {
            return step(x, self.low);
        }
        let position = ((x - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        self.shapes.function.regularized(position)
    }

    fn mean(&self) -> f64 {
        self.low + (self.high - self.low) * (self.alpha / (self.alpha + self.beta))
    }

    fn standard_deviation(&self) -> f64 {
        let sum = self.alpha + self.beta;
        (self.high - self.low) * (self.alpha * self.beta / (sum + 1.0)).sqrt() / sum
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
        let beta = Beta::new(2.5, 4.0, 10.0, 30.0).unwrap();
        checks::conforms(&beta, 1e-9);
        let oracle = statrs::distribution::Beta::new(2.5, 4.0).unwrap();
        checks::kolmogorov_smirnov(&beta, |x| oracle.cdf((x - 10.0) / 20.0));
        assert!((beta.mean() - (10.0 + 20.0 * oracle.mean().unwrap())).abs() < 1e-13);
        assert!((beta.standard_deviation() - 20.0 * oracle.std_dev().unwrap()).abs() < 1e-13);
        // Shapes well below 1 press quantiles so near to 1 that a double cannot hold their distance from it.
        checks::conforms(&Beta::new(0.7, 0.7, 0.0, 1.0).unwrap(), 1e-6);
        checks::is_the_value(&Beta::new(2.0, 2.0, 5.0, 5.0).unwrap(), 5.0);
    }

    #[test]
    fn refuses() {
        assert_eq!(Beta::new(0.0, 1.0, 0.0, 1.0).unwrap_err().parameter, "alpha");
        assert_eq!(Beta::new(1.0, -1.0, 0.0, 1.0).unwrap_err().parameter, "beta");
        assert!(Beta::new(1e9, 1.0, 0.0, 1.0).is_err());
        assert!(Beta::new(1e-3, 1.0, 0.0, 1.0).unwrap_err().hint.is_some());
        assert!(Beta::new(1.0, 1.0, 1.0, 0.0).is_err());
    }
}
