//! At a fixed seed, results move smoothly as an input moves: no trial jumps beyond a derived bound, no mean turns back.

use splitstack::domain::*;
use splitstack::engine::Event;
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

/// One column of the only option that matters, `[trial]`.
fn outcome(case: &Case, name: &str) -> Vec<f64> {
    column(&simulated(case, 0, TRIALS), 0, name)
}

/// A sum over the events of the world, `[trial]`.
fn over_events(case: &Case, of: impl Fn(&Event) -> f64) -> Vec<f64> {
    let plan = SimulationPlan::new(case).unwrap();
    (0..TRIALS).map(|trial| world(&plan, 0, trial).events().iter().map(&of).sum()).collect()
}

/// Along a path of an input, no trial jumps by more than the bound of that step and trial, and the mean rises.
///
/// - `values`, `bounds`: `[step][trial]`.
#[track_caller]
fn assert_rises_smoothly(values: &[Vec<f64>], bounds: &[Vec<f64>]) {
    for (step, (pair, bounds)) in values.windows(2).zip(bounds).enumerate() {
        for (trial, ((from, to), bound)) in pair[0].iter().zip(&pair[1]).zip(bounds).enumerate() {
            let by = (to - from).abs();
            assert!(by <= bound + 1e-9, "step {step}, trial {trial}: jumps by {by}, more than {bound}");
        }
        assert!(mean(&pair[1]) > mean(&pair[0]), "step {step}: the mean moves back or stands still");
    }
}

#[test]
fn interruption_is_smooth_in_the_duration() {
    const STEP: f64 = 0.005;
    // A duration D that grows by the share δ ends D·δ later: at most that much more stands still.
    let cases: Vec<Case> = (0..40).map(|step| cuts(3.0, 0.8 * (1.0 + STEP * f64::from(step)))).collect();
    let values: Vec<Vec<f64>> = cases.iter().map(|case| outcome(case, "interruption")).collect();
    let bounds: Vec<Vec<f64>> =
        cases.iter().map(|case| over_events(case, |event| STEP * PER_MONTH * event.duration)).collect();
    assert_rises_smoothly(&values, &bounds);
}

#[test]
fn interruption_is_smooth_in_the_rate() {
    const STEP: f64 = 0.005;
    // A rate that grows by the share δ brings each event of the new world forward by at most δ·horizon; one that is new
    // enters at the end. Start and end of its downtime move by that at most.
    let cases: Vec<Case> = (0..40).map(|step| cuts(1.0 * (1.0 + STEP).powi(step), 0.8)).collect();
    let values: Vec<Vec<f64>> = cases.iter().map(|case| outcome(case, "interruption")).collect();
    let bounds: Vec<Vec<f64>> =
        cases[1..].iter().map(|case| over_events(case, |_| 2.0 * PER_MONTH * STEP * HORIZON)).collect();
    assert_rises_smoothly(&values, &bounds);
}

#[test]
fn sales_loss_is_smooth_in_the_midpoint_of_demand() {
    const STEP: f64 = 0.1;
    const CEILING: f64 = 0.8;
    let with_midpoint = |midpoint: f64| {
        let mut case = case();
        let mut shift = demand("shift", "local-hosting", "ciio", certain(CEILING), certain(midpoint));
        if let Mechanism::DemandShift(shift) = &mut shift.mechanism {
            shift.pace.clear();
        }
        case.risks.push(shift);
        case
    };
    let values: Vec<Vec<f64>> = (0..60)
        .rev()
        .map(|step| outcome(&with_midpoint(6.0 + STEP * f64::from(step)), "sales-loss-cn"))
        .collect();
    // A logistic curve of speed 2 a year rises by ceiling·2/12/4 a month at the most; the share lost is a mean of past
    // demand, and takes from 5 a month.
    let bound = STEP * CEILING * 2.0 / 12.0 / 4.0 * 5.0 * HORIZON;
    assert_rises_smoothly(&values, &vec![vec![bound; TRIALS as usize]; values.len()]);
}
