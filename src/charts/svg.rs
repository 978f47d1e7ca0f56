//! A scene as SVG text, by the SVG backend of plotters.
//!
//! The backend knows whole units only, so the scene is drawn ten times as large and shown through a view box: a unit
//! is a tenth of a pixel.
//!
//! Text stays text: it can be searched, copied and read aloud. It names a stack of fonts with like widths, and each
//! text carries its measured length, so that on a machine without Open Sans another font is fitted into the same room
//! and nothing overlaps. The font is not embedded: a page that shows several pictures embeds it once, by [`super::font_faces`];
//! a picture that becomes a file of its own brings it, by [`super::standalone_svg`].
//!
//! Text with Chinese characters is drawn as shapes, from the embedded Noto Sans SC, with its words in `data-text`.
//!
//! Text that stands on a filled shape says so in `data-on`, for [`super::dark_rules`].

use plotters::prelude::SVGBackend;

use super::draw::draw;
use super::error::ChartError;
use super::font::{Font, Fonts};
use super::ground::shape_under;
use super::layout::text_width;
use super::scene::{Anchor, Point, Scene, Shape, Type};
use crate::language::Language;

/// Units of the SVG per pixel.
const SCALE: u32 = 10;

/// Writes the scene; the same scene gives the same text.
pub fn svg(scene: &Scene) -> Result<String, ChartError> {
    let (width, height) = (scene.width, scene.height);
    let size = (width * SCALE, height * SCALE);
    let mut drawn = String::new();
    draw(scene, SVGBackend::with_string(&mut drawn, size), f64::from(SCALE))?;
    // The backend gives a picture no title, no size apart from its units, and its texts no length. A text cannot look
    // like an element: its brackets are escaped.
    let body = drawn.split_once('\n').map_or("", |(_head, body)| body).replace("\n</text>", "</text>");
    let mut elements = body.split("<text ");
    let title = escaped(&scene.title);
    // Inside a page of another language a screen reader needs to be told.
    let language = match scene.language {
        Language::English => String::new(),
        other @ (Language::German | Language::Chinese) => format!(" lang=\"{}\"", other.code()),
    };
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {} {}\" role=\"img\"{language} aria-label=\"{title}\" stroke-linejoin=\"round\">\n\
         <title>{title}</title>\n{}",
        size.0,
        size.1,
        elements.next().unwrap_or_default()
    );
    let texts = scene.shapes.iter().enumerate().filter_map(|(index, shape)| match shape {
        Shape::Text { content, at, anchor, style } => Some((index, content, *at, *anchor, *style)),
        Shape::Rectangle { .. } | Shape::Polygon { .. } | Shape::Line { .. } | Shape::Disc { .. } => None,
    });
    for ((index, content, at, anchor, style), element) in texts.zip(elements) {
        let under = shape_under(&scene.shapes[..index], content, at, anchor, style)?;
        let under = under.map_or_else(String::new, |colour| format!("data-on=\"{}\" ", colour.code()));
        let font = Fonts::embedded()?.of(style.weight);
        if font.needs_outlines(content) {
            let after = element.split_once("</text>").map_or("", |(_, after)| after);
            text += &outlined(font, (content, at, anchor, style), &under);
            text += after;
            continue;
        }
        let length = (text_width(content, style)? * f64::from(SCALE)).round();
        text += &format!("<text textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\" {under}");
        text += &element.replacen(">\n", ">", 1);
    }
    Ok(text)
}

/// A text as shapes: the reader's machine may have no font for it.
fn outlined(font: &Font, (content, at, anchor, style): (&str, Point, Anchor, Type), under: &str) -> String {
    let scale = f64::from(SCALE);
    let width = font.width(content, style.size);
    let left = match anchor {
        Anchor::Start => at.x,
        Anchor::Middle => at.x - width / 2.0,
        Anchor::End => at.x - width,
    };
    format!(
        "<path {under}fill=\"{}\" data-text=\"{}\" d=\"{}\"/>",
        style.colour.code(),
        escaped(content),
        font.path(content, style.size * scale, (left * scale, at.y * scale))
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::scene::point;
    use crate::charts::theme::INK;

    #[test]
    fn a_name_cannot_break_out_of_its_element() {
        let mut scene = Scene::new((100, 50), "A & \"B\"");
        let style = Type::regular(20.0, INK);
        scene.text("</text><text ><script>\u{1}", point(1.0, 2.0), Anchor::Start, style);
        scene.text("after", point(1.0, 40.0), Anchor::End, style);
        let text = svg(&scene).unwrap();
        assert!(text.contains(">&lt;/text&gt;&lt;text &gt;&lt;script&gt; </text>"), "{text}");
        assert!(!text.contains("<script") && text.contains("<title>A &amp; &quot;B&quot;</title>"));
        let length = (10.0 * text_width("after", style).unwrap()).round();
        let last = text.rsplit("<text ").next().unwrap();
        assert!(last.starts_with(&format!("textLength=\"{length}\"")) && last.contains(">after</text>"));
    }

    #[test]
    fn chinese_text_is_drawn_as_shapes_and_keeps_its_words() {
        let mut scene = Scene::new((100, 50), "");
        let style = Type::regular(20.0, INK);
        scene.text("before", point(1.0, 20.0), Anchor::Start, style);
        scene.text("混合 <1>", point(100.0, 40.0), Anchor::End, style);
        scene.rectangle(crate::charts::scene::Area::new(0.0, 0.0, 1.0, 1.0), INK);
        scene.text("after", point(1.0, 20.0), Anchor::Start, style);
        let text = svg(&scene).unwrap();
        assert!(text.contains("data-text=\"混合 &lt;1&gt;\" d=\"M"), "{text}");
        assert_eq!((text.matches("<text ").count(), text.matches("<path ").count()), (2, 1));
        assert!(!text.contains(">混合") && text.contains("<rect"), "{text}");
        assert_eq!(text.matches("</text>").count(), 2);
    }

    #[test]
    fn text_stands_on_its_base_line() {
        let mut scene = Scene::new((100, 50), "");
        scene.text("a", point(12.3, 40.0), Anchor::Start, Type::bold(20.0, INK));
        let text = svg(&scene).unwrap();
        // In tenths of a pixel: 400 less 0.76 of the em of 200, which `dy` adds again.
        for attribute in [" x=\"123\"", " y=\"248\"", " dy=\"0.76em\"", " font-size=\"200\"", "=\"bold\""] {
            assert!(text.contains(attribute), "{attribute} {text}");
        }
    }
}
