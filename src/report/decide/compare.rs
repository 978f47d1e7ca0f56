//! Which option costs least, and do the trials show it?

use serde_json::json;

use super::answer::{Answer, AnswerColumn, AnswerTable, Cell};
use super::setting::DecideSetting;
use super::words::{at_trials, estimate_values, share_cell, share_with_interval, with_interval};
use crate::charts::{Dot, DotPanel, DotRow, DotStyle, IntervalDots, interval_dots};
use crate::decision::{ComparedOption, Comparison, Estimate, OutlookComparison};
use crate::report::figures::Scale;
use crate::report::prose::listed;
use crate::report::summary::{OptionSummary, ScenarioSummary};
use crate::statistics::{Moments, Paired, Proportion, Verdict};

/// Options side by side in every outlook.
///
/// - `against`: the option that others are compared with; `None`: the one with the lowest mean of each outlook.
#[must_use]
pub fn compare_answer(
    setting: &DecideSetting,
    found: &[OutlookComparison],
    against: Option<usize>,
) -> Answer {
    let outlooks: Vec<OutlookWords<'_>> =
        found.iter().map(|found| OutlookWords::new(setting, found, against)).collect();
    let mut answer = Answer::to("compare");
    // What is over all scenarios comes first.
    let weighted = outlooks.iter().filter(|outlook| outlook.found.scenario.is_none());
    let each = outlooks.iter().filter(|outlook| outlook.found.scenario.is_some());
    answer.sentences = weighted.chain(each).map(OutlookWords::sentence).collect();
    answer.notes = vec![
        "Differences are paired: both options lived through the same trials. Every interval holds with 95 % by itself; of many, one \
         in twenty misses."
            .to_owned(),
    ];
    answer.tables = vec![table(setting, &outlooks)];
    answer.figures = json!({ "outlooks": found });
    let panels = outlooks.iter().map(OutlookWords::panel).collect();
    let heading = match answer.sentences.as_slice() {
        [only] => setting.title(only, || outlooks[0].in_short(), &setting.say("compare-question")),
        _ => overall(setting, &outlooks),
    };
    let picture = IntervalDots {
        heading: setting.heading(&heading, None),
        axis_title: setting.say("compare-axis"),
        legend: vec![
            (DotStyle::Firm, setting.say("compare-apart")),
            (DotStyle::Open, setting.say("compare-not-apart")),
        ],
        panels,
    };
    // One option has nothing to differ from.
    if setting.options.len() > 1 {
        answer.draw("compare", interval_dots(&picture));
    }
    answer
}

/// How often each option leads, for a title.
fn overall(setting: &DecideSetting, outlooks: &[OutlookWords<'_>]) -> String {
    let scenarios: Vec<&OutlookWords<'_>> =
        outlooks.iter().filter(|outlook| outlook.found.scenario.is_some()).collect();
    let clear = |option: usize| {
        let leads = |outlook: &&&OutlookWords<'_>| outlook.leader == option && outlook.rivals.is_empty();
        scenarios.iter().filter(leads).count()
    };
    let mut counts: Vec<(usize, usize)> = (0..setting.options.len())
        .map(|option| (clear(option), option))
        .filter(|(count, _)| *count > 0)
        .collect();
    counts.sort_by_key(|(count, option)| (std::cmp::Reverse(*count), *option));
    let open = scenarios.len() - counts.iter().map(|(count, _)| count).sum::<usize>();
    let part = |(count, option): &(usize, usize)| {
        setting.fill("compare-in", &[("option", setting.option(*option)), ("number", &count.to_string())])
    };
    let mut parts: Vec<String> = counts.iter().map(part).collect();
    if open > 0 {
        parts.push(setting.fill("compare-in-open", &[("number", &open.to_string())]));
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let parts = setting.language().listed(&parts);
    let number = scenarios.len().to_string();
    let full = setting.fill("compare-overall", &[("number", &number), ("parts", &parts)]);
    setting.short_title(&full, &setting.say("compare-short"))
}

struct OutlookWords<'a> {
    setting: &'a DecideSetting,
    found: &'a OutlookComparison,
    scale: Scale,
    reference: usize,
    leader: usize,
    /// Options that cannot be told from the leader, by rising mean; those that cost the same in every trial are not among them.
    rivals: Vec<usize>,
    /// Options that cost the same as the leader in every trial.
    twins: Vec<usize>,
}

impl<'a> OutlookWords<'a> {
    fn new(
        setting: &'a DecideSetting,
        found: &'a OutlookComparison,
        against: Option<usize>,
    ) -> OutlookWords<'a> {
        let options = &found.comparison.options;
        let mean = |option: usize| options[option].cost.mean;
        let mut order: Vec<usize> = (0..options.len()).collect();
        order.sort_by(|left, right| mean(*left).total_cmp(&mean(*right)));
        let leader = order[0];
        let of = |wanted: Verdict| -> Vec<usize> {
            let stands = |option: &usize| {
                pair(&found.comparison, leader, *option).is_some_and(|pair| pair.verdict == wanted)
            };
            order.iter().copied().filter(stands).collect()
        };
        let largest = (0..options.len()).map(|option| mean(option).abs()).fold(0.0, f64::max);
        OutlookWords {
            rivals: of(Verdict::CannotTell),
            twins: of(Verdict::Identical),
            scale: setting.scale_of(largest),
            reference: against.unwrap_or(leader),
            leader,
            setting,
            found,
        }
    }

    fn trials(&self) -> u64 {
        self.found.comparison.trials as u64
    }

    fn sentence(&self) -> String {
        let several = self.found.scenario.is_none() || self.setting.scenarios.len() > 1;
        let prefix =
            if several { format!("{}: ", self.setting.outlook(self.found.scenario)) } else { String::new() };
        let unit = self.scale.unit(&self.setting.currency);
        let leader = self.setting.option(self.leader);
        let mean = &self.found.comparison.options[self.leader].cost;
        if self.found.comparison.options.len() == 1 {
            let mean = with_interval(self.scale, &of_moments(mean));
            return format!(
                "{prefix}{leader} is the only option, so there is nothing to compare; its mean cost is {mean} {unit}."
            );
        }
        if self.trials() == 1 {
            return format!("{prefix}1 trial does not tell which option costs least on average.");
        }
        format!("{prefix}{}. {}", self.leading(&unit), self.chances())
    }

    /// Who costs least on average.
    fn leading(&self, unit: &str) -> String {
        let name = |option: usize| self.setting.option(option);
        let names =
            |options: &[usize]| listed(&options.iter().map(|option| name(*option)).collect::<Vec<&str>>());
        let all = self.found.comparison.options.len();
        let leaders = [&[self.leader][..], &self.twins].concat();
        if leaders.len() == all {
            return format!("{} cost the same in every trial", names(&leaders));
        }
        let twins = match leaders.as_slice() {
            [one] => format!("{} costs", name(*one)),
            several => format!("{} cost, the same in every trial,", names(several)),
        };
        if self.rivals.is_empty() {
            let next = self.next();
            let ahead = next.and_then(|next| Some((next, pair(&self.found.comparison, next, self.leader)?)));
            return match ahead {
                Some((next, ahead)) => format!(
                    "{twins} least on average, {} {unit} less than {}, the next",
                    with_interval(self.scale, &of_paired(ahead)),
                    name(next)
                ),
                None => format!("{twins} least on average"),
            };
        }
        let together = [&leaders[..], &self.rivals].concat();
        let needed: Option<Vec<u64>> = self
            .rivals
            .iter()
            .map(|rival| {
                pair(&self.found.comparison, self.leader, *rival).and_then(|pair| pair.trials_needed)
            })
            .collect();
        let needed = needed.and_then(|needed| needed.into_iter().max());
        let who = if together.len() == all { "All options".to_owned() } else { names(&together) };
        let others = match all - together.len() {
            0 => "",
            1 => "; the other costs more on average",
            _ => "; the others cost more on average",
        };
        format!("{who} cannot be told apart {}{others}", at_trials(self.trials(), needed))
    }

    /// Who costs least on average, in the language of charts.
    fn in_short(&self) -> String {
        let setting = self.setting;
        let leader = setting.option(self.leader);
        let mean = self.found.comparison.options[self.leader].cost.mean;
        if self.found.comparison.options.len() == 1 {
            let amount = setting.money(self.scale, mean);
            return setting.fill("compare-only", &[("option", leader), ("amount", &amount)]);
        }
        if self.trials() == 1 {
            return setting.say("cheapest-one-trial");
        }
        let all = self.found.comparison.options.len();
        let leaders = [&[self.leader][..], &self.twins].concat();
        let together = [&leaders[..], &self.rivals].concat();
        let names = setting.options_listed(&together);
        let options = [("options", names.as_str())];
        let ahead = self
            .next()
            .and_then(|next| Some((next, pair(&self.found.comparison, next, self.leader)?.mean_difference)));
        match (leaders.len(), self.rivals.is_empty(), ahead) {
            (count, true, _) if count == all => setting.fill("cheapest-identical-all", &options),
            (1, true, Some((next, ahead))) => {
                let amount = setting.money(self.scale, ahead);
                let gaps = [("option", leader), ("amount", amount.as_str()), ("next", setting.option(next))];
                setting.fill("compare-leads", &gaps)
            }
            (1, true, None) => setting.fill("cheapest-one", &[("option", leader)]),
            (_, true, _) => setting.fill("cheapest-identical", &options),
            (_, false, _) if together.len() == all => setting.say("cheapest-open"),
            (_, false, _) => setting.fill("cheapest-several", &options),
        }
    }

    /// The next after the leader and what costs the same.
    fn next(&self) -> Option<usize> {
        let options = &self.found.comparison.options;
        let others =
            (0..options.len()).filter(|option| *option != self.leader && !self.twins.contains(option));
        others.min_by(|left, right| options[*left].cost.mean.total_cmp(&options[*right].cost.mean))
    }

    /// Who is cheapest most often, and whether the leader keeps to the appetite.
    fn chances(&self) -> String {
        let cheapest = &self.found.cheapest;
        let often = (0..cheapest.len()).fold(0, |most, next| {
            if cheapest[next].estimate > cheapest[most].estimate { next } else { most }
        });
        let chance = |found: &Estimate| share_with_interval(found.estimate, found.confidence_interval);
        let name = |option: usize| self.setting.option(option);
        let (amount, _) = self.setting.appetite;
        let appetite = format!(
            "{} exceeds the appetite of {} {} in {} of trials",
            name(self.leader),
            self.scale.certain(amount),
            self.scale.unit(&self.setting.currency),
            chance(&self.found.exceeds_appetite[self.leader])
        );
        let own = &cheapest[self.leader];
        if often == self.leader || own.estimate == cheapest[often].estimate {
            return format!(
                "{} is the cheapest in {} of trials; {appetite}.",
                name(self.leader),
                chance(own)
            );
        }
        format!(
            "Most often the cheapest is {}, in {} of trials, against {} for {}; {appetite}.",
            name(often),
            chance(&cheapest[often]),
            chance(own),
            name(self.leader)
        )
    }

    fn panel(&self) -> DotPanel {
        let row = |option: usize| {
            let found = pair(&self.found.comparison, option, self.reference)
                .map(|pair| (of_paired(pair), pair.verdict));
            let (found, verdict) = found.unwrap_or((certain(0.0), Verdict::Identical));
            let style = match verdict {
                Verdict::FirstLower | Verdict::SecondLower | Verdict::Identical => DotStyle::Firm,
                Verdict::CannotTell => DotStyle::Open,
            };
            DotRow { option: self.setting.chart_option(option), dots: vec![dot(&found, style)] }
        };
        let against = self.setting.option(self.reference);
        DotPanel {
            title: self.setting.outlook_in(self.found.scenario, self.setting.language()),
            subtitle: self.setting.fill("compare-against", &[("option", against)]),
            rows: (0..self.found.comparison.options.len()).map(row).collect(),
        }
    }

    fn rows(&self) -> Vec<Vec<Cell>> {
        let row = |(option, compared): (usize, &ComparedOption)| {
            let difference = pair(&self.found.comparison, option, self.reference);
            let shown = match difference {
                None => "compared with".to_owned(),
                Some(pair) if pair.verdict == Verdict::Identical => "0, in every trial".to_owned(),
                Some(pair) => match pair.confidence_interval {
                    Some(found) => format!(
                        "{} ({})",
                        self.scale.difference(pair.mean_difference, pair.standard_error),
                        self.scale.interval(found.low, found.high, pair.standard_error)
                    ),
                    None => self.scale.difference(pair.mean_difference, None),
                },
            };
            let values = difference.map_or_else(Vec::new, |pair| estimate_values(&of_paired(pair)));
            vec![
                Cell::words(self.setting.outlook(self.found.scenario)),
                Cell::words(self.setting.option(option)),
                Cell::figures(
                    self.scale.amount_with_error(compared.cost.mean, compared.cost.standard_error),
                    vec![json!(compared.cost.mean), json!(compared.cost.standard_error)],
                ),
                Cell::figures(shown, values),
                Cell::figures(
                    verdict_in_words(difference, self.trials()),
                    vec![
                        json!(difference.map(|pair| pair.verdict)),
                        json!(difference.and_then(|pair| pair.trials_needed)),
                    ],
                ),
                share_cell(&self.found.cheapest[option]),
                share_cell(&self.found.exceeds_appetite[option]),
            ]
        };
        self.found.comparison.options.iter().enumerate().map(row).collect()
    }
}

fn verdict_in_words(pair: Option<&Paired>, trials: u64) -> String {
    let Some(pair) = pair else { return String::new() };
    match pair.verdict {
        Verdict::FirstLower => "costs less".to_owned(),
        Verdict::SecondLower => "costs more".to_owned(),
        Verdict::Identical => "the same".to_owned(),
        Verdict::CannotTell => match pair.trials_needed.filter(|needed| *needed > trials) {
            Some(needed) => format!("open; ~{}", crate::report::figures::about(needed)),
            None => "open".to_owned(),
        },
    }
}

fn table(setting: &DecideSetting, outlooks: &[OutlookWords<'_>]) -> AnswerTable {
    AnswerTable {
        name: "differences".to_owned(),
        title: format!(
            "Mean cost and how it differs from that of the option compared with ({}; 95 % intervals; ~ trials that would tell)",
            setting.scale_of(1e8).unit(&setting.currency)
        ),
        columns: vec![
            AnswerColumn::words("Scenario", "scenario"),
            AnswerColumn::words("Option", "option"),
            AnswerColumn::figures("Mean", &["mean", "standard_error"]),
            AnswerColumn::figures("Difference", &["difference", "difference_low", "difference_high"]),
            AnswerColumn::figures("", &["verdict", "trials_needed"]),
            AnswerColumn::figures("Cheapest", &["cheapest", "cheapest_low", "cheapest_high"]),
            AnswerColumn::figures(
                "Over appetite",
                &["over_appetite", "over_appetite_low", "over_appetite_high"],
            ),
        ],
        rows: outlooks.iter().flat_map(OutlookWords::rows).collect(),
    }
}

fn pair(comparison: &Comparison, first: usize, second: usize) -> Option<&Paired> {
    comparison.pair(&comparison.options[first].option, &comparison.options[second].option)
}

pub(super) fn of_moments(found: &Moments) -> Estimate {
    Estimate {
        estimate: found.mean,
        standard_error: found.standard_error,
        confidence_interval: found.confidence_interval,
    }
}

fn of_paired(found: &Paired) -> Estimate {
    Estimate {
        estimate: found.mean_difference,
        standard_error: found.standard_error,
        confidence_interval: found.confidence_interval,
    }
}

fn certain(estimate: f64) -> Estimate {
    Estimate { estimate, standard_error: None, confidence_interval: None }
}

pub(super) fn dot(found: &Estimate, style: DotStyle) -> Dot {
    let (low, high) =
        found.confidence_interval.map_or((found.estimate, found.estimate), |of| (of.low, of.high));
    Dot { low: low.min(found.estimate), value: found.estimate, high: high.max(found.estimate), style }
}

/// Comparisons of every scenario from a summary, where no trials were kept.
#[must_use]
pub fn comparisons_of_summary(scenarios: &[ScenarioSummary]) -> Vec<OutlookComparison> {
    let of_scenario = |(position, scenario): (usize, &ScenarioSummary)| OutlookComparison {
        scenario: Some(position),
        cheapest: scenario
            .options
            .iter()
            .map(|option| Estimate {
                confidence_interval: Some(option.cheapest.confidence_interval),
                ..certain(option.cheapest.chance)
            })
            .collect(),
        exceeds_appetite: scenario
            .options
            .iter()
            .map(|option| share_of(&option.chance_to_exceed_appetite))
            .collect(),
        comparison: Comparison {
            trials: scenario.trials as usize,
            options: scenario.options.iter().map(|option| compared(option, scenario.trials)).collect(),
            pairs: scenario.pairs.clone(),
            ranking: scenario.ranking.clone(),
        },
    };
    scenarios.iter().enumerate().map(of_scenario).collect()
}

fn share_of(found: &Proportion) -> Estimate {
    Estimate { confidence_interval: Some(found.confidence_interval), ..certain(found.estimate) }
}

fn compared(option: &OptionSummary, trials: u64) -> ComparedOption {
    ComparedOption {
        option: option.id.clone(),
        cost: Moments {
            trials: trials as usize,
            mean: option.total.mean,
            standard_deviation: option.total.standard_deviation,
            standard_error: option.total.standard_error,
            confidence_interval: option.total.confidence_interval,
        },
        cheapest: option.cheapest.clone(),
        exceeds_appetite: Some(option.chance_to_exceed_appetite.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::regret::tests::{asked, setting_of};
    use super::*;
    use crate::decision::{Outlook, ScenarioCosts, compare_outlook};

    fn sentence(options: Vec<Vec<f64>>) -> String {
        let costs: ScenarioCosts = asked(vec![options], None);
        let found = compare_outlook(&costs, Outlook::Scenario(0), 100e6).unwrap();
        compare_answer(&setting_of(&costs), &[found], None).sentences.remove(0)
    }

    #[test]
    fn sentences_are_true_for_odd_input() {
        let m = |values: &[f64]| values.iter().map(|value| value * 1e6).collect::<Vec<f64>>();
        assert!(sentence(vec![m(&[10.0, 12.0, 14.0])]).starts_with("Option a is the only option"));
        assert_eq!(
            sentence(vec![m(&[10.0]), m(&[9.0])]),
            "1 trial does not tell which option costs least on average."
        );
        let same = sentence(vec![m(&[10.0, 12.0]), m(&[10.0, 12.0])]);
        assert!(same.starts_with("Option a and Option b cost the same in every trial. "), "{same}");
        // Differences 1, −1, 2, −1: mean 0.25, no telling; 3, 4, 3, 4 against the third.
        let open = sentence(vec![
            m(&[11.0, 9.0, 12.0, 9.0]),
            m(&[10.0, 10.0, 10.0, 10.0]),
            m(&[20.0, 21.0, 20.0, 21.0]),
        ]);
        assert!(open.starts_with("Option b and Option a cannot be told apart at 4 trials; about "), "{open}");
        assert!(open.contains("would do; the other costs more on average"), "{open}");
        // Equal means: no number of trials is promised.
        let equal = sentence(vec![m(&[11.0, 9.0]), m(&[10.0, 10.0])]);
        assert!(equal.starts_with("All options cannot be told apart at 2 trials. "), "{equal}");
        let clear = sentence(vec![m(&[10.0, 11.0, 10.0]), m(&[20.0, 21.5, 20.0])]);
        assert!(clear.starts_with("Option a costs least on average, 10.2 ("), "{clear}");
        assert!(clear.contains("Option a is the cheapest in 100 % (44 to 100) of trials"), "{clear}");
    }
}
