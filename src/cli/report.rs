//! `report`: a result folder as one file for the board, in the format that is asked for.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::arguments::{ReportArguments, ReportFormat};
use super::console::Console;
use super::decide::{answer_every, read_summary};
use super::error::CliError;
use super::exhibits::{exhibits_of, write_charts};
use super::selection::select;
use super::source::read_inputs;
use super::whole_file::{check_free, write_whole};
use crate::input::LoadedCase;
use crate::report::board::ReportContents;
use crate::report::html::html_report;
use crate::report::powerpoint::presentation;
use crate::report::workbook::workbook;
use crate::results::{MANIFEST_FILE, Manifest};

/// Name of the report in a result folder.
fn report_file(format: ReportFormat) -> &'static str {
    match format {
        ReportFormat::Html => "report.html",
        ReportFormat::Xlsx => "report.xlsx",
        ReportFormat::Pptx => "report.pptx",
    }
}

/// Writes the report; what the folder cannot show says so in it.
///
/// # Errors
/// The folder is no result folder, or the file exists already and differs, or cannot be written.
pub fn report(arguments: &ReportArguments, console: &mut Console) -> Result<ExitCode, CliError> {
    let folder = &arguments.folder;
    if !folder.join(MANIFEST_FILE).is_file() {
        return Err(CliError::Usage(format!(
            "{} is no result folder: it has no {MANIFEST_FILE}; name the folder that `run` has written",
            folder.display()
        )));
    }
    let file = arguments.out.clone().unwrap_or_else(|| folder.join(report_file(arguments.format)));
    let (place, name) = place_of(&file, arguments.format)?;
    let manifest = Manifest::read(folder)?;
    let summary = read_summary(folder)?;
    let (setting, asked) = answer_every(folder, arguments.threads, &arguments.without, console)?;
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
    let bytes = match arguments.format {
        ReportFormat::Html => html_report(&contents).into_bytes(),
        ReportFormat::Xlsx => workbook(&contents)?,
        ReportFormat::Pptx => presentation(&contents)?,
    };
    check_free(&file, &bytes, arguments.force)?;
    charts(arguments, &contents, console)?;
    write_whole(&place, &name, &bytes)?;
    console.print(&format!("{}\n", file.display()))?;
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

/// Folder and name of a file.
fn place_of(file: &Path, format: ReportFormat) -> Result<(PathBuf, String), CliError> {
    let name = file.file_name().and_then(|name| name.to_str()).filter(|_| !file.is_dir());
    let name = name.ok_or_else(|| {
        CliError::Usage(format!(
            "{} is no name of a file; give one such as {}",
            file.display(),
            report_file(format)
        ))
    })?;
    let place = file.parent().filter(|place| !place.as_os_str().is_empty());
    Ok((place.unwrap_or_else(|| Path::new(".")).to_owned(), name.to_owned()))
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
