//! Functions that return the same bits on every machine.
//!
//! The standard library's `exp`, `ln`, `pow` … come from the platform and differ in the last bit between
//! systems. Everything here is built on the `libm` crate's portable code and on `+ − × ÷ √`, without fused
//! multiply-add, in a fixed order. Whatever reaches a result uses these functions.
//!
//! Arguments outside a function's domain give NaN; nothing here panics.

mod beta_quantiles;
mod blocks;
mod elementary;
mod exponential;
mod incomplete_beta;
mod incomplete_gamma;
pub(crate) mod lanes;
mod normal;
mod root;
mod waiting;

pub use beta_quantiles::BetaQuantiles;
pub use blocks::{exp_block, inverse_normal_cdf_block};
pub use elementary::{asin, cos, erf, erfc, exp, exp_m1, ln, ln_1p, ln_gamma, log2, log10, pow, sin, tanh};
pub use exponential::inverse_exponential;
pub use incomplete_beta::{IncompleteBeta, inverse_regularized_beta, ln_beta, regularized_beta};
pub use incomplete_gamma::{
    IncompleteGamma, inverse_regularized_gamma, regularized_lower_gamma, regularized_upper_gamma,
};
pub use lanes::{INSTRUCTIONS_VARIABLE, InstructionSet, InstructionSetError};
pub use normal::{inverse_normal_cdf, normal_cdf, normal_density};
pub use root::{RootError, find_root, invert_increasing};
pub use waiting::inverse_exponential_block;
