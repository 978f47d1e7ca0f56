//! The fit of enforcement intensity: what it rests on, in words and in files.

use crate::input::YearlyCounts;
use crate::math;
use crate::results::ContentHash;
use crate::statistics::{
    ComparedFit, CountSeries, GrowthComparison, GrowthShape, PlateauMultiplier, StatisticsError,
    compare_growth, plateau_multiplier,
};

/// Levels at which the multiplier is shown.
pub(super) const SHOWN_LEVELS: [f64; 9] = [0.005, 0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975, 0.995];

/// Yearly counts with everything fitted to them.
#[derive(Debug, Clone, PartialEq)]
pub struct IntensityFit {
    pub counts: YearlyCounts,
    pub comparison: GrowthComparison,
}

/// The shape that was chosen and the multiplier it gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChosenFit<'a> {
    pub compared: &'a ComparedFit,
    pub multiplier: PlateauMultiplier,
    /// Count a year at the plateau.
    pub plateau: f64,
}

impl IntensityFit {
    /// Fits every shape.
    ///
    /// # Errors
    /// Too few counts, years out of order, counts not above 0.
    pub fn new(counts: YearlyCounts) -> Result<Self, StatisticsError> {
        let years: Vec<f64> = counts.years.iter().map(|year| f64::from(*year)).collect();
        let series = CountSeries::new(&years, &counts.counts)?;
        Ok(Self { counts, comparison: compare_growth(&series) })
    }

    /// The shape with a plateau that lies closest to the counts; `None` if the counts show no plateau.
    #[must_use]
    pub fn chosen(&self) -> Option<ChosenFit<'_>> {
        let compared = self.comparison.best_with_plateau().filter(|_| self.comparison.shows_plateau())?;
        let plateau = math::exp(compared.fit.plateau()?.log_level);
        Some(ChosenFit { compared, multiplier: plateau_multiplier(&compared.fit)?, plateau })
    }

    /// `fit.toml`: data, chosen shape, rivals, multiplier. `None` if the counts show no plateau.
    #[must_use]
    pub fn to_toml(&self) -> Option<String> {
        let chosen = self.chosen()?;
        let mut text = String::from(
            "# Written by `splitstack fit-enforcement --out`; edit the counts, not this file. docs/enforcement-fit.md explains it.\n\
             # Fitted by least squares to the natural logarithms of the counts.\n\n",
        );
        text += &self.data_in_toml();
        text += &self.chosen_in_toml(chosen);
        text += &self.test_in_toml();
        text += &multiplier_in_toml(chosen);
        for compared in &self.comparison.fits {
            text += &shape_in_toml(compared);
        }
        for (index, (year, count)) in self.counts.years.iter().zip(&self.counts.counts).enumerate() {
            let fitted = math::exp(chosen.compared.fit.log_count(f64::from(*year)));
            let residual = chosen.compared.fit.residuals[index];
            text += &format!(
                "[[residual]]\nyear = {year}\ncount = {count}\nfitted = {fitted:.1}\nlog_residual = {}\n\n",
                decimal(residual)
            );
        }
        Some(text.trim_end().to_owned() + "\n")
    }

    /// The equally likely values of the multiplier as CSV with a header; `None` if the counts show no plateau.
    #[must_use]
    pub fn to_csv(&self) -> Option<String> {
        let chosen = self.chosen()?;
        let lines = chosen.multiplier.values().into_iter();
        let rows: Vec<String> =
            lines.map(|(level, value)| format!("{level:.3},{}\n", decimal(value))).collect();
        Some(format!("level,multiplier\n{}", rows.concat()))
    }

    fn data_in_toml(&self) -> String {
        let file = &self.counts.file;
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        format!(
            "[data]\nfile = {}\nsha256 = \"{}\"\nwhat = {}\nsource = {}\n\n",
            quoted(&file.display),
            ContentHash::of(file.text.as_bytes()),
            quoted(&self.counts.what),
            quoted(&self.counts.source)
        )
    }

    fn chosen_in_toml(&self, chosen: ChosenFit) -> String {
        let leverage = chosen.compared.fit.plateau().map_or(f64::NAN, |plateau| plateau.leverage);
        format!(
            "[chosen]\nshape = \"{}\"\nplateau_count_per_year = {:.1}\nplateau_leverage = {}\n\n",
            shape_id(chosen.compared.fit.shape),
            chosen.plateau,
            decimal(leverage)
        )
    }

    fn test_in_toml(&self) -> String {
        let test = self.comparison.plateau_test();
        test.map_or(String::new(), |test| {
            format!(
                "# Against exponential growth: one parameter more.\n[plateau_test]\nf_statistic = {}\ndegrees_of_freedom = [1, {}]\n\
                 p_value = {}\n\n",
                decimal(test.statistic),
                test.degrees_of_freedom,
                decimal(test.p_value)
            )
        })
    }
}

fn multiplier_in_toml(chosen: ChosenFit) -> String {
    let multiplier = chosen.multiplier;
    let quantile = |level: &f64| format!("    [{level}, {}],\n", decimal(multiplier.quantile(*level)));
    format!(
        "# One year's count over the plateau: exp(scale * T), T of Student, cut at the outermost levels; median 1.\n\
         [multiplier]\nrelative_to = \"plateau\"\nscale = {}\ndegrees_of_freedom = {}\nmean = {}\n\
         share_of_variance_from_plateau = {}\nquantiles = [\n{}]\n\n",
        decimal(multiplier.scale),
        multiplier.degrees_of_freedom,
        decimal(multiplier.mean()),
        decimal(multiplier.share_of_plateau),
        SHOWN_LEVELS.iter().map(quantile).collect::<String>()
    )
}

fn shape_in_toml(compared: &ComparedFit) -> String {
    let fit = &compared.fit;
    let optional = |name: &str, figure: Option<f64>| {
        figure.map_or(String::new(), |figure| format!("{name} = {}\n", decimal(figure)))
    };
    let parameters = fit.parameters.iter().map(|parameter| {
        format!(
            "{} = {{ estimate = {}, standard_error = {} }}\n",
            parameter.name,
            decimal(parameter.estimate),
            decimal(parameter.standard_error)
        )
    });
    format!(
        "[[shape]]\nid = \"{}\"\n{}residual_sum_of_squares = {}\ndegrees_of_freedom = {}\nresidual_deviation = {}\n{}{}\n",
        shape_id(fit.shape),
        parameters.collect::<String>(),
        decimal(fit.residual_sum_of_squares),
        fit.degrees_of_freedom,
        decimal(fit.residual_deviation()),
        optional("corrected_akaike", fit.corrected_akaike()),
        optional("leave_one_out_error", compared.leave_one_out)
    )
}

fn shape_id(shape: GrowthShape) -> &'static str {
    match shape {
        GrowthShape::Constant => "constant",
        GrowthShape::Exponential => "exponential",
        GrowthShape::Logistic => "logistic",
        GrowthShape::Ceiling => "ceiling",
    }
}

/// Six significant digits, always with a decimal point, never with an exponent.
fn decimal(figure: f64) -> String {
    if figure == 0.0 {
        return "0.0".to_owned();
    }
    if !figure.is_finite() {
        return figure.to_string().to_lowercase();
    }
    let magnitude = math::log10(figure.abs()).floor();
    let decimals = (5.0 - magnitude).clamp(1.0, 12.0) as usize;
    let written = format!("{figure:.decimals$}");
    let short = written.trim_end_matches('0');
    if short.ends_with('.') { format!("{short}0") } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::read_counts;

    fn shipped() -> IntensityFit {
        IntensityFit::new(read_counts(None).unwrap()).unwrap()
    }

    #[test]
    fn figures_have_six_digits_and_a_point() {
        let written: Vec<String> =
            [0.0, 1.0, -0.636_395_98, 2_020.050_15, 0.032_251_44, 1e-9, 123_456_789.0].map(decimal).to_vec();
        assert_eq!(
            written,
            ["0.0", "1.0", "-0.636396", "2020.05", "0.0322514", "0.000000001", "123456789.0"]
        );
    }

    #[test]
    fn the_published_counts_show_a_ceiling_reached_in_2020() {
        let fit = shipped();
        let chosen = fit.chosen().unwrap();
        assert_eq!(chosen.compared.fit.shape, GrowthShape::Ceiling);
        // 2021 and 2022 lie on the ceiling: √(2696·3095) = 2888.6 and leverage 1/2.
        assert!((chosen.plateau - 2888.6).abs() < 0.1, "{}", chosen.plateau);
        assert!((chosen.multiplier.share_of_plateau - 1.0 / 3.0).abs() < 1e-12);
        let end = chosen.compared.fit.parameters[2].estimate;
        assert!((2020.0..2020.1).contains(&end), "{end}");
    }

    #[test]
    fn files_can_be_read_back() {
        let fit = shipped();
        let table: toml::Table = fit.to_toml().unwrap().parse().unwrap();
        assert_eq!(table["chosen"]["shape"].as_str(), Some("ceiling"));
        assert_eq!(table["shape"].as_array().unwrap().len(), 4);
        assert_eq!(table["residual"].as_array().unwrap().len(), 6);
        let csv = fit.to_csv().unwrap();
        let values: Vec<f64> =
            csv.lines().skip(1).map(|line| line.split_once(',').unwrap().1.parse().unwrap()).collect();
        assert_eq!(values.len(), 199);
        let mean = values.iter().sum::<f64>() / 199.0;
        assert!((mean - table["multiplier"]["mean"].as_float().unwrap()).abs() < 1e-5, "{mean}");
    }
}
