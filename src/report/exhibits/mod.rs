//! Charts that a report shows beside the answers to the board's questions, whatever the format.
//!
//! One kind per file. To add one: a file with a function that gives its [`Exhibit`]s, a line in [`exhibits`].

mod between;
mod calendar;
mod flows;
mod money;
mod regimes;

use super::pictures::{KeptTrials, NamedPicture};
use super::summary::Summary;
use crate::charts::{ChartError, Look, Picture};
use crate::domain::Case;
use crate::results::Partial;

/// Where in a report an exhibit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExhibitSection {
    /// The board's question [`MONEY_QUESTION`].
    Money,
    /// What was compared.
    Given,
    /// What the law obliges to.
    Obligations,
}

/// The question that exhibits of [`ExhibitSection::Money`] answer, in the board's words.
pub const MONEY_QUESTION: &str = "Where does the money go, and when?";

/// A chart with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Exhibit {
    pub section: ExhibitSection,
    /// What kind of chart it is: those of a kind are shown one at a time, by `label`.
    pub kind: &'static str,
    /// Identifier and name of the scenario or option that it is about; name of the kind where it is about all.
    pub about: (String, String),
    /// The finding as a sentence, which is its title, too.
    pub title: String,
    /// Its name is unlike that of any other picture of a report.
    pub picture: NamedPicture,
}

/// Charts, and what could not be drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Exhibits {
    pub shown: Vec<Exhibit>,
    /// In sentences.
    pub missing: Vec<String>,
}

/// What exhibits are drawn from.
pub struct ExhibitSource<'a> {
    pub summary: &'a Summary,
    /// The case as it was run, with its options and scenarios; else why it is not there.
    pub case: Result<&'a Case, String>,
    /// What is missing of an interrupted run.
    pub partial: Option<&'a Partial>,
    /// Of each scenario of the summary, the first trials; `None` where none were kept.
    pub kept: &'a [Option<KeptTrials<'a>>],
    pub look: Look,
}

/// All exhibits, by section.
#[must_use]
pub fn exhibits(source: &ExhibitSource<'_>) -> Exhibits {
    let mut found = Exhibits::default();
    match &source.case {
        Err(reason) => {
            found.missing.push(format!("Charts of cost and of the case cannot be drawn: {reason}"))
        }
        Ok(case) => {
            money::money(source, case, &mut found);
            between::between(source, case, &mut found);
            flows::flows(source, case, &mut found);
            regimes::regimes(source, case, &mut found);
            calendar::calendars(source, case, &mut found);
        }
    }
    found
}

impl Exhibits {
    /// Those of a section, by kind, in order.
    #[must_use]
    pub fn of(&self, section: ExhibitSection) -> Vec<Vec<&Exhibit>> {
        let mut kinds: Vec<Vec<&Exhibit>> = Vec::new();
        for exhibit in self.shown.iter().filter(|exhibit| exhibit.section == section) {
            match kinds.iter_mut().find(|kind| kind.iter().any(|known| known.kind == exhibit.kind)) {
                Some(kind) => kind.push(exhibit),
                None => kinds.push(vec![exhibit]),
            }
        }
        kinds
    }

    /// Takes a chart, or the reason why it cannot be drawn.
    fn take(
        &mut self,
        section: ExhibitSection,
        kind: &'static str,
        about: (&str, &str),
        (title, drawn): (String, Result<Picture, ChartError>),
    ) {
        let name =
            if about.0.is_empty() { file_name(kind) } else { format!("{}-{}", file_name(kind), about.0) };
        match drawn {
            Err(problem) => self.missing.push(format!("{name}: {problem}.")),
            Ok(picture) => self.shown.push(Exhibit {
                section,
                kind,
                about: (about.0.to_owned(), about.1.to_owned()),
                title,
                picture: NamedPicture { name, picture },
            }),
        }
    }
}

/// `cost-by-group`, of `Cost by group`.
fn file_name(kind: &str) -> String {
    kind.to_lowercase().replace(' ', "-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{CaseSource, read_case};
    use crate::report::testing::summary;

    fn reference() -> Case {
        read_case(&CaseSource::embedded("reference-manufacturer")).unwrap().case
    }

    #[test]
    fn every_exhibit_of_the_reference_case_is_drawn() {
        let (case, summary) = (reference(), summary(8, 6));
        let kept: Vec<Option<KeptTrials<'_>>> = vec![None; 8];
        let found = exhibits(&ExhibitSource {
            summary: &summary,
            case: Ok(&case),
            partial: None,
            kept: &kept,
            look: Look::default(),
        });
        assert_eq!(found.missing, Vec::<String>::new());
        let counts = [ExhibitSection::Money, ExhibitSection::Given, ExhibitSection::Obligations]
            .map(|section| found.of(section).iter().map(Vec::len).collect::<Vec<usize>>());
        // Without trials the cost by group alone; data flows by option, one chart of regimes; obligations by option.
        assert_eq!(counts, [vec![8], vec![case.options.len(), 1], vec![case.options.len()]]);
        let mut names: Vec<&str> = found.shown.iter().map(|one| one.picture.name.as_str()).collect();
        for exhibit in &found.shown {
            assert!(exhibit.picture.picture.svg.ends_with("</svg>\n"), "{}", exhibit.picture.name);
            assert_eq!(exhibit.picture.picture.missing_characters, Vec::<char>::new());
            assert!(exhibit.title.chars().count() <= 170, "{}", exhibit.title);
        }
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
    }

    #[test]
    fn without_the_case_the_reason_is_said() {
        let summary = summary(1, 2);
        let source = ExhibitSource {
            summary: &summary,
            case: Err("gone.".to_owned()),
            partial: None,
            kept: &[],
            look: Look::default(),
        };
        let found = exhibits(&source);
        assert!(found.shown.is_empty() && found.missing[0].ends_with("gone."));
    }
}
