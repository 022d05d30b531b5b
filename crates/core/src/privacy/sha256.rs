//! SHA-256 of four messages side by side.
//!
//! wasm knows no instruction for SHA-256, so that hashing the commands of a rollout takes a tenth of all work. Four words
//! fit into one vector: so four messages take little more than two. A message is whole blocks here, its end included
//! ([`end_message`]). What breaks if touched: pseudonyms; tests compare with another implementation.

use alloc::vec::Vec;
use core::array;

use sha2::block_api::compress256;
use wide::u32x4;

/// SHA-256 works on blocks of this many bytes.
pub(super) const BLOCK_BYTES: usize = 64;
/// Where in a message's last block its length stands.
const LENGTH_AT: usize = BLOCK_BYTES - size_of::<u64>();
/// Messages that are hashed together.
pub(super) const LANES: usize = 4;

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

/// A constant for each round (§4.2.2).
#[rustfmt::skip]
const ROUNDS: [u32; 64] = [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
];

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

/// The same of four. As long as each has a block they are hashed together; messages of one length are hashed best.
pub(super) fn hash_four(begin: State, messages: [&[Block]; LANES]) -> [State; LANES] {
    let shared = messages.map(<[Block]>::len).into_iter().min().unwrap_or(0);
    let mut states = begin.map(u32x4::splat);
    for at in 0..shared {
        compress_four(&mut states, messages.map(|message| &message[at]));
    }
    let words = states.map(u32x4::to_array);
    array::from_fn(|lane| hash(words.map(|word| word[lane]), &messages[lane][shared..]))
}

/// One block of each of four messages (§6.2.2).
fn compress_four(states: &mut [u32x4; 8], blocks: [&Block; LANES]) {
    let mut words: [u32x4; 16] = array::from_fn(|at| {
        let word = |block: &Block| u32::from_be_bytes(block.as_chunks().0[at]);
        u32x4::new(blocks.map(word))
    });
    let mut state = *states;
    for (first, constants) in ROUNDS.as_chunks::<16>().0.iter().enumerate() {
        if first > 0 {
            next_words(&mut words);
        }
        for (&word, &constant) in words.iter().zip(constants) {
            let [a, b, c, d, e, f, g, h] = state;
            let choice = g ^ (e & (f ^ g));
            let sum = h + turned(e, [6, 11, 25]) + choice + u32x4::splat(constant) + word;
            let majority = (a & b) | (c & (a | b));
            state = [
                sum + turned(a, [2, 13, 22]) + majority,
                a,
                b,
                c,
                d + sum,
                e,
                f,
                g,
            ];
        }
    }
    for (before, word) in states.iter_mut().zip(state) {
        *before += word;
    }
}

/// The words of the next sixteen rounds.
#[inline(always)]
fn next_words(words: &mut [u32x4; 16]) {
    for at in 0..16 {
        let (early, late) = (words[(at + 1) % 16], words[(at + 14) % 16]);
        let early = right(early, 7) ^ right(early, 18) ^ (early >> 3);
        let late = right(late, 17) ^ right(late, 19) ^ (late >> 10);
        words[at] += early + words[(at + 9) % 16] + late;
    }
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
