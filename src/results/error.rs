use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// Why results cannot be written or read.
#[derive(Debug, Error)]
pub enum ResultsError {
    /// Something stands where the result folder should go.
    #[error("{path} exists already; choose another folder with --out, or replace it with --force")]
    Exists { path: PathBuf },
    /// `--force` was given for a folder that no run has written.
    #[error(
        "{path} is not a result folder (it has no manifest.json written by splitstack), so --force will not remove it; \
         choose another folder with --out"
    )]
    NotResults { path: PathBuf },
    /// A path such as `/` or `..`.
    #[error("{path} does not name a folder that could be created; give one such as results/first-try")]
    NoName { path: PathBuf },
    /// A file or a link stands where a folder is needed.
    #[error("{path} cannot be created: {obstacle} is not a folder")]
    Obstacle { path: PathBuf, obstacle: PathBuf },
    /// The place cannot be written.
    #[error("{path} cannot be written ({source}); choose another folder with --out")]
    Unwritable { path: PathBuf, source: io::Error },
    /// Writing stopped part-way; nothing of it stays.
    #[error("writing {file} failed ({source}); nothing was kept of this run's results{}", hint(source))]
    Write { file: PathBuf, source: io::Error },
    /// A file of a result folder cannot be read.
    #[error("{path} cannot be read ({source})")]
    Read { path: PathBuf, source: io::Error },
    /// A file of a result folder that is not what a run writes.
    #[error("{path} is not what splitstack writes: {problem}")]
    Malformed { path: PathBuf, problem: String },
    /// A file name that would leave the result folder.
    #[error("`{path}` would lie outside the result folder")]
    Outside { path: PathBuf },
    /// The table of trials cannot be encoded or decoded.
    #[error("the table of trials: {problem}")]
    Table { problem: String },
    /// A count that is not a whole number.
    #[error("column {column} has {value} in trial {trial}; it must be a whole number from 0 to 4294967295")]
    NotACount { column: String, trial: usize, value: f64 },
}

/// What to do about an error of the disk, if it is a usual one.
fn hint(source: &io::Error) -> &'static str {
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "; free some space, run fewer trials or write elsewhere with --out"
        }
        // Errors of the system, not our own: the message of the system says what is known.
        _ => "",
    }
}
