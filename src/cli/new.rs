//! `new`: a shipped case copied for editing.

use std::process::ExitCode;

use super::arguments::NewArguments;
use super::console::Console;
use super::error::CliError;
use crate::input::{CaseSource, InputFile, read_case, schema::schemas};
use crate::results::{Existing, PendingFolder, ResultsError};

/// How shipped files name their schema, up to the folder.
const SCHEMA_LINE: &str = "#:schema ";

/// Copies a shipped case.
///
/// # Errors
/// No such case, or a folder that exists or cannot be written.
pub fn new(arguments: &NewArguments, console: &mut Console) -> Result<ExitCode, CliError> {
    let folder = arguments.folder.display();
    if arguments.folder.symlink_metadata().is_ok() {
        return Err(CliError::Usage(format!(
            "{folder} exists already; give a folder that does not, so that nothing is lost"
        )));
    }
    let loaded = read_case(&CaseSource::embedded(&arguments.from))?;
    let mut pending = PendingFolder::prepare(&arguments.folder, Existing::Keep).map_err(without_flags)?;
    let own = format!("models/{}/", arguments.from);
    for file in loaded.files.iter().filter(|file| arguments.all || file.display.starts_with(&own)) {
        pending.add_bytes(&file.path, with_local_schema(file))?;
    }
    for (kind, schema) in schemas() {
        pending.add_bytes(format!("schema/{kind}.schema.json"), schema)?;
    }
    pending.publish(&|| false).map_err(without_flags)?;
    console.print(&next_steps(&folder.to_string(), arguments.all))?;
    Ok(ExitCode::SUCCESS)
}

/// The text, with its schema looked for inside the new folder.
fn with_local_schema(file: &InputFile) -> String {
    let up = "../".repeat(file.path.matches('/').count());
    let local = |line: &str| match line.strip_prefix(SCHEMA_LINE).and_then(|path| path.rsplit('/').next()) {
        Some(name) => format!("{SCHEMA_LINE}{up}schema/{name}"),
        None => line.to_owned(),
    };
    match file.text.split_once('\n') {
        Some((first, rest)) => format!("{}\n{rest}", local(first)),
        None => local(&file.text),
    }
}

fn next_steps(folder: &str, all: bool) -> String {
    let catalogues = if all {
        "Catalogues (placements, risks, duties ...), regulation packs and scenarios were copied too: edit what you need."
    } else {
        "Catalogues (placements, risks, duties ...), regulation packs and scenarios are the shipped ones; `new --all` copies\n\
         them too."
    };
    format!(
        "{folder} is ready. Next:\n\
         \x20 1. edit {folder}/company.toml, applications.toml, options/*.toml and case.toml; their comments explain\n\
         \x20 2. splitstack check {folder}\n\
         \x20 3. splitstack run {folder}\n\
         {catalogues}\n"
    )
}

/// The same without advice about flags that this command does not have.
fn without_flags(error: ResultsError) -> CliError {
    match error {
        ResultsError::Unwritable { path, source } => {
            CliError::Usage(format!("{} cannot be written ({source}); choose another folder", path.display()))
        }
        ResultsError::Exists { path } => {
            CliError::Usage(format!("{} exists already; choose another folder", path.display()))
        }
        ResultsError::Write { file, source } => CliError::Write { path: file, source },
        other @ (ResultsError::NotResults { .. }
        | ResultsError::NoName { .. }
        | ResultsError::Obstacle { .. }
        | ResultsError::Read { .. }
        | ResultsError::Malformed { .. }
        | ResultsError::Outside { .. }
        | ResultsError::Table { .. }
        | ResultsError::NotACount { .. }) => CliError::Results(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_finds_its_schema_beside_itself() {
        let file = |path: &str, text: &str| InputFile {
            path: path.to_owned(),
            text: text.to_owned(),
            shipped: true,
            display: String::new(),
        };
        let deep = file("options/hybrid.toml", "#:schema ../../../schema/option.schema.json\n# x\n");
        assert_eq!(with_local_schema(&deep), "#:schema ../schema/option.schema.json\n# x\n");
        let top = file("case.toml", "#:schema ../../schema/case.schema.json\n");
        assert_eq!(with_local_schema(&top), "#:schema schema/case.schema.json\n");
        assert_eq!(with_local_schema(&file("case.toml", "name = \"x\"\n")), "name = \"x\"\n");
    }
}
