use super::Value;
use super::index::by_id;
use super::value::Parameters;
use crate::domain::Case;

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
    pub emergency_premium_factor: Value,
    pub emergency_time_factor: Value,
    pub gap_factor: Value,
}

impl MeasurePlan {
    pub(super) fn all(case: &Case, table: &mut Parameters) -> Vec<MeasurePlan> {
        by_id(&case.measures, |measure| &measure.id)
            .into_iter()
            .map(|measure| MeasurePlan {
                one_off: table.value(&measure.one_off),
                yearly: table.value(&measure.yearly),
                lead_time: table.value(&measure.lead_time),
                outage_factor: table.value_or(measure.effects.outage.as_ref(), 1.0),
                emergency_premium_factor: table.value_or(measure.effects.emergency_premium.as_ref(), 1.0),
                emergency_time_factor: table.value_or(measure.effects.emergency_time.as_ref(), 1.0),
                gap_factor: table.value_or(measure.effects.gap.as_ref(), 1.0),
            })
            .collect()
    }
}
