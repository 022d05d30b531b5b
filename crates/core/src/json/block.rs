//! Sixteen bytes at once: where a plain run of text ends.
//!
//! Texts are nearly all of a rollout, and real ones hold an escape every thirty bytes or so. So bytes are looked at
//! once, and what was found is kept as marks, one bit a byte: a walk goes from mark to mark and loads nothing again.

use wide::i8x16;

/// Bytes that are looked at together.
pub(super) const BLOCK: usize = 16;
const NEAR: usize = 2 * BLOCK;
const FAR: usize = 4 * BLOCK;

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
#[inline(always)]
pub(super) fn near_stops(bytes: &[u8], at: usize) -> Option<u32> {
    let near = bytes.get(at..)?.first_chunk::<NEAR>()?;
    let ([first, second], _) = near.as_chunks() else {
        return None;
    };
    Some(stops_of(first) | stops_of(second) << BLOCK)
}

/// A run of text: how many bytes, and how many escapes of two bytes in them.
pub(super) struct Run {
    pub(super) width: usize,
    pub(super) escapes: u32,
}

/// The run of 64 bytes from `at` on; none where a text may end in them, or an escape is one of the rare ones. Which
/// backslashes begin an escape is reckoned for all at once: going from one to the next, a processor guesses wrong
/// where they end in every other block.
#[inline(always)]
pub(super) fn run(bytes: &[u8], at: usize) -> Option<Run> {
    const ODD: u64 = 0xaaaa_aaaa_aaaa_aaaa;
    let far = bytes.get(at..)?.first_chunk()?;
    let backslashes = bits(far, backslashes_of);
    let ends = bits(far, ends_of);
    if backslashes == 0 {
        let (width, escapes) = (FAR, 0);
        return (ends == 0).then_some(Run { width, escapes });
    }
    // Each run of backslashes is added to the bits at odd places: the carry comes out behind its end, at a place that
    // tells whether the run is of odd length. After simdjson's `json_escape_scanner`.
    let marked = ((backslashes << 1 | ODD).wrapping_sub(backslashes)) ^ ODD;
    let (escapes, escaped) = (marked & backslashes, marked ^ backslashes);
    if ends & !escaped != 0 || escaped & !bits(far, often_escaped) != 0 {
        return None;
    }
    // An escape that the last byte begins is left to the next run.
    let cut = (escapes >> (FAR - 1)) as u32;
    Some(Run {
        width: FAR - cut as usize,
        escapes: escapes.count_ones() - cut,
    })
}

/// The backslashes among up to 64 bytes from `at` on.
#[inline]
pub(super) fn backslashes(bytes: &[u8], at: usize) -> Marks {
    marks(bytes, at, backslashes_of)
}

/// How many bytes of a block stand before its first backslash.
#[inline(always)]
pub(super) fn plain_start(block: &[u8; BLOCK]) -> usize {
    (backslashes_of(block) | 1 << BLOCK).trailing_zeros() as usize
}

/// The first byte at `from` or behind it that is no digit; eight at once.
#[inline(always)]
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

/// Whether both are the same bytes; eight at once, and the last eight may be looked at twice.
#[inline(always)]
pub(super) fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    match (one.last_chunk::<8>(), other.last_chunk::<8>()) {
        (Some(last), Some(other_last)) => {
            let (ones, _) = one.as_chunks::<8>();
            let (others, _) = other.as_chunks::<8>();
            let eights = ones.iter().zip(others);
            let mut eights = eights.map(|(one, other)| number_of(one) == number_of(other));
            eights.all(|same| same) && number_of(last) == number_of(other_last)
        }
        _ => one.iter().zip(other).all(|(one, other)| one == other),
    }
}

#[inline(always)]
fn number_of(eight: &[u8; 8]) -> u64 {
    u64::from_ne_bytes(*eight)
}

#[inline(always)]
fn stops_of(block: &[u8; BLOCK]) -> u32 {
    (ends_in(block) | is(block, b'\\')).to_bitmask()
}

/// One comparison for quotes and control bytes: with bit 1 turned over, the quote is the byte behind the last of these.
/// Bytes are compared as numbers with a sign, so bit 7 is turned over, too.
#[inline(always)]
fn ends_in(block: &[u8; BLOCK]) -> i8x16 {
    let turned = signed(block) ^ i8x16::splat(-0x7e);
    turned.simd_lt(i8x16::splat(-0x5f))
}

#[inline(always)]
fn ends_of(block: &[u8; BLOCK]) -> u32 {
    ends_in(block).to_bitmask()
}

#[inline(always)]
fn backslashes_of(block: &[u8; BLOCK]) -> u32 {
    is(block, b'\\').to_bitmask()
}

/// What most escapes have behind their backslash.
#[inline(always)]
fn often_escaped(block: &[u8; BLOCK]) -> u32 {
    (is(block, b'n') | is(block, b't') | is(block, b'"') | is(block, b'\\')).to_bitmask()
}

#[inline(always)]
fn is(block: &[u8; BLOCK], byte: u8) -> i8x16 {
    signed(block).simd_eq(i8x16::splat(byte as i8))
}

#[inline(always)]
fn signed(block: &[u8; BLOCK]) -> i8x16 {
    i8x16::new(block.map(|byte| byte as i8))
}

/// The marks of four blocks.
#[inline(always)]
fn bits(far: &[u8; FAR], of: impl Fn(&[u8; BLOCK]) -> u32) -> u64 {
    let (blocks, _) = far.as_chunks();
    let blocks = blocks.iter().rev();
    blocks.fold(0, |bits, block| bits << BLOCK | u64::from(of(block)))
}

/// Four blocks at once; towards the end one, and then the last sixteen bytes, some of them once more.
#[inline(always)]
fn marks(bytes: &[u8], at: usize, of: impl Fn(&[u8; BLOCK]) -> u32) -> Marks {
    let rest = &bytes[at..];
    if let Some(far) = rest.first_chunk() {
        let bits = bits(far, of);
        return Marks { bits, width: FAR };
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
