//! Token usage: `token_count` events (FORMAT.md §5.4) and `token_usage_record` lines (§2.9).

use super::id;
use crate::json::{Key, Kind, NotACount, Raw};
use crate::privacy::Id;
use crate::record::Tokens;

/// A TokenUsage object (§2.12): five counts, of which an absent one is 0, and the stated total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatedUsage {
    /// The five parts; only these are compared (§7.6).
    pub tokens: Tokens,
    /// `total_tokens`: the gauge of the context window.
    pub total: Option<u64>,
}

impl StatedUsage {
    fn read(value: Raw<'_>) -> Result<Option<Self>, NotACount> {
        if value.is_null() {
            return Ok(None);
        }
        if value.kind() != Kind::Object {
            return Err(NotACount);
        }
        let mut usage = Self::default();
        for (key, value) in value.fields() {
            let part = match &*key.name() {
                b"input_tokens" => &mut usage.tokens.input,
                b"cached_input_tokens" => &mut usage.tokens.cached_input,
                b"cache_write_input_tokens" => &mut usage.tokens.cache_write_input,
                b"output_tokens" => &mut usage.tokens.output,
                b"reasoning_output_tokens" => &mut usage.tokens.reasoning_output,
                b"total_tokens" => {
                    usage.total = value.count().unwrap_or(None);
                    continue;
                }
                _ => continue,
            };
            *part = value.count()?.unwrap_or(0);
        }
        Ok(Some(usage))
    }
}

/// A `token_count` event that holds usage.
#[derive(Clone, Copy, Debug, Default)]
pub struct TokenCount {
    /// Running total.
    pub total: Option<StatedUsage>,
    /// Usage of the last response.
    pub last: Option<StatedUsage>,
    /// Context window of the model.
    pub context_window: Option<u64>,
}

impl TokenCount {
    /// Reads the event's `info`; absent when it is null (§7.1). A number that is no count spoils the line.
    pub(super) fn read(info: Option<Raw<'_>>) -> Result<Option<Self>, NotACount> {
        let Some(info) = info.filter(|info| info.kind() == Kind::Object) else {
            return Ok(None);
        };
        let mut count = Self::default();
        for (key, value) in info.fields() {
            match &*key.name() {
                b"total_token_usage" => count.total = StatedUsage::read(value)?,
                b"last_token_usage" => count.last = StatedUsage::read(value)?,
                b"model_context_window" => count.context_window = value.count().unwrap_or(None),
                _ => {}
            }
        }
        Ok(Some(count))
    }
}

/// A `token_usage_record`: one completed response.
#[derive(Clone, Debug)]
pub struct UsageRecordLine {
    /// The thread whose response it is.
    pub thread_id: Option<Id>,
    /// Its turn.
    pub turn_id: Option<Id>,
    /// The response.
    pub response_id: Option<Id>,
    /// Its usage.
    pub usage: Tokens,
}

impl UsageRecordLine {
    /// Reads the payload's fields; one without a usable `usage` is no record.
    pub fn read<'a>(fields: impl Iterator<Item = (Key<'a>, Raw<'a>)>) -> Result<Self, NotACount> {
        let (mut thread_id, mut turn_id, mut response_id, mut usage) = (None, None, None, None);
        for (key, value) in fields {
            match &*key.name() {
                b"thread_id" => thread_id = id(value),
                b"turn_id" => turn_id = id(value),
                b"response_id" => response_id = id(value),
                b"usage" => usage = StatedUsage::read(value)?,
                _ => {}
            }
        }
        let usage = usage.ok_or(NotACount)?.tokens;
        Ok(Self {
            thread_id,
            turn_id,
            response_id,
            usage,
        })
    }
}
