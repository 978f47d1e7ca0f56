//! One certain event per mechanism; the arithmetic stands beside each test.

use splitstack::domain::*;
use splitstack::engine::Count;

use super::fixture::*;

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

fn emergency() -> Emergency {
    Emergency { premium: certain(0.5), time_factor: certain(0.5) }
}

fn ban(services: &str, grace: f64, duration: Option<f64>) -> Risk {
    risk(
        "ban",
        Mechanism::ServiceLoss(ServiceLoss {
            services: vec![id(services)],
            grace: certain(grace),
            duration: duration.map(certain),
            emergency: emergency(),
        }),
    )
}

#[test]
fn nothing_happens_and_only_running_costs() {
    let journal = run(&case(), "stay");
    // 12 a year.
    assert_close(journal.sum(Component::Run), 12.0);
    assert_eq!(journal.postings.len(), 12);
}

#[test]
fn a_planned_move_costs_its_price_and_runs_double_before_cut_over() {
    let case = case();
    let journal = run(&case, "move");
    // 24 spread over months 3, 4, 5, 6: 6 each.
    let mut setup = vec![0.0; 12];
    setup[3..7].fill(6.0);
    assert_eq!(by_month(&journal, Component::Setup), setup);
    // Old system 1 a month for 7 months; new system 2 a month from month 6 on (one month of dual running): 7 + 12 = 19.
    assert_close(journal.sum(Component::Run), 19.0);
    assert_close(record(&case, "move").counts[Count::MonthOfSeparation as usize], 7.0);
}

#[test]
fn overruns_stretch_and_raise_planned_moves() {
    let mut case = case();
    case.company.delivery =
        Delivery { cost_overrun: certain(1.5), time_overrun: certain(2.0), late_redesign: None };
    // 24 · 1.5 = 36 over 8 months from month 3: 4.5 a month until month 11.
    let mut setup = vec![0.0; 12];
    setup[3..11].fill(4.5);
    assert_eq!(by_month(&run(&case, "move"), Component::Setup), setup);
}

#[test]
fn a_border_cut_stops_the_dependent_share_of_margin() {
    // erp abroad is lost wholly: 40 % of 5 for one month = 2.
    let case = happens(case(), border_cut(1.0), 2.0);
    let journal = run(&case, "stay");
    let mut lost = vec![0.0; 12];
    lost[2] = 2.0;
    assert_eq!(by_month(&journal, Component::Interruption), lost);
    // 2 of 15 a month lost: 2/15 · 365/12 days.
    assert_close(record(&case, "stay").counts[Count::DaysDown as usize], 2.0 / 15.0 * 365.0 / 12.0);
    // Revenue: 2 of margin at 50 %.
    assert_close(record(&case, "stay").counts[Count::RevenueLost as usize], 4.0);
}

#[test]
fn tolerance_and_work_around_soften_an_outage() {
    let mut case = happens(case(), border_cut(1.0), 2.5);
    case.applications[0].tolerance = certain(0.25);
    case.applications[0].workaround = certain(0.5);
    // From 2.75 to 3.5 at 0.4 · 0.5 · 5 = 1 a month: 0.25 in month 2 and 0.5 in month 3.
    let months = by_month(&run(&case, "stay"), Component::Interruption);
    assert_close(months[2], 0.25);
    assert_close(months[3], 0.5);
    assert_close(months.iter().sum(), 0.75);
}

#[test]
fn an_application_in_china_is_cut_by_what_rests_on_headquarters() {
    let case = happens(case(), border_cut(1.0), 8.0);
    // Moved by month 7; integration 0.5 · 1 · 1: 0.4 · 0.5 · 5 = 1.
    assert_close(run(&case, "move").sum(Component::Interruption), 1.0);
    let mut isolated = case.clone();
    isolated.options[1].isolation = id("ring-fenced");
    // Ring-fenced: 0.4 · 0.5 · 0.1 · 5 = 0.1.
    assert_close(run(&isolated, "move").sum(Component::Interruption), 0.1);
}

#[test]
fn two_applications_down_combine_as_one_less_the_product() {
    let mut case = happens(case(), border_cut(1.0), 2.0);
    case.applications.push(application("crm", 0.5));
    for option in &mut case.options {
        option.targets.push(Target {
            application: id("crm"),
            placement: id("global"),
            start: 0.0,
            wave: None,
        });
    }
    // 1 − 0.6 · 0.5 = 0.7 of 5.
    assert_close(run(&case, "stay").sum(Component::Interruption), 3.5);
}

#[test]
fn overlapping_outages_of_one_application_count_once() {
    let mut twice = happens(case(), border_cut(2.0), 2.0);
    twice.scenarios[0].scheduled.push(ScheduledEvent {
        risk: id("cut"),
        at: 3.0,
        duration: None,
        grace: None,
    });
    // Down from 2 to 5: 3 months · 2.
    assert_close(run(&twice, "stay").sum(Component::Interruption), 6.0);
}

#[test]
fn a_long_cut_makes_the_company_flee() {
    let mut cut = border_cut(6.0);
    if let Mechanism::Outage(outage) = &mut cut.mechanism {
        outage.emergency = Some((certain(1.0), emergency()));
    }
    let case = happens(case(), cut, 2.0);
    let record = record(&case, "stay");
    let journal = &record.journal;
    // The move starts in month 3, takes 4 · 0.5 = 2 months: down wholly from 2 to 5 at 2 a month, then until 8 by
    // what rests on headquarters at 1 a month: 6 + 3 = 9.
    assert_close(journal.sum(Component::Interruption), 9.0);
    // 24 · 1.5 = 36, half of it in month 3, half in month 4.
    let mut emergency = vec![0.0; 12];
    emergency[3..5].fill(18.0);
    assert_eq!(by_month(journal, Component::Emergency), emergency);
    assert_close(record.counts[Count::EmergencyMoves as usize], 1.0);
    // 1 a month until 5, 2 a month from 4 on (dual running).
    assert_close(journal.sum(Component::Run), 5.0 + 16.0);
}

#[test]
fn a_provider_outage_hits_the_applications_that_its_condition_names() {
    let outage = risk(
        "provider",
        Mechanism::Outage(Outage {
            duration: certain(0.5),
            scope: OutageScope::Applications(Condition {
                placements: Some(vec![id("local")]),
                ..Condition::default()
            }),
            emergency: None,
        }),
    );
    let case = happens(case(), outage, 9.0);
    assert_close(run(&case, "stay").sum(Component::Interruption), 0.0);
    // 0.4 · 5 · 0.5 = 1.
    assert_close(run(&case, "move").sum(Component::Interruption), 1.0);
}

#[test]
fn a_ban_without_a_plan_forces_an_emergency_move() {
    let case = happens(case(), ban("saas", 1.0, None), 2.0);
    let journal = run(&case, "stay");
    // Announced in 2, effective in 3, moved by 2 + 4 · 0.5 = 4: down from 3 to 4 at 2. 24 · 1.5 = 36.
    assert_close(journal.sum(Component::Interruption), 2.0);
    assert_close(journal.sum(Component::Emergency), 36.0);
    assert_close(journal.sum(Component::Setup), 0.0);
}

#[test]
fn a_ban_before_the_planned_move_brings_it_forward() {
    let mut case = happens(case(), ban("saas", 1.0, None), 2.0);
    case.options[1].targets[0].start = 6.0;
    let journal = run(&case, "move");
    // Hurried from month 2 to 4: the planned cost 24 is set-up, the premium 12 is the emergency's; down from 3 to 4.
    assert_close(journal.sum(Component::Setup), 24.0);
    assert_close(journal.sum(Component::Emergency), 12.0);
    assert_close(journal.sum(Component::Interruption), 2.0);
}

#[test]
fn a_ban_during_the_planned_move_hurries_what_is_left() {
    let mut case = happens(case(), ban("saas", 1.0, None), 2.0);
    case.options[1].targets[0].start = 1.0;
    let journal = run(&case, "move");
    // Planned from 1 to 5; at 2 three quarters are left: 3 · 0.5 = 1.5 months, done at 3.5; down from 3 to 3.5: 1.
    // Premium on what is left: 24 · 0.75 · 0.5 = 9.
    assert_close(journal.sum(Component::Setup), 24.0);
    assert_close(journal.sum(Component::Emergency), 9.0);
    assert_close(journal.sum(Component::Interruption), 1.0);
}

#[test]
fn a_ban_after_the_move_or_met_in_time_costs_nothing() {
    for (at, grace) in [(5.0, 0.0), (2.0, 2.0)] {
        let mut case = happens(case(), ban("saas", grace, None), at);
        // Moved from 0 to 4: before the ban of month 5, and just in time for the one effective in month 4.
        case.options[1].targets[0].start = 0.0;
        let journal = run(&case, "move");
        assert_close(journal.sum(Component::Emergency), 0.0);
        assert_close(journal.sum(Component::Interruption), 0.0);
        assert_close(journal.sum(Component::Setup), 24.0);
    }
}

#[test]
fn a_ban_that_is_lifted_ends_the_downtime_but_not_the_move() {
    let case = happens(case(), ban("saas", 1.0, Some(0.5)), 2.0);
    let journal = run(&case, "stay");
    // Down from 3 to 3.5 only; the move goes on.
    assert_close(journal.sum(Component::Interruption), 1.0);
    assert_close(journal.sum(Component::Emergency), 36.0);
}

#[test]
fn a_ban_of_the_planned_target_redirects_the_move() {
    let mut case = happens(case(), ban("foreign-cn", 0.0, None), 2.0);
    case.options[1].targets[0].placement = id("foreign-cn");
    let journal = run(&case, "move");
    // Nothing burns: the move goes to the fallback on ordinary terms, from 3 to 7.
    let mut setup = vec![0.0; 12];
    setup[3..7].fill(6.0);
    assert_eq!(by_month(&journal, Component::Setup), setup);
    assert_close(journal.sum(Component::Emergency), 0.0);
    assert_close(journal.sum(Component::Run), 19.0);
}

#[test]
fn a_lost_security_product_is_replaced_without_stopping_business() {
    let mut case = happens(case(), ban("saas", 1.0, None), 2.0);
    case.applications[0].security = true;
    let journal = run(&case, "stay");
    assert_close(journal.sum(Component::Interruption), 0.0);
    assert_close(journal.sum(Component::Emergency), 36.0);
}

/// An inspection that finds a gap in the duty on applications abroad, and one step on its ladder.
fn inspected(step: Penalty) -> Case {
    let mut case = case();
    case.ladders.push(Ladder {
        id: id("law"),
        leniency: None,
        name: "Law".to_owned(),
        article: "Art. 1".to_owned(),
        steps: vec![step],
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
        when: Condition { hosting: Some(Hosting::Abroad), ..Condition::default() },
        per: CostBasis::Application,
        one_off: certain(3.0),
        yearly: certain(6.0),
        renewal: Some(Renewal { every: certain(5.0), cost: certain(2.0) }),
        gap_factor: None,
        ladder: id("law"),
    });
    let inspection = risk(
        "inspection",
        Mechanism::Enforcement(Enforcement {
            intensity: None,
            duties: vec![id("export")],
            detection: certain(1.0),
            rate_factor_after_fine: certain(2.0),
            memory: certain(24.0),
            odds_factor_repeat: certain(1.0),
            odds_factor_sensitive: certain(1.0),
        }),
    );
    happens(case, inspection, 8.0)
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

#[test]
fn a_gap_costs_the_band_and_a_fine_on_each_manager() {
    let fine =
        Penalty { amount: Some(certain(10.0)), personal: Some(certain(1.0)), ..penalty(PenaltyClass::Fine) };
    let case = inspected(fine);
    let record = record(&case, "stay");
    // 10 + 1 · 2 managers, in month 8.
    let mut fines = vec![0.0; 12];
    fines[8] = 12.0;
    assert_eq!(by_month(&record.journal, Component::Fines), fines);
    assert_close(record.counts[Count::Fines as usize], 1.0);
    assert_close(record.counts[Count::LargestFine as usize], 10.0);
    // The other option moved the application home in month 7: no duty, no gap.
    assert_close(run(&case, "move").sum(Component::Fines), 0.0);
}

#[test]
fn duties_cost_once_yearly_and_at_each_renewal_while_they_last() {
    let case = inspected(penalty(PenaltyClass::Warning));
    // 3 once, 6 a year, renewals in months 5 and 10 at 2: 3 + 6 + 4 = 13.
    assert_close(run(&case, "stay").sum(Component::Compliance), 13.0);
    // Until month 7 only, with the renewal of month 5: 3 + 3.5 + 2 = 8.5.
    assert_close(run(&case, "move").sum(Component::Compliance), 8.5);
}

#[test]
fn strictness_scales_the_cost_of_duties() {
    let mut case = inspected(penalty(PenaltyClass::Warning));
    case.strictness[0].cost_factor = certain(2.0);
    assert_close(run(&case, "stay").sum(Component::Compliance), 26.0);
}

#[test]
fn a_turnover_based_fine_stops_at_its_cap() {
    let mut step = Penalty { turnover_share: Some(certain(0.05)), ..penalty(PenaltyClass::TurnoverBased) };
    // 5 % of 120.
    assert_close(run(&inspected(step.clone()), "stay").sum(Component::Fines), 6.0);
    step.cap = Some(certain(5.0));
    assert_close(run(&inspected(step.clone()), "stay").sum(Component::Fines), 5.0);
    let mut worldwide = inspected(Penalty { cap: None, ..step });
    worldwide.company.worldwide_turnover_likelihood = certain(1.0);
    // 5 % of 1000.
    assert_close(run(&worldwide, "stay").sum(Component::Fines), 50.0);
}

#[test]
fn suspension_closes_business_in_china_for_a_time_and_revocation_for_good() {
    let suspension = Penalty { suspension: Some(certain(1.5)), ..penalty(PenaltyClass::Suspension) };
    let journal = run(&inspected(suspension), "stay");
    // From 8 to 9.5 at 5 a month; business abroad goes on.
    assert_close(journal.sum(Component::SalesLossCn), 7.5);
    assert_close(journal.sum(Component::SalesLossAbroad), 0.0);
    // From 8 to 12.
    let record = record(&inspected(penalty(PenaltyClass::Revocation)), "stay");
    assert_close(record.journal.sum(Component::SalesLossCn), 20.0);
    assert_close(record.counts[Count::DaysSuspended as usize], 4.0 * 365.0 / 12.0);
}

fn demand(case: Case, requirement: &str, segment: &str) -> Case {
    let mut case = case;
    case.risks.push(risk(
        "demand",
        Mechanism::DemandShift(DemandShift {
            requirement: id(requirement),
            pace: vec![],
            curves: vec![DemandCurve {
                segment: id(segment),
                ceiling: certain(0.5),
                midpoint: certain(6.0),
                speed: certain(0.0),
                loss_time: certain(10.0),
                win_back_time: certain(5.0),
            }],
        }),
    ));
    case
}

#[test]
fn unmet_demand_is_lost_at_the_pace_of_renewals() {
    let months = by_month(&run(&demand(case(), "local-hosting", "ciio"), "stay"), Component::SalesLossCn);
    // Speed 0: demand stays at 0.5 / (1 + 1) = 0.25. L(t) = 0.25 · (1 − 0.9^t), of 5 a month.
    for (month, amount) in months.iter().enumerate() {
        assert_close(*amount, 5.0 * 0.25 * (1.0 - 0.9f64.powi(month as i32)));
    }
}

#[test]
fn met_demand_is_won_back_slowly() {
    let months = by_month(&run(&demand(case(), "local-hosting", "ciio"), "move"), Component::SalesLossCn);
    // Met from month 7 on; customers respond to what they see at the end of a month, so that of month 6, when the
    // move completes on its last instant, still counts as unmet: L(7) = 0.25 · (1 − 0.9^7), then 0.8 of it each month.
    let peak = 0.25 * (1.0 - 0.9f64.powi(7));
    assert_close(months[7], 5.0 * peak);
    assert_close(months[11], 5.0 * peak * 0.8f64.powi(4));
}

#[test]
fn a_unit_of_margin_is_lost_once() {
    let revoked = demand(inspected(penalty(PenaltyClass::Revocation)), "local-hosting", "ciio");
    let both = happens(revoked, border_cut(12.0), 0.0);
    let journal = run(&both, "stay");
    let sales = by_month(&journal, Component::SalesLossCn);
    let interruption = by_month(&journal, Component::Interruption);
    // Month 5: churned 0.25 · (1 − 0.9^5) of 5, then 40 % of the rest stands still.
    let churned = 5.0 * 0.25 * (1.0 - 0.9f64.powi(5));
    assert_close(sales[5], churned);
    assert_close(interruption[5], 0.4 * (5.0 - churned));
    // From month 8 on everything is lost to the revocation and nothing is left to churn or stand still.
    assert_close(sales[9], 5.0);
    assert_close(interruption[9], 0.0);
}

#[test]
fn a_connected_chinese_stack_is_not_china_clean_and_a_ring_fenced_one_is() {
    let mut case = demand(case(), "china-clean", "sensitive");
    let when = |isolation: &str, operator: Origin| Condition {
        isolation: Some(vec![id(isolation)]),
        operator: Some(vec![operator]),
        ..Condition::default()
    };
    let clean = |when: Condition| Satisfaction { when, share: certain(1.0) };
    case.requirements.push(Requirement {
        id: id("china-clean"),
        name: "China clean".to_owned(),
        description: None,
        judged_by: Judgement::Weakest,
        looks_at: None,
        satisfied: vec![clean(when("ring-fenced", Origin::Domestic)), clean(when("connected", Origin::Own))],
    });
    assert_close(run(&case, "stay").sum(Component::SalesLossAbroad), 0.0);
    assert!(run(&case, "move").sum(Component::SalesLossAbroad) > 1.0);
    case.options[1].isolation = id("ring-fenced");
    case.options[1].targets[0].start = 0.0;
    // Clean until month 4 because it is not there yet, and from then on because it is ring-fenced.
    assert_close(run(&case, "move").sum(Component::SalesLossAbroad), 0.0);
}

#[test]
fn measures_cost_money_and_soften_outages() {
    let mut case = happens(case(), border_cut(1.0), 4.0);
    case.measures.push(Measure {
        id: id("second-line"),
        name: "Second line".to_owned(),
        description: None,
        one_off: certain(6.0),
        yearly: certain(12.0),
        lead_time: certain(2.0),
        effects: Effects { outage: Some(certain(0.25)), ..Effects::default() },
    });
    case.options[0].measures.push(ChosenMeasure { measure: id("second-line"), start: 1.0 });
    let journal = run(&case, "stay");
    // 6 spread over months 1 and 2; then 1 a month from month 3 on beside the 1 a month of erp.
    let mut setup = vec![0.0; 12];
    setup[1..3].fill(3.0);
    assert_eq!(by_month(&journal, Component::Setup), setup);
    assert_close(journal.sum(Component::Run), 12.0 + 9.0);
    // 0.4 · 0.25 · 5.
    assert_close(journal.sum(Component::Interruption), 0.5);
}

#[test]
fn split_work_costs_hours() {
    let mut case = case();
    case.placements[2].friction = certain(2.0);
    case.isolations[1].friction = certain(1.0);
    case.options[1].isolation = id("ring-fenced");
    // From month 7: 10 users · (2 + 1) hours · 1 an hour · 5 months.
    assert_close(run(&case, "move").sum(Component::Productivity), 150.0);
}

#[test]
fn isolation_is_built_along_with_the_moves() {
    let mut case = case();
    case.isolations[1].one_off = certain(8.0);
    case.isolations[1].yearly = certain(12.0);
    case.options[1].isolation = id("ring-fenced");
    let journal = run(&case, "move");
    // 24 + 8 over months 3 to 6; then 1 a month from month 7 beside the 19 of the application.
    let mut setup = vec![0.0; 12];
    setup[3..7].fill(8.0);
    assert_eq!(by_month(&journal, Component::Setup), setup);
    assert_close(journal.sum(Component::Run), 19.0 + 5.0);
}

#[test]
fn postings_are_discounted_in_the_middle_of_their_month() {
    use splitstack::engine::{RunSpec, simulate};
    use splitstack::plan::SimulationPlan;
    let mut case = happens(case(), border_cut(1.0), 2.0);
    case.settings.discount_rate = 0.1;
    let plan = SimulationPlan::new(&case).unwrap();
    let outcomes = simulate(&plan, 0, &RunSpec { seed: 0, trials: 1 }, &|_| {});
    // 2 in month 2: 2 · 1.1^(−2.5/12).
    assert_close(
        outcomes.column(0, Component::Interruption as usize)[0],
        2.0 * splitstack::math::pow(1.1, -2.5 / 12.0),
    );
}

#[test]
fn a_measure_softens_only_the_outages_it_names() {
    let mut case = happens(case(), border_cut(1.0), 4.0);
    case.measures.push(Measure {
        id: id("second-line"),
        name: "Second line".to_owned(),
        description: None,
        one_off: certain(0.0),
        yearly: certain(0.0),
        lead_time: certain(0.0),
        effects: Effects { outage: Some(certain(0.25)), softens: Some(vec![]), ..Effects::default() },
    });
    case.options[0].measures.push(ChosenMeasure { measure: id("second-line"), start: 0.0 });
    assert_close(run(&case, "stay").sum(Component::Interruption), 2.0);
    case.measures[0].effects.softens = Some(vec![id("cut")]);
    // A quarter of 40 % of 5.
    assert_close(run(&case, "stay").sum(Component::Interruption), 0.5);
}

#[test]
fn what_is_separated_already_moves_more_cheaply_and_faster() {
    let mut case = happens(case(), ban("foreign-cn", 1.0, None), 2.0);
    case.applications[0].current = id("foreign-cn");
    case.placements[1].leaving_factor = Some(certain(0.5));
    for option in &mut case.options {
        option.targets[0].placement = id("foreign-cn");
    }
    let journal = run(&case, "stay");
    // Half of 24 with a premium of a half: 18. Half of 4 months, hurried to 1: there when the ban takes effect.
    assert_close(journal.sum(Component::Emergency), 18.0);
    assert_close(journal.sum(Component::Interruption), 0.0);
}
