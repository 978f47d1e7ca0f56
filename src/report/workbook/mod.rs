//! The report of a result folder as an Excel workbook: real numbers with all digits, tables with filters, charts that Excel draws.
//!
//! A file per sheet says what stands on it (`SheetPlan`); `layout` writes it. Text is always written as text: what begins with
//! `=` is no formula. The same results give the same bytes.

mod assumptions;
mod book;
mod chart_parts;
mod charts;
mod contingency;
mod costs;
mod layout;
mod limits;
mod manifest;
mod method;
mod names;
mod numbers;
mod obligations;
mod plan;
mod questions;
mod styles;
mod summary;

pub use book::{WorkbookError, workbook};
