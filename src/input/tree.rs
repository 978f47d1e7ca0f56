//! A parsed TOML file as a tree whose parts can be numbered, found by their path, replaced and removed.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// One step from a table or array to a part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

pub(super) type Path = Vec<Step>;

/// What a number stands for.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// From the root; for a key the path of its value.
    pub path: Path,
    /// The key, not the value under it.
    pub is_key: bool,
    /// Where it stands in the file.
    pub span: Range<usize>,
}

/// A copy of a table in which the span of every key and value is its number instead of its place.
///
/// Two parts can have the same place (a table and its header, a dotted key and the table it implies); numbers tell
/// them apart, so that a decoding error says exactly which part it is about.
pub(super) fn numbered<'i>(root: &DeTable<'i>) -> (DeTable<'i>, Vec<Node>) {
    let mut nodes = vec![Node { path: Vec::new(), is_key: false, span: 0..0 }];
    let table = number_table(root, &mut Vec::new(), &mut nodes);
    (table, nodes)
}

/// The span that stands for a number.
pub(super) fn number_span(number: usize) -> Range<usize> {
    number..number + 1
}

fn number_table<'i>(table: &DeTable<'i>, path: &mut Path, nodes: &mut Vec<Node>) -> DeTable<'i> {
    let mut copy = DeTable::new();
    for (key, value) in table.iter() {
        path.push(Step::Key(key.get_ref().to_string()));
        let key_number = enter(nodes, path, true, key.span());
        let key = Spanned::new(number_span(key_number), key.get_ref().clone());
        copy.insert(key, number_value(value, path, nodes));
        path.pop();
    }
    copy
}

fn number_value<'i>(
    value: &Spanned<DeValue<'i>>,
    path: &mut Path,
    nodes: &mut Vec<Node>,
) -> Spanned<DeValue<'i>> {
    let number = enter(nodes, path, false, value.span());
    let copy = match value.get_ref() {
        DeValue::Table(table) => DeValue::Table(number_table(table, path, nodes)),
        DeValue::Array(array) => {
            let mut copy = DeArray::new();
            for (index, element) in array.iter().enumerate() {
                path.push(Step::Index(index));
                copy.push(number_value(element, path, nodes));
                path.pop();
            }
            DeValue::Array(copy)
        }
        scalar @ (DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_)) => scalar.clone(),
    };
    Spanned::new(number_span(number), copy)
}

fn enter(nodes: &mut Vec<Node>, path: &Path, is_key: bool, span: Range<usize>) -> usize {
    nodes.push(Node { path: path.clone(), is_key, span });
    nodes.len() - 1
}

/// The table at a path; the root for the empty path.
pub(super) fn table_at<'t, 'i>(root: &'t mut DeTable<'i>, path: &[Step]) -> Option<&'t mut DeTable<'i>> {
    if path.is_empty() {
        return Some(root);
    }
    match value_at(root, path)?.get_mut() {
        DeValue::Table(table) => Some(table),
        DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_)
        | DeValue::Array(_) => None,
    }
}

/// The value at a path that is not empty.
pub(super) fn value_at<'t, 'i>(
    root: &'t mut DeTable<'i>,
    path: &[Step],
) -> Option<&'t mut Spanned<DeValue<'i>>> {
    let (Step::Key(first), rest) = path.split_first()? else { return None };
    let mut value = root.get_mut(first.as_str())?;
    for step in rest {
        value = match (step, value.get_mut()) {
            (Step::Key(key), DeValue::Table(table)) => table.get_mut(key.as_str())?,
            (Step::Index(index), DeValue::Array(array)) => array.get_mut(*index)?,
            (Step::Key(_) | Step::Index(_), _) => return None,
        };
    }
    Some(value)
}

/// Removes a key, and returns where the key stood.
pub(super) fn remove(root: &mut DeTable<'_>, path: &[Step]) -> Option<Range<usize>> {
    let (Step::Key(key), parent) = path.split_last()? else { return None };
    table_at(root, parent)?.remove_entry(key.as_str()).map(|(key, _)| key.span())
}

/// Gives a key another name, and returns where it stood. Nothing happens when the new name is taken.
pub(super) fn rename(root: &mut DeTable<'_>, path: &[Step], name: &str) -> Option<Range<usize>> {
    let (Step::Key(key), parent) = path.split_last()? else { return None };
    let table = table_at(root, parent)?;
    if table.contains_key(name) {
        return None;
    }
    let (key, value) = table.remove_entry(key.as_str())?;
    let span = key.span();
    table.insert(Spanned::new(span.clone(), Cow::Owned(name.to_owned())), value);
    Some(span)
}

/// Where a part of a value stands: from the value that has the given place in the text along a path such as
/// `experts[1].value`. `None` when the path leads nowhere.
pub(super) fn place_inside(text: &str, span: &Range<usize>, path: &str) -> Option<Range<usize>> {
    let own = text.get(span.clone())?;
    if own.starts_with('{') {
        let (value, _) = DeValue::parse_recoverable(own);
        let part = follow(&value, path)?;
        return Some(span.start + part.start..span.start + part.end);
    }
    // A table under a header of its own: its place is the header, and its keys stand below.
    let (root, _) = DeTable::parse_recoverable(text);
    follow(root.get_ref().iter().find_map(|(_, value)| value_with(value, span))?, path)
}

fn follow(value: &Spanned<DeValue<'_>>, path: &str) -> Option<Range<usize>> {
    let mut value = value;
    for part in path.split(['.', '[']) {
        value = match (part.strip_suffix(']'), value.get_ref()) {
            (Some(index), DeValue::Array(array)) => array.get(index.parse::<usize>().ok()?)?,
            (None, DeValue::Table(table)) => table.get(part)?,
            (Some(_) | None, _) => return None,
        };
    }
    Some(value.span())
}

fn value_with<'t, 'i>(
    value: &'t Spanned<DeValue<'i>>,
    span: &Range<usize>,
) -> Option<&'t Spanned<DeValue<'i>>> {
    if value.span() == *span {
        return Some(value);
    }
    match value.get_ref() {
        DeValue::Table(table) => table.iter().find_map(|(_, value)| value_with(value, span)),
        DeValue::Array(array) => array.iter().find_map(|value| value_with(value, span)),
        DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_) => None,
    }
}

/// Puts a value under a key of the table at a path.
pub(super) fn insert<'i>(
    root: &mut DeTable<'i>,
    parent: &[Step],
    key: &str,
    value: Spanned<DeValue<'i>>,
) -> bool {
    let Some(table) = table_at(root, parent) else { return false };
    let key = Spanned::new(value.span(), Cow::Owned(key.to_owned()));
    table.insert(key, value);
    true
}

#[cfg(test)]
mod tests {
    use toml::de::DeTable;

    use super::{Step, place_inside, rename};

    #[test]
    fn parts_of_a_value_are_found_by_their_path() {
        let text = "cost = { experts = [{ name = \"Li\", value = 1 }, { name = \"Wu\", value = 2 }] }\n";
        let cost = 7..text.len() - 1;
        let place = place_inside(text, &cost, "experts[1].value").unwrap();
        assert_eq!(&text[place], "2");
        assert_eq!(place_inside(text, &cost, "experts[2].value"), None);
        assert_eq!(place_inside(text, &cost, "mean"), None);
        // Under a header, `[cost]` is the place of the table.
        let text = "[cost]\nlow = 5\n";
        assert_eq!(place_inside(text, &(0..6), "low"), Some(13..14));
    }

    #[test]
    fn a_key_is_renamed_unless_the_name_is_taken() {
        let mut root = DeTable::parse("usrs = 1\nname = 2\n").unwrap().into_inner();
        assert_eq!(rename(&mut root, &[Step::Key("usrs".to_owned())], "name"), None);
        assert_eq!(rename(&mut root, &[Step::Key("usrs".to_owned())], "users"), Some(0..4));
        assert!(root.contains_key("users") && !root.contains_key("usrs"));
    }
}
