//! What to choose, as far as the trials go: made of verdicts of paired differences, regret, dominance and the appetite alone.

use super::evidence::{Evidence, leaders, names, pair_of, trials_needed};
use crate::decision::OutlookComparison;
use crate::report::decide::DecideSetting;
use crate::report::decide::words::{at_trials, capitalised, with_interval};
use crate::report::figures::Scale;
use crate::report::prose::listed;
use crate::report::standing::AppetiteStanding;
use crate::statistics::Verdict;

/// A recommendation with what it rests on and what it leaves open.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Recommendation {
    /// In a sentence or two.
    pub headline: String,
    /// What supports it, what speaks against it.
    pub grounds: Vec<String>,
    /// What the trials cannot tell apart.
    pub open: Vec<String>,
}

/// The recommendation that the evidence supports.
pub fn recommend(setting: &DecideSetting, evidence: &Evidence) -> Recommendation {
    let none = |headline: String| Recommendation { headline, ..Recommendation::default() };
    if evidence.scenarios.is_empty() {
        return none("Without a comparison of the options there is nothing to recommend.".to_owned());
    }
    if evidence.trials() < 2 {
        return none("A single trial supports no recommendation.".to_owned());
    }
    if setting.options.len() < 2 {
        return Recommendation {
            headline: format!("There is one option, {}, so there is nothing to choose.", setting.option(0)),
            grounds: appetite_of(setting, evidence, &[0]),
            open: Vec::new(),
        };
    }
    let (headline, chosen) = headline(setting, evidence);
    let mut grounds: Vec<String> = evidence.beliefs.iter().cloned().collect();
    grounds.extend(set_aside(setting, evidence));
    grounds.extend(appetite_of(setting, evidence, &chosen));
    Recommendation { headline, grounds, open: open(setting, evidence) }
}

/// The sentence, and the options that it names as worth choosing.
fn headline(setting: &DecideSetting, evidence: &Evidence) -> (String, Vec<usize>) {
    let leading: Vec<Vec<usize>> = evidence.scenarios.iter().map(leaders).collect();
    let always: Vec<usize> = (0..setting.options.len())
        .filter(|option| leading.iter().all(|leaders| leaders.contains(option)))
        .collect();
    let everywhere = match evidence.scenarios.as_slice() {
        [only] => format!("in {}", setting.outlook(only.scenario)),
        several => format!("in all {} scenarios", several.len()),
    };
    if let [only] = always.as_slice() {
        let clear = leading.iter().all(|leaders| leaders.len() == 1);
        let name = setting.option(*only);
        let text = if clear {
            format!("Choose {name}: it costs least on average {everywhere}, beyond chance.")
        } else {
            format!(
                "Choose {name} if the mean cost decides: {everywhere} no other option is shown to cost less on average."
            )
        };
        return (text, always);
    }
    if !always.is_empty() {
        let same = evidence.scenarios.iter().all(|found| all_identical(found, &always));
        let how =
            if same { "cost the same in every trial" } else { "cannot be told apart by their mean cost" };
        let text = format!(
            "{} {how} {everywhere}, and no other option is shown to cost less: the trials support no choice between them.",
            names(setting, &always)
        );
        return (text, always);
    }
    let (how, chosen) = without_a_leader(setting, evidence);
    (format!("The choice depends on what one believes about the scenarios. {how}"), chosen)
}

fn all_identical(found: &OutlookComparison, options: &[usize]) -> bool {
    options
        .windows(2)
        .all(|pair| pair_of(found, pair[0], pair[1]).is_some_and(|pair| pair.verdict == Verdict::Identical))
}

/// By the weights where there are any, else by the worst regret.
fn without_a_leader(setting: &DecideSetting, evidence: &Evidence) -> (String, Vec<usize>) {
    if let Some(weighted) = &evidence.weighted {
        let leading = leaders(weighted);
        let text = match leading.as_slice() {
            [only] => format!(
                "With the weights given to the scenarios, choose {}: it costs least on average, beyond chance.",
                setting.option(*only)
            ),
            several => format!(
                "With the weights given to the scenarios, {} cannot be told apart {}; the others cost more on average.",
                names(setting, several),
                at_trials(evidence.trials() as u64, trials_needed(weighted))
            ),
        };
        return (text, leading);
    }
    let Some(worst) = evidence.regret.as_ref().map(|regret| &regret.worst_case) else {
        let text = "The scenarios have no weights, and without trials nothing is known of regret: the trials support no choice.";
        return (text.to_owned(), Vec::new());
    };
    let best = &worst.options[worst.best];
    let largest = worst.options.iter().map(|option| option.worst.estimate).fold(0.0, f64::max);
    let scale = Scale::for_amounts_up_to(largest);
    let amount = format!("{} {}", with_interval(scale, &best.worst), scale.unit(&setting.currency));
    let place = &setting.scenarios[best.worst_scenario].1;
    let text = match worst.undecided.as_slice() {
        [only] => format!(
            "Who gives the scenarios no weights and wants to limit what the choice can cost against the best one chooses {}: in its \
             worst case, {place}, it costs {amount} more on average than the best option there.",
            setting.option(*only)
        ),
        several => format!(
            "Who gives the scenarios no weights and wants to limit what the choice can cost against the best one has {} to choose from: their worst cases cannot be \
             told apart {}. Lowest in the trials is {}: in {place} it costs {amount} more on average than the best option there.",
            names(setting, several),
            at_trials(evidence.trials() as u64, worst.trials_needed),
            setting.option(worst.best)
        ),
    };
    (text, worst.undecided.clone())
}

/// Options that another one beats in every scenario.
fn set_aside(setting: &DecideSetting, evidence: &Evidence) -> Vec<String> {
    let count = setting.options.len();
    let everywhere = match evidence.scenarios.len() {
        1 => String::new(),
        number => format!(" in all {number} scenarios"),
    };
    let dominated = |option: usize| (0..count).find(|other| evidence.dominates_everywhere(*other, option));
    let dearer = |option: usize| (0..count).find(|other| evidence.cheaper_everywhere(*other, option));
    let mut said = Vec::new();
    for option in 0..count {
        if let Some(better) = dominated(option) {
            said.push(format!(
                "Set {} aside: {} dominates it{everywhere}, so that whoever shuns risk prefers it.",
                setting.option(option),
                setting.option(better)
            ));
        } else if let Some(better) = dearer(option) {
            said.push(format!(
                "{} costs more on average than {}{everywhere}, beyond chance: it needs another reason than its mean cost.",
                setting.option(option),
                setting.option(better)
            ));
        }
    }
    said
}

/// Where the options that are worth choosing exceed the appetite, or may.
fn appetite_of(setting: &DecideSetting, evidence: &Evidence, chosen: &[usize]) -> Vec<String> {
    let count = evidence.appetite.len();
    let of = |option: usize, wanted: AppetiteStanding| -> Vec<&str> {
        let stands = evidence.appetite.iter().zip(&setting.scenarios);
        stands
            .filter(|(options, _)| options.get(option) == Some(&wanted))
            .map(|(_, (_, name))| name.as_str())
            .collect()
    };
    let said = |option: &usize| {
        let (beyond, open) = (of(*option, AppetiteStanding::Beyond), of(*option, AppetiteStanding::Open));
        let where_in = |names: &[&str]| match names.len() {
            all if all == count && all > 1 => format!("all {all} scenarios"),
            _ => listed(names),
        };
        let name = setting.option(*option);
        match (beyond.as_slice(), open.as_slice()) {
            ([], []) => format!("{name} stays within the risk appetite in every scenario."),
            ([], open) => {
                format!(
                    "{name}: the trials do not tell whether it stays within the risk appetite in {}.",
                    where_in(open)
                )
            }
            (beyond, []) => format!("{name} exceeds the risk appetite in {}.", where_in(beyond)),
            (beyond, open) => format!(
                "{name} exceeds the risk appetite in {}; in {} the trials do not tell.",
                where_in(beyond),
                where_in(open)
            ),
        }
    };
    chosen.iter().map(said).collect()
}

/// The leaders of each scenario that cannot be told apart.
fn open(setting: &DecideSetting, evidence: &Evidence) -> Vec<String> {
    let said = |found: &OutlookComparison| {
        let leading = leaders(found);
        let all_same = all_identical(found, &leading);
        (leading.len() > 1 && !all_same).then(|| {
            capitalised(&format!(
                "{}: {} cannot be told apart {}.",
                setting.outlook(found.scenario),
                names(setting, &leading),
                at_trials(found.comparison.trials as u64, trials_needed(found))
            ))
        })
    };
    evidence.weighted.iter().chain(&evidence.scenarios).filter_map(said).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::{Outlook, ScenarioCosts, compare_outlook, dominance, regret};

    /// Options `Option a`, `Option b` …, scenarios `Scenario 1` …; costs `[scenario][option][trial]`.
    fn found(costs: Vec<Vec<Vec<f64>>>, weights: Option<Vec<f64>>) -> Recommendation {
        let ids: Vec<String> =
            (0..costs[0].len()).map(|index| char::from(b'a' + index as u8).to_string()).collect();
        let scenarios: Vec<String> = (1..=costs.len()).map(|number| format!("s{number}")).collect();
        let costs = ScenarioCosts::new(ids.clone(), scenarios.clone(), weights.clone(), costs, None).unwrap();
        let compared = |outlook| compare_outlook(&costs, outlook, 100e6).unwrap();
        let each: Vec<Outlook> = (0..scenarios.len()).map(Outlook::Scenario).collect();
        let evidence = Evidence {
            scenarios: each.iter().map(|outlook| compared(*outlook)).collect(),
            weighted: weights.as_ref().map(|_| compared(Outlook::Weighted)),
            regret: Some(regret(&costs).unwrap()),
            dominance: each.iter().map(|outlook| dominance(&costs, *outlook).unwrap()).collect(),
            beliefs: None,
            appetite: vec![vec![AppetiteStanding::Within; ids.len()]; scenarios.len()],
        };
        recommend(&setting(&ids, &scenarios, weights), &evidence)
    }

    fn setting(ids: &[String], scenarios: &[String], weights: Option<Vec<f64>>) -> DecideSetting {
        DecideSetting {
            case: "Test".to_owned(),
            currency: "EUR".to_owned(),
            discount_rate: 0.08,
            horizon_months: 60,
            seed: 1,
            options: ids.iter().map(|id| (id.clone(), format!("Option {id}"))).collect(),
            scenarios: scenarios.iter().map(|id| (id.clone(), id.replace('s', "Scenario "))).collect(),
            trials: vec![400; scenarios.len()],
            weights,
            appetite: (100e6, 0.05),
            partial: None,
            rerun: "splitstack run case".to_owned(),
            look: crate::charts::Look::default(),
            names: crate::report::FigureNames::default(),
        }
    }

    /// `trials` costs around a mean, by no more than a spread; odd and even trials differ.
    fn around(mean: f64, spread: f64, trials: usize) -> Vec<f64> {
        (0..trials).map(|trial| mean + spread * ((trial * 37 % 101) as f64 / 50.0 - 1.0)).collect()
    }

    #[test]
    fn who_leads_everywhere_beyond_chance_is_recommended() {
        let scenario = || vec![around(50e6, 1e6, 400), around(60e6, 2e6, 400)];
        let found = found(vec![scenario(), scenario()], None);
        assert_eq!(
            found.headline,
            "Choose Option a: it costs least on average in all 2 scenarios, beyond chance."
        );
        assert!(found.open.is_empty(), "{found:?}");
        assert!(
            found.grounds.contains(&"Option a stays within the risk appetite in every scenario.".to_owned())
        );
        assert!(found.grounds[0].starts_with("Set Option b aside: Option a dominates it in all 2 scenarios"));
    }

    #[test]
    fn no_choice_is_supported_between_twins_and_between_what_cannot_be_told_apart() {
        let twins = found(vec![vec![around(50e6, 1e6, 400); 2]], None);
        assert_eq!(
            twins.headline,
            "Option a and Option b cost the same in every trial in Scenario 1, and no other option is shown to cost less: the trials \
             support no choice between them."
        );
        assert!(twins.open.is_empty());
        // Differences of ±10M by turns around 10k: an interval of about ±1M.
        let one = around(50e6, 1e6, 400);
        let other =
            one.iter().enumerate().map(|(trial, cost)| cost + if trial % 2 == 0 { 10.01e6 } else { -9.99e6 });
        let open = found(vec![vec![one.clone(), other.collect()]], None);
        assert!(open.headline.contains("cannot be told apart by their mean cost in Scenario 1"), "{open:?}");
        assert!(
            open.open[0]
                .starts_with("Scenario 1: Option a and Option b cannot be told apart at 400 trials; about")
        );
        for text in [&twins.headline, &open.headline] {
            assert!(!text.contains("Choose"), "{text}");
        }
    }

    #[test]
    fn where_nobody_leads_weights_decide_or_the_worst_regret() {
        // a: 50 and 90, b: 70 and 60: a regrets up to 30, b up to 20.
        let costs = || {
            vec![
                vec![around(50e6, 1e6, 400), around(70e6, 2e6, 400)],
                vec![around(90e6, 1e6, 400), around(60e6, 2e6, 400)],
            ]
        };
        let without = found(costs(), None);
        assert!(without.headline.starts_with("The choice depends on what one believes"), "{without:?}");
        assert!(
            without.headline.contains("chooses Option b: in its worst case, Scenario 1, it costs 20"),
            "{without:?}"
        );
        let weighted = found(costs(), Some(vec![0.9, 0.1]));
        // 0.9·50 + 0.1·90 = 54 against 69.
        assert!(
            weighted.headline.ends_with("choose Option a: it costs least on average, beyond chance."),
            "{weighted:?}"
        );
    }

    #[test]
    fn nothing_is_recommended_without_a_choice_or_without_trials() {
        assert_eq!(
            found(vec![vec![vec![1e6], vec![2e6]]], None).headline,
            "A single trial supports no recommendation."
        );
        let single = found(vec![vec![around(50e6, 1e6, 400)]], None);
        assert_eq!(single.headline, "There is one option, Option a, so there is nothing to choose.");
        let nothing = recommend(&setting(&[], &[], None), &Evidence::default());
        assert!(nothing.headline.contains("nothing to recommend"));
    }
}
