use super::axis::MoneyAxis;
use super::check;
use super::error::ChartError;
use super::heading::{ChartOption, Heading};
use super::layout::{text_width, widest};
use super::legend::{self, Symbol};
use super::palette::{MOST_OPTIONS, option_colour};
use super::picture::{Picture, picture};
use super::rows::Rows;
use super::scene::{Anchor, Area, Colour, Fill, Point, Scene, Stroke, Type, point};
use super::theme::{AXIS, INK, LABEL, MUTED_INK, PAPER, SMALL};
use crate::language::Language;

/// How the total cost of each option is distributed.
#[derive(Debug, Clone, PartialEq)]
pub struct Distributions {
    pub heading: Heading,
    /// From top to bottom, at most twelve.
    pub curves: Vec<CostDistribution>,
}

/// The total cost of one option over all trials.
#[derive(Debug, Clone, PartialEq)]
pub struct CostDistribution {
    pub option: ChartOption,
    /// Cost and density there, costs ascending. Any scale: each curve is drawn to the height of its row. May be empty
    /// where all of the probability is in `atoms`, or where the cost does not vary.
    pub density: Vec<(f64, f64)>,
    /// Amounts that many trials share exactly.
    pub atoms: Vec<Atom>,
    pub p5: f64,
    pub p50: f64,
    pub p95: f64,
    pub p99: f64,
    pub mean: f64,
}

/// An amount with a probability of its own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Atom {
    pub cost: f64,
    pub probability: f64,
}

/// Density below this share of its peak is not drawn before the 5th and beyond the 99th percentile: one long tail would
/// squeeze all the rest.
const DRAWN_FROM: f64 = 0.02;

/// Ridges: the density of the total per option on a common axis of money, with median, mean and the range from the 5th to
/// the 95th percentile below each, and mean and 95th percentile in words.
///
/// # Errors
/// No or more than twelve options, numbers that are not finite, costs or percentiles out of order, negative densities,
/// probabilities outside 0 to 1.
pub fn distributions(data: &Distributions) -> Result<Picture, ChartError> {
    data.check()?;
    let (mut scene, area) = data.heading.start()?;
    let top = legend::draw(&mut scene, area, &data.legend())?;
    let options: Vec<&ChartOption> = data.curves.iter().map(|curve| &curve.option).collect();
    let ridges = Area { top: top + 1.6 * SMALL, bottom: area.bottom - 3.4 * SMALL, ..area };
    let rows = Rows::draw(&mut scene, ridges, &options)?;
    let heads = [scene.language.say("distributions-mean"), "p95".to_owned()];
    let longest = scene.language.money(-99.9e6);
    let column = widest([longest.as_str(), heads[0].as_str()], Type::bold(LABEL, INK))? + 24.0;
    let plot = Area { right: rows.plot.right - 2.0 * column, ..rows.plot };
    let columns = [rows.plot.right - column, rows.plot.right];
    let (low, high) = data.range();
    let axis = MoneyAxis::covering(low, high, 8);
    axis.draw_below(&mut scene, plot);
    let axis_title = data.heading.total_cost();
    scene.text(
        axis_title,
        point(plot.left, plot.bottom + 3.0 * SMALL),
        Anchor::Start,
        Type::regular(SMALL, MUTED_INK),
    );
    for (x, words) in columns.into_iter().zip(heads) {
        scene.text(words, point(x, plot.top - 0.3 * SMALL), Anchor::End, Type::regular(SMALL, MUTED_INK));
    }
    for (index, curve) in data.curves.iter().enumerate() {
        let row = Area { right: plot.right, ..rows.row(index) };
        let y = row.centre().y;
        scene.centred_text(
            scene.language.money(curve.mean),
            point(columns[0], y),
            Anchor::End,
            Type::bold(LABEL, INK),
        );
        scene.centred_text(
            scene.language.money(curve.p95),
            point(columns[1], y),
            Anchor::End,
            Type::regular(LABEL, INK),
        );
        Ridge::within(row, &axis, curve).draw(&mut scene)?;
    }
    picture(&scene)
}

impl Distributions {
    fn check(&self) -> Result<(), ChartError> {
        check::count("options", self.curves.len(), MOST_OPTIONS)?;
        for curve in &self.curves {
            let name = &curve.option.name;
            let percentiles = [("p5", curve.p5), ("p50", curve.p50), ("p95", curve.p95), ("p99", curve.p99)];
            check::ascending(name, &percentiles)?;
            check::amount(&format!("{name}: mean"), curve.mean)?;
            for &(cost, density) in &curve.density {
                check::amount(&format!("{name}: cost"), cost)?;
                check::density(&format!("{name}: density at {}", Language::English.money(cost)), density)?;
            }
            for pair in curve.density.windows(2) {
                check::ascending(
                    name,
                    &[("cost of a density point", pair[0].0), ("the next one", pair[1].0)],
                )?;
            }
            for atom in &curve.atoms {
                check::amount(&format!("{name}: atom"), atom.cost)?;
                check::probability(
                    &format!("{name}: probability of {}", Language::English.money(atom.cost)),
                    atom.probability,
                )?;
            }
        }
        Ok(())
    }

    fn legend(&self) -> Vec<(Symbol, String)> {
        let language = self.heading.language();
        let mut entries = vec![
            (Symbol::Mean, language.say("distributions-legend-mean")),
            (Symbol::MedianInRange, language.say("distributions-range")),
        ];
        if self.curves.iter().any(|curve| !curve.sticks().is_empty()) {
            entries.push((Symbol::Atom, language.say("distributions-atom")));
        }
        entries.push((Symbol::None, language.say("distributions-height")));
        entries
    }

    /// From the lowest to the highest amount drawn.
    fn range(&self) -> (f64, f64) {
        let amounts = self.curves.iter().flat_map(|curve| {
            let marks = [curve.p5, curve.p50, curve.p95, curve.mean];
            let drawn = curve.drawn_density().iter().map(|&(cost, _)| cost).collect::<Vec<_>>();
            marks.into_iter().chain(drawn).chain(curve.atoms.iter().map(|atom| atom.cost))
        });
        let (low, high) =
            amounts.fold((f64::MAX, f64::MIN), |(low, high), cost| (low.min(cost), high.max(cost)));
        // Zero is worth showing where it costs less than a third of the width.
        if low > 0.0 && low < 0.34 * high { (0.0, high) } else { (low, high) }
    }
}

impl CostDistribution {
    fn peak(&self) -> f64 {
        self.density.iter().map(|&(_, density)| density).fold(0.0, f64::max)
    }

    /// The density without its far tails: as far as the mark of the range below it and to the 99th percentile in any
    /// case, so that the picture is not milder than the numbers beside it.
    fn drawn_density(&self) -> &[(f64, f64)] {
        let least = DRAWN_FROM * self.peak();
        let drawn = |&(_, density): &(f64, f64)| density > 0.0 && density >= least;
        let (Some(first), Some(last)) =
            (self.density.iter().position(drawn), self.density.iter().rposition(drawn))
        else {
            return &[];
        };
        let ends = self.density.len() - 1;
        let at_p5 = self.density.iter().rposition(|&(cost, _)| cost <= self.p5).unwrap_or(0);
        let at_p99 = self.density.iter().position(|&(cost, _)| cost >= self.p99).unwrap_or(ends);
        &self.density[first.min(at_p5)..=last.max(at_p99)]
    }

    /// Between two points of the density on the line that joins them; 0 outside.
    fn density_at(&self, cost: f64) -> f64 {
        let pair = self.density.windows(2).find(|pair| pair[0].0 <= cost && cost <= pair[1].0);
        pair.map_or(0.0, |pair| {
            let ((from, start), (to, end)) = (pair[0], pair[1]);
            if to > from { start + (cost - from) / (to - from) * (end - start) } else { start.max(end) }
        })
    }

    /// The atoms; a cost that does not vary is one with all of the probability.
    fn sticks(&self) -> Vec<Atom> {
        let constant = self.atoms.is_empty() && self.p5 == self.p95 && self.drawn_density().len() < 2;
        if constant { vec![Atom { cost: self.p50, probability: 1.0 }] } else { self.atoms.clone() }
    }
}

/// One row: the curve with its atoms on a base line, and the marks of the total in a lane below.
struct Ridge<'a> {
    row: Area,
    axis: &'a MoneyAxis,
    curve: &'a CostDistribution,
    colour: Colour,
    /// Where the base line is.
    base: f64,
    /// Of the peak of the density.
    height: f64,
    lane: f64,
}

impl<'a> Ridge<'a> {
    fn within(row: Area, axis: &'a MoneyAxis, curve: &'a CostDistribution) -> Self {
        let lane = (0.26 * row.height()).clamp(16.0, 24.0);
        let base = row.bottom - lane - 2.0;
        let colour = option_colour(curve.option.colour_index);
        Self { row, axis, curve, colour, base, height: base - row.top - 4.0, lane }
    }

    fn x(&self, cost: f64) -> f64 {
        self.axis.position(cost, self.row.left, self.row.right)
    }

    fn draw(&self, scene: &mut Scene) -> Result<(), ChartError> {
        let (left, right) = (point(self.row.left, self.base), point(self.row.right, self.base));
        scene.segment(left, right, Stroke::solid(AXIS, 1.0));
        self.draw_density(scene);
        self.draw_sticks(scene)?;
        self.draw_marks(scene);
        Ok(())
    }

    fn draw_density(&self, scene: &mut Scene) {
        let peak = self.curve.peak();
        let at =
            |&(cost, density): &(f64, f64)| point(self.x(cost), self.base - density / peak * self.height);
        let top: Vec<Point> = self.curve.drawn_density().iter().map(at).collect();
        if let [first, .., last] = top[..] {
            let outline = [&[point(first.x, self.base)][..], &top, &[point(last.x, self.base)]].concat();
            scene.polygon(outline, Fill { colour: self.colour, opacity: 0.55 });
            scene.line(top, Stroke::solid(self.colour, 3.0));
            // A mean close by hides the mark below: the median is drawn in the curve too.
            let median = at(&(self.curve.p50, self.curve.density_at(self.curve.p50)));
            scene.segment(point(median.x, self.base), median, Stroke::solid(INK, 2.5));
        }
    }

    /// Atoms with their share; a label gives way to the right where it would cover another.
    fn draw_sticks(&self, scene: &mut Scene) -> Result<(), ChartError> {
        let style = Type::regular(SMALL, INK);
        let mut sticks = self.curve.sticks();
        sticks.sort_by(|one, other| one.cost.total_cmp(&other.cost));
        let mut labels: Vec<(Area, String)> = Vec::new();
        for stick in &sticks {
            let foot = point(self.x(stick.cost), self.base);
            let length = (0.2 + 0.8 * stick.probability) * (self.height - 8.0);
            legend::atom(scene, foot, length, self.colour.mixed_with(INK, 0.5));
            let words = scene.language.percent(stick.probability);
            let width = text_width(&words, style)? + 6.0;
            let middle = (self.base - length).min(self.base - 0.5 * SMALL);
            // At the right end of the row the label stands on the other side.
            let fits = foot.x + 10.0 + width <= self.row.right;
            let mut left = if fits { foot.x + 10.0 } else { foot.x - 10.0 - width };
            for (taken, _) in &labels {
                let level = (taken.centre().y - middle).abs() < 1.1 * SMALL;
                if level && left < taken.right && taken.left < left + width {
                    left = taken.right + 4.0;
                }
            }
            let ground = Area::new(left, middle - 0.5 * SMALL, left + width, middle + 0.5 * SMALL);
            labels.push((ground, words));
        }
        for (ground, words) in labels {
            scene.rectangle(ground, Fill { colour: PAPER, opacity: 0.75 });
            scene.centred_text(words, ground.centre(), Anchor::Middle, style);
        }
        Ok(())
    }

    fn draw_marks(&self, scene: &mut Scene) {
        let y = self.base + 0.55 * self.lane;
        let ink = Stroke::solid(MUTED_INK, 3.0);
        let CostDistribution { p5, p50, p95, mean, .. } = *self.curve;
        scene.segment(point(self.x(p5), y), point(self.x(p95), y), ink);
        for (cost, half) in [(p5, 5.0), (p50, 9.0), (p95, 5.0)] {
            scene.segment(point(self.x(cost), y - half), point(self.x(cost), y + half), ink);
        }
        legend::mean(scene, point(self.x(mean), y));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::samples::{self, assert_good, option};
    use crate::language::Language;

    fn constant(name: &str, cost: f64) -> CostDistribution {
        CostDistribution {
            option: option(name, 3),
            density: vec![],
            atoms: vec![],
            p5: cost,
            p50: cost,
            p95: cost,
            p99: cost,
            mean: cost,
        }
    }

    fn chart(curves: Vec<CostDistribution>) -> Distributions {
        Distributions { curves, ..samples::distributions(1) }
    }

    #[test]
    fn a_usual_chart_shows_means_and_tails() {
        let data = samples::distributions(6);
        let picture = distributions(&data).unwrap();
        assert_good(&picture, "distributions");
        assert_eq!(distributions(&data).unwrap(), picture);
        for curve in &data.curves {
            assert!(picture.svg.contains(&format!(">{}</text>", Language::English.money(curve.mean))));
            assert!(picture.svg.contains(&format!(">{}</text>", Language::English.money(curve.p95))));
        }
    }

    #[test]
    fn odd_data_is_drawn() {
        assert_good(&distributions(&samples::distributions(1)).unwrap(), "distributions_1");
        assert_good(&distributions(&samples::distributions(12)).unwrap(), "distributions_12");
        let mut with_atoms = samples::distributions(3);
        with_atoms.curves[1].atoms =
            vec![Atom { cost: 150e6, probability: 0.3 }, Atom { cost: 155e6, probability: 0.05 }];
        with_atoms.curves[2] = constant("Never varies", 210e6);
        assert_good(&distributions(&with_atoms).unwrap(), "distributions_atoms");
        assert_good(&distributions(&chart(vec![constant("Nothing", 0.0)])).unwrap(), "distributions_zero");
        assert_good(
            &distributions(&chart(vec![constant("A gain", -5e6), constant("Less", -4e6)])).unwrap(),
            "distributions_negative",
        );
    }

    #[test]
    fn a_cost_that_does_not_vary_is_one_certain_atom() {
        assert_eq!(constant("A", 7.0).sticks(), vec![Atom { cost: 7.0, probability: 1.0 }]);
        assert!(samples::distributions(1).curves[0].sticks().is_empty());
    }

    #[test]
    fn the_curve_reaches_the_99th_percentile_however_flat() {
        // A high peak and a tail at one per cent of it, below what is drawn for its height alone.
        let mut density = vec![(0.0, 0.0), (1.0, 1.0), (2.0, 0.0)];
        density.extend((3..=60).map(|cost| (f64::from(cost), 0.01)));
        let marks = CostDistribution { p5: 0.5, p50: 1.0, p95: 40.0, p99: 49.5, ..constant("A", 1.0) };
        let drawn = CostDistribution { density, ..marks };
        let costs: Vec<f64> = drawn.drawn_density().iter().map(|point| point.0).collect();
        assert_eq!((costs[0], costs[costs.len() - 1]), (0.0, 50.0));
    }

    #[test]
    fn wrong_data_is_refused() {
        let negative = CostDistribution { density: vec![(1.0, 0.5), (2.0, -0.1)], ..constant("A", 1.0) };
        assert!(matches!(distributions(&chart(vec![negative])), Err(ChartError::NegativeDensity { .. })));
        let unordered = CostDistribution { density: vec![(2.0, 0.5), (1.0, 0.1)], ..constant("A", 1.0) };
        assert!(matches!(distributions(&chart(vec![unordered])), Err(ChartError::OutOfOrder { .. })));
        let percentiles = CostDistribution { p5: 2.0, ..constant("A", 1.0) };
        assert!(matches!(distributions(&chart(vec![percentiles])), Err(ChartError::OutOfOrder { .. })));
        let unlikely =
            CostDistribution { atoms: vec![Atom { cost: 1.0, probability: 1.5 }], ..constant("A", 1.0) };
        assert!(matches!(distributions(&chart(vec![unlikely])), Err(ChartError::NotAProbability { .. })));
        assert!(matches!(distributions(&chart(vec![])), Err(ChartError::Empty { .. })));
    }
}
