//! An axis of calendar months.

use super::scene::{Anchor, Area, Scene, Stroke, Type, point};
use super::theme::{GRID, MUTED_INK, SMALL};

/// Months from a start on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calendar {
    /// Year and month (1–12) of month 0.
    pub start: (u16, u8),
    pub months: usize,
}

impl Calendar {
    /// Where a month lies in a plot.
    pub fn x(self, plot: Area, month: f64) -> f64 {
        plot.left + month / self.months.max(1) as f64 * plot.width()
    }

    /// Beginnings of years: month of the horizon, year.
    fn years(self) -> impl Iterator<Item = (usize, usize)> {
        let first = usize::from(self.start.0) * 12 + usize::from(self.start.1) - 1;
        let calendar = (0..=self.months).map(move |month| (month, first + month));
        calendar.filter(|(_, of)| of.is_multiple_of(12)).map(|(month, of)| (month, of / 12))
    }

    /// Pale lines where years begin.
    pub fn draw_lines(self, scene: &mut Scene, plot: Area) {
        for (month, _) in self.years() {
            let x = self.x(plot, month as f64);
            scene.segment(point(x, plot.top), point(x, plot.bottom), Stroke::solid(GRID, 1.5));
        }
    }

    /// Years below the plot, at the line where each begins, as many as fit; the start where no year begins within.
    pub fn draw_years(self, scene: &mut Scene, plot: Area) {
        let style = Type::regular(SMALL, MUTED_INK);
        let of_year = 12.0 * plot.width() / self.months.max(1) as f64;
        // A year takes up 48 pixels, its neighbours 20 more.
        let every = (68.0 / of_year).ceil().max(1.0) as usize;
        let below = plot.bottom + 1.35 * SMALL;
        let shown: Vec<(usize, usize)> =
            self.years().enumerate().filter(|(index, _)| index % every == 0).map(|(_, year)| year).collect();
        if shown.is_empty() {
            let words = format!("{:04}-{:02}", self.start.0, self.start.1);
            scene.text(words, point(plot.left, below), Anchor::Start, style);
        }
        for (month, year) in shown {
            scene.text(year.to_string(), point(self.x(plot, month as f64), below), Anchor::Middle, style);
        }
    }
}
