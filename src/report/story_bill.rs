//! The bill of a trial: what each cause put into each component, in whole cents that add up both ways.

use crate::domain::Component;
use crate::engine::{Cause, Charge, Story};

const COMPONENTS: usize = Component::ALL.len();

/// Present values in cents, by cause and component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bill {
    /// Ordered by cause; causes that come to nothing are left out.
    pub lines: Vec<BillLine>,
    /// `[component]`: sum of the lines.
    pub components: [i64; COMPONENTS],
    /// The trial's total, rounded to the cent; sum of the components.
    pub total: i64,
}

/// What one cause put into each component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BillLine {
    pub cause: Cause,
    /// `[component]`: cents, cost positive.
    pub components: [i64; COMPONENTS],
}

impl BillLine {
    /// Cents, cost positive.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.components.iter().sum()
    }
}

impl Bill {
    /// Adds up the charges and rounds by largest remainders: the total first, then the components to the total, then each
    /// component's causes to the component. No cell moves by more than a cent from its value, up to rounding of sums.
    ///
    /// - `discount`: `[month]`, factor to present value.
    /// - `total`: of the trial, as it stands in the table of trials.
    #[must_use]
    pub fn new(story: &Story, discount: &[f64], total: f64) -> Bill {
        let cells = cells(&story.charges, discount);
        let total = cents(total).round() as i64;
        let sums: Vec<f64> =
            (0..COMPONENTS).map(|place| cells.iter().map(|(_, cell)| cell[place]).sum()).collect();
        let mut components = [0; COMPONENTS];
        components.copy_from_slice(&rounded_to(&sums, total));
        let mut lines: Vec<BillLine> =
            cells.iter().map(|(cause, _)| BillLine { cause: *cause, components: [0; COMPONENTS] }).collect();
        for (place, target) in components.into_iter().enumerate() {
            let column: Vec<f64> = cells.iter().map(|(_, cell)| cell[place]).collect();
            for (line, amount) in lines.iter_mut().zip(rounded_to(&column, target)) {
                line.components[place] = amount;
            }
        }
        lines.retain(|line| line.components.iter().any(|amount| *amount != 0));
        Bill { lines, components, total }
    }
}

fn cents(amount: f64) -> f64 {
    amount * 100.0
}

/// Present value in money by cause and component, ordered by cause.
fn cells(charges: &[Charge], discount: &[f64]) -> Vec<(Cause, [f64; COMPONENTS])> {
    let mut cells = std::collections::BTreeMap::new();
    for charge in charges {
        let cell = cells.entry(charge.cause).or_insert([0.0; COMPONENTS]);
        cell[charge.component as usize] += charge.amount * discount[charge.month];
    }
    cells.into_iter().collect()
}

/// Amounts of money in whole cents that sum to `target`: each is rounded down, and the cents that are left go to the
/// largest remainders. Amounts of nothing stay nothing as long as others are there.
fn rounded_to(amounts: &[f64], target: i64) -> Vec<i64> {
    let mut rounded: Vec<i64> = amounts.iter().map(|amount| cents(*amount).floor() as i64).collect();
    let mut order: Vec<usize> = (0..amounts.len()).filter(|place| amounts[*place] != 0.0).collect();
    if order.is_empty() {
        order = (0..amounts.len()).collect();
    }
    let remainder = |place: usize| cents(amounts[place]) - cents(amounts[place]).floor();
    order.sort_by(|left, right| remainder(*right).total_cmp(&remainder(*left)).then(left.cmp(right)));
    let left = target - rounded.iter().sum::<i64>();
    let step = left.signum();
    if step < 0 {
        order.reverse();
    }
    for place in order.iter().cycle().take(usize::try_from(left.abs()).unwrap_or(0)) {
        rounded[*place] += step;
    }
    rounded
}

/// `1,234,567.89` from cents, with `−` for gains.
pub(super) fn cents_in_words(cents: i64) -> String {
    let sign = if cents < 0 { "−" } else { "" };
    let whole = super::figures::count(cents.unsigned_abs() / 100);
    format!("{sign}{whole}.{:02}", cents.unsigned_abs() % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Journal;

    fn story(charges: Vec<Charge>) -> Story {
        Story {
            scenario: 0,
            option: 0,
            trial: 0,
            regimes: vec![(0.0, 0)],
            events: vec![],
            notes: vec![],
            charges,
            journal: Journal::default(),
            counts: [0.0; crate::engine::Count::ALL.len()],
        }
    }

    #[test]
    fn cents_that_are_left_go_to_the_largest_remainders() {
        // 1/3 each of 1.00: 33 cents each, and one is left; ties go to the first.
        assert_eq!(rounded_to(&[1.0 / 3.0; 3], 100), [34, 33, 33]);
        assert_eq!(rounded_to(&[0.004, 0.009, 0.0], 1), [0, 1, 0]);
        assert_eq!(rounded_to(&[-0.005, 0.016], 1), [-1, 2]);
        assert_eq!(rounded_to(&[0.01, 0.0], 0), [0, 0]);
    }

    #[test]
    fn printed_cents_add_up_both_ways_in_thousands_of_bills() {
        let mut state = 1_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1_u64 << 53) as f64
        };
        let discount: Vec<f64> = (0..60).map(|month| 1.0 / (1.0 + 0.006 * f64::from(month))).collect();
        for _ in 0..3000 {
            let charges: Vec<Charge> = (0..200)
                .map(|_| Charge {
                    month: (next() * 60.0) as usize,
                    component: Component::ALL[(next() * 10.0) as usize],
                    cause: if next() < 0.5 {
                        Cause::Risk((next() * 9.0) as usize)
                    } else {
                        Cause::Duty((next() * 5.0) as usize)
                    },
                    amount: (next() - 0.1) * 1e7,
                })
                .collect();
            let exact: f64 = charges.iter().map(|charge| charge.amount * discount[charge.month]).sum();
            let told = story(charges);
            let bill = Bill::new(&told, &discount, exact);
            assert_eq!(bill.total, (exact * 100.0).round() as i64);
            assert_eq!(bill.lines.iter().map(BillLine::total).sum::<i64>(), bill.total);
            assert_eq!(bill.components.iter().sum::<i64>(), bill.total);
            for line in &bill.lines {
                for component in Component::ALL {
                    let wanted =
                        |charge: &Charge| charge.cause == line.cause && charge.component == component;
                    let value = told.present_value(&discount, wanted) * 100.0;
                    let shown = line.components[component as usize] as f64;
                    // A cent by its own rounding, and one when its component is rounded to the total.
                    assert!((value - shown).abs() <= 2.0, "{value} {shown}");
                }
            }
        }
    }

    #[test]
    fn amounts_are_written_to_the_cent() {
        assert_eq!(
            [0, 5, 123_456_789, -1_050].map(cents_in_words),
            ["0.00", "0.05", "1,234,567.89", "−10.50"]
        );
    }
}
