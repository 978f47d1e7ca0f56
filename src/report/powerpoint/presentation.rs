//! The file: slides in order, each with what it shows.

use rust_xlsxwriter::{DocProperties, XlsxError};
use thiserror::Error;
use zip::result::ZipError;

use super::chart::{chart_part, chart_workbook};
use super::frame::{SLIDE_TYPE, add_frame};
use super::package::{Package, Relationships};
use super::slide::{Shown, layout_of, slide_part};
use crate::report::board::ReportContents;
use crate::report::board::deck::{Part, Slide, Visual, deck, deck_footer};
use crate::report::office::{ChartKind, NativeChart, file_properties, native_charts};

const CHART_TYPE: &str = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
/// The topic after whose slides the charts over all scenarios stand.
const MEANS: &str = "Mean cost over the horizon";

/// Why there is no presentation.
#[derive(Debug, Error)]
pub enum PresentationError {
    #[error("the presentation cannot be written: {0}")]
    Package(#[from] ZipError),
    #[error("the figures of a chart of the presentation cannot be written: {0}")]
    Figures(#[from] XlsxError),
}

/// The whole report as a PowerPoint file.
///
/// # Errors
/// More than a file holds.
pub fn presentation(contents: &ReportContents<'_>) -> Result<Vec<u8>, PresentationError> {
    let slides = with_native_charts(deck(contents), native_charts(contents));
    let footer = deck_footer(contents);
    let title = format!("{} – IT set-ups for China compared", contents.summary.case);
    let mut writer = Writer {
        package: Package::default(),
        properties: file_properties(contents)?,
        slides: 0,
        charts: 0,
        pictures: 0,
    };
    add_frame(&mut writer.package, slides.len(), &title, &contents.manifest.created);
    for (slide, chart) in &slides {
        writer.slide(slide, chart.as_ref(), &footer)?;
    }
    Ok(writer.package.zipped()?)
}

type Charted<'a> = (Slide<'a>, Option<NativeChart>);

/// Charts that PowerPoint draws: over all scenarios after the table of means, curves in place of their pictures, the rest at the end.
fn with_native_charts<'a>(slides: Vec<Slide<'a>>, charts: Vec<NativeChart>) -> Vec<Charted<'a>> {
    let (over_all, mut others): (Vec<NativeChart>, Vec<NativeChart>) =
        charts.into_iter().partition(|chart| chart.kind == ChartKind::Clustered);
    let last = slides.iter().rposition(|slide| slide.kicker.starts_with(MEANS));
    let mut over_all: Vec<Charted<'a>> = over_all.into_iter().map(own_slide).collect();
    let mut charted = Vec::new();
    for (place, slide) in slides.into_iter().enumerate() {
        let curves = match &slide.visual {
            Visual::Picture(picture) => picture.name.strip_prefix("appetite-").and_then(|scenario| {
                others.iter().position(|chart| chart.name.strip_prefix("exceedance-") == Some(scenario))
            }),
            Visual::Nothing | Visual::Table(_) | Visual::Columns(_) | Visual::Method(_) => None,
        };
        charted.push(match curves.map(|place| others.remove(place)) {
            None => (slide, None),
            Some(chart) => {
                let note = join(&slide.note, &chart.subtitle);
                (Slide { note, ..slide }, Some(chart))
            }
        });
        if Some(place) == last {
            charted.append(&mut over_all);
        }
    }
    charted.append(&mut over_all);
    charted.extend(others.into_iter().map(own_slide));
    charted
}

fn join(first: &str, second: &str) -> String {
    [first, second].into_iter().filter(|text| !text.is_empty()).collect::<Vec<&str>>().join(" – ")
}

/// A slide for a chart alone.
fn own_slide<'a>(chart: NativeChart) -> Charted<'a> {
    let kicker = match chart.kind {
        ChartKind::Clustered if chart.name == "mean-cost" => "Mean cost, by scenario and option",
        ChartKind::Clustered => "Chance to exceed the risk appetite",
        ChartKind::Stacked => "Mean cost by group",
        ChartKind::Curves { .. } => "Chance to cost more than an amount",
    };
    let slide = Slide {
        part: Part::Analysis,
        kicker: kicker.to_owned(),
        title: chart.title.clone(),
        points: Vec::new(),
        visual: Visual::Nothing,
        note: chart.subtitle.clone(),
    };
    (slide, Some(chart))
}

struct Writer {
    package: Package,
    properties: DocProperties,
    slides: usize,
    charts: usize,
    pictures: usize,
}

impl Writer {
    fn slide(
        &mut self,
        slide: &Slide<'_>,
        chart: Option<&NativeChart>,
        footer: &str,
    ) -> Result<(), PresentationError> {
        self.slides += 1;
        let mut relationships = Relationships::default();
        relationships.add("slideLayout", layout_of(slide).target());
        let shown = match (&slide.visual, chart) {
            (_, Some(chart)) => self.chart(chart, &mut relationships)?,
            (Visual::Picture(picture), None) => {
                self.pictures += 1;
                let name = format!("image{}.png", self.pictures);
                self.package.add(&format!("ppt/media/{name}"), None, picture.picture.png.clone());
                let id = relationships.add("image", &format!("../media/{name}"));
                Shown::Picture { id, text: picture.picture.title.clone() }
            }
            (Visual::Nothing | Visual::Table(_) | Visual::Columns(_) | Visual::Method(_), None) => {
                Shown::Nothing
            }
        };
        let path = format!("ppt/slides/slide{}.xml", self.slides);
        self.package.add_with(&path, Some(SLIDE_TYPE), &slide_part(slide, &shown, footer), &relationships);
        Ok(())
    }

    fn chart(
        &mut self,
        chart: &NativeChart,
        of_slide: &mut Relationships,
    ) -> Result<Shown, PresentationError> {
        self.charts += 1;
        let (workbook, block) = chart_workbook(chart, &self.properties)?;
        let book = format!("figures{}.xlsx", self.charts);
        self.package.add(&format!("ppt/embeddings/{book}"), None, workbook);
        let mut of_chart = Relationships::default();
        let book_id = of_chart.add("package", &format!("../embeddings/{book}"));
        let name = format!("chart{}.xml", self.charts);
        let part = chart_part(chart, &block, &book_id);
        self.package.add_with(&format!("ppt/charts/{name}"), Some(CHART_TYPE), &part, &of_chart);
        let id = of_slide.add("chart", &format!("../charts/{name}"));
        Ok(Shown::Chart { id, text: chart.heading().replace('\n', ". ") })
    }
}
