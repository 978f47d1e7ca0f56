//! Estimators for trials that carry weights, as importance sampling gives them.

use super::error::{StatisticsError, check_level, check_sample};
use super::moments::compensated_sum;

/// Effective number of trials below which no error is given.
const FEWEST_EFFECTIVE_TRIALS: f64 = 2.0;

/// An estimate with its standard error.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightedEstimate {
    /// In the unit of the values.
    pub estimate: f64,
    /// `None` where too few trials carry the estimate.
    pub standard_error: Option<f64>,
}

/// Weights of trials, `w ≥ 0`, of expectation 1.
#[derive(Debug, Clone, PartialEq)]
pub struct TrialWeights {
    weights: Vec<f64>,
    sum: f64,
}

/// Values with weights, ordered by value.
#[derive(Debug, Clone)]
pub struct WeightedSample<'a> {
    weights: &'a TrialWeights,
    /// `[trial]`.
    values: &'a [f64],
    /// Trials by falling value, equal values by trial.
    order: Vec<usize>,
}

impl TrialWeights {
    /// Takes weights, `[trial]`.
    ///
    /// # Errors
    /// None, one that is negative or not finite, or all 0.
    pub fn new(weights: Vec<f64>) -> Result<TrialWeights, StatisticsError> {
        check_sample(&weights)?;
        let sum = compensated_sum(weights.iter().copied());
        match weights.iter().position(|weight| *weight < 0.0) {
            Some(index) => Err(StatisticsError::Weight { index, weight: weights[index] }),
            None if sum <= 0.0 => Err(StatisticsError::Weight { index: 0, weight: sum }),
            None => Ok(TrialWeights { weights, sum }),
        }
    }

    /// So many trials that all count 1.
    ///
    /// # Errors
    /// No trials.
    pub fn equal(trials: usize) -> Result<TrialWeights, StatisticsError> {
        TrialWeights::new(vec![1.0; trials])
    }

    /// Mean weight with its standard error: 1 but for chance, or the weights are wrong.
    pub fn mean(&self) -> WeightedEstimate {
        let count = self.weights.len() as f64;
        let mean = self.sum / count;
        let squares = compensated_sum(self.weights.iter().map(|weight| (weight - mean) * (weight - mean)));
        let standard_error = (count > 1.0).then(|| (squares / (count - 1.0) / count).sqrt());
        WeightedEstimate { estimate: mean, standard_error }
    }

    /// The largest weight as a share of all.
    pub fn largest_share(&self) -> f64 {
        self.weights.iter().copied().fold(0.0, f64::max) / self.sum
    }

    /// The largest weight.
    pub fn largest(&self) -> f64 {
        self.weights.iter().copied().fold(0.0, f64::max)
    }

    /// Kish's effective number of trials: `(Σw)² / Σw²`.
    ///
    /// # Source
    /// L. Kish (1965), "Survey Sampling", section 11.7.
    pub fn effective_trials(&self) -> f64 {
        effective(self.weights.iter().copied())
    }
}

fn effective(weights: impl Iterator<Item = f64> + Clone) -> f64 {
    let squares = compensated_sum(weights.clone().map(|weight| weight * weight));
    let sum = compensated_sum(weights);
    if squares > 0.0 { sum * sum / squares } else { 0.0 }
}

impl<'a> WeightedSample<'a> {
    /// Values with their weights.
    ///
    /// - `values`: `[trial]`, cost positive.
    ///
    /// # Errors
    /// No values, or not as many as weights, or not finite.
    pub fn new(values: &'a [f64], weights: &'a TrialWeights) -> Result<WeightedSample<'a>, StatisticsError> {
        check_sample(values)?;
        if values.len() != weights.weights.len() {
            return Err(StatisticsError::UnequalLengths {
                first: values.len(),
                second: weights.weights.len(),
            });
        }
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|left, right| values[*right].total_cmp(&values[*left]).then(left.cmp(right)));
        Ok(WeightedSample { weights, values, order })
    }

    /// Self-normalised mean: `Σwx / Σw`.
    pub fn mean(&self) -> WeightedEstimate {
        self.estimate(self.mean_value(), &self.influence_on_mean())
    }

    /// What each trial adds to the error of the mean: `w(x − mean)`, `[trial]`.
    pub fn influence_on_mean(&self) -> Vec<f64> {
        let mean = self.mean_value();
        self.each(|value| value - mean)
    }

    fn mean_value(&self) -> f64 {
        self.average(|value| value)
    }

    /// Self-normalised share of the trials above a threshold.
    pub fn chance_above(&self, threshold: f64) -> WeightedEstimate {
        let above = |value: f64| if value > threshold { 1.0 } else { 0.0 };
        let share = self.average(above);
        let carried = self.order.iter().take_while(|trial| self.values[**trial] > threshold);
        let enough = self.carried_by(carried.copied());
        let estimate = self.estimate(share, &self.each(|value| above(value) - share));
        WeightedEstimate { standard_error: estimate.standard_error.filter(|_| enough), ..estimate }
    }

    /// The lowest value that is exceeded by at most the share `1 − level` of the weight.
    ///
    /// The error is half the distance between the quantiles at the level, one standard error of the share above up and down.
    ///
    /// # Errors
    /// `level` outside `(0, 1)`.
    pub fn quantile(&self, level: f64) -> Result<WeightedEstimate, StatisticsError> {
        check_level(level)?;
        let (estimate, trials) = self.boundary(1.0 - level);
        let share = self.average(|value| if value > estimate { 1.0 } else { 0.0 });
        let influence = self.each(|value| if value > estimate { 1.0 - share } else { -share });
        let of_share =
            self.error_of(&influence).filter(|_| self.carried_by(self.order[..trials].iter().copied()));
        let standard_error = of_share.filter(|error| *error < 1.0 - level && *error < level).map(|error| {
            let (high, _) = self.boundary(1.0 - level - error);
            let (low, _) = self.boundary(1.0 - level + error);
            (high - low) / 2.0
        });
        Ok(WeightedEstimate { estimate, standard_error })
    }

    /// Mean over the worst `1 − level` share of the weight; the boundary trial counts in part.
    ///
    /// # Errors
    /// `level` outside `(0, 1)`.
    ///
    /// # Source
    /// As [`super::expected_shortfall`], each trial counted by its weight.
    pub fn expected_shortfall(&self, level: f64) -> Result<WeightedEstimate, StatisticsError> {
        check_level(level)?;
        let (boundary, trials) = self.boundary(1.0 - level);
        let shortfall = self.shortfall(boundary, level);
        let estimate = self.estimate(shortfall, &self.influence_on_shortfall(level)?);
        let enough = self.carried_by(self.order[..trials].iter().copied());
        Ok(WeightedEstimate { standard_error: estimate.standard_error.filter(|_| enough), ..estimate })
    }

    /// What each trial adds to the error of the expected shortfall: `w((x − b)⁺ / (1 − level) + b − ES)`, b the quantile; `[trial]`.
    ///
    /// # Errors
    /// `level` outside `(0, 1)`.
    pub fn influence_on_shortfall(&self, level: f64) -> Result<Vec<f64>, StatisticsError> {
        check_level(level)?;
        let (boundary, _) = self.boundary(1.0 - level);
        let shortfall = self.shortfall(boundary, level);
        Ok(self.each(|value| f64::max(0.0, value - boundary) / (1.0 - level) + boundary - shortfall))
    }

    /// Effective trials beyond the quantile at `level`.
    ///
    /// # Errors
    /// `level` outside `(0, 1)`.
    pub fn effective_tail_trials(&self, level: f64) -> Result<f64, StatisticsError> {
        check_level(level)?;
        let (_, trials) = self.boundary(1.0 - level);
        Ok(effective(self.order[..trials].iter().map(|trial| self.weights.weights[*trial])))
    }

    /// An estimate whose error is that of the sum of influences, `√(n/(n−1)·Σψ²) / Σw`.
    ///
    /// - `influence`: `[trial]`, weights included; sums to 0.
    pub fn estimate(&self, estimate: f64, influence: &[f64]) -> WeightedEstimate {
        WeightedEstimate { estimate, standard_error: self.error_of(influence) }
    }

    fn error_of(&self, influence: &[f64]) -> Option<f64> {
        let count = influence.len() as f64;
        let squares = compensated_sum(influence.iter().map(|each| each * each));
        let enough = count > 1.0 && self.weights.effective_trials() >= FEWEST_EFFECTIVE_TRIALS;
        enough.then(|| (squares * count / (count - 1.0)).sqrt() / self.weights.sum)
    }

    /// Ten trials by count and by effective number.
    fn carried_by(&self, trials: impl Iterator<Item = usize> + Clone) -> bool {
        let least = super::MINIMUM_TAIL_TRIALS as f64;
        trials.clone().count() as f64 >= least
            && effective(trials.map(|trial| self.weights.weights[trial])) >= least
    }

    fn shortfall(&self, boundary: f64, level: f64) -> f64 {
        boundary + self.average(|value| f64::max(0.0, value - boundary)) / (1.0 - level)
    }

    fn average(&self, of: impl Fn(f64) -> f64) -> f64 {
        let terms = self.values.iter().zip(&self.weights.weights).map(|(value, weight)| weight * of(*value));
        compensated_sum(terms) / self.weights.sum
    }

    fn each(&self, of: impl Fn(f64) -> f64) -> Vec<f64> {
        self.values.iter().zip(&self.weights.weights).map(|(value, weight)| weight * of(*value)).collect()
    }

    /// The value with the weight `share` of all beyond or at it, and how many trials stand in that tail before it.
    fn boundary(&self, share: f64) -> (f64, usize) {
        // Rounding of the sum must not push an exact share one trial further.
        let wanted = f64::max(0.0, share) * self.weights.sum * (1.0 + 1e-12);
        let mut beyond = 0.0;
        for (position, trial) in self.order.iter().enumerate() {
            beyond += self.weights.weights[*trial];
            if beyond > wanted {
                return (self.values[*trial], position);
            }
        }
        let last = self.order.len() - 1;
        (self.values[self.order[last]], last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::{SortedSample, expected_shortfall, moments, quantile};
    use proptest::prelude::*;

    #[test]
    fn by_hand() {
        // Values 1, 2, 4, 8 with weights 1, 2, 0.5, 0.5: mean (1 + 4 + 2 + 4)/4 = 2.75; above 3 lies 1/4.
        let weights = TrialWeights::new(vec![1.0, 2.0, 0.5, 0.5]).unwrap();
        let sample = WeightedSample::new(&[1.0, 2.0, 4.0, 8.0], &weights).unwrap();
        assert_eq!(sample.mean().estimate, 2.75);
        assert_eq!(sample.chance_above(3.0).estimate, 0.25);
        // Half of the weight: 0.5 of 8, 0.5 of 4, and 1 of the 2 of value 2: (4 + 2 + 2)/2 = 4.
        assert_eq!(sample.quantile(0.5).unwrap().estimate, 2.0);
        assert_eq!(sample.expected_shortfall(0.5).unwrap().estimate, 4.0);
        // (Σw)²/Σw² = 16/5.5.
        assert!((weights.effective_trials() - 16.0 / 5.5).abs() < 1e-12);
        assert_eq!((weights.largest(), weights.largest_share()), (2.0, 0.5));
    }

    #[test]
    fn refuses_what_is_no_weight() {
        assert!(TrialWeights::new(vec![]).is_err());
        assert!(TrialWeights::new(vec![1.0, -0.1]).is_err());
        assert!(TrialWeights::new(vec![0.0, 0.0]).is_err());
        let weights = TrialWeights::equal(3).unwrap();
        assert!(WeightedSample::new(&[1.0], &weights).is_err());
        assert!(WeightedSample::new(&[1.0, 2.0, 3.0], &weights).unwrap().quantile(1.0).is_err());
    }

    proptest! {
        #[test]
        fn equal_weights_give_the_usual_estimates(
            values in proptest::collection::vec(-1e3..1e6f64, 20..300), level in 0.05..0.95f64,
        ) {
            let weights = TrialWeights::equal(values.len()).unwrap();
            let sample = WeightedSample::new(&values, &weights).unwrap();
            let sorted = SortedSample::new(&values).unwrap();
            let near = |left: f64, right: f64| (left - right).abs() <= 1e-9 * (1.0 + right.abs());
            let usual = moments(&values).unwrap();
            prop_assert!(near(sample.mean().estimate, usual.mean));
            prop_assert!(near(sample.mean().standard_error.unwrap(), usual.standard_error.unwrap()));
            prop_assert_eq!(sample.quantile(level).unwrap().estimate, quantile(&sorted, level).unwrap().estimate);
            let usual = expected_shortfall(&sorted, level).unwrap();
            let ours = sample.expected_shortfall(level).unwrap();
            prop_assert!(near(ours.estimate, usual.estimate));
            if let (Some(ours), Some(usual)) = (ours.standard_error, usual.standard_error) {
                // To first order in 1/n.
                prop_assert!((ours / usual - 1.0).abs() < 0.2, "{ours} against {usual}");
            }
        }
    }
}
