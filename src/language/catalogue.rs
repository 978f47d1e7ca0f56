use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::Language;

type Catalogue = FluentBundle<FluentResource>;

static ENGLISH: LazyLock<Catalogue> =
    LazyLock::new(|| catalogue("en", include_str!("../../assets/words/en.ftl")));
static GERMAN: LazyLock<Catalogue> =
    LazyLock::new(|| catalogue("de", include_str!("../../assets/words/de.ftl")));
static CHINESE: LazyLock<Catalogue> =
    LazyLock::new(|| catalogue("zh", include_str!("../../assets/words/zh.ftl")));

/// What can be read of a catalogue; a test sees that it is all.
fn catalogue(code: &str, text: &str) -> Catalogue {
    let language: LanguageIdentifier = code.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Marks of direction around each filled gap would be measured, and drawn as boxes.
    bundle.set_use_isolating(false);
    let resource = match FluentResource::try_new(text.to_owned()) {
        Ok(whole) => whole,
        Err((partial, _)) => partial,
    };
    bundle.add_resource_overriding(resource);
    bundle
}

fn of(language: Language) -> &'static Catalogue {
    match language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
        Language::Chinese => &CHINESE,
    }
}

/// A phrase with its gaps filled; `None` where the catalogue lacks it.
pub fn filled(language: Language, phrase: &str, gaps: &[(&str, FluentValue<'_>)]) -> Option<String> {
    let bundle = of(language);
    let pattern = bundle.get_message(phrase)?.value()?;
    let arguments: FluentArgs<'_> = gaps.iter().cloned().collect();
    Some(bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned())
}
