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

/// Something that can happen. Exactly one of `outage`, `service_loss`, `enforcement`, `demand_shift`, `rule_change`,
/// `degradation`, `supplier_ban`, `counter_measure`, `incident` says how it costs money.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawRisk {
    /// Identifier, e.g. "network-cut".
    pub id: Located<String>,
    /// Name, as it appears on charts.
    pub name: String,
    /// What happens, in a sentence.
    pub description: Option<String>,
    /// How often it happens: one rate, or one per regime (all regimes named). Demand shifts have none, a degradation only
    /// with `campaign`.
    pub rate: Option<RawRate>,
    /// Yearly change of the rate (of a degradation: of the hours lost), e.g. "5%"; may be negative; 0 when absent.
    pub trend: Option<Located<QuantitySpec>>,
    /// True when it happens once at the most.
    #[serde(default)]
    pub once: bool,
    /// Factors on the rate by what an option has done; with any of them every option has events of its own.
    #[serde(default)]
    pub odds: Vec<RawOdds>,
    /// Risks of which no event can be scheduled in a story that schedules one of this.
    #[serde(default)]
    pub excludes: Vec<Located<String>>,
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
    /// Work across the border is slow.
    pub degradation: Option<RawDegradation>,
    /// A review bans the company as a supplier.
    pub supplier_ban: Option<RawSupplierBan>,
    /// A state answers what the company does.
    pub counter_measure: Option<RawCounterMeasure>,
    /// A breach, ransomware, or any other frequency × severity.
    pub incident: Option<RawIncident>,
}

/// A factor on the rate of a risk while some application of the option meets a condition.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawOdds {
    /// The condition; it counts as soon as one application meets it.
    pub when: RawCondition,
    /// Factor on the rate.
    pub factor: Located<QuantitySpec>,
}

/// Degradation: users of some applications lose hours every month.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawDegradation {
    /// Hours lost per user and month at the start.
    pub hours: Located<QuantitySpec>,
    /// Applications whose users lose them; those hosted abroad when absent.
    pub applications: Option<RawCondition>,
    /// Factor on the hours by regime; 1 where absent.
    #[serde(default)]
    pub by_regime: BTreeMap<Located<String>, Located<QuantitySpec>>,
    /// Calendar months in which the network is tightened every year, e.g. [3, 10].
    #[serde(default)]
    pub campaign_months: Vec<Located<u8>>,
    /// Factor on the hours in those months.
    pub campaign_factor: Option<Located<QuantitySpec>>,
    /// Campaigns beyond the calendar's, at the risk's rate.
    pub campaign: Option<RawCampaign>,
}

/// A campaign beyond those of the calendar.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawCampaign {
    /// How long it lasts, drawn for each campaign.
    pub duration: Located<QuantitySpec>,
    /// Factor on the hours while it lasts, drawn for each campaign.
    pub factor: Located<QuantitySpec>,
}

/// Supplier ban: a review ends in a ban, and some customers may no longer buy.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSupplierBan {
    /// Time from the announced review to its end, drawn for each event.
    pub notice: Located<QuantitySpec>,
    /// Chance that the review ends in a ban; certain when absent.
    pub chance: Option<Located<QuantitySpec>>,
    /// How long the ban lasts, drawn for each event; for good when absent.
    pub duration: Option<Located<QuantitySpec>>,
    /// Share of revenue with each segment that is gone while it lasts.
    pub segments: BTreeMap<Located<String>, Located<QuantitySpec>>,
    /// Time in which it comes back after the ban, evenly; at once when absent.
    pub win_back_time: Option<Located<QuantitySpec>>,
    /// Requirement of which the share met, when the ban begins, spares that share of the loss.
    pub spared_by: Option<Located<String>>,
}

/// Data that may not cross the border.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawBarred {
    /// None.
    #[default]
    Nothing,
    /// What holds personal or important data.
    PersonalAndImportant,
    /// All.
    Everything,
}

/// Counter-measure: a state answers what the company does.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawCounterMeasure {
    /// Time from announcement to effect, drawn for each event.
    pub notice: Located<QuantitySpec>,
    /// How long it lasts, drawn for each event; for good when absent.
    pub duration: Option<Located<QuantitySpec>>,
    /// Data of the company that may not cross the border while it lasts; none when absent.
    #[serde(default)]
    pub bars: RawBarred,
    /// Share of revenue with each segment that is gone while it lasts.
    #[serde(default)]
    pub segments: BTreeMap<Located<String>, Located<QuantitySpec>>,
    /// Share of each value stream that is closed while it lasts, e.g. of procurement.
    #[serde(default)]
    pub streams: BTreeMap<Located<String>, Located<QuantitySpec>>,
    /// Time in which it comes back afterwards, evenly; at once when absent.
    pub win_back_time: Option<Located<QuantitySpec>>,
    /// Time after which the company starts to move applications abroad that live on barred data; never when absent.
    pub emergency_after: Option<Located<QuantitySpec>>,
    /// Extra cost of such a move as a share of its normal cost.
    pub premium: Option<Located<QuantitySpec>>,
    /// Factor on the normal time of such a move, below 1 for faster.
    pub time_factor: Option<Located<QuantitySpec>>,
}

/// Incident: each event costs an amount, and may stop applications and bring an inspection.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawIncident {
    /// Cost of an event, drawn for each; none when absent.
    pub severity: Option<Located<QuantitySpec>>,
    /// In place of `severity`: cost of each day on which an application that is hit is down, drawn for each event.
    pub severity_per_day: Option<Located<QuantitySpec>>,
    /// Factors on the cost by how an option is set up: one and the same event costs one option more than another.
    #[serde(default)]
    pub exposure: Vec<RawExposure>,
    /// Applications that it can hit: without one it does not happen; all when absent.
    pub applications: Option<RawCondition>,
    /// How long those are down, drawn for each event; not at all when absent.
    pub downtime: Option<Located<QuantitySpec>>,
    /// How much of that an application bears unharmed, as by a standby system: it is down only beyond.
    #[serde(default)]
    pub ride_through: Vec<RawRideThrough>,
    /// Factor on the rate while a security service is gone and not replaced; 1 when absent.
    pub lost_security_factor: Option<Located<QuantitySpec>>,
    /// Obligations whose fulfilment makes it rarer.
    pub protection: Option<RawProtectedBy>,
    /// An inspection that it may bring about.
    pub inspection: Option<RawTriggeredInspection>,
}

/// A factor on the cost of an incident where some application that is hit meets a condition.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawExposure {
    /// The condition; it counts once, however many applications meet it.
    pub when: RawCondition,
    /// Factor on the cost of the event.
    pub factor: Located<QuantitySpec>,
}

/// Time of a downtime that applications which meet a condition bear unharmed.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawRideThrough {
    /// The condition, for each application by itself.
    pub when: RawCondition,
    /// The time; where an application meets several conditions the longest counts.
    pub time: Located<QuantitySpec>,
}

/// Obligations whose fulfilment makes incidents rarer.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawProtectedBy {
    /// The obligations; of those that the option has, the share met counts.
    pub duties: Vec<Located<String>>,
    /// Factor on the rate once all are met; with a share c of them met, factor^c.
    pub factor: Located<QuantitySpec>,
}

/// An inspection that an incident brings about.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTriggeredInspection {
    /// A risk of the mechanism `enforcement`.
    pub risk: Located<String>,
    /// Chance that it comes.
    pub chance: Located<QuantitySpec>,
    /// Time from the incident to the inspection.
    pub after: Located<QuantitySpec>,
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

/// Rule change: the law changes, or how it is applied. Exactly one of `pack`, `wider_catalogue`, `designation`, `withdraws`,
/// `slower_reviews`.
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
    /// Authorities take longer over approvals.
    pub slower_reviews: Option<RawSlowerReviews>,
}

/// Authorities take longer over approvals.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSlowerReviews {
    /// Obligations whose approvals they are.
    pub duties: Vec<Located<String>>,
    /// Factor on the time of a review, what is left of those under way included.
    pub factor: Located<QuantitySpec>,
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
