//! The axes of an exceedance chart, and its curves on them.

use super::axis::MoneyAxis;
use super::heading::Heading;
use super::loss_exceedance::{ExceedanceCurve, ExceedancePoint, LossExceedance, ProbabilityAxis, TAG_LANE};
use super::palette::option_colour;
use super::scene::{Anchor, Area, Fill, Point, Scene, Stroke, Type, point};
use super::theme::{AXIS, GRID, MUTED_INK, SMALL};
use crate::language::Language;

pub const BAND_OPACITY: f64 = 0.22;
/// Left of this chance all curves run along the top: it need not be shown.
const NEARLY_CERTAIN: f64 = 0.995;

/// Chances that a logarithmic axis marks.
const LEVELS: [f64; 13] =
    [1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.000_5, 0.000_2, 0.000_1];

/// Both axes of one chart.
pub struct Scale {
    plot: Area,
    money: MoneyAxis,
    kind: ProbabilityAxis,
    /// The chance at the lower end.
    floor: f64,
}

impl Scale {
    pub fn of(data: &LossExceedance, plot: Area) -> Self {
        let floor = match data.probability_axis {
            ProbabilityAxis::Linear => 0.0,
            // Below ten trials a chance is mostly noise.
            ProbabilityAxis::Logarithmic => {
                let by_trials: f64 = match data.heading.trials {
                    10_000.. => 0.001,
                    1_000.. => 0.01,
                    _ => 0.1,
                };
                // The chance that the board asks about is shown even where it is noisy: its band says so.
                let asked = data.tolerated_chance.filter(|&chance| chance > 0.0);
                asked.map_or(by_trials, |chance| by_trials.min(level_below(chance)))
            }
        };
        // On a linear axis the rest of the tail cannot be told from zero.
        let shown_down_to = match data.probability_axis {
            ProbabilityAxis::Linear => 1.0 - NEARLY_CERTAIN,
            ProbabilityAxis::Logarithmic => floor,
        };
        let (low, high) = money_range(data, shown_down_to);
        Self { plot, money: MoneyAxis::covering(low, high, 8), kind: data.probability_axis, floor }
    }

    pub fn x(&self, cost: f64) -> f64 {
        self.money.position(cost, self.plot.left, self.plot.right)
    }

    /// The lower end of the plot for all chances below it.
    pub fn y(&self, probability: f64) -> f64 {
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
            ProbabilityAxis::Logarithmic => LEVELS.into_iter().filter(|&level| level >= self.floor).collect(),
        }
    }

    pub fn draw_axes(&self, scene: &mut Scene, heading: &Heading) {
        let plot = self.plot;
        let style = Type::regular(SMALL, MUTED_INK);
        for tick in self.ticks() {
            let y = self.y(tick);
            scene.segment(point(plot.left, y), point(plot.right, y), Stroke::solid(GRID, 1.5));
            scene.centred_text(
                tick_percent(scene.language, tick),
                point(plot.left - 10.0, y),
                Anchor::End,
                style,
            );
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
            scene.text(scene.language.tick_label(tick), point(x, labels), Anchor::Middle, style);
        }
        let title = heading.total_cost();
        scene.text(title, point(plot.left, labels + 1.6 * SMALL), Anchor::Start, style);
    }

    pub fn draw_band(&self, scene: &mut Scene, curve: &ExceedanceCurve) {
        let inside = |p: &ExceedancePoint, probability: f64| {
            point(self.x(p.cost).max(self.plot.left).min(self.plot.right), self.y(probability))
        };
        let there = curve.points.iter().map(|p| inside(p, p.low));
        let back = curve.points.iter().rev().map(|p| inside(p, p.high));
        let colour = option_colour(curve.option.colour_index);
        scene.polygon(there.chain(back).collect(), Fill { colour, opacity: BAND_OPACITY });
    }

    /// Draws the line as far as the plot reaches and gives its end.
    pub fn draw_line(&self, scene: &mut Scene, curve: &ExceedanceCurve) -> Point {
        let visible = self.visible(curve);
        let end = visible[visible.len() - 1];
        scene.line(visible, Stroke::solid(option_colour(curve.option.colour_index), 4.0));
        end
    }

    /// Where the line passes a height; its end if it does not.
    pub fn passes(&self, curve: &ExceedanceCurve, y: f64) -> Point {
        let line = self.visible(curve);
        let crossing = line.windows(2).find(|pair| pair[0].y <= y && y <= pair[1].y);
        match crossing {
            None => line[line.len() - 1],
            Some(pair) => {
                let height = pair[1].y - pair[0].y;
                let share = if height > 0.0 { (y - pair[0].y) / height } else { 0.0 };
                point(pair[0].x + share * (pair[1].x - pair[0].x), y)
            }
        }
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

/// The next marked chance below one that is asked about; half of it below all that are marked.
fn level_below(chance: f64) -> f64 {
    LEVELS.into_iter().find(|&level| level < chance).unwrap_or(chance / 2.0)
}

/// `100 %`, `0.5 %`: as short as it can be.
fn tick_percent(language: Language, probability: f64) -> String {
    let digits = format!("{:.2}", 100.0 * probability);
    format!("{} %", language.decimal(digits.trim_end_matches('0').trim_end_matches('.')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::samples;

    #[test]
    fn a_line_ends_where_it_crosses_the_lower_end() {
        let mut data = samples::loss_exceedance(1);
        data.curves[0].points = [(100e6, 1.0), (200e6, 0.01), (300e6, 0.0)]
            .map(|(cost, probability)| ExceedancePoint { cost, probability, low: 0.0, high: 1.0 })
            .to_vec();
        let scale = Scale::of(&data, Area::new(0.0, 0.0, 1000.0, 600.0));
        let line = scale.visible(&data.curves[0]);
        let end = line[line.len() - 1];
        assert_eq!((end.x, end.y), (scale.x(300e6), 600.0));
        // 1 % is two of the three decades down to 0.1 %.
        assert!((scale.y(0.01) - 400.0).abs() < 1e-9);
    }
}
