//! Days on which rules take effect.

use jiff::civil::Date;

use super::super::located::Located;
use super::checker::Checker;

/// A day, written "2024-03-22".
pub(super) fn date(raw: &Located<String>, check: &mut Checker) -> Option<Date> {
    let parsed = parse(&raw.value);
    if parsed.is_none() {
        let rule = format!("`{}` is not a day", raw.value);
        check.error_with_hint(check.of(raw), rule, "write it as \"2024-03-22\": year, month, day");
    }
    parsed
}

/// Nothing but four, two and two digits: other notations are read differently in different countries.
fn parse(text: &str) -> Option<Date> {
    let formed = text.len() == 10
        && text.bytes().enumerate().all(|(index, byte)| match index {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if formed { text.parse().ok() } else { None }
}

/// Months from the first day of the start month to a day; whole months and the elapsed share of the day's own month.
///
/// Negative for a day before the start. From January 2027, 16 January 2027 is 15/31 and 1 March 2027 is 2.
pub(super) fn months_from(start: (u16, u8), day: Date) -> f64 {
    let whole =
        (i32::from(day.year()) - i32::from(start.0)) * 12 + i32::from(day.month()) - i32::from(start.1);
    f64::from(whole) + f64::from(day.day() - 1) / f64::from(day.days_in_month())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{months_from, parse};

    #[test]
    fn only_one_notation_is_a_day() {
        assert_eq!(parse("2024-03-22"), Some(date(2024, 3, 22)));
        assert_eq!(parse("2024-02-29"), Some(date(2024, 2, 29)));
        for refused in
            ["2023-02-29", "2024-13-01", "22.03.2024", "20240322", "2024-3-22", "+024-03-22", "", "today"]
        {
            assert_eq!(parse(refused), None, "{refused:?}");
        }
    }

    #[test]
    fn months_count_whole_months_and_the_share_of_the_last() {
        assert_eq!(months_from((2027, 1), date(2027, 1, 1)), 0.0);
        assert_eq!(months_from((2027, 1), date(2027, 1, 16)), 15.0 / 31.0);
        assert_eq!(months_from((2027, 1), date(2028, 3, 1)), 14.0);
        assert_eq!(months_from((2027, 1), date(2028, 2, 2)), 13.0 + 1.0 / 29.0);
        assert_eq!(months_from((2024, 5), date(2024, 3, 22)), -2.0 + 21.0 / 31.0);
    }
}
