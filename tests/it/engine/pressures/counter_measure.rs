//! Answers of a state: segments and value streams closed, data barred. `ciio` is worth 5 a month through `home`,
//! `sensitive` 10 a month through `world`.

use super::*;
use splitstack::engine::Count;

fn nothing() -> CounterMeasure {
    CounterMeasure {
        notice: certain(1.0),
        duration: Some(certain(3.0)),
        bars: Barred::Nothing,
        segments: vec![],
        streams: vec![],
        win_back_time: None,
        emergency: None,
    }
}

/// Announced one month before it takes effect.
fn answered(case: Case, measure: CounterMeasure, effect: f64) -> Case {
    happens(case, risk("listing", Mechanism::CounterMeasure(measure)), effect - 1.0)
}

fn share(name: &str, share: f64) -> Vec<(Id, splitstack::quantity::Quantity)> {
    vec![(id(name), certain(share))]
}

#[test]
fn segments_are_closed_from_effect_to_end_and_come_back() {
    let listing = CounterMeasure { segments: share("ciio", 0.4), ..nothing() };
    let case = answered(super::case(), listing.clone(), 3.0);
    assert_months(&sales_lost(&case, "stay"), &during(3..6, 2.0));
    assert_close(run(&case, "stay").sum(Component::SalesLossAbroad), 0.0);
    let slowly = CounterMeasure { win_back_time: Some(certain(2.0)), ..listing };
    // 0.4 of 5, down to nothing from 6 to 8: ¾ and ¼ of 2.
    let mut expected = during(3..6, 2.0);
    (expected[6], expected[7]) = (1.5, 0.5);
    assert_months(&sales_lost(&answered(super::case(), slowly, 3.0), "stay"), &expected);
}

#[test]
fn a_stream_that_is_closed_loses_in_the_market_of_its_customers() {
    let closed = CounterMeasure { streams: share("world", 0.2), ..nothing() };
    let journal = run(&answered(case(), closed, 3.0), "stay");
    assert_months(&by_month(&journal, Component::SalesLossAbroad), &during(3..6, 2.0));
    assert_close(journal.sum(Component::SalesLossCn), 0.0);
    let forever = CounterMeasure { streams: share("home", 1.0), duration: None, ..nothing() };
    assert_months(&sales_lost(&answered(case(), forever, 3.0), "stay"), &during(3..12, 5.0));
}

#[test]
fn segment_and_stream_together_take_one_less_the_product() {
    let both = CounterMeasure { segments: share("ciio", 0.5), streams: share("home", 0.4), ..nothing() };
    // 1 − 0.5 · 0.6 = 0.7 of 5.
    assert_months(&sales_lost(&answered(case(), both, 3.0), "stay"), &during(3..6, 3.5));
}

#[test]
fn a_ban_and_a_counter_measure_together_take_one_less_the_product() {
    let listing = CounterMeasure { segments: share("ciio", 0.5), ..nothing() };
    let ban = SupplierBan {
        notice: certain(0.0),
        chance: None,
        duration: Some(certain(2.0)),
        segments: share("ciio", 0.4),
        win_back_time: None,
        spared_by: None,
    };
    let case = happens(answered(case(), listing, 3.0), risk("review", Mechanism::SupplierBan(ban)), 5.0);
    // ½ from 3 to 6, 0.4 from 5 to 7.
    assert_months(&sales_lost(&case, "stay"), &only(&[(3, 2.5), (4, 2.5), (5, 3.5), (6, 2.0)]));
}

/// `erp` lives by half on data that it sends home.
fn with_flow(flow: DataFlow) -> Case {
    let mut case = case();
    case.applications[0].flows = vec![DataFlow { needed: Some(certain(0.5)), ..flow }];
    case
}

fn personal() -> DataFlow {
    data(certain(1000.0), certain(0.0), certain(0.0))
}

fn barred(case: Case, bars: Barred, effect: f64) -> Case {
    answered(case, CounterMeasure { bars, ..nothing() }, effect)
}

#[test]
fn barred_data_stops_what_lives_on_it_until_it_may_cross_again() {
    let case = barred(with_flow(personal()), Barred::Everything, 3.0);
    // Half of 40 % of 5 from 3 to 6.
    assert_months(&interrupted(&case, "stay"), &during(3..6, 1.0));
    let record = record(&case, "stay");
    assert_close(record.journal.sum(Component::SalesLossCn), 0.0);
    // It comes back, so it did not stop for good.
    assert_close(record.counts[Count::FlowsStopped as usize], 0.0);
}

#[test]
fn tolerance_and_work_around_soften_what_the_bar_stops() {
    let mut case = with_flow(personal());
    case.applications[0].tolerance = certain(0.25);
    case.applications[0].workaround = certain(0.4);
    // From 3.25 to 6 at 0.6 · 1 a month.
    let months = interrupted(&barred(case, Barred::Everything, 3.0), "stay");
    assert_months(&months, &only(&[(3, 0.45), (4, 0.6), (5, 0.6)]));
}

#[test]
fn in_china_only_what_rests_on_headquarters_lives_on_data_sent_there() {
    let case = barred(with_flow(personal()), Barred::Everything, 8.0);
    // There since 7, connected: half of it rests on headquarters.
    assert_months(&interrupted(&case, "move"), &during(8..11, 0.5));
}

#[test]
fn an_application_that_arrives_in_china_while_its_data_is_barred_loses_less() {
    let case = barred(with_flow(personal()), Barred::Everything, 5.0);
    // Abroad until 7 at 1 a month, then at a half until 8.
    assert_months(&interrupted(&case, "move"), &only(&[(5, 1.0), (6, 1.0), (7, 0.5)]));
}

#[test]
fn only_data_concerned_is_barred() {
    let lost = |flow: DataFlow, bars: Barred| {
        run(&barred(with_flow(flow), bars, 3.0), "stay").sum(Component::Interruption)
    };
    let plain = DataFlow { persons: None, sensitive_persons: None, important_data: None, ..personal() };
    let important = DataFlow { important_data: Some(certain(1.0)), ..plain.clone() };
    let inward = DataFlow { direction: Direction::Inbound, ..personal() };
    assert_close(lost(personal(), Barred::PersonalAndImportant), 3.0);
    assert_close(lost(important, Barred::PersonalAndImportant), 3.0);
    assert_close(lost(plain.clone(), Barred::PersonalAndImportant), 0.0);
    assert_close(lost(plain, Barred::Everything), 3.0);
    assert_close(lost(inward, Barred::Everything), 0.0);
    assert_close(lost(personal(), Barred::Nothing), 0.0);
}

#[test]
fn a_bar_for_good_lasts() {
    let forever = CounterMeasure { bars: Barred::Everything, duration: None, ..nothing() };
    let case = answered(with_flow(personal()), forever, 3.0);
    assert_months(&interrupted(&case, "stay"), &during(3..12, 1.0));
}

#[test]
fn bars_that_overlap_end_with_the_last() {
    let case = again(barred(with_flow(personal()), Barred::Everything, 3.0), "listing", 4.0);
    // From 3 to 6 and from 5 to 8.
    assert_months(&interrupted(&case, "stay"), &during(3..8, 1.0));
}

#[test]
fn what_is_closed_does_not_stand_still_as_well() {
    let both = CounterMeasure { bars: Barred::Everything, segments: share("ciio", 0.4), ..nothing() };
    let case = answered(with_flow(personal()), both, 3.0);
    // 2 of 5 closed, a fifth of the other 3.
    assert_months(&sales_lost(&case, "stay"), &during(3..6, 2.0));
    assert_months(&interrupted(&case, "stay"), &during(3..6, 0.6));
}

#[test]
fn odds_that_hold_multiply_the_rate_and_others_do_not() {
    let listed = |rate: f64, odds: Vec<(Condition, splitstack::quantity::Quantity)>| {
        let listing =
            CounterMeasure { segments: share("ciio", 0.4), duration: Some(certain(0.1)), ..nothing() };
        let mut case = answered(super::case(), listing, 3.0);
        case.scenarios[0].scheduled.clear();
        case.risks[0].rate = Some(Rate::Always(certain(rate)));
        case.risks[0].odds = odds;
        sales_lost(&case, "stay")
    };
    let abroad = Condition { hosting: Some(Hosting::Abroad), ..Condition::default() };
    let never = at("local");
    let doubled = listed(6.0, vec![(abroad, certain(2.0)), (never.clone(), certain(5.0))]);
    assert!(doubled.iter().sum::<f64>() > 0.0);
    assert_months(&doubled, &listed(12.0, vec![(never, certain(5.0))]));
    assert_ne!(doubled, listed(6.0, vec![]));
}

#[test]
fn what_is_scheduled_happens_whatever_the_odds_and_the_rate() {
    let listing = CounterMeasure { segments: share("ciio", 0.4), ..nothing() };
    let mut case = answered(super::case(), listing, 3.0);
    case.risks[0].odds = vec![(Condition::default(), certain(0.0))];
    case.scenarios[0].changes =
        vec![(id("listing"), RateChange { factors: vec![certain(0.0)], rate: None, off: true })];
    assert_months(&sales_lost(&case, "stay"), &during(3..6, 2.0));
    assert_months(&sales_lost(&case, "move"), &during(3..6, 2.0));
}
