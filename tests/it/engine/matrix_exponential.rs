//! The matrix exponential by scaling and squaring, for small generators: the test's own, to judge the engine by.

pub type Matrix = Vec<Vec<f64>>;

pub fn identity(size: usize) -> Matrix {
    (0..size).map(|row| (0..size).map(|column| f64::from(u8::from(row == column))).collect()).collect()
}

pub fn product(left: &Matrix, right: &Matrix) -> Matrix {
    let entry = |row: &Vec<f64>, column: usize| {
        row.iter().zip(right).map(|(value, other)| value * other[column]).sum()
    };
    left.iter().map(|row| (0..right[0].len()).map(|column| entry(row, column)).collect()).collect()
}

pub fn scaled(matrix: &Matrix, by: f64) -> Matrix {
    matrix.iter().map(|row| row.iter().map(|value| value * by).collect()).collect()
}

/// exp(A) = (Σ (A/2²⁰)ᵏ/k!)^(2²⁰); with |A| up to 100 the series ends at k = 8 with an error below 10⁻³⁰, and each
/// squaring adds rounding of 10⁻¹⁶ at the most: below 10⁻⁹ in all.
pub fn exponential(matrix: &Matrix) -> Matrix {
    const SQUARINGS: i32 = 20;
    let small = scaled(matrix, 0.5f64.powi(SQUARINGS));
    let (mut sum, mut term) = (identity(matrix.len()), identity(matrix.len()));
    for order in 1..=8 {
        term = scaled(&product(&term, &small), 1.0 / f64::from(order));
        for (row, more) in sum.iter_mut().zip(&term) {
            row.iter_mut().zip(more).for_each(|(value, other)| *value += other);
        }
    }
    (0..SQUARINGS).fold(sum, |power, _| product(&power, &power))
}

/// The generator with these rates, `[from][to]`: rows sum to zero.
pub fn generator(rates: &Matrix) -> Matrix {
    let mut generator = rates.clone();
    for (place, row) in generator.iter_mut().enumerate() {
        row[place] = 0.0;
        row[place] = -row.iter().sum::<f64>();
    }
    generator
}

#[test]
fn two_states_have_a_closed_form() {
    // Rates a = 0.7 and b = 0.2: P(0 → 1 by t) = a/(a + b) · (1 − e^(−(a + b)t)).
    let at = exponential(&scaled(&generator(&vec![vec![0.0, 0.7], vec![0.2, 0.0]]), 3.0));
    assert!((at[0][1] - 0.7 / 0.9 * (1.0 - (-0.9f64 * 3.0).exp())).abs() < 1e-9);
    assert!((at[1][0] - 0.2 / 0.9 * (1.0 - (-0.9f64 * 3.0).exp())).abs() < 1e-9);
}
