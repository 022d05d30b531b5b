//! One row a session, newest last.

use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

use super::query::Filters;
use super::shared::{DateRange, FileCounts, Head, LeftOut, PriceNote, Sums};
use crate::privacy::Label;
use crate::record::{Timestamp, Tokens};

/// Sessions in a range.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionsReport {
    /// How it begins: `sessions`.
    #[serde(flatten)]
    pub head: Head,
    /// The range.
    #[serde(flatten)]
    pub dates: DateRange,
    /// Filters of the query.
    pub filters: Filters,
    /// The sessions shown.
    pub rows: Vec<SessionRow>,
    /// Sum of the sessions past the limit; `sessions` says how many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest: Option<SessionSums>,
    /// Sum over all.
    pub total: SessionSums,
    /// What was not counted.
    pub left_out: LeftOut,
    /// What the costs are based on.
    pub prices: PriceNote,
    /// The files.
    pub files: FileCounts,
}

/// One session.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionRow {
    /// Thread id.
    pub session_id: String,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// Time of its newest line.
    pub last_activity_at: Option<Timestamp>,
    /// Project: pseudonym, or name when asked.
    pub project: Option<String>,
    /// Branch: pseudonym, or name when asked.
    pub branch: Option<String>,
    /// Repository: pseudonym, or name when asked.
    pub repository: Option<String>,
    /// Source label.
    pub source: Option<String>,
    /// Codex version label.
    pub cli_version: Option<String>,
    /// Model of the newest turn that names one.
    pub model: Option<String>,
    /// Turns.
    pub turns: u64,
    /// Calls of tools that the model made itself.
    pub calls: u64,
    /// Of these, how many failed; absent when no line tells how any of them ended.
    pub failed_calls: Option<u64>,
    /// Compactions of the context window.
    pub compactions: u64,
    /// Context left at the newest gauge, in percent; absent when no line tells.
    pub context_left_percent: Option<u64>,
    /// How full the window was at most; absent when no line tells.
    pub most_used_per_mille: Option<u64>,
    /// Tokens of its responses; absent when the session's files hold no usage at all.
    #[serde(flatten, serialize_with = "super::shared::tokens_or_nulls")]
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "super::shared::tokens_or_nulls_schema")
    )]
    pub tokens: Option<Tokens>,
    /// `input` + `output`; absent as `tokens`.
    pub total_tokens: Option<u64>,
    /// Cost of the priced part; absent when no token has a price.
    pub cost_nano_dollars: Option<u64>,
    /// Tokens that the cost covers.
    pub priced_tokens: Option<u64>,
    /// Responses counted.
    pub responses: u64,
    /// Usage on lines copied from another session.
    pub inherited_tokens: u64,
    /// Usage on lines that say it again.
    pub repeated_tokens: u64,
    /// The thread that started it, of a sub-agent.
    pub parent_id: Option<String>,
    /// The thread whose history it goes on with.
    pub forked_from_id: Option<String>,
    /// The thread at the top of its tree.
    pub root_id: Option<String>,
    /// Files that it stands in: more than one where it was resumed in another.
    pub files: u32,
    /// Of these, with lines that could not be read.
    pub partial_files: u32,
    /// Efforts of its turns and counted responses, each once, when parts were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub efforts: Option<Vec<Label>>,
    /// Models of its turns and counted responses, each once, when parts were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub models: Option<Vec<Label>>,
}

/// What a group of sessions sums up to.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionSums {
    /// Their turns, responses and tokens.
    #[serde(flatten)]
    pub sums: Sums,
    /// Calls of tools that the model made itself.
    pub calls: u64,
    /// Of the sessions, those without a response that counts, when parts were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without_usage: Option<u64>,
}
