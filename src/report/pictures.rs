//! The charts of a run: figures and trials in, named pictures out.

use rayon::prelude::*;
use thiserror::Error;

use super::accumulate::ScenarioAccumulator;
use super::chart_words::{group_name, present_value};
use super::figures::Scale;
use super::findings;
use super::partial::{partial_in, partial_scenario};
use super::summary::{OptionSummary, ScenarioSummary, Summary};
use crate::charts::{
    self, ChartError, ChartOption, CostByGroup, CostDistribution, CostFans, Distributions, ExceedanceCurve,
    ExceedancePoint, Fan, GroupedCost, Heading, HeatMap, HeatMapCell, Look, LossExceedance, Picture,
    ProbabilityAxis,
};
use crate::domain::{Group, Settings};
use crate::language::Language;
use crate::results::Partial;
use crate::statistics::{SortedSample, StatisticsError, density, exceedance_curve, quantile};

/// Points of a density; the eye sees no more.
const DENSITY_POINTS: usize = 800;
/// Points of an exceedance curve, half of them in the tail.
const CURVE_POINTS: usize = 240;

/// A chart and the name of its files, without extension.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedPicture {
    pub name: String,
    pub picture: Picture,
}

/// Why a chart cannot be drawn.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum PictureError {
    #[error("{chart}: {source}")]
    Chart { chart: String, source: ChartError },
    #[error(transparent)]
    Statistics(#[from] StatisticsError),
}

/// Trials whose curves are drawn: the first of a scenario.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KeptTrials<'a> {
    /// Total cost, `[option][trial]`, present value.
    pub totals: Vec<&'a [f64]>,
    /// Cost in each year, `[option][year][trial]`, discounted to the start of the horizon.
    pub years: Vec<Vec<&'a [f64]>>,
    /// Cost by cause, `[option][component][trial]`, present value; may be empty.
    pub components: Vec<Vec<&'a [f64]>>,
}

impl KeptTrials<'_> {
    pub(super) fn trials(&self) -> usize {
        self.totals.first().map_or(0, |totals| totals.len())
    }
}

/// A chart and the sentence that is its title.
#[derive(Debug, Clone, PartialEq)]
pub struct TitledPicture {
    pub title: String,
    pub picture: NamedPicture,
}

/// What charts say about the run.
#[derive(Debug, Clone, Copy)]
pub struct PictureContext<'a> {
    pub settings: &'a Settings,
    pub seed: u64,
    /// What is missing of an interrupted run.
    pub partial: Option<&'a Partial>,
    pub look: Look,
}

/// The charts of one scenario: `cost-by-group`, `distributions`, `loss-exceedance` and, for a horizon of at least
/// two years, `cost-fan`.
///
/// Curves are those of the first trials, which `accumulator` keeps; means, bars and marks those of all.
///
/// - `accumulator`: of the trials that `scenario` summarises.
///
/// # Errors
/// What the charts refuse, such as more than twelve options.
pub fn scenario_pictures(
    context: &PictureContext<'_>,
    scenario: &ScenarioSummary,
    accumulator: &ScenarioAccumulator,
) -> Result<Vec<NamedPicture>, PictureError> {
    let options = 0..scenario.options.len();
    let kept = KeptTrials {
        totals: options.clone().map(|option| accumulator.kept_totals(option)).collect(),
        years: options.map(|option| accumulator.kept_years(option)).collect(),
        components: Vec::new(),
    };
    let charts = [Chart::CostByGroup, Chart::Distributions, Chart::LossExceedance, Chart::CostFan];
    let drawn = drawn(context, scenario, &kept, &charts)?;
    Ok(drawn.into_iter().map(|found| found.picture).collect())
}

/// Where the money goes in a scenario, and when: `cost-by-group` and, with trials, `distributions` and `cost-fan`.
///
/// Each, or why it refuses: so many options may fit into one and not into another.
///
/// - `kept`: of the trials that `scenario` summarises.
///
/// # Errors
/// The trials that are kept have no distribution.
pub fn money_pictures(
    context: &PictureContext<'_>,
    scenario: &ScenarioSummary,
    kept: Option<&KeptTrials<'_>>,
) -> Result<Vec<Result<TitledPicture, PictureError>>, PictureError> {
    match kept.filter(|kept| kept.trials() > 0) {
        None => each_drawn(context, scenario, &KeptTrials::default(), &[Chart::CostByGroup]),
        Some(kept) => {
            each_drawn(context, scenario, kept, &[Chart::CostByGroup, Chart::Distributions, Chart::CostFan])
        }
    }
}

fn drawn(
    context: &PictureContext<'_>,
    scenario: &ScenarioSummary,
    kept: &KeptTrials<'_>,
    charts: &[Chart],
) -> Result<Vec<TitledPicture>, PictureError> {
    each_drawn(context, scenario, kept, charts)?.into_iter().collect()
}

/// Those that make sense, each or why it refuses.
fn each_drawn(
    context: &PictureContext<'_>,
    scenario: &ScenarioSummary,
    kept: &KeptTrials<'_>,
    charts: &[Chart],
) -> Result<Vec<Result<TitledPicture, PictureError>>, PictureError> {
    let samples = kept
        .totals
        .iter()
        .map(|totals| SortedSample::new(totals))
        .collect::<Result<Vec<SortedSample>, StatisticsError>>()?;
    let scene = ScenarioScene { context, scenario, samples: &samples, kept };
    let drawn: Vec<Option<Result<TitledPicture, PictureError>>> =
        charts.into_par_iter().map(|chart| scene.draw(*chart).transpose()).collect();
    Ok(drawn.into_iter().flatten().collect())
}

/// The chart over all scenarios, `heat-map`.
///
/// # Errors
/// What the chart refuses, such as more than ten scenarios.
pub fn heat_map_picture(
    context: &PictureContext<'_>,
    summary: &Summary,
) -> Result<NamedPicture, PictureError> {
    let all: Vec<&ScenarioSummary> = summary.scenarios.iter().collect();
    let title = findings::overall_finding(summary, context.look.language);
    let options = summary.scenarios.first().map_or(0, |scenario| scenario.options.len());
    let cell = |scenario: &ScenarioSummary, index: usize| {
        let option = &scenario.options[index];
        let tied = scenario.cheapest().is_some_and(|cheapest| scenario.cannot_tell(&option.id, &cheapest.id));
        HeatMapCell { mean: option.total.mean, tied_with_cheapest: tied }
    };
    let data = HeatMap {
        heading: heat_map_heading(context, title, &all),
        options: (0..options).map(|index| summary.scenarios[0].options[index].name.clone()).collect(),
        scenarios: summary.scenarios.iter().map(|scenario| scenario.name.clone()).collect(),
        cells: (0..options)
            .map(|index| summary.scenarios.iter().map(|scenario| cell(scenario, index)).collect())
            .collect(),
    };
    named("heat-map", charts::heat_map(&data))
}

/// A chart of one scenario.
#[derive(Debug, Clone, Copy)]
enum Chart {
    CostByGroup,
    Distributions,
    LossExceedance,
    CostFan,
}

/// What all charts of one scenario draw from.
struct ScenarioScene<'a> {
    context: &'a PictureContext<'a>,
    scenario: &'a ScenarioSummary,
    /// Totals, `[option]`.
    samples: &'a [SortedSample],
    kept: &'a KeptTrials<'a>,
}

impl ScenarioScene<'_> {
    /// `None` where it makes no sense.
    fn draw(&self, chart: Chart) -> Result<Option<TitledPicture>, PictureError> {
        match chart {
            Chart::CostByGroup => self.cost_by_group(),
            Chart::Distributions => self.distributions(),
            Chart::LossExceedance => self.loss_exceedance(),
            Chart::CostFan => self.cost_fan(),
        }
    }

    fn cost_by_group(&self) -> Result<Option<TitledPicture>, PictureError> {
        let bars = self.options().map(|(index, option)| {
            let mean = option.total.mean;
            let interval =
                option.total.confidence_interval.map_or((mean, mean), |found| (found.low, found.high));
            let group_means: Vec<f64> = option.groups.iter().map(|group| group.mean).collect();
            GroupedCost {
                option: labelled(index, option),
                mean_confidence: around(interval, group_means.iter().sum()),
                group_means,
                p5: option.total.p05.estimate,
                p95: option.total.p95.estimate,
            }
        });
        let data = CostByGroup {
            heading: self.heading(
                findings::cheapest_finding(self.scenario, self.scale(), &self.currency(), self.language()),
                Drawn::All,
            ),
            groups: Group::ALL.map(|group| group_name(group, self.language())).to_vec(),
            bars: bars.collect(),
        };
        titled(&data.heading, named("cost-by-group", charts::cost_by_group(&data))).map(Some)
    }

    fn distributions(&self) -> Result<Option<TitledPicture>, PictureError> {
        let curves = self.options().zip(self.samples).map(|((index, option), sample)| {
            let found = density(sample, DENSITY_POINTS)?;
            let atom =
                |atom: &crate::statistics::Atom| charts::Atom { cost: atom.value, probability: atom.share };
            Ok(CostDistribution {
                option: labelled(index, option),
                density: found.grid.iter().copied().zip(found.density.iter().copied()).collect(),
                atoms: found.atoms.iter().map(atom).collect(),
                p5: option.total.p05.estimate,
                p50: option.total.p50.estimate,
                p95: option.total.p95.estimate,
                p99: option.total.p99.estimate,
                mean: option.total.mean,
            })
        });
        let title = findings::range_finding(self.scenario, self.scale(), &self.currency(), self.language());
        let data = Distributions {
            heading: self.heading(title, Drawn::Kept),
            curves: curves.collect::<Result<Vec<CostDistribution>, StatisticsError>>()?,
        };
        titled(&data.heading, named("distributions", charts::distributions(&data))).map(Some)
    }

    fn loss_exceedance(&self) -> Result<Option<TitledPicture>, PictureError> {
        let appetite = self.context.settings.appetite;
        let curves = self.options().zip(self.samples).map(|((index, option), sample)| {
            let points = exceedance_curve(sample, CURVE_POINTS)?.into_iter().map(|point| ExceedancePoint {
                cost: point.value,
                probability: point.exceedance.estimate,
                low: point.exceedance.confidence_interval.low,
                high: point.exceedance.confidence_interval.high,
            });
            Ok(ExceedanceCurve {
                option: labelled(index, option),
                points: points.collect(),
                chance_above_appetite: Some(option.chance_to_exceed_appetite.estimate),
            })
        });
        let terms = (appetite.amount, appetite.chance);
        let data = LossExceedance {
            heading: self.heading(
                findings::appetite_finding(self.scenario, terms, self.scale(), self.language()),
                Drawn::Kept,
            ),
            probability_axis: ProbabilityAxis::Logarithmic,
            risk_appetite: Some(appetite.amount),
            tolerated_chance: Some(appetite.chance),
            curves: curves.collect::<Result<Vec<ExceedanceCurve>, StatisticsError>>()?,
        };
        titled(&data.heading, named("loss-exceedance", charts::loss_exceedance(&data))).map(Some)
    }

    fn cost_fan(&self) -> Result<Option<TitledPicture>, PictureError> {
        let years = self.years();
        if years.len() < 2 {
            return Ok(None);
        }
        let end = end_of_horizon(self.context.settings, self.language());
        let title = findings::build_up_finding(self.scenario, self.scale(), &end, self.language());
        let fans = self
            .options()
            .map(|(index, option)| fan(labelled(index, option), &cumulative_years(&self.kept.years[index])))
            .collect::<Result<Vec<Fan>, StatisticsError>>()?;
        let data = CostFans { heading: self.heading(title, Drawn::Kept), years, fans };
        titled(&data.heading, named("cost-fan", charts::cost_fans(&data))).map(Some)
    }

    /// The calendar year in which each year of the horizon ends.
    fn years(&self) -> Vec<i32> {
        let (year, month) = self.context.settings.start;
        let first = i32::from(year) + i32::from(month > 1);
        let years = self.kept.years.first().map_or(0, Vec::len);
        (first..).take(years).collect()
    }

    fn options(&self) -> impl Iterator<Item = (usize, &OptionSummary)> {
        self.scenario.options.iter().enumerate()
    }

    fn scale(&self) -> Scale {
        Scale::for_amounts_up_to(
            self.options().map(|(_, option)| option.total.mean.abs()).fold(0.0, f64::max),
        )
    }

    fn language(&self) -> Language {
        self.context.look.language
    }

    fn currency(&self) -> String {
        self.context.settings.currency.to_string()
    }

    fn heading(&self, title: String, drawn: Drawn) -> Heading {
        let (kept, all) = (self.kept.trials() as u64, self.scenario.trials);
        let (trials, sample) = match drawn {
            Drawn::Kept if kept < all => (
                kept,
                self.language().fill("first-of-trials", &[("trials", self.language().trials(all).into())]),
            ),
            Drawn::Kept | Drawn::All => (all, String::new()),
        };
        let note = [partial_scenario(self.context.partial, &self.scenario.id, self.language()), sample];
        Heading {
            scenario: self.scenario.name.clone(),
            ..heading(self.context, title, trials, &note, &[self.scenario])
        }
    }
}

/// Which trials a chart shows.
#[derive(Clone, Copy)]
enum Drawn {
    /// Figures of all.
    All,
    /// Curves of those that are kept.
    Kept,
}

fn heat_map_heading(context: &PictureContext<'_>, title: String, scenarios: &[&ScenarioSummary]) -> Heading {
    let language = context.look.language;
    let trials = || scenarios.iter().map(|scenario| scenario.trials);
    let (least, most) = (trials().min().unwrap_or_default(), trials().max().unwrap_or_default());
    let range = if least < most {
        language.fill("trials-up-to", &[("number", language.count(most).into())])
    } else {
        String::new()
    };
    let partial = context.partial.map_or_else(String::new, |partial| partial_in(partial, language));
    heading(context, title, least, &[partial, range], scenarios)
}

/// The last month of the horizon: `the end of 2031`, `June 2032`.
fn end_of_horizon(settings: &Settings, language: Language) -> String {
    const MONTHS: [&str; 12] = [
        "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9",
        "month-10", "month-11", "month-12",
    ];
    let (year, month) = settings.start;
    let last = (usize::from(month) + settings.horizon_months).saturating_sub(2);
    let year = usize::from(year) + last / 12;
    match last % 12 {
        11 => language.fill("end-of-year", &[("year", year.to_string().into())]),
        month => {
            let month = language.say(MONTHS[month]);
            language.fill("month-of-year", &[("month", month.into()), ("year", year.to_string().into())])
        }
    }
}

fn heading(
    context: &PictureContext<'_>,
    title: String,
    trials: u64,
    notes: &[String],
    scenarios: &[&ScenarioSummary],
) -> Heading {
    let language = context.look.language;
    let precision = findings::precision_note(context.seed, scenarios, language);
    let notes = notes.iter().filter(|note| !note.is_empty()).cloned().chain(std::iter::once(precision));
    Heading {
        title,
        scenario: String::new(),
        currency: context.settings.currency.to_string(),
        valuation: present_value(context.settings.discount_rate, language),
        trials,
        note: notes.collect::<Vec<String>>().join(", "),
        look: context.look,
    }
}

fn labelled(index: usize, option: &OptionSummary) -> ChartOption {
    ChartOption { name: option.name.clone(), colour_index: index }
}

/// The interval, widened by the rounding of a sum that it must hold.
fn around((low, high): (f64, f64), sum: f64) -> (f64, f64) {
    (low.min(sum), high.max(sum))
}

fn named(name: &str, drawn: Result<Picture, ChartError>) -> Result<NamedPicture, PictureError> {
    match drawn {
        Ok(picture) => Ok(NamedPicture { name: name.to_owned(), picture }),
        Err(source) => Err(PictureError::Chart { chart: name.to_owned(), source }),
    }
}

fn titled(
    heading: &Heading,
    picture: Result<NamedPicture, PictureError>,
) -> Result<TitledPicture, PictureError> {
    Ok(TitledPicture { title: heading.title.clone(), picture: picture? })
}

/// Cost from the start to the end of each year, `[year][trial]`, from the cost in each.
fn cumulative_years(years: &[&[f64]]) -> Vec<Vec<f64>> {
    let mut so_far = vec![0.0; years.first().map_or(0, |costs| costs.len())];
    let add = |costs: &&[f64]| {
        for (sum, cost) in so_far.iter_mut().zip(*costs) {
            *sum += cost;
        }
        so_far.clone()
    };
    years.iter().map(add).collect()
}

fn fan(option: ChartOption, years: &[Vec<f64>]) -> Result<Fan, StatisticsError> {
    let samples = years.iter().map(|costs| SortedSample::new(costs)).collect::<Result<Vec<_>, _>>()?;
    let at = |level: f64| -> Result<Vec<f64>, StatisticsError> {
        samples.iter().map(|sample| quantile(sample, level).map(|found| found.estimate)).collect()
    };
    Ok(Fan { option, p5: at(0.05)?, p25: at(0.25)?, p50: at(0.5)?, p75: at(0.75)?, p95: at(0.95)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Method;
    use crate::report::testing::{options, outcomes_and_summary, settings};
    use crate::results::UnderWay;

    /// An accumulator of the outcomes of some options, as often as said.
    fn accumulator(outcomes: &crate::engine::Outcomes, times: u64, exact_limit: u64) -> ScenarioAccumulator {
        let method = Method { exact_limit, ..Method::default() };
        let options = options(outcomes.options());
        let mut accumulator =
            ScenarioAccumulator::new(outcomes.columns(), &options, settings().appetite, method);
        for time in 0..times {
            accumulator.add(time * outcomes.trials() as u64, outcomes).unwrap();
        }
        accumulator
    }

    #[test]
    fn every_chart_of_a_run_is_drawn() {
        let settings = settings();
        let context = PictureContext { settings: &settings, seed: 7, partial: None, look: Look::default() };
        let (outcomes, summary) = outcomes_and_summary(8, 6);
        let pictures =
            scenario_pictures(&context, &summary.scenarios[4], &accumulator(&outcomes, 1, 32_768)).unwrap();
        let names: Vec<&str> = pictures.iter().map(|picture| picture.name.as_str()).collect();
        assert_eq!(names, ["cost-by-group", "distributions", "loss-exceedance", "cost-fan"]);
        for NamedPicture { name, picture } in &pictures {
            assert!(picture.svg.contains("Network cut"), "{name}");
            assert!(picture.png.starts_with(b"\x89PNG"), "{name}");
        }
        assert_eq!(heat_map_picture(&context, &summary).unwrap().name, "heat-map");
        // Year 1 of a horizon that starts in January ends in the same calendar year.
        assert!(pictures[3].picture.svg.contains(">2028<"));
    }

    /// The words of a picture, whatever lines they stand in.
    fn words(svg: &str) -> String {
        let texts = svg.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text);
        texts.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn headings_say_of_which_trials_a_chart_is() {
        let settings = settings();
        let (outcomes, summary) = outcomes_and_summary(2, 2);
        let scenario = ScenarioSummary { trials: 808, ..summary.scenarios[0].clone() };
        let under_way = UnderWay { scenario: scenario.id.clone(), trials: 808, of: 5_000 };
        let partial = Partial { complete: Vec::new(), under_way: Some(under_way), missing: Vec::new() };
        let context =
            PictureContext { settings: &settings, seed: 7, partial: Some(&partial), look: Look::default() };
        // Twice 404 trials, of which 500 are kept.
        let pictures = scenario_pictures(&context, &scenario, &accumulator(&outcomes, 2, 500)).unwrap();
        for NamedPicture { name, picture } in &pictures {
            let words = words(&picture.svg);
            let curves = words.contains("curves: the first of 808 trials");
            assert_eq!(curves, name != "cost-by-group", "{name}");
            assert!(words.contains("PARTIAL: 808 of 5,000 trials"), "{name}: {words}");
        }
        let map = words(&heat_map_picture(&context, &summary).unwrap().picture.svg);
        assert!(map.contains("PARTIAL: 0 of 1 scenario complete"));
        let complete = PictureContext { partial: None, ..context };
        let whole = accumulator(&outcomes, 1, 500);
        for NamedPicture { name, picture } in
            scenario_pictures(&complete, &summary.scenarios[0], &whole).unwrap()
        {
            assert!(!picture.svg.contains("PARTIAL") && !picture.svg.contains("the first of"), "{name}");
        }
    }

    #[test]
    fn the_horizon_ends_with_its_last_month() {
        let end = |start, horizon_months| {
            end_of_horizon(&Settings { start, horizon_months, ..settings() }, Language::English)
        };
        assert_eq!([end((2027, 1), 60), end((2027, 1), 30)], ["the end of 2031", "June 2029"]);
        assert_eq!([end((2027, 2), 12), end((2027, 12), 1)], ["January 2028", "the end of 2027"]);
    }

    #[test]
    fn costs_add_up_over_the_years() {
        let (outcomes, _) = outcomes_and_summary(1, 2);
        let years = cumulative_years(&accumulator(&outcomes, 1, 32_768).kept_years(1));
        for (trial, total) in outcomes.totals(1).into_iter().enumerate() {
            // Each year holds half of the total in the formula, up to rounding in 1e8.
            assert!((years[0][trial] - total / 2.0).abs() < 1e-6);
            assert!((years[1][trial] - total).abs() < 1e-6);
        }
    }
}
