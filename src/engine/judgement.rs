//! Judgements of applications, kept: what follows by rule from where an application stands is the same whenever it stands there.

use rustc_hash::FxHashMap;

use crate::plan::{JudgedBy, Value};
use crate::rules::{ApplicationFacts, CompanyFacts};

/// Everything that a judgement depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Signature {
    station: u32,
    isolation: u32,
    edition: u32,
    /// Measures that work, by bit.
    working: u128,
    /// Class, routes, and what is true or not of the data.
    facts: u32,
    /// How many of the plan's numbers of persons are reached, with sensitive data, and handled in China.
    persons: [u16; 3],
}

impl Signature {
    /// - `place`: station, isolation and edition of the law.
    pub fn new(
        (station, isolation, edition): (usize, usize, usize),
        working: u128,
        facts: &ApplicationFacts,
        company: &CompanyFacts,
        judged_by: &JudgedBy,
    ) -> Signature {
        let flags = [
            facts.persons > 0.0,
            facts.sensitive_persons > 0.0,
            facts.exports,
            facts.exports_personal,
            company.ciio,
            company.supplies_ciio,
        ];
        let truths = flags.iter().fold(0, |set, flag| set << 1 | u32::from(*flag));
        let reached = |numbers: &[f64], persons: f64| {
            numbers.iter().take_while(|number| **number <= persons).count() as u16
        };
        Signature {
            station: station as u32,
            isolation: isolation as u32,
            edition: edition as u32,
            working,
            facts: truths << 16 | u32::from(facts.routes.bits()) << 8 | facts.class as u32,
            persons: [
                reached(&judged_by.persons, facts.persons),
                reached(&judged_by.sensitive_persons, facts.sensitive_persons),
                reached(&judged_by.handled_persons, company.handled),
            ],
        }
    }

    /// Whether the application stood at this station.
    pub fn is_at(&self, station: usize) -> bool {
        self.station == station as u32
    }
}

/// What follows from where an application stands.
#[derive(Debug, Clone)]
pub(super) struct Ruling {
    /// Positions of the duties that arise for it, ascending.
    pub owed: Vec<usize>,
    /// `[requirement]`: share met, or `None` where it is not looked at.
    pub shares: Vec<Option<Value>>,
    /// Conditions of the plan's `judged_by` that it meets, by bit.
    pub met: Vec<u64>,
}

/// Judgements made so far, of one plan.
#[derive(Debug, Clone, Default)]
pub(super) struct Judgements {
    pub kept: Vec<Ruling>,
    positions: FxHashMap<Signature, usize>,
}

impl Judgements {
    pub fn find(&self, signature: &Signature) -> Option<usize> {
        self.positions.get(signature).copied()
    }

    pub fn keep(&mut self, signature: Signature, judgement: Ruling) -> usize {
        self.positions.insert(signature, self.kept.len());
        self.kept.push(judgement);
        self.kept.len() - 1
    }

    pub fn met(&self, judgement: usize) -> &[u64] {
        &self.kept[judgement].met
    }
}
