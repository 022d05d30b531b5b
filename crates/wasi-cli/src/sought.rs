//! A text that must stand nowhere, and every shape in which bytes could hold it: as it is, in UTF-16, with JSON's
//! escapes, as base64, hex digits or percent signs.
//!
//! The text itself is a person's secret. It is kept as the bytes of its shapes, so that nothing can print it: there is
//! no way back to text and no `Debug` that shows one.

use std::collections::BTreeSet;
use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use memchr::memmem::Finder;

/// Fewer bytes stand in any file by chance.
pub(crate) const LEAST_BYTES: usize = 4;

/// What is looked for.
pub(crate) struct Sought {
    /// How long the text is, in UTF-8.
    pub(crate) bytes: usize,
    shapes: Vec<Finder<'static>>,
}

impl Sought {
    /// All shapes of a text; `None` of one that is too short to be looked for.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let finder = |shape: Vec<u8>| Finder::new(&shape).into_owned();
        (text.len() >= LEAST_BYTES).then(|| Self {
            bytes: text.len(),
            shapes: shapes(text).into_iter().map(finder).collect(),
        })
    }

    /// Whether the bytes hold it in any shape.
    pub(crate) fn is_in(&self, bytes: &[u8]) -> bool {
        self.shapes.iter().any(|shape| shape.find(bytes).is_some())
    }

    /// How often the bytes hold it, counting only what does not end within the first `known` of them.
    pub(crate) fn count_after(&self, known: usize, bytes: &[u8]) -> u64 {
        let count = |shape: &Finder<'_>| {
            let length = shape.needle().len();
            let begin = known.saturating_sub(length - 1);
            shape.find_iter(&bytes[begin..]).count() as u64
        };
        self.shapes.iter().map(count).sum()
    }

    /// How many bytes the longest shape has.
    pub(crate) fn longest(&self) -> usize {
        let lengths = self.shapes.iter().map(|shape| shape.needle().len());
        lengths.max().unwrap_or_default()
    }
}

impl fmt::Debug for Sought {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} bytes", self.bytes)
    }
}

fn shapes(text: &str) -> BTreeSet<Vec<u8>> {
    let bytes = text.as_bytes();
    let units = || text.encode_utf16();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    let mut shapes = BTreeSet::from([
        bytes.to_vec(),
        units().flat_map(u16::to_le_bytes).collect(),
        units().flat_map(u16::to_be_bytes).collect(),
        escaped(text),
        ascii_escaped(text, |unit| format!("\\u{unit:04x}")),
        ascii_escaped(text, |unit| format!("\\u{unit:04X}")),
        spelled(bytes, |byte| format!("{byte:02x}")),
        spelled(bytes, |byte| format!("{byte:02X}")),
        spelled(bytes, |byte| match is_plain(byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        }),
        spelled(bytes, |byte| match is_plain(byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02x}"),
        }),
    ]);
    for before in 0..3 {
        shapes.insert(in_base64(&STANDARD_NO_PAD, bytes, before));
        shapes.insert(in_base64(&URL_SAFE_NO_PAD, bytes, before));
    }
    shapes
}

fn spelled(bytes: &[u8], spell: impl Fn(u8) -> String) -> Vec<u8> {
    let spelled: String = bytes.iter().map(|byte| spell(*byte)).collect();
    spelled.into_bytes()
}

/// As a JSON string holds it, without its quotes.
fn escaped(text: &str) -> Vec<u8> {
    let quoted = serde_json::Value::from(text).to_string();
    quoted.as_bytes()[1..quoted.len() - 1].to_vec()
}

/// The same where everything beyond ASCII is a number.
fn ascii_escaped(text: &str, number: impl Fn(u16) -> String) -> Vec<u8> {
    let letter = |letter: char| match letter.is_ascii() {
        true => escaped(letter.encode_utf8(&mut [0; 4])),
        false => {
            let units = letter.encode_utf16(&mut [0; 2]).to_vec();
            units
                .into_iter()
                .map(&number)
                .collect::<String>()
                .into_bytes()
        }
    };
    text.chars().flat_map(letter).collect()
}

/// What base64 makes of it where so many bytes of its group of three stand before it: only the digits that no
/// neighbour has a part in.
fn in_base64(alphabet: &impl Engine, bytes: &[u8], before: usize) -> Vec<u8> {
    let group = [&[0; 2][..before], bytes].concat();
    let digits = alphabet.encode(&group).into_bytes();
    let (first, end) = ((before * 8).div_ceil(6), group.len() * 8 / 6);
    digits[first..end].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "zürich/\"key\" 1~";

    #[test]
    fn every_shape_is_found_wherever_it_stands() {
        let sought = Sought::new(TEXT).unwrap();
        let utf16 = |bytes: fn(u16) -> [u8; 2]| TEXT.encode_utf16().flat_map(bytes).collect();
        let encoded = |before: &str| STANDARD_NO_PAD.encode(format!("{before}{TEXT}, and more"));
        let in_url = |before: &str| URL_SAFE_NO_PAD.encode(format!("{before}{TEXT}, and more"));
        let shapes: Vec<Vec<u8>> = vec![
            TEXT.into(),
            utf16(u16::to_le_bytes),
            utf16(u16::to_be_bytes),
            br#"z\u00fcrich/\"key\" 1~"#.to_vec(),
            br#"z\u00FCrich/\"key\" 1~"#.to_vec(),
            "zürich/\\\"key\\\" 1~".into(),
            encoded("").into(),
            encoded("a").into(),
            encoded("ab").into(),
            in_url("ab?").into(),
            in_url("ab?a").into(),
            in_url("ab?ab").into(),
            b"7ac3bc726963682f226b65792220317e".to_vec(),
            b"7AC3BC726963682F226B65792220317E".to_vec(),
            b"z%C3%BCrich%2F%22key%22%201~".to_vec(),
            b"z%c3%bcrich%2f%22key%22%201~".to_vec(),
        ];
        for shape in shapes {
            let around = [b"before".as_slice(), &shape, b"after"].concat();
            assert!(sought.is_in(&around), "{}", around.escape_ascii());
        }
        assert!(!sought.is_in("Zürich/\"key\" 1~".as_bytes()));
        assert!(!sought.is_in(&TEXT.as_bytes()[1..]));
    }

    #[test]
    fn what_was_counted_before_is_not_counted_again() {
        let sought = Sought::new("needle").unwrap();
        let bytes = b"needle needle";
        assert_eq!(sought.count_after(0, bytes), 2);
        assert_eq!(sought.count_after(5, bytes), 2);
        assert_eq!(sought.count_after(6, bytes), 1);
        assert_eq!(sought.count_after(13, bytes), 0);
    }

    #[test]
    fn it_is_too_short_to_be_found_or_shows_nothing_of_itself() {
        for short in ["", "a", "ab", "abc"] {
            assert!(Sought::new(short).is_none(), "{short}");
        }
        assert_eq!(format!("{:?}", Sought::new("a secret").unwrap()), "8 bytes");
    }
}
