//! How likely is each option to be the cheapest?

use serde::{Deserialize, Serialize};

use super::error::DecisionError;
use super::option_costs::{OptionCosts, check_options};
use crate::statistics::{Interval, Proportion, StatisticsError, proportion, wilson_interval};

/// The chance that one option is the cheapest of all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheapestChance {
    /// Share of trials in which it is the cheapest, a trial with `m` equally cheap options counting `1/m`.
    pub chance: f64,
    /// 95 % interval of `chance` (Wilson); on the wide side where trials are shared.
    pub confidence_interval: Interval,
    /// Share of trials in which it is cheaper than every other option.
    pub alone: Proportion,
}

/// The chance of each option to be the cheapest; the chances of all options sum to one.
///
/// A trial in which `m` options cost exactly the same and less than all others counts `1/m` for each of them.
/// The cheapest most often need not be the cheapest on average: compare the means too.
///
/// - `options`: shape `[option]`, each with costs `[trial]` of the same trials. The answer has the same order.
///
/// # Errors
/// No options; a name given twice; unequal trials; no trials; costs that are not finite or beyond ±1e150.
pub fn chance_cheapest(options: &[OptionCosts<'_>]) -> Result<Vec<CheapestChance>, DecisionError> {
    check_options(options)?;
    let costs: Vec<&[f64]> = options.iter().map(|option| option.costs).collect();
    let mut counts = CheapestCounts::new(options.len());
    counts.add(&costs);
    Ok(counts.chances(options[0].costs.len())?)
}

/// Trials by cheapest option, in whole trials by the number of options that share them: nothing is rounded until the end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct CheapestCounts {
    /// `[option][options that share the trial]`.
    trials_shared_by: Vec<Vec<usize>>,
}

impl CheapestCounts {
    pub(super) fn new(options: usize) -> Self {
        CheapestCounts { trials_shared_by: vec![vec![0; options + 1]; options] }
    }

    /// Adds trials, `[option][trial]`.
    pub(super) fn add(&mut self, costs: &[&[f64]]) {
        let trials = costs.first().map_or(0, |costs| costs.len());
        for first in (0..trials).step_by(TOGETHER) {
            let part = first..usize::min(first + TOGETHER, trials);
            let costs: Vec<&[f64]> = costs.iter().map(|costs| &costs[part.clone()]).collect();
            self.add_some(&costs);
        }
    }

    fn add_some(&mut self, costs: &[&[f64]]) {
        let trials = costs[0].len();
        let (mut lowest, mut sharing) = ([f64::INFINITY; TOGETHER], [0.0; TOGETHER]);
        let (lowest, sharing) = (&mut lowest[..trials], &mut sharing[..trials]);
        costs.iter().for_each(|costs| lower(lowest, costs));
        costs.iter().for_each(|costs| share(sharing, lowest, costs));
        let mut alone = 0;
        for (counts, costs) in self.trials_shared_by.iter_mut().zip(costs) {
            let won = shared_by(1.0, sharing, lowest, costs);
            counts[1] += won;
            alone += won;
        }
        // All other trials are shared.
        if alone < trials {
            for (counts, costs) in self.trials_shared_by.iter_mut().zip(costs) {
                for (number, count) in counts.iter_mut().enumerate().skip(2) {
                    *count += shared_by(number as f64, sharing, lowest, costs);
                }
            }
        }
    }

    /// By option, of so many trials.
    pub(super) fn chances(&self, trials: usize) -> Result<Vec<CheapestChance>, StatisticsError> {
        self.trials_shared_by.iter().map(|counts| chance_of(counts, trials)).collect()
    }
}

/// Trials that are looked at together.
const TOGETHER: usize = 256;

/// The lower of each two costs.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512dq+avx512vl+avx512bw", "x86_64+avx2"))]
fn lower(lowest: &mut [f64], costs: &[f64]) {
    for (lowest, cost) in lowest.iter_mut().zip(costs) {
        *lowest = if *cost < *lowest { *cost } else { *lowest };
    }
}

/// Counts an option in the trials in which it costs the least.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512dq+avx512vl+avx512bw", "x86_64+avx2"))]
fn share(sharing: &mut [f64], lowest: &[f64], costs: &[f64]) {
    for ((sharing, lowest), cost) in sharing.iter_mut().zip(lowest).zip(costs) {
        *sharing += if cost == lowest { 1.0 } else { 0.0 };
    }
}

/// Trials in which an option costs the least together with others, so many in all.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512dq+avx512vl+avx512bw", "x86_64+avx2"))]
fn shared_by(options: f64, sharing: &[f64], lowest: &[f64], costs: &[f64]) -> usize {
    let trials = sharing.iter().zip(lowest).zip(costs);
    trials.map(|((sharing, lowest), cost)| usize::from(cost == lowest && *sharing == options)).sum()
}

/// The chance from the number of trials in which the option was cheapest together with `index − 1` others.
fn chance_of(trials_shared_by: &[usize], trials: usize) -> Result<CheapestChance, StatisticsError> {
    let cheapest: f64 = trials_shared_by
        .iter()
        .enumerate()
        .skip(1)
        .map(|(sharing, &count)| count as f64 / sharing as f64)
        .sum();
    // Thirds may add up to one ulp more than all trials.
    let chance = (cheapest / trials as f64).min(1.0);
    Ok(CheapestChance {
        chance,
        confidence_interval: wilson_interval(chance, trials)?,
        alone: proportion(trials_shared_by[1], trials)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn chances(costs: &[Vec<f64>]) -> Vec<CheapestChance> {
        let names: Vec<String> = (0..costs.len()).map(|index| format!("option {index}")).collect();
        let options: Vec<OptionCosts<'_>> =
            names.iter().zip(costs).map(|(option, costs)| OptionCosts { option, costs }).collect();
        chance_cheapest(&options).unwrap()
    }

    #[test]
    fn ties_are_shared() {
        // Trials: first alone; first and second; all three; third alone. First: (1 + 1/2 + 1/3)/4 = 11/24, second
        // (1/2 + 1/3)/4 = 5/24, third (1/3 + 1)/4 = 8/24.
        let found = chances(&[vec![1.0, 1.0, 4.0, 9.0], vec![2.0, 1.0, 4.0, 9.0], vec![2.0, 5.0, 4.0, 8.0]]);
        for (chance, expected) in found.iter().zip([11.0, 5.0, 8.0]) {
            assert!((chance.chance - expected / 24.0).abs() < 1e-15);
        }
        let alone: Vec<usize> = found.iter().map(|chance| chance.alone.successes).collect();
        assert_eq!(alone, [1, 0, 1]);
    }

    #[test]
    fn single_option_is_always_the_cheapest() {
        let found = chances(&[vec![3.0, 4.0]]);
        assert_eq!((found[0].chance, found[0].confidence_interval.high), (1.0, 1.0));
    }

    proptest! {
        #[test]
        fn chances_sum_to_one(
            costs in (1_usize..6, 1_usize..40).prop_flat_map(|(options, trials)| {
                prop::collection::vec(
                    prop::collection::vec((0_i32..4).prop_map(f64::from), trials),
                    options,
                )
            })
        ) {
            let found = chances(&costs);
            let sum: f64 = found.iter().map(|chance| chance.chance).sum();
            prop_assert!((sum - 1.0).abs() < 1e-14);
            for chance in &found {
                prop_assert!(chance.alone.estimate <= chance.chance + 1e-15);
                prop_assert!(chance.confidence_interval.contains(chance.chance));
            }
        }
    }
}
