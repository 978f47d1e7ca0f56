//! How far a difference moves with each of several figures: bars from its mean to where a figure is low and high.

use super::axis::MoneyAxis;
use super::check;
use super::error::ChartError;
use super::figure_rows::{WordColumn, figure_rows};
use super::heading::Heading;
use super::layout::{text_width, wrap};
use super::legend::{self, Symbol};
use super::palette::option_colour;
use super::picture::{Picture, picture};
use super::scene::{Anchor, Area, Colour, Fill, Scene, Stroke, Type, point};
use super::theme::{INK, MUTED_INK, SMALL};

/// Bars of figures, the longest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Tornado {
    pub heading: Heading,
    /// What the axis shows; currency and valuation are added.
    pub axis_title: String,
    /// What lies on either side of zero.
    pub sides: (String, String),
    /// Where the bars begin, money.
    pub centre: f64,
    /// From top to bottom, at most 20.
    pub rows: Vec<TornadoRow>,
}

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub struct TornadoRow {
    pub name: String,
    pub low: TornadoEnd,
    pub high: TornadoEnd,
    /// Not told from chance: drawn paler.
    pub pale: bool,
}

/// The difference at one value of a figure, money.
#[derive(Debug, Clone, PartialEq)]
pub struct TornadoEnd {
    /// The figure's value in its unit.
    pub label: String,
    pub low: f64,
    pub value: f64,
    pub high: f64,
}

const MOST_ROWS: usize = 20;

/// Of low and of high values.
/// Share of the width that a side needs for its words.
const SIDE_ROOM: f64 = 0.3;

const COLOURS: [usize; 2] = [11, 10];

/// A tornado with the figures' own values.
///
/// # Errors
/// No or more than 20 rows, a value outside its interval, numbers that are not finite.
pub fn tornado(data: &Tornado) -> Result<Picture, ChartError> {
    data.check()?;
    let (mut scene, area) = data.heading.start()?;
    let colours = COLOURS.map(option_colour);
    let language = data.heading.language();
    let mut entries = vec![
        (Symbol::Swatch(Fill::from(colours[0])), language.say("tornado-legend-low")),
        (Symbol::Swatch(Fill::from(colours[1])), language.say("tornado-legend-high")),
        (Symbol::Whisker, language.say("legend-interval")),
    ];
    if data.rows.iter().any(|row| row.pale) {
        entries.push((Symbol::None, language.say("legend-pale")));
    }
    let top = legend::draw(&mut scene, area, &entries)?;
    let body = Area { top: top + 1.8 * SMALL, bottom: area.bottom - 5.6 * SMALL, ..area };
    let names: Vec<&str> = data.rows.iter().map(|row| row.name.as_str()).collect();
    let words =
        |of: fn(&TornadoRow) -> &TornadoEnd| data.rows.iter().map(|row| of(row).label.clone()).collect();
    let columns = [
        WordColumn { heading: language.say("tornado-low"), colour: colours[0], words: words(|row| &row.low) },
        WordColumn {
            heading: language.say("tornado-high"),
            colour: colours[1],
            words: words(|row| &row.high),
        },
    ];
    let rows = figure_rows(&mut scene, body, &names, &columns)?;
    let label = text_width(&language.money(-100e6), Type::regular(SMALL, INK))?;
    let plot = Area { left: rows.plot.left + label / 2.0, right: rows.plot.right - label / 2.0, ..rows.plot };
    let (low, high) = data.range();
    let axis = MoneyAxis::covering(low, high, 6);
    axis.draw_below(&mut scene, plot);
    let centre = axis.position(data.centre, plot.left, plot.right);
    for (index, row) in data.rows.iter().enumerate() {
        let y = rows.row(index).centre().y;
        let half = 0.36 * rows.pitch.min(44.0);
        let opacity = if row.pale { 0.35 } else { 0.85 };
        for (end, colour) in [(&row.low, colours[0]), (&row.high, colours[1])] {
            draw_end(&mut scene, (plot, &axis), (centre, y, half), end, Fill { colour, opacity });
        }
    }
    scene.segment(point(centre, plot.top), point(centre, plot.bottom), Stroke::solid(INK, 2.0));
    draw_sides(&mut scene, plot, axis.position(0.0, plot.left, plot.right), &data.sides)?;
    let words = data.heading.with_money(&data.axis_title);
    scene.text(words, point(area.left, area.bottom + 2.0), Anchor::Start, Type::regular(SMALL, MUTED_INK));
    picture(&scene)
}

fn draw_end(
    scene: &mut Scene,
    (plot, axis): (Area, &MoneyAxis),
    (centre, y, half): (f64, f64, f64),
    end: &TornadoEnd,
    fill: Fill,
) {
    let x = |amount: f64| axis.position(amount, plot.left, plot.right);
    let to = x(end.value);
    scene.rectangle(Area::new(centre.min(to), y - half, centre.max(to), y + half), fill);
    if end.high > end.low {
        let ink: Colour = INK;
        legend::whisker(scene, (x(end.low), x(end.high)), y, ink);
    }
}

/// What lies left and right of zero, where there is room for it, on two lines at most.
fn draw_sides(
    scene: &mut Scene,
    plot: Area,
    zero: f64,
    (left, right): &(String, String),
) -> Result<(), ChartError> {
    let style = Type::regular(SMALL, MUTED_INK);
    let both = zero - plot.left > SIDE_ROOM * plot.width() && plot.right - zero > SIDE_ROOM * plot.width();
    let width = if both { 0.5 * plot.width() - SMALL } else { plot.width() };
    for (words, x, anchor, room) in [
        (left, plot.left, Anchor::Start, zero - plot.left),
        (right, plot.right, Anchor::End, plot.right - zero),
    ] {
        if room > SIDE_ROOM * plot.width() {
            for (line, text) in wrap(words, style, width, 2)?.into_iter().enumerate() {
                let base = plot.bottom + (2.9 + 1.15 * line as f64) * SMALL;
                scene.text(text, point(x, base), anchor, style);
            }
        }
    }
    Ok(())
}

impl Tornado {
    fn check(&self) -> Result<(), ChartError> {
        check::count("rows", self.rows.len(), MOST_ROWS)?;
        check::amount("centre", self.centre)?;
        for row in &self.rows {
            for end in [&row.low, &row.high] {
                let ends = [("lower limit", end.low), ("mean", end.value), ("upper limit", end.high)];
                check::ascending(&row.name, &ends)?;
            }
        }
        Ok(())
    }

    /// Zero and everything drawn.
    fn range(&self) -> (f64, f64) {
        let ends = self.rows.iter().flat_map(|row| [&row.low, &row.high]);
        let start = (self.centre.min(0.0), self.centre.max(0.0));
        ends.fold(start, |(low, high), end| (low.min(end.low), high.max(end.high)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::samples::{assert_good, heading};

    fn chart(rows: usize) -> Tornado {
        let row = |index: usize| {
            let reach = 30e6 / (index + 1) as f64;
            let end = |label: &str, value: f64| TornadoEnd {
                label: label.to_owned(),
                low: value - 2e6,
                value,
                high: value + 2e6,
            };
            TornadoRow {
                name: format!("application.product-lifecycle-management.run_cost.number-{index}"),
                low: end("12.5M EUR", -8e6 - reach),
                high: end("0.005 per year", -8e6 + reach),
                pale: index > 8,
            }
        };
        Tornado {
            heading: heading("What moves the difference most is how many customers ask for Chinese systems"),
            axis_title: "Mean cost of Hybrid less that of Dual systems".to_owned(),
            sides: ("Hybrid is cheaper".to_owned(), "Dual systems is cheaper".to_owned()),
            centre: -8e6,
            rows: (0..rows).map(row).collect(),
        }
    }

    #[test]
    fn tornados_of_any_length_are_drawn() {
        for rows in [1, 12, 20] {
            let picture = tornado(&chart(rows)).unwrap();
            assert_good(&picture, &format!("tornado_{rows}"));
            assert!(picture.svg.contains("12.5M EUR"));
        }
    }

    #[test]
    fn wrong_data_is_refused() {
        assert!(matches!(tornado(&chart(21)), Err(ChartError::TooMany { .. })));
        assert!(tornado(&chart(0)).is_err());
        let mut wrong = chart(2);
        wrong.rows[1].low.low = f64::NAN;
        assert!(tornado(&wrong).is_err());
    }
}
