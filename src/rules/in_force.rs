use jiff::civil::Date;

use crate::domain::Pack;

/// A pack without what begins only after a day.
pub fn pack_on(pack: &Pack, day: Date) -> Pack {
    let begun = |from: Option<Date>| from.is_none_or(|from| from <= day);
    let mut pack = pack.clone();
    pack.transfer.grounds.retain(|ground| begun(ground.from));
    pack.transfer.rules.retain(|rule| begun(rule.from));
    pack.duties.retain(|duty| begun(duty.from));
    pack
}

/// The days after `start` and before `end` on which rules of a pack begin, ascending, each once.
pub fn editions(pack: &Pack, start: Date, end: Date) -> Vec<Date> {
    let of_duties = pack.duties.iter().map(|duty| duty.from);
    let of_rules = pack.transfer.rules.iter().map(|rule| rule.from);
    let of_grounds = pack.transfer.grounds.iter().map(|ground| ground.from);
    let mut days: Vec<Date> = of_duties.chain(of_rules).chain(of_grounds).flatten().collect();
    days.retain(|day| *day > start && *day < end);
    days.sort_unstable();
    days.dedup();
    days
}
