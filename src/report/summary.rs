//! `summary.json`: every figure of a run, with its error.

use serde::{Deserialize, Serialize};

use super::controlled::ControlledSummary;
use super::oracle::OracleSummary;
use crate::decision::{CheapestChance, ComparedPair, RankedGroup};
use crate::engine::random::REPLICATES;
use crate::results::{Partial, Reached};
use crate::statistics::{
    ExpectedShortfall, Interval, LARGEST_RELATIVE_ERROR, Paired, Proportion, Quantile, Verdict,
};

/// All figures of a run. Scenarios are stories, not draws: nothing here is averaged over them but `weighted`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Name of the case.
    pub case: String,
    /// Currency of all money here.
    pub currency: String,
    /// Month 0, as "2027-01".
    pub start: String,
    pub horizon_months: usize,
    /// Yearly, as a fraction; money is in present value at the start unless its description says otherwise.
    pub discount_rate: f64,
    /// Trials per scenario and option that were asked for.
    pub trials: u64,
    pub seed: u64,
    /// How trials draw their numbers.
    pub sampling: Sampling,
    pub appetite: AppetiteSummary,
    /// Confidence of every interval.
    pub confidence: f64,
    /// What is missing of an interrupted run; absent when it is complete.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partial: Option<Partial>,
    /// Where a precision was asked for: what was reached, by scenario, then by what was asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub precision: Vec<Reached>,
    pub scenarios: Vec<ScenarioSummary>,
    /// All scenarios together; `None` where the case gives them no weights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weighted: Option<WeightedSummary>,
    /// Whether the simulation meets the closed forms; `None` where it was not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oracle: Option<OracleSummary>,
}

/// How trials draw their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sampling {
    /// Every trial independently of the others.
    Independent,
    /// Trials fill the leading dimensions evenly, in so many independently scrambled replicates; the errors of means are those
    /// of the replicates' means.
    ScrambledSobol { replicates: u32 },
}

impl Sampling {
    /// What the case asks for.
    pub(super) fn of(sampling: crate::domain::Sampling) -> Sampling {
        match sampling {
            crate::domain::Sampling::Independent => Sampling::Independent,
            crate::domain::Sampling::Sobol => Sampling::ScrambledSobol { replicates: REPLICATES as u32 },
        }
    }
}

/// How quantiles and expected shortfalls were got.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuantileMethod {
    /// From the values of all trials.
    Exact,
    /// Of costs and measured counts, from histograms: each value is right to this share of itself.
    Histogram { relative_error: f64 },
}

impl QuantileMethod {
    pub(super) fn of(exact: bool) -> QuantileMethod {
        if exact {
            QuantileMethod::Exact
        } else {
            QuantileMethod::Histogram { relative_error: LARGEST_RELATIVE_ERROR }
        }
    }
}

/// All options over the scenarios together, each scenario with the weight that the case gives it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WeightedSummary {
    pub quantiles: QuantileMethod,
    /// In the order of the case.
    pub scenarios: Vec<WeightedScenario>,
    /// In the order of the case.
    pub options: Vec<WeightedOption>,
}

/// How much a scenario counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WeightedScenario {
    pub id: String,
    pub name: String,
    /// Share, in `[0, 1]`; all sum to 1.
    pub weight: f64,
}

/// Total cost of an option over the weighted scenarios; money in present value, cost positive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WeightedOption {
    pub id: String,
    pub name: String,
    pub mean: f64,
    /// Of the mean, the weights taken as given; `None` for a single trial.
    pub standard_error: Option<f64>,
    /// What the share 0.95 of the weighted trials does not exceed.
    pub p95: f64,
    /// Share of the weighted trials in which the total exceeds the risk appetite.
    pub chance_to_exceed_appetite: f64,
}

/// What the company is prepared to bear.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AppetiteSummary {
    /// Total cost over the horizon, present value.
    pub amount: f64,
    /// Tolerated chance of a higher cost.
    pub chance: f64,
}

/// All options in one scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScenarioSummary {
    pub id: String,
    pub name: String,
    /// Trials of this scenario.
    pub trials: u64,
    pub quantiles: QuantileMethod,
    /// In the order of the case.
    pub options: Vec<OptionSummary>,
    /// Every ordered pair of different options by identifier; differences are those of total cost, first less second.
    pub pairs: Vec<ComparedPair>,
    /// Identifiers by rising mean total, in groups that the trials cannot tell apart.
    pub ranking: Vec<RankedGroup>,
    /// Mean totals made more precise by closed forms; `None` in runs with too few trials.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub controlled: Option<ControlledSummary>,
}

/// One option in one scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OptionSummary {
    pub id: String,
    pub name: String,
    pub total: CostSummary,
    /// Chance that the total exceeds the risk appetite.
    pub chance_to_exceed_appetite: Proportion,
    /// Chance to be the cheapest of the options.
    pub cheapest: CheapestChance,
    /// The five groups, in order; they sum to the total.
    pub groups: Vec<CostSummary>,
    /// The ten components, in order; they sum to the total.
    pub components: Vec<CostSummary>,
    /// Cost of all components in each year of the horizon, discounted to its start.
    pub years: Vec<CostSummary>,
    /// Physical counts.
    pub counts: Vec<CountSummary>,
    /// Events of each risk over the horizon.
    pub events: Vec<CountSummary>,
    /// Firings of each of its playbook entries: `<entry>.fired`, `.in-time`, `.too-late`, `.in-vain`.
    pub playbook: Vec<CountSummary>,
}

/// Distribution of a cost over the trials; money in present value, cost positive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CostSummary {
    /// `total`, or the identifier of the group, component or year.
    pub id: String,
    pub mean: f64,
    /// Of the mean; `None` for a single trial, as are all errors.
    pub standard_error: Option<f64>,
    /// 95 % interval of the mean.
    pub confidence_interval: Option<Interval>,
    pub standard_deviation: Option<f64>,
    pub p05: Quantile,
    pub p50: Quantile,
    pub p95: Quantile,
    pub p99: Quantile,
    pub value_at_risk_95: Quantile,
    pub value_at_risk_99: Quantile,
    pub expected_shortfall_95: ExpectedShortfall,
    pub expected_shortfall_99: ExpectedShortfall,
}

/// Distribution of something counted or measured over the trials.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CountSummary {
    /// Identifier of the count or of the risk.
    pub id: String,
    /// Unit; `None` for money of the day.
    pub unit: Option<String>,
    pub mean: f64,
    pub standard_error: Option<f64>,
    pub p05: f64,
    pub p50: f64,
    pub p95: f64,
    pub maximum: f64,
}

impl ScenarioSummary {
    /// The option with this identifier.
    #[must_use]
    pub fn option(&self, id: &str) -> Option<&OptionSummary> {
        self.options.iter().find(|option| option.id == id)
    }

    /// The option with the lowest mean total; the first of several.
    #[must_use]
    pub fn cheapest(&self) -> Option<&OptionSummary> {
        self.options.iter().min_by(|left, right| left.total.mean.total_cmp(&right.total.mean))
    }

    /// How two options differ, by identifier; `None` if one is unknown or both are the same.
    #[must_use]
    pub fn difference(&self, first: &str, second: &str) -> Option<&Paired> {
        let found = self.pairs.iter().find(|pair| pair.first == first && pair.second == second);
        found.map(|pair| &pair.difference)
    }

    /// Whether the trials leave open which of the two has the lower mean total; never for an option and itself.
    #[must_use]
    pub fn cannot_tell(&self, first: &str, second: &str) -> bool {
        self.difference(first, second).is_some_and(|difference| match difference.verdict {
            Verdict::CannotTell | Verdict::Identical => true,
            Verdict::FirstLower | Verdict::SecondLower => false,
        })
    }
}

impl OptionSummary {
    /// A group by its identifier.
    #[must_use]
    pub fn group(&self, group: crate::domain::Group) -> Option<&CostSummary> {
        self.groups.iter().find(|cost| cost.id == group.id())
    }
}
