//! When a response begins, and what it does beside moving applications.

use super::*;

#[test]
fn a_response_begins_a_lag_after_its_trigger_is_seen() {
    let lagging = |lag: f64| {
        let entry = PlaybookEntry { lag: Some(certain(lag)), ..alarm(Trigger::Month(3.0)) };
        playing(case(), entry)
    };
    assert_months(&alarmed(&lagging(0.0)), &on(3..12));
    assert_months(&alarmed(&lagging(2.0)), &on(5..12));
    let mut half = on(5..12);
    half[4] = 0.5;
    assert_months(&alarmed(&lagging(1.5)), &half);
    // After the horizon: it fired, and nothing came of it.
    assert_months(&alarmed(&lagging(9.5)), &on(0..0));
    assert_eq!(fired(&lagging(9.5)), 1.0);
}

#[test]
fn a_response_stays_unless_it_reverts() {
    let case = |reverts: bool| {
        let entry = PlaybookEntry { reverts, lag: Some(certain(1.0)), ..alarm(Trigger::Occurred(id("cut"))) };
        playing(cuts(&[(2.5, 2.0)]), entry)
    };
    // Seen at 3, no more at 6; a month later each.
    assert_months(&alarmed(&case(false)), &on(4..12));
    assert_months(&alarmed(&case(true)), &on(4..7));
}

#[test]
fn a_trigger_fires_each_time_it_begins_to_hold() {
    // Seen at 2, at 4 and 5, and at 9.
    let case = cuts(&[(1.5, 0.25), (3.5, 1.25), (8.5, 0.25)]);
    let repeated = playing(case, PlaybookEntry { reverts: true, ..alarm(Trigger::Occurred(id("cut"))) });
    assert_eq!(fired(&repeated), 3.0);
    let mut expected = on(4..6);
    (expected[2], expected[9]) = (1.0, 1.0);
    assert_months(&alarmed(&repeated), &expected);
    assert_eq!(fired(&playing(super::case(), alarm(Trigger::Month(3.0)))), 1.0);
    assert_eq!(fired(&playing(super::case(), alarm(Trigger::Month(13.0)))), 0.0);
    // By the end of the last month it is still seen.
    assert_eq!(fired(&playing(super::case(), alarm(Trigger::Month(12.0)))), 1.0);
}

#[test]
fn an_entry_that_cools_down_does_not_fire() {
    let cooling = |cool_down: f64, second: f64| {
        let case = cuts(&[(1.5, 0.25), (3.5, second), (8.5, 0.25)]);
        let entry = PlaybookEntry { cool_down, reverts: true, ..alarm(Trigger::Occurred(id("cut"))) };
        let case = playing(case, entry);
        (fired(&case), alarmed(&case))
    };
    let check = |(times, months): (f64, Vec<f64>), expected: f64, alarms: &[usize]| {
        assert_eq!(times, expected);
        let alarms: Vec<f64> = (0..12).map(|month| f64::from(u8::from(alarms.contains(&month)))).collect();
        assert_months(&months, &alarms);
    };
    // The second is seen at 4, two months after the first.
    check(cooling(2.0, 0.25), 3.0, &[2, 4, 9]);
    check(cooling(2.5, 0.25), 2.0, &[2, 9]);
    // It lasts until 6.75, seen from 4 to 7: fires when the first has cooled down at 5.
    check(cooling(3.0, 3.25), 3.0, &[2, 5, 6, 7, 9]);
    // At 6, which cools down until 10: by then nothing is left of the third, seen at 9.
    check(cooling(4.0, 3.25), 2.0, &[2, 6, 7]);
    check(cooling(100.0, 3.25), 1.0, &[2]);
}

#[test]
fn a_measure_is_switched_on_at_its_price_and_works_after_its_lead_time() {
    let mut case = playing(case(), alarm(Trigger::Month(3.0)));
    case.measures[0].one_off = certain(6.0);
    case.measures[0].lead_time = certain(2.0);
    let journal = run(&case, "stay");
    let mut setup = vec![0.0; 12];
    setup[3..5].fill(3.0);
    assert_months(&by_month(&journal, Component::Setup), &setup);
    assert_months(&alarmed(&case), &on(5..12));
}

#[test]
fn a_measure_that_works_already_is_not_started_again() {
    let mut case = playing(case(), alarm(Trigger::Month(3.0)));
    case.measures[0].one_off = certain(6.0);
    case.options[0].measures.push(ChosenMeasure { measure: id("alarm"), start: 1.0 });
    assert_close(run(&case, "stay").sum(Component::Setup), 6.0);
    assert_months(&alarmed(&case), &on(1..12));
}

#[test]
fn a_measure_switched_off_costs_nothing_more_and_helps_no_more() {
    let switched = |reverts: bool| {
        let response = Response { switch_off: vec![id("alarm")], ..Response::default() };
        let mut case = changed(case(), reverts, response);
        case.measures[0].effects.outage = Some(certain(0.5));
        case.options[0].measures.push(ChosenMeasure { measure: id("alarm"), start: 0.0 });
        case
    };
    // Off at 5; with `reverts` on again at 9.
    assert_months(&alarmed(&switched(false)), &on(0..5));
    assert_months(&alarmed(&switched(true)), &steps(true, 1.0, 0.0));
    // Half of 2 a month stand still in a cut that begins at 2 or at 10, all of it in one that begins at 6.
    let torn = Risk { id: id("torn"), ..cut() };
    let case = [2.0, 6.0, 10.0]
        .iter()
        .fold(with_risk(switched(true), torn), |case, at| lasting(case, "torn", *at, 1.0));
    let mut stopped = vec![0.0; 12];
    (stopped[2], stopped[6], stopped[10]) = (1.0, 2.0, 1.0);
    assert_months(&by_month(&run(&case, "stay"), Component::Interruption), &stopped);
}

/// An entry that something triggers, without any harm to what stands abroad, from 4.5 to 7.75: what it changes is changed
/// from 5 on and, with `reverts`, back at 9.
fn changed(case: Case, reverts: bool, response: Response) -> Case {
    let failure = Outage {
        duration: certain(1.0),
        scope: OutageScope::Applications(Condition {
            placements: Some(vec![id("foreign-cn")]),
            ..Condition::default()
        }),
        emergency: None,
    };
    let case = with_risk(case, risk("failure", Mechanism::Outage(failure)));
    let case = lasting(case, "failure", 4.5, 3.25);
    playing(case, PlaybookEntry { reverts, response, ..entry("alert", Trigger::Occurred(id("failure"))) })
}

/// One amount until 5, another from then on, and with `reverts` the first again from 9 on.
fn steps(reverts: bool, before: f64, after: f64) -> Vec<f64> {
    let mut months = vec![before; 12];
    months[5..if reverts { 9 } else { 12 }].fill(after);
    months
}

#[test]
fn strictness_rises_and_goes_back() {
    for reverts in [false, true] {
        let mut case = fined(&[]);
        case.duties[0] = records(12.0);
        case.strictness.push(Strictness { id: id("high"), cost_factor: certain(3.0), gap: certain(0.0) });
        let response = Response { strictness: Some(id("high")), ..Response::default() };
        let journal = run(&changed(case, reverts, response), "stay");
        assert_months(&by_month(&journal, Component::Compliance), &steps(reverts, 1.0, 3.0));
    }
}

#[test]
fn strictness_closes_gaps() {
    let mut case = fined(&[3.5, 6.5, 10.5]);
    case.strictness.push(Strictness { id: id("high"), cost_factor: certain(1.0), gap: certain(0.0) });
    let response = Response { strictness: Some(id("high")), ..Response::default() };
    let fines = by_month(&run(&changed(case, true, response), "stay"), Component::Fines);
    let mut expected = vec![0.0; 12];
    (expected[3], expected[10]) = (10.0, 10.0);
    assert_months(&fines, &expected);
}

#[test]
fn isolation_is_tightened_and_goes_back() {
    for reverts in [false, true] {
        let mut case = case();
        case.applications[0].current = id("local");
        case.options[0].targets[0].placement = id("local");
        case.isolations[1].friction = certain(2.0);
        let response = Response { isolation: Some(id("ring-fenced")), ..Response::default() };
        let journal = run(&changed(case, reverts, response), "stay");
        // 10 users lose two hours a month.
        assert_months(&by_month(&journal, Component::Productivity), &steps(reverts, 0.0, 20.0));
    }
}

#[test]
fn a_flow_stops_and_crosses_again() {
    for reverts in [false, true] {
        let mut case = case();
        let flow = data(certain(1000.0), certain(0.0), certain(0.0));
        case.applications[0].flows = vec![DataFlow { needed: Some(certain(0.5)), ..flow }];
        let response = Response { stop_flows: vec![(id("erp"), id("data"))], ..Response::default() };
        let journal = run(&changed(case, reverts, response), "stay");
        // Half of 40 % of 5.
        assert_months(&by_month(&journal, Component::Interruption), &steps(reverts, 0.0, 1.0));
    }
}

#[test]
fn entries_of_a_playbook_act_side_by_side() {
    let mut case = playing(case(), alarm(Trigger::Month(3.0)));
    let other = Response { switch_off: vec![id("alarm")], ..Response::default() };
    case.options[0]
        .playbook
        .push(PlaybookEntry { response: other, ..entry("all-clear", Trigger::Month(7.0)) });
    assert_months(&alarmed(&case), &on(3..7));
    assert_eq!(judged(&case, "all-clear")[0], 1.0);
}
