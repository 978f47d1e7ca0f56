//! From one option to another: by which causes the cheapest option costs less than the one that the case names first.

use super::{ExhibitSection, ExhibitSource, Exhibits};
use crate::charts::{Heading, Waterfall, WaterfallEnd, WaterfallStep, waterfall};
use crate::domain::{Case, Component};
use crate::language::Language;
use crate::report::Scale;
use crate::report::chart_words::{component_title, present_value};
use crate::report::findings::amount_in;
use crate::report::partial::partial_scenario;
use crate::report::pictures::KeptTrials;
use crate::report::summary::ScenarioSummary;
use crate::statistics::{Paired, StatisticsError, Verdict, paired};

const KIND: &str = "From one option to another";

/// A waterfall for each scenario with trials and at least two options.
pub fn between(source: &ExhibitSource<'_>, case: &Case, found: &mut Exhibits) {
    for (place, scenario) in source.summary.scenarios.iter().enumerate() {
        let kept = source.kept.get(place).and_then(Option::as_ref).filter(|kept| kept.trials() > 1);
        let (Some(kept), Some(pair)) = (kept, pair_of(scenario)) else { continue };
        match Change::of(kept, pair) {
            Err(problem) => found.missing.push(format!("{}: {problem}.", scenario.name)),
            Ok(change) => {
                let data = change.picture(source, case, scenario);
                let about = (scenario.id.as_str(), scenario.name.as_str());
                found.take(
                    ExhibitSection::Money,
                    KIND,
                    about,
                    (data.heading.title.clone(), waterfall(&data)),
                );
            }
        }
    }
}

/// The first option of the case and the cheapest; where they are the same, the next cheapest and the cheapest.
fn pair_of(scenario: &ScenarioSummary) -> Option<(usize, usize)> {
    let mean = |option: &usize| scenario.options[*option].total.mean;
    let mut order: Vec<usize> = (0..scenario.options.len()).collect();
    order.sort_by(|left, right| mean(left).total_cmp(&mean(right)));
    match order[..] {
        [cheapest, next, ..] => Some((if cheapest == 0 { next } else { 0 }, cheapest)),
        [_] | [] => None,
    }
}

/// Differences of two options, cost positive: what the second costs more than the first.
struct Change {
    /// Positions.
    pair: (usize, usize),
    trials: u64,
    /// Mean and half the width of its 95 % interval.
    ends: [(f64, f64); 2],
    total: Paired,
    /// Causes that differ in some trial, the largest difference first.
    parts: Vec<(Component, Paired)>,
}

impl Change {
    fn of(kept: &KeptTrials<'_>, pair: (usize, usize)) -> Result<Change, StatisticsError> {
        let (from, to) = pair;
        let total = paired(kept.totals[to], kept.totals[from])?;
        let nothing = vec![0.0; kept.trials()];
        let end = |option: usize| -> Result<(f64, f64), StatisticsError> {
            let found = paired(kept.totals[option], &nothing)?;
            Ok((found.mean_difference, half(&found)))
        };
        let mut parts = Vec::new();
        for (position, component) in Component::ALL.into_iter().enumerate() {
            let of = |option: usize| kept.components.get(option).and_then(|all| all.get(position)).copied();
            if let (Some(first), Some(second)) = (of(to), of(from)) {
                let found = paired(first, second)?;
                if found.verdict != Verdict::Identical {
                    parts.push((component, found));
                }
            }
        }
        let size = |of: &Paired| of.mean_difference.abs();
        parts.sort_by(|left, right| size(&right.1).total_cmp(&size(&left.1)));
        Ok(Change { pair, trials: kept.trials() as u64, ends: [end(from)?, end(to)?], total, parts })
    }

    fn picture(&self, source: &ExhibitSource<'_>, case: &Case, scenario: &ScenarioSummary) -> Waterfall {
        let language = source.look.language;
        let name = |option: usize| scenario.options[option].name.clone();
        let end = |option: usize, (amount, half_width): (f64, f64)| WaterfallEnd {
            label: name(option),
            colour_index: option,
            amount,
            half_width,
        };
        let step = |(component, found): &(Component, Paired)| WaterfallStep {
            label: component_title(*component, language),
            change: found.mean_difference,
            half_width: half(found),
            is_chance: false,
        };
        let (from, to) = self.pair;
        let seed = language.fill("seed", &[("seed", source.summary.seed.to_string().into())]);
        let partial = partial_scenario(source.partial, &scenario.id, language);
        let note = [partial, seed].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        Waterfall {
            heading: Heading {
                title: self.title(scenario, &case.settings.currency.to_string(), language),
                scenario: scenario.name.clone(),
                currency: case.settings.currency.to_string(),
                valuation: present_value(case.settings.discount_rate, language),
                trials: self.trials,
                note: note.join(", "),
                look: source.look,
            },
            axis_title: language.say("between-axis"),
            from: end(from, self.ends[0]),
            to: end(to, self.ends[1]),
            steps: self.parts.iter().map(step).collect(),
        }
    }

    /// Claims a difference, and its largest cause, only as far as intervals exclude zero.
    fn title(&self, scenario: &ScenarioSummary, currency: &str, language: Language) -> String {
        let name = |option: usize| scenario.options[option].name.as_str();
        let names = [("from", name(self.pair.0).into()), ("to", name(self.pair.1).into())];
        if self.total.verdict == Verdict::Identical {
            return language.fill("between-same", &names);
        }
        if self.total.verdict != Verdict::FirstLower {
            return language.fill("between-open", &names);
        }
        let largest = |of: &&(Component, Paired)| of.1.verdict == Verdict::FirstLower;
        let cause = self.parts.iter().find(largest);
        let sizes = self.parts.iter().map(|(_, found)| found.mean_difference.abs());
        let scale = Scale::for_amounts_up_to(sizes.fold(self.total.mean_difference.abs(), f64::max));
        let amount = |found: &Paired| amount_in(language, scale, -found.mean_difference);
        let [from, to] = names;
        let mut gaps =
            vec![from, to, ("amount", amount(&self.total).into()), ("currency", currency.to_owned().into())];
        match cause {
            None => language.fill("between-less", &gaps),
            Some((component, found)) => {
                gaps.push(("part", amount(found).into()));
                gaps.push(("cause", component_title(*component, language).into()));
                language.fill("between-less-cause", &gaps)
            }
        }
    }
}

/// Half the width of the interval; 0 where there is none.
fn half(found: &Paired) -> f64 {
    found.confidence_interval.map_or(0.0, |interval| interval.width() / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::testing::summary;

    /// Two options over trials in which the second saves 2 of fines and pays 1 more for running, around a common world.
    fn trials() -> Vec<Vec<Vec<f64>>> {
        let world = |trial: usize| (trial * 37 % 101) as f64;
        let option = |fines: f64, run: f64| -> Vec<Vec<f64>> {
            let of = |component: Component| {
                (0..200)
                    .map(|trial| match component {
                        Component::Fines => fines + 0.1 * world(trial + 7),
                        Component::Run => run + world(trial),
                        _ => 0.0,
                    })
                    .collect()
            };
            Component::ALL.map(of).to_vec()
        };
        vec![option(5.0e6, 50.0e6), option(3.0e6, 51.0e6)]
    }

    fn change(components: &[Vec<Vec<f64>>], pair: (usize, usize)) -> Change {
        let sum = |of: &Vec<Vec<f64>>| -> Vec<f64> {
            (0..200).map(|trial| of.iter().map(|values| values[trial]).sum()).collect()
        };
        let totals: Vec<Vec<f64>> = components.iter().map(sum).collect();
        let kept = KeptTrials {
            totals: totals.iter().map(Vec::as_slice).collect(),
            years: Vec::new(),
            components: components.iter().map(|of| of.iter().map(Vec::as_slice).collect()).collect(),
        };
        Change::of(&kept, pair).unwrap()
    }

    #[test]
    fn steps_lead_from_one_option_to_the_other() {
        let found = change(&trials(), (0, 1));
        let parts: Vec<Component> = found.parts.iter().map(|(component, _)| *component).collect();
        assert_eq!(parts, [Component::Fines, Component::Run]);
        let sum: f64 = found.parts.iter().map(|(_, part)| part.mean_difference).sum();
        assert!((found.ends[0].0 + sum - found.ends[1].0).abs() < 1e-3, "{sum}");
        let scenario = &summary(1, 2).scenarios[0];
        let title = found.title(scenario, "EUR", Language::English);
        let expected =
            "Hybrid costs 1,000k EUR less on average than Global integration; largest saving: fines, 2,000k";
        assert_eq!(title, expected);
        assert!(found.title(scenario, "EUR", Language::German).contains("weniger"));
    }

    #[test]
    fn what_the_trials_do_not_show_is_not_claimed() {
        let scenario = &summary(1, 2).scenarios[0];
        let mut noisy = trials();
        for (trial, run) in noisy[1][Component::Run as usize].iter_mut().enumerate() {
            *run += if trial % 2 == 0 { 60e6 } else { -60e6 };
        }
        let open = change(&noisy, (0, 1)).title(scenario, "EUR", Language::English);
        assert_eq!(
            open,
            "The trials do not tell whether Hybrid costs less on average than Global integration"
        );
        let same = change(&[trials()[0].clone(), trials()[0].clone()], (0, 1));
        assert!(same.parts.is_empty());
        let title = same.title(scenario, "EUR", Language::English);
        assert_eq!(title, "Hybrid and Global integration cost the same in every trial");
    }

    #[test]
    fn the_first_option_is_compared_with_the_cheapest() {
        // Means rise with the option: the first is the cheapest.
        assert_eq!(pair_of(&summary(1, 3).scenarios[0]), Some((1, 0)));
        assert_eq!(pair_of(&summary(1, 1).scenarios[0]), None);
    }
}
