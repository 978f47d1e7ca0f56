//! A chart as figures, for programs that draw charts themselves.

/// Letters of a name that a chart still shows well.
const LONGEST_NAME: usize = 40;

/// A chart without a drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct NativeChart {
    /// For people who look for it, unique: `mean-cost`, `groups-current-direction`.
    pub name: String,
    /// What it shows, in a sentence that the trials support.
    pub title: String,
    /// Scenario, unit, valuation, trials, and what the error bars are.
    pub subtitle: String,
    pub kind: ChartKind,
    /// Along the horizontal axis; empty for curves, which have amounts there.
    pub categories: Vec<String>,
    pub series: Vec<NativeSeries>,
    pub horizontal_title: String,
    pub vertical_title: String,
    /// How a spreadsheet shows figures along the horizontal axis of curves.
    pub horizontal_format: String,
    /// The same for the vertical axis.
    pub vertical_format: String,
}

/// How the figures of a chart stand to each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ChartKind {
    /// Columns side by side.
    Clustered,
    /// Columns on top of each other.
    Stacked,
    /// Curves over amounts, chances from 1 down to `floor` on a logarithmic axis.
    Curves { floor: f64 },
}

/// One row of a chart's legend.
#[derive(Debug, Clone, PartialEq)]
pub struct NativeSeries {
    pub name: String,
    /// As `#332288`.
    pub colour: String,
    pub look: Look,
    /// Amounts along the horizontal axis of curves; empty otherwise.
    pub at: Vec<f64>,
    /// By category, or by amount.
    pub values: Vec<f64>,
    /// What error bars reach down and up from each value; empty without error bars.
    pub errors: Vec<(f64, f64)>,
}

/// How a row is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// A column, or a drawn-through curve.
    Plain,
    /// A dashed line: a limit, no result.
    Limit,
}

impl NativeChart {
    /// Title and subtitle, for a heading of two lines.
    #[must_use]
    pub fn heading(&self) -> String {
        format!("{}\n{}", self.title, self.subtitle)
    }

    /// Where the vertical axis ends; `None` where the program may choose. A chance ends at 1, whatever its error bars need.
    #[must_use]
    pub fn highest(&self) -> Option<f64> {
        const NEARLY_ALL: f64 = 0.8;
        let values = self.series.iter().flat_map(|series| &series.values);
        let most = values.copied().fold(0.0, f64::max);
        (self.vertical_format.ends_with('%') && most > NEARLY_ALL).then_some(1.0)
    }

    /// Columns, without limits.
    pub fn plain(&self) -> impl Iterator<Item = (usize, &NativeSeries)> {
        self.series.iter().enumerate().filter(|(_, series)| series.look == Look::Plain)
    }

    /// Limits.
    pub fn limits(&self) -> impl Iterator<Item = (usize, &NativeSeries)> {
        self.series.iter().enumerate().filter(|(_, series)| series.look == Look::Limit)
    }
}

impl NativeSeries {
    /// Values by category.
    pub fn by_category(name: &str, colour: String, values: Vec<f64>) -> NativeSeries {
        let look = Look::Plain;
        NativeSeries { name: short(name), colour, look, at: Vec::new(), values, errors: Vec::new() }
    }
}

/// A name that does not crowd out the chart.
pub fn short(name: &str) -> String {
    if name.chars().count() <= LONGEST_NAME {
        return name.to_owned();
    }
    name.chars().take(LONGEST_NAME - 1).chain(['…']).collect()
}
