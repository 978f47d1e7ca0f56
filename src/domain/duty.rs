use jiff::civil::Date;

use super::{Approval, Condition, Function, Id};
use crate::quantity::Quantity;

/// How strictly obligations are implemented.
#[derive(Debug, Clone, PartialEq)]
pub struct Strictness {
    pub id: Id,
    /// Factor on the cost of every obligation.
    pub cost_factor: Quantity,
    /// Likelihood that an obligation has a gap when it is tested.
    pub gap: Quantity,
}

/// What an obligation's cost is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CostBasis {
    /// For every application that meets the condition.
    Application,
    /// Once, as soon as one application meets the condition.
    Company,
}

/// An obligation.
#[derive(Debug, Clone, PartialEq)]
pub struct Duty {
    pub id: Id,
    pub name: String,
    pub description: Option<String>,
    /// Law and article.
    pub article: String,
    /// Pack that states it in this form; `None` for the case's own.
    pub pack: Option<Id>,
    /// First day on which it holds; `None`: as long as its pack.
    pub from: Option<Date>,
    /// Function that has to see to it.
    pub owner: Function,
    /// Authority whose inspections test it; `None`: those that name it.
    pub authority: Option<Id>,
    pub when: Condition,
    pub per: CostBasis,
    /// Money when it first arises.
    pub one_off: Quantity,
    /// Money per year in force.
    pub yearly: Quantity,
    pub renewal: Option<Renewal>,
    /// Factor on the likelihood of a gap; `None` for 1.
    pub gap_factor: Option<Quantity>,
    /// Ladder of the law that a gap breaks.
    pub ladder: Id,
    /// Ladder for a designated operator of critical information infrastructure; `None`: the same.
    pub ladder_ciio: Option<Id>,
    /// Months of work before it is met or filed; `None` for 0.
    pub lead_time: Option<Quantity>,
    pub approval: Option<Approval>,
    /// Gains that a regulator would call unlawful, money: base of fines that are multiples of gains; `None` for 0.
    pub gains: Option<Quantity>,
}

/// Renewal of an obligation, e.g. of an assessment.
#[derive(Debug, Clone, PartialEq)]
pub struct Renewal {
    /// Months between renewals, above 0.
    pub every: Quantity,
    /// Money per renewal.
    pub cost: Quantity,
}

/// The steps that a regulator can take, from lightest to gravest.
#[derive(Debug, Clone, PartialEq)]
pub struct Ladder {
    pub id: Id,
    pub name: String,
    pub article: String,
    /// Strictly ascending by class, not empty.
    pub steps: Vec<Penalty>,
    pub leniency: Option<Leniency>,
}

/// Mercy for a first violation that is promptly corrected.
#[derive(Debug, Clone, PartialEq)]
pub struct Leniency {
    /// Chance that a first fine of the basic tier becomes a warning.
    pub chance: Quantity,
    /// Law and article.
    pub article: String,
}

/// Severity class of a sanction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PenaltyClass {
    Warning,
    Fine,
    SeriousFine,
    TurnoverBased,
    Suspension,
    Revocation,
}

/// One step of a ladder. Amounts are drawn for each sanction.
#[derive(Debug, Clone, PartialEq)]
pub struct Penalty {
    pub class: PenaltyClass,
    /// Odds against the other steps for a first offence without sensitive data.
    pub odds: Quantity,
    /// Money.
    pub amount: Option<Quantity>,
    /// Share of last year's turnover.
    pub turnover_share: Option<Quantity>,
    /// Multiple of what the products concerned were bought for.
    pub purchase_multiple: Option<Quantity>,
    /// Multiple of unlawful gains.
    pub gains_multiple: Option<Quantity>,
    /// Gains, money, from which the multiple alone counts; below them the rest of the step does. `None`: the higher of both.
    pub gains_from: Option<Quantity>,
    /// Lowest money the law allows, whatever the multiple comes to.
    pub floor: Option<Quantity>,
    /// Highest money the law allows.
    pub cap: Option<Quantity>,
    /// Money per responsible manager.
    pub personal: Option<Quantity>,
    /// Months of suspended business in China.
    pub suspension: Option<Quantity>,
}
