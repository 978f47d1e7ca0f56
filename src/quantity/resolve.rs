//! From a written quantity to a checked one: units converted, parameters checked, all problems reported.

use super::distribution::Distribution;
use super::named::{Family, Parameters};
use super::problem::{QuantityProblem, join, near_name};
use super::sample_file::read_column;
use super::spec::{QuantitySpec, QuantityTable, Scalar};
use super::text::parse_text;
use super::uncertain_quantity::{ExpertOpinion, Provenance, Quantity};
use crate::units::{
    Amount, Dimension, ExchangeRates, Unit, format_in_dimension, format_number, parse_amount, parse_unit,
};
use std::fmt;

/// What is needed to understand a written quantity.
#[derive(Clone, Copy)]
pub struct ResolveContext<'a> {
    pub exchange_rates: &'a ExchangeRates,
    /// Whether the figure is signed; without it values below 0 are refused, and shares above 1.
    pub allow_negative: bool,
    /// Returns the text of a CSV file by the name written; this room reads no file.
    pub load_csv: &'a dyn Fn(&str) -> Result<String, String>,
}

impl fmt::Debug for ResolveContext<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ResolveContext")
            .field("exchange_rates", &self.exchange_rates)
            .field("allow_negative", &self.allow_negative)
            .finish_non_exhaustive()
    }
}

impl QuantitySpec {
    /// The quantity that was meant, in the normal unit of `dimension`.
    ///
    /// # Errors
    /// All problems found, each with its place inside the quantity.
    pub fn resolve(
        &self,
        dimension: Dimension,
        context: &ResolveContext<'_>,
    ) -> Result<Quantity, Vec<QuantityProblem>> {
        let mut resolver = Resolver { dimension, context, problems: Vec::new() };
        match resolver.quantity(self, "", true) {
            Some(quantity) if resolver.problems.is_empty() => Ok(quantity),
            Some(_) | None => Err(resolver.problems),
        }
    }
}

struct Resolver<'a> {
    dimension: Dimension,
    context: &'a ResolveContext<'a>,
    problems: Vec<QuantityProblem>,
}

/// The multiplier and unit that a table gives to its plain numbers.
type TableUnit = (Option<f64>, Option<Unit>);

impl Resolver<'_> {
    /// Notes the problem of a failed step.
    fn keep<T>(&mut self, result: Result<T, QuantityProblem>) -> Option<T> {
        result.map_err(|problem| self.problems.push(problem)).ok()
    }

    /// `check_values` is off inside a quantity that is truncated as a whole.
    fn quantity(&mut self, spec: &QuantitySpec, path: &str, check_values: bool) -> Option<Quantity> {
        let mut provenance = Provenance::default();
        let (distribution, written) = match spec {
            QuantitySpec::Number(number) => {
                let scalar = Scalar::Number(*number);
                let value = self.scalar(&scalar, path, (None, None))?;
                let made = Distribution::certain(value);
                let made = made.map_err(|error| QuantityProblem::from_parameter(path, None, error));
                (self.keep(made)?, number.to_string())
            }
            QuantitySpec::Text(text) => (self.text(text, path)?, text.clone()),
            QuantitySpec::Table(table) => {
                provenance.source.clone_from(&table.source);
                provenance.note.clone_from(&table.note);
                let distribution = self.table(table, path, check_values, &mut provenance.experts)?;
                let written = table.value.as_ref().map(Scalar::to_string);
                let written = written.or_else(|| table.distribution.clone());
                (distribution, written.unwrap_or_else(|| "table".into()))
            }
        };
        if check_values {
            let checked = self.allowed(&distribution, &written, path);
            self.keep(checked)?;
        }
        let base_currency = self.context.exchange_rates.base();
        let (name, dimension) = (String::new(), self.dimension);
        Some(Quantity { name, distribution, dimension, base_currency, provenance })
    }

    fn text(&mut self, text: &str, path: &str) -> Option<Distribution> {
        let parsed = parse_text(text, self.dimension, self.context.exchange_rates);
        self.keep(parsed.map_err(|problem| QuantityProblem { path: path.into(), ..problem }))
    }

    /// Refuses values that the dimension does not allow.
    fn allowed(&self, distribution: &Distribution, written: &str, path: &str) -> Result<(), QuantityProblem> {
        let (least, most) = self.dimension.allowed_interval(self.context.allow_negative);
        let (low, high) = distribution.support();
        if low >= least && high <= most {
            return Ok(());
        }
        let (end, side, key) = if low < least { (least, "below", "min") } else { (most, "above", "max") };
        let dimension = self.dimension;
        let shown = |value: f64| match dimension {
            Dimension::Share => format!("{}%", format_number(value * 100.0, 6)),
            Dimension::Money
            | Dimension::Duration
            | Dimension::RatePerYear
            | Dimension::Count
            | Dimension::Factor
            | Dimension::HoursPerMonth => {
                if value == 0.0 {
                    "0".to_owned()
                } else {
                    format_in_dimension(value, dimension, self.context.exchange_rates.base(), 6)
                }
            }
        };
        let bound = shown(end);
        if distribution.is_certain() {
            let rule = format!("{dimension} must not lie {side} {bound}");
            let problem = QuantityProblem::new(path, written, rule);
            return Err(match outside_hint(dimension, written, low) {
                Some(hint) => problem.hint(hint),
                None => problem,
            });
        }
        let reach = if side == "below" { low } else { high };
        let reach = if reach.is_finite() { format!(" to {}", shown(reach)) } else { " without limit".into() };
        // Nobody wrote `normal` here, so it is explained.
        let what = if written.contains(" to ") && distribution.name() == "normal" {
            "a range from 0 or less is read as a normal distribution, which".to_owned()
        } else {
            format!("this {}", distribution.name())
        };
        let rule = format!("{dimension} must not lie {side} {bound}, but {what} reaches {side} it{reach}");
        Err(QuantityProblem::new(path, written, rule).hint(format!(
            "use uniform(low, high) or pert(low, mode, high), or a table with `{key} = {end}`"
        )))
    }

    fn table(
        &mut self,
        table: &QuantityTable,
        path: &str,
        check_values: bool,
        experts: &mut Vec<ExpertOpinion>,
    ) -> Option<Distribution> {
        let unit = match &table.unit {
            None => (None, None),
            Some(text) => {
                let parsed = parse_unit(text);
                let unit_path = join(path, "unit");
                self.keep(parsed.map_err(|error| QuantityProblem::from_unit(&unit_path, text, &error)))?
            }
        };
        let problems_before = self.problems.len();
        let min = self.optional(&table.min, path, "min", unit);
        let max = self.optional(&table.max, path, "max", unit);
        let inner = self.form(table, path, check_values && min.is_none() && max.is_none(), unit, experts);
        let inner = inner.filter(|_| self.problems.len() == problems_before)?;
        if min.is_none() && max.is_none() {
            return Some(inner);
        }
        let cut = inner.truncated(min, max);
        self.keep(cut.map_err(|error| QuantityProblem::from_parameter(path, None, error)))
    }

    /// The one of the five forms that the table has.
    fn form(
        &mut self,
        table: &QuantityTable,
        path: &str,
        check_values: bool,
        unit: TableUnit,
        experts: &mut Vec<ExpertOpinion>,
    ) -> Option<Distribution> {
        let named = table.distribution.is_some() || table.csv.is_some();
        let forms = [
            ("value", table.value.is_some()),
            ("distribution", named),
            ("experts", table.experts.is_some()),
            ("mixture", table.mixture.is_some()),
        ];
        let present: Vec<&str> = forms.iter().filter(|form| form.1).map(|form| form.0).collect();
        let [form] = present[..] else {
            let rule = "exactly one of `value`, `distribution`, `experts`, `mixture`, `csv` is needed";
            let written = if present.is_empty() { "table".into() } else { present.join(", ") };
            let problem = QuantityProblem::new(path, written, rule);
            self.problems.push(match guess_family(table) {
                Some(family) if present.is_empty() => {
                    problem.hint(format!("add `distribution = \"{}\"`?", family.name()))
                }
                Some(_) | None => problem,
            });
            return None;
        };
        if form != "distribution" {
            self.refuse_keys(&given_parameters(table), &[], form, path);
        }
        match (&table.value, &table.experts, &table.mixture) {
            (Some(value), _, _) => self.value(value, path, unit),
            (None, Some(list), _) => {
                let parts: Vec<_> = list.iter().map(|expert| (expert.weight, &expert.value)).collect();
                let pooled = self.pool(&parts, path, "experts", check_values)?;
                for (expert, estimate) in list.iter().zip(pooled.1) {
                    experts.push(ExpertOpinion {
                        name: expert.name.clone(),
                        weight: expert.weight,
                        estimate,
                    });
                }
                Some(pooled.0)
            }
            (None, None, Some(list)) => {
                let parts: Vec<_> = list.iter().map(|part| (part.weight, &part.value)).collect();
                Some(self.pool(&parts, path, "mixture", check_values)?.0)
            }
            (None, None, None) => self.named(table, path, unit),
        }
    }

    fn value(&mut self, value: &Scalar, path: &str, unit: TableUnit) -> Option<Distribution> {
        let path = join(path, "value");
        match value {
            Scalar::Text(text) if unit == (None, None) => self.text(text, &path),
            Scalar::Text(text) => {
                let problem =
                    QuantityProblem::new(&path, text, "a text carries its own unit; `unit` is for numbers");
                self.problems.push(problem);
                None
            }
            Scalar::Number(_) => {
                let number = self.scalar(value, &path, unit)?;
                let made = Distribution::certain(number);
                self.keep(made.map_err(|error| QuantityProblem::from_parameter(&path, None, error)))
            }
        }
    }

    /// The weighted mixture of several quantities, and the quantities themselves.
    fn pool(
        &mut self,
        parts: &[(f64, &QuantitySpec)],
        path: &str,
        key: &str,
        check_values: bool,
    ) -> Option<(Distribution, Vec<Quantity>)> {
        let list = join(path, key);
        let resolved: Vec<Option<Quantity>> = parts
            .iter()
            .enumerate()
            .map(|(index, (_, spec))| self.quantity(spec, &format!("{list}[{index}].value"), check_values))
            .collect();
        let quantities: Vec<Quantity> = resolved.into_iter().collect::<Option<_>>()?;
        let components = quantities.iter().map(|quantity| quantity.distribution.clone()).collect();
        let weights: Vec<f64> = parts.iter().map(|part| part.0).collect();
        let pooled = Distribution::mixture(components, &weights).map_err(|error| {
            let parameter = match error.parameter.strip_prefix("weights") {
                Some("") | None => list.clone(),
                Some(index) => format!("{list}{index}.weight"),
            };
            QuantityProblem { path: parameter, value: error.value, rule: error.rule, hint: error.hint }
        });
        Some((self.keep(pooled)?, quantities))
    }

    fn named(&mut self, table: &QuantityTable, path: &str, unit: TableUnit) -> Option<Distribution> {
        let family = match table.distribution.as_deref() {
            None => Family::Empirical,
            Some(name) => {
                let found = Family::from_name(name).ok_or_else(|| unknown_family(name, path));
                self.keep(found)?
            }
        };
        let given = given_parameters(table);
        let complete = |set: &&[&str]| set.iter().filter(|name| given.contains(name)).count();
        // The alternative of which most is given is the one that was meant; the first when none is better.
        let mut meant = family.alternatives()[0];
        for set in family.alternatives() {
            if complete(set) > complete(&meant) {
                meant = set;
            }
        }
        let allowed: Vec<&str> = meant.iter().chain(family.optional()).copied().collect();
        self.refuse_keys(&given, &allowed, family.name(), path);
        for name in meant.iter().filter(|name| !given.contains(name)) {
            let rule =
                format!("`{name}` is missing; {} takes {}", family.name(), family.parameters_in_words());
            self.problems.push(QuantityProblem::new(path, family.name(), rule));
        }
        let problems_before = self.problems.len();
        let parameters = self.parameters(table, path, unit);
        let unharmed = self.problems.len() == problems_before
            && meant.iter().all(|name| given.contains(name))
            && given.iter().all(|name| allowed.contains(name));
        if !unharmed {
            return None;
        }
        let made = parameters.build(family);
        self.keep(made.map_err(|error| QuantityProblem::from_parameter(path, None, error)))
    }

    /// Problems for parameters that do not belong to the form.
    fn refuse_keys(&mut self, given: &[&'static str], allowed: &[&str], form: &str, path: &str) {
        for key in given.iter().filter(|key| !allowed.contains(key)) {
            let problem = QuantityProblem::new(&join(path, key), key, format!("does not belong to `{form}`"));
            self.problems.push(match Family::from_name(form) {
                Some(family) => problem.hint(format!("{form} takes {}", family.parameters_in_words())),
                None => problem,
            });
        }
    }

    /// All parameters that are given, in normal units.
    fn parameters(&mut self, table: &QuantityTable, path: &str, unit: TableUnit) -> Parameters {
        let mut parameters = Parameters::default();
        for (name, scalar) in scalar_parameters(table) {
            if let Some(number) = self.optional(scalar, path, name, unit) {
                parameters.numbers.insert(name, number);
            }
        }
        for (name, number) in plain_parameters(table) {
            if let Some(number) = number {
                parameters.numbers.insert(name, number);
            }
        }
        for (index, value) in table.values.iter().flatten().enumerate() {
            let place = join(path, &format!("values[{index}]"));
            parameters.values.extend(self.scalar(value, &place, unit));
        }
        if let (Some(file), Some(column)) = (&table.csv, &table.column) {
            let loaded = (self.context.load_csv)(file)
                .map_err(|reason| vec![QuantityProblem::new(&join(path, "csv"), file, reason)])
                .and_then(|text| {
                    let convert = |text: &str| self.convert(text, unit);
                    read_column(&text, column, path, &convert)
                });
            match loaded {
                Ok(values) => parameters.values.extend(values),
                Err(problems) => self.problems.extend(problems),
            }
        }
        parameters.weights.clone_from(&table.weights);
        for (index, quantile) in table.quantiles.iter().flatten().enumerate() {
            let place = join(path, &format!("quantiles[{index}].value"));
            if let Some(value) = self.scalar(&quantile.value, &place, unit) {
                parameters.quantiles.push((quantile.p, value));
            }
        }
        parameters
    }

    fn optional(&mut self, scalar: &Option<Scalar>, path: &str, key: &str, unit: TableUnit) -> Option<f64> {
        scalar.as_ref().and_then(|scalar| self.scalar(scalar, &join(path, key), unit))
    }

    fn scalar(&mut self, scalar: &Scalar, path: &str, unit: TableUnit) -> Option<f64> {
        let converted = match scalar {
            Scalar::Number(number) if !number.is_finite() => {
                Err(QuantityProblem::new("", number, "must be a finite number"))
            }
            Scalar::Number(number) => {
                let amount = Amount { number: *number, multiplier: unit.0, unit: unit.1 };
                amount
                    .in_normal_units(self.dimension, self.context.exchange_rates)
                    .map_err(|error| QuantityProblem::from_unit("", number, &error))
            }
            Scalar::Text(text) => self.convert(text, unit),
        };
        self.keep(converted.map_err(|problem| QuantityProblem { path: path.into(), ..problem }))
    }

    /// One figure as text; the table's unit completes a figure without one.
    fn convert(&self, text: &str, unit: TableUnit) -> Result<f64, QuantityProblem> {
        let problem = |error| QuantityProblem::from_unit("", text, &error);
        let mut amount = parse_amount(text).map_err(problem)?;
        if amount.unit.is_none() {
            if amount.multiplier.is_some() && unit.0.is_some() {
                return Err(QuantityProblem::new("", text, "has a multiplier, and `unit` has another"));
            }
            amount = Amount { multiplier: amount.multiplier.or(unit.0), unit: unit.1, ..amount };
        }
        amount.in_normal_units(self.dimension, self.context.exchange_rates).map_err(problem)
    }
}

impl fmt::Display for Scalar {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(formatter, "{number}"),
            Self::Text(text) => formatter.write_str(text),
        }
    }
}

/// A way out for one certain figure that its dimension does not allow.
fn outside_hint(dimension: Dimension, written: &str, value: f64) -> Option<String> {
    if dimension == Dimension::Share && value > 1.0 {
        let is_percentage = written.contains('%') || value > 100.0;
        return Some(if is_percentage {
            "a share is at most 100%".to_owned()
        } else {
            format!("if a percentage is meant, write `{value}%`")
        });
    }
    let positive = written.trim().strip_prefix('-').filter(|_| dimension == Dimension::Money)?;
    Some(format!("costs and revenues are written above 0: write `{}`", positive.trim_start()))
}

fn unknown_family(name: &str, path: &str) -> QuantityProblem {
    let names: Vec<&str> = Family::ALL.iter().map(|family| family.name()).collect();
    let rule = format!("unknown distribution; known: {}", names.join(", "));
    let problem = QuantityProblem::new(&join(path, "distribution"), name, rule);
    match near_name(name, names) {
        Some(hint) => problem.hint(hint),
        None => problem,
    }
}

/// Parameters that carry the dimension's unit.
fn scalar_parameters(table: &QuantityTable) -> [(&'static str, &Option<Scalar>); 10] {
    [
        ("low", &table.low),
        ("mode", &table.mode),
        ("high", &table.high),
        ("mean", &table.mean),
        ("standard_deviation", &table.standard_deviation),
        ("p5", &table.p5),
        ("p95", &table.p95),
        ("scale", &table.scale),
        ("lower", &table.lower),
        ("upper", &table.upper),
    ]
}

fn plain_parameters(table: &QuantityTable) -> [(&'static str, Option<f64>); 3] {
    [("alpha", table.alpha), ("beta", table.beta), ("shape", table.shape)]
}

/// Names of all parameters of distributions that the table holds.
fn given_parameters(table: &QuantityTable) -> Vec<&'static str> {
    let mut given = Vec::new();
    given.extend(scalar_parameters(table).iter().filter(|(_, value)| value.is_some()).map(|(name, _)| *name));
    given.extend(plain_parameters(table).iter().filter(|(_, value)| value.is_some()).map(|(name, _)| *name));
    for (name, present) in [
        ("values", table.values.is_some()),
        ("weights", table.weights.is_some()),
        ("quantiles", table.quantiles.is_some()),
        ("csv", table.csv.is_some()),
        ("column", table.column.is_some()),
    ] {
        if present {
            given.push(name);
        }
    }
    given
}

/// The first family for which all of one set of parameters is given, and nothing else.
fn guess_family(table: &QuantityTable) -> Option<Family> {
    let given = given_parameters(table);
    Family::ALL.into_iter().find(|family| {
        family
            .alternatives()
            .iter()
            .any(|set| set.len() == given.len() && set.iter().all(|name| given.contains(name)))
    })
}

#[cfg(test)]
#[path = "resolve_tests.rs"]
mod tests;
