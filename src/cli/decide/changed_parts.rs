//! What of two versions of a case differs, and cases that lie between them.

use super::sides::Side;
use crate::cli::error::CliError;
use crate::cli::selection::select;
use crate::decision::replays;
use crate::domain::{Case, Sampling};
use crate::input::{CaseSource, FigureChange, FigureEntry, InputFile, LoadedCase, read_case_with};
use crate::plan::SimulationPlan;
use crate::report::decide::ChangedPart;

/// More parts than this are put together by file.
const MOST_PARTS: usize = 24;

/// Something that changed, and that can be changed by itself.
#[derive(Debug, Clone)]
struct Part {
    told: ChangedPart,
    /// Names of figures.
    figures: Vec<String>,
    /// Paths of files of which more than figures has changed.
    files: Vec<String>,
}

/// The parts in which two versions differ.
pub struct Parts<'a> {
    sides: (&'a Side, &'a Side),
    kept: (&'a [String], &'a [String]),
    /// Figures that have to be set in cases between the two.
    figures: Vec<&'a str>,
    parts: Vec<Part>,
    /// Why some parts stand together that would better stand alone.
    pub remark: Option<String>,
}

impl<'a> Parts<'a> {
    /// Compares two versions, as far as results of some scenarios and options depend on them.
    ///
    /// # Errors
    /// A version cannot be planned.
    pub fn between(
        sides: (&'a Side, &'a Side),
        kept: (&'a [String], &'a [String]),
    ) -> Result<Parts<'a>, CliError> {
        let changed = changed_figures(sides);
        let mut figures: Vec<&str> = changed.iter().map(|(old, _)| old.name.as_str()).collect();
        for set in [sides.0, sides.1].into_iter().flat_map(|side| &side.set) {
            let known = |side: &Side| side.loaded.figures.iter().any(|figure| figure.name == *set);
            if known(sides.0) && known(sides.1) && !figures.contains(&set.as_str()) {
                figures.push(set);
            }
        }
        let mut parts = Parts { sides, kept, figures, parts: Vec::new(), remark: None };
        let of_figure = |(old, new): &(&FigureEntry, &FigureEntry)| Part {
            told: ChangedPart { name: old.name.clone(), words: format!("{} → {}", old.value, new.value) },
            figures: vec![old.name.clone()],
            files: Vec::new(),
        };
        parts.parts = changed.iter().map(of_figure).collect();
        parts.keep_what_matters()?;
        let files = parts.changed_files()?;
        parts.parts.extend(files);
        if parts.parts.len() > MOST_PARTS {
            parts.put_together_by_file();
        }
        parts.make_readable()?;
        Ok(parts)
    }

    /// What the parts are called.
    pub fn told(&self) -> Vec<ChangedPart> {
        self.parts.iter().map(|part| part.told.clone()).collect()
    }

    pub fn len(&self) -> usize {
        self.parts.len()
    }

    /// The case with some parts changed.
    ///
    /// # Errors
    /// These parts do not make a case without others.
    pub fn case(&self, changed: &[bool]) -> Result<Case, CliError> {
        let loaded = if changed.iter().all(|changed| !changed) {
            self.sides.0.loaded.case.clone()
        } else if changed.iter().all(|changed| *changed) {
            self.sides.1.loaded.case.clone()
        } else {
            let chosen = self.parts.iter().zip(changed).filter(|(_, changed)| **changed);
            let chosen: Vec<&Part> = chosen.map(|(part, _)| part).collect();
            self.between_sides(&chosen)?.case
        };
        self.selected(loaded)
    }

    fn selected(&self, mut case: Case) -> Result<Case, CliError> {
        select(&mut case, self.kept.0, self.kept.1)?;
        // Which draws follow Sobol points would depend on the inputs.
        case.settings.sampling = Sampling::Independent;
        Ok(case)
    }

    fn between_sides(&self, chosen: &[&Part]) -> Result<LoadedCase, CliError> {
        let files: Vec<&String> = chosen.iter().flat_map(|part| &part.files).collect();
        let (old, new) = (&self.sides.0.loaded, &self.sides.1.loaded);
        let kept = old.files.iter().filter(|file| !files.contains(&&file.path));
        let taken = new.files.iter().filter(|file| files.contains(&&file.path));
        let source = CaseSource::Files(kept.chain(taken).cloned().collect::<Vec<InputFile>>());
        let change = |name: &&str| {
            let is_new = chosen.iter().any(|part| part.figures.iter().any(|figure| figure == name));
            let side = if is_new { new } else { old };
            let figure = side.figures.iter().find(|figure| figure.name == **name)?;
            Some(FigureChange::to(name, figure.spec.clone()))
        };
        let changes: Vec<FigureChange> = self.figures.iter().filter_map(change).collect();
        Ok(read_case_with(&source, &changes)?)
    }

    /// Leaves out figures that no result of the kept scenarios and options depends on.
    fn keep_what_matters(&mut self) -> Result<(), CliError> {
        let before = SimulationPlan::new(&self.selected(self.sides.0.loaded.case.clone())?)?;
        let matters = |part: &Part| {
            let case = self.between_sides(&[part]).and_then(|loaded| self.selected(loaded.case));
            // What cannot be read alone is looked at later.
            case.is_err()
                || case.is_ok_and(|case| SimulationPlan::new(&case).is_ok_and(|plan| plan != before))
        };
        let kept: Vec<Part> = self.parts.iter().filter(|part| matters(part)).cloned().collect();
        self.parts = kept;
        Ok(())
    }

    /// Files of which more has changed than figures that both versions have.
    fn changed_files(&self) -> Result<Vec<Part>, CliError> {
        let (old, new) = (&self.sides.0.loaded, &self.sides.1.loaded);
        let before = SimulationPlan::new(&self.selected(old.case.clone())?)?;
        let text = |files: &'a [InputFile], path: &str| {
            files.iter().find(|file| file.path == path).map(|file| &file.text)
        };
        let mut paths: Vec<&String> = old.files.iter().chain(&new.files).map(|file| &file.path).collect();
        paths.sort_unstable();
        paths.dedup();
        let mut found = Vec::new();
        for path in paths {
            let (was, is) = (text(&old.files, path), text(&new.files, path));
            if was == is {
                continue;
            }
            let words = match (was, is) {
                (None, _) => "is new",
                (_, None) => "is gone",
                (Some(_), Some(_)) => "more than figures has changed",
            };
            let part = Part {
                told: ChangedPart { name: name_of_file(path), words: words.to_owned() },
                figures: Vec::new(),
                files: vec![path.clone()],
            };
            let same = self.between_sides(&[&part]).is_ok_and(|loaded| {
                let case = self.selected(loaded.case);
                case.is_ok_and(|case| SimulationPlan::new(&case).is_ok_and(|plan| plan == before))
            });
            if !same {
                found.push(part);
            }
        }
        Ok(found)
    }

    fn put_together_by_file(&mut self) {
        let file_of = |name: &String| {
            let figure = self.sides.0.loaded.figures.iter().find(|figure| figure.name == *name);
            figure.and_then(|figure| path_of(self.sides.0, figure)).unwrap_or_default()
        };
        let mut together: Vec<(String, Part)> = Vec::new();
        for part in &self.parts {
            let path =
                part.figures.first().map(file_of).or_else(|| part.files.first().cloned()).unwrap_or_default();
            match together.iter_mut().find(|(known, _)| *known == path) {
                Some((_, known)) => {
                    known.figures.extend(part.figures.iter().cloned());
                    known.files.extend(part.files.iter().cloned());
                }
                None => together.push((path, part.clone())),
            }
        }
        for (path, part) in &mut together {
            if part.figures.len() + part.files.len() > 1 {
                part.told = ChangedPart {
                    name: name_of_file(path),
                    words: format!(
                        "{} figures{}",
                        part.figures.len(),
                        if part.files.is_empty() { "" } else { " and more" }
                    ),
                };
            }
        }
        self.parts = together.into_iter().map(|(_, part)| part).collect();
    }

    /// Puts parts together until each set of them that is run makes a case, and all of them the new one.
    fn make_readable(&mut self) -> Result<(), CliError> {
        let after = SimulationPlan::new(&self.selected(self.sides.1.loaded.case.clone())?)?;
        if self.holds(&after) {
            return Ok(());
        }
        let (figures, files): (Vec<Part>, Vec<Part>) =
            self.parts.iter().cloned().partition(|part| part.files.is_empty());
        if files.len() > 1 {
            self.parts = figures;
            self.parts.push(merged("the files together", &files));
            self.remark = Some(
                "Files that changed do not make a case without each other, and stand together.".to_owned(),
            );
            if self.holds(&after) {
                return Ok(());
            }
        }
        let all = std::mem::take(&mut self.parts);
        self.parts = vec![merged("all inputs together", &all)];
        self.remark = Some(
            "The changes do not make a case without each other, so that all of them stand together."
                .to_owned(),
        );
        Ok(())
    }

    /// Whether each set of parts that is run makes a case, and all of them one that gives the new results.
    fn holds(&self, after: &SimulationPlan) -> bool {
        let whole = self.between_sides(&self.parts.iter().collect::<Vec<_>>());
        let whole = whole.and_then(|loaded| self.selected(loaded.case));
        whole.is_ok_and(|case| SimulationPlan::new(&case).is_ok_and(|plan| plan == *after))
            && replays(self.parts.len())
                .iter()
                .all(|replay| self.case(&replay.changed).is_ok_and(|case| SimulationPlan::new(&case).is_ok()))
    }
}

fn merged(name: &str, parts: &[Part]) -> Part {
    let names: Vec<&str> = parts.iter().map(|part| part.told.name.as_str()).collect();
    Part {
        told: ChangedPart { name: name.to_owned(), words: names.join(", ") },
        figures: parts.iter().flat_map(|part| part.figures.iter().cloned()).collect(),
        files: parts.iter().flat_map(|part| part.files.iter().cloned()).collect(),
    }
}

/// `rules: regulation/cn-2026.toml`.
fn name_of_file(path: &str) -> String {
    let kind = match path.split('/').next() {
        Some("regulation") => "rules: ",
        Some("options") => "option: ",
        Some("scenarios") => "scenario: ",
        Some(_) | None => "",
    };
    format!("{kind}{path}")
}

/// Where a figure stands, inside the case.
fn path_of(side: &Side, figure: &FigureEntry) -> Option<String> {
    side.loaded.files.iter().find(|file| file.display == figure.file).map(|file| file.path.clone())
}

/// Figures that both versions have in the same file, with another value.
fn changed_figures<'a>((old, new): (&'a Side, &'a Side)) -> Vec<(&'a FigureEntry, &'a FigureEntry)> {
    let pairs = old.loaded.figures.iter().filter_map(|was| {
        let is = new.loaded.figures.iter().find(|is| is.name == was.name)?;
        Some((was, is))
    });
    pairs
        .filter(|(was, is)| was.spec != is.spec && was.distribution != is.distribution)
        .filter(|(was, is)| path_of(old, was) == path_of(new, is))
        .collect()
}
