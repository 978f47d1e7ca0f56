//! What must not matter to an answer does not: the order of options and trials, a cost that all options share, the currency. And
//! intervals hold the truth as often as they say.

use super::scenario_costs::testing::costs_of;
use super::*;
use crate::statistics::testing::normals;

/// Three options in two scenarios, `[scenario][option][trial]`: what all share, and noise of their own.
fn cells(seed: u64, trials: usize) -> Vec<Vec<Vec<f64>>> {
    let means = [[0.0, 0.4, 0.9], [1.3, 0.5, 0.2]];
    let spreads = [[1.0, 0.6, 0.2], [1.5, 0.8, 0.3]];
    let cell = |scenario: usize, option: usize| -> Vec<f64> {
        let own = normals(100 * seed + (10 * scenario + option) as u64, trials);
        let common = normals(100 * seed + 50 + scenario as u64, trials);
        let (mean, spread) = (means[scenario][option], spreads[scenario][option]);
        own.iter().zip(common).map(|(own, common)| 10.0 + mean + spread * own + common).collect()
    };
    (0..2).map(|scenario| (0..3).map(|option| cell(scenario, option)).collect()).collect()
}

fn changed(cells: &[Vec<Vec<f64>>], change: impl Fn(usize, usize, f64) -> f64) -> Vec<Vec<Vec<f64>>> {
    let of_option = |(scenario, costs): (usize, &Vec<f64>)| -> Vec<f64> {
        costs.iter().enumerate().map(|(trial, cost)| change(scenario, trial, *cost)).collect()
    };
    let of_scenario = |(scenario, options): (usize, &Vec<Vec<f64>>)| -> Vec<Vec<f64>> {
        options.iter().map(|costs| of_option((scenario, costs))).collect()
    };
    cells.iter().enumerate().map(of_scenario).collect()
}

fn reordered(cells: &[Vec<Vec<f64>>], options: [usize; 3]) -> Vec<Vec<Vec<f64>>> {
    cells.iter().map(|scenario| options.map(|option| scenario[option].clone()).to_vec()).collect()
}

fn reversed(cells: &[Vec<Vec<f64>>]) -> Vec<Vec<Vec<f64>>> {
    let turned = |costs: &Vec<f64>| costs.iter().rev().copied().collect();
    cells.iter().map(|scenario| scenario.iter().map(turned).collect()).collect()
}

fn weighted(cells: Vec<Vec<Vec<f64>>>) -> ScenarioCosts {
    costs_of(cells, Some(vec![0.7, 0.3]))
}

#[track_caller]
fn assert_close(left: f64, right: f64) {
    assert!((left - right).abs() <= 1e-9 * left.abs().max(1.0), "{left} {right}");
}

/// Numbers of every question about options, by option: `[option][number]`, in the unit of the costs.
fn amounts(costs: &ScenarioCosts) -> Vec<Vec<f64>> {
    let mut found = vec![Vec::new(); costs.options().len()];
    let regrets = regret(costs).unwrap();
    for outlook in costs.outlooks() {
        let of_frontier = frontier(costs, outlook, 0.95).unwrap();
        let pairs = dominance(costs, outlook).unwrap();
        for (option, numbers) in found.iter_mut().enumerate() {
            let of = &of_frontier.options[option];
            numbers.extend([of.mean.estimate, of.shortfall.estimate, of.shortfall.standard_error.unwrap()]);
            numbers.extend(of.price);
            let own = pairs.iter().filter(|pair| pair.first == option);
            let mut violations: Vec<f64> = own.map(|pair| pair.second_order.violation).collect();
            violations.sort_by(f64::total_cmp);
            numbers.extend(violations);
        }
    }
    for of in &regrets.outlooks {
        for (numbers, of) in found.iter_mut().zip(&of.options) {
            numbers.extend([of.mean.estimate, of.p95.estimate, of.expected_shortfall_95.estimate]);
        }
    }
    for (numbers, of) in found.iter_mut().zip(&regrets.worst_case.options) {
        numbers.extend([of.worst.estimate, of.weighted.unwrap().estimate]);
    }
    found
}

#[test]
fn the_order_of_options_and_trials_does_not_matter() {
    let straight = amounts(&weighted(cells(1, 300)));
    let order = [2, 0, 1];
    let turned = amounts(&weighted(reversed(&reordered(&cells(1, 300), order))));
    for (place, option) in order.into_iter().enumerate() {
        assert_eq!(straight[option].len(), turned[place].len());
        straight[option].iter().zip(&turned[place]).for_each(|(left, right)| assert_close(*left, *right));
    }
}

#[test]
fn amounts_follow_the_currency() {
    let straight = amounts(&weighted(cells(2, 300)));
    let exchanged = amounts(&weighted(changed(&cells(2, 300), |_, _, cost| 7.3 * cost)));
    for (left, right) in straight.iter().flatten().zip(exchanged.iter().flatten()) {
        // The price of safety is money for money.
        assert!(
            (7.3 * left - right).abs() < 1e-9 * right.abs().max(1.0) || (left - right).abs() < 1e-9,
            "{left} {right}"
        );
    }
}

#[test]
fn a_cost_that_all_options_share_changes_no_choice() {
    let base = cells(3, 300);
    let shared = changed(&base, |scenario, trial, cost| cost + 5.0 + ((7 * trial + scenario) % 11) as f64);
    let (left, right) = (weighted(base), weighted(shared));
    let (one, other) = (regret(&left).unwrap(), regret(&right).unwrap());
    for (one, other) in one.outlooks.iter().zip(&other.outlooks) {
        for (one, other) in one.options.iter().zip(&other.options) {
            assert_close(one.mean.estimate, other.mean.estimate);
            assert_close(one.expected_shortfall_95.estimate, other.expected_shortfall_95.estimate);
        }
    }
    let (one, other) = (believe(&left).unwrap(), believe(&right).unwrap());
    for (one, other) in one.options.iter().zip(&other.options) {
        assert!((one.share - other.share).abs() < 1e-9);
    }
    for (one, other) in one.switches.iter().zip(&other.switches) {
        assert_close(one.weight, other.weight);
    }
    let perfect = |costs: &ScenarioCosts| {
        let by_option: Vec<Vec<f64>> =
            (0..3).map(|option| costs.costs_by_trial(Outlook::Weighted, option)).collect();
        let named: Vec<OptionCosts<'_>> = costs
            .options()
            .iter()
            .zip(&by_option)
            .map(|(option, costs)| OptionCosts { option, costs })
            .collect();
        perfect_information(&named, None).unwrap().value
    };
    assert_close(perfect(&left), perfect(&right));
}

/// A figure that decides, one that does a little, and one that does nothing, with costs of two options.
fn informed(seed: u64, trials: usize) -> (ScenarioCosts, Vec<DrawnFigure>) {
    let figure = |name: &str, number: u64| DrawnFigure {
        name: name.to_owned(),
        values: normals(50 * seed + number, trials),
        views: None,
    };
    let figures = vec![figure("a.strong", 1), figure("a.weak", 2), figure("b.idle", 3)];
    let noise = normals(50 * seed + 4, trials);
    let cost = (0..trials)
        .map(|trial| 0.2 + 1.5 * figures[0].values[trial] + 0.3 * figures[1].values[trial] + noise[trial]);
    (costs_of(vec![vec![vec![0.0; trials], cost.collect()]], None), figures)
}

#[test]
fn knowing_more_is_worth_no_less_and_never_more_than_foresight() {
    for seed in 0..20 {
        let (costs, figures) = informed(seed, 400);
        let group = |name: &str, prefixes: &[&str]| FigureGroup {
            name: name.to_owned(),
            prefixes: prefixes.iter().map(|prefix| (*prefix).to_owned()).collect(),
        };
        let groups =
            [group("strong", &["a.strong"]), group("a", &["a"]), group("all", &[]), group("idle", &["b"])];
        let asked = SurveyQuestion { figures: &figures, groups: &groups, most: 3, seed };
        let found = information_survey(&costs, Outlook::Scenario(0), &asked).unwrap();
        let value = |group: usize| found.groups[group].information.value;
        assert!(value(3) >= 0.0 && value(0) <= value(1) && value(1) <= value(2), "{found:?}");
        assert!(value(2) <= found.perfect.value, "{found:?}");
    }
}

#[test]
fn drivers_and_their_swings_do_not_depend_on_the_order_of_options_figures_and_trials() {
    let (costs, figures) = informed(1, 500);
    let straight = drivers(&costs, Outlook::Scenario(0), &figures, 3).unwrap();
    let turned_figures: Vec<DrawnFigure> = figures
        .iter()
        .rev()
        .map(|figure| DrawnFigure { values: figure.values.iter().rev().copied().collect(), ..figure.clone() })
        .collect();
    let turn = |option: usize| costs.costs(0)[option].iter().rev().copied().collect::<Vec<f64>>();
    let turned =
        drivers(&costs_of(vec![vec![turn(1), turn(0)]], None), Outlook::Scenario(0), &turned_figures, 3)
            .unwrap();
    assert_eq!((straight.first, straight.second), (turned.second, turned.first));
    for (left, right) in straight.drivers.iter().zip(&turned.drivers) {
        assert_eq!(left.name, right.name);
        assert_close(left.swing.change.mean, right.swing.change.mean);
        assert_close(left.rank_correlation.estimate, right.rank_correlation.estimate);
    }
}

#[test]
fn intervals_of_the_frontier_and_of_regret_hold_the_truth_in_95_of_100_runs() {
    // Option 1 of scenario 0 has mean 10.4 and variance 0.36 + 1; option 2 less option 0 there has mean 0.9 and variance 1.04. The mean of
    // the highest 5 % of a normal is 2.0627 deviations above its mean. Of 200 runs between 179 and 199 hold (binomial, 1 in 1,000 either way).
    let deviation = 1.36_f64.sqrt();
    let shortfall = 10.4 + deviation * 2.062_713;
    // Two options alone: E[(c₂ − c₀)⁺] in closed form.
    let (shift, spread) = (0.9, 1.04_f64.sqrt());
    let expected = shift * crate::math::normal_cdf(shift / spread)
        + spread * crate::math::normal_density(shift / spread);
    let mut held = [0; 3];
    for run in 0..200 {
        let scenario = cells(1000 + run, 1000)[0].clone();
        let found = frontier(&costs_of(vec![scenario.clone()], None), Outlook::Scenario(0), 0.95).unwrap();
        let pair = vec![vec![scenario[0].clone(), scenario[2].clone()]];
        let regrets = regret(&costs_of(pair, None)).unwrap();
        let intervals = [
            (found.options[1].mean, 10.4),
            (found.options[1].shortfall, shortfall),
            (regrets.outlooks[0].options[1].mean, expected),
        ];
        for (held, (estimate, truth)) in held.iter_mut().zip(intervals) {
            *held += usize::from(estimate.confidence_interval.unwrap().contains(truth));
        }
    }
    assert!(held.iter().all(|held| (179..=199).contains(held)), "{held:?}");
}
