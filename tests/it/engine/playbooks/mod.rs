//! Playbooks: when an entry fires, what it does, how it is judged; the arithmetic stands beside each test. Company and
//! options: see `fixture`.

mod moves;
mod outcomes;
mod properties;
mod responses;
mod triggers;

use splitstack::domain::*;

use super::fixture::*;
use super::rich_case::{column, simulated};

/// An entry that does nothing yet.
fn entry(name: &str, when: Trigger) -> PlaybookEntry {
    PlaybookEntry {
        id: id(name),
        name: name.to_owned(),
        description: None,
        owner: None,
        when,
        lag: None,
        cool_down: 0.0,
        reverts: false,
        against: vec![],
        response: Response::default(),
    }
}

/// Work on the alarm starts. It costs nothing at first and 1 a month while it is on: see [`alarmed`].
fn alarm(when: Trigger) -> PlaybookEntry {
    let response = Response { switch_on: vec![id("alarm")], ..Response::default() };
    PlaybookEntry { response, ..entry("alert", when) }
}

/// A measure that takes no time, has no effect, and costs 1 a month.
fn alarm_measure() -> Measure {
    Measure {
        id: id("alarm"),
        name: "Alarm".to_owned(),
        description: None,
        one_off: certain(0.0),
        yearly: certain(12.0),
        lead_time: certain(0.0),
        effects: Effects::default(),
    }
}

/// `stay` with an entry, and the alarm in the catalogue.
fn playing(mut case: Case, entry: PlaybookEntry) -> Case {
    if case.measures.iter().all(|measure| measure.id != id("alarm")) {
        case.measures.push(alarm_measure());
    }
    case.options[0].playbook.push(entry);
    case
}

/// Share of each month for which the alarm of `stay` was on: what runs beside `erp` at 1 a month.
fn alarmed(case: &Case) -> Vec<f64> {
    by_month(&run(case, "stay"), Component::Run).iter().map(|cost| cost - 1.0).collect()
}

/// On in some months of a year.
fn on(months: std::ops::Range<usize>) -> Vec<f64> {
    (0..12).map(|month| f64::from(u8::from(months.contains(&month)))).collect()
}

#[track_caller]
fn assert_months(actual: &[f64], expected: &[f64]) {
    assert_eq!(actual.len(), expected.len());
    for (month, (left, right)) in actual.iter().zip(expected).enumerate() {
        let near = (left - right).abs() <= 1e-9 * right.abs().max(1.0);
        assert!(near, "month {month}: {left} is not {right}; {actual:?} against {expected:?}");
    }
}

/// How often an entry of `stay` fired, in time, too late, in vain.
fn judged(case: &Case, entry: &str) -> [f64; 4] {
    let outcomes = simulated(case, 0, 1);
    ["fired", "in-time", "too-late", "in-vain"]
        .map(|what| column(&outcomes, 0, &format!("playbook.{entry}.{what}"))[0])
}

fn fired(case: &Case) -> f64 {
    judged(case, "alert")[0]
}

/// Lets a risk of the case happen for certain, for a time.
fn lasting(mut case: Case, risk: &str, at: f64, duration: f64) -> Case {
    let duration = Some(certain(duration));
    case.scenarios[0].scheduled.push(ScheduledEvent { risk: id(risk), at, duration, grace: None });
    case
}

fn with_risk(mut case: Case, risk: Risk) -> Case {
    case.risks.push(risk);
    case
}

/// A cut of the border: 2 of 15 a month stand still.
fn cut() -> Risk {
    let outage = Outage { duration: certain(1.0), scope: OutageScope::Border, emergency: None };
    risk("cut", Mechanism::Outage(outage))
}

fn cuts(at: &[(f64, f64)]) -> Case {
    at.iter().fold(with_risk(case(), cut()), |case, (at, duration)| lasting(case, "cut", *at, *duration))
}

/// A ban of services that no application of the case uses.
fn ban(grace: f64, duration: Option<f64>) -> Risk {
    risk(
        "ban",
        Mechanism::ServiceLoss(ServiceLoss {
            services: vec![id("foreign-cn")],
            grace: certain(grace),
            duration: duration.map(certain),
            emergency: Emergency { premium: certain(0.5), time_factor: certain(0.5) },
        }),
    )
}

/// Fines of 10 at some times.
fn fined(at: &[f64]) -> Case {
    let mut case = case();
    case.ladders.push(Ladder {
        id: id("law"),
        leniency: None,
        name: "Law".to_owned(),
        article: "Art. 1".to_owned(),
        steps: vec![Penalty {
            class: PenaltyClass::Fine,
            odds: certain(1.0),
            purchase_multiple: None,
            gains_multiple: None,
            floor: None,
            gains_from: None,
            amount: Some(certain(10.0)),
            turnover_share: None,
            cap: None,
            personal: None,
            suspension: None,
        }],
    });
    case.duties.push(records(0.0));
    let enforcement = Enforcement {
        intensity: None,
        duties: vec![id("records")],
        detection: certain(1.0),
        rate_factor_after_fine: certain(1.0),
        memory: certain(24.0),
        odds_factor_repeat: certain(1.0),
        odds_factor_sensitive: certain(1.0),
    };
    case.risks.push(risk("inspection", Mechanism::Enforcement(enforcement)));
    for at in at {
        let visit = ScheduledEvent { risk: id("inspection"), at: *at, duration: None, grace: None };
        case.scenarios[0].scheduled.push(visit);
    }
    case
}

/// A duty on every application, at a cost per year.
fn records(yearly: f64) -> Duty {
    Duty {
        id: id("records"),
        pack: None,
        from: None,
        owner: Function::Legal,
        authority: None,
        ladder_ciio: None,
        lead_time: None,
        approval: None,
        gains: None,
        name: "Records".to_owned(),
        description: None,
        article: "Art. 1".to_owned(),
        when: Condition::default(),
        per: CostBasis::Application,
        one_off: certain(0.0),
        yearly: certain(yearly),
        renewal: None,
        gap_factor: None,
        ladder: id("law"),
    }
}
