//! The discrete distribution.

use crate::quantity::parameter_error::{ParameterError, finite, normalized_weights};
use crate::quantity::univariate::Univariate;

/// Finitely many values, each with its probability.
#[derive(Debug, Clone, PartialEq)]
pub struct Discrete {
    /// Rising, without repeats.
    values: Vec<f64>,
    probabilities: Vec<f64>,
    /// Probability of at most the value; the last is exactly 1.
    cumulative: Vec<f64>,
}

impl Discrete {
    /// Values with weights, in any order; weights are divided by their sum, equal values are merged, and values of
    /// weight 0 are left out.
    ///
    /// # Errors
    /// No values, different lengths, a value that is not finite, a negative weight, weights that sum to 0.
    pub fn new(values: &[f64], weights: &[f64]) -> Result<Self, ParameterError> {
        if values.is_empty() {
            return Err(ParameterError::new("values", "[]", "needs at least one value"));
        }
        if values.len() != weights.len() {
            let rule = format!("{} weights for {} values; one each is needed", weights.len(), values.len());
            return Err(ParameterError::new("weights", weights.len(), rule));
        }
        for (index, value) in values.iter().enumerate() {
            finite(&format!("values[{index}]"), *value)?;
        }
        let mut pairs: Vec<(f64, f64)> =
            values.iter().copied().zip(normalized_weights(weights)?).filter(|pair| pair.1 > 0.0).collect();
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let mut merged: Vec<(f64, f64)> = Vec::with_capacity(pairs.len());
        for (value, probability) in pairs {
            match merged.last_mut() {
                Some(last) if last.0 == value => last.1 += probability,
                Some(_) | None => merged.push((value, probability)),
            }
        }
        let mut sum = 0.0;
        let mut cumulative: Vec<f64> = Vec::with_capacity(merged.len());
        for (_, probability) in &merged {
            sum += probability;
            cumulative.push(sum.min(1.0));
        }
        if let Some(last) = cumulative.last_mut() {
            *last = 1.0;
        }
        let (values, probabilities) = merged.into_iter().unzip();
        Ok(Self { values, probabilities, cumulative })
    }

    fn expectation(&self, f: impl Fn(f64) -> f64) -> f64 {
        self.values.iter().zip(&self.probabilities).map(|(value, probability)| f(*value) * probability).sum()
    }
}

impl Univariate for Discrete {
    fn inverse_cdf(&self, u: f64) -> f64 {
        if !(0.0..=1.0).contains(&u) {
            return f64::NAN;
        }
        let index = self.cumulative.partition_point(|cumulative| *cumulative < u);
        self.values.get(index).copied().unwrap_or(f64::NAN)
    }

    fn cdf(&self, x: f64) -> f64 {
        match self.values.partition_point(|value| *value <= x) {
            0 => 0.0,
            count => self.cumulative[count - 1],
        }
    }

    fn mean(&self) -> f64 {
        if let [value] = self.values[..] {
            return value;
        }
        self.expectation(|value| value)
    }

    fn standard_deviation(&self) -> f64 {
        let mean = self.mean();
        self.expectation(|value| (value - mean) * (value - mean)).sqrt()
    }

    fn support(&self) -> (f64, f64) {
        // The constructor lets no empty list in.
        (self.values[0], self.values[self.values.len() - 1])
    }

    fn atoms(&self) -> Vec<(f64, f64)> {
        self.values.iter().copied().zip(self.probabilities.iter().copied()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::distributions::checks;

    #[test]
    fn conforms() {
        let discrete = Discrete::new(&[5.0, 1.0, 2.0, 1.0], &[4.0, 1.0, 2.0, 1.0]).unwrap();
        assert_eq!(discrete.atoms(), [(1.0, 0.25), (2.0, 0.25), (5.0, 0.5)]);
        assert_eq!(discrete.mean(), 3.25);
        // 0.25·2.25² + 0.25·1.25² + 0.5·1.75² = 3.1875
        assert!((discrete.standard_deviation() - 3.1875_f64.sqrt()).abs() < 1e-15);
        checks::conforms(&discrete, 0.05);
        for (u, value) in [(0.1, 1.0), (0.25, 1.0), (0.2501, 2.0), (0.5, 2.0), (0.51, 5.0), (0.99, 5.0)] {
            assert_eq!(discrete.inverse_cdf(u), value);
        }
        checks::is_the_value(&Discrete::new(&[3.3], &[7.0]).unwrap(), 3.3);
    }

    #[test]
    fn refuses() {
        assert!(Discrete::new(&[], &[]).is_err());
        let error = Discrete::new(&[1.0, 2.0], &[1.0]).unwrap_err();
        assert_eq!(error.rule, "1 weights for 2 values; one each is needed");
        assert_eq!(Discrete::new(&[1.0, 2.0], &[1.0, -1.0]).unwrap_err().parameter, "weights[1]");
        assert!(Discrete::new(&[1.0, 2.0], &[0.0, 0.0]).is_err());
        assert_eq!(Discrete::new(&[1.0, f64::NAN], &[1.0, 1.0]).unwrap_err().parameter, "values[1]");
    }
}
