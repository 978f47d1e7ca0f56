//! What a revoked licence ends, and what it costs until everything is wound up.

use super::*;

/// Revoked at 8.
fn revoked() -> Case {
    inspected(case(), penalty(PenaltyClass::Revocation), 8.0)
}

#[test]
fn what_is_made_under_the_licence_ends_with_it_wherever_it_is_sold() {
    let mut case = revoked();
    assert_close(run(&case, "stay").sum(Component::SalesLossAbroad), 0.0);
    case.value_streams[1].licensed = true;
    let journal = run(&case, "stay");
    assert_months(&by_month(&journal, Component::SalesLossCn), &during(8..12, 5.0));
    assert_months(&by_month(&journal, Component::SalesLossAbroad), &during(8..12, 10.0));
    // A suspension closes business in China only.
    let suspension = Penalty { suspension: Some(certain(2.0)), ..penalty(PenaltyClass::Suspension) };
    let mut suspended = inspected(super::case(), suspension, 8.0);
    suspended.value_streams[1].licensed = true;
    let journal = run(&suspended, "stay");
    assert_months(&by_month(&journal, Component::SalesLossCn), &during(8..10, 5.0));
    assert_close(journal.sum(Component::SalesLossAbroad), 0.0);
}

#[test]
fn costs_in_china_go_on_until_all_is_wound_up() {
    let mut case = revoked();
    case.duties[0].yearly = certain(12.0);
    let costs = |case: &Case, component: Component| by_month(&run(case, "move"), component);
    // `erp` in China costs 2 a month, the duty 1.
    assert_months(&costs(&case, Component::Run)[8..], &[2.0; 4]);
    assert_months(&costs(&case, Component::Compliance), &[1.0; 12]);
    case.company.standing.winding_down = Some(certain(2.0));
    assert_months(&costs(&case, Component::Run)[8..], &[2.0, 2.0, 0.0, 0.0]);
    assert_months(&costs(&case, Component::Compliance), &during(0..10, 1.0));
    // Sales stay lost.
    assert_months(&sales_lost(&case, "move"), &during(8..12, 5.0));
}

#[test]
fn what_happens_after_the_end_costs_nothing() {
    let mut case = revoked();
    case.company.standing.winding_down = Some(certain(1.0));
    let breach = Incident {
        severity: Some(Severity::PerEvent(certain(7.0))),
        applications: Condition::default(),
        downtime: None,
        exposure: vec![],
        ride_through: vec![],
        lost_security_factor: None,
        protection: None,
        inspection: None,
    };
    let case = again(happens(case, risk("breach", Mechanism::Incident(breach)), 8.5), "breach", 10.0);
    let incidents = by_month(&run(&case, "move"), Component::Incidents);
    // Until 9 there is still something to breach.
    assert_months(&incidents, &only(&[(8, 7.0)]));
}
