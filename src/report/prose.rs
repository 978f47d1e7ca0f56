//! Running text.

/// Prose broken between words so that no line is longer than `width`; words that are longer stay whole, and a number stays
/// with its `%`.
#[must_use]
pub fn wrapped(text: &str, width: u16) -> String {
    let mut lines = String::new();
    let mut length = 0;
    for word in unbroken(text) {
        let letters = word.chars().count();
        if length > 0 && length + 1 + letters > usize::from(width) {
            lines.push('\n');
            length = 0;
        } else if length > 0 {
            lines.push(' ');
            length += 1;
        }
        lines.push_str(&word);
        length += letters;
    }
    lines + "\n"
}

/// The words, a sign of per cent with the number before it.
fn unbroken(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match words.last_mut().filter(|_| word.starts_with('%')) {
            Some(number) => *number += &format!(" {word}"),
            None => words.push(word.to_owned()),
        }
    }
    words
}

/// `A`, `A and B`, `A, B and C`.
#[must_use]
pub fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_breaks_between_words() {
        assert_eq!(wrapped("one two three", 7), "one two\nthree\n");
        assert_eq!(wrapped("unbreakable", 3), "unbreakable\n");
        assert_eq!(wrapped("at most 5 %; so", 9), "at most\n5 %; so\n");
    }

    #[test]
    fn lists_end_with_and() {
        assert_eq!(
            [listed(&["a"]), listed(&["a", "b"]), listed(&["a", "b", "c"])],
            ["a", "a and b", "a, b and c"]
        );
    }
}
