//! The workbook: its sheets in order.

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use thiserror::Error;
use zip::result::ZipError;

use super::assumptions::assumptions;
use super::chart_parts::in_schema_order;
use super::charts::charts_sheet;
use super::contingency::contingency;
use super::costs::costs;
use super::layout::write_sheet;
use super::limits::limits;
use super::manifest::manifest;
use super::method::method;
use super::names::SheetNames;
use super::obligations::obligations;
use super::plan::{PlacedChart, SheetPlan};
use super::questions::{Question, capitalised, questions};
use super::summary::summary;
use crate::report::board::{ReportContents, in_order};
use crate::report::office::{ChartBlock, ChartKind, file_properties, native_charts};

/// Why there is no workbook.
#[derive(Debug, Error)]
pub enum WorkbookError {
    #[error("the workbook cannot be written: {0}")]
    Sheets(#[from] XlsxError),
    #[error("the charts of the workbook cannot be put into order: {0}")]
    Charts(#[from] ZipError),
}

/// The whole report as an Excel workbook.
///
/// # Errors
/// More rows or columns than Excel has.
pub fn workbook(contents: &ReportContents<'_>) -> Result<Vec<u8>, WorkbookError> {
    let mut names = SheetNames::default();
    let fixed = ["Summary", "Charts", "Costs", "Questions"].map(|name| names.name(name));
    let last = ["Contingency", "Obligations", "Assumptions", "Method", "Limits", "Origin", "Chart figures"]
        .map(|name| names.name(name));
    let [summary_name, charts_name, costs_name, questions_name] = &fixed;
    let [
        contingency_name,
        obligations_name,
        assumptions_name,
        method_name,
        limits_name,
        origin_name,
        figures_name,
    ] = &last;
    let asked: Vec<Question<'_>> = in_order(contents)
        .into_iter()
        .map(|(title, asked)| Question {
            title,
            asked,
            sheet: names.name(&capitalised(&asked.question.replace('-', " "))),
        })
        .collect();
    let mut book = Workbook::new();
    book.set_properties(&file_properties(contents)?);
    let (mut figures, charts) = chart_figures(contents, figures_name)?;
    let mut plans = vec![
        summary(contents, summary_name, charts.first()),
        charts_sheet(contents, charts_name, &charts),
        costs(contents, costs_name),
    ];
    plans.extend(questions(contents, questions_name, &asked));
    plans.extend([
        contingency(contents, contingency_name),
        obligations(contents, obligations_name),
        assumptions(contents, assumptions_name),
        method(method_name),
        limits(contents, limits_name),
        manifest(contents, origin_name),
    ]);
    plans.retain(|plan: &SheetPlan| !plan.blocks.is_empty());
    for plan in &plans {
        write_sheet(&mut book, plan)?;
    }
    figures.set_name(figures_name)?;
    book.push_worksheet(figures);
    Ok(in_schema_order(book.save_to_buffer()?)?)
}

/// The sheet of the figures of all charts, and where each chart finds its own.
fn chart_figures(
    contents: &ReportContents<'_>,
    name: &str,
) -> Result<(Worksheet, Vec<PlacedChart>), XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_column_width(0, 28)?;
    // Headings run over cells beside them; in print they would open pages of their own.
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    let mut row = 0;
    let mut charts: Vec<PlacedChart> = Vec::new();
    for chart in native_charts(contents) {
        let block = ChartBlock::write(&chart, &mut sheet, row)?;
        row = block.next_row;
        let size = match chart.kind {
            ChartKind::Clustered => (1_240, 520),
            ChartKind::Stacked | ChartKind::Curves { .. } => (760, 480),
        };
        charts.push(PlacedChart { chart, sheet: name.to_owned(), block, size });
    }
    if let Some(widest) = charts.iter().map(|placed| placed.block.columns()).max() {
        sheet.set_print_area(0, 0, row.saturating_sub(2), widest.saturating_sub(1).max(7))?;
    }
    Ok((sheet, charts))
}
