//! Run costs that grow, by hand: `erp` runs at 1 a month abroad and at 2 in China.

use splitstack::domain::*;

use super::fixture::*;

/// Run cost of an option, `[month]`.
fn run_cost(case: &Case, option: &str) -> Vec<f64> {
    by_month(&run(case, option), Component::Run)
}

/// (1 + growth)^(month/12)
fn grown(growth: f64, month: usize) -> f64 {
    (1.0 + growth).powf(month as f64 / 12.0)
}

#[track_caller]
fn assert_by_month(actual: &[f64], expected: impl Fn(usize) -> f64) {
    for (month, actual) in actual.iter().enumerate() {
        assert_close(*actual, expected(month));
    }
}

#[test]
fn run_cost_grows_by_steps_from_month_to_month() {
    for growth in [1.0, -0.3, -1.0, 0.0] {
        let mut case = case();
        case.placements[0].run_cost_growth = Some(certain(growth));
        // 0⁰ = 1: a cost that falls by all of itself is there for a month.
        assert_by_month(&run_cost(&case, "stay"), |month| grown(growth, month));
    }
}

#[test]
fn each_placement_grows_by_itself_and_from_the_start() {
    let mut case = case();
    case.placements[0].run_cost_growth = Some(certain(1.0));
    case.placements[2].run_cost_growth = Some(certain(0.5));
    case.options[1].targets[0].start = 3.5;
    // The move is complete in mid-month 7; both run beside each other for a month before.
    assert_by_month(&run_cost(&case, "move"), |month| {
        let (abroad, china) = (grown(1.0, month), 2.0 * grown(0.5, month));
        match month {
            0..=5 => abroad,
            6 => abroad + 0.5 * china,
            7 => 0.5 * abroad + china,
            _ => china,
        }
    });
}

#[test]
fn the_growth_of_an_application_replaces_that_of_the_placement() {
    let mut case = case();
    case.placements[0].run_cost_growth = Some(certain(1.0));
    let figures = PlacementFigures { run_cost_growth: Some(certain(0.2)), ..PlacementFigures::default() };
    case.applications[0].at = vec![(id("global"), figures)];
    assert_by_month(&run_cost(&case, "stay"), |month| grown(0.2, month));
}

#[test]
fn only_the_months_at_a_growing_placement_change() {
    let plain = run_cost(&case(), "move");
    let mut growing = case();
    growing.placements[1].run_cost_growth = Some(certain(0.2));
    // No option goes there: to the bit.
    assert_eq!(run_cost(&growing, "move"), plain);
    growing.placements[0].run_cost_growth = Some(certain(0.2));
    assert_eq!(run_cost(&growing, "move")[7..], plain[7..]);
}
