use super::axis::{MoneyAxis, money, percent};
use super::check;
use super::error::ChartError;
use super::heading::{ChartOption, Heading};
use super::layout::{spread, text_width, wrap};
use super::legend::{self, Symbol};
use super::palette::{MOST_OPTIONS, RISK_APPETITE, ink_on, option_colour};
use super::picture::{Picture, picture};
use super::scene::{Anchor, Area, Fill, Point, Scene, Stroke, Type, point};
use super::theme::{AXIS, GRID, INK, LABEL, LINE_HEIGHT, MUTED_INK, SMALL};

/// How likely each option is to cost more than any given amount.
#[derive(Debug, Clone, PartialEq)]
pub struct LossExceedance {
    pub heading: Heading,
    pub probability_axis: ProbabilityAxis,
    /// The total cost that the company is prepared to bear.
    pub risk_appetite: Option<f64>,
    /// At most twelve; numbered in this order.
    pub curves: Vec<ExceedanceCurve>,
}

/// How chances are spaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ProbabilityAxis {
    /// From 100 % to the smallest chance that still rests on ten trials, and no further than 0.1 %: shows the tail.
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
    let name_width = 0.25 * area.width();
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
        let x = scale.x(appetite);
        let ends = (point(x, plot.top), point(x, plot.bottom));
        scene.segment(ends.0, ends.1, Stroke::dashed(RISK_APPETITE, 3.5, 9.0));
        let words = format!("Risk appetite {}", money(appetite));
        let style = Type::bold(SMALL, RISK_APPETITE);
        let half = text_width(&words, style)? / 2.0;
        let middle = x.min(plot.right - half).max(plot.left + half);
        scene.text(words, point(middle, plot.top - 0.5 * SMALL), Anchor::Middle, style);
    }
    for curve in &data.curves {
        scale.draw_band(&mut scene, curve);
    }
    let ends: Vec<Point> = data.curves.iter().map(|curve| scale.draw_line(&mut scene, curve)).collect();
    draw_tags(&mut scene, plot, &ends, &data.curves);
    draw_names(&mut scene, names, data)?;
    picture(&scene)
}

const TAG_RADIUS: f64 = 15.0;
/// Height between the plot and the amounts below it, for the numbers at the line ends.
const TAG_LANE: f64 = 46.0;

impl LossExceedance {
    fn check(&self) -> Result<(), ChartError> {
        check::count("options", self.curves.len(), MOST_OPTIONS)?;
        if let Some(appetite) = self.risk_appetite {
            check::amount("risk appetite", appetite)?;
        }
        for curve in &self.curves {
            let name = &curve.option.name;
            check::count(&format!("points for {name}"), curve.points.len(), usize::MAX)?;
            for point in &curve.points {
                check::amount(&format!("{name}: cost"), point.cost)?;
                let of = |which: &str| format!("{name}: {which} of exceeding {}", money(point.cost));
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
        let grey = Fill { colour: MUTED_INK, opacity: BAND_OPACITY };
        vec![
            (
                Symbol::Line(Stroke::solid(MUTED_INK, 4.0)),
                "chance that the total cost exceeds an amount".to_owned(),
            ),
            (Symbol::Swatch(grey), "its 95 % confidence band".to_owned()),
        ]
    }
}

const BAND_OPACITY: f64 = 0.22;
/// Left of this chance all curves run along the top: it need not be shown.
const NEARLY_CERTAIN: f64 = 0.995;

/// Both axes of one chart.
struct Scale {
    plot: Area,
    money: MoneyAxis,
    kind: ProbabilityAxis,
    /// The chance at the lower end.
    floor: f64,
}

impl Scale {
    fn of(data: &LossExceedance, plot: Area) -> Self {
        let floor = match data.probability_axis {
            ProbabilityAxis::Linear => 0.0,
            // Below ten trials a chance is mostly noise.
            ProbabilityAxis::Logarithmic => match data.heading.trials {
                10_000.. => 0.001,
                1_000.. => 0.01,
                _ => 0.1,
            },
        };
        let (low, high) = money_range(data, floor);
        Self { plot, money: MoneyAxis::covering(low, high, 8), kind: data.probability_axis, floor }
    }

    fn x(&self, cost: f64) -> f64 {
        self.money.position(cost, self.plot.left, self.plot.right)
    }

    /// The lower end of the plot for all chances below it.
    fn y(&self, probability: f64) -> f64 {
        let height = match self.kind {
            ProbabilityAxis::Linear => probability,
            ProbabilityAxis::Logarithmic => {
                if probability <= self.floor {
                    return self.plot.bottom;
                }
                1.0 - libm::log10(probability) / libm::log10(self.floor)
            }
        };
        self.plot.bottom - height * self.plot.height()
    }

    fn ticks(&self) -> Vec<f64> {
        match self.kind {
            ProbabilityAxis::Linear => vec![1.0, 0.8, 0.6, 0.4, 0.2, 0.0],
            ProbabilityAxis::Logarithmic => {
                let levels = [1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];
                levels.into_iter().filter(|&level| level >= self.floor).collect()
            }
        }
    }

    fn draw_axes(&self, scene: &mut Scene, heading: &Heading) {
        let plot = self.plot;
        let style = Type::regular(SMALL, MUTED_INK);
        for tick in self.ticks() {
            let y = self.y(tick);
            scene.segment(point(plot.left, y), point(plot.right, y), Stroke::solid(GRID, 1.5));
            scene.centred_text(tick_percent(tick), point(plot.left - 10.0, y), Anchor::End, style);
        }
        scene.segment(
            point(plot.left, plot.bottom),
            point(plot.right, plot.bottom),
            Stroke::solid(AXIS, 2.0),
        );
        // The grid lines end at the plot, the amounts stand below the numbers at the line ends.
        let labels = plot.bottom + TAG_LANE + 0.9 * SMALL;
        for tick in self.money.ticks() {
            let x = self.x(tick);
            scene.segment(point(x, plot.top), point(x, plot.bottom), Stroke::solid(GRID, 1.5));
            scene.segment(point(x, plot.bottom), point(x, plot.bottom + 7.0), Stroke::solid(AXIS, 2.0));
            scene.text(super::axis::tick_label(tick), point(x, labels), Anchor::Middle, style);
        }
        let title = format!("Total cost ({})", heading.money());
        scene.text(title, point(plot.left, labels + 1.6 * SMALL), Anchor::Start, style);
    }

    fn draw_band(&self, scene: &mut Scene, curve: &ExceedanceCurve) {
        let inside = |p: &ExceedancePoint, probability: f64| {
            point(self.x(p.cost).max(self.plot.left).min(self.plot.right), self.y(probability))
        };
        let there = curve.points.iter().map(|p| inside(p, p.low));
        let back = curve.points.iter().rev().map(|p| inside(p, p.high));
        let colour = option_colour(curve.option.colour_index);
        scene.polygon(there.chain(back).collect(), Fill { colour, opacity: BAND_OPACITY });
    }

    /// Draws the line as far as the plot reaches and gives its end.
    fn draw_line(&self, scene: &mut Scene, curve: &ExceedanceCurve) -> Point {
        let visible = self.visible(curve);
        let end = visible[visible.len() - 1];
        scene.line(visible, Stroke::solid(option_colour(curve.option.colour_index), 4.0));
        end
    }

    /// The line inside the plot: never empty, at least the point where it leaves the plot.
    fn visible(&self, curve: &ExceedanceCurve) -> Vec<Point> {
        // Unclamped heights, so that a line leaves the plot where it really crosses the lower end.
        let raw: Vec<(f64, f64)> = curve.points.iter().map(|p| (self.x(p.cost), p.probability)).collect();
        let (left, right) = (self.plot.left, self.plot.right);
        let mut line: Vec<Point> = Vec::new();
        if let [only] = raw[..] {
            // One amount in all trials: certain to be exceeded before it, and at it with its own chance.
            line.extend([point(left, self.y(1.0)), point(only.0, self.y(1.0))]);
        }
        let mut before: Option<Point> = None;
        for (x, probability) in raw {
            let now = point(x, self.y(probability));
            if let Some(last) = before {
                line.extend(between(last, now, left, right));
            }
            if (left..=right).contains(&x) {
                line.push(now);
            }
            if probability <= self.floor {
                break;
            }
            before = Some(now);
        }
        if line.is_empty() {
            line.push(point(left, self.plot.bottom));
        }
        line
    }
}

/// Where a segment crosses the left or right end.
fn between(from: Point, to: Point, left: f64, right: f64) -> impl Iterator<Item = Point> {
    [left, right].into_iter().filter(move |&end| from.x < end && end < to.x).map(move |end| {
        let share = (end - from.x) / (to.x - from.x);
        point(end, from.y + share * (to.y - from.y))
    })
}

/// From where curves start to fall to where the last one leaves the plot; with the risk appetite.
fn money_range(data: &LossExceedance, floor: f64) -> (f64, f64) {
    let mut range = data.risk_appetite.map_or((f64::MAX, f64::MIN), |appetite| (appetite, appetite));
    for curve in &data.curves {
        let last = curve.points.len() - 1;
        let first_falling = curve.points.iter().position(|p| p.probability < NEARLY_CERTAIN).unwrap_or(last);
        let first_below = curve.points.iter().position(|p| p.probability <= floor).unwrap_or(last);
        range.0 = range.0.min(curve.points[first_falling.saturating_sub(1)].cost);
        range.1 = range.1.max(curve.points[first_below].cost);
    }
    let (low, high) = range;
    if low > 0.0 && low < 0.34 * high { (0.0, high) } else { (low, high) }
}

/// `100 %`, `0.5 %`: as short as it can be.
fn tick_percent(probability: f64) -> String {
    let digits = format!("{:.1}", 100.0 * probability);
    format!("{} %", digits.trim_end_matches('0').trim_end_matches('.'))
}

/// Numbers in the lane below the plot, each led to by a thin line from the end of its curve.
fn draw_tags(scene: &mut Scene, plot: Area, ends: &[Point], curves: &[ExceedanceCurve]) {
    let wishes: Vec<f64> = ends.iter().map(|end| end.x).collect();
    let centres = spread(&wishes, 2.0 * TAG_RADIUS + 4.0, plot.left + TAG_RADIUS, plot.right + TAG_RADIUS);
    let y = plot.bottom + TAG_LANE - TAG_RADIUS - 4.0;
    for ((end, &x), curve) in ends.iter().zip(&centres).zip(curves) {
        let colour = option_colour(curve.option.colour_index);
        scene.line(vec![*end, point(end.x, plot.bottom), point(x, y)], Stroke::solid(colour, 2.0));
    }
    for (index, (&x, curve)) in centres.iter().zip(curves).enumerate() {
        draw_tag(scene, point(x, y), index, curve);
    }
}

fn draw_tag(scene: &mut Scene, centre: Point, index: usize, curve: &ExceedanceCurve) {
    let colour = option_colour(curve.option.colour_index);
    scene.disc(centre, TAG_RADIUS, colour);
    scene.centred_text((index + 1).to_string(), centre, Anchor::Middle, Type::bold(SMALL, ink_on(colour)));
}

/// The names beside the plot, each with its number and its chance to exceed the risk appetite.
fn draw_names(scene: &mut Scene, area: Area, data: &LossExceedance) -> Result<(), ChartError> {
    let (name_style, chance_style) = (Type::regular(LABEL, INK), Type::bold(LABEL, INK));
    let head = Type::regular(SMALL, MUTED_INK);
    let mut top = area.top + 0.5 * SMALL;
    if let Some(appetite) = data.risk_appetite {
        let words = format!("Chance to exceed {}", money(appetite));
        scene.text(words, point(area.right, top + 0.6 * SMALL), Anchor::End, head);
        top += 1.6 * SMALL;
    }
    let line = LINE_HEIGHT * SMALL;
    let pitch = ((area.bottom - top) / data.curves.len() as f64).min(76.0);
    let name_left = area.left + 2.0 * TAG_RADIUS + 12.0;
    let chance_width = text_width("<0.01 %", chance_style)? + 12.0;
    let most_lines = if pitch > 2.0 * line { 2 } else { 1 };
    let style = if most_lines == 2 {
        Type { size: SMALL + 2.0, ..name_style }
    } else {
        Type { size: SMALL, ..name_style }
    };
    for (index, curve) in data.curves.iter().enumerate() {
        let middle = top + (index as f64 + 0.5) * pitch;
        draw_tag(scene, point(area.left + TAG_RADIUS, middle), index, curve);
        let lines = wrap(&curve.option.name, style, area.right - chance_width - name_left, most_lines)?;
        let first = middle - (lines.len() as f64 - 1.0) / 2.0 * line;
        for (offset, words) in lines.into_iter().enumerate() {
            scene.centred_text(words, point(name_left, first + offset as f64 * line), Anchor::Start, style);
        }
        if let Some(chance) = curve.chance_above_appetite {
            scene.centred_text(percent(chance), point(area.right, middle), Anchor::End, chance_style);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::samples::{self, assert_good, option};

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
        let chance = percent(data.curves[0].chance_above_appetite.unwrap());
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
    fn a_line_ends_where_it_crosses_the_lower_end() {
        let data = chart(vec![curve("A", &[(100e6, 1.0), (200e6, 0.01), (300e6, 0.0)])]);
        let scale = Scale::of(&data, Area::new(0.0, 0.0, 1000.0, 600.0));
        let line = scale.visible(&data.curves[0]);
        let end = line[line.len() - 1];
        assert_eq!((end.x, end.y), (scale.x(300e6), 600.0));
        // Halfway between 100 % and 0.01 % in factors is 1 %; on three decades to 0.1 % it is two thirds down.
        assert!((scale.y(0.01) - 400.0).abs() < 1e-9);
    }

    #[test]
    fn fewer_trials_show_less_of_the_tail() {
        let mut data = samples::loss_exceedance(1);
        data.heading.trials = 1_000;
        let picture = loss_exceedance(&data).unwrap();
        assert!(picture.svg.contains(">1 %</text>") && !picture.svg.contains(">0.1 %</text>"));
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
