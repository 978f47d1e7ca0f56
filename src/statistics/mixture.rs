//! Several samples with weights, as one.

use super::error::{StatisticsError, check_level};
use super::moments::{Moments, compensated_sum, moments};
use super::runs::Ordered;
use super::sample::SortedSample;
use super::sample_accumulator::{OrderedSample, SampleAccumulator};
use super::subsample_sums::SubsampleSums;

/// A sample of each part of a mixture, and how much each part weighs.
///
/// All trials of part s weigh `w_s/n`. Trial i of one part may share random numbers with trial i of another.
#[derive(Debug, Clone)]
pub struct Mixture {
    parts: Vec<Part>,
    /// Of each trial, the weighted mean of its values over the parts.
    moments: Moments,
}

#[derive(Debug, Clone)]
struct Part {
    weight: f64,
    sample: OrderedSample,
}

impl Mixture {
    /// Joins samples by weight.
    ///
    /// - `parts`: weight, not negative, only their ratios count, and values, shape `[trial]`. Parts of weight 0 are left out.
    ///
    /// # Errors
    /// No part weighs anything; a weight that is not finite or negative; samples that are empty, of unequal size or not
    /// finite.
    pub fn new(parts: &[(f64, &[f64])]) -> Result<Mixture, StatisticsError> {
        let weighing = weighing(parts)?;
        let trials = weighing[0].1.len();
        if let Some((_, odd)) = weighing.iter().find(|(_, values)| values.len() != trials) {
            return Err(StatisticsError::UnequalLengths { first: trials, second: odd.len() });
        }
        let total: f64 = weighing.iter().map(|(weight, _)| weight).sum();
        let checked = weighing
            .iter()
            .map(|&(weight, values)| {
                let sample = OrderedSample::Exact(SortedSample::new(values)?);
                Ok(Part { weight: weight / total, sample })
            })
            .collect::<Result<Vec<Part>, StatisticsError>>()?;
        let by_trial: Vec<f64> = (0..trials)
            .map(|trial| {
                compensated_sum(weighing.iter().map(|(weight, values)| weight / total * values[trial]))
            })
            .collect();
        Ok(Mixture { parts: checked, moments: moments(&by_trial)? })
    }

    /// Joins samples that were taken block by block.
    ///
    /// While all values are kept and samples are of one size, figures are those of [`Mixture::new`]. Beyond, quantiles and shares are
    /// those of the histograms, and the error of the mean is that of the weighted means of parts of the trials; for samples of unequal size it
    /// is `Σ w_s·error_s`, an upper bound, as trials that they share are then not told apart.
    ///
    /// # Errors
    /// No part weighs anything; a weight that is not finite or negative; samples that are empty.
    pub fn of(parts: &[(f64, &SampleAccumulator)]) -> Result<Mixture, StatisticsError> {
        let weighing = weighing(parts)?;
        let total: f64 = weighing.iter().map(|(weight, _)| weight).sum();
        let sums: Option<Vec<SubsampleSums>> = weighing.iter().map(|(_, sample)| sample.sums()).collect();
        let shared = sums.and_then(|sums| {
            let weights = weighing.iter().map(|(weight, _)| weight / total);
            SubsampleSums::weighted(&weights.zip(&sums).collect::<Vec<(f64, &SubsampleSums)>>())
        });
        let trials = weighing[0].1.trials();
        let kept = weighing.iter().all(|(_, sample)| sample.is_exact() && sample.trials() == trials);
        let replicated = weighing.iter().any(|(_, sample)| sample.is_replicated());
        if kept {
            let values: Vec<(f64, &[f64])> =
                weighing.iter().map(|(weight, sample)| (*weight, sample.kept())).collect();
            let mixture = Mixture::new(&values)?;
            return Ok(match shared {
                Some(sums) if replicated => {
                    Mixture { moments: mixture.moments.with_error_of(&sums), ..mixture }
                }
                Some(_) | None => mixture,
            });
        }
        let each = weighing
            .iter()
            .map(|(weight, sample)| Ok((weight / total, sample.moments()?)))
            .collect::<Result<Vec<(f64, Moments)>, StatisticsError>>()?;
        let mean = compensated_sum(each.iter().map(|(weight, found)| weight * found.mean));
        let alone =
            each.iter().map(|(weight, found)| Some(weight * found.standard_error?)).sum::<Option<f64>>();
        let moments = Moments::new(trials as usize, mean, None);
        let moments = match shared {
            Some(sums) => moments.with_error_of(&sums),
            None => Moments { standard_error: alone, ..moments },
        };
        let parts = weighing
            .iter()
            .map(|(weight, sample)| Ok(Part { weight: weight / total, sample: sample.ordered()? }))
            .collect::<Result<Vec<Part>, StatisticsError>>()?;
        Ok(Mixture { parts, moments })
    }

    /// Mean `Σ w_s·mean_s` with its standard error and interval: the weights are given, not drawn, so the error is that
    /// of the weighted means `y_i = Σ w_s·x_s,i` of the trials, which counts what the parts have in common.
    #[must_use]
    pub fn mean(&self) -> &Moments {
        &self.moments
    }

    /// Share of the weight on values above `threshold`, in `[0, 1]`.
    ///
    /// # Errors
    /// A threshold that is not finite.
    pub fn share_above(&self, threshold: f64) -> Result<f64, StatisticsError> {
        if !threshold.is_finite() {
            return Err(StatisticsError::Threshold { threshold });
        }
        let shares = self.parts.iter().map(|part| {
            let trials = part.sample.trials();
            let above = trials - part.sample.at_or_below(threshold);
            part.weight * (above as f64 / trials as f64)
        });
        Ok(compensated_sum(shares).clamp(0.0, 1.0))
    }

    /// The smallest value that at least the share `level` of the weight does not exceed; with one part, its quantile.
    ///
    /// # Errors
    /// `level` outside `(0, 1)`.
    pub fn quantile(&self, level: f64) -> Result<f64, StatisticsError> {
        check_level(level)?;
        let mut values: Vec<(f64, f64)> = Vec::new();
        for part in &self.parts {
            let each = part.weight / part.sample.trials() as f64;
            values.extend(part.sample.after(0).map(|(value, trials)| (value, trials as f64 * each)));
        }
        values.sort_by(|left, right| left.0.total_cmp(&right.0));
        // What is missed by rounding only counts as reached: half an ulp for each weight that is added.
        let enough = level - f64::EPSILON * values.len() as f64;
        let mut below = 0.0;
        for &(value, weight) in &values {
            below += weight;
            if below >= enough {
                return Ok(value);
            }
        }
        values.last().map(|&(value, _)| value).ok_or(StatisticsError::Empty)
    }
}

/// The parts that weigh something: one at least.
fn weighing<T: Copy>(parts: &[(f64, T)]) -> Result<Vec<(f64, T)>, StatisticsError> {
    if let Some((share, _)) = parts.iter().find(|(weight, _)| !weight.is_finite() || *weight < 0.0) {
        return Err(StatisticsError::Share { share: *share });
    }
    let weighing: Vec<(f64, T)> = parts.iter().copied().filter(|(weight, _)| *weight > 0.0).collect();
    if weighing.is_empty() { Err(StatisticsError::Empty) } else { Ok(weighing) }
}

#[cfg(test)]
mod tests {
    use super::super::histogram::LARGEST_RELATIVE_ERROR;
    use super::super::sample_accumulator::Intake;
    use super::super::testing::normals;
    use super::*;

    fn accumulated(values: &[f64], limit: u64, replicates: Option<u32>) -> SampleAccumulator {
        let mut sample = SampleAccumulator::new(Intake { limit, replicates, lasting: true });
        sample.add(values).unwrap();
        sample
    }

    #[test]
    fn samples_that_are_not_kept_agree_with_those_that_are() {
        // 60 000 trials in 59 parts: the error is known to about 1/√(2·58) = 9 %, four times that allowed.
        let first: Vec<f64> = normals(31, 60_000).into_iter().map(|value| 1e6 * libm::exp(value)).collect();
        let second: Vec<f64> = first.iter().map(|value| 3e6 - 0.5 * value).collect();
        let join = |limit: u64| {
            let samples = [accumulated(&first, limit, None), accumulated(&second, limit, None)];
            Mixture::of(&[(0.3, &samples[0]), (0.7, &samples[1])]).unwrap()
        };
        let (kept, streamed) = (join(100_000), join(1000));
        let direct = Mixture::new(&[(0.3, &first[..]), (0.7, &second[..])]).unwrap();
        assert_eq!(kept.mean(), direct.mean());
        assert!((streamed.mean().mean / kept.mean().mean - 1.0).abs() < 1e-12);
        let ratio = streamed.mean().standard_error.unwrap() / kept.mean().standard_error.unwrap();
        assert!((ratio - 1.0).abs() < 0.36, "{ratio}");
        for level in [0.05, 0.5, 0.95] {
            let (found, expected) = (streamed.quantile(level).unwrap(), kept.quantile(level).unwrap());
            let bound = LARGEST_RELATIVE_ERROR * (1.0 + 1e-9);
            assert!((found / expected - 1.0).abs() < bound, "{level}: {found} for {expected}");
        }
    }

    #[test]
    fn samples_of_unequal_size_get_an_upper_bound() {
        let values = normals(33, 5000);
        let (long, short) = (accumulated(&values, 1000, None), accumulated(&values[..4000], 1000, None));
        let found = Mixture::of(&[(1.0, &long), (1.0, &short)]).unwrap();
        let alone = |sample: &SampleAccumulator| sample.moments().unwrap().standard_error.unwrap();
        let expected = 0.5 * alone(&long) + 0.5 * alone(&short);
        assert!((found.mean().standard_error.unwrap() - expected).abs() < 1e-15);
    }

    #[test]
    fn replicates_give_the_error_of_the_weighted_mean() {
        let values = normals(34, 1600);
        let replicated = |limit| accumulated(&values, limit, Some(16));
        let expected = replicated(1600).moments().unwrap().standard_error.unwrap();
        for limit in [100, 1600] {
            let sample = replicated(limit);
            let found = Mixture::of(&[(2.0, &sample), (1.0, &sample)]).unwrap();
            assert!((found.mean().standard_error.unwrap() / expected - 1.0).abs() < 1e-12);
        }
    }
    use crate::statistics::quantile;

    #[test]
    fn figures_by_hand() {
        // Part one with 3/4, each value 1/4; part two with 1/4, each 1/12.
        let mixture = Mixture::new(&[(0.75, &[3.0, 1.0, 2.0]), (0.25, &[20.0, 10.0, 6.0])]).unwrap();
        // By trial: 2.25 + 5 = 7.25, 0.75 + 2.5 = 3.25, 1.5 + 1.5 = 3; mean 4.5; deviations 2.75, -1.25, -1.5,
        // squares 7.5625 + 1.5625 + 2.25 = 11.375; error √(11.375/2/3).
        let mean = mixture.mean();
        assert!((mean.mean - 4.5).abs() < 1e-15);
        assert!((mean.standard_error.unwrap() - (11.375_f64 / 6.0).sqrt()).abs() < 1e-15);
        // Cumulated: 1/4, 1/2, 3/4, 10/12, 11/12, 1.
        for (level, expected) in
            [(0.25, 1.0), (0.26, 2.0), (0.75, 3.0), (0.76, 6.0), (0.84, 10.0), (0.95, 20.0)]
        {
            assert_eq!(mixture.quantile(level).unwrap(), expected, "{level}");
        }
        // Above 2: 1/4 + 1/4; above 10: 1/12.
        assert_eq!(mixture.share_above(2.0).unwrap(), 0.5);
        assert!((mixture.share_above(10.0).unwrap() - 1.0 / 12.0).abs() < 1e-15);
    }

    #[test]
    fn one_part_is_its_sample() {
        let values: Vec<f64> = (1..=100).map(|value| f64::from(value * 37 % 101)).collect();
        let mixture = Mixture::new(&[(1.0, &values)]).unwrap();
        let sample = SortedSample::new(&values).unwrap();
        for percent in 1..100 {
            let level = f64::from(percent) / 100.0;
            assert_eq!(
                mixture.quantile(level).unwrap(),
                quantile(&sample, level).unwrap().estimate,
                "{level}"
            );
        }
        assert_eq!(*mixture.mean(), moments(&values).unwrap());
    }

    #[test]
    fn parts_that_make_up_for_each_other_have_no_error() {
        let mixture = Mixture::new(&[(1.0, &[1.0, 3.0]), (1.0, &[3.0, 1.0]), (0.0, &[1e9])]).unwrap();
        assert_eq!((mixture.mean().mean, mixture.mean().standard_error), (2.0, Some(0.0)));
        assert_eq!(mixture.quantile(0.99).unwrap(), 3.0);
    }

    #[test]
    fn refuses_what_is_no_mixture() {
        assert!(matches!(Mixture::new(&[]), Err(StatisticsError::Empty)));
        assert!(matches!(Mixture::new(&[(0.0, &[1.0])]), Err(StatisticsError::Empty)));
        assert!(Mixture::new(&[(-0.5, &[1.0]), (1.5, &[1.0])]).is_err());
        assert!(Mixture::new(&[(f64::NAN, &[1.0])]).is_err());
        assert!(Mixture::new(&[(1.0, &[f64::NAN])]).is_err());
        let unequal = Mixture::new(&[(0.5, &[1.0]), (0.5, &[1.0, 2.0])]);
        assert!(matches!(unequal, Err(StatisticsError::UnequalLengths { first: 1, second: 2 })));
    }
}
