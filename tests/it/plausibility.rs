//! The reference case as an expert would question it: signs, order of options, and that each option is the right one for
//! some company in some world. `docs/plausibility.md` says the same in words.

use splitstack::domain::{Case, Component, Mechanism, Rate};
use splitstack::engine::{Outcomes, RunSpec, Simulation};
use splitstack::input::{CaseSource, read_case};
use splitstack::plan::SimulationPlan;
use splitstack::quantity::Distribution;
use splitstack::statistics::{SortedSample, Verdict, expected_shortfall, paired};

/// Differences are judged on the same worlds; intervals of 95 % at this number leave the verdicts below beyond doubt.
const TRIALS: u64 = 600;

fn reference() -> Case {
    read_case(&CaseSource::embedded("reference-manufacturer")).unwrap().case
}

fn outcomes(case: &Case, scenario: &str) -> Outcomes {
    let plan = SimulationPlan::new(case).unwrap();
    let position = case.scenarios.iter().position(|entry| entry.id.as_str() == scenario).unwrap();
    Simulation::new(&plan, &RunSpec { seed: case.settings.seed, trials: TRIALS }).scenario(position, &|_| {})
}

fn option(case: &Case, id: &str) -> usize {
    case.options.iter().position(|entry| entry.id.as_str() == id).unwrap()
}

/// Options whose mean total is told apart as higher than `winner`'s must be all others, but for those in `near`.
#[track_caller]
fn assert_cheapest(case: &Case, scenario: &str, winner: &str, near: &[&str]) {
    let outcomes = outcomes(case, scenario);
    let least = outcomes.totals(option(case, winner));
    for (position, other) in case.options.iter().enumerate() {
        if other.id.as_str() == winner || near.contains(&other.id.as_str()) {
            continue;
        }
        let difference = paired(&least, &outcomes.totals(position)).unwrap();
        assert_eq!(difference.verdict, Verdict::FirstLower, "{winner} against {} in {scenario}", other.id);
    }
}

/// Revenue of a value stream with a segment, for certain.
fn set_revenue(case: &mut Case, stream: &str, segment: &str, amount: f64) {
    let stream = case.value_streams.iter_mut().find(|entry| entry.id.as_str() == stream).unwrap();
    let (_, revenue) = stream.revenue.iter_mut().find(|(id, _)| id.as_str() == segment).unwrap();
    revenue.distribution = Distribution::certain(amount).unwrap();
}

fn scale_rates(case: &mut Case, risk: &str, factor: f64) {
    let risk = case.risks.iter_mut().find(|entry| entry.id.as_str() == risk).unwrap();
    let Some(Rate::ByRegime(rates)) = &mut risk.rate else { panic!("rates by regime") };
    for (_, rate) in rates {
        rate.distribution = Distribution::certain(rate.mean() * factor).unwrap();
    }
}

fn scale_ceilings(case: &mut Case, risk: &str, factor: f64) {
    let risk = case.risks.iter_mut().find(|entry| entry.id.as_str() == risk).unwrap();
    let Mechanism::DemandShift(shift) = &mut risk.mechanism else { panic!("a demand shift") };
    for curve in &mut shift.curves {
        curve.ceiling.distribution = Distribution::certain((curve.ceiling.mean() * factor).min(1.0)).unwrap();
    }
}

#[test]
fn global_integration_wins_when_the_world_calms_down() {
    assert_cheapest(&reference(), "renewed-cooperation", "global-integration", &[]);
}

#[test]
fn hybrid_wins_in_a_cold_war() {
    assert_cheapest(&reference(), "cold-war-2", "hybrid", &[]);
}

#[test]
fn full_localisation_has_the_mildest_tail_when_everything_comes_together() {
    // In the mean it ties with the domestic cloud, which parts when blocs form.
    assert_cheapest(&reference(), "combined-stress", "full-localisation", &["domestic-cloud"]);
    assert_mildest_tail("combined-stress", "full-localisation");
}

#[test]
fn dual_systems_have_the_mildest_tail_when_the_line_is_cut() {
    assert_mildest_tail("network-cut", "dual-systems");
}

/// Mean of the worst 5 % of trials.
#[track_caller]
fn assert_mildest_tail(scenario: &str, mildest: &str) {
    let case = reference();
    let outcomes = outcomes(&case, scenario);
    let tail = |id: &str| {
        let totals = SortedSample::new(&outcomes.totals(option(&case, id))).unwrap();
        expected_shortfall(&totals, 0.95).unwrap().estimate
    };
    let mild = tail(mildest);
    for other in case.options.iter().filter(|entry| entry.id.as_str() != mildest) {
        assert!(mild < tail(other.id.as_str()), "{} has a milder tail", other.id);
    }
}

#[test]
fn an_option_that_reacts_costs_less_than_one_that_does_not() {
    let with = reference();
    let mut without = with.clone();
    for option in &mut without.options {
        option.playbook.clear();
    }
    let domestic = option(&with, "domestic-cloud");
    let (with, without) = (outcomes(&with, "combined-stress"), outcomes(&without, "combined-stress"));
    let difference = paired(&with.totals(domestic), &without.totals(domestic)).unwrap();
    assert_eq!(difference.verdict, Verdict::FirstLower);
}

/// "China clean" steps keep sales abroad and draw counter-measures at home.
#[test]
fn visible_de_risking_keeps_sales_abroad_and_costs_sales_in_china() {
    let mut case = reference();
    case.options.retain(|entry| entry.id.as_str() == "dual-systems");
    case.options[0].playbook.clear();
    let mut attested = case.clone();
    let measure =
        attested.measures.iter().find(|entry| entry.id.as_str() == "china-clean-programme").unwrap();
    let chosen = splitstack::domain::ChosenMeasure { measure: measure.id.clone(), start: 0.0 };
    attested.options[0].measures.push(chosen);
    let (quiet, loud) =
        (outcomes(&case, "great-power-conflict"), outcomes(&attested, "great-power-conflict"));
    let of = |outcomes: &Outcomes, component: Component| outcomes.column(0, component as usize).to_vec();
    let verdict =
        |component: Component| paired(&of(&quiet, component), &of(&loud, component)).unwrap().verdict;
    assert_eq!(verdict(Component::SalesLossAbroad), Verdict::SecondLower);
    assert_eq!(verdict(Component::SalesLossCn), Verdict::FirstLower);
}

#[test]
fn domestic_cloud_wins_with_state_customers_and_none_that_ask_for_china_clean() {
    let mut case = reference();
    for (segment, millions) in
        [("ciio", 400.0), ("state-owned", 120.0), ("private-large", 10.0), ("private-small", 10.0)]
    {
        set_revenue(&mut case, "china-for-china", segment, millions * 1e6);
    }
    set_revenue(&mut case, "china-for-global", "abroad-sensitive", 0.0);
    set_revenue(&mut case, "procurement", "abroad-sensitive", 0.0);
    assert_cheapest(&case, "foreign-service-ban", "domestic-cloud", &[]);
}

#[test]
fn foreign_cloud_wins_when_customers_ask_for_local_hosting_and_the_provider_is_safe() {
    let mut case = reference();
    scale_ceilings(&mut case, "local-hosting-demand", 2.5);
    for stop in ["vendor-withdrawal", "us-software-controls", "home-sanctions", "foreign-cloud-ban"] {
        scale_rates(&mut case, stop, 0.2);
    }
    set_revenue(&mut case, "china-for-global", "abroad-sensitive", 200e6);
    set_revenue(&mut case, "procurement", "abroad-sensitive", 300e6);
    assert_cheapest(&case, "current-direction", "foreign-cloud-in-china", &[]);
}

#[test]
fn localisation_helps_sales_in_china_and_a_connected_chinese_stack_hurts_them_abroad() {
    let mut case = reference();
    // With its playbook the connected stack is put behind a gateway when customers abroad begin to ask.
    for option in &mut case.options {
        option.playbook.clear();
    }
    let outcomes = outcomes(&case, "current-direction");
    let mean = |id: &str, component: Component| {
        outcomes.column(option(&case, id), component as usize).sum() / TRIALS as f64
    };
    let home = |id: &str| mean(id, Component::SalesLossCn);
    let abroad = |id: &str| mean(id, Component::SalesLossAbroad);
    assert!(home("full-localisation") < home("hybrid") && home("hybrid") < home("global-integration"));
    assert!(abroad("domestic-cloud") > abroad("global-integration"));
    assert!(abroad("full-localisation") < abroad("domestic-cloud"));
}

#[test]
fn stress_costs_every_option_more_than_calm() {
    let case = reference();
    let (calm, stress) = (outcomes(&case, "renewed-cooperation"), outcomes(&case, "combined-stress"));
    for position in 0..case.options.len() {
        let (calm, stress) = (calm.totals(position), stress.totals(position));
        assert_eq!(paired(&calm, &stress).unwrap().verdict, Verdict::FirstLower);
    }
}
