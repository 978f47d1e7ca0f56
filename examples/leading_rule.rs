//! Prints the leading draws of a shipped case and how long the rule takes.
use splitstack::domain::Sampling;
use splitstack::input::{CaseSource, read_case};
use splitstack::plan::SimulationPlan;
fn main() {
    for id in std::env::args().skip(1) {
        let mut case = read_case(&CaseSource::embedded(&id)).expect("case").case;
        let start = std::time::Instant::now();
        let _ = SimulationPlan::new(&case).expect("plan");
        let plain = start.elapsed();
        case.settings.sampling = Sampling::Sobol;
        let start = std::time::Instant::now();
        let plan = SimulationPlan::new(&case).expect("plan");
        println!("{id}: plan {plain:?}, with rule {:?}", start.elapsed());
        for draw in &plan.leading {
            println!("  {:2} {:.4} {}", draw.dimension, draw.weight, draw.name);
        }
    }
}
