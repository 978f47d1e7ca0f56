//! Why amounts are posted: kept beside the sums for ledgers that listen, and never read by the simulation.

use std::collections::BTreeMap;

use super::ledger::Ledger;
use super::story::{Cause, Charge};
use crate::domain::Component;

/// The causes behind the sums of the month under way.
#[derive(Debug, Clone, Default)]
pub(super) struct Reasons {
    /// Money per month that flows at present.
    rates: Vec<(Component, Cause, f64)>,
    /// Month up to which `rates` have been added to `amounts`.
    until: f64,
    /// Money of this month so far.
    amounts: BTreeMap<(Component, Cause), f64>,
}

impl Reasons {
    pub fn reset(&mut self) {
        *self = Reasons::default();
    }

    /// Adds an amount of this very moment.
    pub fn spend(&mut self, component: Component, cause: Cause, amount: f64) {
        if amount != 0.0 {
            *self.amounts.entry((component, cause)).or_default() += amount;
        }
    }

    /// Lets what flowed until now count, and forgets the rates.
    pub fn begin_rates(&mut self, now: f64) {
        self.pass(now);
        self.rates.clear();
    }

    /// Adds to the rates, money per month.
    pub fn flow(&mut self, component: Component, cause: Cause, rate: f64) {
        if rate != 0.0 {
            self.rates.push((component, cause, rate));
        }
    }

    fn pass(&mut self, now: f64) {
        let months = now - self.until;
        self.until = now;
        for (component, cause, rate) in &self.rates {
            *self.amounts.entry((*component, *cause)).or_default() += rate * months;
        }
    }

    /// Hands over the charges of a month that ends now. What rounding left between them and the posting goes to the largest, so
    /// that the charges of a component come to what was posted.
    ///
    /// - `posted`: what the month posted, by component.
    pub fn settle<L: Ledger>(&mut self, now: f64, month: usize, posted: &[(Component, f64)], ledger: &mut L) {
        self.pass(now);
        let amounts = std::mem::take(&mut self.amounts);
        for component in Component::ALL {
            let total: f64 = posted.iter().filter(|entry| entry.0 == component).map(|entry| entry.1).sum();
            let mut parts: Vec<(Cause, f64)> = amounts
                .iter()
                .filter(|((of, _), amount)| *of == component && **amount != 0.0)
                .map(|((_, cause), amount)| (*cause, *amount))
                .collect();
            let sum: f64 = parts.iter().map(|(_, amount)| amount).sum();
            let largest = parts.iter_mut().max_by(|left, right| left.1.abs().total_cmp(&right.1.abs()));
            if let Some((_, amount)) = largest {
                *amount += total - sum;
            }
            for (cause, amount) in parts {
                ledger.charge(Charge { month, component, cause, amount });
            }
        }
    }
}
