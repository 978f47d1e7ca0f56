//! Whether growth has ended: shapes with a plateau against rivals without one.

use super::growth::{CountSeries, GrowthFit, GrowthShape};
use crate::math::regularized_beta;

/// A plateau is taken as shown when chance alone would give as good a one less often than this.
pub const SIGNIFICANCE: f64 = 0.05;

/// A shape with the figures by which it is compared.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedFit {
    pub fit: GrowthFit,
    /// Root mean square of what each year's logarithm differs from the prediction by the other years; `None` when a year
    /// left out leaves too little for the shape.
    pub leave_one_out: Option<f64>,
}

/// F test of one more restriction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FTest {
    /// Gain in the sum of squares by the larger model, over its residual variance.
    pub statistic: f64,
    /// Degrees of freedom of the residual variance.
    pub degrees_of_freedom: u64,
    /// Chance of a larger statistic if the smaller model were true.
    pub p_value: f64,
}

/// All shapes that the data can hold.
#[derive(Debug, Clone, PartialEq)]
pub struct GrowthComparison {
    /// In the order of [`GrowthShape::ALL`]; shapes that the data cannot hold are left out.
    pub fits: Vec<ComparedFit>,
}

/// Fits every shape.
#[must_use]
pub fn compare_growth(series: &CountSeries) -> GrowthComparison {
    let compared = |shape| {
        let fit = GrowthFit::new(shape, series)?;
        Some(ComparedFit { fit, leave_one_out: leave_one_out(shape, series) })
    };
    GrowthComparison { fits: GrowthShape::ALL.into_iter().filter_map(compared).collect() }
}

impl GrowthComparison {
    /// The fit of a shape.
    #[must_use]
    pub fn of(&self, shape: GrowthShape) -> Option<&ComparedFit> {
        self.fits.iter().find(|compared| compared.fit.shape == shape)
    }

    /// Of the shapes with a plateau, which all have three parameters, the one that lies closest to the data.
    #[must_use]
    pub fn best_with_plateau(&self) -> Option<&ComparedFit> {
        let sum = |compared: &ComparedFit| compared.fit.residual_sum_of_squares;
        let with_plateau = self.fits.iter().filter(|compared| compared.fit.shape.has_plateau());
        with_plateau.min_by(|one, other| sum(one).total_cmp(&sum(other)))
    }

    /// The best shape with a plateau against exponential growth, of which it has one parameter more:
    /// `F = (RSS₀ − RSS) / (RSS/(n − 3))` on 1 and n − 3 degrees of freedom.
    ///
    /// Where growth ends is estimated too, and the better of two shapes is taken, so the distribution is approximate; the
    /// tests of this file bound how often endless growth is called a plateau.
    #[must_use]
    pub fn plateau_test(&self) -> Option<FTest> {
        let endless = &self.of(GrowthShape::Exponential)?.fit;
        let ended = &self.best_with_plateau()?.fit;
        let degrees_of_freedom = ended.degrees_of_freedom;
        let gain = endless.residual_sum_of_squares - ended.residual_sum_of_squares;
        let statistic = gain.max(0.0) / (ended.residual_sum_of_squares / degrees_of_freedom as f64);
        // F(1, ν) is the square of Student's t: P(F > f) = I(ν/(ν + f); ν/2, 1/2).
        let nu = degrees_of_freedom as f64;
        let p_value = regularized_beta(0.5 * nu, 0.5, nu / (nu + statistic));
        Some(FTest { statistic, degrees_of_freedom, p_value })
    }

    /// The data show a plateau: the F test is significant at [`SIGNIFICANCE`], and the shape predicts a year from the others
    /// better than endless growth and no growth do. Otherwise the data leave it open.
    #[must_use]
    pub fn shows_plateau(&self) -> bool {
        let error = |compared: &ComparedFit| compared.leave_one_out.unwrap_or(f64::INFINITY);
        let Some(best) = self.best_with_plateau() else { return false };
        let rivals = self.fits.iter().filter(|compared| !compared.fit.shape.has_plateau());
        let predicts_better = rivals.map(error).all(|rival| error(best) < rival);
        predicts_better && self.plateau_test().is_some_and(|test| test.p_value < SIGNIFICANCE)
    }
}

fn leave_one_out(shape: GrowthShape, series: &CountSeries) -> Option<f64> {
    let years = series.years();
    let mut sum = 0.0;
    for (index, year) in years.iter().enumerate() {
        let rest = series.without(index);
        let parameters = shape.best_parameters(&rest)?;
        let error = series.logs()[index] - shape.log_count(&parameters, *year, rest.years()[0]);
        sum += error * error;
    }
    Some((sum / years.len() as f64).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math;
    use crate::statistics::testing::{normals, share_of};

    /// Years of the published counts: 2017 is missing.
    const YEARS: [f64; 6] = [2016.0, 2018.0, 2019.0, 2020.0, 2021.0, 2022.0];

    fn noisy(mean: impl Fn(f64) -> f64, deviation: f64, seed: u64) -> CountSeries {
        let noise = normals(seed, YEARS.len());
        let count = |(year, z): (&f64, &f64)| math::exp(mean(year - 2016.0) + deviation * z);
        let counts: Vec<f64> = YEARS.iter().zip(&noise).map(count).collect();
        CountSeries::new(&YEARS, &counts).unwrap()
    }

    #[test]
    fn leaving_one_out_of_a_mean_has_a_closed_form() {
        // Without x the others' mean is off by n/(n−1) of x's own residual: here (2, 1, 0, 1, 2)·5/4, root mean square √2·5/4.
        let counts: Vec<f64> = [1.0, 2.0, 3.0, 4.0, 5.0].map(math::exp).to_vec();
        let series = CountSeries::new(&YEARS[..5], &counts).unwrap();
        let found = leave_one_out(GrowthShape::Constant, &series).unwrap();
        assert!((found - 1.25 * 2.0_f64.sqrt()).abs() < 1e-12, "{found}");
    }

    #[test]
    fn a_clear_ceiling_is_called_a_plateau() {
        let called = share_of(300, |seed| {
            let series = noisy(|t| 8.0 - 0.64 * f64::max(4.0 - t, 0.0), 0.1, 71_000 + seed);
            compare_growth(&series).shows_plateau()
        });
        assert!(called > 0.9, "{called}");
    }

    #[test]
    fn exponential_growth_is_not_called_a_plateau() {
        // At a true rate of 5 % over 600 series the standard deviation is 0.9 %; 7.7 % is three of them above.
        for deviation in [0.05, 0.2, 0.4] {
            let called = share_of(600, |seed| {
                compare_growth(&noisy(|t| 5.6 + 0.45 * t, deviation, 72_000 + seed)).shows_plateau()
            });
            assert!(called < 0.077, "{deviation}: {called}");
        }
    }

    #[test]
    fn no_growth_is_not_called_a_plateau_after_growth() {
        // The constant predicts better; the F test alone would not look at it.
        let called =
            share_of(600, |seed| compare_growth(&noisy(|_| 6.0, 0.2, 73_000 + seed)).shows_plateau());
        assert!(called < 0.077, "{called}");
    }

    #[test]
    fn the_test_of_one_restriction_is_that_of_student() {
        // F(1, 3) = t(3)²: 3.182² at 5 %.
        let p = regularized_beta(1.5, 0.5, 3.0 / (3.0 + 3.182_446_305_284_263_f64 * 3.182_446_305_284_263));
        assert!((p - 0.05).abs() < 1e-12, "{p}");
    }
}
