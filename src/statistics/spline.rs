//! Smooth functions of one number: cubic splines with a roughness penalty, ordered from the smoothest to the roughest.

use nalgebra::{DMatrix, SymmetricEigen};

/// Intervals between knots.
const INTERVALS: usize = 20;
/// Cubic pieces that overlap in each interval.
const LOCAL: usize = 4;
const PIECES: usize = INTERVALS + LOCAL - 1;
/// Takes part of the penalty into the norm, so that pieces without data have one.
const RIDGE: f64 = 1e-8;

/// Orthonormal functions of a number over the trials: its standardised value first, then ever rougher ones.
///
/// They are the eigenvectors of cubic B-splines on evenly spaced knots under the squared second differences of neighbouring
/// coefficients, in the scores that the caller gives.
///
/// # Source
/// Eilers & Marx (1996), "Flexible smoothing with B-splines and penalties", Statistical Science 11, 89–121; the eigenvectors: Demmler &
/// Reinsch (1975), "Oscillation matrices with spline smoothing", Numerische Mathematik 24, 375–382.
#[derive(Debug, Clone)]
pub(super) struct Spline {
    lowest: f64,
    step: f64,
    mean: f64,
    deviation: f64,
    /// `[function][piece]`.
    weights: Vec<Vec<f64>>,
    /// Penalty of each function, the straight line's 0 first; scaled so that the first bent one has 1.
    pub(super) roughness: Vec<f64>,
}

impl Spline {
    /// Functions for these scores; none if they are all alike.
    ///
    /// - `most`: functions at most, at least one.
    pub(super) fn new(scores: &[f64], most: usize) -> Option<Spline> {
        let lowest = scores.iter().copied().fold(f64::INFINITY, f64::min);
        let highest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let count = scores.len() as f64;
        let mean = scores.iter().sum::<f64>() / count;
        let deviation =
            (scores.iter().map(|score| (score - mean) * (score - mean)).sum::<f64>() / count).sqrt();
        // False for NaN as well.
        let varies = highest > lowest && deviation > 0.0;
        if !varies {
            return None;
        }
        let step = (highest - lowest) / INTERVALS as f64;
        let mut spline = Spline { lowest, step, mean, deviation, weights: Vec::new(), roughness: vec![0.0] };
        if most > 1 {
            spline.bend(scores, most - 1);
        }
        Some(spline)
    }

    /// Number of functions.
    pub(super) fn functions(&self) -> usize {
        self.roughness.len()
    }

    /// Finds the bent functions.
    fn bend(&mut self, scores: &[f64], most: usize) {
        let mut gram = DMatrix::<f64>::zeros(PIECES, PIECES);
        for &score in scores {
            let (first, pieces) = self.pieces(score);
            for (row, left) in pieces.iter().enumerate() {
                for (column, right) in pieces.iter().enumerate() {
                    gram[(first + row, first + column)] += left * right / scores.len() as f64;
                }
            }
        }
        let differences = DMatrix::from_fn(PIECES - 2, PIECES, |row, column| match column.checked_sub(row) {
            Some(0 | 2) => 1.0,
            Some(1) => -2.0,
            Some(_) | None => 0.0,
        });
        let penalty = differences.transpose() * &differences;
        let ridge = RIDGE * gram.trace() / penalty.trace();
        let Some(root) = (&gram + &penalty * ridge).cholesky().map(|found| found.l()) else { return };
        let Some(halfway) = root.solve_lower_triangular(&penalty) else { return };
        let Some(turned) = root.solve_lower_triangular(&halfway.transpose()) else { return };
        let eigen = SymmetricEigen::new(turned);
        let Some(vectors) = root.transpose().solve_upper_triangular(&eigen.eigenvectors) else { return };
        let mut order: Vec<usize> = (0..PIECES).collect();
        order.sort_by(|&left, &right| eigen.eigenvalues[left].total_cmp(&eigen.eigenvalues[right]));
        // The first two are the constant and the straight line.
        let bent = &order[2..];
        let smoothest = eigen.eigenvalues[bent[0]];
        for &vector in bent.iter().take(most) {
            let rough = eigen.eigenvalues[vector];
            // A function that the data hardly move lives on the ridge.
            if rough * ridge > 0.5 {
                break;
            }
            self.weights.push(vectors.column(vector).iter().copied().collect());
            self.roughness.push(rough / smoothest);
        }
    }

    /// The first of four neighbouring pieces that are not 0 at a score, and their values.
    fn pieces(&self, score: f64) -> (usize, [f64; LOCAL]) {
        let place = (score - self.lowest) / self.step;
        let first = (place.max(0.0) as usize).min(INTERVALS - 1);
        let t = place - first as f64;
        let rest = 1.0 - t;
        let values = [
            rest * rest * rest / 6.0,
            (4.0 - 6.0 * t * t + 3.0 * t * t * t) / 6.0,
            (4.0 - 6.0 * rest * rest + 3.0 * rest * rest * rest) / 6.0,
            t * t * t / 6.0,
        ];
        (first, values)
    }

    /// The functions' values at a score.
    pub(super) fn fill(&self, score: f64, values: &mut [f64]) {
        values[0] = (score - self.mean) / self.deviation;
        let (first, pieces) = self.pieces(score);
        for (value, weights) in values[1..].iter_mut().zip(&self.weights) {
            *value = pieces.iter().zip(&weights[first..]).map(|(piece, weight)| piece * weight).sum();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::normals;
    use super::*;

    #[test]
    fn functions_are_orthonormal_and_ever_rougher() {
        let scores = normals(41, 3000);
        let spline = Spline::new(&scores, 12).unwrap();
        assert_eq!(spline.functions(), 12);
        assert!(spline.roughness.windows(2).all(|pair| pair[0] < pair[1]));
        let mut gram = vec![vec![0.0; 13]; 13];
        for &score in &scores {
            let mut row = vec![1.0; 13];
            spline.fill(score, &mut row[1..]);
            for (sums, left) in gram.iter_mut().zip(&row) {
                sums.iter_mut().zip(&row).for_each(|(sum, right)| *sum += left * right / 3000.0);
            }
        }
        for (row, sums) in gram.iter().enumerate() {
            for (column, sum) in sums.iter().enumerate() {
                let expected = if row == column { 1.0 } else { 0.0 };
                assert!((sum - expected).abs() < 1e-5, "{row} {column}: {sum}");
            }
        }
    }

    #[test]
    fn pieces_sum_to_one_everywhere() {
        let spline = Spline::new(&[-2.0, 0.3, 5.0], 1).unwrap();
        for score in [-2.0, -1.99, 0.0, 1.5, 4.999, 5.0] {
            let (first, pieces) = spline.pieces(score);
            assert!((pieces.iter().sum::<f64>() - 1.0).abs() < 1e-12 && first < INTERVALS);
            assert!(pieces.iter().all(|piece| *piece >= -1e-12));
        }
    }

    #[test]
    fn few_distinct_scores_have_few_functions() {
        // Three values: the constant, the line and one bend.
        let scores: Vec<f64> = (0..300).map(|index| f64::from(index % 3)).collect();
        assert_eq!(Spline::new(&scores, 20).unwrap().functions(), 2);
        assert!(Spline::new(&[1.0; 9], 20).is_none());
    }
}
