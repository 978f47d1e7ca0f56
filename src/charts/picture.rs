use std::collections::BTreeSet;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ColorType, ImageEncoder, RgbImage};

use super::bitmap::bitmap;
use super::check::LARGEST_AMOUNT;
use super::error::ChartError;
use super::font::Fonts;
use super::ground::grounded;
use super::scene::{Area, Point, Scene, Shape, point};
use super::svg::svg;

/// One chart in both formats.
///
/// The same data gives the same SVG text and the same pixels everywhere. The bytes of the PNG repeat on one machine;
/// on another processor the compressor may pack the same pixels differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// What stands above it, in one line.
    pub title: String,
    /// A complete SVG document.
    pub svg: String,
    /// A PNG file of the same size in pixels, on white or on a dark ground.
    pub png: Vec<u8>,
    /// Characters of the labels that the embedded fonts lack, such as Korean ones, in ascending order. The PNG shows a
    /// box for each; the SVG shows them wherever some font on the reader's machine has them.
    pub missing_characters: Vec<char>,
}

/// Writes a scene in both formats.
pub fn picture(scene: &Scene) -> Result<Picture, ChartError> {
    // Amounts are checked on entry; this catches a layout that went wrong all the same, before it is a broken file.
    for point in scene.shapes.iter().flat_map(points) {
        for value in [point.x, point.y] {
            if !value.is_finite() || value.abs() > 1e6 {
                return Err(ChartError::TooLarge {
                    what: "a position on the picture".to_owned(),
                    value,
                    limit: LARGEST_AMOUNT,
                });
            }
        }
    }
    let scene = grounded(scene)?;
    Ok(Picture {
        title: scene.title.clone(),
        svg: svg(&scene)?,
        png: png(&bitmap(&scene)?)?,
        missing_characters: missing_characters(&scene)?,
    })
}

fn points(shape: &Shape) -> Vec<Point> {
    match shape {
        Shape::Rectangle { area: Area { left, top, right, bottom }, .. } => {
            vec![point(*left, *top), point(*right, *bottom)]
        }
        Shape::Polygon { points, .. } | Shape::Line { points, .. } => points.clone(),
        Shape::Disc { centre, .. } => vec![*centre],
        Shape::Text { at, .. } => vec![*at],
    }
}

fn missing_characters(scene: &Scene) -> Result<Vec<char>, ChartError> {
    let fonts = Fonts::embedded()?;
    let mut missing = BTreeSet::new();
    for shape in &scene.shapes {
        if let Shape::Text { content, style, .. } = shape {
            missing.extend(content.chars().filter(|&character| !fonts.of(style.weight).has(character)));
        }
    }
    Ok(missing.into_iter().collect())
}

fn png(picture: &RgbImage) -> Result<Vec<u8>, ChartError> {
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Up)
        .write_image(picture, picture.width(), picture.height(), ColorType::Rgb8)
        .map_err(|error| ChartError::Encoding { reason: error.to_string() })?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use crate::charts::samples::{self, assert_good, assert_well_formed};
    use crate::charts::scene::{Scene, point};
    use crate::charts::{
        ChartError, Look, Picture, Size, cost_by_group, cost_fans, distributions, heat_map, loss_exceedance,
        timeline,
    };
    use crate::language::Language;

    #[test]
    fn every_chart_fits_on_a_page_too() {
        let mut bars = samples::cost_by_group(6);
        bars.heading.look.size = Size::Page;
        assert_good(&cost_by_group(&bars).unwrap(), "page_cost_by_group");
        let mut ridges = samples::distributions(6);
        ridges.heading.look.size = Size::Page;
        assert_good(&distributions(&ridges).unwrap(), "page_distributions");
        let mut curves = samples::loss_exceedance(6);
        curves.heading.look.size = Size::Page;
        assert_good(&loss_exceedance(&curves).unwrap(), "page_loss_exceedance");
        let mut table = samples::heat_map(6);
        table.heading.look.size = Size::Page;
        assert_good(&heat_map(&table).unwrap(), "page_heat_map");
        let mut fans = samples::cost_fans(6);
        fans.heading.look.size = Size::Page;
        assert_good(&cost_fans(&fans).unwrap(), "page_cost_fans");
    }

    #[test]
    fn charts_speak_german_and_chinese_without_overlap_or_boxes() {
        for language in [Language::German, Language::Chinese] {
            let look = Look { language, ..Look::default() };
            let check = |picture: Picture, name: &str| {
                assert_well_formed(&picture, &format!("{}_{name}", language.code()));
                assert_eq!(picture.missing_characters, Vec::<char>::new(), "{name}");
                for english in ["Total cost", "Cost per month", "percentile", "mean total"] {
                    assert!(!picture.svg.contains(english), "{name}: {english}");
                }
            };
            let mut bars = samples::cost_by_group(6);
            bars.heading.look = look;
            check(cost_by_group(&bars).unwrap(), "cost_by_group");
            let mut ridges = samples::distributions(6);
            ridges.heading.look = look;
            check(distributions(&ridges).unwrap(), "distributions");
            let mut curves = samples::loss_exceedance(6);
            curves.heading.look = look;
            check(loss_exceedance(&curves).unwrap(), "loss_exceedance");
            let mut table = samples::heat_map(6);
            table.heading.look = look;
            check(heat_map(&table).unwrap(), "heat_map");
            let mut fans = samples::cost_fans(6);
            fans.heading.look = look;
            check(cost_fans(&fans).unwrap(), "cost_fans");
            let mut story = samples::timeline(9, 2);
            story.language = language;
            check(timeline(&story).unwrap(), "timeline");
        }
    }

    #[test]
    fn a_repeat_gives_the_same_bytes() {
        let data = samples::loss_exceedance(3);
        let (first, second) = (loss_exceedance(&data).unwrap(), loss_exceedance(&data).unwrap());
        assert!(first == second);
    }

    #[test]
    fn characters_without_a_glyph_are_reported() {
        let mut data = samples::cost_by_group(2);
        assert_eq!(cost_by_group(&data).unwrap().missing_characters, Vec::<char>::new());
        data.bars[0].option.name = "混合云 (hybrid)".to_owned();
        let picture = cost_by_group(&data).unwrap();
        assert_good(&picture, "chinese_name");
        assert_eq!(picture.missing_characters, Vec::<char>::new());
        assert!(picture.svg.contains("data-text=\"混合云 (hybrid)\""));
        data.bars[0].option.name = "혼합".to_owned();
        assert_eq!(cost_by_group(&data).unwrap().missing_characters, vec!['합', '혼']);
    }

    #[test]
    fn a_broken_layout_is_refused() {
        let mut scene = Scene::new((10, 10), "");
        scene.polygon(vec![point(0.0, f64::NAN)], crate::charts::theme::INK);
        assert!(matches!(super::picture(&scene), Err(ChartError::TooLarge { .. })));
    }
}
