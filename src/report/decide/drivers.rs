//! What drives the difference between two options?

use serde_json::json;

use super::answer::{Answer, AnswerColumn, AnswerTable, Cell};
use super::setting::DecideSetting;
use super::words::{capitalised, estimate_values, share_with_interval, with_interval};
use crate::charts::{Tornado, TornadoEnd, TornadoRow, tornado};
use crate::decision::{CategoryDriver, CategoryValue, Driver, Drivers, Estimate};
use crate::language::Language;
use crate::report::figures::{Scale, chance, count, trials_in_words};
use crate::statistics::{PartMean, SobolIndex};
use crate::units::{Currency, Dimension};

/// Rows of a picture: as many as have room for names on two lines.
const DRAWN: usize = 10;

/// A figure's own low and high value, in the normal unit of its dimension.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FigureEnds {
    /// 10th percentile.
    pub low: f64,
    /// 90th percentile.
    pub high: f64,
    pub dimension: Dimension,
    pub currency: Currency,
}

impl FigureEnds {
    /// Both with their unit, as a language writes them: `5%`.
    fn written(&self, language: Language) -> (String, String) {
        let written = |value| language.in_dimension(value, self.dimension, self.currency, 3);
        (written(self.low), written(self.high))
    }
}

/// What the difference of the best two options goes with in every outlook.
///
/// - `ends`: by the figures' positions.
/// - `totals`: of each outlook, by driver, the total index where it was simulated; empty where none was.
#[must_use]
pub fn drivers_answer(
    setting: &DecideSetting,
    found: &[Drivers],
    ends: &[FigureEnds],
    totals: &[Vec<Option<SobolIndex>>],
) -> Answer {
    let reach = |drivers: &Drivers| {
        let each = drivers.drivers.iter().flat_map(|driver| [driver.swing.low.mean, driver.swing.high.mean]);
        each.map(f64::abs).fold(drivers.difference.estimate.abs(), f64::max)
    };
    let scale = setting.scale_of(found.iter().map(reach).fold(0.0, f64::max));
    let mut answer = Answer::to("drivers");
    let weighted = found.iter().filter(|drivers| drivers.scenario.is_none());
    let each = found.iter().filter(|drivers| drivers.scenario.is_some());
    for drivers in weighted.chain(each) {
        let words = Words { setting, scale, ends, drivers };
        answer.sentences.push(capitalised(&format!("{}{}", words.prefix(), words.main())));
        answer.sentences.extend(words.together().map(|words_of| format!("{}{words_of}", words.prefix())));
        answer.sentences.extend(words.scenario().map(|words_of| format!("{}{words_of}", words.prefix())));
    }
    answer.tables = vec![table(setting, scale, found, ends, totals)];
    answer.tables.extend(categories_table(setting, scale, found));
    answer.notes = notes(setting, found, totals);
    for drivers in found.iter().filter(|drivers| !drivers.drivers.is_empty()) {
        let words = Words { setting, scale, ends, drivers };
        let heading = setting.short_title(&words.title(), &words.short());
        let name = format!("drivers-{}", setting.outlook_id(drivers.scenario));
        answer.draw(&name, tornado(&words.picture(&heading)));
    }
    answer.figures = json!({ "outlooks": found, "total_indices": totals });
    answer
}

struct Words<'a> {
    setting: &'a DecideSetting,
    scale: Scale,
    ends: &'a [FigureEnds],
    drivers: &'a Drivers,
}

impl Words<'_> {
    fn prefix(&self) -> String {
        match self.setting.scenarios.len() {
            1 => String::new(),
            _ => format!("{}: ", self.setting.outlook(self.drivers.scenario)),
        }
    }

    fn options(&self) -> (&str, &str) {
        (self.setting.option(self.drivers.first), self.setting.option(self.drivers.second))
    }

    fn end(&self, driver: &Driver, language: Language) -> (String, String) {
        let unknown = || ("its low".to_owned(), "its high".to_owned());
        self.ends.get(driver.figure).map_or_else(unknown, |ends| ends.written(language))
    }

    /// `12 M EUR cheaper`, of the first option.
    fn side(&self, part: &PartMean) -> String {
        let error = Some(part.standard_error);
        let amount = self.scale.amount(part.mean.abs(), error);
        let range = part.confidence_interval;
        let side = if part.mean < 0.0 { "cheaper" } else { "dearer" };
        let doubt = if range.low < 0.0 && range.high > 0.0 { " (not told from 0)" } else { "" };
        format!("{amount} {} {side}{doubt}", self.scale.unit(&self.setting.currency))
    }

    fn main(&self) -> String {
        let (first, second) = self.options();
        let Some(driver) = self.told() else {
            return format!(
                "of {} uncertain figures none is told to move the difference between {first} and {second} at {}.",
                count(self.drivers.screened as u64),
                trials_in_words(self.drivers.trials as u64)
            );
        };
        let (low, high) = self.end(driver, Language::English);
        format!(
            "what moves the difference between {first} and {second} most is {}: where it is about {low}, {first} is {}, where it is about {high}, {}.",
            self.setting.introduced(&driver.name),
            self.side(&driver.swing.low),
            self.side(&driver.swing.high)
        )
    }

    /// The first that is more than chance.
    fn told(&self) -> Option<&Driver> {
        self.drivers.drivers.iter().find(|driver| driver.beyond_chance)
    }

    /// What moves the difference most, in the language of charts.
    fn title(&self) -> String {
        let (setting, (first, second)) = (self.setting, self.options());
        let Some(driver) = self.told() else {
            let gaps = [
                ("number", count(self.drivers.screened as u64)),
                ("first", first.to_owned()),
                ("second", second.to_owned()),
                ("trials", setting.language().trials(self.drivers.trials as u64)),
            ];
            let gaps: Vec<(&str, &str)> = gaps.iter().map(|(gap, text)| (*gap, text.as_str())).collect();
            return setting.fill("drivers-none", &gaps);
        };
        let (low, high) = self.end(driver, setting.language());
        let gaps = [
            ("first", first),
            ("second", second),
            ("figure", &setting.quoted_figure(&driver.name)),
            ("low", &low),
            ("high", &high),
            ("below", &self.side_in_short(&driver.swing.low)),
            ("above", &self.side_in_short(&driver.swing.high)),
        ];
        setting.fill("drivers-main", &gaps)
    }

    /// `12 M EUR cheaper`, of the first option, in the language of charts.
    fn side_in_short(&self, part: &PartMean) -> String {
        let english = self.setting.language() == Language::English;
        let amount = if english {
            let amount = self.scale.amount(part.mean.abs(), Some(part.standard_error));
            format!("{amount} {}", self.scale.unit(&self.setting.currency))
        } else {
            self.setting.money(self.scale, part.mean.abs())
        };
        let range = part.confidence_interval;
        let phrase = match (part.mean < 0.0, range.low < 0.0 && range.high > 0.0) {
            (true, false) => "drivers-cheaper",
            (true, true) => "drivers-cheaper-doubt",
            (false, false) => "drivers-dearer",
            (false, true) => "drivers-dearer-doubt",
        };
        self.setting.fill(phrase, &[("amount", &amount)])
    }

    fn short(&self) -> String {
        let (setting, (first, second)) = (self.setting, self.options());
        let Some(driver) = self.told() else {
            return setting.fill("drivers-short-none", &[("first", first), ("second", second)]);
        };
        let figure = setting.quoted_figure(&driver.name);
        setting.fill("drivers-short", &[("first", first), ("second", second), ("figure", &figure)])
    }

    fn together(&self) -> Option<String> {
        let drivers = self.drivers;
        if drivers.beyond_chance == 0 {
            return None;
        }
        Some(format!(
            "{} of {} uncertain figures are told from chance; the {} with the largest swings explain {} of the variance of the difference, the rest is what \
             happens by chance within a trial, and other figures.",
            count(drivers.beyond_chance as u64),
            count(drivers.screened as u64),
            drivers.drivers.len().min(24),
            share_with_interval(drivers.together.estimate, Some(drivers.together.confidence_interval))
        ))
    }

    fn scenario(&self) -> Option<String> {
        let scenario = self.drivers.categories.iter().find(|category| category.figure.is_none())?;
        Some(format!(
            "which scenario comes explains {} of the variance of the difference.",
            share_with_interval(
                scenario.first_order.estimate,
                Some(scenario.first_order.confidence_interval)
            )
        ))
    }

    fn picture(&self, heading: &str) -> Tornado {
        let (first, second) = self.options();
        let side = |option: &str| self.setting.fill("drivers-side", &[("option", option)]);
        let end = |label: &str, part: &PartMean| TornadoEnd {
            label: label.to_owned(),
            low: part.confidence_interval.low,
            value: part.mean,
            high: part.confidence_interval.high,
        };
        let row = |driver: &Driver| {
            let (low, high) = self.end(driver, self.setting.language());
            TornadoRow {
                name: self.setting.figure(&driver.name),
                low: end(&low, &driver.swing.low),
                high: end(&high, &driver.swing.high),
                pale: !driver.beyond_chance,
            }
        };
        Tornado {
            heading: self.setting.heading(heading, Some(self.drivers.scenario)),
            axis_title: self.setting.fill("drivers-axis", &[("first", first), ("second", second)]),
            sides: (side(first), side(second)),
            centre: self.drivers.difference.estimate,
            rows: self.drivers.drivers.iter().take(DRAWN).map(row).collect(),
        }
    }
}

fn notes(setting: &DecideSetting, found: &[Drivers], totals: &[Vec<Option<SobolIndex>>]) -> Vec<String> {
    let mut notes = vec![
        "Low and high: mean difference over the fifth of the trials in which the figure is lowest and highest, whose middles are its 10th and 90th \
         percentile; figures that go with it move too. Negative: the first option is cheaper. \"Chance\" marks swings that are not told from 0 at 5 % for \
         all figures together."
            .to_owned(),
        "Rank correlation is Spearman's. The share is the part of the difference's variance that goes away on average once the figure alone is known \
         (first-order Sobol index)."
            .to_owned(),
    ];
    if totals.iter().any(|of| !of.is_empty()) {
        notes.push(
            "The total index is the part of the variance that remains as long as the figure alone is not known: with all it does together with other \
             figures and with chance. Correlated figures have none."
                .to_owned(),
        );
    } else {
        notes.push("Total indices take new simulations: give --runs N, such as --runs 2000.".to_owned());
    }
    let fewest = found.iter().map(|drivers| drivers.trials as u64).min().unwrap_or(0);
    if setting.trials.iter().any(|trials| *trials > fewest) {
        notes.push(format!("The figures rest on the first {}.", trials_in_words(fewest)));
    }
    notes
}

fn part_cell(scale: Scale, label: &str, part: &PartMean) -> Cell {
    let found = Estimate {
        estimate: part.mean,
        standard_error: Some(part.standard_error),
        confidence_interval: Some(part.confidence_interval),
    };
    let mut values = vec![json!(label)];
    values.extend(estimate_values(&found));
    Cell::figures(format!("{label}: {}", with_interval(scale, &found)), values)
}

fn index_cell(index: Option<&SobolIndex>) -> Cell {
    let Some(index) = index else { return Cell::figures(String::new(), Vec::new()) };
    let found = Estimate {
        estimate: index.estimate,
        standard_error: Some(index.standard_error),
        confidence_interval: Some(index.confidence_interval),
    };
    let shown = format!(
        "{:.0} % ({:.0} to {:.0})",
        100.0 * index.estimate,
        100.0 * index.confidence_interval.low,
        100.0 * index.confidence_interval.high
    );
    Cell::figures(shown.replace('-', "−"), estimate_values(&found))
}

fn row(
    setting: &DecideSetting,
    scale: Scale,
    drivers: &Drivers,
    driver: &Driver,
    ends: &[FigureEnds],
    total: Option<Option<&SobolIndex>>,
) -> Vec<Cell> {
    let words = Words { setting, scale, ends, drivers };
    let (low, high) = words.end(driver, Language::English);
    let rank = &driver.rank_correlation;
    let share = Estimate {
        estimate: driver.first_order.estimate,
        standard_error: Some(driver.first_order.standard_error),
        confidence_interval: Some(driver.first_order.confidence_interval),
    };
    let mut row = vec![
        Cell::words(setting.outlook(drivers.scenario)),
        Cell::words(&setting.names.in_words(&driver.name, Language::English)),
        part_cell(scale, &low, &driver.swing.low),
        part_cell(scale, &high, &driver.swing.high),
        Cell::figures(
            format!("{:+.2}", rank.estimate).replace('-', "−"),
            vec![
                json!(rank.estimate),
                json!(rank.confidence_interval.low),
                json!(rank.confidence_interval.high),
            ],
        ),
        Cell::figures(
            share_with_interval(share.estimate, share.confidence_interval),
            estimate_values(&share),
        ),
    ];
    row.extend(total.map(index_cell));
    row.push(Cell::words(if driver.beyond_chance { "" } else { "chance" }));
    row.push(Cell::words(&driver.name));
    row
}

fn table(
    setting: &DecideSetting,
    scale: Scale,
    found: &[Drivers],
    ends: &[FigureEnds],
    totals: &[Vec<Option<SobolIndex>>],
) -> AnswerTable {
    let with_totals = totals.iter().any(|of| !of.is_empty());
    let mut rows = Vec::new();
    for (outlook, drivers) in found.iter().enumerate() {
        for (place, driver) in drivers.drivers.iter().enumerate() {
            let total = totals.get(outlook).and_then(|of| of.get(place)).and_then(Option::as_ref);
            rows.push(row(setting, scale, drivers, driver, ends, with_totals.then_some(total)));
        }
    }
    let mut columns = vec![
        AnswerColumn::words("Scenario", "scenario"),
        AnswerColumn::words("Figure", "words"),
        AnswerColumn::figures("Low", &["low", "difference_at_low", "at_low_low", "at_low_high"]),
        AnswerColumn::figures("High", &["high", "difference_at_high", "at_high_low", "at_high_high"]),
        AnswerColumn::figures("Rank", &["rank_correlation", "rank_correlation_low", "rank_correlation_high"]),
        AnswerColumn::figures("Share", &["first_order", "first_order_low", "first_order_high"]),
    ];
    if with_totals {
        columns.push(AnswerColumn::figures("Total", &["total", "total_low", "total_high"]));
    }
    columns.push(AnswerColumn::words("", "beyond_chance"));
    columns.push(AnswerColumn::words("Identifier", "figure"));
    let pairs: Vec<String> = found
        .iter()
        .map(|drivers| {
            format!(
                "{}: {} less {}, {}",
                setting.outlook(drivers.scenario),
                setting.option(drivers.first),
                setting.option(drivers.second),
                with_interval(scale, &drivers.difference)
            )
        })
        .collect();
    AnswerTable {
        name: "swings".to_owned(),
        title: format!(
            "What the mean difference ({}; 95 % intervals) goes with. {}",
            scale.unit(&setting.currency),
            pairs.join("; ")
        ),
        columns,
        rows,
    }
}

/// By scenario and by expert; `None` where there is no such thing.
fn categories_table(setting: &DecideSetting, scale: Scale, found: &[Drivers]) -> Option<AnswerTable> {
    let mut rows = Vec::new();
    for drivers in found {
        for category in &drivers.categories {
            let of = match category.figure {
                None => "scenario".to_owned(),
                Some(_) => format!("expert on {}", setting.introduced(&category.name)),
            };
            for value in &category.values {
                let named =
                    setting.scenarios.iter().find(|(id, _)| category.figure.is_none() && *id == value.value);
                let name = named.map_or(value.value.as_str(), |(_, name)| name.as_str());
                rows.push(category_row(
                    setting.outlook(drivers.scenario),
                    &of,
                    name,
                    scale,
                    (category, value),
                ));
            }
        }
    }
    (!rows.is_empty()).then(|| AnswerTable {
        name: "categories".to_owned(),
        title: format!(
            "How the difference ({}; 95 % intervals) goes with what is no number",
            scale.unit(&setting.currency)
        ),
        columns: vec![
            AnswerColumn::words("Scenario", "scenario"),
            AnswerColumn::words("What", "what"),
            AnswerColumn::words("Value", "value"),
            AnswerColumn::figures("Weight", &["weight"]),
            AnswerColumn::figures("Difference", &["difference", "difference_low", "difference_high"]),
            AnswerColumn::figures("Share", &["first_order", "first_order_low", "first_order_high"]),
        ],
        rows,
    })
}

fn category_row(
    outlook: &str,
    of: &str,
    name: &str,
    scale: Scale,
    (category, value): (&CategoryDriver, &CategoryValue),
) -> Vec<Cell> {
    let share = &category.first_order;
    vec![
        Cell::words(outlook),
        Cell::words(of),
        Cell::words(name),
        Cell::figures(chance(value.share), vec![json!(value.share)]),
        Cell::figures(with_interval(scale, &value.difference), estimate_values(&value.difference)),
        Cell::figures(
            share_with_interval(share.estimate, Some(share.confidence_interval)),
            vec![
                json!(share.estimate),
                json!(share.confidence_interval.low),
                json!(share.confidence_interval.high),
            ],
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::regret::tests::{asked, setting_of};
    use super::*;
    use crate::decision::{DrawnFigure, Outlook, drivers};
    use crate::statistics::testing::normals;

    #[test]
    fn the_driver_is_named_with_what_it_does_at_both_ends() {
        let figure = DrawnFigure { name: "company.share".to_owned(), values: normals(1, 1000), views: None };
        let cost: Vec<f64> = figure.values.iter().map(|value| 10e6 + 50e6 * value).collect();
        let costs = asked(vec![vec![cost, vec![0.0; 1000]]], None);
        let found = drivers(&costs, Outlook::Scenario(0), &[figure], 3).unwrap();
        let ends = [FigureEnds {
            low: 0.05,
            high: 0.2,
            dimension: Dimension::Share,
            currency: Currency::new("EUR").unwrap(),
        }];
        let answer = drivers_answer(&setting_of(&costs), &[found], &ends, &[]);
        let sentence = &answer.sentences[0];
        assert!(
            sentence.starts_with("What moves the difference between Option b and Option a most is “Company, share” (company.share): where it is about 5%, Option b is "),
            "{sentence}"
        );
        // Option b costs nothing; a is about 60 M cheaper at the low end.
        assert!(
            sentence.contains("dearer, where it is about 20%") && sentence.ends_with("cheaper."),
            "{sentence}"
        );
        assert!(answer.undrawn.is_empty(), "{:?}", answer.undrawn);
    }

    #[test]
    fn chance_is_called_chance() {
        let figure = DrawnFigure { name: "idle".to_owned(), values: normals(1, 400), views: None };
        let costs = asked(vec![vec![normals(2, 400), vec![0.0; 400]]], None);
        let found = drivers(&costs, Outlook::Scenario(0), &[figure], 3).unwrap();
        let answer = drivers_answer(&setting_of(&costs), &[found], &[], &[]);
        assert_eq!(answer.sentences.len(), 1);
        assert!(answer.sentences[0].contains("Of 1 uncertain figures none is told to move the difference"));
    }
}
