//! The shape of a sample for violin and ridge plots.

use serde::{Deserialize, Serialize};

use super::error::StatisticsError;
use super::moments::{compensated_sum, moments};
use super::quantile::quantile;
use super::sample::{Run, SortedSample};

/// Fewest grid points: eight kernel widths of margin and something between.
pub const MINIMUM_GRID_POINTS: usize = 32;

/// A single value with more than this share of the trials is drawn as an atom, not smeared out.
const LARGEST_SMOOTH_SHARE: f64 = 0.05;

/// The grid reaches this many bandwidths beyond the lowest and the highest value.
const MARGIN: f64 = 4.0;

/// Beyond this many bandwidths a kernel is below 1e-14 of its peak and left out.
const KERNEL_REACH: f64 = 8.0;

/// A value that many trials share.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Atom {
    /// The value.
    pub value: f64,
    /// Share of all trials that have it, in `(0, 1]`.
    pub share: f64,
}

/// Density on an even grid, and beside it the values that have a share of their own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Density {
    /// Ascending, evenly spaced, in the unit of the values; empty if every trial belongs to an atom.
    pub grid: Vec<f64>,
    /// Density at each grid point, per unit of the values. Its integral is one less the atoms' shares.
    pub density: Vec<f64>,
    /// Standard deviation of the Gaussian kernel, in the unit of the values; `None` without a grid.
    pub bandwidth: Option<f64>,
    /// Values with more than 5 % of the trials, ascending.
    pub atoms: Vec<Atom>,
}

/// Gaussian kernel density on a grid; values that many trials share are returned as atoms instead.
///
/// `f(x) = Σ φ((x − xᵢ)/h)/(n·h)` over the trials outside atoms, `n` counting all trials. The bandwidth is Silverman's
/// `h = 0.9·min(s, IQR/1.34)·m^(−1/5)` of those `m` trials, or `s` alone if the quartiles coincide; but at least the
/// step of the grid, so that the drawn line has the right area (a kernel as wide as the step loses 5e-9 of it). The grid
/// reaches four bandwidths beyond the sample on both sides: a density near zero is no proof that costs below the
/// lowest trial occur. Trials that are left with a single value among them become an atom whatever their share.
///
/// - `sample`: shape `[trial]`.
/// - `grid_points`: at least [`MINIMUM_GRID_POINTS`]; 200 draw well.
///
/// # Errors
/// Too few `grid_points`.
///
/// # Source
/// Silverman (1986), "Density Estimation for Statistics and Data Analysis", equation 3.31.
pub fn density(sample: &SortedSample, grid_points: usize) -> Result<Density, StatisticsError> {
    if grid_points < MINIMUM_GRID_POINTS {
        return Err(StatisticsError::TooFewPoints { points: grid_points, minimum: MINIMUM_GRID_POINTS });
    }
    let trials = sample.trials() as f64;
    let share = |run: &Run| run.trials as f64 / trials;
    let runs = sample.runs();
    let (mut heavy, smooth): (Vec<Run>, Vec<Run>) =
        runs.into_iter().partition(|run| share(run) > LARGEST_SMOOTH_SHARE);
    if smooth.len() < 2 {
        heavy.extend(smooth);
        heavy.sort_by(|left, right| left.value.total_cmp(&right.value));
        return Ok(Density { grid: vec![], density: vec![], bandwidth: None, atoms: atoms(&heavy, trials) });
    }
    let rest: Vec<f64> = smooth.iter().flat_map(|run| std::iter::repeat_n(run.value, run.trials)).collect();
    let rest = SortedSample::new(&rest)?;
    let range = rest.maximum() - rest.minimum();
    // The step is (range + 2·MARGIN·h)/(points − 1): no wider than h from here on.
    let narrowest = range / (grid_points as f64 - 1.0 - 2.0 * MARGIN);
    let bandwidth = silverman(&rest)?.max(narrowest);
    let start = rest.minimum() - MARGIN * bandwidth;
    let step = (range + 2.0 * MARGIN * bandwidth) / (grid_points as f64 - 1.0);
    let grid: Vec<f64> = (0..grid_points).map(|index| start + step * index as f64).collect();
    let density = grid.iter().map(|&at| kernel_density(rest.values(), at, bandwidth) / trials).collect();
    Ok(Density { grid, density, bandwidth: Some(bandwidth), atoms: atoms(&heavy, trials) })
}

fn atoms(runs: &[Run], trials: f64) -> Vec<Atom> {
    runs.iter().map(|run| Atom { value: run.value, share: run.trials as f64 / trials }).collect()
}

/// Silverman's bandwidth of a sample with at least two distinct values.
fn silverman(sample: &SortedSample) -> Result<f64, StatisticsError> {
    let deviation = moments(sample.values())?.standard_deviation.unwrap_or(0.0);
    let range = quantile(sample, 0.75)?.estimate - quantile(sample, 0.25)?.estimate;
    let spread = if range > 0.0 { deviation.min(range / 1.34) } else { deviation };
    Ok(0.9 * spread * libm::pow(sample.trials() as f64, -0.2))
}

/// `Σ φ((at − xᵢ)/h)/h` over the ascending `values` within reach of the kernel.
fn kernel_density(values: &[f64], at: f64, bandwidth: f64) -> f64 {
    let first = values.partition_point(|&value| value < at - KERNEL_REACH * bandwidth);
    let last = values.partition_point(|&value| value <= at + KERNEL_REACH * bandwidth);
    let sum = compensated_sum(values[first..last].iter().map(|value| {
        let distance = (at - value) / bandwidth;
        libm::exp(-0.5 * distance * distance)
    }));
    let scale = (2.0 * core::f64::consts::PI).sqrt() * bandwidth;
    sum / scale
}

#[cfg(test)]
mod tests {
    use super::super::testing::normals;
    use super::*;
    use proptest::prelude::*;

    fn density_of(values: &[f64], grid_points: usize) -> Density {
        density(&SortedSample::new(values).unwrap(), grid_points).unwrap()
    }

    /// Area under the line through the grid points.
    fn area(found: &Density) -> f64 {
        found
            .grid
            .windows(2)
            .zip(found.density.windows(2))
            .map(|(x, y)| (x[1] - x[0]) * (y[0] + y[1]) / 2.0)
            .sum()
    }

    #[test]
    fn certain_value_is_one_atom() {
        let found = density_of(&[3.0; 10], 200);
        assert_eq!(found.atoms, [Atom { value: 3.0, share: 1.0 }]);
        assert!(found.grid.is_empty() && found.density.is_empty() && found.bandwidth.is_none());
    }

    #[test]
    fn atom_at_zero_is_not_smeared_out() {
        // 60 trials without a loss, 40 with distinct ones.
        let mut values = vec![0.0; 60];
        values.extend((1..=40).map(|index| 100.0 + f64::from(index)));
        let found = density_of(&values, 200);
        assert_eq!(found.atoms, [Atom { value: 0.0, share: 0.6 }]);
        // The grid begins four bandwidths below the lowest loss, 101; the area is the other 40 %.
        assert!((found.grid[0] - (101.0 - 4.0 * found.bandwidth.unwrap())).abs() < 1e-9);
        assert!((area(&found) - 0.4).abs() < 1e-4);
    }

    #[test]
    fn a_value_needs_more_than_five_per_cent_to_be_an_atom() {
        let distinct = |count: i32| (1..=count).map(|index| f64::from(index) * 0.37);
        let five: Vec<f64> = distinct(95).chain([1000.0; 5]).collect();
        assert!(density_of(&five, 100).atoms.is_empty());
        let six: Vec<f64> = distinct(94).chain([1000.0; 6]).collect();
        assert_eq!(density_of(&six, 100).atoms, [Atom { value: 1000.0, share: 0.06 }]);
    }

    #[test]
    fn lone_remainder_becomes_an_atom() {
        let mut values = vec![5.0; 99];
        values.push(2.0);
        let found = density_of(&values, 100);
        assert_eq!(found.atoms, [Atom { value: 2.0, share: 0.01 }, Atom { value: 5.0, share: 0.99 }]);
        assert!(found.grid.is_empty());
    }

    #[test]
    fn bandwidth_by_hand() {
        // 0 … 99: s = √(100·101/12) = 29.0115; quartiles x₂₅ = 24 and x₇₅ = 74, 50/1.34 = 37.3, so s it is:
        // 0.9·29.0115·100^−0.2 = 26.1104·0.398107 = 10.3947.
        let values: Vec<f64> = (0..100).map(f64::from).collect();
        let found = density_of(&values, 200);
        assert!((found.bandwidth.unwrap() - 10.3947).abs() < 1e-3, "{:?}", found.bandwidth);
    }

    #[test]
    fn far_outlier_widens_the_kernel_to_the_step_and_keeps_the_area() {
        let mut values = normals(61, 1000);
        values.push(1e6);
        let found = density_of(&values, 200);
        let step = found.grid[1] - found.grid[0];
        assert!(found.bandwidth.unwrap() > 0.999_999 * step);
        // What the margin of four bandwidths cuts off: at most Φ(−4) = 3.2e-5 on each side.
        assert!((area(&found) - 1.0).abs() < 7e-5, "{}", area(&found));
    }

    #[test]
    fn follows_the_normal_density() {
        // h = 0.9·20000^−0.2 = 0.124. Bias at most h²/2·|φ''| ≤ 0.0077·0.4 = 0.0031; deviation at most
        // √(φ·0.282/(n·h)) = √(0.4·0.282/2483) = 0.0067; with 4.5 of these for 200 dependent points: 0.0335, a false
        // alarm below 200·7e-6 = 0.14 %.
        let found = density_of(&normals(62, 20_000), 200);
        assert!(found.atoms.is_empty());
        for (&at, &height) in found.grid.iter().zip(&found.density) {
            let expected = libm::exp(-0.5 * at * at) / (2.0 * core::f64::consts::PI).sqrt();
            assert!((height - expected).abs() < 0.0335, "{at}: {height} against {expected}");
        }
    }

    #[test]
    fn refuses_a_coarse_grid() {
        let sample = SortedSample::new(&[1.0, 2.0]).unwrap();
        assert_eq!(density(&sample, 31), Err(StatisticsError::TooFewPoints { points: 31, minimum: 32 }));
    }

    proptest! {
        #[test]
        fn area_and_atoms_make_one(
            values in prop::collection::vec((-50_i32..50).prop_map(f64::from), 1..300),
            grid_points in 32_usize..300,
        ) {
            let found = density_of(&values, grid_points);
            let atoms: f64 = found.atoms.iter().map(|atom| atom.share).sum();
            prop_assert!((area(&found) + atoms - 1.0).abs() < 7e-5);
            prop_assert!(found.density.iter().all(|height| *height >= 0.0 && height.is_finite()));
            let reversed: Vec<f64> = values.iter().rev().copied().collect();
            prop_assert_eq!(density_of(&reversed, grid_points), found);
        }
    }
}
