//! Random numbers, the world of a trial, the order of steps, the ledger. The engine reads no file.

mod outcomes;

pub use outcomes::{Column, Count, Outcomes};
