use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{RawCondition, RawFunction};
use crate::input::located::Located;
use crate::quantity::QuantitySpec;

/// `duties.toml`: how strictly obligations can be met, and obligations of the case's own, on top of the regulation pack's.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DutiesFile {
    /// How strictly obligations can be implemented, by identifier, e.g. "standard".
    pub strictness: BTreeMap<Located<String>, RawStrictness>,
    /// Fine ladders of the case's own.
    #[serde(default)]
    pub ladder: Vec<RawLadder>,
    /// Obligations of the case's own.
    #[serde(default)]
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
    /// Day from which it holds, e.g. "2025-05-01"; as long as the pack when absent.
    pub from: Option<Located<String>>,
    /// Function that has to see to it; legal when absent.
    pub owner: Option<RawFunction>,
    /// Authority whose inspections test it, e.g. "cyberspace"; risks of the kind `enforcement` name theirs.
    pub authority: Option<Located<String>>,
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
    /// Fine ladder for a designated operator of critical information infrastructure; the same when absent.
    pub ladder_ciio: Option<Located<String>>,
    /// Time of work until it is met, or filed; none when absent.
    pub lead_time: Option<Located<QuantitySpec>>,
    /// What an authority has to approve.
    pub approval: Option<RawApproval>,
    /// Gains that a regulator would call unlawful: base of fines that are multiples of gains; none when absent.
    pub gains: Option<Located<QuantitySpec>>,
}

/// What an authority has to approve: a filing that takes time and can be refused.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawApproval {
    /// Time from filing to decision, drawn for each filing.
    pub review: Located<QuantitySpec>,
    /// Chance that a first filing is refused in the end.
    pub refusal: Located<QuantitySpec>,
    /// Chance that a renewal is refused; as a first filing when absent.
    pub refusal_of_renewal: Option<Located<QuantitySpec>>,
    /// Time from when the obligation arises in which going on without the approval is no gap; none when absent.
    pub grace: Option<Located<QuantitySpec>>,
    /// What a refusal does.
    pub if_refused: RawRefusal,
    /// Extra cost of the move that a refusal forces, as a share of its normal cost.
    pub premium: Option<Located<QuantitySpec>>,
    /// Factor on the normal time of such a move.
    pub time_factor: Option<Located<QuantitySpec>>,
    /// True when a system may not be used before: a move that needs it is filed when it starts and ends with it at the earliest.
    #[serde(default)]
    pub before_use: bool,
    /// Share of revenue with customers in China that a refusal stops (`if_refused = "sales-stop"`).
    pub sales_share: Option<Located<QuantitySpec>>,
    /// How long that lasts until the next attempt succeeds, drawn for each refusal.
    pub sales_stop: Option<Located<QuantitySpec>>,
}

/// What a refusal does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawRefusal {
    /// The flows concerned stop for good; the business does without.
    FlowStops,
    /// The flows concerned stop, and an application abroad moves to China.
    ApplicationMoves,
    /// The application has to be replaced: it moves to where the duty does not arise.
    ApplicationReplaced,
    /// Products may not be sold until the next attempt succeeds.
    SalesStop,
    /// Nothing but the gap, which stays.
    Nothing,
}

/// Mercy for a first violation that is promptly corrected.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawLeniency {
    /// Chance that a first fine of the basic tier becomes a warning.
    pub chance: Located<QuantitySpec>,
    /// Law and article.
    pub article: String,
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
    /// Mercy for a first violation that is promptly corrected.
    pub leniency: Option<RawLeniency>,
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
    /// Fine as a multiple of what the products concerned were bought for, drawn for each sanction.
    pub purchase_multiple: Option<Located<QuantitySpec>>,
    /// Fine as a multiple of unlawful gains, drawn for each sanction.
    pub gains_multiple: Option<Located<QuantitySpec>>,
    /// Gains from which the multiple alone counts, and below which the rest of the step does; the higher of both when absent.
    pub gains_from: Option<Located<QuantitySpec>>,
    /// Lowest amount that the law allows, whatever share or multiple comes to.
    pub floor: Option<Located<QuantitySpec>>,
    /// Highest amount that the law allows, if it caps this step.
    pub cap: Option<Located<QuantitySpec>>,
    /// Fine on each responsible manager, drawn for each sanction.
    pub personal: Option<Located<QuantitySpec>>,
    /// How long business in China is suspended, drawn for each sanction.
    pub suspension: Option<Located<QuantitySpec>>,
}
