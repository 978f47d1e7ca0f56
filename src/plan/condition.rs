use super::PlanError;
use super::index::{Index, by_id};
use super::station::{PlacementIndices, StationTable};
use crate::domain::{Application, Case, Condition, Placement};

/// A condition as a table: what is known before a trial is looked up, the rest is compared.
#[derive(Debug, Clone)]
pub struct CompiledCondition {
    /// `[station]`: everything that depends on application and placement alone holds.
    pub stations: Vec<bool>,
    /// `[isolation]`: the condition admits it.
    pub isolations: Vec<bool>,
    /// Measure that must be on.
    pub measure: Option<usize>,
    pub persons_at_least: Option<f64>,
    pub sensitive_persons_at_least: Option<f64>,
    pub important_data: Option<bool>,
}

/// What conditions refer to.
pub(super) struct ConditionContext<'a> {
    pub case: &'a Case,
    pub placement: &'a PlacementIndices,
    pub measures: &'a Index,
    pub stations: &'a StationTable,
}

impl CompiledCondition {
    pub(super) fn new(
        condition: &Condition,
        user: &str,
        context: &ConditionContext<'_>,
    ) -> Result<CompiledCondition, PlanError> {
        let applications = by_id(&context.case.applications, |application| &application.id);
        let placements = by_id(&context.case.placements, |placement| &placement.id);
        let mut stations = Vec::with_capacity(context.stations.stations.len());
        for (position, station) in context.stations.stations.iter().enumerate() {
            let placement = context.stations.placement(position).and_then(|index| placements.get(index));
            stations.push(placement.is_some_and(|placement| {
                let application = applications[station.application];
                holds_for_names(condition, application, placement)
                    && condition.hosting.is_none_or(|hosting| hosting == station.hosting)
                    && condition.operator.as_ref().is_none_or(|origins| origins.contains(&placement.operator))
                    && condition.product.as_ref().is_none_or(|origins| origins.contains(&station.product))
            }));
        }
        if let Some(services) = &condition.services {
            let wanted = services
                .iter()
                .map(|service| context.placement.services.of(service, user))
                .collect::<Result<Vec<usize>, PlanError>>()?;
            for (holds, station) in stations.iter_mut().zip(&context.stations.stations) {
                *holds &= station.services.iter().any(|service| wanted.contains(service));
            }
        }
        Ok(CompiledCondition {
            stations,
            isolations: isolations(condition, user, context)?,
            measure: condition.measure.as_ref().map(|id| context.measures.of(id, user)).transpose()?,
            persons_at_least: condition.persons_at_least,
            sensitive_persons_at_least: condition.sensitive_persons_at_least,
            important_data: condition.important_data,
        })
    }
}

fn isolations(
    condition: &Condition,
    user: &str,
    context: &ConditionContext<'_>,
) -> Result<Vec<bool>, PlanError> {
    let count = context.placement.isolations.len();
    let Some(admitted) = &condition.isolation else { return Ok(vec![true; count]) };
    let mut isolations = vec![false; count];
    for id in admitted {
        isolations[context.placement.isolations.of(id, user)?] = true;
    }
    Ok(isolations)
}

fn holds_for_names(condition: &Condition, application: &Application, placement: &Placement) -> bool {
    condition.applications.as_ref().is_none_or(|ids| ids.contains(&application.id))
        && condition.placements.as_ref().is_none_or(|ids| ids.contains(&placement.id))
        && condition.security.is_none_or(|security| security == application.security)
        && condition
            .mlps_level_at_least
            .is_none_or(|least| application.mlps_level.is_some_and(|level| level >= least))
}
