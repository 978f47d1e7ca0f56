use jiff::civil::Date;

use crate::domain::{Duty, Pack, TransferRules};

/// Whether something that begins on a day, or is always there, has begun on another day.
#[must_use]
pub fn has_begun(from: Option<Date>, day: Date) -> bool {
    from.is_none_or(|from| from <= day)
}

/// Rules on transfers without those that begin only after a day.
#[must_use]
pub fn transfer_on(rules: &TransferRules, day: Date) -> TransferRules {
    let mut rules = rules.clone();
    rules.grounds.retain(|ground| has_begun(ground.from, day));
    rules.rules.retain(|rule| has_begun(rule.from, day));
    rules
}

/// A pack without what begins only after a day.
pub fn pack_on(pack: &Pack, day: Date) -> Pack {
    let mut pack = pack.clone();
    pack.transfer = transfer_on(&pack.transfer, day);
    pack.duties.retain(|duty| has_begun(duty.from, day));
    pack
}

/// Months from the first day of the start month to a day; whole months and the elapsed share of the day's own month.
///
/// Negative for a day before the start. From January 2027, 16 January 2027 is 15/31 and 1 March 2027 is 2.
pub fn months_until(start: (u16, u8), day: Date) -> f64 {
    let whole =
        (i32::from(day.year()) - i32::from(start.0)) * 12 + i32::from(day.month()) - i32::from(start.1);
    f64::from(whole) + f64::from(day.day() - 1) / f64::from(day.days_in_month())
}

/// The days after `start` and before `end` on which rules of a pack begin, ascending, each once.
pub fn editions(pack: &Pack, start: Date, end: Date) -> Vec<Date> {
    editions_with(&pack.transfer, pack.duties.iter(), (start, end))
}

/// The same for rules on transfers and duties.
pub fn editions_with<'a>(
    transfer: &TransferRules,
    duties: impl Iterator<Item = &'a Duty>,
    (start, end): (Date, Date),
) -> Vec<Date> {
    let of_duties = duties.map(|duty| duty.from);
    let of_rules = transfer.rules.iter().map(|rule| rule.from);
    let of_grounds = transfer.grounds.iter().map(|ground| ground.from);
    let mut days: Vec<Date> = of_duties.chain(of_rules).chain(of_grounds).flatten().collect();
    days.retain(|day| *day > start && *day < end);
    days.sort_unstable();
    days.dedup();
    days
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::months_until;

    #[test]
    fn months_count_whole_months_and_the_share_of_the_last() {
        assert_eq!(months_until((2027, 1), date(2027, 1, 1)), 0.0);
        assert_eq!(months_until((2027, 1), date(2027, 1, 16)), 15.0 / 31.0);
        assert_eq!(months_until((2027, 1), date(2028, 3, 1)), 14.0);
        assert_eq!(months_until((2027, 1), date(2028, 2, 2)), 13.0 + 1.0 / 29.0);
        assert_eq!(months_until((2024, 5), date(2024, 3, 22)), -2.0 + 21.0 / 31.0);
    }
}
