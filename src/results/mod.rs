//! What a run leaves behind: the table of trials, the manifest, and the folder that holds them, written whole or not
//! at all.
//!
//! No statistics here: what the numbers mean is for the rooms above.

mod chunk;
mod error;
mod folder;
mod hash;
mod manifest;
mod sampling;
#[cfg(feature = "tables")]
mod table;
#[cfg(feature = "tables")]
mod trials;

#[cfg(test)]
pub(crate) mod testing;

pub use chunk::{CHUNK_TRIALS, Chunk, Gathering};
pub use error::ResultsError;
pub use folder::{Existing, PendingFolder};
pub use hash::{ContentHash, NamedColumn, ValuesHasher, column_names, columns_of};
pub use manifest::{
    CHARTS_FOLDER, CaseReference, INPUTS_FOLDER, InputHash, MANIFEST_FILE, Manifest, Overrides, Partial,
    Precision, RESUME_FILE, Reached, ResultHashes, RunSettings, STORIES_FOLDER, SUMMARY_FILE, TRIALS_FILE,
    UnderWay, ValuesHash, to_json,
};
pub use sampling::{LeadingRecord, SamplingMethod, SamplingRecord};
#[cfg(feature = "tables")]
pub use table::{TableLayout, TrialsBlock, TrialsTable, read_block};
#[cfg(feature = "tables")]
pub use trials::TrialsWriter;
