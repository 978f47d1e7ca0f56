//! The story of a trial: what all its forms (text, JSON, picture) start from.

use crate::domain::{Component, Settings};
use crate::engine::{Cause, Ledger, Story, Totals};
use crate::plan::SimulationPlan;

/// What a story is told about.
#[derive(Debug, Clone, Copy)]
pub struct StorySetting<'a> {
    pub settings: &'a Settings,
    pub plan: &'a SimulationPlan,
    pub seed: u64,
    /// Trials of the run.
    pub trials: u64,
}

/// Which trial was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoryPlace {
    /// By its number, from 0.
    Trial(u64),
    /// The cheapest one that costs at least as much as so many per cent of all; from 1 to 99.
    Percentile(u8),
    Best,
    Worst,
}

impl StoryPlace {
    /// The number of the trial, from 0. Among trials of the same cost the first.
    ///
    /// A percentile is an order statistic: the lowest total with at least `percent` % of all trials at or below it.
    ///
    /// - `totals`: `[trial]`, present value of one option in one scenario.
    ///
    /// `None` without trials, and for a number beyond them.
    #[must_use]
    pub fn find(self, totals: &[f64]) -> Option<u64> {
        let rank = match self {
            StoryPlace::Trial(trial) => return (trial < totals.len() as u64).then_some(trial),
            StoryPlace::Percentile(percent) => {
                (totals.len() * usize::from(percent)).div_ceil(100).saturating_sub(1)
            }
            StoryPlace::Best => 0,
            StoryPlace::Worst => totals.len().saturating_sub(1),
        };
        let mut sorted = totals.to_vec();
        sorted.sort_by(f64::total_cmp);
        let wanted = *sorted.get(rank)?;
        let first = totals.iter().position(|total| total.total_cmp(&wanted).is_eq())?;
        Some(first as u64)
    }

    /// As in arguments and file names: `p95`, `worst`, `trial-17`.
    #[must_use]
    pub fn id(self) -> String {
        match self {
            StoryPlace::Trial(trial) => format!("trial-{trial}"),
            StoryPlace::Percentile(percent) => format!("p{percent:02}"),
            StoryPlace::Best => "best".to_owned(),
            StoryPlace::Worst => "worst".to_owned(),
        }
    }

    /// What such a trial is among those of an option: `p95 trial`; `None` when it was asked for by its number.
    pub(super) fn in_words(self) -> Option<String> {
        match self {
            StoryPlace::Trial(_) => None,
            StoryPlace::Percentile(50) => Some("median trial".to_owned()),
            StoryPlace::Percentile(percent) => Some(format!("p{percent:02} trial")),
            StoryPlace::Best => Some("cheapest trial".to_owned()),
            StoryPlace::Worst => Some("dearest trial".to_owned()),
        }
    }
}

/// One option's story and where it stands among the option's trials.
#[derive(Debug, Clone, Copy)]
pub struct ToldStory<'a> {
    pub story: &'a Story,
    /// Share of the option's trials that cost less.
    pub cheaper: f64,
}

/// Total of a story as it stands in the table of trials, bit for bit: present value, cost positive.
#[must_use]
pub fn story_total(plan: &SimulationPlan, story: &Story) -> f64 {
    let mut totals = Totals::new(&plan.discount);
    for posting in &story.journal.postings {
        totals.post(posting.month, posting.component, posting.amount);
    }
    // In the order of the components from 0, as the table adds them.
    Component::ALL.into_iter().fold(0.0, |sum, component| sum + totals.components[component as usize])
}

/// Share of trials that cost less than `total`.
///
/// - `totals`: `[trial]`.
#[must_use]
pub fn share_cheaper(totals: &[f64], total: f64) -> f64 {
    totals.iter().filter(|other| **other < total).count() as f64 / totals.len().max(1) as f64
}

impl StorySetting<'_> {
    /// Name of a cause for people.
    pub(super) fn cause(&self, option: usize, cause: Cause) -> String {
        let plan = self.plan;
        match cause {
            Cause::Application(position) => {
                format!("{} as it runs", plan.company.applications[position].name)
            }
            Cause::Move(position) => format!("Move of {}", plan.company.applications[position].name),
            Cause::Isolation => "Keeping China apart from headquarters".to_owned(),
            Cause::Measure(position) => plan.names.measures[position].clone(),
            Cause::Duty(position) => plan.names.duties[position].clone(),
            Cause::Refusal(position) => format!("Refusal: {}", plan.names.duties[position]),
            Cause::Risk(position) => plan.risks[position].name.clone(),
            Cause::Playbook(position) => {
                let entry = plan.options[option].playbook.get(position);
                format!("Playbook: {}", entry.map_or("entry", |entry| &entry.name))
            }
        }
    }

    /// Calendar month of a time: `2029-07`.
    pub(super) fn calendar(&self, time: f64) -> String {
        let (year, month) = self.settings.start;
        let passed = usize::from(month) - 1 + time.max(0.0) as usize;
        format!("{:04}-{:02}", usize::from(year) + passed / 12, passed % 12 + 1)
    }

    /// An end: `until 2029-07`, `beyond the horizon`, `for good`.
    pub(super) fn until(&self, time: f64) -> String {
        if time.is_infinite() {
            "for good".to_owned()
        } else if time >= self.plan.horizon_months as f64 {
            "beyond the horizon".to_owned()
        } else {
            format!("until {}", self.calendar(time))
        }
    }

    /// An amount in money of the day to three digits: `3.20M EUR`.
    pub(super) fn money(&self, amount: f64) -> String {
        format!("{} {}", short_amount(amount), self.settings.currency)
    }
}

/// An amount to three digits: `3.20M`, `950`, `−12.0k`.
pub(super) fn short_amount(amount: f64) -> String {
    let sign = if amount < 0.0 { "−" } else { "" };
    let units = [(1e9, "bn"), (1e6, "M"), (1e3, "k")];
    // What rounds to a thousand belongs to the next unit.
    let found = units.into_iter().find(|(unit, _)| amount.abs() >= 0.9995 * unit);
    let (unit, suffix) = found.unwrap_or((1.0, ""));
    let shown = amount.abs() / unit;
    let decimals = match shown {
        shown if suffix.is_empty() || shown >= 99.95 => 0,
        shown if shown >= 9.995 => 1,
        _ => 2,
    };
    format!("{sign}{shown:.decimals$}{suffix}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_order_statistics_and_ties_go_to_the_first() {
        let totals: Vec<f64> = (0..40).map(|trial| f64::from((trial * 7) % 40)).collect();
        // ⌈40 · 0.95⌉ = 38: the 38th smallest is 37, and 7 · 11 = 77 = 37 mod 40.
        assert_eq!(StoryPlace::Percentile(95).find(&totals), Some(11));
        assert_eq!(totals[11], 37.0);
        // ⌈40 · 0.5⌉ = 20: the 20th smallest is 19.
        assert_eq!(StoryPlace::Percentile(50).find(&totals).map(|trial| totals[trial as usize]), Some(19.0));
        assert_eq!(StoryPlace::Best.find(&totals), Some(0));
        assert_eq!(StoryPlace::Worst.find(&totals).map(|trial| totals[trial as usize]), Some(39.0));
        assert_eq!(StoryPlace::Percentile(5).find(&[3.0, 1.0, 1.0, 2.0]), Some(1));
        assert_eq!(StoryPlace::Percentile(95).find(&[8.0]), Some(0));
        assert_eq!(
            [StoryPlace::Trial(3).find(&[1.0; 4]), StoryPlace::Trial(4).find(&[1.0; 4])],
            [Some(3), None]
        );
        assert_eq!(StoryPlace::Worst.find(&[]), None);
    }

    #[test]
    fn amounts_keep_three_digits() {
        let written = [0.0, 950.0, 999.6, 12_345.0, 3.2e6, 999.96e6, -12e3].map(short_amount);
        assert_eq!(written, ["0", "950", "1.00k", "12.3k", "3.20M", "1.00bn", "−12.0k"]);
    }

    #[test]
    fn trials_that_cost_less_are_counted() {
        assert_eq!(share_cheaper(&[1.0, 2.0, 2.0, 3.0], 2.0), 0.25);
    }
}
