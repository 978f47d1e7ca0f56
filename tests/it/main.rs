//! The one integration-test binary.

mod architecture;
mod engine;
mod input;
mod plausibility;
mod random;
