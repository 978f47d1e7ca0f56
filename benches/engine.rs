//! What each phase of a run costs, and the whole: the reference manufacturer, one thread.
//!
//! `cargo bench --bench engine`; figures per trial are the time of a pass divided by its trials. What came out stands in
//! `docs/performance.md`.

mod processor_time;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use processor_time::ProcessorTime;
use splitstack::domain::{Case, Id, Mechanism, Rate, Risk, Severity};
use splitstack::engine::{RunSpec, Simulation, Study, journal, story};
use splitstack::input::{CaseSource, read_case};
use splitstack::plan::SimulationPlan;
use splitstack::quantity::{Distribution, Quantity};
use splitstack::report::summarise_scenario;
use std::hint::black_box;

/// Trials of one pass.
const TRIALS: u64 = 1024;

const CASE: &str = "reference-manufacturer";

/// What happens before the first trial.
fn start(criterion: &mut Criterion<ProcessorTime>) {
    let mut group = criterion.benchmark_group("start");
    group.bench_function("read", |bencher| {
        bencher.iter(|| read_case(&CaseSource::embedded(black_box(CASE))).expect("the shipped case is valid"))
    });
    let case = read_case(&CaseSource::embedded(CASE)).expect("the shipped case is valid").case;
    group.bench_function("plan", |bencher| bencher.iter(|| SimulationPlan::new(black_box(&case))));
    let plan = SimulationPlan::new(&case).expect("the shipped case has a plan");
    group.bench_function("keys", |bencher| {
        bencher.iter(|| Simulation::new(black_box(&plan), &RunSpec { seed: 0, trials: 0 }))
    });
    group.finish();
}

/// Once-per-trial quantities; then worlds and options, by scenario.
fn trials(criterion: &mut Criterion<ProcessorTime>) {
    let case = read_case(&CaseSource::embedded(CASE)).expect("the shipped case is valid").case;
    let plan = SimulationPlan::new(&case).expect("the shipped case has a plan");
    let spec = RunSpec { seed: 0, trials: TRIALS };
    let mut group = criterion.benchmark_group("trials");
    group.throughput(Throughput::Elements(TRIALS));
    group.bench_function("draw parameters", |bencher| {
        bencher.iter(|| Simulation::new(black_box(&plan), &spec))
    });
    let simulation = Simulation::new(&plan, &spec);
    for (position, scenario) in plan.scenarios.iter().enumerate() {
        group.bench_function(format!("world and options, {}", scenario.id), |bencher| {
            bencher.iter(|| simulation.scenario(black_box(position), &|_| {}))
        });
    }
    group.finish();
}

/// One trial of one option told, which shares the engine with the fast run.
fn told(criterion: &mut Criterion<ProcessorTime>) {
    let case = read_case(&CaseSource::embedded(CASE)).expect("the shipped case is valid").case;
    let plan = SimulationPlan::new(&case).expect("the shipped case has a plan");
    let mut group = criterion.benchmark_group("one trial");
    group.bench_function("journal", |bencher| bencher.iter(|| journal(&plan, 0, 0, 0, black_box(7))));
    group.bench_function("story", |bencher| bencher.iter(|| story(&plan, 0, 0, 0, black_box(7))));
    group.finish();
}

/// From the files to the figures of all scenarios, nothing written.
fn whole(criterion: &mut Criterion<ProcessorTime>) {
    let mut group = criterion.benchmark_group("whole");
    group.sample_size(10);
    group.throughput(Throughput::Elements(TRIALS));
    group.bench_function("read, plan, simulate, summarise", |bencher| {
        bencher.iter(|| {
            let case =
                read_case(&CaseSource::embedded(black_box(CASE))).expect("the shipped case is valid").case;
            let plan = SimulationPlan::new(&case).expect("the shipped case has a plan");
            let simulation = Simulation::new(&plan, &RunSpec { seed: 0, trials: TRIALS });
            for (position, scenario) in case.scenarios.iter().enumerate() {
                let outcomes = simulation.scenario(position, &|_| {});
                let figures = summarise_scenario(scenario, &case.options, case.settings.appetite, &outcomes);
                black_box(figures.expect("outcomes are finite"));
            }
        })
    });
    group.finish();
}

/// Trials of the study that is edited.
const EDITED_TRIALS: u64 = 500;

/// A figure made certain.
fn certain(quantity: &Quantity, value: f64) -> Quantity {
    let distribution = Distribution::certain(value).expect("the figure is finite");
    Quantity { distribution, ..quantity.clone() }
}

fn find<'a, T>(entries: &'a mut [T], id: impl Fn(&T) -> &Id, wanted: &str) -> &'a mut T {
    entries.iter_mut().find(|entry| id(entry).as_str() == wanted).expect("the shipped case has it")
}

/// The case after one of some edits that a workshop makes.
fn edited(case: &Case, edit: &str) -> Case {
    let mut case = case.clone();
    let risk = |case: &mut Case, id: &str, edit: &dyn Fn(&mut Risk)| {
        edit(find(&mut case.risks, |risk| &risk.id, id))
    };
    match edit {
        "nothing" => {}
        "one option's dates" => case.options[1].targets.iter_mut().for_each(|target| target.start += 1.0),
        "one risk's rate" => risk(&mut case, "network-cut", &|risk| {
            if let Some(Rate::ByRegime(rates)) = &mut risk.rate {
                rates.iter_mut().for_each(|(_, rate)| *rate = certain(rate, 2.0 * rate.mean()));
            }
        }),
        "one risk's consequence" => risk(&mut case, "ransomware", &|risk| {
            if let Mechanism::Incident(incident) = &mut risk.mechanism {
                let severity = incident.severity.as_mut();
                let Some(Severity::PerEvent(severity)) = severity else { panic!("a sum per event") };
                *severity = certain(severity, 1e6);
            }
        }),
        "one placement" => {
            let placement = find(&mut case.placements, |placement| &placement.id, "foreign-cloud-cn");
            placement.run_cost_factor = certain(&placement.run_cost_factor, 1.1);
        }
        "the discount rate" => case.settings.discount_rate += 0.01,
        other => panic!("no edit is called {other}"),
    }
    case
}

/// What an edit of a study costs, against a study that is begun anew.
fn edits(criterion: &mut Criterion<ProcessorTime>) {
    let case = read_case(&CaseSource::embedded(CASE)).expect("the shipped case is valid").case;
    let spec = RunSpec { seed: 0, trials: EDITED_TRIALS };
    let begin = |case: &Case| Study::new(case.clone(), spec, &|_| {}).expect("the case has a plan");
    let mut group = criterion.benchmark_group("edit");
    group.sample_size(10);
    group.bench_function("a new study", |bencher| bencher.iter(|| begin(black_box(&case))));
    let study = begin(&case);
    let edits = [
        "nothing",
        "one option's dates",
        "one risk's rate",
        "one risk's consequence",
        "one placement",
        "the discount rate",
    ];
    for edit in edits {
        let after = edited(&case, edit);
        group.bench_function(edit, |bencher| {
            bencher.iter_batched(
                || (study.clone(), after.clone()),
                |(mut study, after)| {
                    study.edit(after, &|_| {}).expect("the edited case has a plan");
                    study
                },
                BatchSize::PerIteration,
            )
        });
    }
    group.finish();
}

/// One thread: what a phase costs does not depend on what else the machine has.
fn one_thread(_: &mut Criterion<ProcessorTime>) {
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().expect("nothing has run yet");
}

criterion_group! {
    name = benches;
    config = processor_time::criterion();
    targets = one_thread, start, trials, told, edits, whole
}
criterion_main!(benches);
