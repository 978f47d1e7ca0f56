use super::check;
use super::error::ChartError;
use super::layout::wrap_evenly;
use super::scene::{Anchor, Area, Scene, Type, point};
use super::theme::{INK, LINE_HEIGHT, Look, MARGIN, MUTED_INK, SUBTITLE, TITLE};
use crate::language::Language;

/// What every chart says about itself, above the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The finding as a sentence: "Hybrid costs least, and its bad years are the mildest".
    pub title: String,
    /// Name of the scenario; empty where the chart shows several.
    pub scenario: String,
    /// Currency code of all amounts: `EUR`.
    pub currency: String,
    /// How amounts of different years were made comparable: "present value at 8 %".
    pub valuation: String,
    /// Number of simulated futures behind each figure.
    pub trials: u64,
    /// Seed and precision: "seed 42, error of the mean below 1 %"; may be empty.
    pub note: String,
    pub look: Look,
}

/// Share of the width that a heading may fill. Viewers that show an SVG in a wider font and do not fit it into its measured
/// length use up the rest.
const TITLE_SHARE: f64 = 0.88;
/// The subtitle rather runs on than breaks inside a figure.
const SUBTITLE_SHARE: f64 = 0.97;

impl Heading {
    /// Checks the heading and draws it at the top of a new scene; gives the scene and the area left for the chart.
    pub(super) fn start(&self) -> Result<(Scene, Area), ChartError> {
        let required = [("title", &self.title), ("currency", &self.currency), ("valuation", &self.valuation)];
        for (what, text) in required {
            check::count(what, text.trim().len(), usize::MAX)?;
        }
        check::count("trials", usize::try_from(self.trials).unwrap_or(usize::MAX), usize::MAX)?;
        titled(&self.title, &self.subtitle(), self.look)
    }

    fn subtitle(&self) -> String {
        let scenario = if self.scenario.trim().is_empty() {
            String::new()
        } else {
            self.language().fill("heading-scenario", &[("name", self.scenario.trim().into())])
        };
        let trials = self.language().trials(self.trials);
        let parts = [scenario, self.money(), trials, self.note.clone()];
        parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ·  ")
    }

    /// Unit and meaning of the amounts, for axis titles: `EUR, present value at 8 %`.
    pub(super) fn money(&self) -> String {
        let (currency, valuation) = (self.currency.trim(), self.valuation.trim());
        self.language()
            .fill("heading-money", &[("currency", currency.into()), ("valuation", valuation.into())])
    }

    /// Title of an axis with what its amounts mean.
    pub(super) fn with_money(&self, title: &str) -> String {
        self.language().fill("axis-with-money", &[("title", title.into()), ("money", self.money().into())])
    }

    /// Title of an axis of total cost.
    pub(super) fn total_cost(&self) -> String {
        self.language().fill("axis-total-cost", &[("money", self.money().into())])
    }

    pub(super) fn language(&self) -> Language {
        self.look.language
    }
}

/// Draws title and subtitle at the top of a new scene; gives the scene and the area left for the chart.
pub(super) fn titled(title: &str, subtitle: &str, look: Look) -> Result<(Scene, Area), ChartError> {
    let (width, height) = look.size.pixels();
    let mut scene = Scene::new((width, height), title.trim());
    scene.ground = look.ground;
    scene.language = look.language;
    let room = Area::new(MARGIN, MARGIN, f64::from(width) - MARGIN, f64::from(height) - 28.0);
    let mut base = room.top - 0.3 * TITLE;
    for (text, most_lines, share, style, gap) in [
        (title.to_owned(), 3, TITLE_SHARE, Type::bold(TITLE, INK), 0.0),
        (subtitle.to_owned(), 2, SUBTITLE_SHARE, Type::regular(SUBTITLE, MUTED_INK), 8.0),
    ] {
        base += gap;
        for line in wrap_evenly(&text, style, share * room.width(), most_lines)? {
            base += LINE_HEIGHT * style.size;
            scene.text(line, point(room.left, base), Anchor::Start, style);
        }
    }
    Ok((scene, Area { top: base + 26.0, ..room }))
}

/// An option as charts name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartOption {
    pub name: String,
    /// Its colour; keep it the same in all charts of one report. From 12 on colours repeat.
    pub colour_index: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::samples;

    #[test]
    fn empty_parts_leave_no_separator() {
        let heading =
            Heading { scenario: String::new(), note: " ".to_owned(), trials: 1, ..samples::heading("A") };
        assert_eq!(heading.subtitle(), "EUR, present value at 8 %  ·  1 trial");
    }

    #[test]
    fn a_long_title_fills_at_most_three_lines_and_leaves_room() {
        let heading =
            Heading { title: "Nothing is decided until everything is ".repeat(20), ..samples::heading("A") };
        let (scene, area) = heading.start().unwrap();
        assert!(scene.shapes.len() <= 5 && area.height() > 600.0);
    }

    #[test]
    fn a_heading_without_title_or_trials_is_refused() {
        let untitled = Heading { title: "  ".to_owned(), ..samples::heading("A") };
        assert_eq!(untitled.start().unwrap_err().to_string(), "the chart has no title");
        let untried = Heading { trials: 0, ..samples::heading("A") };
        assert_eq!(untried.start().unwrap_err().to_string(), "the chart has no trials");
    }
}
