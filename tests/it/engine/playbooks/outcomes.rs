//! In time, too late, or in vain: by dates made by hand. The ban concerns no application of the case.

use super::*;

/// An entry against the ban that takes some months once it has fired, in a case with bans announced at some times, in
/// force four months later.
fn against(entry: PlaybookEntry, bans: &[f64], lasts: Option<f64>) -> Case {
    let mut case = with_risk(case(), ban(4.0, lasts));
    for at in bans {
        let event = ScheduledEvent { risk: id("ban"), at: *at, duration: None, grace: None };
        case.scenarios[0].scheduled.push(event);
    }
    playing(case, PlaybookEntry { against: vec![id("ban")], ..entry })
}

/// Fires when the ban is announced, and has moved `erp` four months later.
fn flee() -> PlaybookEntry {
    let response = Response { moves: vec![(id("erp"), id("local"))], ..Response::default() };
    PlaybookEntry { response, ..entry("alert", Trigger::Announced(id("ban"))) }
}

fn in_month(month: f64) -> PlaybookEntry {
    PlaybookEntry { when: Trigger::Month(month), ..flee() }
}

const IN_TIME: [f64; 4] = [1.0, 1.0, 0.0, 0.0];
const TOO_LATE: [f64; 4] = [1.0, 0.0, 1.0, 0.0];
const IN_VAIN: [f64; 4] = [1.0, 0.0, 0.0, 1.0];

#[track_caller]
fn assert_judged(case: &Case, expected: [f64; 4]) {
    assert_eq!(judged(case, "alert"), expected);
}

#[test]
fn a_move_is_in_time_if_it_ends_before_the_effect() {
    // Announced at 3, seen at 3, done at 7, the instant of the effect.
    assert_judged(&against(flee(), &[3.0], None), IN_TIME);
    // Seen at 4, done at 8; in force at 7.9.
    assert_judged(&against(flee(), &[3.9], None), TOO_LATE);
}

/// Switches the alarm on, which is ready after some months.
fn guard(lead_time: f64, lag: f64) -> Case {
    let entry = PlaybookEntry { lag: Some(certain(lag)), ..alarm(Trigger::Announced(id("ban"))) };
    let mut case = against(entry, &[3.1], None);
    case.measures[0].lead_time = certain(lead_time);
    case
}

#[test]
fn a_measure_is_in_time_if_it_is_ready_before_the_effect() {
    // Seen at 4, in force at 7.1.
    assert_judged(&guard(3.0, 0.0), IN_TIME);
    assert_judged(&guard(3.2, 0.0), TOO_LATE);
    assert_judged(&guard(2.0, 1.0), IN_TIME);
    assert_judged(&guard(2.0, 1.2), TOO_LATE);
}

#[test]
fn what_takes_no_time_is_done_when_it_begins() {
    let tightened = |lag: f64| {
        let response = Response { strictness: Some(id("none")), ..Response::default() };
        let lag = Some(certain(lag));
        against(PlaybookEntry { lag, response, ..flee() }, &[3.1], None)
    };
    assert_judged(&tightened(3.0), IN_TIME);
    assert_judged(&tightened(3.2), TOO_LATE);
}

#[test]
fn the_last_thing_done_counts() {
    let mut both = flee();
    both.response.switch_on = vec![id("alarm")];
    // Seen at 3, in force at 7: moved by 7, the alarm ready by 5 or 8.
    for (lead_time, expected) in [(2.0, IN_TIME), (5.0, TOO_LATE)] {
        let mut case = against(both.clone(), &[3.0], None);
        case.measures[0].lead_time = certain(lead_time);
        assert_judged(&case, expected);
    }
}

#[test]
fn without_an_event_it_was_in_vain() {
    assert_judged(&against(in_month(4.0), &[], None), IN_VAIN);
}

#[test]
fn after_the_effect_it_is_too_late() {
    // In force since 5.
    assert_judged(&against(in_month(9.0), &[1.0], None), TOO_LATE);
}

#[test]
fn the_next_effect_is_the_one_that_counts() {
    // In force at 4.5 for half a month, and at 9.5; fired at 5, done at 9.
    assert_judged(&against(in_month(5.0), &[0.5, 5.5], Some(0.5)), IN_TIME);
    // Done at 10.
    assert_judged(&against(in_month(6.0), &[0.5, 5.5], Some(0.5)), TOO_LATE);
}

#[test]
fn every_firing_is_judged() {
    let twice = |lag: f64| {
        let lag = Some(certain(lag));
        let entry = PlaybookEntry { lag, reverts: true, ..alarm(Trigger::Announced(id("ban"))) };
        // Seen at 1 and at 7, in force at 4.6 and at 10.9.
        judged(&against(entry, &[0.6, 6.9], Some(0.25)), "alert")
    };
    assert_eq!(twice(0.0), [2.0, 2.0, 0.0, 0.0]);
    assert_eq!(twice(3.7), [2.0, 1.0, 1.0, 0.0]);
    assert_eq!(twice(3.95), [2.0, 0.0, 2.0, 0.0]);
}

#[test]
fn any_of_the_risks_counts() {
    let mut case = against(in_month(4.0), &[], None);
    case.risks.push(cut());
    case.options[0].playbook[0].against.push(id("cut"));
    assert_judged(&case, IN_VAIN);
    // Done at 8.
    assert_judged(&lasting(case.clone(), "cut", 8.5, 1.0), IN_TIME);
    assert_judged(&lasting(case, "cut", 7.5, 1.0), TOO_LATE);
}

#[test]
fn who_prepares_against_nothing_is_not_judged() {
    let mut case = against(flee(), &[3.0], None);
    case.options[0].playbook[0].against.clear();
    assert_judged(&case, [1.0, 0.0, 0.0, 0.0]);
}

#[test]
fn an_entry_that_never_fires_is_not_judged() {
    assert_judged(&against(flee(), &[], None), [0.0; 4]);
}

#[test]
fn options_share_the_columns_of_entries_of_one_name() {
    let mut case = against(flee(), &[3.0], None);
    let same = PlaybookEntry { against: vec![id("ban")], ..in_month(13.0) };
    case.options[1].playbook.push(same);
    let outcomes = simulated(&case, 0, 1);
    assert_eq!(column(&outcomes, 0, "playbook.alert.fired"), [1.0]);
    assert_eq!(column(&outcomes, 1, "playbook.alert.fired"), [0.0]);
}
