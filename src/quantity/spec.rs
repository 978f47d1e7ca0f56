//! How a quantity stands in a file: a number, a text or a table.

use super::problem::near_name;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// A quantity as written, before its units and parameters are checked.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum QuantitySpec {
    /// A plain number, for shares (fraction), counts and factors.
    Number(f64),
    /// `12M EUR`, `5M to 20M CNY`, `pert(5M, 8M, 20M) EUR`; see [`parse_text`](super::parse_text).
    Text(String),
    /// A table of named parameters, experts or components.
    Table(Box<QuantityTable>),
}

/// A parameter of a distribution as written: a number, or a text with a unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Scalar {
    Number(f64),
    Text(String),
}

/// The table form of a quantity. Exactly one of `value`, `distribution`, `experts`, `mixture`, `csv` says what it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuantityTable {
    /// A number or a text such as "5M to 20M EUR".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Scalar>,
    /// Name of a distribution: uniform, triangular, pert, normal, lognormal, logit-normal, beta, gamma, discrete,
    /// metalog, empirical.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distribution: Option<String>,
    /// Lowest possible value (uniform, triangular, pert, beta).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<Scalar>,
    /// Most likely value (triangular, pert).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<Scalar>,
    /// Highest possible value (uniform, triangular, pert, beta).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<Scalar>,
    /// Expected value (normal, lognormal, gamma).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean: Option<Scalar>,
    /// Standard deviation of the value itself (normal, lognormal, gamma).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard_deviation: Option<Scalar>,
    /// 5th percentile (normal, lognormal, logit-normal).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p5: Option<Scalar>,
    /// 95th percentile (normal, lognormal, logit-normal).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p95: Option<Scalar>,
    /// Possible values (discrete) or a sample (empirical).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub values: Option<Vec<Scalar>>,
    /// Weights of the values (discrete); divided by their sum; equal when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weights: Option<Vec<f64>>,
    /// First shape (beta).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alpha: Option<f64>,
    /// Second shape (beta).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beta: Option<f64>,
    /// Shape (gamma).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<f64>,
    /// Scale (gamma): mean divided by shape.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scalar>,
    /// Three to ten quantiles (metalog).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantiles: Option<Vec<QuantileSpec>>,
    /// Lower bound (metalog).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lower: Option<Scalar>,
    /// Upper bound (metalog).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upper: Option<Scalar>,
    /// Unit of the parameters that are plain numbers, such as "M EUR" or "months".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Several experts' estimates, pooled into a weighted mixture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub experts: Option<Vec<ExpertSpec>>,
    /// A weighted mixture of quantities.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mixture: Option<Vec<ComponentSpec>>,
    /// File with a sample (empirical): a header line, then comma-separated values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub csv: Option<String>,
    /// Name of the column in the CSV file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// Values below are cut off, and the rest scaled up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Scalar>,
    /// Values above are cut off, and the rest scaled up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Scalar>,
    /// Where the figure comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Anything a reader should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// One quantile of a metalog.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuantileSpec {
    /// Probability of a value of at most `value`, between 0 and 1.
    pub p: f64,
    pub value: Scalar,
}

/// One expert's estimate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExpertSpec {
    pub name: String,
    /// Weight in the pool; 1 when left out.
    #[serde(default = "one")]
    pub weight: f64,
    pub value: QuantitySpec,
}

/// One component of a mixture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComponentSpec {
    /// Weight in the mixture; divided by the sum of all.
    pub weight: f64,
    pub value: QuantitySpec,
}

fn one() -> f64 {
    1.0
}

/// Keys of the table form, for hints on misspelt ones. A test keeps this in step with [`QuantityTable`].
const TABLE_KEYS: [&str; 27] = [
    "value",
    "distribution",
    "low",
    "mode",
    "high",
    "mean",
    "standard_deviation",
    "p5",
    "p95",
    "values",
    "weights",
    "alpha",
    "beta",
    "shape",
    "scale",
    "quantiles",
    "lower",
    "upper",
    "unit",
    "experts",
    "mixture",
    "csv",
    "column",
    "min",
    "max",
    "source",
    "note",
];

impl<'de> Deserialize<'de> for QuantitySpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SpecVisitor)
    }
}

struct SpecVisitor;

impl<'de> Visitor<'de> for SpecVisitor {
    type Value = QuantitySpec;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .write_str("a quantity: a number, a text such as \"12M EUR\" or \"5M to 20M EUR\", or a table")
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<QuantitySpec, E> {
        Ok(QuantitySpec::Number(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<QuantitySpec, E> {
        Ok(QuantitySpec::Number(number as f64))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<QuantitySpec, E> {
        Ok(QuantitySpec::Number(number as f64))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<QuantitySpec, E> {
        Ok(QuantitySpec::Text(text.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<QuantitySpec, A::Error> {
        let table = QuantityTable::deserialize(MapAccessDeserializer::new(CheckedKeys { map }))?;
        Ok(QuantitySpec::Table(Box::new(table)))
    }
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl Visitor<'_> for ScalarVisitor {
    type Value = Scalar;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a number or a text such as \"12M EUR\"")
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Scalar, E> {
        Ok(Scalar::Number(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Scalar, E> {
        Ok(Scalar::Number(number as f64))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Scalar, E> {
        Ok(Scalar::Number(number as f64))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Scalar, E> {
        Ok(Scalar::Text(text.into()))
    }
}

/// A map whose unknown keys are refused with the nearest known one. The check runs while the format reads the key, so
/// that the error points at it.
struct CheckedKeys<A> {
    map: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for CheckedKeys<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        self.map.next_key_seed(CheckedKey { seed })
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

struct CheckedKey<K> {
    seed: K,
}

impl<'de, K: DeserializeSeed<'de>> DeserializeSeed<'de> for CheckedKey<K> {
    type Value = K::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<K::Value, D::Error> {
        let key = <Cow<'de, str>>::deserialize(deserializer)?;
        if TABLE_KEYS.contains(&key.as_ref()) {
            return self.seed.deserialize(key.into_deserializer());
        }
        let hint = near_name(&key, TABLE_KEYS)
            .unwrap_or_else(|| format!("keys of a quantity are {}", TABLE_KEYS.join(", ")));
        Err(D::Error::custom(format!("unknown key `{key}` in a quantity; {hint}")))
    }
}

impl schemars::JsonSchema for QuantitySpec {
    fn schema_name() -> Cow<'static, str> {
        "Quantity".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let table = generator.subschema_for::<QuantityTable>();
        schemars::json_schema!({
            "description": "A number with a unit that may be uncertain.",
            "anyOf": [
                { "type": "number", "description": "A share as a fraction, a count or a factor." },
                {
                    "type": "string",
                    "description": "One figure (12M EUR, 30%, 6 months, 0.5 per year), a range from the 5th to the 95th \
                        percentile (5M to 20M CNY), or a named distribution (pert(5M, 8M, 20M) EUR).",
                    "examples": ["12M EUR", "5M to 20M CNY", "2 weeks to 6 months", "pert(5M, 8M, 20M) EUR"]
                },
                table
            ]
        })
    }
}

impl schemars::JsonSchema for Scalar {
    fn schema_name() -> Cow<'static, str> {
        "Figure".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": ["number", "string"],
            "description": "A number, or a text with a unit such as 12M EUR."
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct File {
        x: QuantitySpec,
    }

    fn read(toml: &str) -> Result<QuantitySpec, String> {
        toml::from_str::<File>(toml).map(|file| file.x).map_err(|error| error.to_string())
    }

    #[test]
    fn reads_numbers_texts_and_tables() {
        assert_eq!(read("x = 3"), Ok(QuantitySpec::Number(3.0)));
        assert_eq!(read("x = 0.3"), Ok(QuantitySpec::Number(0.3)));
        assert_eq!(read("x = \"5M EUR\""), Ok(QuantitySpec::Text("5M EUR".into())));
        let table =
            read("x = { distribution = \"pert\", low = 1, mode = \"2 months\", high = 3.5 }").unwrap();
        let QuantitySpec::Table(table) = table else { panic!("not a table") };
        assert_eq!(table.low, Some(Scalar::Number(1.0)));
        assert_eq!(table.mode, Some(Scalar::Text("2 months".into())));
    }

    #[test]
    fn survives_a_round_trip() {
        for toml in [
            "x = 0.3",
            "x = \"5M to 20M EUR\"",
            "[x]\nexperts = [{ name = \"Li\", weight = 2, value = \"5M EUR\" }, { name = \"Ma\", value = 0 }]\n",
            "[x]\ndistribution = \"metalog\"\nquantiles = [{ p = 0.1, value = \"3M EUR\" }]\nmin = 0\nnote = \"n\"",
            "[x]\nmixture = [{ weight = 0.3, value = { distribution = \"gamma\", shape = 2, scale = 3 } }]",
        ] {
            let spec = read(toml).unwrap();
            let json = serde_json::to_string(&spec).unwrap();
            assert_eq!(serde_json::from_str::<QuantitySpec>(&json).unwrap(), spec);
            let again = toml::to_string(&File { x: spec.clone() }).unwrap();
            assert_eq!(read(&again).unwrap(), spec);
        }
    }

    #[test]
    fn refuses_with_the_place_and_a_hint() {
        for (toml, message) in [
            ("x = true", "expected a quantity: a number, a text"),
            ("x = [1, 2]", "expected a quantity"),
            ("x = { hihg = 3 }", "unknown key `hihg` in a quantity; did you mean `high`?"),
            ("x = { zzzzzzz = 3 }", "keys of a quantity are value, distribution"),
            ("x = { low = true }", "a number or a text such as"),
            ("x = { experts = [{ nmae = \"Li\", value = 1 }] }", "unknown field `nmae`"),
            ("x = { mixture = [{ value = 1 }] }", "missing field `weight`"),
        ] {
            let error = read(toml).unwrap_err();
            assert!(error.contains(message), "{toml}: {error}");
            assert!(error.contains("line 1, column"), "{error}");
        }
        let error = read("\nx = { low = 1, hihg = 3 }").unwrap_err();
        assert!(error.contains("line 2, column 16"), "{error}");
    }

    #[test]
    fn schema_allows_the_three_forms_and_describes_every_key() {
        let schema = serde_json::to_value(schemars::schema_for!(QuantitySpec)).unwrap();
        assert_eq!(schema["anyOf"].as_array().unwrap().len(), 3);
        let properties = schema["$defs"]["QuantityTable"]["properties"].as_object().unwrap();
        let mut keys: Vec<&str> = properties.keys().map(String::as_str).collect();
        let mut known = TABLE_KEYS;
        keys.sort_unstable();
        known.sort_unstable();
        assert_eq!(keys, known);
        for (key, property) in properties {
            assert!(property["description"].is_string(), "{key} has no description");
        }
        assert_eq!(schema["$defs"]["QuantityTable"]["additionalProperties"], false);
    }
}
