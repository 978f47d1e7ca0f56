//! Moves that end while an outage lasts, events beyond the horizon; the arithmetic stands beside each test.

use splitstack::domain::*;

use super::fixture::*;
use super::rich_case::{column, simulated};

fn emergency() -> Emergency {
    Emergency { premium: certain(0.5), time_factor: certain(0.5) }
}

fn cut(name: &str, duration: f64, flee_after: Option<f64>) -> Risk {
    let outage = Outage {
        duration: certain(duration),
        scope: OutageScope::Border,
        emergency: flee_after.map(|after| (certain(after), emergency())),
    };
    risk(name, Mechanism::Outage(outage))
}

#[track_caller]
fn assert_lost(case: &Case, option: &str, lost: &[f64]) {
    let months = by_month(&run(case, option), Component::Interruption);
    months.iter().zip(lost).for_each(|(found, expected)| assert_close(*found, *expected));
}

#[test]
fn a_planned_move_that_ends_in_an_outage_leads_out_of_it() {
    // Down wholly at 2 a month from 5 until the move is done at 7, then until 11 by what rests on headquarters at 1.
    let case = happens(case(), cut("cut", 6.0, None), 5.0);
    let mut lost = vec![0.0; 12];
    lost[5..7].fill(2.0);
    lost[7..11].fill(1.0);
    assert_lost(&case, "move", &lost);
}

#[test]
fn an_emergency_move_leads_out_of_every_outage_that_lasts() {
    // Fled from the first by 2 + 1 + 4 · 0.5 = 5; the second still lasts until 9.
    let case = happens(happens(case(), cut("a", 6.0, Some(1.0)), 2.0), cut("b", 6.0, None), 3.0);
    let mut lost = vec![0.0; 12];
    lost[2..5].fill(2.0);
    lost[5..9].fill(1.0);
    assert_lost(&case, "stay", &lost);
}

#[test]
fn a_move_into_an_outage_leads_down() {
    let mut provider = cut("provider", 6.0, None);
    if let Mechanism::Outage(outage) = &mut provider.mechanism {
        let local = Condition { placements: Some(vec![id("local")]), ..Condition::default() };
        outage.scope = OutageScope::Applications(local);
    }
    let mut case = happens(case(), provider, 5.0);
    case.applications[0].tolerance = certain(1.0);
    // There from 7; it hurts from 8, the end of the tolerance, until 11.
    let mut lost = vec![0.0; 12];
    lost[8..11].fill(2.0);
    assert_lost(&case, "move", &lost);
}

#[test]
fn nobody_flees_to_a_service_that_is_banned() {
    let mut case = case();
    case.options[0].fallback = id("foreign-cn");
    let ban = risk(
        "ban",
        Mechanism::ServiceLoss(ServiceLoss {
            services: vec![id("foreign-cn")],
            grace: certain(0.0),
            duration: None,
            emergency: emergency(),
        }),
    );
    let case = happens(happens(case, ban, 1.0), cut("cut", 6.0, Some(1.0)), 2.0);
    let journal = run(&case, "stay");
    assert_close(journal.sum(Component::Emergency), 0.0);
    assert_close(journal.sum(Component::Interruption), 12.0);
}

#[test]
fn events_scheduled_beyond_the_horizon_are_not_counted() {
    let case = happens(happens(case(), cut("early", 1.0, None), 11.0), cut("late", 1.0, None), 12.0);
    let outcomes = simulated(&case, 0, 1);
    assert_eq!(column(&outcomes, 0, "events.early"), [1.0]);
    assert_eq!(column(&outcomes, 0, "events.late"), [0.0]);
}
