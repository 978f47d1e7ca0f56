use super::company::CompanyIndices;
use super::condition::ConditionContext;
use super::index::{Index, by_id};
use super::law::{Duties, LawContext, packs_in_play};
use super::leading::leading_draws;
use super::option::OptionIndices;
use super::playbook::playbook_ids;
use super::risk::RiskIndices;
use super::station::PlacementIndices;
use super::value::Parameters;
use super::{
    CompanyPlan, DutyPlan, JudgedBy, LadderPlan, LawPlan, LeadingDraw, MeasurePlan, Names, OptionPlan,
    ParameterTable, PlanError, RequirementPlan, RiskPlan, ScenarioPlan, StationTable, StrictnessPlan, Value,
};
use crate::domain::{Case, Id, Pack, Risk, Sampling};
use crate::math;

/// Everything the engine needs, flat and resolved.
#[derive(Debug, Clone, PartialEq)]
pub struct SimulationPlan {
    pub horizon_months: usize,
    /// `[month]`: factor to present value for a posting in the middle of the month.
    pub discount: Vec<f64>,
    pub table: ParameterTable,
    pub company: CompanyPlan,
    pub stations: StationTable,
    pub requirements: Vec<RequirementPlan>,
    pub measures: Vec<MeasurePlan>,
    pub strictness: Vec<StrictnessPlan>,
    pub duties: Vec<DutyPlan>,
    pub ladders: Vec<LadderPlan>,
    pub law: LawPlan,
    /// `[from][to]`: rate per year.
    pub regime_rates: Vec<Vec<Value>>,
    pub risks: Vec<RiskPlan>,
    /// Risks that are degradations.
    pub degradations: Vec<usize>,
    /// What judgements of applications depend on.
    pub judged_by: JudgedBy,
    /// Curves of all demand shifts, in the order of the risks.
    pub demands: Vec<DemandOnSegment>,
    /// Risks whose rate depends on where an option stands.
    pub posture_risks: Vec<usize>,
    pub options: Vec<OptionPlan>,
    pub scenarios: Vec<ScenarioPlan>,
    /// Draws that follow scrambled Sobol points, the weightiest first; none where trials are independent.
    pub leading: Vec<LeadingDraw>,
    /// Identifiers of the playbook entries of all options, ascending.
    pub playbook_ids: Vec<Id>,
    pub names: Names,
}

/// A curve of a demand shift: which requirement it asks for, and of whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemandOnSegment {
    pub requirement: usize,
    pub segment: usize,
}

/// Rates above this are refused: such a risk is a running cost, and a trial would not end.
const HIGHEST_RATE: f64 = 10_000.0;

impl SimulationPlan {
    /// Resolves every name of a case.
    ///
    /// # Errors
    /// Names that lead nowhere, contradicting correlations, rates that would not end.
    pub fn new(case: &Case) -> Result<SimulationPlan, PlanError> {
        let mut table = Parameters::default();
        let company_indices = CompanyIndices::new(case);
        let placement_indices = PlacementIndices::new(case);
        let measures = Index::sorted("measure", case.measures.iter().map(|measure| &measure.id));
        let packs = packs_in_play(case);
        let duties = Duties::of(case, &packs);
        let requirement_index = Index::sorted("requirement", case.requirements.iter().map(|entry| &entry.id));
        let strictness = Index::sorted("strictness", case.strictness.iter().map(|entry| &entry.id));
        let regimes = Index::sorted("regime", case.regimes.regimes.iter().map(|regime| &regime.id));
        let risk_index = Index::sorted("risk", case.risks.iter().map(|risk| &risk.id));
        let playbook_ids = playbook_ids(case);
        let stations = StationTable::new(case, &placement_indices, &mut table)?;
        let conditions = ConditionContext {
            case,
            placement: &placement_indices,
            measures: &measures,
            stations: &stations,
        };
        let risk_indices = RiskIndices {
            company: &company_indices,
            conditions: &conditions,
            duties: &duties.groups,
            packs: &packs,
            requirements: &requirement_index,
            regimes: &regimes,
            risks: &risk_index,
        };
        let option_indices = OptionIndices {
            company: &company_indices,
            placement: &placement_indices,
            measures: &measures,
            strictness: &strictness,
            stations: &stations,
            risks: &risk_index,
            regimes: &regimes,
        };
        check_rates(case)?;
        let law_context = LawContext { conditions: &conditions, packs: &packs, duties: &duties };
        let duty_plans = DutyPlan::all(&law_context, &mut table)?;
        let (law, ladders) = LawPlan::new(&law_context, &duty_plans, &mut table)?;
        let risks = RiskPlan::all(&risk_indices, &mut table)?;
        let company = CompanyPlan::new(case, &company_indices, &mut table)?;
        let requirements = RequirementPlan::all(&conditions, &mut table)?;
        let judged_by = JudgedBy::new(&duty_plans, &requirements, &risks)?;
        let plan = SimulationPlan {
            horizon_months: case.settings.horizon_months,
            discount: discount_factors(case.settings.horizon_months, case.settings.discount_rate),
            company,
            requirements,
            judged_by,
            demands: demands(&risks),
            degradations: (0..risks.len())
                .filter(|position| risks[*position].mechanism.as_degradation().is_some())
                .collect(),
            measures: MeasurePlan::all(case, &mut table)?,
            strictness: StrictnessPlan::all(case, &mut table),
            duties: duty_plans,
            ladders,
            law,
            regime_rates: regime_rates(case, &regimes, &mut table)?,
            posture_risks: posture_risks(&risks),
            risks,
            options: case
                .options
                .iter()
                .map(|option| OptionPlan::new(option, case, &option_indices, &playbook_ids, &mut table))
                .collect::<Result<Vec<_>, PlanError>>()?,
            scenarios: scenarios(case, &regimes, &mut table)?,
            names: names(case, &placement_indices, &stations, &duties, &packs),
            leading: Vec::new(),
            playbook_ids,
            stations,
            table: table.finish(&case.correlations)?,
        };
        let leading = match case.settings.sampling {
            Sampling::Independent => Vec::new(),
            Sampling::Sobol => leading_draws(&plan),
        };
        Ok(SimulationPlan { leading, ..plan })
    }
}

/// The curves of all demand shifts.
fn demands(risks: &[RiskPlan]) -> Vec<DemandOnSegment> {
    let shifts = risks.iter().filter_map(|risk| risk.mechanism.as_demand_shift());
    let curves = shifts.flat_map(|shift| shift.curves.iter().map(|curve| (shift.requirement, curve.segment)));
    curves.map(|(requirement, segment)| DemandOnSegment { requirement, segment }).collect()
}

/// Risks whose rate is looked at again whenever the option's standing changes.
fn posture_risks(risks: &[RiskPlan]) -> Vec<usize> {
    let depends = |risk: &RiskPlan| !risk.odds.is_empty() || risk.mechanism.as_incident().is_some();
    (0..risks.len()).filter(|position| depends(&risks[*position])).collect()
}

fn names(
    case: &Case,
    placement: &PlacementIndices,
    stations: &StationTable,
    duties: &Duties<'_>,
    packs: &[&Pack],
) -> Names {
    let placements: Vec<&Id> = placement.placements.ids().collect();
    let of_station = |station: usize| {
        let id = stations.placement(station).and_then(|position| placements.get(position));
        let named = id.and_then(|id| case.placement(id));
        named.map_or_else(String::new, |placement| placement.name.clone())
    };
    let of_duty = |id: &Id| duties.versions.iter().find(|duty| duty.id == *id).map(|duty| duty.name.clone());
    Names {
        stations: (0..stations.stations.len()).map(of_station).collect(),
        duties: Names::duties(duties.groups.ids(), of_duty),
        packs: packs.iter().map(|pack| pack.name.clone()).collect(),
        ..Names::of(case)
    }
}

fn scenarios(case: &Case, regimes: &Index, table: &mut Parameters) -> Result<Vec<ScenarioPlan>, PlanError> {
    let risks: Vec<&Risk> = by_id(&case.risks, |risk| &risk.id);
    let risk_index = Index::sorted("risk", case.risks.iter().map(|risk| &risk.id));
    case.scenarios
        .iter()
        .map(|scenario| ScenarioPlan::new(scenario, &risks, regimes, &risk_index, table))
        .collect()
}

fn regime_rates(case: &Case, regimes: &Index, table: &mut Parameters) -> Result<Vec<Vec<Value>>, PlanError> {
    let mut rates = vec![vec![Value::Constant(0.0); regimes.len()]; regimes.len()];
    for (from, regime) in by_id(&case.regimes.regimes, |regime| &regime.id).into_iter().enumerate() {
        for (to, quantity) in &regime.moves_to {
            rates[from][regimes.of(to, &format!("regime `{}`", regime.id))?] = table.value(quantity);
        }
    }
    Ok(rates)
}

/// `[month]`: (1 + r)^−((t + ½)/12).
fn discount_factors(horizon_months: usize, rate: f64) -> Vec<f64> {
    let per_month = math::ln_1p(rate) / 12.0;
    (0..horizon_months).map(|month| math::exp(-per_month * (month as f64 + 0.5))).collect()
}

/// Refuses rates so high that a trial would not end.
fn check_rates(case: &Case) -> Result<(), PlanError> {
    use crate::domain::Rate;
    let almost_certain = 1.0 - 1e-9;
    let of_regimes =
        case.regimes.regimes.iter().flat_map(|regime| regime.moves_to.iter().map(|(_, rate)| rate));
    let of_scenarios =
        case.scenarios.iter().flat_map(|scenario| &scenario.changes).filter_map(|(_, c)| c.rate.as_ref());
    let of_risks = case.risks.iter().filter_map(|risk| risk.rate.as_ref()).flat_map(|rate| match rate {
        Rate::Always(rate) => vec![rate],
        Rate::ByRegime(rates) => rates.iter().map(|(_, rate)| rate).collect(),
    });
    for rate in of_regimes.chain(of_scenarios).chain(of_risks) {
        if rate.distribution.inverse_cdf(almost_certain) > HIGHEST_RATE {
            return Err(PlanError::RateTooHigh { name: rate.name.clone(), limit: HIGHEST_RATE });
        }
    }
    for trend in case.risks.iter().filter_map(|risk| risk.trend.as_ref()) {
        if trend.distribution.inverse_cdf(1.0 - almost_certain) < -1.0 {
            return Err(PlanError::TrendTooLow { name: trend.name.clone() });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::discount_factors;

    #[test]
    fn discounts_the_middle_of_each_month() {
        // 8 % a year: month 0 by 1.08^(−1/24) = 0.996798…, month 11 by 1.08^(−23/24) = 0.928897…
        let factors = discount_factors(12, 0.08);
        assert!((factors[0] - 0.996_798_4).abs() < 1e-6, "{}", factors[0]);
        assert!((factors[11] - 0.928_897).abs() < 1e-5, "{}", factors[11]);
        assert_eq!(discount_factors(2, 0.0), vec![1.0, 1.0]);
    }
}
