use super::axis::{MoneyAxis, money, tick_label};
use super::check;
use super::error::ChartError;
use super::layout::{fit, wrap_evenly};
use super::legend::{self, Symbol};
use super::palette::{MOST_GROUPS, group_colour, ink_on};
use super::picture::{Picture, picture};
use super::scene::{Anchor, Area, Colour, Point, Scene, Stroke, Type, point};
use super::svg::svg;
use super::theme::{AXIS, GRID, INK, LABEL, LINE_HEIGHT, MARGIN, MUTED_INK, PAPER, SMALL, SUBTITLE, TITLE};
use super::timeline_lanes::{PackedLane, ROW};

/// What happened in one simulated future, month by month, and what it cost: one or two options one above the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// The finding as a sentence.
    pub title: String,
    /// Scenario, trial, money.
    pub subtitle: String,
    /// Year and month (1–12) in which it begins.
    pub start: (u16, u8),
    /// Length in months.
    pub months: usize,
    /// Month and name of what the world is like from then on; the first at 0.
    pub regimes: Vec<(f64, String)>,
    /// What happens to all options.
    pub world: TimelineLane,
    /// Names of the cost groups in stacking order, at most eight.
    pub groups: Vec<String>,
    /// Unit and meaning of the costs: `EUR, present value at 8 %`.
    pub money: String,
    /// One or two options.
    pub blocks: Vec<TimelineBlock>,
}

/// One option.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineBlock {
    /// Shown when there are two.
    pub option: String,
    /// Lanes from top to bottom; empty ones are not shown.
    pub lanes: Vec<TimelineLane>,
    /// `[group][month]`: cost; a gain is negative.
    pub costs: Vec<Vec<f64>>,
}

/// Things of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineLane {
    pub name: String,
    pub items: Vec<TimelineItem>,
}

/// One thing with a label and the times at which it was there.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineItem {
    pub label: String,
    /// By time.
    pub spans: Vec<TimelineSpan>,
    pub tone: Tone,
    /// Where there is no room for all, those of the largest weight are shown.
    pub weight: f64,
}

/// In months from the start; at one instant if all are equal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimelineSpan {
    /// Announced, begun.
    pub start: f64,
    /// In force.
    pub effect: f64,
    /// Infinite for good.
    pub end: f64,
}

/// What a bar or mark stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// An event; pale until it is in force.
    Event,
    PlannedMove,
    EmergencyMove,
    Playbook,
    /// An authority looks.
    Inspection,
    /// An authority punishes or refuses.
    Sanction,
}

impl Tone {
    const ALL: [Tone; 6] = [
        Tone::Event,
        Tone::PlannedMove,
        Tone::EmergencyMove,
        Tone::Playbook,
        Tone::Inspection,
        Tone::Sanction,
    ];

    /// Dark enough for white letters, and none of the colours of options or groups.
    pub(super) fn colour(self) -> Colour {
        match self {
            Tone::Event => Colour::new(0x4A, 0x55, 0x68),
            Tone::PlannedMove => Colour::new(0x3B, 0x6E, 0xA8),
            Tone::EmergencyMove => Colour::new(0xC2, 0x41, 0x0C),
            Tone::Playbook => Colour::new(0x0F, 0x76, 0x6E),
            Tone::Inspection => Colour::new(0x9A, 0x9A, 0x9A),
            Tone::Sanction => Colour::new(0x8B, 0x00, 0x3A),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Tone::Event => "event (pale: announced)",
            Tone::PlannedMove => "planned move",
            Tone::EmergencyMove => "emergency move",
            Tone::Playbook => "playbook",
            Tone::Inspection => "inspection",
            Tone::Sanction => "sanction, refusal, closure",
        }
    }
}

const WIDTH: f64 = 1600.0;
const LEAST_HEIGHT: f64 = 900.0;
/// Room for the names of lanes and the amounts of the cost axis.
const GUTTER: f64 = 216.0;
/// Room for the name of a lane alone.
const NAME_WIDTH: f64 = 140.0;
const REGIME_HEIGHT: f64 = 34.0;
const LEAST_COST_HEIGHT: f64 = 190.0;
/// Below the cost: years.
const YEARS_HEIGHT: f64 = 40.0;
const GAP: f64 = 12.0;
/// Share of the width that headings may fill; see the headings of other charts.
const TITLE_SHARE: f64 = 0.88;
const SUBTITLE_SHARE: f64 = 0.97;
/// More distance between a line of the title and one of the subtitle.
const TO_SUBTITLE: f64 = 4.0;
const LONGEST: usize = 1200;

/// Bands of regimes, bars and marks by time, and below them the stacked cost of each month, on one scale for both options.
///
/// # Errors
/// No title, no or more than two options, no or more than 1200 months, more than eight groups, costs that are not finite or not
/// one per group and month, times that are not numbers or out of order.
pub fn timeline(data: &Timeline) -> Result<Picture, ChartError> {
    picture(&scene(data)?)
}

/// The same as SVG text alone, which takes a fraction of the time.
///
/// # Errors
/// As [`timeline`].
pub fn timeline_svg(data: &Timeline) -> Result<String, ChartError> {
    svg(&scene(data)?)
}

fn scene(data: &Timeline) -> Result<Scene, ChartError> {
    data.check()?;
    let heading = data.heading()?;
    let scale = Months { left: MARGIN + GUTTER, right: WIDTH - MARGIN, months: data.months as f64 };
    let world = PackedLane::of(&data.world, scale)?;
    let mut blocks = Vec::new();
    for block in &data.blocks {
        let shown = block.lanes.iter().filter(|lane| !lane.items.is_empty());
        blocks.push(shown.map(|lane| PackedLane::of(lane, scale)).collect::<Result<Vec<_>, ChartError>>()?);
    }
    let heading_height: f64 =
        heading.iter().map(|(_, style)| LINE_HEIGHT * style.size + TO_SUBTITLE).sum::<f64>() + 26.0;
    let legend_height = data.legend_height()?;
    let name_height = if data.blocks.len() > 1 { 44.0 } else { 0.0 };
    let lanes: f64 = blocks.iter().flatten().chain([&world]).map(|lane| lane.height() + GAP).sum();
    let fixed = MARGIN
        + heading_height
        + legend_height
        + REGIME_HEIGHT
        + GAP
        + lanes
        + data.blocks.len() as f64 * (name_height + YEARS_HEIGHT + GAP);
    let count = data.blocks.len() as f64;
    let cost_height = ((LEAST_HEIGHT - 28.0 - fixed) / count).max(LEAST_COST_HEIGHT);
    let height = (fixed + count * cost_height + 28.0).ceil();
    let mut scene = Scene::new((WIDTH as u32, height as u32), data.title.trim());
    let mut base = MARGIN - 0.3 * TITLE;
    for (line, style) in heading {
        base += LINE_HEIGHT * style.size + if style.size < TITLE { TO_SUBTITLE } else { 0.0 };
        scene.text(line, point(MARGIN, base), Anchor::Start, style);
    }
    let mut top = MARGIN + heading_height - 12.0;
    let room = Area::new(MARGIN, top, WIDTH - MARGIN, height);
    for entries in data.legends() {
        top = legend::draw(&mut scene, Area { top, ..room }, &entries)?;
    }
    top = MARGIN + heading_height - 12.0 + legend_height + GAP;
    let axis = data.cost_axis();
    data.draw_year_lines(&mut scene, scale, (top, height - 28.0 - YEARS_HEIGHT - GAP));
    data.draw_regimes(&mut scene, scale, top)?;
    top += REGIME_HEIGHT + GAP;
    top = draw_lane(&mut scene, &data.world.name, &world, scale, top)?;
    for (block, packed) in data.blocks.iter().zip(&blocks) {
        if name_height > 0.0 {
            let rule = Stroke::solid(AXIS, 2.0);
            scene.segment(point(MARGIN, top), point(WIDTH - MARGIN, top), rule);
            let style = Type::bold(LABEL, INK);
            let name = fit(&block.heading(), style, SUBTITLE_SHARE * (WIDTH - 2.0 * MARGIN))?;
            scene.text(name, point(MARGIN, top + 32.0), Anchor::Start, style);
            top += name_height;
        }
        let shown = block.lanes.iter().filter(|lane| !lane.items.is_empty());
        for (lane, packed) in shown.zip(packed) {
            top = draw_lane(&mut scene, &lane.name, packed, scale, top)?;
        }
        let plot = Area::new(scale.left, top, scale.right, top + cost_height);
        data.draw_years(&mut scene, scale, plot);
        draw_costs(&mut scene, block, &axis, plot, data.months);
        top = plot.bottom + YEARS_HEIGHT + GAP;
    }
    Ok(scene)
}

/// The horizontal scale.
#[derive(Debug, Clone, Copy)]
pub(super) struct Months {
    pub left: f64,
    pub right: f64,
    months: f64,
}

impl Months {
    #[cfg(test)]
    pub fn over(left: f64, right: f64, months: f64) -> Months {
        Months { left, right, months }
    }

    /// What lies beyond an end is shown at the end.
    pub fn x(&self, month: f64) -> f64 {
        self.left + (month / self.months).clamp(0.0, 1.0) * (self.right - self.left)
    }
}

impl TimelineBlock {
    fn total(&self) -> f64 {
        self.costs.iter().flatten().sum()
    }

    fn heading(&self) -> String {
        format!("{}: {}", self.option.trim(), money(self.total()))
    }
}

impl Timeline {
    fn check(&self) -> Result<(), ChartError> {
        check::count("title", self.title.trim().len(), usize::MAX)?;
        check::count("options", self.blocks.len(), 2)?;
        check::count("months", self.months, LONGEST)?;
        check::count("cost groups", self.groups.len(), MOST_GROUPS)?;
        for block in &self.blocks {
            check::length(&format!("costs of {}", block.option), block.costs.len(), self.groups.len())?;
            for (group, costs) in self.groups.iter().zip(&block.costs) {
                check::length(&format!("{group} of {}", block.option), costs.len(), self.months)?;
                for cost in costs {
                    check::amount(&format!("{}: {group}", block.option), *cost)?;
                }
            }
        }
        let lanes = self.blocks.iter().flat_map(|block| &block.lanes).chain([&self.world]);
        for item in lanes.flat_map(|lane| &lane.items) {
            check::count(&format!("times of {}", item.label), item.spans.len(), usize::MAX)?;
            for span in &item.spans {
                check::amount(&format!("{}: start", item.label), span.start)?;
                check::amount(&format!("{}: effect", item.label), span.effect)?;
                if span.end.is_nan() {
                    return Err(ChartError::NotFinite {
                        what: format!("{}: end", item.label),
                        value: span.end,
                    });
                }
                let end = span.end.min(check::LARGEST_AMOUNT);
                check::ascending(
                    &item.label,
                    &[("start", span.start), ("effect", span.effect), ("end", end)],
                )?;
            }
        }
        Ok(())
    }

    /// Title and subtitle in lines.
    fn heading(&self) -> Result<Vec<(String, Type)>, ChartError> {
        let width = WIDTH - 2.0 * MARGIN;
        let (title, subtitle) = (Type::bold(TITLE, INK), Type::regular(SUBTITLE, MUTED_INK));
        let mut lines = Vec::new();
        for line in wrap_evenly(self.title.trim(), title, TITLE_SHARE * width, 3)? {
            lines.push((line, title));
        }
        for line in wrap_evenly(&self.subtitle, subtitle, SUBTITLE_SHARE * width, 2)? {
            lines.push((line, subtitle));
        }
        Ok(lines)
    }

    /// What bars and marks mean, then groups of cost.
    fn legends(&self) -> Vec<Vec<(Symbol, String)>> {
        let items = self.blocks.iter().flat_map(|block| &block.lanes).chain([&self.world]);
        let mut used: Vec<Tone> = items.flat_map(|lane| &lane.items).map(|item| item.tone).collect();
        used.sort_unstable();
        used.dedup();
        let tones = Tone::ALL.into_iter().filter(|tone| used.contains(tone));
        let tones: Vec<(Symbol, String)> =
            tones.map(|tone| (Symbol::Swatch(tone.colour().into()), tone.name().to_owned())).collect();
        let mut groups = vec![(Symbol::None, format!("Cost per month ({}):", self.money))];
        for (index, name) in self.groups.iter().enumerate() {
            groups.push((Symbol::Swatch(group_colour(index).into()), name.clone()));
        }
        [tones, groups].into_iter().filter(|entries| !entries.is_empty()).collect()
    }

    fn legend_height(&self) -> Result<f64, ChartError> {
        let mut scratch = Scene::new((WIDTH as u32, LEAST_HEIGHT as u32), "");
        let mut top = 0.0;
        for entries in self.legends() {
            let room = Area::new(MARGIN, top, WIDTH - MARGIN, LEAST_HEIGHT);
            top = legend::draw(&mut scratch, room, &entries)?;
        }
        Ok(top)
    }

    /// From the lowest to the highest stack of any block.
    fn cost_axis(&self) -> MoneyAxis {
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        for block in &self.blocks {
            for month in 0..self.months {
                let of_month = block.costs.iter().map(|costs| costs[month]);
                high = high.max(of_month.clone().filter(|cost| *cost > 0.0).sum());
                low = low.min(of_month.filter(|cost| *cost < 0.0).sum());
            }
        }
        MoneyAxis::covering(low, high, 5)
    }

    fn draw_regimes(&self, scene: &mut Scene, scale: Months, top: f64) -> Result<(), ChartError> {
        let style = Type::regular(SMALL, MUTED_INK);
        let middle = top + REGIME_HEIGHT / 2.0;
        scene.centred_text("Regime", point(MARGIN, middle), Anchor::Start, style);
        let mut known: Vec<&str> = Vec::new();
        for (index, (from, name)) in self.regimes.iter().enumerate() {
            let until = self.regimes.get(index + 1).map_or(self.months as f64, |(next, _)| *next);
            let position = known.iter().position(|other| *other == name).unwrap_or_else(|| {
                known.push(name);
                known.len() - 1
            });
            let colour = REGIMES[position % REGIMES.len()];
            let band = Area::new(scale.x(*from), top, scale.x(until), top + REGIME_HEIGHT);
            scene.rectangle(band, colour);
            let style = Type::regular(SMALL, ink_on(colour));
            let label = fit(name, style, band.width() - 16.0)?;
            // A few letters and an ellipsis name nothing.
            if label == *name || label.chars().count() > 8 {
                scene.centred_text(label, point(band.left + 8.0, middle), Anchor::Start, style);
            }
        }
        Ok(())
    }

    /// Months from the start and the calendar month (from year 0) of every month, its end included.
    fn calendar(&self) -> impl Iterator<Item = (usize, usize)> {
        let first = usize::from(self.start.0) * 12 + usize::from(self.start.1) - 1;
        (0..=self.months).map(move |month| (month, first + month))
    }

    /// Pale lines where years begin.
    fn draw_year_lines(&self, scene: &mut Scene, scale: Months, (top, bottom): (f64, f64)) {
        for (month, _) in self.calendar().filter(|(_, calendar)| calendar.is_multiple_of(12)) {
            let x = scale.x(month as f64);
            scene.segment(point(x, top), point(x, bottom), Stroke::solid(GRID, 1.5));
        }
    }

    /// Years below the cost; for short horizons also quarters.
    fn draw_years(&self, scene: &mut Scene, scale: Months, plot: Area) {
        const QUARTERS: [(usize, &str); 3] = [(3, "Apr"), (6, "Jul"), (9, "Oct")];
        let style = Type::regular(SMALL, MUTED_INK);
        let per_month = (scale.right - scale.left) / self.months as f64;
        // A year takes up 48 pixels, its neighbours 20 more.
        let every = (68.0 / (12.0 * per_month)).ceil().max(1.0) as usize;
        for (month, calendar) in self.calendar() {
            let (year, of_year) = (calendar / 12, calendar % 12);
            let below = point(scale.x(month as f64), plot.bottom + 1.4 * SMALL);
            if of_year == 0 && year.is_multiple_of(every) {
                scene.text(year.to_string(), below, Anchor::Middle, style);
            } else if per_month > 23.0
                && let Some((_, name)) = QUARTERS.iter().find(|(quarter, _)| *quarter == of_year)
            {
                scene.text(*name, below, Anchor::Middle, style);
            }
        }
    }
}

/// Pale bands, told apart by their names first.
const REGIMES: [Colour; 6] = [
    Colour::new(0xD9, 0xE2, 0xEC),
    Colour::new(0xF2, 0xD6, 0xC4),
    Colour::new(0xC9, 0xA9, 0xA6),
    Colour::new(0xD5, 0xE8, 0xD4),
    Colour::new(0xEA, 0xDF, 0xF2),
    Colour::new(0xF5, 0xEC, 0xC0),
];

fn draw_lane(
    scene: &mut Scene,
    name: &str,
    lane: &PackedLane,
    scale: Months,
    top: f64,
) -> Result<f64, ChartError> {
    let style = Type::regular(SMALL, MUTED_INK);
    let first = top + ROW / 2.0;
    scene.centred_text(fit(name, style, NAME_WIDTH)?, point(MARGIN, first), Anchor::Start, style);
    if lane.folded > 0 {
        let more = format!("and {} more", lane.folded);
        scene.centred_text(more, point(MARGIN, first + ROW), Anchor::Start, style);
    }
    if lane.placed.is_empty() {
        scene.centred_text("nothing", point(scale.left, first), Anchor::Start, style);
    }
    for item in &lane.placed {
        let middle = top + (item.row as f64 + 0.5) * ROW;
        for span in &item.spans {
            draw_span(
                scene,
                item.tone,
                (scale.x(span.start), scale.x(span.effect), scale.x(span.end)),
                middle,
            );
        }
        if let Some((x, text, inside)) = &item.label {
            let ink = if *inside { ink_on(item.tone.colour()) } else { INK };
            scene.centred_text(text.clone(), point(*x, middle), Anchor::Start, Type::regular(SMALL, ink));
        }
    }
    Ok(top + lane.height() + GAP)
}

/// Half the height of a bar.
const HALF_BAR: f64 = 13.0;
/// Narrower bars are marks.
pub(super) const MARK: f64 = 8.0;

fn draw_span(scene: &mut Scene, tone: Tone, (start, effect, end): (f64, f64, f64), middle: f64) {
    let colour = tone.colour();
    let bar = |left: f64, right: f64| Area::new(left, middle - HALF_BAR, right, middle + HALF_BAR);
    if effect > start {
        scene.rectangle(bar(start, effect), PAPER.mixed_with(colour, 0.35));
    }
    if end - start < MARK {
        mark(scene, tone, point((start + end) / 2.0, middle));
    } else if end - effect < MARK {
        mark(scene, tone, point(effect, middle));
    } else {
        scene.rectangle(bar(effect, end), colour);
        scene.segment(
            point(end, middle - HALF_BAR),
            point(end, middle + HALF_BAR),
            Stroke::solid(PAPER, 2.0),
        );
    }
}

fn mark(scene: &mut Scene, tone: Tone, at: Point) {
    match tone {
        Tone::Inspection => scene.disc(at, 5.0, tone.colour()),
        Tone::Event | Tone::PlannedMove | Tone::EmergencyMove | Tone::Playbook | Tone::Sanction => {
            scene.diamond(at, MARK, tone.colour());
        }
    }
}

fn draw_costs(scene: &mut Scene, block: &TimelineBlock, axis: &MoneyAxis, plot: Area, months: usize) {
    let style = Type::regular(SMALL, MUTED_INK);
    let y = |amount: f64| axis.position(amount, plot.bottom, plot.top);
    for tick in axis.ticks() {
        let stroke = if tick == 0.0 { Stroke::solid(AXIS, 2.0) } else { Stroke::solid(GRID, 1.5) };
        scene.segment(point(plot.left, y(tick)), point(plot.right, y(tick)), stroke);
        scene.centred_text(tick_label(tick), point(plot.left - 10.0, y(tick)), Anchor::End, style);
    }
    scene.centred_text("Cost", point(MARGIN, plot.top + 40.0), Anchor::Start, style);
    let x = |month: usize| plot.left + month as f64 / months as f64 * plot.width();
    let (mut costs, mut gains) = (vec![0.0; months], vec![0.0; months]);
    for (index, group) in block.costs.iter().enumerate() {
        for (stack, sign) in [(&mut costs, 1.0), (&mut gains, -1.0)] {
            let before = stack.clone();
            for (sum, amount) in stack.iter_mut().zip(group) {
                *sum += if amount * sign > 0.0 { *amount } else { 0.0 };
            }
            for (from, to) in stretches(&before, stack) {
                let mut outline = Vec::new();
                for month in from..to {
                    outline.extend([point(x(month), y(stack[month])), point(x(month + 1), y(stack[month]))]);
                }
                for month in (from..to).rev() {
                    outline
                        .extend([point(x(month + 1), y(before[month])), point(x(month), y(before[month]))]);
                }
                outline.dedup();
                scene.polygon(outline, group_colour(index));
            }
        }
    }
}

/// From and up to which month two stacks differ.
fn stretches(before: &[f64], after: &[f64]) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for month in (0..before.len()).filter(|month| before[*month] != after[*month]) {
        match found.last_mut().filter(|last| last.1 == month) {
            Some(last) => last.1 = month + 1,
            None => found.push((month, month + 1)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::samples::{self, assert_good};

    #[test]
    fn a_story_is_drawn_with_many_events_and_with_few() {
        for (events, options) in [(0, 1), (2, 1), (12, 1), (60, 1), (2, 2), (40, 2)] {
            let data = samples::timeline(events, options);
            let picture = timeline(&data).unwrap();
            assert_good(&picture, &format!("timeline_{events}_{options}"));
            assert_eq!(timeline_svg(&data).unwrap(), picture.svg);
            assert!(picture.svg.contains(">2029<") && picture.svg.contains(">Cold War 2.0<"));
        }
    }

    #[test]
    fn what_finds_no_room_is_counted() {
        let data = samples::timeline(60, 1);
        let svg = timeline_svg(&data).unwrap();
        let shown = data.world.items.iter().filter(|item| svg.contains(&format!(">{}<", item.label))).count();
        let folded: usize = svg
            .split(">and ")
            .skip(1)
            .filter_map(|rest| rest.split(" more<").next()?.parse::<usize>().ok())
            .next()
            .unwrap();
        assert!(shown > 3 && folded > 3 && shown + folded <= data.world.items.len());
        // The weightiest comes first.
        assert!(svg.contains(&format!(">{}<", data.world.items[0].label)));
    }

    #[test]
    fn short_horizons_and_gains_are_drawn() {
        let mut data = samples::timeline(2, 2);
        data.months = 1;
        for block in &mut data.blocks {
            block.costs = block.costs.iter().map(|_| vec![-1e6]).collect();
        }
        assert_good(&timeline(&data).unwrap(), "timeline_one_month");
        let mut data = samples::timeline(2, 1);
        data.months = 24;
        data.blocks[0].costs.iter_mut().for_each(|costs| costs.truncate(24));
        let picture = timeline(&data).unwrap();
        assert_good(&picture, "timeline_two_years");
        assert!(picture.svg.contains(">Jul<"));
    }

    #[test]
    fn wrong_data_is_refused() {
        let wrong = |change: fn(&mut Timeline)| {
            let mut data = samples::timeline(2, 1);
            change(&mut data);
            timeline_svg(&data).unwrap_err().to_string()
        };
        assert_eq!(wrong(|data| data.title = " ".to_owned()), "the chart has no title");
        assert_eq!(wrong(|data| data.blocks.clear()), "the chart has no options");
        assert!(wrong(|data| data.blocks[0].costs[1][3] = f64::NAN).contains("not a finite number"));
        assert!(wrong(|data| data.blocks[0].costs[1].truncate(3)).contains("has 3 entries"));
        assert!(wrong(|data| data.world.items[0].spans[0].end = -1.0).contains("above"));
    }
}
