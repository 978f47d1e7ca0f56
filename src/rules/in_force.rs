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
    let of_duties = pack.duties.iter().map(|duty| duty.from);
    let of_rules = pack.transfer.rules.iter().map(|rule| rule.from);
    let of_grounds = pack.transfer.grounds.iter().map(|ground| ground.from);
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
