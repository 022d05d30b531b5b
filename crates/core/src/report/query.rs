//! The one query type of all reports; hosts build it, or pass its JSON on.

use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use super::records::RecordTable;
use crate::record::Timestamp;
use crate::zone::RangeError;

pub use crate::zone::WeekStart;

/// What a report is asked: which report, of which time, filtered, grouped and cut how.
/// As JSON every key may be absent: `{"report":"usage","by":["day"]}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Query {
    /// The report.
    pub report: ReportKind,
    /// Grouping, outermost first; empty takes the report's own.
    pub by: Vec<Grouping>,
    /// Tables of records; empty is all.
    pub tables: Vec<RecordTable>,
    /// The session that `session` tells of: a start of its id that no other id has, of 4 characters or more, or `last`;
    /// absent is the newest.
    pub session: Option<String>,
    /// The time; absent is all.
    pub range: Range,
    /// What to keep.
    pub filters: Filters,
    /// Column to sort by, as it is called in the JSON; absent takes the report's own.
    pub sort: Option<String>,
    /// Direction; absent takes the column's own.
    pub order: Option<Order>,
    /// Rows to show, 0 for all; absent takes the report's own (all for usage by time, else 20).
    /// What is cut is summed in `rest`.
    pub limit: Option<u32>,
    /// "Now", RFC 3339: later lines are not seen.
    pub now_at: Option<String>,
    /// First day of a week.
    pub week_start: WeekStart,
    /// Readable names instead of pseudonyms.
    pub with_names: bool,
    /// For usage: also how many days the range has, and the sums of as long a time just before it.
    pub with_comparison: bool,
    /// For usage, sessions, cost and fill: also what parts of the answer are made of, or sum up to.
    pub with_parts: bool,
}

/// Which report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ReportKind {
    /// Tokens and cost by time or by one of the groupings.
    #[default]
    Usage,
    /// One session's marks in the order of time.
    Timeline,
    /// How full windows were when turns ended.
    Fill,
    /// Every compaction.
    Compactions,
    /// One row a session.
    Sessions,
    /// One session: one row a turn.
    Session,
    /// How full each rate-limit window is, and when it ends.
    Limits,
    /// Cost by kind of token, and what has no price.
    Cost,
    /// Use of late, limits and context; needs a "now".
    Overview,
    /// What fits one line of these; needs a "now".
    Statusline,
    /// The price table.
    Prices,
    /// One row a tool, or a group of another key: calls.
    Tools,
    /// One row a program, or a group of another key: commands.
    Commands,
    /// One row a session: what was said in it.
    Activity,
    /// How full the context window got.
    Context,
    /// What happened beside turns, calls and messages, by kind.
    Events,
    /// One row a file: what became of it.
    Files,
    /// What each pseudonym stands for; without rows unless names are asked for.
    Names,
    /// What was found in the files, and how far they can be trusted.
    Quality,
    /// Every reading of every limit window.
    Readings,
    /// The records behind all reports, table by table.
    Records,
    /// What became of every value of the files; needs an engine that keeps a ledger.
    Privacy,
}

impl ReportKind {
    /// Every report.
    pub const ALL: &[Self] = &[
        Self::Usage,
        Self::Timeline,
        Self::Fill,
        Self::Compactions,
        Self::Sessions,
        Self::Session,
        Self::Limits,
        Self::Cost,
        Self::Overview,
        Self::Statusline,
        Self::Prices,
        Self::Tools,
        Self::Commands,
        Self::Activity,
        Self::Context,
        Self::Events,
        Self::Files,
        Self::Names,
        Self::Quality,
        Self::Readings,
        Self::Records,
        Self::Privacy,
    ];
}

/// A grouping key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each variant is the word it serialises as")]
#[non_exhaustive]
pub enum Grouping {
    Hour,
    Day,
    Week,
    Month,
    Model,
    Effort,
    Project,
    Branch,
    Repo,
    Source,
    Version,
    VersionRange,
    Weekday,
    HourOfDay,
    Tool,
    Kind,
    Server,
    Program,
    Class,
    Reason,
    File,
    Session,
    Fate,
    Path,
    Window,
    Tier,
    Turn,
    Call,
    Type,
}

impl Grouping {
    /// Every grouping, of whatever report.
    pub const ALL: &[Self] = &[
        Self::Hour,
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Model,
        Self::Effort,
        Self::Project,
        Self::Branch,
        Self::Repo,
        Self::Source,
        Self::Version,
        Self::VersionRange,
        Self::Weekday,
        Self::HourOfDay,
        Self::Tool,
        Self::Kind,
        Self::Server,
        Self::Program,
        Self::Class,
        Self::Reason,
        Self::File,
        Self::Session,
        Self::Fate,
        Self::Path,
        Self::Window,
        Self::Tier,
        Self::Turn,
        Self::Call,
        Self::Type,
    ];

    /// The grouping of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|key| key.word() == word)
    }

    /// Whether it groups by periods that follow each other.
    pub fn is_time(self) -> bool {
        matches!(self, Self::Hour | Self::Day | Self::Week | Self::Month)
    }

    /// The word that it serialises as.
    pub fn word(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Model => "model",
            Self::Effort => "effort",
            Self::Project => "project",
            Self::Branch => "branch",
            Self::Repo => "repo",
            Self::Source => "source",
            Self::Version => "version",
            Self::VersionRange => "version_range",
            Self::Weekday => "weekday",
            Self::HourOfDay => "hour_of_day",
            Self::Tool => "tool",
            Self::Kind => "kind",
            Self::Server => "server",
            Self::Program => "program",
            Self::Class => "class",
            Self::Reason => "reason",
            Self::File => "file",
            Self::Session => "session",
            Self::Fate => "fate",
            Self::Path => "path",
            Self::Window => "window",
            Self::Tier => "tier",
            Self::Turn => "turn",
            Self::Call => "call",
            Self::Type => "type",
        }
    }
}

/// Both ends included, in the zone of the engine's configuration. Each is a WHEN of the command line:
/// `2026-08-06`, `2026-08`, `2026-W32`, `2026`, `2026-08-06T14:30`, `2026-08-06T14:30Z`, `today`,
/// `yesterday`, `7d`. `last` is `12h`, `7d`, `4w`, `3m`, `today`, `yesterday` or `all`, and excludes the others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Range {
    /// A span that ends now.
    pub last: Option<String>,
    /// From when.
    pub since: Option<String>,
    /// Until when.
    pub until: Option<String>,
}

/// Patterns to keep; `*` is anything; several of one kind mean "or", several kinds "and".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Filters {
    /// Model labels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub model: Vec<String>,
    /// Projects, by readable name or pseudonym.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub project: Vec<String>,
    /// Branches, by readable name or pseudonym.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub branch: Vec<String>,
    /// Repositories, by readable name or pseudonym.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub repo: Vec<String>,
    /// Sources: `cli`, `exec`, `vscode`, ….
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<String>,
    /// Starts of session ids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub session: Vec<String>,
    /// Tools: sessions that called one of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tool: Vec<String>,
    /// Programs: sessions with a command that started one of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub program: Vec<String>,
}

/// Direction of the sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each variant is the word it serialises as")]
pub enum Order {
    Asc,
    Desc,
}

/// Why a query was refused. Its number is stable; no text of the query is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum QueryError {
    /// Not JSON, or not of the shape of [`Query`].
    Shape,
    /// `last`, `since`, `until` or `now_at` is no time.
    Time,
    /// `since` is after `until`.
    Backwards,
    /// The report has no such column.
    Column,
    /// The report has no such grouping.
    Grouping,
    /// The report is of all files: it takes no range, filter or "now".
    Narrowed,
    /// The report needs a ledger, and the engine was not told to keep one.
    NoLedger,
    /// No session's id begins so, or there is none yet.
    NoSession,
    /// More than one session's id begins so.
    SeveralSessions,
    /// The engine was told to read files for a query of another range.
    NotHeld,
}

impl From<RangeError> for QueryError {
    fn from(error: RangeError) -> Self {
        match error {
            RangeError::Time => Self::Time,
            RangeError::Backwards => Self::Backwards,
        }
    }
}

impl Query {
    /// Reads a query from JSON.
    pub fn from_json(json: &[u8]) -> Result<Self, QueryError> {
        serde_json::from_slice(json).map_err(|_| QueryError::Shape)
    }

    /// For a report that cannot be grouped.
    pub(super) fn ungrouped(&self) -> Result<(), QueryError> {
        if self.by.is_empty() {
            Ok(())
        } else {
            Err(QueryError::Grouping)
        }
    }

    /// For a report of one moment, "now": nothing can be grouped, ordered or bounded, and the moment must be given.
    pub(super) fn only_now(&self, now: Option<Timestamp>) -> Result<Timestamp, QueryError> {
        self.ungrouped()?;
        if self.sort.is_some() || self.order.is_some() {
            return Err(QueryError::Column);
        }
        if self.range != Range::default() {
            return Err(QueryError::Time);
        }
        now.ok_or(QueryError::Time)
    }
}
