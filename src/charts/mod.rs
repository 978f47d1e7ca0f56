//! Charts: plain numbers and labels in, one [`Picture`] (SVG text and PNG bytes) out.
//!
//! One chart per file. A chart looks nothing up and writes no file: the caller passes titles and labels, and
//! the title states the finding. Every chart shows its scenario, its currency and valuation, the number of
//! trials and an error note through its [`Heading`].
//!
//! How a chart comes about: its checked data is laid out into a display list (`scene`), with text measured by
//! the embedded font (`font`, `layout`); `draw` then draws the same list on two backends of plotters (`svg`,
//! `bitmap`). So both outputs show the same picture, and a repeat gives the same bytes.
//!
//! To add a chart: one file with its data struct and one function that returns a [`Picture`], listed here.

mod acceptability;
mod axis;
mod belief_strips;
mod belief_triangle;
mod bitmap;
mod calendar;
mod check;
mod cost_by_group;
mod cost_fan;
mod crossing_lines;
mod decision_tree;
mod distributions;
mod draw;
mod duty_calendar;
mod enforcement_fit;
mod error;
mod exceedance_scale;
mod figure_rows;
mod flow_map;
mod font;
mod future_scatter;
mod ground;
mod heading;
mod heat_map;
mod interval_dots;
mod layout;
mod legend;
mod loss_exceedance;
mod mean_shortfall;
mod month_curves;
mod option_map;
mod palette;
mod picture;
mod regime_shares;
mod rows;
mod scene;
mod standalone;
mod stress_bars;
mod svg;
mod theme;
mod timeline;
mod timeline_drawing;
mod timeline_lanes;
mod tornado;
mod trigger_scorecard;
mod value_bars;
mod waterfall;

#[cfg(test)]
pub(crate) mod samples;

pub use acceptability::{
    AcceptabilityCurve, AcceptabilityCurves, BestStretch, ChancePoint, acceptability_curves,
};
pub use belief_strips::{BeliefStrip, BeliefStrips, StripPart, belief_strips};
pub use belief_triangle::{BeliefTriangle, TrianglePart, belief_triangle};
pub use cost_by_group::{CostByGroup, GroupedCost, cost_by_group};
pub use cost_fan::{CostFan, CostFans, Fan, cost_fan, cost_fans};
pub use crossing_lines::{
    CrossingLines, CrossingMark, CrossingPanel, LinePoint, crossing_columns, crossing_lines,
};
pub use decision_tree::{Answer, DecisionTree, TreeBranch, decision_tree};
pub use distributions::{Atom, CostDistribution, Distributions, distributions};
pub use duty_calendar::{
    DutyCalendar, DutyGroup, DutyMark, DutyMarkKind, DutyPiece, DutyRow, MOST_DUTY_ROWS, duty_calendar,
};
pub use enforcement_fit::{BandPoint, EnforcementFit, RivalCurve, enforcement_fit};
pub use error::ChartError;
pub use flow_map::{FlowArrow, FlowCourse, FlowMap, FlowRow, MOST_FLOW_ARROWS, MOST_FLOW_ROWS, flow_map};
pub use font::{BOLD_FONT, BOLD_HAN_FONT, BOLD_PAGE_FONT, HAN_FONT, REGULAR_FONT, REGULAR_PAGE_FONT};
pub use future_scatter::{FutureScatter, ScatterAxis, ScatterBox, ScatterDot, future_scatter};
pub use ground::dark_rules;
pub use heading::{ChartOption, Heading};
pub use heat_map::{HeatMap, HeatMapCell, heat_map};
pub use interval_dots::{Dot, DotPanel, DotRow, DotStyle, IntervalDots, interval_dots};
pub use loss_exceedance::{
    ExceedanceCurve, ExceedancePoint, LossExceedance, ProbabilityAxis, loss_exceedance,
};
pub use mean_shortfall::{MeanShortfall, MeanShortfallPoint, mean_shortfall};
pub use month_curves::{MonthCurve, MonthCurves, MonthPanel, MonthPoint, month_curves};
pub use option_map::{MapAxis, MapCell, OptionMap, option_map};
pub use palette::{
    appetite_colour_code, group_colour_code, group_colour_code_on, option_colour_code, option_colour_code_on,
};
pub use picture::Picture;
pub use regime_shares::{RegimePanel, RegimeShares, regime_shares};
pub use standalone::{font_faces, standalone_svg};
pub use stress_bars::{StressBars, StressRow, stress_bars};
pub use theme::{Ground, Look, Size};
pub use timeline::{
    Timeline, TimelineBlock, TimelineItem, TimelineLane, TimelineSpan, Tone, timeline, timeline_svg,
};
pub use tornado::{Tornado, TornadoEnd, TornadoRow, tornado};
pub use trigger_scorecard::{ScorePanel, ScoreRow, ScoreShares, TriggerScorecard, trigger_scorecard};
pub use value_bars::{BarBlock, ValueBar, ValueBars, value_bars};
pub use waterfall::{Waterfall, WaterfallEnd, WaterfallStep, waterfall};
