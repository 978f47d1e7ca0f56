use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::RawCondition;
use crate::input::located::Located;
use crate::quantity::QuantitySpec;

/// `risks.toml`: what can happen to the company, how often, and by which mechanism it costs money.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RisksFile {
    /// The risks.
    pub risk: Vec<RawRisk>,
}

/// Something that can happen. Exactly one of `outage`, `service_loss`, `enforcement`, `demand_shift`, `rule_change` says how
/// it costs money.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawRisk {
    /// Identifier, e.g. "network-cut".
    pub id: Located<String>,
    /// Name, as it appears on charts.
    pub name: String,
    /// What happens, in a sentence.
    pub description: Option<String>,
    /// How often it happens: one rate, or one per regime (all regimes named). Demand shifts have none.
    pub rate: Option<RawRate>,
    /// Yearly change of the rate, e.g. "5%"; may be negative; 0 when absent.
    pub trend: Option<Located<QuantitySpec>>,
    /// True when it happens once at the most.
    #[serde(default)]
    pub once: bool,
    /// Applications are down for a time, then come back.
    pub outage: Option<RawOutage>,
    /// Services are banned or withdrawn: applications must move.
    pub service_loss: Option<RawServiceLoss>,
    /// An inspection tests the obligations.
    pub enforcement: Option<RawEnforcement>,
    /// Customers start to demand something of the IT.
    pub demand_shift: Option<RawDemandShift>,
    /// The law changes, or how it is applied.
    pub rule_change: Option<RawRuleChange>,
}

/// How often a risk happens.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawRate {
    /// The same rate in every regime.
    pub always: Option<Located<QuantitySpec>>,
    /// Rate by regime; every regime must be named.
    #[serde(default)]
    pub by_regime: BTreeMap<Located<String>, Located<QuantitySpec>>,
}

/// Outage: applications are down for a time, then come back.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawOutage {
    /// How long it lasts, drawn for each event.
    pub duration: Located<QuantitySpec>,
    /// True when the line across the border is what fails: applications abroad are lost wholly,
    /// applications in China by what remains of their integration with headquarters.
    #[serde(default)]
    pub border: bool,
    /// Applications that are lost wholly, when it is not the border that fails.
    pub applications: Option<RawCondition>,
    /// Time after which the company starts to move the lost applications in an emergency; never when absent.
    pub emergency_after: Option<Located<QuantitySpec>>,
    /// Extra cost of such a move as a share of its normal cost.
    pub premium: Option<Located<QuantitySpec>>,
    /// Factor on the normal time of such a move, below 1 for faster.
    pub time_factor: Option<Located<QuantitySpec>>,
}

/// Service loss: services are banned or withdrawn, and applications that use them must move.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawServiceLoss {
    /// Service categories that are gone.
    pub services: Vec<Located<String>>,
    /// Time from announcement until the services stop, drawn for each event.
    pub grace: Located<QuantitySpec>,
    /// How long the services are gone, drawn for each event; for good when absent.
    pub duration: Option<Located<QuantitySpec>>,
    /// Extra cost of an emergency move as a share of its normal cost.
    pub premium: Located<QuantitySpec>,
    /// Factor on the normal time of an emergency move, below 1 for faster.
    pub time_factor: Located<QuantitySpec>,
}

/// Enforcement: inspections that test the obligations.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawEnforcement {
    /// Authority that inspects: it tests every obligation that names it.
    pub authority: Option<Located<String>>,
    /// Further obligations that such an inspection tests.
    #[serde(default)]
    pub duties: Vec<Located<String>>,
    /// Factor on the rate in a calendar year, drawn for each year, the same for all authorities; 1 when absent.
    pub intensity: Option<Located<QuantitySpec>>,
    /// Chance that a gap is found when it is tested.
    pub detection: Located<QuantitySpec>,
    /// Factor on the rate of inspections after a fine.
    pub rate_factor_after_fine: Located<QuantitySpec>,
    /// How long a fine is remembered.
    pub memory: Located<QuantitySpec>,
    /// Factor on the odds of each step of the ladder against the one below, for every fine remembered.
    pub odds_factor_repeat: Located<QuantitySpec>,
    /// The same factor when sensitive or important data is concerned.
    pub odds_factor_sensitive: Located<QuantitySpec>,
}

/// Rule change: the law changes, or how it is applied. Exactly one of `pack`, `wider_catalogue`, `designation`, `withdraws`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawRuleChange {
    /// Time from announcement to effect, drawn for each event.
    pub notice: Located<QuantitySpec>,
    /// Regulation pack that takes effect.
    pub pack: Option<Located<String>>,
    /// The catalogue of important data widens: a likelihood p becomes 1 − (1 − p)^factor.
    pub wider_catalogue: Option<Located<QuantitySpec>>,
    /// True when the regulator looks whether the company is to be designated, with the likelihood of its score then.
    #[serde(default)]
    pub designation: bool,
    /// Obligations whose approvals are withdrawn.
    #[serde(default)]
    pub withdraws: Vec<Located<String>>,
}

/// Demand shift: a growing share of customers demands something of the supplier's IT.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawDemandShift {
    /// What is demanded, an identifier of the requirements catalogue.
    pub requirement: Located<String>,
    /// Pace of the shift by regime: 1 as the curves say, 0 standstill, below 0 a retreat; 1 where absent.
    #[serde(default)]
    pub pace: BTreeMap<Located<String>, Located<QuantitySpec>>,
    /// The curve of each segment that demands it.
    pub curve: Vec<RawDemandCurve>,
}

/// S-curve of demand in one segment: ceiling / (1 + exp(-speed × (t - midpoint))).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawDemandCurve {
    /// Segment.
    pub segment: Located<String>,
    /// Share of the segment that demands it in the end.
    pub ceiling: Located<QuantitySpec>,
    /// Time from the start at which half the ceiling is reached, at pace 1; negative if that lies in the past.
    pub midpoint: Located<QuantitySpec>,
    /// Steepness per year.
    pub speed: Located<QuantitySpec>,
    /// Time in which contracts come up for renewal, so that unmet demand becomes lost sales.
    pub loss_time: Located<QuantitySpec>,
    /// Time in which lost customers come back once the demand is met.
    pub win_back_time: Located<QuantitySpec>,
}
