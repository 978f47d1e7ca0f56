//! Sobol's indices from a design in which one input at a time is changed.

use serde::{Deserialize, Serialize};

use super::error::{StatisticsError, check_sample};
use super::interval::{Interval, NORMAL_CRITICAL_VALUE};
use super::subsample_sums::moments_of_replicates;

/// One index with its error. Estimates and intervals are not cut at 0 and 1: noise there is to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SobolIndex {
    /// Share of the variance.
    pub estimate: f64,
    /// Standard error of the estimate.
    pub standard_error: f64,
    /// 95 % interval.
    pub confidence_interval: Interval,
}

/// What one input does to a figure's variance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PickFreeze {
    /// Share of the variance that goes away once this input is known: Saltelli's estimator of 2010.
    pub first_order: SobolIndex,
    /// The same by Jansen's estimator, which is the better one for inputs that explain much.
    pub first_order_jansen: SobolIndex,
    /// Share of the variance that remains as long as this input alone is not known: Jansen's estimator.
    pub total: SobolIndex,
}

/// First-order and total Sobol index of one input, or of a group, from model outputs.
///
/// A and B are two independent samples of all inputs; in AB the input asked for comes from B, all others from A. With V the variance
/// of the outputs of A and B:
/// first order `mean(b·(ab − a))/V` (Saltelli) or `1 − mean((b − ab)²)/2V` (Jansen), total `mean((a − ab)²)/2V`. Outputs are centred first.
/// Errors are those of ratios of means (delta method). Inputs must be independent.
///
/// - `a`, `b`, `ab`: outputs, shape `[row]`, the same row at the same index, at least two.
/// - `replicates`: `Some(R)` if row t belongs to replicate t mod R, replicates being independent.
///
/// Outputs that never vary have indices 0.
///
/// # Errors
/// Unequal lengths; fewer than two rows; a value that is not finite or beyond ±1e150.
///
/// # Source
/// Saltelli, Annoni, Azzini, Campolongo, Ratto & Tarantola (2010), "Variance based sensitivity analysis of model output", Computer Physics
/// Communications 181, 259–270, table 2, (b), (c) and (f); Jansen (1999), "Analysis of variance designs for model output", Computer Physics
/// Communications 117, 35–43.
pub fn pick_freeze(
    a: &[f64],
    b: &[f64],
    ab: &[f64],
    replicates: Option<u32>,
) -> Result<PickFreeze, StatisticsError> {
    for other in [b, ab] {
        if a.len() != other.len() {
            return Err(StatisticsError::UnequalLengths { first: a.len(), second: other.len() });
        }
    }
    [a, b, ab].into_iter().try_for_each(check_sample)?;
    if a.len() < 2 {
        return Err(StatisticsError::TooFewPoints { points: a.len(), minimum: 2 });
    }
    let mean = (a.iter().sum::<f64>() + b.iter().sum::<f64>()) / (2.0 * a.len() as f64);
    let rows: Vec<[f64; 3]> =
        a.iter().zip(b).zip(ab).map(|((a, b), ab)| [a - mean, b - mean, ab - mean]).collect();
    let spread: Vec<f64> = rows.iter().map(|[a, b, _]| 0.5 * (a * a + b * b)).collect();
    let of = |part: fn(&[f64; 3]) -> f64, one_less: bool| {
        let parts: Vec<f64> = rows.iter().map(part).collect();
        ratio(&parts, &spread, one_less, replicates)
    };
    Ok(PickFreeze {
        first_order: of(|[a, b, ab]| b * (ab - a), false)?,
        first_order_jansen: of(|[_, b, ab]| 0.5 * (b - ab) * (b - ab), true)?,
        total: of(|[a, _, ab]| 0.5 * (a - ab) * (a - ab), false)?,
    })
}

/// Mean of the parts by mean of the spread; or one less that.
fn ratio(
    parts: &[f64],
    spread: &[f64],
    one_less: bool,
    replicates: Option<u32>,
) -> Result<SobolIndex, StatisticsError> {
    let count = parts.len() as f64;
    let variance = spread.iter().sum::<f64>() / count;
    if variance <= 0.0 {
        let nothing = Interval { low: 0.0, high: 0.0 };
        return Ok(SobolIndex { estimate: 0.0, standard_error: 0.0, confidence_interval: nothing });
    }
    let share = parts.iter().sum::<f64>() / count / variance;
    let influence: Vec<f64> =
        parts.iter().zip(spread).map(|(part, spread)| (part - share * spread) / variance).collect();
    let standard_error = moments_of_replicates(&influence, replicates)?.standard_error.unwrap_or(0.0);
    let estimate = if one_less { 1.0 - share } else { share };
    let confidence_interval = Interval::around(estimate, NORMAL_CRITICAL_VALUE * standard_error);
    Ok(SobolIndex { estimate, standard_error, confidence_interval })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ishigami, share_of, uniforms};
    use super::*;

    /// Indices of each input of a function of uniforms.
    fn indices<const N: usize>(seed: u64, rows: usize, model: impl Fn(&[f64; N]) -> f64) -> Vec<PickFreeze> {
        let columns: Vec<Vec<f64>> = (0..2 * N as u64).map(|column| uniforms(seed + column, rows)).collect();
        let row = |row: usize, from_second: &dyn Fn(usize) -> bool| {
            std::array::from_fn(|input| columns[if from_second(input) { N + input } else { input }][row])
        };
        let outputs = |from_second: &dyn Fn(usize) -> bool| -> Vec<f64> {
            (0..rows).map(|index| model(&row(index, from_second))).collect()
        };
        let (a, b) = (outputs(&|_| false), outputs(&|_| true));
        (0..N)
            .map(|changed| pick_freeze(&a, &b, &outputs(&|input| input == changed), None).unwrap())
            .collect()
    }

    fn check(found: SobolIndex, truth: f64) {
        assert!((found.estimate - truth).abs() < 4.0 * found.standard_error + 1e-12, "{found:?} {truth}");
        assert!(found.standard_error < 0.02, "{found:?}");
    }

    #[test]
    fn the_function_of_ishigami() {
        // Closed form, e.g. Sobol & Levitan (1999), "On the use of variance reducing multipliers in Monte Carlo computations of a global
        // sensitivity index": first order 0.3139, 0.4424, 0; total 0.5576, 0.4424, 0.2437.
        let truth = [(0.3139, 0.5576), (0.4424, 0.4424), (0.0, 0.2437)];
        for (found, (first, total)) in indices(700, 20_000, ishigami).iter().zip(truth) {
            check(found.first_order, first);
            check(found.first_order_jansen, first);
            check(found.total, total);
        }
    }

    #[test]
    fn sobols_g_function() {
        // G = Π (|4x − 2| + aᵢ)/(1 + aᵢ): Vᵢ = 1/(3(1 + aᵢ)²), V = Π(1 + Vᵢ) − 1, Sᵢ = Vᵢ/V, Tᵢ = Vᵢ Π_{j≠i}(1 + Vⱼ)/V.
        // Saltelli & Sobol (1995), "About the use of rank transformation in sensitivity analysis of model output".
        let weights = [0.0, 1.0, 4.5, 9.0];
        let parts = weights.map(|weight: f64| 1.0 / (3.0 * (1.0 + weight) * (1.0 + weight)));
        let all: f64 = parts.iter().map(|part| 1.0 + part).product();
        let model = |uniforms: &[f64; 4]| {
            let factors = uniforms.iter().zip(weights);
            factors.map(|(x, weight)| ((4.0 * x - 2.0).abs() + weight) / (1.0 + weight)).product::<f64>()
        };
        for (found, part) in indices(800, 20_000, model).iter().zip(parts) {
            check(found.first_order, part / (all - 1.0));
            check(found.first_order_jansen, part / (all - 1.0));
            check(found.total, part * all / (1.0 + part) / (all - 1.0));
        }
    }

    #[test]
    fn intervals_cover_as_often_as_they_say() {
        // y = x₁ + 2 x₂ of uniforms: S₁ = T₁ = 1/5. 600 replications: four deviations of 0.0089.
        let model = |uniforms: &[f64; 2]| uniforms[0] + 2.0 * uniforms[1];
        let found: Vec<PickFreeze> =
            (0..600).map(|replication| indices(900_000 + 10 * replication, 400, model)[0]).collect();
        for index in [|found: &PickFreeze| found.first_order, |found: &PickFreeze| found.total] {
            let covered = share_of(600, |replication| {
                index(&found[replication as usize]).confidence_interval.contains(0.2)
            });
            assert!((covered - 0.95).abs() < 0.036, "{covered}");
        }
    }

    #[test]
    fn a_large_mean_does_not_matter_and_nothing_varies_is_nothing() {
        let plain = indices(850, 500, |uniforms: &[f64; 2]| uniforms[0] * uniforms[1]);
        let raised = indices(850, 500, |uniforms: &[f64; 2]| 1e6 + uniforms[0] * uniforms[1]);
        assert!((plain[0].first_order.estimate - raised[0].first_order.estimate).abs() < 1e-6);
        let none = pick_freeze(&[1.0; 5], &[1.0; 5], &[1.0; 5], None).unwrap();
        assert_eq!((none.first_order.estimate, none.total.estimate), (0.0, 0.0));
        assert!(pick_freeze(&[1.0, 2.0], &[1.0, 2.0], &[1.0], None).is_err());
    }
}
