//! One session: what it was, its turns, its agents.

use alloc::vec::Vec;
use serde::Serialize;

use super::agents::Agents;
use super::session_facts::{SessionFacts, SettingsOfTurn, TurnFacts};
use super::shared::{DateRange, FileCounts, Head, LeftOut, NotTold, PriceNote, Sums};
use crate::item::CallKind;
use crate::record::{Timestamp, Tokens};
use crate::session::{ActivityCounts, CompactionCause};

/// One session, or its part of a range.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionReport {
    /// How it begins: `session`.
    #[serde(flatten)]
    pub head: Head,
    /// The range.
    #[serde(flatten)]
    pub dates: DateRange,
    /// What it was.
    pub session: SessionFacts,
    /// What was said in it.
    pub activity: ActivityCounts,
    /// Its tool calls.
    pub calls: SessionCalls,
    /// Its compactions, in the order of time.
    pub compactions: Vec<SessionCompaction>,
    /// Its turns, in the order of time unless told.
    pub rows: Vec<TurnRow>,
    /// Sum of the turns past the limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest: Option<TurnSums>,
    /// Sum of all turns.
    pub total: TurnSums,
    /// The threads that it started, and theirs; itself first. Absent where it started none.
    pub agents: Option<Agents>,
    /// What no file tells.
    pub not_told: NotTold,
    /// What was not counted.
    pub left_out: LeftOut,
    /// What the costs are based on.
    pub prices: PriceNote,
    /// The files.
    pub files: FileCounts,
}

/// Tool calls of a session.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionCalls {
    /// Calls that the model made.
    pub calls: u64,
    /// Of these by kind, most first.
    pub by_kind: Vec<CallsOfKind>,
    /// Calls that code of the model or the user made; they are in no other number.
    pub nested_calls: u64,
}

/// Tool calls of one kind.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CallsOfKind {
    /// What they do.
    pub kind: CallKind,
    /// How many.
    pub calls: u64,
}

/// One compaction of the context window.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionCompaction {
    /// When.
    pub at: Option<Timestamp>,
    /// Its turn, from 0.
    pub turn_index: Option<u32>,
    /// Made by the service (`true`) or by Codex itself.
    pub is_remote: bool,
    /// Why.
    pub cause: Option<CompactionCause>,
    /// Tokens in the window before.
    pub tokens_before: Option<u64>,
    /// Tokens in it after, by Codex's estimate.
    pub tokens_after: Option<u64>,
    /// The files state the usage of its request.
    pub is_told: bool,
}

/// One turn.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TurnRow {
    /// Its place in the session, from 0; absent for what belongs to no turn.
    pub turn_index: Option<u32>,
    /// When it was, how it ended, what it ran on.
    #[serde(flatten)]
    pub facts: TurnFacts,
    /// What was said in it.
    #[serde(flatten)]
    pub activity: ActivityCounts,
    /// Calls that the model made.
    pub calls: u64,
    /// Responses counted.
    pub responses: u64,
    /// Their tokens; absent when the session's files hold no usage at all.
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
    /// Tokens in the context window at the turn's newest gauge.
    pub context_used_tokens: Option<u64>,
    /// Context left there, in percent.
    pub context_left_percent: Option<u64>,
    /// How it was set up beside model and effort.
    #[serde(flatten)]
    pub settings: SettingsOfTurn,
}

/// Several turns.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TurnSums {
    /// How long they took, of those that state it; absent when none does.
    pub duration_ms: Option<u64>,
    /// Calls that the model made.
    pub calls: u64,
    /// Turns, responses, tokens, cost.
    #[serde(flatten)]
    pub sums: Sums,
}
