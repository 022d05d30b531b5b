//! Chunks of any size in, whole lines out, with their number and byte offset.
//!
//! A line that lies within one chunk is lent out as it is; only one that crosses a chunk is copied.
//! A line past [`LINE_CAP`] keeps its first bytes only, so memory never follows the input. What breaks
//! if this is touched: diagnostics count on `offset`, and equal results on equal bytes whatever the chunks.

use alloc::vec::Vec;

/// Longest line that is read exactly, in bytes: Codex's own migration stops at the same length (FORMAT.md §1.2).
pub const LINE_CAP: usize = 16 * 1024 * 1024;

/// One line, without its line end. No `Debug`: a line's bytes are never printed.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    /// Counted from 1.
    pub number: u64,
    /// Bytes before it in the (unpacked) file.
    pub offset: u64,
    /// Its bytes, at most [`LINE_CAP`].
    pub bytes: &'a [u8],
    /// Its bytes stop at the cap; the line itself goes on.
    pub over_cap: bool,
    /// The file ends before the line does.
    pub unterminated: bool,
}

impl<'a> Line<'a> {
    /// Its bytes without a byte-order mark and the blanks around them.
    #[inline]
    pub fn content(&self) -> &'a [u8] {
        match self.bytes {
            [b'{', .., b'}'] => self.bytes,
            _ => self.trimmed(),
        }
    }

    #[inline(never)]
    fn trimmed(&self) -> &'a [u8] {
        let bytes = self.bytes.trim_ascii();
        bytes
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(bytes)
            .trim_ascii()
    }
}

/// Whoever takes the lines.
pub trait TakeLines {
    /// Where the line ends that `rest` begins with, if that was found by reading it: then it comes next, and its bytes need
    /// not be looked through for the end first.
    fn end_of_line(&mut self, rest: &[u8]) -> Option<usize>;

    /// Takes the next line.
    fn line(&mut self, line: Line<'_>);
}

/// Takes lines, and finds no end by itself.
struct Each<Take>(Take);

impl<Take: FnMut(Line<'_>)> TakeLines for Each<Take> {
    fn end_of_line(&mut self, _: &[u8]) -> Option<usize> {
        None
    }

    fn line(&mut self, line: Line<'_>) {
        self.0(line);
    }
}

/// Cuts a stream of chunks into lines.
#[derive(Default)]
pub struct Lines {
    /// Start of a line whose end has not come yet.
    held: Vec<u8>,
    held_over_cap: bool,
    number: u64,
    /// Where the line that is being read began.
    offset: u64,
    /// All bytes seen.
    total: u64,
}

impl Lines {
    /// Hands each line that ends in `chunk` to `take`.
    pub fn feed(&mut self, chunk: &[u8], take: impl FnMut(Line<'_>)) {
        self.feed_to(chunk, &mut Each(take));
    }

    /// The same for a taker that may know where lines end.
    pub fn feed_to(&mut self, chunk: &[u8], taker: &mut impl TakeLines) {
        let mut rest = chunk;
        while let Some(end) = self.end_of_line(rest, taker) {
            let (head, tail) = (&rest[..end], &rest[end + 1..]);
            rest = tail;
            self.total += end as u64 + 1;
            self.number += 1;
            if self.holds_nothing() && head.len() <= LINE_CAP {
                taker.line(self.line(head, false, false));
            } else {
                self.hold(head);
                let held = core::mem::take(&mut self.held);
                taker.line(self.line(&held, self.held_over_cap, false));
                self.reuse(held);
            }
            self.offset = self.total;
        }
        self.total += rest.len() as u64;
        self.hold(rest);
    }

    fn end_of_line(&self, rest: &[u8], taker: &mut impl TakeLines) -> Option<usize> {
        let by_taker = match self.holds_nothing() {
            true => taker.end_of_line(&rest[..rest.len().min(LINE_CAP)]),
            false => None,
        };
        by_taker.or_else(|| memchr::memchr(b'\n', rest))
    }

    fn holds_nothing(&self) -> bool {
        self.held.is_empty() && !self.held_over_cap
    }

    /// Hands the last line over, if the file does not end in a line end.
    pub fn finish(&mut self, take: impl FnOnce(Line<'_>)) {
        if self.held.is_empty() {
            return;
        }
        self.number += 1;
        let held = core::mem::take(&mut self.held);
        take(self.line(&held, self.held_over_cap, true));
        self.offset = self.total;
        self.held_over_cap = false;
    }

    fn line<'a>(&self, bytes: &'a [u8], over_cap: bool, unterminated: bool) -> Line<'a> {
        Line {
            number: self.number,
            offset: self.offset,
            bytes,
            over_cap,
            unterminated,
        }
    }

    fn hold(&mut self, part: &[u8]) {
        let room = LINE_CAP - self.held.len();
        if part.len() > room {
            self.held_over_cap = true;
        }
        self.held.extend_from_slice(&part[..part.len().min(room)]);
    }

    /// Keeps the buffer for the next line, unless one huge line made it large.
    fn reuse(&mut self, mut held: Vec<u8>) {
        held.clear();
        if held.capacity() <= 1024 * 1024 {
            self.held = held;
        }
        self.held_over_cap = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    fn cut(text: &[u8], chunk: usize) -> Vec<(u64, u64, String, bool)> {
        let mut lines = Lines::default();
        let mut out = Vec::new();
        let mut take = |line: Line<'_>| {
            out.push((
                line.number,
                line.offset,
                String::from_utf8_lossy(line.bytes).into_owned(),
                line.unterminated,
            ));
        };
        for part in text.chunks(chunk) {
            lines.feed(part, &mut take);
        }
        lines.finish(&mut take);
        out
    }

    #[test]
    fn lines_are_the_same_whatever_the_chunks() {
        let text = b"one\n\ntwo\r\nthree";
        let whole = cut(text, text.len());
        assert_eq!(whole.len(), 4);
        assert_eq!(whole[2], (3, 5, String::from("two\r"), false));
        assert_eq!(whole[3], (4, 10, String::from("three"), true));
        for chunk in 1..text.len() {
            assert_eq!(cut(text, chunk), whole);
        }
    }

    #[test]
    fn a_line_past_the_cap_keeps_its_start_only() {
        let mut text = alloc::vec![b'x'; LINE_CAP + 5];
        text.extend_from_slice(b"\nnext\n");
        let mut seen = Vec::new();
        let mut lines = Lines::default();
        for part in text.chunks(1 << 20) {
            lines.feed(part, |line| {
                seen.push((line.bytes.len(), line.over_cap, line.offset))
            });
        }
        assert_eq!(seen, [(LINE_CAP, true, 0), (4, false, LINE_CAP as u64 + 6)]);
        assert!(lines.held.capacity() <= 1024 * 1024);
    }
}
