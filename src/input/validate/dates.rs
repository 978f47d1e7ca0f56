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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::parse;

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
}
