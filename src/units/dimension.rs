//! Dimensions of figures and the calendar constants that convert between their units.

use std::fmt;

/// Months in a year.
pub const MONTHS_PER_YEAR: f64 = 12.0;
/// Days in a year; leap days are left out.
pub const DAYS_PER_YEAR: f64 = 365.0;
/// Days in a month: 365 / 12.
pub const DAYS_PER_MONTH: f64 = DAYS_PER_YEAR / MONTHS_PER_YEAR;
/// Hours in a day, around the clock.
pub const HOURS_PER_DAY: f64 = 24.0;

/// What a figure measures. It fixes the unit used inside, the units that may be written, and the numbers that
/// are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// Amount in the case's base currency; not negative.
    Money,
    /// Fraction of a whole, in `[0, 1]`.
    Share,
    /// Months; not negative.
    Duration,
    /// Per year; not negative.
    RatePerYear,
    /// A number of things; not negative, not necessarily whole.
    Count,
    /// A multiplier; not negative.
    Factor,
    /// Hours in each month; not negative.
    HoursPerMonth,
}

impl Dimension {
    /// All dimensions.
    pub const ALL: [Self; 7] = [
        Self::Money,
        Self::Share,
        Self::Duration,
        Self::RatePerYear,
        Self::Count,
        Self::Factor,
        Self::HoursPerMonth,
    ];

    /// Unit in which figures of this dimension are held inside.
    pub fn normal_unit(self) -> &'static str {
        match self {
            Self::Money => "base currency",
            Self::Share => "fraction",
            Self::Duration => "months",
            Self::RatePerYear => "per year",
            Self::Count | Self::Factor => "number",
            Self::HoursPerMonth => "hours per month",
        }
    }

    /// Whether a number other than 0 may stand without a unit.
    pub fn plain_number_allowed(self) -> bool {
        match self {
            Self::Share | Self::Count | Self::Factor => true,
            Self::Money | Self::Duration | Self::RatePerYear | Self::HoursPerMonth => false,
        }
    }

    /// The units that may be written, in words.
    pub fn allowed_units(self) -> &'static str {
        match self {
            Self::Money => "a currency such as EUR or M EUR (k, M, bn)",
            Self::Share => "% or a plain fraction",
            Self::Duration => "hours, days, weeks, months, years",
            Self::RatePerYear => "per year, per month, per week, per day, or % of these",
            Self::Count => "a plain number, with k, M or bn",
            Self::Factor => "a plain number or %",
            Self::HoursPerMonth => "hours (per month), hours per day, hours per week, hours per year",
        }
    }

    /// A unit for use in hints.
    pub(crate) fn example_unit(self) -> &'static str {
        match self {
            Self::Money => "EUR",
            Self::Share => "%",
            Self::Duration => "months",
            Self::RatePerYear => "per year",
            Self::Count | Self::Factor => "",
            Self::HoursPerMonth => "hours per month",
        }
    }

    /// Closed interval of allowed numbers in the normal unit.
    ///
    /// With `allow_negative` the figure is signed and any finite number is allowed: a signed share is a change,
    /// such as a growth of −5 % or 150 %, not a part of a whole.
    pub fn allowed_interval(self, allow_negative: bool) -> (f64, f64) {
        if allow_negative {
            return (f64::NEG_INFINITY, f64::INFINITY);
        }
        match self {
            Self::Share => (0.0, 1.0),
            Self::Money
            | Self::Duration
            | Self::RatePerYear
            | Self::Count
            | Self::Factor
            | Self::HoursPerMonth => (0.0, f64::INFINITY),
        }
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::Money => "money",
            Self::Share => "a share",
            Self::Duration => "a duration",
            Self::RatePerYear => "a rate",
            Self::Count => "a count",
            Self::Factor => "a factor",
            Self::HoursPerMonth => "hours per month",
        })
    }
}

/// A span of the calendar in which durations and rates are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeUnit {
    Hour,
    Day,
    Week,
    Month,
    Year,
}

impl TimeUnit {
    /// How many of this unit make a year.
    pub fn per_year(self) -> f64 {
        match self {
            Self::Hour => DAYS_PER_YEAR * HOURS_PER_DAY,
            Self::Day => DAYS_PER_YEAR,
            Self::Week => DAYS_PER_YEAR / 7.0,
            Self::Month => MONTHS_PER_YEAR,
            Self::Year => 1.0,
        }
    }

    /// Length in months: `12 / per_year`, exact for months and years.
    pub fn months(self) -> f64 {
        match self {
            Self::Month => 1.0,
            Self::Year => MONTHS_PER_YEAR,
            Self::Week => 7.0 * MONTHS_PER_YEAR / DAYS_PER_YEAR,
            Self::Hour | Self::Day => MONTHS_PER_YEAR / self.per_year(),
        }
    }

    /// The unit named by a singular or plural English word.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        match word {
            "hour" | "hours" => Some(Self::Hour),
            "day" | "days" => Some(Self::Day),
            "week" | "weeks" => Some(Self::Week),
            "month" | "months" => Some(Self::Month),
            "year" | "years" => Some(Self::Year),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calendar() {
        assert_eq!(TimeUnit::Year.months(), 12.0);
        assert_eq!(TimeUnit::Month.months(), 1.0);
        // 365 days are 12 months, 8760 hours too.
        assert!((365.0 * TimeUnit::Day.months() - 12.0).abs() < 1e-13);
        assert!((8760.0 * TimeUnit::Hour.months() - 12.0).abs() < 1e-13);
        assert!((TimeUnit::Week.months() - 7.0 / DAYS_PER_MONTH).abs() < 1e-16);
    }

    #[test]
    fn intervals() {
        assert_eq!(Dimension::Share.allowed_interval(false), (0.0, 1.0));
        assert_eq!(Dimension::Money.allowed_interval(false), (0.0, f64::INFINITY));
        for dimension in Dimension::ALL {
            assert_eq!(dimension.allowed_interval(true).0, f64::NEG_INFINITY);
        }
    }
}
