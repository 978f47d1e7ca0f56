//! What a scenario's summary is made of, block by block.

use std::borrow::Cow;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::likeness::Likeness;
use super::option_accumulator::{ColumnAccumulator, Label, OptionAccumulator};
use super::summarise::{Ranks, summarise_option};
use super::summary::{OptionSummary, QuantileMethod, ScenarioSummary};
use super::weighted::{OptionTotals, ScenarioTotals};
use crate::decision::{Comparison, ComparisonStream, DecisionError, OptionCosts, compare_replicates};
use crate::domain::{Appetite, ItOption, Sampling, Scenario};
use crate::engine::random::REPLICATES;
use crate::engine::{Column, Outcomes};
use crate::statistics::{Moments, StatisticsError};

/// Up to so many trials per scenario all values are kept, and figures are exact.
pub const EXACT_TRIALS: u64 = 32_768;

/// How figures are got from trials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Method {
    /// Trials up to which values are kept; beyond, histograms take them.
    pub exact_limit: u64,
    /// Trial t belongs to replicate t mod R, and errors of means are those of the replicates' means; `None`: trials are
    /// independent.
    pub replicates: Option<u32>,
}

impl Method {
    /// Exact up to [`EXACT_TRIALS`], with errors that suit the way of sampling.
    #[must_use]
    pub fn of(sampling: Sampling) -> Method {
        let replicates = match sampling {
            Sampling::Independent => None,
            Sampling::Sobol => Some(REPLICATES as u32),
        };
        Method { replicates, ..Method::default() }
    }
}

impl Default for Method {
    fn default() -> Self {
        Method { exact_limit: EXACT_TRIALS, replicates: None }
    }
}

/// What a scenario's summary is made of: blocks of trials in, figures out at any time.
///
/// State and figures do not depend on how trials are split into blocks, nor on the number of threads, to the bit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScenarioAccumulator {
    method: Method,
    appetite: f64,
    labels: Vec<Label>,
    /// Identifiers of the options.
    names: Vec<String>,
    options: Vec<OptionAccumulator>,
    /// What of them need not be taken, as the first block tells.
    likeness: Likeness,
    /// Once trials are more than are kept.
    comparison: Option<ComparisonStream>,
    trials: u64,
}

impl ScenarioAccumulator {
    /// An accumulator without trials.
    ///
    /// - `columns`: those of the outcomes to come.
    /// - `options`: in the order of the outcomes.
    #[must_use]
    pub fn new(columns: &[Column], options: &[ItOption], appetite: Appetite, method: Method) -> Self {
        let labels: Vec<Label> = columns.iter().map(Label::new).collect();
        ScenarioAccumulator {
            method,
            appetite: appetite.amount,
            names: options.iter().map(|option| option.id.to_string()).collect(),
            options: options.iter().map(|option| OptionAccumulator::new(&labels, option, method)).collect(),
            labels,
            likeness: Likeness::default(),
            comparison: None,
            trials: 0,
        }
    }

    /// Adds the next trials.
    ///
    /// - `first_trial`: number of the first one: as many as were added before.
    ///
    /// # Errors
    /// Trials that do not come next; values that are not finite. What was added before is then lost.
    pub fn add(&mut self, first_trial: u64, outcomes: &Outcomes) -> Result<(), DecisionError> {
        if first_trial != self.trials {
            return Err(DecisionError::TrialsOutOfOrder { expected: self.trials, found: first_trial });
        }
        let totals: Vec<Vec<f64>> =
            (0..self.options.len()).into_par_iter().map(|option| outcomes.totals(option)).collect();
        if self.trials == 0 {
            self.likeness = Likeness::of(outcomes, &self.options);
        }
        self.trials += outcomes.trials() as u64;
        if self.trials > self.method.exact_limit && self.comparison.is_none() {
            self.comparison = Some(self.compared_so_far());
        }
        for ((name, option), totals) in self.names.iter().zip(&mut self.options).zip(&totals) {
            let added = option.total.add(totals);
            added.map_err(|source| DecisionError::Costs { option: name.clone(), source })?;
        }
        let (comparison, options, likeness) = (&mut self.comparison, &mut self.options, &self.likeness);
        let compare = || {
            if let Some(comparison) = comparison {
                comparison.add(&totals.iter().map(Vec::as_slice).collect::<Vec<&[f64]>>());
            }
        };
        let add = || {
            let each = options.par_iter_mut().enumerate();
            each.filter_map(|(option, figures)| Some((option, figures, likeness.option(option)?)))
                .map(|(option, figures, likeness)| figures.add(option, outcomes, likeness))
                .collect::<Result<(), StatisticsError>>()
        };
        Ok(rayon::join(compare, add).1?)
    }

    /// The comparison of the trials that are kept, to go on with.
    fn compared_so_far(&self) -> ComparisonStream {
        let mut stream = ComparisonStream::new(self.options.len(), self.appetite, self.method.replicates);
        stream.add(&self.options.iter().map(|option| option.total.kept()).collect::<Vec<&[f64]>>());
        stream
    }

    /// Trials added.
    #[must_use]
    pub fn trials(&self) -> u64 {
        self.trials
    }

    /// The figures of the trials added.
    ///
    /// - `options`: those that the accumulator was made for.
    ///
    /// # Errors
    /// No trials.
    pub fn finish(
        &self,
        scenario: &Scenario,
        options: &[ItOption],
    ) -> Result<ScenarioSummary, DecisionError> {
        let comparison = self.compare()?;
        let ranks = Ranks::new(self.trials)?;
        let compared = options
            .par_iter()
            .zip(self.likeness.settled(&self.options).as_ref())
            .zip(comparison.options)
            .map(|((option, figures), standing)| {
                summarise_option(option, &self.labels, figures, standing, &ranks)
            })
            .collect::<Result<Vec<OptionSummary>, StatisticsError>>()?;
        Ok(ScenarioSummary {
            id: scenario.id.to_string(),
            name: scenario.name.clone(),
            trials: self.trials,
            quantiles: QuantileMethod::of(self.comparison.is_none()),
            options: compared,
            pairs: comparison.pairs,
            ranking: comparison.ranking,
            controlled: None,
        })
    }

    /// What each column is, and the options: for a second pass.
    pub(super) fn parts(&self) -> (&[Label], Cow<'_, [OptionAccumulator]>) {
        (&self.labels, self.likeness.settled(&self.options))
    }

    fn compare(&self) -> Result<Comparison, DecisionError> {
        let named = self.names.iter().map(String::as_str).zip(&self.options);
        if let Some(stream) = &self.comparison {
            let costs = self
                .options
                .iter()
                .map(|option| option.total.moments())
                .collect::<Result<Vec<Moments>, StatisticsError>>()?;
            return stream.finish(&named.map(|(name, _)| name).collect::<Vec<&str>>(), costs);
        }
        let costs: Vec<OptionCosts<'_>> =
            named.map(|(option, figures)| OptionCosts { option, costs: figures.total.kept() }).collect();
        compare_replicates(&costs, Some(self.appetite), self.method.replicates)
    }

    /// Bytes on the heap, but for small lists.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.options.iter().map(OptionAccumulator::bytes).sum::<usize>()
            + self.comparison.as_ref().map_or(0, ComparisonStream::bytes)
    }

    /// Number of the first trials whose totals and yearly costs are kept for charts.
    #[must_use]
    pub fn kept_trials(&self) -> usize {
        self.options.first().map_or(0, |option| option.total.kept().len())
    }

    /// Total cost of an option in the first trials, `[trial]`, present value; empty for an option that there is not.
    #[must_use]
    pub fn kept_totals(&self, option: usize) -> &[f64] {
        self.options.get(option).map_or(&[], |option| option.total.kept())
    }

    /// Cost of an option in each year, `[year][trial]`, in the first trials, discounted to the start of the horizon.
    #[must_use]
    pub fn kept_years(&self, option: usize) -> Vec<&[f64]> {
        let columns = self.options.get(option).into_iter().flat_map(|option| &option.columns);
        let years = columns.zip(&self.labels).filter(|(_, label)| label.is_year());
        years
            .filter_map(|(sample, _)| match sample {
                ColumnAccumulator::Cost(cost) => Some(cost.kept()),
                ColumnAccumulator::Count(_) | ColumnAccumulator::LeftOut => None,
            })
            .collect()
    }

    /// What of this scenario enters the figures over all scenarios.
    #[must_use]
    pub fn totals(&self) -> ScenarioTotals {
        let of_option = |(index, option): (usize, &OptionAccumulator)| OptionTotals {
            sample: option.total.clone(),
            beyond: self.comparison.as_ref().map(|stream| stream.beyond(index)),
        };
        ScenarioTotals::new(self.options.iter().enumerate().map(of_option).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::summary::{CostSummary, CountSummary};
    use crate::report::testing::{options, scenario, settings};
    use crate::results::testing::outcomes;
    use crate::statistics::LARGEST_RELATIVE_ERROR;
    use ndarray::Array3;
    use proptest::prelude::*;

    const TRIALS: usize = 9_000;

    fn method(exact_limit: u64, replicates: Option<u32>) -> Method {
        Method { exact_limit, replicates }
    }

    fn block_of(all: &Outcomes, first: usize, trials: usize) -> Outcomes {
        let shape = (all.options(), all.columns().len(), trials);
        let values =
            Array3::from_shape_fn(shape, |(option, column, trial)| all.column(option, column)[first + trial]);
        Outcomes::new(all.columns().to_vec(), values)
    }

    fn empty(all: &Outcomes, method: Method) -> ScenarioAccumulator {
        ScenarioAccumulator::new(all.columns(), &options(all.options()), settings().appetite, method)
    }

    /// Adds from where the accumulator is to `end`.
    fn go_on(accumulator: &mut ScenarioAccumulator, all: &Outcomes, block: usize, end: usize) {
        let mut first = accumulator.trials() as usize;
        while first < end {
            let trials = block.min(end - first);
            accumulator.add(first as u64, &block_of(all, first, trials)).unwrap();
            first += trials;
        }
    }

    fn summary_of(accumulator: &ScenarioAccumulator) -> ScenarioSummary {
        accumulator.finish(&scenario(0), &options(accumulator.options.len())).unwrap()
    }

    fn summarised(all: &Outcomes, method: Method, block: usize) -> ScenarioSummary {
        let mut accumulator = empty(all, method);
        go_on(&mut accumulator, all, block, all.trials());
        summary_of(&accumulator)
    }

    fn assert_close(found: f64, expected: f64, relative: f64, what: &str) {
        assert!((found - expected).abs() <= relative * expected.abs(), "{what}: {found} for {expected}");
    }

    fn assert_costs_agree(found: &CostSummary, expected: &CostSummary) {
        let id = &expected.id;
        assert_close(found.mean, expected.mean, 1e-13, id);
        assert_close(found.standard_error.unwrap(), expected.standard_error.unwrap(), 1e-12, id);
        let bound = LARGEST_RELATIVE_ERROR * (1.0 + 1e-12);
        let quantiles =
            |cost: &CostSummary| [cost.p05.clone(), cost.p50.clone(), cost.p95.clone(), cost.p99.clone()];
        for (found, expected) in quantiles(found).into_iter().zip(quantiles(expected)) {
            assert_close(found.estimate, expected.estimate, bound, id);
            let ends = found.confidence_interval.unwrap();
            assert_close(ends.low, expected.confidence_interval.unwrap().low, bound, id);
            assert_close(ends.high, expected.confidence_interval.unwrap().high, bound, id);
        }
        let shortfall = (&found.expected_shortfall_99, &expected.expected_shortfall_99);
        assert_close(shortfall.0.estimate, shortfall.1.estimate, bound, id);
        assert_eq!(shortfall.0.tail_trials, shortfall.1.tail_trials);
    }

    #[test]
    fn histograms_agree_with_kept_values_within_their_bound() {
        let all = outcomes(3, TRIALS);
        let exact = summarised(&all, Method::default(), TRIALS);
        let streamed = summarised(&all, method(1000, None), 512);
        assert_eq!(exact.quantiles, QuantileMethod::Exact);
        assert_eq!(streamed.quantiles, QuantileMethod::Histogram { relative_error: LARGEST_RELATIVE_ERROR });
        assert_eq!((exact.trials, streamed.trials), (TRIALS as u64, TRIALS as u64));
        for (found, expected) in streamed.options.iter().zip(&exact.options) {
            let costs = |option: &OptionSummary| {
                let parts = option.groups.iter().chain(&option.components).chain(&option.years);
                parts.chain([&option.total]).cloned().collect::<Vec<CostSummary>>()
            };
            costs(found).iter().zip(&costs(expected)).for_each(|(found, expected)| {
                assert_costs_agree(found, expected);
            });
            assert_eq!(found.chance_to_exceed_appetite, expected.chance_to_exceed_appetite);
            assert_eq!(found.cheapest, expected.cheapest);
            let counts: fn(&OptionSummary) -> Vec<CountSummary> =
                |option| option.counts.iter().chain(&option.events).cloned().collect();
            assert_eq!(counts(found), counts(expected));
        }
        assert_eq!(streamed.ranking, exact.ranking);
        for (found, expected) in streamed.pairs.iter().zip(&exact.pairs) {
            let (found, expected) = (&found.difference, &expected.difference);
            assert_close(found.mean_difference, expected.mean_difference, 1e-12, "difference");
            assert_eq!(found.first_lower, expected.first_lower);
            assert_eq!(found.verdict, expected.verdict);
        }
    }

    #[test]
    fn the_first_trials_stay_for_charts() {
        let all = outcomes(2, TRIALS);
        let mut accumulator = empty(&all, method(1000, None));
        go_on(&mut accumulator, &all, 300, TRIALS);
        assert_eq!(accumulator.kept_trials(), 1000);
        assert_eq!(accumulator.kept_totals(1), &all.totals(1)[..1000]);
        assert!(accumulator.kept_totals(7).is_empty());
        let years = accumulator.kept_years(1);
        assert_eq!(years.len(), 2);
        assert_eq!(years[1], &all.column(1, 11).to_vec()[..1000]);
    }

    #[test]
    fn replicates_give_the_errors_of_means() {
        let all = outcomes(2, 1600);
        let kept = summarised(&all, method(10_000, Some(16)), 100);
        let streamed = summarised(&all, method(100, Some(16)), 77);
        let mut sums = crate::statistics::SubsampleSums::new(crate::statistics::Division::Replicates(16));
        sums.add(&all.totals(0));
        let (error, _) = sums.standard_error().unwrap();
        for summary in [&kept, &streamed] {
            assert_close(summary.options[0].total.standard_error.unwrap(), error, 1e-12, "total");
            let difference = &summary.pairs[0].difference;
            // Option 1 costs a tenth more in every trial.
            assert_close(difference.standard_error.unwrap(), error / 10.0, 1e-9, "difference");
        }
        let events = (&kept.options[1].events[0], &streamed.options[1].events[0]);
        assert_eq!(events.0.standard_error, events.1.standard_error);
        // Trial t and its replicate t mod 16 have the same count, (t + 1) mod 4: four means of 0, 1, 2 and 3 each.
        // Error √((4·(2.25 + 0.25 + 0.25 + 2.25))/15/16) = √(20/240).
        assert_close(events.0.standard_error.unwrap(), (20.0_f64 / 240.0).sqrt(), 1e-14, "events");
    }

    #[test]
    fn blocks_must_follow_one_another() {
        let all = outcomes(1, 8);
        let mut accumulator = empty(&all, Method::default());
        let refused = accumulator.add(3, &all);
        assert_eq!(refused, Err(DecisionError::TrialsOutOfOrder { expected: 0, found: 3 }));
        assert_eq!(accumulator.add(0, &all), Ok(()));
        assert_eq!(accumulator.trials(), 8);
    }

    #[test]
    fn refuses_no_trials_and_values_that_are_none() {
        let all = outcomes(1, 4);
        let accumulator = empty(&all, Method::default());
        assert!(accumulator.finish(&scenario(0), &options(1)).is_err());
        let mut values = Array3::zeros((1, all.columns().len(), 4));
        values[[0, 2, 3]] = f64::NAN;
        let refused = empty(&all, Method::default()).add(0, &Outcomes::new(all.columns().to_vec(), values));
        assert!(refused.unwrap_err().to_string().contains("`global-integration`: value NaN at index 3"));
    }

    #[test]
    fn memory_does_not_grow_with_trials() {
        let all = outcomes(3, 50_000);
        let mut accumulator = empty(&all, method(1000, None));
        go_on(&mut accumulator, &all, 900, 15_000);
        let few = accumulator.bytes();
        go_on(&mut accumulator, &all, 900, 50_000);
        assert_eq!(accumulator.bytes(), few);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn blocks_and_interruptions_change_no_bit(
            limit in 1_u64..3000,
            block in 1_usize..1500,
            stop in 0_usize..3000,
            replicates in prop::option::of(1_u32..20),
        ) {
            let all = outcomes(2, 3000);
            let whole = {
                let mut accumulator = empty(&all, method(limit, replicates));
                go_on(&mut accumulator, &all, 3000, 3000);
                accumulator
            };
            let mut before = empty(&all, method(limit, replicates));
            go_on(&mut before, &all, block, stop);
            let text = serde_json::to_string(&before).unwrap();
            let mut resumed: ScenarioAccumulator = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(&resumed, &before);
            go_on(&mut resumed, &all, block, 3000);
            prop_assert_eq!(&resumed, &whole);
            prop_assert_eq!(summary_of(&resumed), summary_of(&whole));
        }
    }
}
