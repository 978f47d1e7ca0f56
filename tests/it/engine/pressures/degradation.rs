//! Hours lost: 10 users, 3 hours a month, 1 an hour: 30 a month while `erp` stands abroad.

use super::*;

fn slow() -> Degradation {
    Degradation {
        hours: certain(3.0),
        applications: Condition { hosting: Some(Hosting::Abroad), ..Condition::default() },
        by_regime: vec![],
        campaign_months: None,
        campaign: None,
    }
}

fn with(degradation: Degradation) -> Case {
    let mut case = case();
    let mut slow = risk("slow", Mechanism::Degradation(degradation.clone()));
    if degradation.campaign.is_none() {
        slow.rate = None;
    }
    case.risks.push(slow);
    case
}

fn lost(case: &Case, option: &str) -> Vec<f64> {
    by_month(&run(case, option), Component::Productivity)
}

/// Thirty a month but for the months named.
fn thirty_but(amounts: &[(usize, f64)]) -> Vec<f64> {
    let mut months = vec![30.0; 12];
    amounts.iter().for_each(|(month, amount)| months[*month] = *amount);
    months
}

#[test]
fn users_of_services_abroad_lose_hours_every_month() {
    assert_months(&lost(&with(slow()), "stay"), &[30.0; 12]);
    // At twice the cost of an hour.
    let mut dear = with(slow());
    dear.company.loaded_hourly_cost = certain(2.0);
    assert_months(&lost(&dear, "stay"), &[60.0; 12]);
    // Other users lose nothing.
    let elsewhere = Degradation { applications: at("local"), ..slow() };
    assert_months(&lost(&with(elsewhere), "stay"), &[0.0; 12]);
}

#[test]
fn hours_are_lost_for_the_share_of_the_month_in_which_the_application_is_abroad() {
    let mut case = with(slow());
    // Moved from 3 to 7.
    assert_months(&lost(&case, "move"), &during(0..7, 30.0));
    // From 2.5 to 6.5: half of month 6.
    case.options[1].targets[0].start = 2.5;
    let mut expected = during(0..6, 30.0);
    expected[6] = 15.0;
    assert_months(&lost(&case, "move"), &expected);
}

#[test]
fn each_application_has_its_users() {
    let mut case = with(slow());
    case.applications.push(Application { users: certain(4.0), ..application("crm", 0.0) });
    for option in &mut case.options {
        let target = Target { application: id("crm"), placement: id("global"), start: 0.0, wave: None };
        option.targets.push(target);
    }
    // 14 users, and 4 once `erp` is gone.
    let mut expected = vec![42.0; 12];
    assert_months(&lost(&case, "stay"), &expected);
    expected[7..].fill(12.0);
    assert_months(&lost(&case, "move"), &expected);
}

#[test]
fn the_trend_adds_hours_from_year_to_year() {
    let mut case = with(slow());
    case.settings.horizon_months = 30;
    case.risks[0].trend = Some(certain(0.5));
    // 30, then 45, then 67.5 for half a year.
    let mut expected = vec![30.0; 30];
    expected[12..24].fill(45.0);
    expected[24..].fill(67.5);
    assert_months(&months(&run(&case, "stay"), Component::Productivity, 30), &expected);
}

#[test]
fn scenarios_multiply_the_hours_or_take_them_away() {
    let changed = |change: RateChange| {
        let mut case = with(slow());
        case.scenarios[0].changes = vec![(id("slow"), change)];
        lost(&case, "stay")
    };
    let factors = vec![certain(4.0), certain(0.5)];
    assert_months(&changed(RateChange { factors, rate: None, off: false }), &[60.0; 12]);
    assert_months(&changed(RateChange { factors: vec![], rate: None, off: true }), &[0.0; 12]);
}

#[test]
fn the_calendar_tightens_the_network_in_its_months() {
    // From January 2027: March is month 2, October month 9.
    let calendar = Degradation { campaign_months: Some((vec![3, 10], certain(2.0))), ..slow() };
    let mut case = with(calendar);
    assert_months(&lost(&case, "stay"), &thirty_but(&[(2, 60.0), (9, 60.0)]));
    // From April: October is month 6, March month 11.
    case.settings.start = (2027, 4);
    assert_months(&lost(&case, "stay"), &thirty_but(&[(6, 60.0), (11, 60.0)]));
}

fn with_campaigns(at: &[f64]) -> Case {
    let campaign = Campaign { duration: certain(1.0), factor: certain(3.0) };
    let mut case = with(Degradation { campaign: Some(campaign), ..slow() });
    for at in at {
        case = again(case, "slow", *at);
    }
    case
}

#[test]
fn a_campaign_counts_for_the_share_of_the_month_that_it_covers() {
    // From 2.5 to 3.5: half of each month at three times the hours: 1 + 2 · ½ = 2.
    assert_months(&lost(&with_campaigns(&[2.5]), "stay"), &thirty_but(&[(2, 60.0), (3, 60.0)]));
    // From 4.25 to 5.25: 1 + 2 · ¾ = 2.5 and 1 + 2 · ¼ = 1.5.
    assert_months(&lost(&with_campaigns(&[4.25]), "stay"), &thirty_but(&[(4, 75.0), (5, 45.0)]));
    // It ends with the horizon.
    assert_months(&lost(&with_campaigns(&[11.5]), "stay"), &thirty_but(&[(11, 60.0)]));
}

#[test]
fn campaigns_that_fall_together_multiply_with_each_other_and_the_calendar() {
    assert_months(&lost(&with_campaigns(&[4.0, 4.0]), "stay"), &thirty_but(&[(4, 270.0)]));
    let mut case = with_campaigns(&[4.0]);
    if let Mechanism::Degradation(degradation) = &mut case.risks[0].mechanism {
        degradation.campaign_months = Some((vec![5], certain(2.0)));
    }
    assert_months(&lost(&case, "stay"), &thirty_but(&[(4, 180.0)]));
}

#[test]
fn a_scheduled_campaign_needs_hours_to_multiply() {
    let mut case = with_campaigns(&[4.0]);
    case.scenarios[0].changes = vec![(id("slow"), RateChange { factors: vec![], rate: None, off: true })];
    assert_months(&lost(&case, "stay"), &[0.0; 12]);
}

#[test]
fn the_factor_of_the_regime_is_a_mean_over_the_month() {
    let mut case = with(Degradation {
        by_regime: vec![(id("calm"), None), (id("storm"), Some(certain(4.0)))],
        ..slow()
    });
    case.regimes.regimes.push(Regime {
        id: id("storm"),
        name: "Storm".to_owned(),
        description: None,
        moves_to: vec![],
    });
    let point = |from: f64, regime: &str| RegimePoint { from, regime: id(regime) };
    case.scenarios[0].regime =
        RegimePath::Forced(vec![point(0.0, "calm"), point(3.25, "storm"), point(5.0, "calm")]);
    // Month 3: ¼ · 1 + ¾ · 4 = 3.25; month 4: 4.
    assert_months(&lost(&case, "stay"), &thirty_but(&[(3, 97.5), (4, 120.0)]));
}

#[test]
fn a_measure_helps_from_when_it_works() {
    let mut case = with(slow());
    let effects = Effects { degradation: Some(certain(0.25)), ..Effects::default() };
    takes(&mut case, 0, measure("line", 2.0, effects), 1.0);
    let mut expected = vec![7.5; 12];
    expected[..3].fill(30.0);
    assert_months(&lost(&case, "stay"), &expected);
    assert_months(&lost(&case, "move"), &during(0..7, 30.0));
}

#[test]
fn hours_of_split_processes_and_of_a_slow_network_add_up() {
    let mut case = with(Degradation { applications: at("local"), ..slow() });
    case.placements[2].friction = certain(2.0);
    // From month 7: 10 users · (3 + 2) hours.
    assert_months(&lost(&case, "move"), &during(7..12, 50.0));
}

#[test]
fn odds_are_refused_where_hours_are_lost_by_all_alike() {
    let mut case = with_campaigns(&[]);
    case.risks[0].odds = vec![(at("global"), certain(2.0))];
    let refused = splitstack::plan::SimulationPlan::new(&case).unwrap_err();
    assert_eq!(refused.to_string(), "`slow` comes to all options alike: it can have no odds");
}
