//! What must hold for any figures: a playbook that never fires changes nothing, and a stricter one never fires earlier.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use splitstack::engine::{Outcomes, journal};
use splitstack::plan::SimulationPlan;
use splitstack::quantity::Distribution;

use super::super::fixture::uncertain;
use super::super::rich_case::{FIGURES, Figures, SEED, even_case, rich_case};
use super::*;

/// Every column of `before` is the same bits in `after`.
#[track_caller]
fn assert_same_bits(before: &Outcomes, after: &Outcomes, option: usize) {
    for name in before.columns().iter().map(|column| column.name()) {
        let (left, right) = (column(before, option, &name), column(after, option, &name));
        for (trial, (left, right)) in left.iter().zip(&right).enumerate() {
            assert_eq!(left.to_bits(), right.to_bits(), "{name}, trial {trial}: {left} and {right}");
        }
    }
}

/// Triggers that no trial of the rich case ever meets.
fn impossible() -> Vec<Trigger> {
    let above = |gauge: Gauge, on: f64| Trigger::Above { gauge, on, off: 0.0 };
    vec![
        Trigger::Month(1e6),
        above(Gauge::Fines { within: Some(6.0) }, 1e12),
        above(Gauge::DaysDown { within: None }, 1e6),
        above(Gauge::Demand { risk: id("localise"), segment: None }, 1.0),
        above(Gauge::CustomersLost { segment: id("sensitive") }, 1.0),
        Trigger::All(vec![Trigger::Month(1e6), Trigger::Announced(id("ban"))]),
        Trigger::Any(vec![Trigger::All(vec![Trigger::Entered(id("calm")), Trigger::Entered(id("storm"))])]),
    ]
}

/// The rich case where every option has all this in its drawer: things that no option uses otherwise, with figures of
/// their own that are drawn.
fn with_idle_playbooks(mut case: Case) -> Case {
    let drawn = |name: &str| uncertain(name, Distribution::uniform(0.5, 2.0).unwrap());
    case.measures.push(Measure { one_off: drawn("a.alarm.one_off"), ..alarm_measure() });
    case.measures[0].effects.prepared_cost = Some(certain(0.5));
    case.strictness.push(Strictness { id: id("high"), cost_factor: drawn("a.high"), gap: certain(0.0) });
    case.placements[1].run_cost_factor = drawn("placement.foreign-cn.run_cost_factor");
    case.company.delivery.late_redesign = Some(LateRedesign {
        premium: drawn("a.redesign"),
        extra_time: certain(2.0),
        designated_factor: Some(certain(2.0)),
    });
    let response = Response {
        moves: vec![(id("crm"), id("foreign-cn")), (id("erp"), id("local")), (id("mes"), id("global"))],
        premium: Some(drawn("a.premium")),
        time_factor: Some(certain(0.5)),
        switch_on: vec![id("alarm"), id("backup")],
        switch_off: vec![id("second-line")],
        stop_flows: vec![(id("crm"), id("data"))],
        strictness: Some(id("high")),
        isolation: Some(id("ring-fenced")),
    };
    for option in &mut case.options {
        for (place, when) in impossible().into_iter().enumerate() {
            option.playbook.push(PlaybookEntry {
                lag: Some(drawn("a.lag")),
                reverts: place % 2 == 0,
                against: vec![id("ban"), id("cut")],
                response: response.clone(),
                ..entry(&format!("idle-{place}"), when)
            });
        }
    }
    case
}

#[test]
fn a_playbook_that_never_fires_changes_nothing_to_the_bit() {
    let (before, after) = (even_case(), with_idle_playbooks(even_case()));
    for scenario in [0, 1] {
        let (left, right) = (simulated(&before, scenario, 300), simulated(&after, scenario, 300));
        for option in 0..left.options() {
            assert_same_bits(&left, &right, option);
            for place in 0..impossible().len() {
                for what in ["fired", "in-time", "too-late", "in-vain"] {
                    let name = format!("playbook.idle-{place}.{what}");
                    assert!(column(&right, option, &name).iter().all(|value| *value == 0.0), "{name}");
                }
            }
        }
    }
}

/// One option's playbook is no other's affair.
#[test]
fn a_playbook_that_fires_changes_no_other_option() {
    let before = even_case();
    let mut after = before.clone();
    let response = Response { moves: vec![(id("erp"), id("local"))], ..Response::default() };
    after.options[0].playbook = vec![PlaybookEntry { response, ..entry("flee", Trigger::Month(3.0)) }];
    let (left, right) = (simulated(&before, 0, 300), simulated(&after, 0, 300));
    assert_same_bits(&left, &right, 1);
    assert_same_bits(&left, &right, 2);
    assert_ne!(column(&left, 0, "setup"), column(&right, 0, "setup"));
    assert!(column(&right, 0, "playbook.flee.fired").iter().all(|fired| *fired == 1.0));
}

/// First month in which the alarm of an option costs something in each of some trials; the horizon where it never does.
fn first_alarms(case: &Case, when: Trigger) -> Vec<usize> {
    let mut case = case.clone();
    case.measures.push(Measure { one_off: certain(1e6), yearly: certain(0.0), ..alarm_measure() });
    for option in &mut case.options {
        option.playbook = vec![alarm(when.clone())];
    }
    let plan = SimulationPlan::new(&case).unwrap();
    let first = |(option, trial)| {
        let postings = journal(&plan, 0, option, SEED, trial).journal.postings;
        let alarm = |posting: &&splitstack::engine::Posting| {
            posting.component == Component::Setup && posting.amount >= 1e6
        };
        postings.iter().find(alarm).map_or(case.settings.horizon_months, |posting| posting.month)
    };
    (0..plan.options.len()).flat_map(|option| (0..6).map(move |trial| (option, trial))).map(first).collect()
}

/// A trigger by a gauge, from one threshold to a stricter one.
fn gauged(which: usize, low: f64, by: f64) -> [Trigger; 2] {
    let (gauge, scale) = match which {
        0 => (Gauge::Fines { within: None }, 40.0),
        1 => (Gauge::Fines { within: Some(6.0) }, 40.0),
        2 => (Gauge::DaysDown { within: None }, 30.0),
        3 => (Gauge::DaysDown { within: Some(3.0) }, 10.0),
        4 => (Gauge::Demand { risk: id("localise"), segment: None }, 0.6),
        5 => (Gauge::CustomersLost { segment: id("ciio") }, 0.4),
        _ => return [Trigger::Month(30.0 * low), Trigger::Month(30.0 * (low + by))],
    };
    [low, low + by].map(|on| Trigger::Above { gauge: gauge.clone(), on: scale * on, off: 0.0 })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 150,
        rng_seed: RngSeed::Fixed(0),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_stricter_trigger_never_fires_earlier(
        shares in proptest::collection::vec(0.0..1.0f64, FIGURES),
        which in 0usize..7, low in 0.0..0.5f64, by in 0.0..0.5f64, also in 0.0..1.0f64,
    ) {
        let case = rich_case(&mut Figures::new(&shares));
        let [mild, strict] = gauged(which, low, by);
        let (early, late) = (first_alarms(&case, mild.clone()), first_alarms(&case, strict.clone()));
        prop_assert!(early.iter().zip(&late).all(|(early, late)| early <= late), "{early:?} {late:?}");
        // With one more thing to wait for, or one less.
        let other = Trigger::Month(30.0 * also);
        let both = first_alarms(&case, Trigger::All(vec![mild.clone(), other.clone()]));
        let either = first_alarms(&case, Trigger::Any(vec![mild, other]));
        prop_assert!(early.iter().zip(&both).all(|(early, both)| early <= both), "{early:?} {both:?}");
        prop_assert!(either.iter().zip(&early).all(|(either, early)| either <= early), "{either:?} {early:?}");
    }
}
