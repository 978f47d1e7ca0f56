//! Elements of an XML part: well-formed and escaped by construction.

use std::fmt::Write;

/// An element with its prefix in its name, such as `a:t`.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    children: Vec<Node>,
}

#[derive(Debug, Clone, PartialEq)]
enum Node {
    Element(Element),
    Text(String),
}

/// An empty element.
pub fn element(name: &'static str) -> Element {
    Element { name, attributes: Vec::new(), children: Vec::new() }
}

/// An element with a `val`, as charts have many.
pub fn valued(name: &'static str, value: impl ToString) -> Element {
    element(name).with("val", value)
}

impl Element {
    #[must_use]
    pub fn with(mut self, attribute: &'static str, value: impl ToString) -> Element {
        self.attributes.push((attribute, value.to_string()));
        self
    }

    #[must_use]
    pub fn child(mut self, child: Element) -> Element {
        self.children.push(Node::Element(child));
        self
    }

    #[must_use]
    pub fn children(mut self, children: impl IntoIterator<Item = Element>) -> Element {
        self.children.extend(children.into_iter().map(Node::Element));
        self
    }

    #[must_use]
    pub fn text(mut self, text: &str) -> Element {
        self.children.push(Node::Text(text.to_owned()));
        self
    }

    /// As the file of a part.
    pub fn part(&self) -> Vec<u8> {
        let mut written = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned();
        self.write(&mut written);
        written.into_bytes()
    }

    fn write(&self, written: &mut String) {
        written.push('<');
        written.push_str(self.name);
        for (name, value) in &self.attributes {
            // Writing to a string cannot fail.
            let _ = write!(written, " {name}=\"{}\"", escaped(value));
        }
        if self.children.is_empty() {
            written.push_str("/>");
            return;
        }
        written.push('>');
        for child in &self.children {
            match child {
                Node::Element(child) => child.write(written),
                Node::Text(text) => written.push_str(&escaped(text)),
            }
        }
        let _ = write!(written, "</{}>", self.name);
    }
}

/// Without what XML 1.0 cannot hold.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' => escaped.push(letter),
            '\u{FFFE}' | '\u{FFFF}' => {}
            control if control < ' ' => {}
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped() {
        let part =
            element("a:t").with("name", "\"<").child(element("a:br")).text("a & b\u{1}<\u{FFFF}").part();
        let text = String::from_utf8(part).unwrap();
        assert!(text.ends_with("<a:t name=\"&quot;&lt;\"><a:br/>a &amp; b&lt;</a:t>"), "{text}");
    }
}
