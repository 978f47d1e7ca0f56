use super::calendar::Calendar;
use super::check;
use super::error::ChartError;
use super::heading::titled;
use super::layout::{fit, widest};
use super::legend::{self, Symbol};
use super::palette::{DUTY, NEEDS_LEAVE};
use super::picture::{Picture, picture};
use super::scene::{Anchor, Area, Colour, Point, Scene, Stroke, Type, point};
use super::theme::{GRID, INK, Look, MUTED_INK, PAPER, SMALL};
use crate::language::Language;

/// What a set-up is obliged to, and when: rows by function, over the calendar.
#[derive(Debug, Clone, PartialEq)]
pub struct DutyCalendar {
    /// The finding as a sentence.
    pub title: String,
    /// Law and basis.
    pub subtitle: String,
    pub look: Look,
    /// Year and month (1–12) of month 0.
    pub start: (u16, u8),
    pub months: usize,
    /// With at most 24 rows in all.
    pub groups: Vec<DutyGroup>,
}

/// The rows of one function.
#[derive(Debug, Clone, PartialEq)]
pub struct DutyGroup {
    pub name: String,
    pub rows: Vec<DutyRow>,
}

/// Obligations that belong together, such as those of one law.
#[derive(Debug, Clone, PartialEq)]
pub struct DutyRow {
    pub name: String,
    /// Obligations over the horizon, those that are likelier than not and the others.
    pub likely: u32,
    pub supposed: u32,
    /// By rising time, without overlap.
    pub pieces: Vec<DutyPiece>,
    pub marks: Vec<DutyMark>,
}

/// How many obligations hold from one month to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DutyPiece {
    pub from: f64,
    pub until: f64,
    pub likely: u32,
    pub supposed: u32,
}

/// Something that falls due.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DutyMark {
    /// Month from the start.
    pub at: f64,
    pub what: DutyMarkKind,
    /// Of an obligation that is likelier than not.
    pub likely: bool,
}

/// What falls due.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DutyMarkKind {
    /// Work that begins in this month, until an obligation is met.
    Work {
        until: f64,
    },
    /// A regulator decides.
    Decision,
    Renewal,
}

/// Rows that are readable on one picture.
pub const MOST_DUTY_ROWS: usize = 24;

/// Share of the width for the names of functions and of rows.
const FUNCTION_SHARE: f64 = 0.09;
const NAME_SHARE: f64 = 0.28;
const GAP: f64 = 14.0;

/// Bars from when obligations hold to when they no longer do, as high as they are many; work, decisions and renewals on them.
///
/// # Errors
/// No or more than 24 rows, months outside the horizon, numbers that are not finite.
pub fn duty_calendar(data: &DutyCalendar) -> Result<Picture, ChartError> {
    data.check()?;
    let (mut scene, area) = titled(&data.title, &data.subtitle, data.look)?;
    let top = legend::draw(&mut scene, area, &legend_entries(data.look.language))?;
    let rows: usize = data.groups.iter().map(|group| group.rows.len()).sum();
    let head = top + 2.0 * SMALL;
    let pitch = ((area.bottom - 1.8 * SMALL - head) / rows as f64).min(64.0);
    let style = Type::regular(SMALL, INK);
    let names = data.groups.iter().flat_map(|group| group.rows.iter().map(|row| row.name.as_str()));
    let functions = (widest(data.groups.iter().map(|group| group.name.as_str()), Type::bold(SMALL, INK))?
        + 4.0)
        .min(FUNCTION_SHARE * area.width());
    let name_left = area.left + functions + GAP;
    let name_width = (widest(names, style)? + 4.0).min(NAME_SHARE * area.width());
    let heads = ["duty-likely", "duty-supposed"].map(|phrase| data.look.language.say(phrase));
    let count_width = 1.05 * widest(heads.iter().map(String::as_str), Type::bold(SMALL, INK))?;
    let columns =
        [name_left + name_width + GAP + count_width, name_left + name_width + 2.0 * (GAP + count_width)];
    let plot =
        Area::new(columns[1] + 1.8 * GAP, head, area.right - 0.5 * GAP - 24.0, head + rows as f64 * pitch);
    let calendar = Calendar { start: data.start, months: data.months };
    for (at, words) in columns.into_iter().zip(heads) {
        scene.text(words, point(at, head - 0.5 * SMALL), Anchor::End, Type::bold(SMALL, MUTED_INK));
    }
    calendar.draw_lines(&mut scene, plot);
    calendar.draw_years(&mut scene, plot);
    let mut middle = head + pitch / 2.0;
    for group in &data.groups {
        rule(&mut scene, (area.left, plot.right), middle - pitch / 2.0);
        let name = fit(&group.name, Type::bold(SMALL, INK), functions)?;
        scene.centred_text(name, point(area.left, middle), Anchor::Start, Type::bold(SMALL, INK));
        for row in &group.rows {
            let name = fit(&row.name, style, name_width)?;
            scene.centred_text(name, point(name_left, middle), Anchor::Start, style);
            for (at, count) in columns.into_iter().zip([row.likely, row.supposed]) {
                let (words, colour) = match count {
                    0 => ("–".to_owned(), MUTED_INK),
                    some => (some.to_string(), INK),
                };
                scene.centred_text(words, point(at, middle), Anchor::End, Type::regular(SMALL, colour));
            }
            let half = (0.36 * pitch).min(14.0);
            let lane = Area { top: middle - half, bottom: middle + half, ..plot };
            draw_row(&mut scene, calendar, lane, row);
            middle += pitch;
        }
    }
    rule(&mut scene, (area.left, plot.right), plot.bottom);
    picture(&scene)
}

fn rule(scene: &mut Scene, (left, right): (f64, f64), y: f64) {
    scene.segment(point(left, y), point(right, y), Stroke::solid(GRID, 2.0));
}

fn pale() -> Colour {
    DUTY.mixed_with(PAPER, 0.68)
}

fn draw_row(scene: &mut Scene, calendar: Calendar, lane: Area, row: &DutyRow) {
    let most = row.pieces.iter().map(|piece| piece.likely + piece.supposed).max().unwrap_or(1).max(1);
    for piece in &row.pieces {
        let (left, right) = (calendar.x(lane, piece.from), calendar.x(lane, piece.until));
        let height = |count: u32| f64::from(count) / f64::from(most) * lane.height();
        let (likely, all) = (height(piece.likely), height(piece.likely + piece.supposed));
        scene.rectangle(Area::new(left, lane.bottom - all, right, lane.bottom), pale());
        scene.rectangle(Area::new(left, lane.bottom - likely, right, lane.bottom), DUTY);
    }
    let middle = lane.centre().y;
    for mark in &row.marks {
        let x = calendar.x(lane, mark.at);
        match mark.what {
            DutyMarkKind::Work { until } => {
                let right = calendar.x(lane, until.min(calendar.months as f64));
                work(scene, Area::new(x, lane.top, right, lane.bottom));
            }
            DutyMarkKind::Renewal => renewal(scene, point(x, middle), lane.height() / 2.0),
            DutyMarkKind::Decision => {
                // Too close to the ends it would leave the plot.
                let at = point(x.clamp(lane.left + 8.0, lane.right), middle);
                decision(scene, at, mark.likely);
            }
        }
    }
}

/// White slashes over the time of preparation.
pub(super) fn work(scene: &mut Scene, area: Area) {
    let slope = 0.5 * area.height();
    let mut x = area.left;
    while x + slope <= area.right {
        let stroke = Stroke::solid(PAPER, 2.5);
        scene.segment(point(x, area.bottom), point(x + slope, area.top), stroke);
        x += 9.0;
    }
    scene.segment(point(area.right, area.top), point(area.right, area.bottom), Stroke::solid(INK, 2.0));
}

/// A line with a dot.
pub(super) fn renewal(scene: &mut Scene, at: Point, half: f64) {
    scene.segment(point(at.x, at.y - half), point(at.x, at.y + half), Stroke::solid(PAPER, 5.0));
    scene.segment(point(at.x, at.y - half), point(at.x, at.y + half), Stroke::solid(INK, 2.0));
    scene.disc(at, 4.0, INK);
}

/// A diamond, hollow where it is not likely.
pub(super) fn decision(scene: &mut Scene, at: Point, likely: bool) {
    scene.diamond(at, 10.5, PAPER);
    scene.diamond(at, 8.5, NEEDS_LEAVE);
    if !likely {
        scene.diamond(at, 5.0, PAPER);
    }
}

fn legend_entries(language: Language) -> Vec<(Symbol, String)> {
    [
        (Symbol::Swatch(DUTY.into()), "duty-legend-likely"),
        (Symbol::Swatch(pale().into()), "duty-legend-supposed"),
        (Symbol::Hatched(DUTY), "duty-legend-work"),
        (Symbol::Decision, "duty-legend-decision"),
        (Symbol::Renewal, "duty-legend-renewal"),
    ]
    .map(|(symbol, words)| (symbol, language.say(words)))
    .to_vec()
}

impl DutyCalendar {
    fn check(&self) -> Result<(), ChartError> {
        check::count("title", self.title.trim().len(), usize::MAX)?;
        check::count("months", self.months, 10_000)?;
        let rows: Vec<&DutyRow> = self.groups.iter().flat_map(|group| &group.rows).collect();
        check::count("rows", rows.len(), MOST_DUTY_ROWS)?;
        let horizon = self.months as f64;
        for row in rows {
            for piece in &row.pieces {
                let ends =
                    [("start", 0.0), ("from", piece.from), ("until", piece.until), ("horizon", horizon)];
                check::ascending(&row.name, &ends)?;
            }
            for mark in &row.marks {
                check::ascending(&row.name, &[("start", 0.0), ("mark", mark.at), ("horizon", horizon)])?;
                if let DutyMarkKind::Work { until } = mark.what {
                    check::ascending(&row.name, &[("work from", mark.at), ("work until", until)])?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::Size;
    use crate::charts::samples::assert_well_formed;

    fn chart(groups: usize, rows: usize) -> DutyCalendar {
        let piece =
            |from: f64, until: f64, likely: u32, supposed: u32| DutyPiece { from, until, likely, supposed };
        let mark = |at: f64, what: DutyMarkKind| DutyMark { at, what, likely: at < 20.0 };
        let row = |index: usize| DutyRow {
            name: format!("Personal Information Protection Law {index} 个人信息保护法"),
            likely: 6,
            supposed: index as u32 % 4,
            pieces: vec![
                piece(0.0, 14.0, 3, 1),
                piece(14.0, 31.0, 5, 1),
                piece(31.0, 60.0, 6, index as u32 % 4),
            ],
            marks: vec![
                mark(0.0, DutyMarkKind::Work { until: 4.0 }),
                mark(14.0, DutyMarkKind::Work { until: 19.5 }),
                mark(8.0, DutyMarkKind::Decision),
                mark(24.0, DutyMarkKind::Decision),
                mark(36.0, DutyMarkKind::Renewal),
                mark(57.0, DutyMarkKind::Work { until: 66.0 }),
            ],
        };
        DutyCalendar {
            title: "Hybrid is obliged to 62 things, most of them from the first day".to_owned(),
            subtitle: "By the rules of the packs and the facts of the case, without dice".to_owned(),
            look: Look::default(),
            start: (2027, 1),
            months: 60,
            groups: (0..groups)
                .map(|group| DutyGroup {
                    name: ["HR", "Finance", "Marketing", "IT", "Legal"][group].to_owned(),
                    rows: (0..rows).map(row).collect(),
                })
                .collect(),
        }
    }

    #[test]
    fn few_and_many_rows_are_drawn() {
        for (groups, rows) in [(1, 1), (5, 3), (4, 6)] {
            let picture = duty_calendar(&chart(groups, rows)).unwrap();
            assert_well_formed(&picture, &format!("duty_calendar_{groups}_{rows}"));
            assert!(picture.svg.contains(">2029</text>"));
        }
        let page = DutyCalendar { look: Look { size: Size::Page, ..Look::default() }, ..chart(4, 6) };
        assert_well_formed(&duty_calendar(&page).unwrap(), "page_duty_calendar");
    }

    #[test]
    fn wrong_data_is_refused() {
        assert!(matches!(duty_calendar(&chart(5, 5)), Err(ChartError::TooMany { .. })));
        assert!(matches!(duty_calendar(&chart(0, 0)), Err(ChartError::Empty { .. })));
        let mut wrong = chart(1, 1);
        wrong.groups[0].rows[0].pieces[2].until = 61.0;
        assert!(matches!(duty_calendar(&wrong), Err(ChartError::OutOfOrder { .. })));
    }
}
