//! Owned rows: the only types that leave core.

use serde::Serialize;

/// Tokens of one or many responses. `cached_input` and `cache_write_input` are parts of `input`,
/// `reasoning_output` is part of `output` (FORMAT.md §2.12).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
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

/// A moment, in milliseconds since 1970-01-01 UTC; serialises as `2026-08-06T08:03:28.188Z`
/// (`zone/rfc3339.rs` reads and writes it).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

/// The price tier that a session's settings state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
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
