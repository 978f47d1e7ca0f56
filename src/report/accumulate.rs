//! What a scenario's summary is made of, block by block.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::option_accumulator::{Label, OptionAccumulator};
use super::summarise::summarise_option;
use super::summary::{OptionSummary, QuantileMethod, ScenarioSummary};
use super::weighted::ScenarioTotals;
use crate::decision::{DecisionError, OptionCosts, compare};
use crate::domain::{Appetite, ItOption, Scenario};
use crate::engine::{Column, Outcomes};
use crate::statistics::StatisticsError;

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
    options: Vec<OptionAccumulator>,
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
        let options = options.iter().map(|_| OptionAccumulator::new(&labels, method.exact_limit)).collect();
        ScenarioAccumulator { method, appetite: appetite.amount, labels, options, trials: 0 }
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
        self.options
            .par_iter_mut()
            .enumerate()
            .map(|(option, accumulator)| accumulator.add(option, outcomes))
            .collect::<Result<(), StatisticsError>>()?;
        self.trials += outcomes.trials() as u64;
        Ok(())
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
        let costs: Vec<OptionCosts<'_>> = options
            .iter()
            .zip(&self.options)
            .map(|(option, figures)| OptionCosts { option: option.id.as_str(), costs: figures.total.kept() })
            .collect();
        let comparison = compare(&costs, Some(self.appetite))?;
        let compared = options
            .par_iter()
            .zip(&self.options)
            .zip(comparison.options)
            .map(|((option, figures), standing)| summarise_option(option, &self.labels, figures, standing))
            .collect::<Result<Vec<OptionSummary>, StatisticsError>>()?;
        Ok(ScenarioSummary {
            id: scenario.id.to_string(),
            name: scenario.name.clone(),
            trials: self.trials,
            quantiles: QuantileMethod::Exact,
            options: compared,
            pairs: comparison.pairs,
            ranking: comparison.ranking,
        })
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
        years.map(|(sample, _)| sample.kept()).collect()
    }

    /// What of this scenario enters the figures over all scenarios.
    #[must_use]
    pub fn totals(&self) -> ScenarioTotals {
        ScenarioTotals::new(self.options.iter().map(|option| option.total.clone()).collect())
    }
}
