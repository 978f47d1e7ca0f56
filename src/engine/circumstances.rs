use super::keys::Keys;
use super::mechanism::demand_shift;
use super::random::StreamKey;
use super::standing::points;
use super::world::World;
use crate::math;
use crate::plan::{EditionPlan, SegmentStatus, SimulationPlan};
use crate::rules::likelihood_of_points;

/// What follows from the once-per-trial quantities and is the same for every option: money per month, months, hours.
#[derive(Debug, Clone, Default)]
pub struct Circumstances {
    /// `[station]`: money per month at the start.
    pub(super) run_cost: Vec<f64>,
    /// `[month][station]`: factor on that; empty where no run cost changes.
    run_growth: Vec<f64>,
    /// `[station]`: money, overrun included.
    pub(super) move_cost: Vec<f64>,
    /// `[station]`: months, overrun included.
    pub(super) move_time: Vec<f64>,
    /// `[month][cell]`: contribution margin, money.
    pub(super) margin: Vec<f64>,
    /// `[cell]`: margin as a share of revenue.
    pub(super) margin_share: Vec<f64>,
    /// `[curve]` of all demand shifts: shares of a gap that close in a month when customers leave, and when they come back.
    pub(super) paces: Vec<(f64, f64)>,
    /// Number of applications.
    pub(super) applications: usize,
    /// `[flow]`: uniform that decides whether its data is important.
    importance: Vec<f64>,
    /// `[claim]`: uniform that decides whether the ground is accepted.
    acceptance: Vec<f64>,
    /// There are operators of critical information infrastructure among the customers.
    pub(super) supplies_ciio: bool,
    /// `[application][stream]`: share of margin lost while it is down, work-around deducted.
    pub(super) dependency: Vec<f64>,
    /// Base of turnover-based fines, money per year.
    pub(super) turnover: f64,
}

impl Circumstances {
    /// Works them out for the parameters of a world.
    pub(super) fn assess(&mut self, plan: &SimulationPlan, world: &World, keys: &Keys) {
        let drawn = &world.drawn;
        self.assess_stations(plan, drawn);
        self.assess_margins(plan, drawn);
        let shifts = plan.risks.iter().filter_map(|risk| risk.mechanism.as_demand_shift());
        let paces = shifts.flat_map(|shift| &shift.curves).map(|curve| {
            (demand_shift::pace(curve.loss_time.of(drawn)), demand_shift::pace(curve.win_back_time.of(drawn)))
        });
        self.paces.clear();
        self.paces.extend(paces);
        let uniform = |key: &StreamKey| key.trial(world.trial).uniform(0);
        self.importance.clear();
        self.importance.extend(keys.important_data.iter().map(uniform));
        self.acceptance.clear();
        self.acceptance.extend(keys.claims.iter().map(uniform));
        self.supplies_ciio = plan.law.segments.iter().zip(&keys.segments).any(|(segment, key)| {
            let likelihood = match segment {
                SegmentStatus::Likelihood(likelihood) => likelihood.of(drawn),
                SegmentStatus::Score(score) => likelihood_of_points(points(score, drawn, |_| false)),
            };
            uniform(key) < likelihood
        });
        self.applications = plan.company.applications.len();
        self.dependency.clear();
        for application in &plan.company.applications {
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
        self.grow_run_costs(plan, drawn);
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

    /// Factor on run cost in month t: (1 + growth)^(t/12).
    fn grow_run_costs(&mut self, plan: &SimulationPlan, drawn: &[f64]) {
        self.run_growth.clear();
        if !plan.stations.run_costs_grow() {
            return;
        }
        let stations = plan.stations.stations.len();
        self.run_growth.resize(plan.horizon_months * stations, 1.0);
        for (position, station) in plan.stations.stations.iter().enumerate() {
            let month_growth = math::pow(1.0 + station.run_growth.of(drawn), 1.0 / 12.0);
            let mut factor = 1.0;
            for month in 0..plan.horizon_months {
                self.run_growth[month * stations + position] = factor;
                factor *= month_growth;
            }
        }
    }

    /// Money per month for running an application at a station at a point in time.
    pub(super) fn run_cost_at(&self, station: usize, now: f64) -> f64 {
        let factor = self.run_growth.get(now as usize * self.run_cost.len() + station);
        self.run_cost[station] * factor.copied().unwrap_or(1.0)
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

    /// Whether the data of a flow is important in this trial: its uniform lies below 1 − (Π (1 − p))^catalogue.
    pub(super) fn importance(
        &self,
        flow: usize,
        edition: &EditionPlan,
        drawn: &[f64],
        catalogue: f64,
    ) -> bool {
        let none: f64 =
            edition.important_data[flow].iter().map(|likelihood| 1.0 - likelihood.of(drawn)).product();
        // A likelihood that nothing widens keeps its bits.
        let likelihood = match edition.important_data[flow].as_slice() {
            [stated] if catalogue == 1.0 => stated.of(drawn),
            _ if catalogue == 1.0 => 1.0 - none,
            _ => 1.0 - math::pow(none, catalogue),
        };
        self.importance[flow] < likelihood
    }

    /// Whether a ground of exemption that is claimed for a flow is accepted in this trial.
    pub(super) fn is_exempt(&self, flow: usize, edition: &EditionPlan, drawn: &[f64]) -> bool {
        edition.claims[flow].iter().any(|(claim, accepted)| self.acceptance[*claim] < accepted.of(drawn))
    }
}
