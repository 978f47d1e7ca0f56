//! Rank correlation between quantities by a Gaussian copula.

use super::correlation_matrix::CorrelationMatrix;
use super::problem::near_name;
use crate::math::{asin, inverse_normal_cdf, normal_cdf, sin};
use std::collections::BTreeMap;
use std::f64::consts::PI;

/// The wish that two quantities go together.
#[derive(Debug, Clone, PartialEq)]
pub struct RankCorrelation {
    pub first: String,
    pub second: String,
    /// Spearman's rank correlation ρ, in `[−1, 1]`.
    pub rho: f64,
}

impl RankCorrelation {
    /// A pair with its rank correlation; checked by [`GaussianCopula::new`].
    pub fn new(first: impl Into<String>, second: impl Into<String>, rho: f64) -> Self {
        Self { first: first.into(), second: second.into(), rho }
    }
}

/// Why correlations were refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CorrelationError {
    /// The same quantity is listed twice.
    #[error("quantity `{name}` is listed twice")]
    RepeatedName { name: String },
    /// A pair names a quantity that does not exist.
    #[error("unknown quantity `{name}` in a correlation{}", hint.as_ref().map(|hint| format!("; {hint}")).unwrap_or_default())]
    UnknownName { name: String, hint: Option<String> },
    /// A quantity paired with itself.
    #[error("`{name}` is correlated with itself; a pair needs two quantities")]
    SameName { name: String },
    /// Outside [−1, 1], or NaN.
    #[error("rank({first}, {second}) = {rho}: a rank correlation lies between -1 and 1")]
    OutOfRange { first: String, second: String, rho: f64 },
    /// The same pair twice, in either order.
    #[error("rank({first}, {second}) is given twice, as {rho} and as {other}")]
    RepeatedPair { first: String, second: String, rho: f64, other: f64 },
    /// The pairs contradict each other. The interval is rounded inwards.
    #[error(
        "rank correlations among {} contradict each other: with the others as given, rank({first}, {second}) = {rho} \
         must lie between {low} and {high}",
        names.join(", ")
    )]
    NotPositiveSemiDefinite {
        first: String,
        second: String,
        rho: f64,
        low: f64,
        high: f64,
        /// The quantities that take part in the contradiction.
        names: Vec<String>,
    },
    /// The pairs contradict each other, by so little that rounding hides which.
    #[error("rank correlations among {} contradict each other", names.join(", "))]
    Contradiction { names: Vec<String> },
}

/// Correlates uniforms so that the quantities drawn from them have given rank correlations.
///
/// Quantities linked by pairs form groups; pairs not given inside a group have correlation 0. In each group, ordered by
/// name, `z = Φ⁻¹(u)`, `z' = L·z` and `u' = Φ(z')`, where L is the Cholesky factor of the Pearson correlations
/// `2 sin(πρ/6)` that give normal variables the rank correlations ρ. The first of a group, and quantities in no group, keep
/// their uniform bit for bit.
///
/// # Source
/// Iman & Conover (1982), "A distribution-free approach to inducing rank correlation among input variables",
/// Communications in Statistics 11(3); Pearson (1907) for the conversion of ρ.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GaussianCopula {
    groups: Vec<Group>,
}

#[derive(Debug, Clone, PartialEq)]
struct Group {
    /// Positions in the slice of uniforms, ordered by the quantities' names.
    positions: Vec<usize>,
    /// Lower triangle by rows without padding: row r begins at r(r + 1)/2.
    factor: Vec<f64>,
}

/// Pairs by (position, position), the one with the earlier name first.
type Pairs = BTreeMap<(usize, usize), f64>;

impl GaussianCopula {
    /// A copula for uniforms that stand in the order of `names`.
    ///
    /// The result does not depend on the order of `pairs`, nor, up to the positions, on that of `names`.
    ///
    /// # Errors
    /// See [`CorrelationError`]; contradictory pairs are refused, never repaired.
    pub fn new(names: &[String], pairs: &[RankCorrelation]) -> Result<Self, CorrelationError> {
        let pairs = check_pairs(names, pairs)?;
        let mut groups = Vec::new();
        for members in connected_groups(names, &pairs) {
            groups.push(Group::new(names, members, &pairs)?);
        }
        Ok(Self { groups })
    }

    /// Whether nothing is correlated.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Positions that [`transform`](Self::transform) reads or writes, by group.
    pub fn groups(&self) -> impl Iterator<Item = &[usize]> {
        self.groups.iter().map(|group| group.positions.as_slice())
    }

    /// The same positions, by group in the order of the quantities' names, and the lower triangle by rows of what mixes them.
    pub fn mixed(&self) -> impl Iterator<Item = (&[usize], &[f64])> {
        self.groups.iter().map(|group| (group.positions.as_slice(), group.factor.as_slice()))
    }

    /// Replaces independent uniforms by correlated ones, in place.
    ///
    /// `uniforms`: shape `[name]`, in `(0, 1)`, in the order of the names given to [`new`](Self::new). Results stay in
    /// `(0, 1)`. Positions beyond the end of a shorter slice are left out with their group.
    pub fn transform(&self, uniforms: &mut [f64]) {
        self.transform_columns(uniforms, 1);
    }

    /// The same for a block of trials, with the same bits.
    ///
    /// `columns`: shape `[name, trial]`, by rows of `trials` each.
    pub fn transform_columns(&self, columns: &mut [f64], trials: usize) {
        for group in &self.groups {
            for trial in 0..trials {
                group.transform(columns, trials, trial);
            }
        }
    }
}

impl Group {
    fn new(names: &[String], positions: Vec<usize>, pairs: &Pairs) -> Result<Self, CorrelationError> {
        let mut matrix = CorrelationMatrix::identity(positions.len());
        for (row, i) in positions.iter().enumerate() {
            for (column, j) in positions.iter().enumerate().skip(row + 1) {
                if let Some(rho) = pairs.get(&(*i, *j)) {
                    matrix.set(row, column, pearson_from_spearman(*rho));
                }
            }
        }
        let Some(square) = matrix.cholesky() else {
            return Err(contradiction(names, &positions, pairs, &matrix));
        };
        let size = positions.len();
        let factor =
            (0..size).flat_map(|row| square[row * size..row * size + row + 1].iter().copied()).collect();
        Ok(Self { positions, factor })
    }

    /// Of `uniforms`, shape `[name, trial]`, those of one trial.
    fn transform(&self, uniforms: &mut [f64], trials: usize, trial: usize) {
        let place = |position: usize| position * trials + trial;
        if self.positions.iter().any(|position| place(*position) >= uniforms.len()) {
            return;
        }
        let first = place(self.positions[0]);
        let kept = uniforms[first];
        for position in &self.positions {
            uniforms[place(*position)] = inverse_normal_cdf(uniforms[place(*position)]);
        }
        // From the last row up, so that each row still finds the independent values of the rows above it. The first row
        // is (1): its uniform would come back as itself but for rounding, and is kept.
        for row in (1..self.positions.len()).rev() {
            let start = row * (row + 1) / 2;
            let weights = &self.factor[start..=start + row];
            let mixed: f64 = weights
                .iter()
                .zip(&self.positions)
                .map(|(weight, position)| weight * uniforms[place(*position)])
                .sum();
            uniforms[place(self.positions[row])] = inside_unit_interval(normal_cdf(mixed));
        }
        uniforms[first] = kept;
    }
}

/// Φ rounds to 1 beyond 8.3 standard deviations, where quantiles would be infinite.
fn inside_unit_interval(u: f64) -> f64 {
    if u >= 1.0 {
        1.0 - f64::EPSILON / 2.0
    } else if u <= 0.0 {
        f64::MIN_POSITIVE
    } else {
        u
    }
}

/// Pearson correlation of two normal variables with rank correlation ρ: `2 sin(πρ/6)`.
fn pearson_from_spearman(rho: f64) -> f64 {
    // Exact at the ends, where sin(π/6) is not quite ½.
    if rho.abs() == 1.0 { rho } else { 2.0 * sin(PI * rho / 6.0) }
}

fn spearman_from_pearson(r: f64) -> f64 {
    if r.abs() >= 1.0 { r.signum() } else { 6.0 / PI * asin(r / 2.0) }
}

fn check_pairs(names: &[String], pairs: &[RankCorrelation]) -> Result<Pairs, CorrelationError> {
    let mut positions: BTreeMap<&str, usize> = BTreeMap::new();
    for (position, name) in names.iter().enumerate() {
        if positions.insert(name, position).is_some() {
            return Err(CorrelationError::RepeatedName { name: name.clone() });
        }
    }
    let find = |name: &String| {
        positions.get(name.as_str()).copied().ok_or_else(|| CorrelationError::UnknownName {
            name: name.clone(),
            hint: near_name(name, positions.keys().copied()),
        })
    };
    let mut checked = Pairs::new();
    // By name, so that the first error does not depend on the order either.
    let mut sorted: Vec<(&String, &String, f64)> = pairs
        .iter()
        .map(|pair| ((&pair.first).min(&pair.second), (&pair.first).max(&pair.second), pair.rho))
        .collect();
    sorted.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
    for (first, second, rho) in sorted {
        let (i, j) = (find(first)?, find(second)?);
        if i == j {
            return Err(CorrelationError::SameName { name: first.clone() });
        }
        let (first, second) = (first.clone(), second.clone());
        if !(-1.0..=1.0).contains(&rho) {
            return Err(CorrelationError::OutOfRange { first, second, rho });
        }
        if let Some(other) = checked.insert((i, j), rho) {
            return Err(CorrelationError::RepeatedPair { first, second, rho: other, other: rho });
        }
    }
    Ok(checked)
}

/// Connected components with two or more members; members and components in the order of names.
fn connected_groups(names: &[String], pairs: &Pairs) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by(|a, b| names[*a].cmp(&names[*b]));
    let mut grouped = vec![false; names.len()];
    let mut groups = Vec::new();
    for start in &order {
        if grouped[*start] {
            continue;
        }
        grouped[*start] = true;
        let mut members = vec![*start];
        let mut visited = 0;
        while visited < members.len() {
            let current = members[visited];
            visited += 1;
            for (i, j) in pairs.keys() {
                for (here, there) in [(*i, *j), (*j, *i)] {
                    if here == current && !grouped[there] {
                        grouped[there] = true;
                        members.push(there);
                    }
                }
            }
        }
        if members.len() > 1 {
            members.sort_by(|a, b| names[*a].cmp(&names[*b]));
            groups.push(members);
        }
    }
    groups
}

/// The pair that is nearest to its room, with that room. If no single pair of the whole group can be moved to
/// make it fit, a smallest contradictory part of the group is looked at alone.
fn contradiction(
    names: &[String],
    positions: &[usize],
    pairs: &Pairs,
    matrix: &CorrelationMatrix,
) -> CorrelationError {
    let whole: Vec<usize> = (0..matrix.size()).collect();
    let smallest = matrix.smallest_conflict();
    let conflict: Vec<String> = smallest.iter().map(|member| names[positions[*member]].clone()).collect();
    let found = [whole, smallest]
        .iter()
        .find_map(|part| nearest_pair(positions, pairs, matrix, part))
        .map(|nearest| nearest.into_error(names, conflict.clone()));
    found.unwrap_or(CorrelationError::Contradiction { names: conflict })
}

/// A given pair and the rank correlations that it may take.
struct NearestPair {
    first: usize,
    second: usize,
    rho: f64,
    room: (f64, f64),
    /// From the given value to the room.
    distance: f64,
}

impl NearestPair {
    fn into_error(self, names: &[String], conflict: Vec<String>) -> CorrelationError {
        let (low, high) = rounded_inwards(self.room.0, self.room.1);
        CorrelationError::NotPositiveSemiDefinite {
            first: names[self.first].clone(),
            second: names[self.second].clone(),
            rho: self.rho,
            low,
            high,
            names: conflict,
        }
    }
}

/// Among the given pairs of `part`, the one with the least distance to its room; the earlier by name if equal.
fn nearest_pair(
    positions: &[usize],
    pairs: &Pairs,
    matrix: &CorrelationMatrix,
    part: &[usize],
) -> Option<NearestPair> {
    let own = matrix.reordered(part);
    let mut nearest: Option<NearestPair> = None;
    for (row, i) in part.iter().enumerate() {
        for (column, j) in part.iter().enumerate().skip(row + 1) {
            let (first, second) = (positions[*i], positions[*j]);
            let (Some(rho), Some((low, high))) = (pairs.get(&(first, second)), own.room_for(row, column))
            else {
                continue;
            };
            let room = (spearman_from_pearson(low), spearman_from_pearson(high));
            let distance = (room.0 - rho).max(rho - room.1);
            if nearest.as_ref().is_none_or(|least| distance < least.distance) {
                nearest = Some(NearestPair { first, second, rho: *rho, room, distance });
            }
        }
    }
    nearest
}

/// Two decimals where the interval is wide enough, more where not; the ends typed back are accepted.
fn rounded_inwards(low: f64, high: f64) -> (f64, f64) {
    for factor in [1e2, 1e4, 1e6] {
        // Adding 0 turns −0 into 0.
        let rounded = ((low * factor).ceil() / factor + 0.0, (high * factor).floor() / factor + 0.0);
        if rounded.0 <= rounded.1 {
            return rounded;
        }
    }
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::distributions::checks::uniforms;

    fn names(list: &[&str]) -> Vec<String> {
        list.iter().map(|name| name.to_string()).collect()
    }

    fn pair(first: &str, second: &str, rho: f64) -> RankCorrelation {
        RankCorrelation::new(first, second, rho)
    }

    /// Spearman's rank correlation of two samples without ties.
    fn spearman(x: &[f64], y: &[f64]) -> f64 {
        let ranks = |sample: &[f64]| {
            let mut order: Vec<usize> = (0..sample.len()).collect();
            order.sort_by(|a, b| sample[*a].total_cmp(&sample[*b]));
            let mut ranks = vec![0.0; sample.len()];
            for (rank, index) in order.into_iter().enumerate() {
                ranks[index] = rank as f64;
            }
            ranks
        };
        let n = x.len() as f64;
        let squares: f64 = ranks(x).iter().zip(ranks(y)).map(|(a, b)| (a - b) * (a - b)).sum();
        1.0 - 6.0 * squares / (n * (n * n - 1.0))
    }

    #[test]
    fn achieves_the_rank_correlations() {
        let wanted = [("a", "b", 0.8), ("b", "c", -0.5), ("a", "c", -0.3)];
        let pairs: Vec<RankCorrelation> = wanted.iter().map(|(a, b, rho)| pair(a, b, *rho)).collect();
        let copula = GaussianCopula::new(&names(&["a", "x", "b", "c"]), &pairs).unwrap();
        let trials = 10_000;
        let mut columns = vec![Vec::new(); 4];
        for row in uniforms(4 * trials).chunks_exact(4) {
            let mut row = row.to_vec();
            copula.transform(&mut row);
            for (column, u) in columns.iter_mut().zip(row) {
                assert!(u > 0.0 && u < 1.0);
                column.push(u);
            }
        }
        let column = |name: &str| &columns[["a", "x", "b", "c"].iter().position(|n| *n == name).unwrap()];
        // The standard error of Spearman's ρ is at most 1/√(n − 1) = 0.01; five of them on either side: a false alarm
        // once in 1.7 million per pair.
        for (first, second, rho) in wanted {
            let got = spearman(column(first), column(second));
            assert!((got - rho).abs() < 0.05, "{first} {second}: {got}");
        }
        assert!(spearman(column("x"), column("a")).abs() < 0.05);
        // Margins stay uniform: Kolmogorov–Smirnov with c = 2.7, see `checks`.
        for values in &mut columns {
            values.sort_by(f64::total_cmp);
            let n = trials as f64;
            let distance = values
                .iter()
                .enumerate()
                .map(|(i, u)| (u - i as f64 / n).abs().max(((i + 1) as f64 / n - u).abs()))
                .fold(0.0, f64::max);
            assert!(distance * n.sqrt() < 2.7);
        }
    }

    #[test]
    fn conversion_to_pearson_is_pearsons() {
        // 2 sin(π/12) = (√6 − √2)/2
        let expected = (6.0_f64.sqrt() - 2.0_f64.sqrt()) / 2.0;
        assert!((pearson_from_spearman(0.5) - expected).abs() < 1e-15);
        assert!((spearman_from_pearson(expected) - 0.5).abs() < 1e-15);
        assert_eq!((pearson_from_spearman(-1.0), spearman_from_pearson(-1.0)), (-1.0, -1.0));
    }

    #[test]
    fn leaves_the_others_bit_for_bit() {
        let copula = GaussianCopula::new(&names(&["z", "m", "a"]), &[pair("m", "a", 0.7)]).unwrap();
        let mut row = [0.123_456_789, 0.3, 0.9];
        // `a` comes first by name and is kept; but the group's normals must not leak out of the call.
        copula.transform(&mut row);
        assert_eq!(row[0], 0.123_456_789);
        assert_eq!(row[2], 0.9);
        assert!(row[1] > 0.3 && row[1] < 0.9);
        assert!(GaussianCopula::new(&names(&["a"]), &[]).unwrap().is_empty());
    }

    #[test]
    fn order_of_input_does_not_matter() {
        let pairs = [pair("a", "b", 0.8), pair("c", "b", -0.5), pair("d", "e", 0.2)];
        let mut reversed = pairs.clone();
        reversed.reverse();
        for swapped in &mut reversed {
            std::mem::swap(&mut swapped.first, &mut swapped.second);
        }
        let forward = names(&["a", "b", "c", "d", "e"]);
        let backward: Vec<String> = forward.iter().rev().cloned().collect();
        let mut row: Vec<f64> = uniforms(5);
        let mut mirrored: Vec<f64> = row.iter().rev().copied().collect();
        GaussianCopula::new(&forward, &pairs).unwrap().transform(&mut row);
        GaussianCopula::new(&backward, &reversed).unwrap().transform(&mut mirrored);
        mirrored.reverse();
        assert_eq!(row, mirrored);
    }

    #[test]
    fn perfect_correlation_gives_the_same_uniform() {
        let copula =
            GaussianCopula::new(&names(&["a", "b", "c"]), &[pair("a", "b", 1.0), pair("b", "c", -1.0)]);
        // rank(a, c) is not given and counts as 0, which contradicts the other two.
        assert!(copula.is_err());
        let copula = GaussianCopula::new(&names(&["a", "b"]), &[pair("a", "b", -1.0)]).unwrap();
        let mut row = [0.2, 0.77];
        copula.transform(&mut row);
        assert!((row[1] - 0.8).abs() < 1e-15 && row[0] == 0.2);
    }

    #[test]
    fn contradiction_names_a_pair_and_its_interval() {
        let list = names(&["a", "b", "c", "q"]);
        let pairs = [pair("a", "b", 0.9), pair("b", "c", 0.9), pair("a", "c", -0.2), pair("c", "q", 0.1)];
        let error = GaussianCopula::new(&list, &pairs).unwrap_err();
        let CorrelationError::NotPositiveSemiDefinite { first, second, low, high, .. } = &error else {
            panic!("{error}");
        };
        for (rho, fits) in [(*low, true), (*high, true), (low - 0.02, false), (high + 0.02, false)] {
            let moved: Vec<RankCorrelation> = pairs
                .iter()
                .map(|p| {
                    if (&p.first, &p.second) == (first, second) {
                        pair(first, second, rho)
                    } else {
                        p.clone()
                    }
                })
                .collect();
            assert_eq!(GaussianCopula::new(&list, &moved).is_ok(), fits, "{rho}: {error}");
        }
        let text = error.to_string();
        assert!(text.contains("among a, b, c contradict"), "{text}");
        assert!(text.contains("with the others as given, rank("), "{text}");
    }

    #[test]
    fn refuses_with_names() {
        let list = names(&["margin", "growth"]);
        for (pairs, message) in [
            (
                vec![pair("margin", "grwoth", 0.5)],
                "unknown quantity `grwoth` in a correlation; did you mean `growth`?",
            ),
            (vec![pair("margin", "margin", 0.5)], "correlated with itself"),
            (
                vec![pair("margin", "growth", 1.5)],
                "rank(growth, margin) = 1.5: a rank correlation lies between",
            ),
            (vec![pair("margin", "growth", f64::NAN)], "lies between"),
            (
                vec![pair("margin", "growth", 0.5), pair("growth", "margin", 0.4)],
                "given twice, as 0.4 and as 0.5",
            ),
        ] {
            let error = GaussianCopula::new(&list, &pairs).unwrap_err().to_string();
            assert!(error.contains(message), "{error}");
        }
        assert!(GaussianCopula::new(&names(&["a", "a"]), &[]).is_err());
    }
}
