//! "Did you mean …": the known name that is nearest to a misspelt one.

/// The known name nearest to `wrong`, if one is near enough to be meant.
///
/// Near enough: at most a third of the letters (and at least one) changed, counting a swap of neighbours as one
/// change, or one name is the start of the other. The first of equally near names in the given order.
pub(super) fn nearest<'n>(wrong: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let lower = wrong.to_lowercase();
    let allowed = (wrong.chars().count() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for name in known {
        let changes = strsim::damerau_levenshtein(&lower, &name.to_lowercase());
        let starts = lower.len() >= 3 && (name.starts_with(&lower) || lower.starts_with(name));
        let distance = if starts { changes.min(allowed) } else { changes };
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

/// Hint for an unknown name: the nearest one, else the list of all when it is short.
pub fn hint_for<'n>(wrong: &str, known: impl IntoIterator<Item = &'n str>) -> Option<String> {
    const SHORT: usize = 12;
    let known: Vec<&str> = known.into_iter().collect();
    if let Some(name) = nearest(wrong, known.iter().copied()) {
        return Some(format!("did you mean `{name}`?"));
    }
    match known.len() {
        0 => None,
        1..=SHORT => Some(format!("known here: {}", quoted(&known))),
        _ => None,
    }
}

/// `a`, `b`, `c`
pub(super) fn quoted<S: AsRef<str>>(names: &[S]) -> String {
    names.iter().map(|name| format!("`{}`", name.as_ref())).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{hint_for, nearest};

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let known = ["erp", "mes", "web-shop"];
        assert_eq!(nearest("epr", known), Some("erp"));
        assert_eq!(nearest("webshop", known), Some("web-shop"));
        assert_eq!(nearest("payroll", known), None);
    }

    #[test]
    fn without_a_near_name_a_short_list_is_shown() {
        assert_eq!(hint_for("payroll", ["erp", "mes"]).as_deref(), Some("known here: `erp`, `mes`"));
        assert_eq!(hint_for("payroll", ["x"; 13]), None);
        assert_eq!(hint_for("payroll", []), None);
    }
}
