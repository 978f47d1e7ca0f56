//! A distribution cut off at a minimum, a maximum or both.

use crate::quantity::distribution::Distribution;
use crate::quantity::moments::moments_over_probability;
use crate::quantity::parameter_error::{ParameterError, in_order};
use crate::quantity::univariate::Univariate;

/// The inner distribution given that its value lies in `[min, max]`.
///
/// What lies outside is spread over the inside in proportion; it is not moved to the ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Truncated {
    inner: Box<Distribution>,
    min: f64,
    max: f64,
    /// Inner probability of less than `min`, and of at most `max`.
    below: f64,
    reached: f64,
}

/// Less than this inside makes the quantiles lose too many digits, and is most likely a mistake.
const LEAST_PROBABILITY: f64 = 1e-6;

impl Truncated {
    /// The inner distribution between optional ends, both included.
    ///
    /// # Errors
    /// NaN ends, `max` below `min`, or less than a millionth of the probability between them.
    pub fn new(inner: Distribution, min: Option<f64>, max: Option<f64>) -> Result<Self, ParameterError> {
        for (name, end) in [("min", min), ("max", max)] {
            if let Some(end) = end.filter(|end| !end.is_finite()) {
                return Err(ParameterError::new(name, end, "must be a finite number"));
            }
        }
        if let (Some(min), Some(max)) = (min, max) {
            in_order(("min", min), ("max", max))?;
        }
        let (low, high) = inner.support();
        let atom_at_min = min.map_or(0.0, |min| {
            inner.atoms().iter().filter(|(value, _)| *value == min).map(|(_, probability)| probability).sum()
        });
        let below = min.map_or(0.0, |min| (inner.cdf(min) - atom_at_min).max(0.0));
        let reached = max.map_or(1.0, |max| inner.cdf(max));
        if reached - below < LEAST_PROBABILITY {
            let (name, end) = match (min, max) {
                (Some(min), _) if below > 0.5 => ("min", min),
                (_, Some(max)) => ("max", max),
                (Some(min), None) => ("min", min),
                (None, None) => ("min", low),
            };
            let rule =
                format!("leaves less than a millionth of the distribution, which lies in [{low}, {high}]");
            return Err(ParameterError::new(name, end, rule).hint("check the unit"));
        }
        Ok(Self {
            min: min.map_or(low, |min| min.max(low)),
            max: max.map_or(high, |max| max.min(high)),
            inner: Box::new(inner),
            below,
            reached,
        })
    }

    /// Share of the inner distribution that lies inside.
    pub(crate) fn kept(&self) -> f64 {
        self.reached - self.below
    }

    pub(crate) fn inner(&self) -> &Distribution {
        &self.inner
    }
}

impl Truncated {
    /// The inner probability that `u` stands for.
    fn inner_probability(&self, u: f64) -> f64 {
        // The sum may round to 1 although u < 1, where the inner quantile could be infinite.
        let inner_u = self.below + u * (self.reached - self.below);
        if u < 1.0 { inner_u.min(1.0 - f64::EPSILON / 2.0) } else { inner_u }
    }
}

impl Univariate for Truncated {
    fn inverse_cdf(&self, u: f64) -> f64 {
        if !(0.0..=1.0).contains(&u) {
            return f64::NAN;
        }
        // Rounding alone can pass the ends, by a few bits.
        self.inner.inverse_cdf(self.inner_probability(u)).clamp(self.min, self.max)
    }

    fn draw(&self, u: f64) -> f64 {
        if !(0.0..=1.0).contains(&u) {
            return f64::NAN;
        }
        self.inner.draw(self.inner_probability(u)).clamp(self.min, self.max)
    }

    fn cdf(&self, x: f64) -> f64 {
        if x < self.min {
            0.0
        } else if x >= self.max {
            1.0
        } else {
            ((self.inner.cdf(x) - self.below) / self.kept()).clamp(0.0, 1.0)
        }
    }

    /// By quadrature: relative error about 1e-10 for smooth inner distributions, 1e-4 for those with kinks.
    fn mean(&self) -> f64 {
        moments_over_probability(|u| self.inverse_cdf(u)).0
    }

    /// By quadrature, as the mean.
    fn standard_deviation(&self) -> f64 {
        moments_over_probability(|u| self.inverse_cdf(u)).1
    }

    fn support(&self) -> (f64, f64) {
        (self.min, self.max)
    }

    fn atoms(&self) -> Vec<(f64, f64)> {
        self.inner
            .atoms()
            .into_iter()
            .filter(|(value, _)| (self.min..=self.max).contains(value))
            .map(|(value, probability)| (value, probability / self.kept()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{normal_cdf, normal_density};
    use crate::quantity::distributions::checks;

    #[test]
    fn normal_from_zero_up() {
        let inner = Distribution::normal(1.0, 2.0).unwrap();
        let truncated = Truncated::new(inner, Some(0.0), None).unwrap();
        checks::conforms(&truncated, 1e-12);
        let below = normal_cdf(-0.5);
        checks::kolmogorov_smirnov(&truncated, |x| (normal_cdf((x - 1.0) / 2.0) - below) / (1.0 - below));
        // Mean μ + σ φ(a)/(1 − Φ(a)) with a = −½: Johnson, Kotz & Balakrishnan, volume 1, 13.10.
        let expected = 1.0 + 2.0 * normal_density(-0.5) / (1.0 - below);
        assert!((truncated.mean() - expected).abs() < 1e-9, "{} {expected}", truncated.mean());
        assert_eq!(truncated.support(), (0.0, f64::INFINITY));
    }

    #[test]
    fn two_sided_and_far_out() {
        let inner = Distribution::lognormal_from_percentiles(5.0, 20.0).unwrap();
        checks::conforms(&Truncated::new(inner, Some(4.0), Some(12.0)).unwrap(), 1e-12);
        let inner = Distribution::normal(0.0, 1.0).unwrap();
        checks::conforms(&Truncated::new(inner.clone(), Some(4.0), None).unwrap(), 1e-4);
        let error = Truncated::new(inner.clone(), Some(9.0), None).unwrap_err();
        assert!(error.parameter == "min" && error.rule.contains("millionth"), "{error}");
        assert_eq!(Truncated::new(inner.clone(), None, Some(-9.0)).unwrap_err().parameter, "max");
        assert_eq!(Truncated::new(inner, Some(2.0), Some(1.0)).unwrap_err().parameter, "max");
    }
}
