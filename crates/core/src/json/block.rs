//! Sixteen bytes at once: where a plain run of text ends.
//!
//! Texts are nearly all of a rollout, and real ones hold an escape every thirty bytes or so: what counts is how soon
//! a search is under way again behind each.

use wide::u8x16;

const BLOCK: usize = 16;

/// The first quote, backslash or control byte at `from` or behind it; where there is none, the end.
#[inline]
pub(super) fn next_stop(bytes: &[u8], from: usize) -> usize {
    let stops = |block: u8x16| {
        let controls = block.min(u8x16::splat(0x1f)).simd_eq(block);
        let quotes = block.simd_eq(u8x16::splat(b'"'));
        let backslashes = block.simd_eq(u8x16::splat(b'\\'));
        controls | quotes | backslashes
    };
    next(bytes, from, stops, |byte| {
        matches!(byte, 0..0x20 | b'"' | b'\\')
    })
}

/// The first backslash at `from` or behind it; where there is none, the end.
#[inline]
pub(super) fn next_backslash(bytes: &[u8], from: usize) -> usize {
    let backslashes = |block: u8x16| block.simd_eq(u8x16::splat(b'\\'));
    next(bytes, from, backslashes, |byte| byte == b'\\')
}

/// `marks` sets all bits of the bytes that are looked for; `is_it` tells them where less than a block is left.
#[inline]
fn next(
    bytes: &[u8],
    from: usize,
    marks: impl Fn(u8x16) -> u8x16,
    is_it: impl Fn(u8) -> bool,
) -> usize {
    let mut at = from;
    while let Some(&block) = bytes.get(at..).and_then(<[u8]>::first_chunk::<BLOCK>) {
        let marks = marks(u8x16::new(block)).to_bitmask();
        if marks != 0 {
            return at + marks.trailing_zeros() as usize;
        }
        at += BLOCK;
    }
    while at < bytes.len() && !is_it(bytes[at]) {
        at += 1;
    }
    at
}
