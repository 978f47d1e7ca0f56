use super::{Condition, Id};
use crate::quantity::Quantity;

/// How strictly obligations are implemented.
#[derive(Debug, Clone)]
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
#[derive(Debug, Clone)]
pub struct Duty {
    pub id: Id,
    pub name: String,
    pub description: Option<String>,
    /// Law and article.
    pub article: String,
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
}

/// Renewal of an obligation, e.g. of an assessment.
#[derive(Debug, Clone)]
pub struct Renewal {
    /// Months between renewals, above 0.
    pub every: Quantity,
    /// Money per renewal.
    pub cost: Quantity,
}

/// The steps that a regulator can take, from lightest to gravest.
#[derive(Debug, Clone)]
pub struct Ladder {
    pub id: Id,
    pub name: String,
    pub article: String,
    /// Strictly ascending by class, not empty.
    pub steps: Vec<Penalty>,
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
#[derive(Debug, Clone)]
pub struct Penalty {
    pub class: PenaltyClass,
    /// Odds against the other steps for a first offence without sensitive data.
    pub odds: Quantity,
    /// Money.
    pub amount: Option<Quantity>,
    /// Share of last year's turnover.
    pub turnover_share: Option<Quantity>,
    /// Highest money the law allows.
    pub cap: Option<Quantity>,
    /// Money per responsible manager.
    pub personal: Option<Quantity>,
    /// Months of suspended business in China.
    pub suspension: Option<Quantity>,
}
