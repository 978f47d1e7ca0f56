//! `report`: a result folder as files for the board, in the formats that are asked for.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::arguments::ReportArguments;
use super::console::Console;
use super::decide::{EveryQuestion, answer_every, read_summary};
use super::error::CliError;
use super::exhibits::{exhibits_of, write_charts};
use super::selection::select;
use super::source::read_inputs;
use super::whole_file::{check_free, write_all_whole};
use crate::input::LoadedCase;
use crate::report::board::ReportContents;
use crate::report::board::deck::{deck, deck_footer};
use crate::report::html::html_report;
use crate::report::pdf::pdf_report;
use crate::report::powerpoint::presentation;
use crate::report::workbook::workbook;
use crate::results::{MANIFEST_FILE, Manifest};

type Writer = fn(&ReportContents<'_>) -> Result<Vec<u8>, CliError>;

/// Name of each format, which its files end on, and what writes it.
const FORMATS: [(&str, Writer); 4] = [
    ("html", |contents| Ok(html_report(contents).into_bytes())),
    ("pdf", |contents| Ok(pdf_report(&deck(contents), &deck_footer(contents))?)),
    ("pptx", |contents| Ok(presentation(contents)?)),
    ("xlsx", |contents| Ok(workbook(contents)?)),
];

/// Name of the report in a folder, without what it ends on.
const REPORT_NAME: &str = "report";

/// Formats by name.
pub fn format_names() -> [&'static str; FORMATS.len()] {
    FORMATS.map(|(name, _)| name)
}

/// Writes the report in all formats that are asked for, or none; what the folder cannot show says so in it.
///
/// # Errors
/// The folder is no result folder, or a file exists already and differs, or cannot be written.
pub fn report(arguments: &ReportArguments, console: &mut Console) -> Result<ExitCode, CliError> {
    let folder = &arguments.folder;
    if !folder.join(MANIFEST_FILE).is_file() {
        return Err(CliError::Usage(format!(
            "{} is no result folder: it has no {MANIFEST_FILE}; name the folder that `run` has written",
            folder.display()
        )));
    }
    let places = places(arguments)?;
    let manifest = Manifest::read(folder)?;
    let summary = read_summary(folder)?;
    let wanted = EveryQuestion {
        threads: arguments.threads,
        without: &arguments.without,
        with: &arguments.with,
        look: arguments.look,
    };
    let (setting, asked) = answer_every(folder, wanted, console)?;
    let case = case_of(folder, &manifest);
    let known_case = case.as_ref().map(|read| &read.case).map_err(Clone::clone);
    let exhibits = exhibits_of(folder, &manifest, &summary, known_case, setting.look)?;
    let contents = ReportContents {
        folder: &folder.display().to_string(),
        manifest: &manifest,
        summary: &summary,
        setting: &setting,
        case: case.as_ref().map_err(Clone::clone),
        asked: &asked,
        exhibits: &exhibits,
    };
    let written = places.into_iter().map(|(file, write)| Ok((file, write(&contents)?)));
    let files = written.collect::<Result<Vec<(PathBuf, Vec<u8>)>, CliError>>()?;
    for (file, bytes) in &files {
        check_free(file, bytes, arguments.force)?;
    }
    charts(arguments, &contents, console)?;
    write_all_whole(&files)?;
    for (file, _) in &files {
        console.print(&format!("{}\n", file.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Charts as files, where they are asked for.
fn charts(
    arguments: &ReportArguments,
    contents: &ReportContents<'_>,
    console: &mut Console,
) -> Result<(), CliError> {
    if let Some(folder) = &arguments.charts {
        let number = write_charts(folder, contents, arguments.force)?;
        console.remark(&format!("Written to {}: {number} charts, as SVG and PNG each\n", folder.display()));
    }
    Ok(())
}

/// The file of each format that is asked for, in the order of the list of formats.
fn places(arguments: &ReportArguments) -> Result<Vec<(PathBuf, Writer)>, CliError> {
    let asked = |name: &str| arguments.format.iter().any(|format| format == name);
    let formats: Vec<(&str, Writer)> = FORMATS.into_iter().filter(|(name, _)| asked(name)).collect();
    let named = |folder: &Path, name: &str| folder.join(format!("{REPORT_NAME}.{name}"));
    match (&arguments.out, formats.as_slice()) {
        (Some(file), [(name, write)]) => {
            if file.is_dir() || file.file_name().and_then(|name| name.to_str()).is_none() {
                return Err(CliError::Usage(format!(
                    "{} is no name of a file; give one such as {REPORT_NAME}.{name}",
                    file.display()
                )));
            }
            Ok(vec![(file.clone(), *write)])
        }
        (Some(folder), _) if folder.is_file() => Err(CliError::Usage(format!(
            "{} is a file; with several formats --out names a folder",
            folder.display()
        ))),
        (folder, _) => {
            let folder = folder.as_ref().unwrap_or(&arguments.folder);
            Ok(formats.into_iter().map(|(name, write)| (named(folder, name), write)).collect())
        }
    }
}

/// The case as it was run, or why it cannot be read any more.
fn case_of(folder: &Path, manifest: &Manifest) -> Result<LoadedCase, String> {
    let in_words = |problem: CliError| match problem {
        CliError::Input(_) => format!(
            "the copies of its input files in {}/inputs cannot be read by this version; `splitstack check {}/inputs` says why.",
            folder.display(),
            folder.display()
        ),
        other => format!("{other}."),
    };
    let mut read = read_inputs(folder, manifest).map_err(in_words)?;
    select(&mut read.case, &manifest.scenarios, &manifest.options)
        .map_err(|problem| format!("{problem}."))?;
    Ok(read)
}
