//! The method on one page, with its equations as MathML.

use maud::{Markup, PreEscaped, html};

use crate::report::board::method::METHOD;

/// A line for each step of the method; empty where there is no equation. Markup without anything from outside.
const EQUATIONS: &str = include_str!("equations.html");

/// The section.
pub fn method() -> Markup {
    html! {
        section #method aria-labelledby="method-title" {
            h2 #method-title { "Method" }
            ol.method {
                @for (step, equation) in METHOD.iter().zip(EQUATIONS.lines()) {
                    li {
                        p { strong { (step.name) } " " (step.text) @if !step.more.is_empty() { " " (step.more) } }
                        @if !step.equation.is_empty() {
                            div.equation tabindex="0" role="group" aria-label=(step.equation) { (PreEscaped(equation)) }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_has_the_equation_that_is_read_aloud() {
        assert_eq!(EQUATIONS.lines().count(), METHOD.len());
        for (step, equation) in METHOD.iter().zip(EQUATIONS.lines()) {
            assert_eq!(step.equation.is_empty(), equation.is_empty(), "{}", step.name);
        }
    }
}
