//! Texts that are measured and not kept, in the ways in which Codex writes them.

use std::fmt;

use serde::de::{IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// Length of a text, or of all texts among the parts of a list.
#[derive(Default)]
pub(super) struct Length {
    pub(super) characters: u64,
}

/// How many elements a list has.
#[derive(Default)]
pub(super) struct Count(pub(super) u64);

#[derive(Deserialize)]
struct Part {
    #[serde(default)]
    text: Length,
}

struct Measure;

impl<'de> Visitor<'de> for Measure {
    type Value = Length;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text or a list of parts")
    }

    fn visit_str<E>(self, text: &str) -> Result<Length, E> {
        let characters = text.chars().count() as u64;
        Ok(Length { characters })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Length, A::Error> {
        let mut sum = Length::default();
        while let Some(part) = parts.next_element::<Part>()? {
            sum.characters += part.text.characters;
        }
        Ok(sum)
    }
}

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Measure)
    }
}

struct Counter;

impl<'de> Visitor<'de> for Counter {
    type Value = Count;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Count, A::Error> {
        let mut count = 0;
        while elements.next_element::<IgnoredAny>()?.is_some() {
            count += 1;
        }
        Ok(Count(count))
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Counter)
    }
}
