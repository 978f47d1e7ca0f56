//! The fit of enforcement intensity as a command prints it.

use super::enforcement_fit::{ChosenFit, IntensityFit, SHOWN_LEVELS};
use super::enforcement_fit_picture::{capitalised, shape_name};
use super::prose::{listed, wrapped};
use super::table::TextTable;
use super::terminal::Page;
use crate::math;
use crate::statistics::{ComparedFit, GrowthComparison, GrowthFit, GrowthShape, SIGNIFICANCE};

/// Everything that was fitted, whether a plateau is shown, the multiplier, and what the fit cannot say.
#[must_use]
pub fn fit_in_words(fit: &IntensityFit, page: Page) -> String {
    let counts = &fit.counts;
    let first_and_last = counts.years.first().zip(counts.years.last());
    let span = first_and_last.map_or(String::new(), |(first, last)| format!(", {first} to {last}"));
    let mut text = wrapped(
        &format!(
            "{}: {} years{span}. Source: {}. File: {}.",
            capitalised(&counts.what),
            counts.years.len(),
            counts.source,
            counts.file.display
        ),
        page.width,
    );
    text += "\nWhich shape do the counts follow? Least squares on logarithms.\n\n";
    text += &shapes(&fit.comparison, page);
    text += "\n";
    text += &wrapped(
        "spread: of a year about the curve, on the log scale. left out: error of predicting each year from the others. AICc: \
         Akaike's criterion for small samples. Lower is better in all three.",
        page.width,
    );
    text += "\n";
    match fit.chosen() {
        Some(chosen) => {
            text += &wrapped(&verdict(fit, chosen), page.width);
            let curve = format!("The chosen curve: {}.", parameters(&chosen.compared.fit));
            text += &format!("\n{}\n", wrapped(&curve, page.width));
            text += &years(fit, chosen, page);
            text += &multiplier(chosen, page);
        }
        None => {
            let open = format!(
                "The counts show no plateau: endless growth cannot be refused at {} %, or predicts a left-out year as well. A \
                 multiplier against a plateau would mean nothing, and none is written.",
                100.0 * SIGNIFICANCE
            );
            text += &wrapped(&open, page.width);
        }
    }
    text + "\nWhat this cannot say\n" + &limits(page.width)
}

fn shapes(comparison: &GrowthComparison, page: Page) -> String {
    let header = ["Shape", "parameters", "spread", "left out", "AICc"].map(str::to_owned);
    let mut table = TextTable::new(page.width, &header);
    for shape in GrowthShape::ALL {
        let Some(compared) = comparison.of(shape) else {
            let missing = ["not held by the counts", "", "", ""].map(str::to_owned);
            table.row(&[&[shape_name(shape).to_owned()][..], &missing].concat());
            continue;
        };
        table.row(&[
            shape_name(shape).to_owned(),
            compared.fit.parameters.len().to_string(),
            format!("{:.3}", compared.fit.residual_deviation()),
            compared.leave_one_out.map_or("-".to_owned(), |error| format!("{error:.3}")),
            compared.fit.corrected_akaike().map_or("-".to_owned(), |value| format!("{value:.1}")),
        ]);
    }
    table.text(page.styled)
}

fn verdict(fit: &IntensityFit, chosen: ChosenFit) -> String {
    let comparison = &fit.comparison;
    let mut text = format!(
        "Chosen: {}, the closer of the two shapes with a plateau.",
        shape_name(chosen.compared.fit.shape)
    );
    if let Some(test) = comparison.plateau_test() {
        text += &format!(
            " Against exponential growth F = {:.1} on 1 and {} degrees of freedom: if growth had no end, a plateau would look as \
             good in {:.1} % of cases. It also predicts a left-out year best of all that were compared.",
            test.statistic,
            test.degrees_of_freedom,
            100.0 * test.p_value
        );
    }
    if let Some(better) = better_by(comparison, chosen.compared, |rival| rival.fit.corrected_akaike()) {
        text += &format!(
            " AICc does not agree: it puts {better} before it. With {} counts its penalty for a third parameter is heavy; the \
             plateau is likely, not certain.",
            fit.counts.counts.len()
        );
    }
    text
}

fn parameters(fit: &GrowthFit) -> String {
    let written = fit.parameters.iter().map(|parameter| {
        let (estimate, error) = (parameter.estimate, parameter.standard_error);
        match parameter.name {
            "log_plateau" => {
                format!(
                    "plateau {:.0} a year (standard error: a factor {:.2})",
                    math::exp(estimate),
                    math::exp(error)
                )
            }
            "growth_rate_per_year" => {
                format!("times {:.2} a year before (rate {estimate:.2} +/- {error:.2})", math::exp(estimate))
            }
            "ceiling_year" => format!("ceiling reached in {estimate:.1} +/- {error:.1}"),
            "midpoint_year" => format!("half the plateau in {estimate:.1} +/- {error:.1}"),
            other => format!("{other} {estimate:.2} +/- {error:.2}"),
        }
    });
    written.collect::<Vec<String>>().join("; ")
}

fn years(fit: &IntensityFit, chosen: ChosenFit, page: Page) -> String {
    let header = ["Year", "count", "curve", "count over curve"].map(str::to_owned);
    let mut table = TextTable::new(page.width, &header);
    for (year, count) in fit.counts.years.iter().zip(&fit.counts.counts) {
        let fitted = math::exp(chosen.compared.fit.log_count(f64::from(*year)));
        table.row(&[
            year.to_string(),
            format!("{count:.0}"),
            format!("{fitted:.0}"),
            format!("{:.2}", count / fitted),
        ]);
    }
    table.text(page.styled)
}

fn multiplier(chosen: ChosenFit, page: Page) -> String {
    let multiplier = chosen.multiplier;
    let mut text = String::from(
        "\nHow far does a year lie from the plateau? Multiplier of a future year, predictive\n\n",
    );
    let header = SHOWN_LEVELS.map(|level| format!("{} %", 100.0 * level));
    let mut table = TextTable::new(page.width, &[&["Share of years below".to_owned()][..], &header].concat());
    let row = SHOWN_LEVELS.map(|level| format!("{:.2}", multiplier.quantile(level)));
    table.row(&[&["multiplier".to_owned()][..], &row].concat());
    text += &table.text(page.styled);
    text += "\n";
    text += &wrapped(
        &format!(
            "1 is the plateau, and the median. exp({:.3} T), T of Student with {} degrees of freedom, cut at the outermost levels; \
             mean {:.3}. The years' own scatter gives {:.0} % of the squared scale, not knowing the plateau {:.0} %.",
            multiplier.scale,
            multiplier.degrees_of_freedom,
            multiplier.mean(),
            100.0 * (1.0 - multiplier.share_of_plateau),
            100.0 * multiplier.share_of_plateau
        ),
        page.width,
    );
    text
}

/// What the fit cannot say, a line each.
fn limits(width: u16) -> String {
    [
        "The counts are those of all firms in China. What share hit multinationals is not published; the multiplier moves with the \
         whole and leaves the level to the risk catalogue.",
        "They mix cybersecurity, personal information, important data and multi-level protection; shares are not legible, and \
         every authority is given the same multiplier.",
        "They count fines, not inspections or amounts. Amounts come from the laws' ladders.",
        "A plateau seen in two or three years may be a pause. Nothing here speaks of years after the last count: no turn of policy, \
         no new law.",
    ]
    .map(|line| wrapped(line, width.saturating_sub(2)).trim_end().replace('\n', "\n  "))
    .map(|line| format!("- {line}\n"))
    .concat()
}

/// Names of the shapes that beat the chosen one by a measure, lower being better.
fn better_by(
    comparison: &GrowthComparison,
    chosen: &ComparedFit,
    measure: impl Fn(&ComparedFit) -> Option<f64>,
) -> Option<String> {
    let own = measure(chosen).unwrap_or(f64::INFINITY);
    let better: Vec<&str> = comparison
        .fits
        .iter()
        .filter(|rival| measure(rival).is_some_and(|error| error < own))
        .map(|rival| shape_name(rival.fit.shape))
        .collect();
    (!better.is_empty()).then(|| listed(&better))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{YearlyCounts, read_counts};

    const PAGE: Page = Page { width: 100, styled: false };

    fn words(change: impl Fn(&mut YearlyCounts)) -> String {
        let mut counts = read_counts(None).unwrap();
        change(&mut counts);
        fit_in_words(&IntensityFit::new(counts).unwrap(), PAGE)
    }

    #[test]
    fn the_shipped_fit_says_what_speaks_for_and_against_it() {
        let text = words(|_| ());
        for part in
            ["growth up to a ceiling", "AICc does not agree", "ceiling reached in 2020", "not certain"]
        {
            assert!(text.replace('\n', " ").contains(part), "{part}\n{text}");
        }
        assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    }

    #[test]
    fn endless_growth_gets_no_multiplier() {
        let text = words(|counts| counts.counts = vec![245.0, 600.0, 950.0, 1480.0, 2300.0, 3700.0]);
        assert!(text.contains("The counts show no plateau") && !text.contains("predictive"), "{text}");
    }
}
