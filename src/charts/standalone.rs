//! A picture as a file of its own, with its font inside.

use std::sync::OnceLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::font::{BOLD_PAGE_FONT, REGULAR_PAGE_FONT};
use super::picture::Picture;

/// Where texts begin, and what tells that one is bold.
const TEXT: (&str, &str) = ("<text ", "font-weight=\"bold\"");
/// Behind it a style can stand.
const BEFORE_STYLE: &str = "</title>\n";

impl Picture {
    /// The SVG document with Open Sans inside, so that it looks alike on a machine without this font: 36 kB for each weight that
    /// it uses. [`Picture::svg`] is for pages that have the font already.
    #[must_use]
    pub fn standalone_svg(&self) -> String {
        standalone_svg(&self.svg)
    }
}

/// An SVG document of the charts with the weights of Open Sans that its texts use.
///
/// - `svg`: as [`Picture::svg`] or [`super::timeline_svg`] has it.
#[must_use]
pub fn standalone_svg(svg: &str) -> String {
    let Some((head, body)) = svg.split_once(BEFORE_STYLE) else { return svg.to_owned() };
    let bold = |text: &str| text.split('>').next().is_some_and(|attributes| attributes.contains(TEXT.1));
    let (mut uses_regular, mut uses_bold) = (false, false);
    for text in body.split(TEXT.0).skip(1) {
        uses_bold |= bold(text);
        uses_regular |= !bold(text);
    }
    let [regular, heavy] = font_faces();
    let style: String = [(uses_regular, regular), (uses_bold, heavy)]
        .iter()
        .filter_map(|(used, face)| used.then_some(face.as_str()))
        .collect();
    if style.is_empty() {
        return svg.to_owned();
    }
    format!("{head}{BEFORE_STYLE}<style>{style}</style>\n{body}")
}

/// Rules of style that bring the regular and the bold font, encoded once per process.
pub fn font_faces() -> &'static [String; 2] {
    static FACES: OnceLock<[String; 2]> = OnceLock::new();
    FACES.get_or_init(|| {
        [("400", REGULAR_PAGE_FONT), ("700", BOLD_PAGE_FONT)].map(|(weight, font)| {
            format!(
                "@font-face{{font-family:\"Open Sans\";font-weight:{weight};src:url(data:font/woff2;base64,{}) format(\"woff2\")}}\n",
                STANDARD.encode(font)
            )
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::scene::{Anchor, Scene, Type, point};
    use crate::charts::theme::INK;

    fn drawn(texts: &[(&str, Type)]) -> String {
        let mut scene = Scene::new((100, 50), "font-weight=\"bold\"");
        for (text, style) in texts {
            scene.text(*text, point(1.0, 20.0), Anchor::Start, *style);
        }
        standalone_svg(&super::super::svg::svg(&scene).unwrap())
    }

    #[test]
    fn only_the_weights_that_are_used_come_along() {
        let (regular, bold) = (Type::regular(20.0, INK), Type::bold(20.0, INK));
        let weights = |svg: &str| {
            ["400", "700"].map(|weight| svg.matches(&format!("font-weight:{weight};src:url(data:")).count())
        };
        assert_eq!(weights(&drawn(&[("a font-weight=\"bold\"", regular)])), [1, 0]);
        assert_eq!(weights(&drawn(&[("a", bold), ("b", bold)])), [0, 1]);
        assert_eq!(weights(&drawn(&[("a", regular), ("b", bold)])), [1, 1]);
        // Chinese text is drawn as shapes.
        assert_eq!(weights(&drawn(&[("混合", regular)])), [0, 0]);
        assert!(!drawn(&[("混合", regular)]).contains("<style>"));
    }

    #[test]
    fn the_style_stands_inside_the_picture_and_nothing_is_lost() {
        let svg = drawn(&[("a", Type::regular(20.0, INK))]);
        let (before, after) = svg.split_once("<style>").unwrap();
        let (_, after) = after.split_once("</style>\n").unwrap();
        assert!(before.starts_with("<svg ") && after.ends_with("</svg>\n"), "{before} {after}");
        assert!(before.ends_with("</title>\n") && after.contains(">a</text>"), "{before} {after}");
    }
}
