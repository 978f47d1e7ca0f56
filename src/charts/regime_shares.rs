use super::calendar::Calendar;
use super::check;
use super::crossing_lines::crossing_columns;
use super::error::ChartError;
use super::heading::titled;
use super::layout::{fit, text_width, wrap};
use super::legend::{self, Symbol};
use super::palette::{MOST_WORLDS, ink_on, world_colour};
use super::picture::{Picture, picture};
use super::scene::{Anchor, Area, Fill, Scene, Stroke, Type, point};
use super::theme::{AXIS, INK, LINE_HEIGHT, Look, MUTED_INK, PAPER, SMALL};

/// In which state the world is, month by month: a panel for each scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct RegimeShares {
    /// The finding as a sentence.
    pub title: String,
    /// Trials and seed.
    pub subtitle: String,
    /// What a change of state means, below the panels; may be empty.
    pub note: String,
    pub look: Look,
    /// Year and month (1–12) of month 0.
    pub start: (u16, u8),
    /// Names, from the bottom of the stacks up; at most eight.
    pub regimes: Vec<String>,
    /// At most twelve.
    pub panels: Vec<RegimePanel>,
}

/// One scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct RegimePanel {
    pub title: String,
    /// Trials behind each month.
    pub trials: u64,
    /// Trials by regime at the start of each month, `[month][regime]`.
    pub counts: Vec<Vec<u64>>,
}

const MOST_PANELS: usize = 12;

/// Stacked shares of trials by state of the world; the edges fade by what chance leaves open.
///
/// # Errors
/// No or more than twelve panels, no or more than eight regimes, panels of different length, counts that do not sum to the trials.
pub fn regime_shares(data: &RegimeShares) -> Result<Picture, ChartError> {
    data.check()?;
    let (mut scene, area) = titled(&data.title, &data.subtitle, data.look)?;
    let top = legend::draw(&mut scene, area, &data.legend())? + 8.0;
    let style = Type::regular(SMALL, MUTED_INK);
    let note = wrap(&data.note, style, area.width(), 3)?;
    let bottom = area.bottom - note.len() as f64 * LINE_HEIGHT * SMALL;
    let columns = crossing_columns(data.panels.len());
    let lines = data.panels.len().div_ceil(columns);
    let (width, height) = (area.width() / columns as f64, (bottom - top) / lines as f64);
    for (index, panel) in data.panels.iter().enumerate() {
        let (line, column) = (index / columns, index % columns);
        let left = area.left + column as f64 * width;
        let top = top + line as f64 * height;
        // A gap between neighbours, so that their labels stay apart.
        let cell = Area::new(left, top, left + width - if columns > 1 { 34.0 } else { 0.0 }, top + height);
        data.draw_panel(&mut scene, cell, panel)?;
    }
    for (line, words) in note.into_iter().enumerate() {
        let y = bottom + (line as f64 + 1.0) * LINE_HEIGHT * SMALL;
        scene.text(words, point(area.left, y), Anchor::Start, style);
    }
    picture(&scene)
}

impl RegimeShares {
    fn draw_panel(&self, scene: &mut Scene, cell: Area, panel: &RegimePanel) -> Result<(), ChartError> {
        let style = Type::bold(SMALL, INK);
        let title = fit(&panel.title, style, cell.width())?;
        scene.text(title, point(cell.left, cell.top + SMALL), Anchor::Start, style);
        let small = Type::regular(SMALL, MUTED_INK);
        let gutter = text_width("100 %", small)? + 8.0;
        let plot =
            Area::new(cell.left + gutter, cell.top + 1.9 * SMALL, cell.right, cell.bottom - 2.0 * SMALL);
        for (share, words) in [(0.0, "0 %"), (0.5, "50 %"), (1.0, "100 %")] {
            let y = plot.bottom - share * plot.height();
            scene.centred_text(words, point(plot.left - 8.0, y), Anchor::End, small);
        }
        let calendar = Calendar { start: self.start, months: panel.counts.len() };
        for regime in (0..self.regimes.len()).rev() {
            // Each reaches down to the floor; the next one covers what is below.
            let mut points = edge(plot, calendar, panel, regime, 0.0);
            points.extend([point(plot.right, plot.bottom), point(plot.left, plot.bottom)]);
            scene.polygon(points, world_colour(regime));
        }
        for regime in 0..self.regimes.len().saturating_sub(1) {
            let mut band = edge(plot, calendar, panel, regime, 1.96);
            band.extend(edge(plot, calendar, panel, regime, -1.96).into_iter().rev());
            scene.polygon(band, Fill { colour: PAPER, opacity: 0.45 });
        }
        calendar.draw_years(scene, plot);
        scene.segment(
            point(plot.left, plot.bottom),
            point(plot.right, plot.bottom),
            Stroke::solid(AXIS, 2.0),
        );
        self.draw_ends(scene, plot, panel)
    }

    /// The share at the end, in the area where there is room.
    fn draw_ends(&self, scene: &mut Scene, plot: Area, panel: &RegimePanel) -> Result<(), ChartError> {
        let Some(last) = panel.counts.last() else { return Ok(()) };
        let mut below = 0.0;
        for (regime, count) in last.iter().enumerate() {
            let share = *count as f64 / panel.trials as f64;
            let middle = plot.bottom - (below + share / 2.0) * plot.height();
            below += share;
            if share * plot.height() < 1.3 * SMALL {
                continue;
            }
            let style = Type::bold(SMALL, ink_on(world_colour(regime)));
            let percent = scene.language.percent(share);
            // Where the area has just begun its colour reaches under the whole label.
            let left = plot.right - 14.0 - 1.06 * text_width(&percent, style)?;
            let half = (0.5 * share * plot.height()).min(0.7 * SMALL);
            let ground = Area::new(left, middle - half, plot.right, middle + half);
            scene.rectangle(ground, world_colour(regime));
            scene.centred_text(percent.clone(), point(plot.right - 8.0, middle), Anchor::End, style);
            let name = self.regimes[regime].trim();
            let room = plot.width() - text_width(&percent, style)? - 50.0;
            let wide = share > 0.45 && text_width(name, Type::regular(SMALL, INK))? * 1.1 < 0.6 * room;
            if wide {
                let at = point(plot.right - 0.62 * plot.width(), middle);
                scene.centred_text(name, at, Anchor::Start, Type::regular(SMALL, style.colour));
            }
        }
        Ok(())
    }

    fn legend(&self) -> Vec<(Symbol, String)> {
        let mut entries = vec![(Symbol::None, self.look.language.say("regimes-shares"))];
        let named = self.regimes.iter().enumerate();
        entries.extend(
            named.map(|(index, name)| (Symbol::Swatch(world_colour(index).into()), name.trim().to_owned())),
        );
        entries.push((Symbol::None, self.look.language.say("regimes-bands")));
        entries
    }

    fn check(&self) -> Result<(), ChartError> {
        check::count("title", self.title.trim().len(), usize::MAX)?;
        check::count("panels", self.panels.len(), MOST_PANELS)?;
        check::count("regimes", self.regimes.len(), MOST_WORLDS)?;
        let months = self.panels[0].counts.len();
        check::count("months", months, 10_000)?;
        for panel in &self.panels {
            check::length(&format!("{}: months", panel.title), panel.counts.len(), months)?;
            check::count("trials", usize::try_from(panel.trials).unwrap_or(usize::MAX), usize::MAX)?;
            for counts in &panel.counts {
                check::length(&format!("{}: regimes", panel.title), counts.len(), self.regimes.len())?;
                let sum = usize::try_from(counts.iter().sum::<u64>()).unwrap_or(usize::MAX);
                check::length(
                    &format!("{}: trials", panel.title),
                    sum,
                    usize::try_from(panel.trials).unwrap_or(usize::MAX),
                )?;
            }
        }
        Ok(())
    }
}

/// The upper edge of a regime's area, `off` standard errors off, from left to right.
fn edge(
    plot: Area,
    calendar: Calendar,
    panel: &RegimePanel,
    regime: usize,
    off: f64,
) -> Vec<super::scene::Point> {
    let trials = panel.trials as f64;
    let height = |counts: &Vec<u64>| {
        let share = counts[..=regime].iter().sum::<u64>() as f64 / trials;
        let error = (share * (1.0 - share) / trials).sqrt();
        plot.bottom - (share + off * error).clamp(0.0, 1.0) * plot.height()
    };
    let mut points: Vec<_> = panel.counts.iter().map(height).collect();
    // The last month lasts until the end.
    points.extend(points.last().copied());
    let x = |month: usize| calendar.x(plot, month as f64);
    points.into_iter().enumerate().map(|(month, y)| point(x(month), y)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::Size;
    use crate::charts::samples::assert_good;

    fn chart(panels: usize, regimes: usize) -> RegimeShares {
        let names = ["Renewed Cooperation", "Current Direction", "Great Power Conflict", "Cold War 2.0"];
        let counts = |panel: usize, month: usize| {
            let mut counts = vec![0; regimes];
            let moved = (month * (panel + 1) * 2).min(390) as u64;
            counts[0] = 400 - moved;
            counts[regimes - 1] += moved / 2;
            counts[regimes / 2] += moved - moved / 2;
            counts
        };
        RegimeShares {
            title: "The world is likeliest to stay on its course, but a cold war gains ground".to_owned(),
            subtitle: "Paths of 400 trials of each scenario, seed 42".to_owned(),
            note: "A state of the world sets the rates of all risks together, for as long as it lasts. "
                .repeat(3),
            look: Look::default(),
            start: (2027, 4),
            regimes: (0..regimes).map(|index| names[index % 4].to_owned()).collect(),
            panels: (0..panels)
                .map(|panel| RegimePanel {
                    title: format!("Scenario {panel} with a rather long name: 大国冲突"),
                    trials: 400,
                    counts: (0..60).map(|month| counts(panel, month)).collect(),
                })
                .collect(),
        }
    }

    #[test]
    fn scenarios_and_regimes_of_any_number_are_drawn() {
        for (panels, regimes) in [(1, 4), (2, 1), (8, 4), (12, 8)] {
            let picture = regime_shares(&chart(panels, regimes)).unwrap();
            assert_good(&picture, &format!("regime_shares_{panels}_{regimes}"));
            assert!(picture.svg.contains(">2028</text>"));
        }
        let page = RegimeShares { look: Look { size: Size::Page, ..Look::default() }, ..chart(8, 4) };
        assert_good(&regime_shares(&page).unwrap(), "page_regime_shares");
    }

    #[test]
    fn wrong_data_is_refused() {
        assert!(matches!(regime_shares(&chart(13, 2)), Err(ChartError::TooMany { .. })));
        assert!(matches!(regime_shares(&chart(0, 2)), Err(ChartError::Empty { .. })));
        let mut wrong = chart(1, 3);
        wrong.panels[0].counts[4][1] += 1;
        assert!(matches!(regime_shares(&wrong), Err(ChartError::LengthMismatch { .. })));
    }
}
