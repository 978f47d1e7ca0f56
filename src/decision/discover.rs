//! When does an option fail? Conditions that tell the futures in which it breaks the risk appetite from the others.

use rayon::prelude::*;
use serde::Serialize;

use super::error::DecisionError;
use crate::statistics::{
    Covariate, PrimBox, PrimSettings, Proportion, Resampling, Restriction, balanced_box, given_box, prim,
    proportion, quasi_p_values, reproducibility,
};

/// Futures of which conditions are made, at least: fewer show nothing that another sample would show again.
pub const FEWEST_OF_INTEREST: usize = 20;

/// Boxes of an option, at most.
const MOST_BOXES: usize = 2;

/// Conditions of a box, at most.
const MOST_CONDITIONS: usize = 3;

/// A condition more has to add so much to the balance of coverage and density.
const WORTH_A_CONDITION: f64 = 0.01;

/// An end of a range goes where that costs no more of the balance.
const IDLE_END: f64 = 0.005;

/// A condition that chance makes look as good as this is left out.
const CHANCE: f64 = 0.05;

/// A second box is looked for while so much of what is of interest is not covered.
const LEFT_OVER: f64 = 0.15;

/// Steps take off so much of a box.
const PEEL: f64 = 0.05;

/// No box holds less of the futures.
const SMALLEST_MASS: f64 = 0.03;

/// Random halves on which boxes are made again.
const HALVES: usize = 10;

/// What is known of many futures.
#[derive(Debug, Clone, PartialEq)]
pub struct Futures<'a> {
    /// What differs between futures, `[input][future]`.
    pub inputs: Vec<Covariate<'a>>,
    /// Chance of an option to cost more than the amount of the appetite, `[option][future]`.
    pub chances: &'a [Vec<f64>],
    /// The chance that is tolerated; an option fails in a future where it is exceeded.
    pub tolerated: f64,
    /// Of the halves.
    pub seed: u64,
}

/// When an option fails.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OptionFutures {
    /// Share of the futures in which it fails.
    pub fails: Proportion,
    /// Of those, the share in which some other option keeps to the appetite; `None` where it never fails or is the only one.
    pub another_keeps: Option<Proportion>,
    /// The other option that keeps to it in most of those, by position, and in what share.
    pub best_other: Option<(usize, f64)>,
    pub conditions: Conditions,
}

/// What tells the rarer ones of failing and kept futures from the others.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Conditions {
    /// It always or hardly ever fails: too few of the other kind to tell them apart.
    TooFew { rarer: usize },
    /// No condition tells them from chance.
    None { outcome: FutureOutcome },
    /// The most telling box first; later ones are of the futures outside earlier ones.
    Boxes { outcome: FutureOutcome, boxes: Vec<FoundBox> },
}

/// What boxes are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FutureOutcome {
    /// The option fails; told where it fails in no more than half of the futures.
    Fails,
    /// The option keeps to the appetite; told where that is the exception.
    Keeps,
}

/// Conditions that hold together, with how well they tell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FoundBox {
    pub conditions: Vec<Condition>,
    /// Share of the futures in the box that have the outcome, with an interval as if the box had been given beforehand.
    pub density: Proportion,
    /// Share of all futures with the outcome that lie in the box.
    pub coverage: Proportion,
    /// Share of all futures that lie in the box.
    pub mass: f64,
    /// Mean density of boxes made on halves of the futures, in the other halves: what is to be expected of new futures.
    pub density_elsewhere: f64,
    /// Mean coverage there.
    pub coverage_elsewhere: f64,
    /// Halves taken.
    pub halves: usize,
}

/// One condition of a box.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Condition {
    /// Number of the input.
    pub input: usize,
    pub restriction: Restriction,
    /// Likelihood of as dense a box if this condition did not matter.
    pub quasi_p: f64,
    /// Halves on which a condition on this input was found again.
    pub found_again: usize,
}

/// Looks for conditions under which each option breaks the appetite.
///
/// Futures are points; a box of two or three conditions is found by patient rule induction, the number of conditions being as small as the
/// balance of coverage and density allows, and judged by making boxes again on random halves.
///
/// # Errors
/// No options, too few futures, inputs or chances of other numbers of futures.
pub fn discover(futures: &Futures<'_>) -> Result<Vec<OptionFutures>, DecisionError> {
    let count = futures.inputs.first().map_or(0, Covariate::trials);
    if futures.chances.is_empty() {
        return Err(DecisionError::NoOptions);
    }
    for chances in futures.chances {
        if chances.len() != count {
            return Err(DecisionError::Shape { what: "futures", found: chances.len(), expected: count });
        }
    }
    let fails: Vec<Vec<bool>> = futures
        .chances
        .iter()
        .map(|chances| chances.iter().map(|chance| *chance > futures.tolerated).collect())
        .collect();
    (0..fails.len()).into_par_iter().map(|option| option_futures(futures, &fails, option)).collect()
}

fn option_futures(
    futures: &Futures<'_>,
    fails: &[Vec<bool>],
    option: usize,
) -> Result<OptionFutures, DecisionError> {
    let own = &fails[option];
    let failing = count_of(own);
    let (another_keeps, best_other) = others(fails, option)?;
    Ok(OptionFutures {
        fails: proportion(failing, own.len())?,
        another_keeps,
        best_other,
        conditions: conditions(futures, own)?,
    })
}

/// In what share of an option's failures some other keeps to the appetite, and which does most often.
type Saved = (Option<Proportion>, Option<(usize, f64)>);

/// What other options do where an option fails.
fn others(fails: &[Vec<bool>], option: usize) -> Result<Saved, DecisionError> {
    let failed: Vec<usize> = (0..fails[option].len()).filter(|future| fails[option][*future]).collect();
    let others: Vec<usize> = (0..fails.len()).filter(|other| *other != option).collect();
    if failed.is_empty() || others.is_empty() {
        return Ok((None, None));
    }
    let kept = |other: usize| failed.iter().filter(|future| !fails[other][**future]).count();
    let any = failed.iter().filter(|future| others.iter().any(|other| !fails[*other][**future])).count();
    let best = others
        .iter()
        .map(|other| (*other, kept(*other)))
        .fold((others[0], 0), |best, next| if next.1 > best.1 { next } else { best });
    let share = best.1 as f64 / failed.len() as f64;
    Ok((Some(proportion(any, failed.len())?), (best.1 > 0).then_some((best.0, share))))
}

fn count_of(of: &[bool]) -> usize {
    of.iter().filter(|holds| **holds).count()
}

fn conditions(futures: &Futures<'_>, fails: &[bool]) -> Result<Conditions, DecisionError> {
    let failing = count_of(fails);
    let outcome = if 2 * failing > fails.len() { FutureOutcome::Keeps } else { FutureOutcome::Fails };
    let interesting: Vec<bool> =
        fails.iter().map(|fails| *fails == (outcome == FutureOutcome::Fails)).collect();
    let all = count_of(&interesting);
    if all < FEWEST_OF_INTEREST {
        return Ok(Conditions::TooFew { rarer: all });
    }
    let mut left: Vec<usize> = (0..fails.len()).collect();
    let mut boxes = Vec::new();
    while boxes.len() < MOST_BOXES {
        let part = Part::of(&futures.inputs, &interesting, &left);
        let (seen, enough) = (count_of(&part.interesting), crate::statistics::MINIMUM_PRIM_POINTS);
        let few = seen < FEWEST_OF_INTEREST || (seen as f64) < LEFT_OVER * all as f64;
        if few || left.len() < 2 * enough {
            break;
        }
        let Some(found) = part.found_box(futures.seed, (all, fails.len()))? else { break };
        let inside = |future: usize| {
            found.conditions.iter().all(|of| of.restriction.holds(&futures.inputs[of.input], future))
        };
        left.retain(|future| !inside(*future));
        boxes.push(found);
    }
    if boxes.is_empty() { Ok(Conditions::None { outcome }) } else { Ok(Conditions::Boxes { outcome, boxes }) }
}

/// Some of the futures.
struct Part {
    inputs: Vec<Column>,
    interesting: Vec<bool>,
}

enum Column {
    Numeric(Vec<f64>),
    Category(Vec<u32>),
}

impl Part {
    fn of(inputs: &[Covariate<'_>], interesting: &[bool], futures: &[usize]) -> Part {
        let column = |input: &Covariate<'_>| match input {
            Covariate::Numeric(values) => {
                Column::Numeric(futures.iter().map(|future| values[*future]).collect())
            }
            Covariate::Category(labels) => {
                Column::Category(futures.iter().map(|future| labels[*future]).collect())
            }
        };
        Part {
            inputs: inputs.iter().map(column).collect(),
            interesting: futures.iter().map(|future| interesting[*future]).collect(),
        }
    }

    fn covariates(&self) -> Vec<Covariate<'_>> {
        self.inputs
            .iter()
            .map(|column| match column {
                Column::Numeric(values) => Covariate::Numeric(values),
                Column::Category(labels) => Covariate::Category(labels),
            })
            .collect()
    }

    /// The box with as few conditions as tell, judged on halves.
    ///
    /// - `of_all`: futures with the outcome, and all futures.
    fn found_box(
        &self,
        seed: u64,
        (interesting, futures): (usize, usize),
    ) -> Result<Option<FoundBox>, DecisionError> {
        let inputs = self.covariates();
        let Some((found, settings)) = self.fewest_conditions(&inputs)? else { return Ok(None) };
        let again = reproducibility(
            &inputs,
            &self.interesting,
            &found,
            &settings,
            &Resampling { resamples: HALVES, seed },
        )?;
        let quasi = quasi_p_values(&inputs, &self.interesting, &found)?;
        let condition = |((input, restriction), quasi): (&(usize, Restriction), _)| {
            let crate::statistics::QuasiP { value, .. } = quasi;
            Condition {
                input: *input,
                restriction: restriction.clone(),
                quasi_p: value,
                found_again: (again.at_same_coverage[*input] * HALVES as f64).round() as usize,
            }
        };
        let share_of_part = found.coverage.trials as f64 / interesting as f64;
        Ok(Some(FoundBox {
            conditions: found.restrictions.iter().zip(quasi).map(condition).collect(),
            coverage: proportion(found.coverage.successes, interesting)?,
            mass: found.density.trials as f64 / futures as f64,
            density: found.density,
            density_elsewhere: again.density_elsewhere,
            coverage_elsewhere: again.coverage_elsewhere * share_of_part,
            halves: HALVES,
        }))
    }

    /// The balanced box of one condition; of two, of three while each more adds to the balance and none looks like chance.
    fn fewest_conditions(
        &self,
        inputs: &[Covariate<'_>],
    ) -> Result<Option<(PrimBox, PrimSettings)>, DecisionError> {
        let mut best: Option<(PrimBox, PrimSettings)> = None;
        for most in 1..=MOST_CONDITIONS {
            let settings = PrimSettings { peel: PEEL, smallest_mass: SMALLEST_MASS, most_inputs: Some(most) };
            let boxes = prim(inputs, &self.interesting, &settings)?;
            let Some(found) = balanced_box(&boxes).filter(|found| found.inputs().count() == most) else {
                break;
            };
            let found = self.without_idle_ends(inputs, found.clone())?;
            let quasi = quasi_p_values(inputs, &self.interesting, &found)?;
            let enough = best.as_ref().map_or(0.0, |(best, _)| best.balance() + WORTH_A_CONDITION);
            if found.balance() < enough || quasi.iter().any(|quasi| quasi.value > CHANCE) {
                break;
            }
            best = Some((found, settings));
        }
        Ok(best)
    }

    /// The box without ends of ranges that hardly matter.
    fn without_idle_ends(&self, inputs: &[Covariate<'_>], found: PrimBox) -> Result<PrimBox, DecisionError> {
        let mut best = found;
        for place in 0..best.restrictions.len() {
            let (input, restriction) = best.restrictions[place].clone();
            let Restriction::Between { low: Some(low), high: Some(high) } = restriction else { continue };
            for wider in [
                Restriction::Between { low: Some(low), high: None },
                Restriction::Between { low: None, high: Some(high) },
            ] {
                let mut restrictions = best.restrictions.clone();
                restrictions[place] = (input, wider);
                let tried = given_box(inputs, &self.interesting, &restrictions)?;
                if tried.balance() > best.balance() - IDLE_END {
                    best = tried;
                    break;
                }
            }
        }
        Ok(best)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::testing::uniforms;

    const TOLERATED: f64 = 0.05;

    /// Three numbers and a category; chances by a rule.
    fn world(futures: usize, seed: u64) -> (Vec<Vec<f64>>, Vec<u32>) {
        let numbers = (0..3).map(|input| uniforms(seed + input, futures)).collect();
        let labels = uniforms(seed + 9, futures).into_iter().map(|share| (share * 4.0) as u32).collect();
        (numbers, labels)
    }

    fn found(numbers: &[Vec<f64>], labels: &[u32], chances: &[Vec<f64>]) -> Vec<OptionFutures> {
        let mut inputs: Vec<Covariate<'_>> =
            numbers.iter().map(|values| Covariate::Numeric(values)).collect();
        inputs.push(Covariate::Category(labels));
        discover(&Futures { inputs, chances, tolerated: TOLERATED, seed: 1 }).unwrap()
    }

    fn boxes(of: &OptionFutures) -> (FutureOutcome, &[FoundBox]) {
        match &of.conditions {
            Conditions::Boxes { outcome, boxes } => (*outcome, boxes),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_known_box_is_found_with_its_conditions_and_no_others() {
        let (numbers, labels) = world(1200, 400);
        // Fails where the first is above 0.6 and the category is 2 or 3: a fifth of the futures.
        let fails = |future: usize| numbers[0][future] > 0.6 && labels[future] >= 2;
        let chance: Vec<f64> = (0..1200).map(|future| if fails(future) { 0.3 } else { 0.01 }).collect();
        let found = found(&numbers, &labels, &[chance]);
        let (outcome, boxes) = boxes(&found[0]);
        assert_eq!(outcome, FutureOutcome::Fails);
        let first = &boxes[0];
        let inputs: Vec<usize> = first.conditions.iter().map(|of| of.input).collect();
        assert!(inputs.len() == 2 && inputs.contains(&0) && inputs.contains(&3), "{first:?}");
        for of in &first.conditions {
            match &of.restriction {
                Restriction::Between { low, high } => {
                    assert!((low.unwrap() - 0.6).abs() < 0.04 && high.is_none(), "{first:?}");
                }
                Restriction::Among { categories } => assert_eq!(categories, &[2, 3]),
            }
            // In a half, the box of about the same coverage may have one condition alone.
            assert!(of.found_again >= 8, "{first:?}");
            assert!(of.quasi_p < 1e-6);
        }
        assert!(first.density.estimate > 0.95 && first.coverage.estimate > 0.93, "{first:?}");
        assert!(first.density_elsewhere > 0.9 && first.coverage_elsewhere > 0.85, "{first:?}");
        assert!((found[0].fails.estimate - 0.2).abs() < 0.05);
    }

    #[test]
    fn two_ways_to_fail_are_two_boxes() {
        let (numbers, labels) = world(1500, 500);
        let fails = |future: usize| numbers[0][future] > 0.8 || numbers[1][future] < 0.15;
        let chance: Vec<f64> = (0..1500).map(|future| if fails(future) { 0.2 } else { 0.0 }).collect();
        let found = found(&numbers, &labels, &[chance]);
        let (_, boxes) = boxes(&found[0]);
        let inputs: Vec<Vec<usize>> =
            boxes.iter().map(|of| of.conditions.iter().map(|of| of.input).collect()).collect();
        assert!(inputs.contains(&vec![0]) && inputs.contains(&vec![1]), "{boxes:?}");
        let covered: f64 = boxes.iter().map(|of| of.coverage.estimate).sum();
        assert!(covered > 0.9 && covered <= 1.0 + 1e-12, "{covered}");
    }

    #[test]
    fn where_failing_is_the_rule_it_is_told_when_an_option_keeps() {
        let (numbers, labels) = world(800, 600);
        let chance: Vec<f64> =
            (0..800).map(|future| if numbers[2][future] < 0.25 { 0.0 } else { 0.5 }).collect();
        let found = found(&numbers, &labels, &[chance]);
        let (outcome, boxes) = boxes(&found[0]);
        assert_eq!(outcome, FutureOutcome::Keeps);
        assert_eq!(boxes[0].conditions[0].input, 2);
        assert!(matches!(
            boxes[0].conditions[0].restriction,
            Restriction::Between { low: None, high: Some(_) }
        ));
    }

    #[test]
    fn chance_is_not_made_into_conditions() {
        // 60 worlds without any rule, a fifth of the futures failing: conditions that hold up in other halves would be made up.
        let mut made_up = 0;
        for seed in 0..60 {
            let (numbers, labels) = world(300, 10_000 + 20 * seed);
            let chance: Vec<f64> = uniforms(20_000 + seed, 300)
                .into_iter()
                .map(|share| if share < 0.2 { 0.2 } else { 0.0 })
                .collect();
            let found = found(&numbers, &labels, &[chance]);
            if let Conditions::Boxes { boxes, .. } = &found[0].conditions {
                made_up += usize::from(boxes[0].density_elsewhere > 0.4);
            }
        }
        assert!(made_up <= 2, "{made_up}");
    }

    #[test]
    fn order_of_options_changes_nothing_and_others_are_named() {
        let (numbers, labels) = world(400, 700);
        let of = |at: f64| -> Vec<f64> {
            numbers[0].iter().map(|value| if *value > at { 0.3 } else { 0.0 }).collect()
        };
        let one = found(&numbers, &labels, &[of(0.5), of(0.7)]);
        let other = found(&numbers, &labels, &[of(0.7), of(0.5)]);
        assert_eq!(one[0].conditions, other[1].conditions);
        assert_eq!(one[0].fails, other[1].fails);
        // Where the first fails between 0.5 and 0.7 the second keeps; never the other way about.
        let saved = one[0].another_keeps.as_ref().unwrap().estimate;
        assert!((saved - 0.4).abs() < 0.08, "{saved}");
        assert_eq!(one[0].best_other.unwrap().0, 1);
        assert_eq!((one[1].another_keeps.as_ref().unwrap().successes, one[1].best_other), (0, None));
    }

    #[test]
    fn few_failures_are_counted_and_not_explained() {
        let (numbers, labels) = world(200, 800);
        let mut chance = vec![0.0; 200];
        chance[7] = 0.9;
        let found = found(&numbers, &labels, &[chance, vec![0.05; 200]]);
        assert_eq!(found[0].conditions, Conditions::TooFew { rarer: 1 });
        // Just tolerated is not exceeded.
        assert_eq!((found[1].fails.successes, found[1].another_keeps.is_none()), (0, true));
        let inputs = vec![Covariate::Category(&labels)];
        let short = Futures { inputs, chances: &[vec![0.0; 3]], tolerated: 0.05, seed: 0 };
        assert!(matches!(discover(&short), Err(DecisionError::Shape { .. })));
    }
}
