//! Findings in a sentence, for the titles of charts. A sentence never claims a difference that the trials leave open.

use super::figures::{Scale, chance, rate};
use super::summary::{OptionSummary, ScenarioSummary, Summary};

/// Most names in a title; more are counted.
const MOST_NAMES: usize = 2;

/// Which options cost least on average.
#[must_use]
pub fn cheapest_finding(scenario: &ScenarioSummary) -> String {
    let leaders = leaders(scenario);
    match leaders.as_slice() {
        [] => "Cost by option".to_owned(),
        [only] if scenario.options.len() == 1 => format!("What {} costs", only.name),
        [only] => format!("{} costs least on average", only.name),
        all if all.len() == scenario.options.len() => {
            "The trials do not tell which option costs least on average".to_owned()
        }
        several => format!("{} cost least on average; the trials do not tell them apart", names(several)),
    }
}

/// How widely the cost of the cheapest option varies.
#[must_use]
pub fn range_finding(scenario: &ScenarioSummary, scale: Scale, currency: &str) -> String {
    let Some(option) = scenario.cheapest() else {
        return "Range of the total cost".to_owned();
    };
    let (low, high) = (option.total.p05.estimate, option.total.p95.estimate);
    let unit = scale.unit(currency);
    if low == high {
        return format!("{} costs {} {unit} in almost every trial", option.name, scale.amount(low, None));
    }
    format!(
        "{}: nine trials in ten cost between {} and {} {unit}",
        option.name,
        scale.amount(low, None),
        scale.amount(high, None)
    )
}

/// Which options respect the risk appetite.
#[must_use]
pub fn appetite_finding(scenario: &ScenarioSummary, summary_appetite: (f64, f64), scale: Scale) -> String {
    let (amount, tolerated) = summary_appetite;
    let terms = format!("{} chance to cost over {}{}", rate(tolerated), scale.certain(amount), scale.suffix);
    let select = |keep: &dyn Fn(&OptionSummary) -> bool| -> Vec<&OptionSummary> {
        scenario.options.iter().filter(|option| keep(option)).collect()
    };
    let within = select(&|option| option.chance_to_exceed_appetite.confidence_interval.high <= tolerated);
    let beyond = select(&|option| option.chance_to_exceed_appetite.confidence_interval.low > tolerated);
    let all = scenario.options.len();
    if beyond.len() == all {
        format!("No option stays within the risk appetite: all have more than a {terms}")
    } else if within.len() == all {
        format!("Every option stays within the risk appetite: at most a {terms}")
    } else if within.is_empty() {
        format!(
            "{} of {all} options exceed the risk appetite of a {terms}; for the others it is open",
            beyond.len()
        )
    } else {
        let verb = if within.len() == 1 { "stays" } else { "stay" };
        let open = all - within.len() - beyond.len();
        let rest = if open == 0 { String::new() } else { format!("; for {open} it is open") };
        format!("{} {verb} within the risk appetite of a {terms}{rest}", names(&within))
    }
}

/// What the cheapest option has cost by the end, in the middle of the trials.
#[must_use]
pub fn build_up_finding(scenario: &ScenarioSummary, scale: Scale, last_year: i32) -> String {
    let Some(option) = scenario.cheapest() else {
        return "How cost builds up".to_owned();
    };
    format!(
        "{} costs {}{} by {last_year} in the median trial, and {}{} or more in one of twenty",
        option.name,
        scale.amount(option.total.p50.estimate, None),
        scale.suffix,
        scale.amount(option.total.p95.estimate, None),
        scale.suffix
    )
}

/// Whether one option costs least whatever the scenario.
#[must_use]
pub fn overall_finding(summary: &Summary) -> String {
    let Some(first) = summary.scenarios.first() else {
        return "Cost by option and scenario".to_owned();
    };
    let leading: Vec<Vec<&OptionSummary>> = summary.scenarios.iter().map(leaders).collect();
    let always: Vec<&OptionSummary> = first
        .options
        .iter()
        .filter(|option| leading.iter().all(|leaders| leaders.iter().any(|leader| leader.id == option.id)))
        .collect();
    let everywhere = match summary.scenarios.len() {
        1 => format!("in {}", first.name),
        number => format!("in all {number} scenarios"),
    };
    match always.as_slice() {
        [] => "No option costs least in every scenario".to_owned(),
        [only] if leading.iter().all(|leaders| leaders.len() == 1) => {
            format!("{} costs least {everywhere}", only.name)
        }
        [only] => {
            format!("{} costs least {everywhere}, or the trials do not tell it from the cheapest", only.name)
        }
        several => format!("{} are not told apart from the cheapest {everywhere}", names(several)),
    }
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

fn names(options: &[&OptionSummary]) -> String {
    match options {
        [] => "no option".to_owned(),
        [one] => one.name.clone(),
        [one, other] => format!("{} and {}", one.name, other.name),
        [one, two, three] => format!("{}, {} and {}", one.name, two.name, three.name),
        many => {
            let shown: Vec<&str> = many.iter().take(MOST_NAMES).map(|option| option.name.as_str()).collect();
            format!("{} and {} others", shown.join(", "), many.len() - MOST_NAMES)
        }
    }
}

/// Seed and precision, as charts note them.
#[must_use]
pub fn precision_note(seed: u64, scenarios: &[&ScenarioSummary]) -> String {
    let totals = scenarios.iter().flat_map(|scenario| &scenario.options).map(|option| &option.total);
    let relative = totals
        .filter_map(|total| total.standard_error.map(|error| error / total.mean.abs()))
        .filter(|share| share.is_finite())
        .fold(0.0, f64::max);
    if relative == 0.0 {
        return format!("seed {seed}");
    }
    format!("seed {seed}, standard error of each mean total at most {}", chance(relative))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::testing::{scenario_with_appetite, summary, summary_of_twins};

    #[test]
    fn a_clear_leader_is_named() {
        let found = summary(2, 3);
        assert_eq!(cheapest_finding(&found.scenarios[0]), "Global integration costs least on average");
        assert_eq!(overall_finding(&found), "Global integration costs least in all 2 scenarios");
    }

    #[test]
    fn no_difference_is_claimed_between_twins() {
        let twins = summary_of_twins();
        let expected = "The trials do not tell which option costs least on average";
        assert_eq!(cheapest_finding(&twins.scenarios[0]), expected);
        let expected =
            "Global integration and Hybrid are not told apart from the cheapest in Current direction";
        assert_eq!(overall_finding(&twins), expected);
    }

    #[test]
    fn the_appetite_is_judged_by_intervals() {
        let millions = Scale::for_amounts_up_to(1e8);
        let finding = |amount, tolerated| {
            appetite_finding(&scenario_with_appetite(amount), (amount, tolerated), millions)
        };
        // Totals: 55M·(1 + o/10)·(1 + chance), chance even over 0, 0.02 … 2: at most 165M, 181.5M, 198M.
        assert!(finding(200e6, 0.05).starts_with("Every option stays within"));
        assert!(finding(60e6, 0.05).starts_with("No option stays within"));
        // Above 163M: chance > 1.96 for the first, 2 of 101 or 8 of 404 trials: an interval of 1.0 to 3.9 %.
        let expected = "Global integration stays within the risk appetite of a 5 % chance to cost over 163M";
        assert_eq!(finding(163e6, 0.05), expected);
        // 2 % lies inside that interval, and below those of the others.
        let expected = "2 of 3 options exceed the risk appetite of a 2 % chance to cost over 163M; for the others it is open";
        assert_eq!(finding(163e6, 0.02), expected);
    }
}
