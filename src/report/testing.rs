//! Outcomes and summaries from a formula, for tests.

use super::decide::DecideSetting;
use super::{ScenarioSummary, Summary, summarise, summarise_scenario};
use crate::domain::{Appetite, Id, ItOption, RegimePath, Scenario, Settings};
use crate::engine::Outcomes;
use crate::results::testing::outcomes;
use crate::units::Currency;

const OPTIONS: [(&str, &str); 6] = [
    ("global-integration", "Global integration"),
    ("hybrid", "Hybrid"),
    ("dual-systems", "Dual systems"),
    ("full-localisation", "Full localisation"),
    ("foreign-cloud-in-china", "Foreign cloud in China"),
    ("domestic-cloud", "Domestic cloud"),
];

const SCENARIOS: [(&str, &str); 8] = [
    ("current-direction", "Current direction"),
    ("renewed-cooperation", "Renewed cooperation"),
    ("great-power-conflict", "Great-power conflict"),
    ("cold-war-2", "Cold war 2.0"),
    ("network-cut", "Network cut"),
    ("foreign-service-ban", "Foreign-service ban"),
    ("stricter-enforcement", "Stricter enforcement"),
    ("triple-shock", "Cut, ban and stricter enforcement"),
];

/// All 101 chances of the formula four times over.
pub const TRIALS: usize = 404;

pub fn settings() -> Settings {
    Settings {
        name: "Reference manufacturer".to_owned(),
        description: None,
        currency: Currency::new("EUR").unwrap(),
        start: (2027, 1),
        horizon_months: 24,
        discount_rate: 0.08,
        trials: TRIALS as u64,
        seed: 7,
        sampling: crate::domain::Sampling::Independent,
        appetite: Appetite { amount: 150e6, chance: 0.05 },
    }
}

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

pub fn options(count: usize) -> Vec<ItOption> {
    OPTIONS[..count]
        .iter()
        .map(|(option, name)| ItOption {
            id: id(option),
            name: (*name).to_owned(),
            description: None,
            isolation: id("connected"),
            strictness: id("normal"),
            fallback: id("domestic-cloud"),
            targets: Vec::new(),
            measures: Vec::new(),
            prefers_certification: false,
            playbook: vec![],
        })
        .collect()
}

pub fn scenario(index: usize) -> Scenario {
    Scenario {
        id: id(SCENARIOS[index].0),
        name: SCENARIOS[index].1.to_owned(),
        description: None,
        regime: RegimePath::Forced(Vec::new()),
        changes: Vec::new(),
        scheduled: Vec::new(),
    }
}

fn scenario_summary(index: usize, options: &[ItOption], outcomes: &Outcomes) -> ScenarioSummary {
    summarise_scenario(&scenario(index), options, settings().appetite, outcomes).unwrap()
}

pub fn outcomes_and_summary(scenarios: usize, count: usize) -> (Outcomes, Summary) {
    let outcomes = outcomes(count, TRIALS);
    let options = options(count);
    let summaries = (0..scenarios).map(|index| scenario_summary(index, &options, &outcomes)).collect();
    (outcomes, summarise(&settings(), TRIALS as u64, 7, summaries))
}

pub fn summary(scenarios: usize, count: usize) -> Summary {
    outcomes_and_summary(scenarios, count).1
}

/// One scenario and three options, judged against another appetite.
pub fn scenario_with_appetite(amount: f64) -> ScenarioSummary {
    let appetite = Appetite { amount, ..settings().appetite };
    summarise_scenario(&scenario(0), &options(3), appetite, &outcomes(3, TRIALS)).unwrap()
}

/// One scenario and a single trial.
pub fn summary_of_one_trial(count: usize) -> Summary {
    summarise(&settings(), 1, 7, vec![scenario_summary(0, &options(count), &outcomes(count, 1))])
}

/// Two options that cost the same in every trial.
pub fn summary_of_twins() -> Summary {
    let one = outcomes(1, TRIALS);
    let values = ndarray::Array3::from_shape_fn((2, one.columns().len(), TRIALS), |(_, column, trial)| {
        one.column(0, column)[trial]
    });
    let twins = Outcomes::new(one.columns().to_vec(), values);
    summarise(&settings(), TRIALS as u64, 7, vec![scenario_summary(0, &options(2), &twins)])
}

/// A shipped case with its plan.
#[cfg(feature = "cli")]
pub fn shipped() -> (crate::domain::Case, crate::plan::SimulationPlan) {
    use crate::input::{CaseSource, read_case};
    let case = read_case(&CaseSource::embedded("reference-manufacturer")).unwrap().case;
    let plan = crate::plan::SimulationPlan::new(&case).unwrap();
    (case, plan)
}

/// Position of the first risk with such a mechanism.
#[cfg(feature = "cli")]
fn risk_with(
    plan: &crate::plan::SimulationPlan,
    wanted: impl Fn(&crate::plan::MechanismPlan) -> bool,
) -> usize {
    plan.risks.iter().position(|risk| wanted(&risk.mechanism)).unwrap()
}

/// A story by hand: a service loss announced at 3 and in force from 9 to 21, an outage without notice from 30.5 to 30.9, one
/// happening of every other kind, and a demand shift that costs 1k, 2k … 20k a month from month 40 to 59.
#[cfg(feature = "cli")]
pub fn trial_story(plan: &crate::plan::SimulationPlan, option: usize) -> crate::engine::Story {
    use crate::domain::{Component, PenaltyClass};
    use crate::engine::{Cause, Charge, Count, Event, Happening, Journal, MoveReason, Note, Posting, Story};
    use crate::plan::MechanismPlan;
    let loss = risk_with(plan, |mechanism| matches!(mechanism, MechanismPlan::ServiceLoss(_)));
    let outage = risk_with(plan, |mechanism| matches!(mechanism, MechanismPlan::Outage(_)));
    let authority = risk_with(plan, |mechanism| matches!(mechanism, MechanismPlan::Enforcement(_)));
    let demand = risk_with(plan, |mechanism| matches!(mechanism, MechanismPlan::DemandShift(_)));
    let to = plan.options[option].targets[1].fallback;
    let planned = MoveReason::Planned;
    let notes = [
        (0.0, Happening::Regime { regime: 1 }),
        (0.0, Happening::DutyArises { duty: 0 }),
        (0.0, Happening::DutyArises { duty: 1 }),
        (0.0, Happening::DutyArises { duty: 0 }),
        (1.0, Happening::MoveBegins { application: 0, to, reason: planned, end: 7.5 }),
        (1.0, Happening::MeasureBegins { measure: 0 }),
        (3.0, Happening::Announced { event: 0 }),
        (4.0, Happening::Triggered { entry: 0 }),
        (5.0, Happening::Responds { entry: 0 }),
        (5.0, Happening::MoveBegins { application: 2, to, reason: MoveReason::Playbook(0), end: 12.0 }),
        (6.0, Happening::MeasureWorks { measure: 0 }),
        (7.0, Happening::MoveWaits { application: 0, duty: 2, until: 8.0 }),
        (8.0, Happening::MoveEnds { application: 0, to }),
        (9.0, Happening::TakesEffect { event: 0 }),
        (
            9.0,
            Happening::MoveBegins {
                application: 1,
                to,
                reason: MoveReason::Emergency(Cause::Risk(loss)),
                end: f64::INFINITY,
            },
        ),
        (10.0, Happening::MoveDropped { application: 1 }),
        (11.0, Happening::Isolated { isolation: 0 }),
        (11.5, Happening::Strictness { strictness: 0 }),
        (12.0, Happening::PackBegins { pack: 0 }),
        (13.0, Happening::CatalogueWidens),
        (13.0, Happening::ReviewsSlow),
        (14.0, Happening::NotDesignated),
        (15.0, Happening::Designated),
        (16.0, Happening::Granted { duty: 0, application: 0, renewal: false }),
        (16.0, Happening::Granted { duty: 0, application: 1, renewal: true }),
        (17.0, Happening::Refused { duty: 0, application: 0, renewal: true }),
        (17.0, Happening::Refused { duty: 0, application: 1, renewal: false }),
        (18.0, Happening::Withdrawn { duty: 0, application: 0 }),
        (18.0, Happening::FlowStops { flow: 0 }),
        (19.0, Happening::FlowResumes { flow: 0 }),
        (20.0, Happening::Inspection { risk: authority }),
        (21.0, Happening::Ends { event: 0 }),
        (22.0, Happening::Inspection { risk: authority }),
        (
            22.0,
            Happening::Sanction { risk: authority, duty: 0, class: PenaltyClass::SeriousFine, amount: 3.2e6 },
        ),
        (22.0, Happening::Sanction { risk: authority, duty: 1, class: PenaltyClass::Warning, amount: 0.0 }),
        (23.0, Happening::Closed { until: 26.0 }),
        (24.0, Happening::Reverts { entry: 0 }),
        (25.0, Happening::MeasureEnds { measure: 0 }),
        (26.0, Happening::ComesToNothing { event: 0 }),
        (30.5, Happening::Announced { event: 1 }),
        (30.5, Happening::TakesEffect { event: 1 }),
        (30.9, Happening::Ends { event: 1 }),
        (31.0, Happening::Incident { event: 1, amount: 5e5 }),
    ];
    let run = (0..plan.horizon_months).map(|month| Charge {
        month,
        component: Component::Run,
        cause: Cause::Application(month % 3),
        amount: 1234.567,
    });
    let lost = (0..20).map(|step| Charge {
        month: 40 + step,
        component: Component::SalesLossCn,
        cause: Cause::Risk(demand),
        amount: 1e3 * (step + 1) as f64,
    });
    let stop = Charge {
        month: 30,
        component: Component::Interruption,
        cause: Cause::Risk(outage),
        amount: 7e4 + 1e4 * option as f64,
    };
    let mut charges: Vec<Charge> = run.chain(lost).chain([stop]).collect();
    charges.sort_by_key(|charge| charge.month);
    let posted =
        |charge: &Charge| Posting { month: charge.month, component: charge.component, amount: charge.amount };
    Story {
        scenario: 0,
        option,
        trial: 17,
        regimes: vec![(0.0, 1)],
        events: vec![Event::told(3.0, loss, 12.0, 6.0), Event::told(30.5, outage, 0.4, 0.0)],
        notes: notes.map(|(time, what)| Note { time, what }).to_vec(),
        journal: Journal { postings: charges.iter().map(posted).collect() },
        charges,
        counts: [0.0; Count::ALL.len()],
    }
}

/// What is asked of all options and scenarios of a summary.
pub fn setting_of(summary: &Summary) -> DecideSetting {
    let options = summary.scenarios.first().map_or(&[][..], |scenario| &scenario.options);
    let ids: Vec<String> = options.iter().map(|option| option.id.clone()).collect();
    let scenarios: Vec<usize> = (0..summary.scenarios.len()).collect();
    DecideSetting::of_summary(summary, &ids, &scenarios)
}
