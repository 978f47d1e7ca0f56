use super::check;
use super::error::ChartError;
use super::heading::{ChartOption, Heading};
use super::layout::{fit, text_width, widest};
use super::legend::{self, Symbol};
use super::palette::{MOST_OPTIONS, option_colour};
use super::picture::{Picture, picture};
use super::scene::{Anchor, Area, Colour, Scene, Stroke, Type, point};
use super::theme::{AXIS, INK, MUTED_INK, PAPER, SMALL};

/// Which option costs least over two figures.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionMap {
    pub heading: Heading,
    /// At most twelve.
    pub options: Vec<ChartOption>,
    pub across: MapAxis,
    pub up: MapAxis,
    /// `[up][across]`, both by rising value.
    pub cells: Vec<Vec<MapCell>>,
}

/// One of the two figures.
#[derive(Debug, Clone, PartialEq)]
pub struct MapAxis {
    /// Name and unit.
    pub title: String,
    /// Value of the first and the last cell.
    pub range: (f64, f64),
    pub ticks: Vec<(f64, String)>,
    /// What the figure is expected to be.
    pub now: f64,
}

/// The best option at a value of each figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MapCell {
    /// Position among the options.
    pub option: usize,
    /// Every other option costs more for certain.
    pub told_apart: bool,
}

/// Most cells along an axis.
const MOST_CELLS: usize = 60;
/// How much of the option's colour is left where it cannot be told from another.
const PALE: f64 = 0.3;

/// Cells in the colour of the best option, pale and dotted where it cannot be told from another; a cross where the case stands.
///
/// # Errors
/// No or too many options or cells, rows of unequal length, an option that is not there, a range that is none, numbers that are not
/// finite.
pub fn option_map(data: &OptionMap) -> Result<Picture, ChartError> {
    data.check()?;
    let (mut scene, area) = data.heading.start()?;
    let top = legend::draw(&mut scene, area, &data.legend())?;
    let style = Type::regular(SMALL, MUTED_INK);
    let gutter = widest(data.up.ticks.iter().map(|(_, label)| label.as_str()), style)? + 14.0;
    let plot = Area {
        left: area.left + gutter,
        top: top + 2.4 * SMALL,
        right: area.right - 20.0,
        bottom: area.bottom - 3.0 * SMALL,
    };
    let title = fit(&data.up.title, style, area.width())?;
    scene.text(title, point(area.left, plot.top - 0.8 * SMALL), Anchor::Start, style);
    let title = fit(&data.across.title, style, plot.width())?;
    scene.text(title, point(plot.left, plot.bottom + 2.8 * SMALL), Anchor::Start, style);
    data.draw_cells(&mut scene, plot);
    data.draw_axes(&mut scene, plot)?;
    picture(&scene)
}

impl OptionMap {
    fn colour(&self, option: usize) -> Colour {
        option_colour(self.options[option].colour_index)
    }

    fn draw_cells(&self, scene: &mut Scene, plot: Area) {
        let (rows, columns) = (self.cells.len(), self.cells[0].len());
        let (width, height) = (plot.width() / columns as f64, plot.height() / rows as f64);
        for (row, cells) in self.cells.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let left = plot.left + column as f64 * width;
                let bottom = plot.bottom - row as f64 * height;
                let area = Area::new(left, bottom - height, left + width, bottom);
                let colour = self.colour(cell.option);
                if cell.told_apart {
                    scene.rectangle(area, colour);
                } else {
                    scene.rectangle(area, PAPER.mixed_with(colour, PALE));
                    scene.disc(area.centre(), 3.5, colour);
                }
            }
        }
    }

    fn draw_axes(&self, scene: &mut Scene, plot: Area) -> Result<(), ChartError> {
        let style = Type::regular(SMALL, MUTED_INK);
        let stroke = Stroke::solid(AXIS, 2.0);
        let (rows, columns) = (self.cells.len(), self.cells[0].len());
        let x = |value: f64| self.across.place(value, columns, plot.left, plot.right);
        let y = |value: f64| self.up.place(value, rows, plot.bottom, plot.top);
        let mut free = f64::NEG_INFINITY;
        for (value, label) in &self.across.ticks {
            let half = 0.55 * text_width(label, style)?;
            scene.segment(point(x(*value), plot.bottom), point(x(*value), plot.bottom + 7.0), stroke);
            if x(*value) - half > free {
                scene.text(label.clone(), point(x(*value), plot.bottom + 1.4 * SMALL), Anchor::Middle, style);
                free = x(*value) + half + 10.0;
            }
        }
        for (value, label) in &self.up.ticks {
            scene.segment(point(plot.left - 7.0, y(*value)), point(plot.left, y(*value)), stroke);
            scene.centred_text(label.clone(), point(plot.left - 11.0, y(*value)), Anchor::End, style);
        }
        let (across, up) = (x(self.across.now), y(self.up.now));
        let inside = (plot.left..=plot.right).contains(&across) && (plot.top..=plot.bottom).contains(&up);
        if inside {
            for (width, colour) in [(9.0, PAPER), (4.0, INK)] {
                let reach = if width > 5.0 { 17.0 } else { 15.0 };
                scene.segment(
                    point(across - reach, up),
                    point(across + reach, up),
                    Stroke::solid(colour, width),
                );
                scene.segment(
                    point(across, up - reach),
                    point(across, up + reach),
                    Stroke::solid(colour, width),
                );
            }
        }
        Ok(())
    }

    fn legend(&self) -> Vec<(Symbol, String)> {
        let language = self.heading.language();
        let shown = |option: &usize| self.cells.iter().flatten().any(|cell| cell.option == *option);
        let options = (0..self.options.len()).filter(shown);
        let mut entries: Vec<(Symbol, String)> = options
            .map(|option| {
                (
                    Symbol::Swatch(self.colour(option).into()),
                    language.fill("map-least", &[("option", self.options[option].name.trim().into())]),
                )
            })
            .collect();
        entries.push((Symbol::Swatch(PAPER.mixed_with(MUTED_INK, PALE).into()), language.say("map-open")));
        entries.push((Symbol::None, language.say("map-expected")));
        entries
    }

    fn check(&self) -> Result<(), ChartError> {
        check::count("options", self.options.len(), MOST_OPTIONS)?;
        check::count("rows", self.cells.len(), MOST_CELLS)?;
        for row in &self.cells {
            check::count("cells", row.len(), MOST_CELLS)?;
            check::length("a row", row.len(), self.cells[0].len())?;
            if let Some(cell) = row.iter().find(|cell| cell.option >= self.options.len()) {
                check::length("the list of options", self.options.len(), cell.option + 1)?;
            }
        }
        for axis in [&self.across, &self.up] {
            check::ascending(&axis.title, &[("lower end", axis.range.0), ("upper end", axis.range.1)])?;
            check::count("range", usize::from(axis.range.0 < axis.range.1), 1)?;
            check::amount(&axis.title, axis.now)?;
        }
        Ok(())
    }
}

impl MapAxis {
    /// The middle of the first cell is the lower end, that of the last the upper one.
    fn place(&self, value: f64, cells: usize, at_low: f64, at_high: f64) -> f64 {
        let (low, high) = self.range;
        let share = (value - low) / (high - low);
        let cells = cells as f64;
        at_low + (0.5 + share * (cells - 1.0)) / cells * (at_high - at_low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::samples::{assert_good, heading, option};

    fn chart(cells: usize) -> OptionMap {
        let axis = |title: &str| MapAxis {
            title: title.to_owned(),
            range: (0.0, 1.0),
            ticks: [0.2, 0.4, 0.6, 0.8].map(|value| (value, format!("{:.0}%", 100.0 * value))).to_vec(),
            now: 0.45,
        };
        let cell = |row: usize, column: usize| {
            let distance = row as f64 + 0.5 * column as f64 - 0.7 * cells as f64;
            MapCell { option: usize::from(distance > 0.0), told_apart: distance.abs() > 2.0 }
        };
        OptionMap {
            heading: heading("Hybrid costs least while both shares are low"),
            options: vec![option("Hybrid", 1), option("Full localisation", 3)],
            across: axis("application.erp.integration"),
            up: axis("risk.network-cut.scope"),
            cells: (0..cells).map(|row| (0..cells).map(|column| cell(row, column)).collect()).collect(),
        }
    }

    #[test]
    fn maps_are_drawn() {
        for cells in [2, 15, 40] {
            let picture = option_map(&chart(cells)).unwrap();
            assert_good(&picture, &format!("option_map_{cells}"));
            assert!(picture.svg.contains("Hybrid costs least</text>"));
        }
    }

    #[test]
    fn wrong_data_is_refused() {
        assert_eq!(option_map(&chart(0)).unwrap_err().to_string(), "the chart has no rows");
        let mut wrong = chart(3);
        wrong.cells[1].pop();
        assert!(matches!(option_map(&wrong), Err(ChartError::LengthMismatch { .. })));
        let mut wrong = chart(3);
        wrong.cells[1][1].option = 2;
        assert!(matches!(option_map(&wrong), Err(ChartError::LengthMismatch { .. })));
        let mut wrong = chart(3);
        wrong.up.range = (1.0, 1.0);
        assert!(matches!(option_map(&wrong), Err(ChartError::Empty { .. })));
    }
}
