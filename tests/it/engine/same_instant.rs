//! Things that take no time or fall on the same instant, where the order of steps could lose or double money.

use splitstack::domain::*;
use splitstack::engine::Count;

use super::fixture::*;

fn measure(name: &str, one_off: f64, lead_time: f64) -> Measure {
    Measure {
        id: id(name),
        name: name.to_owned(),
        description: None,
        one_off: certain(one_off),
        yearly: certain(0.0),
        lead_time: certain(lead_time),
        effects: Effects::default(),
    }
}

fn with_measures(measures: &[(&str, f64, f64, f64)]) -> Case {
    let mut case = case();
    for (name, one_off, lead_time, start) in measures {
        case.measures.push(measure(name, *one_off, *lead_time));
        case.options[0].measures.push(ChosenMeasure { measure: id(name), start: *start });
    }
    case
}

#[test]
fn measures_that_take_no_time_cost_their_price_at_once() {
    let case = with_measures(&[("alarm", 6.0, 0.0, 3.0), ("backup", 2.0, 0.0, 3.0)]);
    let mut setup = vec![0.0; 12];
    setup[3] = 8.0;
    assert_eq!(by_month(&run(&case, "stay"), Component::Setup), setup);
}

#[test]
fn a_measure_that_starts_when_another_is_ready_is_paid_once() {
    // `alarm` works from month 2 on, the very instant at which the work on `backup` starts.
    let case = with_measures(&[("alarm", 6.0, 2.0, 0.0), ("backup", 8.0, 4.0, 2.0), ("cold", 5.0, 0.0, 2.0)]);
    let mut setup = vec![0.0; 12];
    setup[0..2].fill(3.0);
    setup[2..6].fill(2.0);
    setup[2] += 5.0;
    assert_eq!(by_month(&run(&case, "stay"), Component::Setup), setup);
}

#[test]
fn a_move_that_takes_no_time_costs_its_price_at_once() {
    let mut case = case();
    case.applications[0].move_time = certain(0.0);
    case.applications[0].dual_running = certain(0.0);
    let record = record(&case, "move");
    let mut setup = vec![0.0; 12];
    setup[3] = 24.0;
    assert_eq!(by_month(&record.journal, Component::Setup), setup);
    // 1 a month for 3 months, then 2 a month for 9.
    assert_close(record.journal.sum(Component::Run), 21.0);
    assert_close(record.counts[Count::MonthOfSeparation as usize], 3.0);
}

/// Inspections that always find a gap; the fine is 1.
fn fined(once: bool, rate: f64) -> Case {
    let mut case = case();
    let step = Penalty {
        class: PenaltyClass::Fine,
        purchase_multiple: None,
        gains_multiple: None,
        floor: None,
        gains_from: None,
        odds: certain(1.0),
        amount: Some(certain(1.0)),
        turnover_share: None,
        cap: None,
        personal: None,
        suspension: None,
    };
    case.ladders.push(Ladder {
        id: id("law"),
        leniency: None,
        name: "Law".to_owned(),
        article: "Art. 1".to_owned(),
        steps: vec![Penalty { class: PenaltyClass::Warning, amount: None, ..step.clone() }, step],
    });
    case.duties.push(Duty {
        id: id("export"),
        pack: None,
        from: None,
        owner: Function::Legal,
        authority: None,
        ladder_ciio: None,
        lead_time: None,
        approval: None,
        gains: None,
        name: "Export".to_owned(),
        description: None,
        article: "Art. 1".to_owned(),
        when: Condition::default(),
        per: CostBasis::Company,
        one_off: certain(0.0),
        yearly: certain(0.0),
        renewal: None,
        gap_factor: None,
        ladder: id("law"),
    });
    let mut inspection = risk(
        "inspection",
        Mechanism::Enforcement(Enforcement {
            intensity: None,
            duties: vec![id("export")],
            detection: certain(1.0),
            rate_factor_after_fine: certain(2.0),
            memory: certain(2.0),
            odds_factor_repeat: certain(1.0),
            odds_factor_sensitive: certain(1.0),
        }),
    );
    inspection.rate = Some(Rate::Always(certain(rate)));
    inspection.once = once;
    case.risks.push(inspection);
    case
}

#[test]
fn an_inspection_that_happens_once_does_not_come_back_after_its_fine() {
    // 600 a year: the first comes within days in every trial; half of the findings are fines, the rest warnings.
    let case = fined(true, 600.0);
    let plan = splitstack::plan::SimulationPlan::new(&case).unwrap();
    for trial in 0..64 {
        let record = splitstack::engine::journal(&plan, 0, 0, 0, trial);
        assert_eq!(record.counts[Count::Inspections as usize], 1.0, "trial {trial}");
    }
}

#[test]
fn a_scheduled_inspection_is_the_one_of_a_risk_that_happens_once() {
    let mut case = fined(true, 600.0);
    case.scenarios[0].scheduled.push(ScheduledEvent {
        risk: id("inspection"),
        at: 0.0,
        duration: None,
        grace: None,
    });
    assert_eq!(record(&case, "stay").counts[Count::Inspections as usize], 1.0);
}
