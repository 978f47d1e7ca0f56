//! A company small enough for arithmetic by hand: no growth, no discount, no uncertainty, twelve months.
//!
//! - Stream `home`: 120 a year with segment `ciio` (China) at 50 % margin: 5 a month.
//! - Stream `world`: 240 a year with segment `sensitive` (abroad) at 50 % margin: 10 a month.
//! - Application `erp` at `global`: 40 % of `home` stands still without it; runs at 12 a year; moves for 24 in 4 months,
//!   the last of which sees both systems run; half of it rests on headquarters once in China.
//! - Option `stay` leaves it; option `move` takes it to `local`, which runs at twice the cost, starting in month 3.

use splitstack::domain::*;
use splitstack::engine::{Journal, TrialRecord, journal};
use splitstack::plan::SimulationPlan;
use splitstack::quantity::{Distribution, Quantity};
use splitstack::units::{Currency, Dimension};

pub fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

/// A quantity with a distribution.
pub fn uncertain(name: &str, distribution: Distribution) -> Quantity {
    let euro = Currency::new("EUR").unwrap();
    let mut quantity = Quantity::certain(0.0, Dimension::Factor, euro).unwrap().named(name);
    quantity.distribution = distribution;
    quantity
}

/// A certain quantity.
pub fn certain(value: f64) -> Quantity {
    uncertain("certain", Distribution::certain(value).unwrap())
}

fn placement(
    name: &str,
    hosting: Hosting,
    operator: Origin,
    services: &[&str],
    run_cost_factor: f64,
) -> Placement {
    Placement {
        id: id(name),
        name: name.to_owned(),
        description: None,
        hosting,
        operator,
        services: services.iter().map(|service| id(service)).collect(),
        replaces_product: false,
        run_cost_factor: certain(run_cost_factor),
        run_cost_growth: None,
        move_cost_factor: certain(1.0),
        move_time_factor: certain(1.0),
        integration_factor: certain(1.0),
        leaving_factor: None,
        friction: certain(0.0),
    }
}

fn isolation(name: &str, integration_factor: f64) -> Isolation {
    Isolation {
        id: id(name),
        name: name.to_owned(),
        description: None,
        integration_factor: certain(integration_factor),
        friction: certain(0.0),
        one_off: certain(0.0),
        yearly: certain(0.0),
        lets_through: LetsThrough::Everything,
    }
}

pub fn option(name: &str, placement: &str, start: f64) -> ItOption {
    ItOption {
        id: id(name),
        name: name.to_owned(),
        description: None,
        isolation: id("connected"),
        strictness: id("none"),
        fallback: id("local"),
        targets: vec![Target { application: id("erp"), placement: id(placement), start, wave: None }],
        measures: vec![],
        prefers_certification: false,
        playbook: vec![],
    }
}

/// Data that crosses the border where the application runs abroad: persons, of whom sensitive, likelihood of importance.
pub fn data(persons: Quantity, sensitive: Quantity, important: Quantity) -> DataFlow {
    DataFlow {
        id: id("data"),
        name: "Data".to_owned(),
        description: None,
        direction: Direction::Outbound,
        function: Function::InformationTechnology,
        recipient: Recipient::Group,
        persons: Some(persons),
        sensitive_persons: Some(sensitive),
        turnover: None,
        people: None,
        important_data: Some(important),
        impact: vec![],
        factors: vec![],
        grounds: vec![],
        needed: None,
    }
}

pub fn application(name: &str, dependency: f64) -> Application {
    Application {
        id: id(name),
        name: name.to_owned(),
        description: None,
        users: certain(10.0),
        current: id("global"),
        vendor: Origin::Foreign,
        services: vec![],
        integration: certain(0.5),
        tolerance: certain(0.0),
        workaround: certain(0.0),
        dependency: vec![(id("home"), certain(dependency))],
        customer_weight: 1.0,
        security: false,
        flows: vec![],
        mlps_level: None,
        harm: vec![],
        kinds: vec![],
        purchase: None,
        run_cost: certain(12.0),
        move_cost: certain(24.0),
        move_time: certain(4.0),
        dual_running: certain(1.0),
        at: vec![],
    }
}

fn stream(name: &str, segment: &str, revenue: f64) -> ValueStream {
    ValueStream {
        id: id(name),
        name: name.to_owned(),
        description: None,
        contribution_margin: certain(0.5),
        growth: certain(0.0),
        licensed: false,
        revenue: vec![(id(segment), certain(revenue))],
    }
}

fn segment(name: &str, market: Market) -> Segment {
    Segment {
        id: id(name),
        name: name.to_owned(),
        market,
        description: None,
        sectors: vec![],
        factors: vec![],
        ciio: None,
    }
}

pub fn case() -> Case {
    Case {
        settings: Settings {
            name: "By hand".to_owned(),
            description: None,
            currency: Currency::new("EUR").unwrap(),
            start: (2027, 1),
            horizon_months: 12,
            discount_rate: 0.0,
            trials: 1,
            seed: 0,
            sampling: splitstack::domain::Sampling::Independent,
            appetite: Appetite { amount: 100.0, chance: 0.05 },
        },
        company: Company {
            name: "By hand".to_owned(),
            description: None,
            home: "EU".to_owned(),
            sector: "machinery".to_owned(),
            revenue_worldwide: certain(1000.0),
            revenue_china: certain(120.0),
            worldwide_turnover_likelihood: certain(0.0),
            responsible_managers: certain(2.0),
            loaded_hourly_cost: certain(1.0),
            delivery: Delivery {
                cost_overrun: certain(1.0),
                time_overrun: certain(1.0),
                late_redesign: None,
            },
            standing: LegalStanding::default(),
        },
        segments: vec![segment("ciio", Market::China), segment("sensitive", Market::Abroad)],
        value_streams: vec![stream("home", "ciio", 120.0), stream("world", "sensitive", 240.0)],
        applications: vec![application("erp", 0.4)],
        placements: vec![
            placement("global", Hosting::Abroad, Origin::Own, &["saas"], 1.0),
            placement("foreign-cn", Hosting::China, Origin::Foreign, &["foreign-cn"], 1.0),
            placement("local", Hosting::China, Origin::Domestic, &[], 2.0),
        ],
        isolations: vec![isolation("connected", 1.0), isolation("ring-fenced", 0.1)],
        requirements: vec![Requirement {
            id: id("local-hosting"),
            name: "Local hosting".to_owned(),
            description: None,
            judged_by: Judgement::Average,
            looks_at: None,
            satisfied: vec![Satisfaction {
                when: Condition { hosting: Some(Hosting::China), ..Condition::default() },
                share: certain(1.0),
            }],
        }],
        measures: vec![],
        strictness: vec![Strictness { id: id("none"), cost_factor: certain(1.0), gap: certain(1.0) }],
        ladders: vec![],
        duties: vec![],
        regulation: Regulation::default(),
        regimes: Regimes {
            initial: id("calm"),
            regimes: vec![Regime {
                id: id("calm"),
                name: "Calm".to_owned(),
                description: None,
                moves_to: vec![],
            }],
        },
        risks: vec![],
        options: vec![option("stay", "global", 0.0), option("move", "local", 3.0)],
        scenarios: vec![scenario("base")],
        correlations: vec![],
        weights: None,
    }
}

pub fn scenario(name: &str) -> Scenario {
    Scenario {
        id: id(name),
        name: name.to_owned(),
        description: None,
        regime: RegimePath::Chance { initial: id("calm"), factors_into: vec![] },
        changes: vec![],
        scheduled: vec![],
    }
}

pub fn risk(name: &str, mechanism: Mechanism) -> Risk {
    let rate = match mechanism {
        Mechanism::DemandShift(_) => None,
        Mechanism::Outage(_)
        | Mechanism::ServiceLoss(_)
        | Mechanism::Enforcement(_)
        | Mechanism::RuleChange(_)
        | Mechanism::Degradation(_)
        | Mechanism::SupplierBan(_)
        | Mechanism::CounterMeasure(_)
        | Mechanism::Incident(_) => Some(Rate::Always(certain(0.0))),
    };
    Risk {
        id: id(name),
        name: name.to_owned(),
        description: None,
        rate,
        trend: None,
        once: false,
        odds: vec![],
        mechanism,
    }
}

/// Adds a risk and lets it happen for certain in the month given.
pub fn happens(mut case: Case, risk: Risk, at: f64) -> Case {
    case.scenarios[0].scheduled.push(ScheduledEvent {
        risk: risk.id.clone(),
        at,
        duration: None,
        grace: None,
    });
    case.risks.push(risk);
    case
}

/// One option's trial 0 in the first scenario, as a journal.
pub fn record(case: &Case, option: &str) -> TrialRecord {
    let plan = SimulationPlan::new(case).unwrap();
    let position = case.options.iter().position(|entry| entry.id == id(option)).unwrap();
    journal(&plan, 0, position, 0, 0)
}

pub fn run(case: &Case, option: &str) -> Journal {
    record(case, option).journal
}

/// The amounts of one component, `[month]`.
pub fn by_month(journal: &Journal, component: Component) -> Vec<f64> {
    let mut months = vec![0.0; 12];
    for posting in journal.postings.iter().filter(|posting| posting.component == component) {
        months[posting.month] += posting.amount;
    }
    months
}

/// Equal up to rounding of a few additions.
#[track_caller]
pub fn assert_close(actual: f64, expected: f64) {
    assert!((actual - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{actual} is not {expected}");
}
