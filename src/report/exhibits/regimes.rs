//! In which state the world is, by scenario.

use super::{ExhibitSection, ExhibitSource, Exhibits};
use crate::charts::{RegimePanel, RegimeShares, regime_shares};
use crate::domain::Case;
use crate::engine::regime_counts;
use crate::language::Language;
use crate::plan::SimulationPlan;
use crate::report::findings::LONGEST_TITLE;

const KIND: &str = "States of the world";
/// Paths that are drawn again; their bands are narrower than the eye sees.
const MOST_TRIALS: u64 = 4_000;
const MOST_PANELS: usize = 12;

/// Shares of the trials in each state, drawn again from case and seed.
pub fn regimes(source: &ExhibitSource<'_>, case: &Case, found: &mut Exhibits) {
    let plan = match SimulationPlan::new(case) {
        Ok(plan) => plan,
        Err(problem) => return found.missing.push(format!("{KIND}: {problem}.")),
    };
    let mut order: Vec<usize> = (0..case.regimes.regimes.len()).collect();
    // The plan counts regimes by name.
    order.sort_by(|left, right| case.regimes.regimes[*left].id.cmp(&case.regimes.regimes[*right].id));
    let place = |regime: usize| order.iter().position(|of| *of == regime).unwrap_or(0);
    let panel = |id: &str, name: &str, trials: u64| -> Option<RegimePanel> {
        let scenario = plan.scenarios.iter().position(|scenario| scenario.id.as_str() == id)?;
        let trials = trials.min(MOST_TRIALS);
        let counts = regime_counts(&plan, source.summary.seed, scenario, trials);
        let ordered =
            |month: Vec<u64>| (0..order.len()).map(|regime| month[place(regime)]).collect::<Vec<u64>>();
        let counts = counts.into_iter().map(ordered).collect();
        Some(RegimePanel { title: name.to_owned(), trials, counts })
    };
    let panels: Vec<RegimePanel> = source
        .summary
        .scenarios
        .iter()
        .filter_map(|scenario| panel(&scenario.id, &scenario.name, scenario.trials))
        .collect();
    let pictures = panels.len().div_ceil(MOST_PANELS);
    for (number, panels) in panels.chunks(MOST_PANELS).enumerate() {
        let title = finding(case, panels, source.look.language);
        let data = RegimeShares {
            title: title.clone(),
            subtitle: subtitle(source, panels),
            note: note(case, source.look.language),
            look: source.look,
            start: case.settings.start,
            regimes: case.regimes.regimes.iter().map(|regime| regime.name.clone()).collect(),
            panels: panels.to_vec(),
        };
        let part = format!("{}", number + 1);
        let about = if pictures > 1 { (part.as_str(), part.as_str()) } else { ("", KIND) };
        found.take(ExhibitSection::Given, KIND, about, (title, regime_shares(&data)));
    }
}

fn subtitle(source: &ExhibitSource<'_>, panels: &[RegimePanel]) -> String {
    let language = source.look.language;
    let least = panels.iter().map(|panel| panel.trials).min().unwrap_or(0);
    let all = source.summary.scenarios.iter().map(|scenario| scenario.trials).max().unwrap_or(0);
    let mut trials = language.trials(all);
    if least < all {
        let first = language.count(least);
        trials = language.fill("regimes-first", &[("number", first.into()), ("trials", trials.into())]);
    }
    let seed = source.summary.seed.to_string();
    language.fill("regimes-subtitle", &[("trials", trials.into()), ("seed", seed.into())])
}

/// What a change means, and how long states last if no scenario changes that.
fn note(case: &Case, language: Language) -> String {
    let stays = case.regimes.regimes.iter().filter_map(|regime| {
        let rate: f64 = regime.moves_to.iter().map(|(_, rate)| rate.mean()).sum();
        (rate > 0.0).then(|| format!("{} {:.0}", regime.name, (1.0 / rate).max(1.0)))
    });
    let stays: Vec<String> = stays.collect();
    if stays.is_empty() {
        return language.say("regimes-note");
    }
    language.fill("regimes-stays", &[("stays", stays.join(&language.separator()).into())])
}

/// In which state the world is likeliest to be at the end, as far as the trials tell.
fn finding(case: &Case, panels: &[RegimePanel], language: Language) -> String {
    let names: Vec<&str> = case.regimes.regimes.iter().map(|regime| regime.name.as_str()).collect();
    let mut found: Vec<(Option<usize>, usize)> = Vec::new();
    for panel in panels {
        let likeliest = panel.counts.last().and_then(|last| likeliest(last, panel.trials));
        match found.iter_mut().find(|(known, _)| *known == likeliest) {
            Some((_, scenarios)) => *scenarios += 1,
            None => found.push((likeliest, 1)),
        }
    }
    found.sort_by_key(|entry| std::cmp::Reverse(entry.1));
    if let [(Some(only), _)] = found[..] {
        let phrase = if panels.len() == 1 { "regimes-likeliest" } else { "regimes-likeliest-all" };
        return language.fill(phrase, &[("regime", names[only].into()), ("number", panels.len().into())]);
    }
    let words = found.iter().map(|(regime, scenarios)| {
        let what = regime.map_or_else(|| language.say("regimes-open"), |regime| names[regime].to_owned());
        let phrase = if *scenarios == 1 { "regimes-one-scenario" } else { "regimes-scenarios" };
        language.fill(phrase, &[("regime", what.into()), ("number", (*scenarios).into())])
    });
    let words: Vec<String> = words.collect();
    let list = language.listed(&words.iter().map(String::as_str).collect::<Vec<&str>>());
    let full = language.fill("regimes-each", &[("list", list.into())]);
    if full.chars().count() > LONGEST_TITLE { language.say("regimes-short") } else { full }
}

/// The regime with most trials, if they tell it from the second.
fn likeliest(last: &[u64], trials: u64) -> Option<usize> {
    let mut order: Vec<usize> = (0..last.len()).collect();
    order.sort_by(|left, right| last[*right].cmp(&last[*left]));
    let share = |place: usize| order.get(place).map_or(0.0, |of| last[*of] as f64 / trials as f64);
    let (first, second) = (share(0), share(1));
    // Shares of one sample: Var(p − q) = (p + q − (p − q)²)/n.
    let error = ((first + second - (first - second) * (first - second)) / trials as f64).sqrt();
    (first - second > 1.96 * error && trials > 1).then_some(order[0])
}

#[cfg(test)]
mod tests {
    use super::likeliest;

    #[test]
    fn the_likeliest_is_named_only_if_the_trials_tell() {
        assert_eq!(likeliest(&[10, 390, 0], 400), Some(1));
        // 210 against 190 of 400: 0.05 with an error of 0.05.
        assert_eq!(likeliest(&[210, 190], 400), None);
        // 220 against 180: 0.1 with the same error, so just beyond.
        assert_eq!(likeliest(&[180, 220], 400), Some(1));
        assert_eq!(likeliest(&[1, 0], 1), None);
        assert_eq!(likeliest(&[7], 7), Some(0));
    }
}
