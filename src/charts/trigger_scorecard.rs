use super::check;
use super::error::ChartError;
use super::heading::Heading;
use super::layout::{fit, widest};
use super::legend::{self, Symbol};
use super::palette::group_colour;
use super::picture::{Picture, picture};
use super::scene::{Anchor, Area, Colour, Fill, Scene, Stroke, Type, point};
use super::theme::{AXIS, GRID, INK, LABEL, MUTED_INK, SMALL};

/// How triggers of prepared moves do: a panel for each move, a bar for each trigger.
#[derive(Debug, Clone, PartialEq)]
pub struct TriggerScorecard {
    pub heading: Heading,
    /// What the amounts beside the bars are: "M EUR against as written".
    pub amounts: String,
    /// At most six.
    pub panels: Vec<ScorePanel>,
}

/// One prepared move.
#[derive(Debug, Clone, PartialEq)]
pub struct ScorePanel {
    pub title: String,
    /// May be empty.
    pub subtitle: String,
    /// From top to bottom, at most twelve.
    pub rows: Vec<ScoreRow>,
}

/// One trigger.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreRow {
    pub name: String,
    pub shares: ScoreShares,
    /// What it costs, in a few letters.
    pub amount: String,
    /// Set in bold.
    pub strong: bool,
}

/// Shares of trials; what is missing to 1 is quiet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ScoreShares {
    Judged {
        in_time: f64,
        too_late: f64,
        in_vain: f64,
        /// Needed, but never set off.
        missed: f64,
    },
    /// Set off; nothing says whether in time.
    Fires(f64),
}

const MOST_PANELS: usize = 6;
const MOST_ROWS: usize = 12;
const GAP: f64 = 14.0;
/// Share of a panel's width that names may take.
const GUTTER_SHARE: f64 = 0.5;

fn in_time() -> Colour {
    group_colour(0)
}

fn too_late() -> Colour {
    group_colour(2)
}

fn in_vain() -> Colour {
    group_colour(3)
}

fn missed() -> Colour {
    Colour::new(0x88, 0x22, 0x55)
}

fn unjudged() -> Colour {
    group_colour(6)
}

/// Bars of shares of trials, a row for each trigger.
///
/// # Errors
/// No or more than six panels, no or more than twelve rows, shares outside 0 to 1.
pub fn trigger_scorecard(data: &TriggerScorecard) -> Result<Picture, ChartError> {
    data.check()?;
    let (mut scene, area) = data.heading.start()?;
    let top = legend::draw(&mut scene, area, &data.legend())? + 10.0;
    let columns = data.panels.len().min(2);
    let lines = data.panels.len().div_ceil(columns);
    let gap = 44.0;
    let width = (area.width() - gap * (columns as f64 - 1.0)) / columns as f64;
    let all = Area { top, bottom: area.bottom - 1.1 * SMALL, ..area };
    let height = all.height() / lines as f64;
    for (index, panel) in data.panels.iter().enumerate() {
        let (line, column) = ((index / columns) as f64, (index % columns) as f64);
        let left = all.left + column * (width + gap);
        let top = all.top + line * height;
        draw_panel(&mut scene, Area::new(left, top, left + width, top + height - 10.0), panel)?;
    }
    let words = scene.language.fill("scorecard-axis", &[("amounts", data.amounts.as_str().into())]);
    scene.text(words, point(area.left, area.bottom + 4.0), Anchor::Start, Type::regular(SMALL, MUTED_INK));
    picture(&scene)
}

fn draw_panel(scene: &mut Scene, area: Area, panel: &ScorePanel) -> Result<(), ChartError> {
    let mut base = area.top + LABEL;
    let style = Type::bold(LABEL, INK);
    scene.text(fit(&panel.title, style, area.width())?, point(area.left, base), Anchor::Start, style);
    if !panel.subtitle.is_empty() {
        let style = Type::regular(SMALL, MUTED_INK);
        base += 1.25 * SMALL;
        scene.text(fit(&panel.subtitle, style, area.width())?, point(area.left, base), Anchor::Start, style);
    }
    let body = Area { top: base + 10.0, bottom: area.bottom - 1.4 * SMALL, ..area };
    let bold = Type::bold(SMALL, INK);
    let gutter = (widest(panel.rows.iter().map(|row| row.name.as_str()), bold)? + 1.0)
        .min(GUTTER_SHARE * area.width());
    // Letters of some viewers are wider.
    let amounts = 1.06 * widest(panel.rows.iter().map(|row| row.amount.as_str()), bold)?;
    let plot = Area { left: body.left + gutter + GAP, right: body.right - amounts - GAP, ..body };
    let pitch = (body.height() / panel.rows.len() as f64).min(46.0);
    let bottom = body.top + pitch * panel.rows.len() as f64;
    for step in 0..=4 {
        let x = plot.left + f64::from(step) / 4.0 * plot.width();
        let stroke = if step == 0 { Stroke::solid(AXIS, 2.0) } else { Stroke::solid(GRID, 1.5) };
        scene.segment(point(x, plot.top), point(x, bottom), stroke);
        if step % 2 == 0 {
            let style = Type::regular(SMALL, MUTED_INK);
            scene.text(format!("{} %", 25 * step), point(x, bottom + 1.1 * SMALL), Anchor::Middle, style);
        }
    }
    for (index, row) in panel.rows.iter().enumerate() {
        let middle = body.top + (index as f64 + 0.5) * pitch;
        let style = if row.strong { bold } else { Type::regular(SMALL, INK) };
        let name = fit(&row.name, style, gutter)?;
        scene.centred_text(name, point(body.left + gutter, middle), Anchor::End, style);
        scene.centred_text(row.amount.clone(), point(body.right, middle), Anchor::End, style);
        draw_bar(scene, plot, (middle, (0.36 * pitch).min(14.0)), row.shares);
    }
    Ok(())
}

fn draw_bar(scene: &mut Scene, plot: Area, (middle, half): (f64, f64), shares: ScoreShares) {
    let x = |share: f64| plot.left + share.min(1.0) * plot.width();
    let mut from = 0.0;
    for (share, colour) in shares.parts() {
        let to = from + share;
        if share > 0.0 {
            scene.rectangle(Area::new(x(from), middle - half, x(to), middle + half), colour);
        }
        from = to;
    }
}

impl ScoreShares {
    fn parts(self) -> Vec<(f64, Colour)> {
        match self {
            ScoreShares::Judged { in_time: on, too_late: late, in_vain: vain, missed: out } => {
                vec![(on, in_time()), (late, too_late()), (vain, in_vain()), (out, missed())]
            }
            ScoreShares::Fires(share) => vec![(share, unjudged())],
        }
    }
}

impl TriggerScorecard {
    fn legend(&self) -> Vec<(Symbol, String)> {
        let language = self.heading.language();
        let rows = || self.panels.iter().flat_map(|panel| &panel.rows);
        let is_judged = |row: &ScoreRow| matches!(row.shares, ScoreShares::Judged { .. });
        let swatch = |colour: Colour, words: &str| (Symbol::Swatch(Fill::from(colour)), language.say(words));
        let mut entries = Vec::new();
        if rows().any(is_judged) {
            entries.extend([
                swatch(in_time(), "scorecard-in-time"),
                swatch(too_late(), "scorecard-late"),
                swatch(in_vain(), "scorecard-in-vain"),
                swatch(missed(), "scorecard-missed"),
            ]);
        }
        if !rows().all(is_judged) {
            entries.push(swatch(unjudged(), "scorecard-set-off"));
        }
        entries
    }

    fn check(&self) -> Result<(), ChartError> {
        check::count("panels", self.panels.len(), MOST_PANELS)?;
        for panel in &self.panels {
            check::count(&format!("triggers of {}", panel.title), panel.rows.len(), MOST_ROWS)?;
            for row in &panel.rows {
                let parts = row.shares.parts();
                parts.iter().try_for_each(|(share, _)| check::probability(&row.name, *share))?;
                let sum: f64 = parts.iter().map(|(share, _)| share).sum();
                check::probability(&format!("{}: all shares", row.name), (sum - 1e-9).max(0.0))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::samples::{assert_good, heading};

    fn chart(panels: usize, rows: usize) -> TriggerScorecard {
        let names = [
            "as written",
            "now",
            "never",
            "month 27",
            "in Great Power Conflict",
            "announced: Sanctions of the home government",
        ];
        let row = |index: usize| ScoreRow {
            name: names[index % 6].to_owned(),
            shares: if index == 3 {
                ScoreShares::Fires(0.4)
            } else {
                ScoreShares::Judged {
                    in_time: 0.2,
                    too_late: 0.1 * (index % 4) as f64,
                    in_vain: 0.3,
                    missed: 0.05,
                }
            },
            amount: ["0", "+12.3 (+10.1 to +14.5)", "not told", "−4.1 (−6.0 to −2.2)"][index % 4].to_owned(),
            strong: index == 0,
        };
        TriggerScorecard {
            heading: heading("Hybrid: only the early warning comes in time"),
            amounts: "mean cost against as written".to_owned(),
            panels: (0..panels)
                .map(|panel| ScorePanel {
                    title: format!("Leave services that will be stopped {panel}"),
                    subtitle: "in Great Power Conflict".to_owned(),
                    rows: (0..rows).map(row).collect(),
                })
                .collect(),
        }
    }

    #[test]
    fn panels_of_any_number_are_drawn() {
        for (panels, rows) in [(1, 12), (2, 5), (3, 8), (4, 9), (6, 6)] {
            let picture = trigger_scorecard(&chart(panels, rows)).unwrap();
            assert_good(&picture, &format!("trigger_scorecard_{panels}_{rows}"));
            assert!(picture.svg.contains("as written"));
        }
    }

    #[test]
    fn wrong_data_is_refused() {
        assert_eq!(trigger_scorecard(&chart(0, 2)).unwrap_err().to_string(), "the chart has no panels");
        assert!(matches!(trigger_scorecard(&chart(7, 2)), Err(ChartError::TooMany { .. })));
        let mut wrong = chart(1, 1);
        wrong.panels[0].rows[0].shares =
            ScoreShares::Judged { in_time: 0.6, too_late: 0.6, in_vain: 0.0, missed: 0.0 };
        assert!(trigger_scorecard(&wrong).is_err());
    }
}
