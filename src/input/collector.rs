//! Gathers the files that are read and everything that is wrong with them.

use std::collections::BTreeSet;
use std::ops::Range;

use super::diagnostic::{Diagnostic, Lines, Place, Position, Secondary, Severity};
use super::source::InputFile;

/// Index of a file in the collector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FileId(usize);

/// A place in one of the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Site {
    pub file: FileId,
    pub span: Range<usize>,
}

/// Span of a value that stands in for a missing or unreadable one, so that the rest can be checked. What is found
/// at such a place has been reported already.
pub(super) const STAND_IN: Range<usize> = usize::MAX..usize::MAX;

/// A finding about to be reported.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    severity: Severity,
    site: Site,
    value: Option<String>,
    rule: String,
    hint: Option<String>,
    secondary: Option<(Site, String)>,
}

impl Problem {
    pub fn error(site: Site, rule: impl Into<String>) -> Problem {
        Problem {
            severity: Severity::Error,
            site,
            value: None,
            rule: rule.into(),
            hint: None,
            secondary: None,
        }
    }

    pub fn warning(site: Site, rule: impl Into<String>) -> Problem {
        Problem { severity: Severity::Warning, ..Problem::error(site, rule) }
    }

    /// The value found; without this, the text at the site.
    pub fn value(mut self, value: impl Into<String>) -> Problem {
        self.value = Some(value.into());
        self
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Problem {
        self.hint = Some(hint.into());
        self
    }

    pub fn hint_if(mut self, hint: Option<String>) -> Problem {
        self.hint = hint;
        self
    }

    pub fn secondary(mut self, site: Site, label: impl Into<String>) -> Problem {
        self.secondary = Some((site, label.into()));
        self
    }
}

/// Files and findings of one reading of a case.
#[derive(Debug, Default)]
pub(super) struct Collector {
    files: Vec<InputFile>,
    /// Of each file.
    lines: Vec<Lines>,
    diagnostics: Vec<Diagnostic>,
    /// Files so broken that nothing further is said about them.
    silenced: BTreeSet<FileId>,
    /// Files whose list of identifiers may lack some, so that an unknown identifier proves nothing.
    incomplete: BTreeSet<FileId>,
}

impl Collector {
    pub fn add_file(&mut self, file: InputFile) -> FileId {
        self.lines.push(Lines::of(&file.text));
        self.files.push(file);
        FileId(self.files.len() - 1)
    }

    /// Adds a data file, unless it is there already.
    pub fn add_file_once(&mut self, file: InputFile) {
        if !self.files.contains(&file) {
            self.add_file(file);
        }
    }

    pub fn file(&self, id: FileId) -> &InputFile {
        &self.files[id.0]
    }

    pub fn silence(&mut self, file: FileId) {
        self.silenced.insert(file);
        self.incomplete.insert(file);
    }

    pub fn mark_incomplete(&mut self, file: FileId) {
        self.incomplete.insert(file);
    }

    pub fn is_complete(&self, file: FileId) -> bool {
        !self.incomplete.contains(&file)
    }

    /// Every file was read and holds all of its lists.
    pub fn all_complete(&self) -> bool {
        self.incomplete.is_empty()
    }

    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Number of errors so far.
    pub fn errors(&self) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count()
    }

    /// Reports a finding, unless it follows from one that was reported.
    pub fn report(&mut self, problem: Problem) {
        if self.silenced.contains(&problem.site.file) || problem.site.span == STAND_IN {
            return;
        }
        let value = problem.value.unwrap_or_else(|| self.excerpt(&problem.site));
        let secondary = problem
            .secondary
            .filter(|(site, _)| site.span != STAND_IN)
            .map(|(site, label)| Secondary { place: self.place(&site), label });
        self.diagnostics.push(Diagnostic {
            severity: problem.severity,
            place: self.place(&problem.site),
            value,
            rule: problem.rule,
            hint: problem.hint,
            secondary,
        });
    }

    /// Reports a finding about a file that could not be read.
    pub fn report_unread(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Line and column of a site.
    pub fn position(&self, site: &Site) -> Position {
        self.lines[site.file.0].position(&self.file(site.file).text, site.span.start)
    }

    fn place(&self, site: &Site) -> Place {
        let file = self.file(site.file);
        Place {
            file: file.display.clone(),
            position: Some(self.position(site)),
            span: Some(site.span.clone()),
        }
    }

    fn excerpt(&self, site: &Site) -> String {
        const LONGEST: usize = 60;
        let text = self.file(site.file).text.get(site.span.clone()).unwrap_or_default();
        let line = text.lines().next().unwrap_or_default().trim_matches('"');
        if line.chars().count() > LONGEST {
            line.chars().take(LONGEST).chain(['…']).collect()
        } else {
            line.to_owned()
        }
    }

    /// All findings by file and position, each once, and the files.
    pub fn finish(mut self) -> (Vec<Diagnostic>, Vec<InputFile>) {
        let start = |diagnostic: &Diagnostic| diagnostic.place.span.as_ref().map_or(0, |span| span.start);
        self.diagnostics.sort_by(|a, b| {
            (&a.place.file, a.place.position, start(a), &a.rule).cmp(&(
                &b.place.file,
                b.place.position,
                start(b),
                &b.rule,
            ))
        });
        self.diagnostics.dedup();
        (self.diagnostics, self.files)
    }
}
