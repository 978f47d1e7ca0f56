//! The report as slides: data that each format of slides lays out, with what a slide can hold already seen to.
//!
//! `slide` says what a slide is made of, `order` which ones there are. What does not fit is cut at a place where a reader would
//! pause and stands in full in the appendix.

mod appendix;
mod closing;
mod cut;
mod exhibits;
mod given;
mod order;
mod plans;
mod questions;
mod slide;
mod summary;

#[cfg(test)]
mod tests;

pub use order::{deck, deck_footer};
pub use slide::{Column, Part, Slide, SlideCell, SlideRow, SlideTable, Visual};
