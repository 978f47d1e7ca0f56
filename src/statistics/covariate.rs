//! What a trial is explained by: a number or a label, and the scores under which units and shapes do not matter.

use super::error::{StatisticsError, check_sample};
use crate::math::inverse_normal_cdf;

/// One thing that is known of every trial.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Covariate<'a> {
    /// Shape `[trial]`, any unit; only the order of the values counts.
    Numeric(&'a [f64]),
    /// Shape `[trial]`, the number of each trial's category; the numbers have no order.
    Category(&'a [u32]),
}

impl Covariate<'_> {
    /// Number of trials.
    #[must_use]
    pub fn trials(&self) -> usize {
        match self {
            Covariate::Numeric(values) => values.len(),
            Covariate::Category(labels) => labels.len(),
        }
    }
}

/// A covariate of some trials, in an order of their own.
pub(crate) enum ChosenTrials {
    Numeric(Vec<f64>),
    Category(Vec<u32>),
}

impl ChosenTrials {
    pub(crate) fn of(covariate: &Covariate<'_>, trials: &[usize]) -> ChosenTrials {
        match covariate {
            Covariate::Numeric(values) => {
                ChosenTrials::Numeric(trials.iter().map(|&trial| values[trial]).collect())
            }
            Covariate::Category(labels) => {
                ChosenTrials::Category(trials.iter().map(|&trial| labels[trial]).collect())
            }
        }
    }

    pub(crate) fn covariate(&self) -> Covariate<'_> {
        match self {
            ChosenTrials::Numeric(values) => Covariate::Numeric(values),
            ChosenTrials::Category(labels) => Covariate::Category(labels),
        }
    }
}

/// Trials that a category needs on average.
const TRIALS_PER_CATEGORY: usize = 10;

/// Checks that there are `trials` trials of each, finite numbers, and at least ten trials per category.
pub(crate) fn check_covariates(covariates: &[Covariate<'_>], trials: usize) -> Result<(), StatisticsError> {
    check_lengths(covariates, trials)?;
    for covariate in covariates {
        if let Covariate::Category(labels) = covariate {
            let minimum = TRIALS_PER_CATEGORY * categories(labels).0.len();
            if trials < minimum {
                return Err(StatisticsError::TooFewPoints { points: trials, minimum });
            }
        }
    }
    Ok(())
}

/// Checks that there are `trials` trials of each, and finite numbers.
pub(super) fn check_lengths(covariates: &[Covariate<'_>], trials: usize) -> Result<(), StatisticsError> {
    for covariate in covariates {
        if covariate.trials() != trials {
            return Err(StatisticsError::UnequalLengths { first: trials, second: covariate.trials() });
        }
        if let Covariate::Numeric(values) = covariate {
            check_sample(values)?;
        }
    }
    Ok(())
}

/// The distinct labels in rising order, and the place of each trial's label among them.
pub(super) fn categories(labels: &[u32]) -> (Vec<u32>, Vec<usize>) {
    let mut distinct = labels.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let places = labels.iter().map(|label| distinct.partition_point(|other| other < label)).collect();
    (distinct, places)
}

/// Indices by rising value; equal values stay in the order given.
pub(super) fn order_of(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&left, &right| values[left].total_cmp(&values[right]));
    order
}

/// Ranges of `order` whose values are equal.
pub(super) fn ties<'a>(values: &'a [f64], order: &'a [usize]) -> impl Iterator<Item = &'a [usize]> {
    order.chunk_by(|&left, &right| values[left] == values[right])
}

/// Ranks divided by the number of values, less half a step: in `(0, 1)`; equal values share the middle of their ranks.
///
/// - `values`: finite, any order. The answer has the same order.
pub(crate) fn mid_ranks(values: &[f64]) -> Vec<f64> {
    let order = order_of(values);
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for tied in ties(values, &order) {
        let middle = (before as f64 + 0.5 * tied.len() as f64) / values.len() as f64;
        tied.iter().for_each(|&index| ranks[index] = middle);
        before += tied.len();
    }
    ranks
}

/// Normal scores: the standard normal quantiles of the values' ranks. Equal values have equal scores.
///
/// # Source
/// van der Waerden (1952), "Order tests for the two-sample problem and their power", Indagationes Mathematicae 14, 453–458.
pub(super) fn normal_scores(values: &[f64]) -> Vec<f64> {
    mid_ranks(values).into_iter().map(inverse_normal_cdf).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_the_middle_of_their_ranks() {
        // 5 is first of four: 0.5/4. The two 7s have ranks 2 and 3: their middle is 2/4. 9 is last: 3.5/4.
        assert_eq!(mid_ranks(&[7.0, 5.0, 9.0, 7.0]), [0.5, 0.125, 0.875, 0.5]);
        // −0 and 0 are equal.
        assert_eq!(mid_ranks(&[0.0, -0.0]), [0.5, 0.5]);
    }

    #[test]
    fn scores_do_not_depend_on_units_and_are_symmetric() {
        let values = [3.0, 1.0, 2.0, 10.0, 5.0];
        let logarithms: Vec<f64> = values.iter().map(|value| crate::math::ln(*value)).collect();
        let scores = normal_scores(&values);
        assert_eq!(scores, normal_scores(&logarithms));
        assert!(scores.iter().sum::<f64>().abs() < 1e-12);
        assert_eq!(scores[0], 0.0);
    }

    #[test]
    fn labels_need_not_be_consecutive() {
        assert_eq!(categories(&[9, 2, 9, 5]), (vec![2, 5, 9], vec![2, 0, 2, 1]));
    }

    #[test]
    fn refuses_other_lengths_and_what_is_no_number() {
        let numbers = [1.0, f64::NAN];
        assert!(matches!(
            check_covariates(&[Covariate::Numeric(&numbers)], 2),
            Err(StatisticsError::NonFinite { index: 1, .. })
        ));
        assert_eq!(
            check_covariates(&[Covariate::Category(&[1, 2, 3])], 2),
            Err(StatisticsError::UnequalLengths { first: 2, second: 3 })
        );
        assert_eq!(
            check_covariates(&[Covariate::Category(&[1, 2, 3])], 3),
            Err(StatisticsError::TooFewPoints { points: 3, minimum: 30 })
        );
    }
}
