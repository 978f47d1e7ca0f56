//! What has changed between two results, and what it comes from.

use serde::Serialize;
use serde_json::{Value, json};

use super::answer::{Answer, AnswerColumn, AnswerTable, Cell};
use super::setting::DecideSetting;
use super::words::{UNKNOWN, estimate_values, money_cell};
use crate::charts::{Waterfall, WaterfallEnd, WaterfallStep, waterfall};
use crate::decision::{Estimate, Sharing};
use crate::language::Language;
use crate::report::figure_names::FigureNames;
use crate::report::figures::{Scale, count, trials_in_words};
use crate::report::prose::listed;

/// Steps that a picture has room for, but for the rest and the version.
const MOST_STEPS: usize = 10;
/// Parts that a sentence names.
const NAMED: usize = 3;
/// Share of the change of a scenario below which a part is not named.
const SMALL_SHARE: f64 = 0.02;

/// Two runs, and what their difference comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangedReport {
    /// Before and after.
    pub runs: (ChangedRun, ChangedRun),
    /// Version that replayed.
    pub version: String,
    pub parts: Vec<ChangedPart>,
    /// Why parts stand together.
    pub remark: Option<String>,
    pub sharing: Sharing,
    /// Trials of each replay.
    pub trials: u64,
    /// In the order of the setting.
    pub scenarios: Vec<ChangedScenario>,
}

/// One of two result folders.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangedRun {
    /// Name of its folder.
    pub label: String,
    /// Version of splitstack.
    pub version: String,
    pub seed: u64,
    /// Most trials of a scenario.
    pub trials: u64,
    /// Trials are independent of each other.
    pub independent: bool,
}

/// Something that changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangedPart {
    /// Name of a figure, or of a file.
    pub name: String,
    /// From what to what.
    pub words: String,
}

/// A scenario that both runs have.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangedScenario {
    /// In the order of the setting.
    pub options: Vec<ChangedCost>,
    /// Before and after: positions of the cheapest option and of those that cannot be told from it, by rising mean.
    pub leaders: (Vec<usize>, Vec<usize>),
    /// `[part]`: by how much it brings the new cheapest option forward against the old one, where they differ.
    pub overtaking: Option<Vec<Estimate>>,
}

/// Mean total of an option in a scenario.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangedCost {
    /// As recorded.
    pub old: Estimate,
    pub new: Estimate,
    /// `[part]`: what of the change comes from it.
    pub shares: Vec<Estimate>,
    /// `[part]`: what it does if nothing else changes.
    pub alone: Vec<Estimate>,
    /// What the parts do together beyond that.
    pub interaction: Estimate,
    /// What comes from another version of splitstack; `None` where that cannot be told.
    pub version: Option<Estimate>,
    /// What is left: other trials.
    pub rest: Estimate,
}

impl ChangedCost {
    fn change(&self) -> f64 {
        self.new.estimate - self.old.estimate
    }
}

/// Where a change comes from, by scenario and option.
#[must_use]
pub fn changed_answer(setting: &DecideSetting, report: &ChangedReport) -> Answer {
    let words = Words { setting, report, scale: setting.scale_of(1e8) };
    let mut answer = Answer::to("changed");
    answer.sentences = vec![words.what_differs()];
    answer.sentences.extend(words.unchanged());
    answer.sentences.extend((0..report.scenarios.len()).filter_map(|scenario| words.sentence(scenario)));
    answer.notes = words.notes();
    answer.tables = vec![words.totals()];
    if !report.parts.is_empty() {
        answer.tables.push(words.origins());
    }
    answer.figures = json!({
        "runs": [report.runs.0, report.runs.1],
        "replayed_with": { "version": report.version, "trials": report.trials, "seed": report.runs.1.seed },
        "sharing": report.sharing,
        "parts": report.parts,
        "scenarios": report.scenarios,
    });
    for scenario in (0..report.scenarios.len()).filter(|scenario| words.moves(*scenario)) {
        let name = format!("changed-{}", setting.outlook_id(Some(scenario)));
        answer.draw(&name, waterfall(&words.picture(scenario)));
    }
    answer
}

struct Words<'a> {
    setting: &'a DecideSetting,
    report: &'a ChangedReport,
    scale: Scale,
}

impl Words<'_> {
    fn unit(&self) -> String {
        self.scale.unit(&self.setting.currency)
    }

    /// Whether any mean is another.
    fn moves(&self, scenario: usize) -> bool {
        self.report.scenarios[scenario].options.iter().any(|cost| cost.change() != 0.0)
    }

    fn what_differs(&self) -> String {
        let (old, new) = &self.report.runs;
        let mut parts: Vec<String> = match self.report.parts.as_slice() {
            parts if parts.len() <= 6 => parts.iter().map(|part| self.introduced(part)).collect(),
            parts => vec![format!(
                "{} parts of the inputs, from {} to {}",
                parts.len(),
                self.told(&parts[0]),
                self.told(&parts[parts.len() - 1])
            )],
        };
        if old.seed != new.seed {
            parts.push(format!("the seed ({} → {})", old.seed, new.seed));
        }
        if old.trials != new.trials {
            parts.push(format!("the number of trials ({} → {})", count(old.trials), count(new.trials)));
        }
        if old.independent != new.independent {
            parts.push("the way of sampling".to_owned());
        }
        if old.version != new.version {
            parts.push(format!("the version of splitstack ({} → {})", old.version, new.version));
        }
        let (before, after) = (&old.label, &new.label);
        if parts.is_empty() {
            return format!(
                "{before} and {after} have the same inputs, as far as these results go, the same seed, trials and version."
            );
        }
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        format!("From {before} to {after} have changed: {}.{}", listed(&parts), self.version_in_words())
    }

    /// A part in a sentence.
    fn told(&self, part: &ChangedPart) -> String {
        if FigureNames::is_figure(&part.name) { self.setting.named(&part.name) } else { part.name.clone() }
    }

    /// A part with what it was and is, and the identifier of a figure.
    fn introduced(&self, part: &ChangedPart) -> String {
        if FigureNames::is_figure(&part.name) {
            format!("{} ({}: {})", self.setting.named(&part.name), part.name, part.words)
        } else {
            format!("{} ({})", part.name, part.words)
        }
    }

    /// A part in the language of charts.
    fn in_short(&self, part: &ChangedPart) -> String {
        if FigureNames::is_figure(&part.name) { self.setting.figure(&part.name) } else { part.name.clone() }
    }

    /// What the version has to do with it, where there is something to say.
    fn version_in_words(&self) -> String {
        let (old, new) = &self.report.runs;
        let costs = || self.report.scenarios.iter().flat_map(|scenario| &scenario.options);
        let moved = costs().filter_map(|cost| cost.version.as_ref()).map(|version| version.estimate.abs());
        let moved = moved.fold(0.0, f64::max);
        let other = old.version != self.report.version || new.version != self.report.version;
        if moved > 0.0 {
            let most = self.scale.amount(moved, None);
            format!(
                " This version ({}) gives recorded trials other costs: of the change, up to {most} {} come from the version that ran.",
                self.report.version,
                self.unit()
            )
        } else if other && costs().any(|cost| cost.version.is_none()) {
            " What comes from the version cannot be replayed and cannot be told from chance without independent trials in both folders."
                .to_owned()
        } else if other {
            format!(
                " The version changes nothing: {} gives the recorded trials the same costs.",
                self.report.version
            )
        } else {
            String::new()
        }
    }

    fn unchanged(&self) -> Option<String> {
        let still: Vec<&str> = (0..self.report.scenarios.len())
            .filter(|scenario| !self.moves(*scenario))
            .map(|scenario| self.setting.outlook(Some(scenario)))
            .collect();
        (!still.is_empty()).then(|| format!("No cost has changed in {}.", listed(&still)))
    }

    /// The cheapest option of the new results, and whether it was the cheapest before.
    fn sentence(&self, scenario: usize) -> Option<String> {
        if !self.moves(scenario) {
            return None;
        }
        let found = &self.report.scenarios[scenario];
        let leader = *found.leaders.1.first()?;
        let cost = &found.options[leader];
        let prefix = if self.setting.scenarios.len() > 1 {
            format!("{}: ", self.setting.outlook(Some(scenario)))
        } else {
            String::new()
        };
        Some(format!(
            "{prefix}{} costs {} {} on average after {}{}. {}",
            self.setting.option(leader),
            self.amount(&cost.new),
            self.unit(),
            self.amount(&cost.old),
            self.origin(cost),
            self.ranking(found)
        ))
    }

    fn amount(&self, found: &Estimate) -> String {
        self.scale.amount(found.estimate, found.standard_error)
    }

    fn signed(&self, found: &Estimate) -> String {
        let error = found.standard_error.filter(|error| *error > 0.0);
        let amount = self.scale.difference(found.estimate, error);
        match found.confidence_interval.filter(|interval| interval.low < interval.high) {
            Some(interval) => {
                format!("{amount} ({})", self.scale.interval(interval.low, interval.high, error))
            }
            None => amount,
        }
    }

    /// `: +6.5 (+6.1 to +6.9) from x, …; chance …`.
    fn origin(&self, cost: &ChangedCost) -> String {
        let mut order: Vec<usize> = (0..cost.shares.len()).collect();
        let size = |part: &usize| cost.shares[*part].estimate.abs();
        order.sort_by(|left, right| size(right).total_cmp(&size(left)));
        let largest =
            cost.shares.iter().map(|share| share.estimate.abs()).fold(cost.change().abs(), f64::max);
        let named: Vec<usize> =
            order.iter().copied().filter(|part| size(part) > SMALL_SHARE * largest).take(NAMED).collect();
        let mut told: Vec<String> = named
            .iter()
            .map(|part| {
                format!("{} from {}", self.signed(&cost.shares[*part]), self.told(&self.report.parts[*part]))
            })
            .collect();
        let others: f64 = (0..cost.shares.len())
            .filter(|part| !named.contains(part))
            .map(|part| cost.shares[part].estimate)
            .sum();
        if others != 0.0 {
            told.push(format!("{} from other inputs", self.scale.difference(others, None)));
        }
        if let Some(version) = cost.version.as_ref().filter(|version| version.estimate != 0.0) {
            told.push(format!("{} from the version", self.signed(version)));
        }
        if let Some(chance) = self.chance(cost) {
            told.push(chance);
        }
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        if told.is_empty() { String::new() } else { format!(": {}", listed(&told)) }
    }

    /// Both runs drew the same.
    fn same_trials(&self) -> bool {
        let (old, new) = &self.report.runs;
        old.seed == new.seed && old.trials == new.trials && old.independent == new.independent
    }

    /// `−0.4 by other trials (±1.2 is usual)`.
    fn chance(&self, cost: &ChangedCost) -> Option<String> {
        let error = cost.rest.standard_error.filter(|error| *error > 1e-9 * cost.new.estimate.abs());
        if cost.rest.estimate == 0.0 && error.is_none() {
            return None;
        }
        let amount = self.scale.difference(cost.rest.estimate, error);
        Some(match error {
            Some(error) => {
                let half = crate::statistics::NORMAL_CRITICAL_VALUE * error;
                let beyond = if cost.rest.estimate.abs() > 1.5 * half {
                    "; rare events among them weigh more"
                } else {
                    ""
                };
                format!(
                    "{amount} {} (±{} is usual{beyond})",
                    if self.same_trials() {
                        "left open by the trials that were not replayed"
                    } else {
                        "by other trials"
                    },
                    self.scale.amount(half, Some(error))
                )
            }
            None => format!("{amount} that nothing explains"),
        })
    }

    fn ranking(&self, found: &ChangedScenario) -> String {
        let (Some(was), Some(is)) = (found.leaders.0.first(), found.leaders.1.first()) else {
            return String::new();
        };
        if found.options.len() == 1 {
            return String::new();
        }
        let name = |option: usize| self.setting.option(option);
        let told = |leaders: &[usize]| if leaders.len() > 1 { ", not told apart from others" } else { "" };
        if was == is {
            return match (found.leaders.0.len() > 1, found.leaders.1.len() > 1) {
                (false, true) => "It is still the cheapest, but no longer told apart from others.".to_owned(),
                (true, false) => "It is still the cheapest, and now told apart from all others.".to_owned(),
                (true, true) => "It still has the lowest mean, not told apart from others.".to_owned(),
                (false, false) => "It is still the cheapest.".to_owned(),
            };
        }
        let gap = |of: fn(&ChangedCost) -> f64| of(&found.options[*was]) - of(&found.options[*is]);
        let gained = gap(|cost| cost.new.estimate) - gap(|cost| cost.old.estimate);
        let from = found.overtaking.as_ref().and_then(|parts| {
            let order = (0..parts.len())
                .max_by(|left, right| parts[*left].estimate.total_cmp(&parts[*right].estimate))?;
            Some(format!(
                " by {} {}, of which {} from {}",
                self.scale.difference(gained, None),
                self.unit(),
                self.signed(&parts[order]),
                self.told(&self.report.parts[order])
            ))
        });
        format!(
            "Before, the lowest mean was that of {}{}; {} came forward against it{}{}.",
            name(*was),
            told(&found.leaders.0),
            name(*is),
            from.unwrap_or_default(),
            if found.leaders.1.len() > 1 { ", and is not told apart from others now" } else { "" }
        )
    }

    fn notes(&self) -> Vec<String> {
        let report = self.report;
        let mut notes = Vec::new();
        let replays = format!(
            "Means are as recorded. What inputs do was replayed with {} of the seed of {}, so that errors are of the difference alone",
            trials_in_words(report.trials),
            report.runs.1.label
        );
        notes.push(match report.sharing {
            Sharing::Shapley => format!(
                "{replays}; what several changes do together is shared evenly among them (Shapley: the mean over all orders)."
            ),
            Sharing::Sequential => format!(
                "{replays}; with more than {} changes each was made after those above it, so that what several do together stands with the \
                 last of them. `alone` in the figures is what each does by itself; the rest is called interaction.",
                crate::decision::MOST_SHAPLEY_PARTS
            ),
        });
        notes.push(
            "Other trials, a seed or a number, change a mean by chance alone: it is 0 on average and has no further cause. What replays with \
             fewer trials than were recorded leave open is chance, too; what is rare may be missing in them. More (--trials) narrow both down."
                .to_owned(),
        );
        notes.extend(report.remark.clone());
        if !(report.runs.0.independent && report.runs.1.independent) {
            notes.push(
                "Trials were replayed as independent ones; those that were recorded follow Sobol points, so that chance is less than told."
                    .to_owned(),
            );
        }
        notes
    }

    fn totals(&self) -> AnswerTable {
        let row = |scenario: usize, option: usize| {
            let cost = &self.report.scenarios[scenario].options[option];
            let inputs: f64 = cost.shares.iter().map(|share| share.estimate).sum();
            let plain = |amount: f64| {
                Cell::figures(self.scale.difference(amount, cost.new.standard_error), vec![json!(amount)])
            };
            vec![
                Cell::words(self.setting.outlook(Some(scenario))),
                Cell::words(self.setting.option(option)),
                money_cell(self.scale, &cost.old),
                money_cell(self.scale, &cost.new),
                plain(cost.change()),
                plain(inputs),
                self.signed_cell(cost.version.as_ref()),
                self.signed_cell(Some(&cost.rest)),
            ]
        };
        let with_ends = |label: &str, key: &str| {
            let keys = ["", "_low", "_high"].map(|end| format!("{key}{end}"));
            AnswerColumn::figures(label, &keys.each_ref().map(String::as_str))
        };
        let scenarios = 0..self.report.scenarios.len();
        AnswerTable {
            name: "totals".to_owned(),
            title: format!("Mean cost before and after ({}; 95 % intervals)", self.unit()),
            columns: vec![
                AnswerColumn::words("Scenario", "scenario"),
                AnswerColumn::words("Option", "option"),
                with_ends("Before", "before"),
                with_ends("After", "after"),
                AnswerColumn::figures("Change", &["change"]),
                AnswerColumn::figures("By inputs", &["by_inputs"]),
                with_ends("By version", "by_version"),
                with_ends("Chance", "by_chance"),
            ],
            rows: scenarios
                .flat_map(|scenario| (0..self.setting.options.len()).map(move |option| (scenario, option)))
                .map(|(scenario, option)| row(scenario, option))
                .collect(),
        }
    }

    fn signed_cell(&self, found: Option<&Estimate>) -> Cell {
        match found {
            None => Cell::figures(UNKNOWN.to_owned(), vec![Value::Null; 3]),
            Some(found) => Cell::figures(self.signed(found), estimate_values(found)),
        }
    }

    /// A row for each part and scenario, a column for each option.
    fn origins(&self) -> AnswerTable {
        let mut columns =
            vec![AnswerColumn::words("Change", "words"), AnswerColumn::words("Scenario", "scenario")];
        for (id, name) in &self.setting.options {
            let keys = ["", "_low", "_high", "_alone"].map(|end| format!("{id}{end}"));
            columns.push(AnswerColumn::figures(name, &keys.each_ref().map(String::as_str)));
        }
        columns.push(AnswerColumn::words("Identifier", "part"));
        let mut rows = Vec::new();
        for (part, told) in self.report.parts.iter().enumerate() {
            let name = if FigureNames::is_figure(&told.name) {
                self.setting.names.in_words(&told.name, Language::English)
            } else {
                told.name.clone()
            };
            for (scenario, found) in self.report.scenarios.iter().enumerate() {
                if found.options.iter().all(|cost| cost.shares[part].estimate == 0.0) {
                    continue;
                }
                let mut row = vec![Cell::words(&name), Cell::words(self.setting.outlook(Some(scenario)))];
                row.extend(found.options.iter().map(|cost| {
                    let share = &cost.shares[part];
                    let values = [estimate_values(share), vec![json!(cost.alone[part].estimate)]].concat();
                    Cell::figures(self.signed(share), values)
                }));
                row.push(Cell::words(&told.name));
                rows.push(row);
            }
        }
        AnswerTable {
            name: "origins".to_owned(),
            title: format!("What of the change comes from each input ({}; 95 % intervals)", self.unit()),
            columns,
            rows,
        }
    }

    fn picture(&self, scenario: usize) -> Waterfall {
        let found = &self.report.scenarios[scenario];
        let leader = found.leaders.1.first().copied().unwrap_or(0);
        let cost = &found.options[leader];
        let half =
            |found: &Estimate| found.confidence_interval.map_or(0.0, |interval| interval.width() / 2.0);
        let end = |label: &str, found: &Estimate| WaterfallEnd {
            label: label.to_owned(),
            colour_index: leader,
            amount: found.estimate,
            half_width: half(found),
        };
        let steps = self.steps(cost);
        let setting = self.setting;
        let (option, outlook) = (setting.option(leader), setting.outlook(Some(scenario)));
        let (new, old) = match setting.language() {
            Language::English => {
                (format!("{} {}", self.amount(&cost.new), self.unit()), self.amount(&cost.old))
            }
            Language::German | Language::Chinese => {
                (setting.money(self.scale, cost.new.estimate), setting.money(self.scale, cost.old.estimate))
            }
        };
        let cause = self.main_cause(cost);
        let named = [("scenario", outlook), ("option", option)];
        let gaps = [named[0], named[1], ("new", &new), ("old", &old), ("cause", &cause)];
        let heading = setting
            .short_title(&setting.fill("changed-title", &gaps), &setting.fill("changed-short", &named));
        Waterfall {
            heading: self.setting.heading(&heading, Some(Some(scenario))),
            axis_title: setting.fill("changed-axis", &[("option", option)]),
            from: end(&setting.fill("changed-before", &[("run", &self.report.runs.0.label)]), &cost.old),
            to: end(&setting.fill("changed-after", &[("run", &self.report.runs.1.label)]), &cost.new),
            steps,
        }
    }

    /// `, mostly because of x`.
    fn main_cause(&self, cost: &ChangedCost) -> String {
        let size = |part: &usize| cost.shares[*part].estimate.abs();
        let most = (0..cost.shares.len()).max_by(|left, right| size(left).total_cmp(&size(right)));
        match most.filter(|part| size(part) > cost.rest.estimate.abs()) {
            Some(part) => {
                let part = &self.report.parts[part];
                let name = match FigureNames::is_figure(&part.name) {
                    true => self.setting.quoted_figure(&part.name),
                    false => part.name.clone(),
                };
                self.setting.fill("changed-because", &[("part", &name)])
            }
            None if cost.shares.iter().all(|share| share.estimate == 0.0) => {
                self.setting.say("changed-by-chance")
            }
            None => String::new(),
        }
    }

    /// The largest parts in their order, then the others, the version, and chance.
    fn steps(&self, cost: &ChangedCost) -> Vec<WaterfallStep> {
        let half =
            |found: &Estimate| found.confidence_interval.map_or(0.0, |interval| interval.width() / 2.0);
        let step = |label: String, found: &Estimate, is_chance: bool| WaterfallStep {
            label,
            change: found.estimate,
            half_width: half(found),
            is_chance,
        };
        let mut order: Vec<usize> =
            (0..cost.shares.len()).filter(|part| cost.shares[*part].estimate != 0.0).collect();
        let size = |part: &usize| cost.shares[*part].estimate.abs();
        order.sort_by(|left, right| size(right).total_cmp(&size(left)));
        let shown: Vec<usize> = order.iter().copied().take(MOST_STEPS).collect();
        let mut steps: Vec<WaterfallStep> = (0..cost.shares.len())
            .filter(|part| shown.contains(part))
            .map(|part| step(self.in_short(&self.report.parts[part]), &cost.shares[part], false))
            .collect();
        let others = &order[shown.len()..];
        if !others.is_empty() {
            let sum = others.iter().map(|part| cost.shares[*part].estimate).sum();
            let label = self.setting.fill("changed-others", &[("number", &others.len().to_string())]);
            steps.push(WaterfallStep { label, change: sum, half_width: 0.0, is_chance: false });
        }
        if let Some(version) = cost.version.as_ref().filter(|version| version.estimate != 0.0) {
            steps.push(step(self.setting.say("changed-version"), version, false));
        }
        if cost.rest.estimate != 0.0 || steps.is_empty() {
            steps.push(step(
                self.setting.say(if self.same_trials() {
                    "changed-not-replayed"
                } else {
                    "changed-other-trials"
                }),
                &cost.rest,
                true,
            ));
        }
        steps
    }
}
