//! What must hold for any figures: sums, limits, and the direction in which results move.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use splitstack::domain::*;
use splitstack::engine::journal;
use splitstack::plan::SimulationPlan;

use super::fixture::{certain, id};
use super::rich_case::*;

/// Trials of each generated case.
const TRIALS: u64 = 12;

fn shares() -> impl Strategy<Value = Vec<f64>> {
    proptest::collection::vec(0.0..1.0f64, FIGURES)
}

fn generated(shares: &[f64]) -> Case {
    rich_case(&mut Figures::new(shares))
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 48,
        rng_seed: RngSeed::Fixed(0),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// What stands still costs no less than before, in every trial of every option, up to rounding.
fn interruption_rises(before: &Case, after: &Case) -> Result<(), TestCaseError> {
    rises(before, after, &["interruption"])
}

/// The sum of some columns is no lower than before, in every trial of every option, up to rounding.
fn rises(before: &Case, after: &Case, names: &[&str]) -> Result<(), TestCaseError> {
    let (before, after) = (simulated(before, 0, TRIALS), simulated(after, 0, TRIALS));
    for option in 0..before.options() {
        for trial in 0..TRIALS as usize {
            let sum = |outcomes| names.iter().map(|name| column(outcomes, option, name)[trial]).sum::<f64>();
            let (low, high) = (sum(&before), sum(&after));
            prop_assert!(high >= low - 1e-9 * low.abs().max(1.0), "{names:?} fell from {low} to {high}");
        }
    }
    Ok(())
}

/// Without flight from long outages: an application that has fled is out of reach of the next one.
fn without_flight(mut case: Case) -> Case {
    for risk in &mut case.risks {
        match &mut risk.mechanism {
            Mechanism::Outage(outage) => outage.emergency = None,
            Mechanism::ServiceLoss(_)
            | Mechanism::Enforcement(_)
            | Mechanism::DemandShift(_)
            | Mechanism::RuleChange(_)
            | Mechanism::Degradation(_)
            | Mechanism::SupplierBan(_)
            | Mechanism::CounterMeasure(_)
            | Mechanism::Incident(_) => {}
        }
    }
    case
}

fn outages_of(case: &mut Case) -> impl Iterator<Item = (&Id, &mut Outage)> {
    case.risks.iter_mut().filter_map(|risk| match &mut risk.mechanism {
        Mechanism::Outage(outage) => Some((&risk.id, outage)),
        Mechanism::ServiceLoss(_)
        | Mechanism::Enforcement(_)
        | Mechanism::DemandShift(_)
        | Mechanism::RuleChange(_)
        | Mechanism::Degradation(_)
        | Mechanism::SupplierBan(_)
        | Mechanism::CounterMeasure(_)
        | Mechanism::Incident(_) => None,
    })
}

fn times_by_risk(case: &Case, trial: u64) -> Vec<Vec<f64>> {
    let plan = SimulationPlan::new(case).unwrap();
    let world = world(&plan, 0, trial);
    let of =
        |risk| world.events().iter().filter(|event| event.risk == risk).map(|event| event.time).collect();
    (0..plan.risks.len()).map(of).collect()
}

/// Margin of a month by market, China first: revenue/12 · share · (1 + growth)^((t + ½)/12).
fn margin(case: &Case, month: usize) -> [f64; 2] {
    let mut margin = [0.0; 2];
    for stream in &case.value_streams {
        let growth = (1.0 + stream.growth.mean()).powf((month as f64 + 0.5) / 12.0);
        for (segment, revenue) in &stream.revenue {
            let place = match case.segment(segment).unwrap().market {
                Market::China => 0,
                Market::Abroad => 1,
            };
            margin[place] += revenue.mean() / 12.0 * stream.contribution_margin.mean() * growth;
        }
    }
    margin
}

proptest! {
    #![proptest_config(config())]

    /// Relative 10⁻¹²: some hundred additions of positive numbers, each with a rounding of 10⁻¹⁶.
    #[test]
    fn parts_sum_to_the_total_and_none_is_negative(shares in shares()) {
        for scenario in [0, 1] {
            let outcomes = simulated(&generated(&shares), scenario, TRIALS);
            for option in 0..outcomes.options() {
                let totals = outcomes.totals(option);
                for (trial, total) in totals.iter().enumerate() {
                    let of = |name: &str| column(&outcomes, option, name)[trial];
                    let components: f64 = Component::ALL.iter().map(|component| of(component.id())).sum();
                    let years = of("year-1") + of("year-2") + of("year-3");
                    prop_assert!((components - total).abs() <= 1e-12 * total, "{components} is not {total}");
                    prop_assert!((years - total).abs() <= 1e-12 * total, "{years} is not {total}");
                    for name in outcomes.columns().iter().map(|column| column.name()) {
                        prop_assert!(of(&name) >= 0.0 && of(&name).is_finite(), "{name} is {}", of(&name));
                    }
                    prop_assert!(of("month-of-separation") <= 30.0);
                    prop_assert!(of("days-suspended") <= 30.0 * 365.0 / 12.0 + 1e-9);
                    prop_assert!(of("days-down") <= 30.0 * 365.0 / 12.0 + 1e-9);
                }
            }
        }
    }

    #[test]
    fn no_month_loses_more_margin_than_it_had(shares in shares()) {
        let mut case = generated(&shares);
        case.value_streams[0].contribution_margin = certain(0.4);
        // All that can take margin, at once and often.
        for risk in &mut case.risks {
            risk.rate = risk.rate.as_ref().map(|_| Rate::Always(certain(6.0)));
        }
        let plan = SimulationPlan::new(&case).unwrap();
        let mut worst: f64 = 0.0;
        for option in 0..plan.options.len() {
            for trial in 0..TRIALS {
                let record = journal(&plan, 0, option, SEED, trial);
                for month in 0..30 {
                    let of = |wanted: Component| -> f64 {
                        let postings = record.journal.postings.iter();
                        postings.filter(|entry| entry.month == month && entry.component == wanted)
                            .map(|entry| entry.amount).sum()
                    };
                    let (china, abroad) = (of(Component::SalesLossCn), of(Component::SalesLossAbroad));
                    let [home, world] = margin(&case, month);
                    let lost = china + abroad + of(Component::Interruption);
                    prop_assert!(china <= home * (1.0 + 1e-12), "{china} of {home} in China");
                    prop_assert!(abroad <= world * (1.0 + 1e-12), "{abroad} of {world} abroad");
                    prop_assert!(lost <= (home + world) * (1.0 + 1e-12), "{lost} of {}", home + world);
                    worst = worst.max(lost / (home + world));
                }
            }
        }
        prop_assert!(worst > 0.05, "the case is too mild to show anything");
    }

    #[test]
    fn a_longer_outage_never_costs_less(shares in shares(), longer in 1.0..3.0f64) {
        let before = without_flight(generated(&shares));
        let mut after = before.clone();
        for (name, outage) in outages_of(&mut after) {
            outage.duration = lasting(&format!("{name}.duration"), longer * outage.duration.mean());
        }
        interruption_rises(&before, &after)?;
    }

    #[test]
    fn more_dependency_less_tolerance_or_less_work_by_hand_never_cost_less(
        shares in shares(), which in 0usize..3, by in 0.0..1.0f64,
    ) {
        let before = without_flight(generated(&shares));
        let mut after = before.clone();
        let application = &mut after.applications[which];
        match which {
            0 => for (_, share) in &mut application.dependency {
                *share = certain(share.mean() + by * (1.0 - share.mean()));
            },
            1 => application.tolerance = certain(application.tolerance.mean() * by),
            _ => application.workaround = certain(application.workaround.mean() * by),
        }
        interruption_rises(&before, &after)?;
        after.applications[which].integration = certain(0.5 + 0.5 * by);
        interruption_rises(&before, &after)?;
    }

    #[test]
    fn another_outage_never_costs_less(shares in shares(), rate in 0.0..5.0f64) {
        let before = without_flight(generated(&shares));
        let mut after = before.clone();
        let mut added = border_outage("another", 0.5);
        added.rate = Some(Rate::Always(certain(rate)));
        after.risks.push(added);
        interruption_rises(&before, &after)?;
    }

    #[test]
    fn a_higher_rate_never_delays_an_event(shares in shares(), risk in 0usize..3, factor in 1.0..4.0f64) {
        let before = generated(&shares);
        let mut after = before.clone();
        let raised = before.risks[risk].id.clone();
        after.scenarios[0].changes = vec![(raised, RateChange { factors: vec![certain(factor)], rate: None, off: false })];
        for trial in 0..TRIALS {
            let (late, early) = (times_by_risk(&before, trial), times_by_risk(&after, trial));
            for (late, early) in late.iter().zip(&early) {
                prop_assert!(early.len() >= late.len(), "an event vanished");
                prop_assert!(early.iter().zip(late).all(|(early, late)| *early <= late + 1e-9));
            }
        }
    }

    /// With a record that lasts. (A fine that comes earlier is forgotten earlier: with a short memory a raised rate may
    /// miss a later, rougher time.)
    #[test]
    fn a_higher_rate_never_brings_fewer_inspections_or_fines(shares in shares(), factor in 1.0..4.0f64) {
        let mut before = generated(&shares);
        before.risks.retain(|risk| risk.id == id("inspection"));
        before.options.truncate(1);
        before.scenarios.truncate(1);
        // An approval that is pending is a gap: an earlier visit may find it, or come before the duty.
        for application in &mut before.applications {
            application.flows.clear();
        }
        if let Mechanism::Enforcement(enforcement) = &mut before.risks[0].mechanism {
            enforcement.memory = certain(1e6);
        }
        let mut after = before.clone();
        after.scenarios[0].changes =
            vec![(id("inspection"), RateChange { factors: vec![certain(factor)], rate: None, off: false })];
        rises(&before, &after, &["inspections"])?;
        rises(&before, &after, &["fines-imposed"])?;
    }

    #[test]
    fn more_demand_never_costs_fewer_sales(shares in shares(), by in 0.0..1.0f64) {
        let before = generated(&shares);
        let mut after = before.clone();
        for risk in &mut after.risks {
            match &mut risk.mechanism {
                Mechanism::DemandShift(shift) => for curve in &mut shift.curves {
                    curve.ceiling = certain(curve.ceiling.mean() + by * (1.0 - curve.ceiling.mean()));
                },
                Mechanism::Outage(_) | Mechanism::ServiceLoss(_) | Mechanism::Enforcement(_) | Mechanism::RuleChange(_)
| Mechanism::Degradation(_)
| Mechanism::SupplierBan(_)
| Mechanism::CounterMeasure(_)
| Mechanism::Incident(_) => {}
            }
        }
        rises(&before, &after, &["sales-loss-cn"])?;
        rises(&before, &after, &["sales-loss-abroad"])?;
    }
}
