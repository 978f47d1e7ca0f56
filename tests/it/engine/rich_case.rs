//! A case with every mechanism, several of everything, and its figures taken from a list of shares.

use splitstack::domain::*;
use splitstack::engine::{Column, Keys, Outcomes, RunSpec, World, simulate};
use splitstack::plan::SimulationPlan;
use splitstack::quantity::{Distribution, Quantity, RankCorrelation};

use super::fixture::{application, certain, data, id, option, risk, scenario, uncertain};

/// Figures for a case, taken one after the other from shares between 0 and 1.
pub struct Figures<'a> {
    shares: &'a [f64],
    next: usize,
}

/// Shares that a rich case takes at the most.
pub const FIGURES: usize = 128;

impl<'a> Figures<'a> {
    pub fn new(shares: &'a [f64]) -> Self {
        Figures { shares, next: 0 }
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        let share = self.shares[self.next];
        self.next += 1;
        low + share * (high - low)
    }

    pub fn exactly(&mut self, low: f64, high: f64) -> Quantity {
        certain(self.between(low, high))
    }

    /// Uniform between a drawn figure and 1.5 times as much, under a name of its own.
    pub fn about(&mut self, name: &str, low: f64, high: f64) -> Quantity {
        let figure = self.between(low, high);
        uncertain(name, Distribution::uniform(figure, 1.5 * figure).unwrap())
    }
}

/// Shares spread evenly: multiples of the golden ratio, without the whole part.
pub fn even_shares() -> Vec<f64> {
    (1..=FIGURES).map(|place| (place as f64 * 0.618_033_988_749_894_9).fract()).collect()
}

/// The rich case with evenly spread figures.
pub fn even_case() -> Case {
    rich_case(&mut Figures::new(&even_shares()))
}

pub fn rich_case(figures: &mut Figures<'_>) -> Case {
    let mut case = super::fixture::case();
    case.settings.horizon_months = 30;
    case.settings.discount_rate = figures.between(0.0, 0.15);
    add_business(&mut case, figures);
    add_law(&mut case, figures);
    add_regimes(&mut case, figures);
    add_events(&mut case, figures);
    add_demand(&mut case, figures);
    add_options(&mut case, figures);
    case.correlations = vec![
        RankCorrelation::new("application.erp.run_cost", "stream.home.margin", 0.5),
        RankCorrelation::new("application.mes.run_cost", "application.erp.run_cost", -0.3),
    ];
    case
}

fn add_business(case: &mut Case, figures: &mut Figures<'_>) {
    for (name, market) in [("private", Market::China), ("other", Market::Abroad)] {
        case.segments.push(Segment {
            id: id(name),
            name: name.to_owned(),
            market,
            description: None,
            sectors: vec![],
            factors: vec![],
            ciio: None,
        });
    }
    for (stream, segment) in [(0, "private"), (1, "other")] {
        let stream = &mut case.value_streams[stream];
        stream.revenue.push((id(segment), figures.exactly(0.0, 100.0)));
        stream.growth = figures.exactly(-0.1, 0.2);
    }
    case.value_streams[0].contribution_margin = figures.about("stream.home.margin", 0.1, 0.6);
    case.applications = ["crm", "erp", "mes"].map(|name| rich_application(name, figures)).to_vec();
    case.applications[0].services = vec![id("mail")];
    case.company.delivery.cost_overrun = figures.about("company.cost_overrun", 0.8, 1.5);
    for placement in &mut case.placements {
        placement.friction = figures.exactly(0.0, 2.0);
        placement.move_time_factor = figures.exactly(0.5, 1.5);
    }
    for (name, outage) in [("backup", 0.5), ("second-line", 0.2)] {
        case.measures.push(Measure {
            id: id(name),
            name: name.to_owned(),
            description: None,
            one_off: figures.exactly(0.0, 10.0),
            yearly: figures.exactly(0.0, 5.0),
            lead_time: figures.exactly(0.0, 6.0),
            effects: Effects { outage: Some(certain(outage)), gap: Some(certain(0.7)), ..Effects::default() },
        });
    }
}

fn rich_application(name: &str, figures: &mut Figures<'_>) -> Application {
    let own = |what: &str| format!("application.{name}.{what}");
    Application {
        tolerance: figures.exactly(0.0, 0.2),
        workaround: figures.exactly(0.0, 0.5),
        dependency: vec![(id("home"), figures.exactly(0.0, 1.0)), (id("world"), figures.exactly(0.0, 1.0))],
        flows: vec![data(certain(100.0), figures.exactly(0.0, 10.0), figures.exactly(0.0, 1.0))],
        run_cost: figures.about(&own("run_cost"), 1.0, 20.0),
        move_cost: figures.about(&own("move_cost"), 1.0, 50.0),
        move_time: figures.about(&own("move_time"), 1.0, 12.0),
        dual_running: figures.exactly(0.0, 3.0),
        ..application(name, 0.0)
    }
}

fn add_law(case: &mut Case, figures: &mut Figures<'_>) {
    let mut step = |class, amount: f64, suspension: Option<f64>| Penalty {
        class,
        odds: figures.exactly(0.1, 1.0),
        purchase_multiple: None,
        gains_multiple: None,
        floor: None,
        gains_from: None,
        amount: (amount > 0.0)
            .then(|| uncertain("amount", Distribution::uniform(amount, 2.0 * amount).unwrap())),
        turnover_share: None,
        cap: None,
        personal: Some(certain(0.1)),
        suspension: suspension
            .map(|months| uncertain("suspension", Distribution::gamma(2.0, months).unwrap())),
    };
    let steps = vec![
        step(PenaltyClass::Warning, 0.0, None),
        step(PenaltyClass::Fine, 1.0, None),
        step(PenaltyClass::SeriousFine, 10.0, None),
        step(PenaltyClass::Suspension, 10.0, Some(0.3)),
    ];
    case.ladders.push(Ladder {
        id: id("law"),
        leniency: None,
        name: "Law".to_owned(),
        article: "1".to_owned(),
        steps,
    });
    for (name, hosting, per) in
        [("export", Hosting::Abroad, CostBasis::Application), ("mlps", Hosting::China, CostBasis::Company)]
    {
        case.duties.push(Duty {
            id: id(name),
            pack: None,
            from: None,
            owner: Function::Legal,
            authority: None,
            ladder_ciio: None,
            lead_time: None,
            approval: None,
            gains: None,
            name: name.to_owned(),
            description: None,
            article: "1".to_owned(),
            when: Condition { hosting: Some(hosting), ..Condition::default() },
            per,
            one_off: figures.exactly(0.0, 5.0),
            yearly: figures.exactly(0.0, 5.0),
            renewal: Some(Renewal { every: figures.exactly(3.0, 12.0), cost: figures.exactly(0.0, 5.0) }),
            gap_factor: Some(figures.exactly(0.5, 2.0)),
            ladder: id("law"),
        });
    }
    case.strictness[0].gap = figures.about("strictness.none.gap", 0.2, 0.6);
    case.regulation = Regulation {
        packs: vec![rich_pack("old", 0.3), rich_pack("new", 0.6)],
        initial: Some(id("old")),
        successions: vec![(17.5, id("new"))],
    };
}

/// A pack under which personal data needs an approval that may be refused.
fn rich_pack(name: &str, refusal: f64) -> Pack {
    let rule = TransferRule {
        id: id("personal"),
        name: "Personal data".to_owned(),
        when: TransferTest { personal: Some(true), ..TransferTest::default() },
        route: TransferRoute::SecurityAssessment,
        alternative: None,
        alternative_in_group_only: false,
        reference: Reference::default(),
        from: None,
    };
    let assessment = Duty {
        id: id("assessment"),
        name: "Assessment".to_owned(),
        description: None,
        article: "1".to_owned(),
        pack: Some(id(name)),
        from: None,
        owner: Function::Legal,
        authority: None,
        when: Condition { transfer: Some(vec![TransferRoute::SecurityAssessment]), ..Condition::default() },
        per: CostBasis::Application,
        one_off: certain(1.0),
        yearly: certain(1.0),
        renewal: Some(Renewal { every: certain(8.0), cost: certain(1.0) }),
        gap_factor: None,
        ladder: id("law"),
        ladder_ciio: None,
        lead_time: Some(certain(1.0)),
        approval: Some(Approval {
            review: lasting("assessment.review", 3.0),
            refusal: certain(refusal),
            refusal_of_renewal: None,
            grace: None,
            if_refused: Refusal::ApplicationMoves,
            forced_move: Some(Emergency { premium: certain(0.3), time_factor: certain(0.5) }),
            before_use: false,
            sales_stop: None,
        }),
        gains: None,
    };
    Pack {
        id: id(name),
        transfer: TransferRules { rules: vec![rule], ..TransferRules::default() },
        duties: vec![assessment],
        ..Pack::without_rules()
    }
}

fn add_regimes(case: &mut Case, figures: &mut Figures<'_>) {
    let regime = |name: &str, to: &str, rate| Regime {
        id: id(name),
        name: name.to_owned(),
        description: None,
        moves_to: vec![(id(to), rate)],
    };
    case.regimes.regimes = vec![
        regime("calm", "storm", figures.about("regime.calm.to.storm", 0.1, 1.0)),
        regime("storm", "calm", figures.exactly(0.1, 2.0)),
    ];
}

fn by_regime(calm: Quantity, storm: Quantity) -> Option<Rate> {
    Some(Rate::ByRegime(vec![(id("calm"), calm), (id("storm"), storm)]))
}

/// An outage or service loss lasts a gamma-distributed time.
pub fn lasting(name: &str, mean: f64) -> Quantity {
    uncertain(name, Distribution::gamma(2.0, mean / 2.0).unwrap())
}

pub fn border_outage(name: &str, mean_duration: f64) -> Risk {
    let outage = Outage {
        duration: lasting(&format!("{name}.duration"), mean_duration),
        scope: OutageScope::Border,
        emergency: None,
    };
    risk(name, Mechanism::Outage(outage))
}

pub fn inspection(name: &str, duties: &[&str]) -> Risk {
    let enforcement = Enforcement {
        intensity: None,
        duties: duties.iter().map(|duty| id(duty)).collect(),
        detection: certain(0.8),
        rate_factor_after_fine: certain(2.0),
        memory: certain(9.0),
        odds_factor_repeat: certain(1.5),
        odds_factor_sensitive: certain(1.2),
    };
    risk(name, Mechanism::Enforcement(enforcement))
}

fn add_events(case: &mut Case, figures: &mut Figures<'_>) {
    let emergency = |figures: &mut Figures<'_>| Emergency {
        premium: figures.exactly(0.0, 1.0),
        time_factor: certain(0.5),
    };
    let mut cut = border_outage("cut", figures.between(0.1, 3.0));
    cut.rate = by_regime(figures.exactly(0.1, 1.0), figures.about("cut.storm.rate", 0.5, 3.0));
    cut.trend = Some(figures.exactly(-0.3, 0.3));
    if let Mechanism::Outage(outage) = &mut cut.mechanism {
        outage.emergency = Some((certain(2.0), emergency(figures)));
    }
    let local = Condition { placements: Some(vec![id("local")]), ..Condition::default() };
    let mut provider = border_outage("provider", figures.between(0.1, 1.0));
    provider.rate = Some(Rate::Always(figures.exactly(0.1, 2.0)));
    if let Mechanism::Outage(outage) = &mut provider.mechanism {
        outage.scope = OutageScope::Applications(local);
    }
    let mut ban = risk(
        "ban",
        Mechanism::ServiceLoss(ServiceLoss {
            services: vec![id("saas")],
            grace: lasting("ban.grace", figures.between(0.5, 9.0)),
            duration: Some(lasting("ban.duration", figures.between(1.0, 24.0))),
            emergency: emergency(figures),
        }),
    );
    ban.rate = by_regime(figures.exactly(0.0, 0.2), figures.exactly(0.1, 1.0));
    ban.once = true;
    let mut visits = inspection("inspection", &["mlps", "export", "assessment"]);
    visits.rate = by_regime(figures.exactly(0.1, 1.0), figures.exactly(0.5, 4.0));
    let change = |name: &str, effect: RuleEffect| {
        let mut change = risk(
            name,
            Mechanism::RuleChange(RuleChange { notice: lasting(&format!("{name}.notice"), 3.0), effect }),
        );
        change.rate = Some(Rate::Always(certain(0.3)));
        change
    };
    let changes = [
        change("new-pack", RuleEffect::Pack(id("new"))),
        change("wider", RuleEffect::WiderCatalogue(certain(2.0))),
        change("designation", RuleEffect::Designation),
        change("withdrawal", RuleEffect::Withdrawal(vec![id("assessment")])),
    ];
    case.risks.extend([cut, provider, ban, visits]);
    case.risks.extend(changes);
}

pub fn demand(name: &str, requirement: &str, segment: &str, ceiling: Quantity, midpoint: Quantity) -> Risk {
    let curve = DemandCurve {
        segment: id(segment),
        ceiling,
        midpoint,
        speed: certain(2.0),
        loss_time: certain(6.0),
        win_back_time: certain(12.0),
    };
    let pace = vec![(id("calm"), None), (id("storm"), Some(certain(2.0)))];
    let shift = DemandShift { requirement: id(requirement), pace, curves: vec![curve] };
    risk(name, Mechanism::DemandShift(shift))
}

fn add_demand(case: &mut Case, figures: &mut Figures<'_>) {
    let when = |hosting| Condition { hosting: Some(hosting), ..Condition::default() };
    case.requirements.push(Requirement {
        id: id("china-clean"),
        name: "China clean".to_owned(),
        description: None,
        judged_by: Judgement::Weakest,
        looks_at: None,
        satisfied: vec![Satisfaction { when: when(Hosting::Abroad), share: figures.exactly(0.5, 1.0) }],
    });
    for (name, requirement, segment) in
        [("localise", "local-hosting", "ciio"), ("decouple", "china-clean", "sensitive")]
    {
        let ceiling = figures.exactly(0.0, 1.0);
        let midpoint = figures.about(&format!("{name}.midpoint"), 6.0, 24.0);
        case.risks.push(demand(name, requirement, segment, ceiling, midpoint));
    }
}

fn add_options(case: &mut Case, figures: &mut Figures<'_>) {
    let mut target = |application: &str, placement: &str| Target {
        application: id(application),
        placement: id(placement),
        start: figures.between(0.0, 12.0),
        wave: None,
    };
    let moves = vec![target("crm", "local"), target("erp", "local"), target("mes", "local")];
    let partly = vec![target("mes", "local"), target("erp", "global"), target("crm", "global")];
    let mut move_all = option("move", "local", 0.0);
    move_all.targets = moves;
    move_all.isolation = id("ring-fenced");
    let mut mixed = option("mixed", "local", 0.0);
    mixed.targets = partly;
    mixed.measures = ["second-line", "backup"]
        .map(|name| ChosenMeasure { measure: id(name), start: figures.between(0.0, 6.0) })
        .to_vec();
    let mut stay = option("stay", "global", 0.0);
    stay.targets.clear();
    case.options = vec![stay, move_all, mixed];
    let mut story = scenario("story");
    story.regime = RegimePath::Forced(vec![
        RegimePoint { from: 0.0, regime: id("calm") },
        RegimePoint { from: 7.5, regime: id("storm") },
    ]);
    story.changes = vec![(
        id("inspection"),
        RateChange { factors: vec![figures.exactly(0.5, 2.0)], rate: None, off: false },
    )];
    story.scheduled = vec![ScheduledEvent { risk: id("cut"), at: 9.0, duration: None, grace: None }];
    case.scenarios.push(story);
}

/// Every option of a case in the scenario at a position.
pub fn simulated(case: &Case, scenario: usize, trials: u64) -> Outcomes {
    let plan = SimulationPlan::new(case).unwrap();
    simulate(&plan, scenario, &RunSpec { seed: SEED, trials }, &|_| {})
}

/// The world of a trial.
pub fn world(plan: &SimulationPlan, scenario: usize, trial: u64) -> World {
    let mut world = World::default();
    let keys = Keys::new(plan, SEED);
    world.draw_parameters(plan, &keys, trial);
    world.unfold(plan, &plan.scenarios[scenario], &keys);
    world
}

/// Chosen once.
pub const SEED: u64 = 0;

/// One column of one option by its name, `[trial]`.
#[track_caller]
pub fn column(outcomes: &Outcomes, option: usize, name: &str) -> Vec<f64> {
    let place = outcomes.columns().iter().position(|column: &Column| column.name() == name).unwrap();
    outcomes.column(option, place).to_vec()
}
