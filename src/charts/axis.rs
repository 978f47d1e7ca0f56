//! Axes of money with round steps.

use super::layout::text_width;
use super::scene::{Anchor, Area, Scene, Stroke, Type, point};
use super::theme::{AXIS, GRID, MUTED_INK, SMALL};
use crate::language::Language;

/// A linear axis from `low` to `high`, both a whole number of steps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MoneyAxis {
    pub low: f64,
    pub high: f64,
    step: f64,
}

impl MoneyAxis {
    /// The shortest axis with round steps (1, 2, 2.5 or 5 times a power of ten) that shows `low` to `high` with at most
    /// `most_steps` steps. A single amount gets a tenth of itself on either side; all zero gets 0 to 1.
    pub fn covering(low: f64, high: f64, most_steps: u32) -> Self {
        let (low, high) = if high > low {
            (low, high)
        } else if low == 0.0 {
            (0.0, 1.0)
        } else {
            (low - 0.1 * low.abs(), low + 0.1 * low.abs())
        };
        let most = f64::from(most_steps.max(2));
        let mut power = libm::pow(10.0, libm::floor(libm::log10((high - low) / most)));
        loop {
            for factor in [1.0, 2.0, 2.5, 5.0] {
                let step = factor * power;
                // An end that is a step up to rounding is not pushed a whole step further.
                let (first, last) = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil());
                if last - first <= most {
                    return Self { low: first * step, high: last * step, step };
                }
            }
            power *= 10.0;
        }
    }

    pub fn ticks(&self) -> Vec<f64> {
        let (first, last) = ((self.low / self.step).round() as i64, (self.high / self.step).round() as i64);
        (first..=last).map(|index| index as f64 * self.step).collect()
    }

    /// Where `value` lies between the ends `at_low` and `at_high`, in pixels.
    pub fn position(&self, value: f64, at_low: f64, at_high: f64) -> f64 {
        at_low + (value - self.low) / (self.high - self.low) * (at_high - at_low)
    }

    /// Vertical grid lines over `plot` with their amounts below it, as many as have room, and a stronger line at zero.
    pub fn draw_below(&self, scene: &mut Scene, plot: Area) {
        let style = Type::regular(SMALL, MUTED_INK);
        let every = self.labelled_every(scene.language, plot.width(), style);
        for (index, tick) in self.ticks().into_iter().enumerate() {
            let x = self.position(tick, plot.left, plot.right);
            let stroke = if tick == 0.0 { Stroke::solid(AXIS, 2.0) } else { Stroke::solid(GRID, 1.5) };
            scene.segment(point(x, plot.top), point(x, plot.bottom), stroke);
            let step = (self.low / self.step).round() as i64 + index as i64;
            if step.rem_euclid(every) == 0 {
                scene.text(
                    scene.language.tick_label(tick),
                    point(x, plot.bottom + 1.4 * SMALL),
                    Anchor::Middle,
                    style,
                );
            }
        }
    }

    /// At every which step a label has room, counted from zero.
    fn labelled_every(&self, language: Language, width: f64, style: Type) -> i64 {
        let widths =
            self.ticks().into_iter().map(|tick| text_width(&language.tick_label(tick), style).unwrap_or(0.0));
        let widest = widths.fold(0.0, f64::max);
        let pitch = width * self.step / (self.high - self.low);
        // Viewers with another font may need a little more.
        ((1.06 * widest + 8.0) / pitch).ceil().max(1.0) as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_few() {
        let axis = MoneyAxis::covering(0.0, 412e6, 8);
        assert_eq!((axis.low, axis.high), (0.0, 500e6));
        let labels: Vec<String> =
            axis.ticks().into_iter().map(|tick| Language::English.tick_label(tick)).collect();
        assert_eq!(labels, ["0", "100M", "200M", "300M", "400M", "500M"].map(String::from));
    }

    #[test]
    fn every_range_is_covered_by_two_to_most_steps() {
        for (low, high) in [
            (0.0, 1.0),
            (-35e6, 2e6),
            (5.0, 5.0),
            (-7.0, -7.0),
            (0.0, 0.0),
            (0.0, 1e15),
            (1e-3, 2e-3),
            (1e15, 1e15),
        ] {
            let axis = MoneyAxis::covering(low, high, 8);
            let count = axis.ticks().len();
            assert!(axis.low <= low + 1e-9 * low.abs() && axis.high >= high - 1e-9 * high.abs(), "{axis:?}");
            assert!((2..=9).contains(&count), "{count} ticks over {low} to {high}");
        }
    }

    #[test]
    fn positions_run_from_end_to_end() {
        let axis = MoneyAxis::covering(0.0, 100.0, 5);
        assert_eq!(
            (
                axis.position(0.0, 10.0, 30.0),
                axis.position(100.0, 10.0, 30.0),
                axis.position(50.0, 10.0, 30.0)
            ),
            (10.0, 30.0, 20.0)
        );
    }
}
