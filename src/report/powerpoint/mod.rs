//! The report as a PowerPoint file: the slides of [`crate::report::board::deck`], with charts that PowerPoint draws and people edit.
//!
//! The parts of the file (ECMA-376, part 1) are written as elements (`xml`), so that they are well-formed whatever names say; `frame`
//! has what every presentation has, `slide` lays out one slide, `chart` writes a chart and the workbook behind it. Other charts are
//! pictures. The same results give the same bytes.

mod chart;
mod frame;
mod package;
mod presentation;
mod slide;
mod table;
mod text;
mod xml;

pub use presentation::{PresentationError, presentation};
