//! What the figures of a run cost beside its trials: estimators on one sample, a scenario's summary, and the table of trials.
//!
//! `cargo bench --bench statistics`; figures per trial are the time of a pass divided by its trials.

mod processor_time;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use processor_time::ProcessorTime;
use splitstack::engine::{Outcomes, RunSpec, Simulation};
use splitstack::input::{CaseSource, read_case};
use splitstack::plan::SimulationPlan;
use splitstack::report::summarise_scenario;
use splitstack::results::{TrialsWriter, columns_of};
use splitstack::statistics::{SortedSample, expected_shortfall, moments, paired, quantile};
use std::hint::black_box;

const TRIALS: u64 = 4096;

fn simulated() -> (splitstack::domain::Case, Outcomes) {
    let case =
        read_case(&CaseSource::embedded("reference-manufacturer")).expect("the shipped case is valid").case;
    let plan = SimulationPlan::new(&case).expect("the shipped case has a plan");
    let outcomes = Simulation::new(&plan, &RunSpec { seed: 0, trials: TRIALS }).scenario(0, &|_| {});
    (case, outcomes)
}

fn estimators(criterion: &mut Criterion<ProcessorTime>) {
    let (_, outcomes) = simulated();
    let (first, second) = (outcomes.totals(0), outcomes.totals(1));
    let sorted = SortedSample::new(&first).expect("totals are finite");
    let mut group = criterion.benchmark_group("estimators");
    group.throughput(Throughput::Elements(TRIALS));
    group.bench_function("moments", |bencher| bencher.iter(|| moments(black_box(&first))));
    group.bench_function("paired difference", |bencher| {
        bencher.iter(|| paired(black_box(&first), black_box(&second)))
    });
    group.bench_function("sort", |bencher| bencher.iter(|| SortedSample::new(black_box(&first))));
    group.bench_function("quantile of a sorted sample", |bencher| {
        bencher.iter(|| quantile(black_box(&sorted), 0.95))
    });
    group.bench_function("expected shortfall of a sorted sample", |bencher| {
        bencher.iter(|| expected_shortfall(black_box(&sorted), 0.95))
    });
    group.finish();
}

fn summaries(criterion: &mut Criterion<ProcessorTime>) {
    let (case, outcomes) = simulated();
    let mut group = criterion.benchmark_group("summary");
    group.sample_size(20);
    group.throughput(Throughput::Elements(TRIALS));
    group.bench_function("a scenario's six options", |bencher| {
        let (scenario, appetite) = (&case.scenarios[0], case.settings.appetite);
        bencher.iter(|| summarise_scenario(scenario, &case.options, appetite, black_box(&outcomes)))
    });
    group.finish();
}

fn writing(criterion: &mut Criterion<ProcessorTime>) {
    let (case, outcomes) = simulated();
    let mut group = criterion.benchmark_group("writing");
    group.sample_size(10);
    group.throughput(Throughput::Elements(TRIALS));
    group.bench_function("trials of a scenario's six options as Parquet", |bencher| {
        bencher.iter(|| {
            let mut bytes = Vec::new();
            let mut writer = TrialsWriter::new(&mut bytes, outcomes.columns()).expect("memory takes bytes");
            for (position, option) in case.options.iter().enumerate() {
                let columns = columns_of(black_box(&outcomes), position);
                let written = writer.write("scenario", option.id.as_str(), 0, &columns);
                written.expect("memory takes bytes");
            }
            writer.finish().expect("memory takes bytes");
            bytes.len()
        })
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = processor_time::criterion();
    targets = estimators, summaries, writing
}
criterion_main!(benches);
