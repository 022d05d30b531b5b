//! SHA-256 of four messages side by side.
//!
//! wasm knows no instruction for SHA-256, so that hashing the commands of a rollout takes a tenth of all work. Four words
//! fit into one vector: so four messages take little more than two. A message is whole blocks here, its end included
//! ([`end_message`]). What breaks if touched: pseudonyms; tests compare with another implementation.

use alloc::vec;
use alloc::vec::Vec;
use core::array;

use sha2::block_api::compress256;
use wide::u32x4;

/// SHA-256 works on blocks of this many bytes.
pub(super) const BLOCK_BYTES: usize = 64;
/// Where in a message's last block its length stands.
const LENGTH_AT: usize = BLOCK_BYTES - size_of::<u64>();
/// Messages that are hashed together.
const LANES: usize = 4;
const ROUND_COUNT: usize = 64;

pub(super) type Block = [u8; BLOCK_BYTES];
/// Eight words: what all blocks so far came to.
pub(super) type State = [u32; 8];

/// The state before the first block (FIPS 180-4, §5.3.3).
pub(super) const BEGIN: State = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

/// A constant for each round (§4.2.2), in each lane: to spread one takes as long as to add it.
#[rustfmt::skip]
const ROUNDS: [u32x4; ROUND_COUNT] = in_all_lanes([
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);

const fn in_all_lanes(words: [u32; ROUND_COUNT]) -> [u32x4; ROUND_COUNT] {
    let mut spread = [u32x4::splat(0); ROUND_COUNT];
    let mut at = 0;
    while at < ROUND_COUNT {
        spread[at] = u32x4::splat(words[at]);
        at += 1;
    }
    spread
}

/// Ends the message that begins at `start`, behind `blocks_before` others: its end, and zeros up to its length in bits.
pub(super) fn end_message(bytes: &mut Vec<u8>, start: usize, blocks_before: usize) {
    let length = (blocks_before * BLOCK_BYTES + bytes.len() - start) as u64 * 8;
    bytes.push(0x80);
    let filled = (bytes.len() - start) % BLOCK_BYTES;
    let zeros = (BLOCK_BYTES + LENGTH_AT - filled) % BLOCK_BYTES;
    bytes.resize(bytes.len() + zeros, 0);
    bytes.extend(length.to_be_bytes());
}

/// What `state` becomes by a message.
pub(super) fn hash(mut state: State, message: &[Block]) -> State {
    compress256(&mut state, message);
    state
}

/// The same of many, in their order. Each of four lanes takes the next message when its own has ended, so that it matters
/// little how long they are; best are the shortest ones last.
pub(super) fn hash_all(begin: State, messages: &[&[Block]]) -> Vec<State> {
    let mut hashed = vec![begin; messages.len()];
    let Some((&first, others)) = messages.split_first_chunk::<LANES>() else {
        for (hashed, message) in hashed.iter_mut().zip(messages) {
            *hashed = hash(begin, message);
        }
        return hashed;
    };
    let mut others = (LANES..).zip(others);
    let mut lanes = array::from_fn::<_, LANES, _>(|lane| (lane, first[lane]));
    let mut states = begin.map(u32x4::splat);
    let mut is_each_taken = true;
    while is_each_taken {
        let shared = lanes.iter().map(|(_, left)| left.len()).min().unwrap_or(0);
        for at in 0..shared {
            compress_four(&mut states, lanes.map(|(_, left)| &left[at]));
        }
        for (lane, (message, left)) in lanes.iter_mut().enumerate() {
            *left = &left[shared..];
            if !left.is_empty() {
                continue;
            }
            hashed[*message] = states.map(|word| word.as_array()[lane]);
            match others.next() {
                Some((next, &blocks)) => {
                    (*message, *left) = (next, blocks);
                    for (word, begin) in states.iter_mut().zip(begin) {
                        word.as_mut_array()[lane] = begin;
                    }
                }
                None => is_each_taken = false,
            }
        }
    }
    for (lane, (message, left)) in lanes.into_iter().enumerate() {
        if !left.is_empty() {
            hashed[message] = hash(states.map(|word| word.as_array()[lane]), left);
        }
    }
    hashed
}

/// One block of each of four messages (§6.2.2).
fn compress_four(states: &mut [u32x4; 8], blocks: [&Block; LANES]) {
    let words = all_words(blocks);
    let mut state = *states;
    let (words, _) = words.as_chunks::<8>();
    let (constants, _) = ROUNDS.as_chunks::<8>();
    for (words, constants) in words.iter().zip(constants) {
        // Behind eight rounds each word of the state is in its own place again: written out, none is moved.
        state = round(state, words[0] + constants[0]);
        state = round(state, words[1] + constants[1]);
        state = round(state, words[2] + constants[2]);
        state = round(state, words[3] + constants[3]);
        state = round(state, words[4] + constants[4]);
        state = round(state, words[5] + constants[5]);
        state = round(state, words[6] + constants[6]);
        state = round(state, words[7] + constants[7]);
    }
    for (before, word) in states.iter_mut().zip(state) {
        *before += word;
    }
}

/// The words of all rounds: those of the block, and what follows from them.
#[inline(always)]
fn all_words(blocks: [&Block; LANES]) -> [u32x4; ROUND_COUNT] {
    const GIVEN: usize = BLOCK_BYTES / size_of::<u32>();
    // The compiler writes these out, so that the place of no word is reckoned.
    const TOGETHER: usize = 8;
    let mut words = [u32x4::splat(0); ROUND_COUNT];
    for (at, words) in words[..GIVEN].as_chunks_mut().0.iter_mut().enumerate() {
        *words = given_words(blocks.map(|block| &block.as_chunks().0[at]));
    }
    for start in (0..ROUND_COUNT - GIVEN).step_by(TOGETHER) {
        let Some(words) = words[start..].first_chunk_mut::<{ GIVEN + TOGETHER }>() else {
            break;
        };
        for at in GIVEN..words.len() {
            let (early, late) = (words[at - 15], words[at - 2]);
            let early = right(early, 7) ^ right(early, 18) ^ (early >> 3);
            let late = right(late, 17) ^ right(late, 19) ^ (late >> 10);
            words[at] = words[at - 16] + early + words[at - 7] + late;
        }
    }
    words
}

/// Four words of each lane. Their bytes are turned over while they stand side by side: one by one that was an eighth of all
/// work.
#[inline(always)]
fn given_words(lanes: [&[u8; 4 * size_of::<u32>()]; LANES]) -> [u32x4; 4] {
    let words = |bytes: &[u8; 16]| {
        let (words, _) = bytes.as_chunks();
        u32x4::new(array::from_fn(|at| u32::from_le_bytes(words[at])))
    };
    let [a, b, c, d] = lanes.map(words).map(bytes_turned_over);
    let (first, second) = (a.unpack_lo(c), b.unpack_lo(d));
    let (third, fourth) = (a.unpack_hi(c), b.unpack_hi(d));
    [
        first.unpack_lo(second),
        first.unpack_hi(second),
        third.unpack_lo(fourth),
        third.unpack_hi(fourth),
    ]
}

#[inline(always)]
fn bytes_turned_over(word: u32x4) -> u32x4 {
    let even = u32x4::splat(0x00ff_00ff);
    let pairs = ((word >> 8) & even) | ((word & even) << 8);
    (pairs >> 16) | (pairs << 16)
}

#[inline(always)]
fn round([a, b, c, d, e, f, g, h]: [u32x4; 8], word: u32x4) -> [u32x4; 8] {
    let choice = g ^ (e & (f ^ g));
    let sum = h + word + choice + turned(e, [6, 11, 25]);
    // `b ^ c` is the `a ^ b` of the round before.
    let majority = b ^ ((a ^ b) & (b ^ c));
    let first = sum + majority + turned(a, [2, 13, 22]);
    [first, a, b, c, d + sum, e, f, g]
}

#[inline(always)]
fn turned(word: u32x4, [first, second, third]: [u32; 3]) -> u32x4 {
    right(word, first) ^ right(word, second) ^ right(word, third)
}

/// Turned to the right: what leaves at the end comes in at the front.
#[inline(always)]
fn right(word: u32x4, bits: u32) -> u32x4 {
    (word >> bits) | (word << (u32::BITS - bits))
}
