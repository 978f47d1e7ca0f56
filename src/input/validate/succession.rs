//! Packs that build on others: their order, and what each takes over.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::super::collector::{Collector, Problem, Site};
use super::super::files::RawCase;
use super::super::near::hint_for;
use super::super::raw::RegulationFile;
use super::checker::Checker;
use super::pack::Own;
use crate::domain::{CountingPeriod, Id, Pack};

/// Identifiers of the packs, each after its predecessor: by date, suppositions without one last.
///
/// Reports every chain of predecessors that comes back to where it began.
pub(super) fn in_order(raw: &RawCase, collector: &mut Collector) -> Vec<String> {
    let mut keyed: Vec<(Option<String>, usize, &String)> = Vec::new();
    for (id, parsed) in &raw.packs {
        let chain = chain(raw, id);
        // A circle is reported at its first pack in alphabetical order.
        if let Some(predecessor) = parsed.raw.predecessor.as_ref().filter(|_| is_circle(raw, &chain))
            && chain.iter().min() == Some(&id.as_str())
        {
            let mut circle = chain.clone();
            circle.push(id);
            let site = Site { file: parsed.file, span: predecessor.span.clone() };
            let rule = format!("regulation packs follow each other in a circle: {}", circle.join(" -> "));
            collector.report(Problem::error(site, rule).hint("remove one of these predecessors"));
        }
        // Days are written so that they ascend as text; `~` comes after every day.
        let day = |id: &str| match raw.packs.get(id).and_then(|pack| pack.raw.in_force.as_ref()) {
            Some(day) => day.value.clone(),
            None => "~".to_owned(),
        };
        keyed.push((chain.iter().map(|id| day(id)).max(), chain.len(), id));
    }
    keyed.sort();
    keyed.into_iter().map(|(_, _, id)| id.clone()).collect()
}

/// A pack and what it builds on, each once, itself first.
fn chain<'r>(raw: &'r RawCase, id: &'r str) -> Vec<&'r str> {
    let mut chain = vec![id];
    while let Some(next) = predecessor(raw, chain[chain.len() - 1]).filter(|next| !chain.contains(next)) {
        chain.push(next);
    }
    chain
}

/// Whether the last one of a chain leads back to the first.
fn is_circle(raw: &RawCase, chain: &[&str]) -> bool {
    chain.last().and_then(|last| predecessor(raw, last)) == chain.first().copied()
}

fn predecessor<'r>(raw: &'r RawCase, id: &str) -> Option<&'r str> {
    let named = raw.packs.get(id)?.raw.predecessor.as_ref()?;
    raw.packs.get_key_value(&named.value).map(|(id, _)| id.as_str())
}

/// What a pack takes over from its predecessor, added to what it states itself.
///
/// `base`: the predecessor, complete.
pub(super) fn succeed(pack: &mut Pack, raw: &RegulationFile, base: &Pack, own: &Own, check: &mut Checker) {
    check_days(pack, raw, base, check);
    let mut base = base.clone();
    for repealed in &raw.repeals {
        let before = count(&base);
        let others: Vec<String> = ids(&base);
        let is_repealed = |id: &Id| id.as_str() == repealed.value;
        base.transfer.grounds.retain(|entry| !is_repealed(&entry.id));
        base.transfer.rules.retain(|entry| !is_repealed(&entry.id));
        base.data.factors.retain(|entry| !is_repealed(&entry.id));
        base.ciio.sectors.retain(|entry| !is_repealed(&entry.id));
        base.ciio.factors.retain(|entry| !is_repealed(&entry.id));
        base.products.retain(|entry| !is_repealed(&entry.id));
        base.duties.retain(|entry| !is_repealed(&entry.id));
        base.ladders.retain(|entry| !is_repealed(&entry.id));
        let is_own =
            own.duties.contains(repealed.value.as_str()) || own.ladders.contains(repealed.value.as_str());
        if count(&base) == before && !is_own {
            let rule =
                format!("`{}` cannot be repealed: pack `{}` does not have it", repealed.value, base.id);
            let hint = hint_for(&repealed.value, others.iter().map(String::as_str));
            check.report(Problem::error(check.of(repealed), rule).value(&repealed.value).hint_if(hint));
        }
    }
    if pack.transfer.counting == CountingPeriod::default() {
        pack.transfer.counting = base.transfer.counting;
    }
    if pack.transfer.rules.is_empty() {
        pack.transfer.rules = base.transfer.rules;
    }
    if pack.data.matrix.is_empty() {
        pack.data.matrix = base.data.matrix;
        pack.data.reference = base.data.reference;
    }
    if pack.protection.matrix.is_empty() {
        pack.protection.matrix = base.protection.matrix;
        pack.protection.reference = base.protection.reference;
    }
    if pack.ciio.base.is_none() {
        pack.ciio.base = base.ciio.base;
        pack.ciio.reference = base.ciio.reference;
    }
    take_over(&mut pack.transfer.grounds, base.transfer.grounds, |entry| &entry.id);
    take_over(&mut pack.data.factors, base.data.factors, |entry| &entry.id);
    take_over(&mut pack.ciio.sectors, base.ciio.sectors, |entry| &entry.id);
    take_over(&mut pack.ciio.factors, base.ciio.factors, |entry| &entry.id);
    take_over(&mut pack.products, base.products, |entry| &entry.id);
    take_over(&mut pack.duties, base.duties, |entry| &entry.id);
    take_over(&mut pack.ladders, base.ladders, |entry| &entry.id);
    take_over(&mut pack.protection.levels, base.protection.levels, |entry| &entry.level);
    pack.protection.levels.sort_by_key(|level| level.level);
}

/// The inherited entries in their order, each as it is stated anew if it is; what is new comes after them.
fn take_over<T: Clone, K: PartialEq>(stated: &mut Vec<T>, inherited: Vec<T>, key: impl Fn(&T) -> &K) {
    let mut merged: Vec<T> = inherited;
    for entry in stated.drain(..) {
        match merged.iter_mut().find(|earlier| key(earlier) == key(&entry)) {
            Some(earlier) => *earlier = entry,
            None => merged.push(entry),
        }
    }
    *stated = merged;
}

/// A law cannot take effect before the one that it changes, nor change a mere supposition.
fn check_days(pack: &Pack, raw: &RegulationFile, base: &Pack, check: &mut Checker) {
    let (Some(day), Some(spec), Some(named)) = (pack.in_force, &raw.in_force, &raw.predecessor) else {
        return;
    };
    match base.in_force {
        Some(earlier) if day < earlier => {
            let rule = format!(
                "the pack takes effect before its predecessor `{}`, in force since {earlier}",
                base.id
            );
            let problem = Problem::error(check.of(spec), rule).secondary(check.of(named), "its predecessor");
            check.report(problem.hint("correct the day, or name another predecessor"));
        }
        Some(_) => {}
        None => {
            let rule =
                format!("the pack has a day, but its predecessor `{}` is a supposition without one", base.id);
            let problem = Problem::error(check.of(spec), rule).secondary(check.of(named), "its predecessor");
            check.report(problem.hint("remove `in_force`, or name a predecessor that has one"));
        }
    }
}

/// Identifiers that can be repealed.
fn ids(pack: &Pack) -> Vec<String> {
    let duties = pack.duties.iter().map(|entry| &entry.id);
    let ladders = pack.ladders.iter().map(|entry| &entry.id);
    let rules = pack.transfer.rules.iter().map(|entry| &entry.id);
    let grounds = pack.transfer.grounds.iter().map(|entry| &entry.id);
    let factors = pack.data.factors.iter().map(|entry| &entry.id);
    let sectors = pack.ciio.sectors.iter().chain(&pack.ciio.factors).map(|entry| &entry.id);
    let products = pack.products.iter().map(|entry| &entry.id);
    let all = duties.chain(ladders).chain(rules).chain(grounds).chain(factors).chain(sectors).chain(products);
    all.map(Id::to_string).collect()
}

fn count(pack: &Pack) -> usize {
    ids(pack).len()
}

/// Packs that take effect after the start and before the end of the horizon, because they change, in one or more steps,
/// the pack in force at the start: months from the start, ascending.
pub(super) fn successions(
    packs: &[Pack],
    initial: &Id,
    months: impl Fn(Date) -> f64,
    horizon: f64,
) -> Vec<(f64, Id)> {
    let by_id: BTreeMap<&Id, &Pack> = packs.iter().map(|pack| (&pack.id, pack)).collect();
    let descends = |pack: &Pack| {
        let mut at = pack;
        // A chain is no longer than there are packs.
        for _ in 0..packs.len() {
            match at.predecessor.as_ref().and_then(|id| by_id.get(id)) {
                Some(base) if base.id == *initial => return true,
                Some(base) => at = base,
                None => return false,
            }
        }
        false
    };
    let mut found: Vec<(f64, Id)> = Vec::new();
    for pack in packs.iter().filter(|pack| descends(pack)) {
        if let Some(at) = pack.in_force.map(&months)
            && at > 0.0
            && at < horizon
        {
            found.push((at, pack.id.clone()));
        }
    }
    // Stable: packs of the same day stay in their order, each after its predecessor.
    found.sort_by(|left, right| left.0.total_cmp(&right.0));
    found
}
