//! Estimators: plain slices in, numbers with their error out. No business word is known here.
//!
//! - One estimator a file. A sample is checked once, on entry; whatever is estimated from it is finite.
//! - Sums run in one fixed order in one thread and are compensated, so results have the same bits for any number
//!   of threads. Estimators that take a [`SortedSample`] give the same bits for any order of the trials.
//! - Intervals hold with 95 % confidence ([`CONFIDENCE`]). Where a sample is too small to say, the answer is
//!   `None`, not a wide or a narrow guess.

mod arranged_sample;
mod closed_form;
mod conditional_mean;
mod control_variates;
mod count_accumulator;
mod covariate;
mod crossing;
mod density;
mod design;
mod design_point;
mod error;
mod exact_sample;
mod exceedance;
mod expected_shortfall;
mod first_order;
mod growth;
mod growth_comparison;
mod histogram;
mod interval;
mod least_squares;
mod mixture;
mod moment_stream;
mod moments;
mod paired;
mod penalised;
mod pick_freeze;
mod plateau_multiplier;
mod polynomial;
mod prim;
mod prim_evidence;
mod proportion;
mod quantile;
mod rank_correlation;
mod ranks;
mod running;
mod runs;
mod sample;
mod sample_accumulator;
mod sequential;
mod smoother;
mod spline;
mod student;
mod subsample_sums;
mod swing;
#[cfg(test)]
pub(crate) mod testing;
mod value_at_risk;
mod weighted_sample;
mod whole_counts;

pub use arranged_sample::ArrangedSample;
pub use closed_form::{Deviation, DeviationSums, MINIMUM_JUDGED_EVENTS, MINIMUM_JUDGED_TRIALS};
pub(crate) use conditional_mean::check_regression;
pub use conditional_mean::{ConditionalMean, MINIMUM_REGRESSION_TRIALS, conditional_mean};
pub use control_variates::{ControlRegression, ControlledMean, ProductSums, ScreeningRule, screen_controls};
pub use count_accumulator::{CountAccumulator, Counted};
pub(crate) use covariate::ChosenTrials;
pub use covariate::Covariate;
pub(crate) use covariate::mid_ranks;
pub use crossing::{Crossing, CrossingError, CrossingSearch, Crossings, Evaluation, crossings};
pub use density::{Atom, Density, MINIMUM_GRID_POINTS, density};
pub use design::{DesignError, Dimension, Range, Sampling, sample_design};
pub use design_point::{DesignPoint, Stress, StressError, StressSearch, design_point};
pub use error::StatisticsError;
pub(crate) use error::check_sample;
pub use exact_sample::ExactSample;
pub use exceedance::{ExceedancePoint, MINIMUM_CURVE_POINTS, exceedance, exceedance_curve};
pub use expected_shortfall::{ExpectedShortfall, MINIMUM_TAIL_TRIALS, expected_shortfall, shortfall_of};
pub use first_order::{ExplainedShare, first_order_index};
pub use growth::{CountSeries, GrowthFit, GrowthShape, MINIMUM_COUNTS, Parameter, Plateau};
pub use growth_comparison::{ComparedFit, FTest, GrowthComparison, SIGNIFICANCE, compare_growth};
pub use histogram::{BINS_PER_OCTAVE, Bin, LARGEST_RELATIVE_ERROR, LogHistogram};
pub use interval::{CONFIDENCE, Interval, NORMAL_CRITICAL_VALUE};
pub use mixture::Mixture;
pub use moment_stream::MomentStream;
pub use moments::{Moments, moments};
pub use paired::{Paired, Verdict, paired, paired_replicates};
pub use pick_freeze::{PickFreeze, SobolIndex, pick_freeze};
pub use plateau_multiplier::{MULTIPLIER_VALUES, PlateauMultiplier, plateau_multiplier};
pub(crate) use polynomial::Polynomial;
pub use prim::{MINIMUM_PRIM_POINTS, PrimBox, PrimSettings, Restriction, balanced_box, given_box, prim};
pub use prim_evidence::{QuasiP, Reproducibility, Resampling, quasi_p_values, reproducibility};
pub use proportion::{Proportion, proportion, wilson_interval};
pub use quantile::{Quantile, quantile};
pub use rank_correlation::{MINIMUM_CORRELATED_TRIALS, RankCorrelation, rank_correlation};
pub use ranks::QuantileRanks;
pub use running::{relative_precision, trials_for_half_width, trials_for_relative_precision};
pub use runs::{Ordered, RunSample};
pub use sample::SortedSample;
pub use sample_accumulator::{Intake, OrderedSample, SampleAccumulator};
pub use sequential::{
    FIRST_LOOK, error_of_look, look_trials, sequential_critical_value, sequential_half_width,
    sequential_ranks, trials_for_sequential,
};
pub(crate) use smoother::Smoother;
pub use student::{half_width, student_critical_value, student_quantile};
pub(crate) use subsample_sums::moments_of_replicates;
pub use subsample_sums::{Division, SubsampleSums};
pub use swing::{CategoryMean, MINIMUM_SWING_TRIALS, PartMean, Swing, category_means, swing};
pub use value_at_risk::value_at_risk;
pub use weighted_sample::{TrialWeights, WeightedEstimate, WeightedSample};
pub use whole_counts::WholeCounts;
