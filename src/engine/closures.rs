//! Business that is gone for a time: by a supplier ban, a counter-measure, or a product that may not be sold.

use super::story::Cause;
use crate::plan::SimulationPlan;

/// A share of business that is gone from one month to another, and comes back evenly afterwards.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Closure {
    pub blame: Cause,
    /// Months.
    pub from: f64,
    /// Infinite for good.
    pub to: f64,
    /// Months in which it comes back.
    pub win_back: f64,
    /// `[segment]`: share of revenue.
    pub segments: Vec<f64>,
    /// `[stream]`: share of revenue.
    pub streams: Vec<f64>,
}

impl Closure {
    /// Mean, over the month that begins at `month`, of what is closed: 1 from `from` to `to`, then falling to 0 within `win_back`.
    pub fn mean_in(&self, month: usize) -> f64 {
        let month = month as f64;
        self.area_until(month + 1.0) - self.area_until(month)
    }

    /// ∫ of what is closed from the beginning to `time`, months.
    fn area_until(&self, time: f64) -> f64 {
        let full = f64::max(0.0, f64::min(time, self.to) - self.from);
        let after = f64::min(time - self.to, self.win_back);
        if after > 0.0 { full + after - after * after / (2.0 * self.win_back) } else { full }
    }

    /// Share of a cell of value stream and segment that is gone in a month.
    pub fn share(&self, segment: usize, stream: usize, month: usize) -> f64 {
        (1.0 - (1.0 - self.segments[segment]) * (1.0 - self.streams[stream])) * self.mean_in(month)
    }
}

/// Share of each cell that is gone in a month: 1 − Π(1 − s) over the closures.
///
/// - `gone`: `[cell]`, overwritten.
pub(super) fn banned_shares(closures: &[Closure], month: usize, plan: &SimulationPlan, gone: &mut Vec<f64>) {
    gone.clear();
    gone.resize(plan.company.cells.len(), 0.0);
    for closure in closures {
        if closure.mean_in(month) > 0.0 {
            for (gone, cell) in gone.iter_mut().zip(&plan.company.cells) {
                *gone = 1.0 - (1.0 - *gone) * (1.0 - closure.share(cell.segment, cell.stream, month));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Closure;
    use crate::engine::story::Cause;

    fn closure(from: f64, to: f64, win_back: f64) -> Closure {
        Closure { blame: Cause::Risk(0), from, to, win_back, segments: vec![0.5], streams: vec![0.2] }
    }

    #[test]
    fn comes_back_evenly() {
        // Closed from 1.5 to 3; back within 2 months: 1 at 3, ½ at 4, 0 at 5; means ¾ and ¼.
        let closure = closure(1.5, 3.0, 2.0);
        let means: Vec<f64> = (0..6).map(|month| closure.mean_in(month)).collect();
        assert_eq!(means, [0.0, 0.5, 1.0, 0.75, 0.25, 0.0]);
        // 1 − 0.5 · 0.8 = 0.6 of the cell.
        assert!((closure.share(0, 0, 2) - 0.6).abs() < 1e-12);
    }

    #[test]
    fn at_once_or_for_good() {
        assert_eq!(closure(1.0, 2.0, 0.0).mean_in(2), 0.0);
        assert_eq!(closure(1.0, f64::INFINITY, 3.0).mean_in(40), 1.0);
    }
}
