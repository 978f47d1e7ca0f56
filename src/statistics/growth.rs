//! How a yearly count grows: four shapes, fitted by least squares to the logarithms of the counts.

use super::error::{StatisticsError, check_sample};
use super::least_squares::{Deviation, inverse, least_squares, normal_matrix, product};
use super::student::student_quantile;
use crate::math;

/// Years without which nothing is fitted: with three parameters they leave two degrees of freedom.
pub const MINIMUM_COUNTS: usize = 5;

/// A plateau this many times above the largest count is out of sight.
const PLATEAU_OUT_OF_SIGHT: f64 = 20.0;

/// A count by year; years may be missing.
#[derive(Debug, Clone, PartialEq)]
pub struct CountSeries {
    years: Vec<f64>,
    logs: Vec<f64>,
}

impl CountSeries {
    /// Checks the counts.
    ///
    /// - `years`: rising, at least [`MINIMUM_COUNTS`].
    /// - `counts`: above 0, one for each year.
    ///
    /// # Errors
    /// Too few years, years that do not rise, counts that are not finite and above 0, lists of unequal length.
    pub fn new(years: &[f64], counts: &[f64]) -> Result<Self, StatisticsError> {
        if years.len() != counts.len() {
            return Err(StatisticsError::UnequalLengths { first: years.len(), second: counts.len() });
        }
        if years.len() < MINIMUM_COUNTS {
            return Err(StatisticsError::TooFewPoints { points: years.len(), minimum: MINIMUM_COUNTS });
        }
        check_sample(years)?;
        check_sample(counts)?;
        if let Some(index) = (1..years.len()).find(|&index| years[index] <= years[index - 1]) {
            return Err(StatisticsError::YearsNotRising { index, year: years[index] });
        }
        if let Some(index) = counts.iter().position(|count| *count <= 0.0) {
            return Err(StatisticsError::CountNotPositive { index, count: counts[index] });
        }
        Ok(Self { years: years.to_vec(), logs: counts.iter().map(|count| math::ln(*count)).collect() })
    }

    /// The years, rising.
    #[must_use]
    pub fn years(&self) -> &[f64] {
        &self.years
    }

    /// Natural logarithms of the counts.
    #[must_use]
    pub fn logs(&self) -> &[f64] {
        &self.logs
    }

    /// The series without one of its years.
    pub(super) fn without(&self, index: usize) -> Self {
        let rest = |values: &[f64]| [&values[..index], &values[index + 1..]].concat();
        Self { years: rest(&self.years), logs: rest(&self.logs) }
    }

    fn highest_log(&self) -> f64 {
        self.logs.iter().copied().fold(f64::NEG_INFINITY, f64::max)
    }
}

/// What the logarithm of the count does over the years t.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrowthShape {
    /// `c`: no growth.
    Constant,
    /// `a + r·(t − first year)`: growth without an end.
    Exponential,
    /// `k − ln(1 + e^(−r·(t − m)))`: growth that slows down long before the plateau.
    Logistic,
    /// `k − r·max(t* − t, 0)`: undiminished growth up to a ceiling.
    Ceiling,
}

impl GrowthShape {
    /// All of them, from the simplest.
    pub const ALL: [GrowthShape; 4] =
        [GrowthShape::Constant, GrowthShape::Exponential, GrowthShape::Logistic, GrowthShape::Ceiling];

    /// Names of its parameters, as files spell them.
    #[must_use]
    pub fn parameter_names(self) -> &'static [&'static str] {
        match self {
            GrowthShape::Constant => &["log_level"],
            GrowthShape::Exponential => &["log_count_in_first_year", "growth_rate_per_year"],
            GrowthShape::Logistic => &["log_plateau", "growth_rate_per_year", "midpoint_year"],
            GrowthShape::Ceiling => &["log_plateau", "growth_rate_per_year", "ceiling_year"],
        }
    }

    /// It has a level at which growth ends.
    #[must_use]
    pub fn has_plateau(self) -> bool {
        match self {
            GrowthShape::Constant | GrowthShape::Exponential => false,
            GrowthShape::Logistic | GrowthShape::Ceiling => true,
        }
    }

    /// Logarithm of the count `t` years after the first one, with its derivatives by the parameters.
    fn at(self, parameters: &[f64], t: f64) -> (f64, Vec<f64>) {
        match (self, parameters) {
            (GrowthShape::Constant, &[level]) => (level, vec![1.0]),
            (GrowthShape::Exponential, &[level, rate]) => (level + rate * t, vec![1.0, t]),
            (GrowthShape::Logistic, &[level, rate, midpoint]) => {
                let ago = rate * (t - midpoint);
                // ln(1 + e^(−x)) and its slope, without overflow on either side.
                let log = if ago > -30.0 { math::ln_1p(math::exp(-ago)) } else { -ago };
                let slope = 1.0 / (1.0 + math::exp(ago.min(700.0)));
                (level - log, vec![1.0, slope * (t - midpoint), -slope * rate])
            }
            (GrowthShape::Ceiling, &[level, rate, end]) => {
                let missing = (end - t).max(0.0);
                let growing = if t < end { rate } else { 0.0 };
                (level - rate * missing, vec![1.0, -missing, -growing])
            }
            // Parameters come from this file alone and have the right number.
            (
                GrowthShape::Constant
                | GrowthShape::Exponential
                | GrowthShape::Logistic
                | GrowthShape::Ceiling,
                _,
            ) => (f64::NAN, vec![f64::NAN; parameters.len()]),
        }
    }

    /// Best parameters, years counted from the first one; `None` where the shape has nothing to hold on to.
    pub(super) fn best_parameters(self, series: &CountSeries) -> Option<Vec<f64>> {
        let times = times(series);
        match self {
            GrowthShape::Constant => Some(vec![mean(&series.logs)]),
            GrowthShape::Exponential => line(&times, &series.logs).map(|(level, rate)| vec![level, rate]),
            GrowthShape::Logistic => best_logistic(&times, series),
            GrowthShape::Ceiling => best_ceiling(&times, &series.logs),
        }
    }

    /// Logarithm of the count in a year, from parameters with years counted from `first_year`.
    pub(super) fn log_count(self, parameters: &[f64], year: f64, first_year: f64) -> f64 {
        self.at(parameters, year - first_year).0
    }
}

/// A fitted figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    pub name: &'static str,
    pub estimate: f64,
    /// From the fit's curvature, with the residual spread as estimated; rough where points are few.
    pub standard_error: f64,
}

/// Where growth ends, on the log scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plateau {
    /// Logarithm of the count at the plateau.
    pub log_level: f64,
    /// Variance of that estimate in units of the residual variance: 1/m where m years lie on a ceiling.
    pub leverage: f64,
}

/// One shape fitted to a series.
#[derive(Debug, Clone, PartialEq)]
pub struct GrowthFit {
    pub shape: GrowthShape,
    /// In the order of [`GrowthShape::parameter_names`]; years are calendar years.
    pub parameters: Vec<Parameter>,
    /// Observed less fitted logarithm, by year of the series.
    pub residuals: Vec<f64>,
    pub residual_sum_of_squares: f64,
    /// Years less parameters.
    pub degrees_of_freedom: u64,
    first_year: f64,
    raw_parameters: Vec<f64>,
    /// `(JᵀJ)⁻¹`
    covariance_factor: Vec<Vec<f64>>,
}

impl GrowthFit {
    /// Fits a shape by least squares on the logarithms; `None` where the data cannot hold the shape, such as a plateau
    /// without an end of growth in sight.
    #[must_use]
    pub fn new(shape: GrowthShape, series: &CountSeries) -> Option<Self> {
        let raw_parameters = shape.best_parameters(series)?;
        let points: Vec<Deviation> = deviations(shape, &raw_parameters, &times(series), &series.logs);
        let covariance_factor = inverse(&normal_matrix(points.iter().map(|(_, gradient)| gradient)))?;
        let residuals: Vec<f64> = points.iter().map(|(residual, _)| *residual).collect();
        let residual_sum_of_squares: f64 = residuals.iter().map(|residual| residual * residual).sum();
        let degrees_of_freedom = (residuals.len() - raw_parameters.len()) as u64;
        let deviation = (residual_sum_of_squares / degrees_of_freedom as f64).sqrt();
        let first_year = series.years[0];
        let named = shape.parameter_names().iter().enumerate().map(|(index, &name)| {
            // The third parameter is a date.
            let is_year = index == 2;
            Parameter {
                name,
                estimate: raw_parameters[index] + if is_year { first_year } else { 0.0 },
                standard_error: deviation * covariance_factor[index][index].sqrt(),
            }
        });
        Some(Self {
            shape,
            parameters: named.collect(),
            residuals,
            residual_sum_of_squares,
            degrees_of_freedom,
            first_year,
            raw_parameters,
            covariance_factor,
        })
    }

    /// Estimated standard deviation of a year's logarithm about the curve.
    #[must_use]
    pub fn residual_deviation(&self) -> f64 {
        (self.residual_sum_of_squares / self.degrees_of_freedom as f64).sqrt()
    }

    /// Logarithm of the count that the curve has in a year.
    #[must_use]
    pub fn log_count(&self, year: f64) -> f64 {
        self.shape.log_count(&self.raw_parameters, year, self.first_year)
    }

    /// Variance of the curve in a year, in units of the residual variance.
    #[must_use]
    pub fn leverage(&self, year: f64) -> f64 {
        let (_, gradient) = self.shape.at(&self.raw_parameters, year - self.first_year);
        self.quadratic(&gradient)
    }

    /// Quantile of a new count in a year, on the log scale: the curve plus `s·√(1 + leverage)·t`, with Student's t of
    /// the fit's degrees of freedom.
    #[must_use]
    pub fn predictive_log_quantile(&self, year: f64, level: f64) -> f64 {
        let scale = self.residual_deviation() * (1.0 + self.leverage(year)).sqrt();
        self.log_count(year) + scale * student_quantile(self.degrees_of_freedom, level)
    }

    /// The plateau, if the shape has one.
    #[must_use]
    pub fn plateau(&self) -> Option<Plateau> {
        // Far ahead the curve depends on its first parameter alone.
        self.shape
            .has_plateau()
            .then(|| Plateau { log_level: self.raw_parameters[0], leverage: self.covariance_factor[0][0] })
    }

    /// Akaike's criterion, corrected for small samples: `n·ln(RSS/n) + 2k + 2k(k + 1)/(n − k − 1)`, where k counts the
    /// parameters and the spread. Lower is better; `None` where the correction does not exist.
    ///
    /// # Source
    /// Hurvich & Tsai (1989), "Regression and time series model selection in small samples", Biometrika 76(2).
    #[must_use]
    pub fn corrected_akaike(&self) -> Option<f64> {
        let n = self.residuals.len() as f64;
        let k = self.raw_parameters.len() as f64 + 1.0;
        let room = n - k - 1.0;
        let criterion = n * math::ln(self.residual_sum_of_squares / n) + 2.0 * k + 2.0 * k * (k + 1.0) / room;
        (room > 0.0).then_some(criterion)
    }

    fn quadratic(&self, gradient: &[f64]) -> f64 {
        product(&self.covariance_factor, gradient).iter().zip(gradient).map(|(a, b)| a * b).sum()
    }
}

/// Years since the first one.
fn times(series: &CountSeries) -> Vec<f64> {
    series.years.iter().map(|year| year - series.years[0]).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn deviations(shape: GrowthShape, parameters: &[f64], times: &[f64], logs: &[f64]) -> Vec<Deviation> {
    let point = |(&t, &log): (&f64, &f64)| {
        let (fitted, gradient) = shape.at(parameters, t);
        (log - fitted, gradient)
    };
    times.iter().zip(logs).map(point).collect()
}

fn sum_of_squares(shape: GrowthShape, parameters: &[f64], times: &[f64], logs: &[f64]) -> f64 {
    times.iter().zip(logs).map(|(&t, &log)| log - shape.at(parameters, t).0).map(|r| r * r).sum()
}

/// Level at 0 and slope of the straight line; `None` if all `x` are equal.
fn line(x: &[f64], y: &[f64]) -> Option<(f64, f64)> {
    let (middle, level) = (mean(x), mean(y));
    let spread: f64 = x.iter().map(|x| (x - middle) * (x - middle)).sum();
    let together: f64 = x.iter().zip(y).map(|(x, y)| (x - middle) * (y - level)).sum();
    (spread > 0.0).then(|| (level - together / spread * middle, together / spread))
}

/// From a grid of starts over the years seen, so that no local minimum is taken for the best.
fn best_logistic(times: &[f64], series: &CountSeries) -> Option<Vec<f64>> {
    let span = times[times.len() - 1];
    let highest = series.highest_log();
    let mut best: Option<(f64, Vec<f64>)> = None;
    for rate in [2.0 / span, 5.0 / span, 12.0 / span] {
        for part in [0.33, 0.67] {
            let search = |p: &[f64]| deviations(GrowthShape::Logistic, p, times, &series.logs);
            let Some(found) = least_squares(&[highest, rate, part * span], search) else { continue };
            if best.as_ref().is_none_or(|(least, _)| found.residual_sum_of_squares < *least) {
                best = Some((found.residual_sum_of_squares, found.parameters));
            }
        }
    }
    let (_, parameters) = best?;
    let in_sight = parameters[0] <= highest + math::ln(PLATEAU_OUT_OF_SIGHT);
    (in_sight && parameters[1] > 0.0).then_some(parameters)
}

/// Exact: for every set of years that lie on the ceiling, a line through the years before meets the mean of the rest; where
/// they do not meet between the two, growth ends in one of the years seen.
///
/// Growth is seen in two years at least, and the ceiling in two.
fn best_ceiling(times: &[f64], logs: &[f64]) -> Option<Vec<f64>> {
    let mut candidates: Vec<Vec<f64>> = Vec::new();
    for first_on_ceiling in 2..times.len().saturating_sub(1) {
        let level = mean(&logs[first_on_ceiling..]);
        if let Some((start, rate)) = line(&times[..first_on_ceiling], &logs[..first_on_ceiling]) {
            let end = (level - start) / rate;
            if times[first_on_ceiling - 1] <= end && end <= times[first_on_ceiling] {
                candidates.push(vec![level, rate, end]);
            }
        }
        let end = times[first_on_ceiling];
        let missing: Vec<f64> = times.iter().map(|t| (end - t).max(0.0)).collect();
        if let Some((level, fall)) = line(&missing, logs) {
            candidates.push(vec![level, -fall, end]);
        }
    }
    let scored = candidates
        .into_iter()
        .filter(|candidate| candidate[1] > 0.0)
        .map(|candidate| (sum_of_squares(GrowthShape::Ceiling, &candidate, times, logs), candidate));
    scored.min_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(logs: &[f64]) -> CountSeries {
        let years: Vec<f64> = (0..logs.len()).map(|index| 2010.0 + index as f64).collect();
        let counts: Vec<f64> = logs.iter().map(|log| math::exp(*log)).collect();
        CountSeries::new(&years, &counts).unwrap()
    }

    fn estimates(shape: GrowthShape, series: &CountSeries) -> Vec<f64> {
        let fit = GrowthFit::new(shape, series).unwrap();
        fit.parameters.iter().map(|parameter| parameter.estimate).collect()
    }

    fn assert_near(found: &[f64], expected: &[f64], tolerance: f64) {
        assert_eq!(found.len(), expected.len());
        for (one, other) in found.iter().zip(expected) {
            assert!((one - other).abs() <= tolerance, "{found:?} against {expected:?}");
        }
    }

    #[test]
    fn data_without_noise_gives_its_parameters_back() {
        let logs = |f: &dyn Fn(f64) -> f64| -> Vec<f64> { (0..9).map(|t| f(f64::from(t))).collect() };
        let flat = series(&logs(&|_| 5.0));
        assert_near(&estimates(GrowthShape::Constant, &flat), &[5.0], 1e-12);
        let rising = series(&logs(&|t| 4.0 + 0.3 * t));
        assert_near(&estimates(GrowthShape::Exponential, &rising), &[4.0, 0.3], 1e-12);
        let logistic = series(&logs(&|t| 8.0 - math::ln(1.0 + math::exp(-1.1 * (t - 3.5)))));
        assert_near(&estimates(GrowthShape::Logistic, &logistic), &[8.0, 1.1, 2013.5], 1e-6);
        for end in [3.4, 4.0, 6.9] {
            let kinked = series(&logs(&|t| 8.0 - 0.6 * f64::max(end - t, 0.0)));
            assert_near(&estimates(GrowthShape::Ceiling, &kinked), &[8.0, 0.6, 2010.0 + end], 1e-9);
        }
    }

    #[test]
    fn no_neighbour_of_the_fit_is_better() {
        let noisy = series(&[5.5, 5.8, 6.5, 7.4, 8.0, 7.9, 8.05, 7.95]);
        let times = times(&noisy);
        for shape in GrowthShape::ALL {
            let best = shape.best_parameters(&noisy).unwrap();
            let least = sum_of_squares(shape, &best, &times, &noisy.logs);
            for index in 0..best.len() {
                for step in [-0.01, 0.01, -0.3, 0.3] {
                    let mut moved = best.clone();
                    moved[index] += step;
                    let sum = sum_of_squares(shape, &moved, &times, &noisy.logs);
                    assert!(sum >= least, "{shape:?} {index} {step}: {sum} below {least}");
                }
            }
        }
    }

    #[test]
    fn gradients_are_the_slopes_of_the_curve() {
        for (shape, parameters) in [
            (GrowthShape::Exponential, vec![5.0, 0.4]),
            (GrowthShape::Logistic, vec![8.0, 0.9, 3.2]),
            (GrowthShape::Ceiling, vec![8.0, 0.6, 4.3]),
        ] {
            for t in [0.0, 2.0, 4.0, 7.0] {
                let (_, gradient) = shape.at(&parameters, t);
                for index in 0..parameters.len() {
                    let moved = |step: f64| {
                        let mut moved = parameters.clone();
                        moved[index] += step;
                        shape.at(&moved, t).0
                    };
                    let slope = (moved(1e-6) - moved(-1e-6)) / 2e-6;
                    assert!((slope - gradient[index]).abs() < 1e-8, "{shape:?} {t} {index}");
                }
            }
        }
    }

    #[test]
    fn leverage_of_a_ceiling_is_one_over_its_years() {
        // Three years lie above the kink at 4.5; the line below it is free, so only they say where the ceiling is.
        let fit = GrowthFit::new(GrowthShape::Ceiling, &series(&[5.0, 5.5, 6.1, 6.5, 7.0, 7.3, 7.2, 7.25]));
        let plateau = fit.unwrap().plateau().unwrap();
        assert!((plateau.log_level - 7.25).abs() < 1e-12 && (plateau.leverage - 1.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn the_mean_has_the_textbook_error() {
        // Logs 1..5: mean 3, RSS 10, s² = 10/4, standard error √(2.5/5); AICc with k = 2: 5 ln 2 + 4 + 12/2.
        let fit = GrowthFit::new(GrowthShape::Constant, &series(&[1.0, 2.0, 3.0, 4.0, 5.0])).unwrap();
        assert!((fit.parameters[0].standard_error - 0.5_f64.sqrt()).abs() < 1e-12);
        assert!((fit.corrected_akaike().unwrap() - (5.0 * math::ln(2.0) + 10.0)).abs() < 1e-12);
        assert_eq!(fit.plateau(), None);
        // Predictive: 3 ± s·√(1 + 1/5)·t(4), t(4) at 97.5 % is 2.776.
        let high = fit.predictive_log_quantile(2030.0, 0.975);
        assert!((high - (3.0 + 3.0_f64.sqrt() * 2.776)).abs() < 1e-3, "{high}");
    }

    #[test]
    fn endless_growth_has_no_logistic_plateau() {
        // Each step is larger than the one before.
        let rising = series(&[4.0, 4.5, 5.02, 5.55, 6.1, 6.66, 7.25]);
        assert_eq!(GrowthFit::new(GrowthShape::Logistic, &rising), None);
    }

    #[test]
    fn series_that_say_nothing_are_refused() {
        let years = [2016.0, 2017.0, 2018.0, 2019.0, 2020.0];
        let counts = [1.0, 2.0, 3.0, 4.0, 5.0];
        let refused = |years: &[f64], counts: &[f64]| CountSeries::new(years, counts).unwrap_err();
        assert_eq!(
            refused(&years[..4], &counts[..4]),
            StatisticsError::TooFewPoints { points: 4, minimum: 5 }
        );
        assert_eq!(refused(&years, &counts[..4]), StatisticsError::UnequalLengths { first: 5, second: 4 });
        assert_eq!(
            refused(&[2016.0, 2017.0, 2017.0, 2019.0, 2020.0], &counts),
            StatisticsError::YearsNotRising { index: 2, year: 2017.0 }
        );
        assert_eq!(
            refused(&years, &[1.0, 2.0, 0.0, 4.0, 5.0]),
            StatisticsError::CountNotPositive { index: 2, count: 0.0 }
        );
        assert!(CountSeries::new(&years, &[1.0, f64::NAN, 1.0, 1.0, 1.0]).is_err());
    }
}
