//! One value in a line that the walk has checked: its kind, its text, its parts.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::scan::Walk;
use super::span::{Lost, Span};
use super::{block, text};

/// A value as it stands in the line. Its text is decoded, and its parts are walked, only when asked.
/// No `Debug`: a value is never printed.
#[derive(Clone, Copy)]
pub struct Raw<'a> {
    /// All of the line: the walk looks at many bytes at once, also at some behind the value.
    line: &'a [u8],
    from: u32,
    end: u32,
    lost: Lost,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of JSON")]
pub enum Kind {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

/// A value stands where a count is due and is none: negative, fractional, a word, or past 63 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotACount;

impl<'a> Raw<'a> {
    /// The value that the walk has found to reach from `from` to the end of `span`.
    #[inline]
    pub(super) fn noted(line: &'a [u8], from: usize, span: Span) -> Self {
        Self {
            line,
            from: from as u32,
            end: span.end() as u32,
            lost: span.lost,
        }
    }

    #[inline]
    fn bytes(self) -> &'a [u8] {
        &self.line[self.from as usize..self.end as usize]
    }

    /// Where in the line it begins.
    pub(super) fn start(self) -> usize {
        self.from as usize
    }

    /// The value that begins at this place of the line.
    pub(super) fn value_at(self, at: usize) -> Option<Self> {
        let walk = Walk::new(self.line);
        let span = walk.value(at).ok()?;
        Some(Self::noted(self.line, at, span))
    }

    /// A value outside an envelope: a whole file of the TypeScript era. Walks it once to check it.
    pub fn document(bytes: &'a [u8]) -> Result<Self, super::Fault> {
        let walk = Walk::new(bytes);
        let from = walk.blank(0);
        let span = walk.value(from)?;
        let rest = walk.blank(span.end());
        if rest < bytes.len() {
            Err(super::Fault::Trailing)
        } else {
            Ok(Self::noted(bytes, from, span))
        }
    }

    /// What the value is, by its first byte.
    #[inline]
    pub fn kind(self) -> Kind {
        match self.line.get(self.from as usize) {
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::Array,
            Some(b'"') => Kind::String,
            Some(b't' | b'f') => Kind::Boolean,
            Some(b'n') | None => Kind::Null,
            Some(_) => Kind::Number,
        }
    }

    /// Whether it is `null`.
    pub fn is_null(self) -> bool {
        self.kind() == Kind::Null
    }

    /// The value, unless it is `null`.
    pub fn present(self) -> Option<Self> {
        if self.is_null() { None } else { Some(self) }
    }

    /// Hash of the value as it stands in the line: equal for values that are equal byte for byte.
    pub fn fingerprint(self) -> u128 {
        xxhash_rust::xxh3::xxh3_128(self.bytes())
    }

    /// How many bytes the value takes in the line.
    pub fn byte_length(self) -> u64 {
        u64::from(self.end - self.from)
    }

    /// The decoded text of a string.
    pub fn text(self) -> Option<Cow<'a, str>> {
        self.text_bytes().map(text::lossy)
    }

    /// The decoded text of a string, in `room`, which grows as needed.
    pub fn whole_text<'b>(self, room: &'b mut Vec<u8>) -> Option<Cow<'b, str>>
    where
        'a: 'b,
    {
        let text = self.text_in(room)?;
        Some(text::lossy(Cow::Borrowed(text)))
    }

    /// The decoded text of a string as bytes, for a reader that looks at only some of them: broken UTF-8 is left as it is.
    pub fn text_bytes(self) -> Option<Cow<'a, [u8]>> {
        let written = self.written()?;
        Some(match self.lost.is_none() {
            true => Cow::Borrowed(written),
            false => Cow::Owned(text::unescaped(written)),
        })
    }

    /// The same, decoded in `room`, which grows as needed.
    pub fn text_in<'b>(self, room: &'b mut Vec<u8>) -> Option<&'b [u8]>
    where
        'a: 'b,
    {
        self.text_start_in(room, usize::MAX)
    }

    /// The same of no more than the first `bytes` as they are written; its end may be cut.
    pub fn text_start_in<'b>(self, room: &'b mut Vec<u8>, bytes: usize) -> Option<&'b [u8]>
    where
        'a: 'b,
    {
        let written = self.written()?;
        let written = &written[..written.len().min(bytes)];
        if self.lost.is_none() {
            return Some(written);
        }
        let needed = written.len() + text::ROOM;
        if room.len() < needed {
            room.resize(needed, 0);
        }
        let length = text::unescape(written, room);
        Some(&room[..length])
    }

    /// The text of a string without escapes.
    #[inline]
    pub(super) fn plain(self) -> Option<&'a [u8]> {
        self.written().filter(|_| self.lost.is_none())
    }

    /// Whether it is the string `word`.
    #[inline]
    pub fn is(self, word: &str) -> bool {
        match self.written() {
            Some(written) if self.lost.is_none() => block::same(written, word.as_bytes()),
            Some(written) => text::decodes_to(written, word),
            None => false,
        }
    }

    /// Unicode scalar values of a string, without decoding it.
    pub fn length_in_characters(self) -> Option<u64> {
        self.written()
            .map(|written| text::length_in_characters(written, self.lost))
    }

    /// UTF-8 bytes of a decoded string, without decoding it.
    pub fn length_in_bytes(self) -> Option<u64> {
        self.written()
            .map(|written| written.len() as u64 - u64::from(self.lost.bytes()))
    }

    #[inline]
    fn written(self) -> Option<&'a [u8]> {
        if self.kind() == Kind::String {
            self.line.get(self.from as usize + 1..self.end as usize - 1)
        } else {
            None
        }
    }

    /// `true` or `false`.
    pub fn boolean(self) -> Option<bool> {
        match self.bytes() {
            b"true" => Some(true),
            b"false" => Some(false),
            _ => None,
        }
    }

    /// A whole number of 64 bits, as written: no fraction, no exponent.
    pub fn integer(self) -> Option<i64> {
        let written = self.bytes();
        match short_number(written) {
            Some(number) => i64::try_from(number).ok(),
            None => core::str::from_utf8(written).ok()?.parse().ok(),
        }
    }

    /// A count of tokens: whole, not negative, below 2^63; `null` is none stated.
    #[inline]
    pub fn count(self) -> Result<Option<u64>, NotACount> {
        let written = self.bytes();
        match short_number(written) {
            Some(number) => Ok(Some(number)),
            None => self.long_count(),
        }
    }

    #[cold]
    fn long_count(self) -> Result<Option<u64>, NotACount> {
        if self.is_null() {
            return Ok(None);
        }
        self.integer()
            .and_then(|count| u64::try_from(count).ok())
            .map(Some)
            .ok_or(NotACount)
    }

    /// The number as it is written, for decimals that must not pass through floats.
    pub fn decimal(self) -> Option<&'a str> {
        if self.kind() == Kind::Number {
            core::str::from_utf8(self.bytes()).ok()
        } else {
            None
        }
    }

    /// The fields of an object, in file order (none for any other value); of equal keys the last one holds.
    pub fn fields(self) -> Parts<'a> {
        Parts::new(self, Kind::Object)
    }

    /// One field of an object.
    pub fn field(self, name: &str) -> Option<Raw<'a>> {
        self.fields()
            .filter(|(key, _)| key.is(name))
            .last()
            .map(|(_, value)| value)
    }

    /// Of each element of an array (none for any other value) the field of this name, where it is an object that has it.
    pub fn field_of_elements(self, name: &str) -> impl Iterator<Item = Option<Raw<'a>>> {
        let mut parts = Parts::new(self, Kind::Array);
        core::iter::from_fn(move || parts.next_field(name))
    }

    /// The elements of an array (none for any other value).
    pub fn elements(self) -> impl Iterator<Item = Raw<'a>> {
        Parts::new(self, Kind::Array).map(|(_, value)| value)
    }
}

/// A number of digits alone, and so few that it cannot pass 63 bits.
#[inline]
fn short_number(written: &[u8]) -> Option<u64> {
    if written.is_empty() || written.len() > 18 {
        return None;
    }
    let mut number = 0;
    for byte in written {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number * 10 + u64::from(digit);
    }
    Some(number)
}

/// Walks the parts of one container. The walk has been checked before, so that a fault can only mean the end.
#[derive(Clone)]
pub struct Parts<'a> {
    line: &'a [u8],
    at: usize,
    keyed: bool,
}

impl<'a> Parts<'a> {
    #[inline]
    fn new(container: Raw<'a>, kind: Kind) -> Self {
        let is_it = container.kind() == kind;
        Self {
            line: if is_it { container.line } else { &[] },
            at: container.from as usize + 1,
            keyed: kind == Kind::Object,
        }
    }
}

impl<'a> Parts<'a> {
    /// The next element's field of this name. An object is entered at once, so that it is walked once.
    #[inline]
    fn next_field(&mut self, name: &str) -> Option<Option<Raw<'a>>> {
        let walk = Walk::new(self.line);
        let at = self.next_start();
        if self.line.get(at) != Some(&b'{') {
            return self.next().map(|_| None);
        }
        let mut fields = Parts {
            line: self.line,
            at: at + 1,
            keyed: true,
        };
        let named = fields.by_ref().filter(|(key, _)| key.is(name));
        let (_, value) = named.last().unzip();
        self.at = walk.blank(fields.at) + 1;
        Some(value)
    }

    /// Where the next part begins, if there is one.
    #[inline]
    fn next_start(&self) -> usize {
        let walk = Walk::new(self.line);
        let at = walk.blank(self.at);
        match self.line.get(at) {
            Some(b',') => walk.blank(at + 1),
            _ => at,
        }
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = (text::Key<'a>, Raw<'a>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let walk = Walk::new(self.line);
        let mut at = self.next_start();
        let mut key = text::Key::noted(&[], false);
        if self.keyed {
            let span = walk.text(at).ok()?;
            let written = &self.line[at + 1..span.end() - 1];
            key = text::Key::noted(written, !span.lost.is_none());
            at = walk.colon(span.end()).ok()?;
        }
        let span = walk.value(at).ok()?;
        self.at = span.end();
        Some((key, Raw::noted(self.line, at, span)))
    }
}
