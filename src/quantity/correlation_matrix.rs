//! Symmetric matrices of correlations: factor, feasibility, and the room left to one pair.

/// A pivot within this of 0 counts as 0: rounding of a few 1e-16 grows with the size of the matrix, and rank
/// correlations are known to two digits.
const ZERO_PIVOT: f64 = 1e-10;

/// A symmetric matrix with ones on the diagonal, by rows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CorrelationMatrix {
    size: usize,
    cells: Vec<f64>,
}

impl CorrelationMatrix {
    pub(crate) fn identity(size: usize) -> Self {
        let mut cells = vec![0.0; size * size];
        for index in 0..size {
            cells[index * size + index] = 1.0;
        }
        Self { size, cells }
    }

    pub(crate) fn size(&self) -> usize {
        self.size
    }

    pub(crate) fn get(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.size + column]
    }

    pub(crate) fn set(&mut self, row: usize, column: usize, value: f64) {
        self.cells[row * self.size + column] = value;
        self.cells[column * self.size + row] = value;
    }

    /// The matrix of the given rows and columns, in that order.
    pub(crate) fn reordered(&self, order: &[usize]) -> Self {
        let cells = order.iter().flat_map(|row| order.iter().map(|column| self.get(*row, *column))).collect();
        Self { size: order.len(), cells }
    }

    /// The lower factor L with L·Lᵀ = this matrix, by rows; `None` unless it is positive semi-definite.
    ///
    /// A zero pivot (two variables that determine a third) gives a column of zeros.
    pub(crate) fn cholesky(&self) -> Option<Vec<f64>> {
        let n = self.size;
        let mut factor = vec![0.0; n * n];
        for column in 0..n {
            let remainder = |row: usize, factor: &[f64]| {
                let used: f64 = (0..column).map(|k| factor[row * n + k] * factor[column * n + k]).sum();
                self.get(row, column) - used
            };
            let pivot = remainder(column, &factor);
            if pivot.is_nan() || pivot < -ZERO_PIVOT {
                return None;
            }
            if pivot <= ZERO_PIVOT {
                // |remainder|² ≤ pivot · (pivot of the row) in a semi-definite matrix.
                if (column + 1..n).any(|row| remainder(row, &factor).abs() > ZERO_PIVOT.sqrt()) {
                    return None;
                }
                continue;
            }
            let root = pivot.sqrt();
            factor[column * n + column] = root;
            for row in column + 1..n {
                factor[row * n + column] = remainder(row, &factor) / root;
            }
        }
        Some(factor)
    }

    /// The closed interval of values for the pair `(i, j)` that makes the matrix positive semi-definite, all other cells as
    /// they are; `None` when no value does.
    ///
    /// With i and j last in the factorisation, cell (i, j) = c + Lᵢᵢ·Lⱼⱼ·r with r in `[−1, 1]`, c the product of the two
    /// rows over the other variables, and Lⱼⱼ taken without i.
    pub(crate) fn room_for(&self, i: usize, j: usize) -> Option<(f64, f64)> {
        let others: Vec<usize> = (0..self.size).filter(|index| *index != i && *index != j).collect();
        let last_row = |variable: usize| -> Option<Vec<f64>> {
            let order: Vec<usize> = others.iter().copied().chain([variable]).collect();
            let factor = self.reordered(&order).cholesky()?;
            Some(factor[others.len() * order.len()..].to_vec())
        };
        let (row_i, row_j) = (last_row(i)?, last_row(j)?);
        let centre: f64 = (0..others.len()).map(|k| row_i[k] * row_j[k]).sum();
        let reach = row_i[others.len()] * row_j[others.len()];
        Some(((centre - reach).max(-1.0), (centre + reach).min(1.0)))
    }

    /// A smallest set of variables whose own matrix is not positive semi-definite while leaving out any one makes it
    /// so; the whole set when the matrix is fine. Then every pair of the set has room.
    pub(crate) fn smallest_conflict(&self) -> Vec<usize> {
        let mut kept: Vec<usize> = (0..self.size).collect();
        for candidate in 0..self.size {
            let without: Vec<usize> = kept.iter().copied().filter(|index| *index != candidate).collect();
            if self.reordered(&without).cholesky().is_none() {
                kept = without;
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three(ab: f64, ac: f64, bc: f64) -> CorrelationMatrix {
        let mut matrix = CorrelationMatrix::identity(3);
        matrix.set(0, 1, ab);
        matrix.set(0, 2, ac);
        matrix.set(1, 2, bc);
        matrix
    }

    #[test]
    fn factor_of_a_known_matrix() {
        let factor = three(0.6, 0.0, 0.0).cholesky().unwrap();
        let expected = [1.0, 0.0, 0.0, 0.6, 0.8, 0.0, 0.0, 0.0, 1.0];
        for (got, expected) in factor.iter().zip(expected) {
            assert!((got - expected).abs() < 1e-15);
        }
        assert!(three(0.9, -0.9, 0.9).cholesky().is_none());
        // Perfect correlation is singular but allowed.
        assert_eq!(three(1.0, 1.0, 1.0).cholesky().unwrap(), [1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
        assert!(three(1.0, 0.5, 0.2).cholesky().is_none());
    }

    #[test]
    fn room_of_a_pair_is_the_textbook_interval() {
        // ab·bc ± √((1 − ab²)(1 − bc²)) = 0.48 ± 0.8·0.6
        let (low, high) = three(0.6, -0.9, 0.8).room_for(0, 2).unwrap();
        assert!(low.abs() < 1e-15 && (high - 0.96).abs() < 1e-15);
        for (ac, fits) in [(low + 1e-9, true), (high - 1e-9, true), (low - 1e-6, false), (high + 1e-6, false)]
        {
            assert_eq!(three(0.6, ac, 0.8).cholesky().is_some(), fits, "{ac}");
        }
    }

    #[test]
    fn conflict_leaves_out_the_innocent() {
        let mut matrix = CorrelationMatrix::identity(5);
        matrix.set(0, 2, 0.3);
        for (i, j, value) in [(1, 2, 0.9), (1, 4, -0.9), (2, 4, 0.9)] {
            matrix.set(i, j, value);
        }
        assert_eq!(matrix.smallest_conflict(), [1, 2, 4]);
    }
}
