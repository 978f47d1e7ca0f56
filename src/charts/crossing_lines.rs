use super::axis::MoneyAxis;
use super::check;
use super::error::ChartError;
use super::heading::{ChartOption, Heading};
use super::layout::{fit, text_width, widest};
use super::legend::{self, Symbol};
use super::palette::option_colour;
use super::picture::{Picture, picture};
use super::scene::{Anchor, Area, Fill, Scene, Stroke, Type, point};
use super::theme::{AXIS, GRID, INK, MUTED_INK, PAPER, SMALL};

/// Differences of cost between two options over a figure, and where they are nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct CrossingLines {
    pub heading: Heading,
    /// Name and unit of the figure.
    pub across: String,
    /// Range of the figure.
    pub range: (f64, f64),
    /// Values of the figure with their labels, for many and for few panels.
    pub ticks: Vec<(f64, String)>,
    /// What the figure is expected to be, if that lies in the range, and its usual range.
    pub now: Option<f64>,
    pub now_range: Option<(f64, f64)>,
    /// At most twelve.
    pub panels: Vec<CrossingPanel>,
}

/// Two options in one scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct CrossingPanel {
    pub title: String,
    /// The option that costs less where the difference is negative, and that where it is positive.
    pub options: (ChartOption, ChartOption),
    /// By rising value of the figure; at least two.
    pub points: Vec<LinePoint>,
    pub crossings: Vec<CrossingMark>,
}

/// The difference at one value of the figure, with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LinePoint {
    pub at: f64,
    pub low: f64,
    pub value: f64,
    pub high: f64,
}

/// A value of the figure at which the difference is nothing, with its interval; ends of the range where that is open.
#[derive(Debug, Clone, PartialEq)]
pub struct CrossingMark {
    pub low: f64,
    pub at: f64,
    pub high: f64,
    pub label: String,
}

const MOST_PANELS: usize = 12;
/// How much of an option's colour is in the ground where it costs less for certain.
const GROUND: f64 = 0.16;
const BAND: f64 = 0.22;

/// Columns of so many panels.
#[must_use]
pub fn crossing_columns(panels: usize) -> usize {
    match panels {
        0 | 1 => 1,
        2..=4 => 2,
        5 | 6 | 9 => 3,
        _ => 4,
    }
}

/// Lines with their bands; the ground has the colour of the option that costs less, where the trials show it.
///
/// # Errors
/// No or more than twelve panels, fewer than two points, a range that is none, a value outside its interval, numbers that are not
/// finite.
pub fn crossing_lines(data: &CrossingLines) -> Result<Picture, ChartError> {
    data.check()?;
    let (mut scene, area) = data.heading.start()?;
    let top = legend::draw(&mut scene, area, &data.legend())?;
    let columns = crossing_columns(data.panels.len());
    let lines = data.panels.len().div_ceil(columns);
    let all = Area { top: top + 12.0, bottom: area.bottom - 1.5 * SMALL, ..area };
    let (width, height) = (all.width() / columns as f64, all.height() / lines as f64);
    for (index, panel) in data.panels.iter().enumerate() {
        let left = all.left + (index % columns) as f64 * width;
        let top = all.top + (index / columns) as f64 * height;
        // A gap between neighbours, so that their labels stay apart.
        let cell = Area::new(left, top, left + width - if columns > 1 { 22.0 } else { 0.0 }, top + height);
        data.draw_panel(&mut scene, cell, panel)?;
    }
    let words = fit(&data.across, Type::regular(SMALL, MUTED_INK), area.width())?;
    scene.text(words, point(area.left, area.bottom + 2.0), Anchor::Start, Type::regular(SMALL, MUTED_INK));
    picture(&scene)
}

impl CrossingLines {
    fn draw_panel(&self, scene: &mut Scene, cell: Area, panel: &CrossingPanel) -> Result<(), ChartError> {
        let amounts = panel.points.iter().flat_map(|point| [point.low, point.high]);
        let (low, high) =
            amounts.fold((0.0, 0.0), |(low, high): (f64, f64), amount| (low.min(amount), high.max(amount)));
        let axis = MoneyAxis::covering(low, high, if cell.height() > 400.0 { 6 } else { 4 });
        let labels: Vec<String> =
            axis.ticks().into_iter().map(|tick| scene.language.tick_label(tick)).collect();
        let gutter = widest(labels.iter().map(String::as_str), Type::regular(SMALL, MUTED_INK))? + 12.0;
        let plot =
            Area::new(cell.left + gutter, cell.top + 3.0 * SMALL, cell.right, cell.bottom - 2.0 * SMALL);
        let room = cell.width();
        let title = fit(&panel.title, Type::bold(SMALL, INK), room)?;
        scene.text(title, point(cell.left, cell.top + SMALL), Anchor::Start, Type::bold(SMALL, INK));
        let (first, second) = (panel.options.0.name.trim(), panel.options.1.name.trim());
        let style = Type::regular(SMALL, MUTED_INK);
        let words =
            scene.language.fill("crossing-difference", &[("first", first.into()), ("second", second.into())]);
        let subtitle = fit(&words, style, room)?;
        scene.text(subtitle, point(cell.left, cell.top + 2.15 * SMALL), Anchor::Start, style);
        self.draw_ground(scene, plot, panel);
        self.draw_axes(scene, plot, &axis)?;
        self.draw_line(scene, plot, &axis, panel);
        self.draw_marks(scene, plot, &axis, panel)
    }

    fn x(&self, plot: Area, value: f64) -> f64 {
        plot.left + (value - self.range.0) / (self.range.1 - self.range.0) * plot.width()
    }

    /// Where neighbouring points are on one side of zero for certain.
    fn draw_ground(&self, scene: &mut Scene, plot: Area, panel: &CrossingPanel) {
        for pair in panel.points.windows(2) {
            if let (Some(left), Some(right)) = (panel.side(&pair[0]), panel.side(&pair[1]))
                && left == right
            {
                let area = Area { left: self.x(plot, pair[0].at), right: self.x(plot, pair[1].at), ..plot };
                scene.rectangle(area, PAPER.mixed_with(option_colour(left.colour_index), GROUND));
            }
        }
    }

    fn draw_axes(&self, scene: &mut Scene, plot: Area, axis: &MoneyAxis) -> Result<(), ChartError> {
        let style = Type::regular(SMALL, MUTED_INK);
        for tick in axis.ticks() {
            let y = axis.position(tick, plot.bottom, plot.top);
            let stroke = if tick == 0.0 { Stroke::solid(AXIS, 2.5) } else { Stroke::solid(GRID, 1.5) };
            scene.segment(point(plot.left, y), point(plot.right, y), stroke);
            scene.centred_text(
                scene.language.tick_label(tick),
                point(plot.left - 8.0, y),
                Anchor::End,
                style,
            );
        }
        let mut free = f64::NEG_INFINITY;
        for (value, label) in &self.ticks {
            let x = self.x(plot, *value);
            scene.segment(point(x, plot.bottom), point(x, plot.bottom + 6.0), Stroke::solid(AXIS, 2.0));
            let half = 0.55 * text_width(label, style)?;
            if x - half > free && x + half <= plot.right + 18.0 {
                scene.text(label.clone(), point(x, plot.bottom + 1.35 * SMALL), Anchor::Middle, style);
                free = x + half + 8.0;
            }
        }
        if let Some((low, high)) = self.now_range {
            let ends = (self.x(plot, low.max(self.range.0)), self.x(plot, high.min(self.range.1)));
            let bar = Area { left: ends.0, right: ends.1, top: plot.bottom - 7.0, ..plot };
            scene.rectangle(bar, PAPER.mixed_with(MUTED_INK, 0.45));
        }
        if let Some(now) = self.now {
            let x = self.x(plot, now);
            scene.segment(point(x, plot.top), point(x, plot.bottom), Stroke::dashed(MUTED_INK, 2.0, 6.0));
        }
        Ok(())
    }

    fn draw_line(&self, scene: &mut Scene, plot: Area, axis: &MoneyAxis, panel: &CrossingPanel) {
        let at = |value: f64, amount: f64| {
            point(self.x(plot, value), axis.position(amount, plot.bottom, plot.top))
        };
        let there = panel.points.iter().map(|of| at(of.at, of.low));
        let back = panel.points.iter().rev().map(|of| at(of.at, of.high));
        scene.polygon(there.chain(back).collect(), Fill { colour: MUTED_INK, opacity: BAND });
        scene.line(panel.points.iter().map(|of| at(of.at, of.value)).collect(), Stroke::solid(INK, 3.0));
    }

    fn draw_marks(
        &self,
        scene: &mut Scene,
        plot: Area,
        axis: &MoneyAxis,
        panel: &CrossingPanel,
    ) -> Result<(), ChartError> {
        let zero = axis.position(0.0, plot.bottom, plot.top);
        let style = Type::bold(SMALL, INK);
        for mark in &panel.crossings {
            let (low, high) = (self.x(plot, mark.low), self.x(plot, mark.high));
            let x = self.x(plot, mark.at);
            scene.segment(point(low, zero), point(high, zero), Stroke::solid(INK, 6.0));
            scene.disc(point(x, zero), 9.0, PAPER);
            scene.disc(point(x, zero), 7.0, INK);
            let half = 0.55 * text_width(&mark.label, style)?;
            let middle = x.clamp(plot.left + half, (plot.right - half).max(plot.left + half));
            // Above the mark, unless there is no room.
            let above = zero - 16.0 - SMALL > plot.top;
            let y = if above { zero - 1.3 * SMALL } else { zero + 1.3 * SMALL };
            let ground = Area::new(middle - half, y - 0.62 * SMALL, middle + half, y + 0.62 * SMALL);
            scene.rectangle(ground, Fill { colour: PAPER, opacity: 0.85 });
            scene.centred_text(mark.label.clone(), point(middle, y), Anchor::Middle, style);
        }
        Ok(())
    }

    fn legend(&self) -> Vec<(Symbol, String)> {
        let mut options: Vec<&ChartOption> = Vec::new();
        for panel in &self.panels {
            let sides = panel
                .points
                .windows(2)
                .filter_map(|pair| panel.side(&pair[0]).filter(|side| panel.side(&pair[1]) == Some(*side)));
            for option in sides {
                if !options.contains(&option) {
                    options.push(option);
                }
            }
        }
        let language = self.heading.language();
        let mut entries =
            vec![(Symbol::None, language.fill("crossing-axis", &[("money", self.heading.money().into())]))];
        entries.extend(options.into_iter().map(|option| {
            let ground = PAPER.mixed_with(option_colour(option.colour_index), 2.0 * GROUND);
            (
                Symbol::Swatch(ground.into()),
                language.fill("crossing-less", &[("option", option.name.trim().into())]),
            )
        }));
        entries.push((Symbol::None, language.say("crossing-white")));
        if self.now.is_some() {
            entries
                .push((Symbol::Line(Stroke::dashed(MUTED_INK, 2.0, 6.0)), language.say("crossing-expected")));
        }
        if self.now_range.is_some() {
            entries.push((
                Symbol::Swatch(PAPER.mixed_with(MUTED_INK, 0.45).into()),
                language.say("crossing-range"),
            ));
        }
        entries
    }

    fn check(&self) -> Result<(), ChartError> {
        check::count("panels", self.panels.len(), MOST_PANELS)?;
        check::ascending("the figure", &[("lower end", self.range.0), ("upper end", self.range.1)])?;
        check::count("range", usize::from(self.range.0 < self.range.1), 1)?;
        for panel in &self.panels {
            check::count(
                "second point, without which there is no line",
                panel.points.len().saturating_sub(1),
                10_000,
            )?;
            for of in &panel.points {
                check::amount("a value of the figure", of.at)?;
                let ends = [("lower limit", of.low), ("difference", of.value), ("upper limit", of.high)];
                check::ascending(&panel.title, &ends)?;
            }
            for mark in &panel.crossings {
                let ends = [("lower end", mark.low), ("break-even", mark.at), ("upper end", mark.high)];
                check::ascending(&panel.title, &ends)?;
            }
        }
        Ok(())
    }
}

impl CrossingPanel {
    /// The option that costs less at a point for certain.
    fn side(&self, point: &LinePoint) -> Option<&ChartOption> {
        if point.high < 0.0 {
            Some(&self.options.0)
        } else if point.low > 0.0 {
            Some(&self.options.1)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::samples::{assert_good, heading, option};

    fn chart(panels: usize) -> CrossingLines {
        let panel = |index: usize| {
            let value = |at: f64| 1e6 * (at - 30.0 - index as f64) * (1.0 + 0.2 * index as f64);
            CrossingPanel {
                title: format!("Great-power conflict {index}"),
                options: (option("Full localisation", 3), option("Hybrid", 1 + index % 2)),
                points: (0..9)
                    .map(|step| {
                        let at = 20.0 + 5.0 * f64::from(step);
                        LinePoint { at, low: value(at) - 4e6, value: value(at), high: value(at) + 4e6 }
                    })
                    .collect(),
                crossings: vec![CrossingMark {
                    low: 26.0,
                    at: 30.0 + index as f64,
                    high: 36.0 + index as f64,
                    label: format!("{}%", 30 + index),
                }],
            }
        };
        CrossingLines {
            heading: heading("Full localisation costs less once a third of all orders need the ERP"),
            across: "application.erp.integration".to_owned(),
            range: (20.0, 60.0),
            ticks: (2..=6).map(|tens| (10.0 * f64::from(tens), format!("{tens}0%"))).collect(),
            now: Some(45.0),
            now_range: Some((33.0, 70.0)),
            panels: (0..panels).map(panel).collect(),
        }
    }

    #[test]
    fn panels_of_any_number_are_drawn() {
        for panels in [1, 2, 6, 8, 12] {
            let picture = crossing_lines(&chart(panels)).unwrap();
            assert_good(&picture, &format!("crossing_lines_{panels}"));
            assert!(picture.svg.contains("Full localisation less"));
            assert!(picture.svg.contains(">30%</text>"));
        }
        let mut flat = chart(1);
        for of in &mut flat.panels[0].points {
            (of.low, of.value, of.high) = (0.0, 0.0, 0.0);
        }
        flat.panels[0].crossings.clear();
        assert_good(&crossing_lines(&flat).unwrap(), "crossing_lines_flat");
    }

    #[test]
    fn wrong_data_is_refused() {
        assert_eq!(crossing_lines(&chart(0)).unwrap_err().to_string(), "the chart has no panels");
        assert!(matches!(crossing_lines(&chart(13)), Err(ChartError::TooMany { .. })));
        let mut wrong = chart(1);
        wrong.panels[0].points.truncate(1);
        assert!(matches!(crossing_lines(&wrong), Err(ChartError::Empty { .. })));
        let mut wrong = chart(1);
        wrong.panels[0].points[2].low = f64::NAN;
        assert!(matches!(crossing_lines(&wrong), Err(ChartError::NotFinite { .. })));
        let wrong = CrossingLines { range: (3.0, 3.0), ..chart(1) };
        assert!(matches!(crossing_lines(&wrong), Err(ChartError::Empty { .. })));
    }
}
