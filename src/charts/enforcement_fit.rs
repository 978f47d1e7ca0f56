use super::axis::MoneyAxis;
use super::check;
use super::error::ChartError;
use super::heading::titled;
use super::layout::text_width;
use super::legend::{self, Symbol};
use super::palette::option_colour;
use super::picture::{Picture, picture};
use super::scene::{Anchor, Area, Colour, Fill, Point, Scene, Stroke, Type, point};
use super::theme::{AXIS, GRID, INK, Look, MUTED_INK, PAPER, SMALL};

/// Yearly counts, the curve fitted to them, and where a further year may lie.
#[derive(Debug, Clone, PartialEq)]
pub struct EnforcementFit {
    /// The finding as a sentence.
    pub title: String,
    /// What was counted, by whom, and how the curve was found.
    pub subtitle: String,
    pub look: Look,
    /// Year and count; years rise.
    pub observed: Vec<(i32, f64)>,
    /// Name of the fitted curve for the legend: "growth up to a ceiling".
    pub curve_name: String,
    /// The fitted curve and its band; years rise. Beyond the last count it is a forecast and drawn dashed.
    pub curve: Vec<BandPoint>,
    /// What the band is: "90 % of years".
    pub band_name: String,
    /// Other curves, by name; at most three. What lies above the plot is cut off.
    pub rivals: Vec<RivalCurve>,
}

/// A point of the fitted curve with the limits of a new count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BandPoint {
    pub year: f64,
    pub low: f64,
    pub middle: f64,
    pub high: f64,
}

/// A curve that was fitted as well and not chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct RivalCurve {
    pub name: String,
    /// Year and count; years rise.
    pub points: Vec<(f64, f64)>,
}

const MOST_RIVALS: usize = 3;
const BAND_OPACITY: f64 = 0.22;
/// Stable colours of the curve and of its rivals.
const CURVE_COLOUR: usize = 0;
const RIVAL_COLOURS: [usize; MOST_RIVALS] = [1, 5, 8];

/// Counts as dots with their numbers, the fitted curve with its predictive band, and its rivals as dashed lines.
///
/// # Errors
/// No counts, no curve, more than three rivals, numbers that are not finite or negative, years that do not rise, limits out of
/// order.
pub fn enforcement_fit(data: &EnforcementFit) -> Result<Picture, ChartError> {
    data.check()?;
    let (mut scene, area) = titled(&data.title, &data.subtitle, data.look)?;
    let top = legend::draw(&mut scene, area, &data.legend())?;
    let plot = Plot::of(data, Area { top: top + 1.9 * SMALL, bottom: area.bottom - 2.3 * SMALL, ..area })?;
    plot.draw_axes(&mut scene, data);
    plot.draw_curve(&mut scene, data);
    for (rival, colour) in data.rivals.iter().zip(RIVAL_COLOURS) {
        plot.draw_rival(&mut scene, rival, option_colour(colour));
    }
    plot.draw_counts(&mut scene, data)?;
    picture(&scene)
}

impl EnforcementFit {
    fn check(&self) -> Result<(), ChartError> {
        check::count("title", self.title.trim().len(), usize::MAX)?;
        check::count("counts", self.observed.len(), usize::MAX)?;
        check::count("points of the curve", self.curve.len(), usize::MAX)?;
        check::count("curves", 1 + self.rivals.len(), 1 + MOST_RIVALS)?;
        let observed: Vec<f64> = self.observed.iter().map(|(year, _)| f64::from(*year)).collect();
        rising("count", &observed)?;
        rising("curve", &self.curve.iter().map(|point| point.year).collect::<Vec<f64>>())?;
        for (year, count) in &self.observed {
            check::ascending(&format!("count of {year}"), &[("nothing", 0.0), ("the count", *count)])?;
        }
        for BandPoint { year, low, middle, high } in &self.curve {
            let named = [("nothing", 0.0), ("lower limit", *low), ("curve", *middle), ("upper limit", *high)];
            check::ascending(&format!("curve in {year}"), &named)?;
        }
        for rival in &self.rivals {
            rising(&rival.name, &rival.points.iter().map(|(year, _)| *year).collect::<Vec<f64>>())?;
            for (_, count) in &rival.points {
                check::amount(&rival.name, *count)?;
            }
        }
        Ok(())
    }

    fn legend(&self) -> Vec<(Symbol, String)> {
        let colour = option_colour(CURVE_COLOUR);
        let mut entries = vec![
            (Symbol::Line(Stroke::solid(colour, 4.0)), self.curve_name.clone()),
            (Symbol::Swatch(PAPER.mixed_with(colour, BAND_OPACITY).into()), self.band_name.clone()),
        ];
        for (rival, colour) in self.rivals.iter().zip(RIVAL_COLOURS) {
            let stroke = Stroke::dashed(option_colour(colour), 3.0, 8.0);
            entries.push((Symbol::Line(stroke), rival.name.clone()));
        }
        entries
    }
}

fn rising(of: &str, years: &[f64]) -> Result<(), ChartError> {
    let named: Vec<(&str, f64)> = years.iter().map(|year| ("year", *year)).collect();
    check::ascending(of, &named)
}

struct Plot {
    area: Area,
    axis: MoneyAxis,
    first_year: f64,
    last_year: f64,
}

impl Plot {
    fn of(data: &EnforcementFit, room: Area) -> Result<Self, ChartError> {
        let curve = data.curve.iter().map(|point| point.high);
        let highest = data.observed.iter().map(|(_, count)| *count).chain(curve).fold(0.0, f64::max);
        let axis = MoneyAxis::covering(0.0, highest, 6);
        let mut gutter = 0.0_f64;
        for tick in axis.ticks() {
            gutter = gutter.max(text_width(&data.look.language.tick_label(tick), Type::regular(SMALL, INK))?);
        }
        let years = data.curve.iter().map(|point| point.year);
        let all = years.chain(data.observed.iter().map(|(year, _)| f64::from(*year)));
        let (first_year, last_year) =
            all.fold((f64::MAX, f64::MIN), |(low, high), year| (low.min(year), high.max(year)));
        // One instant would have no width.
        let last_year = if last_year > first_year { last_year } else { first_year + 1.0 };
        let area = Area { left: room.left + gutter + 34.0, right: room.right - 40.0, ..room };
        Ok(Self { area, axis, first_year, last_year })
    }

    fn at(&self, year: f64, count: f64) -> Point {
        let share = (year - self.first_year) / (self.last_year - self.first_year);
        let x = self.area.left + share * self.area.width();
        point(x, self.axis.position(count, self.area.bottom, self.area.top))
    }

    fn draw_axes(&self, scene: &mut Scene, data: &EnforcementFit) {
        let style = Type::regular(SMALL, MUTED_INK);
        for tick in self.axis.ticks() {
            let y = self.at(self.first_year, tick).y;
            let stroke = if tick == 0.0 { Stroke::solid(AXIS, 2.0) } else { Stroke::solid(GRID, 1.5) };
            scene.segment(point(self.area.left, y), point(self.area.right, y), stroke);
            scene.centred_text(
                scene.language.tick_label(tick),
                point(self.area.left - 24.0, y),
                Anchor::End,
                style,
            );
        }
        let (first, last) = (self.first_year.ceil() as i32, self.last_year.floor() as i32);
        let step = usize::try_from((last - first) / 14).unwrap_or(0) + 1;
        for year in (first..=last).step_by(step) {
            let at = self.at(f64::from(year), 0.0);
            scene.segment(at, point(at.x, at.y + 6.0), Stroke::solid(AXIS, 2.0));
            let seen = data.observed.iter().any(|(observed, _)| *observed == year);
            let style = if seen { Type::bold(SMALL, INK) } else { style };
            scene.text(year.to_string(), point(at.x, at.y + 1.4 * SMALL), Anchor::Middle, style);
        }
    }

    fn draw_curve(&self, scene: &mut Scene, data: &EnforcementFit) {
        let colour = option_colour(CURVE_COLOUR);
        let there = data.curve.iter().map(|p| self.at(p.year, p.low));
        let back = data.curve.iter().rev().map(|p| self.at(p.year, p.high));
        scene.polygon(there.chain(back).collect(), Fill { colour, opacity: BAND_OPACITY });
        let last_seen = data.observed.iter().map(|(year, _)| f64::from(*year)).fold(f64::MIN, f64::max);
        let part = |keep: &dyn Fn(f64) -> bool| -> Vec<Point> {
            data.curve.iter().filter(|p| keep(p.year)).map(|p| self.at(p.year, p.middle)).collect()
        };
        let parts = [
            (part(&|year| year <= last_seen), Stroke::solid(colour, 4.0)),
            (part(&|year| year >= last_seen), Stroke::dashed(colour, 4.0, 12.0)),
        ];
        for (points, stroke) in parts {
            if points.len() > 1 {
                scene.line(points, stroke);
            }
        }
    }

    fn draw_rival(&self, scene: &mut Scene, rival: &RivalCurve, colour: Colour) {
        let inside = rival.points.iter().take_while(|(_, count)| (0.0..=self.axis.high).contains(count));
        let points: Vec<Point> = inside.map(|(year, count)| self.at(*year, *count)).collect();
        if points.len() > 1 {
            scene.line(points, Stroke::dashed(colour, 3.0, 8.0));
        }
    }

    fn draw_counts(&self, scene: &mut Scene, data: &EnforcementFit) -> Result<(), ChartError> {
        let style = Type::bold(SMALL, INK);
        for (year, count) in &data.observed {
            let at = self.at(f64::from(*year), *count);
            scene.disc(at, 11.0, PAPER);
            scene.disc(at, 8.5, INK);
            let words = format!("{count:.0}");
            // Away from the curve.
            let fitted = data.curve.iter().rfind(|p| p.year <= f64::from(*year));
            let is_below = fitted.is_some_and(|fitted| *count < fitted.middle);
            let y = if is_below { at.y + 18.0 + 0.8 * SMALL } else { at.y - 20.0 };
            let half = text_width(&words, style)? / 2.0;
            // Inside the picture.
            let x = at.x.max(self.area.left + half - 20.0).min(self.area.right - half + 30.0);
            scene.text(words, point(x, y), Anchor::Middle, style);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::Size;
    use crate::charts::samples::assert_well_formed;

    fn sample() -> EnforcementFit {
        let level = |year: f64| 2900.0 * libm::exp(-0.6 * f64::max(2020.0 - year, 0.0));
        let years = (0..=90).map(|step| 2016.0 + f64::from(step) / 10.0);
        let curve = years.clone().map(|year| BandPoint {
            year,
            low: 0.6 * level(year),
            middle: level(year),
            high: 1.7 * level(year),
        });
        EnforcementFit {
            title: "Fines grew tenfold and have stayed level since 2020".to_owned(),
            subtitle: "Fines in China by year; least squares on logarithms".to_owned(),
            look: Look::default(),
            observed: vec![(2016, 245.0), (2018, 605.0), (2020, 3007.0), (2021, 2696.0), (2022, 3095.0)],
            curve_name: "growth up to a ceiling".to_owned(),
            curve: curve.collect(),
            band_name: "90 % of years".to_owned(),
            rivals: vec![RivalCurve {
                name: "endless growth".to_owned(),
                points: years.map(|year| (year, 250.0 * libm::exp(0.45 * (year - 2016.0)))).collect(),
            }],
        }
    }

    #[test]
    fn a_usual_chart_shows_counts_years_and_names() {
        let data = sample();
        let picture = enforcement_fit(&data).unwrap();
        assert_well_formed(&picture, "enforcement_fit");
        assert_eq!(enforcement_fit(&data).unwrap(), picture);
        for text in ["245", "3007", "3095", "2017", "2025", "growth up to a ceiling", "endless growth"] {
            assert!(picture.svg.contains(&format!(">{text}</text>")), "{text}");
        }
    }

    #[test]
    fn odd_data_is_drawn() {
        let point = BandPoint { year: 2020.0, low: 1.0, middle: 1.0, high: 1.0 };
        let single = EnforcementFit {
            observed: vec![(2020, 1.0)],
            curve: vec![point],
            rivals: Vec::new(),
            ..sample()
        };
        assert_well_formed(&enforcement_fit(&single).unwrap(), "enforcement_fit_single");
        let page = EnforcementFit { look: Look { size: Size::Page, ..Look::default() }, ..sample() };
        assert_well_formed(&enforcement_fit(&page).unwrap(), "enforcement_fit_page");
    }

    #[test]
    fn wrong_data_is_refused() {
        let none = EnforcementFit { observed: Vec::new(), ..sample() };
        assert!(matches!(enforcement_fit(&none), Err(ChartError::Empty { .. })));
        let negative = EnforcementFit { observed: vec![(2016, -1.0)], ..sample() };
        assert!(matches!(enforcement_fit(&negative), Err(ChartError::OutOfOrder { .. })));
        let crossed = BandPoint { year: 2016.0, low: 3.0, middle: 2.0, high: 4.0 };
        let crossed = EnforcementFit { curve: vec![crossed], ..sample() };
        assert!(matches!(enforcement_fit(&crossed), Err(ChartError::OutOfOrder { .. })));
        let unbounded = BandPoint { year: 2016.0, low: 1.0, middle: 2.0, high: f64::INFINITY };
        let unbounded = EnforcementFit { curve: vec![unbounded], ..sample() };
        assert!(matches!(enforcement_fit(&unbounded), Err(ChartError::NotFinite { .. })));
    }
}
