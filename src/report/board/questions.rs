//! The board's questions in its order.

use super::contents::{Asked, ReportContents};

/// Name as on the command line, and the question in the board's words, in the board's order.
const BOARD: [(&str, &str); 14] = [
    ("compare", "Which option costs least, and do the trials show it?"),
    ("appetite", "How bad can it get, and does an option stay within the risk appetite?"),
    ("regret", "What if the choice turns out wrong?"),
    ("dominance", "Is an option worse whatever one’s attitude to risk?"),
    ("frontier", "What does safety cost?"),
    ("acceptability", "How likely is each option to be the best choice, by what a loss avoided is worth?"),
    ("believe", "What must one believe for another option to win?"),
    ("break-even", "At which value do two options cost the same?"),
    ("drivers", "What drives the difference between two options?"),
    ("information", "What is worth finding out before the choice?"),
    ("discover", "Under which conditions does an option fail?"),
    ("reverse-stress", "What is the least that breaks the appetite?"),
    ("plan", "When should a prepared move start?"),
    ("changed", "What has changed since the last results?"),
];

/// Questions in order; those without a place come last, under their own names.
#[must_use]
pub fn in_order<'a>(contents: &'a ReportContents<'_>) -> Vec<(String, &'a Asked)> {
    let place = |asked: &&Asked| BOARD.iter().position(|(name, _)| *name == asked.question);
    let mut asked: Vec<&Asked> = contents.asked.iter().collect();
    asked.sort_by_key(|asked| place(asked).unwrap_or(BOARD.len()));
    let titled = |asked| {
        let known = place(&asked).map(|place| BOARD[place].1.to_owned());
        (known.unwrap_or_else(|| asked.question.replace('-', " ")), asked)
    };
    asked.into_iter().map(titled).collect()
}
