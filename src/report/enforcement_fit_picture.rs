//! The fit of enforcement intensity as a picture.

use super::enforcement_fit::IntensityFit;
use crate::charts::{BandPoint, ChartError, EnforcementFit, Look, Picture, RivalCurve, enforcement_fit};
use crate::math;
use crate::statistics::{ComparedFit, GrowthShape};

/// Years drawn beyond the last count.
const YEARS_AHEAD: i32 = 3;
const POINTS_PER_YEAR: i32 = 20;
/// The central band: 5 % of years below, 5 % above.
const BAND: (f64, f64) = (0.05, 0.95);

/// Counts, chosen curve with its predictive band, and the other shapes that grow. `None` if the counts show no plateau.
///
/// # Errors
/// Figures that cannot be drawn.
pub fn fit_picture(fit: &IntensityFit) -> Result<Option<Picture>, ChartError> {
    let Some(chosen) = fit.chosen() else { return Ok(None) };
    let (Some(&first), Some(&last)) = (fit.counts.years.first(), fit.counts.years.last()) else {
        return Ok(None);
    };
    let steps = 0..=(last + YEARS_AHEAD - first) * POINTS_PER_YEAR;
    let years: Vec<f64> =
        steps.map(|step| f64::from(first) + f64::from(step) / f64::from(POINTS_PER_YEAR)).collect();
    let point = |year: &f64| {
        let at = |level: f64| math::exp(chosen.compared.fit.predictive_log_quantile(*year, level));
        BandPoint { year: *year, low: at(BAND.0), middle: at(0.5), high: at(BAND.1) }
    };
    let rival = |compared: &ComparedFit| RivalCurve {
        name: shape_name(compared.fit.shape).to_owned(),
        points: years.iter().map(|year| (*year, math::exp(compared.fit.log_count(*year)))).collect(),
    };
    let rivals = fit.comparison.fits.iter().filter(|compared| {
        compared.fit.shape != chosen.compared.fit.shape && compared.fit.shape != GrowthShape::Constant
    });
    let data = EnforcementFit {
        title: format!(
            "Enforcement reached a plateau near {:.0} a year; nine years in ten lie at {:.1} to {:.1} times that",
            round_to_two_digits(chosen.plateau),
            chosen.multiplier.quantile(BAND.0),
            chosen.multiplier.quantile(BAND.1)
        ),
        subtitle: format!("{} by year; source: {}", capitalised(&fit.counts.what), fit.counts.source),
        look: Look::default(),
        observed: fit.counts.years.iter().copied().zip(fit.counts.counts.iter().copied()).collect(),
        curve_name: shape_name(chosen.compared.fit.shape).to_owned(),
        curve: years.iter().map(point).collect(),
        band_name: "where 90 % of years lie".to_owned(),
        rivals: rivals.map(rival).collect(),
    };
    enforcement_fit(&data).map(Some)
}

/// The first letter large.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// 2888.6 as 2900.
fn round_to_two_digits(figure: f64) -> f64 {
    let unit = math::pow(10.0, math::log10(figure).floor() - 1.0);
    (figure / unit).round() * unit
}

pub(super) fn shape_name(shape: GrowthShape) -> &'static str {
    match shape {
        GrowthShape::Constant => "no growth",
        GrowthShape::Exponential => "exponential growth",
        GrowthShape::Logistic => "logistic growth",
        GrowthShape::Ceiling => "growth up to a ceiling",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::read_counts;

    #[test]
    fn the_shipped_fit_has_a_picture_and_endless_growth_has_none() {
        let mut counts = read_counts(None).unwrap();
        let picture = fit_picture(&IntensityFit::new(counts.clone()).unwrap()).unwrap().unwrap();
        assert!(picture.svg.contains("plateau near 2900") && picture.missing_characters.is_empty());
        counts.counts = vec![245.0, 600.0, 950.0, 1480.0, 2300.0, 3700.0];
        assert_eq!(fit_picture(&IntensityFit::new(counts).unwrap()).unwrap(), None);
    }
}
