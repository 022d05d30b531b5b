//! An object that a file writes again and again: the same text but for its numbers.
//!
//! `info` and `rate_limits` are most of the structure of a rollout. Where one of them stands, its text is compared with the
//! one before, and of its numbers the digits are read: what was checked once is not walked again. What breaks if this is
//! touched: a text that is taken for the same must be what the walk would have let pass, with the same end.

use alloc::vec::Vec;
use core::mem;
use core::ops::Range;

use super::Raw;
use super::block;

/// A longer object is walked each time.
const TEXT_BYTES_MAX: usize = 4096;
/// By how much digits grow when so many others follow.
const POWERS: [u64; 9] = [
    1,
    10,
    100,
    1000,
    10_000,
    100_000,
    1_000_000,
    10_000_000,
    100_000_000,
];
/// Digits of a number that cannot pass 63 bits.
const DIGITS_MAX: usize = 18;

/// What is known of such an object. No `Debug`: it holds text of the file.
#[derive(Default)]
pub struct Shape {
    /// The text when it was last walked; empty if none is known.
    text: Vec<u8>,
    /// The text as it is now: many an object is written again as it was.
    newest: Vec<u8>,
    /// Where numbers stand in it: runs of digits outside of strings.
    places: Vec<Range<u32>>,
    /// Those numbers as they are now.
    numbers: Vec<u64>,
    /// Kept for its memory.
    read: Vec<u64>,
    kind: u32,
    version: u32,
}

impl Shape {
    /// Equal for objects, one after the other, that differ in their numbers alone.
    pub fn kind(&self) -> u32 {
        self.kind
    }

    /// Equal for objects, one after the other, that are equal byte for byte.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// The numbers of the object, in its order.
    pub fn numbers(&self) -> &[u64] {
        &self.numbers
    }

    /// Where among the numbers a value stands; `None` if it is none of them. `object` is the one that was seen last.
    pub fn place(&self, object: Raw<'_>, value: Raw<'_>) -> Option<usize> {
        self.spans(object)
            .position(|(at, width)| value.start() == at && value.byte_length() == width as u64)
    }

    /// Which of the numbers are written within a value.
    pub fn places_within(&self, object: Raw<'_>, value: Raw<'_>) -> Range<usize> {
        let begin_before = |end: usize| self.spans(object).take_while(move |(at, _)| *at < end);
        let end = value.start() + value.byte_length() as usize;
        begin_before(value.start()).count()..begin_before(end).count()
    }

    /// The value that begins with the number at this place.
    pub fn value<'a>(&self, object: Raw<'a>, place: usize) -> Option<Raw<'a>> {
        let (at, _) = self.spans(object).nth(place)?;
        object.value_at(at)
    }

    /// Where each number begins in the line, and how many digits it has.
    fn spans(&self, object: Raw<'_>) -> impl Iterator<Item = (usize, usize)> {
        let numbers = self.places.iter().zip(&self.numbers);
        let start = (0, object.start());
        numbers.scan(start, |(from_before, end_before), (place, &number)| {
            let at = *end_before + (place.start - *from_before) as usize;
            let width = digits_of(number);
            (*from_before, *end_before) = (place.end, at + width);
            Some((at, width))
        })
    }

    /// The place behind the object at `at`, if only its numbers differ from those of the one before.
    #[inline]
    pub(super) fn follow(&mut self, line: &[u8], at: usize) -> Option<usize> {
        if self.text.is_empty() {
            return None;
        }
        if let Some(end) = same(&self.newest, line, at) {
            return Some(end);
        }
        let (start, mut at, mut from) = (at, at, 0);
        self.read.clear();
        for place in &self.places {
            at = same(&self.text[from..place.start as usize], line, at)?;
            let (number, end) = number(line, at)?;
            self.read.push(number);
            (at, from) = (end, place.end as usize);
        }
        let end = same(&self.text[from..], line, at)?;
        mem::swap(&mut self.read, &mut self.numbers);
        self.version += 1;
        self.newest.clear();
        self.newest.extend_from_slice(&line[start..end]);
        Some(end)
    }

    /// Takes an object that was walked.
    pub(super) fn learn(&mut self, text: &[u8]) {
        self.text.clear();
        self.newest.clear();
        self.places.clear();
        self.numbers.clear();
        self.kind += 1;
        self.version += 1;
        if text.len() > TEXT_BYTES_MAX {
            return;
        }
        self.text.extend_from_slice(text);
        self.newest.extend_from_slice(text);
        let mut at = 0;
        while let Some(&byte) = text.get(at) {
            at = match byte {
                b'"' => end_of_string(text, at),
                b'0'..=b'9' => self.note(at),
                _ => at + 1,
            };
        }
    }

    /// Notes a run of digits. One that no number is written with alone, as behind a point, must stay as it is.
    fn note(&mut self, at: usize) -> usize {
        let end = block::end_of_digits(&self.text, at);
        if let Some((number, _)) = number(&self.text, at) {
            self.places.push(at as u32..end as u32);
            self.numbers.push(number);
        }
        end
    }
}

/// The place behind `text`, if it stands at `at`.
#[inline]
fn same(text: &[u8], line: &[u8], at: usize) -> Option<usize> {
    let end = at + text.len();
    block::same_long(line.get(at..end)?, text).then_some(end)
}

/// The digits at `at` as a number, and the place behind them; `None` for a zero before other digits, and for too many.
#[inline(always)]
fn number(line: &[u8], at: usize) -> Option<(u64, usize)> {
    let (number, count) = block::digits(line, at);
    match POWERS.get(count.wrapping_sub(1)) {
        Some(&least) if count < block::DIGITS => {
            (number >= least || count == 1).then_some((number, at + count))
        }
        _ => long_number(line, at),
    }
}

/// The same where there may be more digits than are read at once, or none is there.
#[inline(never)]
fn long_number(line: &[u8], at: usize) -> Option<(u64, usize)> {
    let (mut number, mut count) = block::digits(line, at);
    let mut end = at + count;
    while count == block::DIGITS {
        let digits;
        (digits, count) = block::digits(line, end);
        end += count;
        if end > at + DIGITS_MAX {
            return None;
        }
        number = number * POWERS[count] + digits;
    }
    (end > at && line[at] != b'0').then_some((number, end))
}

fn digits_of(number: u64) -> usize {
    number.checked_ilog10().map_or(1, |log| log as usize + 1)
}

/// The place behind the string at `at`, which the walk has checked.
fn end_of_string(text: &[u8], at: usize) -> usize {
    let mut at = at + 1;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Fields;
    use alloc::format;
    use alloc::string::String;

    fn line(info: &str) -> String {
        format!(r#"{{"type":"event_msg","payload":{{"info":{info}}}}}"#)
    }

    const BEFORE: &str = r#"{"a":{"b":12,"c":0},"d":"7\"8","e":[1.50,-3,null],"f":4}"#;

    /// An object behind another one is told alike only where just its numbers differ.
    #[test]
    fn only_numbers_may_differ() {
        let fields = &mut Fields::default();
        let mut follows = |info: &str| {
            assert!(fields.read(line(BEFORE).as_bytes()).is_ok());
            let kind = fields.shape("info").unwrap().kind();
            let passes = fields.read(line(info).as_bytes()).is_ok();
            (passes, fields.shape("info").unwrap().kind() == kind)
        };
        for (info, expected) in [
            (BEFORE, (true, true)),
            (
                r#"{"a":{"b":1,"c":100},"d":"7\"8","e":[2.50,-4,null],"f":123456789012345678}"#,
                (true, true),
            ),
            // Digits of a string, of a fraction, and more of them than a count has.
            (
                r#"{"a":{"b":12,"c":0},"d":"7\"9","e":[1.50,-3,null],"f":4}"#,
                (true, false),
            ),
            (
                r#"{"a":{"b":12,"c":0},"d":"7\"8","e":[1.5,-3,null],"f":4}"#,
                (true, true),
            ),
            (
                r#"{"a":{"b":12,"c":0},"d":"7\"8","e":[1.05,-3,null],"f":4}"#,
                (true, false),
            ),
            (
                r#"{"a":{"b":12,"c":0},"d":"7\"8","e":[1.50,-3,null],"f":1234567890123456789}"#,
                (true, false),
            ),
            (
                r#"{"a":{"b":12,"c":0},"d":"7\"8","e":[1.50,-3,null],"f":4.5}"#,
                (true, false),
            ),
            (
                r#"{"a":{"b":12,"c":0},"d":"7\"8","e":[1.50,-3,null],"f":4,"g":5}"#,
                (true, false),
            ),
            (
                r#"{"a": {"b":12,"c":0},"d":"7\"8","e":[1.50,-3,null],"f":4}"#,
                (true, false),
            ),
            (r#"{}"#, (true, false)),
            // What is no JSON is none here either.
            (
                r#"{"a":{"b":012,"c":0},"d":"7\"8","e":[1.50,-3,null],"f":4}"#,
                (false, true),
            ),
            (
                r#"{"a":{"b":,"c":0},"d":"7\"8","e":[1.50,-3,null],"f":4}"#,
                (false, true),
            ),
            (
                r#"{"a":{"b":12,"c":0},"d":"7\"8","e":[1.50,-3,null],"f":4"#,
                (false, true),
            ),
            (
                r#"{"a":{"b":12,"c":0},"d":"7\"8","e":[1.50,-3,null],"f":4]"#,
                (false, true),
            ),
        ] {
            assert_eq!(follows(info), expected, "{info}");
        }
    }

    /// Numbers are found where they stand, however many digits they and those before them have.
    #[test]
    fn numbers_have_places() {
        let fields = &mut Fields::default();
        for (b, f, version) in [
            (12, 4, 1),
            (12, 4, 1),
            (7, 4, 2),
            (123_456, 0, 3),
            (123_456, 99, 4),
        ] {
            let info = BEFORE
                .replace(":12", &format!(":{b}"))
                .replace(":4", &format!(":{f}"));
            let text = line(&info);
            assert!(fields.read(text.as_bytes()).is_ok());
            let (shape, info) = (
                fields.shape("info").unwrap(),
                fields.payload_field(text.as_bytes(), "info").unwrap(),
            );
            assert_eq!((shape.kind(), shape.version()), (1, version));
            let number = |value: Option<Raw<'_>>| {
                shape
                    .place(info, value.unwrap())
                    .map(|at| shape.numbers()[at])
            };
            assert_eq!(number(info.field("a").unwrap().field("b")), Some(b));
            assert_eq!(number(info.field("f")), Some(f));
            for other in ["a", "d", "e"] {
                assert_eq!(number(info.field(other)), None);
            }
            let elements = info.field("e").unwrap().elements();
            assert!(elements.map(Some).all(|element| number(element).is_none()));
        }
    }
}
