use super::cut::{LONGEST_POINT, LONGEST_TITLE, MOST_POINTS, MOST_ROWS, room};
use super::{Part, Slide, Visual, deck, deck_footer};
use crate::charts::{Heading, HeatMap, heat_map, samples};
use crate::report::board::{Asked, ReportContents};
use crate::report::decide::{Answer, appetite_answer, compare_answer, comparisons_of_summary};
use crate::report::testing::{setting_of, summary, summary_of_one_trial};
use crate::report::{NamedPicture, Summary};
use crate::results::Partial;
use crate::results::testing::manifest;

/// What a test looks at in the deck of a summary without trials and inputs.
fn with_deck<T>(summary: &Summary, more: Vec<Asked>, look: impl Fn(&[Slide<'_>], &str) -> T) -> T {
    let setting = setting_of(summary);
    let compared = compare_answer(&setting, &comparisons_of_summary(&summary.scenarios), None);
    let tails = appetite_answer(&setting, &summary.scenarios, None).unwrap();
    let asked = |question, answer| Asked { question, answer };
    let mut all = vec![asked("compare", Ok(compared)), asked("appetite", Ok(tails))];
    all.extend(more);
    let manifest = manifest();
    let contents = ReportContents {
        folder: "results/test",
        manifest: &manifest,
        summary,
        setting: &setting,
        case: Err("gone.".to_owned()),
        asked: &all,
        exhibits: &crate::report::exhibits::Exhibits::default(),
    };
    look(&deck(&contents), &deck_footer(&contents))
}

fn table<'a>(slides: &'a [Slide<'_>], kicker: &str) -> Vec<&'a super::SlideTable> {
    let of = |slide: &'a Slide<'_>| match &slide.visual {
        Visual::Table(table) if slide.kicker.starts_with(kicker) => Some(table),
        Visual::Nothing | Visual::Picture(_) | Visual::Table(_) | Visual::Columns(_) | Visual::Method(_) => {
            None
        }
    };
    slides.iter().filter_map(of).collect()
}

/// No slide holds more than it can show.
fn assert_fits(slides: &[Slide<'_>]) {
    for slide in slides {
        assert!(room(&slide.title) <= LONGEST_TITLE + 2, "{slide:?}");
        match &slide.visual {
            Visual::Picture(_) => {
                assert!(slide.points.len() <= MOST_POINTS, "{slide:?}");
                assert!(slide.points.iter().all(|point| room(point) <= LONGEST_POINT + 2), "{slide:?}");
            }
            Visual::Table(table) => {
                assert!(table.rows.len() <= MOST_ROWS && table.header.len() <= 10, "{slide:?}");
                assert!(table.rows.iter().all(|row| row.cells.len() == table.header.len()), "{slide:?}");
                assert_eq!(table.numbers.len(), table.header.len());
            }
            Visual::Columns(columns) => {
                let texts = columns.iter().flat_map(|column| &column.points).chain(&slide.points);
                assert!(texts.map(|text| room(text)).sum::<usize>() <= 3_400, "{slide:?}");
            }
            Visual::Nothing | Visual::Method(_) => {}
        }
    }
}

#[test]
fn slides_come_in_the_order_of_a_board_meeting() {
    with_deck(&summary(2, 3), Vec::new(), |slides, footer| {
        assert_fits(slides);
        let kickers: Vec<&str> = slides.iter().map(|slide| slide.kicker.as_str()).collect();
        let place = |kicker: &str| kickers.iter().position(|found| found.starts_with(kicker)).unwrap();
        let order = [
            "Splitstack report",
            "What the trials support",
            "Mean cost over the horizon",
            "What was compared",
            "Which option costs least",
            "How bad can it get",
            "If it happens",
            "What the law obliges to",
            "Assumptions",
            "Limits",
            "Method",
            "Where this comes from",
            "Appendix",
        ];
        assert!(order.map(place).is_sorted(), "{kickers:?}");
        assert_eq!(slides[0].part, Part::Title);
        assert_eq!(slides[1].part, Part::Recommendation);
        assert_eq!(footer, "Reference manufacturer  ·  EUR, present value at 8 %  ·  404 trials  ·  seed 7");
    });
}

#[test]
fn means_are_those_of_the_summary_and_the_lowest_stands_out() {
    let found = summary(2, 3);
    with_deck(&found, Vec::new(), |slides, _| {
        let tables = table(slides, "Mean cost");
        // Option 0 costs least by the formula: 55M · 2 = 110M on average.
        let [first, second] = [&tables[0].rows[0].cells[1], &tables[0].rows[1].cells[1]];
        assert!(first.lead && !second.lead);
        let shown: f64 = first.text.parse().unwrap();
        assert!((shown - found.scenarios[0].options[0].total.mean / 1e6).abs() < 1.0, "{first:?}");
    });
}

#[test]
fn a_chart_that_is_refused_says_so_where_it_would_stand() {
    let answer = Answer {
        question: "frontier".to_owned(),
        sentences: vec![format!("{}: nothing more to say.", "An option’s name ".repeat(20))],
        undrawn: vec![
            "frontier-calm: the chart has 20 options; at most 12 fit readably on one picture".to_owned(),
        ],
        ..Answer::default()
    };
    with_deck(&summary(2, 2), vec![Asked { question: "frontier", answer: Ok(answer) }], |slides, _| {
        assert_fits(slides);
        let slide = slides.iter().find(|slide| slide.kicker == "What does safety cost?").unwrap();
        let reason =
            "No chart stands here: the chart has 20 options; at most 12 fit readably on one picture.";
        assert_eq!(slide.points.last().unwrap(), reason);
    });
}

#[test]
fn every_chart_is_on_one_slide_and_every_finding_somewhere() {
    let chart = |name: &str| {
        let heading = Heading { title: format!("Title of {name}"), ..samples::heading("A") };
        let picture = heat_map(&HeatMap { heading, ..samples::heat_map(2) }).unwrap();
        NamedPicture { name: name.to_owned(), picture }
    };
    let answer = Answer {
        question: "regret".to_owned(),
        sentences: (0..9)
            .map(|number| format!("Current direction: finding {number} {}.", "x".repeat(100)))
            .collect(),
        pictures: ["regret-current-direction", "regret-renewed-cooperation", "regret"].map(chart).to_vec(),
        ..Answer::default()
    };
    with_deck(&summary(2, 2), vec![Asked { question: "regret", answer: Ok(answer) }], |slides, _| {
        assert_fits(slides);
        let of = |name: &str| {
            let shows =
                |slide: &&Slide<'_>| matches!(&slide.visual, Visual::Picture(shown) if shown.name == name);
            let found: Vec<&Slide<'_>> = slides.iter().filter(shows).collect();
            assert_eq!(found.len(), 1, "{name}");
            found[0].clone()
        };
        let main = of("regret-current-direction");
        assert_eq!(main.title, "Current direction: Title of regret-current-direction");
        assert_eq!(main.points.len(), 3);
        assert_eq!(main.note, "6 more findings and 2 more charts in the appendix.");
        assert!(main.repeats());
        assert_eq!(of("regret").title, "Title of regret");
        let all = format!("{slides:?}");
        assert!((0..9).all(|number| all.contains(&format!("finding {number} "))));
    });
}

#[test]
fn what_is_not_answered_is_on_one_slide_with_its_reason() {
    let refused = |question, reason: &str| Asked { question, answer: Err(reason.to_owned()) };
    let more = vec![refused("regret", "run `a`."), refused("frontier", "run `b`.")];
    with_deck(&summary(2, 2), more, |slides, _| {
        let found: Vec<&Slide<'_>> =
            slides.iter().filter(|slide| slide.kicker == "Not answered here").collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].title, "2 questions are not answered here");
        let text = format!("{:?}", found[0].visual);
        assert!(text.contains("What if the choice turns out wrong? Run `a`.") && text.contains("Run `b`."));
    });
}

#[test]
fn one_option_one_trial_and_nothing_claim_nothing() {
    for found in [summary(1, 1), summary_of_one_trial(3), summary(0, 0)] {
        with_deck(&found, Vec::new(), |slides, _| {
            assert_fits(slides);
            assert!(!format!("{slides:?}").contains("NaN"));
            let page = slides.iter().find(|slide| slide.part == Part::Recommendation).unwrap();
            assert!(!page.points.iter().any(|point| point.starts_with("Choose")), "{page:?}");
        });
    }
}

#[test]
fn twenty_options_with_long_and_chinese_names_go_on_over_slides() {
    let mut found = summary(8, 6);
    for scenario in &mut found.scenarios {
        scenario.name = "云服务禁令与更严格的执法".repeat(4);
        for (number, option) in scenario.options.iter_mut().enumerate() {
            option.name = format!("{number} {}", "A very long name of an option ".repeat(6));
        }
        let more = (6..20).map(|number| {
            let mut option = scenario.options[number % 6].clone();
            option.id = format!("option-{number}");
            option
        });
        let more: Vec<_> = more.collect();
        scenario.options.extend(more);
    }
    with_deck(&found, Vec::new(), |slides, _| {
        assert_fits(slides);
        let tables = table(slides, "Mean cost over the horizon (");
        assert_eq!(tables.iter().map(|table| table.rows.len()).sum::<usize>(), 20);
        assert!(tables[0].rows[0].cells[0].text.ends_with('…'));
    });
}

#[test]
fn an_interrupted_run_says_so_at_the_foot() {
    let mut found = summary(2, 2);
    found.partial = Some(Partial {
        complete: vec!["current-direction".to_owned()],
        under_way: None,
        missing: vec!["cold-war-2".to_owned()],
    });
    with_deck(&found, Vec::new(), |_, footer| {
        assert!(footer.ends_with("PARTIAL: 1 of 2 scenarios complete"), "{footer}");
    });
}
