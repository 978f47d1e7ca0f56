//! What an incident costs: by how exposed an option is, and by the days that it does not ride through.

use super::*;

/// Months of a number of days.
fn days(number: f64) -> Quantity {
    certain(number * 12.0 / 365.0)
}

/// Costs 7, at 3.5.
fn breached(exposure: Vec<(Condition, Quantity)>) -> Case {
    let breach = Incident { severity: Some(Severity::PerEvent(certain(7.0))), exposure, ..nothing() };
    happens(case(), risk("breach", Mechanism::Incident(breach)), 3.5)
}

fn nothing() -> Incident {
    Incident {
        severity: None,
        exposure: vec![],
        applications: Condition::default(),
        downtime: None,
        ride_through: vec![],
        lost_security_factor: None,
        protection: None,
        inspection: None,
    }
}

/// Costs 2 a day for 73 days, at 3.5; `erp` is down meanwhile.
fn standstill(ride_through: Vec<(Condition, Quantity)>) -> Case {
    let failure = Incident {
        severity: Some(Severity::PerDay(certain(2.0))),
        downtime: Some(days(73.0)),
        ride_through,
        ..nothing()
    };
    happens(case(), risk("failure", Mechanism::Incident(failure)), 3.5)
}

fn cost(case: &Case, option: &str) -> Vec<f64> {
    by_month(&run(case, option), Component::Incidents)
}

fn abroad() -> Condition {
    Condition { hosting: Some(Hosting::Abroad), ..Condition::default() }
}

/// A second application that stays abroad under every option.
fn with_crm(mut case: Case) -> Case {
    case.applications.push(application("crm", 0.0));
    for option in &mut case.options {
        let target = Target { application: id("crm"), placement: id("global"), start: 0.0, wave: None };
        option.targets.push(target);
    }
    case
}

#[test]
fn one_and_the_same_event_costs_one_option_more_than_another() {
    let case =
        again(breached(vec![(at("global"), certain(0.5)), (at("local"), certain(3.0))]), "breach", 9.0);
    assert_months(&cost(&case, "stay"), &only(&[(3, 3.5), (9, 3.5)]));
    // In China since 7.
    assert_months(&cost(&case, "move"), &only(&[(3, 3.5), (9, 21.0)]));
}

#[test]
fn exposures_multiply_and_each_counts_once() {
    let factors = vec![(at("global"), certain(0.5)), (abroad(), certain(4.0)), (at("local"), certain(9.0))];
    assert_months(&cost(&with_crm(breached(factors)), "stay"), &only(&[(3, 14.0)]));
}

#[test]
fn only_applications_that_are_hit_are_exposed() {
    let mut case = with_crm(again(breached(vec![(at("global"), certain(3.0))]), "breach", 9.0));
    if let Mechanism::Incident(breach) = &mut case.risks[0].mechanism {
        breach.applications = at("local");
    }
    // `erp` alone is hit, in China since 7; `crm` at the exposed placement is not.
    assert_months(&cost(&case, "move"), &only(&[(9, 7.0)]));
}

#[test]
fn a_severity_per_day_counts_the_days_that_are_not_ridden_through() {
    assert_months(&cost(&standstill(vec![]), "stay"), &only(&[(3, 146.0)]));
    let three_days = |when: Condition| vec![(when, days(3.0))];
    assert_months(&cost(&standstill(three_days(abroad())), "stay"), &only(&[(3, 140.0)]));
    assert_months(&cost(&standstill(three_days(at("local"))), "stay"), &only(&[(3, 146.0)]));
    // What is borne wholly costs nothing and stops nothing.
    let borne = standstill(vec![(abroad(), days(80.0))]);
    assert_months(&cost(&borne, "stay"), &[0.0; 12]);
    assert_months(&interrupted(&borne, "stay"), &[0.0; 12]);
}

#[test]
fn exposure_counts_for_each_day() {
    let mut case = standstill(vec![(abroad(), days(3.0))]);
    if let Mechanism::Incident(failure) = &mut case.risks[0].mechanism {
        failure.exposure = vec![(abroad(), certain(1.5))];
    }
    assert_months(&cost(&case, "stay"), &only(&[(3, 210.0)]));
}

#[test]
fn an_application_rides_through_its_longest_time_and_then_uses_up_its_tolerance() {
    let mut case = standstill(vec![(at("global"), certain(0.25)), (abroad(), certain(1.0))]);
    // From 3.5 to 5.9, of which the first month is borne: 2.4 months less one at 0.4 · 5 a month.
    assert_months(&interrupted(&case, "stay"), &only(&[(4, 1.0), (5, 1.8)]));
    // 42 7/12 days: 73 less a month of 365/12.
    assert_months(&cost(&case, "stay"), &only(&[(3, 2.0 * (73.0 - 365.0 / 12.0))]));
    case.applications[0].tolerance = certain(0.5);
    assert_months(&interrupted(&case, "stay"), &only(&[(5, 1.8)]));
}

#[test]
fn days_cost_while_one_application_at_least_is_down() {
    let mut case = with_crm(again(standstill(vec![(at("local"), days(40.0))]), "failure", 9.0));
    // `erp` rides through 40 days once in China, `crm` abroad none.
    assert_months(&cost(&case, "move"), &only(&[(3, 146.0), (9, 146.0)]));
    if let Mechanism::Incident(failure) = &mut case.risks[0].mechanism {
        failure.ride_through.push((abroad(), days(3.0)));
    }
    assert_months(&cost(&case, "move"), &only(&[(3, 140.0), (9, 140.0)]));
    // Only `erp` is hit: down for 33 of the 73 days.
    if let Mechanism::Incident(failure) = &mut case.risks[0].mechanism {
        failure.applications = at("local");
    }
    assert_months(&cost(&case, "move"), &only(&[(9, 66.0)]));
}

#[test]
fn what_a_story_tells_is_what_is_paid() {
    let case = breached(vec![(abroad(), certain(0.5))]);
    let plan = SimulationPlan::new(&case).unwrap();
    let story = splitstack::engine::story(&plan, 0, 0, 0, 0);
    let told = story.notes.iter().find_map(|note| match note.what {
        splitstack::engine::Happening::Incident { amount, .. } => Some(amount),
        _ => None,
    });
    assert_eq!(told, Some(3.5));
}

/// Of the first risk.
fn is_separable(case: &Case) -> bool {
    let plan = SimulationPlan::new(case).unwrap();
    plan.risks[0].is_separable(&plan.company)
}

#[test]
fn an_incident_that_is_only_money_by_placement_is_separable() {
    let exposed = breached(vec![(at("global"), certain(0.5)), (abroad(), certain(4.0))]);
    assert!(is_separable(&exposed));
    let spoilt = |spoil: &dyn Fn(&mut Incident)| {
        let mut case = exposed.clone();
        case.ladders.push(ladder(penalty(PenaltyClass::Warning)));
        case.duties.push(duty("records", Condition::default()));
        case.risks.push(inspection("records"));
        let Mechanism::Incident(breach) = &mut case.risks[0].mechanism else { panic!("no incident") };
        spoil(breach);
        is_separable(&case)
    };
    assert!(spoilt(&|_| {}));
    assert!(!spoilt(&|breach| breach.applications = at("local")));
    assert!(!spoilt(&|breach| breach.lost_security_factor = Some(certain(2.0))));
    assert!(!spoilt(&|breach| {
        breach.protection = Some(Protection { duties: vec![id("records")], factor: certain(0.5) });
    }));
    assert!(!spoilt(&|breach| {
        let (chance, after) = (certain(0.5), certain(1.0));
        breach.inspection = Some(TriggeredInspection { risk: id("inspection"), chance, after });
    }));
    let fenced = Condition { isolation: Some(vec![id("ring-fenced")]), ..Condition::default() };
    let personal = Condition { personal: Some(true), ..Condition::default() };
    for when in [fenced, personal] {
        assert!(!spoilt(&|breach| breach.exposure.push((when.clone(), certain(2.0)))));
        assert!(!spoilt(&|breach| breach.ride_through.push((when.clone(), certain(2.0)))));
    }
    // `erp` stands for margin.
    assert!(!spoilt(&|breach| breach.downtime = Some(certain(0.1))));
    let mut idle = standstill(vec![(abroad(), days(3.0))]);
    assert!(!is_separable(&idle));
    idle.applications[0].dependency = vec![];
    assert!(is_separable(&idle));
}

#[test]
fn odds_and_other_mechanisms_are_not_separable() {
    let mut odds = breached(vec![]);
    odds.risks[0].odds = vec![(abroad(), certain(2.0))];
    assert!(!is_separable(&odds));
    assert!(!is_separable(&happens(case(), border_cut(1.0), 3.0)));
}
