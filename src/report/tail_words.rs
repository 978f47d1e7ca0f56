//! The far tail as tables on a terminal.

use super::figures::{Scale, chance, count, rate, trials_in_words};
use super::prose::wrapped;
use super::table::TextTable;
use super::tail::{TailFigure, TailReport, WeightReport};
use super::terminal::Page;

/// Share of all weight that a single trial may have before a warning.
const HEAVY_TRIAL: f64 = 0.01;

/// What the tail was computed for.
#[derive(Debug, Clone, Copy)]
pub struct TailSetting<'a> {
    pub case: &'a str,
    pub scenario: &'a str,
    pub currency: &'a str,
    /// Risk appetite: total cost over the horizon, present value.
    pub appetite: f64,
    pub trials: u64,
    pub seed: u64,
    /// Name of each hastened risk, and the factor on its rate.
    pub risks: &'a [(String, f64)],
    /// Share of trials in which every risk keeps its rate.
    pub plain_share: f64,
}

/// Says every figure of a tail with its error, beside that of plain trials, and whether hastening pays.
#[must_use]
pub fn tail_in_words(report: &TailReport, setting: TailSetting<'_>, page: Page) -> String {
    let largest = report.options.iter().flat_map(|option| &option.figures);
    let scale = Scale::for_amounts_up_to(
        largest.filter(|figure| is_money(figure)).map(|figure| figure.estimate.abs()).fold(0.0, f64::max),
    );
    let mut text = opening(setting, scale, page);
    for option in &report.options {
        text += &format!("\n{}\n", option.name);
        text += &table(&option.figures, scale, setting, page);
        text += &wrapped(
            &format!(
                "Trials that carry the deepest tail: {} effective ones; {} of the plain ones.",
                count(option.effective_tail_trials.round() as u64),
                count(option.plain_tail_trials.round() as u64)
            ),
            page.width,
        );
    }
    if !report.differences.is_empty() {
        text += "\nDifferences\n";
        text += &differences(report, scale, page);
    }
    text += "\n";
    text += &wrapped(&weights_in_words(&report.weights, setting.trials), page.width);
    text += &wrapped(&verdict(report), page.width);
    text
}

fn opening(setting: TailSetting<'_>, scale: Scale, page: Page) -> String {
    let risks: Vec<String> =
        setting.risks.iter().map(|(name, factor)| format!("{name} × {factor}")).collect();
    let heading = format!("{}: {}", setting.case, setting.scenario);
    let how = format!(
        "{}, present value; {} of each kind, seed {}. In {} of the weighted trials these come more often: {}. The others \
         are drawn as ever, and weights undo what comes too often. ± is one standard error; gain is the variance of the \
         plain estimate ÷ that of the weighted one.",
        scale.unit(setting.currency),
        trials_in_words(setting.trials),
        setting.seed,
        rate(1.0 - setting.plain_share),
        risks.join(", "),
    );
    wrapped(&heading, page.width) + &wrapped(&how, page.width)
}

fn is_money(figure: &TailFigure) -> bool {
    figure.figure != "chance-to-exceed-appetite"
}

fn header(first: &str) -> Vec<String> {
    [first, "weighted", "plain", "gain"].map(str::to_owned).to_vec()
}

fn table(figures: &[TailFigure], scale: Scale, setting: TailSetting<'_>, page: Page) -> String {
    let mut table = TextTable::new(page.width, &header("total cost"));
    for figure in figures {
        let money = is_money(figure);
        let written = |estimate: f64, error: Option<f64>| match (money, error) {
            (true, Some(_)) => scale.amount_with_error(estimate, error),
            (true, None) => scale.amount(estimate, None) + " (no error)",
            (false, Some(error)) => format!("{} ± {}", chance(estimate), chance(error)),
            (false, None) => chance(estimate) + " (no error)",
        };
        let named = match (figure.figure, figure.level) {
            ("quantile", Some(level)) => format!("exceeded in {}", rate(1.0 - level)),
            ("expected-shortfall", Some(level)) => format!("mean of worst {}", rate(1.0 - level)),
            ("mean", Some(_) | None) => "mean".to_owned(),
            (_, Some(_) | None) => format!("chance above {}", scale.certain(setting.appetite)),
        };
        table.row(&[
            named,
            written(figure.estimate, figure.standard_error),
            written(figure.plain_estimate, figure.plain_standard_error),
            gain(figure),
        ]);
    }
    table.text(page.styled)
}

fn differences(report: &TailReport, scale: Scale, page: Page) -> String {
    let mut table = TextTable::new(page.width, &header("first less second"));
    for pair in &report.differences {
        for figure in &pair.figures {
            let what = match figure.level {
                Some(level) => format!("mean of worst {}", rate(1.0 - level)),
                None => "mean".to_owned(),
            };
            table.row(&[
                format!("{} − {}, {what}", pair.first, pair.second),
                scale.amount_with_error(figure.estimate, figure.standard_error),
                scale.amount_with_error(figure.plain_estimate, figure.plain_standard_error),
                gain(figure),
            ]);
        }
    }
    table.text(page.styled)
}

fn gain(figure: &TailFigure) -> String {
    figure.variance_ratio.map_or_else(|| "–".to_owned(), |ratio| format!("{ratio:.1}"))
}

fn weights_in_words(weights: &WeightReport, trials: u64) -> String {
    let error = weights.standard_error.map_or_else(String::new, |error| format!(" ± {error:.4}"));
    let mut text = format!(
        "Weights: mean {:.4}{error} (should be 1), largest {:.2}; for means, the {} are worth {}.",
        weights.mean,
        weights.largest,
        trials_in_words(trials),
        count(weights.effective_trials.round() as u64),
    );
    if !weights.sound {
        text += " THE MEAN WEIGHT IS NOT 1 WITHIN 4 STANDARD ERRORS: do not use these figures; try lower factors.";
    }
    if weights.largest_share > HEAVY_TRIAL {
        text += &format!(
            " A single trial has {} of all weight: take more trials.",
            chance(weights.largest_share)
        );
    }
    text
}

/// Where hastening pays and where it does not.
fn verdict(report: &TailReport) -> String {
    let figures = || report.options.iter().flat_map(|option| &option.figures);
    let ratios: Vec<f64> = figures().filter_map(|figure| figure.variance_ratio).collect();
    let worse = figures().filter(|figure| figure.does_not_pay()).count();
    let deepest = figures()
        .filter(|figure| figure.figure == "expected-shortfall")
        .filter_map(|figure| Some((figure.level?, figure.variance_ratio?)))
        .fold(None, |best: Option<(f64, f64, f64)>, (level, ratio)| match best {
            Some((deepest, low, high)) if level == deepest => {
                Some((deepest, f64::min(low, ratio), f64::max(high, ratio)))
            }
            Some((deepest, ..)) if level < deepest => best,
            Some(_) | None => Some((level, ratio, ratio)),
        });
    let mut text =
        format!("Hastening makes {worse} of {} figures of the options less certain.", ratios.len());
    match deepest {
        Some((level, _, high)) if high < 1.0 => {
            text += &format!(
                " It does NOT pay even for the mean of the worst {}: use plain trials (`run --trials`), or other risks or factors.",
                rate(1.0 - level)
            );
        }
        Some((level, low, _)) if low < 1.0 => {
            text +=
                &format!(" For the mean of the worst {} it pays for some options only.", rate(1.0 - level));
        }
        Some((level, low, high)) => {
            text += &format!(
                " For the mean of the worst {} it is worth {low:.1} to {high:.1} times as many trials.",
                rate(1.0 - level)
            );
        }
        None => text += " Too few trials reach the tail to say more.",
    }
    text
}
