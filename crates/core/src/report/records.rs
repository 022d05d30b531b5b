//! Records: what stands behind the reports, one row each, as `export` gives it. Sessions are joined from their files; of
//! usage there is what counts, so that the rows add up to the reports.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use super::app_records::{AppItemRow, AppTurnRow};
use super::files::FileOutcome;
use super::query::Filters;
use super::records_status::{StatusLimitRow, StatusRow};
use super::session_facts::{CallFacts, SessionFacts, SettingsOfTurn, TurnFacts};
use super::shared::{DateRange, FileCounts, Head};
use crate::item::{Decimal, TypePlace};
use crate::lineage::Trouble;
use crate::privacy::{Id, Label};
use crate::record::{Tier, Timestamp, Tokens};
use crate::session::{ActivityCounts, CompactionCause, FileForm, StateEventKind};

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
    Gauges,
    Types,
    StatusSnapshots,
    StatusLimits,
    AppTurns,
    AppItems,
}

/// One record; its table stands first.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "record", rename_all = "snake_case")]
#[allow(missing_docs, reason = "each variant is a row of its table")]
#[non_exhaustive]
pub enum Record {
    Sources(SourceRow),
    Sessions(Box<SessionRecord>),
    Turns(Box<TurnRecord>),
    Usage(ResponseRow),
    Events(StateEventRow),
    ToolCalls(CallRecord),
    RateLimits(LimitRow),
    Gauges(GaugeRow),
    Types(TypeRow),
    StatusSnapshots(Box<StatusRow>),
    StatusLimits(StatusLimitRow),
    AppTurns(Box<AppTurnRow>),
    AppItems(Box<AppItemRow>),
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
    /// The Codex home that it lies in: pseudonym, or name when asked.
    pub home: Option<String>,
    /// It is packed.
    pub is_packed: bool,
    /// It is one JSON document, of the TypeScript client.
    pub is_document: bool,
    /// It is archived.
    pub is_archived: bool,
    /// What it is, where it is no rollout.
    pub form: Option<FileForm>,
    /// It is no more; its rows stay.
    pub is_gone: bool,
    /// Its rows were deleted because somebody wanted that.
    pub is_purged: bool,
    /// When it was last written.
    pub modified_at: Option<Timestamp>,
    /// Rollout id of the file that it continues.
    pub history_base_id: Option<Id>,
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
pub struct SessionRecord {
    /// What it was.
    #[serde(flatten)]
    pub facts: SessionFacts,
    /// What was said in it.
    #[serde(flatten)]
    pub activity: ActivityCounts,
}

/// A turn.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TurnRecord {
    /// Thread id.
    pub session_id: String,
    /// Its place among the session's turns, from 0.
    pub turn_index: u32,
    /// When it was, how it ended, what it ran on.
    #[serde(flatten)]
    pub facts: TurnFacts,
    /// How it was set up beside that.
    #[serde(flatten)]
    pub settings: SettingsOfTurn,
    /// What was said in it.
    #[serde(flatten)]
    pub activity: ActivityCounts,
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
    /// Whether the files state the usage of a compaction's request.
    pub compaction_is_told: Option<bool>,
}

/// A tool call.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CallRecord {
    /// Thread id.
    pub session_id: String,
    /// What it was.
    #[serde(flatten)]
    pub facts: CallFacts,
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
    /// There are credits.
    pub has_credits: Option<bool>,
    /// They have no end.
    pub unlimited_credits: Option<bool>,
    /// How many, as decimal text.
    pub credit_balance: Option<Decimal>,
    /// What this member of a workspace may spend, as decimal text.
    pub individual_limit: Option<Decimal>,
    /// What of it is spent, as decimal text.
    pub individual_used: Option<Decimal>,
    /// What of it is left.
    pub individual_remaining_percent: Option<i64>,
    /// When it begins anew.
    pub individual_resets_at: Option<Timestamp>,
    /// Whether a spending limit stopped the work.
    pub spend_control_reached: Option<bool>,
}

/// How full the context window was, as one line of usage tells it.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GaugeRow {
    /// Thread id.
    pub session_id: String,
    /// Turn that it belongs to.
    pub turn_index: Option<u32>,
    /// When.
    pub at: Option<Timestamp>,
    /// Tokens that the window takes.
    pub window_tokens: u64,
    /// Tokens in it.
    pub used_tokens: u64,
    /// What is left, in percent, as Codex shows it.
    pub left_percent: u64,
    /// The request did not fit: the window was full, whatever `used_tokens` says.
    pub is_full: bool,
    /// No response states it: it is Codex's own guess, as after a compaction.
    pub is_estimate: Option<bool>,
    /// All that the session had used by then, as the line states it.
    pub stated_total_tokens: Option<u64>,
}

/// How often a type of events or items stands in a session's files.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TypeRow {
    /// Thread id.
    pub session_id: String,
    /// Where the type stands.
    pub place: TypePlace,
    /// Its name; absent when it is no label.
    pub name: Option<Label>,
    /// The format's description has it.
    pub is_known: bool,
    /// How often.
    pub count: u64,
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
            Self::Gauges(_) => RecordTable::Gauges,
            Self::Types(_) => RecordTable::Types,
            Self::StatusSnapshots(_) => RecordTable::StatusSnapshots,
            Self::StatusLimits(_) => RecordTable::StatusLimits,
            Self::AppTurns(_) => RecordTable::AppTurns,
            Self::AppItems(_) => RecordTable::AppItems,
        }
    }
}

impl RecordTable {
    /// Every table, in the order of an export.
    pub const ALL: [Self; 13] = [
        Self::Sources,
        Self::Sessions,
        Self::Turns,
        Self::Usage,
        Self::Events,
        Self::ToolCalls,
        Self::RateLimits,
        Self::Gauges,
        Self::Types,
        Self::StatusSnapshots,
        Self::StatusLimits,
        Self::AppTurns,
        Self::AppItems,
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
            Self::Gauges => "gauges",
            Self::Types => "types",
            Self::StatusSnapshots => "status_snapshots",
            Self::StatusLimits => "status_limits",
            Self::AppTurns => "app_turns",
            Self::AppItems => "app_items",
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
            Self::Turns => Record::Turns(Box::default()),
            Self::Usage => Record::Usage(ResponseRow::default()),
            Self::Events => Record::Events(StateEventRow::default()),
            Self::ToolCalls => Record::ToolCalls(CallRecord::default()),
            Self::RateLimits => Record::RateLimits(LimitRow::default()),
            Self::Gauges => Record::Gauges(GaugeRow::default()),
            Self::Types => Record::Types(TypeRow::default()),
            Self::StatusSnapshots => Record::StatusSnapshots(Box::default()),
            Self::StatusLimits => Record::StatusLimits(StatusLimitRow::default()),
            Self::AppTurns => Record::AppTurns(Box::default()),
            Self::AppItems => Record::AppItems(Box::default()),
        }
    }
}
