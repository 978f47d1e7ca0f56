//! The mean of a target given some covariates, by penalised regression on smooth functions of them.

use rayon::prelude::*;

use super::covariate::{Covariate, categories, normal_scores};
use super::penalised::{Chosen, Penalised, Products};
use super::spline::Spline;

/// Functions of one number alone, when it is the only covariate.
const MOST_FUNCTIONS: usize = 22;
/// Columns of a regression on several covariates, at most.
const MOST_COLUMNS: usize = 150;
/// Trials that each column needs.
const TRIALS_PER_COLUMN: usize = 10;
/// Functions of each number that enter products with another's.
const FACTORS: usize = 8;

/// The functions that belong to one covariate.
#[derive(Debug, Clone)]
enum Functions {
    Smooth {
        scores: Vec<f64>,
        spline: Spline,
    },
    /// One indicator for each category but the first.
    Indicators {
        places: Vec<usize>,
        categories: usize,
    },
}

impl Functions {
    fn of(covariate: &Covariate<'_>, most: usize) -> Option<Functions> {
        match covariate {
            Covariate::Numeric(values) => {
                let scores = normal_scores(values);
                Spline::new(&scores, most).map(|spline| Functions::Smooth { scores, spline })
            }
            Covariate::Category(labels) => {
                let (distinct, places) = categories(labels);
                (distinct.len() > 1).then_some(Functions::Indicators { places, categories: distinct.len() })
            }
        }
    }

    fn columns(&self) -> usize {
        match self {
            Functions::Smooth { spline, .. } => spline.functions(),
            Functions::Indicators { categories, .. } => categories - 1,
        }
    }

    /// Columns that enter products.
    fn factors(&self) -> usize {
        match self {
            Functions::Smooth { spline, .. } => spline.functions().min(FACTORS),
            Functions::Indicators { categories, .. } => categories - 1,
        }
    }

    fn penalty(&self, column: usize) -> f64 {
        match self {
            Functions::Smooth { spline, .. } => spline.roughness[column],
            Functions::Indicators { .. } => 0.0,
        }
    }

    fn fill(&self, trial: usize, values: &mut [f64]) {
        match self {
            Functions::Smooth { scores, spline } => spline.fill(scores[trial], values),
            Functions::Indicators { places, .. } => {
                values.fill(0.0);
                if places[trial] > 0 {
                    values[places[trial] - 1] = 1.0;
                }
            }
        }
    }
}

/// The design of a regression: a constant, functions of each covariate, and products of the smoothest functions of two.
#[derive(Debug, Clone)]
pub(super) struct Design {
    functions: Vec<Functions>,
    /// Place of each covariate's first column.
    places: Vec<usize>,
    /// Columns whose product is a column.
    products: Vec<(usize, usize)>,
    pub(super) penalty: Vec<f64>,
    trials: usize,
}

impl Design {
    /// - `covariates`: at least two trials, all equally many.
    pub(super) fn new(covariates: &[Covariate<'_>], trials: usize) -> Design {
        let room = MOST_COLUMNS.min(trials / TRIALS_PER_COLUMN).max(2);
        // With several covariates half of the room is left to products.
        let share = if covariates.len() > 1 { room / (2 * covariates.len()) } else { room };
        let most = share.clamp(1, MOST_FUNCTIONS);
        let functions: Vec<Functions> =
            covariates.iter().filter_map(|covariate| Functions::of(covariate, most)).collect();
        let (mut places, mut penalty) = (Vec::new(), vec![0.0]);
        for function in &functions {
            places.push(penalty.len());
            penalty.extend((0..function.columns()).map(|column| function.penalty(column)));
        }
        let mut design = Design { functions, places, products: Vec::new(), penalty, trials };
        design.multiply(room);
        design
    }

    /// Adds products, the smoothest first, as far as there is room.
    fn multiply(&mut self, room: usize) {
        let mut found = Vec::new();
        for (second, other) in self.functions.iter().enumerate() {
            for (first, one) in self.functions[..second].iter().enumerate() {
                for (left, right) in
                    (0..one.factors()).flat_map(|left| (0..other.factors()).map(move |right| (left, right)))
                {
                    // One more than the parts' own: a product is rougher than its factors.
                    let penalty = 1.0 + one.penalty(left) + other.penalty(right);
                    found.push((penalty, self.places[first] + left, self.places[second] + right));
                }
            }
        }
        found.sort_by(|left, right| left.0.total_cmp(&right.0));
        for (penalty, left, right) in found.into_iter().take(room.saturating_sub(self.penalty.len())) {
            self.products.push((left, right));
            self.penalty.push(penalty);
        }
    }

    pub(super) fn columns(&self) -> usize {
        self.penalty.len()
    }

    /// The columns' values in a trial.
    pub(super) fn fill(&self, trial: usize, row: &mut [f64]) {
        row[0] = 1.0;
        for (functions, &place) in self.functions.iter().zip(&self.places) {
            functions.fill(trial, &mut row[place..place + functions.columns()]);
        }
        let simple = self.columns() - self.products.len();
        let (simple, products) = row.split_at_mut(simple);
        for (product, &(left, right)) in products.iter_mut().zip(&self.products) {
            *product = simple[left] * simple[right];
        }
    }
}

/// A share of the trials, in one piece, that can be left out.
pub(super) const FOLDS: usize = 5;

/// The fold of a trial.
pub(super) fn fold_of(trial: usize, trials: usize) -> usize {
    trial * FOLDS / trials
}

/// What some targets are expected to be, given the covariates.
pub(crate) struct Smoother {
    design: Design,
    fit: Penalised,
    pub(super) chosen: Vec<Chosen>,
    /// `[target]`: taken off before the regression, so that no digits are lost to a large mean.
    means: Vec<f64>,
    /// `[fold][target][column]`: from the trials of all other folds.
    left_out: Vec<Vec<Vec<f64>>>,
}

impl Smoother {
    /// - `targets`: `[target]`, each with as many trials as the covariates; at least one trial.
    ///
    /// `None` if the regression has no solution.
    pub(crate) fn new(covariates: &[Covariate<'_>], targets: &[Vec<f64>]) -> Option<Smoother> {
        let trials = targets.first()?.len();
        let design = Design::new(covariates, trials);
        let means: Vec<f64> =
            targets.iter().map(|target| target.iter().sum::<f64>() / trials as f64).collect();
        // Each fold in one thread and in the order of its trials: the same bits for any number of threads.
        let folds: Vec<Products> =
            (0..FOLDS).into_par_iter().map(|fold| products_of(&design, targets, &means, fold)).collect();
        let all = folds.iter().skip(1).fold(folds[0].clone(), |sum, fold| sum.plus(fold));
        let fit = Penalised::new(&all, &design.penalty)?;
        let chosen = (0..targets.len()).map(|target| fit.choose(target)).collect();
        let left_out = (0..FOLDS)
            .into_par_iter()
            .map(|fold| without(&folds, fold, &design.penalty, targets.len()))
            .collect();
        Some(Smoother { design, fit, chosen, means, left_out })
    }

    /// Calls with each trial and what every target is expected to be there: by all trials, and by those of other folds.
    pub(crate) fn each(&self, mut told: impl FnMut(usize, &[f64], &[f64])) {
        let all: Vec<Vec<f64>> =
            self.chosen.iter().map(|chosen| self.fit.by_column(&chosen.coefficients)).collect();
        let mut row = vec![0.0; self.design.columns()];
        let (mut fitted, mut predicted) = (vec![0.0; all.len()], vec![0.0; all.len()]);
        for trial in 0..self.design.trials {
            self.design.fill(trial, &mut row);
            let others = &self.left_out[fold_of(trial, self.design.trials)];
            for target in 0..all.len() {
                fitted[target] = self.means[target] + dot(&row, &all[target]);
                predicted[target] = self.means[target] + dot(&row, &others[target]);
            }
            told(trial, &fitted, &predicted);
        }
    }

    /// The values of all directions of the regression in a trial.
    pub(crate) fn directions(&self, trial: usize) -> Vec<f64> {
        let mut row = vec![0.0; self.design.columns()];
        self.design.fill(trial, &mut row);
        self.fit.directions_at(&row)
    }

    /// Standard deviation of each coefficient of a target, in units of the residual deviation.
    pub(crate) fn deviations(&self, target: usize) -> Vec<f64> {
        self.chosen[target].shares.iter().map(|share| self.fit.variance_share(*share).sqrt()).collect()
    }

    /// Largest number of degrees of freedom of a target, the constant included.
    pub(crate) fn degrees_of_freedom(&self) -> f64 {
        self.chosen.iter().map(|chosen| chosen.degrees_of_freedom).fold(1.0, f64::max)
    }
}

/// Sums over the trials of a fold.
fn products_of(design: &Design, targets: &[Vec<f64>], means: &[f64], fold: usize) -> Products {
    let mut products = Products::new(design.columns(), targets.len());
    let mut row = vec![0.0; design.columns()];
    for trial in (0..design.trials).filter(|&trial| fold_of(trial, design.trials) == fold) {
        design.fill(trial, &mut row);
        products.add(&row, targets.iter().zip(means).map(|(target, mean)| target[trial] - mean));
    }
    products
}

/// Coefficients `[target][column]` without the trials of a fold; all 0, the mean, where there is no solution.
fn without(folds: &[Products], left_out: usize, penalty: &[f64], targets: usize) -> Vec<Vec<f64>> {
    let empty = Products::new(penalty.len(), targets);
    let rest = folds
        .iter()
        .enumerate()
        .filter(|(fold, _)| *fold != left_out)
        .fold(empty, |sum, (_, fold)| sum.plus(fold));
    match Penalised::new(&rest, penalty) {
        Some(fit) => (0..targets).map(|target| fit.by_column(&fit.choose(target).coefficients)).collect(),
        None => vec![vec![0.0; penalty.len()]; targets],
    }
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}
