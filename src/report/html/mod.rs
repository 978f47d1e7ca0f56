//! The report of a result folder as one HTML file that needs nothing else: data in, text out.
//!
//! One section per file, in the order of the page. Markup is written with `maud`, which escapes every text; charts are SVG from
//! [`crate::charts`]; style, script and fonts are inside the file. It reads without scripts and in print; the charts of `explorer` need scripts, and show
//! nothing that is not elsewhere.

mod assumptions;
mod chart;
mod contingency;
mod exhibits;
mod explorer;
mod fold;
mod given;
mod limits;
mod manifest;
mod method;
mod obligations;
mod page;
mod questions;
mod summary;
mod table;

pub use page::html_report;
