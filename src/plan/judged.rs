use super::{CompiledCondition, DutyPlan, MechanismPlan, PlanError, RequirementPlan, RiskPlan};

/// What the judgement of an application where it stands depends on: enough to recognise one that has been made before.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct JudgedBy {
    /// Measures that some condition asks for, ascending: the n-th is the n-th bit of a set.
    pub measures: Vec<usize>,
    /// Numbers of persons that decide something, ascending.
    pub persons: Vec<f64>,
    /// Numbers of persons with sensitive data that decide something, ascending.
    pub sensitive_persons: Vec<f64>,
    /// Numbers of persons handled in China that decide something, ascending.
    pub handled_persons: Vec<f64>,
    /// Conditions of risks, which ask whether some application meets them.
    pub conditions: Vec<CompiledCondition>,
    /// `[risk][odds]`: position among `conditions`.
    pub odds: Vec<Vec<usize>>,
    /// `[risk]`: position among `conditions` of what an incident or a degradation hits.
    pub hits: Vec<Option<usize>>,
}

/// Measures that conditions may ask for: they are kept as a set of bits.
const MOST_MEASURES: usize = 128;

impl JudgedBy {
    pub(super) fn new(
        duties: &[DutyPlan],
        requirements: &[RequirementPlan],
        risks: &[RiskPlan],
    ) -> Result<JudgedBy, PlanError> {
        let mut judged = JudgedBy::default();
        for risk in risks {
            let odds = risk.odds.iter().map(|(when, _)| judged.add(when)).collect();
            judged.odds.push(odds);
            let hits = match &risk.mechanism {
                MechanismPlan::Incident(incident) => Some(judged.add(&incident.applications)),
                MechanismPlan::Degradation(degradation) => Some(judged.add(&degradation.applications)),
                MechanismPlan::Outage(_)
                | MechanismPlan::ServiceLoss(_)
                | MechanismPlan::Enforcement(_)
                | MechanismPlan::DemandShift(_)
                | MechanismPlan::RuleChange(_)
                | MechanismPlan::SupplierBan(_)
                | MechanismPlan::CounterMeasure(_) => None,
            };
            judged.hits.push(hits);
        }
        for duty in duties {
            judged.ask(&duty.when);
        }
        for requirement in requirements {
            judged.ask(&requirement.looks_at);
            requirement.satisfied.iter().for_each(|(when, _)| judged.ask(when));
        }
        for numbers in [&mut judged.persons, &mut judged.sensitive_persons, &mut judged.handled_persons] {
            numbers.sort_by(f64::total_cmp);
            numbers.dedup();
        }
        judged.measures.sort_unstable();
        judged.measures.dedup();
        if judged.measures.len() > MOST_MEASURES {
            return Err(PlanError::TooMany {
                what: "measures that conditions ask for",
                limit: MOST_MEASURES,
            });
        }
        Ok(judged)
    }

    fn add(&mut self, condition: &CompiledCondition) -> usize {
        self.ask(condition);
        self.conditions.push(condition.clone());
        self.conditions.len() - 1
    }

    /// Notes what a condition asks for.
    fn ask(&mut self, condition: &CompiledCondition) {
        self.measures.extend(condition.measure);
        let thresholds = condition.facts.thresholds();
        self.persons.extend(thresholds.persons);
        self.sensitive_persons.extend(thresholds.sensitive_persons);
        self.handled_persons.extend(thresholds.handled_persons);
    }
}
