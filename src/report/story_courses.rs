//! Losses that go on for months, told when they begin, grow and end rather than every month.

use std::collections::BTreeMap;

use super::story::StorySetting;
use super::story_events::Line;
use crate::domain::Component;
use crate::engine::{Cause, Story};

/// Courses that cost less than this share of the story are left out: the bill has them.
const LEAST_SHARE: f64 = 0.001;
/// Shares of its maximum that a growing loss is told to pass.
const STEPS: [(f64, &str); 3] = [(0.25, "a quarter"), (0.5, "half"), (0.75, "three quarters")];
/// Growing losses take at least so long; shorter ones are told at once.
const SHORT: usize = 3;

/// One loss of one cause, in money of the day.
struct Course {
    cause: Cause,
    component: Component,
    /// `[month]`.
    amounts: Vec<f64>,
}

/// Sentences about sales lost and work that stands still.
pub(super) fn courses(setting: &StorySetting<'_>, story: &Story) -> Vec<Line> {
    let months = setting.plan.horizon_months;
    let mut found: BTreeMap<(Cause, Component), Vec<f64>> = BTreeMap::new();
    for charge in &story.charges {
        if is_course(charge.component) {
            let amounts = found.entry((charge.cause, charge.component)).or_insert_with(|| vec![0.0; months]);
            amounts[charge.month] += charge.amount;
        }
    }
    let whole: f64 = story.charges.iter().map(|charge| charge.amount.abs()).sum();
    let mut lines = Vec::new();
    for ((cause, component), amounts) in found {
        let course = Course { cause, component, amounts };
        if course.amounts.iter().sum::<f64>() >= LEAST_SHARE * whole {
            course.tell(setting, story.option, &mut lines);
        }
    }
    lines
}

fn is_course(component: Component) -> bool {
    match component {
        Component::SalesLossCn | Component::SalesLossAbroad | Component::Interruption => true,
        Component::Setup
        | Component::Run
        | Component::Compliance
        | Component::Fines
        | Component::Productivity
        | Component::Emergency
        | Component::Incidents => false,
    }
}

impl Course {
    fn tell(&self, setting: &StorySetting<'_>, option: usize, lines: &mut Vec<Line>) {
        let highest = self.amounts.iter().copied().fold(0.0, f64::max);
        let name = setting.cause(option, self.cause);
        let mut passed = 0;
        for (start, end) in self.stretches() {
            let part = &self.amounts[start..end];
            let money = |amount: f64| setting.money(amount);
            let sum = part.iter().sum::<f64>();
            if part.len() < SHORT {
                let text = format!("{}: {} because of {name}.", self.what(), money(sum));
                lines.push(Line { month: start, text });
                continue;
            }
            let text = format!("{}, because of {name}: {} this month.", self.beginning(), money(part[0]));
            lines.push(Line { month: start, text });
            for (offset, amount) in part.iter().enumerate() {
                let reached = STEPS.iter().filter(|(share, _)| *amount >= share * highest).count();
                let quick = offset == 0;
                if reached > passed && !quick && self.component != Component::Interruption {
                    let share = STEPS[reached - 1].1;
                    let text = format!(
                        "{} because of {name} passes {share} of its highest: {} this month.",
                        self.what(),
                        money(*amount)
                    );
                    lines.push(Line { month: start + offset, text });
                }
                passed = passed.max(reached);
            }
            if end < self.amounts.len() {
                let text = format!(
                    "{} because of {name} ends after {} months: {} in all.",
                    self.what(),
                    part.len(),
                    money(sum)
                );
                lines.push(Line { month: end, text });
            }
        }
    }

    /// From and up to which month it costs something.
    fn stretches(&self) -> Vec<(usize, usize)> {
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (month, amount) in self.amounts.iter().enumerate() {
            match found.last_mut().filter(|last| last.1 == month) {
                Some(last) if *amount > 0.0 => last.1 = month + 1,
                None if *amount > 0.0 => found.push((month, month + 1)),
                Some(_) | None => {}
            }
        }
        found
    }

    fn what(&self) -> &'static str {
        match self.component {
            Component::SalesLossAbroad => "The loss of sales abroad",
            Component::Interruption => "The standstill",
            Component::SalesLossCn
            | Component::Setup
            | Component::Run
            | Component::Compliance
            | Component::Fines
            | Component::Productivity
            | Component::Emergency
            | Component::Incidents => "The loss of sales in China",
        }
    }

    fn beginning(&self) -> &'static str {
        match self.component {
            Component::SalesLossAbroad => "Sales abroad begin to be lost",
            Component::Interruption => "Business stands still",
            Component::SalesLossCn
            | Component::Setup
            | Component::Run
            | Component::Compliance
            | Component::Fines
            | Component::Productivity
            | Component::Emergency
            | Component::Incidents => "Sales in China begin to be lost",
        }
    }
}
