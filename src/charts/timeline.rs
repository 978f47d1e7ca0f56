use super::check;
use super::error::ChartError;
use super::palette::MOST_GROUPS;
use super::picture::{Picture, picture};
use super::scene::{Colour, Scene};
use super::svg::svg;
use super::timeline_drawing::Layout;
use crate::language::Language;

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
    pub language: Language,
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
    pub(super) const ALL: [Tone; 6] = [
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

    /// Its phrase.
    pub(super) fn name(self) -> &'static str {
        match self {
            Tone::Event => "timeline-event",
            Tone::PlannedMove => "timeline-planned",
            Tone::EmergencyMove => "timeline-emergency",
            Tone::Playbook => "timeline-playbook",
            Tone::Inspection => "timeline-inspection",
            Tone::Sanction => "timeline-sanction",
        }
    }
}

/// Longest story that is drawn, in months.
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
    Layout::of(data)?.draw()
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
