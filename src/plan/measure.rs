use super::index::{Index, by_id};
use super::value::Parameters;
use super::{PlanError, Value};
use crate::domain::{Case, Id, Measure};

/// A measure.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasurePlan {
    /// Money.
    pub one_off: Value,
    /// Money per year.
    pub yearly: Value,
    /// Months.
    pub lead_time: Value,
    pub outage_factor: Value,
    /// `[risk]`: its outages are softened.
    pub softens: Vec<bool>,
    pub emergency_premium_factor: Value,
    pub emergency_time_factor: Value,
    pub gap_factor: Value,
    /// On hours lost to degradation.
    pub degradation_factor: Value,
    /// On cost and time of moves that a playbook starts.
    pub prepared_cost_factor: Value,
    pub prepared_time_factor: Value,
    /// Months.
    pub extra_grace: Value,
    /// `[risk]`: its grace is extended.
    pub extends: Vec<bool>,
}

impl MeasurePlan {
    pub(super) fn all(case: &Case, table: &mut Parameters) -> Result<Vec<MeasurePlan>, PlanError> {
        let risks = Index::sorted("risk", case.risks.iter().map(|risk| &risk.id));
        by_id(&case.measures, |measure| &measure.id)
            .into_iter()
            .map(|measure| {
                Ok(MeasurePlan {
                    softens: of_risks(measure, measure.effects.softens.as_deref(), &risks)?,
                    extends: of_risks(measure, measure.effects.extends.as_deref(), &risks)?,
                    one_off: table.value(&measure.one_off),
                    yearly: table.value(&measure.yearly),
                    lead_time: table.value(&measure.lead_time),
                    outage_factor: table.value_or(measure.effects.outage.as_ref(), 1.0),
                    emergency_premium_factor: table.value_or(measure.effects.emergency_premium.as_ref(), 1.0),
                    emergency_time_factor: table.value_or(measure.effects.emergency_time.as_ref(), 1.0),
                    gap_factor: table.value_or(measure.effects.gap.as_ref(), 1.0),
                    degradation_factor: table.value_or(measure.effects.degradation.as_ref(), 1.0),
                    prepared_cost_factor: table.value_or(measure.effects.prepared_cost.as_ref(), 1.0),
                    prepared_time_factor: table.value_or(measure.effects.prepared_time.as_ref(), 1.0),
                    extra_grace: table.value_or(measure.effects.extra_grace.as_ref(), 0.0),
                })
            })
            .collect()
    }
}

/// `[risk]`: whether an effect of a measure concerns it; all when none is named.
fn of_risks(measure: &Measure, named: Option<&[Id]>, risks: &Index) -> Result<Vec<bool>, PlanError> {
    let Some(named) = named else { return Ok(vec![true; risks.len()]) };
    let mut concerned = vec![false; risks.len()];
    for risk in named {
        concerned[risks.of(risk, &format!("measure `{}`", measure.id))?] = true;
    }
    Ok(concerned)
}
