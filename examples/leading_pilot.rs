//! How much of the variance of totals each draw explains alone, by simulation: what the plan's rule of leading draws is judged against.
//!
//! `cargo run --release --example leading_pilot -- CASE TRIALS`. The first number of a line is the share of the totals' variance, the second that of the
//! totals less their mean over the options; both are means over the options.

use std::collections::BTreeMap;

use splitstack::engine::random::StreamKey;
use splitstack::engine::{RunSpec, Simulation};
use splitstack::input::{CaseSource, read_case};
use splitstack::plan::SimulationPlan;

/// Classes of equal chance into which a draw's uniform falls.
const BINS: usize = 16;

const SEED: u64 = 7;

/// Lines per scenario.
const SHOWN: usize = 22;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [case, trials] = &arguments[..] else { panic!("CASE TRIALS") };
    let trials: u64 = trials.parse().expect("trials");
    let case = read_case(&CaseSource::embedded(case)).expect("a shipped case").case;
    let plan = SimulationPlan::new(&case).expect("a plan");
    let simulation = Simulation::new(&plan, &RunSpec { seed: SEED, trials });
    let names = names(&plan);
    let mut overall: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for (position, scenario) in plan.scenarios.iter().enumerate() {
        let outcomes = simulation.scenario(position, &|_| {});
        let totals: Vec<Vec<f64>> = (0..outcomes.options()).map(|option| outcomes.totals(option)).collect();
        let differences = less_their_mean(&totals);
        let mut shares: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
        for name in &names {
            let bins = bins(name, trials);
            let share = |targets: &[Vec<f64>]| mean(targets.iter().map(|target| explained(&bins, target)));
            let found = (share(&totals), share(&differences));
            shares.insert(name, found);
            let sum = overall.entry(name).or_default();
            *sum = (sum.0 + found.0, sum.1 + found.1);
        }
        show(scenario.id.as_str(), &shares, 1.0);
    }
    show("all scenarios", &overall, plan.scenarios.len() as f64);
}

/// Draws of index 0 that may matter.
fn names(plan: &SimulationPlan) -> Vec<String> {
    let parameters = plan.table.parameters.iter().map(|parameter| parameter.name.clone());
    let of_risks = plan.risks.iter().flat_map(|risk| {
        ["arrival", "duration", "grace", "severity", "chance"].map(|what| risk.draw_name(what))
    });
    let shared = ["regime.stay", "regime.next", "company.worldwide_turnover", "enforcement.intensity"];
    let claims = plan.law.claims.iter().map(|claim| claim.name.clone());
    let data = plan.company.flows.iter().map(|flow| flow.important_data_name.clone());
    let all = parameters.chain(of_risks).chain(shared.map(str::to_owned)).chain(claims).chain(data);
    all.collect::<std::collections::BTreeSet<String>>().into_iter().collect()
}

fn bins(name: &str, trials: u64) -> Vec<usize> {
    let draw = StreamKey::new(SEED, name).draw(0);
    (0..trials).map(|trial| (draw.uniform(trial) * BINS as f64) as usize).collect()
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len() as f64;
    values.sum::<f64>() / count
}

fn less_their_mean(totals: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let centre: Vec<f64> =
        (0..totals[0].len()).map(|trial| mean(totals.iter().map(|totals| totals[trial]))).collect();
    let less = |totals: &Vec<f64>| totals.iter().zip(&centre).map(|(total, centre)| total - centre).collect();
    totals.iter().map(less).collect()
}

/// Share of the variance that lies between the bins, less what chance alone puts there.
fn explained(bins: &[usize], target: &[f64]) -> f64 {
    let count = target.len() as f64;
    let centre = mean(target.iter().copied());
    let all: f64 = target.iter().map(|value| (value - centre) * (value - centre)).sum();
    if all <= 0.0 {
        return 0.0;
    }
    let mut sums = [(0.0, 0.0); BINS];
    for (bin, value) in bins.iter().zip(target) {
        sums[*bin] = (sums[*bin].0 + value - centre, sums[*bin].1 + 1.0);
    }
    let between: f64 =
        sums.iter().filter(|(_, count)| *count > 0.0).map(|(sum, count)| sum * sum / count).sum();
    let by_chance = (BINS as f64 - 1.0) / count;
    (between / all - by_chance) / (1.0 - by_chance)
}

fn show(heading: &str, shares: &BTreeMap<&str, (f64, f64)>, divisor: f64) {
    let mut lines: Vec<(&str, f64, f64)> =
        shares.iter().map(|(name, (of, less))| (*name, of / divisor, less / divisor)).collect();
    lines.sort_by(|left, right| (right.1 + right.2).total_cmp(&(left.1 + left.2)));
    println!("\n{heading}");
    for (name, of_totals, of_differences) in lines.iter().take(SHOWN) {
        println!("  {of_totals:6.3} {of_differences:6.3}  {name}");
    }
}
