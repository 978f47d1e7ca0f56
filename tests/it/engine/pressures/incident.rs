//! Incidents: what they cost, whom they hit, and how the option's own state moves their rate.

use super::*;
use splitstack::engine::Count;

/// Costs 7 and stops nothing.
fn plain() -> Incident {
    Incident {
        severity: Some(Severity::PerEvent(certain(7.0))),
        applications: Condition::default(),
        downtime: None,
        exposure: vec![],
        ride_through: vec![],
        lost_security_factor: None,
        protection: None,
        inspection: None,
    }
}

fn breach(incident: Incident) -> Risk {
    risk("breach", Mechanism::Incident(incident))
}

fn breached(incident: Incident, at: f64) -> Case {
    happens(case(), breach(incident), at)
}

fn cost(case: &Case, option: &str) -> Vec<f64> {
    by_month(&run(case, option), Component::Incidents)
}

#[test]
fn an_incident_costs_its_severity_at_once() {
    let case = breached(plain(), 3.5);
    let journal = run(&case, "stay");
    assert_months(&by_month(&journal, Component::Incidents), &only(&[(3, 7.0)]));
    assert_close(journal.sum(Component::Interruption), 0.0);
    assert_months(&cost(&again(case, "breach", 9.0), "stay"), &only(&[(3, 7.0), (9, 7.0)]));
}

#[test]
fn without_an_application_that_it_can_hit_there_is_no_incident() {
    let local = Incident { applications: at("local"), ..plain() };
    let case = again(breached(local, 3.0), "breach", 8.0);
    assert_months(&cost(&case, "stay"), &[0.0; 12]);
    // There since 7.
    assert_months(&cost(&case, "move"), &only(&[(8, 7.0)]));
    let events = |option: usize| {
        let outcomes = super::super::rich_case::simulated(&case, 0, 1);
        super::super::rich_case::column(&outcomes, option, "events.breach")[0]
    };
    assert_close(events(0), 0.0);
    assert_close(events(1), 1.0);
}

#[test]
fn an_incident_stops_the_applications_that_it_hits() {
    let stops = Incident { downtime: Some(certain(1.0)), ..plain() };
    let mut case = breached(stops, 4.0);
    case.applications[0].tolerance = certain(0.25);
    case.applications[0].workaround = certain(0.5);
    // From 4.25 to 5 at 0.4 · 0.5 · 5 = 1 a month.
    assert_months(&interrupted(&case, "stay"), &only(&[(4, 0.75)]));
    assert_months(&cost(&case, "stay"), &only(&[(4, 7.0)]));
}

#[test]
fn only_those_that_meet_the_condition_stop_and_they_stop_wholly() {
    let local =
        Incident { applications: at("local"), downtime: Some(certain(1.0)), severity: None, ..plain() };
    let mut case = again(breached(local, 3.0), "breach", 8.0);
    case.applications.push(application("crm", 0.5));
    for option in &mut case.options {
        let target = Target { application: id("crm"), placement: id("global"), start: 0.0, wave: None };
        option.targets.push(target);
    }
    assert_months(&interrupted(&case, "stay"), &[0.0; 12]);
    // `erp` in China is lost wholly, not only as far as it rests on headquarters; `crm` abroad goes on.
    assert_months(&interrupted(&case, "move"), &only(&[(8, 2.0)]));
    assert_close(run(&case, "move").sum(Component::Incidents), 0.0);
}

#[test]
fn an_incident_during_a_cut_stops_nothing_twice() {
    let stops = Incident { downtime: Some(certain(2.0)), ..plain() };
    let case = happens(breached(stops, 3.0), border_cut(2.0), 4.0);
    // Down from 3 to 6.
    assert_months(&interrupted(&case, "stay"), &during(3..6, 2.0));
}

fn with_visit(chance: f64, after: f64, at: f64) -> Case {
    let inspection =
        TriggeredInspection { risk: id("inspection"), chance: certain(chance), after: certain(after) };
    let fine = Penalty { amount: Some(certain(10.0)), ..penalty(PenaltyClass::Fine) };
    let mut case = inspected(breached(Incident { inspection: Some(inspection), ..plain() }, at), fine, 0.0);
    // Only the visit that the incident brings.
    case.scenarios[0].scheduled.retain(|event| event.risk == id("breach"));
    case
}

#[test]
fn an_incident_may_bring_an_inspection() {
    let case = with_visit(1.0, 2.5, 4.0);
    let visited = record(&case, "stay");
    assert_months(&by_month(&visited.journal, Component::Fines), &only(&[(6, 10.0)]));
    assert_close(visited.counts[Count::Inspections as usize], 1.0);
    let none = record(&with_visit(0.0, 2.5, 4.0), "stay");
    assert_close(none.journal.sum(Component::Fines), 0.0);
    assert_close(none.counts[Count::Inspections as usize], 0.0);
    // After the horizon.
    let late = record(&with_visit(1.0, 2.5, 10.0), "stay");
    assert_close(late.counts[Count::Inspections as usize], 0.0);
    // At once.
    let at_once = run(&with_visit(1.0, 0.0, 4.0), "stay");
    assert_months(&by_month(&at_once, Component::Fines), &only(&[(4, 10.0)]));
}

/// Number of incidents `[month]` in the first trials, where they come at a rate per year.
fn counted(case: &Case, rate: f64, option: &str, horizon: usize) -> Vec<Vec<f64>> {
    let mut case = case.clone();
    case.settings.horizon_months = horizon;
    let breach = case.risks.iter_mut().find(|risk| risk.id == id("breach")).unwrap();
    breach.rate = Some(Rate::Always(certain(rate)));
    if let Mechanism::Incident(incident) = &mut breach.mechanism {
        incident.severity = Some(Severity::PerEvent(certain(1.0)));
    }
    case.scenarios[0].scheduled.retain(|event| event.risk != id("breach"));
    let plan = SimulationPlan::new(&case).unwrap();
    let option = case.options.iter().position(|entry| entry.id == id(option)).unwrap();
    let of = |trial| months(&journal(&plan, 0, option, 0, trial).journal, Component::Incidents, horizon);
    (0..40).map(of).collect()
}

/// Incidents at a rate, with nothing that moves it.
fn undisturbed(rate: f64, horizon: usize) -> Vec<Vec<f64>> {
    counted(&breached(plain(), 0.0), rate, "stay", horizon)
}

/// Rate per year: four a month.
const RATE: f64 = 48.0;

/// The months of an undisturbed process, at the pace of each month: where the rate is k times as high, a month takes what
/// k months would have brought. Own events come as their hazard has passed, so this holds to the event.
#[track_caller]
fn assert_paced(actual: &[Vec<f64>], pace: &[usize]) {
    let undisturbed = undisturbed(RATE, pace.iter().sum());
    for (actual, source) in actual.iter().zip(undisturbed) {
        let mut from = 0;
        let expected: Vec<f64> = pace
            .iter()
            .map(|months| {
                from += months;
                source[from - months..from].iter().sum()
            })
            .collect();
        assert_eq!(actual, &expected);
    }
}

#[test]
fn odds_count_while_an_application_meets_the_condition() {
    let mut case = breached(plain(), 0.0);
    case.risks[0].odds = vec![(at("local"), certain(3.0)), (at("foreign-cn"), certain(9.0))];
    assert_paced(&counted(&case, RATE, "stay", 12), &[1; 12]);
    // Three times as often from 7 on: what is left of the waiting time passes three times as fast.
    assert_paced(&counted(&case, RATE, "move", 12), &[1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3]);
}

#[test]
fn a_condition_that_two_applications_meet_counts_once_and_several_odds_multiply() {
    let mut case = breached(plain(), 0.0);
    case.applications.push(application("crm", 0.0));
    for option in &mut case.options {
        let target = Target { application: id("crm"), placement: id("global"), start: 0.0, wave: None };
        option.targets.push(target);
    }
    let foreign = Condition { hosting: Some(Hosting::Abroad), ..Condition::default() };
    case.risks[0].odds = vec![(at("global"), certain(3.0)), (foreign, certain(2.0))];
    assert_paced(&counted(&case, RATE, "stay", 12), &[6; 12]);
}

#[test]
fn while_nothing_can_be_hit_time_stands_still() {
    let local = Incident { applications: at("local"), ..plain() };
    let counts = counted(&breached(local, 0.0), RATE, "move", 12);
    assert_paced(&counts, &[0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
}

/// Incidents that protection by some duties makes rarer by a factor, in a case with these duties.
fn protected(duties: Vec<Duty>, factor: f64, gap: f64) -> Case {
    let names = duties.iter().map(|duty| duty.id.clone()).collect();
    let protection = Protection { duties: names, factor: certain(factor) };
    let mut case = breached(Incident { protection: Some(protection), ..plain() }, 0.0);
    case.ladders.push(ladder(penalty(PenaltyClass::Warning)));
    case.duties = duties;
    case.strictness[0].gap = certain(gap);
    case
}

/// Incidents at three times the rate, were it not for the protection.
#[track_caller]
fn assert_protected(case: &Case, factor: f64) {
    let (actual, expected) = (counted(case, RATE, "stay", 12), undisturbed(RATE * factor, 12));
    assert_eq!(actual, expected);
    assert!(actual.iter().flatten().sum::<f64>() > 40.0);
}

fn everywhere(name: &str) -> Duty {
    duty(name, Condition::default())
}

#[test]
fn obligations_met_make_incidents_rarer() {
    // All met, none met, half met: 0.25 to the power of 1, 0, ½.
    assert_protected(&protected(vec![everywhere("mlps")], 0.25, 0.0), 0.25);
    assert_protected(&protected(vec![everywhere("mlps")], 0.25, 1.0), 1.0);
    assert_protected(&protected(vec![everywhere("mlps")], 0.25, 0.5), 0.5);
}

#[test]
fn protection_is_the_mean_over_the_duties_that_there_are() {
    // Gaps of 0.5 and of 1 − (1 − 0.5)³ = 0.875: c = (0.5 + 0.125)/2 = 0.3125; 0.0001^0.3125 = 10^−1.25.
    let lax = Duty { gap_factor: Some(certain(3.0)), ..everywhere("audit") };
    // `elsewhere` does not arise, and does not count.
    let elsewhere = duty("elsewhere", at("local"));
    let case = protected(vec![everywhere("mlps"), lax, elsewhere], 0.0001, 0.5);
    let (rate, factor) = (RATE * 16.0, splitstack::math::pow(0.0001, 0.3125));
    assert_eq!(counted(&case, rate, "stay", 12), undisturbed(rate * factor, 12));
    // None of them: no protection.
    assert_protected(&protected(vec![duty("elsewhere", at("local"))], 0.25, 0.0), 1.0);
}

#[test]
fn protection_begins_when_its_duty_arises() {
    let case = protected(vec![duty("mlps", at("local"))], 3.0, 0.0);
    // (A factor above 1, so that whole months can be counted.)
    assert_paced(&counted(&case, RATE, "move", 12), &[1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3]);
}

/// Decided in month 3.
fn approved(refusal: f64, grace: Option<Quantity>) -> Duty {
    let approval = Approval {
        review: certain(2.0),
        refusal: certain(refusal),
        refusal_of_renewal: None,
        grace,
        if_refused: Refusal::Nothing,
        forced_move: None,
        before_use: false,
        sales_stop: None,
    };
    Duty { lead_time: Some(certain(1.0)), approval: Some(approval), ..everywhere("mlps") }
}

#[test]
fn an_approval_that_is_missing_protects_nobody() {
    let paced = |duty: Duty, pace: &[usize]| {
        assert_paced(&counted(&protected(vec![duty], 3.0, 0.0), RATE, "stay", 12), pace);
    };
    paced(approved(0.0, None), &[1, 1, 1, 3, 3, 3, 3, 3, 3, 3, 3, 3]);
    // What the law asks on the first day already is not tolerated.
    paced(approved(0.0, Some(certain(3.0))), &[1, 1, 1, 3, 3, 3, 3, 3, 3, 3, 3, 3]);
    // New from month 1 on, decided in month 4; tolerated for two months, missing for one.
    let new = |refusal: f64, grace: f64| Duty {
        from: Some(jiff::civil::date(2027, 2, 1)),
        ..approved(refusal, Some(certain(grace)))
    };
    paced(new(0.0, 2.0), &[1, 3, 3, 1, 3, 3, 3, 3, 3, 3, 3, 3]);
    paced(new(0.0, 3.0), &[1, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3]);
    paced(new(1.0, 2.0), &[1, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
}

/// `erp` is a security service; the ban is announced at 2 and takes effect a grace later.
fn insecure(grace: f64, duration: Option<f64>) -> Case {
    let unguarded = Incident { lost_security_factor: Some(certain(2.0)), ..plain() };
    let mut case = happens(breached(unguarded, 0.0), ban(grace, duration), 2.0);
    case.applications[0].security = true;
    case.applications[0].move_time = certain(8.0);
    case
}

#[test]
fn a_lost_security_service_lets_incidents_in_until_it_is_replaced() {
    // Gone from 3 on; replaced in 8 · 0.5 months from 2: by 6.
    let counts = counted(&insecure(1.0, None), RATE, "stay", 12);
    assert_paced(&counts, &[1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1]);
    // An application that is not about security lets nothing in.
    let mut case = insecure(1.0, None);
    case.applications[0].security = false;
    assert_paced(&counted(&case, RATE, "stay", 12), &[1; 12]);
    // Replaced in time.
    assert_paced(&counted(&insecure(4.0, None), RATE, "stay", 12), &[1; 12]);
}

#[test]
fn a_security_service_that_comes_back_keeps_incidents_out_again() {
    // Gone from 3 to 5, before the move is done by 6.
    let counts = counted(&insecure(1.0, Some(2.0)), RATE, "stay", 12);
    assert_paced(&counts, &[1, 1, 1, 2, 2, 1, 1, 1, 1, 1, 1, 1]);
}

#[test]
fn more_grace_keeps_incidents_out_for_longer() {
    let mut case = insecure(1.0, None);
    let effects = Effects { extra_grace: Some(certain(2.0)), ..Effects::default() };
    takes(&mut case, 0, measure("stock", 0.0, effects), 0.0);
    // Gone from 5 on, replaced by 6.
    let counts = counted(&case, RATE, "stay", 12);
    assert_paced(&counts, &[1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1]);
}
