//! Owned rows: the only types that leave core.

pub mod table;

use serde::{Deserialize, Serialize};

/// Tokens of one or many responses. `cached_input` and `cache_write_input` are parts of `input`,
/// `reasoning_output` is part of `output` (FORMAT.md §2.12).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tokens {
    /// All input tokens.
    #[serde(rename = "input_tokens")]
    pub input: u64,
    /// Input read from the cache.
    #[serde(rename = "cached_input_tokens")]
    pub cached_input: u64,
    /// Input written to the cache.
    #[serde(rename = "cache_write_input_tokens")]
    pub cache_write_input: u64,
    /// All output tokens.
    #[serde(rename = "output_tokens")]
    pub output: u64,
    /// Output spent on reasoning.
    #[serde(rename = "reasoning_output_tokens")]
    pub reasoning_output: u64,
}

impl Tokens {
    /// Keys of the parts in JSON, in order.
    pub const KEYS: [&'static str; 5] = [
        "input_tokens",
        "cached_input_tokens",
        "cache_write_input_tokens",
        "output_tokens",
        "reasoning_output_tokens",
    ];

    /// `input` + `output`.
    pub fn total(&self) -> u64 {
        self.input.saturating_add(self.output)
    }

    /// Whether no part holds a token.
    pub fn is_zero(&self) -> bool {
        *self == Self::default()
    }

    /// Whether every part is at least the other's.
    pub fn covers(&self, other: &Self) -> bool {
        self.parts()
            .iter()
            .zip(other.parts())
            .all(|(own, other)| *own >= other)
    }

    /// Part by part, not below zero.
    pub fn minus(&self, other: &Self) -> Self {
        self.each(other, u64::saturating_sub)
    }

    /// Part by part; a part stops at the largest number.
    pub fn plus(&self, other: &Self) -> Self {
        self.each(other, u64::saturating_add)
    }

    fn parts(&self) -> [u64; 5] {
        [
            self.input,
            self.cached_input,
            self.cache_write_input,
            self.output,
            self.reasoning_output,
        ]
    }

    fn each(&self, other: &Self, join: fn(u64, u64) -> u64) -> Self {
        Self {
            input: join(self.input, other.input),
            cached_input: join(self.cached_input, other.cached_input),
            cache_write_input: join(self.cache_write_input, other.cache_write_input),
            output: join(self.output, other.output),
            reasoning_output: join(self.reasoning_output, other.reasoning_output),
        }
    }
}

/// A moment, in milliseconds since 1970-01-01 UTC; serialises as `2026-08-06T08:03:28.188Z`
/// (`zone/rfc3339.rs` reads and writes it).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

/// The day that a moment was read of last: its text up to the `T`, and when it began (`zone/rfc3339.rs` uses it). A line is
/// of the same day as the one before, as a rule.
#[derive(Clone, Copy, Debug, Default)]
pub struct LastDay {
    pub(crate) text: [u8; 11],
    pub(crate) began_ms: i64,
}

/// The price tier that a session's settings state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// The plain one, stated.
    Default,
    /// Faster and dearer; also called `fast`.
    Priority,
    /// Slower and cheaper.
    Flex,
}

impl Tier {
    /// From the words of a rollout; absent for every other one.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "default" => Some(Self::Default),
            "priority" | "fast" => Some(Self::Priority),
            "flex" => Some(Self::Flex),
            _ => None,
        }
    }
}
