//! How much of the variance of totals each draw explains alone, by simulation; to judge the rule of the plan against.
#![allow(clippy::disallowed_methods)]

use splitstack::engine::random::StreamKey;
use splitstack::engine::{RunSpec, Simulation};
use splitstack::input::{CaseSource, read_case};
use splitstack::plan::SimulationPlan;
use std::collections::BTreeMap;

const BINS: usize = 16;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let case_id = arguments.get(1).map_or("reference-manufacturer", String::as_str);
    let trials: u64 = arguments.get(2).map_or(8192, |text| text.parse().expect("trials"));
    let mut case = read_case(&CaseSource::embedded(case_id)).expect("case").case;
    case.settings.seed = 7;
    let plan = SimulationPlan::new(&case).expect("plan");
    let seed = 7;
    let simulation = Simulation::new(&plan, &RunSpec { seed, trials });
    let mut names: Vec<String> = plan.table.parameters.iter().map(|p| p.name.clone()).collect();
    names.extend(
        ["regime.stay", "regime.next", "company.worldwide_turnover", "enforcement.intensity"]
            .map(String::from),
    );
    for risk in &plan.risks {
        for what in ["arrival", "duration", "grace", "severity", "chance"] {
            names.push(risk.draw_name(what));
        }
    }
    names.extend(plan.law.claims.iter().map(|c| c.name.clone()));
    names.extend(plan.company.flows.iter().map(|f| f.important_data_name.clone()));
    let mut overall: BTreeMap<String, f64> = BTreeMap::new();
    let mut scenarios = 0.0;
    for (position, scenario) in plan.scenarios.iter().enumerate() {
        let outcomes = simulation.scenario(position, &|_| {});
        let totals: Vec<Vec<f64>> = (0..outcomes.options()).map(|o| outcomes.totals(o)).collect();
        // Targets: totals, and each option less the mean of all.
        let mean: Vec<f64> = (0..trials as usize)
            .map(|t| totals.iter().map(|x| x[t]).sum::<f64>() / totals.len() as f64)
            .collect();
        let mut targets = totals.clone();
        for t in &totals {
            targets.push(t.iter().zip(&mean).map(|(a, b)| a - b).collect());
        }
        let mut shares: Vec<(f64, f64, &String)> = Vec::new();
        for name in &names {
            let key = StreamKey::new(seed, name);
            let draw = key.draw(0);
            let bins: Vec<usize> = (0..trials).map(|t| (draw.uniform(t) * BINS as f64) as usize).collect();
            let explained = |target: &Vec<f64>| {
                let n = trials as f64;
                let mu = target.iter().sum::<f64>() / n;
                let total: f64 = target.iter().map(|x| (x - mu).powi(2)).sum();
                if total <= 0.0 {
                    return 0.0;
                }
                let mut sums = [(0.0, 0.0); BINS];
                for (b, x) in bins.iter().zip(target) {
                    sums[*b].0 += x - mu;
                    sums[*b].1 += 1.0;
                }
                let between: f64 = sums.iter().map(|(s, c)| if *c > 0.0 { s * s / c } else { 0.0 }).sum();
                (between / total - (BINS as f64 - 1.0) / n) / (1.0 - (BINS as f64 - 1.0) / n)
            };
            let half = targets.len() / 2;
            let of_totals = targets[..half].iter().map(explained).sum::<f64>() / half as f64;
            let of_differences = targets[half..].iter().map(explained).sum::<f64>() / half as f64;
            shares.push((of_totals, of_differences, name));
            *overall.entry(name.clone()).or_default() += of_totals + of_differences;
        }
        scenarios += 1.0;
        shares.sort_by(|a, b| (b.0 + b.1).total_cmp(&(a.0 + a.1)));
        println!("\n{}", scenario.id);
        for (a, b, name) in shares.iter().take(22) {
            println!("  {:6.3} {:6.3}  {name}", a, b);
        }
    }
    let mut list: Vec<(f64, String)> = overall.into_iter().map(|(n, s)| (s / scenarios / 2.0, n)).collect();
    list.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("\noverall");
    for (s, n) in list.iter().take(50) {
        println!("  {s:7.4}  {n}");
    }
}
