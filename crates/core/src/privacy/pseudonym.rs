//! Names that stay secret without the key: HMAC-SHA-256, cut to 128 bits.
//!
//! The kind is part of the hashed text, so that a branch and a folder of the same name do not show
//! that they are.

use core::{fmt, str};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Serialize, Serializer};
use sha2::Sha256;

use super::hex;

/// SHA-256 works on blocks of this many bytes; a shorter HMAC key is filled up with zeros.
const BLOCK_BYTES: usize = 64;
/// Hex digits of a pseudonym.
const DIGITS: usize = 32;

/// The key of all pseudonyms of one installation. It shows nothing of itself. Its own two blocks are hashed once: of most
/// names they would be half of the work.
#[derive(Clone)]
pub struct Key(Hmac<Sha256>);

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
        let mut block = [0; BLOCK_BYTES];
        block[..bytes.len()].copy_from_slice(&bytes);
        Self(KeyInit::new(&block.into()))
    }

    /// The pseudonym of a name. Addresses of repositories go through [`super::clean_repository`] first, so
    /// that clones with different credentials are one.
    pub fn pseudonym(&self, kind: PseudonymKind, name: &str) -> Pseudonym {
        self.pseudonym_of_bytes(kind, name.as_bytes())
    }

    /// The pseudonym of what is no text.
    pub fn pseudonym_of_bytes(&self, kind: PseudonymKind, bytes: &[u8]) -> Pseudonym {
        let mut mac = self.0.clone();
        mac.update(kind.word().as_bytes());
        mac.update(&[0]);
        mac.update(bytes);
        Pseudonym(first_half(mac.finalize().into_bytes().into()))
    }
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
    /// Reads what [`Display`](fmt::Display) wrote; absent for any other text.
    pub fn from_text(text: &str) -> Option<Self> {
        let digits = text
            .strip_prefix("p-")
            .filter(|digits| digits.len() == DIGITS)?;
        let mut pseudonym = Self([0; DIGITS / 2]);
        let (pairs, _) = digits.as_bytes().as_chunks();
        for (to, &[high, low]) in pseudonym.0.iter_mut().zip(pairs) {
            *to = hex::value(high)? << 4 | hex::value(low)?;
        }
        Some(pseudonym)
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
        let mut text = *b"p-00000000000000000000000000000000";
        for (to, byte) in text[2..].chunks_exact_mut(2).zip(self.0) {
            to.copy_from_slice(&hex::digits(byte));
        }
        formatter.write_str(str::from_utf8(&text).unwrap_or_default())
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

fn first_half(digest: [u8; 32]) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&digest[..16]);
    half
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::string::ToString;

    fn key() -> Key {
        Key::new(core::array::from_fn(|index| index as u8))
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
