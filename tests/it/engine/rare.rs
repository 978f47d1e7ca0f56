//! Rare risks hastened, with weights: unbiased against closed forms and against plain runs.
//!
//! Each mean over seeds may lie four standard errors from theory, a false alarm of 6·10⁻⁵; the errors come from the seeds themselves.

use splitstack::domain::*;
use splitstack::engine::{Hastening, Outcomes, PLAIN_SHARE, RareError, RunSpec, Simulation};
use splitstack::plan::SimulationPlan;
use splitstack::quantity::Distribution;
use splitstack::statistics::{TrialWeights, WeightedSample};

use super::fixture::*;
use super::rich_case::{column, even_case};
use super::sample::mean;

const SEEDS: u64 = 240;
const TRIALS: u64 = 256;

/// Border cuts at a rate per year, for some years. Without `erp`, 40 % of 5 a month stands still, for a tenth of a month: 0.2 each.
fn cuts(rate: f64, months: usize, once: bool) -> Case {
    let mut case = case();
    case.settings.horizon_months = months;
    let outage = Outage { duration: certain(0.1), scope: OutageScope::Border, emergency: None };
    let mut cut = risk("cut", Mechanism::Outage(outage));
    cut.rate = Some(Rate::Always(certain(rate)));
    cut.once = once;
    case.risks.push(cut);
    case.options.truncate(1);
    case
}

/// A figure of every trial.
type Figure<'a> = &'a dyn Fn(&Outcomes) -> Vec<f64>;

/// Weighted means of some figures of trials, `[figure][seed]`: Σwx / n, without bias for any number of trials.
fn weighted(case: &Case, factor: f64, figures: &[Figure<'_>]) -> Vec<Vec<f64>> {
    let plan = SimulationPlan::new(case).unwrap();
    let mut means = vec![Vec::new(); figures.len()];
    for seed in 0..SEEDS {
        let hastening = Hastening::new(&plan, 0, seed, &[("cut".to_owned(), factor)]).unwrap();
        let simulation = Simulation::new(&plan, &RunSpec { seed, trials: TRIALS }).hastened(Some(hastening));
        let weights = simulation.weights(0, 0..TRIALS);
        assert!(weights.iter().all(|weight| *weight > 0.0 && *weight <= 1.0 / PLAIN_SHARE));
        let outcomes = simulation.scenario(0, &|_| {});
        for (means, figure) in means.iter_mut().zip(figures) {
            let values = figure(&outcomes);
            means.push(
                weights.iter().zip(&values).map(|(weight, value)| weight * value).sum::<f64>()
                    / TRIALS as f64,
            );
        }
    }
    means
}

#[track_caller]
fn assert_unbiased(estimates: &[f64], theory: f64) {
    let centre = mean(estimates);
    let variance =
        estimates.iter().map(|value| (value - centre).powi(2)).sum::<f64>() / (estimates.len() - 1) as f64;
    let error = (variance / estimates.len() as f64).sqrt();
    assert!((centre - theory).abs() < 4.0 * error, "mean {centre} is not {theory} ± {error}");
}

fn events(outcomes: &Outcomes) -> Vec<f64> {
    column(outcomes, 0, "events.cut")
}

fn any(outcomes: &Outcomes) -> Vec<f64> {
    events(outcomes).iter().map(|count| f64::min(*count, 1.0)).collect()
}

fn at_least_two(outcomes: &Outcomes) -> Vec<f64> {
    events(outcomes).iter().map(|count| if *count >= 2.0 { 1.0 } else { 0.0 }).collect()
}

fn interruption(outcomes: &Outcomes) -> Vec<f64> {
    column(outcomes, 0, "interruption")
}

fn one(outcomes: &Outcomes) -> Vec<f64> {
    vec![1.0; outcomes.trials()]
}

#[test]
fn counts_chances_and_costs_are_those_of_theory() {
    // Λ = 0.03 a year × 2 years = 0.06. While a cut lasts, a tenth of a month, 2 a month are lost. It lasts at t if one came in the tenth before
    // (at the start there is less before), so that the expected time is ∫ 1 − e^(−λ·min(t, 0.1)) dt over the 24 months, λ = 0.0025 a month.
    let rate: f64 = 0.03 / 12.0;
    let at_start = 0.1 - (1.0 - (-rate * 0.1).exp()) / rate;
    let lost = 2.0 * (at_start + 23.9 * (1.0 - (-rate * 0.1).exp()));
    let case = cuts(0.03, 24, false);
    let two = 1.0 - (-0.06f64).exp() * 1.06;
    for factor in [0.5, 10.0, 40.0] {
        let means = weighted(&case, factor, &[&one, &events, &any, &at_least_two, &interruption]);
        assert_unbiased(&means[0], 1.0);
        assert_unbiased(&means[1], 0.06);
        assert_unbiased(&means[2], 1.0 - (-0.06f64).exp());
        assert_unbiased(&means[3], two);
        assert_unbiased(&means[4], lost);
    }
}

#[test]
fn a_risk_that_happens_once_is_weighed_up_to_its_event() {
    let mut case = cuts(0.05, 24, true);
    // Λ = 0.1: P(it happens) = 1 − e^(−0.1).
    let theory = 1.0 - (-0.1f64).exp();
    let means = weighted(&case, 20.0, &[&one, &events]);
    assert_unbiased(&means[0], 1.0);
    assert_unbiased(&means[1], theory);
    // One that is scheduled in month 12 comes for certain, by chance before it or then: always one.
    case.scenarios[0].scheduled =
        vec![ScheduledEvent { risk: id("cut"), at: 12.0, duration: None, grace: None }];
    let means = weighted(&case, 20.0, &[&one, &events]);
    assert_unbiased(&means[0], 1.0);
    assert_unbiased(&means[1], 1.0);
}

#[test]
fn scheduled_events_of_a_risk_that_may_come_again_carry_no_weight() {
    let mut case = cuts(0.05, 24, false);
    case.scenarios[0].scheduled =
        vec![ScheduledEvent { risk: id("cut"), at: 12.0, duration: None, grace: None }];
    let means = weighted(&case, 20.0, &[&one, &events]);
    assert_unbiased(&means[0], 1.0);
    assert_unbiased(&means[1], 1.1);
}

#[test]
fn several_risks_multiply_and_agree_with_a_long_plain_run() {
    let case = even_case();
    let plan = SimulationPlan::new(&case).unwrap();
    let fitting: Vec<(String, f64)> = plan
        .risks
        .iter()
        .map(|risk| (risk.id.to_string(), 3.0))
        .filter(|risk| Hastening::new(&plan, 0, 0, std::slice::from_ref(risk)).is_ok())
        .take(3)
        .collect();
    assert!(fitting.len() >= 2, "{fitting:?}");
    let trials = 20_000;
    let hastening = Hastening::new(&plan, 0, 5, &fitting).unwrap();
    let plain = Simulation::new(&plan, &RunSpec { seed: 6, trials }).scenario(0, &|_| {});
    let simulation = Simulation::new(&plan, &RunSpec { seed: 5, trials }).hastened(Some(hastening));
    let weights = TrialWeights::new(simulation.weights(0, 0..trials)).unwrap();
    let hastened = simulation.scenario(0, &|_| {});
    let check = weights.mean();
    assert!((check.estimate - 1.0).abs() < 4.0 * check.standard_error.unwrap());
    let equal = TrialWeights::equal(trials as usize).unwrap();
    for option in 0..plan.options.len() {
        let (weighted, usual) = (hastened.totals(option), plain.totals(option));
        let weighted = WeightedSample::new(&weighted, &weights).unwrap();
        let usual = WeightedSample::new(&usual, &equal).unwrap();
        let pairs = [
            (weighted.mean(), usual.mean()),
            (weighted.quantile(0.95).unwrap(), usual.quantile(0.95).unwrap()),
            (weighted.expected_shortfall(0.99).unwrap(), usual.expected_shortfall(0.99).unwrap()),
        ];
        for (weighted, usual) in pairs {
            let error = weighted.standard_error.unwrap().hypot(usual.standard_error.unwrap());
            assert!((weighted.estimate - usual.estimate).abs() < 4.0 * error, "{weighted:?} and {usual:?}");
        }
    }
}

#[test]
fn tails_of_rare_events_are_better_known() {
    // Lasting up to four months at a rate of 0.004 for two years: Λ = 0.008, so the worst 1 % is made of them.
    let mut case = cuts(0.004, 24, false);
    let outage = Outage {
        duration: uncertain("cut.duration", Distribution::uniform(0.0, 4.0).unwrap()),
        scope: OutageScope::Border,
        emergency: None,
    };
    case.risks[0].mechanism = Mechanism::Outage(outage);
    let plan = SimulationPlan::new(&case).unwrap();
    let equal = TrialWeights::equal(2048).unwrap();
    let (mut better, mut tail) = (Vec::new(), Vec::new());
    for seed in 0..SEEDS {
        let spec = RunSpec { seed, trials: 2048 };
        let plain = Simulation::new(&plan, &spec).scenario(0, &|_| {}).totals(0);
        let hastening = Hastening::new(&plan, 0, seed, &[("cut".to_owned(), 50.0)]).unwrap();
        let simulation = Simulation::new(&plan, &spec).hastened(Some(hastening));
        let weights = TrialWeights::new(simulation.weights(0, 0..2048)).unwrap();
        let hastened = simulation.scenario(0, &|_| {}).totals(0);
        let shortfall = |values: &[f64], weights: &TrialWeights| {
            WeightedSample::new(values, weights).unwrap().expected_shortfall(0.99).unwrap().estimate
        };
        better.push(shortfall(&hastened, &weights));
        tail.push(shortfall(&plain, &equal));
    }
    let spread = |sample: &[f64]| {
        let centre = mean(sample);
        sample.iter().map(|value| (value - centre).powi(2)).sum::<f64>() / (sample.len() - 1) as f64
    };
    let ratio = spread(&tail) / spread(&better);
    assert!(ratio > 3.0, "variance ratio {ratio}");
    // The same shortfall but for its own errors, and for a bias of order one in n.
    let error = ((spread(&tail) + spread(&better)) / SEEDS as f64).sqrt();
    assert!((mean(&tail) - mean(&better)).abs() < 4.0 * error, "{} and {}", mean(&tail), mean(&better));
}

#[test]
fn without_hastening_nothing_changes_and_weights_are_one() {
    let case = cuts(0.5, 24, false);
    let plan = SimulationPlan::new(&case).unwrap();
    let spec = RunSpec { seed: 1, trials: 64 };
    let plain = Simulation::new(&plan, &spec);
    assert_eq!(plain.weights(0, 0..3), [1.0; 3]);
    // A factor of 1 gives the same worlds, and weights of 1.
    let hastening = Hastening::new(&plan, 0, 1, &[("cut".to_owned(), 1.0)]).unwrap();
    let hastened = Simulation::new(&plan, &spec).hastened(Some(hastening));
    assert_eq!(hastened.weights(0, 0..64), [1.0; 64]);
    assert_eq!(plain.scenario(0, &|_| {}).totals(0), hastened.scenario(0, &|_| {}).totals(0));
}

#[test]
fn what_cannot_be_hastened_is_refused() {
    let mut case = cuts(0.5, 24, false);
    let incident = Incident {
        severity: Some(Severity::PerEvent(certain(1.0))),
        exposure: vec![],
        ride_through: vec![],
        applications: Condition::default(),
        downtime: None,
        lost_security_factor: None,
        protection: None,
        inspection: None,
    };
    let mut breach = risk("breach", Mechanism::Incident(incident));
    breach.rate = Some(Rate::Always(certain(0.1)));
    case.risks.push(breach);
    let plan = SimulationPlan::new(&case).unwrap();
    let refused = |risks: &[(&str, f64)]| {
        let risks: Vec<(String, f64)> =
            risks.iter().map(|(id, factor)| ((*id).to_owned(), *factor)).collect();
        Hastening::new(&plan, 0, 0, &risks).unwrap_err()
    };
    assert_eq!(refused(&[("cuts", 2.0)]), RareError::Unknown { risk: "cuts".to_owned() });
    assert_eq!(refused(&[("breach", 2.0)]), RareError::Own { risk: "breach".to_owned() });
    assert_eq!(refused(&[("cut", 2.0), ("cut", 3.0)]), RareError::Twice { risk: "cut".to_owned() });
    for factor in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e5] {
        assert!(matches!(refused(&[("cut", factor)]), RareError::Factor { .. }), "{factor}");
    }
    case.scenarios[0].changes = vec![(id("cut"), RateChange { factors: vec![], rate: None, off: true })];
    let plan = SimulationPlan::new(&case).unwrap();
    let error = Hastening::new(&plan, 0, 0, &[("cut".to_owned(), 2.0)]).unwrap_err();
    assert!(matches!(error, RareError::Off { .. }));
}
