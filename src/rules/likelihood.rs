use super::condition::FactTest;
use super::situation::{Situation, Supposed};
use crate::domain::Duty;

/// Probabilities at which uncertain numbers of persons are tried, each for an equal share of the worlds.
const PERSONS_AT: [f64; 5] = [0.1, 0.3, 0.5, 0.7, 0.9];

/// Uncertain facts about an application's flows that are tried in every combination; beyond that the surest count as certain.
const MOST_UNCERTAIN: usize = 8;

/// Likelihoods below this are rounding.
pub const NEVER: f64 = 1e-12;

/// Where the probabilities lie that a "low" and a "high" number of persons means.
pub const LOW: f64 = 0.05;
pub const HIGH: f64 = 0.95;

/// How likely a duty arises.
#[derive(Debug, Clone, PartialEq)]
pub struct DutyLikelihood {
    /// For one application at least.
    pub any: f64,
    /// `[application]`.
    pub each: Vec<f64>,
}

impl DutyLikelihood {
    /// It can arise.
    pub fn possible(&self) -> bool {
        self.any > NEVER
    }
}

/// An uncertain fact that a duty can hang on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fact {
    /// The data of a flow, by its position, is important.
    Important(usize),
    /// A ground of exemption of a flow, by its position, is accepted.
    Exempt(usize),
    /// The company is designated an operator of critical information infrastructure.
    Designation,
    /// It has such operators among its customers.
    SuppliesCiio,
    /// Numbers of persons are at their 5th percentile rather than at their median.
    FewerPersons,
    /// Numbers of persons are at their 95th percentile rather than at their median.
    MorePersons,
}

/// What a duty hangs on.
#[derive(Debug, Clone, PartialEq)]
pub struct Hinge {
    pub fact: Fact,
    /// Likelihood of the fact; `None` for numbers of persons.
    pub likelihood: Option<f64>,
    /// What is likelier without it, positions of applications for which it makes the duty arise.
    pub adds: Vec<usize>,
    /// And those for which it makes it go away.
    pub removes: Vec<usize>,
    /// It decides whether the duty arises at all.
    pub decides: bool,
}

/// How likely each duty of the law arises, in their order.
///
/// Every combination of what is uncertain is tried with its likelihood: designation of the company, operators among its
/// customers, numbers of persons (together, at five probabilities), and for the flows of the application in question whether
/// their data is important and their grounds are accepted. Other applications' flows are taken as they are likelier to be; they
/// matter for what is counted over the whole company only. Facts are independent of each other.
pub fn duty_likelihoods(situation: &Situation<'_>) -> Vec<DutyLikelihood> {
    let applications = situation.case.applications.len();
    let duties = &situation.law.duties;
    let tests: Vec<FactTest> = duties.iter().map(|duty| FactTest::new(&duty.when)).collect();
    let may = |duty: &Duty| -> Vec<bool> {
        (0..applications).map(|application| situation.may_hold(&duty.when, application)).collect()
    };
    let may: Vec<Vec<bool>> = duties.iter().map(may).collect();
    let mut found: Vec<DutyLikelihood> =
        duties.iter().map(|_| DutyLikelihood { any: 0.0, each: vec![0.0; applications] }).collect();
    let mut none: Vec<f64> = vec![0.0; duties.len()];
    for (weight, common) in common_worlds(situation) {
        none.fill(1.0);
        for application in 0..applications {
            let here = may.iter().enumerate().filter(|(_, may)| may[application]);
            let concerned: Vec<usize> = here.map(|(duty, _)| duty).collect();
            if concerned.is_empty() {
                continue;
            }
            let mut here = vec![0.0; concerned.len()];
            for (share, supposed) in own_worlds(situation, application, &common) {
                let facts = situation.facts(&supposed);
                for (sum, duty) in here.iter_mut().zip(&concerned) {
                    if tests[*duty].holds(&facts.applications[application], &facts.company) {
                        *sum += share;
                    }
                }
            }
            for (likelihood, duty) in here.into_iter().zip(concerned) {
                found[duty].each[application] += weight * likelihood;
                none[duty] *= 1.0 - likelihood;
            }
        }
        for (entry, none) in found.iter_mut().zip(&none) {
            entry.any += weight * (1.0 - none);
        }
    }
    found
}

/// Worlds of what is the same for all applications, with their likelihoods.
fn common_worlds(situation: &Situation<'_>) -> Vec<(f64, Supposed)> {
    let persons: &[f64] = if situation.has_uncertain_numbers() { &PERSONS_AT } else { &[0.5] };
    let mut worlds = Vec::new();
    for (by_designation, ciio) in either(situation.designation) {
        for (by_customers, supplies_ciio) in either(situation.supplies_ciio) {
            for persons_at in persons {
                let weight = by_designation * by_customers / persons.len() as f64;
                let supposed =
                    Supposed { ciio, supplies_ciio, persons_at: *persons_at, ..situation.likelier() };
                worlds.push((weight, supposed));
            }
        }
    }
    worlds
}

/// Worlds of what is uncertain about the flows of one application.
fn own_worlds(situation: &Situation<'_>, application: usize, common: &Supposed) -> Vec<(f64, Supposed)> {
    let mut uncertain: Vec<(Fact, f64)> = facts_about_flows(situation)
        .filter(|(fact, _)| {
            flow_of(*fact).is_some_and(|flow| situation.flows[flow].application == application)
        })
        .collect();
    uncertain.sort_by(|left, right| (left.1 - 0.5).abs().total_cmp(&(right.1 - 0.5).abs()));
    uncertain.truncate(MOST_UNCERTAIN);
    let mut worlds = vec![(1.0, common.clone())];
    for (fact, likelihood) in uncertain {
        let split = |(weight, world): &(f64, Supposed)| {
            either(likelihood)
                .map(|(share, holds)| (weight * share, with(world, fact, holds)))
                .collect::<Vec<_>>()
        };
        worlds = worlds.iter().flat_map(split).collect();
    }
    worlds
}

/// Both ways in which an uncertain fact can be, without those that cannot be.
fn either(likelihood: f64) -> impl Iterator<Item = (f64, bool)> {
    [(likelihood, true), (1.0 - likelihood, false)].into_iter().filter(|(share, _)| *share > NEVER)
}

/// What is uncertain about flows, with its likelihood.
fn facts_about_flows(situation: &Situation<'_>) -> impl Iterator<Item = (Fact, f64)> {
    let of_flow = |(position, flow): (usize, &super::situation::FlowEstimate<'_>)| {
        [(Fact::Important(position), flow.important), (Fact::Exempt(position), flow.exempt)]
    };
    let uncertain = |(_, likelihood): &(Fact, f64)| *likelihood > NEVER && *likelihood < 1.0 - NEVER;
    situation.flows.iter().enumerate().flat_map(of_flow).filter(uncertain)
}

fn flow_of(fact: Fact) -> Option<usize> {
    match fact {
        Fact::Important(flow) | Fact::Exempt(flow) => Some(flow),
        Fact::Designation | Fact::SuppliesCiio | Fact::FewerPersons | Fact::MorePersons => None,
    }
}

/// The same with one fact set.
pub fn with(supposed: &Supposed, fact: Fact, holds: bool) -> Supposed {
    let mut supposed = supposed.clone();
    match fact {
        Fact::Important(flow) => supposed.important[flow] = holds,
        Fact::Exempt(flow) => supposed.exempt[flow] = holds,
        Fact::Designation => supposed.ciio = holds,
        Fact::SuppliesCiio => supposed.supplies_ciio = holds,
        Fact::FewerPersons => supposed.persons_at = LOW,
        Fact::MorePersons => supposed.persons_at = HIGH,
    }
    supposed
}

/// What each duty hangs on: the uncertain facts that alone, against what is likelier, make it arise or go away.
pub fn hinges(situation: &Situation<'_>) -> Vec<Vec<Hinge>> {
    let likelier = situation.likelier();
    let usual = arising(situation, &likelier);
    let mut hinges: Vec<Vec<Hinge>> = situation.law.duties.iter().map(|_| Vec::new()).collect();
    for (fact, likelihood) in uncertain_facts(situation) {
        let supposed = match fact {
            Fact::Important(flow) => with(&likelier, fact, !likelier.important[flow]),
            Fact::Exempt(flow) => with(&likelier, fact, !likelier.exempt[flow]),
            Fact::Designation => with(&likelier, fact, !likelier.ciio),
            Fact::SuppliesCiio => with(&likelier, fact, !likelier.supplies_ciio),
            Fact::FewerPersons | Fact::MorePersons => with(&likelier, fact, true),
        };
        let other = arising(situation, &supposed);
        for ((entry, usual), other) in hinges.iter_mut().zip(&usual).zip(&other) {
            let only = |there: &[bool], not: &[bool]| -> Vec<usize> {
                (0..there.len()).filter(|place| there[*place] && !not[*place]).collect()
            };
            let (adds, removes) = (only(other, usual), only(usual, other));
            if !adds.is_empty() || !removes.is_empty() {
                let decides = usual.contains(&true) != other.contains(&true);
                entry.push(Hinge { fact, likelihood, adds, removes, decides });
            }
        }
    }
    hinges
}

/// Every uncertain fact with its likelihood.
fn uncertain_facts(situation: &Situation<'_>) -> Vec<(Fact, Option<f64>)> {
    let mut facts: Vec<(Fact, Option<f64>)> =
        facts_about_flows(situation).map(|(fact, likelihood)| (fact, Some(likelihood))).collect();
    for (fact, likelihood) in
        [(Fact::Designation, situation.designation), (Fact::SuppliesCiio, situation.supplies_ciio)]
    {
        if likelihood > NEVER && likelihood < 1.0 - NEVER {
            facts.push((fact, Some(likelihood)));
        }
    }
    if situation.has_uncertain_numbers() {
        facts.extend([(Fact::FewerPersons, None), (Fact::MorePersons, None)]);
    }
    facts
}

/// `[duty][application]`: it arises if this is supposed.
pub fn arising(situation: &Situation<'_>, supposed: &Supposed) -> Vec<Vec<bool>> {
    let facts = situation.facts(supposed);
    let of_duty = |duty: &Duty| {
        (0..situation.case.applications.len())
            .map(|application| situation.holds(&duty.when, application, &facts))
            .collect()
    };
    situation.law.duties.iter().map(of_duty).collect()
}
