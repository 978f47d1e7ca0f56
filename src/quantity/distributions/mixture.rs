//! A weighted mixture of distributions, such as the pooled estimates of several experts.

use crate::math::invert_increasing;
use crate::quantity::distribution::Distribution;
use crate::quantity::parameter_error::{ParameterError, normalized_weights};
use crate::quantity::univariate::Univariate;

/// With probability wᵢ the value comes from component i: `F(x) = Σ wᵢ Fᵢ(x)`.
///
/// The quantile inverts this sum numerically, so that a draw needs one uniform and rises with it. (Choosing a component
/// by a second draw would not.)
#[derive(Debug, Clone, PartialEq)]
pub struct Mixture {
    weights: Vec<f64>,
    components: Vec<Distribution>,
    jumps: Vec<Jump>,
}

/// A value of positive probability: where the CDF jumps, from where to where.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Jump {
    value: f64,
    below: f64,
    reached: f64,
}

impl Mixture {
    /// Components with weights, which are divided by their sum; components of weight 0 are left out.
    ///
    /// # Errors
    /// No components, different lengths, a negative weight, weights that sum to 0.
    pub fn new(components: Vec<Distribution>, weights: &[f64]) -> Result<Self, ParameterError> {
        if components.is_empty() {
            return Err(ParameterError::new("mixture", "[]", "needs at least one component"));
        }
        if components.len() != weights.len() {
            let rule =
                format!("{} weights for {} components; one each is needed", weights.len(), components.len());
            return Err(ParameterError::new("weights", weights.len(), rule));
        }
        let (weights, components) = normalized_weights(weights)?
            .into_iter()
            .zip(components)
            .filter(|(weight, _)| *weight > 0.0)
            .unzip();
        let mut mixture = Self { weights, components, jumps: Vec::new() };
        mixture.jumps = mixture.find_jumps();
        Ok(mixture)
    }

    /// Weights, summing to 1, with their components.
    pub fn parts(&self) -> impl Iterator<Item = (f64, &Distribution)> {
        self.weights.iter().copied().zip(&self.components)
    }

    fn sum(&self, f: impl Fn(&Distribution) -> f64) -> f64 {
        self.parts().map(|(weight, component)| weight * f(component)).sum()
    }

    fn find_jumps(&self) -> Vec<Jump> {
        self.atoms()
            .into_iter()
            .map(|(value, probability)| {
                let reached = self.cdf(value);
                Jump { value, below: reached - probability, reached }
            })
            .collect()
    }

    /// Between the least and the greatest of the components' quantiles, inclusive, lies the mixture's.
    fn quantile_bracket(&self, u: f64) -> (f64, f64) {
        self.components
            .iter()
            .map(|component| component.inverse_cdf(u))
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)))
    }
}

impl Univariate for Mixture {
    fn inverse_cdf(&self, u: f64) -> f64 {
        if !(0.0..=1.0).contains(&u) {
            return f64::NAN;
        }
        let (mut low, mut high) = self.quantile_bracket(u);
        // First the jumps, which an iteration could only approach: the value itself is returned.
        let next = self.jumps.partition_point(|jump| jump.reached < u);
        if let Some(jump) = self.jumps.get(next) {
            if jump.below < u {
                return jump.value;
            }
            high = high.min(jump.value);
        }
        if let Some(jump) = next.checked_sub(1).and_then(|before| self.jumps.get(before)) {
            low = low.max(jump.value);
        }
        if low >= high || !low.is_finite() || !high.is_finite() {
            return high;
        }
        invert_increasing(|x| self.cdf(x), u, low, high)
    }

    fn cdf(&self, x: f64) -> f64 {
        self.sum(|component| component.cdf(x)).min(1.0)
    }

    fn mean(&self) -> f64 {
        if self.is_certain() {
            return self.support().0;
        }
        self.sum(Distribution::mean)
    }

    /// `√ Σ wᵢ (sᵢ² + (mᵢ − m)²)`.
    fn standard_deviation(&self) -> f64 {
        let mean = self.mean();
        self.sum(|component| {
            let (deviation, distance) = (component.standard_deviation(), component.mean() - mean);
            deviation * deviation + distance * distance
        })
        .sqrt()
    }

    fn support(&self) -> (f64, f64) {
        self.components
            .iter()
            .map(Distribution::support)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (a, b)| (low.min(a), high.max(b)))
    }

    fn atoms(&self) -> Vec<(f64, f64)> {
        let mut all: Vec<(f64, f64)> = self
            .parts()
            .flat_map(|(weight, component)| {
                component.atoms().into_iter().map(move |(value, probability)| (value, weight * probability))
            })
            .collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut merged: Vec<(f64, f64)> = Vec::with_capacity(all.len());
        for (value, probability) in all {
            match merged.last_mut() {
                Some(last) if last.0 == value => last.1 += probability,
                Some(_) | None => merged.push((value, probability)),
            }
        }
        merged
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::normal_cdf;
    use crate::quantity::distributions::checks;

    fn certain(value: f64) -> Distribution {
        Distribution::certain(value).unwrap()
    }

    #[test]
    fn of_normals_conforms() {
        let parts = vec![Distribution::normal(0.0, 1.0).unwrap(), Distribution::normal(6.0, 2.0).unwrap()];
        let mixture = Mixture::new(parts, &[3.0, 1.0]).unwrap();
        checks::conforms(&mixture, 1e-4);
        checks::kolmogorov_smirnov(&mixture, |x| 0.75 * normal_cdf(x) + 0.25 * normal_cdf((x - 6.0) / 2.0));
        assert_eq!(mixture.mean(), 1.5);
        // 0.75·(1 + 1.5²) + 0.25·(4 + 4.5²) = 8.5
        assert!((mixture.standard_deviation() - 8.5_f64.sqrt()).abs() < 1e-14);
    }

    #[test]
    fn of_certain_values_returns_them_exactly() {
        let mixture = Mixture::new(vec![certain(5.1), certain(3.3)], &[0.7, 0.3]).unwrap();
        for (u, value) in [(1e-9, 3.3), (0.29, 3.3), (0.31, 5.1), (0.999, 5.1)] {
            assert_eq!(mixture.inverse_cdf(u), value);
        }
        checks::is_the_value(&Mixture::new(vec![certain(3.3), certain(3.3)], &[0.1, 0.2]).unwrap(), 3.3);
    }

    #[test]
    fn of_jumps_and_smooth_parts_is_monotone() {
        let parts = vec![certain(0.0), Distribution::normal(1.0, 1.0).unwrap(), certain(2.0)];
        let mixture = Mixture::new(parts, &[0.5, 0.3, 0.2]).unwrap();
        checks::conforms(&mixture, 0.05);
        // F(0−) = 0.3 Φ(−1) = 0.0476: the next half is the value 0.
        assert_eq!((mixture.inverse_cdf(0.05), mixture.inverse_cdf(0.54)), (0.0, 0.0));
        assert!(mixture.inverse_cdf(0.047) < 0.0 && mixture.inverse_cdf(0.55) > 0.0);
    }

    #[test]
    fn of_separated_parts_crosses_the_gap() {
        let parts = vec![Distribution::uniform(0.0, 1.0).unwrap(), Distribution::uniform(9.0, 10.0).unwrap()];
        let mixture = Mixture::new(parts, &[1.0, 1.0]).unwrap();
        assert!((mixture.inverse_cdf(0.4999) - 0.9998).abs() < 1e-12);
        assert!((mixture.inverse_cdf(0.5001) - 9.0002).abs() < 1e-12);
    }

    #[test]
    fn refuses() {
        assert!(Mixture::new(vec![], &[]).is_err());
        assert!(Mixture::new(vec![certain(1.0)], &[1.0, 2.0]).is_err());
        assert_eq!(Mixture::new(vec![certain(1.0)], &[-1.0]).unwrap_err().parameter, "weights[0]");
    }
}
