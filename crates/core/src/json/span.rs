//! Where a value ends, and what its escapes lose: what a walk says of a value that it passed by.
//!
//! What breaks if this is touched: lengths of texts, which are told without decoding them.

/// Where a value ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    /// The place behind it. 32 bits are enough below the line cap.
    end: u32,
    pub(super) lost: Lost,
}

/// By how many bytes the escapes of a text are longer than what they stand for; the lowest bit tells that some are longer
/// than two bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lost(u32);

impl Lost {
    /// The text holds no escape.
    #[inline(always)]
    pub(super) fn is_none(self) -> bool {
        self.0 == 0
    }

    #[inline(always)]
    pub(super) fn bytes(self) -> u32 {
        self.0 >> 1
    }

    /// Each escape has two bytes, and stands for one character of one byte.
    #[inline(always)]
    pub(super) fn is_of_short_ones(self) -> bool {
        self.0 & 1 == 0
    }

    #[inline(always)]
    pub(super) fn short(&mut self, escapes: u32) {
        self.0 += escapes << 1;
    }

    #[inline(always)]
    pub(super) fn unicode(&mut self, bytes: usize) {
        self.0 = (self.0 + ((bytes as u32) << 1)) | 1;
    }
}

impl Span {
    /// Of a value without escapes.
    #[inline]
    pub(super) fn plain(end: usize) -> Self {
        Self::new(end, Lost::default())
    }

    #[inline]
    pub(super) fn new(end: usize, lost: Lost) -> Self {
        let end = end as u32;
        Self { end, lost }
    }

    /// The place behind it.
    #[inline]
    pub(super) fn end(self) -> usize {
        self.end as usize
    }
}
