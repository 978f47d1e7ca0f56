//! The one integration-test binary.

mod engine;
mod input;
mod plausibility;
mod random;
