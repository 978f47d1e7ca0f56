//! The one integration-test binary.

mod architecture;

mod random;

mod engine;
