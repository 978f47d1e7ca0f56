use super::circumstances::Circumstances;
use super::world::World;
use crate::domain::{CostBasis, Hosting, Judgement};
use crate::plan::{CompiledCondition, OptionPlan, SimulationPlan};

/// Where an option stands at a point in time, and what follows from that by rule: duties, requirements met, rates
/// of cost. No dice.
#[derive(Debug, Clone, Default)]
pub(super) struct Standing {
    /// `[application]`: station.
    pub stations: Vec<usize>,
    pub isolation: usize,
    /// `[measure]`: works.
    pub active: Vec<bool>,
    /// `[duty][application]`: the duty arises.
    pub arises: Vec<bool>,
    /// `[duty]`: number of applications for which it arises.
    pub duty_count: Vec<u32>,
    /// `[requirement]`: share met.
    pub satisfied: Vec<f64>,
    /// `[requirement][application]`: share met, or `None` where it is not looked at.
    shares: Vec<Option<f64>>,
}

/// What a standing is judged against.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub plan: &'a SimulationPlan,
    pub world: &'a World,
    pub circumstances: &'a Circumstances,
}

impl Standing {
    /// The standing at the start of the horizon, before any duty has been looked at.
    pub fn reset(&mut self, option: &OptionPlan, setting: Setting<'_>) {
        let plan = setting.plan;
        let applications = plan.company.applications.len();
        self.stations.clear();
        self.stations.extend(option.targets.iter().map(|target| target.current));
        self.isolation = plan.stations.connected;
        self.active.clear();
        self.active.resize(plan.measures.len(), false);
        self.arises.clear();
        self.arises.resize(plan.duties.len() * applications, false);
        self.duty_count.clear();
        self.duty_count.resize(plan.duties.len(), 0);
        self.shares.clear();
        self.shares.resize(plan.requirements.len() * applications, None);
        self.satisfied.clear();
        self.satisfied.resize(plan.requirements.len(), 0.0);
    }

    /// Whether a condition holds for an application where it stands now.
    pub fn meets(&self, condition: &CompiledCondition, application: usize, setting: Setting<'_>) -> bool {
        let station = self.stations[application];
        condition.stations[station]
            && condition.isolations[self.isolation]
            && condition.measure.is_none_or(|measure| self.active[measure])
            && setting.circumstances.data_meets(condition, application, setting.plan, &setting.world.drawn)
    }

    /// Judges one application anew: its duties and what it contributes to requirements.
    pub fn reassess(&mut self, application: usize, setting: Setting<'_>) {
        let applications = self.stations.len();
        for (position, duty) in setting.plan.duties.iter().enumerate() {
            let arises = self.meets(&duty.when, application, setting);
            let before = std::mem::replace(&mut self.arises[position * applications + application], arises);
            self.duty_count[position] += u32::from(arises);
            self.duty_count[position] -= u32::from(before);
        }
        for (position, requirement) in setting.plan.requirements.iter().enumerate() {
            let share = self.meets(&requirement.looks_at, application, setting).then(|| {
                let met =
                    requirement.satisfied.iter().find(|(when, _)| self.meets(when, application, setting));
                met.map_or(0.0, |(_, share)| share.of(&setting.world.drawn))
            });
            self.shares[position * applications + application] = share;
        }
    }

    /// Sums up what the applications contribute to each requirement. A requirement that looks at no application is met.
    pub fn sum_up_requirements(&mut self, setting: Setting<'_>) {
        let applications = self.stations.len();
        for (position, requirement) in setting.plan.requirements.iter().enumerate() {
            let shares = &self.shares[position * applications..][..applications];
            let weighted =
                shares.iter().zip(&setting.plan.company.applications).filter_map(|(share, application)| {
                    share
                        .filter(|_| application.customer_weight > 0.0)
                        .map(|share| (share, application.customer_weight))
                });
            self.satisfied[position] = match requirement.judged_by {
                Judgement::Average => {
                    let (sum, weights) = weighted.fold((0.0, 0.0), |(sum, weights), (share, weight)| {
                        (sum + share * weight, weights + weight)
                    });
                    if weights > 0.0 { sum / weights } else { 1.0 }
                }
                Judgement::Weakest => weighted.fold(1.0, |lowest, (share, _)| f64::min(lowest, share)),
            };
        }
    }

    /// Hours that one user of an application loses per month where it stands now.
    pub fn friction(&self, application: usize, setting: Setting<'_>) -> f64 {
        let station = &setting.plan.stations.stations[self.stations[application]];
        let drawn = &setting.world.drawn;
        match station.hosting {
            Hosting::Abroad => station.friction.of(drawn),
            Hosting::China => {
                station.friction.of(drawn)
                    + setting.plan.stations.isolations[self.isolation].friction.of(drawn)
            }
        }
    }

    /// Share of an application's function that is lost at `station` when the line across the border fails.
    pub fn border_dependency(&self, application: usize, station: usize, setting: Setting<'_>) -> f64 {
        let entry = &setting.plan.stations.stations[station];
        let drawn = &setting.world.drawn;
        match entry.hosting {
            Hosting::Abroad => 1.0,
            Hosting::China => {
                setting.plan.company.applications[application].integration.of(drawn)
                    * entry.integration_factor.of(drawn)
                    * setting.plan.stations.isolations[self.isolation].integration_factor.of(drawn)
            }
        }
    }

    /// How often a duty's cost arises now.
    pub fn cost_count(&self, duty: usize, per: CostBasis) -> f64 {
        match per {
            CostBasis::Application => f64::from(self.duty_count[duty]),
            CostBasis::Company => f64::from(self.duty_count[duty].min(1)),
        }
    }
}
