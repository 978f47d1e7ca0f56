use super::axis::MoneyAxis;
use super::check;
use super::error::ChartError;
use super::heading::{ChartOption, Heading};
use super::interval_dots::Dot;
use super::layout::{text_width, wrap};
use super::legend::{self, Symbol};
use super::palette::{MOST_OPTIONS, ink_on, option_colour};
use super::picture::{Picture, picture};
use super::scene::{Anchor, Area, Point, Scene, Stroke, Type, point};
use super::theme::{AXIS, GRID, INK, LABEL, MUTED_INK, PAPER, SMALL, TIGHT_LINE_HEIGHT};

/// Mean cost against the tail, an option a point.
#[derive(Debug, Clone, PartialEq)]
pub struct MeanShortfall {
    pub heading: Heading,
    /// What the upright axis shows.
    pub tail: String,
    /// At most twelve; numbered in this order.
    pub points: Vec<MeanShortfallPoint>,
    /// Positions of the points on the frontier by rising mean.
    pub frontier: Vec<usize>,
    /// Mean and tail of mixes.
    pub mixes: Vec<(f64, f64)>,
}

/// One option; the styles of the dots are not looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct MeanShortfallPoint {
    pub option: ChartOption,
    pub mean: Dot,
    pub shortfall: Dot,
    /// Below its name.
    pub note: String,
    /// How sure the note is, below it; empty where that is not known.
    pub certainty: String,
}

const RADIUS: f64 = 15.0;

/// Mean against expected shortfall with error bars, the frontier as a line, mixes as small dots, names on the right.
///
/// # Errors
/// No or more than twelve options, a figure outside its interval, numbers that are not finite, a frontier of points that are
/// not there.
pub fn mean_shortfall(data: &MeanShortfall) -> Result<Picture, ChartError> {
    data.check()?;
    let (mut scene, area) = data.heading.start()?;
    let top = legend::draw(&mut scene, area, &legend_of(data))?;
    let names = Area { left: area.right - 400.0, top: top + 40.0, ..area };
    let labels = text_width(&scene.language.money(1.25e9), Type::regular(SMALL, INK))? + 14.0;
    let plot = Area {
        left: area.left + labels,
        top: top + 2.2 * SMALL,
        right: names.left - 48.0,
        bottom: area.bottom - 3.0 * SMALL,
    };
    let axes = Axes::of(data, plot);
    axes.draw(&mut scene, data);
    let line: Vec<Point> = data.frontier.iter().map(|index| axes.at(&data.points[*index])).collect();
    if line.len() > 1 {
        scene.line(line, Stroke::solid(AXIS, 3.0));
    }
    for (mean, tail) in &data.mixes {
        scene.disc(point(axes.x(*mean), axes.y(*tail)), 4.5, MUTED_INK.mixed_with(PAPER, 0.3));
    }
    for of in &data.points {
        axes.draw_errors(&mut scene, of);
    }
    for (index, of) in data.points.iter().enumerate() {
        draw_number(&mut scene, axes.at(of), index, of);
    }
    draw_names(&mut scene, names, data)?;
    picture(&scene)
}

struct Axes {
    plot: Area,
    across: MoneyAxis,
    up: MoneyAxis,
}

impl Axes {
    fn of(data: &MeanShortfall, plot: Area) -> Axes {
        let covering = |of: fn(&MeanShortfallPoint) -> &Dot, steps: u32| {
            let low = data.points.iter().map(|point| of(point).low).fold(f64::INFINITY, f64::min);
            let high = data.points.iter().map(|point| of(point).high).fold(f64::NEG_INFINITY, f64::max);
            // A little room, so that no disc lies on the edge.
            let room = 0.03 * (high - low);
            MoneyAxis::covering(low - room, high + room, steps)
        };
        Axes { plot, across: covering(|point| &point.mean, 8), up: covering(|point| &point.shortfall, 6) }
    }

    fn x(&self, amount: f64) -> f64 {
        self.across.position(amount, self.plot.left, self.plot.right)
    }

    fn y(&self, amount: f64) -> f64 {
        self.up.position(amount, self.plot.bottom, self.plot.top)
    }

    fn at(&self, of: &MeanShortfallPoint) -> Point {
        point(self.x(of.mean.value), self.y(of.shortfall.value))
    }

    fn draw(&self, scene: &mut Scene, data: &MeanShortfall) {
        let style = Type::regular(SMALL, MUTED_INK);
        let plot = self.plot;
        self.across.draw_below(scene, plot);
        for tick in self.up.ticks() {
            let y = self.y(tick);
            scene.segment(point(plot.left, y), point(plot.right, y), Stroke::solid(GRID, 1.5));
            scene.centred_text(
                scene.language.tick_label(tick),
                point(plot.left - 10.0, y),
                Anchor::End,
                style,
            );
        }
        scene.text(
            data.heading.with_money(&data.tail),
            point(plot.left, plot.top - 0.8 * SMALL),
            Anchor::Start,
            style,
        );
        scene.text(
            data.heading.with_money(&data.heading.language().say("shortfall-mean")),
            point(plot.left, plot.bottom + 2.7 * SMALL),
            Anchor::Start,
            style,
        );
    }

    fn draw_errors(&self, scene: &mut Scene, of: &MeanShortfallPoint) {
        let at = self.at(of);
        let stroke = Stroke::solid(option_colour(of.option.colour_index), 2.5);
        scene.segment(point(self.x(of.mean.low), at.y), point(self.x(of.mean.high), at.y), stroke);
        scene.segment(point(at.x, self.y(of.shortfall.low)), point(at.x, self.y(of.shortfall.high)), stroke);
    }
}

fn draw_number(scene: &mut Scene, at: Point, index: usize, of: &MeanShortfallPoint) {
    let colour = option_colour(of.option.colour_index);
    scene.disc(at, RADIUS + 1.5, PAPER);
    scene.disc(at, RADIUS, colour);
    scene.centred_text(format!("{}", index + 1), at, Anchor::Middle, Type::bold(SMALL, ink_on(colour)));
}

fn draw_names(scene: &mut Scene, area: Area, data: &MeanShortfall) -> Result<(), ChartError> {
    let pitch = (area.height() / data.points.len() as f64).min(112.0);
    let name = Type::regular(if pitch < 90.0 { SMALL } else { LABEL }, INK);
    let small = Type::regular(if pitch < 90.0 { 0.82 * SMALL } else { SMALL }, MUTED_INK);
    let line = (TIGHT_LINE_HEIGHT * name.size).min(0.31 * pitch);
    for (index, of) in data.points.iter().enumerate() {
        let middle = area.top + (index as f64 + 0.5) * pitch;
        let left = area.left + 2.0 * RADIUS + 14.0;
        let width = area.right - left;
        let lines = [
            (wrap(of.option.name.trim(), name, width, 1)?, name),
            (wrap(&of.note, small, width, 1)?, small),
            (wrap(&of.certainty, small, width, 1)?, small),
        ];
        let written = lines.iter().filter(|(words, _)| !words.is_empty());
        let first = middle - 0.5 * line * (written.clone().count() as f64 - 1.0);
        draw_number(scene, point(area.left + RADIUS, first), index, of);
        for (place, (words, style)) in written.enumerate() {
            scene.centred_text(
                words.concat(),
                point(left, first + place as f64 * line),
                Anchor::Start,
                *style,
            );
        }
    }
    Ok(())
}

fn legend_of(data: &MeanShortfall) -> Vec<(Symbol, String)> {
    let language = data.heading.language();
    let mut entries = vec![(Symbol::Line(Stroke::solid(MUTED_INK, 2.5)), language.say("legend-interval"))];
    if data.frontier.len() > 1 {
        entries.push((Symbol::Line(Stroke::solid(AXIS, 3.0)), language.say("shortfall-frontier")));
        entries.push((Symbol::None, language.say("shortfall-mixes")));
    }
    entries
}

impl MeanShortfall {
    fn check(&self) -> Result<(), ChartError> {
        check::count("options", self.points.len(), MOST_OPTIONS)?;
        for of in &self.points {
            for (what, dot) in [("mean", of.mean), ("tail", of.shortfall)] {
                let ends = [("lower limit", dot.low), (what, dot.value), ("upper limit", dot.high)];
                check::ascending(&of.option.name, &ends)?;
            }
        }
        for (mean, tail) in &self.mixes {
            check::amount("mean of a mix", *mean)?;
            check::amount("tail of a mix", *tail)?;
        }
        match self.frontier.iter().find(|index| **index >= self.points.len()) {
            None => Ok(()),
            Some(index) => check::length("frontier", *index, self.points.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::DotStyle;
    use crate::charts::samples::{assert_good, heading, option};

    fn chart(figures: &[(f64, f64)], frontier: &[usize]) -> MeanShortfall {
        let dot = |value: f64| Dot { low: value - 3e6, value, high: value + 3e6, style: DotStyle::Firm };
        let names = [
            "Global integration",
            "Hybrid with a standby at a domestic provider",
            "Full localisation",
            "Dual",
        ];
        let points = figures.iter().enumerate().map(|(index, (mean, tail))| MeanShortfallPoint {
            option: option(names[index % 4], index),
            mean: dot(*mean),
            shortfall: dot(*tail),
            note: "dear for its safety".to_owned(),
            certainty: "on it in 9.3 % of samples".to_owned(),
        });
        MeanShortfall {
            heading: heading("Hybrid has the lowest mean; more safety can be had with full localisation"),
            tail: "Mean cost of the worst 5 % of trials".to_owned(),
            points: points.collect(),
            frontier: frontier.to_vec(),
            mixes: vec![(200e6, 345e6), (205e6, 341e6)],
        }
    }

    #[test]
    fn points_and_frontier_are_drawn() {
        let figures = [(197e6, 378e6), (196e6, 351e6), (211e6, 340e6), (209e6, 349e6)];
        let picture = mean_shortfall(&chart(&figures, &[1, 2])).unwrap();
        assert_good(&picture, "mean_shortfall");
        assert!(picture.svg.contains("Mean cost of the worst 5 % of trials (EUR, present value at 8 %)"));
        assert_good(&mean_shortfall(&chart(&[(1.0, 2.0)], &[0])).unwrap(), "mean_shortfall_1");
    }

    #[test]
    fn wrong_data_is_refused() {
        assert_eq!(mean_shortfall(&chart(&[], &[])).unwrap_err().to_string(), "the chart has no options");
        assert!(matches!(
            mean_shortfall(&chart(&[(1.0, 2.0)], &[3])),
            Err(ChartError::LengthMismatch { .. })
        ));
        assert!(matches!(
            mean_shortfall(&chart(&[(f64::NAN, 2.0)], &[0])),
            Err(ChartError::NotFinite { .. })
        ));
    }
}
