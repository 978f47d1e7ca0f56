//! What a question is asked of.

use serde_json::{Value, json};

use crate::charts::{ChartOption, Heading, Look};
use crate::decision::Outlook;
use crate::language::Language;
use crate::report::chart_words::present_value;
use crate::report::figure_names::FigureNames;
use crate::report::figures::{Scale, chance, count, rate, trials_in_words};
use crate::report::partial::{partial_in, partial_in_words};
use crate::report::summary::Summary;
use crate::results::Partial;

/// The results that answers are taken from, in names.
#[derive(Debug, Clone, PartialEq)]
pub struct DecideSetting {
    /// Name of the case.
    pub case: String,
    pub currency: String,
    /// Yearly.
    pub discount_rate: f64,
    pub horizon_months: usize,
    pub seed: u64,
    /// Identifier and name.
    pub options: Vec<(String, String)>,
    /// Identifier and name.
    pub scenarios: Vec<(String, String)>,
    /// Trials by scenario.
    pub trials: Vec<u64>,
    /// Shares by scenario.
    pub weights: Option<Vec<f64>>,
    /// Amount, and tolerated chance of a higher cost.
    pub appetite: (f64, f64),
    /// What is missing of an interrupted run.
    pub partial: Option<Partial>,
    /// The command that runs more trials, but for their number.
    pub rerun: String,
    /// How its pictures look.
    pub look: Look,
    /// What people call the figures of the case; the default makes words of their identifiers.
    pub names: FigureNames,
}

impl DecideSetting {
    /// What is asked of a summary; without weights, and with a light slide in English.
    ///
    /// - `options`: identifiers; those that no scenario has are their own names.
    /// - `scenarios`: positions in the summary.
    #[must_use]
    pub fn of_summary(summary: &Summary, options: &[String], scenarios: &[usize]) -> DecideSetting {
        let named = |id: &String| {
            let first = summary.scenarios.first().and_then(|scenario| scenario.option(id));
            (id.clone(), first.map_or_else(|| id.clone(), |option| option.name.clone()))
        };
        let kept = || scenarios.iter().map(|scenario| &summary.scenarios[*scenario]);
        DecideSetting {
            case: summary.case.clone(),
            currency: summary.currency.clone(),
            discount_rate: summary.discount_rate,
            horizon_months: summary.horizon_months,
            seed: summary.seed,
            options: options.iter().map(named).collect(),
            scenarios: kept().map(|of| (of.id.clone(), of.name.clone())).collect(),
            trials: kept().map(|of| of.trials).collect(),
            weights: None,
            appetite: (summary.appetite.amount, summary.appetite.chance),
            partial: summary.partial.clone(),
            rerun: "splitstack run case".to_owned(),
            look: Look::default(),
            names: FigureNames::default(),
        }
    }

    /// Name of an option.
    #[must_use]
    pub fn option(&self, option: usize) -> &str {
        &self.options[option].1
    }

    /// Name of a scenario, or what all by weight are called.
    #[must_use]
    pub fn outlook(&self, scenario: Option<usize>) -> &str {
        scenario.map_or("All scenarios by weight", |scenario| self.scenarios[scenario].1.as_str())
    }

    /// The same in the language of charts.
    pub(super) fn outlook_in(&self, scenario: Option<usize>, language: Language) -> String {
        scenario.map_or_else(|| language.say("all-by-weight"), |scenario| self.scenarios[scenario].1.clone())
    }

    /// For names of files.
    pub(super) fn outlook_id(&self, scenario: Option<usize>) -> &str {
        scenario.map_or("weighted", |scenario| self.scenarios[scenario].0.as_str())
    }

    /// Scenarios and weights in a line.
    ///
    /// - `basis`: what figures rest on, in place of trials per scenario and option; may be empty.
    pub(super) fn in_words(&self, basis: &str) -> String {
        let (least, most) = (self.trials.iter().min(), self.trials.iter().max());
        let trials = match (least, most) {
            (Some(least), Some(most)) if least == most => trials_in_words(*least),
            (Some(least), Some(most)) => format!("{} to {}", count(*least), trials_in_words(*most)),
            (None, _) | (_, None) => trials_in_words(0),
        };
        let basis =
            if basis.is_empty() { format!("{trials} per scenario and option") } else { basis.to_owned() };
        let weights = match &self.weights {
            None if self.scenarios.len() > 1 => "; scenarios have no weights".to_owned(),
            None => String::new(),
            Some(weights) => {
                let each = self.scenarios.iter().zip(weights);
                let each: Vec<String> =
                    each.map(|((_, name), weight)| format!("{name} {}", chance(*weight))).collect();
                let fewest = match (least, most) {
                    (Some(least), Some(most)) if least < most => {
                        format!(" (weighted, the first {} of each)", trials_in_words(*least))
                    }
                    (_, _) => String::new(),
                };
                format!("; weights: {}{fewest}", each.join(", "))
            }
        };
        let partial = self
            .partial
            .as_ref()
            .map_or_else(String::new, |partial| format!("; {}", partial_in_words(partial)));
        format!(
            "{}: {}, present value at {} a year over {} months; {basis}, seed {}{weights}{partial}.",
            self.case,
            self.scale_of(1e8).unit(&self.currency),
            rate(self.discount_rate),
            self.horizon_months,
            self.seed,
        )
    }

    /// The unit for amounts up to the largest given.
    pub(super) fn scale_of(&self, largest: f64) -> Scale {
        Scale::for_amounts_up_to(largest)
    }

    pub(super) fn json(&self) -> Value {
        let named = |entries: &[(String, String)]| -> Vec<Value> {
            entries.iter().map(|(id, name)| json!({ "id": id, "name": name })).collect()
        };
        json!({
            "case": self.case,
            "currency": self.currency,
            "discount_rate": self.discount_rate,
            "horizon_months": self.horizon_months,
            "seed": self.seed,
            "options": named(&self.options),
            "scenarios": named(&self.scenarios),
            "trials": self.trials,
            "weights": self.weights,
            "appetite": { "amount": self.appetite.0, "chance": self.appetite.1 },
            "partial": self.partial,
        })
    }

    /// The heading of a picture.
    pub(super) fn heading(&self, title: &str, scenario: Option<Option<usize>>) -> Heading {
        let trials = match scenario {
            Some(Some(scenario)) => self.trials[scenario],
            Some(None) | None => self.trials.iter().copied().min().unwrap_or(0),
        };
        let language = self.look.language;
        let partial = self.partial.as_ref().map(|partial| partial_in(partial, language));
        let seed = language.fill("seed", &[("seed", self.seed.to_string().into())]);
        Heading {
            title: title.to_owned(),
            scenario: scenario.map_or_else(String::new, |scenario| self.outlook_in(scenario, language)),
            currency: self.currency.clone(),
            valuation: present_value(self.discount_rate, language),
            trials,
            note: partial.into_iter().chain([seed]).collect::<Vec<String>>().join(", "),
            look: self.look,
        }
    }

    pub(super) fn chart_option(&self, option: usize) -> ChartOption {
        ChartOption { name: self.option(option).to_owned(), colour_index: option }
    }
}

/// The scenario of an outlook; `None`: all by weight.
pub(super) fn scenario_of(outlook: Outlook) -> Option<usize> {
    match outlook {
        Outlook::Scenario(scenario) => Some(scenario),
        Outlook::Weighted => None,
    }
}
