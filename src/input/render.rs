//! Findings as text with the lines in question, or as JSON.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::diagnostic::{Diagnostic, Place, Secondary, Severity};
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
    let place = &diagnostic.place;
    let secondary = diagnostic.secondary.as_ref();
    let (near, far): (Option<&Secondary>, Option<&Secondary>) = match secondary {
        Some(other) if other.place.file == place.file => (Some(other), None),
        other => (None, other),
    };
    match Excerpt::of(place, near.map(|other| &other.place), files) {
        Some(excerpt) => {
            let mut snippet =
                excerpt.snippet(place).annotation(excerpt.annotation(AnnotationKind::Primary, place));
            if let Some(other) = near {
                let annotation = excerpt.annotation(AnnotationKind::Context, &other.place);
                snippet = snippet.annotation(annotation.label(other.label.as_str()));
            }
            group = group.element(snippet);
        }
        None => group = group.element(origin(place)),
    }
    if let Some(other) = far
        && let Some(excerpt) = Excerpt::of(&other.place, None, files)
    {
        let annotation = excerpt.annotation(AnnotationKind::Context, &other.place);
        group =
            group.element(excerpt.snippet(&other.place).annotation(annotation.label(other.label.as_str())));
    }
    match &diagnostic.hint {
        Some(hint) => group.element(Level::HELP.message(hint.as_str())),
        None => group,
    }
}

/// The whole lines of a file that hold one or two places: a file may be long, and findings many.
struct Excerpt<'a> {
    text: &'a str,
    /// Bytes of the file before the excerpt.
    offset: usize,
    first_line: usize,
}

impl<'a> Excerpt<'a> {
    /// `None` when the file was not read or is empty.
    fn of(place: &Place, other: Option<&Place>, files: &'a [InputFile]) -> Option<Excerpt<'a>> {
        let file = files.iter().find(|file| file.display == place.file)?;
        let places = || std::iter::once(place).chain(other);
        let spans = || places().filter_map(|place| place.span.as_ref());
        let start = spans().map(|span| span.start).min()?;
        let end = spans().map(|span| span.end).max()?;
        let first_line = places().filter_map(|place| place.position).map(|position| position.line).min()?;
        let offset = file.text.get(..start)?.rfind('\n').map_or(0, |newline| newline + 1);
        let rest = file.text.get(end..)?;
        let end = rest.find('\n').map_or(file.text.len(), |newline| end + newline);
        let text = file.text.get(offset..end)?;
        (!text.is_empty()).then_some(Excerpt { text, offset, first_line })
    }

    fn snippet<'p>(&self, place: &'p Place) -> Snippet<'p, Annotation<'p>>
    where
        'a: 'p,
    {
        Snippet::source(self.text).line_start(self.first_line).path(place.file.as_str())
    }

    fn annotation(&self, kind: AnnotationKind, place: &Place) -> Annotation<'a> {
        let span = place.span.clone().unwrap_or_default();
        kind.span(span.start.saturating_sub(self.offset)..span.end.saturating_sub(self.offset))
    }
}

fn origin(place: &Place) -> Origin<'_> {
    let origin = Origin::path(place.file.as_str());
    match place.position {
        Some(position) => origin.line(position.line).char_column(position.column),
        None => origin,
    }
}
