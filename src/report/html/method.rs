//! The method on one page, with its equations as MathML.

use maud::{Markup, PreEscaped, html};

/// Markup without anything from outside.
const METHOD: &str = include_str!("method.html");

/// The section.
pub fn method() -> Markup {
    html! {
        section #method aria-labelledby="method-title" {
            h2 #method-title { "Method" }
            (PreEscaped(METHOD))
        }
    }
}
