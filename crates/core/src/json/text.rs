//! Strings: keys compared and texts decoded or measured, with their escapes.

use alloc::borrow::Cow;
use alloc::string::String;

/// A key as it stands in the line, without its quotes.
#[derive(Clone, Copy)]
pub struct Key<'a> {
    written: &'a [u8],
    is_escaped: bool,
}

impl<'a> Key<'a> {
    pub(super) fn new(written: &'a [u8]) -> Self {
        let is_escaped = written.contains(&b'\\');
        Self {
            written,
            is_escaped,
        }
    }

    /// A key of which the walk has noted whether it holds escapes.
    pub(super) fn noted(written: &'a [u8], is_escaped: bool) -> Self {
        Self {
            written,
            is_escaped,
        }
    }

    /// Whether the key holds escapes.
    pub(super) fn is_escaped(&self) -> bool {
        self.is_escaped
    }

    /// The key's name. Writers escape no key; one that does is decoded.
    pub fn name(&self) -> Cow<'a, [u8]> {
        if !self.is_escaped {
            Cow::Borrowed(self.written)
        } else {
            Cow::Owned(decode(self.written).into_bytes())
        }
    }

    /// Whether the key is `name`.
    pub fn is(&self, name: &str) -> bool {
        self.written == name.as_bytes() || (self.is_escaped && *self.name() == *name.as_bytes())
    }
}

/// The text of a string without its quotes; broken UTF-8 and lone surrogates become U+FFFD.
pub(super) fn decoded(written: &[u8]) -> Cow<'_, str> {
    if memchr::memchr(b'\\', written).is_none() {
        String::from_utf8_lossy(written)
    } else {
        Cow::Owned(decode(written))
    }
}

fn decode(written: &[u8]) -> String {
    let mut out = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(plain) = memchr::memchr(b'\\', rest) {
        out.push_str(&String::from_utf8_lossy(&rest[..plain]));
        let (scalar, length) = escape(&rest[plain..]);
        out.push(scalar);
        rest = &rest[plain + length..];
    }
    out.push_str(&String::from_utf8_lossy(rest));
    out
}

/// One escape at the start of `written` (which the walk has checked): its character and its length.
fn escape(written: &[u8]) -> (char, usize) {
    let short = match written.get(1) {
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode_escape(written),
        Some(&byte) => char::from(byte),
        None => return (char::REPLACEMENT_CHARACTER, 1),
    };
    (short, 2)
}

fn unicode_escape(written: &[u8]) -> (char, usize) {
    let Some(first) = four_hex_digits(written) else {
        return (char::REPLACEMENT_CHARACTER, written.len());
    };
    if (0xd800..0xdc00).contains(&first)
        && written.get(6) == Some(&b'\\')
        && let Some(second @ 0xdc00..0xe000) = four_hex_digits(&written[6..])
    {
        let scalar = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
        return (
            char::from_u32(scalar).unwrap_or(char::REPLACEMENT_CHARACTER),
            12,
        );
    }
    (
        char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER),
        6,
    )
}

/// The code unit of `\uXXXX`.
fn four_hex_digits(written: &[u8]) -> Option<u32> {
    if written.get(1) != Some(&b'u') {
        return None;
    }
    let digits = written.get(2..6)?;
    digits.iter().try_fold(0, |unit, &digit| {
        Some(unit << 4 | char::from(digit).to_digit(16)?)
    })
}

/// Unicode scalar values in the decoded text, without decoding it (FORMAT.md §6.7).
pub(super) fn length_in_characters(written: &[u8]) -> u64 {
    let mut count = 0;
    let mut rest = written;
    while let Some(plain) = memchr::memchr(b'\\', rest) {
        count += characters(&rest[..plain]) + 1;
        let (_, length) = escape(&rest[plain..]);
        rest = &rest[plain + length..];
    }
    count + characters(rest)
}

/// Every byte that is no continuation byte begins a character.
fn characters(utf8: &[u8]) -> u64 {
    utf8.iter()
        .fold(0, |count, &byte| count + u64::from((byte as i8) >= -0x40))
}

/// Bytes of the decoded text as UTF-8, without decoding it (FORMAT.md §6.7).
pub(super) fn length_in_bytes(written: &[u8]) -> u64 {
    let mut count = 0;
    let mut rest = written;
    while let Some(plain) = memchr::memchr(b'\\', rest) {
        let (scalar, length) = escape(&rest[plain..]);
        count += plain + scalar.len_utf8();
        rest = &rest[plain + length..];
    }
    (count + rest.len()) as u64
}
