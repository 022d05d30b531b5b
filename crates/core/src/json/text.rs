//! Strings: keys compared and texts decoded or measured, with their escapes.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::block;
use super::span::Lost;

/// A key as it stands in the line, without its quotes.
#[derive(Clone, Copy)]
pub struct Key<'a> {
    written: &'a [u8],
    is_escaped: bool,
}

impl<'a> Key<'a> {
    /// A key of which the walk has noted whether it holds escapes.
    pub(super) fn noted(written: &'a [u8], is_escaped: bool) -> Self {
        Self {
            written,
            is_escaped,
        }
    }

    /// The key's name. Writers escape no key; one that does is decoded.
    #[inline(always)]
    pub fn name(&self) -> Cow<'a, [u8]> {
        match self.is_escaped {
            false => Cow::Borrowed(self.written),
            true => Cow::Owned(self.decoded()),
        }
    }

    #[cold]
    fn decoded(&self) -> Vec<u8> {
        let text = lossy(unescaped(self.written).into());
        text.into_owned().into_bytes()
    }

    /// Whether the key is `name`.
    #[inline(always)]
    pub fn is(&self, name: &str) -> bool {
        if self.is_escaped {
            self.decoded() == name.as_bytes()
        } else {
            block::same(self.written, name.as_bytes())
        }
    }

    /// The same for the walk over each line: the way of a key with escapes is a call, and costs the others nothing.
    #[inline(always)]
    pub(super) fn is_at_once(&self, name: &str) -> bool {
        match self.is_escaped {
            false => block::same(self.written, name.as_bytes()),
            true => decodes_to(self.written, name),
        }
    }
}

/// The text: what is broken UTF-8 becomes U+FFFD. [`String::from_utf8_lossy`] alone takes many times as long where
/// nothing is broken.
pub(super) fn lossy(bytes: Cow<'_, [u8]>) -> Cow<'_, str> {
    match bytes {
        Cow::Borrowed(bytes) => match simdutf8::basic::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => String::from_utf8_lossy(bytes),
        },
        Cow::Owned(bytes) => Cow::Owned(
            String::from_utf8(bytes)
                .unwrap_or_else(|broken| String::from_utf8_lossy(broken.as_bytes()).into_owned()),
        ),
    }
}

/// Whether the text is `word`.
#[cold]
#[inline(never)]
pub(super) fn decodes_to(written: &[u8], word: &str) -> bool {
    unescaped(written) == word.as_bytes()
}

/// How far behind the start of a block [`unescape`] may look and write.
pub(super) const ROOM: usize = 2 * block::FAR + 2;

/// The bytes of the text. An escape is whole UTF-8, so broken UTF-8 beside one stays as broken as it was.
pub(super) fn unescaped(written: &[u8]) -> Vec<u8> {
    let mut out = vec![0; written.len() + ROOM];
    let length = unescape(written, &mut out);
    out.truncate(length);
    out
}

/// The same, to the start of `out`, which is [`ROOM`] longer than `written`; returns the length.
pub(super) fn unescape(written: &[u8], out: &mut [u8]) -> usize {
    let (mut at, mut to) = (0, 0);
    while let Some(rest) = written.get(at..).filter(|rest| !rest.is_empty()) {
        let room = &mut out[to..];
        let (read, made) = match rest.len() < ROOM {
            true => unescape_last(rest, room),
            false => unescape_far(rest, rest.len(), room),
        };
        (at, to) = (at + read, to + made);
        // Nothing before an escape that is longer.
        if made == 0 {
            let (scalar, length) = escape(&written[at..]);
            to += scalar.encode_utf8(&mut out[to..]).len();
            at += length;
        }
    }
    to
}

/// [`unescape_far`] of fewer bytes than it needs, with zeros behind them.
fn unescape_last(rest: &[u8], out: &mut [u8]) -> (usize, usize) {
    let mut filled_up = [0; 2 * ROOM];
    filled_up[..rest.len()].copy_from_slice(rest);
    let (at, to) = unescape_far(&filled_up, rest.len(), out);
    let behind = at.saturating_sub(rest.len());
    (at - behind, to - behind)
}

/// The same of what begins before `until`, as long as there is [`ROOM`], up to an escape that is longer than two bytes.
/// Returns how far it came in both. It calls nothing, so that all it knows stays in registers.
///
/// 64 bytes are copied together, and from each escape on once more: runs between escapes are too short to be worth a call
/// that copies them.
#[inline(never)]
fn unescape_far(written: &[u8], until: usize, out: &mut [u8]) -> (usize, usize) {
    let (mut at, mut to) = (0, 0);
    while at < until
        && let Some(block) = written.get(at..).and_then(<[u8]>::first_chunk::<ROOM>)
        && let Some(room) = out.get_mut(to..).and_then(<[u8]>::first_chunk_mut::<ROOM>)
    {
        let Some(far) = block.first_chunk() else {
            break;
        };
        let escapes = block::escapes(far);
        copy_far(block, 0, room, 0);
        // An escape that the last byte begins is left to the next ones.
        let (mut left, cut) = (escapes << 1 >> 1, (escapes >> (block::FAR - 1)) as usize);
        let mut lost = 0;
        while left != 0 {
            let place = left.trailing_zeros() as usize;
            let byte = STANDS_FOR[block[place + 1] as usize];
            if byte == 0 {
                return (at + place, to + place - lost);
            }
            if let Some(to) = room.get_mut(place - lost) {
                *to = byte;
            }
            copy_far(block, place + 2, room, place - lost + 1);
            lost += 1;
            left &= left - 1;
        }
        let width = block::FAR - cut;
        (at, to) = (at + width, to + width - lost);
    }
    (at, to)
}

/// Copies 64 bytes.
#[inline(always)]
fn copy_far(from: &[u8; ROOM], at: usize, room: &mut [u8; ROOM], to: usize) {
    let from = from
        .get(at..)
        .and_then(<[u8]>::first_chunk::<{ block::FAR }>);
    let room = room.get_mut(to..).and_then(<[u8]>::first_chunk_mut);
    if let Some((from, room)) = from.zip(room) {
        *room = *from;
    }
}

/// What an escape of two bytes stands for, by its second one; 0 for any other byte.
const STANDS_FOR: [u8; 256] = {
    let mut bytes = [0; 256];
    let escapes = b"\"\\/bfnrt";
    let characters = b"\"\\/\x08\x0c\n\r\t";
    let mut at = 0;
    while at < escapes.len() {
        bytes[escapes[at] as usize] = characters[at];
        at += 1;
    }
    bytes
};

/// One escape at the start of `written` (which the walk has checked): its character and its length.
#[inline]
pub(super) fn escape(written: &[u8]) -> (char, usize) {
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

#[cold]
fn unicode_escape(written: &[u8]) -> (char, usize) {
    checked_unicode_escape(written).unwrap_or((char::REPLACEMENT_CHARACTER, written.len()))
}

/// The same of `\uXXXX`, or of the two that make up one character; `None` without its four digits.
pub(super) fn checked_unicode_escape(written: &[u8]) -> Option<(char, usize)> {
    let first = four_hex_digits(written)?;
    if (0xd800..0xdc00).contains(&first)
        && written.get(6) == Some(&b'\\')
        && let Some(second @ 0xdc00..0xe000) = four_hex_digits(&written[6..])
    {
        let scalar = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
        let scalar = char::from_u32(scalar).unwrap_or(char::REPLACEMENT_CHARACTER);
        return Some((scalar, 12));
    }
    let scalar = char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER);
    Some((scalar, 6))
}

/// The code unit of `\uXXXX`.
fn four_hex_digits(written: &[u8]) -> Option<u32> {
    let &[_, b'u', first, second, third, fourth] = written.first_chunk()? else {
        return None;
    };
    let digits = [first, second, third, fourth].map(hex_digit);
    let is_valid = digits.iter().all(|&digit| digit < 16);
    is_valid.then(|| digits.iter().fold(0, |unit, &digit| unit << 4 | digit))
}

/// The value of a digit; of what is none, 16 or more.
fn hex_digit(byte: u8) -> u32 {
    let decimal = u32::from(byte.wrapping_sub(b'0'));
    let letter = u32::from((byte | 0x20).wrapping_sub(b'a'));
    match decimal {
        0..=9 => decimal,
        _ => letter + 10,
    }
}

/// Unicode scalar values in the decoded text, without decoding it (FORMAT.md §6.7).
pub(super) fn length_in_characters(written: &[u8], lost: Lost) -> u64 {
    let lost = match lost.is_of_short_ones() {
        true => lost.bytes() as usize,
        false => lost_to_escapes(written),
    };
    (characters(written) - lost) as u64
}

/// Every byte that is no continuation byte begins a character.
fn characters(utf8: &[u8]) -> usize {
    // In short runs, so that the compiler can count a run in bytes.
    let run = |run: &[u8]| {
        run.iter()
            .fold(0_u8, |count, &byte| count + u8::from(byte as i8 >= -0x40))
    };
    utf8.chunks(255).map(|bytes| usize::from(run(bytes))).sum()
}

/// How many characters more all escapes have than they stand for.
fn lost_to_escapes(written: &[u8]) -> usize {
    let (mut lost, mut at) = (0, 0);
    while let Some(plain) = memchr::memchr(b'\\', &written[at..]) {
        let (_, length) = escape(&written[at + plain..]);
        at += plain + length;
        lost += length - 1;
    }
    lost
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Raw;
    use alloc::format;

    /// Every escape, and what a block could cut: at each distance from the start, near the end and far from it.
    #[test]
    fn texts_are_what_serde_json_reads() {
        let escapes = [
            r"",
            r"\n",
            r#"\""#,
            r"\\",
            r"\/",
            r"\b\f\r\t",
            r"\u00e9",
            r"\ud83e\udd80",
            r"é",
            r"\\\\n",
            r#"\\\\\"\t\\"#,
            r"🦀\n",
            r#"\u001b[0m\u001b\n\u00e9\\\ud83e\udd80\"\u001b"#,
        ];
        for before in 0..140 {
            for after in [0, 1, 20, 70] {
                for escape in escapes {
                    let (before, after) = ("x".repeat(before), "é".repeat(after));
                    let line = format!("\"{before}{escape}{after}\"");
                    let expected: String = serde_json::from_str(&line).unwrap();
                    let raw = Raw::document(line.as_bytes()).ok().unwrap();
                    assert_eq!(raw.text().unwrap(), expected);
                    assert!(raw.is(&expected) && !raw.is("another"), "{line}");
                    assert_eq!(raw.length_in_bytes(), Some(expected.len() as u64), "{line}");
                    let characters = expected.chars().count() as u64;
                    assert_eq!(raw.length_in_characters(), Some(characters), "{line}");
                }
            }
        }
    }

    #[test]
    fn what_is_no_text_is_refused_wherever_it_stands() {
        for before in 0..140 {
            for wrong in [
                "\u{1}", "\t", "\r", "\\\n", r"\x", r"\\\x", r"\u12g4", r"\u12",
            ] {
                for after in [0, 30, 70] {
                    let (before, after) = ("x".repeat(before), "y".repeat(after));
                    let line = format!("\"{before}{wrong}{after}\"");
                    assert!(Raw::document(line.as_bytes()).is_err(), "{line:?}");
                }
            }
            let cut = format!("\"{}\\", "x".repeat(before));
            assert!(Raw::document(cut.as_bytes()).is_err());
        }
    }

    #[test]
    fn broken_utf8_beside_an_escape_stays_broken() {
        let line = b"\"\xe2\x82\\u00ac\xff\"";
        let raw = Raw::document(line).ok().unwrap();
        assert_eq!(raw.text().unwrap(), "\u{fffd}\u{ac}\u{fffd}");
    }
}
