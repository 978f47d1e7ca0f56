//! Which of very many figures may be worth knowing: a cheap look at all, with what chance alone would show.

use rayon::prelude::*;

use super::information::shuffled;
use crate::engine::random::StreamKey;

/// Classes of a figure's values, by rank.
const CLASSES: usize = 16;

/// Shuffles of the trials. Higher than the highest of all figures in all of them: by chance in one of 20 surveys.
const SHUFFLES: u64 = 19;

/// Gains of choosing by the class of one figure, for all figures.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Screening {
    /// `[figure]`: in the unit of the costs, not negative; chance alone makes it rise above 0.
    pub gains: Vec<f64>,
    /// The highest gain of any figure when trials are shuffled, so that no figure has to do with the costs.
    pub by_chance: f64,
}

/// The class of each trial, by the rank of a figure; equal values are in one class.
///
/// - `values`: `[trial]`, finite.
#[must_use]
pub(super) fn classes_of(values: &[f64]) -> Vec<u8> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_unstable_by(|&left, &right| values[left].total_cmp(&values[right]).then(left.cmp(&right)));
    let mut classes = vec![0; values.len()];
    let mut first = 0;
    for (place, &trial) in order.iter().enumerate() {
        if place > 0 && values[order[place - 1]] != values[trial] {
            first = place;
        }
        classes[trial] = (first * CLASSES / values.len()) as u8;
    }
    classes
}

/// Looks at all figures.
///
/// - `classes`: `[figure][trial]`, of [`classes_of`].
/// - `differences`: `[option][trial]`, costs less those of the best option on average, without that one.
pub(super) fn screen(classes: &[Vec<u8>], differences: &[Vec<f64>], seed: u64) -> Screening {
    let trials = differences.first().map_or(0, Vec::len);
    let rows = by_trial(differences, 0..trials);
    let gains = gains(classes, &rows, differences.len());
    let key = StreamKey::new(seed, "information/screening");
    let highest = |shuffle: u64| {
        let rows = by_trial(differences, shuffled(trials, key.draw(shuffle)).into_iter());
        gains_of_all(classes, &rows, differences.len())
    };
    Screening { gains, by_chance: (0..SHUFFLES).map(highest).fold(0.0, f64::max) }
}

/// `[trial][option]`, in an order of trials.
fn by_trial(differences: &[Vec<f64>], order: impl Iterator<Item = usize>) -> Vec<f64> {
    order.flat_map(|trial| differences.iter().map(move |option| option[trial])).collect()
}

fn gains_of_all(classes: &[Vec<u8>], rows: &[f64], options: usize) -> f64 {
    gains(classes, rows, options).into_iter().fold(0.0, f64::max)
}

fn gains(classes: &[Vec<u8>], rows: &[f64], options: usize) -> Vec<f64> {
    classes.par_iter().map(|classes| gain(classes, rows, options)).collect()
}

/// Mean of what the lowest option saves in each class.
fn gain(classes: &[u8], rows: &[f64], options: usize) -> f64 {
    if options == 0 || classes.is_empty() {
        return 0.0;
    }
    let mut sums = vec![0.0; CLASSES * options];
    for (class, row) in classes.iter().zip(rows.chunks_exact(options)) {
        let place = usize::from(*class) * options;
        sums[place..place + options].iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
    }
    let lowest = |sums: &[f64]| sums.iter().copied().fold(0.0, f64::min);
    -sums.chunks_exact(options).map(lowest).sum::<f64>() / classes.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::testing::{normals, share_of};

    #[test]
    fn classes_are_equally_large_and_hold_equal_values_together() {
        let rising: Vec<f64> = (0..32).map(f64::from).collect();
        assert_eq!(classes_of(&rising), (0..32).map(|trial| trial / 2).collect::<Vec<u8>>());
        assert_eq!(classes_of(&[7.0; 5]), [0; 5]);
    }

    #[test]
    fn a_gain_by_hand() {
        // Two classes; the option saves 3 in each trial of the first and costs 1 more in the second: gain 3/2.
        let found = gain(&[0, 0, 9, 9], &[-3.0, -3.0, 1.0, 1.0], 1);
        assert!((found - 1.5).abs() < 1e-12, "{found}");
    }

    #[test]
    fn what_matters_stands_out_and_chance_does_so_in_one_survey_of_twenty() {
        let (trials, figures) = (400, 20);
        let survey = |seed: u64, share: f64| {
            let inputs: Vec<Vec<f64>> =
                (0..figures).map(|figure| normals(seed * 100 + figure, trials)).collect();
            let noise = normals(seed * 100 + 99, trials);
            let cost = inputs[0].iter().zip(noise).map(|(input, noise)| 0.2 + share * input + noise);
            let classes: Vec<Vec<u8>> = inputs.iter().map(|input| classes_of(input)).collect();
            screen(&classes, &[cost.collect()], seed)
        };
        let found = survey(1, 2.0);
        assert!(
            found.gains[0] > found.by_chance && found.gains[1..].iter().all(|gain| *gain <= found.by_chance)
        );
        // 400 surveys: four deviations of √(0.05·0.95/400) = 0.0109.
        let wrong = share_of(400, |seed| {
            let found = survey(1000 + seed, 0.0);
            found.gains.iter().any(|gain| *gain > found.by_chance)
        });
        assert!((wrong - 0.05).abs() < 0.0436, "{wrong}");
    }
}
