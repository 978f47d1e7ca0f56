//! What a decoding error means, read from serde's message, and how it is said to people.

use super::near::{hint_for, nearest, quoted};

/// Kind of a decoding error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DecodeError {
    UnknownKey { key: String, known: Vec<String> },
    MissingKey { key: String },
    UnknownWord { word: String, known: Vec<String> },
    WrongType { found: String, expected: String },
    Other { message: String },
}

impl DecodeError {
    /// Reads the messages that `serde::de::Error` documents for its constructors.
    pub fn parse(message: &str) -> DecodeError {
        let message = message.trim();
        if let Some(rest) = message.strip_prefix("unknown field ") {
            let (key, known) = names(rest);
            return DecodeError::UnknownKey { key, known };
        }
        if let Some(rest) = message.strip_prefix("missing field ") {
            return DecodeError::MissingKey { key: names(rest).0 };
        }
        if let Some(rest) = message.strip_prefix("unknown variant ") {
            let (word, known) = names(rest);
            return DecodeError::UnknownWord { word, known };
        }
        for prefix in ["invalid type: ", "invalid value: "] {
            if let Some((found, expected)) =
                message.strip_prefix(prefix).and_then(|rest| rest.split_once(", expected "))
            {
                let expected = plain_words(expected);
                return DecodeError::WrongType { found: plain_words(found), expected };
            }
        }
        DecodeError::Other { message: message.to_owned() }
    }

    pub fn rule(&self) -> String {
        match self {
            DecodeError::UnknownKey { key, .. } => format!("unknown key `{key}`"),
            DecodeError::MissingKey { key } => format!("key `{key}` is missing"),
            DecodeError::UnknownWord { word, .. } => format!("unknown word `{word}`"),
            DecodeError::WrongType { found, expected } => format!("expected {expected}, found {found}"),
            DecodeError::Other { message } => message.clone(),
        }
    }

    /// The known key that an unknown one probably means.
    pub fn nearest(&self) -> Option<&str> {
        match self {
            DecodeError::UnknownKey { key, known } => nearest(key, known.iter().map(String::as_str)),
            DecodeError::MissingKey { .. }
            | DecodeError::UnknownWord { .. }
            | DecodeError::WrongType { .. }
            | DecodeError::Other { .. } => None,
        }
    }

    pub fn hint(&self) -> Option<String> {
        match self {
            DecodeError::UnknownKey { key, known } => {
                if known.is_empty() {
                    Some("no key is known here".to_owned())
                } else {
                    hint_for(key, known.iter().map(String::as_str))
                }
            }
            DecodeError::UnknownWord { word, known } => {
                let hint = hint_for(word, known.iter().map(String::as_str));
                hint.or_else(|| Some(format!("known here: {}", quoted(known))))
            }
            DecodeError::MissingKey { .. } | DecodeError::WrongType { .. } | DecodeError::Other { .. } => {
                None
            }
        }
    }
}

/// The first name between backticks, and the others.
fn names(text: &str) -> (String, Vec<String>) {
    let mut names = text.split('`').skip(1).step_by(2).map(str::to_owned);
    (names.next().unwrap_or_default(), names.collect())
}

/// Serde's words in those of people who do not program.
fn plain_words(text: &str) -> String {
    let whole = |range: &str| format!("a whole number from {range}");
    match text {
        "a string" => "text in quotes".to_owned(),
        "a sequence" => "a list in brackets".to_owned(),
        "sequence" => "a list".to_owned(),
        "map" => "a table".to_owned(),
        "a boolean" => "true or false".to_owned(),
        "f64" => "a number".to_owned(),
        "u8" => whole("0 to 255"),
        "u32" => whole("0 to 4294967295"),
        "u64" => whole("0 to 18446744073709551615"),
        "an array of length 2" => "a list of two".to_owned(),
        _ => text
            .strip_prefix("struct ")
            .map(|_| "a table".to_owned())
            .or_else(|| text.strip_prefix("string ").map(|value| format!("the text {value}")))
            .unwrap_or_else(|| text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::DecodeError;

    #[test]
    fn serde_messages_are_understood() {
        let unknown = DecodeError::parse("unknown field `usrs`, expected one of `users`, `vendor`");
        assert_eq!(unknown.rule(), "unknown key `usrs`");
        assert_eq!(unknown.hint().as_deref(), Some("did you mean `users`?"));
        let missing = DecodeError::parse("missing field `users`");
        assert_eq!(missing, DecodeError::MissingKey { key: "users".to_owned() });
        let wrong = DecodeError::parse("invalid type: string \"x\", expected u32");
        assert_eq!(wrong.rule(), "expected a whole number from 0 to 4294967295, found the text \"x\"");
        let word =
            DecodeError::parse("unknown variant `foriegn`, expected one of `own`, `domestic`, `foreign`");
        assert_eq!(word.hint().as_deref(), Some("did you mean `foreign`?"));
    }
}
