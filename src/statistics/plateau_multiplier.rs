//! How far a single year may lie from the plateau.

use super::growth::GrowthFit;
use super::student::student_quantile;
use crate::math;

/// Number of equally likely values that stand for the distribution.
pub const MULTIPLIER_VALUES: u32 = 199;

/// A future year's count divided by the estimated plateau, as a distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlateauMultiplier {
    /// Factor on Student's t, on the log scale: `s·√(1 + leverage)`.
    pub scale: f64,
    pub degrees_of_freedom: u64,
    /// Share of the squared scale that comes from not knowing the plateau: the same in every year to come.
    pub share_of_plateau: f64,
}

/// The predictive distribution of a year on the plateau.
///
/// With residual deviation s, n − p degrees of freedom and leverage h of the plateau, the logarithm of a future count less the
/// estimated plateau is `s·√(1 + h)·T`, T of Student with n − p degrees of freedom: the year's own scatter, the error of the
/// plateau, and that s itself is estimated. Median 1. `None` for shapes without a plateau.
///
/// # Source
/// Seber & Wild (1989), "Nonlinear Regression", section 5.1: prediction by linearisation.
#[must_use]
pub fn plateau_multiplier(fit: &GrowthFit) -> Option<PlateauMultiplier> {
    let plateau = fit.plateau()?;
    Some(PlateauMultiplier {
        scale: fit.residual_deviation() * (1.0 + plateau.leverage).sqrt(),
        degrees_of_freedom: fit.degrees_of_freedom,
        share_of_plateau: plateau.leverage / (1.0 + plateau.leverage),
    })
}

impl PlateauMultiplier {
    /// The multiplier that a year stays below with probability `level`, in `(0, 1)`.
    #[must_use]
    pub fn quantile(&self, level: f64) -> f64 {
        math::exp(self.scale * student_quantile(self.degrees_of_freedom, level))
    }

    /// [`MULTIPLIER_VALUES`] equally likely values, rising, with their levels: the quantiles at 0.5 %, 1 % … 99.5 %.
    ///
    /// e^T has no mean for Student's t, however small the scale. Cutting at the outermost levels gives it one.
    #[must_use]
    pub fn values(&self) -> Vec<(f64, f64)> {
        let levels = (1..=MULTIPLIER_VALUES).map(|k| f64::from(k) / f64::from(MULTIPLIER_VALUES + 1));
        levels.map(|level| (level, self.quantile(level))).collect()
    }

    /// Mean of [`values`](Self::values); above 1, the median.
    #[must_use]
    pub fn mean(&self) -> f64 {
        let values = self.values();
        values.iter().map(|(_, value)| value).sum::<f64>() / values.len() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::growth::{CountSeries, GrowthShape};
    use crate::statistics::testing::{normals, share_of};
    use crate::statistics::{GrowthComparison, compare_growth};

    const YEARS: [f64; 6] = [2016.0, 2018.0, 2019.0, 2020.0, 2021.0, 2022.0];
    const COUNTS: [f64; 6] = [245.0, 605.0, 1598.0, 3007.0, 2696.0, 3095.0];

    fn compared(counts: &[f64]) -> GrowthComparison {
        compare_growth(&CountSeries::new(&YEARS, counts).unwrap())
    }

    fn chosen(counts: &[f64]) -> PlateauMultiplier {
        plateau_multiplier(&compared(counts).best_with_plateau().unwrap().fit).unwrap()
    }

    #[test]
    fn values_are_the_quantiles_about_a_median_of_one() {
        let multiplier = PlateauMultiplier { scale: 0.2, degrees_of_freedom: 3, share_of_plateau: 0.0 };
        let values = multiplier.values();
        assert_eq!((values.len(), values[99]), (199, (0.5, 1.0)));
        // t(3) at 99.5 % is 5.841.
        assert!((math::ln(values[198].1) - 0.2 * 5.841).abs() < 1e-4 && values[198].0 == 0.995);
        assert!(values.windows(2).all(|pair| pair[0].1 < pair[1].1));
        // Symmetric on the log scale, hence a mean above 1.
        assert!((values[0].1 * values[198].1 - 1.0).abs() < 1e-12 && multiplier.mean() > 1.0);
    }

    #[test]
    fn the_tail_is_heavier_than_a_lognormal_of_the_same_middle() {
        let multiplier = chosen(&COUNTS);
        // ln of the 99.5 % quantile over that of the 75 %: 5.841/0.765 = 7.6 for t(3), 2.576/0.674 = 3.8 for a normal.
        let ratio = math::ln(multiplier.quantile(0.995)) / math::ln(multiplier.quantile(0.75));
        assert!(ratio > 7.0, "{ratio}");
    }

    #[test]
    fn an_outlier_widens_the_tail() {
        for index in 0..COUNTS.len() {
            let mut counts = COUNTS;
            counts[index] *= if index == 0 { 3.0 } else { 0.25 };
            let (plain, planted) = (chosen(&COUNTS).quantile(0.995), chosen(&counts).quantile(0.995));
            assert!(planted > plain, "{index}: {planted} against {plain}");
        }
    }

    /// Share of series about a curve for which a future year lies inside the central interval of a probability.
    fn coverage(mean: impl Fn(f64) -> f64, plateau: f64, deviation: f64, inside: f64, seed: u64) -> f64 {
        share_of(2000, |replication| {
            let noise = normals(seed + replication, YEARS.len() + 1);
            let count = |(year, z): (&f64, &f64)| math::exp(mean(year - 2016.0) + deviation * z);
            let counts: Vec<f64> = YEARS.iter().zip(&noise).map(count).collect();
            let series = CountSeries::new(&YEARS, &counts).unwrap();
            // As `GrowthComparison::best_with_plateau`, without the rivals.
            let shapes = [GrowthShape::Logistic, GrowthShape::Ceiling];
            let fits = shapes.into_iter().filter_map(|shape| GrowthFit::new(shape, &series));
            let best =
                fits.min_by(|a, b| a.residual_sum_of_squares.total_cmp(&b.residual_sum_of_squares)).unwrap();
            let multiplier = plateau_multiplier(&best).unwrap();
            let future = math::exp(plateau + deviation * noise[YEARS.len()]);
            let relative = future / math::exp(best.plateau().unwrap().log_level);
            let level = 0.5 * (1.0 - inside);
            multiplier.quantile(level) <= relative && relative <= multiplier.quantile(1.0 - level)
        })
    }

    #[test]
    fn intervals_cover_nearly_as_often_as_they_claim() {
        // Like the published counts: log growth of 0.636 a year up to 2020, spread 0.18. A computation of its own, outside
        // this program, gives 43.6 % and 86.6 % over 2500 series: choosing the closer of two shapes costs a few points. Four
        // standard deviations of the difference between 2000 and 2500 series are 6 and 4 points.
        let published = |t: f64| 7.97 - 0.636 * f64::max(4.05 - t, 0.0);
        let half = coverage(published, 7.97, 0.18, 0.5, 81_000);
        let most = coverage(published, 7.97, 0.18, 0.9, 84_000);
        assert!((half - 0.436).abs() < 0.06, "{half}");
        assert!((most - 0.866).abs() < 0.04, "{most}");
    }

    #[test]
    fn growth_that_slows_early_is_covered_a_little_less() {
        // A logistic curve that the six years do not follow to its plateau: 83.7 % by the same computation.
        let slow = |t: f64| 8.0 - math::ln_1p(math::exp(-0.9 * (t - 3.2)));
        let most = coverage(slow, 8.0, 0.18, 0.9, 87_000);
        assert!((most - 0.837).abs() < 0.045, "{most}");
    }

    #[test]
    fn a_curve_without_a_plateau_has_no_multiplier() {
        let comparison = compared(&COUNTS);
        let endless = &comparison.of(GrowthShape::Exponential).unwrap().fit;
        assert_eq!(plateau_multiplier(endless), None);
    }
}
