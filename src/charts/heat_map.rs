use super::check;
use super::error::ChartError;
use super::heading::{ChartOption, Heading};
use super::layout::{fit, wrap};
use super::legend::{self, Symbol};
use super::palette::{HEAT_HIGH, HEAT_LOW, heat_colour, ink_on};
use super::picture::{Picture, picture};
use super::rows::{MOST_ROWS, Rows};
use super::scene::{Anchor, Area, Scene, Type, point};
use super::theme::{INK, LABEL, LINE_HEIGHT, SMALL};

/// Mean total cost of each option in each scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatMap {
    /// With an empty scenario: the chart shows all of them.
    pub heading: Heading,
    /// From top to bottom, at most twelve.
    pub options: Vec<String>,
    /// From left to right, at most ten.
    pub scenarios: Vec<String>,
    /// Shape `[option][scenario]`.
    pub cells: Vec<Vec<HeatMapCell>>,
}

/// One option in one scenario.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HeatMapCell {
    /// Mean total cost.
    pub mean: f64,
    /// Whether the difference to the cheapest option of the scenario is within its 95 % confidence interval. Ignored for
    /// the cheapest itself.
    pub tied_with_cheapest: bool,
}

const MOST_SCENARIOS: usize = 10;
const CELL_GAP: f64 = 4.0;
const HEADER_LINES: usize = 3;

/// A table of options and scenarios, darker where dearer; the cheapest option of each scenario is framed, and `≈` marks
/// those that the trials cannot tell apart from it. Options with the very same lowest mean are all framed.
///
/// # Errors
/// No or too many options or scenarios, rows of the wrong length, means that are not finite.
pub fn heat_map(data: &HeatMap) -> Result<Picture, ChartError> {
    data.check()?;
    let (mut scene, area) = data.heading.start()?;
    let (low, high) = data.range();
    let top = legend::draw(&mut scene, area, &data.legend(low, high))?;
    let names: Vec<ChartOption> =
        data.options.iter().map(|name| ChartOption { name: name.clone(), colour_index: 0 }).collect();
    let table = Area { top: top + 22.0 + HEADER_LINES as f64 * LINE_HEIGHT * SMALL, ..area };
    let rows = Rows::draw(&mut scene, table, &names.iter().collect::<Vec<_>>())?;
    let width = rows.plot.width() / data.scenarios.len() as f64;
    for (column, name) in data.scenarios.iter().enumerate() {
        let centre = rows.plot.left + (column as f64 + 0.5) * width;
        draw_header(&mut scene, name, centre, rows.plot.top, width)?;
        let lowest = data.lowest(column);
        for (row, cells) in data.cells.iter().enumerate() {
            let area = rows.row(row);
            let area = Area::new(centre - width / 2.0, area.top, centre + width / 2.0, area.bottom);
            draw_cell(&mut scene, inset(area, CELL_GAP / 2.0), cells[column], lowest, (low, high))?;
        }
    }
    picture(&scene)
}

impl HeatMap {
    fn check(&self) -> Result<(), ChartError> {
        check::count("options", self.options.len(), MOST_ROWS)?;
        check::count("scenarios", self.scenarios.len(), MOST_SCENARIOS)?;
        check::length("the table of means", self.cells.len(), self.options.len())?;
        for (option, row) in self.options.iter().zip(&self.cells) {
            check::length(&format!("the row of {option}"), row.len(), self.scenarios.len())?;
            for (scenario, cell) in self.scenarios.iter().zip(row) {
                check::amount(&format!("mean of {option} in {scenario}"), cell.mean)?;
            }
        }
        Ok(())
    }

    fn legend(&self, low: f64, high: f64) -> Vec<(Symbol, String)> {
        let language = self.heading.language();
        vec![
            (
                Symbol::Gradient(HEAT_LOW, HEAT_HIGH),
                language.fill(
                    "heat-map-range",
                    &[
                        ("low", language.money(low).into()),
                        ("high", language.money(high).into()),
                        ("currency", self.heading.currency.trim().into()),
                    ],
                ),
            ),
            (Symbol::Framed, language.say("heat-map-cheapest")),
            (Symbol::None, language.say("heat-map-tied")),
        ]
    }

    fn range(&self) -> (f64, f64) {
        let means = self.cells.iter().flatten().map(|cell| cell.mean);
        means.fold((f64::MAX, f64::MIN), |(low, high), mean| (low.min(mean), high.max(mean)))
    }

    fn lowest(&self, column: usize) -> f64 {
        self.cells.iter().map(|row| row[column].mean).fold(f64::MAX, f64::min)
    }
}

fn inset(area: Area, by: f64) -> Area {
    Area::new(area.left + by, area.top + by, area.right - by, area.bottom - by)
}

fn draw_header(
    scene: &mut Scene,
    name: &str,
    centre: f64,
    bottom: f64,
    width: f64,
) -> Result<(), ChartError> {
    let style = Type::regular(SMALL, INK);
    let lines = wrap(name, style, width - 8.0, HEADER_LINES)?;
    let count = lines.len();
    for (index, line) in lines.into_iter().enumerate() {
        let base = bottom - 10.0 - (count - 1 - index) as f64 * LINE_HEIGHT * SMALL;
        scene.text(line, point(centre, base), Anchor::Middle, style);
    }
    Ok(())
}

fn draw_cell(
    scene: &mut Scene,
    area: Area,
    cell: HeatMapCell,
    lowest: f64,
    (low, high): (f64, f64),
) -> Result<(), ChartError> {
    let colour = heat_colour(if high > low { (cell.mean - low) / (high - low) } else { 0.0 });
    scene.rectangle(area, colour);
    let cheapest = cell.mean == lowest;
    let ink = ink_on(colour);
    let style = if cheapest { Type::bold(LABEL, ink) } else { Type::regular(LABEL, ink) };
    let mark = if cell.tied_with_cheapest && !cheapest { "≈ " } else { "" };
    let amount = fit(&format!("{mark}{}", scene.language.money(cell.mean)), style, area.width())?;
    scene.centred_text(amount, area.centre(), Anchor::Middle, style);
    if cheapest {
        legend::frame(scene, inset(area, 2.0));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::samples::{self, assert_good};
    use crate::language::Language;

    fn chart(means: &[&[f64]]) -> HeatMap {
        let row =
            |row: &&[f64]| row.iter().map(|&mean| HeatMapCell { mean, tied_with_cheapest: false }).collect();
        HeatMap {
            options: (1..=means.len()).map(|number| format!("Option {number}")).collect(),
            scenarios: (1..=means[0].len()).map(|number| format!("Scenario {number}")).collect(),
            cells: means.iter().map(row).collect(),
            ..samples::heat_map(1)
        }
    }

    #[test]
    fn a_usual_chart_shows_every_mean_and_marks_ties() {
        let data = samples::heat_map(6);
        let picture = heat_map(&data).unwrap();
        assert_good(&picture, "heat_map");
        assert_eq!(heat_map(&data).unwrap(), picture);
        assert!(picture.svg.contains(">≈ "));
        for cell in data.cells.iter().flatten() {
            assert!(picture.svg.contains(&format!("{}</text>", Language::English.money(cell.mean))));
        }
    }

    #[test]
    fn each_scenario_has_its_cheapest_framed() {
        let framed = |picture: &Picture| picture.svg.matches("<polyline").count() - 1;
        assert_eq!(framed(&heat_map(&chart(&[&[1.0, 5.0, 3.0], &[2.0, 4.0, 3.0]])).unwrap()), 4);
        assert_eq!(framed(&heat_map(&samples::heat_map(6)).unwrap()), 8);
    }

    #[test]
    fn odd_data_is_drawn() {
        assert_good(&heat_map(&samples::heat_map(12)).unwrap(), "heat_map_12");
        assert_good(&heat_map(&chart(&[&[1e6, 2e6] as &[f64]; 20])).unwrap(), "heat_map_20");
        assert_good(&heat_map(&chart(&[&[0.0]])).unwrap(), "heat_map_1");
        assert_good(&heat_map(&chart(&[&[-2e6, 1e6], &[3.3e9, 0.0]])).unwrap(), "heat_map_negative");
    }

    #[test]
    fn wrong_data_is_refused() {
        let mut short = samples::heat_map(3);
        short.cells[1].pop();
        assert_eq!(heat_map(&short).unwrap_err().to_string(), "the row of Hybrid has 7 entries, expected 8");
        short.cells.pop();
        assert!(matches!(heat_map(&short), Err(ChartError::LengthMismatch { .. })));
        assert!(matches!(heat_map(&chart(&[&[f64::INFINITY]])), Err(ChartError::NotFinite { .. })));
        assert!(matches!(
            heat_map(&HeatMap { scenarios: vec![], ..samples::heat_map(1) }),
            Err(ChartError::Empty { .. })
        ));
    }
}
