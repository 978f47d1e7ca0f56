//! `regulation/<id>.toml`: what one pack states itself. What it takes over: `succession`.

use std::collections::BTreeSet;

use super::super::collector::Problem;
use super::super::raw::{
    RawCiioFactor, RawData, RawDuty, RawLadder, RawProtection, RawProtectionLevel, RegulationFile,
};
use super::applications::{harm_degree, harm_object};
use super::asked::{DURATION, FACTOR, SHARE};
use super::checker::Checker;
use super::conditions::{condition, data_class, mlps_level};
use super::dates::date;
use super::duties::duty;
use super::flows::{degree, interest};
use super::ladders::ladder;
use super::transfer_rules::{counting, ground, rules};
use crate::domain::{
    CiioFactor, CiioRules, DataFactor, DataRules, Duty, Id, Ladder, Pack, ProductKind, ProtectionLevel,
    ProtectionRules, Reference, TransferRules,
};

/// Starts of figure names that are taken, so that one name means one distribution.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// `duty.grading` for the pack that comes first with it, `duty.grading@cn-2026` for a later one.
    pub fn start(&mut self, entry: String, pack: &str) -> String {
        let later = format!("{entry}@{pack}");
        if self.taken.insert(entry.clone()) { entry } else { later }
    }
}

/// Entries of the case's own, which stand in place of the packs'.
#[derive(Debug, Default)]
pub(super) struct Own<'r> {
    pub duties: BTreeSet<&'r str>,
    pub ladders: BTreeSet<&'r str>,
}

/// The entries that a pack states itself, as a pack of their own.
pub(super) fn stated(
    id: &str,
    raw: &RegulationFile,
    own: &Own,
    names: &mut Names,
    check: &mut Checker,
) -> Pack {
    check.reads_pack = true;
    let transfer = TransferRules {
        counting: counting(raw.transfer.counting.as_ref(), check),
        grounds: raw
            .transfer
            .ground
            .iter()
            .map(|raw| ground(raw, &names.start(format!("ground.{}", raw.id.value), id), check))
            .collect(),
        rules: rules(&raw.transfer.rule, check),
    };
    let pack = Pack {
        id: check.id(id),
        name: raw.name.clone(),
        description: raw.description.clone(),
        in_force: raw.in_force.as_ref().and_then(|day| date(day, check)),
        predecessor: raw.predecessor.as_ref().map(|predecessor| check.id(&predecessor.value)),
        transfer,
        data: data(id, &raw.data, names, check),
        protection: protection(id, &raw.protection, names, check),
        ciio: ciio(id, raw, names, check),
        products: raw
            .product
            .iter()
            .map(|raw| ProductKind {
                id: check.id(&raw.id.value),
                name: raw.name.clone(),
                reference: reference(&raw.article, raw.source.as_ref(), raw.note.as_ref()),
            })
            .collect(),
        duties: duties(id, &raw.duty, own, names, check),
        ladders: ladders(id, &raw.ladder, own, names, check),
    };
    check.reads_pack = false;
    pack
}

pub(super) fn reference(article: &str, source: Option<&String>, note: Option<&String>) -> Reference {
    Reference { article: article.to_owned(), source: source.cloned(), note: note.cloned() }
}

fn data(pack: &str, raw: &RawData, names: &mut Names, check: &mut Checker) -> DataRules {
    if let (None, Some((first, _))) = (&raw.article, raw.matrix.iter().next()) {
        let rule = "the matrix of data classes does not say where it stands in the law";
        check.error_with_hint(check.of(first), rule, "add `article` under `[data]`");
    }
    let cells = raw.matrix.iter().flat_map(|(object, row)| {
        row.iter().map(|(impact, class)| (interest(object.value), degree(impact.value), data_class(*class)))
    });
    DataRules {
        matrix: cells.collect(),
        reference: reference(
            raw.article.as_deref().unwrap_or_default(),
            raw.source.as_ref(),
            raw.note.as_ref(),
        ),
        factors: raw
            .factor
            .iter()
            .map(|raw| {
                let start = names.start(format!("data_factor.{}", raw.id.value), pack);
                DataFactor {
                    id: check.id(&raw.id.value),
                    name: raw.name.clone(),
                    likelihood: check.quantity(&raw.likelihood, format!("{start}.likelihood"), SHARE),
                    reference: reference(&raw.article, raw.source.as_ref(), raw.note.as_ref()),
                }
            })
            .collect(),
    }
}

fn protection(pack: &str, raw: &RawProtection, names: &mut Names, check: &mut Checker) -> ProtectionRules {
    if let (None, Some((first, _))) = (&raw.article, raw.matrix.iter().next()) {
        let rule = "the matrix of protection levels does not say where it stands in the law";
        check.error_with_hint(check.of(first), rule, "add `article` under `[protection]`");
    }
    let mut matrix = Vec::new();
    for (object, row) in &raw.matrix {
        for (harm, level) in row {
            matrix.push((harm_object(object.value), harm_degree(harm.value), mlps_level(level, check)));
        }
    }
    for (index, level) in raw.level.iter().enumerate() {
        if let Some(first) = raw.level[..index].iter().find(|first| first.level.value == level.level.value) {
            let rule = format!("level {} is defined twice", level.level.value);
            let problem = Problem::error(check.of(&level.level), rule);
            check.report(problem.secondary(check.of(&first.level), "first defined here"));
        }
    }
    let mut levels: Vec<ProtectionLevel> =
        raw.level.iter().map(|raw| protection_level(pack, raw, names, check)).collect();
    levels.sort_by_key(|level| level.level);
    ProtectionRules {
        matrix,
        reference: reference(
            raw.article.as_deref().unwrap_or_default(),
            raw.source.as_ref(),
            raw.note.as_ref(),
        ),
        levels,
    }
}

fn protection_level(
    pack: &str,
    raw: &RawProtectionLevel,
    names: &mut Names,
    check: &mut Checker,
) -> ProtectionLevel {
    let level = mlps_level(&raw.level, check);
    let start = names.start(format!("protection.level-{level}"), pack);
    let name = format!("{start}.assessment_every");
    let assessment_every = check.optional(raw.assessment_every.as_ref(), name, DURATION);
    if let (Some(every), Some(spec)) = (&assessment_every, &raw.assessment_every) {
        check.require_above_zero(every, spec, "the time between assessments");
    }
    ProtectionLevel {
        level,
        requirements: raw.requirements,
        filing: raw.filing,
        assessment_every,
        reference: reference(&raw.article, raw.source.as_ref(), raw.note.as_ref()),
    }
}

fn ciio(pack: &str, raw: &RegulationFile, names: &mut Names, check: &mut Checker) -> CiioRules {
    let raw = &raw.ciio;
    if let (Some(base), None) = (&raw.base, &raw.article) {
        let rule = "the base of the score does not say where it stands in the law";
        check.error_with_hint(check.of(base), rule, "add `article` under `[ciio]`");
    }
    let base = raw.base.as_ref().map(|base| {
        let start = names.start("ciio".to_owned(), pack);
        check.quantity(base, format!("{start}.base"), FACTOR.signed())
    });
    for sector in &raw.sector {
        if sector.when.is_some() {
            let rule =
                format!("sector `{}` has a `when`: a firm belongs to a sector or does not", sector.id.value);
            check.error_with_hint(
                check.of(&sector.id),
                rule,
                "make it a `[[ciio.factor]]`, or remove `when`",
            );
        }
    }
    let mut factor = |raw: &RawCiioFactor, table: &str| {
        let start = names.start(format!("ciio.{table}.{}", raw.id.value), pack);
        ciio_factor(raw, &start, check)
    };
    CiioRules {
        base,
        sectors: raw.sector.iter().map(|raw| factor(raw, "sector")).collect(),
        factors: raw.factor.iter().map(|raw| factor(raw, "factor")).collect(),
        reference: reference(
            raw.article.as_deref().unwrap_or_default(),
            raw.source.as_ref(),
            raw.note.as_ref(),
        ),
    }
}

fn ciio_factor(raw: &RawCiioFactor, start: &str, check: &mut Checker) -> CiioFactor {
    let circular = raw.when.as_ref().and_then(|when| {
        let transfer = when.transfer.is_some().then_some("transfer");
        when.ciio.map(|_| "ciio").or(transfer)
    });
    if let Some(key) = circular {
        let rule = format!(
            "factor `{}` asks for `{key}`, which depends on the designation that the factor makes likely",
            raw.id.value
        );
        check.error_with_hint(check.of(&raw.id), rule, format!("remove `{key}` from its `when`"));
    }
    CiioFactor {
        id: check.id(&raw.id.value),
        name: raw.name.clone(),
        points: check.quantity(&raw.points, format!("{start}.points"), FACTOR.signed()),
        when: raw.when.as_ref().map(|when| condition(when, check)),
        reference: reference(&raw.article, raw.source.as_ref(), raw.note.as_ref()),
    }
}

/// Those that no duty of the case's own stands in for; the others are checked all the same.
fn duties(pack: &str, raw: &[RawDuty], own: &Own, names: &mut Names, check: &mut Checker) -> Vec<Duty> {
    let pack_id: Id = check.id(pack);
    let mut duties = Vec::new();
    for raw in raw {
        let id = raw.id.value.as_str();
        let figures = check.figures.len();
        if own.duties.contains(id) {
            duty(raw, &format!("duty.{id}@{pack}"), Some(&pack_id), check);
            check.figures.truncate(figures);
        } else {
            duties.push(duty(raw, &names.start(format!("duty.{id}"), pack), Some(&pack_id), check));
        }
    }
    duties
}

/// Those that no ladder of the case's own stands in for; the others are checked all the same.
fn ladders(pack: &str, raw: &[RawLadder], own: &Own, names: &mut Names, check: &mut Checker) -> Vec<Ladder> {
    let mut ladders = Vec::new();
    for raw in raw {
        let id = raw.id.value.as_str();
        let figures = check.figures.len();
        if own.ladders.contains(id) {
            ladder(raw, &format!("ladder.{id}@{pack}"), check);
            check.figures.truncate(figures);
        } else {
            ladders.push(ladder(raw, &names.start(format!("ladder.{id}"), pack), check));
        }
    }
    ladders
}
