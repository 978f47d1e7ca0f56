//! Which option is best for whom: over all weights that scenarios could be given.

use serde_json::{Value, json};

use super::answer::{Answer, AnswerColumn, AnswerTable, Cell};
use super::believe_pictures::pictures;
use super::setting::DecideSetting;
use super::words::{UNKNOWN, share_range, share_with_interval};
use crate::decision::{
    AtWeights, Belief, BelievedOption, DecisionError, LeastWeight, ScenarioCosts, Switch, believe,
};
use crate::report::figures::chance;
use crate::report::prose::listed;
use crate::statistics::Interval;

/// Most thresholds told in words.
const MOST_TOLD: usize = 4;

/// The best option by mean cost over the whole simplex of scenario weights.
///
/// # Errors
/// A linear programme fails for numerical reasons.
pub fn believe_answer(setting: &DecideSetting, costs: &ScenarioCosts) -> Result<Answer, DecisionError> {
    let found = believe(costs)?;
    let mut answer = Answer::to("believe");
    answer.sentences = sentences(setting, &found);
    answer.tables = vec![options_table(setting, &found)];
    if setting.scenarios.len() > 1 {
        answer.tables.push(least_table(setting, &found));
        answer.tables.push(switches_table(setting, &found));
        answer.notes = vec![format!(
            "Shares count every set of weights as equally likely: a measure of how much room an option has, not a probability{}. Ranges are those of \
             95 % of samples like this one. The least weight on a scenario supposes the weights on the others that suit the option most.",
            if found.point_error > 0.0 {
                format!(" (counted to {})", chance(2.0 * found.point_error))
            } else {
                String::new()
            }
        )];
        let heading =
            setting.title(&answer.sentences[0], || in_short(setting, &found), &heading(setting, &found));
        // One trial shows no best option, and one option leaves nothing to show.
        let told = found.trials > 1 && setting.options.len() > 1;
        for (name, drawn) in if told { pictures(setting, &found, &heading) } else { Vec::new() } {
            answer.draw(&name, drawn);
        }
    }
    answer.figures = json!(found);
    Ok(answer)
}

fn sentences(setting: &DecideSetting, found: &Belief) -> Vec<String> {
    let name = |option: usize| setting.option(option);
    if let [_] = found.options.as_slice() {
        return vec![format!("{} is the only option: best whatever one believes.", name(0))];
    }
    if found.trials == 1 {
        return vec!["1 trial does not tell which option is best under any belief.".to_owned()];
    }
    if setting.scenarios.len() == 1 {
        let best: Vec<usize> =
            (0..found.options.len()).filter(|option| found.options[*option].share > 0.0).collect();
        let names: Vec<&str> = best.iter().map(|option| name(*option)).collect();
        return vec![format!(
            "There is one scenario, so no belief to weigh: in it the lowest mean cost is that of {} (`decide compare` says how surely).",
            listed(&names)
        )];
    }
    let mut sentences = vec![room(setting, found)];
    sentences.extend(never(setting, found));
    sentences.extend(found.at_weights.as_ref().map(|at| firmness(setting, at)));
    sentences.extend(thresholds(setting, found));
    sentences
}

/// How much of the simplex each option has.
fn room(setting: &DecideSetting, found: &Belief) -> String {
    let mut order: Vec<usize> =
        (0..found.options.len()).filter(|option| found.options[*option].share > 0.0).collect();
    order.sort_by(|left, right| found.options[*right].share.total_cmp(&found.options[*left].share));
    let all: Vec<&str> = order.iter().map(|option| setting.option(*option)).collect();
    if order.len() > 1 && order.len() == found.options.len() && found.switches.is_empty() {
        return format!("{} have the same mean cost whatever the scenario is believed to be.", listed(&all));
    }
    if let [only] = order.as_slice() {
        return format!(
            "{} has the lowest mean cost whatever one believes about the {} scenarios{}.",
            setting.option(*only),
            setting.scenarios.len(),
            in_samples(&found.options[*only], |found| found.low)
        );
    }
    let share = |option: &usize| {
        let of = &found.options[*option];
        format!("{} in {}", setting.option(*option), share_with_interval(of.share, of.share_interval))
    };
    let shares: Vec<String> = order.iter().map(share).collect();
    format!(
        "Of all beliefs about the {} scenarios, the lowest mean cost is that of {}.",
        setting.scenarios.len(),
        listed(&shares.iter().map(String::as_str).collect::<Vec<&str>>())
    )
}

/// The two options with most room, for a title.
fn heading(setting: &DecideSetting, found: &Belief) -> String {
    let mut order: Vec<usize> = (0..found.options.len()).collect();
    order.sort_by(|left, right| found.options[*right].share.total_cmp(&found.options[*left].share));
    let of = |option: usize| {
        let chance = setting.chance(found.options[option].share);
        setting.fill("share-in", &[("option", setting.option(option)), ("chance", &chance)])
    };
    match order.as_slice() {
        [first, second, ..] => {
            let shares = [of(*first), of(*second)].join(&setting.language().separator());
            setting.fill("believe-shares", &[("shares", &shares)])
        }
        [_] | [] => setting.say("believe-short"),
    }
}

/// How much of the simplex each option has, in the language of charts.
fn in_short(setting: &DecideSetting, found: &Belief) -> String {
    if let [_] = found.options.as_slice() {
        return setting.fill("believe-only-option", &[("option", setting.option(0))]);
    }
    if found.trials == 1 {
        return setting.say("believe-one-trial");
    }
    let order: Vec<usize> =
        (0..found.options.len()).filter(|option| found.options[*option].share > 0.0).collect();
    if order.len() > 1 && order.len() == found.options.len() && found.switches.is_empty() {
        return setting.fill("believe-same", &[("options", &setting.options_listed(&order))]);
    }
    let [only] = order.as_slice() else { return heading(setting, found) };
    let number = setting.scenarios.len().to_string();
    let low = found.options[*only].share_interval.map(|found| found.low).filter(|low| *low < 0.995);
    let name = setting.option(*only);
    match low {
        None => setting.fill("believe-only", &[("option", name), ("number", &number)]),
        Some(low) => {
            let chance = setting.chance(low);
            let gaps = [("option", name), ("number", number.as_str()), ("chance", chance.as_str())];
            setting.fill("believe-only-trials", &gaps)
        }
    }
}

/// In how much of the room an option may be best after all, where that is less than all.
fn in_samples(option: &BelievedOption, end: fn(Interval) -> f64) -> String {
    match option.share_interval.map(end) {
        Some(low) if low < 0.995 => {
            format!(" in the trials; samples like this one leave it at least {} of all beliefs", chance(low))
        }
        Some(_) | None => String::new(),
    }
}

/// Options that no belief makes best.
fn never(setting: &DecideSetting, found: &Belief) -> Option<String> {
    let never: Vec<usize> =
        (0..found.options.len()).filter(|option| !found.options[*option].possible).collect();
    if never.is_empty() {
        return None;
    }
    let names: Vec<&str> = never.iter().map(|option| setting.option(*option)).collect();
    let doubtful =
        never.iter().filter_map(|option| found.options[*option].chance_possible).fold(0.0, f64::max);
    let doubt = if doubtful > 0.025 {
        format!(
            " in these trials, but in up to {} of samples like this one some belief would",
            chance(doubtful)
        )
    } else {
        String::new()
    };
    Some(format!("No belief makes {} best{doubt}.", listed(&names)))
}

/// How far the given weights are from another choice.
fn firmness(setting: &DecideSetting, at: &AtWeights) -> String {
    let best = setting.option(at.best);
    let (Some(rival), Some(shift)) = (at.rival, at.shift) else {
        return format!(
            "At the weights given {best} has the lowest mean cost, and no shift of weight changes that."
        );
    };
    let moves: Vec<String> = at
        .moves
        .iter()
        .map(|(from, to, weight)| {
            format!("{} from {} to {}", chance(*weight), setting.scenarios[*from].1, setting.scenarios[*to].1)
        })
        .collect();
    let range = at.shift_interval.map_or_else(String::new, |found| format!(" ({})", share_range(found)));
    let doubt = match at.shift_interval {
        Some(found) if found.low <= 0.0 => ", so that the trials do not tell them apart at these weights",
        Some(_) | None => "",
    };
    format!(
        "At the weights given {best} has the lowest mean cost; {} overtakes it once {}{range} of the weight moves{}{doubt}.",
        setting.option(rival),
        chance(shift),
        if moves.is_empty() { String::new() } else { format!(", as {}", moves.join(" and ")) }
    )
}

/// What options need to be best: the least weights that are above nothing, else switches against the first scenario.
fn thresholds(setting: &DecideSetting, found: &Belief) -> Vec<String> {
    let told = |switch: &&Switch| switch.from == 0;
    let of = |switch: &Switch| {
        let range = switch.interval.map_or_else(String::new, |found| format!(" ({})", share_range(found)));
        let doubt = match switch.interval {
            Some(found) if found.low <= 0.0 => format!(
                "; it may be best there without any, as the trials do not tell the two apart in {}",
                setting.scenarios[switch.from].1
            ),
            Some(found) if found.high >= 1.0 => format!(
                "; that may never be enough, as the trials do not tell the two apart in {}",
                setting.scenarios[switch.to].1
            ),
            Some(_) | None => String::new(),
        };
        format!(
            "Against {}, {} needs at least {}{range} on {} to cost less than {}{doubt}.",
            setting.scenarios[switch.from].1,
            setting.option(switch.after),
            chance(switch.weight),
            setting.scenarios[switch.to].1,
            setting.option(switch.before)
        )
    };
    // Those that are known best come first.
    let mut switches: Vec<&Switch> = found.switches.iter().filter(told).collect();
    let width = |switch: &Switch| switch.interval.map_or(0.0, |found| found.width());
    switches.sort_by(|left, right| width(left).total_cmp(&width(right)));
    switches.into_iter().take(MOST_TOLD).map(of).collect()
}

fn optional(value: Option<f64>) -> Value {
    value.map_or(Value::Null, |value| json!(value))
}

/// A share with its interval.
fn share_cell(share: f64, interval: Option<Interval>) -> Cell {
    let ends = [interval.map(|ends| ends.low), interval.map(|ends| ends.high)];
    let figures = std::iter::once(json!(share)).chain(ends.map(optional));
    Cell::figures(share_with_interval(share, interval), figures.collect())
}

fn options_table(setting: &DecideSetting, found: &Belief) -> AnswerTable {
    let rows = found.options.iter().enumerate().map(|(option, of)| {
        vec![
            Cell::words(setting.option(option)),
            share_cell(of.share, of.share_interval),
            Cell::words(if of.possible { "yes" } else { "no" }),
            Cell::figures(
                of.chance_possible.map_or_else(|| UNKNOWN.to_owned(), chance),
                vec![optional(of.chance_possible)],
            ),
        ]
    });
    AnswerTable {
        name: "options".to_owned(),
        title: "Share of all weights of the scenarios with which an option has the lowest mean cost"
            .to_owned(),
        columns: vec![
            AnswerColumn::words("Option", "option"),
            AnswerColumn::figures("Best in", &["share", "share_low", "share_high"]),
            AnswerColumn::words("Under some belief", "possible"),
            AnswerColumn::figures("In samples", &["chance_possible"]),
        ],
        rows: rows.collect(),
    }
}

fn least_table(setting: &DecideSetting, found: &Belief) -> AnswerTable {
    let mut rows = Vec::new();
    for (option, of) in found.options.iter().enumerate() {
        for (scenario, least) in of.least.iter().enumerate() {
            let shown = match least {
                None => "never best".to_owned(),
                Some(LeastWeight { weight, interval }) => share_with_interval(*weight, *interval),
            };
            let interval = least.and_then(|least| least.interval);
            // Nothing is needed and nothing else possible: no news.
            if least.is_some_and(|least| least.weight == 0.0)
                && interval.is_none_or(|found| found.high < 0.001)
            {
                continue;
            }
            rows.push(vec![
                Cell::words(setting.option(option)),
                Cell::words(&setting.scenarios[scenario].1),
                Cell::figures(
                    shown,
                    vec![
                        optional(least.map(|least| least.weight)),
                        optional(interval.map(|found| found.low)),
                        optional(interval.map(|found| found.high)),
                    ],
                ),
            ]);
            if least.is_none() {
                break;
            }
        }
    }
    AnswerTable {
        name: "least-weights".to_owned(),
        title: "Least weight on a scenario for an option to be best, whatever the others have (none is needed where no line stands)".to_owned(),
        columns: vec![
            AnswerColumn::words("Option", "option"),
            AnswerColumn::words("Scenario", "scenario"),
            AnswerColumn::figures("At least", &["least", "least_low", "least_high"]),
        ],
        rows,
    }
}

fn switches_table(setting: &DecideSetting, found: &Belief) -> AnswerTable {
    let row = |switch: &Switch| {
        vec![
            Cell::words(&setting.scenarios[switch.from].1),
            Cell::words(&setting.scenarios[switch.to].1),
            Cell::words(setting.option(switch.before)),
            share_cell(switch.weight, switch.interval),
            Cell::words(setting.option(switch.after)),
        ]
    };
    AnswerTable {
        name: "two-scenarios".to_owned(),
        title:
            "Between two scenarios: up to which weight on the second which option is best, and which beyond"
                .to_owned(),
        columns: vec![
            AnswerColumn::words("From", "from"),
            AnswerColumn::words("To", "to"),
            AnswerColumn::words("Best", "before"),
            AnswerColumn::figures("up to", &["weight", "weight_low", "weight_high"]),
            AnswerColumn::words("then", "after"),
        ],
        rows: found.switches.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::regret::tests::{asked, setting_of};
    use super::*;

    fn sentences_of(costs: Vec<Vec<Vec<f64>>>, weights: Option<Vec<f64>>) -> Vec<String> {
        let costs = asked(costs, weights);
        believe_answer(&setting_of(&costs), &costs).unwrap().sentences
    }

    #[test]
    fn sentences_are_true_for_odd_input() {
        let one = sentences_of(vec![vec![vec![1e6, 2e6]]], None);
        assert_eq!(one, ["Option a is the only option: best whatever one believes."]);
        let one = sentences_of(vec![vec![vec![1e6], vec![2e6]]; 2], None);
        assert_eq!(one, ["1 trial does not tell which option is best under any belief."]);
        let one = sentences_of(vec![vec![vec![1e6; 3], vec![2e6; 3]]], None);
        assert!(one[0].starts_with(
            "There is one scenario, so no belief to weigh: in it the lowest mean cost is that of Option a"
        ));
        let same = sentences_of(vec![vec![vec![1e6; 3], vec![1e6; 3]]; 2], None);
        assert_eq!(
            same,
            ["Option a and Option b have the same mean cost whatever the scenario is believed to be."]
        );
        let always = sentences_of(vec![vec![vec![1e6; 3], vec![2e6; 3]]; 3], None);
        assert_eq!(
            always,
            [
                "Option a has the lowest mean cost whatever one believes about the 3 scenarios.",
                "No belief makes Option b best."
            ]
        );
    }

    #[test]
    fn thresholds_are_told() {
        // a 10 and 20, b 15 and 15: equal at one half.
        let found = sentences_of(
            vec![vec![vec![10e6; 3], vec![15e6; 3]], vec![vec![20e6; 3], vec![15e6; 3]]],
            Some(vec![0.7, 0.3]),
        );
        assert_eq!(
            found,
            [
                "Of all beliefs about the 2 scenarios, the lowest mean cost is that of Option a in 50 % and Option b in 50 %.",
                "At the weights given Option a has the lowest mean cost; Option b overtakes it once 20 % (20 to 20 %) of the weight moves, as \
                 20 % from Scenario 1 to Scenario 2.",
                "Against Scenario 1, Option b needs at least 50 % (50 to 50 %) on Scenario 2 to cost less than Option a.",
            ]
        );
    }
}
