//! Sixteen bytes at once: which of them end a plain run of text. One bit a byte, the first byte lowest.
//!
//! Texts are nearly all of a rollout, and real ones hold an escape every thirty bytes or so. A search that starts
//! anew behind each escape pays its start every time; here one block's marks serve until the block is used up.

use wide::u8x16;

/// Bytes of a block.
pub(super) const BLOCK: usize = 16;

/// The block at `at`, unless fewer bytes are left.
#[inline]
pub(super) fn block(bytes: &[u8], at: usize) -> Option<u8x16> {
    bytes
        .get(at..)
        .and_then(<[u8]>::first_chunk::<BLOCK>)
        .map(|&block| u8x16::new(block))
}

/// Marks quotes, backslashes and control bytes.
#[inline]
pub(super) fn stops(block: u8x16) -> u32 {
    let controls = block.min(u8x16::splat(0x1f)).simd_eq(block);
    let quotes = block.simd_eq(u8x16::splat(b'"'));
    let backslashes = block.simd_eq(u8x16::splat(b'\\'));
    (controls | quotes | backslashes).to_bitmask()
}

/// Marks backslashes.
#[inline]
pub(super) fn backslashes(block: u8x16) -> u32 {
    block.simd_eq(u8x16::splat(b'\\')).to_bitmask()
}

/// The marks from `used` bytes on.
#[inline]
pub(super) fn from(marks: u32, used: usize) -> u32 {
    if used < BLOCK {
        marks >> used << used
    } else {
        0
    }
}
