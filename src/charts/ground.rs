//! The same picture on a dark ground: neutral colours change places, strong colours become lighter.
//!
//! Colours move in lightness alone (CIE L*a*b*), so an option keeps its hue on paper, on a screen and on a dark slide. Text that
//! stands on a filled shape takes the ink that reads best on the shape's new colour.

use std::collections::BTreeMap;

use palette::convert::FromColorUnclamped;
use palette::{IsWithinBounds, Lab, Srgb};

use super::error::ChartError;
use super::layout::text_width;
use super::palette::ink_on;
use super::scene::{Anchor, Colour, Point, Scene, Shape, Type, point};
use super::theme::{Ground, INK, MUTED_INK, PAPER};

/// Lightness of the dark ground itself, where white paper has 100.
const GROUND_LIGHTNESS: f64 = 8.0;
/// From this chroma on a colour is a colour and no grey.
const STRONG_CHROMA: f64 = 40.0;
/// Lightness of a strong colour that would be black; the lighter ones rise in proportion.
const STRONG_FLOOR: f64 = 52.0;
/// Shapes fainter than this do not count as the ground of a text.
const FAINT: f64 = 0.5;

/// The scene in the colours of its ground.
///
/// # Errors
/// The embedded font cannot be read.
pub fn grounded(scene: &Scene) -> Result<Scene, ChartError> {
    if scene.ground == Ground::Light {
        return Ok(scene.clone());
    }
    let mut shapes = Vec::with_capacity(scene.shapes.len());
    for (index, shape) in scene.shapes.iter().enumerate() {
        let mut shape = shape.clone();
        match &mut shape {
            Shape::Rectangle { fill, .. } | Shape::Polygon { fill, .. } | Shape::Disc { fill, .. } => {
                fill.colour = dark(fill.colour);
            }
            Shape::Line { stroke, .. } => stroke.colour = dark(stroke.colour),
            Shape::Text { content, at, anchor, style } => {
                let under = shape_under(&scene.shapes[..index], content, *at, *anchor, *style)?;
                style.colour = match under {
                    Some(ground) => ink_on(dark(ground)),
                    None => dark(style.colour),
                };
            }
        }
        shapes.push(shape);
    }
    Ok(Scene { shapes, ..scene.clone() })
}

/// Colour of the ground itself.
pub fn paper(ground: Ground) -> Colour {
    on(PAPER, ground)
}

/// What stands on a ground for a colour chosen for white paper.
pub fn on(colour: Colour, ground: Ground) -> Colour {
    match ground {
        Ground::Light => colour,
        Ground::Dark => dark(colour),
    }
}

/// The colour for a dark ground that stands for one chosen for white paper.
pub fn dark(colour: Colour) -> Colour {
    let part = |channel: u8| f64::from(channel) / 255.0;
    let lab = Lab::from_color_unclamped(Srgb::new(part(colour.red), part(colour.green), part(colour.blue)));
    let chroma = libm::hypot(lab.a, lab.b);
    let strength = (chroma / STRONG_CHROMA).min(1.0);
    let turned = 100.0 - lab.l * (100.0 - GROUND_LIGHTNESS) / 100.0;
    let raised = STRONG_FLOOR + lab.l * (100.0 - STRONG_FLOOR) / 100.0;
    in_gamut(Lab { l: turned + (raised - turned) * strength, ..lab })
}

/// As much of the chroma as a screen can show at this lightness.
fn in_gamut(wanted: Lab<palette::white_point::D65, f64>) -> Colour {
    let paled = |share: f64| {
        Srgb::<f64>::from_color_unclamped(Lab { a: wanted.a * share, b: wanted.b * share, ..wanted })
    };
    let (mut kept, mut too_much) = (0.0, 1.0);
    if paled(1.0).is_within_bounds() {
        kept = 1.0;
    } else {
        for _ in 0..12 {
            let middle = (kept + too_much) / 2.0;
            if paled(middle).is_within_bounds() { kept = middle } else { too_much = middle }
        }
    }
    let shown = paled(kept);
    let byte = |part: f64| (part.clamp(0.0, 1.0) * 255.0).round() as u8;
    Colour::new(byte(shown.red), byte(shown.green), byte(shown.blue))
}

/// Colour of the filled shape that black, grey or white text stands on; `None` on the ground, and for text with a colour of its own.
///
/// # Errors
/// The embedded font cannot be read.
pub fn shape_under(
    before: &[Shape],
    content: &str,
    at: Point,
    anchor: Anchor,
    style: Type,
) -> Result<Option<Colour>, ChartError> {
    if ![INK, MUTED_INK, PAPER].contains(&style.colour) {
        return Ok(None);
    }
    let width = text_width(content, style)?;
    let middle = match anchor {
        Anchor::Start => at.x + width / 2.0,
        Anchor::Middle => at.x,
        Anchor::End => at.x - width / 2.0,
    };
    let centre = point(middle, at.y - style.half_capital());
    let top = before.iter().rev().find_map(|shape| filled_at(shape, centre));
    Ok(top.filter(|colour| *colour != PAPER))
}

/// The fill of a shape at a point, unless it is faint.
fn filled_at(shape: &Shape, at: Point) -> Option<Colour> {
    let (inside, fill) = match shape {
        Shape::Rectangle { area, fill } => {
            ((area.left..=area.right).contains(&at.x) && (area.top..=area.bottom).contains(&at.y), fill)
        }
        Shape::Polygon { points, fill } => (is_inside(points, at), fill),
        Shape::Disc { centre, radius, fill } => {
            (libm::hypot(centre.x - at.x, centre.y - at.y) <= *radius, fill)
        }
        Shape::Line { .. } | Shape::Text { .. } => return None,
    };
    (inside && fill.opacity >= FAINT).then(|| PAPER.mixed_with(fill.colour, fill.opacity))
}

/// By the number of edges to the right (even-odd rule).
fn is_inside(corners: &[Point], at: Point) -> bool {
    let mut inside = false;
    let mut last = match corners.last() {
        Some(last) => *last,
        None => return false,
    };
    for corner in corners {
        if (corner.y > at.y) != (last.y > at.y)
            && at.x < corner.x + (last.x - corner.x) * (at.y - corner.y) / (last.y - corner.y)
        {
            inside = !inside;
        }
        last = *corner;
    }
    inside
}

/// Style rules that show SVG pictures for a light ground, placed inside a page, on a dark one.
///
/// They go by the colours that the pictures name, and by the `data-on` of texts that stand on a filled shape.
///
/// - `pictures`: SVG texts of [`super::Picture`].
/// - `within`: selector of the elements that hold them.
#[must_use]
pub fn dark_rules<'a>(pictures: impl IntoIterator<Item = &'a str>, within: &str) -> String {
    let mut rules = BTreeMap::new();
    for picture in pictures {
        for attribute in ["fill", "stroke", "data-on"] {
            for (code, colour) in coded(picture, attribute) {
                let rule = match attribute {
                    "data-on" => {
                        format!("{within} [data-on=\"{code}\"]{{fill:{}}}\n", ink_on(dark(colour)).code())
                    }
                    _ => {
                        format!("{within} [{attribute}=\"{code}\"]{{{attribute}:{}}}\n", dark(colour).code())
                    }
                };
                rules.insert((attribute, code.to_owned()), rule);
            }
        }
    }
    rules.into_values().collect()
}

/// The colours of an attribute as they are written, `#332288`, and what they are.
fn coded<'a>(picture: &'a str, attribute: &str) -> impl Iterator<Item = (&'a str, Colour)> {
    let opening = format!(" {attribute}=\"#");
    let starts: Vec<usize> =
        picture.match_indices(&opening).map(|(start, _)| start + opening.len() - 1).collect();
    starts.into_iter().filter_map(move |start| {
        let code = picture.get(start..start + 7)?;
        let part = |from: usize| u8::from_str_radix(code.get(from..from + 2)?, 16).ok();
        Some((code, Colour::new(part(1)?, part(3)?, part(5)?)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::palette::{self, group_colour, heat_colour, lightness, option_colour};
    use crate::charts::samples;
    use crate::charts::scene::{Area, Fill};
    use crate::charts::theme::{AXIS, GRID};

    /// How far two colours are apart in lightness.
    fn contrast(one: Colour, other: Colour) -> f64 {
        (lightness(one) - lightness(other)).abs()
    }

    #[test]
    fn neutral_colours_change_places() {
        let ground = dark(PAPER);
        assert!(lightness(ground) < 10.0 && lightness(dark(INK)) > 85.0);
        assert!(contrast(dark(MUTED_INK), ground) > 50.0 && contrast(dark(AXIS), ground) > 35.0);
        let grid = contrast(dark(GRID), ground);
        assert!((5.0..20.0).contains(&grid), "{grid}");
    }

    #[test]
    fn options_and_groups_stand_out_and_keep_their_hue() {
        let hue = |colour: Colour| {
            let part = |channel: u8| f64::from(channel) / 255.0;
            let lab =
                Lab::from_color_unclamped(Srgb::new(part(colour.red), part(colour.green), part(colour.blue)));
            libm::atan2(lab.b, lab.a).to_degrees()
        };
        let options = (0..palette::MOST_OPTIONS).map(option_colour);
        for colour in options.chain((0..palette::MOST_GROUPS).map(group_colour)) {
            let shown = dark(colour);
            let strong = lightness(colour) > 5.0 && colour.red.abs_diff(colour.blue) > 40;
            // Pale grey is as faint on white.
            let least = contrast(colour, PAPER).min(30.0) - 4.0;
            assert!(contrast(shown, dark(PAPER)) > least, "{colour:?} becomes {shown:?}");
            let turned = (hue(colour) - hue(shown) + 540.0).rem_euclid(360.0) - 180.0;
            assert!(!strong || turned.abs() < 6.0, "{colour:?} becomes {shown:?}, turned by {turned}");
        }
    }

    #[test]
    fn a_heat_map_rises_from_the_ground_and_levels_off() {
        let shades: Vec<f64> =
            (0..=10).map(|step| lightness(dark(heat_colour(f64::from(step) / 10.0)))).collect();
        assert!(shades[..9].is_sorted() && shades[0] < 20.0 && shades[10] > shades[8] - 2.0, "{shades:?}");
    }

    #[test]
    fn text_on_a_shape_takes_the_ink_for_its_new_colour() {
        let mut scene = Scene { ground: Ground::Dark, ..Scene::new((100, 100), "") };
        let indigo = option_colour(0);
        let style = Type::bold(20.0, PAPER);
        scene.disc(point(50.0, 50.0), 20.0, indigo);
        scene.text("1", point(50.0, 57.2), Anchor::Middle, style);
        scene.text("beside", point(80.0, 57.2), Anchor::Start, Type::regular(20.0, INK));
        scene.rectangle(Area::new(0.0, 0.0, 30.0, 20.0), Fill { colour: indigo, opacity: 0.2 });
        scene.text("on a faint band", point(1.0, 15.0), Anchor::Start, Type::regular(10.0, INK));
        let shown = grounded(&scene).unwrap();
        let inks: Vec<Colour> = shown
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Text { style, .. } => Some(style.colour),
                Shape::Rectangle { .. } | Shape::Polygon { .. } | Shape::Line { .. } | Shape::Disc { .. } => {
                    None
                }
            })
            .collect();
        assert_eq!(inks, [ink_on(dark(indigo)), dark(INK), dark(INK)]);
    }

    #[test]
    fn a_point_is_inside_a_polygon_or_not() {
        let triangle = [point(0.0, 0.0), point(10.0, 0.0), point(0.0, 10.0)];
        assert!(is_inside(&triangle, point(2.0, 2.0)) && !is_inside(&triangle, point(8.0, 8.0)));
        assert!(!is_inside(&[], point(0.0, 0.0)));
    }

    #[test]
    fn rules_name_each_colour_of_the_pictures_once() {
        let picture = crate::charts::heat_map(&samples::heat_map(3)).unwrap();
        let rules = dark_rules([picture.svg.as_str(), picture.svg.as_str()], "figure.chart");
        let lines: Vec<&str> = rules.lines().collect();
        let mut once = lines.clone();
        once.dedup();
        assert_eq!(lines, once);
        assert!(rules.contains("figure.chart [fill=\"#1A1A1A\"]{fill:#E7E7E7}"), "{rules}");
        assert!(rules.contains("figure.chart [data-on=\"#"), "{rules}");
    }
}
