//! `fit-enforcement`: the intensity of enforcement fitted to yearly counts of fines, printed and written.

use std::path::Path;
use std::process::ExitCode;

use super::arguments::FitEnforcementArguments;
use super::console::Console;
use super::error::CliError;
use super::whole_file::write_whole;
use crate::input::{FEWEST_COUNTS, read_counts};
use crate::report::{IntensityFit, fit_in_words, fit_picture};
use crate::statistics::MINIMUM_COUNTS;

// Whatever the reader lets pass can be fitted.
const _: () = assert!(FEWEST_COUNTS >= MINIMUM_COUNTS);

/// Fits, prints, and with `--out` writes `fit.toml`, `enforcement-intensity.csv` and the chart.
///
/// # Errors
/// A file of counts that cannot be used; with `--out`, counts without a plateau, or files that cannot be written.
pub fn fit_enforcement(
    arguments: &FitEnforcementArguments,
    console: &mut Console,
) -> Result<ExitCode, CliError> {
    let counts = read_counts(arguments.counts.as_deref())?;
    let fit = IntensityFit::new(counts)
        .map_err(|error| CliError::Usage(format!("the counts cannot be fitted: {error}")))?;
    console.print(&fit_in_words(&fit, console.page()))?;
    if let Some(folder) = &arguments.out {
        let names = write(&fit, folder)?;
        console.print(&format!("\nWritten to {}: {}\n", folder.display(), names.join(", ")))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn write(fit: &IntensityFit, folder: &Path) -> Result<Vec<&'static str>, CliError> {
    let picture =
        fit_picture(fit).map_err(|error| CliError::Usage(format!("the counts cannot be drawn: {error}")))?;
    let (Some(result), Some(values), Some(picture)) = (fit.to_toml(), fit.to_csv(), picture) else {
        return Err(CliError::Usage(format!(
            "the counts of {} show no plateau to which a year could be compared; nothing was written",
            fit.counts.file.display
        )));
    };
    let files = [
        ("fit.toml", result.into_bytes()),
        ("enforcement-intensity.csv", values.into_bytes()),
        ("enforcement-fit.svg", picture.standalone_svg().into_bytes()),
        ("enforcement-fit.png", picture.png),
    ];
    for (name, bytes) in &files {
        write_whole(folder, name, bytes)?;
    }
    Ok(files.map(|(name, _)| name).to_vec())
}
