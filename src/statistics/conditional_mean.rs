//! What a figure is expected to be once some things are known.

use serde::{Deserialize, Serialize};

use super::covariate::{Covariate, check_covariates};
use super::error::{StatisticsError, check_sample};
use super::smoother::Smoother;

/// The mean of a target given covariates, trial by trial.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConditionalMean {
    /// Shape `[trial]`, in the unit of the target: the regression at each trial's covariates.
    pub fitted: Vec<f64>,
    /// The same from the other four fifths of the trials, so that a trial's own noise has no part in it.
    pub predicted: Vec<f64>,
    /// Free coefficients that the regression is worth, the constant included.
    pub degrees_of_freedom: f64,
    /// Variance of what the covariates do not explain, in the square of the target's unit.
    pub residual_variance: f64,
}

/// Trials that a regression needs.
pub const MINIMUM_REGRESSION_TRIALS: usize = 50;

/// The mean of `target` given `covariates`, by penalised regression.
///
/// Numbers enter as normal scores of their ranks, so their units and any rising transform of them do not matter. One number: a cubic spline on
/// 20 intervals with a penalty on second differences. Several: the smoothest functions of each, and products of the smoothest of every two,
/// 150 columns at most. Categories: a mean each. Generalised cross-validation sets the penalty.
///
/// - `covariates`: none gives the plain mean.
/// - `target`: shape `[trial]`, at least [`MINIMUM_REGRESSION_TRIALS`].
///
/// # Errors
/// Too few trials, in all or for the categories; unequal lengths; a value that is not finite or beyond ±1e150.
///
/// # Source
/// Eilers & Marx (1996), "Flexible smoothing with B-splines and penalties", Statistical Science 11, 89–121; Wood (2006), "Low-rank
/// scale-invariant tensor product smooths", Biometrics 62, 1025–1036, for the penalty of products.
pub fn conditional_mean(
    covariates: &[Covariate<'_>],
    target: &[f64],
) -> Result<ConditionalMean, StatisticsError> {
    check_sample(target)?;
    check_regression(covariates, target.len())?;
    let (mut fitted, mut predicted) = (Vec::new(), Vec::new());
    let smoother = Smoother::new(covariates, &[target.to_vec()]).ok_or(StatisticsError::NoRegression)?;
    smoother.each(|_, all, others| {
        fitted.push(all[0]);
        predicted.push(others[0]);
    });
    let chosen = &smoother.chosen[0];
    Ok(ConditionalMean {
        fitted,
        predicted,
        degrees_of_freedom: chosen.degrees_of_freedom,
        residual_variance: chosen.residual_variance,
    })
}

/// Checks that there are enough trials for a regression, and sound covariates.
pub(crate) fn check_regression(covariates: &[Covariate<'_>], trials: usize) -> Result<(), StatisticsError> {
    if trials < MINIMUM_REGRESSION_TRIALS {
        return Err(StatisticsError::TooFewPoints { points: trials, minimum: MINIMUM_REGRESSION_TRIALS });
    }
    check_covariates(covariates, trials)
}

#[cfg(test)]
mod tests {
    use super::super::testing::normals;
    use super::*;
    use crate::math::{exp, sin};

    fn mean_square_error(found: &[f64], truth: &[f64]) -> f64 {
        let squares = found.iter().zip(truth).map(|(found, truth)| (found - truth) * (found - truth));
        squares.sum::<f64>() / truth.len() as f64
    }

    #[test]
    fn follows_a_wave_of_a_skewed_input() {
        let scores = normals(51, 4000);
        let input: Vec<f64> = scores.iter().map(|score| 1e6 * exp(*score)).collect();
        let truth: Vec<f64> = scores.iter().map(|score| sin(2.0 * score)).collect();
        let target: Vec<f64> =
            truth.iter().zip(normals(52, 4000)).map(|(truth, noise)| truth + 0.5 * noise).collect();
        let found = conditional_mean(&[Covariate::Numeric(&input)], &target).unwrap();
        // σ²·df/n = 0.25 · 15/4000 ≈ 0.0009; a straight line would be off by about 0.5.
        assert!(mean_square_error(&found.fitted, &truth) < 0.003);
        assert!(mean_square_error(&found.predicted, &truth) < 0.004);
        assert!((5.0..20.0).contains(&found.degrees_of_freedom), "{}", found.degrees_of_freedom);
        // A variance over 4000 values is known to √(2/4000) = 2.2 %.
        assert!((found.residual_variance / 0.25 - 1.0).abs() < 0.09);
    }

    #[test]
    fn a_straight_line_costs_two_coefficients() {
        let input = normals(53, 2000);
        let target: Vec<f64> =
            input.iter().zip(normals(54, 2000)).map(|(input, noise)| 3.0 * input + noise).collect();
        let found = conditional_mean(&[Covariate::Numeric(&input)], &target).unwrap();
        assert!((2.0..4.0).contains(&found.degrees_of_freedom), "{}", found.degrees_of_freedom);
    }

    #[test]
    fn a_product_of_two_inputs_is_seen_by_both_together_and_by_none_alone() {
        let (first, second) = (normals(55, 5000), normals(56, 5000));
        let truth: Vec<f64> = first.iter().zip(&second).map(|(first, second)| first * second).collect();
        let target: Vec<f64> =
            truth.iter().zip(normals(57, 5000)).map(|(truth, noise)| truth + 0.3 * noise).collect();
        let inputs = [Covariate::Numeric(&first), Covariate::Numeric(&second)];
        let both = conditional_mean(&inputs, &target).unwrap();
        assert!(mean_square_error(&both.fitted, &truth) < 0.02);
        let alone = conditional_mean(&inputs[..1], &target).unwrap();
        // Both explain a variance of 1. The noise that is left for one has the variance x², so that the ends cost more than σ²·df/n.
        assert!(mean_square_error(&alone.fitted, &vec![0.0; 5000]) < 0.05);
    }

    #[test]
    fn categories_have_their_means_and_nothing_known_has_the_plain_mean() {
        let labels: Vec<u32> = (0..300).map(|trial| [7, 1, 4][trial % 3]).collect();
        let target: Vec<f64> =
            labels.iter().zip(normals(58, 300)).map(|(label, noise)| f64::from(*label) + noise).collect();
        let found = conditional_mean(&[Covariate::Category(&labels)], &target).unwrap();
        let mean: f64 = (0..300).step_by(3).map(|trial| target[trial]).sum::<f64>() / 100.0;
        assert!((found.fitted[0] - mean).abs() < 1e-6, "{} {mean}", found.fitted[0]);
        let plain = conditional_mean(&[], &target).unwrap();
        assert!((plain.fitted[7] - target.iter().sum::<f64>() / 300.0).abs() < 1e-6);
    }

    #[test]
    fn an_input_that_never_varies_tells_nothing() {
        let target = normals(59, 100);
        let found = conditional_mean(&[Covariate::Numeric(&[4.0; 100])], &target).unwrap();
        assert!(found.fitted.iter().all(|value| *value == found.fitted[0]));
        assert_eq!(
            conditional_mean(&[], &target[..49]),
            Err(StatisticsError::TooFewPoints { points: 49, minimum: 50 })
        );
    }
}
