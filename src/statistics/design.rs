//! Designs: points that fill ranges of named dimensions evenly.

use std::collections::BTreeSet;

use ndarray::Array2;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::covariate::order_of;
use crate::engine::random::{DIMENSIONS, REPLICATES, StreamKey};
use crate::math::{exp, ln};

/// What values a dimension can take.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Range {
    /// Every value between the ends alike.
    Linear { low: f64, high: f64 },
    /// Every ratio alike; both ends above 0.
    Logarithmic { low: f64, high: f64 },
    /// The whole numbers from 0 below `count`, alike: numbers of categories.
    Levels { count: u32 },
}

/// A named dimension.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dimension {
    /// Its points depend on the seed and this name, not on other dimensions.
    pub name: String,
    /// Its values.
    pub range: Range,
}

/// How points are spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sampling {
    /// Each dimension is cut into as many equal parts as there are points; each part holds one point. McKay, Beckman & Conover (1979),
    /// "A comparison of three methods for selecting values of input variables in the analysis of output from a computer code".
    LatinHypercube,
    /// Sobol's sequence with Owen's scrambling; best with a power of two of points. Joint coverage of several dimensions is even too.
    Sobol,
}

/// Why there is no design.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum DesignError {
    /// Nothing to vary or no points.
    #[error("a design needs at least one dimension and one point")]
    Empty,
    /// Two dimensions could not be told apart.
    #[error("dimension `{name}` is given more than once")]
    Duplicate { name: String },
    /// Ends that are not finite, equal, reversed, or not above 0 where ratios count; no levels.
    #[error(
        "dimension `{name}` has no range: it must be finite with low < high, above 0 if logarithmic, and at least one level"
    )]
    Range { name: String },
    /// More dimensions than the table of Sobol's sequence has.
    #[error("{dimensions} dimensions; Sobol's sequence has {most} here: use a Latin hypercube")]
    TooManyDimensions { dimensions: usize, most: usize },
}

/// Points of a design, shape `[point, dimension]`, in the units of the dimensions.
///
/// - `points`: how many, at least one.
/// - `seed`: every seed is valid; designs of different seeds are independent.
///
/// # Errors
/// See [`DesignError`].
///
/// ```
/// use splitstack::statistics::{Dimension, Range, Sampling, sample_design};
/// let growth = Dimension { name: "growth".into(), range: Range::Linear { low: -0.02, high: 0.08 } };
/// let points = sample_design(&[growth], 100, Sampling::LatinHypercube, 0)?;
/// // One point in each hundredth: half of them in the lower half.
/// assert_eq!(points.iter().filter(|growth| **growth < 0.03).count(), 50);
/// # Ok::<(), splitstack::statistics::DesignError>(())
/// ```
pub fn sample_design(
    dimensions: &[Dimension],
    points: usize,
    sampling: Sampling,
    seed: u64,
) -> Result<Array2<f64>, DesignError> {
    check(dimensions, points)?;
    if sampling == Sampling::Sobol && dimensions.len() > DIMENSIONS {
        return Err(DesignError::TooManyDimensions { dimensions: dimensions.len(), most: DIMENSIONS });
    }
    let mut design = Array2::zeros((points, dimensions.len()));
    for (place, dimension) in dimensions.iter().enumerate() {
        let uniforms = match sampling {
            Sampling::LatinHypercube => latin(seed, &dimension.name, points),
            Sampling::Sobol => sobol(seed, &dimension.name, place, points),
        };
        for (cell, uniform) in design.column_mut(place).iter_mut().zip(uniforms) {
            *cell = dimension.range.at(uniform);
        }
    }
    Ok(design)
}

fn check(dimensions: &[Dimension], points: usize) -> Result<(), DesignError> {
    if dimensions.is_empty() || points == 0 {
        return Err(DesignError::Empty);
    }
    let mut seen = BTreeSet::new();
    for Dimension { name, range } in dimensions {
        if !seen.insert(name) {
            return Err(DesignError::Duplicate { name: name.clone() });
        }
        let sound = match *range {
            Range::Linear { low, high } => (high - low).is_finite() && low < high,
            Range::Logarithmic { low, high } => high.is_finite() && 0.0 < low && low < high,
            Range::Levels { count } => count > 0,
        };
        if !sound {
            return Err(DesignError::Range { name: name.clone() });
        }
    }
    Ok(())
}

impl Range {
    /// The value at a share of the range, in `(0, 1)`.
    fn at(&self, share: f64) -> f64 {
        match *self {
            Range::Linear { low, high } => low + (high - low) * share,
            Range::Logarithmic { low, high } => (low * exp(ln(high / low) * share)).clamp(low, high),
            Range::Levels { count } => (share * f64::from(count)).floor().min(f64::from(count - 1)),
        }
    }
}

/// Uniforms with one in each of as many equal parts as there are points, the parts in random order.
fn latin(seed: u64, name: &str, points: usize) -> Vec<f64> {
    let key = StreamKey::new(seed, &format!("design/latin-hypercube/{name}"));
    let (mut order, mut places) = (vec![0.0; points], vec![0.0; points]);
    key.draw(0).fill_uniforms(0, &mut order);
    key.draw(1).fill_uniforms(0, &mut places);
    let mut uniforms = vec![0.0; points];
    for (part, point) in order_of(&order).into_iter().enumerate() {
        uniforms[point] = (part as f64 + places[part]) / points as f64;
    }
    uniforms
}

fn sobol(seed: u64, name: &str, place: usize, points: usize) -> Vec<f64> {
    let draw = StreamKey::new(seed, &format!("design/sobol/{name}")).leading(place as u8).draw(0);
    // The trials of the first replicate are one scrambling.
    (0..points as u64).map(|point| draw.uniform(point * REPLICATES)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dimension(name: &str, range: Range) -> Dimension {
        Dimension { name: name.into(), range }
    }

    fn unit(names: &[&str]) -> Vec<Dimension> {
        names.iter().map(|name| dimension(name, Range::Linear { low: 0.0, high: 1.0 })).collect()
    }

    #[test]
    fn every_part_of_every_dimension_holds_one_point() {
        for sampling in [Sampling::LatinHypercube, Sampling::Sobol] {
            let design = sample_design(&unit(&["a", "b", "c"]), 64, sampling, 5).unwrap();
            for column in design.columns() {
                let mut parts: Vec<usize> = column.iter().map(|value| (value * 64.0) as usize).collect();
                parts.sort_unstable();
                assert_eq!(parts, (0..64).collect::<Vec<_>>(), "{sampling:?}");
            }
        }
    }

    #[test]
    fn sobol_points_are_even_in_two_dimensions_at_once() {
        let design = sample_design(&unit(&["a", "b"]), 64, Sampling::Sobol, 1).unwrap();
        let mut cells: Vec<usize> = design
            .rows()
            .into_iter()
            .map(|row| (row[0] * 8.0) as usize * 8 + (row[1] * 8.0) as usize)
            .collect();
        cells.sort_unstable();
        assert_eq!(cells, (0..64).collect::<Vec<_>>());
    }

    #[test]
    fn a_dimension_more_leaves_the_others_alone_and_seeds_differ() {
        for sampling in [Sampling::LatinHypercube, Sampling::Sobol] {
            let two = sample_design(&unit(&["a", "b"]), 50, sampling, 1).unwrap();
            let three = sample_design(&unit(&["a", "b", "c"]), 50, sampling, 1).unwrap();
            assert_eq!(two.column(1), three.column(1));
            assert_ne!(two, sample_design(&unit(&["a", "b"]), 50, sampling, 2).unwrap());
        }
    }

    #[test]
    fn ranges_have_their_scales() {
        let dimensions = [
            dimension("ratio", Range::Logarithmic { low: 0.01, high: 100.0 }),
            dimension("level", Range::Levels { count: 3 }),
        ];
        let design = sample_design(&dimensions, 300, Sampling::LatinHypercube, 9).unwrap();
        // Half of the logarithms lie below 0.
        assert_eq!(design.column(0).iter().filter(|value| **value < 1.0).count(), 150);
        assert!(design.column(0).iter().all(|value| (0.01..=100.0).contains(value)));
        for level in 0..3 {
            let count = design.column(1).iter().filter(|value| **value == f64::from(level)).count();
            assert_eq!(count, 100);
        }
    }

    #[test]
    fn refuses_what_spans_nothing() {
        let one = |range| sample_design(&[dimension("x", range)], 4, Sampling::Sobol, 0);
        for range in [
            Range::Linear { low: 1.0, high: 1.0 },
            Range::Linear { low: f64::NAN, high: 1.0 },
            Range::Logarithmic { low: 0.0, high: 1.0 },
            Range::Levels { count: 0 },
        ] {
            assert_eq!(one(range), Err(DesignError::Range { name: "x".into() }));
        }
        assert_eq!(sample_design(&[], 4, Sampling::Sobol, 0), Err(DesignError::Empty));
        assert!(sample_design(&unit(&["a", "a"]), 4, Sampling::Sobol, 0).is_err());
        let names: Vec<String> = (0..33).map(|index| format!("d{index}")).collect();
        let many = unit(&names.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(sample_design(&many, 4, Sampling::Sobol, 0).is_err());
        assert!(sample_design(&many, 4, Sampling::LatinHypercube, 0).is_ok());
    }
}
