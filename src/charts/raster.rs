//! A scene as pixels.
//!
//! Edges are smoothed by the exact share of each pixel that a shape covers, so that a picture of the size of the slide
//! is enough. The bitmap backend of plotters does not smooth polygons and rounds to whole pixels; of plotters only the
//! glyphs are used.

use super::error::ChartError;
use super::font::Fonts;
use super::scene::{Anchor, Fill, Point, Scene, Shape, Stroke, Type, point};
use super::theme::PAPER;

/// Glyphs are drawn this much larger and averaged: evenly spaced letters need positions finer than a pixel.
const GLYPH_SCALE: i32 = 3;

/// RGB bytes of a scene, row by row.
pub struct Pixels {
    pub width: u32,
    pub height: u32,
    pub bytes: Vec<u8>,
}

/// Draws the scene on white paper.
pub fn pixels(scene: &Scene) -> Result<Pixels, ChartError> {
    let mut pixels = Pixels::blank(scene.width, scene.height);
    for shape in &scene.shapes {
        match shape {
            Shape::Polygon { points, fill } => pixels.fill(std::slice::from_ref(points), *fill),
            Shape::Line { points, stroke } => pixels.stroke(points, *stroke),
            Shape::Disc { centre, radius, fill } => pixels.fill(&[circle(*centre, *radius)], *fill),
            Shape::Text { content, at, anchor, style } => pixels.text(content, *at, *anchor, *style)?,
        }
    }
    Ok(pixels)
}

impl Pixels {
    fn blank(width: u32, height: u32) -> Self {
        let count = width as usize * height as usize;
        Self { width, height, bytes: [PAPER.red, PAPER.green, PAPER.blue].repeat(count) }
    }

    fn blend(&mut self, column: usize, row: usize, fill: Fill, coverage: f64) {
        let share = coverage * fill.opacity;
        if share <= 0.0 {
            return;
        }
        let start = 3 * (row * self.width as usize + column);
        let colour = [fill.colour.red, fill.colour.green, fill.colour.blue];
        for (byte, channel) in self.bytes[start..start + 3].iter_mut().zip(colour) {
            *byte = (f64::from(*byte) * (1.0 - share) + f64::from(channel) * share).round() as u8;
        }
    }

    /// Fills the union of polygons; all must run the same way round.
    fn fill(&mut self, outlines: &[Vec<Point>], fill: Fill) {
        let Some(mut cover) = Cover::around(outlines, self.width, self.height) else { return };
        for outline in outlines {
            let ends = outline.iter().cycle().skip(1);
            for (&from, &to) in outline.iter().zip(ends) {
                cover.add_edge(from, to);
            }
        }
        for row in 0..cover.rows {
            let mut winding = 0.0_f64;
            for column in 0..cover.columns {
                winding += cover.turns[row * (cover.columns + 2) + column];
                self.blend(cover.left + column, cover.top + row, fill, winding.abs().min(1.0));
            }
        }
    }

    fn stroke(&mut self, points: &[Point], stroke: Stroke) {
        let fill = Fill::from(stroke.colour);
        match stroke.dash {
            None => self.fill(&outline(points, stroke.width), fill),
            Some(dash) => {
                for piece in dashes(points, dash) {
                    self.fill(&outline(&piece, stroke.width), fill);
                }
            }
        }
    }

    fn text(&mut self, content: &str, at: Point, anchor: Anchor, style: Type) -> Result<(), ChartError> {
        let fonts = Fonts::embedded()?;
        let metrics = fonts.metrics(style.weight);
        let width = metrics.width(content, style.size);
        let mut pen = match anchor {
            Anchor::Start => at.x,
            Anchor::Middle => at.x - width / 2.0,
            Anchor::End => at.x - width,
        };
        // Ascenders, accents and slanted edges stay within one text size around the line.
        let (low, high) = (
            point(pen - style.size, at.y - 1.5 * style.size),
            point(pen + width + style.size, at.y + style.size),
        );
        let Some(mut cover) = Cover::within(low, high, self.width, self.height) else { return Ok(()) };
        let scale = f64::from(GLYPH_SCALE);
        let base = (at.y * scale).round() as i32;
        for character in content.chars() {
            let start = (pen * scale).round() as i32;
            fonts.draw_glyph(character, style.size * scale, style.weight, |x, y, coverage| {
                let (column, row) = ((start + x).div_euclid(GLYPH_SCALE), (base + y).div_euclid(GLYPH_SCALE));
                cover.add(column, row, coverage / (scale * scale));
            })?;
            pen += metrics.advance(character, style.size);
        }
        for row in 0..cover.rows {
            for column in 0..cover.columns {
                let coverage = cover.turns[row * (cover.columns + 2) + column].min(1.0);
                self.blend(cover.left + column, cover.top + row, style.colour.into(), coverage);
            }
        }
        Ok(())
    }
}

/// How much of each pixel of a rectangle is covered.
///
/// For outlines `turns` holds the change from the pixel to the left, so that the running sum over a row is the winding
/// number averaged over the pixel: an edge changes its own pixel by the share that lies right of it, and the next one by
/// the rest.
///
/// # Source
/// The accumulation buffer of Levien (2016), "Inside the fastest font renderer in the world".
struct Cover {
    left: usize,
    top: usize,
    columns: usize,
    rows: usize,
    /// Shape `[row, column]`, with two columns more than there are.
    turns: Vec<f64>,
}

impl Cover {
    /// `None` where nothing of the outlines lies on the picture.
    fn around(outlines: &[Vec<Point>], width: u32, height: u32) -> Option<Self> {
        let all = || outlines.iter().flatten();
        let low =
            point(all().map(|p| p.x).fold(f64::MAX, f64::min), all().map(|p| p.y).fold(f64::MAX, f64::min));
        let high =
            point(all().map(|p| p.x).fold(f64::MIN, f64::max), all().map(|p| p.y).fold(f64::MIN, f64::max));
        Self::within(low, high, width, height)
    }

    fn within(low: Point, high: Point, width: u32, height: u32) -> Option<Self> {
        let (left, top) = (low.x.max(0.0).floor() as usize, low.y.max(0.0).floor() as usize);
        let right = high.x.min(f64::from(width)).max(0.0).ceil() as usize;
        let bottom = high.y.min(f64::from(height)).max(0.0).ceil() as usize;
        let (columns, rows) = (right.checked_sub(left)?, bottom.checked_sub(top)?);
        Some(Self { left, top, columns, rows, turns: vec![0.0; rows * (columns + 2)] })
    }

    /// Adds coverage to one pixel of the picture.
    fn add(&mut self, column: i32, row: i32, coverage: f64) {
        let (column, row) = (i64::from(column) - self.left as i64, i64::from(row) - self.top as i64);
        if (0..self.columns as i64).contains(&column) && (0..self.rows as i64).contains(&row) {
            self.turns[row as usize * (self.columns + 2) + column as usize] += coverage;
        }
    }

    fn add_edge(&mut self, from: Point, to: Point) {
        let (direction, upper, lower) = if from.y <= to.y { (1.0, from, to) } else { (-1.0, to, from) };
        if upper.y == lower.y {
            return;
        }
        let slope = (lower.x - upper.x) / (lower.y - upper.y);
        let (left, top, columns) = (self.left as f64, self.top as f64, self.columns as f64);
        let first = (upper.y - top).max(0.0);
        let last = (lower.y - top).min(self.rows as f64);
        let x_at = |y: f64| (upper.x + (y + top - upper.y) * slope - left).max(0.0).min(columns);
        let mut row = first.floor();
        while row < last {
            let (start, end) = (row.max(first), (row + 1.0).min(last));
            self.add_to_row(row as usize, direction * (end - start), x_at(start), x_at(end));
            row += 1.0;
        }
    }

    /// Adds a piece of an edge within one row: `height` with its sign, spread evenly from `x_start` to `x_end`.
    fn add_to_row(&mut self, row: usize, height: f64, x_start: f64, x_end: f64) {
        let (low, high) = (x_start.min(x_end), x_start.max(x_end));
        let mut column = low.floor();
        loop {
            let (from, to) = (low.max(column), high.min(column + 1.0));
            let share = if high > low { (to - from) / (high - low) } else { 1.0 };
            let right_of_edge = 1.0 - ((from + to) / 2.0 - column);
            let at = row * (self.columns + 2) + column as usize;
            self.turns[at] += height * share * right_of_edge;
            self.turns[at + 1] += height * share * (1.0 - right_of_edge);
            column += 1.0;
            if column >= high {
                break;
            }
        }
    }
}

/// A many-cornered circle, running the same way round as [`outline`].
fn circle(centre: Point, radius: f64) -> Vec<Point> {
    const CORNERS: u32 = 48;
    (0..CORNERS)
        .map(|corner| {
            let angle = std::f64::consts::TAU * f64::from(corner) / f64::from(CORNERS);
            point(centre.x + radius * libm::cos(angle), centre.y + radius * libm::sin(angle))
        })
        .collect()
}

/// The polygons that together make a thick line with butt ends.
///
/// Pieces that bend little share an edge at their joint, so that no pixel there counts twice; at sharp corners, where
/// that edge would be long, they end square and a circle closes the gap.
fn outline(points: &[Point], width: f64) -> Vec<Vec<Point>> {
    let half = width / 2.0;
    let pieces: Vec<Piece> = points.windows(2).filter_map(|pair| Piece::of(pair[0], pair[1])).collect();
    let mut polygons = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let before = index.checked_sub(1).map(|earlier| &pieces[earlier]);
        let start = piece.side(before, half);
        let end = piece.side(pieces.get(index + 1), half);
        if before.is_some_and(|before| before.dot(piece) < SHARP) {
            polygons.push(circle(piece.from, half));
        }
        let (from, to) = (piece.from, piece.to);
        polygons.push(vec![
            point(from.x - start.x, from.y - start.y),
            point(to.x - end.x, to.y - end.y),
            point(to.x + end.x, to.y + end.y),
            point(from.x + start.x, from.y + start.y),
        ]);
    }
    polygons
}

/// Cosine of the bend from which a corner is sharp: 60 degrees.
const SHARP: f64 = 0.5;

/// A straight piece of a line; `normal` has length 1 and points to its right.
struct Piece {
    from: Point,
    to: Point,
    normal: Point,
}

impl Piece {
    /// `None` where both ends are the same.
    fn of(from: Point, to: Point) -> Option<Self> {
        let length = libm::hypot(to.x - from.x, to.y - from.y);
        let normal = point(-(to.y - from.y) / length, (to.x - from.x) / length);
        (length > 0.0).then_some(Self { from, to, normal })
    }

    fn dot(&self, other: &Self) -> f64 {
        self.normal.x * other.normal.x + self.normal.y * other.normal.y
    }

    /// From the middle of the line to its right edge, where this piece meets `neighbour`.
    fn side(&self, neighbour: Option<&Self>, half: f64) -> Point {
        let gentle = neighbour.filter(|neighbour| self.dot(neighbour) >= SHARP);
        let other = gentle.unwrap_or(self).normal;
        // Along the sum of both normals, as far as leaves the width of both pieces unchanged.
        let scale = half / (1.0 + self.normal.x * other.x + self.normal.y * other.y);
        point((self.normal.x + other.x) * scale, (self.normal.y + other.y) * scale)
    }
}

/// Cuts a line into dashes with gaps of the same length, as SVG does.
fn dashes(points: &[Point], dash: f64) -> Vec<Vec<Point>> {
    let mut pieces = Vec::new();
    let mut current: Vec<Point> = points.first().copied().into_iter().collect();
    let (mut drawing, mut left) = (true, dash);
    for pair in points.windows(2) {
        let (mut from, to) = (pair[0], pair[1]);
        let mut rest = libm::hypot(to.x - from.x, to.y - from.y);
        while rest > left {
            from = point(from.x + (to.x - from.x) * left / rest, from.y + (to.y - from.y) * left / rest);
            rest -= left;
            current.push(from);
            if drawing {
                pieces.push(std::mem::take(&mut current));
            }
            (drawing, left, current) = (!drawing, dash, vec![from]);
        }
        left -= rest;
        current.push(to);
    }
    if drawing && current.len() > 1 {
        pieces.push(current);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::scene::{Area, Colour};

    const BLACK: Colour = Colour::new(0, 0, 0);

    fn red(pixels: &Pixels, column: usize, row: usize) -> u8 {
        pixels.bytes[3 * (row * pixels.width as usize + column)]
    }

    fn ink(pixels: &Pixels) -> f64 {
        pixels.bytes.iter().map(|&byte| 1.0 - f64::from(byte) / 255.0).sum::<f64>() / 3.0
    }

    #[test]
    fn a_pixel_half_covered_is_half_as_dark() {
        let mut scene = Scene::new((10, 10), "");
        scene.rectangle(Area::new(2.0, 3.0, 4.5, 5.0), BLACK);
        let pixels = pixels(&scene).unwrap();
        assert_eq!((red(&pixels, 1, 3), red(&pixels, 2, 3), red(&pixels, 3, 4)), (255, 0, 0));
        // Half of 255, rounded up.
        assert_eq!((red(&pixels, 4, 3), red(&pixels, 5, 3), red(&pixels, 2, 5)), (128, 255, 255));
    }

    #[test]
    fn the_ink_of_a_shape_is_its_area() {
        let mut scene = Scene::new((60, 60), "");
        scene.polygon(vec![point(3.2, 50.1), point(55.7, 44.4), point(20.3, 4.9)], BLACK);
        // Shoelace formula; rounding to bytes errs by at most 1/510 on each of the about 150 edge pixels.
        let area = ((55.7 - 3.2) * (4.9 - 50.1) - (20.3 - 3.2) * (44.4 - 50.1_f64)).abs() / 2.0;
        assert!((ink(&pixels(&scene).unwrap()) - area).abs() < 0.3);
    }

    #[test]
    fn a_line_over_itself_is_not_darker() {
        let mut scene = Scene::new((40, 20), "");
        let colour = Colour::new(100, 100, 100);
        scene.line(vec![point(5.0, 10.0), point(35.0, 10.0), point(5.0, 10.0)], Stroke::solid(colour, 4.0));
        assert_eq!(red(&pixels(&scene).unwrap(), 20, 10), 100);
    }

    #[test]
    fn a_joint_does_not_show() {
        let drawn = |points: Vec<Point>| {
            let mut scene = Scene::new((40, 20), "");
            scene.line(points, Stroke::solid(BLACK, 4.0));
            pixels(&scene).unwrap().bytes
        };
        let (start, middle, end) = (point(3.0, 4.25), point(20.0, 9.25), point(37.0, 14.25));
        assert_eq!(drawn(vec![start, middle, middle, end]), drawn(vec![start, end]));
    }

    #[test]
    fn what_lies_outside_is_cut() {
        let mut scene = Scene::new((20, 20), "");
        scene.rectangle(Area::new(-50.0, -50.0, 10.0, 90.0), BLACK);
        scene.disc(point(300.0, 300.0), 5.0, BLACK);
        scene.text("outside", point(-200.0, 900.0), Anchor::Start, Type::regular(20.0, BLACK));
        assert_eq!(ink(&pixels(&scene).unwrap()), 200.0);
    }

    #[test]
    fn dashes_cover_half_of_a_line() {
        let pieces = dashes(&[point(0.0, 0.0), point(6.0, 0.0), point(10.0, 0.0), point(20.0, 0.0)], 4.0);
        let starts: Vec<f64> = pieces.iter().map(|piece| piece[0].x).collect();
        assert_eq!(starts, vec![0.0, 8.0, 16.0]);
        assert!(pieces.iter().all(|piece| piece[piece.len() - 1].x - piece[0].x == 4.0));
    }

    #[test]
    fn text_is_where_it_is_put() {
        let mut scene = Scene::new((100, 40), "");
        scene.text("HH", point(50.0, 30.0), Anchor::Middle, Type::bold(20.0, BLACK));
        let pixels = pixels(&scene).unwrap();
        let columns: Vec<usize> =
            (0..100).filter(|&column| (0..40).any(|row| red(&pixels, column, row) < 100)).collect();
        // "H" of Open Sans Bold is 1567 of 2048 units wide: two take 31 px around 50, with 184 units (2 px) on each side.
        assert!(
            (36..=38).contains(&columns[0]) && (62..=64).contains(&columns[columns.len() - 1]),
            "{columns:?}"
        );
    }
}
