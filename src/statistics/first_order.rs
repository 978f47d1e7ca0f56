//! How much of a figure's variance goes away once some inputs are known: Sobol's first-order index from given trials.

use serde::{Deserialize, Serialize};

use super::conditional_mean::{ConditionalMean, conditional_mean};
use super::covariate::Covariate;
use super::error::StatisticsError;
use super::interval::{Interval, NORMAL_CRITICAL_VALUE};
use super::subsample_sums::moments_of_replicates;

/// The share of a variance that inputs explain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExplainedShare {
    /// `1 − E[Var(Y|X)] / Var(Y)`, in `[0, 1]`.
    pub estimate: f64,
    /// Standard error of the estimate.
    pub standard_error: f64,
    /// 95 % interval, inside `[0, 1]`.
    pub confidence_interval: Interval,
    /// Free coefficients that the regression is worth, the constant included.
    pub degrees_of_freedom: f64,
}

/// First-order Sobol index of one input, or the closed index of a group of them, from trials that were drawn without a design.
///
/// `S = Var(E[Y|X]) / Var(Y)` by regression (see [`conditional_mean`]): one less the variance that is left over its degrees of freedom,
/// divided by the variance of all. Inputs that depend on each other share what they explain: the indices then need not sum to
/// less than one. The error is that of a ratio of two means, each trial's squared distance from the regression and from the mean
/// (the delta method); that the regression is itself estimated changes it only in the second order.
///
/// - `inputs`: one for a first-order index.
/// - `target`: shape `[trial]`, e.g. the difference of two options.
/// - `replicates`: `Some(R)` if trial t belongs to replicate t mod R, replicates being independent.
///
/// A target that never varies has the index 0.
///
/// # Errors
/// As [`conditional_mean`].
///
/// # Source
/// Sobol (1993), "Sensitivity estimates for nonlinear mathematical models", Mathematical Modelling and Computational Experiments 1,
/// 407–414; by regression: Ratto, Pagano & Young (2007), "State dependent parameter metamodelling and sensitivity analysis", Computer
/// Physics Communications 177, 863–876.
pub fn first_order_index(
    inputs: &[Covariate<'_>],
    target: &[f64],
    replicates: Option<u32>,
) -> Result<ExplainedShare, StatisticsError> {
    let given = conditional_mean(inputs, target)?;
    let count = target.len() as f64;
    let mean = target.iter().sum::<f64>() / count;
    let spread: Vec<f64> = target.iter().map(|value| (value - mean) * (value - mean)).collect();
    let variance = spread.iter().sum::<f64>() / (count - 1.0);
    if variance <= 0.0 {
        return Ok(share(0.0, 0.0, &given));
    }
    let left = given.residual_variance / variance;
    // Each trial's part in the error of the ratio.
    let parts: Vec<f64> = target
        .iter()
        .zip(&given.fitted)
        .zip(&spread)
        .map(|((value, fitted), spread)| ((value - fitted) * (value - fitted) - left * spread) / variance)
        .collect();
    let error = moments_of_replicates(&parts, replicates)?.standard_error.unwrap_or(0.0);
    Ok(share(1.0 - left, error, &given))
}

fn share(estimate: f64, standard_error: f64, given: &ConditionalMean) -> ExplainedShare {
    let around = Interval::around(estimate, NORMAL_CRITICAL_VALUE * standard_error);
    let confidence_interval = Interval { low: around.low.clamp(0.0, 1.0), high: around.high.clamp(0.0, 1.0) };
    ExplainedShare {
        estimate: estimate.clamp(0.0, 1.0),
        standard_error,
        confidence_interval,
        degrees_of_freedom: given.degrees_of_freedom,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ishigami, normals, share_of, uniforms};
    use super::*;

    #[test]
    fn ishigami_from_given_trials() {
        // Ishigami & Homma (1990) with a = 7, b = 0.1; Var = a²/8 + bπ⁴/5 + b²π⁸/18 + 1/2 = 13.8446.
        // S₁ = ½(1 + bπ⁴/5)²/Var = 0.3139, S₂ = a²/8/Var = 0.4424, S₃ = 0; together with x₃ the first explains 1 − S₂ = 0.5576.
        let inputs: Vec<Vec<f64>> = (0..3).map(|input| uniforms(60 + input, 20_000)).collect();
        let target: Vec<f64> = (0..20_000)
            .map(|trial| ishigami(&[inputs[0][trial], inputs[1][trial], inputs[2][trial]]))
            .collect();
        let index = |chosen: &[usize]| {
            let covariates: Vec<Covariate<'_>> =
                chosen.iter().map(|input| Covariate::Numeric(&inputs[*input])).collect();
            first_order_index(&covariates, &target, None).unwrap()
        };
        for (input, truth) in [(0, 0.3139), (1, 0.4424), (2, 0.0)] {
            let found = index(&[input]);
            assert!(
                (found.estimate - truth).abs() < 4.0 * found.standard_error + 0.004,
                "{input}: {found:?}"
            );
            assert!(found.standard_error < 0.01);
        }
        // Products of several functions of each follow sin x₁·x₃⁴ but for a little.
        let both = index(&[0, 2]).estimate;
        assert!((0.53..0.57).contains(&both), "{both}");
    }

    #[test]
    fn interval_covers_as_often_as_it_says() {
        // Y = X + noise of variance 3: S = 1/4. 400 replications: four deviations of √(0.95·0.05/400) = 0.011.
        let covered = share_of(400, |replication| {
            let input = normals(610_000 + replication, 1000);
            let noise = normals(620_000 + replication, 1000);
            let target: Vec<f64> =
                input.iter().zip(&noise).map(|(input, noise)| input + 3_f64.sqrt() * noise).collect();
            let found = first_order_index(&[Covariate::Numeric(&input)], &target, None).unwrap();
            found.confidence_interval.contains(0.25)
        });
        assert!((covered - 0.95).abs() < 0.044, "{covered}");
    }

    #[test]
    fn a_category_explains_what_lies_between_its_means() {
        // Means ±2, variance within 1: S = 4/5.
        let labels: Vec<u32> = (0..4000).map(|trial| u32::from(trial % 2 == 0)).collect();
        let target: Vec<f64> = labels
            .iter()
            .zip(normals(63, 4000))
            .map(|(label, noise)| 4.0 * f64::from(*label) + noise)
            .collect();
        let found = first_order_index(&[Covariate::Category(&labels)], &target, None).unwrap();
        assert!((found.estimate - 0.8).abs() < 4.0 * found.standard_error, "{found:?}");
    }

    #[test]
    fn nothing_varies_nothing_is_explained() {
        let input = normals(64, 100);
        let found = first_order_index(&[Covariate::Numeric(&input)], &[2.5; 100], None).unwrap();
        assert_eq!((found.estimate, found.confidence_interval.high), (0.0, 0.0));
    }
}
