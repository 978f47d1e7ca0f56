use super::company::CompanyIndices;
use super::condition::ConditionContext;
use super::index::{Index, by_id};
use super::value::Parameters;
use super::{
    ClosurePlan, CompanyPlan, CompiledCondition, DegradationPlan, IncidentPlan, Mark, PlanError, Value,
};
use crate::domain::{
    DemandShift, Emergency, Enforcement, Id, Mechanism, Outage, OutageScope, Pack, Rate, Risk, RuleChange,
    RuleEffect, ServiceLoss,
};
use crate::quantity::Distribution;

/// A risk.
#[derive(Debug, Clone, PartialEq)]
pub struct RiskPlan {
    pub id: Id,
    pub name: String,
    /// `None` for demand shifts.
    pub rate: Option<RatePlan>,
    /// Yearly change of the rate, of a degradation of the hours lost; signed.
    pub trend: Value,
    pub once: bool,
    /// Factors on the rate, each while some application meets the condition.
    pub odds: Vec<(CompiledCondition, Value)>,
    pub mechanism: MechanismPlan,
}

/// How often a risk happens.
#[derive(Debug, Clone, PartialEq)]
pub struct RatePlan {
    /// `[regime]`: events per year.
    pub by_regime: Vec<Value>,
}

/// How a risk costs money.
#[derive(Debug, Clone, PartialEq)]
pub enum MechanismPlan {
    Outage(OutagePlan),
    ServiceLoss(ServiceLossPlan),
    Enforcement(EnforcementPlan),
    DemandShift(DemandPlan),
    RuleChange(RuleChangePlan),
    Degradation(DegradationPlan),
    SupplierBan(ClosurePlan),
    CounterMeasure(ClosurePlan),
    Incident(IncidentPlan),
}

#[derive(Debug, Clone, PartialEq)]
pub struct RuleChangePlan {
    /// Months.
    pub notice: Mark,
    pub effect: RuleEffectPlan,
}

/// What a rule change does.
#[derive(Debug, Clone, PartialEq)]
pub enum RuleEffectPlan {
    /// Position of the pack that takes effect.
    Pack(usize),
    /// Factor by which the catalogue of important data widens.
    WiderCatalogue(Value),
    /// The regulator looks whether the company is to be designated.
    Designation,
    /// Duties, whatever their form, whose approvals are withdrawn; ascending.
    Withdrawal(Vec<usize>),
    /// Duties, whatever their form, whose reviews take `factor` times as long; ascending.
    SlowerReviews { duties: Vec<usize>, factor: Value },
}

#[derive(Debug, Clone, PartialEq)]
pub struct OutagePlan {
    /// Months.
    pub duration: Mark,
    pub scope: OutageScopePlan,
    /// Months until emergency moves start, and what they cost more.
    pub emergency: Option<(Value, EmergencyPlan)>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum OutageScopePlan {
    Border,
    Applications(CompiledCondition),
}

#[derive(Debug, Clone, PartialEq)]
pub struct EmergencyPlan {
    pub premium: Value,
    pub time_factor: Value,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ServiceLossPlan {
    /// Positions of service categories, ascending.
    pub services: Vec<usize>,
    /// Months.
    pub grace: Mark,
    /// Months; `None` for good.
    pub duration: Option<Mark>,
    pub emergency: EmergencyPlan,
}

#[derive(Debug, Clone, PartialEq)]
pub struct EnforcementPlan {
    pub findings: Vec<FindingPlan>,
    pub detection: Value,
    pub rate_factor_after_fine: Value,
    /// Months.
    pub memory: Value,
    pub odds_factor_repeat: Value,
    pub odds_factor_sensitive: Value,
    /// Factor on the rate, drawn for each year.
    pub intensity: Option<Distribution>,
}

/// What an inspection can find on one duty; the names key its random numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct FindingPlan {
    /// Position of the duty, whatever its form.
    pub duty: usize,
    pub lenient: String,
    pub found: String,
    pub class: String,
    pub amount: String,
    pub personal: String,
    pub suspension: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct DemandPlan {
    pub requirement: usize,
    /// `[regime]`, signed.
    pub pace: Vec<Value>,
    pub curves: Vec<CurvePlan>,
}

/// S-curve of demand in one segment.
#[derive(Debug, Clone, PartialEq)]
pub struct CurvePlan {
    pub segment: usize,
    pub ceiling: Value,
    /// Months, signed.
    pub midpoint: Value,
    /// Per year.
    pub speed: Value,
    /// Months.
    pub loss_time: Value,
    /// Months.
    pub win_back_time: Value,
}

impl MechanismPlan {
    pub fn as_enforcement(&self) -> Option<&EnforcementPlan> {
        if let MechanismPlan::Enforcement(plan) = self { Some(plan) } else { None }
    }

    pub fn as_demand_shift(&self) -> Option<&DemandPlan> {
        if let MechanismPlan::DemandShift(plan) = self { Some(plan) } else { None }
    }

    pub fn as_service_loss(&self) -> Option<&ServiceLossPlan> {
        if let MechanismPlan::ServiceLoss(plan) = self { Some(plan) } else { None }
    }

    pub fn as_degradation(&self) -> Option<&DegradationPlan> {
        if let MechanismPlan::Degradation(plan) = self { Some(plan) } else { None }
    }

    pub fn as_incident(&self) -> Option<&IncidentPlan> {
        if let MechanismPlan::Incident(plan) = self { Some(plan) } else { None }
    }

    /// What a supplier ban or a counter-measure closes.
    pub fn as_closure(&self) -> Option<&ClosurePlan> {
        match self {
            MechanismPlan::SupplierBan(plan) | MechanismPlan::CounterMeasure(plan) => Some(plan),
            MechanismPlan::Outage(_)
            | MechanismPlan::ServiceLoss(_)
            | MechanismPlan::Enforcement(_)
            | MechanismPlan::DemandShift(_)
            | MechanismPlan::RuleChange(_)
            | MechanismPlan::Degradation(_)
            | MechanismPlan::Incident(_) => None,
        }
    }
}

/// Positions of what risks refer to.
pub(super) struct RiskIndices<'a> {
    pub company: &'a CompanyIndices,
    pub conditions: &'a ConditionContext<'a>,
    /// Duties, whatever their form.
    pub duties: &'a Index,
    /// Packs that may come into force.
    pub packs: &'a [&'a Pack],
    pub requirements: &'a Index,
    pub regimes: &'a Index,
    pub risks: &'a Index,
}

impl RiskPlan {
    pub(super) fn all(indices: &RiskIndices<'_>, table: &mut Parameters) -> Result<Vec<RiskPlan>, PlanError> {
        by_id(&indices.conditions.case.risks, |risk| &risk.id)
            .into_iter()
            .map(|risk| {
                Ok(RiskPlan {
                    id: risk.id.clone(),
                    name: risk.name.clone(),
                    rate: rate(risk, indices, table)?,
                    trend: table.value_or(risk.trend.as_ref(), 0.0),
                    once: risk.once,
                    odds: odds(risk, indices, table)?,
                    mechanism: mechanism(risk, indices, table)?,
                })
            })
            .collect()
    }

    /// Whether every option has events of its own, as their rate depends on what it has done.
    pub fn is_own(&self) -> bool {
        match &self.mechanism {
            MechanismPlan::Enforcement(_) | MechanismPlan::Incident(_) => true,
            MechanismPlan::DemandShift(_) | MechanismPlan::Degradation(_) => false,
            MechanismPlan::Outage(_)
            | MechanismPlan::ServiceLoss(_)
            | MechanismPlan::RuleChange(_)
            | MechanismPlan::SupplierBan(_)
            | MechanismPlan::CounterMeasure(_) => !self.odds.is_empty(),
        }
    }

    /// Whether it is an incident whose events come to every option alike and change nothing but money
    /// ([`IncidentPlan::is_separable`]): no odds move its rate.
    pub fn is_separable(&self, company: &CompanyPlan) -> bool {
        let incident = self.mechanism.as_incident();
        self.odds.is_empty() && incident.is_some_and(|incident| incident.is_separable(company))
    }

    /// Whether it comes as events.
    pub fn has_events(&self) -> bool {
        match &self.mechanism {
            MechanismPlan::DemandShift(_) => false,
            MechanismPlan::Degradation(_) => self.rate.is_some(),
            MechanismPlan::Outage(_)
            | MechanismPlan::ServiceLoss(_)
            | MechanismPlan::Enforcement(_)
            | MechanismPlan::RuleChange(_)
            | MechanismPlan::SupplierBan(_)
            | MechanismPlan::CounterMeasure(_)
            | MechanismPlan::Incident(_) => true,
        }
    }

    /// Name under which a draw for the events of this risk is keyed.
    pub fn draw_name(&self, what: &str) -> String {
        format!("risk.{}.{what}", self.id)
    }
}

fn rate(
    risk: &Risk,
    indices: &RiskIndices<'_>,
    table: &mut Parameters,
) -> Result<Option<RatePlan>, PlanError> {
    let Some(rate) = &risk.rate else { return Ok(None) };
    let user = format!("risk `{}`", risk.id);
    let by_regime = match rate {
        Rate::Always(quantity) => vec![table.value(quantity); indices.regimes.len()],
        Rate::ByRegime(rates) => {
            let mut by_regime = vec![None; indices.regimes.len()];
            for (regime, quantity) in rates {
                by_regime[indices.regimes.of(regime, &user)?] = Some(table.value(quantity));
            }
            by_regime.into_iter().collect::<Option<Vec<Value>>>().ok_or_else(|| PlanError::NoRate {
                risk: risk.id.to_string(),
                regime: "some regime".to_owned(),
            })?
        }
    };
    Ok(Some(RatePlan { by_regime }))
}

fn odds(
    risk: &Risk,
    indices: &RiskIndices<'_>,
    table: &mut Parameters,
) -> Result<Vec<(CompiledCondition, Value)>, PlanError> {
    let user = format!("risk `{}`", risk.id);
    if let (Mechanism::DemandShift(_) | Mechanism::Degradation(_), [_, ..]) =
        (&risk.mechanism, risk.odds.as_slice())
    {
        return Err(PlanError::SharedOdds { risk: risk.id.to_string() });
    }
    let compile = |(when, factor): &(crate::domain::Condition, crate::quantity::Quantity)| {
        Ok((CompiledCondition::new(when, &user, indices.conditions)?, table.value(factor)))
    };
    risk.odds.iter().map(compile).collect()
}

fn mechanism(
    risk: &Risk,
    indices: &RiskIndices<'_>,
    table: &mut Parameters,
) -> Result<MechanismPlan, PlanError> {
    let user = format!("risk `{}`", risk.id);
    Ok(match &risk.mechanism {
        Mechanism::Outage(outage) => MechanismPlan::Outage(outage_plan(outage, &user, indices, table)?),
        Mechanism::ServiceLoss(loss) => {
            MechanismPlan::ServiceLoss(service_loss_plan(loss, &user, indices, table)?)
        }
        Mechanism::Enforcement(enforcement) => {
            MechanismPlan::Enforcement(enforcement_plan(risk, enforcement, indices, table)?)
        }
        Mechanism::DemandShift(shift) => {
            MechanismPlan::DemandShift(demand_plan(shift, &user, indices, table)?)
        }
        Mechanism::RuleChange(change) => {
            MechanismPlan::RuleChange(rule_change_plan(change, &user, indices, table)?)
        }
        Mechanism::Degradation(degradation) => {
            MechanismPlan::Degradation(DegradationPlan::new(degradation, &user, indices, table)?)
        }
        Mechanism::SupplierBan(ban) => {
            MechanismPlan::SupplierBan(ClosurePlan::of_ban(ban, &user, indices, table)?)
        }
        Mechanism::CounterMeasure(measure) => {
            MechanismPlan::CounterMeasure(ClosurePlan::of_counter_measure(measure, &user, indices, table)?)
        }
        Mechanism::Incident(incident) => {
            MechanismPlan::Incident(IncidentPlan::new(incident, &user, indices, table)?)
        }
    })
}

impl EmergencyPlan {
    pub(super) fn new(emergency: &Emergency, table: &mut Parameters) -> EmergencyPlan {
        EmergencyPlan {
            premium: table.value(&emergency.premium),
            time_factor: table.value(&emergency.time_factor),
        }
    }
}

fn rule_change_plan(
    change: &RuleChange,
    user: &str,
    indices: &RiskIndices<'_>,
    table: &mut Parameters,
) -> Result<RuleChangePlan, PlanError> {
    let effect = match &change.effect {
        RuleEffect::Pack(id) => {
            let position = indices.packs.iter().position(|pack| pack.id == *id);
            RuleEffectPlan::Pack(position.ok_or_else(|| PlanError::Unknown {
                kind: "regulation pack",
                id: id.to_string(),
                user: user.to_owned(),
            })?)
        }
        RuleEffect::WiderCatalogue(factor) => RuleEffectPlan::WiderCatalogue(table.value(factor)),
        RuleEffect::Designation => RuleEffectPlan::Designation,
        RuleEffect::Withdrawal(duties) => RuleEffectPlan::Withdrawal(duties_in_play(duties, user, indices)?),
        RuleEffect::SlowerReviews { duties, factor } => RuleEffectPlan::SlowerReviews {
            duties: duties_in_play(duties, user, indices)?,
            factor: table.value(factor),
        },
    };
    Ok(RuleChangePlan { notice: Mark::new(&change.notice), effect })
}

/// Positions of duties, ascending; those that only packs out of play know are left out.
pub(super) fn duties_in_play(
    duties: &[Id],
    user: &str,
    indices: &RiskIndices<'_>,
) -> Result<Vec<usize>, PlanError> {
    let packs = &indices.conditions.case.regulation.packs;
    let elsewhere = |id: &Id| packs.iter().any(|pack| pack.duties.iter().any(|duty| duty.id == *id));
    let mut positions = Vec::new();
    for id in duties {
        match indices.duties.of(id, user) {
            Ok(position) => positions.push(position),
            Err(_) if elsewhere(id) => {}
            Err(error) => return Err(error),
        }
    }
    positions.sort_unstable();
    positions.dedup();
    Ok(positions)
}

fn outage_plan(
    outage: &Outage,
    user: &str,
    indices: &RiskIndices<'_>,
    table: &mut Parameters,
) -> Result<OutagePlan, PlanError> {
    Ok(OutagePlan {
        duration: Mark::new(&outage.duration),
        scope: match &outage.scope {
            OutageScope::Border => OutageScopePlan::Border,
            OutageScope::Applications(condition) => {
                OutageScopePlan::Applications(CompiledCondition::new(condition, user, indices.conditions)?)
            }
        },
        emergency: outage
            .emergency
            .as_ref()
            .map(|(after, emergency)| (table.value(after), EmergencyPlan::new(emergency, table))),
    })
}

fn service_loss_plan(
    loss: &ServiceLoss,
    user: &str,
    indices: &RiskIndices<'_>,
    table: &mut Parameters,
) -> Result<ServiceLossPlan, PlanError> {
    let mut services = loss
        .services
        .iter()
        .map(|service| indices.conditions.placement.services.of(service, user))
        .collect::<Result<Vec<usize>, PlanError>>()?;
    services.sort_unstable();
    Ok(ServiceLossPlan {
        services,
        grace: Mark::new(&loss.grace),
        duration: loss.duration.as_ref().map(Mark::new),
        emergency: EmergencyPlan::new(&loss.emergency, table),
    })
}

fn enforcement_plan(
    risk: &Risk,
    enforcement: &Enforcement,
    indices: &RiskIndices<'_>,
    table: &mut Parameters,
) -> Result<EnforcementPlan, PlanError> {
    let user = format!("risk `{}`", risk.id);
    let positions = duties_in_play(&enforcement.duties, &user, indices)?;
    let findings = positions
        .into_iter()
        .map(|duty| {
            let id = indices.duties.ids().nth(duty).map_or_else(String::new, Id::to_string);
            let name = |what: &str| format!("risk.{}.{id}.{what}", risk.id);
            Ok(FindingPlan {
                duty,
                lenient: name("lenient"),
                found: name("found"),
                class: name("class"),
                amount: name("amount"),
                personal: name("personal"),
                suspension: name("suspension"),
            })
        })
        .collect::<Result<Vec<_>, PlanError>>()?;
    Ok(EnforcementPlan {
        findings,
        detection: table.value(&enforcement.detection),
        rate_factor_after_fine: table.value(&enforcement.rate_factor_after_fine),
        memory: table.value(&enforcement.memory),
        odds_factor_repeat: table.value(&enforcement.odds_factor_repeat),
        odds_factor_sensitive: table.value(&enforcement.odds_factor_sensitive),
        intensity: enforcement.intensity.as_ref().map(|quantity| quantity.distribution.clone()),
    })
}

fn demand_plan(
    shift: &DemandShift,
    user: &str,
    indices: &RiskIndices<'_>,
    table: &mut Parameters,
) -> Result<DemandPlan, PlanError> {
    let mut pace = vec![Value::Constant(1.0); indices.regimes.len()];
    for (regime, quantity) in &shift.pace {
        pace[indices.regimes.of(regime, user)?] = table.value_or(quantity.as_ref(), 1.0);
    }
    let curves = by_id(&shift.curves, |curve| &curve.segment)
        .into_iter()
        .map(|curve| {
            Ok(CurvePlan {
                segment: indices.company.segments.of(&curve.segment, user)?,
                ceiling: table.value(&curve.ceiling),
                midpoint: table.value(&curve.midpoint),
                speed: table.value(&curve.speed),
                loss_time: table.value(&curve.loss_time),
                win_back_time: table.value(&curve.win_back_time),
            })
        })
        .collect::<Result<Vec<_>, PlanError>>()?;
    Ok(DemandPlan { requirement: indices.requirements.of(&shift.requirement, user)?, pace, curves })
}
