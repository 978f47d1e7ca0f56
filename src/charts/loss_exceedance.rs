use super::check;
use super::error::ChartError;
use super::exceedance_scale::{BAND_OPACITY, Scale};
use super::heading::{ChartOption, Heading};
use super::layout::{spread, text_width, wrap};
use super::legend::{self, Symbol};
use super::palette::{MOST_OPTIONS, RISK_APPETITE, ink_on, option_colour};
use super::picture::{Picture, picture};
use super::scene::{Anchor, Area, Fill, Point, Scene, Stroke, Type, point};
use super::theme::{INK, LABEL, MUTED_INK, PAPER, SMALL, TIGHT_LINE_HEIGHT};
use crate::language::Language;

/// How likely each option is to cost more than any given amount.
#[derive(Debug, Clone, PartialEq)]
pub struct LossExceedance {
    pub heading: Heading,
    pub probability_axis: ProbabilityAxis,
    /// The total cost that the company is prepared to bear.
    pub risk_appetite: Option<f64>,
    /// The tolerated chance of a higher cost: a logarithmic axis reaches below it however few the trials.
    pub tolerated_chance: Option<f64>,
    /// At most twelve; numbered in this order.
    pub curves: Vec<ExceedanceCurve>,
}

/// How chances are spaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ProbabilityAxis {
    /// From 100 % to the smallest chance that still rests on ten trials, and no further than 0.1 %, but always beyond the
    /// tolerated chance: shows the tail.
    #[default]
    Logarithmic,
    /// From 100 % to 0.
    Linear,
}

/// One option.
#[derive(Debug, Clone, PartialEq)]
pub struct ExceedanceCurve {
    pub option: ChartOption,
    /// Costs ascending, probabilities not increasing; about a hundred points, with enough of them in the tail.
    pub points: Vec<ExceedancePoint>,
    /// The chance to cost more than the risk appetite, written beside the name; needs the risk appetite.
    pub chance_above_appetite: Option<f64>,
}

/// P(total cost > `cost`) with its pointwise 95 % confidence limits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExceedancePoint {
    pub cost: f64,
    pub probability: f64,
    pub low: f64,
    pub high: f64,
}

/// Exceedance curves: chance over amount, one line per option with its confidence band, a number at the end of each line
/// that leads to its name, and the risk appetite as a vertical line.
///
/// # Errors
/// No or more than twelve options, a curve without points, amounts that are not finite, probabilities outside 0 to 1,
/// costs that fall or probabilities that rise, a chance above a risk appetite that is not given.
pub fn loss_exceedance(data: &LossExceedance) -> Result<Picture, ChartError> {
    data.check()?;
    let (mut scene, area) = data.heading.start()?;
    let top = legend::draw(&mut scene, area, &data.legend())?;
    let name_width = (0.27 * area.width()).max(390.0);
    let names = Area { left: area.right - name_width, top: top + 16.0, ..area };
    let y_labels = text_width("100 %", Type::regular(SMALL, INK))? + 12.0;
    let plot = Area {
        left: area.left + y_labels,
        top: top + 16.0 + 1.6 * SMALL,
        right: names.left - 48.0,
        bottom: area.bottom - 3.2 * SMALL - TAG_LANE,
    };
    let scale = Scale::of(data, plot);
    scale.draw_axes(&mut scene, &data.heading);
    if let Some(appetite) = data.risk_appetite {
        if let Some(tolerated) = data.tolerated_chance {
            draw_corner(&mut scene, plot, point(scale.x(appetite), scale.y(tolerated)));
        }
        draw_appetite(&mut scene, plot, scale.x(appetite), appetite)?;
    }
    for curve in &data.curves {
        scale.draw_band(&mut scene, curve);
    }
    let ends: Vec<Point> = data.curves.iter().map(|curve| scale.draw_line(&mut scene, curve)).collect();
    match data.probability_axis {
        ProbabilityAxis::Linear => draw_tags_on_lines(&mut scene, &scale, plot, &data.curves),
        ProbabilityAxis::Logarithmic => draw_tags(&mut scene, plot, &ends, &data.curves),
    }
    draw_names(&mut scene, names, data)?;
    picture(&scene)
}

/// Radius of the numbered discs at the line ends.
const TAG_RADIUS: f64 = 15.0;
/// Height between the plot and the amounts below it, for the numbers at the line ends.
pub(super) const TAG_LANE: f64 = 46.0;

impl LossExceedance {
    fn check(&self) -> Result<(), ChartError> {
        check::count("options", self.curves.len(), MOST_OPTIONS)?;
        if let Some(appetite) = self.risk_appetite {
            check::amount("risk appetite", appetite)?;
        }
        if let Some(chance) = self.tolerated_chance {
            check::probability("tolerated chance", chance)?;
        }
        for curve in &self.curves {
            let name = &curve.option.name;
            check::count(&format!("points for {name}"), curve.points.len(), usize::MAX)?;
            for point in &curve.points {
                check::amount(&format!("{name}: cost"), point.cost)?;
                let of = |which: &str| {
                    format!("{name}: {which} of exceeding {}", Language::English.money(point.cost))
                };
                check::probability(&of("chance"), point.probability)?;
                check::probability(&of("lower limit of the chance"), point.low)?;
                check::probability(&of("upper limit of the chance"), point.high)?;
                let (low, high) = (("lower limit", point.low), ("upper limit", point.high));
                check::ascending(name, &[low, ("chance", point.probability), high])?;
            }
            for pair in curve.points.windows(2) {
                check::ascending(name, &[("cost of a point", pair[0].cost), ("the next one", pair[1].cost)])?;
                let chances =
                    [("chance of a point", pair[1].probability), ("the one before", pair[0].probability)];
                check::ascending(name, &chances)?;
            }
            if let Some(chance) = curve.chance_above_appetite {
                check::probability(&format!("{name}: chance to exceed the risk appetite"), chance)?;
                check::count(
                    "risk appetite to which a chance is given",
                    usize::from(self.risk_appetite.is_some()),
                    1,
                )?;
            }
        }
        Ok(())
    }

    fn legend(&self) -> Vec<(Symbol, String)> {
        let language = self.heading.language();
        let grey = Fill { colour: MUTED_INK, opacity: BAND_OPACITY };
        let mut entries = vec![
            (Symbol::Line(Stroke::solid(MUTED_INK, 4.0)), language.say("exceedance-curve")),
            (Symbol::Swatch(grey), language.say("exceedance-band")),
        ];
        if let (Some(_), Some(tolerated)) = (self.risk_appetite, self.tolerated_chance) {
            let words = language.fill("exceedance-beyond", &[("chance", language.percent(tolerated).into())]);
            entries.push((Symbol::Swatch(CORNER), words));
        }
        entries
    }
}

/// Ground of what is too much too often.
const CORNER: Fill = Fill { colour: RISK_APPETITE, opacity: 0.09 };

/// What the appetite shuts out: more than its amount with more than the tolerated chance. A curve through it is beyond the appetite.
fn draw_corner(scene: &mut Scene, plot: Area, corner: Point) {
    let (left, bottom) = (corner.x.clamp(plot.left, plot.right), corner.y.clamp(plot.top, plot.bottom));
    if left < plot.right && bottom > plot.top {
        scene.rectangle(Area { left, bottom, ..plot }, CORNER);
        let line = Stroke::dashed(RISK_APPETITE, 2.0, 9.0);
        scene.segment(point(left, bottom), point(plot.right, bottom), line);
    }
}

fn draw_appetite(scene: &mut Scene, plot: Area, x: f64, appetite: f64) -> Result<(), ChartError> {
    scene.segment(point(x, plot.top), point(x, plot.bottom), Stroke::dashed(RISK_APPETITE, 3.5, 9.0));
    let words =
        scene.language.fill("exceedance-appetite", &[("amount", scene.language.money(appetite).into())]);
    let style = Type::bold(SMALL, RISK_APPETITE);
    let half = text_width(&words, style)? / 2.0;
    let middle = x.min(plot.right - half).max(plot.left + half);
    scene.text(words, point(middle, plot.top - 0.5 * SMALL), Anchor::Middle, style);
    Ok(())
}

/// Numbers in the lane below the plot, each led to by a thin line from the end of its curve.
fn draw_tags(scene: &mut Scene, plot: Area, ends: &[Point], curves: &[ExceedanceCurve]) {
    let wishes: Vec<f64> = ends.iter().map(|end| end.x).collect();
    let centres = spread(&wishes, 2.0 * TAG_RADIUS + 4.0, plot.left + TAG_RADIUS, plot.right + TAG_RADIUS);
    let y = plot.bottom + TAG_LANE - TAG_RADIUS - 4.0;
    for ((end, &x), curve) in ends.iter().zip(&centres).zip(curves) {
        let colour = option_colour(curve.option.colour_index);
        scene.segment(*end, point(end.x, plot.bottom), Stroke::dashed(colour, 2.0, 4.0));
        scene.segment(point(end.x, plot.bottom), point(x, y), Stroke::solid(colour, 2.0));
    }
    for (index, (&x, curve)) in centres.iter().zip(curves).enumerate() {
        draw_tag(scene, point(x, y), index, curve);
    }
}

/// Numbers on the curves, each at another height: where all curves end in the same tail, nothing tells their ends apart.
fn draw_tags_on_lines(scene: &mut Scene, scale: &Scale, plot: Area, curves: &[ExceedanceCurve]) {
    for (index, curve) in curves.iter().enumerate() {
        let share = (index as f64 + 0.5) / curves.len() as f64;
        let centre = scale.passes(curve, plot.top + (0.06 + 0.84 * share) * plot.height());
        scene.disc(centre, TAG_RADIUS + 1.5, PAPER);
        draw_tag(scene, centre, index, curve);
    }
}

fn draw_tag(scene: &mut Scene, centre: Point, index: usize, curve: &ExceedanceCurve) {
    let colour = option_colour(curve.option.colour_index);
    scene.disc(centre, TAG_RADIUS, colour);
    scene.centred_text((index + 1).to_string(), centre, Anchor::Middle, Type::bold(SMALL, ink_on(colour)));
}

/// The names beside the plot, each with its number and its chance to exceed the risk appetite.
fn draw_names(scene: &mut Scene, area: Area, data: &LossExceedance) -> Result<(), ChartError> {
    let chance_style = Type::bold(LABEL, INK);
    let mut top = area.top + 0.5 * SMALL;
    let any_chance = data.curves.iter().any(|curve| curve.chance_above_appetite.is_some());
    if let Some(appetite) = data.risk_appetite.filter(|_| any_chance) {
        let words =
            scene.language.fill("exceedance-chance", &[("amount", scene.language.money(appetite).into())]);
        let style = Type::regular(SMALL, MUTED_INK);
        scene.text(words, point(area.right, top + 0.6 * SMALL), Anchor::End, style);
        top += 1.6 * SMALL;
    }
    let pitch = ((area.bottom - top) / data.curves.len() as f64).min(76.0);
    let name_left = area.left + 2.0 * TAG_RADIUS + 12.0;
    let chance_width = if any_chance { text_width("<0.01 %", chance_style)? + 12.0 } else { 0.0 };
    let style = Type::regular(if pitch < 2.4 * LABEL { SMALL } else { LABEL }, INK);
    let line = TIGHT_LINE_HEIGHT * style.size;
    let most_lines = if pitch >= 2.0 * line { 2 } else { 1 };
    for (index, curve) in data.curves.iter().enumerate() {
        let middle = top + (index as f64 + 0.5) * pitch;
        draw_tag(scene, point(area.left + TAG_RADIUS, middle), index, curve);
        let lines = wrap(&curve.option.name, style, area.right - chance_width - name_left, most_lines)?;
        let first = middle - (lines.len() as f64 - 1.0) / 2.0 * line;
        for (offset, words) in lines.into_iter().enumerate() {
            scene.centred_text(words, point(name_left, first + offset as f64 * line), Anchor::Start, style);
        }
        if let Some(chance) = curve.chance_above_appetite {
            scene.centred_text(
                scene.language.percent(chance),
                point(area.right, middle),
                Anchor::End,
                chance_style,
            );
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::samples::{self, assert_good, option};
    use crate::language::Language;

    fn curve(name: &str, points: &[(f64, f64)]) -> ExceedanceCurve {
        let point = |&(cost, probability): &(f64, f64)| ExceedancePoint {
            cost,
            probability,
            low: probability,
            high: probability,
        };
        ExceedanceCurve {
            option: option(name, 0),
            points: points.iter().map(point).collect(),
            chance_above_appetite: None,
        }
    }

    fn chart(curves: Vec<ExceedanceCurve>) -> LossExceedance {
        LossExceedance { curves, ..samples::loss_exceedance(1) }
    }

    #[test]
    fn a_usual_chart_shows_names_appetite_and_chances() {
        let data = samples::loss_exceedance(6);
        let picture = loss_exceedance(&data).unwrap();
        assert_good(&picture, "loss_exceedance");
        assert_eq!(loss_exceedance(&data).unwrap(), picture);
        for text in ["Risk appetite 450M", "50 %", "10 %", "5 %", "1 %", "0.1 %", "Hybrid", "Dual systems"] {
            assert!(picture.svg.contains(&format!(">{text}</text>")), "{text}");
        }
        let chance = Language::English.percent(data.curves[0].chance_above_appetite.unwrap());
        assert!(picture.svg.contains(&format!(">{chance}</text>")));
    }

    #[test]
    fn odd_data_is_drawn() {
        let linear =
            LossExceedance { probability_axis: ProbabilityAxis::Linear, ..samples::loss_exceedance(6) };
        assert_good(&loss_exceedance(&linear).unwrap(), "loss_exceedance_linear");
        assert_good(&loss_exceedance(&samples::loss_exceedance(12)).unwrap(), "loss_exceedance_12");
        let constant = chart(vec![
            curve("All trials equal", &[(210e6, 1.0), (210e6, 0.0)]),
            curve("One point", &[(300e6, 0.0)]),
            curve("A gain", &[(-90e6, 1.0), (-20e6, 0.4), (10e6, 0.0)]),
            curve("Beyond the plot", &[(100e6, 1.0), (900e6, 0.3)]),
        ]);
        assert_good(&loss_exceedance(&constant).unwrap(), "loss_exceedance_constant");
        let zero = LossExceedance { risk_appetite: None, ..chart(vec![curve("Nothing", &[(0.0, 0.0)])]) };
        assert_good(&loss_exceedance(&zero).unwrap(), "loss_exceedance_zero");
    }

    #[test]
    fn fewer_trials_show_less_of_the_tail() {
        let mut data = samples::loss_exceedance(1);
        data.heading.trials = 1_000;
        let picture = loss_exceedance(&data).unwrap();
        assert!(picture.svg.contains(">1 %</text>") && !picture.svg.contains(">0.1 %</text>"));
    }

    #[test]
    fn the_tolerated_chance_is_shown_however_few_the_trials() {
        for (tolerated, shown) in [(0.05, "5 %"), (0.002, "0.2 %"), (0.2, "20 %")] {
            let mut data =
                LossExceedance { tolerated_chance: Some(tolerated), ..samples::loss_exceedance(1) };
            data.heading.trials = 300;
            let picture = loss_exceedance(&data).unwrap();
            assert!(picture.svg.contains(&format!(">{shown}</text>")), "{shown}");
        }
    }

    #[test]
    fn wrong_data_is_refused() {
        assert!(matches!(loss_exceedance(&chart(vec![curve("A", &[])])), Err(ChartError::Empty { .. })));
        let rising = chart(vec![curve("A", &[(1.0, 0.5), (2.0, 0.6)])]);
        assert!(matches!(loss_exceedance(&rising), Err(ChartError::OutOfOrder { .. })));
        let falling = chart(vec![curve("A", &[(2.0, 0.5), (1.0, 0.4)])]);
        assert!(matches!(loss_exceedance(&falling), Err(ChartError::OutOfOrder { .. })));
        let unlikely = chart(vec![curve("A", &[(2.0, 1.5)])]);
        assert!(matches!(loss_exceedance(&unlikely), Err(ChartError::NotAProbability { .. })));
        let without = LossExceedance { risk_appetite: None, ..samples::loss_exceedance(1) };
        assert!(matches!(loss_exceedance(&without), Err(ChartError::Empty { .. })));
    }
}
