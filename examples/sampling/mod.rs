//! What the examples on the efficiency of sampling share: cases, figures of a run, processor time, ratios of variances.

// Each example needs some of it.
#![allow(dead_code)]

use std::time::Instant;

use splitstack::domain::Case;
use splitstack::engine::{RunSpec, Simulation};
use splitstack::input::{CaseSource, read_case};
use splitstack::math::{exp, inverse_normal_cdf, ln};
use splitstack::plan::SimulationPlan;
use splitstack::statistics::{SortedSample, expected_shortfall, quantile};

/// One scenario of a case, by the folder or the identifier of a shipped one, with some options in this order; none named keeps all.
///
/// # Errors
/// There is no such case, scenario or option.
pub fn load(named: &str, scenario: &str, options: &[&str]) -> Result<Case, String> {
    let folder = std::path::Path::new(named);
    let source = if folder.is_dir() { CaseSource::folder(folder) } else { CaseSource::embedded(named) };
    let mut case = read_case(&source).map_err(|error| format!("{error:?}"))?.case;
    case.weights = None;
    case.scenarios.retain(|entry| entry.id.as_str() == scenario);
    if case.scenarios.is_empty() {
        return Err(format!("{named} has no scenario {scenario}"));
    }
    if !options.is_empty() {
        let named = |id: &&str| case.options.iter().find(|option| option.id.as_str() == *id).cloned();
        case.options =
            options.iter().map(|id| named(id).ok_or(format!("no option {id}"))).collect::<Result<_, _>>()?;
    }
    Ok(case)
}

/// Total cost of every option in the first scenario, `[option][trial]`.
pub fn totals(plan: &SimulationPlan, seed: u64, trials: u64) -> Vec<Vec<f64>> {
    let outcomes = Simulation::new(plan, &RunSpec { seed, trials }).scenario(0, &|_| {});
    (0..outcomes.options()).map(|option| outcomes.totals(option)).collect()
}

pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// 95th percentile and expected shortfall beyond 99 %.
pub fn tail(values: &[f64]) -> (f64, f64) {
    let sorted = SortedSample::new(values).expect("totals are finite");
    let percentile = quantile(&sorted, 0.95).expect("0.95 is a level").estimate;
    (percentile, expected_shortfall(&sorted, 0.99).expect("0.99 is a level").estimate)
}

/// Share of the trials in which the first is cheaper.
pub fn cheaper(first: &[f64], second: &[f64]) -> f64 {
    first.iter().zip(second).filter(|(first, second)| first < second).count() as f64 / first.len() as f64
}

pub fn variance(sample: &[f64]) -> f64 {
    let centre = mean(sample);
    sample.iter().map(|value| (value - centre) * (value - centre)).sum::<f64>() / (sample.len() - 1) as f64
}

/// Processor time of this thread in seconds; elapsed time where the system does not tell.
pub fn clock(started: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds =
        told.and_then(|text| text.split(' ').next().and_then(|first| first.parse::<u64>().ok()));
    nanoseconds.map_or_else(|| started.elapsed().as_secs_f64(), |nanoseconds| nanoseconds as f64 * 1e-9)
}

/// Ratio of two variances over the same seeds, and how well it is known.
#[derive(Debug, Clone, Copy)]
pub struct Ratio {
    pub estimate: f64,
    /// Standard error of its logarithm.
    error: f64,
}

impl Ratio {
    /// Variance of `left` over that of `right`, both `[seed]`; `None` where one of them does not vary.
    ///
    /// The error is that of the jackknife over the seeds: unlike the F distribution it needs no normal estimates, and it sees that both come
    /// from the same seeds (R. G. Miller 1968, "Jackknifing variances", Annals of Mathematical Statistics 39, 567–582).
    pub fn new(left: &[f64], right: &[f64]) -> Option<Ratio> {
        let (left, right) = (Without::new(left), Without::new(right));
        let all = ln(left.all) - ln(right.all);
        let count = left.each.len() as f64;
        let each = left.each.iter().zip(&right.each);
        let pseudo: Vec<f64> =
            each.map(|(left, right)| count * all - (count - 1.0) * (ln(*left) - ln(*right))).collect();
        let error = (variance(&pseudo) / count).sqrt();
        (all.is_finite() && error.is_finite()).then_some(Ratio { estimate: exp(all), error })
    }

    /// The same ratio of variance × time.
    pub fn times(self, factor: f64) -> Ratio {
        Ratio { estimate: self.estimate * factor, ..self }
    }

    /// Interval that holds the ratio with a chance of `1 − miss`.
    pub fn interval(self, miss: f64) -> (f64, f64) {
        let width = exp(inverse_normal_cdf(1.0 - miss / 2.0) * self.error);
        (self.estimate / width, self.estimate * width)
    }

    /// `2.1 (1.8–2.5)`, with the interval of 95 %.
    pub fn in_words(self) -> String {
        let (low, high) = self.interval(0.05);
        format!("{} ({}–{})", short(self.estimate), short(low), short(high))
    }
}

/// Variances of a sample, and of the sample without each value.
struct Without {
    all: f64,
    each: Vec<f64>,
}

impl Without {
    fn new(sample: &[f64]) -> Without {
        let (count, centre) = (sample.len() as f64, mean(sample));
        let squares: f64 = sample.iter().map(|value| (value - centre) * (value - centre)).sum();
        // Leaving x out takes (x − mean)²·n/(n − 1) from the sum of squares.
        let without = |value: &f64| squares - (value - centre) * (value - centre) * count / (count - 1.0);
        Without {
            all: squares / (count - 1.0),
            each: sample.iter().map(|value| without(value) / (count - 2.0)).collect(),
        }
    }
}

/// Two significant digits, three from 100 on.
pub fn short(value: f64) -> String {
    match value.abs() {
        large if large >= 10.0 => format!("{value:.0}"),
        middle if middle >= 1.0 => format!("{value:.1}"),
        small if small >= 0.1 => format!("{value:.2}"),
        0.0 => "0".to_owned(),
        tiny => {
            let places = 1 + (-splitstack::math::log10(tiny)).ceil() as usize;
            format!("{value:.places$}")
        }
    }
}
