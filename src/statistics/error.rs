//! What a sample or a request can be refused for, and the checks every estimator shares.

use thiserror::Error;

/// Largest magnitude taken, in whatever unit the sample has. Its square times 10⁸ trials is still finite, so no
/// sum of squares can overflow.
pub(crate) const LARGEST_MAGNITUDE: f64 = 1e150;

/// Why a statistic cannot be computed.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum StatisticsError {
    /// A sample without trials.
    #[error("the sample is empty")]
    Empty,
    /// A value that is not a number, or infinite.
    #[error("value {value} at index {index} is not finite")]
    NonFinite { index: usize, value: f64 },
    /// A value whose square would overflow a sum.
    #[error("value {value} at index {index} is beyond ±{limit:e}")]
    TooLarge { index: usize, value: f64, limit: f64 },
    /// A level that leaves nothing on one side.
    #[error("level {level} is outside (0, 1)")]
    Level { level: f64 },
    /// Paired samples with different numbers of trials.
    #[error("paired samples have {first} and {second} trials")]
    UnequalLengths { first: usize, second: usize },
    /// A weight below 0, or the first of weights that are all 0.
    #[error("weight {weight} at index {index}: weights are 0 or above, and not all 0")]
    Weight { index: usize, weight: f64 },
    /// A threshold that is not a number, or infinite.
    #[error("threshold {threshold} is not finite")]
    Threshold { threshold: f64 },
    /// A share that more than all trials would have.
    #[error("{successes} successes in {trials} trials")]
    TooManySuccesses { successes: usize, trials: usize },
    /// A share outside `[0, 1]`.
    #[error("share {share} is outside [0, 1]")]
    Share { share: f64 },
    /// A curve with fewer points than show its shape.
    #[error("{points} points asked for; at least {minimum} are needed")]
    TooFewPoints { points: usize, minimum: usize },
    /// A precision that no number of trials gives.
    #[error("precision {precision} is not a positive finite number")]
    Precision { precision: f64 },
    /// Years of a series that do not rise.
    #[error("year {year} at index {index} does not come after the one before")]
    YearsNotRising { index: usize, year: f64 },
    /// A count whose logarithm does not exist.
    #[error("count {count} at index {index} is not above 0")]
    CountNotPositive { index: usize, count: f64 },
    /// Columns of a regression that leave no solution.
    #[error("the regression on the inputs has no solution")]
    NoRegression,
}

/// Checks that `values` has a trial and that each value is finite and no larger than [`LARGEST_MAGNITUDE`].
pub(crate) fn check_sample(values: &[f64]) -> Result<(), StatisticsError> {
    if values.is_empty() { Err(StatisticsError::Empty) } else { check_values(values, 0) }
}

/// Checks that each value is finite and no larger than [`LARGEST_MAGNITUDE`].
///
/// - `first`: index of the first one in its sample.
pub(crate) fn check_values(values: &[f64], first: usize) -> Result<(), StatisticsError> {
    // Not so for a NaN. Looked at all together first, which is faster: there hardly ever is one to be told of.
    if values.iter().fold(true, |fine, value| fine & (value.abs() <= LARGEST_MAGNITUDE)) {
        return Ok(());
    }
    for (index, &value) in (first..).zip(values) {
        if !value.is_finite() {
            return Err(StatisticsError::NonFinite { index, value });
        }
        if value.abs() > LARGEST_MAGNITUDE {
            return Err(StatisticsError::TooLarge { index, value, limit: LARGEST_MAGNITUDE });
        }
    }
    Ok(())
}

/// Checks that `level` lies in `(0, 1)`.
pub(crate) fn check_level(level: f64) -> Result<(), StatisticsError> {
    // The comparison is false for NaN, which is refused too.
    if level > 0.0 && level < 1.0 { Ok(()) } else { Err(StatisticsError::Level { level }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_first_bad_value_and_its_index() {
        assert_eq!(check_sample(&[]), Err(StatisticsError::Empty));
        assert_eq!(
            check_sample(&[0.0, f64::INFINITY, f64::NAN]),
            Err(StatisticsError::NonFinite { index: 1, value: f64::INFINITY })
        );
        assert_eq!(
            check_sample(&[1.0, -1e151]),
            Err(StatisticsError::TooLarge { index: 1, value: -1e151, limit: 1e150 })
        );
        assert_eq!(check_sample(&[1e150, -0.0]), Ok(()));
    }

    #[test]
    fn refuses_levels_at_and_beyond_the_ends() {
        for level in [0.0, 1.0, -0.1, 1.1, f64::INFINITY] {
            assert_eq!(check_level(level), Err(StatisticsError::Level { level }));
        }
        assert!(check_level(f64::NAN).is_err());
        assert_eq!(check_level(0.5), Ok(()));
    }

    #[test]
    fn messages_carry_the_values() {
        assert_eq!(
            StatisticsError::NonFinite { index: 7, value: f64::NAN }.to_string(),
            "value NaN at index 7 is not finite"
        );
        assert_eq!(
            StatisticsError::UnequalLengths { first: 3, second: 4 }.to_string(),
            "paired samples have 3 and 4 trials"
        );
    }
}
