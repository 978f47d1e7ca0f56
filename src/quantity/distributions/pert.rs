//! The PERT distribution.

use super::Beta;
use super::triangular::check_three_points;
use crate::quantity::parameter_error::ParameterError;
use crate::quantity::univariate::Univariate;

/// A smooth three-point estimate: the beta distribution on `[low, high]` with mean `(low + 4·mode + high) / 6`.
///
/// Shapes are `1 + 4(mode − low)/(high − low)` and `1 + 4(high − mode)/(high − low)`.
///
/// Source: Malcolm, Roseboom, Clark & Fazar (1959), "Application of a technique for research and development program
/// evaluation", Operations Research 7(5), 646–669.
#[derive(Debug, Clone, PartialEq)]
pub struct Pert {
    beta: Beta,
}

impl Pert {
    /// # Errors
    /// Parameters that are not finite or not in the order `low ≤ mode ≤ high`.
    pub fn new(low: f64, mode: f64, high: f64) -> Result<Self, ParameterError> {
        check_three_points(low, mode, high)?;
        let position = if high > low { (mode - low) / (high - low) } else { 0.5 };
        let beta = Beta::new(1.0 + 4.0 * position, 1.0 + 4.0 * (1.0 - position), low, high)?;
        Ok(Self { beta })
    }
}

impl Univariate for Pert {
    fn inverse_cdf(&self, u: f64) -> f64 {
        self.beta.inverse_cdf(u)
    }

    fn draw(&self, u: f64) -> f64 {
        self.beta.draw(u)
    }

    fn draw_block(&self, uniforms: &mut [f64]) {
        self.beta.draw_block(uniforms);
    }

    fn cdf(&self, x: f64) -> f64 {
        self.beta.cdf(x)
    }

    fn mean(&self) -> f64 {
        self.beta.mean()
    }

    fn standard_deviation(&self) -> f64 {
        self.beta.standard_deviation()
    }

    fn support(&self) -> (f64, f64) {
        self.beta.support()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::distributions::checks;

    #[test]
    fn conforms() {
        let pert = Pert::new(5.0, 8.0, 20.0).unwrap();
        checks::conforms(&pert, 1e-10);
        // (5 + 4·8 + 20) / 6 = 9.5
        assert!((pert.mean() - 9.5).abs() < 1e-14);
        let oracle = statrs::distribution::Beta::new(1.8, 4.2).unwrap();
        checks::kolmogorov_smirnov(&pert, |x| {
            statrs::distribution::ContinuousCDF::cdf(&oracle, (x - 5.0) / 15.0)
        });
        checks::conforms(&Pert::new(5.0, 5.0, 20.0).unwrap(), 1e-10);
        checks::conforms(&Pert::new(5.0, 20.0, 20.0).unwrap(), 1e-10);
        checks::is_the_value(&Pert::new(8.0, 8.0, 8.0).unwrap(), 8.0);
    }

    #[test]
    fn refuses_disorder() {
        assert_eq!(Pert::new(8.0, 5.0, 20.0).unwrap_err().parameter, "mode");
    }
}
