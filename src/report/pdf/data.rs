//! Slides as data for the template, and charts as files beside it.

use serde_json::{Value, json};

use crate::charts::option_colour_code;
use crate::report::NamedPicture;
use crate::report::board::deck::{Column, Part, Slide, SlideRow, SlideTable, Visual};
use crate::report::board::method::MethodStep;

/// Name and content of each file.
pub type Files = Vec<(String, String)>;

/// The data of all slides, and the charts that they name.
pub fn files(slides: &[Slide<'_>], footer: &str) -> Files {
    let mut files = Files::new();
    let each: Vec<Value> = slides.iter().map(|slide| data(slide, &mut files)).collect();
    let title = slides.first().map_or("", |slide| slide.title.as_str());
    let deck = json!({ "title": title, "footer": footer, "slides": each });
    files.push(("deck.json".to_owned(), deck.to_string()));
    files
}

fn data(slide: &Slide<'_>, files: &mut Files) -> Value {
    json!({
        "part": part(slide.part),
        "label": slide.part.name(),
        "kicker": unbroken(&slide.kicker),
        "title": unbroken(&slide.title),
        "points": slide.points.iter().map(|point| unbroken(point)).collect::<Vec<_>>(),
        "note": unbroken(&slide.note),
        "visual": match &slide.visual {
            Visual::Nothing => Value::Null,
            Visual::Picture(picture) => chart(picture, slide.repeats(), files),
            Visual::Table(table) => self::table(table),
            Visual::Columns(columns) => json!({ "kind": "columns", "columns": columns.iter().map(column).collect::<Vec<_>>() }),
            Visual::Method(steps) => json!({ "kind": "method", "steps": steps.iter().map(step).collect::<Vec<_>>() }),
        },
    })
}

/// Longest word that no line may break.
const LONGEST_WORD: usize = 28;

/// A number stays with its sign of per cent; words that would not fit into a column may be hyphenated anywhere.
fn unbroken(text: &str) -> String {
    let text = text.replace(" %", "\u{a0}%");
    if text.split(' ').all(|word| word.chars().count() <= LONGEST_WORD) {
        return text;
    }
    let broken = |word: &str| -> String {
        // Chinese breaks anywhere without a sign.
        if word.chars().count() <= LONGEST_WORD || !word.chars().all(|sign| sign < '\u{2E80}') {
            return word.to_owned();
        }
        let letters: Vec<char> = word.chars().collect();
        let parts: Vec<String> = letters.chunks(6).map(|part| part.iter().collect()).collect();
        parts.join("\u{ad}")
    };
    text.split(' ').map(broken).collect::<Vec<String>>().join(" ")
}

fn part(part: Part) -> &'static str {
    match part {
        Part::Title => "title",
        Part::Given => "given",
        Part::Analysis => "analysis",
        Part::Recommendation => "recommendation",
    }
}

fn chart(picture: &NamedPicture, repeated: bool, files: &mut Files) -> Value {
    // A number, since a name may hold signs that no path may.
    let file = format!("chart-{}.svg", files.len());
    let svg = &picture.picture.svg;
    // Chinese is drawn as shapes, which cannot be told from the rest of the chart: then the title stands twice.
    let written = picture.picture.title.chars().all(|sign| sign < '\u{2E80}');
    let shown = if repeated && written { without_title(svg) } else { svg.clone() };
    let ratio = size(&shown).map_or(1.0, |(width, height)| width as f64 / height as f64);
    files.push((file.clone(), shown));
    json!({ "kind": "chart", "file": file, "alt": picture.picture.title, "ratio": ratio })
}

fn table(table: &SlideTable) -> Value {
    let row = |row: &SlideRow| {
        let cells: Vec<Value> = row
            .cells
            .iter()
            .map(|cell| json!({ "text": unbroken(&cell.text), "detail": cell.detail, "lead": cell.lead }))
            .collect();
        json!({ "colour": row.option.map(option_colour_code), "cells": cells })
    };
    json!({
        "kind": "table",
        "caption": table.caption,
        "header": table.header,
        "numbers": table.numbers,
        "widths": widths(table),
        "rows": table.rows.iter().map(row).collect::<Vec<_>>(),
    })
}

/// Width of each column as a share of all, by the longest text in it: neither too thin to read nor the whole slide.
fn widths(table: &SlideTable) -> Vec<usize> {
    let longest = |column: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
        cells.map(|cell| cell.text.chars().count().max(cell.detail.chars().count())).max().unwrap_or(0)
    };
    // Figures do not break, nor do the words above them.
    let word = |column: usize| {
        let words =
            table.header.get(column).map(|label| label.split([' ', '-']).map(|word| word.chars().count()));
        words.and_then(Iterator::max).unwrap_or(0)
    };
    let width = |(column, number): (usize, &bool)| match number {
        true => (longest(column) + 2).max(word(column) + 1).clamp(9, 18),
        false => (longest(column) + 4).clamp(14, 90),
    };
    table.numbers.iter().enumerate().map(width).collect()
}

fn column(column: &Column) -> Value {
    let points: Vec<String> = column.points.iter().map(|point| unbroken(point)).collect();
    json!({ "heading": unbroken(&column.heading), "points": points })
}

fn step(step: &MethodStep) -> Value {
    json!({ "name": step.name, "text": step.text, "alt": step.equation })
}

/// Size of titles in a chart, and distance of their lines, in tenths of a pixel.
const TITLE_SIZE: &str = "font-size=\"400\"";
const TITLE_LINE: usize = 500;

/// A chart without the title in it, whose room is cut off; as it is, if it is not built as expected.
fn without_title(svg: &str) -> String {
    let titles = svg.lines().filter(|line| is_title(line)).count();
    let cut = titles * TITLE_LINE;
    let Some((width, height)) = size(svg).filter(|(_, height)| *height > 2 * cut) else {
        return svg.to_owned();
    };
    let kept: Vec<&str> = svg.lines().filter(|line| !is_title(line)).collect();
    let outer = format!("width=\"{}\" height=\"{}\"", width / 10, height / 10);
    let inner = format!("width=\"{}\" height=\"{}\"", width / 10, (height - cut) / 10);
    kept.join("\n")
        .replacen(
            &format!("viewBox=\"0 0 {width} {height}\""),
            &format!("viewBox=\"0 {cut} {width} {}\"", height - cut),
            1,
        )
        .replacen(&outer, &inner, 1)
}

fn is_title(line: &str) -> bool {
    line.starts_with("<text ") && line.contains(TITLE_SIZE) && line.contains("font-weight=\"bold\"")
}

/// Width and height of the view box, in tenths of a pixel.
fn size(svg: &str) -> Option<(usize, usize)> {
    let (_, rest) = svg.split_once("viewBox=\"")?;
    let (area, _) = rest.split_once('"')?;
    let numbers: Vec<usize> = area.split(' ').map_while(|number| number.parse().ok()).collect();
    match numbers.as_slice() {
        [_, _, width, height] if *height > 0 => Some((*width, *height)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_that_stands_on_the_slide_is_cut_off_its_chart() {
        let svg = "<svg width=\"1600\" height=\"900\" viewBox=\"0 0 16000 9000\">\n<text x=\"480\" font-size=\"400\" font-weight=\"bold\">One</text>\n\
                   <text x=\"480\" font-size=\"400\" font-weight=\"bold\">two</text>\n<text font-size=\"200\">axis</text>\n</svg>";
        let cut = without_title(svg);
        assert!(cut.contains("width=\"1600\" height=\"800\" viewBox=\"0 1000 16000 8000\""), "{cut}");
        assert!(!cut.contains("One") && !cut.contains("two") && cut.contains("axis"));
        assert_eq!(without_title("<svg>"), "<svg>");
    }

    #[test]
    fn long_words_may_break() {
        assert_eq!(unbroken("5 % of words"), "5\u{a0}% of words");
        let broken = unbroken(&format!("one {}", "x".repeat(40)));
        assert_eq!(broken.replace('\u{ad}', ""), format!("one {}", "x".repeat(40)));
        assert!(broken.split('\u{ad}').all(|part| part.chars().count() <= 10), "{broken}");
    }
}
