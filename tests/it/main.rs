//! The one integration-test binary.

mod architecture;
mod backtests;
mod cases;
mod cli;
mod coverage;
mod decide;
mod documentation;
mod each_risk;
mod enforcement_fit;
mod engine;
mod input;
mod interrupted;
mod long_runs;
mod memory;
mod obligations;
mod oracle;
mod packs;
mod plausibility;
mod program;
mod random;
mod randomness;
mod ref_60;
mod regulation;
mod results;
mod story;
mod tail;
