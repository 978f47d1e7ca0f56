//! Every kind of trigger holds in the months it should: looked at by the end of each month. What ended in that month was
//! still seen; the regime is that of the moment.

use super::*;

/// The alarm goes off while the trigger holds: the months from the end of which it is seen.
fn held(case: Case, when: Trigger) -> Vec<f64> {
    alarmed(&playing(case, PlaybookEntry { reverts: true, ..alarm(when) }))
}

fn above(gauge: Gauge, on: f64, off: f64) -> Trigger {
    Trigger::Above { gauge, on, off }
}

#[test]
fn a_month_is_reached_at_its_end() {
    assert_months(&held(case(), Trigger::Month(5.0)), &on(5..12));
    assert_months(&held(case(), Trigger::Month(4.5)), &on(5..12));
    assert_months(&held(case(), Trigger::Month(5.001)), &on(6..12));
    // Nobody looks before the first month is over.
    assert_months(&held(case(), Trigger::Month(0.0)), &on(1..12));
    assert_months(&held(case(), Trigger::Month(13.0)), &on(0..0));
}

fn storms(points: &[(f64, &str)]) -> Case {
    let mut case = case();
    case.regimes.regimes.push(Regime {
        id: id("storm"),
        name: "Storm".to_owned(),
        description: None,
        moves_to: vec![],
    });
    let point = |(from, regime): &(f64, &str)| RegimePoint { from: *from, regime: id(regime) };
    case.scenarios[0].regime = RegimePath::Forced(points.iter().map(point).collect());
    case
}

#[test]
fn a_regime_is_entered_and_left() {
    let path = || storms(&[(0.0, "calm"), (3.25, "storm"), (5.0, "calm")]);
    assert_months(&held(path(), Trigger::Entered(id("storm"))), &on(4..5));
    assert_months(&held(path(), Trigger::Left(id("calm"))), &on(4..5));
    assert_months(&held(path(), Trigger::Left(id("storm"))), &on(5..12));
    let mut calm = on(1..12);
    calm[4] = 0.0;
    assert_months(&held(path(), Trigger::Entered(id("calm"))), &calm);
}

#[test]
fn a_regime_that_comes_and_goes_within_a_month_is_not_seen_but_was_there() {
    let path = || storms(&[(0.0, "calm"), (3.25, "storm"), (3.75, "calm")]);
    assert_months(&held(path(), Trigger::Entered(id("storm"))), &on(0..0));
    assert_months(&held(path(), Trigger::Left(id("storm"))), &on(4..12));
}

#[test]
fn a_loss_is_announced_then_occurs_then_is_over() {
    // Announced at 2.5, in force at 5.5, over at 6.5.
    let banned = || happens(case(), ban(3.0, Some(1.0)), 2.5);
    assert_months(&held(banned(), Trigger::Announced(id("ban"))), &on(3..8));
    assert_months(&held(banned(), Trigger::Occurred(id("ban"))), &on(6..8));
    // For good.
    let for_good = || happens(case(), ban(3.0, None), 2.5);
    assert_months(&held(for_good(), Trigger::Announced(id("ban"))), &on(3..12));
    assert_months(&held(for_good(), Trigger::Occurred(id("ban"))), &on(6..12));
    // At the very instant at which one looks.
    let on_time = || happens(case(), ban(2.0, None), 3.0);
    assert_months(&held(on_time(), Trigger::Announced(id("ban"))), &on(3..12));
    assert_months(&held(on_time(), Trigger::Occurred(id("ban"))), &on(5..12));
}

#[test]
fn an_outage_is_announced_when_it_begins() {
    let case = || cuts(&[(2.5, 1.0), (6.5, 2.0)]);
    let mut expected = on(7..10);
    expected[3..5].fill(1.0);
    assert_months(&held(case(), Trigger::Announced(id("cut"))), &expected);
    assert_months(&held(case(), Trigger::Occurred(id("cut"))), &expected);
    // However short it is.
    assert_months(&held(cuts(&[(2.2, 0.6)]), Trigger::Occurred(id("cut"))), &on(3..4));
}

#[test]
fn what_ended_with_a_month_is_not_seen_in_the_next() {
    // From 2 to 4: by the ends of month 1, at whose end it begins, and of months 2 and 3.
    assert_months(&held(cuts(&[(2.0, 2.0)]), Trigger::Occurred(id("cut"))), &on(2..5));
    // An inspection on the first instant of month 3 is seen by its end, and then no more.
    assert_months(&held(fined(&[3.0]), Trigger::Occurred(id("inspection"))), &on(4..5));
}

#[test]
fn a_change_of_rules_is_never_over() {
    let wider = RuleChange { notice: certain(2.0), effect: RuleEffect::WiderCatalogue(certain(2.0)) };
    let changed = || happens(case(), risk("wider", Mechanism::RuleChange(wider.clone())), 2.5);
    assert_months(&held(changed(), Trigger::Announced(id("wider"))), &on(3..12));
    assert_months(&held(changed(), Trigger::Occurred(id("wider"))), &on(5..12));
}

#[test]
fn a_review_that_comes_to_nothing_is_over_then() {
    let reviewed = |chance: f64| {
        let ban = SupplierBan {
            notice: certain(2.0),
            chance: Some(certain(chance)),
            duration: Some(certain(3.0)),
            segments: vec![(id("ciio"), certain(0.5))],
            win_back_time: Some(certain(4.0)),
            spared_by: None,
        };
        happens(case(), risk("review", Mechanism::SupplierBan(ban)), 1.5)
    };
    // Announced at 1.5, decided at 3.5; a ban would last until 6.5.
    assert_months(&held(reviewed(0.0), Trigger::Announced(id("review"))), &on(2..4));
    assert_months(&held(reviewed(0.0), Trigger::Occurred(id("review"))), &on(0..0));
    assert_months(&held(reviewed(1.0), Trigger::Announced(id("review"))), &on(2..8));
    assert_months(&held(reviewed(1.0), Trigger::Occurred(id("review"))), &on(4..8));
}

#[test]
fn a_counter_measure_is_announced_then_occurs_then_is_over() {
    let listing = CounterMeasure {
        notice: certain(1.0),
        duration: Some(certain(3.0)),
        bars: Barred::Nothing,
        segments: vec![(id("ciio"), certain(0.5))],
        streams: vec![],
        win_back_time: None,
        emergency: None,
    };
    let listed = || happens(case(), risk("listing", Mechanism::CounterMeasure(listing.clone())), 2.5);
    assert_months(&held(listed(), Trigger::Announced(id("listing"))), &on(3..8));
    assert_months(&held(listed(), Trigger::Occurred(id("listing"))), &on(4..8));
}

#[test]
fn incidents_and_inspections_are_over_with_their_month() {
    let breach = Incident {
        severity: Some(Severity::PerEvent(certain(1.0))),
        applications: Condition::default(),
        downtime: None,
        exposure: vec![],
        ride_through: vec![],
        lost_security_factor: None,
        protection: None,
        inspection: None,
    };
    let breached = happens(case(), risk("breach", Mechanism::Incident(breach)), 3.5);
    assert_months(&held(breached, Trigger::Occurred(id("breach"))), &on(4..5));
    assert_months(&held(fined(&[3.5]), Trigger::Announced(id("inspection"))), &on(4..5));
}

#[test]
fn a_campaign_occurs_while_it_lasts() {
    let slow = Degradation {
        hours: certain(3.0),
        applications: Condition::default(),
        by_regime: vec![],
        campaign_months: None,
        campaign: Some(Campaign { duration: certain(2.0), factor: certain(2.0) }),
    };
    let case = happens(case(), risk("slow", Mechanism::Degradation(slow)), 2.5);
    assert_months(&held(case, Trigger::Occurred(id("slow"))), &on(3..6));
}

#[test]
fn the_events_of_other_risks_are_not_meant() {
    let case = with_risk(cuts(&[(2.5, 3.0)]), ban(0.0, None));
    assert_months(&held(case, Trigger::Announced(id("ban"))), &on(0..0));
}

#[test]
fn fines_of_all_time_and_of_the_last_months() {
    let fines = |within| Gauge::Fines { within };
    assert_months(&held(fined(&[4.5]), above(fines(None), 5.0, 5.0)), &on(5..12));
    // Above means above.
    assert_months(&held(fined(&[4.5]), above(fines(None), 10.0, 10.0)), &on(0..0));
    assert_months(&held(fined(&[4.5, 7.5]), above(fines(None), 10.0, 10.0)), &on(8..12));
    // Of the last three months by the ends of months 5, 6 and 7.
    assert_months(&held(fined(&[4.5]), above(fines(Some(3.0)), 5.0, 5.0)), &on(5..8));
}

#[test]
fn days_of_margin_lost_to_interruption() {
    let days = |within| Gauge::DaysDown { within };
    // 2 of 15 in month 2: 2/15 · 365/12 = 4.06 days.
    let case = || cuts(&[(2.0, 1.0), (6.0, 1.0)]);
    assert_months(&held(case(), above(days(None), 4.0, 4.0)), &on(3..12));
    assert_months(&held(case(), above(days(None), 4.1, 4.1)), &on(7..12));
    assert_months(&held(case(), above(days(None), 8.2, 8.2)), &on(0..0));
    let mut expected = on(7..9);
    (expected[3], expected[4]) = (1.0, 1.0);
    assert_months(&held(case(), above(days(Some(2.0)), 4.0, 4.0)), &expected);
}

fn curve(segment: &str, ceiling: f64, speed: f64) -> DemandCurve {
    DemandCurve {
        segment: id(segment),
        ceiling: certain(ceiling),
        midpoint: certain(6.0),
        speed: certain(speed),
        loss_time: certain(10.0),
        win_back_time: certain(5.0),
    }
}

fn demanded(curves: Vec<DemandCurve>) -> Case {
    let shift = DemandShift { requirement: id("local-hosting"), pace: vec![], curves };
    with_risk(case(), risk("demand", Mechanism::DemandShift(shift)))
}

#[test]
fn demand_rises_above_a_share() {
    let demand = |segment: Option<&str>| Gauge::Demand { risk: id("demand"), segment: segment.map(id) };
    // 1 / (1 + e^(−2 (t − 6))), t in months: 0.5 at 6, 0.88 at 7. The other segment stands at 0.25 all the time.
    let case = || demanded(vec![curve("ciio", 1.0, 24.0), curve("sensitive", 0.5, 0.0)]);
    assert_months(&held(case(), above(demand(Some("ciio")), 0.6, 0.6)), &on(7..12));
    assert_months(&held(case(), above(demand(Some("sensitive")), 0.2, 0.2)), &on(1..12));
    assert_months(&held(case(), above(demand(Some("sensitive")), 0.3, 0.3)), &on(0..0));
    // The largest, where no segment is named.
    assert_months(&held(case(), above(demand(None), 0.2, 0.2)), &on(1..12));
    assert_months(&held(case(), above(demand(None), 0.6, 0.6)), &on(7..12));
}

#[test]
fn customers_lost_rise_above_a_share() {
    // Demand of 0.25 is unmet: 0.25 · (1 − 0.9^t) are gone in month t: 0.086 after four months, 0.102 after
    // five.
    let lost = |segment: &str| Gauge::CustomersLost { segment: id(segment) };
    let case = || demanded(vec![curve("ciio", 0.5, 0.0)]);
    assert_months(&held(case(), above(lost("ciio"), 0.1, 0.1)), &on(5..12));
    assert_months(&held(case(), above(lost("ciio"), 0.25, 0.25)), &on(0..0));
    assert_months(&held(case(), above(lost("sensitive"), 0.01, 0.01)), &on(0..0));
}

#[test]
fn a_gauge_stays_on_until_it_falls_below_the_lower_threshold() {
    // Fines of the last three months by the ends of months 2 to 6: 10, 20, 20, 10, 0.
    let held =
        |on: f64, off: f64| held(fined(&[1.5, 2.5]), above(Gauge::Fines { within: Some(3.0) }, on, off));
    assert_months(&held(15.0, 15.0), &on(3..5));
    assert_months(&held(15.0, 5.0), &on(3..6));
    // Not below 10 at 10.
    assert_months(&held(15.0, 10.0), &on(3..6));
    assert_months(&held(5.0, 5.0), &on(2..6));
    assert_months(&held(25.0, 5.0), &on(0..0));
}

#[test]
fn triggers_combine_by_all_and_by_any() {
    let parts = || vec![Trigger::Month(5.0), Trigger::Occurred(id("cut"))];
    let case = || cuts(&[(2.5, 1.0), (6.5, 1.0)]);
    assert_months(&held(case(), Trigger::All(parts())), &on(7..9));
    let mut expected = on(5..12);
    expected[3..5].fill(1.0);
    assert_months(&held(case(), Trigger::Any(parts())), &expected);
    // One inside the other: by the seventh month, or in a cut from the third on.
    let inner = Trigger::All(vec![Trigger::Month(3.0), Trigger::Occurred(id("cut"))]);
    let nested = Trigger::Any(vec![Trigger::Month(8.0), inner]);
    let mut expected = on(7..12);
    expected[3..5].fill(1.0);
    assert_months(&held(case(), nested), &expected);
}

#[test]
fn a_gauge_remembers_that_it_is_on_inside_a_combination() {
    // The gauge rises at 3 and stays on until 6, though the other part begins to hold only at 5.
    let gauge = above(Gauge::Fines { within: Some(3.0) }, 15.0, 5.0);
    let both = Trigger::All(vec![Trigger::Month(5.0), gauge]);
    assert_months(&held(fined(&[1.5, 2.5]), both), &on(5..6));
}
