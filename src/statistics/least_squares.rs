//! Least squares for a handful of parameters: Levenberg–Marquardt, and the inverse of a small matrix.

/// Where a least-squares search ended.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LeastSquares {
    pub parameters: Vec<f64>,
    /// Sum of squared residuals there.
    pub residual_sum_of_squares: f64,
}

/// One point of the data seen from some parameters: observed less fitted, and the derivatives of the fitted value by each
/// parameter.
pub(super) type Deviation = (f64, Vec<f64>);

const MOST_STEPS: usize = 100;
/// A relative gain below this is none.
const NEGLIGIBLE_GAIN: f64 = 1e-14;
const LARGEST_DAMPING: f64 = 1e12;

/// Parameters near `start` at which the sum of squared residuals is smallest, by damped Gauss–Newton steps.
///
/// `deviations` gives every point of the data from some parameters, always in the same order. Each step solves
/// `(JᵀJ + λ·diag JᵀJ) δ = Jᵀr`; λ shrinks after a step that helps and grows after one that does not. `None` when the start
/// itself cannot be computed or no direction can be found.
///
/// # Source
/// Marquardt (1963), "An algorithm for least-squares estimation of nonlinear parameters", SIAM 11(2), 431–441.
pub(super) fn least_squares(
    start: &[f64],
    deviations: impl Fn(&[f64]) -> Vec<Deviation>,
) -> Option<LeastSquares> {
    let mut parameters = start.to_vec();
    let mut points = deviations(&parameters);
    let mut sum = sum_of_squares(&points);
    let mut damping = 1e-3;
    if !sum.is_finite() {
        return None;
    }
    for _ in 0..MOST_STEPS {
        let mut normal = normal_matrix(points.iter().map(|(_, gradient)| gradient));
        for (index, row) in normal.iter_mut().enumerate() {
            row[index] *= 1.0 + damping;
        }
        let slope: Vec<f64> =
            (0..parameters.len()).map(|index| points.iter().map(|(r, g)| r * g[index]).sum()).collect();
        let step = product(&inverse(&normal)?, &slope);
        let tried: Vec<f64> = parameters.iter().zip(&step).map(|(old, change)| old + change).collect();
        let tried_points = deviations(&tried);
        let tried_sum = sum_of_squares(&tried_points);
        if tried_sum < sum {
            let gain = sum - tried_sum;
            (parameters, points, sum) = (tried, tried_points, tried_sum);
            damping /= 10.0;
            if gain <= NEGLIGIBLE_GAIN * sum {
                break;
            }
        } else {
            damping *= 10.0;
            if damping > LARGEST_DAMPING {
                break;
            }
        }
    }
    Some(LeastSquares { parameters, residual_sum_of_squares: sum })
}

fn sum_of_squares(points: &[Deviation]) -> f64 {
    points.iter().map(|(residual, _)| residual * residual).sum()
}

/// `JᵀJ` from the rows of J.
pub(super) fn normal_matrix<'a>(gradients: impl Iterator<Item = &'a Vec<f64>>) -> Vec<Vec<f64>> {
    let mut matrix: Vec<Vec<f64>> = Vec::new();
    for gradient in gradients {
        if matrix.is_empty() {
            matrix = vec![vec![0.0; gradient.len()]; gradient.len()];
        }
        for (row, left) in matrix.iter_mut().zip(gradient) {
            for (cell, right) in row.iter_mut().zip(gradient) {
                *cell += left * right;
            }
        }
    }
    matrix
}

/// The inverse of a symmetric positive definite matrix; `None` if it is singular up to rounding or not finite.
///
/// The matrix is first scaled to ones on its diagonal, so that units of the parameters do not matter.
pub(super) fn inverse(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    const SMALLEST_PIVOT: f64 = 1e-12;
    let size = matrix.len();
    let scales: Vec<f64> = (0..size).map(|index| matrix[index][index].sqrt()).collect();
    if scales.iter().any(|scale| !scale.is_finite() || *scale <= 0.0) {
        return None;
    }
    // Gauss–Jordan on [matrix | identity].
    let mut rows: Vec<Vec<f64>> = (0..size)
        .map(|row| {
            let left = (0..size).map(|column| matrix[row][column] / (scales[row] * scales[column]));
            left.chain((0..size).map(|column| f64::from(u8::from(column == row)))).collect()
        })
        .collect();
    for column in 0..size {
        let pivot_row = rows[column].clone();
        let pivot = pivot_row[column];
        // False for NaN as well.
        let sound = pivot > SMALLEST_PIVOT;
        if !sound {
            return None;
        }
        for (index, row) in rows.iter_mut().enumerate() {
            let factor = if index == column { 0.0 } else { row[column] / pivot };
            for (cell, above) in row.iter_mut().zip(&pivot_row) {
                *cell = if index == column { above / pivot } else { *cell - factor * above };
            }
        }
    }
    let unscaled = |row: usize| (0..size).map(|c| rows[row][size + c] / (scales[row] * scales[c])).collect();
    Some((0..size).map(unscaled).collect())
}

/// Matrix times vector.
pub(super) fn product(matrix: &[Vec<f64>], vector: &[f64]) -> Vec<f64> {
    matrix.iter().map(|row| row.iter().zip(vector).map(|(cell, entry)| cell * entry).sum()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math;

    #[test]
    fn a_small_matrix_is_inverted() {
        // [[4, 2], [2, 3]] has determinant 8.
        let found = inverse(&[vec![4.0, 2.0], vec![2.0, 3.0]]).unwrap();
        for (cell, expected) in found.concat().iter().zip([0.375, -0.25, -0.25, 0.5]) {
            assert!((cell - expected).abs() < 1e-15, "{found:?}");
        }
        assert_eq!(inverse(&[vec![1.0, 1.0], vec![1.0, 1.0]]), None);
        assert_eq!(inverse(&[vec![f64::NAN]]), None);
    }

    #[test]
    fn units_of_the_parameters_do_not_matter() {
        let found = inverse(&[vec![4e-20, 2.0], vec![2.0, 3e20]]).unwrap();
        assert!((found[0][0] / 0.375e20 - 1.0).abs() < 1e-14 && (found[1][1] / 0.5e-20 - 1.0).abs() < 1e-14);
    }

    #[test]
    fn a_known_decay_is_found_from_far_away() {
        // y = 3·e^(−0.7 t), without noise.
        let times: Vec<f64> = (0..8).map(f64::from).collect();
        let found = least_squares(&[1.0, -0.1], |p| {
            let point = |t: &f64| {
                let decay = math::exp(p[1] * t);
                (3.0 * math::exp(-0.7 * t) - p[0] * decay, vec![decay, p[0] * t * decay])
            };
            times.iter().map(point).collect()
        })
        .unwrap();
        assert!((found.parameters[0] - 3.0).abs() < 1e-7, "{found:?}");
        assert!((found.parameters[1] + 0.7).abs() < 1e-7, "{found:?}");
    }

    #[test]
    fn the_misra_problem_has_its_certified_answer() {
        // NIST Statistical Reference Datasets, Misra1a: y = b1·(1 − e^(−b2·x)); certified b1 = 238.94212918,
        // b2 = 5.5015643181e−4, residual sum of squares 0.12455138894, from start 1 (500, 0.0001).
        let data = [
            (77.6, 10.07),
            (114.9, 14.73),
            (141.1, 17.94),
            (190.8, 23.93),
            (239.9, 29.61),
            (289.0, 35.18),
            (332.8, 40.02),
            (378.4, 44.82),
            (434.8, 50.76),
            (477.3, 55.05),
            (536.8, 61.01),
            (593.1, 66.40),
            (689.1, 75.47),
            (760.0, 81.78),
        ];
        let found = least_squares(&[500.0, 0.0001], |b| {
            let point = |&(x, y): &(f64, f64)| {
                let rest = math::exp(-b[1] * x);
                (y - b[0] * (1.0 - rest), vec![1.0 - rest, b[0] * x * rest])
            };
            data.iter().map(point).collect()
        })
        .unwrap();
        assert!((found.parameters[0] / 238.942_129_18 - 1.0).abs() < 1e-6, "{found:?}");
        assert!((found.parameters[1] / 5.501_564_318_1e-4 - 1.0).abs() < 1e-6, "{found:?}");
        assert!((found.residual_sum_of_squares / 0.124_551_388_94 - 1.0).abs() < 1e-6, "{found:?}");
    }
}
