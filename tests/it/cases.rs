//! The small shipped cases: what their documents in `docs/cases` say about the order of options, under the figures as
//! shipped and under those that turn it. Figures are judged on the same worlds; every verdict below is many standard errors
//! away from the other one at this number of trials.

use splitstack::domain::{Case, Component, Id};
use splitstack::engine::{Count, Outcomes, RunSpec, Simulation};
use splitstack::input::{CaseSource, read_case, shipped_cases};
use splitstack::plan::SimulationPlan;
use splitstack::quantity::Distribution;
use splitstack::rules::register;
use splitstack::statistics::{SortedSample, Verdict, expected_shortfall, paired};

const TRIALS: u64 = 600;

const SMALL: [&str; 4] = ["cloud-platform", "crypto-keys", "erp-data", "sales-only"];

fn shipped(id: &str) -> Case {
    read_case(&CaseSource::embedded(id)).unwrap().case
}

fn run(case: &Case, scenario: &str, trials: u64) -> Outcomes {
    let plan = SimulationPlan::new(case).unwrap();
    let position = case.scenarios.iter().position(|entry| entry.id.as_str() == scenario).unwrap();
    Simulation::new(&plan, &RunSpec { seed: case.settings.seed, trials }).scenario(position, &|_| {})
}

/// A scenario of a case, run, with the options by name.
struct Run<'a> {
    case: &'a Case,
    scenario: &'a str,
    outcomes: Outcomes,
}

impl<'a> Run<'a> {
    fn new(case: &'a Case, scenario: &'a str) -> Self {
        Run { case, scenario, outcomes: run(case, scenario, TRIALS) }
    }

    fn option(&self, id: &str) -> usize {
        self.case.options.iter().position(|entry| entry.id.as_str() == id).unwrap()
    }

    fn totals(&self, id: &str) -> Vec<f64> {
        self.outcomes.totals(self.option(id))
    }

    /// Mean total costs rise in this order, each told apart from the next.
    #[track_caller]
    fn assert_order(&self, ids: &[&str]) {
        for pair in ids.windows(2) {
            let difference = paired(&self.totals(pair[0]), &self.totals(pair[1])).unwrap();
            let [lower, higher] = [pair[0], pair[1]];
            assert_eq!(
                difference.verdict,
                Verdict::FirstLower,
                "{lower} below {higher} in {}",
                self.scenario
            );
        }
    }

    /// One option is told apart as cheaper than every other.
    #[track_caller]
    fn assert_cheapest(&self, id: &str) {
        for other in self.case.options.iter().filter(|entry| entry.id.as_str() != id) {
            self.assert_order(&[id, other.id.as_str()]);
        }
    }

    fn component(&self, id: &str, component: Component) -> f64 {
        self.outcomes.column(self.option(id), component as usize).sum() / self.outcomes.trials() as f64
    }

    fn count(&self, id: &str, count: Count) -> f64 {
        let name = count.id();
        let column = self.outcomes.columns().iter().position(|column| column.name() == name).unwrap();
        self.outcomes.column(self.option(id), column).sum() / self.outcomes.trials() as f64
    }

    fn tail(&self, id: &str) -> f64 {
        expected_shortfall(&SortedSample::new(&self.totals(id)).unwrap(), 0.95).unwrap().estimate
    }
}

/// Cost of adapting software to the Chinese provider, for certain: a multiple of its mean.
fn scale_adaptation(case: &mut Case, factor: f64) {
    let target = Id::new("domestic-cloud").unwrap();
    for (_, figures) in case
        .applications
        .iter_mut()
        .flat_map(|application| &mut application.at)
        .filter(|(placement, _)| *placement == target)
    {
        if let Some(cost) = &mut figures.move_cost {
            cost.distribution = Distribution::certain(cost.mean() * factor).unwrap();
        }
    }
}

#[test]
fn every_small_case_runs_in_all_its_scenarios_and_loses_no_money() {
    assert!(SMALL.iter().all(|id| shipped_cases().iter().any(|shipped| shipped == id)));
    for id in SMALL {
        let case = shipped(id);
        assert!((3..=6).contains(&case.options.len()) && (3..=5).contains(&case.applications.len()), "{id}");
        for scenario in &case.scenarios {
            let outcomes = run(&case, scenario.id.as_str(), 40);
            for option in 0..outcomes.options() {
                let totals = outcomes.totals(option);
                assert!(
                    totals.iter().all(|total| total.is_finite() && *total > 0.0),
                    "{id}, {}",
                    scenario.id
                );
            }
        }
    }
}

#[test]
fn keys_may_stay_in_germany_while_the_line_holds() {
    let case = shipped("crypto-keys");
    Run::new(&case, "current-direction").assert_cheapest("global-key-service");
}

#[test]
fn making_keys_in_china_pays_when_the_line_is_cut() {
    let case = shipped("crypto-keys");
    let cut = Run::new(&case, "network-cut");
    cut.assert_order(&["subordinate-service", "key-stock", "global-key-service"]);
    cut.assert_order(&["full-localisation", "key-stock"]);
}

#[test]
fn only_imported_security_modules_in_china_need_an_import_licence() {
    let case = shipped("crypto-keys");
    for option in &case.options {
        let obligations = register(&case, option, None).unwrap().obligations;
        let licence = obligations.iter().any(|entry| entry.duty.id.as_str() == "encryption-import-licence");
        assert_eq!(licence, option.id.as_str() == "subordinate-service", "{}", option.id);
    }
}

#[test]
fn full_localisation_of_keys_buys_sales_with_set_up() {
    let case = shipped("crypto-keys");
    let quiet = Run::new(&case, "current-direction");
    let [global, full] = ["global-key-service", "full-localisation"];
    let [setup, sales] = [Component::Setup, Component::SalesLossCn];
    assert!(quiet.component(full, setup) > quiet.component(global, setup) + 5e6);
    assert!(quiet.component(full, sales) < quiet.component(global, sales) - 3e6);
}

#[test]
fn a_platform_abroad_pays_only_when_the_world_calms_down() {
    let case = shipped("cloud-platform");
    Run::new(&case, "renewed-cooperation").assert_cheapest("stay-abroad");
    let quiet = Run::new(&case, "current-direction");
    for in_china in ["foreign-cloud-in-china", "foreign-cloud-prepared", "domestic-cloud"] {
        quiet.assert_order(&[in_china, "stay-abroad"]);
    }
}

#[test]
fn the_cost_of_adapting_software_decides_between_the_clouds() {
    let mut case = shipped("cloud-platform");
    scale_adaptation(&mut case, 0.5);
    Run::new(&case, "current-direction").assert_order(&["domestic-cloud", "foreign-cloud-in-china"]);
    let mut case = shipped("cloud-platform");
    scale_adaptation(&mut case, 2.0);
    Run::new(&case, "current-direction").assert_order(&["foreign-cloud-in-china", "domestic-cloud"]);
}

#[test]
fn a_domestic_cloud_wins_when_foreign_services_are_banned() {
    let case = shipped("cloud-platform");
    Run::new(&case, "foreign-service-ban").assert_order(&["domestic-cloud", "foreign-cloud-in-china"]);
}

#[test]
fn staying_integrated_wins_unless_the_line_is_cut() {
    let case = shipped("erp-data");
    for scenario in ["current-direction", "renewed-cooperation"] {
        let calm = Run::new(&case, scenario);
        calm.assert_order(&["integrated-standard", "masked-gateway", "local-instance"]);
        calm.assert_order(&["integrated-standard", "integrated-strict", "local-instance"]);
    }
    Run::new(&case, "network-cut").assert_cheapest("local-instance");
}

#[test]
fn strict_compliance_buys_fewer_fines_and_a_milder_tail() {
    let case = shipped("erp-data");
    let hard = Run::new(&case, "stricter-enforcement");
    let fines = ["integrated-strict", "integrated-standard", "integrated-minimal"]
        .map(|id| hard.count(id, Count::Fines));
    assert!(fines.is_sorted(), "{fines:?}");
    assert!(hard.tail("integrated-strict") < hard.tail("integrated-minimal"));
}

#[test]
fn the_easing_of_2024_saves_integrated_systems_money() {
    let eased = shipped("erp-data");
    assert_eq!(eased.regulation.successions.len(), 2, "the laws of 2024 and 2026 fall into the five years");
    let mut kept = shipped("erp-data");
    kept.regulation.successions.clear();
    let [eased, kept] = [&eased, &kept].map(|case| Run::new(case, "current-direction"));
    let saved = |id: &str| {
        let [eased, kept] =
            [&eased, &kept].map(|run| run.outcomes.column(run.option(id), Component::Compliance as usize));
        paired(&eased.to_vec(), &kept.to_vec()).unwrap()
    };
    assert_eq!(saved("integrated-standard").verdict, Verdict::FirstLower);
}

#[test]
fn a_seller_out_of_reach_saves_by_doing_nothing_and_loses_it_when_inspected() {
    let case = shipped("sales-only");
    Run::new(&case, "out-of-reach").assert_order(&["as-before", "comply-from-afar"]);
    Run::new(&case, "stricter-enforcement").assert_order(&["comply-from-afar", "as-before"]);
}

#[test]
fn a_store_on_a_chinese_platform_never_pays_by_it_alone() {
    let case = shipped("sales-only");
    for scenario in ["current-direction", "out-of-reach", "renewed-cooperation", "foreign-service-ban"] {
        let run = Run::new(&case, scenario);
        run.assert_order(&["comply-from-afar", "platform-store"]);
        run.assert_order(&["shop-in-china", "platform-store"]);
    }
}
