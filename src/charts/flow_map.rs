use super::check;
use super::error::ChartError;
use super::heading::titled;
use super::layout::{fit, text_width};
use super::legend::{self, Symbol, arrow};
use super::palette::{DUTY, NEEDS_LEAVE, RISK_APPETITE};
use super::picture::{Picture, picture};
use super::scene::{Anchor, Area, Colour, Scene, Stroke, Type, point};
use super::theme::{AXIS, GRID, INK, Look, MUTED_INK, PAPER, SMALL};
use crate::language::Language;

/// Which application is where, and what of its data crosses the border.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowMap {
    /// The finding as a sentence.
    pub title: String,
    /// Time, law and basis.
    pub subtitle: String,
    pub look: Look,
    /// At most 14, with at most 26 arrows in all.
    pub rows: Vec<FlowRow>,
    /// What is not shown; may be empty.
    pub left_out: String,
}

/// One application.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowRow {
    pub application: String,
    /// Where it is run.
    pub place: String,
    pub in_china: bool,
    pub arrows: Vec<FlowArrow>,
}

/// Data of an application.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowArrow {
    /// What it is.
    pub label: String,
    /// Of how many persons; may be empty.
    pub amount: String,
    /// What it needs, in a few words.
    pub needs: String,
    pub course: FlowCourse,
}

/// Whether data crosses the border.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FlowCourse {
    Stays,
    Free,
    /// From abroad into China.
    Inbound,
    WithLeave,
    Stopped,
}

pub const MOST_FLOW_ROWS: usize = 14;
pub const MOST_FLOW_ARROWS: usize = 26;

/// Shares of the width: an application's box, the words about data, the arrows.
const BOX_SHARE: f64 = 0.175;
const LABEL_SHARE: f64 = 0.36;
const ARROW_SHARE: f64 = 0.1;

/// Applications in two columns, China and abroad, with their data between.
///
/// # Errors
/// No or more than 14 applications, more than 26 arrows.
pub fn flow_map(data: &FlowMap) -> Result<Picture, ChartError> {
    data.check()?;
    let (mut scene, area) = titled(&data.title, &data.subtitle, data.look)?;
    let top = legend::draw(&mut scene, area, &legend_entries(data.look.language))? + 6.0;
    let head = top + 1.6 * SMALL;
    let foot = if data.left_out.trim().is_empty() { 0.0 } else { 1.7 * SMALL };
    let lines: usize = data.rows.iter().map(FlowRow::lines).sum();
    let gap = 6.0;
    let room = area.bottom - foot - head - gap * data.rows.len() as f64;
    let pitch = (room / lines as f64).min(46.0);
    let columns = Columns::of(area);
    columns.draw_heads(&mut scene, top + SMALL);
    let bottom = head + pitch * lines as f64 + gap * data.rows.len() as f64;
    let border = (columns.arrow.0 + columns.arrow.1) / 2.0;
    scene.segment(point(border, head), point(border, bottom), Stroke::dashed(AXIS, 3.0, 10.0));
    let mut y = head;
    for row in &data.rows {
        let height = pitch * row.lines() as f64;
        draw_row(&mut scene, &columns, row, Area::new(area.left, y, area.right, y + height), pitch)?;
        y += height + gap;
    }
    if foot > 0.0 {
        let style = Type::regular(SMALL, MUTED_INK);
        let words = fit(data.left_out.trim(), style, area.width())?;
        scene.text(words, point(area.left, bottom + 1.3 * SMALL), Anchor::Start, style);
    }
    picture(&scene)
}

/// Left and right ends.
struct Columns {
    china: (f64, f64),
    label: (f64, f64),
    arrow: (f64, f64),
    needs: (f64, f64),
    abroad: (f64, f64),
}

impl Columns {
    fn of(area: Area) -> Columns {
        let width = area.width();
        let box_width = BOX_SHARE * width;
        let label = area.left + box_width + 14.0;
        let arrow = label + LABEL_SHARE * width;
        let needs = arrow + ARROW_SHARE * width + 12.0;
        Columns {
            china: (area.left, area.left + box_width),
            label: (label, arrow - 10.0),
            arrow: (arrow, needs - 12.0),
            needs: (needs, area.right - box_width - 12.0),
            abroad: (area.right - box_width, area.right),
        }
    }

    fn draw_heads(&self, scene: &mut Scene, y: f64) {
        let style = Type::bold(SMALL, INK);
        scene.text(scene.language.say("flow-in-china"), point(self.china.0, y), Anchor::Start, style);
        scene.text(scene.language.say("flow-abroad"), point(self.abroad.0, y), Anchor::Start, style);
    }
}

fn draw_row(
    scene: &mut Scene,
    columns: &Columns,
    row: &FlowRow,
    area: Area,
    pitch: f64,
) -> Result<(), ChartError> {
    let ends = if row.in_china { columns.china } else { columns.abroad };
    draw_box(scene, Area { left: ends.0, right: ends.1, ..area }, row)?;
    // From the box to the words, so that the eye keeps the line.
    let middle = |line: usize| area.top + (line as f64 + 0.5) * pitch;
    if row.arrows.is_empty() {
        let style = Type::regular(SMALL, MUTED_INK);
        let words = fit(&scene.language.say("flow-no-data"), style, columns.label.1 - columns.label.0)?;
        scene.centred_text(words, point(columns.label.0, middle(0)), Anchor::Start, style);
    }
    for (line, flow) in row.arrows.iter().enumerate() {
        let y = middle(line);
        draw_flow(scene, columns, flow, y)?;
    }
    let foot = area.bottom + 3.0;
    scene.segment(point(area.left, foot), point(area.right, foot), Stroke::solid(GRID, 1.5));
    Ok(())
}

fn draw_box(scene: &mut Scene, area: Area, row: &FlowRow) -> Result<(), ChartError> {
    scene.rectangle(area, DUTY.mixed_with(PAPER, 0.86));
    let (name, place) = (Type::bold(SMALL, INK), Type::regular(SMALL, MUTED_INK));
    let room = area.width() - 16.0;
    let left = area.left + 8.0;
    if area.height() >= 2.4 * SMALL {
        let middle = area.centre().y;
        let words = fit(&row.application, name, room)?;
        scene.centred_text(words, point(left, middle - 0.6 * SMALL), Anchor::Start, name);
        let words = fit(&row.place, place, room)?;
        scene.centred_text(words, point(left, middle + 0.65 * SMALL), Anchor::Start, place);
        return Ok(());
    }
    let application = fit(&row.application, name, room)?;
    let used = 1.05 * text_width(&application, name)? + 10.0;
    scene.centred_text(application, point(left, area.centre().y), Anchor::Start, name);
    // The place alone where nothing but its first letters would be left.
    let rest = fit(&row.place, place, room - used)?;
    if rest == row.place || rest.chars().count() > 7 {
        scene.centred_text(rest, point(left + used, area.centre().y), Anchor::Start, place);
    }
    Ok(())
}

fn colour(course: FlowCourse) -> Colour {
    match course {
        FlowCourse::Stays => MUTED_INK.mixed_with(PAPER, 0.45),
        FlowCourse::Free | FlowCourse::Inbound => DUTY,
        FlowCourse::WithLeave => NEEDS_LEAVE,
        FlowCourse::Stopped => RISK_APPETITE,
    }
}

fn draw_flow(scene: &mut Scene, columns: &Columns, flow: &FlowArrow, y: f64) -> Result<(), ChartError> {
    let style = Type::regular(SMALL, INK);
    let small = Type::regular(SMALL, MUTED_INK);
    let amount = 1.04 * text_width(&flow.amount, small)?;
    let gap = if amount > 0.0 { 12.0 } else { 0.0 };
    if amount > 0.0 {
        scene.centred_text(flow.amount.clone(), point(columns.label.1, y), Anchor::End, small);
    }
    let label = fit(&flow.label, style, columns.label.1 - columns.label.0 - amount - gap)?;
    scene.centred_text(label, point(columns.label.0, y), Anchor::Start, style);
    let colour = colour(flow.course);
    let ((left, right), border) = (columns.arrow, (columns.arrow.0 + columns.arrow.1) / 2.0);
    match flow.course {
        FlowCourse::Free | FlowCourse::WithLeave => {
            arrow(scene, point(left, y), point(right, y), colour);
        }
        FlowCourse::Inbound => arrow(scene, point(right, y), point(left, y), colour),
        FlowCourse::Stays => {
            stop(scene, (left, border - 14.0), y, colour);
        }
        FlowCourse::Stopped => {
            stop(scene, (left, border - 14.0), y, colour);
            cross(scene, border, y, colour);
        }
    }
    let bold = flow.course == FlowCourse::WithLeave || flow.course == FlowCourse::Stopped;
    let style =
        if bold { Type::bold(SMALL, colour.mixed_with(INK, 0.25)) } else { Type::regular(SMALL, MUTED_INK) };
    let needs = fit(&flow.needs, style, columns.needs.1 - columns.needs.0)?;
    scene.centred_text(needs, point(columns.needs.0, y), Anchor::Start, style);
    Ok(())
}

/// A line that ends before the border.
fn stop(scene: &mut Scene, (left, right): (f64, f64), y: f64, colour: Colour) {
    scene.segment(point(left, y), point(right, y), Stroke::solid(colour, 4.0));
    scene.segment(point(right, y - 8.0), point(right, y + 8.0), Stroke::solid(colour, 4.0));
}

fn cross(scene: &mut Scene, x: f64, y: f64, colour: Colour) {
    for sign in [-1.0, 1.0] {
        let ends = (point(x - 8.0, y - 8.0 * sign), point(x + 8.0, y + 8.0 * sign));
        scene.segment(ends.0, ends.1, Stroke::solid(colour, 4.0));
    }
}

fn legend_entries(language: Language) -> Vec<(Symbol, String)> {
    [
        (Symbol::Arrow(DUTY), "flow-legend-free"),
        (Symbol::Arrow(NEEDS_LEAVE), "flow-legend-leave"),
        (Symbol::Line(Stroke::solid(RISK_APPETITE, 4.0)), "flow-legend-stopped"),
        (Symbol::Line(Stroke::solid(colour(FlowCourse::Stays), 4.0)), "flow-legend-stays"),
    ]
    .map(|(symbol, words)| (symbol, language.say(words)))
    .to_vec()
}

impl FlowRow {
    fn lines(&self) -> usize {
        self.arrows.len().max(1)
    }
}

impl FlowMap {
    fn check(&self) -> Result<(), ChartError> {
        check::count("title", self.title.trim().len(), usize::MAX)?;
        check::count("applications", self.rows.len(), MOST_FLOW_ROWS)?;
        check::count("lines of data", self.rows.iter().map(FlowRow::lines).sum(), MOST_FLOW_ARROWS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::Size;
    use crate::charts::samples::assert_well_formed;

    fn chart(rows: usize, arrows: usize) -> FlowMap {
        let courses = [
            FlowCourse::Stays,
            FlowCourse::Free,
            FlowCourse::Inbound,
            FlowCourse::WithLeave,
            FlowCourse::Stopped,
        ];
        let flow = |index: usize| FlowArrow {
            label: "Contacts at customers and prospects 客户联系人".to_owned(),
            amount: "110,000 persons".to_owned(),
            needs: ["stays in China", "free", "inbound", "standard contract", "forbidden"][index % 5]
                .to_owned(),
            course: courses[index % 5],
        };
        FlowMap {
            title: "Under Hybrid 9 of 14 applications stand in China, and 3 flows need an approval"
                .to_owned(),
            subtitle: "Target from June 2028  ·  China 2026  ·  by the rules, without dice".to_owned(),
            look: Look::default(),
            rows: (0..rows)
                .map(|row| FlowRow {
                    application: ["ERP", "E-mail and collaboration", "远程服务平台 with a long name"]
                        [row % 3]
                        .to_owned(),
                    place: "Group data centre".to_owned(),
                    in_china: row < rows.div_ceil(2),
                    arrows: (0..(row + arrows) % 3).map(|index| flow(row + index)).collect(),
                })
                .collect(),
            left_out: "Not shown: 12 applications in China".to_owned(),
        }
    }

    #[test]
    fn few_and_many_applications_are_drawn() {
        for (rows, arrows) in [(1, 0), (1, 2), (6, 1), (14, 2)] {
            let picture = flow_map(&chart(rows, arrows)).unwrap();
            assert_well_formed(&picture, &format!("flow_map_{rows}_{arrows}"));
            assert!(picture.svg.contains("Not shown"));
        }
        let page = FlowMap { look: Look { size: Size::Page, ..Look::default() }, ..chart(14, 1) };
        assert_well_formed(&flow_map(&page).unwrap(), "page_flow_map");
    }

    #[test]
    fn too_much_is_refused() {
        assert!(matches!(flow_map(&chart(15, 1)), Err(ChartError::TooMany { .. })));
        assert!(matches!(flow_map(&chart(0, 1)), Err(ChartError::Empty { .. })));
    }
}
