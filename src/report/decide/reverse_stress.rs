//! What would have to come together for an option to break the risk appetite?

use serde_json::{Value, json};

use super::answer::{Answer, AnswerColumn, AnswerTable, Cell};
use super::in_language::fill;
use super::setting::DecideSetting;
use super::varied_figure::VariedFigure;
use super::words::{capitalised, estimate_values, with_interval};
use crate::charts::{ChartError, Heading, Picture, StressBars, StressRow, stress_bars};
use crate::decision::{FoundStress, StressMeasure, StressOutcome, StressedFigure};
use crate::language::Language;
use crate::report::figures::{Scale, chance, count, rate, trials_in_words};
use crate::report::prose::listed;
use crate::statistics::Interval;

/// Figures in a sentence.
const NAMED: usize = 3;

/// Figures in a row of the table.
const TOLD: usize = 5;

/// Figures that go less far are not what breaks anything.
const IDLE: f64 = 0.15;

/// The search for one option in one scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct StressRun {
    /// Positions.
    pub scenario: usize,
    pub option: usize,
    /// The outcome's figures in its order, as people know them.
    pub figures: Vec<VariedFigure>,
    /// `None` where no figure moves the option's cost.
    pub outcome: Option<StressOutcome>,
}

/// How it was searched.
#[derive(Debug, Clone, PartialEq)]
pub struct StressSearchWords {
    pub measure: StressMeasure,
    /// Standard deviations.
    pub farthest: f64,
    pub neighbours: usize,
    /// Trials of each scenario from which it was seen which figures matter; `None` where they were named.
    pub screened: Option<u64>,
    /// Trials that led the search.
    pub search_trials: u64,
}

/// The least extreme combinations for every option in every scenario.
#[must_use]
pub fn reverse_stress_answer(
    setting: &DecideSetting,
    runs: &[StressRun],
    search: &StressSearchWords,
) -> Answer {
    let words = Words { setting, runs, search, scale: setting.scale_of(setting.appetite.0) };
    let mut answer = Answer::to("reverse-stress");
    let trials = setting.trials.first().copied().unwrap_or(0);
    answer.basis = format!("{} at each point told", trials_in_words(trials));
    answer.sentences = (0..setting.scenarios.len()).map(|scenario| words.sentence(scenario)).collect();
    answer.tables = vec![words.table()];
    answer.details = vec![words.figures_table()];
    answer.notes = words.notes();
    let all = setting.scenarios.len() == 1;
    for scenario in 0..setting.scenarios.len() {
        let hardest = words.hardest(scenario).map(|run| run.option);
        for run in words.of(scenario).filter(|run| all || Some(run.option) == hardest) {
            if let Some(StressOutcome::Found(found)) = &run.outcome {
                let ids = (&setting.scenarios[scenario].0, &setting.options[run.option].0);
                answer.draw(&format!("reverse-stress-{}-{}", ids.0, ids.1), words.picture(run, found));
            }
        }
    }
    answer.figures = words.figures();
    answer
}

struct Words<'a> {
    setting: &'a DecideSetting,
    runs: &'a [StressRun],
    search: &'a StressSearchWords,
    scale: Scale,
}

impl Words<'_> {
    fn of(&self, scenario: usize) -> impl Iterator<Item = &StressRun> {
        self.runs.iter().filter(move |run| run.scenario == scenario)
    }

    fn amount(&self) -> String {
        format!("{} {}", self.scale.certain(self.setting.appetite.0), self.scale.unit(&self.setting.currency))
    }

    /// What must not exceed the amount.
    fn measure(&self) -> String {
        self.measure_in(Language::English)
    }

    fn measure_in(&self, language: Language) -> String {
        match self.search.measure {
            StressMeasure::Mean => language.say("stress-mean-cost"),
            StressMeasure::Shortfall => language.say("stress-shortfall"),
            StressMeasure::Tolerated => {
                let chance = language.decimal(&rate(self.setting.appetite.1));
                fill(language, "stress-tolerated", &[("chance", &chance)])
            }
        }
    }

    /// How far the limit is; those out of reach are farther than all others.
    fn distance(run: &StressRun) -> Option<f64> {
        match run.outcome.as_ref()? {
            StressOutcome::AtCentre { .. } => Some(0.0),
            StressOutcome::OutOfReach { .. } => Some(f64::INFINITY),
            StressOutcome::Found(found) => Some(found.distance),
        }
    }

    /// The option whose limit is farthest, of those that have one.
    fn hardest(&self, scenario: usize) -> Option<&StressRun> {
        self.of(scenario).filter(|run| matches!(run.outcome, Some(StressOutcome::Found(_)))).reduce(
            |best, next| {
                if Words::distance(next) > Words::distance(best) { next } else { best }
            },
        )
    }

    fn sentence(&self, scenario: usize) -> String {
        let prefix = match self.setting.scenarios.len() {
            1 => String::new(),
            _ => format!("{}: ", self.setting.scenarios[scenario].1),
        };
        let named = |wanted: fn(&StressOutcome) -> bool| -> Vec<&str> {
            let kept = self.of(scenario).filter(|run| run.outcome.as_ref().is_some_and(wanted));
            kept.map(|run| self.setting.option(run.option)).collect()
        };
        let broken = named(|outcome| matches!(outcome, StressOutcome::AtCentre { .. }));
        let safe = named(|outcome| matches!(outcome, StressOutcome::OutOfReach { .. }));
        let mut parts: Vec<String> = Vec::new();
        if !safe.is_empty() {
            parts.push(format!(
                "the {} of {} stays below {} within {} standard deviations (1 in 30,000) in every direction searched",
                self.measure(),
                self.who(scenario, &safe),
                self.amount(),
                self.search.farthest
            ));
        }
        if let Some(run) = self.hardest(scenario)
            && let Some(StressOutcome::Found(found)) = &run.outcome
        {
            parts.push(self.found_words(scenario, run, found, safe.is_empty() && broken.is_empty()));
        }
        if !broken.is_empty() {
            parts.push(format!(
                "the {} of {} is above {} with all figures at their medians",
                self.measure(),
                self.who(scenario, &broken),
                self.amount()
            ));
        }
        if parts.is_empty() {
            parts.push("no figure moves the cost of any option".to_owned());
        }
        capitalised(&format!("{prefix}{}.", parts.join("; ")))
    }

    /// Names of options, or that they are all.
    fn who(&self, scenario: usize, named: &[&str]) -> String {
        match self.of(scenario).count() {
            1 => listed(named),
            all if all == named.len() => "every option".to_owned(),
            _ => listed(named),
        }
    }

    fn found_words(&self, scenario: usize, run: &StressRun, found: &FoundStress, all: bool) -> String {
        let found_at_all =
            self.of(scenario).filter(|run| matches!(run.outcome, Some(StressOutcome::Found(_))));
        let several = found_at_all.count() > 1;
        let name = self.setting.option(run.option);
        let lead = match (several, all) {
            (false, _) => format!("the {} of {name} reaches {}", self.measure(), self.amount()),
            (true, true) => {
                format!("hardest to break is {name}: its {} reaches {}", self.measure(), self.amount())
            }
            (true, false) => {
                format!(
                    "of the others {name} is the hardest to break: its {} reaches {}",
                    self.measure(),
                    self.amount()
                )
            }
        };
        let pushed: Vec<String> = self.pushed(run, found).into_iter().take(NAMED).collect();
        let pushed = listed(&pushed.iter().map(String::as_str).collect::<Vec<&str>>());
        let near = if several { self.nearest_words(scenario, run) } else { String::new() };
        let check = match found.nearer_neighbours {
            0 => String::new(),
            some => format!(
                " (the limit is broken nearer in {some} of {} other directions)",
                self.search.neighbours
            ),
        };
        format!(
            "{lead} {} standard deviations away, as seldom as {}{check}, above all with {pushed}{near}",
            distance_words(found.distance, found.distance_interval),
            chance(found.probability)
        )
    }

    /// The option that breaks first, if others do.
    fn nearest_words(&self, scenario: usize, hardest: &StressRun) -> String {
        let nearest = self
            .of(scenario)
            .filter(|run| run.option != hardest.option)
            .filter_map(|run| match &run.outcome {
                Some(StressOutcome::Found(found)) => Some((run, found)),
                Some(StressOutcome::AtCentre { .. } | StressOutcome::OutOfReach { .. }) | None => None,
            })
            .reduce(|best, next| if next.1.distance < best.1.distance { next } else { best });
        nearest.map_or_else(String::new, |(run, found)| {
            format!(
                "; easiest is {}, {} away ({})",
                self.setting.option(run.option),
                distance_words(found.distance, found.distance_interval),
                chance(found.probability)
            )
        })
    }

    /// What has to move, most first: `a at 12% in place of 5%`.
    fn pushed(&self, run: &StressRun, found: &FoundStress) -> Vec<String> {
        let moved = ordered(run, &found.figures);
        let moved = moved.into_iter().filter(|(_, of)| of.score.abs() >= IDLE);
        moved
            .map(|(figure, of)| {
                format!(
                    "{} at {} (median {})",
                    self.setting.named(&figure.name),
                    figure.written(of.value),
                    figure.written(of.median)
                )
            })
            .collect()
    }

    fn picture(&self, run: &StressRun, found: &FoundStress) -> Result<Picture, ChartError> {
        let name = self.setting.option(run.option);
        let (setting, language) = (self.setting, self.setting.language());
        let amount = match language {
            Language::English => self.amount(),
            Language::German | Language::Chinese => {
                format!("{} {}", language.tick_label(setting.appetite.0), setting.currency)
            }
        };
        let distance = distance_words(found.distance, found.distance_interval);
        let gaps = [
            ("option", name),
            ("measure", &self.measure_in(language)),
            ("amount", &amount),
            ("distance", &setting.ranged(&distance)),
            ("chance", &setting.chance(found.probability)),
        ];
        let sentence = setting.fill("stress-title", &gaps);
        let heading = setting.heading(&setting.short_title(&sentence, name), Some(Some(run.scenario)));
        let seed = setting.fill("seed", &[("seed", &setting.seed.to_string())]);
        let note = setting.fill("stress-note", &[("seed", &seed)]);
        let row = |(figure, of): (&VariedFigure, &StressedFigure)| StressRow {
            name: setting.figure(&figure.name),
            usual: figure.written_in(of.median, language),
            there: figure.written_in(of.value, language),
            score: of.score,
        };
        stress_bars(&StressBars {
            heading: Heading { note, ..heading },
            rows: ordered(run, &found.figures).into_iter().take(20).map(row).collect(),
            colour_index: run.option,
        })
    }

    fn table(&self) -> AnswerTable {
        AnswerTable {
            name: "distances".to_owned(),
            title: format!(
                "How far from their medians figures have to go until the {} reaches {} (standard deviations, all figures together; 95 % intervals)",
                self.measure(),
                self.amount()
            ),
            columns: vec![
                AnswerColumn::words("Scenario", "scenario"),
                AnswerColumn::words("Option", "option"),
                AnswerColumn::figures(
                    &format!("At medians, {}", self.scale.unit(&self.setting.currency)),
                    &["at_medians", "at_medians_low", "at_medians_high"],
                ),
                AnswerColumn::figures("Distance", &["distance", "distance_low", "distance_high"]),
                AnswerColumn::figures("As seldom as", &["probability"]),
                AnswerColumn::words("What goes farthest", "figures"),
                AnswerColumn { hidden: true, ..AnswerColumn::figures("", &["nearer_neighbours"]) },
            ],
            rows: self.runs.iter().map(|run| self.row(run)).collect(),
        }
    }

    fn row(&self, run: &StressRun) -> Vec<Cell> {
        let names = [
            Cell::words(&self.setting.scenarios[run.scenario].1),
            Cell::words(self.setting.option(run.option)),
        ];
        let nothing = || Cell::figures(String::new(), Vec::new());
        let rest = match &run.outcome {
            None => [nothing(), nothing(), nothing(), Cell::words("no figure moves its cost"), nothing()],
            Some(StressOutcome::AtCentre { cost }) => [
                Cell::figures(with_interval(self.scale, cost), estimate_values(cost)),
                Cell::figures("0".to_owned(), vec![json!(0.0)]),
                nothing(),
                Cell::words("broken at the medians"),
                nothing(),
            ],
            Some(StressOutcome::OutOfReach { centre, highest, .. }) => [
                Cell::figures(with_interval(self.scale, centre), estimate_values(centre)),
                Cell::figures(format!(">{}", self.search.farthest), Vec::new()),
                Cell::figures("<1 in 30,000".to_owned(), Vec::new()),
                Cell::words(&format!(
                    "out of reach: {} {} at most",
                    self.scale.amount(*highest, None),
                    self.scale.unit(&self.setting.currency)
                )),
                nothing(),
            ],
            Some(StressOutcome::Found(found)) => [
                Cell::figures(with_interval(self.scale, &found.centre), estimate_values(&found.centre)),
                Cell::figures(
                    distance_words(found.distance, found.distance_interval),
                    distance_values(found),
                ),
                Cell::figures(chance(found.probability), vec![json!(found.probability)]),
                Cell::words(
                    &self.pushed(run, found).into_iter().take(TOLD).collect::<Vec<String>>().join(", "),
                ),
                Cell::figures(String::new(), vec![json!(found.nearer_neighbours)]),
            ],
        };
        names.into_iter().chain(rest).collect()
    }

    /// Every figure at every point.
    fn figures_table(&self) -> AnswerTable {
        let mut rows = Vec::new();
        for run in self.runs {
            let Some(StressOutcome::Found(found)) = &run.outcome else { continue };
            for (figure, of) in ordered(run, &found.figures) {
                let cell = |value: Value| Cell::figures(String::new(), vec![value]);
                rows.push(vec![
                    Cell::words(&self.setting.scenarios[run.scenario].0),
                    Cell::words(&self.setting.options[run.option].0),
                    Cell::words(&self.setting.names.in_words(&figure.name, Language::English)),
                    Cell::words(&figure.name),
                    cell(json!(of.score)),
                    cell(json!(of.level)),
                    cell(json!(of.median)),
                    cell(json!(of.value)),
                    Cell::words(&figure.written(of.value)),
                ]);
            }
        }
        let figures = |key: &str| AnswerColumn::figures("", &[key]);
        AnswerTable {
            name: "figures".to_owned(),
            title: "Figures where the limit is reached".to_owned(),
            columns: vec![
                AnswerColumn::words("", "scenario"),
                AnswerColumn::words("", "option"),
                AnswerColumn::words("", "words"),
                AnswerColumn::words("", "figure"),
                figures("score"),
                figures("level"),
                figures("median"),
                figures("value"),
                AnswerColumn::words("", "value_in_words"),
            ],
            rows,
        }
    }

    fn notes(&self) -> Vec<String> {
        let chosen = match self.search.screened {
            Some(screened) => format!(
                "The figures that may move are those that move the option's cost most in the scenario, by rank correlation in {}; --vary names others, \
                 --figures takes more",
                trials_in_words(screened)
            ),
            None => "The figures that may move are those that were named".to_owned(),
        };
        vec![
            format!(
                "{chosen}; correlated ones bring their partners. All others, and what happens by chance, are drawn in every trial as in the case: more \
                 figures make the distance a little shorter."
            ),
            "Distance: every figure in standard deviations of its own distribution on the normal scale, all together as one length. \"As seldom as\": \
             the chance of figures that go at least as far in this direction; if the limit is nearly straight, that of breaking it."
                .to_owned(),
            format!(
                "The search was led by {} and checked in {} other directions around the point and anywhere; the distance is measured on other trials.",
                trials_in_words(self.search.search_trials),
                count(self.search.neighbours as u64)
            ),
        ]
    }

    fn figures(&self) -> Value {
        let runs: Vec<Value> = self
            .runs
            .iter()
            .map(|run| {
                json!({
                    "scenario": self.setting.scenarios[run.scenario].0,
                    "option": self.setting.options[run.option].0,
                    "outcome": run.outcome,
                })
            })
            .collect();
        json!({
            "measure": self.search.measure,
            "limit": self.setting.appetite.0,
            "farthest": self.search.farthest,
            "neighbours": self.search.neighbours,
            "search_trials": self.search.search_trials,
            "searches": runs,
        })
    }
}

/// Figures by falling distance from their medians.
fn ordered<'a>(
    run: &'a StressRun,
    figures: &'a [StressedFigure],
) -> Vec<(&'a VariedFigure, &'a StressedFigure)> {
    let mut all: Vec<(&VariedFigure, &StressedFigure)> = run.figures.iter().zip(figures).collect();
    all.sort_by(|one, other| other.1.score.abs().total_cmp(&one.1.score.abs()));
    all
}

/// `2.1 (1.9 to 2.3)`.
fn distance_words(distance: f64, interval: Option<Interval>) -> String {
    match interval {
        Some(of) if of.high > of.low => format!("{distance:.1} ({:.1} to {:.1})", of.low, of.high),
        Some(_) | None => format!("{distance:.1}"),
    }
}

fn distance_values(found: &FoundStress) -> Vec<Value> {
    let end = |of: fn(Interval) -> f64| found.distance_interval.map_or(Value::Null, |found| json!(of(found)));
    vec![json!(found.distance), end(|of| of.low), end(|of| of.high)]
}
