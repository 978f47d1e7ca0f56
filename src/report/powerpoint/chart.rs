//! A chart that PowerPoint draws and lets people edit: its part, and the workbook behind "Edit data".

use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};

use super::text::solid_fill;
use super::xml::{Element, element, valued};
use crate::report::office::{
    CellPlace, CellRange, ChartBlock, ChartKind, Look, NativeChart, NativeSeries, SeriesPlace,
};

const CHART: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const REFERENCES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The sheet of the workbook behind the chart.
const SHEET: &str = "Figures";
/// Size of letters, in hundredths of a point.
const LETTERS: u32 = 1_100;
const INK: &str = "222B36";
const GRID: &str = "D9DDE3";
/// Identifiers of the horizontal and the vertical axis.
const AXES: [u32; 2] = [111_111_111, 222_222_222];

/// The workbook of a chart's figures, and where they stand in it.
///
/// # Errors
/// More rows or columns than a sheet has.
pub fn chart_workbook(
    chart: &NativeChart,
    properties: &DocProperties,
) -> Result<(Vec<u8>, ChartBlock), XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(properties);
    let sheet = book.add_worksheet();
    sheet.set_name(SHEET)?;
    sheet.set_column_width(0, 28)?;
    let block = ChartBlock::write(chart, sheet, 0)?;
    Ok((book.save_to_buffer()?, block))
}

/// The chart's part.
///
/// - `workbook`: identifier of the workbook among the part's relationships.
pub fn chart_part(chart: &NativeChart, block: &ChartBlock, workbook: &str) -> Element {
    let drawn = element("c:chart")
        .child(valued("c:autoTitleDeleted", 1))
        .child(plot(chart, block))
        .child(
            element("c:legend")
                .child(valued("c:legendPos", "b"))
                .child(valued("c:overlay", 0))
                .child(letters()),
        )
        .child(valued("c:plotVisOnly", 1))
        .child(valued("c:dispBlanksAs", "gap"));
    element("c:chartSpace")
        .with("xmlns:c", CHART)
        .with("xmlns:a", DRAWING)
        .with("xmlns:r", REFERENCES)
        .child(valued("c:date1904", 0))
        .child(valued("c:roundedCorners", 0))
        .child(drawn)
        .child(element("c:externalData").with("r:id", workbook).child(valued("c:autoUpdate", 0)))
}

fn plot(chart: &NativeChart, block: &ChartBlock) -> Element {
    let drawn = Drawn { chart, block };
    let area = element("c:plotArea").child(element("c:layout"));
    match chart.kind {
        ChartKind::Clustered | ChartKind::Stacked => area
            .child(drawn.columns())
            .children(drawn.limits())
            .child(category_axis(chart))
            .child(value_axis(chart, Axis::Vertical)),
        ChartKind::Curves { .. } => area
            .child(drawn.curves())
            .child(value_axis(chart, Axis::Horizontal))
            .child(value_axis(chart, Axis::Vertical)),
    }
}

struct Drawn<'a> {
    chart: &'a NativeChart,
    block: &'a ChartBlock,
}

impl Drawn<'_> {
    fn columns(&self) -> Element {
        let (grouping, overlap) = match self.chart.kind {
            ChartKind::Stacked => ("stacked", 100),
            ChartKind::Clustered | ChartKind::Curves { .. } => ("clustered", 0),
        };
        let series = self.chart.plain().map(|(index, series)| self.column_series(index, series));
        element("c:barChart")
            .child(valued("c:barDir", "col"))
            .child(valued("c:grouping", grouping))
            .child(valued("c:varyColors", 0))
            .children(series)
            .child(valued("c:gapWidth", 60))
            .child(valued("c:overlap", overlap))
            .children(AXES.map(|axis| valued("c:axId", axis)))
    }

    /// Limits over columns are lines.
    fn limits(&self) -> Option<Element> {
        let series: Vec<Element> =
            self.chart.limits().map(|(index, series)| self.limit_series(index, series)).collect();
        (!series.is_empty()).then(|| {
            element("c:lineChart")
                .child(valued("c:grouping", "standard"))
                .child(valued("c:varyColors", 0))
                .children(series)
                .child(valued("c:marker", 1))
                .children(AXES.map(|axis| valued("c:axId", axis)))
        })
    }

    fn curves(&self) -> Element {
        let series = self.chart.series.iter().enumerate().map(|(index, series)| {
            let place = &self.block.series[index];
            self.start(index, series)
                .child(line(&series.colour, 25_400, series.look))
                .child(element("c:marker").child(valued("c:symbol", "none")))
                .children(place.at.map(|at| numbers("c:xVal", at, &series.at, &self.chart.horizontal_format)))
                .child(numbers("c:yVal", place.values, &series.values, &self.chart.vertical_format))
                .child(valued("c:smooth", 0))
        });
        element("c:scatterChart")
            .child(valued("c:scatterStyle", "lineMarker"))
            .child(valued("c:varyColors", 0))
            .children(series)
            .children(AXES.map(|axis| valued("c:axId", axis)))
    }

    /// What every row of the legend begins with.
    fn start(&self, index: usize, series: &NativeSeries) -> Element {
        let cache = element("c:strCache").child(valued("c:ptCount", 1)).child(point(0, &series.name));
        let reference =
            element("c:strRef").child(element("c:f").text(&cell(self.block.series[index].name))).child(cache);
        element("c:ser")
            .child(valued("c:idx", index))
            .child(valued("c:order", index))
            .child(element("c:tx").child(reference))
    }

    fn column_series(&self, index: usize, series: &NativeSeries) -> Element {
        let place = &self.block.series[index];
        self.start(index, series)
            .child(element("c:spPr").child(solid_fill(series.colour.trim_start_matches('#'))))
            .child(valued("c:invertIfNegative", 0))
            .children(self.error_bars(series, place))
            .children(self.categories())
            .child(numbers("c:val", place.values, &series.values, &self.chart.vertical_format))
    }

    fn limit_series(&self, index: usize, series: &NativeSeries) -> Element {
        let place = &self.block.series[index];
        self.start(index, series)
            .child(line(&series.colour, 22_225, series.look))
            .child(element("c:marker").child(valued("c:symbol", "none")))
            .children(self.categories())
            .child(numbers("c:val", place.values, &series.values, &self.chart.vertical_format))
            .child(valued("c:smooth", 0))
    }

    fn categories(&self) -> Option<Element> {
        let points = self.chart.categories.iter().enumerate().map(|(index, name)| point(index, name));
        let cache =
            element("c:strCache").child(valued("c:ptCount", self.chart.categories.len())).children(points);
        self.block.categories.map(|place| {
            element("c:cat").child(element("c:strRef").child(element("c:f").text(&range(place))).child(cache))
        })
    }

    fn error_bars(&self, series: &NativeSeries, place: &SeriesPlace) -> Option<Element> {
        let (down, up) = place.errors?;
        let (down_values, up_values): (Vec<f64>, Vec<f64>) = series.errors.iter().copied().unzip();
        let format = &self.chart.vertical_format;
        Some(
            element("c:errBars")
                .child(valued("c:errBarType", "both"))
                .child(valued("c:errValType", "cust"))
                .child(valued("c:noEndCap", 0))
                .child(numbers("c:plus", up, &up_values, format))
                .child(numbers("c:minus", down, &down_values, format))
                .child(element("c:spPr").child(
                    element("a:ln").with("w", 9_525).child(solid_fill(INK)).child(element("a:round")),
                )),
        )
    }
}

/// A line without a fill.
fn line(colour: &str, width: u32, look: Look) -> Element {
    let dash = match look {
        Look::Plain => "solid",
        Look::Limit => "dash",
    };
    element("c:spPr").child(
        element("a:ln")
            .with("w", width)
            .with("cap", "rnd")
            .child(solid_fill(colour.trim_start_matches('#')))
            .child(valued("a:prstDash", dash))
            .child(element("a:round")),
    )
}

fn point(index: usize, text: &str) -> Element {
    element("c:pt").with("idx", index).child(element("c:v").text(text))
}

/// Figures in the workbook, and as they were when it was written.
fn numbers(name: &'static str, place: CellRange, values: &[f64], format: &str) -> Element {
    let points = values.iter().enumerate().map(|(index, value)| point(index, &value.to_string()));
    let cache = element("c:numCache")
        .child(element("c:formatCode").text(format))
        .child(valued("c:ptCount", values.len()))
        .children(points);
    element(name).child(element("c:numRef").child(element("c:f").text(&range(place))).child(cache))
}

fn cell((row, column): CellPlace) -> String {
    format!("{SHEET}!${}${}", column_letters(column), row + 1)
}

fn range(range: CellRange) -> String {
    let column = column_letters(range.column);
    format!("{SHEET}!${column}${}:${column}${}", range.first_row + 1, range.last_row + 1)
}

/// `A`, `B` … `Z`, `AA` …
fn column_letters(column: u16) -> String {
    let letter = |place: u16| char::from(b'A' + (place % 26) as u8);
    match column / 26 {
        0 => letter(column).to_string(),
        more => column_letters(more - 1) + &letter(column).to_string(),
    }
}

/// Which way an axis of values runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Axis {
    Horizontal,
    Vertical,
}

fn category_axis(chart: &NativeChart) -> Element {
    element("c:catAx")
        .child(valued("c:axId", AXES[0]))
        .child(element("c:scaling").child(valued("c:orientation", "minMax")))
        .child(valued("c:delete", 0))
        .child(valued("c:axPos", "b"))
        .child(axis_title(&chart.horizontal_title, Axis::Horizontal))
        .child(element("c:numFmt").with("formatCode", "General").with("sourceLinked", 0))
        .child(valued("c:majorTickMark", "none"))
        .child(valued("c:minorTickMark", "none"))
        .child(valued("c:tickLblPos", "low"))
        .child(axis_line())
        .child(letters())
        .child(valued("c:crossAx", AXES[1]))
        .child(valued("c:crosses", "autoZero"))
        .child(valued("c:auto", 1))
        .child(valued("c:lblAlgn", "ctr"))
        .child(valued("c:lblOffset", 100))
        .child(valued("c:noMultiLvlLbl", 0))
}

fn value_axis(chart: &NativeChart, axis: Axis) -> Element {
    let (own, other, position, title, format) = match axis {
        Axis::Horizontal => (AXES[0], AXES[1], "b", &chart.horizontal_title, &chart.horizontal_format),
        Axis::Vertical => (AXES[1], AXES[0], "l", &chart.vertical_title, &chart.vertical_format),
    };
    let grid = element("c:majorGridlines").child(axis_line());
    element("c:valAx")
        .child(valued("c:axId", own))
        .child(scaling(chart, axis))
        .child(valued("c:delete", 0))
        .child(valued("c:axPos", position))
        .children((axis == Axis::Vertical).then_some(grid))
        .child(axis_title(title, axis))
        .child(element("c:numFmt").with("formatCode", format).with("sourceLinked", 0))
        .child(valued("c:majorTickMark", "out"))
        .child(valued("c:minorTickMark", "none"))
        .child(valued("c:tickLblPos", "low"))
        .child(axis_line())
        .child(letters())
        .child(valued("c:crossAx", other))
        .child(valued("c:crosses", if axis == Axis::Horizontal { "min" } else { "autoZero" }))
        .child(valued("c:crossBetween", if chart.categories.is_empty() { "midCat" } else { "between" }))
}

fn scaling(chart: &NativeChart, axis: Axis) -> Element {
    let (base, least, most) = match (chart.kind, axis) {
        (ChartKind::Curves { floor }, Axis::Vertical) => (Some(10), Some(floor), Some(1.0)),
        (ChartKind::Clustered | ChartKind::Stacked, Axis::Vertical) => (None, None, chart.highest()),
        (ChartKind::Curves { .. } | ChartKind::Clustered | ChartKind::Stacked, Axis::Horizontal) => {
            (None, None, None)
        }
    };
    element("c:scaling")
        .children(base.map(|base| valued("c:logBase", base)))
        .child(valued("c:orientation", "minMax"))
        .children(most.map(|most| valued("c:max", most)))
        .children(least.map(|least| valued("c:min", least)))
}

fn axis_line() -> Element {
    element("c:spPr").child(element("a:ln").with("w", 9_525).child(solid_fill(GRID)))
}

fn axis_title(title: &str, axis: Axis) -> Element {
    let body = match axis {
        Axis::Horizontal => element("a:bodyPr"),
        Axis::Vertical => element("a:bodyPr").with("rot", -5_400_000).with("vert", "horz"),
    };
    let run = element("a:r")
        .child(element("a:rPr").with("lang", "en-GB").with("sz", LETTERS).with("b", 0))
        .child(element("a:t").text(title));
    let paragraph = element("a:p")
        .child(element("a:pPr").child(element("a:defRPr").with("sz", LETTERS).with("b", 0)))
        .child(run);
    element("c:title")
        .child(
            element("c:tx")
                .child(element("c:rich").child(body).child(element("a:lstStyle")).child(paragraph)),
        )
        .child(valued("c:overlay", 0))
}

fn letters() -> Element {
    let properties = element("a:defRPr").with("sz", LETTERS).child(solid_fill(INK));
    let paragraph = element("a:p")
        .child(element("a:pPr").child(properties))
        .child(element("a:endParaRPr").with("lang", "en-GB"));
    element("c:txPr").child(element("a:bodyPr")).child(element("a:lstStyle")).child(paragraph)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        let letters = [0, 25, 26, 27, 51, 52, 701, 702].map(column_letters);
        assert_eq!(letters, ["A", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]);
    }
}
