//! Files, written whole or not at all.

use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::error::CliError;

/// Writes a file so that readers see the old or the new content, never a part; creates the folder.
///
/// # Errors
/// Whatever the system says, with the path.
pub fn write_whole(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), CliError> {
    write_all_whole(&[(folder.join(name), bytes.to_vec())])
}

/// Writes several files, each as [`write_whole`]; none, if there is no room or right for one of them.
///
/// # Errors
/// Whatever the system says, with the path.
pub fn write_all_whole(files: &[(PathBuf, Vec<u8>)]) -> Result<(), CliError> {
    let ready = files.iter().map(|(path, bytes)| Ok((path, staged(path, bytes)?)));
    for (path, file) in ready.collect::<Result<Vec<_>, CliError>>()? {
        let failed = |source| CliError::Write { path: path.clone(), source };
        file.persist(path).map_err(|error| failed(error.error))?;
    }
    Ok(())
}

/// The content in a file of another name beside it.
fn staged(path: &Path, bytes: &[u8]) -> Result<NamedTempFile, CliError> {
    let failed = |source| CliError::Write { path: path.to_owned(), source };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut file = NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Temporary files are private by default; what is asked for with a folder's name is for everybody.
        file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644)).map_err(failed)?;
    }
    Ok(file)
}

/// Whether a file may be written; one that says the same already may stand there.
///
/// # Errors
/// Something else stands there, and `force` is not given.
pub fn check_free(path: &Path, bytes: &[u8], force: bool) -> Result<(), CliError> {
    let same = || std::fs::read(path).is_ok_and(|found| found == bytes);
    if force || path.symlink_metadata().is_err() || same() {
        return Ok(());
    }
    Err(CliError::Usage(format!(
        "{} exists already and differs; choose another folder with --out, or replace it with --force",
        path.display()
    )))
}
