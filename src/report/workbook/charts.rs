//! The charts as Excel draws them.

use rust_xlsxwriter::{
    Chart, ChartAxisLabelPosition, ChartErrorBars, ChartErrorBarsType, ChartFont, ChartFormat,
    ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker, ChartRange, ChartSeries, ChartSolidFill,
    ChartType,
};

use super::plan::{Block, Part, PlacedChart, SheetPlan};
use crate::report::board::ReportContents;
use crate::report::office::{CellPlace, CellRange, ChartKind, Look, NativeSeries, SeriesPlace};

/// Lines of grids and axes.
const GRID: u32 = 0xD9_DD_E3;
/// Error bars.
const INK: u32 = 0x22_2B_36;

/// The sheet of all charts: over the scenarios, then scenario by scenario.
pub fn charts_sheet(contents: &ReportContents<'_>, name: &str, charts: &[PlacedChart]) -> SheetPlan {
    let mut plan = SheetPlan::new(name, "Charts", Part::Analysis);
    let of_scenario = |id: &str| -> Vec<PlacedChart> {
        let ending = |placed: &&PlacedChart| {
            ["groups-", "exceedance-"].iter().any(|start| placed.chart.name.strip_prefix(start) == Some(id))
        };
        charts.iter().filter(ending).cloned().collect()
    };
    plan.add(Block::Note(
        "Excel draws these from the figures on the sheet of chart figures. What the error bars leave open is open.".to_owned(),
    ));
    for placed in charts.iter().filter(|placed| placed.chart.kind == ChartKind::Clustered) {
        plan.add(Block::Charts(vec![placed.clone()]));
    }
    for scenario in &contents.summary.scenarios {
        let own = of_scenario(&scenario.id);
        if !own.is_empty() {
            plan.add(Block::NewPage);
            plan.add(Block::Heading(scenario.name.clone(), None));
            plan.add(Block::Charts(own));
        }
    }
    plan
}

/// A chart from the cells of its figures.
pub fn excel_chart(placed: &PlacedChart) -> Chart {
    let native = &placed.chart;
    let mut chart = Chart::new(match native.kind {
        ChartKind::Clustered => ChartType::Column,
        ChartKind::Stacked => ChartType::ColumnStacked,
        ChartKind::Curves { .. } => ChartType::ScatterStraight,
    });
    for (index, series) in native.plain() {
        chart.push_series(&drawn(placed, series, &placed.block.series[index]));
    }
    limits(placed, &mut chart);
    let (sheet, (row, column)) = (placed.sheet.as_str(), placed.block.title);
    chart.title().set_name((sheet, row, column)).set_font(ChartFont::new().set_size(11).set_bold());
    chart.set_name(&native.name).set_alt_text(alternative_text(&native.heading()));
    chart.set_width(placed.size.0).set_height(placed.size.1);
    chart.legend().set_position(ChartLegendPosition::Bottom);
    axes(placed, &mut chart);
    chart
}

/// For those who cannot see the chart, as long as Excel takes it.
fn alternative_text(heading: &str) -> String {
    const LONGEST: usize = 250;
    let text = heading.replace('\n', ". ");
    if text.chars().count() <= LONGEST { text } else { text.chars().take(LONGEST).chain(['…']).collect() }
}

fn axes(placed: &PlacedChart, chart: &mut Chart) {
    let native = &placed.chart;
    chart.x_axis().set_name(&native.horizontal_title);
    chart.y_axis().set_name(&native.vertical_title).set_num_format(&native.vertical_format);
    chart.y_axis().set_major_gridlines_line(ChartLine::new().set_color(GRID));
    match native.kind {
        ChartKind::Clustered | ChartKind::Stacked => {
            chart.x_axis().set_label_position(ChartAxisLabelPosition::Low);
            if let Some(highest) = native.highest() {
                chart.y_axis().set_max(highest);
            }
        }
        ChartKind::Curves { floor } => {
            chart.x_axis().set_num_format(&native.horizontal_format);
            chart.y_axis().set_log_base(10).set_min(floor).set_max(1.0);
            // At the lowest chance, not at 1.
            chart.y_axis().set_label_position(ChartAxisLabelPosition::Low);
            chart.x_axis().set_label_position(ChartAxisLabelPosition::Low);
        }
    }
}

/// A row of the legend.
fn drawn(placed: &PlacedChart, native: &NativeSeries, place: &SeriesPlace) -> ChartSeries {
    let mut series = ChartSeries::new();
    let sheet = placed.sheet.as_str();
    series.set_name(&cell(sheet, place.name)).set_values(&range(sheet, place.values));
    if let Some(categories) = place.at.or(placed.block.categories) {
        series.set_categories(&range(sheet, categories));
    }
    let colour = native.colour.as_str();
    match (placed.chart.kind, native.look) {
        (ChartKind::Curves { .. }, Look::Plain) => line(&mut series, colour, ChartLineDashType::Solid),
        (_, Look::Limit) => line(&mut series, colour, ChartLineDashType::Dash),
        (ChartKind::Clustered | ChartKind::Stacked, Look::Plain) => {
            series.set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(colour)));
        }
    }
    if let Some((down, up)) = place.errors {
        let custom = ChartErrorBarsType::Custom(range(sheet, up), range(sheet, down));
        let mut bars = ChartErrorBars::new();
        series.set_y_error_bars(
            bars.set_type(custom).set_format(ChartLine::new().set_color(INK).set_width(0.75)),
        );
    }
    match (placed.chart.kind, native.look) {
        (ChartKind::Clustered, Look::Plain) => series.set_gap(60).set_overlap(0),
        (ChartKind::Stacked, Look::Plain) => series.set_gap(60).set_overlap(100),
        (ChartKind::Curves { .. }, _) | (_, Look::Limit) => &mut series,
    };
    series
}

fn line(series: &mut ChartSeries, colour: &str, dash: ChartLineDashType) {
    series
        .set_format(ChartLine::new().set_color(colour).set_width(2).set_dash_type(dash))
        .set_marker(ChartMarker::new().set_none());
}

/// Limits across columns are lines of their own.
fn limits(placed: &PlacedChart, chart: &mut Chart) {
    let limits =
        placed.chart.limits().map(|(index, series)| drawn(placed, series, &placed.block.series[index]));
    match placed.chart.kind {
        ChartKind::Curves { .. } => limits.for_each(|series| {
            chart.push_series(&series);
        }),
        ChartKind::Clustered | ChartKind::Stacked => {
            let mut lines = Chart::new(ChartType::Line);
            let mut any = false;
            for series in limits {
                lines.push_series(&series);
                any = true;
            }
            if any {
                chart.combine(&lines);
            }
        }
    }
}

fn cell(sheet: &str, (row, column): CellPlace) -> ChartRange {
    ChartRange::new_from_range(sheet, row, column, row, column)
}

fn range(sheet: &str, range: CellRange) -> ChartRange {
    ChartRange::new_from_range(sheet, range.first_row, range.column, range.last_row, range.column)
}
