use super::{Condition, Id};
use crate::quantity::Quantity;

/// Something that can happen to the company.
#[derive(Debug, Clone)]
pub struct Risk {
    pub id: Id,
    pub name: String,
    pub description: Option<String>,
    /// `None` for demand shifts, which are not events.
    pub rate: Option<Rate>,
    /// Yearly change of the rate, signed; `None` for 0.
    pub trend: Option<Quantity>,
    /// It happens once at the most.
    pub once: bool,
    pub mechanism: Mechanism,
}

/// Events per year.
#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "a handful of risks per case; a box would burden every reader")]
pub enum Rate {
    /// The same in every regime.
    Always(Quantity),
    /// Every regime has its own, in the order of the regimes catalogue.
    ByRegime(Vec<(Id, Quantity)>),
}

/// How a risk costs money.
#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "a handful of risks per case; a box would burden every reader")]
pub enum Mechanism {
    Outage(Outage),
    ServiceLoss(ServiceLoss),
    Enforcement(Enforcement),
    DemandShift(DemandShift),
    RuleChange(RuleChange),
}

/// Applications are down for a time, then come back.
#[derive(Debug, Clone)]
pub struct Outage {
    /// Months, drawn for each event.
    pub duration: Quantity,
    pub scope: OutageScope,
    pub emergency: Option<(Quantity, Emergency)>,
}

/// What fails in an outage.
#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "a handful of risks per case; a box would burden every reader")]
pub enum OutageScope {
    /// The line across the border.
    Border,
    /// The applications that meet the condition, wholly.
    Applications(Condition),
}

/// What a move in an emergency costs more and how much faster it is.
#[derive(Debug, Clone)]
pub struct Emergency {
    /// Extra cost as a share of the normal cost.
    pub premium: Quantity,
    /// Factor on the normal time.
    pub time_factor: Quantity,
}

/// Services are banned or withdrawn.
#[derive(Debug, Clone)]
pub struct ServiceLoss {
    /// Service categories that are gone.
    pub services: Vec<Id>,
    /// Months from announcement to effect, drawn for each event.
    pub grace: Quantity,
    /// Months until they are back, drawn for each event; `None` for good.
    pub duration: Option<Quantity>,
    pub emergency: Emergency,
}

/// Inspections that test obligations.
#[derive(Debug, Clone)]
pub struct Enforcement {
    pub duties: Vec<Id>,
    /// Chance that a gap is found.
    pub detection: Quantity,
    /// Factor on the rate while a fine is remembered.
    pub rate_factor_after_fine: Quantity,
    /// Months a fine is remembered.
    pub memory: Quantity,
    /// Factor on the odds of each step against the one below, per fine remembered.
    pub odds_factor_repeat: Quantity,
    /// The same where sensitive or important data is concerned.
    pub odds_factor_sensitive: Quantity,
    /// Factor on the rate in a calendar year, drawn for each year, the same for all authorities; `None` for 1.
    pub intensity: Option<Quantity>,
}

/// The law changes, or how it is applied.
#[derive(Debug, Clone)]
pub struct RuleChange {
    /// Months from announcement to effect, drawn for each event.
    pub notice: Quantity,
    pub effect: RuleEffect,
}

/// What a rule change does.
#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "a handful of risks per case; a box would burden every reader")]
pub enum RuleEffect {
    /// A pack takes effect.
    Pack(Id),
    /// The catalogue of important data widens: a likelihood p becomes 1 − (1 − p)^factor.
    WiderCatalogue(Quantity),
    /// The regulator looks whether the company is to be designated, and does so with the likelihood of its score then.
    Designation,
    /// Approvals that were granted for these duties are withdrawn.
    Withdrawal(Vec<Id>),
}

/// A growing share of customers demands something.
#[derive(Debug, Clone)]
pub struct DemandShift {
    pub requirement: Id,
    /// Pace by regime, signed, in the order of the regimes catalogue; `None` for 1.
    pub pace: Vec<(Id, Option<Quantity>)>,
    pub curves: Vec<DemandCurve>,
}

/// S-curve of demand in one segment.
#[derive(Debug, Clone)]
pub struct DemandCurve {
    pub segment: Id,
    /// Share that demands it in the end.
    pub ceiling: Quantity,
    /// Months at pace 1 until half the ceiling; signed.
    pub midpoint: Quantity,
    /// Steepness per year.
    pub speed: Quantity,
    /// Months in which contracts come up for renewal, above 0.
    pub loss_time: Quantity,
    /// Months in which lost customers come back, above 0.
    pub win_back_time: Quantity,
}
