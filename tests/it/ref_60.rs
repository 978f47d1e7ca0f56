//! The case `benches/ref-60` against the definition of the reference workload, `benches/peers/ref60.json`, and against its agreed
//! results of 4·10⁸ trials, `benches/peers/ref60_results.json`.
//!
//! What is in continuous time here is on a monthly grid there. `benches/ref-60/README.md` states what that changes.

use std::path::{Path, PathBuf};

use serde_json::Value;
use splitstack::domain::{Case, Component, Condition, Incident, Mechanism, Rate, Severity};
use splitstack::engine::{Outcomes, RunSpec, Simulation};
use splitstack::input::{CaseSource, Style, read_case};
use splitstack::math::{exp, inverse_normal_cdf, ln, normal_cdf, pow};
use splitstack::plan::SimulationPlan;
use splitstack::quantity::Quantity;

use super::engine::matrix_exponential::{Matrix, exponential, generator, product, scaled};

const MONTHS: usize = 60;
/// Steps of a month in which the chain's path is integrated; the trapezoidal rule errs by less than 10⁻⁷ of it.
const STEPS: usize = 100;
const DAYS_PER_MONTH: f64 = 365.0 / 12.0;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("benches")
}

fn json(path: impl AsRef<Path>) -> Value {
    serde_json::from_str(&std::fs::read_to_string(root().join(path)).unwrap()).unwrap()
}

fn definition() -> Value {
    json("peers/ref60.json")
}

fn case() -> Case {
    let loaded = read_case(&CaseSource::folder(root().join("ref-60")));
    let loaded = loaded.unwrap_or_else(|error| panic!("{}", error.render(Style::Plain)));
    assert_eq!(loaded.warnings, []);
    loaded.case
}

fn numbers(list: &Value) -> Vec<f64> {
    list.as_array().unwrap().iter().map(|number| number.as_f64().unwrap_or(f64::NAN)).collect()
}

fn names(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|name| name.as_str().unwrap().replace('_', "-")).collect()
}

fn table(list: &Value) -> Matrix {
    list.as_array().unwrap().iter().map(numbers).collect()
}

#[track_caller]
fn assert_near(found: f64, expected: f64, relative: f64) {
    assert!((found - expected).abs() <= relative * expected.abs().max(1e-3), "{found} is not {expected}");
}

fn incident<'a>(case: &'a Case, event: &str) -> &'a Incident {
    let risk = case.risks.iter().find(|risk| risk.id.as_str() == event);
    match &risk.unwrap_or_else(|| panic!("no risk {event}")).mechanism {
        Mechanism::Incident(incident) => incident,
        other => panic!("{event} is {other:?}"),
    }
}

fn rates<'a>(case: &'a Case, event: &str) -> Vec<(&'a str, f64)> {
    match &case.risks.iter().find(|risk| risk.id.as_str() == event).unwrap().rate {
        Some(Rate::ByRegime(rates)) => {
            rates.iter().map(|(regime, rate)| (regime.as_str(), rate.mean())).collect()
        }
        other => panic!("{event} comes at {other:?}"),
    }
}

/// The figure for a placement, among figures of which each names one; `otherwise` where none does.
fn at(entries: &[(Condition, Quantity)], placement: &str, otherwise: f64) -> f64 {
    let names = |when: &Condition| when.placements.as_ref().is_some_and(|ids| ids[0].as_str() == placement);
    entries.iter().find(|(when, _)| names(when)).map_or(otherwise, |(_, figure)| figure.mean())
}

/// `unit`: how many of the normal unit go into the one of the definition.
#[track_caller]
fn assert_lognormal(quantity: &Quantity, unit: f64, median: f64, sigma: f64) {
    let at = |level: f64| quantity.distribution.inverse_cdf(level);
    assert_near(at(0.5) / unit, median, 1e-10);
    assert_near(ln(at(0.95) / at(0.5)) / inverse_normal_cdf(0.95), sigma, 1e-10);
}

#[test]
fn events_are_those_of_the_definition() {
    let (case, definition) = (case(), definition());
    let regimes = names(&definition["regimes"]);
    let hazards = table(&definition["hazard_monthly"]);
    let exposure = table(&definition["exposure"]);
    let rides = numbers(&definition["ride_through_days"]);
    let [severity, sigma, days, spread] =
        ["severity_median", "severity_sigma", "duration_median_days", "duration_sigma"]
            .map(|key| numbers(&definition[key]));
    for (event, name) in names(&definition["events"]).iter().enumerate() {
        for (regime, rate) in rates(&case, name) {
            let position = regimes.iter().position(|known| known == regime).unwrap();
            assert_near(rate, -12.0 * ln(1.0 - hazards[position][event]), 1e-9);
        }
        let incident = incident(&case, name);
        let per_day = days[event].is_finite();
        match &incident.severity {
            Some(Severity::PerDay(amount)) if per_day => {
                assert_lognormal(amount, 1e3, severity[event], sigma[event]);
            }
            Some(Severity::PerEvent(amount)) if !per_day => {
                assert_lognormal(amount, 1e3, severity[event], sigma[event]);
            }
            other => panic!("{name} costs {other:?}"),
        }
        assert_eq!(incident.downtime.is_some(), per_day);
        if let Some(downtime) = &incident.downtime {
            assert_lognormal(downtime, 1.0 / DAYS_PER_MONTH, days[event], spread[event]);
        }
        for (option, id) in case.options.iter().enumerate() {
            assert_near(at(&incident.exposure, id.id.as_str(), 1.0), exposure[option][event], 0.0);
            let ride = if per_day { rides[option] } else { 0.0 };
            assert_near(at(&incident.ride_through, id.id.as_str(), 0.0) * DAYS_PER_MONTH, ride, 1e-12);
        }
    }
}

#[test]
fn set_ups_and_their_run_costs_are_those_of_the_definition() {
    let (case, definition) = (case(), definition());
    assert_eq!(
        names(&definition["options"]),
        case.options.iter().map(|o| o.id.to_string()).collect::<Vec<_>>()
    );
    let [capex, opex, growth] =
        ["capex", "opex_month", "opex_growth_per_year"].map(|key| numbers(&definition[key]));
    let application = &case.applications[0];
    for (option, entry) in case.options.iter().enumerate() {
        let figures = application.at.iter().find(|(id, _)| *id == entry.id).map(|(_, figures)| figures);
        let own = |figure: fn(&splitstack::domain::PlacementFigures) -> Option<&Quantity>| {
            figures.and_then(figure).map(Quantity::mean)
        };
        let run = own(|figures| figures.run_cost.as_ref()).unwrap_or(application.run_cost.mean());
        let moved = own(|figures| figures.move_cost.as_ref()).unwrap_or(0.0);
        assert_near(run, 12e3 * opex[option], 0.0);
        assert_near(moved, 1e3 * capex[option], 0.0);
        let placement = case.placement(&entry.id).unwrap();
        assert_near(placement.run_cost_growth.as_ref().unwrap().mean(), growth[option], 1e-12);
    }
    assert_near(case.settings.discount_rate, definition["discount_rate_per_year"].as_f64().unwrap(), 0.0);
    assert_eq!(case.settings.horizon_months, MONTHS);
}

/// Rates per year, `[from][to]`, regimes in the order of the definition.
fn regime_rates(case: &Case, definition: &Value) -> Matrix {
    let regimes = names(&definition["regimes"]);
    let of = |from: &String| {
        let regime = case.regimes.regimes.iter().find(|regime| regime.id.as_str() == from).unwrap();
        let to = |to: &String| {
            let found = regime.moves_to.iter().find(|(id, _)| id.as_str() == to);
            found.map_or(0.0, |(_, rate)| rate.mean())
        };
        regimes.iter().map(to).collect()
    };
    regimes.iter().map(of).collect()
}

#[test]
fn after_each_month_regimes_are_as_likely_as_in_the_definition() {
    let (case, definition) = (case(), definition());
    let monthly = exponential(&scaled(&generator(&regime_rates(&case, &definition)), 1.0 / 12.0));
    for (found, expected) in monthly.iter().zip(table(&definition["transition_monthly"])) {
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
        }
    }
}

/// Expected number of events, each discounted in mid-month, `[event]`: Σₖ 1.08^(−(k+½)/12) ∫ₖ^{k+1} π(t)·λ dt.
fn discounted_events(case: &Case, definition: &Value) -> Vec<f64> {
    let regimes = names(&definition["regimes"]);
    let step = exponential(&scaled(&generator(&regime_rates(case, definition)), 1.0 / 12.0 / STEPS as f64));
    let mut state = vec![vec![0.0; regimes.len()]];
    state[0][0] = 1.0;
    let mut years_in = vec![0.0; regimes.len()];
    for month in 0..MONTHS {
        let discount = pow(1.0 + case.settings.discount_rate, -(month as f64 + 0.5) / 12.0);
        for _ in 0..STEPS {
            let next = product(&state, &step);
            for (years, (before, after)) in years_in.iter_mut().zip(state[0].iter().zip(&next[0])) {
                *years += 0.5 * (before + after) * discount / 12.0 / STEPS as f64;
            }
            state = next;
        }
    }
    let of = |event: &String| {
        let in_regime = |(regime, rate): (&str, f64)| {
            rate * years_in[regimes.iter().position(|known| known == regime).unwrap()]
        };
        rates(case, event).into_iter().map(in_regime).sum()
    };
    names(&definition["events"]).iter().map(of).collect()
}

/// E (D − k)⁺ of a lognormal.
fn mean_excess(median: f64, sigma: f64, k: f64) -> f64 {
    let mean = median * exp(sigma * sigma / 2.0);
    if k <= 0.0 {
        return mean;
    }
    let distance = (ln(median / k) + sigma * sigma) / sigma;
    mean * normal_cdf(distance) - k * normal_cdf(distance - sigma)
}

/// Expected losses in thousands, `[option][event]`, from the definition's figures and the case's rates.
fn expected_losses(case: &Case, definition: &Value) -> Matrix {
    let frequency = discounted_events(case, definition);
    let [median, sigma, days, spread] =
        ["severity_median", "severity_sigma", "duration_median_days", "duration_sigma"]
            .map(|key| numbers(&definition[key]));
    let rides = numbers(&definition["ride_through_days"]);
    let of_option = |(option, exposure): (usize, Vec<f64>)| {
        let of_event = |event: usize| {
            let amount = median[event] * exp(sigma[event] * sigma[event] / 2.0);
            let down = if days[event].is_finite() {
                mean_excess(days[event], spread[event], rides[option])
            } else {
                1.0
            };
            frequency[event] * exposure[event] * amount * down
        };
        (0..frequency.len()).map(of_event).collect()
    };
    table(&definition["exposure"]).into_iter().enumerate().map(of_option).collect()
}

/// Capex and run cost in thousands, discounted in mid-month.
fn expected_run(definition: &Value, option: usize) -> f64 {
    let of = |key: &str| numbers(&definition[key])[option];
    let rate = 1.0 + definition["discount_rate_per_year"].as_f64().unwrap();
    let discount = |month: usize| pow(rate, -(month as f64 + 0.5) / 12.0);
    let month = |month: usize| {
        of("opex_month") * pow(1.0 + of("opex_growth_per_year"), month as f64 / 12.0) * discount(month)
    };
    of("capex") * discount(0) + (0..MONTHS).map(month).sum::<f64>()
}

/// Sums of losses by the definition's components after `run`.
fn by_component(losses: &[f64], definition: &Value) -> Vec<f64> {
    let mut sums = vec![0.0; 5];
    for (loss, component) in losses.iter().zip(numbers(&definition["event_to_component"])) {
        sums[component as usize - 1] += loss;
    }
    sums
}

#[test]
fn means_differ_from_the_agreed_results_as_stated() {
    let (case, definition, agreed) = (case(), definition(), json("peers/ref60_results.json"));
    for (option, losses) in expected_losses(&case, &definition).iter().enumerate() {
        let run = expected_run(&definition, option);
        let agreed_run = agreed["comp"][option][0][0].as_f64().unwrap();
        assert_near(run, agreed_run, 0.0033);
        // A price shock comes often enough that two in a month count.
        for (component, loss) in by_component(losses, &definition).iter().enumerate() {
            let known = agreed["comp"][option][component + 1][0].as_f64().unwrap();
            assert_near(*loss, known, if component == 2 { 0.0125 } else { 0.01 });
        }
        let total = run + losses.iter().sum::<f64>();
        assert_near(total, agreed["total"][option][0].as_f64().unwrap(), 0.0036);
    }
}

fn column(outcomes: &Outcomes, option: usize, name: &str) -> Vec<f64> {
    let column = outcomes.columns().iter().position(|column| column.name() == name);
    outcomes.column(option, column.unwrap_or_else(|| panic!("no column {name}"))).to_vec()
}

#[test]
fn simulated_means_are_those_of_the_closed_form() {
    const TRIALS: usize = 20_000;
    let (case, definition) = (case(), definition());
    let plan = SimulationPlan::new(&case).unwrap();
    let simulation = Simulation::new(&plan, &RunSpec { seed: case.settings.seed, trials: TRIALS as u64 });
    let outcomes = simulation.scenario(0, &|_| {});
    for (option, losses) in expected_losses(&case, &definition).iter().enumerate() {
        let costs = column(&outcomes, option, Component::Incidents.id());
        let mean = costs.iter().sum::<f64>() / TRIALS as f64;
        let variance =
            costs.iter().map(|cost| (cost - mean) * (cost - mean)).sum::<f64>() / (TRIALS - 1) as f64;
        let z = (mean - 1e3 * losses.iter().sum::<f64>()) / (variance / TRIALS as f64).sqrt();
        // Beyond 4 standard errors once in 16,000; five options that hang together.
        assert!(z.abs() < 4.0, "{}: {z} standard errors", case.options[option].id);
        let run: Vec<f64> = column(&outcomes, option, Component::Run.id());
        let setup: Vec<f64> = column(&outcomes, option, Component::Setup.id());
        for trial in [0, TRIALS - 1] {
            assert_near(run[trial] + setup[trial], 1e3 * expected_run(&definition, option), 1e-12);
        }
    }
}

#[test]
fn every_risk_is_separable() {
    let plan = SimulationPlan::new(&case()).unwrap();
    assert_eq!(plan.risks.len(), 6);
    assert!(plan.risks.iter().all(|risk| risk.is_separable(&plan.company)));
}
