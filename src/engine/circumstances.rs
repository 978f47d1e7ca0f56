use super::keys::Keys;
use super::world::World;
use crate::math;
use crate::plan::{CompiledCondition, SimulationPlan};

/// What follows from the once-per-trial quantities and is the same for every option: money per month, months, hours.
#[derive(Debug, Clone, Default)]
pub struct Circumstances {
    /// `[station]`: money per month.
    pub(super) run_cost: Vec<f64>,
    /// `[station]`: money, overrun included.
    pub(super) move_cost: Vec<f64>,
    /// `[station]`: months, overrun included.
    pub(super) move_time: Vec<f64>,
    /// `[month][cell]`: contribution margin, money.
    pub(super) margin: Vec<f64>,
    /// `[cell]`: margin as a share of revenue.
    pub(super) margin_share: Vec<f64>,
    /// `[application]`.
    pub(super) important_data: Vec<bool>,
    /// `[application][stream]`: share of margin lost while it is down, work-around deducted.
    pub(super) dependency: Vec<f64>,
    /// Base of turnover-based fines, money per year.
    pub(super) turnover: f64,
}

impl Circumstances {
    /// Works them out for the parameters of a world.
    pub fn assess(&mut self, plan: &SimulationPlan, world: &World, keys: &Keys) {
        let drawn = &world.drawn;
        self.assess_stations(plan, drawn);
        self.assess_margins(plan, drawn);
        self.important_data.clear();
        self.dependency.clear();
        for (application, key) in plan.company.applications.iter().zip(&keys.important_data) {
            let holds = key.trial(world.trial).uniform(0) < application.important_data.of(drawn);
            self.important_data.push(holds);
            let harm = 1.0 - application.workaround.of(drawn);
            self.dependency.extend(application.dependency.iter().map(|share| share.of(drawn) * harm));
        }
        let company = &plan.company;
        let worldwide = keys.worldwide_turnover.trial(world.trial).uniform(0)
            < company.worldwide_turnover_likelihood.of(drawn);
        let base = if worldwide { company.revenue_worldwide } else { company.revenue_china };
        self.turnover = base.of(drawn);
    }

    fn assess_stations(&mut self, plan: &SimulationPlan, drawn: &[f64]) {
        let (cost_overrun, time_overrun) =
            (plan.company.cost_overrun.of(drawn), plan.company.time_overrun.of(drawn));
        self.run_cost.clear();
        self.move_cost.clear();
        self.move_time.clear();
        for station in &plan.stations.stations {
            self.run_cost.push(station.run_cost.of(drawn) * station.run_factor.of(drawn) / 12.0);
            self.move_cost
                .push(station.move_cost.of(drawn) * station.move_cost_factor.of(drawn) * cost_overrun);
            self.move_time
                .push(station.move_time.of(drawn) * station.move_time_factor.of(drawn) * time_overrun);
        }
    }

    /// Margin of a cell in month t: revenue × margin × (1 + growth)^((t + ½)/12) ÷ 12.
    fn assess_margins(&mut self, plan: &SimulationPlan, drawn: &[f64]) {
        let cells = &plan.company.cells;
        self.margin.clear();
        self.margin.resize(plan.horizon_months * cells.len(), 0.0);
        self.margin_share.clear();
        for (position, cell) in cells.iter().enumerate() {
            let stream = &plan.company.streams[cell.stream];
            let share = stream.contribution_margin.of(drawn);
            self.margin_share.push(share);
            let growth = stream.growth.of(drawn);
            let month_growth = math::pow(1.0 + growth, 1.0 / 12.0);
            let mut margin = cell.revenue.of(drawn) * share / 12.0 * math::pow(1.0 + growth, 1.0 / 24.0);
            for month in 0..plan.horizon_months {
                self.margin[month * cells.len() + position] = margin;
                margin *= month_growth;
            }
        }
    }

    /// Whether what a condition asks of an application's data holds in this trial.
    pub(super) fn data_meets(
        &self,
        condition: &CompiledCondition,
        application: usize,
        plan: &SimulationPlan,
        drawn: &[f64],
    ) -> bool {
        let entry = &plan.company.applications[application];
        condition.persons_at_least.is_none_or(|least| entry.persons.of(drawn) >= least)
            && condition
                .sensitive_persons_at_least
                .is_none_or(|least| entry.sensitive_persons.of(drawn) >= least)
            && condition.important_data.is_none_or(|important| self.important_data[application] == important)
    }
}
