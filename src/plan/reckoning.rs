//! A rough reckoning of every option's total cost at given quantities: good enough to say what matters, for nothing else.
//!
//! Regimes count by the share of each year that the mean rates give them; applications stand where the option plans them from the
//! start; of what happens to whom, and when, only expectations are left.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::{
    CompiledCondition, DegradationPlan, DemandPlan, Mark, MechanismPlan, OptionPlan, OutageScopePlan,
    RegimePathPlan, RiskPlan, ScenarioRiskPlan, SimulationPlan, StationPlan, Value,
};
use crate::domain::Hosting;
use crate::math;

/// Steps per year in which the shares of regimes are followed.
const STEPS: usize = 12;

/// Longest time, months, that a single interruption is reckoned with: emergency moves end it.
const LONGEST_INTERRUPTION: f64 = 6.0;

/// Share of the revenue in China that an inspection with a finding costs.
const COST_OF_INSPECTION: f64 = 0.002;

/// Once-per-trial quantities to reckon with, which remember what was asked.
pub(super) struct Quantities<'q> {
    /// `[parameter]`.
    values: &'q [f64],
    /// Positions that were asked; `None`: nobody wants to know.
    asked: Option<RefCell<BTreeSet<usize>>>,
}

impl<'q> Quantities<'q> {
    pub fn new(values: &'q [f64]) -> Self {
        Quantities { values, asked: None }
    }

    fn recording(values: &'q [f64]) -> Self {
        Quantities { values, asked: Some(RefCell::default()) }
    }
}

impl Value {
    pub(super) fn at(self, quantities: &Quantities<'_>) -> f64 {
        if let (Value::Parameter(position), Some(asked)) = (self, &quantities.asked) {
            asked.borrow_mut().insert(position);
        }
        self.of(quantities.values)
    }
}

/// A part of the total; they add up.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    /// Running and moving systems, measures, isolation.
    Systems,
    /// What the risk at this position takes.
    Risk(usize),
}

/// What is drawn for each event of a risk, on average.
#[derive(Debug, Clone, Copy)]
struct MeanMarks {
    /// Months; infinite for good.
    duration: f64,
    /// Money, per event or per day.
    severity: f64,
}

impl MeanMarks {
    fn of(risk: &RiskPlan) -> MeanMarks {
        let mean =
            |mark: Option<&Mark>, otherwise: f64| mark.map_or(otherwise, |mark| mark.distribution.mean());
        let (duration, severity) = match &risk.mechanism {
            MechanismPlan::Outage(outage) => (mean(Some(&outage.duration), 0.0), 0.0),
            MechanismPlan::SupplierBan(closure) | MechanismPlan::CounterMeasure(closure) => {
                (mean(closure.duration.as_ref(), f64::INFINITY), 0.0)
            }
            MechanismPlan::Incident(incident) => {
                (mean(incident.downtime.as_ref(), 0.0), mean(incident.severity.as_ref(), 0.0))
            }
            MechanismPlan::ServiceLoss(_)
            | MechanismPlan::Enforcement(_)
            | MechanismPlan::RuleChange(_)
            | MechanismPlan::DemandShift(_)
            | MechanismPlan::Degradation(_) => (0.0, 0.0),
        };
        MeanMarks { duration, severity }
    }
}

/// What is the same in every scenario: worked out once, as some means take long.
pub(super) struct Common<'a> {
    plan: &'a SimulationPlan,
    /// `[risk]`.
    marks: Vec<MeanMarks>,
    /// `[year]`: discount factors summed over its months, in years.
    discount: Vec<f64>,
    /// `[option][requirement]`: share that is satisfied, at mean quantities.
    satisfied: Vec<Vec<f64>>,
}

impl<'a> Common<'a> {
    /// - `central`: means of the parameters, `[parameter]`.
    pub fn new(plan: &'a SimulationPlan, central: &[f64]) -> Common<'a> {
        let central = Quantities::new(central);
        Common {
            plan,
            marks: plan.risks.iter().map(MeanMarks::of).collect(),
            discount: plan.discount.chunks(12).map(|months| months.iter().sum::<f64>() / 12.0).collect(),
            satisfied: plan.options.iter().map(|option| satisfied(plan, option, &central)).collect(),
        }
    }
}

/// The reckoning for one scenario.
pub(super) struct Reckoning<'a> {
    plan: &'a SimulationPlan,
    scenario: usize,
    /// `[risk]`.
    marks: &'a [MeanMarks],
    /// `[year]`: discount factors summed over its months, in years.
    discount: &'a [f64],
    /// `[year][regime]`: share of the year, at mean rates.
    regimes: Vec<Vec<f64>>,
    /// `[option][requirement]`: share that is satisfied, at mean quantities.
    satisfied: &'a [Vec<f64>],
}

/// Margin, present value over the horizon.
struct Margins {
    /// `[segment]`.
    segments: Vec<f64>,
    /// `[stream]`.
    streams: Vec<f64>,
}

impl<'a> Reckoning<'a> {
    /// - `central`: means of the parameters, `[parameter]`.
    pub fn new(common: &'a Common<'a>, scenario: usize, central: &[f64]) -> Reckoning<'a> {
        let Common { plan, marks, discount, satisfied } = common;
        let regimes = regimes(plan, scenario, discount.len(), &Quantities::new(central));
        Reckoning { plan, scenario, marks, discount, regimes, satisfied }
    }

    /// All parts of the total.
    pub fn parts(&self) -> impl Iterator<Item = Part> {
        std::iter::once(Part::Systems).chain((0..self.plan.risks.len()).map(Part::Risk))
    }

    /// Parameters that a part depends on at these values.
    pub fn parameters_of(&self, part: Part, values: &[f64]) -> BTreeSet<usize> {
        let quantities = Quantities::recording(values);
        self.cost(part, &quantities);
        quantities.asked.map(RefCell::into_inner).unwrap_or_default()
    }

    /// Cost of a part for every option, `[option]`, present value.
    pub fn cost(&self, part: Part, drawn: &Quantities<'_>) -> Vec<f64> {
        let plan = self.plan;
        let Part::Risk(position) = part else {
            return plan.options.iter().map(|option| self.cost_of_it(option, drawn)).collect();
        };
        let mut costs = vec![0.0; plan.options.len()];
        let (risk, change) = (&plan.risks[position], &plan.scenarios[self.scenario].risks[position]);
        if change.off {
            return costs;
        }
        if let Some(shift) = risk.mechanism.as_demand_shift() {
            self.add_lost_sales((shift, change), drawn, &mut costs);
        } else if let Some(degradation) = risk.mechanism.as_degradation() {
            self.add_lost_hours((degradation, risk, change), drawn, &mut costs);
        } else {
            let (count, each) = self.events(position, drawn);
            for (cost, each) in costs.iter_mut().zip(each) {
                *cost += count * each;
            }
        }
        costs
    }

    /// Expected events of a risk, and what one costs each option; none where it has none.
    pub fn events(&self, risk: usize, drawn: &Quantities<'_>) -> (f64, Vec<f64>) {
        let change = &self.plan.scenarios[self.scenario].risks[risk];
        let count = self.expected_events(&self.plan.risks[risk], change, drawn);
        if count > 0.0 {
            (count, self.costs_of_event(risk, &self.margins(drawn), drawn))
        } else {
            (0.0, vec![0.0; self.plan.options.len()])
        }
    }

    fn years(&self) -> f64 {
        self.discount.iter().sum()
    }

    fn margins(&self, drawn: &Quantities<'_>) -> Margins {
        let company = &self.plan.company;
        let mut margins = Margins {
            segments: vec![0.0; company.segments.len()],
            streams: vec![0.0; company.streams.len()],
        };
        let per_revenue: Vec<f64> = company
            .streams
            .iter()
            .map(|stream| {
                let growth = 1.0 + stream.growth.at(drawn);
                let mut factor = 1.0;
                let years = self.discount.iter().map(|discount| {
                    let year = discount * factor;
                    factor *= growth;
                    year
                });
                years.sum::<f64>() * stream.contribution_margin.at(drawn)
            })
            .collect();
        for cell in &company.cells {
            let margin = cell.revenue.at(drawn) * per_revenue[cell.stream];
            margins.segments[cell.segment] += margin;
            margins.streams[cell.stream] += margin;
        }
        margins
    }

    fn cost_of_it(&self, option: &OptionPlan, drawn: &Quantities<'_>) -> f64 {
        let plan = self.plan;
        let years = self.years();
        let mut cost = 0.0;
        for target in &option.targets {
            let station = &plan.stations.stations[target.planned];
            // Grown as it is in the middle of the horizon.
            let grown = math::pow(1.0 + station.run_growth.at(drawn), self.plan.horizon_months as f64 / 24.0);
            cost += station.run_cost.at(drawn) * station.run_factor.at(drawn) * grown * years;
            if target.planned != target.current {
                cost += move_cost(station, drawn) * plan.company.cost_overrun.at(drawn);
            }
        }
        for (measure, _) in &option.measures {
            let measure = &plan.measures[*measure];
            cost += measure.one_off.at(drawn) + measure.yearly.at(drawn) * years;
        }
        let isolation = &plan.stations.isolations[option.isolation];
        cost + isolation.one_off.at(drawn) + isolation.yearly.at(drawn) * years
    }

    /// What customers demand and an option does not satisfy: margin × demand × unsatisfied share.
    fn add_lost_sales(
        &self,
        (shift, change): (&DemandPlan, &ScenarioRiskPlan),
        drawn: &Quantities<'_>,
        totals: &mut [f64],
    ) {
        let (years, margins) = (self.years(), self.margins(drawn));
        let factor = product(&change.factors, drawn);
        let mut distance = 0.0;
        let mut demand = vec![0.0; shift.curves.len()];
        for (discount, shares) in self.discount.iter().zip(&self.regimes) {
            let pace: f64 = shares.iter().zip(&shift.pace).map(|(share, pace)| share * pace.at(drawn)).sum();
            let middle = distance + 6.0 * pace * factor;
            distance += 12.0 * pace * factor;
            for (demand, curve) in demand.iter_mut().zip(&shift.curves) {
                let steps = curve.speed.at(drawn) / 12.0 * (middle - curve.midpoint.at(drawn));
                *demand += curve.ceiling.at(drawn) / (1.0 + math::exp(-steps)) * discount / years;
            }
        }
        for (demand, curve) in demand.iter().zip(&shift.curves) {
            for (total, satisfied) in totals.iter_mut().zip(self.satisfied) {
                *total += margins.segments[curve.segment] * demand * (1.0 - satisfied[shift.requirement]);
            }
        }
    }

    /// Hours lost to slow lines: hours × users × cost of an hour.
    fn add_lost_hours(
        &self,
        (degradation, risk, change): (&DegradationPlan, &RiskPlan, &ScenarioRiskPlan),
        drawn: &Quantities<'_>,
        totals: &mut [f64],
    ) {
        let company = &self.plan.company;
        let growth = 1.0 + risk.trend.at(drawn);
        let (mut hours, mut trend) = (0.0, degradation.hours.at(drawn) * product(&change.factors, drawn));
        for (discount, shares) in self.discount.iter().zip(&self.regimes) {
            let by_regime = shares.iter().zip(&degradation.by_regime);
            let mean: f64 = by_regime.map(|(share, factor)| share * factor.at(drawn)).sum();
            hours += 12.0 * discount * trend * mean;
            trend *= growth;
        }
        for (total, option) in totals.iter_mut().zip(&self.plan.options) {
            let hit =
                option.targets.iter().filter(|target| degradation.applications.stations[target.planned]);
            let users: f64 = hit
                .map(|target| self.plan.stations.stations[target.planned].application)
                .map(|application| company.applications[application].users.at(drawn))
                .sum();
            *total += hours * users * company.loaded_hourly_cost.at(drawn);
        }
    }

    fn expected_events(&self, risk: &RiskPlan, change: &ScenarioRiskPlan, drawn: &Quantities<'_>) -> f64 {
        let Some(rate) = risk.rate.as_ref().filter(|_| !change.off && risk.has_events()) else { return 0.0 };
        let factor = product(&change.factors, drawn);
        let growth = 1.0 + risk.trend.at(drawn);
        let (mut count, mut trend) = (0.0, factor);
        for shares in &self.regimes {
            let by_regime = shares.iter().zip(&rate.by_regime);
            let rate: f64 =
                by_regime.map(|(share, rate)| share * change.rate.unwrap_or(*rate).at(drawn)).sum();
            count += rate * trend;
            trend *= growth;
        }
        if risk.once { 1.0 - math::exp(-count) } else { count }
    }

    /// What one event costs each option, in the middle of the horizon.
    fn costs_of_event(&self, risk: usize, margins: &Margins, drawn: &Quantities<'_>) -> Vec<f64> {
        let plan = self.plan;
        let months = plan.horizon_months as f64;
        let marks = self.marks[risk];
        let each = |of: &dyn Fn(&OptionPlan) -> f64| plan.options.iter().map(of).collect::<Vec<f64>>();
        match &plan.risks[risk].mechanism {
            MechanismPlan::Outage(outage) => {
                let lasts = f64::min(marks.duration, LONGEST_INTERRUPTION) / months;
                each(&|option| lasts * self.margin_stopped(option, &outage.scope, margins, drawn))
            }
            MechanismPlan::ServiceLoss(loss) => {
                let uses = |station: &StationPlan| {
                    station.services.iter().any(|service| loss.services.contains(service))
                };
                each(&|option| {
                    let stations =
                        option.targets.iter().filter(|target| uses(&plan.stations.stations[target.planned]));
                    let cost: f64 = stations
                        .map(|target| move_cost(&plan.stations.stations[target.fallback], drawn))
                        .sum();
                    cost * (1.0 + loss.emergency.premium.at(drawn))
                })
            }
            MechanismPlan::SupplierBan(closure) | MechanismPlan::CounterMeasure(closure) => {
                let lasts = f64::min(marks.duration, months / 2.0);
                let of = |shares: &[Value], margins: &[f64]| -> f64 {
                    shares.iter().zip(margins).map(|(share, margin)| share.at(drawn) * margin).sum()
                };
                let closed =
                    of(&closure.segments, &margins.segments) + of(&closure.streams, &margins.streams);
                let cost = closure.chance.at(drawn) * closed * lasts / months;
                each(&|option| {
                    let spared =
                        closure.spared_by.map_or(0.0, |requirement| self.satisfied_by(option, requirement));
                    cost * (1.0 - spared)
                })
            }
            MechanismPlan::Incident(incident) => {
                let lasts = f64::min(marks.duration, LONGEST_INTERRUPTION) / months;
                each(&|option| {
                    let planned: Vec<usize> = option.targets.iter().map(|target| target.planned).collect();
                    incident.reckoned_money(&planned, (marks.severity, marks.duration), drawn)
                        + lasts * self.margin_of(option, &incident.applications, margins, drawn)
                })
            }
            MechanismPlan::Enforcement(_) => {
                let cost = COST_OF_INSPECTION * plan.company.revenue_china.at(drawn);
                each(&|_| cost)
            }
            MechanismPlan::RuleChange(_) | MechanismPlan::DemandShift(_) | MechanismPlan::Degradation(_) => {
                each(&|_| 0.0)
            }
        }
    }

    fn satisfied_by(&self, option: &OptionPlan, requirement: usize) -> f64 {
        let position = self.plan.options.iter().position(|other| other.id == option.id);
        position.map_or(0.0, |position| self.satisfied[position][requirement])
    }

    /// Margin over the horizon that stands still while an outage lasts.
    fn margin_stopped(
        &self,
        option: &OptionPlan,
        scope: &OutageScopePlan,
        margins: &Margins,
        drawn: &Quantities<'_>,
    ) -> f64 {
        match scope {
            OutageScopePlan::Applications(condition) => self.margin_of(option, condition, margins, drawn),
            OutageScopePlan::Border => {
                self.margin_down(option, margins, drawn, |station, application| match station.hosting {
                    Hosting::Abroad => 1.0,
                    Hosting::China => {
                        station.integration_factor.at(drawn)
                            * self.plan.company.applications[application].integration.at(drawn)
                    }
                })
            }
        }
    }

    fn margin_of(
        &self,
        option: &OptionPlan,
        condition: &CompiledCondition,
        margins: &Margins,
        drawn: &Quantities<'_>,
    ) -> f64 {
        let planned = |application: usize| option.targets[application].planned;
        self.margin_down(option, margins, drawn, |_, application| {
            if condition.stations[planned(application)] { 1.0 } else { 0.0 }
        })
    }

    /// Σ over streams of margin × (1 − Π(1 − dependency × share that is down)).
    fn margin_down(
        &self,
        option: &OptionPlan,
        margins: &Margins,
        drawn: &Quantities<'_>,
        down: impl Fn(&StationPlan, usize) -> f64,
    ) -> f64 {
        let applications = &self.plan.company.applications;
        let shares: Vec<f64> = option
            .targets
            .iter()
            .enumerate()
            .map(|(application, target)| down(&self.plan.stations.stations[target.planned], application))
            .collect();
        let streams = margins.streams.iter().enumerate().map(|(stream, margin)| {
            let left: f64 = applications
                .iter()
                .zip(&shares)
                .map(|(application, share)| {
                    let eased = 1.0 - application.workaround.at(drawn);
                    1.0 - application.dependency[stream].at(drawn) * share * eased
                })
                .product();
            margin * (1.0 - left)
        });
        streams.sum()
    }
}

fn product(factors: &[Value], drawn: &Quantities<'_>) -> f64 {
    factors.iter().map(|factor| factor.at(drawn)).product()
}

fn move_cost(station: &StationPlan, drawn: &Quantities<'_>) -> f64 {
    station.move_cost.at(drawn) * station.move_cost_factor.at(drawn)
}

/// Mean over the applications that are looked at of what the first entry that holds satisfies, `[requirement]`.
fn satisfied(plan: &SimulationPlan, option: &OptionPlan, central: &Quantities<'_>) -> Vec<f64> {
    let has = |condition: &CompiledCondition, station: usize| {
        condition.stations[station]
            && condition.isolations[option.isolation]
            && condition
                .measure
                .is_none_or(|measure| option.measures.iter().any(|(chosen, _)| *chosen == measure))
    };
    let of_requirement = |requirement: &super::RequirementPlan| {
        let looked_at: Vec<usize> = option
            .targets
            .iter()
            .map(|target| target.planned)
            .filter(|station| requirement.looks_at.stations[*station])
            .collect();
        let share = |station: &usize| {
            let found = requirement.satisfied.iter().find(|(condition, _)| has(condition, *station));
            found.map_or(0.0, |(_, share)| share.at(central))
        };
        let sum: f64 = looked_at.iter().map(share).sum();
        if looked_at.is_empty() { 0.0 } else { sum / looked_at.len() as f64 }
    };
    plan.requirements.iter().map(of_requirement).collect()
}

/// Shares of each year in each regime, at mean rates: dp/dt = p·Q in small steps; a forced path as it is.
fn regimes(plan: &SimulationPlan, scenario: usize, years: usize, central: &Quantities<'_>) -> Vec<Vec<f64>> {
    let count = plan.regime_rates.len();
    let mut shares = vec![vec![0.0; count]; years];
    match &plan.scenarios[scenario].regime {
        RegimePathPlan::Forced(points) => {
            for (year, shares) in shares.iter_mut().enumerate() {
                for month in 0..12 {
                    let time = (year * 12 + month) as f64 + 0.5;
                    let now = points.iter().rev().find(|(from, _)| *from <= time).or(points.first());
                    if let Some((_, regime)) = now {
                        shares[*regime] += 1.0 / 12.0;
                    }
                }
            }
        }
        RegimePathPlan::Chance { initial, factors_into } => {
            let mut now = vec![0.0; count];
            now[*initial] = 1.0;
            for shares in &mut shares {
                for _ in 0..STEPS {
                    let mut next = now.clone();
                    for from in 0..count {
                        for to in 0..count {
                            let rate =
                                plan.regime_rates[from][to].at(central) * product(&factors_into[to], central);
                            // A step passes no more than there is.
                            let passed = now[from] * f64::min(rate / STEPS as f64, 1.0 / count as f64);
                            next[from] -= passed;
                            next[to] += passed;
                        }
                    }
                    for (share, now) in shares.iter_mut().zip(&now) {
                        *share += now / STEPS as f64;
                    }
                    now = next;
                }
            }
        }
    }
    shares
}
