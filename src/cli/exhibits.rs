//! Charts beside the answers, for the report; and all charts as files.

use std::path::Path;

use super::error::CliError;
use super::whole_file::{check_free, write_whole};
use crate::charts::Look;
use crate::domain::{Case, Component};
use crate::report::board::ReportContents;
use crate::report::exhibits::{ExhibitSource, Exhibits, exhibits};
use crate::report::{EXACT_TRIALS, KeptTrials, NamedPicture, Summary};
use crate::results::{Manifest, TRIALS_FILE, TrialsTable};

/// Of one scenario, by option.
#[derive(Default)]
struct ReadTrials {
    totals: Vec<Vec<f64>>,
    /// `[option][year][trial]`.
    years: Vec<Vec<Vec<f64>>>,
    /// `[option][component][trial]`.
    components: Vec<Vec<Vec<f64>>>,
}

/// Of one option in one scenario.
#[derive(Default)]
struct ReadOption {
    total: Vec<f64>,
    years: Vec<Vec<f64>>,
    components: Vec<Vec<f64>>,
}

/// The exhibits of a result folder.
///
/// # Errors
/// The table of trials cannot be read.
pub fn exhibits_of(
    folder: &Path,
    manifest: &Manifest,
    summary: &Summary,
    case: Result<&Case, String>,
    look: Look,
) -> Result<Exhibits, CliError> {
    let read = read_trials(folder, manifest, summary)?;
    let kept: Vec<Option<KeptTrials<'_>>> = read.iter().map(|read| read.as_ref().map(kept_of)).collect();
    Ok(exhibits(&ExhibitSource { summary, case, partial: summary.partial.as_ref(), kept: &kept, look }))
}

fn kept_of(read: &ReadTrials) -> KeptTrials<'_> {
    KeptTrials {
        totals: read.totals.iter().map(Vec::as_slice).collect(),
        years: slices(&read.years),
        components: slices(&read.components),
    }
}

fn slices(lists: &[Vec<Vec<f64>>]) -> Vec<Vec<&[f64]>> {
    lists.iter().map(|of| of.iter().map(Vec::as_slice).collect()).collect()
}

/// The first trials of every scenario of the summary; `None` where the folder has none.
fn read_trials(
    folder: &Path,
    manifest: &Manifest,
    summary: &Summary,
) -> Result<Vec<Option<ReadTrials>>, CliError> {
    let Some(layout) = manifest.layout() else {
        return Ok(summary.scenarios.iter().map(|_| None).collect());
    };
    let table = TrialsTable::open(&folder.join(TRIALS_FILE), layout)?;
    let of_scenario = |id: &String| -> Result<Option<ReadTrials>, CliError> {
        let Some(scenario) = manifest.scenarios.iter().position(|known| known == id) else {
            return Ok(None);
        };
        let mut read = ReadTrials::default();
        for option in 0..manifest.options.len() {
            let ReadOption { total, years, components } = read_option(&table, scenario, option)?;
            read.totals.push(total);
            read.years.push(years);
            read.components.push(components);
        }
        Ok(Some(read))
    };
    summary.scenarios.iter().map(|scenario| of_scenario(&scenario.id)).collect()
}

/// What an option costs in the first [`EXACT_TRIALS`] trials.
fn read_option(table: &TrialsTable, scenario: usize, option: usize) -> Result<ReadOption, CliError> {
    let most = EXACT_TRIALS as usize;
    let mut read = ReadOption { components: vec![Vec::new(); Component::ALL.len()], ..ReadOption::default() };
    for chunk in 0..table.layout().chunks(scenario) {
        if read.total.len() >= most {
            break;
        }
        let block = table.block(scenario, option, chunk)?;
        let mut year = 0;
        for (name, values) in block.columns {
            if name == "total" {
                read.total.extend(values);
            } else if let Some(component) = Component::ALL.iter().position(|component| component.id() == name)
            {
                read.components[component].extend(values);
            } else if name.starts_with("year-") {
                if read.years.len() <= year {
                    read.years.push(Vec::new());
                }
                read.years[year].extend(values);
                year += 1;
            }
        }
    }
    read.total.truncate(most);
    read.years.iter_mut().chain(&mut read.components).for_each(|values| values.truncate(most));
    Ok(read)
}

/// Writes every chart of a report as SVG and PNG: all of them, or none.
///
/// # Errors
/// One exists already and differs, or cannot be written.
pub fn write_charts(folder: &Path, contents: &ReportContents<'_>, force: bool) -> Result<usize, CliError> {
    let answered = contents.asked.iter().filter_map(|asked| asked.answer.as_ref().ok());
    let answers = answered.flat_map(|answer| &answer.pictures);
    let all: Vec<&NamedPicture> =
        answers.chain(contents.exhibits.shown.iter().map(|exhibit| &exhibit.picture)).collect();
    let files: Vec<(String, Vec<u8>)> = all
        .iter()
        .flat_map(|one| {
            let (svg, png) = (one.picture.standalone_svg().into_bytes(), one.picture.png.clone());
            [(format!("{}.svg", one.name), svg), (format!("{}.png", one.name), png)]
        })
        .collect();
    for (file, bytes) in &files {
        check_free(&folder.join(file), bytes, force)?;
    }
    for (file, bytes) in &files {
        write_whole(folder, file, bytes)?;
    }
    Ok(all.len())
}
