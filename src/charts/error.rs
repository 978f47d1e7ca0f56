use thiserror::Error;

/// Why a chart was not drawn. A chart is refused rather than drawn with a repaired number.
#[derive(Debug, Error, Clone, PartialEq)]
pub enum ChartError {
    /// Something without which the chart would say nothing is missing.
    #[error("the chart has no {what}")]
    Empty { what: String },
    /// More entries than can be shown readably on one picture.
    #[error("the chart has {found} {what}; at most {most} fit readably on one picture")]
    TooMany { what: String, found: usize, most: usize },
    /// A number is NaN or infinite.
    #[error("{what} is {value}, not a finite number")]
    NotFinite { what: String, value: f64 },
    /// A number is too large to be laid out on an axis.
    #[error("{what} is {value:e}; charts show amounts up to {limit:e}")]
    TooLarge { what: String, value: f64, limit: f64 },
    /// Two lists that belong together differ in length.
    #[error("{what} has {found} entries, expected {expected}")]
    LengthMismatch { what: String, found: usize, expected: usize },
    /// Two numbers that must not decrease do.
    #[error("{lower_name} is {lower}, above {upper_name} {upper}")]
    OutOfOrder { lower_name: String, lower: f64, upper_name: String, upper: f64 },
    /// A probability lies outside 0 to 1.
    #[error("{what} is {value}, not a probability between 0 and 1")]
    NotAProbability { what: String, value: f64 },
    /// A density is negative.
    #[error("{what} is {value}; a density cannot be negative")]
    NegativeDensity { what: String, value: f64 },
    /// The embedded font could not be used.
    #[error("the embedded font is unusable: {reason}")]
    Font { reason: String },
    /// Plotters could not draw the picture.
    #[error("the picture could not be drawn: {reason}")]
    Drawing { reason: String },
    /// The picture could not be written as PNG.
    #[error("the picture could not be encoded as PNG: {reason}")]
    Encoding { reason: String },
}
