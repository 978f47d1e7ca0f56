//! Currencies and exchange rates.

use super::UnitError;
use std::collections::BTreeMap;
use std::fmt;

/// A currency by its ISO 4217 code, such as `EUR`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// A currency from its three capital letters.
    ///
    /// # Errors
    /// [`UnitError::CurrencyCode`] for anything else.
    pub fn new(code: &str) -> Result<Self, UnitError> {
        match code.as_bytes() {
            &[a, b, c] if [a, b, c].iter().all(u8::is_ascii_uppercase) => Ok(Self([a, b, c])),
            _ => Err(UnitError::CurrencyCode { code: code.into() }),
        }
    }

    /// The three letters.
    pub fn code(&self) -> &str {
        // Only ASCII capitals were let in.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.code())
    }
}

impl std::str::FromStr for Currency {
    type Err = UnitError;
    fn from_str(code: &str) -> Result<Self, UnitError> {
        Self::new(code)
    }
}

impl TryFrom<String> for Currency {
    type Error = UnitError;
    fn try_from(code: String) -> Result<Self, UnitError> {
        Self::new(&code)
    }
}

impl serde::Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> serde::Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::new(&code).map_err(|error| match error.hint() {
            Some(hint) => serde::de::Error::custom(format!("{error}; {hint}")),
            None => serde::de::Error::custom(error),
        })
    }
}

impl schemars::JsonSchema for Currency {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Currency".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^[A-Z]{3}$",
            "description": "Currency by its ISO 4217 code, such as EUR or CNY."
        })
    }
}

/// The case's base currency, and what one unit of each other currency is worth in it.
#[derive(Debug, Clone, PartialEq)]
pub struct ExchangeRates {
    base: Currency,
    rates: BTreeMap<Currency, f64>,
}

impl ExchangeRates {
    /// Exchange rates from a base currency and pairs (currency X, value of one X in the base currency).
    ///
    /// # Errors
    /// A rate that is not a positive finite number, or a rate other than 1 for the base currency.
    pub fn new(base: Currency, rates: impl IntoIterator<Item = (Currency, f64)>) -> Result<Self, UnitError> {
        let mut table = BTreeMap::new();
        for (currency, rate) in rates {
            if !(rate.is_finite() && rate > 0.0) {
                return Err(UnitError::ExchangeRate { code: currency.to_string(), rate });
            }
            if currency == base && rate != 1.0 {
                return Err(UnitError::BaseRate { code: currency.to_string(), rate });
            }
            table.insert(currency, rate);
        }
        table.insert(base, 1.0);
        Ok(Self { base, rates: table })
    }

    /// The currency in which all money is held inside.
    pub fn base(&self) -> Currency {
        self.base
    }

    /// All currencies with a rate, in alphabetical order, the base currency among them.
    pub fn currencies(&self) -> impl Iterator<Item = Currency> + '_ {
        self.rates.keys().copied()
    }

    /// What one unit of `currency` is worth in the base currency.
    ///
    /// # Errors
    /// [`UnitError::UnknownCurrency`] when there is no rate.
    pub fn value_of(&self, currency: Currency) -> Result<f64, UnitError> {
        self.rates.get(&currency).copied().ok_or_else(|| UnitError::UnknownCurrency {
            code: currency.to_string(),
            known: self.rates.keys().map(Currency::code).collect::<Vec<_>>().join(", "),
        })
    }

    /// An amount of `currency` in the base currency.
    ///
    /// # Errors
    /// [`UnitError::UnknownCurrency`] when there is no rate.
    pub fn to_base(&self, amount: f64, currency: Currency) -> Result<f64, UnitError> {
        Ok(amount * self.value_of(currency)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Currency {
        Currency::new(text).unwrap()
    }

    #[test]
    fn converts_to_base() {
        let rates = ExchangeRates::new(code("EUR"), [(code("CNY"), 0.125)]).unwrap();
        assert_eq!(rates.to_base(16.0, code("CNY")), Ok(2.0));
        assert_eq!(rates.to_base(16.0, code("EUR")), Ok(16.0));
        assert_eq!(rates.currencies().map(|c| c.to_string()).collect::<Vec<_>>(), ["CNY", "EUR"]);
    }

    #[test]
    fn refuses_bad_codes_and_rates() {
        for bad in ["eur", "EURO", "", "E1R", "€"] {
            assert!(Currency::new(bad).is_err(), "{bad}");
        }
        assert_eq!(Currency::new("eur").unwrap_err().hint().unwrap(), "did you mean EUR?");
        for rate in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(ExchangeRates::new(code("EUR"), [(code("CNY"), rate)]).is_err());
        }
        assert!(ExchangeRates::new(code("EUR"), [(code("EUR"), 2.0)]).is_err());
        let rates = ExchangeRates::new(code("EUR"), []).unwrap();
        let error = rates.to_base(1.0, code("RMB")).unwrap_err();
        assert_eq!(error.to_string(), "no exchange rate for RMB; known: EUR");
        assert_eq!(error.hint().unwrap(), "write CNY");
    }

    #[test]
    fn travels_as_text() {
        let json = serde_json::to_string(&code("CNY")).unwrap();
        assert_eq!(json, "\"CNY\"");
        assert_eq!(serde_json::from_str::<Currency>(&json).unwrap(), code("CNY"));
        assert!(serde_json::from_str::<Currency>("\"cny\"").unwrap_err().to_string().contains("CNY"));
    }
}
