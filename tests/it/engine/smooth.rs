//! At a fixed seed, means move smoothly as an input moves: no jump beyond a derived bound, no change of direction.

use splitstack::domain::*;
use splitstack::plan::SimulationPlan;

use super::fixture::*;
use super::rich_case::{border_outage, column, demand, simulated, world};
use super::sample::mean;

const TRIALS: u64 = 400;

/// Months of the fixture.
const HORIZON: f64 = 12.0;

/// Margin that stands still in a month without `erp`: 40 % of 5.
const PER_MONTH: f64 = 2.0;

fn cuts(rate: f64, mean_duration: f64) -> Case {
    let mut case = case();
    case.options.truncate(1);
    case.applications[0].tolerance = certain(0.2);
    let mut cut = border_outage("cut", mean_duration);
    cut.rate = Some(Rate::Always(certain(rate)));
    case.risks.push(cut);
    case
}

fn mean_of(case: &Case, name: &str) -> f64 {
    mean(&column(&simulated(case, 0, TRIALS), 0, name))
}

/// Mean over trials of a sum over the events of the world.
fn mean_over_events(case: &Case, of: impl Fn(&splitstack::engine::Event) -> f64) -> f64 {
    let plan = SimulationPlan::new(case).unwrap();
    let sum: f64 =
        (0..TRIALS).map(|trial| world(&plan, 0, trial).events().iter().map(&of).sum::<f64>()).sum();
    sum / TRIALS as f64
}

/// Values along a path of an input rise at each step, by no more than the bound of that step.
#[track_caller]
fn assert_rises_smoothly(values: &[f64], bounds: &[f64]) {
    let total = values[values.len() - 1] - values[0];
    assert!(total > 0.0, "nothing moves");
    for (step, (pair, bound)) in values.windows(2).zip(bounds).enumerate() {
        let by = pair[1] - pair[0];
        assert!(by > 0.0, "step {step} moves back by {by}");
        assert!(by <= bound * (1.0 + 1e-9), "step {step} jumps by {by}, more than {bound}");
        // A jump would carry most of the way at one step; a smooth path spreads it.
        assert!(by < 3.0 * total / (values.len() - 1) as f64, "step {step} is {by} of {total}");
    }
}

#[test]
fn interruption_is_smooth_in_the_duration() {
    const STEP: f64 = 0.005;
    // A duration D that grows by the share δ ends D·δ later: at most that much more stands still.
    let cases: Vec<Case> = (0..40).map(|step| cuts(3.0, 0.8 * (1.0 + STEP * f64::from(step)))).collect();
    let values: Vec<f64> = cases.iter().map(|case| mean_of(case, "interruption")).collect();
    let bounds: Vec<f64> =
        cases.iter().map(|case| STEP * PER_MONTH * mean_over_events(case, |event| event.duration)).collect();
    assert_rises_smoothly(&values, &bounds);
}

#[test]
fn interruption_is_smooth_in_the_rate() {
    const STEP: f64 = 0.005;
    // A rate that grows by the share δ brings each event of the new world forward by at most δ·horizon; one that is new
    // enters at the end. Start and end of its downtime move by that at most.
    let cases: Vec<Case> = (0..40).map(|step| cuts(1.0 * (1.0 + STEP).powi(step), 0.8)).collect();
    let values: Vec<f64> = cases.iter().map(|case| mean_of(case, "interruption")).collect();
    let bounds: Vec<f64> = cases[1..]
        .iter()
        .map(|case| 2.0 * PER_MONTH * STEP * HORIZON * mean_over_events(case, |_| 1.0))
        .collect();
    assert_rises_smoothly(&values, &bounds);
}

#[test]
fn sales_loss_is_smooth_in_the_midpoint_of_demand() {
    const STEP: f64 = 0.1;
    let values: Vec<f64> = (0..60)
        .rev()
        .map(|step| {
            let mut case = case();
            let (low, ceiling) = (6.0 + STEP * f64::from(step), 0.8);
            let midpoint = splitstack::quantity::Distribution::uniform(low, low + 6.0).unwrap();
            case.risks.push(demand(
                "shift",
                "local-hosting",
                "ciio",
                certain(ceiling),
                uncertain("shift.midpoint", midpoint),
            ));
            if let Mechanism::DemandShift(shift) = &mut case.risks[0].mechanism {
                shift.pace.clear();
            }
            mean_of(&case, "sales-loss-cn")
        })
        .collect();
    // A logistic curve of speed 2 a year rises by ceiling·2/12/4 a month at the most; the share lost is a mean of past
    // demand, and takes from 5 a month.
    let bound = STEP * 0.8 * 2.0 / 12.0 / 4.0 * 5.0 * HORIZON;
    assert_rises_smoothly(&values, &vec![bound; values.len()]);
}
