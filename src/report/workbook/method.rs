//! How figures come about, in words; pages and slides show the equations.

use super::plan::{Block, Part, SheetPlan};
use crate::report::board::method::METHOD;

/// The sheet.
pub fn method(name: &str) -> SheetPlan {
    let mut plan = SheetPlan::new(name, "Method", Part::Given);
    for step in METHOD {
        let parts = [step.name, step.text, step.more].into_iter().filter(|text| !text.is_empty());
        plan.add(Block::Text(parts.collect::<Vec<&str>>().join(" ")));
        if !step.equation.is_empty() {
            plan.add(Block::Note(format!("{}.", step.equation)));
        }
    }
    plan
}
