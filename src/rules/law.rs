use jiff::civil::Date;

use super::in_force::{editions, months_until, pack_on};
use crate::domain::{
    Case, CiioRules, DataRules, Duty, Id, Ladder, Pack, ProtectionRules, Settings, TransferRules,
};

/// All law that a case is under from one day on: a pack without what begins later, and the case's own duties.
#[derive(Debug, Clone)]
pub struct Law {
    /// `None`: the case's own duties only.
    pub pack: Option<Id>,
    pub name: String,
    /// Day on which the pack took effect; `None` for a supposed law.
    pub in_force: Option<Date>,
    /// Day for which this holds, and on until the next.
    pub day: Date,
    /// Months from the start of the horizon.
    pub from: f64,
    pub transfer: TransferRules,
    pub data: DataRules,
    pub protection: ProtectionRules,
    pub ciio: CiioRules,
    /// The pack's, then the case's own.
    pub duties: Vec<Duty>,
    /// The case's own first: it may replace one of the pack's.
    pub ladders: Vec<Ladder>,
}

impl Law {
    /// A pack as it stands on a day, together with the case's own duties.
    pub fn new(case: &Case, pack: Option<&Pack>, day: Date, from: f64) -> Law {
        // What the case states itself takes the place of the pack's.
        let replaced = |duty: &Duty| case.duties.iter().any(|own| own.id == duty.id);
        let own = case.duties.iter().filter(|duty| duty.from.is_none_or(|first| first <= day)).cloned();
        let ladders = case.ladders.iter().cloned();
        match pack.map(|pack| pack_on(pack, day)) {
            Some(pack) => Law {
                pack: Some(pack.id),
                name: pack.name,
                in_force: pack.in_force,
                day,
                from,
                transfer: pack.transfer,
                data: pack.data,
                protection: pack.protection,
                ciio: pack.ciio,
                duties: pack.duties.into_iter().filter(|duty| !replaced(duty)).chain(own).collect(),
                ladders: ladders.chain(pack.ladders).collect(),
            },
            None => Law {
                pack: None,
                name: "the case's own duties".to_owned(),
                in_force: None,
                day,
                from,
                transfer: TransferRules::default(),
                data: DataRules::default(),
                protection: ProtectionRules::default(),
                ciio: CiioRules::default(),
                duties: own.collect(),
                ladders: ladders.collect(),
            },
        }
    }

    /// The ladder that a duty names.
    pub fn ladder(&self, id: &Id) -> Option<&Ladder> {
        self.ladders.iter().find(|ladder| ladder.id == *id)
    }
}

/// First day of the horizon.
pub fn first_day(settings: &Settings) -> Date {
    day_of_month(settings, 0)
}

/// First day of a month of the horizon.
pub fn day_of_month(settings: &Settings, month: usize) -> Date {
    let months = i64::from(settings.start.1) - 1 + i64::try_from(month).unwrap_or(i64::MAX / 2);
    let year = i16::try_from(i64::from(settings.start.0) + months / 12).unwrap_or(i16::MAX);
    let month = i8::try_from(months % 12 + 1).unwrap_or(1);
    Date::new(year, month, 1).unwrap_or(Date::MAX)
}

/// The law of a case over its horizon, each with the month from which it holds, in order.
///
/// Without `named`: the pack in force at the start, then those which follow by their date. With it: that pack throughout, as
/// though it were in force at the start, on the later of its own day and the first day. In both cases rules that begin on a day
/// within the horizon are left out until then. Never empty.
pub fn laws(case: &Case, named: Option<&Pack>) -> Vec<Law> {
    let settings = &case.settings;
    let start = first_day(settings);
    let end = day_of_month(settings, settings.horizon_months);
    let initial = named.or_else(|| case.regulation.initial_pack());
    let day_of =
        |pack: Option<&Pack>| pack.and_then(|pack| pack.in_force).map_or(start, |day| day.max(start));
    let mut packs: Vec<(f64, Date, Option<&Pack>)> = vec![(0.0, day_of(initial), initial)];
    if named.is_none() {
        for (month, id) in &case.regulation.successions {
            if let Some(pack) = case.regulation.pack(id) {
                packs.push((*month, day_of(Some(pack)), Some(pack)));
            }
        }
    }
    let mut laws = Vec::new();
    for (position, (month, day, pack)) in packs.iter().enumerate() {
        laws.push(Law::new(case, *pack, *day, *month));
        let next = packs.get(position + 1).map_or(end, |next| next.1);
        for edition in editions_with_own(case, *pack, *day, next) {
            laws.push(Law::new(case, *pack, edition, months_until(settings.start, edition)));
        }
    }
    laws
}

/// The days on which rules of the pack or the case's own duties begin.
fn editions_with_own(case: &Case, pack: Option<&Pack>, day: Date, next: Date) -> Vec<Date> {
    let mut days = pack.map(|pack| editions(pack, day, next)).unwrap_or_default();
    let own = case.duties.iter().filter_map(|duty| duty.from);
    days.extend(own.filter(|first| *first > day && *first < next));
    days.sort_unstable();
    days.dedup();
    days
}
