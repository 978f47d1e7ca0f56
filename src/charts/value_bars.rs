//! What several things are worth, as bars with intervals, in blocks of their own colour.

use super::axis::MoneyAxis;
use super::check;
use super::error::ChartError;
use super::figure_rows::figure_rows;
use super::heading::Heading;
use super::layout::text_width;
use super::legend::{self, Symbol};
use super::palette::{MOST_GROUPS, group_colour};
use super::picture::{Picture, picture};
use super::scene::{Anchor, Area, Fill, Type, point};
use super::theme::{INK, MUTED_INK, SMALL};

/// Bars from 0, in blocks.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueBars {
    pub heading: Heading,
    /// What the axis shows; currency and valuation are added.
    pub axis_title: String,
    /// From top to bottom, at most eight, with 24 bars in all.
    pub blocks: Vec<BarBlock>,
}

/// Bars of one colour.
#[derive(Debug, Clone, PartialEq)]
pub struct BarBlock {
    /// For the legend.
    pub title: String,
    pub bars: Vec<ValueBar>,
}

/// A bar with its interval, money, not negative.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueBar {
    pub name: String,
    pub low: f64,
    pub value: f64,
    pub high: f64,
    /// Not told from chance: drawn paler.
    pub pale: bool,
}

const MOST_BARS: usize = 24;

/// Bars with intervals, a row each.
///
/// # Errors
/// No or more than eight blocks, no or more than 24 bars, a value outside its interval or below 0, numbers that are not finite.
pub fn value_bars(data: &ValueBars) -> Result<Picture, ChartError> {
    data.check()?;
    let (mut scene, area) = data.heading.start()?;
    let language = data.heading.language();
    let colour = |block: usize| group_colour(block);
    let mut entries: Vec<(Symbol, String)> = data
        .blocks
        .iter()
        .enumerate()
        .map(|(block, of)| (Symbol::Swatch(Fill::from(colour(block))), of.title.clone()))
        .collect();
    entries.push((Symbol::Whisker, language.say("legend-interval")));
    if data.bars().any(|(_, bar)| bar.pale) {
        entries.push((Symbol::None, language.say("legend-pale")));
    }
    let top = legend::draw(&mut scene, area, &entries)?;
    let names: Vec<&str> = data.bars().map(|(_, bar)| bar.name.as_str()).collect();
    let body = Area { top: top + 8.0, bottom: area.bottom - 3.2 * SMALL, ..area };
    let rows = figure_rows(&mut scene, body, &names, &[])?;
    let label = text_width("100M", Type::regular(SMALL, INK))?;
    let plot = Area { right: rows.plot.right - label, ..rows.plot };
    let highest = data.bars().map(|(_, bar)| bar.high).fold(0.0, f64::max);
    let axis = MoneyAxis::covering(0.0, highest, 8);
    axis.draw_below(&mut scene, plot);
    for (row, (block, bar)) in data.bars().enumerate() {
        let x = |amount: f64| axis.position(amount, plot.left, plot.right);
        let (y, half) = (rows.row(row).centre().y, 0.36 * rows.pitch.min(44.0));
        let opacity = if bar.pale { 0.35 } else { 1.0 };
        let area = Area::new(plot.left, y - half, x(bar.value).max(plot.left + 0.5), y + half);
        scene.rectangle(area, Fill { colour: colour(block), opacity });
        if bar.high > bar.low {
            legend::whisker(&mut scene, (x(bar.low), x(bar.high)), y, INK);
        }
    }
    let words = data.heading.with_money(&data.axis_title);
    scene.text(words, point(area.left, area.bottom + 2.0), Anchor::Start, Type::regular(SMALL, MUTED_INK));
    picture(&scene)
}

impl ValueBars {
    /// All bars with the number of their block.
    fn bars(&self) -> impl Iterator<Item = (usize, &ValueBar)> {
        self.blocks.iter().enumerate().flat_map(|(block, of)| of.bars.iter().map(move |bar| (block, bar)))
    }

    fn check(&self) -> Result<(), ChartError> {
        check::count("blocks", self.blocks.len(), MOST_GROUPS)?;
        check::count("bars", self.bars().count(), MOST_BARS)?;
        for (_, bar) in self.bars() {
            let ends =
                [("zero", 0.0), ("lower limit", bar.low), ("value", bar.value), ("upper limit", bar.high)];
            check::ascending(&bar.name, &ends)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::samples::{assert_good, heading};

    fn chart(bars: usize) -> ValueBars {
        let bar = |index: usize| ValueBar {
            name: format!("risk.great-power-conflict.rate.by_regime.number-{index}"),
            low: 0.0,
            value: 0.4e6 * index as f64,
            high: 0.5e6 * (index + 1) as f64,
            pale: index < 3,
        };
        ValueBars {
            heading: heading(
                "Settling what customers will ask for is worth most; no figure is worth more than 3M",
            ),
            axis_title: "What knowing it before the choice is worth on average".to_owned(),
            blocks: vec![
                BarBlock { title: "groups".to_owned(), bars: (0..bars / 2).map(bar).collect() },
                BarBlock { title: "single figures".to_owned(), bars: (bars / 2..bars).map(bar).collect() },
            ],
        }
    }

    #[test]
    fn bars_of_any_number_are_drawn() {
        for bars in [1, 2, 13, 24] {
            assert_good(&value_bars(&chart(bars)).unwrap(), &format!("value_bars_{bars}"));
        }
        let mut zero = chart(2);
        for block in &mut zero.blocks {
            block.bars.iter_mut().for_each(|bar| (bar.value, bar.high) = (0.0, 0.0));
        }
        assert_good(&value_bars(&zero).unwrap(), "value_bars_zero");
    }

    #[test]
    fn wrong_data_is_refused() {
        assert!(matches!(value_bars(&chart(25)), Err(ChartError::TooMany { .. })));
        assert!(value_bars(&chart(0)).is_err());
        let mut wrong = chart(4);
        wrong.blocks[0].bars[0].low = -1.0;
        assert!(value_bars(&wrong).is_err());
    }
}
