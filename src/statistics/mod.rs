//! Estimators: plain slices in, numbers with their error out. No business word is known here.
//!
//! - One estimator a file. A sample is checked once, on entry; whatever is estimated from it is finite.
//! - Sums run in one fixed order in one thread and are compensated, so results have the same bits for any number
//!   of threads. Estimators that take a [`SortedSample`] give the same bits for any order of the trials.
//! - Intervals hold with 95 % confidence ([`CONFIDENCE`]). Where a sample is too small to say, the answer is
//!   `None`, not a wide or a narrow guess.

mod closed_form;
mod control_variates;
mod density;
mod error;
mod exceedance;
mod expected_shortfall;
mod growth;
mod growth_comparison;
mod interval;
mod least_squares;
mod mixture;
mod moments;
mod paired;
mod plateau_multiplier;
mod proportion;
mod quantile;
mod running;
mod sample;
mod student;
#[cfg(test)]
mod testing;
mod value_at_risk;

pub use closed_form::{Deviation, DeviationSums, MINIMUM_JUDGED_EVENTS, MINIMUM_JUDGED_TRIALS};
pub use control_variates::{ControlRegression, ControlledMean, ProductSums, ScreeningRule, screen_controls};
pub use density::{Atom, Density, MINIMUM_GRID_POINTS, density};
pub use error::StatisticsError;
pub use exceedance::{ExceedancePoint, MINIMUM_CURVE_POINTS, exceedance, exceedance_curve};
pub use expected_shortfall::{ExpectedShortfall, MINIMUM_TAIL_TRIALS, expected_shortfall};
pub use growth::{CountSeries, GrowthFit, GrowthShape, MINIMUM_COUNTS, Parameter, Plateau};
pub use growth_comparison::{ComparedFit, FTest, GrowthComparison, SIGNIFICANCE, compare_growth};
pub use interval::{CONFIDENCE, Interval, NORMAL_CRITICAL_VALUE};
pub use mixture::Mixture;
pub use moments::{Moments, moments};
pub use paired::{Paired, Verdict, paired};
pub use plateau_multiplier::{MULTIPLIER_VALUES, PlateauMultiplier, plateau_multiplier};
pub use proportion::{Proportion, proportion, wilson_interval};
pub use quantile::{Quantile, quantile};
pub use running::{relative_precision, trials_for_half_width, trials_for_relative_precision};
pub use sample::SortedSample;
pub use student::{half_width, student_critical_value, student_quantile};
pub use value_at_risk::value_at_risk;
