use super::check;
use super::error::ChartError;
use super::heading::{ChartOption, Heading};
use super::layout::{fit, spread, text_width, widest};
use super::legend::{self, Symbol};
use super::palette::{MOST_OPTIONS, ink_on, option_colour};
use super::picture::{Picture, picture};
use super::scene::{Anchor, Area, Colour, Fill, Point, Scene, Stroke, Type, point};
use super::theme::{AXIS, GRID, INK, LABEL, MUTED_INK, PAPER, SMALL};
use crate::language::Language;

/// How likely each option is to be the best, over what a loss avoided is worth.
#[derive(Debug, Clone, PartialEq)]
pub struct AcceptabilityCurves {
    pub heading: Heading,
    /// What the axis shows, with its unit.
    pub across: String,
    /// Ends of the axis; the first at least 0.
    pub range: (f64, f64),
    /// At most twelve.
    pub curves: Vec<AcceptabilityCurve>,
    /// Which option has the lowest mean, from the first end to the last, without gaps.
    pub best: Vec<BestStretch>,
}

/// One option.
#[derive(Debug, Clone, PartialEq)]
pub struct AcceptabilityCurve {
    pub option: ChartOption,
    /// By rising worth.
    pub points: Vec<ChancePoint>,
}

/// A chance with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChancePoint {
    pub worth: f64,
    pub low: f64,
    pub chance: f64,
    pub high: f64,
}

/// A part of the axis with one option that is best on average.
#[derive(Debug, Clone, PartialEq)]
pub struct BestStretch {
    pub from: f64,
    pub until: f64,
    /// The one with the lowest mean in the trials.
    pub option: ChartOption,
    /// Whether the trials tell it from all others.
    pub told: bool,
}

/// Share of the width for names at the ends of the curves.
const NAMES_SHARE: f64 = 0.24;
const BAND: f64 = 0.16;

/// Curves of chance with their bands, thick where the option is also the best on average, and a ribbon that says where which one is.
///
/// # Errors
/// No or more than twelve curves, a curve without points, chances outside 0 to 1 or their intervals, a range that is none.
pub fn acceptability_curves(data: &AcceptabilityCurves) -> Result<Picture, ChartError> {
    data.check()?;
    let (mut scene, area) = data.heading.start()?;
    let top = legend::draw(&mut scene, area, &legend_entries(data.heading.language()))? + 18.0;
    let style = Type::regular(LABEL, INK);
    let names: Vec<String> = data.curves.iter().map(|curve| curve.label(scene.language)).collect();
    let room = (1.06 * widest(names.iter().map(String::as_str), style)?).min(NAMES_SHARE * area.width());
    let gutter = text_width("100 %", Type::regular(SMALL, MUTED_INK))? + 12.0;
    let ribbon = 1.9 * SMALL;
    let plot =
        Area::new(area.left + gutter, top, area.right - room - 30.0, area.bottom - ribbon - 4.6 * SMALL);
    data.draw_axes(&mut scene, plot);
    for curve in &data.curves {
        data.draw_band(&mut scene, plot, curve);
    }
    for curve in &data.curves {
        data.draw_curve(&mut scene, plot, curve);
    }
    data.draw_names(&mut scene, plot, room)?;
    let below = Area { top: plot.bottom + 2.9 * SMALL, bottom: plot.bottom + 2.9 * SMALL + ribbon, ..plot };
    data.draw_ribbon(&mut scene, below)?;
    let small = Type::regular(SMALL, MUTED_INK);
    let words = fit(&data.across, small, area.width())?;
    scene.text(words, point(plot.left, area.bottom + 4.0), Anchor::Start, small);
    picture(&scene)
}

impl AcceptabilityCurve {
    fn label(&self, language: Language) -> String {
        let last = self.points.last().map_or(0.0, |point| point.chance);
        format!("{}  {}", language.percent(last), self.option.name.trim())
    }
}

impl AcceptabilityCurves {
    fn x(&self, plot: Area, worth: f64) -> f64 {
        plot.left + (worth - self.range.0) / (self.range.1 - self.range.0) * plot.width()
    }

    fn at(&self, plot: Area, worth: f64, chance: f64) -> Point {
        point(self.x(plot, worth), plot.bottom - chance * plot.height())
    }

    fn draw_axes(&self, scene: &mut Scene, plot: Area) {
        let style = Type::regular(SMALL, MUTED_INK);
        for fifth in 0..=5 {
            let share = f64::from(fifth) / 5.0;
            let y = plot.bottom - share * plot.height();
            let stroke = if fifth == 0 { Stroke::solid(AXIS, 2.0) } else { Stroke::solid(GRID, 1.5) };
            scene.segment(point(plot.left, y), point(plot.right, y), stroke);
            scene.centred_text(format!("{} %", 20 * fifth), point(plot.left - 10.0, y), Anchor::End, style);
        }
        let step = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 50.0, 100.0];
        let span = self.range.1 - self.range.0;
        let step = step.into_iter().find(|step| span / step <= 10.0).unwrap_or(span);
        let ticks = (0..=10).map(|index| self.range.0 + f64::from(index) * step);
        for tick in ticks.take_while(|tick| *tick <= self.range.1 + 1e-9) {
            let x = self.x(plot, tick);
            scene.segment(point(x, plot.bottom), point(x, plot.bottom + 6.0), Stroke::solid(AXIS, 2.0));
            let decimals = usize::from(step < 1.0);
            let words = scene.language.decimal(&format!("{tick:.decimals$}"));
            scene.text(words, point(x, plot.bottom + 1.4 * SMALL), Anchor::Middle, style);
        }
        if self.range.0 < 1.0 && 1.0 < self.range.1 {
            let x = self.x(plot, 1.0);
            scene.segment(point(x, plot.top), point(x, plot.bottom), Stroke::dashed(MUTED_INK, 2.0, 6.0));
            scene.text(
                scene.language.say("acceptability-counted"),
                point(x + 8.0, plot.top - 4.0),
                Anchor::Start,
                style,
            );
        }
    }

    fn draw_band(&self, scene: &mut Scene, plot: Area, curve: &AcceptabilityCurve) {
        let there = curve.points.iter().map(|of| self.at(plot, of.worth, of.low));
        let back = curve.points.iter().rev().map(|of| self.at(plot, of.worth, of.high));
        let fill = Fill { colour: option_colour(curve.option.colour_index), opacity: BAND };
        scene.polygon(there.chain(back).collect(), fill);
    }

    fn draw_curve(&self, scene: &mut Scene, plot: Area, curve: &AcceptabilityCurve) {
        let colour = option_colour(curve.option.colour_index);
        let points: Vec<Point> = curve.points.iter().map(|of| self.at(plot, of.worth, of.chance)).collect();
        scene.line(points, Stroke::solid(colour, 3.0));
        for best in self.best.iter().filter(|best| best.option == curve.option && best.told) {
            let inner = curve.points.iter().filter(|of| of.worth >= best.from && of.worth <= best.until);
            let points: Vec<Point> = inner.map(|of| self.at(plot, of.worth, of.chance)).collect();
            if points.len() > 1 {
                scene.line(points, Stroke::solid(colour, 8.0));
            }
        }
    }

    /// Chance and name at the right ends.
    fn draw_names(&self, scene: &mut Scene, plot: Area, room: f64) -> Result<(), ChartError> {
        let ends: Vec<f64> = self
            .curves
            .iter()
            .map(|curve| curve.points.last().map_or(plot.bottom, |of| self.at(plot, of.worth, of.chance).y))
            .collect();
        let style = Type::regular(LABEL, INK);
        let centres = spread(&ends, 1.25 * LABEL, plot.top, plot.bottom);
        for ((curve, end), centre) in self.curves.iter().zip(ends).zip(centres) {
            let colour = option_colour(curve.option.colour_index);
            let from = point(plot.right + 2.0, end);
            scene.segment(from, point(plot.right + 22.0, centre), Stroke::solid(colour, 2.0));
            let words = fit(&curve.label(scene.language), style, room)?;
            scene.centred_text(words, point(plot.right + 28.0, centre), Anchor::Start, style);
        }
        Ok(())
    }

    fn draw_ribbon(&self, scene: &mut Scene, area: Area) -> Result<(), ChartError> {
        let small = Type::regular(SMALL, MUTED_INK);
        scene.text(
            scene.language.say("acceptability-best"),
            point(area.left, area.top - 0.35 * SMALL),
            Anchor::Start,
            small,
        );
        let undecided_words = scene.language.say("acceptability-undecided");
        for best in &self.best {
            let ends = (self.x(area, best.from), self.x(area, best.until));
            let part = Area { left: ends.0, right: ends.1, ..area };
            let colour = option_colour(best.option.colour_index);
            let (fill, words) = if best.told {
                (colour, best.option.name.trim())
            } else {
                (undecided(), undecided_words.as_str())
            };
            scene.rectangle(part, fill);
            let style = Type::regular(SMALL, ink_on(fill));
            let shown = fit(words, style, part.width() - 12.0)?;
            // A few letters and an ellipsis name nothing.
            if shown == words || (best.told && shown.chars().count() > 8) {
                scene.centred_text(shown, part.centre(), Anchor::Middle, style);
            }
        }
        Ok(())
    }

    fn check(&self) -> Result<(), ChartError> {
        check::count("curves", self.curves.len(), MOST_OPTIONS)?;
        check::ascending("the axis", &[("start", self.range.0), ("end", self.range.1)])?;
        check::count("range", usize::from(self.range.0 < self.range.1), 1)?;
        for curve in &self.curves {
            let name = &curve.option.name;
            check::count(&format!("points of {name}"), curve.points.len(), 10_000)?;
            for of in &curve.points {
                check::ascending(
                    name,
                    &[("start", self.range.0), ("worth", of.worth), ("end", self.range.1)],
                )?;
                check::ascending(
                    name,
                    &[("lower limit", of.low), ("chance", of.chance), ("upper", of.high)],
                )?;
                check::probability(name, of.low)?;
                check::probability(name, of.high)?;
            }
        }
        for best in &self.best {
            let ends =
                [("start", self.range.0), ("from", best.from), ("until", best.until), ("end", self.range.1)];
            check::ascending(&best.option.name, &ends)?;
        }
        Ok(())
    }
}

fn undecided() -> Colour {
    PAPER.mixed_with(MUTED_INK, 0.16)
}

fn legend_entries(language: Language) -> Vec<(Symbol, String)> {
    vec![
        (Symbol::Line(Stroke::solid(MUTED_INK, 3.0)), language.say("acceptability-curve")),
        (Symbol::Line(Stroke::solid(MUTED_INK, 8.0)), language.say("acceptability-thick")),
        (Symbol::Swatch(undecided().into()), language.say("acceptability-open")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::Size;
    use crate::charts::samples::{assert_good, heading, option};

    fn chart(count: usize) -> AcceptabilityCurves {
        let name = |index: usize| match index % 3 {
            0 => format!("Hybrid {index}"),
            1 => format!("Full localisation with a gateway to the group {index}"),
            _ => format!("全面本地化 {index}"),
        };
        let point = |index: usize, step: usize| {
            let worth = step as f64 / 10.0;
            let chance = (0.5 + 0.12 * (index as f64 - 1.0) * (worth - 2.0) / 2.0).clamp(0.0, 1.0);
            let error = 0.05 * (chance * (1.0 - chance)).sqrt();
            ChancePoint { worth, low: chance - error, chance, high: chance + error }
        };
        let stretch = |from: f64, until: f64, index: usize, told: bool| BestStretch {
            from,
            until,
            option: option(&name(index), index),
            told,
        };
        AcceptabilityCurves {
            heading: heading("Hybrid is the best choice until a loss counts 2.1 times as much as spending"),
            across: "EUR that one is ready to spend for 1 EUR of losses avoided".to_owned(),
            range: (0.0, 4.0),
            curves: (0..count)
                .map(|index| AcceptabilityCurve {
                    option: option(&name(index), index),
                    points: (0..=40).map(|step| point(index % 5, step)).collect(),
                })
                .collect(),
            best: vec![
                stretch(0.0, 1.9, 0, true),
                stretch(1.9, 2.3, 0, false),
                stretch(2.3, 4.0, count - 1, true),
            ],
        }
    }

    #[test]
    fn one_and_twelve_options_are_drawn() {
        for count in [1, 3, 6, 12] {
            let picture = acceptability_curves(&chart(count)).unwrap();
            assert_good(&picture, &format!("acceptability_{count}"));
            assert!(picture.svg.contains("as costs count"), "{count}");
        }
        let mut page = chart(6);
        page.heading.look.size = Size::Page;
        assert_good(&acceptability_curves(&page).unwrap(), "page_acceptability");
    }

    #[test]
    fn wrong_data_is_refused() {
        let mut many = chart(12);
        many.curves.push(many.curves[0].clone());
        assert!(matches!(acceptability_curves(&many), Err(ChartError::TooMany { .. })));
        let mut wrong = chart(2);
        wrong.curves[0].points[3].high = 1.2;
        assert!(matches!(acceptability_curves(&wrong), Err(ChartError::NotAProbability { .. })));
        let mut wrong = chart(2);
        wrong.range = (2.0, 2.0);
        assert!(acceptability_curves(&wrong).is_err());
    }
}
