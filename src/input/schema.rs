//! The JSON Schema of every kind of file, for editors that complete and check while somebody types.

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};

use super::raw::{
    ApplicationsFile, CaseFile, CompanyFile, DutiesFile, MeasuresFile, OptionFile, PlacementsFile,
    RegimesFile, RegulationFile, RequirementsFile, RisksFile, ScenarioFile,
};

/// Kind of file and its schema as JSON text with a final newline; kept as `schema/<kind>.schema.json`.
pub fn schemas() -> Vec<(&'static str, String)> {
    vec![
        ("applications", schema::<ApplicationsFile>()),
        ("case", schema::<CaseFile>()),
        ("company", schema::<CompanyFile>()),
        ("duties", schema::<DutiesFile>()),
        ("measures", schema::<MeasuresFile>()),
        ("option", schema::<OptionFile>()),
        ("placements", schema::<PlacementsFile>()),
        ("regimes", schema::<RegimesFile>()),
        ("regulation", schema::<RegulationFile>()),
        ("requirements", schema::<RequirementsFile>()),
        ("risks", schema::<RisksFile>()),
        ("scenario", schema::<ScenarioFile>()),
    ]
}

/// Draft 7, which the TOML plug-ins of editors understand.
fn schema<T: JsonSchema>() -> String {
    let generator: SchemaGenerator = SchemaSettings::draft07().into_generator();
    let schema = generator.into_root_schema_for::<T>();
    // A schema is a JSON value already; printing it cannot fail.
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    format!("{text}\n")
}
