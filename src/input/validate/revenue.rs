//! Whether the revenue of the value streams fits the revenue of the company: it is written in both places.

use super::super::collector::Problem;
use super::super::raw::CompanyFile;
use super::checker::Checker;
use crate::domain::{Company, Market, Segment, ValueStream};
use crate::quantity::Quantity;
use crate::units::format_money;

/// Streams and company may differ by rounding and by what is not modelled, but by no more than this.
const TOLERATED_DIFFERENCE: f64 = 0.05;
/// Sums of decimal figures are exact to about 1e-16 each; this is far above it and far below any real difference.
const ROUNDING: f64 = 1e-9;
const DIGITS: usize = 4;

/// Compares means: the sum over segments in China with `revenue_china`, the sum of all with `revenue_worldwide`.
pub(super) fn check_revenue(
    raw: &CompanyFile,
    company: &Company,
    segments: &[Segment],
    streams: &[ValueStream],
    check: &mut Checker,
) {
    let cells = || streams.iter().flat_map(|stream| &stream.revenue);
    let sound = |quantity: &Quantity, check: &Checker| check.is_sound(&quantity.name);
    // Where one cell was refused, every sum lacks it.
    if !cells().all(|(_, revenue)| sound(revenue, check)) {
        return;
    }
    let written = |amount: f64, check: &Checker| format_money(amount, check.exchange_rates.base(), DIGITS);
    let all: f64 = cells().map(|(_, revenue)| revenue.mean()).sum();
    let worldwide = company.revenue_worldwide.mean();
    if sound(&company.revenue_worldwide, check) && all > worldwide * (1.0 + ROUNDING) {
        let rule = format!(
            "the revenue of all value streams adds up to {}, but revenue_worldwide, which contains it, is {}",
            written(all, check),
            written(worldwide, check)
        );
        let hint = "is a sale counted in two value streams? Else correct revenue_worldwide";
        check.error_with_hint(check.of(&raw.company.revenue_worldwide), rule, hint);
    }
    let is_china = |id: &crate::domain::Id| {
        segments.iter().any(|segment| segment.id == *id && matches!(segment.market, Market::China))
    };
    let in_china: f64 = cells().filter(|(id, _)| is_china(id)).map(|(_, revenue)| revenue.mean()).sum();
    let china = company.revenue_china.mean();
    if sound(&company.revenue_china, check) && (in_china - china).abs() > TOLERATED_DIFFERENCE * china {
        let rule = format!(
            "the segments in China add up to {}, but revenue_china is {}; sales losses follow the segments, fines \
             follow revenue_china",
            written(in_china, check),
            written(china, check)
        );
        let hint = "make the two agree";
        check.report(Problem::warning(check.of(&raw.company.revenue_china), rule).hint(hint));
    }
}
