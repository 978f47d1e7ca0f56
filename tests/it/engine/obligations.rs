//! Obligations under packs, approvals and rule changes; the arithmetic stands beside each test.
//!
//! `erp` stands abroad and sends data of 1000 persons home; the pack asks an assessment for personal data. The margin of the
//! stream that needs it is 5 a month, of which 40 % stand still while it is down.

use jiff::civil::date;
use splitstack::domain::*;
use splitstack::engine::Count;

use super::fixture::*;

fn transfer(route: TransferRoute) -> TransferRules {
    TransferRules {
        counting: CountingPeriod { years: 1.0, reference: Reference::default() },
        grounds: vec![],
        rules: vec![TransferRule {
            id: id("personal"),
            name: "Personal data".to_owned(),
            when: TransferTest { personal: Some(true), exempt: Some(false), ..TransferTest::default() },
            route,
            alternative: None,
            alternative_in_group_only: false,
            reference: Reference::default(),
            from: None,
        }],
    }
}

fn approval(refusal: f64, if_refused: Refusal) -> Approval {
    Approval {
        review: certain(2.0),
        refusal: certain(refusal),
        refusal_of_renewal: None,
        grace: None,
        if_refused,
        forced_move: Some(Emergency { premium: certain(0.5), time_factor: certain(0.5) }),
        before_use: false,
        sales_stop: None,
    }
}

/// A duty of one application: 3 at first, nothing a year.
fn duty(name: &str, when: Condition) -> Duty {
    Duty {
        id: id(name),
        name: name.to_owned(),
        description: None,
        article: "Art. 1".to_owned(),
        pack: Some(id("law")),
        from: None,
        owner: Function::Legal,
        authority: None,
        when,
        per: CostBasis::Application,
        one_off: certain(3.0),
        yearly: certain(0.0),
        renewal: None,
        gap_factor: None,
        ladder: id("fines"),
        ladder_ciio: None,
        lead_time: None,
        approval: None,
        gains: None,
    }
}

fn needs(route: TransferRoute) -> Condition {
    Condition { transfer: Some(vec![route]), ..Condition::default() }
}

/// An assessment prepared in one month, decided in two, valid for five; a renewal costs 2.
fn assessment(approval: Approval) -> Duty {
    Duty {
        lead_time: Some(certain(1.0)),
        renewal: Some(Renewal { every: certain(5.0), cost: certain(2.0) }),
        approval: Some(approval),
        ..duty("assessment", needs(TransferRoute::SecurityAssessment))
    }
}

fn penalty(class: PenaltyClass, amount: f64) -> Penalty {
    Penalty {
        class,
        odds: certain(1.0),
        amount: Some(certain(amount)),
        turnover_share: None,
        purchase_multiple: None,
        gains_multiple: None,
        floor: None,
        gains_from: None,
        cap: None,
        personal: None,
        suspension: None,
    }
}

fn ladder(name: &str, step: Penalty) -> Ladder {
    Ladder {
        id: id(name),
        name: name.to_owned(),
        article: "Art. 2".to_owned(),
        steps: vec![step],
        leniency: None,
    }
}

fn pack(name: &str, duties: Vec<Duty>) -> Pack {
    Pack {
        id: id(name),
        name: name.to_owned(),
        transfer: transfer(TransferRoute::SecurityAssessment),
        duties,
        ladders: vec![ladder("fines", penalty(PenaltyClass::SeriousFine, 10.0))],
        ..Pack::without_rules()
    }
}

fn under(packs: Vec<Pack>) -> Case {
    let mut case = case();
    case.applications[0].flows =
        vec![DataFlow { needed: Some(certain(0.5)), ..data(certain(1000.0), certain(0.0), certain(0.0)) }];
    case.regulation = Regulation { initial: Some(packs[0].id.clone()), packs, successions: vec![] };
    case
}

fn rule_change(effect: RuleEffect, notice: f64) -> Risk {
    risk("change", Mechanism::RuleChange(RuleChange { notice: certain(notice), effect }))
}

/// An inspection in a month that tests a duty; without strictness' help there is no gap.
fn inspected(mut case: Case, duty: &str, at: f64) -> Case {
    case.strictness[0].gap = certain(0.0);
    let enforcement = Enforcement {
        duties: vec![id(duty)],
        detection: certain(1.0),
        rate_factor_after_fine: certain(1.0),
        memory: certain(12.0),
        odds_factor_repeat: certain(1.0),
        odds_factor_sensitive: certain(1.0),
        intensity: None,
    };
    happens(case, risk("inspection", Mechanism::Enforcement(enforcement)), at)
}

/// The same where every obligation has a gap.
fn inspected_with_gap(case: Case, duty: &str, at: f64) -> Case {
    let mut case = inspected(case, duty, at);
    case.strictness[0].gap = certain(1.0);
    case
}

#[test]
fn an_approval_is_prepared_reviewed_granted_and_renewed() {
    let case = under(vec![pack("law", vec![assessment(approval(0.0, Refusal::FlowStops))])]);
    let record = record(&case, "stay");
    let mut months = vec![0.0; 12];
    // At first; granted in month 3; runs out after five months.
    (months[0], months[8]) = (3.0, 2.0);
    assert_eq!(by_month(&record.journal, Component::Compliance), months);
    assert_close(record.counts[Count::Refusals as usize], 0.0);
    assert_close(record.journal.sum(Component::Interruption), 0.0);
}

#[test]
fn a_refusal_stops_the_flow_and_what_lives_on_it() {
    let case = under(vec![pack("law", vec![assessment(approval(1.0, Refusal::FlowStops))])]);
    let record = record(&case, "stay");
    assert_close(record.counts[Count::Refusals as usize], 1.0);
    assert_close(record.counts[Count::FlowsStopped as usize], 1.0);
    // Half of the application from month 3 on: 9 · 5 · 0.4 · 0.5. The duty is gone with the flow: no renewal.
    assert_close(record.journal.sum(Component::Interruption), 9.0);
    assert_close(record.journal.sum(Component::Compliance), 3.0);
}

#[test]
fn a_refusal_can_force_the_application_to_china() {
    let case = under(vec![pack("law", vec![assessment(approval(1.0, Refusal::ApplicationMoves))])]);
    let journal = run(&case, "stay");
    // Move: 24 · 1.5, in 4 · 0.5 months from month 3. Abroad half of it is down; in China half of it rests on headquarters,
    // so a quarter is: 2 · 5 · 0.4 · 0.5 + 7 · 5 · 0.4 · 0.25.
    assert_close(journal.sum(Component::Emergency), 36.0);
    assert_close(journal.sum(Component::Interruption), 2.0 + 3.5);
}

#[test]
fn what_must_be_replaced_is_down_until_it_is() {
    let abroad = Condition { hosting: Some(Hosting::Abroad), ..Condition::default() };
    let licence =
        Duty { approval: Some(approval(1.0, Refusal::ApplicationReplaced)), ..duty("licence", abroad) };
    let journal = run(&under(vec![pack("law", vec![licence])]), "stay");
    // Decided in month 2, elsewhere in month 4: 2 · 5 · 0.4.
    assert_close(journal.sum(Component::Emergency), 36.0);
    assert_close(journal.sum(Component::Interruption), 4.0);
}

#[test]
fn going_on_without_an_approval_is_a_gap_until_it_is_there() {
    let case = || under(vec![pack("law", vec![assessment(approval(0.0, Refusal::FlowStops))])]);
    let fines = |at: f64| run(&inspected(case(), "assessment", at), "stay").sum(Component::Fines);
    assert_close(fines(1.0), 10.0);
    assert_close(fines(4.0), 0.0);
}

#[test]
fn a_new_obligation_is_tolerated_for_its_grace() {
    let new = |grace: f64| {
        let approval = Approval { grace: Some(certain(grace)), ..approval(0.0, Refusal::FlowStops) };
        let packs = vec![pack("old", vec![]), pack("law", vec![assessment(approval)])];
        let change = rule_change(RuleEffect::Pack(id("law")), 1.0);
        // Announced in month 1, in force in month 2, decided in month 5.
        let case = happens(under(packs), change, 1.0);
        run(&inspected(case, "assessment", 4.0), "stay").sum(Component::Fines)
    };
    assert_close(new(3.0), 0.0);
    assert_close(new(1.0), 10.0);
}

#[test]
fn a_pack_takes_effect_on_its_day_and_not_before() {
    let record_keeping = Duty { yearly: certain(12.0), ..duty("records", Condition::default()) };
    let mut case = under(vec![pack("old", vec![]), pack("law", vec![record_keeping])]);
    case.regulation.successions = vec![(4.5, id("law"))];
    let months = by_month(&run(&case, "stay"), Component::Compliance);
    let mut expected = vec![0.0; 12];
    expected[4] = 3.0 + 0.5;
    expected[5..].fill(1.0);
    for (actual, expected) in months.iter().zip(&expected) {
        assert_close(*actual, *expected);
    }
}

#[test]
fn a_rule_dated_later_than_its_pack_begins_on_its_day() {
    let dated = Duty { from: Some(date(2027, 7, 1)), ..duty("records", Condition::default()) };
    let months = by_month(&run(&under(vec![pack("law", vec![dated])]), "stay"), Component::Compliance);
    let mut expected = vec![0.0; 12];
    expected[6] = 3.0;
    assert_eq!(months, expected);
}

#[test]
fn a_supposed_law_waits_for_the_law_that_it_builds_on() {
    let dated = Pack { in_force: Some(date(2027, 7, 1)), ..pack("law", vec![]) };
    let supposed = Pack {
        predecessor: Some(id("law")),
        ..pack("supposed", vec![Duty { pack: Some(id("supposed")), ..duty("records", Condition::default()) }])
    };
    let case = under(vec![pack("old", vec![]), dated, supposed]);
    let change = rule_change(RuleEffect::Pack(id("supposed")), 1.0);
    let mut expected = vec![0.0; 12];
    // Announced in month 1, to take effect in month 2; the law that it builds on begins in month 6.
    expected[6] = 3.0;
    assert_eq!(by_month(&run(&happens(case, change, 1.0), "stay"), Component::Compliance), expected);
}

#[test]
fn what_is_met_under_one_pack_is_not_paid_again_under_the_next() {
    let dearer = Duty {
        pack: Some(id("new")),
        one_off: certain(7.0),
        yearly: certain(12.0),
        ..duty("records", Condition::default())
    };
    let mut case =
        under(vec![pack("law", vec![duty("records", Condition::default())]), pack("new", vec![dearer])]);
    case.regulation.successions = vec![(6.0, id("new"))];
    // 3 at first, then 1 a month from month 6 on.
    assert_close(run(&case, "stay").sum(Component::Compliance), 3.0 + 6.0);
}

#[test]
fn a_wider_catalogue_makes_data_important() {
    let important = Condition { data_class_at_least: Some(DataClass::Important), ..Condition::default() };
    let with_likelihood = |likelihood: f64| {
        let mut case = under(vec![pack("law", vec![duty("reports", important.clone())])]);
        case.applications[0].flows[0].important_data = Some(certain(likelihood));
        let wider = rule_change(RuleEffect::WiderCatalogue(certain(1e12)), 0.0);
        by_month(&run(&happens(case, wider, 5.0), "stay"), Component::Compliance)
    };
    let mut expected = vec![0.0; 12];
    assert_eq!(with_likelihood(0.0), expected);
    expected[5] = 3.0;
    assert_eq!(with_likelihood(1e-6), expected);
}

#[test]
fn designation_brings_the_duties_and_the_fines_of_an_operator() {
    let of_operators = Condition { ciio: Some(true), ..Condition::default() };
    let mut law = pack("law", vec![Duty { ladder_ciio: Some(id("graver")), ..duty("body", of_operators) }]);
    law.ladders.push(ladder("graver", penalty(PenaltyClass::SeriousFine, 100.0)));
    let with_base = |base: f64| {
        let mut law = law.clone();
        law.ciio.base = Some(certain(base));
        let case = happens(under(vec![law]), rule_change(RuleEffect::Designation, 0.0), 5.0);
        let journal = run(&inspected_with_gap(case, "body", 8.0), "stay");
        (journal.sum(Component::Compliance), journal.sum(Component::Fines))
    };
    assert_eq!(with_base(50.0), (3.0, 100.0));
    assert_eq!(with_base(-50.0), (0.0, 0.0));
}

#[test]
fn designation_depends_on_how_the_option_stands() {
    let of_operators = Condition { ciio: Some(true), ..Condition::default() };
    let mut law = pack("law", vec![duty("body", of_operators)]);
    law.ciio.base = Some(certain(-50.0));
    law.ciio.factors = vec![CiioFactor {
        id: id("abroad"),
        name: "Abroad".to_owned(),
        points: certain(100.0),
        when: Some(Condition { hosting: Some(Hosting::Abroad), ..Condition::default() }),
        reference: Reference::default(),
    }];
    let case = happens(under(vec![law]), rule_change(RuleEffect::Designation, 0.0), 8.0);
    assert_close(run(&case, "stay").sum(Component::Compliance), 3.0);
    // There in month 7.
    assert_close(run(&case, "move").sum(Component::Compliance), 0.0);
}

#[test]
fn an_approval_can_be_withdrawn() {
    let case = under(vec![pack("law", vec![assessment(approval(0.0, Refusal::FlowStops))])]);
    let withdrawal = rule_change(RuleEffect::Withdrawal(vec![id("assessment")]), 1.0);
    let record = record(&happens(case, withdrawal, 5.0), "stay");
    assert_close(record.counts[Count::Refusals as usize], 1.0);
    // From month 6 on.
    assert_close(record.journal.sum(Component::Interruption), 6.0);
}

#[test]
fn what_is_met_at_the_start_costs_nothing_more() {
    let mut case = under(vec![pack("law", vec![duty("records", Condition::default())])]);
    case.company.standing.met_at_start = Some(certain(0.25));
    assert_close(run(&case, "stay").sum(Component::Compliance), 2.25);
    let mut case = under(vec![pack("law", vec![assessment(approval(1.0, Refusal::FlowStops))])]);
    case.company.standing.met_at_start = Some(certain(1.0));
    // Brought along; refused when it runs out, within its five months.
    let record = record(&inspected(case, "assessment", 0.0), "stay");
    assert_close(record.journal.sum(Component::Fines), 0.0);
    assert_close(record.counts[Count::Refusals as usize], 1.0);
    assert_close(record.journal.sum(Component::Compliance), 2.0);
}

#[test]
fn a_fine_can_be_a_multiple_of_a_purchase_or_of_gains_within_floor_and_cap() {
    let fine = |step: Penalty, purchase: Option<f64>| {
        let law = Pack {
            ladders: vec![ladder("fines", step)],
            ..pack("law", vec![Duty { gains: Some(certain(4.0)), ..duty("review", Condition::default()) }])
        };
        let mut case = under(vec![law]);
        case.applications[0].purchase = purchase.map(certain);
        run(&inspected_with_gap(case, "review", 6.0), "stay").sum(Component::Fines)
    };
    let plain = Penalty { amount: None, ..penalty(PenaltyClass::SeriousFine, 0.0) };
    let of_purchase = Penalty { purchase_multiple: Some(certain(2.0)), ..plain.clone() };
    assert_close(fine(of_purchase.clone(), Some(7.0)), 14.0);
    // A year's run cost where nobody says what it was bought for.
    assert_close(fine(of_purchase.clone(), None), 24.0);
    assert_close(fine(Penalty { cap: Some(certain(20.0)), ..of_purchase }, None), 20.0);
    let of_gains = Penalty { gains_multiple: Some(certain(3.0)), ..plain };
    assert_close(fine(of_gains.clone(), None), 12.0);
    assert_close(fine(Penalty { floor: Some(certain(15.0)), ..of_gains.clone() }, None), 15.0);
    // Where the law sets a threshold of gains, the band counts below it and the multiple alone from there on.
    let split = |from: f64| Penalty {
        amount: Some(certain(20.0)),
        gains_from: Some(certain(from)),
        ..of_gains.clone()
    };
    assert_close(fine(split(4.5), None), 20.0);
    assert_close(fine(split(4.0), None), 12.0);
}

#[test]
fn a_first_fine_of_the_basic_tier_may_be_forgiven_and_nothing_else() {
    let fines = |class: PenaltyClass, chance: f64| {
        let mut ladder = ladder("fines", penalty(class, 10.0));
        ladder.leniency = Some(Leniency { chance: certain(chance), article: "Art. 33".to_owned() });
        let law = Pack { ladders: vec![ladder], ..pack("law", vec![duty("records", Condition::default())]) };
        run(&inspected_with_gap(under(vec![law]), "records", 6.0), "stay").sum(Component::Fines)
    };
    assert_close(fines(PenaltyClass::Fine, 1.0), 0.0);
    assert_close(fines(PenaltyClass::Fine, 0.0), 10.0);
    assert_close(fines(PenaltyClass::SeriousFine, 1.0), 10.0);
}

#[test]
fn data_that_headquarters_cannot_see_needs_nothing() {
    let mut case =
        under(vec![pack("law", vec![duty("assessment", needs(TransferRoute::SecurityAssessment))])]);
    case.applications[0].current = id("local");
    // Looked at from abroad: remote access is export.
    assert_close(run(&case, "move").sum(Component::Compliance), 3.0);
    for (lets_through, cost) in
        [(LetsThrough::Masked, 0.0), (LetsThrough::Nothing, 0.0), (LetsThrough::Everything, 3.0)]
    {
        let mut case = case.clone();
        case.isolations[1].lets_through = lets_through;
        case.options[1].isolation = id("ring-fenced");
        case.options[1].targets[0].placement = id("local");
        assert_close(run(&case, "move").sum(Component::Compliance), cost);
    }
}

#[test]
fn an_accepted_ground_frees_a_flow() {
    let cost = |accepted: f64| {
        let mut law = pack("law", vec![duty("assessment", needs(TransferRoute::SecurityAssessment))]);
        law.transfer.grounds = vec![Ground {
            id: id("staff"),
            name: "Staff".to_owned(),
            accepted: certain(accepted),
            reference: Reference::default(),
            from: None,
        }];
        let mut case = under(vec![law]);
        case.applications[0].flows[0].grounds = vec![id("staff")];
        run(&case, "stay").sum(Component::Compliance)
    };
    assert_close(cost(1.0), 0.0);
    assert_close(cost(0.0), 3.0);
}

#[test]
fn the_intensity_of_a_year_multiplies_the_rate_of_inspections() {
    let fines = |rate: f64, intensity: Option<f64>| {
        let mut case = inspected_with_gap(
            under(vec![pack("law", vec![duty("records", Condition::default())])]),
            "records",
            0.5,
        );
        let visits = case.risks.last_mut().unwrap();
        visits.rate = Some(Rate::Always(certain(rate)));
        if let Mechanism::Enforcement(enforcement) = &mut visits.mechanism {
            enforcement.intensity = intensity.map(certain);
        }
        by_month(&run(&case, "stay"), Component::Fines)
    };
    assert_eq!(fines(4.0, Some(2.0)), fines(8.0, None));
    assert_ne!(fines(4.0, None), fines(8.0, None));
}
