//! How far each figure has to go, together with the others, until something breaks.

use super::check;
use super::error::ChartError;
use super::figure_rows::{WordColumn, figure_rows};
use super::heading::Heading;
use super::layout::text_width;
use super::legend::{self, Symbol};
use super::palette::option_colour;
use super::picture::{Picture, picture};
use super::scene::{Anchor, Area, Fill, Stroke, Type, point};
use super::theme::{AXIS, GRID, INK, MUTED_INK, SMALL};

/// Bars in standard deviations of each figure's own distribution.
#[derive(Debug, Clone, PartialEq)]
pub struct StressBars {
    pub heading: Heading,
    /// From top to bottom, at most 24.
    pub rows: Vec<StressRow>,
    pub colour_index: usize,
}

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub struct StressRow {
    pub name: String,
    /// At its median, in its unit.
    pub usual: String,
    /// Where the limit is reached.
    pub there: String,
    /// Standard deviations from the median.
    pub score: f64,
}

const MOST_ROWS: usize = 24;

/// Scores at which something is written, and how often a figure goes as far to that side.
const TICKS: [(f64, &str); 5] = [
    (0.0, "stress-median"),
    (1.0, "stress-1-in-6"),
    (2.0, "stress-1-in-44"),
    (3.0, "stress-1-in-740"),
    (4.0, "stress-1-in-30000"),
];

/// Bars from the median.
///
/// # Errors
/// No or too many figures, scores that are not finite.
pub fn stress_bars(data: &StressBars) -> Result<Picture, ChartError> {
    data.check()?;
    let (mut scene, area) = data.heading.start()?;
    let colour = option_colour(data.colour_index);
    let language = data.heading.language();
    let entries = [(Symbol::Swatch(Fill::from(colour)), language.say("stress-legend"))];
    let top = legend::draw(&mut scene, area, &entries)?;
    let body = Area { top: top + 1.8 * SMALL, bottom: area.bottom - 2.0 * SMALL, ..area };
    let names: Vec<&str> = data.rows.iter().map(|row| row.name.as_str()).collect();
    let words = |of: fn(&StressRow) -> &String| data.rows.iter().map(|row| of(row).clone()).collect();
    let columns = [
        WordColumn {
            heading: language.say("stress-median"),
            colour: MUTED_INK,
            words: words(|row| &row.usual),
        },
        WordColumn { heading: language.say("stress-there"), colour, words: words(|row| &row.there) },
    ];
    let rows = figure_rows(&mut scene, body, &names, &columns)?;
    let label = text_width(&language.say("stress-1-in-30000"), Type::regular(SMALL, INK))?;
    let plot = Area { left: rows.plot.left + label / 2.0, right: rows.plot.right - label / 2.0, ..rows.plot };
    let (low, high) = data.range();
    let x = |score: f64| plot.left + (score - low) / (high - low) * plot.width();
    let style = Type::regular(SMALL, MUTED_INK);
    // As many labels as have room.
    let step = if plot.width() / (high - low) < 1.06 * label { 2 } else { 1 };
    for (place, (score, words)) in TICKS.into_iter().enumerate() {
        for score in [-score, score] {
            if (low..=high).contains(&score) && (score > 0.0 || place > 0 || score.is_sign_positive()) {
                let stroke = if score == 0.0 { Stroke::solid(AXIS, 2.0) } else { Stroke::solid(GRID, 1.5) };
                scene.segment(point(x(score), plot.top), point(x(score), plot.bottom), stroke);
                if place % step == 0 {
                    scene.text(
                        language.say(words),
                        point(x(score), plot.bottom + 1.4 * SMALL),
                        Anchor::Middle,
                        style,
                    );
                }
            }
        }
    }
    for (index, row) in data.rows.iter().enumerate() {
        let (y, half) = (rows.row(index).centre().y, 0.36 * rows.pitch.min(44.0));
        let ends = (x(0.0).min(x(row.score)), x(0.0).max(x(row.score)));
        scene.rectangle(Area::new(ends.0, y - half, ends.1.max(ends.0 + 1.0), y + half), colour);
    }
    picture(&scene)
}

impl StressBars {
    fn check(&self) -> Result<(), ChartError> {
        check::count("figures", self.rows.len(), MOST_ROWS)?;
        self.rows.iter().try_for_each(|row| check::amount(&row.name, row.score))
    }

    /// Whole standard deviations about all bars.
    fn range(&self) -> (f64, f64) {
        let scores = self.rows.iter().map(|row| row.score);
        let (low, high) =
            scores.fold((0.0, 0.0), |(low, high): (f64, f64), score| (low.min(score), high.max(score)));
        // A sliver does not make the axis longer.
        let whole = |reach: f64| if reach < 0.1 { reach } else { reach.ceil() };
        (-whole(-low), whole(high).max(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::samples::{assert_good, heading};

    fn chart(rows: usize) -> StressBars {
        let row = |index: usize| StressRow {
            name: format!("risk.great-power-conflict.rate.by_regime.number-{index}"),
            usual: "0.02 per year".to_owned(),
            there: format!("{index}.5M EUR"),
            score: if index % 3 == 2 { -1.3 } else { 2.6 / (index + 1) as f64 },
        };
        StressBars {
            heading: heading(
                "Hybrid's mean cost reaches 260 M EUR 3.1 standard deviations away, a chance of 0.1 %",
            ),
            rows: (0..rows).map(row).collect(),
            colour_index: 1,
        }
    }

    #[test]
    fn figures_of_any_number_are_drawn() {
        for rows in [1, 10, 24] {
            assert_good(&stress_bars(&chart(rows)).unwrap(), &format!("stress_bars_{rows}"));
        }
        let mut still = chart(2);
        still.rows.iter_mut().for_each(|row| row.score = 0.0);
        assert_good(&stress_bars(&still).unwrap(), "stress_bars_still");
    }

    #[test]
    fn wrong_data_is_refused() {
        assert!(stress_bars(&chart(0)).is_err());
        assert!(matches!(stress_bars(&chart(25)), Err(ChartError::TooMany { .. })));
        let mut wrong = chart(2);
        wrong.rows[0].score = f64::NAN;
        assert!(stress_bars(&wrong).is_err());
    }
}
