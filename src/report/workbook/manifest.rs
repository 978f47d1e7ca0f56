//! What was run, so that it can be run and checked again.

use super::plan::{Block, Entry, Grid, Part, SheetPlan};
use crate::report::board::ReportContents;

/// The sheet.
pub fn manifest(contents: &ReportContents<'_>, name: &str) -> SheetPlan {
    let manifest = contents.manifest;
    let mut plan = SheetPlan::new(name, "Where this comes from", Part::Given);
    plan.texts(
        [
            format!("Case: {} ({})", manifest.case.name, manifest.case.id),
            format!("Run: {}", manifest.created),
            format!("Version: splitstack {}", manifest.splitstack),
            format!("Seed: {}", manifest.seed),
            format!("Trials: {}", manifest.trials),
            format!("SHA-256 of summary.json: {}", manifest.results.summary_sha256),
            format!("The same bits come out again, on any machine: splitstack verify {}", contents.folder),
        ],
        Block::Text,
    );
    let mut grid = Grid::new("Input files", &[("File", ""), ("From", ""), ("SHA-256", "")]);
    grid.rows = manifest
        .inputs
        .iter()
        .map(|input| {
            vec![
                Entry::text(&input.path),
                Entry::text(if input.shipped { "shipped" } else { "the case" }),
                Entry::text(input.sha256.to_string()),
            ]
        })
        .collect();
    plan.add(Block::Table(grid));
    plan
}
