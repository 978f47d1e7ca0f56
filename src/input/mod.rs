//! From the files of a case to a checked [`domain::Case`](crate::domain::Case).
//!
//! ```text
//! CaseSource ── source ──> texts ── decode ──> raw structs ── validate ──> domain::Case
//!                                     └────── diagnostics, all of them ──────┘
//! ```
//!
//! - `source`, `shipped`: where the files of a case come from, and which of them are shipped with the program;
//! - `raw`: what stands in the files, one struct per table;
//! - `decode`: TOML to raw, past the first mistake;
//! - `validate`: raw to domain, one file per kind of file;
//! - `diagnostic`, `render`: what is wrong, where, and what to do about it;
//! - `counts`: yearly counts, a file of its own that belongs to no case;
//! - `change`: a figure that is to be another than the one written;
//! - `assumptions`: every figure of a case with where it comes from;
//! - `schema`: the JSON Schema of every kind of file.

mod assumptions;
mod change;
mod collector;
mod counts;
mod decode;
mod diagnostic;
mod files;
pub mod located;
mod message;
mod near;
pub mod raw;
mod read;
mod render;
pub mod schema;
mod shipped;
mod source;
mod tree;
mod validate;

pub use assumptions::{AssumptionCounts, FigureEntry, count_assumptions};
pub use change::FigureChange;
pub use counts::{FEWEST_COUNTS, YearlyCounts, read_counts};
pub use diagnostic::{Diagnostic, InputError, Place, Position, Severity};
pub use near::hint_for;
pub use read::{LoadedCase, read_case, read_case_with};
pub use render::{Style, render, to_json};
pub use shipped::shipped_cases;
pub use source::{CaseSource, InputFile, MAXIMUM_FILE_BYTES};
