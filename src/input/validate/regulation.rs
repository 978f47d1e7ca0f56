//! All packs of a case: complete for their dates, the one in force at the start, and those that follow.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::super::collector::Problem;
use super::super::files::RawCase;
use super::super::located::Located;
use super::super::near::{hint_for, quoted};
use super::super::raw::RegulationFile;
use super::checker::Checker;
use super::pack::{Names, Own, stated};
use super::registry::Kind;
use super::succession::{in_order, succeed, successions};
use crate::domain::{Id, Pack, Regulation};
use crate::rules::months_until;
use crate::units::Currency;

pub(super) fn regulation(raw: &RawCase, start: (u16, u8), check: &mut Checker) -> Regulation {
    let own = own(raw);
    let money_known = check.money_known;
    let lacks_yuan = lacks_yuan(raw, check);
    let mut names = Names::default();
    let mut packs: Vec<Pack> = Vec::new();
    for id in in_order(raw, check.collector) {
        let Some(parsed) = raw.packs.get(&id) else { continue };
        check.file = parsed.file;
        // Said once, not at every amount of packs that the user did not write.
        let is_shipped = check.collector.file(parsed.file).shipped;
        check.money_known = money_known && !(lacks_yuan && is_shipped);
        let mut pack = stated(&id, &parsed.raw, &own, &mut names, check);
        let is_known = complete(&mut pack, &parsed.raw, &packs, &own, check);
        if is_known {
            check_counting(&pack, &parsed.raw, check);
            check_ladders(&pack, &parsed.raw, raw, check);
        }
        packs.push(pack);
    }
    check.money_known = money_known;
    warn_of_replaced(raw, check);
    check.file = raw.case.file;
    let initial = initial(raw, &packs, start, check);
    let successions = match &initial {
        Some(initial) => successions(&packs, initial, |day| months_until(start, day), check.horizon),
        None => Vec::new(),
    };
    Regulation { packs, initial, successions }
}

/// Reports a case that cannot tell what amounts in the shipped packs, which are in yuan, are worth.
fn lacks_yuan(raw: &RawCase, check: &mut Checker) -> bool {
    let any_shipped = raw.packs.values().any(|pack| check.collector.file(pack.file).shipped);
    let known = Currency::new("CNY").is_ok_and(|yuan| check.exchange_rates.value_of(yuan).is_ok());
    let lacks = any_shipped && check.money_known && !known;
    if lacks {
        check.file = raw.case.file;
        let rule = "the shipped regulation packs state amounts in CNY, for which there is no exchange rate";
        let hint = "add e.g. `CNY = 0.13` under `[exchange_rates]`";
        check.error_with_hint(check.of(&raw.case.raw.currency), rule, hint);
    }
    lacks
}

fn own(raw: &RawCase) -> Own<'_> {
    Own {
        duties: raw.duties.raw.duty.iter().map(|duty| duty.id.value.as_str()).collect(),
        ladders: raw.duties.raw.ladder.iter().map(|ladder| ladder.id.value.as_str()).collect(),
    }
}

/// Adds what the predecessor has. False when that is not known, so that nothing can be said about what is missing.
fn complete(pack: &mut Pack, raw: &RegulationFile, earlier: &[Pack], own: &Own, check: &mut Checker) -> bool {
    let Some(named) = &raw.predecessor else {
        if let Some(repealed) = raw.repeals.first() {
            let rule = format!("pack `{}` has no predecessor of which it could repeal anything", pack.id);
            let hint = "add `predecessor`, or remove `repeals`";
            check.error_with_hint(check.of(repealed), rule, hint);
        }
        return true;
    };
    check.reference(Kind::Pack, named);
    // Absent: unknown, or part of a circle; both are reported.
    let Some(base) = earlier.iter().find(|base| base.id.as_str() == named.value) else { return false };
    succeed(pack, raw, base, own, check);
    true
}

/// Thresholds of exported persons need a period in which these are counted.
fn check_counting(pack: &Pack, raw: &RegulationFile, check: &mut Checker) {
    if pack.transfer.counting.years != 0.0 {
        return;
    }
    let tests = raw.transfer.rule.iter().map(|rule| &rule.when);
    let first = tests
        .into_iter()
        .find_map(|test| test.exported_at_least.as_ref().or(test.sensitive_exported_at_least.as_ref()));
    if let Some(first) = first {
        let rule = format!("nothing says since when pack `{}` counts the persons of this threshold", pack.id);
        check.error_with_hint(check.of(first), rule, "add `[transfer.counting]` with `years` and `article`");
    }
}

/// Every duty's ladders are in the same pack, or are the case's own.
fn check_ladders(pack: &Pack, raw: &RegulationFile, case: &RawCase, check: &mut Checker) {
    if !check.collector.all_complete() {
        return;
    }
    let missing = |id: &str, check: &Checker| {
        !check.registry.contains(Kind::Ladder, id)
            && !pack.ladders.iter().any(|ladder| ladder.id.as_str() == id)
    };
    let own = case.duties.raw.ladder.iter().map(|ladder| ladder.id.value.as_str());
    let known: Vec<&str> = pack.ladders.iter().map(|ladder| ladder.id.as_str()).chain(own).collect();
    for duty in &raw.duty {
        for named in std::iter::once(&duty.ladder).chain(&duty.ladder_ciio) {
            if missing(&named.value, check) {
                let rule = format!("pack `{}` has no fine ladder `{}`", pack.id, named.value);
                let hint = hint_for(&named.value, known.iter().copied());
                check.report(Problem::error(check.of(named), rule).value(&named.value).hint_if(hint));
            }
        }
    }
    for duty in pack.duties.iter().filter(|duty| !raw.duty.iter().any(|own| own.id.value == duty.id.as_str()))
    {
        for ladder in std::iter::once(&duty.ladder).chain(&duty.ladder_ciio) {
            let repealed = raw.repeals.iter().find(|repealed| repealed.value == ladder.as_str());
            if missing(ladder.as_str(), check)
                && let Some(repealed) = repealed
            {
                let rule =
                    format!("fine ladder `{ladder}` is repealed, but duty `{}` still leads up it", duty.id);
                let hint = format!("repeal `{}` too, or state it with another ladder", duty.id);
                check.error_with_hint(check.of(repealed), rule, hint);
            }
        }
    }
}

/// Duties and ladders of the case's own stand in place of those of the packs that have their identifiers.
fn warn_of_replaced(raw: &RawCase, check: &mut Checker) {
    check.file = raw.duties.file;
    let in_packs: BTreeSet<&str> =
        raw.packs.values().flat_map(|pack| &pack.raw.duty).map(|duty| duty.id.value.as_str()).collect();
    let duties = raw.duties.raw.duty.iter().map(|duty| &duty.id);
    let replaced: Vec<&Located<String>> = duties.filter(|id| in_packs.contains(id.value.as_str())).collect();
    warn_of(&replaced, "duty", "duties", check);
    let in_packs: BTreeSet<&str> =
        raw.packs.values().flat_map(|pack| &pack.raw.ladder).map(|ladder| ladder.id.value.as_str()).collect();
    let ladders = raw.duties.raw.ladder.iter().map(|ladder| &ladder.id);
    let replaced: Vec<&Located<String>> = ladders.filter(|id| in_packs.contains(id.value.as_str())).collect();
    warn_of(&replaced, "fine ladder", "fine ladders", check);
}

fn warn_of(replaced: &[&Located<String>], noun: &str, nouns: &str, check: &mut Checker) {
    let Some(first) = replaced.first() else { return };
    let ids: Vec<&str> = replaced.iter().map(|id| id.value.as_str()).collect();
    let (noun, verb) = if ids.len() == 1 { (noun, "stands") } else { (nouns, "stand") };
    let rule =
        format!("{noun} {} of the case's own {verb} in place of every regulation pack's", quoted(&ids));
    let hint = "give it another identifier to have both, or remove it to have the law's";
    check.report(Problem::warning(check.of(first), rule).hint(hint));
}

/// The pack that the case names, else the latest that is in force on the first day.
fn initial(raw: &RawCase, packs: &[Pack], start: (u16, u8), check: &mut Checker) -> Option<Id> {
    let first_day = i16::try_from(start.0)
        .ok()
        .zip(i8::try_from(start.1).ok())
        .and_then(|(year, month)| Date::new(year, month, 1).ok());
    if let Some(named) = &raw.case.raw.regulation {
        let id = check.reference(Kind::Pack, named);
        let day = packs.iter().find(|pack| pack.id == id).and_then(|pack| pack.in_force);
        if let (Some(day), Some(first)) = (day, first_day)
            && day > first
        {
            let rule = format!(
                "pack `{id}` is supposed to be in force at the start, but takes effect on {day} only"
            );
            let hint =
                "a supposition like this may be meant; else name an earlier pack, and it follows on its day";
            check.report(Problem::warning(check.of(named), rule).hint(hint));
        }
        return check.registry.contains(Kind::Pack, &named.value).then_some(id);
    }
    let begun = packs
        .iter()
        .filter(|pack| pack.in_force.is_some_and(|day| first_day.is_some_and(|first| day <= first)));
    // Of those of one day the last, which may change the others.
    let latest = begun.max_by_key(|pack| pack.in_force);
    let dated: Vec<&Pack> = packs.iter().filter(|pack| pack.in_force.is_some()).collect();
    if latest.is_none() && check.collector.all_complete() && !packs.is_empty() {
        let rule = "no regulation pack is in force at the start: no law applies but the case's own duties";
        let earliest = dated.iter().min_by_key(|pack| pack.in_force);
        let hint = match earliest {
            Some(pack) => format!("name one by `regulation = \"{}\"`, or start later", pack.id),
            None => "name one by `regulation`".to_owned(),
        };
        check.report(Problem::warning(check.of(&raw.case.raw.start), rule).hint(hint));
    }
    latest.map(|pack| pack.id.clone())
}

/// The ladders of the case's own duties are its own, or stand in every pack that can be in force.
pub(super) fn check_own_ladders(raw: &RawCase, regulation: &Regulation, check: &mut Checker) {
    check.file = raw.duties.file;
    let all_complete = check.collector.all_complete();
    let possible = possible(raw, regulation);
    let of_packs = possible.iter().flat_map(|pack| &pack.ladders).map(|ladder| ladder.id.as_str());
    let own = raw.duties.raw.ladder.iter().map(|ladder| ladder.id.value.as_str());
    let known: Vec<&str> = own.chain(of_packs.collect::<BTreeSet<&str>>()).collect();
    for duty in &raw.duties.raw.duty {
        for named in std::iter::once(&duty.ladder).chain(&duty.ladder_ciio) {
            let id = named.value.as_str();
            if check.registry.contains(Kind::Ladder, id) || !check.registry.is_complete(Kind::Ladder) {
                continue;
            }
            let lacks = |pack: &&&Pack| !pack.ladders.iter().any(|ladder| ladder.id.as_str() == id);
            if !known.contains(&id) {
                let hint = hint_for(id, known.iter().copied());
                let rule = format!("unknown fine ladder `{id}`");
                check.report(Problem::error(check.of(named), rule).value(id).hint_if(hint));
            } else if let Some(pack) = possible.iter().find(lacks).filter(|_| all_complete) {
                let rule = format!("pack `{}` has no fine ladder `{id}`, and may come into force", pack.id);
                let hint = format!("state the ladder in `{}`", check.collector.file(check.file).path);
                check.error_with_hint(check.of(named), rule, hint);
            }
        }
    }
}

/// The packs that are or can come into force within the horizon.
fn possible<'r>(raw: &RawCase, regulation: &'r Regulation) -> Vec<&'r Pack> {
    let by_date = regulation.successions.iter().map(|(_, id)| id.as_str());
    let changes = raw.risks.raw.risk.iter().filter_map(|risk| risk.rule_change.as_ref());
    let by_risk = changes.filter_map(|change| change.pack.as_ref()).map(|id| id.value.as_str());
    let ids: BTreeSet<&str> =
        regulation.initial.iter().map(Id::as_str).chain(by_date).chain(by_risk).collect();
    regulation.packs.iter().filter(|pack| ids.contains(pack.id.as_str())).collect()
}
