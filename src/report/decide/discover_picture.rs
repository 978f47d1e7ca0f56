//! The futures of an option over the two conditions that tell most.

use super::discover::{FutureFigure, Words};
use super::setting::DecideSetting;
use crate::charts::{
    ChartError, FutureScatter, Heading, Picture, ScatterAxis, ScatterBox, ScatterDot, future_scatter,
};
use crate::decision::{Condition, Conditions, FoundBox, FutureOutcome};
use crate::engine::random::{Draw, StreamKey};
use crate::math::{log10, pow};
use crate::statistics::Restriction;

/// Futures that are drawn: more hide one another.
const MOST_DOTS: usize = 3000;

/// Steps of an axis, at most.
const MOST_STEPS: f64 = 6.0;

/// What an axis shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Figure(usize),
    Scenario,
}

/// Name and picture; `None` where there is no box, or no figure to show it over.
pub(super) fn scatter(words: &Words<'_>, option: usize) -> Option<(String, Result<Picture, ChartError>)> {
    let Conditions::Boxes { outcome, boxes } = &words.found[option].conditions else { return None };
    let found = boxes.first()?;
    let (x, y) = axes(words, found)?;
    let name = format!("discover-{}", words.setting.options[option].0);
    let aside = StreamKey::new(words.setting.seed, "discover/picture").draw(0);
    let view = View { words, option, outcome: *outcome, found, x, y, aside };
    Some((name, future_scatter(&view.chart())))
}

/// The figure that tells most across, and upwards what tells most of the rest.
fn axes(words: &Words<'_>, found: &FoundBox) -> Option<(Shown, Shown)> {
    let figures = words.runs.figures.len();
    let mut conditions: Vec<&Condition> = found.conditions.iter().collect();
    conditions.sort_by(|one, other| one.quasi_p.total_cmp(&other.quasi_p));
    let shown = |input: usize| if input < figures { Shown::Figure(input) } else { Shown::Scenario };
    let mut wanted: Vec<Shown> = conditions.iter().map(|of| shown(of.input)).collect();
    if words.setting.scenarios.len() > 1 {
        wanted.push(Shown::Scenario);
    }
    wanted.extend((0..figures).map(Shown::Figure));
    let x = wanted.iter().copied().find(|shown| *shown != Shown::Scenario)?;
    let y = wanted.into_iter().find(|shown| *shown != x)?;
    Some((x, y))
}

struct View<'a> {
    words: &'a Words<'a>,
    option: usize,
    outcome: FutureOutcome,
    found: &'a FoundBox,
    x: Shown,
    y: Shown,
    /// Where dots lie within the row of a scenario.
    aside: Draw,
}

impl View<'_> {
    fn chart(&self) -> FutureScatter {
        let (setting, runs) = (self.words.setting, self.words.runs);
        let name = setting.option(self.option);
        let heading = setting.heading(&self.title(), Some(None));
        let only = if setting.scenarios.len() == 1 { setting.scenarios[0].1.clone() } else { String::new() };
        let heading = Heading {
            scenario: only,
            trials: runs.futures() as u64 * runs.trials,
            note: self.note(),
            ..heading
        };
        let (marked, unmarked, in_box) = match self.outcome {
            FutureOutcome::Fails => ("discover-marked-fails", "discover-keeps-to", "discover-box-fails"),
            FutureOutcome::Keeps => ("discover-marked-keeps", "discover-fails-it", "discover-box-keeps"),
        };
        let coverage = setting.chance(self.found.coverage.estimate);
        let density = setting.chance(self.found.density.estimate);
        FutureScatter {
            heading,
            x: self.axis(self.x),
            y: self.axis(self.y),
            dots: (0..runs.futures().min(MOST_DOTS)).map(|future| self.dot(future)).collect(),
            boxes: self.boxes(),
            marked: setting.fill(marked, &[("option", name)]),
            unmarked: setting.say(unmarked),
            box_words: setting.fill(in_box, &[("coverage", &coverage), ("density", &density)]),
            pale_words: self.pale_words(),
            colour_index: self.option,
        }
    }

    /// What tells most, in the language of charts.
    fn title(&self) -> String {
        let setting = self.words.setting;
        let option = ("option", setting.option(self.option));
        let conditions = self.words.conditions(self.found, setting.language());
        let (full, shorter) = match self.outcome {
            FutureOutcome::Fails => ("discover-fails", "discover-fails-short"),
            FutureOutcome::Keeps => ("discover-keeps", "discover-keeps-short"),
        };
        let full = setting.fill(full, &[option, ("conditions", &conditions)]);
        setting.short_title(&full, &setting.fill(shorter, &[option]))
    }

    fn note(&self) -> String {
        let (setting, runs) = (self.words.setting, self.words.runs);
        let language = setting.language();
        let gaps = [
            ("futures", language.count(runs.futures() as u64)),
            ("trials", language.count(runs.trials)),
            ("seed", setting.fill("seed", &[("seed", &setting.seed.to_string())])),
        ];
        let gaps: Vec<(&str, &str)> = gaps.iter().map(|(gap, text)| (*gap, text.as_str())).collect();
        setting.fill("discover-note", &gaps)
    }

    fn axis(&self, shown: Shown) -> ScatterAxis {
        match shown {
            Shown::Figure(figure) => of_figure(self.words.setting, &self.words.runs.figures[figure]),
            Shown::Scenario => {
                let scenarios = &self.words.setting.scenarios;
                let rows = self.rows();
                let tick = |scenario: usize| (rows[scenario] as f64, scenarios[scenario].1.clone());
                ScatterAxis {
                    title: self.words.setting.say("scenario-axis"),
                    low: -0.5,
                    high: scenarios.len() as f64 - 0.5,
                    logarithmic: false,
                    ticks: (0..scenarios.len()).map(tick).collect(),
                }
            }
        }
    }

    /// Row of each scenario: those of the box above the others, each in the order of the case from above.
    fn rows(&self) -> Vec<usize> {
        let count = self.words.setting.scenarios.len();
        let inside = |scenario: usize| match self.restriction(Shown::Scenario) {
            Some(Restriction::Among { categories }) => categories.contains(&(scenario as u32)),
            Some(Restriction::Between { .. }) | None => false,
        };
        let mut order: Vec<usize> = (0..count).collect();
        order.sort_by_key(|scenario| !inside(*scenario));
        let mut rows = vec![0; count];
        for (place, scenario) in order.into_iter().enumerate() {
            rows[scenario] = count - 1 - place;
        }
        rows
    }

    fn input(&self, shown: Shown) -> usize {
        match shown {
            Shown::Figure(figure) => figure,
            Shown::Scenario => self.words.runs.figures.len(),
        }
    }

    fn restriction(&self, shown: Shown) -> Option<&Restriction> {
        let input = self.input(shown);
        self.found.conditions.iter().find(|of| of.input == input).map(|of| &of.restriction)
    }

    fn dot(&self, future: usize) -> ScatterDot {
        let runs = self.words.runs;
        let place = |shown: Shown| match shown {
            Shown::Figure(figure) => runs.values[figure][future],
            Shown::Scenario => {
                // Side by side within a scenario's row.
                let aside = self.aside.uniform(future as u64) - 0.5;
                self.rows()[runs.scenarios[future] as usize] as f64 + 0.7 * aside
            }
        };
        let fails = runs.chances[self.option][future] > self.words.setting.appetite.1;
        let hidden = self.hidden();
        let holds = |of: &&Condition| match (&of.restriction, runs.values.get(of.input)) {
            (Restriction::Between { low, high }, Some(values)) => {
                let value = values[future];
                low.is_none_or(|low| value >= low) && high.is_none_or(|high| value <= high)
            }
            (Restriction::Among { categories }, _) => categories.contains(&runs.scenarios[future]),
            (Restriction::Between { .. }, None) => true,
        };
        ScatterDot {
            x: place(self.x),
            y: place(self.y),
            marked: fails == (self.outcome == FutureOutcome::Fails),
            pale: !hidden.iter().all(holds),
        }
    }

    /// Conditions that no axis shows.
    fn hidden(&self) -> Vec<&Condition> {
        let (x, y) = (self.input(self.x), self.input(self.y));
        self.found.conditions.iter().filter(|of| of.input != x && of.input != y).collect()
    }

    fn pale_words(&self) -> String {
        let setting = self.words.setting;
        let each = self.hidden().into_iter().map(|of| self.words.condition(of, setting.language()));
        let all =
            each.reduce(|first, last| setting.fill("conditions-and", &[("first", &first), ("last", &last)]));
        all.map_or_else(String::new, |all| setting.fill("discover-pale", &[("conditions", &all)]))
    }

    fn boxes(&self) -> Vec<ScatterBox> {
        let range = |shown: Shown| -> (f64, f64) {
            let axis = self.axis(shown);
            match self.restriction(shown) {
                Some(Restriction::Between { low, high }) => {
                    (low.unwrap_or(axis.low), high.unwrap_or(axis.high))
                }
                Some(Restriction::Among { categories }) => {
                    // Those of the box are the highest rows.
                    (axis.high - categories.len() as f64, axis.high)
                }
                None => (axis.low, axis.high),
            }
        };
        vec![ScatterBox { x: range(self.x), y: range(self.y) }]
    }
}

fn of_figure(setting: &DecideSetting, of: &FutureFigure) -> ScatterAxis {
    let ticks = ticks(of.low, of.high, of.logarithmic);
    ScatterAxis {
        title: setting.figure(&of.figure.name),
        low: of.low,
        high: of.high,
        logarithmic: of.logarithmic,
        ticks: ticks.into_iter().map(|tick| (tick, of.figure.written_in(tick, setting.language()))).collect(),
    }
}

fn floor_log10(value: f64) -> i32 {
    log10(value).floor() as i32
}

/// Round values within a range.
fn ticks(low: f64, high: f64, logarithmic: bool) -> Vec<f64> {
    let inside = |value: &f64| (low * (1.0 - 1e-9)..=high * (1.0 + 1e-9)).contains(value);
    if logarithmic {
        let decades = floor_log10(low)..=floor_log10(high);
        for factors in [&[1.0, 2.0, 5.0][..], &[1.0, 3.0], &[1.0]] {
            let of = |decade: i32| factors.iter().map(move |factor| factor * pow(10.0, f64::from(decade)));
            let found: Vec<f64> = decades.clone().flat_map(of).filter(inside).collect();
            if found.len() <= 7 {
                return found;
            }
        }
    }
    let mut step = pow(10.0, f64::from(floor_log10((high - low) / MOST_STEPS)));
    // 1, 2, 5 or 10 times.
    for factor in [2.0, 2.5, 2.0] {
        if (high - low) / step > MOST_STEPS {
            step *= factor;
        }
    }
    let (first, last) = ((low / step - 1e-9).ceil() as i64, (high / step + 1e-9).floor() as i64);
    (first..=last).take(12).map(|place| place as f64 * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_few_and_inside() {
        assert_eq!(ticks(0.0, 1.0, false).len(), 6);
        for (low, high) in [(0.013, 0.71), (-4.0, 9.0), (1.2e8, 1.9e9), (3.0, 3.1)] {
            let found = ticks(low, high, false);
            assert!((2..=7).contains(&found.len()) && found[0] >= low - 1e-9 * low.abs(), "{found:?}");
        }
        let close = |found: Vec<f64>, expected: &[f64]| {
            found.len() == expected.len()
                && found.iter().zip(expected).all(|(one, other)| (one / other - 1.0).abs() < 1e-9)
        };
        assert!(close(ticks(0.01, 0.6, true), &[0.01, 0.02, 0.05, 0.1, 0.2, 0.5]));
        assert!(close(ticks(0.9, 20_000.0, true), &[1.0, 10.0, 100.0, 1000.0, 10_000.0]));
    }
}
