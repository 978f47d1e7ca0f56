//! How precise the figures are, and what more would take.

use super::figures::{about, count, rate};
use super::prose::wrapped;
use super::summary::{CostSummary, QuantileMethod, Summary};
use super::table::TextTable;
use super::terminal::{Page, heading};
use crate::results::Reached;
use crate::statistics::{NORMAL_CRITICAL_VALUE, trials_for_half_width};

/// What is aimed at where no precision was asked for, as a share.
const USUAL: f64 = 0.01;

/// Where a precision was asked for, a table of what was reached; else one line on the mean totals. Empty for a single trial.
#[must_use]
pub fn precision_in_words(summary: &Summary, page: Page) -> String {
    if summary.precision.is_empty() { one_line(summary, page) } else { table(summary, page) }
}

/// How quantiles were got, where not from the values of all trials; else empty.
#[must_use]
pub fn quantiles_in_words(summary: &Summary, page: Page) -> String {
    let error = |method: &QuantileMethod| match method {
        QuantileMethod::Exact => None,
        QuantileMethod::Histogram { relative_error } => Some(*relative_error),
    };
    let widest = summary.scenarios.iter().filter_map(|scenario| error(&scenario.quantiles)).reduce(f64::max);
    let of_all = summary.weighted.as_ref().and_then(|weighted| error(&weighted.quantiles));
    match (widest, of_all) {
        (Some(share), _) => {
            let line = format!(
                "Quantiles and means of the worst trials are from histograms, right to {} of their value; --exact-quantiles has \
                 them exact.",
                bound(share)
            );
            wrapped(&line, page.width)
        }
        // A second pass sees one scenario at a time.
        (None, Some(share)) => {
            let line = format!(
                "Quantiles over all scenarios together are from histograms, right to {} of their value; those of each scenario are \
                 exact.",
                bound(share)
            );
            wrapped(&line, page.width)
        }
        (None, None) => String::new(),
    }
}

fn one_line(summary: &Summary, page: Page) -> String {
    let totals =
        || summary.scenarios.iter().flat_map(|scenario| &scenario.options).map(|option| &option.total);
    let scenarios = summary.scenarios.iter();
    let by_trials = scenarios
        .flat_map(|scenario| scenario.options.iter().map(move |option| (scenario.trials, &option.total)));
    let Some(reached) =
        totals().filter_map(relative_half_width).reduce(f64::max).filter(|share| *share > 0.0)
    else {
        return String::new();
    };
    let (aim, name) =
        if reached > USUAL { (USUAL, "1 %".to_owned()) } else { (reached / 2.0, "half of that".to_owned()) };
    // By the interval itself, which errors of replicates may have given.
    let needed = |(trials, total): (u64, &CostSummary)| {
        let deviation = relative_half_width(total)? / NORMAL_CRITICAL_VALUE * (trials as f64).sqrt();
        trials_for_half_width(deviation, aim)
    };
    let would = match by_trials.filter_map(needed).max() {
        Some(trials) => {
            format!("; {name} would take about {} trials per scenario (--precision)", about(trials))
        }
        None => String::new(),
    };
    let line =
        format!("Precision reached: every mean total within {} (95 % interval){would}.", bound(reached));
    format!("\n{}", wrapped(&line, page.width))
}

/// A share that is not exceeded, rounded up to a hundredth of a per cent: `0.94 %`.
fn bound(share: f64) -> String {
    // What is a whole hundredth up to rounding stays.
    rate((share * 1e4 - 1e-9).ceil() / 1e4)
}

/// Half the width of the interval of a mean as a share of it.
fn relative_half_width(total: &CostSummary) -> Option<f64> {
    let share = total.confidence_interval?.width() / 2.0 / total.mean.abs();
    share.is_finite().then_some(share)
}

fn table(summary: &Summary, page: Page) -> String {
    let header = ["", "Of", "Asked", "Reached", "Widest", "Trials", "For half of it", "For a tenth"];
    let mut table = TextTable::new(page.width, &header.map(str::to_owned));
    for reached in &summary.precision {
        table.row(&row(summary, reached));
    }
    let caption = "How precise is it? (half of an interval that holds at 95 % however often one looks, as a share; ! not reached)";
    heading(caption, page) + &table.text(page.styled)
}

fn row(summary: &Summary, reached: &Reached) -> [String; 8] {
    let name = summary.scenarios.iter().find(|scenario| scenario.id == reached.scenario);
    let forecast = |trials: Option<u64>| trials.map_or_else(|| "unknown".to_owned(), about);
    let share = reached.reached.map_or_else(|| "unknown".to_owned(), bound);
    [
        name.map_or_else(String::new, |scenario| scenario.name.clone()),
        reached.output.clone(),
        rate(reached.asked),
        if reached.met { share } else { format!("! {share}") },
        reached.widest.clone().unwrap_or_default(),
        count(reached.trials),
        forecast(reached.trials_for_half),
        forecast(reached.trials_for_tenth),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::summary::WeightedSummary;
    use crate::report::testing::{summary, summary_of_one_trial};

    const PAGE: Page = Page { width: 100, styled: false };

    #[test]
    fn one_line_says_what_was_reached_and_what_more_would_take() {
        // Chances even over 0, 0.02 … 2 have s = 0.5838, 1 + chance a mean of 2. 404 trials: 1.9659·0.5838/2/√404 = 2.855 %;
        // 1 % takes (1.96·0.5838/2/0.01)² = 3273 trials, and a few for Student's factor.
        let text = precision_in_words(&summary(3, 6), PAGE);
        let expected = "\nPrecision reached: every mean total within 2.86 % (95 % interval); 1 % would take about 3,300 \
                        trials\nper scenario (--precision).\n";
        assert_eq!(text, expected);
        assert_eq!(precision_in_words(&summary_of_one_trial(2), PAGE), "");
    }

    #[test]
    fn what_was_asked_stands_in_a_table_and_what_was_missed_is_marked() {
        let mut summary = summary(1, 2);
        let reached = Reached {
            scenario: summary.scenarios[0].id.clone(),
            output: "es99".to_owned(),
            asked: 0.01,
            reached: Some(0.0094),
            widest: Some("hybrid".to_owned()),
            met: true,
            trials: 12_288,
            trials_for_half: Some(41_984),
            trials_for_tenth: None,
        };
        let missed = Reached { reached: Some(0.02), met: false, ..reached.clone() };
        summary.precision = vec![reached, missed];
        let text = precision_in_words(&summary, PAGE);
        let rows: Vec<Vec<&str>> = text
            .lines()
            .filter(|line| line.contains("es99"))
            .map(|line| line.split_whitespace().skip_while(|word| *word != "es99").collect())
            .collect();
        assert_eq!(rows[0].join(" "), "es99 1 % 0.94 % hybrid 12,288 42,000 unknown");
        assert_eq!(rows[1].join(" "), "es99 1 % ! 2 % hybrid 12,288 42,000 unknown");
        assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    }

    #[test]
    fn histograms_are_named_with_their_bound() {
        let mut summary = summary(2, 2);
        assert_eq!(quantiles_in_words(&summary, PAGE), "");
        summary.scenarios[1].quantiles = QuantileMethod::Histogram { relative_error: 4e-4 };
        let text = quantiles_in_words(&summary, PAGE);
        assert!(text.contains("right to 0.04 %") && text.contains("--exact-quantiles"), "{text}");
        // What a second pass has made exact but for the scenarios together.
        summary.scenarios[1].quantiles = QuantileMethod::Exact;
        let quantiles = QuantileMethod::Histogram { relative_error: 4e-4 };
        summary.weighted = Some(WeightedSummary { quantiles, scenarios: vec![], options: vec![] });
        let text = quantiles_in_words(&summary, PAGE);
        assert!(text.contains("over all scenarios") && !text.contains("--exact-quantiles"), "{text}");
    }
}
