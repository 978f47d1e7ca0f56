//! At which value of a figure do two options cost the same?

use serde_json::{Value, json};

use super::answer::{Answer, AnswerColumn, AnswerTable, Cell};
use super::figure_axis::FigureAxis;
use super::in_language::fill;
use super::setting::DecideSetting;
use super::words::{UNKNOWN, at_trials, estimate_values, with_interval};
use crate::charts::{
    CrossingLines, CrossingMark, CrossingPanel, LinePoint, crossing_columns, crossing_lines,
};
use crate::decision::{BreakEven, Estimate, Measure, trials_to_tell};
use crate::language::Language;
use crate::report::figures::{Scale, chance, trials_in_words};
use crate::statistics::{Crossing, Evaluation, Interval, NORMAL_CRITICAL_VALUE};

/// Panels that a picture has room for.
const MOST_PANELS: usize = 12;

/// Where a figure makes two options cost the same, by scenario and pair of options.
#[must_use]
pub fn break_even_answer(
    setting: &DecideSetting,
    axis: &FigureAxis,
    measure: Measure,
    found: &[BreakEven],
) -> Answer {
    let each: Vec<Words<'_>> = found.iter().map(|found| Words::new(setting, axis, measure, found)).collect();
    let mut answer = Answer::to("break-even");
    if setting.scenarios.len() > 1 {
        let introduced = setting.introduced(&axis.name);
        answer.sentences.push(overall(setting, axis, &each, (Language::English, &introduced)) + ".");
    }
    let overall = overall(setting, axis, &each, (setting.language(), &setting.quoted_figure(&axis.name)));
    answer.sentences.extend(each.iter().map(Words::sentence));
    answer.notes = notes(setting, axis);
    answer.tables = vec![table(setting, axis, &each)];
    answer.figures = json!({ "figure": axis.json(), "measure": measure, "differences": found });
    let heading = match each.as_slice() {
        [only] => setting.short_title(&only.headline(), &overall),
        _ => {
            let figure = setting.quoted_figure(&axis.name);
            setting.short_title(&overall, &setting.fill("break-even-short", &[("figure", &figure)]))
        }
    };
    let shown = &each[..each.len().min(MOST_PANELS)];
    let within = (axis.low..=axis.high).contains(&axis.now());
    let scenario = match found {
        [only] => Some(only.scenario),
        _ => None,
    };
    let picture = CrossingLines {
        heading: setting.heading(&heading, scenario),
        across: axis.title(setting),
        range: (axis.low, axis.high),
        ticks: axis.ticks(if crossing_columns(shown.len()) > 2 { 4 } else { 8 }, setting.language()),
        now: within.then(|| axis.now()),
        now_range: axis.now_range(),
        panels: shown.iter().map(Words::panel).collect(),
    };
    answer.draw("break-even", crossing_lines(&picture));
    answer
}

/// In how many scenarios the figure decides.
///
/// - `told`: language, and what the figure is called in it.
fn overall(
    setting: &DecideSetting,
    axis: &FigureAxis,
    each: &[Words<'_>],
    (language, figure): (Language, &str),
) -> String {
    let scenarios = || (0..setting.scenarios.len()).map(Some);
    let decides = |scenario: &Option<usize>| {
        each.iter().any(|words| words.found.scenario == *scenario && words.crossings().next().is_some())
    };
    let count = scenarios().filter(decides).count();
    let all = setting.scenarios.len();
    let phrase = match (count, all) {
        (0, 1) => "break-even-one-unseen",
        (_, 1) => "break-even-one-decides",
        (0, _) => "break-even-all-unseen",
        (_, _) => "break-even-decides",
    };
    let gaps = [
        ("range", axis.range_in_words_of(axis.low, axis.high, language)),
        ("figure", figure.to_owned()),
        ("number", count.to_string()),
        ("all", all.to_string()),
    ];
    let gaps: Vec<(&str, &str)> = gaps.iter().map(|(gap, text)| (*gap, text.as_str())).collect();
    fill(language, phrase, &gaps)
}

fn notes(setting: &DecideSetting, axis: &FigureAxis) -> Vec<String> {
    let trials = setting.trials.iter().copied().min().unwrap_or(0);
    let stands =
        if axis.distribution.is_certain() { "" } else { ", its 1 to 99 % range unless told otherwise" };
    vec![
        format!(
            "{} ({}) is {} in the case; it was held at values from {}{stands}, the same in all {}. Everything else stays as drawn, figures \
             that are correlated with it too: this is what the figure does, not what it goes with.",
            setting.named(&axis.name),
            axis.name,
            axis.value,
            axis.range_in_words(axis.low, axis.high),
            trials_in_words(trials)
        ),
        "All values are tried with the same random numbers, so that differences move smoothly. An interval holds the values at which \
         the difference cannot be told from 0 with 95 % confidence, each by itself; it is open where that goes on to the end of the \
         range or to the next break-even. More trials (--trials) narrow it."
            .to_owned(),
    ]
}

struct Words<'a> {
    setting: &'a DecideSetting,
    axis: &'a FigureAxis,
    measure: Measure,
    found: &'a BreakEven,
    scale: Scale,
}

impl<'a> Words<'a> {
    fn new(
        setting: &'a DecideSetting,
        axis: &'a FigureAxis,
        measure: Measure,
        found: &'a BreakEven,
    ) -> Words<'a> {
        Words { setting, axis, measure, found, scale: setting.scale_of(1e8) }
    }

    fn trials(&self) -> u64 {
        match self.found.scenario {
            Some(scenario) => self.setting.trials[scenario],
            None => self.setting.trials.iter().copied().min().unwrap_or(0),
        }
    }

    /// Those that are closed on a side at least: elsewhere the trials do not tell the options apart.
    fn crossings(&self) -> impl Iterator<Item = &'a Crossing> {
        self.found.found.crossings.iter().filter(|crossing| crossing.low.is_some() || crossing.high.is_some())
    }

    fn names(&self) -> (&'a str, &'a str) {
        (self.setting.option(self.found.first), self.setting.option(self.found.second))
    }

    /// Who costs less where the difference has a sign.
    fn winner(&self, difference: f64) -> (&'a str, &'a str) {
        let (first, second) = self.names();
        if difference < 0.0 { (first, second) } else { (second, first) }
    }

    fn sentence(&self) -> String {
        let several = self.found.scenario.is_none() || self.setting.scenarios.len() > 1;
        let prefix =
            if several { format!("{}: ", self.setting.outlook(self.found.scenario)) } else { String::new() };
        if self.found.is_untouched() {
            return prefix + &self.untouched();
        }
        if self.found.found.crossings.is_empty() {
            return if several { prefix + &self.none() } else { capitalised(&self.none()) };
        }
        let each: Vec<String> =
            self.found.found.crossings.iter().map(|crossing| self.of_crossing(crossing)).collect();
        prefix + &each.join(" ")
    }

    /// For a chart with one panel.
    fn headline(&self) -> String {
        match self.found.found.crossings.as_slice() {
            [only] if only.low.is_some() && only.high.is_some() && !self.found.is_untouched() => {
                let (first, second) = self.names();
                let (below, above) = if only.rises { (first, second) } else { (second, first) };
                let language = self.setting.language();
                let (low, high) = (only.low.unwrap_or(only.at), only.high.unwrap_or(only.at));
                let gaps = [
                    ("below", below),
                    ("above", above),
                    ("figure", &self.setting.quoted_figure(&self.axis.name)),
                    ("at", &self.axis.in_words_of(only.at, language)),
                    ("range", &self.axis.range_in_words_of(low, high, language)),
                ];
                self.setting.fill("break-even-at", &gaps)
            }
            [_, ..] | [] => self.headline_without(),
        }
    }

    /// The same where there is not one break-even with an interval.
    fn headline_without(&self) -> String {
        let (setting, (first, second)) = (self.setting, self.names());
        let figure = setting.quoted_figure(&self.axis.name);
        let range = self.axis.range_in_words_of(self.axis.low, self.axis.high, setting.language());
        let gaps = [("first", first), ("second", second), ("figure", &figure), ("range", &range)];
        let clear = self.found.found.looked_at.first().filter(|_| self.found.found.clearly_none);
        match (self.found.is_untouched(), clear) {
            (true, _) => setting.fill("break-even-untouched", &gaps),
            (false, Some((_, found))) => {
                let (winner, other) = self.winner(found.mean);
                let gaps = [("winner", winner), ("other", other), ("figure", &figure), ("range", &range)];
                setting.fill("break-even-always", &gaps)
            }
            (false, None) if self.crossings().next().is_none() => setting.fill("break-even-unseen", &gaps),
            (false, None) => setting.fill("break-even-marked", &gaps),
        }
    }

    fn alike(&self) -> &'static str {
        match self.measure {
            Measure::Mean => "cost the same on average",
            Measure::Shortfall => "cost the same in their worst 5 % of trials",
        }
    }

    /// The figure as a sentence names it: with its identifier where it comes up first.
    fn figure(&self) -> String {
        match self.setting.scenarios.len() {
            1 => self.setting.introduced(&self.axis.name),
            _ => self.setting.named(&self.axis.name),
        }
    }

    fn untouched(&self) -> String {
        let name = self.figure();
        let figure = self.found.found.looked_at.first().map(|(_, figure)| *figure);
        match figure.filter(|figure| figure.mean != 0.0) {
            None => format!("{} and {} {} whatever {name} is.", self.names().0, self.names().1, self.alike()),
            Some(figure) => {
                let (winner, other) = self.winner(figure.mean);
                format!(
                    "{name} does not touch the difference between {winner} and {other}: {winner} costs {} {} less whatever it is.",
                    with_interval(self.scale, &less(&figure)),
                    self.scale.unit(&self.setting.currency)
                )
            }
        }
    }

    /// One option has the lower mean throughout.
    fn none(&self) -> String {
        let range = self.axis.range_in_words(self.axis.low, self.axis.high);
        let looked_at = &self.found.found.looked_at;
        let smallest =
            looked_at.iter().min_by(|left, right| left.1.mean.abs().total_cmp(&right.1.mean.abs()));
        let Some((at, figure)) = smallest else { return String::new() };
        let (winner, other) = self.winner(figure.mean);
        let unit = self.scale.unit(&self.setting.currency);
        let nearest =
            format!("by {} {unit} at {}", with_interval(self.scale, &less(figure)), self.axis.in_words(*at));
        if self.found.found.clearly_none {
            return format!(
                "no break-even from {range}: {winner} costs less than {other} throughout, {nearest}, where they are nearest."
            );
        }
        let unsure = self.found.closest();
        let needed = unsure.and_then(|(_, figure)| trials_to_tell(&figure, self.trials()));
        format!(
            "no break-even shows from {range}: {winner} has the lower cost throughout, {nearest}, but it cannot be told from {other} \
             everywhere {}.",
            at_trials(self.trials(), needed)
        )
    }

    fn of_crossing(&self, crossing: &Crossing) -> String {
        let (first, second) = self.names();
        let (below, above) = if crossing.rises { (first, second) } else { (second, first) };
        let at = self.axis.in_words(crossing.at);
        let name = self.figure();
        if crossing.low.is_none() && crossing.high.is_none() {
            return format!(
                "The costs of {first} and {second} cross at {name} = {at}, but the two cannot be told apart on either side of it {}.",
                at_trials(self.trials(), self.needed(crossing, true).max(self.needed(crossing, false)))
            );
        }
        let sides = match (crossing.low, crossing.high) {
            (None, Some(high)) => format!(
                "Above {} {above} costs less; below, the two cannot be told apart {}",
                self.axis.in_words(high),
                at_trials(self.trials(), self.needed(crossing, true))
            ),
            (Some(low), None) => format!(
                "Below {} {below} costs less; above, the two cannot be told apart {}",
                self.axis.in_words(low),
                at_trials(self.trials(), self.needed(crossing, false))
            ),
            (Some(_), Some(_)) | (None, None) => format!("Below it {below} costs less, above it {above}"),
        };
        format!(
            "{first} and {second} {} at {name} = {at}{}. {sides}. {}",
            self.alike(),
            self.interval(crossing),
            self.stands(crossing)
        )
    }

    /// ` (95 % interval 380M to 450M EUR)`.
    fn interval(&self, crossing: &Crossing) -> String {
        match (crossing.low, crossing.high) {
            (Some(low), Some(high)) => format!(" (95 % interval {})", self.axis.range_in_words(low, high)),
            (None, Some(high)) => format!(" (95 % interval up to {}, open below)", self.axis.in_words(high)),
            (Some(low), None) => format!(" (95 % interval from {}, open above)", self.axis.in_words(low)),
            (None, None) => " (95 % interval open)".to_owned(),
        }
    }

    /// Where the case stands against a break-even.
    fn stands(&self, crossing: &Crossing) -> String {
        let axis = self.axis;
        if axis.distribution.is_certain() {
            let side = if axis.now() < crossing.at { "below" } else { "above" };
            return format!("The case has {}, {side} it.", axis.in_words(axis.now()));
        }
        format!(
            "The case expects {} and gives it a chance of {} to lie above.",
            axis.in_words(axis.now()),
            chance(1.0 - axis.distribution.cdf(crossing.at))
        )
    }

    /// Trials that would tell the options apart somewhere on a side of a crossing.
    fn needed(&self, crossing: &Crossing, below: bool) -> Option<u64> {
        let places = self.found.found.crossings.iter().map(|crossing| crossing.at);
        let limit = if below {
            places.filter(|at| *at < crossing.at).fold(f64::NEG_INFINITY, f64::max)
        } else {
            places.filter(|at| *at > crossing.at).fold(f64::INFINITY, f64::min)
        };
        let (from, to) = if below { (limit, crossing.at) } else { (crossing.at, limit) };
        let side = self.found.found.looked_at.iter().filter(|(at, _)| *at > from && *at < to);
        side.filter_map(|(_, figure)| trials_to_tell(figure, self.trials())).min()
    }

    fn panel(&self) -> CrossingPanel {
        let line = |(at, figure): &(f64, Evaluation)| {
            let half = NORMAL_CRITICAL_VALUE * figure.standard_error;
            LinePoint { at: *at, low: figure.mean - half, value: figure.mean, high: figure.mean + half }
        };
        let mark = |crossing: &Crossing| CrossingMark {
            low: crossing.low.unwrap_or(self.axis.low).min(crossing.at),
            at: crossing.at,
            high: crossing.high.unwrap_or(self.axis.high).max(crossing.at),
            label: self.axis.in_words_of(crossing.at, self.setting.language()),
        };
        let option = |option: usize| self.setting.chart_option(option);
        CrossingPanel {
            title: self.setting.outlook_in(self.found.scenario, self.setting.language()),
            options: (option(self.found.first), option(self.found.second)),
            points: self.found.found.looked_at.iter().map(line).collect(),
            crossings: self.crossings().map(mark).collect(),
        }
    }

    fn rows(&self) -> Vec<Vec<Cell>> {
        let crossings = &self.found.found.crossings;
        if crossings.is_empty() || self.found.is_untouched() {
            return vec![self.row(None)];
        }
        crossings.iter().map(|crossing| self.row(Some(crossing))).collect()
    }

    fn row(&self, crossing: Option<&Crossing>) -> Vec<Cell> {
        let (first, second) = self.names();
        let end = |place: Option<&(f64, Evaluation)>| match place {
            Some((_, figure)) => difference_cell(self.scale, &of(figure)),
            None => Cell::figures(UNKNOWN.to_owned(), Vec::new()),
        };
        let (place, above) = match crossing {
            None => ("none".to_owned(), None),
            Some(crossing) => {
                let interval = self.interval(crossing).replace("95 % interval ", "");
                let above = (!self.axis.distribution.is_certain())
                    .then(|| 1.0 - self.axis.distribution.cdf(crossing.at));
                (format!("{}{interval}", self.axis.in_words(crossing.at)), above)
            }
        };
        let ends = crossing.map_or_else(
            || vec![Value::Null; 3],
            |crossing| vec![json!(crossing.at), json!(crossing.low), json!(crossing.high)],
        );
        vec![
            Cell::words(self.setting.outlook(self.found.scenario)),
            Cell::words(first),
            Cell::words(second),
            end(self.found.found.looked_at.first()),
            difference_cell(self.scale, &self.found.as_is),
            end(self.found.found.looked_at.last()),
            Cell::figures(place, ends),
            Cell::figures(above.map_or(UNKNOWN.to_owned(), chance), vec![json!(above)]),
        ]
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A figure and its interval.
fn of(figure: &Evaluation) -> Estimate {
    let half = NORMAL_CRITICAL_VALUE * figure.standard_error;
    Estimate {
        estimate: figure.mean,
        standard_error: Some(figure.standard_error),
        confidence_interval: Some(Interval { low: figure.mean - half, high: figure.mean + half }),
    }
}

/// What the winner costs less: the difference without its sign.
fn less(figure: &Evaluation) -> Estimate {
    of(&Evaluation { mean: figure.mean.abs(), ..*figure })
}

/// `+1.2 (−0.3 to +2.7)`.
fn difference_cell(scale: Scale, found: &Estimate) -> Cell {
    let shown = scale.difference(found.estimate, found.standard_error);
    let shown = match found.confidence_interval.filter(|interval| interval.low < interval.high) {
        Some(interval) => {
            format!("{shown} ({})", scale.interval(interval.low, interval.high, found.standard_error))
        }
        None => shown,
    };
    Cell::figures(shown, estimate_values(found))
}

fn table(setting: &DecideSetting, axis: &FigureAxis, each: &[Words<'_>]) -> AnswerTable {
    let money = |label: String, key: &str| {
        let keys = ["", "_low", "_high"].map(|end| format!("{key}{end}"));
        AnswerColumn::figures(&label, &keys.each_ref().map(String::as_str))
    };
    AnswerTable {
        name: "values".to_owned(),
        title: format!(
            "Where {} makes two options cost the same, and what the first costs less the second ({}; 95 % intervals)",
            setting.named(&axis.name),
            setting.scale_of(1e8).unit(&setting.currency)
        ),
        columns: vec![
            AnswerColumn::words("Scenario", "scenario"),
            AnswerColumn::words("First", "first"),
            AnswerColumn::words("Second", "second"),
            money(format!("At {}", axis.in_words(axis.low)), "at_from"),
            money("As the case has it".to_owned(), "as_is"),
            money(format!("At {}", axis.in_words(axis.high)), "at_to"),
            AnswerColumn::figures("Break-even", &["break_even", "break_even_low", "break_even_high"]),
            AnswerColumn::figures("Chance above", &["chance_above"]),
        ],
        rows: each.iter().flat_map(Words::rows).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::figure_axis::testing::share;
    use super::super::regret::tests::{asked, setting_of};
    use super::*;
    use crate::statistics::{CrossingSearch, crossings};

    /// An answer for a difference in M EUR that is a function of the figure.
    fn told(difference: impl Fn(f64) -> f64, error: f64) -> Answer {
        let costs = asked(vec![vec![vec![1.0, 2.0], vec![2.0, 1.0]]], None);
        let axis = share();
        let search = CrossingSearch { low: axis.low, high: axis.high, points: 9, tolerance: 1e-4 };
        let found = crossings(&search, |x| {
            Ok::<_, std::convert::Infallible>(Evaluation {
                mean: 1e6 * difference(x),
                standard_error: 1e6 * error,
            })
        });
        let as_is = Estimate { estimate: 1e6, standard_error: None, confidence_interval: None };
        let found = BreakEven { scenario: Some(0), first: 0, second: 1, as_is, found: found.unwrap() };
        break_even_answer(&setting_of(&costs), &axis, Measure::Mean, &[found])
    }

    #[test]
    fn sentences_say_no_more_than_the_trials() {
        let clear = told(|x| 100.0 * (x - 0.3), 1.0);
        let sentence = &clear.sentences[0];
        assert!(
            sentence.starts_with("Option a and Option b cost the same on average at “erp: share that rests on headquarters” (application.erp.integration) = 30% (95 % interval 28"),
            "{sentence}"
        );
        assert!(sentence.contains("Below it Option a costs less, above it Option b. "), "{sentence}");
        // Uniform from 20 to 60 %: 30 of 40 points lie above 30 %.
        assert!(
            sentence.ends_with("The case expects 40% and gives it a chance of 75 % to lie above."),
            "{sentence}"
        );
        assert_eq!(clear.pictures.len(), 1, "{:?}", clear.undrawn);
        let falling = told(|x| 100.0 * (0.3 - x), 1.0).sentences.remove(0);
        assert!(falling.contains("Below it Option b costs less, above it Option a. "), "{falling}");
        let open = told(|x| 10.0 * (x - 0.3), 1.0).sentences.remove(0);
        assert!(open.contains("open below"), "{open}");
        assert!(
            open.contains(
                "Above 49.6% Option b costs less; below, the two cannot be told apart at 2 trials; about "
            ),
            "{open}"
        );
        let noise = told(|x| 10.0 * (x - 0.3), 9.0).sentences.remove(0);
        assert!(noise.contains("cannot be told apart on either side"), "{noise}");
        let none = told(|x| 10.0 + x, 1.0).sentences.remove(0);
        assert!(
            none.starts_with(
                "No break-even from 20.4% to 59.6%: Option b costs less than Option a throughout"
            ),
            "{none}"
        );
        let unsure = told(|x| -0.2 - x, 1.0).sentences.remove(0);
        assert!(unsure.contains("cannot be told from Option b everywhere at 2 trials; about "), "{unsure}");
        let same = told(|_| 0.0, 0.0).sentences.remove(0);
        assert_eq!(
            same,
            "Option a and Option b cost the same on average whatever “erp: share that rests on headquarters” (application.erp.integration) is."
        );
        let untouched = told(|_| 3.0, 1.0).sentences.remove(0);
        assert!(untouched.contains("does not touch the difference"), "{untouched}");
    }
}
