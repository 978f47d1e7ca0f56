use super::story::{Charge, Note};
use crate::domain::Component;

/// Where postings go. One simulation, several ledgers: totals for speed, a journal to read, a chronicle that is also told why.
pub trait Ledger {
    /// It wants to be told what happens and what causes each amount.
    const LISTENS: bool = false;

    /// Takes a cost (negative: a gain) of a month, in money of that month, not discounted.
    fn post(&mut self, month: usize, component: Component, amount: f64);

    /// Takes a part of a posting with its cause. Only where it listens.
    fn charge(&mut self, _charge: Charge) {}

    /// Takes what happened. Only where it listens.
    fn note(&mut self, _note: Note) {}
}

/// Present values by component and by year.
#[derive(Debug, Clone)]
pub struct Totals<'a> {
    /// `[month]`: factor to present value.
    discount: &'a [f64],
    /// `[component]`.
    pub components: [f64; Component::ALL.len()],
    /// `[year]`.
    pub years: Vec<f64>,
}

impl<'a> Totals<'a> {
    pub fn new(discount: &'a [f64]) -> Totals<'a> {
        Totals {
            discount,
            components: [0.0; Component::ALL.len()],
            years: vec![0.0; discount.len().div_ceil(12)],
        }
    }
}

impl Ledger for Totals<'_> {
    #[inline]
    fn post(&mut self, month: usize, component: Component, amount: f64) {
        let present = amount * self.discount[month];
        self.components[component as usize] += present;
        self.years[month / 12] += present;
    }
}

/// One posting: cost positive, money of the month, not discounted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Posting {
    pub month: usize,
    pub component: Component,
    pub amount: f64,
}

/// Every posting, in order of time.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Journal {
    pub postings: Vec<Posting>,
}

impl Ledger for Journal {
    fn post(&mut self, month: usize, component: Component, amount: f64) {
        self.postings.push(Posting { month, component, amount });
    }
}

/// A journal with the cause of every amount, and everything that happened.
#[derive(Debug, Clone, Default)]
pub(super) struct Chronicle {
    pub journal: Journal,
    pub charges: Vec<Charge>,
    pub notes: Vec<Note>,
}

impl Ledger for Chronicle {
    const LISTENS: bool = true;

    fn post(&mut self, month: usize, component: Component, amount: f64) {
        self.journal.post(month, component, amount);
    }

    fn charge(&mut self, charge: Charge) {
        self.charges.push(charge);
    }

    fn note(&mut self, note: Note) {
        self.notes.push(note);
    }
}

impl Journal {
    /// Sum of the postings of one component, money of the day.
    pub fn sum(&self, component: Component) -> f64 {
        self.postings
            .iter()
            .filter(|posting| posting.component == component)
            .map(|posting| posting.amount)
            .sum()
    }
}
