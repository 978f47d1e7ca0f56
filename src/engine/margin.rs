use super::circumstances::Circumstances;
use super::mechanism::demand_shift;
use super::option_run::Memory;
use super::reasons::Reasons;
use super::standing::Setting;
use super::story::Cause;
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
    pub trouble: Trouble,
    /// For stories.
    pub blame: Cause,
}

/// Why an application is down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Position of the outage among the events.
    Outage(usize),
    ServiceLoss,
    /// Data that it lives on may not cross the border.
    StoppedFlow,
    /// It may not be used until it is replaced.
    Banned,
    Incident,
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
    if downtimes.is_empty() {
        return;
    }
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

/// What happens to the margin of one month, in the order in which a unit of margin is lost: closed, then banned, then churned,
/// then interrupted.
pub(super) struct MonthOfMargin<'a> {
    /// Share of the month in which business in China is suspended or revoked.
    pub closed: f64,
    /// Share of the month in which the licence is revoked: what needs it is closed for customers abroad, too.
    pub revoked: f64,
    /// `[cell]`: share of customers or of the stream that is banned.
    pub banned: &'a [f64],
    /// `[segment]`: share of customers lost.
    pub churned: &'a [f64],
    /// `[stream]`: share of the month's margin lost to interruption.
    pub interrupted: &'a [f64],
}

/// What one cell of value stream and segment loses in a month: margin, money of the day.
#[derive(Debug, Clone, Copy)]
struct CellLoss {
    in_china: bool,
    closed: f64,
    banned: f64,
    churned: f64,
    interrupted: f64,
}

impl MonthOfMargin<'_> {
    /// What a cell loses of its margin.
    fn of_cell(&self, plan: &SimulationPlan, position: usize, margin: f64) -> CellLoss {
        let cell = &plan.company.cells[position];
        let in_china = match plan.company.segments[cell.segment].market {
            Market::China => true,
            Market::Abroad => false,
        };
        let closed = if in_china {
            self.closed * margin
        } else if plan.company.streams[cell.stream].licensed {
            self.revoked * margin
        } else {
            0.0
        };
        let open = margin - closed;
        let banned = self.banned[position] * open;
        let churned = self.churned[cell.segment] * (open - banned);
        let interrupted = self.interrupted[cell.stream] * (open - banned - churned);
        CellLoss { in_china, closed, banned, churned, interrupted }
    }
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
        let cells = plan.company.cells.len();
        let margins = &circumstances.margin[month * cells..][..cells];
        let mut lost = MarginLost::default();
        for ((position, margin), share) in margins.iter().enumerate().zip(&circumstances.margin_share) {
            let CellLoss { in_china, closed, banned, churned, interrupted } =
                fate.of_cell(plan, position, *margin);
            if in_china {
                lost.sales_cn += closed + banned + churned;
            } else {
                lost.sales_abroad += closed + banned + churned;
            }
            lost.interruption += interrupted;
            lost.available += margin;
            if *share > 0.0 {
                lost.revenue += (closed + banned + churned + interrupted) / share;
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

/// Tells why the margin of a month was lost: each cell's closed, banned, churned and interrupted margin, shared among its causes by
/// what each would have taken alone.
pub(super) fn blame_losses(
    setting: Setting<'_>,
    memory: &Memory,
    month: usize,
    fate: &MonthOfMargin<'_>,
    reasons: &mut Reasons,
) {
    let (plan, circumstances) = (setting.plan, setting.circumstances);
    let cells = plan.company.cells.len();
    let margins = &circumstances.margin[month * cells..][..cells];
    for (position, margin) in margins.iter().enumerate() {
        let cell = &plan.company.cells[position];
        let loss = fate.of_cell(plan, position, *margin);
        let sales = if loss.in_china { Component::SalesLossCn } else { Component::SalesLossAbroad };
        if let Some(by) = memory.closed_by {
            reasons.spend(sales, by, loss.closed);
        }
        let closures = memory.closures.iter();
        let banned = closures.map(|closure| (closure.blame, closure.share(cell.segment, cell.stream, month)));
        share_out(reasons, sales, loss.banned, &banned.collect::<Vec<_>>());
        share_out(reasons, sales, loss.churned, &demand_shift::causes(plan, &memory.lost, cell.segment));
        let down = memory.downtimes.iter().map(|downtime| {
            let (start, end) = (month as f64, month as f64 + 1.0);
            let length = f64::max(0.0, f64::min(downtime.to, end) - f64::max(downtime.from, start));
            let streams = plan.company.streams.len();
            let dependency = circumstances.dependency[downtime.application * streams + cell.stream];
            (downtime.blame, dependency * downtime.share * length)
        });
        share_out(reasons, Component::Interruption, loss.interrupted, &down.collect::<Vec<_>>());
    }
}

/// Shares an amount among causes in proportion to their weights.
fn share_out(reasons: &mut Reasons, component: Component, amount: f64, weights: &[(Cause, f64)]) {
    let sum: f64 = weights.iter().map(|(_, weight)| weight).sum();
    if amount != 0.0 && sum > 0.0 {
        for (cause, weight) in weights {
            reasons.spend(component, *cause, amount * weight / sum);
        }
    }
}
