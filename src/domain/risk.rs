use super::{Condition, Id};
use crate::quantity::Quantity;

/// Something that can happen to the company.
#[derive(Debug, Clone, PartialEq)]
pub struct Risk {
    pub id: Id,
    pub name: String,
    pub description: Option<String>,
    /// `None` for demand shifts, which are not events.
    pub rate: Option<Rate>,
    /// Yearly change of the rate (of a degradation: of the hours lost), signed; `None` for 0.
    pub trend: Option<Quantity>,
    /// It happens once at the most.
    pub once: bool,
    /// Factors on the rate, each while some application meets its condition. With any, every option has events of its own.
    pub odds: Vec<(Condition, Quantity)>,
    pub mechanism: Mechanism,
}

/// Events per year.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "a handful of risks per case; a box would burden every reader")]
pub enum Rate {
    /// The same in every regime.
    Always(Quantity),
    /// Every regime has its own, in the order of the regimes catalogue.
    ByRegime(Vec<(Id, Quantity)>),
}

/// How a risk costs money.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "a handful of risks per case; a box would burden every reader")]
pub enum Mechanism {
    Outage(Outage),
    ServiceLoss(ServiceLoss),
    Enforcement(Enforcement),
    DemandShift(DemandShift),
    RuleChange(RuleChange),
    Degradation(Degradation),
    SupplierBan(SupplierBan),
    CounterMeasure(CounterMeasure),
    Incident(Incident),
}

impl Mechanism {
    pub fn as_incident(&self) -> Option<&Incident> {
        if let Mechanism::Incident(incident) = self { Some(incident) } else { None }
    }

    pub fn as_demand_shift(&self) -> Option<&DemandShift> {
        if let Mechanism::DemandShift(shift) = self { Some(shift) } else { None }
    }

    /// Whether it comes as events at a rate. Degradation may, demand shifts do not.
    pub fn has_events(&self) -> bool {
        match self {
            Mechanism::DemandShift(_) => false,
            Mechanism::Degradation(degradation) => degradation.campaign.is_some(),
            Mechanism::Outage(_)
            | Mechanism::ServiceLoss(_)
            | Mechanism::Enforcement(_)
            | Mechanism::RuleChange(_)
            | Mechanism::SupplierBan(_)
            | Mechanism::CounterMeasure(_)
            | Mechanism::Incident(_) => true,
        }
    }
}

/// Applications are down for a time, then come back.
#[derive(Debug, Clone, PartialEq)]
pub struct Outage {
    /// Months, drawn for each event.
    pub duration: Quantity,
    pub scope: OutageScope,
    pub emergency: Option<(Quantity, Emergency)>,
}

/// What fails in an outage.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "a handful of risks per case; a box would burden every reader")]
pub enum OutageScope {
    /// The line across the border.
    Border,
    /// The applications that meet the condition, wholly.
    Applications(Condition),
}

/// What a move in an emergency costs more and how much faster it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Emergency {
    /// Extra cost as a share of the normal cost.
    pub premium: Quantity,
    /// Factor on the normal time.
    pub time_factor: Quantity,
}

/// Services are banned or withdrawn.
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Debug, Clone, PartialEq)]
pub struct RuleChange {
    /// Months from announcement to effect, drawn for each event.
    pub notice: Quantity,
    pub effect: RuleEffect,
}

/// What a rule change does.
#[derive(Debug, Clone, PartialEq)]
pub enum RuleEffect {
    /// A pack takes effect.
    Pack(Id),
    /// The catalogue of important data widens: a likelihood p becomes 1 − (1 − p)^factor.
    WiderCatalogue(Quantity),
    /// The regulator looks whether the company is to be designated, and does so with the likelihood of its score then.
    Designation,
    /// Approvals that were granted for these duties are withdrawn.
    Withdrawal(Vec<Id>),
    /// Authorities take longer: reviews for these duties take `factor` times as long, those under way included.
    SlowerReviews { duties: Vec<Id>, factor: Quantity },
}

/// Work across the border is slow: users lose hours, every month.
#[derive(Debug, Clone, PartialEq)]
pub struct Degradation {
    /// Hours lost per user and month at the start.
    pub hours: Quantity,
    /// Applications whose users lose them.
    pub applications: Condition,
    /// Factor on the hours by regime, in the order of the regimes catalogue; `None` for 1.
    pub by_regime: Vec<(Id, Option<Quantity>)>,
    /// Calendar months (1 to 12) in which the network is tightened every year, and the factor on the hours then.
    pub campaign_months: Option<(Vec<u8>, Quantity)>,
    /// Campaigns beyond those of the calendar, at the risk's rate.
    pub campaign: Option<Campaign>,
}

/// A time of tightened control.
#[derive(Debug, Clone, PartialEq)]
pub struct Campaign {
    /// Months, drawn for each campaign.
    pub duration: Quantity,
    /// Factor on the hours lost while it lasts, drawn for each campaign.
    pub factor: Quantity,
}

/// A review bans the company as a supplier of some customers.
#[derive(Debug, Clone, PartialEq)]
pub struct SupplierBan {
    /// Months from the announced review to its end, drawn for each event.
    pub notice: Quantity,
    /// Chance that the review ends in a ban; `None` for 1.
    pub chance: Option<Quantity>,
    /// Months the ban lasts, drawn for each event; `None` for good.
    pub duration: Option<Quantity>,
    /// Share of revenue with each segment that is gone, ordered by segment.
    pub segments: Vec<(Id, Quantity)>,
    /// Months in which what was lost comes back after the ban, evenly; `None` for at once.
    pub win_back_time: Option<Quantity>,
    /// Requirement of which the share met, when the ban begins, spares that share of the loss.
    pub spared_by: Option<Id>,
}

/// A state answers what the company does: data barred from crossing, procurement closed, customers lost.
#[derive(Debug, Clone, PartialEq)]
pub struct CounterMeasure {
    /// Months from announcement to effect, drawn for each event.
    pub notice: Quantity,
    /// Months it lasts, drawn for each event; `None` for good.
    pub duration: Option<Quantity>,
    /// Data that may not cross the border while it lasts.
    pub bars: Barred,
    /// Share of revenue with each segment that is gone, ordered by segment.
    pub segments: Vec<(Id, Quantity)>,
    /// Share of each value stream that is closed, ordered by stream: procurement, exports.
    pub streams: Vec<(Id, Quantity)>,
    /// Months in which what was lost comes back afterwards, evenly; `None` for at once.
    pub win_back_time: Option<Quantity>,
    /// Months after which applications abroad that live on barred data are moved to China, and on what terms.
    pub emergency: Option<(Quantity, Emergency)>,
}

/// Data that may not cross the border.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Barred {
    Nothing,
    /// What holds personal or important data.
    PersonalAndImportant,
    Everything,
}

/// A breach, ransomware, or any other frequency × severity.
#[derive(Debug, Clone, PartialEq)]
pub struct Incident {
    pub severity: Option<Severity>,
    /// Factors on the severity, each once where some application that is hit meets its condition.
    pub exposure: Vec<(Condition, Quantity)>,
    /// Applications that it can hit; without one it does not happen.
    pub applications: Condition,
    /// Months those are down, drawn for each event.
    pub downtime: Option<Quantity>,
    /// Months of the downtime that an application bears unharmed: the longest whose condition it meets.
    pub ride_through: Vec<(Condition, Quantity)>,
    /// Factor on the rate while a security service is gone and not replaced; `None` for 1.
    pub lost_security_factor: Option<Quantity>,
    pub protection: Option<Protection>,
    pub inspection: Option<TriggeredInspection>,
}

/// What an incident costs, drawn for each event.
#[derive(Debug, Clone, PartialEq)]
pub enum Severity {
    /// Money.
    PerEvent(Quantity),
    /// Money for each day on which an application that is hit is down, beyond what it rides through.
    PerDay(Quantity),
}

/// Obligations whose fulfilment makes incidents rarer.
#[derive(Debug, Clone, PartialEq)]
pub struct Protection {
    pub duties: Vec<Id>,
    /// Factor on the rate once all of them are met; with a share c of them met, factor^c.
    pub factor: Quantity,
}

/// An inspection that an incident brings about.
#[derive(Debug, Clone, PartialEq)]
pub struct TriggeredInspection {
    /// A risk of the mechanism enforcement.
    pub risk: Id,
    pub chance: Quantity,
    /// Months from the incident to the inspection.
    pub after: Quantity,
}

/// A growing share of customers demands something.
#[derive(Debug, Clone, PartialEq)]
pub struct DemandShift {
    pub requirement: Id,
    /// Pace by regime, signed, in the order of the regimes catalogue; `None` for 1.
    pub pace: Vec<(Id, Option<Quantity>)>,
    pub curves: Vec<DemandCurve>,
}

/// S-curve of demand in one segment.
#[derive(Debug, Clone, PartialEq)]
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
