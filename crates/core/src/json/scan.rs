//! The walk over one line: structure, numbers, words and escapes are checked, nothing is kept but places.

use super::open::Open;
use super::span::{Lost, Span};
use super::{block, text};

/// Nesting up to which brackets are matched by kind; deeper ones are only counted.
pub const DEPTH_CAP: u32 = 128;

/// So many plain runs in a row, and more are likely to follow.
const MANY_PLAIN: usize = 2;

/// Why a line is not one JSON object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The text ends inside the object.
    CutShort,
    /// Not JSON.
    Syntax,
    /// More text after the object.
    Trailing,
}

/// A walk over checked bytes. Every method takes a place and returns the place behind what it read.
#[derive(Clone, Copy)]
pub(super) struct Walk<'a> {
    pub(super) bytes: &'a [u8],
    /// The bytes may go on behind the line: its end is no blank.
    ends_with_line: bool,
}

impl<'a> Walk<'a> {
    /// Over all of the bytes.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let ends_with_line = false;
        Self {
            bytes,
            ends_with_line,
        }
    }

    /// Over the line that they begin with.
    pub(super) fn of_line(bytes: &'a [u8]) -> Self {
        let ends_with_line = true;
        Self {
            bytes,
            ends_with_line,
        }
    }

    #[inline(always)]
    pub(super) fn at(&self, at: usize) -> Result<u8, Fault> {
        self.bytes.get(at).copied().ok_or(Fault::CutShort)
    }

    #[inline(always)]
    pub(super) fn blank(&self, at: usize) -> usize {
        match self.bytes.get(at) {
            Some(..=b' ') => self.blanks(at),
            _ => at,
        }
    }

    /// Codex writes none.
    #[cold]
    fn blanks(&self, mut at: usize) -> usize {
        while let Some(byte @ (b' ' | b'\t' | b'\r' | b'\n')) = self.bytes.get(at) {
            if *byte == b'\n' && self.ends_with_line {
                break;
            }
            at += 1;
        }
        at
    }

    #[inline(always)]
    pub(super) fn expect(&self, at: usize, byte: u8) -> Result<usize, Fault> {
        if self.at(at)? == byte {
            Ok(at + 1)
        } else {
            Err(Fault::Syntax)
        }
    }

    /// Any value.
    #[inline]
    pub(super) fn value(&self, at: usize) -> Result<Span, Fault> {
        let end = match self.at(at)? {
            b'"' => return self.text(at),
            b'{' | b'[' => self.container(at)?,
            _ => self.scalar(at)?,
        };
        Ok(Span::plain(end))
    }

    /// A string with its quotes.
    #[inline(always)]
    fn string(&self, at: usize) -> Result<usize, Fault> {
        self.text(at).map(Span::end)
    }

    /// The same, and what its escapes lose.
    #[inline(always)]
    pub(super) fn text(&self, at: usize) -> Result<Span, Fault> {
        let from = self.expect(at, b'"')?;
        if let Some(stops @ 1..) = block::near_stops(self.bytes, from) {
            let stop = from + stops.trailing_zeros() as usize;
            if self.bytes[stop] == b'"' {
                return Ok(Span::plain(stop + 1));
            }
        }
        self.long_text(from)
    }

    #[inline(never)]
    fn long_text(&self, mut at: usize) -> Result<Span, Fault> {
        let mut lost = Lost::default();
        // Plain runs come one by one between others, or many together: only then the loop for these is worth while.
        let mut plain_runs = MANY_PLAIN;
        loop {
            if plain_runs >= MANY_PLAIN {
                at = block::behind_plain(self.bytes, at);
            }
            let mut run = block::Run::at(self.bytes, at);
            plain_runs = if run.is_plain() { plain_runs + 1 } else { 0 };
            let mut width = block::FAR;
            while let Some(stop) = run.stop() {
                lost.short(run.escapes(Some(stop)));
                let end = at + stop;
                if self.at(end)? == b'"' {
                    return Ok(Span::new(end + 1, lost));
                }
                let (written, standing_for) = self.escape(end)?;
                match written {
                    2 => lost.short(1),
                    _ => lost.unicode(written - standing_for),
                }
                let behind = stop + written;
                if behind >= block::FAR {
                    (run, width) = (block::Run::default(), behind);
                } else {
                    run = run.from(behind);
                }
            }
            lost.short(run.escapes(None));
            at += width;
        }
    }

    /// How long an escape is, and how long the text that it stands for; a control byte, which a string may not hold,
    /// is none.
    #[inline]
    fn escape(&self, at: usize) -> Result<(usize, usize), Fault> {
        if self.bytes[at] != b'\\' {
            return Err(Fault::Syntax);
        }
        match self.at(at + 1)? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Ok((2, 1)),
            b'u' => self.unicode_escape(at),
            _ => Err(Fault::Syntax),
        }
    }

    #[cold]
    fn unicode_escape(&self, at: usize) -> Result<(usize, usize), Fault> {
        if self.bytes.len() < at + 6 {
            return Err(Fault::CutShort);
        }
        let escape = text::checked_unicode_escape(&self.bytes[at..]);
        let (scalar, written) = escape.ok_or(Fault::Syntax)?;
        Ok((written, scalar.len_utf8()))
    }

    /// `true`, `false`, `null` or a number.
    #[inline(always)]
    fn scalar(&self, at: usize) -> Result<usize, Fault> {
        match self.at(at)? {
            b'1'..=b'9' => {
                let end = block::end_of_digits(self.bytes, at);
                match self.bytes.get(end) {
                    Some(b',' | b'}' | b']') => Ok(end),
                    _ => self.number(at),
                }
            }
            b'n' => self.word(at, b"null"),
            b't' => self.word(at, b"true"),
            b'f' => self.word(at, b"false"),
            _ => self.number(at),
        }
    }

    #[inline(always)]
    fn word<const LENGTH: usize>(&self, at: usize, word: &[u8; LENGTH]) -> Result<usize, Fault> {
        let rest = &self.bytes[at..];
        match rest.first_chunk() {
            Some(start) if start == word => Ok(at + LENGTH),
            _ => Err(Self::no_word(rest, word)),
        }
    }

    #[cold]
    fn no_word(rest: &[u8], word: &[u8]) -> Fault {
        if word.starts_with(rest) {
            Fault::CutShort
        } else {
            Fault::Syntax
        }
    }

    #[inline(never)]
    fn number(&self, at: usize) -> Result<usize, Fault> {
        let from = if self.at(at)? == b'-' { at + 1 } else { at };
        let mut at = self.digits(from)?;
        if self.bytes[from] == b'0' && at > from + 1 {
            return Err(Fault::Syntax);
        }
        if self.bytes.get(at) == Some(&b'.') {
            at = self.digits(at + 1)?;
        }
        if let Some(b'e' | b'E') = self.bytes.get(at) {
            at += 1;
            if let Some(b'+' | b'-') = self.bytes.get(at) {
                at += 1;
            }
            at = self.digits(at)?;
        }
        Ok(at)
    }

    /// Digits, one at least.
    #[inline]
    fn digits(&self, from: usize) -> Result<usize, Fault> {
        let at = block::end_of_digits(self.bytes, from);
        if at == from {
            Err(self.at(at).err().unwrap_or(Fault::Syntax))
        } else {
            Ok(at)
        }
    }

    /// An array or object, without recursion: one bit a level says which of the two is open.
    pub(super) fn container(&self, at: usize) -> Result<usize, Fault> {
        let mut open = Open::default();
        let mut at = at;
        loop {
            // Here a value is due.
            match self.at(at)? {
                bracket @ (b'{' | b'[') if open.depth < DEPTH_CAP => {
                    open.push(bracket == b'{');
                    at = self.blank(at + 1);
                    if self.at(at)? != open.close() {
                        if open.is_object {
                            at = self.key(at)?;
                        }
                        continue;
                    }
                    at += 1;
                    open.pop();
                }
                b'"' => at = self.string(at)?,
                b'{' | b'[' => at = self.past_depth_cap(at)?,
                _ => at = self.scalar(at)?,
            }
            // Here a value has ended: close what it closes, up to the next one.
            while open.depth > 0 {
                at = self.blank(at);
                let next = self.at(at)?;
                if next == b',' {
                    at = self.blank(at + 1);
                    if open.is_object {
                        at = self.key(at)?;
                    }
                    break;
                }
                if next != open.close() {
                    return Err(Fault::Syntax);
                }
                at += 1;
                open.pop();
            }
            if open.depth == 0 {
                return Ok(at);
            }
        }
    }

    /// A key with its colon, up to the value.
    #[inline(always)]
    fn key(&self, at: usize) -> Result<usize, Fault> {
        self.colon(self.string(at)?)
    }

    /// The colon behind a key, up to the value.
    #[inline(always)]
    pub(super) fn colon(&self, at: usize) -> Result<usize, Fault> {
        Ok(self.blank(self.expect(self.blank(at), b':')?))
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
                0..0x20 => return Err(Fault::Syntax),
                _ => {}
            }
            at += 1;
            if open == 0 {
                return Ok(at);
            }
        }
    }
}
