use super::axis::MoneyAxis;
use super::check;
use super::error::ChartError;
use super::figure_rows::figure_rows;
use super::heading::Heading;
use super::layout::{fit, text_width};
use super::legend::{self, Symbol};
use super::palette::option_colour;
use super::picture::{Picture, picture};
use super::rows::Rows;
use super::scene::{Anchor, Area, Colour, Scene, Stroke, Type, point};
use super::theme::{AXIS, INK, MUTED_INK, SMALL};

/// How one amount became another, step by step.
#[derive(Debug, Clone, PartialEq)]
pub struct Waterfall {
    pub heading: Heading,
    /// What the axis shows; currency and valuation are added.
    pub axis_title: String,
    /// Label and amount, with half the width of its 95 % interval.
    pub from: WaterfallEnd,
    pub to: WaterfallEnd,
    /// In order; they sum to the difference of the ends.
    pub steps: Vec<WaterfallStep>,
}

/// An amount with half the width of its interval.
#[derive(Debug, Clone, PartialEq)]
pub struct WaterfallEnd {
    pub label: String,
    /// Of the option whose cost it is.
    pub colour_index: usize,
    pub amount: f64,
    pub half_width: f64,
}

/// What is added, cost positive.
#[derive(Debug, Clone, PartialEq)]
pub struct WaterfallStep {
    pub label: String,
    pub change: f64,
    pub half_width: f64,
    /// Nothing but chance: drawn grey.
    pub is_chance: bool,
}

const MOST_STEPS: usize = 14;
const RISE: Colour = Colour::new(0xC4, 0x4E, 0x38);
const FALL: Colour = Colour::new(0x2F, 0x7F, 0xB5);
const CHANCE: Colour = Colour::new(0xA8, 0xA8, 0xA8);

/// Bars from the first amount to the last, each beginning where the one before ends, with their intervals.
///
/// # Errors
/// No or too many steps, numbers that are not finite.
pub fn waterfall(data: &Waterfall) -> Result<Picture, ChartError> {
    data.check()?;
    let (mut scene, area) = data.heading.start()?;
    let top = legend::draw(&mut scene, area, &data.legend())?;
    let body = Area { top: top + 12.0, bottom: area.bottom - 3.4 * SMALL, ..area };
    let ends = |end: &'_ WaterfallEnd| end.label.clone();
    let steps = data.steps.iter().map(|step| step.label.clone());
    let labels: Vec<String> = [ends(&data.from)].into_iter().chain(steps).chain([ends(&data.to)]).collect();
    let rows = figure_rows(&mut scene, body, &labels.iter().map(String::as_str).collect::<Vec<_>>(), &[])?;
    // Room for the amounts behind the bars.
    let room = text_width("+123.4M ± 12.3M", Type::bold(SMALL, INK))? + 16.0;
    let plot = Area { left: rows.plot.left + 8.0, right: rows.plot.right - room, ..rows.plot };
    let (low, high) = data.range();
    let axis = MoneyAxis::covering(low, high, 7);
    axis.draw_below(&mut scene, plot);
    let bars = Bars { scene: &mut scene, rows: &rows, plot, axis };
    bars.draw(data);
    let phrase = if axis.low > 0.0 { "waterfall-axis-cut" } else { "axis-with-money" };
    let gaps = [("title", data.axis_title.as_str().into()), ("money", data.heading.money().into())];
    let words = scene.language.fill(phrase, &gaps);
    let style = Type::regular(SMALL, MUTED_INK);
    let words = fit(&words, style, area.width())?;
    scene.text(words, point(area.left, area.bottom + 2.0), Anchor::Start, style);
    picture(&scene)
}

struct Bars<'a> {
    scene: &'a mut Scene,
    rows: &'a Rows,
    plot: Area,
    axis: MoneyAxis,
}

impl Bars<'_> {
    fn draw(mut self, data: &Waterfall) {
        let start = self.axis.low;
        self.bar(0, (start, data.from.amount), option_colour(data.from.colour_index));
        self.end(0, &data.from);
        let mut reached = data.from.amount;
        for (index, step) in data.steps.iter().enumerate() {
            let colour = match (step.is_chance, step.change > 0.0) {
                (true, _) => CHANCE,
                (false, true) => RISE,
                (false, false) => FALL,
            };
            let next = reached + step.change;
            self.link(index, reached);
            self.bar(index + 1, (reached, next), colour);
            let far = self.whisker(index + 1, next, step.half_width).max(self.x(reached));
            let money = |amount: f64| self.scene.language.money(amount);
            let sign = if step.change > 0.0 { "+" } else { "" };
            let words = if step.half_width > 0.0 {
                format!("{sign}{} ± {}", money(step.change), money(step.half_width))
            } else {
                format!("{sign}{}", money(step.change))
            };
            self.words(index + 1, far, words);
            reached = next;
        }
        let last = data.steps.len() + 1;
        self.link(last - 1, reached);
        self.bar(last, (start, data.to.amount), option_colour(data.to.colour_index));
        self.end(last, &data.to);
    }

    fn x(&self, amount: f64) -> f64 {
        self.axis.position(amount, self.plot.left, self.plot.right)
    }

    fn bar(&mut self, row: usize, (from, to): (f64, f64), colour: Colour) {
        let area = self.rows.row(row);
        let half = f64::min(0.32 * area.height(), 24.0);
        let (left, right) = (self.x(from).min(self.x(to)), self.x(from).max(self.x(to)));
        // What is nothing is seen as a line.
        let right = right.max(left + 2.0);
        let y = area.centre().y;
        self.scene.rectangle(Area::new(left, y - half, right, y + half), colour);
    }

    /// Where the next bar begins.
    fn link(&mut self, row: usize, amount: f64) {
        let (x, from, to) =
            (self.x(amount), self.rows.row(row).centre().y, self.rows.row(row + 1).centre().y);
        self.scene.segment(point(x, from), point(x, to), Stroke::dashed(AXIS, 1.5, 4.0));
    }

    /// Draws an interval; gives where it ends.
    fn whisker(&mut self, row: usize, amount: f64, half_width: f64) -> f64 {
        let ends = (self.x(amount - half_width), self.x(amount + half_width));
        if half_width > 0.0 {
            legend::whisker(self.scene, ends, self.rows.row(row).centre().y, INK);
        }
        ends.1
    }

    fn end(&mut self, row: usize, end: &WaterfallEnd) {
        let far = self.whisker(row, end.amount, end.half_width);
        let money = |amount: f64| self.scene.language.money(amount);
        let words = if end.half_width > 0.0 {
            format!("{} ± {}", money(end.amount), money(end.half_width))
        } else {
            money(end.amount)
        };
        self.words(row, far, words);
    }

    fn words(&mut self, row: usize, right_of: f64, words: String) {
        let at = point(right_of + 12.0, self.rows.row(row).centre().y);
        self.scene.centred_text(words, at, Anchor::Start, Type::bold(SMALL, INK));
    }
}

impl Waterfall {
    /// What is there to be explained.
    fn legend(&self) -> Vec<(Symbol, String)> {
        let language = self.heading.language();
        let any = |is: fn(&WaterfallStep) -> bool| self.steps.iter().any(is);
        let entries = [
            (
                any(|step| !step.is_chance && step.change > 0.0),
                Symbol::Swatch(RISE.into()),
                "waterfall-raises",
            ),
            (
                any(|step| !step.is_chance && step.change <= 0.0),
                Symbol::Swatch(FALL.into()),
                "waterfall-lowers",
            ),
            (any(|step| step.is_chance), Symbol::Swatch(CHANCE.into()), "waterfall-chance"),
            (true, Symbol::Whisker, "waterfall-interval"),
        ];
        let shown = entries.into_iter().filter(|(shown, _, _)| *shown);
        shown.map(|(_, symbol, words)| (symbol, language.say(words))).collect()
    }

    /// Everything drawn, and a little before it, so that the smallest end has a bar.
    fn range(&self) -> (f64, f64) {
        let mut reached = self.from.amount;
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        let mut cover = |amount: f64, half_width: f64| {
            low = low.min(amount - half_width);
            high = high.max(amount + half_width);
        };
        cover(self.from.amount, self.from.half_width);
        cover(self.to.amount, self.to.half_width);
        for step in &self.steps {
            reached += step.change;
            cover(reached, step.half_width);
        }
        let room = 0.15 * (high - low);
        // Zero where it is not far.
        if low > 0.0 && low < 2.0 * (high - low) { (0.0, high) } else { (low - room, high) }
    }

    fn check(&self) -> Result<(), ChartError> {
        check::count("steps", self.steps.len(), MOST_STEPS)?;
        for (what, end) in [("the first amount", &self.from), ("the last amount", &self.to)] {
            check::amount(what, end.amount)?;
            check::amount(what, end.half_width)?;
        }
        for step in &self.steps {
            check::amount(&step.label, step.change)?;
            check::amount(&step.label, step.half_width)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::samples::{assert_good, heading};

    fn chart(changes: &[f64]) -> Waterfall {
        let end = |label: &str, amount: f64| WaterfallEnd {
            label: label.to_owned(),
            colour_index: 2,
            amount,
            half_width: 2.1e6,
        };
        let step = |(index, change): (usize, &f64)| WaterfallStep {
            label: [
                "application.erp.dependency.china-for-china",
                "rules: regulation/cn-2026.toml",
                "Seed and number of trials",
            ][index % 3]
                .to_owned(),
            change: *change,
            half_width: 0.4e6,
            is_chance: index % 3 == 2,
        };
        Waterfall {
            heading: heading(
                "Hybrid costs 12 M EUR more than last quarter: nearly all is the ERP's dependency",
            ),
            axis_title: "Mean cost".to_owned(),
            from: end("June 2026", 196e6),
            to: end("September 2026", 196e6 + changes.iter().sum::<f64>()),
            steps: changes.iter().enumerate().map(step).collect(),
        }
    }

    #[test]
    fn steps_of_any_number_are_drawn() {
        for changes in [vec![11e6, -3e6, 0.4e6], vec![0.0], vec![-190e6, 20e6], vec![1e6; 14]] {
            let picture = waterfall(&chart(&changes)).unwrap();
            assert_good(&picture, &format!("waterfall_{}_{}", changes.len(), changes[0] as i64 / 1_000_000));
            assert!(picture.svg.contains("196M ± 2.10M"));
        }
    }

    #[test]
    fn wrong_data_is_refused() {
        assert_eq!(waterfall(&chart(&[])).unwrap_err().to_string(), "the chart has no steps");
        assert!(matches!(waterfall(&chart(&[1.0; 15])), Err(ChartError::TooMany { .. })));
        assert!(matches!(waterfall(&chart(&[f64::NAN])), Err(ChartError::NotFinite { .. })));
    }
}
