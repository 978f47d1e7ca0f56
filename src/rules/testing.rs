//! A small hand-made case and law, for tests: two applications with data, one without.

use crate::domain::*;
use crate::quantity::{Provenance, Quantity, parse_text};
use crate::units::{Currency, Dimension, ExchangeRates};

pub fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

/// A quantity as it would stand in a file, in EUR.
pub fn quantity(text: &str, dimension: Dimension) -> Quantity {
    let base_currency = Currency::new("EUR").unwrap();
    let rates = ExchangeRates::new(base_currency, []).unwrap();
    let distribution = parse_text(text, dimension, &rates).unwrap();
    Quantity {
        name: String::new(),
        distribution,
        dimension,
        base_currency,
        provenance: Provenance::default(),
    }
}

pub fn money(text: &str) -> Quantity {
    quantity(&format!("{text} EUR"), Dimension::Money)
}

pub fn share(text: &str) -> Quantity {
    quantity(text, Dimension::Share)
}

pub fn months(text: &str) -> Quantity {
    quantity(&format!("{text} months"), Dimension::Duration)
}

pub fn number(text: &str) -> Quantity {
    quantity(text, Dimension::Count)
}

pub fn factor(text: &str) -> Quantity {
    quantity(text, Dimension::Factor)
}

pub fn points(value: f64) -> Quantity {
    Quantity::certain(value, Dimension::Factor, Currency::new("EUR").unwrap()).unwrap()
}

pub fn flow(name: &str) -> DataFlow {
    DataFlow {
        id: id(name),
        name: name.to_owned(),
        description: None,
        direction: Direction::Outbound,
        function: Function::InformationTechnology,
        recipient: Recipient::Group,
        persons: None,
        sensitive_persons: None,
        turnover: None,
        people: None,
        important_data: None,
        impact: Vec::new(),
        factors: Vec::new(),
        grounds: Vec::new(),
        needed: None,
    }
}

/// Ten months to move.
pub fn application(name: &str, current: &str, flows: Vec<DataFlow>) -> Application {
    Application {
        id: id(name),
        name: name.to_uppercase(),
        description: None,
        users: number("10"),
        current: id(current),
        vendor: Origin::Foreign,
        services: Vec::new(),
        integration: share("50%"),
        tolerance: months("1"),
        workaround: share("0%"),
        dependency: Vec::new(),
        customer_weight: 0.0,
        security: false,
        flows,
        mlps_level: Some(2),
        harm: Vec::new(),
        kinds: Vec::new(),
        purchase: Some(money("500k")),
        run_cost: money("100k"),
        move_cost: money("1M"),
        move_time: months("10"),
        dual_running: months("0"),
        at: Vec::new(),
    }
}

fn placement(name: &str, hosting: Hosting, move_time_factor: &str) -> Placement {
    Placement {
        id: id(name),
        name: name.to_owned(),
        description: None,
        hosting,
        operator: Origin::Own,
        services: Vec::new(),
        replaces_product: false,
        run_cost_factor: factor("1"),
        run_cost_growth: None,
        move_cost_factor: factor("1"),
        move_time_factor: factor(move_time_factor),
        integration_factor: factor("1"),
        leaving_factor: None,
        friction: quantity("0 hours per month", Dimension::HoursPerMonth),
    }
}

fn isolation(name: &str, lets_through: LetsThrough) -> Isolation {
    Isolation {
        id: id(name),
        name: name.to_owned(),
        description: None,
        integration_factor: factor("1"),
        friction: quantity("0 hours per month", Dimension::HoursPerMonth),
        one_off: money("0"),
        yearly: money("0"),
        lets_through,
    }
}

/// Everything as it is today, connected.
pub fn option(name: &str, targets: Vec<Target>) -> ItOption {
    ItOption {
        id: id(name),
        name: name.to_owned(),
        description: None,
        isolation: id("connected"),
        strictness: id("standard"),
        fallback: id("local"),
        targets,
        measures: Vec::new(),
        prefers_certification: false,
        playbook: vec![],
    }
}

pub fn target(application: &str, placement: &str, start: f64, wave: Option<&str>) -> Target {
    Target { application: id(application), placement: id(placement), start, wave: wave.map(str::to_owned) }
}

/// 60 months from 2027-01; ERP abroad with 50,000 persons, HR abroad with 2,000 persons, sensitive, MES in China without data;
/// every project takes one and a half times as long; strictness doubles cost. Options `stay` and `move` (all to `local`, ring-fenced, HR
/// in wave one from month 0, ERP in wave two from month 12). No law.
pub fn case() -> Case {
    let mut erp = flow("contacts");
    erp.persons = Some(number("50000"));
    let mut hr = flow("staff");
    hr.persons = Some(number("2000"));
    hr.sensitive_persons = Some(number("500"));
    let mut moving = option(
        "move",
        vec![
            target("erp", "local", 12.0, Some("wave two")),
            target("hr", "local", 0.0, Some("wave one")),
            target("mes", "local", 0.0, None),
        ],
    );
    moving.isolation = id("ring-fenced");
    let stay = option(
        "stay",
        vec![
            target("erp", "global", 0.0, None),
            target("hr", "global", 0.0, None),
            target("mes", "local", 0.0, None),
        ],
    );
    Case {
        settings: Settings {
            name: "Test".to_owned(),
            description: None,
            currency: Currency::new("EUR").unwrap(),
            start: (2027, 1),
            horizon_months: 60,
            discount_rate: 0.0,
            trials: 1,
            seed: 0,
            sampling: crate::domain::Sampling::Independent,
            appetite: Appetite { amount: 1e6, chance: 0.05 },
        },
        company: Company {
            name: "Test".to_owned(),
            description: None,
            home: "EU".to_owned(),
            sector: "machinery".to_owned(),
            revenue_worldwide: money("1000M"),
            revenue_china: money("100M"),
            worldwide_turnover_likelihood: share("10%"),
            responsible_managers: number("2"),
            loaded_hourly_cost: money("50"),
            delivery: Delivery {
                cost_overrun: factor("1"),
                time_overrun: factor("1.5"),
                late_redesign: None,
            },
            standing: LegalStanding::default(),
        },
        segments: Vec::new(),
        value_streams: Vec::new(),
        applications: vec![
            application("erp", "global", vec![erp]),
            application("hr", "global", vec![hr]),
            application("mes", "local", Vec::new()),
        ],
        placements: vec![placement("global", Hosting::Abroad, "1"), placement("local", Hosting::China, "1")],
        isolations: vec![
            isolation("connected", LetsThrough::Everything),
            isolation("gateway", LetsThrough::Masked),
            isolation("ring-fenced", LetsThrough::Nothing),
        ],
        requirements: Vec::new(),
        measures: Vec::new(),
        strictness: vec![Strictness { id: id("standard"), cost_factor: factor("2"), gap: share("10%") }],
        ladders: Vec::new(),
        duties: Vec::new(),
        regulation: Regulation::default(),
        regimes: Regimes { initial: id("now"), regimes: Vec::new() },
        risks: Vec::new(),
        options: vec![stay, moving],
        scenarios: Vec::new(),
        correlations: Vec::new(),
        weights: None,
    }
}

pub fn reference(article: &str) -> Reference {
    Reference { article: article.to_owned(), source: None, note: None }
}

pub fn rule(name: &str, when: TransferTest, route: TransferRoute) -> TransferRule {
    TransferRule {
        id: id(name),
        name: name.to_owned(),
        when,
        route,
        alternative: None,
        alternative_in_group_only: false,
        reference: reference("Art. 1"),
        from: None,
    }
}

/// 100 once and 10 a year for every application concerned; gaps lead up the ladder `fines`.
pub fn duty(name: &str, when: Condition) -> Duty {
    Duty {
        id: id(name),
        name: name.to_owned(),
        description: None,
        article: "Art. 2".to_owned(),
        pack: Some(id("law")),
        from: None,
        owner: Function::Legal,
        authority: None,
        when,
        per: CostBasis::Application,
        one_off: money("100"),
        yearly: money("10"),
        renewal: None,
        gap_factor: None,
        ladder: id("fines"),
        ladder_ciio: None,
        lead_time: None,
        approval: None,
        gains: None,
    }
}

pub fn penalty(class: PenaltyClass) -> Penalty {
    Penalty {
        class,
        odds: factor("1"),
        amount: None,
        turnover_share: None,
        purchase_multiple: None,
        gains_multiple: None,
        gains_from: None,
        floor: None,
        cap: None,
        personal: None,
        suspension: None,
    }
}

/// Important data, or 1,000,000 persons or 10,000 with sensitive data: assessment; 100,000 persons or sensitive data: contract. Duties
/// `assessment` and `contract` hang on these routes, `consent` on any export of personal data, `programme` on personal data.
pub fn pack(name: &str) -> Pack {
    let test = TransferTest::default;
    let exporting =
        |routes: &[TransferRoute]| Condition { transfer: Some(routes.to_vec()), ..Condition::default() };
    let mut programme = duty("programme", Condition { personal: Some(true), ..Condition::default() });
    programme.per = CostBasis::Company;
    let mut assessment = duty("assessment", exporting(&[TransferRoute::SecurityAssessment]));
    assessment.approval = Some(Approval {
        review: months("6"),
        refusal: share("10%"),
        refusal_of_renewal: None,
        grace: None,
        if_refused: Refusal::FlowStops,
        forced_move: None,
        before_use: false,
        sales_stop: None,
    });
    assessment.renewal = Some(Renewal { every: months("24"), cost: money("40") });
    let mut fine = penalty(PenaltyClass::Fine);
    fine.amount = Some(money("1M"));
    Pack {
        id: id(name),
        name: format!("Law {name}"),
        description: None,
        in_force: Some(jiff::civil::date(2026, 1, 1)),
        predecessor: None,
        transfer: TransferRules {
            counting: CountingPeriod { years: 1.0, reference: reference("Art. 3") },
            grounds: Vec::new(),
            rules: vec![
                rule(
                    "important",
                    TransferTest { class_at_least: Some(DataClass::Important), ..test() },
                    TransferRoute::SecurityAssessment,
                ),
                rule("exempt", TransferTest { exempt: Some(true), ..test() }, TransferRoute::Free),
                rule(
                    "many",
                    TransferTest { personal: Some(true), exported_at_least: Some(1e6), ..test() },
                    TransferRoute::SecurityAssessment,
                ),
                rule(
                    "many-sensitive",
                    TransferTest { sensitive: Some(true), sensitive_exported_at_least: Some(1e4), ..test() },
                    TransferRoute::SecurityAssessment,
                ),
                rule(
                    "some",
                    TransferTest { personal: Some(true), exported_at_least: Some(1e5), ..test() },
                    TransferRoute::StandardContract,
                ),
                rule(
                    "sensitive",
                    TransferTest { sensitive: Some(true), ..test() },
                    TransferRoute::StandardContract,
                ),
            ],
        },
        data: DataRules::default(),
        protection: ProtectionRules::default(),
        ciio: CiioRules::default(),
        products: Vec::new(),
        duties: vec![
            programme,
            duty("consent", Condition { exports_personal: Some(true), ..Condition::default() }),
            duty("contract", exporting(&[TransferRoute::StandardContract, TransferRoute::Certification])),
            assessment,
        ]
        .into_iter()
        .map(|duty| Duty { pack: Some(id(name)), ..duty })
        .collect(),
        ladders: vec![Ladder {
            id: id("fines"),
            name: "Fines".to_owned(),
            article: "Art. 9".to_owned(),
            steps: vec![penalty(PenaltyClass::Warning), fine],
            leniency: None,
        }],
    }
}

/// [`case`] under [`pack`] `law`, in force from the start.
pub fn case_under_law() -> Case {
    let mut case = case();
    case.regulation =
        Regulation { packs: vec![pack("law")], initial: Some(id("law")), successions: Vec::new() };
    case
}
