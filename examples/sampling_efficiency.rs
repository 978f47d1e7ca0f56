//! Whether scrambled Sobol points ever hurt: variances of a run's figures over many seeds, without the points and with them.
//!
//! `cargo run --release --example sampling_efficiency -- CASE SCENARIO TRIALS SEEDS [OPTION …]`, in one thread. CASE is a folder or a shipped case; no
//! option named takes all. A line per kind of figure: how many figures there are, and the ratio of the variance over independent trials to that over
//! points, lowest, median and highest; with 95 % intervals. A ratio above 1 says that points help. The last columns count the figures whose interval
//! lies above 1, or below, where all intervals of the table together hold with 95 % (Bonferroni).

mod sampling;

use std::process::ExitCode;
use std::time::Instant;

use splitstack::domain::Sampling;
use splitstack::plan::SimulationPlan;

use sampling::{Ratio, cheaper, clock, load, mean, short, tail, totals};

const KINDS: [&str; 6] = ["mean", "Δmean", "p95", "ES99", "ΔES99", "P(cheaper)"];

/// Value of each figure for each seed, `[figure][seed]`, and the processor time that took.
struct Way {
    plan: SimulationPlan,
    figures: Vec<(&'static str, Vec<f64>)>,
    seconds: f64,
}

impl Way {
    fn run(&mut self, seed: u64, trials: u64, started: Instant) {
        let begun = clock(started);
        let totals = totals(&self.plan, seed, trials);
        self.seconds += clock(started) - begun;
        for (place, (kind, value)) in of_totals(&totals).into_iter().enumerate() {
            if self.figures.len() == place {
                self.figures.push((kind, Vec::new()));
            }
            self.figures[place].1.push(value);
        }
    }
}

fn of_totals(totals: &[Vec<f64>]) -> Vec<(&'static str, f64)> {
    let tails: Vec<(f64, f64)> = totals.iter().map(|totals| tail(totals)).collect();
    let mut figures = Vec::new();
    for (first, left) in totals.iter().enumerate() {
        figures.push(("mean", mean(left)));
        figures.push(("p95", tails[first].0));
        figures.push(("ES99", tails[first].1));
        for (second, right) in totals.iter().enumerate().skip(first + 1) {
            figures.push(("Δmean", mean(left) - mean(right)));
            figures.push(("ΔES99", tails[first].1 - tails[second].1));
            figures.push(("P(cheaper)", cheaper(left, right)));
        }
    }
    figures
}

fn report(plain: &Way, led: &Way) {
    println!("| figure | number | lowest | median | highest | surely helped | surely hurt |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    let pairs = plain.figures.iter().zip(&led.figures);
    let ratios: Vec<(&str, Ratio)> = pairs
        .filter_map(|((kind, plain), (_, led))| Ratio::new(plain, led).map(|ratio| (*kind, ratio)))
        .collect();
    let miss = 0.05 / ratios.len() as f64;
    for kind in KINDS {
        let mut of_kind: Vec<Ratio> =
            ratios.iter().filter(|(of, _)| *of == kind).map(|(_, ratio)| *ratio).collect();
        of_kind.sort_by(|left, right| left.estimate.total_cmp(&right.estimate));
        let (Some(lowest), Some(highest)) = (of_kind.first(), of_kind.last()) else { continue };
        let median = of_kind[of_kind.len() / 2];
        let sure = |test: fn((f64, f64)) -> bool| of_kind.iter().filter(|it| test(it.interval(miss))).count();
        println!(
            "| {kind} | {} | {} | {} | {} | {} | {} |",
            of_kind.len(),
            lowest.in_words(),
            median.in_words(),
            highest.in_words(),
            sure(|(low, _)| low > 1.0),
            sure(|(_, high)| high < 1.0),
        );
    }
}

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let given: Vec<&str> = given.iter().map(String::as_str).collect();
    let [named, scenario, trials, seeds, options @ ..] = &given[..] else {
        eprintln!("usage: sampling_efficiency CASE SCENARIO TRIALS SEEDS [OPTION …]");
        return ExitCode::from(2);
    };
    let (Ok(trials @ 100..), Ok(seeds @ 10..)) = (trials.parse::<u64>(), seeds.parse::<u64>()) else {
        eprintln!("at least 100 trials and 10 seeds");
        return ExitCode::from(2);
    };
    let case = match load(named, scenario, options) {
        Ok(case) => case,
        Err(problem) => {
            eprintln!("{problem}");
            return ExitCode::from(2);
        }
    };
    let mut ways = [Sampling::Independent, Sampling::Sobol].map(|sampling| {
        let mut case = case.clone();
        case.settings.sampling = sampling;
        let plan = SimulationPlan::new(&case).expect("a case that was read has a plan");
        Way { plan, figures: Vec::new(), seconds: 0.0 }
    });
    let threads = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread starts");
    let started = Instant::now();
    threads.install(|| {
        // In turn, so that whatever else the machine does meets both ways alike.
        for seed in 1..=seeds {
            ways.iter_mut().for_each(|way| way.run(seed, trials, started));
        }
    });
    let [plain, led] = &ways;
    println!(
        "\n{} in {scenario}, {} options, {} leading draws: {trials} trials, {seeds} seeds; {} s a run, with points × {:.2}\n",
        case.settings.name,
        case.options.len(),
        led.plan.leading.len(),
        short(plain.seconds / seeds as f64),
        led.seconds / plain.seconds
    );
    report(plain, led);
    ExitCode::SUCCESS
}
