//! One session: what it was, its turns, its agents.

use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

use super::agents::Agents;
use super::shared::{DateRange, FileCounts, Head, LeftOut, NotTold, PriceNote, Sums};
use crate::item::{CallKind, Outcome, TurnSettings};
use crate::privacy::Label;
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

/// What a session was.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionFacts {
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
    /// Commit at the start.
    pub commit: Option<Label>,
    /// Client.
    pub originator: Option<Label>,
    /// Source label.
    pub source: Option<String>,
    /// Codex version.
    pub cli_version: Option<Label>,
    /// Model of the newest turn that names one.
    pub model: Option<String>,
    /// Model provider.
    pub model_provider: Option<Label>,
    /// The thread that started it, of a sub-agent.
    pub parent_id: Option<String>,
    /// The thread whose history it goes on with.
    pub forked_from_id: Option<String>,
    /// The thread at the top of its tree.
    pub root_id: Option<String>,
    /// What kind of sub-agent it is.
    pub agent_kind: Option<Label>,
    /// Role of the sub-agent.
    pub agent_role: Option<Label>,
    /// What the sub-agent is called: pseudonym, or name when asked.
    pub agent_nickname: Option<String>,
    /// How deep it stands below the root, as stated.
    pub agent_depth: Option<u64>,
    /// What the thread is for.
    pub thread_source: Option<Label>,
    /// `legacy` or `paginated`.
    pub history_mode: Option<Label>,
    /// Whether the thread feeds memories.
    pub memory_mode: Option<Label>,
    /// `disabled`, `v1` or `v2`.
    pub multi_agent_version: Option<Label>,
    /// Length of the base instructions, in characters.
    pub instructions_characters: Option<u64>,
    /// How many tools the client brought.
    pub dynamic_tools: Option<u64>,
    /// Context left at the newest gauge, in percent.
    pub context_left_percent: Option<u64>,
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
    /// Its id.
    pub turn_id: Option<String>,
    /// Time of its first line.
    pub started_at: Option<Timestamp>,
    /// Time of its closing line.
    pub ended_at: Option<Timestamp>,
    /// How long it took, as stated.
    pub duration_ms: Option<u64>,
    /// How long the first token took, as stated.
    pub time_to_first_token_ms: Option<u64>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// What failed.
    pub error_kind: Option<Label>,
    /// Model.
    pub model: Option<Label>,
    /// Effort; absent where it is the model's own.
    pub effort: Option<Label>,
    /// Messages in the user's name.
    pub user_messages: u64,
    /// Messages of the assistant.
    pub assistant_messages: u64,
    /// Pieces of reasoning.
    pub reasoning_items: u64,
    /// Parts of their summaries.
    pub summary_parts: u64,
    /// Parts of the reasoning itself.
    pub raw_parts: u64,
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

/// What a turn may do and how it answers; what its version does not write is absent.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SettingsOfTurn {
    /// When the user is asked.
    pub approval_policy: Option<Label>,
    /// What commands may touch.
    pub sandbox: Option<Label>,
    /// Whether commands reach the network.
    pub network_access: Option<bool>,
    /// How many folders beside the working folder may be written.
    pub writable_roots: Option<u64>,
    /// Kind of the permission profile.
    pub permission_profile: Option<Label>,
    /// Collaboration mode.
    pub collaboration_mode: Option<Label>,
    /// Personality.
    pub personality: Option<Label>,
    /// How reasoning is summed up.
    pub summary: Option<Label>,
    /// What the length of outputs is told in: `bytes` or `tokens`.
    pub truncation_mode: Option<Label>,
    /// At so many of them outputs are cut.
    pub truncation_limit: Option<u64>,
    /// Length of the user's instructions, in characters.
    pub user_instructions_characters: Option<u64>,
    /// Length of the developer's instructions, in characters.
    pub developer_instructions_characters: Option<u64>,
}

impl SettingsOfTurn {
    /// As the turn's newest context states them.
    pub(super) fn of(settings: &TurnSettings) -> Self {
        let sandbox = settings.sandbox.as_ref();
        let truncation = settings.truncation.as_ref();
        Self {
            approval_policy: settings.approval_policy.clone(),
            sandbox: sandbox.and_then(|sandbox| sandbox.kind.clone()),
            network_access: sandbox.and_then(|sandbox| sandbox.network_access),
            writable_roots: sandbox.and_then(|sandbox| sandbox.writable_roots),
            permission_profile: settings.permission_profile.clone(),
            collaboration_mode: settings.collaboration_mode.clone(),
            personality: settings.personality.clone(),
            summary: settings.summary.clone(),
            truncation_mode: truncation.and_then(|truncation| truncation.mode.clone()),
            truncation_limit: truncation.and_then(|truncation| truncation.limit),
            user_instructions_characters: settings.user_instructions_characters,
            developer_instructions_characters: settings.developer_instructions_characters,
        }
    }
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
