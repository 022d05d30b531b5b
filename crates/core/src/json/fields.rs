//! The fields of a line and of its payload: where they stand, and how a walk comes by them.
//!
//! What breaks if this is touched: a line that begins as nearly every one does is read by a shorter way, which must note
//! the same fields as the long one.

use alloc::vec::Vec;
use core::ops::Range;

use super::raw::Raw;
use super::scan::{Fault, Walk};
use super::shape::Shape;
use super::span::Span;
use super::{block, text};

/// Where a field stands in its line. 32 bits are enough below the line cap.
#[derive(Clone, Copy, Debug)]
struct Field {
    key: (u32, u32),
    key_is_escaped: bool,
    value_from: u32,
    value: Span,
}

impl Field {
    /// One whose key and value hold no escape.
    #[inline(always)]
    fn plain(key: Range<usize>, value: Range<usize>) -> Self {
        Self {
            key: (key.start as u32, key.end as u32),
            key_is_escaped: false,
            value_from: value.start as u32,
            value: Span::plain(value.end),
        }
    }

    /// Whether its key is written as `name`.
    #[inline(always)]
    fn is_written(&self, line: &[u8], name: &str) -> bool {
        (self.key.1 - self.key.0) as usize == name.len()
            && line
                .get(self.key.0 as usize..self.key.1 as usize)
                .is_some_and(|written| block::same(written, name.as_bytes()))
    }

    #[inline(always)]
    fn name<'a>(&self, line: &'a [u8]) -> text::Key<'a> {
        let written = &line[self.key.0 as usize..self.key.1 as usize];
        text::Key::noted(written, self.key_is_escaped)
    }

    #[inline(always)]
    fn raw<'a>(&self, line: &'a [u8]) -> Raw<'a> {
        Raw::noted(line, self.value_from as usize, self.value)
    }
}

/// The fields of an object.
#[derive(Default)]
struct Noted {
    fields: Vec<Field>,
    /// A bit for the length of each key, as far as 64 go: most fields that are asked for are not there. All of them where a key
    /// holds an escape.
    lengths: u64,
}

impl Noted {
    #[inline(always)]
    fn clear(&mut self) {
        self.fields.clear();
        self.lengths = 0;
    }

    #[inline(always)]
    fn push(&mut self, field: Field) {
        self.lengths |= match field.key_is_escaped {
            true => u64::MAX,
            false => 1 << ((field.key.1 - field.key.0) % 64),
        };
        self.fields.push(field);
    }

    /// The last field of this name.
    #[inline(always)]
    fn find<'a>(&self, line: &'a [u8], name: &str) -> Option<Raw<'a>> {
        match self.lengths >> (name.len() % 64) & 1 {
            0 => None,
            _ => self.find_of_length(line, name),
        }
    }

    /// The same where some key has its length. Keys hold no escape, as a rule: they are looked through without a call, so that
    /// all that is known stays in registers.
    #[inline(never)]
    fn find_of_length<'a>(&self, line: &'a [u8], name: &str) -> Option<Raw<'a>> {
        let mut fields = self.fields.iter().rev();
        let found = match self.lengths {
            u64::MAX => return self.find_decoded(line, name),
            _ => fields.find(|field| field.is_written(line, name)),
        };
        found.map(|field| field.raw(line))
    }

    #[cold]
    #[inline(never)]
    fn find_decoded<'a>(&self, line: &'a [u8], name: &str) -> Option<Raw<'a>> {
        let mut fields = self.fields.iter().rev();
        let found = fields.find(|field| field.name(line).is_at_once(name));
        found.map(|field| field.raw(line))
    }
}

/// Objects of a payload that differ from line to line in their numbers alone, as a rule.
const SHAPED: [&str; 2] = ["info", "rate_limits"];

/// The fields of a line and of its `payload` object. Kept from line to line for its memory and its shapes.
#[derive(Default)]
pub struct Fields {
    line: Noted,
    payload: Noted,
    has_payload: bool,
    shapes: [Shape; SHAPED.len()],
}

impl Fields {
    /// Walks `line`, which begins with `{`. After a fault, what was complete before it can still be asked for.
    pub fn read(&mut self, line: &[u8]) -> Result<(), Fault> {
        let walk = Walk::new(line);
        let end = self.note(walk)?;
        let end = walk.blank(end);
        if end < line.len() {
            Err(Fault::Trailing)
        } else {
            Ok(())
        }
    }

    /// The same of the line that `rest` begins with, before it is known where it ends. Returns that end; `None`
    /// where it is not found so, and the line must be read once its end is known.
    pub fn read_ahead(&mut self, rest: &[u8]) -> Option<usize> {
        let walk = Walk::of_line(rest);
        let end = walk.blank(self.note(walk).ok()?);
        (rest.get(end) == Some(&b'\n')).then_some(end)
    }

    fn note(&mut self, walk: Walk<'_>) -> Result<usize, Fault> {
        self.line.clear();
        self.payload.clear();
        self.has_payload = false;
        walk.line_object(self)
    }

    /// Whether the line has a `payload` that is an object.
    pub fn has_payload(&self) -> bool {
        self.has_payload
    }

    /// The line's own fields, in file order; of equal keys the last one holds.
    #[inline]
    pub fn of_line<'a>(
        &self,
        line: &'a [u8],
    ) -> impl DoubleEndedIterator<Item = (text::Key<'a>, Raw<'a>)> {
        fields_of(&self.line.fields, line)
    }

    /// The fields of `payload`, likewise.
    #[inline]
    pub fn of_payload<'a>(
        &self,
        line: &'a [u8],
    ) -> impl DoubleEndedIterator<Item = (text::Key<'a>, Raw<'a>)> {
        fields_of(&self.payload.fields, line)
    }

    /// What is known of the newest object of this name in a payload, for the few names that have a shape.
    pub fn shape(&self, name: &str) -> Option<&Shape> {
        let at = SHAPED.iter().position(|shaped| *shaped == name)?;
        Some(&self.shapes[at])
    }

    /// One field of the line.
    #[inline]
    pub fn line_field<'a>(&self, line: &'a [u8], name: &str) -> Option<Raw<'a>> {
        self.line.find(line, name)
    }

    /// Time and type of a line that has no other field than these, in this order, and its payload.
    #[inline]
    pub fn time_and_type<'a>(&self, line: &'a [u8]) -> Option<(&'a [u8], &'a [u8])> {
        let [time, word, _] = &self.line.fields[..] else {
            return None;
        };
        let is_usual = self.has_payload
            && time.is_written(line, "timestamp")
            && word.is_written(line, "type")
            && self.line.lengths != u64::MAX;
        match is_usual {
            true => Some((time.raw(line).plain()?, word.raw(line).plain()?)),
            false => None,
        }
    }

    /// One field of `payload`.
    #[inline]
    pub fn payload_field<'a>(&self, line: &'a [u8], name: &str) -> Option<Raw<'a>> {
        self.payload.find(line, name)
    }
}

#[inline]
fn fields_of<'a>(
    fields: &[Field],
    line: &'a [u8],
) -> impl DoubleEndedIterator<Item = (text::Key<'a>, Raw<'a>)> {
    fields
        .iter()
        .map(move |field| (field.name(line), field.raw(line)))
}

/// How the payload begins behind the type of a line.
const PAYLOAD: &[u8; 12] = br#","payload":{"#;

/// Where the fields of an object are read from.
enum From {
    /// Its first byte.
    Brace(usize),
    /// The end of a field that is known.
    Comma(usize),
}

impl Walk<'_> {
    /// The line's object; its `payload` is entered on the way, so that each byte is walked once.
    fn line_object(&self, fields: &mut Fields) -> Result<usize, Fault> {
        let Fields {
            line,
            payload,
            has_payload,
            shapes,
        } = fields;
        let mut from = self.head(line);
        if let From::Comma(key) = from
            && self.is_there(PAYLOAD, key)
        {
            *has_payload = true;
            let value = key + PAYLOAD.len() - 1;
            let end = self.payload_object(value, payload, shapes)?;
            line.push(Field::plain(key + 2..key + 9, value..end));
            from = From::Comma(end);
        }
        self.fields(from, line, |key, at| {
            if key.is_at_once("payload") {
                payload.clear();
                *has_payload = self.at(at)? == b'{';
                if *has_payload {
                    let end = self.payload_object(at, payload, shapes)?;
                    return Ok(Span::plain(end));
                }
            }
            self.value(at)
        })
    }

    /// The payload, an object at `at`.
    #[inline(never)]
    fn payload_object(
        &self,
        at: usize,
        payload: &mut Noted,
        shapes: &mut [Shape; SHAPED.len()],
    ) -> Result<usize, Fault> {
        let from = self.payload_head(at, payload);
        self.fields(from, payload, |key, at| {
            let shaped = SHAPED.iter().position(|shaped| key.is_at_once(shaped));
            match shaped.map(|shaped| &mut shapes[shaped]) {
                Some(shape) if self.at(at)? == b'{' => self.shaped(shape, at),
                _ => self.value(at),
            }
        })
    }

    #[inline(always)]
    fn is_there<const LENGTH: usize>(&self, text: &[u8; LENGTH], at: usize) -> bool {
        let bytes = self.bytes.get(at..at + LENGTH);
        bytes.is_some_and(|bytes| block::same(bytes, text))
    }

    /// The time and the type of a line that begins as nearly every one does: no key is looked for. Returns where the
    /// fields go on.
    #[inline]
    fn head(&self, fields: &mut Noted) -> From {
        const TIME: &[u8; 14] = br#"{"timestamp":""#;
        const TIME_END: usize = TIME.len() + 24;
        const TYPE: &[u8; 10] = br#"","type":""#;
        const WORD: usize = TIME_END + TYPE.len();
        if self.is_there(TIME, 0)
            && self.is_there(TYPE, TIME_END)
            && block::near_stops(self.bytes, TIME.len())
                .is_some_and(|stops| stops.trailing_zeros() == 24)
            && let Some(end) = self.short_word(WORD)
        {
            fields.push(Field::plain(2..11, TIME.len() - 1..TIME_END + 1));
            fields.push(Field::plain(TIME_END + 3..TIME_END + 7, WORD - 1..end));
            return From::Comma(end);
        }
        From::Brace(0)
    }

    /// The type of a payload that begins with it.
    #[inline]
    fn payload_head(&self, at: usize, fields: &mut Noted) -> From {
        const TYPE: &[u8; 9] = br#"{"type":""#;
        let word = at + TYPE.len();
        if self.is_there(TYPE, at)
            && let Some(end) = self.short_word(word)
        {
            fields.push(Field::plain(at + 2..at + 6, word - 1..end));
            return From::Comma(end);
        }
        From::Brace(at)
    }

    /// The place behind a text without escapes that ends near; `at` is that behind its first quote.
    #[inline(always)]
    fn short_word(&self, at: usize) -> Option<usize> {
        let stops = block::near_stops(self.bytes, at)?;
        let end = at + stops.trailing_zeros() as usize;
        (stops != 0 && self.bytes[end] == b'"').then_some(end + 1)
    }

    /// An object that may be told by its shape.
    fn shaped(&self, shape: &mut Shape, at: usize) -> Result<Span, Fault> {
        let end = match shape.follow(self.bytes, at) {
            Some(end) => end,
            None => {
                let end = self.container(at)?;
                shape.learn(&self.bytes[at..end]);
                end
            }
        };
        Ok(Span::plain(end))
    }

    /// The fields of an object, noted; `value` walks each value.
    #[inline]
    fn fields(
        &self,
        from: From,
        fields: &mut Noted,
        mut value: impl FnMut(text::Key<'_>, usize) -> Result<Span, Fault>,
    ) -> Result<usize, Fault> {
        let mut at = match from {
            From::Brace(at) => {
                let at = self.blank(self.expect(at, b'{')?);
                if self.at(at)? == b'}' {
                    return Ok(at + 1);
                }
                at
            }
            From::Comma(end) => match self.next_field(end)? {
                Ok(at) => at,
                Err(end) => return Ok(end),
            },
        };
        loop {
            let key_from = at + 1;
            let key = self.text(at)?;
            let key_end = key.end() - 1;
            let key_is_escaped = !key.lost.is_none();
            let name = text::Key::noted(&self.bytes[key_from..key_end], key_is_escaped);
            at = self.colon(key.end())?;
            let span = value(name, at)?;
            fields.push(Field {
                key: (key_from as u32, key_end as u32),
                key_is_escaped,
                value_from: at as u32,
                value: span,
            });
            match self.next_field(span.end())? {
                Ok(next) => at = next,
                Err(end) => return Ok(end),
            }
        }
    }

    /// Where behind a value the next field begins, or else where the object ends.
    #[inline(always)]
    fn next_field(&self, at: usize) -> Result<Result<usize, usize>, Fault> {
        let at = self.blank(at);
        match self.at(at)? {
            b',' => Ok(Ok(self.blank(at + 1))),
            b'}' => Ok(Err(at + 1)),
            _ => Err(Fault::Syntax),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Kind;
    use alloc::string::String;

    /// What was noted of a line: its fields and its payload's, as keys and lengths, or the fault.
    fn noted(line: &str) -> (Result<(), Fault>, Vec<(String, u64)>) {
        let bytes = line.as_bytes();
        let mut fields = Fields::default();
        let read = fields.read(bytes);
        let all = fields.of_line(bytes).chain(fields.of_payload(bytes));
        let all = all.map(|(key, value)| {
            let key = String::from_utf8(key.name().into_owned()).unwrap();
            // Blanks in an object are a part of it.
            let is_object = value.kind() == Kind::Object;
            let length = if is_object { 0 } else { value.byte_length() };
            (key, length)
        });
        (read, all.collect())
    }

    /// One blank more, and a line is read the long way.
    #[test]
    fn the_short_way_notes_what_the_long_one_does() {
        let line = r#"{"timestamp":"2026-08-06T08:03:28.188Z","type":"event_msg","payload":{"type":"token_count","info":null,"b":[1,{"c":2}]},"ordinal":12}"#;
        let long = line.replace(":\"", ": \"");
        let of_long = noted(&long);
        assert_eq!(of_long.0, Ok(()));
        assert_eq!(of_long.1.len(), 7);
        assert_eq!(noted(line), of_long);
        let replaced = [
            ("28.188Z", "28.18Z"),
            ("28.188Z", "28.18\\u005a"),
            ("28.188Z", "28.1\\n8"),
            ("28.188Z\"", "28.188\\\""),
            ("event_msg", "event\\u005fmsg"),
            ("event_msg", "a word of more than thirty-two bytes"),
            ("token_count", "\\\"token\\\""),
            ("token_count", ""),
            ("\"payload\":{\"type\":\"token_count\",", "\"payload\":{"),
            ("\"payload\":{\"type\"", "\"payload\":{\"tipe\""),
            ("\"payload\"", "\"pay\""),
            (",\"info\":null,\"b\":[1,{\"c\":2}]", ""),
            ("\"type\":\"event_msg\",", ""),
            ("}]},\"ordinal\":12}", "}]}}"),
            ("\"timestamp\"", "\"time_stamp\""),
        ];
        for (from, to) in replaced {
            let line = line.replace(from, to);
            let long = line.replace(":\"", ": \"");
            assert!(line.len() < long.len(), "{line}");
            assert_eq!(noted(&line), noted(&long), "{line}");
        }
    }

    /// Wherever a line is cut, and whatever byte is wrong, both ways find the same fault.
    #[test]
    fn both_ways_find_the_same_faults() {
        let line = r#"{"timestamp":"2026-08-06T08:03:28.188Z","type":"event_msg","payload":{"type":"token_count","info":null}}"#;
        for at in 0..line.len() {
            for wrong in ["", "\u{1}", "\\", "\"", "x", ",", "}"] {
                let mut broken = String::from(&line[..at]);
                broken.push_str(wrong);
                if !wrong.is_empty() {
                    broken.push_str(&line[at + 1..]);
                }
                let long = broken.replacen('{', "{ ", 1);
                assert_eq!(noted(&broken).0, noted(&long).0, "{broken}");
            }
        }
    }
}
