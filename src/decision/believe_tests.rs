use super::super::scenario_costs::testing::costs_of;
use super::*;
use crate::statistics::testing::normals;

/// Mean costs `[scenario][option]` that every trial has.
fn constant(cells: &[&[f64]]) -> ScenarioCosts {
    let costs = cells.iter().map(|row| row.iter().map(|cost| vec![*cost; 4]).collect()).collect();
    costs_of(costs, None)
}

#[test]
fn two_scenarios_by_hand() {
    // a costs 10 and 20, b 12 and 15, c 17 and 14: lines 10 + 10w, 12 + 3w, 17 − 3w. a = b at w = 2/7, b = c at 5/6.
    let found = believe(&constant(&[&[10.0, 12.0, 17.0], &[20.0, 15.0, 14.0]])).unwrap();
    let switches: Vec<(usize, usize)> =
        found.switches.iter().map(|switch| (switch.before, switch.after)).collect();
    assert_eq!(switches, [(0, 1), (1, 2)]);
    assert!((found.switches[0].weight - 2.0 / 7.0).abs() < 1e-12);
    assert!((found.switches[1].weight - 5.0 / 6.0).abs() < 1e-12);
    let expected = [2.0 / 7.0, 5.0 / 6.0 - 2.0 / 7.0, 1.0 / 6.0];
    for (option, expected) in found.options.iter().zip(expected) {
        assert!((option.share - expected).abs() < 1e-12);
        // Nothing is by chance.
        assert!((option.share_interval.unwrap().width()).abs() < 1e-12);
    }
    let least: Vec<Vec<f64>> = found
        .options
        .iter()
        .map(|option| option.least.iter().map(|least| least.unwrap().weight).collect())
        .collect();
    let expected = [[5.0 / 7.0, 0.0], [1.0 / 6.0, 2.0 / 7.0], [0.0, 5.0 / 6.0]];
    for (found, expected) in least.iter().flatten().zip(expected.iter().flatten()) {
        assert!((found - expected).abs() < 1e-6, "{least:?}");
    }
    assert_eq!(found.point_error, 0.0);
}

#[test]
fn a_triangle_is_cut_by_hand() {
    // b costs 1 more in the first scenario, and 1 less in the third: best where w₁ < w₃, on half of the triangle. c is 1 less in the
    // second, 3 more elsewhere: against a, where 3(1 − w₂) < w₂: w₂ > 3/4, a corner of (1/4)² less what b keeps.
    let found = believe(&constant(&[&[5.0, 6.0, 8.0], &[5.0, 5.0, 4.0], &[5.0, 4.0, 8.0]])).unwrap();
    let shares: Vec<f64> = found.options.iter().map(|option| option.share).collect();
    // Against b: 8w₁ + 4w₂ + 8w₃ < 6w₁ + 5w₂ + 4w₃ or 2w₁ + 4w₃ < w₂. Where w₁ > w₃ only a counts: 3(w₁ + w₃) < w₂.
    // Half w₁ > w₃: half of the corner. Half w₃ > w₁: with u = w₁, v = w₃: 3u + 5v < 1, u < v: corners (0, 0), (0, 1/5), (1/8, 1/8):
    // 1/2·1/5·1/8 = 1/80, of the whole 1/2: 1/40.
    let expected = [0.5 - 1.0 / 32.0, 0.5 - 1.0 / 40.0, 1.0 / 32.0 + 1.0 / 40.0];
    for (found, expected) in shares.iter().zip(expected) {
        assert!((found - expected).abs() < 5e-4, "{shares:?}");
    }
    assert!(found.point_error > 0.0 && found.point_error < 5e-4);
    // c needs the second scenario: at best with 3u + 3v < 1 − u − v … w₂ = 3/4 with all the rest on the first.
    let least = found.options[2].least[1].unwrap();
    assert!((least.weight - 0.75).abs() < 1e-6 || least.weight < 0.75, "{least:?}");
    // With the rest on the first: 3w₁ < w₂ against a, 2w₁ < w₂ against b: w₂ = 3/4. On the third: 3 and 4: worse.
    assert!((least.weight - 0.75).abs() < 1e-6);
}

#[test]
fn the_programme_agrees_with_a_search() {
    for seed in 0..20 {
        let values = normals(seed, 16);
        let means: Vec<Vec<f64>> = values.chunks(4).map(<[f64]>::to_vec).collect();
        for option in 0..4 {
            let found = least_weights(&means, option, "").unwrap();
            // All weights in twentieths.
            let mut searched: Option<Vec<f64>> = None;
            for first in 0..=20_u32 {
                for second in 0..=20 - first {
                    for third in 0..=20 - first - second {
                        let weights = [first, second, third, 20 - first - second - third]
                            .map(|part| f64::from(part) / 20.0);
                        let mut best = vec![0.0; 4];
                        best_at(&means, &weights, 1e-9, &mut best);
                        if best[option] > 0.0 {
                            let least = searched.get_or_insert(vec![1.0; 4]);
                            for (least, weight) in least.iter_mut().zip(weights) {
                                *least = f64::min(*least, weight);
                            }
                        }
                    }
                }
            }
            match (found, searched) {
                (Some(found), Some(searched)) => {
                    for (found, searched) in found.iter().zip(&searched) {
                        // The search sees only twentieths, so it is never lower; small regions it may miss by more than a step.
                        assert!(*found <= searched + 1e-6, "{seed} {option}: {found} {searched}");
                        assert!(*found >= searched - 0.35, "{seed} {option}: {found} {searched}");
                    }
                }
                (None, Some(_)) => panic!("{seed} {option}: the programme finds no weights, the search does"),
                (Some(_) | None, None) => {}
            }
        }
    }
}

#[test]
fn an_option_that_is_never_best_has_no_weights() {
    // c is above the mean of a and b, which are best at the ends: never best, though dominated by neither.
    let found = believe(&constant(&[&[1.0, 5.0, 3.5], &[5.0, 1.0, 3.5]])).unwrap();
    assert_eq!((found.options[2].possible, found.options[2].share), (false, 0.0));
    assert_eq!(found.options[2].least, [None, None]);
    assert_eq!(found.options[2].chance_possible, Some(0.0));
    assert_eq!(found.switches.len(), 1);
}

#[test]
fn the_least_shift_of_weight_is_found() {
    // At weights 0.5, 0.3, 0.2 a costs 10 everywhere, b 12, 9 and 8: 12·0.5 + 9·0.3 + 8·0.2 = 10.3. Moving x from the first to the
    // third gains 4x: 0.075.
    let costs = vec![vec![10.0, 12.0], vec![10.0, 9.0], vec![10.0, 8.0]];
    let costs = costs.iter().map(|row| row.iter().map(|cost| vec![*cost; 3]).collect()).collect();
    let found = believe(&costs_of(costs, Some(vec![0.5, 0.3, 0.2]))).unwrap().at_weights.unwrap();
    assert_eq!((found.best, found.rival), (0, Some(1)));
    assert!((found.shift.unwrap() - 0.075).abs() < 1e-9);
    assert_eq!((found.moves[0].0, found.moves[0].1), (0, 2));
}

#[test]
fn degenerate_input_is_answered() {
    let one = believe(&costs_of(vec![vec![vec![3.0]]], None)).unwrap();
    assert_eq!((one.options[0].share, one.options[0].share_interval), (1.0, None));
    assert_eq!(one.switches, []);
    // All the same: shared.
    let same = believe(&constant(&[&[2.0, 2.0], &[3.0, 3.0], &[4.0, 4.0]])).unwrap();
    assert!(same.options.iter().all(|option| (option.share - 0.5).abs() < 1e-9 && option.possible));
    assert_eq!(same.switches, []);
}

#[test]
fn the_interval_of_a_switch_holds_the_truth_in_95_of_100_runs() {
    // True means: a 10 and 12, b 11 and 11: a switch at one half. 400 trials, noise 1 in each, common noise 3. Of 200 runs at least
    // 179 and at most 199 hold (binomial, 1 in 1,000 either way).
    let holds = |run: u64| {
        let noise = |number: u64| normals(run * 50 + number, 400);
        let cell = |mean: f64, own: u64, common: u64| -> Vec<f64> {
            noise(own).iter().zip(noise(common)).map(|(own, all)| mean + own + 3.0 * all).collect()
        };
        let costs = vec![vec![cell(10.0, 1, 9), cell(11.0, 2, 9)], vec![cell(12.0, 3, 9), cell(11.0, 4, 9)]];
        let found = believe(&costs_of(costs, None)).unwrap();
        found.switches[0].interval.unwrap().contains(0.5)
    };
    let held = (0..200).filter(|run| holds(*run)).count();
    assert!((179..=199).contains(&held), "{held}");
}

#[test]
fn trials_and_options_in_another_order_change_nothing() {
    let cells: Vec<Vec<Vec<f64>>> = (0..3)
        .map(|scenario| {
            (0..3)
                .map(|option| {
                    let shift = [[0.0, 0.4, 0.8], [0.5, 0.2, 0.6], [0.9, 0.5, 0.1]][scenario][option];
                    normals(10 * scenario as u64 + option as u64, 200)
                        .iter()
                        .map(|value| value + shift)
                        .collect()
                })
                .collect()
        })
        .collect();
    let of = |order: [usize; 3], reverse: bool| {
        let pick = |trials: &Vec<f64>| -> Vec<f64> {
            if reverse { trials.iter().rev().copied().collect() } else { trials.clone() }
        };
        let costs =
            cells.iter().map(|scenario| order.map(|option| pick(&scenario[option])).to_vec()).collect();
        let options = order.map(|option| format!("option {option}")).to_vec();
        let scenarios = ["x", "y", "z"].map(str::to_owned).to_vec();
        believe(&ScenarioCosts::new(options, scenarios, None, costs, None).unwrap()).unwrap()
    };
    let straight = of([0, 1, 2], false);
    let turned = of([2, 0, 1], true);
    for (place, option) in [2, 0, 1].into_iter().enumerate() {
        let (left, right) = (&straight.options[option], &turned.options[place]);
        assert!((left.share - right.share).abs() < 1e-3);
        let (left, right) = (left.share_interval.unwrap(), right.share_interval.unwrap());
        assert!((left.low - right.low).abs() + (left.high - right.high).abs() < 1e-3);
    }
}
