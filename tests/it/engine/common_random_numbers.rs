//! Common random numbers, bit for bit: what one thing draws or costs does not depend on what else is there.

use splitstack::domain::*;
use splitstack::engine::{Count, Ledger};
use splitstack::engine::{Outcomes, RunSpec, Totals, journal, simulate};
use splitstack::plan::SimulationPlan;
use splitstack::quantity::{Distribution, RankCorrelation};

use super::fixture::*;
use super::rich_case::*;

/// More than two blocks of trials, the last one not full.
const TRIALS: u64 = 600;

/// Columns that sum up several components.
const SUMS: [&str; 3] = ["year-1", "year-2", "year-3"];

/// Fails unless every column that `before` has is the same bits in `after`, but for those named in `except`.
#[track_caller]
fn assert_same_bits(before: (&Outcomes, usize), after: (&Outcomes, usize), except: &[&str]) {
    for name in before.0.columns().iter().map(|column| column.name()) {
        if except.contains(&name.as_str()) {
            continue;
        }
        let (left, right) = (column(before.0, before.1, &name), column(after.0, after.1, &name));
        for (trial, (left, right)) in left.iter().zip(&right).enumerate() {
            assert_eq!(left.to_bits(), right.to_bits(), "{name}, trial {trial}: {left} and {right}");
        }
    }
}

/// The same for all options and scenarios of a case whose options and scenarios may stand elsewhere.
#[track_caller]
fn assert_same_results(before: &Case, after: &Case, except: &[&str]) {
    for (scenario, story) in before.scenarios.iter().enumerate() {
        let there = after.scenarios.iter().position(|entry| entry.id == story.id).unwrap();
        let (left, right) = (simulated(before, scenario, TRIALS), simulated(after, there, TRIALS));
        for (option, entry) in before.options.iter().enumerate() {
            let place = after.options.iter().position(|other| other.id == entry.id).unwrap();
            assert_same_bits((&left, option), (&right, place), except);
        }
    }
}

/// What the tests below would miss if nothing happened: every component but incidents, and every risk, in some trial.
#[test]
fn the_rich_case_exercises_everything() {
    let outcomes = simulated(&even_case(), 0, TRIALS);
    for name in outcomes.columns().iter().map(|column| column.name()) {
        let happens = (0..outcomes.options())
            .any(|option| column(&outcomes, option, &name).iter().any(|value| *value != 0.0));
        assert_eq!(happens, name != "incidents", "{name}");
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let plan = SimulationPlan::new(&even_case()).unwrap();
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| simulate(&plan, 0, &RunSpec { seed: SEED, trials: TRIALS }, &|_| {}))
    };
    let alone = on(1);
    for threads in [2, 3] {
        let together = on(threads);
        (0..alone.options()).for_each(|option| assert_same_bits((&alone, option), (&together, option), &[]));
    }
}

/// A trial on its own, a block of one, is the trial inside its block.
#[test]
fn the_block_that_a_trial_is_in_changes_nothing() {
    let plan = SimulationPlan::new(&even_case()).unwrap();
    let outcomes = simulate(&plan, 0, &RunSpec { seed: SEED, trials: TRIALS }, &|_| {});
    for option in 0..plan.options.len() {
        for trial in [0, 1, 255, 256, 511, 599] {
            let record = journal(&plan, 0, option, SEED, trial);
            let mut totals = Totals::new(&plan.discount);
            for posting in &record.journal.postings {
                totals.post(posting.month, posting.component, posting.amount);
            }
            let counts = Count::ALL.map(|count| record.counts[count as usize]);
            let alone = totals.components.iter().chain(&totals.years).chain(&counts);
            for (place, value) in alone.enumerate() {
                let inside = outcomes.column(option, place)[trial as usize];
                assert_eq!(value.to_bits(), inside.to_bits(), "column {place}, trial {trial}");
            }
        }
    }
}

#[test]
fn a_longer_run_begins_with_the_shorter_one() {
    let plan = SimulationPlan::new(&even_case()).unwrap();
    let run = |trials| simulate(&plan, 0, &RunSpec { seed: SEED, trials }, &|_| {});
    let (short, long) = (run(300), run(TRIALS));
    (0..short.options()).for_each(|option| assert_same_bits((&short, option), (&long, option), &[]));
}

#[test]
fn another_seed_is_another_run() {
    let plan = SimulationPlan::new(&even_case()).unwrap();
    let total = |seed| simulate(&plan, 0, &RunSpec { seed, trials: 8 }, &|_| {}).totals(0);
    assert!(total(SEED).iter().zip(total(SEED + 1)).all(|(left, right)| *left != right));
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let before = even_case();
    let mut after = before.clone();
    after.segments.reverse();
    after.value_streams.reverse();
    after.applications.reverse();
    after.placements.reverse();
    after.isolations.reverse();
    after.requirements.reverse();
    after.measures.reverse();
    after.duties.reverse();
    after.regimes.regimes.reverse();
    after.risks.reverse();
    after.options.reverse();
    after.scenarios.reverse();
    after.correlations.reverse();
    for stream in &mut after.value_streams {
        stream.revenue.reverse();
    }
    for application in &mut after.applications {
        application.dependency.reverse();
    }
    for option in &mut after.options {
        option.targets.reverse();
        option.measures.reverse();
    }
    for risk in &mut after.risks {
        match &mut risk.mechanism {
            Mechanism::Enforcement(enforcement) => enforcement.duties.reverse(),
            Mechanism::DemandShift(shift) => shift.pace.reverse(),
            Mechanism::ServiceLoss(loss) => loss.services.reverse(),
            Mechanism::Outage(_)
            | Mechanism::RuleChange(_)
            | Mechanism::Degradation(_)
            | Mechanism::SupplierBan(_)
            | Mechanism::CounterMeasure(_)
            | Mechanism::Incident(_) => {}
        }
        if let Some(Rate::ByRegime(rates)) = &mut risk.rate {
            rates.reverse();
        }
    }
    assert_same_results(&before, &after, &[]);
}

#[test]
fn another_option_changes_no_number() {
    let before = even_case();
    let mut after = before.clone();
    // A placement that no other option reaches, so that the plan gains stations and parameters in its midst.
    after.placements[1].run_cost_factor =
        uncertain("placement.foreign-cn.run_cost_factor", Distribution::uniform(0.5, 2.0).unwrap());
    let mut other = option("another", "foreign-cn", 1.0);
    other.isolation = id("ring-fenced");
    after.options.insert(0, other);
    assert_same_results(&before, &after, &[]);
}

/// The correlated partner of a figure need not be in use.
#[test]
fn another_option_with_a_correlated_figure_changes_no_number() {
    let mut before = even_case();
    before.placements[1].run_cost_factor =
        uncertain("a.placement.foreign-cn.run_cost_factor", Distribution::uniform(0.5, 2.0).unwrap());
    before.correlations.push(RankCorrelation::new(
        "a.placement.foreign-cn.run_cost_factor",
        "application.crm.run_cost",
        0.6,
    ));
    let mut after = before.clone();
    after.options.push(option("another", "foreign-cn", 1.0));
    assert_same_results(&before, &after, &[]);
}

#[test]
fn another_scenario_changes_no_number() {
    let before = even_case();
    let mut after = before.clone();
    let mut other = scenario("another");
    let factor = uncertain("scenario.another.factor", Distribution::uniform(0.5, 2.0).unwrap());
    other.changes = vec![(id("cut"), RateChange { factors: vec![factor], rate: None, off: false })];
    other.scheduled = vec![ScheduledEvent { risk: id("ban"), at: 2.0, duration: None, grace: None }];
    after.scenarios.insert(0, other);
    assert_same_results(&before, &after, &[]);
}

/// The rich case with one more risk that sorts before all others, three times a year.
fn with_risk(mut added: Risk) -> Case {
    let mut case = even_case();
    added.rate =
        added.rate.map(|_| Rate::Always(uncertain("aaa.rate", Distribution::uniform(2.0, 4.0).unwrap())));
    case.risks.push(added);
    case
}

#[test]
fn another_outage_changes_interruption_only() {
    let after = with_risk(border_outage("aaa", 0.3));
    assert!(column(&simulated(&after, 0, 9), 0, "events.aaa").iter().sum::<f64>() > 9.0);
    let touched = [&SUMS[..], &["interruption", "days-down", "revenue-lost"]].concat();
    assert_same_results(&even_case(), &after, &touched);
}

#[test]
fn another_authority_changes_fines_and_closures_only() {
    let after = with_risk(inspection("aaa", &["export"]));
    let touched = [
        &SUMS[..],
        &["fines", "sales-loss-cn", "interruption", "days-down", "revenue-lost"],
        &["inspections", "fines-imposed", "largest-fine", "days-suspended"],
    ]
    .concat();
    assert_same_results(&even_case(), &after, &touched);
}

#[test]
fn another_demand_changes_the_margin_of_its_market_only() {
    let after = with_risk(demand("aaa", "local-hosting", "private", certain(0.5), certain(9.0)));
    let touched = [&SUMS[..], &["sales-loss-cn", "interruption", "days-down", "revenue-lost"]].concat();
    assert_same_results(&even_case(), &after, &touched);
}

#[test]
fn another_service_loss_leaves_other_events_alone() {
    let mut loss = risk(
        "aaa",
        Mechanism::ServiceLoss(ServiceLoss {
            services: vec![id("mail")],
            grace: lasting("aaa.grace", 1.0),
            duration: None,
            emergency: Emergency { premium: certain(0.5), time_factor: certain(0.5) },
        }),
    );
    loss.once = true;
    let (before, after) = (even_case(), with_risk(loss));
    let kept = ["events.cut", "events.provider", "events.ban"];
    let touched: Vec<String> =
        simulated(&before, 0, 1).columns().iter().map(|column| column.name()).collect();
    let touched: Vec<&str> = touched.iter().map(String::as_str).filter(|name| !kept.contains(name)).collect();
    assert_same_results(&before, &after, &touched);
    assert_same_worlds(&before, &after);
}

/// Regimes, and time, duration and grace of every event of the risks that both have.
fn assert_same_worlds(before: &Case, after: &Case) {
    let (left, right) = (SimulationPlan::new(before).unwrap(), SimulationPlan::new(after).unwrap());
    for trial in 0..200 {
        let (old, new) = (world(&left, 0, trial), world(&right, 0, trial));
        assert_eq!(old.regimes(), new.regimes());
        let name = |plan: &SimulationPlan, risk: usize| plan.risks[risk].id.to_string();
        let old: Vec<_> = old
            .events()
            .iter()
            .map(|event| (name(&left, event.risk), event.time, event.duration, event.grace))
            .collect();
        let new: Vec<_> = new
            .events()
            .iter()
            .map(|event| (name(&right, event.risk), event.time, event.duration, event.grace))
            .filter(|event| event.0 != "aaa")
            .collect();
        assert_eq!(old, new, "trial {trial}");
    }
}
