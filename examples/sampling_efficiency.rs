//! What scrambled Sobol points gain over independent trials: variances over many seeds, adjusted for CPU time.
//!
//! `cargo run --release --example sampling_efficiency -- CASE SCENARIO TRIALS SEEDS`. A gain of 2 means that independent trials need twice the CPU
//! time for the same standard error. Of 100 seeds, single gains are uncertain by a factor of 1.3 or so (one standard error).

use splitstack::domain::Sampling;
use splitstack::engine::{RunSpec, Simulation};
use splitstack::input::{CaseSource, read_case};
use splitstack::plan::SimulationPlan;
use splitstack::statistics::{SortedSample, expected_shortfall};

/// A kind of figure, and its value for each seed.
type Figures = Vec<(&'static str, Vec<f64>)>;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [case, scenario, trials, seeds] = &arguments[..] else {
        panic!("CASE SCENARIO TRIALS SEEDS");
    };
    let (trials, seeds) = (trials.parse().expect("trials"), seeds.parse().expect("seeds"));
    let (plain, plain_time) = figures(case, scenario, Sampling::Independent, trials, seeds);
    let (led, led_time) = figures(case, scenario, Sampling::Sobol, trials, seeds);
    let time = led_time / plain_time;
    println!("{case}, {scenario}: {trials} trials, {seeds} seeds, CPU time × {time:.2}");
    println!("{:>12} {:>6} {:>8} {:>8} {:>8}", "figure", "number", "lowest", "median", "highest");
    for kind in ["mean", "Δmean", "ES99", "ΔES99", "P(i<j)"] {
        let pairs = plain.iter().zip(&led).filter(|((of, _), _)| *of == kind);
        let ratios = pairs.map(|((_, plain), (_, led))| variance(plain) / variance(led));
        let mut gains: Vec<f64> =
            ratios.filter(|ratio| ratio.is_finite()).map(|ratio| ratio / time).collect();
        gains.sort_by(f64::total_cmp);
        if let (Some(lowest), Some(highest)) = (gains.first(), gains.last()) {
            let median = gains[gains.len() / 2];
            println!("{kind:>12} {:>6} {lowest:>8.2} {median:>8.2} {highest:>8.2}", gains.len());
        }
    }
}

fn figures(case: &str, scenario: &str, sampling: Sampling, trials: u64, seeds: u64) -> (Figures, f64) {
    let mut case = read_case(&CaseSource::embedded(case)).expect("a shipped case").case;
    case.settings.sampling = sampling;
    case.scenarios.retain(|kept| kept.id.as_str() == scenario);
    let plan = SimulationPlan::new(&case).expect("a plan");
    let start = cpu_seconds();
    let mut all: Figures = Vec::new();
    for seed in 0..seeds {
        let outcomes = Simulation::new(&plan, &RunSpec { seed, trials }).scenario(0, &|_| {});
        let totals: Vec<Vec<f64>> = (0..outcomes.options()).map(|option| outcomes.totals(option)).collect();
        for (place, (kind, value)) in of_totals(&totals).into_iter().enumerate() {
            if all.len() == place {
                all.push((kind, Vec::new()));
            }
            all[place].1.push(value);
        }
    }
    (all, cpu_seconds() - start)
}

fn of_totals(totals: &[Vec<f64>]) -> Vec<(&'static str, f64)> {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let shortfall = |values: &[f64]| {
        let sample = SortedSample::new(values).expect("finite totals");
        expected_shortfall(&sample, 0.99).expect("a level").estimate
    };
    let shortfalls: Vec<f64> = totals.iter().map(|totals| shortfall(totals)).collect();
    let mut figures = Vec::new();
    for (first, left) in totals.iter().enumerate() {
        figures.push(("mean", mean(left)));
        figures.push(("ES99", shortfalls[first]));
        for (second, right) in totals.iter().enumerate().skip(first + 1) {
            figures.push(("Δmean", mean(left) - mean(right)));
            figures.push(("ΔES99", shortfalls[first] - shortfalls[second]));
            let cheaper = left.iter().zip(right).filter(|(left, right)| left < right).count();
            figures.push(("P(i<j)", cheaper as f64 / left.len() as f64));
        }
    }
    figures
}

fn variance(sample: &[f64]) -> f64 {
    let centre = sample.iter().sum::<f64>() / sample.len() as f64;
    sample.iter().map(|value| (value - centre) * (value - centre)).sum::<f64>() / (sample.len() - 1) as f64
}

/// CPU time of this process so far, all threads; 0 where the system does not say.
fn cpu_seconds() -> f64 {
    let Ok(text) = std::fs::read_to_string("/proc/self/stat") else { return 0.0 };
    let fields: Vec<&str> = text.rsplit(") ").next().unwrap_or_default().split(' ').collect();
    let ticks = |field: usize| fields.get(field).and_then(|ticks| ticks.parse::<f64>().ok()).unwrap_or(0.0);
    // User and system time, in hundredths of a second.
    (ticks(11) + ticks(12)) / 100.0
}
