//! Usage as streams tell it (FORMAT.md §9.2, §9.4): the counts of §2.12, in either spelling.

use super::count;
use crate::json::{Kind, Raw};
use crate::record::Tokens;

/// A breakdown as it is stated: what a version does not write is absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AppUsage {
    /// All input tokens.
    #[serde(rename = "input_tokens")]
    pub input: Option<u64>,
    /// Input read from the cache.
    #[serde(rename = "cached_input_tokens")]
    pub cached_input: Option<u64>,
    /// Input written to the cache.
    #[serde(rename = "cache_write_input_tokens")]
    pub cache_write_input: Option<u64>,
    /// All output tokens.
    #[serde(rename = "output_tokens")]
    pub output: Option<u64>,
    /// Output spent on reasoning.
    #[serde(rename = "reasoning_output_tokens")]
    pub reasoning_output: Option<u64>,
}

impl AppUsage {
    /// Absent where it is no object.
    pub(super) fn read(value: Raw<'_>) -> Option<Self> {
        if value.kind() != Kind::Object {
            return None;
        }
        let mut usage = Self::default();
        for (key, value) in value.fields() {
            let part = match &*key.name() {
                b"inputTokens" | b"input_tokens" => &mut usage.input,
                b"cachedInputTokens" | b"cached_input_tokens" => &mut usage.cached_input,
                b"cacheWriteInputTokens" | b"cache_write_input_tokens" => {
                    &mut usage.cache_write_input
                }
                b"outputTokens" | b"output_tokens" => &mut usage.output,
                b"reasoningOutputTokens" | b"reasoning_output_tokens" => {
                    &mut usage.reasoning_output
                }
                _ => continue,
            };
            *part = count(value);
        }
        Some(usage)
    }

    /// As counts are taken in §7.6: a part that is absent is 0.
    pub fn tokens(&self) -> Tokens {
        Tokens {
            input: self.input.unwrap_or(0),
            cached_input: self.cached_input.unwrap_or(0),
            cache_write_input: self.cache_write_input.unwrap_or(0),
            output: self.output.unwrap_or(0),
            reasoning_output: self.reasoning_output.unwrap_or(0),
        }
    }

    /// What of this total came after an earlier one; absent where that is larger: then it was another counter's.
    pub fn since(&self, before: &Self) -> Option<Self> {
        if !self.tokens().covers(&before.tokens()) {
            return None;
        }
        let step = |part: Option<u64>, before: Option<u64>| Some(part? - before?);
        Some(Self {
            input: step(self.input, before.input),
            cached_input: step(self.cached_input, before.cached_input),
            cache_write_input: step(self.cache_write_input, before.cache_write_input),
            output: step(self.output, before.output),
            reasoning_output: step(self.reasoning_output, before.reasoning_output),
        })
    }

    /// Of tokens that were added up.
    pub fn of(tokens: Tokens) -> Self {
        Self {
            input: Some(tokens.input),
            cached_input: Some(tokens.cached_input),
            cache_write_input: Some(tokens.cache_write_input),
            output: Some(tokens.output),
            reasoning_output: Some(tokens.reasoning_output),
        }
    }
}
