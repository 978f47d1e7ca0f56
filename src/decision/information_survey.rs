//! Of all uncertain figures: which argument is worth settling before the choice, and what is none worth more than?

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde::Serialize;

use super::drawn_figure::{DrawnFigure, FigureGroup};
use super::error::DecisionError;
use super::information::{
    InformationSettings, PartialInformation, PerfectInformation, best_option, difference,
    partial_information, perfect_information,
};
use super::option_costs::OptionCosts;
use super::scenario_costs::{Outlook, ScenarioCosts};
use super::screening::{Screening, classes_of, screen};
use crate::statistics::Covariate;

/// Figures of a group that enter its regression: more would leave no room for how they act together.
const MOST_IN_GROUP: usize = 24;

/// What may become known, and how closely to look.
#[derive(Debug, Clone, Copy)]
pub struct SurveyQuestion<'a> {
    /// All equally many trials, which may be fewer than those of the costs: the first ones.
    pub figures: &'a [DrawnFigure],
    pub groups: &'a [FigureGroup],
    /// How many figures are looked at closely.
    pub most: usize,
    /// Of what is drawn to judge errors.
    pub seed: u64,
}

/// What knowing is worth in one outlook.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InformationSurvey {
    /// Scenario by position; `None`: all by weight.
    pub scenario: Option<usize>,
    /// Of all trials.
    pub perfect: PerfectInformation,
    /// Trials that the values of figures and groups rest on.
    pub trials: usize,
    /// Figures that were screened.
    pub screened: usize,
    /// How many of them show more than chance alone would show in the best of all figures.
    pub beyond_chance: usize,
    /// The figures that promise most, by falling value.
    pub figures: Vec<KnownFigure>,
    /// In the order asked for.
    pub groups: Vec<GroupInformation>,
    /// Of pooled figures: to know which expert is right, the figure itself remaining uncertain.
    pub experts: Vec<KnownFigure>,
}

/// What knowing one figure is worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KnownFigure {
    /// Position in the question.
    pub figure: usize,
    pub name: String,
    /// More than chance alone shows in the best of all figures, in 19 surveys of 20.
    pub beyond_chance: bool,
    pub information: PartialInformation,
}

/// What knowing a group of figures is worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupInformation {
    pub name: String,
    /// Figures in the group.
    pub figures: usize,
    /// Figures of it that the regression knows: those that promise most alone.
    pub used: usize,
    /// A part of the group that is worth more than the regression on the whole group found: whoever knows the group knows the part,
    /// so that its value stands here. `None`: the regression's own.
    pub as_part: Option<String>,
    pub information: PartialInformation,
}

impl InformationSurvey {
    /// No figure that was looked at closely is worth more, by the upper ends of their intervals; in the unit of the costs.
    #[must_use]
    pub fn upper_limit(&self) -> f64 {
        let ends = self.figures.iter().map(|figure| figure.information.confidence_interval.high);
        ends.fold(0.0, f64::max)
    }
}

/// Screens all figures, then values the most promising ones, the groups, and the disagreement of experts.
///
/// # Errors
/// No figure with at least 50 trials, figures of unequal trials or of more than the costs have, values that are not finite.
pub fn information_survey(
    costs: &ScenarioCosts,
    outlook: Outlook,
    question: &SurveyQuestion<'_>,
) -> Result<InformationSurvey, DecisionError> {
    let by_option: Vec<Vec<f64>> =
        (0..costs.options().len()).map(|option| costs.costs_by_trial(outlook, option)).collect();
    let named = |trials: usize| -> Vec<OptionCosts<'_>> {
        let each = costs.options().iter().zip(&by_option);
        each.map(|(option, costs)| OptionCosts { option, costs: &costs[..trials] }).collect()
    };
    let all = by_option[0].len();
    let trials = question.figures.first().map_or(all, |figure| figure.values.len().min(all));
    let options = named(trials);
    let survey = Survey {
        question,
        settings: InformationSettings { seed: question.seed, replicates: costs.replicates() },
        trials,
        screening: screening(&options, question, trials),
        options: &options,
    };
    let figures = survey.figures()?;
    let groups = survey.groups(&figures)?;
    Ok(InformationSurvey {
        scenario: match outlook {
            Outlook::Scenario(scenario) => Some(scenario),
            Outlook::Weighted => None,
        },
        perfect: perfect_information(&named(all), costs.replicates())?,
        trials,
        screened: question.figures.len(),
        beyond_chance: (0..question.figures.len()).filter(|figure| survey.beyond_chance(*figure)).count(),
        figures,
        groups,
        experts: survey.experts()?,
    })
}

fn screening(options: &[OptionCosts<'_>], question: &SurveyQuestion<'_>, trials: usize) -> Screening {
    let best = best_option(options);
    let others = options.iter().enumerate().filter(|(option, _)| *option != best);
    let differences: Vec<Vec<f64>> =
        others.map(|(_, option)| difference(option.costs, options[best].costs)).collect();
    let classes: Vec<Vec<u8>> =
        question.figures.par_iter().map(|figure| classes_of(&figure.values[..trials])).collect();
    screen(&classes, &differences, question.seed)
}

struct Survey<'a> {
    question: &'a SurveyQuestion<'a>,
    options: &'a [OptionCosts<'a>],
    settings: InformationSettings,
    trials: usize,
    screening: Screening,
}

impl Survey<'_> {
    fn beyond_chance(&self, figure: usize) -> bool {
        self.screening.gains[figure] > self.screening.by_chance
    }

    fn covariate(&self, figure: usize) -> Covariate<'_> {
        Covariate::Numeric(&self.question.figures[figure].values[..self.trials])
    }

    fn value(&self, covariates: &[Covariate<'_>]) -> Result<PartialInformation, DecisionError> {
        partial_information(self.options, covariates, &self.settings)
    }

    /// Positions by falling promise; equal ones in their order.
    fn by_promise(&self, positions: impl Iterator<Item = usize>) -> Vec<usize> {
        let mut sorted: Vec<usize> = positions.collect();
        let gains = &self.screening.gains;
        sorted.sort_by(|&left, &right| gains[right].total_cmp(&gains[left]));
        sorted
    }

    fn figures(&self) -> Result<Vec<KnownFigure>, DecisionError> {
        let mut chosen = self.by_promise(0..self.question.figures.len());
        chosen.truncate(self.question.most);
        let known = |figure: &usize| {
            let information = self.value(&[self.covariate(*figure)])?;
            Ok(self.known(*figure, information))
        };
        let mut found = chosen.par_iter().map(known).collect::<Result<Vec<KnownFigure>, DecisionError>>()?;
        found.sort_by(|left, right| right.information.value.total_cmp(&left.information.value));
        Ok(found)
    }

    fn known(&self, figure: usize, information: PartialInformation) -> KnownFigure {
        let name = self.question.figures[figure].name.clone();
        KnownFigure { figure, name, beyond_chance: self.beyond_chance(figure), information }
    }

    /// In the order asked for; none worth less than a part of it.
    fn groups(&self, figures: &[KnownFigure]) -> Result<Vec<GroupInformation>, DecisionError> {
        let members: Vec<BTreeSet<usize>> =
            self.question.groups.iter().map(|group| self.members(group)).collect();
        let mut found = members
            .iter()
            .zip(self.question.groups)
            .map(|(members, group)| self.group(group, members))
            .collect::<Result<Vec<GroupInformation>, DecisionError>>()?;
        let mut by_size: Vec<usize> = (0..found.len()).collect();
        by_size.sort_by_key(|&group| members[group].len());
        for (place, &group) in by_size.iter().enumerate() {
            let single = figures.iter().filter(|figure| members[group].contains(&figure.figure));
            let single = single.map(|figure| (&figure.name, &figure.information));
            let parts = by_size[..place].iter().filter(|part| members[**part].is_subset(&members[group]));
            let parts = parts.map(|part| (&found[*part].name, &found[*part].information));
            let best = single.chain(parts).max_by(|left, right| left.1.value.total_cmp(&right.1.value));
            let more = best.filter(|(_, part)| part.value > found[group].information.value);
            if let Some((name, information)) = more.map(|(name, part)| (name.clone(), part.clone())) {
                found[group].as_part = Some(name);
                found[group].information = information;
            }
        }
        Ok(found)
    }

    fn members(&self, group: &FigureGroup) -> BTreeSet<usize> {
        let figures = self.question.figures.iter().enumerate();
        figures.filter(|(_, figure)| group.holds(&figure.name)).map(|(position, _)| position).collect()
    }

    fn group(
        &self,
        group: &FigureGroup,
        members: &BTreeSet<usize>,
    ) -> Result<GroupInformation, DecisionError> {
        let mut used = self.by_promise(members.iter().copied());
        used.truncate(MOST_IN_GROUP);
        let covariates: Vec<Covariate<'_>> = used.iter().map(|figure| self.covariate(*figure)).collect();
        Ok(GroupInformation {
            name: group.name.clone(),
            figures: members.len(),
            used: used.len(),
            as_part: None,
            information: self.value(&covariates)?,
        })
    }

    fn experts(&self) -> Result<Vec<KnownFigure>, DecisionError> {
        let figures = self.question.figures.iter().enumerate();
        let pooled = figures.filter_map(|(position, figure)| Some((position, figure.views.as_ref()?)));
        pooled
            .map(|(position, views)| {
                let information = self.value(&[Covariate::Category(&views.drawn[..self.trials])])?;
                Ok(self.known(position, information))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::scenario_costs::testing::costs_of;
    use super::*;
    use crate::decision::{DrawnViews, nested_information};
    use crate::engine::random::StreamKey;
    use crate::math::inverse_normal_cdf;
    use crate::statistics::testing::normals;

    /// One option costs nothing; another 0.2 + x·y + 2·view − 1 + noise, with normal x, y and a view of 0 or 1.
    fn cost(x: f64, y: f64, view: u32, noise: f64) -> f64 {
        0.2 + x * y + f64::from(view) * 2.0 - 1.0 + noise
    }

    fn question(trials: usize) -> (ScenarioCosts, Vec<DrawnFigure>) {
        let figure = |name: &str, seed: u64| DrawnFigure {
            name: name.to_owned(),
            values: normals(seed, trials),
            views: None,
        };
        let mut figures: Vec<DrawnFigure> =
            (0..30).map(|number| figure(&format!("idle.f{number}"), 900 + number)).collect();
        figures.push(figure("both.x", 1));
        figures.push(figure("both.y", 2));
        let drawn: Vec<u32> = normals(3, trials).iter().map(|value| u32::from(*value > 0.0)).collect();
        let scatter = normals(4, trials);
        let values = drawn.iter().zip(scatter).map(|(view, scatter)| f64::from(*view) + 3.0 * scatter);
        let experts = vec!["One".to_owned(), "Other".to_owned()];
        figures.push(DrawnFigure {
            name: "pool".to_owned(),
            values: values.collect(),
            views: Some(DrawnViews { experts, drawn: drawn.clone() }),
        });
        let noise = normals(5, trials);
        let at = |trial: usize| {
            cost(figures[30].values[trial], figures[31].values[trial], drawn[trial], noise[trial])
        };
        let costs = vec![vec![vec![0.0; trials], (0..trials).map(at).collect()]];
        (costs_of(costs, None), figures)
    }

    #[test]
    fn what_matters_is_found_and_agrees_with_nested_simulation() {
        let (costs, figures) = question(20_000);
        let mut groups = FigureGroup::sections(figures.iter().map(|figure| figure.name.as_str()));
        groups.push(FigureGroup { name: "all".to_owned(), prefixes: Vec::new() });
        let asked = SurveyQuestion { figures: &figures, groups: &groups, most: 5, seed: 3 };
        let found = information_survey(&costs, Outlook::Scenario(0), &asked).unwrap();
        assert_eq!((found.screened, found.figures.len(), found.trials), (33, 5, 20_000));
        let value = |name: &str| &found.groups.iter().find(|group| group.name == name).unwrap().information;
        // x and y are worth nothing alone; together as much as nested simulation says.
        let key = StreamKey::new(77, "nested");
        let normal = |draw: u64, trial: usize| inverse_normal_cdf(key.draw(draw).uniform(trial as u64));
        let nested = nested_information(2, 4000, 64, |outer, inner| {
            let (inner, view) = (inner as u64, u32::from(normal(1000 + inner as u64, outer) > 0.0));
            vec![0.0, cost(normal(0, outer), normal(1, outer), view, normal(2 + inner, outer))]
        })
        .unwrap();
        let both = value("both");
        let error = both.standard_error.hypot(nested.standard_error);
        assert!((both.value - nested.value).abs() < 4.0 * error, "{both:?} {nested:?}");
        assert!(both.value > 0.2 && value("idle").value < 0.02, "{found:?}");
        assert!(found.figures.iter().all(|figure| figure.information.value < 0.05), "{found:?}");
        // Which expert is right: 0.2 ± 1 with even chances, so (1 − 0.2)/2 = 0.4 is saved.
        let view = &found.experts[0].information;
        assert!((view.value - 0.4).abs() < 4.0 * view.standard_error, "{view:?}");
        assert!(value("pool").value < view.value && value("all").value <= found.perfect.value);
        assert!(value("all").value >= both.value);
        for group in &found.groups {
            let inside = |figure: &&KnownFigure| figure.name.starts_with(group.name.as_str());
            let least = found.figures.iter().filter(inside).map(|figure| figure.information.value);
            assert!(least.fold(0.0, f64::max) <= group.information.value, "{group:?}");
        }
    }

    #[test]
    fn without_an_alternative_nothing_is_worth_knowing() {
        let (_, figures) = question(200);
        let costs = costs_of(vec![vec![normals(1, 300)]], None);
        let asked = SurveyQuestion { figures: &figures, groups: &[], most: 3, seed: 3 };
        let found = information_survey(&costs, Outlook::Scenario(0), &asked).unwrap();
        assert_eq!((found.trials, found.beyond_chance, found.upper_limit()), (200, 0, 0.0));
        assert_eq!(found.perfect.value, 0.0);
    }
}
