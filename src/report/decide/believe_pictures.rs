//! Pictures of what one would have to believe: a triangle for three scenarios, strips for others.

use super::setting::DecideSetting;
use crate::charts::{
    BeliefStrip, BeliefStrips, BeliefTriangle, ChartError, Picture, StripPart, TrianglePart, belief_strips,
    belief_triangle,
};
use crate::decision::{Belief, Switch};

/// Names and drawings.
pub fn pictures(
    setting: &DecideSetting,
    found: &Belief,
    heading: &str,
) -> Vec<(String, Result<Picture, ChartError>)> {
    let mut drawn = Vec::new();
    if setting.scenarios.len() == 3 {
        drawn.push(("believe-triangle".to_owned(), belief_triangle(&triangle(setting, found, heading))));
    }
    drawn.push(("believe".to_owned(), belief_strips(&strips(setting, found, heading))));
    drawn
}

/// A strip for each scenario against the one that weighs most, the first where none do.
fn strips(setting: &DecideSetting, found: &Belief, heading: &str) -> BeliefStrips {
    let base = match &setting.weights {
        None => 0,
        Some(weights) => {
            (0..weights.len()).fold(0, |most, next| if weights[next] > weights[most] { next } else { most })
        }
    };
    let others = (0..setting.scenarios.len()).filter(|scenario| *scenario != base);
    BeliefStrips {
        heading: setting.heading(heading, None),
        base: setting.scenarios[base].1.clone(),
        options: (0..setting.options.len()).map(|option| setting.chart_option(option)).collect(),
        strips: others
            .map(|other| BeliefStrip {
                name: setting.scenarios[other].1.clone(),
                parts: parts(found, base, other),
            })
            .collect(),
    }
}

/// Best options along the line from one scenario to another, with the limits of where each begins.
fn parts(found: &Belief, base: usize, other: usize) -> Vec<StripPart> {
    let (low, high) = (base.min(other), base.max(other));
    let switches: Vec<&Switch> =
        found.switches.iter().filter(|switch| (switch.from, switch.to) == (low, high)).collect();
    let best_at = |scenario: usize| {
        let mean = |option: usize| found.means[option][scenario];
        (0..found.means.len()).fold(0, |best, next| if mean(next) < mean(best) { next } else { best })
    };
    let start = switches.first().map_or_else(|| best_at(low), |switch| switch.before);
    let mut steps: Vec<(f64, Option<(f64, f64)>, usize)> = vec![(0.0, None, start)];
    for switch in &switches {
        let limits = switch.interval.map(|found| (found.low, found.high));
        steps.push((switch.weight, limits, switch.after));
    }
    if base == low {
        return steps.into_iter().map(|(from, limits, option)| StripPart { from, limits, option }).collect();
    }
    // The other way round: a part begins where the next one ended.
    let mut turned = Vec::new();
    for index in (0..steps.len()).rev() {
        let (from, limits) = match steps.get(index + 1) {
            None => (0.0, None),
            Some((weight, limits, _)) => (1.0 - weight, limits.map(|(low, high)| (1.0 - high, 1.0 - low))),
        };
        turned.push(StripPart { from, limits, option: steps[index].2 });
    }
    turned
}

fn triangle(setting: &DecideSetting, found: &Belief, heading: &str) -> BeliefTriangle {
    let regions = (0..found.means.len()).map(|option| TrianglePart {
        option: setting.chart_option(option),
        share: found.options[option].share,
        costs: [found.means[option][0], found.means[option][1], found.means[option][2]],
    });
    let edge = |switch: &Switch| {
        let limits = switch.interval.map_or((switch.weight, switch.weight), |found| (found.low, found.high));
        (switch.from, switch.to, limits)
    };
    let weights = setting.weights.as_ref().map(|weights| [weights[0], weights[1], weights[2]]);
    BeliefTriangle {
        heading: setting.heading(heading, None),
        corners: [0, 1, 2].map(|scenario: usize| setting.scenarios[scenario].1.clone()),
        parts: regions.collect(),
        edges: found.switches.iter().map(edge).collect(),
        weights,
    }
}
