//! What the Excel workbook and the PowerPoint file have in common: charts that the reader's program draws itself from figures.

mod chart_block;
mod file_properties;
mod native_chart;
mod native_charts;

pub use chart_block::{CellPlace, CellRange, ChartBlock, SeriesPlace};
pub use file_properties::file_properties;
pub use native_chart::{ChartKind, Look, NativeChart, NativeSeries};
pub use native_charts::{groups_chart, mean_chart, native_charts};
