//! How likely is each option to be the best choice, by what one is ready to spend for a loss avoided?

use serde_json::{Value, json};

use super::answer::{Answer, AnswerColumn, AnswerTable, Cell};
use super::setting::DecideSetting;
use super::words::{capitalised, money_cell, share_cell, share_with_interval};
use crate::charts::{
    AcceptabilityCurve, AcceptabilityCurves, BestStretch, ChancePoint, acceptability_curves,
};
use crate::decision::{
    Acceptability, AcceptabilityPoint, AcceptabilitySwitch, DecisionError, Estimate, ScenarioCosts,
    acceptability,
};
use crate::report::figures::Scale;
use crate::report::prose::listed;

/// Steps of a tenth: up to four units spent for one of losses avoided.
const STEPS: u32 = 40;
const STEPS_OF_ONE: u32 = 10;
/// Steps that the table shows.
const TABLED: [usize; 5] = [0, 5, 10, 20, 40];
/// A curve that never gets above this is not drawn, unless its option is best on average somewhere.
const LEAST_PEAK: f64 = 0.01;
const MOST_CURVES: usize = 12;

/// Acceptability curves in every outlook.
///
/// - `losses`: the part of the costs that is lost.
///
/// # Errors
/// Losses of another shape than costs.
pub fn acceptability_answer(
    setting: &DecideSetting,
    costs: &ScenarioCosts,
    losses: &ScenarioCosts,
) -> Result<Answer, DecisionError> {
    let worths: Vec<f64> = (0..=STEPS).map(|step| f64::from(step) / f64::from(STEPS_OF_ONE)).collect();
    let found = costs
        .outlooks()
        .into_iter()
        .map(|outlook| acceptability(costs, losses, outlook, &worths))
        .collect::<Result<Vec<Acceptability>, DecisionError>>()?;
    let means = found.iter().flat_map(|found| &found.options);
    let largest = means.map(|option| option.spent.estimate + option.lost.estimate).fold(0.0, f64::max);
    let scale = setting.scale_of(largest);
    let mut answer = Answer::to("acceptability");
    let weighted = found.iter().filter(|found| found.scenario.is_none());
    let each = found.iter().filter(|found| found.scenario.is_some());
    answer.sentences = weighted.chain(each).map(|found| sentence(setting, found)).collect();
    answer.tables = vec![chances_table(setting, scale, &found)];
    if found.iter().any(|found| !found.switches.is_empty()) {
        answer.tables.push(switches_table(setting, &found));
    }
    answer.notes = notes(&setting.currency);
    for found in &found {
        let name = format!("acceptability-{}", setting.outlook_id(found.scenario));
        answer.draw(&name, acceptability_curves(&picture(setting, found)));
    }
    answer.figures = json!({ "outlooks": found });
    Ok(answer)
}

fn notes(currency: &str) -> Vec<String> {
    vec![
        "Cost is split into what is spent (IT and compliance) and what is lost (fines, lost sales, disruption). At a worth of 1 both count \
         alike, as everywhere else in these results; above 1 a loss hurts more than its money, below it less."
            .to_owned(),
        format!(
            "A curve is the share of trials in which an option has the lowest sum of spending and losses so weighed. The option with the \
             lowest mean is the better choice for whoever can bear the odds, and need not be the one that is lowest most often: it is the \
             acceptability frontier (Fenwick, Claxton and Sculpher 2001). A trial holds what is not known and what chance brings, so more \
             trials narrow the bands but do not bring chances to 0 or 100 %. Each interval and verdict holds for itself, in {currency} of \
             one value."
        ),
    ]
}

fn at_one(found: &Acceptability) -> Option<&AcceptabilityPoint> {
    found.points.get(STEPS_OF_ONE as usize)
}

fn sentence(setting: &DecideSetting, found: &Acceptability) -> String {
    let several = setting.scenarios.len() > 1;
    let prefix = if several { format!("{}: ", setting.outlook(found.scenario)) } else { String::new() };
    let name = |option: usize| setting.option(option);
    let Some(point) = at_one(found) else { return prefix };
    if found.options.len() == 1 {
        return format!("{prefix}{} is the only option.", name(0));
    }
    if found.trials == 1 {
        return format!("{prefix}1 trial does not tell how likely an option is to be the best.");
    }
    let share = |option: usize| {
        let chance = &point.chances[option];
        share_with_interval(chance.estimate, chance.confidence_interval)
    };
    let likeliest = most_often(&point.chances);
    let best = match point.undecided.as_slice() {
        [only] => format!(
            "{} costs least on average and is the cheapest in {} of trials",
            name(*only),
            share(*only)
        ),
        several => {
            let names: Vec<&str> = several.iter().map(|option| name(*option)).collect();
            format!("{} cannot be told apart on average", listed(&names))
        }
    };
    let often = if point.undecided == [likeliest] {
        String::new()
    } else {
        format!("; the cheapest most often is {}, in {}", name(likeliest), share(likeliest))
    };
    let text = format!("{best}{often}. {}", steps(setting, found));
    if several { prefix + &text } else { capitalised(&text) }
}

/// The first of those with the highest chance.
fn most_often(chances: &[Estimate]) -> usize {
    let higher = |best: usize, next: usize| {
        if chances[next].estimate > chances[best].estimate { next } else { best }
    };
    (0..chances.len()).fold(0, higher)
}

/// Where the best on average changes.
fn steps(setting: &DecideSetting, found: &Acceptability) -> String {
    let highest = STEPS / STEPS_OF_ONE;
    let step = |switch: &AcceptabilitySwitch| {
        format!("{} from {} on", setting.option(switch.after), worth_in_words(switch))
    };
    let start = found.points.first().map_or("", |point| setting.option(point.best));
    match found.switches.as_slice() {
        [] => format!(
            "Whatever losses are worth, from nothing to {highest} times what is spent, {start} has the lowest mean in the trials."
        ),
        switches => format!(
            "If losses do not count {start} has the lowest mean; by their worth against what is spent it is {}.",
            switches.iter().map(step).collect::<Vec<String>>().join(", ")
        ),
    }
}

/// `2.1 (1.9 to 2.4)`.
fn worth_in_words(switch: &AcceptabilitySwitch) -> String {
    match switch.interval {
        Some(found) if found.low < found.high => {
            format!("{:.2} ({:.2} to {:.2})", switch.worth, found.low.max(0.0), found.high)
        }
        Some(_) => format!("{:.2}", switch.worth),
        None => format!("{:.2} (uncertain)", switch.worth),
    }
}

fn chances_table(setting: &DecideSetting, scale: Scale, found: &[Acceptability]) -> AnswerTable {
    let shown = |found: &Acceptability| -> Vec<AcceptabilityPoint> {
        TABLED.iter().filter_map(|step| found.points.get(*step).cloned()).collect()
    };
    let rows = found.iter().flat_map(|found| {
        let points = shown(found);
        found.options.iter().enumerate().map(move |(option, parts)| {
            let mut row = vec![
                Cell::words(setting.outlook(found.scenario)),
                Cell::words(setting.option(option)),
                money_cell(scale, &parts.spent),
                money_cell(scale, &parts.lost),
            ];
            row.extend(points.iter().map(|point| share_cell(&point.chances[option])));
            row
        })
    });
    let mut columns = vec![
        AnswerColumn::words("Outlook", "outlook"),
        AnswerColumn::words("Option", "option"),
        AnswerColumn::figures("Spent", &["spent", "spent_low", "spent_high"]),
        AnswerColumn::figures("Lost", &["lost", "lost_low", "lost_high"]),
    ];
    columns.extend(TABLED.iter().map(|step| {
        let worth = *step as f64 / f64::from(STEPS_OF_ONE);
        let key = |end: &str| format!("best_at_{worth}{end}");
        AnswerColumn::figures(&format!("Best at {worth}"), &[&key(""), &key("_low"), &key("_high")])
    }));
    AnswerTable {
        name: "chances".to_owned(),
        title: format!(
            "Chance to be best, by what 1 of losses avoided is worth in spending (means in {}; 95 % intervals)",
            scale.unit(&setting.currency)
        ),
        columns,
        rows: rows.collect(),
    }
}

fn switches_table(setting: &DecideSetting, found: &[Acceptability]) -> AnswerTable {
    let rows = found.iter().flat_map(|found| {
        found.switches.iter().map(move |switch| {
            let end = |of: fn(crate::statistics::Interval) -> f64| {
                switch.interval.map_or(Value::Null, |found| json!(of(found)))
            };
            vec![
                Cell::words(setting.outlook(found.scenario)),
                Cell::figures(
                    worth_in_words(switch),
                    vec![json!(switch.worth), end(|found| found.low), end(|found| found.high)],
                ),
                Cell::words(setting.option(switch.before)),
                Cell::words(setting.option(switch.after)),
            ]
        })
    });
    AnswerTable {
        name: "switches".to_owned(),
        title: "Worth of 1 of losses avoided at which another option gets the lowest mean".to_owned(),
        columns: vec![
            AnswerColumn::words("Outlook", "outlook"),
            AnswerColumn::figures("Worth", &["worth", "worth_low", "worth_high"]),
            AnswerColumn::words("Best below", "before"),
            AnswerColumn::words("Best above", "after"),
        ],
        rows: rows.collect(),
    }
}

fn picture(setting: &DecideSetting, found: &Acceptability) -> AcceptabilityCurves {
    let peak =
        |option: usize| found.points.iter().map(|point| point.chances[option].estimate).fold(0.0, f64::max);
    let leads = |option: usize| found.points.iter().any(|point| point.best == option);
    let mut drawn: Vec<usize> =
        (0..found.options.len()).filter(|option| leads(*option) || peak(*option) >= LEAST_PEAK).collect();
    // What is best somewhere on average comes first, then by the highest chance.
    drawn.sort_by(|left, right| leads(*right).cmp(&leads(*left)).then(peak(*right).total_cmp(&peak(*left))));
    drawn.truncate(MOST_CURVES);
    drawn.sort_unstable();
    let curve = |option: usize| AcceptabilityCurve {
        option: setting.chart_option(option),
        points: found.points.iter().map(|point| chance_point(point, option)).collect(),
    };
    let mut heading = setting.heading(&finding(setting, found), Some(found.scenario));
    let hidden = found.options.len() - drawn.len();
    if hidden > 0 {
        let words = match hidden {
            1 => setting.say("acceptability-hidden-one"),
            several => setting.fill("acceptability-hidden", &[("number", &several.to_string())]),
        };
        heading.note = format!("{}, {words}", heading.note);
    }
    AcceptabilityCurves {
        heading,
        across: setting.fill("acceptability-axis", &[("currency", &setting.currency)]),
        range: (0.0, f64::from(STEPS / STEPS_OF_ONE)),
        curves: drawn.into_iter().map(curve).collect(),
        best: stretches(setting, found),
    }
}

fn chance_point(point: &AcceptabilityPoint, option: usize) -> ChancePoint {
    let found = &point.chances[option];
    let ends =
        found.confidence_interval.map_or((found.estimate, found.estimate), |ends| (ends.low, ends.high));
    let chance = found.estimate.clamp(0.0, 1.0);
    ChancePoint { worth: point.worth, low: ends.0.min(chance), chance, high: ends.1.max(chance) }
}

/// Between neighbouring points the one that is told at both, else nobody.
fn stretches(setting: &DecideSetting, found: &Acceptability) -> Vec<BestStretch> {
    let mut stretches: Vec<BestStretch> = Vec::new();
    for pair in found.points.windows(2) {
        let told = pair.iter().all(|point| point.undecided.len() == 1) && pair[0].best == pair[1].best;
        let option = setting.chart_option(pair[0].best);
        match stretches.last_mut() {
            Some(last) if last.told == told && (!told || last.option == option) => last.until = pair[1].worth,
            _ => stretches.push(BestStretch { from: pair[0].worth, until: pair[1].worth, option, told }),
        }
    }
    stretches
}

/// What the picture shows, no longer than a title.
fn finding(setting: &DecideSetting, found: &Acceptability) -> String {
    let name = |option: usize| setting.option(option);
    let Some(point) = at_one(found) else { return String::new() };
    if found.options.len() == 1 {
        return setting.fill("acceptability-only", &[("option", name(0))]);
    }
    if found.trials == 1 {
        return setting.say("acceptability-one-trial");
    }
    let likeliest = most_often(&point.chances);
    let chance = setting.chance(point.chances[likeliest].estimate);
    let short = setting.say("acceptability-short");
    let [best] = point.undecided[..] else {
        let gaps = [("option", name(likeliest)), ("chance", &chance)];
        return setting.short_title(&setting.fill("acceptability-title-open", &gaps), &short);
    };
    let phrase = if best == likeliest { "acceptability-title-same" } else { "acceptability-title-other" };
    let gaps = [("option", name(best)), ("other", name(likeliest)), ("chance", &chance)];
    setting.short_title(&setting.fill(phrase, &gaps), &short)
}
