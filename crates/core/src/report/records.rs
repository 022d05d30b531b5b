//! Records: what stands behind the reports, one row each, as `export` gives it. Sessions are joined from their files; of
//! usage there is what counts, so that the rows add up to the reports.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use super::files::FileOutcome;
use super::query::Filters;
use super::shared::{DateRange, FileCounts, Head};
use crate::item::{CallKind, Outcome, SearchAction};
use crate::lineage::Trouble;
use crate::privacy::{Id, Label, Program, Pseudonym};
use crate::record::{Tier, Timestamp, Tokens};
use crate::session::{ActivityCounts, CompactionCause, StateEventKind};

/// Records of a range.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecordsReport {
    /// How it begins: `records`.
    #[serde(flatten)]
    pub head: Head,
    /// The range.
    #[serde(flatten)]
    pub dates: DateRange,
    /// The tables asked for.
    pub tables: Vec<RecordTable>,
    /// Filters of the query.
    pub filters: Filters,
    /// The records, table by table; in each by session, then by time.
    pub rows: Vec<Record>,
    /// The files.
    pub files: FileCounts,
}

/// A kind of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each variant is the word it serialises as")]
#[non_exhaustive]
pub enum RecordTable {
    Sources,
    Sessions,
    Turns,
    Usage,
    Events,
    ToolCalls,
    RateLimits,
}

/// One record; its table stands first.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "record", rename_all = "snake_case")]
#[allow(missing_docs, reason = "each variant is a row of its table")]
#[non_exhaustive]
pub enum Record {
    Sources(SourceRow),
    Sessions(Box<SessionFacts>),
    Turns(TurnRow),
    Usage(ResponseRow),
    Events(StateEventRow),
    ToolCalls(CallRow),
    RateLimits(LimitRow),
}

/// A source file.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SourceRow {
    /// Its number.
    pub file: u32,
    /// Its path below the home, or the pseudonym of one that may hold what a person wrote.
    pub name: Option<String>,
    /// What became of it.
    pub outcome: FileOutcome,
    /// Number of the file that counts instead of this one.
    pub set_aside_for: Option<u32>,
    /// What kept it from being read to its end, if anything did.
    pub trouble: Option<Trouble>,
    /// The session that it is of.
    pub session_id: Option<Id>,
    /// Last UUID of its name.
    pub rollout_id: Option<Id>,
    /// Its size.
    pub size_bytes: u64,
    /// Lines that are not blank.
    pub lines_seen: u64,
    /// Of these, lines that were lost.
    pub lines_skipped: u64,
    /// Time of its newest line.
    pub newest_line_at: Option<Timestamp>,
}

/// A session.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionFacts {
    /// Thread id.
    pub session_id: String,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// Time of its newest line.
    pub last_activity_at: Option<Timestamp>,
    /// Working folder.
    pub project: Option<String>,
    /// Branch.
    pub branch: Option<String>,
    /// Repository.
    pub repository: Option<String>,
    /// Commit at the start.
    pub commit: Option<Label>,
    /// What started it.
    pub source: Option<String>,
    /// Client.
    pub originator: Option<Label>,
    /// Codex version.
    pub cli_version: Option<Label>,
    /// Model provider.
    pub model_provider: Option<Label>,
    /// Fork origin.
    pub forked_from_id: Option<Id>,
    /// Parent in the agent tree.
    pub parent_id: Option<Id>,
    /// Root of the agent tree.
    pub root_id: Option<Id>,
    /// What was said in it.
    #[serde(flatten)]
    pub activity: ActivityCounts,
}

/// A turn.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TurnRow {
    /// Thread id.
    pub session_id: String,
    /// Its place among the session's turns, from 0.
    pub turn_index: u32,
    /// Its id.
    pub turn_id: Option<Id>,
    /// Time of its first line.
    pub started_at: Option<Timestamp>,
    /// Time of its closing line.
    pub ended_at: Option<Timestamp>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// What failed.
    pub error_kind: Option<Label>,
    /// Model.
    pub model: Option<Label>,
    /// Effort.
    pub effort: Option<Label>,
    /// How long it took, as stated.
    pub duration_ms: Option<u64>,
    /// How long the first token took, as stated.
    pub time_to_first_token_ms: Option<u64>,
}

/// A response that counts.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResponseRow {
    /// Thread id.
    pub session_id: String,
    /// Turn that it belongs to.
    pub turn_index: Option<u32>,
    /// When its line was written.
    pub at: Option<Timestamp>,
    /// Its id, where a record tells it.
    pub response_id: Option<Id>,
    /// Model that it ran on.
    pub model: Option<Label>,
    /// Service tier that the thread's settings prove.
    pub service_tier: Option<Tier>,
    /// Its tokens, with those that only a running total shows.
    #[serde(flatten)]
    pub tokens: Tokens,
    /// It compacted the window.
    pub compaction: bool,
    /// What it cost at list prices; absent without a price.
    pub cost_nano_dollars: Option<u64>,
}

/// Something that happened beside turns, calls and messages.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StateEventRow {
    /// Thread id.
    pub session_id: String,
    /// Turn that it belongs to.
    pub turn_index: Option<u32>,
    /// When.
    pub at: Option<Timestamp>,
    /// What.
    pub event: StateEventKind,
    /// What failed, of an error.
    pub error_kind: Option<Label>,
    /// How many turns were taken back, of a rollback that says so.
    pub rolled_back_turns: Option<u64>,
    /// Why, of a compaction.
    pub cause: Option<CompactionCause>,
    /// Tokens in the window before a compaction.
    pub tokens_before: Option<u64>,
    /// Tokens in it after, by Codex's estimate.
    pub tokens_after: Option<u64>,
}

/// A tool call.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CallRow {
    /// Thread id.
    pub session_id: String,
    /// Turn that it belongs to.
    pub turn_index: Option<u32>,
    /// When it was made.
    pub at: Option<Timestamp>,
    /// What it does.
    pub kind: CallKind,
    /// Name of the tool.
    pub tool: Option<Label>,
    /// Server of an MCP call.
    pub server: Option<Label>,
    /// What that server calls the tool.
    pub server_tool: Option<Label>,
    /// What a web search did.
    pub search: Option<SearchAction>,
    /// Program of a command.
    pub program: Option<Program>,
    /// Stands for the whole command; absent without a key.
    pub command: Option<Pseudonym>,
    /// Whether it went well.
    pub success: Option<bool>,
    /// Exit code of a command.
    pub exit_code: Option<i64>,
    /// How long it took.
    pub duration_ms: Option<u64>,
    /// Size of its output.
    pub output_bytes: Option<u64>,
    /// The model did not make it itself.
    pub nested: bool,
}

/// One window of a reading of rate limits.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LimitRow {
    /// Thread id.
    pub session_id: String,
    /// When it was told.
    pub at: Option<Timestamp>,
    /// The family of limits.
    pub limit_id: Option<Label>,
    /// Its readable name.
    pub limit_name: Option<Label>,
    /// Length; absent where the reading has no window.
    pub window_minutes: Option<u64>,
    /// Used share.
    pub used_per_mille: Option<u32>,
    /// When it begins anew.
    pub resets_at: Option<Timestamp>,
    /// Plan.
    pub plan_type: Option<Label>,
    /// Which limit stopped the work.
    pub reached_type: Option<Label>,
}

impl RecordsReport {
    /// The records of one table, each as one line of JSON.
    pub fn records_of(&self, table: RecordTable) -> impl Iterator<Item = Vec<u8>> {
        let rows = self.rows.iter();
        rows.filter(move |row| row.table() == table)
            .map(super::json)
    }

    /// A record without values of the first table.
    pub(super) fn blank(&self) -> Option<Record> {
        self.tables.first().map(|table| table.blank())
    }
}

impl Record {
    fn table(&self) -> RecordTable {
        match self {
            Self::Sources(_) => RecordTable::Sources,
            Self::Sessions(_) => RecordTable::Sessions,
            Self::Turns(_) => RecordTable::Turns,
            Self::Usage(_) => RecordTable::Usage,
            Self::Events(_) => RecordTable::Events,
            Self::ToolCalls(_) => RecordTable::ToolCalls,
            Self::RateLimits(_) => RecordTable::RateLimits,
        }
    }
}

impl RecordTable {
    /// Every table, in the order of an export.
    pub const ALL: [Self; 7] = [
        Self::Sources,
        Self::Sessions,
        Self::Turns,
        Self::Usage,
        Self::Events,
        Self::ToolCalls,
        Self::RateLimits,
    ];

    /// The table of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.word() == word)
    }

    /// The word that it serialises as.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sources => "sources",
            Self::Sessions => "sessions",
            Self::Turns => "turns",
            Self::Usage => "usage",
            Self::Events => "events",
            Self::ToolCalls => "tool_calls",
            Self::RateLimits => "rate_limits",
        }
    }

    /// A record of it without values, as JSON: its keys are the columns.
    pub fn blank_row(self) -> Vec<u8> {
        super::json(&self.blank())
    }

    /// A record of it without values.
    fn blank(self) -> Record {
        match self {
            Self::Sources => Record::Sources(SourceRow::default()),
            Self::Sessions => Record::Sessions(Box::default()),
            Self::Turns => Record::Turns(TurnRow::default()),
            Self::Usage => Record::Usage(ResponseRow::default()),
            Self::Events => Record::Events(StateEventRow::default()),
            Self::ToolCalls => Record::ToolCalls(CallRow::default()),
            Self::RateLimits => Record::RateLimits(LimitRow::default()),
        }
    }
}
