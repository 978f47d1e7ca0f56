//! A value together with where it stands in its file.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};

/// A value and the bytes of the file that it was read from.
///
/// Equal, ordered and described as its value alone, so that it can be the key of a map. Read by `toml` only:
/// other formats do not say where a value stands.
#[derive(Debug, Clone)]
pub struct Located<T> {
    /// What was read.
    pub value: T,
    /// Bytes of the file's text, from the first to one past the last.
    pub span: Range<usize>,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Located<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = toml::Spanned::<T>::deserialize(deserializer)?;
        let span = spanned.span();
        Ok(Located { value: spanned.into_inner(), span })
    }
}

impl<T: PartialEq> PartialEq for Located<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Located<T> {}

impl<T: PartialOrd> PartialOrd for Located<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.value.partial_cmp(&other.value)
    }
}

impl<T: Ord> Ord for Located<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl<T: JsonSchema> JsonSchema for Located<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::Located;

    #[derive(Deserialize)]
    struct File {
        number: Located<f64>,
        by_name: BTreeMap<Located<String>, Located<String>>,
    }

    #[test]
    fn values_and_map_keys_know_where_they_stand() {
        let text = "number = 4.5\n[by_name]\nfirst = \"ä\"\n";
        let file: File = toml::from_str(text).unwrap();
        assert_eq!(&text[file.number.span.clone()], "4.5");
        let (key, value) = file.by_name.iter().next().unwrap();
        assert_eq!(&text[key.span.clone()], "first");
        assert_eq!(&text[value.span.clone()], "\"ä\"");
    }

    #[test]
    fn equality_ignores_the_place() {
        assert_eq!(Located { value: 1, span: 0..1 }, Located { value: 1, span: 5..6 });
    }
}
