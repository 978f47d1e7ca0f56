//! The rich case with the other mechanisms, preparation and playbooks; its further figures come from further shares.

use splitstack::domain::*;
use splitstack::quantity::{Distribution, Quantity};

use super::fixture::*;
use super::rich_case::{FIGURES, Figures, inspection, lasting, rich_case};

/// Shares that a whole case takes at the most.
pub const ALL_FIGURES: usize = FIGURES + 160;

/// The whole case of some shares.
pub fn whole_case(shares: &[f64]) -> Case {
    let mut case = rich_case(&mut Figures::new(&shares[..FIGURES]));
    let figures = &mut Figures::new(&shares[FIGURES..]);
    case.applications.push(Application {
        security: true,
        integration: figures.exactly(0.0, 1.0),
        move_time: figures.exactly(1.0, 9.0),
        ..application("shield", 0.0)
    });
    case.company.delivery.late_redesign = Some(LateRedesign {
        premium: figures.exactly(0.0, 0.5),
        extra_time: figures.exactly(0.0, 4.0),
        designated_factor: Some(figures.exactly(1.0, 3.0)),
    });
    case.value_streams[1].licensed = coin(figures);
    case.company.standing.winding_down = sometimes(figures, certain(4.5));
    let fence = case.isolations.iter_mut().find(|isolation| isolation.id == id("ring-fenced")).unwrap();
    (fence.one_off, fence.yearly) = (figures.exactly(0.0, 9.0), figures.exactly(0.0, 9.0));
    add_law(&mut case, figures);
    add_measures(&mut case, figures);
    add_pressures(&mut case, figures);
    add_incidents(&mut case, figures);
    add_playbooks(&mut case, figures);
    case
}

/// Whether a share falls in the upper half.
fn coin(figures: &mut Figures<'_>) -> bool {
    figures.between(0.0, 1.0) > 0.5
}

fn sometimes(figures: &mut Figures<'_>, quantity: Quantity) -> Option<Quantity> {
    coin(figures).then_some(quantity)
}

fn add_law(case: &mut Case, figures: &mut Figures<'_>) {
    let template = case.duties[0].clone();
    let approval = |name: &str, review: f64, refusal: f64| Approval {
        review: lasting(&format!("{name}.review"), review),
        refusal: certain(refusal),
        refusal_of_renewal: None,
        grace: None,
        if_refused: Refusal::Nothing,
        forced_move: None,
        before_use: false,
        sales_stop: None,
    };
    let filing = Approval {
        before_use: true,
        ..approval("filing", figures.between(0.5, 9.0), figures.between(0.0, 0.6))
    };
    let certificate = Approval {
        if_refused: Refusal::SalesStop,
        sales_stop: Some(SalesStop {
            share: figures.exactly(0.0, 1.0),
            duration: lasting("certificate.stop", figures.between(1.0, 12.0)),
        }),
        ..approval("certificate", figures.between(0.5, 9.0), figures.between(0.0, 1.0))
    };
    for (name, when, approval) in
        [("filing", at("local"), filing), ("certificate", Condition::default(), certificate)]
    {
        case.duties.push(Duty {
            id: id(name),
            name: name.to_owned(),
            when,
            per: CostBasis::Application,
            renewal: None,
            lead_time: Some(certain(0.5)),
            approval: Some(approval),
            ..template.clone()
        });
    }
    let gravest = Penalty {
        class: PenaltyClass::Revocation,
        odds: figures.exactly(0.1, 1.0),
        suspension: None,
        ..case.ladders[0].steps[3].clone()
    };
    case.ladders[0].steps.push(gravest);
    for pack in &mut case.regulation.packs {
        pack.ciio.base = Some(figures.exactly(-3.0, 3.0));
    }
    case.strictness.push(Strictness {
        id: id("high"),
        cost_factor: figures.exactly(1.0, 2.0),
        gap: figures.exactly(0.0, 0.2),
    });
}

fn at(placement: &str) -> Condition {
    Condition { placements: Some(vec![id(placement)]), ..Condition::default() }
}

fn add_measures(case: &mut Case, figures: &mut Figures<'_>) {
    let all = [
        (
            "standby",
            Effects {
                prepared_cost: Some(figures.exactly(0.3, 1.0)),
                prepared_time: Some(figures.exactly(0.3, 1.0)),
                ..Effects::default()
            },
        ),
        ("stock", Effects { extra_grace: Some(figures.exactly(0.0, 6.0)), ..Effects::default() }),
        ("line", Effects { degradation: Some(figures.exactly(0.2, 1.0)), ..Effects::default() }),
    ];
    for (name, effects) in all {
        case.measures.push(Measure {
            id: id(name),
            name: name.to_owned(),
            description: None,
            one_off: figures.exactly(0.0, 5.0),
            yearly: figures.exactly(0.0, 5.0),
            lead_time: figures.exactly(0.0, 6.0),
            effects,
        });
        let start = figures.between(0.0, 12.0);
        case.options[1].measures.push(ChosenMeasure { measure: id(name), start });
    }
}

fn add_pressures(case: &mut Case, figures: &mut Figures<'_>) {
    let slow = Degradation {
        hours: figures.about("slow.hours", 0.0, 5.0),
        applications: Condition { hosting: Some(Hosting::Abroad), ..Condition::default() },
        by_regime: vec![(id("calm"), None), (id("storm"), Some(figures.exactly(1.0, 4.0)))],
        campaign_months: Some((vec![3, 10], figures.exactly(1.0, 3.0))),
        campaign: Some(Campaign {
            duration: lasting("slow.campaign.duration", 1.0),
            factor: certain(figures.between(1.0, 3.0)),
        }),
    };
    let review = SupplierBan {
        notice: lasting("review.notice", 2.0),
        chance: Some(figures.exactly(0.2, 1.0)),
        duration: sometimes(figures, lasting("review.duration", 9.0)),
        segments: vec![
            (id("ciio"), figures.about("review.ciio", 0.0, 0.6)),
            (id("private"), figures.exactly(0.0, 0.5)),
        ],
        win_back_time: sometimes(figures, certain(5.5)),
        spared_by: coin(figures).then(|| id("local-hosting")),
    };
    let listing = CounterMeasure {
        notice: lasting("listing.notice", 1.0),
        duration: sometimes(figures, lasting("listing.duration", 6.0)),
        bars: if coin(figures) { Barred::Everything } else { Barred::PersonalAndImportant },
        segments: vec![(id("ciio"), figures.exactly(0.0, 1.0))],
        streams: vec![(id("world"), figures.exactly(0.0, 1.0))],
        win_back_time: sometimes(figures, certain(3.25)),
        emergency: None,
    };
    let desk = RuleChange {
        notice: certain(1.0),
        effect: RuleEffect::SlowerReviews {
            duties: vec![id("assessment"), id("filing")],
            factor: figures.exactly(1.0, 3.0),
        },
    };
    let mut add = |name: &str, mechanism: Mechanism, highest: f64| {
        let mut added = risk(name, mechanism);
        added.rate = Some(Rate::ByRegime(vec![
            (id("calm"), figures.exactly(0.0, highest)),
            (id("storm"), figures.about(&format!("{name}.storm.rate"), 0.0, 2.0 * highest)),
        ]));
        added.trend = Some(figures.exactly(-0.3, 0.3));
        case.risks.push(added);
    };
    add("slow", Mechanism::Degradation(slow), 2.0);
    add("review", Mechanism::SupplierBan(review), 0.5);
    add("listing", Mechanism::CounterMeasure(listing), 0.5);
    add("desk", Mechanism::RuleChange(desk), 0.3);
    let fenced = Condition { isolation: Some(vec![id("ring-fenced")]), ..Condition::default() };
    let listing = case.risks.iter_mut().find(|risk| risk.id == id("listing"));
    listing.unwrap().odds =
        vec![(fenced, figures.exactly(1.0, 4.0)), (at("local"), figures.exactly(0.5, 2.0))];
}

fn add_incidents(case: &mut Case, figures: &mut Figures<'_>) {
    let breach = Incident {
        severity: Some(Severity::PerEvent(uncertain(
            "breach.severity",
            Distribution::lognormal_from_moments(2.0, 3.0).unwrap(),
        ))),
        applications: if coin(figures) { Condition::default() } else { at("local") },
        downtime: sometimes(figures, lasting("breach.downtime", 0.5)),
        exposure: vec![],
        ride_through: vec![],
        lost_security_factor: Some(figures.exactly(1.0, 4.0)),
        protection: Some(Protection {
            duties: vec![id("mlps"), id("assessment")],
            factor: figures.exactly(0.2, 1.0),
        }),
        inspection: Some(TriggeredInspection {
            risk: id("inspection"),
            chance: figures.exactly(0.0, 1.0),
            after: figures.exactly(0.0, 6.0),
        }),
    };
    let mut breach = risk("breach", Mechanism::Incident(breach));
    breach.rate = Some(Rate::Always(figures.about("breach.rate", 0.1, 3.0)));
    breach.odds = vec![(
        Condition { security: Some(true), hosting: Some(Hosting::China), ..Condition::default() },
        figures.exactly(0.3, 2.0),
    )];
    case.risks.push(breach);
    // A second authority that looks at the approvals.
    let mut visits = inspection("audit", &["filing", "certificate"]);
    visits.rate = Some(Rate::Always(figures.exactly(0.0, 2.0)));
    case.risks.push(visits);
}

fn triggers(figures: &mut Figures<'_>) -> Vec<Trigger> {
    let mut above = |gauge: Gauge, scale: f64| {
        let on = figures.between(0.0, scale);
        Trigger::Above { gauge, on, off: on * figures.between(0.0, 1.0) }
    };
    let fines = above(Gauge::Fines { within: Some(9.0) }, 20.0);
    let days = above(Gauge::DaysDown { within: Some(6.0) }, 20.0);
    let demand = above(Gauge::Demand { risk: id("localise"), segment: None }, 0.8);
    let lost = above(Gauge::CustomersLost { segment: id("ciio") }, 0.3);
    vec![
        Trigger::Any(vec![Trigger::Announced(id("ban")), Trigger::Announced(id("cut"))]),
        Trigger::All(vec![Trigger::Entered(id("storm")), Trigger::Month(figures.between(0.0, 20.0))]),
        Trigger::Any(vec![fines, days]),
        Trigger::Any(vec![Trigger::Left(id("storm")), demand]),
        Trigger::Any(vec![lost, Trigger::Occurred(id("listing")), Trigger::Occurred(id("breach"))]),
    ]
}

fn responses(figures: &mut Figures<'_>) -> Vec<Response> {
    let moves = |moves: &[(&str, &str)]| -> Vec<(Id, Id)> {
        moves.iter().map(|(application, placement)| (id(application), id(placement))).collect()
    };
    vec![
        Response {
            moves: moves(&[("erp", "foreign-cn"), ("shield", "local")]),
            premium: Some(figures.exactly(0.0, 1.0)),
            time_factor: Some(figures.exactly(0.3, 1.0)),
            ..Response::default()
        },
        Response {
            switch_on: vec![id("line"), id("standby")],
            strictness: Some(id("high")),
            ..Response::default()
        },
        Response { strictness: Some(id("high")), switch_off: vec![id("backup")], ..Response::default() },
        Response { moves: moves(&[("crm", "local"), ("mes", "local")]), ..Response::default() },
        Response {
            stop_flows: vec![(id("crm"), id("data")), (id("erp"), id("data"))],
            isolation: Some(id("ring-fenced")),
            ..Response::default()
        },
    ]
}

/// Entries for every option, each with figures of its own.
fn add_playbooks(case: &mut Case, figures: &mut Figures<'_>) {
    for option in &mut case.options {
        let pairs = triggers(figures).into_iter().zip(responses(figures));
        for (place, (when, response)) in pairs.enumerate() {
            option.playbook.push(PlaybookEntry {
                id: id(&format!("entry-{place}")),
                name: format!("Entry {place}"),
                description: None,
                owner: None,
                when,
                lag: Some(figures.exactly(0.0, 3.0)),
                cool_down: figures.between(0.0, 9.0),
                reverts: coin(figures),
                against: vec![id("ban"), id("cut"), id("review")],
                response,
            });
        }
    }
}
