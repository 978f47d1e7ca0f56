//! What is missing of an interrupted run, in words.

use crate::language::Language;
use crate::results::Partial;

/// `PARTIAL: 2 of 8 scenarios complete, 12,288 of 20,000 trials of network-cut`.
#[must_use]
pub fn partial_in_words(partial: &Partial) -> String {
    partial_in(partial, Language::English)
}

/// The same in a language.
#[must_use]
pub fn partial_in(partial: &Partial, language: Language) -> String {
    let complete = partial.complete.len();
    let all = complete + usize::from(partial.under_way.is_some()) + partial.missing.len();
    let phrase = if all == 1 { "partial-run-one" } else { "partial-run" };
    let scenarios = language.fill(phrase, &[("complete", complete.into()), ("scenarios", all.into())]);
    let under_way = partial.under_way.as_ref().map_or_else(String::new, |under_way| {
        let gaps = [
            ("trials", language.count(under_way.trials).into()),
            ("of", language.count(under_way.of).into()),
            ("scenario", under_way.scenario.as_str().into()),
        ];
        language.fill("partial-run-under-way", &gaps)
    });
    scenarios + &under_way
}

/// `PARTIAL: 12,288 of 20,000 trials`; empty for a scenario that has all of its trials.
#[must_use]
pub fn partial_scenario(partial: Option<&Partial>, id: &str, language: Language) -> String {
    let under_way = partial.and_then(|partial| partial.under_way.as_ref());
    let this = under_way.filter(|under_way| under_way.scenario == id);
    this.map_or_else(String::new, |under_way| {
        let gaps = [
            ("trials", language.count(under_way.trials).into()),
            ("of", language.count(under_way.of).into()),
        ];
        language.fill("partial-scenario", &gaps)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::UnderWay;

    #[test]
    fn what_is_there_is_counted_and_the_scenario_under_way_named() {
        let ids = |names: &[&str]| names.iter().map(|id| (*id).to_owned()).collect::<Vec<String>>();
        let under_way = UnderWay { scenario: "cut".to_owned(), trials: 2_048, of: 20_000 };
        let partial =
            Partial { complete: ids(&["calm"]), under_way: Some(under_way), missing: ids(&["storm", "ban"]) };
        let words = "PARTIAL: 1 of 4 scenarios complete, 2,048 of 20,000 trials of cut";
        assert_eq!(partial_in_words(&partial), words);
        assert_eq!(
            partial_scenario(Some(&partial), "cut", Language::English),
            "PARTIAL: 2,048 of 20,000 trials"
        );
        assert_eq!(partial_scenario(Some(&partial), "calm", Language::English), "");
        let between = Partial { under_way: None, ..partial };
        assert_eq!(partial_in_words(&between), "PARTIAL: 1 of 3 scenarios complete");
    }
}
