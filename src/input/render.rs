//! Findings as text with the lines in question, or as JSON.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::diagnostic::{Diagnostic, Place, Severity};
use super::source::InputFile;

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Plain characters.
    Plain,
    /// With colours (ANSI escape sequences).
    Colour,
}

/// The findings one below the other, each with the lines of the file that it is about.
pub fn render(diagnostics: &[Diagnostic], files: &[InputFile], style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled(),
    };
    diagnostics
        .iter()
        .map(|diagnostic| format!("{}\n", renderer.render(&[group(diagnostic, files)])))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The findings as a JSON array of objects with `severity`, `file`, `position` (`line`, `column`), `value`, `rule`,
/// `hint` and `secondary` (the same place keys and a `label`).
pub fn to_json(diagnostics: &[Diagnostic]) -> serde_json::Value {
    // Strings and numbers only: this cannot fail, and if it did, an empty list would be noticed.
    serde_json::to_value(diagnostics).unwrap_or_default()
}

fn group<'a>(diagnostic: &'a Diagnostic, files: &'a [InputFile]) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(diagnostic.rule.as_str()));
    let near = diagnostic.secondary.as_ref().filter(|other| other.place.file == diagnostic.place.file);
    match shown(&diagnostic.place, files) {
        Some((text, span)) => {
            let mut snippet = Snippet::source(text)
                .path(diagnostic.place.file.as_str())
                .annotation(AnnotationKind::Primary.span(span));
            if let Some(other) = near
                && let Some((_, span)) = shown(&other.place, files)
            {
                snippet = snippet.annotation(AnnotationKind::Context.span(span).label(other.label.as_str()));
            }
            group = group.element(snippet);
        }
        None => group = group.element(origin(&diagnostic.place)),
    }
    if let Some(other) = &diagnostic.secondary
        && near.is_none()
        && let Some((text, span)) = shown(&other.place, files)
    {
        group = group.element(
            Snippet::source(text)
                .path(other.place.file.as_str())
                .annotation(AnnotationKind::Context.span(span).label(other.label.as_str())),
        );
    }
    match &diagnostic.hint {
        Some(hint) => group.element(Level::HELP.message(hint.as_str())),
        None => group,
    }
}

/// Text and bytes to underline, when the file was read and is not empty.
fn shown<'a>(place: &Place, files: &'a [InputFile]) -> Option<(&'a str, std::ops::Range<usize>)> {
    let file = files.iter().find(|file| file.display == place.file)?;
    let span = place.span.clone()?;
    (!file.text.is_empty() && file.text.get(span.clone()).is_some()).then_some((file.text.as_str(), span))
}

fn origin(place: &Place) -> Origin<'_> {
    let origin = Origin::path(place.file.as_str());
    match place.position {
        Some(position) => origin.line(position.line).char_column(position.column),
        None => origin,
    }
}
