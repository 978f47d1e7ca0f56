use super::axis::MoneyAxis;
use super::check;
use super::error::ChartError;
use super::heading::Heading;
use super::layout::{fit, widest};
use super::legend::{self, Symbol};
use super::palette::{MOST_WORLDS, world_colour};
use super::picture::{Picture, picture};
use super::scene::{Anchor, Area, Colour, Scene, Stroke, Type, point};
use super::theme::{AXIS, GRID, INK, LABEL, MUTED_INK, PAPER, SMALL};

/// What it costs to act in a month: a panel for each move, a curve for each scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct MonthCurves {
    pub heading: Heading,
    /// What the axis shows; currency and valuation are added.
    pub axis_title: String,
    /// Names of the curves that have a colour, at most seven; the others are grey and thin.
    pub named: Vec<String>,
    /// What the grey ones are called; empty if there are none.
    pub others: String,
    /// Last month of the axis.
    pub horizon: f64,
    /// At most six.
    pub panels: Vec<MonthPanel>,
}

/// One move.
#[derive(Debug, Clone, PartialEq)]
pub struct MonthPanel {
    pub title: String,
    /// Each with at least one point.
    pub curves: Vec<MonthCurve>,
}

/// One scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct MonthCurve {
    /// Position in [`MonthCurves::named`]; `None`: grey.
    pub name: Option<usize>,
    /// By rising month.
    pub points: Vec<MonthPoint>,
}

/// Acting in a month, money.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MonthPoint {
    pub month: f64,
    pub low: f64,
    pub value: f64,
    pub high: f64,
    /// Told from 0: a disc, else a ring.
    pub told: bool,
}

const MOST_PANELS: usize = 6;

/// Curves over the month of acting, with intervals on those that have a colour.
///
/// # Errors
/// No or more than six panels, more than seven named curves, a value outside its interval, months outside the axis, numbers that are
/// not finite.
pub fn month_curves(data: &MonthCurves) -> Result<Picture, ChartError> {
    data.check()?;
    let (mut scene, area) = data.heading.start()?;
    let top = legend::draw(&mut scene, area, &data.legend())? + 10.0;
    let columns = data.panels.len().min(2);
    let lines = data.panels.len().div_ceil(columns);
    let gap = 40.0;
    let width = (area.width() - gap * (columns as f64 - 1.0)) / columns as f64;
    let all = Area { top, bottom: area.bottom - 1.3 * SMALL, ..area };
    let height = all.height() / lines as f64;
    for (index, panel) in data.panels.iter().enumerate() {
        let (line, column) = ((index / columns) as f64, (index % columns) as f64);
        let left = all.left + column * (width + gap);
        let top = all.top + line * height;
        draw_panel(&mut scene, Area::new(left, top, left + width, top + height - 8.0), panel, data)?;
    }
    let words = scene.language.fill(
        "months-axis",
        &[("title", data.axis_title.as_str().into()), ("money", data.heading.money().into())],
    );
    scene.text(words, point(area.left, area.bottom + 4.0), Anchor::Start, Type::regular(SMALL, MUTED_INK));
    picture(&scene)
}

fn draw_panel(
    scene: &mut Scene,
    area: Area,
    panel: &MonthPanel,
    data: &MonthCurves,
) -> Result<(), ChartError> {
    let style = Type::bold(LABEL, INK);
    let title = fit(&panel.title, style, area.width())?;
    scene.text(title, point(area.left, area.top + LABEL), Anchor::Start, style);
    let (low, high) = panel.range();
    let axis = MoneyAxis::covering(low, high, if area.height() > 400.0 { 8 } else { 5 });
    let plot = draw_axes(scene, area, &axis, data.horizon)?;
    let x = |month: f64| plot.left + month / data.horizon * plot.width();
    let y = |amount: f64| axis.position(amount, plot.bottom, plot.top);
    let (grey, named): (Vec<&MonthCurve>, Vec<&MonthCurve>) =
        panel.curves.iter().partition(|curve| curve.name.is_none());
    for curve in grey.into_iter().chain(named) {
        draw_curve(scene, curve, &x, &y);
    }
    Ok(())
}

/// Amounts on the left, months below; gives the place between.
fn draw_axes(scene: &mut Scene, area: Area, axis: &MoneyAxis, horizon: f64) -> Result<Area, ChartError> {
    let small = Type::regular(SMALL, MUTED_INK);
    let labels: Vec<String> = axis.ticks().into_iter().map(|tick| scene.language.tick_label(tick)).collect();
    let gutter = widest(labels.iter().map(String::as_str), small)?;
    let plot = Area {
        left: area.left + gutter + 22.0,
        top: area.top + 2.1 * LABEL,
        right: area.right - 12.0,
        bottom: area.bottom - 1.5 * SMALL,
    };
    for (tick, label) in axis.ticks().into_iter().zip(labels) {
        let y = axis.position(tick, plot.bottom, plot.top);
        let stroke = if tick == 0.0 { Stroke::solid(AXIS, 2.5) } else { Stroke::solid(GRID, 1.5) };
        scene.segment(point(plot.left, y), point(plot.right, y), stroke);
        scene.centred_text(label, point(plot.left - 20.0, y), Anchor::End, small);
    }
    // At most six labels.
    let step = 12.0 * (horizon / 60.0).ceil();
    let years = (0..).map(|index| f64::from(index) * step).take_while(|month| *month <= horizon);
    for month in years {
        let foot = point(plot.left + month / horizon * plot.width(), plot.bottom + 6.0);
        scene.segment(point(foot.x, plot.bottom), foot, Stroke::solid(GRID, 2.0));
        let words = if month == 0.0 {
            scene.language.say("months-now")
        } else {
            scene.language.fill("months-month", &[("number", format!("{month:.0}").into())])
        };
        scene.text(words, point(foot.x, foot.y + SMALL), Anchor::Middle, small);
    }
    Ok(plot)
}

fn draw_curve(scene: &mut Scene, curve: &MonthCurve, x: &impl Fn(f64) -> f64, y: &impl Fn(f64) -> f64) {
    // Side by side, so that intervals of several curves can be told apart.
    let aside = curve.name.map_or(0.0, |name| 6.0 * (name as f64 - 1.0));
    let place = |at: &MonthPoint| x(at.month) + aside;
    let points = curve.points.iter().map(|at| point(place(at), y(at.value))).collect();
    let Some(name) = curve.name else {
        return scene.line(points, Stroke::solid(grey(), 2.0));
    };
    let colour = line_colour(name);
    scene.line(points, Stroke::solid(colour, 3.0));
    for at in &curve.points {
        let centre = point(place(at), y(at.value));
        if at.high > at.low {
            let ends = (point(centre.x, y(at.low)), point(centre.x, y(at.high)));
            scene.segment(ends.0, ends.1, Stroke::solid(colour, 2.5));
        }
        scene.disc(centre, 7.0, colour);
        if !at.told {
            scene.disc(centre, 4.0, PAPER);
        }
    }
}

/// The palest world would pass for one of the grey ones.
fn line_colour(name: usize) -> Colour {
    world_colour(name + 1)
}

fn grey() -> Colour {
    MUTED_INK.mixed_with(PAPER, 0.55)
}

impl MonthPanel {
    /// Zero, everything of the named curves, the values of the others.
    fn range(&self) -> (f64, f64) {
        let ends = self.curves.iter().flat_map(|curve| {
            let named = curve.name.is_some();
            curve.points.iter().flat_map(
                move |at| {
                    if named { [at.low, at.high] } else { [at.value, at.value] }
                },
            )
        });
        ends.fold((0.0, 0.0), |(low, high): (f64, f64), end| (low.min(end), high.max(end)))
    }
}

impl MonthCurves {
    fn legend(&self) -> Vec<(Symbol, String)> {
        let line = |colour: Colour, width: f64| Symbol::Line(Stroke::solid(colour, width));
        let named = self.named.iter().enumerate();
        let mut entries: Vec<(Symbol, String)> =
            named.map(|(index, name)| (line(line_colour(index), 4.0), name.clone())).collect();
        if !self.others.is_empty() {
            entries.push((line(grey(), 2.0), self.others.clone()));
        }
        entries.push((Symbol::None, self.heading.language().say("months-bars")));
        entries
    }

    fn check(&self) -> Result<(), ChartError> {
        check::count("panels", self.panels.len(), MOST_PANELS)?;
        check::count("curves", self.named.len().max(1), MOST_WORLDS - 1)?;
        for panel in &self.panels {
            for at in panel.curves.iter().flat_map(|curve| &curve.points) {
                check::ascending(
                    &panel.title,
                    &[("now", 0.0), ("month", at.month), ("horizon", self.horizon)],
                )?;
                let ends = [("lower limit", at.low), ("figure", at.value), ("upper limit", at.high)];
                check::ascending(&panel.title, &ends)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::samples::{assert_good, heading};

    fn chart(panels: usize) -> MonthCurves {
        let at = |curve: usize, index: usize| {
            let value = 2e6 * (index as f64 - 3.0) * (curve as f64 + 1.0) - 3e6;
            MonthPoint {
                month: 9.0 * index as f64,
                low: value - 2e6,
                value,
                high: value + 2e6,
                told: index.is_multiple_of(2),
            }
        };
        let curve = |curve: usize| MonthCurve {
            name: (curve < 3).then_some(curve),
            points: (0..7).map(|index| at(curve % 4, index)).collect(),
        };
        MonthCurves {
            heading: heading("Hybrid: acting pays until month 27"),
            axis_title: "Mean cost less that of never acting".to_owned(),
            named: ["Great Power Conflict", "Network cut", "Combined stress"].map(str::to_owned).to_vec(),
            others: "5 other scenarios".to_owned(),
            horizon: 60.0,
            panels: (0..panels)
                .map(|panel| MonthPanel {
                    title: format!("Leave services that will be stopped {panel}"),
                    curves: (0..8).map(curve).collect(),
                })
                .collect(),
        }
    }

    #[test]
    fn panels_of_any_number_are_drawn() {
        for panels in [1, 2, 4, 6] {
            let picture = month_curves(&chart(panels)).unwrap();
            assert_good(&picture, &format!("month_curves_{panels}"));
            assert!(picture.svg.contains("month 24"));
        }
    }

    #[test]
    fn wrong_data_is_refused() {
        assert_eq!(month_curves(&chart(0)).unwrap_err().to_string(), "the chart has no panels");
        let mut wrong = chart(1);
        wrong.panels[0].curves[0].points[0].month = 61.0;
        assert!(month_curves(&wrong).is_err());
        let mut wrong = chart(1);
        wrong.panels[0].curves[0].points[0].low = f64::NAN;
        assert!(month_curves(&wrong).is_err());
    }
}
