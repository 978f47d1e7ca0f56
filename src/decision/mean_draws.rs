//! How uncertain many means are together: draws from what the trials leave open.

use super::scenario_costs::{Outlook, ScenarioCosts};
use crate::engine::random::StreamKey;
use crate::math::{inverse_normal_cdf, inverse_regularized_gamma};

/// Beyond so many degrees of freedom Student's distribution is the normal one for our purposes.
const NORMAL_FREEDOM: u64 = 200;

/// Means of several samples with common trials, and draws from Student's multivariate distribution about them.
///
/// The covariance of two means is that of their trials, so what the samples have in common in a trial is counted. It depends on the
/// order of the trials by rounding only. Draws are pseudo-random but fixed: the same samples give the same draws.
///
/// # Source
/// Kotz & Nadarajah (2004), "Multivariate t Distributions and Their Applications".
#[derive(Debug, Clone)]
pub(super) struct MeanDraws {
    means: Vec<f64>,
    covariance: Vec<Vec<f64>>,
    /// Lower triangle L with L·Lᵀ = covariance.
    root: Vec<Vec<f64>>,
    freedom: u64,
}

impl MeanDraws {
    /// - `samples`: `[quantity][trial]`; trial i of all is the same. Samples may differ in length.
    ///
    /// `None` with fewer than two trials, or a replicate without trials: then nothing is known of the errors.
    pub fn new(samples: &[&[f64]], replicates: Option<u32>) -> Option<MeanDraws> {
        let shortest = samples.iter().map(|sample| sample.len()).min()?;
        let groups = replicates.map_or(shortest, |replicates| replicates as usize);
        if shortest < 2 || groups < 2 || groups > shortest {
            return None;
        }
        let means: Vec<f64> = samples.iter().map(|sample| mean(sample)).collect();
        let shares: Vec<Vec<f64>> =
            samples.iter().zip(&means).map(|(sample, mean)| deviations(sample, *mean, replicates)).collect();
        let scale = groups as f64 / (groups as f64 - 1.0);
        let mut covariance = vec![vec![0.0; samples.len()]; samples.len()];
        for first in 0..samples.len() {
            for second in 0..=first {
                let both = shares[first].iter().zip(&shares[second]);
                let found = scale * both.map(|(first, second)| first * second).sum::<f64>();
                covariance[first][second] = found;
                covariance[second][first] = found;
            }
        }
        let root = square_root(&covariance);
        Some(MeanDraws { means, covariance, root, freedom: groups as u64 - 1 })
    }

    /// Draws of the mean costs of every option in every scenario, in the order `[option][scenario]` after sorting options by name,
    /// so that the order in which options stand changes nothing.
    pub fn of_means(costs: &ScenarioCosts) -> Option<OrderedDraws> {
        let mut order: Vec<usize> = (0..costs.options().len()).collect();
        order.sort_by(|left, right| costs.options()[*left].cmp(&costs.options()[*right]));
        let scenarios = costs.scenarios().len();
        let samples: Vec<&[f64]> = order
            .iter()
            .flat_map(|option| (0..scenarios).map(|scenario| costs.costs(scenario)[*option].as_slice()))
            .collect();
        let draws = MeanDraws::new(&samples, costs.replicates())?;
        Some(OrderedDraws { draws, order, scenarios })
    }

    /// Means and tails of every option in an outlook: `[2·option]` the mean, `[2·option + 1]` the expected shortfall.
    pub fn of_tails(costs: &ScenarioCosts, outlook: Outlook, level: f64) -> Option<OrderedDraws> {
        let mut order: Vec<usize> = (0..costs.options().len()).collect();
        order.sort_by(|left, right| costs.options()[*left].cmp(&costs.options()[*right]));
        let samples: Vec<Vec<f64>> = order
            .iter()
            .flat_map(|option| {
                let mixed = costs.mixed(outlook, *option);
                [mixed.by_trial(|cost| cost), mixed.shortfall_by_trial(level)]
            })
            .collect();
        let samples: Vec<&[f64]> = samples.iter().map(Vec::as_slice).collect();
        let draws = MeanDraws::new(&samples, costs.replicates())?;
        Some(OrderedDraws { draws, order, scenarios: 2 })
    }

    /// Degrees of freedom of the errors.
    pub fn freedom(&self) -> u64 {
        self.freedom
    }

    /// The `number`-th draw of all means.
    fn draw(&self, number: u64) -> Vec<f64> {
        let stream = StreamKey::new(0, "decide/means").trial(number);
        let normals: Vec<f64> =
            (0..self.means.len()).map(|index| inverse_normal_cdf(stream.uniform(index as u64 + 1))).collect();
        let stretch = if self.freedom > NORMAL_FREEDOM {
            1.0
        } else {
            let half = self.freedom as f64 / 2.0;
            (half / inverse_regularized_gamma(half, stream.uniform(0))).sqrt()
        };
        let of = |(mean, row): (&f64, &Vec<f64>)| {
            mean + stretch * row.iter().zip(&normals).map(|(root, normal)| root * normal).sum::<f64>()
        };
        self.means.iter().zip(&self.root).map(of).collect()
    }
}

/// Draws of a matrix `[option][column]`, given back in the order of the options.
#[derive(Debug, Clone)]
pub(super) struct OrderedDraws {
    draws: MeanDraws,
    /// Option at each sorted place.
    order: Vec<usize>,
    /// Columns of an option.
    scenarios: usize,
}

impl OrderedDraws {
    pub fn freedom(&self) -> u64 {
        self.draws.freedom()
    }

    /// The `number`-th draw, `[option][column]`.
    pub fn draw(&self, number: u64) -> Vec<Vec<f64>> {
        let drawn = self.draws.draw(number);
        let mut matrix = vec![Vec::new(); self.order.len()];
        for (place, row) in drawn.chunks(self.scenarios).enumerate() {
            matrix[self.order[place]] = row.to_vec();
        }
        matrix
    }

    /// Standard error of the difference of two options' means in a column.
    pub fn error_of_difference(&self, first: usize, second: usize, column: usize) -> f64 {
        let place = |option: usize| {
            let place = self.order.iter().position(|found| *found == option).unwrap_or(0);
            place * self.scenarios + column
        };
        let (first, second) = (place(first), place(second));
        let covariance = &self.draws.covariance;
        let variance =
            covariance[first][first] + covariance[second][second] - 2.0 * covariance[first][second];
        // A difference that is the same in all trials has no error, but for rounding.
        let noise = 1e-13 * (covariance[first][first] + covariance[second][second]);
        if variance > noise { variance.sqrt() } else { 0.0 }
    }
}

fn mean(sample: &[f64]) -> f64 {
    let first = sample.first().copied().unwrap_or(0.0);
    first + sample.iter().map(|value| value - first).sum::<f64>() / sample.len() as f64
}

/// What each trial, or each replicate, contributes to the error of the mean.
fn deviations(sample: &[f64], mean: f64, replicates: Option<u32>) -> Vec<f64> {
    let count = sample.len() as f64;
    let each = sample.iter().map(|value| (value - mean) / count);
    match replicates {
        None => each.collect(),
        Some(replicates) => {
            let mut sums = vec![0.0; replicates as usize];
            for (trial, deviation) in each.enumerate() {
                sums[trial % replicates as usize] += deviation;
            }
            sums
        }
    }
}

/// Cholesky's factor of a matrix that may be singular: what is fixed by the quantities before adds nothing.
fn square_root(covariance: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let size = covariance.len();
    let mut root = vec![vec![0.0; size]; size];
    for column in 0..size {
        let known: f64 = root[column][..column].iter().map(|value| value * value).sum();
        let left = covariance[column][column] - known;
        if left <= 1e-12 * covariance[column][column] {
            continue;
        }
        let pivot = left.sqrt();
        root[column][column] = pivot;
        for row in column + 1..size {
            let shared: f64 = root[row][..column]
                .iter()
                .zip(&root[column][..column])
                .map(|(left, right)| left * right)
                .sum();
            root[row][column] = (covariance[row][column] - shared) / pivot;
        }
    }
    root
}

/// The middle 95 % of drawn values; `None` for none.
pub(super) fn middle(mut drawn: Vec<f64>) -> Option<crate::statistics::Interval> {
    drawn.sort_by(f64::total_cmp);
    let last = drawn.len().checked_sub(1)?;
    let at = |share: f64| drawn[(share * last as f64).round() as usize];
    Some(crate::statistics::Interval { low: at(0.025), high: at(0.975) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::scenario_costs::testing::costs_of;

    fn wavy(step: f64, trials: usize) -> Vec<f64> {
        (0..trials).map(|trial| crate::math::sin(step * trial as f64)).collect()
    }

    #[test]
    fn draws_spread_as_the_means_are_uncertain() {
        // The second is the first plus a constant: their difference is drawn without error.
        let first = wavy(1.3, 50);
        let second: Vec<f64> = first.iter().map(|value| value + 2.0).collect();
        let third = wavy(0.7, 50);
        let costs = costs_of(vec![vec![first.clone(), second, third]], None);
        let draws = MeanDraws::of_means(&costs).unwrap();
        let drawn: Vec<Vec<Vec<f64>>> = (0..4000).map(|number| draws.draw(number)).collect();
        let plain = crate::statistics::moments(&first).unwrap();
        for matrix in &drawn {
            assert!((matrix[1][0] - matrix[0][0] - 2.0).abs() < 1e-9);
        }
        // Student's with 49 degrees of freedom: 5 % beyond the interval, within four standard errors of 4,000 draws.
        let interval = plain.confidence_interval.unwrap();
        let outside = drawn.iter().filter(|matrix| !interval.contains(matrix[0][0])).count() as f64 / 4000.0;
        assert!((outside - 0.05).abs() < 4.0 * (0.05_f64 * 0.95 / 4000.0).sqrt(), "{outside}");
        assert_eq!(draws.error_of_difference(0, 1, 0), 0.0);
    }

    #[test]
    fn the_order_of_options_changes_nothing_and_one_trial_says_nothing() {
        let (first, second) = (wavy(1.3, 50), wavy(0.7, 50));
        let names = |names: [&str; 2]| names.map(str::to_owned).to_vec();
        let of = |options: [&str; 2], costs: Vec<Vec<f64>>| {
            let scenarios = vec!["s".to_owned()];
            ScenarioCosts::new(names(options), scenarios, None, vec![costs], None).unwrap()
        };
        let given =
            MeanDraws::of_means(&of(["b", "a"], vec![first.clone(), second.clone()])).unwrap().draw(3);
        let turned = MeanDraws::of_means(&of(["a", "b"], vec![second, first])).unwrap().draw(3);
        assert_eq!((&given[0], &given[1]), (&turned[1], &turned[0]));
        assert!(MeanDraws::new(&[&[1.0]], None).is_none());
        assert!(MeanDraws::new(&[&[1.0, 2.0]], Some(16)).is_none());
    }
}
