//! The report of a result folder as one HTML file that needs nothing else: data in, text out.
//!
//! One section per file, in the order of the page. Markup is written with `maud`, which escapes every text; charts are SVG from
//! [`crate::charts`]; style, script and fonts are inside the file. It reads without scripts and in print.
//!
//! To add a question of `decide`: a line in `questions`; answers without one are shown all the same, last.

mod assumptions;
mod chart;
mod contents;
mod contingency;
mod evidence;
mod fold;
mod given;
mod limits;
mod manifest;
mod method;
mod obligations;
mod page;
mod questions;
mod recommendation;
mod summary;
mod table;

pub use contents::{Asked, ReportContents};
pub use page::html_report;
