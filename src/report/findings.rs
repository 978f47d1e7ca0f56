//! Findings in a sentence, for the titles of charts. A sentence never claims a difference that the trials leave open.

use super::figures::{Scale, rate, upper_bound};
use super::standing::{AppetiteStanding, all_identical, appetite_standing, trials_of};
use super::summary::{OptionSummary, ScenarioSummary, Summary};
use crate::language::Language;

/// Most names in a title; more are counted.
const MOST_NAMES: usize = 3;

/// Letters that surely fit into the three lines of a title, where a longer one would end in an ellipsis.
pub(super) const LONGEST_TITLE: usize = 170;

/// Which options cost least on average; with a single option, what it costs.
#[must_use]
pub fn cheapest_finding(
    scenario: &ScenarioSummary,
    scale: Scale,
    currency: &str,
    language: Language,
) -> String {
    let one_trial = trials_of(scenario) == 1;
    if let [only] = scenario.options.as_slice() {
        let phrase = if one_trial { "cheapest-only-one-trial" } else { "cheapest-only" };
        let amount = amount_in(language, scale, only.total.mean);
        let gaps =
            [("option", only.name.as_str().into()), ("amount", amount.into()), ("currency", currency.into())];
        return language.fill(phrase, &gaps);
    }
    let leaders = leaders(scenario);
    let all = leaders.len() == scenario.options.len();
    match leaders.as_slice() {
        [] => language.say("cheapest-none"),
        _ if one_trial => language.say("cheapest-one-trial"),
        [only] => language.fill("cheapest-one", &[("option", only.name.as_str().into())]),
        several if all_identical(scenario, several) && all => {
            with_options("cheapest-identical-all", several, language)
        }
        _ if all => language.say("cheapest-open"),
        several if all_identical(scenario, several) => with_options("cheapest-identical", several, language),
        several => with_options("cheapest-several", several, language),
    }
}

/// A phrase with a gap for several options.
fn with_options(phrase: &str, options: &[&OptionSummary], language: Language) -> String {
    language.fill(phrase, &[("options", names(options, language).into())])
}

/// An amount with its unit, as titles write it.
pub(super) fn amount_in(language: Language, scale: Scale, amount: f64) -> String {
    match language {
        Language::English => scale.amount_in_unit(amount),
        Language::German | Language::Chinese => language.money(amount),
    }
}

/// How widely the cost of the cheapest option varies.
#[must_use]
pub fn range_finding(scenario: &ScenarioSummary, scale: Scale, currency: &str, language: Language) -> String {
    let Some(option) = scenario.cheapest() else {
        return language.say("range-none");
    };
    let amounts = [option.total.p05.estimate, option.total.p95.estimate];
    let [low, high] = amounts.map(|amount| amount_in(language, scale, amount));
    let phrase = match spread(option) {
        Spread::OneTrial => "cheapest-only-one-trial",
        Spread::None => "range-constant",
        Spread::Some if amounts[0] == amounts[1] => "range-mostly",
        Spread::Some if low == high => "range-about",
        Spread::Some => "range-between",
    };
    let gaps = [
        ("option", option.name.as_str().into()),
        ("amount", low.as_str().into()),
        ("low", low.as_str().into()),
        ("high", high.into()),
        ("currency", currency.into()),
    ];
    language.fill(phrase, &gaps)
}

/// Which options respect the risk appetite. Of those that exceed it and those that stay within, the fewer are named, and
/// those for which the trials leave it open.
///
/// - `summary_appetite`: amount, and tolerated chance of a higher cost.
#[must_use]
pub fn appetite_finding(
    scenario: &ScenarioSummary,
    summary_appetite: (f64, f64),
    scale: Scale,
    language: Language,
) -> String {
    let (amount, tolerated) = summary_appetite;
    let terms = appetite_terms(amount, tolerated, scale, language);
    let with_terms = |phrase: &str| language.fill(phrase, &[("terms", terms.as_str().into())]);
    let standing = |wanted: AppetiteStanding| -> Vec<&OptionSummary> {
        let stands = |option: &&OptionSummary| appetite_standing(option, tolerated) == wanted;
        scenario.options.iter().filter(stands).collect()
    };
    let within = standing(AppetiteStanding::Within);
    let beyond = standing(AppetiteStanding::Beyond);
    let open = standing(AppetiteStanding::Open);
    let all = scenario.options.len();
    if open.len() == all {
        let one_trial = trials_of(scenario) == 1;
        return match open.as_slice() {
            [only] => {
                let phrase = if one_trial { "appetite-open-only-one-trial" } else { "appetite-open-only" };
                language.fill(phrase, &[("option", only.name.as_str().into()), ("terms", terms.into())])
            }
            _ if one_trial => with_terms("appetite-open-one-trial"),
            _ => with_terms("appetite-open"),
        };
    }
    if beyond.len() == all && all > 1 {
        return with_terms("appetite-no-option");
    }
    if within.len() == all && all > 1 {
        return with_terms("appetite-every-option");
    }
    let beyond_is_shorter = within.is_empty() || (!beyond.is_empty() && beyond.len() <= within.len());
    let (named, phrase) = match (beyond_is_shorter, beyond.len(), within.len()) {
        (true, 1, _) => (beyond, "appetite-exceeds"),
        (true, ..) => (beyond, "appetite-exceed"),
        (false, _, 1) => (within, "appetite-stays"),
        (false, ..) => (within, "appetite-stay"),
    };
    let sentence = |undecided: String| {
        let rest = if open.is_empty() {
            String::new()
        } else {
            language.fill("appetite-rest", &[("options", undecided.into())])
        };
        let gaps = [
            ("options", names(&named, language).into()),
            ("terms", terms.as_str().into()),
            ("rest", rest.into()),
        ];
        language.fill(phrase, &gaps)
    };
    let in_full = sentence(names(&open, language));
    if in_full.chars().count() <= LONGEST_TITLE {
        return in_full;
    }
    sentence(match open.as_slice() {
        [_] => language.say("appetite-rest-one"),
        others => language.fill("appetite-rest-others", &[("number", others.len().into())]),
    })
}

/// `5 % chance to cost over 300M`.
fn appetite_terms(amount: f64, tolerated: f64, scale: Scale, language: Language) -> String {
    let amount = match language {
        Language::English => format!("{}{}", scale.certain(amount), scale.suffix),
        Language::German | Language::Chinese => language.tick_label(amount),
    };
    let chance = language.decimal(&rate(tolerated));
    language.fill("appetite-terms", &[("chance", chance.into()), ("amount", amount.into())])
}

/// What the cheapest option has cost by the end, in the middle of the trials.
///
/// - `end`: when that is: "the end of 2031", "June 2032".
#[must_use]
pub fn build_up_finding(scenario: &ScenarioSummary, scale: Scale, end: &str, language: Language) -> String {
    let Some(option) = scenario.cheapest() else {
        return language.say("build-up-none");
    };
    let phrase = match spread(option) {
        Spread::OneTrial => "build-up-one-trial",
        Spread::None => "build-up-constant",
        Spread::Some => "build-up",
    };
    let amount = |amount: f64| amount_in(language, scale, amount);
    let gaps = [
        ("option", option.name.as_str().into()),
        ("amount", amount(option.total.p50.estimate).into()),
        ("end", end.into()),
        ("high", amount(option.total.p95.estimate).into()),
    ];
    language.fill(phrase, &gaps)
}

/// Whether a total varies.
enum Spread {
    /// Nobody knows.
    OneTrial,
    None,
    Some,
}

fn spread(option: &OptionSummary) -> Spread {
    match option.total.standard_deviation {
        None => Spread::OneTrial,
        Some(0.0) => Spread::None,
        Some(_) => Spread::Some,
    }
}

/// Whether one option costs least whatever the scenario.
#[must_use]
pub fn overall_finding(summary: &Summary, language: Language) -> String {
    let Some(first) = summary.scenarios.first() else {
        return language.say("overall-none");
    };
    if let [only] = first.options.as_slice() {
        return range_over_scenarios(summary, only, language);
    }
    if trials_of(first) == 1 {
        return language.say("cheapest-one-trial");
    }
    let leading: Vec<Vec<&OptionSummary>> = summary.scenarios.iter().map(leaders).collect();
    let always: Vec<&OptionSummary> = first
        .options
        .iter()
        .filter(|option| leading.iter().all(|leaders| leaders.iter().any(|leader| leader.id == option.id)))
        .collect();
    let everywhere = match summary.scenarios.len() {
        1 => language.fill("overall-in-one", &[("scenario", first.name.as_str().into())]),
        number => language.fill("overall-in-all", &[("number", number.into())]),
    };
    let phrase = match always.as_slice() {
        [] => return language.say("overall-nowhere"),
        [_] if leading.iter().all(|leaders| leaders.len() == 1) => "overall-one",
        [_] => "overall-one-or-open",
        _ => "overall-several",
    };
    let named = names(&always, language);
    let gaps =
        [("option", named.as_str().into()), ("options", named.as_str().into()), ("where", everywhere.into())];
    language.fill(phrase, &gaps)
}

/// Between which means the only option lies, by scenario.
fn range_over_scenarios(summary: &Summary, only: &OptionSummary, language: Language) -> String {
    let means =
        summary.scenarios.iter().flat_map(|scenario| &scenario.options).map(|option| option.total.mean);
    let (low, high) = means.fold((f64::MAX, f64::MIN), |(low, high), mean| (mean.min(low), mean.max(high)));
    let scale = Scale::for_amounts_up_to(low.abs().max(high.abs()));
    let [low, high] = [low, high].map(|mean| amount_in(language, scale, mean));
    let phrase = match (low == high, only.total.standard_deviation.is_none()) {
        (true, true) => "cheapest-only-one-trial",
        (true, false) => "cheapest-only",
        (false, true) => "overall-range-one-trial",
        (false, false) => "overall-range",
    };
    let gaps = [
        ("option", only.name.as_str().into()),
        ("amount", low.as_str().into()),
        ("low", low.as_str().into()),
        ("high", high.into()),
        ("currency", summary.currency.as_str().into()),
    ];
    language.fill(phrase, &gaps)
}

/// The option with the lowest mean and those that the trials cannot tell from it, in the order of the case.
fn leaders(scenario: &ScenarioSummary) -> Vec<&OptionSummary> {
    let Some(cheapest) = scenario.cheapest() else {
        return Vec::new();
    };
    let leads =
        |option: &&OptionSummary| option.id == cheapest.id || scenario.cannot_tell(&option.id, &cheapest.id);
    scenario.options.iter().filter(leads).collect()
}

/// `A`, `A, B and C`, `A, B and 2 others`, `A, B, C and 3 others`: never a single other, who may as well be named.
fn names(options: &[&OptionSummary], language: Language) -> String {
    let all: Vec<&str> = options.iter().map(|option| option.name.as_str()).collect();
    if all.len() <= MOST_NAMES {
        return language.listed(&all);
    }
    let shown = MOST_NAMES.min(all.len() - 2);
    let others = (all.len() - shown).into();
    let named = all[..shown].join(&language.separator());
    language.fill("list-others", &[("names", named.into()), ("number", others)])
}

/// The largest standard error of a mean total, as a share of the mean; `None` where there is no error.
pub(super) fn largest_relative_error<'a>(
    scenarios: impl IntoIterator<Item = &'a ScenarioSummary>,
) -> Option<f64> {
    let totals = scenarios.into_iter().flat_map(|scenario| &scenario.options).map(|option| &option.total);
    let relative = totals
        .filter_map(|total| total.standard_error.map(|error| error / total.mean.abs()))
        .filter(|share| share.is_finite())
        .fold(0.0, f64::max);
    (relative > 0.0).then_some(relative)
}

/// Seed and precision, as charts note them.
#[must_use]
pub fn precision_note(seed: u64, scenarios: &[&ScenarioSummary], language: Language) -> String {
    let seed = seed.to_string();
    match largest_relative_error(scenarios.iter().copied()) {
        None => language.fill("seed", &[("seed", seed.into())]),
        Some(share) => {
            let share = language.decimal(&upper_bound(share));
            language.fill("seed-and-error", &[("seed", seed.into()), ("share", share.into())])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::testing::{scenario_with_appetite, summary, summary_of_one_trial, summary_of_twins};

    const MILLIONS: f64 = 1e8;

    fn cheapest(summary: &Summary) -> String {
        cheapest_finding(&summary.scenarios[0], Scale::for_amounts_up_to(MILLIONS), "EUR", Language::English)
    }

    #[test]
    fn a_clear_leader_is_named() {
        let found = summary(2, 3);
        assert_eq!(cheapest(&found), "Global integration costs least on average");
        assert_eq!(
            overall_finding(&found, Language::English),
            "Global integration costs least in all 2 scenarios"
        );
    }

    #[test]
    fn no_difference_is_claimed_between_twins() {
        let twins = summary_of_twins();
        assert_eq!(cheapest(&twins), "Global integration and Hybrid cost the same in every trial");
        let expected =
            "Global integration and Hybrid are not told apart from the cheapest in Current direction";
        assert_eq!(overall_finding(&twins, Language::English), expected);
    }

    #[test]
    fn the_appetite_is_judged_by_intervals() {
        let millions = Scale::for_amounts_up_to(1e8);
        let finding = |amount, tolerated| {
            appetite_finding(
                &scenario_with_appetite(amount),
                (amount, tolerated),
                millions,
                Language::English,
            )
        };
        // Totals: 55M·(1 + o/10)·(1 + chance), chance even over 0, 0.02 … 2: at most 165M, 181.5M, 198M.
        assert!(finding(200e6, 0.05).starts_with("Every option stays within"));
        assert!(finding(60e6, 0.05).starts_with("No option stays within"));
        // Above 163M: chance > 1.96 for the first, 2 of 101 or 8 of 404 trials: an interval of 1.0 to 3.9 %.
        let expected = "Global integration stays within the risk appetite of a 5 % chance to cost over 163M";
        assert_eq!(finding(163e6, 0.05), expected);
        // 2 % lies inside that interval, and below those of the others.
        let expected = "Hybrid and Dual systems exceed the risk appetite of a 2 % chance to cost over 163M; \
                        for Global integration the trials do not decide";
        assert_eq!(finding(163e6, 0.02), expected);
    }

    #[test]
    fn the_fewer_are_named() {
        // Above 181M: never the first; the second at chance 2 only, 4 of 404 trials, an interval of 0.4 to 2.5 %; the
        // third from 1.76 on, 13 of 101.
        let scenario = scenario_with_appetite(181e6);
        let found =
            appetite_finding(&scenario, (181e6, 0.05), Scale::for_amounts_up_to(1e8), Language::English);
        assert_eq!(found, "Dual systems exceeds the risk appetite of a 5 % chance to cost over 181M");
    }

    #[test]
    fn a_long_title_counts_those_that_are_open() {
        let mut scenario = scenario_with_appetite(163e6);
        scenario.options[0].name = "A long name ".repeat(12).trim().to_owned();
        let found =
            appetite_finding(&scenario, (163e6, 0.02), Scale::for_amounts_up_to(1e8), Language::English);
        let expected = "Hybrid and Dual systems exceed the risk appetite of a 2 % chance to cost over 163M; \
                        for one the trials do not decide";
        assert_eq!(found, expected);
    }

    #[test]
    fn three_names_at_most_and_never_one_other() {
        let found = summary(1, 6);
        let options: Vec<&OptionSummary> = found.scenarios[0].options.iter().collect();
        assert_eq!(names(&options[..3], Language::English), "Global integration, Hybrid and Dual systems");
        assert_eq!(names(&options[..4], Language::English), "Global integration, Hybrid and 2 others");
        assert_eq!(
            names(&options[..6], Language::English),
            "Global integration, Hybrid, Dual systems and 3 others"
        );
    }

    #[test]
    fn one_trial_claims_nothing() {
        let one = summary_of_one_trial(3);
        let (scenario, scale) = (&one.scenarios[0], Scale::for_amounts_up_to(MILLIONS));
        assert_eq!(cheapest(&one), "1 trial does not tell which option costs least on average");
        assert_eq!(overall_finding(&one, Language::English), cheapest(&one));
        // Trial 0: 55 times 1M.
        let expected = "Global integration costs 55.0M EUR in the one trial";
        assert_eq!(range_finding(scenario, scale, "EUR", Language::English), expected);
        let expected = "Global integration costs 55.0M by the end of 2028 in the one trial";
        assert_eq!(build_up_finding(scenario, scale, "the end of 2028", Language::English), expected);
        let appetite = appetite_finding(scenario, (50e6, 0.05), scale, Language::English);
        assert!(appetite.starts_with("1 trial does not tell which options stay"), "{appetite}");
    }

    #[test]
    fn a_single_option_is_not_the_cheapest_of_anything() {
        let alone = summary(2, 1);
        // 55M times 1 + the mean chance, 1.
        assert_eq!(cheapest(&alone), "Global integration costs 110M EUR on average");
        assert_eq!(
            overall_finding(&alone, Language::English),
            "Global integration costs 110M EUR on average"
        );
        let appetite = appetite_finding(
            &alone.scenarios[0],
            (150e6, 0.05),
            Scale::for_amounts_up_to(MILLIONS),
            Language::English,
        );
        assert!(appetite.starts_with("Global integration exceeds the risk appetite"), "{appetite}");
    }

    #[test]
    fn ranges_and_ends_carry_units() {
        let (found, scale) = (summary(1, 2), Scale::for_amounts_up_to(MILLIONS));
        let range = range_finding(&found.scenarios[0], scale, "EUR", Language::English);
        // 55M·(1 + chance) with chances 0.1 and 1.9 at the 5th and 95th percentile.
        let expected = "Global integration: nine trials in ten cost between 60.5M and 160M EUR";
        assert_eq!(range, expected);
        let built = build_up_finding(&found.scenarios[0], scale, "the end of 2028", Language::English);
        assert!(
            built.starts_with("Global integration costs 110M by the end of 2028 in the median"),
            "{built}"
        );
    }
}
