//! The least extreme point at which a figure breaks a limit.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::crossing::Evaluation;
use super::interval::{Interval, NORMAL_CRITICAL_VALUE};
use crate::engine::random::StreamKey;
use crate::math::{RootError, find_root, inverse_normal_cdf, normal_cdf};

/// How the search goes about it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StressSearch {
    /// Number of inputs, at least one.
    pub inputs: usize,
    /// What the figure must not exceed, in its unit.
    pub limit: f64,
    /// Farthest distance from the centre that is looked at, in standard deviations, e.g. 5.
    pub farthest: f64,
    /// Half the distance over which slopes are measured, in standard deviations, e.g. 0.25: wide enough for the noise that common random numbers
    /// leave.
    pub step: f64,
    /// Distances are found to this, in standard deviations, e.g. 0.01.
    pub tolerance: f64,
    /// Directions looked at in the check for nearer points, e.g. 64.
    pub neighbours: usize,
    /// Of those directions.
    pub seed: u64,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stress {
    /// The limit is reached or broken with every input at its centre.
    AtCentre {
        /// The figure there.
        figure: Evaluation,
    },
    /// The limit is not broken anywhere that was looked at.
    OutOfReach {
        /// The highest figure met.
        highest: Evaluation,
        /// Where, shape `[input]`, standard deviations.
        point: Vec<f64>,
    },
    /// The limit is broken from here on.
    Found(DesignPoint),
}

/// The point nearest to the centre at which the limit is reached.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DesignPoint {
    /// Shape `[input]`, standard normal scores: an input's value is its quantile at Φ(score).
    pub point: Vec<f64>,
    /// Distance from the centre, in standard deviations.
    pub distance: f64,
    /// 95 % interval of the distance: what the error of the figure amounts to along the slope. `None` where there is no slope.
    pub distance_interval: Option<Interval>,
    /// Φ(−distance): chance of ending as far out as this in this direction; close to that of breaking the limit if it is nearly straight.
    pub probability: f64,
    /// Shape `[input]`: share of each in the squared distance, summing to one.
    pub shares: Vec<f64>,
    /// The figure at the point.
    pub figure: Evaluation,
    /// Directions in which the limit is broken clearly nearer than here: above 0 the search has not found the nearest point.
    pub nearer_neighbours: usize,
    /// Times the figure was computed.
    pub evaluations: usize,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum StressError<E> {
    /// Numbers that make no sense.
    #[error("the search needs inputs, a finite limit, and a positive farthest distance, step and tolerance")]
    Search,
    /// A figure that is not a number.
    #[error("the figure is {mean} with error {standard_error}")]
    Figure { mean: f64, standard_error: f64 },
    /// A search that lost its way.
    #[error(transparent)]
    Root(#[from] RootError),
    /// The function failed.
    #[error("the figure could not be computed")]
    Function { source: E },
}

/// Rounds of turning towards the slope from one start.
const ROUNDS: usize = 12;
/// Times the search starts again from a nearer neighbour.
const RESTARTS: usize = 4;
/// A neighbour is nearer if it breaks the limit at this share of the distance.
const NEARER: f64 = 0.97;
/// Two directions are the same if the cosine between them is above this.
const SAME_DIRECTION: f64 = 0.9999;

/// The least extreme combination of standard normal inputs at which a figure exceeds a limit.
///
/// Minimises `‖u‖` over `g(u) ≥ limit`. From a start direction the limit is found along the ray; there the slope gives the next direction (the fixed point
/// of Hasofer, Lind, Rackwitz and Fiessler, where point and slope are parallel), turned only half as far whenever that led away. Starts are
/// the slope at the centre and the single input that moves the figure most. At the end random directions, around the point found and everywhere, are
/// looked at a little nearer to the centre; if the limit is broken there, the search starts again from there.
///
/// Inputs must be independent standard normals; a smooth figure (common random numbers) is assumed.
///
/// # Errors
/// See [`StressError`].
///
/// # Source
/// Hasofer & Lind (1974), "Exact and invariant second-moment code format", J. Eng. Mech. 100, 111–121; Rackwitz & Fiessler (1978), "Structural
/// reliability under combined random load sequences", Computers & Structures 9, 489–494.
pub fn design_point<E>(
    search: &StressSearch,
    function: impl FnMut(&[f64]) -> Result<Evaluation, E>,
) -> Result<Stress, StressError<E>> {
    let positive = [search.farthest, search.step, search.tolerance].into_iter().all(|value| value > 0.0);
    if search.inputs == 0 || !search.limit.is_finite() || !positive || !search.farthest.is_finite() {
        return Err(StressError::Search);
    }
    let mut seeker = Seeker { search: *search, function, evaluations: 0, highest: None, failed: None };
    let centre = vec![0.0; search.inputs];
    let figure = seeker.at(&centre)?;
    if figure.mean >= search.limit {
        return Ok(Stress::AtCentre { figure });
    }
    let mut best: Option<Vec<f64>> = None;
    for start in seeker.starts(&centre)? {
        best = nearer(best, seeker.follow(start)?);
    }
    let mut restarts = 0;
    loop {
        let distance = best.as_ref().map_or(search.farthest, |point| length(point) * NEARER);
        let found = seeker.neighbours(best.as_deref(), distance)?;
        match found.first() {
            Some(direction) if restarts < RESTARTS => {
                restarts += 1;
                best = nearer(best, seeker.follow(direction.clone())?);
            }
            Some(_) | None => return seeker.answer(best, found.len()),
        }
    }
}

fn length(point: &[f64]) -> f64 {
    point.iter().map(|score| score * score).sum::<f64>().sqrt()
}

/// A vector of length one in the same direction; `None` for no direction.
fn direction_of(vector: &[f64]) -> Option<Vec<f64>> {
    let size = length(vector);
    (size > 0.0).then(|| vector.iter().map(|part| part / size).collect())
}

fn nearer(one: Option<Vec<f64>>, other: Option<Vec<f64>>) -> Option<Vec<f64>> {
    match (one, other) {
        (Some(one), Some(other)) => Some(if length(&other) < length(&one) { other } else { one }),
        (one, other) => one.or(other),
    }
}

struct Seeker<E, F: FnMut(&[f64]) -> Result<Evaluation, E>> {
    search: StressSearch,
    function: F,
    evaluations: usize,
    highest: Option<(Evaluation, Vec<f64>)>,
    failed: Option<StressError<E>>,
}

impl<E, F: FnMut(&[f64]) -> Result<Evaluation, E>> Seeker<E, F> {
    fn at(&mut self, point: &[f64]) -> Result<Evaluation, StressError<E>> {
        let figure = (self.function)(point).map_err(|source| StressError::Function { source })?;
        self.evaluations += 1;
        let Evaluation { mean, standard_error } = figure;
        if !mean.is_finite() || !standard_error.is_finite() {
            return Err(StressError::Figure { mean, standard_error });
        }
        if self.highest.as_ref().is_none_or(|(highest, _)| mean > highest.mean) {
            self.highest = Some((figure, point.to_vec()));
        }
        Ok(figure)
    }

    /// Slope by each input, over a step to both sides.
    fn slope(&mut self, point: &[f64]) -> Result<Vec<f64>, StressError<E>> {
        let step = self.search.step;
        let mut moved = point.to_vec();
        let mut slope = Vec::new();
        for input in 0..point.len() {
            moved[input] = point[input] + step;
            let above = self.at(&moved)?.mean;
            moved[input] = point[input] - step;
            let below = self.at(&moved)?.mean;
            moved[input] = point[input];
            slope.push((above - below) / (2.0 * step));
        }
        Ok(slope)
    }

    /// Directions to start with: the slope at the centre, and the single input that raises the figure most half-way out.
    fn starts(&mut self, centre: &[f64]) -> Result<Vec<Vec<f64>>, StressError<E>> {
        let mut starts: Vec<Vec<f64>> = direction_of(&self.slope(centre)?).into_iter().collect();
        let mut best: Option<(f64, Vec<f64>)> = None;
        for input in 0..centre.len() {
            for sign in [1.0, -1.0] {
                let mut direction = centre.to_vec();
                direction[input] = sign;
                let mean = self.on_ray(&direction, 0.5 * self.search.farthest)?;
                if best.as_ref().is_none_or(|(highest, _)| mean > *highest) {
                    best = Some((mean, direction));
                }
            }
        }
        starts.extend(best.map(|(_, direction)| direction));
        Ok(starts)
    }

    /// The figure less the limit at a distance in a direction.
    fn on_ray(&mut self, direction: &[f64], distance: f64) -> Result<f64, StressError<E>> {
        let point: Vec<f64> = direction.iter().map(|part| part * distance).collect();
        Ok(self.at(&point)?.mean - self.search.limit)
    }

    /// The distance at which the limit is reached in a direction; `None` if it is not at the farthest distance.
    fn reach(&mut self, direction: &[f64]) -> Result<Option<f64>, StressError<E>> {
        let (farthest, tolerance) = (self.search.farthest, self.search.tolerance);
        if self.on_ray(direction, farthest)? <= 0.0 {
            return Ok(None);
        }
        let root = find_root(
            |distance| match self.on_ray(direction, distance) {
                Ok(beyond) => beyond,
                Err(error) => {
                    self.failed = Some(error);
                    f64::NAN
                }
            },
            0.0,
            farthest,
            tolerance,
        );
        match self.failed.take() {
            Some(error) => Err(error),
            None => Ok(Some(root?)),
        }
    }

    /// The nearest point reached by turning towards the slope, from a direction.
    fn follow(&mut self, start: Vec<f64>) -> Result<Option<Vec<f64>>, StressError<E>> {
        let Some(mut distance) = self.reach(&start)? else { return Ok(None) };
        let mut direction = start;
        let mut turn = 1.0;
        for _ in 0..ROUNDS {
            let point: Vec<f64> = direction.iter().map(|part| part * distance).collect();
            let Some(steepest) = direction_of(&self.slope(&point)?) else { break };
            let cosine: f64 = steepest.iter().zip(&direction).map(|(one, other)| one * other).sum();
            if cosine > SAME_DIRECTION {
                break;
            }
            let mixed: Vec<f64> =
                steepest.iter().zip(&direction).map(|(new, old)| turn * new + (1.0 - turn) * old).collect();
            let Some(tried) = direction_of(&mixed) else { break };
            match self.reach(&tried)? {
                Some(reached) if reached < distance => (direction, distance) = (tried, reached),
                Some(_) | None => turn *= 0.5,
            }
            if turn < 0.1 {
                break;
            }
        }
        Ok(Some(direction.iter().map(|part| part * distance).collect()))
    }

    /// Directions in which the limit is broken at a distance: half of those looked at lie around the point, the others anywhere.
    fn neighbours(&mut self, point: Option<&[f64]>, distance: f64) -> Result<Vec<Vec<f64>>, StressError<E>> {
        let key = StreamKey::new(self.search.seed, "design-point/neighbours");
        let mut broken = Vec::new();
        for number in 0..self.search.neighbours as u64 {
            let noise: Vec<f64> = (0..self.search.inputs as u64)
                .map(|input| inverse_normal_cdf(key.draw(input).uniform(number)))
                .collect();
            let vector: Option<Vec<f64>> = match point.filter(|_| number % 2 == 0).and_then(direction_of) {
                // Noise as long as the direction: about 45 degrees aside.
                Some(around) => direction_of(&noise)
                    .map(|noise| around.iter().zip(noise).map(|(part, noise)| part + noise).collect()),
                None => Some(noise),
            };
            if let Some(direction) = vector.as_deref().and_then(direction_of)
                && self.on_ray(&direction, distance)? > 0.0
            {
                broken.push(direction);
            }
        }
        Ok(broken)
    }

    fn answer(mut self, best: Option<Vec<f64>>, nearer_neighbours: usize) -> Result<Stress, StressError<E>> {
        let Some(point) = best else {
            let highest = self.highest.ok_or(StressError::Search)?;
            return Ok(Stress::OutOfReach { highest: highest.0, point: highest.1 });
        };
        let distance = length(&point);
        let figure = self.at(&point)?;
        let steepness = length(&self.slope(&point)?);
        let half = NORMAL_CRITICAL_VALUE * figure.standard_error / steepness;
        Ok(Stress::Found(DesignPoint {
            distance_interval: (steepness > 0.0)
                .then(|| Interval { low: (distance - half).max(0.0), high: distance + half }),
            probability: normal_cdf(-distance),
            shares: point.iter().map(|score| score * score / (distance * distance)).collect(),
            point,
            distance,
            figure,
            nearer_neighbours,
            evaluations: self.evaluations,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    fn search(inputs: usize, limit: f64) -> StressSearch {
        StressSearch { inputs, limit, farthest: 6.0, step: 0.25, tolerance: 1e-4, neighbours: 64, seed: 0 }
    }

    fn stress(search: &StressSearch, mean: impl Fn(&[f64]) -> f64) -> Stress {
        design_point(search, |point| {
            Ok::<_, Infallible>(Evaluation { mean: mean(point), standard_error: 0.1 })
        })
        .unwrap()
    }

    fn found(search: &StressSearch, mean: impl Fn(&[f64]) -> f64) -> DesignPoint {
        match stress(search, mean) {
            Stress::Found(point) => point,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_straight_limit_has_its_closed_form() {
        // 3u₁ + 4u₂ + 0u₃ ≥ 10: distance 10/5 = 2 at (1.2, 1.6, 0), Φ(−2) = 0.02275.
        let point = found(&search(3, 10.0), |u| 3.0 * u[0] + 4.0 * u[1]);
        assert!((point.distance - 2.0).abs() < 1e-3, "{point:?}");
        assert!((point.point[0] - 1.2).abs() < 0.01 && (point.point[1] - 1.6).abs() < 0.01);
        assert!((point.probability - 0.02275).abs() < 1e-4);
        assert!((point.shares[1] - 0.64).abs() < 0.01 && point.nearer_neighbours == 0);
        // Error 0.1 over a slope of 5: ±0.0392.
        assert!((point.distance_interval.unwrap().width() - 2.0 * 0.0392).abs() < 1e-3);
    }

    #[test]
    fn a_bent_limit_has_its_closed_form() {
        // u₁ + κu₂² ≥ b has its nearest points at u₁ = 1/2κ, u₂ = ±√((b − u₁)/κ) as soon as 2κb > 1: with κ = 1, b = 3 at (0.5, ±1.5811),
        // distance √2.75 = 1.6583. The slope at the centre leads to (3, 0), where point and slope are parallel too.
        let point = found(&search(2, 3.0), |u| u[0] + u[1] * u[1]);
        assert!((point.distance - 2.75_f64.sqrt()).abs() < 5e-3, "{point:?}");
        assert!((point.point[0] - 0.5).abs() < 0.05);
        assert_eq!(point.nearer_neighbours, 0);
        // Bent the other way, the nearest point stays on the axis: u₁ − u₂²/4 ≥ 2.
        let point = found(&search(2, 2.0), |u| u[0] - 0.25 * u[1] * u[1]);
        assert!((point.distance - 2.0).abs() < 5e-3, "{point:?}");
        // Nothing but squares: there is no slope at the centre. 2u₁² + u₂² ≥ 8: nearest (±2, 0).
        let point = found(&search(2, 8.0), |u| 2.0 * u[0] * u[0] + u[1] * u[1]);
        assert!((point.distance - 2.0).abs() < 5e-3, "{point:?}");
    }

    #[test]
    fn neighbours_find_what_no_slope_leads_to() {
        // u₁ + u₂u₃ ≥ 3: neither the slope at the centre nor any single input leads off the axis, where (3, 0, 0) looks like an answer. With
        // u₂ = u₃ = t, d² = (3 − t²)² + 2t² is least at t² = 2: (1, √2, √2), distance √5.
        let point = found(&search(3, 3.0), |u| u[0] + u[1] * u[2]);
        assert!((point.distance - 5.0_f64.sqrt()).abs() < 0.01, "{point:?}");
        assert_eq!(point.nearer_neighbours, 0);
        // Without neighbours the search cannot know.
        let point = found(&StressSearch { neighbours: 0, ..search(3, 3.0) }, |u| u[0] + u[1] * u[2]);
        assert!((point.distance - 3.0).abs() < 0.01, "{point:?}");
    }

    #[test]
    fn costs_that_grow_ever_faster() {
        // exp(u₁) + exp(2u₂) ≥ 30 in five inputs: Lagrange. Compared with a fine grid over the two that matter.
        let cost = |u: &[f64]| crate::math::exp(u[0]) + crate::math::exp(2.0 * u[1]);
        let nearest = (0..6000)
            .filter_map(|step| {
                let first = f64::from(step) * 1e-3 - 2.0;
                let rest = 30.0 - crate::math::exp(first);
                (rest > 0.0).then(|| {
                    let second = 0.5 * crate::math::ln(rest);
                    (first * first + second * second).sqrt()
                })
            })
            .fold(f64::INFINITY, f64::min);
        let point = found(&search(5, 30.0), cost);
        assert!((point.distance - nearest).abs() < 5e-3, "{point:?} {nearest}");
        assert!(point.evaluations < 400, "{}", point.evaluations);
    }

    #[test]
    fn a_little_noise_does_not_lead_astray() {
        // A ripple as a finite set of trials leaves it.
        let cost = |u: &[f64]| 3.0 * u[0] + 4.0 * u[1] + 0.02 * crate::math::sin(40.0 * u[0] + 23.0 * u[1]);
        let point = found(&search(2, 10.0), cost);
        assert!((point.distance - 2.0).abs() < 0.02, "{point:?}");
    }

    #[test]
    fn broken_at_the_centre_and_out_of_reach() {
        assert!(matches!(stress(&search(2, -1.0), |u| u[0]), Stress::AtCentre { .. }));
        let Stress::OutOfReach { highest, point } = stress(&search(2, 100.0), |u| u[0]) else { panic!() };
        assert!(highest.mean >= 5.9 && point[0] >= 5.9, "{highest:?} {point:?}");
    }

    #[test]
    fn failures_are_handed_on() {
        let fails = |point: &[f64]| {
            if point[0] > 1.0 {
                Err("no run")
            } else {
                Ok(Evaluation { mean: point[0], standard_error: 0.0 })
            }
        };
        assert_eq!(design_point(&search(1, 2.0), fails), Err(StressError::Function { source: "no run" }));
        assert_eq!(design_point(&search(0, 2.0), |_| Err("unused")), Err(StressError::Search));
    }
}
