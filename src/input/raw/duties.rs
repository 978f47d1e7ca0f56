use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::RawCondition;
use crate::input::located::Located;
use crate::quantity::QuantitySpec;

/// `duties.toml`: what the law asks, what it costs to comply, and what a gap can cost.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DutiesFile {
    /// How strictly obligations can be implemented, by identifier, e.g. "standard".
    pub strictness: BTreeMap<Located<String>, RawStrictness>,
    /// Fine ladders, one per law and tier.
    pub ladder: Vec<RawLadder>,
    /// The obligations.
    pub duty: Vec<RawDuty>,
}

/// How strictly obligations are implemented.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawStrictness {
    /// Factor on the cost of every obligation.
    pub cost_factor: Located<QuantitySpec>,
    /// Likelihood that an obligation has a gap when an inspection comes.
    pub gap: Located<QuantitySpec>,
}

/// What obligations are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawCostBasis {
    /// Its cost arises for every application that meets the condition.
    Application,
    /// Its cost arises once, as soon as one application meets the condition.
    Company,
}

/// An obligation: when it applies, what it costs, which ladder its breach leads up.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawDuty {
    /// Identifier, e.g. "personal-information-export".
    pub id: Located<String>,
    /// Name, as it appears in tables.
    pub name: String,
    /// What has to be done, in a sentence.
    pub description: Option<String>,
    /// Law and article, e.g. "PIPL Art. 38".
    pub article: String,
    /// The applications for which it arises.
    pub when: RawCondition,
    /// What its cost is counted by.
    pub per: RawCostBasis,
    /// Cost when it first arises.
    pub one_off: Located<QuantitySpec>,
    /// Cost for each year in force.
    pub yearly: Located<QuantitySpec>,
    /// Time after which it has to be renewed; never when absent.
    pub renewal_every: Option<Located<QuantitySpec>>,
    /// Cost of a renewal.
    pub renewal: Option<Located<QuantitySpec>>,
    /// Factor on the likelihood of a gap; 1 when absent.
    pub gap_factor: Option<Located<QuantitySpec>>,
    /// Fine ladder of the law that a gap breaks.
    pub ladder: Located<String>,
}

/// The steps that a regulator can take under one law and tier, from lightest to gravest.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawLadder {
    /// Identifier, e.g. "pipl".
    pub id: Located<String>,
    /// Name, as it appears in tables.
    pub name: String,
    /// Law and article, e.g. "PIPL Art. 66".
    pub article: String,
    /// Its steps, from lightest to gravest.
    pub step: Vec<RawPenalty>,
}

/// Severity class of a sanction, from lightest to gravest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawPenaltyClass {
    /// Order to correct, warning.
    Warning,
    /// Fine of the basic tier.
    Fine,
    /// Fine of the serious tier.
    SeriousFine,
    /// Fine as a share of last year's turnover.
    TurnoverBased,
    /// Business in China suspended for a time.
    Suspension,
    /// Licence revoked: business in China ends.
    Revocation,
}

/// One step of a fine ladder.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPenalty {
    /// Severity class.
    pub class: RawPenaltyClass,
    /// Odds of this step against the others of its ladder, for a first offence without sensitive data.
    pub odds: Located<QuantitySpec>,
    /// Fine on the company, drawn for each sanction.
    pub amount: Option<Located<QuantitySpec>>,
    /// Fine as a share of last year's turnover, drawn for each sanction.
    pub turnover_share: Option<Located<QuantitySpec>>,
    /// Highest amount that the law allows, if it caps this step.
    pub cap: Option<Located<QuantitySpec>>,
    /// Fine on each responsible manager, drawn for each sanction.
    pub personal: Option<Located<QuantitySpec>>,
    /// How long business in China is suspended, drawn for each sanction.
    pub suspension: Option<Located<QuantitySpec>>,
}
