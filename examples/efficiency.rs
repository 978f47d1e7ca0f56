//! How precise a run is for its price: the processor time that a stated standard error costs, from the scatter of many seeds.
//!
//! `cargo run --release --example efficiency -- CASE SCENARIO OPTION OPTION RISK SEEDS TRIALS`, in one thread. CASE is a folder or a shipped case. Two options
//! are compared, and the first one with itself without the risk: the effect of an edit. A line per question: the seconds of processor time to its
//! standard error, seconds of a run × (deviation over the seeds ÷ standard error)², by three ways of sampling, and what one way gains over the one
//! before, with its 95 % interval.
//!
//! - *apart*: each option, and the edit, simulated alone under seeds of their own; which is cheaper in the same future they cannot say;
//! - *keyed*: common random numbers, as every run has them;
//! - *Sobol*: keyed, and the leading draws follow scrambled Sobol points.
//!
//! Seconds are those of the simulation: of both options for a comparison, of the first one twice for the edit. `docs/performance.md` has what came out.

mod sampling;

use std::process::ExitCode;
use std::time::Instant;

use splitstack::domain::{Case, RateChange, Sampling};
use splitstack::plan::SimulationPlan;

use sampling::{Ratio, cheaper, clock, load, mean, short, tail, totals, variance};

const QUESTIONS: [&str; 4] = ["Δmean", "ΔES99", "P(cheaper)", "effect of the edit"];

/// Positions of questions.
const MEANS: usize = 0;
const CHEAPER: usize = 2;
const EDIT: usize = 3;

/// Added to the seed for what is simulated apart.
const ELSEWHERE: u64 = 1 << 32;

/// One way to sample.
struct Way {
    /// Both options, or each of them alone.
    compared: Vec<SimulationPlan>,
    /// The first option before and after the edit.
    edit: [SimulationPlan; 2],
    apart: bool,
    /// `[question][seed]`.
    found: [Vec<f64>; 4],
    /// Of all seeds, by question.
    seconds: [f64; 4],
}

impl Way {
    fn new(case: &Case, risk: &str, sampling: Sampling, apart: bool) -> Result<Way, String> {
        let mut case = case.clone();
        case.settings.sampling = sampling;
        let plan = |case: &Case| SimulationPlan::new(case).map_err(|error| error.to_string());
        let both = plan(&case)?;
        let alone = |option: usize| Case { options: vec![case.options[option].clone()], ..case.clone() };
        let before = alone(0);
        let after = without(&before, risk)?;
        // The same draws lead, whatever matters most to one option or after the edit.
        let led = |it: SimulationPlan| SimulationPlan { leading: both.leading.clone(), ..it };
        let edit = [led(plan(&before)?), led(plan(&after)?)];
        let compared = if apart { vec![plan(&before)?, plan(&alone(1))?] } else { vec![both] };
        Ok(Way { compared, edit, apart, found: Default::default(), seconds: [0.0; 4] })
    }

    fn run(&mut self, seed: u64, trials: u64, started: Instant) {
        let seed_of = |run: usize| if self.apart { seed + run as u64 * ELSEWHERE } else { seed };
        let begun = clock(started);
        let compared = self.compared.iter().enumerate();
        let options: Vec<Vec<f64>> =
            compared.flat_map(|(run, plan)| totals(plan, seed_of(run), trials)).collect();
        let between = clock(started);
        let edit: Vec<Vec<f64>> =
            (0..2).flat_map(|run| totals(&self.edit[run], seed_of(2 + run), trials)).collect();
        let ended = clock(started);
        let (first, second) = (&options[0], &options[1]);
        let answers = [
            mean(first) - mean(second),
            tail(first).1 - tail(second).1,
            cheaper(first, second),
            mean(&edit[1]) - mean(&edit[0]),
        ];
        for (all, found) in self.found.iter_mut().zip(answers) {
            all.push(found);
        }
        let times = [between - begun, between - begun, between - begun, ended - between];
        for (all, seconds) in self.seconds.iter_mut().zip(times) {
            *all += seconds;
        }
    }

    /// Seconds to a standard error.
    fn needed(&self, question: usize, target: f64) -> f64 {
        let found = &self.found[question];
        self.seconds[question] / found.len() as f64 * variance(found) / (target * target)
    }
}

/// The case without the events of a risk.
fn without(case: &Case, risk: &str) -> Result<Case, String> {
    let mut case = case.clone();
    let found = case.risks.iter().find(|known| known.id.as_str() == risk);
    let id = found.ok_or_else(|| format!("no risk {risk}"))?.id.clone();
    let changes = &mut case.scenarios[0].changes;
    match changes.binary_search_by(|(other, _)| other.cmp(&id)) {
        Ok(place) => changes[place].1.off = true,
        Err(place) => changes.insert(place, (id, RateChange { off: true, ..RateChange::default() })),
    }
    Ok(case)
}

/// What `right` gains over `left`: the ratio of variance × time.
fn gain(left: &Way, right: &Way, question: usize) -> String {
    let ratio = Ratio::new(&left.found[question], &right.found[question]);
    let time = left.seconds[question] / right.seconds[question];
    ratio.map_or_else(|| "–".to_owned(), |ratio| ratio.times(time).in_words())
}

/// The largest difference between the mean estimates of two ways, in its standard errors. Shortfalls are left out: they have a bias of order
/// one in n, which points change.
fn disagreement(ways: &[Way; 3]) -> f64 {
    let of = |question: usize, left: usize, right: usize| {
        let [left, right] = [left, right].map(|way| &ways[way].found[question]);
        let error = ((variance(left) + variance(right)) / left.len() as f64).sqrt();
        (mean(left) - mean(right)).abs() / error
    };
    let means = [MEANS, EDIT].into_iter().flat_map(|it| [of(it, 0, 1), of(it, 0, 2), of(it, 1, 2)]);
    means.chain([of(CHEAPER, 1, 2)]).filter(|it| it.is_finite()).fold(0.0, f64::max)
}

fn report(ways: &[Way; 3], cost: f64) {
    let targets = [
        ("0.1 % of the mean cost", 0.001 * cost),
        ("1 % of the mean cost", 0.01 * cost),
        ("0.005", 0.005),
        ("0.1 % of the mean cost", 0.001 * cost),
    ];
    println!(
        "| to be known | standard error | apart, s | keyed, s | Sobol, s | keyed over apart | Sobol over keyed |"
    );
    println!("| --- | --- | ---: | ---: | ---: | ---: | ---: |");
    for (question, (what, (words, target))) in QUESTIONS.into_iter().zip(targets).enumerate() {
        let [apart, keyed, sobol] = ways;
        let mut seconds = [apart, keyed, sobol].map(|way| short(way.needed(question, target)));
        let (mut common, points) = (gain(apart, keyed, question), gain(keyed, sobol, question));
        if question == CHEAPER {
            // Apart, the two are in different futures.
            (seconds[0], common) = ("–".to_owned(), "–".to_owned());
        }
        println!("| {what} | {words} | {} | {common} | {points} |", seconds.join(" | "));
    }
    println!("\nMeans by the three ways differ by up to {:.1} standard errors.", disagreement(ways));
}

fn compare(given: &[&str]) -> Result<(), String> {
    let [named, scenario, first, second, risk, seeds, trials] = given else {
        return Err("usage: efficiency CASE SCENARIO OPTION OPTION RISK SEEDS TRIALS".to_owned());
    };
    let (Ok(seeds @ 10..), Ok(trials @ 100..)) = (seeds.parse::<u64>(), trials.parse::<u64>()) else {
        return Err("at least 10 seeds of 100 trials".to_owned());
    };
    let case = load(named, scenario, &[first, second])?;
    let mut ways = [
        Way::new(&case, risk, Sampling::Independent, true)?,
        Way::new(&case, risk, Sampling::Independent, false)?,
        Way::new(&case, risk, Sampling::Sobol, false)?,
    ];
    let threads =
        rayon::ThreadPoolBuilder::new().num_threads(1).build().map_err(|error| error.to_string())?;
    let started = Instant::now();
    let cost = threads.install(|| {
        // In turn, so that whatever else the machine does meets all ways alike.
        for seed in 1..=seeds {
            ways.iter_mut().for_each(|way| way.run(seed, trials, started));
        }
        mean(&totals(&ways[0].edit[0], 0, 10_000)[0])
    });
    println!(
        "\n{} in {scenario}: {first} against {second}; {first} without {risk}. {seeds} seeds of {trials} trials; mean cost {cost:.4e}.\n",
        case.settings.name
    );
    report(&ways, cost);
    Ok(())
}

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    match compare(&given.iter().map(String::as_str).collect::<Vec<&str>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::from(2)
        }
    }
}
