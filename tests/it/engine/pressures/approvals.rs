//! Approvals that take longer, that a move waits for, or without which products may not be sold.

use super::*;
use splitstack::engine::Count;

fn approval(review: f64, refusal: f64, if_refused: Refusal) -> Approval {
    Approval {
        review: certain(review),
        refusal: certain(refusal),
        refusal_of_renewal: None,
        grace: None,
        if_refused,
        forced_move: None,
        before_use: false,
        sales_stop: None,
    }
}

fn with_duty(duty: Duty) -> Case {
    let mut case = case();
    case.ladders.push(ladder(penalty(PenaltyClass::Warning)));
    case.duties.push(duty);
    case
}

/// Filed at 1, decided at 3, refused; from then on a fifth of sales in China is stopped: 1 a month.
fn certification() -> Duty {
    let stop = SalesStop { share: certain(0.2), duration: certain(100.0) };
    let approval = Approval { sales_stop: Some(stop), ..approval(2.0, 1.0, Refusal::SalesStop) };
    Duty {
        lead_time: Some(certain(1.0)),
        approval: Some(approval),
        ..duty("certificate", Condition::default())
    }
}

fn stop_lasts(duty: &mut Duty, months: f64) {
    if let Some(SalesStop { duration, .. }) = duty.approval.as_mut().and_then(|of| of.sales_stop.as_mut()) {
        *duration = certain(months);
    }
}

#[test]
fn products_refused_are_not_sold_for_a_time() {
    let record = record(&with_duty(certification()), "stay");
    assert_months(&by_month(&record.journal, Component::SalesLossCn), &during(3..12, 1.0));
    assert_close(record.journal.sum(Component::SalesLossAbroad), 0.0);
    assert_close(record.counts[Count::Refusals as usize], 1.0);
    let mut short = certification();
    stop_lasts(&mut short, 2.5);
    // From 3 to 5.5.
    let expected = only(&[(3, 1.0), (4, 1.0), (5, 0.5)]);
    assert_months(&sales_lost(&with_duty(short), "stay"), &expected);
    let mut granted = certification();
    granted.approval.as_mut().unwrap().refusal = certain(0.0);
    assert_months(&sales_lost(&with_duty(granted), "stay"), &[0.0; 12]);
}

#[test]
fn sales_stopped_neither_churn_nor_stand_still() {
    let case = happens(demand(with_duty(certification()), "ciio"), border_cut(12.0), 0.0);
    let (sales, stopped) = (sales_lost(&case, "stay"), interrupted(&case, "stay"));
    for month in 0..12 {
        let left = if month < 3 { 5.0 } else { 4.0 } * (1.0 - churned(month));
        assert_close(sales[month], 5.0 - left);
        assert_close(stopped[month], 0.4 * left);
    }
}

fn slower(duty: &str, factor: f64, notice: f64) -> Risk {
    let effect = RuleEffect::SlowerReviews { duties: vec![id(duty)], factor: certain(factor) };
    risk("slower", Mechanism::RuleChange(RuleChange { notice: certain(notice), effect }))
}

/// Month in which the refusal of [`certification`] begins to cost, where reviews slow down.
#[track_caller]
fn assert_decided(slower: Risk, announced: f64, decided: f64) {
    let case = happens(with_duty(certification()), slower, announced);
    let whole = decided.ceil() as usize;
    let mut expected = during(whole..12, 1.0);
    if whole as f64 > decided {
        expected[whole - 1] = whole as f64 - decided;
    }
    assert_months(&sales_lost(&case, "stay"), &expected);
}

#[test]
fn reviews_that_begin_under_slower_authorities_take_longer() {
    // Filed at 1: 2 · 3 months.
    assert_decided(slower("certificate", 3.0, 0.0), 0.5, 7.0);
    assert_decided(slower("certificate", 3.0, 0.25), 0.5, 7.0);
}

#[test]
fn what_is_left_of_a_review_under_way_is_stretched() {
    // At 2 one month is left, which takes three; at 2.5 half a month, which takes one and a half.
    assert_decided(slower("certificate", 3.0, 0.0), 2.0, 5.0);
    assert_decided(slower("certificate", 3.0, 0.0), 2.5, 4.0);
    // It is the effect that counts, not the announcement.
    assert_decided(slower("certificate", 3.0, 1.0), 1.0, 5.0);
    // Decided already.
    assert_decided(slower("certificate", 3.0, 0.0), 3.5, 3.0);
}

#[test]
fn preparing_a_filing_takes_no_longer_under_slower_authorities() {
    // In preparation until 1; then 2 · 2 months.
    assert_decided(slower("certificate", 2.0, 0.0), 0.0, 5.0);
}

#[test]
fn reviews_of_other_duties_take_as_long_as_ever() {
    let mut case = with_duty(certification());
    case.duties.push(duty("other", Condition::default()));
    let case = happens(case, slower("other", 3.0, 0.0), 0.5);
    assert_months(&sales_lost(&case, "stay"), &during(3..12, 1.0));
}

#[test]
fn reviews_that_slow_down_twice_take_longer_twice() {
    // Filed at 1; half of it done at 2, the other half would end at 4 at double time; at 3 half a month of work is left, which
    // takes 2 months at four times the time.
    let case =
        again(happens(with_duty(certification()), slower("certificate", 2.0, 0.0), 2.0), "slower", 3.0);
    assert_months(&sales_lost(&case, "stay"), &during(5..12, 1.0));
}

/// A filing before an application may be used at a placement.
fn filing(placement: &str, review: f64, refusal: f64) -> Duty {
    let approval = Approval { before_use: true, ..approval(review, refusal, Refusal::Nothing) };
    Duty { approval: Some(approval), ..duty("filing", at(placement)) }
}

#[test]
fn a_move_waits_for_the_approval_that_it_needs() {
    // Filed when the move starts at 3, granted at 9; the move would end at 7.
    let record = record(&with_duty(filing("local", 6.0, 0.0)), "move");
    assert_close(record.counts[Count::MonthOfSeparation as usize], 9.0);
    // Old system 1 a month until 9, new system 2 a month from 6 on, as planned: 9 + 12.
    assert_close(record.journal.sum(Component::Run), 21.0);
    assert_close(record.journal.sum(Component::Setup), 24.0);
}

#[test]
fn the_old_system_stays_in_harms_way_while_the_move_waits() {
    // A cut at 8 for a month: still abroad, wholly down; without the filing half of it rests on headquarters.
    let waiting = happens(with_duty(filing("local", 6.0, 0.0)), border_cut(1.0), 8.0);
    assert_months(&interrupted(&waiting, "move"), &only(&[(8, 2.0)]));
    let through = happens(case(), border_cut(1.0), 8.0);
    assert_months(&interrupted(&through, "move"), &only(&[(8, 1.0)]));
}

#[test]
fn an_approval_in_time_delays_nothing() {
    for review in [0.0, 3.0, 4.0] {
        let record = record(&with_duty(filing("local", review, 0.0)), "move");
        assert_close(record.counts[Count::MonthOfSeparation as usize], 7.0);
        assert_close(record.journal.sum(Component::Run), 19.0);
    }
    // Nor one that another placement needs.
    let record = record(&with_duty(filing("foreign-cn", 6.0, 0.0)), "move");
    assert_close(record.counts[Count::MonthOfSeparation as usize], 7.0);
}

#[test]
fn preparation_of_the_filing_counts_too() {
    let prepared = Duty { lead_time: Some(certain(1.5)), ..filing("local", 4.0, 0.0) };
    // From 3: 1.5 months of preparation and 4 of review.
    let record = record(&with_duty(prepared), "move");
    assert_close(record.counts[Count::MonthOfSeparation as usize], 8.5);
}

#[test]
fn slower_authorities_hold_up_moves() {
    // Filed at 3, granted at 6; at 5 one month is left, which takes four.
    let case = happens(with_duty(filing("local", 3.0, 0.0)), slower("filing", 4.0, 0.0), 5.0);
    assert_close(record(&case, "move").counts[Count::MonthOfSeparation as usize], 9.0);
}

#[test]
fn a_move_that_is_refused_is_dropped() {
    // Filed at 3, refused at 5: the old system runs on at 1 a month, nothing else is left to move to.
    let record = record(&with_duty(filing("local", 2.0, 1.0)), "move");
    assert_close(record.counts[Count::Refusals as usize], 1.0);
    assert_close(record.journal.sum(Component::Run), 12.0);
    let setup = by_month(&record.journal, Component::Setup);
    assert_months(&setup[5..], &[0.0; 7]);
    assert_close(setup.iter().sum(), 12.0);
}

#[test]
fn a_move_that_is_refused_goes_to_the_fallback_if_it_may() {
    let mut case = with_duty(filing("foreign-cn", 2.0, 1.0));
    case.options[1].targets[0].placement = id("foreign-cn");
    case.options[1].targets[0].start = 0.0;
    let journal = run(&case, "move");
    // Refused at 2; from then on to `local` in 4 months: there by 6, at 2 a month from 5 on.
    let run = by_month(&journal, Component::Run);
    let mut expected = vec![1.0; 12];
    expected[5] = 3.0;
    expected[6..].fill(2.0);
    assert_months(&run, &expected);
}
