//! Texts as long as a slide can bear.

use super::slide::Slide;

/// Longest title of a slide, in half widths of a Chinese character.
pub const LONGEST_TITLE: usize = 170;
/// Longest of at most three points beside a chart.
pub const LONGEST_POINT: usize = 230;
/// Points beside a chart.
pub const MOST_POINTS: usize = 3;
/// Longest name in a table.
pub const LONGEST_NAME: usize = 52;
/// Rows of a table.
pub const MOST_ROWS: usize = 10;
/// All that a slide of text can hold.
pub const FULL_TEXT: usize = 1_700;

/// Room that a text takes: Chinese characters and their like are twice as wide as letters.
pub fn room(text: &str) -> usize {
    text.chars().map(|sign| if sign >= '\u{2E80}' { 2 } else { 1 }).sum()
}

/// The text, or its beginning up to where a reader pauses and an ellipsis.
pub fn cut(text: &str, longest: usize) -> String {
    if room(text) <= longest {
        return text.to_owned();
    }
    let mut taken = 0;
    let fits = |sign: &char| {
        taken += if *sign >= '\u{2E80}' { 2 } else { 1 };
        taken < longest
    };
    let kept: String = text.chars().take_while(fits).collect();
    // A pause near the start would leave too little; a word is better cut than nothing said.
    let pauses = ["; ", ". ", ", ", " "].iter().filter_map(|pause| kept.rfind(pause));
    let end = pauses.into_iter().find(|end| *end * 2 > kept.len()).unwrap_or(kept.len());
    format!("{} …", kept[..end].trim_end_matches([',', ';', ' ', '.']))
}

/// A name in a table, cut inside a word if need be.
pub fn short_name(name: &str) -> String {
    cut(name, LONGEST_NAME)
}

/// Texts in portions that a slide can hold, in order; each text is in one portion whole unless it is longer than a slide.
pub fn portions(texts: &[String], most: usize) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = Vec::new();
    let mut taken = 0;
    for text in texts {
        // A line more for what its last line leaves free.
        let needed = room(text).min(most) + 60;
        if all.is_empty() || taken + needed > most {
            all.push(Vec::new());
            taken = 0;
        }
        taken += needed;
        if let Some(last) = all.last_mut() {
            last.push(cut(text, most));
        }
    }
    all
}

/// Parts of one thing, numbered where there are several: `Options (1 of 2)`.
pub fn numbered(mut slides: Vec<Slide<'_>>) -> Vec<Slide<'_>> {
    let count = slides.len();
    if count > 1 {
        for (index, slide) in slides.iter_mut().enumerate() {
            slide.kicker += &format!(" ({} of {count})", index + 1);
        }
    }
    slides
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_ends_where_a_reader_pauses() {
        assert_eq!(cut("short", 10), "short");
        assert_eq!(cut("one costs less; two costs more than that", 25), "one costs less …");
        assert_eq!(cut(&"x".repeat(30), 10), format!("{} …", "x".repeat(9)));
        assert!(room(&cut(&"混合云".repeat(30), 20)) <= 22);
    }

    #[test]
    fn portions_keep_every_text() {
        let texts: Vec<String> = (0..30).map(|number| format!("{number} {}", "word ".repeat(40))).collect();
        let found = portions(&texts, FULL_TEXT);
        assert!(found.len() > 3);
        assert_eq!(found.concat(), texts);
        let each = |portion: &Vec<String>| portion.iter().map(|text| room(text)).sum::<usize>();
        assert!(found.iter().all(|portion| each(portion) <= FULL_TEXT));
    }
}
