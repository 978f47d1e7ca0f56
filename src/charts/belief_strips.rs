use super::check;
use super::error::ChartError;
use super::heading::{ChartOption, Heading};
use super::layout::{text_width, wrap};
use super::legend::{self, Symbol};
use super::palette::{MOST_OPTIONS, ink_on, option_colour};
use super::picture::{Picture, picture};
use super::scene::{Anchor, Area, Scene, Stroke, Type, point};
use super::theme::{GRID, INK, LABEL, MUTED_INK, PAPER, SMALL, TIGHT_LINE_HEIGHT};

/// Which option is best as weight moves from one scenario to another.
#[derive(Debug, Clone, PartialEq)]
pub struct BeliefStrips {
    pub heading: Heading,
    /// The scenario that has the rest of the weight.
    pub base: String,
    pub options: Vec<ChartOption>,
    /// From top to bottom, at most twelve.
    pub strips: Vec<BeliefStrip>,
}

/// Weight on one scenario, from none to all.
#[derive(Debug, Clone, PartialEq)]
pub struct BeliefStrip {
    /// The scenario.
    pub name: String,
    /// By rising weight; the first begins at 0.
    pub parts: Vec<StripPart>,
}

/// Weights with which one option is best.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StripPart {
    /// Weight from which on.
    pub from: f64,
    /// 95 % limits of that weight.
    pub limits: Option<(f64, f64)>,
    /// Position in [`BeliefStrips::options`].
    pub option: usize,
}

const MOST_STRIPS: usize = 12;
const GUTTER: f64 = 300.0;

/// A bar for each scenario: from the left, where all the weight is on the base scenario, to the right, where all is on this one,
/// in the colour of the best option; lines with ends show how well the borders are known.
///
/// # Errors
/// No or too many strips or options, a part of an option that is not there, weights outside 0 to 1 or falling.
pub fn belief_strips(data: &BeliefStrips) -> Result<Picture, ChartError> {
    data.check()?;
    let (mut scene, area) = data.heading.start()?;
    let top = legend::draw(&mut scene, area, &data.legend())? + 12.0;
    let plot =
        Area { left: area.left + GUTTER, top, right: area.right - 24.0, bottom: area.bottom - 3.0 * SMALL };
    let pitch = (plot.height() / data.strips.len() as f64).min(150.0);
    let bottom = plot.top + pitch * data.strips.len() as f64;
    let x = |weight: f64| plot.left + weight * plot.width();
    for (index, strip) in data.strips.iter().enumerate() {
        let row = Area::new(
            plot.left,
            plot.top + index as f64 * pitch,
            plot.right,
            plot.top + (index as f64 + 1.0) * pitch,
        );
        draw_name(&mut scene, row, strip, pitch)?;
        draw_strip(&mut scene, row, strip, data, &x)?;
    }
    let style = Type::regular(SMALL, MUTED_INK);
    for step in 0..=10_u32 {
        let weight = f64::from(step) / 10.0;
        scene.segment(point(x(weight), bottom), point(x(weight), bottom + 8.0), Stroke::solid(GRID, 2.0));
        scene.text(
            scene.language.percent(weight),
            point(x(weight), bottom + 8.0 + 1.1 * SMALL),
            Anchor::Middle,
            style,
        );
    }
    let words = scene.language.fill("belief-strips-axis", &[("base", data.base.as_str().into())]);
    scene.text(words, point(plot.left, bottom + 8.0 + 2.5 * SMALL), Anchor::Start, style);
    picture(&scene)
}

fn draw_name(scene: &mut Scene, row: Area, strip: &BeliefStrip, pitch: f64) -> Result<(), ChartError> {
    let style = Type::regular(if pitch < 66.0 { SMALL } else { LABEL }, INK);
    let line = TIGHT_LINE_HEIGHT * style.size;
    let most = ((pitch - 4.0) / line).floor().clamp(1.0, 3.0) as usize;
    let lines = wrap(&strip.name, style, GUTTER - 20.0, most)?;
    let first = row.centre().y - (lines.len() as f64 - 1.0) / 2.0 * line;
    for (offset, text) in lines.into_iter().enumerate() {
        let at = point(row.left - 18.0, first + offset as f64 * line);
        scene.centred_text(text, at, Anchor::End, style);
    }
    Ok(())
}

fn draw_strip(
    scene: &mut Scene,
    row: Area,
    strip: &BeliefStrip,
    data: &BeliefStrips,
    x: &impl Fn(f64) -> f64,
) -> Result<(), ChartError> {
    let middle = row.centre().y;
    let half = (0.32 * row.height()).min(34.0);
    for (index, part) in strip.parts.iter().enumerate() {
        let to = strip.parts.get(index + 1).map_or(1.0, |next| next.from);
        let option = &data.options[part.option];
        let colour = option_colour(option.colour_index);
        let area = Area::new(x(part.from), middle - half, x(to), middle + half);
        scene.rectangle(area, colour);
        let style = Type::regular(SMALL, ink_on(colour));
        if text_width(&option.name, style)? + 16.0 < area.width() && 2.0 * half > 1.2 * SMALL {
            scene.centred_text(option.name.clone(), area.centre(), Anchor::Middle, style);
        }
    }
    for part in strip.parts.iter().skip(1) {
        let at = x(part.from);
        scene.segment(point(at, middle - half), point(at, middle + half), Stroke::solid(PAPER, 3.0));
        if let Some((low, high)) = part.limits.filter(|(low, high)| high > low) {
            // Below the bar, where its ends are seen on paper.
            let y = middle + half + 7.0;
            legend::whisker(scene, (x(low), x(high)), y, INK);
            scene.segment(point(at, middle + half), point(at, y), Stroke::solid(INK, 2.5));
        }
    }
    Ok(())
}

impl BeliefStrips {
    fn check(&self) -> Result<(), ChartError> {
        check::count("scenarios", self.strips.len(), MOST_STRIPS)?;
        check::count("options", self.options.len(), MOST_OPTIONS)?;
        for strip in &self.strips {
            check::count(&format!("parts for {}", strip.name), strip.parts.len(), usize::MAX)?;
            for part in &strip.parts {
                check::probability(&format!("{}: weight", strip.name), part.from)?;
                let (low, high) = part.limits.unwrap_or((part.from, part.from));
                check::probability(&format!("{}: lower limit", strip.name), low)?;
                check::probability(&format!("{}: upper limit", strip.name), high)?;
                if part.option >= self.options.len() {
                    check::length("options", self.options.len(), part.option + 1)?;
                }
            }
            for pair in strip.parts.windows(2) {
                check::ascending(&strip.name, &[("weight", pair[0].from), ("the next one", pair[1].from)])?;
            }
        }
        Ok(())
    }

    /// Options that are best somewhere.
    fn legend(&self) -> Vec<(Symbol, String)> {
        let shown = |option: &usize| {
            self.strips.iter().flat_map(|strip| &strip.parts).any(|part| part.option == *option)
        };
        let swatch = |option: usize| {
            let of = &self.options[option];
            (Symbol::Swatch(option_colour(of.colour_index).into()), of.name.clone())
        };
        let mut entries: Vec<(Symbol, String)> = (0..self.options.len()).filter(shown).map(swatch).collect();
        if self.strips.iter().flat_map(|strip| &strip.parts).any(|part| part.limits.is_some()) {
            entries.push((Symbol::Whisker, self.heading.language().say("belief-strips-border")));
        }
        entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::samples::{assert_good, heading, option};

    fn chart(strips: usize) -> BeliefStrips {
        let part = |from: f64, option: usize| StripPart {
            from,
            limits: (from > 0.0).then_some((from - 0.1, from + 0.2)),
            option,
        };
        BeliefStrips {
            heading: heading(
                "Of all beliefs the lowest mean cost is that of hybrid in 52 %, full localisation in 30 %",
            ),
            base: "Current direction".to_owned(),
            options: vec![
                option("Global integration", 0),
                option("Hybrid", 1),
                option("Full localisation", 3),
            ],
            strips: (0..strips)
                .map(|index| BeliefStrip {
                    name: format!("Great-power conflict {index}"),
                    parts: vec![part(0.0, 1), part(0.2 + 0.05 * index as f64, 2)],
                })
                .collect(),
        }
    }

    #[test]
    fn strips_are_drawn() {
        for strips in [1, 2, 7, 12] {
            let picture = belief_strips(&chart(strips)).unwrap();
            assert_good(&picture, &format!("belief_strips_{strips}"));
            assert!(picture.svg.contains("the rest on Current direction"));
            // Never best, so not explained.
            assert!(!picture.svg.contains("Global integration"));
        }
    }

    #[test]
    fn wrong_data_is_refused() {
        assert_eq!(belief_strips(&chart(0)).unwrap_err().to_string(), "the chart has no scenarios");
        let mut wrong = chart(1);
        wrong.strips[0].parts[1].from = 1.5;
        assert!(matches!(belief_strips(&wrong), Err(ChartError::NotAProbability { .. })));
        let mut wrong = chart(1);
        wrong.strips[0].parts[1].option = 7;
        assert!(matches!(belief_strips(&wrong), Err(ChartError::LengthMismatch { .. })));
    }
}
