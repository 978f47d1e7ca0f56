//! What a board is told, whatever the format: facts, answers, recommendation, limits.
//!
//! `report/html`, and each further format, takes its words from here, so that all of them say the same.
//!
//! To add a question of `decide`: a line in `questions`; answers without one are shown all the same, last.

mod contents;
pub mod deck;
mod evidence;
mod facts;
mod limits;
pub mod method;
mod obligations;
mod plan_page;
mod questions;
mod recommendation;

pub use contents::{Asked, ReportContents};
pub use evidence::Evidence;
pub use facts::{facts, option_text, scenario_text, weight};
pub use limits::{GENERAL_LIMITS, own_limits};
pub use obligations::{ObligationCount, ObligationCounts, obligation_counts};
pub use plan_page::{PlanPage, PlannedMove, plan_page};
pub use questions::in_order;
pub use recommendation::{Recommendation, recommend};
