//! Which slides there are, in which order.

use super::appendix::appendix;
use super::closing::{assumptions, limits, method, origin};
use super::cut::{LONGEST_TITLE, cut};
use super::exhibits::{exhibits, not_drawn, other_exhibits};
use super::given::given;
use super::plans::{obligations, plans};
use super::questions::{questions, unanswered};
use super::slide::{Part, Slide};
use super::summary::{means, on_one_page};
use crate::report::board::ReportContents;
use crate::report::exhibits::ExhibitSection;
use crate::report::figures::{rate, trials_in_words};
use crate::report::partial_in_words;

/// The whole report as slides.
#[must_use]
pub fn deck<'a>(contents: &'a ReportContents<'_>) -> Vec<Slide<'a>> {
    let mut slides = vec![title(contents), on_one_page(contents)];
    slides.extend(means(contents));
    slides.extend(given(contents));
    slides.extend(exhibits(contents, ExhibitSection::Given));
    slides.extend(questions(contents));
    slides.extend(exhibits(contents, ExhibitSection::Money));
    slides.extend(not_drawn(contents));
    slides.extend(unanswered(contents));
    slides.extend(plans(contents));
    slides.extend(obligations(contents));
    slides.extend(exhibits(contents, ExhibitSection::Obligations));
    slides.extend(assumptions(contents));
    slides.extend(limits(contents));
    slides.push(method());
    slides.push(origin(contents));
    slides.extend(appendix(contents));
    slides.extend(other_exhibits(contents));
    for slide in &mut slides {
        slide.title = cut(&slide.title, LONGEST_TITLE);
    }
    slides
}

/// What stands at the foot of every slide: case, money, trials, seed, and that a run is not complete.
#[must_use]
pub fn deck_footer(contents: &ReportContents<'_>) -> String {
    let summary = contents.summary;
    let mut parts = vec![
        cut(&summary.case, 60),
        format!("{}, present value at {}", summary.currency, rate(summary.discount_rate)),
        trials(contents),
        format!("seed {}", summary.seed),
    ];
    parts.extend(summary.partial.as_ref().map(partial_in_words));
    parts.join("  ·  ")
}

/// Trials of each scenario.
fn trials(contents: &ReportContents<'_>) -> String {
    let each = || contents.summary.scenarios.iter().map(|scenario| scenario.trials);
    match (each().min(), each().max()) {
        (Some(least), Some(most)) if least < most => format!("{least} to {}", trials_in_words(most)),
        (_, most) => trials_in_words(most.unwrap_or(0)),
    }
}

fn title(contents: &ReportContents<'_>) -> Slide<'static> {
    let manifest = contents.manifest;
    let mut slide = Slide::new(Part::Title, "Splitstack report", cut(&contents.summary.case, 170));
    let day = manifest.created.split('T').next().unwrap_or_default();
    slide.points = vec![
        "Ways to run a multinational’s IT in China, compared across geopolitical and regulatory futures"
            .to_owned(),
        format!(
            "Run of {day}: {} per scenario and option, seed {}, splitstack {}",
            trials(contents),
            contents.summary.seed,
            manifest.splitstack
        ),
    ];
    slide.points.extend(contents.summary.partial.as_ref().map(partial_in_words));
    slide
}
