use crate::domain::Component;

/// Where postings go. One simulation, several ledgers: totals for speed, a journal to read.
pub trait Ledger {
    /// Takes a cost (negative: a gain) of a month, in money of that month, not discounted.
    fn post(&mut self, month: usize, component: Component, amount: f64);
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
