//! Scrambled Sobol points: unbiased, never worse than independent trials, tied to names.
//!
//! Each mean over seeds may lie four standard errors from theory, a false alarm of 6·10⁻⁵; the errors come from the seeds themselves.

use splitstack::domain::*;
use splitstack::engine::random::REPLICATES;
use splitstack::engine::{RunSpec, Simulation, Study};
use splitstack::input::{CaseSource, read_case};
use splitstack::plan::SimulationPlan;
use splitstack::quantity::Distribution;

use super::fixture::*;
use super::rich_case::{column, even_case};
use super::sample::mean;

const SEEDS: u64 = 240;
const TRIALS: u64 = 256;

/// The ratio of two sample variances over [`SEEDS`] exceeds that of the true ones by this factor with a chance of 10⁻³: F with 239 and 239
/// degrees of freedom.
const SURE: f64 = 1.49;

/// Border cuts at an uncertain rate, twelve months; `erp` costs an uncertain sum to run. All certain beside.
fn uncertain_cuts() -> Case {
    let mut case = case();
    case.options.truncate(1);
    case.applications[0].run_cost = uncertain("run", Distribution::uniform(6.0, 18.0).unwrap());
    let outage = Outage {
        duration: uncertain("cut.duration", Distribution::uniform(0.0, 0.2).unwrap()),
        scope: OutageScope::Border,
        emergency: None,
    };
    let mut cut = risk("cut", Mechanism::Outage(outage));
    cut.rate = Some(Rate::Always(uncertain("rate", Distribution::uniform(0.2, 1.4).unwrap())));
    case.risks.push(cut);
    case
}

/// A figure of every seed, `[seed]`.
fn by_seed(
    case: &Case,
    sampling: Sampling,
    figure: impl Fn(&splitstack::engine::Outcomes) -> f64,
) -> Vec<f64> {
    let mut case = case.clone();
    case.settings.sampling = sampling;
    let plan = SimulationPlan::new(&case).unwrap();
    assert_eq!(plan.leading.is_empty(), sampling == Sampling::Independent);
    (0..SEEDS)
        .map(|seed| figure(&Simulation::new(&plan, &RunSpec { seed, trials: TRIALS }).scenario(0, &|_| {})))
        .collect()
}

fn variance(sample: &[f64]) -> f64 {
    let centre = mean(sample);
    sample.iter().map(|value| (value - centre).powi(2)).sum::<f64>() / (sample.len() - 1) as f64
}

#[track_caller]
fn assert_unbiased(estimates: &[f64], theory: f64) {
    let error = (variance(estimates) / estimates.len() as f64).sqrt();
    let off = mean(estimates) - theory;
    assert!(off.abs() <= 4.0 * error + 1e-9, "mean {} is not {theory} ± {error}", mean(estimates));
}

#[test]
fn means_are_those_of_theory_and_vary_less() {
    let case = uncertain_cuts();
    // Events in a year at a mean rate of 0.8: 0.8. P(none) = ∫ e^(−r) dr over 0.2 … 1.4, divided by 1.2. Run cost: mean 12 in the year.
    let none = ((-0.2f64).exp() - (-1.4f64).exp()) / 1.2;
    type Figure = fn(&splitstack::engine::Outcomes) -> f64;
    let events: Figure = |outcomes| mean(&column(outcomes, 0, "events.cut"));
    let calm: Figure = |outcomes| {
        let events = column(outcomes, 0, "events.cut");
        events.iter().filter(|count| **count == 0.0).count() as f64 / events.len() as f64
    };
    let run: Figure = |outcomes| mean(&column(outcomes, 0, "run"));
    // Variance with points over that without, between two limits that theory gives.
    // - The run cost is uniform and hangs on one draw alone. The 16 points of a replicate have one point in each sixteenth of it, which
    //   leaves the variance within a sixteenth: 1/256 of the whole.
    // - Whether anything happens hangs on two draws that lead; nothing but 0 bounds what is left.
    // - Of the number of events the points see the rate r and the first arrival T. What comes later they cannot make any surer:
    //   E Var(N | r, T) = E r(1 − T)⁺ = E(r − (1 − e^(−r))) = 0.8 − 1 + P(none), of Var N = E r + Var r = 0.8 + 1.2²/12 = 0.92.
    // Below 1 by more than the error of the ratio: were variances equal, it would be below 1/SURE with a chance of 10⁻³ alone.
    let later = (0.8 - 1.0 + none) / 0.92;
    let within = 1.0 / 256.0;
    let cases = [
        (run, 12.0, within / SURE, within * SURE),
        (calm, none, 0.0, 1.0 / SURE),
        (events, 0.8, later / SURE, 1.0 / SURE),
    ];
    for (figure, theory, least, most) in cases {
        let led = by_seed(&case, Sampling::Sobol, figure);
        assert_unbiased(&led, theory);
        let plain = by_seed(&case, Sampling::Independent, figure);
        assert_unbiased(&plain, theory);
        let ratio = variance(&led) / variance(&plain);
        assert!(
            least < ratio && ratio < most,
            "variance ratio {ratio}, from {least} to {most}, for {theory}"
        );
    }
}

#[test]
fn quantiles_are_not_biased_either() {
    // The share of trials whose run cost is above 15 of 6 … 18 is one quarter.
    let led = by_seed(&uncertain_cuts(), Sampling::Sobol, |outcomes| {
        let costs = column(outcomes, 0, "run");
        costs.iter().filter(|cost| **cost > 15.0).count() as f64 / costs.len() as f64
    });
    assert_unbiased(&led, 0.25);
}

#[test]
fn every_mechanism_together_is_unbiased_and_no_worse() {
    let case = even_case();
    let total = |outcomes: &splitstack::engine::Outcomes| mean(&outcomes.totals(0));
    let (led, plain) = (by_seed(&case, Sampling::Sobol, total), by_seed(&case, Sampling::Independent, total));
    // Two samples of the same mean.
    let error = ((variance(&led) + variance(&plain)) / SEEDS as f64).sqrt();
    assert!((mean(&led) - mean(&plain)).abs() < 4.0 * error, "{} and {}", mean(&led), mean(&plain));
    // No worse than by chance, were variances equal.
    assert!(variance(&led) < SURE * variance(&plain), "{}", variance(&led) / variance(&plain));
}

/// A name keeps its draws when something else enters the case, as long as it keeps its dimension.
#[test]
fn draws_stay_with_their_names() {
    let mut case = uncertain_cuts();
    case.settings.sampling = Sampling::Sobol;
    let mut larger = case.clone();
    larger.value_streams[0].contribution_margin =
        uncertain("margin", Distribution::uniform(0.4, 0.6).unwrap());
    let (plan, other) = (SimulationPlan::new(&case).unwrap(), SimulationPlan::new(&larger).unwrap());
    let dimension = |plan: &SimulationPlan, name: &str| {
        plan.leading.iter().find(|draw| draw.name == name).map(|draw| draw.dimension)
    };
    assert!(dimension(&plan, "run").is_some() && dimension(&other, "margin").is_some());
    assert_eq!(dimension(&plan, "run"), dimension(&other, "run"));
    let costs = |plan: &SimulationPlan| {
        let simulation = Simulation::new(plan, &RunSpec { seed: 3, trials: 64 });
        column(&simulation.scenario(0, &|_| {}), 0, "run")
    };
    assert_eq!(costs(&plan), costs(&other));
}

#[test]
fn the_leading_draws_of_shipped_cases_are_few_distinct_and_known() {
    for id in ["reference-manufacturer", "sales-only", "erp-data", "crypto-keys", "cloud-platform"] {
        let mut case = read_case(&CaseSource::embedded(id)).unwrap().case;
        case.settings.sampling = Sampling::Sobol;
        let plan = SimulationPlan::new(&case).unwrap();
        assert!((1..=splitstack::plan::LEADING).contains(&plan.leading.len()), "{id}");
        let dimensions: std::collections::BTreeSet<u8> =
            plan.leading.iter().map(|draw| draw.dimension).collect();
        let names: std::collections::BTreeSet<&str> =
            plan.leading.iter().map(|draw| draw.name.as_str()).collect();
        assert_eq!((dimensions.len(), names.len()), (plan.leading.len(), plan.leading.len()), "{id}");
        assert_eq!(
            plan.leading[..2].iter().map(|draw| draw.name.as_str()).collect::<Vec<_>>(),
            ["regime.next", "regime.stay"]
        );
        let falling = plan.leading[2..].windows(2).all(|pair| pair[0].weight >= pair[1].weight);
        assert!(falling && plan.leading.iter().all(|draw| (0.0..=1.0).contains(&draw.weight)), "{id}");
        // The order in which a case lists things says nothing.
        case.options.reverse();
        case.applications.reverse();
        assert_eq!(SimulationPlan::new(&case).unwrap().leading.len(), plan.leading.len());
    }
}

/// The standard error that a summary states is that over seeds: replicates are independent.
#[test]
fn stated_errors_are_those_over_seeds() {
    let mut case = uncertain_cuts();
    case.settings.sampling = Sampling::Sobol;
    let plan = SimulationPlan::new(&case).unwrap();
    let replicates = REPLICATES as usize;
    let (mut means, mut stated) = (Vec::new(), 0.0);
    for seed in 0..SEEDS {
        let outcomes = Simulation::new(&plan, &RunSpec { seed, trials: TRIALS }).scenario(0, &|_| {});
        let events = column(&outcomes, 0, "events.cut");
        let of_replicate = |replicate: usize| {
            mean(&events.iter().skip(replicate).step_by(replicates).copied().collect::<Vec<_>>())
        };
        let each: Vec<f64> = (0..replicates).map(of_replicate).collect();
        stated += variance(&each) / REPLICATES as f64 / SEEDS as f64;
        means.push(mean(&events));
    }
    // The variance of 240 means has a relative error of √(2/239) = 0.091; four of them.
    let ratio = stated / variance(&means);
    assert!((ratio - 1.0).abs() < 0.37, "{ratio}");
}

/// A study that is edited has the bits of one that is begun anew, also where the edit makes other draws lead.
#[test]
fn an_edit_that_makes_other_draws_lead_is_seen_everywhere() {
    let mut case = even_case();
    case.settings.sampling = Sampling::Sobol;
    let spec = RunSpec { seed: 4, trials: 32 };
    let totals = |study: &Study| -> Vec<u64> {
        let outcomes = study.outcomes(0);
        let each = (0..outcomes.options()).flat_map(|option| outcomes.totals(option));
        each.map(f64::to_bits).collect()
    };
    let leading = |case: &Case| SimulationPlan::new(case).unwrap().leading;
    let mut edited_otherwise = 0;
    for risk in 0..case.risks.len() {
        let mut edited = case.clone();
        edited.risks.remove(risk);
        let mut study = Study::new(case.clone(), spec, &|_| {}).unwrap();
        // Some risks are needed by others.
        if SimulationPlan::new(&edited).is_err() {
            continue;
        }
        edited_otherwise += usize::from(leading(&case) != leading(&edited));
        study.edit(edited.clone(), &|_| {}).unwrap();
        assert_eq!(totals(&study), totals(&Study::new(edited, spec, &|_| {}).unwrap()), "risk {risk}");
    }
    assert!(edited_otherwise > 0);
}
