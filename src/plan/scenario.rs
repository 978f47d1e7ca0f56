use super::index::Index;
use super::value::Parameters;
use super::{PlanError, Value};
use crate::domain::{Id, RegimePath, Risk, Scenario};
use crate::quantity::Distribution;

/// A scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct ScenarioPlan {
    pub id: Id,
    pub name: String,
    pub regime: RegimePathPlan,
    /// `[risk]`.
    pub risks: Vec<ScenarioRiskPlan>,
}

/// How the regime moves.
#[derive(Debug, Clone, PartialEq)]
pub enum RegimePathPlan {
    Chance {
        initial: usize,
        /// `[regime]`: factors on the rate of moving into it.
        factors_into: Vec<Vec<Value>>,
    },
    /// Month and regime from then on.
    Forced(Vec<(f64, usize)>),
}

/// What a scenario says of a risk.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ScenarioRiskPlan {
    /// They multiply.
    pub factors: Vec<Value>,
    /// Rate per year in place of the catalogue's.
    pub rate: Option<Value>,
    /// It does not exist but for what is scheduled.
    pub off: bool,
    /// By time.
    pub scheduled: Vec<ScheduledPlan>,
}

/// An event for certain. The draws of its marks are the n-th scheduled ones of its risk.
#[derive(Debug, Clone, PartialEq)]
pub struct ScheduledPlan {
    /// Month.
    pub at: f64,
    pub duration: Option<Distribution>,
    pub grace: Option<Distribution>,
}

impl RegimePathPlan {
    /// Whether trials differ in the path.
    pub(super) fn is_by_chance(&self) -> bool {
        match self {
            RegimePathPlan::Chance { .. } => true,
            RegimePathPlan::Forced(_) => false,
        }
    }
}

impl ScenarioPlan {
    pub(super) fn new(
        scenario: &Scenario,
        risks: &[&Risk],
        regimes: &Index,
        risk_index: &Index,
        table: &mut Parameters,
    ) -> Result<ScenarioPlan, PlanError> {
        let user = format!("scenario `{}`", scenario.id);
        let mut plans = vec![ScenarioRiskPlan::default(); risks.len()];
        for (risk, change) in &scenario.changes {
            let plan = &mut plans[risk_index.of(risk, &user)?];
            plan.factors = change.factors.iter().map(|factor| table.value(factor)).collect();
            plan.rate = change.rate.as_ref().map(|rate| table.value(rate));
            plan.off = change.off;
        }
        for event in &scenario.scheduled {
            let position = risk_index.of(&event.risk, &user)?;
            if !risks[position].mechanism.has_events() {
                return Err(PlanError::ScheduledDemandShift { risk: event.risk.to_string() });
            }
            plans[position].scheduled.push(ScheduledPlan {
                at: event.at,
                duration: event.duration.as_ref().map(|quantity| quantity.distribution.clone()),
                grace: event.grace.as_ref().map(|quantity| quantity.distribution.clone()),
            });
        }
        for plan in &mut plans {
            plan.scheduled.sort_by(|left, right| left.at.total_cmp(&right.at));
        }
        Ok(ScenarioPlan {
            id: scenario.id.clone(),
            name: scenario.name.clone(),
            regime: regime_path(&scenario.regime, &user, regimes, table)?,
            risks: plans,
        })
    }
}

fn regime_path(
    path: &RegimePath,
    user: &str,
    regimes: &Index,
    table: &mut Parameters,
) -> Result<RegimePathPlan, PlanError> {
    match path {
        RegimePath::Chance { initial, factors_into } => {
            let mut factors = vec![Vec::new(); regimes.len()];
            for (regime, quantities) in factors_into {
                factors[regimes.of(regime, user)?] =
                    quantities.iter().map(|quantity| table.value(quantity)).collect();
            }
            Ok(RegimePathPlan::Chance { initial: regimes.of(initial, user)?, factors_into: factors })
        }
        RegimePath::Forced(points) => points
            .iter()
            .map(|point| Ok((point.from, regimes.of(&point.regime, user)?)))
            .collect::<Result<Vec<_>, PlanError>>()
            .map(RegimePathPlan::Forced),
    }
}
