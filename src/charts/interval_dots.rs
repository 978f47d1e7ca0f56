use super::axis::MoneyAxis;
use super::check;
use super::error::ChartError;
use super::heading::{ChartOption, Heading};
use super::layout::{fit, text_width};
use super::legend::{self, Symbol};
use super::palette::{MOST_OPTIONS, option_colour};
use super::picture::{Picture, picture};
use super::rows::Rows;
use super::scene::{Anchor, Area, Colour, Scene, Stroke, Type, point};
use super::theme::{GRID, INK, MUTED_INK, PAPER, SMALL};

/// Figures of options with their intervals, in one panel or several side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct IntervalDots {
    pub heading: Heading,
    /// What the axis shows; currency and valuation are added.
    pub axis_title: String,
    /// What dots of a style mean.
    pub legend: Vec<(DotStyle, String)>,
    /// At most ten, all with the same options.
    pub panels: Vec<DotPanel>,
}

/// One panel.
#[derive(Debug, Clone, PartialEq)]
pub struct DotPanel {
    /// May be empty.
    pub title: String,
    /// May be empty.
    pub subtitle: String,
    /// From top to bottom.
    pub rows: Vec<DotRow>,
}

/// One option.
#[derive(Debug, Clone, PartialEq)]
pub struct DotRow {
    pub option: ChartOption,
    /// Later ones cover earlier ones.
    pub dots: Vec<Dot>,
}

/// A figure and its interval, money.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dot {
    pub low: f64,
    pub value: f64,
    pub high: f64,
    pub style: DotStyle,
}

/// How a figure is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DotStyle {
    /// A disc.
    Firm,
    /// A ring: not certain.
    Open,
    /// A square on its corner.
    Diamond,
    /// A small grey disc without interval.
    Small,
}

const MOST_PANELS: usize = 10;
const RADIUS: f64 = 8.5;

/// Dots with intervals, a row for each option.
///
/// # Errors
/// No or more than ten panels, no or more than twelve options, panels of other options than the first, a value outside its
/// interval, numbers that are not finite.
pub fn interval_dots(data: &IntervalDots) -> Result<Picture, ChartError> {
    data.check()?;
    let (mut scene, area) = data.heading.start()?;
    let top = draw_legend(&mut scene, area, &data.legend)?;
    let columns = match data.panels.len() {
        1 => 1,
        2..=4 => 2,
        5..=6 => 3,
        7..=8 => 4,
        _ => 5,
    };
    let lines = data.panels.len().div_ceil(columns);
    let all = Area { top: top + 8.0, bottom: area.bottom - 1.4 * SMALL, ..area };
    let (low, high) = data.range();
    let axis = MoneyAxis::covering(low, high, if columns > 2 { 3 } else { 10 / columns as u32 });
    for (line, panels) in data.panels.chunks(columns).enumerate() {
        let height = all.height() / lines as f64;
        let top = all.top + line as f64 * height;
        draw_line(&mut scene, Area { top, bottom: top + height, ..all }, panels, columns, &axis)?;
    }
    let words = data.heading.with_money(&data.axis_title);
    scene.text(words, point(area.left, area.bottom + 2.0), Anchor::Start, Type::regular(SMALL, MUTED_INK));
    picture(&scene)
}

fn draw_line(
    scene: &mut Scene,
    area: Area,
    panels: &[DotPanel],
    columns: usize,
    axis: &MoneyAxis,
) -> Result<(), ChartError> {
    let titled = panels.iter().any(|panel| !panel.title.is_empty());
    let subtitled = panels.iter().any(|panel| !panel.subtitle.is_empty());
    let head = 1.3 * SMALL * f64::from(u8::from(titled) + u8::from(subtitled)) + 6.0;
    let body = Area { top: area.top + head, bottom: area.bottom - 2.2 * SMALL, ..area };
    let options: Vec<&ChartOption> = panels[0].rows.iter().map(|row| &row.option).collect();
    let rows = Rows::draw(scene, body, &options)?;
    let label = text_width("−100M", Type::regular(SMALL, INK))?;
    // Amounts at the ends of two axes stay apart.
    let gap = if columns > 1 { label + 14.0 } else { 0.0 };
    let all = Area { left: rows.plot.left + label / 2.0, right: rows.plot.right - label / 2.0, ..rows.plot };
    let width = (all.width() - gap * (columns as f64 - 1.0)) / columns as f64;
    for (column, panel) in panels.iter().enumerate() {
        let left = all.left + column as f64 * (width + gap);
        let plot = Area { left, right: left + width, ..all };
        let mut base = area.top + SMALL;
        for (text, style) in
            [(&panel.title, Type::bold(SMALL, INK)), (&panel.subtitle, Type::regular(SMALL, MUTED_INK))]
        {
            if !text.is_empty() {
                scene.text(fit(text, style, width + 0.9 * gap)?, point(left, base), Anchor::Start, style);
                base += 1.2 * SMALL;
            }
        }
        axis.draw_below(scene, plot);
        for (index, row) in panel.rows.iter().enumerate() {
            let y = rows.row(index).centre().y;
            scene.segment(point(plot.left, y), point(plot.right, y), Stroke::dashed(GRID, 1.0, 4.0));
            for dot in &row.dots {
                draw_dot(scene, plot, axis, y, dot, option_colour(row.option.colour_index));
            }
        }
    }
    Ok(())
}

fn draw_dot(scene: &mut Scene, plot: Area, axis: &MoneyAxis, y: f64, dot: &Dot, colour: Colour) {
    let x = |amount: f64| axis.position(amount, plot.left, plot.right);
    if dot.high > dot.low {
        let ends = (x(dot.low), x(dot.high));
        scene.segment(point(ends.0, y), point(ends.1, y), Stroke::solid(colour, 4.0));
        for end in [ends.0, ends.1] {
            scene.segment(point(end, y - 6.0), point(end, y + 6.0), Stroke::solid(colour, 2.5));
        }
    }
    mark(scene, x(dot.value), y, dot.style, colour);
}

fn mark(scene: &mut Scene, x: f64, y: f64, style: DotStyle, colour: Colour) {
    match style {
        DotStyle::Firm => {
            scene.disc(point(x, y), RADIUS + 1.5, PAPER);
            scene.disc(point(x, y), RADIUS, colour);
        }
        DotStyle::Open => {
            scene.disc(point(x, y), RADIUS, colour);
            scene.disc(point(x, y), RADIUS - 3.5, PAPER);
        }
        DotStyle::Diamond => {
            scene.diamond(point(x, y), RADIUS + 3.5, PAPER);
            scene.diamond(point(x, y), RADIUS + 1.5, colour);
        }
        DotStyle::Small => scene.disc(point(x, y), 5.0, MUTED_INK.mixed_with(PAPER, 0.4)),
    }
}

fn draw_legend(scene: &mut Scene, area: Area, entries: &[(DotStyle, String)]) -> Result<f64, ChartError> {
    // The legend draws lines; the marks are put on them.
    let colour = MUTED_INK;
    let mut x = area.left;
    let y = area.top + 16.0;
    let style = Type::regular(SMALL, INK);
    for (mark_style, words) in entries {
        match mark_style {
            DotStyle::Firm | DotStyle::Open | DotStyle::Diamond => {
                scene.segment(point(x, y), point(x + 40.0, y), Stroke::solid(colour, 4.0));
            }
            DotStyle::Small => {}
        }
        mark(scene, x + 20.0, y, *mark_style, colour);
        scene.centred_text(words.clone(), point(x + 50.0, y), Anchor::Start, style);
        x += 50.0 + 1.1 * text_width(words, style)? + 24.0;
    }
    legend::draw(scene, Area { top: y - 16.0, left: x, ..area }, &[(Symbol::None, String::new())])
}

impl IntervalDots {
    fn check(&self) -> Result<(), ChartError> {
        check::count("panels", self.panels.len(), MOST_PANELS)?;
        for panel in &self.panels {
            check::count("options", panel.rows.len(), MOST_OPTIONS)?;
            check::length("a panel", panel.rows.len(), self.panels[0].rows.len())?;
            for row in &panel.rows {
                for dot in &row.dots {
                    let ends = [("lower limit", dot.low), ("figure", dot.value), ("upper limit", dot.high)];
                    check::ascending(&row.option.name, &ends)?;
                }
            }
        }
        Ok(())
    }

    /// Zero and everything drawn.
    fn range(&self) -> (f64, f64) {
        let dots = self.panels.iter().flat_map(|panel| &panel.rows).flat_map(|row| &row.dots);
        let (low, high) =
            dots.fold((0.0, 0.0), |(low, high): (f64, f64), dot| (low.min(dot.low), high.max(dot.high)));
        // A sliver beyond zero is not worth a step of the axis.
        let sliver = 0.04 * (high - low);
        (if low > -sliver { 0.0 } else { low }, if high < sliver { 0.0 } else { high })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::samples::{assert_good, heading, option};

    fn chart(panels: usize, options: usize) -> IntervalDots {
        let names = [
            "Global integration",
            "Hybrid",
            "Dual systems",
            "Full localisation",
            "Foreign cloud in China",
            "Domestic cloud",
        ];
        let dot = |panel: usize, row: usize| {
            let value = 7e6 * ((panel * 5 + row * 3) % 11) as f64 - 12e6;
            let style = [DotStyle::Firm, DotStyle::Open, DotStyle::Diamond][(panel + row) % 3];
            Dot { low: value - 4e6, value, high: value + 5e6, style }
        };
        let row = |panel: usize, row: usize| DotRow {
            option: option(names[row % 6], row),
            dots: vec![Dot { style: DotStyle::Small, ..dot(panel + 1, row) }, dot(panel, row)],
        };
        IntervalDots {
            heading: heading("Hybrid costs least in three scenarios of eight, full localisation in two"),
            axis_title: "Mean cost less that of the cheapest".to_owned(),
            legend: vec![
                (DotStyle::Firm, "told apart (95 % interval)".to_owned()),
                (DotStyle::Open, "not told apart".to_owned()),
                (DotStyle::Small, "others".to_owned()),
            ],
            panels: (0..panels)
                .map(|panel| DotPanel {
                    title: format!("Great-power conflict {panel}"),
                    subtitle: "against Hybrid".to_owned(),
                    rows: (0..options).map(|index| row(panel, index)).collect(),
                })
                .collect(),
        }
    }

    #[test]
    fn panels_of_any_number_are_drawn() {
        for (panels, options) in [(1, 6), (2, 2), (3, 1), (8, 6), (9, 6), (10, 12)] {
            let picture = interval_dots(&chart(panels, options)).unwrap();
            assert_good(&picture, &format!("interval_dots_{panels}_{options}"));
            assert!(picture.svg.contains("against Hybrid"));
        }
        let mut zero = chart(1, 2);
        for row in &mut zero.panels[0].rows {
            row.dots = vec![Dot { low: 0.0, value: 0.0, high: 0.0, style: DotStyle::Firm }];
        }
        assert_good(&interval_dots(&zero).unwrap(), "interval_dots_zero");
    }

    #[test]
    fn wrong_data_is_refused() {
        assert_eq!(interval_dots(&chart(0, 2)).unwrap_err().to_string(), "the chart has no panels");
        assert!(matches!(interval_dots(&chart(11, 2)), Err(ChartError::TooMany { .. })));
        let mut wrong = chart(2, 2);
        wrong.panels[1].rows.pop();
        assert!(matches!(interval_dots(&wrong), Err(ChartError::LengthMismatch { .. })));
        let mut wrong = chart(1, 1);
        wrong.panels[0].rows[0].dots[0].low = f64::NAN;
        assert!(matches!(interval_dots(&wrong), Err(ChartError::NotFinite { .. })));
    }
}
