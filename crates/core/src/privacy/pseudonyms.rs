//! Pseudonyms of the commands of a file, which wait for each other: many together take less time than one by one.
//!
//! What waits is text of the file, for as long as it is read and no longer; it shows nothing of itself. What breaks if
//! touched: a pseudonym in the place of another one's.

use alloc::vec::Vec;
use core::cmp::Reverse;
use core::mem;

use super::pseudonym::{Key, Pseudonym, PseudonymKind, add_message};
use super::sha256::{BLOCK_BYTES, Block};

/// So much text waits at most, and what is longer than the half of it does not wait.
const WAITING_BYTES: usize = 64 * 1024;

/// Where the pseudonym of a name will stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place(u32);

impl Place {
    /// Among all pseudonyms.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Names and their pseudonyms, in the order in which they came. No `Debug`: it holds text of the file.
#[derive(Clone, Default)]
pub(super) struct Pseudonyms {
    /// What is to be hashed, whole blocks of each name.
    messages: Vec<u8>,
    waiting: Vec<Waiting>,
    told: Vec<Pseudonym>,
}

/// A name that waits: its place, and where its blocks stand.
#[derive(Clone, Copy)]
struct Waiting {
    place: Place,
    start: usize,
    blocks: usize,
}

impl Pseudonyms {
    /// Takes a name in.
    pub(super) fn add(&mut self, key: &Key, kind: PseudonymKind, name: &[u8]) -> Place {
        let place = Place(self.told.len() as u32);
        if name.len() > WAITING_BYTES / 2 {
            self.told.push(key.pseudonym_of_bytes(kind, name));
            return place;
        }
        self.told.push(Pseudonym::NOT_TOLD);
        let start = self.messages.len() / BLOCK_BYTES;
        add_message(kind, name, &mut self.messages);
        let blocks = self.messages.len() / BLOCK_BYTES - start;
        self.waiting.push(Waiting {
            place,
            start,
            blocks,
        });
        if self.messages.len() >= WAITING_BYTES {
            self.tell(key);
        }
        place
    }

    /// The pseudonyms of all names that came.
    pub(super) fn finish(mut self, key: &Key) -> Vec<Pseudonym> {
        self.tell(key);
        self.told
    }

    /// Hashes what waits, the longest name first.
    fn tell(&mut self, key: &Key) {
        let mut waiting = mem::take(&mut self.waiting);
        waiting.sort_unstable_by_key(|name| Reverse(name.blocks));
        let (blocks, _) = self.messages.as_chunks::<BLOCK_BYTES>();
        let messages = waiting
            .iter()
            .map(|name| &blocks[name.start..][..name.blocks]);
        let messages: Vec<&[Block]> = messages.collect();
        for (name, pseudonym) in waiting.iter().zip(key.of_messages(&messages)) {
            self.told[name.place.index()] = pseudonym;
        }
        self.messages.clear();
        waiting.clear();
        self.waiting = waiting;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use alloc::{format, vec};
    use hmac::{Hmac, KeyInit, Mac};
    use sha2::Sha256;

    const KEY: [u8; 32] = [7; 32];

    /// By another implementation.
    fn expected(name: &[u8]) -> Pseudonym {
        let mut mac = Hmac::<Sha256>::new_from_slice(&KEY).expect("a key");
        mac.update(b"command\0");
        mac.update(name);
        let bytes = mac.finalize().into_bytes();
        let digits = bytes[..16].iter().map(|byte| format!("{byte:02x}"));
        let text: alloc::string::String = digits.collect();
        Pseudonym::from_text(&format!("p-{text}")).expect("digits")
    }

    fn told(names: &[Vec<u8>]) {
        let key = Key::new(KEY);
        let mut pseudonyms = Pseudonyms::default();
        let add = |name: &Vec<u8>| pseudonyms.add(&key, PseudonymKind::Command, name);
        let places: Vec<Place> = names.iter().map(add).collect();
        let told = pseudonyms.finish(&key);
        assert_eq!(told.len(), names.len());
        for (place, name) in places.iter().zip(names) {
            let (told, expected) = (told[place.index()].to_string(), expected(name).to_string());
            assert_eq!(told, expected, "{} of {}", name.len(), names.len());
        }
    }

    #[test]
    fn each_name_has_its_own_however_many_wait() {
        // Lengths in no order, all of them, and names that end where a block does.
        let names: Vec<Vec<u8>> = (0..1009)
            .map(|at| vec![at as u8; at * 611 % 1009])
            .collect();
        for count in 0..12 {
            told(&names[..count]);
        }
        told(&names);
        let blocks: usize = names.iter().map(|name| name.len() / BLOCK_BYTES).sum();
        assert!(
            blocks * BLOCK_BYTES > 4 * WAITING_BYTES,
            "some wait no longer"
        );
    }

    #[test]
    fn long_names_do_not_wait() {
        let short = || vec![b'a'; 3];
        told(&[
            short(),
            vec![b'b'; WAITING_BYTES],
            short(),
            vec![b'c'; WAITING_BYTES / 2 + 1],
        ]);
    }
}
