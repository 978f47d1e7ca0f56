//! Boxes in which something of interest is frequent: the patient rule induction method.

use serde::{Deserialize, Serialize};

use super::covariate::{Covariate, check_lengths};
use super::error::StatisticsError;
use super::proportion::{Proportion, proportion};

/// What a box asks of one input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Restriction {
    /// A number between these ends; `None` if it has no such end.
    Between { low: Option<f64>, high: Option<f64> },
    /// One of these categories, in rising order.
    Among { categories: Vec<u32> },
}

impl Restriction {
    /// Whether an input meets it in a trial.
    #[must_use]
    pub fn holds(&self, input: &Covariate<'_>, trial: usize) -> bool {
        match (self, input) {
            (Restriction::Between { low, high }, Covariate::Numeric(values)) => {
                low.is_none_or(|low| values[trial] >= low) && high.is_none_or(|high| values[trial] <= high)
            }
            (Restriction::Among { categories }, Covariate::Category(labels)) => {
                categories.binary_search(&labels[trial]).is_ok()
            }
            (Restriction::Between { .. }, Covariate::Category(_))
            | (Restriction::Among { .. }, Covariate::Numeric(_)) => true,
        }
    }
}

/// A box and how well it tells what is of interest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PrimBox {
    /// By number of the input; inputs without a restriction are left out.
    pub restrictions: Vec<(usize, Restriction)>,
    /// Share of the points in the box that are of interest, with its interval as if the box had been given beforehand.
    pub density: Proportion,
    /// Share of the points of interest that lie in the box.
    pub coverage: Proportion,
    /// Share of all points that lie in the box.
    pub mass: f64,
}

impl PrimBox {
    /// How well the box tells, in `[0, 1]`: the harmonic mean of its coverage and of how far its density goes from the share of interest
    /// among all points, where it is 0, to 1. High only if both are; the whole space tells nothing, however much is of interest.
    #[must_use]
    pub fn balance(&self) -> f64 {
        let (coverage, density) = (self.coverage.estimate, self.density.estimate);
        let among_all = self.coverage.trials as f64 * self.mass / self.density.trials as f64;
        let gain = if among_all < 1.0 { ((density - among_all) / (1.0 - among_all)).max(0.0) } else { 0.0 };
        // Rounding must not make the whole space tell anything.
        if gain > 1e-9 { 2.0 * coverage * gain / (coverage + gain) } else { 0.0 }
    }

    /// Numbers of the inputs it restricts.
    pub fn inputs(&self) -> impl Iterator<Item = usize> + '_ {
        self.restrictions.iter().map(|(input, _)| *input)
    }
}

/// How boxes are made smaller.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PrimSettings {
    /// Share of a box's points that a step takes away, in `(0, 0.5]`; small is patient, e.g. 0.05.
    pub peel: f64,
    /// Smallest share of all points that a box may hold, in `(0, 1)`, e.g. 0.05.
    pub smallest_mass: f64,
    /// Most inputs that a box may restrict, e.g. 2 or 3; `None` for any number.
    pub most_inputs: Option<usize>,
}

/// Points that the method needs.
pub const MINIMUM_PRIM_POINTS: usize = 50;

/// Boxes from the whole space down to the smallest, each smaller than the one before and mostly denser; then, if any helps, the last one widened
/// again.
///
/// Each step takes the slice off one end of one number, or one category out, whose loss raises the share of interest most per point lost.
/// At the end each end is moved back as long as the share rises. With `most_inputs` the inputs are chosen one by one: first the one whose own boxes have the best
/// balance of coverage and density, then the one that adds most to it, as long as one adds at all.
///
/// - `inputs`: numbers or categories, `[point]` each.
/// - `interesting`: shape `[point]`, at least [`MINIMUM_PRIM_POINTS`] and one of them of interest.
///
/// # Errors
/// Too few points or none of interest; unequal lengths; settings out of range; a number that is not finite.
///
/// # Source
/// Friedman & Fisher (1999), "Bump hunting in high-dimensional data", Statistics and Computing 9, 123–143; coverage and density: Bryant &
/// Lempert (2010), "Thinking inside the box", Technological Forecasting and Social Change 77, 34–49.
pub fn prim(
    inputs: &[Covariate<'_>],
    interesting: &[bool],
    settings: &PrimSettings,
) -> Result<Vec<PrimBox>, StatisticsError> {
    check(inputs, interesting, settings)?;
    let space = Space { inputs, interesting, settings };
    let all: Vec<usize> = (0..inputs.len()).collect();
    let Some(most) = settings.most_inputs else { return space.trajectory(&all) };
    let (mut chosen, mut best) = (Vec::new(), space.trajectory(&[])?);
    while chosen.len() < most.min(inputs.len()) {
        let mut next: Option<(usize, Vec<PrimBox>)> = None;
        for &input in all.iter().filter(|input| !chosen.contains(*input)) {
            let tried: Vec<usize> = chosen.iter().copied().chain([input]).collect();
            let found = space.trajectory(&tried)?;
            if best_balance(&found) > best_balance(next.as_ref().map_or(&best, |next| &next.1)) {
                next = Some((input, found));
            }
        }
        match next {
            Some((input, found)) => {
                chosen.push(input);
                best = found;
            }
            None => break,
        }
    }
    Ok(best)
}

/// A box that somebody has drawn, and how well it tells what is of interest.
///
/// - `restrictions`: by number of the input, at most one of each.
/// - `inputs`, `interesting`: as for [`prim`].
///
/// # Errors
/// As [`prim`]; a restriction of an input that is not there; a box without points.
pub fn given_box(
    inputs: &[Covariate<'_>],
    interesting: &[bool],
    restrictions: &[(usize, Restriction)],
) -> Result<PrimBox, StatisticsError> {
    let settings = PrimSettings { peel: 0.05, smallest_mass: 0.05, most_inputs: None };
    check(inputs, interesting, &settings)?;
    if let Some((input, _)) = restrictions.iter().find(|(input, _)| *input >= inputs.len()) {
        return Err(StatisticsError::UnequalLengths { first: inputs.len(), second: input + 1 });
    }
    Space { inputs, interesting, settings: &settings }
        .described(restrictions, &points_in(inputs, restrictions))
}

/// The box with the best balance of coverage and density; of several the first.
#[must_use]
pub fn balanced_box(boxes: &[PrimBox]) -> Option<&PrimBox> {
    boxes.iter().reduce(|best, next| if next.balance() > best.balance() { next } else { best })
}

fn best_balance(boxes: &[PrimBox]) -> f64 {
    balanced_box(boxes).map_or(0.0, PrimBox::balance)
}

fn check(
    inputs: &[Covariate<'_>],
    interesting: &[bool],
    settings: &PrimSettings,
) -> Result<(), StatisticsError> {
    check_lengths(inputs, interesting.len())?;
    if interesting.len() < MINIMUM_PRIM_POINTS {
        return Err(StatisticsError::TooFewPoints {
            points: interesting.len(),
            minimum: MINIMUM_PRIM_POINTS,
        });
    }
    if !interesting.contains(&true) {
        return Err(StatisticsError::Empty);
    }
    // False for NaN as well.
    let sound = |share: f64, most: f64| share > 0.0 && share <= most;
    for (share, most) in [(settings.peel, 0.5), (settings.smallest_mass, 1.0)] {
        if !sound(share, most) {
            return Err(StatisticsError::Share { share });
        }
    }
    Ok(())
}

/// The points of a box that hold all of these restrictions.
pub(super) fn points_in(inputs: &[Covariate<'_>], restrictions: &[(usize, Restriction)]) -> Vec<usize> {
    let count = inputs.first().map_or(0, Covariate::trials);
    let holds = |trial: &usize| {
        restrictions.iter().all(|(input, restriction)| restriction.holds(&inputs[*input], *trial))
    };
    (0..count).filter(holds).collect()
}

/// How many of some points are of interest.
pub(super) fn interesting_among(interesting: &[bool], points: &[usize]) -> usize {
    points.iter().filter(|&&point| interesting[point]).count()
}

/// A step: what an input is restricted to, and the points that are left.
struct Step {
    input: usize,
    restriction: Restriction,
    points: Vec<usize>,
    gain: f64,
}

struct Space<'a> {
    inputs: &'a [Covariate<'a>],
    interesting: &'a [bool],
    settings: &'a PrimSettings,
}

impl Space<'_> {
    /// Boxes that restrict the allowed inputs alone.
    fn trajectory(&self, allowed: &[usize]) -> Result<Vec<PrimBox>, StatisticsError> {
        let mut restrictions: Vec<(usize, Restriction)> = Vec::new();
        let mut points: Vec<usize> = (0..self.interesting.len()).collect();
        let mut boxes = vec![self.described(&restrictions, &points)?];
        while let Some(step) = self.best_step(allowed, &restrictions, &points) {
            restrict(&mut restrictions, step.input, step.restriction);
            points = step.points;
            boxes.push(self.described(&restrictions, &points)?);
        }
        if self.paste(&mut restrictions, &mut points) {
            boxes.push(self.described(&restrictions, &points)?);
        }
        Ok(boxes)
    }

    fn described(
        &self,
        restrictions: &[(usize, Restriction)],
        points: &[usize],
    ) -> Result<PrimBox, StatisticsError> {
        let found = interesting_among(self.interesting, points);
        let all = self.interesting.iter().filter(|interesting| **interesting).count();
        Ok(PrimBox {
            restrictions: restrictions.to_vec(),
            density: proportion(found, points.len())?,
            coverage: proportion(found, all)?,
            mass: points.len() as f64 / self.interesting.len() as f64,
        })
    }

    fn density(&self, points: &[usize]) -> f64 {
        interesting_among(self.interesting, points) as f64 / points.len() as f64
    }

    fn best_step(
        &self,
        allowed: &[usize],
        restrictions: &[(usize, Restriction)],
        points: &[usize],
    ) -> Option<Step> {
        let density = self.density(points);
        if density >= 1.0 {
            return None;
        }
        let fewest = (self.settings.smallest_mass * self.interesting.len() as f64).max(1.0);
        let mut best: Option<Step> = None;
        for &input in allowed {
            let now =
                restrictions.iter().find(|(other, _)| *other == input).map(|(_, restriction)| restriction);
            for (restriction, left) in self.peels(input, now, points) {
                if (left.len() as f64) < fewest || left.len() == points.len() {
                    continue;
                }
                let gain = (self.density(&left) - density) / (points.len() - left.len()) as f64;
                if best.as_ref().is_none_or(|best| gain > best.gain) {
                    best = Some(Step { input, restriction, points: left, gain });
                }
            }
        }
        best
    }

    /// The slices that can be taken off an input: what it is then restricted to, and the points left.
    fn peels(
        &self,
        input: usize,
        now: Option<&Restriction>,
        points: &[usize],
    ) -> Vec<(Restriction, Vec<usize>)> {
        match self.inputs[input] {
            Covariate::Numeric(values) => number_peels(values, ends(now), points, self.settings.peel),
            Covariate::Category(labels) => category_peels(labels, points),
        }
    }

    /// Moves ends back as long as the share of interest rises; whether any was moved.
    fn paste(&self, restrictions: &mut Vec<(usize, Restriction)>, points: &mut Vec<usize>) -> bool {
        let mut pasted = false;
        // Each paste adds points, so this ends.
        while let Some(step) = self.best_paste(restrictions, points) {
            restrict(restrictions, step.input, step.restriction);
            *points = step.points;
            pasted = true;
        }
        pasted
    }

    fn best_paste(&self, restrictions: &[(usize, Restriction)], points: &[usize]) -> Option<Step> {
        let density = self.density(points);
        let more = ((self.settings.peel * points.len() as f64) as usize).max(1);
        let mut best: Option<Step> = None;
        for (input, now) in restrictions {
            let others: Vec<(usize, Restriction)> =
                restrictions.iter().filter(|(other, _)| other != input).cloned().collect();
            let around = points_in(self.inputs, &others);
            for restriction in self.wider(*input, now, &around, more) {
                let left: Vec<usize> = around
                    .iter()
                    .copied()
                    .filter(|&point| restriction.holds(&self.inputs[*input], point))
                    .collect();
                let gain = self.density(&left) - density;
                if left.len() > points.len()
                    && gain > 0.0
                    && best.as_ref().is_none_or(|best| gain > best.gain)
                {
                    best = Some(Step { input: *input, restriction, points: left, gain });
                }
            }
        }
        best
    }

    /// An input's restriction with an end moved out over `more` points, or with a category more.
    fn wider(&self, input: usize, now: &Restriction, around: &[usize], more: usize) -> Vec<Restriction> {
        match (self.inputs[input], now) {
            (Covariate::Numeric(values), Restriction::Between { low, high }) => {
                let mut found = Vec::new();
                if let Some(end) = *low {
                    let mut below: Vec<f64> =
                        around.iter().map(|&point| values[point]).filter(|value| *value < end).collect();
                    below.sort_unstable_by(|left, right| right.total_cmp(left));
                    let end = below.get(more.min(below.len()).saturating_sub(1)).copied();
                    found.push(Restriction::Between { low: end.filter(|_| below.len() > more), high: *high });
                }
                if let Some(end) = *high {
                    let mut above: Vec<f64> =
                        around.iter().map(|&point| values[point]).filter(|value| *value > end).collect();
                    above.sort_unstable_by(f64::total_cmp);
                    let end = above.get(more.min(above.len()).saturating_sub(1)).copied();
                    found.push(Restriction::Between { low: *low, high: end.filter(|_| above.len() > more) });
                }
                found
            }
            (Covariate::Category(labels), Restriction::Among { categories }) => {
                let mut others: Vec<u32> = around.iter().map(|&point| labels[point]).collect();
                others.sort_unstable();
                others.dedup();
                others.retain(|label| categories.binary_search(label).is_err());
                let with = |label: u32| {
                    let mut categories = categories.clone();
                    categories.insert(categories.partition_point(|other| *other < label), label);
                    Restriction::Among { categories }
                };
                others.into_iter().map(with).collect()
            }
            (Covariate::Numeric(_), Restriction::Among { .. })
            | (Covariate::Category(_), Restriction::Between { .. }) => Vec::new(),
        }
    }
}

fn ends(now: Option<&Restriction>) -> (Option<f64>, Option<f64>) {
    match now {
        Some(Restriction::Between { low, high }) => (*low, *high),
        Some(Restriction::Among { .. }) | None => (None, None),
    }
}

/// The two slices off the ends of a number, equal values together.
fn number_peels(
    values: &[f64],
    (low, high): (Option<f64>, Option<f64>),
    points: &[usize],
    peel: f64,
) -> Vec<(Restriction, Vec<usize>)> {
    let kept = |from: f64, to: f64| -> Vec<usize> {
        points.iter().copied().filter(|&point| from <= values[point] && values[point] <= to).collect()
    };
    let mut sorted: Vec<f64> = points.iter().map(|&point| values[point]).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let mut found = Vec::new();
    if let Some(end) = cut(sorted.iter().copied(), peel) {
        found.push((Restriction::Between { low: Some(end), high }, kept(end, f64::INFINITY)));
    }
    if let Some(end) = cut(sorted.iter().rev().copied(), peel) {
        found.push((Restriction::Between { low, high: Some(end) }, kept(f64::NEG_INFINITY, end)));
    }
    found
}

/// Each category of the points taken out; none if there is only one.
fn category_peels(labels: &[u32], points: &[usize]) -> Vec<(Restriction, Vec<usize>)> {
    let mut present: Vec<u32> = points.iter().map(|&point| labels[point]).collect();
    present.sort_unstable();
    present.dedup();
    let without = |category: u32| {
        let categories = present.iter().copied().filter(|other| *other != category).collect();
        let left = points.iter().copied().filter(|&point| labels[point] != category).collect();
        (Restriction::Among { categories }, left)
    };
    if present.len() < 2 { Vec::new() } else { present.iter().map(|category| without(*category)).collect() }
}

/// The end of what is kept after a slice: half-way between the last value that goes and the first that stays. Equal values go together.
///
/// - `ordered`: from the end that is cut.
fn cut(ordered: impl ExactSizeIterator<Item = f64> + Clone, peel: f64) -> Option<f64> {
    let slice = ((peel * ordered.len() as f64) as usize).max(1);
    let last = ordered.clone().nth(slice - 1)?;
    let first = ordered.skip(slice).find(|value| *value != last)?;
    let middle = last + 0.5 * (first - last);
    // Between neighbouring doubles there is no middle: the first that stays is the end.
    Some(if middle == last { first } else { middle })
}

/// Sets an input's restriction; one that restricts nothing goes.
fn restrict(restrictions: &mut Vec<(usize, Restriction)>, input: usize, restriction: Restriction) {
    restrictions.retain(|(other, _)| *other != input);
    if restriction != (Restriction::Between { low: None, high: None }) {
        let place = restrictions.partition_point(|(other, _)| *other < input);
        restrictions.insert(place, (input, restriction));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::uniforms;
    use super::*;

    const SETTINGS: PrimSettings = PrimSettings { peel: 0.05, smallest_mass: 0.05, most_inputs: None };

    /// Six uniforms and three categories; of interest 95 % in the box 0.2 ≤ x₀ ≤ 0.7, x₁ ≥ 0.6, 5 % outside: mass 0.2, density 0.95,
    /// coverage 0.19/(0.19 + 0.04) = 0.826.
    fn box_of_two(points: usize) -> (Vec<Vec<f64>>, Vec<u32>, Vec<bool>) {
        let inputs: Vec<Vec<f64>> = (0..6).map(|input| uniforms(5000 + input, points)).collect();
        let labels: Vec<u32> = uniforms(5010, points).iter().map(|share| (share * 3.0) as u32).collect();
        let chance = uniforms(5011, points);
        let interesting = (0..points)
            .map(|point| {
                let inside = (0.2..=0.7).contains(&inputs[0][point]) && inputs[1][point] >= 0.6;
                chance[point] < if inside { 0.95 } else { 0.05 }
            })
            .collect();
        (inputs, labels, interesting)
    }

    fn covariates<'a>(inputs: &'a [Vec<f64>], labels: &'a [u32]) -> Vec<Covariate<'a>> {
        let numbers = inputs.iter().map(|input| Covariate::Numeric(input));
        numbers.chain([Covariate::Category(labels)]).collect()
    }

    #[test]
    fn a_known_box_is_found() {
        let (inputs, labels, interesting) = box_of_two(4000);
        let covariates = covariates(&inputs, &labels);
        let limited = PrimSettings { most_inputs: Some(2), ..SETTINGS };
        let boxes = prim(&covariates, &interesting, &limited).unwrap();
        let found = balanced_box(&boxes).unwrap();
        assert_eq!(found.inputs().collect::<Vec<_>>(), [0, 1]);
        let Restriction::Between { low: Some(low), high: Some(high) } = found.restrictions[0].1 else {
            panic!("{found:?}")
        };
        // A slice of 5 % of a side is at most 0.05 of it.
        assert!((low - 0.2).abs() < 0.05 && (high - 0.7).abs() < 0.05, "{found:?}");
        let Restriction::Between { low: Some(low), high: None } = found.restrictions[1].1 else {
            panic!("{found:?}")
        };
        assert!((low - 0.6).abs() < 0.05, "{found:?}");
        assert!((found.density.estimate - 0.95).abs() < 0.05, "{found:?}");
        assert!((found.coverage.estimate - 0.826).abs() < 0.06 && (found.mass - 0.2).abs() < 0.04);
    }

    #[test]
    fn without_a_limit_boxes_shrink_and_coverage_never_rises_while_peeling() {
        let (inputs, labels, interesting) = box_of_two(1500);
        let boxes = prim(&covariates(&inputs, &labels), &interesting, &SETTINGS).unwrap();
        assert!(
            boxes[0].restrictions.is_empty() && boxes[0].mass == 1.0 && boxes[0].coverage.estimate == 1.0
        );
        let peeled: Vec<&PrimBox> = boxes[..boxes.len() - 1].iter().collect();
        for pair in peeled.windows(2) {
            assert!(pair[1].mass < pair[0].mass && pair[1].coverage.estimate <= pair[0].coverage.estimate);
        }
        assert!(boxes.iter().all(|found| found.mass >= 0.05));
        assert!(balanced_box(&boxes).unwrap().balance() > 0.75);
    }

    #[test]
    fn where_half_is_of_interest_a_box_that_tells_is_better_than_everything() {
        // Of interest: 80 % where the input is above 0.5, 20 % below; coverage 0.8, gain (0.8 − 0.5)/0.5 = 0.6: balance 0.686. Coverage and
        // density alone would have it at 0.8 against 0.667 for the whole space; a box of 0.75 and 0.55 would lose.
        let (values, chance) = (uniforms(5040, 2000), uniforms(5041, 2000));
        let of = |point: usize| chance[point] < if values[point] > 0.5 { 0.8 } else { 0.2 };
        let interesting: Vec<bool> = (0..2000).map(of).collect();
        let boxes = prim(&[Covariate::Numeric(&values)], &interesting, &SETTINGS).unwrap();
        assert_eq!(boxes[0].balance(), 0.0);
        let best = balanced_box(&boxes).unwrap();
        assert!((best.balance() - 0.686).abs() < 0.05, "{best:?}");
        assert!(
            matches!(best.restrictions[0].1, Restriction::Between { low: Some(low), .. } if (low - 0.5).abs() < 0.06)
        );
    }

    #[test]
    fn a_category_is_peeled() {
        let labels: Vec<u32> = (0..600).map(|point| [2, 5, 9][point % 3]).collect();
        let noise = uniforms(5020, 600);
        let interesting: Vec<bool> = labels.iter().map(|label| *label != 5).collect();
        let inputs = [Covariate::Numeric(noise.as_slice()), Covariate::Category(&labels)];
        let boxes = prim(&inputs, &interesting, &SETTINGS).unwrap();
        let best = balanced_box(&boxes).unwrap();
        assert_eq!(best.restrictions, [(1, Restriction::Among { categories: vec![2, 9] })]);
        assert_eq!((best.coverage.estimate, best.density.estimate), (1.0, 1.0));
    }

    #[test]
    fn equal_values_are_cut_together() {
        let ordered = [1.0, 1.0, 1.0, 2.0, 3.0];
        assert_eq!(cut(ordered.iter().copied(), 0.2), Some(1.5));
        assert_eq!(cut(ordered.iter().rev().copied(), 0.2), Some(2.5));
        assert_eq!(cut([4.0; 6].iter().copied(), 0.2), None);
    }

    #[test]
    fn refuses_what_holds_nothing_of_interest() {
        let noise = uniforms(5030, 100);
        let input = [Covariate::Numeric(noise.as_slice())];
        assert_eq!(prim(&input, &[false; 100], &SETTINGS), Err(StatisticsError::Empty));
        assert!(prim(&input, &[true; 99], &SETTINGS).is_err());
        assert!(prim(&input, &[true; 100], &PrimSettings { peel: 0.6, ..SETTINGS }).is_err());
    }
}
