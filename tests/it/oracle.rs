//! Closed forms as a judge of the simulation, and as control variates of its means.

#![expect(clippy::disallowed_methods, reason = "theory may err in the last bit: it is compared within bands")]

use std::ops::ControlFlow;

use splitstack::domain::*;
use splitstack::engine::{Outcomes, RunSpec, Simulation, Watch};
use splitstack::input::{CaseSource, read_case};
use splitstack::plan::{MechanismPlan, SimulationPlan, Value};
use splitstack::quantity::Distribution;
use splitstack::report::{
    ClosedForms, ControlPilot, ControlledSummary, OracleAccumulator, OracleNames, OracleSummary,
};

use crate::engine::fixture::{application, case, certain, risk, uncertain};
use crate::engine::rich_case::{border_outage, even_case};
use crate::engine::whole_case::{ALL_FIGURES, whole_case};

/// What the oracle says when trials of one plan are judged by the closed forms of another.
fn judged(simulated: &SimulationPlan, by: &SimulationPlan, scenario: usize, trials: u64) -> OracleSummary {
    let simulation = Simulation::new(simulated, &RunSpec { seed: 0, trials });
    let watch = Watch::new(by, scenario, &[], true);
    let mut oracle = OracleAccumulator::new(watch.table());
    simulation.stream_watched(scenario, 0..trials, Some(&watch), &|_| {}, &mut |first, outcomes| {
        oracle.add(first, &outcomes, &watch);
        ControlFlow::Continue(())
    });
    let options: Vec<String> = by.options.iter().map(|option| option.id.to_string()).collect();
    oracle.finish(
        watch.table(),
        OracleNames { scenario: by.scenarios[scenario].id.as_str(), options: &options },
    )
}

fn names(summary: &OracleSummary) -> Vec<&str> {
    summary.disagreements.iter().map(|entry| entry.name.as_str()).collect()
}

fn whole() -> Case {
    let shares: Vec<f64> =
        (1..=ALL_FIGURES).map(|place| (place as f64 * 0.618_033_988_749_894_9).fract()).collect();
    whole_case(&shares)
}

#[test]
fn an_engine_without_fault_agrees_with_every_closed_form() {
    // Some hundred closed forms, every mechanism among them, at 4 standard errors: a false alarm in one of some hundred seeds.
    for case in [even_case(), whole()] {
        let plan = SimulationPlan::new(&case).unwrap();
        for scenario in 0..plan.scenarios.len() {
            let found = judged(&plan, &plan, scenario, 4_000);
            assert!(found.agrees(), "{}", found.in_words());
            assert!(found.checked > 30 && found.largest > 0.5, "{found:?}");
            assert!(found.chance_of_false_alarm < 0.05, "{}", found.chance_of_false_alarm);
        }
    }
}

#[test]
fn the_reference_manufacturer_agrees_in_every_scenario() {
    let case = read_case(&CaseSource::embedded("reference-manufacturer")).unwrap().case;
    let plan = SimulationPlan::new(&case).unwrap();
    // Many licences are revoked in the last: then no more events come once all is wound up.
    for (scenario, trials) in [(0, 1_024), (6, 1_024), (7, 6_144)] {
        let found = judged(&plan, &plan, scenario, trials);
        assert!(found.agrees(), "{}", found.in_words());
        assert!(found.checked > 700, "{}", found.checked);
        assert!(
            found.in_words().starts_with("Closed forms agree with the simulation: "),
            "{}",
            found.in_words()
        );
    }
}

/// A change of the plan by which is judged, and the closed forms that it makes wrong.
type Fault = (fn(&mut SimulationPlan), &'static [&'static str]);

fn position(plan: &SimulationPlan, risk: &str) -> usize {
    plan.risks.iter().position(|entry| entry.id.as_str() == risk).unwrap()
}

fn rates<'a>(plan: &'a mut SimulationPlan, risk: &str) -> &'a mut Vec<Value> {
    let place = position(plan, risk);
    &mut plan.risks[place].rate.as_mut().unwrap().by_regime
}

#[test]
fn a_world_that_does_not_follow_its_plan_is_found_out() {
    // The simulation thins, delays or inflates something against the plan by which it is judged: each fault is named, and
    // nothing else is.
    let faults: [Fault; 5] = [
        // Events of the world come at a rate a fifth too low.
        (
            |plan| rates(plan, "provider").iter_mut().for_each(|rate| *rate = scaled(*rate, 1.25)),
            &["events.provider"],
        ),
        // Events of the options' own do.
        (
            |plan| rates(plan, "inspection").iter_mut().for_each(|rate| *rate = scaled(*rate, 1.25)),
            &["rate.inspection"],
        ),
        // Outages end too early.
        (
            |plan| {
                let place = position(plan, "cut");
                if let MechanismPlan::Outage(outage) = &mut plan.risks[place].mechanism {
                    let mean = outage.duration.distribution.mean();
                    outage.duration.distribution = Distribution::gamma(2.0, 1.1 * mean / 2.0).unwrap();
                }
            },
            &["cut.duration"],
        ),
        // A quantity is drawn from another distribution.
        (
            |plan| {
                let mut parameters = plan.table.parameters.iter_mut();
                let place = parameters.find(|entry| entry.name == "application.erp.run_cost").unwrap();
                let (low, high) = place.distribution.support();
                place.distribution = Distribution::uniform(low, high + 0.1 * (high - low)).unwrap();
            },
            &["application.erp.run_cost"],
        ),
        // The world leaves its second regime too seldom.
        (
            |plan| {
                plan.regime_rates[1][0] = scaled(plan.regime_rates[1][0], 1.25);
            },
            &["moves.", "months."],
        ),
    ];
    let plan = SimulationPlan::new(&even_case()).unwrap();
    for (fault, expected) in faults {
        let mut other = plan.clone();
        fault(&mut other);
        let found = judged(&plan, &other, 0, 20_000);
        assert!(!found.agrees(), "{expected:?} was not found");
        for name in names(&found) {
            assert!(
                expected.iter().any(|expected| name.starts_with(expected)),
                "{expected:?}: {}",
                found.in_words()
            );
        }
        let words = found.in_words();
        assert!(words.starts_with("warning: simulation and closed form disagree: "), "{words}");
        assert!(words.contains("note: of "), "{words}");
    }
}

fn scaled(value: Value, by: f64) -> Value {
    match value {
        Value::Constant(value) => Value::Constant(value * by),
        Value::Parameter(_) => panic!("certain in this case"),
    }
}

#[test]
fn an_event_that_cannot_be_is_found_out_however_rare() {
    let mut plain = case();
    plain.risks.push(border_outage("cut", 0.5));
    plain.risks[0].rate = Some(Rate::Always(certain(0.02)));
    let plan = SimulationPlan::new(&plain).unwrap();
    let mut other = plan.clone();
    *rates(&mut other, "cut") = vec![Value::Constant(0.0)];
    // Some twelve events in 600 trials are too few for a normal law, but none was possible.
    let found = judged(&plan, &other, 0, 600);
    assert_eq!(names(&found), ["events.cut"]);
    assert!(judged(&plan, &plan, 0, 600).agrees());
}

#[test]
fn a_run_can_be_saved_between_blocks_of_any_size() {
    let plan = SimulationPlan::new(&even_case()).unwrap();
    let spec = RunSpec { seed: 3, trials: 9_000 };
    let simulation = Simulation::new(&plan, &spec);
    let pilot = ControlPilot::new(&plan, &spec);
    let run = |cuts: &[u64]| {
        let mut forms = ClosedForms::begin(&plan, 0, true, pilot.as_ref());
        let mut from = 0;
        for cut in cuts.iter().chain([&spec.trials]) {
            let text = serde_json::to_string(&forms).unwrap();
            forms = serde_json::from_str(&text).unwrap();
            let watch = forms.watch(&plan, 0);
            simulation.stream_watched(0, from..*cut, Some(&watch), &|_| {}, &mut |first, outcomes| {
                forms.add(first, &outcomes, &watch).unwrap();
                ControlFlow::Continue(())
            });
            from = *cut;
        }
        (forms.oracle(&plan, 0), forms.controlled(&plan))
    };
    let whole = run(&[]);
    assert!(whole.1.is_some() && whole.0.checked > 30);
    assert_eq!(run(&[1_024]), whole);
    assert_eq!(run(&[700, 701, 5_000, 8_999]), whole);
}

#[test]
fn controls_leave_the_outcomes_alone() {
    let plan = SimulationPlan::new(&even_case()).unwrap();
    let simulation = Simulation::new(&plan, &RunSpec { seed: 0, trials: 1_500 });
    let totals = |watch: Option<&Watch<'_>>| {
        let mut totals = Vec::new();
        simulation.stream_watched(0, 0..1_500, watch, &|_| {}, &mut |_, outcomes: Outcomes| {
            assert_eq!(outcomes.controls().is_some(), watch.is_some());
            totals
                .extend((0..outcomes.options()).flat_map(|option| outcomes.totals(option)).map(f64::to_bits));
            ControlFlow::Continue(())
        });
        totals
    };
    assert_eq!(totals(None), totals(Some(&Watch::new(&plan, 0, &[], true))));
}

/// Controlled means of a run with some seed.
fn controlled(plan: &SimulationPlan, seed: u64, trials: u64) -> (ControlledSummary, Vec<f64>) {
    let spec = RunSpec { seed, trials };
    let (simulation, pilot) = (Simulation::new(plan, &spec), ControlPilot::new(plan, &spec));
    let mut forms = ClosedForms::begin(plan, 0, true, pilot.as_ref());
    let watch = forms.watch(plan, 0);
    let mut sums = vec![0.0; plan.options.len()];
    simulation.stream_watched(0, 0..trials, Some(&watch), &|_| {}, &mut |first, outcomes| {
        forms.add(first, &outcomes, &watch).unwrap();
        for (option, sum) in sums.iter_mut().enumerate() {
            *sum += outcomes.totals(option).iter().sum::<f64>();
        }
        ControlFlow::Continue(())
    });
    (forms.controlled(plan).unwrap(), sums.iter().map(|sum| sum / trials as f64).collect())
}

/// An option that pays for running one application, and for incidents that strike at a known rate and cost so much a day.
fn incidents() -> Case {
    let mut case = case();
    case.applications = vec![application("erp", 0.0)];
    case.settings.horizon_months = 24;
    case.settings.discount_rate = 0.08;
    case.applications[0].run_cost = uncertain("run", Distribution::pert(2.0, 5.0, 20.0).unwrap());
    let incident = Incident {
        severity: Some(Severity::PerDay(uncertain(
            "breach.severity",
            Distribution::lognormal_from_moments(3.0, 4.0).unwrap(),
        ))),
        // Half a month on average, of which the first half is ridden through: (D − ½)⁺ has the mean ½·e⁻¹.
        downtime: Some(uncertain("breach.downtime", Distribution::gamma(1.0, 0.5).unwrap())),
        ride_through: vec![(Condition::default(), certain(0.5))],
        ..plain_incident()
    };
    let mut breach = risk("breach", Mechanism::Incident(incident));
    breach.rate = Some(Rate::Always(certain(1.5)));
    case.risks.push(breach);
    case.options.truncate(1);
    case
}

fn plain_incident() -> Incident {
    Incident {
        severity: None,
        applications: Condition::default(),
        downtime: None,
        exposure: vec![],
        ride_through: vec![],
        lost_security_factor: None,
        protection: None,
        inspection: None,
    }
}

#[test]
fn controlled_means_are_unbiased_and_their_intervals_cover() {
    let plan = SimulationPlan::new(&incidents()).unwrap();
    let years: f64 = plan.discount.iter().sum::<f64>() / 12.0;
    // Run cost: PERT mean (2 + 4·5 + 20)/6 = 7 a year; incidents: 1.5 a year of 3 a day for ½·e⁻¹ months on average; both in
    // present value.
    let days = 365.25 / 12.0 * 0.5 * (-1.0_f64).exp();
    let theory = (7.0 + 1.5 * 3.0 * days) * years;
    const SEEDS: u64 = 200;
    let (mut sum, mut squares, mut stated, mut plain_squares, mut covered) = (0.0, 0.0, 0.0, 0.0, 0);
    for seed in 0..SEEDS {
        let (found, plain) = controlled(&plan, seed, 8_192);
        let total = found.options[0].total;
        sum += total.mean - theory;
        squares += (total.mean - theory) * (total.mean - theory);
        plain_squares += (plain[0] - theory) * (plain[0] - theory);
        stated += total.standard_error * total.standard_error;
        covered += u32::from((total.mean - theory).abs() < 1.96 * total.standard_error);
    }
    let count = SEEDS as f64;
    let (bias, spread) = (sum / count, (squares / count).sqrt());
    // A false alarm in 16 000 seeds each.
    assert!(bias.abs() < 4.0 * spread / count.sqrt(), "{bias} of {spread}");
    // The deviation of a binomial share at 0.95 of 200 is 0.0154.
    let covered = f64::from(covered) / count;
    assert!((covered - 0.95).abs() < 4.0 * 0.0154, "{covered}");
    // A sample variance of 200 values has a relative deviation of √(2/200) = 0.1.
    assert!((stated / squares - 1.0).abs() < 0.4, "{}", stated / squares);
    // Severity × duration and the run cost explain much, but not what is ridden through.
    assert!(plain_squares / squares > 1.5, "{}", plain_squares / squares);
}

#[test]
fn controlled_means_of_every_mechanism_meet_those_of_a_long_run() {
    let plan = SimulationPlan::new(&even_case()).unwrap();
    const SEEDS: u64 = 200;
    // One long run, plain, of other seeds.
    let simulation = Simulation::new(&plan, &RunSpec { seed: 1_000_000, trials: 400_000 });
    let (mut count, mut sum, mut squares) = (0.0, 0.0, 0.0);
    simulation.stream(0, 0..400_000, &|_| {}, &mut |_, outcomes| {
        let (first, second) = (outcomes.totals(0), outcomes.totals(1));
        for difference in first.iter().zip(&second).map(|(first, second)| first - second) {
            count += 1.0;
            sum += difference;
            squares += difference * difference;
        }
        ControlFlow::Continue(())
    });
    let mean = sum / count;
    let variance_of_mean = (squares / count - mean * mean) / count;
    let (mut deviations, mut deviations_squared, mut covered, mut ratio) = (0.0, 0.0, 0, 0.0);
    for seed in 0..SEEDS {
        let (found, _) = controlled(&plan, seed, 8_192);
        let pair = found
            .pairs
            .iter()
            .find(|pair| (pair.first.as_str(), pair.second.as_str()) == pair_of(&plan))
            .unwrap();
        let off = pair.difference.mean - mean;
        deviations += off;
        deviations_squared += off * off;
        let error = (pair.difference.standard_error.powi(2) + variance_of_mean).sqrt();
        covered += u32::from(off.abs() < 1.96 * error);
        ratio += pair.difference.variance_ratio / SEEDS as f64;
    }
    let count = SEEDS as f64;
    let error = (deviations_squared / count / count + variance_of_mean).sqrt();
    assert!((deviations / count).abs() < 4.0 * error, "{} ± {error}", deviations / count);
    let covered = f64::from(covered) / count;
    assert!((covered - 0.95).abs() < 4.0 * 0.0154 + 0.01, "{covered}");
    assert!(ratio > 1.0, "{ratio}");
}

fn pair_of(plan: &SimulationPlan) -> (&str, &str) {
    (plan.options[0].id.as_str(), plan.options[1].id.as_str())
}

#[test]
fn short_runs_have_no_control_variates() {
    let plan = SimulationPlan::new(&incidents()).unwrap();
    assert!(ControlPilot::new(&plan, &RunSpec { seed: 0, trials: 8_191 }).is_none());
    assert_eq!(ClosedForms::begin(&plan, 0, true, None).controlled(&plan), None);
}
