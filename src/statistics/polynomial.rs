//! Least squares on polynomials of a few numbers.

use super::penalised::{Penalised, Products};

/// A polynomial fitted to points.
#[derive(Debug, Clone)]
pub(crate) struct Polynomial {
    /// `[term][variable]`; the constant first.
    exponents: Vec<Vec<u32>>,
    /// Mean and standard deviation of each variable, 1 if it never varies.
    scales: Vec<(f64, f64)>,
    coefficients: Vec<f64>,
    mean: f64,
}

impl Polynomial {
    /// The polynomial of at most this total degree with the least squared distance from the targets. With fewer points than terms and one more
    /// the degree falls until there are enough; terms that depend on others are left out.
    ///
    /// - `points`: `[point]`, each with equally many variables; at least one point.
    pub(crate) fn fit(points: &[&[f64]], targets: &[f64], degree: u32) -> Option<Polynomial> {
        let variables = points.first()?.len();
        let mut degree = degree;
        while degree > 0 && exponents(variables, degree).len() >= points.len() {
            degree -= 1;
        }
        let count = points.len() as f64;
        let mean = targets.iter().sum::<f64>() / count;
        let mut found = Polynomial {
            exponents: exponents(variables, degree),
            scales: (0..variables).map(|variable| scale(points, variable)).collect(),
            coefficients: Vec::new(),
            mean,
        };
        let mut products = Products::new(found.exponents.len(), 1);
        for (point, target) in points.iter().zip(targets) {
            products.add(&found.row(point), std::iter::once(target - mean));
        }
        let fit = Penalised::new(&products, &vec![0.0; found.exponents.len()])?;
        found.coefficients = fit.by_column(&fit.choose(0).coefficients);
        Some(found)
    }

    /// Its value at a point.
    pub(crate) fn at(&self, point: &[f64]) -> f64 {
        let terms = self.row(point);
        self.mean + terms.iter().zip(&self.coefficients).map(|(term, weight)| term * weight).sum::<f64>()
    }

    fn row(&self, point: &[f64]) -> Vec<f64> {
        let scaled: Vec<f64> = point
            .iter()
            .zip(&self.scales)
            .map(|(value, (mean, deviation))| (value - mean) / deviation)
            .collect();
        let power = |exponents: &Vec<u32>| {
            exponents
                .iter()
                .zip(&scaled)
                .map(|(exponent, value)| (0..*exponent).fold(1.0, |product, _| product * value))
                .product()
        };
        self.exponents.iter().map(power).collect()
    }
}

fn scale(points: &[&[f64]], variable: usize) -> (f64, f64) {
    let count = points.len() as f64;
    let mean = points.iter().map(|point| point[variable]).sum::<f64>() / count;
    let squares: f64 = points.iter().map(|point| (point[variable] - mean) * (point[variable] - mean)).sum();
    let deviation = (squares / count).sqrt();
    (mean, if deviation > 0.0 { deviation } else { 1.0 })
}

/// All exponents of this many variables with a sum of at most `degree`, by rising sum.
fn exponents(variables: usize, degree: u32) -> Vec<Vec<u32>> {
    let mut found: Vec<Vec<u32>> = vec![Vec::new()];
    for _ in 0..variables {
        found = found
            .into_iter()
            .flat_map(|start| {
                let left = degree - start.iter().sum::<u32>();
                (0..=left).map(move |exponent| start.iter().copied().chain([exponent]).collect())
            })
            .collect();
    }
    found.sort_by_key(|exponents| exponents.iter().sum::<u32>());
    found
}

#[cfg(test)]
mod tests {
    use super::super::testing::normals;
    use super::*;

    #[test]
    fn terms_of_two_variables_up_to_the_second_degree() {
        let found = exponents(2, 2);
        assert_eq!(found.len(), 6);
        assert_eq!(found[0], [0, 0]);
        assert!(found.contains(&vec![1, 1]) && found.contains(&vec![0, 2]));
    }

    #[test]
    fn a_polynomial_comes_back() {
        let (xs, ys) = (normals(91, 200), normals(92, 200));
        let points: Vec<[f64; 2]> = xs.iter().zip(&ys).map(|(x, y)| [100.0 + x, 5.0 * y]).collect();
        let value = |point: &[f64]| 3.0 - point[0] + 0.5 * point[1] * point[1] + point[0] * point[1];
        let targets: Vec<f64> = points.iter().map(|point| value(point)).collect();
        let rows: Vec<&[f64]> = points.iter().map(|point| point.as_slice()).collect();
        let found = Polynomial::fit(&rows, &targets, 2).unwrap();
        for point in [[99.0, 2.0], [101.5, -7.0]] {
            assert!(
                (found.at(&point) - value(&point)).abs() < 1e-4,
                "{} {}",
                found.at(&point),
                value(&point)
            );
        }
    }

    #[test]
    fn few_points_lower_the_degree_and_what_never_varies_is_ignored() {
        let points = [[1.0, 7.0], [2.0, 7.0], [3.0, 7.0]];
        let rows: Vec<&[f64]> = points.iter().map(|point| point.as_slice()).collect();
        // Three points carry no three terms: the mean is left.
        assert!((Polynomial::fit(&rows, &[1.0, 2.0, 6.0], 3).unwrap().at(&[5.0, 7.0]) - 3.0).abs() < 1e-9);
        assert!(Polynomial::fit(&[], &[], 1).is_none());
    }
}
