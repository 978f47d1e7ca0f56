use super::reckoning::Quantities;
use super::risk::{RiskIndices, duties_in_play};
use super::value::Parameters;
use super::{ApplicationPlan, CompanyPlan, CompiledCondition, Mark, PlanError, Value};
use crate::domain::{Condition, Id, Incident, Mechanism, Severity};
use crate::quantity::Quantity;
use crate::units::DAYS_PER_MONTH;

/// A breach, ransomware, or any other frequency × severity.
#[derive(Debug, Clone, PartialEq)]
pub struct IncidentPlan {
    /// Money, for the event or for each day.
    pub severity: Option<Mark>,
    /// The severity is that of each day on which an application that is hit is down.
    pub per_day: bool,
    /// Factors on the severity, each once where some application that is hit meets its condition.
    pub exposure: Vec<(CompiledCondition, Value)>,
    pub applications: CompiledCondition,
    /// Months.
    pub downtime: Option<Mark>,
    /// Months of the downtime that an application bears unharmed: the longest whose condition it meets.
    pub ride_through: Vec<(CompiledCondition, Value)>,
    pub lost_security_factor: Value,
    /// Duties, whatever their form, and the factor on the rate once all are met.
    pub protection: Option<(Vec<usize>, Value)>,
    /// Position of the inspecting risk, chance, and months until it comes.
    pub inspection: Option<(usize, Value, Value)>,
}

/// What an incident costs an option as it is set up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IncidentTerms {
    /// Factor on the severity.
    pub factor: f64,
    /// Months of a downtime that cost nothing; `None` where the severity is for the event and not for each day.
    pub unharmed: Option<f64>,
}

impl IncidentTerms {
    /// Money of an event: factor × severity, of a severity per day × the days of (duration − unharmed)⁺.
    ///
    /// - `severity`: money, or money per day.
    /// - `duration`: months.
    #[inline]
    pub fn cost(self, severity: f64, duration: f64) -> f64 {
        let amount = severity * self.factor;
        match self.unharmed {
            None => amount,
            Some(unharmed) => amount * f64::max(duration - unharmed, 0.0) * DAYS_PER_MONTH,
        }
    }
}

/// Position of a risk of inspections; only such a one can be brought about.
fn inspecting(id: &Id, indices: &RiskIndices<'_>, user: &str) -> Result<usize, PlanError> {
    match indices.conditions.case.risk(id).map(|risk| &risk.mechanism) {
        Some(Mechanism::Enforcement(_)) => indices.risks.of(id, user),
        Some(_) | None => {
            Err(PlanError::Unknown { kind: "risk of inspections", id: id.to_string(), user: user.to_owned() })
        }
    }
}

impl IncidentPlan {
    /// Whether its events come to every option alike, cost it a sum that only the placement of applications scales, and change
    /// nothing else: no application whose downtime counts stops, no inspection follows. What they cost all options can then be
    /// worked out from one list of events, apart from the rest. The risk's `odds` are not looked at.
    pub fn is_separable(&self, company: &CompanyPlan) -> bool {
        let nothing_earned = |application: &ApplicationPlan| {
            application.dependency.iter().all(|share| *share == Value::Constant(0.0))
        };
        let graded = self.exposure.iter().chain(&self.ride_through);
        self.applications.is_always_met()
            && graded.into_iter().all(|(when, _)| when.looks_at_placement_alone())
            && (self.downtime.is_none() || company.applications.iter().all(nothing_earned))
            && self.lost_security_factor == Value::Constant(1.0)
            && self.protection.is_none()
            && self.inspection.is_none()
    }

    /// What an event costs an option as it is set up.
    ///
    /// - `hit`: applications that it hits, or their stations, whichever `meets` takes.
    /// - `meets`: whether a condition holds for one of them. For a separable incident that is `condition.stations[station]`.
    pub fn terms(
        &self,
        hit: &[usize],
        drawn: &[f64],
        meets: impl Fn(&CompiledCondition, usize) -> bool,
    ) -> IncidentTerms {
        let exposed = self.exposure.iter().filter(|(when, _)| hit.iter().any(|place| meets(when, *place)));
        let times = hit.iter().map(|place| self.ridden_through(*place, drawn, &meets));
        IncidentTerms {
            factor: exposed.map(|(_, factor)| factor.of(drawn)).product(),
            unharmed: self.per_day.then(|| times.fold(f64::INFINITY, f64::min)),
        }
    }

    /// Months of a downtime that an application bears unharmed: the longest whose condition it meets, 0 without one.
    pub fn ridden_through(
        &self,
        place: usize,
        drawn: &[f64],
        meets: impl Fn(&CompiledCondition, usize) -> bool,
    ) -> f64 {
        let met = self.ride_through.iter().filter(|(when, _)| meets(when, place));
        met.map(|(_, time)| time.of(drawn)).fold(0.0, f64::max)
    }

    /// About what an event costs in money, by means; of conditions only what they ask of placement counts.
    ///
    /// - `stations`: `[application]`, where each is.
    /// - `severity`, `downtime`: means of the marks; 0 where there are none.
    pub(super) fn reckoned_money(
        &self,
        stations: &[usize],
        (severity, downtime): (f64, f64),
        drawn: &Quantities<'_>,
    ) -> f64 {
        let meets = |when: &CompiledCondition, station: usize| when.stations[station];
        let hit: Vec<usize> =
            stations.iter().copied().filter(|station| meets(&self.applications, *station)).collect();
        let exposed =
            self.exposure.iter().filter(|(when, _)| hit.iter().any(|station| meets(when, *station)));
        let money = severity * exposed.map(|(_, factor)| factor.at(drawn)).product::<f64>();
        if !self.per_day || self.downtime.is_none() {
            return money;
        }
        let longest = |station: &usize| {
            let met = self.ride_through.iter().filter(|(when, _)| meets(when, *station));
            met.map(|(_, time)| time.at(drawn)).fold(0.0, f64::max)
        };
        let ridden = hit.iter().map(longest).fold(f64::INFINITY, f64::min);
        money * f64::max(downtime - ridden, 0.0) * DAYS_PER_MONTH
    }

    pub(super) fn new(
        incident: &Incident,
        user: &str,
        indices: &RiskIndices<'_>,
        table: &mut Parameters,
    ) -> Result<IncidentPlan, PlanError> {
        let protection = match &incident.protection {
            Some(protection) => {
                Some((duties_in_play(&protection.duties, user, indices)?, table.value(&protection.factor)))
            }
            None => None,
        };
        let inspection = match &incident.inspection {
            Some(inspection) => Some((
                inspecting(&inspection.risk, indices, user)?,
                table.value(&inspection.chance),
                table.value(&inspection.after),
            )),
            None => None,
        };
        let (severity, per_day) = match &incident.severity {
            Some(Severity::PerEvent(severity)) => (Some(severity), false),
            Some(Severity::PerDay(severity)) => (Some(severity), true),
            None => (None, false),
        };
        let mut graded = |entries: &[(Condition, Quantity)]| {
            let entry = |(when, figure): &(Condition, Quantity)| {
                Ok((CompiledCondition::new(when, user, indices.conditions)?, table.value(figure)))
            };
            entries.iter().map(entry).collect::<Result<Vec<_>, PlanError>>()
        };
        Ok(IncidentPlan {
            severity: severity.map(Mark::new),
            per_day,
            exposure: graded(&incident.exposure)?,
            ride_through: graded(&incident.ride_through)?,
            applications: CompiledCondition::new(&incident.applications, user, indices.conditions)?,
            downtime: incident.downtime.as_ref().map(Mark::new),
            lost_security_factor: table.value_or(incident.lost_security_factor.as_ref(), 1.0),
            protection,
            inspection,
        })
    }
}
