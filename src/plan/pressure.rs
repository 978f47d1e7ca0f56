use super::risk::RiskIndices;
use super::value::Parameters;
use super::{CompiledCondition, EmergencyPlan, Mark, PlanError, Value};
use crate::domain::{Barred, CounterMeasure, Degradation, Id, SupplierBan};
use crate::plan::index::Index;
use crate::quantity::Quantity;

/// Hours lost, month by month.
#[derive(Debug, Clone, PartialEq)]
pub struct DegradationPlan {
    /// Hours per user and month.
    pub hours: Value,
    pub applications: CompiledCondition,
    /// `[regime]`: factor on the hours.
    pub by_regime: Vec<Value>,
    /// `[month]`: in a calendar month of tightened control.
    pub tightened: Vec<bool>,
    pub tightened_factor: Value,
    /// Months a further campaign lasts, and its factor.
    pub campaign: Option<(Mark, Mark)>,
}

/// Business that is closed for a time: by a supplier ban or a counter-measure.
#[derive(Debug, Clone, PartialEq)]
pub struct ClosurePlan {
    /// Months.
    pub notice: Mark,
    /// Chance that it takes effect.
    pub chance: Value,
    /// Months; `None` for good.
    pub duration: Option<Mark>,
    /// `[segment]`: share of revenue that is gone.
    pub segments: Vec<Value>,
    /// `[stream]`: share that is closed.
    pub streams: Vec<Value>,
    /// Months in which it comes back.
    pub win_back_time: Value,
    /// Requirement of which the share met spares that share of the loss.
    pub spared_by: Option<usize>,
    pub bars: Barred,
    /// Months until applications abroad that live on barred data are moved to China, and what that costs more.
    pub emergency: Option<(Value, EmergencyPlan)>,
}

impl DegradationPlan {
    pub(super) fn new(
        degradation: &Degradation,
        user: &str,
        indices: &RiskIndices<'_>,
        table: &mut Parameters,
    ) -> Result<DegradationPlan, PlanError> {
        let settings = &indices.conditions.case.settings;
        let mut by_regime = vec![Value::Constant(1.0); indices.regimes.len()];
        for (regime, factor) in &degradation.by_regime {
            by_regime[indices.regimes.of(regime, user)?] = table.value_or(factor.as_ref(), 1.0);
        }
        let (months, factor): (&[u8], Value) = match &degradation.campaign_months {
            Some((months, factor)) => (months, table.value(factor)),
            None => (&[], Value::Constant(1.0)),
        };
        let first = usize::from(settings.start.1) - 1;
        let of_calendar = |month: usize| ((first + month) % 12 + 1) as u8;
        Ok(DegradationPlan {
            hours: table.value(&degradation.hours),
            applications: CompiledCondition::new(&degradation.applications, user, indices.conditions)?,
            by_regime,
            tightened: (0..settings.horizon_months)
                .map(|month| months.contains(&of_calendar(month)))
                .collect(),
            tightened_factor: factor,
            campaign: degradation
                .campaign
                .as_ref()
                .map(|campaign| (Mark::new(&campaign.duration), Mark::new(&campaign.factor))),
        })
    }
}

impl ClosurePlan {
    pub(super) fn of_ban(
        ban: &SupplierBan,
        user: &str,
        indices: &RiskIndices<'_>,
        table: &mut Parameters,
    ) -> Result<ClosurePlan, PlanError> {
        Ok(ClosurePlan {
            notice: Mark::new(&ban.notice),
            chance: table.value_or(ban.chance.as_ref(), 1.0),
            duration: ban.duration.as_ref().map(Mark::new),
            segments: shares(&ban.segments, &indices.company.segments, user, table)?,
            streams: vec![Value::Constant(0.0); indices.company.streams.len()],
            win_back_time: table.value_or(ban.win_back_time.as_ref(), 0.0),
            spared_by: ban.spared_by.as_ref().map(|id| indices.requirements.of(id, user)).transpose()?,
            bars: Barred::Nothing,
            emergency: None,
        })
    }

    pub(super) fn of_counter_measure(
        measure: &CounterMeasure,
        user: &str,
        indices: &RiskIndices<'_>,
        table: &mut Parameters,
    ) -> Result<ClosurePlan, PlanError> {
        Ok(ClosurePlan {
            notice: Mark::new(&measure.notice),
            chance: Value::Constant(1.0),
            duration: measure.duration.as_ref().map(Mark::new),
            segments: shares(&measure.segments, &indices.company.segments, user, table)?,
            streams: shares(&measure.streams, &indices.company.streams, user, table)?,
            win_back_time: table.value_or(measure.win_back_time.as_ref(), 0.0),
            spared_by: None,
            bars: measure.bars,
            emergency: measure
                .emergency
                .as_ref()
                .map(|(after, terms)| (table.value(after), EmergencyPlan::new(terms, table))),
        })
    }
}

/// `[position]`: share, 0 where none is named.
fn shares(
    named: &[(Id, Quantity)],
    index: &Index,
    user: &str,
    table: &mut Parameters,
) -> Result<Vec<Value>, PlanError> {
    let mut shares = vec![Value::Constant(0.0); index.len()];
    for (id, share) in named {
        shares[index.of(id, user)?] = table.value(share);
    }
    Ok(shares)
}
