//! Charts inside the page.

use maud::{Markup, PreEscaped, html};

use super::table::scroll;
use crate::report::NamedPicture;
use crate::report::decide::{Answer, DecideSetting};

/// From so many pictures on one is shown at a time.
const MANY: usize = 3;

/// The pictures of an answer: all of them, or one at a time by scenario where there are many.
pub fn answer_pictures(setting: &DecideSetting, answer: &Answer) -> Markup {
    html! {
        @if answer.pictures.len() < MANY {
            @for picture in &answer.pictures { (figure(picture)) }
        } @else {
            div.one-of {
                p.hint { "One chart each: open the one to look at." }
                @for (index, picture) in answer.pictures.iter().enumerate() {
                    @let (id, name) = outlook_of(setting, &answer.question, &picture.name);
                    details.one name=(format!("charts-{}", answer.question)) data-scenario=(id) open[index == 0] {
                        summary { (name) }
                        (figure(picture))
                    }
                }
            }
        }
        @for problem in &answer.undrawn {
            p.missing { "A chart could not be drawn: " (problem) }
        }
    }
}

/// Which scenario a picture is about, by the name of its file.
fn outlook_of(setting: &DecideSetting, question: &str, name: &str) -> (String, String) {
    let rest = name.strip_prefix(question).map_or(name, |rest| rest.trim_start_matches('-'));
    let found = setting.scenarios.iter().find(|(id, _)| id == rest);
    match found {
        Some((id, name)) => (id.clone(), name.clone()),
        None if rest == "weighted" => (rest.to_owned(), setting.outlook(None).to_owned()),
        None => {
            // Of an option, such as its triggers and its months.
            let of = |(id, name): &(String, String)| {
                let kind = rest.strip_prefix(id.as_str())?.strip_prefix('-')?;
                Some(format!("{name}: {}", kind.replace('-', " ")))
            };
            let named = setting.options.iter().find_map(of);
            (rest.to_owned(), named.unwrap_or_else(|| rest.replace('-', " ")))
        }
    }
}

/// One chart; its title is its text for those who cannot see it.
pub fn figure(picture: &NamedPicture) -> Markup {
    let svg = inline(&picture.picture.svg, &picture.name);
    html! {
        figure.chart { (scroll(&format!("Chart {}", picture.name.replace('-', " ")), &PreEscaped(svg))) }
    }
}

/// The same chart once more, without its bytes.
pub fn figure_again(picture: &NamedPicture, title: &str) -> Markup {
    html! {
        figure.chart {
            (scroll(&format!("{title}, chart"), &html! {
                svg width="1600" height="900" viewBox="0 0 1600 900" role="img" aria-label=(title) {
                    use href=(format!("#chart-{}", picture.name)) width="1600" height="900" {}
                }
            }))
        }
    }
}

/// An SVG document as part of a page: what each text repeats about fonts comes from the page's style.
fn inline(svg: &str, name: &str) -> String {
    let opening = format!("<svg id=\"chart-{}\"", html! { (name) }.into_string());
    svg.replacen("<svg xmlns=\"http://www.w3.org/2000/svg\"", &opening, 1)
        .replace(FONTS, "")
        .replace(" opacity=\"1\"", "")
}

/// What the charts say of fonts at every text.
const FONTS: &str = " font-family=\"&apos;Open Sans&apos;, &apos;Noto Sans&apos;, &apos;Segoe UI&apos;, &apos;Helvetica Neue&apos;, Helvetica, Arial, &apos;Liberation Sans&apos;, sans-serif\"";
