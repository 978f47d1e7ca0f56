//! The comparison of options whose trials are not kept.

use serde::{Deserialize, Serialize};

use super::cheapest::{CheapestChance, CheapestCounts};
use super::compare::{ComparedOption, Comparison, comparison_of};
use super::error::DecisionError;
use crate::statistics::{
    Division, MomentStream, Moments, Paired, StatisticsError, SubsampleSums, proportion,
};

/// Trials that are compared together: their differences stay in the nearest cache, and are a chunk of the moments.
const TOGETHER: usize = 1024;

/// All options side by side, trial by trial.
///
/// Counts are those of [`compare`](super::compare()), moments of differences agree with its but for rounding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ComparisonStream {
    trials: u64,
    appetite: f64,
    cheapest: CheapestCounts,
    /// By option, trials that cost more than the appetite.
    beyond: Vec<u64>,
    /// Each option against those after it.
    pairs: Vec<PairStream>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct PairStream {
    first: usize,
    second: usize,
    lower: u64,
    higher: u64,
    difference: MomentStream,
    replicates: Option<SubsampleSums>,
}

impl ComparisonStream {
    /// Without trials.
    ///
    /// - `replicates`: trial t belongs to replicate t mod R; `None`: trials are independent.
    #[must_use]
    pub fn new(options: usize, appetite: f64, replicates: Option<u32>) -> Self {
        let pairs = (0..options).flat_map(|first| (first + 1..options).map(move |second| (first, second)));
        let pair = |(first, second)| PairStream {
            first,
            second,
            lower: 0,
            higher: 0,
            difference: MomentStream::default(),
            replicates: replicates.map(|count| SubsampleSums::new(Division::Replicates(count))),
        };
        ComparisonStream {
            trials: 0,
            appetite,
            cheapest: CheapestCounts::new(options),
            beyond: vec![0; options],
            pairs: pairs.map(pair).collect(),
        }
    }

    /// Adds the costs of the next trials, finite, `[option][trial]`.
    pub fn add(&mut self, costs: &[&[f64]]) {
        let Some(first) = costs.first() else {
            return;
        };
        self.trials += first.len() as u64;
        self.cheapest.add(costs);
        for (beyond, costs) in self.beyond.iter_mut().zip(costs) {
            *beyond += costs.iter().map(|cost| u64::from(*cost > self.appetite)).sum::<u64>();
        }
        let mut differences = Vec::with_capacity(TOGETHER);
        for pair in &mut self.pairs {
            let both = costs[pair.first].chunks(TOGETHER).zip(costs[pair.second].chunks(TOGETHER));
            for (first, second) in both {
                differences.clear();
                differences.extend(first.iter().zip(second).map(|(first, second)| first - second));
                pair.add(&differences);
            }
        }
    }

    /// Trials in which the option at this position costs more than the appetite.
    #[must_use]
    pub fn beyond(&self, option: usize) -> u64 {
        self.beyond.get(option).copied().unwrap_or(0)
    }

    /// Number of trials.
    #[must_use]
    pub fn trials(&self) -> u64 {
        self.trials
    }

    /// The comparison.
    ///
    /// - `names`: of the options, in order.
    /// - `costs`: moments of their costs.
    ///
    /// # Errors
    /// No options; a name given twice; no trials.
    pub fn finish(&self, names: &[&str], costs: Vec<Moments>) -> Result<Comparison, DecisionError> {
        let trials = self.trials as usize;
        let cheapest: Vec<CheapestChance> = self.cheapest.chances(trials)?;
        let options = names.iter().zip(costs).zip(cheapest).zip(&self.beyond);
        let compared = options
            .map(|(((name, cost), cheapest), beyond)| {
                let exceeds_appetite = Some(proportion(*beyond as usize, trials)?);
                Ok(ComparedOption { option: (*name).to_owned(), cost, cheapest, exceeds_appetite })
            })
            .collect::<Result<Vec<ComparedOption>, StatisticsError>>()?;
        let pairs =
            self.pairs.iter().map(PairStream::paired).collect::<Result<Vec<Paired>, StatisticsError>>()?;
        comparison_of(trials, compared, &pairs)
    }

    /// Bytes on the heap.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let pair = |pair: &PairStream| {
            pair.difference.bytes() + pair.replicates.as_ref().map_or(0, SubsampleSums::bytes)
        };
        self.pairs.iter().map(pair).sum::<usize>() + self.pairs.capacity() * size_of::<PairStream>()
    }
}

/// Numbers below and above zero.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512dq+avx512vl+avx512bw", "x86_64+avx2"))]
fn signs(numbers: &[f64]) -> (u64, u64) {
    let lower = numbers.iter().map(|number| u64::from(*number < 0.0)).sum();
    (lower, numbers.iter().map(|number| u64::from(*number > 0.0)).sum())
}

impl PairStream {
    fn add(&mut self, differences: &[f64]) {
        let (lower, higher) = signs(differences);
        self.lower += lower;
        self.higher += higher;
        self.difference.add(differences);
        if let Some(replicates) = &mut self.replicates {
            replicates.add(differences);
        }
    }

    fn paired(&self) -> Result<Paired, StatisticsError> {
        let found = self.difference.moments()?;
        let replicated = self.replicates.is_some();
        let found = match &self.replicates {
            None => found,
            Some(replicates) => found.with_error_of(replicates),
        };
        Paired::new(&found, self.lower, self.higher, replicated)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{OptionCosts, compare};
    use super::*;
    use crate::statistics::moments;
    use proptest::prelude::*;

    fn streamed(costs: &[Vec<f64>], block: usize, appetite: f64) -> Comparison {
        let mut stream = ComparisonStream::new(costs.len(), appetite, None);
        for start in (0..costs[0].len()).step_by(block) {
            let end = (start + block).min(costs[0].len());
            stream.add(&costs.iter().map(|costs| &costs[start..end]).collect::<Vec<&[f64]>>());
        }
        let names: Vec<String> = (0..costs.len()).map(|index| format!("option {index}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        stream.finish(&names, costs.iter().map(|costs| moments(costs).unwrap()).collect()).unwrap()
    }

    proptest! {
        #[test]
        fn agrees_with_the_comparison_of_kept_costs(
            costs in (1_usize..5, 1_usize..40).prop_flat_map(|(options, trials)| {
                prop::collection::vec(prop::collection::vec((-6_i32..6).prop_map(f64::from), trials), options)
            }),
            block in 1_usize..9,
        ) {
            let found = streamed(&costs, block, 2.0);
            let names: Vec<String> = (0..costs.len()).map(|index| format!("option {index}")).collect();
            let options: Vec<OptionCosts<'_>> =
                names.iter().zip(&costs).map(|(option, costs)| OptionCosts { option, costs }).collect();
            let expected = compare(&options, Some(2.0)).unwrap();
            prop_assert_eq!(&found.options, &expected.options);
            prop_assert_eq!(&found.pairs.len(), &expected.pairs.len());
            for (found, expected) in found.pairs.iter().zip(&expected.pairs) {
                prop_assert_eq!(&found.first, &expected.first);
                prop_assert_eq!(&found.second, &expected.second);
                let (found, expected) = (&found.difference, &expected.difference);
                prop_assert_eq!(&found.first_lower, &expected.first_lower);
                prop_assert_eq!(&found.tied, &expected.tied);
                prop_assert!((found.mean_difference - expected.mean_difference).abs() < 1e-14);
                let apart = found.standard_deviation.unwrap_or(0.0) - expected.standard_deviation.unwrap_or(0.0);
                prop_assert!(apart.abs() < 1e-13, "{apart}");
            }
            prop_assert_eq!(found, streamed(&costs, costs[0].len(), 2.0));
        }
    }

    #[test]
    fn refuses_what_cannot_be_compared() {
        let one = moments(&[1.0]).unwrap();
        let mut stream = ComparisonStream::new(2, 0.0, None);
        assert!(matches!(
            stream.finish(&["a", "b"], vec![one.clone(), one.clone()]),
            Err(DecisionError::Statistics(_))
        ));
        stream.add(&[&[1.0], &[1.0]]);
        let twice = stream.finish(&["a", "a"], vec![one.clone(), one]);
        assert_eq!(twice, Err(DecisionError::DuplicateOption { option: "a".into() }));
        let none = ComparisonStream::new(0, 0.0, None);
        assert_eq!(none.finish(&[], vec![]), Err(DecisionError::NoOptions));
    }
}
