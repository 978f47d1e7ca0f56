//! What is worth finding out before the choice is made?

use nalgebra::DMatrix;
use serde::{Deserialize, Serialize};

use super::error::DecisionError;
use super::option_costs::{OptionCosts, check_options};
use crate::engine::random::{Draw, StreamKey};
use crate::math::inverse_normal_cdf;
use crate::statistics::{
    ChosenTrials, Covariate, Interval, Moments, NORMAL_CRITICAL_VALUE, Smoother, StatisticsError,
    check_regression, moments_of_replicates,
};

/// Value of knowing everything before choosing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PerfectInformation {
    /// The option with the lowest mean cost: the choice as long as nothing more is known.
    pub best: String,
    /// EVPI: lowest mean cost less mean of the lowest costs; in the unit of the costs, not negative.
    pub value: f64,
    /// Standard error of the value.
    pub standard_error: f64,
    /// 95 % interval of the value, not below 0.
    pub confidence_interval: Interval,
}

/// Value of knowing some inputs before choosing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PartialInformation {
    /// EVPPI, in the unit of the costs, between 0 and the value of perfect information; the upward bias is taken off.
    pub value: f64,
    /// Standard error of the value.
    pub standard_error: f64,
    /// 95 % interval, between 0 and the upper end of that of perfect information.
    pub confidence_interval: Interval,
    /// What the noise of the regression is reckoned to have added, now taken off; not negative.
    pub upward_bias: f64,
    /// Mean gain of choosing in each trial by a regression on other trials: errs on the low side, may be negative.
    pub cross_validated: f64,
    /// Standard error of `cross_validated`.
    pub cross_validated_error: f64,
    /// Share of trials in which the choice would be another one, in `[0, 1]`.
    pub choice_changes: f64,
    /// Free coefficients that the regression is worth, the constant included; the most of any option.
    pub degrees_of_freedom: f64,
}

/// How trials depend on each other, and the seed of what is drawn to judge errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InformationSettings {
    /// Of the draws around the regression; every seed is valid.
    pub seed: u64,
    /// `Some(R)` if trial t belongs to replicate t mod R, replicates being independent.
    pub replicates: Option<u32>,
}

/// Draws of the regression around its estimate.
const DRAWS: u64 = 100;
/// Trials at which the draws are looked at.
const LOOKED_AT: usize = 1024;

/// Expected value of perfect information: what a trial's cheapest option saves against the option that is best on average.
///
/// - `options`: shape `[option]`, each with costs `[trial]` of the same trials.
/// - `replicates`: `Some(R)` if trial t belongs to replicate t mod R.
///
/// # Errors
/// No options; a name given twice; unequal trials; no trials; costs that are not finite or beyond ±1e150.
///
/// # Source
/// Raiffa & Schlaifer (1961), "Applied statistical decision theory", chapter 4.
pub fn perfect_information(
    options: &[OptionCosts<'_>],
    replicates: Option<u32>,
) -> Result<PerfectInformation, DecisionError> {
    check_options(options)?;
    let best = best_option(options);
    let gains: Vec<f64> = (0..options[best].costs.len())
        .map(|trial| {
            let lowest = options.iter().map(|option| option.costs[trial]).fold(f64::INFINITY, f64::min);
            options[best].costs[trial] - lowest
        })
        .collect();
    let found = moments_of_replicates(&gains, replicates)?;
    let (standard_error, confidence_interval) = error_of(&found);
    let low = confidence_interval.low.max(0.0);
    Ok(PerfectInformation {
        best: options[best].option.to_owned(),
        value: found.mean,
        standard_error,
        confidence_interval: Interval { low, high: confidence_interval.high },
    })
}

/// Expected value of partial perfect information: what knowing `inputs` saves on average, by changing the choice.
///
/// `EVPPI = min_d E[C_d] − E[min_d E[C_d | X]]`. The inner mean comes from a regression of each option's cost, less that of the best one, on the
/// inputs (see [`crate::statistics::conditional_mean`]); one run of trials serves every input and every group. The regression's noise makes
/// its lowest option look too low: how much is reckoned by drawing the regression again around its estimate, and taken off. The error is that of the
/// gain of the choices found, trial by trial, or the spread of those draws if that is larger.
///
/// A label is an input too: with the number of the expert whose view a trial drew, the value is that of knowing which expert is right.
///
/// - `options`: shape `[option]`, each with costs `[trial]` of the same trials, at least 50.
/// - `inputs`: one input or a group that becomes known together; none is worth 0.
///
/// # Errors
/// What [`perfect_information`] refuses; too few trials, or other numbers of them for an input; an input that is not finite or beyond ±1e150.
///
/// # Source
/// Strong, Oakley & Brennan (2014), "Estimating multiparameter partial expected value of perfect information from a probabilistic
/// sensitivity analysis sample", Medical Decision Making 34, 311–326; there too the draws for error and bias.
pub fn partial_information(
    options: &[OptionCosts<'_>],
    inputs: &[Covariate<'_>],
    settings: &InformationSettings,
) -> Result<PartialInformation, DecisionError> {
    let perfect = perfect_information(options, settings.replicates)?;
    let best = best_option(options);
    check_regression(inputs, options[best].costs.len())?;
    let differences: Vec<Vec<f64>> = options
        .iter()
        .enumerate()
        .filter(|(option, _)| *option != best)
        .map(|(_, option)| difference(option.costs, options[best].costs))
        .collect();
    if differences.is_empty() {
        return Ok(worth_nothing());
    }
    let smoother = Smoother::new(inputs, &differences).ok_or(StatisticsError::NoRegression)?;
    let choices = Choices::of(&smoother, &differences);
    let gains = moments_of_replicates(&choices.gains, settings.replicates)?;
    let validated = moments_of_replicates(&choices.validated, settings.replicates)?;
    let (upward_bias, spread) = choices.redrawn(&smoother, settings.seed);
    let standard_error = error_of(&gains).0.max(spread);
    let value = (choices.fitted_gain - upward_bias).clamp(0.0, perfect.value);
    let around = Interval::around(value, NORMAL_CRITICAL_VALUE * standard_error);
    let highest = perfect.confidence_interval.high.max(value);
    Ok(PartialInformation {
        value,
        standard_error,
        confidence_interval: Interval { low: around.low.max(0.0), high: around.high.min(highest) },
        upward_bias,
        cross_validated: validated.mean,
        cross_validated_error: error_of(&validated).0,
        choice_changes: choices.changes as f64 / choices.gains.len() as f64,
        degrees_of_freedom: smoother.degrees_of_freedom(),
    })
}

/// What an input would seem to be worth if it had nothing to do with the costs: the noise floor of [`partial_information`].
///
/// - `inputs`: as there; their trials are shuffled together, `shuffles` times.
///
/// The answer is the mean and spread of the values found. A value of information inside that range is no sign that the input matters.
///
/// # Errors
/// As [`partial_information`]; no shuffles.
pub fn information_by_chance(
    options: &[OptionCosts<'_>],
    inputs: &[Covariate<'_>],
    settings: &InformationSettings,
    shuffles: u64,
) -> Result<Moments, DecisionError> {
    check_options(options)?;
    let trials = options[0].costs.len();
    check_regression(inputs, trials)?;
    let key = StreamKey::new(settings.seed, "information/shuffle");
    let values = (0..shuffles)
        .map(|shuffle| {
            let order = shuffled(trials, key.draw(shuffle));
            let moved: Vec<ChosenTrials> =
                inputs.iter().map(|input| ChosenTrials::of(input, &order)).collect();
            let covariates: Vec<Covariate<'_>> = moved.iter().map(ChosenTrials::covariate).collect();
            partial_information(options, &covariates, settings).map(|found| found.value)
        })
        .collect::<Result<Vec<f64>, DecisionError>>()?;
    Ok(moments_of_replicates(&values, None)?)
}

/// The option with the lowest mean; the first of several.
pub(super) fn best_option(options: &[OptionCosts<'_>]) -> usize {
    let mean = |option: &OptionCosts<'_>| option.costs.iter().sum::<f64>() / option.costs.len() as f64;
    let means: Vec<f64> = options.iter().map(mean).collect();
    (1..means.len()).fold(0, |best, option| if means[option] < means[best] { option } else { best })
}

pub(super) fn difference(costs: &[f64], reference: &[f64]) -> Vec<f64> {
    costs.iter().zip(reference).map(|(cost, reference)| cost - reference).collect()
}

fn error_of(found: &Moments) -> (f64, Interval) {
    let nothing = Interval { low: found.mean, high: found.mean };
    (found.standard_error.unwrap_or(0.0), found.confidence_interval.unwrap_or(nothing))
}

fn worth_nothing() -> PartialInformation {
    PartialInformation {
        value: 0.0,
        standard_error: 0.0,
        confidence_interval: Interval { low: 0.0, high: 0.0 },
        upward_bias: 0.0,
        cross_validated: 0.0,
        cross_validated_error: 0.0,
        choice_changes: 0.0,
        degrees_of_freedom: 1.0,
    }
}

/// What choosing by the regression does, trial by trial.
struct Choices {
    /// Mean gain that the regression promises.
    fitted_gain: f64,
    /// Gain of the choice in each trial.
    gains: Vec<f64>,
    /// Gain of the choice by the other trials.
    validated: Vec<f64>,
    /// Trials in which the choice is not the best option on average.
    changes: usize,
    /// `[target, target]`: covariance of what the inputs leave.
    residuals: DMatrix<f64>,
    /// Trials looked at, and the regression there.
    looked_at: Vec<(usize, Vec<f64>)>,
}

/// The lowest of some differences, if below 0, and whose it is.
fn lowest(differences: &[f64]) -> (f64, Option<usize>) {
    differences.iter().enumerate().fold((0.0, None), |lowest, (option, &value)| {
        if value < lowest.0 { (value, Some(option)) } else { lowest }
    })
}

impl Choices {
    fn of(smoother: &Smoother, differences: &[Vec<f64>]) -> Choices {
        let (trials, targets) = (differences[0].len(), differences.len());
        let step = trials.div_ceil(LOOKED_AT);
        let mut found = Choices {
            fitted_gain: 0.0,
            gains: Vec::with_capacity(trials),
            validated: Vec::with_capacity(trials),
            changes: 0,
            residuals: DMatrix::zeros(targets, targets),
            looked_at: Vec::new(),
        };
        let mut promised = 0.0;
        smoother.each(|trial, fitted, predicted| {
            let gain_of = |chosen: Option<usize>| chosen.map_or(0.0, |option| -differences[option][trial]);
            let (value, chosen) = lowest(fitted);
            promised -= value;
            found.changes += usize::from(chosen.is_some());
            found.gains.push(gain_of(chosen));
            found.validated.push(gain_of(lowest(predicted).1));
            let left = |target: usize| differences[target][trial] - fitted[target];
            for row in 0..targets {
                for column in 0..targets {
                    found.residuals[(row, column)] += left(row) * left(column);
                }
            }
            if trial % step == 0 {
                found.looked_at.push((trial, fitted.to_vec()));
            }
        });
        found.fitted_gain = promised / trials as f64;
        found.residuals /= (trials as f64 - smoother.degrees_of_freedom()).max(1.0);
        found
    }

    /// Mean rise of the promised gain, and its standard deviation, when the regression is drawn around its estimate.
    fn redrawn(&self, smoother: &Smoother, seed: u64) -> (f64, f64) {
        let targets = self.residuals.nrows();
        let ridge = 1e-9 * self.residuals.diagonal().max();
        let ridged = &self.residuals + DMatrix::identity(targets, targets) * ridge;
        let Some(root) = ridged.cholesky().map(|found| found.l()) else { return (0.0, 0.0) };
        let directions: Vec<Vec<f64>> =
            self.looked_at.iter().map(|(trial, _)| smoother.directions(*trial)).collect();
        let deviations: Vec<Vec<f64>> = (0..targets).map(|target| smoother.deviations(target)).collect();
        let key = StreamKey::new(seed, "information/regression");
        let plain = self.gain_of(|place, target| self.looked_at[place].1[target]);
        let gains: Vec<f64> = (0..DRAWS)
            .map(|number| {
                let moved = coefficients(&root, &deviations, key.draw(number));
                self.gain_of(|place, target| {
                    let shift: f64 = directions[place]
                        .iter()
                        .zip(&moved[target])
                        .map(|(value, change)| value * change)
                        .sum();
                    self.looked_at[place].1[target] + shift
                })
            })
            .collect();
        let mean = gains.iter().sum::<f64>() / DRAWS as f64;
        let squares: f64 = gains.iter().map(|gain| (gain - mean) * (gain - mean)).sum();
        ((mean - plain).max(0.0), (squares / (DRAWS - 1) as f64).sqrt())
    }

    /// Mean gain at the trials looked at, if the regression had these values there.
    fn gain_of(&self, at: impl Fn(usize, usize) -> f64) -> f64 {
        let targets = self.residuals.nrows();
        let mut sums = vec![0.0; targets];
        let mut lowest_sum = 0.0;
        for place in 0..self.looked_at.len() {
            let values: Vec<f64> = (0..targets).map(|target| at(place, target)).collect();
            sums.iter_mut().zip(&values).for_each(|(sum, value)| *sum += value);
            lowest_sum += lowest(&values).0;
        }
        (lowest(&sums).0 - lowest_sum) / self.looked_at.len() as f64
    }
}

/// Changes of the coefficients, `[target][direction]`: normal, and between targets as dependent as what the inputs leave.
///
/// - `deviations`: `[target][direction]`, in units of the residual deviation.
fn coefficients(root: &DMatrix<f64>, deviations: &[Vec<f64>], draw: Draw) -> Vec<Vec<f64>> {
    let targets = deviations.len();
    let count = deviations[0].len();
    let normals: Vec<f64> =
        (0..(targets * count) as u64).map(|place| inverse_normal_cdf(draw.uniform(place))).collect();
    let change = |target: usize, direction: usize| -> f64 {
        let noise: f64 =
            (0..=target).map(|other| root[(target, other)] * normals[other * count + direction]).sum();
        deviations[target][direction] * noise
    };
    (0..targets).map(|target| (0..count).map(|direction| change(target, direction)).collect()).collect()
}

/// The numbers below `trials` in random order.
pub(super) fn shuffled(trials: usize, draw: Draw) -> Vec<usize> {
    let mut order: Vec<usize> = (0..trials).collect();
    for last in (1..trials).rev() {
        let other = (draw.uniform(last as u64) * (last + 1) as f64) as usize;
        order.swap(last, other.min(last));
    }
    order
}
