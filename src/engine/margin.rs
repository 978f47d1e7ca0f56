use super::circumstances::Circumstances;
use crate::domain::{Component, Market};
use crate::plan::SimulationPlan;

/// An application down for a time; the tolerance is already over at `from`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Downtime {
    pub application: usize,
    /// Months.
    pub from: f64,
    pub to: f64,
    /// Share of its function that is lost.
    pub share: f64,
    pub cause: Cause,
}

/// Why an application is down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// Position of the outage among the events.
    Outage(usize),
    ServiceLoss,
    /// Data that it lives on may not cross the border.
    StoppedFlow,
    /// It may not be used until it is replaced.
    Banned,
}

/// Share of a month's margin that each value stream loses: 1 − Π(1 − d·q) over the applications that are down,
/// integrated over the month.
///
/// - `lost`: `[stream]`, overwritten.
/// - Several downtimes of one application at the same time count once, by the greatest share.
pub(super) fn interrupted_shares(
    downtimes: &[Downtime],
    month: usize,
    circumstances: &Circumstances,
    lost: &mut [f64],
) {
    lost.fill(0.0);
    let (start, end) = (month as f64, month as f64 + 1.0);
    let down: Vec<Downtime> =
        downtimes.iter().copied().filter(|downtime| downtime.from < end && downtime.to > start).collect();
    if down.is_empty() {
        return;
    }
    let mut breaks: Vec<f64> =
        down.iter().flat_map(|downtime| [downtime.from.max(start), downtime.to.min(end)]).collect();
    breaks.sort_by(f64::total_cmp);
    breaks.dedup();
    let applications = circumstances.applications;
    let mut shares = vec![0.0; applications];
    for pair in breaks.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        shares.fill(0.0);
        for downtime in down.iter().filter(|downtime| downtime.from <= from && downtime.to >= to) {
            let share = &mut shares[downtime.application];
            *share = f64::max(*share, downtime.share);
        }
        for (stream, lost) in lost.iter_mut().enumerate() {
            *lost += (to - from) * (1.0 - remaining(&shares, stream, circumstances));
        }
    }
}

/// Π(1 − d·q) over the applications.
fn remaining(shares: &[f64], stream: usize, circumstances: &Circumstances) -> f64 {
    let streams = circumstances.dependency.len() / shares.len();
    shares
        .iter()
        .enumerate()
        .filter(|(_, share)| **share > 0.0)
        .map(|(application, share)| 1.0 - circumstances.dependency[application * streams + stream] * share)
        .product()
}

/// What happens to the margin of one month, in the order in which a unit of margin is lost: closed, then churned,
/// then interrupted.
pub(super) struct MonthOfMargin<'a> {
    /// Share of the month in which business in China is suspended or revoked.
    pub closed: f64,
    /// `[segment]`: share of customers lost.
    pub churned: &'a [f64],
    /// `[stream]`: share of the month's margin lost to interruption.
    pub interrupted: &'a [f64],
}

/// What a month of margin lost.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct MarginLost {
    /// Margin, money of the day.
    pub sales_cn: f64,
    pub sales_abroad: f64,
    pub interruption: f64,
    /// Revenue, money of the day.
    pub revenue: f64,
    /// Margin there was to lose.
    pub available: f64,
}

impl MarginLost {
    /// The losses of a month, over all cells of value stream and segment.
    pub fn of_month(
        plan: &SimulationPlan,
        circumstances: &Circumstances,
        month: usize,
        fate: &MonthOfMargin<'_>,
    ) -> MarginLost {
        let cells = &plan.company.cells;
        let margins = &circumstances.margin[month * cells.len()..][..cells.len()];
        let mut lost = MarginLost::default();
        for ((cell, margin), share) in cells.iter().zip(margins).zip(&circumstances.margin_share) {
            let in_china = match plan.company.segments[cell.segment].market {
                Market::China => true,
                Market::Abroad => false,
            };
            let closed = if in_china { fate.closed * margin } else { 0.0 };
            let open = margin - closed;
            let churned = fate.churned[cell.segment] * open;
            let interrupted = fate.interrupted[cell.stream] * (open - churned);
            if in_china {
                lost.sales_cn += closed + churned;
            } else {
                lost.sales_abroad += churned;
            }
            lost.interruption += interrupted;
            lost.available += margin;
            if *share > 0.0 {
                lost.revenue += (closed + churned + interrupted) / share;
            }
        }
        lost
    }

    /// The postings of the month.
    pub fn postings(&self) -> [(Component, f64); 3] {
        [
            (Component::SalesLossCn, self.sales_cn),
            (Component::SalesLossAbroad, self.sales_abroad),
            (Component::Interruption, self.interruption),
        ]
    }
}
