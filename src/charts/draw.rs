//! A scene through plotters: the same few lines for every backend.

use plotters::element::{DashedPathElement, Drawable};
use plotters::prelude::{DrawingBackend, FontDesc, FontFamily, FontStyle, RGBAColor, ShapeStyle, TextStyle};
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::error::ChartError;
use super::ground::paper;
use super::scene::{Anchor, Area, Colour, Fill, Point, Scene, Shape, Type, Weight, point};

/// The SVG backend writes a font size of the text size over this, wherever that comes from.
pub const TEXT_SIZE_PER_EM: f64 = 1.24;
/// The SVG backend puts the base line this far below the top of a text, as a multiple of the em.
pub const BASE_LINE_PER_EM: f64 = 0.76;

/// Fonts with like widths, the embedded one first.
const FONT_STACK: &str =
    "'Open Sans', 'Noto Sans', 'Segoe UI', 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif";

/// Draws the scene on its ground.
///
/// `scale`: how many whole units of the backend make one pixel of the scene. Plotters knows whole units only, so a
/// larger scale places things more finely.
pub fn draw<Backend: DrawingBackend>(
    scene: &Scene,
    mut backend: Backend,
    scale: f64,
) -> Result<(), ChartError> {
    let size = backend.get_size();
    let scaled = |length: f64| (length * scale).round() as i32;
    let placed = |point: &Point| (scaled(point.x), scaled(point.y));
    let path = |points: &[Point]| points.iter().map(placed).collect::<Vec<_>>();
    let corner = (scaled(f64::from(scene.width)), scaled(f64::from(scene.height)));
    let mut result = backend.draw_rect((0, 0), corner, &paint(paper(scene.ground).into()), true);
    for shape in &scene.shapes {
        result = result.and_then(|()| match shape {
            Shape::Rectangle { area: Area { left, top, right, bottom }, fill } => {
                let (start, end) = (point(*left, *top), point(*right, *bottom));
                backend.draw_rect(placed(&start), placed(&end), &paint(*fill), true)
            }
            Shape::Polygon { points, fill } => backend.fill_polygon(path(points), &paint(*fill)),
            Shape::Line { points, stroke } => {
                let width = scaled(stroke.width).unsigned_abs();
                let pen = paint(stroke.colour.into()).stroke_width(width);
                match stroke.dash.map(scaled) {
                    None => backend.draw_path(path(points), &pen),
                    Some(dash) => DashedPathElement::new(std::iter::empty::<(i32, i32)>(), dash, dash, pen)
                        .draw(path(points).into_iter(), &mut backend, size),
                }
            }
            Shape::Disc { centre, radius, fill } => {
                backend.draw_circle(placed(centre), scaled(*radius).unsigned_abs(), &paint(*fill), true)
            }
            Shape::Text { content, at, anchor, style } => {
                let top = point(at.x, at.y - BASE_LINE_PER_EM * style.size);
                backend.draw_text(content, &lettering(*style, *anchor, scale), placed(&top))
            }
        });
    }
    result.and_then(|()| backend.present()).map_err(|error| ChartError::Drawing { reason: error.to_string() })
}

fn colour(colour: Colour, opacity: f64) -> RGBAColor {
    RGBAColor(colour.red, colour.green, colour.blue, opacity)
}

fn paint(fill: Fill) -> ShapeStyle {
    ShapeStyle::from(colour(fill.colour, fill.opacity)).filled()
}

fn lettering(style: Type, anchor: Anchor, scale: f64) -> TextStyle<'static> {
    let weight = match style.weight {
        Weight::Regular => FontStyle::Normal,
        Weight::Bold => FontStyle::Bold,
    };
    let side = match anchor {
        Anchor::Start => HPos::Left,
        Anchor::Middle => HPos::Center,
        Anchor::End => HPos::Right,
    };
    FontDesc::new(FontFamily::Name(FONT_STACK), style.size * scale * TEXT_SIZE_PER_EM, weight)
        .color(&colour(style.colour, 1.0))
        .pos(Pos::new(side, VPos::Top))
}
