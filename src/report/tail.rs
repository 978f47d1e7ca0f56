//! The far tail with rare risks hastened: every figure from weighted trials, and beside it from as many plain ones.

use serde::Serialize;

use crate::statistics::{StatisticsError, TrialWeights, WeightedEstimate, WeightedSample};

/// Standard errors by which the mean weight may differ from 1 by chance.
const WEIGHT_TOLERANCE: f64 = 4.0;

/// Trials of one scenario, drawn twice.
#[derive(Debug, Clone, Copy)]
pub struct TailTrials<'a> {
    /// `[option][trial]`: totals with rare risks hastened; present value, cost positive.
    pub hastened: &'a [Vec<f64>],
    /// `[trial]`: their weights.
    pub weights: &'a TrialWeights,
    /// `[option][trial]`: totals of as many trials drawn as ever.
    pub plain: &'a [Vec<f64>],
}

/// What was asked of a tail.
#[derive(Debug, Clone, Copy)]
pub struct TailQuestion<'a> {
    /// Identifier and name, in the order of the totals.
    pub options: &'a [(String, String)],
    /// Risk appetite: total cost over the horizon, present value.
    pub appetite: f64,
    /// Levels of quantiles and expected shortfalls, in `(0, 1)`.
    pub levels: &'a [f64],
}

/// The far tail of every option.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TailReport {
    pub weights: WeightReport,
    pub options: Vec<TailOption>,
    /// Of every pair of options, the first in order less the second.
    pub differences: Vec<TailDifference>,
}

/// What the weights say of themselves.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeightReport {
    pub mean: f64,
    pub standard_error: Option<f64>,
    /// Whether the mean is 1 within four standard errors.
    pub sound: bool,
    pub largest: f64,
    /// The largest as a share of all.
    pub largest_share: f64,
    /// Kish's effective number of trials.
    pub effective_trials: f64,
}

/// A figure from weighted trials and from plain ones.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TailFigure {
    /// `mean`, `quantile`, `expected-shortfall` or `chance-to-exceed-appetite`.
    pub figure: &'static str,
    /// Of quantiles and expected shortfalls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<f64>,
    pub estimate: f64,
    /// `None` where too few trials carry the figure.
    pub standard_error: Option<f64>,
    pub plain_estimate: f64,
    pub plain_standard_error: Option<f64>,
    /// Variance of the plain estimate ÷ that of the weighted one: above 1, hastening pays.
    pub variance_ratio: Option<f64>,
}

/// The far tail of one option.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TailOption {
    pub id: String,
    pub name: String,
    pub figures: Vec<TailFigure>,
    /// Effective trials beyond the quantile at the deepest level, weighted and plain.
    pub effective_tail_trials: f64,
    pub plain_tail_trials: f64,
}

/// How two options differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TailDifference {
    pub first: String,
    pub second: String,
    pub figures: Vec<TailFigure>,
}

/// Estimates every figure of every option from both kinds of trials.
///
/// # Errors
/// No trials, values that are not finite, levels outside `(0, 1)`.
pub fn tail_report(
    trials: TailTrials<'_>,
    question: TailQuestion<'_>,
) -> Result<TailReport, StatisticsError> {
    let count = trials.plain.first().map_or(0, Vec::len);
    let equal = TrialWeights::equal(count)?;
    let hastened = Estimates::of(trials.hastened, trials.weights, question)?;
    let plain = Estimates::of(trials.plain, &equal, question)?;
    let options = question.options.iter().enumerate().map(|(position, (id, name))| TailOption {
        id: id.clone(),
        name: name.clone(),
        figures: paired(&hastened.options[position], &plain.options[position]),
        effective_tail_trials: hastened.tails[position],
        plain_tail_trials: plain.tails[position],
    });
    let pairs = hastened.differences.iter().zip(&plain.differences);
    let differences = pairs.map(|((first, second, hastened), (_, _, plain))| TailDifference {
        first: question.options[*first].0.clone(),
        second: question.options[*second].0.clone(),
        figures: paired(hastened, plain),
    });
    Ok(TailReport {
        weights: WeightReport::of(trials.weights),
        options: options.collect(),
        differences: differences.collect(),
    })
}

impl WeightReport {
    fn of(weights: &TrialWeights) -> WeightReport {
        let WeightedEstimate { estimate: mean, standard_error } = weights.mean();
        let sound = standard_error.is_none_or(|error| (mean - 1.0).abs() <= WEIGHT_TOLERANCE * error + 1e-12);
        WeightReport {
            mean,
            standard_error,
            sound,
            largest: weights.largest(),
            largest_share: weights.largest_share(),
            effective_trials: weights.effective_trials(),
        }
    }
}

impl TailFigure {
    /// Whether plain trials would have given it better, or as well.
    #[must_use]
    pub fn does_not_pay(&self) -> bool {
        self.variance_ratio.is_some_and(|ratio| ratio < 1.0)
    }
}

/// A figure by its name and level.
type Figure = (&'static str, Option<f64>, WeightedEstimate);

/// All figures from one kind of trials.
struct Estimates {
    /// By option.
    options: Vec<Vec<Figure>>,
    /// By option: effective trials beyond the deepest level.
    tails: Vec<f64>,
    /// Positions of both options, and the figures.
    differences: Vec<(usize, usize, Vec<Figure>)>,
}

impl Estimates {
    fn of(
        totals: &[Vec<f64>],
        weights: &TrialWeights,
        question: TailQuestion<'_>,
    ) -> Result<Estimates, StatisticsError> {
        let samples: Vec<WeightedSample<'_>> =
            totals.iter().map(|totals| WeightedSample::new(totals, weights)).collect::<Result<_, _>>()?;
        let deepest = question.levels.iter().copied().fold(0.0, f64::max);
        let options = samples.iter().map(|sample| of_option(sample, question)).collect::<Result<_, _>>()?;
        let tails =
            samples.iter().map(|sample| sample.effective_tail_trials(deepest)).collect::<Result<_, _>>()?;
        let mut differences = Vec::new();
        for first in 0..samples.len() {
            for second in first + 1..samples.len() {
                let figures = of_pair(&samples[first], &samples[second], question.levels)?;
                differences.push((first, second, figures));
            }
        }
        Ok(Estimates { options, tails, differences })
    }
}

fn of_option(
    sample: &WeightedSample<'_>,
    question: TailQuestion<'_>,
) -> Result<Vec<Figure>, StatisticsError> {
    let mut figures = vec![("mean", None, sample.mean())];
    for level in question.levels {
        figures.push(("quantile", Some(*level), sample.quantile(*level)?));
    }
    for level in question.levels {
        figures.push(("expected-shortfall", Some(*level), sample.expected_shortfall(*level)?));
    }
    figures.push(("chance-to-exceed-appetite", None, sample.chance_above(question.appetite)));
    Ok(figures)
}

/// Both options live through the same weighted worlds, so the error is that of the difference of their influences.
fn of_pair(
    first: &WeightedSample<'_>,
    second: &WeightedSample<'_>,
    levels: &[f64],
) -> Result<Vec<Figure>, StatisticsError> {
    let less = |left: Vec<f64>, right: Vec<f64>| -> Vec<f64> {
        left.iter().zip(&right).map(|(left, right)| left - right).collect()
    };
    let influence = less(first.influence_on_mean(), second.influence_on_mean());
    let difference = first.mean().estimate - second.mean().estimate;
    let mut figures = vec![("mean", None, first.estimate(difference, &influence))];
    for level in levels {
        let (left, right) = (first.expected_shortfall(*level)?, second.expected_shortfall(*level)?);
        let influence = less(first.influence_on_shortfall(*level)?, second.influence_on_shortfall(*level)?);
        let mut figure = first.estimate(left.estimate - right.estimate, &influence);
        if left.standard_error.is_none() || right.standard_error.is_none() {
            figure.standard_error = None;
        }
        figures.push(("expected-shortfall", Some(*level), figure));
    }
    Ok(figures)
}

fn paired(hastened: &[Figure], plain: &[Figure]) -> Vec<TailFigure> {
    let each = hastened.iter().zip(plain).map(|((figure, level, hastened), (_, _, plain))| {
        let ratio = match (plain.standard_error, hastened.standard_error) {
            (Some(plain), Some(hastened)) if hastened > 0.0 => Some((plain / hastened) * (plain / hastened)),
            (Some(_) | None, Some(_) | None) => None,
        };
        TailFigure {
            figure,
            level: *level,
            estimate: hastened.estimate,
            standard_error: hastened.standard_error,
            plain_estimate: plain.estimate,
            plain_standard_error: plain.standard_error,
            variance_ratio: ratio,
        }
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_weights_give_the_same_figures_twice() {
        let totals: Vec<Vec<f64>> = vec![
            (0..400).map(|trial| f64::from(trial * 7 % 400)).collect(),
            (0..400).map(|trial| f64::from(trial * 11 % 400) + 5.0).collect(),
        ];
        let weights = TrialWeights::equal(400).unwrap();
        let trials = TailTrials { hastened: &totals, weights: &weights, plain: &totals };
        let options = [("a".to_owned(), "A".to_owned()), ("b".to_owned(), "B".to_owned())];
        let question = TailQuestion { options: &options, appetite: 300.0, levels: &[0.9, 0.95] };
        let report = tail_report(trials, question).unwrap();
        assert!(report.weights.sound);
        assert_eq!((report.weights.effective_trials, report.weights.largest), (400.0, 1.0));
        let figures = report.options.iter().map(|option| &option.figures);
        for figure in figures.chain(report.differences.iter().map(|pair| &pair.figures)).flatten() {
            assert_eq!(figure.estimate, figure.plain_estimate);
            assert_eq!(figure.variance_ratio, figure.standard_error.map(|_| 1.0));
            assert!(!figure.does_not_pay());
        }
        // Means 199.5 and 204.5; above 300 lie 301 … 399, 99 of 400.
        assert_eq!(report.options[0].figures[0].estimate, 199.5);
        assert_eq!(report.differences[0].figures[0].estimate, -5.0);
        let chance = report.options[0].figures.last().unwrap();
        assert_eq!((chance.figure, chance.estimate), ("chance-to-exceed-appetite", 99.0 / 400.0));
    }
}
