use super::Id;
use crate::quantity::Quantity;

/// What an option can prepare or add beside moving applications.
#[derive(Debug, Clone)]
pub struct Measure {
    pub id: Id,
    pub name: String,
    pub description: Option<String>,
    /// Money.
    pub one_off: Quantity,
    /// Money per year from when it works.
    pub yearly: Quantity,
    /// Months from its start until it works.
    pub lead_time: Quantity,
    pub effects: Effects,
}

/// What a measure changes once it works: factors, `None` for no effect.
#[derive(Debug, Clone, Default)]
pub struct Effects {
    /// On the share of function lost in an outage.
    pub outage: Option<Quantity>,
    /// Risks whose outages are softened; `None` for all.
    pub softens: Option<Vec<Id>>,
    /// On the premium of emergency moves.
    pub emergency_premium: Option<Quantity>,
    /// On the time of emergency moves.
    pub emergency_time: Option<Quantity>,
    /// On the likelihood of gaps in obligations.
    pub gap: Option<Quantity>,
}
