//! How full the context window got (FORMAT.md §7.7), and how often it was compacted.

use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

use super::query::{Filters, Grouping};
use super::shared::{DateRange, FileCounts, Head};
use crate::record::Timestamp;

/// Gauges in a range, by session, model or project; the newest last.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContextReport {
    /// How it begins: `context`.
    #[serde(flatten)]
    pub head: Head,
    /// The range.
    #[serde(flatten)]
    pub dates: DateRange,
    /// What the rows are: `session`, `model` or `project`.
    pub by: Grouping,
    /// Filters of the query.
    pub filters: Filters,
    /// The groups that have a gauge or a compaction.
    pub rows: Vec<ContextRow>,
    /// The rows past the limit in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest: Option<ContextSums>,
    /// All rows in one.
    pub total: ContextSums,
    /// The files.
    pub files: FileCounts,
}

/// One group.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContextRow {
    /// What it is.
    #[serde(flatten)]
    pub key: ContextKey,
    /// Time of the newest line of its sessions.
    pub last_activity_at: Option<Timestamp>,
    /// Sessions with a gauge or a compaction.
    pub sessions: u64,
    /// Tokens that the window takes, at the newest gauge.
    pub window_tokens: Option<u64>,
    /// Tokens in it, at the newest gauge.
    pub used_tokens: Option<u64>,
    /// Most tokens that were in a window.
    pub most_used_tokens: Option<u64>,
    /// Least context that was left, in percent.
    pub least_left_percent: Option<u64>,
    /// Context left at the newest gauge, in percent.
    pub left_percent: Option<u64>,
    /// How often a window was compacted.
    pub compactions: u64,
}

/// What a row is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum ContextKey {
    /// Thread id.
    #[serde(rename = "session_id")]
    Session(String),
    /// Model label; absent where the files name none.
    #[serde(rename = "model")]
    Model(Option<String>),
    /// Project: pseudonym, or name when asked.
    #[serde(rename = "project")]
    Project(Option<String>),
}

/// Several groups: their windows are of different sizes, so that only what is left can be compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContextSums {
    /// How many.
    pub rows: u64,
    /// Least context that was left in any, in percent.
    pub least_left_percent: Option<u64>,
    /// How often a window was compacted.
    pub compactions: u64,
}

impl ContextRow {
    /// A row without values.
    pub(super) fn blank(by: Grouping) -> Self {
        let key = match by {
            Grouping::Model => ContextKey::Model(None),
            Grouping::Project => ContextKey::Project(None),
            _ => ContextKey::Session(String::new()),
        };
        Self {
            key,
            last_activity_at: None,
            sessions: 0,
            window_tokens: None,
            used_tokens: None,
            most_used_tokens: None,
            least_left_percent: None,
            left_percent: None,
            compactions: 0,
        }
    }
}
