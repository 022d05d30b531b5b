//! Ids of sessions, turns, calls and responses.

use core::cmp::Ordering;
use core::{fmt, str};
use serde::{Serialize, Serializer};

use super::{Label, hex};

/// An id: a UUID, or a short checked word; shows and serialises as its text, a UUID in lower case.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Form);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Form {
    /// As bytes, most significant first: a number of 128 bits would stand on every sixteenth byte of every row.
    Uuid([u8; 16]),
    Word(Label),
}

/// UUIDs by their number, then words. Derived, it would call out to compare bytes, which for ids is most of a sort.
impl Ord for Form {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Uuid(one), Self::Uuid(other)) => {
                u128::from_be_bytes(*one).cmp(&u128::from_be_bytes(*other))
            }
            (Self::Uuid(_), Self::Word(_)) => Ordering::Less,
            (Self::Word(_), Self::Uuid(_)) => Ordering::Greater,
            (Self::Word(one), Self::Word(other)) => one.cmp(other),
        }
    }
}

impl PartialOrd for Form {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

const UUID_BYTES: usize = 36;
const HYPHENS: [usize; 4] = [8, 13, 18, 23];
/// Where the two digits of each byte begin.
const PAIRS: [usize; 16] = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];

impl Id {
    /// Absent unless the text is a UUID with its four hyphens, in either case, or a [`Label`].
    pub fn new(text: &str) -> Option<Self> {
        let form = uuid(text)
            .map(Form::Uuid)
            .or_else(|| Label::new(text).map(Form::Word))?;
        Some(Self(form))
    }

    /// When a UUID of version 7 was made, in milliseconds since 1970; absent for every other id.
    pub fn uuid7_ms(&self) -> Option<i64> {
        let Form::Uuid(uuid) = self.0 else {
            return None;
        };
        let uuid = u128::from_be_bytes(uuid);
        let (version, variant) = (uuid >> 76 & 0xf, uuid >> 62 & 0b11);
        // The top 48 bits, so the cast loses nothing.
        (version == 7 && variant == 0b10).then_some((uuid >> 80) as i64)
    }
}

fn uuid(text: &str) -> Option<[u8; 16]> {
    let text: &[u8; UUID_BYTES] = text.as_bytes().try_into().ok()?;
    if HYPHENS.iter().any(|&at| text[at] != b'-') {
        return None;
    }
    let digit = |at: usize| Some(char::from(text[at]).to_digit(16)? as u8);
    let mut uuid = [0; 16];
    for (byte, at) in uuid.iter_mut().zip(PAIRS) {
        *byte = digit(at)? << 4 | digit(at + 1)?;
    }
    Some(uuid)
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Word(label) => fmt::Display::fmt(label, formatter),
            Form::Uuid(uuid) => {
                let mut text = [b'-'; UUID_BYTES];
                for (at, byte) in PAIRS.into_iter().zip(uuid) {
                    text[at..at + 2].copy_from_slice(&hex::digits(*byte));
                }
                formatter.write_str(str::from_utf8(&text).unwrap_or_default())
            }
        }
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

#[cfg(feature = "schema")]
text_schema!(Id);

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn ids() {
        // (text, shown, milliseconds of a version 7)
        #[rustfmt::skip]
        let table = [
            ("019f9b36-1e6d-7651-9801-5450483871e2", "019f9b36-1e6d-7651-9801-5450483871e2", Some(1_785_015_443_053)),
            ("019F9B36-1E6D-7651-9801-5450483871E2", "019f9b36-1e6d-7651-9801-5450483871e2", Some(1_785_015_443_053)),
            ("00000000-0000-7000-8000-000000000000", "00000000-0000-7000-8000-000000000000", Some(0)),
            ("ffffffff-ffff-7fff-bfff-ffffffffffff", "ffffffff-ffff-7fff-bfff-ffffffffffff", Some((1 << 48) - 1)),
            // Version 4; version 7 of another variant.
            ("7b0c3a52-6a0e-4b6f-9a55-0d9f6f1a2c11", "7b0c3a52-6a0e-4b6f-9a55-0d9f6f1a2c11", None),
            ("019f9b36-1e6d-7651-1801-5450483871e2", "019f9b36-1e6d-7651-1801-5450483871e2", None),
            ("019f9b36-1e6d-7651-c801-5450483871e2", "019f9b36-1e6d-7651-c801-5450483871e2", None),
            // Words, also such as nearly are UUIDs.
            ("auto-compact-0", "auto-compact-0", None),
            ("call_aB3", "call_aB3", None),
            ("019f9b36-1e6d-7651-9801-5450483871eg", "019f9b36-1e6d-7651-9801-5450483871eg", None),
            ("019f9b361e6d765198015450483871e2", "019f9b361e6d765198015450483871e2", None),
        ];
        for (text, shown, ms) in table {
            let id = Id::new(text).unwrap();
            assert_eq!(
                (id.to_string().as_str(), id.uuid7_ms()),
                (shown, ms),
                "{text}"
            );
            assert_eq!(
                serde_json::to_string(&id).unwrap(),
                alloc::format!("\"{shown}\"")
            );
        }
    }

    #[test]
    fn no_ids() {
        for text in [
            "",
            "/etc/passwd",
            "one two three four",
            "019f9b36-1e6d-7651-9801-5450483871é",
            "a\nb",
            "--------",
        ] {
            assert_eq!(Id::new(text), None, "{text:?}");
        }
    }

    #[test]
    fn uuids_of_one_value_are_one_id() {
        let lower = Id::new("019f9b36-1e6d-7651-9801-5450483871e2");
        assert_eq!(lower, Id::new("019F9b36-1E6d-7651-9801-5450483871E2"));
        assert!(lower < Id::new("019f9b36-1e6d-7651-9801-5450483871e3"));
    }
}
