//! Explanations of colours and marks, in a row under the heading.

use super::duty_calendar;
use super::error::ChartError;
use super::layout::{fit, text_width};
use super::scene::{Anchor, Area, Colour, Fill, Point, Scene, Stroke, Type, point};
use super::theme::{INK, MUTED_INK, PAPER, SMALL};

/// What stands before the words.
#[derive(Debug, Clone, Copy)]
pub enum Symbol {
    Swatch(Fill),
    Line(Stroke),
    /// The mean: a block as wide as its confidence interval.
    MeanInterval,
    /// The mean alone.
    Mean,
    /// From light to dark.
    Gradient(Colour, Colour),
    /// A range with end marks.
    Whisker,
    /// A range without end marks and its median.
    MedianInRange,
    /// A stick with a dot: an amount that many trials share exactly.
    Atom,
    /// A framed cell.
    Framed,
    /// A swatch with white slashes.
    Hatched(Colour),
    /// What a regulator decides.
    Decision,
    /// What is done again.
    Renewal,
    /// An arrow to the right.
    Arrow(Colour),
    /// No symbol: the words speak for themselves.
    None,
}

const SYMBOL_WIDTH: f64 = 40.0;
const GAP: f64 = 10.0;
const ROW: f64 = 32.0;

/// Draws the entries from `area.left`, on as many rows as they need; gives the `y` where the next thing may start.
pub fn draw(scene: &mut Scene, area: Area, entries: &[(Symbol, String)]) -> Result<f64, ChartError> {
    let style = Type::regular(SMALL, INK);
    let (mut x, mut middle) = (area.left, area.top + ROW / 2.0);
    for (symbol, words) in entries {
        let symbol_width = match symbol {
            Symbol::None => 0.0,
            Symbol::Swatch(_)
            | Symbol::Line(_)
            | Symbol::MeanInterval
            | Symbol::Mean
            | Symbol::Gradient(..)
            | Symbol::Whisker
            | Symbol::MedianInRange
            | Symbol::Atom
            | Symbol::Framed
            | Symbol::Hatched(_)
            | Symbol::Decision
            | Symbol::Renewal
            | Symbol::Arrow(_) => SYMBOL_WIDTH + GAP,
        };
        let words = fit(words, style, area.width() - symbol_width)?;
        let width = symbol_width + text_width(&words, style)?;
        if x > area.left && x + width > area.right {
            (x, middle) = (area.left, middle + ROW);
        }
        draw_symbol(scene, *symbol, point(x, middle));
        scene.centred_text(words, point(x + symbol_width, middle), Anchor::Start, style);
        // A tenth more for viewers that show another font and do not fit it into the measured length.
        x += 1.1 * width + 20.0;
    }
    Ok(middle + ROW / 2.0)
}

fn draw_symbol(scene: &mut Scene, symbol: Symbol, at: Point) {
    let (left, right, middle) = (at.x, at.x + SYMBOL_WIDTH, at.x + SYMBOL_WIDTH / 2.0);
    match symbol {
        Symbol::Swatch(fill) => scene.rectangle(Area::new(left, at.y - 10.0, right, at.y + 10.0), fill),
        Symbol::Line(stroke) => scene.segment(point(left, at.y), point(right, at.y), stroke),
        Symbol::MeanInterval => {
            scene.segment(point(left, at.y), point(right, at.y), Stroke::solid(MUTED_INK, 2.5));
            mean_interval(scene, (middle - 6.0, middle + 6.0), at.y);
        }
        Symbol::Mean => mean(scene, point(middle, at.y)),
        Symbol::Gradient(light, dark) => {
            const STEPS: u32 = 5;
            let width = SYMBOL_WIDTH / f64::from(STEPS);
            for step in 0..STEPS {
                let start = left + f64::from(step) * width;
                let colour = light.mixed_with(dark, f64::from(step) / f64::from(STEPS - 1));
                scene.rectangle(Area::new(start, at.y - 10.0, start + width, at.y + 10.0), colour);
            }
        }
        Symbol::Whisker => whisker(scene, (left, right), at.y, MUTED_INK),
        Symbol::MedianInRange => {
            scene.segment(point(left, at.y), point(right, at.y), Stroke::solid(MUTED_INK, 3.0));
            scene.segment(
                point(middle, at.y - 9.0),
                point(middle, at.y + 9.0),
                Stroke::solid(MUTED_INK, 3.0),
            );
        }
        Symbol::Atom => atom(scene, point(middle, at.y + 11.0), 18.0, MUTED_INK),
        Symbol::Framed => frame(scene, Area::new(left, at.y - 11.0, right, at.y + 11.0)),
        Symbol::Hatched(colour) => {
            let swatch = Area::new(left, at.y - 10.0, right, at.y + 10.0);
            scene.rectangle(swatch, colour);
            duty_calendar::work(scene, swatch);
        }
        Symbol::Decision => duty_calendar::decision(scene, point(middle, at.y), true),
        Symbol::Renewal => duty_calendar::renewal(scene, point(middle, at.y), 11.0),
        Symbol::Arrow(colour) => arrow(scene, point(left, at.y), point(right, at.y), colour),
        Symbol::None => {}
    }
}

/// A line with a head at its end, level.
pub fn arrow(scene: &mut Scene, from: Point, to: Point, colour: Colour) {
    let back = if to.x > from.x { -13.0 } else { 13.0 };
    scene.segment(from, point(to.x + 0.8 * back, to.y), Stroke::solid(colour, 4.0));
    scene.polygon(vec![to, point(to.x + back, to.y - 8.0), point(to.x + back, to.y + 8.0)], colour);
}

/// A range with end marks.
pub fn whisker(scene: &mut Scene, (low, high): (f64, f64), y: f64, colour: Colour) {
    let stroke = Stroke::solid(colour, 2.5);
    scene.segment(point(low, y), point(high, y), stroke);
    for end in [low, high] {
        scene.segment(point(end, y - 7.0), point(end, y + 7.0), stroke);
    }
}

/// The confidence interval of the mean as a block. A narrow one is shown 4 pixels wide: thinner would not be seen.
pub fn mean_interval(scene: &mut Scene, (low, high): (f64, f64), y: f64) {
    let (middle, half) = ((low + high) / 2.0, ((high - low) / 2.0).max(2.0));
    let block = Area::new(middle - half, y - 10.0, middle + half, y + 10.0);
    scene.rectangle(Area::new(block.left - 2.0, block.top, block.right + 2.0, block.bottom), PAPER);
    scene.rectangle(block, INK);
}

/// The mean as a diamond.
pub fn mean(scene: &mut Scene, at: Point) {
    scene.diamond(at, 9.5, PAPER);
    scene.diamond(at, 7.5, INK);
}

/// A stick with a dot on top; `foot` is its lower end.
pub fn atom(scene: &mut Scene, foot: Point, height: f64, colour: Colour) {
    let top = point(foot.x, foot.y - height);
    scene.segment(foot, top, Stroke::solid(colour, 4.0));
    scene.disc(top, 6.0, colour);
}

/// The frame of a marked cell.
pub fn frame(scene: &mut Scene, area: Area) {
    let Area { left, top, right, bottom } = area;
    // From the middle of a side: so each corner is a joint, and no side is drawn over itself, which would leave it empty.
    let start = point((left + right) / 2.0, top);
    let corners = [point(right, top), point(right, bottom), point(left, bottom), point(left, top)];
    scene.line([&[start], &corners[..], &[start]].concat(), Stroke::solid(INK, 4.0));
}
