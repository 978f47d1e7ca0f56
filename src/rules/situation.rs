use super::ciio::{CiioScore, ciio_score};
use super::classification::{class_once_important, likelihood_by_factors};
use super::condition::{FactTest, System, holds_for_system};
use super::facts::{
    ApplicationFacts, CompanyFacts, Crossing, FlowFacts, application_facts, company_volumes, handled_persons,
};
use super::law::Law;
use super::phases::Phase;
use super::protection::level_of;
use super::transfer::TransferFlow;
use crate::domain::{
    Case, CiioFactor, Condition, DataClass, DataFlow, Direction, Id, ItOption, Recipient, Segment,
    TransferRoute,
};
use crate::quantity::Quantity;

/// Where the middle of a distribution lies.
pub const MEDIAN: f64 = 0.5;

/// A flow with what is uncertain about it.
#[derive(Debug, Clone)]
pub struct FlowEstimate<'a> {
    /// Position of its application in the case.
    pub application: usize,
    pub flow: &'a DataFlow,
    /// Number of the group of people that it is about.
    people: Option<usize>,
    /// Likelihood that it is, or is declared, important data.
    pub important: f64,
    /// Likelihood that one of the grounds that are claimed for it is accepted.
    pub exempt: f64,
    /// Class that it has if so.
    pub once_important: DataClass,
}

impl FlowEstimate<'_> {
    /// Persons at a probability of every uncertain number.
    pub fn persons(&self, u: f64) -> f64 {
        at(self.flow.persons.as_ref(), u)
    }

    /// Persons with sensitive data at a probability of every uncertain number.
    pub fn sensitive_persons(&self, u: f64) -> f64 {
        at(self.flow.sensitive_persons.as_ref(), u)
    }

    /// Whether its numbers of persons are uncertain.
    fn has_uncertain_numbers(&self) -> bool {
        let flow = self.flow;
        [&flow.persons, &flow.sensitive_persons, &flow.turnover]
            .into_iter()
            .flatten()
            .any(|quantity| !quantity.is_certain())
    }
}

fn at(quantity: Option<&Quantity>, u: f64) -> f64 {
    quantity.map_or(0.0, |quantity| quantity.inverse_cdf(u))
}

/// What is supposed about everything that is uncertain.
#[derive(Debug, Clone, PartialEq)]
pub struct Supposed {
    /// `[flow]`.
    pub important: Vec<bool>,
    /// `[flow]`: a ground is accepted.
    pub exempt: Vec<bool>,
    /// The company is designated.
    pub ciio: bool,
    /// It has designated operators among its customers.
    pub supplies_ciio: bool,
    /// Probability of all numbers of persons, which move together.
    pub persons_at: f64,
}

/// What holds once something is supposed.
#[derive(Debug, Clone)]
pub struct Facts {
    pub company: CompanyFacts,
    /// `[application]`.
    pub applications: Vec<ApplicationFacts>,
    /// `[flow]`.
    pub flows: Vec<FlowFacts>,
    /// `[flow]`: what it needs; free for what does not cross.
    pub routes: Vec<TransferRoute>,
}

/// An option in one phase under one law.
#[derive(Debug, Clone)]
pub struct Situation<'a> {
    pub case: &'a Case,
    pub option: &'a ItOption,
    pub phase: &'a Phase<'a>,
    pub law: &'a Law,
    pub flows: Vec<FlowEstimate<'a>>,
    /// Score of designation; `None` where nobody is designated.
    pub score: Option<CiioScore>,
    /// Likelihood that the company is designated.
    pub designation: f64,
    /// Likelihood that there are designated operators among its customers.
    pub supplies_ciio: f64,
}

impl<'a> Situation<'a> {
    /// Works out what is uncertain, and how likely it is.
    pub fn new(case: &'a Case, option: &'a ItOption, phase: &'a Phase<'a>, law: &'a Law) -> Situation<'a> {
        let supplies_ciio =
            1.0 - case.segments.iter().fold(1.0, |none, segment| none * (1.0 - segment_ciio(law, segment)));
        let mut situation = Situation {
            case,
            option,
            phase,
            law,
            flows: flow_estimates(case, law),
            score: None,
            designation: 0.0,
            supplies_ciio,
        };
        situation.score = situation.company_score();
        situation.designation = if case.company.standing.designated {
            1.0
        } else {
            situation.score.as_ref().map_or(0.0, |score| score.likelihood)
        };
        situation
    }

    /// Everything as it is likelier to be: data is important or exempt, customers are operators, if that is likelier than not;
    /// the company is designated only if it is already; numbers of persons at their medians.
    pub fn likelier(&self) -> Supposed {
        Supposed {
            important: self.flows.iter().map(|flow| flow.important > 0.5).collect(),
            exempt: self.flows.iter().map(|flow| flow.exempt > 0.5).collect(),
            ciio: self.case.company.standing.designated,
            supplies_ciio: self.supplies_ciio > 0.5,
            persons_at: MEDIAN,
        }
    }

    /// Whether some number of persons is uncertain.
    pub fn has_uncertain_numbers(&self) -> bool {
        let handled = self.case.company.standing.handled_persons.as_ref();
        handled.is_some_and(|handled| !handled.is_certain())
            || self.flows.iter().any(FlowEstimate::has_uncertain_numbers)
    }

    /// Whether a flow crosses the border, and why.
    pub fn crossing(&self, flow: usize, supposed: &Supposed) -> Crossing {
        let entry = &self.flows[flow];
        if entry.flow.direction == Direction::Inbound {
            return Crossing::Inbound;
        }
        let hosting = self.phase.placements[entry.application].hosting;
        Crossing::outward(hosting, self.phase.isolation.lets_through, &self.transfer_flow(flow, supposed))
    }

    /// A flow as the rules on transfer see it.
    pub fn transfer_flow(&self, flow: usize, supposed: &Supposed) -> TransferFlow {
        let entry = &self.flows[flow];
        TransferFlow {
            class: if supposed.important[flow] { entry.once_important } else { DataClass::General },
            persons: entry.persons(supposed.persons_at),
            sensitive_persons: entry.sensitive_persons(supposed.persons_at),
            turnover: at(entry.flow.turnover.as_ref(), supposed.persons_at),
            people: entry.people,
            exempt: supposed.exempt[flow],
            in_group: entry.flow.recipient == Recipient::Group,
        }
    }

    /// What follows from what is supposed.
    pub fn facts(&self, supposed: &Supposed) -> Facts {
        let rules = &self.law.transfer;
        let flows: Vec<FlowFacts> = (0..self.flows.len())
            .map(|flow| FlowFacts {
                application: self.flows[flow].application,
                crosses: self.crossing(flow, supposed).crosses(),
                flow: self.transfer_flow(flow, supposed),
            })
            .collect();
        let company = CompanyFacts {
            handled: self.handled(supposed, &flows),
            exported: company_volumes(rules, &flows),
            ciio: supposed.ciio,
            supplies_ciio: supposed.supplies_ciio,
            prefers_certification: self.option.prefers_certification,
        };
        let mut applications: Vec<ApplicationFacts> = self
            .case
            .applications
            .iter()
            .map(|application| {
                let level = level_of(&self.law.protection, application.mlps_level, &application.harm);
                ApplicationFacts::without_data(level.unwrap_or(0))
            })
            .collect();
        let mut routes = Vec::with_capacity(flows.len());
        application_facts(rules, &company, &flows, &mut applications, &mut routes);
        Facts { company, applications, flows, routes }
    }

    /// Persons whose data the company handles in China: as stated, else those of its flows, the same people once.
    fn handled(&self, supposed: &Supposed, flows: &[FlowFacts]) -> f64 {
        match &self.case.company.standing.handled_persons {
            Some(stated) => stated.inverse_cdf(supposed.persons_at),
            None => handled_persons(flows),
        }
    }

    /// The application at its place in this phase.
    pub fn system(&self, application: usize) -> System<'a> {
        System {
            company: &self.case.company,
            application: &self.case.applications[application],
            placement: self.phase.placements[application],
        }
    }

    /// Whether a condition is met as far as no uncertain fact decides it.
    pub fn may_hold(&self, condition: &Condition, application: usize) -> bool {
        let working = |id: &Id| self.phase.measures.contains(&id);
        holds_for_system(condition, &self.system(application))
            && condition.isolation.as_ref().is_none_or(|ids| ids.contains(&self.phase.isolation.id))
            && condition.measure.as_ref().is_none_or(working)
    }

    /// Whether a condition is met.
    pub fn holds(&self, condition: &Condition, application: usize, facts: &Facts) -> bool {
        self.may_hold(condition, application)
            && FactTest::new(condition).holds(&facts.applications[application], &facts.company)
    }

    fn company_score(&self) -> Option<CiioScore> {
        let standing = &self.case.company.standing;
        let facts = self.facts(&self.likelier());
        let by_condition = |when: &Condition| {
            (0..self.case.applications.len()).any(|application| self.holds(when, application, &facts))
        };
        let holds = |factor: &CiioFactor| {
            standing.factors.contains(&factor.id) || factor.when.as_ref().is_some_and(by_condition)
        };
        let factors = &self.law.ciio.factors;
        ciio_score(
            &self.law.ciio,
            &standing.sectors,
            |position| factors.get(position).is_some_and(holds),
            |points| points.inverse_cdf(MEDIAN),
        )
    }
}

/// Likelihood that there are designated operators in a segment: as stated, else by the score.
pub fn segment_ciio(law: &Law, segment: &Segment) -> f64 {
    match &segment.ciio {
        Some(stated) => stated.inverse_cdf(MEDIAN),
        None => segment_score(law, segment).map_or(0.0, |score| score.likelihood),
    }
}

/// Score of a segment: its sectors, and the factors that are claimed for it. `None` where the case says nothing of it, and
/// where nobody is designated.
pub fn segment_score(law: &Law, segment: &Segment) -> Option<CiioScore> {
    if segment.sectors.is_empty() && segment.factors.is_empty() {
        return None;
    }
    let claimed = |factor: &CiioFactor| segment.factors.contains(&factor.id);
    let factors = &law.ciio.factors;
    ciio_score(
        &law.ciio,
        &segment.sectors,
        |position| factors.get(position).is_some_and(claimed),
        |points| points.inverse_cdf(MEDIAN),
    )
}

fn flow_estimates<'a>(case: &'a Case, law: &Law) -> Vec<FlowEstimate<'a>> {
    let mut groups: Vec<&Id> = Vec::new();
    let mut estimates = Vec::new();
    for (application, entry) in case.applications.iter().enumerate() {
        for flow in &entry.flows {
            let people = flow.people.as_ref().map(|people| {
                groups.iter().position(|known| *known == people).unwrap_or_else(|| {
                    groups.push(people);
                    groups.len() - 1
                })
            });
            estimates.push(FlowEstimate {
                application,
                flow,
                people,
                important: important_likelihood(law, flow),
                exempt: exempt_likelihood(law, flow),
                once_important: class_once_important(&law.data, &flow.impact),
            });
        }
    }
    estimates
}

fn important_likelihood(law: &Law, flow: &DataFlow) -> f64 {
    match &flow.important_data {
        Some(stated) => stated.inverse_cdf(MEDIAN),
        None => likelihood_by_factors(&law.data, &flow.factors, |position| {
            law.data.factors.get(position).map_or(0.0, |factor| factor.likelihood.inverse_cdf(MEDIAN))
        }),
    }
}

/// 1 − Π (1 − p), p the chance that each ground claimed is accepted.
fn exempt_likelihood(law: &Law, flow: &DataFlow) -> f64 {
    let claimed = law.transfer.grounds.iter().filter(|ground| flow.grounds.contains(&ground.id));
    1.0 - claimed.fold(1.0, |none, ground| none * (1.0 - ground.accepted.inverse_cdf(MEDIAN)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{CiioRules, Hosting, Regulation};
    use crate::rules::testing::{case_under_law, id, number, points, reference, share};
    use crate::rules::{laws, phases};

    fn in_situation(case: &Case, option: usize, phase: usize, look: impl FnOnce(&Situation<'_>)) {
        let option = &case.options[option];
        let (phases, laws) = (phases(case, option).unwrap(), laws(case, None));
        look(&Situation::new(case, option, &phases[phase], &laws[0]));
    }

    #[test]
    fn a_gateway_masks_what_holds_persons_or_is_important() {
        let mut case = case_under_law();
        case.options[1].isolation = id("gateway");
        case.applications[0].flows[0].persons = None;
        case.applications[0].flows[0].important_data = Some(share("10%"));
        in_situation(&case, 1, 2, |target| {
            let likelier = target.likelier();
            assert_eq!(target.crossing(0, &likelier), Crossing::Access);
            assert_eq!(target.crossing(1, &likelier), Crossing::Masked);
            let important = Supposed { important: vec![true, false], ..likelier };
            assert_eq!(target.crossing(0, &important), Crossing::Masked);
        });
        in_situation(&case, 1, 1, |moved| {
            assert_eq!(moved.crossing(1, &moved.likelier()), Crossing::Access);
        });
    }

    #[test]
    fn the_same_people_count_once_and_exempt_ones_not_at_all() {
        let mut case = case_under_law();
        case.applications[0].flows[0].people = Some(id("all"));
        case.applications[1].flows[0].people = Some(id("all"));
        in_situation(&case, 0, 0, |situation| {
            let facts = situation.facts(&situation.likelier());
            assert_eq!((facts.company.exported.persons, facts.company.handled), (50_000.0, 50_000.0));
            let exempt = Supposed { exempt: vec![true, false], ..situation.likelier() };
            let facts = situation.facts(&exempt);
            assert_eq!((facts.company.exported.persons, facts.company.handled), (2_000.0, 50_000.0));
        });
        case.company.standing.handled_persons = Some(number("7"));
        in_situation(&case, 0, 0, |situation| {
            assert_eq!(situation.facts(&situation.likelier()).company.handled, 7.0);
        });
    }

    #[test]
    fn designation_is_a_score_with_its_parts() {
        let mut case = case_under_law();
        let factor = |name: &str, value: f64, when: Option<Condition>| CiioFactor {
            id: id(name),
            name: name.to_owned(),
            points: points(value),
            when,
            reference: reference("Art. 8"),
        };
        let abroad = Condition { hosting: Some(Hosting::Abroad), ..Condition::default() };
        case.regulation.packs[0].ciio = CiioRules {
            base: Some(points(-4.0)),
            sectors: vec![factor("energy", 3.0, None), factor("transport", 2.0, None)],
            factors: vec![
                factor("claimed", 0.5, None),
                factor("other", 9.0, None),
                factor("abroad", 1.0, Some(abroad)),
            ],
            reference: reference("Art. 2"),
        };
        case.company.standing.sectors = vec![id("transport"), id("energy")];
        case.company.standing.factors = vec![id("claimed")];
        let score = |case: &Case, phase: usize| {
            let mut found = 0.0;
            in_situation(case, 1, phase, |situation| {
                found = situation.score.as_ref().unwrap().parts.iter().map(|part| part.points).sum();
                assert!((situation.designation - 1.0 / (1.0 + crate::math::exp(-found))).abs() < 1e-12);
                assert!(!situation.likelier().ciio);
            });
            found
        };
        assert_eq!([score(&case, 0), score(&case, 2)], [0.5, -0.5]);
        case.company.standing.designated = true;
        in_situation(&case, 1, 0, |situation| {
            assert_eq!((situation.designation, situation.likelier().ciio), (1.0, true));
        });
        case.regulation = Regulation::default();
        case.company.standing.designated = false;
        in_situation(&case, 1, 0, |situation| assert_eq!(situation.designation, 0.0));
    }
}
