//! One certain event per mechanism beyond outage, service loss, enforcement and demand; the arithmetic stands beside each
//! test. Company and options: see `fixture`.

mod approvals;
mod counter_measure;
mod degradation;
mod incident;
mod revocation;
mod security;
mod severity;
mod supplier_ban;

use splitstack::domain::*;
use splitstack::engine::{Journal, journal};
use splitstack::plan::SimulationPlan;
use splitstack::quantity::Quantity;

use super::fixture::*;

/// The amounts of one component, `[month]`, over any horizon.
fn months(journal: &Journal, component: Component, horizon: usize) -> Vec<f64> {
    let mut months = vec![0.0; horizon];
    for posting in journal.postings.iter().filter(|posting| posting.component == component) {
        months[posting.month] += posting.amount;
    }
    months
}

/// Margin lost with customers in China, `[month]`.
fn sales_lost(case: &Case, option: &str) -> Vec<f64> {
    by_month(&run(case, option), Component::SalesLossCn)
}

fn interrupted(case: &Case, option: &str) -> Vec<f64> {
    by_month(&run(case, option), Component::Interruption)
}

/// Amounts in the months named, nothing in the others of a year.
fn only(amounts: &[(usize, f64)]) -> Vec<f64> {
    let mut months = vec![0.0; 12];
    amounts.iter().for_each(|(month, amount)| months[*month] = *amount);
    months
}

/// The same amount in each of some months.
fn during(months: std::ops::Range<usize>, amount: f64) -> Vec<f64> {
    only(&months.map(|month| (month, amount)).collect::<Vec<_>>())
}

#[track_caller]
fn assert_months(actual: &[f64], expected: &[f64]) {
    assert_eq!(actual.len(), expected.len());
    for (month, (left, right)) in actual.iter().zip(expected).enumerate() {
        let near = (left - right).abs() <= 1e-9 * right.abs().max(1.0);
        assert!(near, "month {month}: {left} is not {right}; {actual:?} against {expected:?}");
    }
}

/// Lets a risk of the case happen once more for certain.
fn again(mut case: Case, risk: &str, at: f64) -> Case {
    case.scenarios[0].scheduled.push(ScheduledEvent { risk: id(risk), at, duration: None, grace: None });
    case
}

/// An application is at a placement.
fn at(placement: &str) -> Condition {
    Condition { placements: Some(vec![id(placement)]), ..Condition::default() }
}

/// A measure that costs nothing.
fn measure(name: &str, lead_time: f64, effects: Effects) -> Measure {
    Measure {
        id: id(name),
        name: name.to_owned(),
        description: None,
        one_off: certain(0.0),
        yearly: certain(0.0),
        lead_time: certain(lead_time),
        effects,
    }
}

fn takes(case: &mut Case, option: usize, measure: Measure, start: f64) {
    case.options[option].measures.push(ChosenMeasure { measure: measure.id.clone(), start });
    case.measures.push(measure);
}

/// A cut of the border that lasts; 40 % of 5 a month stands still.
fn border_cut(duration: f64) -> Risk {
    risk(
        "cut",
        Mechanism::Outage(Outage {
            duration: certain(duration),
            scope: OutageScope::Border,
            emergency: None,
        }),
    )
}

/// The services of `global` are banned: emergency moves cost half as much again and take half the time.
fn ban(grace: f64, duration: Option<f64>) -> Risk {
    risk(
        "ban",
        Mechanism::ServiceLoss(ServiceLoss {
            services: vec![id("saas")],
            grace: certain(grace),
            duration: duration.map(certain),
            emergency: Emergency { premium: certain(0.5), time_factor: certain(0.5) },
        }),
    )
}

/// A quarter of the segment demands what is not there, and leaves at a tenth of what is left each month.
fn demand(mut case: Case, segment: &str) -> Case {
    let curve = DemandCurve {
        segment: id(segment),
        ceiling: certain(0.5),
        midpoint: certain(6.0),
        speed: certain(0.0),
        loss_time: certain(10.0),
        win_back_time: certain(5.0),
    };
    let shift = DemandShift { requirement: id("local-hosting"), pace: vec![], curves: vec![curve] };
    case.risks.push(risk("demand", Mechanism::DemandShift(shift)));
    case
}

/// Share of the segment that has left by a month under [`demand`].
fn churned(month: usize) -> f64 {
    0.25 * (1.0 - 0.9f64.powi(month as i32))
}

fn penalty(class: PenaltyClass) -> Penalty {
    Penalty {
        class,
        odds: certain(1.0),
        purchase_multiple: None,
        gains_multiple: None,
        floor: None,
        gains_from: None,
        amount: None,
        turnover_share: None,
        cap: None,
        personal: None,
        suspension: None,
    }
}

/// A duty that costs nothing.
fn duty(name: &str, when: Condition) -> Duty {
    Duty {
        id: id(name),
        name: name.to_owned(),
        description: None,
        article: "Art. 1".to_owned(),
        pack: None,
        from: None,
        owner: Function::Legal,
        authority: None,
        when,
        per: CostBasis::Application,
        one_off: certain(0.0),
        yearly: certain(0.0),
        renewal: None,
        gap_factor: None,
        ladder: id("law"),
        ladder_ciio: None,
        lead_time: None,
        approval: None,
        gains: None,
    }
}

fn ladder(step: Penalty) -> Ladder {
    Ladder {
        id: id("law"),
        name: "Law".to_owned(),
        article: "Art. 2".to_owned(),
        steps: vec![step],
        leniency: None,
    }
}

/// Visits of an authority that find every gap.
fn inspection(duty: &str) -> Risk {
    let enforcement = Enforcement {
        intensity: None,
        duties: vec![id(duty)],
        detection: certain(1.0),
        rate_factor_after_fine: certain(1.0),
        memory: certain(24.0),
        odds_factor_repeat: certain(1.0),
        odds_factor_sensitive: certain(1.0),
    };
    risk("inspection", Mechanism::Enforcement(enforcement))
}

/// A duty on every application with a gap that the law answers with one step, and a visit that finds it.
fn inspected(mut case: Case, step: Penalty, at: f64) -> Case {
    case.ladders.push(ladder(step));
    case.duties.push(duty("records", Condition::default()));
    happens(case, inspection("records"), at)
}
