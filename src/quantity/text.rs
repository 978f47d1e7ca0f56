//! The text form of a quantity: `12M EUR`, `5M to 20M CNY`, `pert(5M, 8M, 20M) EUR`.

use super::distribution::Distribution;
use super::named::{Family, PLAIN_PARAMETERS, Parameters};
use super::parameter_error::{ParameterError, in_order};
use super::problem::{QuantityProblem, near_name};
use crate::units::{Amount, Dimension, ExchangeRates, Unit, UnitError, parse_amount, parse_unit};

/// Reads the text form of a quantity and returns its distribution in the normal unit of `dimension`.
///
/// - one figure: `12M EUR`, `30%`, `6 months`, `0.5 per year`;
/// - a range `a to b`, whose ends are the 5th and 95th percentile: lognormal; normal if `a ≤ 0`; for a share inside
///   `(0, 1)` logit-normal, so that no value leaves `[0, 1]`. A unit after `b` alone holds for `a` too; a multiplier
///   does not (`5 to 20M EUR` is refused);
/// - a named distribution: `uniform(low, high)`, `triangular(low, mode, high)`, `pert(low, mode, high)`,
///   `normal(mean, standard deviation)`, `lognormal(p5, p95)`, `logit-normal(p5, p95)`, `beta(alpha, beta)` or
///   `beta(alpha, beta, low, high)`, `gamma(shape, scale)`, `discrete(value: weight, …)`,
///   `metalog(probability: value, …)`, `empirical(value, …)`. Units stand at each figure or once after the bracket.
///
/// Whether the values are allowed for the dimension (not negative, a share at most 1) is not checked here but by
/// [`QuantitySpec::resolve`](super::QuantitySpec::resolve), which knows of truncation and signed figures.
///
/// # Errors
/// The first problem, with the whole text as its value.
pub fn parse_text(
    text: &str,
    dimension: Dimension,
    rates: &ExchangeRates,
) -> Result<Distribution, QuantityProblem> {
    let reader = Reader { text: text.trim(), dimension, rates };
    if reader.text.contains(['(', ')']) {
        reader.call()
    } else if let Some((low, high)) = reader.text.split_once(" to ") {
        reader.range(low, high)
    } else {
        reader.single()
    }
}

/// The distribution meant by a range whose ends are the 5th and 95th percentile; see [`parse_text`].
fn range_distribution(low: f64, high: f64, dimension: Dimension) -> Result<Distribution, ParameterError> {
    in_order(("p5", low), ("p95", high))?;
    if low == high {
        Distribution::certain(low)
    } else if low <= 0.0 {
        Distribution::normal_from_percentiles(low, high)
    } else if dimension == Dimension::Share && high < 1.0 {
        Distribution::logit_normal_from_percentiles(low, high)
    } else {
        Distribution::lognormal_from_percentiles(low, high)
    }
}

struct Reader<'a> {
    text: &'a str,
    dimension: Dimension,
    rates: &'a ExchangeRates,
}

impl Reader<'_> {
    fn problem(&self, rule: impl Into<String>) -> QuantityProblem {
        QuantityProblem::new("", self.text, rule)
    }

    fn unit_problem(&self, error: &UnitError) -> QuantityProblem {
        QuantityProblem::from_unit("", self.text, error)
    }

    fn parameter_problem(&self, error: ParameterError) -> QuantityProblem {
        QuantityProblem::from_parameter("", Some(self.text), error)
    }

    fn amount(&self, text: &str) -> Result<Amount, QuantityProblem> {
        parse_amount(text).map_err(|error| self.unit_problem(&error))
    }

    fn convert(&self, amount: &Amount) -> Result<f64, QuantityProblem> {
        amount.in_normal_units(self.dimension, self.rates).map_err(|error| self.unit_problem(&error))
    }

    fn single(&self) -> Result<Distribution, QuantityProblem> {
        let amount = self.amount(self.text).map_err(|problem| match self.range_meant() {
            Some(hint) => problem.hint(hint),
            None => problem,
        })?;
        Distribution::certain(self.convert(&amount)?).map_err(|error| self.parameter_problem(error))
    }

    /// A hint where a range seems to be meant: `5-20M EUR`, `5M … 20M EUR`.
    fn range_meant(&self) -> Option<String> {
        let unsigned = self.text.trim_start_matches('-');
        ["-", "–", "—", "..", "…", " bis ", "~"].iter().find_map(|sign| {
            let (low, high) = unsigned.split_once(sign)?;
            let starts_with_digit = |part: &str| part.trim_start().starts_with(|c: char| c.is_ascii_digit());
            (starts_with_digit(low) && starts_with_digit(high))
                .then(|| format!("write a range as `{} to {}`", low.trim(), high.trim()))
        })
    }

    fn range(&self, low: &str, high: &str) -> Result<Distribution, QuantityProblem> {
        let (low_text, high_text) = (low.trim(), high.trim());
        let (mut low, high) = (self.amount(low)?, self.amount(high)?);
        let shared_unit = if low.unit.is_none() { high.unit } else { None };
        let bare = low.unit.is_none() && low.multiplier.is_none() && low.number != 0.0;
        if bare && high.multiplier.is_some() {
            return Err(self
                .problem(
                    "the lower end has no multiplier and the upper end has one: it could be meant for both",
                )
                .hint("write it at both ends, such as `5M to 20M EUR`"));
        }
        low.unit = low.unit.or(high.unit);
        let (low, high) = (self.convert(&low)?, self.convert(&high)?);
        if high < low {
            let low_unit = match shared_unit {
                Some(Unit::Percent) => "%".to_owned(),
                Some(unit) => format!(" {unit}"),
                None => String::new(),
            };
            let rule = format!("the upper end {high_text} lies below the lower end {low_text}{low_unit}");
            return Err(self.problem(rule).hint("swap them?"));
        }
        range_distribution(low, high, self.dimension).map_err(|error| self.parameter_problem(error))
    }

    fn call(&self) -> Result<Distribution, QuantityProblem> {
        let malformed = || {
            self.problem("brackets do not form `name(figures) unit`").hint("such as `pert(5M, 8M, 20M) EUR`")
        };
        let (name, rest) = self.text.split_once('(').ok_or_else(malformed)?;
        let (arguments, unit) = rest.split_once(')').ok_or_else(malformed)?;
        if arguments.contains('(') || unit.contains(['(', ')']) {
            return Err(
                malformed().hint("a distribution of distributions needs the table form with `mixture`")
            );
        }
        let name = name.trim();
        let family = Family::from_name(name).ok_or_else(|| self.unknown_family(name))?;
        let trailing = parse_unit(unit).map_err(|error| self.unit_problem(&error))?;
        let arguments: Vec<&str> = arguments.split(',').map(str::trim).collect();
        let parameters = match family {
            Family::Discrete => self.pairs(&arguments, trailing, PairOrder::ValueFirst)?,
            Family::Metalog => self.pairs(&arguments, trailing, PairOrder::ProbabilityFirst)?,
            Family::Empirical => {
                let values = arguments.iter().map(|text| self.argument(text, trailing));
                Parameters { values: values.collect::<Result<_, _>>()?, ..Parameters::default() }
            }
            Family::Uniform
            | Family::Triangular
            | Family::Pert
            | Family::Normal
            | Family::LogNormal
            | Family::LogitNormal
            | Family::Beta
            | Family::Gamma => self.positional(family, &arguments, trailing)?,
        };
        parameters.build(family).map_err(|error| self.parameter_problem(error))
    }

    fn unknown_family(&self, name: &str) -> QuantityProblem {
        let names: Vec<&str> = Family::ALL.iter().map(|family| family.name()).collect();
        let problem =
            self.problem(format!("unknown distribution `{name}`; known in text: {}", names.join(", ")));
        match near_name(name, names) {
            _ if name == "mixture" => problem.hint("write the table form with `mixture = […]`"),
            Some(hint) => problem.hint(hint),
            None => problem,
        }
    }

    /// One figure inside the brackets, completed by the unit after them.
    fn argument(&self, text: &str, trailing: (Option<f64>, Option<Unit>)) -> Result<f64, QuantityProblem> {
        let mut amount = self.amount(text)?;
        let (multiplier, unit) = trailing;
        if amount.unit.is_some() && (unit.is_some() || multiplier.is_some()) {
            return Err(self.problem(format!("`{text}` has a unit, and another follows the brackets")));
        }
        if amount.multiplier.is_some() && multiplier.is_some() {
            return Err(self.problem(format!("`{text}` has a multiplier, and another follows the brackets")));
        }
        amount.unit = amount.unit.or(unit);
        amount.multiplier = amount.multiplier.or(multiplier);
        self.convert(&amount)
    }

    /// A figure without unit: a shape, a weight.
    fn plain(&self, text: &str) -> Result<f64, QuantityProblem> {
        let amount = self.amount(text)?;
        amount
            .in_normal_units(Dimension::Factor, self.rates)
            .map_err(|_| self.problem(format!("`{text}` must be a number without unit")))
    }

    fn positional(
        &self,
        family: Family,
        arguments: &[&str],
        trailing: (Option<f64>, Option<Unit>),
    ) -> Result<Parameters, QuantityProblem> {
        let required = family.alternatives()[0];
        let with_optional = required.len() + family.optional().len();
        if arguments.len() != required.len() && arguments.len() != with_optional {
            let names = required.iter().chain(family.optional()).copied().collect::<Vec<_>>().join(", ");
            let rule = format!("{} takes ({names}); {} given", family.name(), arguments.len());
            return Err(self.problem(rule));
        }
        let mut parameters = Parameters::default();
        for (name, text) in required.iter().chain(family.optional()).zip(arguments) {
            let value = if PLAIN_PARAMETERS.contains(name) {
                self.plain(text)?
            } else {
                self.argument(text, trailing)?
            };
            parameters.numbers.insert(name, value);
        }
        Ok(parameters)
    }

    /// `value: weight` pairs (weights may be left out everywhere) or `probability: value` pairs.
    fn pairs(
        &self,
        arguments: &[&str],
        trailing: (Option<f64>, Option<Unit>),
        order: PairOrder,
    ) -> Result<Parameters, QuantityProblem> {
        let mut parameters = Parameters::default();
        let mut weights = Vec::new();
        for text in arguments {
            match (order, text.split_once(':')) {
                (PairOrder::ValueFirst, Some((value, weight))) => {
                    parameters.values.push(self.argument(value, trailing)?);
                    weights.push(self.plain(weight)?);
                }
                (PairOrder::ValueFirst, None) => parameters.values.push(self.argument(text, trailing)?),
                (PairOrder::ProbabilityFirst, Some((probability, value))) => {
                    let probability = self.plain(probability)?;
                    parameters.quantiles.push((probability, self.argument(value, trailing)?));
                }
                (PairOrder::ProbabilityFirst, None) => {
                    return Err(self
                        .problem(format!("`{text}` must be `probability: value`"))
                        .hint("such as `metalog(10%: 3M, 50%: 5M, 90%: 9M) EUR`"));
                }
            }
        }
        if !weights.is_empty() {
            parameters.weights = Some(weights);
        }
        Ok(parameters)
    }
}

#[derive(Debug, Clone, Copy)]
enum PairOrder {
    ValueFirst,
    ProbabilityFirst,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Currency;

    fn rates() -> ExchangeRates {
        let (eur, cny) = (Currency::new("EUR").unwrap(), Currency::new("CNY").unwrap());
        ExchangeRates::new(eur, [(cny, 0.125)]).unwrap()
    }

    fn read(text: &str, dimension: Dimension) -> Result<Distribution, QuantityProblem> {
        parse_text(text, dimension, &rates())
    }

    #[test]
    fn every_documented_form() {
        use Dimension::{Count, Duration, Factor, Money, RatePerYear, Share};
        // (text, dimension, name, 5th percentile, 95th percentile); NaN where not compared.
        for (text, dimension, name, p5, p95) in [
            ("12M EUR", Money, "certain", 12e6, 12e6),
            ("30%", Share, "certain", 0.3, 0.3),
            ("6 months", Duration, "certain", 6.0, 6.0),
            ("0.5 per year", RatePerYear, "certain", 0.5, 0.5),
            ("0", Money, "certain", 0.0, 0.0),
            ("5M to 20M CNY", Money, "lognormal", 625e3, 2.5e6),
            ("5M CNY to 20M CNY", Money, "lognormal", 625e3, 2.5e6),
            ("8 CNY to 2 EUR", Money, "lognormal", 1.0, 2.0),
            ("-1M to 5M EUR", Money, "normal", -1e6, 5e6),
            ("0 to 5M EUR", Money, "normal", 0.0, 5e6),
            ("5M to 5M EUR", Money, "certain", 5e6, 5e6),
            ("3 to 6 months", Duration, "lognormal", 3.0, 6.0),
            ("73 days to 6 months", Duration, "lognormal", 2.4, 6.0),
            ("10% to 30%", Share, "logit-normal", 0.1, 0.3),
            ("10 to 30%", Share, "logit-normal", 0.1, 0.3),
            ("0.1 to 0.3", Share, "logit-normal", 0.1, 0.3),
            ("0.5 to 2 per year", RatePerYear, "lognormal", 0.5, 2.0),
            ("100 to 200", Count, "lognormal", 100.0, 200.0),
            ("uniform(0, 20M) EUR", Money, "uniform", 1e6, 19e6),
            ("uniform(1, 2)M EUR", Money, "uniform", 1.05e6, 1.95e6),
            ("pert(5M, 8M, 20M) EUR", Money, "pert", f64::NAN, f64::NAN),
            ("pert(5M EUR, 64M CNY, 20M EUR)", Money, "pert", f64::NAN, f64::NAN),
            ("triangular(1, 2, 3) months", Duration, "triangular", f64::NAN, f64::NAN),
            ("normal(10, 2) hours", Dimension::HoursPerMonth, "normal", f64::NAN, f64::NAN),
            ("lognormal(5M, 20M) EUR", Money, "lognormal", 5e6, 20e6),
            ("logit-normal(10%, 30%)", Share, "logit-normal", 0.1, 0.3),
            ("beta(1, 1)", Share, "beta", 0.05, 0.95),
            ("beta(1, 1, 0, 2) months", Duration, "beta", 0.1, 1.9),
            ("gamma(2, 3M) EUR", Money, "gamma", f64::NAN, f64::NAN),
            ("discrete(1, 2, 3)", Factor, "discrete", 1.0, 3.0),
            ("discrete(1M: 30%, 5M: 70%) EUR", Money, "discrete", 1e6, 5e6),
            ("metalog(5%: 3M, 50%: 5M, 95%: 9M) EUR", Money, "metalog", 3e6, 9e6),
            ("empirical(1, 2, 3, 9) months", Duration, "empirical", 1.0, 9.0),
        ] {
            let distribution = read(text, dimension).unwrap_or_else(|problem| panic!("{problem}"));
            assert_eq!(distribution.name(), name, "{text}");
            for (u, expected) in [(0.05, p5), (0.95, p95)] {
                let value = distribution.inverse_cdf(u);
                // Relative to the scale of the case; rounding of a percentile is a few 1e-16.
                assert!(
                    expected.is_nan() || (value - expected).abs() <= 1e-13 * p95.abs(),
                    "{text}: {value} at {u}"
                );
            }
        }
    }

    #[test]
    fn discrete_weights_are_kept() {
        let distribution = read("discrete(1M: 1, 5M: 3) EUR", Dimension::Money).unwrap();
        assert_eq!(distribution.mean(), 4e6);
    }

    #[test]
    fn refuses_with_rule_and_hint() {
        use Dimension::{Duration, Money, Share};
        for (text, dimension, rule, hint) in [
            ("20M to 5M EUR", Money, "the upper end 5M EUR lies below the lower end 20M EUR", "swap them?"),
            ("5 to 20M EUR", Money, "has no multiplier", "at both ends"),
            ("5M-20M EUR", Money, "unknown unit", "write a range as `5M to 20M EUR`"),
            ("5M – 20M EUR", Money, "unknown unit", "write a range as `5M to 20M EUR`"),
            ("5 to 20", Money, "money needs a unit", "EUR"),
            ("5 EUR to 20", Money, "money needs a unit", "EUR"),
            ("pret(1, 2, 3) months", Duration, "unknown distribution `pret`", "`pert`"),
            ("pert(1, 2) months", Duration, "takes (low, mode, high); 2 given", ""),
            ("pert(3, 2, 1) months", Duration, "high lies below low", "swap"),
            ("pert(1, 2, 3", Duration, "brackets", "pert(5M"),
            ("mixture(1, 2)", Share, "unknown distribution", "table form"),
            ("uniform(pert(1,2,3), 2)", Share, "brackets", "mixture"),
            ("uniform(1M EUR, 2M) EUR", Money, "another follows", ""),
            ("uniform(1M, 2M)M EUR", Money, "another follows", ""),
            ("uniform(1, 2)", Money, "money needs a unit", ""),
            ("metalog(1, 2, 3)", Share, "probability: value", "10%"),
            ("beta(1M EUR, 2)", Share, "without unit", ""),
            ("6 months to 2 EUR", Duration, "not a unit of a duration", ""),
            ("nan to 5", Share, "not a finite number", ""),
            ("5 to inf", Share, "not a finite number", ""),
            ("", Money, "found nothing", ""),
            ("about 5M EUR", Money, "does not begin with a number", ""),
        ] {
            let problem = read(text, dimension).expect_err(text);
            assert!(problem.rule.contains(rule), "{text}: {problem}");
            assert!(problem.hint.clone().unwrap_or_default().contains(hint), "{text}: {problem}");
            assert_eq!(problem.value, text);
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_written_panics(text in "[a-z0-9 .,:()%MkEUR_-]{0,40}") {
            for dimension in Dimension::ALL {
                let _ = read(&text, dimension).map_err(|problem| problem.to_string());
                let _ = read(&format!("pert({text}"), dimension);
                let _ = read(&format!("{text} to 5 months"), dimension);
            }
        }
    }
}
