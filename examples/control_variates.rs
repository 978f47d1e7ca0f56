//! How much control variates gain on a case, shipped or in a folder, scenario by scenario, and what closed forms cost a run.
//!
//! `cargo run --release --example control_variates [case] [trials] [threads]`

use std::ops::ControlFlow;
use std::sync::OnceLock;
use std::time::Instant;

use splitstack::engine::{RunSpec, Simulation};
use splitstack::input::{CaseSource, read_case};
use splitstack::plan::SimulationPlan;
use splitstack::report::{ClosedForms, ControlPilot, ControlledSummary, OracleSummary};

/// Processor time of all threads so far; where the system does not tell it, time since the first call.
fn processor_seconds() -> f64 {
    static BEGUN: OnceLock<Instant> = OnceLock::new();
    let begun = BEGUN.get_or_init(Instant::now);
    let of_thread = |entry: std::io::Result<std::fs::DirEntry>| {
        let told = std::fs::read_to_string(entry.ok()?.path().join("schedstat")).ok()?;
        told.split_whitespace().next()?.parse::<f64>().ok()
    };
    let told = std::fs::read_dir("/proc/self/task").map(|threads| threads.filter_map(of_thread).sum::<f64>());
    told.map_or_else(|_| begun.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

/// Runs of each kind, in turn; the median counts.
const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let argument =
        |place: usize, otherwise: &str| arguments.get(place).cloned().unwrap_or_else(|| otherwise.to_owned());
    let trials: u64 = argument(1, "20000").parse()?;
    let threads: usize = argument(2, "1").parse()?;
    rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()?;
    let name = argument(0, "reference-manufacturer");
    let folder = std::path::Path::new(&name).is_dir();
    let source = if folder { CaseSource::folder(&name) } else { CaseSource::embedded(&name) };
    let case = read_case(&source)?.case;
    let plan = SimulationPlan::new(&case)?;
    let spec = RunSpec { seed: case.settings.seed, trials };
    let (simulation, pilot) = (Simulation::new(&plan, &spec), ControlPilot::new(&plan, &spec));
    let mut summaries = Vec::new();
    println!(
        "scenario | controls | totals: variance ratio, lowest – highest | differences | run with ÷ without"
    );
    for (position, scenario) in plan.scenarios.iter().enumerate() {
        let mut ratios = Vec::new();
        let mut last = None;
        for _ in 0..ROUNDS {
            let before = processor_seconds();
            simulation.stream(position, 0..trials, &|_| {}, &mut |_, _| ControlFlow::Continue(()));
            let between = processor_seconds();
            last = Some(with_closed_forms((&plan, &simulation), position, trials, pilot.as_ref())?);
            ratios.push((processor_seconds() - between) / (between - before));
        }
        ratios.sort_by(f64::total_cmp);
        if let Some((oracle, controlled)) = last {
            let (count, totals, differences) = match &controlled {
                Some(found) => (found.controls.len(), range(of_totals(found)), range(of_differences(found))),
                None => (0, String::new(), String::new()),
            };
            println!("{} | {count} | {totals} | {differences} | {:.3}", scenario.id, ratios[ROUNDS / 2]);
            if let Some(found) = controlled {
                println!("    {}", found.controls.join(", "));
            }
            summaries.push(oracle);
        }
    }
    print!("{}", OracleSummary::of_run(summaries).in_words());
    Ok(())
}

fn with_closed_forms(
    (plan, simulation): (&SimulationPlan, &Simulation<'_>),
    scenario: usize,
    trials: u64,
    pilot: Option<&ControlPilot<'_>>,
) -> Result<(OracleSummary, Option<ControlledSummary>), splitstack::statistics::StatisticsError> {
    let mut forms = ClosedForms::begin(plan, scenario, scenario == 0, pilot);
    let watch = forms.watch(plan, scenario);
    let mut failed = None;
    simulation.stream_watched(scenario, 0..trials, Some(&watch), &|_| {}, &mut |first, outcomes| match forms
        .add(first, &outcomes, &watch)
    {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            failed = Some(error);
            ControlFlow::Break(())
        }
    });
    failed.map_or_else(|| Ok((forms.oracle(plan, scenario), forms.controlled(plan))), Err)
}

fn of_totals(found: &ControlledSummary) -> impl Iterator<Item = f64> {
    found.options.iter().map(|option| option.total.variance_ratio)
}

fn of_differences(found: &ControlledSummary) -> impl Iterator<Item = f64> {
    found.pairs.iter().map(|pair| pair.difference.variance_ratio)
}

fn range(values: impl Iterator<Item = f64>) -> String {
    let (low, high) =
        values.fold((f64::INFINITY, 0.0), |(low, high), value| (f64::min(low, value), f64::max(high, value)));
    format!("{low:.2} – {high:.2}")
}
