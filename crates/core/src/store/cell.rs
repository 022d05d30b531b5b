//! One value of a row, both ways. On the way in every label, id, pseudonym, word and number is checked again: what a
//! database holds may have been changed by anyone.

use alloc::borrow::Cow;
use alloc::string::ToString;
use core::fmt;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

use super::source::SourceName;
use super::word::word;
use crate::item::{
    AppItemKind, CallKind, Decimal, ImageKind, Outcome, SearchAction, SourceKind, StreamKind,
    TypePlace,
};
use crate::lineage::{Fate, Trouble};
use crate::privacy::{Id, Label, Name, Program, Pseudonym, RolloutPath};
use crate::record::table::{ColumnKind, Lent};
use crate::record::{Tier, Timestamp};
use crate::session::{CompactionCause, DiagnosticCode, FileForm, LinkKind, StateEventKind};
use crate::status::StatusKind;

/// What stands in one column.
pub(super) trait Cell: Sized {
    /// How it is stored.
    const KIND: ColumnKind;
    /// Whether it may be absent.
    const OPTIONAL: bool = false;

    /// To a row.
    fn lend(&self) -> Lent<'_>;

    /// From a row; `None` if it cannot stand there.
    fn from_lent(value: &Lent<'_>) -> Option<Self>;
}

impl<T: Cell> Cell for Option<T> {
    const KIND: ColumnKind = T::KIND;
    const OPTIONAL: bool = true;

    fn lend(&self) -> Lent<'_> {
        self.as_ref().map_or(Lent::Absent, T::lend)
    }

    fn from_lent(value: &Lent<'_>) -> Option<Self> {
        match value {
            Lent::Absent => Some(None),
            value => T::from_lent(value).map(Some),
        }
    }
}

/// Whole numbers. Counts of a rollout have 63 bits (FORMAT.md §7.6), so that each fits.
macro_rules! integers {
    ($($type:ty),*) => { $(
        impl Cell for $type {
            const KIND: ColumnKind = ColumnKind::Integer;

            fn lend(&self) -> Lent<'_> {
                Lent::Integer(i64::try_from(*self).unwrap_or(i64::MAX))
            }

            fn from_lent(value: &Lent<'_>) -> Option<Self> {
                let Lent::Integer(number) = value else { return None };
                Self::try_from(*number).ok()
            }
        }
    )* };
}

integers!(i64, u64, u32);

impl Cell for bool {
    const KIND: ColumnKind = ColumnKind::Integer;

    fn lend(&self) -> Lent<'_> {
        Lent::Integer(i64::from(*self))
    }

    fn from_lent(value: &Lent<'_>) -> Option<Self> {
        match value {
            Lent::Integer(0) => Some(false),
            Lent::Integer(1) => Some(true),
            _ => None,
        }
    }
}

impl Cell for Timestamp {
    const KIND: ColumnKind = ColumnKind::Integer;

    fn lend(&self) -> Lent<'_> {
        Lent::Integer(self.0)
    }

    fn from_lent(value: &Lent<'_>) -> Option<Self> {
        let Lent::Integer(ms) = value else {
            return None;
        };
        Self::from_ms(*ms)
    }
}

/// Checked texts, each with what reads it again. Ids and pseudonyms are numbers in memory.
macro_rules! texts {
    ($($type:ty: $lend:expr, $read:expr;)*) => { $(
        impl Cell for $type {
            const KIND: ColumnKind = ColumnKind::Text;

            fn lend(&self) -> Lent<'_> {
                Lent::Text($lend(self))
            }

            fn from_lent(value: &Lent<'_>) -> Option<Self> {
                let Lent::Text(text) = value else { return None };
                $read(text)
            }
        }
    )* };
}

texts! {
    Label: lent_label, Label::new;
    Id: written, Id::new;
    Pseudonym: lent_pseudonym, Pseudonym::from_text;
    Program: lent_program, Program::from_text;
    Decimal: written, Decimal::new;
    ImageKind: written, ImageKind::from_word;
}

fn lent_label(label: &Label) -> Cow<'_, str> {
    Cow::Borrowed(label.as_str())
}

fn lent_program(program: &Program) -> Cow<'_, str> {
    match program {
        Program::Named(name) => Cow::Borrowed(name.as_str()),
        Program::Secret(pseudonym) => lent_pseudonym(pseudonym),
    }
}

fn lent_pseudonym<'a>(pseudonym: &Pseudonym) -> Cow<'a, str> {
    Cow::Owned(pseudonym.to_text())
}

fn written<'a>(text: &impl fmt::Display) -> Cow<'a, str> {
    Cow::Owned(text.to_string())
}

/// Closed lists: stored as the word that they serialise as, so that there is no second list of words.
macro_rules! words {
    ($($type:ty),*) => { $(
        impl Cell for $type {
            const KIND: ColumnKind = ColumnKind::Text;

            fn lend(&self) -> Lent<'_> {
                Lent::Text(Cow::Borrowed(word(self)))
            }

            fn from_lent(value: &Lent<'_>) -> Option<Self> {
                let Lent::Text(word) = value else { return None };
                let word: StrDeserializer<'_, Error> = (**word).into_deserializer();
                Self::deserialize(word).ok()
            }
        }
    )* };
}

words!(
    AppItemKind,
    CallKind,
    CompactionCause,
    DiagnosticCode,
    Fate,
    FileForm,
    Outcome,
    SearchAction,
    SourceKind,
    StateEventKind,
    StatusKind,
    StreamKind,
    LinkKind,
    Tier,
    Trouble,
    TypePlace
);

/// Only the pseudonym is stored; without a key there is none.
impl Cell for Name {
    const KIND: ColumnKind = ColumnKind::Text;
    const OPTIONAL: bool = true;

    fn lend(&self) -> Lent<'_> {
        self.pseudonym().map_or(Lent::Absent, |pseudonym| {
            Lent::Text(lent_pseudonym(&pseudonym))
        })
    }

    fn from_lent(value: &Lent<'_>) -> Option<Self> {
        let pseudonym = Option::<Pseudonym>::from_lent(value)?;
        Some(pseudonym.map_or_else(Self::default, Self::hidden))
    }
}

impl Cell for SourceName {
    const KIND: ColumnKind = ColumnKind::Text;
    const OPTIONAL: bool = true;

    fn lend(&self) -> Lent<'_> {
        self.kept().map_or(Lent::Absent, Lent::Text)
    }

    fn from_lent(value: &Lent<'_>) -> Option<Self> {
        let rollout = match value {
            Lent::Text(text) => RolloutPath::new(text),
            _ => None,
        };
        rollout
            .map(Self::Rollout)
            .or_else(|| Name::from_lent(value).map(Self::Other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::table::Value;
    use alloc::string::String;
    use alloc::vec::Vec;
    use serde::de::value::Error;
    use serde::de::{Deserializer, Visitor};
    use serde::forward_to_deserialize_any;

    /// Asks a closed list for its words: it is told nothing and says what it knows.
    struct Asking<'a>(&'a mut Vec<&'static str>);

    impl<'de> Deserializer<'de> for Asking<'_> {
        type Error = Error;

        fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
            Err(serde::de::Error::custom("no closed list"))
        }

        fn deserialize_enum<V: Visitor<'de>>(
            self,
            _: &'static str,
            words: &'static [&'static str],
            _: V,
        ) -> Result<V::Value, Error> {
            self.0.extend(words);
            Err(serde::de::Error::custom("asked"))
        }

        forward_to_deserialize_any! {
            bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
            newtype_struct seq tuple tuple_struct map struct identifier ignored_any
        }
    }

    fn every_word_is_its_own<T: Cell + for<'de> Deserialize<'de>>() -> usize {
        let mut words = Vec::new();
        assert!(T::deserialize(Asking(&mut words)).is_err());
        for word in &words {
            let stored = Value::Text(String::from(*word));
            let read = T::from_lent(&stored.lend()).unwrap_or_else(|| panic!("{word}"));
            assert!(read.lend() == stored.lend(), "{word}");
        }
        for other in ["", "Counted", "counted ", "no_such_word"] {
            assert!(
                T::from_lent(&Value::Text(String::from(other)).lend()).is_none(),
                "{other}"
            );
        }
        assert!(T::from_lent(&Value::Integer(0).lend()).is_none());
        words.len()
    }

    #[test]
    fn closed_lists_are_words_both_ways() {
        assert_eq!(every_word_is_its_own::<Fate>(), 3);
        assert_eq!(every_word_is_its_own::<Tier>(), 3);
        assert!(every_word_is_its_own::<CallKind>() >= 10);
        assert!(every_word_is_its_own::<DiagnosticCode>() >= 8);
        assert!(every_word_is_its_own::<Outcome>() >= 8);
        assert!(every_word_is_its_own::<SearchAction>() >= 4);
        assert!(every_word_is_its_own::<SourceKind>() >= 4);
        assert!(every_word_is_its_own::<StateEventKind>() >= 27);
        assert_eq!(every_word_is_its_own::<StatusKind>(), 2);
        assert!(every_word_is_its_own::<CompactionCause>() >= 2);
        assert!(every_word_is_its_own::<Trouble>() >= 6);
        assert!(every_word_is_its_own::<TypePlace>() >= 4);
        assert!(every_word_is_its_own::<AppItemKind>() >= 22);
        assert_eq!(every_word_is_its_own::<StreamKind>(), 4);
        assert_eq!(every_word_is_its_own::<FileForm>(), 2);
    }

    fn text(text: &str) -> Value {
        Value::Text(String::from(text))
    }

    #[test]
    fn what_cannot_stand_there_is_refused() {
        assert!(u64::from_lent(&Value::Integer(-1).lend()).is_none());
        assert!(u32::from_lent(&Value::Integer(1 << 32).lend()).is_none());
        assert!(bool::from_lent(&Value::Integer(2).lend()).is_none());
        assert!(u64::from_lent(&text("1").lend()).is_none());
        assert!(u64::from_lent(&Value::Absent.lend()).is_none());
        assert!(Timestamp::from_lent(&Value::Integer(i64::MAX).lend()).is_none());
        assert!(Label::from_lent(&text("please fix my bug").lend()).is_none());
        assert!(Id::from_lent(&text("/etc/passwd").lend()).is_none());
        assert!(Name::from_lent(&text("/home/joe").lend()).is_none());
        assert!(Decimal::from_lent(&text("12 dollars").lend()).is_none());
        assert!(ImageKind::from_lent(&text("secret").lend()).is_none());
        assert!(SourceName::from_lent(&text("sessions/secret.jsonl").lend()).is_none());
        assert_eq!(Option::<u64>::from_lent(&Value::Absent.lend()), Some(None));
    }

    #[test]
    fn the_largest_count_is_whole() {
        let largest = i64::MAX as u64;
        assert_eq!(u64::from_lent(&largest.lend()), Some(largest));
    }
}
