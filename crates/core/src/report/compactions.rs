//! Every compaction of a range: where, why, and what it gave back.

use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

use super::dataset::{Dataset, Session};
use super::query::{Filters, Query, QueryError};
use super::scope::Scope;
use super::shared::{DateRange, FileCounts, Head};
use crate::lineage::{Fate, UsageRow};
use crate::order::InOrder;
use crate::record::Timestamp;
use crate::session::{CompactionCause, Gauge, StateEvent, StateEventKind};

/// Compactions, newest first.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CompactionsReport {
    /// How it begins: `compactions`.
    #[serde(flatten)]
    pub head: Head,
    /// The range.
    #[serde(flatten)]
    pub dates: DateRange,
    /// Filters of the query.
    pub filters: Filters,
    /// The compactions.
    pub rows: Vec<CompactionRow>,
    /// The files.
    pub files: FileCounts,
}

/// One compaction.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CompactionRow {
    /// When.
    pub at: Option<Timestamp>,
    /// Thread id.
    pub session_id: String,
    /// Project: pseudonym, or name when asked.
    pub project: Option<String>,
    /// The session's turn, from 1.
    pub turn: Option<u32>,
    /// By the server, and not by Codex itself.
    pub is_remote: bool,
    /// Why.
    pub cause: Option<CompactionCause>,
    /// Tokens in the window before.
    pub tokens_before: Option<u64>,
    /// Tokens in it after.
    pub tokens_after: Option<u64>,
    /// Share of the tokens that it gave back; absent unless both are known.
    pub freed_per_mille: Option<u64>,
    /// Context left right after, in percent; absent where no gauge shows what stood in the window then.
    pub context_left_percent: Option<u64>,
    /// The file states what its own request used.
    pub is_told: bool,
    /// Tokens of that request; absent where the file does not say which response it was.
    pub response_tokens: Option<u64>,
}

/// All compactions. They are in the order of time only.
pub(super) fn build(
    dataset: &Dataset,
    query: &Query,
    scope: &Scope<'_>,
) -> Result<CompactionsReport, QueryError> {
    query.ungrouped()?;
    if query.sort.is_some() {
        return Err(QueryError::Column);
    }
    let mut rows = Vec::new();
    let sessions = dataset.sessions.iter();
    for session in sessions.filter(|session| scope.keeps_session(session)) {
        let mut earlier_at = None;
        for event in session.events.iter() {
            if !event.kind.is_compaction() {
                continue;
            }
            let turn = session.turn(event.turn);
            if scope.keeps(event.at, turn.and_then(|turn| turn.model.as_ref())) {
                rows.push(row(session, event, earlier_at, scope));
            }
            earlier_at = event.at;
        }
    }
    rows.order_by_key(|row| core::cmp::Reverse(row.at));
    Ok(CompactionsReport {
        head: scope.head("compactions"),
        dates: scope.dates(),
        filters: query.filters.clone(),
        rows,
        files: dataset.files.clone(),
    })
}

fn row(
    session: &Session,
    event: &StateEvent,
    earlier_at: Option<Timestamp>,
    scope: &Scope<'_>,
) -> CompactionRow {
    let known = event.compaction.unwrap_or_default();
    let freed = |before: u64, after: u64| {
        let freed = u128::from(before.saturating_sub(after)) * 1000;
        Some(freed.checked_div(u128::from(before))? as u64)
    };
    let gauge = known
        .tokens_after
        .and_then(|after| gauge_after(session, event, after));
    CompactionRow {
        at: event.at,
        session_id: session.id(),
        project: scope.names.project(session.identity),
        turn: event.turn.map(|turn| turn + 1),
        is_remote: event.kind == StateEventKind::CompactionRemote,
        cause: known.cause,
        tokens_before: known.tokens_before,
        tokens_after: known.tokens_after,
        freed_per_mille: known
            .tokens_before
            .zip(known.tokens_after)
            .and_then(|(before, after)| freed(before, after)),
        context_left_percent: gauge.map(Gauge::left_percent),
        is_told: known.is_told,
        response_tokens: request(session, event, earlier_at).map(|row| row.tokens.total()),
    }
}

/// The gauge that shows what stood in the window after a compaction: the first one since that says so much.
fn gauge_after<'a>(
    session: &'a Session,
    event: &StateEvent,
    tokens_after: u64,
) -> Option<&'a Gauge> {
    event.at?;
    let mut since = session.gauges.iter().filter(|gauge| gauge.at >= event.at);
    since.find(|gauge| gauge.used == tokens_after)
}

/// The size of the window that was compacted: that of the newest gauge before.
pub(super) fn window_tokens(session: &Session, event: &StateEvent) -> Option<u64> {
    event.at?;
    let mut gauges = session.gauges.iter().rev();
    gauges
        .find(|gauge| gauge.at <= event.at)
        .map(|gauge| gauge.window)
}

/// The response that made a compaction: the newest one that made any, since the compaction before.
fn request<'a>(
    session: &'a Session,
    event: &StateEvent,
    earlier_at: Option<Timestamp>,
) -> Option<&'a UsageRow> {
    event.at?;
    let responses = session.usage.iter().rev();
    let mut made = responses.filter(|row| row.is_compaction && row.fate == Fate::Counted);
    made.find(|row| row.at > earlier_at && row.at <= event.at)
}
