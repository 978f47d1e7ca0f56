use super::circumstances::Circumstances;
use super::judgement::{Judgements, Ruling, Signature};
use super::world::World;
use crate::domain::{CostBasis, DataClass, Hosting, Judgement, TransferRoute};
use crate::plan::{
    CiioPlan, CompiledCondition, EditionPlan, MeasurePlan, OptionPlan, RequirementPlan, SimulationPlan, Value,
};
use crate::rules::{
    ApplicationFacts, CompanyFacts, Crossing, FlowFacts, TransferFlow, application_facts, company_volumes,
    handled_persons, likelihood_of_points,
};

/// Where an option stands at a point in time, and what follows from that by rule: what its data needs, duties, requirements
/// met. No dice.
#[derive(Debug, Clone, Default)]
pub(super) struct Standing {
    /// `[application]`: station.
    pub stations: Vec<usize>,
    pub isolation: usize,
    /// `[measure]`: works.
    pub active: Vec<bool>,
    /// Edition of the law in force.
    pub edition: usize,
    /// The company is a designated operator of critical information infrastructure.
    pub designated: bool,
    /// Factor by which the catalogue of important data has widened.
    pub catalogue: f64,
    /// `[flow]`: stopped for good.
    pub stopped: Vec<bool>,
    /// `[flow]`: what it needs, free for those that do not cross the border.
    pub routes: Vec<TransferRoute>,
    /// `[flow]`.
    pub flows: Vec<FlowFacts>,
    /// `[application]`.
    pub facts: Vec<ApplicationFacts>,
    /// `[duty][application]`: the duty arises.
    pub arises: Vec<bool>,
    /// `[duty]`: number of applications for which it arises.
    pub duty_count: Vec<u32>,
    /// `[requirement]`: share met.
    pub satisfied: Vec<f64>,
    /// A duty has arisen since somebody last looked.
    pub risen: bool,
    /// Some duty has arisen or ceased since somebody last looked.
    pub duties_changed: bool,
    company: Option<CompanyFacts>,
    /// What the facts were derived for; `None` before the first time.
    derived: Option<Status>,
    /// Persons whose data the flows hold, the same people once.
    held_by_flows: f64,
    prefers_certification: bool,
    /// `[application]`: what it was last judged as, and by which judgement.
    judged: Vec<Option<(Signature, usize)>>,
    /// Isolation and working measures under which applications were last judged.
    judged_under: Option<(usize, u128)>,
    /// `[requirement][application]`: share met, or `None` where it is not looked at.
    shares: Vec<Option<f64>>,
    /// `satisfied` does not yet follow from `shares`.
    stale: bool,
    /// `[condition]` of the plan's `judged_by`: some application meets it, one bit each.
    met: Vec<u64>,
    judgements: Judgements,
}

/// What classes and needs of data depend on beside what crosses.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Status {
    edition: usize,
    catalogue: f64,
    designated: bool,
}

/// What a standing is judged against.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub plan: &'a SimulationPlan,
    pub world: &'a World,
    pub circumstances: &'a Circumstances,
}

impl<'a> Setting<'a> {
    /// The edition of the law that a standing is under.
    pub fn edition(&self, standing: &Standing) -> &'a EditionPlan {
        &self.plan.law.editions[standing.edition]
    }
}

impl Standing {
    /// The standing at the start of the horizon, before any duty has been looked at.
    pub fn reset(&mut self, option: &OptionPlan, setting: Setting<'_>) {
        let plan = setting.plan;
        let applications = plan.company.applications.len();
        let refill = |list: &mut Vec<bool>, length: usize| {
            list.clear();
            list.resize(length, false);
        };
        self.stations.clear();
        self.stations.extend(option.targets.iter().map(|target| target.current));
        self.isolation = plan.stations.connected;
        self.edition = plan.law.edition(plan.law.initial, 0.0);
        self.designated = plan.company.designated;
        self.catalogue = 1.0;
        self.prefers_certification = option.prefers_certification;
        self.company = None;
        self.derived = None;
        self.risen = false;
        self.duties_changed = true;
        self.facts.clear();
        refill(&mut self.active, plan.measures.len());
        refill(&mut self.stopped, plan.company.flows.len());
        refill(&mut self.arises, plan.duties.len() * applications);
        self.duty_count.clear();
        self.duty_count.resize(plan.duties.len(), 0);
        self.judged.clear();
        self.judged.resize(applications, None);
        self.judged_under = None;
        self.shares.clear();
        self.shares.resize(plan.requirements.len() * applications, None);
        self.satisfied.clear();
        self.satisfied.resize(plan.requirements.len(), 0.0);
        self.met.clear();
        self.met.resize(plan.judged_by.conditions.len().div_ceil(64), 0);
        self.stale = true;
    }

    /// Whether a condition holds for an application where it stands now.
    pub fn meets(&self, condition: &CompiledCondition, application: usize) -> bool {
        let station = self.stations[application];
        condition.stations[station]
            && condition.isolations[self.isolation]
            && condition.measure.is_none_or(|measure| self.active[measure])
            && self.facts_meet(condition, application)
    }

    /// Whether what a condition asks of facts holds for an application now.
    pub fn facts_meet(&self, condition: &CompiledCondition, application: usize) -> bool {
        self.company.is_some_and(|company| condition.facts.holds(&self.facts[application], &company))
    }

    /// Judges anew every application for which something has changed.
    pub fn reassess(&mut self, setting: Setting<'_>) {
        let derived = self.derive(setting);
        let measures = setting.plan.judged_by.measures.iter().enumerate();
        let working = measures
            .filter(|(_, measure)| self.active[**measure])
            .fold(0, |set: u128, (bit, _)| set | 1 << bit);
        // Where data, isolation and measures are as they were, only applications that have moved are looked at.
        let all = derived || self.judged_under != Some((self.isolation, working));
        self.judged_under = Some((self.isolation, working));
        let mut changed = false;
        for application in 0..self.stations.len() {
            let moved = || {
                self.judged[application]
                    .is_none_or(|(signature, _)| !signature.is_at(self.stations[application]))
            };
            if all || moved() {
                changed |= self.judge(application, working, setting);
            }
        }
        if changed {
            self.met.fill(0);
            for (_, judgement) in self.judged.iter().flatten() {
                for (met, more) in self.met.iter_mut().zip(self.judgements.met(*judgement)) {
                    *met |= more;
                }
            }
        }
    }

    /// What crosses the border, what that needs, and what each application's data comes to; says whether any of it may have changed.
    fn derive(&mut self, setting: Setting<'_>) -> bool {
        let (plan, drawn) = (setting.plan, &setting.world.drawn);
        let edition = setting.edition(self);
        let status = Status { edition: self.edition, catalogue: self.catalogue, designated: self.designated };
        let mut changed = self.derived != Some(status);
        if self.derived.is_some_and(|derived| derived.edition != status.edition) {
            // Duties of the edition before are gone; all are judged anew.
            self.arises.fill(false);
            self.duty_count.fill(0);
            self.judged.fill(None);
        }
        if changed {
            self.class_flows(setting);
        }
        for (position, flow) in plan.company.flows.iter().enumerate() {
            let crosses = flow.outbound
                && !self.stopped[position]
                && self.lets_through(flow.application, &self.flows[position].flow, setting);
            changed |= std::mem::replace(&mut self.flows[position].crosses, crosses) != crosses;
        }
        if !changed {
            return false;
        }
        self.derived = Some(status);
        self.facts.clear();
        self.facts.extend(edition.levels.iter().map(|level| ApplicationFacts::without_data(*level)));
        let company = CompanyFacts {
            handled: plan.company.handled_persons.map_or(self.held_by_flows, |persons| persons.of(drawn)),
            exported: company_volumes(&edition.transfer, &self.flows),
            ciio: self.designated,
            supplies_ciio: setting.circumstances.supplies_ciio,
            prefers_certification: self.prefers_certification,
        };
        application_facts(&edition.transfer, &company, &self.flows, &mut self.facts, &mut self.routes);
        self.company = Some(company);
        true
    }

    /// What each flow holds under the law in force; whether it crosses is left open.
    fn class_flows(&mut self, setting: Setting<'_>) {
        let (edition, drawn) = (setting.edition(self), &setting.world.drawn);
        self.flows.clear();
        for (position, flow) in setting.plan.company.flows.iter().enumerate() {
            let importance = setting.circumstances.importance(position, edition, drawn, self.catalogue);
            let facts = TransferFlow {
                class: if importance { edition.class_once_important[position] } else { DataClass::General },
                persons: flow.persons.of(drawn),
                sensitive_persons: flow.sensitive_persons.of(drawn),
                turnover: flow.turnover.of(drawn),
                people: flow.people,
                exempt: setting.circumstances.is_exempt(position, edition, drawn),
                in_group: flow.in_group,
            };
            self.flows.push(FlowFacts { application: flow.application, crosses: false, flow: facts });
        }
        self.held_by_flows = handled_persons(&self.flows);
    }

    /// Whether data of an application can be had abroad where it stands now.
    fn lets_through(&self, application: usize, flow: &TransferFlow, setting: Setting<'_>) -> bool {
        let table = &setting.plan.stations;
        let hosting = table.stations[self.stations[application]].hosting;
        Crossing::outward(hosting, table.isolations[self.isolation].lets_through, flow).crosses()
    }

    /// Judges one application, its duties and what it contributes to requirements, and says whether anything has changed.
    fn judge(&mut self, application: usize, working: u128, setting: Setting<'_>) -> bool {
        let Some(company) = self.company else { return false };
        let signature = Signature::new(
            (self.stations[application], self.isolation, self.edition),
            working,
            &self.facts[application],
            &company,
            &setting.plan.judged_by,
        );
        let before = self.judged[application];
        if before.is_some_and(|(known, _)| known == signature) {
            return false;
        }
        let known = self.judgements.find(&signature);
        let judgement = known.unwrap_or_else(|| {
            let made = self.judgement_of(application, setting);
            self.judgements.keep(signature, made)
        });
        self.judged[application] = Some((signature, judgement));
        if before.is_some_and(|(_, before)| before == judgement) {
            return false;
        }
        self.stale = true;
        self.duties_changed = true;
        self.follow_judgement(application, before.map(|(_, before)| before), judgement, setting);
        true
    }

    fn follow_judgement(
        &mut self,
        application: usize,
        before: Option<usize>,
        now: usize,
        setting: Setting<'_>,
    ) {
        let Standing { judgements, arises, duty_count, risen, shares, .. } = self;
        let applications = self.stations.len();
        let before = before.map_or(&[][..], |before| &judgements.kept[before].owed);
        let judgement = &judgements.kept[now];
        // Both are in ascending order; what stands in both stays.
        let (mut gone, mut come) = (before.iter().peekable(), judgement.owed.iter().peekable());
        loop {
            match (gone.peek(), come.peek()) {
                (Some(old), Some(new)) if old == new => {
                    gone.next();
                    come.next();
                }
                (Some(old), new) if new.is_none_or(|new| *old < *new) => {
                    arises[**old * applications + application] = false;
                    duty_count[**old] -= 1;
                    gone.next();
                }
                (_, Some(new)) => {
                    *risen = true;
                    arises[**new * applications + application] = true;
                    duty_count[**new] += 1;
                    come.next();
                }
                (_, None) => break,
            }
        }
        for (requirement, share) in judgement.shares.iter().enumerate() {
            shares[requirement * applications + application] =
                share.map(|share| share.of(&setting.world.drawn));
        }
    }

    fn judgement_of(&self, application: usize, setting: Setting<'_>) -> Ruling {
        let plan = setting.plan;
        let candidates = setting.edition(self).candidates[self.stations[application]].iter().copied();
        let share = |requirement: &RequirementPlan| {
            self.meets(&requirement.looks_at, application).then(|| {
                let met = requirement.satisfied.iter().find(|(when, _)| self.meets(when, application));
                met.map_or(Value::Constant(0.0), |(_, share)| *share)
            })
        };
        let mut met = vec![0; self.met.len()];
        for (position, condition) in plan.judged_by.conditions.iter().enumerate() {
            met[position / 64] |= u64::from(self.meets(condition, application)) << (position % 64);
        }
        Ruling {
            owed: candidates
                .filter(|position| self.meets(&plan.duties[*position].when, application))
                .collect(),
            shares: plan.requirements.iter().map(share).collect(),
            met,
        }
    }

    /// Whether some application meets a condition of the plan's `judged_by`.
    pub fn some_meets(&self, condition: usize) -> bool {
        self.met[condition / 64] & (1 << (condition % 64)) != 0
    }

    /// Whether an application meets a condition of the plan's `judged_by`, as it was last judged.
    pub fn judged_to_meet(&self, condition: usize, application: usize) -> bool {
        self.judged[application].is_some_and(|(_, judgement)| {
            self.judgements.met(judgement)[condition / 64] & (1 << (condition % 64)) != 0
        })
    }

    /// Likelihood that the company is designated as it stands now.
    pub fn likelihood_of_designation(&self, setting: Setting<'_>) -> f64 {
        let Some(score) = &setting.edition(self).ciio else { return 0.0 };
        let holds = |condition: &CompiledCondition| {
            (0..self.stations.len()).any(|application| self.meets(condition, application))
        };
        likelihood_of_points(points(score, &setting.world.drawn, holds))
    }

    /// Sums up what the applications contribute to each requirement. A requirement that looks at no application is met.
    pub fn sum_up_requirements(&mut self, setting: Setting<'_>) {
        if !std::mem::replace(&mut self.stale, false) {
            return;
        }
        let applications = self.stations.len();
        for (position, requirement) in setting.plan.requirements.iter().enumerate() {
            let shares = &self.shares[position * applications..][..applications];
            let weighted =
                shares.iter().zip(&setting.plan.company.applications).filter_map(|(share, application)| {
                    share
                        .filter(|_| application.customer_weight > 0.0)
                        .map(|share| (share, application.customer_weight))
                });
            self.satisfied[position] = match requirement.judged_by {
                Judgement::Average => {
                    let (sum, weights) = weighted.fold((0.0, 0.0), |(sum, weights), (share, weight)| {
                        (sum + share * weight, weights + weight)
                    });
                    if weights > 0.0 { sum / weights } else { 1.0 }
                }
                Judgement::Weakest => weighted.fold(1.0, |lowest, (share, _)| f64::min(lowest, share)),
            };
        }
    }

    /// Product of a factor over the measures that work.
    pub fn measure_factor(
        &self,
        plan: &SimulationPlan,
        drawn: &[f64],
        factor: impl Fn(&MeasurePlan) -> Value,
    ) -> f64 {
        let measures = plan.measures.iter().zip(&self.active);
        measures.filter(|(_, active)| **active).map(|(measure, _)| factor(measure).of(drawn)).product()
    }

    /// Hours that one user of an application loses per month where it stands now.
    pub fn friction(&self, application: usize, setting: Setting<'_>) -> f64 {
        let station = &setting.plan.stations.stations[self.stations[application]];
        let drawn = &setting.world.drawn;
        match station.hosting {
            Hosting::Abroad => station.friction.of(drawn),
            Hosting::China => {
                station.friction.of(drawn)
                    + setting.plan.stations.isolations[self.isolation].friction.of(drawn)
            }
        }
    }

    /// Share of an application's function that is lost at `station` when the line across the border fails.
    pub fn border_dependency(&self, application: usize, station: usize, setting: Setting<'_>) -> f64 {
        let entry = &setting.plan.stations.stations[station];
        let drawn = &setting.world.drawn;
        match entry.hosting {
            Hosting::Abroad => 1.0,
            Hosting::China => {
                setting.plan.company.applications[application].integration.of(drawn)
                    * entry.integration_factor.of(drawn)
                    * setting.plan.stations.isolations[self.isolation].integration_factor.of(drawn)
            }
        }
    }

    /// How often a duty's cost arises now.
    pub fn cost_count(&self, duty: usize, per: CostBasis) -> f64 {
        match per {
            CostBasis::Application => f64::from(self.duty_count[duty]),
            CostBasis::Company => f64::from(self.duty_count[duty].min(1)),
        }
    }

    /// Whether a duty concerns applications with sensitive or important data where it arises now.
    pub fn is_sensitive(&self, duty: usize) -> bool {
        let arises = self.arises[duty * self.stations.len()..].iter();
        arises.zip(&self.facts).any(|(arises, facts)| {
            *arises && (facts.class >= DataClass::Important || facts.sensitive_persons > 0.0)
        })
    }
}

/// Points of a score: base + gravest sector + every factor that is claimed or `holds`.
pub(super) fn points(score: &CiioPlan, drawn: &[f64], holds: impl Fn(&CompiledCondition) -> bool) -> f64 {
    let gravest = score.sectors.iter().map(|points| points.of(drawn)).max_by(f64::total_cmp);
    let factors = score.factors.iter().filter(|(_, when)| when.as_ref().is_none_or(&holds));
    score.base.of(drawn) + gravest.unwrap_or(0.0) + factors.map(|(points, _)| points.of(drawn)).sum::<f64>()
}
