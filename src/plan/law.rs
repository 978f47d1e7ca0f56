use std::collections::BTreeMap;

use jiff::civil::Date;

use super::condition::ConditionContext;
use super::duty::{DutyPlan, LadderPlan};
use super::flow::{ClaimPlan, in_order};
use super::index::{Index, by_id};
use super::value::Parameters;
use super::{CompiledCondition, PlanError, Value};
use crate::domain::{
    Case, CiioFactor, CiioRules, DataClass, DataFlow, Duty, Id, Ladder, Mechanism, Pack, RuleEffect,
    TransferRules,
};
use crate::rules::{
    class_once_important, day_of_month, editions_with, first_day, has_begun, level_of, months_until,
    transfer_on,
};

/// All law that may come into force in the horizon.
#[derive(Debug, Clone, PartialEq)]
pub struct LawPlan {
    pub editions: Vec<EditionPlan>,
    /// `[pack]`: month and edition from then on; the first before all time.
    pub packs: Vec<Vec<(f64, usize)>>,
    /// `[pack]`: month before which it cannot take effect, as what it builds on is not yet law; long past for most.
    pub not_before: Vec<f64>,
    /// Pack at the start.
    pub initial: usize,
    /// Month and pack that takes effect then.
    pub successions: Vec<(f64, usize)>,
    /// Months within the horizon in which rules of some pack begin, ascending.
    pub days: Vec<f64>,
    /// Grounds of exemption that flows claim.
    pub claims: Vec<ClaimPlan>,
    /// Identifiers of the duties, whatever their form.
    pub duties: Vec<Id>,
    /// `[duty]`, whatever its form: positions of its forms.
    pub forms: Vec<Vec<usize>>,
    /// `[segment]`: what makes it likely that it holds operators of critical information infrastructure.
    pub segments: Vec<SegmentStatus>,
}

/// The rules of one pack between two dates.
#[derive(Debug, Clone, PartialEq)]
pub struct EditionPlan {
    pub transfer: TransferRules,
    /// `[station]`: positions of the duties in force that may arise there, ascending.
    pub candidates: Vec<Vec<usize>>,
    /// `[duty]`: position of the ladder that a gap leads up, and of that for designated operators.
    pub ladders: Vec<(usize, usize)>,
    /// `[application]`: level in the multi-level protection scheme, 0 for none.
    pub levels: Vec<u8>,
    /// `[flow]`: class that its data has once it is found important.
    pub class_once_important: Vec<DataClass>,
    /// `[flow]`: likelihoods p of which 1 − Π (1 − p) is that of importance.
    pub important_data: Vec<Vec<Value>>,
    /// `[flow]`: positions in the claims, and chance that each is accepted.
    pub claims: Vec<Vec<(usize, Value)>>,
    /// What makes it likely that the company is designated; `None`: nobody is.
    pub ciio: Option<CiioPlan>,
}

/// A score in log-odds.
#[derive(Debug, Clone, PartialEq)]
pub struct CiioPlan {
    pub base: Value,
    /// The gravest counts.
    pub sectors: Vec<Value>,
    /// Points, and the condition that one application must meet; `None`: they hold.
    pub factors: Vec<(Value, Option<CompiledCondition>)>,
}

/// Whether a segment holds operators of critical information infrastructure.
#[derive(Debug, Clone, PartialEq)]
pub enum SegmentStatus {
    /// By a likelihood.
    Likelihood(Value),
    /// By the score of the pack at the start.
    Score(CiioPlan),
}

/// A duty in every form that some pack gives it.
pub(super) struct Duties<'a> {
    /// By identifier, then by the pack that states this form.
    pub versions: Vec<&'a Duty>,
    pub groups: Index,
}

impl<'a> Duties<'a> {
    /// The duties of packs that may come into force, and the case's own, which replace those of the same name.
    pub fn of(case: &'a Case, packs: &[&'a Pack]) -> Duties<'a> {
        let mut versions: BTreeMap<(&Id, Option<&Id>), &Duty> = BTreeMap::new();
        for duty in packs.iter().flat_map(|pack| &pack.duties).chain(&case.duties) {
            versions.insert((&duty.id, duty.pack.as_ref()), duty);
        }
        let groups = Index::sorted("duty", versions.keys().map(|(id, _)| *id));
        Duties { versions: versions.into_values().collect(), groups }
    }

    /// `[duty]`, whatever its form: positions of its forms.
    fn forms(&self) -> Vec<Vec<usize>> {
        let of_id = |id: &Id| {
            let versions = self.versions.iter().enumerate();
            versions.filter(|(_, duty)| duty.id == *id).map(|(position, _)| position).collect()
        };
        self.groups.ids().map(of_id).collect()
    }

    fn position(&self, id: &Id, pack: Option<&Id>) -> Option<usize> {
        self.versions.iter().position(|duty| duty.id == *id && duty.pack.as_ref() == pack)
    }
}

/// Packs that may come into force: at the start, by their date, by a risk; each once.
pub(super) fn packs_in_play(case: &Case) -> Vec<&Pack> {
    let regulation = &case.regulation;
    let by_risks = case.risks.iter().filter_map(|risk| match &risk.mechanism {
        Mechanism::RuleChange(change) => match &change.effect {
            RuleEffect::Pack(id) => Some(id),
            RuleEffect::WiderCatalogue(_)
            | RuleEffect::Designation
            | RuleEffect::Withdrawal(_)
            | RuleEffect::SlowerReviews { .. } => None,
        },
        Mechanism::Outage(_)
        | Mechanism::ServiceLoss(_)
        | Mechanism::Enforcement(_)
        | Mechanism::DemandShift(_)
        | Mechanism::Degradation(_)
        | Mechanism::SupplierBan(_)
        | Mechanism::CounterMeasure(_)
        | Mechanism::Incident(_) => None,
    });
    let mut ids: Vec<&Id> = regulation.initial.iter().collect();
    let mut later: Vec<&Id> = regulation.successions.iter().map(|(_, id)| id).chain(by_risks).collect();
    later.sort();
    ids.extend(later);
    let mut packs: Vec<&Pack> = Vec::new();
    for pack in ids.into_iter().filter_map(|id| regulation.pack(id)) {
        if packs.iter().all(|known| known.id != pack.id) {
            packs.push(pack);
        }
    }
    packs
}

/// What the law refers to.
pub(super) struct LawContext<'a> {
    pub conditions: &'a ConditionContext<'a>,
    pub packs: &'a [&'a Pack],
    pub duties: &'a Duties<'a>,
}

impl LawPlan {
    /// The law, and all fine ladders.
    pub(super) fn new(
        context: &LawContext<'_>,
        duties: &[DutyPlan],
        table: &mut Parameters,
    ) -> Result<(LawPlan, Vec<LadderPlan>), PlanError> {
        let case = context.conditions.case;
        let mut builder = Builder {
            context,
            duties,
            ladders: Vec::new(),
            claims: ClaimPlan::all(case),
            editions: Vec::new(),
            days: Vec::new(),
        };
        let mut packs = Vec::new();
        for pack in context.packs {
            packs.push(builder.pack(pack, table)?);
        }
        if packs.is_empty() {
            packs.push(builder.pack(&Pack::without_rules(), table)?);
        }
        let position = |id: &Id| context.packs.iter().position(|pack| pack.id == *id);
        let successions = &case.regulation.successions;
        let empty = CiioRules::default();
        let rules = case.regulation.initial_pack().map_or(&empty, |pack| &pack.ciio);
        let segments = by_id(&case.segments, |segment| &segment.id)
            .into_iter()
            .map(|segment| {
                let unsaid = segment.sectors.is_empty() && segment.factors.is_empty();
                match (&segment.ciio, ciio(rules, &segment.sectors, &segment.factors, None, table)?) {
                    (Some(likelihood), _) => Ok(SegmentStatus::Likelihood(table.value(likelihood))),
                    (None, Some(score)) if !unsaid => Ok(SegmentStatus::Score(score)),
                    (None, Some(_) | None) => Ok(SegmentStatus::Likelihood(Value::Constant(0.0))),
                }
            })
            .collect::<Result<Vec<_>, PlanError>>()?;
        let first = case.settings.start;
        let not_before = |pack: &&Pack| match day_built_on(case, pack) {
            Some(day) => months_until(first, day),
            None => f64::NEG_INFINITY,
        };
        let Builder { ladders, claims, editions, mut days, .. } = builder;
        days.sort_by(f64::total_cmp);
        days.dedup();
        let law = LawPlan {
            editions,
            packs,
            not_before: context.packs.iter().map(not_before).collect(),
            initial: case.regulation.initial.as_ref().and_then(position).unwrap_or(0),
            successions: successions
                .iter()
                .filter_map(|(month, id)| position(id).map(|pack| (*month, pack)))
                .collect(),
            days,
            claims,
            duties: context.duties.groups.ids().cloned().collect(),
            forms: context.duties.forms(),
            segments,
        };
        Ok((law, ladders))
    }

    /// The edition of a pack in a month.
    pub fn edition(&self, pack: usize, month: f64) -> usize {
        let editions = &self.packs[pack];
        let later = editions.partition_point(|(from, _)| *from <= month);
        editions[later.saturating_sub(1)].1
    }
}

struct Builder<'a> {
    context: &'a LawContext<'a>,
    duties: &'a [DutyPlan],
    ladders: Vec<LadderPlan>,
    claims: Vec<ClaimPlan>,
    editions: Vec<EditionPlan>,
    days: Vec<f64>,
}

impl Builder<'_> {
    /// Month and edition from then on.
    fn pack(&mut self, pack: &Pack, table: &mut Parameters) -> Result<Vec<(f64, usize)>, PlanError> {
        let case = self.context.conditions.case;
        let settings = &case.settings;
        let (start, end) = (first_day(settings), day_of_month(settings, settings.horizon_months));
        // The case's own replace those of the same name.
        let duties = with_own(&pack.duties, &case.duties, |duty| &duty.id);
        let entries = with_own(&pack.ladders, &case.ladders, |ladder| &ladder.id);
        let ladders = Ladders { entries, first: self.ladders.len() };
        self.ladders.extend(LadderPlan::all(&ladders.entries, table));
        let mut from = vec![(f64::NEG_INFINITY, start)];
        for day in editions_with(&pack.transfer, duties.iter().copied(), (start, end)) {
            let month = months_until(settings.start, day);
            self.days.push(month);
            from.push((month, day));
        }
        let mut positions = Vec::new();
        for (month, day) in from {
            positions.push((month, self.editions.len()));
            let begun = duties.iter().copied().filter(|duty| has_begun(duty.from, day)).collect();
            let in_force = InForce { pack, transfer: transfer_on(&pack.transfer, day), duties: begun };
            let edition = self.edition(in_force, &ladders, table)?;
            self.editions.push(edition);
        }
        Ok(positions)
    }

    /// `[station]`: duties among those given that may arise there.
    fn candidates(&self, in_force: &[usize]) -> Vec<Vec<usize>> {
        let stations = 0..self.context.conditions.stations.stations.len();
        let at = |station: usize| {
            in_force.iter().copied().filter(|duty| self.duties[*duty].when.stations[station]).collect()
        };
        stations.map(at).collect()
    }

    fn edition(
        &self,
        InForce { pack, transfer, duties: begun }: InForce<'_>,
        ladders: &Ladders<'_>,
        table: &mut Parameters,
    ) -> Result<EditionPlan, PlanError> {
        let conditions = self.context.conditions;
        let case = conditions.case;
        let duties = self.context.duties;
        let mut in_force = Vec::new();
        let mut of_duties = vec![(0, 0); duties.versions.len()];
        for duty in begun {
            let Some(position) = duties.position(&duty.id, duty.pack.as_ref()) else { continue };
            let user = format!("duty `{}`", duty.id);
            let ladder = ladders.of(&duty.ladder, &user)?;
            let for_operators = duty.ladder_ciio.as_ref().map(|id| ladders.of(id, &user)).transpose()?;
            in_force.push(position);
            of_duties[position] = (ladder, for_operators.unwrap_or(ladder));
        }
        let flows: Vec<&DataFlow> = in_order(case).into_iter().map(|(_, _, flow)| flow).collect();
        let accepted = |claim: &ClaimPlan| {
            transfer.grounds.iter().find(|ground| ground.id == claim.ground).map(|ground| &ground.accepted)
        };
        in_force.sort_unstable();
        let mut claims = vec![Vec::new(); flows.len()];
        for (position, claim) in self.claims.iter().enumerate() {
            if let Some(accepted) = accepted(claim) {
                claims[claim.flow].push((position, table.value(accepted)));
            }
        }
        let standing = &case.company.standing;
        Ok(EditionPlan {
            candidates: self.candidates(&in_force),
            ladders: of_duties,
            levels: by_id(&case.applications, |application| &application.id)
                .into_iter()
                .map(|entry| level_of(&pack.protection, entry.mlps_level, &entry.harm).unwrap_or(0))
                .collect(),
            class_once_important: flows
                .iter()
                .map(|flow| class_once_important(&pack.data, &flow.impact))
                .collect(),
            important_data: flows.iter().map(|flow| important_data(pack, flow, table)).collect(),
            claims,
            ciio: ciio(&pack.ciio, &standing.sectors, &standing.factors, Some(conditions), table)?,
            transfer,
        })
    }
}

/// Likelihood of importance: as the case states it, else by the factors that the flow meets.
fn important_data(pack: &Pack, flow: &DataFlow, table: &mut Parameters) -> Vec<Value> {
    match &flow.important_data {
        Some(stated) => vec![table.value(stated)],
        None => {
            let met = pack.data.factors.iter().filter(|factor| flow.factors.contains(&factor.id));
            met.map(|factor| table.value(&factor.likelihood)).collect()
        }
    }
}

/// - `conditions`: where factors may hold by their condition; `None`: only claimed ones count.
fn ciio(
    rules: &CiioRules,
    sectors: &[Id],
    factors: &[Id],
    conditions: Option<&ConditionContext<'_>>,
    table: &mut Parameters,
) -> Result<Option<CiioPlan>, PlanError> {
    let Some(base) = &rules.base else { return Ok(None) };
    let mut plan = CiioPlan { base: table.value(base), sectors: Vec::new(), factors: Vec::new() };
    for sector in by_id(&rules.sectors, |sector| &sector.id) {
        if sectors.contains(&sector.id) {
            plan.sectors.push(table.value(&sector.points));
        }
    }
    for factor in by_id(&rules.factors, |factor: &CiioFactor| &factor.id) {
        let condition = match (&factor.when, conditions) {
            _ if factors.contains(&factor.id) => None,
            (Some(when), Some(conditions)) => {
                Some(CompiledCondition::new(when, &format!("factor `{}`", factor.id), conditions)?)
            }
            (None, _) | (_, None) => continue,
        };
        plan.factors.push((table.value(&factor.points), condition));
    }
    Ok(Some(plan))
}

/// The day of a supposed pack's nearest predecessor that has one; `None` for packs that have a day of their own, or no such
/// predecessor.
fn day_built_on(case: &Case, pack: &Pack) -> Option<Date> {
    let mut pack = pack;
    if pack.in_force.is_some() {
        return None;
    }
    while pack.in_force.is_none() {
        pack = pack.predecessor.as_ref().and_then(|id| case.regulation.pack(id))?;
    }
    pack.in_force
}

/// Entries of a pack with the case's own, which replace those of the same name.
fn with_own<'a, T>(of_pack: &'a [T], own: &'a [T], id: impl Fn(&T) -> &Id) -> Vec<&'a T> {
    let is_replaced = |entry: &&T| own.iter().any(|replacement| id(replacement) == id(entry));
    of_pack.iter().filter(|entry| !is_replaced(entry)).chain(own).collect()
}

/// What of a pack is in force on a day.
struct InForce<'a> {
    /// What is the same on all days is taken from here.
    pack: &'a Pack,
    transfer: TransferRules,
    duties: Vec<&'a Duty>,
}

/// The ladders of a pack.
struct Ladders<'a> {
    entries: Vec<&'a Ladder>,
    /// Position of the first among all ladders.
    first: usize,
}

impl Ladders<'_> {
    fn of(&self, id: &Id, user: &str) -> Result<usize, PlanError> {
        let position = self.entries.iter().position(|ladder| ladder.id == *id);
        position.map(|position| self.first + position).ok_or_else(|| PlanError::Unknown {
            kind: "ladder",
            id: id.to_string(),
            user: user.to_owned(),
        })
    }
}

impl DutyPlan {
    pub(super) fn all(context: &LawContext<'_>, table: &mut Parameters) -> Result<Vec<DutyPlan>, PlanError> {
        let duties = context.duties;
        duties
            .versions
            .iter()
            .map(|duty| DutyPlan::new(duty, context.conditions, &duties.groups, table))
            .collect()
    }
}
