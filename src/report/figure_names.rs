//! Names of figures for people: `company.delivery.cost_overrun` is "Cost overrun of projects".

use std::collections::BTreeMap;

use super::figure_shapes::SHAPES;
use crate::domain::{Case, Duty, Id, Pack};
use crate::language::{Filling, Language};

/// First parts of identifiers, with the phrase for all figures that begin so.
const SECTIONS: [(&str, &str); 21] = [
    ("application", "group-application"),
    ("case", "group-case"),
    ("ciio", "group-ciio"),
    ("company", "group-company"),
    ("data_factor", "group-data-factor"),
    ("duty", "group-duty"),
    ("ground", "group-ground"),
    ("isolation", "group-isolation"),
    ("ladder", "group-ladder"),
    ("measure", "group-measure"),
    ("option", "group-option"),
    ("placement", "group-placement"),
    ("protection", "group-protection"),
    ("regime", "group-regime"),
    ("requirement", "group-requirement"),
    ("risk", "group-risk"),
    ("scenario", "group-scenario"),
    ("segment", "group-segment"),
    ("strictness", "group-strictness"),
    ("value_stream", "group-value-stream"),
    ("all figures", "group-all-figures"),
];

/// Steps of a regulator, as identifiers name them.
const SANCTIONS: [(&str, &str); 6] = [
    ("warning", "sanction-warning"),
    ("fine", "sanction-fine"),
    ("serious-fine", "sanction-serious-fine"),
    ("turnover-based", "sanction-by-turnover"),
    ("suspension", "sanction-suspension"),
    ("revocation", "sanction-revocation"),
];

/// Levels of strictness, which have no names of their own.
const STRICTNESS: [(&str, &str); 4] = [
    ("nothing", "strictness-nothing"),
    ("minimal", "strictness-minimal"),
    ("standard", "strictness-standard"),
    ("thorough", "strictness-thorough"),
];

/// What a case calls the things that its figures are of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FigureNames {
    /// By the beginning of the figures' identifiers: `application.erp`.
    entities: BTreeMap<String, String>,
}

impl FigureNames {
    /// The names of a case.
    #[must_use]
    pub fn of(case: &Case) -> FigureNames {
        let mut names = FigureNames::default();
        for pack in &case.regulation.packs {
            names.pack(pack);
        }
        names.parts_of_options(case);
        names.parts_of_world(case);
        names
    }

    fn name(&mut self, section: &str, id: &Id, name: &str) {
        self.entities
            .insert(format!("{section}.{id}"), name.split_whitespace().collect::<Vec<_>>().join(" "));
    }

    fn parts_of_options(&mut self, case: &Case) {
        for entry in &case.applications {
            self.name("application", &entry.id, &entry.name);
            for flow in &entry.flows {
                self.name(&format!("application.{}.flow", entry.id), &flow.id, &flow.name);
            }
        }
        for entry in &case.options {
            self.name("option", &entry.id, &entry.name);
            for planned in &entry.playbook {
                self.name(&format!("option.{}.playbook", entry.id), &planned.id, &planned.name);
            }
        }
        case.placements.iter().for_each(|entry| self.name("placement", &entry.id, &entry.name));
        case.isolations.iter().for_each(|entry| self.name("isolation", &entry.id, &entry.name));
        case.measures.iter().for_each(|entry| self.name("measure", &entry.id, &entry.name));
        case.value_streams.iter().for_each(|entry| self.name("value_stream", &entry.id, &entry.name));
    }

    fn parts_of_world(&mut self, case: &Case) {
        case.segments.iter().for_each(|entry| self.name("segment", &entry.id, &entry.name));
        case.requirements.iter().for_each(|entry| self.name("requirement", &entry.id, &entry.name));
        case.risks.iter().for_each(|entry| self.name("risk", &entry.id, &entry.name));
        case.scenarios.iter().for_each(|entry| self.name("scenario", &entry.id, &entry.name));
        case.regimes.regimes.iter().for_each(|entry| self.name("regime", &entry.id, &entry.name));
        case.ladders.iter().for_each(|entry| self.name("ladder", &entry.id, &entry.name));
        case.duties.iter().for_each(|entry| self.name("duty", &entry.id, &entry.name));
    }

    /// What a pack has; a thing that packs change has a name of its own in each, `duty.audit@cn-2026`.
    fn pack(&mut self, pack: &Pack) {
        let mut named = |section: &str, id: &Id, name: &str| {
            self.entities.entry(format!("{section}.{id}")).or_insert_with(|| name.to_owned());
            self.entities.insert(format!("{section}.{id}@{}", pack.id), name.to_owned());
        };
        let duty = |duty: &Duty| (duty.id.clone(), duty.name.clone());
        for (id, name) in pack.duties.iter().map(duty) {
            named("duty", &id, &name);
        }
        pack.ladders.iter().for_each(|entry| named("ladder", &entry.id, &entry.name));
        pack.transfer.grounds.iter().for_each(|entry| named("ground", &entry.id, &entry.name));
        pack.data.factors.iter().for_each(|entry| named("data_factor", &entry.id, &entry.name));
        pack.ciio.sectors.iter().for_each(|entry| named("ciio.sector", &entry.id, &entry.name));
        pack.ciio.factors.iter().for_each(|entry| named("ciio.factor", &entry.id, &entry.name));
        self.entities.insert(format!("pack.{}", pack.id), pack.name.clone());
    }

    /// Whether this is the identifier of a figure, and not of a file.
    #[must_use]
    pub fn is_figure(name: &str) -> bool {
        let section = name.split('.').next().unwrap_or_default();
        let is_file = name.contains('/') || [".toml", ".csv"].iter().any(|end| name.ends_with(end));
        !is_file && name.contains('.') && SECTIONS.iter().any(|(known, _)| *known == section)
    }

    /// What all figures are called whose identifiers begin so, e.g. `risk`; the name itself where it is no beginning.
    #[must_use]
    pub fn group(name: &str, language: Language) -> String {
        let known = SECTIONS.iter().find(|(known, _)| *known == name);
        known.map_or_else(|| name.to_owned(), |(_, phrase)| language.say(phrase))
    }

    /// A figure in words: of what, colon, what of it. Parts that nothing names become words.
    ///
    /// - `figure`: its identifier.
    #[must_use]
    pub fn in_words(&self, figure: &str, language: Language) -> String {
        let parts: Vec<&str> = figure.split('.').collect();
        let found = SHAPES.iter().find_map(|(shape, phrase)| Some((matched(shape, &parts)?, *phrase)));
        let Some((matched, phrase)) = found else { return self.unknown(&parts, language) };
        let part = matched.part.map(|(kind, place)| self.part(&parts, kind, place, language));
        let gaps: Vec<(&str, Filling<'_>)> = part.iter().map(|part| ("part", part.as_str().into())).collect();
        let what = language.fill(phrase, &gaps);
        match matched.entity {
            None => what,
            Some(place) => of(&self.entity(&parts[..=place], language), &what, language),
        }
    }

    /// The name of a thing by the beginning of an identifier.
    fn entity(&self, parts: &[&str], language: Language) -> String {
        let id = parts.last().copied().unwrap_or_default();
        if let Some((_, phrase)) = STRICTNESS.iter().find(|(known, _)| parts == ["strictness", known]) {
            return language.say(phrase);
        }
        let name = self.entities.get(&parts.join(".")).cloned();
        let Some((bare, pack)) = id.split_once('@') else { return name.unwrap_or_else(|| words(id)) };
        let name = name.unwrap_or_else(|| words(bare));
        let pack = self.entities.get(&format!("pack.{pack}")).cloned().unwrap_or_else(|| words(pack));
        language.fill("figure-of-pack", &[("name", name.into()), ("pack", pack.into())])
    }

    /// The name of a part of an identifier that is not what the figure is of.
    fn part(&self, parts: &[&str], kind: &str, place: usize, language: Language) -> String {
        let id = parts[place];
        match kind {
            "number" => id.trim_start_matches("level-").to_owned(),
            "plain" => id.to_owned(),
            "sanction" => {
                let known = SANCTIONS.iter().find(|(known, _)| *known == id);
                known.map_or_else(|| words(id), |(_, phrase)| language.say(phrase))
            }
            "flow" | "playbook" => self.entity(&parts[..=place], language),
            kind => self.entity(&[kind, id], language),
        }
    }

    /// A figure of no known shape.
    fn unknown(&self, parts: &[&str], language: Language) -> String {
        match parts {
            [section, id, rest @ ..]
                if !rest.is_empty() && SECTIONS.iter().any(|(known, _)| known == section) =>
            {
                let name = if *section == "company" || *section == "case" {
                    capitalised(&words(id))
                } else {
                    self.entity(&[section, id], language)
                };
                of(&name, &rest.iter().map(|part| words(part)).collect::<Vec<String>>().join(", "), language)
            }
            parts => {
                let words = parts.iter().map(|part| words(part)).collect::<Vec<String>>().join(", ");
                capitalised(&words)
            }
        }
    }
}

fn of(entity: &str, what: &str, language: Language) -> String {
    language.fill("figure-of", &[("entity", entity.into()), ("what", what.into())])
}

/// An identifier as words.
fn words(id: &str) -> String {
    id.replace(['_', '-'], " ")
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Where an identifier has what its shape leaves open.
struct Matched {
    /// Position of the entity.
    entity: Option<usize>,
    /// Kind of what the phrase names, and its position.
    part: Option<(&'static str, usize)>,
}

fn matched(shape: &'static str, parts: &[&str]) -> Option<Matched> {
    let mut found = Matched { entity: None, part: None };
    let mut count = 0;
    for (place, wanted) in shape.split('.').enumerate() {
        let part = parts.get(place)?;
        count += 1;
        match wanted.strip_prefix('<').and_then(|wanted| wanted.strip_suffix('>')) {
            Some(kind) => found.part = Some((kind, place)),
            None if wanted == "*" => found.entity = Some(place),
            None if wanted == *part => {}
            None => return None,
        }
    }
    (count == parts.len()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{CaseSource, LoadedCase, read_case, shipped_cases};

    fn shipped() -> Vec<LoadedCase> {
        shipped_cases().into_iter().map(|id| read_case(&CaseSource::embedded(id)).unwrap()).collect()
    }

    #[test]
    fn every_figure_of_every_case_has_a_name_of_its_own() {
        let cases = shipped();
        assert!(cases.len() >= 5, "{}", cases.len());
        for read in &cases {
            let names = FigureNames::of(&read.case);
            for language in Language::ALL {
                let mut seen: BTreeMap<String, &str> = BTreeMap::new();
                for figure in &read.figures {
                    let name = names.in_words(&figure.name, language);
                    let plain = name.split(' ').all(|word| !word.trim_end_matches('.').contains(['_', '@']));
                    assert!(plain && !name.contains(".."), "{}: {name}", figure.name);
                    let parts: Vec<&str> = figure.name.split('.').collect();
                    let known = SHAPES.iter().any(|(shape, _)| matched(shape, &parts).is_some());
                    assert!(known, "no shape for {}: {name}", figure.name);
                    let before = seen.insert(name.clone(), &figure.name);
                    assert_eq!(before, None, "{} is called {name}, too", figure.name);
                }
            }
        }
    }

    #[test]
    fn a_name_says_of_what_and_what_of_it() {
        let read =
            shipped().into_iter().find(|read| read.case.settings.name == "Reference manufacturer").unwrap();
        let names = FigureNames::of(&read.case);
        let english = |figure: &str| names.in_words(figure, Language::English);
        assert_eq!(english("company.delivery.cost_overrun"), "Cost overrun of projects");
        assert_eq!(english("application.erp.run_cost"), "ERP: running cost");
        assert_eq!(
            names.in_words("risk.local-hosting-demand.curve.ciio.ceiling", Language::German),
            "Customers ask for hosting in China: höchster Anteil von „Critical infrastructure operators“, der es fordert"
        );
        assert_eq!(
            english("duty.personal-information-export-assessment@outlook-eased.yearly"),
            "Security assessment of personal information (Outlook: eased): yearly cost of the duty"
        );
        assert_eq!(
            names.in_words("strictness.minimal.gap", Language::Chinese),
            "最低限度实施：义务存在缺口的可能性"
        );
    }

    #[test]
    fn what_nothing_names_becomes_words() {
        let names = FigureNames::default();
        let english = |figure: &str| names.in_words(figure, Language::English);
        assert_eq!(english("application.web-shop.run_cost"), "web shop: running cost");
        assert_eq!(english("application.web-shop.new_figure.of-it"), "web shop: new figure, of it");
        assert_eq!(english("company.share"), "Company, share");
        assert_eq!(english("idle"), "Idle");
        assert!(FigureNames::is_figure("company.share") && !FigureNames::is_figure("company.toml"));
        assert_eq!(FigureNames::group("risk", Language::German), "Risiken");
        assert_eq!(FigureNames::group("demand", Language::German), "demand");
    }
}
