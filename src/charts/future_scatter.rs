//! Futures as dots over two of the things in which they differ, with the box of conditions.

use super::check;
use super::error::ChartError;
use super::heading::Heading;
use super::layout::{fit, text_width, widest, wrap};
use super::palette::option_colour;
use super::picture::{Picture, picture};
use super::scene::{Anchor, Area, Fill, Point, Scene, Stroke, Type, point};
use super::theme::{AXIS, GRID, INK, MUTED_INK, PAPER, SMALL, TIGHT_LINE_HEIGHT};

/// Dots and boxes.
#[derive(Debug, Clone, PartialEq)]
pub struct FutureScatter {
    pub heading: Heading,
    pub x: ScatterAxis,
    pub y: ScatterAxis,
    /// At most 50,000.
    pub dots: Vec<ScatterDot>,
    /// Within the axes; drawn as frames.
    pub boxes: Vec<ScatterBox>,
    /// What marked dots are, and the others.
    pub marked: String,
    pub unmarked: String,
    /// What the box says, and what pale dots are; may be empty.
    pub box_words: String,
    pub pale_words: String,
    pub colour_index: usize,
}

/// One axis.
#[derive(Debug, Clone, PartialEq)]
pub struct ScatterAxis {
    pub title: String,
    pub low: f64,
    /// Above `low`.
    pub high: f64,
    /// Every ratio takes the same room; `low` is above 0 then.
    pub logarithmic: bool,
    /// Where, and what is written there.
    pub ticks: Vec<(f64, String)>,
}

/// A future.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScatterDot {
    pub x: f64,
    pub y: f64,
    pub marked: bool,
    /// Outside conditions that the axes do not show.
    pub pale: bool,
}

/// A rectangle in the units of the axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScatterBox {
    pub x: (f64, f64),
    pub y: (f64, f64),
}

const MOST_DOTS: usize = 50_000;
const MOST_BOXES: usize = 24;
const RADIUS: f64 = 5.5;
/// Share of the width that words on the left may take.
const GUTTER_SHARE: f64 = 0.2;
/// How much of its colour a pale dot keeps.
const PALE: f64 = 0.28;

/// A scatter of futures.
///
/// # Errors
/// No dots or too many, axes without a range, dots that are not finite.
pub fn future_scatter(data: &FutureScatter) -> Result<Picture, ChartError> {
    data.check()?;
    let (mut scene, area) = data.heading.start()?;
    let top = draw_legend(&mut scene, area, data)?;
    let style = Type::regular(SMALL, MUTED_INK);
    let words = data.y.ticks.iter().map(|(_, words)| words.as_str());
    let gutter = (widest(words, style)? * 1.06 + 14.0).min(GUTTER_SHARE * area.width());
    let plot = Area {
        left: area.left + gutter,
        top: top + 2.4 * SMALL,
        right: area.right - 30.0,
        bottom: area.bottom - 3.6 * SMALL,
    };
    draw_axes(&mut scene, data, area, plot)?;
    let at = |dot: &ScatterDot| {
        point(data.x.position(dot.x, plot.left, plot.right), data.y.position(dot.y, plot.bottom, plot.top))
    };
    // Marked ones above the others, pale ones below all.
    for (marked, pale) in [(false, true), (true, true), (false, false), (true, false)] {
        for dot in data.dots.iter().filter(|dot| dot.marked == marked && dot.pale == pale) {
            draw_dot(&mut scene, at(dot), (marked, pale), data.colour_index);
        }
    }
    for frame in &data.boxes {
        draw_frame(&mut scene, data, plot, frame);
    }
    picture(&scene)
}

fn draw_dot(scene: &mut Scene, at: Point, (marked, pale): (bool, bool), colour: usize) {
    let colour = if marked { option_colour(colour) } else { MUTED_INK.mixed_with(PAPER, 0.3) };
    let colour = if pale { colour.mixed_with(PAPER, 1.0 - PALE) } else { colour };
    if marked {
        scene.disc(at, RADIUS, Fill { colour, opacity: 0.85 });
    } else {
        scene.disc(at, RADIUS - 0.5, colour);
        scene.disc(at, RADIUS - 2.2, PAPER);
    }
}

fn draw_frame(scene: &mut Scene, data: &FutureScatter, plot: Area, frame: &ScatterBox) {
    let x = |value: f64| data.x.position(value, plot.left, plot.right).clamp(plot.left, plot.right);
    let y = |value: f64| data.y.position(value, plot.bottom, plot.top).clamp(plot.top, plot.bottom);
    let area = Area::new(x(frame.x.0), y(frame.y.1), x(frame.x.1), y(frame.y.0));
    scene.rectangle(area, Fill { colour: option_colour(data.colour_index), opacity: 0.08 });
    let corners = [
        point(area.left, area.top),
        point(area.right, area.top),
        point(area.right, area.bottom),
        point(area.left, area.bottom),
        point(area.left, area.top),
    ];
    scene.line(corners.to_vec(), Stroke::solid(INK, 3.5));
}

fn draw_axes(scene: &mut Scene, data: &FutureScatter, area: Area, plot: Area) -> Result<(), ChartError> {
    let style = Type::regular(SMALL, MUTED_INK);
    for (value, words) in &data.x.ticks {
        let x = data.x.position(*value, plot.left, plot.right);
        scene.segment(point(x, plot.top), point(x, plot.bottom), Stroke::solid(GRID, 1.5));
        scene.text(words.clone(), point(x, plot.bottom + 1.4 * SMALL), Anchor::Middle, style);
    }
    let pitch = plot.height() / data.y.ticks.len().max(1) as f64;
    let line = TIGHT_LINE_HEIGHT * SMALL;
    let lines = ((pitch / line).floor() as usize).clamp(1, 2);
    for (value, words) in &data.y.ticks {
        let y = data.y.position(*value, plot.bottom, plot.top);
        scene.segment(point(plot.left, y), point(plot.right, y), Stroke::solid(GRID, 1.5));
        let wrapped = wrap(words, style, plot.left - area.left - 12.0, lines)?;
        let first = y - (wrapped.len() as f64 - 1.0) / 2.0 * line;
        for (row, text) in wrapped.into_iter().enumerate() {
            scene.centred_text(text, point(plot.left - 12.0, first + row as f64 * line), Anchor::End, style);
        }
    }
    for (from, to) in [
        (point(plot.left, plot.top), point(plot.left, plot.bottom)),
        (point(plot.left, plot.bottom), point(plot.right, plot.bottom)),
    ] {
        scene.segment(from, to, Stroke::solid(AXIS, 2.0));
    }
    let bold = Type::bold(SMALL, INK);
    let title = fit(&data.x.title, bold, plot.width())?;
    scene.text(title, point(plot.right, plot.bottom + 2.9 * SMALL), Anchor::End, bold);
    let title = fit(&data.y.title, bold, 0.9 * area.width())?;
    scene.text(title, point(area.left, plot.top - 0.7 * SMALL), Anchor::Start, bold);
    Ok(())
}

fn draw_legend(scene: &mut Scene, area: Area, data: &FutureScatter) -> Result<f64, ChartError> {
    const ROW: f64 = 32.0;
    let style = Type::regular(SMALL, INK);
    let mut entries = vec![(Some((true, false)), &data.marked), (Some((false, false)), &data.unmarked)];
    if data.dots.iter().any(|dot| dot.pale) {
        entries.push((Some((true, true)), &data.pale_words));
    }
    if !data.boxes.is_empty() {
        entries.push((None, &data.box_words));
    }
    let (mut x, mut y) = (area.left, area.top + ROW / 2.0);
    for (dot, words) in entries.into_iter().filter(|(_, words)| !words.is_empty()) {
        let symbol = if dot.is_some() { 22.0 } else { 44.0 };
        let words = fit(words, style, area.width() - symbol)?;
        let width = symbol + 1.06 * text_width(&words, style)?;
        if x > area.left && x + width > area.right {
            (x, y) = (area.left, y + ROW);
        }
        match dot {
            Some(kind) => draw_dot(scene, point(x + 8.0, y), kind, data.colour_index),
            None => {
                let corners = [(0.0, -10.0), (34.0, -10.0), (34.0, 10.0), (0.0, 10.0), (0.0, -10.0)];
                let line = corners.map(|(right, down)| point(x + right, y + down));
                scene.line(line.to_vec(), Stroke::solid(INK, 3.5));
            }
        }
        scene.centred_text(words, point(x + symbol, y), Anchor::Start, style);
        x += width + 28.0;
    }
    Ok(y + ROW / 2.0)
}

impl ScatterAxis {
    fn position(&self, value: f64, at_low: f64, at_high: f64) -> f64 {
        let share = if self.logarithmic {
            libm::log(value / self.low) / libm::log(self.high / self.low)
        } else {
            (value - self.low) / (self.high - self.low)
        };
        at_low + share * (at_high - at_low)
    }

    fn check(&self) -> Result<(), ChartError> {
        check::ascending(&self.title, &[("low end", self.low), ("high end", self.high)])?;
        if self.low >= self.high || (self.logarithmic && self.low <= 0.0) {
            return Err(ChartError::Empty { what: format!("range of {}", self.title) });
        }
        Ok(())
    }
}

impl FutureScatter {
    fn check(&self) -> Result<(), ChartError> {
        check::count("futures", self.dots.len(), MOST_DOTS)?;
        check::count("boxes", self.boxes.len().max(1), MOST_BOXES)?;
        self.x.check()?;
        self.y.check()?;
        for dot in &self.dots {
            check::amount("future", dot.x)?;
            check::amount("future", dot.y)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::samples::{assert_good, heading};

    fn chart(dots: usize) -> FutureScatter {
        let spread = |index: usize, step: f64| (index as f64 * step).fract();
        let dot = |index: usize| {
            let (x, y) = (0.01 * libm::pow(100.0, spread(index, 0.618)), 8.0 * spread(index, 0.414) - 0.5);
            ScatterDot {
                x,
                y,
                marked: x > 0.1 && y > 4.0 || index.is_multiple_of(17),
                pale: index.is_multiple_of(5),
            }
        };
        let names = ["Current direction", "Renewed cooperation", "Great power conflict", "Cold War 2.0"];
        FutureScatter {
            heading: heading(
                "Hybrid fails the appetite above all when the risk comes often under two stories",
            ),
            x: ScatterAxis {
                title: "risk.great-power-conflict.rate.by_regime.tense".to_owned(),
                low: 0.01,
                high: 1.0,
                logarithmic: true,
                ticks: [0.01, 0.03, 0.1, 0.3, 1.0].map(|tick| (tick, format!("{tick} per year"))).to_vec(),
            },
            y: ScatterAxis {
                title: "scenario".to_owned(),
                low: -0.5,
                high: 7.5,
                logarithmic: false,
                ticks: (0..8).map(|place| (f64::from(place), names[place as usize % 4].to_owned())).collect(),
            },
            dots: (0..dots).map(dot).collect(),
            boxes: vec![ScatterBox { x: (0.1, 1.0), y: (3.5, 7.5) }],
            marked: "Hybrid fails the appetite".to_owned(),
            unmarked: "keeps to it".to_owned(),
            box_words: "covers 71 % of the failures; 83 % of the futures inside fail".to_owned(),
            pale_words: "pale: company.revenue_china below 400M EUR".to_owned(),
            colour_index: 1,
        }
    }

    #[test]
    fn futures_of_any_number_are_drawn() {
        for dots in [1, 200, 2000] {
            let picture = future_scatter(&chart(dots)).unwrap();
            assert_good(&picture, &format!("future_scatter_{dots}"));
            assert!(picture.svg.contains("Great power conflict"));
        }
        let mut without = chart(300);
        without.boxes.clear();
        assert_good(&future_scatter(&without).unwrap(), "future_scatter_no_box");
    }

    #[test]
    fn wrong_data_is_refused() {
        assert!(future_scatter(&chart(0)).is_err());
        let mut wrong = chart(3);
        wrong.dots[1].x = f64::NAN;
        assert!(matches!(future_scatter(&wrong), Err(ChartError::NotFinite { .. })));
        let mut wrong = chart(3);
        wrong.x.high = wrong.x.low;
        assert!(future_scatter(&wrong).is_err());
        let mut wrong = chart(3);
        wrong.x.low = -1.0;
        assert!(future_scatter(&wrong).is_err());
    }
}
