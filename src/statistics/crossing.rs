//! Where a function that is known with errors crosses zero.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::interval::NORMAL_CRITICAL_VALUE;
use crate::math::{RootError, find_root};

/// A simulated figure: its mean and how well it is known.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// In the unit of the figure.
    pub mean: f64,
    /// Standard error of the mean, not negative.
    pub standard_error: f64,
}

/// One place where the mean crosses zero.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Crossing {
    /// Where the mean is 0.
    pub at: f64,
    /// Lower end of the 95 % interval: below it the figure differs from 0 for certain; `None` if it does not, down to the range's end or to
    /// the next crossing.
    pub low: Option<f64>,
    /// Upper end, likewise.
    pub high: Option<f64>,
    /// Whether the figure rises through zero.
    pub rises: bool,
}

/// All crossings found in a range.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Crossings {
    /// By rising place; none if the mean has one sign at all points looked at.
    pub crossings: Vec<Crossing>,
    /// Every point looked at with its figure, by rising place.
    pub looked_at: Vec<(f64, Evaluation)>,
    /// Whether at every evenly spaced point the figure differs from 0 for certain and has the same sign: no crossing is hidden by noise there.
    pub clearly_none: bool,
}

/// Where to look, and how closely.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CrossingSearch {
    /// Lower end of the range.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Evenly spaced points at which signs are looked at first, both ends included; at least 2. Two crossings between neighbours are not seen.
    pub points: usize,
    /// Crossings and ends of intervals are found to this share of the range, e.g. 1e-3.
    pub tolerance: f64,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum CrossingError<E> {
    /// A range or precision that makes no sense.
    #[error("range [{low}, {high}] with {points} points and tolerance {tolerance} cannot be searched")]
    Search { low: f64, high: f64, points: usize, tolerance: f64 },
    /// A figure that is not a number, or an error that is negative.
    #[error("the figure at {x} is {mean} with error {standard_error}")]
    Figure { x: f64, mean: f64, standard_error: f64 },
    /// A search that lost its way.
    #[error(transparent)]
    Root(#[from] RootError),
    /// The function failed.
    #[error("the figure at {x} could not be computed")]
    Function { x: f64, source: E },
}

/// The places where a simulated figure crosses zero, with their intervals.
///
/// The function must be smooth in its argument although it is simulated: common random numbers make it so. Signs are looked at on evenly spaced points;
/// each change of sign is narrowed down by false position. The 95 % interval holds all places around the crossing at which 0 lies
/// within `mean ± 1.96·standard error`: it inverts the test of no difference, as Fieller's interval of a ratio does, and needs no slope.
///
/// # Errors
/// See [`CrossingError`].
///
/// # Source
/// Fieller (1954), "Some problems in interval estimation", JRSS B 16, 175–185; Dowell & Jarratt (1971), "A modified regula falsi method", BIT 11.
pub fn crossings<E>(
    search: &CrossingSearch,
    function: impl FnMut(f64) -> Result<Evaluation, E>,
) -> Result<Crossings, CrossingError<E>> {
    let CrossingSearch { low, high, points, tolerance } = *search;
    let sound = (high - low).is_finite() && low < high && points >= 2 && tolerance > 0.0;
    if !sound {
        return Err(CrossingError::Search { low, high, points, tolerance });
    }
    let mut seeker =
        Seeker { function, looked_at: Vec::new(), failed: None, tolerance: tolerance * (high - low) };
    let grid: Vec<f64> =
        (0..points).map(|point| low + (high - low) * (point as f64 / (points - 1) as f64)).collect();
    for &x in &grid {
        seeker.at(x)?;
    }
    let places = seeker.places(&grid)?;
    let clear = |(_, figure): &(f64, Evaluation), sign: f64| {
        sign * figure.mean > NORMAL_CRITICAL_VALUE * figure.standard_error
    };
    let clearly_none =
        [1.0, -1.0].into_iter().any(|sign| seeker.looked_at.iter().all(|point| clear(point, sign)));
    let mut found = Vec::new();
    for (index, &(at, rises)) in places.iter().enumerate() {
        let below = if index == 0 { low } else { places[index - 1].0 };
        let above = places.get(index + 1).map_or(high, |next| next.0);
        let sign = if rises { 1.0 } else { -1.0 };
        let low = seeker.end(at, below, sign)?;
        let high = seeker.end(at, above, sign)?;
        found.push(Crossing { at, low, high, rises });
    }
    let mut looked_at = seeker.looked_at;
    looked_at.sort_by(|left, right| left.0.total_cmp(&right.0));
    Ok(Crossings { crossings: found, looked_at, clearly_none })
}

/// The function with its memory.
struct Seeker<E, F: FnMut(f64) -> Result<Evaluation, E>> {
    function: F,
    looked_at: Vec<(f64, Evaluation)>,
    failed: Option<CrossingError<E>>,
    tolerance: f64,
}

impl<E, F: FnMut(f64) -> Result<Evaluation, E>> Seeker<E, F> {
    fn at(&mut self, x: f64) -> Result<Evaluation, CrossingError<E>> {
        if let Some((_, known)) = self.looked_at.iter().find(|(place, _)| *place == x) {
            return Ok(*known);
        }
        let figure = (self.function)(x).map_err(|source| CrossingError::Function { x, source })?;
        let Evaluation { mean, standard_error } = figure;
        let sound = mean.is_finite() && standard_error >= 0.0 && standard_error.is_finite();
        if !sound {
            return Err(CrossingError::Figure { x, mean, standard_error });
        }
        self.looked_at.push((x, figure));
        Ok(figure)
    }

    /// Places of the crossings between neighbours, with their direction.
    fn places(&mut self, grid: &[f64]) -> Result<Vec<(f64, bool)>, CrossingError<E>> {
        let mut places: Vec<(f64, bool)> = Vec::new();
        let mut before: Option<(f64, f64)> = None;
        for &x in grid {
            let mean = self.at(x)?.mean;
            if mean == 0.0 {
                // On the point itself: the sign before and after tells whether it is crossed.
                continue;
            }
            if let Some((place, sign)) = before
                && sign != mean.signum()
            {
                places.push((self.root(place, x, |figure| figure.mean)?, mean > 0.0));
            }
            before = Some((x, mean.signum()));
        }
        Ok(places)
    }

    /// Where a combination of mean and error crosses zero between two places in either order.
    fn root(
        &mut self,
        one: f64,
        other: f64,
        of: impl Fn(&Evaluation) -> f64,
    ) -> Result<f64, CrossingError<E>> {
        let tolerance = self.tolerance;
        let found = find_root(
            |x| match self.at(x) {
                Ok(figure) => of(&figure),
                Err(error) => {
                    self.failed = Some(error);
                    f64::NAN
                }
            },
            one.min(other),
            one.max(other),
            tolerance,
        );
        match self.failed.take() {
            Some(error) => Err(error),
            None => Ok(found?),
        }
    }

    /// The end of the interval between a crossing and a limit.
    ///
    /// - `sign`: 1 if the figure rises through the crossing.
    fn end(&mut self, at: f64, limit: f64, sign: f64) -> Result<Option<f64>, CrossingError<E>> {
        // Positive where the figure cannot be told from 0, negative beyond.
        let side = if limit < at { sign } else { -sign };
        let doubt = |figure: &Evaluation| side * figure.mean + NORMAL_CRITICAL_VALUE * figure.standard_error;
        let mut towards: Vec<f64> = self
            .looked_at
            .iter()
            .map(|(x, _)| *x)
            .filter(|x| (*x - at) * (limit - at) > 0.0 && (*x - at).abs() <= (limit - at).abs())
            .collect();
        towards.sort_by(|left, right| (left - at).abs().total_cmp(&(right - at).abs()));
        let mut inside = at;
        if doubt(&self.at(at)?) < 0.0 {
            return Ok(Some(at));
        }
        for x in towards {
            if doubt(&self.at(x)?) < 0.0 {
                return self.root(inside, x, doubt).map(Some);
            }
            inside = x;
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{normals, share_of};
    use super::*;
    use std::convert::Infallible;

    fn search(low: f64, high: f64) -> CrossingSearch {
        CrossingSearch { low, high, points: 9, tolerance: 1e-6 }
    }

    fn found(search: &CrossingSearch, mean: impl Fn(f64) -> f64, standard_error: f64) -> Crossings {
        crossings(search, |x| Ok::<_, Infallible>(Evaluation { mean: mean(x), standard_error })).unwrap()
    }

    #[test]
    fn a_line_has_its_interval_in_closed_form() {
        // 2x − 3 ± 1.96·0.1: crossing at 1.5, ends at 1.5 ± 0.098.
        let crossing = found(&search(0.0, 4.0), |x| 2.0 * x - 3.0, 0.1).crossings[0];
        assert!((crossing.at - 1.5).abs() < 1e-5 && crossing.rises);
        let half = NORMAL_CRITICAL_VALUE * 0.05;
        assert!((crossing.low.unwrap() - 1.5 + half).abs() < 1e-5, "{crossing:?}");
        assert!((crossing.high.unwrap() - 1.5 - half).abs() < 1e-5);
    }

    #[test]
    fn several_crossings_none_and_none_for_certain() {
        let cubic = found(&search(-2.0, 2.2), |x| x * x * x - x, 0.01);
        let places: Vec<(bool, f64)> = cubic
            .crossings
            .iter()
            .map(|crossing| (crossing.rises, (crossing.at * 1e4).round() / 1e4))
            .collect();
        assert_eq!(places, [(true, -1.0), (false, 0.0), (true, 1.0)]);
        let none = found(&search(0.0, 1.0), |x| 1.0 + x, 0.1);
        assert!(none.crossings.is_empty() && none.clearly_none);
        // Never below 0, but not to be told from it either.
        let unsure = found(&search(0.0, 1.0), |x| 0.1 + x, 0.1);
        assert!(unsure.crossings.is_empty() && !unsure.clearly_none);
    }

    #[test]
    fn ends_that_the_range_does_not_hold_are_open() {
        let crossing = found(&search(0.0, 4.0), |x| x - 0.1, 0.2).crossings[0];
        assert_eq!(crossing.low, None);
        assert!((crossing.high.unwrap() - 0.1 - 0.2 * NORMAL_CRITICAL_VALUE).abs() < 1e-5);
    }

    #[test]
    fn a_zero_on_a_point_of_the_grid_is_found_once() {
        let through = found(&search(-4.0, 4.0), |x| -x, 0.0);
        assert_eq!(through.crossings.len(), 1);
        assert!(through.crossings[0].at.abs() < 1e-5 && !through.crossings[0].rises);
        let touching = found(&search(-4.0, 4.0), |x| x * x, 0.0);
        assert!(touching.crossings.is_empty() && !touching.clearly_none);
    }

    #[test]
    fn interval_covers_as_often_as_it_says_and_needs_few_runs() {
        // Trials cost a + bx with normal a and b of mean −1 and 1 (common random numbers): true crossing at 1. 1000 replications, four
        // deviations of 0.0069. The interval is a mean's over 400 trials with the normal quantile: 0.9493 instead of 0.95.
        let mut most = 0;
        let covered = share_of(1000, |replication| {
            let starts = normals(4_000_000 + replication, 400);
            let slopes = normals(4_100_000 + replication, 400);
            let mut runs = 0;
            let found =
                crossings(&CrossingSearch { low: -1.0, high: 3.5, points: 6, tolerance: 1e-3 }, |x| {
                    runs += 1;
                    let costs: Vec<f64> =
                        starts.iter().zip(&slopes).map(|(a, b)| -1.0 + a + (1.0 + b) * x).collect();
                    let moments = super::super::moments::moments(&costs).unwrap();
                    let standard_error = moments.standard_error.unwrap();
                    Ok::<_, Infallible>(Evaluation { mean: moments.mean, standard_error })
                })
                .unwrap();
            MOST.with(|most| most.set(most.get().max(runs)));
            let crossing = found.crossings[0];
            crossing.low.unwrap() <= 1.0 && 1.0 <= crossing.high.unwrap()
        });
        MOST.with(|runs| most = runs.get());
        assert!((covered - 0.95).abs() < 0.0276, "{covered}");
        assert!(most <= 40, "{most}");
    }

    thread_local! {
        /// Most runs that a search took.
        static MOST: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
    }

    #[test]
    fn failures_are_handed_on() {
        let wrong = crossings(&search(0.0, 1.0), |x| {
            if x > 0.5 { Err("no run") } else { Ok(Evaluation { mean: 1.0, standard_error: 0.0 }) }
        });
        assert_eq!(wrong, Err(CrossingError::Function { x: 0.625, source: "no run" }));
        let late = crossings(&search(0.0, 1.0), |x: f64| {
            if (x * 8.0).fract() == 0.0 {
                Ok(Evaluation { mean: x - 0.3, standard_error: 0.0 })
            } else {
                Err("late")
            }
        });
        assert!(matches!(late, Err(CrossingError::Function { source: "late", .. })));
        assert!(crossings(&search(1.0, 0.0), |_| Err("unused")).is_err());
        let nan = crossings(&search(0.0, 1.0), |_| {
            Ok::<_, &str>(Evaluation { mean: f64::NAN, standard_error: 0.0 })
        });
        assert!(matches!(nan, Err(CrossingError::Figure { .. })));
    }
}
