//! How precise a run is for its price: what the estimates of many seeds scatter by, times the processor time of one.
//!
//! `cargo run --release --example efficiency -- [SEEDS] [TRIALS] [SCENARIO]`, by default 400 seeds of 1,024 trials in
//! `combined-stress`; at least 2 seeds. One thread. For each way of sampling and each question it prints the mean estimate, the
//! standard deviation of the estimates over the seeds, and the processor time that a stated standard error costs:
//! time of a run × (deviation ÷ target)². `docs/performance.md` shows what came out.
//!
//! - *apart*: options and edit simulated under seeds of their own, as one does without common random numbers;
//! - *keyed*: all in the same trials, as every run does;
//! - *sobol*: keyed, and the leading draws follow scrambled Sobol points.

use std::process::ExitCode;
use std::time::Instant;

use splitstack::domain::{Case, RateChange, Sampling};
use splitstack::engine::{RunSpec, Simulation};
use splitstack::input::{CaseSource, read_case};
use splitstack::plan::SimulationPlan;
use splitstack::statistics::{SortedSample, expected_shortfall, moments};

/// Positions of the two options that are compared.
const OPTIONS: (usize, usize) = (0, 1);

/// The risk that the edit removes.
const REMOVED: &str = "ransomware";

const QUESTIONS: [&str; 4] =
    ["difference of means", "difference of ES 99 %", "chance to be cheaper", "effect of the edit"];

/// Added to the seed for what is simulated apart.
const ELSEWHERE: u64 = 1 << 32;

/// Processor time of this thread in seconds; elapsed time where the system does not tell.
fn clock(started: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds =
        told.and_then(|text| text.split(' ').next().and_then(|first| first.parse::<u64>().ok()));
    nanoseconds.map_or_else(|| started.elapsed().as_secs_f64(), |nanoseconds| nanoseconds as f64 * 1e-9)
}

/// Total cost of both options, `[option][trial]`.
fn totals(plan: &SimulationPlan, seed: u64, trials: u64) -> [Vec<f64>; 2] {
    let outcomes = Simulation::new(plan, &RunSpec { seed, trials }).scenario(0, &|_| {});
    [outcomes.totals(OPTIONS.0), outcomes.totals(OPTIONS.1)]
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn tail(values: &[f64]) -> f64 {
    let sorted = SortedSample::new(values).expect("totals are finite");
    expected_shortfall(&sorted, 0.99).expect("0.99 is a level").estimate
}

/// The four answers from both options and the first after the edit.
fn answers(first: &[f64], second: &[f64], edited: &[f64]) -> [f64; 4] {
    let cheaper = first.iter().zip(second).filter(|(first, second)| first < second).count();
    [
        mean(first) - mean(second),
        tail(first) - tail(second),
        cheaper as f64 / first.len() as f64,
        mean(edited) - mean(first),
    ]
}

/// One scenario of a case, without and with the edit, under one way of sampling.
fn plans(case: &Case, sampling: Sampling) -> [SimulationPlan; 2] {
    let mut case = case.clone();
    case.settings.sampling = sampling;
    let before = SimulationPlan::new(&case).expect("a case that was read has a plan");
    let changes = &mut case.scenarios[0].changes;
    let id =
        case.risks.iter().find(|risk| risk.id.as_str() == REMOVED).expect("the case has the risk").id.clone();
    match changes.binary_search_by(|(other, _)| other.cmp(&id)) {
        Ok(place) => changes[place].1.off = true,
        Err(place) => changes.insert(place, (id, RateChange { off: true, ..RateChange::default() })),
    }
    // The edited plan draws as the plain one does, whatever now matters most.
    let edited = SimulationPlan::new(&case).expect("an edited case has a plan");
    let edited = SimulationPlan { leading: before.leading.clone(), ..edited };
    [before, edited]
}

/// One way to sample.
struct Way {
    name: &'static str,
    plans: [SimulationPlan; 2],
    apart: bool,
    /// `[question][seed]`.
    found: [Vec<f64>; 4],
    seconds: f64,
}

impl Way {
    fn new(name: &'static str, plans: [SimulationPlan; 2], apart: bool) -> Way {
        Way { name, plans, apart, found: Default::default(), seconds: 0.0 }
    }

    fn run(&mut self, seed: u64, trials: u64, started: Instant) {
        let [plan, edited] = &self.plans;
        let begun = clock(started);
        let [first, mut second] = totals(plan, seed, trials);
        self.seconds += clock(started) - begun;
        if self.apart {
            [_, second] = totals(plan, seed + ELSEWHERE, trials);
        }
        let seed_of_edit = if self.apart { seed + 2 * ELSEWHERE } else { seed };
        let [after, _] = totals(edited, seed_of_edit, trials);
        for (all, found) in self.found.iter_mut().zip(answers(&first, &second, &after)) {
            all.push(found);
        }
    }
}

fn report(ways: &[Way], seeds: u64, targets: [f64; 4]) {
    for ((question, what), target) in QUESTIONS.into_iter().enumerate().zip(targets) {
        println!("\n{what}, to a standard error of {target:.4e}");
        println!("| sampling | mean | deviation of one run | seconds of one run | seconds to the target |");
        println!("| --- | ---: | ---: | ---: | ---: |");
        for way in ways {
            let found = moments(&way.found[question]).expect("estimates are finite");
            let deviation = found.standard_deviation.unwrap_or(f64::NAN);
            let seconds = way.seconds / seeds as f64;
            let needed = seconds * (deviation / target) * (deviation / target);
            println!("| {} | {:.4e} | {deviation:.3e} | {seconds:.4} | {needed:.4} |", way.name, found.mean);
        }
    }
}

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let number =
        |place: usize, otherwise: u64| given.get(place).map_or(Some(otherwise), |text| text.parse().ok());
    let scenario = given.get(2).map_or("combined-stress", String::as_str);
    let mut case =
        read_case(&CaseSource::embedded("reference-manufacturer")).expect("the shipped case is valid").case;
    case.weights = None;
    case.scenarios.retain(|entry| entry.id.as_str() == scenario);
    let (Some(seeds @ 2..), Some(trials @ 100..), false) =
        (number(0, 400), number(1, 1024), case.scenarios.is_empty())
    else {
        eprintln!("usage: efficiency [SEEDS from 2] [TRIALS from 100] [SCENARIO]");
        return ExitCode::from(2);
    };
    let mut ways = [
        Way::new("apart", plans(&case, Sampling::Independent), true),
        Way::new("keyed", plans(&case, Sampling::Independent), false),
        Way::new("sobol", plans(&case, Sampling::Sobol), false),
    ];
    let threads = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread starts");
    let started = Instant::now();
    let cost = threads.install(|| {
        // In turn, so that whatever else the machine does meets all ways alike.
        for seed in 1..=seeds {
            ways.iter_mut().for_each(|way| way.run(seed, trials, started));
        }
        mean(&totals(&ways[0].plans[0], 0, 10_000)[0])
    });
    println!(
        "{} in {scenario}: {} against {}, without {REMOVED}",
        case.settings.name, case.options[0].name, case.options[1].name
    );
    println!("{seeds} seeds of {trials} trials; mean cost {cost:.4e}");
    report(&ways, seeds, [0.01 * cost, 0.02 * cost, 0.01, 0.001 * cost]);
    ExitCode::SUCCESS
}
