//! What the model does not say.

use super::plan::{Block, Part, SheetPlan};
use crate::report::board::{GENERAL_LIMITS, ReportContents, own_limits};

/// The sheet.
pub fn limits(contents: &ReportContents<'_>, name: &str) -> SheetPlan {
    let mut plan = SheetPlan::new(name, "What the model does not say", Part::Given);
    let own = own_limits(contents);
    if !own.is_empty() {
        plan.add(Block::Heading("Of these results".to_owned(), None));
        plan.texts(own, Block::Point);
    }
    plan.add(Block::Heading("In general".to_owned(), None));
    plan.texts(GENERAL_LIMITS, Block::Point);
    plan
}
