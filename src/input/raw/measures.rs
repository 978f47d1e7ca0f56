use schemars::JsonSchema;
use serde::Deserialize;

use crate::input::located::Located;
use crate::quantity::QuantitySpec;

/// `measures.toml`: what an option can prepare or add beside moving applications.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeasuresFile {
    /// The measures.
    pub measure: Vec<RawMeasure>,
}

/// A measure with its cost and what it changes. Factors multiply; 1 (or absence) changes nothing.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawMeasure {
    /// Identifier, e.g. "second-line".
    pub id: Located<String>,
    /// Name, as it appears on charts.
    pub name: String,
    /// What is done, in a sentence.
    pub description: Option<String>,
    /// Cost of putting it in place.
    pub one_off: Located<QuantitySpec>,
    /// Cost of keeping it for a year.
    pub yearly: Located<QuantitySpec>,
    /// Time from its start until it works.
    pub lead_time: Located<QuantitySpec>,
    /// Factor on the share of function that an application loses in an outage.
    pub outage_factor: Option<Located<QuantitySpec>>,
    /// Outages that `outage_factor` softens, as identifiers of risks; all when absent.
    pub softens: Option<Vec<Located<String>>>,
    /// Factor on the premium of emergency moves.
    pub emergency_premium_factor: Option<Located<QuantitySpec>>,
    /// Factor on the time of emergency moves.
    pub emergency_time_factor: Option<Located<QuantitySpec>>,
    /// Factor on the likelihood of gaps in obligations.
    pub gap_factor: Option<Located<QuantitySpec>>,
    /// Factor on the hours lost to degradation.
    pub degradation_factor: Option<Located<QuantitySpec>>,
    /// Factor on the cost of moves that a playbook starts.
    pub prepared_cost_factor: Option<Located<QuantitySpec>>,
    /// Factor on the time of moves that a playbook starts.
    pub prepared_time_factor: Option<Located<QuantitySpec>>,
    /// Time added to the grace of service losses, e.g. by contract.
    pub extra_grace: Option<Located<QuantitySpec>>,
    /// Service losses that `extra_grace` acts on, as identifiers of risks; all when absent.
    pub extends: Option<Vec<Located<String>>>,
}
