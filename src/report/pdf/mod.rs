//! The report as PDF in 16:9, typeset by the embedded engine typst: slides in, bytes out.
//!
//! `slides.typ` is the look. It gets the slides as data, never as markup, so that every name comes out as it is written; charts are
//! vectors with their text for those who cannot see them. Nothing is read from the machine, and the clock is not asked: the same
//! slides give the same bytes.

mod data;
mod world;
mod write;

pub use write::{PdfError, pdf_report};
