//! Plans in which nothing but incidents comes by chance run over blocks of trials, option by option in lanes; the general simulation
//! is the oracle.

use std::ops::ControlFlow;

use splitstack::domain::*;
use splitstack::engine::{Column, Ledger, Outcomes, RunSpec, Simulation, Totals, journal};
use splitstack::input::{CaseSource, read_case};
use splitstack::plan::SimulationPlan;
use splitstack::quantity::Distribution;

use super::fixture::{certain, id, option, uncertain};

const TRIALS: u64 = 2_500;

/// The costs of one trial under the general simulation, `[component]` then `[year]`.
fn general(plan: &SimulationPlan, option: usize, trial: u64) -> Vec<f64> {
    let record = journal(plan, 0, option, 5, trial);
    let mut totals = Totals::new(&plan.discount);
    for posting in &record.journal.postings {
        totals.post(posting.month, posting.component, posting.amount);
    }
    totals.components.iter().chain(&totals.years).copied().collect()
}

/// Outcomes in blocks that begin where they may.
fn streamed(plan: &SimulationPlan, from: u64) -> Vec<Outcomes> {
    let simulation = Simulation::new(plan, &RunSpec { seed: 5, trials: TRIALS });
    let mut blocks = Vec::new();
    simulation.stream(0, from..TRIALS, &|_| {}, &mut |_, outcomes| {
        blocks.push(outcomes);
        ControlFlow::Continue(())
    });
    blocks
}

fn assert_general(case: &Case, trials: u64) {
    let plan = SimulationPlan::new(case).unwrap();
    let all = Simulation::new(&plan, &RunSpec { seed: 5, trials: TRIALS }).scenario(0, &|_| {});
    let blocks = streamed(&plan, 0);
    // The fast way says what never varies; the general one cannot.
    assert!(blocks[0].always(0, Component::Fines as usize).is_some(), "this plan takes the general way");
    let mut events = 0.0;
    for option in 0..plan.options.len() {
        for trial in 0..trials {
            for (column, expected) in general(&plan, option, trial).into_iter().enumerate() {
                let found = all.column(option, column)[trial as usize];
                let error = (found - expected).abs();
                // The order in which costs are added is another one.
                assert!(
                    error <= 1e-12 * expected.abs().max(1.0),
                    "{option} {trial} {column}: {found} {expected}"
                );
            }
        }
        let counted =
            all.columns().iter().enumerate().filter(|(_, column)| matches!(column, Column::Events(_)));
        for (column, _) in counted {
            events += all.column(option, column).sum();
        }
    }
    assert!(events > 0.5 * TRIALS as f64, "too little happens to be a test");
    // Blocks hand over the same bits wherever they begin.
    for from in [0, 1, 777, 1024] {
        let mut trial = from as usize;
        for outcomes in streamed(&plan, from) {
            for option in 0..plan.options.len() {
                for column in 0..outcomes.columns().len() {
                    let kept = all.column(option, column);
                    let block = outcomes.column(option, column);
                    assert!(
                        (0..outcomes.trials())
                            .all(|place| block[place].to_bits() == kept[trial + place].to_bits())
                    );
                }
            }
            trial += outcomes.trials();
        }
        assert_eq!(trial, TRIALS as usize);
    }
}

fn ref_60() -> Case {
    let folder = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("benches/ref-60");
    read_case(&CaseSource::folder(folder)).unwrap().case
}

#[test]
fn the_reference_workload_has_the_outcomes_of_the_general_simulation() {
    assert_general(&ref_60(), 300);
}

/// Leading draws follow their points in lanes as they do trial by trial.
#[test]
fn sobol_points_lead_the_same_draws() {
    let mut case = ref_60();
    case.settings.sampling = Sampling::Sobol;
    assert!(SimulationPlan::new(&case).unwrap().leading.len() > 2);
    assert_general(&case, 300);
}

#[test]
fn more_options_than_lanes_and_a_forced_path_of_regimes() {
    let mut case = ref_60();
    let placements: Vec<Id> = case.placements.iter().map(|placement| placement.id.clone()).collect();
    for number in 0..7 {
        let copy = &case.options[number % 5];
        let more = ItOption { id: id(&format!("more-{number}")), ..copy.clone() };
        case.options.push(more);
    }
    let regime = |position: usize| case.regimes.regimes[position].id.clone();
    let point = |from: f64, position: usize| RegimePoint { from, regime: regime(position) };
    case.scenarios[0].regime = RegimePath::Forced(vec![point(0.0, 1), point(7.5, 3), point(40.0, 0)]);
    assert_eq!(placements.len(), 5);
    assert_general(&case, 60);
}

#[test]
fn factors_of_a_scenario_and_risks_that_are_off() {
    let mut case = ref_60();
    let change = |factors, off| RateChange { factors, rate: None, off };
    let risks: Vec<Id> = case.risks.iter().map(|risk| risk.id.clone()).collect();
    case.scenarios[0].changes = vec![
        (risks[0].clone(), change(vec![certain(3.0), certain(0.5)], false)),
        (risks[1].clone(), change(vec![], true)),
    ];
    case.scenarios[0].changes.sort_by(|left, right| left.0.cmp(&right.0));
    assert_general(&case, 60);
}

#[test]
fn what_comes_by_chance_elsewhere_takes_the_general_way() {
    let takes_general_way = |case: &Case| {
        let plan = SimulationPlan::new(case).unwrap();
        streamed(&plan, TRIALS - 1)[0].always(0, Component::Fines as usize).is_none()
    };
    assert!(!takes_general_way(&ref_60()));
    let mut uncertain_cost = ref_60();
    let spread = Distribution::uniform(1.0, 2.0).unwrap();
    uncertain_cost.placements[0].run_cost_factor = uncertain("factor", spread);
    assert!(takes_general_way(&uncertain_cost));
    let mut once = ref_60();
    once.risks[0].once = true;
    assert!(takes_general_way(&once));
    let mut growing = ref_60();
    growing.risks[0].trend = Some(certain(0.1));
    assert!(takes_general_way(&growing));
    let mut late = ref_60();
    let mut moves = option("late", "eu-cloud", 3.0);
    moves.targets[0].application = late.applications[0].id.clone();
    moves.fallback = id("eu-cloud");
    moves.strictness = late.strictness[0].id.clone();
    moves.isolation = late.isolations[0].id.clone();
    late.options.push(moves);
    assert!(takes_general_way(&late), "a move within the horizon changes what an incident costs");
}
