//! The walk over one line: structure, numbers, words and escapes are checked, nothing is kept but places.

use alloc::vec::Vec;

use super::raw::Raw;
use super::{block, text};

/// Nesting up to which brackets are matched by kind; deeper ones are only counted.
pub const DEPTH_CAP: u32 = 128;

/// Why a line is not one JSON object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The text ends inside the object.
    CutShort,
    /// Not JSON at this byte of the line.
    Syntax(usize),
    /// More text after the object.
    Trailing(usize),
}

/// Where a field stands in its line. 32 bits are enough below the line cap.
#[derive(Clone, Copy, Debug)]
struct Field {
    key: (u32, u32),
    key_is_escaped: bool,
    value: (u32, u32),
}

/// The fields of a line and of its `payload` object. Kept from line to line for its memory.
#[derive(Debug, Default)]
pub struct Fields {
    line: Vec<Field>,
    payload: Vec<Field>,
    has_payload: bool,
}

impl Fields {
    /// Walks `line`, which begins with `{`. After a fault, what was complete before it can still be asked for.
    pub fn read(&mut self, line: &[u8]) -> Result<(), Fault> {
        self.line.clear();
        self.payload.clear();
        self.has_payload = false;
        let mut walk = Walk { bytes: line };
        let end = walk.line_object(self)?;
        let end = walk.blank(end);
        if end < line.len() {
            Err(Fault::Trailing(end))
        } else {
            Ok(())
        }
    }

    /// Whether the line has a `payload` that is an object.
    pub fn has_payload(&self) -> bool {
        self.has_payload
    }

    /// The line's own fields, in file order; of equal keys the last one holds.
    pub fn of_line<'a>(
        &self,
        line: &'a [u8],
    ) -> impl DoubleEndedIterator<Item = (text::Key<'a>, Raw<'a>)> {
        fields_of(&self.line, line)
    }

    /// The fields of `payload`, likewise.
    pub fn of_payload<'a>(
        &self,
        line: &'a [u8],
    ) -> impl DoubleEndedIterator<Item = (text::Key<'a>, Raw<'a>)> {
        fields_of(&self.payload, line)
    }

    /// One field of the line.
    pub fn line_field<'a>(&self, line: &'a [u8], name: &str) -> Option<Raw<'a>> {
        self.of_line(line)
            .rfind(|(key, _)| key.is(name))
            .map(|(_, value)| value)
    }

    /// One field of `payload`.
    pub fn payload_field<'a>(&self, line: &'a [u8], name: &str) -> Option<Raw<'a>> {
        self.of_payload(line)
            .rfind(|(key, _)| key.is(name))
            .map(|(_, value)| value)
    }
}

fn fields_of<'a>(
    fields: &[Field],
    line: &'a [u8],
) -> impl DoubleEndedIterator<Item = (text::Key<'a>, Raw<'a>)> {
    fields.iter().map(move |field| {
        let (key, value) = (field.key, field.value);
        (
            text::Key::noted(&line[key.0 as usize..key.1 as usize], field.key_is_escaped),
            Raw::new(&line[value.0 as usize..value.1 as usize]),
        )
    })
}

/// A walk over checked bytes. Every method takes a place and returns the place behind what it read.
#[derive(Clone, Copy)]
pub(super) struct Walk<'a> {
    pub(super) bytes: &'a [u8],
}

impl Walk<'_> {
    #[inline]
    fn at(&self, at: usize) -> Result<u8, Fault> {
        self.bytes.get(at).copied().ok_or(Fault::CutShort)
    }

    #[inline]
    pub(super) fn blank(&self, mut at: usize) -> usize {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.bytes.get(at) {
            at += 1;
        }
        at
    }

    #[inline]
    fn expect(&self, at: usize, byte: u8) -> Result<usize, Fault> {
        if self.at(at)? == byte {
            Ok(at + 1)
        } else {
            Err(Fault::Syntax(at))
        }
    }

    /// The line's object; its `payload` is entered on the way, so that each byte is walked once.
    fn line_object(&mut self, fields: &mut Fields) -> Result<usize, Fault> {
        let Fields {
            line,
            payload,
            has_payload,
        } = fields;
        self.object(0, line, |walk, key, at| {
            if key.is("payload") {
                payload.clear();
                *has_payload = walk.at(at)? == b'{';
                if *has_payload {
                    return walk.object(at, payload, |walk, _, at| walk.skip(at));
                }
            }
            walk.skip(at)
        })
    }

    /// An object at `at`, noting its fields; `value` walks each value.
    fn object(
        &self,
        at: usize,
        fields: &mut Vec<Field>,
        mut value: impl FnMut(&Self, text::Key<'_>, usize) -> Result<usize, Fault>,
    ) -> Result<usize, Fault> {
        let mut at = self.blank(self.expect(at, b'{')?);
        if self.at(at)? == b'}' {
            return Ok(at + 1);
        }
        loop {
            let key_from = at + 1;
            let (key_end, key_is_escaped) = self.text(at)?;
            let key = (key_from, key_end - 1);
            let name = text::Key::noted(&self.bytes[key.0..key.1], key_is_escaped);
            at = self.blank(self.expect(self.blank(key_end), b':')?);
            let end = value(self, name, at)?;
            fields.push(Field {
                key_is_escaped,
                key: (key.0 as u32, key.1 as u32),
                value: (at as u32, end as u32),
            });
            at = self.blank(end);
            match self.at(at)? {
                b',' => at = self.blank(at + 1),
                b'}' => return Ok(at + 1),
                _ => return Err(Fault::Syntax(at)),
            }
        }
    }

    /// Any value.
    #[inline]
    pub(super) fn skip(&self, at: usize) -> Result<usize, Fault> {
        match self.at(at)? {
            b'"' => self.string(at),
            b'{' | b'[' => self.container(at),
            _ => self.scalar(at),
        }
    }

    /// A string with its quotes.
    #[inline]
    pub(super) fn string(&self, at: usize) -> Result<usize, Fault> {
        self.text(at).map(|(end, _)| end)
    }

    /// A string with its quotes, and whether it holds escapes.
    pub(super) fn text(&self, at: usize) -> Result<(usize, bool), Fault> {
        let mut at = self.expect(at, b'"')?;
        let mut is_escaped = false;
        loop {
            at = block::next_stop(self.bytes, at);
            if self.at(at)? == b'"' {
                return Ok((at + 1, is_escaped));
            }
            at = self.escape(at)?;
            is_escaped = true;
        }
    }

    /// An escape; a control byte, which a string may not hold, is none.
    #[inline]
    fn escape(&self, at: usize) -> Result<usize, Fault> {
        if self.bytes[at] != b'\\' {
            return Err(Fault::Syntax(at));
        }
        match self.at(at + 1)? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Ok(at + 2),
            b'u' => {
                let digits = self.bytes.get(at + 2..at + 6).ok_or(Fault::CutShort)?;
                if digits.iter().all(u8::is_ascii_hexdigit) {
                    Ok(at + 6)
                } else {
                    Err(Fault::Syntax(at))
                }
            }
            _ => Err(Fault::Syntax(at)),
        }
    }

    /// `true`, `false`, `null` or a number.
    fn scalar(&self, at: usize) -> Result<usize, Fault> {
        match self.at(at)? {
            b'n' => self.word(at, b"null"),
            b't' => self.word(at, b"true"),
            b'f' => self.word(at, b"false"),
            _ => self.number(at),
        }
    }

    fn word(&self, at: usize, word: &[u8]) -> Result<usize, Fault> {
        let rest = &self.bytes[at..];
        if rest.starts_with(word) {
            Ok(at + word.len())
        } else if word.starts_with(rest) {
            Err(Fault::CutShort)
        } else {
            Err(Fault::Syntax(at))
        }
    }

    fn number(&self, at: usize) -> Result<usize, Fault> {
        let digits = |mut at: usize| -> Result<usize, Fault> {
            let from = at;
            while self.bytes.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
            if at == from {
                Err(self.at(at).err().unwrap_or(Fault::Syntax(at)))
            } else {
                Ok(at)
            }
        };
        let from = if self.at(at)? == b'-' { at + 1 } else { at };
        let mut at = digits(from)?;
        if self.bytes[from] == b'0' && at > from + 1 {
            return Err(Fault::Syntax(from));
        }
        if self.bytes.get(at) == Some(&b'.') {
            at = digits(at + 1)?;
        }
        if let Some(b'e' | b'E') = self.bytes.get(at) {
            at += 1;
            if let Some(b'+' | b'-') = self.bytes.get(at) {
                at += 1;
            }
            at = digits(at)?;
        }
        Ok(at)
    }

    /// An array or object, without recursion: one bit a level says which of the two is open.
    fn container(&self, at: usize) -> Result<usize, Fault> {
        let mut depth = 0_u32;
        let mut objects = 0_u128;
        let mut at = at;
        loop {
            // Here a value is due.
            match self.at(at)? {
                open @ (b'{' | b'[') => {
                    depth += 1;
                    if depth > DEPTH_CAP {
                        at = self.past_depth_cap(at)?;
                        depth -= 1;
                    } else {
                        objects = objects << 1 | u128::from(open == b'{');
                        at = self.blank(at + 1);
                        let close = if open == b'{' { b'}' } else { b']' };
                        if self.at(at)? != close {
                            if open == b'{' {
                                at = self.key(at)?;
                            }
                            continue;
                        }
                        at += 1;
                        objects >>= 1;
                        depth -= 1;
                    }
                }
                b'"' => at = self.string(at)?,
                _ => at = self.scalar(at)?,
            }
            // Here a value has ended: close what it closes, up to the next one.
            loop {
                if depth == 0 {
                    return Ok(at);
                }
                at = self.blank(at);
                let in_object = objects & 1 == 1;
                match self.at(at)? {
                    b',' => {
                        at = self.blank(at + 1);
                        if in_object {
                            at = self.key(at)?;
                        }
                        break;
                    }
                    b'}' if in_object => {}
                    b']' if !in_object => {}
                    _ => return Err(Fault::Syntax(at)),
                }
                at += 1;
                objects >>= 1;
                depth -= 1;
            }
        }
    }

    /// A key with its colon, up to the value.
    #[inline]
    fn key(&self, at: usize) -> Result<usize, Fault> {
        let at = self.blank(self.string(at)?);
        Ok(self.blank(self.expect(at, b':')?))
    }

    /// A container below the depth cap: brackets are counted, strings passed over.
    #[cold]
    fn past_depth_cap(&self, at: usize) -> Result<usize, Fault> {
        let mut at = at;
        let mut open = 0_usize;
        loop {
            match self.at(at)? {
                b'{' | b'[' => open += 1,
                b'}' | b']' => open -= 1,
                b'"' => {
                    at = self.string(at)?;
                    continue;
                }
                b'\t' | b'\r' => {}
                0..0x20 => return Err(Fault::Syntax(at)),
                _ => {}
            }
            at += 1;
            if open == 0 {
                return Ok(at);
            }
        }
    }
}
