//! `explain-rule`: the decision on one flow of data, as text and as a picture.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::arguments::ExplainRuleArguments;
use super::console::Console;
use super::error::CliError;
use super::selection::{find_option, find_pack};
use super::source::source_of;
use crate::domain::Case;
use crate::input::{hint_for, read_case};
use crate::report::{decision_picture, explanation_in_words};
use crate::rules::{UnknownName, register};

/// Explains the decision on a flow.
///
/// # Errors
/// The case or the arguments are wrong, or the picture exists already or cannot be written.
pub fn explain_rule(arguments: &ExplainRuleArguments, console: &mut Console) -> Result<ExitCode, CliError> {
    let loaded = read_case(&source_of(Some(&arguments.case)))?;
    console.warn(&loaded.warnings, &loaded.files);
    let case = &loaded.case;
    let (position, name) = find_flow(case, &arguments.flow)?;
    let pack = arguments.pack.as_deref().map(|id| find_pack(case, id)).transpose()?;
    let unknown = |problem: UnknownName| CliError::Usage(problem.to_string());
    let registers = case
        .options
        .iter()
        .map(|option| register(case, option, pack))
        .collect::<Result<Vec<_>, _>>()
        .map_err(unknown)?;
    let option = arguments.option.as_deref().map(|id| find_option(case, id)).transpose()?;
    let chosen = option.map_or(registers.first(), |id| registers.iter().find(|entry| entry.option.id == *id));
    let Some(chosen) = chosen else {
        return Err(CliError::Usage("the case has no option".to_owned()));
    };
    let place = picture_path(arguments.out.as_deref(), &name);
    if !arguments.force && place.symlink_metadata().is_ok() {
        return Err(CliError::Usage(format!(
            "{} exists already; choose another folder with --out, or replace it with --force",
            place.display()
        )));
    }
    let text = explanation_in_words(case, chosen, &registers, position, console.page()).unwrap_or_default();
    console.print(&text)?;
    match decision_picture(case, chosen, position) {
        Ok(Some(picture)) => {
            write(&place, &picture.standalone_svg())?;
            console.print(&format!("\nPicture: {}\n", place.display()))?;
        }
        Ok(None) => {}
        // The text is what counts.
        Err(problem) => console.remark(&format!("warning: the picture was not drawn: {problem}\n")),
    }
    Ok(ExitCode::SUCCESS)
}

/// Position of a flow among all, and its name for files: `application.flow`, or the application if it has one flow.
fn find_flow(case: &Case, wanted: &str) -> Result<(usize, String), CliError> {
    let mut known: Vec<(String, String)> = Vec::new();
    for application in &case.applications {
        for flow in &application.flows {
            known.push((application.id.to_string(), format!("{}.{}", application.id, flow.id)));
        }
    }
    if let Some(position) = known.iter().position(|(_, full)| full == wanted) {
        return Ok((position, known[position].1.clone()));
    }
    let of_application: Vec<usize> = (0..known.len()).filter(|place| known[*place].0 == wanted).collect();
    match of_application.as_slice() {
        [one] => Ok((*one, known[*one].1.clone())),
        [] => {
            if case.applications.iter().any(|application| application.id.as_str() == wanted) {
                return Err(CliError::Usage(format!("`{wanted}` has no flow of data")));
            }
            let mut names: Vec<&str> =
                known.iter().flat_map(|(application, full)| [application.as_str(), full.as_str()]).collect();
            names.sort_unstable();
            names.dedup();
            let hint = hint_for(wanted, names).map(|hint| format!("; {hint}")).unwrap_or_default();
            Err(CliError::Usage(format!("there is no flow `{wanted}`{hint}")))
        }
        several => {
            let names: Vec<String> = several.iter().map(|place| format!("`{}`", known[*place].1)).collect();
            Err(CliError::Usage(format!("`{wanted}` has several flows: {}", names.join(", "))))
        }
    }
}

fn picture_path(folder: Option<&Path>, flow: &str) -> PathBuf {
    folder.unwrap_or_else(|| Path::new(".")).join(format!("explain-{flow}.svg"))
}

/// Writes the picture whole or not at all, and its folder if it is missing.
fn write(place: &Path, svg: &str) -> Result<(), CliError> {
    let folder = place.parent().unwrap_or_else(|| Path::new("."));
    let failed = |source: std::io::Error| CliError::Write { path: place.to_owned(), source };
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Temporary files are private by default; the picture is as open as the user's other files (umask applies).
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder).map_err(failed)?;
    std::io::Write::write_all(&mut file, svg.as_bytes()).map_err(failed)?;
    file.persist(place).map_err(|problem| failed(problem.error))?;
    Ok(())
}
