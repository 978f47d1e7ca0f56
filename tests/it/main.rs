//! The one integration-test binary.

mod input;
