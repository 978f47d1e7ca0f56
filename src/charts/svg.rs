//! A scene as SVG text.
//!
//! Text stays text: it can be searched, copied and read aloud. It names a stack of fonts with like widths, and each
//! text carries its measured length, so that on a machine without Open Sans another font is fitted into the same room
//! and nothing overlaps. The font is not embedded: that would add 600 kB to each picture; a page that shows several
//! can embed it once, as [`super::REGULAR_FONT`] and [`super::BOLD_FONT`].
//!
//! The SVG backend of plotters is not used: it rounds to whole pixels, cannot say how long a text is and gives the
//! picture no title.

use std::fmt::Write as _;

use super::error::ChartError;
use super::layout::text_width;
use super::scene::{Anchor, Colour, Fill, Point, Scene, Shape, Stroke, Type, Weight};

const FONT_STACK: &str =
    "'Open Sans', 'Noto Sans', 'Segoe UI', 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif";

/// Writes the scene; the same scene gives the same text.
pub fn svg(scene: &Scene) -> Result<String, ChartError> {
    let (width, height) = (scene.width, scene.height);
    let title = escaped(&scene.title);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" aria-label=\"{title}\" font-family=\"{FONT_STACK}\">\n<title>{title}</title>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n"
    );
    for shape in &scene.shapes {
        match shape {
            Shape::Polygon { points, fill } => {
                push(
                    &mut text,
                    format_args!("<polygon points=\"{}\" {}/>\n", coordinates(points), paint(*fill)),
                );
            }
            Shape::Line { points, stroke } => {
                push(
                    &mut text,
                    format_args!("<polyline points=\"{}\" {}/>\n", coordinates(points), pen(*stroke)),
                );
            }
            Shape::Disc { centre, radius, fill } => {
                let (x, y, radius) = (number(centre.x), number(centre.y), number(*radius));
                push(
                    &mut text,
                    format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" {}/>\n", paint(*fill)),
                );
            }
            Shape::Text { content, at, anchor, style } => {
                let element = text_element(content, *at, *anchor, *style)?;
                push(&mut text, format_args!("{element}\n"));
            }
        }
    }
    text.push_str("</svg>\n");
    Ok(text)
}

fn push(text: &mut String, piece: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = text.write_fmt(piece);
}

fn text_element(content: &str, at: Point, anchor: Anchor, style: Type) -> Result<String, ChartError> {
    let anchor = match anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let weight = match style.weight {
        Weight::Regular => "",
        Weight::Bold => " font-weight=\"bold\"",
    };
    Ok(format!(
        "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{weight}{anchor} fill=\"{}\" textLength=\"{}\" \
         lengthAdjust=\"spacingAndGlyphs\">{}</text>",
        number(at.x),
        number(at.y),
        number(style.size),
        hexadecimal(style.colour),
        number(text_width(content, style)?),
        escaped(content),
    ))
}

fn coordinates(points: &[Point]) -> String {
    points
        .iter()
        .map(|point| format!("{},{}", number(point.x), number(point.y)))
        .collect::<Vec<_>>()
        .join(" ")
}

fn paint(fill: Fill) -> String {
    let colour = hexadecimal(fill.colour);
    if fill.opacity < 1.0 {
        format!("fill=\"{colour}\" fill-opacity=\"{}\"", number(fill.opacity))
    } else {
        format!("fill=\"{colour}\"")
    }
}

fn pen(stroke: Stroke) -> String {
    let dash = stroke.dash.map(|dash| format!(" stroke-dasharray=\"{}\"", number(dash))).unwrap_or_default();
    let (colour, width) = (hexadecimal(stroke.colour), number(stroke.width));
    format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\" stroke-linejoin=\"round\"{dash}")
}

fn hexadecimal(colour: Colour) -> String {
    format!("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue)
}

/// A hundredth of a pixel is finer than any screen; no trailing zeros, no minus before zero.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

/// Text as XML may hold it: its special characters escaped, control characters (not allowed in XML) replaced.
fn escaped(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => result.push_str("&amp;"),
            '<' => result.push_str("&lt;"),
            '>' => result.push_str("&gt;"),
            '"' => result.push_str("&quot;"),
            control if control.is_control() => result.push(' '),
            '\u{fffe}' | '\u{ffff}' => result.push('\u{fffd}'),
            other => result.push(other),
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::scene::point;
    use crate::charts::theme::INK;

    #[test]
    fn numbers_are_short() {
        assert_eq!(number(12.0), "12");
        assert_eq!(number(12.346), "12.35");
        assert_eq!(number(100.5), "100.5");
        assert_eq!(number(-0.001), "0");
    }

    #[test]
    fn a_name_cannot_break_out_of_its_element() {
        let mut scene = Scene::new((100, 50), "A & \"B\"");
        scene.text("</text><script>\u{1}", point(1.0, 2.0), Anchor::Start, Type::regular(20.0, INK));
        let text = svg(&scene).unwrap();
        assert!(text.contains("&lt;/text&gt;&lt;script&gt; </text>") && !text.contains("<script"));
        assert!(text.contains("<title>A &amp; &quot;B&quot;</title>"));
    }
}
