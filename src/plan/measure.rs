use super::index::{Index, by_id};
use super::value::Parameters;
use super::{PlanError, Value};
use crate::domain::{Case, Measure};

/// A measure.
#[derive(Debug, Clone)]
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
}

impl MeasurePlan {
    pub(super) fn all(case: &Case, table: &mut Parameters) -> Result<Vec<MeasurePlan>, PlanError> {
        let risks = Index::sorted("risk", case.risks.iter().map(|risk| &risk.id));
        by_id(&case.measures, |measure| &measure.id)
            .into_iter()
            .map(|measure| {
                Ok(MeasurePlan {
                    softens: softens(measure, &risks)?,
                    one_off: table.value(&measure.one_off),
                    yearly: table.value(&measure.yearly),
                    lead_time: table.value(&measure.lead_time),
                    outage_factor: table.value_or(measure.effects.outage.as_ref(), 1.0),
                    emergency_premium_factor: table.value_or(measure.effects.emergency_premium.as_ref(), 1.0),
                    emergency_time_factor: table.value_or(measure.effects.emergency_time.as_ref(), 1.0),
                    gap_factor: table.value_or(measure.effects.gap.as_ref(), 1.0),
                })
            })
            .collect()
    }
}

/// `[risk]`: whether a measure softens its outages.
fn softens(measure: &Measure, risks: &Index) -> Result<Vec<bool>, PlanError> {
    let Some(named) = &measure.effects.softens else { return Ok(vec![true; risks.len()]) };
    let mut softens = vec![false; risks.len()];
    for risk in named {
        softens[risks.of(risk, &format!("measure `{}`", measure.id))?] = true;
    }
    Ok(softens)
}
