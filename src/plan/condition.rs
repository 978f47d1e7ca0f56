use super::PlanError;
use super::index::{Index, by_id};
use super::station::{PlacementIndices, StationTable};
use crate::domain::{Case, Condition};
use crate::rules::{FactTest, System, holds_for_system};

/// A condition as a table: what is known before a trial is looked up, the rest is compared.
#[derive(Debug, Clone, PartialEq)]
pub struct CompiledCondition {
    /// `[station]`: everything that depends on company, application and placement alone holds.
    pub stations: Vec<bool>,
    /// `[isolation]`: the condition admits it.
    pub isolations: Vec<bool>,
    /// Measure that must be on.
    pub measure: Option<usize>,
    /// What it asks of facts that differ between trials or change within one.
    pub facts: FactTest,
}

/// What conditions refer to.
pub(super) struct ConditionContext<'a> {
    pub case: &'a Case,
    pub placement: &'a PlacementIndices,
    pub measures: &'a Index,
    pub stations: &'a StationTable,
}

impl CompiledCondition {
    /// Whether it looks at nothing but where an application is placed.
    pub fn looks_at_placement_alone(&self) -> bool {
        self.measure.is_none()
            && self.isolations.iter().all(|admitted| *admitted)
            && self.facts.asks_nothing()
    }

    /// Whether it always holds.
    pub fn is_always_met(&self) -> bool {
        self.looks_at_placement_alone() && self.stations.iter().all(|holds| *holds)
    }

    pub(super) fn new(
        condition: &Condition,
        user: &str,
        context: &ConditionContext<'_>,
    ) -> Result<CompiledCondition, PlanError> {
        let case = context.case;
        let applications = by_id(&case.applications, |application| &application.id);
        let placements = by_id(&case.placements, |placement| &placement.id);
        for service in condition.services.iter().flatten() {
            context.placement.services.of(service, user)?;
        }
        let stations = context.stations.stations.iter().enumerate().map(|(position, station)| {
            let placement = context.stations.placement(position).and_then(|index| placements.get(index));
            placement.is_some_and(|placement| {
                let application = applications[station.application];
                holds_for_system(condition, &System { company: &case.company, application, placement })
            })
        });
        Ok(CompiledCondition {
            stations: stations.collect(),
            isolations: isolations(condition, user, context)?,
            measure: condition.measure.as_ref().map(|id| context.measures.of(id, user)).transpose()?,
            facts: FactTest::new(condition),
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
