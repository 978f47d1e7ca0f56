use super::Id;
use crate::quantity::Quantity;

/// A story about the outside world, with everything it `extends` merged in.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    pub id: Id,
    pub name: String,
    pub description: Option<String>,
    pub regime: RegimePath,
    /// Changes of rates, ordered by risk identifier, one per risk.
    pub changes: Vec<(Id, RateChange)>,
    /// Events that happen for certain.
    pub scheduled: Vec<ScheduledEvent>,
}

/// How the regime moves.
#[derive(Debug, Clone, PartialEq)]
pub enum RegimePath {
    /// By the catalogue's rates, each multiplied by the factors on moving into that regime (from the first to the
    /// last scenario that names one).
    Chance { initial: Id, factors_into: Vec<(Id, Vec<Quantity>)> },
    /// For certain; the first point is at 0 months, times ascend strictly.
    Forced(Vec<RegimePoint>),
}

/// A point of a forced regime path.
#[derive(Debug, Clone, PartialEq)]
pub struct RegimePoint {
    /// Months from the start of the horizon.
    pub from: f64,
    pub regime: Id,
}

/// What changes for the rate of a risk, or the pace of a demand shift.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RateChange {
    /// Factors on the rate (of demand shifts: on the pace; of degradation: on the hours); they multiply.
    pub factors: Vec<Quantity>,
    /// Rate per year in place of the catalogue's.
    pub rate: Option<Quantity>,
    /// The risk does not exist: no event, no demand, no hours lost. Scheduled events happen all the same.
    pub off: bool,
}

/// An event that happens for certain.
#[derive(Debug, Clone, PartialEq)]
pub struct ScheduledEvent {
    pub risk: Id,
    /// Months from the start of the horizon.
    pub at: f64,
    /// Months, in place of the catalogue's figure.
    pub duration: Option<Quantity>,
    /// Months, in place of the catalogue's figure.
    pub grace: Option<Quantity>,
}
