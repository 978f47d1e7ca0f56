//! How a timeline is laid out and drawn.

use super::axis::MoneyAxis;
use super::error::ChartError;
use super::layout::{fit, wrap_evenly};
use super::legend::{self, Symbol};
use super::palette::{group_colour, ink_on};
use super::scene::{Anchor, Area, Colour, Point, Scene, Stroke, Type, point};
use super::theme::{AXIS, GRID, INK, LABEL, LINE_HEIGHT, MARGIN, MUTED_INK, PAPER, SMALL, SUBTITLE, TITLE};
use super::timeline::{Timeline, TimelineBlock, Tone};
use super::timeline_lanes::{PackedLane, ROW};
use crate::language::Language;

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
/// Below everything.
const BELOW: f64 = 28.0;

/// Where everything stands, before anything is drawn.
pub struct Layout<'a> {
    data: &'a Timeline,
    scale: Months,
    heading: Vec<(String, Type)>,
    /// Where the legend starts, and the bands of regimes.
    legend_top: f64,
    regimes_top: f64,
    world: PackedLane,
    /// `[option][lane]`, with the names of the lanes.
    blocks: Vec<Vec<(&'a str, PackedLane)>>,
    cost_height: f64,
    height: f64,
}

impl<'a> Layout<'a> {
    pub fn of(data: &'a Timeline) -> Result<Layout<'a>, ChartError> {
        let heading = data.heading()?;
        let scale = Months { left: MARGIN + GUTTER, right: WIDTH - MARGIN, months: data.months as f64 };
        let world = PackedLane::of(&data.world, scale)?;
        let mut blocks = Vec::new();
        for block in &data.blocks {
            let shown = block.lanes.iter().filter(|lane| !lane.items.is_empty());
            let packed = shown.map(|lane| Ok((lane.name.as_str(), PackedLane::of(lane, scale)?)));
            blocks.push(packed.collect::<Result<Vec<_>, ChartError>>()?);
        }
        let lines: f64 = heading.iter().map(|(_, style)| LINE_HEIGHT * style.size + TO_SUBTITLE).sum();
        let legend_top = MARGIN + lines + 14.0;
        let regimes_top = legend_top + data.legend_height()? + GAP;
        let mut layout = Layout {
            data,
            scale,
            heading,
            legend_top,
            regimes_top,
            world,
            blocks,
            cost_height: LEAST_COST_HEIGHT,
            height: 0.0,
        };
        let lowest =
            layout.blocks_top() + (0..data.blocks.len()).map(|block| layout.block_height(block)).sum::<f64>();
        // The cost takes the room that a slide has left.
        let spare = (LEAST_HEIGHT - BELOW - lowest).max(0.0);
        layout.cost_height += spare / data.blocks.len() as f64;
        layout.height = (lowest + spare + BELOW).ceil();
        Ok(layout)
    }

    fn blocks_top(&self) -> f64 {
        self.regimes_top + REGIME_HEIGHT + GAP + self.world.height() + GAP
    }

    fn name_height(&self) -> f64 {
        if self.blocks.len() > 1 { 44.0 } else { 0.0 }
    }

    fn lanes_height(&self, block: usize) -> f64 {
        self.blocks[block].iter().map(|(_, lane)| lane.height() + GAP).sum()
    }

    fn block_height(&self, block: usize) -> f64 {
        self.name_height() + self.lanes_height(block) + self.cost_height + YEARS_HEIGHT + GAP
    }

    pub fn draw(&self) -> Result<Scene, ChartError> {
        let data = self.data;
        let mut scene = Scene::new((WIDTH as u32, self.height as u32), data.title.trim());
        scene.language = data.language;
        let mut base = MARGIN - 0.3 * TITLE;
        for (line, style) in &self.heading {
            base += LINE_HEIGHT * style.size + if style.size < TITLE { TO_SUBTITLE } else { 0.0 };
            scene.text(line, point(MARGIN, base), Anchor::Start, *style);
        }
        let mut top = self.legend_top;
        for entries in data.legends() {
            let room = Area::new(MARGIN, top, WIDTH - MARGIN, self.height);
            top = legend::draw(&mut scene, room, &entries)?;
        }
        data.draw_year_lines(&mut scene, self.scale, (self.regimes_top, self.blocks_top()));
        data.draw_regimes(&mut scene, self.scale, self.regimes_top)?;
        let world_top = self.regimes_top + REGIME_HEIGHT + GAP;
        draw_lane(&mut scene, &data.world.name, &self.world, self.scale, world_top)?;
        let axis = data.cost_axis();
        let mut top = self.blocks_top();
        for position in 0..self.blocks.len() {
            self.draw_block(&mut scene, position, &axis, top)?;
            top += self.block_height(position);
        }
        Ok(scene)
    }

    fn draw_block(
        &self,
        scene: &mut Scene,
        position: usize,
        axis: &MoneyAxis,
        top: f64,
    ) -> Result<(), ChartError> {
        let block = &self.data.blocks[position];
        if self.blocks.len() > 1 {
            scene.segment(point(MARGIN, top), point(WIDTH - MARGIN, top), Stroke::solid(AXIS, 2.0));
            let style = Type::bold(LABEL, INK);
            let name = fit(&block.heading(scene.language), style, SUBTITLE_SHARE * (WIDTH - 2.0 * MARGIN))?;
            scene.text(name, point(MARGIN, top + 32.0), Anchor::Start, style);
        }
        let mut top = top + self.name_height();
        let cost_top = top + self.lanes_height(position);
        let plot = Area::new(self.scale.left, cost_top, self.scale.right, cost_top + self.cost_height);
        self.data.draw_year_lines(scene, self.scale, (top, plot.bottom));
        for (name, lane) in &self.blocks[position] {
            top = draw_lane(scene, name, lane, self.scale, top)?;
        }
        self.data.draw_years(scene, self.scale, plot);
        draw_costs(scene, block, axis, plot, self.data.months);
        Ok(())
    }
}

/// The horizontal scale.
#[derive(Debug, Clone, Copy)]
pub struct Months {
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

    fn heading(&self, language: Language) -> String {
        format!("{}: {}", self.option.trim(), language.money(self.total()))
    }
}

impl Timeline {
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
        let tones: Vec<(Symbol, String)> = tones
            .map(|tone| (Symbol::Swatch(tone.colour().into()), self.language.say(tone.name())))
            .collect();
        let mut groups = vec![(
            Symbol::None,
            self.language.fill("timeline-cost-per-month", &[("money", self.money.as_str().into())]),
        )];
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
        scene.centred_text(
            scene.language.say("timeline-regime"),
            point(MARGIN, middle),
            Anchor::Start,
            style,
        );
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
        const QUARTERS: [(usize, &str); 3] =
            [(3, "timeline-april"), (6, "timeline-july"), (9, "timeline-october")];
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
                scene.text(scene.language.say(name), below, Anchor::Middle, style);
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
        let more = scene.language.fill("timeline-more", &[("number", lane.folded.into())]);
        scene.centred_text(more, point(MARGIN, first + ROW), Anchor::Start, style);
    }
    if lane.placed.is_empty() {
        scene.centred_text(
            scene.language.say("timeline-nothing"),
            point(scale.left, first),
            Anchor::Start,
            style,
        );
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
pub const MARK: f64 = 8.0;

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
        scene.centred_text(
            scene.language.tick_label(tick),
            point(plot.left - 10.0, y(tick)),
            Anchor::End,
            style,
        );
    }
    scene.centred_text(
        scene.language.say("timeline-cost"),
        point(MARGIN, plot.top + 40.0),
        Anchor::Start,
        style,
    );
    let x = |month: usize| plot.left + month as f64 / months as f64 * plot.width();
    let (mut costs, mut gains) = (vec![0.0; months], vec![0.0; months]);
    for (index, group) in block.costs.iter().enumerate() {
        for (stack, sign) in [(&mut costs, 1.0), (&mut gains, -1.0)] {
            let before = stack.clone();
            for (sum, amount) in stack.iter_mut().zip(group) {
                *sum += if amount * sign > 0.0 { *amount } else { 0.0 };
            }
            for (from, to) in stretches(&before, stack) {
                let ends = |month: usize| [x(month), x(month + 1)];
                let upper = (from..to).flat_map(|month| ends(month).map(|x| point(x, y(stack[month]))));
                let lower = (from..to).flat_map(|month| ends(month).map(|x| point(x, y(before[month]))));
                let mut outline: Vec<Point> = upper.collect();
                outline.extend(lower.collect::<Vec<Point>>().into_iter().rev());
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
