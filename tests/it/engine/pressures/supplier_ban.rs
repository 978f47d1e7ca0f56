//! Reviews that end in a ban: `ciio` is worth 5 a month, `sensitive` abroad 10.

use super::*;
use splitstack::engine::Count;

fn on_segments(segments: &[(&str, f64)]) -> SupplierBan {
    SupplierBan {
        notice: certain(2.0),
        chance: None,
        duration: Some(certain(3.0)),
        segments: segments.iter().map(|(segment, share)| (id(segment), certain(*share))).collect(),
        win_back_time: None,
        spared_by: None,
    }
}

fn half() -> SupplierBan {
    on_segments(&[("ciio", 0.5)])
}

fn review(name: &str, ban: SupplierBan) -> Risk {
    risk(name, Mechanism::SupplierBan(ban))
}

/// Announced at 1, decided at 3.
fn banned(ban: SupplierBan) -> Case {
    happens(case(), review("review", ban), 1.0)
}

#[test]
fn a_ban_closes_a_segment_from_its_decision_to_its_end() {
    let case = banned(half());
    // Half of 5 from 3 to 6; abroad nothing.
    assert_months(&sales_lost(&case, "stay"), &during(3..6, 2.5));
    let record = record(&case, "stay");
    assert_close(record.journal.sum(Component::SalesLossAbroad), 0.0);
    // 7.5 of margin at 50 %.
    assert_close(record.counts[Count::RevenueLost as usize], 15.0);
    // It has nothing to do with IT.
    assert_months(&sales_lost(&case, "move"), &during(3..6, 2.5));
}

#[test]
fn parts_of_months_count_in_part() {
    let case = happens(case(), review("review", half()), 0.75);
    // From 2.75 to 5.75.
    let expected = only(&[(2, 0.625), (3, 2.5), (4, 2.5), (5, 1.875)]);
    assert_months(&sales_lost(&case, "stay"), &expected);
}

#[test]
fn a_story_may_set_notice_and_duration() {
    let mut case = banned(half());
    case.scenarios[0].scheduled[0].grace = Some(certain(4.0));
    case.scenarios[0].scheduled[0].duration = Some(certain(1.0));
    assert_months(&sales_lost(&case, "stay"), &during(5..6, 2.5));
}

#[test]
fn a_ban_without_an_end_lasts() {
    let case = banned(SupplierBan { duration: None, ..half() });
    assert_months(&sales_lost(&case, "stay"), &during(3..12, 2.5));
}

#[test]
fn what_was_lost_abroad_is_lost_abroad() {
    let case = banned(on_segments(&[("ciio", 0.2), ("sensitive", 0.3)]));
    let journal = run(&case, "stay");
    assert_months(&by_month(&journal, Component::SalesLossCn), &during(3..6, 1.0));
    assert_months(&by_month(&journal, Component::SalesLossAbroad), &during(3..6, 3.0));
}

#[test]
fn customers_come_back_evenly() {
    let case = banned(SupplierBan { win_back_time: Some(certain(4.0)), ..half() });
    // Gone: ½ until 6, then down to nothing at 10. Means of the months: 7/16, 5/16, 3/16, 1/16 of 5.
    let mut expected = during(3..6, 2.5);
    for (month, sixteenths) in [(6, 7.0), (7, 5.0), (8, 3.0), (9, 1.0)] {
        expected[month] = 5.0 * sixteenths / 16.0;
    }
    assert_months(&sales_lost(&case, "stay"), &expected);
}

#[test]
fn customers_come_back_evenly_from_the_middle_of_a_month_too() {
    let ban = SupplierBan { win_back_time: Some(certain(1.0)), ..half() };
    let case = happens(case(), review("review", ban), 0.5);
    // Gone: ½ from 2.5 to 5.5, then down to nothing at 6.5: month 5: ½ · ½ + ½ · ⅜ = 7/16; month 6: ½ · ⅛ = 1/16.
    let expected = only(&[(2, 1.25), (3, 2.5), (4, 2.5), (5, 35.0 / 16.0), (6, 5.0 / 16.0)]);
    assert_months(&sales_lost(&case, "stay"), &expected);
}

#[test]
fn a_review_may_come_to_nothing() {
    for (chance, lost) in [(0.0, 0.0), (1.0, 7.5)] {
        let case = banned(SupplierBan { chance: Some(certain(chance)), ..half() });
        assert_close(run(&case, "stay").sum(Component::SalesLossCn), lost);
        // It is a review all the same.
        assert_eq!(super::super::rich_case::column(&outcomes(&case), 0, "events.review"), [1.0]);
    }
}

fn outcomes(case: &Case) -> splitstack::engine::Outcomes {
    super::super::rich_case::simulated(case, 0, 1)
}

#[test]
fn a_review_ends_in_a_ban_as_often_as_its_chance_says() {
    let case = banned(SupplierBan { chance: Some(certain(0.3)), ..half() });
    let outcomes = super::super::rich_case::simulated(&case, 0, 4_000);
    let lost = super::super::rich_case::column(&outcomes, 0, "sales-loss-cn");
    assert!(lost.iter().all(|lost| *lost == 0.0 || (lost - 7.5).abs() < 1e-9));
    let bans: Vec<f64> = lost.iter().map(|lost| f64::from(u8::from(*lost > 0.0))).collect();
    super::super::sample::assert_mean(&bans, 0.3, 0.3 * 0.7);
    // The verdict is the world's: no option is treated otherwise.
    assert_eq!(lost, super::super::rich_case::column(&outcomes, 1, "sales-loss-cn"));
}

#[test]
fn who_meets_the_requirement_when_the_ban_begins_is_spared() {
    let spared = |share: f64, announced: f64| {
        let ban = SupplierBan { spared_by: Some(id("local-hosting")), ..half() };
        let mut case = happens(case(), review("review", ban), announced);
        case.requirements[0].satisfied[0].share = certain(share);
        case
    };
    // In force at 8, `move` is there since 7: wholly, or by three fifths: ½ · 0.4 of 5.
    assert_months(&sales_lost(&spared(1.0, 6.0), "stay"), &during(8..11, 2.5));
    assert_months(&sales_lost(&spared(1.0, 6.0), "move"), &[0.0; 12]);
    assert_months(&sales_lost(&spared(0.6, 6.0), "move"), &during(8..11, 1.0));
    // In force at 6, one month too early: what comes later spares nothing.
    assert_months(&sales_lost(&spared(1.0, 4.0), "move"), &during(6..9, 2.5));
    // Announced at 5 and in force at 7, the instant of arrival or a little later.
    assert_months(&sales_lost(&spared(1.0, 5.001), "move"), &[0.0; 12]);
}

#[test]
fn bans_together_take_one_less_the_product() {
    let other = review("trade", SupplierBan { notice: certain(0.0), ..on_segments(&[("ciio", 0.4)]) });
    // ½ from 3 to 6 and 0.4 from 5 to 8: 0.5, 0.5, 1 − 0.5 · 0.6 = 0.7, 0.4, 0.4 of 5.
    let both = happens(banned(half()), other, 5.0);
    let expected = only(&[(3, 2.5), (4, 2.5), (5, 3.5), (6, 2.0), (7, 2.0)]);
    assert_months(&sales_lost(&both, "stay"), &expected);
    // Two of one kind: from 3 to 6 and from 5 to 8, ¾ of 5 in month 5.
    let twice = again(banned(half()), "review", 3.0);
    let expected = only(&[(3, 2.5), (4, 2.5), (5, 3.75), (6, 2.5), (7, 2.5)]);
    assert_months(&sales_lost(&twice, "stay"), &expected);
}

#[test]
fn the_banned_do_not_churn_and_what_churned_does_not_stand_still() {
    let ban = SupplierBan { duration: None, ..half() };
    let case = happens(demand(banned(ban), "ciio"), border_cut(12.0), 0.0);
    let (sales, stopped) = (sales_lost(&case, "stay"), interrupted(&case, "stay"));
    for month in 0..12 {
        let banned = if month < 3 { 0.0 } else { 2.5 };
        // Of what the ban leaves, the churned are lost; of what they leave, 40 %.
        let gone = banned + churned(month) * (5.0 - banned);
        assert_close(sales[month], gone);
        assert_close(stopped[month], 0.4 * (5.0 - gone));
    }
}

#[test]
fn what_is_closed_cannot_be_banned_too() {
    let suspension = Penalty { suspension: Some(certain(1.5)), ..penalty(PenaltyClass::Suspension) };
    let case = inspected(banned(SupplierBan { duration: None, ..half() }), suspension, 8.0);
    let mut expected = during(3..12, 2.5);
    // Closed all of month 8, and half of month 9: half of 5, and half of the rest is banned.
    (expected[8], expected[9]) = (5.0, 3.75);
    assert_months(&sales_lost(&case, "stay"), &expected);
    let revoked = inspected(banned(half()), penalty(PenaltyClass::Revocation), 4.0);
    let mut expected = during(4..12, 5.0);
    expected[3] = 2.5;
    assert_months(&sales_lost(&revoked, "stay"), &expected);
}
