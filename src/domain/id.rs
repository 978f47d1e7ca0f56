use std::fmt;

/// Identifier of anything a file names: lower-case letters, digits, `-` and `_`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(String);

impl Id {
    /// Accepts lower-case letters, digits, `-` and `_`, starting with a letter or digit.
    pub fn new(text: &str) -> Option<Id> {
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
        let starts_well = text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
        (starts_well && text.chars().all(allowed)).then(|| Id(text.to_owned()))
    }

    /// Stands in for an identifier that was refused, so that the rest of an input can be checked. No accepted case
    /// holds it.
    pub(crate) fn stand_in() -> Id {
        Id(String::new())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Id;

    #[test]
    fn accepts_lower_case_words_and_nothing_else() {
        assert_eq!(Id::new("cold-war_2").map(|id| id.to_string()).as_deref(), Some("cold-war_2"));
        for refused in ["", "-a", "ERP", "a b", "ä", "a.b"] {
            assert_eq!(Id::new(refused), None, "{refused:?}");
        }
    }
}
