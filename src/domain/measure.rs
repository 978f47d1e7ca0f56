use super::Id;
use crate::quantity::Quantity;

/// What an option can prepare or add beside moving applications.
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Debug, Clone, Default, PartialEq)]
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
    /// On the hours lost to degradation.
    pub degradation: Option<Quantity>,
    /// On cost and on time of moves that a playbook starts.
    pub prepared_cost: Option<Quantity>,
    pub prepared_time: Option<Quantity>,
    /// Months added to the grace of service losses.
    pub extra_grace: Option<Quantity>,
    /// Risks whose grace is extended; `None` for all.
    pub extends: Option<Vec<Id>>,
}
