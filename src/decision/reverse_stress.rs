//! The least extreme combination of figures with which an option breaks the risk appetite.

use serde::Serialize;

use super::error::DecisionError;
use super::mixed::{Estimate, mean_of};
use crate::math::normal_cdf;
use crate::plan::ParameterTable;
use crate::statistics::{
    DesignPoint, Evaluation, Interval, NORMAL_CRITICAL_VALUE, SortedSample, Stress, StressSearch,
    design_point, expected_shortfall, quantile,
};

/// Share of the trials that the tail holds.
const TAIL: f64 = 0.05;

/// Half the distance over which slopes are measured: wide enough for the noise of some hundred trials.
const STEP: f64 = 0.4;

/// Distances are found to this.
const TOLERANCE: f64 = 0.01;

/// What of an option's cost must not exceed the amount of the appetite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StressMeasure {
    /// Its mean.
    Mean,
    /// The mean of the worst 5 % of trials.
    Shortfall,
    /// The cost that is exceeded with the tolerated chance: the appetite as it is written.
    Tolerated,
}

impl StressMeasure {
    /// The figure of some trials with its error.
    ///
    /// - `totals`: `[trial]`, cost positive.
    /// - `tolerated`: chance of a higher cost, in `(0, 1)`.
    ///
    /// # Errors
    /// No trials, or costs that are not finite.
    pub fn of(
        self,
        totals: &[f64],
        tolerated: f64,
        replicates: Option<u32>,
    ) -> Result<Estimate, DecisionError> {
        match self {
            StressMeasure::Mean => mean_of(totals, replicates),
            StressMeasure::Shortfall => {
                let found = expected_shortfall(&SortedSample::new(totals)?, 1.0 - TAIL)?;
                Ok(Estimate {
                    estimate: found.estimate,
                    standard_error: found.standard_error,
                    confidence_interval: found.confidence_interval,
                })
            }
            StressMeasure::Tolerated => {
                let found = quantile(&SortedSample::new(totals)?, 1.0 - tolerated)?;
                let error = |interval: Interval| interval.width() / (2.0 * NORMAL_CRITICAL_VALUE);
                Ok(Estimate {
                    estimate: found.estimate,
                    standard_error: found.confidence_interval.map(error),
                    confidence_interval: found.confidence_interval,
                })
            }
        }
    }
}

/// Figures as independent standard normal scores.
///
/// A figure's value is its quantile at Φ of its score. Correlated figures come with all of their group: their scores are mixed as their
/// draws are, so that distances count what goes together only once.
#[derive(Debug, Clone)]
pub struct ScoreSpace<'a> {
    table: &'a ParameterTable,
    /// Places in the table, one for each score; those beyond its parameters are of correlated figures that the plan does not use.
    places: Vec<usize>,
    /// Positions in `places`, and the lower triangle by rows that mixes them.
    groups: Vec<(Vec<usize>, &'a [f64])>,
}

impl<'a> ScoreSpace<'a> {
    /// - `chosen`: positions in the table, all different.
    #[must_use]
    pub fn new(table: &'a ParameterTable, chosen: &[usize]) -> ScoreSpace<'a> {
        let mut places = chosen.to_vec();
        let mut groups = Vec::new();
        for (members, factor) in table.copula.mixed() {
            if members.iter().any(|member| chosen.contains(member)) {
                places.extend(members.iter().filter(|member| !chosen.contains(member)));
                let position = |member: &usize| places.iter().position(|place| place == member);
                groups.push((members.iter().filter_map(position).collect(), factor));
            }
        }
        ScoreSpace { table, places, groups }
    }

    /// How many scores a point has.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.places.len()
    }

    /// Score of each place in its own distribution.
    fn own_scores(&self, point: &[f64]) -> Vec<f64> {
        let mut scores = point.to_vec();
        for (members, factor) in &self.groups {
            for (row, member) in members.iter().enumerate() {
                let weights = &factor[row * (row + 1) / 2..][..=row];
                scores[*member] =
                    weights.iter().zip(members).map(|(weight, other)| weight * point[*other]).sum();
            }
        }
        scores
    }

    /// The figures of a point.
    ///
    /// - `point`: `[score]`, independent standard normal scores.
    #[must_use]
    pub fn figures(&self, point: &[f64]) -> Vec<StressedFigure> {
        let scores = self.own_scores(point);
        let used = self.places.iter().zip(scores).filter(|(place, _)| **place < self.table.parameters.len());
        used.map(|(place, score)| {
            let parameter = &self.table.parameters[*place];
            StressedFigure {
                figure: *place,
                name: parameter.name.clone(),
                score,
                level: normal_cdf(score),
                value: parameter.distribution.inverse_cdf(normal_cdf(score)),
                median: parameter.distribution.inverse_cdf(0.5),
            }
        })
        .collect()
    }
}

/// A figure at a point.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StressedFigure {
    /// Position in the table of parameters.
    pub figure: usize,
    pub name: String,
    /// Standard deviations from the median, in its own distribution.
    pub score: f64,
    /// Share of its distribution below the value.
    pub level: f64,
    /// In the normal unit of its dimension.
    pub value: f64,
    pub median: f64,
}

/// How the search goes about it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StressSettings {
    /// Amount that must not be exceeded.
    pub limit: f64,
    /// Farthest distance looked at, in standard deviations.
    pub farthest: f64,
    /// Directions looked at for nearer points.
    pub neighbours: usize,
    pub seed: u64,
}

/// What breaks the appetite.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StressOutcome {
    /// It is broken with all figures at their medians.
    AtCentre { cost: Estimate },
    /// It is broken nowhere that was looked at.
    OutOfReach { centre: Estimate, highest: f64, figures: Vec<StressedFigure> },
    /// It is broken from here on.
    Found(FoundStress),
}

/// The nearest point found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FoundStress {
    /// With all figures at their medians.
    pub centre: Estimate,
    /// Standard deviations from the medians, all figures together.
    pub distance: f64,
    /// What the error of the cost amounts to; `None` where it is not known.
    pub distance_interval: Option<Interval>,
    /// Chance of figures as far out as this in this direction.
    pub probability: f64,
    /// At the point.
    pub cost: Estimate,
    pub figures: Vec<StressedFigure>,
    /// Directions in which the limit is broken clearly nearer: above 0 the search has not found the nearest point.
    pub nearer_neighbours: usize,
}

/// Searches the least extreme combination.
///
/// - `rough`: the measure with figures held at values, on few trials; it leads the search, moved so that it agrees with `exact` where all
///   figures have their medians.
/// - `exact`: the same on more trials, other ones than `rough`: it says how far along the direction found the limit lies.
///
/// # Errors
/// A failure of either; a search that fails.
pub fn reverse_stress(
    space: &ScoreSpace<'_>,
    settings: &StressSettings,
    mut rough: impl FnMut(&[StressedFigure]) -> Result<Estimate, DecisionError>,
    mut exact: impl FnMut(&[StressedFigure]) -> Result<Estimate, DecisionError>,
) -> Result<StressOutcome, DecisionError> {
    let medians = space.figures(&vec![0.0; space.inputs()]);
    let centre = exact(&medians)?;
    if centre.estimate >= settings.limit {
        return Ok(StressOutcome::AtCentre { cost: centre });
    }
    let offset = centre.estimate - rough(&medians)?.estimate;
    let search = search_of(settings, space.inputs());
    let found = design_point(&search, |point| {
        let found = rough(&space.figures(point))?;
        Ok(Evaluation { mean: found.estimate + offset, standard_error: found.standard_error.unwrap_or(0.0) })
    })
    .map_err(failed)?;
    let point = match found {
        Stress::Found(point) => point,
        Stress::OutOfReach { highest, point } => {
            return Ok(StressOutcome::OutOfReach {
                centre,
                highest: highest.mean,
                figures: space.figures(&point),
            });
        }
        Stress::AtCentre { figure } => {
            let cost = Estimate { estimate: figure.mean, standard_error: None, confidence_interval: None };
            return Ok(StressOutcome::AtCentre { cost });
        }
    };
    along(space, settings, &point, centre, &mut exact)
}

fn search_of(settings: &StressSettings, inputs: usize) -> StressSearch {
    StressSearch {
        inputs,
        limit: settings.limit,
        farthest: settings.farthest,
        step: STEP,
        tolerance: TOLERANCE,
        neighbours: settings.neighbours,
        seed: settings.seed,
    }
}

/// How far along the direction found the limit lies by the exact measure.
fn along(
    space: &ScoreSpace<'_>,
    settings: &StressSettings,
    found: &DesignPoint,
    centre: Estimate,
    exact: &mut impl FnMut(&[StressedFigure]) -> Result<Estimate, DecisionError>,
) -> Result<StressOutcome, DecisionError> {
    let at = |distance: f64| -> Vec<f64> {
        found.point.iter().map(|score| score * distance / found.distance).collect()
    };
    let ray = StressSearch { neighbours: 0, ..search_of(settings, 1) };
    let on_ray = design_point(&ray, |point| {
        // Only outwards.
        let figures = space.figures(&at(point[0].max(0.0)));
        let found = exact(&figures)?;
        Ok(Evaluation { mean: found.estimate, standard_error: found.standard_error.unwrap_or(0.0) })
    })
    .map_err(failed)?;
    let Stress::Found(refined) = on_ray else {
        let point = at(settings.farthest);
        let highest = exact(&space.figures(&point))?.estimate;
        return Ok(StressOutcome::OutOfReach { centre, highest, figures: space.figures(&point) });
    };
    let figures = space.figures(&at(refined.distance));
    Ok(StressOutcome::Found(FoundStress {
        centre,
        distance: refined.distance,
        distance_interval: refined.distance_interval,
        probability: normal_cdf(-refined.distance),
        cost: exact(&figures)?,
        figures,
        nearer_neighbours: found.nearer_neighbours,
    }))
}

fn failed(error: crate::statistics::StressError<DecisionError>) -> DecisionError {
    match error {
        crate::statistics::StressError::Function { source } => source,
        other => DecisionError::Search { problem: other.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Parameter;
    use crate::quantity::{Distribution, GaussianCopula, RankCorrelation};
    use crate::statistics::testing::normals;

    fn table(pairs: &[RankCorrelation]) -> ParameterTable {
        let parameters: Vec<Parameter> = ["a", "b", "c"]
            .into_iter()
            .map(|name| Parameter {
                name: name.to_owned(),
                distribution: Distribution::normal(10.0, 2.0).unwrap(),
            })
            .collect();
        let names: Vec<String> = parameters.iter().map(|parameter| parameter.name.clone()).collect();
        let copula = GaussianCopula::new(&names, pairs).unwrap();
        ParameterTable { parameters, unused: Vec::new(), copula }
    }

    fn settings(limit: f64) -> StressSettings {
        StressSettings { limit, farthest: 5.0, neighbours: 32, seed: 3 }
    }

    fn exactly(cost: f64) -> Estimate {
        Estimate { estimate: cost, standard_error: Some(0.1), confidence_interval: None }
    }

    /// A cost of 3 and 4 for each standard deviation of two figures, searched on a measure that lies elsewhere.
    fn stressed(table: &ParameterTable, chosen: &[usize], limit: f64) -> StressOutcome {
        let space = ScoreSpace::new(table, chosen);
        let cost = |figures: &[StressedFigure]| {
            let score = |figure: usize| {
                figures.iter().find(|of| of.figure == figure).map_or(0.0, |of| (of.value - 10.0) / 2.0)
            };
            3.0 * score(0) + 4.0 * score(1)
        };
        let rough = |figures: &[StressedFigure]| Ok(exactly(cost(figures) - 3.0));
        reverse_stress(&space, &settings(limit), rough, |figures| Ok(exactly(cost(figures)))).unwrap()
    }

    fn found(outcome: StressOutcome) -> FoundStress {
        match outcome {
            StressOutcome::Found(found) => found,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_straight_limit_has_its_closed_form_in_the_units_of_the_figures() {
        // 3u + 4v ≥ 10: 2 standard deviations away at (1.2, 1.6), where the figures are 12.4 and 13.2; Φ(−2) = 0.02275.
        let point = found(stressed(&table(&[]), &[0, 1, 2], 10.0));
        assert!((point.distance - 2.0).abs() < 0.02, "{point:?}");
        let value = |figure: usize| point.figures.iter().find(|of| of.figure == figure).unwrap().value;
        assert!((value(0) - 12.4).abs() < 0.15 && (value(1) - 13.2).abs() < 0.15, "{point:?}");
        assert!((value(2) - 10.0).abs() < 0.2);
        assert!((point.probability - 0.02275).abs() < 0.002 && point.nearer_neighbours == 0);
        // Error 0.1 over a slope of 5.
        let interval = point.distance_interval.unwrap();
        assert!((interval.width() - 2.0 * 0.0392).abs() < 0.005 && interval.contains(point.distance));
    }

    #[test]
    fn what_goes_together_is_less_extreme_together() {
        // Pearson r between the two: 3z₁ + 4z₂ has variance 25 + 24r, so that the limit is 10/√(25 + 24r) away.
        let rho = 0.5;
        let pearson = 2.0 * crate::math::sin(core::f64::consts::PI * rho / 6.0);
        let table = table(&[RankCorrelation::new("a", "b", rho)]);
        let expected = 10.0 / (25.0 + 24.0 * pearson).sqrt();
        let both = found(stressed(&table, &[0, 1], 10.0));
        assert!((both.distance - expected).abs() < 0.02, "{both:?} {expected}");
        // One of them brings the other with it.
        let one = found(stressed(&table, &[1], 10.0));
        assert!((one.distance - expected).abs() < 0.02, "{one:?}");
        assert_eq!(one.figures.len(), 2);
    }

    #[test]
    fn broken_at_the_medians_and_out_of_reach() {
        assert!(matches!(stressed(&table(&[]), &[0, 1], -1.0), StressOutcome::AtCentre { .. }));
        let far = stressed(&table(&[]), &[0], 100.0);
        assert!(matches!(far, StressOutcome::OutOfReach { highest, .. } if highest > 14.0), "{far:?}");
    }

    #[test]
    fn interval_of_the_distance_covers_as_often_as_it_says() {
        // The mean over 100 trials of 3u + 4v + noise of deviation 10: error 1, over a slope of 5. The truth is 2. 200 searches: four
        // deviations of √(0.95·0.05/200) = 0.0154.
        let table = table(&[]);
        let space = ScoreSpace::new(&table, &[0, 1]);
        let covered = crate::statistics::testing::share_of(200, |seed| {
            let cost = |figures: &[StressedFigure], noise: &[f64]| {
                let shift = 1.5 * (figures[0].value - 10.0) + 2.0 * (figures[1].value - 10.0);
                let totals: Vec<f64> = noise.iter().map(|noise| shift + 10.0 * noise).collect();
                StressMeasure::Mean.of(&totals, 0.05, None)
            };
            let (few, many) = (normals(3_000_000 + seed, 50), normals(4_000_000 + seed, 100));
            let settings = StressSettings { neighbours: 0, ..settings(10.0) };
            let outcome = reverse_stress(
                &space,
                &settings,
                |figures| cost(figures, &few),
                |figures| cost(figures, &many),
            );
            found(outcome.unwrap()).distance_interval.unwrap().contains(2.0)
        });
        assert!((covered - 0.95).abs() < 0.0616, "{covered}");
    }

    #[test]
    fn measures_of_trials() {
        let totals: Vec<f64> = (1..=100).map(f64::from).collect();
        let of = |measure: StressMeasure| measure.of(&totals, 0.1, None).unwrap().estimate;
        assert!((of(StressMeasure::Mean) - 50.5).abs() < 1e-12);
        // 96 … 100, and the 90th of 100.
        assert!((of(StressMeasure::Shortfall) - 98.0).abs() < 1e-9);
        assert!((of(StressMeasure::Tolerated) - 90.0).abs() < 1e-9);
    }
}
