//! When does an option fail? Conditions over many futures, in words.

use serde_json::{Value, json};

use super::answer::{Answer, AnswerColumn, AnswerTable, Cell};
use super::discover_picture::scatter;
use super::in_language::fill;
use super::setting::DecideSetting;
use super::varied_figure::VariedFigure;
use super::words::{share_range, share_with_interval};
use crate::decision::{Condition, Conditions, FoundBox, FutureOutcome, OptionFutures};
use crate::language::Language;
use crate::report::figures::{chance, count, rate, trials_in_words};
use crate::report::prose::listed;
use crate::statistics::{NORMAL_CRITICAL_VALUE, Proportion, Restriction};

/// A figure in which futures differ.
#[derive(Debug, Clone, PartialEq)]
pub struct FutureFigure {
    pub figure: VariedFigure,
    /// In the normal unit of its dimension.
    pub low: f64,
    pub high: f64,
    /// Every ratio is as likely; else every value.
    pub logarithmic: bool,
}

/// Futures that were simulated.
#[derive(Debug, Clone, PartialEq)]
pub struct FutureRuns {
    pub figures: Vec<FutureFigure>,
    /// `[figure][future]`.
    pub values: Vec<Vec<f64>>,
    /// Position of the scenario, `[future]`.
    pub scenarios: Vec<u32>,
    /// Mean cost, `[option][future]`.
    pub means: Vec<Vec<f64>>,
    /// Chance of a higher cost than the amount of the appetite, `[option][future]`.
    pub chances: Vec<Vec<f64>>,
    /// Trials of a future.
    pub trials: u64,
    /// Trials from which it was seen which figures matter; `None` where they were named.
    pub screened: Option<u64>,
    pub wide: bool,
}

impl FutureRuns {
    pub(super) fn futures(&self) -> usize {
        self.scenarios.len()
    }
}

/// What tells the futures in which an option fails.
#[must_use]
pub fn discover_answer(setting: &DecideSetting, runs: &FutureRuns, found: &[OptionFutures]) -> Answer {
    let words = Words { setting, runs, found };
    let mut answer = Answer::to("discover");
    answer.basis = format!("{} futures of {}", count(runs.futures() as u64), trials_in_words(runs.trials));
    answer.sentences.push(words.overall());
    for option in words.by_failures() {
        answer.sentences.extend(words.sentence(option));
    }
    answer.tables = vec![words.options_table(), words.boxes_table(), words.ranges_table()];
    answer.details = vec![words.futures_table()];
    answer.notes = words.notes();
    for option in 0..found.len() {
        if let Some((name, drawn)) = scatter(&words, option) {
            answer.draw(&name, drawn);
        }
    }
    answer.figures = words.figures();
    answer
}

pub(super) struct Words<'a> {
    pub setting: &'a DecideSetting,
    pub runs: &'a FutureRuns,
    pub found: &'a [OptionFutures],
}

fn share(of: &Proportion) -> String {
    share_with_interval(of.estimate, Some(of.confidence_interval))
}

impl Words<'_> {
    /// `over 260 M EUR in more than 5 % of trials`.
    fn appetite(&self) -> String {
        let (amount, tolerated) = self.setting.appetite;
        let scale = self.setting.scale_of(amount);
        format!(
            "over {} {} in more than {} of trials",
            scale.certain(amount),
            scale.unit(&self.setting.currency),
            rate(tolerated)
        )
    }

    /// What futures differ in.
    fn differ(&self) -> String {
        let figures = match self.runs.figures.len() {
            0 => None,
            1 => Some("1 figure".to_owned()),
            many => Some(format!("{many} figures")),
        };
        let scenario = (self.setting.scenarios.len() > 1).then(|| "the scenario".to_owned());
        let parts: Vec<String> = figures.into_iter().chain(scenario).collect();
        listed(&parts.iter().map(String::as_str).collect::<Vec<&str>>())
    }

    /// Options by rising share of failures, then as in the case.
    fn by_failures(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.found.len()).collect();
        order.sort_by_key(|option| self.found[*option].fails.successes);
        order
    }

    /// Whether two options fail in clearly different shares of the futures, which are the same for both.
    fn told_apart(&self, one: usize, other: usize) -> bool {
        let tolerated = self.setting.appetite.1;
        let fails = |option: usize, future: usize| self.runs.chances[option][future] > tolerated;
        let only = |this: usize, that: usize| {
            (0..self.runs.futures()).filter(|future| fails(this, *future) && !fails(that, *future)).count()
                as f64
        };
        let (first, second) = (only(one, other), only(other, one));
        // McNemar.
        (first - second).abs() > NORMAL_CRITICAL_VALUE * (first + second).sqrt()
    }

    fn overall(&self) -> String {
        let order = self.by_failures();
        let name = |option: usize| self.setting.option(option);
        let fails = |option: usize| share(&self.found[option].fails);
        let basis = format!(
            "Over {} futures of {} that differ in {}, ",
            count(self.runs.futures() as u64),
            trials_in_words(self.runs.trials),
            self.differ()
        );
        let (Some(first), Some(last)) = (order.first(), order.last()) else { return String::new() };
        if first == last {
            return format!(
                "{basis}{} fails the appetite ({}) in {}.",
                name(*first),
                self.appetite(),
                fails(*first)
            );
        }
        let rivals: Vec<&str> = order
            .iter()
            .filter(|option| !self.told_apart(*first, **option))
            .map(|option| name(*option))
            .collect();
        if rivals.len() == order.len() {
            return format!(
                "{basis}options cannot be told apart by how often they fail the appetite ({}): from {} to {}.",
                self.appetite(),
                fails(*first),
                fails(*last)
            );
        }
        let who = match rivals.as_slice() {
            [one] => {
                format!("{one} fails the appetite ({}) in the fewest, {}", self.appetite(), fails(*first))
            }
            several => format!(
                "{} fail the appetite ({}) in the fewest and cannot be told apart, {}",
                listed(several),
                self.appetite(),
                fails(*first)
            ),
        };
        format!("{basis}{who}; {} in the most, {}.", name(*last), fails(*last))
    }

    /// What tells an option's failures, and whether another option would have done.
    fn sentence(&self, option: usize) -> Option<String> {
        let (found, name) = (&self.found[option], self.setting.option(option));
        let futures = count(self.runs.futures() as u64);
        let conditions = match &found.conditions {
            Conditions::TooFew { rarer: 0 } if found.fails.successes == 0 => {
                return Some(format!("{name} fails in none of {futures} futures."));
            }
            Conditions::TooFew { rarer: 0 } => format!("{name} fails in all of {futures} futures"),
            Conditions::TooFew { rarer } if *rarer == found.fails.successes => {
                format!("{name} fails in {rarer} of {futures} futures, too few to say when")
            }
            Conditions::TooFew { rarer } => {
                format!("{name} keeps to the appetite in {rarer} of {futures} futures, too few to say when")
            }
            Conditions::None { .. } => format!(
                "{name} fails in {}, and no condition on what differs tells when",
                share(&found.fails)
            ),
            Conditions::Boxes { outcome, boxes } => {
                let lead = match outcome {
                    FutureOutcome::Fails => {
                        format!("{name} fails in {}, above all where", share(&found.fails))
                    }
                    FutureOutcome::Keeps => {
                        format!(
                            "{name} fails in {}; it keeps to the appetite above all where",
                            share(&found.fails)
                        )
                    }
                };
                let first = boxes.first().map_or_else(String::new, |first| self.box_words(first, *outcome));
                format!("{lead} {first}")
            }
        };
        let saved = match (&found.another_keeps, found.best_other) {
            (Some(any), Some((other, best))) => format!(
                "; in {} of its failures another option keeps to it, most often {} ({})",
                share(any),
                self.setting.option(other),
                chance(best)
            ),
            (Some(_), None) => "; wherever it fails, all others fail too".to_owned(),
            (None, _) => String::new(),
        };
        Some(format!("{conditions}{saved}."))
    }

    /// Conditions of a box with what they tell.
    fn box_words(&self, found: &FoundBox, outcome: FutureOutcome) -> String {
        let (of, such) = match outcome {
            FutureOutcome::Fails => ("of its failures", "fail"),
            FutureOutcome::Keeps => ("of the futures in which it does", "keep"),
        };
        let again: Vec<String> = found.conditions.iter().map(|of| of.found_again.to_string()).collect();
        let again: Vec<&str> = again.iter().map(String::as_str).collect();
        let conditions = if again.len() == 1 { "the condition" } else { "the conditions" };
        format!(
            "{} (covers {} {of}; {} of such futures {such}, {} of new ones by the halves left out; {conditions} found again in {} of {} halves)",
            self.conditions(found, Language::English),
            share(&found.coverage),
            share(&found.density),
            chance(found.density_elsewhere),
            listed(&again),
            found.halves
        )
    }

    /// `a is above 3 and the scenario is X or Y`.
    pub(super) fn conditions(&self, found: &FoundBox, language: Language) -> String {
        let each: Vec<String> = found.conditions.iter().map(|of| self.condition(of, language)).collect();
        language.listed(&each.iter().map(String::as_str).collect::<Vec<&str>>())
    }

    pub(super) fn condition(&self, of: &Condition, language: Language) -> String {
        match (&of.restriction, self.runs.figures.get(of.input)) {
            (Restriction::Between { low, high }, Some(figure)) => {
                let written = |value: &Option<f64>| {
                    value.map_or_else(String::new, |value| figure.figure.written_in(value, language))
                };
                let name = self.setting.names.in_words(&figure.figure.name, language);
                let gaps = [
                    ("figure", fill(language, "quoted", &[("name", &name)])),
                    ("low", written(low)),
                    ("high", written(high)),
                ];
                let gaps: Vec<(&str, &str)> = gaps.iter().map(|(gap, text)| (*gap, text.as_str())).collect();
                match (low, high) {
                    (Some(_), Some(_)) => fill(language, "condition-between", &gaps),
                    (Some(_), None) => fill(language, "condition-above", &gaps),
                    (None, Some(_)) => fill(language, "condition-below", &gaps),
                    (None, None) => fill(language, "condition-any", &gaps),
                }
            }
            (Restriction::Among { categories }, _) => {
                let names = |inside: bool| -> Vec<&str> {
                    let each = self.setting.scenarios.iter().zip(0_u32..);
                    let kept = each.filter(|(_, label)| categories.contains(label) == inside);
                    kept.map(|((_, name), _)| name.as_str()).collect()
                };
                let (inside, outside) = (names(true), names(false));
                let not = inside.len() > outside.len() && !outside.is_empty();
                let named = alternatives(if not { &outside } else { &inside }, language);
                let phrase = if not { "condition-not-scenario" } else { "condition-scenario" };
                fill(language, phrase, &[("scenarios", &named)])
            }
            (Restriction::Between { .. }, None) => language.say("condition-something"),
        }
    }

    fn options_table(&self) -> AnswerTable {
        let largest = self.runs.means.iter().flatten().copied().fold(0.0, f64::max);
        let scale = self.setting.scale_of(largest);
        let row = |option: &usize| {
            let (found, mut means) = (&self.found[*option], self.runs.means[*option].clone());
            means.sort_unstable_by(f64::total_cmp);
            let at = |level: f64| means[((means.len() - 1) as f64 * level).round() as usize];
            let mean = means.iter().sum::<f64>() / means.len() as f64;
            let (low, high) = (at(0.05), at(0.95));
            let other = found.best_other.map_or("", |(other, _)| self.setting.option(other));
            vec![
                Cell::words(self.setting.option(*option)),
                proportion_cell(Some(&found.fails)),
                Cell::figures(
                    format!(
                        "{} ({} to {})",
                        scale.amount(mean, None),
                        scale.amount(low, None),
                        scale.amount(high, None)
                    ),
                    vec![json!(mean), json!(low), json!(high)],
                ),
                proportion_cell(found.another_keeps.as_ref()),
                Cell::figures(
                    found
                        .best_other
                        .map_or_else(String::new, |(_, best)| format!("{other} {}", chance(best))),
                    vec![json!(other), json!(found.best_other.map(|(_, best)| best))],
                ),
            ]
        };
        AnswerTable {
            name: "options".to_owned(),
            title: format!(
                "In how many futures options fail the appetite, their mean cost (mean and 5 to 95 % range of the futures; {}), and who keeps where \
                 they fail",
                scale.unit(&self.setting.currency)
            ),
            columns: vec![
                AnswerColumn::words("Option", "option"),
                AnswerColumn::figures("Fails", &["fails", "fails_low", "fails_high"]),
                AnswerColumn::figures("Mean cost", &["mean", "mean_5", "mean_95"]),
                AnswerColumn::figures("Another keeps", &["another_keeps", "another_low", "another_high"]),
                AnswerColumn::figures("most often", &["best_other", "best_other_keeps"]),
            ],
            rows: self.by_failures().iter().map(row).collect(),
        }
    }

    fn boxes_table(&self) -> AnswerTable {
        let mut rows = Vec::new();
        for option in self.by_failures() {
            let Conditions::Boxes { outcome, boxes } = &self.found[option].conditions else { continue };
            let outcome = match outcome {
                FutureOutcome::Fails => "fails",
                FutureOutcome::Keeps => "keeps",
            };
            for (place, found) in boxes.iter().enumerate() {
                rows.push(self.box_row(option, outcome, place, found));
            }
        }
        AnswerTable {
            name: "boxes".to_owned(),
            title: "Conditions that tell (95 % intervals; \"in halves left out\": share of such futures, and share covered, to be expected of new \
                    futures)"
                .to_owned(),
            columns: vec![
                AnswerColumn::words("Option", "option"),
                AnswerColumn::words("", "outcome"),
                AnswerColumn { hidden: true, ..AnswerColumn::figures("Box", &["box"]) },
                AnswerColumn::words("Where", "conditions"),
                AnswerColumn::figures("Covers", &["coverage", "coverage_low", "coverage_high"]),
                AnswerColumn::figures("Such futures", &["density", "density_low", "density_high"]),
                AnswerColumn::figures("In halves left out", &["density_elsewhere", "coverage_elsewhere"]),
                AnswerColumn::figures("Found again", &["found_again", "halves"]),
                AnswerColumn { hidden: true, ..AnswerColumn::figures("", &["mass", "quasi_p"]) },
            ],
            rows,
        }
    }

    fn box_row(&self, option: usize, outcome: &str, place: usize, found: &FoundBox) -> Vec<Cell> {
        let again: Vec<String> = found.conditions.iter().map(|of| of.found_again.to_string()).collect();
        let quasi: Vec<f64> = found.conditions.iter().map(|of| of.quasi_p).collect();
        let lead = if place == 0 { "" } else { "of the others: " };
        vec![
            Cell::words(self.setting.option(option)),
            Cell::words(outcome),
            Cell::figures((place + 1).to_string(), vec![json!(place + 1)]),
            Cell::words(&format!("{lead}{}", self.conditions(found, Language::English))),
            proportion_cell(Some(&found.coverage)),
            proportion_cell(Some(&found.density)),
            Cell::figures(
                format!("{}, {}", chance(found.density_elsewhere), chance(found.coverage_elsewhere)),
                vec![json!(found.density_elsewhere), json!(found.coverage_elsewhere)],
            ),
            Cell::figures(
                format!("{} of {}", again.join(", "), found.halves),
                vec![json!(again.join(" ")), json!(found.halves)],
            ),
            Cell::figures(
                String::new(),
                vec![json!(found.mass), json!(quasi.into_iter().fold(0.0, f64::max))],
            ),
        ]
    }

    fn ranges_table(&self) -> AnswerTable {
        let row = |of: &FutureFigure| {
            let written = |value: f64| Cell::figures(of.figure.written(value), vec![json!(value)]);
            vec![
                Cell::words(&self.setting.names.in_words(&of.figure.name, Language::English)),
                Cell::words(&of.figure.value),
                written(of.low),
                written(of.high),
                Cell::words(if of.logarithmic { "every ratio" } else { "every value" }),
                Cell::words(&of.figure.name),
            ]
        };
        AnswerTable {
            name: "ranges".to_owned(),
            title: "In what futures differ, each as likely as the others".to_owned(),
            columns: vec![
                AnswerColumn::words("Figure", "words"),
                AnswerColumn::words("In the case", "in_the_case"),
                AnswerColumn::figures("From", &["low"]),
                AnswerColumn::figures("To", &["high"]),
                AnswerColumn::words("Alike", "alike"),
                AnswerColumn::words("Identifier", "figure"),
            ],
            rows: self.runs.figures.iter().map(row).collect(),
        }
    }

    /// All futures with all digits, for who goes on from here.
    fn futures_table(&self) -> AnswerTable {
        let key = |name: String| AnswerColumn::figures("", &[name.as_str()]);
        let options = self.setting.options.iter().map(|(id, _)| id);
        let mut columns = vec![key("future".to_owned()), key("scenario".to_owned())];
        columns.extend(self.runs.figures.iter().map(|of| key(of.figure.name.clone())));
        columns.extend(options.flat_map(|id| [key(format!("{id}.mean")), key(format!("{id}.chance"))]));
        let cell = |value: Value| Cell { shown: String::new(), values: vec![value] };
        let row = |future: usize| {
            let scenario = &self.setting.scenarios[self.runs.scenarios[future] as usize].0;
            let mut row = vec![cell(json!(future)), cell(json!(scenario))];
            row.extend(self.runs.values.iter().map(|figure| cell(json!(figure[future]))));
            for (means, chances) in self.runs.means.iter().zip(&self.runs.chances) {
                row.extend([cell(json!(means[future])), cell(json!(chances[future]))]);
            }
            row
        };
        AnswerTable {
            name: "futures".to_owned(),
            title: "All futures".to_owned(),
            columns,
            rows: (0..self.runs.futures()).map(row).collect(),
        }
    }

    fn notes(&self) -> Vec<String> {
        let range = if self.runs.wide { "0.05 to 99.95 %" } else { "5 to 95 %" };
        let chosen = match self.runs.screened {
            Some(screened) => format!(
                "The figures are those that move the options' costs most, by rank correlation in {}; --vary names others. They range over {range} of \
                 their distributions",
                trials_in_words(screened)
            ),
            None => format!(
                "The figures are those that were named, over the values given or {range} of their distributions"
            ),
        };
        let mut notes = vec![
            format!("{chosen}; all others are drawn in every trial as in the case."),
            format!(
                "A future fails where more than {} of its {} cost more than the amount; its trials are its own, so that near the limit some are called \
                 wrongly: shares are a little lower in boxes and higher outside than with endless trials.",
                rate(self.setting.appetite.1),
                trials_in_words(self.runs.trials)
            ),
            "Futures are no forecast: every value of a range, and every scenario, is as likely as the others, so that shares of futures are no \
             probabilities. Correlations between figures are left out among those that differ."
                .to_owned(),
            "Conditions are found by patient rule induction; a condition stays only where it adds to coverage and density and chance would hardly \
             make it look as good."
                .to_owned(),
        ];
        if self.setting.scenarios.len() > 1 {
            notes.push("For conditions within one scenario give --scenario.".to_owned());
        }
        notes
    }

    fn figures(&self) -> Value {
        let ranges: Vec<Value> = self
            .runs
            .figures
            .iter()
            .map(|of| {
                json!({ "name": of.figure.name, "low": of.low, "high": of.high, "logarithmic": of.logarithmic })
            })
            .collect();
        let options: Vec<Value> = self
            .found
            .iter()
            .zip(&self.setting.options)
            .map(|(found, (id, _))| json!({ "option": id, "found": found }))
            .collect();
        json!({
            "futures": self.runs.futures(),
            "trials": self.runs.trials,
            "screened_trials": self.runs.screened,
            "inputs": ranges,
            "options": options,
        })
    }
}

/// `A`, `A or B`, `A, B or C`.
fn alternatives(names: &[&str], language: Language) -> String {
    match names {
        [] => "–".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] => {
            let first = first.join(&language.separator());
            fill(language, "alternatives-or", &[("first", &first), ("last", last)])
        }
    }
}

fn proportion_cell(of: Option<&Proportion>) -> Cell {
    match of {
        None => Cell::figures(String::new(), Vec::new()),
        Some(of) => Cell::figures(
            format!(
                "{} ({})",
                chance(of.estimate),
                share_range(of.confidence_interval).trim_end_matches(" %")
            ),
            vec![json!(of.estimate), json!(of.confidence_interval.low), json!(of.confidence_interval.high)],
        ),
    }
}
