//! `case.toml`: currency, horizon, discounting, risk appetite.

use super::super::collector::Problem;
use super::super::located::Located;
use super::super::near::hint_for;
use super::super::raw::CaseFile;
use super::asked::{FACTOR, MONEY, SHARE};
use super::checker::Checker;
use crate::domain::{Appetite, Sampling, Settings};
use crate::units::{Currency, ExchangeRates, UnitError};

const DEFAULT_HORIZON_MONTHS: u32 = 60;
const DEFAULT_TRIALS: u64 = 20_000;
const DEFAULT_SEED: u64 = 0;

/// Longest horizon: 50 years.
const LONGEST_HORIZON: u32 = 600;

/// Exchange rates of the case. On a mistake amounts are read as well as can be, so that the rest is checked.
pub(super) fn read_exchange_rates(raw: &CaseFile, check: &mut Checker) {
    let Some(base) = currency(&raw.currency, check) else {
        check.money_known = false;
        return;
    };
    if let Ok(rates) = ExchangeRates::new(base, []) {
        check.exchange_rates = rates;
    }
    let mut rates = Vec::new();
    for (code, figure) in &raw.exchange_rates {
        let rate = check.certain(figure, format!("case.exchange_rate.{}", code.value), FACTOR);
        let Some(currency) = currency(code, check) else { continue };
        match ExchangeRates::new(base, [(currency, rate)]) {
            Ok(_) => rates.push((currency, rate)),
            Err(error) => {
                report_unit(error, figure, check);
                // Any rate will do: the case is refused, and amounts in this currency shall not be reported too.
                rates.push((currency, 1.0));
            }
        }
    }
    match ExchangeRates::new(base, rates) {
        Ok(rates) => check.exchange_rates = rates,
        Err(error) => report_unit(error, &raw.currency, check),
    }
}

fn currency(code: &Located<String>, check: &mut Checker) -> Option<Currency> {
    match Currency::new(&code.value) {
        Ok(currency) => Some(currency),
        Err(error) => {
            report_unit(error, code, check);
            None
        }
    }
}

fn report_unit<T>(error: UnitError, at: &Located<T>, check: &mut Checker) {
    let problem = Problem::error(check.of(at), error.to_string()).hint_if(error.hint());
    check.report(problem);
}

pub(super) fn settings(raw: &CaseFile, check: &mut Checker) -> Settings {
    let trials = raw.trials.as_ref().map_or(DEFAULT_TRIALS, |trials| trials.value);
    if let Some(at) = raw.trials.as_ref().filter(|trials| trials.value == 0) {
        check.error(check.of(at), "a run needs at least 1 trial");
    }
    Settings {
        name: raw.name.clone(),
        description: raw.description.clone(),
        currency: check.exchange_rates.base(),
        start: start(&raw.start, check),
        horizon_months: horizon(raw, check),
        discount_rate: check.certain(&raw.discount_rate, "case.discount_rate".to_owned(), SHARE),
        trials,
        seed: raw.seed.as_ref().map_or(DEFAULT_SEED, |seed| seed.value),
        sampling: sampling(raw, check),
        appetite: Appetite {
            amount: check.certain(&raw.risk_appetite.amount, "case.risk_appetite.amount".to_owned(), MONEY),
            chance: check.certain(&raw.risk_appetite.chance, "case.risk_appetite.chance".to_owned(), SHARE),
        },
    }
}

fn sampling(raw: &CaseFile, check: &mut Checker) -> Sampling {
    let Some(named) = &raw.sampling else { return Sampling::default() };
    Sampling::from_id(&named.value).unwrap_or_else(|| {
        let known = Sampling::ALL.map(Sampling::id);
        let rule = format!("`{}` is no way of sampling", named.value);
        let problem = Problem::error(check.of(named), rule).hint_if(hint_for(&named.value, known));
        check.report(problem);
        Sampling::default()
    })
}

fn horizon(raw: &CaseFile, check: &mut Checker) -> usize {
    let months = raw.horizon_months.as_ref().map_or(DEFAULT_HORIZON_MONTHS, |months| months.value);
    if let Some(at) = raw.horizon_months.as_ref().filter(|_| !(1..=LONGEST_HORIZON).contains(&months)) {
        let rule = format!("the horizon must have 1 to {LONGEST_HORIZON} months, not {months}");
        check.error(check.of(at), rule);
    }
    check.horizon = f64::from(months);
    months as usize
}

/// Year and month, written "2027-01".
fn start(raw: &Located<String>, check: &mut Checker) -> (u16, u8) {
    let digits = |text: &str| text.chars().all(|letter| letter.is_ascii_digit());
    let parsed = raw.value.split_once('-').and_then(|(year, month)| {
        let formed = year.len() == 4 && month.len() == 2 && digits(year) && digits(month);
        let (year, month) = (year.parse::<u16>().ok()?, month.parse::<u8>().ok()?);
        (formed && (1..=12).contains(&month)).then_some((year, month))
    });
    parsed.unwrap_or_else(|| {
        let rule = format!("`{}` is not a year and month", raw.value);
        check.error_with_hint(check.of(raw), rule, "write it as \"2027-01\"");
        (2000, 1)
    })
}
