//! Sixteen bytes at once: where a plain run of text ends.
//!
//! Texts are nearly all of a rollout, and real ones hold an escape every thirty bytes or so. So bytes are looked at
//! once, and what was found is kept as marks, one bit a byte: a walk goes from mark to mark and loads nothing again.

use wide::i8x16;

const BLOCK: usize = 16;
const BLOCKS: usize = 4;

/// What was found among some bytes.
#[derive(Clone, Copy)]
pub(super) struct Marks {
    /// One bit a byte, the lowest for the first.
    pub(super) bits: u64,
    /// How many bytes were looked at: none only at the end.
    pub(super) width: usize,
}

impl Marks {
    /// The place of the first mark, counted from the first byte that was looked at.
    #[inline]
    pub(super) fn first(self) -> Option<usize> {
        (self.bits != 0).then(|| self.bits.trailing_zeros() as usize)
    }

    /// The marks from the byte `from` on, where that is one of those looked at.
    #[inline]
    pub(super) fn behind(self, from: usize) -> Option<Self> {
        let bits = self.bits & u64::MAX.checked_shl(from as u32)?;
        (from < self.width).then_some(Self { bits, ..self })
    }
}

/// The quotes, backslashes and control bytes among up to 64 bytes from `at` on.
#[inline]
pub(super) fn stops(bytes: &[u8], at: usize) -> Marks {
    marks(bytes, at, stops_of)
}

/// The same among 32 bytes, where there are so many: keys, words, times and ids end there.
#[inline]
pub(super) fn near_stops(bytes: &[u8], at: usize) -> Option<u32> {
    let near = bytes.get(at..)?.first_chunk::<{ BLOCK * 2 }>()?;
    let ([first, second], _) = near.as_chunks() else {
        return None;
    };
    Some(stops_of(first) | stops_of(second) << BLOCK)
}

/// The backslashes among up to 64 bytes from `at` on.
#[inline]
pub(super) fn backslashes(bytes: &[u8], at: usize) -> Marks {
    marks(bytes, at, backslashes_of)
}

/// The first byte at `from` or behind it that is no digit; eight at once.
#[inline]
pub(super) fn end_of_digits(bytes: &[u8], from: usize) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    let mut at = from;
    while let Some(&eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        // What is a digit is now 0 to 9; only such a byte has no bit in its upper half, also when six more are added.
        // The sum of another byte may spill over, but only into the bytes behind it.
        let values = u64::from_le_bytes(eight) ^ (ONES * u64::from(b'0'));
        let others = (values | values.wrapping_add(ONES * 6)) & (ONES * 0xf0);
        if others != 0 {
            return at + others.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    at
}

/// One comparison for quotes and control bytes: with bit 1 turned over, the quote is the byte behind the last of these.
/// Bytes are compared as numbers with a sign, so bit 7 is turned over, too.
#[inline]
fn stops_of(block: &[u8; BLOCK]) -> u32 {
    let bytes = signed(block);
    let controls_and_quotes = (bytes ^ i8x16::splat(-0x7e)).simd_lt(i8x16::splat(-0x5f));
    (controls_and_quotes | bytes.simd_eq(i8x16::splat(b'\\' as i8))).to_bitmask()
}

#[inline]
fn backslashes_of(block: &[u8; BLOCK]) -> u32 {
    signed(block)
        .simd_eq(i8x16::splat(b'\\' as i8))
        .to_bitmask()
}

#[inline]
fn signed(block: &[u8; BLOCK]) -> i8x16 {
    i8x16::new(block.map(|byte| byte as i8))
}

/// Four blocks at once; towards the end one, and then the last sixteen bytes, some of them once more.
#[inline]
fn marks(bytes: &[u8], at: usize, of: impl Fn(&[u8; BLOCK]) -> u32) -> Marks {
    let rest = &bytes[at..];
    if let Some(near) = rest.first_chunk::<{ BLOCK * BLOCKS }>() {
        let (blocks, _) = near.as_chunks();
        let bits = blocks
            .iter()
            .rev()
            .fold(0, |bits, block| bits << BLOCK | u64::from(of(block)));
        let width = near.len();
        return Marks { bits, width };
    }
    if let Some(block) = rest.first_chunk() {
        let bits = u64::from(of(block));
        return Marks { bits, width: BLOCK };
    }
    let width = rest.len();
    let bits = match bytes.last_chunk() {
        Some(last) => of(last) >> (BLOCK - width),
        None => {
            let mut block = [b' '; BLOCK];
            block[..width].copy_from_slice(rest);
            of(&block)
        }
    };
    let bits = u64::from(bits);
    Marks { bits, width }
}
