//! The words of charts: every catalogue has every phrase with the same gaps, and the sources name each phrase.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, PatternElement};
use splitstack::charts::{BOLD_HAN_FONT, HAN_FONT};
use splitstack::language::Language;

use super::program::{listing, run_minimal};

type Gaps = BTreeMap<String, BTreeSet<String>>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(language: Language) -> String {
    fs::read_to_string(root().join(format!("assets/words/{}.ftl", language.code()))).unwrap()
}

/// The gaps of each phrase; a catalogue that cannot be read whole, or has a phrase twice, fails.
fn gaps(language: Language) -> Gaps {
    let code = language.code();
    let resource = fluent_syntax::parser::parse(text(language))
        .unwrap_or_else(|(_, errors)| panic!("{code}: {errors:?}"));
    let mut found = Gaps::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else { continue };
        let pattern = message.value.unwrap_or_else(|| panic!("{code}: {} says nothing", message.id.name));
        let gaps = pattern.elements.iter().filter_map(|element| match element {
            PatternElement::TextElement { .. } => None,
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => Some(id.name.clone()),
            PatternElement::Placeable { expression } => panic!("{code}: {expression:?} is no gap"),
        });
        let before = found.insert(message.id.name.clone(), gaps.collect());
        assert_eq!(before, None, "{code}: {} stands twice", message.id.name);
    }
    found
}

#[test]
fn every_catalogue_has_every_phrase_with_the_same_gaps() {
    let english = gaps(Language::English);
    assert!(english.len() > 100, "{} phrases", english.len());
    for language in [Language::German, Language::Chinese] {
        let other = gaps(language);
        let missing: Vec<&String> = english.keys().filter(|phrase| !other.contains_key(*phrase)).collect();
        let surplus: Vec<&String> = other.keys().filter(|phrase| !english.contains_key(*phrase)).collect();
        assert!(
            missing.is_empty() && surplus.is_empty(),
            "{language:?}: without {missing:?}, and {surplus:?}"
        );
        for (phrase, gaps) in &english {
            assert_eq!(&other[phrase], gaps, "{language:?}: {phrase}");
        }
    }
}

#[test]
fn every_character_of_the_catalogues_can_be_drawn() {
    use ab_glyph::{Font, FontRef};
    for (language, fonts) in [
        (Language::German, [splitstack::charts::REGULAR_FONT, splitstack::charts::BOLD_FONT]),
        (Language::Chinese, [HAN_FONT, BOLD_HAN_FONT]),
    ] {
        for font in fonts {
            let font = FontRef::try_from_slice(font).unwrap();
            let latin = FontRef::try_from_slice(splitstack::charts::REGULAR_FONT).unwrap();
            let lacks = |sign: &char| font.glyph_id(*sign).0 == 0 && latin.glyph_id(*sign).0 == 0;
            let missing: BTreeSet<char> =
                text(language).chars().filter(|sign| !sign.is_control()).filter(lacks).collect();
            assert!(missing.is_empty(), "{language:?}: {missing:?}");
        }
    }
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let inside = |path: PathBuf| if path.is_dir() { rust_files(&path) } else { vec![path] };
    entries.flat_map(inside).filter(|path| path.extension().is_some_and(|end| end == "rs")).collect()
}

/// What stands between quotation marks in the sources.
fn quoted() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in rust_files(&root().join("src")) {
        for line in fs::read_to_string(file).unwrap().lines() {
            found.extend(line.split('"').skip(1).step_by(2).map(str::to_owned));
        }
    }
    found
}

#[test]
fn every_phrase_is_named_in_the_sources() {
    let quoted = quoted();
    let unused: Vec<String> =
        gaps(Language::English).into_keys().filter(|phrase| !quoted.contains(phrase)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn every_phrase_that_the_sources_name_is_there() {
    let known = gaps(Language::English);
    let mut wrong = Vec::new();
    for file in rust_files(&root().join("src")) {
        let text = fs::read_to_string(&file).unwrap();
        for call in ["say(", "fill("] {
            for rest in text.split(call).skip(1) {
                let Some(rest) = rest.trim_start().strip_prefix('"') else { continue };
                let phrase = rest.split('"').next().unwrap_or_default();
                // Other methods of these names speak in sentences.
                if !phrase.contains(' ') && !known.contains_key(phrase) {
                    wrong.push(format!("{}: {phrase}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// The words of a chart, those that are drawn as outlines included.
fn drawn(file: &Path) -> String {
    let svg = fs::read_to_string(file).unwrap();
    let texts = svg.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text);
    let outlined = svg.split("data-text=\"").skip(1).filter_map(|rest| rest.split('"').next());
    texts.chain(outlined).collect::<Vec<&str>>().join(" ")
}

#[test]
fn charts_and_stories_of_a_run_are_in_the_language_asked_for() {
    let words = [("de", ["Szenario:", "Barwert bei", "Durchläufe"]), ("zh", ["情景：", "现值", "次模拟"])];
    for (language, expected) in words {
        let (_place, results, _) = run_minimal(&["--trials", "200", "--language", language]);
        let scenario = &listing(&results.join("charts"))[0];
        let chart = drawn(&results.join("charts").join(scenario).join("cost-by-group.svg"));
        for word in expected {
            assert!(chart.contains(word), "{language}: no {word} in {chart}");
        }
        let svg =
            fs::read_to_string(results.join("charts").join(scenario).join("cost-by-group.svg")).unwrap();
        assert!(svg.contains(&format!("role=\"img\" lang=\"{language}\"")), "{language}");
        assert!(!chart.contains("Scenario") && !chart.contains("trials"), "{language}: {chart}");
        let story = &listing(&results.join("stories").join(scenario))[0];
        let story = drawn(&results.join("stories").join(scenario).join(story));
        assert!(story.contains(expected[0]) && !story.contains("Scenario"), "{language}: {story}");
    }
}
