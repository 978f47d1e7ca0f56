//! What the model does not say.

use maud::{Markup, html};

use crate::report::board::{GENERAL_LIMITS, ReportContents, own_limits};

/// The section.
pub fn limits(contents: &ReportContents<'_>) -> Markup {
    html! {
        section #limits aria-labelledby="limits-title" {
            h2 #limits-title { "What the model does not say" }
            @let own = own_limits(contents);
            @if !own.is_empty() {
                h3 { "Of these results" }
                ul { @for limit in own { li { (limit) } } }
            }
            h3 { "In general" }
            ul { @for limit in GENERAL_LIMITS { li { (limit) } } }
        }
    }
}
