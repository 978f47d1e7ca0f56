//! What cannot be mixed up: currencies, exchange rates, and the dimension of every figure.
//!
//! A figure is written with its unit (`12M EUR`, `6 months`, `0.5 per year`) and held inside in one normal unit per
//! [`Dimension`]. Nothing is guessed: `1.598` is a little more than one and a half, a bare `5` is not an amount
//! of money, and `5m EUR` is refused because `m` could be thousandths or millions.

mod amount;
mod currency;
mod dimension;
mod error;
mod format;

pub use amount::{Amount, Unit, parse_amount, parse_unit};
pub use currency::{Currency, ExchangeRates};
pub use dimension::{DAYS_PER_MONTH, DAYS_PER_YEAR, Dimension, HOURS_PER_DAY, MONTHS_PER_YEAR, TimeUnit};
pub use error::UnitError;
pub use format::{format_in_dimension, format_money, format_number};
