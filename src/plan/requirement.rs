use super::condition::ConditionContext;
use super::index::by_id;
use super::value::Parameters;
use super::{CompiledCondition, PlanError, Value};
use crate::domain::Judgement;

/// A requirement of customers.
#[derive(Debug, Clone, PartialEq)]
pub struct RequirementPlan {
    pub judged_by: Judgement,
    /// Applications that are looked at.
    pub looks_at: CompiledCondition,
    /// The first entry whose condition holds counts.
    pub satisfied: Vec<(CompiledCondition, Value)>,
}

impl RequirementPlan {
    pub(super) fn all(
        context: &ConditionContext<'_>,
        table: &mut Parameters,
    ) -> Result<Vec<RequirementPlan>, PlanError> {
        let mut plans = Vec::new();
        for requirement in by_id(&context.case.requirements, |requirement| &requirement.id) {
            let user = format!("requirement `{}`", requirement.id);
            let looks_at = requirement.looks_at.clone().unwrap_or_default();
            let mut satisfied = Vec::new();
            for entry in &requirement.satisfied {
                satisfied
                    .push((CompiledCondition::new(&entry.when, &user, context)?, table.value(&entry.share)));
            }
            plans.push(RequirementPlan {
                judged_by: requirement.judged_by,
                looks_at: CompiledCondition::new(&looks_at, &user, context)?,
                satisfied,
            });
        }
        Ok(plans)
    }
}
