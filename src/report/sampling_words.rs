//! Which draws follow Sobol points, in words.

use super::figures::chance;
use super::prose::wrapped;
use crate::engine::random::REPLICATES;
use crate::plan::SimulationPlan;

/// The leading draws of a plan, one per line with its share; empty where trials are independent.
///
/// - `width`: columns.
#[must_use]
pub fn leading_in_words(plan: &SimulationPlan, width: u16) -> String {
    if plan.leading.is_empty() {
        return String::new();
    }
    let heading = format!(
        "Trials are spread by scrambled Sobol points in {} draws, in {REPLICATES} independent replicates; these draws, with the share of \
         the variance that a rough reckoning of costs gives them:",
        plan.leading.len()
    );
    let draws = plan.leading.iter().map(|draw| match draw.weight {
        0.0 => format!("     –   {}\n", draw.name),
        weight => format!("{:>7}  {}\n", chance(weight), draw.name),
    });
    format!("\n{}{}", wrapped(&heading, width), draws.collect::<String>())
}
