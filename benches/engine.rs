//! What each phase of a run costs, and the whole: the reference manufacturer, one thread.
//!
//! `cargo bench --bench engine`; figures per trial are the time of a pass divided by its trials. What came out stands in
//! `docs/performance.md`.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use splitstack::engine::{RunSpec, Simulation, journal, story};
use splitstack::input::{CaseSource, read_case};
use splitstack::plan::SimulationPlan;
use splitstack::report::summarise_scenario;
use std::hint::black_box;

/// Trials of one pass.
const TRIALS: u64 = 1024;

const CASE: &str = "reference-manufacturer";

/// What happens before the first trial.
fn start(criterion: &mut Criterion) {
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
fn trials(criterion: &mut Criterion) {
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
fn told(criterion: &mut Criterion) {
    let case = read_case(&CaseSource::embedded(CASE)).expect("the shipped case is valid").case;
    let plan = SimulationPlan::new(&case).expect("the shipped case has a plan");
    let mut group = criterion.benchmark_group("one trial");
    group.bench_function("journal", |bencher| bencher.iter(|| journal(&plan, 0, 0, 0, black_box(7))));
    group.bench_function("story", |bencher| bencher.iter(|| story(&plan, 0, 0, 0, black_box(7))));
    group.finish();
}

/// From the files to the figures of all scenarios, nothing written.
fn whole(criterion: &mut Criterion) {
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

/// One thread: what a phase costs does not depend on what else the machine has.
fn one_thread(_: &mut Criterion) {
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().expect("nothing has run yet");
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = one_thread, start, trials, told, whole
}
criterion_main!(benches);
