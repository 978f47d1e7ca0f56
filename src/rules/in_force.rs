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

/// Months from the first day of a month to a later day, in parts of the months between.
pub fn months_until(start: Date, day: Date) -> f64 {
    let months = f64::from(i32::from(day.year()) - i32::from(start.year())) * 12.0
        + f64::from(day.month() - start.month());
    months + f64::from(day.day() - 1) / f64::from(day.days_in_month())
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
