//! Parts that fold away. What is short unfolds in print; what is long stays in the file.

use maud::{Markup, html};

/// Rows beyond which a table is not printed.
const MOST_PRINTED: usize = 64;

/// A part under a line that opens it.
pub fn fold(title: &str, rows: usize, inner: &Markup) -> Markup {
    let long = rows > MOST_PRINTED;
    html! {
        details class=(if long { "fold long" } else { "fold" }) {
            summary {
                (title)
                @if long { span.printed-note { " – not printed: unfold it in the HTML file" } }
            }
            (inner)
        }
    }
}
