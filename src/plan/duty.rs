use super::condition::ConditionContext;
use super::index::{Index, by_id};
use super::risk::EmergencyPlan;
use super::value::Parameters;
use super::{CompiledCondition, PlanError, Value};
use crate::domain::{Approval, Case, CostBasis, Duty, Ladder, PenaltyClass, Refusal};
use crate::quantity::Distribution;

/// An obligation in one of its forms.
#[derive(Debug, Clone, PartialEq)]
pub struct DutyPlan {
    /// Position of the duty, whatever its form: what is met under one form is met under the next.
    pub group: usize,
    pub when: CompiledCondition,
    pub per: CostBasis,
    /// Money.
    pub one_off: Value,
    /// Money per year.
    pub yearly: Value,
    /// Months between renewals, and money per renewal.
    pub renewal: Option<(Value, Value)>,
    pub gap_factor: Value,
    /// Months of work before it is filed.
    pub lead_time: Value,
    pub approval: Option<ApprovalPlan>,
    /// Money that a regulator would call unlawful gains.
    pub gains: Value,
}

/// What an authority has to approve.
#[derive(Debug, Clone, PartialEq)]
pub struct ApprovalPlan {
    /// Months, drawn for each filing.
    pub review: Distribution,
    pub refusal: Value,
    pub refusal_of_renewal: Value,
    /// Months.
    pub grace: Value,
    pub if_refused: Refusal,
    /// Terms of the move that a refusal forces.
    pub forced_move: EmergencyPlan,
    /// A move that needs it ends with it at the earliest.
    pub before_use: bool,
    /// Share of revenue with customers in China that a refusal stops, and for how many months.
    pub sales_stop: Option<(Value, Distribution)>,
}

/// What an authority does when it finds a gap.
#[derive(Debug, Clone, PartialEq)]
pub struct LadderPlan {
    pub steps: Vec<PenaltyPlan>,
    /// Chance that a first fine of the basic tier becomes a warning.
    pub leniency: Value,
}

/// One step of a ladder.
#[derive(Debug, Clone, PartialEq)]
pub struct PenaltyPlan {
    pub class: PenaltyClass,
    pub odds: Value,
    /// Money, drawn for each sanction.
    pub amount: Option<Distribution>,
    /// Share of turnover, drawn for each sanction.
    pub turnover_share: Option<Distribution>,
    /// Multiple of what the products concerned were bought for, drawn for each sanction.
    pub purchase_multiple: Option<Distribution>,
    /// Multiple of unlawful gains, drawn for each sanction.
    pub gains_multiple: Option<Distribution>,
    /// Gains, money, from which the multiple alone counts, and below which it does not.
    pub gains_from: Option<Value>,
    /// Money.
    pub floor: Option<Value>,
    /// Money.
    pub cap: Option<Value>,
    /// Money per manager, drawn for each sanction.
    pub personal: Option<Distribution>,
    /// Months, drawn for each sanction.
    pub suspension: Option<Distribution>,
}

/// A degree of strictness.
#[derive(Debug, Clone, PartialEq)]
pub struct StrictnessPlan {
    pub cost_factor: Value,
    /// Likelihood of a gap.
    pub gap: Value,
}

impl DutyPlan {
    pub(super) fn new(
        duty: &Duty,
        conditions: &ConditionContext<'_>,
        groups: &Index,
        table: &mut Parameters,
    ) -> Result<DutyPlan, PlanError> {
        let user = format!("duty `{}`", duty.id);
        Ok(DutyPlan {
            group: groups.of(&duty.id, &user)?,
            when: CompiledCondition::new(&duty.when, &user, conditions)?,
            per: duty.per,
            one_off: table.value(&duty.one_off),
            yearly: table.value(&duty.yearly),
            renewal: duty
                .renewal
                .as_ref()
                .map(|renewal| (table.value(&renewal.every), table.value(&renewal.cost))),
            gap_factor: table.value_or(duty.gap_factor.as_ref(), 1.0),
            lead_time: table.value_or(duty.lead_time.as_ref(), 0.0),
            approval: duty.approval.as_ref().map(|approval| approval_plan(approval, table)),
            gains: table.value_or(duty.gains.as_ref(), 0.0),
        })
    }
}

fn approval_plan(approval: &Approval, table: &mut Parameters) -> ApprovalPlan {
    let refusal = table.value(&approval.refusal);
    ApprovalPlan {
        review: approval.review.distribution.clone(),
        refusal,
        refusal_of_renewal: approval
            .refusal_of_renewal
            .as_ref()
            .map_or(refusal, |quantity| table.value(quantity)),
        grace: table.value_or(approval.grace.as_ref(), 0.0),
        if_refused: approval.if_refused,
        forced_move: approval.forced_move.as_ref().map_or(
            EmergencyPlan { premium: Value::Constant(0.0), time_factor: Value::Constant(1.0) },
            |terms| EmergencyPlan::new(terms, table),
        ),
        before_use: approval.before_use,
        sales_stop: approval
            .sales_stop
            .as_ref()
            .map(|stop| (table.value(&stop.share), stop.duration.distribution.clone())),
    }
}

impl LadderPlan {
    pub(super) fn all(ladders: &[&Ladder], table: &mut Parameters) -> Vec<LadderPlan> {
        let mut plan = |ladder: &&Ladder| LadderPlan {
            steps: steps(ladder, table),
            leniency: table.value_or(ladder.leniency.as_ref().map(|leniency| &leniency.chance), 0.0),
        };
        ladders.iter().map(&mut plan).collect()
    }
}

fn steps(ladder: &Ladder, table: &mut Parameters) -> Vec<PenaltyPlan> {
    let drawn = |quantity: &Option<crate::quantity::Quantity>| {
        quantity.as_ref().map(|quantity| quantity.distribution.clone())
    };
    ladder
        .steps
        .iter()
        .map(|step| PenaltyPlan {
            class: step.class,
            odds: table.value(&step.odds),
            amount: drawn(&step.amount),
            turnover_share: drawn(&step.turnover_share),
            purchase_multiple: drawn(&step.purchase_multiple),
            gains_multiple: drawn(&step.gains_multiple),
            gains_from: step.gains_from.as_ref().map(|from| table.value(from)),
            floor: step.floor.as_ref().map(|floor| table.value(floor)),
            cap: step.cap.as_ref().map(|cap| table.value(cap)),
            personal: drawn(&step.personal),
            suspension: drawn(&step.suspension),
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
