//! Outcomes and summaries from a formula, for tests.

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
