//! Rows of a lane: which things share one, and where their labels stand.

use super::error::ChartError;
use super::layout::{fit, text_width};
use super::scene::Type;
use super::theme::{INK, SMALL};
use super::timeline::{TimelineItem, TimelineLane, TimelineSpan, Tone};
use super::timeline_drawing::{MARK, Months};

/// Height of a row.
pub const ROW: f64 = 30.0;
const MOST_ROWS: usize = 6;
/// Between two things in a row, and between a bar and its label.
const APART: f64 = 16.0;
const TO_LABEL: f64 = 6.0;
/// A label is cut to this width rather than left out.
const LEAST_LABEL: f64 = 90.0;

/// A lane with a place for each thing that is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct PackedLane {
    pub placed: Vec<PlacedItem>,
    rows: usize,
    /// Things for which there is no room.
    pub folded: usize,
}

/// A thing in its row.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedItem {
    pub row: usize,
    pub spans: Vec<TimelineSpan>,
    pub tone: Tone,
    /// Left end, text, and whether it stands on the bar.
    pub label: Option<(f64, String, bool)>,
}

impl PackedLane {
    /// Puts the weightiest things first, each into the first row that has room for it and its label.
    pub fn of(lane: &TimelineLane, scale: Months) -> Result<PackedLane, ChartError> {
        let mut order: Vec<&TimelineItem> = lane.items.iter().collect();
        let start = |item: &TimelineItem| item.spans.first().map_or(0.0, |span| span.start);
        order.sort_by(|left, right| {
            right.weight.total_cmp(&left.weight).then(start(left).total_cmp(&start(right)))
        });
        let mut taken: Vec<Vec<(f64, f64)>> = Vec::new();
        let mut packed = PackedLane { placed: Vec::new(), rows: 0, folded: 0 };
        for item in order {
            let (label, from, to) = labelled(item, scale)?;
            let free = |row: &Vec<(f64, f64)>| {
                row.iter().all(|(left, right)| from >= right + APART || to + APART <= *left)
            };
            let row = match taken.iter().position(free) {
                Some(row) => row,
                None if taken.len() < MOST_ROWS => {
                    taken.push(Vec::new());
                    taken.len() - 1
                }
                None => {
                    packed.folded += 1;
                    continue;
                }
            };
            taken[row].push((from, to));
            packed.placed.push(PlacedItem { row, spans: item.spans.clone(), tone: item.tone, label });
        }
        packed.rows = taken.len();
        Ok(packed)
    }

    pub fn height(&self) -> f64 {
        let names = if self.folded > 0 { 2 } else { 1 };
        self.rows.max(names) as f64 * ROW
    }
}

/// Left end, text, and whether it stands on the bar.
type Label = Option<(f64, String, bool)>;

/// A label and the room that a thing takes with it.
///
/// The label stands on a bar that is long enough, else behind the last bar, else before the first, else in the widest gap;
/// where none has room it is cut to the widest of these, or left out.
fn labelled(item: &TimelineItem, scale: Months) -> Result<(Label, f64, f64), ChartError> {
    let first = item.spans.iter().map(|span| scale.x(span.start)).fold(f64::MAX, f64::min) - MARK;
    let last = item.spans.iter().map(|span| scale.x(span.end)).fold(f64::MIN, f64::max) + MARK;
    let (first, last) = (first.max(scale.left - MARK), last.min(scale.right + MARK));
    let style = Type::regular(SMALL, INK);
    let width = text_width(&item.label, style)?;
    for span in &item.spans {
        let (left, right) = (scale.x(span.effect), scale.x(span.end));
        if right - left >= width + 4.0 * TO_LABEL {
            return Ok((Some((left + TO_LABEL, item.label.clone(), true)), first, last));
        }
    }
    if item.label.is_empty() {
        return Ok((None, first, last));
    }
    // Left end and width of the places for a label beside bars, the best first.
    let behind = (last + TO_LABEL, scale.right - last - TO_LABEL);
    let before = (scale.left, first - TO_LABEL - scale.left);
    let gap = widest_gap(item, scale);
    let places = [behind, before, gap];
    let fitting = places.iter().position(|(_, room)| *room >= width);
    let widest = (0..places.len()).max_by(|one, other| places[*one].1.total_cmp(&places[*other].1));
    let chosen = fitting.or(widest).unwrap_or(0);
    let (left, room) = places[chosen];
    if room < width.min(LEAST_LABEL) {
        return Ok((None, first, last));
    }
    let text = fit(&item.label, style, room)?;
    let width = text_width(&text, style)?;
    Ok(match chosen {
        0 => (Some((left, text, false)), first, left + width),
        1 => (Some((left + room - width, text, false)), left + room - width, last),
        _ => (Some((left, text, false)), first, last),
    })
}

/// Left end and width of the widest gap between two bars of a thing; nothing for a single bar.
fn widest_gap(item: &TimelineItem, scale: Months) -> (f64, f64) {
    let mut gap = (scale.left, 0.0);
    let mut end = f64::MAX;
    for span in &item.spans {
        let room = scale.x(span.start) - end - 2.0 * (MARK + TO_LABEL);
        if room > gap.1 {
            gap = (end + MARK + TO_LABEL, room);
        }
        let here = scale.x(span.end);
        end = if end == f64::MAX { here } else { end.max(here) };
    }
    gap
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::samples;

    #[test]
    fn nothing_in_a_row_overlaps_and_everything_is_shown_or_counted() {
        let data = samples::timeline(60, 1);
        let scale = Months::over(264.0, 1552.0, 120.0);
        let lane = PackedLane::of(&data.world, scale).unwrap();
        assert_eq!(lane.placed.len() + lane.folded, data.world.items.len());
        assert!(lane.folded > 0 && lane.rows == MOST_ROWS);
        let room = |item: &PlacedItem| {
            let ends = item.spans.iter().flat_map(|span| [scale.x(span.start), scale.x(span.end)]);
            let text = item
                .label
                .iter()
                .flat_map(|(x, text, _)| [*x, x + text_width(text, Type::regular(SMALL, INK)).unwrap()]);
            let all: Vec<f64> = ends.chain(text).collect();
            (all.iter().copied().fold(f64::MAX, f64::min), all.iter().copied().fold(f64::MIN, f64::max))
        };
        for (index, one) in lane.placed.iter().enumerate() {
            for other in lane.placed[..index].iter().filter(|other| other.row == one.row) {
                let (one, other) = (room(one), room(other));
                assert!(one.0 > other.1 || other.0 > one.1, "{one:?} {other:?}");
            }
        }
    }
}
