//! All files of a case, read and decoded, with the shipped ones where the case has none of its own.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;

use super::collector::{Collector, FileId, Problem, Site};
use super::decode::decode;
use super::diagnostic::{Diagnostic, Severity};
use super::near::hint_for;
use super::raw::{
    ApplicationsFile, CaseFile, CompanyFile, DutiesFile, MeasuresFile, OptionFile, PlacementsFile,
    RegimesFile, RegulationFile, RequirementsFile, RisksFile, ScenarioFile,
};
use super::shipped::pack_ids;
use super::source::{
    CASE_FILES, CASE_FOLDERS, CaseSource, Found, InputFile, Stranger, refused, shipped_pack, shipped_scenario,
};

/// A decoded file.
#[derive(Debug)]
pub(super) struct Parsed<T> {
    pub file: FileId,
    pub raw: T,
}

/// Every file of a case as written. A file that is missing or broken is there with stand-ins, and is reported.
#[derive(Debug)]
pub(super) struct RawCase {
    pub case: Parsed<CaseFile>,
    pub company: Parsed<CompanyFile>,
    pub applications: Parsed<ApplicationsFile>,
    pub placements: Parsed<PlacementsFile>,
    pub requirements: Parsed<RequirementsFile>,
    pub measures: Parsed<MeasuresFile>,
    pub duties: Parsed<DutiesFile>,
    pub regimes: Parsed<RegimesFile>,
    pub risks: Parsed<RisksFile>,
    /// The case's own, by identifier.
    pub options: BTreeMap<String, Parsed<OptionFile>>,
    /// The case's own and those shipped that it uses, by identifier.
    pub scenarios: BTreeMap<String, Parsed<ScenarioFile>>,
    /// The case's own regulation packs and every shipped one, by identifier: any two can be compared.
    pub packs: BTreeMap<String, Parsed<RegulationFile>>,
    /// Options whose list is known to be whole.
    pub options_complete: bool,
    /// Packs whose list is known to be whole.
    pub packs_complete: bool,
}

/// Reads everything. `None` when a file is beyond repair; then that is reported.
pub(super) fn read_files(source: &CaseSource, collector: &mut Collector) -> Option<RawCase> {
    let mut reader = Reader { source, collector };
    let case = reader.own("case.toml")?;
    let company = reader.own("company.toml")?;
    let applications = reader.own("applications.toml")?;
    let (options, options_complete) = reader.options()?;
    let placements = reader.catalogue("placements.toml")?;
    let requirements = reader.catalogue("requirements.toml")?;
    let measures = reader.catalogue("measures.toml")?;
    let duties = reader.catalogue("duties.toml")?;
    let regimes = reader.catalogue("regimes.toml")?;
    let risks = reader.catalogue("risks.toml")?;
    let scenarios = reader.scenarios(&case)?;
    let (packs, packs_complete) = reader.packs()?;
    Some(RawCase {
        case,
        company,
        applications,
        placements,
        requirements,
        measures,
        duties,
        regimes,
        risks,
        options,
        scenarios,
        packs,
        options_complete,
        packs_complete,
    })
}

struct Reader<'r> {
    source: &'r CaseSource,
    collector: &'r mut Collector,
}

impl Reader<'_> {
    fn own<T: DeserializeOwned>(&mut self, path: &str) -> Option<Parsed<T>> {
        let found = self.source.own_file(path);
        self.parsed(path, found)
    }

    fn catalogue<T: DeserializeOwned>(&mut self, path: &str) -> Option<Parsed<T>> {
        let found = self.source.catalogue_file(path);
        self.parsed(path, found)
    }

    fn parsed<T: DeserializeOwned>(&mut self, path: &str, found: Found) -> Option<Parsed<T>> {
        let display = self.source.display(path);
        let diagnostic = match found {
            Found::File(file) => {
                let file = self.collector.add_file(file);
                return decode(file, self.collector).map(|raw| Parsed { file, raw });
            }
            Found::Absent => {
                let rule = format!("`{path}` is missing");
                let hint = "every case has `case.toml`, `company.toml`, `applications.toml` and `options/`";
                refused(display.clone(), path, rule, Some(hint.to_owned()))
            }
            Found::Refused(diagnostic) => diagnostic,
        };
        self.collector.report_unread(diagnostic);
        let empty = InputFile { path: path.to_owned(), text: String::new(), shipped: false, display };
        let file = self.collector.add_file(empty);
        self.collector.silence(file);
        decode(file, self.collector).map(|raw| Parsed { file, raw })
    }

    /// Names of the case's own files in a folder, without `.toml`, and whether the folder could be read.
    fn names(&mut self, folder: &str) -> (Vec<String>, bool) {
        match self.source.own_folder(folder) {
            Ok(names) => {
                let stems = names.iter().filter_map(|name| name.strip_suffix(".toml"));
                (stems.map(str::to_owned).collect(), true)
            }
            Err(diagnostic) => {
                self.collector.report_unread(*diagnostic);
                (Vec::new(), false)
            }
        }
    }

    fn options(&mut self) -> Option<(BTreeMap<String, Parsed<OptionFile>>, bool)> {
        let (names, complete) = self.names("options");
        let mut options = BTreeMap::new();
        for id in names {
            let option = self.own(&format!("options/{id}.toml"))?;
            options.insert(id, option);
        }
        Some((options, complete))
    }

    /// Every pack: the case's own, and the shipped ones that it does not replace.
    fn packs(&mut self) -> Option<(BTreeMap<String, Parsed<RegulationFile>>, bool)> {
        let (own, complete) = self.names("regulation");
        let ids: BTreeSet<String> = own.iter().cloned().chain(pack_ids()).collect();
        let mut packs = BTreeMap::new();
        // In one order, so that a copy of all files is read in the same.
        for id in ids {
            let path = format!("regulation/{id}.toml");
            let pack =
                if own.contains(&id) { self.own(&path)? } else { self.parsed(&path, shipped_pack(&id))? };
            packs.insert(id, pack);
        }
        Some((packs, complete))
    }

    /// The case's own scenarios, and the shipped ones that are listed or that another one extends.
    fn scenarios(&mut self, case: &Parsed<CaseFile>) -> Option<BTreeMap<String, Parsed<ScenarioFile>>> {
        let mut scenarios: BTreeMap<String, Parsed<ScenarioFile>> = BTreeMap::new();
        let (own, _) = self.names("scenarios");
        for id in own {
            let scenario = self.own(&format!("scenarios/{id}.toml"))?;
            scenarios.insert(id, scenario);
        }
        let listed = case.raw.scenarios.iter().map(|id| id.value.clone());
        let extended = scenarios.values().flat_map(extended_by);
        let mut wanted: BTreeSet<String> = listed.chain(extended).collect();
        while let Some(id) = wanted.pop_first() {
            if scenarios.contains_key(&id) {
                continue;
            }
            if let Found::File(file) = shipped_scenario(&id) {
                let scenario = self.parsed(&format!("scenarios/{id}.toml"), Found::File(file))?;
                wanted.extend(extended_by(&scenario));
                scenarios.insert(id, scenario);
            }
        }
        Some(scenarios)
    }
}

fn extended_by(scenario: &Parsed<ScenarioFile>) -> Vec<String> {
    scenario.raw.extends.iter().map(|id| id.value.clone()).collect()
}

/// Warns of what lies in the case's folder and is not read: a misspelt `risks.toml` would silently leave the shipped
/// catalogue in force.
pub(super) fn warn_of_strangers(source: &CaseSource, collector: &mut Collector) {
    for Stranger { name, is_folder } in source.strangers() {
        let (noun, known) =
            if is_folder { ("folder", CASE_FOLDERS.as_slice()) } else { ("file", CASE_FILES.as_slice()) };
        let rule = format!("`{name}` is not a {noun} of a case and is not read");
        let hint = hint_for(&name, known.iter().copied());
        let unread = refused(source.display(&name), &name, rule, hint);
        collector.report_unread(Diagnostic { severity: Severity::Warning, ..unread });
    }
}

/// Warns of the case's own options and scenarios that nothing uses.
pub(super) fn warn_of_unused(raw: &RawCase, used_scenarios: &BTreeSet<String>, collector: &mut Collector) {
    let listed: Vec<&str> = raw.case.raw.options.iter().map(|id| id.value.as_str()).collect();
    let unlisted = raw.options.iter().filter(|(id, _)| !listed.contains(&id.as_str()));
    let options = unlisted.map(|(id, option)| (option.file, "option", id));
    let unused = raw.scenarios.iter().filter(|(id, _)| !used_scenarios.contains(*id));
    let scenarios = unused.map(|(id, scenario)| (scenario.file, "scenario", id));
    for (file, noun, id) in options.chain(scenarios) {
        let rule = format!("{noun} `{id}` is not used: `case.toml` does not list it");
        let hint = format!("add `{id}` to `{noun}s` in `case.toml`, or remove the file");
        collector.report(Problem::warning(Site { file, span: 0..0 }, rule).value(id).hint(hint));
    }
}
