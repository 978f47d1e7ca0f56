//! What each risk of the reference case costs each option alone, and what removing it saves.
//!
//! `cargo run --release --example each_risk -- [--trials N] [--scenario ID]…`: two Markdown tables for each scenario, in millions of
//! the case's currency, present value, mean over the trials ± standard error.
//!
//! - *alone*: total with this risk and no other, less the total with none;
//! - *removed*: total with all risks, less the total with all but this one.
//!
//! All runs live through the same worlds, trial by trial: the law, the regimes and the figures of the company stay. A risk that is
//! struck out loses its scheduled events as well. `docs/each-risk.md` judges the result.

use std::io::{self, Write};
use std::process::ExitCode;

use splitstack::domain::{Case, Id, RateChange, Scenario};
use splitstack::engine::{RunSpec, Simulation};
use splitstack::input::{CaseSource, read_case};
use splitstack::plan::SimulationPlan;
use splitstack::statistics::paired;

/// Scenarios of the page in the documentation.
const SCENARIOS: [&str; 2] = ["current-direction", "combined-stress"];
/// Trials of a run that names no number.
const TRIALS: u64 = 5_000;

/// A mean difference of total cost, present value, with its standard error; money of the case, cost positive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    pub mean: f64,
    pub standard_error: f64,
}

impl Effect {
    /// Whether it lies above a bound by more than `errors` standard errors.
    pub fn is_above(&self, bound: f64, errors: f64) -> bool {
        self.mean - errors * self.standard_error > bound
    }
}

/// What the risks of a case cost in one scenario.
pub struct EachRisk {
    /// Total cost with all risks, `[option][trial]`.
    pub all: Vec<Vec<f64>>,
    /// Total cost with none, `[option][trial]`.
    pub none: Vec<Vec<f64>>,
    /// In the order of the catalogue.
    pub risks: Vec<RiskCost>,
}

/// What one risk costs.
pub struct RiskCost {
    pub risk: Id,
    /// Cost of this risk and no other, `[option]`.
    pub alone: Vec<Effect>,
    /// What it saves that this risk is gone and all others stay, `[option]`.
    pub removed: Vec<Effect>,
}

/// `first − second` of each option.
fn effects(first: &[Vec<f64>], second: &[Vec<f64>]) -> Vec<Effect> {
    let effect = |(first, second): (&Vec<f64>, &Vec<f64>)| {
        let found = paired(first, second).expect("totals are finite");
        Effect { mean: found.mean_difference, standard_error: found.standard_error.unwrap_or(f64::NAN) }
    };
    first.iter().zip(second).map(effect).collect()
}

/// A story without the risks that `strikes` names: not by chance, not by demand, not on schedule.
fn strike(scenario: &mut Scenario, risks: &[Id], strikes: impl Fn(&Id) -> bool) {
    scenario.scheduled.retain(|event| !strikes(&event.risk));
    for risk in risks.iter().filter(|risk| strikes(risk)) {
        match scenario.changes.binary_search_by(|(id, _)| id.cmp(risk)) {
            Ok(place) => scenario.changes[place].1.off = true,
            Err(place) => {
                let off = RateChange { off: true, ..RateChange::default() };
                scenario.changes.insert(place, (risk.clone(), off));
            }
        }
    }
}

/// Total cost of each option in a scenario from which some risks are struck, `[option][trial]`.
fn totals(case: &Case, scenario: &str, trials: u64, strikes: impl Fn(&Id) -> bool) -> Vec<Vec<f64>> {
    let mut case = case.clone();
    case.weights = None;
    case.scenarios.retain(|entry| entry.id.as_str() == scenario);
    let risks: Vec<Id> = case.risks.iter().map(|risk| risk.id.clone()).collect();
    strike(&mut case.scenarios[0], &risks, strikes);
    let plan = SimulationPlan::new(&case).expect("a case that was read has a plan");
    let spec = RunSpec { seed: case.settings.seed, trials };
    let outcomes = Simulation::new(&plan, &spec).scenario(0, &|_| {});
    (0..outcomes.options()).map(|option| outcomes.totals(option)).collect()
}

/// Simulates a scenario with all risks, with none, with each alone and without each of those that `looked_at` names.
pub fn each_risk(case: &Case, scenario: &str, trials: u64, looked_at: impl Fn(&Id) -> bool) -> EachRisk {
    let all = totals(case, scenario, trials, |_| false);
    let none = totals(case, scenario, trials, |_| true);
    let cost = |risk: &Id| RiskCost {
        risk: risk.clone(),
        alone: effects(&totals(case, scenario, trials, |other| other != risk), &none),
        removed: effects(&all, &totals(case, scenario, trials, |other| other == risk)),
    };
    let risks = case.risks.iter().filter(|risk| looked_at(&risk.id)).map(|risk| cost(&risk.id)).collect();
    EachRisk { all, none, risks }
}

fn cell(effect: &Effect) -> String {
    if effect.mean == 0.0 && effect.standard_error == 0.0 {
        return "0".to_owned();
    }
    format!("{:.2} ± {:.2}", effect.mean / 1e6, effect.standard_error / 1e6)
}

fn row(name: &str, cells: impl Iterator<Item = String>) -> String {
    format!("| {name} | {} |\n", cells.collect::<Vec<String>>().join(" | "))
}

/// One table: a line for each risk, what they add up to, and all of them together.
fn table(case: &Case, found: &EachRisk, effects_of: impl Fn(&RiskCost) -> &Vec<Effect>) -> String {
    let options = &case.options;
    let mut text = row("", options.iter().map(|option| option.name.clone()));
    text += &format!("| --- |{}\n", " ---: |".repeat(options.len()));
    for risk in &found.risks {
        text += &row(risk.risk.as_str(), effects_of(risk).iter().map(cell));
    }
    let sum = |option: usize| found.risks.iter().map(|risk| effects_of(risk)[option].mean).sum::<f64>();
    text += &row("*sum of the lines*", (0..options.len()).map(|option| format!("{:.2}", sum(option) / 1e6)));
    text + &row("**all together**", effects(&found.all, &found.none).iter().map(cell))
}

fn report(case: &Case, scenario: &str, trials: u64) -> String {
    let found = each_risk(case, scenario, trials, |_| true);
    let currency = case.settings.currency;
    let mut text = format!("## {scenario}\n\n{trials} trials, M {currency}, present value.\n\n");
    text += &format!("Alone\n\n{}\n", table(case, &found, |risk| &risk.alone));
    text + &format!("Removed\n\n{}\n", table(case, &found, |risk| &risk.removed))
}

/// Number of trials and scenarios, from what follows the program's name.
fn arguments(mut given: impl Iterator<Item = String>) -> Option<(u64, Vec<String>)> {
    let (mut trials, mut scenarios) = (TRIALS, Vec::new());
    while let Some(name) = given.next() {
        let value = given.next()?;
        match name.as_str() {
            "--trials" => trials = value.parse().ok().filter(|trials| *trials > 0)?,
            "--scenario" => scenarios.push(value),
            _ => return None,
        }
    }
    if scenarios.is_empty() {
        scenarios = SCENARIOS.map(str::to_owned).to_vec();
    }
    Some((trials, scenarios))
}

fn main() -> ExitCode {
    let loaded =
        read_case(&CaseSource::embedded("reference-manufacturer")).expect("the shipped case is valid");
    let case = loaded.case;
    let is_known = |id: &String| case.scenarios.iter().any(|scenario| scenario.id.as_str() == id);
    let Some((trials, scenarios)) =
        arguments(std::env::args().skip(1)).filter(|(_, ids)| ids.iter().all(is_known))
    else {
        let known: Vec<&str> = case.scenarios.iter().map(|scenario| scenario.id.as_str()).collect();
        eprintln!("usage: each_risk [--trials N] [--scenario ID]…; scenarios: {}", known.join(", "));
        return ExitCode::from(2);
    };
    for scenario in scenarios {
        if io::stdout().write_all(report(&case, &scenario, trials).as_bytes()).is_err() {
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
