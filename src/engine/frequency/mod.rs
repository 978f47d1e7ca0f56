//! Frequency × severity: plans in which nothing comes by chance but incidents that cost each option a sum.
//!
//! The outcomes are those of the general simulation but for the order in which costs are added (some units in the last place).
//! Everything runs over blocks of trials, draw by draw; every number is a function of its name and trial, so that neither blocks nor
//! threads change a bit.

mod events;
mod paths;

use std::sync::Arc;

use ndarray::Array2;

use self::events::{Hits, LANES, Lanes};
use self::paths::{Paths, Walks};
use super::keys::Keys;
use super::ledger::Chronicle;
use super::outcomes::{Column, Layout, Outcomes, Spot};
use super::simulate::{Workshop, columns};
use super::story::Happening;
use crate::domain::Component;
use crate::plan::{
    IncidentPlan, MechanismPlan, RiskPlan, ScenarioPlan, ScenarioRiskPlan, SimulationPlan, Value,
};
use crate::quantity::Distribution;

/// What such a plan comes to in one scenario.
pub(super) struct Frequency {
    columns: Vec<Column>,
    layout: Arc<Layout>,
    /// `[option]`: what it costs without any incident, by year, and the whole of incidents' component.
    calm: Vec<Calm>,
    paths: Paths,
    risks: Vec<FrequencyRisk>,
    /// `[group of risks][regime]`: events per month.
    rates: Vec<Vec<Lanes>>,
    /// `[month]`: factor to present value.
    discount: Vec<f64>,
    years: usize,
}

/// An option without incidents, present value.
struct Calm {
    incidents: f64,
    /// `[year]`.
    years: Vec<f64>,
}

/// One kind of incident.
pub(super) struct FrequencyRisk {
    /// `[regime]`: events per month.
    rates: Vec<f64>,
    arrival: super::random::StreamKey,
    severity: Option<(super::random::StreamKey, Distribution)>,
    duration: Option<(super::random::StreamKey, Distribution)>,
    /// The severity is one per day of the downtime that an option does not ride through.
    per_day: bool,
    /// `[group of lanes]`: factors on the severity.
    factors: Vec<Lanes>,
    /// `[group of lanes]`: months of a downtime that are borne unharmed.
    borne: Vec<Lanes>,
}

impl Frequency {
    /// What a plan comes to, if nothing in it comes by chance but such incidents.
    pub fn of(plan: &SimulationPlan, scenario: usize, keys: &Keys) -> Option<Frequency> {
        if !nothing_else_by_chance(plan, scenario) {
            return None;
        }
        let all = columns(plan);
        let situation = &plan.scenarios[scenario];
        let calm = (0..plan.options.len())
            .map(|option| calm_option(plan, scenario, option))
            .collect::<Option<Vec<CalmRun>>>()?;
        let mut risks = Vec::new();
        for (position, risk) in plan.risks.iter().enumerate() {
            risks.push(frequency_risk(plan, situation, position, risk, keys, &calm)?);
        }
        let years = plan.horizon_months.div_ceil(12);
        Some(Frequency {
            layout: Arc::new(layout(&all, &calm, plan, years)),
            columns: all,
            calm: calm
                .iter()
                .map(|run| Calm {
                    incidents: run.row[Component::Incidents as usize],
                    years: run.row[Component::ALL.len()..][..years].to_vec(),
                })
                .collect(),
            paths: Paths::new(plan, situation, keys),
            rates: in_groups(&risks),
            risks,
            discount: plan.discount.clone(),
            years,
        })
    }

    /// The outcomes of consecutive trials.
    pub fn block(&self, first: u64, trials: usize, bench: &mut Bench) -> Outcomes {
        // In the order of the layout: incidents and years of each option, then counts.
        let sums = self.calm.len() * (1 + self.years);
        let mut values = vec![0.0; (sums + self.risks.len()) * trials];
        let mut done = 0;
        while done < trials {
            let part = usize::min(PART, trials - done);
            self.part(first + done as u64, part, bench, &mut Rows { values: &mut values, trials, done });
            done += part;
        }
        let shape = (sums + self.risks.len(), trials);
        let values = Array2::from_shape_vec(shape, values).unwrap_or_default();
        Outcomes::laid_out(self.columns.clone(), values, self.layout.clone())
    }

    /// Fills some trials of a block.
    fn part(&self, first: u64, trials: usize, bench: &mut Bench, rows: &mut Rows<'_>) {
        let Bench { hits, walks } = bench;
        self.paths.walk(first, trials, walks);
        hits.reset(trials, self.calm.len().div_ceil(LANES), self.years, self.risks.len());
        hits.expect(&self.rates, walks);
        for (position, risk) in self.risks.iter().enumerate() {
            hits.strike(position, risk, (walks, first), &self.discount);
        }
        for (option, calm) in self.calm.iter().enumerate() {
            let calm = [calm.incidents].into_iter().chain(calm.years.iter().copied());
            for (sum, start) in calm.enumerate() {
                let row = rows.part(option * (1 + self.years) + sum, trials);
                hits.write(option, sum, start, row);
            }
        }
        let counts = self.calm.len() * (1 + self.years);
        for risk in 0..self.risks.len() {
            for (place, count) in rows.part(counts + risk, trials).iter_mut().zip(hits.counts(risk)) {
                *place = f64::from(*count);
            }
        }
    }
}

/// Trials that are worked on together: what they cost stays in the second cache.
const PART: usize = 1024;

/// What a thread works on; kept between blocks to save allocations.
#[derive(Default)]
pub(super) struct Bench {
    hits: Hits,
    walks: Walks,
}

/// Where a part of a block's trials goes.
struct Rows<'a> {
    /// `[row][trial]`.
    values: &'a mut [f64],
    trials: usize,
    /// Trials before this part.
    done: usize,
}

impl Rows<'_> {
    /// This part of a row.
    fn part(&mut self, row: usize, trials: usize) -> &mut [f64] {
        &mut self.values[row * self.trials + self.done..][..trials]
    }
}

/// Rates with the risks in lanes, `[group of risks][regime]`.
fn in_groups(risks: &[FrequencyRisk]) -> Vec<Vec<Lanes>> {
    let regimes = risks.iter().map(|risk| risk.rates.len()).max().unwrap_or(0);
    let rate = |risk: Option<&FrequencyRisk>, regime| risk.map_or(0.0, |risk| risk.rates[regime]);
    let lanes = |group: &[FrequencyRisk], regime| std::array::from_fn(|lane| rate(group.get(lane), regime));
    risks.chunks(LANES).map(|group| (0..regimes).map(|regime| lanes(group, regime)).collect()).collect()
}

/// Whether nothing comes by chance in a scenario but incidents that cost sums of money: its trials then run in long blocks, and few of
/// them show controls.
pub fn nothing_else_by_chance(plan: &SimulationPlan, scenario: usize) -> bool {
    let changes = &plan.scenarios[scenario].risks;
    plan.table.parameters.is_empty()
        && plan.duties.is_empty()
        && plan.company.flows.is_empty()
        && plan.options.iter().all(|option| option.playbook.is_empty())
        && !plan.risks.is_empty()
        && plan.risks.iter().zip(changes).all(|(risk, change)| is_separable(plan, risk, change))
}

/// Whether a risk costs options nothing but sums of money at times that they cannot influence.
fn is_separable(plan: &SimulationPlan, risk: &RiskPlan, change: &ScenarioRiskPlan) -> bool {
    risk.mechanism.as_incident().is_some_and(|incident| incident.is_separable(&plan.company))
        && risk.odds.is_empty()
        && !risk.once
        && risk.trend == Value::Constant(0.0)
        && change.scheduled.is_empty()
}

/// An option that lives through a world without events.
struct CalmRun {
    /// `[column]`.
    row: Vec<f64>,
    /// `[application]`: station from the first moment on.
    stations: Vec<usize>,
}

/// `None` for an option that changes after the first moment.
fn calm_option(plan: &SimulationPlan, scenario: usize, option: usize) -> Option<CalmRun> {
    let mut calm = plan.clone();
    calm.scenarios[scenario].risks.iter_mut().for_each(|change| change.off = true);
    let simulation = super::simulate::Simulation::of_single_trials(&calm, 0);
    let mut workshop = Workshop::default();
    workshop.open(&simulation, scenario, 0);
    let mut chronicle = Chronicle::default();
    workshop.run(&simulation, scenario, option, &mut chronicle);
    let changes = chronicle.notes.iter().filter(|note| !matches!(note.what, Happening::Regime { .. }));
    if changes.into_iter().any(|note| note.time > 0.0) {
        return None;
    }
    let stations = workshop.stations().to_vec();
    let mut row = vec![0.0; columns(plan).len()];
    workshop.row(&simulation, scenario, option, &mut row);
    Some(CalmRun { row, stations })
}

fn frequency_risk(
    plan: &SimulationPlan,
    scenario: &ScenarioPlan,
    position: usize,
    risk: &RiskPlan,
    keys: &Keys,
    calm: &[CalmRun],
) -> Option<FrequencyRisk> {
    let MechanismPlan::Incident(incident) = &risk.mechanism else { return None };
    let change = &scenario.risks[position];
    let certain = |value: &Value| match value {
        Value::Constant(value) => *value,
        // There is none: the table of parameters is empty.
        Value::Parameter(_) => f64::NAN,
    };
    let factor: f64 = change.factors.iter().map(certain).product();
    let rate = |by_regime: &Value| {
        let rate = change.rate.as_ref().unwrap_or(by_regime);
        if change.off { 0.0 } else { certain(rate) * factor / 12.0 }
    };
    let keys = &keys.risks[position];
    let mark =
        |mark: &Option<crate::plan::Mark>, key| mark.as_ref().map(|mark| (key, mark.distribution.clone()));
    let in_lanes = |of_option: &dyn Fn(&CalmRun) -> f64| {
        let values: Vec<f64> = calm.iter().map(of_option).collect();
        values
            .chunks(LANES)
            .map(|chunk| std::array::from_fn(|lane| chunk.get(lane).copied().unwrap_or(0.0)))
            .collect()
    };
    Some(FrequencyRisk {
        rates: risk.rate.as_ref()?.by_regime.iter().map(rate).collect(),
        arrival: keys.arrival,
        severity: mark(&incident.severity, keys.severity),
        duration: mark(&incident.downtime, keys.duration),
        per_day: incident.per_day,
        factors: in_lanes(&|run| exposure(incident, run, plan)),
        borne: in_lanes(&|run| borne(incident, run)),
    })
}

/// Factor on the severity where an option stands.
fn exposure(incident: &IncidentPlan, run: &CalmRun, plan: &SimulationPlan) -> f64 {
    let met = incident
        .exposure
        .iter()
        .filter(|(when, _)| run.stations.iter().any(|station| when.stations[*station]));
    debug_assert!(plan.table.parameters.is_empty());
    met.map(|(_, factor)| factor.of(&[])).product()
}

/// Months of a downtime that the weakest application bears unharmed.
fn borne(incident: &IncidentPlan, run: &CalmRun) -> f64 {
    let of_station = |station: &usize| {
        let met = incident.ride_through.iter().filter(|(when, _)| when.stations[*station]);
        met.map(|(_, time)| time.of(&[])).fold(0.0, f64::max)
    };
    run.stations.iter().map(of_station).fold(f64::INFINITY, f64::min)
}

/// Which columns vary, and what the others hold.
fn layout(columns: &[Column], calm: &[CalmRun], plan: &SimulationPlan, years: usize) -> Layout {
    let mut spots = Vec::new();
    for (option, run) in calm.iter().enumerate() {
        let rows = option * (1 + years);
        for (place, column) in columns.iter().enumerate() {
            spots.push(match column {
                Column::Component(Component::Incidents) => Spot::Row(rows),
                Column::Year(year) => Spot::Row(rows + 1 + year),
                Column::Events(id) => {
                    let risk = plan.risks.iter().position(|risk| risk.id == *id);
                    risk.map_or(Spot::Always(run.row[place]), |risk| {
                        Spot::Row(calm.len() * (1 + years) + risk)
                    })
                }
                Column::Component(_) | Column::Count(_) | Column::Playbook(..) => {
                    Spot::Always(run.row[place])
                }
            });
        }
    }
    Layout::new(calm.len(), columns.len(), spots)
}
