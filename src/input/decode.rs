//! TOML to the raw structs, past the first mistake.
//!
//! Serde stops at its first error. So each error is reported, its place in the file repaired with a stand-in (or
//! removed, for an unknown key), and decoding starts again until it succeeds. The raw structs stay the only
//! description of the files, and a stand-in never reaches a result: with any error the case is refused.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, Deserializer};

use super::collector::{Collector, FileId, Problem, STAND_IN, Site};
use super::message::DecodeError;
use super::tree::{self, Node, Path, Step};

/// Beyond this a file is not what it should be, and more messages do not help.
const MOST_SYNTAX_ERRORS: usize = 20;
const MOST_REPAIRS: usize = 400;
const FEWEST_REPAIRS: usize = 20;

/// Every repair goes through the whole file again: bytes to go through at the most, so that large files take seconds.
const REPAIR_BYTES: usize = 40_000_000;

/// Decodes a file; reports everything that cannot be decoded. `None` when nothing could be made of it.
pub(super) fn decode<T: DeserializeOwned>(file: FileId, collector: &mut Collector) -> Option<T> {
    let text = collector.file(file).text.clone();
    let (root, syntax_errors) = DeTable::parse_recoverable(&text);
    let broken = !syntax_errors.is_empty();
    for error in syntax_errors.into_iter().take(MOST_SYNTAX_ERRORS) {
        let span = error.span().unwrap_or(0..0);
        collector.report(Problem::error(Site { file, span }, format!("not valid TOML: {}", error.message())));
    }
    if broken {
        collector.silence(file);
    }
    // Most files have no mistake: only one that has is gone through again, and the places of its parts are worked out.
    if let Ok(raw) = T::deserialize(Deserializer::from(Spanned::new(0..0, root.into_inner()))) {
        return Some(raw);
    }
    let (root, _) = DeTable::parse_recoverable(&text);
    let most_repairs = (REPAIR_BYTES / text.len().max(1)).clamp(FEWEST_REPAIRS, MOST_REPAIRS);
    Repair { file, collector, root: root.into_inner(), candidates: BTreeMap::new() }.run(most_repairs)
}

struct Repair<'c, 'i> {
    file: FileId,
    collector: &'c mut Collector,
    root: DeTable<'i>,
    /// How many stand-ins were tried at a path.
    candidates: BTreeMap<Path, usize>,
}

impl Repair<'_, '_> {
    fn run<T: DeserializeOwned>(mut self, most_repairs: usize) -> Option<T> {
        for _ in 0..most_repairs {
            let (table, nodes) = tree::numbered(&self.root);
            let numbered = Spanned::new(tree::number_span(0), table);
            let Err(error) = T::deserialize(Deserializer::from(numbered)) else {
                let root = Spanned::new(0..0, self.root);
                return T::deserialize(Deserializer::from(root)).ok();
            };
            let node = error.span().and_then(|span| nodes.get(span.start).cloned());
            if !self.repair(error.message(), node) {
                break;
            }
        }
        let start = Site { file: self.file, span: 0..0 };
        let rule = "the file has too many mistakes to show all of them";
        self.collector.report(Problem::error(start, rule).hint("mend those shown and check again"));
        self.collector.silence(self.file);
        None
    }

    /// Reports one error and repairs its place; false when that cannot be done.
    fn repair(&mut self, message: &str, node: Option<Node>) -> bool {
        let Some(node) = node else { return false };
        let error = DecodeError::parse(message);
        match &error {
            DecodeError::UnknownKey { key, .. } => self.remove_unknown(&error, key, &node),
            DecodeError::MissingKey { key } => {
                let mut path = node.path.clone();
                path.push(Step::Key(key.clone()));
                self.report(&error, &node);
                self.note_incomplete(&path);
                tree::insert(&mut self.root, &node.path, key, stand_in(0))
            }
            DecodeError::UnknownWord { .. } | DecodeError::WrongType { .. } | DecodeError::Other { .. } => {
                if !node.is_key && !node.path.is_empty() {
                    self.replace(&error, &node)
                } else {
                    self.report(&error, &node);
                    tree::remove(&mut self.root, &node.path).is_some()
                }
            }
        }
    }

    /// The error is at the key, or at the table that has the key. A misspelt key gets its right name, so that its
    /// value counts and the right key is not called missing.
    fn remove_unknown(&mut self, error: &DecodeError, key: &str, node: &Node) -> bool {
        let mut path = node.path.clone();
        if !node.is_key {
            path.push(Step::Key(key.to_owned()));
        }
        let meant = error.nearest();
        let renamed = meant.and_then(|name| tree::rename(&mut self.root, &path, name));
        match renamed.clone().or_else(|| tree::remove(&mut self.root, &path)) {
            Some(span) => {
                self.report(error, &Node { span, ..node.clone() });
                if path.len() == 1 && renamed.is_none() {
                    self.collector.mark_incomplete(self.file);
                }
                true
            }
            None => !node.path.is_empty() && self.replace(error, node),
        }
    }

    fn replace(&mut self, error: &DecodeError, node: &Node) -> bool {
        self.report(error, node);
        self.note_incomplete(&node.path);
        let tried = self.candidates.entry(node.path.clone()).or_insert(0);
        let wanted = if node.span == STAND_IN { *tried + 1 } else { 0 };
        *tried = wanted;
        // A word of a fixed list: serde names the list.
        let value = match error {
            DecodeError::UnknownWord { known, .. } if !known.is_empty() => word(&known[0]),
            DecodeError::UnknownWord { .. }
            | DecodeError::UnknownKey { .. }
            | DecodeError::MissingKey { .. }
            | DecodeError::WrongType { .. }
            | DecodeError::Other { .. } => {
                if wanted >= STAND_INS {
                    return false;
                }
                stand_in(wanted)
            }
        };
        match tree::value_at(&mut self.root, &node.path) {
            Some(place) => {
                *place = value;
                true
            }
            None => false,
        }
    }

    fn report(&mut self, error: &DecodeError, node: &Node) {
        let site = Site { file: self.file, span: node.span.clone() };
        self.collector.report(Problem::error(site, error.rule()).hint_if(error.hint()));
    }

    /// With a whole list, an entry of it or an identifier gone, identifiers of this file may be unknown elsewhere
    /// for that reason alone.
    fn note_incomplete(&mut self, path: &[Step]) {
        let is_entry = path.len() <= 2 && !matches!(path, [_, Step::Key(_)]);
        let is_identifier = path.last() == Some(&Step::Key("id".to_owned()));
        if is_entry || is_identifier {
            self.collector.mark_incomplete(self.file);
        }
    }
}

const STAND_INS: usize = 7;

/// Stand-ins of all types, tried one after the other. The text "0" is a valid figure of every dimension.
fn stand_in(candidate: usize) -> Spanned<DeValue<'static>> {
    let value = match candidate {
        0 => return word("0"),
        1 => DeValue::Integer(toml::de::DeInteger::default()),
        2 => DeValue::Array(DeArray::new()),
        3 => DeValue::Table(DeTable::new()),
        4 => DeValue::Boolean(false),
        5 => DeValue::Float(toml::de::DeFloat::default()),
        _ => {
            let mut pair = DeArray::new();
            pair.push(word("0"));
            pair.push(word("0"));
            DeValue::Array(pair)
        }
    };
    Spanned::new(STAND_IN, value)
}

fn word(text: &str) -> Spanned<DeValue<'static>> {
    Spanned::new(STAND_IN, DeValue::String(text.to_owned().into()))
}
