use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::input::located::Located;
use crate::quantity::QuantitySpec;

/// `case.toml`: what the run needs besides the company: currency, horizon, discounting, risk appetite, choices.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseFile {
    /// Name of the case, as it appears on charts.
    pub name: String,
    /// What the case is about, in a few sentences.
    pub description: Option<String>,
    /// Regulation pack in force at the start, e.g. "cn-2026"; the latest one in force then when absent. Later packs take effect on
    /// their date.
    pub regulation: Option<Located<String>>,
    /// Currency of all results, as three letters, e.g. "EUR".
    pub currency: Located<String>,
    /// Value of one unit of another currency in the case's currency, e.g. CNY = 0.13.
    #[serde(default)]
    pub exchange_rates: BTreeMap<Located<String>, Located<QuantitySpec>>,
    /// First month of the horizon as year and month, e.g. "2027-01".
    pub start: Located<String>,
    /// Number of months simulated; 60 when absent.
    pub horizon_months: Option<Located<u32>>,
    /// Yearly discount rate, e.g. "8%". A certain number.
    pub discount_rate: Located<QuantitySpec>,
    /// Number of trials when the command names none; 20000 when absent.
    pub trials: Option<Located<u64>>,
    /// Seed when the command names none; 0 is a seed.
    pub seed: Option<Located<u64>>,
    /// How trials are drawn when the command does not say: "independent" of each other, or "sobol": evenly in what matters most;
    /// independent when absent.
    pub sampling: Option<Located<String>>,
    /// What the company is prepared to bear.
    pub risk_appetite: RawAppetite,
    /// Scenarios to run, in the order in which they are shown.
    pub scenarios: Vec<Located<String>>,
    /// Options to compare, in the order in which they are shown.
    pub options: Vec<Located<String>>,
    /// Rank correlations between quantities that are drawn once per trial.
    #[serde(default)]
    pub correlation: Vec<RawCorrelation>,
    /// Weight of each scenario, for results over all of them together; only their ratios count. All are named or none.
    #[serde(default)]
    pub scenario_weights: BTreeMap<Located<String>, Located<QuantitySpec>>,
}

/// What the company is prepared to bear: an amount of total cost, and the chance with which it may be exceeded.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawAppetite {
    /// Total cost over the horizon, present value, e.g. "300M EUR". A certain amount.
    pub amount: Located<QuantitySpec>,
    /// Tolerated chance of a higher cost, e.g. "5%". A certain share.
    pub chance: Located<QuantitySpec>,
}

/// Two quantities that move together.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawCorrelation {
    /// Names of the two quantities, as `check --assumptions` lists them,
    /// e.g. ["company.delivery.cost_overrun", "company.delivery.time_overrun"].
    pub between: [Located<String>; 2],
    /// Spearman's rank correlation, between -1 and 1.
    pub rank: Located<f64>,
    /// Where the figure comes from.
    pub source: Option<String>,
    /// Remark on the figure.
    pub note: Option<String>,
}
