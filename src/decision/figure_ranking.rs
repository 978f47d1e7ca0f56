//! Which of very many figures move a cost at all? A cheap look at every one.

use rayon::prelude::*;

use crate::statistics::mid_ranks;

/// Spearman's rank correlation of every cost with every figure, `[cost][figure]`; 0 for a figure that never varies.
///
/// - `figures`: `[figure][trial]`, finite.
/// - `costs`: `[cost][trial]`, finite, of the same trials.
#[must_use]
pub fn figure_correlations(figures: &[Vec<f64>], costs: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let costs: Vec<Vec<f64>> = costs.iter().map(|cost| centred_ranks(cost)).collect();
    let by_figure: Vec<Vec<f64>> = figures
        .par_iter()
        .map(|figure| {
            let ranks = centred_ranks(figure);
            costs.iter().map(|cost| ranks.iter().zip(cost).map(|(one, other)| one * other).sum()).collect()
        })
        .collect();
    (0..costs.len()).map(|cost| by_figure.iter().map(|of| of[cost]).collect()).collect()
}

/// Ranks about their mean, with squares that sum to one; all 0 where nothing varies.
fn centred_ranks(values: &[f64]) -> Vec<f64> {
    let mut ranks = mid_ranks(values);
    ranks.iter_mut().for_each(|rank| *rank -= 0.5);
    let size = ranks.iter().map(|rank| rank * rank).sum::<f64>().sqrt();
    if size > 0.0 {
        ranks.iter_mut().for_each(|rank| *rank /= size);
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::rank_correlation;
    use crate::statistics::testing::normals;

    #[test]
    fn they_are_the_correlations_of_the_estimator() {
        let figures = vec![normals(1, 300), vec![2.0; 300], normals(2, 300)];
        let cost: Vec<f64> = figures[0].iter().zip(normals(3, 300)).map(|(one, noise)| noise - one).collect();
        let found = figure_correlations(&figures, std::slice::from_ref(&cost));
        assert_eq!(found[0][1], 0.0);
        for figure in [0, 2] {
            let expected = rank_correlation(&figures[figure], &cost, None).unwrap().estimate;
            assert!((found[0][figure] - expected).abs() < 1e-12);
        }
    }
}
