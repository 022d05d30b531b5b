//! Names that stay secret without the key: HMAC-SHA-256, cut to 128 bits.
//!
//! The kind is part of the hashed text, so that a branch and a folder of the same name do not show
//! that they are.

use alloc::string::String;
use alloc::vec::Vec;
use core::{array, fmt, slice, str};
use serde::{Serialize, Serializer};

use super::hex;
use super::sha256::{self, BEGIN, BLOCK_BYTES, Block, State};

/// What HMAC turns over in its key, before a message and before the hash of that (RFC 2104).
const INNER: u8 = 0x36;
const OUTER: u8 = 0x5c;
/// What a pseudonym shows before its hex digits, and how many these are.
const MARK: &str = "p-";
const DIGITS: usize = 32;

/// The key of all pseudonyms of one installation. It shows nothing of itself. Its own two blocks are hashed once: of most
/// names they would be half of the work.
#[derive(Clone)]
pub struct Key {
    inner: State,
    outer: State,
}

/// What a pseudonym stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PseudonymKind {
    /// A working folder.
    Cwd,
    /// A repository's address, cleaned.
    Repository,
    /// A git branch.
    Branch,
    /// A sub-agent's nickname.
    Nickname,
    /// A whole command line, or under `strict` a program that is not well known.
    Command,
    /// The path of a file that does not have the form of Codex's own, or a part of it.
    Path,
    /// A Codex home.
    Home,
    /// The hash of a file's first line.
    FirstLine,
    /// The hash of a file's first and last bytes.
    Ends,
}

/// Stands for a name; shows and serialises as `p-` and 32 hex digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pseudonym([u8; DIGITS / 2]);

impl Key {
    /// From 32 random bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        let block = |turned: u8| {
            let mut block = [turned; BLOCK_BYTES];
            for (to, byte) in block.iter_mut().zip(bytes) {
                *to ^= byte;
            }
            sha256::hash(BEGIN, &[block])
        };
        Self {
            inner: block(INNER),
            outer: block(OUTER),
        }
    }

    /// The pseudonym of a name. Addresses of repositories go through [`super::clean_repository`] first, so
    /// that clones with different credentials are one.
    pub fn pseudonym(&self, kind: PseudonymKind, name: &str) -> Pseudonym {
        self.pseudonym_of_bytes(kind, name.as_bytes())
    }

    /// The pseudonym of what is no text.
    pub fn pseudonym_of_bytes(&self, kind: PseudonymKind, bytes: &[u8]) -> Pseudonym {
        let mut message = Vec::new();
        add_message(kind, bytes, &mut message);
        self.of_message(message.as_chunks().0)
    }

    /// That of a message.
    pub(super) fn of_message(&self, message: &[Block]) -> Pseudonym {
        let inner = sha256::hash(self.inner, message);
        Pseudonym::of(sha256::hash(self.outer, &[outer_message(inner)]))
    }

    /// Those of many in their order, which is faster than one by one.
    pub(super) fn of_messages(&self, messages: &[&[Block]]) -> impl Iterator<Item = Pseudonym> {
        let inner = sha256::hash_all(self.inner, messages);
        let outer: Vec<Block> = inner.into_iter().map(outer_message).collect();
        let outer: Vec<&[Block]> = outer.iter().map(slice::from_ref).collect();
        let hashed = sha256::hash_all(self.outer, &outer);
        hashed.into_iter().map(Pseudonym::of)
    }
}

/// Adds what is hashed of a name, as whole blocks. Before it stands the block of the key.
pub(super) fn add_message(kind: PseudonymKind, name: &[u8], messages: &mut Vec<u8>) {
    let start = messages.len();
    messages.extend_from_slice(kind.word().as_bytes());
    messages.push(0);
    messages.extend_from_slice(name);
    sha256::end_message(messages, start, 1);
}

/// The hash of the inner message is the outer one: 32 bytes behind a block.
fn outer_message(inner: State) -> Block {
    const LENGTH_BITS: u64 = (BLOCK_BYTES + size_of::<State>()) as u64 * 8;
    let mut words = [0; BLOCK_BYTES / 4];
    words[..inner.len()].copy_from_slice(&inner);
    words[inner.len()] = 0x8000_0000;
    words[BLOCK_BYTES / 4 - 1] = LENGTH_BITS as u32;
    let bytes = words.map(u32::to_be_bytes);
    array::from_fn(|at| bytes[at / 4][at % 4])
}

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Key(…)")
    }
}

impl PseudonymKind {
    /// Part of what is hashed: never change one.
    const fn word(self) -> &'static str {
        match self {
            Self::Cwd => "cwd",
            Self::Repository => "repository",
            Self::Branch => "branch",
            Self::Nickname => "nickname",
            Self::Command => "command",
            Self::Path => "path",
            Self::Home => "home",
            Self::FirstLine => "first_line",
            Self::Ends => "ends",
        }
    }
}

impl Pseudonym {
    /// Keeps a place for one.
    pub(super) const NOT_TOLD: Self = Self([0; DIGITS / 2]);

    /// The first half of a hash.
    fn of(hash: State) -> Self {
        let bytes = hash.map(u32::to_be_bytes);
        Self(array::from_fn(|at| bytes[at / 4][at % 4]))
    }

    /// Reads what [`Display`](fmt::Display) wrote; absent for any other text.
    pub fn from_text(text: &str) -> Option<Self> {
        let digits = text.strip_prefix(MARK)?;
        hex::bytes(digits.as_bytes()).map(Self)
    }

    /// What [`Display`](fmt::Display) writes, faster: most rows of calls have one.
    pub fn to_text(self) -> String {
        String::from(str::from_utf8(&self.written()).unwrap_or_default())
    }

    fn written(self) -> [u8; MARK.len() + DIGITS] {
        let mut text = [0; MARK.len() + DIGITS];
        let (mark, digits) = text.split_at_mut(MARK.len());
        mark.copy_from_slice(MARK.as_bytes());
        let (pairs, _) = digits.as_chunks_mut();
        for (pair, byte) in pairs.iter_mut().zip(self.0) {
            *pair = hex::digits(byte);
        }
        text
    }

    fn number(self) -> u128 {
        u128::from_be_bytes(self.0)
    }

    /// As tables show it: `p-3fa9c1d2`.
    pub fn short(&self) -> impl fmt::Display {
        ShortPseudonym(*self)
    }
}

struct ShortPseudonym(Pseudonym);

impl fmt::Display for ShortPseudonym {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "p-{:08x}", self.0.number() >> 96)
    }
}

impl fmt::Display for Pseudonym {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(str::from_utf8(&self.written()).unwrap_or_default())
    }
}

impl fmt::Debug for Pseudonym {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

#[cfg(feature = "schema")]
text_schema!(Pseudonym);

impl Serialize for Pseudonym {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use alloc::{format, vec};

    fn key() -> Key {
        Key::new(array::from_fn(|index| index as u8))
    }

    #[test]
    fn pseudonyms_are_hmac_sha_256() {
        // Computed with another implementation: key 00 01 … 1f, text kind 00 name.
        #[rustfmt::skip]
        let table = [
            (PseudonymKind::Cwd, "/home/joe/acme", "p-0e2c0cd2c85ab30a7de6a8f119023070"),
            (PseudonymKind::Branch, "/home/joe/acme", "p-bd2fae0310ed56d02b8c869e95cd8329"),
            (PseudonymKind::Repository, "", "p-b46d56e7b23010d8ba8b212678e67c44"),
            (PseudonymKind::Command, "ls -la", "p-0b97088b1d97083caf32c527b0e9d10a"),
        ];
        for (kind, name, expected) in table {
            let pseudonym = key().pseudonym(kind, name);
            assert_eq!(pseudonym.to_string(), expected);
            assert_eq!(pseudonym.short().to_string(), expected[..10]);
            assert_eq!(Pseudonym::from_text(expected), Some(pseudonym));
            assert_eq!(
                serde_json::to_string(&pseudonym).unwrap(),
                format!("\"{expected}\"")
            );
        }
    }

    /// Keys of RFC 4231, which zeros fill up, and messages; the first half of what comes out.
    #[test]
    fn messages_are_hashed_as_published() {
        #[rustfmt::skip]
        let table: [(&[u8], &[u8], &str); 4] = [
            (&[0x0b; 20], b"Hi There", "p-b0344c61d8db38535ca8afceaf0bf12b"),
            (b"Jefe", b"what do ya want for nothing?", "p-5bdcc146bf60754e6a042426089575c7"),
            (&[0xaa; 20], &[0xdd; 50], "p-773ea91e36800e46854db8ebd09181a7"),
            (&array::from_fn::<u8, 25, _>(|at| at as u8 + 1), &[0xcd; 50], "p-82558a389a443c0ea4cc819899f2083a"),
        ];
        for (short, bytes, expected) in table {
            let mut long = [0; 32];
            long[..short.len()].copy_from_slice(short);
            let key = Key::new(long);
            let mut message = bytes.to_vec();
            sha256::end_message(&mut message, 0, 1);
            let (message, rest) = message.as_chunks();
            assert!(rest.is_empty());
            assert_eq!(key.of_message(message).to_string(), expected);
            for count in 1..10 {
                let messages = vec![message; count];
                let mut all = key.of_messages(&messages);
                assert!(all.all(|pseudonym| pseudonym.to_string() == expected));
            }
        }
    }

    #[test]
    fn no_other_text_is_a_pseudonym() {
        for text in [
            "",
            "p-",
            "p-0e2c0cd2c85ab30a7de6a8f11902307",
            "p-0e2c0cd2c85ab30a7de6a8f1190230700",
            "p-0E2C0CD2C85AB30A7DE6A8F119023070",
            "p-+e2c0cd2c85ab30a7de6a8f119023070",
            "0e2c0cd2c85ab30a7de6a8f119023070p-",
        ] {
            assert_eq!(Pseudonym::from_text(text), None, "{text}");
        }
    }

    #[test]
    fn another_key_is_another_pseudonym() {
        let other = Key::new([7; 32]).pseudonym(PseudonymKind::Cwd, "a");
        assert_ne!(other, key().pseudonym(PseudonymKind::Cwd, "a"));
    }

    #[test]
    fn a_key_shows_nothing() {
        assert_eq!(format!("{:?}", Key::new([65; 32])), "Key(…)");
    }
}
