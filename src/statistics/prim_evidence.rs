//! Is a box more than a play of chance?

use serde::{Deserialize, Serialize};

use super::covariate::{ChosenTrials, Covariate, check_lengths, order_of};
use super::error::StatisticsError;
use super::prim::{PrimBox, PrimSettings, Restriction, interesting_among, points_in, prim};
use crate::engine::random::StreamKey;
use crate::math::regularized_beta;

/// How likely chance alone makes a restriction look as good.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct QuasiP {
    /// Number of the input.
    pub input: usize,
    /// Likelihood of as many points of interest in the box if the restriction did not matter. "Quasi", because the restriction was chosen
    /// on the same points: below 0.05 it may still be chance; well above, it can go.
    pub value: f64,
}

/// The quasi-p-value of each restriction of a box.
///
/// Without the restriction the box holds `m` points, a share `q` of them of interest. With it, `n` points and `k` of interest: the value is
/// `P(B ≥ k)` for `B ~ Binomial(n, q)`.
///
/// - `inputs`, `interesting`: what the box was made from.
///
/// # Errors
/// Unequal lengths; a box that restricts an input that is not there.
///
/// # Source
/// Bryant & Lempert (2010), "Thinking inside the box: a participatory, computer-assisted approach to scenario discovery", Technological
/// Forecasting and Social Change 77, 34–49.
pub fn quasi_p_values(
    inputs: &[Covariate<'_>],
    interesting: &[bool],
    found: &PrimBox,
) -> Result<Vec<QuasiP>, StatisticsError> {
    check_lengths(inputs, interesting.len())?;
    if let Some(input) = found.inputs().find(|input| *input >= inputs.len()) {
        return Err(StatisticsError::UnequalLengths { first: inputs.len(), second: input + 1 });
    }
    let inside = points_in(inputs, &found.restrictions);
    let hits = interesting_among(interesting, &inside);
    let value = |input: usize| {
        let others: Vec<(usize, Restriction)> =
            found.restrictions.iter().filter(|(other, _)| *other != input).cloned().collect();
        let around = points_in(inputs, &others);
        let share = interesting_among(interesting, &around) as f64 / around.len().max(1) as f64;
        QuasiP { input, value: at_least(hits, inside.len(), share) }
    };
    Ok(found.inputs().map(value).collect())
}

/// P(B ≥ successes) of a binomial.
fn at_least(successes: usize, trials: usize, share: f64) -> f64 {
    if successes == 0 || share >= 1.0 {
        1.0
    } else if share <= 0.0 {
        0.0
    } else {
        regularized_beta(successes as f64, (trials - successes + 1) as f64, share)
    }
}

/// How boxes of other samples compare with a box.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reproducibility {
    /// Shape `[input]`: share of the resamples whose box of about the same coverage restricts the input.
    pub at_same_coverage: Vec<f64>,
    /// The same for the box of about the same density.
    pub at_same_density: Vec<f64>,
    /// Mean density, among the points left out, of the boxes of about the same coverage: what is to be expected of new points.
    pub density_elsewhere: f64,
    /// Mean coverage among the points left out.
    pub coverage_elsewhere: f64,
    /// Resamples taken.
    pub resamples: usize,
}

/// Random halves of the points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resampling {
    /// Halves to draw, at least one, e.g. 20.
    pub resamples: usize,
    /// Of the draws; every seed is valid.
    pub seed: u64,
}

/// Makes boxes from random halves of the points and looks whether they restrict the same inputs, and what they tell of the other half.
///
/// - `found`: the box to be judged, made with `settings`.
///
/// # Errors
/// As [`prim`] on half of the points; no resamples.
///
/// # Source
/// The reproducibility statistics of Bryant & Lempert (2010), section 2.4; the other half is used here as well.
pub fn reproducibility(
    inputs: &[Covariate<'_>],
    interesting: &[bool],
    found: &PrimBox,
    settings: &PrimSettings,
    resampling: &Resampling,
) -> Result<Reproducibility, StatisticsError> {
    check_lengths(inputs, interesting.len())?;
    let resamples = resampling.resamples;
    if resamples == 0 {
        return Err(StatisticsError::Empty);
    }
    let key = StreamKey::new(resampling.seed, "prim/halves");
    let nothing = vec![0.0; inputs.len()];
    let mut sums = Reproducibility {
        at_same_coverage: nothing.clone(),
        at_same_density: nothing,
        density_elsewhere: 0.0,
        coverage_elsewhere: 0.0,
        resamples,
    };
    for resample in 0..resamples as u64 {
        let mut order = vec![0.0; interesting.len()];
        key.draw(resample).fill_uniforms(0, &mut order);
        let order = order_of(&order);
        let (taken, left) = order.split_at(interesting.len() / 2);
        let taken = Half::of(inputs, interesting, taken);
        let boxes = prim(&taken.covariates(), &taken.interesting, settings)?;
        sums.add(&boxes, found, &Half::of(inputs, interesting, left));
    }
    Ok(sums)
}

impl Reproducibility {
    /// Adds the boxes of one half, judged by the other.
    fn add(&mut self, boxes: &[PrimBox], found: &PrimBox, rest: &Half) {
        let each = 1.0 / self.resamples as f64;
        // Of boxes with the same coverage the smallest is the densest.
        let like = nearest(boxes.iter().rev(), |other| other.coverage.estimate - found.coverage.estimate)
            .unwrap_or(&boxes[0]);
        let dense = nearest(boxes.iter(), |other| other.density.estimate - found.density.estimate)
            .unwrap_or(&boxes[0]);
        for (sums, other) in [(&mut self.at_same_coverage, like), (&mut self.at_same_density, dense)] {
            other.inputs().for_each(|input| sums[input] += each);
        }
        let inside = points_in(&rest.covariates(), &like.restrictions);
        let hits = interesting_among(&rest.interesting, &inside) as f64;
        let all = rest.interesting.iter().filter(|interesting| **interesting).count();
        self.density_elsewhere += each * hits / inside.len().max(1) as f64;
        self.coverage_elsewhere += each * hits / all.max(1) as f64;
    }
}

/// The box whose figure is nearest; of several the first.
fn nearest<'a>(
    boxes: impl Iterator<Item = &'a PrimBox>,
    distance: impl Fn(&PrimBox) -> f64,
) -> Option<&'a PrimBox> {
    boxes.reduce(|best, next| if distance(next).abs() < distance(best).abs() { next } else { best })
}

/// Some of the points.
struct Half {
    columns: Vec<ChosenTrials>,
    interesting: Vec<bool>,
}

impl Half {
    fn of(inputs: &[Covariate<'_>], interesting: &[bool], points: &[usize]) -> Half {
        Half {
            columns: inputs.iter().map(|input| ChosenTrials::of(input, points)).collect(),
            interesting: points.iter().map(|&point| interesting[point]).collect(),
        }
    }

    fn covariates(&self) -> Vec<Covariate<'_>> {
        self.columns.iter().map(ChosenTrials::covariate).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::prim::balanced_box;
    use super::super::testing::uniforms;
    use super::*;
    use statrs::distribution::{Binomial, DiscreteCDF};

    const SETTINGS: PrimSettings = PrimSettings { peel: 0.1, smallest_mass: 0.05, most_inputs: Some(2) };
    const HALVES: Resampling = Resampling { resamples: 10, seed: 3 };

    #[test]
    fn tail_of_the_binomial() {
        let binomial = Binomial::new(0.3, 40).unwrap();
        for successes in [1, 5, 12, 30, 40] {
            let theirs = 1.0 - binomial.cdf(successes - 1);
            assert!((at_least(successes as usize, 40, 0.3) - theirs).abs() < 1e-12, "{successes}");
        }
        assert_eq!((at_least(0, 40, 0.3), at_least(3, 40, 0.0), at_least(3, 40, 1.0)), (1.0, 0.0, 1.0));
    }

    /// Of interest: x₀ ≥ 0.7, and 5 % of all others.
    fn half_space() -> (Vec<Vec<f64>>, Vec<bool>) {
        let inputs: Vec<Vec<f64>> = (0..4).map(|input| uniforms(6000 + input, 1000)).collect();
        let chance = uniforms(6010, 1000);
        let interesting = (0..1000).map(|point| inputs[0][point] >= 0.7 || chance[point] < 0.05).collect();
        (inputs, interesting)
    }

    #[test]
    fn a_real_restriction_stands_and_one_by_chance_does_not() {
        let (inputs, interesting) = half_space();
        let covariates: Vec<Covariate<'_>> = inputs.iter().map(|input| Covariate::Numeric(input)).collect();
        let boxes = prim(&covariates, &interesting, &SETTINGS).unwrap();
        let mut found = balanced_box(&boxes).unwrap().clone();
        assert_eq!(found.inputs().next(), Some(0));
        found.restrictions.retain(|(input, _)| *input == 0);
        found.restrictions.push((2, Restriction::Between { low: Some(0.02), high: None }));
        let values = quasi_p_values(&covariates, &interesting, &found).unwrap();
        assert!(values[0].value < 1e-20 && values[1].value > 0.05, "{values:?}");
    }

    #[test]
    fn halves_agree_on_the_input_that_matters() {
        let (inputs, interesting) = half_space();
        let covariates: Vec<Covariate<'_>> = inputs.iter().map(|input| Covariate::Numeric(input)).collect();
        let boxes = prim(&covariates, &interesting, &SETTINGS).unwrap();
        let found = balanced_box(&boxes).unwrap();
        let again = reproducibility(&covariates, &interesting, found, &SETTINGS, &HALVES).unwrap();
        assert!((again.at_same_coverage[0] - 1.0).abs() < 1e-12, "{again:?}");
        assert!(again.density_elsewhere > 0.8 && again.coverage_elsewhere > 0.7, "{again:?}");
        // Where nothing matters, boxes found are not confirmed by the other half.
        let noise: Vec<bool> = uniforms(6020, 1000).iter().map(|share| *share < 0.2).collect();
        let boxes = prim(&covariates, &noise, &SETTINGS).unwrap();
        let last = boxes.last().unwrap();
        let again = reproducibility(&covariates, &noise, last, &SETTINGS, &HALVES).unwrap();
        assert!(again.density_elsewhere < 0.26, "{again:?}");
        let none = Resampling { resamples: 0, ..HALVES };
        assert!(reproducibility(&covariates, &noise, last, &SETTINGS, &none).is_err());
    }

    #[test]
    fn a_box_of_other_inputs_is_refused() {
        let (inputs, interesting) = half_space();
        let covariates: Vec<Covariate<'_>> = inputs.iter().map(|input| Covariate::Numeric(input)).collect();
        let mut found = prim(&covariates, &interesting, &SETTINGS).unwrap().swap_remove(0);
        found.restrictions.push((9, Restriction::Between { low: Some(0.5), high: None }));
        assert!(quasi_p_values(&covariates, &interesting, &found).is_err());
    }
}
