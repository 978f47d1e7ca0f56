//! The texts of a PDF by page, read from the file itself: for files as typst writes them (ISO 32000: a plain table of objects,
//! streams that are deflated, fonts with a table to Unicode).

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::ZlibDecoder;

/// The texts of each page in the order of drawing, one for each piece of text that is set at once.
pub fn texts_by_page(file: &[u8]) -> Vec<Vec<String>> {
    let file = File::read(file);
    let kids = between(&file.dictionary(1), "/Kids[", "]");
    references(&kids).into_iter().map(|page| file.page(page)).collect()
}

struct File<'a> {
    bytes: &'a [u8],
    /// Where each object begins.
    places: Vec<usize>,
}

/// From a code of two bytes to text.
type Characters = BTreeMap<u16, String>;

impl<'a> File<'a> {
    fn read(bytes: &'a [u8]) -> Self {
        let tail = String::from_utf8_lossy(&bytes[bytes.len() - 64..]).into_owned();
        let start: usize = between(&tail, "startxref\n", "\n").trim().parse().unwrap();
        let table = String::from_utf8_lossy(&bytes[start..]).into_owned();
        let places = table
            .lines()
            .skip(2)
            .take_while(|line| !line.starts_with("trailer"))
            .map(|line| line.split(' ').next().unwrap().parse().unwrap())
            .collect();
        Self { bytes, places }
    }

    fn object(&self, number: usize) -> &'a [u8] {
        let object = &self.bytes[self.places[number]..];
        &object[find(object, b"obj").unwrap() + 3..]
    }

    /// The object without its stream.
    fn dictionary(&self, number: usize) -> String {
        let object = self.object(number);
        let end = object.windows(6).position(|found| found == b"endobj" || found == b"stream").unwrap();
        String::from_utf8_lossy(&object[..end]).into_owned()
    }

    fn stream(&self, number: usize) -> Vec<u8> {
        let (object, dictionary) = (self.object(number), self.dictionary(number));
        let length: usize = digits_after(&dictionary, "/Length ").unwrap();
        let start = find(object, b"stream\n").unwrap() + b"stream\n".len();
        let held = &object[start..start + length];
        if !dictionary.contains("FlateDecode") {
            return held.to_vec();
        }
        let mut plain = Vec::new();
        ZlibDecoder::new(held).read_to_end(&mut plain).unwrap();
        plain
    }

    fn page(&self, number: usize) -> Vec<String> {
        let page = self.dictionary(number);
        let mut texts = Vec::new();
        let content = self.stream(digits_after(&page, "/Contents ").unwrap());
        self.draw(&content, &self.resources(&page), &mut texts);
        texts
    }

    fn resources(&self, owner: &str) -> String {
        digits_after(owner, "/Resources ").map_or_else(|| owner.to_owned(), |place| self.dictionary(place))
    }

    /// What the operators of a page, or of a form on it, show.
    fn draw(&self, content: &[u8], resources: &str, texts: &mut Vec<String>) {
        let mut characters = Characters::new();
        let (mut name, mut text, mut at) = (String::new(), None::<String>, 0);
        while at < content.len() {
            match content[at] {
                b'(' => {
                    let (codes, end) = literal(content, at + 1);
                    if let Some(text) = &mut text {
                        text.push_str(&decoded(&codes, &characters));
                    }
                    at = end;
                }
                b'/' => {
                    let end = at + 1 + word(&content[at + 1..]);
                    name = String::from_utf8_lossy(&content[at..end]).into_owned();
                    at = end;
                }
                letter if letter.is_ascii_alphabetic() => {
                    let end = at + word(&content[at..]);
                    match &content[at..end] {
                        b"BT" => text = Some(String::new()),
                        b"ET" => texts.extend(text.take()),
                        b"Tf" => {
                            characters = self.font(digits_after(resources, &format!("{name} ")).unwrap())
                        }
                        b"Do" => self.form(digits_after(resources, &format!("{name} ")).unwrap(), texts),
                        _ => {}
                    }
                    at = end;
                }
                _ => at += 1,
            }
        }
    }

    fn form(&self, number: usize, texts: &mut Vec<String>) {
        let dictionary = self.dictionary(number);
        if dictionary.contains("/Subtype/Form") {
            self.draw(&self.stream(number), &self.resources(&dictionary), texts);
        }
    }

    fn font(&self, number: usize) -> Characters {
        let table = self.stream(digits_after(&self.dictionary(number), "/ToUnicode ").unwrap());
        let table = String::from_utf8(table).unwrap();
        assert!(!table.contains("beginbfrange"), "characters are listed one by one");
        let lines =
            table.lines().filter_map(|line| line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <"));
        lines
            .filter(|(code, _)| *code != "0000")
            .map(|(code, text)| (hexadecimal(code)[0], text))
            .map(|(code, text)| (code, String::from_utf16(&hexadecimal(text)).unwrap()))
            .collect()
    }
}

/// Numbers of four digits each.
fn hexadecimal(text: &str) -> Vec<u16> {
    text.as_bytes()
        .chunks(4)
        .map(|four| u16::from_str_radix(std::str::from_utf8(four).unwrap(), 16).unwrap())
        .collect()
}

fn decoded(codes: &[u8], characters: &Characters) -> String {
    codes
        .chunks(2)
        .filter_map(|pair| characters.get(&u16::from_be_bytes([pair[0], pair[1]])))
        .map(String::as_str)
        .collect()
}

/// The bytes of a literal that begins at `at`, and the place behind its bracket.
fn literal(content: &[u8], mut at: usize) -> (Vec<u8>, usize) {
    let (mut bytes, mut depth) = (Vec::new(), 1);
    loop {
        let byte = content[at];
        at += 1;
        match byte {
            b'\\' => {
                let octal =
                    content[at..].iter().take(3).take_while(|digit| (b'0'..=b'7').contains(digit)).count();
                if octal > 0 {
                    let value = content[at..at + octal]
                        .iter()
                        .fold(0_u32, |value, digit| 8 * value + u32::from(digit - b'0'));
                    bytes.push(value as u8);
                    at += octal;
                } else {
                    bytes.push(match content[at] {
                        b'n' => b'\n',
                        b'r' => b'\r',
                        b't' => b'\t',
                        b'b' => 8,
                        b'f' => 12,
                        other => other,
                    });
                    at += 1;
                }
                continue;
            }
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (bytes, at);
        }
        bytes.push(byte);
    }
}

/// Length of the name or operator at the start.
fn word(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count().max(1)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn between(text: &str, start: &str, end: &str) -> String {
    text.split_once(start).unwrap().1.split(end).next().unwrap().to_owned()
}

/// The number right behind some words.
fn digits_after(text: &str, words: &str) -> Option<usize> {
    let (_, after) = text.split_once(words)?;
    after.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
}

/// Numbers of objects in a list such as `3 0 R 4 0 R`.
fn references(list: &str) -> Vec<usize> {
    list.split(" 0 R").filter_map(|number| number.trim().parse().ok()).collect()
}
