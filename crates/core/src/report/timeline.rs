//! One session's marks in the order of time: turns, responses, calls, how full the context window was, compactions.
//! What its timeline is drawn from.

use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

use super::dataset::{Dataset, Session};
use super::query::{Filters, Query, QueryError};
use super::scope::Scope;
use super::shared::{FileCounts, Head};
use crate::item::{CallKind, Outcome};
use crate::lineage::Fate;
use crate::order::InOrder;
use crate::record::Timestamp;
use crate::session::{CompactionCause, StateEventKind};

/// A session's marks.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TimelineReport {
    /// How it begins: `timeline`.
    #[serde(flatten)]
    pub head: Head,
    /// Filters of the query.
    pub filters: Filters,
    /// The session; absent when none is asked for, or more than one is meant.
    pub session_id: Option<String>,
    /// Its marks, whatever the range; those without a time stand first.
    pub rows: Vec<TimelineRow>,
    /// The files.
    pub files: FileCounts,
}

/// One mark.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TimelineRow {
    /// When it was written, or began.
    pub at: Option<Timestamp>,
    /// The session's turn that it belongs to, from 1.
    pub turn: Option<u32>,
    /// What it is.
    #[serde(flatten)]
    pub mark: Mark,
}

/// What a mark is.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "mark", rename_all = "snake_case")]
pub enum Mark {
    /// A turn, from its first line on.
    Turn {
        /// Time of its closing line.
        ended_at: Option<Timestamp>,
        /// How long it took, as stated.
        duration_ms: Option<u64>,
        /// How it ended; absent where the version does not tell.
        outcome: Option<Outcome>,
    },
    /// A counted response.
    Response {
        /// Its tokens.
        total_tokens: u64,
    },
    /// A call that the model made.
    Call {
        /// What it does.
        kind: CallKind,
        /// Whether it went well.
        success: Option<bool>,
        /// How long it took.
        duration_ms: Option<u64>,
    },
    /// How full the context window was.
    Gauge {
        /// Tokens that the window takes.
        window_tokens: u64,
        /// Tokens in it.
        used_tokens: u64,
        /// The request did not fit: the window was full, whatever `used_tokens` says.
        is_full: bool,
    },
    /// The window was compacted.
    Compaction {
        /// By the server, and not by Codex itself.
        is_remote: bool,
        /// Why.
        cause: Option<CompactionCause>,
        /// Tokens in the window before.
        tokens_before: Option<u64>,
        /// Tokens in it after.
        tokens_after: Option<u64>,
    },
}

impl TimelineRow {
    /// A row without values.
    pub(super) fn blank() -> Self {
        Self {
            at: None,
            turn: None,
            mark: Mark::Response { total_tokens: 0 },
        }
    }
}

/// The marks of the one session that the query's filters keep.
pub(super) fn build(
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<TimelineReport, QueryError> {
    query.ungrouped()?;
    if query.sort.is_some() {
        return Err(QueryError::Column);
    }
    let asked = !query.filters.session.is_empty();
    let sessions = dataset.sessions.iter();
    let mut kept = sessions.filter(|session| asked && scope.keeps_session(session));
    let only = match (kept.next(), kept.next()) {
        (Some(session), None) => Some(session),
        _ => None,
    };
    let mut rows = only.map_or_else(Vec::new, marks);
    rows.order_by_key(|row| row.at);
    Ok(TimelineReport {
        head: scope.head("timeline"),
        filters: query.filters.clone(),
        session_id: only.map(Session::id),
        rows,
        files: dataset.files.clone(),
    })
}

fn marks(session: &Session) -> Vec<TimelineRow> {
    let row = |at, turn: Option<u32>, mark| TimelineRow {
        at,
        turn: turn.map(|turn| turn + 1),
        mark,
    };
    let turns = session.turns.iter().zip(0..).map(|(turn, index)| {
        let mark = Mark::Turn {
            ended_at: turn.ended_at,
            duration_ms: turn.duration_ms,
            outcome: turn.outcome,
        };
        row(turn.started_at, Some(index), mark)
    });
    let counted = session
        .usage
        .iter()
        .filter(|usage| usage.fate == Fate::Counted);
    let responses = counted.map(|usage| {
        let total_tokens = usage.tokens.plus(&usage.missing).total();
        row(usage.at, usage.turn, Mark::Response { total_tokens })
    });
    let own = session.calls.iter().filter(|call| !call.is_nested);
    let calls = own.map(|call| {
        let mark = Mark::Call {
            kind: call.kind,
            success: call.success,
            duration_ms: call.duration_ms,
        };
        row(call.at, call.turn, mark)
    });
    let gauges = session.gauges.iter().map(|gauge| {
        let mark = Mark::Gauge {
            window_tokens: gauge.window,
            used_tokens: gauge.used,
            is_full: gauge.is_overflow,
        };
        row(gauge.at, gauge.turn, mark)
    });
    let compactions = session
        .events
        .iter()
        .filter(|event| event.kind.is_compaction());
    let compactions = compactions.map(|event| {
        let known = event.compaction.unwrap_or_default();
        let mark = Mark::Compaction {
            is_remote: event.kind == StateEventKind::CompactionRemote,
            cause: known.cause,
            tokens_before: known.tokens_before,
            tokens_after: known.tokens_after,
        };
        row(event.at, event.turn, mark)
    });
    turns
        .chain(responses)
        .chain(calls)
        .chain(gauges)
        .chain(compactions)
        .collect()
}
