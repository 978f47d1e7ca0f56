//! What is it worth to wait before a move, rather than to move now or never?

use ndarray::{ArrayView2, ArrayView3, Axis};
use serde::{Deserialize, Serialize};

use super::error::DecisionError;
use crate::statistics::{
    Moments, Polynomial, Proportion, StatisticsError, check_sample, moments, proportion,
};

/// A move that can be made at some dates, on simulated paths.
#[derive(Debug, Clone)]
pub struct MovePaths<'a> {
    /// Shape `[date, path]`: what moving at the date saves against never moving, discounted to now; positive if moving is cheaper. The first date
    /// is now.
    pub savings: ArrayView2<'a, f64>,
    /// Shape `[date, path, figure]`: what is known at the date, before the choice. Nothing that comes later may be in it.
    pub known: ArrayView3<'a, f64>,
    /// Shape `[date, path]`: whether the move is open at the date; `None` if it always is.
    pub open: Option<ArrayView2<'a, bool>>,
    /// Total degree of the polynomials of what is known, e.g. 2 or 3.
    pub degree: u32,
}

/// Moving now, waiting, and never moving.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WaitingValue {
    /// Saving of moving now against never moving.
    pub now: Moments,
    /// Saving of waiting and then moving when what is known says so: each half of the paths follows a rule learnt from the other half, so
    /// that it errs low.
    pub wait: Moments,
    /// The same with the rule learnt from the paths it is judged by; errs low or high.
    pub wait_in_sample: f64,
    /// `wait` less the better of now and never, path by path: positive if waiting is better than both.
    pub value_of_waiting: Moments,
    /// The date with the highest mean saving if it had to be fixed now; `None` if never moving is better than every date.
    pub best_fixed_date: Option<usize>,
    /// Mean saving of that date, 0 for never.
    pub best_fixed: f64,
    /// Mean saving of the best date of each path, known beforehand: more than any rule can save.
    pub foresight: f64,
    /// Shape `[date]`: share of paths that move then, under the rule of `wait`; none at the first date.
    pub moves: Vec<Proportion>,
    /// Share of paths that never move under it.
    pub never_moves: Proportion,
}

/// Value of waiting by least-squares Monte Carlo.
///
/// Backwards from the last date, what moving then saves beyond what going on saves is regressed on what is known; where the regression
/// is above 0, the path moves. Paths that are not open at a date take no part in its regression.
///
/// - `paths`: at least one date after now and at least four paths.
///
/// # Errors
/// Shapes that do not agree; too few dates or paths; values that are not finite or beyond ±1e150.
///
/// # Source
/// Longstaff & Schwartz (2001), "Valuing American options by simulation: a simple least-squares approach", Review of Financial Studies 14,
/// 113–147; two sets of paths against bias: Broadie & Glasserman (1997), "Pricing American-style securities using simulation", Journal of
/// Economic Dynamics and Control 21, 1323–1352.
pub fn value_of_waiting(paths: &MovePaths<'_>) -> Result<WaitingValue, DecisionError> {
    check(paths)?;
    let (dates, count) = paths.savings.dim();
    let middle = count / 2;
    let (first, second): (Vec<usize>, Vec<usize>) = ((0..middle).collect(), (middle..count).collect());
    let mut outcomes = vec![(0.0, None); count];
    for (learnt_from, judged) in [(&second, &first), (&first, &second)] {
        let rule = Rule::learn(paths, learnt_from);
        judged.iter().for_each(|&path| outcomes[path] = rule.follow(paths, path));
    }
    let all: Vec<usize> = (0..count).collect();
    let own = Rule::learn(paths, &all);
    let wait_in_sample = all.iter().map(|&path| own.follow(paths, path).0).sum::<f64>() / count as f64;
    let savings: Vec<f64> = outcomes.iter().map(|outcome| outcome.0).collect();
    let now = moments(&paths.savings.row(0).to_vec())?;
    let gains: Vec<f64> = savings
        .iter()
        .zip(paths.savings.row(0))
        .map(|(wait, now_saving)| if now.mean > 0.0 { wait - now_saving } else { *wait })
        .collect();
    let moved = |date: Option<usize>| outcomes.iter().filter(|outcome| outcome.1 == date).count();
    let (best_fixed_date, best_fixed) = best_fixed(&paths.savings);
    Ok(WaitingValue {
        now,
        wait: moments(&savings)?,
        wait_in_sample,
        value_of_waiting: moments(&gains)?,
        best_fixed_date,
        best_fixed,
        foresight: foresight(paths),
        moves: (0..dates).map(|date| proportion(moved(Some(date)), count)).collect::<Result<_, _>>()?,
        never_moves: proportion(moved(None), count)?,
    })
}

fn check(paths: &MovePaths<'_>) -> Result<(), DecisionError> {
    let (dates, count) = paths.savings.dim();
    let unequal = |found: usize, expected: usize| {
        let error = StatisticsError::UnequalLengths { first: expected, second: found };
        if found == expected { Ok(()) } else { Err(error) }
    };
    let (known_dates, known_paths, _) = paths.known.dim();
    unequal(known_dates, dates)?;
    unequal(known_paths, count)?;
    if let Some(open) = &paths.open {
        unequal(open.dim().0, dates)?;
        unequal(open.dim().1, count)?;
    }
    for (points, minimum) in [(dates, 2), (count, 4)] {
        if points < minimum {
            return Err(StatisticsError::TooFewPoints { points, minimum }.into());
        }
    }
    let values: Vec<f64> = paths.savings.iter().chain(paths.known.iter()).copied().collect();
    Ok(check_sample(&values)?)
}

fn is_open(paths: &MovePaths<'_>, date: usize, path: usize) -> bool {
    paths.open.as_ref().is_none_or(|open| open[(date, path)])
}

/// By date after now: by how much moving is expected to be better than going on, of what is known; `None` where no path could tell.
struct Rule {
    advantages: Vec<Option<Polynomial>>,
}

impl Rule {
    fn learn(paths: &MovePaths<'_>, chosen: &[usize]) -> Rule {
        let dates = paths.savings.dim().0;
        // What each path saves from here on.
        let mut onwards = vec![0.0; chosen.len()];
        let mut advantages = vec![None; dates];
        for date in (1..dates).rev() {
            let open: Vec<usize> =
                (0..chosen.len()).filter(|&place| is_open(paths, date, chosen[place])).collect();
            let known = paths.known.index_axis(Axis(0), date);
            let rows: Vec<Vec<f64>> = open.iter().map(|&place| known.row(chosen[place]).to_vec()).collect();
            let points: Vec<&[f64]> = rows.iter().map(Vec::as_slice).collect();
            let targets: Vec<f64> =
                open.iter().map(|&place| paths.savings[(date, chosen[place])] - onwards[place]).collect();
            let advantage = Polynomial::fit(&points, &targets, paths.degree);
            if let Some(advantage) = &advantage {
                for (&place, point) in open.iter().zip(&points) {
                    if advantage.at(point) > 0.0 {
                        onwards[place] = paths.savings[(date, chosen[place])];
                    }
                }
            }
            advantages[date] = advantage;
        }
        Rule { advantages }
    }

    /// What a path saves by following the rule, and the date of its move.
    fn follow(&self, paths: &MovePaths<'_>, path: usize) -> (f64, Option<usize>) {
        for (date, advantage) in self.advantages.iter().enumerate() {
            let known = paths.known.index_axis(Axis(0), date).row(path).to_vec();
            let moves = advantage.as_ref().is_some_and(|advantage| advantage.at(&known) > 0.0);
            if moves && is_open(paths, date, path) {
                return (paths.savings[(date, path)], Some(date));
            }
        }
        (0.0, None)
    }
}

fn best_fixed(savings: &ArrayView2<'_, f64>) -> (Option<usize>, f64) {
    let means = savings.rows().into_iter().map(|row| row.sum() / row.len() as f64);
    means
        .enumerate()
        .fold((None, 0.0), |best, (date, mean)| if mean > best.1 { (Some(date), mean) } else { best })
}

fn foresight(paths: &MovePaths<'_>) -> f64 {
    let (dates, count) = paths.savings.dim();
    let best = |path: usize| {
        let open = (0..dates).filter(|&date| is_open(paths, date, path));
        open.map(|date| paths.savings[(date, path)]).fold(0.0, f64::max)
    };
    (0..count).map(best).sum::<f64>() / count as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::exp;
    use crate::statistics::testing::{normals, share_of};
    use ndarray::{Array2, Array3};

    /// A put: discounted payoffs at each date, the price as what is known, open where the payoff is above 0.
    struct Put {
        savings: Array2<f64>,
        known: Array3<f64>,
        open: Array2<bool>,
    }

    impl Put {
        /// - `prices`: `[date, path]`; `discount`: per date.
        fn new(prices: &Array2<f64>, strike: f64, discount: f64) -> Put {
            let payoff = |price: f64| (strike - price).max(0.0);
            let savings = Array2::from_shape_fn(prices.dim(), |(date, path)| {
                payoff(prices[(date, path)]) * discount.powi(date as i32)
            });
            let (dates, paths) = prices.dim();
            let known =
                Array3::from_shape_fn((dates, paths, 1), |(date, path, _)| prices[(date, path)] / strike);
            let open = savings.mapv(|saving| saving > 0.0);
            Put { savings, known, open }
        }

        fn value(&self, degree: u32) -> WaitingValue {
            value_of_waiting(&MovePaths {
                savings: self.savings.view(),
                known: self.known.view(),
                open: Some(self.open.view()),
                degree,
            })
            .unwrap()
        }
    }

    #[test]
    fn the_eight_paths_of_longstaff_and_schwartz() {
        // Section 1: a put struck at 1.10, 6 % a year, three years: 0.1144, against 0.0564 if held to the end.
        let prices = ndarray::arr2(&[
            [1.00, 1.00, 1.00, 1.00, 1.00, 1.00, 1.00, 1.00],
            [1.09, 1.16, 1.22, 0.93, 1.11, 0.76, 0.92, 0.88],
            [1.08, 1.26, 1.07, 0.97, 1.56, 0.77, 0.84, 1.22],
            [1.34, 1.54, 1.03, 0.92, 1.52, 0.90, 1.01, 1.34],
        ]);
        let put = Put::new(&prices, 1.10, exp(-0.06));
        let found = put.value(2);
        assert!((found.wait_in_sample - 0.1144).abs() < 5e-5, "{}", found.wait_in_sample);
        let held = put.savings.row(3).sum() / 8.0;
        assert!((held - 0.0564).abs() < 5e-5, "{held}");
        assert!((found.now.mean - 0.1).abs() < 1e-12);
    }

    /// Prices of a geometric Brownian motion at 50 dates a year, in pairs of opposite shocks.
    fn brownian(start: f64, deviation: f64, years: usize, pairs: usize, seed: u64) -> Array2<f64> {
        let (dates, step) = (50 * years, 1.0 / 50.0_f64);
        let shocks = normals(seed, dates * pairs);
        let mut prices = Array2::from_elem((dates + 1, 2 * pairs), start);
        for date in 1..=dates {
            for path in 0..2 * pairs {
                let shock = shocks[(date - 1) * pairs + path / 2] * if path % 2 == 0 { 1.0 } else { -1.0 };
                let growth = (0.06 - 0.5 * deviation * deviation) * step + deviation * step.sqrt() * shock;
                prices[(date, path)] = prices[(date - 1, path)] * exp(growth);
            }
        }
        prices
    }

    #[test]
    fn american_puts_of_longstaff_and_schwartz() {
        // Table 1, strike 40, 6 %, 50 dates a year, 100 000 paths: simulated value (error) 4.472 (0.010), 4.821 (0.012), 7.091 (0.020);
        // finite differences with far more dates 4.478, 4.840, 7.101.
        let rows = [(0.2, 1, 4.478), (0.2, 2, 4.840), (0.4, 1, 7.101)];
        for (row, (deviation, years, truth)) in rows.into_iter().enumerate() {
            let prices = brownian(36.0, deviation, years, 10_000, 2000 + row as u64);
            let found = Put::new(&prices, 40.0, exp(-0.06 / 50.0)).value(3);
            // Pairs of opposite shocks: the error by single paths is on the wide side. Few dates and polynomials cost up to 0.02.
            let error = found.wait.standard_error.unwrap();
            assert!((found.wait.mean - truth + 0.01).abs() < 3.0 * error + 0.01, "{found:?} {truth}");
            assert!((found.wait_in_sample - truth + 0.01).abs() < 3.0 * error + 0.01, "{found:?} {truth}");
            assert!(error < 0.06 && found.foresight > found.wait.mean);
            // Waiting is better than taking 4 now.
            assert!(found.value_of_waiting.confidence_interval.unwrap().low > 0.0);
            let moved: usize = found.moves.iter().map(|share| share.successes).sum();
            assert_eq!((moved + found.never_moves.successes, found.moves[0].successes), (20_000, 0));
        }
    }

    #[test]
    fn agrees_with_the_tree_of_two_periods() {
        // The widget factory of Dixit & Pindyck: now 600, waiting 773 (see `two_periods`). What is known later is whether the price rose.
        let paths = 4000;
        let up: Vec<bool> = normals(2100, paths).into_iter().map(|value| value > 0.0).collect();
        let saving = |date: usize, up: bool| {
            let price = if up { 300.0 } else { 100.0 };
            if date == 0 { -1600.0 + 200.0 + 10.0 * price } else { -1600.0 / 1.1 + 10.0 * price }
        };
        let savings = Array2::from_shape_fn((2, paths), |(date, path)| saving(date, up[path]));
        let known = Array3::from_shape_fn(
            (2, paths, 1),
            |(date, path, _)| {
                if date == 1 && up[path] { 1.0 } else { 0.0 }
            },
        );
        let found = value_of_waiting(&MovePaths {
            savings: savings.view(),
            known: known.view(),
            open: None,
            degree: 1,
        })
        .unwrap();
        let share = up.iter().filter(|up| **up).count() as f64 / paths as f64;
        assert!((found.wait.mean - share * (3000.0 - 1600.0 / 1.1)).abs() < 1e-6, "{found:?}");
        assert!(found.value_of_waiting.confidence_interval.unwrap().contains(772.7 - 600.0));
        assert_eq!(found.best_fixed_date, Some(0));
    }

    #[test]
    fn waiting_for_noise_is_worth_nothing_and_the_interval_covers_zero_gain() {
        // Savings are noise around 0 that nothing known tells: no rule can save, so the mean is 0. 200 replications: four deviations of 0.0154
        // around 95 % or above, as the rule may also hold still.
        let covered = share_of(200, |replication| {
            let noise = normals(3_000_000 + replication, 4 * 300);
            let other = normals(3_100_000 + replication, 4 * 300);
            let savings = Array2::from_shape_vec((4, 300), noise).unwrap();
            let known = Array3::from_shape_vec((4, 300, 1), other).unwrap();
            let paths = MovePaths { savings: savings.view(), known: known.view(), open: None, degree: 2 };
            let found = value_of_waiting(&paths).unwrap();
            found.wait.confidence_interval.unwrap().contains(0.0)
        });
        assert!(covered > 0.95 - 0.062, "{covered}");
    }

    #[test]
    fn refuses_shapes_that_do_not_agree() {
        let savings = Array2::zeros((3, 10));
        let known = Array3::zeros((3, 9, 1));
        let paths = MovePaths { savings: savings.view(), known: known.view(), open: None, degree: 1 };
        assert!(value_of_waiting(&paths).is_err());
        let known = Array3::zeros((3, 10, 1));
        let open = Array2::from_elem((2, 10), true);
        let paths =
            MovePaths { savings: savings.view(), known: known.view(), open: Some(open.view()), degree: 1 };
        assert!(value_of_waiting(&paths).is_err());
    }
}
