//! Names of sheets that Excel takes.

/// Most letters of a name, counted as UTF-16, which is how Excel counts.
const LONGEST: usize = 31;

/// What a name may not hold.
const FORBIDDEN: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];

/// Gives out names, each once.
#[derive(Debug, Default)]
pub struct SheetNames {
    /// In lower case: Excel does not tell `Costs` from `costs`.
    taken: Vec<String>,
}

impl SheetNames {
    /// A legal name like the one wanted that no other sheet has.
    pub fn name(&mut self, wanted: &str) -> String {
        let cleaned: String =
            wanted.chars().map(|letter| if illegal(letter) { ' ' } else { letter }).collect();
        let cleaned = cleaned.trim_matches(|letter: char| letter == '\'' || letter.is_whitespace());
        // `History` is Excel's own.
        let base = match cleaned {
            "" => "Sheet",
            own if own.eq_ignore_ascii_case("history") => "History of runs",
            other => other,
        };
        let mut number = 1;
        loop {
            let ending = if number == 1 { String::new() } else { format!(" {number}") };
            let name = cut(base, LONGEST - ending.len()) + &ending;
            if !self.taken.contains(&name.to_lowercase()) {
                self.taken.push(name.to_lowercase());
                return name;
            }
            number += 1;
        }
    }
}

fn illegal(letter: char) -> bool {
    FORBIDDEN.contains(&letter) || letter.is_control()
}

fn cut(name: &str, longest: usize) -> String {
    let mut units = 0;
    let kept = name.chars().take_while(|letter| {
        units += letter.len_utf16();
        units <= longest
    });
    kept.collect::<String>().trim_end_matches(['\'', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_legal_and_given_once() {
        let mut names = SheetNames::default();
        assert_eq!(names.name("break-even"), "break-even");
        assert_eq!(names.name("Break-Even"), "Break-Even 2");
        assert_eq!(names.name("a/b: [c]?"), "a b   c");
        assert_eq!(names.name("''"), "Sheet");
        assert_eq!(names.name("history"), "History of runs");
        let long = "一".repeat(40);
        assert_eq!(names.name(&long).chars().count(), 31);
        assert_eq!(names.name(&long), "一".repeat(29) + " 2");
    }
}
