//! Means made more precise by quantities whose expected values are known.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::StatisticsError;

/// A pivot below this share of its variable's own sum of squares means that the variable is a sum of those before it.
const DEPENDENT: f64 = 1e-9;

/// Sums of products over trials, from which regressions on controls follow.
///
/// Added trial by trial in the order given, so the bits do not depend on how trials are cut into blocks. Variables are best
/// given with means near 0: products of large means would eat the digits of their covariances.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProductSums {
    controls: usize,
    targets: usize,
    trials: u64,
    /// `[variable]`: controls, then targets.
    sums: Vec<f64>,
    /// Upper triangle by rows, the diagonal included.
    products: Vec<f64>,
}

/// A mean with what controls explain of its error taken away.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ControlledMean {
    /// `ȳ − β·x̄`, in the unit of the target.
    pub mean: f64,
    /// Its standard error, in the unit of the target.
    pub standard_error: f64,
    /// Square of the plain mean's standard error ÷ square of this one: so many times as many trials the plain mean would need.
    pub variance_ratio: f64,
}

impl ProductSums {
    /// No trials yet, of so many controls and targets.
    #[must_use]
    pub fn new(controls: usize, targets: usize) -> ProductSums {
        let width = controls + targets;
        ProductSums {
            controls,
            targets,
            trials: 0,
            sums: vec![0.0; width],
            products: vec![0.0; width * (width + 1) / 2],
        }
    }

    /// Adds one trial.
    ///
    /// - `values`: `[variable]`, controls then targets.
    ///
    /// # Errors
    /// A value that is not finite; another number of values than variables.
    pub fn add(&mut self, values: &[f64]) -> Result<(), StatisticsError> {
        if values.len() != self.sums.len() {
            return Err(StatisticsError::UnequalLengths { first: self.sums.len(), second: values.len() });
        }
        if let Some(index) = values.iter().position(|value| !value.is_finite()) {
            return Err(StatisticsError::NonFinite { index, value: values[index] });
        }
        self.trials += 1;
        self.sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
        let mut rest = self.products.as_mut_slice();
        for (place, value) in values.iter().enumerate() {
            let (row, after) = rest.split_at_mut(values.len() - place);
            row.iter_mut().zip(&values[place..]).for_each(|(product, other)| *product += value * other);
            rest = after;
        }
        Ok(())
    }

    /// Adds trials, in the current thread pool; the same bits as one after the other.
    ///
    /// - `rows`: `[trial][variable]`, controls then targets.
    ///
    /// # Errors
    /// A value that is not finite; values that are no whole trials.
    pub fn add_trials(&mut self, rows: &[f64]) -> Result<(), StatisticsError> {
        let width = self.sums.len();
        if !rows.len().is_multiple_of(width.max(1)) {
            return Err(StatisticsError::UnequalLengths { first: width, second: rows.len() });
        }
        if let Some(index) = rows.iter().position(|value| !value.is_finite()) {
            return Err(StatisticsError::NonFinite { index, value: rows[index] });
        }
        self.trials += (rows.len() / width.max(1)) as u64;
        let mut triangle = Vec::with_capacity(width);
        let mut rest = self.products.as_mut_slice();
        for (place, sum) in self.sums.iter_mut().enumerate() {
            let (row, after) = std::mem::take(&mut rest).split_at_mut(width - place);
            triangle.push((place, sum, row));
            rest = after;
        }
        // Each sum is added up in one thread, in the order of the trials.
        triangle.into_par_iter().for_each(|(place, sum, products)| {
            for trial in rows.chunks_exact(width) {
                let value = trial[place];
                *sum += value;
                products
                    .iter_mut()
                    .zip(&trial[place..])
                    .for_each(|(product, other)| *product += value * other);
            }
        });
        Ok(())
    }

    /// Number of trials added.
    #[must_use]
    pub fn trials(&self) -> u64 {
        self.trials
    }

    /// Σ(a − ā)(b − b̄) over the trials.
    #[must_use]
    pub fn centred(&self, first: usize, second: usize) -> f64 {
        let (row, column) = (first.min(second), first.max(second));
        let width = self.sums.len();
        // Rows before it have width, width − 1, … entries.
        let before = row * width - row * row.saturating_sub(1) / 2;
        let product = self.products[before + column - row];
        product - self.sums[first] * self.sums[second] / self.trials as f64
    }

    /// The regression of all targets on all controls.
    ///
    /// Returns `None` with fewer than `controls + 3` trials.
    #[must_use]
    pub fn regression(&self) -> Option<ControlRegression<'_>> {
        (self.trials > self.controls as u64 + 2).then(|| ControlRegression::new(self))
    }
}

/// Regressions of targets, and of differences of targets, on controls of mean 0.
///
/// With the centred sums of products `S` of `n` trials and `q` controls, `β = S_xx⁻¹ S_xy` by Cholesky factors; the controlled mean is
/// `ȳ − β·x̄`, and its squared standard error `s²·(1/n + x̄ᵀ S_xx⁻¹ x̄)` with `s² = (S_yy − S_yx β)/(n − q − 1)`: the intercept of the
/// regression and its usual error. Where targets and controls are jointly normal the mean is unbiased and the interval with
/// `n − q − 1` degrees of freedom exact; otherwise, as coefficients and means come from the same trials, the bias is of order
/// `q/n` standard deviations of the residual at the most, far below the standard error of order `1/√n`.
///
/// A control that is a sum of those before it is left out.
///
/// # Source
/// Lavenberg & Welch (1981), "A perspective on the use of control variables to increase the efficiency of Monte Carlo
/// simulations", Management Science 27(3).
#[derive(Debug)]
pub struct ControlRegression<'a> {
    sums: &'a ProductSums,
    /// Controls that are in use.
    used: Vec<usize>,
    /// Lower triangle of the Cholesky factor of `S_xx` over the controls in use, by rows.
    factor: Vec<Vec<f64>>,
    /// `[control in use]`: `L⁻¹ x̄`.
    means: Vec<f64>,
    /// `[target][control in use]`: `L⁻¹ S_xy`.
    explained: Vec<Vec<f64>>,
}

impl<'a> ControlRegression<'a> {
    fn new(sums: &'a ProductSums) -> ControlRegression<'a> {
        let (mut used, mut factor) = (Vec::new(), Vec::<Vec<f64>>::new());
        for control in 0..sums.controls {
            let column: Vec<f64> = used.iter().map(|other| sums.centred(*other, control)).collect();
            let mut row = forward(&factor, &column);
            let own = sums.centred(control, control);
            let pivot = own - row.iter().map(|entry| entry * entry).sum::<f64>();
            if own > 0.0 && pivot > DEPENDENT * own {
                row.push(pivot.sqrt());
                factor.push(row);
                used.push(control);
            }
        }
        let count = sums.trials as f64;
        let means: Vec<f64> = used.iter().map(|control| sums.sums[*control] / count).collect();
        let explained = (0..sums.targets)
            .map(|target| {
                let column: Vec<f64> =
                    used.iter().map(|control| sums.centred(*control, sums.controls + target)).collect();
                forward(&factor, &column)
            })
            .collect();
        ControlRegression { sums, means: forward(&factor, &means), used, factor, explained }
    }

    /// Positions of the controls in use.
    #[must_use]
    pub fn used(&self) -> &[usize] {
        &self.used
    }

    /// The mean of a target.
    #[must_use]
    pub fn mean(&self, target: usize) -> ControlledMean {
        self.combination(&[(target, 1.0)])
    }

    /// The mean of `first − second`, trial by trial.
    #[must_use]
    pub fn difference(&self, first: usize, second: usize) -> ControlledMean {
        self.combination(&[(first, 1.0), (second, -1.0)])
    }

    fn combination(&self, weights: &[(usize, f64)]) -> ControlledMean {
        let sums = self.sums;
        let (controls, count) = (sums.controls, sums.trials as f64);
        let plain: f64 =
            weights.iter().map(|(target, w)| w * sums.sums[controls + target]).sum::<f64>() / count;
        let explained: Vec<f64> = (0..self.used.len())
            .map(|place| weights.iter().map(|(target, w)| w * self.explained[*target][place]).sum())
            .collect();
        let total: f64 = weights
            .iter()
            .flat_map(|(first, v)| weights.iter().map(move |(second, w)| (first, second, v * w)))
            .map(|(first, second, weight)| weight * sums.centred(controls + first, controls + second))
            .sum();
        let residual = f64::max(0.0, total - explained.iter().map(|entry| entry * entry).sum::<f64>());
        let shift: f64 = explained.iter().zip(&self.means).map(|(entry, mean)| entry * mean).sum();
        let leverage = 1.0 / count + self.means.iter().map(|entry| entry * entry).sum::<f64>();
        let variance = residual / (count - self.used.len() as f64 - 1.0) * leverage;
        let of_plain = f64::max(0.0, total) / (count - 1.0) / count;
        // Where nothing is left to explain, or there was nothing to explain, the ratio says nothing.
        let variance_ratio = if variance > 0.0 { of_plain / variance } else { 1.0 };
        ControlledMean { mean: plain - shift, standard_error: variance.sqrt(), variance_ratio }
    }

    /// `β` of a target, `[control in use]`.
    #[must_use]
    pub fn coefficients(&self, target: usize) -> Vec<f64> {
        let mut solution = self.explained[target].clone();
        for place in (0..solution.len()).rev() {
            solution[place] /= self.factor[place][place];
            for before in 0..place {
                solution[before] -= self.factor[place][before] * solution[place];
            }
        }
        solution
    }
}

/// `L⁻¹ b` for the first `b.len()` rows of a lower triangle.
fn forward(factor: &[Vec<f64>], b: &[f64]) -> Vec<f64> {
    let mut solution: Vec<f64> = Vec::with_capacity(b.len() + 1);
    for (row, value) in factor.iter().zip(b) {
        let known: f64 = row.iter().zip(&solution).map(|(entry, x)| entry * x).sum();
        solution.push((value - known) / row[solution.len()]);
    }
    solution
}

/// Chooses controls that explain targets, by a sample made for this and used for nothing else.
///
/// One after the other: the control that explains the largest share of what is left of some target's variance, added up over the
/// targets, until `most` are chosen or the next explains less than `least` of what is left on average. Only the `shortlist` controls
/// with the highest sums of squared correlations with the targets take part.
///
/// - `controls`: `[control][trial]`, mean 0 in expectation.
/// - `targets`: `[target][trial]`, the same trials.
///
/// Returns positions in the order chosen.
#[must_use]
pub fn screen_controls(controls: &[&[f64]], targets: &[Vec<f64>], rule: ScreeningRule) -> Vec<usize> {
    let targets: Vec<Vec<f64>> = targets.iter().map(|target| standardised(target)).collect();
    let targets: Vec<Vec<f64>> = targets.into_iter().filter(|target| !target.is_empty()).collect();
    let scored = controls.par_iter().enumerate().filter_map(|(position, control)| {
        let control = standardised(control);
        let correlations: Vec<f64> = targets.iter().map(|target| dot(&control, target)).collect();
        let score: f64 = correlations.iter().map(|r| r * r).sum();
        (!control.is_empty()).then_some(Candidate { position, values: control, correlations, score })
    });
    let mut candidates: Vec<Candidate> = scored.collect();
    candidates
        .sort_by(|left, right| right.score.total_cmp(&left.score).then(left.position.cmp(&right.position)));
    // What several say alike is said once.
    candidates.dedup_by(|later, earlier| later.score == earlier.score && later.values == earlier.values);
    candidates.truncate(rule.shortlist);
    choose(candidates, targets.len(), rule)
}

/// How controls are chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScreeningRule {
    /// Most controls chosen.
    pub most: usize,
    /// Controls that are looked at closely.
    pub shortlist: usize,
    /// Share of what is left of the targets' variance that a further control has to explain, on average over the targets.
    pub least: f64,
}

struct Candidate {
    position: usize,
    /// Mean 0, sum of squares 1; later orthogonal to what has been chosen.
    values: Vec<f64>,
    /// `[target]`: products with the targets.
    correlations: Vec<f64>,
    score: f64,
}

fn choose(mut candidates: Vec<Candidate>, targets: usize, rule: ScreeningRule) -> Vec<usize> {
    let mut left = vec![1.0_f64; targets];
    let mut chosen = Vec::new();
    while targets > 0 && chosen.len() < rule.most && !candidates.is_empty() {
        let share = |candidate: &Candidate| -> f64 {
            let norm = dot(&candidate.values, &candidate.values);
            if norm < 1e-6 {
                return 0.0;
            }
            let explained = candidate.correlations.iter().zip(&left);
            explained.map(|(r, left)| if *left > 1e-9 { r * r / norm / left } else { 0.0 }).sum::<f64>()
        };
        let shares: Vec<f64> = candidates.iter().map(share).collect();
        let best =
            (0..shares.len()).fold(0, |best, next| if shares[next] > shares[best] { next } else { best });
        if shares[best] < rule.least * targets as f64 {
            break;
        }
        let taken = candidates.remove(best);
        let norm = dot(&taken.values, &taken.values);
        for (left, r) in left.iter_mut().zip(&taken.correlations) {
            *left = f64::max(0.0, *left - r * r / norm);
        }
        for other in &mut candidates {
            let slope = dot(&other.values, &taken.values) / norm;
            other.values.iter_mut().zip(&taken.values).for_each(|(value, by)| *value -= slope * by);
            other
                .correlations
                .iter_mut()
                .zip(&taken.correlations)
                .for_each(|(value, by)| *value -= slope * by);
        }
        chosen.push(taken.position);
    }
    chosen
}

/// Values less their mean, divided so that their squares sum to 1; empty if they are all alike or not finite.
fn standardised(values: &[f64]) -> Vec<f64> {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let norm = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>().sqrt();
    if norm > 1e-12 * mean.abs() && norm.is_finite() {
        values.iter().map(|value| (value - mean) / norm).collect()
    } else {
        Vec::new()
    }
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    // Eight sums side by side, so that additions need not wait for one another.
    let mut lanes = [0.0_f64; 8];
    let (left_chunks, right_chunks) = (left.chunks_exact(8), right.chunks_exact(8));
    let rest: f64 = left_chunks.remainder().iter().zip(right_chunks.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in left_chunks.zip(right_chunks) {
        for lane in 0..8 {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    lanes.iter().sum::<f64>() + rest
}

#[cfg(test)]
mod tests {
    use super::super::testing::{exponentials, normals, share_of};
    use super::*;
    use crate::statistics::moments;
    use proptest::prelude::*;

    /// `[trial][variable]` poured into sums.
    fn poured(rows: &[Vec<f64>], controls: usize) -> ProductSums {
        let mut sums = ProductSums::new(controls, rows[0].len() - controls);
        rows.iter().for_each(|row| sums.add(row).unwrap());
        sums
    }

    #[test]
    fn small_example_by_hand() {
        // x = −1, 0, 1, 2 with expected value 0; y = 1, 2, 2, 5. Means 0.5 and 2.5; S_xx = 5, S_xy = 6, S_yy = 9: β = 1.2, mean
        // 2.5 − 0.6 = 1.9; residual 9 − 7.2 = 1.8, s² = 1.8/2 = 0.9, times (1/4 + 0.25/5 = 0.3): 0.27. Plain 9/3/4 = 0.75.
        let rows = [[-1.0, 1.0], [0.0, 2.0], [1.0, 2.0], [2.0, 5.0]].map(|row| row.to_vec());
        let sums = poured(&rows, 1);
        let found = sums.regression().unwrap().mean(0);
        assert!((found.mean - 1.9).abs() < 1e-12, "{found:?}");
        assert!((found.standard_error - 0.27_f64.sqrt()).abs() < 1e-12);
        assert!((found.variance_ratio - 0.75 / 0.27).abs() < 1e-12);
        assert!((sums.regression().unwrap().coefficients(0)[0] - 1.2).abs() < 1e-12);
    }

    #[test]
    fn a_target_that_controls_explain_is_known_exactly() {
        // y = 7 + 2a − 3b: whatever the trials, the mean is 7. The third control is a sum of the first two and is left out.
        let (a, b) = (normals(3, 50), normals(4, 50));
        let rows: Vec<Vec<f64>> =
            a.iter().zip(&b).map(|(a, b)| vec![*a, *b, a + b, 7.0 + 2.0 * a - 3.0 * b]).collect();
        let sums = poured(&rows, 3);
        let regression = sums.regression().unwrap();
        assert_eq!(regression.used(), [0, 1]);
        assert!((regression.mean(0).mean - 7.0).abs() < 1e-12);
        assert!(regression.mean(0).standard_error < 1e-7);
    }

    #[test]
    fn without_controls_it_is_the_plain_mean() {
        let values = exponentials(5, 101);
        let rows: Vec<Vec<f64>> = values.iter().map(|value| vec![*value]).collect();
        let (sums, plain) = (poured(&rows, 0), moments(&values).unwrap());
        let found = sums.regression().unwrap().mean(0);
        assert!((found.mean - plain.mean).abs() < 1e-12);
        assert!((found.standard_error - plain.standard_error.unwrap()).abs() < 1e-12);
        assert!((found.variance_ratio - 1.0).abs() < 1e-12);
    }

    #[test]
    fn too_few_trials_say_nothing_and_values_are_checked() {
        let mut sums = ProductSums::new(1, 1);
        for value in [1.0, 2.0, 4.0] {
            sums.add(&[value, value]).unwrap();
        }
        assert!(sums.regression().is_none());
        assert!(sums.add(&[1.0]).is_err() && sums.add(&[1.0, f64::NAN]).is_err());
        assert_eq!(sums.trials(), 3);
    }

    /// Skewed targets: y = x + x²/2 + noise with x standard normal has mean ½.
    fn skewed(seed: u64, trials: usize) -> ProductSums {
        let (x, noise) = (normals(2 * seed, trials), exponentials(2 * seed + 1, trials));
        let rows: Vec<Vec<f64>> = x
            .iter()
            .zip(&noise)
            .map(|(x, noise)| vec![*x, x + 0.5 * x * x + 0.5 * (noise - 1.0), *noise])
            .collect();
        poured(&rows, 1)
    }

    #[test]
    fn mean_is_unbiased_and_its_interval_covers() {
        // 400 samples of 1600 trials: the mean of the controlled means lies within four standard errors of ½. The bias
        // −E[(x² − 1)/2 · x²]/n = −1/1600 is 0.6 of these, √(0.75/1600)/20 = 0.0011: a false alarm in 3000 seeds.
        let found: Vec<ControlledMean> =
            (0..400).map(|seed| skewed(seed, 1600).regression().unwrap().mean(0)).collect();
        let means = moments(&found.iter().map(|each| each.mean).collect::<Vec<f64>>()).unwrap();
        assert!((means.mean - 0.5).abs() < 4.0 * means.standard_error.unwrap(), "{means:?}");
        // The stated error is that of the means seen: relative error of a deviation from 400 values 1/√800 = 0.035.
        let stated = found.iter().map(|each| each.standard_error).sum::<f64>() / 400.0;
        assert!((stated / means.standard_deviation.unwrap() - 1.0).abs() < 0.14, "{stated}");
        // Covered ~ Binomial(400, 0.95), deviation 0.0109.
        let covered = share_of(400, |index| {
            let each = &found[index as usize];
            (each.mean - 0.5).abs() < 1.9615 * each.standard_error
        });
        assert!((covered - 0.95).abs() < 4.0 * 0.0109, "{covered}");
        // Var y = 1 + ½ + ¼ = 1.75, of which x explains 1: ratio 2.33.
        let ratio = found.iter().map(|each| each.variance_ratio).sum::<f64>() / 400.0;
        // The ratio of two sample variances scatters by some 6 % a sample.
        assert!((ratio - 1.75 / 0.75).abs() < 0.05, "{ratio}");
    }

    #[test]
    fn a_difference_is_the_target_that_it_is() {
        let (x, y, z) = (normals(1, 60), normals(2, 60), exponentials(3, 60));
        let rows = |with: bool| -> Vec<Vec<f64>> {
            (0..60)
                .map(|t| {
                    let (first, second) = (x[t] + y[t], 0.4 * x[t] + z[t]);
                    if with { vec![x[t], first, second] } else { vec![x[t], first - second] }
                })
                .collect()
        };
        let (both, one) = (poured(&rows(true), 1), poured(&rows(false), 1));
        let found = both.regression().unwrap().difference(0, 1);
        let expected = one.regression().unwrap().mean(0);
        assert!((found.mean - expected.mean).abs() < 1e-12);
        assert!((found.standard_error / expected.standard_error - 1.0).abs() < 1e-9);
    }

    #[test]
    fn screening_takes_what_explains_and_stops() {
        let controls: Vec<Vec<f64>> = (0..40).map(|place| normals(100 + place, 2000)).collect();
        let noise = normals(99, 2000);
        let target: Vec<f64> =
            (0..2000).map(|t| 3.0 * controls[7][t] - 2.0 * controls[31][t] + noise[t]).collect();
        let twin = controls[7].clone();
        let mut views: Vec<&[f64]> = controls.iter().map(Vec::as_slice).collect();
        // The same control many times more, and one that never varies.
        let still = vec![1.0; 2000];
        views.extend([twin.as_slice(); 30]);
        views.push(still.as_slice());
        let rule = ScreeningRule { most: 5, shortlist: 20, least: 0.02 };
        assert_eq!(screen_controls(&views, std::slice::from_ref(&target), rule), [7, 31]);
        assert_eq!(
            screen_controls(&views, std::slice::from_ref(&target), ScreeningRule { most: 1, ..rule }),
            [7]
        );
        assert!(screen_controls(&views, std::slice::from_ref(&still), rule).is_empty());
    }

    proptest! {
        #[test]
        fn saved_half_way_it_goes_on_to_the_same_bits(
            values in prop::collection::vec(-1e3..1e3_f64, 12..60), cut in 0usize..4
        ) {
            let rows: Vec<Vec<f64>> = values.chunks_exact(3).map(<[f64]>::to_vec).collect();
            let whole = poured(&rows, 1);
            let mut first = ProductSums::new(1, 2);
            rows[..cut].iter().for_each(|row| first.add(row).unwrap());
            let text = serde_json::to_string(&first).unwrap();
            let mut second: ProductSums = serde_json::from_str(&text).unwrap();
            rows[cut..].iter().for_each(|row| second.add(row).unwrap());
            prop_assert_eq!(&second, &whole);
            // Many trials at once have the same bits, and whole trials only are taken.
            let mut at_once = ProductSums::new(1, 2);
            at_once.add_trials(&values[..3 * rows.len()]).unwrap();
            prop_assert_eq!(&at_once, &whole);
            prop_assert!(at_once.add_trials(&values[..4]).is_err());
        }
    }
}
