//! The empirical distribution of a sample.

use crate::quantity::parameter_error::{ParameterError, finite};
use crate::quantity::univariate::Univariate;

/// A sample, with straight lines between its ordered values.
///
/// The k-th of n ordered values stands at probability `(k − ½) / n` (Hazen's position); below the first and above the
/// last it is constant. With these positions the mean is exactly the mean of the sample.
///
/// Source: Hyndman & Fan (1996), "Sample quantiles in statistical packages", The American Statistician 50(4),
/// definition 5.
#[derive(Debug, Clone, PartialEq)]
pub struct Empirical {
    /// Rising; at least one.
    values: Vec<f64>,
}

impl Empirical {
    /// A sample in any order.
    ///
    /// # Errors
    /// Fewer than two values, or one that is not finite.
    pub fn new(values: &[f64]) -> Result<Self, ParameterError> {
        if values.len() < 2 {
            return Err(ParameterError::new("values", values.len(), "needs at least two values"));
        }
        for (index, value) in values.iter().enumerate() {
            finite(&format!("values[{index}]"), *value)?;
        }
        let mut values = values.to_vec();
        values.sort_by(f64::total_cmp);
        Ok(Self { values })
    }
}

impl Univariate for Empirical {
    fn inverse_cdf(&self, u: f64) -> f64 {
        if !(0.0..=1.0).contains(&u) {
            return f64::NAN;
        }
        let last = self.values.len() - 1;
        let position = (u * self.values.len() as f64 - 0.5).clamp(0.0, last as f64);
        let index = (position.floor() as usize).min(last);
        let (left, right) = (self.values[index], self.values[(index + 1).min(last)]);
        let part = position - index as f64;
        // Weighted so that neither an overflow nor an overshoot is possible.
        if left == right { left } else { (left * (1.0 - part) + right * part).clamp(left, right) }
    }

    fn cdf(&self, x: f64) -> f64 {
        let n = self.values.len();
        let below = self.values.partition_point(|value| *value <= x);
        if below == 0 {
            return 0.0;
        }
        if below == n {
            return 1.0;
        }
        let (left, right) = (self.values[below - 1], self.values[below]);
        (below as f64 - 0.5 + (x - left) / (right - left)) / n as f64
    }

    fn mean(&self) -> f64 {
        if self.is_certain() {
            return self.values[0];
        }
        self.values.iter().map(|value| value / self.values.len() as f64).sum()
    }

    /// Of the straight lines, `∫ (Q(u) − mean)² du`: a little below that of the sample.
    fn standard_deviation(&self) -> f64 {
        let mean = self.mean();
        let n = self.values.len();
        let (first, last) = (self.values[0] - mean, self.values[n - 1] - mean);
        let mut sum = 0.5 * (first * first + last * last);
        for pair in self.values.windows(2) {
            let (a, b) = (pair[0] - mean, pair[1] - mean);
            sum += (a * a + a * b + b * b) / 3.0;
        }
        (sum / n as f64).sqrt()
    }

    fn support(&self) -> (f64, f64) {
        (self.values[0], self.values[self.values.len() - 1])
    }

    /// The ends, with half a value each, and repeated values.
    fn atoms(&self) -> Vec<(f64, f64)> {
        let n = self.values.len() as f64;
        let mut atoms: Vec<(f64, f64)> = vec![(self.values[0], 0.5 / n)];
        for pair in self.values.windows(2) {
            if pair[0] == pair[1] {
                match atoms.last_mut() {
                    Some(last) if last.0 == pair[1] => last.1 += 1.0 / n,
                    Some(_) | None => atoms.push((pair[1], 1.0 / n)),
                }
            }
        }
        let end = self.values[self.values.len() - 1];
        match atoms.last_mut() {
            Some(last) if last.0 == end => last.1 += 0.5 / n,
            Some(_) | None => atoms.push((end, 0.5 / n)),
        }
        atoms
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::distributions::checks;

    #[test]
    fn conforms() {
        let sample = Empirical::new(&[7.0, 1.0, 2.0, 2.0, 4.0]).unwrap();
        // The quantile function has kinks: quadrature is good to about 1e-3.
        checks::conforms(&sample, 2e-3);
        assert!((sample.mean() - 3.2).abs() < 1e-15);
        // Positions 0.1, 0.3, 0.5, 0.7, 0.9.
        for (u, value) in [(0.05, 1.0), (0.2, 1.5), (0.3, 2.0), (0.4, 2.0), (0.6, 3.0), (0.95, 7.0)] {
            assert!((sample.inverse_cdf(u) - value).abs() < 1e-14, "{u}");
        }
        for (x, probability) in [(0.9, 0.0), (1.0, 0.1), (1.5, 0.2), (2.0, 0.5), (3.0, 0.6), (7.0, 1.0)] {
            assert!((sample.cdf(x) - probability).abs() < 1e-15, "{x}: {}", sample.cdf(x));
        }
        let atoms = sample.atoms();
        assert_eq!(atoms.iter().map(|atom| atom.0).collect::<Vec<_>>(), [1.0, 2.0, 7.0]);
        assert!((atoms[1].1 - 0.2).abs() < 1e-15);
    }

    #[test]
    fn equal_values_are_certain() {
        let sample = Empirical::new(&[3.3, 3.3, 3.3]).unwrap();
        assert!(sample.is_certain() && sample.mean() == 3.3 && sample.standard_deviation() == 0.0);
        assert_eq!((sample.cdf(3.3), sample.cdf(3.2)), (1.0, 0.0));
    }

    #[test]
    fn refuses() {
        assert!(Empirical::new(&[1.0]).is_err());
        assert_eq!(Empirical::new(&[1.0, f64::INFINITY]).unwrap_err().parameter, "values[1]");
    }
}
