//! A scene as pixels, by the bitmap backend of plotters.
//!
//! The backend rounds to whole pixels and smooths edges in one direction only, so the scene is drawn several times as
//! large and averaged down.

use ab_glyph::OutlinedGlyph;
use image::{RgbImage, imageops};
use plotters::prelude::{BitMapBackend, DrawingBackend};
use plotters::style::text_anchor::HPos;
use plotters_backend::rasterizer::polygonize;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind, FontStyle,
};

use super::draw::{BASE_LINE_PER_EM, TEXT_SIZE_PER_EM, draw};
use super::error::ChartError;
use super::font::Fonts;
use super::scene::Scene;

/// Drawn pixels per pixel of the picture, each way: with 3 the rounding of curves can be seen in an enlargement, with
/// 4 hardly.
const SCALE: u32 = 4;

/// Draws the scene on its ground.
pub fn bitmap(scene: &Scene) -> Result<RgbImage, ChartError> {
    let (width, height) = (scene.width * SCALE, scene.height * SCALE);
    let mut large = RgbImage::new(width, height);
    let failed = |reason: String| ChartError::Drawing { reason };
    let bitmap = BitMapBackend::with_buffer_and_format(&mut large, (width, height))
        .map_err(|error| failed(error.to_string()))?;
    draw(scene, Sheet { bitmap, fonts: Fonts::embedded()? }, f64::from(SCALE))?;
    Ok(imageops::thumbnail(&large, scene.width, scene.height))
}

/// The bitmap backend, with two things put right: its lines are one pixel too thick, and its text drops the bearing of
/// each letter, so that letters are spaced unevenly.
struct Sheet<'a> {
    bitmap: BitMapBackend<'a>,
    fonts: &'static Fonts,
}

type Drawn<'a> = Result<(), DrawingErrorKind<<BitMapBackend<'a> as DrawingBackend>::ErrorType>>;

impl<'a> DrawingBackend for Sheet<'a> {
    type ErrorType = <BitMapBackend<'a> as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.bitmap.get_size()
    }
    fn ensure_prepared(&mut self) -> Drawn<'a> {
        self.bitmap.ensure_prepared()
    }
    fn present(&mut self) -> Drawn<'a> {
        self.bitmap.present()
    }
    fn draw_pixel(&mut self, at: BackendCoord, colour: BackendColor) -> Drawn<'a> {
        self.bitmap.draw_pixel(at, colour)
    }
    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn<'a> {
        self.bitmap.draw_line(from, to, style)
    }
    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        lower_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn<'a> {
        self.bitmap.draw_rect(upper_left, lower_right, style, fill)
    }

    fn draw_path<S: BackendStyle, Path: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: Path,
        style: &S,
    ) -> Drawn<'a> {
        let points: Vec<BackendCoord> = path.into_iter().collect();
        // A filled polygon includes the pixels on both its edges.
        let width = style.stroke_width().saturating_sub(1).max(1);
        self.fill_polygon(polygonize(&points, width), &style.color())
    }

    /// `at` is where the SVG backend would have the upper end of the text.
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn<'a> {
        let font = match style.style() {
            FontStyle::Bold => &self.fonts.bold,
            FontStyle::Normal | FontStyle::Italic | FontStyle::Oblique => &self.fonts.regular,
        };
        let size = style.size() / TEXT_SIZE_PER_EM;
        let width = font.width(text, size);
        let start = f64::from(at.0)
            - match style.anchor().h_pos {
                HPos::Left => 0.0,
                HPos::Center => width / 2.0,
                HPos::Right => width,
            };
        let base_line = f64::from(at.1) + BASE_LINE_PER_EM * size;
        for glyph in font.outlines(text, size, (start, base_line)) {
            self.draw_glyph(&glyph, style.color())?;
        }
        Ok(())
    }
}

impl<'a> Sheet<'a> {
    fn draw_glyph(&mut self, glyph: &OutlinedGlyph, colour: BackendColor) -> Drawn<'a> {
        let corner = glyph.px_bounds().min;
        let (left, top) = (corner.x as i32, corner.y as i32);
        let mut result = Ok(());
        glyph.draw(|x, y, coverage| {
            if result.is_ok() {
                let at = (left.saturating_add_unsigned(x), top.saturating_add_unsigned(y));
                result = self.draw_pixel(at, colour.mix(f64::from(coverage.min(1.0))));
            }
        });
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::scene::{Anchor, Area, Colour, Point, Stroke, Type, point};

    const BLACK: Colour = Colour::new(0, 0, 0);

    fn red(picture: &RgbImage, column: u32, row: u32) -> u8 {
        picture.get_pixel(column, row).0[0]
    }

    /// Black area in pixels.
    fn ink(picture: &RgbImage) -> f64 {
        picture.pixels().map(|pixel| 1.0 - f64::from(pixel.0[0]) / 255.0).sum()
    }

    #[test]
    fn a_rectangle_covers_its_pixels_and_no_more() {
        let mut scene = Scene::new((10, 10), "");
        scene.rectangle(Area::new(2.0, 3.0, 4.25, 5.0), BLACK);
        let picture = bitmap(&scene).unwrap();
        assert_eq!((red(&picture, 1, 3), red(&picture, 2, 3), red(&picture, 3, 4)), (255, 0, 0));
        // A quarter of the pixel is black: 255 · 3 / 4.
        assert_eq!((red(&picture, 4, 3), red(&picture, 5, 3), red(&picture, 2, 5)), (191, 255, 255));
    }

    #[test]
    fn the_ink_of_a_triangle_is_its_area() {
        let mut scene = Scene::new((60, 60), "");
        scene.polygon(vec![point(3.0, 50.0), point(56.0, 44.0), point(20.0, 5.0)], BLACK);
        // Shoelace formula.
        let area = ((56.0 - 3.0) * (5.0 - 50.0) - (20.0 - 3.0) * (44.0 - 50.0_f64)).abs() / 2.0;
        // Each edge may lie a quarter of a pixel off: 53 + 52 + 48 pixels of edges, half of them the far ones.
        assert!((ink(&bitmap(&scene).unwrap()) - area).abs() < 154.0 / 2.0 / 4.0);
    }

    #[test]
    fn a_line_is_as_thick_as_it_says_and_has_butt_ends() {
        for (width, end) in [(1.0, point(30.0, 10.0)), (4.0, point(30.0, 10.0)), (2.0, point(5.0, 35.0))] {
            let mut scene = Scene::new((40, 40), "");
            scene.segment(point(5.0, 10.0), end, Stroke::solid(BLACK, width));
            // 25 pixels long. Averaging rounds to bytes: at most half a level on each of the 2 · 26 pixels of the edges.
            let ink = ink(&bitmap(&scene).unwrap());
            assert!((ink - width * 25.0).abs() < 0.11, "{width}: {ink}");
        }
    }

    #[test]
    fn a_line_of_many_near_points_does_not_fray() {
        let drawn = |points: Vec<Point>| {
            let mut scene = Scene::new((100, 60), "");
            scene.line(points, Stroke::solid(BLACK, 4.0));
            bitmap(&scene).unwrap()
        };
        let along = |share: f64| point(5.0 + 90.0 * share, 5.0 + 50.0 * share);
        let straight = drawn(vec![along(0.0), along(1.0)]);
        let dense = drawn((0..=300).map(|step| along(f64::from(step) / 300.0)).collect());
        let difference: f64 = straight
            .pixels()
            .zip(dense.pixels())
            .map(|(one, other)| f64::from(one.0[0].abs_diff(other.0[0])) / 255.0)
            .sum();
        // Rounded points move each edge, 103 pixels long, by less than a quarter of a pixel.
        assert!(difference < 2.0 * 103.0 / 4.0, "{difference}");
    }

    #[test]
    fn a_frame_is_closed_and_empty() {
        let mut scene = Scene::new((40, 30), "");
        crate::charts::legend::frame(&mut scene, Area::new(5.0, 5.0, 35.0, 25.0));
        let picture = bitmap(&scene).unwrap();
        for (column, row) in
            [(20, 4), (20, 5), (35, 15), (20, 25), (4, 15), (4, 4), (35, 4), (35, 25), (4, 25)]
        {
            assert!(red(&picture, column, row) < 40, "{column}, {row}");
        }
        assert_eq!((red(&picture, 20, 15), red(&picture, 20, 8), red(&picture, 2, 15)), (255, 255, 255));
    }

    #[test]
    fn what_lies_outside_is_cut() {
        let mut scene = Scene::new((20, 20), "");
        scene.rectangle(Area::new(-50.0, -50.0, 10.0, 90.0), BLACK);
        scene.polygon(vec![point(-9.0, -50.0), point(-3.0, 90.0), point(-20.0, 90.0)], BLACK);
        scene.segment(point(-50.0, 7.0), point(9.0, 7.0), Stroke::solid(BLACK, 3.0));
        scene.disc(point(300.0, 300.0), 5.0, BLACK);
        scene.text("outside", point(-200.0, 900.0), Anchor::Start, Type::regular(20.0, BLACK));
        assert_eq!(ink(&bitmap(&scene).unwrap()), 200.0);
    }

    #[test]
    fn dashes_cover_half_of_a_line() {
        let mut scene = Scene::new((40, 20), "");
        scene.segment(point(0.0, 10.0), point(32.0, 10.0), Stroke::dashed(BLACK, 2.0, 4.0));
        let picture = bitmap(&scene).unwrap();
        for (column, expected) in [(2, 0), (6, 255), (10, 0), (14, 255), (26, 0), (30, 255)] {
            assert_eq!(red(&picture, column, 10), expected, "{column}");
        }
    }

    #[test]
    fn text_is_where_it_is_put() {
        let mut scene = Scene::new((100, 40), "");
        scene.text("HH", point(50.0, 30.0), Anchor::Middle, Type::bold(20.0, BLACK));
        let picture = bitmap(&scene).unwrap();
        let dark = |column: &u32, row: &u32| red(&picture, *column, *row) < 100;
        let columns: Vec<u32> = (0..100).filter(|column| (0..40).any(|row| dark(column, &row))).collect();
        let rows: Vec<u32> = (0..40).filter(|row| (0..100).any(|column| dark(&column, row))).collect();
        // "H" of Open Sans Bold is 1567 of 2048 units wide: two take 31 px around 50, with 184 units (2 px) on each side.
        let (left, right) = (columns[0], columns[columns.len() - 1]);
        assert!((36..=38).contains(&left) && (62..=64).contains(&right), "{columns:?}");
        // Capitals are 1462 units (14.3 px) high and stand on the base line.
        assert_eq!((rows[0], rows[rows.len() - 1]), (16, 29), "{rows:?}");
    }
}
