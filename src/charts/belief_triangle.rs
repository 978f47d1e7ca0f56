use super::check;
use super::error::ChartError;
use super::heading::{ChartOption, Heading};
use super::layout::{text_width, wrap};
use super::legend::{self, Symbol};
use super::palette::{MOST_OPTIONS, ink_on, option_colour};
use super::picture::{Picture, picture};
use super::scene::{Anchor, Area, Point, Scene, Stroke, Type, point};
use super::theme::{INK, LABEL, MUTED_INK, PAPER, SMALL};

/// Which option is best over all weights of three scenarios.
#[derive(Debug, Clone, PartialEq)]
pub struct BeliefTriangle {
    pub heading: Heading,
    /// Names of the scenarios: lower left, lower right, top.
    pub corners: [String; 3],
    /// All options.
    pub parts: Vec<TrianglePart>,
    /// Where the best option changes on an edge: from one corner to another, 95 % limits of the weight on the second.
    pub edges: Vec<(usize, usize, (f64, f64))>,
    /// Weights to mark.
    pub weights: Option<[f64; 3]>,
}

/// One option.
#[derive(Debug, Clone, PartialEq)]
pub struct TrianglePart {
    pub option: ChartOption,
    /// Share of the triangle, in words only.
    pub share: f64,
    /// Mean cost in each scenario; the lowest weighted mean is best.
    pub costs: [f64; 3],
}

/// A triangle in which each point is a set of weights, in the colour of the option that is best there.
///
/// # Errors
/// No or too many options, numbers that are not finite, shares or weights outside 0 to 1, corners that are not there.
pub fn belief_triangle(data: &BeliefTriangle) -> Result<Picture, ChartError> {
    data.check()?;
    let (mut scene, area) = data.heading.start()?;
    let top = legend::draw(&mut scene, area, &data.legend())? + 4.0;
    let corners = place(Area { top, ..area });
    for (index, part) in data.parts.iter().enumerate() {
        let region = data.region(index);
        if region.len() > 2 {
            let points: Vec<Point> = region.iter().map(|weights| at(corners, *weights)).collect();
            scene.polygon(points, option_colour(part.option.colour_index));
        }
    }
    for (index, part) in data.parts.iter().enumerate() {
        let region = data.region(index);
        if region.len() > 2 {
            scene.line(
                region.iter().chain(&region[..1]).map(|weights| at(corners, *weights)).collect(),
                Stroke::solid(PAPER, 2.5),
            );
            draw_label(&mut scene, corners, part, &region)?;
        }
    }
    for &(from, to, limits) in &data.edges {
        draw_edge(&mut scene, corners, (from, to), limits);
    }
    if let Some(weights) = data.weights {
        legend::mean(&mut scene, at(corners, weights));
    }
    draw_corners(&mut scene, corners, &data.corners, area)?;
    picture(&scene)
}

/// Corners of the largest triangle with equal sides that leaves room for their names.
fn place(area: Area) -> [Point; 3] {
    let (top, bottom) = (area.top + 1.6 * LABEL, area.bottom - 2.8 * LABEL);
    let height = bottom - top;
    let half = height / 3.0_f64.sqrt();
    let middle = area.centre().x;
    [point(middle - half, bottom), point(middle + half, bottom), point(middle, top)]
}

fn at(corners: [Point; 3], weights: [f64; 3]) -> Point {
    let sum = |of: fn(Point) -> f64| (0..3).map(|corner| weights[corner] * of(corners[corner])).sum::<f64>();
    point(sum(|corner| corner.x), sum(|corner| corner.y))
}

fn draw_label(
    scene: &mut Scene,
    corners: [Point; 3],
    part: &TrianglePart,
    region: &[[f64; 3]],
) -> Result<(), ChartError> {
    let points: Vec<Point> = region.iter().map(|weights| at(corners, *weights)).collect();
    let count = points.len() as f64;
    let centre = point(
        points.iter().map(|point| point.x).sum::<f64>() / count,
        points.iter().map(|point| point.y).sum::<f64>() / count,
    );
    let style = Type::regular(SMALL, ink_on(option_colour(part.option.colour_index)));
    let width = |at: f64| {
        let crossings: Vec<f64> = (0..points.len())
            .filter_map(|index| {
                let (start, end) = (points[index], points[(index + 1) % points.len()]);
                let share = (at - start.y) / (end.y - start.y);
                (0.0..=1.0).contains(&share).then_some(start.x + share * (end.x - start.x))
            })
            .collect();
        let low = crossings.iter().copied().fold(f64::INFINITY, f64::min);
        crossings.iter().copied().fold(f64::NEG_INFINITY, f64::max) - low
    };
    let room = f64::min(width(centre.y - 0.7 * SMALL), width(centre.y + 0.7 * SMALL));
    if text_width(&part.option.name, style)? + 16.0 < room {
        scene.centred_text(part.option.name.clone(), centre, Anchor::Middle, style);
    }
    Ok(())
}

/// A line along an edge, outside of it, with ends.
fn draw_edge(scene: &mut Scene, corners: [Point; 3], (from, to): (usize, usize), (low, high): (f64, f64)) {
    let (start, end) = (corners[from], corners[to]);
    let other = corners[3 - from - to];
    let length = ((end.x - start.x) * (end.x - start.x) + (end.y - start.y) * (end.y - start.y)).sqrt();
    // At right angles to the edge, away from the third corner.
    let (across, up) = ((end.y - start.y) / length, -(end.x - start.x) / length);
    let inside = (other.x - start.x) * across + (other.y - start.y) * up > 0.0;
    let (across, up) = if inside { (-across, -up) } else { (across, up) };
    let along = |weight: f64, off: f64| {
        point(
            start.x + weight * (end.x - start.x) + off * across,
            start.y + weight * (end.y - start.y) + off * up,
        )
    };
    let stroke = Stroke::solid(INK, 2.5);
    scene.segment(along(low, 9.0), along(high, 9.0), stroke);
    for weight in [low, high] {
        scene.segment(along(weight, 3.0), along(weight, 15.0), stroke);
    }
}

fn draw_corners(
    scene: &mut Scene,
    corners: [Point; 3],
    names: &[String; 3],
    area: Area,
) -> Result<(), ChartError> {
    let style = Type::bold(LABEL, INK);
    for (index, (corner, anchor)) in
        corners.into_iter().zip([Anchor::Middle, Anchor::Middle, Anchor::Middle]).enumerate()
    {
        let line = wrap(&names[index], style, 0.4 * area.width(), 1)?.concat();
        let y = if index == 2 { corner.y - 0.6 * LABEL } else { corner.y + 1.6 * LABEL };
        scene.text(line, point(corner.x, y), anchor, style);
    }
    let words = scene.language.say("belief-triangle-corners");
    let at = point(area.centre().x, corners[0].y + 2.7 * LABEL);
    scene.text(words, at, Anchor::Middle, Type::regular(SMALL, MUTED_INK));
    Ok(())
}

impl BeliefTriangle {
    fn check(&self) -> Result<(), ChartError> {
        check::count("options", self.parts.len(), MOST_OPTIONS)?;
        for part in &self.parts {
            check::probability(&format!("{}: share", part.option.name), part.share)?;
            for cost in part.costs {
                check::amount(&format!("{}: mean cost", part.option.name), cost)?;
            }
        }
        for (from, to, (low, high)) in &self.edges {
            if *from > 2 || *to > 2 || from == to {
                check::length("corners", 3, from.max(to) + 1)?;
            }
            check::probability("lower limit on an edge", *low)?;
            check::probability("upper limit on an edge", *high)?;
        }
        for weight in self.weights.iter().flatten() {
            check::probability("weight", *weight)?;
        }
        Ok(())
    }

    fn legend(&self) -> Vec<(Symbol, String)> {
        let swatch = |part: &TrianglePart| {
            let words = format!("{} {}", part.option.name, self.heading.language().percent(part.share));
            (Symbol::Swatch(option_colour(part.option.colour_index).into()), words)
        };
        let mut entries: Vec<(Symbol, String)> =
            self.parts.iter().filter(|part| part.share > 0.0).map(swatch).collect();
        if !self.edges.is_empty() {
            entries.push((Symbol::Whisker, self.heading.language().say("belief-triangle-edge")));
        }
        if self.weights.is_some() {
            entries.push((Symbol::Mean, self.heading.language().say("belief-triangle-given")));
        }
        entries
    }

    /// Corners of the polygon of weights on which an option is best: the triangle cut by one line for each other option.
    fn region(&self, option: usize) -> Vec<[f64; 3]> {
        let mut region = vec![[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
        for (other, part) in self.parts.iter().enumerate() {
            if other == option {
                continue;
            }
            let gain = |weights: [f64; 3]| {
                (0..3).map(|at| weights[at] * (part.costs[at] - self.parts[option].costs[at])).sum::<f64>()
            };
            region = cut(&region, gain);
        }
        region
    }
}

/// The part of a convex polygon on which a linear function is not negative.
fn cut(region: &[[f64; 3]], gain: impl Fn([f64; 3]) -> f64) -> Vec<[f64; 3]> {
    let mut kept = Vec::new();
    for (index, &start) in region.iter().enumerate() {
        let end = region[(index + 1) % region.len()];
        let (here, there) = (gain(start), gain(end));
        if here >= 0.0 {
            kept.push(start);
        }
        if (here > 0.0 && there < 0.0) || (here < 0.0 && there > 0.0) {
            let share = here / (here - there);
            kept.push([0, 1, 2].map(|at: usize| start[at] + share * (end[at] - start[at])));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::samples::{assert_good, heading, option};

    fn chart(costs: &[[f64; 3]]) -> BeliefTriangle {
        let names = ["Hybrid", "Full localisation", "Domestic cloud"];
        BeliefTriangle {
            heading: heading(
                "Of all beliefs the lowest mean cost is that of hybrid in 52 %, full localisation in 30 %",
            ),
            corners: ["Current direction", "Network cut", "Great-power conflict"].map(str::to_owned),
            parts: costs
                .iter()
                .enumerate()
                .map(|(index, costs)| TrianglePart {
                    option: option(names[index], index),
                    share: 0.3,
                    costs: *costs,
                })
                .collect(),
            edges: vec![(0, 1, (0.2, 0.35)), (1, 2, (0.5, 0.7)), (0, 2, (0.4, 0.6))],
            weights: Some([0.6, 0.2, 0.2]),
        }
    }

    #[test]
    fn the_triangle_is_drawn() {
        let picture = belief_triangle(&chart(&[[1.0, 3.0, 3.0], [3.0, 1.0, 2.5], [2.5, 2.5, 1.0]])).unwrap();
        assert_good(&picture, "belief_triangle");
        assert!(picture.svg.contains("Great-power conflict"));
        assert_good(&belief_triangle(&chart(&[[1.0, 1.0, 1.0]])).unwrap(), "belief_triangle_1");
    }

    #[test]
    fn a_region_is_cut_by_lines() {
        // Best where w₁ > w₂: the triangle's half with corners 1, 3 and the middle of the edge between 1 and 2.
        let found = chart(&[[1.0, 2.0, 1.5], [2.0, 1.0, 1.5]]).region(0);
        assert!(found.contains(&[0.5, 0.5, 0.0]) && found.contains(&[1.0, 0.0, 0.0]), "{found:?}");
        assert!(!found.contains(&[0.0, 1.0, 0.0]));
        // Never best.
        assert!(chart(&[[1.0, 1.0, 1.0], [2.0, 2.0, 2.0]]).region(1).is_empty());
    }

    #[test]
    fn wrong_data_is_refused() {
        assert_eq!(belief_triangle(&chart(&[])).unwrap_err().to_string(), "the chart has no options");
        let mut wrong = chart(&[[1.0, 1.0, 1.0]]);
        wrong.edges = vec![(0, 5, (0.1, 0.2))];
        assert!(matches!(belief_triangle(&wrong), Err(ChartError::LengthMismatch { .. })));
    }
}
