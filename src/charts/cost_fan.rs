use super::axis::MoneyAxis;
use super::check;
use super::error::ChartError;
use super::heading::{ChartOption, Heading};
use super::layout::{spread, text_width, widest, wrap};
use super::legend::{self, Symbol};
use super::palette::{MOST_OPTIONS, option_colour};
use super::picture::{Picture, picture};
use super::scene::{Anchor, Area, Colour, Fill, Scene, Stroke, Type, point};
use super::theme::{AXIS, GRID, INK, LABEL, MUTED_INK, PAPER, SMALL, TIGHT_LINE_HEIGHT};

/// How the cost of one option builds up over the years.
#[derive(Debug, Clone, PartialEq)]
pub struct CostFan {
    pub heading: Heading,
    /// Calendar years, ascending; at least two.
    pub years: Vec<i32>,
    pub fan: Fan,
}

/// How the cost of each option builds up, side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct CostFans {
    pub heading: Heading,
    /// Calendar years, ascending; at least two.
    pub years: Vec<i32>,
    /// One panel each, row by row, at most twelve.
    pub fans: Vec<Fan>,
}

/// Percentiles of the cumulative cost of one option; each list has one entry per year.
#[derive(Debug, Clone, PartialEq)]
pub struct Fan {
    pub option: ChartOption,
    pub p5: Vec<f64>,
    pub p25: Vec<f64>,
    pub p50: Vec<f64>,
    pub p75: Vec<f64>,
    pub p95: Vec<f64>,
}

const OUTER_OPACITY: f64 = 0.22;
const INNER_OPACITY: f64 = 0.4;

/// The cumulative cost of one option by year: median, the middle half and the middle nine tenths of all trials, with the
/// amounts at the end in words.
///
/// # Errors
/// Fewer than two years or years out of order, lists of another length than the years, numbers that are not finite,
/// percentiles out of order.
pub fn cost_fan(data: &CostFan) -> Result<Picture, ChartError> {
    draw(&data.heading, &data.years, std::slice::from_ref(&data.fan))
}

/// The same for several options, each in a panel of its own, all on the same axes.
///
/// # Errors
/// As [`cost_fan`]; also no or more than twelve options.
pub fn cost_fans(data: &CostFans) -> Result<Picture, ChartError> {
    draw(&data.heading, &data.years, &data.fans)
}

fn draw(heading: &Heading, years: &[i32], fans: &[Fan]) -> Result<Picture, ChartError> {
    check_years(years)?;
    check::count("options", fans.len(), MOST_OPTIONS)?;
    for fan in fans {
        fan.check(years)?;
    }
    let (mut scene, area) = heading.start()?;
    let top = legend::draw(&mut scene, area, &legend_entries(heading, fans))?;
    let mut grid = Grid::of(fans.len(), Area { top: top + 14.0, ..area });
    let (low, high) = range(fans);
    let axis = MoneyAxis::covering(low, high, if grid.rows > 2 { 4 } else { 6 });
    let gutter = axis.ticks().into_iter().try_fold(0.0_f64, |widest, tick| {
        Ok::<_, ChartError>(
            widest.max(text_width(&heading.language().tick_label(tick), Type::regular(SMALL, INK))?),
        )
    })? + 10.0;
    let names = Names::of(fans, grid.width(gutter) - 14.0)?;
    grid.name_height = names.height;
    for (index, (fan, lines)) in fans.iter().zip(names.lines).enumerate() {
        let panel = Panel { area: grid.cell(index, gutter), axis, years };
        panel.draw_axes(&mut scene, index % grid.columns == 0);
        for (line, words) in lines.into_iter().enumerate() {
            let base = panel.area.top - names.height + 0.8 * names.style.size;
            let at = point(panel.area.left, base + line as f64 * TIGHT_LINE_HEIGHT * names.style.size);
            scene.text(words, at, Anchor::Start, names.style);
        }
        panel.draw_fan(&mut scene, fan);
    }
    picture(&scene)
}

/// The names over the panels, all in one style.
struct Names {
    style: Type,
    lines: Vec<Vec<String>>,
    height: f64,
}

impl Names {
    /// Large on one line where all fit, else smaller on up to two.
    fn of(fans: &[Fan], width: f64) -> Result<Self, ChartError> {
        let large = Type::bold(LABEL, INK);
        let names = fans.iter().map(|fan| fan.option.name.trim());
        let (style, most_lines) =
            if widest(names.clone(), large)? <= width { (large, 1) } else { (Type::bold(SMALL, INK), 2) };
        let lines = names.map(|name| wrap(name, style, width, most_lines)).collect::<Result<Vec<_>, _>>()?;
        let most = lines.iter().map(Vec::len).max().unwrap_or(0);
        Ok(Self { style, lines, height: (most as f64 * TIGHT_LINE_HEIGHT + 0.5) * style.size })
    }
}

fn check_years(years: &[i32]) -> Result<(), ChartError> {
    check::count("second year, without which there is no line", years.len().saturating_sub(1), usize::MAX)?;
    for pair in years.windows(2) {
        if pair[0] >= pair[1] {
            return Err(ChartError::OutOfOrder {
                lower_name: "a year".to_owned(),
                lower: f64::from(pair[0]),
                upper_name: "or the same as the next one,".to_owned(),
                upper: f64::from(pair[1]),
            });
        }
    }
    Ok(())
}

fn legend_entries(heading: &Heading, fans: &[Fan]) -> Vec<(Symbol, String)> {
    let colour = if let [only] = fans { option_colour(only.option.colour_index) } else { MUTED_INK };
    // The inner band lies on the outer one.
    let outer = PAPER.mixed_with(colour, OUTER_OPACITY);
    let language = heading.language();
    vec![
        (Symbol::None, language.fill("cost-fan-axis", &[("money", heading.money().into())])),
        (Symbol::Line(Stroke::solid(colour, 4.0)), language.say("cost-fan-median")),
        (Symbol::Swatch(outer.mixed_with(colour, INNER_OPACITY).into()), "p25–p75".to_owned()),
        (Symbol::Swatch(outer.into()), "p5–p95".to_owned()),
        (Symbol::None, language.say("cost-fan-numbers")),
    ]
}

/// Zero and everything drawn.
fn range(fans: &[Fan]) -> (f64, f64) {
    let amounts = fans.iter().flat_map(|fan| fan.p5.iter().chain(&fan.p95).chain(&fan.p50));
    amounts.fold((0.0, 0.0), |(low, high): (f64, f64), &amount| (low.min(amount), high.max(amount)))
}

impl Fan {
    fn check(&self, years: &[i32]) -> Result<(), ChartError> {
        let name = &self.option.name;
        let bands = [
            ("p5", &self.p5),
            ("p25", &self.p25),
            ("p50", &self.p50),
            ("p75", &self.p75),
            ("p95", &self.p95),
        ];
        for (band, amounts) in bands {
            check::length(&format!("{band} of {name}"), amounts.len(), years.len())?;
        }
        for (index, year) in years.iter().enumerate() {
            check::ascending(
                &format!("{name} in {year}"),
                &bands.map(|(band, amounts)| (band, amounts[index])),
            )?;
        }
        Ok(())
    }
}

/// Panels in rows and columns.
struct Grid {
    area: Area,
    rows: usize,
    columns: usize,
    /// Room for the names over the panels.
    name_height: f64,
}

impl Grid {
    fn of(count: usize, area: Area) -> Self {
        let columns = match count {
            0..=3 => count.max(1),
            4 => 2,
            5 | 6 | 9 => 3,
            _ => 4,
        };
        Self { area, columns, rows: count.div_ceil(columns), name_height: 0.0 }
    }

    /// Width of one panel with the amounts at its end.
    fn width(&self, gutter: f64) -> f64 {
        (self.area.width() - gutter) / self.columns as f64
    }

    /// Where one panel draws its lines: without its name, its years and the amounts on the left.
    fn cell(&self, index: usize, gutter: f64) -> Area {
        let (row, column) = (index / self.columns, index % self.columns);
        let width = self.width(gutter);
        let height = self.area.height() / self.rows as f64;
        let left = self.area.left + gutter + column as f64 * width;
        let top = self.area.top + row as f64 * height;
        // On the right the amounts at the end and a gap.
        Area::new(left, top + self.name_height, left + width - 96.0, top + height - 2.3 * SMALL)
    }
}

struct Panel<'a> {
    area: Area,
    axis: MoneyAxis,
    years: &'a [i32],
}

impl Panel<'_> {
    fn x(&self, year: i32) -> f64 {
        let (first, last) = (f64::from(self.years[0]), f64::from(self.years[self.years.len() - 1]));
        self.area.left + (f64::from(year) - first) / (last - first) * self.area.width()
    }

    fn y(&self, amount: f64) -> f64 {
        self.axis.position(amount, self.area.bottom, self.area.top)
    }

    fn draw_axes(&self, scene: &mut Scene, with_amounts: bool) {
        let style = Type::regular(SMALL, MUTED_INK);
        for tick in self.axis.ticks() {
            let y = self.y(tick);
            let stroke = if tick == 0.0 { Stroke::solid(AXIS, 2.0) } else { Stroke::solid(GRID, 1.5) };
            scene.segment(point(self.area.left, y), point(self.area.right, y), stroke);
            if with_amounts {
                scene.centred_text(
                    scene.language.tick_label(tick),
                    point(self.area.left - 10.0, y),
                    Anchor::End,
                    style,
                );
            }
        }
        for (index, year) in self.labelled_years().into_iter().enumerate() {
            let x = self.x(year);
            scene.segment(
                point(x, self.area.bottom),
                point(x, self.area.bottom + 6.0),
                Stroke::solid(AXIS, 2.0),
            );
            // The first one starts where the panel starts: left of it may be the amounts of the axis.
            let anchor = if index == 0 { Anchor::Start } else { Anchor::Middle };
            scene.text(year.to_string(), point(x, self.area.bottom + 1.35 * SMALL), anchor, style);
        }
    }

    /// Every year, or every second, third … where they would not fit; the first is always there.
    fn labelled_years(&self) -> Vec<i32> {
        let fitting = (self.area.width() / (4.2 * SMALL)).floor().max(1.0) as usize;
        let step = (self.years.len() - 1).div_ceil(fitting).max(1);
        self.years.iter().step_by(step).copied().collect()
    }

    fn draw_fan(&self, scene: &mut Scene, fan: &Fan) {
        let colour = option_colour(fan.option.colour_index);
        self.draw_band(scene, &fan.p5, &fan.p95, Fill { colour, opacity: OUTER_OPACITY });
        self.draw_band(scene, &fan.p25, &fan.p75, Fill { colour, opacity: INNER_OPACITY });
        let median =
            self.years.iter().zip(&fan.p50).map(|(&year, &amount)| point(self.x(year), self.y(amount)));
        scene.line(median.collect(), Stroke::solid(colour, 4.0));
        self.draw_end(scene, fan, colour);
    }

    fn draw_band(&self, scene: &mut Scene, low: &[f64], high: &[f64], fill: Fill) {
        let at = |(&year, &amount): (&i32, &f64)| point(self.x(year), self.y(amount));
        let there = self.years.iter().zip(low).map(at);
        let back = self.years.iter().zip(high).rev().map(at);
        scene.polygon(there.chain(back).collect(), fill);
    }

    /// The amounts of the last year; once where all three are written alike.
    fn draw_end(&self, scene: &mut Scene, fan: &Fan, colour: Colour) {
        let last = self.years.len() - 1;
        let mut ends = vec![(fan.p50[last], Type::bold(SMALL, INK))];
        for amount in [fan.p95[last], fan.p5[last]] {
            if scene.language.money(amount) != scene.language.money(fan.p50[last]) {
                ends.push((amount, Type::regular(SMALL, MUTED_INK)));
            }
        }
        let wishes: Vec<f64> = ends.iter().map(|&(amount, _)| self.y(amount)).collect();
        let centres = spread(&wishes, 1.15 * SMALL, self.area.top, self.area.bottom);
        for (&(amount, style), y) in ends.iter().zip(centres) {
            scene.centred_text(
                scene.language.money(amount),
                point(self.area.right + 12.0, y),
                Anchor::Start,
                style,
            );
        }
        scene.disc(point(self.area.right, self.y(fan.p50[last])), 6.0, colour);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::samples::{self, assert_good, option};
    use crate::language::Language;

    fn constant(name: &str, amount: f64) -> Fan {
        let every_year = vec![amount; 10];
        Fan {
            option: option(name, 1),
            p5: every_year.clone(),
            p25: every_year.clone(),
            p50: every_year.clone(),
            p75: every_year.clone(),
            p95: every_year,
        }
    }

    fn chart(fans: Vec<Fan>) -> CostFans {
        CostFans { fans, ..samples::cost_fans(1) }
    }

    #[test]
    fn a_usual_chart_shows_names_years_and_ends() {
        let data = samples::cost_fans(6);
        let picture = cost_fans(&data).unwrap();
        assert_good(&picture, "cost_fans");
        assert_eq!(cost_fans(&data).unwrap(), picture);
        for fan in &data.fans {
            assert!(picture.svg.contains(&format!(">{}</text>", fan.option.name)));
            assert!(picture.svg.contains(&format!(">{}</text>", Language::English.money(fan.p50[9]))));
            assert!(picture.svg.contains(&format!(">{}</text>", Language::English.money(fan.p95[9]))));
        }
        assert!(picture.svg.contains(">2027</text>"));
    }

    #[test]
    fn one_option_fills_the_picture() {
        let CostFans { heading, years, mut fans } = samples::cost_fans(1);
        let single = CostFan { heading, years, fan: fans.remove(0) };
        assert_good(&cost_fan(&single).unwrap(), "cost_fan");
    }

    #[test]
    fn odd_data_is_drawn() {
        for count in [2, 4, 9, 12] {
            assert_good(&cost_fans(&samples::cost_fans(count)).unwrap(), &format!("cost_fans_{count}"));
        }
        let flat = chart(vec![constant("Nothing", 0.0), constant("A gain", -3e6), constant("Constant", 2e6)]);
        assert_good(&cost_fans(&flat).unwrap(), "cost_fans_flat");
    }

    #[test]
    fn wrong_data_is_refused() {
        let short = Fan { p25: vec![1.0; 9], ..constant("A", 1.0) };
        assert_eq!(
            cost_fans(&chart(vec![short])).unwrap_err().to_string(),
            "p25 of A has 9 entries, expected 10"
        );
        let crossed = Fan { p75: vec![9.0; 10], ..constant("A", 1.0) };
        assert!(matches!(cost_fans(&chart(vec![crossed])), Err(ChartError::OutOfOrder { .. })));
        let one_year = CostFans { years: vec![2027], ..samples::cost_fans(1) };
        assert!(cost_fans(&one_year).unwrap_err().to_string().contains("no second year"));
        let repeated = CostFans { years: vec![2027; 10], ..samples::cost_fans(1) };
        assert!(matches!(cost_fans(&repeated), Err(ChartError::OutOfOrder { .. })));
        assert!(matches!(cost_fans(&chart(vec![])), Err(ChartError::Empty { .. })));
    }
}
