//! What an edit of a case can affect.

use std::collections::BTreeSet;

use super::study::changed;
use crate::domain::{Case, Id, Incident, ItOption, Mechanism, Risk};

/// How far an edit reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// Something that every option in every scenario rests on.
    Everything,
    /// Options, scenarios and risks that are named.
    Parts,
}

/// The difference between two cases.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Edit {
    pub extent: Extent,
    /// Options that have changed, or use something that has.
    pub options: BTreeSet<Id>,
    pub scenarios: BTreeSet<Id>,
    /// Risks that have changed, appeared or gone.
    pub risks: BTreeSet<Id>,
    /// Those among them of which only the consequences of an event have changed, not when it comes.
    pub on_event: BTreeSet<Id>,
}

impl Edit {
    pub fn between(old: &Case, new: &Case) -> Edit {
        let mut options = changed(&old.options, &new.options, |option| &option.id);
        let placements = changed(&old.placements, &new.placements, |placement| &placement.id);
        let measures = changed(&old.measures, &new.measures, |measure| &measure.id);
        for option in &new.options {
            let affected = placements.iter().any(|id| uses_placement(new, option, id))
                || measures.iter().any(|id| uses_measure(option, id));
            if affected {
                options.insert(option.id.clone());
            }
        }
        let risks = changed(&old.risks, &new.risks, |risk| &risk.id);
        let find = |case: &'_ Case, id: &Id| case.risks.iter().find(|risk| risk.id == *id).cloned();
        let scenarios = changed(&old.scenarios, &new.scenarios, |scenario| &scenario.id);
        let on_event = risks
            .iter()
            // A scenario can change how often they come.
            .filter(|_| scenarios.is_empty())
            .filter(|id| find(old, id).zip(find(new, id)).is_some_and(|(old, new)| comes_alike(&old, &new)))
            .cloned()
            .collect();
        Edit {
            extent: if is_shared_alike(old, new) { Extent::Parts } else { Extent::Everything },
            options,
            scenarios,
            risks,
            on_event,
        }
    }

    /// No trial's world is another one.
    pub fn leaves_worlds_alone(&self) -> bool {
        self.scenarios.is_empty() && self.risks.len() == self.on_event.len()
    }
}

/// Whether everything that all options rest on is the same.
fn is_shared_alike(old: &Case, new: &Case) -> bool {
    let of_settings = |case: &Case| {
        let settings = &case.settings;
        (settings.start, settings.horizon_months, settings.discount_rate.to_bits())
    };
    of_settings(old) == of_settings(new)
        && old.company == new.company
        && old.segments == new.segments
        && old.value_streams == new.value_streams
        && old.applications == new.applications
        && old.isolations == new.isolations
        && old.requirements == new.requirements
        && old.strictness == new.strictness
        && old.ladders == new.ladders
        && old.duties == new.duties
        && old.regulation == new.regulation
        && old.regimes == new.regimes
        && old.correlations == new.correlations
        && ids(&old.placements, |placement| &placement.id) == ids(&new.placements, |placement| &placement.id)
        && ids(&old.measures, |measure| &measure.id) == ids(&new.measures, |measure| &measure.id)
}

fn ids<'a, T>(entries: &'a [T], id: impl Fn(&'a T) -> &'a Id) -> Vec<&'a Id> {
    entries.iter().map(id).collect()
}

/// Whether an application can come to a placement under an option, or is there today.
fn uses_placement(case: &Case, option: &ItOption, placement: &Id) -> bool {
    let moves = option.playbook.iter().flat_map(|entry| &entry.response.moves);
    option.fallback == *placement
        || case.applications.iter().any(|application| application.current == *placement)
        || option.targets.iter().any(|target| target.placement == *placement)
        || moves.into_iter().any(|(_, to)| to == placement)
}

/// Whether an option can switch a measure on.
fn uses_measure(option: &ItOption, measure: &Id) -> bool {
    option.measures.iter().any(|chosen| chosen.measure == *measure)
        || option.playbook.iter().any(|entry| entry.response.switch_on.contains(measure))
}

/// Whether the events of a risk come to every option at the same times before and after an edit, so that it matters only where one
/// comes.
fn comes_alike(old: &Risk, new: &Risk) -> bool {
    let as_often =
        old.rate == new.rate && old.trend == new.trend && old.once == new.once && old.odds == new.odds;
    as_often
        && std::mem::discriminant(&old.mechanism) == std::mem::discriminant(&new.mechanism)
        && match &new.mechanism {
            Mechanism::Incident(new) => old.mechanism.as_incident().is_some_and(|old| {
                let posture = |incident: &Incident| {
                    (
                        incident.applications.clone(),
                        incident.lost_security_factor.clone(),
                        incident.protection.clone(),
                    )
                };
                posture(old) == posture(new)
            }),
            Mechanism::Outage(_)
            | Mechanism::ServiceLoss(_)
            | Mechanism::RuleChange(_)
            | Mechanism::SupplierBan(_)
            | Mechanism::CounterMeasure(_) => true,
            // What they bring is there in every trial.
            Mechanism::Enforcement(_) | Mechanism::DemandShift(_) | Mechanism::Degradation(_) => false,
        }
}
