//! What a run leaves behind: the table of trials, the manifest, and the folder that holds them, written whole or not
//! at all.
//!
//! No statistics here: what the numbers mean is for the rooms above.

mod error;
mod folder;
mod hash;
mod manifest;
mod sampling;
#[cfg(feature = "tables")]
mod trials;

#[cfg(test)]
pub(crate) mod testing;

pub use error::ResultsError;
pub use folder::{Existing, PendingFolder};
pub use hash::{ContentHash, NamedColumn, columns_of, hash_of_columns};
pub use manifest::{
    CaseReference, INPUTS_FOLDER, InputHash, MANIFEST_FILE, Manifest, Overrides, Precision, ResultHashes,
    RunSettings, SUMMARY_FILE, TRIALS_FILE, ValuesHash, to_json,
};
pub use sampling::{LeadingRecord, SamplingMethod, SamplingRecord};
#[cfg(feature = "tables")]
pub use trials::{TrialsBlock, TrialsWriter, read_block};
