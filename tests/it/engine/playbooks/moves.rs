//! Moves that a playbook starts: `erp` to `local` for 24 in 4 months, from the end of month 2 on.

use super::*;

fn fleeing(premium: Option<f64>, time_factor: Option<f64>) -> PlaybookEntry {
    let response = Response {
        moves: vec![(id("erp"), id("local"))],
        premium: premium.map(certain),
        time_factor: time_factor.map(certain),
        ..Response::default()
    };
    PlaybookEntry { response, ..entry("flee", Trigger::Month(3.0)) }
}

fn setup(case: &Case, option: &str) -> Vec<f64> {
    by_month(&run(case, option), Component::Setup)
}

/// An amount spread evenly over some months from 3 on.
fn spread(amount: f64, months: usize) -> Vec<f64> {
    let mut spread = vec![0.0; 12];
    spread[3..3 + months].fill(amount / months as f64);
    spread
}

#[test]
fn an_application_moves_as_if_it_had_been_planned() {
    // `move` starts in month 3 too.
    let case = playing(case(), fleeing(None, None));
    let (fled, planned) = (run(&case, "stay"), run(&case, "move"));
    assert_months(&by_month(&fled, Component::Setup), &spread(24.0, 4));
    for component in Component::ALL {
        assert_months(&by_month(&fled, component), &by_month(&planned, component));
    }
}

#[test]
fn a_move_is_out_of_the_reach_of_what_hits_where_it_came_from() {
    // A cut from 8 to 9 finds it in China, where half of it rests on headquarters.
    let case = playing(cuts(&[(8.0, 1.0)]), fleeing(None, None));
    assert_close(run(&case, "stay").sum(Component::Interruption), 1.0);
}

#[test]
fn haste_costs_a_premium() {
    // 24 · 1.5 in 4 · 0.5 months.
    let case = playing(case(), fleeing(Some(0.5), Some(0.5)));
    assert_months(&setup(&case, "stay"), &spread(36.0, 2));
    assert_close(run(&case, "stay").sum(Component::Emergency), 0.0);
}

#[test]
fn costs_overrun_here_too() {
    let mut case = playing(case(), fleeing(None, None));
    case.company.delivery.cost_overrun = certain(1.5);
    assert_months(&setup(&case, "stay"), &spread(36.0, 4));
}

#[test]
fn leaving_what_is_separated_already_is_cheaper_and_faster() {
    let mut case = playing(case(), fleeing(None, None));
    case.placements[0].leaving_factor = Some(certain(0.5));
    assert_months(&setup(&case, "stay"), &spread(12.0, 2));
}

fn redesigned(mut case: Case) -> Case {
    case.company.delivery.late_redesign = Some(LateRedesign {
        premium: certain(0.3),
        extra_time: certain(2.0),
        designated_factor: Some(certain(2.0)),
    });
    case
}

#[test]
fn a_late_redesign_costs_more_and_takes_longer() {
    // 24 · 1.3 in 4 + 2 months; with haste 24 · (1 + 0.5 + 0.3) in 4 · 0.5 + 2.
    let late = |premium, time| setup(&redesigned(playing(case(), fleeing(premium, time))), "stay");
    assert_months(&late(None, None), &spread(31.2, 6));
    assert_months(&late(Some(0.5), Some(0.5)), &spread(43.2, 4));
    // What was planned from the start is not redesigned.
    assert_months(&setup(&redesigned(case()), "move"), &spread(24.0, 4));
}

/// The regulator designates the company for certain at a time.
fn designated(at: f64, case: Case) -> Case {
    let mut law = Pack { id: id("law"), ..Pack::without_rules() };
    law.ciio.base = Some(certain(50.0));
    let mut case = case;
    case.regulation = Regulation { initial: Some(id("law")), packs: vec![law], successions: vec![] };
    let change = RuleChange { notice: certain(0.0), effect: RuleEffect::Designation };
    happens(case, risk("designation", Mechanism::RuleChange(change)), at)
}

#[test]
fn it_is_worse_after_designation() {
    // 24 · (1 + 2 · 0.3) in 4 + 2 · 2 months.
    let case = redesigned(playing(case(), fleeing(None, None)));
    assert_months(&setup(&designated(1.5, case.clone()), "stay"), &spread(38.4, 8));
    // What has begun goes on as it was.
    assert_months(&setup(&designated(4.5, case.clone()), "stay"), &spread(31.2, 6));
    // Who is an operator from the start pays for it.
    let mut operator = case.clone();
    operator.company.standing.designated = true;
    assert_months(&setup(&operator, "stay"), &spread(38.4, 8));
    let mut without = case;
    without.company.delivery.late_redesign.as_mut().unwrap().designated_factor = None;
    assert_months(&setup(&designated(1.5, without), "stay"), &spread(31.2, 6));
}

/// A standby system: half the cost and half the time.
fn prepared(mut case: Case, name: &str, lead_time: f64) -> Case {
    case.measures.push(Measure {
        id: id(name),
        name: name.to_owned(),
        description: None,
        one_off: certain(0.0),
        yearly: certain(0.0),
        lead_time: certain(lead_time),
        effects: Effects {
            prepared_cost: Some(certain(0.5)),
            prepared_time: Some(certain(0.5)),
            ..Effects::default()
        },
    });
    for option in &mut case.options {
        option.measures.push(ChosenMeasure { measure: id(name), start: 0.0 });
    }
    case
}

#[test]
fn preparation_makes_moves_cheaper_and_faster() {
    let case = || playing(case(), fleeing(None, None));
    assert_months(&setup(&prepared(case(), "standby", 2.0), "stay"), &spread(12.0, 2));
    // Two of them: a quarter of both.
    let both = prepared(prepared(case(), "standby", 0.0), "escrow", 0.0);
    assert_months(&setup(&both, "stay"), &spread(6.0, 1));
    // 24 · 1.3 · 0.5 in 4 · 0.5 + 2 months.
    assert_months(&setup(&redesigned(prepared(case(), "standby", 0.0)), "stay"), &spread(15.6, 4));
    // Not ready yet.
    assert_months(&setup(&prepared(case(), "standby", 3.5), "stay"), &spread(24.0, 4));
    // What was planned anyhow is not what it prepares for.
    assert_months(&setup(&prepared(case(), "standby", 0.0), "move"), &spread(24.0, 4));
}

/// The entry is that of `move`.
fn of_mover(entry: PlaybookEntry, when: f64, planned: &str, start: f64) -> Case {
    let mut case = case();
    case.options[1].playbook.push(PlaybookEntry { when: Trigger::Month(when), ..entry });
    case.options[1].targets[0].placement = id(planned);
    case.options[1].targets[0].start = start;
    case
}

#[test]
fn an_application_that_is_there_or_on_its_way_is_left_alone() {
    let undisturbed = run(&case(), "move");
    for when in [4.0, 6.0, 7.0, 9.0] {
        let case = redesigned(of_mover(fleeing(Some(0.5), Some(0.5)), when, "local", 3.0));
        assert_eq!(run(&case, "move"), undisturbed, "at {when}");
    }
}

#[test]
fn a_move_planned_elsewhere_gives_way() {
    // To `foreign-cn` from 6 on; instead to `local` from 3 on.
    let case = of_mover(fleeing(None, None), 3.0, "foreign-cn", 6.0);
    let (actual, expected) = (run(&case, "move"), run(&super::case(), "move"));
    for component in Component::ALL {
        assert_months(&by_month(&actual, component), &by_month(&expected, component));
    }
}

#[test]
fn a_move_under_way_elsewhere_gives_way() {
    // To `foreign-cn` from 3 to 7, of which two months are paid at 5; then to `local` from 5 to 9.
    let case = of_mover(fleeing(None, None), 5.0, "foreign-cn", 3.0);
    let journal = run(&case, "move");
    assert_months(&by_month(&journal, Component::Setup), &spread(36.0, 6));
    // Old system until 9, new one at 2 a month from 8 on.
    let mut expected = vec![1.0; 12];
    expected[8] = 3.0;
    expected[9..].fill(2.0);
    assert_months(&by_month(&journal, Component::Run), &expected);
}

#[test]
fn a_move_may_lead_back() {
    let mut back = fleeing(None, None);
    back.response.moves = vec![(id("erp"), id("global"))];
    // There at 7; back from 8 to 12.
    let case = of_mover(back, 8.0, "local", 3.0);
    let mut expected = spread(24.0, 4);
    expected[8..].fill(6.0);
    assert_months(&setup(&case, "move"), &expected);
}

#[test]
fn moves_stay_when_the_trigger_ceases_to_hold() {
    let entry = PlaybookEntry { when: Trigger::Occurred(id("cut")), reverts: true, ..fleeing(None, None) };
    // Seen at 3, over at 3.5.
    let case = playing(cuts(&[(2.5, 1.0)]), entry);
    assert_months(&setup(&case, "stay"), &spread(24.0, 4));
    let mut run = on(6..12);
    run[6] = 2.0;
    assert_months(&alarmed(&case), &run);
}

#[test]
fn a_move_that_begins_after_the_horizon_does_not_begin() {
    let entry = PlaybookEntry { lag: Some(certain(9.0)), ..fleeing(None, None) };
    let case = playing(case(), entry);
    assert_months(&setup(&case, "stay"), &[0.0; 12]);
}
