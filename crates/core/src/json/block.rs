//! Sixteen bytes at once: where a plain run of text ends.
//!
//! Texts are nearly all of a rollout, and real ones hold an escape every thirty bytes or so. So 64 bytes are looked at
//! together, and what was found is one bit a byte: a walk passes by all that needs no closer look. What breaks if this is
//! touched: a text that ends too late swallows the fields behind it.

use core::array;

use wide::{i8x16, u8x16};

/// Bytes that are looked at together.
const BLOCK: usize = 16;
const NEAR: usize = 2 * BLOCK;
pub(super) const FAR: usize = 4 * BLOCK;
/// Quotes and control bytes are below it, once they are [`turned`].
const ENDS: i8x16 = i8x16::new([-0x5f; BLOCK]);
const ONES: u64 = u64::from_ne_bytes([1; 8]);

/// The quotes, backslashes and control bytes among 32 bytes, where there are so many: keys, words, times and ids end there.
#[inline(always)]
pub(super) fn near_stops(bytes: &[u8], at: usize) -> Option<u32> {
    let near = bytes.get(at..)?.first_chunk::<NEAR>()?;
    let ([first, second], _) = near.as_chunks() else {
        return None;
    };
    Some(stops_of(first) | stops_of(second) << BLOCK)
}

/// 64 bytes of text, a bit each.
#[derive(Clone, Copy, Default)]
pub(super) struct Run {
    /// What a walk must look at itself: quotes, escapes that are rare, bytes that no text may hold, and the end.
    stops: u64,
    /// Where escapes begin.
    escapes: u64,
}

impl Run {
    /// The run of text at `at`.
    #[inline(always)]
    pub(super) fn at(bytes: &[u8], at: usize) -> Self {
        let room;
        let far = match bytes.get(at..).and_then(<[u8]>::first_chunk) {
            Some(far) => far,
            None => {
                room = filled_up(bytes.get(at..).unwrap_or_default());
                &room
            }
        };
        run_in(far)
    }

    /// Whether all of it is plain text.
    #[inline(always)]
    pub(super) fn is_plain(self) -> bool {
        self.stops | self.escapes == 0
    }

    /// The place of the first stop.
    #[inline(always)]
    pub(super) fn stop(self) -> Option<usize> {
        (self.stops != 0).then(|| self.stops.trailing_zeros() as usize)
    }

    /// How many escapes begin before a stop, or in all of it.
    #[inline(always)]
    pub(super) fn escapes(self, stop: Option<usize>) -> u32 {
        let before = stop.map_or(u64::MAX, |stop| (1 << stop) - 1);
        (self.escapes & before).count_ones()
    }

    /// The same without what stands before a place within it.
    #[inline(always)]
    pub(super) fn from(self, place: usize) -> Self {
        Self {
            stops: self.stops >> place << place,
            escapes: self.escapes >> place << place,
        }
    }
}

/// Fewer than 64 bytes, and zeros behind them: a zero is a control byte, and so the end is a stop.
#[cold]
#[inline(never)]
fn filled_up(rest: &[u8]) -> [u8; FAR] {
    let mut far = [0; FAR];
    far[..rest.len()].copy_from_slice(rest);
    far
}

#[inline(always)]
fn run_in(far: &[u8; FAR]) -> Run {
    let backslashes = bits(four(far, |block| is(block, b'\\')));
    let quotes = bits(four(far, |block| is(block, b'"')));
    let mut stops = quotes;
    if holds_control(far) {
        stops |= bits(four(far, ends_in));
    }
    // Whether there are escapes is not asked: in other text than plain nobody could guess it.
    let (escapes, escaped) = escapes_of(backslashes);
    let often = bits(four(far, |block| is(block, b'n') | is(block, b't')));
    let rare = escaped & !(often | quotes | backslashes);
    // An escape that the last byte begins is looked at by itself, too.
    stops = stops & !(escaped & quotes) | rare >> 1 | escapes & 1 << (FAR - 1);
    Run { stops, escapes }
}

/// The first of the places `at`, 64 bytes behind it and so on whose 64 bytes are not all plain text, or not there. Much text
/// is without any escape, and a loop that does nothing else is passed faster.
#[inline(always)]
pub(super) fn behind_plain(bytes: &[u8], mut at: usize) -> usize {
    while let Some(far) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        if !is_plain(far) {
            break;
        }
        at += FAR;
    }
    at
}

/// Whether no text ends and no escape begins among them. The least byte of each column tells, once what is looked for is the
/// least of all: so each is compared once, and not in every block. What is found is joined as bits: as vectors, LLVM takes it
/// for one bit a byte and spreads that again, in more steps than all the rest takes.
#[inline(always)]
fn is_plain(far: &[u8; FAR]) -> bool {
    let [one, two, three, last] = four(far, turned);
    let ends = one.min(two).min(three.min(last)).simd_lt(ENDS);
    let [one, two, three, last] = four(far, |block| u8x16::new(*block) ^ u8x16::splat(b'\\'));
    let backslashes = one.min(two).min(three.min(last)).simd_eq(u8x16::ZERO);
    ends.to_bitmask() | backslashes.to_bitmask() == 0
}

/// Which of 64 bytes begin an escape; the first begins none that another one before it could be part of.
#[inline(always)]
pub(super) fn escapes(far: &[u8; FAR]) -> u64 {
    let backslashes = bits(four(far, |block| is(block, b'\\')));
    escapes_of(backslashes).0
}

/// Which backslashes begin an escape, and which bytes they escape, reckoned for all at once: going from one to the next,
/// a processor guesses wrong where they end in every other block.
///
/// Each run of backslashes is added to the bits at odd places: the carry comes out behind its end, at a place that tells
/// whether the run is of odd length. After simdjson's `json_escape_scanner`.
#[inline(always)]
fn escapes_of(backslashes: u64) -> (u64, u64) {
    const ODD: u64 = 0xaaaa_aaaa_aaaa_aaaa;
    let marked = ((backslashes << 1 | ODD).wrapping_sub(backslashes)) ^ ODD;
    (marked & backslashes, marked ^ backslashes)
}

/// The first byte at `from` or behind it that is no digit; eight at once.
#[inline(always)]
pub(super) fn end_of_digits(bytes: &[u8], from: usize) -> usize {
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

/// Digits that are read at once.
pub(super) const DIGITS: usize = size_of::<u64>();

/// The digits at `at`, up to [`DIGITS`] of them, as a number, and how many.
#[inline(always)]
pub(super) fn digits(bytes: &[u8], at: usize) -> (u64, usize) {
    let rest = bytes.get(at..).unwrap_or_default();
    let eight = match rest.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => last_of(rest),
    };
    // As in `end_of_digits`: what is no digit has a bit in the upper half of its byte.
    let values = eight ^ (ONES * u64::from(b'0'));
    let others = (values | values.wrapping_add(ONES * 6)) & (ONES * 0xf0);
    let count = (others.trailing_zeros() / 8) as usize;
    if count == 0 {
        return (0, 0);
    }
    // The digits go to the end, with zeros before them; then neighbours are joined: by two, by four, all eight.
    let ones = values << (64 - 8 * count);
    let twos = (ones.wrapping_mul(10) + (ones >> 8)) & 0x00ff_00ff_00ff_00ff;
    let fours = (twos.wrapping_mul(100) + (twos >> 16)) & 0x0000_ffff_0000_ffff;
    let number = (fours.wrapping_mul(10_000) + (fours >> 32)) & 0xffff_ffff;
    (number, count)
}

/// Fewer than eight bytes, and zeros behind them.
#[cold]
fn last_of(rest: &[u8]) -> u64 {
    let mut eight = [0; 8];
    eight[..rest.len()].copy_from_slice(rest);
    u64::from_le_bytes(eight)
}

/// Whether both are the same bytes; eight at once, and the last eight may be looked at twice.
#[inline(always)]
pub(crate) fn same(one: &[u8], other: &[u8]) -> bool {
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
        _ => same_few(one, other),
    }
}

/// The same of texts that are longer, as a rule: sixteen at once.
#[inline(always)]
pub(super) fn same_long(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let (Some(last), Some(other_last)) = (one.last_chunk(), other.last_chunk()) else {
        return same(one, other);
    };
    let (ones, _) = one.as_chunks::<BLOCK>();
    let (others, _) = other.as_chunks::<BLOCK>();
    let number_of = |sixteen: &[u8; BLOCK]| u128::from_ne_bytes(*sixteen);
    let mut blocks = ones.iter().zip(others);
    blocks.all(|(one, other)| number_of(one) == number_of(other))
        && number_of(last) == number_of(other_last)
}

/// The same of fewer than eight bytes.
#[inline(always)]
fn same_few(one: &[u8], other: &[u8]) -> bool {
    let ends = |bytes: &[u8]| {
        let (first, last) = (bytes.first_chunk::<4>()?, bytes.last_chunk::<4>()?);
        Some((u32::from_ne_bytes(*first), u32::from_ne_bytes(*last)))
    };
    match (ends(one), ends(other)) {
        (Some(one), Some(other)) => one == other,
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
    turned(block).simd_lt(ENDS)
}

/// Bytes so that those below [`ENDS`] are the quotes and control bytes.
#[inline(always)]
fn turned(block: &[u8; BLOCK]) -> i8x16 {
    signed(block) ^ i8x16::splat(-0x7e)
}

/// Whether there is a control byte among them: no text has any, as a rule.
#[inline(always)]
fn holds_control(far: &[u8; FAR]) -> bool {
    let (blocks, _) = far.as_chunks::<BLOCK>();
    let columns = blocks.iter().map(|block| u8x16::new(*block));
    let least = columns.fold(u8x16::splat(u8::MAX), u8x16::min);
    // In fewer steps than `simd_lt`, which bytes without a sign have no instruction for.
    let is_control = least.min(u8x16::splat(b' ' - 1)).simd_eq(least);
    is_control.to_bitmask() != 0
}

#[inline(always)]
fn is(block: &[u8; BLOCK], byte: u8) -> i8x16 {
    signed(block).simd_eq(i8x16::splat(byte as i8))
}

#[inline(always)]
fn signed(block: &[u8; BLOCK]) -> i8x16 {
    i8x16::new(block.map(|byte| byte as i8))
}

/// What is found in four blocks.
#[inline(always)]
fn four<Found>(far: &[u8; FAR], of: impl Fn(&[u8; BLOCK]) -> Found) -> [Found; 4] {
    let (blocks, _) = far.as_chunks();
    array::from_fn(|at| of(&blocks[at]))
}

/// That as one bit a byte, the lowest for the first.
#[inline(always)]
fn bits(four: [i8x16; 4]) -> u64 {
    let bits = |bits, found: &i8x16| bits << BLOCK | u64::from(found.to_bitmask());
    four.iter().rev().fold(0, bits)
}
