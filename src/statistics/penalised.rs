//! Linear least squares with a roughness penalty whose weight the data choose.

use nalgebra::{DMatrix, SymmetricEigen};

/// Sums of products of the columns of a design, with each other and with the targets.
#[derive(Debug, Clone)]
pub(super) struct Products {
    pub trials: usize,
    /// `[column, column]`.
    pub columns: DMatrix<f64>,
    /// `[column, target]`.
    pub targets: DMatrix<f64>,
    /// Sum of squares, `[target]`.
    pub squares: Vec<f64>,
}

impl Products {
    pub(super) fn new(columns: usize, targets: usize) -> Self {
        Products {
            trials: 0,
            columns: DMatrix::zeros(columns, columns),
            targets: DMatrix::zeros(columns, targets),
            squares: vec![0.0; targets],
        }
    }

    /// Adds a trial: the lower triangle of the columns' products only.
    pub(super) fn add(&mut self, row: &[f64], targets: impl Iterator<Item = f64>) {
        self.trials += 1;
        // Columns lie one after the other.
        for ((column, &value), products) in
            row.iter().enumerate().zip(self.columns.as_mut_slice().chunks_exact_mut(row.len()))
        {
            for (product, &other) in products[column..].iter_mut().zip(&row[column..]) {
                *product += value * other;
            }
        }
        for (target, value) in targets.enumerate() {
            self.squares[target] += value * value;
            for (product, &other) in self.targets.column_mut(target).iter_mut().zip(row) {
                *product += value * other;
            }
        }
    }

    /// These and those together.
    pub(super) fn plus(&self, other: &Products) -> Products {
        Products {
            trials: self.trials + other.trials,
            columns: &self.columns + &other.columns,
            targets: &self.targets + &other.targets,
            squares: self.squares.iter().zip(&other.squares).map(|(one, another)| one + another).collect(),
        }
    }
}

/// A regression with its penalty, turned into directions in which data and penalty are both diagonal.
pub(super) struct Penalised {
    /// `[column, direction]`: orthonormal under the columns' mean products.
    directions: DMatrix<f64>,
    /// Penalty of each direction, rising, not negative.
    roughness: Vec<f64>,
    /// `[direction, target]`: mean product of direction and target.
    loads: DMatrix<f64>,
    /// Mean square of the target, `[target]`.
    mean_squares: Vec<f64>,
    trials: f64,
}

/// One target's coefficients under the penalty that the data chose for it.
#[derive(Debug, Clone)]
pub(super) struct Chosen {
    /// `[direction]`.
    pub coefficients: Vec<f64>,
    /// Share of each direction that the penalty leaves, in `(0, 1]`.
    pub shares: Vec<f64>,
    /// Sum of the shares: how many free coefficients the fit is worth.
    pub degrees_of_freedom: f64,
    /// Mean square of what is not explained, over the degrees of freedom that are left.
    pub residual_variance: f64,
}

/// Added to the columns' mean products, as a share of the largest, so that columns that depend on each other have an inverse.
const RIDGE: f64 = 1e-10;
/// Weights tried, evenly on the scale of logarithms.
const WEIGHTS: u32 = 49;
/// Each degree of freedom counts so much in the choice of the weight: less noise is fitted than with 1.
const PRICE_OF_FREEDOM: f64 = 1.4;

impl Penalised {
    /// - `penalty`: `[column]`, not negative; penalty of the square of each coefficient.
    ///
    /// `None` where nothing can be told apart: no trials, or columns that are not finite.
    pub(super) fn new(products: &Products, penalty: &[f64]) -> Option<Penalised> {
        let trials = products.trials as f64;
        let size = penalty.len();
        let mean = DMatrix::from_fn(size, size, |row, column| {
            products.columns[(row.max(column), row.min(column))] / trials
        });
        let largest = mean.diagonal().max();
        if products.trials == 0 || !largest.is_finite() {
            return None;
        }
        let ridged = &mean + DMatrix::identity(size, size) * (RIDGE * largest);
        let root = ridged.cholesky()?.l();
        // L⁻¹ P L⁻ᵀ
        let halfway = root.solve_lower_triangular(&DMatrix::from_diagonal(&penalty.to_vec().into()))?;
        let turned = root.solve_lower_triangular(&halfway.transpose())?;
        let eigen = SymmetricEigen::new(turned);
        let all = root.transpose().solve_upper_triangular(&eigen.eigenvectors)?;
        // Directions that the data hardly move live on the ridge alone.
        let weight = |direction: usize| all.column(direction).dot(&(&mean * all.column(direction)));
        let mut kept: Vec<usize> = (0..size).filter(|&direction| weight(direction) > 0.5).collect();
        kept.sort_by(|&left, &right| eigen.eigenvalues[left].total_cmp(&eigen.eigenvalues[right]));
        let directions = all.select_columns(&kept);
        let loads = directions.tr_mul(&products.targets) / trials;
        let roughness = kept.iter().map(|&direction| eigen.eigenvalues[direction].max(0.0)).collect();
        let mean_squares = products.squares.iter().map(|square| square / trials).collect();
        Some(Penalised { directions, roughness, loads, mean_squares, trials })
    }

    /// The fit of one target under the weight with the least generalised cross-validation error
    /// `n·RSS / (n − 1.4·degrees of freedom)²`.
    ///
    /// # Source
    /// Craven & Wahba (1979), "Smoothing noisy data with spline functions", Numerische Mathematik 31, 377–403; the factor 1.4: Kim & Gu
    /// (2004), "Smoothing spline Gaussian regression", JRSS B 66, 337–356.
    pub(super) fn choose(&self, target: usize) -> Chosen {
        let score = |fit: &Chosen| {
            let left = self.trials - PRICE_OF_FREEDOM * fit.degrees_of_freedom;
            let residual = fit.residual_variance * (self.trials - fit.degrees_of_freedom).max(1.0);
            if left > 0.0 { residual / (left * left) } else { f64::INFINITY }
        };
        let mut best = self.with_weight(target, f64::INFINITY);
        let mut lowest = score(&best);
        let scale = self.roughness.iter().copied().find(|rough| *rough > 1e-9).unwrap_or(1.0);
        for step in 0..WEIGHTS {
            // From what leaves hardly anything down to what takes hardly anything.
            let weight = crate::math::pow(10.0, 4.0 - 0.25 * f64::from(step)) / scale;
            let tried = self.with_weight(target, weight);
            let error = score(&tried);
            if error < lowest {
                (best, lowest) = (tried, error);
            }
        }
        best
    }

    fn with_weight(&self, target: usize, weight: f64) -> Chosen {
        let share = |rough: &f64| if *rough < 1e-9 { 1.0 } else { 1.0 / (1.0 + weight * rough) };
        let shares: Vec<f64> = self.roughness.iter().map(share).collect();
        let loads = self.loads.column(target);
        let coefficients: Vec<f64> = loads.iter().zip(&shares).map(|(load, share)| load * share).collect();
        let explained: f64 =
            loads.iter().zip(&shares).map(|(load, share)| load * load * share * (2.0 - share)).sum();
        let degrees_of_freedom: f64 = shares.iter().sum();
        let residual = self.trials * (self.mean_squares[target] - explained).max(0.0);
        let residual_variance = residual / (self.trials - degrees_of_freedom).max(1.0);
        Chosen { coefficients, shares, degrees_of_freedom, residual_variance }
    }

    /// Coefficients by column, from those by direction.
    pub(super) fn by_column(&self, coefficients: &[f64]) -> Vec<f64> {
        let mut columns = vec![0.0; self.directions.nrows()];
        for (direction, coefficient) in self.directions.column_iter().zip(coefficients) {
            columns.iter_mut().zip(direction.iter()).for_each(|(sum, part)| *sum += coefficient * part);
        }
        columns
    }

    /// The values of all directions at one row of the design.
    pub(super) fn directions_at(&self, row: &[f64]) -> Vec<f64> {
        self.directions
            .column_iter()
            .map(|direction| direction.iter().zip(row).map(|(part, value)| part * value).sum())
            .collect()
    }

    /// Variance of the coefficient of a direction, in units of the residual variance.
    pub(super) fn variance_share(&self, share: f64) -> f64 {
        share / self.trials
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::normals;
    use super::*;

    /// Columns 1, x and x² − 1 of normal x.
    fn products(slopes: [f64; 3], noise: f64) -> Products {
        let (xs, errors) = (normals(31, 4000), normals(32, 4000));
        let mut products = Products::new(3, 1);
        for (x, error) in xs.iter().zip(&errors) {
            let row = [1.0, *x, x * x - 1.0];
            let target: f64 = row.iter().zip(slopes).map(|(value, slope)| value * slope).sum();
            products.add(&row, std::iter::once(target + noise * error));
        }
        products
    }

    #[test]
    fn without_noise_the_coefficients_come_back() {
        let slopes = [5.0, -2.0, 0.5];
        let fit = Penalised::new(&products(slopes, 0.0), &[0.0, 0.0, 1.0]).unwrap();
        let found = fit.by_column(&fit.choose(0).coefficients);
        for (found, slope) in found.iter().zip(slopes) {
            assert!((found - slope).abs() < 1e-5, "{found} {slope}");
        }
    }

    #[test]
    fn what_is_only_noise_is_penalised_away() {
        let fit = Penalised::new(&products([1.0, 1.0, 0.0], 1.0), &[0.0, 0.0, 1.0]).unwrap();
        let chosen = fit.choose(0);
        assert!(chosen.degrees_of_freedom < 2.5, "{}", chosen.degrees_of_freedom);
        // Spread of a variance over 4000 normal values: √(2/4000) = 2.2 %; four of them.
        assert!((chosen.residual_variance - 1.0).abs() < 0.09, "{}", chosen.residual_variance);
    }

    #[test]
    fn residuals_are_those_of_the_penalised_fit() {
        let slopes = [2.0, 1.0, 0.3];
        let products = products(slopes, 1.0);
        let fit = Penalised::new(&products, &[0.0, 1.0, 1.0]).unwrap();
        let chosen = fit.with_weight(0, 0.7);
        let columns = fit.by_column(&chosen.coefficients);
        // With penalty 0.7 on mean squares near 1 and 2, a good part of both slopes is gone.
        assert!(columns[1] < 0.7 && columns[2] < 0.25, "{columns:?}");
        let (xs, errors) = (normals(31, 4000), normals(32, 4000));
        let squares: f64 = xs
            .iter()
            .zip(&errors)
            .map(|(x, error)| {
                let row = [1.0, *x, x * x - 1.0];
                let value = |weights: &[f64]| row.iter().zip(weights).map(|(v, w)| v * w).sum::<f64>();
                let left = value(&slopes) + error - value(&columns);
                left * left
            })
            .sum();
        let expected = squares / (4000.0 - chosen.degrees_of_freedom);
        assert!((chosen.residual_variance / expected - 1.0).abs() < 1e-6, "{chosen:?} {expected}");
    }

    #[test]
    fn a_column_given_twice_counts_once() {
        let mut products = Products::new(3, 1);
        for x in normals(33, 500) {
            products.add(&[1.0, x, x], std::iter::once(3.0 * x));
        }
        let fit = Penalised::new(&products, &[0.0; 3]).unwrap();
        let chosen = fit.choose(0);
        let columns = fit.by_column(&chosen.coefficients);
        assert!((columns[1] + columns[2] - 3.0).abs() < 1e-6, "{columns:?}");
        assert!(chosen.degrees_of_freedom < 2.01);
    }
}
