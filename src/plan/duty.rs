use super::condition::ConditionContext;
use super::index::{Index, by_id};
use super::value::Parameters;
use super::{CompiledCondition, PlanError, Value};
use crate::domain::{Case, CostBasis, Ladder, PenaltyClass};
use crate::quantity::Distribution;

/// An obligation.
#[derive(Debug, Clone)]
pub struct DutyPlan {
    pub when: CompiledCondition,
    pub per: CostBasis,
    /// Money.
    pub one_off: Value,
    /// Money per year.
    pub yearly: Value,
    /// Months between renewals, and money per renewal.
    pub renewal: Option<(Value, Value)>,
    pub gap_factor: Value,
    /// Position of the ladder that a gap leads up.
    pub ladder: usize,
}

/// One step of a ladder.
#[derive(Debug, Clone)]
pub struct PenaltyPlan {
    pub class: PenaltyClass,
    pub odds: Value,
    /// Money, drawn for each sanction.
    pub amount: Option<Distribution>,
    /// Share of turnover, drawn for each sanction.
    pub turnover_share: Option<Distribution>,
    /// Money.
    pub cap: Option<Value>,
    /// Money per manager, drawn for each sanction.
    pub personal: Option<Distribution>,
    /// Months, drawn for each sanction.
    pub suspension: Option<Distribution>,
}

/// A degree of strictness.
#[derive(Debug, Clone)]
pub struct StrictnessPlan {
    pub cost_factor: Value,
    /// Likelihood of a gap.
    pub gap: Value,
}

impl DutyPlan {
    pub(super) fn all(
        context: &ConditionContext<'_>,
        ladders: &Index,
        table: &mut Parameters,
    ) -> Result<Vec<DutyPlan>, PlanError> {
        let mut plans = Vec::new();
        for duty in by_id(&context.case.duties, |duty| &duty.id) {
            let user = format!("duty `{}`", duty.id);
            plans.push(DutyPlan {
                when: CompiledCondition::new(&duty.when, &user, context)?,
                per: duty.per,
                one_off: table.value(&duty.one_off),
                yearly: table.value(&duty.yearly),
                renewal: duty
                    .renewal
                    .as_ref()
                    .map(|renewal| (table.value(&renewal.every), table.value(&renewal.cost))),
                gap_factor: table.value_or(duty.gap_factor.as_ref(), 1.0),
                ladder: ladders.of(&duty.ladder, &user)?,
            });
        }
        Ok(plans)
    }
}

impl PenaltyPlan {
    /// The steps of every ladder, `[ladder][step]`.
    pub(super) fn all(case: &Case, table: &mut Parameters) -> Vec<Vec<PenaltyPlan>> {
        by_id(&case.ladders, |ladder| &ladder.id).into_iter().map(|ladder| steps(ladder, table)).collect()
    }
}

fn steps(ladder: &Ladder, table: &mut Parameters) -> Vec<PenaltyPlan> {
    ladder
        .steps
        .iter()
        .map(|step| PenaltyPlan {
            class: step.class,
            odds: table.value(&step.odds),
            amount: step.amount.as_ref().map(|quantity| quantity.distribution.clone()),
            turnover_share: step.turnover_share.as_ref().map(|quantity| quantity.distribution.clone()),
            cap: step.cap.as_ref().map(|cap| table.value(cap)),
            personal: step.personal.as_ref().map(|quantity| quantity.distribution.clone()),
            suspension: step.suspension.as_ref().map(|quantity| quantity.distribution.clone()),
        })
        .collect()
}

impl StrictnessPlan {
    pub(super) fn all(case: &Case, table: &mut Parameters) -> Vec<StrictnessPlan> {
        by_id(&case.strictness, |strictness| &strictness.id)
            .into_iter()
            .map(|strictness| StrictnessPlan {
                cost_factor: table.value(&strictness.cost_factor),
                gap: table.value(&strictness.gap),
            })
            .collect()
    }
}
