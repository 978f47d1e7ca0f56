//! Figures for people: one unit per table, and no more digits than the trials support.

/// The unit in which a table shows money, so that its cells can be compared at a glance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    divisor: f64,
    /// `bn`, `M`, `k` or nothing.
    pub suffix: &'static str,
}

impl Scale {
    /// The unit for amounts up to `largest` in magnitude: four digits before the point at most, one unit below where
    /// that keeps small amounts readable.
    #[must_use]
    pub fn for_amounts_up_to(largest: f64) -> Scale {
        let units = [(1e9, "bn"), (1e6, "M"), (1e3, "k")];
        let fitting = units.into_iter().find(|(divisor, _)| largest.abs() >= 10.0 * divisor);
        let (divisor, suffix) = fitting.unwrap_or((1.0, ""));
        Scale { divisor, suffix }
    }

    /// The name of the unit with the currency: `M EUR`.
    #[must_use]
    pub fn unit(&self, currency: &str) -> String {
        if self.suffix.is_empty() { currency.to_owned() } else { format!("{} {currency}", self.suffix) }
    }

    /// An amount in this unit, to the digit in which its standard error begins but no further than three digits and two
    /// decimals: `184`, `3.4`, `0.07`. Without an error, three digits.
    #[must_use]
    pub fn amount(&self, amount: f64, standard_error: Option<f64>) -> String {
        self.written(amount, self.decimals(amount, standard_error))
    }

    /// An amount that somebody set, without needless zeros: `300`, `12.5`.
    #[must_use]
    pub fn certain(&self, amount: f64) -> String {
        let written = self.amount(amount, None);
        if written.contains('.') {
            written.trim_end_matches('0').trim_end_matches('.').to_owned()
        } else {
            written
        }
    }

    /// The same with its standard error: `184.3 ± 0.7`, with one decimal more if it takes one to show the error.
    #[must_use]
    pub fn amount_with_error(&self, amount: f64, standard_error: Option<f64>) -> String {
        let Some(error) = standard_error else {
            return self.amount(amount, None);
        };
        if error == 0.0 {
            return format!("{} ± 0", self.amount(amount, None));
        }
        let decimals = decimals_of_error(error / self.divisor).min(2);
        format!("{} ± {}", self.written(amount, decimals), self.written(error, decimals))
    }

    /// An amount with its unit: `184M`, `0`.
    #[must_use]
    pub(super) fn amount_in_unit(&self, amount: f64) -> String {
        let written = self.amount(amount, None);
        if written == "0" { written } else { written + self.suffix }
    }

    /// A difference with its sign, to the digit of its error: `+12.3`, `−4`.
    #[must_use]
    pub fn difference(&self, amount: f64, standard_error: Option<f64>) -> String {
        let written = self.amount(amount, standard_error);
        if written.starts_with('−') || written == "0" { written } else { format!("+{written}") }
    }

    /// An interval of differences: `+10.1 to +14.5`, to the digit of the error of what it is about.
    #[must_use]
    pub fn interval(&self, low: f64, high: f64, standard_error: Option<f64>) -> String {
        let decimals = match standard_error {
            Some(error) if error > 0.0 => decimals_of_error(error / self.divisor).min(2),
            Some(_) | None => self.decimals(high, None),
        };
        let signed = |amount: f64| {
            let written = self.written(amount, decimals);
            if amount > 0.0 { format!("+{written}") } else { written }
        };
        format!("{} to {}", signed(low), signed(high))
    }

    fn decimals(&self, amount: f64, standard_error: Option<f64>) -> usize {
        let by_size = match (amount / self.divisor).abs() {
            size if size >= 99.5 => 0,
            size if size >= 9.95 => 1,
            _ => 2,
        };
        match standard_error {
            Some(error) if error > 0.0 => by_size.min(decimals_of_error(error / self.divisor)),
            Some(_) | None => by_size,
        }
    }

    fn written(&self, amount: f64, decimals: usize) -> String {
        if amount == 0.0 {
            return "0".to_owned();
        }
        let number = format!("{:.decimals$}", (amount / self.divisor).abs());
        let vanished = number.chars().all(|digit| digit == '0' || digit == '.');
        match (amount < 0.0, vanished) {
            // Not nothing, but less than the last digit shown.
            (_, true) if decimals == 0 => "<1".to_owned(),
            (_, true) => format!("<0.{}1", "0".repeat(decimals - 1)),
            (true, false) => format!("−{}", thousands(&number)),
            (false, false) => thousands(&number),
        }
    }
}

/// Decimals up to the first digit of an error: 2 for 0.034, 0 for 7 or 70.
fn decimals_of_error(error: f64) -> usize {
    match error {
        error if error >= 0.95 => 0,
        error if error >= 0.095 => 1,
        _ => 2,
    }
}

/// `1234567.8` as `1,234,567.8`.
fn thousands(number: &str) -> String {
    let (whole, rest) = match number.find('.') {
        Some(point) => number.split_at(point),
        None => (number, ""),
    };
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

/// A whole number with separators: `20,000`.
#[must_use]
pub fn count(number: u64) -> String {
    thousands(&number.to_string())
}

/// A number of trials that would do, to two digits, since it is a forecast: `85,000`.
#[must_use]
pub fn about(trials: u64) -> String {
    let mut scale = 1;
    while trials / scale >= 100 {
        scale *= 10;
    }
    count(trials.div_ceil(scale).saturating_mul(scale))
}

/// From one factor to another: `1.2`, `1.2 to 5.4`, `3.1 to 2,300`.
#[cfg(feature = "cli")]
#[must_use]
pub fn listed_range(low: f64, high: f64) -> String {
    let figure = |value: f64| {
        if value < 99.95 { format!("{value:.1}") } else { count(f64::min(value, 1e15).round() as u64) }
    };
    let (low, high) = (figure(low), figure(high));
    if low == high { low } else { format!("{low} to {high}") }
}

/// `1 trial`, `20,000 trials`.
// Only tables for people need it.
#[cfg(any(feature = "cli", test))]
#[must_use]
pub(super) fn trials_in_words(trials: u64) -> String {
    if trials == 1 { "1 trial".to_owned() } else { format!("{} trials", count(trials)) }
}

/// A chance in per cent, whole ones from ten on, where that would not say always of what may fail: `34 %`, `5.5 %`,
/// `0.4 %`, `<0.1 %`, `>99.9 %`. Small ones keep a decimal: tolerated chances are small.
#[must_use]
pub fn chance(share: f64) -> String {
    let percent = share * 100.0;
    if share == 0.0 {
        "0 %".to_owned()
    } else if percent < 0.05 {
        "<0.1 %".to_owned()
    } else if share < 1.0 && percent >= 99.95 {
        ">99.9 %".to_owned()
    } else if !(9.95..99.5).contains(&percent) && share < 1.0 {
        format!("{percent:.1} %")
    } else {
        format!("{percent:.0} %")
    }
}

/// A share that is not exceeded, rounded up to a tenth of a per cent: `0.2 %`.
#[must_use]
pub(super) fn upper_bound(share: f64) -> String {
    // What is a whole tenth up to rounding stays.
    format!("{:.1} %", (share * 1000.0 - 1e-9).ceil() / 10.0)
}

/// A share such as a discount rate, without needless zeros: `8 %`, `7.25 %`.
#[must_use]
pub fn rate(share: f64) -> String {
    let written = format!("{:.2}", share * 100.0);
    format!("{} %", written.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_fits_the_largest_amount() {
        let suffix = |amount| Scale::for_amounts_up_to(amount).suffix;
        assert_eq!([suffix(0.0), suffix(9_999.0), suffix(10_000.0)], ["", "", "k"]);
        assert_eq!([suffix(9.9e6), suffix(1e7), suffix(9.9e9), suffix(-1e10)], ["k", "M", "M", "bn"]);
        assert_eq!(Scale::for_amounts_up_to(1e8).unit("EUR"), "M EUR");
        assert_eq!(Scale::for_amounts_up_to(1.0).unit("EUR"), "EUR");
    }

    #[test]
    fn no_digit_goes_beyond_the_error() {
        let millions = Scale::for_amounts_up_to(1e8);
        assert_eq!(millions.amount(184.34e6, Some(0.7e6)), "184");
        assert_eq!(millions.amount(34.34e6, Some(0.7e6)), "34.3");
        assert_eq!(millions.amount(34.34e6, Some(7e6)), "34");
        assert_eq!(millions.amount(3.4e6, None), "3.40");
        assert_eq!(millions.amount(0.0, Some(0.0)), "0");
        assert_eq!(millions.amount(900.0, None), "<0.01");
        assert_eq!(millions.amount(-1_234.6e6, None), "−1,235");
        assert_eq!(
            [millions.certain(50e6), millions.certain(2.5e6), millions.certain(300e6)],
            ["50", "2.5", "300"]
        );
        assert_eq!(millions.amount_with_error(184.34e6, Some(0.7e6)), "184.3 ± 0.7");
        assert_eq!(millions.amount_with_error(184.34e6, Some(12.2e6)), "184 ± 12");
        assert_eq!(millions.amount_with_error(184.34e6, None), "184");
        assert_eq!(millions.amount_with_error(184.34e6, Some(0.0)), "184 ± 0");
    }

    #[test]
    fn differences_carry_their_sign() {
        let millions = Scale::for_amounts_up_to(1e8);
        assert_eq!(millions.difference(12.34e6, Some(0.2e6)), "+12.3");
        assert_eq!(millions.difference(-12.34e6, Some(2e6)), "−12");
        assert_eq!(millions.difference(0.0, Some(0.0)), "0");
        assert_eq!(millions.interval(-1.24e6, 14.1e6, Some(0.2e6)), "−1.2 to +14.1");
    }

    #[test]
    fn chances_never_round_to_never_or_always() {
        let written = [0.0, 0.0004, 0.004, 0.0549, 0.0996, 0.344, 0.996, 0.9999, 1.0].map(chance);
        let expected = ["0 %", "<0.1 %", "0.4 %", "5.5 %", "10 %", "34 %", "99.6 %", ">99.9 %", "100 %"];
        assert_eq!(written, expected);
        assert_eq!([upper_bound(0.0021), upper_bound(0.002), upper_bound(1e-7)], ["0.3 %", "0.2 %", "0.1 %"]);
        assert_eq!([trials_in_words(1), trials_in_words(20_000)], ["1 trial", "20,000 trials"]);
        assert_eq!([rate(0.08), rate(0.0725), rate(0.1)], ["8 %", "7.25 %", "10 %"]);
    }

    #[test]
    fn forecasts_have_two_digits() {
        assert_eq!(
            [about(7), about(84_234), about(100), about(1_234_567)],
            ["7", "85,000", "100", "1,300,000"]
        );
    }
}
